/* Blank forms of the chain besides the ledger: リスクアセスメント結果報告書,
 * リスク対応計画 and 適用宣言書, with the published headings, each with an example on a
 * sheet of its own.
 *
 * Headings are Japanese in either language, as the ledger's are: the forms are
 * recognised by them. What is filled in is read by merge and check.
 */
#include <string.h>

#include "report/book/rule_formulas.h"
#include "report/template/template_parts.h"
#include "risk/annex.h"

enum { BLANK_COLUMNS = 24 };

/* A form: its columns, and a row of the example for each of them. */
struct rt_blank_form {
    const char *name; /* of --form */
    enum rt_word sheet;
    struct rt_text title, note;
    const struct rt_col *columns;
    int count;
    const struct rt_text (*example)[BLANK_COLUMNS];
    size_t examples;
    bool of_annex; /* a row for each control */
    bool is_signed;
    void (*finish)(struct rt_list *list);
};

struct blank_book {
    struct rt_xl xl;
    const struct rt_template *t;
    const struct rt_blank_form *form;
    char level[RT_FORMULA_MAX], priority[RT_FORMULA_MAX];
    char residual[RT_FORMULA_MAX];
    bool is_example;
};

/* A row: one of the example, or a blank one. */
struct blank_line {
    const struct rt_text *texts; /* NULL: blank */
    int control;                 /* of the annex; -1: none; -2: a theme */
    int theme;
};

static const struct blank_line *line_of(const struct rt_line *line)
{
    return line->item;
}

/* Numbers as numbers. */
static void put(const struct rt_line *line)
{
    const struct blank_line *l = line_of(line);
    const char *text
        = l->texts ? rt_text(line->lang, l->texts[line->at]) : NULL;
    int64_t n;

    if (l->control == -2)
        return;
    if (text && rt_parse_int(rt_str(text), &n))
        rt_xl_num(RT_CELL(line), (double)n);
    else
        rt_xl_z(RT_CELL(line), text ? text : "");
}

/* A level or a priority, whose value the example knows. */
static void put_formula(const struct rt_line *line, const char *pattern)
{
    const struct blank_line *l = line_of(line);
    const char *text
        = l->texts ? rt_text(line->lang, l->texts[line->at]) : NULL;
    int64_t n = RT_UNKNOWN;

    if (text && !rt_parse_int(rt_str(text), &n))
        n = RT_UNKNOWN;
    rt_xl_repeat(RT_CELL(line), pattern, (double)n);
}

static void put_level(const struct rt_line *line)
{
    put_formula(line, ((const struct blank_book *)line->context)->level);
}

static void put_priority(const struct rt_line *line)
{
    put_formula(line, ((const struct blank_book *)line->context)->priority);
}

static void put_residual(const struct rt_line *line)
{
    put_formula(line, ((const struct blank_book *)line->context)->residual);
}

static void put_date(const struct rt_line *line)
{
    const struct blank_line *l = line_of(line);
    const char *text
        = l->texts ? rt_text(line->lang, l->texts[line->at]) : NULL;

    rt_xl_date(RT_CELL(line), text ? rt_str(text) : RT_STR_NONE);
}

static void put_number(const struct rt_line *line)
{
    const struct blank_line *l = line_of(line);
    char number[RT_ANNEX_NUMBER];

    if (l->control == -2) {
        rt_xl_word_across(line->s, 0,
            ((const struct blank_book *)line->context)->form->count - 1,
            RT_XF_BOX_TOTAL_NAME, RT_W_SOA_THEME_5 + (l->theme - 5));
        return;
    }
    if (l->control < 0) {
        put(line);
        return;
    }
    rt_annex_number_shown(l->control, number);
    rt_xl_z(RT_CELL(line), number);
}

static void put_name(const struct rt_line *line)
{
    const struct blank_line *l = line_of(line);

    if (l->control < 0)
        put(line);
    else
        rt_xl_z(RT_CELL(line), rt_annex_name(l->control, line->lang));
}

/* --- the forms ---------------------------------------------------------------- */

