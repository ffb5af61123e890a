/* Values typed into a plan's row that cannot be taken: they are kept as text,
 * and reported by the rules of a form's cells (form/refused.h). Those that are
 * taken for another word or a day, which is named. And those that
 * are crossed out: whether they still count only their writer knows.
 */
#include "base/fold.h"
#include "form/plan_column.h"
#include "form/refused.h"

#define AT(name) offsetof(struct rt_plan_row, name)

/* As which field's values a member's are judged. */
static const struct judged {
    size_t at;
    enum rt_field field;
} judged[] = {{AT(treatment), RT_F_TREATMENT},
    {AT(planned_start), RT_F_PLAN_START}, {AT(planned_end), RT_F_PLAN_END},
    {AT(actual_start), RT_F_ACTUAL_START}, {AT(actual_end), RT_F_ACTUAL_END},
    {AT(status), RT_F_STATUS}, {AT(residual_importance), RT_F_RES_IMPORTANCE},
    {AT(residual_likelihood), RT_F_RES_LIKELIHOOD},
    {AT(approved_on), RT_F_ACTUAL_END}};

static const struct judged *judged_as(const struct rt_plan_column *c)
{
    for (size_t i = 0; i < RT_COUNT(judged); i++) {
        if (c->how != RT_PLAN_AS_EXTRA && judged[i].at == c->offset)
            return &judged[i];
    }
    return NULL;
}

bool rt_plan_is_judged(const struct rt_plan_column *c)
{
    return judged_as(c) != NULL;
}

static struct rt_str name_of(size_t at, enum rt_lang lang)
{
    return rt_str(rt_text(lang, rt_plan_entered_at(at)->name));
}

struct rt_str rt_plan_column_name(
    const struct rt_plan_column *c, enum rt_lang lang)
{
    for (size_t i = 0; i < RT_PLAN_ENTERED && c->how != RT_PLAN_AS_EXTRA; i++) {
        if (rt_plan_entered[i].at == c->offset)
            return rt_str(rt_text(lang, rt_plan_entered[i].name));
    }
    return c->heading;
}

/* 2026/4/1, 2026-4-1, 2026年4月1日, 20260401: one day only; of a number it is a
 * matter of reading. */
static bool is_plain_day(const struct rt_cell *cell)
{
    static const char *const signs[] = {"/", "-", "年", "月", "日"};
    struct rt_str s = rt_str_trim(cell->text);
    size_t digits = 0, others = 0;

    while (s.n > 0) {
        if (rt_is_digit(s.p[0])) {
            digits++;
            s = (struct rt_str){s.p + 1, s.n - 1};
        } else if (rt_str_skip_any(&s, signs)) {
            others++;
        } else {
            return false;
        }
    }
    return others > 0 || (digits == 8 && cell->type == RT_CELL_STRING);
}

/* What the cell was taken for, "" where that is what it says; `iso` has room
 * for a day or a number. */
static struct rt_str taken_as(const struct rt_intake *in, enum rt_field f,
    const struct rt_cell *cell, const struct rt_plan_row *row, char iso[11])
{
    const char *labels[2] = {"", ""};
    int number = f == RT_F_RES_IMPORTANCE ? row->residual_importance
                                          : row->residual_likelihood;

    switch (f) {
    case RT_F_TREATMENT:
        for (int i = 0; i < 2; i++)
            labels[i] = rt_treatment_label(row->treatment, (enum rt_lang)i);
        break;
    case RT_F_STATUS:
        for (int i = 0; i < 2; i++)
            labels[i] = rt_plan_status_label(row->status, (enum rt_lang)i);
        break;
    case RT_F_RES_IMPORTANCE:
    case RT_F_RES_LIKELIHOOD:
        snprintf(iso, 11, "%d", number);
        return number == RT_UNKNOWN || cell->type != RT_CELL_STRING
                       || rt_str_is(rt_str_trim(cell->text), iso)
                   ? RT_STR_NONE
                   : rt_str(iso);
    default:
        return cell->type != RT_CELL_DATE && !is_plain_day(cell)
                       && rt_value_date(cell, iso) == RT_TAKEN_NORMALISED
                   ? rt_str(iso)
                   : RT_STR_NONE;
    }
    for (int i = 0; i < 2; i++) {
        if (rt_str_is(rt_str_trim(cell->text), labels[i]))
            return RT_STR_NONE;
    }
    return rt_str(labels[in->request.lang]);
}

