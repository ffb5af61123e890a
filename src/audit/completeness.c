/* A deliverable's assets against the asset list's.
 *
 * Two assets are the same when their names and their media fold to the same. A
 * name that both sides have under different media is reported as such; the rest
 * is matched by likeness (an edit distance of at most a third, or one name
 * inside the other), at most one proposal each, and reported as a question in
 * place of two assets missing. Assets of both sides are compared by score; of
 * several of one name and medium, those of the same business.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "audit/audit.h"
#include "base/arena.h"
#include "base/fold.h"
#include "base/list.h"
#include "base/nearness.h"
#include "form/layout.h"
#include "form/word/value.h"
#include "record/cells.h"

enum {
    SCORES = 4, /* C, I, A, importance */
    INSIDE_CPS_MIN = 3,
    /* Likeness is looked for pair by pair; past so many pairs the two lists
     * have nothing to do with each other. */
    PAIRS_MAX = 16000000
};

static const struct {
    enum rt_field field;
    enum rt_number number;
} scores[SCORES] = {{RT_F_CONFIDENTIALITY, RT_N_CONFIDENTIALITY},
    {RT_F_INTEGRITY, RT_N_INTEGRITY}, {RT_F_AVAILABILITY, RT_N_AVAILABILITY},
    {RT_F_IMPORTANCE, RT_N_IMPORTANCE}};

struct asset {
    struct rt_str name, medium, business; /* folded */
    struct rt_str shown, medium_shown, department, risk_id;
    struct rt_where where;
    bool list, known_medium, done;
    int score[SCORES];
    struct rt_where score_at[SCORES]; /* row and column, 0: the row */
    uint64_t letters;
    size_t cps;   /* of the name */
    size_t order; /* as it was given */
};

struct rt_asset_set {
    struct rt_arena arena;
    struct asset *assets;
    size_t count, cap;
};

/* --- taking them in -------------------------------------------------------------- */

enum rt_status rt_asset_set_new(struct rt_asset_set **out, struct rt_error *err)
{
    *out = calloc(1, sizeof **out);
    if (!*out)
        return rt_fail_nomem(err);
    rt_arena_init(&(*out)->arena);
    return RT_OK;
}

void rt_asset_set_free(struct rt_asset_set *set)
{
    if (!set)
        return;
    rt_arena_fini(&set->arena);
    free(set->assets);
    free(set);
}

static bool copy(struct rt_asset_set *set, struct rt_str s, struct rt_str *to)
{
    *to = rt_arena_str(&set->arena, s);
    return to->p;
}

static bool fold(struct rt_asset_set *set, struct rt_str s, struct rt_str *to)
{
    struct rt_buf b;
    bool ok;

    rt_buf_init(&b, s.n * 20 + 64);
    ok = rt_fold(s, &b) == RT_OK && copy(set, rt_buf_str(&b), to);
    rt_buf_fini(&b);
    return ok;
}

static bool is_term(struct rt_str medium)
{
    for (size_t i = 0; rt_medium_term(i); i++) {
        if (rt_str_is(medium, rt_medium_term(i)))
            return true;
    }
    return false;
}

static void take_scores(struct asset *a, const struct rt_risk *risk)
{
    const int given[SCORES]
        = {risk->scores.confidentiality, risk->scores.integrity,
            risk->scores.availability, risk->result.importance};

    for (size_t i = 0; i < SCORES; i++) {
        a->score[i] = given[i];
        a->score_at[i].csv = a->where.csv;
        if (scores[i].field != RT_F_IMPORTANCE)
            (void)rt_cells_find(risk->cells, scores[i].number, &a->score_at[i]);
    }
}

static bool take_texts(
    struct rt_asset_set *set, struct asset *a, const struct rt_risk *risk)
{
    return fold(set, risk->asset, &a->name)
           && fold(set, risk->medium, &a->medium)
           && fold(set, risk->business, &a->business)
           && copy(set, risk->asset, &a->shown)
           && copy(set, risk->medium, &a->medium_shown)
           && copy(set, risk->department, &a->department)
           && copy(set, risk->risk_id, &a->risk_id)
           && copy(set, risk->where.file, &a->where.file)
           && copy(set, risk->where.sheet, &a->where.sheet);
}

