/* What lies in the folders and is neither a workbook nor a list, or is what an
 * option names: each file is named once, so that nothing that was sent is passed
 * over in silence. Where its name is that of a department from which nothing
 * came, it may be what that department sent.
 */
#include "command/others.h"

#include "base/write.h"
#include "command/common.h"
#include "form/intake.h"
#include "ledger/change.h"

/* What the program itself leaves in a folder that is read: results of an
 * earlier run, and its state and metrics with what lies beside them. */
static bool is_ours(const struct rt_others *o, const char *name)
{
    static const char *const results[]
        = {"run.json", "risks.jsonl", "findings.jsonl"};
    const char *slash = strrchr(name, '/');

    for (size_t i = 0; i < RT_COUNT(o->written); i++) {
        if (o->written[i] && rt_str_starts(rt_str(name), rt_str(o->written[i])))
            return true;
    }
    return rt_str_is_any(rt_str(slash ? slash + 1 : name), results);
}

/* The option that names the file for another use than as an input; or NULL. */
static const char *option_of(const struct rt_options *o, const char *path)
{
    const struct {
        const char *path, *option;
    } named[] = {{o->departments, "--departments"}, {o->config, "--config"},
        {o->files_from, "--files-from"}, {o->profile_given, "--profile"},
        {o->fallback_given, "--default-profile"},
        {o->previous_soa, "--previous-soa"},
        {o->previous_review, "--previous-review"},
        {o->previous_report, "--previous-report"}};

    for (size_t i = 0; i < RT_COUNT(named); i++) {
        if (named[i].path && rt_same_file(named[i].path, path))
            return named[i].option;
    }
    for (size_t i = 0; i < o->previous_plan_count; i++) {
        if (rt_same_file(o->previous_plans[i], path))
            return "--previous-plan";
    }
    for (size_t i = 0; i < o->previous_count; i++) {
        if (rt_same_file(o->previous[i], path))
            return "--previous";
    }
    return NULL;
}

/* Both lists stay in the order of the paths; there is room for all in each. */
void rt_set_aside(const struct rt_options *o, struct rt_files *files)
{
    size_t kept = 0;

    for (size_t i = 0; i < files->other_count; i++)
        files->others[i].option = option_of(o, files->others[i].path);
    for (size_t i = 0; i < files->count; i++) {
        struct rt_file file = files->list[i];
        size_t at = files->other_count;
        file.option = option_of(o, file.path);
        if (!file.option
            && !rt_is_prose_file(
                file.path, &o->limits, o->encoding, o->vocab)) {
            files->list[kept++] = file;
            continue;
        }
        for (; at > 0 && strcmp(files->others[at - 1].path, file.path) > 0;
             at--)
            files->others[at] = files->others[at - 1];
        files->others[at] = file;
        files->other_count++;
    }
    files->count = kept;
}

/* The department that misses such a file, by the roster or by last time's
 * results; nothing where there is none. */
static enum rt_status missed_by(const struct rt_others *o, const char *name,
    struct rt_buf *to, struct rt_error *err)
{
    int at = o->roster ? rt_roster_of_file(o->roster, rt_str(name), NULL)
                       : RT_ROSTER_NONE;

    if (o->roster && at == RT_ROSTER_NONE)
        at = rt_roster_in_name(o->roster, rt_str(name));
    if (at < 0)
        return o->ledger ? rt_ledger_missed_department(
                   o->ledger, rt_last_names(rt_str(name)), to, err)
                         : RT_OK;
    if (!(o->sent[at] & RT_HEARD)
        && rt_buf_adds(to, rt_roster_department(o->roster, (size_t)at)->name)
               != RT_OK)
        return rt_fail_nomem(err);
    return RT_OK;
}

static enum rt_status put(const struct rt_others *o, const struct rt_finding *f,
    const struct rt_str args[RT_FINDING_ARGS], struct rt_error *err)
{
    return o->ledger ? rt_ledger_report(o->ledger, 0, f, o->lang, args, err)
                     : rt_finding_put(f, o->lang, args, &o->sink, err);
}

static enum rt_status report(
    const struct rt_others *o, const struct rt_file *file, struct rt_error *err)
{
    struct rt_finding f
        = {.code = RT_IN119, .where = {.file = rt_str(file->name)}};
    struct rt_str args[RT_FINDING_ARGS] = {RT_STR_NONE};
    struct rt_buf department = RT_BUF(RT_TEXT_MAX);
    enum rt_status rc;

    if (file->option) {
        f.code = RT_IN132;
        return put(o, &f, RT_ARGS(rt_str(file->option)), err);
    }
    rc = missed_by(o, file->name, &department, err);
    args[0] = f.department = rt_buf_str(&department);
    if (department.len > 0)
        f.code = RT_IN120;
    RT_THEN(rc, put(o, &f, args, err));
    rt_buf_fini(&department);
    return rc;
}

/* A department whose own file is not there, though rows of other files name
 * it. */
static enum rt_status report_unmatched(
    const struct rt_others *o, size_t i, struct rt_error *err)
{
    const struct rt_department *d = rt_roster_department(o->roster, i);
    struct rt_finding f = {.code = RT_RO106, .department = d->name};

    return d->pattern.n > 0
                   && (o->sent[i] & (RT_HEARD | RT_MATCHED)) == RT_HEARD
               ? put(o, &f, RT_ARGS(d->name, d->pattern), err)
               : RT_OK;
}

enum rt_status rt_report_others(
    const struct rt_others *o, struct rt_files *files, struct rt_error *err)
{
    size_t kept = 0;

    for (size_t i = 0; i < files->other_count; i++) {
        if (!is_ours(o, files->others[i].name))
            files->others[kept++] = files->others[i];
    }
    files->other_count = kept;
    for (size_t i = 0; i < kept; i++)
        RT_TRY(report(o, &files->others[i], err));
    for (size_t i = 0; o->roster && i < rt_roster_count(o->roster); i++)
        RT_TRY(report_unmatched(o, i, err));
    return RT_OK;
}
