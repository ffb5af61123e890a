/* statement-of-applicability.xlsx: the statement itself, with the published
 * headings, for people to decide on and to hand to an auditor; what it rests on;
 * and what each department's own statement says.
 *
 * The first sheet is read again by --previous-soa, and so is the second: a cell
 * of the first that differs from it was typed.
 */
#include "ledger/statement.h"
#include "report/book/xl.h"
#include "risk/annex.h"

/* A row of the first two sheets: a control, or the heading of a theme. */
struct item {
    struct rt_soa_control control;
    enum rt_word theme; /* RT_W_COUNT: it is a control */
};

enum {
    C_NUMBER,
    C_NAME,
    C_APPLIES,
    C_STATE,
    C_REASON,
    C_DOCUMENTS,
    C_NOTE,
    C_CHANGED_ON,
    C_CHANGED,
    COLUMNS
};

static const struct rt_soa_control *control_of(const struct rt_line *line)
{
    const struct item *item = line->item;

    return &item->control;
}

/* The heading of a theme is over the whole row. */
static bool is_theme(const struct rt_line *line)
{
    return ((const struct item *)line->item)->theme != RT_W_COUNT;
}

static void put_number(const struct rt_line *line)
{
    const struct item *item = line->item;
    const struct rt_list *list = line->context;

    if (is_theme(line))
        rt_xl_word_across(
            line->s, 0, list->count - 1, RT_XF_BOX_TOTAL_NAME, item->theme);
    else
        rt_xl_str(RT_CELL(line), item->control.number);
}

/* The member at the column's place. */
static void put_text(const struct rt_line *line)
{
    if (!is_theme(line))
        rt_xl_str(RT_CELL(line),
            *(const struct rt_str *)(const void *)((const char *)line->item
                                                   + line->col->at));
}

static void put_date(const struct rt_line *line)
{
    if (!is_theme(line))
        rt_xl_date(RT_CELL(line), control_of(line)->changed_on);
}

static void put_count(const struct rt_line *line)
{
    uint64_t n = *(const uint64_t *)(const void *)((const char *)line->item
                                                   + line->col->at);

    if (is_theme(line))
        return;
    if (n > 0)
        rt_xl_num(RT_CELL(line), (double)n);
    else
        rt_xl_z(RT_CELL(line), "");
}

/* clang-format off */
#define OF(member) RT_FILL_CALL, offsetof(struct item, control.member)
#define G_CONTROLS {"管理目的および管理策", "Control objectives and controls"}
static const struct rt_col columns[COLUMNS] = {
    [C_NUMBER] = {G_CONTROLS, {"管理策番号", "Control number"}, RT_NO_TEXT, 9, RT_XF_CENTER, OF(number), put_number},
    [C_NAME] = {G_CONTROLS, {"管理策", "Control"}, RT_NO_TEXT, 30, RT_XF_TEXT, OF(name), put_text},
    [C_APPLIES] = {RT_NO_TEXT, {"適用", "Applies"}, RT_NO_TEXT, 10, RT_XF_FORM_CENTER, OF(applies), put_text},
    [C_STATE] = {RT_NO_TEXT, {"実施・未実施", "Implemented"}, RT_NO_TEXT, 13, RT_XF_FORM_CENTER, OF(state), put_text},
    [C_REASON] = {RT_NO_TEXT, {"管理策を含めた理由／管理策を除外した理由", "Reason for inclusion or exclusion"}, RT_NO_TEXT, 40, RT_XF_FORM_TEXT, OF(reason), put_text},
    [C_DOCUMENTS] = {RT_NO_TEXT, {"規程・手順書", "Documents"}, RT_NO_TEXT, 26, RT_XF_FORM_TEXT, OF(documents), put_text},
    [C_NOTE] = {RT_NO_TEXT, {"備考", "Note"}, RT_NO_TEXT, 18, RT_XF_FORM_TEXT, OF(note), put_text},
    [C_CHANGED_ON] = {RT_NO_TEXT, {"最終変更日", "Last changed on"}, RT_NO_TEXT, 12, RT_XF_DATE, OF(changed_on), put_date},
    [C_CHANGED] = {RT_NO_TEXT, {"変更の内容", "What was changed"}, RT_NO_TEXT, 22, RT_XF_SMALL, OF(changed), put_text},
};

