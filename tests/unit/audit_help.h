/* Workbooks of several sheets out of a few lines, and what an audit says of
 * them as lines of text. */
#ifndef TEST_AUDIT_HELP_H
#define TEST_AUDIT_HELP_H

#include <unistd.h>

#include "book_help.h"

#include "audit/audit.h"
#include "risk/profile.h"

/* A sheet: lines of cells separated by tabs. "\n" (two characters) in a cell
 * is a line break, a leading ' makes text of a number, "." is a cell left
 * out. `merges` are ranges separated by spaces, or NULL. */
struct sheet_text {
    const char *name, *rows, *merges;
};

struct xml {
    char *p;
    size_t n, cap;
};

static inline void xml_add(struct xml *x, const char *s, size_t n)
{
    if (x->n + n + 1 > x->cap) {
        x->cap = (x->n + n + 1) * 2;
        x->p = realloc(x->p, x->cap);
        assert_non_null(x->p);
    }
    memcpy(x->p + x->n, s, n);
    x->n += n;
    x->p[x->n] = '\0';
}

static inline void xml_z(struct xml *x, const char *s)
{
    xml_add(x, s, strlen(s));
}

static inline void xml_text(struct xml *x, const char *s, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (s[i] == '\\' && i + 1 < n && s[i + 1] == 'n') {
            xml_z(x, "&#10;");
            i++;
        } else if (s[i] == '<') {
            xml_z(x, "&lt;");
        } else if (s[i] == '&') {
            xml_z(x, "&amp;");
        } else {
            xml_add(x, &s[i], 1);
        }
    }
}

static inline void xml_cell(
    struct xml *x, const char *ref, const char *s, size_t n)
{
    double number;

    if (n == 0 || (n == 1 && s[0] == '.'))
        return;
    xml_z(x, "<c r=\"");
    xml_z(x, ref);
    if (rt_parse_double((struct rt_str){s, n}, &number)) {
        xml_z(x, "\"><v>");
        xml_add(x, s, n);
        xml_z(x, "</v></c>");
        return;
    }
    if (s[0] == '\'') {
        s++;
        n--;
    }
    xml_z(x, "\" t=\"inlineStr\"><is><t xml:space=\"preserve\">");
    xml_text(x, s, n);
    xml_z(x, "</t></is></c>");
}

static inline void xml_row(struct xml *x, uint32_t row, const char *s, size_t n)
{
    char ref[16], open[40];

    snprintf(open, sizeof open, "<row r=\"%u\">", row);
    xml_z(x, open);
    for (uint32_t col = 0; n > 0; col++) {
        const char *end = memchr(s, '\t', n);
        size_t k = end ? (size_t)(end - s) : n;
        rt_cell_ref(col, row, ref);
        xml_cell(x, ref, s, k);
        k += end != NULL;
        s += k;
        n -= k;
    }
    xml_z(x, "</row>");
}

static inline void xml_merges(struct xml *x, const char *merges)
{
    xml_z(x, "<mergeCells>");
    for (const char *s = merges; *s;) {
        size_t n = strcspn(s, " ");
        xml_z(x, "<mergeCell ref=\"");
        xml_add(x, s, n);
        xml_z(x, "\"/>");
        s += n + (s[n] == ' ');
    }
    xml_z(x, "</mergeCells>");
}

static inline void sheet_xml(struct xml *x, const struct sheet_text *sheet)
{
    uint32_t row = 0;

    xml_z(x, "<worksheet xmlns=\"" MAIN_NS "\"><sheetData>");
    for (const char *s = sheet->rows; *s;) {
        size_t n = strcspn(s, "\n");
        row++;
        if (n > 0)
            xml_row(x, row, s, n);
        s += n + (s[n] == '\n');
    }
    xml_z(x, "</sheetData>");
    if (sheet->merges)
        xml_merges(x, sheet->merges);
    xml_z(x, "</worksheet>");
}

