/* 管理策台帳, the plan's sheet with a row for each control: what is written there now,
 * and what merge wrote.
 *
 * The sheet is known by the hidden columns that keep the latter; without them
 * nobody can tell what was typed, and it is a sheet like any other. Its rows
 * may be sorted and columns moved: each row has its own values as written beside
 * it.
 */
#include <stdlib.h>

#include "base/fold.h"
#include "base/list.h"
#include "form/merged.h"
#include "form/plan_column.h"
#include "form/word/value_cell.h"
#include "record/control_register.h"

enum { NO_COLUMN = -1, LEAST = 4, COLUMNS = RT_REGISTER_COLUMNS };

struct rt_register_reader {
    struct rt_intake *in;
    const struct rt_sheet_facts *sheet;
    int32_t now[COLUMNS], written[COLUMNS]; /* where they are */
    enum rt_register_field field[COLUMNS];  /* FIELDS: none */
    bool known[RT_COLUMNS_MAX]; /* a column of these, or hidden ones' */
    struct rt_merged merged;
    struct rt_ditto ditto;
    struct rt_plan_extra *extras;
    size_t extra_max, extra_count;
    const struct rt_cell *typed[RT_REGISTER_FIELDS]; /* of the row at hand */
    char iso[2][RT_REGISTER_FIELDS][11];
    struct rt_arena arena;
};

/* --- which columns -------------------------------------------------------- */

static bool keeps_written(const struct rt_column *c)
{
    static const struct rt_text written = RT_GROUP_WRITTEN;

    return rt_fold_is(c->group, written);
}

static int written_of(const struct rt_column *c)
{
    for (int i = 0; keeps_written(c) && i < COLUMNS; i++) {
        if (rt_fold_is(c->text, rt_register_heads[i].written))
            return i;
    }
    return NO_COLUMN;
}

static int column_of(const struct rt_column *c)
{
    for (int i = 0; i < COLUMNS; i++) {
        const struct rt_register_head *h = &rt_register_heads[i];
        if (rt_fold_is(c->text, h->head)
            && (!h->group.ja || rt_fold_is(c->group, h->group)))
            return i;
    }
    return NO_COLUMN;
}

bool rt_are_register_columns(const struct rt_column *list, size_t count)
{
    size_t n = 0;

    for (size_t i = 0; i < count; i++)
        n += written_of(&list[i]) >= 0;
    return n >= LEAST;
}

bool rt_layout_is_register(const struct rt_layout *l)
{
    return l->form == RT_FORM_RESULT
           && rt_are_register_columns(l->columns, l->column_count);
}

static void find_columns(struct rt_register_reader *r)
{
    const struct rt_layout *l = &r->sheet->layout;

    for (int i = 0; i < COLUMNS; i++) {
        r->now[i] = r->written[i] = NO_COLUMN;
        r->field[i] = RT_REGISTER_FIELDS;
    }
    for (int f = 0; f < RT_REGISTER_FIELDS; f++)
        r->field[rt_register_members[f].col] = (enum rt_register_field)f;
    memset(r->known, 0, sizeof r->known);
    for (size_t i = 0; i < l->column_count; i++) {
        const struct rt_column *c = &l->columns[i];
        int as = written_of(c), now = as < 0 ? column_of(c) : NO_COLUMN;
        if (c->col >= RT_COLUMNS_MAX)
            continue;
        r->known[c->col] = now >= 0 || keeps_written(c);
        if (as >= 0)
            r->written[as] = (int32_t)c->col;
        else if (now >= 0 && r->now[now] < 0)
            r->now[now] = (int32_t)c->col;
    }
}

static enum rt_status begin_sheet(struct rt_register_reader *r,
    const struct rt_sheet_facts *s, struct rt_error *err)
{
    r->sheet = s;
    rt_arena_reset(&r->arena);
    rt_ditto_begin(&r->ditto);
    find_columns(r);
    return rt_merged_begin(&r->merged, &r->arena, &s->layout, s->merges,
        s->merge_count, RT_REACH_ALL, err);
}

/* --- one row -------------------------------------------------------------- */

static struct rt_str shown(const struct rt_cell *c)
{
    return rt_cell_blank(c) ? RT_STR_NONE : rt_str_trim(c->text);
}

static bool has_value(const struct rt_cell *c)
{
    enum rt_taken state = rt_value_state(c);

    return state != RT_TAKEN_ERROR && state != RT_TAKEN_NO_VALUE;
}

/* What the cell says, that above where it only says so. */
static enum rt_status cell_at(struct rt_register_reader *r,
    const struct rt_row *row, int32_t col, const struct rt_cell **out,
    struct rt_error *err)
{
    *out = col < 0 ? NULL : rt_merged_cell(&r->merged, row, col);
    if (col < 0)
        return RT_OK;
    if (!rt_cell_blank(*out) && rt_is_ditto(*out, false))
        *out = rt_ditto_above(&r->ditto, (size_t)col);
    return rt_ditto_keep(&r->ditto, (size_t)col, *out, err);
}

static void take(struct rt_plan_row *to, enum rt_register_field f,
    const struct rt_cell *c, char iso[11])
{
    const struct rt_register_member *m = &rt_register_members[f];
    char *row = (char *)to;

    *(struct rt_str *)(void *)(row + m->raw) = shown(c);
    if (rt_cell_blank(c))
        return;
    if (m->type == RT_IS_STATUS)
        to->status = rt_plan_status_of(c->text);
    else if (m->type == RT_IS_DATE && rt_is_taken(rt_value_date(c, iso)))
        ((struct rt_plan_date *)(void *)(row + m->at))->iso = rt_str(iso);
}

