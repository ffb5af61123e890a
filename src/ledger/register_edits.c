/* What people typed into 管理策台帳 holds for all risks of a control: it is put into
 * each row of the same plan that has the control, as if it had been typed there,
 * before the row is taken.
 *
 * A row's own entry, typed since the plan was written, is kept, and reported
 * where it is another one. A row that has several controls is taken for several
 * tasks where they say different things from then on. A control that no row has
 * any more becomes a row of the plan that is no risk's.
 */
#include "ledger/private.h"

#include <stdlib.h>

#include "record/control_register.h"
#include "record/plan_marks.h"
#include "risk/controls.h"

/* More controls in one cell are left as they are. */
enum { LINES = 32, FIELDS = RT_REGISTER_FIELDS };

/* --- what was typed ------------------------------------------------------- */

static enum rt_status leave(struct rt_ledger *l, const struct rt_plan_row *row,
    struct rt_str what, struct rt_str text, uint32_t col, enum rt_lang lang,
    struct rt_error *err)
{
    struct rt_left_out x = {.code = RT_PL712,
        .why = RT_LEFT_REGISTER,
        .where = row->where,
        .what = what,
        .text = text};
    char note[96];

    x.where.col = col;
    snprintf(note, sizeof note, rt_word(lang, RT_W_LEFT_OUT_NOTE_ON),
        RT_FMT(rt_str(rt_word(lang, RT_W_SHEET_REGISTER))));
    if (what.n == 0)
        x.what = rt_str(note);
    return rt_ledger_leave_out(l, &x, lang, err);
}

static struct rt_str name_of(enum rt_register_field f, enum rt_lang lang)
{
    return rt_str(
        rt_text(lang, rt_register_heads[rt_register_members[f].col].written));
}

/* Takes back what is no entry: the copy of a cell that says how rows differ, and
 * the blank in its place. */
static enum rt_status settle(struct rt_ledger *l, struct rt_plan_row *now,
    const struct rt_plan_row *written, bool *edited, enum rt_lang lang,
    struct rt_error *err)
{
    *edited = false;
    for (int i = 0; i < FIELDS; i++) {
        enum rt_register_field f = (enum rt_register_field)i;
        struct rt_str is = rt_register_text(now, f),
                      was = rt_register_text(written, f);
        bool several = rt_register_is_several(is);
        if (rt_register_same(now, written, f))
            continue;
        if (several)
            RT_TRY(leave(l, now, name_of(f, lang), is,
                rt_plan_column_of(now, rt_register_members[f].at), lang, err));
        if (several || (is.n == 0 && rt_register_is_several(was)))
            rt_register_copy(now, written, f);
        else
            *edited = true;
    }
    return RT_OK;
}

static enum rt_status leave_cells(struct rt_ledger *l,
    const struct rt_plan_row *row, enum rt_lang lang, struct rt_error *err)
{
    for (size_t i = 0; i < row->extra_count; i++) {
        const struct rt_plan_extra *x = &row->extras[i];
        RT_TRY(leave(l, row, x->heading, x->text, x->nth + 1, lang, err));
    }
    return RT_OK;
}

/* A row that people added names a control, or it is a note. */
static enum rt_status add_new(struct rt_ledger *l,
    const struct rt_plan_row *row, enum rt_lang lang, struct rt_error *err)
{
    if (!rt_str_blank(row->control))
        return rt_ledger_add_plan(l, RT_PLANNED_ROW, row, lang, err);
    for (int i = 0; i < FIELDS; i++) {
        enum rt_register_field f = (enum rt_register_field)i;
        struct rt_str text = rt_register_text(row, f);
        if (text.n > 0)
            RT_TRY(leave(l, row, name_of(f, lang), text,
                rt_plan_column_of(row, rt_register_members[f].at), lang, err));
    }
    return RT_OK;
}

static enum rt_status pack(
    const struct rt_plan_row *row, struct rt_buf *to, struct rt_error *err)
{
    rt_buf_init(to, LDB_TEXT_MAX);
    return rt_plan_pack(row, to) == RT_OK ? RT_OK : rt_fail_nomem(err);
}

static enum rt_status begin_edits(struct rt_ledger *l, struct rt_error *err)
{
    if (l->edits)
        return RT_OK;
    l->edits = calloc(1, sizeof *l->edits);
    RT_NEED(l->edits, err);
    rt_buf_init(&l->edits->risk, LDB_TEXT_MAX);
    rt_buf_init(&l->edits->control, LDB_TEXT_MAX);
    return RT_OK;
}

