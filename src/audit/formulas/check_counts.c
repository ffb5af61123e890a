/* 対策状況チェック of the form that this program writes: below the items, for
 * each medium, how many have which answer, and the vulnerability that follows.
 *
 * A cell is compared with what the answers come to; a count only where the
 * answers are in the words that its formulas look for. The formula of a verdict
 * is tried with counts on both sides of every threshold.
 */
#include "audit/formulas/formula_audit.h"
#include "form/check_answers.h"

enum count { COUNTED, DONE, PARTLY, NOT_DONE, UNANSWERED, VERDICT, COUNTS };

struct checks {
    struct rt_work *w;
    size_t sheet;
    struct rt_check_counts counts;
    uint32_t row[COUNTS]; /* 0: none */
    bool other_words;     /* answers that the formulas may not count */
};

/* --- the rows ------------------------------------------------------------- */

static enum count count_of(const struct rt_cell *label)
{
    static const char *const marks[VERDICT][2]
        = {[COUNTED] = {"対象の項目数", "Items that count"},
            [DONE] = {"1:", "1："},
            [PARTLY] = {"2:", "2："},
            [NOT_DONE] = {"3:", "3："},
            [UNANSWERED] = {"未回答", "Not answered"}};

    if (rt_check_is_verdict(label))
        return VERDICT;
    for (enum count k = 0; k < VERDICT; k++) {
        if (rt_str_contains(label->text, rt_str(marks[k][0]))
            || rt_str_contains(label->text, rt_str(marks[k][1])))
            return k;
    }
    return COUNTS;
}

static const struct rt_cell *cell_at(
    const struct checks *c, enum count k, int medium)
{
    return c->row[k] && c->counts.cols[medium] >= 0 ? rt_grid_cell(c->w->grid,
               c->sheet, (uint32_t)c->counts.cols[medium], c->row[k])
                                                    : NULL;
}

static bool is_formula(const struct rt_cell *cell)
{
    return cell && cell->is_formula;
}

/* Whether some formula of the counts has the answer in its words. */
static bool is_looked_for(const struct checks *c, struct rt_str answer)
{
    for (enum count k = COUNTED; k <= NOT_DONE; k++) {
        for (int m = 0; m < RT_MEDIA; m++) {
            const struct rt_cell *cell = cell_at(c, k, m);
            if (is_formula(cell) && rt_str_contains(cell->formula, answer))
                return true;
        }
    }
    return false;
}

static void read_rows(struct checks *c)
{
    const struct rt_layout *l = &c->w->tables[c->sheet].layout;
    size_t n = rt_grid_row_count(c->w->grid, c->sheet);

    rt_check_counts_begin(&c->counts, l);
    for (size_t i = 0; i < n; i++) {
        const struct rt_row *row = rt_grid_row(c->w->grid, c->sheet, i);
        const struct rt_cell *answer = rt_cell_of(l, row, RT_F_ANSWER);
        if (row->number <= l->row2)
            continue;
        if (!rt_cell_blank(rt_cell_of(l, row, RT_F_CHECK_ITEM)))
            rt_check_counts_add(&c->counts, row, rt_check_answer(answer));
        else if (!rt_cell_blank(answer) && count_of(answer) != COUNTS)
            c->row[count_of(answer)] = row->number;
    }
    for (size_t i = 0; i < n; i++) {
        const struct rt_row *row = rt_grid_row(c->w->grid, c->sheet, i);
        const struct rt_cell *answer = rt_cell_of(l, row, RT_F_ANSWER);
        if (row->number > l->row2 && !rt_cell_blank(answer)
            && !rt_cell_blank(rt_cell_of(l, row, RT_F_CHECK_ITEM)))
            c->other_words |= !is_looked_for(c, answer->text);
    }
}

/* The words of another row with the same answer, which the formulas look for;
 * empty where there are none: then they may look for its digit alone. */
static struct rt_str words_counted(const struct checks *c, int answer)
{
    const struct rt_layout *l = &c->w->tables[c->sheet].layout;

    for (size_t i = 0; i < rt_grid_row_count(c->w->grid, c->sheet); i++) {
        const struct rt_row *row = rt_grid_row(c->w->grid, c->sheet, i);
        const struct rt_cell *cell = rt_cell_of(l, row, RT_F_ANSWER);
        if (row->number > l->row2 && rt_check_answer(cell) == answer
            && !rt_cell_blank(rt_cell_of(l, row, RT_F_CHECK_ITEM))
            && is_looked_for(c, cell->text))
            return cell->text;
    }
    return RT_STR_NONE;
}

