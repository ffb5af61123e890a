/* The columns of the treatment plan, and how their cells are filled.
 *
 * The intake recognises the columns by these headings when a plan is read again
 * (src/form/headings.def).
 */
#include "record/plan_marks.h"
#include "report/plan/plan_parts.h"
#include "risk/annex.h"

/* --- risk ----------------------------------------------------------------- */

static void put_class(const struct rt_line *line)
{
    const struct rt_plan *p = line->context;
    const struct rt_plan_entry *e = line->item;

    if (e->added)
        rt_xl_str(RT_CELL(line), e->row.class);
    else
        rt_xl_z(RT_CELL(line), rt_word_class(p->lang, e->risk.result.class));
}

static void put_treatment(const struct rt_line *line)
{
    const struct rt_plan *p = line->context;
    const struct rt_plan_entry *e = line->item;

    if (e->row.treatment == RT_TREATMENT_NONE)
        rt_xl_str(RT_CELL(line), e->row.treatment_raw);
    else
        rt_xl_z(RT_CELL(line), rt_word_treatment(p->lang, e->row.treatment));
}

/* A line for each, so that the numbers are aligned: what the row's own control
 * is in the annex, else what suits medium and threat. */
static void put_candidates(const struct rt_line *line)
{
    const struct rt_plan *p = line->context;
    const struct rt_plan_entry *e = line->item;
    const struct rt_control *c[RT_CANDIDATES_MAX];
    int meant[RT_CANDIDATES_MAX];
    char own[RT_ANNEX_LINE];
    struct rt_writer w = RT_WRITER(w, RT_TEXT_MAX);
    size_t count = e->added ? 0 : rt_plan_meant_by(e->row.control, meant);
    bool chosen = count > 0;

    if (!e->added && !chosen)
        count = rt_controls_for(&e->risk, c);
    for (size_t i = 0; i < count; i++) {
        rt_write_z(&w, i > 0 ? "\n" : "");
        if (chosen)
            rt_annex_line(meant[i], p->lang, own);
        else
            snprintf(own, sizeof own, "%d.%d %s", c[i]->theme, c[i]->number,
                rt_text(p->lang, c[i]->name));
        rt_write_z(&w, own);
    }
    rt_xl_take(RT_CELL(line), &w);
}

/* --- dates and progress --------------------------------------------------- */

/* A date, or the text in its place. */
void rt_plan_put_date(const struct rt_line *line)
{
    const char *at = (const char *)line->item + line->col->at;
    const struct rt_plan_date *d = (const void *)at;

    if (d->iso.n > 0)
        rt_xl_date(RT_CELL(line), d->iso);
    else
        rt_xl_str(RT_CELL(line), d->raw);
}

static void put_basis(const struct rt_line *line)
{
    const struct rt_plan *p = line->context;
    const struct rt_plan_entry *e = line->item;
    char formula[RT_BASIS_MAX], text[RT_BASIS_TEXT] = "";

    if (rt_plan_is_proposal(&e->row)) {
        rt_plan_kept_basis(p, e, formula);
        rt_xl_formulaf_z(
            RT_CELL(line), rt_word(p->lang, RT_W_DUE_KEPT), "%s", formula);
        return;
    }
    if (rt_plan_is_proposed(p, e))
        rt_plan_basis_text(p, e->risk.result.priority, text);
    rt_xl_formulaf_z(RT_CELL(line), text, "%s", p->basis);
    /* a formula's row does not find its height by itself */
    rt_xl_height(line->s, rt_xl_text_height(rt_str(text), line->col->width, 8));
}

static void put_status(const struct rt_line *line)
{
    const struct rt_plan *p = line->context;
    const struct rt_plan_entry *e = line->item;

    if (e->row.status == RT_PLAN_UNSAID)
        rt_xl_str(RT_CELL(line), e->row.status_raw);
    else
        rt_xl_z(RT_CELL(line), rt_word_status(p->lang, e->row.status));
}

static void put_overdue(const struct rt_line *line)
{
    const struct rt_plan *p = line->context;
    const struct rt_plan_entry *e = line->item;
    enum rt_tallied late = rt_plan_late(p, &e->row);

    rt_xl_repeat_z(RT_CELL(line), p->overdue,
        late == RT_TALLIED_OVERDUE     ? rt_word(p->lang, RT_W_OVERDUE)
        : late == RT_TALLIED_UNPLANNED ? rt_word(p->lang, RT_W_UNPLANNED)
                                       : "");
}

/* --- residual risk -------------------------------------------------------- */

static int residual_level(
    const struct rt_profile *p, const struct rt_plan_row *row)
{
    return rt_profile_level(
        p, row->residual_importance, row->residual_likelihood);
}

