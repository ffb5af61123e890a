/* What the tests of the workbooks share: a place to write to, and reading
 * back with the program's own reader. */
#ifndef RISKTALLY_TESTS_REPORT_HELP_H
#define RISKTALLY_TESTS_REPORT_HELP_H

#include "input/book.h"
#include "ledger_help.h"
#include "path_help.h"
#include "report/report.h"
#include "risk/assess.h"

static const struct rt_run japanese
    = {.version = "0.1.0", .now = "2026-09-30", .lang = RT_JA};
static const struct rt_run english
    = {.version = "0.1.0", .now = "2026-09-30", .lang = RT_EN};

/* The same with sheets of so many rows at the most. */
static inline struct rt_run of_rows(const struct rt_run *run, uint32_t rows)
{
    struct rt_run small = *run;

    small.max_rows = rows;
    return small;
}

/* --- what is in the ledger ----------------------------------------------------------------- */

static unsigned made; /* risks so far, for their ids */

static inline struct rt_risk scored(
    const char *profile, int c, int i, int a, int t, int v)
{
    struct rt_risk r = blank_risk("営業部.xlsx", 4 + made);

    r.department = RT_STR("営業部");
    r.profile = rt_str(profile);
    r.scores.confidentiality = c;
    r.scores.integrity = i;
    r.scores.availability = a;
    r.scores.threat = t;
    r.scores.vulnerability = v;
    return r;
}

/* Judges the row and puts it in. */
static inline void put(int64_t input, struct rt_risk *r)
{
    const struct rt_profile *p = rt_profile_named(r->profile);
    char id[18];

    assert_non_null(p);
    r->scores.any_personal = r->personal || r->sensitive || r->my_number;
    r->result = rt_assess(p, &r->scores);
    set_id(r, id, ++made);
    ok(rt_ledger_add_profile(ledger, p, &err));
    add_risk(input, r);
}

/* --- reading back --------------------------------------------------------- */

struct got {
    bool there, formula;
    enum rt_cell_type type;
    double number;
    char text[512], code[512]; /* the formula's */
    size_t length;             /* of the whole text */
};

static inline struct rt_book *open_book(void)
{
    struct rt_limits limits = rt_limits_default();
    struct rt_book *book = NULL;

    ok(rt_book_open(path, &limits, NULL, &book, &err));
    return book;
}

static inline size_t sheet_named(struct rt_book *book, const char *name)
{
    for (size_t i = 0; i < rt_book_sheet_count(book); i++)
        if (rt_str_is(rt_book_sheet(book, i)->name, name))
            return i;
    fail_msg("no sheet %s", name);
    return 0;
}

static inline void keep(struct got *g, const struct rt_cell *c)
{
    g->there = true;
    g->formula = c->is_formula;
    g->type = c->type;
    g->number = c->number;
    g->length = rt_utf8_count(c->text);
    rt_str_copy(g->text, sizeof g->text, c->text);
    rt_str_copy(g->code, sizeof g->code, c->formula);
}

static inline void scan(
    struct rt_book *book, size_t sheet, const char *ref, struct got *g)
{
    struct rt_rows *rows = NULL;
    struct rt_row row;
    enum rt_status rc;
    char at[16];

    ok(rt_rows_open(book, sheet, &rows, &err));
    while ((rc = rt_rows_next(rows, &row, &err)) == RT_ROW)
        for (size_t i = 0; i < row.count; i++) {
            rt_cell_ref(row.cells[i].col, row.number, at);
            if (strcmp(at, ref) == 0)
                keep(g, &row.cells[i]);
        }
    assert_int_equal(rc, RT_END);
    rt_rows_close(rows);
}

/* The cell at `ref`; its `there` is false for an empty cell. */
static inline struct got cell(const char *sheet, const char *ref)
{
    struct rt_book *book = open_book();
    struct got g = {0};

    scan(book, sheet_named(book, sheet), ref, &g);
    rt_book_close(book);
    return g;
}

static inline void cell_is(const char *sheet, const char *ref, const char *want)
{
    struct got g = cell(sheet, ref);

    if (strcmp(g.text, want) != 0)
        fail_msg("%s!%s: \"%s\" is not \"%s\"", sheet, ref, g.text, want);
}

/* The first row of サマリー that has `text` in some cell; 0 where none has. */
static inline unsigned summary_row(const char *text)
{
    struct rt_book *book = open_book();
    struct rt_rows *rows;
    struct rt_row row;
    unsigned at = 0;

    ok(rt_rows_open(book, 0, &rows, &err));
    while (at == 0 && rt_rows_next(rows, &row, &err) == RT_ROW)
        for (size_t i = 0; i < row.count; i++)
            if (rt_str_is(row.cells[i].text, text))
                at = row.number;
    rt_rows_close(rows);
    rt_book_close(book);
    return at;
}

static inline void summary_is(char col, unsigned row, const char *want)
{
    char ref[16];

    snprintf(ref, sizeof ref, "%c%u", col, row);
    cell_is("サマリー", ref, want);
}

#endif
