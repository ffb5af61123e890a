/* Findings about the previous plan: approvals that lapse, differences between
 * the plan and the inputs, and rows whose risk is gone.
 *
 * Each finding names the previous plan's row and belongs to the run as a whole,
 * because the plan is no input. It names no department either: the plan is kept
 * where inputs are merged, so none of it appears on a return slip.
 */
#include "ledger/private.h"

#include <stdlib.h>

#include "base/fold.h"
#include "risk/controls.h"
#include "risk/plan_carry.h"

/* What the functions below share. */
struct reporter {
    struct rt_ledger *ledger;
    enum rt_lang lang;
    const char *now;
    struct rt_buf rowless; /* risks that have no row in the previous plan */
    size_t rowless_count;
};

/* The id that the row's risk has now: its department may have been renamed. */
static struct rt_str id_of(const struct rt_planned *at)
{
    return at->risk.risk_id.n > 0 ? at->risk.risk_id : at->previous.risk_id;
}

static enum rt_status report(struct reporter *t, enum rt_code code,
    const struct rt_planned *at, const struct rt_str args[RT_FINDING_ARGS],
    struct rt_error *err)
{
    const struct rt_plan_row *row = &at->previous;
    struct rt_finding f = {.code = code,
        .where.file = row->where.file,
        .where.sheet = row->where.sheet,
        .where.csv = row->where.sheet.n == 0,
        .where.row = row->where.row,
        .risk_id = id_of(at)};

    return rt_ldb_report_row(
        t->ledger, &f, row->department, t->lang, args, err);
}

/* --- rows that are carried over ------------------------------------------- */

static enum rt_status report_lapse(
    struct reporter *t, const struct rt_planned *at, struct rt_error *err)
{
    /* An approval covers only what the inputs fill in. */
    struct rt_plan_row fresh
        = {.residual_importance = at->risk.residual_importance,
            .residual_likelihood = at->risk.residual_likelihood};
    struct rt_plan_carry carry;
    rt_plan_carry_init(&carry);
    enum rt_status rc = rt_plan_carry_over(&at->previous, &at->risk, &fresh,
        at->first, t->now, t->lang, &carry, err);
    if (rc == RT_OK && carry.lapsed) {
        const struct rt_plan_row *row = &at->previous;
        struct rt_str on = row->approved_on.raw;
        const struct rt_str args[RT_FINDING_ARGS]
            = {row->approved_by.n ? row->approved_by : on,
                rt_buf_str(&carry.changed)};
        rc = report(t, RT_PL702, at, args, err);
    }
    rt_plan_carry_fini(&carry);
    return rc;
}

/* What the row has for its id, and be it none. */
static struct rt_str id_typed(const struct rt_plan_row *row)
{
    for (size_t i = 0; i < row->extra_count && row->risk_id.n == 0; i++) {
        struct rt_str heading = row->extras[i].heading;
        if (rt_fold_eq(heading, RT_STR("リスクID"))
            || rt_fold_eq(heading, RT_STR("Risk id")))
            return row->extras[i].text;
    }
    return row->risk_id;
}

/* The risk is found by its asset alone, for its medium could not be read. */
static bool has_lost_medium(const struct rt_planned *at)
{
    return at->left == RT_LEFT_RETYPED && at->previous.medium.n > 0
           && !rt_fold_eq(at->previous.medium, at->risk.medium);
}

static enum rt_status report_retyped(
    struct reporter *t, const struct rt_planned *at, struct rt_error *err)
{
    const struct rt_plan_row *row = &at->previous;
    struct rt_str id = id_typed(row);
    const struct rt_str args[RT_FINDING_ARGS]
        = {id.n > 0 ? id : rt_str(rt_say(t->lang, "空欄", "blank")),
            at->risk.risk_id, row->asset};
    struct rt_finding f = {.code = RT_PL718,
        .where = row->where,
        .risk_id = at->risk.risk_id,
        .actual = id,
        .expected = at->risk.risk_id};

