/* The previous plan in the ledger: its rows as they were, and the risks they
 * are carried over to. sql/plan.sql says how the two are brought together.
 */
#include "ledger/private.h"

#include <stdlib.h>

#include "base/fold.h"
#include "base/hash.h"
#include "risk/plan_carry.h"
#include "risk/plan_unite.h"

static enum rt_status add_columns(
    struct rt_ledger *l, const struct rt_plan_row *row, struct rt_error *err)
{
    for (size_t i = 0; i < row->extra_count; i++) {
        struct rt_sql_bind b = rt_sql_kept(&l->sql, LDB_ADD_PLAN_COLUMN);
        /* Empty, not NULL: NULLs are all different to a UNIQUE. */
        rt_sql_put_text(&b, row->extras[i].heading);
        rt_sql_put_int(&b, row->extras[i].nth);
        RT_TRY(rt_sql_run(&b, NULL, err));
    }
    return RT_OK;
}

enum rt_status rt_ledger_expect_plan(struct rt_ledger *l, const char *file,
    int64_t input, const char *now, struct rt_error *err)
{
    if (input == 0)
        rt_str_copy(l->plan_file, sizeof l->plan_file, rt_str(file));
    rt_str_copy(l->now, sizeof l->now, rt_str(now));
    l->has_plan = true;
    l->plan++;
    l->plan_is_input = input != 0;
    if (input == 0)
        return RT_OK;
    struct rt_sql_bind b = rt_sql_kept(&l->sql, LDB_ADD_PLAN_INPUT);
    rt_sql_put_text(&b, rt_str(file));
    rt_sql_put_int(&b, input);
    l->plan_inputs = true;
    return rt_sql_run(&b, NULL, err);
}

/* --- several plans -------------------------------------------------------- */

/* A conflict between the row that is added and one of an earlier plan. */
struct uniting {
    struct rt_ledger *ledger;
    const struct rt_plan_row *earlier, *later;
    enum rt_lang lang;
};

static enum rt_status report_conflict(
    void *context, const struct rt_plan_conflict *c, struct rt_error *err)
{
    struct uniting *u = context;
    const struct rt_plan_row *taken = c->cleared ? u->earlier : u->later;
    struct rt_where other = (c->cleared ? u->later : u->earlier)->where;
    struct rt_finding f = {.code = RT_PL710,
        .where = taken->where,
        .risk_id = taken->risk_id,
        .actual = c->cleared ? c->earlier : c->later,
        .expected = c->cleared ? c->later : c->earlier};
    struct rt_str blank = rt_str(rt_say(u->lang, "空欄", "blank"));
    struct rt_buf place;
    enum rt_status rc;

    f.where.csv = f.where.sheet.n == 0;
    other.csv = other.sheet.n == 0;
    f.where.col = c->cleared ? c->earlier_col : c->later_col;
    other.col = other.csv ? 0 : c->cleared ? c->later_col : c->earlier_col;
    rt_buf_init(&place, LDB_TEXT_MAX);
    rc = rt_where_say(&other, u->lang, &place);
    if (rc == RT_OK)
        rc = rt_ldb_report_row(u->ledger, &f, taken->department, u->lang,
            RT_ARGS(c->name, f.actual.n > 0 ? f.actual : blank,
                rt_buf_str(&place), f.expected.n > 0 ? f.expected : blank),
            err);
    else
        rc = rt_fail_nomem(err);
    rt_buf_fini(&place);
    if (rc != RT_OK || f.expected.n == 0)
        return rc;
    const struct rt_left_out x = {.where = other,
        .what = c->name,
        .text = f.expected,
        .why = RT_LEFT_CONFLICT};
    return rt_ldb_keep_left_out(u->ledger, &x, err);
}

static enum rt_status pack_row(
    struct rt_ledger *l, const struct rt_plan_row *row, struct rt_error *err)
{
    rt_buf_clear(&l->pack);
    enum rt_status rc = rt_plan_pack(row, &l->pack);
    if (rc == RT_OK)
        return RT_OK;
    return rc == RT_NOMEM ? rt_fail_nomem(err)
                          : rt_fail_both(err, RT_IO, "計画の行が長すぎます",
                              "a plan's row is too long");
}

int rt_ldb_begun(const struct rt_plan_row *row)
{
    return row->status == RT_PLAN_DONE
               ? -1
               : row->status == RT_PLAN_UNDER_WAY || rt_plan_is_approved(row);
}

