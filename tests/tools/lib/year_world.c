/* mkyear's departments, and what happens to them from one night to the next.
 * Nothing here knows what is worth reporting. */
#include "year.h"

#include <string.h>

enum { NIGHT_DAYS = 14 };

/* splitmix64: the same numbers on every machine. */
static uint64_t random_u64(struct world *w)
{
    uint64_t z = w->seed += 0x9E3779B97F4A7C15u;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return z ^ (z >> 31);
}

static int below(struct world *w, int n)
{
    return (int)(random_u64(w) % (uint64_t)n);
}

static bool one_in(struct world *w, int n)
{
    return below(w, n) == 0;
}

int asset_likelihood(const struct asset *a)
{
    int l = a->threat + a->vulnerability - 3;
    return l < 1 ? 1 : l;
}

int asset_level(const struct asset *a)
{
    int importance = a->twin > a->importance ? a->twin : a->importance;
    if (!a->there)
        return ABSENT;
    return a->blank ? UNKNOWN : importance * asset_likelihood(a);
}

/* More often at the top than at the bottom: high risks are what is watched. */
static int score(struct world *w)
{
    int a = below(w, 3), b = below(w, 3);
    return 1 + (a > b ? a : b);
}

static void asset_scores(struct world *w, struct asset *a)
{
    a->importance = score(w);
    a->threat = score(w);
    a->vulnerability = score(w);
}

void world_begin(struct world *w, uint64_t seed)
{
    memset(w, 0, sizeof *w);
    w->seed = seed;
    for (int d = 0; d < DEPARTMENTS; d++) {
        struct department *dept = &w->departments[d];
        dept->book = d % 3 == 0;
        for (int i = 0; i < ASSETS; i++) {
            dept->order[i] = i;
            asset_scores(w, &dept->assets[i]);
            dept->assets[i].there = !one_in(w, 4);
            w->known[d][i] = (struct known){.level = NEVER, .last = UNKNOWN};
        }
    }
}

/* A score one up or one down, within the scale. */
static void nudge(struct world *w, struct asset *a)
{
    int *const scores[] = {&a->importance, &a->threat, &a->vulnerability};
    int *score = scores[below(w, 3)];
    int to = *score + (one_in(w, 2) ? 1 : -1);
    if (to >= 1 && to <= 3)
        *score = to;
}

/* Only what is on a list that was read gets a plan. */
static void change_plan(struct world *w, struct asset *a, const struct known *k)
{
    if (!a->planned && (!a->there || k->level == NEVER || k->level == ABSENT))
        return;
    switch (a->planned ? below(w, 5) : 4) {
    case 0:
        a->done = !a->done;
        break;
    case 1: /* put off, or brought forward */
        a->due += below(w, 60) - 20;
        break;
    case 3:
        a->started = !a->started;
        break;
    case 2: /* signed off anew */
        a->approved = w->day;
        break;
    default:
        if (a->planned)
            break;
        a->planned = true;
        a->due = w->day + 10 + below(w, 100);
        a->approved = one_in(w, 2) ? w->day : 0;
    }
}

static void change_asset(
    struct world *w, struct asset *a, const struct known *k)
{
    switch (below(w, 12)) {
    case 0:
    case 10:
        a->there = !a->there;
        break;
    case 1:
        a->blank = !a->blank && a->twin == 0;
        break;
    case 2: /* entered twice, once differently; or put right */
        a->twin = a->twin || a->blank ? 0 : 1 + below(w, 3);
        break;
    case 3:
    case 4:
    case 5:
        change_plan(w, a, k);
        break;
    default:
        nudge(w, a);
    }
}

static void move_rows(struct world *w, struct department *dept)
{
    int i = below(w, ASSETS), j = below(w, ASSETS);
    int kept = dept->order[i];
    dept->order[i] = dept->order[j];
    dept->order[j] = kept;
}

/* Returns in the end; may be lost in another way before. */
static void change_file(struct world *w, struct department *dept)
{
    if (dept->condition != HERE && one_in(w, 2))
        dept->condition = HERE;
    else if (one_in(w, 16))
        dept->condition = (enum condition)(1 + below(w, 3));
    else if (dept->condition == HERE && one_in(w, 6))
        dept->generation++;
    if (one_in(w, 6))
        dept->nameless = !dept->nameless;
}

void world_next(struct world *w, bool quiet)
{
    w->night++;
    w->day += NIGHT_DAYS;
    for (int d = 0; d < DEPARTMENTS && !quiet; d++) {
        struct department *dept = &w->departments[d];
        /* Few: half of its risks is what a renamed file is known by. */
        for (int n = below(w, 6); n > 0; n--) {
            int i = below(w, ASSETS);
            change_asset(w, &dept->assets[i], &w->known[d][i]);
        }
        move_rows(w, dept);
        change_file(w, dept);
    }
}

void department_name(int d, char out[NAME])
{
    static const char *const names[DEPARTMENTS]
        = {"営業部", "総務部", "経理部", "製造部", "情報システム部", "人事部",
            "品質保証部", "開発部", "購買部", "法務部"};
    snprintf(out, NAME, "%s", names[d]);
}

void department_file(
    int d, const struct world *w, int generation, char out[NAME])
{
    char name[NAME], edition[32] = "";
    department_name(d, name);
    if (generation > 0)
        snprintf(edition, sizeof edition, "_第%d版", generation + 1);
    snprintf(out, NAME, "%.40s%s.%s", name, edition,
        w->departments[d].book ? "xlsx" : "csv");
}

void asset_name(int d, int i, char out[NAME])
{
    snprintf(out, NAME, "資産%02d-%02d", d + 1, i + 1);
}

/* The day 0 is 2026-04-01. */
void iso_date(int day, char out[ISO])
{
    static const int months[]
        = {30, 31, 30, 31, 31, 30, 31, 30, 31, 31, 28, 31};
    int year = 2026, month = 4;
    for (int i = 0; day >= months[i]; i = (i + 1) % 12) {
        day -= months[i];
        year += month == 12;
        month = month % 12 + 1;
    }
    snprintf(out, ISO, "%04d-%02d-%02d", year % 10000, month, (day % 31) + 1);
}
