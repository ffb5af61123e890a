/* The library's face: risktally.h over the pieces.
 *
 * Nothing is computed here. What the pieces give as views becomes texts that
 * end in a NUL, kept in an arena until the next item; their statuses become
 * the header's few, and an error that is a finding becomes its sentence.
 */
#include "risktally.h"

#include <stdlib.h>

#include "form/intake.h"
#include "input/book.h"
#include "risk/assess.h"

static int failed(const struct rt_error *err, struct rt_failure *why)
{
    static const int as[RT_BUG + 1] = {[RT_NOMEM] = RT_FAILED_MEMORY,
        [RT_IO] = RT_FAILED_IO,
        [RT_USAGE] = RT_FAILED_USAGE,
        [RT_FORMAT] = RT_FAILED_FILE,
        [RT_LIMIT] = RT_FAILED_FILE,
        [RT_REFUSED] = RT_FAILED_FILE};
    struct rt_str args[RT_FINDING_ARGS];
    struct rt_buf text = RT_BUF(64 * 1024);

    if (why) {
        rt_finding_args(err, RT_EN, args);
        if (!err->code
            || rt_finding_message(err->code, RT_EN, args, &text) != RT_OK)
            rt_str_copy(why->text, sizeof why->text, rt_str(err->text));
        else
            rt_str_copy(why->text, sizeof why->text, rt_buf_str(&text));
        rt_buf_fini(&text);
    }
    return as[err->status] != 0 ? as[err->status] : RT_FAILED_BUG;
}

static int answer(
    enum rt_status rc, const struct rt_error *err, struct rt_failure *why)
{
    if (rc == RT_ROW)
        return RT_ITEM;
    return rc == RT_OK || rc == RT_END ? RT_DONE : failed(err, why);
}

/* A text that ends in a NUL; *all is cleared where there is no memory. */
static const char *text(struct rt_arena *arena, struct rt_str s, bool *all)
{
    struct rt_str copy = s.n > 0 ? rt_arena_str(arena, s) : RT_STR("");

    if (!copy.p)
        *all = false;
    return copy.p ? copy.p : "";
}

static const char *name(const char *z)
{
    return z ? z : "";
}

const char *rt_library_version(void)
{
    return RT_VERSION;
}

/* --- rows of cells -------------------------------------------------------- */

struct rt_cell_reader {
    struct rt_book *book;
    struct rt_rows *rows; /* of the sheet before `next`; or NULL */
    size_t next;
    struct rt_arena arena;
};

_Static_assert((int)RT_HOLDS_TEXT == (int)RT_CELL_STRING
                   && (int)RT_HOLDS_NUMBER == (int)RT_CELL_NUMBER
                   && (int)RT_HOLDS_DATE == (int)RT_CELL_DATE
                   && (int)RT_HOLDS_BOOL == (int)RT_CELL_BOOL
                   && (int)RT_HOLDS_ERROR == (int)RT_CELL_ERROR
                   && (int)RT_HOLDS_NO_VALUE == (int)RT_CELL_NO_VALUE,
    "types of cells are numbered alike");

int rt_cell_reader_open(const char *path, const char *encoding,
    struct rt_cell_reader **out, struct rt_failure *why)
{
    struct rt_cell_reader *r = calloc(1, sizeof *r);
    struct rt_limits limits = rt_limits_default();
    struct rt_error err = {0};
    enum rt_status rc = r ? RT_OK : rt_fail_nomem(&err);

    *out = NULL;
    if (rc == RT_OK) {
        rt_arena_init(&r->arena);
        rc = rt_book_open(path, &limits, encoding, &r->book, &err);
    }
    if (rc == RT_OK)
        *out = r;
    else
        rt_cell_reader_close(r);
    return answer(rc, &err, why);
}

void rt_cell_reader_close(struct rt_cell_reader *r)
{
    if (!r)
        return;
    rt_rows_close(r->rows);
    rt_book_close(r->book);
    rt_arena_fini(&r->arena);
    free(r);
}

/* The next row of any sheet. */
static enum rt_status next_row(
    struct rt_cell_reader *r, struct rt_row *row, struct rt_error *err)
{
    enum rt_status rc = RT_END;

