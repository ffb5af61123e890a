/* 重要資産 of which no event of an assessment report is: at the asset's No; where
 * they are many, once at the heading of the report, which is then of something
 * else, or far from done.
 */
#include "audit/asset_lists.h"
#include "risk/selection.h"

enum { ROWS_MAX = 10, NUMBERS_BYTES = 400 };

static bool is_missing(const struct rt_listing *of, const struct rt_asset *a)
{
    return a->important && !a->named && (of->covers_all || a->covered);
}

/* The next one of the listing from i on; its count at the end. */
static size_t next(
    const struct rt_listings *l, const struct rt_listing *of, size_t i)
{
    while (i < of->count && !is_missing(of, l->by_number[of->first + i]))
        i++;
    return i;
}

static enum rt_status put(const struct rt_comparison *c, struct rt_finding *f,
    struct rt_str name, struct rt_str numbers, struct rt_str report)
{
    char rule[RT_SELECTION_SHOWN];

    f->code = RT_RA410;
    rt_selection_shown(c->set->rule, c->lang, rule);
    return rt_finding_put(f, c->lang,
        RT_ARGS(name, numbers, report, rt_str(rule)), c->sink, c->err);
}

static enum rt_status put_asset(const struct rt_comparison *c,
    const struct rt_listing *of, const struct rt_asset *a)
{
    struct rt_finding f = {.department = a->department, .where = a->where};

    return put(c, &f, a->shown, a->number, of->report->where.file);
}

/* 「1、2、3 ほか12件」 */
static enum rt_status put_many(const struct rt_comparison *c,
    const struct rt_listings *l, const struct rt_listing *of, size_t count)
{
    struct rt_finding f
        = {.department = of->report->department, .where = of->report->where};
    char numbers[NUMBERS_BYTES];
    struct rt_buf b
        = {.data = numbers, .cap = sizeof numbers, .max = sizeof numbers - 1};
    enum rt_status rc = RT_OK;
    size_t i = 0;

    for (size_t n = 0; n < ROWS_MAX && rc == RT_OK; n++, i++) {
        i = next(l, of, i);
        rc = rt_buf_printf(&b, "%s%.*s", n > 0 ? rt_comma(c->lang) : "",
            RT_FMT(l->by_number[of->first + i]->number));
    }
    RT_THEN(
        rc, rt_buf_printf(&b, rt_say(c->lang, " ほか%zu件", " and %zu more"),
                count - ROWS_MAX));
    f.where.row = of->report->heading_row;
    return put(c, &f, RT_STR_NONE, rt_buf_str(&b), f.where.file);
}

static enum rt_status report_of(const struct rt_comparison *c,
    const struct rt_listings *l, const struct rt_listing *of)
{
    size_t count = 0;

    for (size_t i = next(l, of, 0); i < of->count; i = next(l, of, i + 1))
        count++;
    if (count > ROWS_MAX)
        return put_many(c, l, of, count);
    for (size_t i = next(l, of, 0); i < of->count; i = next(l, of, i + 1))
        RT_TRY(put_asset(c, of, l->by_number[of->first + i]));
    return RT_OK;
}

enum rt_status rt_asset_events(
    const struct rt_comparison *c, const struct rt_listings *l)
{
    for (size_t i = 0; i < l->count; i++) {
        if (l->list[i].reported)
            RT_TRY(report_of(c, l, &l->list[i]));
    }
    return RT_OK;
}
