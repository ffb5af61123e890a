/* treatment-plan.xlsx: what is to be done about each risk with a priority, and
 * what is under way for others. */
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

static enum rt_status begin(struct rt_plan *p, struct rt_ledger *ledger,
    const struct rt_run *run, struct rt_error *err)
{
    *p = (struct rt_plan){.lang = run->lang,
        .run = run,
        .ledger = ledger,
        .err = err,
        .xl.err = err};
    rt_arena_init(&p->own.arena);
    RT_TRY(rt_profiles_load(
        ledger, run->lang, &score_cols, &p->profiles, &p->profile_count, err));
    RT_TRY(rt_plan_tally_init(&p->tally, ledger, run->now, err));
    widest_scale(p);
    rt_plan_due(p);
    return p->xl.rc;
}

static void end(struct rt_plan *p)
{
    rt_plan_tally_fini(&p->tally);
    rt_arena_fini(&p->own.arena);
    free(p->profiles);
}

/* A department's part: its rows, and what may be done about them. */
static enum rt_status write_part(
    struct rt_plan *p, const char *path, struct rt_error *err)
{
    rt_xl_open(&p->xl, path, p->run, rt_word(p->lang, RT_W_BOOK_PLAN), err);
    rt_xl_trace_begin(&p->xl);
    rt_plan_own_load(p);
    rt_plan_put_rows(p);
    rt_plan_put_controls(p);
    rt_xl_trace_end(&p->xl);
    return rt_xl_close(&p->xl);
}

static enum rt_status write_book(
    struct rt_plan *p, const char *path, struct rt_error *err)
{
    rt_xl_open(&p->xl, path, p->run, rt_word(p->lang, RT_W_BOOK_PLAN), err);
    rt_xl_trace_begin(&p->xl);
    rt_plan_open_summary(p);
    rt_plan_own_load(p);
    rt_plan_put_rows(p);
    rt_plan_put_control_register(p);
    rt_plan_put_gone(p);
    rt_plan_put_left_out(p);
    rt_plan_put_controls(p);
    rt_plan_put_summary(p);
    rt_xl_trace_end(&p->xl);
    return rt_xl_close(&p->xl);
}

enum rt_status rt_report_plan(struct rt_ledger *ledger,
    const struct rt_run *run, const char *path, struct rt_error *err)
{
    struct rt_plan p;
    enum rt_status rc = begin(&p, ledger, run, err);

    RT_THEN(rc, write_book(&p, path, err));
    end(&p);
    return rc;
}

enum rt_status rt_report_plan_part(struct rt_ledger *ledger,
    const struct rt_run *run, const struct rt_plan_part *part, const char *path,
    struct rt_error *err)
{
    struct rt_run of_part = *run;
    char department[256];
    struct rt_plan p;
    enum rt_status rc;

    rt_str_copy(department, sizeof department, part->department);
    of_part.subject = department;
    rc = begin(&p, ledger, &of_part, err);
    p.part = part;
    RT_THEN(rc, write_part(&p, path, err));
    end(&p);
    return rc;
}

enum rt_status rt_report_plan_count(struct rt_ledger *ledger,
    const struct rt_run *run, struct rt_plan_counts *out, struct rt_error *err)
{
    struct rt_plan p;
    enum rt_status rc = begin(&p, ledger, run, err);

    if (rc == RT_OK) {
        rt_plan_add_rows(&p, NULL);
        rc = p.xl.rc;
    }
    *out = p.tally.total;
    end(&p);
    return rc;
}

bool rt_report_is_plan_sheet(struct rt_str name)
{
    static const enum rt_word sheets[]
        = {RT_W_SHEET_PLAN, RT_W_SHEET_GONE, RT_W_SHEET_REGISTER,
            RT_W_SHEET_CONTROLS, RT_W_SHEET_REVIEW, RT_W_SHEET_LEFT_OUT};

    for (int lang = 0; lang < 2; lang++) {
        for (size_t i = 0; i < RT_COUNT(sheets); i++)
            if (rt_str_starts(name, rt_str(rt_word(lang, sheets[i]))))
                return true;
        if (rt_str_is(name, rt_trace_sheet(lang)))
            return true;
    }
    return false;
}