void rt_ldb_end_edits(struct rt_ledger *l)
{
    if (!l->edits)
        return;
    rt_buf_fini(&l->edits->risk);
    rt_buf_fini(&l->edits->control);
    free(l->edits);
    l->edits = NULL;
}

enum rt_status rt_ledger_add_register_row(struct rt_ledger *l,
    const struct rt_plan_row *written, const struct rt_plan_row *row,
    enum rt_lang lang, struct rt_error *err)
{
    struct rt_plan_row now = *row;
    struct rt_buf data[2];
    bool edited;
    int64_t id = 0;
    enum rt_status rc;

    RT_TRY(leave_cells(l, row, lang, err));
    now.extra_count = 0;
    if (rt_str_blank(written->control))
        return add_new(l, &now, lang, err);
    RT_TRY(settle(l, &now, written, &edited, lang, err));
    if (!edited)
        return RT_OK;
    rc = pack(written, &data[0], err);
    RT_THEN(rc, pack(&now, &data[1], err));
    if (rc == RT_OK) {
        struct rt_sql_bind b = rt_sql_kept(&l->sql, LDB_ADD_EDIT);
        rt_sql_put_text(&b, written->control);
        for (int i = 0; i < 2; i++)
            rt_sql_put_blob(&b, data[i].data, data[i].len);
        rc = rt_sql_run(&b, &id, err);
    }
    RT_THEN(rc, begin_edits(l, err));
    /* A copy of the row. */
    if (rc == RT_OK && id == 0)
        rc = add_new(l, &now, lang, err);
    rt_buf_fini(&data[0]);
    rt_buf_fini(&data[1]);
    return rc;
}

/* --- the plan's rows ------------------------------------------------------ */

/* One control of a row, and the row as it is for it. */
struct line {
    struct rt_str text;
    int64_t edit; /* 0: none */
    struct rt_plan_row row;
    size_t group; /* the first line that says the same */
};

struct editing {
    struct rt_ledger *ledger;
    enum rt_lang lang;
    const struct rt_plan_row *row;
    struct line lines[LINES];
    size_t count;
    bool any;
    struct rt_arena arena;
};

static enum rt_status report_conflict(struct editing *e,
    const struct rt_plan_row *now, enum rt_register_field f,
    struct rt_error *err)
{
    size_t at = rt_register_members[f].at;
    struct rt_finding c = {.code = RT_PL728,
        .where = e->row->where,
        .risk_id = e->row->risk_id,
        .actual = rt_register_text(e->row, f),
        .expected = rt_register_text(now, f)};
    struct rt_where other = now->where;
    struct rt_buf place = RT_BUF(LDB_TEXT_MAX);
    enum rt_status rc;

    c.where.col = rt_plan_column_of(e->row, at);
    other.col = rt_plan_column_of(now, at);
    rc = rt_where_say(&other, e->lang, &place);
    rc = rc == RT_OK ? rt_ledger_report(e->ledger, 0, &c, e->lang,
             RT_ARGS(
                 name_of(f, e->lang), c.actual, rt_buf_str(&place), c.expected),
             err)
                     : rt_fail_nomem(err);
    rt_buf_fini(&place);
    return rc;
}

/* Without the row's own record, what the register had for all rows tells. */
static bool is_as_written(const struct rt_plan_row *row,
    const struct rt_plan_row *written, enum rt_register_field f)
{
    enum rt_marked marked = rt_plan_marked_at(row, rt_register_members[f].at);

    return marked == RT_MARKED_UNKNOWN
               ? rt_register_is_several(rt_register_text(written, f))
                     || rt_register_same(row, written, f)
               : marked == RT_MARKED_SAME;
}

static enum rt_status apply(struct editing *e, struct line *line,
    const struct rt_plan_row *written, const struct rt_plan_row *now,
    struct rt_error *err)
{
    for (int i = 0; i < FIELDS; i++) {
        enum rt_register_field f = (enum rt_register_field)i;
        if (rt_register_same(written, now, f))
            continue;
        if (f == RT_REGISTER_FIELD_CONTROL)
            line->text = now->control;
        else if (is_as_written(e->row, written, f))
            rt_register_copy(&line->row, now, f);
        else if (!rt_register_same(e->row, now, f))
            RT_TRY(report_conflict(e, now, f, err));
    }
    return RT_OK;
}

static enum rt_status unpack(struct editing *e, struct rt_str data,
    struct rt_plan_row *out, struct rt_error *err)
{
    struct rt_plan_room room = {0};

    data = rt_arena_str(&e->arena, data);
    RT_NEED(data.p, err);
    return rt_plan_unpack(data, &room, out, err);
}

