/* 読み取り結果 and ファイル別: what was taken of a department's rows.
 *
 * Every row is there, taken or not, in the order of the files, with what was
 * read, what came of it and what is missing; a value that was read other than
 * it was written (３ as 3) is named beside it.
 */
#include "report/slip/slip.h"
#include "risk/one_scale.h"

static const struct rt_understood *row_of(const struct rt_line *line)
{
    return line->item;
}

/* --- columns -------------------------------------------------------------- */

static void put_file(const struct rt_line *line)
{
    rt_xl_str(RT_CELL(line),
        rt_slip_file(line->context, row_of(line)->risk.where.file));
}

static void put_taken(const struct rt_line *line)
{
    rt_xl_word(RT_CELL(line),
        row_of(line)->is_rejected ? RT_W_SLIP_NOT_TAKEN : RT_W_SLIP_TAKEN);
}

static void put_flag(const struct rt_line *line)
{
    const struct rt_risk *risk = &row_of(line)->risk;
    const struct rt_member *m = rt_member_at(&rt_risk_members, line->col->at);

    if (rt_member_number(m, risk))
        rt_xl_word(RT_CELL(line), RT_W_FLAG);
    else if (risk->result.missing & (unsigned)m->most)
        rt_xl_word(RT_CELL(line), RT_W_FLAG_UNREADABLE);
    else
        rt_xl_z(RT_CELL(line), "");
}

/* What was read other than it was written; of a row that was not taken why
 * not, and what it holds. */
static void put_notes(const struct rt_line *line)
{
    const struct rt_understood *u = row_of(line);
    struct rt_writer w = RT_WRITER(w, RT_TEXT_MAX);

    if (!u->is_rejected) {
        rt_xl_str(RT_CELL(line), u->notes);
        return;
    }
    rt_write(&w, u->rejected.reason);
    if (u->rejected.cells.n > 0)
        rt_writef(&w, "\n%s", rt_word(line->lang, RT_W_SLIP_ROW_HOLDS));
    rt_write(&w, u->rejected.cells);
    rt_xl_take(RT_CELL(line), &w);
}

/* clang-format off */
#define AT(field) RT_FILL_STR, offsetof(struct rt_understood, field), NULL
#define NUM(field) RT_FILL_SCORE, offsetof(struct rt_understood, field), NULL
#define FLAG(field) RT_FILL_CALL, offsetof(struct rt_risk, field), put_flag
#define OF(type, field) \
    RT_FILL_##type, offsetof(struct rt_understood, risk.field), NULL
