/* What a finding is about, by its code, and the link to its place. */
#include "report/review/review.h"

static bool is_family(enum rt_code code, const char *family)
{
    return strncmp(rt_finding_info(code)->name, family, 2) == 0;
}

/* The formula audit's codes, by the five verdicts on a number. */
static enum rt_verdict_kind kind_of_number(enum rt_code code)
{
    if (code == RT_RA302 || code == RT_RA303 || code == RT_RA314)
        return RT_KIND_TYPED;
    if (code == RT_RA304)
        return RT_KIND_STALE;
    if (code == RT_RA305)
        return RT_KIND_NO_VALUE;
    return (code >= RT_RA306 && code <= RT_RA310) || code == RT_RA508
               ? RT_KIND_SMELL
               : RT_KIND_DIFFERS;
}

enum rt_verdict_kind rt_verdict_kind(enum rt_code code)
{
    const char *name = rt_finding_info(code)->name;

    if (is_family(code, "PL"))
        return RT_KIND_TREATMENT;
    if (!is_family(code, "RA"))
        return RT_KIND_STRUCTURE;
    /* RA4: the asset list; RA6: the list of accepted findings */
    if (name[2] == '4' || name[2] == '6')
        return RT_KIND_COMPLETE;
    return kind_of_number(code);
}

void rt_review_link(struct rt_review_book *b, struct rt_xl_sheet *s, int col,
    enum rt_xf xf, const struct rt_placed *p)
{
    const struct rt_review *r = b->review;
    size_t input = p->input > 0 ? (size_t)p->input - 1 : SIZE_MAX;
    char text[RT_CELL_NAME];

    rt_where_short(&p->finding.where, text);
    rt_xl_link(s, col, xf, input < r->link_count ? r->links[input] : NULL,
        &p->finding.where, text);
}
