/* One verdict per cell: where they are kept, and how they are reported. */
#include <stdlib.h>

#include "audit/formulas/formula_audit.h"
#include "base/list.h"

enum { INPUTS_MAX = 6 };

struct rt_verdict *rt_verdict_add(struct rt_work *w, enum rt_code code,
    size_t sheet, uint32_t col, uint32_t row)
{
    struct rt_verdict *v;

    if (!RT_GROW(w->verdicts, w->verdict_count, w->verdict_cap)) {
        w->no_memory = true;
        return &w->lost;
    }
    v = &w->verdicts[w->verdict_count++];
    *v = (struct rt_verdict){
        .code = code, .sheet = sheet, .col = col, .row = row};
    if (sheet != SIZE_MAX && row > 0) {
        struct rt_item *item = rt_item_at(w, sheet, col, row);
        if (item)
            item->judged = true;
        v->known = rt_known_in_row(w, sheet, row);
    }
    return v;
}

struct rt_str rt_value_shown(struct rt_work *w, const struct rt_value *v)
{
    switch (v->type) {
    case RT_VALUE_NUMBER:
        return rt_work_text(w, RT_DECIMAL(v->number));
    case RT_VALUE_BOOL:
        return v->number != 0 ? RT_STR("TRUE") : RT_STR("FALSE");
    case RT_VALUE_TEXT:
    case RT_VALUE_ERROR:
        return rt_work_text(w, v->text);
    case RT_VALUE_BLANK:
        break;
    }
    return RT_STR("");
}

struct rt_str rt_cell_shown(struct rt_work *w, const struct rt_cell *c)
{
    struct rt_value v;

    if (!c)
        return RT_STR("");
    if (c->type == RT_CELL_DATE)
        return rt_work_text(w, c->text);
    return rt_cell_value(c, &v) ? rt_value_shown(w, &v) : RT_STR("");
}

struct rt_str rt_typed_shown(
    struct rt_work *w, const struct rt_cell *c, struct rt_str right)
{
    struct rt_str s = rt_cell_shown(w, c);
    enum rt_lang lang = w->audit->lang;
    double number;
    const char *as = rt_say(lang, "値「%.*s」", "the typed value \"%.*s\"");

    if (c->type == RT_CELL_ERROR)
        as = rt_say(lang, "エラー値「%.*s」（計算できないことを示す表示です）",
            "the error value \"%.*s\" (which says that something cannot be "
            "computed)");
    else if (c->type == RT_CELL_STRING && rt_parse_double(right, &number))
        as = rt_say(lang,
            "文字列「%.*s」（数値ではないので、計算に使えません）",
            "the text \"%.*s\" (no number, so nothing can be computed from "
            "it)");
    return rt_work_printf(w, as, RT_FMT(s));
}

struct rt_str rt_range_shown(struct rt_work *w, const struct rt_range *at)
{
    char from[16], to[16];

    rt_cell_ref(at->col1, at->row1, from);
    rt_cell_ref(at->col2, at->row2, to);
    return rt_work_printf(w, "%s:%s", from, to);
}

struct rt_str rt_formula_shown(struct rt_work *w, struct rt_str text)
{
    return rt_work_printf(w, "=%.*s", RT_FMT(text));
}

/* The cell whose formula it is. */
struct here {
    size_t sheet;
    uint32_t row;
};

/* What a cell is called in a sentence: its column, with the row where that is
 * another than the formula's; a cell outside the tables by its sheet. */
static enum rt_status add_cell_name(struct rt_work *w, const struct here *at,
    size_t sheet, uint32_t col, uint32_t row, struct rt_buf *out)
{
    const struct rt_table *t = &w->tables[sheet];
    enum rt_lang lang = w->audit->lang;
    char ref[16];

    if (t->found && col < t->width) {
        if (row != at->row || sheet != at->sheet)
            RT_TRY(
                rt_buf_printf(out, rt_say(lang, "%u行目の", "row %u "), row));
        return rt_table_column_name(t, col, lang, out);
    }
    rt_cell_ref(col, row, ref);
    if (sheet == at->sheet)
        return rt_buf_printf(out, rt_say(lang, "セル %s", "cell %s"), ref);
    return rt_buf_printf(out,
        rt_say(lang, "シート「%.*s」の %s", "sheet \"%.*s\" %s"),
        RT_FMT(rt_grid_sheet(w->grid, sheet)->name), ref);
}

