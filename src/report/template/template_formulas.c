/* The ledger's computed columns as formulas.
 *
 * Only functions that spreadsheets have had since 2007. A row without a name
 * shows nothing; a value that is not known leaves empty what needs it, as
 * rt_assess does. The columns are the form's letters: B name, F medium, G to
 * I flags, J to L scores, M importance, P threat, Q vulnerability, R and S
 * likelihood, T and U level.
 */
#include "report/template/template_parts.h"

void rt_form_importance(
    const struct rt_profile *p, char to[RT_FORM_FORMULA_MAX])
{
    const char *flagged = "COUNTIF(G#:I#,\"有\")>0";
    char top[32], known[96];

    /* a score that is missing could not raise it any more */
    snprintf(top, sizeof top, "COUNTIF(J#:L#,%d)>0", p->scale_max);
    snprintf(known, sizeof known,
        "AND(COUNT(J#:L#)=3,MIN(J#:L#)>=%d,MAX(J#:L#)<=%d)", p->scale_min,
        p->scale_max);
    if (p->personal < 0)
        snprintf(to, RT_FORM_FORMULA_MAX,
            "IF(B#=\"\",\"\",IF(%s,%d,IF(%s,MAX(J#:L#),\"\")))", top,
            p->scale_max, known);
    else if (p->personal == p->scale_max)
        snprintf(to, RT_FORM_FORMULA_MAX,
            "IF(B#=\"\",\"\",IF(OR(%s,%s),%d,IF(%s,MAX(J#:L#),\"\")))", flagged,
            top, p->scale_max, known);
    else
        snprintf(to, RT_FORM_FORMULA_MAX,
            "IF(B#=\"\",\"\",IF(%s,%d,IF(%s,IF(%s,MAX(J#:L#,%d),MAX(J#:L#)),"
            "\"\")))",
            top, p->scale_max, known, flagged, p->personal);
}

/* What 脅威の状況 says of the row's medium in its table's column. */
static void put_rating(int column, char to[RT_FORM_FORMULA_MAX])
{
    snprintf(to, RT_FORM_FORMULA_MAX,
        "IF(OR(B#=\"\",F#=\"\"),\"\",IFERROR(VLOOKUP(F#,'" RT_SHEET_THREATS
        "'!$G$%d:$I$%d,%d,FALSE),\"\"))",
        (int)RT_FORM_FIRST, (int)RT_FORM_FIRST + RT_MEDIA - 1, column);
}

void rt_form_threat_of(const struct rt_profile *p, char to[RT_FORM_FORMULA_MAX])
{
    (void)p;
    put_rating(2, to);
}

void rt_form_vulnerability_of(
    const struct rt_profile *p, char to[RT_FORM_FORMULA_MAX])
{
    (void)p;
    put_rating(3, to);
}

void rt_form_chance(const struct rt_profile *p, char to[RT_FORM_FORMULA_MAX])
{
    const int(*t)[4] = p->likelihood;

    snprintf(to, RT_FORM_FORMULA_MAX,
        "IF(OR(P#=\"\",Q#=\"\"),\"\",INDEX({%d,%d,%d;%d,%d,%d;%d,%d,%d},"
        "VALUE(LEFT(P#,1)),VALUE(LEFT(Q#,1))))",
        t[1][1], t[1][2], t[1][3], t[2][1], t[2][2], t[2][3], t[3][1], t[3][2],
        t[3][3]);
}

void rt_form_chance_label(
    const struct rt_profile *p, char to[RT_FORM_FORMULA_MAX])
{
    (void)p;
    snprintf(to, RT_FORM_FORMULA_MAX,
        "IF(R#=\"\",\"\",CHOOSE(R#,\"%s\",\"%s\",\"%s\"))",
        rt_likelihood_shown(1), rt_likelihood_shown(2), rt_likelihood_shown(3));
}

void rt_form_level(const struct rt_profile *p, char to[RT_FORM_FORMULA_MAX])
{
    (void)p;
    snprintf(to, RT_FORM_FORMULA_MAX, "IF(OR(M#=\"\",R#=\"\"),\"\",M#*R#)");
}

/* One choice per level: right for any profile, contiguous ranges or not. */
void rt_form_level_label(
    const struct rt_profile *p, char to[RT_FORM_FORMULA_MAX])
{
    int top = p->scale_max * RT_RATINGS;
    int n = snprintf(to, RT_FORM_FORMULA_MAX, "IF(T#=\"\",\"\",CHOOSE(T#+1");

    for (int level = 0; level <= top; level++)
        n += snprintf(to + n, (size_t)(RT_FORM_FORMULA_MAX - n), ",\"%s\"",
            rt_class_shown(p->class_of[level]));
    snprintf(to + n, (size_t)(RT_FORM_FORMULA_MAX - n), "))");
}
