/* What differs in two versions of a sheet: cells of paired rows, rows and columns
 * that only one of them has, formulas that became values.
 *
 * A value that is another one though the approval is the same was approved by
 * nobody (DL401). Of a plan, what people enter as the work goes on is not what was
 * approved; of a row that has its own approval, the values are.
 */
#include "audit/against/against.h"

#include <math.h>

#include "base/fold.h"

enum { SHOWN = 60, TEXT_BYTES = 700 };

struct difference {
    struct rt_sheets *p;
    const struct rt_row *old, *new;
    bool data;
    struct rt_str approval; /* of the row; empty: none that still counts */
    bool of_row;            /* it is the row's own */
};

/* --- words ------------------------------------------------------------------ */

static enum rt_lang lang_of(const struct rt_sheets *p)
{
    return p->new.a->lang;
}

struct shown {
    char text[SHOWN * 4 + 8];
};

/* On one line, and not long; 「空欄」 for nothing. */
static struct shown show(const struct rt_sheets *p, struct rt_str s)
{
    struct shown out = {""};
    size_t n = 0, cps = 0;

    s = rt_str_trim(s);
    if (s.n == 0) {
        snprintf(out.text, sizeof out.text, "%s",
            rt_say(lang_of(p), "空欄", "blank"));
        return out;
    }
    for (size_t i = 0; i < s.n && n + 8 < sizeof out.text; i++) {
        bool begins = ((unsigned char)s.p[i] & 0xC0) != 0x80;
        if (begins && ++cps > SHOWN) {
            memcpy(out.text + n, "…", sizeof "…" - 1);
            n += sizeof "…" - 1;
            break;
        }
        out.text[n++] = s.p[i] == '\n' || s.p[i] == '\r' ? ' ' : s.p[i];
    }
    out.text[n] = '\0';
    return out;
}

/* Where it was, in words. */
static enum rt_status say_place(const struct rt_sheets *p,
    const struct rt_side *s, uint32_t row, uint32_t col, struct rt_buf *to)
{
    const struct rt_where w = {.file = s->a->file,
        .sheet = rt_grid_sheet(s->a->grid, s->sheet)->name,
        .row = row,
        .col = col,
        .csv = s->a->csv};

    return rt_where_say(&w, lang_of(p), to);
}

/* The first text of a row, by which a reader knows it. */
static struct rt_str label_of(const struct rt_side *s, const struct rt_row *row)
{
    static const enum rt_field names[] = {RT_F_ASSET, RT_F_EVENT, RT_F_CONTROL,
        RT_F_TASK, RT_F_SOURCE, RT_F_RISK_ID};

    for (size_t i = 0; s->table->found && i < RT_COUNT(names); i++) {
        const struct rt_cell *c = rt_cell_of(&s->table->layout, row, names[i]);
        if (!rt_cell_blank(c) && row->number > s->table->layout.row2)
            return c->text;
    }
    for (size_t k = 0; k < row->count; k++) {
        if (!rt_cell_blank(&row->cells[k]))
            return row->cells[k].text;
    }
    return RT_STR_NONE;
}

/* --- reporting -------------------------------------------------------------- */

static enum rt_status put(struct rt_sheets *p, enum rt_code code, uint32_t row,
    uint32_t col, struct rt_str expected, struct rt_str actual,
    const struct rt_str arg[RT_FINDING_ARGS])
{
    const struct rt_side *s = &p->new;
    const struct rt_finding f = {.code = code,
        .where = {.file = s->a->file,
            .sheet = rt_grid_sheet(s->a->grid, s->sheet)->name,
            .row = row,
            .col = col,
            .csv = s->a->csv},
        .expected = expected,
        .actual = actual};

    return rt_finding_put(&f, lang_of(p), arg, &s->a->sink, p->err);
}

/* What the code says, as what was done after an approval. */
static enum rt_status put_approved(const struct difference *d, uint32_t row,
    uint32_t col, enum rt_code code, struct rt_str expected,
    struct rt_str actual, const struct rt_str arg[RT_FINDING_ARGS])
{
    struct rt_buf b = RT_BUF(1 << 20);
    enum rt_status rc
        = rt_finding_message(code, lang_of(d->p), arg, &b) == RT_OK
              ? RT_OK
              : rt_fail_nomem(d->p->err);

