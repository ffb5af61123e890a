/* リスクマトリクス: how many risks there are by importance and likelihood.
 *
 * One block per profile in force, because their scales and classes differ.
 * A count is a formula over the list of risks, so that it follows a corrected
 * score; its colour is that of the cell's class, which cannot change, and the
 * class is said in words by the cell's number format. A click on it leads to
 * the risks that it counts, which are listed below, as of the run. The rows of
 * those lists are counted beforehand, because the sheet is written from its
 * top to its end.
 */
#include "report/book/acceptance_line.h"
#include "report/register/register.h"
#include "risk/criteria_shown.h"

enum { SECTION_COL = 1 }; /* where blocks and lists begin */

/* A number over `span` merged cells. */
static void put_wide(struct rt_xl_sheet *s, int col, int span, enum rt_xf xf,
    const char *formula, uint64_t value)
{
    rt_xl_formula(s, col, xf, formula, (double)value);
    for (int i = 1; i < span; i++)
        rt_xl_z(s, col + i, xf, "");
    rt_xl_merge(s, s->row, col, s->row, col + span - 1);
}

/* The line between a cell and the one on its left or below it, which is at level
 * `before`; the outermost have none. */
static enum rt_zone line_to(
    const struct rt_profile *p, enum rt_evaluation which, int level, int before)
{
    enum rt_zone zone = rt_profile_zone(p, which, level);

    return before < 0 || rt_profile_zone(p, which, before) == zone
               ? RT_ZONE_ACCEPTABLE
               : zone;
}

static enum rt_xf format_of(const struct rt_profile *p,
    enum rt_evaluation which, int importance, int likelihood)
{
    int level = importance * likelihood;
    enum rt_class c = p->class_of[level];

    if (c == RT_CLASS_NONE)
        return RT_XF_BOX_NUMBER;
    return rt_xl_heat(c,
        line_to(p, which, level,
            likelihood > 1 ? importance * (likelihood - 1) : -1),
        line_to(p, which, level,
            importance > p->scale_min ? (importance - 1) * likelihood : -1));
}

/* The cell's link is set first: what is then written over it keeps it. */
static void put_count(struct rt_register *r, struct rt_xl_sheet *s, int col,
    int span, const struct rt_in_force *p, enum rt_evaluation which,
    int importance, int likelihood)
{
    static const enum rt_risk_col cols[RT_EVALUATIONS][2]
        = {{RT_RC_IMPORTANCE, RT_RC_LIKELIHOOD},
            {RT_RC_RES_IMPORTANCE, RT_RC_RES_LIKELIHOOD}};
    const struct rt_profile *profile = &p->use.profile;
    char name[80], i[16], l[16];
    struct rt_buf formula = RT_BUF(8000);
    /* Excel takes 8,192 characters */
    snprintf(name, sizeof name, "\"%s\"", profile->name);
    snprintf(i, sizeof i, "%d", importance);
    snprintf(l, sizeof l, "%d", likelihood);
    rt_risks_count(
        r, &formula, RT_RC_PROFILE, name, cols[which][0], i, cols[which][1], l);
    if (p->section[which][importance][likelihood] > 0)
        rt_xl_jump(s, col, rt_word(r->run->lang, RT_W_SHEET_MATRIX),
            p->section[which][importance][likelihood], SECTION_COL);
    put_wide(s, col, span, format_of(profile, which, importance, likelihood),
        formula.data, p->count[which][importance][likelihood]);
    rt_buf_fini(&formula);
}

/* A sum over columns of this row, or rows of this column. */
static void put_sum(struct rt_xl_sheet *s, int col, int span, uint32_t row1,
    int col1, uint32_t row2, int col2, uint64_t value)
{
    char formula[64];

    snprintf(formula, sizeof formula, "SUM(%s%u:%s%u)", RT_COL(col1), row1 + 1,
        RT_COL(col2), row2 + 1);
    put_wide(s, col, span, RT_XF_HEAT_SUM, formula, value);
}