#define G_WHERE {"場所", "Where"}
#define G_WHAT {"情報資産", "Asset"}
#define G_FLAGS {"個人情報の種類", "Personal data"}
#define G_SCORES {"評価値", "Scores"}
#define G_RISK {"計算した値", "Computed"}
static const struct rt_col columns[] = {
    {G_WHERE, {"ファイル", "File"}, RT_NO_TEXT, 20, RT_XF_TEXT, RT_BY(put_file)},
    {G_WHERE, {"シート", "Sheet"}, RT_NO_TEXT, 15, RT_XF_TEXT, AT(risk.where.sheet)},
    {G_WHERE, {"行", "Row"}, RT_NO_TEXT, 6, RT_XF_SCORE, OF(ROW, where.row)},
    {RT_NO_TEXT, {"扱い", "Taken?"}, RT_NO_TEXT, 9, RT_XF_CENTER, RT_BY(put_taken)},
    {G_WHAT, {"業務分類", "Business"}, RT_NO_TEXT, 11, RT_XF_TEXT, AT(risk.business)},
    {G_WHAT, {"情報資産名称", "Asset"}, RT_NO_TEXT, 24, RT_XF_TEXT, AT(risk.asset)},
    {G_WHAT, {"管理部署", "Managed by"}, RT_NO_TEXT, 11, RT_XF_TEXT, AT(risk.managed_by)},
    {G_WHAT, {"リスク所有者", "Risk owner"}, RT_NO_TEXT, 12, RT_XF_TEXT, AT(risk.owner)},
    {G_WHAT, {"媒体・保存先", "Medium"}, RT_NO_TEXT, 14, RT_XF_TEXT, AT(risk.medium)},
    {G_FLAGS, {"個人情報", "Per-\nsonal"}, RT_NO_TEXT, 8.5, RT_XF_CENTER, FLAG(personal)},
    {G_FLAGS, {"要配慮\n個人情報", "Sensi-\ntive"}, RT_NO_TEXT, 8.5, RT_XF_CENTER, FLAG(sensitive)},
    {G_FLAGS, {"特定\n個人情報", "My Number"}, RT_NO_TEXT, 8.5, RT_XF_CENTER, FLAG(my_number)},
    {G_SCORES, {"機密性", "C"}, RT_NO_TEXT, 6.5, RT_XF_SCORE, NUM(risk.scores.confidentiality)},
    {G_SCORES, {"完全性", "I"}, RT_NO_TEXT, 6.5, RT_XF_SCORE, NUM(risk.scores.integrity)},
    {G_SCORES, {"可用性", "A"}, RT_NO_TEXT, 6.5, RT_XF_SCORE, NUM(risk.scores.availability)},
    {G_RISK, {"重要度", "Impor-\ntance"}, RT_NO_TEXT, 7, RT_XF_COMPUTED, NUM(risk.result.importance)},
    {G_RISK, {"脅威の\n発生頻度", "Threat"}, RT_NO_TEXT, 8.5, RT_XF_SCORE, NUM(risk.scores.threat)},
    {G_RISK, {"脆弱性", "Vulner-\nability"}, RT_NO_TEXT, 7.5, RT_XF_SCORE, NUM(risk.scores.vulnerability)},
    {G_RISK, {"被害発生\n可能性", "Likeli-\nhood"}, RT_NO_TEXT, 8.5, RT_XF_COMPUTED, NUM(risk.result.likelihood)},
    {G_RISK, {"リスク値", "Level"}, RT_NO_TEXT, 8.5, RT_XF_COMPUTED, NUM(risk.result.level)},
    {G_RISK, {"区分", "Class"}, RT_NO_TEXT, 8, RT_XF_CENTER, OF(CLASS, result.class)},
    {G_RISK, {"優先\n順位", "Priority"}, RT_NO_TEXT, 8, RT_XF_SCORE, OF(RANK, result.priority)},
    {RT_NO_TEXT, {"足りないもの", "Missing"}, RT_NO_TEXT, 16, RT_XF_TEXT, OF(MISSING, result.missing)},
    {RT_NO_TEXT, {"読み取りの注記", "Notes on reading"}, RT_NO_TEXT, 36, RT_XF_TEXT, RT_BY(put_notes)},
    {RT_NO_TEXT, {"リスクID", "Risk id"}, RT_NO_TEXT, 17, RT_XF_SMALL, AT(risk.risk_id)},
};
/* clang-format on */

enum { RC_FILE, RC_SHEET, RC_ROW, RC_TAKEN, RC_CLASS = 20 };

static void finish(struct rt_list *list)
{
    rt_list_word_rule(list, RC_TAKEN,
        rt_word(list->xl->run->lang, RT_W_SLIP_NOT_TAKEN), RC_TAKEN, RC_TAKEN,
        RT_XF_IF_HIGH);
    rt_list_class_rules(list, RC_CLASS, RC_CLASS, RC_CLASS);
}

void rt_slip_rows(struct rt_slip_book *b)
{
    static const struct rt_handed hands[] = {
        {RC_FILE, RT_HAND_KEY}, {RC_SHEET, RT_HAND_KEY}, {RC_ROW, RT_HAND_KEY}};
    struct rt_understood item;
    struct rt_list list = {&b->xl, RT_COLS(columns), RT_W_SHEET_UNDERSTOOD,
        RT_W_SHEET_UNDERSTOOD, RT_W_SLIP_ROWS_NOTE, .paper = RT_A3, .frozen = 0,
        .filter = true, RT_HANDS(hands), .finish = finish, .context = b};

    rt_list_open(&list);
    struct rt_cursor cursor
        = rt_ledger_understood(b->ledger, b->slip->id, b->err);
    while (rt_xl_row(&b->xl, &cursor, &item)) {
        /* The department's own form, as it filled it in. */
        rt_to_own_scale(&item.risk);
        rt_list_add(&list, &item);
    }
    rt_list_close(&list, RT_W_SLIP_ROWS_NONE);
}

/* --- the files ------------------------------------------------------------ */

