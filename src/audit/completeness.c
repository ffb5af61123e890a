/* A deliverable's assets against the asset list's.
 *
 * Assets meet in passes, one of each side at a time: first those that agree in
 * name, medium, business, department and scores, then in less and less of it.
 * What has the same name alone is reported with both media; the rest is matched
 * by likeness (an edit distance of at most a third, or one name inside the
 * other), at most one proposal each, and reported as a question in place of two
 * assets missing. Partners are compared in every column that both forms have.
 *
 * A row of the list without business or department means that asset of any of
 * them: further rows of the deliverable do not differ from it.
 */
#include "audit/asset_lists.h"

#include <stdlib.h>

#include "base/nearness.h"

enum {
    INSIDE_CPS_MIN = 3,
    SAME_WORDS = 3, /* from so many on they are no accident */
    /* Likeness is looked for pair by pair; past so many pairs the two lists
     * have nothing to do with each other. */
    PAIRS_MAX = 16000000
};

/* --- reporting ------------------------------------------------------------ */

struct say {
    enum rt_code code;
    uint32_t col; /* 0: the row's own */
    struct rt_str arg[RT_FINDING_ARGS];
    struct rt_str expected, actual;
};

static enum rt_status report(const struct rt_comparison *c,
    const struct rt_asset *at, const struct say *say)
{
    struct rt_finding f = {.code = say->code,
        .department = at->department,
        .where = at->where,
        .risk_id = at->risk_id,
        .expected = say->expected,
        .actual = say->actual};

    if (say->col > 0)
        f.where.col = say->col;
    return rt_finding_put(&f, c->lang, say->arg, c->sink, c->err);
}

static struct rt_str medium_of(
    const struct rt_comparison *c, const struct rt_asset *a)
{
    if (a->medium_shown.n > 0)
        return a->medium_shown;
    return rt_str(rt_say(c->lang, "媒体の記載なし", "no medium"));
}

/* The medium and, where others have the same, what distinguishes it. */
static enum rt_status describe(
    const struct rt_comparison *c, const struct rt_asset *a, struct rt_buf *to)
{
    const struct {
        enum rt_field field;
        struct rt_str text;
    } more[] = {
        {RT_F_MANAGED_BY, a->unit_shown}, {RT_F_BUSINESS, a->business_shown}};
    enum rt_status rc = rt_buf_adds(to, medium_of(c, a));

    for (size_t i = 0; i < RT_COUNT(more) && rc == RT_OK && a->twin; i++) {
        if (more[i].text.n > 0)
            rc = rt_buf_printf(to,
                rt_say(c->lang, "、%.*s：%.*s", ", %.*s: %.*s"),
                RT_FMT(rt_field_name(more[i].field, c->lang)),
                RT_FMT(more[i].text));
    }
    return rc == RT_OK ? RT_OK : rt_fail_nomem(c->err);
}

/* Whether there is nothing but assessment reports beside the list. */
static bool is_of_reports(const struct rt_asset_set *set)
{
    for (size_t i = 0; i < set->count; i++) {
        if (!set->assets[i].list)
            return false;
    }
    return set->naming_count > 0;
}

static enum rt_status report_alone(
    const struct rt_comparison *c, const struct rt_asset *a)
{
    struct say say = {.code = a->list ? RT_RA401 : RT_RA402};
    struct rt_buf about = RT_BUF(1 << 20);
    enum rt_status rc = describe(c, a, &about);

    say.arg[0] = a->shown;
    say.arg[1] = rt_buf_str(&about);
    if (a->list)
        say.expected = a->shown;
    else
        say.actual = a->shown;
    RT_THEN(rc, report(c, a, &say));
    rt_buf_fini(&about);
    return rc;
}

/* One asset of the deliverable and one of the list that may be the same. */
static enum rt_status report_pair(const struct rt_comparison *c,
    enum rt_code code, const struct rt_asset *own, const struct rt_asset *list)
{
    char place[RT_ASSET_PLACE];
    bool media = code != RT_RA403;
    struct say say = {.code = code, .col = media ? own->medium_col : 0};

    rt_asset_place(list, c->lang, place);
    say.arg[0] = own->shown;
    say.arg[1] = media ? medium_of(c, own) : list->shown;
    say.arg[2] = media ? medium_of(c, list) : rt_str(place);
    say.arg[3] = media ? rt_str(place) : RT_STR_NONE;
    say.actual = media ? own->medium_shown : own->shown;
    say.expected = media ? list->medium_shown : list->shown;
    return report(c, own, &say);
}

/* --- partners ------------------------------------------------------------- */

