/* What the files about edits of the assessment report share. */
#ifndef RISKTALLY_LEDGER_ASSESSED_EDITS_H
#define RISKTALLY_LEDGER_ASSESSED_EDITS_H

#include "ledger/assessment.h"
#include "ledger/private.h"

/* A row that people edited, at hand. */
struct ldb_edited {
    struct rt_ledger *l;
    enum rt_lang lang;
    struct rt_plan_room room;
    struct rt_plan_row row;
};

typedef enum rt_status ldb_edited_fn(
    struct ldb_edited *e, struct rt_error *err);
/* Each of them; the row's views are valid during the call. */
enum rt_status rt_ldb_each_edited(struct rt_ledger *l, enum rt_lang lang,
    ldb_edited_fn *take, struct rt_error *err) RT_MUST_USE;

/* At the cell of an entry. */
enum rt_status rt_ldb_report_edited(struct ldb_edited *e, enum rt_code code,
    const struct rt_plan_extra *x, const struct rt_str args[RT_FINDING_ARGS],
    struct rt_error *err) RT_MUST_USE;
struct rt_str rt_ldb_edited_name(
    const struct ldb_edited *e, const struct rt_plan_extra *x);
/* The text, or 「空欄」; of a treatment its word. */
struct rt_str rt_ldb_edited_shown(const struct ldb_edited *e,
    const struct rt_plan_extra *x, struct rt_str text);
/* That it is otherwise at another place. */
enum rt_status rt_ldb_report_otherwise(struct ldb_edited *e,
    const struct rt_plan_extra *x, struct rt_where other, struct rt_str says,
    struct rt_error *err) RT_MUST_USE;

static inline enum rt_assessed_entry rt_ldb_entry_of(
    const struct rt_plan_extra *x)
{
    return (enum rt_assessed_entry)(x->nth % RT_ASSESSED_COLUMN);
}

/* Whether it was typed since the report was written. */
static inline bool rt_ldb_is_new(const struct rt_plan_extra *x)
{
    return x->heading.n > 0;
}

/* Puts the entry into the first row that a plan has of the risk of this id.
 * *planned: there is one and it speaks of such an entry; *held: that was changed,
 * too, and stays; it is reported. */
enum rt_status rt_ldb_plan_entry(struct ldb_edited *e, struct rt_str risk_id,
    const struct rt_plan_extra *x, bool *planned, bool *held,
    struct rt_error *err) RT_MUST_USE;

#endif