/* An answer that people read as one of the choices and no formula counts. */
static void judge_answer(struct checks *c, const struct rt_row *row)
{
    const struct rt_layout *l = &c->w->tables[c->sheet].layout;
    const struct rt_cell *cell = rt_cell_of(l, row, RT_F_ANSWER);
    enum rt_lang lang = c->w->audit->lang;
    int answer = rt_check_answer(cell);
    struct rt_str right;
    struct rt_verdict *v;

    /* Its number alone is VA804. */
    if (answer < 1 || cell->is_formula || cell->type != RT_CELL_STRING
        || rt_str_trim(cell->text).n == 1 || is_looked_for(c, cell->text)
        || rt_cell_blank(rt_cell_of(l, row, RT_F_CHECK_ITEM)))
        return;
    right = words_counted(c, answer);
    if (right.n == 0)
        return;
    v = rt_verdict_add(c->w, RT_RA514, c->sheet, cell->col, row->number);
    v->args[0] = rt_field_name(RT_F_ANSWER, lang);
    v->args[1] = v->actual = rt_cell_shown(c->w, cell);
    v->args[2] = rt_str(rt_say(lang, "媒体ごとの件数", "the counts by medium"));
    v->args[3] = v->expected = rt_quoted(c->w, right);
}

/* --- what is right -------------------------------------------------------- */

static int right_of(const struct rt_answers *a, enum count k)
{
    switch (k) {
    case COUNTED:
        return a->done + a->partly + a->not_done + a->open;
    case DONE:
        return a->done;
    case PARTLY:
        return a->partly;
    case NOT_DONE:
        return a->not_done;
    case UNANSWERED:
        return a->open;
    default:
        return rt_answers_vulnerability(a);
    }
}

static struct rt_value value_of(int n)
{
    return n < 0 ? (struct rt_value){.type = RT_VALUE_TEXT, .text = RT_STR("")}
                 : (struct rt_value){.type = RT_VALUE_NUMBER, .number = n};
}

/* 「脆弱性の判定（書類）」 */
static struct rt_str name_of(const struct checks *c, enum count k, int medium)
{
    const struct rt_cell *label = rt_grid_cell(c->w->grid, c->sheet,
        (uint32_t)c->w->tables[c->sheet].layout.col_of[RT_F_ANSWER], c->row[k]);

    return rt_work_printf(c->w,
        rt_say(c->w->audit->lang, "%.*s（%s）", "%.*s (%s)"),
        RT_FMT(rt_str_trim(label->text)), rt_medium_term((size_t)medium));
}

static struct rt_str shown(const struct checks *c, const struct rt_value *v)
{
    struct rt_str s = rt_value_shown(c->w, v);

    return s.n > 0 ? s : rt_str(rt_say(c->w->audit->lang, "空欄", "blank"));
}

/* What a verdict follows from. */
static struct rt_str inputs_of(
    const struct checks *c, const struct rt_answers *a)
{
    enum rt_lang lang = c->w->audit->lang;

    return rt_work_printf(c->w,
        rt_say(lang,
            "対象の項目 %d、うち 1:実施している %d、3:実施していない %d、"
            "未回答 %d",
            "items that count %d, done %d, not done %d, not answered %d"),
        right_of(a, COUNTED), a->done, a->not_done, a->open);
}

/* --- a cell --------------------------------------------------------------- */

static enum rt_status report(struct checks *c, enum count k, int medium,
    enum rt_code code, const struct rt_value *is, struct rt_error *err)
{
    uint32_t col = (uint32_t)c->counts.cols[medium];
    const struct rt_answers *a = &c->counts.answers[medium];
    struct rt_value right = value_of(right_of(a, k));
    struct rt_item *item = rt_item_at(c->w, c->sheet, col, c->row[k]);
    struct rt_verdict *v = rt_verdict_add(c->w, code, c->sheet, col, c->row[k]);

    v->args[0] = name_of(c, k, medium);
    v->actual = shown(c, is);
    v->expected = shown(c, &right);
    v->args[1] = code == RT_RA302
                     ? rt_typed_shown(c->w, cell_at(c, k, medium), v->expected)
                     : v->actual;
    if (code != RT_RA303) {
        v->args[2] = v->expected;
        v->args[3] = k == VERDICT ? inputs_of(c, a) : RT_STR("");
        RT_TRY(rt_fault_add(c->w, c->sheet, col, c->row[k], err));
    }
    if (item)
        item->judged = true;
    return RT_OK;
}