    if (at->left != RT_LEFT_RETYPED)
        return RT_OK;
    f.where.col = rt_plan_column_of(row, offsetof(struct rt_plan_row, risk_id));
    f.where.csv = f.where.sheet.n == 0;
    if (has_lost_medium(at)) {
        f.code = RT_PL730;
        return rt_ldb_report_row(t->ledger, &f, row->department, t->lang,
            RT_ARGS(row->asset, row->medium, at->risk.medium), err);
    }
    return rt_ldb_report_row(
        t->ledger, &f, row->department, t->lang, args, err);
}

static struct rt_str called(const struct rt_planned *at)
{
    return at->previous.asset.n ? at->previous.asset : at->previous.risk_id;
}

static enum rt_status report_back(
    struct reporter *t, const struct rt_planned *at, struct rt_error *err)
{
    const char *but
        = !at->reopened
              ? ""
              : rt_say(t->lang,
                  "（終了した対応なので、日付とステータスは除きます）",
                  ", but not the dates and the status, which are "
                  "those of a finished treatment");
    const struct rt_str args[RT_FINDING_ARGS] = {called(at), rt_str(but)};

    return at->left == RT_LEFT_BACK ? report(t, RT_PL709, at, args, err)
                                    : RT_OK;
}

/* Whether the plan has the previous name of the risk's department. */
static enum rt_status has_renamed(struct rt_ledger *l,
    const struct rt_plan_difference *d, int64_t *yes, struct rt_error *err)
{
    *yes = 0;
    if (!l->has_previous)
        return RT_OK;
    struct rt_sql_bind b = rt_sql_kept(&l->sql, LDB_HAS_RENAMED);
    rt_sql_put_text(&b, d->plan);
    rt_sql_put_text(&b, d->input);
    return rt_sql_run(&b, yes, err);
}

/* Whether the rows of the risk together name the controls that its input does:
 * each may be a task of its own. */
static enum rt_status name_the_same(struct reporter *t,
    const struct rt_planned *at, bool *same, struct rt_error *err)
{
    struct rt_sql_cursor c = rt_sql_query(&t->ledger->sql, LDB_ROWS_OF);
    struct rt_buf all = RT_BUF(LDB_TEXT_MAX);
    struct rt_plan_room room = {0};
    struct rt_plan_row row;
    enum rt_status rc;

    rt_sql_put_int(&c.bind, (int64_t)at->risk.position);
    while ((rc = rt_sql_next(&c, err)) == RT_ROW) {
        rc = rt_plan_unpack(rt_sql_get_str(&c.row), &room, &row, err);
        if (rc == RT_OK
            && (rt_buf_adds(&all, row.control) != RT_OK
                || rt_buf_adds(&all, RT_STR("\n")) != RT_OK))
            rc = rt_fail_nomem(err);
        if (rc != RT_OK)
            break;
    }
    rt_sql_end(&c);
    *same = rt_same_controls(rt_buf_str(&all), at->risk.control);
    rt_buf_fini(&all);
    free(room.extras);
    return rc == RT_END ? RT_OK : rc;
}

static enum rt_status report_differences(
    struct reporter *t, const struct rt_planned *at, struct rt_error *err)
{
    static const enum rt_code codes[RT_PLAN_SAYS]
        = {[RT_PLAN_SAYS_TREATMENT] = RT_PL704,
            [RT_PLAN_SAYS_STATUS] = RT_PL704,
            [RT_PLAN_SAYS_RESIDUAL] = RT_PL704,
            [RT_PLAN_SAYS_CONTROL] = RT_PL705,
            [RT_PLAN_SAYS_OWNER] = RT_PL705,
            [RT_PLAN_SAYS_REASON] = RT_PL705,
            [RT_PLAN_NO_SAY_DEPARTMENT] = RT_PL706,
            [RT_PLAN_NO_SAY_ASSET] = RT_PL706,
            [RT_PLAN_NO_SAY_MEDIUM] = RT_PL706};
    static const size_t copied[RT_PLAN_SAYS] = {
        [RT_PLAN_NO_SAY_DEPARTMENT] = offsetof(struct rt_plan_row, department),
        [RT_PLAN_NO_SAY_ASSET] = offsetof(struct rt_plan_row, asset),
        [RT_PLAN_NO_SAY_MEDIUM] = offsetof(struct rt_plan_row, medium)};
    struct rt_plan_difference d;

