/* treatment-plan.xlsx: what is to be done about each risk with a priority.
 *
 * The worst first. What the inputs already say (treatment, control, state,
 * residual values) is filled in; the rest is for people, with pull-downs and
 * date checks. 終了 needs a date of completion that no input gives, so that a
 * measure reported as done (済) gets no status of its own but is shown as it
 * was stated.
 */
#include "formulas.h"
#include "register.h"
#include "risktally/book.h"
#include "xl.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum plan_col {
    PC_ID,
    PC_DEPARTMENT,
    PC_ASSET,
    PC_LEVEL,
    PC_CLASS,
    PC_PRIORITY,
    PC_TREATMENT,
    PC_NO,
    PC_CONTROL,
    PC_TASK,
    PC_WHO,
    PC_PLANNED_START,
    PC_PLANNED_END,
    PC_ACTUAL_START,
    PC_ACTUAL_END,
    PC_STATUS,
    PC_OVERDUE,
    PC_STATED,
    PC_RESIDUAL_IMPORTANCE,
    PC_RESIDUAL_LIKELIHOOD,
    PC_RESIDUAL_LEVEL,
    PC_RESIDUAL_CLASS,
    PC_OWNER,
    PC_APPROVED_BY,
    PC_APPROVED_ON,
    PC_REASON,
    PC_PROFILE,
    PC_FILE,
    PC_SHEET,
    PC_ROW,
    PC_COUNT
};

struct plan {
    struct rt_xl xl;
    enum rt_lang lang;
    uint64_t number;
    struct rt_in_force *profiles;
    size_t profile_count;
    int scale_min, scale_max; /* over all profiles in force */
};

static const struct rt_in_force *profile_of(
    const struct plan *p, const struct rt_risk *risk)
{
    return rt_profiles_find(p->profiles, p->profile_count, risk->profile);
}

/* --- cells --------------------------------------------------------------- */

static void put_class(const struct rt_line *line, int col)
{
    const struct plan *p = line->context;
    const struct rt_risk *risk = line->item;

    rt_xl_z(line->s, col, line->col->xf,
        rt_word_class(p->lang, risk->result.class_));
}

static void put_treatment(const struct rt_line *line, int col)
{
    const struct plan *p = line->context;
    const struct rt_risk *risk = line->item;

    rt_xl_z(line->s, col, line->col->xf,
        rt_word_treatment(p->lang, risk->treatment));
}

static void put_number(const struct rt_line *line, int col)
{
    const struct plan *p = line->context;

    rt_xl_num(line->s, col, line->col->xf, (double)p->number);
}

static void put_status(const struct rt_line *line, int col)
{
    const struct rt_risk *risk = line->item;

    if (rt_str_starts(risk->action, RT_STR("済")))
        rt_xl_z(line->s, col, line->col->xf, "");
    else
        rt_xl_word(line->s, col, line->col->xf, RT_W_STATUS_OPEN);
}

static void put_overdue(const struct rt_line *line, int col)
{
    const struct plan *p = line->context;
    char end[4], status[4], pattern[160], formula[240];

    rt_col_letters(PC_PLANNED_END, end);
    rt_col_letters(PC_STATUS, status);
    snprintf(pattern, sizeof(pattern),
        "IF(AND(ISNUMBER(%s#),%s#<TODAY(),%s#<>\"%s\"),\"%s\",\"\")", end, end,
        status, rt_word(p->lang, RT_W_STATUS_DONE),
        rt_word(p->lang, RT_W_OVERDUE));
    rt_formula(pattern, line->s->row + 1, formula, sizeof(formula));
    rt_xl_formula_z(line->s, col, line->col->xf, formula, "");
}

/* What the level's formula gives: "" where a value is not known or off the
 * profile's scale. */
static int residual_level(
    const struct rt_profile *p, const struct rt_risk *risk)
{
    int i = risk->residual_importance, l = risk->residual_likelihood;

    if (i < p->scale_min || i > p->scale_max || l < 1 || l > 3)
        return RT_UNKNOWN;
    return i * l;
}

static void put_residual_level(const struct rt_line *line, int col)
{
    const struct rt_risk *risk = line->item;
    const struct rt_in_force *f = profile_of(line->context, risk);
    char formula[RT_FORMULA_MAX * 2];

    if (f == NULL) {
        rt_xl_z(line->s, col, line->col->xf, "");
        return;
    }
    rt_formula(f->level, line->s->row + 1, formula, sizeof(formula));
    rt_xl_formula(line->s, col, line->col->xf, formula,
        residual_level(&f->use.profile, risk));
}