static enum rt_status edit_line(
    struct editing *e, struct line *line, struct rt_error *err)
{
    struct rt_sql_cursor c = rt_sql_query(&e->ledger->sql, LDB_FIND_EDIT);
    struct rt_plan_row written, now;
    enum rt_status rc;

    rt_sql_put_text(&c.bind, line->text);
    rc = rt_sql_next(&c, err);
    if (rc == RT_ROW) {
        line->edit = rt_sql_get_int(&c.row);
        rc = unpack(e, rt_sql_get_str(&c.row), &written, err);
        RT_THEN(rc, unpack(e, rt_sql_get_str(&c.row), &now, err));
        RT_THEN(rc, apply(e, line, &written, &now, err));
    }
    rt_sql_end(&c);
    e->any |= line->edit != 0;
    return rc == RT_END ? RT_OK : rc;
}

static bool say_the_same(const struct line *a, const struct line *b)
{
    for (int f = 0; f < FIELDS; f++) {
        if (f != RT_REGISTER_FIELD_CONTROL
            && !rt_register_same(&a->row, &b->row, (enum rt_register_field)f))
            return false;
    }
    return true;
}

/* The controls of the cell, those that say the same in one group: what is left as
 * it is comes first. */
static enum rt_status find_lines(
    struct editing *e, struct rt_str control, struct rt_error *err)
{
    struct rt_str text;

    while (e->count < LINES && rt_next_control(&control, &text)) {
        struct line *line = &e->lines[e->count++];
        *line = (struct line){.text = text, .row = *e->row};
        RT_TRY(edit_line(e, line, err));
    }
    for (size_t i = 0; i < e->count; i++) {
        size_t g = 0;
        while (g < i && !say_the_same(&e->lines[g], &e->lines[i]))
            g++;
        e->lines[i].group = g;
    }
    return RT_OK;
}

static enum rt_status join_controls(
    struct editing *e, size_t group, struct rt_str *out, struct rt_error *err)
{
    struct rt_buf text = RT_BUF(LDB_TEXT_MAX);
    enum rt_status rc = RT_OK;

    for (size_t i = group; i < e->count; i++) {
        if (e->lines[i].group != group)
            continue;
        if (text.len > 0)
            RT_THEN(rc, rt_buf_adds(&text, RT_STR("\n")));
        RT_THEN(rc, rt_buf_adds(&text, e->lines[i].text));
    }
    *out = rc == RT_OK ? rt_arena_str(&e->arena, rt_buf_str(&text))
                       : RT_STR_NONE;
    rt_buf_fini(&text);
    return out->p ? RT_OK : rt_fail_nomem(err);
}

/* A further task of the same risk: the rest is in its first row. */
static struct rt_plan_row task_of(const struct rt_plan_row *row)
{
    struct rt_plan_row task;

    rt_record_blank(&rt_plan_members, &task);
    task.where = row->where;
    task.risk_id = row->risk_id;
    task.department = row->department;
    task.asset = row->asset;
    task.medium = row->medium;
    task.profile = row->profile;
    task.treatment = row->treatment;
    task.treatment_raw = row->treatment_raw;
    task.reason = row->reason;
    task.owner = row->owner;
    task.source_file = row->source_file;
    task.source_sheet = row->source_sheet;
    task.source_row = row->source_row;
    task.columns = row->columns;
    task.ours = row->ours;
    task.extra_count = 0;
    for (int f = 0; f < FIELDS; f++)
        rt_register_copy(&task, row, (enum rt_register_field)f);
    return task;
}

static bool renames(const struct editing *e)
{
    struct rt_str rest = e->row->control, text;
    bool same = true;

    for (size_t i = 0; i < e->count && rt_next_control(&rest, &text); i++)
        same &= rt_str_eq(text, e->lines[i].text);
    return !same && !rt_str_blank(e->row->control);
}

static enum rt_status add_groups(struct editing *e, struct rt_error *err)
{
    size_t groups = 0;

    for (size_t i = 0; i < e->count; i++)
        groups += e->lines[i].group == i;
    for (size_t i = 0; i < e->count; i++) {
        struct rt_plan_row row = e->lines[i].row;
        if (e->lines[i].group != i)
            continue;
        if (groups > 1 || renames(e))
            RT_TRY(join_controls(e, i, &row.control, err));
        if (i > 0)
            row = task_of(&row);
        RT_TRY(
            rt_ldb_add_plan_row(e->ledger, RT_PLANNED_ROW, &row, e->lang, err));
    }
    return RT_OK;
}

