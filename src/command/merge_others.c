/* What lies in the folders and is neither a workbook nor a list: each file is
 * named once, so that nothing that was sent is passed over in silence. Where
 * its name is that of a department from which nothing came, it may be what
 * that department sent.
 */
#include "command/merge_others.h"

#include <string.h>

/* A result of an earlier run, left in a folder that is read. */
static bool is_result(const char *name)
{
    static const char *const results[]
        = {"run.json", "risks.jsonl", "findings.jsonl"};
    const char *slash = strrchr(name, '/');

    for (size_t i = 0; i < RT_COUNT(results); i++) {
        if (strcmp(slash ? slash + 1 : name, results[i]) == 0)
            return true;
    }
    return false;
}

/* The department that misses such a file; empty where there is none. */
static struct rt_str missed_by(const struct rt_others *o, struct rt_str file)
{
    int at = o->roster ? rt_roster_of_file(o->roster, file) : RT_ROSTER_NONE;

    if (at < 0 || o->sent[at])
        return RT_STR_NONE;
    return rt_roster_department(o->roster, (size_t)at)->name;
}

static enum rt_status report(const struct rt_others *o, const char *name,
    struct rt_ledger *ledger, struct rt_error *err)
{
    struct rt_str department = missed_by(o, rt_str(name));
    struct rt_str args[RT_FINDING_ARGS] = {department};
    struct rt_finding f = {.code = department.n > 0 ? RT_IN120 : RT_IN119,
        .department = department,
        .where = {.file = rt_str(name)}};
    struct rt_buf message;
    enum rt_status rc = RT_OK;

    rt_buf_init(&message, 64 * 1024);
    if (rt_finding_message(f.code, o->lang, args, &message) != RT_OK)
        rc = rt_fail_nomem(err);
    f.message = rt_buf_str(&message);
    if (rc == RT_OK)
        rc = rt_ledger_add_finding(ledger, 0, &f, err);
    rt_buf_fini(&message);
    return rc;
}

enum rt_status rt_report_others(const struct rt_others *o,
    struct rt_files *files, struct rt_ledger *ledger, struct rt_error *err)
{
    size_t kept = 0;

    for (size_t i = 0; i < files->other_count; i++) {
        if (!is_result(files->others[i].name))
            files->others[kept++] = files->others[i];
    }
    files->other_count = kept;
    for (size_t i = 0; i < kept; i++)
        RT_TRY(report(o, files->others[i].name, ledger, err));
    return RT_OK;
}
