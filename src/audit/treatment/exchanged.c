/* Headings over each other's columns: 担当 over the tasks, リスク所有者 over the
 * departments, 適用 over what is carried out. Where what is written fits the
 * headings in no row that tells, and fits them exchanged in several, the headings
 * are wrong and not the rows. (The dates of a plan are plan_swapped.c's.)
 */
#include "audit/treatment/statement_marks.h"

enum {
    ROWS_AT_LEAST = 2,
    WHO_CPS_MAX = 24,
    NAME_CPS_MAX = 8,
    SCORE_MAX = 3,     /* of any scale, and of ratings */
    NAMES_AT_LEAST = 8 /* of which something can be said as a whole */
};

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

/* Whoever may use it; a department is no answer that tells. */
static bool is_users(struct pl *p, const struct rt_cell *cell)
{
    static const char *const ends[]
        = {"社員", "職員", "役員", "全員", "全社", "従業員", "関係者"};

    return ends_as(p, cell, ends, RT_COUNT(ends));
}

/* 「権限の一覧を作る」 is done by 「佐藤」, not the other way about. */
static bool is_deed(struct pl *p, const struct rt_cell *cell)
{
    static const char *const ends[]
        = {"る", "す", "う", "く", "む", "つ", "ぶ"};

    return rt_str_any(rt_pl_folded(p, rt_str_trim(rt_cell_string(cell))),
        RT_STR_ENDS, ends, RT_COUNT(ends));
}

static bool is_name(struct pl *p, const struct rt_cell *cell)
{
    struct rt_str s = rt_str_trim(rt_cell_string(cell));

    return s.n > 0 && !memchr(s.p, '\n', s.n)
           && rt_utf8_count(s) <= NAME_CPS_MAX && !is_deed(p, cell);
}

static bool is_medium(struct pl *p, const struct rt_cell *cell)
{
    const char *term = NULL;

    return p->a->vocab && !rt_cell_blank(cell)
           && rt_is_taken(rt_value_medium(p->a->vocab, cell, &term));
}

static bool is_document(struct pl *p, const struct rt_cell *cell)
{
    static const char *const ends[] = {"規程", "規則", "規定", "手順", "手順書",
        "基準", "要領", "要綱", "方針", "マニュアル", "ガイドライン", "細則"};

    return ends_as(p, cell, ends, RT_COUNT(ends));
}

static bool is_reason(struct pl *p, const struct rt_cell *cell)
{
    return rt_cell_says(cell) && !is_document(p, cell);
}

/* --- ratings and times -------------------------------------------------------- */

static bool is_countered(struct pl *p, const struct rt_cell *cell)
{
    static const char *const words[] = {"対策", "実施"};

    (void)p;
    return rt_str_contains_any(rt_cell_string(cell), words);
}

static bool is_frequency(struct pl *p, const struct rt_cell *cell)
{
    static const char *const words[] = {"発生", "起き", "起こ", "頻度"};

    return !is_countered(p, cell)
           && rt_str_contains_any(rt_cell_string(cell), words);
}

/* What no score of the form is, and a level is. */
static bool is_level(struct pl *p, const struct rt_cell *cell)
{
    (void)p;
    return rt_whole_of(cell) > SCORE_MAX;
}

static bool is_score(struct pl *p, const struct rt_cell *cell)
{
    (void)p;
    return rt_whole_of(cell) >= 0 && rt_whole_of(cell) <= SCORE_MAX;
}

static bool is_day(struct pl *p, const struct rt_cell *cell)
{
    char iso[11];

    (void)p;
    return !rt_cell_blank(cell) && rt_is_taken(rt_value_date(cell, iso));
}

static bool is_period(struct pl *p, const struct rt_cell *cell)
{
    static const char *const ends[]
        = {"年", "月", "年間", "月間", "永久", "永年", "無期限"};

    return !is_day(p, cell) && ends_as(p, cell, ends, RT_COUNT(ends));
}

/* --- marks -------------------------------------------------------------------- */

static bool is_applied(struct pl *p, const struct rt_cell *cell)
{
    return rt_cell_says(cell)
           && rt_statement_applied(p->a->vocab, cell) != RT_APPLIED_UNREADABLE;
}

static bool is_carried(struct pl *p, const struct rt_cell *cell)
{
    enum rt_carried carried = rt_statement_carried(p->a->vocab, cell);

    return carried != RT_CARRIED_BAD && carried != RT_CARRIED_NO;
}

/* --- the pairs ---------------------------------------------------------------- */

typedef bool fits_fn(struct pl *p, const struct rt_cell *cell);

static const struct pair {
    enum rt_field a, b;
    fits_fn *is_a, *is_b;
    bool most; /* two rows are no proof */
} pairs[] = {{RT_F_OWNER, RT_F_MANAGED_BY, is_person, is_unit, false},
    {RT_F_USERS, RT_F_MANAGED_BY, is_users, is_unit, false},
    {RT_F_MANAGED_BY, RT_F_MEDIUM, is_unit, is_medium, false},
    {RT_F_TASK, RT_F_ASSIGNEE, is_task, is_assignee, false},
    {RT_F_TASK, RT_F_ASSIGNEE, is_deed, is_name, true},
    {RT_F_IMPORTANCE, RT_F_LEVEL, is_score, is_level, false},
    {RT_F_LIKELIHOOD, RT_F_LEVEL, is_score, is_level, false},
    {RT_F_WHY, RT_F_DOCUMENT, is_reason, is_document, false},
    {RT_F_THREAT, RT_F_VULNERABILITY, is_frequency, is_countered, false},
    {RT_F_RETENTION, RT_F_REGISTERED, is_period, is_day, false},
    {RT_F_APPLIED, RT_F_IMPLEMENTED, is_applied, is_carried, false}};

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

