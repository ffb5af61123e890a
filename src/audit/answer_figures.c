/* The counts of 対策状況 in our own register: what all files answered is the sum
 * of the files', a total that of its block, the items of a row that of its
 * answers, and the share what the sheet's note says.
 *
 * Blocks are known by department and file, so that sorted rows are still right.
 * Where one file and the sum of all disagree, the file is wrong if its category
 * has another number of items than in the other files.
 */
#include "audit/own_figures.h"
#include "base/fold.h"
#include "base/intern.h"
#include "record/book_words.h"
#include "record/check_columns.h"

enum {
    ANSWERS = RT_CC_ITEMS - RT_CC_DONE,
    MATCHING = 7,       /* headings, so that it is the table */
    COMPARED_MAX = 5000 /* lines, each with each other */
};

struct sum {
    uint64_t n[ANSWERS];
    bool lost; /* an answer is no number */
};

struct line {
    uint32_t row;
    uint32_t block, category; /* numbers; 0: none */
    bool total, all;          /* of its block; of all files */
    struct rt_str name;
    struct sum is;
};

struct answers {
    const struct rt_audit *a;
    struct rt_arena *arena;
    struct rt_summaries *out;
    size_t sheet;
    uint32_t first, head; /* column of 部署, row of the headings */
    struct rt_intern categories, blocks;
    struct line *lines;
    size_t count;
    struct sum *of_category, *of_block;
    const struct line **odd; /* by category; see odd_file */
    bool *asked;
};

/* --- the table ----------------------------------------------------------- */

static const struct rt_cell *cell_at(
    const struct answers *t, enum rt_check_col col, uint32_t row)
{
    return rt_grid_cell(t->a->grid, t->sheet, t->first + col, row);
}

static struct rt_str text_at(
    const struct answers *t, enum rt_check_col col, uint32_t row)
{
    return rt_cell_string(cell_at(t, col, row));
}

static bool find_head(struct answers *t)
{
    for (size_t i = 0; i < rt_grid_row_count(t->a->grid, t->sheet); i++) {
        const struct rt_row *row = rt_grid_row(t->a->grid, t->sheet, i);
        int found = 0;
        if (row->count == 0)
            continue;
        t->first = row->cells[0].col;
        t->head = row->number;
        for (int c = 0; c < RT_CC_COUNT; c++)
            for (uint32_t k = 0; k < 2; k++)
                found
                    += rt_fold_is(text_at(t, (enum rt_check_col)c, t->head + k),
                        rt_check_heads[c]);
        if (found >= MATCHING)
            return true;
    }
    return false;
}

static enum rt_status read_line(
    struct answers *t, uint32_t row, struct rt_error *err)
{
    struct line *l = &t->lines[t->count++];
    struct rt_str department = text_at(t, RT_CC_DEPARTMENT, row);
    char key[400];

    *l = (struct line){.row = row,
        .name = text_at(t, RT_CC_CATEGORY, row),
        .all = rt_is_word(department, RT_W_CHECKS_ALL)};
    l->total = rt_is_word(l->name, RT_W_TOTAL);
    snprintf(key, sizeof key, "%.*s\n%.*s", RT_FMT(department),
        RT_FMT(text_at(t, RT_CC_FILE, row)));
    RT_NEED(rt_intern_folded(&t->blocks, rt_str(key), &l->block)
                && rt_intern_folded(&t->categories, l->name, &l->category),
        err);
    for (int k = 0; k < ANSWERS; k++) {
        const struct rt_cell *c
            = cell_at(t, (enum rt_check_col)(RT_CC_DONE + k), row);
        if (c && c->type == RT_CELL_NUMBER && c->number >= 0)
            l->is.n[k] = (uint64_t)c->number;
        else
            l->is.lost = true;
    }
    return RT_OK;
}

static enum rt_status read_lines(struct answers *t, struct rt_error *err)
{
    size_t n = rt_grid_row_count(t->a->grid, t->sheet);

    t->lines = rt_arena_array(t->arena, n + 1, sizeof *t->lines);
    t->of_category = rt_arena_array(t->arena, n + 1, sizeof *t->of_category);
    t->of_block = rt_arena_array(t->arena, n + 1, sizeof *t->of_block);
    t->odd = rt_arena_array(t->arena, n + 1, sizeof *t->odd);
    t->asked = rt_arena_array(t->arena, n + 1, sizeof *t->asked);
    RT_NEED(
        t->lines && t->of_category && t->of_block && t->odd && t->asked, err);
    for (size_t i = 0; i < n; i++) {
        uint32_t row = rt_grid_row(t->a->grid, t->sheet, i)->number;
        if (row > t->head + 1 && text_at(t, RT_CC_CATEGORY, row).n > 0)
            RT_TRY(read_line(t, row, err));
    }
    return RT_OK;
}

static void add(struct sum *to, const struct sum *s)
{
    to->lost |= s->lost;
    for (int k = 0; k < ANSWERS; k++)
        to->n[k] += s->n[k];
}

/* --- figures ------------------------------------------------------------- */

/* A heading in one line. */
static struct rt_str name_of(struct answers *t, enum rt_check_col col)
{
    const char *head = rt_text(t->a->lang, rt_check_heads[col]);
    char *to = rt_arena_array(t->arena, strlen(head) + 1, 1);
    size_t n = 0;

