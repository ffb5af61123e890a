/* The criteria that our own register shows, against those that it was made by:
 * 凡例 a block for each profile, サマリー a line.
 *
 * A block is the profile's if most of its cells say so: criteria of the user's
 * own may have the name of a built-in one, and are not known here.
 */
#include "audit/structure/structure_audit.h"
#include "base/fold.h"
#include "risk/criteria_shown.h"

enum { LINE_COLUMNS = 5 };

struct criteria {
    struct rt_structure *s;
    size_t sheet;
    const struct rt_profile *profile;
};

static const struct rt_cell *cell_at(
    const struct criteria *k, uint32_t col, uint32_t row)
{
    return rt_grid_cell(k->s->grid, k->sheet, col, row);
}

/* As a reader sees it: of a number its digits. */
static struct rt_str shown_at(
    const struct criteria *k, uint32_t col, uint32_t row, char number[24])
{
    const struct rt_cell *c = cell_at(k, col, row);

    if (!c || c->type != RT_CELL_NUMBER)
        return rt_str_trim(rt_cell_text(c));
    rt_format_double(c->number, number, 24);
    return rt_str(number);
}

static bool says(
    const struct criteria *k, uint32_t col, uint32_t row, const char *right)
{
    char number[24];

    return rt_fold_eq(shown_at(k, col, row, number), rt_str(right));
}

static enum rt_status report(const struct criteria *k, uint32_t col,
    uint32_t row, const char *right, struct rt_error *err)
{
    char number[24];
    struct rt_str is = shown_at(k, col, row, number), to = rt_str(right);

    return rt_structure_put(k->s, RT_TP511, k->sheet, col, row,
        RT_ARGS(is, to, rt_str(k->profile->name)), to, is, err);
}

/* --- 凡例 ---------------------------------------------------------------- */

/* Leaves out what a register of an earlier release does not show. */
static void fit_release(
    const struct criteria *k, struct rt_criteria *c, uint32_t col, uint32_t row)
{
    for (int i = c->older; i < c->count; i++) {
        if (says(k, col + (uint32_t)c->cells[i].col,
                row + (uint32_t)c->cells[i].row, c->cells[i].text))
            return;
    }
    c->count = c->older;
}

static int count_right(const struct criteria *k, const struct rt_criteria *c,
    uint32_t col, uint32_t row)
{
    int n = 0;

    for (int i = 0; i < c->count; i++)
        n += says(k, col + (uint32_t)c->cells[i].col,
            row + (uint32_t)c->cells[i].row, c->cells[i].text);
    return n;
}

static bool is_block(const struct rt_criteria *c, int right)
{
    return right * 4 >= c->count * 3;
}

/* The block below a profile's name. */
static enum rt_status take_block(
    const struct criteria *k, uint32_t col, uint32_t row, struct rt_error *err)
{
    struct rt_criteria c, other;
    int right;

    rt_criteria_shown(k->profile, RT_JA, &c);
    rt_criteria_shown(k->profile, RT_EN, &other);
    fit_release(k, &c, col, row);
    fit_release(k, &other, col, row);
    right = count_right(k, &c, col, row);
    if (count_right(k, &other, col, row) > right) {
        c = other;
        right = count_right(k, &c, col, row);
    }
    for (int i = 0; i < c.count && is_block(&c, right); i++) {
        uint32_t at_col = col + (uint32_t)c.cells[i].col;
        uint32_t at_row = row + (uint32_t)c.cells[i].row;
        if (!says(k, at_col, at_row, c.cells[i].text))
            RT_TRY(report(k, at_col, at_row, c.cells[i].text, err));
    }
    return RT_OK;
}

/* A title may say whose criteria they are behind the name. */
static const struct rt_profile *named_by(
    const struct criteria *k, struct rt_str title)
{
    const struct rt_audit *a = k->s->audit;
    struct rt_text own = rt_words(RT_W_LEGEND_OWN);

    for (int i = 0; i < 2; i++) {
        struct rt_str end = rt_str(i == 0 ? own.ja : own.en);
        if (rt_str_ends(title, end))
            title.n -= end.n;
    }
    return a->profile && rt_str_is(title, a->profile->name)
               ? a->profile
               : rt_profile_named(title);
}

/* --- サマリー ------------------------------------------------------------ */

struct heads {
    uint32_t col[LINE_COLUMNS]; /* plus one; 0: not there */
};