static void put_head(
    struct rt_register *r, struct rt_xl_sheet *s, int col, int span)
{
    enum rt_lang lang = r->run->lang;
    char head[64];

    rt_xl_print(s, col, RT_XF_HEAD, "%s ＼ %s",
        rt_word(lang, RT_W_SUM_IMPORTANCE), rt_word(lang, RT_W_SUM_LIKELIHOOD));
    for (int l = 1; l <= 4; l++) {
        snprintf(head, sizeof head, "%d", l);
        rt_xl_across(s, col + 1 + (l - 1) * span, col + l * span, RT_XF_HEAD,
            rt_str(l < 4 ? head : rt_word(lang, RT_W_TOTAL)));
    }
    rt_xl_next(s);
}

static void put_importance(struct rt_register *r, struct rt_xl_sheet *s,
    int col, int span, const struct rt_in_force *p, enum rt_evaluation which,
    int importance)
{
    uint64_t sum = 0;

    rt_xl_height(s, 24);
    rt_xl_print(s, col, RT_XF_BOX_LABEL, "%s %d",
        rt_word(r->run->lang, RT_W_SUM_IMPORTANCE), importance);
    for (int l = 1; l <= 3; l++) {
        put_count(
            r, s, col + 1 + (l - 1) * span, span, p, which, importance, l);
        sum += p->count[which][importance][l];
    }
    put_sum(s, col + 1 + 3 * span, span, s->row, col + 1, s->row,
        col + 3 * span, sum);
    rt_xl_next(s);
}

/* What the lines mean. */
static void put_legend(struct rt_register *r, struct rt_xl_sheet *s, int col,
    const struct rt_profile *p, enum rt_evaluation which)
{
    char text[RT_CRITERIA_LINE];

    rt_criteria_line(p, which, r->run->lang, text);
    rt_xl_z(s, col, RT_XF_NOTE, text);
    rt_xl_next(s);
}

void rt_matrix_block(struct rt_register *r, struct rt_xl_sheet *s, int col,
    int span, const struct rt_in_force *p, enum rt_evaluation which)
{
    const struct rt_profile *profile = &p->use.profile;
    uint64_t all = 0;
    uint32_t first;

    put_head(r, s, col, span);
    first = s->row;
    for (int i = profile->scale_max; i >= profile->scale_min; i--)
        put_importance(r, s, col, span, p, which, i);
    rt_xl_word(s, col, RT_XF_HEAT_SUM, RT_W_TOTAL);
    for (int l = 1; l <= 3; l++) {
        uint64_t sum = 0;
        int at = col + 1 + (l - 1) * span;

        for (int i = profile->scale_min; i <= profile->scale_max; i++)
            sum += p->count[which][i][l];
        put_sum(s, at, span, first, at, s->row - 1, at, sum);
        all += sum;
    }
    put_sum(s, col + 1 + 3 * span, span, s->row, col + 1, s->row,
        col + 3 * span, all);
    rt_xl_next(s);
    put_legend(r, s, col, profile, which);
}

/* --- the risks of each cell ----------------------------------------------- */

/* Columns of the lists; the matrices are in the first ones. */
enum {
    ID = SECTION_COL,
    DEPARTMENT,
    MEDIUM,
    LEVEL,
    PRIORITY,
    ASSET,
    APPROVED,
    HEADS = 2,          /* rows above a list: its title, its header */
    TITLE_ROWS = 2,     /* of the sheet */
    NAME_MAX_BYTES = 49 /* of a department: two lines; the list has it all */
};

static uint32_t rows_of_block(const struct rt_profile *p)
{
    return (uint32_t)(p->scale_max - p->scale_min)
           + 4; /* header, total, lines */
}

/* Blank row, title, and each evaluation's line with its block. */
static uint32_t rows_of_profile(const struct rt_in_force *p)
{
    uint32_t rows = 2 + RT_EVALUATIONS + rows_of_block(&p->use.profile);

    return p->known[RT_RESIDUAL] > 0 ? rows + rows_of_block(&p->use.profile)
                                     : rows;
}

