/* An owner's sheet of approvals: the residual risks that wait for his signature.
 *
 * It goes to a manager who sees it once a quarter: two lines say what to do, all
 * but four columns is ours and protected, and the values that a signature is for
 * are there in one cell, as they will be kept (risk/plan_carry.h). What he fills
 * in is read back when the file is among the inputs of the next run.
 */
#include "ledger/asked_risks.h"
#include "record/approval.h"
#include "report/approval/approvals.h"
#include "report/book/xl.h"
#include "risk/plan_carry.h"

struct book {
    struct rt_xl xl;
    struct rt_ledger *ledger;
    const struct rt_owner_sheet *approval;
};

static const struct rt_asked_risk *asked_of(const struct rt_line *line)
{
    return line->item;
}

/* --- columns -------------------------------------------------------------- */

static bool has_residual(const struct rt_risk *r)
{
    return r->residual_importance >= 0 && r->residual_likelihood >= 0;
}

static int residual_level(const struct rt_risk *r)
{
    return has_residual(r) ? r->residual_importance * r->residual_likelihood
                           : RT_UNKNOWN;
}

static void put_treatment(const struct rt_line *line)
{
    rt_xl_z(RT_CELL(line),
        rt_word_treatment(line->lang, asked_of(line)->risk.treatment));
}

static void put_residual_level(const struct rt_line *line)
{
    rt_xl_known(RT_CELL(line), residual_level(&asked_of(line)->risk));
}

static void put_residual_class(const struct rt_line *line)
{
    const struct rt_risk *risk = &asked_of(line)->risk;
    const struct rt_profile *p = rt_profile_named(risk->profile);
    int level = residual_level(risk);

    rt_xl_z(RT_CELL(line), p && level >= 0 && level <= RT_LEVEL_MAX
                               ? rt_word_class(line->lang, p->class_of[level])
                               : "");
}

/* 「3×3=9 → 2×2」 */
static void put_values(const struct rt_line *line)
{
    const struct rt_risk *risk = &asked_of(line)->risk;
    const struct rt_plan_row row = {.importance = risk->result.importance,
        .likelihood = risk->result.likelihood,
        .level = risk->result.level,
        .residual_importance = risk->residual_importance,
        .residual_likelihood = risk->residual_likelihood};
    struct rt_buf text = RT_BUF(1024);
    struct rt_str values = RT_STR_NONE, none;

    if (rt_plan_put_values(&row, &text) == RT_OK)
        (void)rt_str_split(rt_buf_str(&text), " ／ ", &values, &none);
    else
        rt_xl_keep(line->s->xl, rt_fail_nomem(line->s->xl->err));
    rt_xl_str(RT_CELL(line), values);
    rt_buf_fini(&text);
}

/* Why it is asked for, and who signed before. */
static void put_why(const struct rt_line *line)
{
    const struct rt_asked_risk *a = asked_of(line);
    struct rt_writer w = RT_WRITER(w, RT_TEXT_MAX);

    rt_write_z(&w,
        rt_word(line->lang, RT_W_ASKED_WAITING + a->is - RT_ACCEPT_WAITING));
    if (a->is != RT_ACCEPT_WAITING) {
        rt_write_z(&w, "\n");
        rt_write(&w, a->approved_by);
        rt_write_z(&w, a->approved_by.n > 0 && a->approved_on.n > 0 ? " " : "");
        rt_write(&w, a->approved_on);
    }
    rt_xl_take(RT_CELL(line), &w);
}

/* clang-format off */
#define OF(field) RT_FILL_STR, offsetof(struct rt_asked_risk, field), NULL
#define SCORE(field) RT_FILL_SCORE, offsetof(struct rt_asked_risk, field), NULL
#define CLASS(field) RT_FILL_CLASS, offsetof(struct rt_asked_risk, field), NULL
#define PEOPLE RT_FILL_NONE, 0, NULL
#define COL_ID 10, RT_XF_SMALL, OF(risk.risk_id)
#define COL_DEPARTMENT 10, RT_XF_TEXT, OF(risk.department)
#define COL_ASSET 18, RT_XF_TEXT, OF(risk.asset)
#define COL_MEDIUM 11, RT_XF_TEXT, OF(risk.medium)
#define COL_LEVEL 7, RT_XF_COMPUTED, SCORE(risk.result.level)
#define COL_CLASS 8, RT_XF_COMPUTED, CLASS(risk.result.class)
#define COL_TREATMENT 9, RT_XF_CENTER, RT_BY(put_treatment)
#define COL_CONTROL 20, RT_XF_TEXT, OF(control)
#define COL_REASON 14, RT_XF_TEXT, OF(reason)
#define COL_RESIDUAL_LEVEL 7, RT_XF_COMPUTED, RT_BY(put_residual_level)
#define COL_RESIDUAL_CLASS 8, RT_XF_COMPUTED, RT_BY(put_residual_class)
#define COL_VALUES 13, RT_XF_CENTER, RT_BY(put_values)
#define COL_WHY 13, RT_XF_SMALL, RT_BY(put_why)
#define COL_DECISION 12, RT_XF_FORM_CENTER, PEOPLE
#define COL_NAME 13, RT_XF_FORM_TEXT, PEOPLE
#define COL_DATE 11, RT_XF_FORM_DATE, PEOPLE
#define COL_WORDS 18, RT_XF_FORM_TEXT, PEOPLE
#define COL_PROFILE 9, RT_XF_SMALL, OF(risk.profile)
static const struct rt_col columns[RT_AP_COUNT] = {
#define COL(top, ja, en, ...) {RT_APPROVAL_##top, {ja, en}, RT_NO_TEXT, __VA_ARGS__},
#define COL_(...) COL(__VA_ARGS__)
#define RT_APPROVAL(id, top, ja, en) COL_(top, ja, en, COL_##id)
#include "record/approval.def"
};
/* clang-format on */