static enum rt_status report_taken(struct rt_intake *in,
    const struct rt_sheet_facts *sheet, const struct judged *as,
    const struct rt_cell *cell, const struct rt_plan_row *row,
    struct rt_error *err)
{
    char iso[11] = "", why[RT_UNUSUAL_MAX];
    struct rt_str to = taken_as(in, as->field, cell, row, iso);
    struct rt_str name = as->field == RT_F_TREATMENT || as->field == RT_F_STATUS
                             ? rt_field_name(as->field, in->request.lang)
                             : name_of(as->at, in->request.lang);
    const struct rt_reading reading = {.lang = in->request.lang, .as = to};
    const struct rt_place place = {.sheet = sheet,
        .row = row->where.row,
        .col = cell->col + 1,
        .risk_id = row->risk_id,
        .expected = to,
        .actual = rt_str_trim(cell->text)};

    if (to.n == 0 || !in->request.beside)
        return RT_OK;
    rt_value_unusual(cell, &reading, why);
    return rt_put_finding(in, RT_VA304, &place,
        RT_ARGS(name, rt_str_trim(cell->text), to, rt_str(why)), err);
}

enum rt_status rt_plan_refuse(struct rt_intake *in,
    const struct rt_sheet_facts *sheet, const struct rt_plan_column *column,
    const struct rt_cell *cell, struct rt_plan_row *row, struct rt_error *err)
{
    /* Of a plan that names no profile every scale may be the one. */
    static const struct rt_profile any = {.scale_min = 0, .scale_max = 3};
    const struct judged *as = judged_as(column);
    const struct rt_profile *profile = rt_profile_named(row->profile);
    const struct rt_reader by = {in->request.vocab, profile ? profile : &any,
        in->request.lang, &in->arena, NULL};
    struct rt_refused why;

    if (!rt_refused(&by, as->field, cell, &why))
        return report_taken(in, sheet, as, cell, row, err);
    if (as->at == AT(residual_importance))
        row->residual_importance = RT_UNKNOWN;
    if (why.code != RT_VA701 && why.code != RT_PL415)
        why.args[0] = name_of(as->at, by.lang);
    if (!in->request.beside)
        return RT_OK;
    const struct rt_place place = {.sheet = sheet,
        .row = row->where.row,
        .col = cell->col + 1,
        .risk_id = row->risk_id,
        .expected = why.expected,
        .actual = rt_str_trim(cell->text)};
    return rt_put_finding(in, why.code, &place, why.args, err);
}

enum rt_status rt_plan_report_struck(struct rt_intake *in,
    const struct rt_sheet_facts *sheet, const struct rt_plan_column *columns,
    const struct rt_row *cells, const struct rt_plan_row *row,
    struct rt_error *err)
{
    struct rt_place place
        = {.sheet = sheet, .row = row->where.row, .risk_id = row->risk_id};
    struct rt_buf names = RT_BUF(RT_NAMES_BYTES);
    size_t n = 0;
    enum rt_status rc = RT_OK;

    for (size_t i = 0; i < cells->count && rc == RT_OK; i++) {
        const struct rt_cell *c = &cells->cells[i];
        if (!c->struck || c->col >= RT_COLUMNS_MAX || rt_cell_blank(c))
            continue;
        place.col = place.col ? place.col : c->col + 1;
        rc = rt_add_name(
            &names, n++, columns[c->col].heading, in->request.lang);
    }
    RT_THEN(rc, rt_end_names(&names, n, in->request.lang));
    if (rc != RT_OK)
        rc = rt_fail_nomem(err);
    else if (n > 0)
        rc = rt_put_finding(
            in, RT_TP422, &place, RT_ARGS(rt_buf_str(&names)), err);
    rt_buf_fini(&names);
    return rc;
}