static enum rt_status add_input(struct rt_work *w, const struct here *at,
    size_t sheet, uint32_t col, uint32_t row, struct rt_buf *out)
{
    const struct rt_cell *c = rt_grid_cell(w->grid, sheet, col, row);
    const struct rt_item *item = c ? rt_item_at(w, sheet, c->col, row) : NULL;
    struct rt_str shown = item && item->outcome == RT_OUTCOME_ALONE
                              ? rt_value_shown(w, &item->value)
                              : rt_cell_shown(w, c);

    if (shown.n > 60) {
        shown.n = 60;
        shown.n = rt_utf8_valid_prefix(shown);
    }
    if (shown.n == 0)
        shown = rt_str(rt_say(w->audit->lang, "空欄", "blank"));
    if (out->len > 0)
        RT_TRY(rt_buf_adds(out, rt_str(rt_comma(w->audit->lang))));
    RT_TRY(add_cell_name(w, at, sheet, col, row, out));
    return rt_buf_printf(out, " %.*s", RT_FMT(shown));
}

/* Whether what the formula refers to in front of its i-th reference has the
 * range in it. */
static bool seen_before(
    const struct rt_formula *f, size_t i, const struct rt_range *at)
{
    const struct rt_ref *ref = rt_formula_ref(f, i);

    for (size_t k = 0; k < i; k++) {
        const struct rt_ref *r = rt_formula_ref(f, k);
        if (r->at.row1 <= at->row1 && r->at.row2 >= at->row2
            && r->at.col1 <= at->col1 && r->at.col2 >= at->col2
            && rt_str_eq(r->sheet, ref->sheet))
            return true;
    }
    return false;
}

/* What decides nothing: the name that a formula asks for in front of all else,
 * and a flag that is not set. */
static bool is_idle(
    const struct rt_work *w, size_t sheet, uint32_t col, uint32_t row)
{
    const struct rt_cell *c = rt_grid_cell(w->grid, sheet, col, row);
    bool blank = rt_cell_blank(c) && !(c && c->is_formula);
    enum rt_field f = w->tables[sheet].found
                          ? rt_table_field(&w->tables[sheet], col)
                          : RT_FIELD_NONE;

    return blank ? rt_field_is_personal(f) : f == RT_F_ASSET;
}

/* A table that is looked through. */
static enum rt_status add_range(struct rt_work *w, const struct here *at,
    const struct rt_ref *ref, size_t sheet, struct rt_buf *out)
{
    enum rt_lang lang = w->audit->lang;
    char from[16], to[16];

    rt_cell_ref(ref->at.col1, ref->at.row1, from);
    rt_cell_ref(ref->at.col2, ref->at.row2, to);
    if (out->len > 0)
        RT_TRY(rt_buf_adds(out, rt_str(rt_comma(lang))));
    if (sheet == at->sheet)
        RT_TRY(rt_buf_adds(out, rt_str(rt_say(lang, "セル", "cells"))));
    else
        RT_TRY(rt_buf_printf(out,
            rt_say(lang, "シート「%.*s」の", "sheet \"%.*s\""),
            RT_FMT(rt_grid_sheet(w->grid, sheet)->name)));
    return rt_buf_printf(out, rt_say(lang, " %s～%s", " %s:%s"), from, to);
}

/* The cells of a range in one row, one by one; others as a whole. */
static enum rt_status add_inputs(struct rt_work *w, const struct here *at,
    const struct rt_formula *f, size_t i, size_t sheet, size_t *count,
    struct rt_buf *out)
{
    const struct rt_ref *ref = rt_formula_ref(f, i);

    if (ref->at.row1 != ref->at.row2 || ref->at.col2 - ref->at.col1 > 3) {
        ++*count;
        return add_range(w, at, ref, sheet, out);
    }
    for (uint32_t c = ref->at.col1; c <= ref->at.col2 && *count < INPUTS_MAX;
         c++) {
        const struct rt_range cell = {ref->at.row1, c, ref->at.row1, c};
        if (seen_before(f, i, &cell) || is_idle(w, sheet, c, ref->at.row1))
            continue;
        RT_TRY(add_input(w, at, sheet, c, ref->at.row1, out));
        ++*count;
    }
    return RT_OK;
}

struct rt_str rt_inputs_shown(
    struct rt_work *w, const struct rt_formula *f, size_t sheet, uint32_t row)
{
    struct here at = {sheet, row};
    size_t count = 0;
    struct rt_buf out = RT_BUF(8192); /* of more, the first are shown */
    enum rt_status rc = RT_OK;
    struct rt_str s;

