/* A document that an earlier run wrote, as people edited it, entry by entry. */
#include "command/merge.h"
#include "command/reading.h"
#include "form/intake.h"

/* The first error says why a file is none. */
static void keep_why(const struct rt_entry *e, char why[512])
{
    if (e->kind == RT_ENTRY_FINDING && why[0] == '\0'
        && rt_finding_info(e->finding.code)->severity == RT_ERROR)
        rt_str_copy(why, 512, e->finding.message);
}

static enum rt_status take_all(const struct rt_merge_document *d,
    struct rt_intake *intake, struct rt_error *err)
{
    struct rt_entry entry;
    enum rt_status rc;
    char why[512] = "";
    bool any = false;

    while ((rc = rt_intake_next(intake, &entry, err)) == RT_ROW) {
        keep_why(&entry, why);
        RT_TRY(d->take(d, &entry, &any, err));
    }
    if (rc != RT_END)
        return rc;
    return any ? RT_OK
               : rt_fail_code(err, RT_USAGE, d->none, d->name,
                   why[0] != '\0' ? why : NULL, NULL);
}

enum rt_status rt_merge_read_document(const struct rt_options *o,
    const struct rt_merge_document *d, struct rt_error *err)
{
    const struct rt_file file = {.path = d->path, .name = d->name};
    struct rt_intake_request request = rt_request(o, &file, NULL);
    struct rt_intake *intake;
    enum rt_status rc;

    request.basis = d->basis;
    RT_TRY(rt_intake_read(&request, &intake, err));
    rc = take_all(d, intake, err);
    rt_intake_free(intake);
    return rc;
}

enum rt_status rt_merge_take_finding(const struct rt_merge_document *d,
    const struct rt_finding *f, struct rt_error *err)
{
    struct rt_finding here = *f;

    here.where.file = rt_str(d->name);
    return rt_ledger_add_finding(d->ledger, 0, &here, err);
}
