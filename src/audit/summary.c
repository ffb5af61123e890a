/* Finding blocks of counts, and what their figures should be (see summary.h).
 *
 * The labels of a block run along a row or down a column; a figure lies where
 * its label's column or row meets another's. What a block counts is the list
 * that most of its figures fit: its own sheet's, all lists', another's; the
 * classes as the list shows them or as they should be; with the rows that were
 * refused or without.
 */
#include "audit/summary.h"

#include <math.h>

#include "audit/summary_count.h"
#include "base/fold.h"
#include "base/list.h"

enum {
    FIGURES_MAX = 500, /* of a file */
    KEYS_MAX = 200,    /* of a block */
    COLUMNS_MAX = 64,  /* searched for labels below each other */
    AWAY = 12,         /* columns between a label and its figure */
    ABOVE = 3,         /* rows of a title, and columns beside a block */
    UNITS_MAX = 16     /* figures in one cell */
};

/* A label of a block, or a heading across it. */
struct key {
    struct rt_label is;
    uint32_t at; /* its column; of labels down a column, its row */
};

struct block {
    size_t sheet;
    bool down;     /* labels below each other */
    uint32_t line; /* the row of the labels, or their column */
    struct key keys[KEYS_MAX];
    size_t count;
    bool by_class; /* else by department or medium */
    struct rt_figure figures[FIGURES_MAX];
    size_t figure_count;
};

struct finder {
    const struct rt_audit *a;
    struct rt_counter *counter;
    struct rt_summaries *out;
    struct rt_arena *arena;
    struct block *b;
    uint32_t width;             /* of the sheet's table */
    bool labelled[COLUMNS_MAX]; /* columns of the sheet with a label */
};

/* --- cells -------------------------------------------------------------------- */

/* The columns up to the last that the form has: what is right of it may have
 * a heading and be no column of the table. */
static uint32_t width_of(const struct rt_table *t)
{
    uint32_t width = 0;

    for (size_t i = 0; i < t->layout.column_count; i++) {
        if (t->layout.columns[i].field != RT_FIELD_NONE)
            width = t->layout.columns[i].col + 1;
    }
    return width;
}

/* A cell outside of the sheet's table, or NULL. */
static const struct rt_cell *cell_at(
    const struct finder *f, size_t sheet, uint32_t col, uint32_t row)
{
    const struct rt_table *t = &f->a->tables[sheet];

    if (t->found && col < f->width
        && ((row >= t->layout.row1 && row <= t->layout.row2)
            || rt_counter_is_line(f->counter, sheet, row)))
        return NULL;
    return rt_grid_cell(f->a->grid, sheet, col, row);
}

/* A count: 3, 「3件」; -1 is a wrong one. NAN for a formula whose result is not
 * stored. */
static bool is_count(const struct rt_cell *c, double *value, bool *unit)
{
    char folded[32] = "";
    size_t n;

    *unit = false;
    if (!c)
        return false;
    *value = c->type == RT_CELL_NO_VALUE ? NAN : c->number;
    if (c->type == RT_CELL_NO_VALUE || c->type == RT_CELL_NUMBER)
        return isnan(*value) || *value == floor(*value);
    if (c->type != RT_CELL_STRING)
        return false;
    n = rt_fold_fixed(c->text, folded, sizeof folded);
    if (n > sizeof folded)
        return false;
    *unit = rt_str_ends((struct rt_str){folded, n}, RT_STR("件"));
    if (*unit)
        n -= strlen("件");
    return n > 0 && n < 7 && strspn(folded, "0123456789") >= n
           && rt_parse_double((struct rt_str){folded, n}, value);
}

/* --- what a block is about ------------------------------------------------------ */

/* Counts of something else than the list as it is now. */
static const char *const elsewhere[] = {"前回", "前年", "前期", "前月", "昨年",
    "去年", "先月", "過去", "目標", "計画", "予定", "残留", "残存", "二次",
    "対応", "対策", "増減", "割合", "比率", "見込", "想定", "基準", "例",
    "変更", "未実施", "履歴", "previous", "target", "residual", "planned"};

struct context {
    bool elsewhere, risk, count;
};