/* Whether it is of the plan that was accepted last; -1: of a sheet of approvals,
 * which is nobody's plan. */
static int base_of(const struct rt_ledger *l, const struct rt_plan_row *row)
{
    return row->approval ? -1 : !l->plan_is_input;
}

/* Without its folder, which is another in each quarter. */
static struct rt_str file_name(struct rt_str path)
{
    for (size_t i = path.n; i > 0; i--) {
        if (path.p[i - 1] == '/')
            return (struct rt_str){path.p + i, path.n - i};
    }
    return path;
}

static enum rt_status add_row(struct rt_ledger *l, enum rt_planned_kind kind,
    const struct rt_plan_row *row, struct rt_str data, struct rt_str same,
    struct rt_error *err)
{
    struct rt_sql_bind b = rt_sql_kept(&l->sql, LDB_ADD_PLAN);
    l->own_rows |= row->ours;
    rt_sql_put_int(&b, kind);
    rt_sql_put_id(&b, row->risk_id);
    rt_sql_put_int(&b, l->plan);
    rt_sql_put_known(&b, base_of(l, row));
    rt_sql_put_blob(&b, data.p, data.n);
    rt_sql_put_str(&b, same);
    rt_sql_put_known(&b, rt_ldb_begun(row));
    rt_sql_put_str(&b, row->written);
    rt_sql_put_str(&b, kind == RT_PLANNED_GONE ? row->gone_on : RT_STR_NONE);
    if (row->ours && kind == RT_PLANNED_ROW) {
        rt_sql_put_text(&b, row->department);
        rt_sql_put_text(&b, row->asset);
        rt_sql_put_text(&b, row->medium);
        rt_sql_put_text(&b, file_name(row->source_file));
        rt_sql_put_text(&b, row->source_sheet);
        rt_sql_put_text(&b, row->source_row);
    }
    return rt_sql_run(&b, NULL, err);
}

/* Makes one of the row and the one of `data`, that row's in its place. */
static enum rt_status unite(struct rt_ledger *l, int64_t id, struct rt_str data,
    bool base, const struct rt_plan_row *row, enum rt_lang lang,
    struct rt_error *err)
{
    struct rt_plan_room room[2] = {{0}};
    struct rt_buf marks = RT_BUF(LDB_TEXT_MAX);
    struct rt_plan_row earlier, both;
    struct rt_plan_pair pair
        = {&earlier, row, l->plan_is_input && base, lang, &room[1], &marks};
    struct uniting u = {l, &earlier, row, lang};
    enum rt_status rc = rt_plan_unpack(data, &room[0], &earlier, err);
    RT_THEN(rc, add_row(l, RT_PLANNED_UNITED, row, data, RT_STR_NONE, err));
    RT_THEN(rc, rt_plan_unite(&pair, report_conflict, &u, &both, err));
    RT_THEN(rc, pack_row(l, &both, err));
    if (rc == RT_OK) {
        struct rt_sql_bind b = rt_sql_kept(&l->sql, LDB_UNITE_PLAN);
        rt_sql_put_int(&b, l->plan);
        rt_sql_put_blob(&b, l->pack.data, l->pack.len);
        rt_sql_put_known(&b, rt_ldb_begun(&both));
        rt_sql_put_int(&b, id);
        rc = rt_sql_run(&b, NULL, err);
    }
    free(room[0].extras);
    free(room[1].extras);
    rt_buf_fini(&marks);
    return rc;
}

/* *united: there was a row of an earlier plan to unite it with. */
static enum rt_status unite_with_earlier(struct rt_ledger *l,
    enum rt_planned_kind kind, const struct rt_plan_row *row, enum rt_lang lang,
    bool *united, struct rt_error *err)
{
    *united = false;
    if (l->plan < 2)
        return RT_OK;
    struct rt_sql_cursor c = rt_sql_query(&l->sql, LDB_EARLIER_PLAN);
    rt_sql_put_id(&c.bind, row->risk_id);
    rt_sql_put_int(&c.bind, kind);
    rt_sql_put_int(&c.bind, l->plan);
    rt_sql_put_str(&c.bind, row->written);
    enum rt_status rc = rt_sql_next(&c, err);
    if (rc == RT_ROW) {
        *united = true;
        int64_t id = rt_sql_get_int(&c.row);
        struct rt_str data = rt_sql_get_str(&c.row);
        rc = unite(l, id, data, rt_sql_get_int(&c.row) != 0, row, lang, err);
    }
    rt_sql_end(&c);
    return rc == RT_END ? RT_OK : rc;
}

