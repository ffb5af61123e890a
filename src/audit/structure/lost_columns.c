/* Columns of the form that a table lacks.
 *
 * Where a column with another heading is in its place, that heading is
 * reported: it may have been overwritten. In a list of assets, which has
 * columns of its own, the values below it must be the field's. Otherwise a
 * table that has nearly all columns of its form lacks the others.
 */
#include "audit/structure/structure_audit.h"
#include "base/list.h"
#include "form/word/value.h"

static const enum rt_field threat_fields[] = {RT_F_THREAT, RT_F_VULNERABILITY};

enum { VALUES_AT_LEAST = 3 };

struct lost {
    struct rt_structure *s;
    size_t sheet;
    const struct rt_layout *l;
    bool workbook;     /* of an edition: all of its columns are expected */
    uint32_t row, col; /* of the last heading reported */
    uint32_t gap;      /* the column whose heading is missing; RT_NO_COLUMN */
};

/* --- what is missing -------------------------------------------------------- */

static bool is_missing(const struct rt_layout *l, enum rt_field f)
{
    if (l->col_of[f] >= 0 || rt_header_twice(l, f))
        return false;
    /* PL622 does. */
    if (l->form == RT_FORM_SOA && (f == RT_F_APPLIED || f == RT_F_IMPLEMENTED))
        return false;
    /* TP304 and TP311 of the intake report these. */
    if (l->form == RT_FORM_LEDGER
        && ((rt_field_is_score(f) && l->col_of[RT_F_IMPORTANCE] < 0)
            || f == RT_F_ASSET))
        return false;
    /* A label has no heading: it goes with its number's. */
    if (f == RT_F_LIKELIHOOD_LABEL)
        return l->col_of[RT_F_LIKELIHOOD] >= 0;
    if (f == RT_F_LEVEL_LABEL)
        return l->col_of[RT_F_LEVEL] >= 0;
    return !(rt_field_is_personal(f) && l->col_of[RT_F_ANY_PERSONAL] >= 0);
}

/* Whether another column does for the form's. */
static bool is_replaced(const struct rt_layout *l, enum rt_field f)
{
    static const enum rt_field instead[][2] = {
        {RT_F_MARK_RETAIN, RT_F_TREATMENT}, {RT_F_MARK_REDUCE, RT_F_TREATMENT},
        {RT_F_MARK_AVOID, RT_F_TREATMENT}, {RT_F_MARK_TRANSFER, RT_F_TREATMENT},
        {RT_F_ASSET_NOS, RT_F_ASSET}, {RT_F_CONTROL_NO, RT_F_CONTROL},
        {RT_F_CONTROL_NO, RT_F_NO}, {RT_F_CONTROL, RT_F_CONTROL_NO},
        {RT_F_WHY, RT_F_WHY_NOT}, {RT_F_WHY, RT_F_REASON},
        {RT_F_SOURCE, RT_F_EVENT}, {RT_F_EVENT, RT_F_SOURCE}};

    for (size_t i = 0; i < RT_COUNT(instead); i++) {
        if (instead[i][0] == f && l->col_of[instead[i][1]] >= 0)
            return true;
    }
    /* Not assessed again yet. */
    if ((f == RT_F_RES_IMPORTANCE || f == RT_F_RES_LIKELIHOOD
            || f == RT_F_RES_LEVEL)
        && l->col_of[RT_F_RES_IMPORTANCE] < 0
        && l->col_of[RT_F_RES_LIKELIHOOD] < 0 && l->col_of[RT_F_RES_LEVEL] < 0)
        return true;
    /* A report's words beside its numbers. */
    return f == RT_F_NO || f == RT_F_REASON || f == RT_F_AREA || f == RT_F_CAUSE
           || f == RT_F_CONSEQUENCE;
}

/* --- the heading in its place ------------------------------------------------ */

static bool is_unknown(const struct rt_column *c)
{
    return c->field == RT_FIELD_NONE && rt_str_trim(c->text).n > 0;
}

static bool fits_one(
    const struct rt_vocab *v, enum rt_field f, const struct rt_cell *cell)
{
    int top = f == RT_F_LEVEL ? 9 : 3, n = rt_whole_of(cell);
    enum rt_class class;
    const char *term;

    if (f == RT_F_MEDIUM)
        return rt_is_taken(rt_value_medium(v, cell, &term));
    if (f == RT_F_LEVEL_LABEL)
        return rt_is_taken(rt_value_class(v, cell, &class));
    if (f == RT_F_THREAT || f == RT_F_VULNERABILITY)
        n = rt_rating_of(v, cell);
    return n >= (f == RT_F_IMPORTANCE || f == RT_F_LEVEL ? 0 : 1) && n <= top;
}

