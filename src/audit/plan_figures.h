/* The counts on まとめ of the plan that this program writes. */
#ifndef RISKTALLY_AUDIT_PLAN_FIGURES_H
#define RISKTALLY_AUDIT_PLAN_FIGURES_H

#include "audit/audit.h"
#include "audit/audit_table.h"

struct rt_summaries;

/* Adds them to those that were found. */
enum rt_status rt_plan_figures(const struct rt_audit *audit,
    struct rt_arena *arena, struct rt_summaries *out,
    struct rt_error *err) RT_MUST_USE;

#endif
