/* 対策状況チェック: how many items of each category have which answer.
 *
 * How the answers become the vulnerability of a medium is not published, so
 * the ledger and the threat sheet are asked for that. Only the form that this
 * program writes brings a rule of its own: columns headed with the media,
 * where a ○ says that an item counts for one, and below them a row of
 * formulas that it calls 「脆弱性の判定」. There the rule is applied, for the
 * files whose formulas have no stored values. A category holds for the rows below it until
 * another is named (merged cells).
 */
#include "base/fold.h"
#include "form/form.h"

/* The answers' own words, folded; the number before the colon decides where
 * there is one. */
static const struct {
    const char *word;
    int answer;
} words[] = {{"実施している", 1}, {"一部実施している", 2},
    {"実施していない", 3}, {"実施してない", 3}, {"わからない", 3},
    {"自社には該当しない", 4}, {"該当しない", 4}, {"該当なし", 4}};

/* 「1:実施している 2:一部実施している」 */
static bool says_another(struct rt_str rest, int answer)
{
    for (size_t i = 0; i < RT_COUNT(words); i++) {
        if (words[i].answer != answer
            && rt_str_contains(rest, rt_str(words[i].word)))
            return true;
    }
    return false;
}

int rt_check_answer(const struct rt_cell *cell)
{
    char folded[800];
    struct rt_str s = {folded, 0};
    int number = 0;

    if (rt_cell_blank(cell))
        return 0;
    s.n = rt_fold_fixed(cell->text, folded, sizeof folded);
    if (s.n > sizeof folded)
        return -1;
    if (s.n > 0 && s.p[0] >= '1' && s.p[0] <= '4'
        && (s.n == 1 || s.p[1] == ':' || s.p[1] == '.'))
        number = s.p[0] - '0';
    if (number && s.n <= 2)
        return number;
    if (number) {
        s.p += 2;
        s.n -= 2;
    }
    for (size_t i = 0; i < RT_COUNT(words); i++) {
        struct rt_str w = rt_str(words[i].word);
        if (!rt_str_starts(s, w) || (number && number != words[i].answer))
            continue;
        s = (struct rt_str){s.p + w.n, s.n - w.n};
        return says_another(s, words[i].answer) ? -1 : words[i].answer;
    }
    return -1;
}

/* --- the rule of our own form ---------------------------------------------- */

void rt_check_counts_begin(
    struct rt_check_counts *counts, const struct rt_layout *l)
{
    counts->number_col = rt_layout_number_col(l);
    counts->answer_col = l->col_of[RT_F_ANSWER];
    for (int m = 0; m < RT_MEDIA; m++) {
        struct rt_str term = rt_str(rt_medium_term((size_t)m));
        counts->answers[m] = (struct rt_answers){0};
        counts->open[m][0] = counts->open[m][1] = 0;
        counts->cols[m] = -1;
        for (size_t i = 0; i < l->column_count; i++) {
            if (rt_fold_eq(l->columns[i].text, term))
                counts->cols[m] = (int32_t)l->columns[i].col;
        }
    }
}

void rt_check_counts_add(
    struct rt_check_counts *counts, const struct rt_row *row, int answer)
{
    for (int m = 0; m < RT_MEDIA; m++) {
        const struct rt_cell *mark = rt_row_cell(row, counts->cols[m]);
        struct rt_answers *a = &counts->answers[m];
        if (rt_cell_blank(mark) || !rt_str_is(rt_str_trim(mark->text), "○"))
            continue;
        a->done += answer == 1;
        a->partly += answer == 2;
        a->not_done += answer == 3;
        a->open += answer <= 0;
        if (answer <= 0 && counts->open[m][0] == 0) {
            counts->open[m][0] = row->number;
            counts->open[m][1] = (uint32_t)counts->answer_col + 1;
        }
    }
}

bool rt_check_is_verdict(const struct rt_cell *label)
{
    return label
           && (rt_fold_eq(label->text, RT_STR("脆弱性の判定"))
               || rt_fold_eq(label->text, RT_STR("Vulnerability")));
}

static enum rt_status begin_rule(
    struct rt_intake *in, struct rt_sheet_facts *sheet, struct rt_error *err)
{
    if (sheet->rule)
        return RT_OK;
    sheet->rule = rt_arena_alloc(&in->arena, sizeof *sheet->rule);
    RT_NEED(sheet->rule, err);
    rt_check_counts_begin(sheet->rule, &sheet->layout);
    return RT_OK;
}

