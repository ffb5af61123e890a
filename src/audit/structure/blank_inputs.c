/* Blanks, and words of other columns, that the ledger's results wait for:
 * answers of 対策状況チェック, and frequencies in 脅威の状況 of the media that the
 * ledger has.
 *
 * Nothing is said of a workbook without assets: it is not filled in yet. Where
 * not one is filled in, that is one finding, at the heading or at the medium's
 * first threat.
 */
#include "audit/structure/structure_audit.h"
#include "base/fold.h"
#include "base/intern.h"
#include "base/list.h"
#include "form/check_answers.h"
#include "form/word/value.h"

/* Characters of an item that are shown. */
enum { ITEM_MAX = 90 };

struct blank {
    uint32_t row;
    const struct rt_cell *item;
    int medium; /* of a threat */
};

enum { DIGIT_MAX = 4, STATES_FEW = 4 };

/* A text of the answers or frequencies, and how many rows have it. */
struct choice {
    const struct rt_cell *cell; /* the first */
    size_t rows;
};

struct blanks {
    struct rt_structure *s;
    size_t sheet;
    struct rt_intern texts; /* their numbers are those of choices, from 1 */
    struct choice *choices;
    size_t choice_count, choice_cap;
    const struct choice *usual[DIGIT_MAX + 1]; /* by digit: in most rows */
    struct blank *list;
    size_t count, cap, filled;
    struct blank *no_state; /* threats whose state is blank */
    size_t state_count, state_cap, states;
    size_t blank_of[RT_MEDIA], filled_of[RT_MEDIA];
    bool used[RT_MEDIA];
    int32_t threat_col, number_col;
};

static struct rt_str item_shown(struct blanks *b, const struct rt_cell *item)
{
    struct rt_str text = rt_str_trim(item->text);
    bool cut = text.n > ITEM_MAX;

    if (cut) {
        text.n = ITEM_MAX;
        text.n = rt_utf8_valid_prefix(text);
    }
    rt_buf_clear(&b->s->name);
    for (size_t i = 0; i < text.n; i++) {
        if (text.p[i] != '\n'
            && rt_buf_add(&b->s->name, &text.p[i], 1) != RT_OK)
            return RT_STR_NONE;
    }
    if (cut && rt_buf_adds(&b->s->name, RT_STR("…")) != RT_OK)
        return RT_STR_NONE;
    return rt_arena_str(&b->s->arena, rt_buf_str(&b->s->name));
}

static struct rt_str number_shown(struct blanks *b, size_t n)
{
    char text[32];

    rt_format_double((double)n, text, sizeof text);
    return rt_arena_str(&b->s->arena, rt_str(text));
}

static enum rt_status add(struct blanks *b, const struct rt_row *row,
    const struct rt_cell *item, int medium, struct rt_error *err)
{
    RT_NEED(RT_ARENA_GROW(&b->s->arena, b->list, b->count, b->cap), err);
    b->list[b->count++] = (struct blank){row->number, item, medium};
    return RT_OK;
}

static bool is_blank(const struct rt_cell *cell)
{
    return rt_cell_blank(cell) && !(cell && cell->is_formula);
}

/* --- other words ------------------------------------------------------------ */

/* The rating or answer that the text begins with; 0 for none. */
static int digit_of(const struct rt_cell *c)
{
    char folded[4] = {0};
    size_t n = rt_cell_blank(c) ? 0 : rt_fold_fixed(c->text, folded, 4);

    return n > 0 && folded[0] >= '1' && folded[0] <= '0' + DIGIT_MAX
               ? folded[0] - '0'
               : 0;
}

/* Counts the texts of the column below its heading. */
static enum rt_status count_choices(
    struct blanks *b, uint32_t col, struct rt_error *err)
{
    uint32_t first = b->s->tables[b->sheet].layout.row2;

    for (size_t i = 0; i < rt_grid_row_count(b->s->grid, b->sheet); i++) {
        const struct rt_row *row = rt_grid_row(b->s->grid, b->sheet, i);
        const struct rt_cell *c = rt_row_cell(row, (int32_t)col);
        uint32_t n;
        if (row->number <= first || !digit_of(c) || c->type != RT_CELL_STRING)
            continue;
        n = rt_intern(&b->texts, c->text);
        RT_NEED(n > 0
                    && (n <= b->choice_count
                        || RT_ARENA_GROW(&b->s->arena, b->choices,
                            b->choice_count, b->choice_cap)),
            err);
        if (n > b->choice_count)
            b->choices[b->choice_count++] = (struct choice){c, 0};
        b->choices[n - 1].rows++;
    }
    for (size_t i = 0; i < b->choice_count; i++) {
        const struct choice *c = &b->choices[i];
        const struct choice **best = &b->usual[digit_of(c->cell)];
        if (!*best || c->rows > (*best)->rows)
            *best = c;
    }
    return RT_OK;
}