    while (rc == RT_END) {
        if (r->rows)
            rc = rt_rows_next(r->rows, row, err);
        if (rc != RT_END)
            return rc;
        rt_rows_close(r->rows);
        r->rows = NULL;
        if (r->next == rt_book_sheet_count(r->book))
            return RT_END;
        RT_TRY(rt_rows_open(r->book, r->next++, &r->rows, err));
    }
    return rc;
}

static enum rt_status fill_row(struct rt_cell_reader *r,
    const struct rt_row *from, struct rt_read_row *to, struct rt_error *err)
{
    struct rt_arena *a = &r->arena;
    struct rt_read_cell *cells
        = rt_arena_array(a, from->count + 1, sizeof *cells);
    bool all = cells;

    for (size_t i = 0; i < from->count && all; i++) {
        const struct rt_cell *c = &from->cells[i];
        cells[i] = (struct rt_read_cell){.column = c->col + 1,
            .type = (enum rt_read_type)c->type,
            .number = c->number,
            .text = text(a, c->text, &all),
            .formula = text(a, c->formula, &all)};
    }
    *to = (struct rt_read_row){
        .sheet = text(a, rt_book_sheet(r->book, r->next - 1)->name, &all),
        .row = from->number,
        .hidden = from->hidden,
        .count = from->count,
        .cells = cells};
    return all ? RT_ROW : rt_fail_nomem(err);
}

int rt_cell_reader_next(
    struct rt_cell_reader *r, struct rt_read_row *row, struct rt_failure *why)
{
    struct rt_error err = {0};
    struct rt_row from;
    enum rt_status rc;

    rt_arena_reset(&r->arena);
    do {
        rc = next_row(r, &from, &err);
    } while (rc == RT_ROW && from.count == 0);
    if (rc == RT_ROW)
        rc = fill_row(r, &from, row, &err);
    return answer(rc, &err, why);
}

/* --- judging -------------------------------------------------------------- */

static struct rt_judgement judgement_of(const struct rt_assessment *a)
{
    return (struct rt_judgement){.importance = a->importance,
        .likelihood = a->likelihood,
        .level = a->level,
        .risk_class = name(rt_class_name(a->class)),
        .priority = a->priority};
}

int rt_judge_scores(const char *profile, const struct rt_read_scores *s,
    struct rt_judgement *out, struct rt_failure *why)
{
    struct rt_error err = {0};
    struct rt_profile p;
    struct rt_scores scores = {.confidentiality = s->confidentiality,
        .integrity = s->integrity,
        .availability = s->availability,
        .any_personal = s->personal,
        .given_importance = RT_UNKNOWN,
        .threat = s->threat,
        .vulnerability = s->vulnerability,
        .given_likelihood = RT_UNKNOWN};
    struct rt_assessment a;

    if (rt_profile_load(profile, &p, &err) != RT_OK)
        return failed(&err, why);
    a = rt_assess(&p, &scores);
    *out = judgement_of(&a);
    return RT_DONE;
}

/* --- risks and findings of a file ----------------------------------------- */

struct rt_risk_reader {
    struct rt_vocab *vocab;
    struct rt_limits limits;
    struct rt_profile profile, fallback;
    struct rt_intake *intake;
    struct rt_arena file, item; /* texts that last: as long as the reader,
                                   until the next item */
};

static enum rt_status open_file(struct rt_risk_reader *r, const char *path,
    const struct rt_risk_reader_settings *s, struct rt_error *err)
{
    struct rt_intake_request request = {.path = path,
        .limits = &r->limits,
        .fallback = &r->fallback,
        .encoding = s->encoding,
        .lang = s->english ? RT_EN : RT_JA};

    request.file = rt_arena_str(&r->file, rt_str(s->name ? s->name : path));
    RT_NEED(request.file.p, err);
    RT_TRY(rt_vocab_new(&r->vocab, err));
    request.vocab = r->vocab;
    RT_TRY(rt_profile_load("ipa-3.1", &r->fallback, err));
    if (s->profile) {
        RT_TRY(rt_profile_load(s->profile, &r->profile, err));
        request.forced = &r->profile;
    }
    return rt_intake_read(&request, &r->intake, err);
}