static void take_text(struct context *c, struct rt_str text)
{
    char folded[512];
    size_t n = rt_fold_fixed(text, folded, sizeof folded);
    struct rt_str s = {folded, n};

    if (n > sizeof folded)
        return;
    for (size_t i = 0; i < RT_COUNT(elsewhere); i++)
        c->elsewhere |= rt_str_contains(s, rt_str(elsewhere[i]));
    c->risk |= rt_str_contains(s, RT_STR("リスク"))
               || rt_str_contains(s, RT_STR("risk"));
    c->count |= rt_str_contains(s, RT_STR("件数"))
                || rt_str_contains(s, RT_STR("資産数"));
}

static uint32_t less(uint32_t a, uint32_t by)
{
    return a > by ? a - by : 0;
}

/* The texts above the block and, in the row of its labels, left of it. */
static struct context context_of(const struct finder *f)
{
    const struct block *b = f->b;
    struct context c = {0};
    uint32_t first = b->keys[0].at, last = b->keys[b->count - 1].at;
    uint32_t row = b->down ? first : b->line;
    uint32_t from = less(b->down ? b->line : first, ABOVE);
    uint32_t to = (b->down ? b->line + AWAY : last) + 1;
    double v;
    bool unit, figures = false;

    take_text(&c, rt_grid_sheet(f->a->grid, b->sheet)->name);
    for (uint32_t r = row; r > less(row, ABOVE + 1) && !figures; r--) {
        for (uint32_t col = from; col < to; col++) {
            const struct rt_cell *cell = cell_at(f, b->sheet, col, r);
            figures |= r < row && is_count(cell, &v, &unit);
            if (cell && cell->type == RT_CELL_STRING && !figures)
                take_text(&c, cell->text);
        }
    }
    return c;
}

/* --- figures -------------------------------------------------------------------- */

static const struct rt_cell *figure_cell(
    const struct finder *f, uint32_t at, uint32_t across)
{
    const struct block *b = f->b;

    return b->down ? cell_at(f, b->sheet, across, at)
                   : cell_at(f, b->sheet, at, across);
}

/* The heading of a line across the block's labels. */
static struct rt_label across_label(const struct finder *f, uint32_t across)
{
    const struct block *b = f->b;
    uint32_t first = b->keys[0].at;

    if (b->down)
        return rt_counter_label(f->counter,
            first > 1 ? cell_at(f, b->sheet, across, first - 1) : NULL);
    for (uint32_t col = first; col-- > less(first, ABOVE + 1);) {
        const struct rt_cell *c = cell_at(f, b->sheet, col, across);
        if (!rt_cell_blank(c))
            return rt_counter_label(f->counter, c);
    }
    return rt_counter_label(f->counter, NULL);
}

/* Whether the line has counts and nothing else where it has numbers. */
static bool line_counts(const struct finder *f, uint32_t across, bool *unit)
{
    const struct block *b = f->b;
    bool any = false, all = true;

    *unit = false;
    for (size_t i = 0; i < b->count; i++) {
        const struct rt_cell *c = figure_cell(f, b->keys[i].at, across);
        double v;
        bool has;
        if (is_count(c, &v, &has))
            any = true;
        else if (c && c->type == RT_CELL_NUMBER && !b->keys[i].is.open)
            all = false;
        *unit |= has && any;
    }
    return any && all;
}

/* Two labels, or one and nothing, that name one set of rows. */
static bool crosses(const struct block *b, const struct rt_label *along,
    const struct rt_label *across, bool clear)
{
    if (across->kind == RT_LABEL_OTHER)
        return false;
    if (across->kind == RT_LABEL_BLANK || across->kind == RT_LABEL_COUNT
        || across->kind == RT_LABEL_ALL)
        return b->by_class || clear || across->kind != RT_LABEL_BLANK;
    return along->kind != across->kind;
}

static void take(struct rt_figure *g, const struct rt_label *l, size_t i)
{
    g->label[i] = l->text;
    if (l->kind == RT_LABEL_CLASS) {
        g->class = l->class;
        g->open = l->open;
    }
    if (l->kind == RT_LABEL_DEPARTMENT)
        g->department = l->name;
    if (l->kind == RT_LABEL_MEDIUM)
        g->medium = l->name;
    if (i == 1 && (l->kind == RT_LABEL_COUNT || l->kind == RT_LABEL_ALL))
        g->label[1] = RT_STR_NONE;
}

static void take_line(
    struct finder *f, uint32_t across, const struct rt_label *label, bool clear)
{
    struct block *b = f->b;