    for (int i = 0; i < RT_PLAN_SAYS; i++) {
        enum rt_plan_say say = (enum rt_plan_say)i;
        /* Further tasks of a risk have controls of their own. */
        if (!at->first && i < RT_PLAN_NO_SAY_DEPARTMENT)
            continue;
        if (!rt_plan_differs(say, &at->previous, &at->risk, t->lang, &d)
            || (say == RT_PLAN_NO_SAY_MEDIUM && has_lost_medium(at)))
            continue;
        int64_t renamed = 0;
        if (say == RT_PLAN_NO_SAY_DEPARTMENT)
            RT_TRY(has_renamed(t->ledger, &d, &renamed, err));
        bool same = renamed != 0;
        if (say == RT_PLAN_SAYS_CONTROL)
            RT_TRY(name_the_same(t, at, &same, err));
        if (same)
            continue;
        const struct rt_str args[RT_FINDING_ARGS] = {d.name, d.plan, d.input};
        RT_TRY(codes[i] == RT_PL706 ? rt_ldb_leave_difference(
                   t->ledger, t->lang, at, copied[i], d.plan, d.input, err)
                                    : report(t, codes[i], at, args, err));
    }
    return RT_OK;
}

/* A retained risk needs no plan. */
static bool is_retained(const struct rt_planned *at)
{
    return RT_RETAIN
           == (at->previous.treatment_raw.n > 0 ? at->previous.treatment
                                                : at->risk.treatment);
}

static enum rt_status report_unplanned(
    struct reporter *t, const struct rt_planned *at, struct rt_error *err)
{
    const struct rt_plan_row *row = &at->previous;
    const struct rt_str args[RT_FINDING_ARGS]
        = {at->risk.asset, row->planned_end.iso};
    struct rt_finding f = {.code = RT_PL711,
        .where = row->where,
        .risk_id = id_of(at),
        .actual = row->planned_end.iso};

    f.where.csv = f.where.sheet.n == 0;
    f.where.col
        = rt_plan_column_of(row, offsetof(struct rt_plan_row, planned_end));
    return rt_plan_is_unplanned(row, t->now) && !is_retained(at)
               ? rt_ldb_report_row(
                   t->ledger, &f, row->department, t->lang, args, err)
               : RT_OK;
}

static struct rt_str status_word(
    const struct reporter *t, enum rt_plan_status status)
{
    static const struct rt_text words[] = {
#define RT_STATUS(id, name, ja, en) [RT_PLAN_##id] = {ja, en},
#include "record/words.def"
    };
    return rt_str(rt_text(t->lang, words[status]));
}

/* Notes what the register will show of the risk: the plan's values, or the
 * inputs' where it has none. */
static enum rt_status state(
    struct reporter *t, const struct rt_planned *at, struct rt_error *err)
{
    const struct rt_plan_row *row = &at->previous;
    struct rt_sql_bind b = rt_sql_kept(&t->ledger->sql, LDB_STATE);

    rt_sql_put_int(&b, (int64_t)at->risk.position);
    rt_sql_put_int(&b, row->status);
    rt_sql_put_str(&b, row->status == RT_PLAN_UNSAID
                           ? row->status_raw
                           : status_word(t, row->status));
    rt_sql_put_known(&b, at->first && row->treatment != RT_TREATMENT_NONE
                             ? (int)row->treatment
                             : RT_UNKNOWN);
    rt_sql_put_known(&b, !at->first ? RT_UNKNOWN
                         : row->residual_importance_raw.n > 0
                             ? row->residual_importance
                             : at->risk.residual_importance);
    rt_sql_put_known(&b, !at->first ? RT_UNKNOWN
                         : row->residual_likelihood_raw.n > 0
                             ? row->residual_likelihood
                             : at->risk.residual_likelihood);
    return rt_sql_run(&b, NULL, err);
}

/* To be called when nothing reads the plan's risks any more. */
static enum rt_status show_stated(struct reporter *t, struct rt_error *err)
{
    struct rt_sql_bind b = rt_sql_kept(&t->ledger->sql, LDB_SEAL_STATED);

    rt_sql_put_text(&b, status_word(t, RT_PLAN_UNDER_WAY));
    RT_TRY(rt_sql_run(&b, NULL, err));
    return rt_ldb_tally(t->ledger, err);
}