/* With the blank row above and, where some are left out, the line below. */
static uint32_t rows_of_section(uint64_t count)
{
    return 1 + HEADS
           + (uint32_t)(count > RT_CELL_LIST ? (uint64_t)RT_CELL_LIST + 1
                                             : count);
}

/* Calls `each` for the cells that count something, as the sheet lists them: the
 * highest level first. */
static void for_each_cell(struct rt_register *r,
    void (*each)(struct rt_register *r, struct rt_in_force *p,
        enum rt_evaluation which, int importance, int likelihood, void *to),
    void *to)
{
    for (size_t k = 0; k < r->profile_count; k++) {
        struct rt_in_force *p = &r->profiles[k];

        for (int which = RT_FIRST; which <= RT_RESIDUAL; which++)
            for (int level = RT_LEVEL_MAX; level >= 0; level--)
                for (int i = 3; i >= 0; i--)
                    for (int l = 3; l >= 1; l--)
                        if (i * l == level && p->count[which][i][l] > 0)
                            each(r, p, (enum rt_evaluation)which, i, l, to);
    }
}

static void plan_section(struct rt_register *r, struct rt_in_force *p,
    enum rt_evaluation which, int importance, int likelihood, void *to)
{
    uint32_t *row = to;

    (void)r;
    p->section[which][importance][likelihood] = *row + 2;
    *row += rows_of_section(p->count[which][importance][likelihood]);
}

static bool any_residual(const struct rt_register *r)
{
    for (size_t i = 0; i < r->profile_count; i++)
        if (r->profiles[i].known[RT_RESIDUAL] > 0)
            return true;
    return false;
}

void rt_matrix_plan(struct rt_register *r)
{
    uint32_t row = TITLE_ROWS;

    for (size_t i = 0; i < r->profile_count; i++)
        row += rows_of_profile(&r->profiles[i]);
    row += any_residual(r); /* the line of acceptance */
    for_each_cell(r, plan_section, &row);
}

static void put_section_head(struct rt_register *r, struct rt_xl_sheet *s,
    const struct rt_in_force *p, enum rt_evaluation which, int importance,
    int likelihood)
{
    enum rt_lang lang = r->run->lang;
    int level = importance * likelihood;

    rt_xl_next(s);
    rt_xl_together(s, 120); /* the heading and some of its rows */
    rt_xl_print(s, ID, RT_XF_SECTION, rt_word(lang, RT_W_MATRIX_SECTION),
        p->use.profile.name,
        rt_word(lang, which == RT_FIRST ? RT_W_MATRIX_FIRST_SHORT
                                        : RT_W_MATRIX_RESIDUAL_SHORT),
        importance, likelihood, level,
        rt_word_class(lang, p->use.profile.class_of[level]),
        (unsigned long long)p->count[which][importance][likelihood]);
    rt_xl_next(s);
    rt_xl_book_line(s, RT_LINE_OF_CELL);
}

/* By whom and when, where the approval holds. */
static void put_approval(struct rt_xl_sheet *s, const struct rt_risk *risk)
{
    struct rt_writer w = RT_WRITER(w, RT_TEXT_MAX);

    rt_write(&w, risk->approved_by);
    if (risk->approved_on.n > 0) {
        rt_write_between(&w, " ");
        rt_write(&w, risk->approved_on);
    }
    rt_xl_take(s, APPROVED, RT_XF_TEXT, &w);
}

static void put_section_row(struct rt_register *r, struct rt_xl_sheet *s,
    const struct rt_risk *risk, enum rt_evaluation which)
{
    bool first = which == RT_FIRST;

    rt_risk_link(r, s, ID, RT_XF_SMALL_LINK, risk->position, risk->risk_id);
    rt_xl_str(s, DEPARTMENT, RT_XF_TEXT, risk->department);
    rt_xl_str(s, MEDIUM, RT_XF_TEXT, risk->medium);
    rt_xl_known(s, LEVEL, RT_XF_SCORE,
        first ? risk->result.level
              : risk->residual_importance * risk->residual_likelihood);
    rt_xl_rank(s, PRIORITY, RT_XF_SCORE, risk->result.priority);
    rt_xl_str(s, ASSET, RT_XF_TEXT, risk->asset);
    put_approval(s, risk);
    rt_xl_next(s);
}

