/* An owner's sheet of approvals, as he filled it in (record/approval.def).
 *
 * Only what he decided is taken, and the values beside it that he decided on: the
 * rest of the row is ours, and may be another in the run that reads it. A row
 * that he left alone says nothing. A signature is a decision, a name and a day;
 * what lacks one of them is reported and is none.
 */
#include "form/approval_sheet.h"
#include "base/fold.h"
#include "form/word/value.h"
#include "risk/acceptance.h"
#include "risk/plan_carry.h"

static const struct heading {
    struct rt_text group, text;
} headings[RT_AP_COUNT] = {
#define RT_APPROVAL(id, top, ja, en) {RT_APPROVAL_##top, {ja, en}},
#include "record/approval.def"
};

static bool is_headed(const struct rt_column *c, enum rt_approval_col which)
{
    return rt_fold_is(c->text, headings[which].text)
           && rt_fold_is(c->group, headings[which].group);
}

static int32_t column_of(const struct rt_layout *l, enum rt_approval_col which)
{
    for (size_t i = 0; i < l->column_count; i++) {
        if (is_headed(&l->columns[i], which))
            return (int32_t)l->columns[i].col;
    }
    return -1;
}

bool rt_sheet_is_approval(const struct rt_sheet_facts *s)
{
    const struct rt_layout *l = &s->layout;

    return !s->example && l->form == RT_FORM_RESULT
           && column_of(l, RT_AP_DECISION) >= 0
           && column_of(l, RT_AP_VALUES) >= 0;
}

bool rt_sheet_is_planned(const struct rt_sheet_facts *s)
{
    return rt_sheet_is_plan(s) || rt_sheet_is_approval(s)
           || (s->assessed && s->layout.form == RT_FORM_RESULT);
}

bool rt_plans_something(const struct rt_intake *in)
{
    for (size_t i = 0; i < in->sheet_count; i++) {
        if (rt_sheet_is_planned(&in->sheets[i]))
            return true;
    }
    return false;
}

/* --- a row ------------------------------------------------------------------ */

enum decision { UNDECIDED, ACCEPTED, DECLINED, UNCLEAR };

static enum decision decision_of(struct rt_str text)
{
    static const char *const yes[] = {"承認する", "する", "承認", "はい", "可",
        "○", "〇", "accept", "accepted", "yes", "ok"};
    static const char *const no[]
        = {"承認しない", "しない", "いいえ", "否", "×", "decline", "no"};
    char buf[64];
    struct rt_str s = {buf, 0};

    if (rt_str_blank(text))
        return UNDECIDED;
    s.n = rt_fold_fixed(text, buf, sizeof buf);
    if (s.n > sizeof buf)
        return UNCLEAR;
    return rt_str_is_any(s, yes)                       ? ACCEPTED
           : rt_str_is_any(s, no) || rt_is_declined(s) ? DECLINED
                                                       : UNCLEAR;
}

/* What the row says, and what it is made into. */
struct answer {
    const struct rt_cell *cell[RT_AP_COUNT]; /* NULL: blank */
    struct rt_plan_row row;
    enum decision decision;
    char id[RT_RISK_ID], iso[11];
    struct rt_buf values, declined;
};

static struct rt_str text_of(const struct answer *a, enum rt_approval_col which)
{
    return rt_str_trim(rt_cell_text(a->cell[which]));
}

static void find_cells(
    const struct rt_layout *l, const struct rt_row *row, struct answer *a)
{
    for (int i = 0; i < RT_AP_COUNT; i++) {
        const struct rt_cell *c
            = rt_row_cell(row, column_of(l, (enum rt_approval_col)i));
        a->cell[i] = rt_cell_blank(c) ? NULL : c;
    }
}

/* The words for what is not as it must be, 「氏名、日付」. */
static enum rt_status name_missing(
    const struct answer *a, enum rt_lang lang, struct rt_buf *to)
{
    const struct {
        bool missing;
        struct rt_text name;
    } parts[] = {{a->decision == UNDECIDED || a->decision == UNCLEAR,
                     {"承認する／しない", "whether it is accepted"}},
        {!a->cell[RT_AP_NAME], {"氏名", "the name"}},
        {a->iso[0] == '\0', {"日付", "the date"}},
        {a->values.len == 0, {"承認する値", "the values to accept"}}};
    size_t n = 0;

    for (size_t i = 0; i < RT_COUNT(parts); i++) {
        if (parts[i].missing)
            RT_TRY(rt_add_name(
                to, n++, rt_str(rt_text(lang, parts[i].name)), lang));
    }
    return n == 0 ? RT_END : rt_end_names(to, n, lang);
}

