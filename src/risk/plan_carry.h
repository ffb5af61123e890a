/* Carrying a treatment plan's row over to the next plan.
 *
 * What people typed wins over what the inputs say; where they typed nothing,
 * the inputs fill in. Pure functions: the findings and the workbook are made
 * from the same answers.
 *
 * An approval covers values: the risk's importance, likelihood and level and
 * the residual importance and likelihood, as of the plan in which the approval
 * (approver and date) is first met. They are kept beside it as text
 * (承認時の値), since the plan's own cells change from run to run:
 *
 *     3×3=9 → 2×1 ／ 佐藤 2026-09-01
 *
 * An approval holds as long as approver, date and values are these.
 */
#ifndef RISKTALLY_PLAN_CARRY_H
#define RISKTALLY_PLAN_CARRY_H

#include "base/lang.h"
#include "record/plan.h"

struct rt_plan_carry {
    struct rt_plan_row row; /* as carried over; views of both given rows */
    bool lapsed;            /* an approval that does not hold any more */
    struct rt_buf changed;  /* "リスク値 6→9、…" */
    struct rt_buf approved; /* 承認時の値; row.approved_values is its view */
};

void rt_plan_carry_init(struct rt_plan_carry *c);
void rt_plan_carry_fini(struct rt_plan_carry *c);

/* The status that 対応 of an input means. 終了 needs a date of completion, which
 * no input gives; a word that is not known is no status either: UNSAID. */
enum rt_plan_status rt_plan_status_stated(struct rt_str action);
/* The row that the inputs alone give. A planned end is proposed where something
 * is to be done: `due` by priority (from 1, "": none). Views are the risk's
 * and `due`'s. */
struct rt_plan_row rt_plan_fresh(
    const struct rt_risk *risk, const char (*due)[11]);

/* `fresh` is the row that the inputs alone would give; `first` says whether
 * `previous` is the first of the risk's rows: only that one is filled up from
 * `fresh`, since one risk may have several tasks. A proposed end before the day
 * `now` (ISO) was never a plan, in any row: `fresh` proposes anew. RT_NOMEM. */
enum rt_status rt_plan_carry_over(const struct rt_plan_row *previous,
    const struct rt_risk *risk, const struct rt_plan_row *fresh, bool first,
    const char *now, enum rt_lang lang, struct rt_plan_carry *out,
    struct rt_error *err) RT_MUST_USE;

/* Puts the values that the row states on the scale that the risk is on, where
 * the plan was written on another: its name in `profile` stays, and the values
 * approved are read on that scale. */
void rt_plan_to_scale_of(const struct rt_risk *risk, struct rt_plan_row *row);

/* A risk has come back after its treatment was finished: the row's dates and
 * status are those of what is over, and are taken out. False, and nothing
 * changes, where the row was not finished. */
bool rt_plan_reopen(struct rt_plan_row *row);

/* Which of the values approved (承認時の値) are others in the row now, into
 * changed; nothing where another approval stands behind them. RT_NOMEM. */
enum rt_status rt_plan_changes_since(const struct rt_plan_row *row,
    enum rt_lang lang, struct rt_plan_carry *out) RT_MUST_USE;

/* Whether the text is 承認時の値. */
bool rt_plan_are_values(struct rt_str text);
/* 承認時の値 of the values that the row states, with its approval. */
enum rt_status rt_plan_put_values(
    const struct rt_plan_row *row, struct rt_buf *to) RT_MUST_USE;
/* Whether the values in 承認時の値 are those of the risk and of its row. */
bool rt_plan_has_values(const struct rt_risk *risk,
    const struct rt_plan_row *row, struct rt_str text);

/* 計画未作成: the end is only proposed and has passed on the day `now`. */
bool rt_plan_is_unplanned(const struct rt_plan_row *row, const char *now);

/* Where the plan and the inputs differ: both have a value, and the values
 * differ. The plan's was taken, except for `field` NO_SAY, where the input's
 * is. */
enum rt_plan_say {
    RT_PLAN_SAYS_TREATMENT,
    RT_PLAN_SAYS_STATUS,
    RT_PLAN_SAYS_RESIDUAL,
    RT_PLAN_SAYS_CONTROL,
    RT_PLAN_SAYS_OWNER,
    RT_PLAN_SAYS_REASON,
    RT_PLAN_NO_SAY_DEPARTMENT,
    RT_PLAN_NO_SAY_ASSET,
    RT_PLAN_NO_SAY_MEDIUM,
    RT_PLAN_SAYS
};

struct rt_plan_difference {
    struct rt_str name; /* 対応方針, … */
    struct rt_str plan, input;
    char buf[2][32];
};

/* Whether they differ in `say`; *out is then filled in. */
bool rt_plan_differs(enum rt_plan_say say, const struct rt_plan_row *previous,
    const struct rt_risk *risk, enum rt_lang lang,
    struct rt_plan_difference *out);

#endif
