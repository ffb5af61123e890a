/* The figures in what this program writes: its register and its plan. */
#ifndef RISKTALLY_AUDIT_OWN_FIGURES_H
#define RISKTALLY_AUDIT_OWN_FIGURES_H

#include "audit/audit_table.h"
#include "audit/summary.h"

/* Each adds its figures to those that were found. */
enum rt_status rt_own_figures(const struct rt_audit *audit,
    struct rt_arena *arena, struct rt_summaries *out,
    struct rt_error *err) RT_MUST_USE;
enum rt_status rt_input_figures(const struct rt_audit *audit,
    struct rt_arena *arena, struct rt_summaries *out,
    struct rt_error *err) RT_MUST_USE;
enum rt_status rt_answer_figures(const struct rt_audit *audit,
    struct rt_arena *arena, struct rt_summaries *out,
    struct rt_error *err) RT_MUST_USE;
enum rt_status rt_plan_figures(const struct rt_audit *audit,
    struct rt_arena *arena, struct rt_summaries *out,
    struct rt_error *err) RT_MUST_USE;

/* The column of a list of ours that has the member of struct rt_risk, -1 where
 * there is none. */
int32_t rt_own_column(const struct rt_layout *l, size_t member);
/* Whether a title is one of residual risks (二次評価). */
bool rt_own_is_residual(struct rt_str title);

#endif
