/* Counts beside the list in our own register (サマリー, リスクマトリクス, 部署別).
 *
 * A row of labels (classes, priorities, likelihoods below a corner that names
 * the importance) says what is counted below it, the label in front of a row
 * of which department or importance. What is counted is our own rows as they
 * should be. The matrices of residual risks and what is compared with last
 * time's are passed over.
 */
#include "audit/own_figures.h"

#include "audit/own_fixed.h"

#include <stdlib.h>

#include "base/intern.h"
#include "base/list.h"
#include "form/word/value.h"
#include "record/book_words.h"

enum { FIGURES_MAX = 20000, COLUMNS = 64, TITLE_ROWS = 3, OF_SCALE = 4 };

/* Rows counted: by class (the last: unassessed) and by priority (0: none). */
struct tally {
    uint64_t all, class[4], priority[4];
};

struct matrix {
    const struct rt_profile *profile;
    uint64_t count[OF_SCALE][OF_SCALE]; /* importance, likelihood */
};

enum what { NOTHING, ALL, CLASS, PRIORITY, LIKELIHOOD };

struct label {
    enum what what;
    int value;
    struct rt_str text;
};

struct figures {
    const struct rt_audit *a;
    struct rt_arena *arena;
    struct rt_summaries *out;
    struct tally total, kept;    /* kept: rows that are as before */
    struct tally *by_department; /* by number, less one */
    struct rt_intern departments;
    struct matrix *matrices;
    size_t matrix_count, matrix_cap, list;
    /* The sheet at hand, and the labels above the row at hand. */
    size_t sheet;
    struct label head[COLUMNS];
    struct rt_str about;         /* in front of them: 区分 */
    uint32_t first, head_row;    /* 0: there are none */
    const struct matrix *matrix; /* of likelihoods */
};

/* --- counting ------------------------------------------------------------ */

static void count_in(struct tally *t, const struct rt_assessment *r)
{
    t->all++;
    t->class[r->class == RT_CLASS_NONE ? 3 : (int)r->class]++;
    if (r->level != RT_UNKNOWN)
        t->priority[r->priority]++;
}

int32_t rt_own_column(const struct rt_layout *l, size_t member)
{
    for (size_t i = 0; i < l->column_count; i++) {
        const struct rt_member *m = l->columns[i].member;
        if (m && m->at == member)
            return (int32_t)l->columns[i].col;
    }
    return -1;
}

static enum rt_status count_row(
    struct figures *f, const struct rt_audit_row *r, struct rt_error *err)
{
    const struct rt_assessment *a = &r->counted;
    uint32_t n;
    size_t m = 0;

    RT_NEED(rt_intern_folded(&f->departments, r->department, &n), err);
    count_in(&f->total, a);
    if (r->kept)
        count_in(&f->kept, a);
    if (n > 0)
        count_in(&f->by_department[n - 1], a);
    if (!r->profile)
        return RT_OK;
    while (m < f->matrix_count && f->matrices[m].profile != r->profile)
        m++;
    if (m == f->matrix_count) {
        RT_NEED(RT_ARENA_GROW(
                    f->arena, f->matrices, f->matrix_count, f->matrix_cap),
            err);
        f->matrices[f->matrix_count++] = (struct matrix){.profile = r->profile};
    }
    if (rt_profile_level(r->profile, a->importance, a->likelihood)
        != RT_UNKNOWN)
        f->matrices[m].count[a->importance][a->likelihood]++;
    return RT_OK;
}

static uint64_t of_tally(const struct tally *t, const struct label *l)
{
    return l->what == ALL     ? t->all
           : l->what == CLASS ? t->class[l->value]
                              : t->priority[l->value];
}

/* importance, likelihood: -1 for any. */
static uint64_t of_matrix(
    const struct matrix *m, int importance, int likelihood)
{
    uint64_t n = 0;

    for (int i = 0; i < OF_SCALE; i++)
        for (int k = 0; k < OF_SCALE; k++)
            if ((importance < 0 || importance == i)
                && (likelihood < 0 || likelihood == k))
                n += m->count[i][k];
    return n;
}

/* --- labels -------------------------------------------------------------- */

static const struct rt_cell *cell_at(
    const struct figures *f, uint32_t col, uint32_t row)
{
    return rt_grid_cell(f->a->grid, f->sheet, col, row);
}

static struct rt_str text_at(
    const struct figures *f, uint32_t col, uint32_t row)
{
    return rt_own_label(f->a, f->sheet, cell_at(f, col, row), row);
}

/* 「優先順位 1」, 「重要度 2」: the digit after the word, else -1. */
static int digit_after(struct rt_str s, const char *ja, const char *en)
{
    const char *words[] = {ja, en};

    for (size_t i = 0; i < RT_COUNT(words); i++) {
        size_t n = strlen(words[i]);
        if (s.n == n + 1 && rt_str_starts(s, rt_str(words[i])) && s.p[n] >= '0'
            && s.p[n] < '0' + OF_SCALE)
            return s.p[n] - '0';
    }
    return -1;
}

