/* What nobody fills in on the form that this program writes: the category of a
 * check item and the media it counts for (○), the medium of a threat. The form's
 * formulas count them, so that a vulnerability or a frequency is another where
 * one of them is.
 *
 * A sheet is the form's where it has all of its items and no others; one on
 * which much is different follows a rule of its own.
 */
#include "audit/structure/structure_audit.h"
#include "form/check_answers.h"
#include "form/own_form.h"
#include "form/word/value.h"

enum { DIFFERENT_MAX = 6 };

/* A cell that is not as in the form. */
struct changed {
    uint32_t row, col;
    int medium;  /* that the cell is about by the form */
    bool marked; /* the form has a ○ */
    const struct rt_cell *item;
    struct rt_str is;
};

struct matrix {
    struct rt_structure *s;
    size_t sheet;
    struct rt_check_counts counts;
    bool seen[RT_OWN_CHECKS + RT_OWN_THREATS];
    /* By category of the form: the row where it begins, and the category that
     * is named there; -1: none of the form's. */
    struct {
        uint32_t row;
        int named;
    } categories[RT_OWN_CATEGORIES];
    size_t items, changed_count;
    bool others; /* items that are not the form's */
    struct changed changed[DIFFERENT_MAX + 1];
};

static struct rt_str shown(struct rt_structure *s, const struct rt_cell *cell)
{
    return rt_arena_str(&s->arena, rt_str_trim(cell->text));
}

static void note(struct matrix *m, const struct changed *c)
{
    if (m->changed_count <= DIFFERENT_MAX)
        m->changed[m->changed_count++] = *c;
}

static void see(struct matrix *m, int item)
{
    if (item < 0 || m->seen[item]) {
        m->others = true;
        return;
    }
    m->seen[item] = true;
    m->items++;
}

/* --- categories --------------------------------------------------------------- */

static size_t items_of(int category)
{
    size_t n = 0;

    for (int i = 0; i < RT_OWN_CHECKS; i++)
        n += rt_own_category_of(i) == category;
    return n;
}

static struct rt_str name_at(const struct matrix *m, uint32_t row)
{
    const struct rt_layout *l = &m->s->tables[m->sheet].layout;

    return rt_str_trim(rt_cell_text(rt_grid_cell(
        m->s->grid, m->sheet, (uint32_t)l->col_of[RT_F_CATEGORY], row)));
}

static void read_category(struct matrix *m, const struct rt_row *row, int item)
{
    const struct rt_cell *cell
        = rt_cell_of(&m->s->tables[m->sheet].layout, row, RT_F_CATEGORY);
    int own = rt_own_category_of(item);

    if (m->categories[own].row > 0 || rt_cell_blank(cell))
        return;
    m->categories[own].row = row->number;
    m->categories[own].named = rt_own_category(rt_cell_text(cell));
}

/* Each is over the other's items. */
static enum rt_status judge_categories(
    const struct matrix *m, struct rt_error *err)
{
    const struct rt_layout *l = &m->s->tables[m->sheet].layout;

    for (int a = 0; a < RT_OWN_CATEGORIES; a++) {
        int b = m->categories[a].row > 0 ? m->categories[a].named : -1;
        struct rt_str is, right;
        if (b <= a || m->categories[b].row == 0 || m->categories[b].named != a)
            continue;
        is = name_at(m, m->categories[a].row);
        right = name_at(m, m->categories[b].row);
        RT_TRY(rt_structure_put(m->s, RT_TP521, m->sheet,
            (uint32_t)l->col_of[RT_F_CATEGORY], m->categories[a].row,
            RT_ARGS(is, right, RT_DECIMAL(items_of(a) + items_of(b))), right,
            is, err));
    }
    return RT_OK;
}

/* --- ○ ---------------------------------------------------------------------- */

static void read_check(
    struct matrix *m, const struct rt_row *row, const struct rt_cell *item)
{
    const char *media;
    int at = rt_own_check(item->text, &media);

    see(m, at);
    if (at >= 0)
        read_category(m, row, at);
    for (int k = 0; at >= 0 && k < RT_MEDIA; k++) {
        const struct rt_cell *mark = rt_row_cell(row, m->counts.cols[k]);
        struct rt_str is = mark ? rt_str_trim(mark->text) : RT_STR("");
        if (m->counts.cols[k] < 0 || (mark && mark->is_formula)
            || rt_str_is(is, media[k] == 'o' ? "○" : ""))
            continue;
        note(m, &(struct changed){.row = row->number,
                    .col = (uint32_t)m->counts.cols[k],
                    .medium = k,
                    .marked = media[k] == 'o',
                    .item = item,
                    .is = is});
    }
}

