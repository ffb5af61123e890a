/* A filled-in ledger with the form's formulas, changed cell by cell, and what
 * check's audits of formulas and structure say of it.
 *
 * The ledger has six assets in rows 4 to 9 and prepared rows 10 to 14, the
 * threat sheet its table of media in G4 to I9, a third sheet sums. A change
 * is "T8 3", "M5 =MAX(J5:K5) -> 3" (a formula and its stored value), "M5 =X"
 * (none stored), "T4 #N/A", "A5 'text", "T4 -" (nothing there); another
 * sheet's begins with its number: "2!H9 …".
 */
#ifndef TEST_LEDGER_BOOK_H
#define TEST_LEDGER_BOOK_H

#include "audit_help.h"

enum { BOOK_CELLS = 600, CELL_TEXT = 400 };

struct book_cell {
    int sheet;
    uint32_t col, row;
    char text[CELL_TEXT];
    /* Set by a change that begins with "{": attributes of <f>. */
    char attributes[64];
};

struct ledger_book {
    struct book_cell cells[BOOK_CELLS];
    size_t count;
    bool manual;
};

static inline void put_cell(struct ledger_book *b, int sheet, uint32_t col,
    uint32_t row, const char *text)
{
    struct book_cell *c = NULL;

    for (size_t i = 0; i < b->count && !c; i++) {
        if (b->cells[i].sheet == sheet && b->cells[i].col == col
            && b->cells[i].row == row)
            c = &b->cells[i];
    }
    if (!c) {
        assert_true(b->count < BOOK_CELLS);
        c = &b->cells[b->count++];
    }
    c->sheet = sheet;
    c->col = col;
    c->row = row;
    c->attributes[0] = '\0';
    if (text[0] == '{') {
        size_t n = strcspn(text, "}");
        assert_true(n < sizeof c->attributes);
        memcpy(c->attributes, text + 1, n - 1);
        c->attributes[n - 1] = '\0';
        text += n + 1;
    }
    assert_true(strlen(text) < CELL_TEXT);
    strcpy(c->text, text);
}

/* "2!H9 text": returns the text after the place. */
static inline const char *parse_place(
    const char *s, int *sheet, uint32_t *col, uint32_t *row)
{
    *sheet = 1;
    *col = *row = 0;
    if (s[0] >= '0' && s[0] <= '9') {
        *sheet = s[0] - '0';
        s += 2;
    }
    for (; *s >= 'A' && *s <= 'Z'; s++)
        *col = *col * 26 + (uint32_t)(*s - 'A') + 1;
    for (; *s >= '0' && *s <= '9'; s++)
        *row = *row * 10 + (uint32_t)(*s - '0');
    assert_true(*col > 0 && *row > 0 && *s == ' ');
    --*col;
    return s + 1;
}

static inline void change(struct ledger_book *b, const char *what)
{
    int sheet;
    uint32_t col, row;
    const char *text;

    if (strcmp(what, "manual") == 0) {
        b->manual = true;
        return;
    }
    text = parse_place(what, &sheet, &col, &row);
    put_cell(b, sheet, col, row, text);
}

static inline void changef(struct ledger_book *b, const char *fmt, ...)
{
    char text[CELL_TEXT + 32];
    va_list ap;

    va_start(ap, fmt);
    vsnprintf(text, sizeof text, fmt, ap);
    va_end(ap);
    change(b, text);
}

/* --- the clean ledger ------------------------------------------------------- */

static const char *const media[] = {"書類", "可搬電子媒体", "事務所PC",
    "モバイル機器", "社内サーバー", "社外サーバー"};
static const int threats[] = {2, 2, 3, 3, 2, 3};
static const int vulnerabilities[] = {2, 2, 2, 3, 1, 2};

struct asset {
    int medium;
    bool personal;
    int c, i, a;
};

/* Levels 3, 3, 4, 1, 6, 6. */
static const struct asset assets[]
    = {{4, true, 3, 3, 3}, {0, true, 3, 2, 2}, {2, false, 2, 2, 2},
        {0, false, 1, 1, 1}, {5, true, 3, 2, 1}, {3, false, 2, 1, 1}};

static inline void put_formulas(
    struct ledger_book *b, int r, const struct asset *a)
{
    static const char *const words[] = {"", "低", "中", "高"};
    int m = 0, t = 0, v = 0, l = 0;
    char im[16] = "", th[32] = "", vu[32] = "", li[16] = "", le[16] = "";
    char label[32] = "", class[32] = "";