static enum rt_status report_differs(const struct rt_comparison *c,
    const struct rt_asset *own, const struct rt_asset *list, enum rt_field f,
    uint32_t col, struct rt_str a, struct rt_str b)
{
    char place[RT_ASSET_PLACE];
    struct say say = {.code = RT_RA406, .col = col, .actual = a, .expected = b};

    rt_asset_place(list, c->lang, place);
    say.arg[0] = rt_field_name(f, c->lang);
    say.arg[1] = a;
    say.arg[2] = b;
    say.arg[3] = rt_str(place);
    return report(c, own, &say);
}

enum { VALUE_TEXT = 128 };

/* How much higher the same score is for the deliverable than for the list,
 * where one is on the scale from 0 and the other on that from 1. */
static int scale_shift(
    const struct rt_asset *own, const struct rt_asset *list, enum rt_field f)
{
    if (own->scale_min == RT_UNKNOWN || list->scale_min == RT_UNKNOWN
        || (f != RT_F_CONFIDENTIALITY && f != RT_F_INTEGRITY
            && f != RT_F_AVAILABILITY && f != RT_F_IMPORTANCE))
        return 0;
    return own->scale_min - list->scale_min;
}

static struct rt_str value_text(const struct rt_comparison *c, enum rt_field f,
    int value, int shift, char to[VALUE_TEXT])
{
    if (rt_field_is_personal(f))
        return rt_str(value ? rt_say(c->lang, "有", "yes")
                            : rt_say(c->lang, "なし", "no"));
    if (shift == 0)
        snprintf(to, VALUE_TEXT, "%d", value);
    else
        snprintf(to, VALUE_TEXT,
            rt_say(c->lang, "%d（評価値の範囲が違うため、換算して %d）",
                "%d (%d on the scale used here)"),
            value, value + shift);
    return rt_str(to);
}

static enum rt_status compare_unit(const struct rt_comparison *c,
    const struct rt_asset *own, const struct rt_asset *list)
{
    if (own->unit_shown.n == 0 || list->unit_shown.n == 0
        || rt_str_eq(own->unit, list->unit))
        return RT_OK;
    return report_differs(c, own, list, RT_F_MANAGED_BY, own->unit_col,
        own->unit_shown, list->unit_shown);
}

static enum rt_status compare(const struct rt_comparison *c,
    const struct rt_asset *own, const struct rt_asset *list)
{
    bool differs[RT_COMPARED];
    char a[VALUE_TEXT], b[VALUE_TEXT];

    RT_TRY(compare_unit(c, own, list));
    for (size_t i = 0; i < RT_COMPARED; i++) {
        size_t from;
        enum rt_field f = rt_compared(i, &from);
        int shift = scale_shift(own, list, f);
        bool follows = false;
        for (size_t k = from; k < i; k++)
            follows |= differs[k];
        differs[i] = own->value[i] != RT_UNKNOWN && list->value[i] != RT_UNKNOWN
                     && own->value[i] != list->value[i] + shift;
        if (differs[i] && !follows)
            RT_TRY(report_differs(c, own, list, f, own->col[i],
                value_text(c, f, own->value[i], 0, a),
                value_text(c, f, list->value[i], shift, b)));
    }
    return RT_OK;
}

/* What its form does not ask for. */
static bool lacks_medium(const struct rt_asset *a)
{
    return !a->asks_medium && a->medium.n == 0;
}

/* The same name under another medium: two terms are a difference. Free text on a
 * side may mean the same as the other's term, but not where both sides have the
 * same words of other assets. */
static enum rt_status join(
    struct rt_comparison *c, struct rt_asset *own, struct rt_asset *list)
{
    bool terms = own->known_medium && list->known_medium;
    bool same = rt_str_eq(own->medium, list->medium);
    enum rt_status rc = RT_OK;

    own->done = list->done = true;
    c->same_words += same && own->medium.n > 0 && !own->known_medium;
    if (!same && !lacks_medium(own) && !lacks_medium(list))
        rc = report_pair(c,
            terms || c->same_words >= SAME_WORDS ? RT_RA404 : RT_RA405, own,
            list);
    return rc == RT_OK ? compare(c, own, list) : rc;
}

/* --- runs of one key ------------------------------------------------------ */

enum {
    NAME = 1,
    MEDIUM = 2,
    BUSINESS = 4,
    UNIT = 8,
    SCORES = 16,
    SCORE_COUNT = 3, /* of the values, the first: C, I, A */
    WHOLE = NAME | MEDIUM | BUSINESS | UNIT
};

