/* What assessment reports say of assets: 資産目録のNo, 「10、11、13」, and the
 * importance, which must be that of one of them.
 *
 * Numbers are those of the report's own workbook, where that holds a list with
 * numbers, else those of the asset list. Without one, the only file of the run
 * with a list is taken for it, if most of what a report says of numbers and of
 * importance is so there. Where the list numbers each
 * department's assets from 1, a number is one of the report's department.
 */
#include "audit/asset_set.h"

#include <stdlib.h>

#include "base/fold.h"
#include "base/list.h"
#include "record/asset_nos.h"

enum {
    SAME_MAX = 1000, /* a column with more assets of one number numbers none */
    IMPORTANCES_MAX = 64,
    SEEN_MAX = 64 /* numbers of a row that are told apart */
};

/* Assets with a number, sorted by it. */
struct numbers {
    struct rt_comparison *c;
    struct rt_asset **by_number;
    size_t count;
    bool by_unit; /* the list gives a number to several departments */
    struct rt_str list_file; /* none: the list has no numbers */
};

struct naming {
    struct numbers *n;
    const struct rt_asset_naming *at;
    bool own_book; /* the numbers are those of the report's own workbook */
    /* What the row's assets have: a bit for each importance; and whether that
     * is all there is to know. */
    unsigned importances;
    bool unsure;
    bool trial; /* nothing is reported */
    size_t known, unknown;
    uint64_t seen[SEEN_MAX]; /* hashes of the row's numbers */
    size_t seen_count;
};

/* --- looking up ----------------------------------------------------------- */

static int by_number(const void *a, const void *b)
{
    const struct rt_asset *x = *(struct rt_asset *const *)a,
                          *y = *(struct rt_asset *const *)b;
    int c = rt_str_cmp(rt_asset_number(x->number), rt_asset_number(y->number));

    if (c == 0)
        c = y->list - x->list;
    return c ? c : (x->order > y->order) - (x->order < y->order);
}

static size_t first_of(const struct numbers *n, struct rt_str number)
{
    size_t at;

    RT_LOWER_BOUND(at, n->count,
        rt_str_cmp(rt_asset_number(n->by_number[at]->number), number) < 0);
    return at;
}

static bool is_meant(const struct naming *g, const struct rt_asset *a)
{
    if (g->own_book)
        return !a->list && rt_str_eq(a->where.file, g->at->where.file);
    if (g->n->c->no_list)
        return rt_str_eq(a->where.file, g->n->list_file);
    if (!a->list)
        return false;
    return !g->n->by_unit || g->at->unit.n == 0 || a->unit.n == 0
           || rt_str_eq(a->unit, g->at->unit)
           || rt_fold_eq(a->department, g->at->department);
}

static void note_importance(struct naming *g, const struct rt_asset *a)
{
    bool scales
        = g->own_book || g->n->c->no_list || a->scale_min == g->at->scale_min;

    if (a->importance < 0 || !scales)
        g->unsure = true;
    else
        g->importances |= 1U << a->importance;
}

static enum rt_status put(
    struct naming *g, enum rt_code code, struct rt_str number)
{
    const struct rt_comparison *c = g->n->c;
    struct rt_finding f = {.code = code,
        .department = g->at->department,
        .where = g->at->where,
        .risk_id = g->at->risk_id,
        .actual = number};

    if (g->trial)
        return RT_OK;
    return rt_finding_put(&f, c->lang,
        RT_ARGS(number, g->own_book ? g->at->where.file : g->n->list_file),
        c->sink, c->err);
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

/* Marks the assets with that number; false where there is none. */
static bool name_assets(struct naming *g, struct rt_str number)
{
    size_t first = first_of(g->n, number), i = first;
    bool found = false;

    for (; i < g->n->count && i < first + SAME_MAX; i++) {
        struct rt_asset *a = g->n->by_number[i];
        if (!rt_str_eq(rt_asset_number(a->number), number))
            break;
        if (!is_meant(g, a))
            continue;
        a->named = found = true;
        note_importance(g, a);
    }
    g->unsure |= i == first + SAME_MAX;
    g->known += found;
    return found || i == first + SAME_MAX;
}

static enum rt_status name_all(void *context)
{
    struct naming *g = context;

    g->unsure = true;
    for (size_t i = 0; i < g->n->count; i++)
        g->n->by_number[i]->named |= is_meant(g, g->n->by_number[i]);
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
    g->unknown++;
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

/* An importance that none of the assets has which the row names. */
static bool is_rated_otherwise(const struct naming *g)
{
    const struct rt_asset_naming *at = g->at;

    return !g->unsure && g->importances != 0 && at->importance >= 0
           && at->scale_min != RT_UNKNOWN && at->importance_col > 0
           && !(g->importances & 1U << at->importance);
}

static enum rt_status judge_importance(const struct naming *g)
{
    const struct rt_comparison *c = g->n->c;
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
        RT_ARGS(f.actual, at->numbers, f.expected,
            g->own_book ? at->where.file : g->n->list_file),
        c->sink, c->err);
}

static void begin_row(struct naming *g)
{
    g->importances = 0;
    g->unsure = false;
    g->seen_count = 0;
}

static enum rt_status name_and_judge(struct naming *g)
{
    RT_TRY(name_each(g));
    return judge_importance(g);
}

/* --- which list ----------------------------------------------------------- */

static bool has_own_list(
    const struct numbers *n, const struct rt_asset_naming *at)
{
    for (size_t i = 0; i < n->count; i++) {
        const struct rt_asset *a = n->by_number[i];
        if (!a->list && rt_str_eq(a->where.file, at->where.file))
            return true;
    }
    return false;
}

/* Whether the only list of the run is that of the report in the file of the i-th
 * naming: it has most of its numbers, with the same importance. */
static enum rt_status is_its_list(struct numbers *n, size_t i, bool *out)
{
    const struct rt_asset_set *set = n->c->set;
    struct naming g = {.n = n, .trial = true};
    struct rt_str file = set->namings[i].where.file;
    size_t otherwise = 0;

