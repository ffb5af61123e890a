/* A number that a list gives twice: reports refer to assets by it. A list that
 * begins again at 1 has a numbering for each of its parts, the rows of one
 * asset may share its number, and where a quarter of the rows repeat one, it
 * is no number of theirs. None of that is so in what this program writes: two
 * rows have one number, or one risk's id, only where a row was copied or a risk
 * came twice. */
#include <math.h>
#include <stdlib.h>

#include "audit/structure/structure_audit.h"
#include "base/fold.h"
#include "base/intern.h"
#include "base/list.h"
#include "form/word/value.h"

struct numbers {
    enum rt_field field;
    struct rt_intern seen;
    uint32_t *first; /* row of the number's first, by its number in `seen` */
    size_t cap, rows;
    struct twice {
        const struct rt_cell *cell;
        uint32_t row, first;
    } * twice;
    size_t count, twice_cap;
};

static struct rt_str text_in(
    const struct rt_structure *s, size_t sheet, enum rt_field f, uint32_t row)
{
    int32_t col = s->tables[sheet].layout.col_of[f];

    return col < 0
               ? RT_STR_NONE
               : rt_cell_text(rt_grid_cell(s->grid, sheet, (uint32_t)col, row));
}

static bool is_same_in(const struct rt_structure *s, size_t sheet,
    enum rt_field f, uint32_t a, uint32_t b)
{
    return rt_fold_eq(text_in(s, sheet, f, a), text_in(s, sheet, f, b));
}

/* Whether the rows may share the number: they describe one asset, or one risk
 * in a list of ours. */
static bool may_share(const struct rt_structure *s, size_t sheet,
    enum rt_field f, uint32_t a, uint32_t b)
{
    if (s->tables[sheet].own && f == RT_F_NO)
        return text_in(s, sheet, RT_F_RISK_ID, a).n > 0
               && is_same_in(s, sheet, RT_F_RISK_ID, a, b);
    if (f == RT_F_RISK_ID && rt_structure_is_copy(s, sheet, a, b))
        return false;
    return text_in(s, sheet, RT_F_ASSET, a).n > 0
           && is_same_in(s, sheet, RT_F_ASSET, a, b)
           && (f == RT_F_NO
               || (is_same_in(s, sheet, RT_F_MEDIUM, a, b)
                   && is_same_in(s, sheet, RT_F_MANAGED_BY, a, b)));
}

/* Whether 2 comes after the 1 of the i-th row of the grid, or after further
 * rows of 1. */
static bool begins_part(const struct rt_structure *s, size_t sheet, size_t i)
{
    enum { ROWS_OF_ONE = 16 };
    size_t n = rt_grid_row_count(s->grid, sheet);

    n = n < i + ROWS_OF_ONE ? n : i + ROWS_OF_ONE;
    while (++i < n) {
        const struct rt_cell *cell = rt_cell_of(
            &s->tables[sheet].layout, rt_grid_row(s->grid, sheet, i), RT_F_NO);
        if (!rt_cell_blank(cell) && !rt_fold_eq(cell->text, RT_STR("1")))
            return rt_fold_eq(cell->text, RT_STR("2"));
    }
    return false;
}

static enum rt_status take(struct rt_structure *s, struct numbers *n,
    size_t sheet, const struct rt_cell *cell, size_t at, struct rt_error *err)
{
    uint32_t row = rt_grid_row(s->grid, sheet, at)->number;
    char folded[64];
    struct rt_str text = {folded, rt_fold_fixed(cell->text, folded, 64)};
    uint32_t id;

    if (text.n > sizeof folded)
        return RT_OK;
    if (rt_str_is(text, "1") && !s->tables[sheet].own
        && begins_part(s, sheet, at)) {
        rt_intern_fini(&n->seen);
        n->seen = (struct rt_intern){0};
    }
    n->rows++;
    id = rt_intern_find(&n->seen, text);
    if (id && !may_share(s, sheet, n->field, n->first[id], row)) {
        RT_NEED(RT_GROW(n->twice, n->count, n->twice_cap), err);
        n->twice[n->count++] = (struct twice){cell, row, n->first[id]};
    }
    if (id)
        return RT_OK;
    id = rt_intern(&n->seen, text);
    RT_NEED(id && RT_ROOM(n->first, n->cap, (size_t)id + 1), err);
    n->first[id] = row;
    return RT_OK;
}