static int compare_parts(const struct rt_asset *x, const struct rt_asset *y)
{
    unsigned parts = x->parts;
    int c = rt_str_cmp(x->name, y->name);

    if (c == 0 && parts & MEDIUM)
        c = rt_str_cmp(x->medium, y->medium);
    if (c == 0 && parts & BUSINESS)
        c = rt_str_cmp(x->business, y->business);
    if (c == 0 && parts & UNIT)
        c = rt_str_cmp(x->unit, y->unit);
    if (c == 0 && parts & SCORES)
        c = memcmp(x->value, y->value, SCORE_COUNT * sizeof *x->value);
    return c;
}

static int by_parts(const void *a, const void *b)
{
    const struct rt_asset *x = *(struct rt_asset *const *)a,
                          *y = *(struct rt_asset *const *)b;
    int c = compare_parts(x, y);

    return c ? c : (x->order > y->order) - (x->order < y->order);
}

/* Calls `each` with every run of assets that agree in the parts of the key. */
static enum rt_status walk(struct rt_comparison *c, unsigned parts,
    enum rt_status (*each)(
        struct rt_comparison *c, struct rt_asset **run, size_t n))
{
    for (size_t i = 0; i < c->count; i++)
        c->by_key[i]->parts = parts;
    qsort(c->by_key, c->count, sizeof *c->by_key, by_parts);
    for (size_t i = 0, n; i < c->count; i += n) {
        for (n = 1; i + n < c->count
                    && compare_parts(c->by_key[i], c->by_key[i + n]) == 0;
             n++)
            ;
        RT_TRY(each(c, c->by_key + i, n));
    }
    return RT_OK;
}

/* The next asset of one side from *i on, within the run. */
static struct rt_asset *next_left(
    struct rt_asset **run, size_t n, bool list, size_t *i)
{
    while (*i < n && (run[*i]->done || run[*i]->list != list))
        (*i)++;
    return *i < n ? run[(*i)++] : NULL;
}

static enum rt_status meet(
    struct rt_comparison *c, struct rt_asset **run, size_t n)
{
    size_t i = 0, k = 0;
    struct rt_asset *own, *list;

    while ((own = next_left(run, n, false, &i)) != NULL
           && (list = next_left(run, n, true, &k)) != NULL)
        RT_TRY(join(c, own, list));
    return RT_OK;
}

/* The list's asset is there: are further rows of the deliverable the same? They
 * are where the list's row names nothing of what is not in the key. */
static enum rt_status cover(
    struct rt_comparison *c, struct rt_asset **run, size_t n)
{
    unsigned parts = run[0]->parts;
    bool covers = false;

    (void)c;
    for (size_t i = 0; i < n; i++)
        covers |= run[i]->list && (parts & UNIT || run[i]->unit.n == 0)
                  && (parts & BUSINESS || run[i]->business.n == 0);
    for (size_t i = 0; covers && i < n; i++)
        run[i]->done |= !run[i]->list;
    return RT_OK;
}

/* The list names one asset twice. Where it is checked itself, that is
 * reported as of any ledger. */
static enum rt_status find_doubles(
    struct rt_comparison *c, struct rt_asset **run, size_t n)
{
    const struct rt_asset *first = NULL;
    char place[RT_ASSET_PLACE];

    for (size_t i = 0; i < n; i++) {
        struct say say = {.code = RT_DU101, .actual = run[i]->shown};
        if (!run[i]->list)
            continue;
        if (!first) {
            first = run[i];
            continue;
        }
        run[i]->done = true;
        rt_asset_place(first, c->lang, place);
        say.arg[0] = rt_str(place);
        if (!c->list_checked)
            RT_TRY(report(c, run[i], &say));
    }
    return RT_OK;
}

static enum rt_status find_twins(
    struct rt_comparison *c, struct rt_asset **run, size_t n)
{
    bool side[2] = {false, false};

    (void)c;
    for (size_t i = 0; i < n; i++)
        side[run[i]->list] = true;
    for (size_t i = 0; i < n; i++)
        run[i]->twin = side[!run[i]->list];
    return RT_OK;
}

static enum rt_status match(struct rt_comparison *c)
{
    static const struct {
        unsigned parts;
        enum rt_status (*each)(
            struct rt_comparison *c, struct rt_asset **run, size_t n);
    } passes[]
        = {{WHOLE | SCORES, meet}, {WHOLE, meet}, {WHOLE & ~BUSINESS, meet},
            {WHOLE & ~UNIT, meet}, {NAME | MEDIUM | SCORES, meet},
            {NAME | MEDIUM, meet}, {WHOLE, cover}, {WHOLE & ~BUSINESS, cover},
            {WHOLE & ~UNIT, cover}, {NAME | MEDIUM, cover},
            {WHOLE, find_doubles}, {NAME | MEDIUM, find_twins}, {NAME, meet}};

