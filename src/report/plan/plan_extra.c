/* Columns that people added to the previous plan: they are copied to the right
 * end of the new one, with their headings.
 */
#include "report/plan/plan_parts.h"

static const struct rt_plan_extra *find(
    const struct rt_plan_row *row, const struct rt_plan_extra *column)
{
    for (size_t i = 0; i < row->extra_count; i++) {
        const struct rt_plan_extra *x = &row->extras[i];
        if (x->nth == column->nth && rt_str_eq(x->heading, column->heading))
            return x;
    }
    return NULL;
}

static void put_extra(const struct rt_line *line)
{
    const struct rt_plan *p = line->context;
    const char *at = (const char *)line->item + line->col->at;
    const struct rt_plan_row *row = (const void *)at;
    const struct rt_plan_extra *own = &p->own.columns[line->at - p->own.from];
    const struct rt_plan_extra *x = find(row, own);
    double number;

    if (!x)
        rt_xl_z(RT_CELL(line), "");
    else if (x->type == RT_CELL_DATE)
        rt_xl_date(line->s, line->at, RT_XF_DATE, x->text);
    else if (x->type == RT_CELL_NUMBER && rt_parse_double(x->text, &number))
        rt_xl_num(RT_CELL(line), number);
    else
        rt_xl_str(RT_CELL(line), x->text);
}

/* --- which there are ------------------------------------------------------ */

static void take(struct rt_plan *p, const struct rt_plan_extra *column)
{
    struct rt_plan_extra *to = &p->own.columns[p->own.count];
    struct rt_str heading = rt_arena_str(&p->own.arena, column->heading);

    if (p->own.count == RT_OWN_MAX) {
        p->xl.rc = rt_fail(
            p->err, RT_LIMIT, "%s", rt_word(p->lang, RT_W_OWN_TOO_MANY));
        return;
    }
    if (!heading.p) {
        p->xl.rc = rt_fail_nomem(p->err);
        return;
    }
    *to = (struct rt_plan_extra){.heading = heading, .nth = column->nth};
    p->own.count++;
}

void rt_plan_own_load(struct rt_plan *p)
{
    struct rt_plan_extra column;

    if (p->xl.rc != RT_OK)
        return;
    p->own.columns
        = rt_arena_array(&p->own.arena, RT_OWN_MAX + 1, sizeof *p->own.columns);
    if (!p->own.columns) {
        p->xl.rc = rt_fail_nomem(p->err);
        return;
    }
    struct rt_cursor cursor = rt_ledger_plan_columns(p->ledger, p->err);
    while (rt_xl_row(&p->xl, &cursor, &column))
        take(p, &column);
}

int rt_plan_own_columns(struct rt_plan *p, const struct rt_col *cols, int count,
    size_t item, struct rt_col *to)
{
    int n = count;

    for (int i = 0; i < count; i++)
        to[i] = cols[i];
    for (size_t i = 0; i < p->own.count && n < RT_XL_COLS; i++, n++) {
        struct rt_str heading = p->own.columns[i].heading;

        to[n] = (struct rt_col){.width = 16,
            .xf = RT_XF_TEXT,
            .fill = RT_FILL_CALL,
            .at = item,
            .call = put_extra,
            .group = rt_words(RT_W_OWN_COLUMNS),
            .head = rt_words(RT_W_NO_HEADING)};
        if (heading.n)
            to[n].head = (struct rt_text){heading.p, heading.p};
    }
    p->own.from = count;
    return n;
}