/* A hash of what the row holds, wherever it is and whatever its number. Two
 * plans that both have it have one row. */
static enum rt_status hash_row(struct rt_ledger *l,
    const struct rt_plan_row *row, char same[65], struct rt_error *err)
{
    struct rt_plan_row bare = *row;
    bare.where = (struct rt_where){0};
    bare.columns = bare.number = bare.origin = bare.written = RT_STR_NONE;
    RT_TRY(pack_row(l, &bare, err));
    rt_sha256(rt_buf_str(&l->pack), same);
    return RT_OK;
}

/* A row of merge's own plan that was copied: both say the same of one risk. */
static enum rt_status add_with_id(struct rt_ledger *l,
    enum rt_planned_kind kind, const struct rt_plan_row *row, enum rt_lang lang,
    struct rt_error *err)
{
    const struct rt_str args[RT_FINDING_ARGS] = {row->asset};
    struct rt_finding f
        = {.code = RT_PL717, .where = row->where, .risk_id = row->risk_id};
    char same[65];
    int64_t id = 0;

    RT_TRY(hash_row(l, row, same, err));
    struct rt_sql_bind b = rt_sql_kept(&l->sql, LDB_SAME_IN_THIS_PLAN);
    rt_sql_put_text(&b, rt_str(same));
    rt_sql_put_int(&b, kind);
    rt_sql_put_int(&b, l->plan);
    RT_TRY(rt_sql_run(&b, &id, err));
    if (id != 0)
        return rt_ldb_report_row(l, &f, row->department, lang, args, err);
    l->rows_with_id = true;
    RT_TRY(pack_row(l, row, err));
    return add_row(l, kind, row, rt_buf_str(&l->pack),
        row->ours ? rt_str(same) : RT_STR_NONE, err);
}

static enum rt_status find_same(struct rt_ledger *l, enum rt_planned_kind kind,
    struct rt_str same, bool *found, struct rt_error *err)
{
    int64_t id = 0;
    *found = false;
    if (l->plan < 2)
        return RT_OK;
    struct rt_sql_bind b = rt_sql_kept(&l->sql, LDB_SAME_IN_EARLIER_PLAN);
    rt_sql_put_text(&b, same);
    rt_sql_put_int(&b, kind);
    rt_sql_put_int(&b, l->plan);
    RT_TRY(rt_sql_run(&b, &id, err));
    *found = id != 0;
    if (!*found)
        return RT_OK;
    b = rt_sql_kept(&l->sql, LDB_SEEN_IN_PLAN);
    rt_sql_put_int(&b, l->plan);
    rt_sql_put_int(&b, id);
    return rt_sql_run(&b, NULL, err);
}

static enum rt_status add_without_id(struct rt_ledger *l,
    enum rt_planned_kind kind, const struct rt_plan_row *row,
    struct rt_error *err)
{
    char same[65];
    bool found;

    RT_TRY(hash_row(l, row, same, err));
    RT_TRY(find_same(l, kind, rt_str(same), &found, err));
    if (found)
        return RT_OK;
    RT_TRY(pack_row(l, row, err));
    return add_row(l, kind, row, rt_buf_str(&l->pack), rt_str(same), err);
}

enum rt_status rt_ledger_add_plan_columns(
    struct rt_ledger *l, const struct rt_plan_row *head, struct rt_error *err)
{
    l->has_plan = true;
    return add_columns(l, head, err);
}

static enum rt_status count_source(
    struct rt_ledger *l, const struct rt_plan_row *row, struct rt_error *err)
{
    struct rt_sql_bind b = rt_sql_kept(&l->sql, LDB_COUNT_SOURCE);

    l->own_plan |= !l->plan_is_input;
    rt_sql_put_text(&b, row->source_file);
    rt_sql_put_text(&b, row->source_sheet);
    return rt_sql_run(&b, NULL, err);
}

enum rt_status rt_ldb_add_plan_row(struct rt_ledger *l,
    enum rt_planned_kind kind, const struct rt_plan_row *row, enum rt_lang lang,
    struct rt_error *err)
{
    bool united = false;