    for (; i < set->naming_count; i++) {
        g.at = &set->namings[i];
        if (!rt_str_eq(g.at->where.file, file))
            break;
        begin_row(&g);
        RT_TRY(name_each(&g));
        otherwise += is_rated_otherwise(&g);
    }
    *out = g.known > (g.unknown + otherwise) * 3;
    return RT_OK;
}

/* Where the list has no numbers, that is said once a file. */
static enum rt_status report_no_numbers(
    const struct numbers *n, const struct rt_asset_naming *at)
{
    const struct rt_comparison *c = n->c;
    struct rt_finding f = {.code = RT_RA408,
        .department = at->department,
        .where = {.file = at->where.file}};
    struct rt_str args[RT_FINDING_ARGS] = {RT_STR("--assets")};

    for (size_t i = 0; i < c->set->count; i++) {
        if (c->set->assets[i].list)
            args[0] = c->set->assets[i].where.file;
    }
    return rt_finding_put(&f, c->lang, args, c->sink, c->err);
}

static enum rt_status name_all_of(struct numbers *n)
{
    const struct rt_asset_set *set = n->c->set;
    struct naming g = {.n = n};
    struct rt_str file = RT_STR_NONE;
    bool listed = false;

    for (size_t i = 0; i < set->naming_count; i++) {
        begin_row(&g);
        g.at = &set->namings[i];
        bool first = !rt_str_eq(g.at->where.file, file);
        if (first) {
            g.own_book = has_own_list(n, g.at);
            listed = n->list_file.n > 0;
            if (listed && n->c->no_list && !g.own_book)
                RT_TRY(is_its_list(n, i, &listed));
        }
        file = g.at->where.file;
        if (g.own_book || listed)
            RT_TRY(name_and_judge(&g));
        else
            RT_TRY(name_repeated(&g));
        if (first && !n->c->no_list && !g.own_book && !listed)
            RT_TRY(report_no_numbers(n, g.at));
    }
    return RT_OK;
}

/* Whether a report of that file names numbers. */
static bool has_naming(const struct rt_asset_set *set, struct rt_str file)
{
    for (size_t i = 0; i < set->naming_count; i++) {
        if (rt_str_eq(set->namings[i].where.file, file))
            return true;
    }
    return false;
}

static void sort(struct numbers *n)
{
    const struct rt_asset_set *set = n->c->set;
    struct rt_str file = RT_STR_NONE;
    size_t lists = 0; /* files with numbers, where no list was given */
    bool wanted = false;

    for (size_t i = 0; i < set->count; i++) {
        struct rt_asset *a = &set->assets[i];
        if (!rt_str_eq(a->where.file, file))
            wanted = a->list || n->c->no_list || has_naming(set, a->where.file);
        file = a->where.file;
        if (a->number.n == 0 || !wanted)
            continue;
        n->by_number[n->count++] = a;
        if (n->c->no_list) {
            lists += lists == 0 || !rt_str_eq(a->where.file, n->list_file);
            n->list_file = a->where.file;
        } else if (a->list) {
            n->list_file = a->where.file;
        }
    }
    if (lists > 1 || set->several)
        n->list_file = RT_STR_NONE;
    qsort(n->by_number, n->count, sizeof *n->by_number, by_number);
    for (size_t i = 1; i < n->count; i++) {
        const struct rt_asset *a = n->by_number[i - 1], *b = n->by_number[i];
        n->by_unit |= a->list && b->list && !rt_str_eq(a->unit, b->unit)
                      && rt_str_eq(rt_asset_number(a->number),
                          rt_asset_number(b->number));
    }
}

enum rt_status rt_asset_numbers(struct rt_comparison *c)
{
    struct numbers n = {.c = c};
    enum rt_status rc;

    if (c->set->naming_count == 0)
        return RT_OK;
    n.by_number = calloc(c->set->count + 1, sizeof *n.by_number);
    RT_NEED(n.by_number, c->err);
    sort(&n);
    rc = name_all_of(&n);
    free(n.by_number);
    return rc;
}

enum rt_status rt_asset_set_own_numbers(const struct rt_asset_set *set,
    enum rt_lang lang, const struct rt_sink *sink, struct rt_error *err)
{
    struct rt_comparison c
        = {.set = set, .lang = lang, .no_list = true, .sink = sink, .err = err};

    return rt_asset_numbers(&c);
}