/* The row of the verdicts, if this is it: only then the rule is in force. */
static void apply_rule(struct rt_intake *in, struct rt_sheet_facts *sheet,
    const struct rt_row *row, const struct rt_cell *label)
{
    for (int m = 0; rt_check_is_verdict(label) && m < RT_MEDIA; m++) {
        const struct rt_cell *shown = rt_row_cell(row, sheet->rule->cols[m]);
        if (!shown || !shown->is_formula)
            continue;
        in->media[m].ruled = rt_answers_vulnerability(&sheet->rule->answers[m]);
        in->media[m].ruled_sheet = sheet->index;
        in->media[m].ruled_row = row->number;
        in->media[m].ruled_col = shown->col + 1;
    }
}

/* --- rows -------------------------------------------------------------------- */

static enum rt_status put(
    struct rt_intake *in, struct rt_sheet_facts *sheet, struct rt_error *err)
{
    const struct rt_checks *c = sheet->checks;
    uint64_t items = 0;

    for (int i = 0; c && i < 5; i++)
        items += c->answers[i];
    return items > 0 ? rt_put_checks(in, c, err) : RT_OK;
}

static enum rt_status begin_category(struct rt_intake *in,
    struct rt_sheet_facts *sheet, const struct rt_cell *cell,
    struct rt_error *err)
{
    RT_TRY(put(in, sheet, err));
    if (!sheet->checks)
        sheet->checks = rt_arena_alloc(&in->arena, sizeof *sheet->checks);
    RT_NEED(sheet->checks, err);
    *sheet->checks = (struct rt_checks){.where.sheet = sheet->name};
    if (!cell)
        return RT_OK;
    sheet->checks->category = rt_arena_str(&in->arena, rt_str_trim(cell->text));
    return sheet->checks->category.p ? RT_OK : rt_fail_nomem(err);
}

static enum rt_status report(struct rt_intake *in, struct rt_sheet_facts *sheet,
    const struct rt_row *row, const struct rt_cell *cell, struct rt_error *err)
{
    char shown[128];
    struct rt_place place
        = {.sheet = sheet, .row = row->number, .col = cell->col + 1};

    rt_str_copy(shown, sizeof shown, rt_str_trim(cell->text));
    place.actual = rt_str(shown);
    return rt_put_finding(in, RT_VA801, &place, RT_ARGS(place.actual), err);
}

/* How many items have which answer, below them: a number without one of its
 * own. */
static bool is_sum(const struct rt_check_counts *counts,
    const struct rt_row *row, const struct rt_cell *answer)
{
    return answer && answer->type == RT_CELL_NUMBER && counts->number_col >= 0
           && rt_cell_blank(rt_row_cell(row, counts->number_col));
}

enum rt_status rt_checks_row(struct rt_intake *in, struct rt_sheet_facts *sheet,
    const struct rt_row *row, struct rt_error *err)
{
    const struct rt_layout *l = &sheet->layout;
    const struct rt_cell *category = rt_cell_of(l, row, RT_F_CATEGORY);
    const struct rt_cell *item = rt_cell_of(l, row, RT_F_CHECK_ITEM);
    const struct rt_cell *answer = rt_cell_of(l, row, RT_F_ANSWER);
    enum rt_status rc = RT_OK;
    int a;

    if (sheet->example || l->col_of[RT_F_CATEGORY] < 0)
        return RT_OK;
    if (!rt_cell_blank(category) || !sheet->checks)
        rc = begin_category(
            in, sheet, rt_cell_blank(category) ? NULL : category, err);
    RT_THEN(rc, begin_rule(in, sheet, err));
    if (rc == RT_OK && rt_cell_blank(item))
        apply_rule(in, sheet, row, answer);
    if (rc != RT_OK || rt_cell_blank(item) || is_sum(sheet->rule, row, answer))
        return rc;
    a = rt_check_answer(answer);
    in->filled |= a != 0;
    rt_check_counts_add(sheet->rule, row, a);
    if (a < 0)
        rc = report(in, sheet, row, answer, err);
    sheet->checks->answers[a < 0 ? 0 : a]++;
    RT_THEN(rc, rt_report_struck(in, sheet, row,
                    (const struct rt_struck_field[]){
                        {l->col_of[RT_F_CHECK_ITEM], RT_F_CHECK_ITEM},
                        {l->col_of[RT_F_ANSWER], RT_F_ANSWER}},
                    2, err));
    return rc;
}

enum rt_status rt_checks_end(
    struct rt_intake *in, struct rt_sheet_facts *sheet, struct rt_error *err)
{
    enum rt_status rc = put(in, sheet, err);

    sheet->checks = NULL;
    return rc;
}
