/* What an event and its assets say of each other.
 *
 * An event is a view on the assets that it names: the register counts those,
 * and lists the event apart. It takes from them what its report does not say
 * (whose they are, where they are kept, how important). They take from it how
 * likely it is, where their list does not say, and what is to be done about it.
 * What an asset's own row says is never replaced.
 */
#include "ledger/event_links.h"

#include <stdlib.h>

#include "base/write.h"
#include "record/cells.h"
#include "risk/assess.h"

/* A text of one event may be as long as a cell; of several, what a reader can
 * take in. */
enum { GATHERED_BYTES = 4000, LINKED_MAX = 1000 };

struct joining {
    struct rt_ledger *ledger;
    enum rt_lang lang;
    struct rt_arena arena; /* the risk at hand and what it is joined with */
    struct rt_buf text;
    /* The assets of an event, or the events of an asset, the worst first; no
     * more than LINKED_MAX, which are the worst. */
    struct rt_risk *linked;
    size_t count;
};

/* --- reading and writing ---------------------------------------------------- */

static enum rt_status keep(struct joining *j, struct rt_sql_read *r,
    struct rt_risk *out, struct rt_error *err)
{
    rt_ldb_get_risk(r, out);
    return rt_record_keep(&rt_risk_members, out, &j->arena)
               ? RT_OK
               : rt_fail_nomem(err);
}

static enum rt_status load(
    struct joining *j, int64_t nth, struct rt_risk *out, struct rt_error *err)
{
    struct rt_sql_cursor c = rt_sql_query(&j->ledger->sql, LDB_LINKED_RISK);
    enum rt_status rc;

    rt_sql_put_int(&c.bind, nth);
    rc = rt_sql_next(&c, err);
    if (rc == RT_ROW)
        rc = keep(j, &c.row, out, err);
    rt_sql_end(&c);
    return rc == RT_END ? rt_fail(err, RT_BUG, "no risk %lld", (long long)nth)
                        : rc;
}

/* `which` gives what the risk is linked with. */
static enum rt_status load_linked(
    struct joining *j, enum ldb_sql which, int64_t nth, struct rt_error *err)
{
    struct rt_sql_cursor c = rt_sql_query(&j->ledger->sql, which);
    enum rt_status rc = RT_OK;

    j->count = 0;
    rt_sql_put_int(&c.bind, nth);
    while (rc == RT_OK && j->count < LINKED_MAX
           && (rc = rt_sql_next(&c, err)) == RT_ROW)
        rc = keep(j, &c.row, &j->linked[j->count++], err);
    rt_sql_end(&c);
    return rc == RT_END ? RT_OK : rc;
}

static enum rt_status store(struct joining *j, int64_t nth,
    const struct rt_risk *risk, struct rt_error *err)
{
    struct rt_sql_bind b = rt_sql_kept(&j->ledger->sql, LDB_CHANGE_RISK);
    int64_t severity = rt_ldb_severity(risk);

    rt_sql_put_int(&b, severity << LDB_NTH_BITS | nth);
    rt_sql_put_int(&b, severity);
    rt_sql_put_str(&b, risk->department);
    rt_sql_put_id(&b, risk->risk_id);
    RT_TRY(rt_ldb_put_risk(j->ledger, &b, risk, err));
    rt_sql_put_int(&b, nth);
    return rt_sql_run(&b, NULL, err);
}

/* --- assessing anew ----------------------------------------------------------- */

static enum rt_status find_profile(struct joining *j, struct rt_str name,
    bool own, struct rt_profile *to, bool *there, struct rt_error *err)
{
    struct rt_sql_cursor c = rt_sql_query(&j->ledger->sql, LDB_JUDGING_PROFILE);
    enum rt_status rc;
    struct rt_str data;

    rt_sql_put_str(&c.bind, name);
    rt_sql_put_int(&c.bind, own);
    rc = rt_sql_next(&c, err);
    data = rc == RT_ROW ? rt_sql_get_str(&c.row) : RT_STR_NONE;
    *there = data.n == sizeof *to;
    if (*there)
        memcpy(to, data.p, data.n);
    rt_sql_end(&c);
    return rc == RT_ROW || rc == RT_END ? RT_OK : rc;
}