/* clang-format off */
#define BOTH(ja) {ja, ja}
#define NO_GROUP RT_NO_TEXT
#define TEXT(group, head, width) {group, BOTH(head), RT_NO_TEXT, width, RT_XF_FORM_TEXT, RT_BY(put)}
#define CENTER(group, head, width) {group, BOTH(head), RT_NO_TEXT, width, RT_XF_FORM_CENTER, RT_BY(put)}
#define DATE(group, head) {group, BOTH(head), RT_NO_TEXT, 11, RT_XF_FORM_DATE, RT_BY(put_date)}
#define FORMULA(group, head, function) {group, BOTH(head), RT_NO_TEXT, 9, RT_XF_FORM_OUT, RT_BY(function)}
#define G_IDENTIFIED BOTH("リスク特定")
#define G_FIRST BOTH("リスク分析（一次評価）")
#define G_TREATED BOTH("リスク対応")
#define G_SECOND BOTH("二次評価")
enum { R_NO, R_NUMBERS, R_SOURCE, R_AREA, R_EVENT, R_CAUSE, R_CONSEQUENCE, R_IMPORTANCE, R_LIKELIHOOD, R_LEVEL, R_PRIORITY,
    R_RETAIN, R_REDUCE, R_AVOID, R_TRANSFER, R_CONTROL, R_ACTION, R_RES_IMPORTANCE, R_RES_LIKELIHOOD, R_RES_LEVEL, R_COUNT };
static const struct rt_col report_columns[R_COUNT] = {
    CENTER(NO_GROUP, "No", 5), CENTER(NO_GROUP, "資産目録のNo", 11),
    TEXT(G_IDENTIFIED, "リスク源", 22), TEXT(G_IDENTIFIED, "影響領域", 10), TEXT(G_IDENTIFIED, "事象", 22), TEXT(G_IDENTIFIED, "原因", 18), TEXT(G_IDENTIFIED, "起こり得る結果", 20),
    CENTER(G_FIRST, "重要度", 8), CENTER(G_FIRST, "被害発生可能性", 9.5), FORMULA(G_FIRST, "リスクレベル", put_level), FORMULA(NO_GROUP, "優先順位", put_priority),
    CENTER(G_TREATED, "保有", 6), CENTER(G_TREATED, "低減", 6), CENTER(G_TREATED, "回避", 6), CENTER(G_TREATED, "移転", 6), TEXT(G_TREATED, "管理策", 24), CENTER(G_TREATED, "対応", 8),
    CENTER(G_SECOND, "重要度", 8), CENTER(G_SECOND, "被害発生可能性", 9.5), FORMULA(G_SECOND, "リスクレベル", put_residual)};
static const struct rt_text report_example[][BLANK_COLUMNS] = {
    {BOTH("1"), BOTH("3、5"), {"持ち出しの手順が決まっていない", "no rule for taking devices out"}, {"外部", "outside"},
     {"持ち出したノートPCの紛失", "loss of a laptop that was taken out"}, {"手順がなく、許可なく持ち出される", "taken out without permission"}, {"顧客情報の漏えい、信用の失墜", "leak of customers' data"},
     BOTH("2"), BOTH("2"), BOTH("4"), BOTH("3"), RT_NO_TEXT, BOTH("●"), RT_NO_TEXT, RT_NO_TEXT, {"持ち出しの許可\nディスクの暗号化", "permission to take out\nencrypted disks"}, {"予定", "Planned"},
     BOTH("2"), BOTH("1"), BOTH("2")}};
enum { P_NO, P_CONTROL, P_TASK, P_WHO, P_PLANNED_START, P_PLANNED_END, P_ACTUAL_START, P_ACTUAL_END, P_STATUS, P_COUNT };
#define G_PLANNED BOTH("予定")
#define G_ACTUAL BOTH("実績")
static const struct rt_col plan_columns[P_COUNT] = {
    CENTER(NO_GROUP, "No", 5), TEXT(NO_GROUP, "管理策", 28), TEXT(NO_GROUP, "タスク", 36), TEXT(NO_GROUP, "担当", 12),
    DATE(G_PLANNED, "開始"), DATE(G_PLANNED, "終了"), DATE(G_ACTUAL, "開始"), DATE(G_ACTUAL, "終了"), CENTER(NO_GROUP, "ステータス", 12)};
static const struct rt_text plan_example[][BLANK_COLUMNS] = {
    {BOTH("1"), {"ディスクの暗号化", "encrypted disks"}, {"対象のPCを調べる\n暗号化を有効にする", "find the PCs\nturn encryption on"}, {"情報システム課", "IT"},
     BOTH("2026-04-01"), BOTH("2026-06-30"), BOTH("2026-04-10"), RT_NO_TEXT, {"着手", "Under way"}}};
