/* Why a formula gives no right result though nothing is wrong with it: an input
 * that people understand and the formula does not.
 *
 * The formula is computed once more with the input as the form writes it (2 for
 * 「２」, 「有」 for 「あり」). Where that gives what the profile does, the input is
 * the cause. A lookup is asked whether its table holds what it looks for.
 */
#include "audit/formulas/formula_audit.h"
#include "base/fold.h"
#include "record/book_words.h"

/* Scores, ratings, flags, and what a level is the product of. */
enum { INPUTS = 16 };

struct input {
    enum rt_field field;
    const struct rt_cell *cell;
    struct rt_value right; /* as the form writes it */
};

struct search {
    struct rt_work *w;
    const struct rt_item *item;
    const struct rt_formula *f;
    const struct rt_audit_row *row;
    enum rt_field field; /* what the formula computes */
    struct input inputs[INPUTS];
    size_t count;
};

/* --- inputs that are not written as the form has them ------------------------ */

static bool reads(const struct search *s, uint32_t col)
{
    for (size_t i = 0; i < rt_formula_ref_count(s->f); i++) {
        const struct rt_ref *ref = rt_formula_ref(s->f, i);
        if (ref->sheet.n == 0 && ref->file.n == 0 && ref->at.col1 <= col
            && ref->at.col2 >= col && ref->at.row1 <= s->item->row
            && ref->at.row2 >= s->item->row)
            return true;
    }
    return false;
}

/* The cell of a field that the formula reads and that shows something. */
static const struct rt_cell *cell_read(
    const struct search *s, enum rt_field field)
{
    const struct rt_work *w = s->w;
    int32_t col = w->tables[s->item->sheet].layout.col_of[field];
    const struct rt_cell *c = NULL;

    if (col >= 0 && reads(s, (uint32_t)col))
        c = rt_grid_cell(w->grid, s->item->sheet, (uint32_t)col, s->item->row);
    return rt_cell_blank(c) ? NULL : c;
}

static void add_input(struct search *s, enum rt_field field,
    const struct rt_cell *cell, struct rt_value right)
{
    s->inputs[s->count++] = (struct input){field, cell, right};
}

/* What is right for the formula; RT_UNKNOWN where that is not known. */
static int result_of(const struct search *s)
{
    return s->field == RT_F_RES_LEVEL ? s->row->residual_level
                                      : rt_result_of(&s->row->result, s->field);
}

static void add_numbers(struct search *s)
{
    const struct rt_scores *of = &s->row->scores;
    const struct rt_audit_row *r = s->row;
    const struct {
        enum rt_field field;
        int value;
    } all[] = {{RT_F_CONFIDENTIALITY, of->confidentiality},
        {RT_F_INTEGRITY, of->integrity}, {RT_F_AVAILABILITY, of->availability},
        {RT_F_THREAT, of->threat}, {RT_F_VULNERABILITY, of->vulnerability},
        {RT_F_IMPORTANCE, r->result.importance},
        {RT_F_LIKELIHOOD, r->result.likelihood},
        {RT_F_RES_IMPORTANCE, r->residual_importance},
        {RT_F_RES_LIKELIHOOD, r->residual_likelihood}};

    for (size_t i = 0; i < RT_COUNT(all); i++) {
        const struct rt_cell *c = cell_read(s, all[i].field);
        int v;
        if (!c || c->type != RT_CELL_STRING || c->is_formula
            || all[i].value == RT_UNKNOWN)
            continue;
        /* 「3:いつでも起こる」 is the form's own, not the register's. */
        if (i < 3 || i > 4 || s->w->tables[s->item->sheet].own
            || rt_value_rating(s->w->audit->vocab, c, &v)
                   == RT_TAKEN_NORMALISED)
            add_input(s, all[i].field, c,
                (struct rt_value){
                    .type = RT_VALUE_NUMBER, .number = all[i].value});
    }
}