/* Few lists have priorities, and many have numbers of their own. */
static bool is_priority_of(
    const struct lost *p, const struct rt_cell *cell, uint32_t row)
{
    const struct rt_audit_row *r = rt_audit_row_at(p->s->audit, p->sheet, row);

    return r && r->result.priority == rt_whole_of(cell);
}

/* Whether all values of the column may be the field's. */
static bool fits(const struct lost *p, enum rt_field f, uint32_t col)
{
    const struct rt_table *t = &p->s->tables[p->sheet];
    size_t n = 0;

    for (size_t i = 0; i < rt_grid_row_count(p->s->grid, p->sheet); i++) {
        const struct rt_cell *cell
            = rt_row_cell(rt_grid_row(p->s->grid, p->sheet, i), (int32_t)col);
        if (t->lines[i] != RT_LINE_DATA || rt_cell_blank(cell))
            continue;
        if (!fits_one(p->l->vocab, f, cell)
            || (f == RT_F_PRIORITY
                && !is_priority_of(
                    p, cell, rt_grid_row(p->s->grid, p->sheet, i)->number)))
            return false;
        n++;
    }
    return n >= VALUES_AT_LEAST;
}

/* The field's place in a ledger; RT_LEDGER_FIELDS: none. */
static size_t place_of(enum rt_field f)
{
    size_t k = 0;

    while (k < RT_LEDGER_FIELDS && rt_ledger_fields[k] != f)
        k++;
    return k;
}

/* The column right of one that the form puts before the missing field, whose
 * values are such as the field's. */
static const struct rt_column *by_values(
    const struct lost *p, enum rt_field missing)
{
    static const enum rt_field typed[]
        = {RT_F_MEDIUM, RT_F_IMPORTANCE, RT_F_THREAT, RT_F_VULNERABILITY,
            RT_F_LIKELIHOOD, RT_F_LEVEL, RT_F_LEVEL_LABEL, RT_F_PRIORITY};

    /* A column of numbers may be that of a score. */
    for (size_t k = place_of(RT_F_CONFIDENTIALITY);
         k < place_of(RT_F_IMPORTANCE); k++) {
        if (p->l->col_of[rt_ledger_fields[k]] < 0)
            return NULL;
    }
    for (size_t i = 0; i < p->l->column_count; i++) {
        const struct rt_column *c = &p->l->columns[i];
        enum rt_field first = RT_FIELD_NONE;
        size_t left
            = c->col == 0 ? SIZE_MAX : place_of(rt_field_at(p->l, c->col - 1));
        size_t right = place_of(rt_field_at(p->l, c->col + 1));
        if (!is_unknown(c) || left >= RT_LEDGER_FIELDS)
            continue;
        for (size_t k = 0; k < RT_COUNT(typed) && first == RT_FIELD_NONE; k++) {
            size_t at = place_of(typed[k]);
            if (p->l->col_of[typed[k]] < 0 && left < at
                && (at < right || right < left))
                first = typed[k];
        }
        if (first == missing && fits(p, missing, c->col))
            return c;
    }
    return NULL;
}

/* Whether another audit, or the intake, reports such a heading. */
static bool is_reported(const struct lost *p, enum rt_field f)
{
    const int32_t *col_of = p->l->col_of;

    switch (f) {
    case RT_F_WHY:
    case RT_F_DOCUMENT: /* PL620 */
    case RT_F_REASON:   /* few have it */
        return true;
    case RT_F_BUSINESS:
    case RT_F_MEDIUM: /* TP313 of the intake, as all below */
        return p->workbook;
    case RT_F_THREAT:
        return p->workbook
               || (col_of[RT_F_REGISTERED] >= 0
                   && col_of[RT_F_REGISTERED] + 2
                          == col_of[RT_F_VULNERABILITY]);
    case RT_F_VULNERABILITY:
        return p->workbook || col_of[RT_F_THREAT] >= 0;
    default:
        return f == RT_F_MANAGED_BY || rt_field_is_personal(f);
    }
}

/* Whether a list lacks only one of the columns that describe an asset. */
static bool is_nearly_whole(const struct rt_layout *l)
{
    int missing = 0;

    for (size_t k = 0; k < place_of(RT_F_IMPORTANCE); k++)
        missing += l->col_of[rt_ledger_fields[k]] < 0
                   && !rt_field_is_personal(rt_ledger_fields[k]);
    return missing == 1;
}

/* A column of remarks right between the columns before and after the missing
 * one: its heading was typed over. A list may have such a column anywhere. */