static void put_residual_class(const struct rt_line *line, int col)
{
    const struct plan *p = line->context;
    const struct rt_risk *risk = line->item;
    const struct rt_in_force *f = profile_of(p, risk);
    char formula[RT_FORMULA_MAX * 2];
    int level;

    if (f == NULL) {
        rt_xl_z(line->s, col, line->col->xf, "");
        return;
    }
    level = residual_level(&f->use.profile, risk);
    rt_formula(f->class_, line->s->row + 1, formula, sizeof(formula));
    rt_xl_formula_z(line->s, col, line->col->xf, formula,
        level < 0 ? ""
                  : rt_word_class(p->lang, f->use.profile.class_of[level]));
}

/* --- columns ------------------------------------------------------------- */

/* clang-format off */
#define STR(field) RT_FILL_STR, offsetof(struct rt_risk, field), NULL
#define SCORE(field) RT_FILL_SCORE, offsetof(struct rt_risk, field), NULL
#define BY(function) RT_FILL_CALL, 0, function
#define BLANK RT_FILL_NONE, 0, NULL
#define NO_HELP {NULL, NULL}
#define G_NONE {NULL, NULL}
#define G_RISK {"リスク", "Risk"}
#define G_PLAN {"対応", "Treatment"}
#define G_PLANNED {"予定", "Planned"}
#define G_ACTUAL {"実績", "Actual"}
#define G_PROGRESS {"進み具合", "Progress"}
#define G_RESIDUAL {"残留リスク（対応後の見込み）", "Residual risk (as planned)"}
#define G_APPROVAL {"承認", "Approval"}
#define G_SOURCE {"出所", "Source"}
static const struct rt_col columns[PC_COUNT] = {
[PC_ID] = {G_RISK, {"リスクID", "Risk id"}, NO_HELP, 17, RT_XF_SMALL, STR(risk_id)},
[PC_DEPARTMENT] = {G_RISK, {"部門", "Department"}, NO_HELP, 12, RT_XF_TEXT, STR(department)},
[PC_ASSET] = {G_RISK, {"情報資産名称", "Asset"}, NO_HELP, 24, RT_XF_TEXT, STR(asset)},
[PC_LEVEL] = {G_RISK, {"リスク値", "Level"}, NO_HELP, 7, RT_XF_COMPUTED, SCORE(result.level)},
[PC_CLASS] = {G_RISK, {"区分", "Class"}, NO_HELP, 8.5, RT_XF_COMPUTED, BY(put_class)},
[PC_PRIORITY] = {G_RISK, {"優先\n順位", "Prior-\nity"}, NO_HELP, 7, RT_XF_COMPUTED, SCORE(result.priority)},
[PC_TREATMENT] = {G_PLAN, {"対応方針", "Option"}, NO_HELP, 9, RT_XF_CENTER, BY(put_treatment)},
[PC_NO] = {G_PLAN, {"No", "No"}, NO_HELP, 6, RT_XF_SCORE, BY(put_number)},
[PC_CONTROL] = {G_PLAN, {"管理策", "Control"}, NO_HELP, 26, RT_XF_TEXT, STR(control)},
[PC_TASK] = {G_PLAN, {"タスク", "Task"}, NO_HELP, 30, RT_XF_TEXT, BLANK},
[PC_WHO] = {G_PLAN, {"担当", "Who"}, NO_HELP, 11, RT_XF_TEXT, BLANK},
[PC_PLANNED_START] = {G_PLANNED, {"開始", "Start"}, NO_HELP, 11, RT_XF_DATE, BLANK},
[PC_PLANNED_END] = {G_PLANNED, {"終了", "End"}, NO_HELP, 11, RT_XF_DATE, BLANK},
[PC_ACTUAL_START] = {G_ACTUAL, {"開始", "Start"}, NO_HELP, 11, RT_XF_DATE, BLANK},
[PC_ACTUAL_END] = {G_ACTUAL, {"終了", "End"}, NO_HELP, 11, RT_XF_DATE, BLANK},
[PC_STATUS] = {G_PROGRESS, {"ステータス", "Status"}, NO_HELP, 11, RT_XF_CENTER, BY(put_status)},
[PC_OVERDUE] = {G_PROGRESS, {"期限", "Deadline"}, NO_HELP, 9, RT_XF_CENTER, BY(put_overdue)},
[PC_STATED] = {G_PROGRESS, {"対応状況\n（提出時）", "As stated"}, NO_HELP, 10, RT_XF_CENTER, STR(action)},
[PC_RESIDUAL_IMPORTANCE] = {G_RESIDUAL, {"重要度", "Impor-\ntance"}, NO_HELP, 8, RT_XF_SCORE, SCORE(residual_importance)},
[PC_RESIDUAL_LIKELIHOOD] = {G_RESIDUAL, {"被害発生\n可能性", "Likeli-\nhood"}, NO_HELP, 9, RT_XF_SCORE, SCORE(residual_likelihood)},
[PC_RESIDUAL_LEVEL] = {G_RESIDUAL, {"リスク値", "Level"}, NO_HELP, 8, RT_XF_COMPUTED, BY(put_residual_level)},
[PC_RESIDUAL_CLASS] = {G_RESIDUAL, {"区分", "Class"}, NO_HELP, 8.5, RT_XF_COMPUTED, BY(put_residual_class)},
[PC_OWNER] = {G_APPROVAL, {"リスク所有者", "Risk owner"}, NO_HELP, 12, RT_XF_TEXT, STR(owner)},
[PC_APPROVED_BY] = {G_APPROVAL, {"承認者", "Approved by"}, NO_HELP, 12, RT_XF_TEXT, BLANK},
[PC_APPROVED_ON] = {G_APPROVAL, {"承認日", "Approved on"}, NO_HELP, 12.5, RT_XF_DATE, BLANK},
[PC_REASON] = {G_SOURCE, {"対応方針の\n選定理由", "Reason"}, NO_HELP, 18, RT_XF_TEXT, STR(treatment_reason)},
[PC_PROFILE] = {G_SOURCE, {"基準", "Profile"}, NO_HELP, 10, RT_XF_CENTER, STR(profile)},
[PC_FILE] = {G_SOURCE, {"ファイル", "File"}, NO_HELP, 20, RT_XF_SMALL, STR(file)},
[PC_SHEET] = {G_SOURCE, {"シート", "Sheet"}, NO_HELP, 16, RT_XF_SMALL, STR(sheet)},
[PC_ROW] = {G_SOURCE, {"行", "Row"}, NO_HELP, 6, RT_XF_SCORE, RT_FILL_ROW, offsetof(struct rt_risk, row), NULL},
};
/* clang-format on */

