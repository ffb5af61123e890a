/* The rules of a profile, written as spreadsheet formulas.
 *
 * They mirror rt_assess case by case: what is off the scale counts as not
 * known, and a value that is not known is the empty text. Only functions that
 * every spreadsheet has had for decades (IF, AND, COUNT, MIN, MAX, COUNTIF,
 * INDEX, CHOOSE), and no reference to other sheets: a row keeps working when it
 * is copied into another workbook.
 *
 * Longest: the importance in English, under 290 bytes.
 */
#include "report/book/rule_formulas.h"

/* max(C, I, A), or "" where a flag that could not be read might force more. */
static void unforced(const struct rt_profile *p, enum rt_lang lang,
    const struct rt_score_cols *c, char *to, size_t size)
{
    snprintf(to, size,
        "IF(AND(COUNTIF(%s#:%s#,\"%s\")>0,MAX(%s#:%s#)<%d),\"\","
        "MAX(%s#:%s#))",
        RT_COL(c->flag1), RT_COL(c->flag3), rt_word(lang, RT_W_FLAG_UNREADABLE),
        RT_COL(c->c), RT_COL(c->a), p->personal, RT_COL(c->c), RT_COL(c->a));
}

void rt_formula_importance(const struct rt_profile *p, enum rt_lang lang,
    const struct rt_score_cols *c, char to[RT_FORMULA_MAX])
{
    char scores[16], flagged[80], top[64], known[96], value[160];

    snprintf(scores, sizeof scores, "%s#:%s#", RT_COL(c->c), RT_COL(c->a));
    snprintf(top, sizeof top, "COUNTIF(%s,%d)>0", scores, p->scale_max);
    snprintf(known, sizeof known, "AND(COUNT(%s)=3,MIN(%s)>=%d,MAX(%s)<=%d)",
        scores, scores, p->scale_min, scores, p->scale_max);
    snprintf(flagged, sizeof flagged, "COUNTIF(%s#:%s#,\"%s\")>0",
        RT_COL(c->flag1), RT_COL(c->flag3), rt_word(lang, RT_W_FLAG));
    unforced(p, lang, c, value, sizeof value);
    if (p->personal < 0)
        snprintf(to, RT_FORMULA_MAX, "IF(%s,%d,IF(%s,MAX(%s),\"\"))", top,
            p->scale_max, known, scores);
    else if (p->personal == p->scale_max)
        snprintf(to, RT_FORMULA_MAX, "IF(OR(%s,%s),%d,IF(%s,%s,\"\"))", flagged,
            top, p->scale_max, known, value);
    else
        snprintf(to, RT_FORMULA_MAX,
            "IF(%s,%d,IF(%s,IF(%s,MAX(%s,%d),%s),\"\"))", top, p->scale_max,
            known, flagged, scores, p->personal, value);
}

void rt_formula_likelihood(const struct rt_profile *p,
    const struct rt_score_cols *c, char to[RT_FORMULA_MAX])
{
    const int(*t)[4] = p->likelihood;

    snprintf(to, RT_FORMULA_MAX,
        "IF(AND(COUNT(%s#:%s#)=2,MIN(%s#:%s#)>=1,MAX(%s#:%s#)<=3),"
        "INDEX({%d,%d,%d;%d,%d,%d;%d,%d,%d},%s#,%s#),"
        "\"\")",
        RT_COL(c->t), RT_COL(c->v), RT_COL(c->t), RT_COL(c->v), RT_COL(c->t),
        RT_COL(c->v), t[1][1], t[1][2], t[1][3], t[2][1], t[2][2], t[2][3],
        t[3][1], t[3][2], t[3][3], RT_COL(c->t), RT_COL(c->v));
}

void rt_formula_level(const struct rt_profile *p, const struct rt_score_cols *c,
    char to[RT_FORMULA_MAX])
{
    snprintf(to, RT_FORMULA_MAX,
        "IF(AND(COUNT(%s#,%s#)=2,%s#>=%d,%s#<=%d,%s#>=1,"
        "%s#<=3),%s#*%s#,\"\")",
        RT_COL(c->importance), RT_COL(c->likelihood), RT_COL(c->importance),
        p->scale_min, RT_COL(c->importance), p->scale_max,
        RT_COL(c->likelihood), RT_COL(c->likelihood), RT_COL(c->importance),
        RT_COL(c->likelihood));
}

void rt_formula_class(const struct rt_profile *p, enum rt_lang lang,
    const struct rt_score_cols *c, char to[RT_FORMULA_MAX])
{
    int n = snprintf(to, RT_FORMULA_MAX, "IF(%s#=\"\",\"\",CHOOSE(%s#+1",
        RT_COL(c->level), RT_COL(c->level));

    for (int level = 0; level <= RT_LEVEL_MAX; level++)
        n += snprintf(to + n, (size_t)(RT_FORMULA_MAX - n), ",\"%s\"",
            rt_word_class(lang, p->class_of[level]));
    snprintf(to + n, (size_t)(RT_FORMULA_MAX - n), "))");
}

void rt_formula_priority(const struct rt_profile *p,
    const struct rt_score_cols *c, char to[RT_FORMULA_MAX])
{
    int n = snprintf(to, RT_FORMULA_MAX, "IF(%s#=\"\",\"\",CHOOSE(%s#+1",
        RT_COL(c->level), RT_COL(c->level));

    for (int level = 0; level <= RT_LEVEL_MAX; level++) {
        if (p->priority_of[level] > 0)
            n += snprintf(to + n, (size_t)(RT_FORMULA_MAX - n), ",%d",
                p->priority_of[level]);
        else
            n += snprintf(to + n, (size_t)(RT_FORMULA_MAX - n), ",\"\"");
    }
    snprintf(to + n, (size_t)(RT_FORMULA_MAX - n), "))");
}
