/* What people typed into a plan where merge writes: on the sheets that are
 * written anew, over the columns that are, and beside the table.
 *
 *     rt_plan_typed_new(&typed, lang, leave, context, &err);
 *     rt_plan_typed_take(typed, &entry, &err);   … each entry of the plan
 *     rt_plan_typed_end(typed, &err);
 *     rt_plan_typed_free(typed);
 *
 * Only texts that merge never writes are taken to be typed. Plans of earlier
 * versions have other notes and candidates: a text that begins like one of ours,
 * or is on the plan's own sheet of candidates, is not reported, nor is anything
 * of a plan that merge did not write, but for comments and added sheets.
 */
#ifndef RISKTALLY_REPORT_PLAN_TYPED_H
#define RISKTALLY_REPORT_PLAN_TYPED_H

#include "form/intake.h"
#include "ledger/ledger.h"
#include "record/book_words.h"

struct rt_plan_typed;

typedef enum rt_status rt_plan_leave(
    void *context, const struct rt_left_out *entry, struct rt_error *err);

enum rt_status rt_plan_typed_new(struct rt_plan_typed **out, enum rt_lang lang,
    rt_plan_leave *leave, void *context, struct rt_error *err) RT_MUST_USE;
enum rt_status rt_plan_typed_take(struct rt_plan_typed *t,
    const struct rt_entry *entry, struct rt_error *err) RT_MUST_USE;
enum rt_status rt_plan_typed_end(
    struct rt_plan_typed *t, struct rt_error *err) RT_MUST_USE;
void rt_plan_typed_free(struct rt_plan_typed *t);

/* --- plan_heads.c --------------------------------------------------------- */

/* A sheet's headings (RT_ENTRY_PLAN_HEAD). */
enum rt_status rt_plan_typed_head(const struct rt_plan_row *head,
    enum rt_lang lang, rt_plan_leave *leave, void *context,
    struct rt_error *err) RT_MUST_USE;
/* A column that is not known (RT_ENTRY_PLAN_STRANGER): reported where one that
 * people fill in is missing. */
enum rt_status rt_plan_typed_stranger(const struct rt_plan_row *row,
    enum rt_lang lang, rt_plan_leave *leave, void *context,
    struct rt_error *err) RT_MUST_USE;

/* --- plan_cells.c --------------------------------------------------------- */

/* A comment, a link or a cell that the reader did not take as it is. */
enum rt_status rt_plan_typed_cell(const struct rt_entry *entry,
    enum rt_lang lang, rt_plan_leave *leave, void *context,
    struct rt_error *err) RT_MUST_USE;

/* --- plan_words.c --------------------------------------------------------- */

bool rt_plan_is_word(struct rt_str text, enum rt_word w);
bool rt_plan_is_one_of(struct rt_str text, const enum rt_word *words, size_t n);
/* That note, or one that begins like it, of another version; but not ours with
 * something added. */
bool rt_plan_is_note(struct rt_str text, enum rt_word w);
/* A heading of the hidden columns. */
bool rt_plan_is_written(struct rt_str text);
/* 「題  実施日 2026-07-15」 */
bool rt_plan_is_title(struct rt_str text, enum rt_word w);

/* --- plan_number.c -------------------------------------------------------- */

/* A row's No, in the order of the plan. */
struct rt_plan_number {
    int64_t no; /* 0: no number, -1: a text */
    struct rt_str text;
    struct rt_str risk; /* its id, or empty */
    struct rt_where where;
    bool typed; /* the answer */
};

/* Finds the ones that merge did not write: it numbers its rows from 1, and
 * people sort, copy and delete them. RT_NOMEM. */
enum rt_status rt_plan_find_typed_numbers(struct rt_plan_number *list,
    size_t count, struct rt_error *err) RT_MUST_USE;

/* Reports two sheets of a plan that have rows of the same risks and are not
 * united as copies, by their names. */
enum rt_status rt_plan_typed_copy(const struct rt_plan_number *list,
    size_t count, rt_plan_leave *leave, void *context,
    struct rt_error *err) RT_MUST_USE;

#endif