/* A value, or the text in its place. */
static void put_residual(
    const struct rt_line *line, int value, struct rt_str raw)
{
    if (value < 0)
        rt_xl_str(RT_CELL(line), raw);
    else
        rt_xl_num(RT_CELL(line), value);
}

/* The row in the item, which the column's offset leads to. */
static const struct rt_plan_row *row_of(const struct rt_line *line)
{
    const void *at = (const char *)line->item + line->col->at;

    return at;
}

static void put_importance(const struct rt_line *line)
{
    const struct rt_plan_row *row = row_of(line);

    put_residual(line, row->residual_importance, row->residual_importance_raw);
}

static void put_likelihood(const struct rt_line *line)
{
    const struct rt_plan_row *row = row_of(line);

    put_residual(line, row->residual_likelihood, row->residual_likelihood_raw);
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

static void put_residual_level(const struct rt_line *line)
{
    const struct rt_plan_entry *e = line->item;
    const struct rt_in_force *f = profile_of(line);

    if (f)
        rt_xl_repeat(
            RT_CELL(line), f->level, residual_level(&f->use.profile, &e->row));
    else
        rt_xl_z(RT_CELL(line), "");
}

static void put_residual_class(const struct rt_line *line)
{
    const struct rt_plan *p = line->context;
    const struct rt_plan_entry *e = line->item;
    const struct rt_in_force *f = profile_of(line);
    int level = f ? residual_level(&f->use.profile, &e->row) : RT_UNKNOWN;
    const char *word
        = level < 0 ? ""
                    : rt_word_class(p->lang, f->use.profile.class_of[level]);

    if (f)
        rt_xl_repeat_z(RT_CELL(line), f->class, word);
    else
        rt_xl_z(RT_CELL(line), "");
}

/* --- approval ------------------------------------------------------------- */

static void put_lapsed(const struct rt_line *line)
{
    const struct rt_plan *p = line->context;
    const struct rt_plan_entry *e = line->item;
    char text[512];

    if (e->changed.n == 0) {
        rt_xl_z(RT_CELL(line), "");
        return;
    }
    snprintf(
        text, sizeof text, rt_word(p->lang, RT_W_LAPSED), RT_FMT(e->changed));
    rt_xl_z(RT_CELL(line), text);
}

/* --- source --------------------------------------------------------------- */

/* The file, and that this run could not confirm what it says. */
static void put_file(const struct rt_line *line)
{
    const struct rt_plan_entry *e = line->item;
    struct rt_writer w = RT_WRITER(w, RT_TEXT_MAX);

    rt_write(&w, e->risk.where.file);
    if (e->risk.unconfirmed)
        rt_writef(&w, rt_say(line->lang, RT_PLAN_MARK_JA, RT_PLAN_MARK_EN),
            rt_unconfirmed_label(e->risk.unconfirmed, line->lang));
    rt_xl_take(line->s, line->at, RT_XF_SMALL, &w);
}

/* A link to the row that the risk is in; a part, which is sent away, has none. */
static void put_row(const struct rt_line *line)
{
    const struct rt_plan_entry *e = line->item;
    const struct rt_plan *p = line->context;
    bool linked = !p->part && !e->risk.unconfirmed;

    if (e->added)
        rt_xl_str(RT_CELL(line), e->row.source_row);
    else
        rt_source_row(line, PC_FILE, PC_SHEET, &e->risk.where, linked);
}

/* Shows nothing to people: the next run knows by it what they typed. */
static void put_written(const struct rt_line *line)
{
    const struct rt_plan_entry *e = line->item;
    struct rt_buf marks = RT_BUF(RT_LINE_MAX);

    if (rt_plan_mark(&e->row, &marks) == RT_OK)
        rt_xl_str(RT_CELL(line), rt_buf_str(&marks));
    else
        rt_xl_keep(line->s->xl, rt_fail_nomem(line->s->xl->err));
    rt_buf_fini(&marks);
}

/* --- the table ------------------------------------------------------------ */

/* clang-format off */
#define STR(field) RT_FILL_STR, offsetof(struct rt_plan_entry, field), NULL
#define SCORE(field) RT_FILL_SCORE, offsetof(struct rt_plan_entry, field), NULL
#define RANK(field) RT_FILL_RANK, offsetof(struct rt_plan_entry, field), NULL
#define DATE(field) RT_FILL_CALL, offsetof(struct rt_plan_entry, field), rt_plan_put_date
#define OF_ROW(function) RT_FILL_CALL, offsetof(struct rt_plan_entry, row), function

/* A column that is the row's member, by the type of it: width, format, cells. */
#define OF_TEXT(name) (11, RT_XF_TEXT, STR(row.name))
#define OF_ID(name) (10, RT_XF_SMALL, STR(row.name))
#define OF_DATE(name) (10.5, RT_XF_DATE, DATE(row.name))
#define OF_SCORE(name) (7.5, RT_XF_SCORE, SCORE(row.name))

/* Columns that show something else, or otherwise. */
#define COL(...) ~, (__VA_ARGS__)
#define COL_ID COL(10, RT_XF_SMALL, STR(risk.risk_id))
#define COL_DEPARTMENT COL(11, RT_XF_TEXT, STR(risk.department))
#define COL_ASSET COL(22, RT_XF_TEXT, STR(risk.asset))
#define COL_MEDIUM COL(11, RT_XF_TEXT, STR(risk.medium))
#define COL_IMPORTANCE COL(7.5, RT_XF_SCORE, SCORE(risk.result.importance))
#define COL_LIKELIHOOD COL(8.5, RT_XF_SCORE, SCORE(risk.result.likelihood))
#define COL_LEVEL COL(7.5, RT_XF_COMPUTED, SCORE(risk.result.level))
#define COL_CLASS COL(7.5, RT_XF_COMPUTED, RT_BY(put_class))
#define COL_PRIORITY COL(7, RT_XF_COMPUTED, RANK(risk.result.priority))
#define COL_TREATMENT COL(9, RT_XF_CENTER, RT_BY(put_treatment))
#define COL_REASON COL(14, RT_XF_TEXT, STR(row.reason))
#define COL_NO COL(5.5, RT_XF_SCORE, RT_FILL_NUMBER, 0, NULL)
#define COL_CANDIDATES COL(23, RT_XF_SMALL, RT_BY(put_candidates))
#define COL_CONTROL COL(24, RT_XF_TEXT, STR(row.control))
#define COL_TASK COL(28, RT_XF_TEXT, STR(row.task))
#define COL_WHO COL(10, RT_XF_TEXT, STR(row.who))
#define COL_BASIS COL(14, RT_XF_SMALL, RT_BY(put_basis))
#define COL_STATUS COL(11, RT_XF_CENTER, RT_BY(put_status))
#define COL_OVERDUE COL(10.5, RT_XF_CENTER, RT_BY(put_overdue))
#define COL_STATED COL(9, RT_XF_CENTER, STR(risk.action))
#define COL_RESIDUAL_IMPORTANCE COL(7.5, RT_XF_SCORE, OF_ROW(put_importance))
#define COL_RESIDUAL_LIKELIHOOD COL(8.5, RT_XF_SCORE, OF_ROW(put_likelihood))
#define COL_RESIDUAL_LEVEL COL(7.5, RT_XF_COMPUTED, RT_BY(put_residual_level))
#define COL_RESIDUAL_CLASS COL(7.5, RT_XF_COMPUTED, RT_BY(put_residual_class))
#define COL_APPROVED_ON COL(11, RT_XF_DATE, DATE(row.approved_on))
#define COL_LAPSED COL(14, RT_XF_TEXT, RT_BY(put_lapsed))
#define COL_APPROVED_VALUES COL(16, RT_XF_SMALL, STR(row.approved_values))
#define COL_PROFILE COL(10, RT_XF_CENTER, STR(risk.profile))
#define COL_FILE COL(20, RT_XF_SMALL, RT_BY(put_file))
#define COL_SHEET COL(16, RT_XF_SMALL, STR(risk.where.sheet))
#define COL_ROW COL(6, RT_XF_SCORE, RT_BY(put_row))
#define COL_ORIGIN COL(18, RT_XF_SMALL, STR(row.origin))
#define COL_WRITTEN COL(12, RT_XF_BOX_SMALL, RT_BY(put_written))
#define COL_GONE_WHY COL(19, RT_XF_TEXT, RT_FILL_NONE, 0, NULL)
#define COL_GONE_ON COL(11, RT_XF_DATE, RT_FILL_NONE, 0, NULL)

#define SECOND(...) SECOND_(__VA_ARGS__, ~)
#define SECOND_(first, second, ...) second
#define FIELDS(...) FIELDS_ __VA_ARGS__
#define FIELDS_(wide, format, how, offset, function) \
    .width = wide, .xf = format, .fill = how, .at = offset, .call = function
/* COL_ID where there is one. */
#define COL_OF(id, other, top, ja, en) [PC_##id] = { \
    .group = RT_GROUP_##top, .head = {ja, en}, FIELDS(SECOND(COL_##id, other))},

const struct rt_col rt_plan_cols[PC_ALL] = {
#define RT_PLAN(id, how, type, name, top, ja, en) \
    COL_OF(id, OF_##type(name), top, ja, en)
#define RT_PLAN_SHOWN(id, how, top, ja, en) COL_OF(id, (), top, ja, en)
#include "record/plan.def"
};
/* clang-format on */
