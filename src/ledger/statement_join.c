/* The statement of applicability of the run, made of all that was read.
 *
 * A cell is what people typed into the previous statement, if they did: it
 * differs from what was written there, or was typed before. Else it is what
 * the senders say. Where they contradict each other, and where only risks
 * or personal data show that a control is needed, that it applies is a proposal
 * and says so. The state of the whole is the worst that was said.
 */
#include "ledger/statement_rows.h"

#include <stdlib.h>

/* At the cell of a sender's statement. */
static enum rt_status report_at(struct ldb_joining *j, int64_t input,
    const struct rt_soa_row *row, enum rt_code code,
    const struct rt_str args[RT_FINDING_ARGS], struct rt_error *err)
{
    struct rt_finding f = {.code = code,
        .department = row->department,
        .where = row->where,
        .actual = row->applies_text};

    f.where.col = row->applies_col;
    return rt_ledger_report(j->l, input, &f, j->lang, args, err);
}

static enum rt_status report_contradiction(struct ldb_joining *j,
    const struct ldb_soa_row *r, const struct ldb_gathered *g,
    struct rt_str number, struct rt_error *err)
{
    struct rt_where where = g->says[0].row->where;
    struct rt_buf place = RT_BUF(LDB_SOA_TEXT);
    enum rt_status rc;

    if (g->says[0].input == r->input)
        return RT_OK;
    where.col = g->says[0].row->applies_col;
    rc = rt_where_say(&where, j->lang, &place);
    rc = rc == RT_OK ? report_at(j, r->input, &r->row, RT_PL652,
             RT_ARGS(number, rt_buf_str(&place)), err)
                     : rt_fail_nomem(err);
    rt_buf_fini(&place);
    return rc;
}

static enum rt_status report_excluded(
    struct ldb_joining *j, struct rt_error *err)
{
    char number[LDB_SHOWN], control[LDB_SHOWN];
    struct rt_str risks;

    for (size_t i = 0; i < j->excluding_count; i++) {
        const struct ldb_soa_row *r = &j->excluding[i];
        size_t at = (size_t)r->row.control;
        const struct ldb_gathered *g;
        g = &j->of[at];
        rt_ldb_soa_number(j, at, number);
        if (g->applied > 0) {
            RT_TRY(report_contradiction(j, r, g, rt_str(number), err));
        } else if (g->sure.n > 0
                   && r->row.where.row == g->says[1].row->where.row
                   && r->input == g->says[1].input) {
            RT_TRY(rt_ldb_soa_risks(j, g, &risks, err));
            RT_TRY(report_at(j, r->input, &r->row, RT_PL653,
                RT_ARGS(
                    rt_str(number), risks, rt_ldb_soa_shown(g->sure, control)),
                err));
        }
    }
    return RT_OK;
}

static enum rt_status take_typed(struct ldb_joining *j, size_t at,
    struct rt_soa_control *out, struct rt_error *err)
{
    const struct ldb_gathered *g = &j->of[at];
    struct rt_buf typed = RT_BUF(LDB_SOA_TEXT);
    enum rt_status rc = RT_OK;

    for (int f = 0; f < LDB_SOA_CELLS && rc == RT_OK; f++) {
        if (!rt_ldb_soa_is_typed(g, f))
            continue;
        *rt_ldb_soa_cell(out, f) = rt_ldb_soa_text(g->previous, f);
        if (f == LDB_CELL_STATE)
            out->carried = g->previous->state;
        rc = rt_buf_printf(&typed, "%s%s",
            typed.len > 0 ? rt_comma(j->lang) : "",
            rt_word(j->lang, rt_ldb_soa_cells[f]));
    }
    out->note = g->previous->note;
    return rt_ldb_soa_kept(j, &typed, rc, &out->typed, err);
}

static enum rt_status put_control(
    struct ldb_joining *j, size_t at, struct rt_error *err)
{
    const struct ldb_gathered *g = &j->of[at];
    struct rt_soa_control out;
    struct rt_sql_bind b;
    struct ldb_soa_made m;
    char number[LDB_SHOWN];

    rt_record_blank(&rt_soa_control_members, &out);
    RT_TRY(rt_ldb_soa_make(j, at, &m, err));
    out.control = at < RT_ANNEX_CONTROLS ? (int)at : RT_UNKNOWN;
    out.number
        = at < RT_ANNEX_CONTROLS ? rt_ldb_soa_number(j, at, number) : g->number;
    out.name = at < RT_ANNEX_CONTROLS ? rt_str(rt_annex_name((int)at, j->lang))
                                      : g->name;
    for (int f = 0; f < LDB_SOA_CELLS; f++)
        *rt_ldb_soa_cell(&out, f) = m.text[f];
    out.means = m.means;
    out.carried = m.carried;
    out.proposed = m.proposed;
    out.risk_count = g->risks;
    out.risks_done = g->risks_done;
    out.applied = g->applied;
    out.excluded = g->excluded;
    RT_TRY(rt_ldb_soa_risks(j, g, &out.risks, err));
    RT_TRY(rt_ldb_soa_texts(j, &g->chosen, "\n", &out.controls, err));
    if (g->previous) {
        RT_TRY(take_typed(j, at, &out, err));
        RT_TRY(rt_ldb_soa_compare(j, at, &out, err));
    }
    b = rt_sql_kept(&j->l->sql, LDB_ADD_SOA);
    rt_record_put(&rt_soa_control_members, &b, &out);
    return rt_sql_run(&b, NULL, err);
}

static enum rt_status join(struct ldb_joining *j, struct rt_error *err)
{
    bool any;

    RT_TRY(rt_ldb_soa_chosen(j, &any, err));
    if (!any)
        return RT_OK;
    RT_TRY(rt_ldb_soa_gather(j, err));
    RT_TRY(report_excluded(j, err));
    for (size_t i = 0; i < j->count; i++)
        RT_TRY(put_control(j, i, err));
    return RT_OK;
}

enum rt_status rt_ldb_join_statement(
    struct rt_ledger *l, enum rt_lang lang, struct rt_error *err)
{
    struct ldb_joining j = {.l = l, .lang = lang};
    enum rt_status rc = rt_sql_exec(&l->sql, LDB_SOA_SCHEMA, err);

    rt_arena_init(&j.arena);
    if (rc == RT_OK && !RT_ROOM(j.of, j.cap, RT_ANNEX_CONTROLS))
        rc = rt_fail_nomem(err);
    if (rc == RT_OK) {
        j.count = RT_ANNEX_CONTROLS;
        memset(j.of, 0, j.count * sizeof *j.of);
        rc = join(&j, err);
    }
    rt_arena_fini(&j.arena);
    rt_intern_fini(&j.own);
    free(j.of);
    free(j.excluding);
    return rc;
}
