/* Where a table begins, and which column is which.
 *
 * A header is one to three rows. Every block of one to three neighbouring rows
 * among the first of a sheet is tried: the lowest text of each column is its
 * heading, the texts above and to the left of it its group. The block that
 * names the most fields wins (of equals the shortest, then the first), if it
 * has the fields that a form requires. Column letters are ignored.
 *
 * header_heal.c finds headings that were overwritten, and the caller reports
 * it. A field found in two columns is left out and reported: which of the two
 * was meant would be a guess.
 */
#include "base/fold.h"
#include "form/header_trial.h"

/* The nearest text at or left of the column in the rows above: a group's
 * heading is above its first column. Of several 「対策後」 says most. */
static struct rt_str group_over(
    const struct rt_trial *t, size_t below, uint32_t col)
{
    struct rt_str nearest = RT_STR_NONE;

    for (size_t h = below; h-- > 0;) {
        const struct rt_row *row = &t->rows[t->from + h].row;
        const struct rt_cell *best = NULL;
        for (size_t i = 0; i < row->count; i++) {
            if (row->cells[i].col <= col && rt_is_heading(&row->cells[i]))
                best = &row->cells[i];
        }
        if (best && rt_is_second_assessment(best->text))
            return best->text;
        if (best && nearest.n == 0)
            nearest = best->text;
    }
    return nearest;
}

/* Remembers each field once; the name's column says most and comes first:
 * two of them are two tables. */
static void note_twice(
    struct rt_trial *t, enum rt_field f, const struct rt_column *c)
{
    size_t at = t->twice_count;

    struct rt_twice found = {f, c->row, c->col, t->col_of[f], false, 0};

    for (size_t i = 0; i < t->twice_count; i++) {
        if (t->twice[i].field != f)
            continue;
        t->twice[i].differs = true;
        return;
    }
    if (f == RT_F_ASSET && at > 0) {
        t->twice[at == RT_TWICE_MAX ? at - 1 : at] = t->twice[0];
        at = at == RT_TWICE_MAX ? at - 1 : at;
        t->twice[0] = found;
        t->twice_count = at + 1;
    } else if (at < RT_TWICE_MAX) {
        t->twice[at] = found;
        t->twice_count++;
    }
}

/* How near the heading is to the field's own: the form's word for it is
 * 「媒体・保存先」, not 「保管場所」; 「脅威」 may head the threat's name. */
static int nearness(const struct rt_column *c, enum rt_field f)
{
    if (rt_field_in(f, RT_FORM_LEDGER) && !rt_field_in(f, RT_FORM_SOA)
        && rt_fold_eq(c->text, rt_field_name(f, RT_JA)))
        return 2;
    return f != RT_F_THREAT || !rt_label_names_threat(c->text);
}

static void forget_twice(struct rt_trial *t, enum rt_field f)
{
    size_t kept = 0;

    for (size_t i = 0; i < t->twice_count; i++) {
        if (t->twice[i].field != f)
            t->twice[kept++] = t->twice[i];
    }
    t->twice_count = kept;
}

/* Where the heading of one of the field's columns is nearer, that is it. */
static void take_again(struct rt_trial *t, enum rt_field f, struct rt_column *c)
{
    struct rt_column *first = c;
    int nearer;

    for (size_t i = 0; i < t->column_count; i++)
        if (t->columns[i].field == f && &t->columns[i] != c)
            first = &t->columns[i];
    nearer = nearness(c, f) - nearness(first, f);
    if (nearer == 0) {
        c->field = RT_FIELD_NONE;
        note_twice(t, f, c);
    } else if (nearer > 0) {
        first->field = RT_FIELD_NONE;
        t->col_of[f] = (int32_t)c->col;
        forget_twice(t, f);
    } else {
        c->field = RT_FIELD_NONE;
    }
}

static void take_column(
    struct rt_trial *t, const struct rt_cell *cell, size_t at)
{
    struct rt_column *c;
    struct rt_str group = group_over(t, at, cell->col);
    enum rt_field f = rt_label_field(t->vocab, group, cell->text);