    if (a) {
        m = a->c > a->i ? a->c : a->i;
        m = a->personal ? 3 : m > a->a ? m : a->a;
        t = threats[a->medium];
        v = vulnerabilities[a->medium];
        l = t + v - 3 > 1 ? t + v - 3 : 1;
        snprintf(im, sizeof im, "%d", m);
        snprintf(th, sizeof th, "%d:頻度", t);
        snprintf(vu, sizeof vu, "%d:対策", v);
        snprintf(li, sizeof li, "%d", l);
        snprintf(le, sizeof le, "%d", m * l);
        snprintf(label, sizeof label, "可能性：%s", words[l]);
        snprintf(class, sizeof class, "リスク%s",
            m * l >= 6   ? "大"
            : m * l >= 4 ? "中"
                         : "小");
    }
    changef(b,
        "M%d =IF(B%d=\"\",\"\",IF(COUNTIF(G%d:I%d,\"有\")>0,3,MAX(J%d:L%d))) "
        "-> %s",
        r, r, r, r, r, r, im);
    changef(b,
        "P%d =IF(F%d=\"\",\"\",IFERROR(VLOOKUP(F%d,脅威の状況!$G$4:$I$9,2,"
        "FALSE),\"\")) -> %s",
        r, r, r, th);
    changef(b,
        "Q%d =IF(F%d=\"\",\"\",IFERROR(VLOOKUP(F%d,脅威の状況!$G$4:$I$9,3,"
        "FALSE),\"\")) -> %s",
        r, r, r, vu);
    changef(b,
        "R%d =IF(OR(P%d=\"\",Q%d=\"\"),\"\",ROUNDUP(VALUE(LEFT(P%d,1))/"
        "(4-VALUE(LEFT(Q%d,1))),0)) -> %s",
        r, r, r, r, r, li);
    changef(b,
        "S%d =IF(R%d=\"\",\"\",IF(R%d=3,\"可能性：高\",IF(R%d=2,"
        "\"可能性：中\",\"可能性：低\"))) -> %s",
        r, r, r, r, label);
    changef(b, "T%d =IF(OR(R%d=\"\",M%d=\"\"),\"\",M%d*R%d) -> %s", r, r, r, r,
        r, le);
    changef(b,
        "U%d =IF(T%d=\"\",\"\",IF(T%d>=6,\"リスク大\",IF(T%d>=4,"
        "\"リスク中\",\"リスク小\"))) -> %s",
        r, r, r, r, class);
}

static inline void put_ledger(struct ledger_book *b)
{
    static const char *const heads[]
        = {"業務分類", "情報資産名称", "備考", "利用者範囲", "管理部署",
            "媒体・保存先", "個人情報", "要配慮個人情報", "特定個人情報",
            "機密性", "完全性", "可用性", "重要度", "保存期限", "登録日",
            "脅威の発生頻度", "脆弱性", "被害発生可能性", "", "リスク値", ""};

    put_cell(b, 1, 0, 1, "情報資産管理台帳");
    for (uint32_t c = 0; c < RT_COUNT(heads); c++)
        put_cell(b, 1, c, 3, heads[c][0] ? heads[c] : "-");
    for (int i = 0; i < 6; i++) {
        const struct asset *a = &assets[i];
        int r = 4 + i;
        changef(b, "A%d 営業", r);
        changef(b, "B%d 資産%d", r, i + 1);
        changef(b, "D%d 営業部", r);
        changef(b, "E%d 営業部", r);
        changef(b, "F%d %s", r, media[a->medium]);
        changef(b, "G%d %s", r, a->personal ? "有" : "-");
        changef(b, "J%d %d", r, a->c);
        changef(b, "K%d %d", r, a->i);
        changef(b, "L%d %d", r, a->a);
        changef(b, "N%d 5年", r);
        put_formulas(b, r, a);
    }
    for (int r = 10; r <= 14; r++)
        put_formulas(b, r, NULL);
}