static enum rt_status assess(
    struct joining *j, struct rt_risk *risk, struct rt_error *err)
{
    struct rt_profile p;
    bool there;

    RT_TRY(find_profile(j, risk->profile, false, &p, &there, err));
    if (!there)
        return RT_OK;
    risk->result = rt_assess(&p, &risk->scores);
    if (risk->own_profile.n == 0 || risk->own_importance < 0
        || risk->result.likelihood < 0)
        return RT_OK;
    RT_TRY(find_profile(j, risk->own_profile, true, &p, &there, err));
    if (!there)
        return RT_OK;
    risk->own_level = risk->own_importance * risk->result.likelihood;
    risk->own_class = p.class_of[risk->own_level];
    risk->own_priority = p.priority_of[risk->own_level];
    return RT_OK;
}

/* --- an event from its assets --------------------------------------------------- */

/* The text that all assets have; none where they differ. */
static struct rt_str common(const struct joining *j, size_t at)
{
    const struct rt_str *first
        = (const void *)((const char *)&j->linked[0] + at);

    for (size_t i = 1; i < j->count; i++) {
        const struct rt_str *s
            = (const void *)((const char *)&j->linked[i] + at);
        if (!rt_str_eq(*s, *first))
            return RT_STR_NONE;
    }
    return *first;
}

static void inherit_text(
    const struct joining *j, struct rt_risk *event, size_t at)
{
    struct rt_str *s = (void *)((char *)event + at);

    if (s->n == 0)
        *s = common(j, at);
}

/* The largest importance, as far as the assets are judged by the same
 * criteria. */
static int largest_importance(
    const struct joining *j, const struct rt_risk *event)
{
    int most = RT_UNKNOWN;

    for (size_t i = 0; i < j->count; i++) {
        const struct rt_risk *a = &j->linked[i];
        if (!rt_str_eq(a->profile, event->profile) || a->result.importance < 0)
            return RT_UNKNOWN;
        most = a->result.importance > most ? a->result.importance : most;
    }
    return most;
}

static int largest_level(const struct joining *j)
{
    int most = RT_UNKNOWN;

    for (size_t i = 0; i < j->count; i++)
        most = j->linked[i].result.level > most ? j->linked[i].result.level
                                                : most;
    return most;
}

static enum rt_status name_assets(
    struct joining *j, struct rt_risk *event, struct rt_error *err)
{
    struct rt_writer w = rt_writer_to(&j->text);

    rt_buf_clear(&j->text);
    for (size_t i = 0; i < j->count; i++) {
        rt_write_z(&w, i > 0 ? " " : "");
        rt_write(&w, j->linked[i].risk_id);
    }
    event->asset_ids = rt_arena_str(&j->arena, rt_buf_str(&j->text));
    return w.rc == RT_OK ? RT_OK : rt_fail_nomem(err);
}

static void inherit_flags(const struct joining *j, struct rt_risk *event)
{
    for (size_t i = 0; i < j->count; i++) {
        const struct rt_risk *a = &j->linked[i];
        event->personal |= a->personal;
        event->sensitive |= a->sensitive;
        event->my_number |= a->my_number;
    }
}

static enum rt_status input_of(
    struct joining *j, int64_t nth, int64_t *input, struct rt_error *err)
{
    struct rt_sql_bind b = rt_sql_kept(&j->ledger->sql, LDB_INPUT_OF_RISK);

    rt_sql_put_int(&b, nth);
    return rt_sql_run(&b, input, err);
}

static struct rt_finding about(enum rt_code code, const struct rt_risk *event)
{
    return (struct rt_finding){.code = code,
        .department = event->department,
        .where = event->where,
        .risk_id = event->risk_id};
}

/* Where the report leaves it blank. */
static enum rt_status inherit_importance(
    struct joining *j, struct rt_risk *event, int64_t nth, struct rt_error *err)
{
    struct rt_finding f = about(RT_TP435, event);
    int importance = largest_importance(j, event);
    struct rt_sql_bind b;
    int64_t input;

