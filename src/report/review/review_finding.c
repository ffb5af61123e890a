/* What a finding is about, by its code, and its place. */
#include "report/review/review.h"

/* --- codes ---------------------------------------------------------------- */

static bool is_family(enum rt_code code, const char *family)
{
    return strncmp(rt_finding_info(code)->name, family, 2) == 0;
}

/* The formula audit's codes, by the five verdicts on a number. */
static enum rt_verdict_kind kind_of_number(enum rt_code code)
{
    if (code == RT_RA302 || code == RT_RA303)
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

/* --- places --------------------------------------------------------------- */

/* "'it''s'!J12", as references are written; empty where there is no cell. */
static void put_reference(const struct rt_finding *f, struct rt_writer *w)
{
    char cell[RT_CELL_NAME];

    if (f->where.csv || f->where.sheet.n == 0)
        return;
    rt_write_z(w, "'");
    for (size_t i = 0; i < f->where.sheet.n; i++) {
        if (f->where.sheet.p[i] == '\'')
            rt_write_z(w, "'");
        rt_write(w, (struct rt_str){&f->where.sheet.p[i], 1});
    }
    /* of a row its first cell, of a column too */
    rt_where_first(&f->where, cell);
    rt_writef(w, "'!%s", cell);
}

void rt_review_link(struct rt_review_book *b, struct rt_xl_sheet *s, int col,
    enum rt_xf xf, const struct rt_placed *p)
{
    const struct rt_review *r = b->review;
    size_t input = p->input > 0 ? (size_t)p->input - 1 : SIZE_MAX;
    struct rt_writer place = RT_WRITER(place, RT_TEXT_MAX);
    char text[RT_CELL_NAME];

    rt_where_short(&p->finding.where, text);
    put_reference(&p->finding, &place);
    rt_xl_keep(&b->xl, rt_writer_done(&place, b->err));
    rt_xl_link(s, col, xf, input < r->link_count ? r->links[input] : NULL,
        rt_writer_str(&place), text);
    rt_writer_fini(&place);
}
