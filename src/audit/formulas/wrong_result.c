/* A recorded result that differs from the rule's: reported as typed or as a
 * formula that computes something else, with the inputs it should follow.
 */
#include <string.h>

#include "audit/formulas/formula_audit.h"

/* A single cell of the formula's own sheet, in another row than its own. */
static bool reads_other_row(const struct rt_formula *f, uint32_t row)
{
    for (size_t i = 0; f && i < rt_formula_ref_count(f); i++) {
        const struct rt_ref *ref = rt_formula_ref(f, i);
        if (ref->file.n == 0 && ref->sheet.n == 0 && !ref->is_range
            && !ref->abs_row1 && ref->at.row1 != row)
            return true;
    }
    return false;
}

/* The cells by which the rule computes a field, for a number that is typed
 * where no formula names them. */
static struct rt_str rule_inputs(struct rt_work *w, const struct rt_known *k)
{
    static const enum rt_field importance[]
        = {RT_F_CONFIDENTIALITY, RT_F_INTEGRITY, RT_F_AVAILABILITY,
            RT_F_PERSONAL, RT_F_SENSITIVE, RT_F_MY_NUMBER, RT_F_ANY_PERSONAL};
    static const enum rt_field likelihood[] = {RT_F_THREAT, RT_F_VULNERABILITY};
    static const enum rt_field level[]
        = {RT_F_IMPORTANCE, RT_F_LIKELIHOOD, RT_F_THREAT, RT_F_VULNERABILITY};
    static const enum rt_field residual[]
        = {RT_F_RES_IMPORTANCE, RT_F_RES_LIKELIHOOD};
    static const enum rt_field label[] = {RT_F_LEVEL};
    const enum rt_field *fields = label;
    const struct rt_layout *l = &w->tables[k->sheet].layout;
    size_t n = 1;
    struct rt_str s = RT_STR("-");

    if (!w->tables[k->sheet].found)
        return s;
    if (k->finding->code == RT_RA101) {
        fields = importance;
        n = RT_COUNT(importance);
    } else if (k->finding->code == RT_RA107) {
        fields = residual;
        n = RT_COUNT(residual);
    } else if (k->finding->code == RT_RA102 || k->finding->code == RT_RA106) {
        fields = likelihood;
        n = RT_COUNT(likelihood);
    } else if (k->finding->code == RT_RA103) {
        fields = level;
        n = RT_COUNT(level);
    }
    rt_buf_clear(&w->buf2);
    for (size_t i = 0; i < n; i++) {
        const struct rt_cell *c;
        struct rt_str name = rt_field_name(fields[i], w->audit->lang);
        struct rt_str shown;
        if (l->col_of[fields[i]] < 0)
            continue;
        c = rt_grid_cell(
            w->grid, k->sheet, (uint32_t)l->col_of[fields[i]], k->row);
        shown = rt_cell_shown(w, c);
        if (shown.n == 0 || shown.n > 60)
            continue;
        if (rt_buf_printf(&w->buf2, "%s%.*s %.*s", w->buf2.len ? "、" : "",
                RT_FMT(name), RT_FMT(shown))
            != RT_OK)
            return s;
    }
    return w->buf2.len ? rt_work_text(w, rt_buf_str(&w->buf2)) : s;
}

static enum rt_status report_difference(struct rt_work *w, struct rt_known *k,
    const struct rt_item *item, const struct rt_formula *f,
    struct rt_error *err)
{
    bool other = item && reads_other_row(f, item->row);
    struct rt_verdict *v = rt_verdict_new(
        w, other ? RT_RA502 : RT_RA301, k->sheet, k->col, k->row);

    k->judged = true;
    if (!v)
        return rt_fail_nomem(err);
    v->known = k->finding;
    v->actual = rt_work_text(w, k->finding->actual);
    v->expected = rt_known_expected(w, k);
    v->args[1] = v->actual;
    v->args[2] = v->expected;
    v->args[3] = rule_inputs(w, k);
    if (other) {
        v->args[1] = rt_formula_shown(w, item->cell->formula);
        v->args[2] = v->actual;
        v->args[3] = v->expected;
    }
    return v->actual.p && v->expected.p && v->args[1].p && v->args[3].p
               ? RT_OK
               : rt_fail_nomem(err);
}

/* A difference that nothing before has explained. */
enum rt_status rt_judge_difference(
    struct rt_work *w, struct rt_known *k, struct rt_error *err)
{
    const struct rt_item *item = rt_item_at(w, k->sheet, k->col, k->row);
    const struct rt_formula *f = NULL;
    enum rt_status rc = RT_OK;

    if (item)
        rc = rt_work_parse(w, item->cell->formula, &f, err);
    if (rc != RT_OK)
        return rc;
    if (f && rt_refers_to_fault(w, f, k->sheet, k->col, k->row)) {
        k->judged = true;
        return RT_OK;
    }
    return report_difference(w, k, item, f, err);
}