    if (t->column_count == RT_COLUMNS_MAX)
        return;
    c = &t->columns[t->column_count++];
    *c = (struct rt_column){.col = cell->col,
        .row = t->rows[t->from + at].row.number,
        .field = f,
        .text = cell->text,
        .group = group,
        .under_personal = rt_str_contains(group, rt_str("個人情報"))};
    if (f == RT_FIELD_NONE)
        return;
    if (t->col_of[f] >= 0) {
        take_again(t, f, c);
        return;
    }
    t->col_of[f] = (int32_t)cell->col;
    t->fields++;
}

/* Whether the cell is a remark below a heading, 「※大分類のみ」, and not the
 * column's heading. */
static bool is_remark_below(
    const struct rt_trial *t, size_t at, const struct rt_cell *cell)
{
    enum rt_remark kind = at > 0 ? rt_remark_of(cell->text) : RT_REMARK_NONE;

    if (kind == RT_REMARK_NONE || kind == RT_REMARK_LABEL
        || rt_label_known(t->vocab, cell->text))
        return false;
    for (size_t h = 0; h < at; h++) {
        const struct rt_cell *above
            = rt_row_cell(&t->rows[t->from + h].row, (int32_t)cell->col);
        if (rt_is_heading(above) && rt_label_known(t->vocab, above->text))
            return true;
    }
    return false;
}

/* Whether a lower row of the block has a heading in the column. */
static bool covered(const struct rt_trial *t, size_t at, uint32_t col)
{
    for (size_t h = at + 1; h < t->height; h++) {
        const struct rt_cell *cell
            = rt_row_cell(&t->rows[t->from + h].row, (int32_t)col);
        if (rt_is_heading(cell) && !is_remark_below(t, h, cell))
            return true;
    }
    return false;
}

static void sort_columns(struct rt_trial *t)
{
    for (size_t i = 1; i < t->column_count; i++) {
        struct rt_column c = t->columns[i];
        size_t j = i;
        for (; j > 0 && t->columns[j - 1].col > c.col; j--)
            t->columns[j] = t->columns[j - 1];
        t->columns[j] = c;
    }
}

static void try_block(struct rt_trial *t, const struct rt_grid_row *rows,
    size_t from, size_t height)
{
    t->rows = rows;
    t->from = from;
    t->height = height;
    t->column_count = 0;
    t->fields = t->twice_count = 0;
    for (size_t f = 0; f < RT_FIELD_COUNT; f++)
        t->col_of[f] = -1;
    for (size_t h = 0; h < height; h++) {
        const struct rt_row *row = &rows[from + h].row;
        for (size_t i = 0; i < row->count && i < RT_COLUMNS_MAX; i++) {
            const struct rt_cell *c = &row->cells[i];
            if (rt_is_heading(c) && !covered(t, h, c->col)
                && !is_remark_below(t, h, c))
                take_column(t, c, h);
        }
    }
}

static bool has_column(const struct rt_trial *t, uint32_t col)
{
    return rt_column_at((struct rt_column *)t->columns, t->column_count, col);
}

static bool is_number(const struct rt_cell *cell)
{
    double number;

    return cell
           && (cell->type == RT_CELL_NUMBER
               || (cell->type == RT_CELL_STRING
                   && rt_parse_double(cell->text, &number)));
}

/* 「被害発生可能性」 and 「リスク値」 each head two columns, a number and its
 * label; the second has no heading of its own. */
static void take_label_column(
    struct rt_trial *t, enum rt_field number, enum rt_field label)
{
    int32_t c = t->col_of[number];

    if (c < 0 || rt_trial_has(t, label) || has_column(t, (uint32_t)c + 1)
        || t->column_count == RT_COLUMNS_MAX
        || is_number(rt_trial_first(t, c + 1)))
        return;
    t->col_of[label] = c + 1;
    t->columns[t->column_count++]
        = (struct rt_column){.col = (uint32_t)c + 1, .field = label};
    sort_columns(t);
}

/* A report with both assessments under one row of headings: what comes once
 * more, right of the whole first assessment, is the second. */
