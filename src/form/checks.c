/* 対策状況チェック: how many items of each category have which answer.
 *
 * The answers are counted and nothing more: how they become the
 * vulnerability of a medium is not published, so the ledger and the threat
 * sheet are asked for that. A category holds for the rows below it until
 * another is named (merged cells).
 */
#include "form.h"
#include "risktally/fold.h"

/* The answers' own words, folded; the number before the colon decides where
 * there is one. */
static const struct {
    const char *word;
    int answer;
} words[] = {{"実施している", 1}, {"一部実施している", 2},
    {"実施していない", 3}, {"実施してない", 3}, {"わからない", 3},
    {"自社には該当しない", 4}, {"該当しない", 4}, {"該当なし", 4}};

/* 1 to 4, 0 for none, -1 for an answer that is not among the choices. */
static int answer_of(struct rt_intake *in, const struct rt_cell *cell)
{
    struct rt_str s;
    int number = 0;

    if (rt_cell_blank(cell))
        return 0;
    rt_buf_clear(&in->text);
    if (cell->text.n > 400 || rt_fold(cell->text, &in->text) != RT_OK)
        return -1;
    s = rt_buf_str(&in->text);
    if (s.n > 0 && s.p[0] >= '1' && s.p[0] <= '4'
        && (s.n == 1 || s.p[1] == ':' || s.p[1] == '.'))
        number = s.p[0] - '0';
    if (number && s.n <= 2)
        return number;
    if (number) {
        s.p += 2;
        s.n -= 2;
    }
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        struct rt_str w = rt_str(words[i].word);
        if (rt_str_starts(s, w) && (!number || number == words[i].answer))
            return words[i].answer;
    }
    return -1;
}

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
    enum rt_status rc = put(in, sheet, err);

    if (rc != RT_OK)
        return rc;
    if (!sheet->checks)
        sheet->checks = rt_arena_alloc(&in->arena, sizeof *sheet->checks);
    if (!sheet->checks)
        return rt_fail_nomem(err);
    *sheet->checks = (struct rt_checks){.sheet = sheet->name};
    if (!cell)
        return RT_OK;
    sheet->checks->category = rt_arena_str(&in->arena, rt_str_trim(cell->text));
    return sheet->checks->category.p ? RT_OK : rt_fail_nomem(err);
}

static enum rt_status report(struct rt_intake *in, struct rt_sheet_facts *sheet,
    const struct rt_row *row, const struct rt_cell *cell, struct rt_error *err)
{
    char shown[128];
    struct rt_str args[RT_FINDING_ARGS];
    struct rt_place place
        = {.sheet = sheet, .row = row->number, .col = cell->col + 1};

    rt_str_copy(shown, sizeof shown, rt_str_trim(cell->text));
    args[0] = rt_str(shown);
    args[1] = args[2] = args[3] = RT_STR_NONE;
    place.actual = args[0];
    return rt_put_finding(in, RT_VA801, &place, args, err);
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
    if (rc != RT_OK || rt_cell_blank(item))
        return rc;
    a = answer_of(in, answer);
    if (a < 0)
        rc = report(in, sheet, row, answer, err);
    sheet->checks->answers[a < 0 ? 0 : a]++;
    return rc;
}

enum rt_status rt_checks_end(
    struct rt_intake *in, struct rt_sheet_facts *sheet, struct rt_error *err)
{
    enum rt_status rc = put(in, sheet, err);

    sheet->checks = NULL;
    return rc;
}
