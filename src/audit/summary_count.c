/* Counting the rows of lists, and reading what is counted (see
 * summary_count.h). */
#include "audit/summary_count.h"

#include <stdlib.h>

#include "base/fold.h"
#include "base/intern.h"
#include "base/list.h"
#include "form/word/value.h"

/* A row of a list. */
struct line {
    size_t sheet;
    uint32_t row;
    bool accepted;
    enum rt_class shown, right;
    uint32_t department, medium; /* numbers of their folded names */
};

struct rt_counter {
    const struct rt_vocab *vocab;
    struct line *lines; /* by sheet and row */
    size_t count;
    struct rt_intern departments, media;
};

/* --- the rows ------------------------------------------------------------------- */

static enum rt_status add_line(struct rt_counter *c, const struct rt_table *t,
    const struct rt_row *row, const struct rt_audit_row *r,
    struct rt_error *err)
{
    struct line *l = &c->lines[c->count++];
    const struct rt_cell *medium = rt_cell_of(&t->layout, row, RT_F_MEDIUM);
    const struct rt_cell *department
        = rt_cell_of(&t->layout, row, RT_F_MANAGED_BY);

    l->row = row->number;
    l->accepted = r != NULL;
    if (!rt_is_taken(rt_value_class(c->vocab,
            rt_cell_of(&t->layout, row, RT_F_LEVEL_LABEL), &l->shown)))
        l->shown = RT_CLASS_NONE;
    l->right = r ? r->result.class : l->shown;
    RT_NEED(rt_intern_folded(&c->departments,
                r            ? r->department
                : department ? department->text
                             : RT_STR_NONE,
                &l->department)
                && rt_intern_folded(&c->media,
                    r && r->medium ? rt_str(r->medium)
                    : medium       ? medium->text
                                   : RT_STR_NONE,
                    &l->medium),
        err);
    return RT_OK;
}

static enum rt_status add_lines(
    struct rt_counter *c, const struct rt_audit *a, struct rt_error *err)
{
    for (size_t s = 0; s < rt_grid_sheet_count(a->grid); s++) {
        const struct rt_table *t = &a->tables[s];
        for (size_t i = 0;
             rt_table_is_assessed(t) && i < rt_grid_row_count(a->grid, s);
             i++) {
            const struct rt_row *row = rt_grid_row(a->grid, s, i);
            if (t->lines[i] != RT_LINE_DATA)
                continue;
            c->vocab = t->layout.vocab;
            c->lines[c->count].sheet = s;
            RT_TRY(
                add_line(c, t, row, rt_audit_row_at(a, s, row->number), err));
        }
    }
    return RT_OK;
}

enum rt_status rt_counter_new(
    const struct rt_audit *a, struct rt_counter **out, struct rt_error *err)
{
    size_t rows = 1;
    struct rt_counter *c = calloc(1, sizeof *c);

    *out = c;
    RT_NEED(c, err);
    for (size_t s = 0; s < rt_grid_sheet_count(a->grid); s++)
        rows += rt_table_is_assessed(&a->tables[s])
                    ? rt_grid_row_count(a->grid, s)
                    : 0;
    c->lines = calloc(rows, sizeof *c->lines);
    return c->lines ? add_lines(c, a, err) : rt_fail_nomem(err);
}

void rt_counter_free(struct rt_counter *c)
{
    if (!c)
        return;
    rt_intern_fini(&c->departments);
    rt_intern_fini(&c->media);
    free(c->lines);
    free(c);
}

/* --- counting ------------------------------------------------------------------- */

/* The first line that is not before that place. */
static size_t lower(const struct rt_counter *c, size_t sheet, uint32_t row)
{
    size_t at;

    RT_LOWER_BOUND(at, c->count,
        c->lines[at].sheet < sheet
            || (c->lines[at].sheet == sheet && c->lines[at].row < row));
    return at;
}