static const enum rt_word line_heads[LINE_COLUMNS] = {RT_W_SUM_TITLE,
    RT_W_SUM_PROFILE, RT_W_SUM_SCALE, RT_W_SUM_FORCED, RT_W_SUM_HASH};

static bool read_heads(const struct rt_row *row, struct heads *h)
{
    int found = 0;

    *h = (struct heads){0};
    for (size_t i = 0; i < row->count; i++)
        for (int w = 0; w < LINE_COLUMNS; w++)
            if (h->col[w] == 0
                && rt_is_word(rt_cell_string(&row->cells[i]), line_heads[w])) {
                h->col[w] = row->cells[i].col + 1;
                found++;
            }
    return found == LINE_COLUMNS;
}

/* The line's profile is the one whose hash it has, else the one it names. */
static const struct rt_profile *of_line(
    const struct criteria *k, const struct heads *h, uint32_t row)
{
    char number[24];
    struct rt_str hash = shown_at(k, h->col[LINE_COLUMNS - 1] - 1, row, number);
    const struct rt_profile *p;

    for (size_t i = 0; (p = rt_profile_builtin(i)); i++) {
        if (rt_str_is(hash, p->hash))
            return p;
    }
    return named_by(k, shown_at(k, h->col[1] - 1, row, number));
}

static enum rt_status take_line(struct criteria *k, const struct heads *h,
    uint32_t row, enum rt_lang lang, struct rt_error *err)
{
    char scale[RT_CRITERIA_TEXT], forced[24];
    const struct rt_profile *p = k->profile;
    const char *right[LINE_COLUMNS]
        = {p->title[lang], p->name, scale, forced, p->hash};
    int n = 0;

    rt_criteria_scale(p, lang, scale);
    snprintf(forced, sizeof forced, "%d", p->personal);
    if (p->personal < 0)
        right[3] = rt_word(lang, RT_W_NONE);
    for (int pass = 0; pass < 2 && (pass == 0 || n >= LINE_COLUMNS - 2); pass++)
        for (int w = 0; w < LINE_COLUMNS; w++) {
            bool same = says(k, h->col[w] - 1, row, right[w]);
            n += pass == 0 && same;
            if (pass > 0 && !same)
                RT_TRY(report(k, h->col[w] - 1, row, right[w], err));
        }
    return RT_OK;
}

static enum rt_status take_lines(struct criteria *k, const struct heads *h,
    uint32_t head, struct rt_error *err)
{
    char number[24];
    enum rt_lang lang = rt_str_is(shown_at(k, h->col[0] - 1, head, number),
                            rt_words(RT_W_SUM_TITLE).ja)
                            ? RT_JA
                            : RT_EN;

    for (uint32_t row = head + 1;; row++) {
        if (rt_cell_blank(cell_at(k, h->col[0] - 1, row))
            && rt_cell_blank(cell_at(k, h->col[1] - 1, row)))
            return RT_OK;
        k->profile = of_line(k, h, row);
        if (k->profile)
            RT_TRY(take_line(k, h, row, lang, err));
    }
}

/* --- the sheets ---------------------------------------------------------- */

static enum rt_status search(struct criteria *k, struct rt_error *err)
{
    bool legend = rt_is_word(
        rt_grid_sheet(k->s->grid, k->sheet)->name, RT_W_SHEET_LEGEND);

    for (size_t i = 0; i < rt_grid_row_count(k->s->grid, k->sheet); i++) {
        const struct rt_row *row = rt_grid_row(k->s->grid, k->sheet, i);
        struct heads h;
        if (!legend && read_heads(row, &h))
            RT_TRY(take_lines(k, &h, row->number, err));
        for (size_t c = 0; legend && c < row->count; c++) {
            k->profile
                = named_by(k, rt_str_trim(rt_cell_string(&row->cells[c])));
            if (k->profile)
                RT_TRY(take_block(k, row->cells[c].col, row->number, err));
        }
    }
    return RT_OK;
}

enum rt_status rt_structure_criteria(
    struct rt_structure *s, struct rt_error *err)
{
    struct criteria k = {.s = s};
    const struct rt_audit *a = s->audit;

    if (a->row_count == 0 || !a->rows[0].own
        || rt_layout_is_plan(&s->tables[a->rows[0].sheet].layout))
        return RT_OK;
    for (; k.sheet < rt_grid_sheet_count(s->grid); k.sheet++) {
        if (!s->tables[k.sheet].own)
            RT_TRY(search(&k, err));
    }
    return RT_OK;
}
