/* What is around the controls of a statement of applicability: the rows of the
 * four themes between them, the title with its edition, and the lines that say
 * how many controls apply and how many are left out; columns that it lacks, and
 * the risks that its reasons name.
 */
#include "audit/treatment/statement_marks.h"

#include "base/fold.h"

/* --- themes ------------------------------------------------------------------ */

static const struct {
    const char *word;
    int theme;
} themes[] = {{"組織的", 5}, {"人的", 6}, {"物理的", 7}, {"技術的", 8}};

/* 「7 物理的管理策」: the theme by its number and by its word, 0 for neither. */
static int theme_of(struct pl *p, const struct pl_row *row)
{
    struct rt_str text, name;
    struct rt_annex_number number;

    if (!rt_cell_blank(row->cell[RT_F_APPLIED]) || row->row->count == 0)
        return 0;
    for (size_t i = 0; i < row->row->count; i++) {
        if (rt_cell_blank(&row->row->cells[i]))
            continue;
        text = rt_pl_folded(p, row->row->cells[i].text);
        number = rt_annex_number_in(text, &name);
        if (number.parts > 1)
            return 0;
        name = rt_str_trim(name);
        for (size_t k = 0; k < RT_COUNT(themes); k++) {
            if (rt_str_starts(name, rt_str(themes[k].word))
                && rt_str_contains(name, RT_STR("管理策")))
                return themes[k].theme;
        }
        if (number.parts == 0)
            return 0;
    }
    return 0;
}

void rt_pl_take_theme(struct pl_theme *t, struct pl *p,
    const struct pl_row *row, const struct rt_annex_number *number)
{
    struct pl_note note = {.sheet = row->table->sheet, .row = t->row};
    int theme = number->parts == 0 ? theme_of(p, row) : 0;

    if (theme > 0) {
        *t = (struct pl_theme){.theme = theme, .row = row->row->number};
        for (size_t i = row->row->count; i-- > 0;) {
            if (!rt_cell_blank(&row->row->cells[i]))
                t->cell = &row->row->cells[i];
        }
    }
    if (number->parts != 2 || t->theme == 0)
        return;
    if (t->theme != number->theme && rt_annex_index(number->theme, 1) >= 0) {
        note.col = t->cell->col + 1;
        note.arg[0] = note.actual = rt_pl_cell_shown(p, t->cell);
        note.arg[1] = rt_pl_number_text(p, number->theme, number->n);
        rt_pl_report(p, RT_PL625, &note);
    }
    t->theme = 0;
}

/* --- the title --------------------------------------------------------------- */

static void check_title(struct pl *p, const struct pl_table *t,
    const struct rt_cell *cell, uint32_t row)
{
    static const char *const old[]
        = {"27001:2013", "27001:2014", "2013年版", "27001-2013"};
    static const char *const both[] = {"2022", "2023", "→", "対応表"};
    struct rt_str folded = rt_pl_folded(p, cell->text);
    struct pl_note note = {.sheet = t->sheet, .row = row, .col = cell->col + 1};

    if (!rt_str_contains_any(folded, old) || rt_str_contains_any(folded, both))
        return;
    note.arg[0] = note.actual = rt_pl_cell_shown(p, cell);
    rt_pl_report(p, RT_PL626, &note);
}

/* --- how many ---------------------------------------------------------------- */

/* What a line counts: 「適用 88件」, 「適用除外：5」. */
static const struct {
    const char *word;
    bool excluded;
} counted[] = {{"適用除外", true}, {"非適用", true}, {"適用対象外", true},
    {"除外", true}, {"適用", false}};

/* The number that follows, with 件 or nothing behind it; -1 for none. */
static int64_t number_after(struct rt_str s)
{
    static const char *const between[]
        = {"件数", "管理策", "数", "する", "した", "は", "が", ":", "(", " "};
    struct rt_str digits;
    int64_t v;

    while (rt_str_skip_any(&s, between)) {
    }
    digits = (struct rt_str){s.p, 0};
    while (digits.n < s.n && s.p[digits.n] >= '0' && s.p[digits.n] <= '9')
        digits.n++;
    s = (struct rt_str){s.p + digits.n, s.n - digits.n};
    return digits.n > 0 && digits.n < 4
                   && (s.n == 0 || rt_str_starts(s, RT_STR("件")))
                   && rt_parse_int(digits, &v)
               ? v
               : -1;
}

struct counts {
    int64_t all[2]; /* that apply, that are left out */
};

static void compare_count(struct pl *p, const struct pl_note *at,
    const struct counts *n, bool excluded, int64_t says)
{
    struct pl_note note = *at;
    enum rt_lang lang = p->a->lang;

    if (says < 0 || says == n->all[excluded])
        return;
    note.arg[0]
        = rt_str(excluded ? rt_say(lang, "「除外」の件数", "\"excluded\"")
                          : rt_say(lang, "「適用」の件数", "\"applied\""));
    note.arg[1] = note.actual = rt_pl_num(p, says);
    note.arg[2] = rt_str(rt_say(lang, "この表", "this table"));
    note.arg[3] = note.expected = rt_pl_num(p, n->all[excluded]);
    rt_pl_report(p, RT_RA513, &note);
}

