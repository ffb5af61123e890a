/* The sheets behind the first one: instructions, and the controls that are open. */
#include "report/management/management_content.h"
#include "report/management/management_controls.h"

/* --- the sheet of instructions --------------------------------------------------------- */

enum {
    S_NUMBER,
    S_TEXT,
    S_WHO,
    S_DUE,
    S_GIVEN,
    S_BEFORE,
    S_STATE,
    S_DONE,
    S_NOTE
};

#define HEAD(id, ja, en) [RT_INSTRUCTED_##id] = {{ja, en}, S_##id, S_##id},
static const struct rt_mg_col instructed[] = {
#define RT_INSTRUCTED(id, ja, en) HEAD(id, ja, en)
#include "record/meeting.def"
};

/* At the time of the review they have no state yet: the note has the room. */
static void given_heads(struct rt_mg_content *c)
{
    static const enum rt_instructed those[GIVEN]
        = {RT_INSTRUCTED_NUMBER, RT_INSTRUCTED_TEXT, RT_INSTRUCTED_WHO,
            RT_INSTRUCTED_DUE, RT_INSTRUCTED_NOTE};

    for (int i = 0; i < GIVEN; i++)
        c->given[i] = instructed[those[i]];
    c->given[GIVEN - 1].first = S_GIVEN;
    rt_mg_heads(c, c->given, GIVEN);
}

static void put_instruction(
    struct rt_mg_content *c, const struct rt_instruction *i, bool open)
{
    static const enum rt_mg_kind kinds[RT_INSTRUCTED_COLUMNS]
        = {RT_MG_COUNT, RT_MG_TEXT, RT_MG_TEXT, RT_MG_DATE, RT_MG_DATE,
            RT_MG_CENTER, RT_MG_ENTRY_STATE, RT_MG_ENTRY_DATE, RT_MG_ENTRY};
    struct rt_mg_cell cells[RT_INSTRUCTED_COLUMNS];

    for (int k = 0; k < RT_INSTRUCTED_COLUMNS; k++)
        cells[k] = (struct rt_mg_cell){
            .kind = kinds[k], .text = i->cells[k], .count = i->number};
    if (!open) {
        cells[RT_INSTRUCTED_STATE].kind = RT_MG_CENTER;
        cells[RT_INSTRUCTED_DONE].kind = RT_MG_DATE;
        cells[RT_INSTRUCTED_NOTE].kind = RT_MG_TEXT;
    }
    cells[RT_INSTRUCTED_DUE].alarm
        = rt_instruction_is_late(i, c->out->run->now);
    rt_mg_row(c, cells);
}

static void put_given(
    struct rt_mg_content *c, int64_t number, const struct rt_instruction *i)
{
    static const struct rt_instruction none;
    const struct rt_instruction *at = i ? i : &none;
    const struct rt_mg_cell cells[] = {COUNT(number),
        {RT_MG_ENTRY, at->cells[RT_INSTRUCTED_TEXT], -1, false},
        {RT_MG_ENTRY, at->cells[RT_INSTRUCTED_WHO], -1, false},
        {RT_MG_ENTRY_DATE, at->cells[RT_INSTRUCTED_DUE], -1, false},
        {RT_MG_ENTRY, at->cells[RT_INSTRUCTED_NOTE], -1, false}};

    rt_mg_row(c, cells);
}

static void put_part(struct rt_mg_content *c, enum rt_instruction_part part)
{
    const struct rt_instructions *of = &c->meeting->of[part];

    memcpy(c->instructed, instructed, sizeof instructed);
    if (part == RT_INSTRUCTED_CLOSED)
        c->instructed[RT_INSTRUCTED_STATE].head
            = rt_words(RT_W_INSTRUCTION_FINAL);
    rt_mg_heads(c, c->instructed, RT_COUNT(c->instructed));
    for (size_t i = 0; i < of->count; i++)
        put_instruction(c, &of->list[i], part == RT_INSTRUCTED_EARLIER);
    rt_mg_end(c);
}