    for (size_t i = 0; i < b->count && b->figure_count < FIGURES_MAX; i++) {
        struct rt_figure g = {.sheet = b->sheet, .class = RT_CLASS_NONE};
        const struct rt_cell *c = figure_cell(f, b->keys[i].at, across);
        bool unit;
        if (!is_count(c, &g.value, &unit)
            || !crosses(b, &b->keys[i].is, label, clear))
            continue;
        g.row = b->down ? b->keys[i].at : across;
        g.col = c->col;
        take(&g, &b->keys[i].is, 0);
        take(&g, label, 1);
        b->figures[b->figure_count++] = g;
    }
}

static bool continues(const struct finder *f, uint32_t across)
{
    const struct block *b = f->b;
    bool unit;

    if (!b->down)
        return across <= b->line + KEYS_MAX && line_counts(f, across, &unit);
    return across <= b->line + AWAY
           && rt_counter_label(
                  f->counter, cell_at(f, b->sheet, across, b->keys[0].at))
                      .kind
                  < RT_LABEL_CLASS;
}

/* Lines without a heading are clear only where there is one of them. */
static void take_figures(struct finder *f, const struct context *c)
{
    const struct block *b = f->b;
    size_t bare = 0;
    bool unit;

    for (uint32_t j = b->line + 1; continues(f, j); j++) {
        if (line_counts(f, j, &unit))
            bare += across_label(f, j).kind == RT_LABEL_BLANK;
    }
    for (uint32_t j = b->line + 1; continues(f, j); j++) {
        struct rt_label label = across_label(f, j);
        if (!line_counts(f, j, &unit)
            || (label.kind == RT_LABEL_BLANK && bare > 1))
            continue;
        take_line(f, j, &label, unit || c->count);
    }
}

/* --- what they should be -------------------------------------------------------- */

enum rt_status rt_figure_add(struct rt_summaries *s, struct rt_arena *arena,
    const struct rt_figure *g, const struct rt_cell *c, struct rt_error *err)
{
    struct rt_figure *to;

    RT_NEED(
        RT_ARENA_GROW(arena, s->figures, s->figure_count, s->figure_cap), err);
    to = &s->figures[s->figure_count++];
    *to = *g;
    to->class = RT_CLASS_NONE;
    to->blank = rt_cell_blank(c) && !(c && c->is_formula);
    to->text = !to->blank && !c->is_formula && c->type != RT_CELL_NUMBER;
    to->value = c && c->type == RT_CELL_NUMBER ? c->number : NAN;
    return RT_OK;
}

bool rt_is_figure(
    const struct rt_summaries *s, size_t sheet, uint32_t col, uint32_t row)
{
    for (size_t i = 0; i < s->figure_count && i < FIGURES_MAX; i++) {
        const struct rt_figure *g = &s->figures[i];
        if (g->sheet == sheet && g->row == row && g->col == col)
            return true;
    }
    return false;
}

static size_t count_wrong(
    struct finder *f, size_t list, enum rt_counting way, bool keep)
{
    struct block *b = f->b;
    size_t wrong = 0;

    for (size_t i = 0; i < b->figure_count; i++) {
        struct rt_figure g = b->figures[i];
        g.list = list;
        g.right = rt_counter_count(f->counter, &g, way);
        wrong += !isnan(g.value) && g.value != (double)g.right;
        if (keep)
            b->figures[i] = g;
    }
    return wrong;
}

/* Counts the list that most figures fit; the first of those as good. */
static void choose_list(struct finder *f)
{
    size_t sheets = rt_grid_sheet_count(f->a->grid), best = SIZE_MAX;
    size_t list = SIZE_MAX, order[RT_LISTS_MAX + 2], n = 0;
    enum rt_counting way = RT_COUNT_RIGHT;

    order[n++] = f->b->sheet;
    order[n++] = rt_counter_lists(f->counter);
    for (size_t s = 0; s < sheets && n < RT_COUNT(order); s++)
        order[n++] = s;
    for (size_t i = 0; i < n && best > 0; i++) {
        if (!rt_counter_has(f->counter, order[i]))
            continue;
        for (enum rt_counting k = 0; k < RT_COUNTINGS && best > 0; k++) {
            size_t wrong = count_wrong(f, order[i], k, false);
            if (wrong >= best)
                continue;
            best = wrong;
            list = order[i];
            way = k;
        }
    }
    count_wrong(f, list, way, true);
}