    for (size_t i = 0; i < RT_COUNT(passes); i++)
        RT_TRY(walk(c, passes[i].parts, passes[i].each));
    return RT_OK;
}

/* --- near names ----------------------------------------------------------- */

static bool is_inside(const struct rt_asset *a, const struct rt_asset *b)
{
    const struct rt_asset *small = a->name.n <= b->name.n ? a : b;
    const struct rt_asset *large = small == a ? b : a;

    return small->cps >= INSIDE_CPS_MIN
           && rt_str_contains(large->name, small->name);
}

/* Nearly every pair falls here: too many letters of one are not the other's. */
static bool may_be_near(const struct rt_asset *a, const struct rt_asset *b)
{
    int third = (int)((a->cps > b->cps ? a->cps : b->cps) / 3);

    return __builtin_popcountll(a->letters & ~b->letters) <= third
           && __builtin_popcountll(b->letters & ~a->letters) <= third;
}

/* 0 is nearest; SIZE_MAX for names that are not near. */
static size_t farness(const struct rt_asset *a, const struct rt_asset *b)
{
    size_t d = SIZE_MAX;

    if (may_be_near(a, b))
        d = rt_distance(a->name, b->name, 3);
    if (d == SIZE_MAX && is_inside(a, b))
        d = a->name.n + b->name.n;
    if (d == SIZE_MAX)
        return d;
    return d * 2 + !rt_str_eq(a->medium, b->medium);
}

static size_t collect_left(
    const struct rt_comparison *c, bool list, struct rt_asset **to)
{
    size_t n = 0;

    for (size_t i = 0; i < c->count; i++) {
        if (!c->by_key[i]->done && c->by_key[i]->list == list)
            to[n++] = c->by_key[i];
    }
    return n;
}

static enum rt_status propose(const struct rt_comparison *c,
    struct rt_asset *own, struct rt_asset **list, size_t n)
{
    struct rt_asset *best = NULL;
    size_t best_far = SIZE_MAX;

    for (size_t i = 0; i < n; i++) {
        size_t far = list[i]->done ? SIZE_MAX : farness(own, list[i]);
        if (far < best_far) {
            best_far = far;
            best = list[i];
        }
    }
    if (!best)
        return RT_OK;
    own->done = best->done = true;
    return report_pair(c, RT_RA403, own, best);
}

static enum rt_status match_near(const struct rt_comparison *c)
{
    struct rt_asset **left = calloc(c->count + 1, sizeof *left);
    enum rt_status rc = RT_OK;
    size_t own, list;

    RT_NEED(left, c->err);
    own = collect_left(c, false, left);
    list = collect_left(c, true, left + own);
    for (size_t i = 0;
         i < own && rc == RT_OK && (list == 0 || own <= PAIRS_MAX / list); i++)
        rc = propose(c, left[i], left + own, list);
    free(left);
    return rc;
}

static enum rt_status report_left(const struct rt_comparison *c)
{
    bool reports = is_of_reports(c->set);

    for (size_t i = 0; i < c->set->count; i++) {
        const struct rt_asset *a = &c->set->assets[i];
        if (!a->done && !a->named && (!reports || a->important))
            RT_TRY(report_alone(c, a));
    }
    return RT_OK;
}

enum rt_status rt_asset_set_compare(const struct rt_asset_set *set,
    bool list_checked, enum rt_lang lang, const struct rt_sink *sink,
    struct rt_error *err)
{
    struct rt_comparison c = {.set = set,
        .count = set->count,
        .lang = lang,
        .list_checked = list_checked,
        .sink = sink,
        .err = err};
    struct rt_listings lists;
    enum rt_status rc;

    c.by_key = calloc(set->count + 1, sizeof *c.by_key);
    RT_NEED(c.by_key, err);
    for (size_t i = 0; i < set->count; i++) {
        c.by_key[i] = &set->assets[i];
        c.by_key[i]->done = c.by_key[i]->named = false;
    }
    rc = rt_listings_find(set, true, &lists, err);
    RT_THEN(rc, match(&c));
    RT_THEN(rc, match_near(&c));
    RT_THEN(rc, rt_asset_numbers(&c, &lists));
    RT_THEN(rc, report_left(&c));
    RT_THEN(rc, rt_asset_owners(&c, &lists));
    rt_listings_free(&lists);
    free(c.by_key);
    return rc;
}
