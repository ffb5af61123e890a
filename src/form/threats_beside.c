/* The table beside the list of threats, which has one row for each medium: does
 * it show the highest of the medium's threats?
 *
 * How a list comes to one value is not published, so that another rule may be
 * meant. What the cells show decides: the highest is the rule where most media
 * show it, where half of them do and no other rule gives what all show, or where
 * the ledger's formulas still show it for the media that differ.
 */
#include "form/form.h"

static bool is_known(const struct rt_both *b)
{
    return b->count > 0 && b->shown != RT_UNKNOWN;
}

static bool differs(const struct rt_both *b)
{
    return is_known(b) && b->shown != b->highest;
}

enum { LOWEST, MEAN, MEAN_DOWN, MEAN_UP, OTHER_RULES };

/* What another rule gives for the list. */
static int by_rule(const struct rt_both *b, int rule)
{
    switch (rule) {
    case MEAN:
        return (int)((2 * b->sum + b->count) / (2 * b->count));
    case MEAN_DOWN:
        return (int)(b->sum / b->count);
    case MEAN_UP:
        return (int)((b->sum + b->count - 1) / b->count);
    default:
        return b->lowest;
    }
}

static bool follows_other_rule(const struct rt_sheet_facts *sheet, size_t kind)
{
    for (int rule = 0; rule < OTHER_RULES; rule++) {
        bool all = true;
        for (size_t i = 0; i < RT_MEDIA; i++) {
            const struct rt_both *b = &sheet->media[i].both[kind];
            all &= !is_known(b) || b->shown == by_rule(b, rule);
        }
        if (all)
            return true;
    }
    return false;
}

/* Whether what the cells beside the list show makes the highest their rule. */
static bool shows_highest(const struct rt_sheet_facts *sheet, size_t kind)
{
    size_t same = 0, other = 0, proved = 0;

    for (size_t i = 0; i < RT_MEDIA; i++) {
        const struct rt_both *b = &sheet->media[i].both[kind];
        same += is_known(b) && !differs(b);
        other += differs(b);
        proved += is_known(b) && !differs(b) && b->lowest < b->highest;
    }
    return same > other
           || (same == other && proved > 0 && !follows_other_rule(sheet, kind));
}

/* Whether formulas that look the media up were computed when the cells that
 * differ now had the highest. */
static bool ledgers_show_highest(
    const struct rt_intake *in, const struct rt_sheet_facts *sheet, size_t kind)
{
    uint64_t same = 0, other = 0;

    for (size_t i = 0; i < in->sheet_count; i++) {
        const struct rt_sheet_facts *s = &in->sheets[i];
        if (s->layout.form != RT_FORM_LEDGER || s->example
            || rt_threats_of(in, s).sheet != sheet)
            continue;
        for (size_t m = 0; m < RT_MEDIA; m++) {
            const struct rt_both *b = &sheet->media[m].both[kind];
            for (int v = 1; v <= 3 && differs(b); v++)
                *(v == b->highest ? &same : &other)
                    += s->tally.by_formula[m][kind][v];
        }
    }
    return same > 0 && other == 0;
}

static enum rt_status report(struct rt_intake *in,
    const struct rt_sheet_facts *sheet, size_t medium, size_t kind,
    struct rt_error *err)
{
    static const char *const digits[] = {"0", "1", "2", "3"};
    const struct rt_both *b = &sheet->media[medium].both[kind];
    enum rt_field f = kind == 0 ? RT_F_THREAT : RT_F_VULNERABILITY;
    struct rt_place place = {.sheet = sheet,
        .row = b->row,
        .col = b->col,
        .actual = rt_str(digits[b->shown]),
        .expected = rt_str(digits[b->highest])};
    struct rt_str shown
        = b->shown > 0 ? place.actual
                       : rt_str(rt_say(in->request.lang, "空欄", "blank"));

    return rt_put_finding(in, RT_RA110, &place,
        RT_ARGS(rt_field_name(f, in->request.lang), shown, place.expected,
            rt_str(rt_medium_term(medium))),
        err);
}

static enum rt_status judge(struct rt_intake *in,
    const struct rt_sheet_facts *sheet, size_t kind, struct rt_error *err)
{
    if (!shows_highest(sheet, kind) && !ledgers_show_highest(in, sheet, kind))
        return RT_OK;
    for (size_t i = 0; i < RT_MEDIA; i++) {
        const struct rt_medium_rating *m = &sheet->media[i];
        bool unsure = kind == 0 ? m->threat_unsure : m->vuln_unsure;
        if (differs(&m->both[kind]) && !unsure)
            RT_TRY(report(in, sheet, i, kind, err));
    }
    return RT_OK;
}

enum rt_status rt_threats_judge(struct rt_intake *in, struct rt_error *err)
{
    for (size_t i = 0; i < in->sheet_count; i++) {
        for (size_t kind = 0; in->sheets[i].media && kind < 2; kind++)
            RT_TRY(judge(in, &in->sheets[i], kind, err));
    }
    return RT_OK;
}
