/* The four treatments of a risk, for machines and for people.
 *
 * The words are those of the assessment report's 対応種別. Only their names
 * are here; recognising what somebody wrote in a cell is the form's business.
 */
#include "record/risk.h"

static const struct {
    const char *name, *label_ja;
} treatments[] = {
    [RT_TREATMENT_NONE] = {NULL, NULL},
    [RT_REDUCE] = {"reduce", "低減"},
    [RT_RETAIN] = {"retain", "保有"},
    [RT_AVOID] = {"avoid", "回避"},
    [RT_TRANSFER] = {"transfer", "移転"},
};

enum { COUNT = RT_COUNT(treatments) };

const char *rt_treatment_name(enum rt_treatment t)
{
    return (unsigned)t < COUNT ? treatments[t].name : NULL;
}

const char *rt_treatment_label_ja(enum rt_treatment t)
{
    return (unsigned)t < COUNT ? treatments[t].label_ja : NULL;
}
