/* assessment-report.xlsx: リスクアセスメント結果報告書, with the published headings,
 * for security officers and risk owners to work on, to sign and to hand to an
 * auditor.
 *
 * First the events that senders report, each a view on its assets; then the
 * important assets (the criteria say which those are) of which no event is
 * reported: theirs are blank, for people to describe. Level and priority are
 * formulas of the row's criteria, so that a value typed in the second evaluation is
 * judged at once.
 */
#include <stdlib.h>

#include "ledger/assessment.h"
#include "record/assessed.h"
#include "report/book/in_force.h"
#include "report/book/source_link.h"
#include "report/book/xl.h"
#include "risk/selection.h"

struct book {
    struct rt_xl xl;
    struct rt_ledger *ledger;
    struct rt_assessing *assessing;
    struct rt_in_force *first, *second; /* the profiles, for both evaluations */
    size_t count;
    int scale_min, scale_max;
    const struct rt_in_force *profile, *residual; /* of the row */
};

static const struct rt_assessed *assessed_of(const struct rt_line *line)
{
    return line->item;
}

/* --- cells ------------------------------------------------------------------ */

/* A formula where it gives the value. */
static void put_value(
    const struct rt_line *line, const char *pattern, int gives, int value)
{
    if (pattern && gives == value)
        rt_xl_repeat(RT_CELL(line), pattern, value);
    else
        rt_xl_known(RT_CELL(line), value);
}

static int level_of(const struct rt_in_force *p, int importance, int likelihood)
{
    return p ? rt_profile_level(&p->use.profile, importance, likelihood)
             : RT_UNKNOWN;
}

static void put_level(const struct rt_line *line)
{
    const struct book *b = line->context;
    const struct rt_assessment *a = &assessed_of(line)->risk.result;

    put_value(line, b->profile ? b->profile->level : NULL,
        level_of(b->profile, a->importance, a->likelihood), a->level);
}

static void put_priority(const struct rt_line *line)
{
    const struct book *b = line->context;
    const struct rt_assessment *a = &assessed_of(line)->risk.result;
    int level = level_of(b->profile, a->importance, a->likelihood);
    int priority = 0;

    if (b->profile && level >= 0 && level <= RT_LEVEL_MAX)
        priority = b->profile->use.profile.priority_of[level];
    put_value(line, b->profile ? b->profile->priority : NULL,
        priority > 0 ? priority : RT_UNKNOWN,
        a->priority > 0 ? a->priority : RT_UNKNOWN);
}

static void put_residual_level(const struct rt_line *line)
{
    const struct book *b = line->context;
    const struct rt_risk *r = &assessed_of(line)->risk;
    int level
        = level_of(b->residual, r->residual_importance, r->residual_likelihood);

    put_value(line, b->residual ? b->residual->level : NULL, level, level);
}

static void put_mark(const struct rt_line *line)
{
    static const enum rt_treatment treatments[]
        = {RT_RETAIN, RT_REDUCE, RT_AVOID, RT_TRANSFER};
    enum rt_treatment t = treatments[line->at - RT_AC_RETAIN];

    rt_xl_z(RT_CELL(line),
        assessed_of(line)->risk.treatment == t ? RT_TREATED_MARK : "");
}

/* The file, and that this run could not confirm what it says. */
static void put_file(const struct rt_line *line)
{
    const struct rt_risk *risk = &assessed_of(line)->risk;
    struct rt_writer w = RT_WRITER(w, RT_TEXT_MAX);

    rt_write(&w, risk->where.file);
    if (risk->unconfirmed)
        rt_writef(&w, rt_say(line->lang, RT_PLAN_MARK_JA, RT_PLAN_MARK_EN),
            rt_unconfirmed_label(risk->unconfirmed, line->lang));
    rt_xl_take(RT_CELL(line), &w);
}

static void put_row(const struct rt_line *line)
{
    const struct rt_risk *risk = &assessed_of(line)->risk;

    rt_source_row(
        line, RT_AC_FILE, RT_AC_SHEET, &risk->where, !risk->unconfirmed);
}