    RT_THEN(rc, put(d->p, RT_DL401, row, col, expected, actual,
                    RT_ARGS(d->approval, rt_buf_str(&b))));
    rt_buf_fini(&b);
    return rc;
}

static enum rt_status say(const struct difference *d, enum rt_code code,
    bool approved, uint32_t row, uint32_t col, struct rt_str expected,
    struct rt_str actual, const struct rt_str arg[RT_FINDING_ARGS])
{
    return approved ? put_approved(d, row, col, code, expected, actual, arg)
                    : put(d->p, code, row, col, expected, actual, arg);
}

/* --- approvals -------------------------------------------------------------- */

static struct rt_str text_at(const struct rt_row *row, uint32_t col)
{
    return col > 0
               ? rt_str_trim(rt_cell_text(rt_row_cell(row, (int32_t)col - 1)))
               : RT_STR_NONE;
}

/* Of a row with its own approval, which is the same in both. */
static struct rt_str approval_of_row(const struct difference *d, char *to)
{
    const struct rt_sheets *p = d->p;
    struct rt_str by = text_at(d->old, p->old_sign.by),
                  on = text_at(d->old, p->old_sign.on);

    if (by.n == 0 || on.n == 0
        || !rt_str_eq(by, text_at(d->new, p->new_sign.by))
        || !rt_str_eq(on, text_at(d->new, p->new_sign.on)))
        return RT_STR_NONE;
    snprintf(to, TEXT_BYTES, "%.*s%s%.*s", RT_FMT(by), rt_comma(lang_of(p)),
        RT_FMT(on));
    return rt_str(to);
}

/* Whether the column is among what the approval covers. */
static bool is_covered(const struct difference *d, uint32_t col)
{
    enum rt_field f
        = d->data ? rt_table_field(d->p->new.table, col) : RT_FIELD_NONE;

    if (d->approval.n == 0 || !d->data)
        return false;
    if (d->of_row)
        return f == RT_F_IMPORTANCE || f == RT_F_LIKELIHOOD || f == RT_F_LEVEL
               || f == RT_F_RES_IMPORTANCE || f == RT_F_RES_LIKELIHOOD
               || f == RT_F_RES_LEVEL || f == RT_F_TREATMENT;
    return f != RT_F_ACTUAL_START && f != RT_F_ACTUAL_END && f != RT_F_STATUS;
}

/* --- cells ------------------------------------------------------------------ */

/* Some programs store fifteen digits of a number, others seventeen. */
static bool are_numbers_same(double a, double b)
{
    const double least = 1e-13;

    return a == b || fabs(a - b) <= least * fabs(a);
}

bool rt_cells_say_same(const struct rt_cell *a, const struct rt_cell *b)
{
    if (rt_cell_blank(a) || rt_cell_blank(b))
        return rt_cell_blank(a) && rt_cell_blank(b);
    if (a->type == RT_CELL_NUMBER && b->type == RT_CELL_NUMBER)
        return are_numbers_same(a->number, b->number);
    return rt_str_eq(rt_str_trim(a->text), rt_str_trim(b->text));
}

/* What programs write in one way or another: quotes, the brackets of TRUE(). */
static bool skip_style(struct rt_str *s)
{
    static const char *const style[]
        = {"_xlfn.", "_xlws.", "()", "'", " ", "$"};

    return rt_str_skip_any(s, style);
}

/* The next character of a formula, without style and the digits of its rows. */
static bool next_char(struct rt_str *s, bool *in_ref, char *c)
{
    while (s->n > 0) {
        if (skip_style(s))
            continue;
        *c = s->p[0];
        *s = (struct rt_str){s->p + 1, s->n - 1};
        if (*in_ref && *c >= '0' && *c <= '9')
            continue;
        *in_ref = *c >= 'A' && *c <= 'Z';
        return true;
    }
    return false;
}

/* Rows above may be more or fewer: the formula is another one if it differs in
 * more than the rows that it refers to. */
static bool are_formulas_same(struct rt_str a, struct rt_str b)
{
    bool of_a = false, of_b = false, more;
    char x, y;

    if (a.n == 0 || b.n == 0)
        return true;
    while ((more = next_char(&a, &of_a, &x))) {
        if (!next_char(&b, &of_b, &y) || x != y)
            return false;
    }
    return !next_char(&b, &of_b, &y);
}