/* What looks like the form's ○ and is another letter is called by its name. */
static struct rt_str mark_shown(const struct matrix *m, struct rt_str mark)
{
    static const struct {
        const char *mark;
        struct rt_text shown;
    } alike[] = {{"〇", {"〇（漢数字のゼロ）", "〇 (the kanji for zero)"}},
        {"◯", {"◯（大きな丸の記号）", "◯ (the large circle)"}},
        {"O", {"O（英字のオー）", "O (the letter)"}},
        {"Ｏ", {"Ｏ（全角英字のオー）", "Ｏ (the fullwidth letter)"}},
        {"0", {"0（数字のゼロ）", "0 (the digit)"}},
        {"０", {"０（全角数字のゼロ）", "０ (the fullwidth digit)"}}};

    for (size_t i = 0; i < RT_COUNT(alike); i++) {
        if (rt_str_is(mark, alike[i].mark))
            return rt_str(rt_text(m->s->audit->lang, alike[i].shown));
    }
    return mark;
}

static enum rt_status report_mark(
    struct matrix *m, const struct changed *c, struct rt_error *err)
{
    enum rt_lang lang = m->s->audit->lang;
    struct rt_str item = shown(m->s, c->item);
    struct rt_str medium = rt_str(rt_medium_term((size_t)c->medium));
    struct rt_str args[RT_FINDING_ARGS] = {medium, item};

    RT_NEED(item.p, err);
    if (c->marked)
        args[2] = c->is.n > 0 ? mark_shown(m, c->is)
                              : rt_str(rt_say(lang, "空欄", "blank"));
    else
        args[3] = c->is;
    return rt_structure_put(m->s, RT_TP509, m->sheet, c->col, c->row, args,
        rt_str(c->marked ? "○" : ""), c->is, err);
}

/* --- headings ---------------------------------------------------------------- */

/* Items whose mark in the column is not that of the medium. */
static size_t misfits(const struct matrix *m, int32_t col, int medium)
{
    const struct rt_layout *l = &m->s->tables[m->sheet].layout;
    size_t n = 0;

    for (size_t i = 0; i < rt_grid_row_count(m->s->grid, m->sheet); i++) {
        const struct rt_row *row = rt_grid_row(m->s->grid, m->sheet, i);
        const struct rt_cell *item = rt_cell_of(l, row, RT_F_CHECK_ITEM);
        const struct rt_cell *mark = rt_row_cell(row, col);
        const char *media;
        if (row->number <= l->row2 || rt_cell_blank(item)
            || rt_own_check(item->text, &media) < 0)
            continue;
        n += !rt_str_is(mark ? rt_str_trim(mark->text) : RT_STR(""),
            media[medium] == 'o' ? "○" : "");
    }
    return n;
}

static enum rt_status report_exchanged(
    struct matrix *m, int a, int b, struct rt_error *err)
{
    const struct rt_layout *l = &m->s->tables[m->sheet].layout;
    struct rt_str names[] = {
        rt_str(rt_medium_term((size_t)a)), rt_str(rt_medium_term((size_t)b))};

    return rt_structure_put(m->s, RT_TP521, m->sheet,
        (uint32_t)m->counts.cols[a], l->row2,
        RT_ARGS(names[0], names[1], RT_DECIMAL(RT_OWN_CHECKS)), names[1],
        names[0], err);
}

/* A column under no heading of the form that has all of the medium's marks. */
static enum rt_status find_lost(
    struct matrix *m, int medium, bool *found, struct rt_error *err)
{
    const struct rt_layout *l = &m->s->tables[m->sheet].layout;
    struct rt_str name = rt_str(rt_medium_term((size_t)medium));

    for (size_t i = 0; i < l->column_count; i++) {
        const struct rt_column *c = &l->columns[i];
        bool known = c->field != RT_FIELD_NONE;
        for (int k = 0; k < RT_MEDIA; k++)
            known |= m->counts.cols[k] == (int32_t)c->col;
        if (known || misfits(m, (int32_t)c->col, medium) > 0)
            continue;
        *found = true;
        return rt_structure_put(m->s, RT_TP313, m->sheet, c->col,
            c->row ? c->row : l->row2,
            RT_ARGS(name, RT_STR_NONE, rt_str_trim(c->text)), name,
            rt_str_trim(c->text), err);
    }
    return RT_OK;
}

