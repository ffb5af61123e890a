/* リスクアセスメント結果報告書, row by row.
 *
 * A row is one of the report's when it names an event or a source and holds
 * an evaluation, a number or a treatment of its own: what lacks them is a note
 * or a prepared line.
 */
#include "audit/treatment/treatment.h"
#include "base/list.h"

static bool is_risk(const struct pl_row *row, uint32_t last)
{
    static const enum rt_field own[] = {RT_F_IMPORTANCE, RT_F_LIKELIHOOD,
        RT_F_LEVEL, RT_F_MARK_RETAIN, RT_F_MARK_REDUCE, RT_F_MARK_AVOID,
        RT_F_MARK_TRANSFER, RT_F_TREATMENT};

    if (!rt_pl_row_says(row, RT_F_EVENT) && !rt_pl_row_says(row, RT_F_SOURCE))
        return false;
    return rt_pl_any_own(row, own, RT_COUNT(own))
           || rt_is_unrated_risk(row->table->layout, row->row, last);
}

static int priority_of(const struct pl *p, const struct pl_row *row)
{
    int recorded;

    return rt_is_taken(rt_value_priority(row->cell[RT_F_PRIORITY], &recorded))
               ? recorded
               : rt_pl_priority(p, rt_pl_level(p, row));
}

/* Of a retained risk nothing is carried out. */
static void read_action(
    struct pl *p, const struct pl_row *row, struct pl_risk *risk)
{
    const struct rt_cell *cell = row->cell[RT_F_ACTION];
    struct rt_str line;

    if (rt_cell_blank(cell) || memchr(cell->text.p, '\n', cell->text.n)
        || rt_pl_option(p, row).treatment == RT_RETAIN)
        return;
    risk->action_text = rt_pl_cell_shown(p, cell);
    risk->action = rt_action_of(cell->text, &line);
}

/* A retained risk has nothing to be planned. */
static void remember(struct pl *p, const struct pl_row *row)
{
    const struct rt_cell *no = row->cell[RT_F_NO];
    const struct rt_cell *control = row->cell[RT_F_CONTROL];
    const struct rt_cell *action = row->cell[RT_F_ACTION];
    enum rt_treatment treatment = rt_pl_option(p, row).treatment;
    struct pl_risk risk = {.doc = &row->table->doc, .row = row->row->number};
    struct rt_str line;

    if (rt_cell_says(no))
        risk.no = rt_pl_folded(p, no->text);
    if (rt_cell_says(control)) {
        risk.control = control->text;
        risk.control_folded = rt_pl_folded(p, control->text);
    }
    read_action(p, row, &risk);
    risk.retained = treatment == RT_RETAIN;
    risk.wants_plan
        = !risk.retained
          && (priority_of(p, row) > 0
              || (rt_is_treated(treatment) && rt_cell_says(control)
                  && rt_action_of(action ? action->text : RT_STR_NONE, &line)
                         != RT_ACTION_DONE));
    RT_PL_ADD(p, p->said.risks, p->said.risk_count, p->said.risk_cap, risk);
}

void rt_pl_audit_report(struct pl *p, const struct pl_table *t)
{
    struct pl_report report = {0};
    struct pl_texts texts = {0};
    struct pl_cursor c;
    struct pl_row row;
    uint32_t last = 0;

    rt_pl_rows(&c, p, t);
    while (p->rc == RT_OK && rt_pl_next(&c, &row)) {
        if (!is_risk(&row, last))
            continue;
        last = row.row->number;
        rt_pl_check_entries(&report, p, &row);
        rt_pl_take_texts(&texts, p, &row);
        rt_pl_check_control_text(p, &row);
        rt_pl_check_option(p, &row);
        rt_pl_check_residual(p, &row);
        remember(p, &row);
    }
    rt_pl_end_entries(&report, p, t);
    rt_pl_end_texts(&texts, p, t);
}
