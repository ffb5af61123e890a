/* What assessment reports say of assets: 資産目録のNo, 「10、11、13」, and the
 * importance, which must be the largest of theirs.
 *
 * Which list the numbers are of: asset_lists.h. Where the list numbers each
 * department's assets from 1, a number is one of the report's department.
 */
#include <stdlib.h>

#include "audit/asset_lists.h"
#include "base/fold.h"
#include "record/asset_nos.h"

enum {
    SAME_MAX = 1000, /* a column with more assets of one number numbers none */
    IMPORTANCES_MAX = 64,
    SEEN_MAX = 64 /* numbers of a row that are told apart */
};

struct naming {
    const struct rt_comparison *c;
    const struct rt_listings *lists;
    const struct rt_asset_naming *at;
    struct rt_list_seeker seeker;
    const struct rt_listing *list; /* or NULL */
    bool of_unit; /* its numbers are those of the row's department */
    /* What the row's assets have: a bit for each importance; and whether that
     * is all there is to know. */
    unsigned importances;
    bool unsure;
    bool trial;              /* nothing is reported or marked */
    bool known, unknown;     /* it names a number that the list has, has not */
    uint64_t seen[SEEN_MAX]; /* hashes of the row's numbers */
    size_t seen_count;
};

/* --- looking up ----------------------------------------------------------- */

static bool is_meant(const struct naming *g, const struct rt_asset *a)
{
    return !g->of_unit || a->unit.n == 0 || rt_asset_is_of_unit(a, &g->seeker);
}

/* Lists that were found among the files were read as the report was. */
static void note_importance(struct naming *g, const struct rt_asset *a)
{
    bool scales = !g->list->given || a->scale_min == g->at->scale_min;

    if (a->importance < 0 || !scales)
        g->unsure = true;
    else
        g->importances |= 1U << a->importance;
}

static enum rt_status put(
    struct naming *g, enum rt_code code, struct rt_str number)
{
    const struct rt_comparison *c = g->c;
    struct rt_finding f = {.code = code,
        .department = g->at->department,
        .where = g->at->where,
        .risk_id = g->at->risk_id,
        .actual = number};

    if (g->trial)
        return RT_OK;
    return rt_finding_put(&f, c->lang,
        RT_ARGS(number, g->list ? g->list->is.name : RT_STR_NONE), c->sink,
        c->err);
}

/* A number that the row has already named. */
static enum rt_status check_once(struct naming *g, struct rt_str number)
{
    uint64_t hash = rt_str_hash(0, number);

    for (size_t i = 0; i < g->seen_count; i++) {
        if (g->seen[i] == hash)
            return put(g, RT_RA519, number);
    }
    if (g->seen_count < SEEN_MAX)
        g->seen[g->seen_count++] = hash;
    return RT_OK;
}

static struct rt_asset *numbered(const struct naming *g, size_t i)
{
    return g->lists->by_number[g->list->first + i];
}

/* Marks the assets with that number; false where there is none. */
static bool name_assets(struct naming *g, struct rt_str number)
{
    size_t first = rt_listing_first(g->lists, g->list, number) - g->list->first;
    size_t i = first;
    bool found = false;

    for (; i < g->list->count && i < first + SAME_MAX; i++) {
        struct rt_asset *a = numbered(g, i);
        if (!rt_str_eq(rt_asset_number(a->number), number))
            break;
        if (!is_meant(g, a))
            continue;
        a->named |= !g->trial;
        found = true;
        note_importance(g, a);
    }
    g->unsure |= i == first + SAME_MAX;
    g->known |= found;
    return found || i == first + SAME_MAX;
}

static enum rt_status name_all(void *context)
{
    struct naming *g = context;

    g->unsure = true;
    for (size_t i = 0; i < g->list->count && !g->trial; i++)
        numbered(g, i)->named |= is_meant(g, numbered(g, i));
    return RT_OK;
}

/* --- what a report names -------------------------------------------------- */

