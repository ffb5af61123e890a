/* A recorded result that differs from the rule's: reported as typed or as a
 * formula that computes something else, with the inputs it should follow.
 */
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

static enum rt_status report_difference(struct rt_work *w, struct rt_known *k,
    const struct rt_item *item, const struct rt_formula *f,
    struct rt_error *err)
{
    bool other = item && reads_other_row(f, item->row);
    struct rt_str why;
    struct rt_verdict *v;

    k->judged = true;
    RT_TRY(rt_cause_find(w, item, &why, err));
    v = rt_verdict_new(
        w, other ? RT_RA502 : RT_RA301, k->sheet, k->col, k->row);
    v->known = k->finding;
    v->actual = rt_work_text(w, k->finding->actual);
    v->expected = rt_known_expected(w, k);
    v->args[1] = v->actual;
    v->args[2] = v->expected;
    v->args[3] = rt_joined(w, k->finding->inputs,
        rt_str_contains(k->finding->inputs, why) ? RT_STR("") : why);
    if (other) {
        v->args[1] = rt_formulas_shown(
            w, item->cell->formula, RT_STR_NONE, RT_ALONG_COLUMN);
        v->args[2] = v->actual;
        v->args[3] = v->expected;
    }
    return RT_OK;
}

/* A difference that nothing before has explained. */
enum rt_status rt_judge_difference(
    struct rt_work *w, struct rt_known *k, struct rt_error *err)
{
    const struct rt_item *item = rt_item_at(w, k->sheet, k->col, k->row);
    const struct rt_formula *f = NULL;

    if (item)
        RT_TRY(rt_item_parse(w, item, &f, err));
    if (f && rt_refers_to_fault(w, f, k->sheet, k->col, k->row)) {
        k->judged = true;
        return RT_OK;
    }
    return report_difference(w, k, item, f, err);
}
