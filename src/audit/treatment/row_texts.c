/* Words that few rows lack, or have a number in place of: an owner left blank
 * where every other asset has one, a task 「2」, an assignee 「？」.
 *
 * A column may be left blank, and a company may number what others name: only
 * what most rows of the table have is missing in the others. What other rules
 * ask of each row (the asset's name, its department, a control) is theirs.
 */
#include <math.h>

#include "audit/treatment/treatment.h"
#include "base/fold.h"

enum {
    LEDGER = 1,
    REPORT = 2,
    PLAN = 4,
    SOA = 8,
    OURS = 16,
    ALL = LEDGER | REPORT | PLAN | SOA | OURS,
    MOST = 5,      /* rows that have one, for each that lacks it */
    SEVERAL = 3,   /* rows that show what a column is for */
    NUMBER_MAX = 8 /* characters of 「12の2」 */
};

static const struct text {
    enum rt_field field;
    unsigned expected; /* the forms in which few rows lack it */
    unsigned words;    /* the forms in which it is no number */
} texts[PL_TEXTS] = {{RT_F_NO, LEDGER | PLAN, 0}, {RT_F_BUSINESS, LEDGER, ALL},
    {RT_F_ASSET, 0, ALL}, {RT_F_USERS, LEDGER, ALL}, {RT_F_OWNER, LEDGER, ALL},
    {RT_F_MANAGED_BY, 0, ALL}, {RT_F_MEDIUM, LEDGER, ALL},
    {RT_F_REASON, LEDGER, ALL}, {RT_F_SOURCE, REPORT, ALL},
    {RT_F_AREA, REPORT, ALL}, {RT_F_EVENT, 0, ALL}, {RT_F_CAUSE, REPORT, ALL},
    {RT_F_CONSEQUENCE, REPORT, ALL}, {RT_F_CONTROL, 0, ALL},
    {RT_F_TASK, 0, ALL}, {RT_F_ASSIGNEE, 0, ALL}, {RT_F_WHY, 0, ALL},
    {RT_F_WHY_NOT, 0, ALL}, {RT_F_DOCUMENT, 0, ALL}};

static unsigned form_of(const struct pl_table *t)
{
    switch (t->layout->form) {
    case RT_FORM_LEDGER:
        return LEDGER;
    case RT_FORM_REPORT:
        return REPORT;
    case RT_FORM_PLAN:
        return PLAN;
    case RT_FORM_SOA:
        return SOA;
    default:
        return OURS;
    }
}

/* Whether the cell has a letter of any script: 「2」 and 「？」 have none. */
static bool has_letter(const struct rt_cell *cell)
{
    struct rt_str s = cell->text;
    uint32_t c;

    if (cell->type == RT_CELL_NUMBER)
        return false;
    for (size_t n; (n = rt_utf8_decode(s, &c)) > 0; s.p += n, s.n -= n) {
        if ((c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z')
            || (c >= 0xC0 && c < 0x2000) || (c >= 0x2C00 && c < 0x3000)
            || (c >= 0x3005 && c <= 0x3007) || (c >= 0x3041 && c < 0x30FB)
            || (c >= 0x30FD && c < 0xFF00) || (c >= 0xFF21 && c <= 0xFF3A)
            || (c >= 0xFF41 && c <= 0xFF5A) || (c >= 0xFF66 && c < 0xFFE0)
            || c > 0xFFFF)
            return true;
    }
    return false;
}

/* 「1O」, 「l2」 in place of 10 and 12: digits with a letter that looks like one. */
static bool has_letter_for_digit(const char *folded)
{
    return strspn(folded, "0123456789oli") == strlen(folded)
           && strpbrk(folded, "oli") && (folded[0] >= '0' && folded[0] <= '9');
}

/* A number as rows have: 7, 「12の2」, 「追1」. */
static bool is_number(const struct rt_cell *cell)
{
    char folded[NUMBER_MAX * 4 + 1] = {0};
    size_t n = rt_fold_fixed(cell->text, folded, sizeof folded - 1);
    double v = cell->number;

    if (cell->type == RT_CELL_DATE)
        return false;
    if (cell->type == RT_CELL_NUMBER || rt_parse_double(cell->text, &v))
        return v >= 0 && v == floor(v);
    return n < sizeof folded && strcspn(folded, "0123456789") < n
           && !has_letter_for_digit(folded);
}

static bool is_word(
    const struct pl_row *row, const struct text *of, const struct rt_cell *cell)
{
    return of->field == RT_F_NO
               ? is_number(cell)
               : !(of->words & form_of(row->table)) || rt_is_ditto(cell, true)
                     || has_letter(cell);
}

static void add(struct pl_texts *t, struct pl *p, const struct pl_row *row,
    size_t i, const struct rt_cell *cell)
{
    struct pl_note note = rt_pl_at(row, texts[i].field);
    bool says = rt_cell_says(cell);
    bool word = says && (cell->is_formula || is_word(row, &texts[i], cell));

    note.arg[0] = rt_field_name(texts[i].field, p->a->lang);
    note.arg[1] = rt_pl_cell_shown(p, cell);
    if (!rt_cell_blank(cell))
        note.actual = note.arg[1];
    if (says)
        rt_pl_blanks_add(p, &t->odd[i], word, &note);
    /* A blank medium is VA403. */
    if (says || texts[i].field != RT_F_MEDIUM || !rt_cell_blank(cell))
        rt_pl_blanks_add(p, &t->blank[i], says, &note);
}

/* One more control of a risk that is merged over several rows. */
static bool goes_on(const struct pl_row *row)
{
    return rt_pl_row_says(row, RT_F_EVENT)
           && !rt_cell_says(
               rt_cell_of(row->table->layout, row->row, RT_F_EVENT));
}

void rt_pl_take_texts(
    struct pl_texts *t, struct pl *p, const struct pl_row *row)
{
    if (goes_on(row))
        return;
    for (size_t i = 0; i < PL_TEXTS && p->rc == RT_OK; i++) {
        if (rt_pl_has(row->table, texts[i].field))
            add(t, p, row, i, row->cell[texts[i].field]);
    }
}

static void report_blank(struct pl *p, struct pl_blanks *b)
{
    for (size_t i = 0; i < b->count && b->count * MOST <= b->filled; i++) {
        b->list[i].arg[2] = rt_pl_num(p, (int64_t)b->filled);
        rt_pl_report(p, RT_VA317, &b->list[i]);
    }
}

/* Of a statement; its numbers and names have rules of their own. */
static bool is_of_statement(enum rt_field f)
{
    return f == RT_F_WHY || f == RT_F_WHY_NOT || f == RT_F_DOCUMENT;
}

void rt_pl_end_texts(
    struct pl_texts *t, struct pl *p, const struct pl_table *table)
{
    unsigned form = form_of(table);

    for (size_t i = 0; i < PL_TEXTS && p->rc == RT_OK; i++) {
        struct pl_blanks *odd = &t->odd[i];
        enum rt_code code = texts[i].field == RT_F_NO ? RT_VA315 : RT_VA318;
        bool judged = form == SOA ? is_of_statement(texts[i].field)
                                  : texts[i].field != RT_F_NO || form != OURS;
        if (texts[i].expected & form)
            report_blank(p, &t->blank[i]);
        if (judged && odd->filled >= SEVERAL && odd->count * 2 <= odd->filled)
            rt_pl_blanks_report(p, odd, code);
    }
}