/* In our own register a flag is the word that its formulas count. */
static bool is_flag(const struct search *s, const struct rt_cell *c, bool *yes)
{
    enum rt_taken t = rt_value_flag(s->w->audit->vocab, c, yes);

    return s->w->tables[s->item->sheet].own
               ? *yes && !rt_is_word(c->text, RT_W_FLAG)
               : t == RT_TAKEN_NORMALISED;
}

static void add_flags(struct search *s)
{
    bool english = rt_str_contains(
        s->item->cell->formula, rt_str(rt_word(RT_EN, RT_W_FLAG)));

    for (size_t i = 0; i < RT_PERSONAL_FIELDS; i++) {
        const struct rt_cell *c = cell_read(s, rt_personal_fields[i]);
        bool yes = false;
        if (c && is_flag(s, c, &yes))
            add_input(s, rt_personal_fields[i], c,
                (struct rt_value){.type = yes ? RT_VALUE_TEXT : RT_VALUE_BLANK,
                    .text
                    = rt_str(rt_word(english ? RT_EN : RT_JA, RT_W_FLAG))});
    }
}

/* Whether the formula gives what the profile does when all inputs but one
 * (or none: SIZE_MAX) are written as the form has them. */
static enum rt_status is_right_without(
    struct search *s, size_t left_out, bool *right, struct rt_error *err)
{
    struct rt_given given[INPUTS];
    struct rt_value v;
    size_t n = 0;
    int got;
    bool known;

    for (size_t i = 0; i < s->count; i++) {
        if (i != left_out)
            given[n++] = (struct rt_given){
                .col = s->inputs[i].cell->col, .value = s->inputs[i].right};
    }
    RT_TRY(rt_work_try(s->w, s->f, s->item, given, n, &known, &v, err));
    (void)rt_result_read(s->w->audit->vocab, s->field, &v, &got);
    *right = known && got == result_of(s);
    return RT_OK;
}

/* Leaves the inputs that the result turns on. */
static enum rt_status find_guilty(struct search *s, struct rt_error *err)
{
    bool right = false;

    if (s->count == 0 || result_of(s) < 0)
        s->count = 0;
    else
        RT_TRY(is_right_without(s, SIZE_MAX, &right, err));
    if (!right)
        s->count = 0;
    for (size_t i = s->count; i-- > 0;) {
        RT_TRY(is_right_without(s, i, &right, err));
        if (right)
            s->inputs[i] = s->inputs[--s->count];
    }
    return RT_OK;
}

/* --- the messages ------------------------------------------------------------ */

/* What belongs in the cell. */
static struct rt_str wanted_shown(struct search *s, const struct input *in)
{
    enum rt_lang lang = s->w->audit->lang;
    char text[64];

    if (in->right.type != RT_VALUE_NUMBER)
        return rt_str(rt_say(lang, "「有」か空欄", "有 or nothing"));
    snprintf(text, sizeof text, rt_say(lang, "数値の「%d」", "the number %d"),
        (int)in->right.number);
    return rt_work_text(s->w, rt_str(text));
}

/* A number stored as text in a report: TP506 names it. */
static bool is_told(const struct search *s, const struct input *in)
{
    const struct rt_table *t = &s->w->tables[s->item->sheet];
    char folded[64];
    struct rt_str text = rt_str_trim(in->cell->text);
    size_t n = rt_fold_fixed(text, folded, sizeof folded);
    double v;

    return t->layout.form == RT_FORM_REPORT && n <= sizeof folded
           && rt_parse_double((struct rt_str){folded, n}, &v);
}

/* At the input's own cell, unless that is reported already. */
static void report_input(struct search *s, const struct input *in)
{
    struct rt_verdict *v;

    if (is_told(s, in)
        || rt_is_fault(s->w, s->item->sheet, in->cell->col, s->item->row))
        return;
    v = rt_verdict_new(
        s->w, RT_RA514, s->item->sheet, in->cell->col, s->item->row);
    v->args[1] = v->actual = rt_cell_shown(s->w, in->cell);
    v->args[2] = rt_field_name(s->field, s->w->audit->lang);
    v->args[3] = wanted_shown(s, in);
    v->expected = rt_value_shown(s->w, &in->right);
}

