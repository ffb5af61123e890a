/* Texts in our own books that merge always writes so: headings, the labels of a
 * matrix, the candidate controls.
 *
 * A row is known by most of its cells, so that rows may be moved and sorted;
 * what the others hold is not what was written. Others read labels through
 * rt_own_label, so that what is below an altered one is not blamed.
 */
#include "audit/own_fixed.h"

#include <stdlib.h>

#include "audit/audit_table.h"
#include "base/fold.h"
#include "base/list.h"
#include "record/book_lines.h"
#include "record/check_columns.h"
#include "risk/controls.h"
#include "risk/due.h"

enum {
    CELLS = 16,
    LINES_MAX = 120,
    FIXED_MAX = 2000,
    ROWS_MAX = 20000, /* of a sheet */
    LIKELIHOODS = 3,
    SCALE_ROWS = 4
};

/* A row of texts that belongs to a sheet. */
struct line {
    int col[CELLS];
    const char *text[CELLS][2]; /* by enum rt_lang */
    int count;
    int id;       /* enum rt_book_line_id, or negative */
    bool control; /* a line of the candidates */
    uint32_t row; /* that has it; 0: none so far */
};

struct finder {
    const struct rt_audit *a;
    struct rt_arena *arena;
    struct rt_fixed *list;
    size_t count, cap;
    size_t sheet;
    struct line lines[LINES_MAX]; /* of the sheet at hand */
    int line_count;
};

/* --- cells --------------------------------------------------------------- */

static struct rt_str text_at(
    const struct finder *f, uint32_t col, uint32_t row, char number[24])
{
    const struct rt_cell *c = rt_grid_cell(f->a->grid, f->sheet, col, row);

    if (!c || c->is_formula || c->type != RT_CELL_NUMBER)
        return rt_str_trim(rt_cell_text(c));
    rt_format_double(c->number, number, 24);
    return rt_str(number);
}

static enum rt_status add(struct finder *f, uint32_t col, uint32_t row,
    const char *right, struct rt_error *err)
{
    if (f->count >= FIXED_MAX)
        return RT_OK;
    RT_NEED(RT_ARENA_GROW(f->arena, f->list, f->count, f->cap), err);
    f->list[f->count++] = (struct rt_fixed){f->sheet, row, col, rt_str(right)};
    return RT_OK;
}

static const char *kept(struct finder *f, const char *text)
{
    return rt_arena_str(f->arena, rt_str(text)).p;
}

/* --- lines --------------------------------------------------------------- */

static void add_text(struct line *l, int col, struct rt_text text)
{
    if (l->count == CELLS)
        return;
    l->col[l->count] = col;
    l->text[l->count][RT_JA] = text.ja;
    l->text[l->count++][RT_EN] = text.en;
}

static struct line *new_line(struct finder *f)
{
    struct line *l = &f->lines[f->line_count < LINES_MAX ? f->line_count++ : 0];

    *l = (struct line){.id = -1};
    return l;
}

static enum rt_status add_control(
    struct finder *f, const struct rt_control *c, struct rt_error *err)
{
    struct line *l = new_line(f);
    char shown[RT_CONTROL_TEXT];

    for (int col = 0; col < RT_CONTROL_COLUMNS; col++) {
        struct rt_text text = {NULL, NULL};
        rt_control_shown(c, col, RT_JA, shown);
        text.ja = kept(f, shown);
        rt_control_shown(c, col, RT_EN, shown);
        text.en = kept(f, shown);
        RT_NEED(text.ja && text.en, err);
        add_text(l, col, text);
    }
    l->control = true;
    return RT_OK;
}

/* The headings of 対策状況, in two rows. */
static void add_checks(struct finder *f)
{
    struct line *upper = new_line(f), *lower = new_line(f);

    for (int col = 0; col < RT_CC_COUNT; col++) {
        bool answers = col >= RT_CC_DONE && col <= RT_CC_UNANSWERED;
        add_text(answers ? lower : upper, col, rt_check_heads[col]);
    }
}

/* The table of candidates, below its headings. */
static enum rt_status add_controls(struct finder *f, struct rt_error *err)
{
    struct line *heads = new_line(f);

