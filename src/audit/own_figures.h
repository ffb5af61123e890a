/* The counts in what this program writes: its register, its form. */
#ifndef RISKTALLY_AUDIT_OWN_FIGURES_H
#define RISKTALLY_AUDIT_OWN_FIGURES_H

#include "audit/audit.h"
#include "audit/audit_table.h"

struct rt_summaries;

/* Adds them to those that were found. */
enum rt_status rt_own_figures(const struct rt_audit *audit,
    struct rt_arena *arena, struct rt_summaries *out,
    struct rt_error *err) RT_MUST_USE;

#endif
