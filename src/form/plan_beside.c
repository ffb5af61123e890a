/* What a treatment plan's file holds beside the plan's rows: the rows above its
 * tables, the rows of its other sheets, comments and links on cells. Given out where it is
 * asked for (the request's `beside`), before the plan's rows, so that the
 * caller can report what is not carried over.
 */
#include <stdlib.h>

#include "base/list.h"
#include "form/approval_sheet.h"
#include "form/plan_column.h"

struct beside {
    struct rt_intake *in;
    struct rt_plan_extra *cells;
    size_t max;
    bool ours; /* merge wrote the plan */
    struct rt_register_reader *controls;
};

static bool has_ours(const struct rt_intake *in)
{
    struct rt_plan_column columns[RT_COLUMNS_MAX];

    for (size_t i = 0; i < in->sheet_count; i++) {
        if (!rt_sheet_is_plan(&in->sheets[i]))
            continue;
        rt_plan_columns(&in->sheets[i].layout, columns);
        if (rt_plan_is_ours(columns))
            return true;
    }
    return false;
}

static struct rt_plan_row row_at(
    const struct beside *b, const struct rt_sheet_facts *s, uint32_t row)
{
    return (struct rt_plan_row){.where.file = b->in->request.file,
        .where.sheet = s->name,
        .where.row = row,
        .ours = b->ours,
        .extras = b->cells};
}

/* A column's heading may be as far up as the title: it is carried over with the
 * column. */
static bool heads(const struct rt_sheet_facts *s, const struct rt_row *row,
    const struct rt_cell *cell)
{
    const struct rt_layout *l = &s->layout;
    const struct rt_column *c
        = rt_column_at(l->columns, l->column_count, cell->col);

    return rt_sheet_is_plan(s) && c && c->row == row->number
           && c->field == RT_FIELD_NONE;
}

/* Each cell with its column; in place of a heading the formula. */
static enum rt_status put_row(struct beside *b, const struct rt_sheet_facts *s,
    const struct rt_row *row, struct rt_error *err)
{
    bool is_register = rt_layout_is_register(&s->layout);
    struct rt_plan_row out;

    if (rt_sheet_is_approval(s) || s->assessed)
        return RT_OK;
    if (is_register && row->number > s->layout.row2)
        return rt_register_read_row(&b->controls, b->in, s, row, err);
    RT_NEED(RT_ROOM(b->cells, b->max, row->count + 1), err);
    out = row_at(b, s, row->number);
    for (size_t i = 0; i < row->count; i++) {
        const struct rt_cell *c = &row->cells[i];
        if (heads(s, row, c))
            continue;
        b->cells[out.extra_count++] = (struct rt_plan_extra){.text = c->text,
            .type = c->type,
            .nth = c->col,
            .heading = !c->is_formula     ? RT_STR_NONE
                       : c->formula.n > 0 ? c->formula
                                          : RT_STR("=")};
    }
    return rt_put_plan(b->in,
        is_register || rt_sheet_is_plan(s) ? RT_ENTRY_PLAN_ABOVE
                                           : RT_ENTRY_PLAN_CELLS,
        &out, err);
}

static enum rt_status put_rows(
    struct beside *b, struct rt_cell *cells, struct rt_error *err)
{
    struct rt_error problem;
    struct rt_row row;
    size_t at = 0, sheet;
    enum rt_status rc = rt_spool_rewind(&b->in->raw_beside, err);

    for (; rc == RT_OK; at = sheet) {
        rc = rt_raw_get(&b->in->raw_beside, &sheet, &row, cells,
            b->in->request.limits->columns, &problem, err);
        if (rc == RT_END)
            sheet = b->in->sheet_count;
        else if (rc != RT_ROW)
            return rc;
        for (; at < sheet; at++) {
            const struct rt_sheet_facts *s = &b->in->sheets[at];
            struct rt_plan_row out = row_at(b, s, 0);
            if (!rt_sheet_is_planned(s) && s->cells > 0)
                RT_TRY(rt_put_plan(b->in, RT_ENTRY_PLAN_BESIDE, &out, err));
        }
        if (rc == RT_END)
            return RT_OK;
        rc = put_row(b, &b->in->sheets[sheet], &row, err);
    }
    return rc;
}

static enum rt_status put_comments(
    struct beside *b, size_t sheet, struct rt_error *err)
{
    const struct rt_sheet_facts *s = &b->in->sheets[sheet];
    struct rt_plan_column columns[RT_COLUMNS_MAX] = {0};
    struct rt_comment *list;
    size_t count;

    RT_TRY(rt_book_comments(
        b->in->book, sheet, &b->in->arena, &list, &count, err));
    if (rt_sheet_is_plan(s))
        rt_plan_columns(&s->layout, columns);
    RT_NEED(RT_ROOM(b->cells, b->max, 1), err);
    for (size_t i = 0; i < count; i++) {
        struct rt_plan_row out = row_at(b, s, list[i].row);
        out.where.col = list[i].col;
        b->cells[0] = (struct rt_plan_extra){.text = list[i].text,
            .type = RT_CELL_STRING,
            .nth = list[i].col - 1};
        if (list[i].col <= RT_COLUMNS_MAX)
            b->cells[0].heading = columns[list[i].col - 1].heading;
        out.extra_count = 1;
        RT_TRY(rt_put_plan(b->in, RT_ENTRY_PLAN_COMMENT, &out, err));
    }
    return RT_OK;
}

enum rt_status rt_plan_put_beside(
    struct rt_intake *in, struct rt_cell *cells, struct rt_error *err)
{
    struct beside b = {.in = in, .ours = has_ours(in)};
    enum rt_status rc = put_rows(&b, cells, err);

    for (size_t i = 0; i < in->sheet_count && rc == RT_OK; i++) {
        if (in->request.beside)
            rc = put_comments(&b, i, err);
    }
    rt_register_reader_free(b.controls);
    free(b.cells);
    return rc;
}

/* 「https://example.jp/」, 「suzuki@example.jp」: a link that Excel made of it. */
static bool says_link(const struct rt_cell *cell, struct rt_str to)
{
    struct rt_str text = cell ? rt_str_trim(cell->text) : RT_STR_NONE;

    return text.n > 0 && text.n + strlen("https://") >= to.n
           && rt_str_contains(to, text);
}

enum rt_status rt_plan_put_links(struct rt_intake *in,
    const struct rt_plan_column *columns, const struct rt_row *cells,
    const struct rt_plan_row *row, struct rt_plan_links *links,
    struct rt_error *err)
{
    struct rt_plan_row out
        = {.where = row->where, .risk_id = row->risk_id, .extra_count = 1};

    for (; links->next < links->count; links->next++) {
        const struct rt_comment *l = &links->list[links->next];
        struct rt_plan_extra to = {.text = l->text, .nth = l->col - 1};
        if (l->row > cells->number)
            break;
        if (l->row < cells->number || l->col > RT_COLUMNS_MAX
            || says_link(rt_row_cell(cells, (int32_t)to.nth), l->text))
            continue;
        to.heading = rt_plan_column_name(&columns[to.nth], in->request.lang);
        out.extras = &to;
        RT_TRY(rt_put_plan(in, RT_ENTRY_PLAN_LINK, &out, err));
    }
    return RT_OK;
}