/* The formula that two thirds of the row's media share; NULL: none. */
static const struct rt_item *model_of(const struct checks *c, enum count k)
{
    const struct rt_item *items[RT_MEDIA], *best = NULL;
    size_t n = 0, most = 1;

    for (int m = 0; m < RT_MEDIA; m++) {
        const struct rt_cell *cell = cell_at(c, k, m);
        if (is_formula(cell))
            items[n++] = rt_item_at(c->w, c->sheet, cell->col, c->row[k]);
    }
    for (size_t i = 0; i < n; i++) {
        size_t same = 0;
        for (size_t j = 0; j < n && items[i]; j++)
            same += items[j] && items[j]->relative == items[i]->relative;
        if (same > most && items[i]->relative) {
            most = same;
            best = items[i];
        }
    }
    return most * 3 >= n * 2 ? best : NULL;
}

/* A formula that is not the other media's, and right so far. */
static enum rt_status judge_uneven(struct checks *c, enum count k, int medium,
    const struct rt_item *item, struct rt_error *err)
{
    const struct rt_item *model = model_of(c, k);
    struct rt_uneven u = {.along = RT_ALONG_ROW};

    if (!model || item->judged || item->relative == model->relative)
        return RT_OK;
    RT_TRY(
        rt_item_moved(c->w, model, item->cell->col, item->row, &u.model, err));
    u.name = name_of(c, k, medium);
    return rt_uneven_report(c->w, item, &u, err);
}

/* Whether it reads nothing but the counts of its medium. */
static bool reads_counts(
    const struct checks *c, const struct rt_formula *f, uint32_t col)
{
    for (size_t i = 0; i < rt_formula_ref_count(f); i++) {
        const struct rt_ref *ref = rt_formula_ref(f, i);
        if (ref->broken || ref->file.n > 0 || ref->sheet.n > 0
            || ref->at.col1 != col || ref->at.col2 != col)
            return false;
        for (uint32_t r = ref->at.row1; r <= ref->at.row2; r++) {
            bool count = false;
            for (enum count k = COUNTED; k < VERDICT; k++)
                count |= c->row[k] == r;
            if (!count)
                return false;
        }
    }
    return rt_formula_ref_count(f) > 0;
}

/* The verdict's formula with other counts: RA311 where it is another rule. */
static enum rt_status try_counts(struct checks *c, int medium,
    const struct rt_formula *f, const struct rt_item *item,
    const struct rt_answers *a, bool *wrong, struct rt_error *err)
{
    struct rt_given given[VERDICT];
    struct rt_value right = value_of(right_of(a, VERDICT)), is;
    struct rt_verdict *v;
    size_t n = 0;
    bool known;

    for (enum count k = COUNTED; k < VERDICT; k++) {
        given[n++] = (struct rt_given){.col = item->cell->col,
            .value = value_of(right_of(a, k)),
            .row = c->row[k]};
    }
    RT_TRY(rt_work_try(c->w, f, item, given, n, &known, &is, err));
    if (!known || rt_values_same(&is, &right))
        return RT_OK;
    *wrong = true;
    v = rt_verdict_add(c->w, RT_RA311, c->sheet, item->cell->col, item->row);
    v->args[0] = name_of(c, VERDICT, medium);
    v->args[1] = v->actual = rt_formula_shown(c->w, item->cell->formula);
    v->args[2] = rt_work_printf(c->w,
        rt_say(
            c->w->audit->lang, "%.*s のとき「%.*s」", "%.*s comes to \"%.*s\""),
        RT_FMT(inputs_of(c, a)), RT_FMT(shown(c, &is)));
    v->args[3] = v->expected = shown(c, &right);
    return RT_OK;
}

static enum rt_status judge_rule(
    struct checks *c, int medium, struct rt_item *item, struct rt_error *err)
{
    const struct rt_formula *f;
    bool wrong = false;

    for (enum count k = COUNTED; k < VERDICT; k++) {
        if (!c->row[k])
            return RT_OK;
    }
    RT_TRY(rt_item_parse(c->w, item, &f, err));
    if (!f || !reads_counts(c, f, item->cell->col))
        return RT_OK;
    for (int done = 0; done <= 4; done++) {
        for (int partly = 0; partly + done <= 4; partly++) {
            for (int undone = 0; undone + partly + done <= 4; undone++) {
                for (int open = 0; open <= 1 && !wrong; open++) {
                    const struct rt_answers a = {done, partly, undone, open};
                    RT_TRY(try_counts(c, medium, f, item, &a, &wrong, err));
                }
            }
        }
    }
    return RT_OK;
}

