/* Headings that are blank, or a number, over columns with values: what is below
 * them is read by nobody.
 *
 * Only between two headings: people put columns of their own to the left and to
 * the right of a table. A statement's controls have one heading over two columns.
 */
#include "audit/structure/structure_audit.h"

enum { FILLED_AT_LEAST = 2 };

static enum rt_field label_at(const struct rt_table *t, uint32_t col)
{
    const struct rt_column *c
        = rt_column_at(t->layout.columns, t->layout.column_count, col);

    return c ? rt_label_field(t->layout.vocab, c->group, c->text)
             : RT_FIELD_NONE;
}

static const struct rt_column *heading_at(
    const struct rt_table *t, uint32_t col)
{
    return rt_column_at(t->layout.columns, t->layout.column_count, col);
}

/* Merged with the heading left of it, or above it with a group. */
static bool is_merged(const struct rt_structure *s, size_t sheet, uint32_t col)
{
    const struct rt_layout *l = &s->tables[sheet].layout;
    size_t n;
    const struct rt_range *m = rt_grid_merges(s->grid, sheet, &n);

    for (size_t i = 0; i < n; i++) {
        if (m[i].row2 >= l->row2 && m[i].row1 <= l->row2 && m[i].col1 <= col
            && m[i].col2 >= col)
            return true;
    }
    return false;
}

static size_t count_filled(
    const struct rt_structure *s, size_t sheet, uint32_t col)
{
    const struct rt_table *t = &s->tables[sheet];
    size_t n = 0;

    for (size_t i = 0; i < rt_grid_row_count(s->grid, sheet); i++) {
        const struct rt_cell *c
            = rt_row_cell(rt_grid_row(s->grid, sheet, i), (int32_t)col);
        n += t->lines[i] == RT_LINE_DATA && !rt_cell_blank(c);
    }
    return n;
}

/* The form's columns between the two beside this one, if that is one that the
 * table does not have; their headings are asked, since the table of media beside
 * the list of threats has the same. */
static enum rt_field field_between(
    const struct rt_structure *s, size_t sheet, uint32_t col)
{
    static const enum rt_field threats[]
        = {RT_F_MEDIUM, RT_F_NO, RT_F_THREAT_NAME, RT_F_THREAT,
            RT_F_VULNERABILITY},
        media[] = {RT_F_MEDIUM, RT_F_THREAT, RT_F_VULNERABILITY},
        checks[] = {RT_F_CATEGORY, RT_F_NO, RT_F_CHECK_ITEM, RT_F_ANSWER};
    const struct rt_table *t = &s->tables[sheet];
    size_t count;
    const enum rt_field *order = rt_form_order(t->layout.form, &count);
    const struct {
        const enum rt_field *fields;
        size_t count;
    } orders[] = {{order, order ? count : 0}, {threats, RT_COUNT(threats)},
        {media, RT_COUNT(media)}, {checks, RT_COUNT(checks)}};
    bool list = t->layout.form == RT_FORM_THREATS;
    size_t first = list ? 1 : t->layout.form == RT_FORM_CHECKS ? 3 : 0;

    for (size_t i = first; i < first + 1 + list; i++) {
        const enum rt_field *f = orders[i].fields;
        for (size_t k = 0; k + 1 < orders[i].count; k++, f++) {
            enum rt_field left = label_at(t, col - 1);
            enum rt_field right = label_at(t, col + 1);
            if (col > 0 && k + 2 < orders[i].count && left == f[0]
                && right == f[2])
                return f[1];
            if (i > 0 && k == 0 && left == RT_FIELD_NONE && right == f[1])
                return f[0];
            if (i > 0 && k + 2 == orders[i].count && left == f[0]
                && right == RT_FIELD_NONE)
                return f[1];
        }
    }
    return RT_FIELD_NONE;
}

static enum rt_status report(struct rt_structure *s, size_t sheet, uint32_t col,
    enum rt_field meant, struct rt_error *err)
{
    const struct rt_layout *l = &s->tables[sheet].layout;
    struct rt_str text
        = rt_str_trim(rt_cell_text(rt_grid_cell(s->grid, sheet, col, l->row2)));
    struct rt_str name = meant == RT_FIELD_NONE
                             ? RT_STR("")
                             : rt_field_name(meant, s->audit->lang);

    return rt_structure_put(
        s, RT_TP512, sheet, col, l->row2, RT_ARGS(text, name), name, text, err);
}

/* The level's formulas right of the last heading, that of the likelihood. */
static bool is_level(const struct rt_structure *s, size_t sheet, uint32_t col)
{
    const struct rt_table *t = &s->tables[sheet];
    size_t formulas = 0;

    if (t->layout.form != RT_FORM_LEDGER || t->layout.col_of[RT_F_LEVEL] >= 0
        || label_at(t, col - 1) != RT_F_LIKELIHOOD || is_merged(s, sheet, col))
        return false;
    for (size_t i = 0; i < rt_grid_row_count(s->grid, sheet); i++) {
        const struct rt_cell *c
            = rt_row_cell(rt_grid_row(s->grid, sheet, i), (int32_t)col);
        if (t->lines[i] == RT_LINE_DATA && !(c && c->is_formula))
            return false;
        formulas += t->lines[i] == RT_LINE_DATA;
    }
    return formulas >= FILLED_AT_LEAST;
}

enum rt_status rt_structure_headings(
    struct rt_structure *s, size_t sheet, struct rt_error *err)
{
    const struct rt_table *t = &s->tables[sheet];
    uint32_t col = 0;

    if (t->layout.form == RT_FORM_SOA)
        return RT_OK;
    while (col < t->width && !heading_at(t, col))
        col++;
    for (; col + 1 < t->width && col < RT_COLUMNS_MAX; col++) {
        if (heading_at(t, col) || rt_table_field(t, col) != RT_FIELD_NONE
            || is_merged(s, sheet, col)
            || count_filled(s, sheet, col) < FILLED_AT_LEAST)
            continue;
        RT_TRY(report(s, sheet, col, field_between(s, sheet, col), err));
    }
    return t->width > 0 && is_level(s, sheet, t->width)
               ? report(s, sheet, t->width, RT_F_LEVEL, err)
               : RT_OK;
}
