/* Acceptance of a risk, by the rule of its criteria ([acceptance]): whether its
 * owner's signature is needed, and whether there is one that holds.
 *
 * What is accepted is the residual risk as the plan states it; of a risk that is
 * retained, where no residual values are stated, the risk as it is. A signature
 * is for values (risk/plan_carry.h) and for a time, and is the owner's or one of
 * his deputies'. Pure functions: findings, workbooks and counts are made from
 * the same answers.
 */
#ifndef RISKTALLY_ACCEPTANCE_H
#define RISKTALLY_ACCEPTANCE_H

#include "base/lang.h"
#include "record/plan.h"
#include "risk/profile.h"

enum rt_accepted {
    RT_ACCEPT_NONE,     /* nothing is to be signed, or not yet */
    RT_ACCEPT_SIGNED,   /* by a signature that holds */
    RT_ACCEPT_WAITING,  /* nobody has signed */
    RT_ACCEPT_LAPSED,   /* values have changed since */
    RT_ACCEPT_EXPIRED,  /* longer ago than a signature holds */
    RT_ACCEPT_STRANGER, /* by neither the owner nor a deputy */
    RT_ACCEPT_DECLINED, /* the owner does not accept it */
    RT_ACCEPT_NEVER     /* no signature is enough: it must be treated */
};

/* Whether a signature is asked for. */
static inline bool rt_is_asked_for(enum rt_accepted a)
{
    return a >= RT_ACCEPT_WAITING && a <= RT_ACCEPT_STRANGER;
}

/* What a signature is judged by besides. */
struct rt_signing {
    const char *now; /* ISO date */
    const char *const
        *deputies; /* 「佐藤 花子=鈴木 一郎、田中」: see --deputy */
    size_t count;
};

struct rt_acceptance_state {
    enum rt_accepted is;
    enum rt_evaluation of; /* what is accepted, and its level */
    int level;
    char iso[11]; /* EXPIRED: the last day on which it held */
};

/* Of a plan's row as carried over, `lapsed` as found there; the risk has the
 * present values. */
void rt_accept(const struct rt_profile *p, const struct rt_risk *risk,
    const struct rt_plan_row *row, bool lapsed, const struct rt_signing *by,
    struct rt_acceptance_state *out);

/* Neither the owner nor one of his deputies, as far as names say. */
bool rt_is_stranger(
    struct rt_str owner, struct rt_str name, const struct rt_signing *by);
/* The last day on which a signature of that day holds; false where it does for
 * ever, or it is not known since when. */
bool rt_signature_until(
    const struct rt_profile *p, struct rt_str signed_on, char to[11]);

/* --- 承認しない ------------------------------------------------------------- */

/* Whether a text of the column 承認の判断 says that the risk is not accepted. */
bool rt_is_declined(struct rt_str text);
/* 「承認しない：費用に見合わない ／ 3×3=9 → 2×2 ／ 佐藤 2026-09-01」: the reason, and
 * what would be 承認時の値. */
enum rt_status rt_put_declined(struct rt_str reason, struct rt_str values,
    enum rt_lang lang, struct rt_buf *to) RT_MUST_USE;

#endif