static const struct rt_column *remark_in_place(
    const struct lost *p, const enum rt_field *fields, size_t i, size_t n)
{
    const struct rt_column *c;

    if (p->l->form == RT_FORM_LEDGER || i == 0 || i + 1 >= n
        || p->l->col_of[fields[i - 1]] < 0 || p->l->col_of[fields[i + 1]] < 0)
        return NULL;
    c = rt_column_at(p->l->columns, p->l->column_count,
        (uint32_t)p->l->col_of[fields[i - 1]] + 1);
    return c && c->field == RT_F_NOTE
                   && (int32_t)c->col + 1 == p->l->col_of[fields[i + 1]]
               ? c
               : NULL;
}

static const struct rt_column *in_place(const struct lost *p, enum rt_field f)
{
    const struct rt_column *c = NULL;

    if (is_reported(p, f))
        return NULL;
    if (p->workbook || p->l->form != RT_FORM_LEDGER
        || (place_of(f) < place_of(RT_F_IMPORTANCE) && is_nearly_whole(p->l)))
        c = rt_layout_lost(p->l, f);
    return c || p->l->form != RT_FORM_LEDGER ? c : by_values(p, f);
}

/* The cell with the text over the column's heading. */
static const struct rt_cell *group_of(
    const struct lost *p, const struct rt_column *c, uint32_t *row)
{
    for (*row = c->row - 1; *row >= p->l->row1 && *row > 0; (*row)--) {
        for (uint32_t col = c->col + 1; col-- > 0;) {
            const struct rt_cell *cell
                = rt_grid_cell(p->s->grid, p->sheet, col, *row);
            if (cell && rt_str_eq(cell->text, c->group))
                return cell;
        }
    }
    return NULL;
}

/* 「開始」 is a heading of the form: its group was overwritten. */
static enum rt_status report_heading(struct lost *p, enum rt_field f,
    const struct rt_column *c, struct rt_error *err)
{
    struct rt_str name = rt_field_name(f, p->s->audit->lang), text = c->text;
    uint32_t row = c->row, col = c->col;

    if (c->group.n > 0 && c->field != RT_F_NOTE
        && rt_label_known(p->l->vocab, text)) {
        const struct rt_cell *group = group_of(p, c, &row);
        row = group ? row : c->row;
        col = group ? group->col : c->col;
        text = group ? group->text : text;
    }
    if (p->row == row && p->col == col)
        return RT_OK;
    p->row = row;
    p->col = col;
    text = rt_str_trim(text);
    return rt_structure_put(p->s, RT_TP313, p->sheet, col, row,
        RT_ARGS(name, RT_STR_NONE, text), name, text, err);
}

/* --- the table -------------------------------------------------------------- */

/* The column without a heading, but with values, that comes next to the field
 * before the missing one. */
static uint32_t gap_of(
    const struct lost *p, const enum rt_field *fields, size_t missing)
{
    const struct rt_table *t = &p->s->tables[p->sheet];
    size_t k = missing;
    uint32_t col;

    while (k > 0 && p->l->col_of[fields[k - 1]] < 0)
        k--;
    if (k == 0)
        return RT_NO_COLUMN;
    col = (uint32_t)p->l->col_of[fields[k - 1]] + 1;
    if (rt_table_field(t, col) != RT_FIELD_NONE
        || rt_table_heading_row(t, col) > 0)
        return RT_NO_COLUMN;
    for (size_t i = 0; i < rt_grid_row_count(p->s->grid, p->sheet); i++) {
        const struct rt_cell *cell
            = rt_row_cell(rt_grid_row(p->s->grid, p->sheet, i), (int32_t)col);
        if (t->lines[i] == RT_LINE_DATA && !rt_cell_blank(cell))
            return col;
    }
    return RT_NO_COLUMN;
}

static enum rt_status report_missing(struct lost *p, struct rt_error *err)
{
    struct rt_str names = rt_buf_str(&p->s->name);

    if (names.n == 0)
        return RT_OK;
    return rt_structure_put(p->s, RT_TP503, p->sheet, p->gap, p->l->row2,
        RT_ARGS(names), names, RT_STR_NONE, err);
}

static enum rt_status judge(
    struct lost *p, const enum rt_field *fields, size_t n, struct rt_error *err)
{
    struct rt_buf *names = &p->s->name;
    enum rt_lang lang = p->s->audit->lang;
    bool ledger = p->l->form == RT_FORM_LEDGER;
    bool unknown = false;
    size_t missing = 0;

