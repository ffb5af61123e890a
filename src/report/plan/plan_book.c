/* treatment-plan.xlsx: what is to be done about each risk with a priority. */
#include "report/plan/plan_parts.h"

#include <stdlib.h>

/* The columns that the residual formulas look at; the others are not used. */
static const struct rt_score_cols score_cols
    = {.importance = PC_RESIDUAL_IMPORTANCE,
        .likelihood = PC_RESIDUAL_LIKELIHOOD,
        .level = PC_RESIDUAL_LEVEL};

static void widest_scale(struct rt_plan *p)
{
    p->scale_min = 3;
    for (size_t i = 0; i < p->profile_count; i++) {
        const struct rt_profile *profile = &p->profiles[i].use.profile;

        if (profile->scale_min < p->scale_min)
            p->scale_min = profile->scale_min;
        if (profile->scale_max > p->scale_max)
            p->scale_max = profile->scale_max;
    }
}

enum rt_status rt_plan_write(struct rt_ledger *ledger, const struct rt_run *run,
    const char *path, uint32_t max_rows, struct rt_error *err)
{
    struct rt_plan p = {.lang = run->lang,
        .run = run,
        .ledger = ledger,
        .err = err,
        .max_rows = max_rows};
    struct rt_totals totals;
    enum rt_status rc = rt_ledger_totals(ledger, &totals, err);

    rt_arena_init(&p.own.arena);
    RT_THEN(rc, rt_profiles_load(ledger, run->lang, &score_cols, &p.profiles,
                    &p.profile_count, err));
    RT_THEN(rc, rt_plan_tally_init(&p.tally, ledger, run->now, err));
    if (rc == RT_OK) {
        widest_scale(&p);
        rt_plan_due(&p);
        rt_xl_open(&p.xl, path, run, rt_word(run->lang, RT_W_BOOK_PLAN),
            totals.priority[1] + totals.priority[2] + totals.priority[3], err);
        rt_plan_open_summary(&p);
        rt_plan_own_load(&p);
        rt_plan_put_rows(&p);
        rt_plan_put_gone(&p);
        rt_plan_put_left_out(&p);
        rt_plan_put_controls(&p);
        rt_plan_put_summary(&p);
        rc = rt_xl_close(&p.xl);
    }
    rt_plan_tally_fini(&p.tally);
    rt_arena_fini(&p.own.arena);
    free(p.profiles);
    return rc;
}

bool rt_report_is_plan_sheet(struct rt_str name)
{
    static const enum rt_word sheets[] = {RT_W_SHEET_PLAN, RT_W_SHEET_GONE,
        RT_W_SHEET_CONTROLS, RT_W_SHEET_REVIEW, RT_W_SHEET_LEFT_OUT};

    for (int lang = 0; lang < 2; lang++)
        for (size_t i = 0; i < RT_COUNT(sheets); i++)
            if (rt_str_starts(
                    name, rt_str(rt_word((enum rt_lang)lang, sheets[i]))))
                return true;
    return false;
}

enum rt_status rt_report_plan(struct rt_ledger *ledger,
    const struct rt_run *run, const char *path, struct rt_error *err)
{
    return rt_plan_write(ledger, run, path, RT_XL_ROWS, err);
}