static void put_section(struct rt_register *r, struct rt_in_force *p,
    enum rt_evaluation which, int importance, int likelihood, void *to)
{
    uint64_t count = p->count[which][importance][likelihood];
    struct rt_xl_sheet *s = to;
    struct rt_risk risk;

    if (r->xl.rc == RT_OK
        && s->row + 2 != p->section[which][importance][likelihood])
        r->xl.rc = rt_fail(r->err, RT_BUG, "a list of the matrix misplaced");
    put_section_head(r, s, p, which, importance, likelihood);
    struct rt_cursor cursor
        = rt_ledger_cell(r->ledger, rt_str(p->use.profile.name), which,
            importance, likelihood, RT_CELL_LIST, r->err);
    while (rt_xl_row(&r->xl, &cursor, &risk))
        put_section_row(r, s, &risk, which);
    if (count <= RT_CELL_LIST)
        return;
    rt_xl_print(s, ID, RT_XF_NOTE, rt_word(r->run->lang, RT_W_MATRIX_MORE),
        (unsigned long long)(count - RT_CELL_LIST));
    rt_xl_next(s);
}

/* --- the sheet ------------------------------------------------------------ */

static void put_profile(
    struct rt_register *r, struct rt_xl_sheet *s, const struct rt_in_force *p)
{
    enum rt_lang lang = r->run->lang;
    bool some = p->known[RT_RESIDUAL] > 0;

    rt_xl_next(s);
    rt_xl_together(s, RT_MATRIX_HEIGHT * (some ? 2 : 1));
    rt_xl_print(s, SECTION_COL, RT_XF_SECTION, "%s  %s", p->use.profile.name,
        p->use.profile.title[lang]);
    rt_xl_next(s);
    rt_xl_line(s, SECTION_COL, RT_XF_NOTE, RT_W_MATRIX_FIRST);
    rt_matrix_block(r, s, SECTION_COL, 1, p, RT_FIRST);
    rt_xl_print(s, SECTION_COL, RT_XF_NOTE, rt_word(lang, RT_W_MATRIX_RESIDUAL),
        (unsigned long long)p->known[RT_RESIDUAL],
        (unsigned long long)(p->use.risks - p->known[RT_RESIDUAL]));
    rt_xl_next(s);
    if (some)
        rt_matrix_block(r, s, SECTION_COL, 1, p, RT_RESIDUAL);
}

void rt_register_matrix(struct rt_register *r)
{
    enum rt_lang lang = r->run->lang;
    struct rt_xl_sheet s;

    rt_xl_sheet(&r->xl, &s, rt_word(lang, RT_W_SHEET_MATRIX), RT_A4);
    rt_xl_width(&s, 0, 0, 2);
    rt_xl_width(&s, ID, ID, 26);
    rt_xl_width(&s, DEPARTMENT, PRIORITY, 16);
    rt_xl_width(&s, ASSET, ASSET, 44);
    rt_xl_width(&s, APPROVED, APPROVED, 24);
    rt_xl_pages(&s, 96);
    rt_xl_title(&s, SECTION_COL, rt_word(lang, RT_W_MATRIX_TITLE),
        rt_word(lang, RT_W_MATRIX_NOTE));
    for (size_t i = 0; i < r->profile_count; i++)
        put_profile(r, &s, &r->profiles[i]);
    if (any_residual(r))
        rt_acceptance_line(&s, SECTION_COL, r->ledger);
    for_each_cell(r, put_section, &s);
    if (r->profile_count == 0) {
        rt_xl_next(&s);
        rt_xl_word(&s, SECTION_COL, RT_XF_NOTE, RT_W_MATRIX_NONE);
    }
    rt_xl_finish(&s);
}