static const struct rt_col basis[] = {
    {G_CONTROLS, {"管理策番号", "Control number"}, RT_NO_TEXT, 9, RT_XF_CENTER, OF(number), put_number},
    {G_CONTROLS, {"管理策", "Control"}, RT_NO_TEXT, 28, RT_XF_TEXT, OF(name), put_text},
    {RT_NO_TEXT, {"適用", "Applies"}, RT_NO_TEXT, 10, RT_XF_CENTER, OF(applies), put_text},
    {RT_NO_TEXT, {"実施・未実施", "Implemented"}, RT_NO_TEXT, 13, RT_XF_CENTER, OF(state), put_text},
    {RT_NO_TEXT, {"管理策を含めた理由／管理策を除外した理由", "Reason for inclusion or exclusion"}, RT_NO_TEXT, 34, RT_XF_SMALL, OF(reason), put_text},
    {RT_NO_TEXT, {"規程・手順書", "Documents"}, RT_NO_TEXT, 22, RT_XF_SMALL, OF(documents), put_text},
    {RT_NO_TEXT, {"記入された欄", "Cells typed"}, RT_NO_TEXT, 14, RT_XF_SMALL, OF(typed), put_text},
    {RT_NO_TEXT, {"適用○の宣言", "Statements that apply it"}, RT_NO_TEXT, 10, RT_XF_COUNT_, OF(applied), put_count},
    {RT_NO_TEXT, {"適用×の宣言", "Statements that exclude it"}, RT_NO_TEXT, 10, RT_XF_COUNT_, OF(excluded), put_count},
    {RT_NO_TEXT, {"リスク数", "Risks"}, RT_NO_TEXT, 10, RT_XF_COUNT_, OF(risk_count), put_count},
    {RT_NO_TEXT, {"うち\n対応済み", "Of them\ndone"}, RT_NO_TEXT, 10, RT_XF_COUNT_, OF(risks_done), put_count},
    {RT_NO_TEXT, {"必要とするリスク", "Risks that need it"}, RT_NO_TEXT, 24, RT_XF_SMALL, OF(risks), put_text},
    {RT_NO_TEXT, {"リスクに書かれた管理策", "Controls as written in the risks"}, RT_NO_TEXT, 26, RT_XF_SMALL, OF(controls), put_text},
};
/* clang-format on */

/* --- what it looks like ------------------------------------------------------ */

static void finish(struct rt_list *list)
{
    enum rt_lang lang = list->xl->run->lang;
    const char *proposed = rt_word(lang, RT_W_SOA_PROPOSED);
    char pattern[64];

    rt_list_offer_words(list, C_APPLIES, RT_W_SOA_YES, 2);
    rt_list_offer_words(list, C_STATE, RT_W_SOA_DONE, 4);
    snprintf(pattern, sizeof pattern, "=RIGHT($%s#,%d)=\"%s\"",
        RT_COL(C_APPLIES), (int)rt_utf8_count(rt_str(proposed)), proposed);
    rt_list_rule(list, C_APPLIES, C_STATE, pattern, RT_XF_IF_PROPOSED);
    rt_list_word_rule(list, C_APPLIES, rt_word(lang, RT_W_SOA_OPEN), C_APPLIES,
        C_APPLIES, RT_XF_IF_PROPOSED);
    snprintf(pattern, sizeof pattern, "=LEFT($%s#,2)=\"%s\"", RT_COL(C_REASON),
        rt_say(lang, "（案", "(p"));
    rt_list_rule(list, C_REASON, C_REASON, pattern, RT_XF_IF_PROPOSED);
}

/* --- the sheets ---------------------------------------------------------------- */

static const enum rt_word themes[RT_ANNEX_THEMES]
    = {RT_W_SOA_THEME_5, RT_W_SOA_THEME_6, RT_W_SOA_THEME_7, RT_W_SOA_THEME_8};

/* The theme that begins with the control; RT_W_COUNT: none does. */
static enum rt_word begins(int control, bool *own)
{
    int theme, n;
    bool first = control < 0 && !*own;

    *own |= control < 0;
    if (control < 0)
        return first ? RT_W_SOA_THEME_OWN : RT_W_COUNT;
    rt_annex_at(control, &theme, &n);
    return n == 1 ? themes[theme - 5] : RT_W_COUNT;
}