enum { S_NUMBER, S_NAME, S_APPLIES, S_STATE, S_REASON, S_DOCUMENTS, S_COUNT };
#define G_CONTROLS BOTH("管理目的および管理策")
static const struct rt_col soa_columns[S_COUNT] = {
    {G_CONTROLS, BOTH("管理策番号"), RT_NO_TEXT, 9, RT_XF_CENTER, RT_BY(put_number)}, {G_CONTROLS, BOTH("管理策"), RT_NO_TEXT, 32, RT_XF_TEXT, RT_BY(put_name)},
    CENTER(NO_GROUP, "適用", 9), CENTER(NO_GROUP, "実施・未実施", 13), TEXT(NO_GROUP, "管理策を含めた理由／管理策を除外した理由", 44), TEXT(NO_GROUP, "規程・手順書", 30)};
static const struct rt_text soa_example[][BLANK_COLUMNS] = {
    {BOTH("5.9"), {"情報及びその他の関連資産の目録", "Inventory of information and other associated assets"}, BOTH("○"), BOTH("○"), {"情報資産を漏れなく管理するため", "to know all assets"}, {"情報資産管理規程", "asset policy"}},
    {BOTH("8.4"), {"ソースコードへのアクセス", "Access to source code"}, BOTH("×"), BOTH("ー"), {"ソフトウェアの開発をしていないため", "no software is developed"}, RT_NO_TEXT}};
/* clang-format on */

static void finish_report(struct rt_list *list)
{
    const struct blank_book *b = list->context;
    const struct rt_profile *p = b->t->profile;

    for (int col = R_RETAIN; col <= R_TRANSFER; col++)
        rt_list_check_words(list, col, RT_W_TREATED_MARK, 1);
    rt_list_offer_words(list, R_ACTION, RT_W_ACTION_DONE, 3);
    rt_list_check_numbers(list, R_IMPORTANCE, p->scale_min, p->scale_max);
    rt_list_check_numbers(list, R_LIKELIHOOD, 1, 3);
    rt_list_check_numbers(list, R_RES_IMPORTANCE, p->scale_min, p->scale_max);
    rt_list_check_numbers(list, R_RES_LIKELIHOOD, 1, 3);
}

static void finish_plan(struct rt_list *list)
{
    for (int col = P_PLANNED_START; col <= P_ACTUAL_END; col++)
        rt_list_check_dates(list, col);
    rt_list_check_words(list, P_STATUS, RT_W_STATUS_OPEN, 3);
}

static void finish_soa(struct rt_list *list)
{
    rt_list_check_words(list, S_APPLIES, RT_W_SOA_YES, 2);
    rt_list_check_words(list, S_STATE, RT_W_SOA_DONE, 4);
}

static const struct rt_blank_form forms[] = {
    {"report", RT_W_BLANK_REPORT,
        {"リスクアセスメント結果報告書",
            "リスクアセスメント結果報告書 (risk assessment report)"},
        {"クリーム色の欄に記入します。リスク対応は1つに●を付け、管理策は1行に1つ書いてください。灰色の欄は計算式です。書き方は「記入例」にあります。",
            "Write into the cream-coloured cells: one ● for the treatment, a control a line. Grey cells are formulas. Sheet 記入例 is an example."},
        report_columns, R_COUNT, report_example, RT_COUNT(report_example),
        false, true, finish_report},
    {"plan", RT_W_BLANK_PLAN,
        {"リスク対応計画", "リスク対応計画 (risk treatment plan)"},
        {"結果報告書で「予定」「未定」とした管理策を1行に1つ書きます。書き方は「記入例」にあります。",
            "One row for each control that is still to be carried out. Sheet 記入例 is an example."},
        plan_columns, P_COUNT, plan_example, RT_COUNT(plan_example), false,
        true, finish_plan},
    {"soa", RT_W_BLANK_SOA,
        {"適用宣言書（ISO/IEC 27001:2022 附属書A）",
            "適用宣言書 (statement of applicability, ISO/IEC 27001:2022, Annex A)"},
        {"適用：○／×。実施・未実施：○ 実施、一部、未、ー 対象外。理由は、含めた管理策にも除外した管理策にも書いてください。書き方は「記入例」にあります。",
            "Whether the control applies, whether it is carried out, and why, of included controls too. Sheet 記入例 is an example."},
        soa_columns, S_COUNT, soa_example, RT_COUNT(soa_example), true, false,
        finish_soa},
};

