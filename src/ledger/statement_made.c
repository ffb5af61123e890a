/* What a run gives of each control of its statement of applicability: what the
 * senders say, or a proposal. */
#include "ledger/statement_rows.h"

static bool needs_personal(const struct ldb_joining *j, size_t at)
{
    return at == (size_t)rt_annex_index(5, 34) && j->personal > 0;
}

static void make_applies(
    struct ldb_joining *j, size_t at, struct ldb_soa_made *m)
{
    const struct ldb_gathered *g = &j->of[at];
    bool said = g->applied + g->excluded > 0;

    if (!said && g->risks == 0 && !needs_personal(j, at)) {
        m->text[LDB_CELL_APPLIES] = rt_str(rt_word(j->lang, RT_W_SOA_OPEN));
        return;
    }
    if (said && g->applied == 0) {
        m->means = RT_APPLIES_NO;
        m->text[LDB_CELL_APPLIES] = rt_str(rt_word(j->lang, RT_W_SOA_NO));
        return;
    }
    m->means = RT_APPLIES_YES;
    m->text[LDB_CELL_APPLIES] = rt_str(rt_word(j->lang, RT_W_SOA_YES));
    m->proposed = !said || g->excluded > 0;
    if (!m->proposed)
        return;
    snprintf(m->mark, sizeof m->mark, "%s%s", rt_word(j->lang, RT_W_SOA_YES),
        rt_word(j->lang, RT_W_SOA_PROPOSED));
    m->text[LDB_CELL_APPLIES] = rt_str(m->mark);
}

/* How far it is for its risks. */
static int state_of_risks(const struct ldb_gathered *g)
{
    return g->risks == 0                        ? RT_IMPLEMENTED_UNSAID
           : g->risks_done == g->risks          ? RT_IMPLEMENTED_DONE
           : g->risks_done + g->risks_begun > 0 ? RT_IMPLEMENTED_PARTLY
                                                : RT_IMPLEMENTED_NOT;
}

static void make_state(
    struct ldb_joining *j, const struct ldb_gathered *g, struct ldb_soa_made *m)
{
    static const enum rt_word words[] = {[RT_IMPLEMENTED_DONE] = RT_W_SOA_DONE,
        [RT_IMPLEMENTED_PARTLY] = RT_W_SOA_PARTLY,
        [RT_IMPLEMENTED_NOT] = RT_W_SOA_NOT_DONE,
        [RT_IMPLEMENTED_NA] = RT_W_SOA_NOT_APPLICABLE};
    int of_risks = state_of_risks(g);

    if (m->means == RT_APPLIES_NO)
        m->carried = RT_IMPLEMENTED_NA;
    else if (m->means == RT_APPLIES_YES)
        m->carried = of_risks > g->state ? of_risks : g->state;
    if (m->carried != RT_IMPLEMENTED_UNSAID)
        m->text[LDB_CELL_STATE] = rt_str(rt_word(j->lang, words[m->carried]));
}

static enum rt_status make_reason(struct ldb_joining *j, size_t at,
    struct ldb_soa_made *m, struct rt_error *err)
{
    const struct ldb_gathered *g = &j->of[at];
    const struct ldb_texts *why = &g->why[m->means == RT_APPLIES_NO];
    struct rt_buf b = RT_BUF(2 * LDB_SOA_TEXT);
    char number[24];
    struct rt_str risks;
    enum rt_status rc;

    if (why->count > 0)
        return rt_ldb_soa_texts(j, why, "\n", &m->text[LDB_CELL_REASON], err);
    if (m->means != RT_APPLIES_YES)
        return RT_OK;
    if (g->risks > 0) {
        RT_TRY(rt_ldb_soa_risks(j, g, &risks, err));
        rc = rt_buf_printf(&b, rt_word(j->lang, RT_W_SOA_BY_RISKS), risks.p);
        return rt_ldb_soa_kept(j, &b, rc, &m->text[LDB_CELL_REASON], err);
    }
    if (!needs_personal(j, at))
        return RT_OK;
    rt_format_int((int64_t)j->personal, number);
    rc = rt_buf_printf(&b, rt_word(j->lang, RT_W_SOA_BY_PERSONAL), number);
    return rt_ldb_soa_kept(j, &b, rc, &m->text[LDB_CELL_REASON], err);
}

enum rt_status rt_ldb_soa_make(struct ldb_joining *j, size_t at,
    struct ldb_soa_made *m, struct rt_error *err)
{
    const struct ldb_gathered *g = &j->of[at];

    *m = (struct ldb_soa_made){0};
    make_applies(j, at, m);
    if (rt_ldb_soa_is_typed(g, LDB_CELL_APPLIES)) {
        m->text[LDB_CELL_APPLIES] = g->previous->applies_text;
        m->means = g->previous->applies;
        m->proposed = false;
    }
    make_state(j, g, m);
    RT_TRY(make_reason(j, at, m, err));
    return rt_ldb_soa_texts(
        j, &g->documents, "\n", &m->text[LDB_CELL_DOCUMENTS], err);
}