/* A row of an assessment report: its "asset" is an event, its numbers are the
 * evaluation's. It is compared with no list. */
static bool is_event(const struct rt_risk *risk)
{
    return risk->medium.n == 0 && risk->scores.confidentiality == RT_UNKNOWN
           && risk->scores.integrity == RT_UNKNOWN
           && risk->scores.availability == RT_UNKNOWN;
}

enum rt_status rt_asset_set_add(struct rt_asset_set *set, bool list,
    const struct rt_risk *risk, struct rt_error *err)
{
    struct asset *a;

    if (!list && is_event(risk))
        return RT_OK;
    if (!RT_GROW(set->assets, set->count, set->cap))
        return rt_fail_nomem(err);
    a = &set->assets[set->count];
    *a = (struct asset){.where = risk->where,
        .list = list,
        .known_medium = is_term(risk->medium),
        .order = set->count};
    if (!take_texts(set, a, risk))
        return rt_fail_nomem(err);
    a->letters = rt_letters(a->name);
    a->cps = rt_utf8_count(a->name);
    take_scores(a, risk);
    set->count++;
    return RT_OK;
}

/* --- reporting
 * ---------------------------------------------------------------------- */

struct comparison {
    struct asset **by_key; /* the set's, by name, medium, side */
    size_t count;
    enum rt_lang lang;
    const struct rt_sink *sink;
    struct rt_error *err;
};

/* "資産一覧.csv:12", "営業部.xlsx:台帳!B7". */
static void place_of(const struct asset *a, char *to, size_t size)
{
    const struct rt_where *w = &a->where;
    const struct rt_where line = {.row = w->row, .csv = true};
    char cell[RT_CELL_NAME], sheet[RT_SHEET_SHOWN], file[300];

    rt_sheet_shown(w->sheet, sheet);
    rt_str_copy(file, sizeof file, w->file);
    if (w->csv)
        rt_where_cell(&line, cell);
    else
        rt_where_first(w, cell);
    snprintf(to, size, "%s:%s%s%s", file, sheet, w->csv ? "" : "!", cell);
}

struct say {
    enum rt_code code;
    uint32_t row, col;
    struct rt_str arg[RT_FINDING_ARGS];
    struct rt_str expected, actual;
};

static enum rt_status report(
    const struct comparison *c, const struct asset *at, const struct say *say)
{
    struct rt_finding f = {.code = say->code,
        .department = at->department,
        .where = at->where,
        .risk_id = at->risk_id,
        .expected = say->expected,
        .actual = say->actual};

    if (say->row > 0) {
        f.where.row = say->row;
        f.where.col = say->col;
    }
    return rt_finding_put(&f, c->lang, say->arg, c->sink, c->err);
}

static struct rt_str medium_of(
    const struct comparison *c, const struct asset *a)
{
    if (a->medium_shown.n > 0)
        return a->medium_shown;
    return rt_str(rt_say(c->lang, "媒体の記載なし", "no medium"));
}

static enum rt_status report_alone(
    const struct comparison *c, const struct asset *a)
{
    struct say say = {.code = a->list ? RT_RA401 : RT_RA402,
        .arg = {a->shown, medium_of(c, a)}};

    if (a->list)
        say.expected = a->shown;
    else
        say.actual = a->shown;
    return report(c, a, &say);
}

/* One asset of the deliverable and one of the list that may be the same. */
static enum rt_status report_pair(const struct comparison *c, enum rt_code code,
    const struct asset *own, const struct asset *list)
{
    char place[512];
    bool media = code != RT_RA403;
    struct say say = {.code = code};

    place_of(list, place, sizeof place);
    say.arg[0] = own->shown;
    say.arg[1] = media ? medium_of(c, own) : list->shown;
    say.arg[2] = media ? medium_of(c, list) : rt_str(place);
    say.arg[3] = media ? rt_str(place) : RT_STR_NONE;
    say.actual = media ? own->medium_shown : own->shown;
    say.expected = media ? list->medium_shown : list->shown;
    return report(c, own, &say);
}