/* Retained, at a level that takes a signature: it is in the plan for that. */
static bool is_to_be_accepted(const struct rt_risk *risk)
{
    const struct rt_profile *p = rt_profile_named(risk->profile);

    return risk->treatment == RT_RETAIN && p && risk->result.level >= 0
           && rt_profile_zone(p, RT_FIRST, risk->result.level)
                  != RT_ZONE_ACCEPTABLE;
}

/* Once for a risk that is in the plan for its rows there alone. One that was not
 * confirmed is reported with its input. */
static enum rt_status report_held(
    struct reporter *t, const struct rt_planned *at, struct rt_error *err)
{
    const struct rt_risk *risk = &at->risk;
    const struct rt_assessment *now = &risk->result;
    char level[32];

    if (!at->first || now->priority > 0 || risk->unconfirmed != RT_CONFIRMED
        || rt_is_treated(risk->treatment) || is_to_be_accepted(risk))
        return RT_OK;
    if (now->class == RT_CLASS_NONE)
        return report(t, RT_PL723, at, RT_ARGS(called(at)), err);
    rt_format_double((double)now->level, level, sizeof level);
    return report(t, RT_PL719, at, RT_ARGS(called(at), rt_str(level)), err);
}

/* --- days that cannot be -------------------------------------------------- */

#define AT(member) offsetof(struct rt_plan_row, member)

static struct rt_str name_at(size_t at, enum rt_lang lang)
{
    return rt_str(rt_text(lang, rt_plan_entered_at(at)->name));
}

static struct rt_str day_at(const struct rt_plan_row *row, size_t at)
{
    const struct rt_plan_date *d
        = (const struct rt_plan_date *)(const void *)((const char *)row + at);

    return d->iso;
}

static enum rt_status report_day(struct reporter *t, enum rt_code code,
    const struct rt_planned *at, size_t member, struct rt_str first,
    struct rt_error *err)
{
    const struct rt_plan_row *row = &at->previous;
    struct rt_str day = day_at(row, member);
    struct rt_finding f = {
        .code = code, .where = row->where, .risk_id = id_of(at), .actual = day};
    const struct rt_str args[RT_FINDING_ARGS] = {first, day, rt_str(t->now)};

    f.where.col = rt_plan_column_of(row, member);
    f.where.csv = f.where.sheet.n == 0;
    return rt_ldb_report_row(
        t->ledger, &f, row->department, t->lang, args, err);
}

/* What of a row's days contradicts another or the calendar: it is carried over
 * as it is. */
static enum rt_status report_days(
    struct reporter *t, const struct rt_planned *at, struct rt_error *err)
{
    static const struct {
        size_t day, before;
        enum rt_code code;
    } days[] = {{AT(planned_start), AT(planned_start), RT_CODE_NONE},
        {AT(planned_end), AT(planned_end), RT_CODE_NONE},
        {AT(planned_end), AT(planned_start), RT_PL402},
        {AT(actual_start), AT(actual_start), RT_VA502},
        {AT(actual_end), AT(actual_start), RT_PL403},
        {AT(actual_end), AT(actual_end), RT_VA502},
        {AT(approved_on), AT(approved_on), RT_VA502}};

    for (size_t i = 0; i < RT_COUNT(days); i++) {
        struct rt_str day = day_at(&at->previous, days[i].day);
        struct rt_str before = day_at(&at->previous, days[i].before);
        bool alone = days[i].day == days[i].before;
        enum rt_code code = days[i].code;
        if (alone && day.n > 0
            && (rt_str_cmp(day, RT_STR("1970")) < 0
                || rt_str_cmp(day, RT_STR("2100")) >= 0))
            code = RT_VA503;
        else if (day.n == 0 || before.n == 0
                 || rt_str_cmp(
                        alone ? rt_str(t->now) : day, alone ? day : before)
                        >= 0)
            continue;
        if (code != RT_CODE_NONE)
            RT_TRY(report_day(t, code, at, days[i].day,
                alone ? name_at(days[i].day, t->lang) : before, err));
    }
    return RT_OK;
}

/* A risk of which the plan has no row: where the registers are known, only one
 * that had a row; else it may be new. */
