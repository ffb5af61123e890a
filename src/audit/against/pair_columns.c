/* Which column of the old version is which of the new one's: by the field, else by
 * the heading, else by the column beside it. */
#include "audit/against/against.h"

#include "base/fold.h"

static bool has_heading(const struct rt_layout *l, uint32_t row)
{
    for (size_t i = 0; i < l->column_count; i++) {
        if (l->columns[i].row == row)
            return true;
    }
    return false;
}

/* The block of names and dates may be right above the headings. */
bool rt_side_is_heading(const struct rt_side *s, size_t i)
{
    const struct rt_layout *l = &s->table->layout;
    const struct rt_row *row = rt_side_row(s, i);

    return s->table->found && row->number >= l->row1 && row->number <= l->row2
           && (has_heading(l, row->number) || !rt_is_signature_row(l, row));
}

static bool is_same(const struct rt_column *a, const struct rt_column *b)
{
    if (a->field != RT_FIELD_NONE || b->field != RT_FIELD_NONE)
        return a->field == b->field;
    return rt_fold_eq(a->text, b->text) && rt_fold_eq(a->group, b->group);
}

static bool is_taken(const struct rt_sheets *p, uint32_t col)
{
    return col < RT_COLUMNS_MAX && p->new_of[col] >= 0;
}

/* Of columns with one heading the first that is left. */
static void pair(struct rt_sheets *p, const struct rt_column *c)
{
    const struct rt_layout *old = &p->old.table->layout;

    for (size_t i = 0; i < old->column_count; i++) {
        const struct rt_column *o = &old->columns[i];
        if (o->col >= RT_COLUMNS_MAX || is_taken(p, o->col) || !is_same(o, c))
            continue;
        p->new_of[o->col] = (int32_t)c->col;
        p->old_of[c->col] = (int32_t)o->col;
        return;
    }
}

/* A heading that was worded otherwise: the column behind the same one. */
static void pair_left(struct rt_sheets *p)
{
    const struct rt_layout *new = &p->new.table->layout,
                           *old = &p->old.table->layout;

    for (size_t i = 0; i < new->column_count; i++) {
        uint32_t col = new->columns[i].col;
        int32_t at = i > 0 && new->columns[i - 1].col < RT_COLUMNS_MAX
                         ? p->old_of[new->columns[i - 1].col] + 1
                         : (int32_t)old->columns[0].col;
        if (col >= RT_COLUMNS_MAX || p->old_of[col] >= 0 || at < 0
            || (i > 0 && at == 0) || is_taken(p, (uint32_t)at)
            || !rt_column_at(old->columns, old->column_count, (uint32_t)at))
            continue;
        p->old_of[col] = at;
        p->new_of[at] = (int32_t)col;
    }
}

static struct rt_sign_columns signs_of(const struct rt_table *t)
{
    struct rt_sign_columns s = {0, 0};
    struct rt_str rest;

    for (size_t i = 0; t->found && i < t->layout.column_count; i++) {
        struct rt_cell head
            = {.type = RT_CELL_STRING, .text = t->layout.columns[i].text};
        enum rt_signature is = rt_signature_of(&head, &rest);
        if (is == RT_SIGN_APPROVER)
            s.by = t->layout.columns[i].col + 1;
        if (is == RT_SIGN_APPROVED)
            s.on = t->layout.columns[i].col + 1;
    }
    return s;
}

void rt_sheets_pair_columns(struct rt_sheets *p)
{
    const struct rt_layout *new = &p->new.table->layout;

    for (size_t i = 0; i < RT_COLUMNS_MAX; i++)
        p->old_of[i] = p->new_of[i] = -1;
    p->old_sign = signs_of(p->old.table);
    p->new_sign = signs_of(p->new.table);
    if (!p->old.table->found || !p->new.table->found)
        return;
    for (size_t i = 0; i < new->column_count; i++) {
        if (new->columns[i].col < RT_COLUMNS_MAX)
            pair(p, &new->columns[i]);
    }
    if (new->column_count > 0 && p->old.table->layout.column_count > 0)
        pair_left(p);
}

const struct rt_cell *rt_old_cell(const struct rt_sheets *p,
    const struct rt_row *row, bool data, uint32_t col)
{
    int32_t old = (int32_t)col;

    if (data)
        old = col < RT_COLUMNS_MAX ? p->old_of[col] : -1;
    return old >= 0 ? rt_row_cell(row, old) : NULL;
}