static bool report(struct pl *p, const struct pl_table *t, enum rt_field a,
    enum rt_field b, size_t rows)
{
    struct pl_note note = at_heading(t, a);

    note.arg[0] = rt_field_name(a, p->a->lang);
    note.arg[1] = rt_field_name(b, p->a->lang);
    note.arg[2] = rt_pl_num(p, (int64_t)rows);
    rt_pl_report(p, RT_TP521, &note);
    return true;
}

static bool check_pair(
    struct pl *p, const struct pl_table *t, const struct pair *of)
{
    size_t as_is = 0, exchanged = 0, rows = 0;
    struct pl_cursor c;
    struct pl_row row;

    rt_pl_rows(&c, p, t);
    while (p->rc == RT_OK && rt_pl_next(&c, &row)) {
        const struct rt_cell *a = row.cell[of->a], *b = row.cell[of->b];
        bool so = of->is_a(p, a) && of->is_b(p, b);
        bool otherwise = of->is_a(p, b) && of->is_b(p, a);
        rows += rt_cell_says(a) && rt_cell_says(b);
        as_is += so && !otherwise;
        exchanged += otherwise && !so;
    }
    return as_is == 0 && exchanged >= ROWS_AT_LEAST
           && (!of->most || exchanged * 2 >= rows)
           && report(p, t, of->a, of->b, exchanged);
}

/* --- names -------------------------------------------------------------------- */

/* Many assets are of one business; few have one name. */
static bool check_names(struct pl *p, const struct pl_table *t)
{
    struct rt_intern assets = {0}, businesses = {0};
    size_t n = 0, of_assets, of_businesses;
    struct pl_cursor c;
    struct pl_row row;

    rt_pl_rows(&c, p, t);
    while (p->rc == RT_OK && rt_pl_next(&c, &row)) {
        const struct rt_cell *asset = row.cell[RT_F_ASSET];
        const struct rt_cell *business = row.cell[RT_F_BUSINESS];
        uint32_t number;
        if (!rt_cell_says(asset) || !rt_cell_says(business)
            || !rt_audit_row_at(p->a, t->sheet, row.row->number))
            continue;
        n++;
        (void)rt_pl_need(
            p, rt_intern_folded(&assets, asset->text, &number)
                   && rt_intern_folded(&businesses, business->text, &number));
    }
    of_assets = assets.count;
    of_businesses = businesses.count;
    rt_intern_fini(&assets);
    rt_intern_fini(&businesses);
    return n >= NAMES_AT_LEAST && of_assets * 2 <= n
           && of_businesses * 10 >= n * 9
           && t->layout->col_of[RT_F_BUSINESS] > t->layout->col_of[RT_F_ASSET]
           && report(p, t, RT_F_ASSET, RT_F_BUSINESS, n);
}

/* --- what is done about a risk ------------------------------------------------ */

static bool is_acted_on(const struct pl *p, const struct pl_row *row)
{
    int first = rt_pl_level(p, row);
    int left = rt_whole_of(row->cell[RT_F_RES_LEVEL]);

    return rt_pl_row_says(row, RT_F_ACTION)
           || (left >= 0 && first >= 0 && left < first);
}

/* Something is done about what is reduced, and nothing about what is retained. */
static bool check_options(struct pl *p, const struct pl_table *t)
{
    size_t as_is = 0, acted = 0, left = 0;
    struct pl_cursor c;
    struct pl_row row;

    rt_pl_rows(&c, p, t);
    while (p->rc == RT_OK && rt_pl_next(&c, &row)) {
        enum rt_treatment treatment = rt_pl_option(p, &row).treatment;
        bool does = is_acted_on(p, &row);
        if (treatment == RT_RETAIN)
            *(does ? &acted : &as_is) += 1;
        else if (treatment == RT_REDUCE)
            *(does ? &as_is : &left) += 1;
    }
    return as_is == 0 && acted > 0 && left > 0 && acted + left > ROWS_AT_LEAST
           && report(p, t, RT_F_MARK_RETAIN, RT_F_MARK_REDUCE, acted + left);
}

bool rt_pl_is_exchanged(struct pl *p, const struct pl_table *t)
{
    bool any = false, last = false;

    for (size_t i = 0; i < RT_COUNT(pairs) && !t->layout->side_by_side; i++) {
        /* Two ways to tell the same headings apart. */
        if (last && pairs[i].a == pairs[i - 1].a
            && pairs[i].b == pairs[i - 1].b)
            continue;
        last = rt_pl_has(t, pairs[i].a) && rt_pl_has(t, pairs[i].b)
               && check_pair(p, t, &pairs[i]);
        any |= last;
    }
    if (rt_pl_has(t, RT_F_ASSET) && rt_pl_has(t, RT_F_BUSINESS))
        any |= check_names(p, t);
    if (rt_pl_has(t, RT_F_MARK_RETAIN) && rt_pl_has(t, RT_F_MARK_REDUCE))
        any |= check_options(p, t);
    return any;
}