    for (size_t i = 0;
         f && i < rt_formula_ref_count(f) && count < INPUTS_MAX && rc == RT_OK;
         i++) {
        const struct rt_ref *ref = rt_formula_ref(f, i);
        int target = rt_ref_sheet(w, sheet, ref);
        if (ref->broken || target < 0 || seen_before(f, i, &ref->at))
            continue;
        rc = add_inputs(w, &at, f, i, (size_t)target, &count, &out);
    }
    s = rt_work_built(w, rc == RT_LIMIT ? RT_OK : rc, &out);
    rt_buf_fini(&out);
    return s;
}

RT_SORTED(by_place, struct rt_verdict, RT_ORDER(x->sheet, y->sheet);
          RT_ORDER(x->row, y->row); RT_ORDER(x->col, y->col);
          RT_ORDER(x->code, y->code))

static enum rt_status put(
    struct rt_work *w, const struct rt_verdict *v, struct rt_error *err)
{
    const struct rt_audit *audit = w->audit;
    struct rt_finding f = {.code = v->code,
        .where.file = audit->file,
        .where.row = v->row,
        .where.col = v->row ? v->col + 1 : 0,
        .where.csv = audit->csv,
        .expected = v->expected,
        .actual = v->actual};

    if (v->sheet != SIZE_MAX)
        f.where.sheet = rt_grid_sheet(w->grid, v->sheet)->name;
    if (v->known) {
        f.risk_id = v->known->risk_id;
        f.department = v->known->department;
    }
    return rt_finding_put(&f, audit->lang, v->args, &audit->sink, err);
}

enum rt_status rt_verdicts_put(struct rt_work *w, struct rt_error *err)
{
    RT_NEED(!w->no_memory, err);
    if (w->verdict_count > 0)
        qsort(w->verdicts, w->verdict_count, sizeof *w->verdicts, by_place);
    for (size_t i = 0; i < w->verdict_count; i++) {
        /* One input may spoil several results. */
        bool of_input = w->verdicts[i].code == RT_RA512
                        || w->verdicts[i].code == RT_RA514;
        if (i == 0 || !of_input
            || by_place(&w->verdicts[i - 1], &w->verdicts[i]) != 0)
            RT_TRY(put(w, &w->verdicts[i], err));
    }
    return RT_OK;
}

bool rt_verdict_is_error(
    const struct rt_work *w, size_t sheet, uint32_t col, uint32_t row)
{
    struct rt_verdict key = {.sheet = sheet, .row = row, .col = col};
    size_t at;

    RT_LOWER_BOUND(at, w->verdict_count, by_place(&w->verdicts[at], &key) < 0);
    for (; at < w->verdict_count; at++) {
        const struct rt_verdict *v = &w->verdicts[at];
        if (v->sheet != sheet || v->row != row || v->col != col)
            break;
        if (rt_finding_info(v->code)->severity == RT_ERROR)
            return true;
    }
    return false;
}

struct rt_str rt_column_name(struct rt_work *w, size_t sheet, uint32_t col)
{
    enum rt_status rc;

    rt_buf_clear(&w->buf);
    rc = rt_table_column_name(&w->tables[sheet], col, w->audit->lang, &w->buf);
    return rt_work_built(w, rc, &w->buf);
}

/* What a row below the table is: 「合計」, 「未回答」. */
static struct rt_str label_below(
    const struct rt_work *w, size_t sheet, uint32_t col, uint32_t row)
{
    const struct rt_table *t = &w->tables[sheet];
    struct rt_str label = RT_STR_NONE;

    if (!t->found || t->last == 0 || row <= t->last)
        return label;
    for (uint32_t c = col; c-- > 0 && label.n == 0;) {
        const struct rt_cell *cell = rt_grid_cell(w->grid, sheet, c, row);
        if (cell && cell->type == RT_CELL_STRING && !cell->is_formula)
            label = rt_str_trim(cell->text);
    }
    return label;
}

struct rt_verdict *rt_verdict_new(struct rt_work *w, enum rt_code code,
    size_t sheet, uint32_t col, uint32_t row)
{
    struct rt_verdict *v = rt_verdict_add(w, code, sheet, col, row);
    struct rt_str line = label_below(w, sheet, col, row);
    struct rt_str name = rt_column_name(w, sheet, col);

    v->args[0] = line.n > 0 ? rt_crossed(w, line, name) : name;
    return v;
}