static enum rt_status report_score(const struct comparison *c,
    const struct asset *own, const struct asset *list, size_t i)
{
    char place[512], a[16], b[16];
    struct say say = {.code = RT_RA406,
        .row = own->score_at[i].row,
        .col = own->score_at[i].col};

    place_of(list, place, sizeof place);
    snprintf(a, sizeof a, "%d", own->score[i]);
    snprintf(b, sizeof b, "%d", list->score[i]);
    say.arg[0] = rt_field_name(scores[i].field, c->lang);
    say.arg[1] = say.actual = rt_str(a);
    say.arg[2] = say.expected = rt_str(b);
    say.arg[3] = rt_str(place);
    return report(c, own, &say);
}

/* --- the same name ------------------------------------------------------------------- */

/* The importance follows from the three: it is reported only if they agree. */
static enum rt_status compare_scores(const struct comparison *c,
    const struct asset *own, const struct asset *list)
{
    enum rt_status rc = RT_OK;
    bool differs = false;

    for (size_t i = 0; i < SCORES && rc == RT_OK; i++) {
        if (own->score[i] == RT_UNKNOWN || list->score[i] == RT_UNKNOWN
            || own->score[i] == list->score[i] || (i + 1 == SCORES && differs))
            continue;
        differs = true;
        rc = report_score(c, own, list, i);
    }
    return rc;
}

static int same_scores(const struct asset *a, const struct asset *b)
{
    return memcmp(a->score, b->score, sizeof a->score) == 0;
}

/* Of several of the list: the same business, the same scores, not yet met. */
static struct asset *partner(struct asset *own, struct asset **list, size_t n)
{
    struct asset *best = NULL;
    int best_rank = -1;

    for (size_t i = 0; i < n && best_rank < 7; i++) {
        int rank = 4 * rt_str_eq(own->business, list[i]->business)
                   + 2 * same_scores(own, list[i]) + !list[i]->done;
        if (rank > best_rank) {
            best_rank = rank;
            best = list[i];
        }
    }
    return best;
}

/* A run of one name and medium: the deliverable's first, then the list's. */
static enum rt_status meet(
    const struct comparison *c, struct asset **run, size_t n)
{
    enum rt_status rc = RT_OK;
    size_t own = 0;

    while (own < n && !run[own]->list)
        own++;
    if (own == 0 || own == n)
        return RT_OK;
    for (size_t i = 0; i < own && rc == RT_OK; i++) {
        struct asset *list = partner(run[i], run + own, n - own);
        list->done = run[i]->done = true;
        rc = compare_scores(c, run[i], list);
    }
    for (size_t i = own; i < n; i++)
        run[i]->done = true;
    return rc;
}

static int by_key(const void *a, const void *b)
{
    const struct asset *x = *(struct asset *const *)a,
                       *y = *(struct asset *const *)b;
    int c = rt_str_cmp(x->name, y->name);

    if (c == 0)
        c = rt_str_cmp(x->medium, y->medium);
    if (c == 0)
        c = x->list - y->list;
    return c ? c : (x->order > y->order) - (x->order < y->order);
}

static enum rt_status match_same(const struct comparison *c)
{
    enum rt_status rc = RT_OK;

    for (size_t i = 0, n; i < c->count && rc == RT_OK; i += n) {
        const struct asset *a = c->by_key[i];
        for (n = 1; i + n < c->count; n++) {
            const struct asset *b = c->by_key[i + n];
            if (!rt_str_eq(a->name, b->name)
                || !rt_str_eq(a->medium, b->medium))
                break;
        }
        rc = meet(c, c->by_key + i, n);
    }
    return rc;
}

/* The next asset of one side from *i on, within the name's run. */
static struct asset *next_left(
    struct asset **run, size_t n, bool list, size_t *i)
{
    while (*i < n && (run[*i]->done || run[*i]->list != list))
        (*i)++;
    return *i < n ? run[(*i)++] : NULL;
}

/* The same name under another medium: free text on a side may mean the same
 * as the other's term, two terms are a difference. */