    for (int col = 0; col < RT_CONTROL_COLUMNS; col++)
        add_text(heads, col, rt_control_heads[col]);
    for (size_t i = 0; rt_control(i); i++)
        RT_TRY(add_control(f, rt_control(i), err));
    return RT_OK;
}

static enum rt_status read_lines(struct finder *f, struct rt_error *err)
{
    struct rt_str name = rt_grid_sheet(f->a->grid, f->sheet)->name;

    f->line_count = 0;
    for (size_t i = 0; i < RT_BOOK_LINES; i++) {
        const struct rt_book_line *from = &rt_book_lines[i];
        struct line *l;
        if (!rt_is_word(name, from->sheet))
            continue;
        l = new_line(f);
        l->id = (int)i;
        for (size_t k = 0; k < from->count; k++)
            add_text(l, from->cells[k].first, rt_words(from->cells[k].word));
    }
    if (rt_is_word(name, RT_W_SHEET_CHECKS))
        add_checks(f);
    return rt_is_word(name, RT_W_SHEET_CONTROLS) ? add_controls(f, err) : RT_OK;
}

/* How many of the line's cells the row has, in the language that has more. */
static int count_same(const struct finder *f, const struct line *l,
    uint32_t row, enum rt_lang *lang)
{
    int n[2] = {0, 0};

    for (int i = 0; i < l->count; i++) {
        char number[24];
        struct rt_str s = text_at(f, (uint32_t)l->col[i], row, number);
        for (int k = 0; k < 2; k++)
            n[k] += rt_fold_eq(s, rt_str(l->text[i][k]));
    }
    *lang = n[RT_EN] > n[RT_JA] ? RT_EN : RT_JA;
    return n[*lang];
}

static enum rt_status check(struct finder *f, uint32_t col, uint32_t row,
    const char *right, struct rt_error *err)
{
    char number[24];

    if (rt_fold_eq(text_at(f, col, row, number), rt_str(right)))
        return RT_OK;
    right = kept(f, right);
    RT_NEED(right, err);
    return add(f, col, row, right, err);
}

/* The line that most of the row's cells are, or NULL. */
static struct line *find_line(
    struct finder *f, uint32_t row, enum rt_lang *lang)
{
    struct line *best = NULL;
    int most = 0;

    for (int i = 0; i < f->line_count; i++) {
        enum rt_lang of;
        int n = count_same(f, &f->lines[i], row, &of);
        /* Candidates may differ in their medium alone. */
        if (n < most || n == 0 || (n == most && best && best->row == 0))
            continue;
        most = n;
        best = &f->lines[i];
        *lang = of;
    }
    return best && most * 2 > best->count ? best : NULL;
}

/* --- labels of まとめ ---------------------------------------------------- */

enum { LABEL_COL = 1, MONTHS_MAX = 40 };

int rt_month_label(struct rt_str s)
{
    int64_t year, month;

    return s.n == 7 && s.p[4] == '/'
                   && rt_parse_int((struct rt_str){s.p, 4}, &year)
                   && rt_parse_int((struct rt_str){s.p + 5, 2}, &month)
               ? (int)(year * 12 + month - 1)
               : -1;
}

static enum rt_status take_priorities(
    struct finder *f, uint32_t row, enum rt_lang lang, struct rt_error *err)
{
    char text[80];

    for (int i = 1; i <= RT_PRIORITIES; i++) {
        snprintf(
            text, sizeof text, "%s %d", rt_word(lang, RT_W_SUM_PRIORITY), i);
        RT_TRY(check(f, LABEL_COL, row + (uint32_t)i, text, err));
    }
    RT_TRY(check(f, LABEL_COL, row + RT_PRIORITIES + 1,
        rt_word(lang, RT_W_SUM_NO_PRIORITY), err));
    return check(
        f, LABEL_COL, row + RT_PRIORITIES + 2, rt_word(lang, RT_W_TOTAL), err);
}