static bool is_corner(struct rt_str s)
{
    return rt_str_contains(s, RT_STR("＼"));
}

static struct label label_of(
    const struct figures *f, uint32_t col, uint32_t row, bool matrix)
{
    struct rt_cell word = {.type = RT_CELL_STRING};
    struct label l = {.text = text_at(f, col, row)};
    enum rt_class class;

    word.text = l.text;
    if (l.text.n == 0)
        return l;
    l.value = digit_after(l.text, "", "");
    for (int v = 1; v < OF_SCALE; v++) {
        if (rt_str_starts(l.text, rt_str(rt_likelihood_shown(v))))
            return (struct label){LIKELIHOOD, v, l.text};
    }
    if (l.value > 0)
        l.what = matrix ? LIKELIHOOD : PRIORITY;
    else if (rt_is_word(l.text, RT_W_TOTAL) || rt_is_word(l.text, RT_W_SUM_ALL))
        l.what = ALL;
    else if ((l.value = digit_after(l.text, "優先順位 ", "Priority ")) > 0)
        l.what = PRIORITY;
    else if (rt_is_word(l.text, RT_W_SUM_NO_PRIORITY))
        l = (struct label){PRIORITY, 0, l.text};
    else if (rt_is_word(l.text, RT_W_SUM_UNASSESSED)
             || rt_is_word(l.text, RT_W_SUM_UNASSESSED_HEAD))
        l = (struct label){CLASS, 3, l.text};
    else if (rt_is_taken(rt_value_class(f->a->vocab, &word, &class)))
        l = (struct label){CLASS, (int)class, l.text};
    return l;
}

bool rt_own_is_residual(struct rt_str title)
{
    return rt_str_contains(title, RT_STR("二次"))
           || rt_str_contains(title, RT_STR("Residual"))
           || rt_str_contains(title, RT_STR("residual"));
}

/* The criteria that a title above the corner names; NULL for a matrix of
 * something else than the present risks. */
static const struct matrix *matrix_of(
    const struct figures *f, uint32_t col, uint32_t row)
{
    for (uint32_t r = row; r-- > 1 && r + TITLE_ROWS >= row;) {
        struct rt_str s = text_at(f, col, r);
        if (rt_own_is_residual(s))
            return NULL;
        for (size_t m = 0; m < f->matrix_count; m++) {
            struct rt_str name = rt_str(f->matrices[m].profile->name);
            if (rt_str_starts(s, name)
                && (s.n == name.n || (unsigned char)s.p[name.n] == ' '
                    || (unsigned char)s.p[name.n] >= 0x80))
                return &f->matrices[m];
        }
    }
    return NULL;
}

/* Whether the row has the heading of ids, below which risks are listed: their
 * names may be any words. */
static bool heads_list(
    const struct figures *f, const struct rt_row *row, uint32_t *ids)
{
    for (size_t i = 0; i < row->count; i++) {
        *ids = row->cells[i].col;
        if (rt_is_word(text_at(f, *ids, row->number), RT_W_MATRIX_ID))
            return true;
    }
    return false;
}

/* Takes the row as labels; false where it holds no two of them. */
static bool take_head(struct figures *f, const struct rt_row *row)
{
    struct label head[COLUMNS] = {{NOTHING, 0, RT_STR_NONE}};
    uint32_t first = 0;
    size_t labels = 0;
    const struct matrix *matrix = NULL;
    bool corner = false;

    for (size_t i = 0; i < row->count; i++) {
        uint32_t col = row->cells[i].col;
        struct label l;
        if (is_corner(text_at(f, col, row->number))) {
            corner = true;
            matrix = matrix_of(f, col, row->number);
            continue;
        }
        if (col == 0 || col >= COLUMNS || (corner && !matrix))
            continue;
        l = label_of(f, col, row->number, corner);
        if (l.what == NOTHING)
            continue;
        first = first == 0 ? col : first;
        head[col] = l;
        labels += l.what != ALL;
    }
    if (labels < 2)
        return false;
    /* 「合計」 over two rows of headings */
    for (uint32_t col = first; col < COLUMNS && row->number > 1; col++) {
        struct label l = label_of(f, col, row->number - 1, corner);
        if (head[col].what == NOTHING && l.what == ALL)
            head[col] = l;
    }
    memcpy(f->head, head, sizeof head);
    f->about = text_at(f, first - 1, row->number);
    f->first = first;
    f->head_row = row->number;
    f->matrix = matrix;
    return true;
}

/* --- figures ------------------------------------------------------------- */

static enum rt_status add_figure(struct figures *f, uint32_t col, uint32_t row,
    struct rt_str before, uint64_t right, struct rt_error *err)
{
    const struct rt_cell *c = cell_at(f, col, row);
    const struct rt_figure g = {.sheet = f->sheet,
        .row = row,
        .col = col,
        .label = {before, f->head[col].text},
        .right = right,
        .list = f->list};

    return rt_is_figure(f->out, f->sheet, col, row)
                   || f->out->figure_count >= FIGURES_MAX
               ? RT_OK
               : rt_figure_add(f->out, f->arena, &g, c, err);
}

