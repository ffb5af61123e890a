/* Headings of a plan over each other's dates. Where 予定 and 実績 are exchanged,
 * what is planned looks as if it were done, in the future and against every
 * status; where 開始 and 終了 are, every end is before its start. Where nothing
 * contradicts itself once the two are exchanged, the headings are wrong and not
 * the dates.
 */
#include "audit/treatment/treatment.h"
#include "form/word/value.h"

enum { STARTS, ENDS, DATES };

enum { ROWS_AT_LEAST = 2 };

struct dates {
    char iso[DATES][11]; /* "" where there is none */
};

static struct dates read_dates(
    const struct pl_row *row, enum rt_field start, enum rt_field end)
{
    const enum rt_field f[DATES] = {start, end};
    struct dates d = {{"", ""}};

    for (size_t i = 0; i < DATES; i++) {
        if (row->cell[f[i]])
            (void)rt_value_date(row->cell[f[i]], d.iso[i]);
    }
    return d;
}

/* Whether status and dates contradict each other. */
static bool contradicts(const struct dates *planned, const struct dates *actual,
    enum rt_plan_status status, const char *now)
{
    bool begun = actual->iso[STARTS][0] != '\0';
    bool ended = actual->iso[ENDS][0] != '\0';

    if (!planned->iso[STARTS][0] || !planned->iso[ENDS][0]
        || strcmp(actual->iso[STARTS], now) > 0
        || strcmp(actual->iso[ENDS], now) > 0)
        return true;
    switch (status) {
    case RT_PLAN_DONE:
        return !ended;
    case RT_PLAN_UNDER_WAY:
        return !begun || ended;
    case RT_PLAN_OPEN:
        return begun || ended;
    default:
        return false;
    }
}

/* The cell of the heading, or of the group over it. */
static struct pl_note at_heading(
    const struct pl_table *t, enum rt_field f, bool group)
{
    const struct rt_layout *l = t->layout;
    const struct rt_column *c
        = rt_column_at(l->columns, l->column_count, (uint32_t)l->col_of[f]);
    struct pl_note note = {.sheet = t->sheet, .row = l->row2};

    if (!c)
        return note;
    note.col = c->col + 1;
    note.row
        = group && c->group.n > 0 && c->row > l->row1 ? c->row - 1 : c->row;
    return note;
}

struct count {
    size_t as_is, exchanged; /* rows that contradict themselves */
    size_t before, after;    /* rows whose planned end is before their start */
};

static void count_row(struct pl *p, const struct pl_row *row, struct count *n)
{
    const struct rt_cell *said = row->cell[RT_F_STATUS];
    enum rt_plan_status status
        = said ? rt_plan_status_of(said->text) : RT_PLAN_UNSAID;
    struct dates planned = read_dates(row, RT_F_PLAN_START, RT_F_PLAN_END);
    struct dates actual = read_dates(row, RT_F_ACTUAL_START, RT_F_ACTUAL_END);
    int order = strcmp(planned.iso[ENDS], planned.iso[STARTS]);

    if (planned.iso[STARTS][0] && planned.iso[ENDS][0]) {
        n->before += order < 0;
        n->after += order > 0;
    }
    if (status == RT_PLAN_UNSAID)
        return;
    n->as_is += contradicts(&planned, &actual, status, p->a->now);
    n->exchanged += contradicts(&actual, &planned, status, p->a->now);
}

static bool report(struct pl *p, const struct pl_note *at, struct rt_text first,
    struct rt_text second, size_t rows)
{
    struct pl_note note = *at;
    enum rt_lang lang = p->a->lang;

    note.arg[0] = rt_str(rt_text(lang, first));
    note.arg[1] = rt_str(rt_text(lang, second));
    note.arg[2] = rt_pl_num(p, (int64_t)rows);
    rt_pl_report(p, RT_PL421, &note);
    return true;
}

bool rt_pl_is_swapped(struct pl *p, const struct pl_table *t)
{
    static const struct rt_text planned = {"予定", "予定 (planned)"},
                                actual = {"実績", "実績 (actual)"},
                                start = {"開始", "開始 (start)"},
                                end = {"終了", "終了 (end)"};
    struct count n = {0};
    struct pl_cursor c;
    struct pl_row row;
    struct pl_note note;

    if (!p->a->now || !rt_pl_has(t, RT_F_STATUS)
        || !rt_pl_has(t, RT_F_PLAN_START) || !rt_pl_has(t, RT_F_PLAN_END)
        || !rt_pl_has(t, RT_F_ACTUAL_START) || !rt_pl_has(t, RT_F_ACTUAL_END))
        return false;
    rt_pl_rows(&c, p, t);
    while (p->rc == RT_OK && rt_pl_next(&c, &row))
        count_row(p, &row, &n);
    note = at_heading(t, RT_F_PLAN_START, n.after > 0);
    if (n.before > ROWS_AT_LEAST && n.after == 0)
        return report(p, &note, start, end, n.before);
    if (n.as_is >= ROWS_AT_LEAST && n.exchanged == 0)
        return report(p, &note, planned, actual, n.as_is);
    return false;
}