/* Months follow each other: the first is the one that most of them say. */
static enum rt_status take_months(
    struct finder *f, uint32_t row, enum rt_lang lang, struct rt_error *err)
{
    int first[MONTHS_MAX], best = -1, most = 0, n = 0;
    char number[24], text[16];

    while (n < MONTHS_MAX
           && !rt_fold_eq(text_at(f, LABEL_COL, row + 2 + (uint32_t)n, number),
               rt_str(rt_word(lang, RT_W_REVIEW_LATER)))
           && !rt_cell_blank(rt_grid_cell(
               f->a->grid, f->sheet, LABEL_COL, row + 2 + (uint32_t)n))) {
        int month = rt_month_label(
            text_at(f, LABEL_COL, row + 2 + (uint32_t)n, number));
        first[n] = month < 0 ? -1 : month - n;
        n++;
    }
    for (int i = 0; i < n; i++) {
        int votes = 0;
        for (int k = 0; k < n; k++)
            votes += first[i] >= 0 && first[k] == first[i];
        if (votes > most) {
            most = votes;
            best = first[i];
        }
    }
    for (int i = 0; i < n && most * 3 > n * 2; i++) {
        snprintf(text, sizeof text, "%04d/%02d", (best + i) / 12 % 10000,
            (best + i) % 12 + 1);
        RT_TRY(check(f, LABEL_COL, row + 2 + (uint32_t)i, text, err));
    }
    return RT_OK;
}

static enum rt_status take_labels(struct finder *f, const struct line *l,
    uint32_t row, enum rt_lang lang, struct rt_error *err)
{
    return l->id == RT_LINE_PRIORITIES ? take_priorities(f, row, lang, err)
           : l->id == RT_LINE_MONTHS   ? take_months(f, row, lang, err)
                                       : RT_OK;
}

/* An earlier version had one column less: the last is blank, and from one on
 * the headings are those of the next. */
static bool is_earlier(const struct finder *f, const struct line *l,
    uint32_t row, enum rt_lang lang)
{
    char number[24];
    int other = 0;

    for (int i = 0; i + 1 < l->count; i++)
        other += !rt_fold_eq(text_at(f, (uint32_t)l->col[i], row, number),
            rt_str(l->text[i][lang]));
    return other > 0
           && text_at(f, (uint32_t)l->col[l->count - 1], row, number).n == 0;
}

static enum rt_status take_row(
    struct finder *f, uint32_t row, struct rt_error *err)
{
    enum rt_lang lang = RT_JA;
    struct line *l = find_line(f, row, &lang);

    if (!l || is_earlier(f, l, row, lang))
        return RT_OK;
    for (int i = 0; i < l->count; i++)
        RT_TRY(check(f, (uint32_t)l->col[i], row, l->text[i][lang], err));
    if (l->row == 0)
        l->row = row;
    return take_labels(f, l, row, lang, err);
}

/* --- a matrix ------------------------------------------------------------ */

static void corner(enum rt_lang lang, char to[80])
{
    snprintf(to, 80, "%s ＼ %s", rt_word(lang, RT_W_SUM_IMPORTANCE),
        rt_word(lang, RT_W_SUM_LIKELIHOOD));
}

/* 「重要度 2」 */
static void label(enum rt_lang lang, int importance, char to[80])
{
    snprintf(to, 80, "%s %d", rt_word(lang, RT_W_SUM_IMPORTANCE), importance);
}

/* Whether a matrix begins in that cell, each likelihood over `step` columns:
 * most of its headings are there. */
static bool is_matrix(const struct finder *f, uint32_t col, uint32_t row,
    uint32_t step, enum rt_lang *lang)
{
    char text[80], number[24];
    int right = 0;

    for (int l = 0; l < 2; l++) {
        bool same;
        corner((enum rt_lang)l, text);
        same = rt_fold_eq(text_at(f, col, row, number), rt_str(text))
               || rt_fold_eq(
                   text_at(f, col + 1 + LIKELIHOODS * step, row, number),
                   rt_str(rt_word((enum rt_lang)l, RT_W_TOTAL)));
        if (same)
            *lang = (enum rt_lang)l;
        right += same;
    }
    for (uint32_t k = 1; right > 0 && k <= LIKELIHOODS; k++) {
        snprintf(text, sizeof text, "%u", k);
        right += rt_fold_eq(
            text_at(f, col + 1 + (k - 1) * step, row, number), rt_str(text));
    }
    return right >= LIKELIHOODS;
}

