/* What is odd about a row that is taken, besides the values that are read: texts
 * and numbers in columns without a heading, what is crossed out, and a name that
 * is none.
 */
#include "base/fold.h"
#include "form/convert.h"

/* Whether a column without a heading lies between those that have one. */
static bool is_inside(const struct rt_convert *c, uint32_t col)
{
    bool left = false, right = false;

    for (uint32_t i = 0; i < RT_COLUMNS_MAX; i++) {
        if (c->headed[i]) {
            left |= i < col;
            right |= i > col;
        }
    }
    return left && right;
}

/* Texts beside the row's values, and numbers among them, in columns without a
 * heading: a column once. check reports what lies outside the table itself
 * (TP505). */
static void pend_asides(struct rt_convert *c)
{
    if (c->in->request.grid_cells > 0)
        return;
    for (size_t i = 0; i < c->row->count; i++) {
        const struct rt_cell *cell = &c->row->cells[i];
        struct rt_str text;
        if (cell->is_formula || rt_cell_blank(cell)
            || (cell->col < RT_COLUMNS_MAX && c->headed[cell->col])
            || (cell->type != RT_CELL_STRING
                && (cell->type != RT_CELL_NUMBER || !is_inside(c, cell->col))))
            continue;
        text = rt_shown(c, cell);
        struct rt_pending *p
            = rt_pend(c, RT_TP324, RT_FIELD_NONE, RT_ARGS(text));
        p->col = cell->col + 1;
        p->actual = text;
        if (cell->col < RT_COLUMNS_MAX)
            c->headed[cell->col] = true;
    }
}

/* No cell of nearly any row. */
static bool is_struck(const struct rt_row *row)
{
    for (size_t i = 0; i < row->count; i++) {
        if (row->cells[i].struck)
            return true;
    }
    return false;
}

/* The names of the columns whose cell in the row is crossed out, and the first
 * such cell; NULL for none. */
static enum rt_status struck_names(const struct rt_row *row,
    const struct rt_struck_field *fields, size_t count, enum rt_lang lang,
    struct rt_arena *arena, const struct rt_cell **first, struct rt_str *names,
    struct rt_error *err)
{
    struct rt_buf all = RT_BUF(RT_NAMES_BYTES);
    size_t n = 0;
    enum rt_status rc = RT_OK;

    *first = NULL;
    if (!is_struck(row))
        return RT_OK;
    for (size_t i = 0; i < count && rc == RT_OK; i++) {
        const struct rt_cell *cell = rt_row_cell(row, fields[i].col);
        if (!cell || !cell->struck || rt_cell_blank(cell))
            continue;
        *first = *first ? *first : cell;
        rc = rt_add_name(&all, n++, rt_field_name(fields[i].field, lang), lang);
    }
    RT_THEN(rc, rt_end_names(&all, n, lang));
    *names = rt_arena_str(arena, rt_buf_str(&all));
    rt_buf_fini(&all);
    return rc == RT_OK && names->p ? RT_OK : rt_fail_nomem(err);
}

enum rt_status rt_report_struck(struct rt_intake *in,
    const struct rt_sheet_facts *sheet, const struct rt_row *row,
    const struct rt_struck_field *fields, size_t count, struct rt_error *err)
{
    struct rt_place place = {.sheet = sheet, .row = row->number};
    const struct rt_cell *first = NULL;
    struct rt_str names;

    RT_TRY(struck_names(
        row, fields, count, in->request.lang, &in->arena, &first, &names, err));
    if (!first)
        return RT_OK;
    place.col = first->col + 1;
    return rt_put_finding(in, RT_TP422, &place, RT_ARGS(names), err);
}

/* What people cross out may be gone, but only they know: of a row whose name is
 * crossed out it is said once, else of the row's values that are. */
static enum rt_status pend_struck(
    struct rt_convert *c, enum rt_field key, struct rt_error *err)
{
    struct rt_struck_field fields[RT_FIELD_COUNT];
    const struct rt_cell *first = rt_cell_of(&c->sheet->layout, c->row, key);
    struct rt_str names;

    if (first && first->struck == RT_STRUCK_ALL) {
        rt_pend(c, RT_TP421, key, RT_ARGS(rt_shown(c, first)));
        return RT_OK;
    }
    for (enum rt_field f = 0; f < RT_FIELD_COUNT; f++)
        fields[f] = (struct rt_struck_field){c->sheet->layout.col_of[f], f};
    RT_TRY(struck_names(c->row, fields, RT_FIELD_COUNT, c->in->request.lang,
        &c->arena, &first, &names, err));
    if (first)
        rt_pend(c, RT_TP422, rt_field_at(&c->sheet->layout, first->col),
            RT_ARGS(names));
    return RT_OK;
}

