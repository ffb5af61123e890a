/* --from: last time's assets, so that they need not be typed again.
 *
 * What people typed is taken over; what is computed is not, because the
 * workbook's own formulas compute it. Scores of another scale are no scores of
 * this form (a 2 is the highest of one and the middle of the other), and a flag
 * that could not be read is none: both are left blank and reported, never
 * guessed.
 */
#include <stdlib.h>

#include "base/fold.h"
#include "base/list.h"
#include "command/template_prefill.h"
#include "form/earlier.h"
#include "risk/one_scale.h"

/* How many departments an error names. */
enum { NAMED_MAX = 8 };

/* --- one asset ------------------------------------------------------------ */

/* Whether the asset was scored on the form's scale. */
static bool is_same_scale(const struct rt_profile *form, struct rt_str name)
{
    const struct rt_profile *p = rt_profile_named(name);

    if (rt_str_is(name, form->name))
        return true;
    return p && p->scale_min == form->scale_min
           && p->scale_max == form->scale_max;
}

static bool is_scored(const struct rt_scores *s)
{
    return s->confidentiality != RT_UNKNOWN || s->integrity != RT_UNKNOWN
           || s->availability != RT_UNKNOWN;
}

static bool copy_str(struct rt_arena *a, struct rt_str *s)
{
    if (s->n == 0)
        return true;
    *s = rt_arena_str(a, *s);
    return s->p;
}

static enum rt_status add(struct rt_prefill *f, const struct rt_template *t,
    const struct rt_risk *risk, struct rt_error *err)
{
    struct rt_risk r = *risk;

    RT_NEED(RT_ARENA_GROW(&f->arena, f->assets, f->count, f->cap), err);
    if (!is_same_scale(t->profile, r.profile))
        rt_to_own_scale(&r);
    if (!is_same_scale(t->profile, r.profile)) {
        f->other_scale += is_scored(&r.scores);
        r.scores.confidentiality = r.scores.integrity = r.scores.availability
            = RT_UNKNOWN;
    }
    f->unclear += r.scores.unreadable_flags != 0;
    f->other_medium += r.medium.n > 0 && !rt_template_medium(r.medium);
    RT_NEED(rt_record_keep(&rt_risk_members, &r, &f->arena), err);
    f->assets[f->count++] = r;
    return RT_OK;
}

/* --- all of them ---------------------------------------------------------- */

/* The departments met, as many as are named where none fits. */
struct named {
    struct rt_str list[NAMED_MAX];
    size_t count;
    bool more;
};

static bool note_department(
    struct rt_prefill *f, struct named *n, struct rt_str department)
{
    for (size_t i = 0; i < n->count; i++) {
        if (rt_str_eq(n->list[i], department))
            return true;
    }
    n->more |= n->count == NAMED_MAX;
    if (n->count == NAMED_MAX || department.n == 0)
        return true;
    n->list[n->count] = department;
    return copy_str(&f->arena, &n->list[n->count++]);
}

static enum rt_status none_found(const struct rt_options *o,
    const struct rt_template *t, const struct named *n, struct rt_error *err)
{
    char names[256] = "";
    size_t used = 0;

    for (size_t i = 0; i < n->count && used < sizeof names; i++)
        used += (size_t)snprintf(names + used, sizeof names - used, "%s%.*s",
            i ? rt_comma(o->lang) : "", RT_FMT(n->list[i]));
    if (n->count == 0)
        return rt_fail_both(err, RT_USAGE,
            "--from の %s に情報資産がありません",
            "--from: there is no asset in %s", o->from);
    return rt_fail_both(err, RT_USAGE,
        "--from の %s に部署「%.*s」の情報資産がありません（ある部署：%s%s）",
        "--from: in %s there is no asset of \"%.*s\" (there are: %s%s)",
        o->from, RT_FMT(t->department), names,
        n->more ? rt_say(o->lang, " ほか", " and others") : "");
}

static enum rt_status too_many(const struct rt_options *o, struct rt_error *err)
{
    return rt_fail_both(err, RT_USAGE,
        "--from の %s の情報資産が %d 件を超えています（--department "
        "で部署を絞ってください）",
        "--from: %s has more than %d assets (choose a department with "
        "--department)",
        o->from, RT_TEMPLATE_ROWS_MAX);
}

static enum rt_status take_all(struct rt_prefill *f, const struct rt_options *o,
    const struct rt_template *t, struct rt_earlier *e, struct named *n,
    struct rt_error *err)
{
    struct rt_risk risk;
    enum rt_status rc;

    while ((rc = rt_earlier_next(e, &risk, err)) == RT_ROW) {
        RT_NEED(note_department(f, n, risk.department), err);
        if (risk.asset.n == 0
            || (t->department.n > 0
                && !rt_fold_eq(risk.department, t->department)))
            continue;
        if (f->count == RT_TEMPLATE_ROWS_MAX)
            return too_many(o, err);
        RT_TRY(add(f, t, &risk, err));
    }
    return rc == RT_END ? RT_OK : rc;
}

/* In their order: by file, sheet and row. */
static int by_place(const void *x, const void *y)
{
    const struct rt_risk *a = x, *b = y;
    int c = rt_str_cmp(a->where.file, b->where.file);

    if (c == 0)
        c = rt_str_cmp(a->where.sheet, b->where.sheet);
    return c != 0
               ? c
               : (a->where.row > b->where.row) - (a->where.row < b->where.row);
}

enum rt_status rt_prefill_read(struct rt_prefill *f, const struct rt_options *o,
    const struct rt_template *t, struct rt_error *err)
{
    struct rt_earlier *e = NULL;
    struct named n = {.count = 0};
    enum rt_status rc
        = rt_earlier_open(o->from, NULL, &o->limits, o->lang, &e, err);

    RT_THEN(rc, take_all(f, o, t, e, &n, err));
    rt_earlier_close(e);
    if (rc == RT_OK && f->count == 0)
        rc = none_found(o, t, &n, err);
    if (rc == RT_OK)
        qsort(f->assets, f->count, sizeof *f->assets, by_place);
    return rc;
}

static void report(
    size_t count, enum rt_lang lang, const char *ja, const char *en)
{
    if (count == 0)
        return;
    fputs("risktally: ", stderr);
    fprintf(stderr,
        rt_say(lang, "%zu 件は", count == 1 ? "%zu asset: " : "%zu assets: "),
        count);
    fputs(rt_say(lang, ja, en), stderr);
}

void rt_prefill_report(const struct rt_prefill *f, enum rt_lang lang)
{
    report(f->other_scale, lang,
        "前回の評価値の範囲がこの様式と違うため、評価値を空欄にしました\n",
        "scored on another scale than the form's; the scores were left "
        "blank\n");
    report(f->unclear, lang,
        "個人情報の欄が前回読めなかったため、空欄の欄があります\n",
        "a flag of personal information could not be read; it was left "
        "blank\n");
    report(f->other_medium, lang,
        "媒体・保存先が一覧にないため、選び直すまで脅威と脆弱性が表示されません\n",
        "the medium is not in the list; threat and vulnerability appear once "
        "one is chosen\n");
}
