/* --against: the earlier version that the input is compared with.
 *
 * Only what is otherwise is reported: what is wrong with the input itself is a
 * question of its own, for a run without the option. One version is compared with
 * one other; which of several inputs would belong to which is not guessed. The
 * earlier version is a reference, as the list of --assets is: one that cannot be
 * read leaves nothing to compare with and ends the run.
 */
#include "command/check.h"
#include "command/reading.h"

static enum rt_status refuse(struct rt_check *c, struct rt_error *err)
{
    struct rt_entry entry;
    enum rt_status rc;

    while ((rc = rt_intake_next(c->old_intake, &entry, err)) == RT_ROW) {
        if (entry.kind == RT_ENTRY_FINDING)
            return rt_fail(err, RT_USAGE, "--against %s: %s: %.*s",
                c->o.against, rt_finding_info(entry.finding.code)->name,
                RT_FMT(entry.finding.message));
    }
    return rc == RT_END
               ? rt_fail_both(err, RT_USAGE, "--against %s: 読み取れません",
                   "--against %s: it cannot be read", c->o.against)
               : rc;
}

static enum rt_status check_usage(
    const struct rt_check *c, struct rt_error *err)
{
    if (c->files.count != 1)
        return rt_fail_both(err, RT_USAGE,
            "--against で比べる入力は 1 つだけにしてください（%zu 件あります）",
            "--against compares with one input: there are %zu", c->files.count);
    if (c->o.assets)
        return rt_fail_both(err, RT_USAGE,
            "--against と --assets は一緒に使えません",
            "--against and --assets exclude each other");
    return RT_OK;
}

enum rt_status rt_check_read_against(struct rt_check *c, struct rt_error *err)
{
    struct rt_file old = {.path = c->o.against, .name = c->o.against};
    struct rt_intake_request request;
    const struct rt_error *failed;

    if (!c->o.against)
        return RT_OK;
    RT_TRY(check_usage(c, err));
    request = rt_request(&c->o, &old, NULL);
    request.grid_cells = c->o.limits.cells;
    RT_TRY(rt_intake_read(&request, &c->old_intake, err));
    if (rt_intake_input(c->old_intake)->state == RT_INPUT_FAILED
        || !rt_intake_grid(c->old_intake, &failed))
        return refuse(c, err);
    c->old = (struct rt_audit){.vocab = c->o.vocab,
        .profile = rt_intake_profile(c->old_intake),
        .lang = c->o.lang,
        .now = c->o.now};
    if (!c->old.profile)
        c->old.profile = &c->o.fallback;
    return rt_audit_begin(&c->old, c->old_intake, &c->old_arena, err);
}