static enum rt_status add_reason(
    struct search *s, const struct input *in, struct rt_buf *to)
{
    enum rt_lang lang = s->w->audit->lang;
    struct rt_str name = rt_field_name(in->field, lang);
    struct rt_str shown = rt_cell_shown(s->w, in->cell);
    struct rt_str result = rt_field_name(s->field, lang);

    RT_TRY(rt_buf_adds(to, rt_str(rt_say(lang, "。", "; "))));
    if (in->right.type == RT_VALUE_NUMBER
        && s->item->cell->type == RT_CELL_ERROR)
        return rt_buf_printf(to,
            rt_say(lang, "%.*sの「%.*s」が数値ではないので、計算できません",
                "%.*s \"%.*s\" is not a number, so it cannot be calculated"),
            RT_FMT(name), RT_FMT(shown));
    if (in->right.type == RT_VALUE_NUMBER)
        return rt_buf_printf(to,
            rt_say(lang,
                "%.*sの「%.*s」が文字列なので、%.*sの数式が数えていません",
                "%.*s \"%.*s\" is stored as text, so the formula for %.*s "
                "passes over it"),
            RT_FMT(name), RT_FMT(shown), RT_FMT(result));
    if (in->right.type == RT_VALUE_TEXT)
        return rt_buf_printf(to,
            rt_say(lang,
                "%.*sの「%.*s」が「有」でないので、%.*sの数式が数えていません",
                "%.*s \"%.*s\" is not 有, so the formula for %.*s passes over "
                "it"),
            RT_FMT(name), RT_FMT(shown), RT_FMT(result));
    return rt_buf_printf(to,
        rt_say(lang, "%.*sの「%.*s」が空欄でないので、%.*sの数式が数えています",
            "%.*s \"%.*s\" is not blank, so the formula for %.*s counts it"),
        RT_FMT(name), RT_FMT(shown), RT_FMT(result));
}

/* --- lookups ----------------------------------------------------------------- */

static enum rt_status add_lookup(struct search *s, struct rt_error *err)
{
    struct rt_work *w = s->w;
    const struct rt_ref *range = NULL;
    const struct rt_cell *key = rt_lookup_key(w, s->item, s->f, &range);
    int target = key && range ? rt_ref_sheet(w, s->item->sheet, range) : -1;
    char from[16], last[16];

    if (target < 0 || rt_range_holds(w, (size_t)target, &range->at, key->text))
        return RT_OK;
    rt_cell_ref(range->at.col1, range->at.row1, from);
    rt_cell_ref(range->at.col1, range->at.row2, last);
    return rt_buf_printf(&w->buf,
               rt_say(w->audit->lang,
                   "。数式が探している「%.*s」が、シート「%.*s」の %s～%s "
                   "にありません",
                   "; the formula looks for \"%.*s\", which is not on sheet "
                   "\"%.*s\" in %s to %s"),
               RT_FMT(key->text),
               RT_FMT(rt_grid_sheet(w->grid, (size_t)target)->name), from, last)
                   == RT_OK
               ? RT_OK
               : rt_fail_nomem(err);
}

/* --- results of the same row ------------------------------------------------- */

/* The first result that the formula reads and that is blank. */
static enum rt_status add_blank_result(struct search *s, struct rt_buf *to)
{
    struct rt_work *w = s->w;
    enum rt_lang lang = w->audit->lang;

    for (size_t i = 0; i < rt_formula_ref_count(s->f); i++) {
        const struct rt_ref *ref = rt_formula_ref(s->f, i);
        struct rt_str right;
        if (ref->sheet.n > 0 || ref->at.row1 != s->item->row
            || ref->at.col2 != ref->at.col1
            || !rt_cell_blank(rt_grid_cell(
                w->grid, s->item->sheet, ref->at.col1, s->item->row))
            || !rt_right_at(
                w, s->item->sheet, ref->at.col1, s->item->row, &right))
            continue;
        RT_TRY(rt_buf_adds(
            to, rt_str(rt_say(lang, "。ファイルでは", "; in the file, "))));
        RT_TRY(rt_table_column_name(
            &w->tables[s->item->sheet], ref->at.col1, lang, to));
        return rt_buf_adds(to,
            rt_str(
                rt_say(lang, "が空欄なので、計算されていません", " is blank")));
    }
    return RT_OK;
}

