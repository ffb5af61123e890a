/* What happened to the treatments: planned ends put off or past, and
 * approvals whose values changed.
 *
 * sql/plans.sql gathers the items with what the picture has of them; here
 * each is judged.
 */
#include "risk/profile.h"
#include "state/private.h"

/* What a sign-off is given for; each value may be RT_UNKNOWN. */
enum { LEVEL, IMPORTANCE, LIKELIHOOD, RESIDUAL_I, RESIDUAL_L, VALUES };

struct item {
    int64_t id;
    struct rt_str due, due_raw, approval, profile;
    int status;
    bool proposed, done;
    int stated; /* the plan's own level */
    int now[VALUES], signed_[VALUES];
    bool before; /* the picture has it; what follows is from then */
    struct rt_str b_due, b_approval, b_profile;
    int b_status;
    bool b_proposed, b_done, b_overdue, b_lapsed;
    int present; /* the risk: 1, 0 gone, RT_UNKNOWN no such risk */
    bool watched;
    bool wants; /* the owner's signature, which holds until `expires` */
    struct rt_str expires;
    int b_unsigned;
    /* the outcome */
    bool overdue, lapsed, slips, falls_due, lapses, goes_unsigned;
    enum sdb_unsigned is_unsigned;
    bool expired; /* since the run before */
};

static void read_item(struct rt_sql_read *r, struct item *it)
{
    it->id = rt_sql_get_int(r);
    it->due = rt_sql_get_str(r);
    it->due_raw = rt_sql_get_str(r);
    it->proposed = rt_sql_get_int(r) != 0;
    it->profile = rt_sql_get_str(r);
    it->status = (int)rt_sql_get_int(r);
    it->done = rt_sql_get_int(r) != 0;
    it->approval = rt_sql_get_str(r);
    it->stated = rt_sql_get_known(r);
    it->now[RESIDUAL_I] = rt_sql_get_known(r);
    it->now[RESIDUAL_L] = rt_sql_get_known(r);
    it->before = rt_sql_get_int(r) != 0;
    it->b_due = rt_sql_get_str(r);
    /* Not known of a row that an older program read: as it is now. */
    int proposed = rt_sql_get_known(r);
    it->b_proposed = proposed == RT_UNKNOWN ? it->proposed : proposed != 0;
    it->b_profile = rt_sql_get_str(r);
    it->b_status = rt_sql_get_known(r);
    it->b_done = rt_sql_get_int(r) != 0;
    it->b_overdue = rt_sql_get_int(r) != 0;
    it->b_approval = rt_sql_get_str(r);
    it->b_lapsed = rt_sql_get_int(r) != 0;
    it->present = rt_sql_get_known(r);
    bool unknown = rt_sql_get_int(r) != 0;
    it->now[LEVEL] = rt_sql_get_known(r);
    it->now[IMPORTANCE] = rt_sql_get_known(r);
    it->now[LIKELIHOOD] = rt_sql_get_known(r);
    if (it->present == RT_UNKNOWN)
        it->now[LEVEL] = it->stated;
    /* A value that cannot be computed is not known to have changed. */
    if (it->present == 1 && unknown)
        it->now[LEVEL] = it->now[IMPORTANCE] = it->now[LIKELIHOOD] = RT_UNKNOWN;
    for (int i = 0; i < VALUES; i++)
        it->signed_[i] = rt_sql_get_known(r);
    it->watched = rt_sql_get_int(r) != 0;
    it->wants = rt_sql_get_int(r) != 0;
    it->expires = rt_sql_get_str(r);
    it->b_unsigned = rt_sql_get_known(r);
}

/* --- dates ---------------------------------------------------------------- */

/* A proposed end is no promise: past, it says that nothing was planned, and
 * moved, it is not put off. */
static void judge_dates(const struct rt_state *s, struct item *it)
{
    bool late
        = it->due.n && !it->done && rt_str_cmp(it->due, rt_str(s->now)) < 0;
    bool known = it->before && it->b_overdue && rt_str_eq(it->due, it->b_due)
                 && it->proposed == it->b_proposed;
    /* For a risk below the level it is reported only if the risk rises. */
    it->overdue = late && (known || it->watched);
    it->falls_due = it->overdue && !known;
    it->slips = it->before && !it->done && !it->b_done && it->watched
                && it->b_due.n && !it->b_proposed
                && (!it->due.n || rt_str_cmp(it->due, it->b_due) > 0);
}

/* --- approvals ------------------------------------------------------------ */

/* An approval seen for the first time: for the level that the plan states. If
 * that is not the risk's, what else was signed is not known. */
static void sign(struct item *it)
{
    memcpy(it->signed_, it->now, sizeof it->signed_);
    if (it->stated == RT_UNKNOWN || it->stated == it->now[LEVEL])
        return;
    it->signed_[LEVEL] = it->stated;
    it->signed_[IMPORTANCE] = it->signed_[LIKELIHOOD] = RT_UNKNOWN;
}

static bool value_differs(const struct item *it, int i)
{
    return it->now[i] != RT_UNKNOWN && it->signed_[i] != RT_UNKNOWN
           && it->now[i] != it->signed_[i];
}

/* What was signed is not known to be as it was, either. */
static bool any_unknown(const struct item *it)
{
    for (int i = 0; i < VALUES; i++) {
        if (it->now[i] == RT_UNKNOWN && it->signed_[i] != RT_UNKNOWN)
            return true;
    }
    return false;
}

static bool any_differs(const struct item *it)
{
    for (int i = 0; i < VALUES; i++) {
        if (value_differs(it, i))
            return true;
    }
    return false;
}

/* The residual importance that was signed, where the plan is on another scale
 * since: merge --one-scale moved it. */