/* The columns that the residual formulas look at; the others are not used. */
static struct rt_score_cols score_cols(void)
{
    struct rt_score_cols c = {.flag1 = "A"};

    rt_col_letters(PC_RESIDUAL_IMPORTANCE, c.importance);
    rt_col_letters(PC_RESIDUAL_LIKELIHOOD, c.likelihood);
    rt_col_letters(PC_RESIDUAL_LEVEL, c.level);
    return c;
}

/* --- pull-downs and colours ---------------------------------------------- */

static void set_check(struct rt_list *list, uint32_t first, uint32_t last,
    int col, lxw_data_validation *v)
{
    if (list->xl->rc == RT_OK)
        rt_xl_lib(list->xl,
            worksheet_data_validation_range(
                list->s.ws, first, (lxw_col_t)col, last, (lxw_col_t)col, v),
            "pull-down");
}

/* The library reads the strings and has forgotten const. */
static char *borrowed(enum rt_lang lang, enum rt_word w)
{
    return (char *)(uintptr_t)rt_word(lang, w);
}

static void set_words(struct rt_list *list, uint32_t first, uint32_t last,
    int col, enum rt_word from, int count)
{
    enum rt_lang lang = list->xl->run->lang;
    char *words[8] = {NULL};
    lxw_data_validation v = {
        .validate = LXW_VALIDATION_TYPE_LIST,
        .value_list = words,
        .error_title = borrowed(lang, RT_W_PICK_TITLE),
        .error_message = borrowed(lang, RT_W_PICK_TEXT),
    };

    for (int i = 0; i < count; i++)
        words[i] = borrowed(lang, (enum rt_word)((int)from + i));
    set_check(list, first, last, col, &v);
}

static void set_numbers(struct rt_list *list, uint32_t first, uint32_t last,
    int col, int min, int max)
{
    enum rt_lang lang = list->xl->run->lang;
    char text[10][2], *numbers[11] = {NULL};
    lxw_data_validation v = {
        .validate = LXW_VALIDATION_TYPE_LIST,
        .value_list = numbers,
        .error_title = borrowed(lang, RT_W_PICK_TITLE),
        .error_message = borrowed(lang, RT_W_PICK_TEXT),
    };

    for (int i = min; i <= max && i < 10; i++) {
        text[i - min][0] = (char)('0' + i);
        text[i - min][1] = '\0';
        numbers[i - min] = text[i - min];
    }
    set_check(list, first, last, col, &v);
}

static void set_dates(
    struct rt_list *list, uint32_t first, uint32_t last, int col)
{
    enum rt_lang lang = list->xl->run->lang;
    lxw_data_validation v = {
        .validate = LXW_VALIDATION_TYPE_DATE,
        .criteria = LXW_VALIDATION_CRITERIA_GREATER_THAN_OR_EQUAL_TO,
        .value_datetime = {.year = 2000, .month = 1, .day = 1},
        .error_title = borrowed(lang, RT_W_DATE_TITLE),
        .error_message = borrowed(lang, RT_W_DATE_TEXT),
    };