static void add_extra(struct rt_register_reader *r, struct rt_str heading,
    uint32_t col, const struct rt_cell *c)
{
    r->extras[r->extra_count++] = (struct rt_plan_extra){
        .heading = heading, .text = shown(c), .type = c->type, .nth = col};
}

/* A value that cannot be read is reported as in the plan's own rows. */
static enum rt_status judge(struct rt_register_reader *r,
    enum rt_register_field f, const struct rt_cell *c, struct rt_plan_row *row,
    struct rt_error *err)
{
    const struct rt_register_member *m = &rt_register_members[f];
    const struct rt_plan_column column
        = {.how = m->type == RT_IS_DATE     ? RT_PLAN_AS_DATE
                  : m->type == RT_IS_STATUS ? RT_PLAN_AS_STATUS
                                            : RT_PLAN_AS_TEXT,
            .offset = m->at};

    return rt_cell_blank(c) || !rt_plan_is_judged(&column)
               ? RT_OK
               : rt_plan_refuse(r->in, r->sheet, &column, c, row, err);
}

/* One column of the row: both of its values, or what is left of it. */
static enum rt_status take_column(struct rt_register_reader *r,
    const struct rt_row *row, int i, struct rt_plan_row *now,
    struct rt_plan_row *written, struct rt_error *err)
{
    enum rt_register_field f = r->field[i];
    struct rt_str heading
        = rt_str(rt_text(r->in->request.lang, rt_register_heads[i].written));
    const struct rt_cell *is, *was;
    bool same;

    RT_TRY(cell_at(r, row, r->written[i], &was, err));
    RT_TRY(cell_at(r, row, r->now[i], &is, err));
    same = r->now[i] < 0 || rt_fold_eq(shown(is), shown(was));
    if (f < RT_REGISTER_FIELDS) {
        bool taken = !same && has_value(is);
        take(written, f, was, r->iso[0][f]);
        take(now, f, taken ? is : was, r->iso[1][f]);
        rt_plan_note_column((char *)(uintptr_t)now->columns.p,
            rt_register_members[f].at, (uint32_t)r->now[i] + 1);
        r->typed[f] = taken ? is : NULL;
        if (taken)
            return RT_OK;
        same |= is == NULL;
    }
    if (!same && !rt_cell_blank(is)
        && (i != RT_REGISTER_NO || !rt_cell_blank(was)
            || !rt_is_row_number(is)))
        add_extra(r, heading, (uint32_t)r->now[i], is);
    return RT_OK;
}

static void take_strangers(
    struct rt_register_reader *r, const struct rt_row *row)
{
    const struct rt_layout *l = &r->sheet->layout;

    for (size_t i = 0; i < row->count; i++) {
        const struct rt_cell *c = &row->cells[i];
        const struct rt_column *head
            = rt_column_at(l->columns, l->column_count, c->col);
        if (!rt_cell_blank(c)
            && (c->col >= RT_COLUMNS_MAX || !r->known[c->col]))
            add_extra(
                r, head ? rt_str_trim(head->text) : RT_STR_NONE, c->col, c);
    }
}

static enum rt_status read_row(struct rt_register_reader *r,
    const struct rt_row *row, struct rt_error *err)
{
    char columns[RT_PLAN_COLUMNS];
    struct rt_plan_row now, written;

    rt_record_blank(&rt_plan_members, &now);
    now.where = (struct rt_where){.file = r->in->request.file,
        .sheet = r->sheet->name,
        .row = row->number};
    memset(columns, '-', sizeof columns);
    now.columns = (struct rt_str){columns, sizeof columns};
    now.extra_count = 0;
    written = now;
    RT_NEED(RT_ROOM(r->extras, r->extra_max, COLUMNS + row->count), err);
    r->extra_count = 0;
    RT_TRY(rt_merged_row(&r->merged, row, err));
    rt_ditto_next(&r->ditto);
    for (int i = 0; i < COLUMNS; i++)
        RT_TRY(take_column(r, row, i, &now, &written, err));
    take_strangers(r, row);
    now.extras = r->extras;
    now.extra_count = r->extra_count;
    RT_TRY(rt_put_plan(r->in, RT_ENTRY_PLAN_WRITTEN, &written, err));
    for (int f = 0; f < RT_REGISTER_FIELDS; f++)
        RT_TRY(judge(r, (enum rt_register_field)f, r->typed[f], &now, err));
    return rt_put_plan(r->in, RT_ENTRY_PLAN_CONTROL, &now, err);
}

enum rt_status rt_register_read_row(struct rt_register_reader **reader,
    struct rt_intake *in, const struct rt_sheet_facts *sheet,
    const struct rt_row *row, struct rt_error *err)
{
    struct rt_register_reader *r = *reader;

    if (!r) {
        r = *reader = calloc(1, sizeof *r);
        RT_NEED(r, err);
        r->in = in;
        rt_arena_init(&r->arena);
        rt_ditto_init(&r->ditto);
    }
    if (r->sheet != sheet)
        RT_TRY(begin_sheet(r, sheet, err));
    return read_row(r, row, err);
}

void rt_register_reader_free(struct rt_register_reader *r)
{
    if (!r)
        return;
    rt_arena_fini(&r->arena);
    rt_ditto_fini(&r->ditto);
    free(r->extras);
    free(r);
}
