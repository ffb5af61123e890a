/* Computing one formula over a few cells written down as a line of text.
 *
 *     A1=3|A2="有"|A3=TRUE|A4=#N/A|シート 1!B2=5
 *
 * Cells without a sheet are on the formula's own, any other sheet exists only
 * if a cell of it is named. The formula is in Z5. */
#ifndef RT_TESTS_FORMULA_HELP_H
#define RT_TESTS_FORMULA_HELP_H

#include "formula/lex.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LINE_CELLS = 64, LINE_LEFT = 3000000, OWN_COL = 25, OWN_ROW = 5 };

struct line_cell {
    struct rt_str sheet;
    uint32_t col, row;
    struct rt_value value;
};

struct line_cells {
    size_t n, asked; /* for a cell */
    struct line_cell at[LINE_CELLS];
    uint32_t rows[8][LINE_CELLS]; /* that were found last */
    size_t lists;
};

static inline struct rt_value line_value(struct rt_str s)
{
    struct rt_value v = {.type = RT_VALUE_TEXT, .text = s};

    if (s.n >= 2 && s.p[0] == '"')
        v.text = (struct rt_str){s.p + 1, s.n - 2};
    else if (s.n > 0 && s.p[0] == '#')
        v.type = RT_VALUE_ERROR;
    else if (rt_str_is(s, "TRUE") || rt_str_is(s, "FALSE"))
        v = (struct rt_value){
            .type = RT_VALUE_BOOL, .number = rt_str_is(s, "TRUE")};
    else if (rt_parse_double(s, &v.number))
        v.type = RT_VALUE_NUMBER;
    return v;
}

static inline bool read_line_cell(struct rt_str s, struct line_cell *c)
{
    const char *bang, *equals = memchr(s.p, '=', s.n);
    struct lex_ref ref;
    struct rt_str name;

    if (!equals)
        return false;
    name = (struct rt_str){s.p, (size_t)(equals - s.p)};
    *c = (struct line_cell){0};
    bang = memchr(name.p, '!', name.n);
    if (bang) {
        c->sheet = (struct rt_str){name.p, (size_t)(bang - name.p)};
        name.p = bang + 1;
        name.n -= c->sheet.n + 1;
    }
    if (rt_lex_read_ref(name, &ref) != name.n || name.n == 0)
        return false;
    c->col = ref.at.col1;
    c->row = ref.at.row1;
    c->value = line_value(
        (struct rt_str){equals + 1, s.n - (size_t)(equals - s.p) - 1});
    return true;
}

static inline bool read_line_cells(struct rt_str s, struct line_cells *cells)
{
    cells->n = 0;
    while (s.n > 0) {
        const char *bar = memchr(s.p, '|', s.n);
        size_t n = bar ? (size_t)(bar - s.p) : s.n;

        if (cells->n == LINE_CELLS
            || !read_line_cell((struct rt_str){s.p, n}, &cells->at[cells->n++]))
            return false;
        s.p += n + (bar != NULL);
        s.n -= n + (bar != NULL);
    }
    return true;
}

static inline bool has_line_sheet(
    const struct line_cells *cells, struct rt_str sheet)
{
    for (size_t i = 0; i < cells->n; i++) {
        if (rt_str_eq(cells->at[i].sheet, sheet))
            return true;
    }
    return sheet.n == 0;
}

static inline enum rt_status get_line_cell(void *context, struct rt_str sheet,
    uint32_t col, uint32_t row, struct rt_value *out)
{
    struct line_cells *cells = context;

    cells->asked++;
    for (size_t i = 0; i < cells->n; i++) {
        const struct line_cell *c = &cells->at[i];
        if (c->col == col && c->row == row && rt_str_eq(c->sheet, sheet))
            *out = c->value;
    }
    return has_line_sheet(cells, sheet) ? RT_OK : RT_REFUSED;
}

static inline enum rt_status line_extent(
    void *context, struct rt_str sheet, uint32_t *cols, uint32_t *rows)
{
    const struct line_cells *cells = context;

    *cols = *rows = 0;
    for (size_t i = 0; i < cells->n; i++) {
        const struct line_cell *c = &cells->at[i];
        if (!rt_str_eq(c->sheet, sheet))
            continue;
        *cols = c->col >= *cols ? c->col + 1 : *cols;
        *rows = c->row > *rows ? c->row : *rows;
    }
    return has_line_sheet(cells, sheet) ? RT_OK : RT_REFUSED;
}