    if (row->ours && kind == RT_PLANNED_ROW)
        RT_TRY(count_source(l, row, err));
    if (row->risk_id.n == 0)
        RT_TRY(add_without_id(l, kind, row, err));
    else
        RT_TRY(unite_with_earlier(l, kind, row, lang, &united, err));
    if (row->risk_id.n > 0 && !united)
        RT_TRY(add_with_id(l, kind, row, lang, err));
    return add_columns(l, row, err);
}

/* --- rows that name a control ----------------------------------------------- */

/* A row of the risk that has the same control, *id 0 for none; what `data` is of
 * lasts until *c ends. */
static enum rt_status find_like(struct rt_sql_cursor *c,
    const struct rt_plan_row *row, int64_t *id, struct rt_str *data, bool *base,
    struct rt_error *err)
{
    struct rt_plan_room room = {0};
    struct rt_plan_row like;
    enum rt_status rc;

    *id = 0;
    while (*id == 0 && (rc = rt_sql_next(c, err)) == RT_ROW) {
        int64_t at = rt_sql_get_int(&c->row);
        *data = rt_sql_get_str(&c->row);
        *base = rt_sql_get_int(&c->row) != 0;
        rc = rt_plan_unpack(*data, &room, &like, err);
        if (rc != RT_OK)
            break;
        if (rt_fold_eq(like.control, row->control))
            *id = at;
    }
    free(room.extras);
    return *id != 0 || rc == RT_END ? RT_OK : rc;
}

static enum rt_status unite_with_like(struct rt_ledger *l,
    const struct rt_plan_row *row, enum rt_lang lang, bool *united,
    struct rt_error *err)
{
    struct rt_sql_cursor c = rt_sql_query(&l->sql, LDB_ROWS_OF_RISK);
    struct rt_str data;
    bool of_base;
    int64_t id;
    enum rt_status rc;

    rt_sql_put_id(&c.bind, row->risk_id);
    rt_sql_put_int(&c.bind, l->plan);
    rc = find_like(&c, row, &id, &data, &of_base, err);
    if (rc == RT_OK && id != 0)
        rc = unite(l, id, data, of_base, row, lang, err);
    rt_sql_end(&c);
    *united = id != 0;
    return rc;
}

enum rt_status rt_ldb_add_of_control(struct rt_ledger *l,
    const struct rt_plan_row *row, bool base, enum rt_lang lang,
    struct rt_error *err)
{
    bool united = false;

    l->plan_is_input = !base;
    if (l->rows_with_id)
        RT_TRY(unite_with_like(l, row, lang, &united, err));
    if (united)
        return RT_OK;
    RT_TRY(pack_row(l, row, err));
    return add_row(
        l, RT_PLANNED_ROW, row, rt_buf_str(&l->pack), RT_STR_NONE, err);
}

enum rt_status rt_ldb_join_plan(struct rt_ledger *l, struct rt_error *err)
{
    int64_t retyped = 0;

    if (l->own_rows)
        RT_TRY(rt_sql_number(&l->sql, LDB_MAY_BE_RETYPED, &retyped, err));
    l->retyped = retyped != 0;
    if (l->retyped)
        RT_TRY(rt_sql_exec(&l->sql, LDB_FIND_RETYPED, err));
    RT_TRY(rt_sql_exec(&l->sql, LDB_BRING_BACK, err));
    RT_TRY(rt_sql_exec(&l->sql, LDB_SEAL_PLAN, err));
    l->joined = true;
    return RT_OK;
}

/* --- reading -------------------------------------------------------------- */

/* A row of the previous plan, still packed. */
struct packed {
    struct rt_planned *to;
    struct rt_str data;
    struct rt_str key; /* its risk's present id, where that is asked for */
};

static void read_packed(struct rt_sql_read *r, void *to)
{
    struct packed *p = to;
    p->to->left = (enum rt_planned_left)rt_sql_get_int(r);
    p->to->first = rt_sql_get_int(r) != 0;
    p->data = rt_sql_get_str(r);
}

static void read_planned_risk(struct rt_sql_read *r, void *to)
{
    struct rt_risk *risk = &((struct packed *)to)->to->risk;
    rt_ldb_get_risk(r, risk);
    risk->position = rt_sql_get_count(r);
    read_packed(r, to);
}

/* The same, and the row stays as the plan has it. */
static void read_as_read(struct rt_sql_read *r, void *to)
{
    read_planned_risk(r, to);
}