/* The importance of the first line: what most labels say. */
static int find_top(const struct finder *f, uint32_t col, uint32_t row,
    uint32_t lines, enum rt_lang lang)
{
    int votes[SCALE_ROWS] = {0}, best = -1;
    char text[80], number[24];

    for (uint32_t k = 0; k + 1 < lines; k++) {
        struct rt_str s = text_at(f, col, row + k, number);
        for (int top = 0; top < SCALE_ROWS; top++) {
            label(lang, top - (int)k, text);
            votes[top] += rt_fold_eq(s, rt_str(text));
        }
    }
    for (int top = 0; top < SCALE_ROWS; top++)
        if (votes[top] * 2 > (int)lines - 1)
            best = top;
    return best;
}

static enum rt_status take_matrix(struct finder *f, uint32_t col, uint32_t row,
    uint32_t step, enum rt_lang lang, struct rt_error *err)
{
    uint32_t lines = 0;
    char text[80];
    int top;

    corner(lang, text);
    RT_TRY(check(f, col, row, text, err));
    for (uint32_t k = 1; k <= LIKELIHOODS + 1; k++) {
        snprintf(text, sizeof text, "%u", k);
        RT_TRY(check(f, col + 1 + (k - 1) * step, row,
            k <= LIKELIHOODS ? text : rt_word(lang, RT_W_TOTAL), err));
    }
    while (lines <= SCALE_ROWS
           && !rt_cell_blank(
               rt_grid_cell(f->a->grid, f->sheet, col + 1, row + 1 + lines)))
        lines++;
    top = find_top(f, col, row + 1, lines, lang);
    for (uint32_t k = 0; top >= 0 && k < lines; k++) {
        label(lang, top - (int)k, text);
        RT_TRY(check(f, col, row + 1 + k,
            k + 1 < lines ? text : rt_word(lang, RT_W_TOTAL), err));
    }
    return RT_OK;
}

static enum rt_status take_matrices(
    struct finder *f, const struct rt_row *row, struct rt_error *err)
{
    struct rt_str name = rt_grid_sheet(f->a->grid, f->sheet)->name;
    uint32_t step = rt_is_word(name, RT_W_SHEET_SUMMARY)  ? 2
                    : rt_is_word(name, RT_W_SHEET_MATRIX) ? 1
                                                          : 0;
    enum rt_lang lang = RT_JA;

    for (size_t i = 0; step > 0 && i < row->count; i++) {
        uint32_t col = row->cells[i].col;
        if (is_matrix(f, col, row->number, step, &lang))
            return take_matrix(f, col, row->number, step, lang, err);
    }
    return RT_OK;
}

/* --- notes --------------------------------------------------------------- */

/* Texts that a sheet has somewhere. */
static const struct {
    enum rt_word sheet, text;
} notes[] = {{RT_W_SHEET_SUMMARY, RT_W_BOOK_REGISTER},
    {RT_W_SHEET_SUMMARY, RT_W_SUM_DEPARTMENTS_NOTE},
    {RT_W_SHEET_SUMMARY, RT_W_SUM_RECONCILIATION_NOTE},
    {RT_W_SHEET_MATRIX, RT_W_MATRIX_NOTE},
    {RT_W_SHEET_MATRIX, RT_W_MATRIX_FIRST},
    {RT_W_SHEET_DEPARTMENTS, RT_W_DEPT_NOTE},
    {RT_W_SHEET_DEPARTMENTS, RT_W_DEPT_WORST},
    {RT_W_SHEET_CHECKS, RT_W_CHECKS_NOTE},
    {RT_W_SHEET_LEGEND, RT_W_LEGEND_TITLE},
    {RT_W_SHEET_LEGEND, RT_W_LEGEND_NOTE},
    {RT_W_SHEET_LEGEND, RT_W_LEGEND_IMPORTANCE},
    {RT_W_SHEET_LEGEND, RT_W_LEGEND_PRIORITIES},
    {RT_W_SHEET_REVIEW, RT_W_REVIEW_NOTE},
    {RT_W_SHEET_CONTROLS, RT_W_CONTROLS_NOTE}};