    if (event->result.importance >= 0 || importance < 0)
        return RT_OK;
    event->scores.given_importance = importance;
    RT_TRY(assess(j, event, err));
    b = rt_sql_kept(&j->ledger->sql, LDB_DROP_BLANK);
    rt_sql_put_int(&b, nth);
    RT_TRY(rt_sql_run(&b, NULL, err));
    RT_TRY(input_of(j, nth, &input, err));
    f.actual = RT_DECIMAL(importance);
    return rt_ledger_report(j->ledger, input, &f, j->lang,
        RT_ARGS(event->asset_numbers, f.actual), err);
}

static enum rt_status join_event(
    struct joining *j, int64_t nth, struct rt_error *err)
{
    struct rt_risk event;

    rt_arena_reset(&j->arena);
    RT_TRY(load(j, nth, &event, err));
    RT_TRY(load_linked(j, LDB_ASSETS_OF_EVENT, nth, err));
    RT_TRY(name_assets(j, &event, err));
    /* The id stays that of what the report says: it must not depend on whether
     * a list was sent. */
    inherit_text(j, &event, offsetof(struct rt_risk, department));
    inherit_text(j, &event, offsetof(struct rt_risk, owner));
    inherit_text(j, &event, offsetof(struct rt_risk, medium));
    inherit_flags(j, &event);
    RT_TRY(inherit_importance(j, &event, nth, err));
    return store(j, nth, &event, err);
}

/* --- an asset from its events ---------------------------------------------------- */

static struct rt_str text_of(const struct joining *j, size_t i, size_t at)
{
    return *(
        const struct rt_str *)(const void *)((const char *)&j->linked[i] + at);
}

/* Whether the text is none, or that of an event before. */
static bool is_said(const struct joining *j, size_t i, size_t at)
{
    struct rt_str s = text_of(j, i, at);
    bool said = s.n == 0;

    for (size_t k = 0; k < i && !said; k++)
        said = rt_str_eq(s, text_of(j, k, at));
    return said;
}

/* The different texts of the events, a line each, as many as have room; then
 * 「…」: each event has a row of its own. */
static enum rt_status gather(struct joining *j, struct rt_risk *asset,
    size_t at, bool treated, struct rt_error *err)
{
    struct rt_str *to = (void *)((char *)asset + at);
    struct rt_writer w = rt_writer_to(&j->text);

    if (to->n > 0)
        return RT_OK;
    rt_buf_clear(&j->text);
    for (size_t i = 0; i < j->count; i++) {
        struct rt_str s = text_of(j, i, at);
        if (is_said(j, i, at)
            || (treated && !rt_is_treated(j->linked[i].treatment)))
            continue;
        rt_write_z(&w, j->text.len > 0 ? "\n" : "");
        if (j->text.len > 0 && j->text.len + s.n > GATHERED_BYTES) {
            rt_write_z(&w, "…");
            break;
        }
        rt_write(&w, s);
    }
    *to = rt_arena_str(&j->arena, rt_buf_str(&j->text));
    return w.rc == RT_OK && to->n == j->text.len ? RT_OK : rt_fail_nomem(err);
}

/* 「L=報告書.xlsx!シート!I7」: where the number was read. */
static enum rt_status note_cell(struct joining *j, struct rt_risk *asset,
    const struct rt_risk *event, enum rt_number number, struct rt_error *err)
{
    struct rt_str cell = rt_cells_find(event->cells, number);
    struct rt_writer w = rt_writer_to(&j->text);

    if (cell.n == 0)
        return RT_OK;
    rt_buf_clear(&j->text);
    rt_write(&w, asset->cells);
    rt_writef(&w, "%s%c=", asset->cells.n > 0 ? " " : "", (char)number);
    if (!rt_str_eq(asset->where.file, event->where.file)) {
        rt_write(&w, event->where.file);
        rt_write_z(&w, "!");
    }
    rt_write(&w, event->where.sheet);
    rt_write_z(&w, event->where.sheet.n > 0 ? "!" : "");
    rt_write(&w, cell);
    asset->cells = rt_arena_str(&j->arena, rt_buf_str(&j->text));
    return w.rc == RT_OK ? RT_OK : rt_fail_nomem(err);
}