static enum rt_status match_media(
    const struct comparison *c, struct asset **run, size_t n)
{
    size_t i = 0, k = 0;
    struct asset *own, *list;
    enum rt_status rc = RT_OK;

    while (rc == RT_OK && (own = next_left(run, n, false, &i)) != NULL
           && (list = next_left(run, n, true, &k)) != NULL) {
        own->done = list->done = true;
        rc = report_pair(c,
            own->known_medium && list->known_medium ? RT_RA404 : RT_RA405, own,
            list);
        if (rc == RT_OK)
            rc = compare_scores(c, own, list);
    }
    return rc;
}

static enum rt_status match_names(const struct comparison *c)
{
    enum rt_status rc = RT_OK;

    for (size_t i = 0, n; i < c->count && rc == RT_OK; i += n) {
        for (n = 1; i + n < c->count
                    && rt_str_eq(c->by_key[i]->name, c->by_key[i + n]->name);
             n++)
            ;
        rc = match_media(c, c->by_key + i, n);
    }
    return rc;
}

/* --- near names ------------------------------------------------------------------------ */

static bool is_inside(const struct asset *a, const struct asset *b)
{
    const struct asset *small = a->name.n <= b->name.n ? a : b;
    const struct asset *large = small == a ? b : a;

    return small->cps >= INSIDE_CPS_MIN
           && rt_str_contains(large->name, small->name);
}

/* Nearly every pair falls here: too many letters of one are not the other's. */
static bool may_be_near(const struct asset *a, const struct asset *b)
{
    int third = (int)((a->cps > b->cps ? a->cps : b->cps) / 3);

    return __builtin_popcountll(a->letters & ~b->letters) <= third
           && __builtin_popcountll(b->letters & ~a->letters) <= third;
}

/* 0 is nearest; SIZE_MAX for names that are not near. */
static size_t farness(const struct asset *a, const struct asset *b)
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
    const struct comparison *c, bool list, struct asset **to)
{
    size_t n = 0;

    for (size_t i = 0; i < c->count; i++) {
        if (!c->by_key[i]->done && c->by_key[i]->list == list)
            to[n++] = c->by_key[i];
    }
    return n;
}

static enum rt_status propose(const struct comparison *c, struct asset *own,
    struct asset **list, size_t n)
{
    struct asset *best = NULL;
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

static enum rt_status match_near(const struct comparison *c)
{
    struct asset **left = calloc(c->count + 1, sizeof *left);
    enum rt_status rc = RT_OK;
    size_t own, list;

    if (!left)
        return rt_fail_nomem(c->err);
    own = collect_left(c, false, left);
    list = collect_left(c, true, left + own);
    for (size_t i = 0;
         i < own && rc == RT_OK && (list == 0 || own <= PAIRS_MAX / list); i++)
        rc = propose(c, left[i], left + own, list);
    free(left);
    return rc;
}

static enum rt_status report_left(
    const struct rt_asset_set *set, const struct comparison *c)
{
    enum rt_status rc = RT_OK;

    for (size_t i = 0; i < set->count && rc == RT_OK; i++) {
        if (!set->assets[i].done)
            rc = report_alone(c, &set->assets[i]);
    }
    return rc;
}

enum rt_status rt_asset_set_compare(const struct rt_asset_set *set,
    enum rt_lang lang, const struct rt_sink *sink, struct rt_error *err)
{
    struct comparison c
        = {.count = set->count, .lang = lang, .sink = sink, .err = err};
    enum rt_status rc;

    c.by_key = calloc(set->count + 1, sizeof *c.by_key);
    if (!c.by_key)
        return rt_fail_nomem(err);
    for (size_t i = 0; i < set->count; i++) {
        c.by_key[i] = &set->assets[i];
        c.by_key[i]->done = false;
    }
    qsort(c.by_key, c.count, sizeof *c.by_key, by_key);
    rc = match_same(&c);
    if (rc == RT_OK)
        rc = match_names(&c);
    if (rc == RT_OK)
        rc = match_near(&c);
    if (rc == RT_OK)
        rc = report_left(set, &c);
    free(c.by_key);
    return rc;
}