void rt_mg_put_instructions(struct rt_mg_content *c)
{
    const struct rt_instructions *of = c->meeting->of;
    int64_t next = rt_meeting_free_number(c->meeting);

    c->out->way->sheet(c->out, RT_MG_INSTRUCTIONS,
        rt_say(c->lang, "マネジメントレビューの指示事項",
            "Instructions of the management review"),
        rt_say(c->lang,
            "黄色の欄に記入してください。番号は次回も変わりません。"
            "「完了」「取りやめ」とした指示は、次回「完了した指示」に移ります。",
            "Fill in the yellow cells. Numbers stay. What is done or dropped "
            "goes to the last table at the next review."));
    rt_mg_section(c, of[RT_INSTRUCTED_EARLIER].count + 2, "前回までの指示",
        "Instructions of earlier reviews");
    if (of[RT_INSTRUCTED_EARLIER].count > 0)
        put_part(c, RT_INSTRUCTED_EARLIER);
    else
        rt_mg_note(c, "報告を待っている指示はありません。",
            "No instruction waits for a report.");
    rt_mg_section(c, 6, "今回の指示（アウトプット）",
        "Instructions of this review (outputs)");
    given_heads(c);
    for (size_t i = 0; i < of[RT_INSTRUCTED_NOW].count; i++)
        put_given(c, of[RT_INSTRUCTED_NOW].list[i].number,
            &of[RT_INSTRUCTED_NOW].list[i]);
    for (int i = 0; i < RT_INSTRUCTIONS_BLANK; i++)
        put_given(c, next + i, NULL);
    rt_mg_end(c);
    if (of[RT_INSTRUCTED_CLOSED].count == 0)
        return;
    rt_mg_section(c, 4, "完了した指示", "Instructions that are done");
    put_part(c, RT_INSTRUCTED_CLOSED);
}

/* --- the sheet of controls ---------------------------------------------------------------- */

static const struct rt_mg_col left_cols[] = {
    {{"No.", "No."}, 0, 0},
    {{"管理策", "Control"}, 1, 1},
    {{"担当", "Person"}, 2, 2},
    {{"予定終了日", "Planned end"}, 3, 3},
    {{"期限", "In time"}, 4, 4},
    {{"ステータス", "Status"}, 5, 5},
    {{"残っている作業（タスク）", "What is left (tasks)"}, 6, 6},
    {{"残りの\nリスク", "Risks\nleft"}, 7, 7},
    {{"リスク", "Risks"}, 8, 8},
};

static void put_left(
    struct rt_mg_content *c, uint64_t number, const struct rt_mg_left *x)
{
    const struct rt_str late[] = {[RT_MG_ON_TIME] = RT_STR_NONE,
        [RT_MG_UNPLANNED] = SAY("計画未作成", "Not planned"),
        [RT_MG_OVERDUE] = SAY("期限超過", "Overdue")};
    struct rt_mg_cell cells[] = {COUNT(number), TEXT(x->control.text),
        TEXT(x->who), {.kind = RT_MG_DATE, .text = x->end, .count = -1},
        CENTER(late[x->late]), CENTER(x->status), TEXT(x->task),
        COUNT(x->risks), COUNT(x->control.risks)};

    cells[4].alarm = x->late == RT_MG_OVERDUE;
    rt_mg_row(c, cells);
}

void rt_mg_put_open_controls(struct rt_mg_content *c)
{
    struct rt_mg_controls *all;
    struct rt_mg_left left;
    uint64_t n = 0, open = c->f.controls.total - c->f.controls.done;

    c->out->way->sheet(c->out, RT_MG_CONTROLS,
        rt_say(c->lang, "未完了の管理策", "Controls that are not finished"),
        rt_say(c->lang,
            "対応計画の「管理策台帳」にある管理策のうち、完了していないもの。"
            "残っている行の担当・予定・作業です（すべては「管理策台帳」）。",
            "Those of the control register (treatment-plan.xlsx) that are not "
            "finished: person, day and tasks of the rows that are left."));
    if (open == 0) {
        rt_mg_note(c, "未完了の管理策はありません。", "No control is open.");
        return;
    }
    rt_mg_heads(c, left_cols, RT_COUNT(left_cols));
    all = rt_mg_controls_open(c->out);
    while (all && n < RT_MG_CONTROLS_MAX && rt_mg_controls_next(all, &left))
        put_left(c, ++n, &left);
    rt_mg_controls_close(all);
    rt_mg_end(c);
    if (open > n)
        rt_mg_note(c,
            "10,000件を超える管理策は、対応計画の「管理策台帳」にあります。",
            "More than 10,000 are open: see the control register.");
}