/* The number that the report gives the event: itself, or of what it follows. */
static enum rt_status inherit_likelihood(
    struct joining *j, struct rt_risk *asset, int64_t nth, struct rt_error *err)
{
    const struct rt_risk *worst = NULL;
    struct rt_sql_bind b;

    for (size_t i = 0; i < j->count; i++) {
        const struct rt_risk *e = &j->linked[i];
        if (!worst || e->result.likelihood > worst->result.likelihood)
            worst = e;
    }
    if (!worst || asset->result.likelihood >= 0 || worst->result.likelihood < 0)
        return RT_OK;
    asset->scores.given_likelihood = worst->result.likelihood;
    RT_TRY(note_cell(j, asset, worst, RT_N_LIKELIHOOD, err));
    b = rt_sql_kept(&j->ledger->sql, LDB_ADD_RATED);
    rt_sql_put_int(&b, nth);
    rt_sql_put_str(&b, worst->where.file);
    RT_TRY(rt_sql_run(&b, NULL, err));
    return assess(j, asset, err);
}

/* What is to be done: of the worst event of which it is said. */
static enum rt_status inherit_treatment(
    struct joining *j, struct rt_risk *asset, struct rt_error *err)
{
    bool treated = false;

    if (asset->treatment != RT_TREATMENT_NONE)
        return RT_OK;
    for (size_t i = 0; i < j->count && !treated; i++) {
        enum rt_treatment t = j->linked[i].treatment;
        if (asset->treatment == RT_TREATMENT_NONE || rt_is_treated(t))
            asset->treatment = t;
        treated = rt_is_treated(t);
    }
    RT_TRY(gather(j, asset, offsetof(struct rt_risk, control), treated, err));
    return gather(j, asset, offsetof(struct rt_risk, action), treated, err);
}

static int least(int of_event, int of_asset)
{
    return of_asset >= 0 && of_asset < of_event ? of_asset : of_event;
}

/* What is left: the worst of its events, where all say it. */
static void inherit_residual(const struct joining *j, struct rt_risk *asset)
{
    const struct rt_risk *worst = NULL;

    if (asset->residual_importance >= 0 || asset->residual_likelihood >= 0)
        return;
    for (size_t i = 0; i < j->count; i++) {
        const struct rt_risk *e = &j->linked[i];
        if (e->residual_level < 0 || !rt_str_eq(e->profile, asset->profile))
            return;
        if (!worst || e->residual_level > worst->residual_level)
            worst = e;
    }
    if (!worst)
        return;
    /* An event is as important as the largest of its assets. */
    asset->residual_importance
        = least(worst->residual_importance, asset->result.importance);
    asset->residual_likelihood
        = least(worst->residual_likelihood, asset->result.likelihood);
    asset->residual_level
        = asset->residual_importance * asset->residual_likelihood;
}

static enum rt_status join_asset(
    struct joining *j, int64_t nth, struct rt_error *err)
{
    static const size_t texts[] = {offsetof(struct rt_risk, event),
        offsetof(struct rt_risk, source), offsetof(struct rt_risk, area),
        offsetof(struct rt_risk, cause), offsetof(struct rt_risk, consequence)};
    struct rt_risk asset;

    rt_arena_reset(&j->arena);
    RT_TRY(load(j, nth, &asset, err));
    RT_TRY(load_linked(j, LDB_EVENTS_OF_ASSET, nth, err));
    for (size_t i = 0; i < RT_COUNT(texts); i++)
        RT_TRY(gather(j, &asset, texts[i], false, err));
    RT_TRY(inherit_likelihood(j, &asset, nth, err));
    RT_TRY(inherit_treatment(j, &asset, err));
    inherit_residual(j, &asset);
    return store(j, nth, &asset, err);
}

/* --- all of them -------------------------------------------------------------------- */

/* An event that is worse than each of its assets would be hidden by
 * them. */
static enum rt_status report_hidden(
    struct joining *j, int64_t nth, struct rt_error *err)
{
    struct rt_finding f;
    struct rt_risk event;
    int64_t input;

