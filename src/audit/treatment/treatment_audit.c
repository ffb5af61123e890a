/* Family PL: assessment reports, treatment plans, statements of
 * applicability, each on its own and against each other within one file.
 *
 * The order matters: statements come last, because what they exclude must not be
 * used by any report or plan of the file. A plan whose report is in another file
 * is compared when all files are known: the same number on several rows means
 * nothing without it.
 */
#include "audit/treatment/treatment.h"

#include "risk/profile.h"

/* The sheet 完了・消滅 of our own plan is history. */
static bool is_plan(const struct pl_table *t)
{
    return rt_layout_is_plan(t->layout) && !rt_layout_is_gone(t->layout);
}

/* The register's list of risks: what people type into it. */
static void audit_list(struct pl *p, const struct pl_table *t)
{
    struct pl_cursor c;
    struct pl_row row;

    rt_pl_rows(&c, p, t);
    while (p->rc == RT_OK && rt_pl_next(&c, &row)) {
        if (!rt_audit_row_at(p->a, t->sheet, row.row->number))
            continue;
        rt_pl_check_values(p, &row);
        rt_pl_check_so_far(p, &row);
        rt_pl_check_registered(p, &row);
        rt_pl_take_line(p, &row);
    }
}

/* A ledger of which most risks have no treatment is one that is still to be
 * treated. */
static void audit_ledger(struct pl *p, const struct pl_table *t)
{
    struct pl_blanks untreated = {0}, unreasoned = {0}, uncontrolled = {0};
    struct pl_texts texts = {0};
    struct pl_cursor c;
    struct pl_row row;

    rt_pl_rows(&c, p, t);
    while (p->rc == RT_OK && rt_pl_next(&c, &row)) {
        rt_pl_check_registered(p, &row);
        rt_pl_check_control_text(p, &row);
        rt_pl_check_chosen(p, &row, &untreated);
        rt_pl_check_reasoned(p, &row, &unreasoned);
        rt_pl_check_ledger_option(p, &row, &uncontrolled);
        if (!rt_audit_row_at(p->a, t->sheet, row.row->number))
            continue;
        rt_pl_check_asset(p, &row);
        rt_pl_take_texts(&texts, p, &row);
    }
    if (untreated.filled >= untreated.count)
        rt_pl_blanks_report(p, &untreated, RT_PL101);
    if (unreasoned.filled >= unreasoned.count)
        rt_pl_blanks_report(p, &unreasoned, RT_PL104);
    if (uncontrolled.filled >= uncontrolled.count)
        rt_pl_blanks_report(p, &uncontrolled, RT_PL103);
    rt_pl_end_texts(&texts, p, t);
}

static void audit_table(struct pl *p, const struct pl_table *t)
{
    if (t->layout->form == RT_FORM_REPORT)
        rt_pl_audit_report(p, t);
    else if (is_plan(t))
        rt_pl_audit_plan(p, t);
    else if (t->layout->form == RT_FORM_LEDGER)
        audit_ledger(p, t);
    else if (p->a->tables[t->sheet].own)
        audit_list(p, t);
}

static void audit_rest(struct pl *p, struct pl_table *t)
{
    if (t->layout->form == RT_FORM_LEDGER || t->layout->form == RT_FORM_PLAN
        || t->layout->form == RT_FORM_REPORT)
        (void)rt_pl_is_exchanged(p, t);
    if (t->layout->form == RT_FORM_SOA)
        rt_pl_audit_applicability(p, t);
    if (t->layout->form == RT_FORM_REPORT || t->layout->form == RT_FORM_SOA
        || is_plan(t))
        rt_pl_audit_approval(p, t);
    if (t->layout->form == RT_FORM_RESULT && is_plan(t)) {
        rt_pl_audit_plan_approval(p, t);
        rt_pl_audit_acceptance(p, t);
    }
}

static bool has_form(const struct pl *p, enum rt_form form)
{
    for (size_t i = 0; i < p->table_count; i++) {
        if (p->tables[i].layout->form == form)
            return true;
    }
    return false;
}

static void compare(struct pl *p, struct rt_treatments *all)
{
    bool report = has_form(p, RT_FORM_REPORT), plan = has_form(p, RT_FORM_PLAN);
    bool kept = p->rc == RT_OK && all && rt_pl_keep(all, p, report && plan);

    if (plan && (report || !kept))
        rt_pl_audit_planned(p);
    for (size_t i = 0; i < p->said.statement_count; i++) {
        rt_pl_audit_uses(p, &p->said.statements[i]);
        rt_pl_check_cited(p, &p->said.statements[i]);
    }
}

enum rt_status rt_audit_treatment(const struct rt_audit *audit,
    struct rt_treatments *all, struct rt_error *err)
{
    struct rt_audit a = *audit;
    struct pl p = {.a = &a, .err = err};

    /* A file with only a plan has no rows that show a profile. */
    if (!a.profile)
        a.profile = rt_profile_named(RT_STR("ipa-3.1"));
    rt_arena_init(&p.arena);
    rt_pl_find_tables(&p);
    for (size_t i = 0; i < p.table_count && p.rc == RT_OK; i++)
        audit_table(&p, &p.tables[i]);
    for (size_t i = 0; i < p.table_count && p.rc == RT_OK; i++)
        audit_rest(&p, &p.tables[i]);
    compare(&p, all);
    rt_arena_fini(&p.arena);
    return p.rc;
}
