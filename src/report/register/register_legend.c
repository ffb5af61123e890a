/* 凡例: the criteria in force, as data, and what the columns mean.
 *
 * The formulas of the list of risks are made from the same profiles; this sheet
 * shows them to people, but the formulas do not refer to it, so that typing
 * into an explanation changes no result.
 */
#include "report/register/register.h"
#include "risk/criteria_shown.h"
#include "risk/selection.h"

enum { FIRST = 1, LAST = 11 };

/* A cell of the criteria; what stands in front of a value or a table is two
 * columns wide. */
static void put_cell(struct rt_xl_sheet *s, const struct rt_criteria_cell *c)
{
    static const enum rt_xf looks[] = {[RT_CRITERIA_NOTE] = RT_XF_NOTE,
        [RT_CRITERIA_LABEL] = RT_XF_BOX_LABEL,
        [RT_CRITERIA_VALUE] = RT_XF_BOX_TEXT,
        [RT_CRITERIA_HEAD] = RT_XF_HEAD,
        [RT_CRITERIA_NUMBER] = RT_XF_BOX_CENTER,
        [RT_CRITERIA_CLASS] = RT_XF_CLASS_LOW};
    enum rt_xf xf = looks[c->look];
    int col = FIRST + c->col;

    if (c->look == RT_CRITERIA_CLASS)
        xf += c->class;
    if (c->look == RT_CRITERIA_VALUE)
        rt_xl_across(s, col, LAST, xf, rt_str(c->text));
    else if (c->col == 0 && c->look != RT_CRITERIA_NOTE)
        rt_xl_across(s, col, col + 1, xf, rt_str(c->text));
    else if (c->number >= 0)
        rt_xl_num(s, col, xf, c->number);
    else
        rt_xl_z(s, col, xf, c->text);
}

static void put_criteria(struct rt_xl_sheet *s, const struct rt_profile *p)
{
    struct rt_criteria shown;
    int row = 1;

    rt_criteria_shown(p, s->xl->run->lang, &shown);
    for (int i = 0; i < shown.count; i++) {
        for (; row < shown.cells[i].row; row++)
            rt_xl_next(s);
        put_cell(s, &shown.cells[i]);
    }
    rt_xl_next(s);
}

static void put_columns(const struct rt_register *r, struct rt_xl_sheet *s)
{
    struct rt_col cols[RT_XL_COLS];
    enum rt_lang lang = s->xl->run->lang;
    int count = rt_risk_columns(r, cols);

    rt_xl_next(s);
    rt_xl_together(s, 320);
    rt_xl_line(s, FIRST, RT_XF_SECTION, RT_W_LEGEND_COLUMNS);
    rt_xl_book_line(s, RT_LINE_COLUMNS);
    for (int col = 0; col < count; col++) {
        char name[RT_HEADING];

        rt_xl_z(s, FIRST, RT_XF_BOX_CENTER, RT_COL(col));
        rt_xl_across(s, FIRST + 1, FIRST + 2, RT_XF_BOX_LABEL,
            rt_heading_line(cols[col].head, lang, name));
        rt_xl_across(s, FIRST + 3, LAST, RT_XF_BOX_TEXT,
            rt_str(rt_text(lang, cols[col].help)));
        rt_xl_next(s);
    }
}

static void put_profile(
    struct rt_xl_sheet *s, const struct rt_profile *p, const char *what)
{
    char selection[RT_SELECTION_SHOWN];

    rt_xl_next(s);
    rt_xl_together(s, 320);
    rt_xl_print(s, FIRST, RT_XF_SECTION, "%s%s", p->name, what);
    rt_xl_next(s);
    put_criteria(s, p);
    rt_selection_shown(p, s->xl->run->lang, selection);
    rt_xl_print(s, FIRST, RT_XF_NOTE, "%s%s",
        rt_word(s->xl->run->lang, RT_W_LEGEND_SELECTION), selection);
    rt_xl_next(s);
}

/* With --one-scale: the criteria that the columns of the form's values
 * follow. */
static void put_own_profiles(struct rt_register *r, struct rt_xl_sheet *s)
{
    enum rt_lang lang = r->run->lang;
    struct rt_profile_use use;

    struct rt_cursor cursor = rt_ledger_own_profiles(r->ledger, r->err);
    while (rt_xl_row(&r->xl, &cursor, &use)) {
        if (!rt_profiles_find(
                r->profiles, r->profile_count, rt_str(use.profile.name)))
            put_profile(s, &use.profile, rt_word(lang, RT_W_LEGEND_OWN));
    }
}

void rt_register_legend(struct rt_register *r)
{
    enum rt_lang lang = r->run->lang;
    struct rt_xl_sheet s;

    rt_xl_sheet(&r->xl, &s, rt_word(lang, RT_W_SHEET_LEGEND), RT_A4);
    rt_xl_width(&s, 0, 0, 2);
    rt_xl_width(&s, FIRST, LAST, 13);
    rt_xl_pages(&s, 88);
    rt_xl_title(&s, FIRST, rt_word(lang, RT_W_LEGEND_TITLE),
        rt_word(lang, RT_W_LEGEND_NOTE));
    rt_xl_line(&s, FIRST, RT_XF_NOTE, RT_W_LEGEND_IMPORTANCE);
    rt_xl_line(&s, FIRST, RT_XF_NOTE, RT_W_LEGEND_PRIORITIES);
    for (size_t i = 0; i < r->profile_count; i++)
        put_profile(&s, &r->profiles[i].use.profile, "");
    if (r->run->one_scale)
        put_own_profiles(r, &s);
    put_columns(r, &s);
    rt_xl_finish(&s);
}