static enum rt_status follows_fault(struct checks *c,
    const struct rt_item *item, bool *out, struct rt_error *err)
{
    const struct rt_formula *f;

    RT_TRY(rt_item_parse(c->w, item, &f, err));
    *out = f
           && rt_refers_to_fault(c->w, f, c->sheet, item->cell->col, item->row);
    return RT_OK;
}

/* No formula, where those of the other media are alike. */
static enum rt_status report_blank(
    struct checks *c, enum count k, int medium, struct rt_error *err)
{
    uint32_t col = (uint32_t)c->counts.cols[medium];
    struct rt_value right = value_of(right_of(&c->counts.answers[medium], k));
    struct rt_verdict *v
        = rt_verdict_add(c->w, RT_RA510, c->sheet, col, c->row[k]);

    RT_NEED(v, err);
    v->args[0] = name_of(c, k, medium);
    v->args[1] = v->expected = shown(c, &right);
    v->args[2] = RT_STR("");
    RT_NEED(v->args[0].p && v->expected.p, err);
    return rt_fault_add(c->w, c->sheet, col, c->row[k], err);
}

static enum rt_status judge_cell(
    struct checks *c, enum count k, int medium, struct rt_error *err)
{
    const struct rt_cell *cell = cell_at(c, k, medium);
    struct rt_value right = value_of(right_of(&c->counts.answers[medium], k)),
                    is;
    struct rt_item *item;
    bool same, follows;

    if (!is_formula(cell)) {
        if (rt_cell_blank(cell))
            return c->row[k] && c->counts.cols[medium] >= 0 && model_of(c, k)
                       ? report_blank(c, k, medium, err)
                       : RT_OK;
        if (!rt_cell_value(cell, &is))
            return RT_OK;
        same = rt_values_same(&is, &right);
        return report(c, k, medium, same ? RT_RA303 : RT_RA302, &is, err);
    }
    item = rt_item_at(c->w, c->sheet, cell->col, c->row[k]);
    if (!item || item->judged || rt_item_is_error(item)
        || item->outcome == RT_OUTCOME_STALE)
        return RT_OK;
    if (!rt_cell_value(cell, &is)) {
        if (item->outcome != RT_OUTCOME_ALONE)
            return RT_OK;
        is = item->value;
    }
    if (!rt_values_same(&is, &right)) {
        RT_TRY(follows_fault(c, item, &follows, err));
        if (follows)
            return rt_fault_add(c->w, c->sheet, cell->col, item->row, err);
        if (!c->other_words)
            return report(c, k, medium, RT_RA301, &is, err);
        return k == VERDICT ? judge_rule(c, medium, item, err) : RT_OK;
    }
    if (k == VERDICT)
        RT_TRY(judge_rule(c, medium, item, err));
    return judge_uneven(c, k, medium, item, err);
}

static enum rt_status judge_sheet(struct checks *c, struct rt_error *err)
{
    size_t formulas = 0;

    read_rows(c);
    for (enum count k = 0; k < COUNTS; k++) {
        for (int m = 0; m < RT_MEDIA; m++)
            formulas += is_formula(cell_at(c, k, m));
    }
    if (!c->row[VERDICT] || formulas == 0)
        return RT_OK;
    for (size_t i = 0; i < rt_grid_row_count(c->w->grid, c->sheet); i++) {
        const struct rt_row *row = rt_grid_row(c->w->grid, c->sheet, i);
        if (row->number > c->w->tables[c->sheet].layout.row2)
            judge_answer(c, row);
    }
    for (enum count k = 0; k < COUNTS; k++) {
        for (int m = 0; m < RT_MEDIA; m++)
            RT_TRY(judge_cell(c, k, m, err));
    }
    return RT_OK;
}

enum rt_status rt_checks_judge(struct rt_work *w, struct rt_error *err)
{
    for (size_t s = 0; s < rt_grid_sheet_count(w->grid); s++) {
        struct checks c = {.w = w, .sheet = s};
        if (w->tables[s].found && !w->tables[s].example
            && w->tables[s].layout.form == RT_FORM_CHECKS
            && w->tables[s].layout.col_of[RT_F_ANSWER] >= 0
            && w->tables[s].layout.col_of[RT_F_CHECK_ITEM] >= 0)
            RT_TRY(judge_sheet(&c, err));
    }
    return RT_OK;
}