static void put_controls(struct rt_list *list, struct rt_ledger *ledger)
{
    struct rt_cursor rows = rt_ledger_statement(ledger, list->xl->err);
    struct item item = {.theme = RT_W_COUNT};
    bool own = false;

    list->context = list;
    rt_list_open(list);
    while (rt_xl_row(list->xl, &rows, &item.control)) {
        item.theme = begins(item.control.control, &own);
        if (item.theme != RT_W_COUNT)
            rt_list_add(list, &item);
        item.theme = RT_W_COUNT;
        rt_list_add(list, &item);
    }
    rt_list_close(list, RT_W_COUNT);
}

static void put_department(const struct rt_line *line)
{
    const struct rt_soa_row *row = line->item;

    rt_xl_str(RT_CELL(line),
        row->department.n > 0 ? row->department : row->where.file);
}

/* Of one of the company's own as it is written. */
static void put_sent_number(const struct rt_line *line)
{
    const struct rt_soa_row *row = line->item;
    char number[RT_ANNEX_NUMBER];

    if (row->control < 0) {
        rt_xl_str(RT_CELL(line), row->number);
        return;
    }
    rt_annex_number_shown(row->control, number);
    rt_xl_z(RT_CELL(line), number);
}

static void put_sent_name(const struct rt_line *line)
{
    const struct rt_soa_row *row = line->item;

    if (row->control < 0)
        rt_xl_str(RT_CELL(line), row->name);
    else
        rt_xl_z(RT_CELL(line), rt_annex_name(row->control, line->lang));
}

/* clang-format off */
#define SENT(member) RT_FILL_STR, offsetof(struct rt_soa_row, member), NULL
static const struct rt_col sent[] = {
    {RT_NO_TEXT, {"部署", "Department"}, RT_NO_TEXT, 20, RT_XF_TEXT, RT_BY(put_department)},
    {RT_NO_TEXT, {"管理策番号", "Control number"}, RT_NO_TEXT, 9, RT_XF_CENTER, RT_BY(put_sent_number)},
    {RT_NO_TEXT, {"管理策", "Control"}, RT_NO_TEXT, 30, RT_XF_TEXT, RT_BY(put_sent_name)},
    {RT_NO_TEXT, {"適用", "Applies"}, RT_NO_TEXT, 9, RT_XF_CENTER, SENT(applies_text)},
    {RT_NO_TEXT, {"実施・未実施", "Implemented"}, RT_NO_TEXT, 13, RT_XF_CENTER, SENT(state_text)},
    {RT_NO_TEXT, {"管理策を含めた理由／管理策を除外した理由", "Reason for inclusion or exclusion"}, RT_NO_TEXT, 36, RT_XF_TEXT, SENT(reason)},
    {RT_NO_TEXT, {"規程・手順書", "Documents"}, RT_NO_TEXT, 26, RT_XF_TEXT, SENT(documents)},
    {RT_NO_TEXT, {"ファイル", "File"}, RT_NO_TEXT, 24, RT_XF_SMALL, SENT(where.file)},
    {RT_NO_TEXT, {"シート", "Sheet"}, RT_NO_TEXT, 14, RT_XF_SMALL, SENT(where.sheet)},
    {RT_NO_TEXT, {"行", "Row"}, RT_NO_TEXT, 6, RT_XF_SCORE, RT_FILL_ROW, offsetof(struct rt_soa_row, where.row), NULL},
};
/* clang-format on */

enum rt_status rt_report_statement(struct rt_ledger *ledger,
    const struct rt_run *run, const char *path, struct rt_error *err)
{
    struct rt_xl xl;
    struct rt_soa_row row;
    struct rt_list statement
        = {&xl, RT_COLS(columns), RT_W_SHEET_SOA, RT_W_SOA_TITLE, RT_W_SOA_NOTE,
            .frozen = 2, .plain = true, .finish = finish};
    struct rt_list rests = {&xl, RT_COLS(basis), RT_W_SHEET_SOA_BASIS,
        RT_W_SOA_BASIS_TITLE, RT_W_SOA_BASIS_NOTE, .frozen = 2, .plain = true};
    struct rt_list senders
        = {&xl, RT_COLS(sent), RT_W_SHEET_SOA_SENDERS, RT_W_SOA_SENDERS_TITLE,
            RT_W_SOA_SENDERS_NOTE, .frozen = 3, .filter = true};

    rt_xl_open(&xl, path, run, rt_word(run->lang, RT_W_BOOK_SOA), err);
    put_controls(&statement, ledger);
    put_controls(&rests, ledger);
    rt_list_put(&senders, rt_ledger_statement_rows(ledger, err), &row,
        RT_W_SOA_NO_SENDERS);
    return rt_xl_close(&xl);
}
