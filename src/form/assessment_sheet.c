/* The assessment report that merge wrote. The contract is assessment_sheet.h.
 *
 * Only what people typed is taken: a cell that is other than what was written in
 * it, which a hidden column of the row keeps, or that had been typed before. Rows
 * may be sorted and columns moved.
 */
#include "form/assessment_sheet.h"

#include "base/fold.h"
#include "form/word/value.h"

static const struct heading {
    struct rt_text group, text;
} headings[RT_AC_COUNT] = {
#define RT_ASSESSED(id, top, ja, en) {RT_ASSESSED_##top, {ja, en}},
#include "record/assessed.def"
};

static bool is_headed(const struct rt_column *c, enum rt_assessed_col which)
{
    const struct rt_text *group = &headings[which].group;

    return rt_fold_is(c->text, headings[which].text)
           && (!group->ja || rt_fold_is(c->group, *group));
}

static int32_t column_of(
    const struct rt_column *columns, size_t count, enum rt_assessed_col which)
{
    for (size_t i = 0; i < count; i++) {
        if (is_headed(&columns[i], which))
            return (int32_t)columns[i].col;
    }
    return -1;
}

bool rt_are_assessment_columns(const struct rt_column *columns, size_t count)
{
    static const enum rt_assessed_col needed[]
        = {RT_AC_ID, RT_AC_ASSETS, RT_AC_EVENT, RT_AC_REDUCE};

    for (size_t i = 0; i < RT_COUNT(needed); i++) {
        if (column_of(columns, count, needed[i]) < 0)
            return false;
    }
    return true;
}

/* --- the sheet ---------------------------------------------------------------- */

static struct rt_str text_of(const struct rt_cell *cell)
{
    return rt_cell_blank(cell) || cell->type == RT_CELL_ERROR
               ? RT_STR_NONE
               : rt_str_trim(cell->text);
}

/* Right of its label, before the next one. */
static struct rt_str value_of(
    struct rt_intake *in, const struct rt_row *row, size_t label, bool is_date)
{
    struct rt_str rest;
    char iso[11];

    for (size_t i = label + 1; i < row->count; i++) {
        const struct rt_cell *c = &row->cells[i];
        if (rt_signature_of(c, &rest) != RT_SIGN_NONE)
            break;
        if (text_of(c).n == 0)
            continue;
        return is_date && rt_is_taken(rt_value_date(c, iso))
                   ? rt_arena_str(&in->arena, rt_str(iso))
                   : text_of(c);
    }
    return RT_STR_NONE;
}

static void note_signatures(
    struct rt_intake *in, struct rt_assessed_sheet *a, const struct rt_row *row)
{
    static const enum rt_assessed_sign signs[RT_SIGN_COUNT]
        = {[RT_SIGN_AUTHOR] = RT_AS_AUTHOR,
            [RT_SIGN_UPDATED] = RT_AS_UPDATED,
            [RT_SIGN_APPROVER] = RT_AS_APPROVER,
            [RT_SIGN_APPROVED] = RT_AS_APPROVED};
    struct rt_str rest;

    for (size_t i = 0; i < row->count; i++) {
        enum rt_signature role = rt_signature_of(&row->cells[i], &rest);
        if (role != RT_SIGN_NONE)
            a->signs[signs[role]] = value_of(in, row, i,
                role == RT_SIGN_UPDATED || role == RT_SIGN_APPROVED);
    }
}

enum rt_status rt_assessment_note(struct rt_intake *in,
    struct rt_sheet_facts *sheet, const struct rt_grid_row *rows,
    struct rt_error *err)
{
    const struct rt_layout *l = &sheet->layout;
    struct rt_assessed_sheet *a = rt_arena_alloc(&in->arena, sizeof *a);

    RT_NEED(a, err);
    *a = (struct rt_assessed_sheet){0};
    for (int i = 0; i < RT_AC_COUNT; i++)
        a->col[i]
            = column_of(l->columns, l->column_count, (enum rt_assessed_col)i);
    for (size_t i = 0; i < l->index1; i++)
        note_signatures(in, a, &rows[i].row);
    sheet->assessed = a;
    return RT_OK;
}