static const struct rt_input *input_of(const struct rt_line *line)
{
    return &((const struct rt_slip_input *)line->item)->input;
}

static void put_state(const struct rt_line *line)
{
    rt_xl_z(RT_CELL(line), rt_word_state(line->lang, input_of(line)->state));
}

static void put_kind(const struct rt_line *line)
{
    rt_xl_str(RT_CELL(line), rt_word_kind(line->lang, input_of(line)->kind));
}

/* Adds up, as a formula that shows it. */
static void put_sum(const struct rt_line *line)
{
    const struct rt_counts *c = &input_of(line)->counts;
    bool same = rt_counts_add_up(c);
    const char *ok = rt_word(line->lang, RT_W_CHECK_OK);
    const char *bad = rt_word(line->lang, RT_W_CHECK_BAD);

    rt_xl_formulaf_z(RT_CELL(line), same ? ok : bad,
        "IF(F#=SUM(G#:J#),\"%s\",\"%s\")", ok, bad);
}

/* clang-format off */
#undef AT
#undef NUM
#define AT(field) RT_FILL_STR, offsetof(struct rt_slip_input, field), NULL
#define NUM(field) RT_FILL_COUNT, offsetof(struct rt_slip_input, field), NULL
#define G_ROWS {"行数", "Rows"}
#define G_FOUND {"指摘", "Findings"}
static const struct rt_col files[] = {
    {RT_NO_TEXT, {"ファイル", "File"}, RT_NO_TEXT, 38, RT_XF_TEXT, AT(input.file)},
    {RT_NO_TEXT, {"状態", "State"}, RT_NO_TEXT, 10, RT_XF_CENTER, RT_BY(put_state)},
    {RT_NO_TEXT, {"種類", "Kind"}, RT_NO_TEXT, 11, RT_XF_CENTER, RT_BY(put_kind)},
    {RT_NO_TEXT, {"版", "Edition"}, RT_NO_TEXT, 9, RT_XF_CENTER, AT(input.edition)},
    {RT_NO_TEXT, {"基準", "Profile"}, RT_NO_TEXT, 12, RT_XF_CENTER, AT(input.profile)},
    {G_ROWS, {"読んだ行", "Seen"}, RT_NO_TEXT, 10, RT_XF_COUNT_, NUM(input.counts.seen)},
    {G_ROWS, {"採用", "Accepted"}, RT_NO_TEXT, 10, RT_XF_COUNT_, NUM(input.counts.accepted)},
    {G_ROWS, {"不採用", "Rejected"}, RT_NO_TEXT, 10, RT_XF_COUNT_, NUM(input.counts.rejected)},
    {G_ROWS, {"空行", "Blank"}, RT_NO_TEXT, 10, RT_XF_COUNT_, NUM(input.counts.blank)},
    {G_ROWS, {"記入例", "Example"}, RT_NO_TEXT, 10, RT_XF_COUNT_, NUM(input.counts.example)},
    {G_ROWS, {"照合", "Check"}, RT_NO_TEXT, 11, RT_XF_CENTER, RT_BY(put_sum)},
    {G_FOUND, {"エラー", "Errors"}, RT_NO_TEXT, 9, RT_XF_COUNT_, NUM(input.errors)},
    {G_FOUND, {"警告", "Warnings"}, RT_NO_TEXT, 10, RT_XF_COUNT_, NUM(input.warnings)},
    {G_FOUND, {"情報", "Infos"}, RT_NO_TEXT, 9, RT_XF_COUNT_, NUM(input.infos)},
    {RT_NO_TEXT, {"読み取りの注記", "Notes on reading"}, RT_NO_TEXT, 44, RT_XF_TEXT, AT(notes)},
};
/* clang-format on */

void rt_slip_files(struct rt_slip_book *b)
{
    static const struct rt_handed hands[] = {{0, RT_HAND_KEY}};
    struct rt_slip_input item;
    struct rt_list list = {&b->xl, RT_COLS(files), RT_W_SHEET_FILES,
        RT_W_SHEET_FILES, RT_W_SLIP_FILES_NOTE, .paper = RT_A4, .frozen = 1,
        .filter = false, RT_HANDS(hands)};

    rt_list_put(&list, rt_ledger_slip_inputs(b->ledger, b->slip->id, b->err),
        &item, RT_W_SLIP_FILES_NONE);
}