static inline struct zip_maker book_of(
    const struct sheet_text *sheets, size_t count)
{
    struct zip_maker z = {0};
    struct xml rels = {0}, list = {0};
    char name[64], part[256];

    xml_z(&rels, "<Relationships xmlns=\"" PKG_NS "\">");
    xml_z(&list,
        "<workbook xmlns=\"" MAIN_NS "\" xmlns:r=\"" REL_NS "\"><sheets>");
    for (size_t i = 0; i < count; i++) {
        snprintf(part, sizeof part,
            "<Relationship Id=\"r%zu\" Type=\"" REL_NS
            "/worksheet\" Target=\"worksheets/sheet%zu.xml\"/>",
            i + 1, i + 1);
        xml_z(&rels, part);
        snprintf(part, sizeof part,
            "<sheet name=\"%s\" sheetId=\"%zu\" r:id=\"r%zu\"/>",
            sheets[i].name, i + 1, i + 1);
        xml_z(&list, part);
    }
    xml_z(&rels, "</Relationships>");
    xml_z(&list, "</sheets></workbook>");
    zip_add(&z, "_rels/.rels",
        "<Relationships xmlns=\"" PKG_NS "\"><Relationship Id=\"r\" "
        "Type=\"" REL_NS "/officeDocument\" Target=\"xl/workbook.xml\"/>"
        "</Relationships>");
    zip_add(&z, "xl/_rels/workbook.xml.rels", rels.p);
    zip_add(&z, "xl/workbook.xml", list.p);
    for (size_t i = 0; i < count; i++) {
        struct xml x = {0};
        sheet_xml(&x, &sheets[i]);
        snprintf(name, sizeof name, "xl/worksheets/sheet%zu.xml", i + 1);
        zip_add(&z, name, x.p);
        free(x.p);
    }
    zip_end(&z);
    free(rels.p);
    free(list.p);
    return z;
}

/* --- what an audit says -------------------------------------------------- */

struct said {
    char text[32768];
    size_t n, count;
    bool infos; /* whether info findings are written down */
};

/* "PL103 報告書!P5 -/-": code, place, expected, actual. */
static inline enum rt_status hear(
    void *context, const struct rt_finding *f, struct rt_error *err)
{
    struct said *s = context;
    char ref[32] = "";
    int k;

    (void)err;
    assert_true(f->message.n > 0);
    if (rt_finding_info(f->code)->severity == RT_INFO && !s->infos)
        return RT_OK;
    if (f->where.csv)
        snprintf(ref, sizeof ref, "%u:%u", f->where.row, f->where.col);
    else if (f->where.col > 0)
        rt_cell_ref(f->where.col - 1, f->where.row, ref);
    else if (f->where.row > 0)
        snprintf(ref, sizeof ref, "%u", f->where.row);
    k = snprintf(s->text + s->n, sizeof s->text - s->n, "%s%s %.*s!%s",
        s->n ? "\n" : "", rt_finding_info(f->code)->name,
        RT_FMT(f->where.sheet), ref);
    assert_true(k > 0 && (size_t)k < sizeof s->text - s->n);
    s->n += (size_t)k;
    if (f->expected.n || f->actual.n) {
        k = snprintf(s->text + s->n, sizeof s->text - s->n, " %.*s/%.*s",
            RT_FMT(f->expected), RT_FMT(f->actual));
        assert_true(k > 0 && (size_t)k < sizeof s->text - s->n);
        s->n += (size_t)k;
    }
    s->count++;
    return RT_OK;
}

/* A sink that cannot take one more finding. */
struct refusing {
    size_t left;
    bool refused;
};

static inline enum rt_status refuse(
    void *context, const struct rt_finding *f, struct rt_error *err)
{
    struct refusing *r = context;

    (void)f;
    assert_false(r->refused);
    r->refused = r->left == 0;
    r->left -= !r->refused;
    return r->refused ? rt_fail(err, RT_BUSY, "no room") : RT_OK;
}