static enum rt_status say_cell(const struct difference *d, enum rt_code code,
    uint32_t col, uint32_t old_col, struct rt_str was, struct rt_str is)
{
    struct rt_sheets *p = d->p;
    struct rt_buf name = RT_BUF(1 << 20), place = RT_BUF(1 << 20);
    struct shown old = show(p, was), new = show(p, is);
    enum rt_status rc;

    if (d->data)
        rc = rt_table_column_name(p->new.table, col, lang_of(p), &name);
    else
        rc = rt_buf_adds(
            &name, rt_str(show(p, label_of(&p->new, d->new)).text));
    RT_THEN(rc, say_place(p, &p->old, d->old->number, old_col + 1, &place));
    if (rc != RT_OK)
        rc = rt_fail_nomem(p->err);
    RT_THEN(rc, say(d, code, is_covered(d, col), d->new->number, col + 1,
                    rt_str(old.text), rt_str(new.text),
                    RT_ARGS(rt_buf_str(&name), rt_str(old.text),
                        rt_str(new.text), rt_buf_str(&place))));
    rt_buf_fini(&name);
    rt_buf_fini(&place);
    return rc;
}

/* A No that is larger by the rows that were put in above. */
static bool is_renumbered(const struct difference *d, const struct rt_cell *a,
    const struct rt_cell *b, uint32_t col)
{
    struct rt_sheets *p = d->p;
    int64_t was, is;

    if (!d->data || rt_table_field(p->new.table, col) != RT_F_NO || !a || !b
        || !rt_parse_int(rt_str_trim(a->text), &was)
        || !rt_parse_int(rt_str_trim(b->text), &is)
        || is - was != (int64_t)d->new->number - (int64_t)d->old->number)
        return false;
    if (p->renumbered++ == 0)
        p->renumbered_row = d->new->number;
    return true;
}

static enum rt_status compare_cell(const struct difference *d,
    const struct rt_cell *a, const struct rt_cell *b, uint32_t col,
    uint32_t old_col)
{
    bool was = a && a->is_formula, is = b && b->is_formula;

    if (was && !is && !rt_cell_blank(b))
        return say_cell(d, RT_DL405, col, old_col, a->formula, rt_cell_text(b));
    if (!rt_cells_say_same(a, b) && is_renumbered(d, a, b, col))
        return RT_OK;
    if (!rt_cells_say_same(a, b))
        return say_cell(
            d, RT_DL402, col, old_col, rt_cell_text(a), rt_cell_text(b));
    if (was && is && !are_formulas_same(a->formula, b->formula))
        return say_cell(d, RT_DL410, col, old_col, a->formula, b->formula);
    return RT_OK;
}

/* The columns of the new row, then those that only the old one has filled. */
static enum rt_status compare_rows(const struct difference *d)
{
    const struct rt_sheets *p = d->p;

    for (size_t k = 0; k < d->new->count; k++) {
        const struct rt_cell *b = &d->new->cells[k];
        int32_t old = (int32_t)b->col;
        if (d->data)
            old = b->col < RT_COLUMNS_MAX ? p->old_of[b->col] : -1;
        if (old >= 0)
            RT_TRY(compare_cell(
                d, rt_row_cell(d->old, old), b, b->col, (uint32_t)old));
    }
    for (size_t k = 0; k < d->old->count; k++) {
        const struct rt_cell *a = &d->old->cells[k];
        int32_t new = (int32_t)a->col;
        if (d->data)
            new = a->col < RT_COLUMNS_MAX ? p->new_of[a->col] : -1;
        if (new >= 0 && !rt_row_cell(d->new, new))
            RT_TRY(compare_cell(d, a, NULL, (uint32_t) new, a->col));
    }
    return RT_OK;
}

static enum rt_status compare_pair(struct rt_sheets *p, size_t i)
{
    char own[TEXT_BYTES];
    struct difference d = {.p = p,
        .old = rt_side_row(&p->old, p->new.mate[i] - 1),
        .new = rt_side_row(&p->new, i),
        .data = rt_side_is_data(&p->new, i)};

    d.approval = approval_of_row(&d, own);
    d.of_row = d.approval.n > 0;
    if (!d.of_row)
        d.approval = p->approval;
    return compare_rows(&d);
}