    rt_arena_reset(&j->arena);
    RT_TRY(load(j, nth, &event, err));
    RT_TRY(load_linked(j, LDB_ASSETS_OF_EVENT, nth, err));
    RT_TRY(input_of(j, nth, &input, err));
    f = about(RT_TP433, &event);
    f.actual = RT_DECIMAL(event.result.level);
    f.expected = RT_DECIMAL(largest_level(j));
    return rt_ledger_report(j->ledger, input, &f, j->lang,
        RT_ARGS(f.actual, event.asset_numbers, f.expected), err);
}

/* Of an earlier run, whose assets are gone: a risk of its own. */
static enum rt_status leave_event(
    struct joining *j, int64_t nth, struct rt_error *err)
{
    struct rt_risk event;

    rt_arena_reset(&j->arena);
    RT_TRY(load(j, nth, &event, err));
    event.asset_ids = RT_STR_NONE;
    return store(j, nth, &event, err);
}

static enum rt_status each(struct joining *j, enum ldb_sql which,
    enum rt_status (*join)(struct joining *, int64_t, struct rt_error *),
    struct rt_error *err)
{
    struct rt_sql_cursor c = rt_sql_query(&j->ledger->sql, which);
    enum rt_status rc = RT_OK;

    while (rc == RT_OK && (rc = rt_sql_next(&c, err)) == RT_ROW)
        rc = join(j, rt_sql_get_int(&c.row), err);
    rt_sql_end(&c);
    return rc == RT_END ? RT_OK : rc;
}

static void read_counts(struct rt_sql_read *r, void *to)
{
    struct rt_ledger *l = to;

    l->views = rt_sql_get_int(r);
    l->views_lost = rt_sql_get_int(r);
    for (int c = RT_LOW; c <= RT_HIGH; c++)
        l->views_lost_of[c] = rt_sql_get_int(r);
}

static enum rt_status report_rated(
    void *context, struct rt_sql_read *r, struct rt_error *err)
{
    const struct joining *j = context;
    struct rt_finding f = {.code = RT_TP434};
    int64_t input = rt_sql_get_int(r), n;

    rt_sql_get_strs(r, &f.where.file, &f.where.sheet);
    f.where.csv = rt_sql_get_int(r) != 0;
    n = rt_sql_get_int(r);
    return rt_ledger_report(j->ledger, input, &f, j->lang,
        RT_ARGS(RT_DECIMAL(n), rt_sql_get_str(r)), err);
}

static enum rt_status join_all(struct joining *j, struct rt_error *err)
{
    RT_TRY(each(j, LDB_UNVIEWING_EVENTS, leave_event, err));
    RT_TRY(each(j, LDB_VIEWING_EVENTS, join_event, err));
    RT_TRY(each(j, LDB_VIEWED_ASSETS, join_asset, err));
    RT_TRY(each(j, LDB_HIDDEN_EVENTS, report_hidden, err));
    RT_TRY(
        rt_sql_walk(&j->ledger->sql, LDB_RATED_PLACES, report_rated, j, err));
    RT_TRY(rt_sql_exec(&j->ledger->sql, LDB_DROP_ANSWERED, err));
    return rt_sql_one(
        &j->ledger->sql, LDB_COUNT_VIEWS, read_counts, j->ledger, err);
}

enum rt_status rt_ldb_join_events(
    struct rt_ledger *l, enum rt_lang lang, struct rt_error *err)
{
    struct joining j
        = {.ledger = l, .lang = lang, .text = RT_BUF(LDB_TEXT_MAX)};
    enum rt_status rc;
    int64_t any;

    RT_TRY(rt_sql_number(&l->sql, LDB_ANY_EVENT, &any, err));
    if (!any)
        return RT_OK;
    j.linked = calloc(LINKED_MAX, sizeof *j.linked);
    RT_NEED(j.linked, err);
    rt_arena_init(&j.arena);
    rc = rt_sql_exec(&l->sql, LDB_EVENTS_SCHEMA, err);
    RT_THEN(rc, rt_ldb_link_events(l, lang, err));
    RT_THEN(rc, join_all(&j, err));
    rt_arena_fini(&j.arena);
    rt_buf_fini(&j.text);
    free(j.linked);
    return rc;
}