const struct rt_blank_form *rt_blank_form_named(const char *name)
{
    for (size_t i = 0; i < RT_COUNT(forms); i++) {
        if (strcmp(forms[i].name, name) == 0)
            return &forms[i];
    }
    return NULL;
}

/* --- the sheets ------------------------------------------------------------------ */

static void put_signatures(struct rt_xl_sheet *s)
{
    static const char *const labels[]
        = {"作成者／更新者", "作成日／更新日", "承認者", "承認日"};

    for (int i = 0; i < 4; i++) {
        int col = 2 + i % 2 * 2;
        rt_xl_z(s, col, RT_XF_BOX_LABEL, labels[i]);
        rt_xl_z(s, col + 1, i % 2 ? RT_XF_FORM_DATE : RT_XF_BOX_INPUT, "");
        if (i % 2)
            rt_xl_next(s);
    }
    rt_xl_next(s);
}

static void put_preface(struct rt_list *list)
{
    const struct blank_book *b = list->context;
    struct rt_xl_sheet *s = &list->s;

    rt_xl_title(s, 0,
        b->is_example ? rt_say(b->t->lang, "記入例", "記入例 (example)")
                      : rt_text(b->t->lang, b->form->title),
        b->is_example ? "" : rt_text(b->t->lang, b->form->note));
    if (b->form->is_signed && !b->is_example)
        put_signatures(s);
}

static void finish(struct rt_list *list)
{
    const struct blank_book *b = list->context;

    b->form->finish(list);
    if (list->xl->rc != RT_OK)
        return;
    worksheet_freeze_panes(list->s.ws, list->first, 2);
    /* some programs print no row in which nothing is written */
    rt_xl_lib(list->xl,
        worksheet_print_area(
            list->s.ws, 0, 0, list->last, (lxw_col_t)(b->form->count - 1)),
        "print area");
}

static void put_annex(struct rt_list *list)
{
    for (int i = 0; i < RT_ANNEX_CONTROLS; i++) {
        struct blank_line control = {.control = i}, theme = {.control = -2};
        int n;
        rt_annex_at(i, &theme.theme, &n);
        if (n == 1)
            rt_list_add(list, &theme);
        rt_list_add(list, &control);
    }
}

enum { WIDE = 12 }; /* more columns than can be read on A4 */

static void put_sheet(struct blank_book *b, enum rt_word name)
{
    const struct rt_blank_form *f = b->form;
    struct blank_line line = {.control = -1};
    struct rt_list list = {&b->xl, f->columns, f->count, name, name, name,
        .paper = f->count > WIDE ? RT_A3 : RT_A4, .plain = true,
        .preface = put_preface, .finish = finish, .context = b};

    rt_list_open(&list);
    for (size_t i = 0; b->is_example && i < f->examples; i++) {
        line.texts = f->example[i];
        rt_list_add(&list, &line);
    }
    if (f->of_annex && !b->is_example)
        put_annex(&list);
    for (uint32_t i = 0; !b->is_example && !f->of_annex && i < b->t->rows; i++)
        rt_list_add(&list, &line);
    rt_list_close(&list, RT_W_COUNT);
}

static void make_formulas(struct blank_book *b)
{
    static const struct rt_score_cols first = {.importance = R_IMPORTANCE,
                                          .likelihood = R_LIKELIHOOD,
                                          .level = R_LEVEL},
                                      second = {.importance = R_RES_IMPORTANCE,
                                          .likelihood = R_RES_LIKELIHOOD,
                                          .level = R_RES_LEVEL};

    rt_formula_level(b->t->profile, &first, b->level);
    rt_formula_priority(b->t->profile, &first, b->priority);
    rt_formula_level(b->t->profile, &second, b->residual);
}

enum rt_status rt_report_blank(const struct rt_template *t,
    const struct rt_blank_form *form, const char *path, struct rt_error *err)
{
    struct rt_run run = {.version = t->version,
        .now = t->now,
        .lang = t->lang,
        .subject = rt_text(t->lang, form->title)};
    struct blank_book b = {.t = t, .form = form};

    make_formulas(&b);
    rt_xl_open(&b.xl, path, &run, rt_word(RT_JA, form->sheet), err);
    put_sheet(&b, form->sheet);
    b.is_example = true;
    put_sheet(&b, RT_W_BLANK_EXAMPLE);
    return rt_xl_close(&b.xl);
}