int rt_risk_reader_open(const char *path,
    const struct rt_risk_reader_settings *settings, struct rt_risk_reader **out,
    struct rt_failure *why)
{
    static const struct rt_risk_reader_settings none;
    struct rt_risk_reader *r = calloc(1, sizeof *r);
    struct rt_error err = {0};
    enum rt_status rc = r ? RT_OK : rt_fail_nomem(&err);

    *out = NULL;
    if (rc == RT_OK) {
        rt_arena_init(&r->file);
        rt_arena_init(&r->item);
        r->limits = rt_limits_default();
        rc = open_file(r, path, settings ? settings : &none, &err);
    }
    if (rc == RT_OK)
        *out = r;
    else
        rt_risk_reader_close(r);
    return answer(rc, &err, why);
}

void rt_risk_reader_close(struct rt_risk_reader *r)
{
    if (!r)
        return;
    rt_intake_free(r->intake);
    rt_vocab_free(r->vocab);
    rt_arena_fini(&r->file);
    rt_arena_fini(&r->item);
    free(r);
}

static struct rt_read_risk risk_of(
    const struct rt_risk *k, struct rt_arena *a, bool *all)
{
    return (struct rt_read_risk){.id = text(a, k->risk_id, all),
        .department = text(a, k->department, all),
        .business = text(a, k->business, all),
        .asset = text(a, k->asset, all),
        .owner = text(a, k->owner, all),
        .medium = text(a, k->medium, all),
        .profile = text(a, k->profile, all),
        .personal = k->personal,
        .sensitive = k->sensitive,
        .my_number = k->my_number,
        .scores = {.confidentiality = k->scores.confidentiality,
            .integrity = k->scores.integrity,
            .availability = k->scores.availability,
            .threat = k->scores.threat,
            .vulnerability = k->scores.vulnerability,
            .personal = k->scores.any_personal},
        .judged = judgement_of(&k->result),
        .treatment = name(rt_treatment_name(k->treatment)),
        .control = text(a, k->control, all),
        .cells = text(a, k->cells, all)};
}

static struct rt_read_finding finding_of(
    const struct rt_finding *f, struct rt_arena *a, bool *all)
{
    const struct rt_finding_info *info = rt_finding_info(f->code);

    return (struct rt_read_finding){.code = info->name,
        .severity = rt_severity_name(info->severity),
        .message = text(a, f->message, all),
        .expected = text(a, f->expected, all),
        .actual = text(a, f->actual, all)};
}

/* RT_OK for what is no item of the header's. */
static enum rt_status fill_item(struct rt_risk_reader *r,
    const struct rt_entry *e, struct rt_read_item *to, struct rt_error *err)
{
    struct rt_arena *a = &r->item;
    struct rt_where where;
    bool all = true;

    *to = (struct rt_read_item){0};
    if (e->kind == RT_ENTRY_RISK) {
        where = e->risk.where;
        to->kind = RT_READ_RISK;
        to->risk = risk_of(&e->risk, a, &all);
    } else if (e->kind == RT_ENTRY_FINDING) {
        where = e->finding.where;
        to->kind = RT_READ_FINDING;
        to->finding = finding_of(&e->finding, a, &all);
    } else if (e->kind == RT_ENTRY_REJECTED) {
        where = e->rejected.where;
        to->kind = RT_READ_REJECTED;
        to->rejected = text(a, e->rejected.cells, &all);
    } else {
        return RT_OK;
    }
    to->file = text(a, where.file, &all);
    to->sheet = text(a, where.sheet, &all);
    to->row = where.row;
    to->column = where.col;
    return all ? RT_ROW : rt_fail_nomem(err);
}

int rt_risk_reader_next(
    struct rt_risk_reader *r, struct rt_read_item *item, struct rt_failure *why)
{
    struct rt_error err = {0};
    struct rt_entry entry;
    enum rt_status rc = RT_OK;

    rt_arena_reset(&r->item);
    while (rc == RT_OK) {
        rc = rt_intake_next(r->intake, &entry, &err);
        if (rc == RT_ROW)
            rc = fill_item(r, &entry, item, &err);
    }
    return answer(rc, &err, why);
}