/* Media over each other's marks, or gone from over their own. */
static enum rt_status judge_heads(
    struct matrix *m, bool *found, struct rt_error *err)
{
    const int32_t *cols = m->counts.cols;

    for (int a = 0; a < RT_MEDIA && !*found; a++) {
        if (cols[a] < 0)
            RT_TRY(find_lost(m, a, found, err));
        for (int b = a + 1; b < RT_MEDIA && cols[a] >= 0 && !*found; b++) {
            if (cols[b] < 0 || misfits(m, cols[a], a) == 0
                || misfits(m, cols[a], b) + misfits(m, cols[b], a) > 0)
                continue;
            *found = true;
            RT_TRY(report_exchanged(m, a, b, err));
        }
    }
    return RT_OK;
}

/* --- media of threats --------------------------------------------------------- */

static void read_threat(struct matrix *m, const struct rt_row *row,
    const struct rt_cell *threat, int32_t medium_col)
{
    const struct rt_cell *cell = rt_row_cell(row, medium_col);
    const char *term = NULL;
    int medium, at = rt_own_threat(threat->text, &medium);

    see(m, at);
    if (at < 0 || (cell && cell->is_formula)
        || (!rt_cell_blank(cell)
            && rt_is_taken(rt_value_medium(m->s->audit->vocab, cell, &term))
            && rt_medium_index(rt_str(term)) == medium))
        return;
    note(m, &(struct changed){.row = row->number,
                .col = (uint32_t)medium_col,
                .medium = medium,
                .item = threat,
                .is = cell ? rt_str_trim(cell->text) : RT_STR("")});
}

static enum rt_status report_medium(
    struct matrix *m, const struct changed *c, struct rt_error *err)
{
    struct rt_str medium = rt_str(rt_medium_term((size_t)c->medium));
    struct rt_str item = shown(m->s, c->item);
    struct rt_str is
        = c->is.n ? c->is : rt_str(rt_say(m->s->audit->lang, "空欄", "blank"));

    RT_NEED(item.p, err);
    return rt_structure_put(m->s, RT_TP510, m->sheet, c->col, c->row,
        RT_ARGS(item, medium, is), medium, c->is, err);
}

/* --- a sheet ------------------------------------------------------------------ */

enum rt_status rt_structure_matrix(
    struct rt_structure *s, size_t sheet, struct rt_error *err)
{
    const struct rt_layout *l = &s->tables[sheet].layout;
    bool checks = l->form == RT_FORM_CHECKS;
    enum rt_field field = checks ? RT_F_CHECK_ITEM : RT_F_THREAT_NAME;
    struct matrix m = {.s = s, .sheet = sheet};
    bool heads = false;

    if ((!checks && (l->form != RT_FORM_THREATS || l->col_of[RT_F_MEDIUM] < 0))
        || l->col_of[field] < 0)
        return RT_OK;
    if (checks)
        rt_check_counts_begin(&m.counts, l);
    for (size_t i = 0; i < rt_grid_row_count(s->grid, sheet); i++) {
        const struct rt_row *row = rt_grid_row(s->grid, sheet, i);
        const struct rt_cell *item = rt_cell_of(l, row, field);
        if (row->number <= l->row2 || rt_cell_blank(item))
            continue;
        if (checks)
            read_check(&m, row, item);
        else
            read_threat(&m, row, item, l->col_of[RT_F_MEDIUM]);
    }
    if (checks && !m.others && m.items == RT_OWN_CHECKS) {
        RT_TRY(judge_heads(&m, &heads, err));
        RT_TRY(judge_categories(&m, err));
    }
    if (heads || m.others || m.changed_count > DIFFERENT_MAX
        || m.items != (checks ? RT_OWN_CHECKS : RT_OWN_THREATS))
        return RT_OK;
    for (size_t i = 0; i < m.changed_count; i++)
        RT_TRY(checks ? report_mark(&m, &m.changed[i], err)
                      : report_medium(&m, &m.changed[i], err));
    return RT_OK;
}