/* A choice that is not written as in the other rows, or its digit alone: the
 * form's formulas look for the words. */
static enum rt_status judge_words(struct blanks *b, const struct rt_row *row,
    uint32_t col, enum rt_field f, struct rt_error *err)
{
    const struct rt_cell *cell = rt_row_cell(row, (int32_t)col);
    struct rt_str text = rt_str_trim(cell->text), right;
    bool typed = cell->type == RT_CELL_STRING;
    uint32_t own = typed ? rt_intern_find(&b->texts, cell->text) : 0;
    size_t same = own > 0 ? b->choices[own - 1].rows : 0;
    const struct choice *as;

    if (cell->is_formula || !digit_of(cell)
        || (f == RT_F_ANSWER && typed && text.n > 1))
        return RT_OK;
    as = b->usual[digit_of(cell)];
    if (!as || as->rows < 2 || same * 2 > as->rows)
        return RT_OK;
    right = rt_str_trim(as->cell->text);
    return rt_structure_put(b->s, RT_VA804, b->sheet, col, row->number,
        RT_ARGS(rt_field_name(f, b->s->audit->lang), text, right), right, text,
        err);
}

/* --- answers -------------------------------------------------------------- */

static enum rt_status report_answer(
    struct blanks *b, const struct blank *at, struct rt_error *err)
{
    const struct rt_layout *l = &b->s->tables[b->sheet].layout;
    struct rt_str args[RT_FINDING_ARGS] = {RT_STR_NONE};
    uint32_t col = (uint32_t)l->col_of[RT_F_ANSWER];

    args[0] = at ? item_shown(b, at->item) : RT_STR("");
    args[1] = at ? RT_STR("") : number_shown(b, b->count);
    RT_NEED(args[0].p && args[1].p, err);
    return rt_structure_put(b->s, RT_VA802, b->sheet, col,
        at ? at->row : l->row2, args, RT_STR_NONE, RT_STR_NONE, err);
}

static enum rt_status judge_answers(struct blanks *b, struct rt_error *err)
{
    const struct rt_layout *l = &b->s->tables[b->sheet].layout;
    const struct rt_grid *grid = b->s->grid;

    if (l->col_of[RT_F_ANSWER] < 0 || l->col_of[RT_F_CHECK_ITEM] < 0)
        return RT_OK;
    RT_TRY(count_choices(b, (uint32_t)l->col_of[RT_F_ANSWER], err));
    for (size_t i = 0; i < rt_grid_row_count(grid, b->sheet); i++) {
        const struct rt_row *row = rt_grid_row(grid, b->sheet, i);
        const struct rt_cell *item = rt_cell_of(l, row, RT_F_CHECK_ITEM);
        if (row->number <= l->row2 || rt_cell_blank(item)
            || (l->col_of[RT_F_NO] >= 0
                && rt_cell_blank(rt_cell_of(l, row, RT_F_NO))))
            continue;
        if (is_blank(rt_cell_of(l, row, RT_F_ANSWER)))
            RT_TRY(add(b, row, item, 0, err));
        else
            b->filled++;
        if (!rt_cell_blank(rt_cell_of(l, row, RT_F_ANSWER)))
            RT_TRY(judge_words(
                b, row, (uint32_t)l->col_of[RT_F_ANSWER], RT_F_ANSWER, err));
    }
    if (b->filled == 0)
        return b->count > 0 ? report_answer(b, NULL, err) : RT_OK;
    for (size_t i = 0; i < b->count; i++)
        RT_TRY(report_answer(b, &b->list[i], err));
    return RT_OK;
}

/* --- frequencies ---------------------------------------------------------- */

/* The first column of the field right of another: the table beside the list of
 * threats has the same headings. */
static int32_t col_after(
    const struct rt_layout *l, enum rt_field field, int32_t col)
{
    for (size_t i = 0; i < l->column_count; i++) {
        if ((int32_t)l->columns[i].col > col
            && rt_label_field(l->vocab, RT_STR_NONE, l->columns[i].text)
                   == field)
            return (int32_t)l->columns[i].col;
    }
    return -1;
}

/* The medium named in the row left of the frequency, else the last one. */
static int medium_of(
    const struct blanks *b, const struct rt_row *row, int32_t end, int last)
{
    for (size_t i = 0; i < row->count; i++) {
        const struct rt_cell *c = &row->cells[i];
        const char *term;
        if ((int32_t)c->col < end && c->type == RT_CELL_STRING
            && rt_is_taken(rt_value_medium(b->s->audit->vocab, c, &term)))
            last = rt_medium_index(rt_str(term));
    }
    return last;
}

static enum rt_status report_threat(
    struct blanks *b, const struct blank *at, struct rt_error *err)
{
    struct rt_str args[RT_FINDING_ARGS] = {RT_STR_NONE};
    bool all = b->filled_of[at->medium] == 0;

