/* The risks of the run as its assessment report (リスクアセスメント結果報告書) has
 * them.
 *
 * An event of a sender's report is a row, and its assets, which it is a view on,
 * are none. What is to be done is what the plan says, else what the input does.
 */
#ifndef RISKTALLY_LEDGER_ASSESSMENT_H
#define RISKTALLY_LEDGER_ASSESSMENT_H

#include "ledger/ledger.h"
#include "record/assessed.h"

/* --- what people typed into the last one ---------------------------------- */

/* A report begins; `input` is the file's id where it is one of the inputs, else
 * 0. */
enum rt_status rt_ledger_expect_assessment(struct rt_ledger *ledger,
    const char *file, int64_t input, struct rt_error *err) RT_MUST_USE;
/* A row of it, or its block of names and dates (record/assessed.h). What a risk
 * is to have of it stands in place of what the inputs say, and goes into its row
 * of a plan, unless that was changed, too. */
enum rt_status rt_ledger_add_assessed(struct rt_ledger *ledger,
    const struct rt_plan_row *row, struct rt_error *err) RT_MUST_USE;

/* --- the report of the run ------------------------------------------------ */

struct rt_assessed {
    struct rt_risk risk;
    /* Of an event the numbers and names of its assets. */
    struct rt_str numbers, assets;
    struct rt_str control, action, reason, owner, note;
    unsigned typed; /* by people: bits by enum rt_assessed_entry */
};

struct rt_assessing; /* room for one of them */
enum rt_status rt_assessing_new(struct rt_ledger *ledger, enum rt_lang lang,
    struct rt_assessing **out, struct rt_error *err) RT_MUST_USE;
void rt_assessing_free(struct rt_assessing *a);

/* Whether it is an event, or what an event is a view on. */
bool rt_is_event(const struct rt_risk *risk);
enum rt_status rt_is_viewed(struct rt_assessing *a, const struct rt_risk *risk,
    bool *viewed, struct rt_error *err) RT_MUST_USE;
/* Whether people typed something about it into the last report: its row stays,
 * however important it is now. */
enum rt_status rt_is_typed(struct rt_assessing *a, const struct rt_risk *risk,
    bool *typed, struct rt_error *err) RT_MUST_USE;
/* What is in the block of names and dates, by enum rt_assessed_sign: valid until
 * the next call. */
enum rt_status rt_ledger_assessed_sign(struct rt_assessing *a, int sign,
    struct rt_str *text, struct rt_error *err) RT_MUST_USE;
/* Views in *out are the risk's, or valid until the next call. */
enum rt_status rt_assess_row(struct rt_assessing *a, const struct rt_risk *risk,
    struct rt_assessed *out, struct rt_error *err) RT_MUST_USE;

#endif