/* Whether formulas fill the block, so that a number is typed over one. */
static bool is_computed(const struct finder *f)
{
    const struct block *b = f->b;
    size_t n = 0;

    for (size_t i = 0; i < b->figure_count; i++) {
        const struct rt_cell *c = rt_grid_cell(
            f->a->grid, b->sheet, b->figures[i].col, b->figures[i].row);
        n += c && c->is_formula;
    }
    return n * 2 > b->figure_count;
}

static enum rt_status keep(struct finder *f, struct rt_error *err)
{
    bool computed = is_computed(f);
    struct rt_summaries *s = f->out;
    struct block *b = f->b;
    struct rt_range at = {UINT32_MAX, UINT32_MAX, 0, 0};

    for (size_t i = 0; i < b->figure_count; i++) {
        const struct rt_figure *g = &b->figures[i];
        if (rt_is_figure(s, g->sheet, g->col, g->row)
            || s->figure_count == FIGURES_MAX)
            continue;
        RT_NEED(
            RT_ARENA_GROW(f->arena, s->figures, s->figure_count, s->figure_cap),
            err);
        s->figures[s->figure_count] = *g;
        s->figures[s->figure_count++].computed = computed;
    }
    for (size_t i = 0; i < b->figure_count; i++) {
        const struct rt_figure *g = &b->figures[i];
        at.row1 = g->row < at.row1 ? g->row : at.row1;
        at.row2 = g->row > at.row2 ? g->row : at.row2;
        at.col1 = g->col < at.col1 ? g->col : at.col1;
        at.col2 = g->col > at.col2 ? g->col : at.col2;
    }
    at = (struct rt_range){less(at.row1, ABOVE + 1), less(at.col1, AWAY),
        at.row2 + ABOVE, at.col2 + ABOVE};
    RT_NEED(
        RT_ARENA_GROW(f->arena, s->blocks, s->block_count, s->block_cap), err);
    s->blocks[s->block_count++] = (struct rt_block){b->sheet, at};
    return RT_OK;
}

/* --- blocks --------------------------------------------------------------------- */

/* 「リスク大の件数」 beside one count */
static bool is_alone(const struct block *b)
{
    const struct rt_label *l = &b->keys[0].is;

    return b->down && b->count == 1 && l->kind == RT_LABEL_CLASS && !l->bare
           && rt_str_contains(l->text, RT_STR("件"));
}

/* Two classes, departments or media: a block. */
static bool is_block(struct block *b, bool *bare)
{
    unsigned classes = 0;
    size_t names = 0;

    *bare = true;
    for (size_t i = 0; i < b->count; i++) {
        const struct rt_label *l = &b->keys[i].is;
        if (l->kind == RT_LABEL_CLASS && !l->open) {
            classes |= 1u << l->class;
            *bare &= l->bare;
        }
        names += l->kind == RT_LABEL_DEPARTMENT || l->kind == RT_LABEL_MEDIUM;
    }
    b->by_class = classes & (classes - 1) || is_alone(b);
    return b->by_class || names >= 2;
}

static enum rt_status judge_block(struct finder *f, struct rt_error *err)
{
    struct block *b = f->b;
    struct context c;
    bool bare;

    if ((b->count < 2 && !is_alone(b)) || !is_block(b, &bare)
        || f->out->figure_count == FIGURES_MAX)
        return RT_OK;
    c = context_of(f);
    if (c.elsewhere || (b->by_class && bare && !c.risk))
        return RT_OK;
    b->figure_count = 0;
    take_figures(f, &c);
    if (b->figure_count < (b->count == 1 ? 1 : 2))
        return RT_OK;
    choose_list(f);
    return keep(f, err);
}

static void begin(struct block *b, size_t sheet, bool down, uint32_t line)
{
    b->sheet = sheet;
    b->down = down;
    b->line = line;
    b->count = 0;
}

static void add_key(struct finder *f, const struct rt_cell *c, uint32_t at)
{
    struct block *b = f->b;
    struct rt_label l = rt_counter_label(f->counter, c);

    if (l.kind < RT_LABEL_ALL || b->count == KEYS_MAX)
        return;
    b->keys[b->count++] = (struct key){l, at};
    if (c->col < COLUMNS_MAX)
        f->labelled[c->col] = true;
}

static enum rt_status along_row(struct finder *f, size_t sheet,
    const struct rt_row *row, struct rt_error *err)
{
    begin(f->b, sheet, false, row->number);
    for (size_t i = 0; i < row->count; i++)
        add_key(f, cell_at(f, sheet, row->cells[i].col, row->number),
            row->cells[i].col);
    return judge_block(f, err);
}