/* --- what may be entered ---------------------------------------------------- */

static void finish(struct rt_list *list)
{
    lxw_protection allowed
        = {.format_columns = LXW_TRUE, .format_rows = LXW_TRUE};

    rt_list_check_words(list, RT_AP_DECISION, RT_W_APPROVAL_YES, 2);
    rt_list_check_dates(list, RT_AP_DATE);
    rt_list_class_rules(list, RT_AP_CLASS, RT_AP_LEVEL, RT_AP_CLASS);
    rt_list_class_rules(
        list, RT_AP_RESIDUAL_CLASS, RT_AP_RESIDUAL_LEVEL, RT_AP_RESIDUAL_CLASS);
    if (list->xl->rc == RT_OK)
        worksheet_protect(list->s.ws, NULL, &allowed);
}

/* --- the sheet ------------------------------------------------------------ */

static void put_line(struct rt_xl_sheet *s, enum rt_xf xf, struct rt_writer *w)
{
    rt_xl_take(s, 0, xf, w);
    rt_xl_next(s);
}

static void put_letter(struct rt_list *list)
{
    const struct book *b = list->context;
    struct rt_xl_sheet *s = &list->s;
    enum rt_lang lang = list->xl->run->lang;
    struct rt_writer w = RT_WRITER(w, RT_TEXT_MAX);

    rt_xl_height(s, 26);
    rt_xl_z(s, 0, RT_XF_TITLE, rt_word(lang, RT_W_BOOK_APPROVAL));
    rt_xl_next(s);
    rt_xl_height(s, 22);
    rt_writef(&w, rt_word(lang, RT_W_APPROVAL_TO), RT_FMT(b->approval->owner),
        (unsigned long long)b->approval->risks, list->xl->run->now);
    put_line(s, RT_XF_SECTION, &w);
    rt_xl_word(s, 0, RT_XF_NOTE, RT_W_APPROVAL_HOW);
    rt_xl_next(s);
    rt_xl_word(s, 0, RT_XF_NOTE, RT_W_APPROVAL_BACK);
    rt_xl_next(s);
    rt_xl_next(s);
}

static void put_rows(struct book *b)
{
    static const struct rt_handed hands[] = {{RT_AP_ID, RT_HAND_KEY},
        {RT_AP_DECISION, RT_HAND_PEOPLE}, {RT_AP_NAME, RT_HAND_PEOPLE},
        {RT_AP_DATE, RT_HAND_PEOPLE}, {RT_AP_WORDS, RT_HAND_PEOPLE}};
    struct rt_asked_risk item;
    struct rt_list list = {&b->xl, RT_COLS(columns), RT_W_SHEET_APPROVAL,
        RT_W_BOOK_APPROVAL, RT_W_APPROVAL_HOW, .paper = RT_A4, .frozen = 0,
        RT_HANDS(hands), .plain = true, .preface = put_letter, .finish = finish,
        .context = b};

    rt_list_put(&list, rt_ledger_asked(b->ledger, b->approval->key, b->xl.err),
        &item, RT_W_COUNT);
}

enum rt_status rt_report_approval(struct rt_ledger *ledger,
    const struct rt_run *run, const struct rt_owner_sheet *approval,
    const char *path, struct rt_error *err)
{
    struct book b = {.ledger = ledger, .approval = approval};

    rt_xl_open(&b.xl, path, run, rt_word(run->lang, RT_W_BOOK_APPROVAL), err);
    rt_xl_trace_begin(&b.xl);
    put_rows(&b);
    rt_xl_trace_end(&b.xl);
    return rt_xl_close(&b.xl);
}
