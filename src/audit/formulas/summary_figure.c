/* Figures of a summary that are not what their list counts. One that its own
 * formula accounts for (stale, a range too short, an error in what it reads)
 * has its verdict already. */
#include <math.h>

#include "audit/formulas/formula_audit.h"
#include "audit/summary.h"

/* What the cell shows; false where that is not its own fault or not known. */
static enum rt_status shown(struct rt_work *w, const struct rt_figure *g,
    double *value, bool *own, struct rt_error *err)
{
    const struct rt_item *item = rt_item_at(w, g->sheet, g->col, g->row);
    const struct rt_formula *f;

    *value = g->value;
    *own = !item;
    if (!item || item->judged || item->outcome == RT_OUTCOME_STALE)
        return RT_OK;
    RT_TRY(rt_item_parse(w, item, &f, err));
    *own = !f || !rt_refers_to_fault(w, f, g->sheet, g->col, g->row);
    if (item->outcome == RT_OUTCOME_ALONE
        && item->value.type == RT_VALUE_NUMBER)
        *value = item->value.number;
    return RT_OK;
}

static struct rt_str label_shown(struct rt_work *w, const struct rt_figure *g)
{
    return rt_crossed(w, g->label[0], g->label[1]);
}

static struct rt_str list_shown(struct rt_work *w, const struct rt_figure *g)
{
    enum rt_lang lang = w->audit->lang;

    if (g->list == SIZE_MAX)
        return rt_str(rt_say(lang, "台帳の全体", "the ledgers"));
    return rt_sheet_named(w, g->list);
}

/* 「 3 件」 */
static struct rt_str count_shown(struct rt_work *w, struct rt_str number)
{
    return rt_work_printf(
        w, rt_say(w->audit->lang, " %.*s 件", "%.*s"), RT_FMT(number));
}

/* A figure of our own books may be blank, or a text. */
static enum rt_status report(struct rt_work *w, const struct rt_figure *g,
    double value, struct rt_error *err)
{
    struct rt_value is = {.type = RT_VALUE_NUMBER, .number = value};
    const struct rt_cell *cell
        = rt_grid_cell(w->grid, g->sheet, g->col, g->row);
    struct rt_value right
        = {.type = RT_VALUE_NUMBER, .number = (double)g->right};
    struct rt_verdict *v = rt_verdict_add(
        w, g->blank ? RT_RA510 : RT_RA513, g->sheet, g->col, g->row);

    v->args[0] = label_shown(w, g);
    v->actual = g->text ? rt_cell_shown(w, cell) : rt_value_shown(w, &is);
    v->args[1] = g->text ? rt_quoted(w, v->actual) : count_shown(w, v->actual);
    v->args[2] = list_shown(w, g);
    v->expected = rt_value_shown(w, &right);
    v->args[3] = count_shown(w, v->expected);
    if (g->blank) {
        v->args[1] = v->expected;
        v->actual = RT_STR("");
    }
    return rt_fault_add(w, g->sheet, g->col, g->row, err);
}

/* The right number in place of the formula that its neighbours have. */
static void report_typed(struct rt_work *w, const struct rt_figure *g)
{
    struct rt_value is = {.type = RT_VALUE_NUMBER, .number = g->value};
    struct rt_verdict *v
        = rt_verdict_add(w, RT_RA303, g->sheet, g->col, g->row);

    v->args[0] = label_shown(w, g);
    v->args[1] = v->actual = rt_value_shown(w, &is);
}

static struct rt_str share_shown(struct rt_work *w, double share)
{
    return rt_work_printf(w, "%.0f%%", share * 100);
}

/* A share in place of its formula, or neither: to the hundredth. */
static enum rt_status judge_typed_share(
    struct rt_work *w, const struct rt_figure *g, struct rt_error *err)
{
    const struct rt_cell *cell
        = rt_grid_cell(w->grid, g->sheet, g->col, g->row);
    struct rt_verdict *v;

    if (!g->blank && !g->text && fabs(g->value - g->share) < 0.005)
        return RT_OK;
    v = rt_verdict_add(
        w, g->blank ? RT_RA510 : RT_RA302, g->sheet, g->col, g->row);
    v->args[0] = label_shown(w, g);
    v->expected = share_shown(w, g->share);
    v->args[g->blank ? 1 : 2] = v->expected;
    v->actual = RT_STR("");
    if (!g->blank) {
        struct rt_cell number = {.type = RT_CELL_NUMBER, .number = g->value};
        v->actual = g->text ? rt_cell_shown(w, cell) : share_shown(w, g->value);
        v->args[1] = rt_typed_shown(w, g->text ? cell : &number, RT_STR("0"));
    }
    return rt_fault_add(w, g->sheet, g->col, g->row, err);
}

/* What its formula gives: a number, or the text for no rows. */
static enum rt_status judge_share(
    struct rt_work *w, const struct rt_figure *g, struct rt_error *err)
{
    const struct rt_cell *cell
        = rt_grid_cell(w->grid, g->sheet, g->col, g->row);
    struct rt_verdict *v;
    double value;
    bool own;

    if (!cell || !cell->is_formula)
        return judge_typed_share(w, g, err);
    RT_TRY(shown(w, g, &value, &own, err));
    if (fabs(value - g->share) < 0.005
        || (isnan(value) && cell->type != RT_CELL_STRING))
        return RT_OK;
    if (!own)
        return rt_fault_add(w, g->sheet, g->col, g->row, err);
    v = rt_verdict_add(w, RT_RA513, g->sheet, g->col, g->row);
    v->args[0] = label_shown(w, g);
    v->actual = isnan(value) ? rt_cell_shown(w, cell) : share_shown(w, value);
    v->args[1] = rt_shown_or_blank(w, v->actual);
    v->args[2] = list_shown(w, g);
    v->expected = share_shown(w, g->share);
    v->args[3] = rt_quoted(w, v->expected);
    return rt_fault_add(w, g->sheet, g->col, g->row, err);
}

enum rt_status rt_figures_judge(
    struct rt_work *w, bool typed, struct rt_error *err)
{
    const struct rt_summaries *s = w->audit->summaries;

    for (size_t i = 0; i < s->figure_count; i++) {
        const struct rt_figure *g = &s->figures[i];
        double value;
        bool own;
        if (typed != !rt_item_at(w, g->sheet, g->col, g->row))
            continue;
        if (g->is_share) {
            RT_TRY(judge_share(w, g, err));
            continue;
        }
        RT_TRY(shown(w, g, &value, &own, err));
        if (!g->blank && !g->text
            && (isnan(value) || value == (double)g->right)) {
            if (typed && g->computed)
                report_typed(w, g);
            continue;
        }
        /* Totals of a figure that is wrong by what it reads follow it. */
        RT_TRY(own ? report(w, g, value, err)
                   : rt_fault_add(w, g->sheet, g->col, g->row, err));
    }
    return RT_OK;
}