/* --- merged cells ------------------------------------------------------------ */

/* The first score that the formula reads and that a merged cell above holds. */
static enum rt_status add_merged(struct search *s, struct rt_buf *to)
{
    enum rt_lang lang = s->w->audit->lang;
    const struct rt_layout *l = &s->w->tables[s->item->sheet].layout;

    for (size_t i = 0; i < RT_SCORE_FIELDS; i++) {
        int32_t col = l->col_of[rt_score_fields[i]];
        if (col < 0 || !reads(s, (uint32_t)col)
            || !rt_is_covered(
                s->w, s->item->sheet, (uint32_t)col, s->item->row))
            continue;
        return rt_buf_printf(to,
            rt_say(lang,
                "。%.*sが上の行とのセル結合に入っているため、"
                "この行の数式からは空欄に見えます",
                "; %.*s is merged with the row above and is blank to the "
                "formula of this row"),
            RT_FMT(rt_field_name(rt_score_fields[i], lang)));
    }
    return RT_OK;
}

/* --- the whole --------------------------------------------------------------- */

/* The item's row and formula with the inputs that its result turns on; f is NULL
 * where the cell has no result to ask about. */
static enum rt_status search_inputs(
    struct search *s, const struct rt_item *item, struct rt_error *err)
{
    s->item = item;
    s->row = rt_audit_row_at(s->w->audit, item->sheet, item->row);
    s->field = rt_table_field(&s->w->tables[item->sheet], item->cell->col);
    if (!s->row || s->field == RT_FIELD_NONE)
        return RT_OK;
    RT_TRY(rt_item_parse(s->w, item, &s->f, err));
    if (!s->f)
        return RT_OK;
    add_numbers(s);
    add_flags(s);
    return find_guilty(s, err);
}

static void report_inputs(struct search *s)
{
    for (size_t i = 0; i < s->count; i++)
        report_input(s, &s->inputs[i]);
}

enum rt_status rt_cause_find(struct rt_work *w, const struct rt_item *item,
    struct rt_str *why, struct rt_error *err)
{
    struct search s = {.w = w};
    enum rt_status rc = RT_OK;

    *why = RT_STR("");
    if (item)
        RT_TRY(search_inputs(&s, item, err));
    if (!s.f)
        return RT_OK;
    rt_buf_clear(&w->buf);
    for (size_t i = 0; i < s.count && rc == RT_OK; i++)
        rc = add_reason(&s, &s.inputs[i], &w->buf);
    if (rc == RT_OK && s.count == 0 && item->lookup)
        RT_TRY(add_lookup(&s, err));
    if (rc == RT_OK && w->buf.len == 0)
        rc = add_merged(&s, &w->buf);
    if (rc == RT_OK && w->buf.len == 0)
        rc = add_blank_result(&s, &w->buf);
    *why = rt_work_built(w, rc, &w->buf);
    report_inputs(&s);
    return RT_OK;
}

/* Whether the row's cell stores what the profile gives. */
static bool is_right(const struct search *s)
{
    const struct rt_vocab *vocab = s->w->audit->vocab;
    const struct rt_cell *cell = s->item->cell;
    struct rt_value stored;
    int got;

    if (s->field == RT_F_THREAT)
        return rt_rating_of(vocab, cell) == s->row->scores.threat;
    if (s->field == RT_F_VULNERABILITY)
        return rt_rating_of(vocab, cell) == s->row->scores.vulnerability;
    if (!rt_cell_value(cell, &stored))
        return false;
    (void)rt_result_read(vocab, s->field, &stored, &got);
    return got == rt_result_of(&s->row->result, s->field);
}

