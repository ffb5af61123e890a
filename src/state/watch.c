/* What the run watches, as functions that SQL can call, so that the rule is in
 * one place and in C.
 *
 * Levels and classes come as numbers or NULL. A class says more than a level (4
 * is high on one scale and medium on another), so it is compared first.
 */
#include "base/calendar.h"
#include "state/private.h"

/* One look at a risk: its class and level, each maybe not known. */
struct look {
    int level, class;
};

static int known(sqlite3_value *v)
{
    return sqlite3_value_type(v) == SQLITE_NULL ? RT_UNKNOWN
                                                : sqlite3_value_int(v);
}

static struct look look_of(sqlite3_value **v)
{
    return (struct look){known(v[0]), known(v[1])};
}

static bool watched(const struct rt_state *s, struct look l)
{
    if (s->level != RT_UNKNOWN)
        return l.level >= s->level && l.level != RT_UNKNOWN;
    return l.class >= (int)s->class && l.class != RT_CLASS_NONE;
}

/* A plan's row has a level and a priority but not the criteria. The lowest
 * level that has the class in any of the built-in ones counts: what may be high
 * is watched as high. A row without either is watched, too. */
static bool watched_plan(const struct rt_state *s, int level, int priority)
{
    static const int lowest[] = {[RT_LOW] = 0, [RT_MEDIUM] = 1, [RT_HIGH] = 4};
    static const int last[] = {[RT_LOW] = 3, [RT_MEDIUM] = 3, [RT_HIGH] = 2};
    if (s->level != RT_UNKNOWN)
        return level == RT_UNKNOWN || level >= s->level;
    if (priority > 0)
        return priority <= last[s->class];
    return level == RT_UNKNOWN || level >= lowest[s->class];
}

static int order(struct look a, struct look b)
{
    if (a.class != b.class && a.class != RT_CLASS_NONE
        && b.class != RT_CLASS_NONE)
        return a.class > b.class ? 1 : -1;
    return (a.level > b.level) - (a.level < b.level);
}

static const struct rt_state *state_of(sqlite3_context *c)
{
    return sqlite3_user_data(c);
}

static void sql_watched(sqlite3_context *c, int n, sqlite3_value **v)
{
    (void)n;
    sqlite3_result_int(c, watched(state_of(c), look_of(v)));
}

static void sql_watched_plan(sqlite3_context *c, int n, sqlite3_value **v)
{
    (void)n;
    sqlite3_result_int(c, watched_plan(state_of(c), known(v[0]), known(v[1])));
}

/* A risk's level as last known, and as it is now, both known. */
static int changed(
    const struct rt_state *s, struct look before, struct look now)
{
    bool was = watched(s, before), is = watched(s, now);
    int c = order(now, before);
    /* With other criteria the class may rise while the number falls. */
    if (is != was)
        c = is ? 1 : -1;
    return c > 0 ? RT_EVENT_ROSE : c < 0 ? RT_EVENT_FELL : SDB_NOTHING;
}

/* change(was, unknown, level, class, is, level, class): what happened to a
 * risk. was: NULL never seen, 0 seen and gone, 1 there; unknown: its level
 * was not known any more; the first level and class are the last known. */
static void sql_change(sqlite3_context *c, int n, sqlite3_value **v)
{
    (void)n;
    const struct rt_state *s = state_of(c);
    int was = known(v[0]), is = known(v[4]);
    bool unknown = known(v[1]) == 1;
    struct look before = look_of(v + 2), now = look_of(v + 5);
    int what;
    if (is != 1)
        what = was == 1 ? RT_EVENT_GONE : SDB_NOTHING;
    else if (was == RT_UNKNOWN)
        what = RT_EVENT_NEW;
    else if (now.level == RT_UNKNOWN && before.level != RT_UNKNOWN
             && (was == 0 || !unknown))
        what = RT_EVENT_UNKNOWN;
    else if (was == 0)
        what = RT_EVENT_AGAIN;
    else if (now.level == RT_UNKNOWN)
        what = SDB_NOTHING;
    else if (before.level == RT_UNKNOWN)
        what = RT_EVENT_ROSE;
    else
        what = changed(s, before, now);
    sqlite3_result_int(c, what);
}

/* is_reported(what, level before, class before, level, class): whether that is
 * reported, which depends on what is watched. */
static void sql_is_reported(sqlite3_context *c, int n, sqlite3_value **v)
{
    (void)n;
    const struct rt_state *s = state_of(c);
    bool was = watched(s, look_of(v + 1)), is = watched(s, look_of(v + 3));
    bool report = false;
    switch (known(v[0])) {
    case RT_EVENT_NEW:
    case RT_EVENT_AGAIN:
    case RT_EVENT_ROSE:
        report = is;
        break;
    case RT_EVENT_UNKNOWN:
    case RT_EVENT_GONE:
    case RT_EVENT_FELL:
        report = was;
        break;
    }
    sqlite3_result_int(c, report && !s->baseline);
}

/* fiscal_quarter(date, start): as rt_fiscal_quarter. */
static void sql_fiscal_quarter(sqlite3_context *c, int n, sqlite3_value **v)
{
    struct rt_str date = {(const char *)sqlite3_value_text(v[0]),
        (size_t)sqlite3_value_bytes(v[0])};

    (void)n;
    sqlite3_result_int64(c, rt_fiscal_quarter(date, sqlite3_value_int(v[1])));
}

enum rt_status rt_sdb_add_rules(struct rt_state *s, struct rt_error *err)
{
    static const struct rt_sql_function rules[] = {
        {"fold", 1, rt_sql_fold},
        {"fiscal_quarter", 2, sql_fiscal_quarter},
        {"watched", 2, sql_watched},
        {"watched_plan", 2, sql_watched_plan},
        {"change", 7, sql_change},
        {"is_reported", 5, sql_is_reported},
    };
    return rt_sql_add_functions(&s->sql, rules, RT_COUNT(rules), err);
}