static enum rt_status count_edits(struct editing *e, struct rt_error *err)
{
    for (size_t i = 0; i < e->count; i++) {
        struct rt_sql_bind b = rt_sql_kept(&e->ledger->sql, LDB_COUNT_EDIT);
        if (e->lines[i].edit == 0)
            continue;
        rt_sql_put_int(&b, e->lines[i].edit);
        RT_TRY(rt_sql_run(&b, NULL, err));
    }
    return RT_OK;
}

/* 管理策 of the row; of a further row of a risk that names none, that of the row
 * before. A retained risk has none. */
static enum rt_status control_of(struct rt_ledger *l,
    const struct rt_plan_row *row, struct rt_str *out, struct rt_error *err)
{
    struct ldb_edits *e = l->edits;
    bool again
        = row->risk_id.n > 0 && rt_str_eq(row->risk_id, rt_buf_str(&e->risk));

    if (!again)
        e->retained = row->treatment == RT_RETAIN;
    if (!again || !rt_str_blank(row->control)) {
        RT_TRY(rt_sql_remember(&e->risk, row->risk_id, err));
        RT_TRY(rt_sql_remember(&e->control, row->control, err));
    }
    *out = e->retained ? RT_STR_NONE : rt_buf_str(&e->control);
    return RT_OK;
}

static enum rt_status add_edited_row(struct rt_ledger *l,
    const struct rt_plan_row *row, enum rt_lang lang, struct rt_error *err)
{
    struct editing *e = calloc(1, sizeof *e);
    struct rt_str control;
    enum rt_status rc;

    RT_NEED(e, err);
    e->ledger = l;
    e->lang = lang;
    e->row = row;
    rt_arena_init(&e->arena);
    rc = control_of(l, row, &control, err);
    RT_THEN(rc, find_lines(e, control, err));
    RT_THEN(rc, e->any
                    ? add_groups(e, err)
                    : rt_ldb_add_plan_row(l, RT_PLANNED_ROW, row, lang, err));
    RT_THEN(rc, count_edits(e, err));
    rt_arena_fini(&e->arena);
    free(e);
    return rc;
}

enum rt_status rt_ledger_add_plan(struct rt_ledger *l,
    enum rt_planned_kind kind, const struct rt_plan_row *row, enum rt_lang lang,
    struct rt_error *err)
{
    if (l->finished)
        return rt_fail(err, RT_BUG, "a plan is added to a finished ledger");
    l->has_plan = true;
    return l->edits && kind == RT_PLANNED_ROW
               ? add_edited_row(l, row, lang, err)
               : rt_ldb_add_plan_row(l, kind, row, lang, err);
}

/* --- the end of the plan -------------------------------------------------- */

/* No row has the control any more. */
static enum rt_status add_unused(
    void *context, struct rt_sql_read *r, struct rt_error *err)
{
    struct editing *e = context;
    struct rt_plan_row now;

    RT_TRY(unpack(e, rt_sql_get_str(r), &now, err));
    return rt_ldb_add_plan_row(e->ledger, RT_PLANNED_ROW, &now, e->lang, err);
}

static enum rt_status report_used(
    void *context, struct rt_sql_read *r, struct rt_error *err)
{
    struct editing *e = context;
    int64_t edits = rt_sql_get_int(r), rows = rt_sql_get_int(r);
    struct rt_sql_cursor c;
    struct rt_plan_row now;
    enum rt_status rc;

    if (edits == 0)
        return RT_OK;
    c = rt_sql_query(&e->ledger->sql, LDB_EDIT);
    rt_sql_put_int(&c.bind, rt_sql_get_int(r));
    rc = rt_sql_next(&c, err);
    if (rc == RT_ROW)
        rc = unpack(e, rt_sql_get_str(&c.row), &now, err);
    rt_sql_end(&c);
    RT_TRY(rc);
    struct rt_finding f = {.code = RT_PL729, .where = now.where};
    f.where.row = 0;
    return rt_ledger_report(e->ledger, 0, &f, e->lang,
        RT_ARGS(RT_DECIMAL(edits), RT_DECIMAL(rows)), err);
}

enum rt_status rt_ledger_end_plan(
    struct rt_ledger *l, enum rt_lang lang, struct rt_error *err)
{
    struct editing e = {.ledger = l, .lang = lang};
    enum rt_status rc;

    if (!l->edits)
        return RT_OK;
    rt_arena_init(&e.arena);
    rc = rt_sql_walk(&l->sql, LDB_UNUSED_EDITS, add_unused, &e, err);
    RT_THEN(rc, rt_sql_walk(&l->sql, LDB_USED_EDITS, report_used, &e, err));
    RT_THEN(rc, rt_sql_exec(&l->sql, LDB_CLEAR_EDITS, err));
    rt_arena_fini(&e.arena);
    rt_ldb_end_edits(l);
    return rc;
}
