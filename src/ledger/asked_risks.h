/* Which risks of the finished ledger are accepted, by the rule of their criteria
 * (risk/acceptance.h): what the owners' sheets of approvals, the plan and run.json
 * say of it.
 */
#ifndef RISKTALLY_ASKED_RISKS_H
#define RISKTALLY_ASKED_RISKS_H

#include "ledger/ledger.h"
#include "risk/acceptance.h"

/* By what signatures are judged when the ledger is finished; it stays the
 * caller's. Without it no risk is judged. */
void rt_ledger_sign_by(struct rt_ledger *ledger, const struct rt_signing *by);

struct rt_acceptance_counts {
    uint64_t of[RT_ACCEPT_NEVER + 1]; /* risks, by enum rt_accepted */
};

/* Those of which a signature is asked for. */
static inline uint64_t rt_asked_for(const struct rt_acceptance_counts *n)
{
    uint64_t all = 0;

    for (int i = RT_ACCEPT_WAITING; i <= RT_ACCEPT_STRANGER; i++)
        all += n->of[i];
    return all;
}

enum rt_status rt_ledger_acceptance_counts(struct rt_ledger *ledger,
    struct rt_acceptance_counts *out, struct rt_error *err) RT_MUST_USE;

/* The owners who are asked to sign, by name in byte order. Spellings that fold
 * alike are one owner; a risk without an owner is nobody's. */
struct rt_asked_owner {
    struct rt_str key, name;
    uint64_t risks;
    uint64_t lapsed; /* of them: signed, but that does not hold any more */
};

struct rt_cursor rt_ledger_asked_owners(
    struct rt_ledger *ledger, struct rt_error *err); /* struct rt_asked_owner */

/* A risk that its owner is asked to accept: as the plan states it. */
struct rt_asked_risk {
    struct rt_risk risk;
    enum rt_accepted is; /* why it is asked for */
    struct rt_str owner, control, reason;
    struct rt_str approved_by, approved_on; /* of what does not hold any more */
    struct rt_str decision;
};

/* In the register's order. */
struct rt_cursor rt_ledger_asked(struct rt_ledger *ledger, struct rt_str key,
    struct rt_error *err); /* struct rt_asked_risk */

#endif