static int rows_upwards(const void *a, const void *b)
{
    const uint32_t *x = a, *y = b;

    return *x < *y ? -1 : *x > *y;
}

static inline enum rt_status line_rows_of(void *context, struct rt_str sheet,
    uint32_t col, uint64_t key, const uint32_t **rows, size_t *count)
{
    struct line_cells *cells = context;
    uint32_t *list = cells->rows[cells->lists++ % 8];

    *count = 0;
    *rows = list;
    for (size_t i = 0; i < cells->n; i++) {
        const struct line_cell *c = &cells->at[i];
        uint64_t keys[RT_VALUE_KEYS];
        size_t n = c->col == col && rt_str_eq(c->sheet, sheet)
                       ? rt_value_keys(&c->value, keys)
                       : 0;
        for (size_t k = 0; k < n; k++) {
            if (keys[k] == key)
                list[(*count)++] = c->row;
        }
    }
    qsort(list, *count, sizeof *list, rows_upwards);
    return has_line_sheet(cells, sheet) ? RT_OK : RT_REFUSED;
}

/* 3, "有", TRUE, #N/A; refused, format, limit. Twelve digits, since that is
 * what two programs agree on. */
static inline void show_outcome(
    enum rt_status rc, const struct rt_value *v, char *to, size_t size)
{
    char number[64];
    double rounded = 0;

    if (rc) {
        snprintf(to, size, "%s",
            rc == RT_REFUSED  ? "refused"
            : rc == RT_FORMAT ? "format"
            : rc == RT_LIMIT  ? "limit"
                              : "failed");
        return;
    }
    switch (v->type) {
    case RT_VALUE_NUMBER:
        snprintf(number, sizeof number, "%.12g", v->number);
        (void)rt_parse_double(rt_str(number), &rounded);
        rt_format_double(rounded, to, size);
        return;
    case RT_VALUE_TEXT:
        snprintf(to, size, "\"%.*s\"", RT_FMT(v->text));
        return;
    case RT_VALUE_BOOL:
        snprintf(to, size, "%s", v->number != 0 ? "TRUE" : "FALSE");
        return;
    case RT_VALUE_ERROR:
        snprintf(to, size, "%.*s", RT_FMT(v->text));
        return;
    default:
        snprintf(to, size, "blank");
    }
}

/* What the evaluator may ask for besides cells, and how much it may look at. */
struct line_limits {
    bool
        with_extent; /* how far the sheet reaches, and which rows have a value */
    struct rt_memo *memo;
    uint64_t left;
};

/* Computes `formula` and shows what came out. How many cells it asked for. */
static inline size_t compute_within(struct rt_str formula, struct rt_str cells,
    struct line_limits *limits, char *to, size_t size)
{
    struct line_cells line;
    struct rt_cells get = {.context = &line,
        .get = get_line_cell,
        .extent = limits->with_extent ? line_extent : NULL,
        .rows_of = limits->with_extent ? line_rows_of : NULL,
        .left = &limits->left,
        .memo = limits->memo};
    struct rt_arena arena;
    struct rt_formula *f;
    struct rt_value v = {0};
    enum rt_status rc;

    rt_arena_init(&arena);
    if (!read_line_cells(cells, &line)) {
        snprintf(to, size, "cells?");
        return 0;
    }
    line.asked = line.lists = 0;
    rc = rt_formula_parse(formula, &arena, &f, NULL);
    if (rc == RT_OK)
        rc = rt_formula_eval(f, OWN_COL, OWN_ROW, &get, &arena, &v, NULL);
    show_outcome(rc, &v, to, size);
    rt_arena_fini(&arena);
    return line.asked;
}

static inline size_t compute_line(struct rt_str formula, struct rt_str cells,
    bool with_extent, char *to, size_t size)
{
    struct line_limits limits = {with_extent, NULL, LINE_LEFT};

    return compute_within(formula, cells, &limits, to, size);
}

#endif