/* Columns that people added. */
static enum rt_status report_columns(struct rt_intake *in,
    const struct rt_sheet_facts *sheet, struct rt_error *err)
{
    const struct rt_layout *l = &sheet->layout;

    for (size_t i = 0; i < l->column_count; i++) {
        const struct rt_column *c = &l->columns[i];
        const struct rt_place place
            = {.sheet = sheet, .row = c->row, .col = c->col + 1};
        bool ours = rt_str_trim(c->text).n == 0;
        for (int k = 0; k < RT_AC_COUNT && !ours; k++)
            ours = sheet->assessed->col[k] == (int32_t)c->col;
        if (!ours)
            RT_TRY(rt_put_finding(
                in, RT_PL673, &place, RT_ARGS(rt_str_trim(c->text)), err));
    }
    return RT_OK;
}

/* --- a row -------------------------------------------------------------------- */

struct entry {
    struct rt_intake *in;
    const struct rt_sheet_facts *sheet;
    const struct rt_row *row;
    struct rt_plan_row out;
    struct rt_plan_extra extras[RT_ASSESSED_ENTRIES];
    size_t count;
    unsigned typed; /* before */
    char id[RT_RISK_ID], numbers[2][RT_INT_TEXT];
};

static const struct rt_cell *cell_at(
    const struct entry *e, enum rt_assessed_col which)
{
    const struct rt_cell *c
        = rt_row_cell(e->row, e->sheet->assessed->col[which]);

    return rt_cell_blank(c) ? NULL : c;
}

static enum rt_status report_unread(struct entry *e,
    enum rt_assessed_entry which, enum rt_assessed_col col, struct rt_str text,
    struct rt_error *err)
{
    const struct rt_place place = {.sheet = e->sheet,
        .row = e->row->number,
        .col = (uint32_t)(e->sheet->assessed->col[col] + 1),
        .risk_id = e->out.risk_id,
        .actual = text};

    return rt_put_finding(e->in, RT_PL674, &place,
        RT_ARGS(rt_str(rt_text(
                    e->in->request.lang, rt_assessed_members[which].name)),
            text),
        err);
}

static struct rt_str unread_of(const struct rt_cell *c)
{
    return c->type == RT_CELL_NO_VALUE ? c->formula : c->text;
}

static void take(
    struct entry *e, enum rt_assessed_entry which, struct rt_str text)
{
    enum rt_assessed_col col = rt_assessed_members[which].col;
    bool now = !rt_assessed_is_written(e->out.written, which, text);

    if (!now && !(e->typed >> which & 1))
        return;
    /* Without the column that tells, what is blank may never have been filled. */
    if (e->out.written.n == 0 && text.n == 0)
        return;
    e->extras[e->count++] = (struct rt_plan_extra){
        .heading = now ? RT_STR(RT_ASSESSED_NOW) : RT_STR_NONE,
        .text = text,
        .type = RT_CELL_STRING,
        .nth = rt_assessed_nth(which, e->sheet->assessed->col[col] + 1)};
}

/* A mark is any that is no "no". */
static enum rt_status take_treatment(struct entry *e, struct rt_error *err)
{
    static const enum rt_treatment treatments[]
        = {RT_RETAIN, RT_REDUCE, RT_AVOID, RT_TRANSFER};
    const char *name = NULL;
    struct rt_str mark = RT_STR_NONE;
    size_t marks = 0;
    bool yes;

    for (size_t i = 0; i < RT_COUNT(treatments); i++) {
        const struct rt_cell *c = cell_at(e, RT_AC_RETAIN + (int)i);
        enum rt_taken t;
        if (!c || !rt_cell_says(c))
            continue;
        t = rt_value_flag(e->in->request.vocab, c, &yes);
        if (rt_is_taken(t) && !yes)
            continue;
        mark = text_of(c);
        name = rt_treatment_name(treatments[i]);
        marks++;
    }
    if (marks > 1)
        return report_unread(e, RT_AE_TREATMENT, RT_AC_RETAIN, mark, err);
    take(e, RT_AE_TREATMENT, name ? rt_str(name) : RT_STR_NONE);
    return RT_OK;
}

