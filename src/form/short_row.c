/* Rows of a CSV that have fewer fields than the heading.
 *
 * Programs and people leave out the commas behind a row's last value; then its
 * values are where they belong. But where a field within the row was left out,
 * every later value is in another's column. Which it is, the values show: they
 * are tried where they are, and with the gap further left.
 */
#include "form/convert.h"

/* How little a value fits its column. */
enum { FITS = 0, UNLIKELY = 1, UNFIT = 2 };

static uint32_t last_heading(const struct rt_layout *l)
{
    uint32_t last = 0;

    for (size_t i = 0; i < l->column_count; i++)
        last = l->columns[i].text.n > 0 ? l->columns[i].col : last;
    return last;
}

void rt_short_note(struct rt_sheet_facts *s, const struct rt_row *row)
{
    uint32_t last = last_heading(&s->layout);

    if (row->fields == 0
        || rt_cell_blank(rt_cell_of(&s->layout, row, RT_F_ASSET)))
        return;
    if (!rt_cell_blank(rt_row_cell(row, (int32_t)last)))
        s->ends.filled++;
    else if (row->fields > last)
        s->ends.blank++;
    else
        s->ends.cut++;
}

static int fit_of_text(
    const struct rt_convert *c, enum rt_field f, const struct rt_cell *cell)
{
    const char *term;
    int v;
    bool codes = f == RT_F_MANAGED_BY && !c->sheet->tally.names;
    bool medium
        = rt_is_taken(rt_value_medium(c->in->request.vocab, cell, &term));

    if (!codes && rt_is_taken(rt_value_int(cell, &v)))
        return UNFIT;
    if (f == RT_F_MEDIUM)
        return medium ? FITS : UNLIKELY;
    return medium && f == RT_F_MANAGED_BY ? UNFIT
           : medium && f == RT_F_NOTE     ? UNLIKELY
                                          : FITS;
}

static int fit_of_number(const struct rt_convert *c, const struct rt_cell *cell)
{
    int v;

    if (rt_cell_blank(cell))
        return UNLIKELY;
    if (!rt_is_taken(rt_value_score(c->in->request.vocab, cell, 1, 3, &v)))
        return rt_cell_says(cell) ? UNFIT : FITS;
    return v >= 0 && v <= 3 ? FITS : UNFIT;
}

static int fit_of(
    const struct rt_convert *c, enum rt_field f, const struct rt_cell *cell)
{
    bool yes;

    if (rt_field_is_score(f) || f == RT_F_THREAT || f == RT_F_VULNERABILITY)
        return fit_of_number(c, cell);
    if (rt_cell_blank(cell))
        return f == RT_F_ASSET ? UNFIT : FITS;
    if (rt_field_is_personal(f))
        return rt_is_taken(rt_value_flag(c->in->request.vocab, cell, &yes))
                   ? FITS
                   : UNFIT;
    return fit_of_text(c, f, cell);
}

/* The columns that decide whose the risk is and how high, and those whose
 * values are told from theirs. */
static const enum rt_field judged[] = {RT_F_ASSET, RT_F_BUSINESS,
    RT_F_MANAGED_BY, RT_F_MEDIUM, RT_F_PERSONAL, RT_F_SENSITIVE, RT_F_MY_NUMBER,
    RT_F_ANY_PERSONAL, RT_F_CONFIDENTIALITY, RT_F_INTEGRITY, RT_F_AVAILABILITY,
    RT_F_THREAT, RT_F_VULNERABILITY, RT_F_NOTE, RT_F_USERS, RT_F_OWNER};
enum { DECIDING = 13 };

/* How badly the row's values fit where `gap` columns from `at` on are without
 * one. */
static int misfit(const struct rt_convert *c, int32_t at, int32_t gap)
{
    int sum = 0;

    for (size_t i = 0; i < RT_COUNT(judged); i++) {
        int32_t col = c->sheet->layout.col_of[judged[i]];
        const struct rt_cell *cell = NULL;
        if (col < 0)
            continue;
        if (col < at || col >= at + gap)
            cell = rt_row_cell(c->row, col < at ? col : col - gap);
        sum += fit_of(c, judged[i], cell);
    }
    return sum;
}

/* Past the last column that decides, a gap does no harm. */
static int32_t last_deciding(const struct rt_convert *c)
{
    int32_t last = -1;

    for (size_t i = 0; i < DECIDING; i++) {
        int32_t col = c->sheet->layout.col_of[judged[i]];
        last = col > last ? col : last;
    }
    return last < (int32_t)c->row->fields ? last : (int32_t)c->row->fields - 1;
}

/* Whether the row ends between two scores, or between threat and vulnerability:
 * of what is left any may be the one that is missing. */
static bool ends_among_numbers(const struct rt_convert *c)
{
    uint32_t n = c->row->fields;
    enum rt_field last = rt_field_at(&c->sheet->layout, n - 1);
    enum rt_field next = rt_field_at(&c->sheet->layout, n);

    return (rt_field_is_score(last) && rt_field_is_score(next))
           || (last == RT_F_THREAT && next == RT_F_VULNERABILITY);
}

enum rt_short rt_short_row(const struct rt_convert *c, uint32_t *heading)
{
    const struct rt_line_ends *ends = &c->sheet->ends;
    int32_t n = (int32_t)c->row->fields, gap, last;
    int now, least = RT_COUNT(judged) * UNFIT;
    /* Every other row has a last value, so a row without may lack another. */
    bool alone
        = ends->filled >= 2 && ends->blank == 0 && ends->cut < ends->filled;

    *heading = last_heading(&c->sheet->layout) + 1;
    gap = (int32_t)*heading - n;
    if (n == 0 || gap <= 0 || c->sheet->layout.form != RT_FORM_LEDGER)
        return RT_SHORT_NOT;
    now = misfit(c, n, gap);
    if (now == 0 && !alone)
        return RT_SHORT_NOT;
    last = last_deciding(c);
    for (int32_t at = 0; at <= last; at++) {
        int k = misfit(c, at, gap);
        least = k < least ? k : least;
    }
    if (least < now || (now == 0 && least == 0 && alone))
        return RT_SHORT_WITHIN;
    return least == now && ends_among_numbers(c) ? RT_SHORT_EITHER
                                                 : RT_SHORT_NOT;
}
