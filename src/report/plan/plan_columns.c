/* The columns of the treatment plan, and how their cells are filled.
 *
 * The intake recognises the columns by these headings when a plan is read again
 * (src/form/labels.def).
 */
#include "report/book/rule_formulas.h"
#include "report/plan/plan_book.h"

#include <stdio.h>

/* --- risk ---------------------------------------------------------------- */

static void put_class(const struct rt_line *line, int col)
{
    const struct rt_plan *p = line->context;
    const struct rt_plan_entry *e = line->item;

    if (e->added)
        rt_xl_str(line->s, col, line->col->xf, e->row.class);
    else
        rt_xl_z(line->s, col, line->col->xf,
            rt_word_class(p->lang, e->risk.result.class));
}

static void put_treatment(const struct rt_line *line, int col)
{
    const struct rt_plan *p = line->context;
    const struct rt_plan_entry *e = line->item;

    if (e->row.treatment == RT_TREATMENT_NONE)
        rt_xl_str(line->s, col, line->col->xf, e->row.treatment_raw);
    else
        rt_xl_z(line->s, col, line->col->xf,
            rt_word_treatment(p->lang, e->row.treatment));
}

static void put_number(const struct rt_line *line, int col)
{
    const struct rt_plan *p = line->context;

    rt_xl_num(line->s, col, line->col->xf, (double)p->number);
}

/* A line for each, so that the numbers are aligned. */
static void put_candidates(const struct rt_line *line, int col)
{
    const struct rt_plan *p = line->context;
    const struct rt_plan_entry *e = line->item;
    const struct rt_control *c[RT_CANDIDATES_MAX];
    size_t count = e->added ? 0 : rt_controls_for(&e->risk, c), n = 0;
    char text[RT_CANDIDATES_MAX * 96] = "";

    for (size_t i = 0; i < count && n < sizeof text; i++)
        n += (size_t)snprintf(text + n, sizeof text - n, "%s%d.%d %s",
            i > 0 ? "\n" : "", c[i]->theme, c[i]->number,
            rt_text(p->lang, c[i]->name));
    rt_xl_z(line->s, col, line->col->xf, text);
}

/* --- dates and progress -------------------------------------------------- */

/* A date, or the text in its place. */
void rt_plan_put_date(const struct rt_line *line, int col)
{
    const char *at = (const char *)line->item + line->col->at;
    const struct rt_plan_date *d = (const void *)at;

    if (d->iso.n > 0)
        rt_xl_date(line->s, col, line->col->xf, d->iso);
    else
        rt_xl_str(line->s, col, line->col->xf, d->raw);
}

static void put_basis(const struct rt_line *line, int col)
{
    const struct rt_plan *p = line->context;
    const struct rt_plan_entry *e = line->item;
    char formula[RT_BASIS_MAX + 128], text[RT_BASIS_TEXT] = "";

    if (e->row.proposed) {
        rt_plan_kept_basis(p, e, line->s->row + 1, formula, sizeof formula);
        snprintf(text, sizeof text, "%s", rt_word(p->lang, RT_W_DUE_KEPT));
        rt_xl_formula_z(line->s, col, line->col->xf, formula, text);
        return;
    }
    if (rt_plan_is_proposed(p, e))
        rt_plan_basis_text(p, e->risk.result.priority, text);
    rt_formula(p->basis, line->s->row + 1, formula, sizeof formula);
    rt_xl_formula_z(line->s, col, line->col->xf, formula, text);
    /* a formula's row does not find its height by itself */
    rt_xl_height(line->s, rt_xl_text_height(rt_str(text), line->col->width, 8));
}

static void put_status(const struct rt_line *line, int col)
{
    const struct rt_plan *p = line->context;
    const struct rt_plan_entry *e = line->item;

    if (e->row.status == RT_PLAN_UNSAID)
        rt_xl_str(line->s, col, line->col->xf, e->row.status_raw);
    else
        rt_xl_z(line->s, col, line->col->xf,
            rt_word_status(p->lang, e->row.status));
}

static void put_overdue(const struct rt_line *line, int col)
{
    const struct rt_plan *p = line->context;
    const struct rt_plan_entry *e = line->item;
    const char *overdue = rt_word(p->lang, RT_W_OVERDUE);
    char end[4], status[4], pattern[160], formula[240];

    rt_col_letters(PC_PLANNED_END, end);
    rt_col_letters(PC_STATUS, status);
    snprintf(pattern, sizeof pattern,
        "IF(AND(ISNUMBER(%s#),%s#<TODAY(),%s#<>\"%s\"),\"%s\",\"\")", end, end,
        status, rt_word(p->lang, RT_W_STATUS_DONE), overdue);
    rt_formula(pattern, line->s->row + 1, formula, sizeof formula);
    rt_xl_formula_z(line->s, col, line->col->xf, formula,
        rt_plan_overdue(p, &e->row) ? overdue : "");
}