    for (; to && *head != '\0'; head++) {
        if (*head != '\n')
            to[n++] = *head;
        else if (t->a->lang == RT_EN)
            to[n++] = ' ';
    }
    return (struct rt_str){to, n};
}

static enum rt_status put(struct answers *t, const struct line *l,
    enum rt_check_col col, struct rt_figure g, struct rt_error *err)
{
    g.sheet = g.list = t->sheet;
    g.row = l->row;
    g.col = t->first + col;
    g.label[0] = l->name;
    g.label[1] = name_of(t, col);
    RT_NEED(g.label[1].p, err);
    return rt_figure_add(t->out, t->arena, &g, cell_at(t, col, l->row), err);
}

static uint64_t items_of(const struct sum *s)
{
    uint64_t n = 0;

    for (int k = 0; k < ANSWERS; k++)
        n += s->n[k];
    return n;
}

/* How many other files have so many items in the line's category. */
static size_t alike(const struct answers *t, const struct line *l)
{
    size_t n = 0;

    for (size_t i = 0; i < t->count; i++) {
        const struct line *o = &t->lines[i];
        n += o != l && !o->all && o->category == l->category && !o->is.lost
             && items_of(&o->is) == items_of(&l->is);
    }
    return n;
}

/* The one file whose number of items is no other's, where there are more than
 * two; NULL where there is none. */
static const struct line *odd_file(const struct answers *t, uint32_t category)
{
    const struct line *odd = NULL;
    size_t files = 0;

    if (t->asked[category] || t->count > COMPARED_MAX)
        return t->odd[category];
    t->asked[category] = true;
    for (size_t i = 0; i < t->count; i++) {
        const struct line *l = &t->lines[i];
        if (l->all || l->category != category)
            continue;
        files++;
        if (alike(t, l) > 0)
            continue;
        if (odd)
            return NULL;
        odd = l;
    }
    return t->odd[category] = files > 2 ? odd : NULL;
}

/* A line of all files, against the sum of theirs. */
static enum rt_status put_all(
    struct answers *t, const struct line *l, struct rt_error *err)
{
    const struct sum *right = &t->of_category[l->category];

    for (int k = 0; k < ANSWERS && !right->lost; k++) {
        enum rt_check_col col = (enum rt_check_col)(RT_CC_DONE + k);
        uint64_t others;
        const struct line *odd = NULL;
        if (!l->is.lost && l->is.n[k] != right->n[k])
            odd = odd_file(t, l->category);
        others = odd ? right->n[k] - odd->is.n[k] : 0;
        if (odd && l->is.n[k] >= others)
            RT_TRY(put(t, odd, col,
                (struct rt_figure){.right = l->is.n[k] - others}, err));
        else
            RT_TRY(
                put(t, l, col, (struct rt_figure){.right = right->n[k]}, err));
    }
    return RT_OK;
}

static enum rt_status put_line(
    struct answers *t, const struct line *l, struct rt_error *err)
{
    const struct sum *of = l->total ? &t->of_block[l->block] : &l->is;
    const struct rt_cell *c = cell_at(t, RT_CC_ITEMS, l->row);
    uint64_t items = items_of(of), none = of->n[ANSWERS - 2];

    if (l->all && !l->total)
        RT_TRY(put_all(t, l, err));
    for (int k = 0; l->total && !of->lost && k < ANSWERS; k++)
        RT_TRY(put(t, l, (enum rt_check_col)(RT_CC_DONE + k),
            (struct rt_figure){.right = of->n[k]}, err));
    if (of->lost)
        return RT_OK;
    /* A number among formulas is judged by those. */
    if (!c || c->is_formula || rt_cell_blank(c))
        RT_TRY(put(t, l, RT_CC_ITEMS, (struct rt_figure){.right = items}, err));
    if (items <= none)
        return RT_OK;
    return put(t, l, RT_CC_SHARE,
        (struct rt_figure){.is_share = true,
            .share = (double)of->n[0] / (double)(items - none)},
        err);
}

static enum rt_status take_sheet(struct answers *t, struct rt_error *err)
{
    RT_TRY(read_lines(t, err));
    for (size_t i = 0; i < t->count; i++) {
        const struct line *l = &t->lines[i];
        if (l->total)
            continue;
        add(&t->of_block[l->block], &l->is);
        if (!l->all)
            add(&t->of_category[l->category], &l->is);
    }
    for (size_t i = 0; i < t->count; i++)
        RT_TRY(put_line(t, &t->lines[i], err));
    return RT_OK;
}

enum rt_status rt_answer_figures(const struct rt_audit *a,
    struct rt_arena *arena, struct rt_summaries *out, struct rt_error *err)
{
    struct answers t = {.a = a, .arena = arena, .out = out};
    enum rt_status rc = RT_OK;

    if (a->row_count == 0 || !a->rows[0].own)
        return RT_OK;
    for (; t.sheet < rt_grid_sheet_count(a->grid); t.sheet++) {
        if (a->tables[t.sheet].own || !find_head(&t))
            continue;
        rc = take_sheet(&t, err);
        break;
    }
    rt_intern_fini(&t.categories);
    rt_intern_fini(&t.blocks);
    return rc;
}