    set_check(list, first, last, col, &v);
}

static void color_overdue(struct rt_list *list)
{
    char letters[4], pattern[64];

    rt_col_letters(PC_OVERDUE, letters);
    snprintf(pattern, sizeof(pattern), "=$%s#<>\"\"", letters);
    rt_list_rule(list, PC_ID, PC_ASSET, pattern, RT_XF_IF_ALARM);
    rt_list_rule(list, PC_TREATMENT, PC_STATED, pattern, RT_XF_IF_ALARM);
}

static void finish(struct rt_list *list, uint32_t first, uint32_t last)
{
    const struct plan *p = list->context;

    rt_list_class_rules(list, PC_CLASS, PC_LEVEL, PC_PRIORITY);
    rt_list_class_rules(
        list, PC_RESIDUAL_CLASS, PC_RESIDUAL_LEVEL, PC_RESIDUAL_CLASS);
    color_overdue(list);
    set_words(list, first, last, PC_TREATMENT, RT_W_REDUCE, 4);
    set_words(list, first, last, PC_STATUS, RT_W_STATUS_OPEN, 3);
    for (int col = PC_PLANNED_START; col <= PC_ACTUAL_END; col++)
        set_dates(list, first, last, col);
    set_dates(list, first, last, PC_APPROVED_ON);
    /* where scales differ, all their values are offered and the level's
       formula stays blank for one that is off the row's own */
    set_numbers(
        list, first, last, PC_RESIDUAL_IMPORTANCE, p->scale_min, p->scale_max);
    set_numbers(list, first, last, PC_RESIDUAL_LIKELIHOOD, 1, 3);
}

/* --- the book ------------------------------------------------------------ */

static void widest_scale(struct plan *p)
{
    p->scale_min = 3;
    for (size_t i = 0; i < p->profile_count; i++) {
        const struct rt_profile *profile = &p->profiles[i].use.profile;

        if (profile->scale_min < p->scale_min)
            p->scale_min = profile->scale_min;
        if (profile->scale_max > p->scale_max)
            p->scale_max = profile->scale_max;
    }
}

static void write_rows(struct plan *p, struct rt_ledger *ledger,
    const struct rt_run *run, uint32_t max_rows, struct rt_error *err)
{
    struct rt_cursor *cursor = NULL;
    struct rt_risk risk;
    enum rt_status rc;
    char title[160];
    struct rt_list list = {.xl = &p->xl,
        .cols = columns,
        .count = PC_COUNT,
        .name = rt_word(run->lang, RT_W_SHEET_PLAN),
        .title = title,
        .note = rt_word(run->lang, RT_W_PLAN_NOTE),
        .paper = RT_A3,
        .max_rows = max_rows,
        .frozen = PC_ASSET + 1,
        .filter = true,
        .finish = finish,
        .context = p};

    snprintf(title, sizeof(title), "%s  %s %s",
        rt_word(run->lang, RT_W_BOOK_PLAN), rt_word(run->lang, RT_W_AS_OF),
        run->now);
    rt_list_open(&list);
    rt_xl_keep(&p->xl, rt_ledger_risks(ledger, RT_RISKS_PLAN, &cursor, err));
    while (p->xl.rc == RT_OK
           && (rc = rt_risks_next(cursor, &risk, err)) != RT_END) {
        rt_xl_keep(&p->xl, rc);
        p->number++;
        rt_list_add(&list, &risk);
    }
    rt_list_close(&list, rt_word(run->lang, RT_W_PLAN_NONE));
    rt_cursor_close(cursor);
}

enum rt_status rt_plan_write(struct rt_ledger *ledger, const struct rt_run *run,
    const char *path, uint32_t max_rows, struct rt_error *err)
{
    struct plan p = {.lang = run->lang};
    struct rt_score_cols cols = score_cols();
    struct rt_totals totals;
    enum rt_status rc = rt_ledger_totals(ledger, &totals, err);

    if (rc == RT_OK)
        rc = rt_profiles_load(
            ledger, run->lang, &cols, &p.profiles, &p.profile_count, err);
    if (rc == RT_OK) {
        widest_scale(&p);
        rt_xl_open(&p.xl, path, run, rt_word(run->lang, RT_W_BOOK_PLAN),
            totals.priority[1] + totals.priority[2] + totals.priority[3], err);
        write_rows(&p, ledger, run, max_rows, err);
        rc = rt_xl_close(&p.xl);
    }
    free(p.profiles);
    return rc;
}

enum rt_status rt_report_plan(struct rt_ledger *ledger,
    const struct rt_run *run, const char *path, struct rt_error *err)
{
    return rt_plan_write(ledger, run, path, RT_XL_ROWS, err);
}
