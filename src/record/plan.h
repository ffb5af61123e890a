/* リスク対応計画: one row of a treatment plan as people keep it.
 *
 * The intake gives these (RT_ENTRY_PLAN) from any treatment plan it meets: the
 * plan that merge wrote, as people edited it, and any other plan in the order
 * of the published form. merge without a previous plan ignores them; `flag`
 * watches their dates and approvals; --previous-plan carries them over.
 *
 * Nothing is repaired here. Where a cell cannot be read as its column requires,
 * the value is empty (or RT_UNKNOWN) and the original text is in the `_raw`
 * member beside it, so that it can be shown and is never lost.
 */
#ifndef RISKTALLY_PLAN_H
#define RISKTALLY_PLAN_H

#include "record/cell.h"
#include "record/risk.h"

/* ステータス. Source: the published plan's three words (終了 着手 未着手);
 * synonyms are those of the audit of plans. */
enum rt_plan_status {
    RT_PLAN_UNSAID,    /* blank, or a word that is not known */
    RT_PLAN_OPEN,      /* 未着手 */
    RT_PLAN_UNDER_WAY, /* 着手 */
    RT_PLAN_DONE       /* 終了 */
};

/* "open" "under_way" "done"; NULL for UNSAID. */
const char *rt_plan_status_name(enum rt_plan_status s);
/* The status that a cell's text means; UNSAID for an unknown word. */
enum rt_plan_status rt_plan_status_of(struct rt_str text);

/* Whether the text beside a planned end (期日の根拠) says that it is only
 * proposed: 「案（優先順位1：30日以内）」. */
bool rt_plan_is_proposal(struct rt_str text);

/* A word for a status, as it folds. The form's own are its three words. */
struct rt_plan_word {
    const char *folded;
    enum rt_plan_status status;
    bool own;
};
/* All of them; static. */
const struct rt_plan_word *rt_plan_words(size_t *count);

/* A date as read: ISO, or empty with the original text. */
struct rt_plan_date {
    struct rt_str iso; /* "2026-09-30" or empty */
    struct rt_str raw; /* as shown in the cell; empty for a blank one */
};

/* A column that people added: its heading (empty for a column without one) and
 * this row's value, a number or date as such (see rt_cell). */
struct rt_plan_extra {
    struct rt_str heading, text;
    enum rt_cell_type type;
    unsigned nth; /* of the columns with this heading, from 0 */
};

struct rt_plan_row {
    struct rt_str risk_id; /* "R…"; empty in plans without such a column */
    struct rt_str number;  /* No, as written; may be empty */
    struct rt_where where;
    /* empty where the plan does not say */
    struct rt_str department, asset, medium;
    /* As of when the plan was made; RT_UNKNOWN where the plan has no value. */
    int importance, likelihood, level, priority;
    struct rt_str class;
    enum rt_treatment treatment;
    struct rt_str treatment_raw;
    struct rt_str control, task, who;
    struct rt_plan_date planned_start, planned_end, actual_start, actual_end;
    bool proposed; /* planned_end is what merge proposed, and the row has not
                      been edited since */
    enum rt_plan_status status;
    struct rt_str status_raw;
    struct rt_str stated; /* 対応状況（提出時） */
    int residual_importance, residual_likelihood; /* or RT_UNKNOWN */
    struct rt_str residual_importance_raw, residual_likelihood_raw;
    struct rt_str owner, approved_by;
    struct rt_plan_date approved_on;
    struct rt_str approved_values; /* 承認時の値; see plan_carry.h */
    struct rt_str reason;          /* 対応方針の選定理由 */
    /* 出所: where the risk was, as the plan says */
    struct rt_str profile, source_file, source_sheet, source_row;
    /* of the sheet 完了・消滅: why the row went there, and when */
    struct rt_str gone_why, gone_on;
    struct rt_str origin; /* where it was in the plan before: 計画!12 */
    const struct rt_plan_extra *extras;
    size_t extra_count;
};

/* --- keeping rows -------------------------------------------------------- */

/* Room for the extras of one row that was kept. */
struct rt_plan_room {
    struct rt_plan_extra *extras;
    size_t max;
};

/* Appends the row to `to`; RT_NOMEM or RT_LIMIT. */
enum rt_status rt_plan_pack(
    const struct rt_plan_row *row, struct rt_buf *to) RT_MUST_USE;
/* Takes it out again: views into `from` and `room`, which is freed by the
 * caller (free(room.extras)). */
enum rt_status rt_plan_unpack(struct rt_str from, struct rt_plan_room *room,
    struct rt_plan_row *out, struct rt_error *err) RT_MUST_USE;

#endif
