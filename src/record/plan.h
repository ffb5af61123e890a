/* リスク対応計画: one row of a treatment plan as people keep it.
 *
 * The intake gives these (RT_ENTRY_PLAN) from any treatment plan it meets: the
 * plan that merge wrote, as people edited it, and any other plan in the order
 * of the published form. merge carries them over; `flag` watches their dates and
 * approvals.
 *
 * Nothing is repaired here. Where a cell cannot be read as its column requires,
 * the value is empty (or RT_UNKNOWN) and the original text is in the `_raw`
 * member beside it, so that it can be shown and is never lost.
 * What a row holds is plan.def.
 */
#ifndef RISKTALLY_PLAN_H
#define RISKTALLY_PLAN_H

#include "record/cell.h"
#include "record/risk.h"

/* ステータス. Source: the published plan's three words (終了 着手 未着手);
 * synonyms are those of the audit of plans. */
enum rt_plan_status {
    RT_PLAN_UNSAID, /* blank, or a word that is not known */
#define RT_STATUS(id, ...) RT_PLAN_##id,
#include "record/words.def"
};

/* 未着手 着手 終了; NULL for UNSAID. */
const char *rt_plan_status_label(enum rt_plan_status s, enum rt_lang lang);
/* The status that a cell's text means; UNSAID for an unknown word. */
enum rt_plan_status rt_plan_status_of(struct rt_str text);

/* What 対応 says, in the form's words or others of the same meaning. Of several
 * lines, for several controls, the one that is furthest from being done
 * counts: the later in this list. */
enum rt_action {
    RT_ACTION_NONE,
    RT_ACTION_DONE,
    RT_ACTION_UNDER_WAY,
    RT_ACTION_PLANNED,
    RT_ACTION_UNDECIDED,
    RT_ACTION_UNKNOWN
};
/* *line is the line that decided; untouched for NONE. */
enum rt_action rt_action_of(struct rt_str text, struct rt_str *line);
/* Whether the form has the word: 済み, 予定, 未定 and what only spells them out, as
 * 完了, 9月に実施予定, 10月末; not what is understood all the same, as 対応中. */
bool rt_action_is_choice(struct rt_str text);

/* The words that merge begins a cell of its own with, and knows it by. */
#define RT_PROPOSED_JA "案" /* 案（優先順位1：30日以内）: 期日の根拠 */
#define RT_PROPOSED_EN "Proposed"
#define RT_OVERDUE_JA "超過"
#define RT_OVERDUE_EN "Overdue"
#define RT_UNPLANNED_JA "計画未作成"
#define RT_UNPLANNED_EN "Not planned"
#define RT_LAPSED_JA "要再承認"
#define RT_LAPSED_EN "Re-approve"
/* Beside the file of a risk that was not confirmed; %s is why. */
#define RT_PLAN_MARK_JA "【%s】"
#define RT_PLAN_MARK_EN " [%s]"
#define RT_PLAN_BEGINS(text, word)                                             \
    rt_plan_begins(text, RT_##word##_JA, RT_##word##_EN)
bool rt_plan_begins(struct rt_str text, const char *ja, const char *en);

/* A word for a status, as it folds. The form's own are its three words. */
struct rt_plan_word {
    const char *folded;
    enum rt_plan_status status;
    bool own;
};
/* All of them; static. */
const struct rt_plan_word *rt_plan_words(size_t *count);

/* A column that people added: its heading (empty for a column without one) and
 * this row's value, a number or date as such (see rt_cell). */
struct rt_plan_extra {
    struct rt_str heading, text;
    enum rt_cell_type type;
    unsigned nth; /* of the columns with this heading, from 0 */
};

struct rt_plan_row {
    struct rt_where where;
#define RT_PLAN(id, how, type, name, ...) RT_C_##type name;
#define RT_PLAN_KEPT(type, name) RT_C_##type name;
#include "record/plan.def"
    const struct rt_plan_extra *extras;
    size_t extra_count;
};

bool rt_plan_is_approved(const struct rt_plan_row *row);
/* People have begun to plan the treatment: its dates are theirs. */
bool rt_plan_is_begun(const struct rt_plan_row *row);
/* It says who is to do what. */
bool rt_plan_is_assigned(const struct rt_plan_row *row);
/* The planned end is no promise: it is the one proposed, and no one is to do
 * anything until then, nor does a start or a status say that people keep to
 * it. */
bool rt_plan_is_proposal(const struct rt_plan_row *row);
/* The column, from 1, that the member at this offset was read from; 0 where it
 * has none. */
uint32_t rt_plan_column_of(const struct rt_plan_row *row, size_t at);
/* Notes a column in `to`, of RT_PLAN_COLUMNS bytes; all "-" says nothing. */
enum { RT_PLAN_COLUMN = 3, RT_PLAN_COLUMNS = 64 * RT_PLAN_COLUMN };
void rt_plan_note_column(char to[RT_PLAN_COLUMNS], size_t at, uint32_t col);
/* As far as something is noted there: the member `columns` of a row. */
struct rt_str rt_plan_noted_columns(const char from[RT_PLAN_COLUMNS]);

/* All but the extras. */
extern const struct rt_members rt_plan_members;

/* A member that people fill in, and the text that was entered for it: the
 * member itself, or the one that keeps the text. */
struct rt_plan_entered {
    size_t at, raw;
    struct rt_text name;
    bool always; /* in plans not written by merge, too */
};

enum { RT_PLAN_ENTERED = 16 };
extern const struct rt_plan_entered rt_plan_entered[RT_PLAN_ENTERED];
/* The one at this offset, which is one of them. */
const struct rt_plan_entered *rt_plan_entered_at(size_t at);
/* Copies it with its text; of a planned end also whether merge proposed it. */
void rt_plan_copy_entered(struct rt_plan_row *to,
    const struct rt_plan_row *from, const struct rt_plan_entered *f);

/* The headings over those of plan.def and control_register.def, in Japanese and English. */
/* clang-format off */
#define RT_GROUP_RISK     {"リスク", "Risk"}
#define RT_GROUP_PLAN     {"対応", "Treatment"}
#define RT_GROUP_PLANNED  {"予定", "Planned"}
#define RT_GROUP_ACTUAL   {"実績", "Actual"}
#define RT_GROUP_PROGRESS {"進み具合", "Progress"}
#define RT_GROUP_RESIDUAL {"残留リスク（対応後の見込み）", "Residual risk (as planned)"}
#define RT_GROUP_APPROVAL {"承認", "Approval"}
#define RT_GROUP_SOURCE   {"出所", "Source"}
#define RT_GROUP_GONE     {"完了・消滅", "Completed and gone"}
#define RT_GROUP_NONE     {NULL, NULL}
#define RT_GROUP_WRITTEN  {"作成時の値", "Values as written"}
/* clang-format on */

/* --- keeping rows --------------------------------------------------------- */

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