static enum rt_status find(void *context, struct rt_str number, bool *there)
{
    *there = name_assets(context, number);
    return RT_OK;
}

static enum rt_status check_named(void *context, struct rt_str number)
{
    return check_once(context, number);
}

static enum rt_status report_unknown(void *context, struct rt_str number)
{
    struct naming *g = context;

    g->unsure = true;
    g->unknown = true;
    return put(g, RT_RA407, number);
}

static enum rt_status name_each(struct naming *g)
{
    const struct rt_number_taker to
        = {g, find, check_named, report_unknown, name_all};

    return rt_asset_numbers_take(g->at->numbers, &to);
}

/* Without a list, what is a number is known by its digits. */
static enum rt_status find_digits(
    void *context, struct rt_str number, bool *there)
{
    int64_t v;

    (void)context;
    *there = rt_parse_int(number, &v);
    return RT_OK;
}

static enum rt_status pass_over(void *context, struct rt_str number)
{
    (void)context;
    (void)number;
    return RT_OK;
}

static enum rt_status name_nothing(void *context)
{
    (void)context;
    return RT_OK;
}

static enum rt_status name_repeated(struct naming *g)
{
    const struct rt_number_taker to
        = {g, find_digits, check_named, pass_over, name_nothing};

    return rt_asset_numbers_take(g->at->numbers, &to);
}

/* 「2、3」 */
static void importances_shown(
    const struct naming *g, enum rt_lang lang, char to[IMPORTANCES_MAX])
{
    size_t n = 0;

    to[0] = '\0';
    for (int v = 0; v <= RT_LEVEL_MAX; v++) {
        if (g->importances & 1U << v)
            n += (size_t)snprintf(to + n, IMPORTANCES_MAX - n, "%s%d",
                n ? rt_comma(lang) : "", v);
    }
}

/* The largest of the assets that the row names is that of the event. */
static bool is_rated_otherwise(const struct naming *g)
{
    const struct rt_asset_naming *at = g->at;

    return !g->unsure && g->importances != 0 && at->importance >= 0
           && at->scale_min != RT_UNKNOWN && at->importance_col > 0
           && g->importances >> at->importance != 1;
}

static enum rt_status judge_importance(const struct naming *g)
{
    const struct rt_comparison *c = g->c;
    const struct rt_asset_naming *at = g->at;
    struct rt_finding f = {.code = RT_RA409,
        .department = at->department,
        .where = at->where,
        .risk_id = at->risk_id};
    char shown[IMPORTANCES_MAX];

    if (!is_rated_otherwise(g))
        return RT_OK;
    importances_shown(g, c->lang, shown);
    f.where.col = at->importance_col;
    f.actual = RT_DECIMAL(at->importance);
    f.expected = rt_str(shown);
    return rt_finding_put(&f, c->lang,
        RT_ARGS(f.actual, at->numbers, f.expected, g->list->is.name), c->sink,
        c->err);
}

static void begin_row(struct naming *g)
{
    g->importances = 0;
    g->unsure = g->known = g->unknown = false;
    g->seen_count = 0;
}

static enum rt_status name_and_judge(struct naming *g)
{
    RT_TRY(name_each(g));
    return judge_importance(g);
}

/* --- which list ----------------------------------------------------------- */

static void seek(struct naming *g)
{
    g->seeker = (struct rt_list_seeker){.is = {.name = g->at->where.file,
                                            .department = g->at->department,
                                            .folder = g->at->folder,
                                            .core = g->at->core},
        .unit = g->at->unit};
}

/* Whether the only list that is left is that of the report in the file of the
 * i-th naming: most rows agree with it; nearly all, where the report is not alone
 * or of another department. */
static enum rt_status is_its_list(struct naming *trial, size_t i, bool *out)
{
    const struct rt_asset_set *set = trial->c->set;
    struct rt_str file = set->namings[i].where.file;
    bool strict = trial->lists->reports > 1 || trial->seeker.unit.n > 0;
    size_t rows = 0, otherwise = 0;