/* --- residual risk ------------------------------------------------------- */

/* What the level's formula gives: "" where a value is not known or off the
 * profile's scale. */
static int residual_level(
    const struct rt_profile *p, const struct rt_plan_row *row)
{
    int i = row->residual_importance, l = row->residual_likelihood;

    if (i < p->scale_min || i > p->scale_max || l < 1 || l > 3)
        return RT_UNKNOWN;
    return i * l;
}

/* A value, or the text in its place. */
static void put_residual(
    const struct rt_line *line, int col, int value, struct rt_str raw)
{
    if (value < 0)
        rt_xl_str(line->s, col, line->col->xf, raw);
    else
        rt_xl_num(line->s, col, line->col->xf, value);
}

/* The row in the item, which the column's offset leads to. */
static const struct rt_plan_row *row_of(const struct rt_line *line)
{
    const void *at = (const char *)line->item + line->col->at;

    return at;
}

static void put_importance(const struct rt_line *line, int col)
{
    const struct rt_plan_row *row = row_of(line);

    put_residual(
        line, col, row->residual_importance, row->residual_importance_raw);
}

static void put_likelihood(const struct rt_line *line, int col)
{
    const struct rt_plan_row *row = row_of(line);

    put_residual(
        line, col, row->residual_likelihood, row->residual_likelihood_raw);
}

static const struct rt_in_force *profile_of(const struct rt_line *line)
{
    const struct rt_plan *p = line->context;
    const struct rt_plan_entry *e = line->item;

    /* An added row is judged by the profile if there is only one. */
    if (e->risk.profile.n == 0 && p->profile_count == 1)
        return p->profiles;
    return rt_profiles_find(p->profiles, p->profile_count, e->risk.profile);
}

static void put_residual_level(const struct rt_line *line, int col)
{
    const struct rt_plan_entry *e = line->item;
    const struct rt_in_force *f = profile_of(line);
    char formula[RT_FORMULA_MAX * 2];

    if (!f) {
        rt_xl_z(line->s, col, line->col->xf, "");
        return;
    }
    rt_formula(f->level, line->s->row + 1, formula, sizeof formula);
    rt_xl_formula(line->s, col, line->col->xf, formula,
        residual_level(&f->use.profile, &e->row));
}

static void put_residual_class(const struct rt_line *line, int col)
{
    const struct rt_plan *p = line->context;
    const struct rt_plan_entry *e = line->item;
    const struct rt_in_force *f = profile_of(line);
    char formula[RT_FORMULA_MAX * 2];
    int level;

    if (!f) {
        rt_xl_z(line->s, col, line->col->xf, "");
        return;
    }
    level = residual_level(&f->use.profile, &e->row);
    rt_formula(f->class, line->s->row + 1, formula, sizeof formula);
    rt_xl_formula_z(line->s, col, line->col->xf, formula,
        level < 0 ? ""
                  : rt_word_class(p->lang, f->use.profile.class_of[level]));
}

/* --- approval ------------------------------------------------------------ */

static void put_lapsed(const struct rt_line *line, int col)
{
    const struct rt_plan *p = line->context;
    const struct rt_plan_entry *e = line->item;
    char text[512];

    if (e->changed.n == 0) {
        rt_xl_z(line->s, col, line->col->xf, "");
        return;
    }
    snprintf(
        text, sizeof text, rt_word(p->lang, RT_W_LAPSED), RT_FMT(e->changed));
    rt_xl_z(line->s, col, line->col->xf, text);
}

/* --- source -------------------------------------------------------------- */

/* A link to the row that the risk is in. */
static void put_row(const struct rt_line *line, int col)
{
    const struct rt_plan_entry *e = line->item;
    char cell[16] = "", shown[16], formula[RT_LINK_MAX];
    const struct rt_source at
        = {PC_FILE, PC_SHEET, cell, shown, e->risk.where.file};

    if (e->added) {
        rt_xl_str(line->s, col, line->col->xf, e->row.source_row);
        return;
    }
    if (e->risk.where.row == 0) {
        rt_xl_z(line->s, col, line->col->xf, "");
        return;
    }
    snprintf(shown, sizeof shown, "%u", e->risk.where.row);
    if (e->risk.where.sheet.n > 0) /* a CSV has no cells to go to */
        snprintf(cell, sizeof cell, "A%u", e->risk.where.row);
    rt_source_link(line->s->xl->run, &at, line->s->row, formula);
    rt_xl_formula(line->s, col, line->col->xf, formula, e->risk.where.row);
}

/* --- the table ----------------------------------------------------------- */