    for (size_t i = 0; i < p->l->column_count; i++)
        unknown |= is_unknown(&p->l->columns[i]);
    for (size_t i = 0; i < n; i++)
        missing += is_missing(p->l, fields[i]) && !is_replaced(p->l, fields[i]);
    rt_buf_clear(names);
    /* Where many are missing it is another form. */
    for (size_t i = 0; i < n && (ledger || missing <= n / 4 + 1); i++) {
        const struct rt_column *c;
        if (!is_missing(p->l, fields[i]))
            continue;
        c = in_place(p, fields[i]);
        c = c ? c : remark_in_place(p, fields, i, n);
        if (c) {
            RT_TRY(report_heading(p, fields[i], c, err));
            continue;
        }
        /* A list has what it has; no form of a ledger has priorities. */
        if (p->workbook
                ? fields[i] == RT_F_PRIORITY
                : ledger || is_replaced(p->l, fields[i]) || missing > n / 8 + 1
                      || (is_reported(p, fields[i]) && unknown))
            continue;
        if (names->len > 0)
            RT_NEED(rt_buf_adds(names, rt_str(rt_comma(lang))) == RT_OK, err);
        else
            p->gap = gap_of(p, fields, i);
        RT_NEED(
            rt_buf_adds(names, rt_field_name(fields[i], lang)) == RT_OK, err);
    }
    return report_missing(p, err);
}

/* --- the groups of a report --------------------------------------------------- */

/* Whether the text over the column is its own, and not of those before it. */
static bool has_group(const struct rt_layout *l, const struct rt_column *c)
{
    const struct rt_column *left
        = c->col > 0 ? rt_column_at(l->columns, l->column_count, c->col - 1)
                     : NULL;

    return c->group.n > 0
           && (!left
               || (!rt_str_eq(left->group, c->group)
                   && !rt_str_eq(left->text, c->group)));
}

/* 一次評価 and 二次評価 have the same headings under them: which column is which
 * is seen from them alone. Where one is there, the other was cleared. */
static enum rt_status judge_groups(struct lost *p, struct rt_error *err)
{
    static const enum rt_field headed[][2] = {
        {RT_F_IMPORTANCE, RT_F_RES_IMPORTANCE},
        {RT_F_LIKELIHOOD, RT_F_RES_LIKELIHOOD}, {RT_F_LEVEL, RT_F_RES_LEVEL}};
    static const struct rt_text names[]
        = {{"リスク分析（一次評価）", "first evaluation"},
            {"二次評価", "second evaluation"}};
    const struct rt_layout *l = p->l;
    const struct rt_column *first[2] = {NULL, NULL};
    struct rt_str name;
    size_t lost;

    for (size_t i = 0; i < RT_COUNT(headed); i++) {
        for (size_t k = 0; k < 2; k++) {
            int32_t col = l->col_of[headed[i][k]];
            const struct rt_column *c = col < 0
                                            ? NULL
                                            : rt_column_at(l->columns,
                                                l->column_count, (uint32_t)col);
            if (c && (!first[k] || c->col < first[k]->col))
                first[k] = c;
        }
    }
    if (!first[0] || !first[1] || first[0]->row != first[1]->row
        || has_group(l, first[0]) == has_group(l, first[1])
        || first[0]->row <= l->row1)
        return RT_OK;
    lost = has_group(l, first[0]);
    name = rt_str(rt_text(p->s->audit->lang, names[lost]));
    return rt_structure_put(p->s, RT_TP313, p->sheet, first[lost]->col,
        first[lost]->row - 1, RT_ARGS(name, RT_STR_NONE, RT_STR_NONE), name,
        RT_STR_NONE, err);
}

enum rt_status rt_structure_columns(
    struct rt_structure *s, size_t sheet, bool workbook, struct rt_error *err)
{
    struct lost p = {.s = s, .sheet = sheet, .l = &s->tables[sheet].layout};
    const enum rt_field *fields;
    size_t n;

    if (p.l->form == RT_FORM_RESULT)
        return rt_structure_own_headings(s, sheet, err);
    if (p.l->form == RT_FORM_LEDGER || p.l->form == RT_FORM_THREATS)
        p.workbook = workbook;
    if (p.l->form == RT_FORM_THREATS)
        return workbook ? judge(&p, threat_fields, RT_COUNT(threat_fields), err)
                        : RT_OK;
    if (p.l->form == RT_FORM_LEDGER)
        return judge(&p, rt_ledger_fields, RT_LEDGER_FIELDS, err);
    if (p.l->form == RT_FORM_REPORT)
        RT_TRY(judge_groups(&p, err));
    fields = rt_form_order(p.l->form, &n);
    return fields ? judge(&p, fields, n, err) : RT_OK;
}