/* Shows nothing to people: the next run knows by it what they typed. */
static void put_written(const struct rt_line *line)
{
    const struct rt_assessed *a = assessed_of(line);
    struct rt_assessed_texts texts;
    char text[RT_ASSESSED_WRITTEN];

    rt_assessed_texts_of(&a->risk, &texts);
    texts.of[RT_AE_CONTROL] = a->control;
    texts.of[RT_AE_ACTION] = a->action;
    texts.of[RT_AE_REASON] = a->reason;
    texts.of[RT_AE_NOTE] = a->note;
    rt_assessed_written(&texts, a->typed, text);
    rt_xl_z(RT_CELL(line), text);
}

/* clang-format off */
#define OF(field) RT_FILL_STR, offsetof(struct rt_assessed, field), NULL
#define SCORE(field) RT_FILL_SCORE, offsetof(struct rt_assessed, field), NULL
#define COL_NO 5, RT_XF_SCORE, RT_FILL_NUMBER, 0, NULL
#define COL_ID 10, RT_XF_SMALL, OF(risk.risk_id)
#define COL_DEPARTMENT 11, RT_XF_TEXT, OF(risk.department)
#define COL_NUMBERS 11, RT_XF_CENTER, OF(numbers)
#define COL_ASSETS 18, RT_XF_TEXT, OF(assets)
#define COL_SOURCE 22, RT_XF_FORM_TEXT, OF(risk.source)
#define COL_AREA 13, RT_XF_FORM_TEXT, OF(risk.area)
#define COL_EVENT 22, RT_XF_FORM_TEXT, OF(risk.event)
#define COL_CAUSE 18, RT_XF_FORM_TEXT, OF(risk.cause)
#define COL_CONSEQUENCE 20, RT_XF_FORM_TEXT, OF(risk.consequence)
#define COL_OWNER 11, RT_XF_TEXT, OF(owner)
#define COL_IMPORTANCE 7.5, RT_XF_SCORE, SCORE(risk.result.importance)
#define COL_LIKELIHOOD 9.5, RT_XF_SCORE, SCORE(risk.result.likelihood)
#define COL_LEVEL 9, RT_XF_COMPUTED, RT_BY(put_level)
#define COL_PRIORITY 8.5, RT_XF_COMPUTED, RT_BY(put_priority)
#define COL_RETAIN 5.5, RT_XF_FORM_CENTER, RT_BY(put_mark)
#define COL_REDUCE COL_RETAIN
#define COL_AVOID COL_RETAIN
#define COL_TRANSFER COL_RETAIN
#define COL_CONTROL 24, RT_XF_FORM_TEXT, OF(control)
#define COL_ACTION 8, RT_XF_FORM_CENTER, OF(action)
#define COL_REASON 14, RT_XF_FORM_TEXT, OF(reason)
#define COL_RES_IMPORTANCE 7.5, RT_XF_FORM_CENTER, SCORE(risk.residual_importance)
#define COL_RES_LIKELIHOOD 9.5, RT_XF_FORM_CENTER, SCORE(risk.residual_likelihood)
#define COL_RES_LEVEL 9, RT_XF_COMPUTED, RT_BY(put_residual_level)
#define COL_NOTE 14, RT_XF_FORM_TEXT, OF(note)
#define COL_PROFILE 9, RT_XF_CENTER, OF(risk.profile)
#define COL_FILE 18, RT_XF_SMALL, RT_BY(put_file)
#define COL_SHEET 13, RT_XF_SMALL, OF(risk.where.sheet)
#define COL_ROW 5.5, RT_XF_SCORE, RT_BY(put_row)
#define COL_WRITTEN 12, RT_XF_SMALL, RT_BY(put_written)
static const struct rt_col columns[RT_AC_COUNT] = {
#define COL(top, ja, en, ...) {RT_ASSESSED_##top, {ja, en}, RT_NO_TEXT, __VA_ARGS__},
#define COL_(...) COL(__VA_ARGS__)
#define RT_ASSESSED(id, top, ja, en) COL_(top, ja, en, COL_##id)
#include "record/assessed.def"
};
/* clang-format on */