static enum rt_status report(struct rt_structure *s, size_t sheet,
    enum rt_field f, const struct twice *t, struct rt_error *err)
{
    struct rt_str number = rt_str_trim(t->cell->text);
    bool copy = rt_structure_is_copy(s, sheet, t->first, t->row);
    enum rt_code code = f == RT_F_RISK_ID      ? copy ? RT_PL115 : RT_PL110
                        : s->tables[sheet].own ? RT_PL108
                                               : RT_DU105;

    return rt_structure_put(s, code, sheet, t->cell->col, t->row,
        RT_ARGS(number, RT_DECIMAL(t->first)), RT_STR_NONE, number, err);
}

/* 「五・十八」: numerals that nothing here compares with a list's. */
static bool is_kanji_number(struct rt_str s)
{
    static const char numerals[] = "〇零一二三四五六七八九十百壱弐参";
    static const char between[] = "・、，,/ 　";
    bool any = false;

    for (size_t n; s.n > 0; s.p += n, s.n -= n) {
        uint32_t cp;
        n = rt_utf8_decode(s, &cp);
        if (n == 0
            || (!memmem(numerals, sizeof numerals - 1, s.p, n)
                && !memmem(between, sizeof between - 1, s.p, n)))
            return false;
        any |= memmem(numerals, sizeof numerals - 1, s.p, n) != NULL;
    }
    return any;
}

/* Anything but numbers and what people write around them: 「No.9、10～13番ほか」,
 * 「9（名簿）」. */
static bool has_words(const struct rt_cell *cell)
{
    static const char *const around[] = {"資産", "目録", "no", "第", "番", "号",
        "の", "および", "及び", "と", "から", "まで", "ほか", "他", "等",
        "など", "、", ",", "､", "・", "･", "/", ";", "&", "+", "~", "～", "〜",
        "-", "ー", "→", ".", ":", "#", "(", ")", " ", "\n", "\r", "\t", "|"};
    char folded[512];
    struct rt_str s = {folded, rt_fold_fixed(cell->text, folded, 512)};

    while (s.n > 0 && s.n <= sizeof folded) {
        size_t n = s.p[0] >= '0' && s.p[0] <= '9';
        const char *end = s.p[0] == '(' ? memchr(s.p, ')', s.n) : NULL;
        if (end)
            n = (size_t)(end - s.p) + 1;
        for (size_t i = 0; i < RT_COUNT(around) && n == 0; i++)
            n = rt_str_starts(s, rt_str(around[i])) ? strlen(around[i]) : 0;
        if (n == 0)
            return true;
        s = (struct rt_str){s.p + n, s.n - n};
    }
    return false;
}

/* In the report's column that names assets of a list. */
static bool is_odd_name(const struct rt_cell *cell)
{
    return cell->type == RT_CELL_STRING && rt_cell_says(cell)
           && has_words(cell);
}

static bool is_odd(const struct rt_cell *cell)
{
    double v = cell->number;

    return is_kanji_number(rt_str_trim(cell->text))
           || ((cell->type == RT_CELL_NUMBER
                   || rt_parse_double(rt_str_trim(cell->text), &v))
               && (v < 0 || v != floor(v)));
}

/* In a list's No only what few rows have is odd: a company may number as it
 * likes, and so its reports may name assets. But no list has 1.5 or 五. */
static enum rt_status judge_odd(
    struct rt_structure *s, size_t sheet, enum rt_field f, struct rt_error *err)
{
    const struct rt_table *t = &s->tables[sheet];
    size_t odd = 0, names = 0, all = 0, n = rt_grid_row_count(s->grid, sheet);

    for (int report = 0; report < 2; report++) {
        for (size_t i = 0; i < n; i++) {
            const struct rt_row *row = rt_grid_row(s->grid, sheet, i);
            const struct rt_cell *cell = rt_cell_of(&t->layout, row, f);
            if (t->lines[i] != RT_LINE_DATA || rt_cell_blank(cell)
                || cell->is_formula)
                continue;
            all += !report;
            odd += !report && is_odd(cell);
            names += !report && f == RT_F_ASSET_NOS && is_odd_name(cell);
            bool is = (is_odd(cell) && (f != RT_F_NO || odd * 4 <= all))
                      || (f == RT_F_ASSET_NOS && is_odd_name(cell)
                          && names * 4 <= all);
            if (!report || !is)
                continue;
            struct rt_str text = rt_str_trim(cell->text);
            RT_TRY(rt_structure_put(s, RT_VA315, sheet, cell->col, row->number,
                RT_ARGS(rt_field_name(f, s->audit->lang), text), RT_STR_NONE,
                text, err));
        }
    }
    return RT_OK;
}