static size_t same_start(struct rt_str a, const char *b)
{
    size_t n = 0;

    while (n < a.n && b[n] != '\0' && a.p[n] == b[n])
        n++;
    return n;
}

/* A text that is not there, and the cell that begins as it does. */
static enum rt_status take_note(
    struct finder *f, enum rt_word note, struct rt_error *err)
{
    struct rt_text text = rt_words(note);
    const struct rt_cell *found = NULL;
    uint32_t at = 0;
    enum rt_lang of = RT_JA;

    for (size_t i = 0;
         i < rt_grid_row_count(f->a->grid, f->sheet) && i < ROWS_MAX; i++) {
        const struct rt_row *row = rt_grid_row(f->a->grid, f->sheet, i);
        for (size_t k = 0; k < row->count; k++) {
            struct rt_str s = rt_str_trim(rt_cell_string(&row->cells[k]));
            if (rt_str_is(s, text.ja) || rt_str_is(s, text.en))
                return RT_OK;
            for (int lang = 0; lang < 2 && !found; lang++) {
                const char *right = lang == RT_JA ? text.ja : text.en;
                if (same_start(s, right) * 2 < strlen(right)
                    || row->cells[k].is_formula)
                    continue;
                found = &row->cells[k];
                at = row->number;
                of = (enum rt_lang)lang;
            }
        }
    }
    return found ? check(f, found->col, at, rt_text(of, text), err) : RT_OK;
}

static enum rt_status take_notes(struct finder *f, struct rt_error *err)
{
    struct rt_str name = rt_grid_sheet(f->a->grid, f->sheet)->name;

    for (size_t i = 0; i < RT_COUNT(notes); i++) {
        if (rt_is_word(name, notes[i].sheet))
            RT_TRY(take_note(f, notes[i].text, err));
    }
    return RT_OK;
}

/* --- the book ------------------------------------------------------------ */

RT_SORTED(by_place, struct rt_fixed, RT_ORDER(x->sheet, y->sheet);
          RT_ORDER(x->row, y->row); RT_ORDER(x->col, y->col))

enum rt_status rt_own_fixed_find(
    struct rt_audit *a, struct rt_arena *arena, struct rt_error *err)
{
    struct finder *f;

    if (a->row_count == 0 || !a->rows[0].own)
        return RT_OK;
    f = rt_arena_array(arena, 1, sizeof *f);
    RT_NEED(f, err);
    f->a = a;
    f->arena = arena;
    for (; f->sheet < rt_grid_sheet_count(a->grid); f->sheet++) {
        if (a->tables[f->sheet].own)
            continue;
        RT_TRY(read_lines(f, err));
        for (size_t i = 0;
             i < rt_grid_row_count(a->grid, f->sheet) && i < ROWS_MAX; i++) {
            const struct rt_row *row = rt_grid_row(a->grid, f->sheet, i);
            if (f->line_count > 0)
                RT_TRY(take_row(f, row->number, err));
            RT_TRY(take_matrices(f, row, err));
        }
        RT_TRY(take_notes(f, err));
    }
    if (f->count > 0)
        qsort(f->list, f->count, sizeof *f->list, by_place);
    a->fixed = f->list;
    a->fixed_count = f->count;
    return RT_OK;
}

struct rt_str rt_own_label(const struct rt_audit *a, size_t sheet,
    const struct rt_cell *c, uint32_t row)
{
    const struct rt_fixed *at = NULL, key = {.sheet = sheet, .row = row};
    struct rt_fixed k = key;

    if (!c || a->fixed_count == 0)
        return rt_str_trim(rt_cell_string(c));
    k.col = c->col;
    at = bsearch(&k, a->fixed, a->fixed_count, sizeof *a->fixed, by_place);
    return at ? at->right : rt_str_trim(rt_cell_string(c));
}
