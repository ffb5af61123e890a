/* What `merge --state` remembers, in the same file as `flag` (state/state.h):
 * the closes, each with what it counted, and the results of the last ones.
 *
 *     rt_state_open(path, RT_STATE_RUN, lang, &state, &err);
 *     rt_state_for_merge(state, &err);
 *     cursor = rt_state_closes(state, &err);            struct rt_close
 *     rt_state_document(state, close, RT_RESULT_RISKS, "tmp", &err);
 *     …the results are written…
 *     rt_state_add_close(state, &close, &results, &err);
 *     …they are put in the place of earlier ones…
 *     rt_state_commit_close(state, &err);
 *
 * A run is compared with the last close of an earlier quarter, its base,
 * because merging is repeated until all departments have sent and corrected
 * their files; what is missing, and what plans say, is that of the last close.
 * So the file holds the results of both. The nights of `flag` have a picture of
 * their own: a risk that merge has seen is still reported by the next night.
 */
#ifndef RISKTALLY_CLOSES_H
#define RISKTALLY_CLOSES_H

#include "state/state.h"

/* What is counted at a close, in the order of the columns of table close. */
enum rt_close_count {
    RT_CLOSE_RISKS,
    RT_CLOSE_HIGH,
    RT_CLOSE_MEDIUM,
    RT_CLOSE_LOW,
    RT_CLOSE_UNASSESSED,
    RT_CLOSE_UNCONFIRMED, /* of the risks */
    RT_CLOSE_TREATMENTS,  /* rows of the plan; of them: */
    RT_CLOSE_DONE,
    RT_CLOSE_OVERDUE,
    RT_CLOSE_MISSING, /* inputs and departments that sent nothing */
    RT_CLOSE_COUNTED
};

struct rt_close {
    int64_t id;         /* from 1; 0: not in the file yet */
    struct rt_str date; /* ISO */
    struct rt_str plan; /* where the treatment plan was written */
    bool kept;          /* the file has its results */
    uint64_t counts[RT_CLOSE_COUNTED];
};

/* Holds few of its pages in memory. */
enum rt_status rt_state_for_merge(
    struct rt_state *state, struct rt_error *err) RT_MUST_USE;
/* The oldest first. */
struct rt_cursor rt_state_closes(
    struct rt_state *state, struct rt_error *err); /* struct rt_close */

enum rt_result {
    RT_RESULT_RISKS,      /* risks.jsonl */
    RT_RESULT_MANIFEST,   /* run.json */
    RT_RESULT_PLAN,       /* treatment-plan.xlsx */
    RT_RESULT_STATEMENT,  /* statement-of-applicability.xlsx, if there is one */
    RT_RESULT_REVIEW,     /* management-review.xlsx */
    RT_RESULT_ASSESSMENT, /* assessment-report.xlsx, if there is one */
    RT_RESULTS
};

/* Writes a result of the close to `path`. RT_FORMAT where the file has none. */
enum rt_status rt_state_document(struct rt_state *state, int64_t close,
    enum rt_result which, const char *path, struct rt_error *err) RT_MUST_USE;

/* Whether it has one. */
enum rt_status rt_state_has_document(struct rt_state *state, int64_t close,
    enum rt_result which, bool *has, struct rt_error *err) RT_MUST_USE;

/* From the ids of the base to those of the last close. */
struct rt_cursor rt_state_new_ids(
    struct rt_state *state, struct rt_error *err); /* struct rt_new_id */

/* What was read of an input, as bytes of the caller's, under a key that is
 * another one where the same file would be read otherwise. All inputs that a
 * run asks for or adds are those that the file has once its close is added.
 * Any thread may call these two, side by side. */

/* Appends the bytes, RT_ROW; RT_END where there are none. */
enum rt_status rt_state_kept(struct rt_state *state, struct rt_str name,
    const char key[65], struct rt_buf *to, struct rt_error *err) RT_MUST_USE;
enum rt_status rt_state_keep_read(struct rt_state *state, struct rt_str name,
    const char key[65], struct rt_str bytes, struct rt_error *err) RT_MUST_USE;

struct rt_close_results {
    const char *documents[RT_RESULTS]; /* paths; NULL: there is none */
    /* The base of a further run in the same quarter; 0: this close itself. The
     * results of all others are removed. */
    int64_t base;
    bool same_base; /* it is that of the last close as well */
    /* struct rt_new_id: from those of the last close; NULL: none. It is the
     * caller's to close. */
    struct rt_cursor *new_ids;
};

/* Adds a close in one transaction; its id is given here. All of it is on the
 * disk then, so that a state that is damaged or has no space fails now, but it
 * is in the file only once it is committed, and not without that. */
enum rt_status rt_state_add_close(struct rt_state *state,
    const struct rt_close *close, const struct rt_close_results *results,
    struct rt_error *err) RT_MUST_USE;
enum rt_status rt_state_commit_close(
    struct rt_state *state, struct rt_error *err) RT_MUST_USE;

#endif