static enum rt_status judge_twice(
    struct rt_structure *s, size_t sheet, enum rt_field f, struct rt_error *err)
{
    const struct rt_table *t = &s->tables[sheet];
    struct numbers n = {.field = f};
    enum rt_status rc = RT_OK;

    for (size_t i = 0; i < rt_grid_row_count(s->grid, sheet) && rc == RT_OK;
         i++) {
        const struct rt_row *row = rt_grid_row(s->grid, sheet, i);
        const struct rt_cell *cell = rt_cell_of(&t->layout, row, f);
        if (t->lines[i] != RT_LINE_DATA)
            continue;
        bool counts = !rt_cell_blank(cell);
        if (f == RT_F_RISK_ID)
            rc = rt_structure_id(s, sheet, i, &counts, err);
        if (counts)
            RT_THEN(rc, take(s, &n, sheet, cell, i, err));
    }
    for (size_t i = 0;
         i < n.count && rc == RT_OK && (t->own || n.count * 4 <= n.rows); i++)
        rc = report(s, sheet, f, &n.twice[i], err);
    rt_intern_fini(&n.seen);
    free(n.first);
    free(n.twice);
    return rc;
}

/* --- a number that is none of the sequence --------------------------------- */

enum { SEQUENCE_AT_LEAST = 5 };

/* A row whose number is typed, and the number. */
struct numbered {
    const struct rt_cell *cell;
    uint32_t row;
    int n;
};

static enum rt_status read_sequence(struct rt_structure *s, size_t sheet,
    struct numbered **list, size_t *count, struct rt_error *err)
{
    const struct rt_table *t = &s->tables[sheet];
    size_t cap = 0;

    for (size_t i = 0; i < rt_grid_row_count(s->grid, sheet); i++) {
        const struct rt_row *row = rt_grid_row(s->grid, sheet, i);
        const struct rt_cell *cell = rt_cell_of(&t->layout, row, RT_F_NO);
        if (t->lines[i] != RT_LINE_DATA)
            continue;
        RT_NEED(RT_ARENA_GROW(&s->arena, *list, *count, cap), err);
        (*list)[(*count)++] = (struct numbered){
            .cell = cell, .row = row->number, .n = rt_whole_of(cell)};
    }
    return RT_OK;
}

/* 1, 2, 33, 4, 5: one row's number, where those before and after it, and all
 * others, count on. One that another row has is reported as that. */
static enum rt_status judge_sequence(
    struct rt_structure *s, size_t sheet, struct rt_error *err)
{
    struct numbered *list = NULL;
    size_t count = 0, odd = 0;
    struct rt_str text;
    int due;

    RT_TRY(read_sequence(s, sheet, &list, &count, err));
    for (size_t i = 1; i < count; i++) {
        if (list[i].n == list[0].n + (int)i)
            continue;
        if (odd > 0)
            return RT_OK;
        odd = i;
    }
    if (count < SEQUENCE_AT_LEAST || odd == 0 || list[odd].n < 0
        || list[0].n < 0 || list[odd].cell->is_formula)
        return RT_OK;
    due = list[0].n + (int)odd;
    if (list[odd].n >= list[0].n && list[odd].n < list[0].n + (int)count)
        return RT_OK;
    text = rt_str_trim(list[odd].cell->text);
    return rt_structure_put(s, RT_TP514, sheet, list[odd].cell->col,
        list[odd].row, RT_ARGS(text, RT_DECIMAL(due), RT_STR("")), RT_STR_NONE,
        text, err);
}

enum rt_status rt_structure_numbers(
    struct rt_structure *s, size_t sheet, struct rt_error *err)
{
    const struct rt_table *t = &s->tables[sheet];

    if (!t->own && t->layout.col_of[RT_F_NO] >= 0)
        RT_TRY(judge_sequence(s, sheet, err));
    if (t->layout.form == RT_FORM_REPORT)
        return judge_odd(s, sheet, RT_F_ASSET_NOS, err);
    if (t->own)
        RT_TRY(judge_odd(s, sheet, RT_F_NO, err));
    RT_TRY(judge_twice(s, sheet, RT_F_NO, err));
    return t->own ? judge_twice(s, sheet, RT_F_RISK_ID, err) : RT_OK;
}