static enum rt_status take_number(
    struct entry *e, enum rt_assessed_entry which, struct rt_error *err)
{
    enum rt_assessed_col col = rt_assessed_members[which].col;
    const struct rt_cell *c = rt_row_cell(e->row, e->sheet->assessed->col[col]);
    char *text = e->numbers[which == RT_AE_RES_LIKELIHOOD];
    int n;

    text[0] = '\0';
    if (c && (rt_cell_says(c) || c->type >= RT_CELL_ERROR)) {
        if (!rt_is_taken(rt_value_int(c, &n)) || n < 0 || n > 3)
            return report_unread(e, which, col, unread_of(c), err);
        rt_format_int(n, text);
    }
    take(e, which, rt_str(text));
    return RT_OK;
}

/* A formula without a value, or with an error, is no text of anybody's. */
static enum rt_status take_text(
    struct entry *e, enum rt_assessed_entry which, struct rt_error *err)
{
    enum rt_assessed_col col = rt_assessed_members[which].col;
    const struct rt_cell *c = rt_row_cell(e->row, e->sheet->assessed->col[col]);

    if (c && c->type >= RT_CELL_ERROR)
        return report_unread(e, which, col, unread_of(c), err);
    take(e, which, text_of(c));
    return RT_OK;
}

static enum rt_status take_entries(struct entry *e, struct rt_error *err)
{
    for (int i = 0; i < RT_ASSESSED_ENTRIES; i++) {
        enum rt_assessed_entry which = (enum rt_assessed_entry)i;
        enum rt_assessed_col col = rt_assessed_members[i].col;
        if (e->sheet->assessed->col[col] < 0)
            continue;
        if (which == RT_AE_TREATMENT)
            RT_TRY(take_treatment(e, err));
        else if (which == RT_AE_RES_IMPORTANCE || which == RT_AE_RES_LIKELIHOOD)
            RT_TRY(take_number(e, which, err));
        else
            RT_TRY(take_text(e, which, err));
    }
    return RT_OK;
}

enum rt_status rt_assessment_row(struct rt_intake *in,
    const struct rt_sheet_facts *sheet, const struct rt_row *row,
    struct rt_error *err)
{
    struct entry e = {.in = in, .sheet = sheet, .row = row};

    rt_record_blank(&rt_plan_members, &e.out);
    e.out.where = (struct rt_where){
        .file = in->request.file, .sheet = sheet->name, .row = row->number};
    e.out.written = text_of(cell_at(&e, RT_AC_WRITTEN));
    e.typed = rt_assessed_typed(e.out.written);
    if (rt_is_risk_id(text_of(cell_at(&e, RT_AC_ID)), e.id))
        e.out.risk_id = rt_str(e.id);
    e.out.department = text_of(cell_at(&e, RT_AC_DEPARTMENT));
    e.out.asset = text_of(cell_at(&e, RT_AC_ASSETS));
    RT_TRY(take_entries(&e, err));
    if (e.count == 0)
        return RT_OK;
    e.out.extras = e.extras;
    e.out.extra_count = e.count;
    return rt_put_plan(in, RT_ENTRY_ASSESSED, &e.out, err);
}

enum rt_status rt_assessment_begin(struct rt_intake *in,
    const struct rt_sheet_facts *sheet, struct rt_error *err)
{
    struct rt_plan_extra signs[RT_ASSESSED_SIGNS];
    struct rt_plan_row head;

    rt_record_blank(&rt_plan_members, &head);
    head.where
        = (struct rt_where){.file = in->request.file, .sheet = sheet->name};
    for (int i = 0; i < RT_ASSESSED_SIGNS; i++)
        signs[i] = (struct rt_plan_extra){
            .text = sheet->assessed->signs[i], .type = RT_CELL_STRING};
    head.extras = signs;
    head.extra_count = RT_ASSESSED_SIGNS;
    RT_TRY(report_columns(in, sheet, err));
    return rt_put_plan(in, RT_ENTRY_ASSESSED, &head, err);
}