bool rt_counter_is_line(const struct rt_counter *c, size_t sheet, uint32_t row)
{
    size_t i = lower(c, sheet, row);

    return i < c->count && c->lines[i].sheet == sheet && c->lines[i].row == row;
}

bool rt_counter_has(const struct rt_counter *c, size_t list)
{
    size_t i = list == SIZE_MAX ? 0 : lower(c, list, 0);

    return i < c->count && (list == SIZE_MAX || c->lines[i].sheet == list);
}

size_t rt_counter_lists(const struct rt_counter *c)
{
    return c->count > 0 && c->lines[0].sheet == c->lines[c->count - 1].sheet
               ? c->lines[0].sheet
               : SIZE_MAX;
}

uint64_t rt_counter_count(
    const struct rt_counter *c, const struct rt_figure *g, enum rt_counting way)
{
    size_t i = g->list == SIZE_MAX ? 0 : lower(c, g->list, 0);
    uint64_t n = 0;

    for (;
         i < c->count && (g->list == SIZE_MAX || c->lines[i].sheet == g->list);
         i++) {
        const struct line *l = &c->lines[i];
        enum rt_class class = way == RT_COUNT_SHOWN ? l->shown : l->right;
        if ((g->department && g->department != l->department)
            || (g->medium && g->medium != l->medium)
            || (way != RT_COUNT_SHOWN && !l->accepted)
            || (way == RT_COUNT_RATED && class == RT_CLASS_NONE))
            continue;
        n += g->open ? class == RT_CLASS_NONE
                     : g->class == RT_CLASS_NONE || g->class == class;
    }
    return n;
}

/* --- words ---------------------------------------------------------------------- */

static const struct {
    const char *folded;
    enum rt_label_kind kind;
} words[] = {
    {"件数", RT_LABEL_COUNT},
    {"数", RT_LABEL_COUNT},
    {"件", RT_LABEL_COUNT},
    {"今回", RT_LABEL_COUNT},
    {"現在", RT_LABEL_COUNT},
    {"リスク件数", RT_LABEL_COUNT},
    {"リスク数", RT_LABEL_COUNT},
    {"count", RT_LABEL_COUNT},
    {"合計", RT_LABEL_ALL},
    {"計", RT_LABEL_ALL},
    {"総計", RT_LABEL_ALL},
    {"総数", RT_LABEL_ALL},
    {"総件数", RT_LABEL_ALL},
    {"全体", RT_LABEL_ALL},
    {"全件", RT_LABEL_ALL},
    {"全社", RT_LABEL_ALL},
    {"情報資産", RT_LABEL_ALL},
    {"情報資産数", RT_LABEL_ALL},
    {"資産数", RT_LABEL_ALL},
    {"資産件数", RT_LABEL_ALL},
    {"登録件数", RT_LABEL_ALL},
    {"total", RT_LABEL_ALL},
    {"未確定", RT_LABEL_CLASS},
    {"not known", RT_LABEL_CLASS},
};

static enum rt_label_kind word_kind(struct rt_str s)
{
    for (size_t i = 0; i < RT_COUNT(words); i++) {
        if (rt_str_is(s, words[i].folded))
            return words[i].kind;
    }
    return RT_LABEL_OTHER;
}

/* 「リスク大（件）」, 「営業部の件数」: without the unit. */
static struct rt_str without_unit(struct rt_str s)
{
    static const char *const units[] = {"(件)", "の件数", "件数", "(件数)"};

    for (size_t i = 0; i < RT_COUNT(units); i++) {
        if (rt_str_ends(s, rt_str(units[i])) && s.n > strlen(units[i]))
            s.n -= strlen(units[i]);
    }
    return s;
}