/* A column's labels end at a blank or a number. */
static enum rt_status down_column(
    struct finder *f, size_t sheet, uint32_t col, struct rt_error *err)
{
    uint32_t before = 0;

    begin(f->b, sheet, true, col);
    for (size_t i = 0; i < rt_grid_row_count(f->a->grid, sheet); i++) {
        uint32_t row = rt_grid_row(f->a->grid, sheet, i)->number;
        const struct rt_cell *c = cell_at(f, sheet, col, row);
        bool text = c && c->type == RT_CELL_STRING && !rt_cell_blank(c);
        if (!text || row != before + 1) {
            RT_TRY(judge_block(f, err));
            begin(f->b, sheet, true, col);
        }
        if (text)
            add_key(f, c, row);
        before = row;
    }
    return judge_block(f, err);
}

/* Several figures in one cell: 「リスク大 3件、中 5件、合計 8件」. */
static enum rt_status in_cell(struct finder *f, size_t sheet,
    const struct rt_cell *c, uint32_t row, struct rt_error *err)
{
    struct rt_phrase said[UNITS_MAX];
    size_t n = rt_counter_phrases(c, said, UNITS_MAX);

    begin(f->b, sheet, false, row);
    f->b->figure_count = 0;
    for (size_t i = 0; i < n; i++) {
        struct rt_figure *g = &f->b->figures[f->b->figure_count++];
        *g = (struct rt_figure){.sheet = sheet,
            .row = row,
            .col = c->col,
            .value = said[i].value,
            .label = {said[i].label},
            .class = said[i].class};
    }
    if (n == 0)
        return RT_OK;
    choose_list(f);
    for (size_t i = 0; i < n; i++) {
        if (f->b->figures[i].value != (double)f->b->figures[i].right) {
            f->b->figures[0] = f->b->figures[i];
            break;
        }
    }
    f->b->figure_count = 1;
    return keep(f, err);
}

static enum rt_status search_sheet(
    struct finder *f, size_t sheet, struct rt_error *err)
{
    const struct rt_grid *grid = f->a->grid;
    const struct rt_table *t = &f->a->tables[sheet];

    if (t->example || (t->found && !rt_table_is_assessed(t))
        || rt_own_quotes(f->a, sheet))
        return RT_OK;
    memset(f->labelled, 0, sizeof f->labelled);
    f->width = !t->found ? 0 : t->own ? t->width : width_of(t);
    for (size_t i = 0; i < rt_grid_row_count(grid, sheet); i++) {
        const struct rt_row *row = rt_grid_row(grid, sheet, i);
        RT_TRY(along_row(f, sheet, row, err));
        for (size_t k = 0; k < row->count; k++) {
            const struct rt_cell *c = &row->cells[k];
            if (c->type == RT_CELL_STRING
                && !rt_counter_is_line(f->counter, sheet, row->number))
                RT_TRY(in_cell(f, sheet, c, row->number, err));
        }
    }
    for (uint32_t col = 0; col < COLUMNS_MAX; col++) {
        if (f->labelled[col])
            RT_TRY(down_column(f, sheet, col, err));
    }
    return RT_OK;
}

enum rt_status rt_summaries_find(const struct rt_audit *a,
    struct rt_arena *arena, struct rt_summaries *out, struct rt_error *err)
{
    struct finder f = {.a = a, .out = out, .arena = arena};
    bool any;
    enum rt_status rc;

    *out = (struct rt_summaries){0};
    f.b = rt_arena_alloc(arena, sizeof *f.b);
    rc = f.b ? rt_counter_new(a, &f.counter, err) : rt_fail_nomem(err);
    any = rc == RT_OK && rt_counter_has(f.counter, SIZE_MAX);
    for (size_t s = 0; any && s < rt_grid_sheet_count(a->grid); s++)
        RT_THEN(rc, search_sheet(&f, s, err));
    rt_counter_free(f.counter);
    return rc;
}

bool rt_in_summary(
    const struct rt_summaries *s, size_t sheet, uint32_t col, uint32_t row)
{
    for (size_t i = 0; s && i < s->block_count; i++) {
        const struct rt_range *at = &s->blocks[i].at;
        if (s->blocks[i].sheet == sheet && row >= at->row1 && row <= at->row2
            && col >= at->col1 && col <= at->col2)
            return true;
    }
    return false;
}
