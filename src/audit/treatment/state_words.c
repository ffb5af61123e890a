/* The words by which a control is only announced, or is none. */
#include "audit/treatment/treatment.h"
#include "form/statement_row.h"

/* Whether a line says that nothing is done. */
static bool is_retained(struct rt_str folded)
{
    static const char *const words[]
        = {"保有", "保有する", "受容", "受容する", "許容", "許容する"};
    static const char *const parts[] = {"リスクを保有", "リスクを受容",
        "リスクを許容", "ため保有", "ため受容", "ため許容", "ので保有",
        "ので受容", "保有とする", "受容とする"};

    return rt_str_is_any(folded, words) || rt_str_contains_any(folded, parts);
}

/* One line that is a control, or a reason for one. */
static bool check_line(struct pl *p, const struct pl_row *row, enum rt_field f,
    struct rt_str line, enum rt_treatment treatment)
{
    struct rt_str folded = rt_pl_folded(p, line), shown = rt_pl_shown(p, line);

    if (f == RT_F_CONTROL && rt_is_undecided(folded)) {
        rt_pl_say(p, RT_PL105, row, f, RT_STR_NONE, shown, RT_ARGS(shown));
        return true;
    }
    if (!is_retained(folded))
        return false;
    rt_pl_say(p, RT_PL117, row, f, RT_STR_NONE, shown,
        RT_ARGS(shown, rt_str(rt_treatment_label(treatment, RT_JA))));
    return true;
}

void rt_pl_check_decided(
    struct pl *p, const struct pl_row *row, enum rt_treatment treatment)
{
    static const enum rt_field fields[] = {RT_F_CONTROL, RT_F_REASON};

    for (size_t i = 0; i < RT_COUNT(fields); i++) {
        struct rt_str line,
            rest
            = rt_cell_text(rt_cell_of(row->table->layout, row->row, fields[i]));
        while (rt_str_line(&rest, &line)) {
            if (check_line(p, row, fields[i], line, treatment))
                break;
        }
    }
}