static enum rt_status note_rowless(
    struct reporter *t, const struct rt_planned *at, struct rt_error *err)
{
    struct rt_buf name = RT_BUF(RT_NAMES_BYTES);
    struct rt_sql_bind row = rt_sql_kept(&t->ledger->sql, LDB_HAS_ROW);
    int64_t planned = 1, has = 0;

    /* The second row of an id has none of its own. */
    rt_sql_put_id(&row, at->risk.risk_id);
    RT_TRY(rt_sql_run(&row, &has, err));
    if (has)
        return RT_OK;
    if (t->ledger->compares) {
        struct rt_sql_bind b = rt_sql_kept(&t->ledger->sql, LDB_WAS_PLANNED);
        rt_sql_put_id(&b, at->risk.risk_id);
        RT_TRY(rt_sql_run(&b, &planned, err));
    }
    if (!planned)
        return RT_OK;
    enum rt_status rc = rt_buf_printf(&name, "%.*s%s%.*s%s",
        RT_FMT(at->risk.asset), rt_say(t->lang, "（", " ("),
        RT_FMT(at->risk.department), rt_say(t->lang, "）", ")"));
    RT_THEN(rc, rt_add_name(&t->rowless, t->rowless_count++, rt_buf_str(&name),
                    t->lang));
    rt_buf_fini(&name);
    return rc == RT_OK ? RT_OK : rt_fail_nomem(err);
}

static enum rt_status report_rowless(struct reporter *t, struct rt_error *err)
{
    struct rt_finding f = {.code = t->ledger->compares ? RT_PL720 : RT_PL721,
        .where.file = rt_str(t->ledger->plan_file)};
    char count[32];

    if (t->rowless_count == 0 || !t->ledger->own_plan)
        return RT_OK;
    if (rt_end_names(&t->rowless, t->rowless_count, t->lang) != RT_OK)
        return rt_fail_nomem(err);
    rt_format_double((double)t->rowless_count, count, sizeof count);
    const struct rt_str args[RT_FINDING_ARGS]
        = {rt_str(count), rt_buf_str(&t->rowless)};
    return rt_ledger_report(t->ledger, 0, &f, t->lang, args, err);
}

static enum rt_status report_risk(
    struct reporter *t, const struct rt_planned *at, struct rt_error *err)
{
    if (!at->carried)
        return note_rowless(t, at, err);
    enum rt_status rc = report_retyped(t, at, err);
    RT_THEN(rc, report_back(t, at, err));
    RT_THEN(rc, report_held(t, at, err));
    RT_THEN(rc, report_days(t, at, err));
    RT_THEN(rc, report_lapse(t, at, err));
    RT_THEN(rc, report_unplanned(t, at, err));
    RT_THEN(rc, report_differences(t, at, err));
    return rc == RT_OK ? state(t, at, err) : rc;
}

static enum rt_status report_typed(
    struct reporter *t, const struct rt_planned *at, struct rt_error *err)
{
    return rt_ldb_leave_row(
        t->ledger, t->lang, at, at->risk.risk_id.n > 0, err);
}

/* --- rows that do not ----------------------------------------------------- */

/* The media with which the asset of a risk that is gone is new: appended. */
static enum rt_status find_successor(struct reporter *t,
    const struct rt_planned *at, struct rt_buf *media, struct rt_error *err)
{
    struct rt_sql_cursor c;
    enum rt_status rc;

    if (!t->ledger->has_previous)
        return RT_OK;
    c = rt_sql_query(&t->ledger->sql, LDB_MEDIA_OF_SUCCESSOR);
    rt_sql_put_id(&c.bind, at->previous.risk_id);
    rt_sql_put_text(&c.bind, rt_str(rt_comma(t->lang)));
    rc = rt_sql_next(&c, err);
    if (rc == RT_ROW && rt_buf_adds(media, rt_sql_get_str(&c.row)) != RT_OK)
        rc = rt_fail_nomem(err);
    rt_sql_end(&c);
    return rc == RT_ROW || rc == RT_END ? RT_OK : rc;
}

static enum rt_status report_without_risk(
    struct reporter *t, const struct rt_planned *at, struct rt_error *err)
{
    struct rt_buf media = RT_BUF(RT_NAMES_BYTES);
    enum rt_status rc = find_successor(t, at, &media, err);