/* clang-format off */
#define STR(field) RT_FILL_STR, offsetof(struct rt_plan_entry, field), NULL
#define SCORE(field) RT_FILL_SCORE, offsetof(struct rt_plan_entry, field), NULL
#define DATE(field) RT_FILL_CALL, offsetof(struct rt_plan_entry, field), rt_plan_put_date
#define BY(function) RT_FILL_CALL, 0, function
#define OF_ROW(function) RT_FILL_CALL, offsetof(struct rt_plan_entry, row), function
#define COL_(id, wide, format, how, offset, function) \
    [id].width = wide, [id].xf = format, [id].fill = how, [id].at = offset, [id].call = function
#define COL(id, ...) COL_(PC_##id, __VA_ARGS__)
const struct rt_col rt_plan_cols[PC_ALL] = {
#define RT_PLAN(id, how, type, name, top, ja, en) \
    [PC_##id].group = RT_GROUP_##top, [PC_##id].head = {ja, en},
#define RT_PLAN_SHOWN(id, how, top, ja, en) \
    [PC_##id].group = RT_GROUP_##top, [PC_##id].head = {ja, en},
#include "record/plan.def"
COL(ID, 10, RT_XF_SMALL, STR(risk.risk_id)),
COL(DEPARTMENT, 11, RT_XF_TEXT, STR(risk.department)),
COL(ASSET, 22, RT_XF_TEXT, STR(risk.asset)),
COL(MEDIUM, 11, RT_XF_TEXT, STR(risk.medium)),
COL(IMPORTANCE, 7.5, RT_XF_SCORE, SCORE(risk.result.importance)),
COL(LIKELIHOOD, 8.5, RT_XF_SCORE, SCORE(risk.result.likelihood)),
COL(LEVEL, 7.5, RT_XF_COMPUTED, SCORE(risk.result.level)),
COL(CLASS, 7.5, RT_XF_COMPUTED, BY(put_class)),
COL(PRIORITY, 7, RT_XF_COMPUTED, SCORE(risk.result.priority)),
COL(TREATMENT, 9, RT_XF_CENTER, BY(put_treatment)),
COL(REASON, 14, RT_XF_TEXT, STR(row.reason)),
COL(NO, 5.5, RT_XF_SCORE, BY(put_number)),
COL(CANDIDATES, 23, RT_XF_SMALL, BY(put_candidates)),
COL(CONTROL, 24, RT_XF_TEXT, STR(row.control)),
COL(TASK, 28, RT_XF_TEXT, STR(row.task)),
COL(WHO, 10, RT_XF_TEXT, STR(row.who)),
COL(PLANNED_START, 10.5, RT_XF_DATE, DATE(row.planned_start)),
COL(PLANNED_END, 10.5, RT_XF_DATE, DATE(row.planned_end)),
COL(BASIS, 14, RT_XF_SMALL, BY(put_basis)),
COL(ACTUAL_START, 10.5, RT_XF_DATE, DATE(row.actual_start)),
COL(ACTUAL_END, 10.5, RT_XF_DATE, DATE(row.actual_end)),
COL(STATUS, 11, RT_XF_CENTER, BY(put_status)),
COL(OVERDUE, 8, RT_XF_CENTER, BY(put_overdue)),
COL(STATED, 9, RT_XF_CENTER, STR(risk.action)),
COL(RESIDUAL_IMPORTANCE, 7.5, RT_XF_SCORE, OF_ROW(put_importance)),
COL(RESIDUAL_LIKELIHOOD, 8.5, RT_XF_SCORE, OF_ROW(put_likelihood)),
COL(RESIDUAL_LEVEL, 7.5, RT_XF_COMPUTED, BY(put_residual_level)),
COL(RESIDUAL_CLASS, 7.5, RT_XF_COMPUTED, BY(put_residual_class)),
COL(OWNER, 11, RT_XF_TEXT, STR(row.owner)),
COL(APPROVED_BY, 11, RT_XF_TEXT, STR(row.approved_by)),
COL(APPROVED_ON, 11, RT_XF_DATE, DATE(row.approved_on)),
COL(LAPSED, 14, RT_XF_TEXT, BY(put_lapsed)),
COL(APPROVED_VALUES, 16, RT_XF_SMALL, STR(row.approved_values)),
COL(PROFILE, 10, RT_XF_CENTER, STR(risk.profile)),
COL(FILE, 20, RT_XF_SMALL, STR(risk.where.file)),
COL(SHEET, 16, RT_XF_SMALL, STR(risk.where.sheet)),
COL(ROW, 6, RT_XF_SCORE, BY(put_row)),
COL(ORIGIN, 18, RT_XF_SMALL, STR(row.origin)),
COL(GONE_WHY, 19, RT_XF_TEXT, RT_FILL_NONE, 0, NULL),
COL(GONE_ON, 11, RT_XF_DATE, RT_FILL_NONE, 0, NULL),
};
/* clang-format on */