static bool take_residual(struct rt_trial *t)
{
    static const enum rt_field pairs[][2] = {
        {RT_F_IMPORTANCE, RT_F_RES_IMPORTANCE},
        {RT_F_LIKELIHOOD, RT_F_RES_LIKELIHOOD}, {RT_F_LEVEL, RT_F_RES_LEVEL}};
    struct rt_column *second[RT_COUNT(pairs)] = {NULL};
    int32_t last = -1;
    size_t n = 0;

    for (size_t i = 0; i < RT_COUNT(pairs); i++) {
        if (rt_trial_has(t, pairs[i][1]))
            return false;
        last = t->col_of[pairs[i][0]] > last ? t->col_of[pairs[i][0]] : last;
        for (size_t k = 0; k < t->twice_count; k++) {
            for (size_t m = 0; m < t->column_count; m++) {
                if (t->twice[k].field == pairs[i][0]
                    && t->columns[m].col == t->twice[k].col)
                    second[i] = &t->columns[m];
            }
        }
        n += second[i] != NULL;
    }
    for (size_t i = 0; i < RT_COUNT(pairs); i++) {
        if (n < 2 || (second[i] && (int32_t)second[i]->col <= last))
            return false;
    }
    for (size_t i = 0; i < RT_COUNT(pairs); i++) {
        if (!second[i])
            continue;
        second[i]->field = pairs[i][1];
        t->col_of[pairs[i][1]] = (int32_t)second[i]->col;
        forget_twice(t, pairs[i][0]);
    }
    return true;
}

/* Whether the text comes again below the row in its column, as values do. */
static bool comes_again(
    const struct rt_trial *t, size_t r, const struct rt_cell *cell)
{
    for (r++; r < t->count; r++) {
        const struct rt_cell *below
            = rt_row_cell(&t->rows[r].row, (int32_t)cell->col);
        if (rt_is_heading(below) && rt_fold_eq(below->text, cell->text))
            return true;
    }
    return false;
}

/* Whether the row below the block has headings of its own, 「所属」「氏名」
 * below 「利用者」: nothing but texts, no asset, and one of them in a column
 * that the block has no heading for. */
static bool has_subheadings(const struct rt_trial *t)
{
    size_t r = t->from + t->height;
    const struct rt_row *row = &t->rows[r < t->count ? r : 0].row;
    bool nameless = false;

    if (r >= t->count || t->rows[r].place != t->rows[r - 1].place + 1)
        return false;
    for (size_t i = 0; i < row->count; i++) {
        const struct rt_cell *c = &row->cells[i];
        if (rt_cell_blank(c))
            continue;
        if (!rt_is_heading(c) || c->is_formula || is_number(c)
            || (int32_t)c->col == t->col_of[RT_F_ASSET]
            || (int32_t)c->col == t->col_of[RT_F_BUSINESS]
            || comes_again(t, r, c))
            return false;
        nameless |= !has_column(t, c->col);
    }
    return nameless;
}

/* Such a heading is what a column has that has no other. */
static void take_subheadings(struct rt_trial *t)
{
    const struct rt_row *row = &t->rows[t->from + t->height].row;

    t->height++;
    for (size_t i = 0; i < row->count; i++) {
        if (rt_is_heading(&row->cells[i]) && !has_column(t, row->cells[i].col))
            take_column(t, &row->cells[i], t->height - 1);
    }
}

static void take_synonyms(struct rt_trial *t)
{
    for (size_t i = 0; i < t->column_count; i++) {
        struct rt_column *c = &t->columns[i];
        enum rt_field f = rt_plan_synonym(c->text);
        if ((c->field != RT_FIELD_NONE && c->field != RT_F_ACTION)
            || f == RT_FIELD_NONE || rt_trial_has(t, f))
            continue;
        c->field = f;
        t->col_of[f] = (int32_t)c->col;
    }
}

