/* The list of sheets of approvals: whose there are, and what their files are
 * called. Names are made as those of return slips are; the ledger has as many
 * owners as people typed. */
#include <stdlib.h>

#include "base/list.h"
#include "ledger/asked_risks.h"
#include "report/approval/approvals.h"
#include "report/book/letter_name.h"

static enum rt_status add_name(struct rt_approvals *a, struct rt_intern *names,
    struct rt_owner_sheet *item, struct rt_error *err)
{
    struct rt_buf name = RT_BUF(4 << 20), whole = RT_BUF(4 << 20);
    enum rt_status rc = rt_letter_name(names, item->owner, &name);

    RT_THEN(rc, rt_buf_printf(&whole, "approvals/%s", name.data));
    if (rc == RT_OK)
        item->name = rt_arena_str(&a->arena, rt_buf_str(&whole)).p;
    rt_buf_fini(&name);
    rt_buf_fini(&whole);
    return rc == RT_OK && item->name ? RT_OK : rt_fail_nomem(err);
}

static enum rt_status add_owner(struct rt_approvals *a,
    const struct rt_asked_owner *owner, struct rt_intern *names,
    struct rt_error *err)
{
    RT_NEED(RT_GROW(a->list, a->count, a->cap), err);
    struct rt_owner_sheet *item = &a->list[a->count];
    *item = (struct rt_owner_sheet){.key = rt_arena_str(&a->arena, owner->key),
        .owner = rt_arena_str(&a->arena, owner->name),
        .risks = owner->risks};
    RT_NEED(item->key.p && item->owner.p, err);
    RT_TRY(add_name(a, names, item, err));
    a->count++;
    return RT_OK;
}

enum rt_status rt_approvals_list(
    struct rt_ledger *ledger, struct rt_approvals *out, struct rt_error *err)
{
    struct rt_cursor cursor = rt_ledger_asked_owners(ledger, err);
    struct rt_intern names = {0};
    struct rt_asked_owner owner;

    while (rt_next(&cursor, &owner))
        rt_cursor_keep(&cursor, add_owner(out, &owner, &names, err));
    rt_intern_fini(&names);
    return rt_cursor_close(&cursor);
}

void rt_approvals_fini(struct rt_approvals *a)
{
    rt_arena_fini(&a->arena);
    free(a->list);
    *a = (struct rt_approvals){0};
}