/* 承認時の値, as the plan keeps them; nothing where the cell holds none. */
static enum rt_status make_values(struct answer *a)
{
    struct rt_str values = text_of(a, RT_AP_VALUES);

    RT_TRY(rt_buf_printf(&a->values, "%.*s ／ %.*s %s", RT_FMT(values),
        RT_FMT(a->row.approved_by), a->iso));
    if (!rt_plan_are_values(rt_buf_str(&a->values)))
        rt_buf_clear(&a->values);
    return RT_OK;
}

static enum rt_status decide(struct answer *a, enum rt_lang lang)
{
    struct rt_plan_row *row = &a->row;
    struct rt_str reason = text_of(a, RT_AP_WORDS);

    row->approved_values = rt_buf_str(&a->values);
    if (a->decision == ACCEPTED) {
        row->decision = reason;
        return RT_OK;
    }
    RT_TRY(rt_put_declined(reason, row->approved_values, lang, &a->declined));
    row->decision = rt_buf_str(&a->declined);
    row->approved_by = row->approved_values = RT_STR_NONE;
    row->approved_on = (struct rt_plan_date){0};
    return RT_OK;
}

static enum rt_status report_incomplete(struct rt_intake *in,
    const struct rt_sheet_facts *sheet, const struct answer *a,
    struct rt_str missing, struct rt_error *err)
{
    int32_t col = column_of(&sheet->layout, RT_AP_DECISION);
    const struct rt_place place = {.sheet = sheet,
        .row = a->row.where.row,
        .col = (uint32_t)col + 1,
        .risk_id = a->row.risk_id,
        .actual = text_of(a, RT_AP_DECISION)};

    return rt_put_finding(in, RT_PL517, &place, RT_ARGS(missing), err);
}

static enum rt_status put_answer(struct rt_intake *in,
    const struct rt_sheet_facts *sheet, struct answer *a, struct rt_error *err)
{
    struct rt_buf missing = RT_BUF(RT_NAMES_BYTES);
    enum rt_status rc = make_values(a);

    RT_THEN(rc, name_missing(a, in->request.lang, &missing));
    if (rc == RT_END) {
        rc = decide(a, in->request.lang);
        rc = rc == RT_OK ? rt_put_plan(in, RT_ENTRY_APPROVAL, &a->row, err)
                         : rt_fail_nomem(err);
    } else if (rc == RT_OK) {
        rc = report_incomplete(in, sheet, a, rt_buf_str(&missing), err);
    } else {
        rc = rt_fail_nomem(err);
    }
    rt_buf_fini(&missing);
    return rc;
}

enum rt_status rt_approval_row(struct rt_intake *in,
    const struct rt_sheet_facts *sheet, const struct rt_row *row,
    struct rt_error *err)
{
    struct answer a = {.values = RT_BUF(1 << 20), .declined = RT_BUF(1 << 20)};
    enum rt_status rc = RT_OK;

    find_cells(&sheet->layout, row, &a);
    if (!rt_is_risk_id(text_of(&a, RT_AP_ID), a.id)
        || (!a.cell[RT_AP_DECISION] && !a.cell[RT_AP_NAME]
            && !a.cell[RT_AP_DATE] && !a.cell[RT_AP_WORDS]))
        return RT_OK;
    a.decision = decision_of(text_of(&a, RT_AP_DECISION));
    if (!rt_is_taken(rt_value_date(a.cell[RT_AP_DATE], a.iso)))
        a.iso[0] = '\0';
    rt_record_blank(&rt_plan_members, &a.row);
    a.row.where = (struct rt_where){
        .file = in->request.file, .sheet = sheet->name, .row = row->number};
    a.row.risk_id = rt_str(a.id);
    a.row.approval = true;
    a.row.profile = text_of(&a, RT_AP_PROFILE);
    a.row.approved_by = text_of(&a, RT_AP_NAME);
    a.row.approved_on
        = (struct rt_plan_date){.iso = rt_str(a.iso), .raw = rt_str(a.iso)};
    rc = put_answer(in, sheet, &a, err);
    rt_buf_fini(&a.values);
    rt_buf_fini(&a.declined);
    return rc;
}

enum rt_status rt_approval_begin(struct rt_intake *in,
    const struct rt_sheet_facts *sheet, struct rt_error *err)
{
    const struct rt_plan_row head = {.where.file = in->request.file,
        .where.sheet = sheet->name,
        .where.row = sheet->layout.row2};

    return rt_put_plan(in, RT_ENTRY_PLAN_HEAD, &head, err);
}