static bool any_number(const struct figures *f, uint32_t row)
{
    for (uint32_t col = f->first; col < COLUMNS; col++) {
        const struct rt_cell *c = cell_at(f, col, row);
        if (f->head[col].what != NOTHING && c
            && (c->type == RT_CELL_NUMBER || c->is_formula))
            return true;
    }
    return false;
}

/* 「重要度 2」, or the number alone. */
static int importance_of(
    const struct figures *f, uint32_t row, struct rt_str before)
{
    int v = rt_whole_of(cell_at(f, f->first - 1, row));

    return v >= 0 && v < OF_SCALE
               ? v
               : digit_after(before, "重要度 ", "Importance ");
}

/* The figures of a row; false where it is none. */
static enum rt_status take_row(
    struct figures *f, uint32_t row, bool *taken, struct rt_error *err)
{
    struct rt_str before = text_at(f, f->first - 1, row);
    int importance = importance_of(f, row, before);
    char number[64];
    bool all = (before.n == 0 && importance < 0) || rt_str_eq(before, f->about)
               || rt_is_word(before, RT_W_TOTAL);
    uint32_t n = all ? 0 : rt_intern_find_folded(&f->departments, before);
    bool kept = rt_str_starts(f->about, RT_STR("うち"))
                || rt_str_starts(f->about, RT_STR("Of these"));
    const struct tally *t = all     ? kept ? &f->kept : &f->total
                            : n > 0 ? &f->by_department[n - 1]
                                    : NULL;

    *taken = any_number(f, row);
    if (!*taken || (f->matrix ? !all && importance < 0 : !t))
        return RT_OK;
    if (before.n == 0 && importance >= 0) {
        snprintf(number, sizeof number, "%.*s %d",
            RT_FMT(rt_field_name(RT_F_IMPORTANCE, f->a->lang)), importance);
        before = rt_arena_str(f->arena, rt_str(number));
        RT_NEED(before.p, err);
    }
    for (uint32_t col = f->first; col < COLUMNS; col++) {
        const struct label *l = &f->head[col];
        if (l->what == NOTHING
            || (l->what != ALL && (l->what == LIKELIHOOD) != !!f->matrix))
            continue;
        RT_TRY(add_figure(f, col, row, before,
            f->matrix ? of_matrix(f->matrix, all ? -1 : importance,
                l->what == ALL ? -1 : l->value)
                      : of_tally(t, l),
            err));
    }
    return RT_OK;
}

static enum rt_status search_sheet(struct figures *f, struct rt_error *err)
{
    bool listed = false;
    uint32_t ids = 0, col;

    for (size_t i = 0; i < rt_grid_row_count(f->a->grid, f->sheet); i++) {
        const struct rt_row *row = rt_grid_row(f->a->grid, f->sheet, i);
        bool taken = false;
        const struct rt_cell *id = cell_at(f, ids, row->number);
        listed = listed && id && (id->is_formula || !rt_cell_blank(id));
        if (!listed && heads_list(f, row, &col)) {
            listed = true;
            ids = col;
        }
        if (listed || take_head(f, row))
            continue;
        if (f->head_row > 0 && row->number == f->head_row + 1)
            RT_TRY(take_row(f, row->number, &taken, err));
        f->head_row = taken ? row->number : 0;
    }
    return RT_OK;
}

/* --- the book ------------------------------------------------------------ */

static enum rt_status search(struct figures *f, struct rt_error *err)
{
    const struct rt_audit *a = f->a;
    bool listed = false;

    f->list = SIZE_MAX;
    for (size_t i = 0; i < a->row_count; i++) {
        if (a->rows[i].view)
            continue;
        /* Which classes are right is not known. */
        if (!a->rows[i].profile && !a->rows[i].kept)
            return RT_OK;
        f->list = !listed || f->list == a->rows[i].sheet ? a->rows[i].sheet
                                                         : SIZE_MAX;
        listed = true;
        RT_TRY(count_row(f, &a->rows[i], err));
    }
    for (f->sheet = 0; f->sheet < rt_grid_sheet_count(a->grid); f->sheet++) {
        f->head_row = 0;
        struct rt_str name = rt_grid_sheet(a->grid, f->sheet)->name;
        if (!a->tables[f->sheet].own && rt_own_repeats(name))
            RT_TRY(search_sheet(f, err));
    }
    return RT_OK;
}

enum rt_status rt_own_figures(const struct rt_audit *a, struct rt_arena *arena,
    struct rt_summaries *out, struct rt_error *err)
{
    struct figures f = {.a = a, .arena = arena, .out = out};
    enum rt_status rc;

    if (a->row_count == 0 || !a->rows[0].own)
        return RT_OK;
    f.by_department = calloc(a->row_count, sizeof *f.by_department);
    rc = f.by_department ? search(&f, err) : rt_fail_nomem(err);
    free(f.by_department);
    rt_intern_fini(&f.departments);
    return rc;
}