    RT_THEN(rc,
        media.len > 0 ? report(t, RT_DL324, at,
            RT_ARGS(called(at), at->previous.medium, rt_buf_str(&media)), err)
                      : report(t, RT_PL701, at,
                          RT_ARGS(called(at),
                              rt_str(rt_say(t->lang, "今回のリスクにない",
                                  "its risk is not in this run"))),
                          err));
    rt_buf_fini(&media);
    return rc;
}

static enum rt_status report_left(
    struct reporter *t, const struct rt_planned *at, struct rt_error *err)
{
    if (at->left == RT_LEFT_RISK)
        return report_without_risk(t, at, err);
    return at->left != RT_LEFT_PRIORITY
               ? RT_OK
               : report(t, RT_PL701, at,
                   RT_ARGS(called(at),
                       rt_str(rt_say(t->lang, "優先順位も対応の選択もない",
                           "its risk has neither a priority nor a treatment"))),
                   err);
}

static enum rt_status each(struct reporter *t, enum rt_planned_of of,
    enum rt_status (*report_one)(
        struct reporter *, const struct rt_planned *, struct rt_error *),
    struct rt_error *err)
{
    struct rt_cursor c = rt_ledger_planned(t->ledger, of, err);
    struct rt_planned at;
    while (rt_next(&c, &at))
        rt_cursor_keep(&c, report_one(t, &at, err));
    return rt_cursor_close(&c);
}

/* Rows without a risk are reported once, at the first of them. */
static enum rt_status report_added(struct reporter *t, struct rt_error *err)
{
    struct rt_planned_counts n;
    struct rt_planned at;
    RT_TRY(rt_ledger_planned_counts(t->ledger, &n, err));
    if (n.added == 0)
        return RT_OK;
    struct rt_cursor c = rt_ledger_planned(t->ledger, RT_PLANNED_ADDED, err);
    if (rt_next(&c, &at))
        rt_cursor_keep(
            &c, report(t, RT_PL707, &at, RT_ARGS(RT_DECIMAL(n.added)), err));
    return rt_cursor_close(&c);
}

/* What a row without an id lacks, too. */
static const char *lacking(const struct rt_plan_row *row, enum rt_lang lang)
{
    if (row->department.n > 0)
        return rt_say(lang, "媒体・保存先", "medium");
    return row->medium.n > 0
               ? rt_say(lang, "部署", "department")
               : rt_say(lang, "部署も媒体・保存先", "department nor medium");
}

/* A row without id that may be about several risks. */
static enum rt_status report_unclear(
    void *context, struct rt_sql_read *r, struct rt_error *err)
{
    struct reporter *t = context;
    struct rt_planned at = {0};
    struct rt_plan_room room = {0};
    enum rt_status rc
        = rt_plan_unpack(rt_sql_get_str(r), &room, &at.previous, err);
    int64_t risks = rt_sql_get_int(r), rows = rt_sql_get_int(r);

    RT_THEN(
        rc, report(t, RT_PL722, &at,
                RT_ARGS(at.previous.asset, RT_DECIMAL(risks), RT_DECIMAL(rows),
                    rt_str(lacking(&at.previous, t->lang))),
                err));
    free(room.extras);
    return rc;
}

enum rt_status rt_ldb_report_plan(
    struct rt_ledger *l, enum rt_lang lang, struct rt_error *err)
{
    struct reporter t = {.ledger = l,
        .lang = lang,
        .now = l->now,
        .rowless = RT_BUF(RT_NAMES_BYTES)};
    enum rt_status rc = each(&t, RT_PLANNED_RISKS, report_risk, err);
    RT_THEN(rc, report_rowless(&t, err));
    rt_buf_fini(&t.rowless);
    if (l->own_rows) {
        RT_THEN(rc, each(&t, RT_PLANNED_AS_READ, report_typed, err));
        RT_THEN(rc, each(&t, RT_PLANNED_ADDED, report_typed, err));
    }
    RT_THEN(rc, each(&t, RT_PLANNED_LEFT, report_left, err));
    RT_THEN(rc, report_added(&t, err));
    if (rc == RT_OK && l->retyped)
        rc = rt_sql_walk(&l->sql, LDB_UNCLEAR_ROWS, report_unclear, &t, err);
    return rc == RT_OK ? show_stated(&t, err) : rc;
}