static inline void clean_ledger(struct ledger_book *b)
{
    static const char *const heads[]
        = {"媒体・保存先", "No", "想定される脅威", "脅威の発生頻度", "対策状況",
            "-", "媒体・保存先", "脅威の発生頻度", "対策状況"};

    memset(b, 0, sizeof *b);
    put_ledger(b);
    put_cell(b, 2, 0, 1, "脅威の状況");
    for (uint32_t c = 0; c < RT_COUNT(heads); c++)
        put_cell(b, 2, c, 3, heads[c]);
    for (int i = 0; i < 6; i++) {
        changef(b, "2!A%d %s", 4 + i, media[i]);
        changef(b, "2!B%d 1", 4 + i);
        changef(b, "2!C%d 脅威の例", 4 + i);
        changef(b, "2!D%d %d:頻度", 4 + i, threats[i]);
        changef(b, "2!E%d %d:対策", 4 + i, vulnerabilities[i]);
        changef(b, "2!G%d %s", 4 + i, media[i]);
        changef(b, "2!H%d %d:頻度", 4 + i, threats[i]);
        changef(b, "2!I%d %d:対策", 4 + i, vulnerabilities[i]);
    }
    change(b, "3!A1 診断結果");
    change(b, "3!A3 最大のリスク値");
    change(b, "3!B3 =MAX(情報資産管理台帳!T4:T14) -> 6");
}

/* --- as a file ---------------------------------------------------------------- */

static inline void xml_escaped(struct xml *x, const char *s, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (s[i] == '<')
            xml_z(x, "&lt;");
        else if (s[i] == '>')
            xml_z(x, "&gt;");
        else if (s[i] == '&')
            xml_z(x, "&amp;");
        else
            xml_add(x, &s[i], 1);
    }
}

static inline const char *type_of(const char *v, bool formula)
{
    double number;

    if (rt_parse_double(rt_str(v), &number))
        return "n";
    if (v[0] == '#')
        return "e";
    return formula ? "str" : "inlineStr";
}

static inline void xml_book_cell(struct xml *x, const struct book_cell *c)
{
    char ref[16];
    const char *text = c->text, *value = text;
    bool formula = text[0] == '=';
    const char *arrow = formula ? strstr(text, " ->") : NULL;

    if (strcmp(text, "-") == 0)
        return;
    if (formula)
        value = arrow ? arrow + 3 + (arrow[3] == ' ') : "";
    rt_cell_ref(c->col, c->row, ref);
    xml_z(x, "<c r=\"");
    xml_z(x, ref);
    xml_z(x, "\" t=\"");
    xml_z(x, formula && !arrow ? "n"
             : text[0] == '\'' ? "inlineStr"
                               : type_of(value, formula));
    xml_z(x, "\">");
    if (formula) {
        size_t n = arrow ? (size_t)(arrow - text) - 1 : strlen(text) - 1;
        xml_z(x, "<f ");
        xml_z(x, c->attributes);
        xml_z(x, ">");
        xml_escaped(x, text + 1, n);
        xml_z(x, "</f>");
    }
    if (!formula && (text[0] == '\'' || type_of(value, false)[0] == 'i')) {
        value += text[0] == '\'';
        xml_z(x, "<is><t>");
        xml_escaped(x, value, strlen(value));
        xml_z(x, "</t></is>");
    } else if (!formula || arrow) {
        xml_z(x, "<v>");
        xml_escaped(x, value, strlen(value));
        xml_z(x, "</v>");
    }
    xml_z(x, "</c>");
}

static inline int by_cell_place(const void *a, const void *b)
{
    const struct book_cell *x = a, *y = b;

    if (x->sheet != y->sheet)
        return x->sheet - y->sheet;
    if (x->row != y->row)
        return x->row < y->row ? -1 : 1;
    return x->col < y->col ? -1 : x->col > y->col;
}

static inline struct zip_maker ledger_file(
    struct ledger_book *b, const char *const names[3])
{
    struct zip_maker z = {0};
    struct xml rels = {0}, list = {0};
    size_t at = 0;
    char text[256], part[48];