/* The cells merged over the field's and others to its left, beginning in the row;
 * NULL for none, and where they hold nothing. */
static const struct rt_range *merged_over(
    const struct rt_convert *c, enum rt_field f)
{
    int32_t col = c->sheet->layout.col_of[f];
    const struct rt_range *r = NULL;

    if (c->merged.all_next == 0 || col < 0 || col >= RT_COLUMNS_MAX)
        return NULL;
    r = &c->merged.over[col];
    return r->row1 == c->row->number && (int32_t)r->col1 < col
                   && !rt_cell_blank(rt_row_cell(c->row, (int32_t)r->col1))
               ? r
               : NULL;
}

static const enum rt_field not_shared[] = {RT_F_CONFIDENTIALITY, RT_F_INTEGRITY,
    RT_F_AVAILABILITY, RT_F_PERSONAL, RT_F_SENSITIVE, RT_F_MY_NUMBER,
    RT_F_MANAGED_BY, RT_F_MEDIUM, RT_F_THREAT, RT_F_VULNERABILITY,
    RT_F_RES_IMPORTANCE, RT_F_RES_LIKELIHOOD};

/* What is merged with the cell of column `from`, from not_shared[at] on. */
static enum rt_status pend_merged(
    struct rt_convert *c, size_t at, uint32_t from, struct rt_error *err)
{
    enum rt_lang lang = c->in->request.lang;
    enum rt_field first = rt_field_at(&c->sheet->layout, from);
    struct rt_buf names = RT_BUF(RT_NAMES_BYTES);
    size_t n = 0;
    enum rt_status rc = RT_OK;

    for (size_t i = at; i < RT_COUNT(not_shared) && rc == RT_OK; i++) {
        const struct rt_range *r = merged_over(c, not_shared[i]);
        if (r && r->col1 == from)
            rc = rt_add_name(&names, n++, rt_name(c, not_shared[i]), lang);
    }
    RT_THEN(rc, rt_end_names(&names, n, lang));
    struct rt_str all = rt_arena_str(&c->arena, rt_buf_str(&names));
    rt_buf_fini(&names);
    if (rc != RT_OK || !all.p)
        return rt_fail_nomem(err);
    rt_pend(c, RT_TP423, first,
        RT_ARGS(rt_shown(c, rt_row_cell(c->row, (int32_t)from)),
            first == RT_FIELD_NONE ? RT_STR_NONE : rt_name(c, first), all))
        ->col
        = from + 1;
    return RT_OK;
}

/* One value over several columns is the first one's. The others are blank to
 * every formula, though they look filled in. */
static enum rt_status pend_across(struct rt_convert *c, struct rt_error *err)
{
    uint64_t last = UINT64_MAX;

    for (size_t i = 0; i < RT_COUNT(not_shared); i++) {
        const struct rt_range *r = merged_over(c, not_shared[i]);
        if (!r || r->col1 == last)
            continue;
        last = r->col1;
        RT_TRY(pend_merged(c, i, r->col1, err));
    }
    return RT_OK;
}

/* Years and the numbers of things are assets' names. */
static bool has_digit(struct rt_str name)
{
    char folded[64];
    size_t n = rt_fold_fixed(name, folded, sizeof folded);

    for (size_t i = 0; n != SIZE_MAX && i < n; i++) {
        if (folded[i] >= '0' && folded[i] <= '9')
            return true;
    }
    return false;
}

enum rt_status rt_pend_odd(struct rt_convert *c, enum rt_field key,
    const struct rt_risk *risk, struct rt_error *err)
{
    pend_asides(c);
    if (c->sheet->layout.form == RT_FORM_LEDGER && c->own[key]
        && !has_digit(risk->asset) && rt_is_no_name(risk->asset))
        rt_pend(c, RT_VA404, key, RT_ARGS(rt_str_trim(risk->asset)));
    if (c->sheet->layout.form == RT_FORM_LEDGER && c->own[RT_F_MEDIUM]
        && !rt_pended(c, RT_VA401, RT_F_MEDIUM) && risk->medium.n > 0
        && !has_digit(risk->medium_raw) && rt_is_no_name(risk->medium_raw))
        rt_pend(
            c, RT_VA405, RT_F_MEDIUM, RT_ARGS(rt_str_trim(risk->medium_raw)));
    RT_TRY(pend_across(c, err));
    return pend_struck(c, key, err);
}