static void check_counts(struct pl *p, const struct pl_table *t,
    const struct rt_row *row, size_t i, const struct counts *n)
{
    const struct rt_cell *cell = &row->cells[i];
    struct rt_str s = rt_pl_folded(p, cell->text);
    struct pl_note note
        = {.sheet = t->sheet, .row = row->number, .col = cell->col + 1};

    while (s.n > 0) {
        struct rt_str rest = s;
        for (size_t k = 0; k < RT_COUNT(counted); k++) {
            const char *const word[] = {counted[k].word};
            if (!rt_str_skip_any(&rest, word))
                continue;
            compare_count(p, &note, n, counted[k].excluded, number_after(rest));
            break;
        }
        s = rest.n < s.n ? rest : (struct rt_str){s.p + 1, s.n - 1};
    }
}

static struct counts count(const struct pl_control *control)
{
    struct counts n = {{0, 0}};

    for (int i = 0; i < RT_ANNEX_CONTROLS; i++) {
        n.all[0] += control[i].applied;
        n.all[1] += control[i].excluded;
    }
    return n;
}

void rt_pl_check_around(
    struct pl *p, const struct pl_table *t, const struct pl_control *control)
{
    const struct rt_grid *g = p->a->grid;
    const struct counts n = count(control);
    uint32_t last = t->layout->row2;

    for (int i = 0; i < RT_ANNEX_CONTROLS; i++)
        last = control[i].row > last ? control[i].row : last;
    for (size_t k = 0; k < rt_grid_row_count(g, t->sheet); k++) {
        const struct rt_row *row = rt_grid_row(g, t->sheet, k);
        bool above = row->number < t->layout->row2 && rt_row_lone(row);
        for (size_t i = 0; i < row->count && p->rc == RT_OK; i++) {
            if (row->cells[i].type != RT_CELL_STRING
                || (!above && row->number <= last))
                continue;
            if (above)
                check_title(p, t, &row->cells[i], row->number);
            check_counts(p, t, row, i, &n);
        }
    }
}

/* --- columns ------------------------------------------------------------------- */

enum rt_field rt_pl_missing_column(const struct pl_table *t)
{
    static const enum rt_field wanted[][3]
        = {{RT_F_WHY, RT_F_REASON, RT_F_WHY_NOT},
            {RT_F_DOCUMENT, RT_F_DOCUMENT, RT_F_DOCUMENT}};

    for (size_t i = 0; i < RT_COUNT(wanted); i++) {
        if (rt_pl_first_of(t, wanted[i], 3) == RT_FIELD_NONE)
            return wanted[i][0];
    }
    return RT_FIELD_NONE;
}

/* --- reasons that name a risk -------------------------------------------------- */

enum rt_field rt_pl_reason_field(const struct pl_table *t)
{
    static const enum rt_field reasons[] = {RT_F_WHY, RT_F_REASON};

    return rt_pl_first_of(t, reasons, RT_COUNT(reasons));
}

struct rt_str rt_pl_citing(struct pl *p, const struct pl_row *row)
{
    enum rt_field f = rt_pl_reason_field(row->table);
    struct rt_str folded = RT_STR_NONE;

    if (rt_pl_row_says(row, f))
        folded = rt_pl_folded(p, row->cell[f]->text);
    return rt_str_contains(folded, RT_STR("リスク")) ? folded : RT_STR_NONE;
}

static bool has_risk(const struct pl *p, struct rt_str no)
{
    for (size_t i = 0; i < p->said.risk_count; i++) {
        if (rt_str_eq(p->said.risks[i].no, no))
            return true;
    }
    return false;
}

/* 「リスクアセスメントの結果（No.12）」: the next number behind No., "" for none. */
static struct rt_str next_cited(struct rt_str *s)
{
    struct rt_str before, after, no = RT_STR_NONE;

    while (no.n == 0 && rt_str_split(*s, "no", &before, &after)) {
        static const char *const between[] = {".", ":", " "};
        *s = after;
        while (rt_str_skip_any(&after, between)) {
        }
        no = (struct rt_str){after.p, 0};
        while (no.n < after.n && after.p[no.n] >= '0' && after.p[no.n] <= '9')
            no.n++;
    }
    return no;
}

void rt_pl_check_cited(struct pl *p, const struct pl_statement *s)
{
    if (p->said.risk_count == 0
        || !rt_str_eq(p->said.risks[0].doc->file, s->doc->file))
        return;
    for (int i = 0; i < RT_ANNEX_CONTROLS && p->rc == RT_OK; i++) {
        struct rt_str rest = s->control[i].reason, no;
        while ((no = next_cited(&rest)).n > 0) {
            struct pl_note note = {
                .doc = s->doc, .row = s->control[i].row, .col = s->reason_col};
            if (has_risk(p, no))
                continue;
            note.arg[0] = note.actual = no;
            rt_pl_report(p, RT_PL627, &note);
        }
    }
}