    qsort(b->cells, b->count, sizeof *b->cells, by_cell_place);
    zip_add(&z, "_rels/.rels",
        "<Relationships xmlns=\"" PKG_NS "\"><Relationship Id=\"r\" "
        "Type=\"" REL_NS "/officeDocument\" Target=\"xl/workbook.xml\"/>"
        "</Relationships>");
    xml_z(&rels, "<Relationships xmlns=\"" PKG_NS "\">");
    xml_z(&list,
        "<workbook xmlns=\"" MAIN_NS "\" xmlns:r=\"" REL_NS "\"><sheets>");
    for (int s = 1; s <= 3; s++) {
        struct xml x = {0};
        uint32_t row = 0;
        xml_z(&x, "<worksheet xmlns=\"" MAIN_NS "\"><sheetData>");
        for (; at < b->count && b->cells[at].sheet == s; at++) {
            if (b->cells[at].row != row) {
                xml_z(&x, row ? "</row>" : "");
                row = b->cells[at].row;
                snprintf(text, sizeof text, "<row r=\"%u\">", row);
                xml_z(&x, text);
            }
            xml_book_cell(&x, &b->cells[at]);
        }
        xml_z(&x, row ? "</row></sheetData></worksheet>"
                      : "</sheetData></worksheet>");
        snprintf(part, sizeof part, "xl/worksheets/sheet%d.xml", s);
        zip_add(&z, part, x.p);
        free(x.p);
        snprintf(text, sizeof text,
            "<Relationship Id=\"r%d\" Type=\"" REL_NS
            "/worksheet\" Target=\"worksheets/sheet%d.xml\"/>",
            s, s);
        xml_z(&rels, text);
        snprintf(text, sizeof text,
            "<sheet name=\"%s\" sheetId=\"%d\" r:id=\"r%d\"/>", names[s - 1], s,
            s);
        xml_z(&list, text);
    }
    xml_z(&rels, "</Relationships>");
    xml_z(&list, b->manual ? "</sheets><calcPr calcMode=\"manual\"/></workbook>"
                           : "</sheets></workbook>");
    zip_add(&z, "xl/_rels/workbook.xml.rels", rels.p);
    zip_add(&z, "xl/workbook.xml", list.p);
    zip_end(&z);
    free(rels.p);
    free(list.p);
    return z;
}

/* --- what check says ---------------------------------------------------------- */

static inline void hear_known(
    struct said *s, const struct rt_finding *f, bool infos)
{
    if (!rt_audit_takes(f->code)
        && (infos || rt_finding_info(f->code)->severity != RT_INFO))
        assert_int_equal(hear(s, f, NULL), RT_OK);
}

struct formulas_asked {
    const struct rt_audit *audit;
    const struct rt_finding *known;
    size_t count;
};

static inline enum rt_status run_formulas(
    const void *of, const struct rt_sink *sink, struct rt_error *err)
{
    const struct formulas_asked *a = of;
    struct rt_audit audit = *a->audit;

    audit.sink = *sink;
    return rt_audit_formulas(&audit, a->known, a->count, err);
}

/* The intake of the file, then both audits, as the command does it. */
static inline void check_file(
    struct said *s, struct audited *file, const char *edition)
{
    struct rt_error err = {0};
    struct rt_entry entry;
    struct rt_finding known[64];
    size_t n = 0;

    while (rt_intake_next(file->intake, &entry, &err) == RT_ROW) {
        struct rt_finding *f = &entry.finding;
        if (entry.kind != RT_ENTRY_FINDING)
            continue;
        hear_known(s, f, s->infos);
        assert_true(n < 64);
        known[n] = *f;
        known[n].where.sheet = rt_arena_str(&file->arena, f->where.sheet);
        known[n].risk_id = rt_arena_str(&file->arena, f->risk_id);
        known[n].expected = rt_arena_str(&file->arena, f->expected);
        known[n].actual = rt_arena_str(&file->arena, f->actual);
        n++;
    }
    struct rt_audit audit = {.vocab = file->vocab,
        .profile = rt_intake_profile(file->intake),
        .now = "2026-09-30",
        .formula_cells = 1000000,
        .sink = {.context = s, .put = hear}};
    assert_int_equal(
        rt_audit_begin(&audit, file->intake, &file->arena, &err), RT_OK);
    if (rt_audit_formulas(&audit, known, n, &err) != RT_OK)
        fail_msg("the audit failed: %s", err.text);
    refuse_each(run_formulas, &(struct formulas_asked){&audit, known, n});
    if (!edition)
        return;
    audit.edition = rt_str(edition);
    assert_int_equal(rt_audit_structure(&audit, &err), RT_OK);
    refuse_each(run_structure, &audit);
}

static inline void check_book(struct said *s, struct ledger_book *b,
    const char *const names[3], const char *edition)
{
    struct zip_maker z = ledger_file(b, names);
    struct audited file;

    audited_bytes(&file, "台帳.xlsx", z.p, z.n, 100000);
    free(z.p);
    check_file(s, &file, edition);
    audited_fini(&file);
}

#endif