/* --- what it looks like ------------------------------------------------------ */

static void finish(struct rt_list *list)
{
    const struct book *b = list->context;

    for (int col = RT_AC_RETAIN; col <= RT_AC_TRANSFER; col++)
        rt_list_check_words(list, col, RT_W_TREATED_MARK, 1);
    rt_list_offer_words(list, RT_AC_ACTION, RT_W_ACTION_DONE, 3);
    rt_list_check_numbers(
        list, RT_AC_RES_IMPORTANCE, b->scale_min, b->scale_max);
    rt_list_check_numbers(list, RT_AC_RES_LIKELIHOOD, 1, 3);
    rt_source_rule(list, RT_AC_ROW);
    rt_xl_hide(&list->s, RT_AC_WRITTEN);
    if (list->xl->rc != RT_OK)
        return;
    worksheet_freeze_panes(list->s.ws, list->first, (lxw_col_t)list->frozen);
    /* Where a row came from is for the screen. */
    rt_xl_lib(list->xl,
        worksheet_print_area(list->s.ws, 0, 0, list->last, RT_AC_NOTE),
        "print area");
}

/* The block of names and dates. */
static void put_signatures(struct rt_list *list)
{
    static const enum rt_word labels[RT_ASSESSED_SIGNS] = {RT_W_SIGN_AUTHOR,
        RT_W_SIGN_UPDATED, RT_W_SIGN_APPROVER, RT_W_SIGN_APPROVED};

    struct rt_xl_sheet *s = &list->s;
    const struct book *b = list->context;

    for (int i = 0; i < RT_ASSESSED_SIGNS; i++) {
        int col = RT_AC_ASSETS + i % 2 * 2;
        struct rt_str text;
        rt_xl_keep(
            s->xl, rt_ledger_assessed_sign(b->assessing, i, &text, s->xl->err));
        rt_xl_word(s, col, RT_XF_BOX_LABEL, labels[i]);
        if (rt_xl_is_date(text))
            rt_xl_date(s, col + 1, RT_XF_FORM_DATE, text);
        else
            rt_xl_str(s, col + 1, RT_XF_BOX_INPUT, text);
        if (i % 2 == 1)
            rt_xl_next(s);
    }
}

static void put_preface(struct rt_list *list)
{
    struct rt_xl_sheet *s = &list->s;

    rt_list_title(list);
    put_signatures(list);
    rt_xl_next(s); /* what is below a label would be its value */
    rt_source_put_folder(s, RT_AC_ASSETS, RT_AC_EVENT, RT_AC_CONSEQUENCE,
        RT_W_SUM_FOLDER_NOTE, RT_W_SHEET_ASSESSMENT);
    rt_xl_next(s);
}

/* --- the rows ----------------------------------------------------------------- */

static bool is_important(const struct book *b, const struct rt_risk *risk)
{
    return b->profile && rt_is_important_asset(&b->profile->use.profile, risk);
}

static void add_row(
    struct book *b, struct rt_list *list, const struct rt_risk *risk)
{
    struct rt_assessed row;
    enum rt_status rc;

    rc = rt_assess_row(b->assessing, risk, &row, b->xl.err);
    rt_xl_keep(&b->xl, rc);
    if (rc == RT_OK)
        rt_list_add(list, &row);
}

static void find_profile(struct book *b, struct rt_str name)
{
    b->profile = rt_profiles_find(b->first, b->count, name);
    b->residual = b->profile ? b->second + (b->profile - b->first) : NULL;
}

/* An event; what people typed something about; an important asset without an
 * event. */
