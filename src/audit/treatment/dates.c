/* Dates: read once, reported once where they cannot be, or cannot be right.
 *
 * What was done was done by the day of the check. A year that no plan and no
 * record of these forms can have is a slip (1900 for 2026) and is not compared
 * with anything.
 */
#include "audit/treatment/treatment.h"

#include "form/word/value.h"

enum {
    YEAR_MIN = 1970,
    YEARS_AHEAD = 30 /* further ahead than any plan looks */
};

static int year_of(const char *iso)
{
    int year = 0;

    for (int i = 0; i < 4 && iso[i] >= '0' && iso[i] <= '9'; i++)
        year = year * 10 + (iso[i] - '0');
    return year;
}

static void report_number(struct pl *p, const struct pl_note *at,
    struct rt_str name, const struct rt_cell *cell, struct rt_str iso)
{
    struct pl_note note = *at;

    note.arg[0] = name;
    note.arg[1] = note.actual = rt_pl_cell_shown(p, cell);
    note.arg[2] = note.expected = iso;
    rt_pl_report(p, rt_is_date_in_digits(cell) ? RT_VA504 : RT_VA506, &note);
}

bool rt_pl_date_may_be(struct pl *p, const struct pl_note *at,
    struct rt_str name, const struct rt_cell *cell, const char *iso, bool past)
{
    const char *now = p->a->now;
    struct pl_note note = *at;
    int year = year_of(iso);
    bool absurd = year < YEAR_MIN || (now && year > year_of(now) + YEARS_AHEAD);

    note.arg[0] = name;
    note.arg[1] = note.actual = rt_pl_kept(p, rt_str(iso));
    note.arg[2] = rt_str(now);
    if (cell && cell->type == RT_CELL_NUMBER && !p->a->csv)
        report_number(p, at, name, cell, note.actual);
    if (absurd)
        rt_pl_report(p, RT_VA503, &note);
    else if (past && now && strcmp(iso, now) > 0)
        rt_pl_report(p, RT_VA502, &note);
    return !absurd;
}

/* The formulas of our own plan count dates, not texts. */
static void check_counted(
    struct pl *p, const struct pl_row *row, enum rt_field f, const char *iso)
{
    enum rt_lang lang = p->a->lang;
    struct rt_str shown = rt_pl_cell_shown(p, row->cell[f]);
    struct rt_str right = rt_str(rt_say(lang, "日付", "a date"));
    struct rt_str by
        = rt_str(rt_say(lang, "期限と「まとめ」", "deadlines and the summary"));

    if (row->cell[f]->type == RT_CELL_STRING
        && p->a->tables[row->table->sheet].own)
        rt_pl_say(p, RT_RA514, row, f, rt_pl_kept(p, rt_str(iso)), shown,
            RT_ARGS(rt_field_name(f, lang), shown, by, right));
}

struct rt_pl_date rt_pl_date(
    struct pl *p, const struct pl_row *row, enum rt_field f)
{
    bool past = f == RT_F_ACTUAL_START || f == RT_F_ACTUAL_END;
    struct rt_pl_date d = {0};
    struct pl_note note = rt_pl_at(row, f);
    struct rt_str shown;

    if (past && rt_shows_error(row->cell[f]) && !row->cell[f]->is_formula) {
        d.there = true;
        shown = rt_pl_cell_shown(p, row->cell[f]);
        rt_pl_say(p, RT_VA305, row, f, RT_STR_NONE, shown,
            RT_ARGS(rt_field_name(f, p->a->lang), shown));
        return d;
    }
    if (!rt_pl_row_says(row, f))
        return d;
    d.there = true;
    if (rt_is_taken(rt_value_date(row->cell[f], d.iso))) {
        check_counted(p, row, f, d.iso);
        d.ok = rt_pl_date_may_be(
            p, &note, rt_field_name(f, p->a->lang), row->cell[f], d.iso, past);
        return d;
    }
    d.iso[0] = '\0';
    shown = rt_pl_cell_shown(p, row->cell[f]);
    rt_pl_say(p, RT_PL404, row, f, RT_STR_NONE, shown,
        RT_ARGS(rt_field_name(f, p->a->lang), shown));
    return d;
}

/* One that cannot be read, or is a number's digits, is reported where the row is
 * read; one in the future where the department typed it. */
void rt_pl_check_registered(struct pl *p, const struct pl_row *row)
{
    const struct rt_cell *cell
        = rt_cell_of(row->table->layout, row->row, RT_F_REGISTERED);
    struct pl_note note = rt_pl_at(row, RT_F_REGISTERED);
    bool own = p->a->tables[row->table->sheet].own;
    char iso[11];

    if (rt_cell_says(cell) && rt_is_taken(rt_value_date(cell, iso)))
        (void)rt_pl_date_may_be(p, &note,
            rt_field_name(RT_F_REGISTERED, p->a->lang),
            own || !rt_is_date_in_digits(cell) ? cell : NULL, iso, !own);
}