    for (; i < set->naming_count; i++) {
        trial->at = &set->namings[i];
        if (!rt_str_eq(trial->at->where.file, file))
            break;
        begin_row(trial);
        RT_TRY(name_each(trial));
        rows += trial->known || trial->unknown;
        otherwise += trial->unknown || is_rated_otherwise(trial);
    }
    *out = rt_asset_list_fits(rows, otherwise, !strict);
    return RT_OK;
}

/* Where the list has no numbers, that is said once a file. */
static enum rt_status report_no_numbers(const struct naming *g)
{
    const struct rt_comparison *c = g->c;
    struct rt_finding f = {.code = RT_RA408,
        .department = g->at->department,
        .where = {.file = g->at->where.file}};
    struct rt_str args[RT_FINDING_ARGS] = {RT_STR("--assets")};

    for (size_t i = 0; i < c->set->count; i++) {
        if (c->set->assets[i].list)
            args[0] = c->set->assets[i].where.file;
    }
    return rt_finding_put(&f, c->lang, args, c->sink, c->err);
}

/* Which of its assets are those that the report is to have events of. */
static void cover(struct naming *g, struct rt_listing *of, bool by_unit)
{
    of->reported = true;
    of->report = g->at;
    of->covers_all |= !by_unit;
    for (size_t i = 0; by_unit && i < of->count; i++) {
        struct rt_asset *a = g->lists->by_number[of->first + i];
        a->covered |= a->unit.n == 0 || rt_asset_is_of_unit(a, &g->seeker);
    }
}

/* The list of the row; the same as that of the row before where that is of the
 * same file and department. */
static enum rt_status choose(struct naming *g, size_t i)
{
    const struct rt_asset_naming *before = i > 0 ? g->at - 1 : NULL;
    struct rt_listing *of;
    bool sure, by_unit, is = true;

    if (before && rt_str_eq(before->where.file, g->at->where.file)
        && rt_str_eq(before->unit, g->at->unit))
        return RT_OK;
    seek(g);
    of = rt_listing_of(g->lists, &g->seeker, &sure, &by_unit);
    g->list = of;
    g->of_unit
        = of && of->by_unit && rt_listing_has_unit(g->lists, of, &g->seeker);
    if (of && !sure) {
        struct naming trial = *g;
        trial.trial = true;
        RT_TRY(is_its_list(&trial, i, &is));
    }
    if (!is)
        g->list = NULL;
    else if (of)
        cover(g, of, by_unit);
    return RT_OK;
}

enum rt_status rt_asset_numbers(
    const struct rt_comparison *c, struct rt_listings *l)
{
    struct naming g = {.c = c, .lists = l};
    struct rt_str file = RT_STR_NONE;

    for (size_t i = 0; i < c->set->naming_count; i++) {
        g.at = &c->set->namings[i];
        begin_row(&g);
        RT_TRY(choose(&g, i));
        if (g.list)
            RT_TRY(name_and_judge(&g));
        else
            RT_TRY(name_repeated(&g));
        if (l->given && !g.list && !rt_str_eq(g.at->where.file, file))
            RT_TRY(report_no_numbers(&g));
        file = g.at->where.file;
    }
    return RT_OK;
}

enum rt_status rt_asset_set_own_numbers(const struct rt_asset_set *set,
    enum rt_lang lang, const struct rt_sink *sink, struct rt_error *err)
{
    struct rt_comparison c
        = {.set = set, .lang = lang, .sink = sink, .err = err};
    struct rt_listings lists;
    enum rt_status rc = rt_listings_find(set, false, &lists, err);

    RT_THEN(rc, rt_asset_numbers(&c, &lists));
    RT_THEN(rc, rt_asset_events(&c, &lists));
    RT_THEN(rc, rt_asset_owners(&c, &lists));
    rt_listings_free(&lists);
    return rc;
}
