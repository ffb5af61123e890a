/* Headings over each other's columns: 担当 over the tasks, リスク所有者 over the
 * departments, 適用 over what is carried out. Where what is written fits the
 * headings in no row that tells, and fits them exchanged in several, the headings
 * are wrong and not the rows. (The dates of a plan are plan_swapped.c's.)
 */
#include "audit/treatment/statement_marks.h"

enum { ROWS_AT_LEAST = 2, WHO_CPS_MAX = 24 };

/* --- who ---------------------------------------------------------------------- */

/* Of a text that ends as names of people or of departments do. */
static bool ends_as(struct pl *p, const struct rt_cell *cell,
    const char *const *ends, size_t count)
{
    struct rt_str s = rt_pl_folded(p, rt_str_trim(rt_cell_string(cell)));

    return s.n > 0 && !memchr(rt_cell_text(cell).p, '\n', cell->text.n)
           && rt_utf8_count(s) <= WHO_CPS_MAX
           && rt_str_any(s, RT_STR_ENDS, ends, count);
}

static bool is_person(struct pl *p, const struct rt_cell *cell)
{
    static const char *const ends[] = {"長", "者", "さん", "氏", "様", "役",
        "主任", "主査", "係員", "担当", "リーダー", "マネージャー"};

    return ends_as(p, cell, ends, RT_COUNT(ends));
}

static bool is_unit(struct pl *p, const struct rt_cell *cell)
{
    static const char *const ends[] = {"課", "部", "室", "係", "局", "班",
        "チーム", "グループ", "センター", "支店", "営業所", "事業所"};

    return ends_as(p, cell, ends, RT_COUNT(ends));
}

static bool is_assignee(struct pl *p, const struct rt_cell *cell)
{
    return is_person(p, cell) || is_unit(p, cell);
}

static bool is_task(struct pl *p, const struct rt_cell *cell)
{
    return rt_cell_says(cell) && !is_assignee(p, cell);
}

/* --- marks -------------------------------------------------------------------- */

static bool is_applied(struct pl *p, const struct rt_cell *cell)
{
    struct pl_row row = {.cell = {[RT_F_APPLIED] = cell}};

    return rt_cell_says(cell)
           && rt_pl_applied_of(p, &row) != APPLIED_UNREADABLE;
}

static bool is_carried(struct pl *p, const struct rt_cell *cell)
{
    struct pl_row row = {.cell = {[RT_F_IMPLEMENTED] = cell}};
    enum carried carried = rt_pl_carried_of(p, &row, RT_F_IMPLEMENTED);

    return carried != CARRIED_BAD && carried != CARRIED_NO;
}

/* --- the pairs ---------------------------------------------------------------- */

typedef bool fits_fn(struct pl *p, const struct rt_cell *cell);

static const struct pair {
    enum rt_field a, b;
    fits_fn *is_a, *is_b;
} pairs[] = {{RT_F_OWNER, RT_F_MANAGED_BY, is_person, is_unit},
    {RT_F_TASK, RT_F_ASSIGNEE, is_task, is_assignee},
    {RT_F_APPLIED, RT_F_IMPLEMENTED, is_applied, is_carried}};

/* The heading's own cell, below its group. */
static struct pl_note at_heading(const struct pl_table *t, enum rt_field f)
{
    const struct rt_layout *l = t->layout;
    const struct rt_column *c
        = rt_column_at(l->columns, l->column_count, (uint32_t)l->col_of[f]);

    return (struct pl_note){.sheet = t->sheet,
        .row = c && c->row ? c->row : l->row2,
        .col = rt_pl_col(t, f)};
}

static bool check_pair(
    struct pl *p, const struct pl_table *t, const struct pair *of)
{
    struct pl_note note = at_heading(t, of->a);
    size_t as_is = 0, exchanged = 0;
    struct pl_cursor c;
    struct pl_row row;

    rt_pl_rows(&c, p, t);
    while (p->rc == RT_OK && rt_pl_next(&c, &row)) {
        const struct rt_cell *a = row.cell[of->a], *b = row.cell[of->b];
        bool so = of->is_a(p, a) && of->is_b(p, b);
        bool otherwise = of->is_a(p, b) && of->is_b(p, a);
        as_is += so && !otherwise;
        exchanged += otherwise && !so;
    }
    if (as_is > 0 || exchanged < ROWS_AT_LEAST)
        return false;
    note.arg[0] = rt_field_name(of->a, p->a->lang);
    note.arg[1] = rt_field_name(of->b, p->a->lang);
    note.arg[2] = rt_pl_num(p, (int64_t)exchanged);
    rt_pl_report(p, RT_TP521, &note);
    return true;
}

bool rt_pl_is_exchanged(struct pl *p, const struct pl_table *t)
{
    bool any = false;

    for (size_t i = 0; i < RT_COUNT(pairs) && !t->layout->side_by_side; i++) {
        if (rt_pl_has(t, pairs[i].a) && rt_pl_has(t, pairs[i].b))
            any |= check_pair(p, t, &pairs[i]);
    }
    return any;
}