/* Headings that were taught, and are another form's otherwise: 「分類」. */
static void take_taught(struct rt_trial *t, enum rt_form form)
{
    for (size_t i = 0; i < t->column_count; i++) {
        struct rt_column *c = &t->columns[i];
        enum rt_field f;
        if (c->field == RT_FIELD_NONE || rt_field_in(c->field, RT_FORM_LEDGER)
            || rt_field_in(c->field, RT_FORM_REPORT))
            continue;
        f = rt_label_taught(t->vocab, c->text);
        if (f == RT_FIELD_NONE || !rt_field_in(f, form) || rt_trial_has(t, f))
            continue;
        t->col_of[c->field] = -1;
        c->field = f;
        t->col_of[f] = (int32_t)c->col;
    }
}

/* 「開始」 and 「終了」 once more, below a blank cell: not planned twice, but the
 * actual dates, whose group was cleared (header_heal.c finds them). */
static void forget_planned(struct rt_trial *t)
{
    size_t kept = 0;

    if (rt_trial_has(t, RT_F_ACTUAL_START) || rt_trial_has(t, RT_F_ACTUAL_END))
        return;
    for (size_t i = 0; i < t->twice_count; i++) {
        const struct rt_twice *w = &t->twice[i];
        const struct rt_row *above = w->row > t->rows[t->from].row.number
                                         ? &t->rows[t->from].row
                                         : NULL;
        if ((w->field == RT_F_PLAN_START || w->field == RT_F_PLAN_END) && above
            && !rt_is_heading(rt_row_cell(above, (int32_t)w->col)))
            continue;
        t->twice[kept++] = *w;
    }
    t->twice_count = kept;
}

static enum rt_status keep(struct rt_trial *t, struct rt_arena *arena,
    enum rt_form form, struct rt_layout *out, struct rt_error *err)
{
    bool residual = form == RT_FORM_REPORT && take_residual(t);

    if (form == RT_FORM_LEDGER && has_subheadings(t))
        take_subheadings(t);
    if (form == RT_FORM_PLAN) {
        take_synonyms(t);
        forget_planned(t);
    }
    if (form == RT_FORM_LEDGER || form == RT_FORM_REPORT)
        take_taught(t, form);
    *out = (struct rt_layout){.vocab = t->vocab,
        .form = form,
        .row1 = t->rows[t->from].row.number,
        .row2 = t->rows[t->from + t->height - 1].row.number,
        .index1 = t->from,
        .index2 = t->from + t->height - 1,
        .twice_count = t->twice_count,
        .residual_by_place = residual};
    memcpy(out->twice, t->twice, sizeof out->twice);
    sort_columns(t);
    if (t->twice_count == 0 || form == RT_FORM_RESULT) {
        rt_header_heal(t, form, out);
        sort_columns(t);
    }
    if (form == RT_FORM_LEDGER || form == RT_FORM_REPORT) {
        take_label_column(t, RT_F_LIKELIHOOD, RT_F_LIKELIHOOD_LABEL);
        take_label_column(t, RT_F_LEVEL, RT_F_LEVEL_LABEL);
    }
    memcpy(out->col_of, t->col_of, sizeof out->col_of);
    rt_header_settle_twice(out);
    out->columns
        = rt_arena_array(arena, t->column_count + 1, sizeof *out->columns);
    RT_NEED(out->columns, err);
    memcpy(out->columns, t->columns, t->column_count * sizeof *t->columns);
    out->column_count = t->column_count;
    return RT_OK;
}

/* A title above the header would be the heading of a column that has none: a
 * block is no better for such a row. */
static bool begins_with_title(const struct rt_trial *t)
{
    const struct rt_row *row = &t->rows[t->from].row;
    size_t texts = 0;

    for (size_t i = 0; i < row->count; i++)
        texts += rt_is_heading(&row->cells[i]);
    for (size_t i = 0; i < t->column_count && texts == 1; i++) {
        const struct rt_column *c = &t->columns[i];
        if (c->row == row->number)
            return c->field == RT_FIELD_NONE;
    }
    return false;
}

/* Rows of one header name fields and are close to each other; a row of merged
 * cells alone may be missing between them. */
static bool worth_trying(const struct rt_grid_row *rows, size_t from, size_t h)
{
    size_t labels = 0;

    for (size_t i = 0; i < h; i++)
        labels += rows[from + i].labels;
    return labels >= 2
           && rows[from + h - 1].place - rows[from].place < RT_HEADER_ROWS_MAX;
}