/* --- rows ------------------------------------------------------------------- */

static bool says(const struct rt_row *row)
{
    for (size_t k = 0; k < row->count; k++) {
        if (!rt_cell_blank(&row->cells[k]))
            return true;
    }
    return false;
}

static enum rt_status report_row(
    struct rt_sheets *p, const struct rt_side *s, size_t i)
{
    const struct rt_row *row = rt_side_row(s, i);
    struct shown label = show(p, label_of(s, row));
    const struct difference d = {.p = p, .approval = p->approval};
    bool added = s == &p->new,
         approved = p->approval.n > 0 && rt_side_is_data(s, i);
    struct rt_buf place = RT_BUF(1 << 20);
    enum rt_status rc = RT_OK;

    if (s->mate[i] || rt_side_is_heading(s, i) || !says(row))
        return RT_OK;
    if (!added && say_place(p, s, row->number, 0, &place) != RT_OK)
        rc = rt_fail_nomem(p->err);
    RT_THEN(rc, say(&d, added ? RT_DL403 : RT_DL404, approved,
                    added ? row->number : 0, 0, RT_STR_NONE, RT_STR_NONE,
                    RT_ARGS(rt_str(label.text), rt_buf_str(&place))));
    rt_buf_fini(&place);
    return rc;
}

/* --- columns ---------------------------------------------------------------- */

static const struct rt_column *column_of(const struct rt_side *s, uint32_t col)
{
    const struct rt_layout *l = &s->table->layout;

    return rt_column_at(l->columns, l->column_count, col);
}

static enum rt_status report_column(
    struct rt_sheets *p, const struct rt_side *s, const struct rt_column *c)
{
    bool added = s == &p->new;
    int32_t other = c->col < RT_COLUMNS_MAX
                        ? (added ? p->old_of : p->new_of)[c->col]
                        : (int32_t)c->col;
    const struct rt_column *o
        = other >= 0 && added ? column_of(&p->old, (uint32_t)other) : NULL;
    struct shown text = show(p, c->text), was;

    if (rt_str_trim(c->text).n == 0)
        return RT_OK;
    if (other < 0)
        return put(p, added ? RT_DL408 : RT_DL409,
            added ? c->row : p->new.table->layout.row2, added ? c->col + 1 : 0,
            RT_STR_NONE, RT_STR_NONE, RT_ARGS(rt_str(text.text)));
    if (!o || rt_fold_eq(o->text, c->text))
        return RT_OK;
    was = show(p, o->text);
    return put(p, RT_DL402, c->row, c->col + 1, rt_str(was.text),
        rt_str(text.text),
        RT_ARGS(rt_str(rt_say(lang_of(p), "見出し", "the heading")),
            rt_str(was.text), rt_str(text.text)));
}

static enum rt_status compare_columns(struct rt_sheets *p)
{
    const struct rt_side *sides[] = {&p->new, &p->old};

    if (!p->old.table->found || !p->new.table->found)
        return RT_OK;
    for (size_t k = 0; k < RT_COUNT(sides); k++) {
        const struct rt_layout *l = &sides[k]->table->layout;
        for (size_t i = 0; i < l->column_count; i++)
            RT_TRY(report_column(p, sides[k], &l->columns[i]));
    }
    return RT_OK;
}

static enum rt_status report_renumbered(struct rt_sheets *p)
{
    char count[16];

    if (p->renumbered == 0)
        return RT_OK;
    snprintf(count, sizeof count, "%u", p->renumbered);
    return put(p, RT_DL412, p->renumbered_row,
        (uint32_t)p->new.table->layout.col_of[RT_F_NO] + 1, RT_STR_NONE,
        RT_STR_NONE, RT_ARGS(rt_str(count)));
}

enum rt_status rt_sheets_compare(struct rt_sheets *p)
{
    RT_TRY(compare_columns(p));
    for (size_t i = 0; i < p->new.rows; i++) {
        if (p->new.mate[i])
            RT_TRY(compare_pair(p, i));
        else
            RT_TRY(report_row(p, &p->new, i));
    }
    for (size_t i = 0; i < p->old.rows; i++)
        RT_TRY(report_row(p, &p->old, i));
    return report_renumbered(p);
}