/* Whichever finding is not taken, the audit ends there and says so. */
typedef enum rt_status run_audit(
    const void *of, const struct rt_sink *sink, struct rt_error *err);

static inline void refuse_each(run_audit *run, const void *of)
{
    bool refused = true;

    for (size_t n = 0; refused && n < 100; n++) {
        struct refusing r = {.left = n};
        const struct rt_sink sink = {.context = &r, .put = refuse};
        struct rt_error err = {0};
        enum rt_status rc = run(of, &sink, &err);
        assert_int_equal(rc, r.refused ? RT_BUSY : RT_OK);
        refused = r.refused;
    }
}

static inline enum rt_status run_treatment(
    const void *of, const struct rt_sink *sink, struct rt_error *err)
{
    struct rt_audit audit = *(const struct rt_audit *)of;

    audit.sink = *sink;
    return rt_audit_treatment(&audit, NULL, err);
}

static inline enum rt_status run_structure(
    const void *of, const struct rt_sink *sink, struct rt_error *err)
{
    struct rt_audit audit = *(const struct rt_audit *)of;

    audit.sink = *sink;
    return rt_audit_structure(&audit, err);
}

struct asking {
    const char *now, *profile;
    bool infos;
};

/* A file as check reads it: its records, and a grid of so many cells. */
struct audited {
    struct rt_limits limits;
    struct rt_vocab *vocab;
    struct rt_intake *intake;
    struct rt_arena arena;
};

static inline void audited_bytes(struct audited *a, const char *name,
    const void *p, size_t n, uint64_t cells)
{
    const char *suffix = strrchr(name, '.');
    struct rt_error err = {0};
    char path[64];
    int fd;

    snprintf(path, sizeof path, "/tmp/rt-audit-XXXXXX%s", suffix);
    fd = mkstemps(path, (int)strlen(suffix));
    assert_true(fd >= 0);
    assert_int_equal(write(fd, p, n), (ssize_t)n);
    close(fd);
    a->limits = rt_limits_default();
    rt_arena_init(&a->arena);
    assert_int_equal(rt_vocab_new(&a->vocab, &err), RT_OK);
    struct rt_intake_request request = {.path = path,
        .file = rt_str(name),
        .limits = &a->limits,
        .vocab = a->vocab,
        .fallback = rt_profile_named(rt_str("ipa-3.1")),
        .grid_cells = cells};
    assert_int_equal(rt_intake_read(&request, &a->intake, &err), RT_OK);
    unlink(path);
}

static inline void audited_fini(struct audited *a)
{
    rt_intake_free(a->intake);
    rt_vocab_free(a->vocab);
    rt_arena_fini(&a->arena);
}

/* Asks the treatment audit about a file in memory; `s` holds the answer. */
static inline const char *ask_bytes(struct said *s, const char *name,
    const void *p, size_t n, const struct asking *how)
{
    struct audited file;
    struct rt_error err = {0};

    memset(s, 0, sizeof *s);
    s->infos = how->infos;
    audited_bytes(&file, name, p, n, 1000000);
    struct rt_audit audit = {.vocab = file.vocab,
        .profile
        = rt_profile_named(rt_str(how->profile ? how->profile : "tokyo-isms")),
        .now = how->now ? how->now : "2026-09-30",
        .sink = {.context = s, .put = hear}};
    assert_int_equal(
        rt_audit_begin(&audit, file.intake, &file.arena, &err), RT_OK);
    if (rt_audit_treatment(&audit, NULL, &err) != RT_OK)
        fail_msg("the audit failed: %s", err.text);
    refuse_each(run_treatment, &audit);
    audited_fini(&file);
    return s->text;
}

static inline const char *ask_sheets(struct said *s,
    const struct sheet_text *sheets, size_t count, const struct asking *how)
{
    struct zip_maker z = book_of(sheets, count);

    ask_bytes(s, "成果物.xlsx", z.p, z.n, how);
    free(z.p);
    return s->text;
}

#endif