enum rt_status rt_header_find(const struct rt_vocab *vocab,
    const struct rt_grid_row *rows, size_t count, struct rt_arena *arena,
    struct rt_layout *out, bool *found, struct rt_error *err)
{
    struct rt_trial *t = rt_arena_alloc(arena, sizeof *t);
    size_t best_from = 0, best_height = 0, best = 0;

    *found = false;
    RT_NEED(t, err);
    t->vocab = vocab;
    t->count = count;
    for (size_t from = 0; from < count; from++) {
        for (size_t h = 1; h <= RT_HEADER_ROWS_MAX && from + h <= count; h++) {
            if (!worth_trying(rows, from, h))
                continue;
            try_block(t, rows, from, h);
            if (rt_trial_form(t) != RT_FORM_NONE && t->fields > best
                && !begins_with_title(t)) {
                best = t->fields;
                best_from = from;
                best_height = h;
            }
        }
    }
    if (best_height == 0)
        return RT_OK;
    try_block(t, rows, best_from, best_height);
    *found = true;
    return keep(t, arena, rt_trial_form(t), out, err);
}

static bool says_same(const struct rt_cell *a, const struct rt_cell *b)
{
    if (rt_cell_blank(a) || rt_cell_blank(b))
        return rt_cell_blank(a) && rt_cell_blank(b);
    return a->type != RT_CELL_NO_VALUE && b->type != RT_CELL_NO_VALUE
           && (a->type == RT_CELL_NUMBER && b->type == RT_CELL_NUMBER
                   ? a->number == b->number
                   : rt_fold_eq(a->text, b->text));
}

void rt_header_compare_twice(struct rt_layout *l, const struct rt_row *row)
{
    for (size_t i = 0; i < l->twice_count; i++) {
        struct rt_twice *t = &l->twice[i];
        const struct rt_cell *a = rt_row_cell(row, t->first);
        const struct rt_cell *b = rt_row_cell(row, (int32_t)t->col);
        t->differs |= !says_same(a, b);
        t->rows += !rt_cell_blank(a);
    }
}

void rt_header_settle_twice(struct rt_layout *l)
{
    bool takes = l->form == RT_FORM_LEDGER || l->form == RT_FORM_REPORT;
    bool open[RT_TWICE_MAX] = {false}, names = false;
    size_t count = 0;

    for (size_t i = 0; i < l->twice_count; i++) {
        const struct rt_twice *t = &l->twice[i];
        /* A report assesses twice, often with the same importance. */
        open[i] = l->form != RT_FORM_LEDGER || t->differs || t->rows == 0;
        count += open[i];
        names |= open[i] && t->field == RT_F_ASSET;
    }
    l->side_by_side = count == RT_TWICE_MAX || names;
    for (size_t i = 0; i < l->twice_count && takes; i++)
        l->col_of[l->twice[i].field]
            = open[i] && !l->side_by_side ? -1 : l->twice[i].first;
}

static enum rt_field named_by(
    const struct rt_layout *layout, const struct rt_cell *c)
{
    /* Long texts are no headings; numbers are none either. */
    return rt_is_heading(c) && c->text.n <= 120
               ? rt_label_field(layout->vocab, RT_STR_NONE, c->text)
               : RT_FIELD_NONE;
}

bool rt_header_compare(const struct rt_layout *layout, const struct rt_row *row,
    size_t *same, size_t *labels)
{
    bool moved = false;

    *same = *labels = 0;
    for (size_t i = 0; i < row->count; i++) {
        const struct rt_cell *c = &row->cells[i];
        enum rt_field f = named_by(layout, c);
        int32_t col = f == RT_FIELD_NONE ? -1 : layout->col_of[f];
        const struct rt_cell *there = rt_row_cell(row, col);
        *labels += f != RT_FIELD_NONE;
        *same += col == (int32_t)c->col && f != RT_FIELD_NONE;
        /* A report names the same twice, for both assessments. */
        moved |= col >= 0 && col != (int32_t)c->col
                 && (!there || named_by(layout, there) != f);
    }
    return moved;
}
