/* What must be reported of a night, worked out from the earlier reports. */
#include "year.h"

#include <string.h>

struct reporter {
    struct world *w;
    FILE *to;
    bool baseline, flagged, partial;
};

static void put_level(FILE *to, int level)
{
    if (level > 0)
        fprintf(to, "\t%d", level);
    else
        fputs("\t", to);
}

static void report_risk(struct reporter *t, const char *kind, bool flagged,
    int d, int i, int before, int level)
{
    char department[NAME], asset[NAME];
    if (t->baseline)
        return;
    department_name(d, department);
    asset_name(d, i, asset);
    fprintf(t->to, "%s\t%s\t%s", kind, department, asset);
    put_level(t->to, before);
    put_level(t->to, level);
    fputs("\n", t->to);
    t->flagged |= flagged;
}

static void report_file(
    struct reporter *t, const char *kind, int d, int generation)
{
    char name[NAME];
    department_file(d, t->w, generation, name);
    fprintf(t->to, "%s\t\t%s\t\t\n", kind, name);
}

/* The asset has a level that is known. */
static void report_known(
    struct reporter *t, int d, int i, const struct known *k, int level)
{
    int before = k->level == ABSENT || k->level == NEVER ? ABSENT : k->last;
    if (k->level == NEVER && level >= HIGH)
        report_risk(t, "new", true, d, i, 0, level);
    else if (k->level == ABSENT && level >= HIGH)
        report_risk(t, "again", true, d, i, k->last, level);
    else if (before != ABSENT && level > before && level >= HIGH)
        report_risk(t, "rose", true, d, i, before, level);
    else if (before > level && before >= HIGH)
        report_risk(t, "fell", false, d, i, before, level);
}

static void report_asset(struct reporter *t, int d, int i)
{
    const struct department *dept = &t->w->departments[d];
    struct known *k = &t->w->known[d][i];
    int level = asset_level(&dept->assets[i]);
    bool was = k->level != NEVER && k->level != ABSENT;

    if (level > 0) {
        report_known(t, d, i, k, level);
        k->level = k->last = level;
        k->unsure = false;
        k->likelihood = asset_likelihood(&dept->assets[i]);
        k->importance = level / k->likelihood;
    } else if (level == UNKNOWN || (was && dept->nameless)) {
        if (k->last >= HIGH && !k->unsure)
            report_risk(t, "unknown", true, d, i, k->last, 0);
        k->unsure = true;
        k->level = UNKNOWN;
    } else if (was) {
        if (k->last >= HIGH)
            report_risk(t, "gone", false, d, i, k->last, 0);
        k->level = ABSENT;
        k->unsure = false;
    }
}

static void report_dates(
    struct reporter *t, int d, int i, const struct asset *a, struct known *k)
{
    bool watched = k->level != ABSENT && k->last >= HIGH;
    bool late = !a->done && a->due < t->w->day;

    if (k->planned && !a->done && !k->done && a->due > k->due && watched)
        report_risk(t, "slipped", true, d, i, 0, 0);
    if (late && watched && (!k->planned || k->overdue != a->due)) {
        report_risk(t, "overdue", true, d, i, 0, 0);
        k->overdue = a->due;
    }
    if (a->done)
        k->overdue = -1;
}

/* What was signed is what was known at that time: of what is not there any
 * more, the last of it. */
static void report_approval(
    struct reporter *t, int d, int i, const struct asset *a, struct known *k)
{
    bool known = k->level > 0;

    if (a->approved > 0 && (!k->planned || a->approved != k->approved)) {
        bool last = known || k->level == ABSENT;
        k->signed_[0] = last ? k->importance : UNKNOWN;
        k->signed_[1] = last ? k->likelihood : UNKNOWN;
        k->lapsed = false;
    }
    if (a->approved == 0 || !known || k->signed_[0] == UNKNOWN)
        return;
    bool differs
        = k->signed_[0] != k->importance || k->signed_[1] != k->likelihood;
    if (differs && !k->lapsed)
        report_risk(t, "lapsed", true, d, i, 0, 0);
    k->lapsed = differs;
}

static void report_plan(struct reporter *t, int d, int i)
{
    const struct asset *a = &t->w->departments[d].assets[i];
    struct known *k = &t->w->known[d][i];

    if (!a->planned)
        return;
    report_dates(t, d, i, a, k);
    report_approval(t, d, i, a, k);
    k->planned = true;
    k->due = a->due;
    k->done = a->done;
    k->approved = a->approved;
}

/* True where the department's list can be read. */
static bool report_condition(struct reporter *t, int d)
{
    struct world *w = t->w;
    enum condition now = w->departments[d].condition, before = w->seen[d];
    bool lost = now == GARBLED || now == EMPTIED;
    bool was_lost = before == GARBLED || before == EMPTIED;
    int generation = w->departments[d].generation;

    w->seen[d] = now;
    t->partial |= now != HERE;
    if (now == AWAY && before != AWAY)
        report_file(t, "input_missing", d, w->generation_seen[d]);
    if (lost && !was_lost)
        report_file(t, "input_failed", d, w->generation_seen[d]);
    if (now != HERE)
        return false;
    if (generation != w->generation_seen[d])
        report_file(t, "renamed", d, generation);
    else if (before != HERE)
        report_file(t, "returned", d, generation);
    w->generation_seen[d] = generation;
    return true;
}

int world_report(struct world *w, bool baseline, FILE *to)
{
    struct reporter t = {.w = w, .to = to, .baseline = baseline};

    for (int d = 0; d < DEPARTMENTS; d++) {
        bool here = report_condition(&t, d);
        for (int i = 0; i < ASSETS; i++) {
            if (here)
                report_asset(&t, d, i);
            report_plan(&t, d, i);
        }
    }
    if (ferror(to))
        return -1;
    return t.partial ? 3 : t.flagged ? 1 : 0;
}
