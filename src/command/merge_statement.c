/* --previous-soa: the last statement of applicability, as people edited it, into
 * the ledger. A file that is none ends the run before anything is read. */
#include "command/merge.h"
#include "command/reading.h"
#include "form/intake.h"
#include "ledger/statement.h"
#include "record/book_words.h"

struct previous {
    struct rt_ledger *ledger;
    const struct rt_options *o;
    const char *name;
    uint64_t rows;
    char why[512]; /* the first error, where there are no rows */
};

/* What was found in a file that is none says why. */
static enum rt_status take_finding(
    struct previous *p, const struct rt_finding *f, struct rt_error *err)
{
    struct rt_finding here = *f;

    if (p->rows == 0) {
        if (rt_finding_info(f->code)->severity == RT_ERROR && p->why[0] == '\0')
            rt_str_copy(p->why, sizeof p->why, f->message);
        return RT_OK;
    }
    here.where.file = rt_str(p->name);
    return rt_ledger_add_finding(p->ledger, 0, &here, err);
}

static enum rt_status take_entry(
    struct previous *p, const struct rt_entry *e, struct rt_error *err)
{
    if (e->kind == RT_ENTRY_FINDING)
        return take_finding(p, &e->finding, err);
    if (e->kind != RT_ENTRY_STATEMENT)
        return RT_OK;
    p->rows++;
    return rt_ledger_add_previous_statement(p->ledger, &e->statement,
        rt_is_word(e->statement.where.sheet, RT_W_SHEET_SOA_BASIS), err);
}

static enum rt_status take_all(
    struct previous *p, struct rt_intake *intake, struct rt_error *err)
{
    struct rt_entry entry;
    enum rt_status rc;

    while ((rc = rt_intake_next(intake, &entry, err)) == RT_ROW)
        RT_TRY(take_entry(p, &entry, err));
    if (rc != RT_END)
        return rc;
    return p->rows > 0 ? RT_OK
                       : rt_fail_code(err, RT_USAGE, RT_PL659, p->name,
                           p->why[0] != '\0' ? p->why : NULL, NULL);
}

enum rt_status rt_merge_previous_statement(const struct rt_options *o,
    const struct rt_merge_memory *memory, struct rt_ledger *ledger,
    struct rt_error *err)
{
    struct previous p = {.ledger = ledger,
        .o = o,
        .name
        = memory->soa_shown[0] != '\0' ? memory->soa_shown : o->previous_soa};
    const struct rt_file file = {.path = o->previous_soa, .name = p.name};
    struct rt_intake_request request;
    struct rt_intake *intake;
    enum rt_status rc;

    if (!o->previous_soa)
        return RT_OK;
    request = rt_request(o, &file, NULL);
    request.basis = true;
    RT_TRY(rt_intake_read(&request, &intake, err));
    rt_ledger_expect_statement(ledger, p.name, o->now);
    rc = take_all(&p, intake, err);
    rt_intake_free(intake);
    return rc;
}