static bool is_wanted(struct book *b, const struct rt_risk *risk)
{
    bool viewed = false, typed = false;

    if (rt_is_event(risk))
        return true;
    rt_xl_keep(&b->xl, rt_is_typed(b->assessing, risk, &typed, b->xl.err));
    if (typed || !is_important(b, risk))
        return typed;
    rt_xl_keep(&b->xl, rt_is_viewed(b->assessing, risk, &viewed, b->xl.err));
    return !viewed;
}

static void put_risks(
    struct book *b, struct rt_list *list, enum rt_risks_of which)
{
    struct rt_cursor rows = rt_ledger_risks(b->ledger, which, b->xl.err);
    struct rt_risk risk;

    while (rt_xl_row(&b->xl, &rows, &risk)) {
        find_profile(b, risk.profile);
        if (is_wanted(b, &risk))
            add_row(b, list, &risk);
    }
}

static const struct rt_handed hands[] = {{RT_AC_ID, RT_HAND_KEY},
#define RT_ASSESSED_TYPED(id, ...) {RT_AC_##id, RT_HAND_PEOPLE},
#include "record/assessed.def"
    {RT_AC_WRITTEN, RT_HAND_OURS}};

static enum rt_status write_book(struct book *b, const struct rt_run *run,
    const char *path, uint64_t *rows, struct rt_error *err)
{
    struct rt_list list = {&b->xl, RT_COLS(columns), RT_W_SHEET_ASSESSMENT,
        RT_W_BOOK_ASSESSMENT, RT_W_ASSESSMENT_NOTE, .paper = RT_A3,
        .frozen = RT_AC_ASSETS + 1, RT_HANDS(hands), .plain = true,
        .preface = put_preface, .finish = finish, .context = b};

    rt_xl_open(
        &b->xl, path, run, rt_word(run->lang, RT_W_BOOK_ASSESSMENT), err);
    rt_xl_trace_begin(&b->xl);
    rt_list_open(&list);
    put_risks(b, &list, RT_RISKS_VIEWS);
    put_risks(b, &list, RT_RISKS_COUNTED);
    rt_list_close(&list, RT_W_COUNT);
    *rows = list.number;
    rt_xl_trace_end(&b->xl);
    return rt_xl_close(&b->xl);
}

/* --- the book ------------------------------------------------------------------ */

static void widest_scale(struct book *b)
{
    b->scale_min = 3;
    for (size_t i = 0; i < b->count; i++) {
        const struct rt_profile *p = &b->first[i].use.profile;
        if (p->scale_min < b->scale_min)
            b->scale_min = p->scale_min;
        if (p->scale_max > b->scale_max)
            b->scale_max = p->scale_max;
    }
}

static enum rt_status begin(
    struct book *b, const struct rt_run *run, struct rt_error *err)
{
    static const struct rt_score_cols first = {.importance = RT_AC_IMPORTANCE,
                                          .likelihood = RT_AC_LIKELIHOOD,
                                          .level = RT_AC_LEVEL},
                                      second
                                      = {.importance = RT_AC_RES_IMPORTANCE,
                                          .likelihood = RT_AC_RES_LIKELIHOOD,
                                          .level = RT_AC_RES_LEVEL};

    RT_TRY(rt_assessing_new(b->ledger, run->lang, &b->assessing, err));
    RT_TRY(rt_profiles_load(
        b->ledger, run->lang, &first, &b->first, &b->count, err));
    RT_TRY(rt_profiles_load(
        b->ledger, run->lang, &second, &b->second, &b->count, err));
    widest_scale(b);
    return RT_OK;
}

enum rt_status rt_report_assessment(struct rt_ledger *ledger,
    const struct rt_run *run, const char *path, uint64_t *rows,
    struct rt_error *err)
{
    struct book b = {.ledger = ledger};
    enum rt_status rc = begin(&b, run, err);

    RT_THEN(rc, write_book(&b, run, path, rows, err));
    rt_assessing_free(b.assessing);
    free(b.first);
    free(b.second);
    return rc;
}