enum rt_status rt_cause_of_change(struct rt_work *w, const struct rt_item *item,
    bool *found, struct rt_error *err)
{
    struct search s = {.w = w};

    *found = false;
    RT_TRY(search_inputs(&s, item, err));
    if (!s.f || !is_right(&s))
        return RT_OK;
    if (s.count == 0 && item->lookup)
        return rt_medium_missed(w, item, s.row, found, err);
    *found = s.count > 0;
    report_inputs(&s);
    return RT_OK;
}

/* --- inputs that did not matter yet ------------------------------------------ */

/* Everything else that the formula reads is the least it may be. */
static size_t least_others(
    const struct search *s, enum rt_field but, struct rt_given *to)
{
    size_t n = 0;

    for (size_t i = 0; i < RT_SCORE_FIELDS; i++) {
        const struct rt_cell *c = cell_read(s, rt_score_fields[i]);
        if (c && rt_score_fields[i] != but)
            to[n++] = (struct rt_given){.col = c->col,
                .value = {.type = RT_VALUE_NUMBER,
                    .number = s->w->audit->profile->scale_min}};
    }
    for (size_t i = 0; i < RT_PERSONAL_FIELDS; i++) {
        const struct rt_cell *c = cell_read(s, rt_personal_fields[i]);
        if (c && rt_personal_fields[i] != but)
            to[n++] = (struct rt_given){.col = c->col};
    }
    return n;
}

/* Whether the result would be another if the input were written as the form
 * writes it and were the one that decides. A formula that knows ○ alone does
 * not miss it, and would miss 「有」. */
static enum rt_status is_passed_over(
    struct search *s, const struct input *in, bool *out, struct rt_error *err)
{
    struct rt_given given[INPUTS];
    struct rt_value as_is, right;
    size_t n = least_others(s, in->field, given);
    bool known, known_right;

    RT_TRY(rt_work_try(s->w, s->f, s->item, given, n, &known, &as_is, err));
    given[n++] = (struct rt_given){.col = in->cell->col, .value = in->right};
    RT_TRY(
        rt_work_try(s->w, s->f, s->item, given, n, &known_right, &right, err));
    *out = known && known_right && right.type == RT_VALUE_NUMBER
           && !rt_values_same(&as_is, &right)
           && (in->right.type != RT_VALUE_TEXT || as_is.type != RT_VALUE_NUMBER
               || as_is.number < right.number);
    return RT_OK;
}

/* 「中」 or ○ beside a 3 is not missed by the formula until the 3 becomes a 1. */
static enum rt_status judge_row(
    struct rt_work *w, const struct rt_audit_row *r, struct rt_error *err)
{
    int32_t col = w->tables[r->sheet].layout.col_of[RT_F_IMPORTANCE];
    struct search s = {.w = w, .row = r, .field = RT_F_IMPORTANCE};

    s.item = col < 0 ? NULL : rt_item_at(w, r->sheet, (uint32_t)col, r->row);
    if (!s.item || rt_known_difference(w, r->sheet, (uint32_t)col, r->row)
        || rt_is_fault(w, r->sheet, (uint32_t)col, r->row))
        return RT_OK;
    RT_TRY(rt_item_parse(w, s.item, &s.f, err));
    if (!s.f)
        return RT_OK;
    /* Scores as text are the intake's in a list of ours. */
    if (!r->own)
        add_numbers(&s);
    add_flags(&s);
    for (size_t i = 0; i < s.count; i++) {
        bool passed_over = false;
        if (rt_field_is_score(s.inputs[i].field)
            || rt_field_is_personal(s.inputs[i].field))
            RT_TRY(is_passed_over(&s, &s.inputs[i], &passed_over, err));
        if (passed_over)
            report_input(&s, &s.inputs[i]);
    }
    return RT_OK;
}

enum rt_status rt_inputs_judge(struct rt_work *w, struct rt_error *err)
{
    for (size_t i = 0; i < w->audit->row_count; i++) {
        const struct rt_audit_row *r = &w->audit->rows[i];
        if (rt_table_is_assessed(&w->tables[r->sheet]))
            RT_TRY(judge_row(w, r, err));
    }
    return RT_OK;
}