struct rt_label rt_counter_label(
    const struct rt_counter *c, const struct rt_cell *cell)
{
    struct rt_label l = {.kind = RT_LABEL_BLANK, .class = RT_CLASS_NONE};
    struct rt_cell word = {.type = RT_CELL_STRING};
    char folded[128];
    struct rt_str s = {folded, 0};

    if (rt_cell_blank(cell))
        return l;
    l.kind = RT_LABEL_OTHER;
    l.text = rt_str_trim(cell->text);
    s.n = rt_fold_fixed(cell->text, folded, sizeof folded);
    if (cell->type != RT_CELL_STRING || s.n > sizeof folded)
        return l;
    l.kind = word_kind(s);
    l.open = l.kind == RT_LABEL_CLASS;
    if (l.kind != RT_LABEL_OTHER)
        return l;
    s = without_unit(s);
    word.text = s;
    l.bare = !rt_str_contains(s, RT_STR("リスク"))
             && !rt_str_contains(s, RT_STR("risk"));
    if (rt_is_taken(rt_value_class(c->vocab, &word, &l.class)))
        l.kind = RT_LABEL_CLASS;
    else if ((l.name = rt_intern_find(&c->departments, s)) != 0)
        l.kind = RT_LABEL_DEPARTMENT;
    else if ((l.name = rt_intern_find(&c->media, s)) != 0)
        l.kind = RT_LABEL_MEDIUM;
    return l;
}

/* --- figures in a text ------------------------------------------------------------ */

static bool skip(struct rt_str *s, const char *word)
{
    return rt_str_skip(s, &word, 1);
}

static void skip_between(struct rt_str *s)
{
    static const char *const between[] = {":", "=", "は", "が", "…", "-", "("};

    while (rt_str_skip_any(s, between))
        continue;
}

/* 「:3件」 */
static bool skip_count(struct rt_str *s, double *value)
{
    size_t n = 0;

    skip_between(s);
    while (n < s->n && n < 7 && s->p[n] >= '0' && s->p[n] <= '9')
        n++;
    if (n == 0 || !rt_parse_double((struct rt_str){s->p, n}, value))
        return false;
    s->p += n;
    s->n -= n;
    return skip(s, "件");
}

/* What else a text of counts may hold. */
static bool skip_filling(struct rt_str *s)
{
    static const char *const filling[] = {"の件数", "件数", "の内訳", "内訳",
        "の集計", "集計", "情報資産", "資産", "リスク", "、", "，", ",", "・",
        "/", "。", "(", ")", "[", "]", "【", "】", "■", "●", "※", "・", ":",
        "うち", "でした", "となりました", "あります", "あり", "で", "です"};

    return rt_str_skip_any(s, filling);
}

static bool read_phrase(struct rt_str *s, struct rt_phrase *out)
{
    static const char *const all[] = {"合計", "総件数", "総数", "計", "全"};
    struct rt_str rest = *s;

    while (skip(&rest, "リスク"))
        continue;
    for (int k = RT_LOW; k <= RT_HIGH; k++) {
        if (!skip(&rest, rt_class_label((enum rt_class)k, RT_JA)))
            continue;
        out->class = (enum rt_class)k;
        out->label = rt_str(rt_class_shown((enum rt_class)k));
        if (!skip_count(&rest, &out->value))
            return false;
        *s = rest;
        return true;
    }
    rest = *s;
    if (!rt_str_skip_any(&rest, all) || !skip_count(&rest, &out->value))
        return false;
    out->class = RT_CLASS_NONE;
    out->label = RT_STR("合計");
    *s = rest;
    return true;
}

size_t rt_counter_phrases(
    const struct rt_cell *cell, struct rt_phrase *out, size_t max)
{
    char folded[512];
    struct rt_str s = {folded, 0};
    size_t n = 0;
    bool class = false;

    if (!rt_str_contains(cell->text, RT_STR("件")))
        return 0;
    s.n = rt_fold_fixed(cell->text, folded, sizeof folded);
    if (s.n > sizeof folded || !rt_str_contains(s, RT_STR("リスク")))
        return 0;
    while (s.n > 0 && n < max) {
        if (read_phrase(&s, &out[n])) {
            class |= out[n].class != RT_CLASS_NONE;
            n++;
        } else if (!skip_filling(&s)) {
            return 0;
        }
    }
    return s.n == 0 && class ? n : 0;
}