/* A row without a risk in the plan, under the id that its risk has now. */
static void read_left(struct rt_sql_read *r, void *to)
{
    read_packed(r, to);
    ((struct packed *)to)->key = rt_sql_get_id(r);
}

static enum rt_status next_planned(
    struct rt_sql_rows *rows, void *record, struct rt_error *err)
{
    struct rt_planned *out = record;
    struct rt_plan_room room = {rows->own, rows->own_size};
    struct packed p = {.to = out};

    *out = (struct rt_planned){0};
    enum rt_status rc = rt_sql_step(rows, &p, err);
    if (rc != RT_ROW || !p.data.n)
        return rc;
    out->carried = true;
    rc = rt_plan_unpack(p.data, &room, &out->previous, err);
    rows->own = room.extras;
    rows->own_size = room.max;
    if (rc == RT_OK && p.key.n > 0)
        out->previous.risk_id = p.key;
    /* What its input stated, which was not read this time. */
    if (out->risk.unconfirmed != RT_CONFIRMED && out->risk.action.n == 0)
        out->risk.action = out->previous.stated;
    if (rc == RT_OK && rows->read == read_planned_risk)
        rt_plan_to_scale_of(&out->risk, &out->previous);
    out->reopened = rc == RT_OK && out->left == RT_LEFT_BACK
                    && rt_plan_reopen(&out->previous);
    return rc == RT_OK ? RT_ROW : rc;
}

struct rt_cursor rt_ledger_planned(
    struct rt_ledger *l, enum rt_planned_of of, struct rt_error *err)
{
    static const enum ldb_sql queries[] = {
        [RT_PLANNED_RISKS] = LDB_PLANNED_RISKS,
        [RT_PLANNED_AS_READ] = LDB_PLANNED_AS_READ,
        [RT_PLANNED_ADDED] = LDB_PLANNED_ADDED,
        [RT_PLANNED_LEFT] = LDB_PLANNED_LEFT,
    };
    /* Its own findings are made before the ledger is finished. */
    enum rt_status rc = l->joined ? RT_OK : rt_ldb_need_finished(l, err);
    struct rt_cursor c;

    if (rc != RT_OK)
        return rt_sql_no_rows(rc, err);
    c = LDB_ROWS(l, queries[of],
        of == RT_PLANNED_RISKS     ? read_planned_risk
        : of == RT_PLANNED_AS_READ ? read_as_read
        : of == RT_PLANNED_LEFT    ? read_left
                                   : read_packed,
        struct rt_planned, err);
    if (c.rows)
        c.rows->next = next_planned;
    return c;
}

struct rt_cursor rt_ledger_planned_by(
    struct rt_ledger *l, struct rt_str department, struct rt_error *err)
{
    struct rt_cursor c = LDB_FINISHED_ROWS(
        l, LDB_PLANNED_BY, read_planned_risk, struct rt_planned, err);

    if (c.rows)
        c.rows->next = next_planned;
    rt_sql_rows_str(&c, department);
    return c;
}

static void read_department(struct rt_sql_read *r, void *to)
{
    struct rt_planned_department *out = to;

    out->name = rt_sql_get_str(r);
    out->risks = rt_sql_get_count(r);
}

struct rt_cursor rt_ledger_planned_departments(
    struct rt_ledger *l, struct rt_error *err)
{
    return LDB_FINISHED_ROWS(l, LDB_PLANNED_DEPARTMENTS, read_department,
        struct rt_planned_department, err);
}

static void read_column(struct rt_sql_read *r, void *to)
{
    struct rt_plan_extra *out = to;
    *out = (struct rt_plan_extra){.heading = rt_sql_get_str(r)};
    out->nth = (unsigned)rt_sql_get_int(r);
}

struct rt_cursor rt_ledger_plan_columns(
    struct rt_ledger *l, struct rt_error *err)
{
    return LDB_ROWS(
        l, LDB_PLAN_COLUMNS, read_column, struct rt_plan_extra, err);
}

static void read_counts(struct rt_sql_read *r, void *to)
{
    struct rt_planned_counts *out = to;
    rt_sql_get_counts(r, &out->carried, &out->added, &out->left, &out->before,
        &out->notes, &out->fresh);
}

enum rt_status rt_ledger_planned_counts(
    struct rt_ledger *l, struct rt_planned_counts *out, struct rt_error *err)
{
    *out = (struct rt_planned_counts){0};
    return rt_sql_one(&l->sql, LDB_PLANNED_COUNTS, read_counts, out, err);
}