static void follow_scale(struct item *it)
{
    const struct rt_profile *before = rt_profile_named(it->b_profile),
                            *now = rt_profile_named(it->profile);

    if (before && now && it->signed_[RESIDUAL_I] != RT_UNKNOWN)
        it->signed_[RESIDUAL_I] += now->scale_min - before->scale_min;
}

static void judge_approval(struct item *it)
{
    bool same = it->before && rt_str_eq(it->approval, it->b_approval);
    follow_scale(it);
    it->lapsed = same && it->b_lapsed;
    if (!it->approval.n) {
        it->lapsed = false;
        for (int i = 0; i < VALUES; i++)
            it->signed_[i] = RT_UNKNOWN;
        return;
    }
    if (!same)
        sign(it);
    if (it->present == 0)
        return; /* nothing is there that could differ */
    for (int i = 0; i < VALUES; i++) {
        if (it->signed_[i] == RT_UNKNOWN
            && it->signed_[LEVEL] == it->now[LEVEL])
            it->signed_[i] = it->now[i];
    }
    bool differs = any_differs(it);
    it->lapses = differs && !it->lapsed;
    it->lapsed = differs || (it->lapsed && any_unknown(it));
}

/* A signature that is missing, or held for as long as it may: each is reported
 * once. What an older program saw is not news. */
static void judge_signature(const struct rt_state *s, struct item *it)
{
    bool same = it->before && rt_str_eq(it->approval, it->b_approval);

    it->is_unsigned = SDB_SIGNED;
    if (!it->wants || it->present == 0)
        return;
    if (!it->approval.n)
        it->is_unsigned = SDB_UNSIGNED;
    else if (it->expires.n && rt_str_cmp(it->expires, rt_str(s->now)) < 0)
        it->is_unsigned = SDB_EXPIRED;
    it->goes_unsigned = it->is_unsigned == SDB_UNSIGNED
                        && !(it->before
                             && (it->b_unsigned == SDB_UNSIGNED
                                 || it->b_unsigned == RT_UNKNOWN));
    it->expired = it->is_unsigned == SDB_EXPIRED
                  && !(same && it->b_unsigned == SDB_EXPIRED);
    it->lapses |= it->expired;
}

/* "リスク値 4→6、重要度 2→3" */
static enum rt_status describe_values(
    const struct item *it, enum rt_lang lang, struct rt_buf *to)
{
    static const struct rt_text names[VALUES] = {
        [LEVEL] = {"リスク値", "risk level"},
        [IMPORTANCE] = {"重要度", "importance"},
        [LIKELIHOOD] = {"被害発生可能性", "likelihood"},
        [RESIDUAL_I] = {"二次評価の重要度", "residual importance"},
        [RESIDUAL_L] = {"二次評価の被害発生可能性", "residual likelihood"},
    };

    rt_buf_clear(to);
    for (int i = 0; i < VALUES; i++) {
        if (!value_differs(it, i))
            continue;
        const char *comma = rt_comma(lang);
        RT_TRY(rt_buf_printf(to, rt_say(lang, "%s%s %d→%d", "%s%s %d to %d"),
            to->len ? comma : "", rt_text(lang, names[i]), it->signed_[i],
            it->now[i]));
    }
    return it->expired ? rt_buf_printf(to,
               rt_say(lang, "%s有効期間が過ぎました（%.*s まで）",
                   "%sit has expired (it held until %.*s)"),
               to->len ? rt_comma(lang) : "", RT_FMT(it->expires))
                       : RT_OK;
}

/* --- the loop ------------------------------------------------------------- */

struct judge {
    struct rt_state *state;
    struct rt_buf why;
};

static enum rt_status judge_item(
    void *context, struct rt_sql_read *r, struct rt_error *err)
{
    struct judge *j = context;
    struct item it = {0};
    struct rt_state *s = j->state;
    read_item(r, &it);
    judge_dates(s, &it);
    judge_approval(&it);
    judge_signature(s, &it);
    struct rt_str why = RT_STR_NONE;
    if (it.lapses) {
        if (describe_values(&it, s->lang, &j->why) != RT_OK)
            return rt_fail_nomem(err);
        why = rt_buf_str(&j->why);
    } else if (it.slips && !it.due.n) {
        why = it.due_raw;
    }
    struct rt_sql_bind b = rt_sql_kept(&s->sql, SDB_JUDGE_ITEM);
    rt_sql_put_int(&b, it.overdue);
    rt_sql_put_int(&b, it.lapsed);
    rt_sql_put_int(&b, it.slips && !s->baseline);
    rt_sql_put_int(&b, it.falls_due && !s->baseline);
    rt_sql_put_int(&b, it.lapses && !s->baseline);
    rt_sql_put_str(&b, why);
    for (int i = 0; i < VALUES; i++)
        rt_sql_put_known(&b, it.signed_[i]);
    rt_sql_put_int(&b, it.is_unsigned);
    rt_sql_put_int(&b, it.goes_unsigned && !s->baseline);
    rt_sql_put_int(&b, it.id);
    return rt_sql_run(&b, NULL, err);
}

enum rt_status rt_sdb_compare_plans(struct rt_state *s, struct rt_error *err)
{
    RT_TRY(rt_sql_exec(&s->sql, SDB_GATHER_ITEMS, err));
    struct judge j = {.state = s};
    rt_buf_init(&j.why, 4096);
    enum rt_status rc = rt_sql_walk(&s->sql, SDB_ITEMS, judge_item, &j, err);
    rt_buf_fini(&j.why);
    RT_THEN(rc, rt_sql_exec(&s->sql, SDB_CHOOSE_ITEM_EVENTS, err));
    return rc;
}