    args[0] = rt_str(rt_medium_term((size_t)at->medium));
    args[1] = all ? RT_STR("") : item_shown(b, at->item);
    args[2] = all ? number_shown(b, b->blank_of[at->medium]) : RT_STR("");
    RT_NEED(args[1].p && args[2].p, err);
    if (all)
        b->used[at->medium] = false; /* said once */
    return rt_structure_put(b->s, RT_VA803, b->sheet, (uint32_t)b->threat_col,
        at->row, args, RT_STR_NONE, RT_STR_NONE, err);
}

/* In few threats only: otherwise the form shows the state elsewhere. */
static enum rt_status report_states(
    struct blanks *b, int32_t col, struct rt_error *err)
{
    for (size_t i = 0;
         i < b->state_count && b->state_count * STATES_FEW <= b->states; i++) {
        const struct blank *at = &b->no_state[i];
        struct rt_str item = item_shown(b, at->item);
        RT_NEED(item.p, err);
        RT_TRY(rt_structure_put(b->s, RT_VA805, b->sheet, (uint32_t)col,
            at->row, RT_ARGS(rt_str(rt_medium_term((size_t)at->medium)), item),
            RT_STR_NONE, RT_STR_NONE, err));
    }
    return RT_OK;
}

/* Titles and notes have no state of countermeasures, no frequency and no
 * number. */
static bool is_threat(
    const struct blanks *b, const struct rt_row *row, int32_t state_col)
{
    return !is_blank(rt_row_cell(row, state_col))
           || !is_blank(rt_row_cell(row, b->threat_col))
           || rt_whole_of(rt_row_cell(row, b->number_col)) > 0;
}

static enum rt_status note_state(struct blanks *b, const struct rt_row *row,
    const struct rt_cell *name, int medium, int32_t state_col,
    struct rt_error *err)
{
    struct rt_arena *arena = &b->s->arena;

    if (state_col < 0 || !is_blank(rt_row_cell(row, state_col))) {
        b->states++;
        return RT_OK;
    }
    RT_NEED(
        RT_ARENA_GROW(arena, b->no_state, b->state_count, b->state_cap), err);
    b->no_state[b->state_count++] = (struct blank){row->number, name, medium};
    return RT_OK;
}

static enum rt_status judge_threats(struct blanks *b, struct rt_error *err)
{
    const struct rt_layout *l = &b->s->tables[b->sheet].layout;
    const struct rt_grid *grid = b->s->grid;
    int32_t name_col = l->col_of[RT_F_THREAT_NAME], state_col;
    int medium = -1;

    b->threat_col = name_col < 0 ? -1 : col_after(l, RT_F_THREAT, name_col);
    if (b->threat_col < 0)
        return RT_OK;
    b->number_col = rt_layout_number_col(l);
    RT_TRY(count_choices(b, (uint32_t)b->threat_col, err));
    state_col = col_after(l, RT_F_VULNERABILITY, b->threat_col);
    for (size_t i = 0; i < rt_grid_row_count(grid, b->sheet); i++) {
        const struct rt_row *row = rt_grid_row(grid, b->sheet, i);
        const struct rt_cell *name = rt_row_cell(row, name_col);
        if (row->number <= l->row2)
            continue;
        medium = medium_of(b, row, b->threat_col, medium);
        if (medium < 0 || rt_cell_blank(name) || !is_threat(b, row, state_col))
            continue;
        RT_TRY(note_state(b, row, name, medium, state_col, err));
        if (is_blank(rt_row_cell(row, b->threat_col))) {
            RT_TRY(add(b, row, name, medium, err));
            b->blank_of[medium]++;
        } else {
            b->filled_of[medium]++;
            RT_TRY(
                judge_words(b, row, (uint32_t)b->threat_col, RT_F_THREAT, err));
        }
    }
    for (size_t i = 0; i < b->count; i++) {
        if (b->used[b->list[i].medium])
            RT_TRY(report_threat(b, &b->list[i], err));
    }
    return report_states(b, state_col, err);
}

/* --- the sheets ----------------------------------------------------------- */

enum rt_status rt_structure_blanks(
    struct rt_structure *s, size_t sheet, struct rt_error *err)
{
    const struct rt_audit *a = s->audit;
    struct blanks b = {.s = s, .sheet = sheet};
    enum rt_form form = s->tables[sheet].layout.form;
    enum rt_status rc;

    if (a->row_count == 0 || a->rows[0].own)
        return RT_OK;
    for (size_t i = 0; i < a->row_count; i++) {
        int m = a->rows[i].medium ? rt_medium_index(rt_str(a->rows[i].medium))
                                  : -1;
        if (m >= 0)
            b.used[m] = true;
    }
    rc = form == RT_FORM_CHECKS    ? judge_answers(&b, err)
         : form == RT_FORM_THREATS ? judge_threats(&b, err)
                                   : RT_OK;
    rt_intern_fini(&b.texts);
    return rc;
}
