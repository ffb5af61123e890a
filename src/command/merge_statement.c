/* --previous-soa: the last statement of applicability, as people edited it, into
 * the ledger. A file that is none ends the run before anything is read. */
#include "command/merge.h"
#include "form/intake.h"
#include "ledger/statement.h"
#include "record/book_words.h"

/* What is found before any of its rows is said of a file that is none. */
static enum rt_status take(const struct rt_merge_document *d,
    const struct rt_entry *e, bool *any, struct rt_error *err)
{
    if (e->kind == RT_ENTRY_FINDING)
        return *any ? rt_merge_take_finding(d, &e->finding, err) : RT_OK;
    if (e->kind != RT_ENTRY_STATEMENT)
        return RT_OK;
    *any = true;
    return rt_ledger_add_previous_statement(d->ledger, &e->statement,
        rt_is_word(e->statement.where.sheet, RT_W_SHEET_SOA_BASIS), err);
}

enum rt_status rt_merge_previous_statement(const struct rt_options *o,
    const struct rt_merge_memory *memory, struct rt_ledger *ledger,
    struct rt_error *err)
{
    const struct rt_merge_document d = {.ledger = ledger,
        .path = o->previous_soa,
        .name
        = memory->soa_shown[0] != '\0' ? memory->soa_shown : o->previous_soa,
        .none = RT_PL659,
        .basis = true,
        .take = take};

    if (!o->previous_soa)
        return RT_OK;
    rt_ledger_expect_statement(ledger, d.name, o->now);
    return rt_merge_read_document(o, &d, err);
}
