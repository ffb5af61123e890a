/* What a computed cell of an accepted row must show by the profile.
 *
 * The intake has assessed the row from its inputs alone, so that this is known
 * whatever the row's own results hold, or whether they hold anything.
 */
#include "audit/formulas/formula_audit.h"
#include "audit/own_rows.h"
#include "form/basis.h"

/* --- labels ---------------------------------------------------------------- */

/* The heading of the number reaches over the column. */
static bool is_under_heading(
    const struct rt_work *w, size_t sheet, uint32_t col)
{
    size_t n;
    const struct rt_range *m = rt_grid_merges(w->grid, sheet, &n);

    for (size_t i = 0; i < n; i++) {
        if (m[i].col1 < col && m[i].col2 == col
            && m[i].row2 == w->tables[sheet].layout.row2)
            return true;
    }
    return false;
}

/* Labels have no heading of their own: the column beside the numbers is theirs
 * where it holds something, or is under the numbers' heading. *sample is one
 * of them, a formula's if there is one, or empty. */
static bool has_labels(const struct rt_work *w, size_t sheet, enum rt_field f,
    struct rt_str *sample)
{
    const struct rt_table *t = &w->tables[sheet];
    int32_t col = t->layout.col_of[f];
    enum rt_class class;
    bool any = false, computed = false;

    *sample = RT_STR("");
    if (!t->found || col < 0)
        return false;
    for (size_t i = 0; i < rt_grid_row_count(w->grid, sheet) && !computed;
         i++) {
        const struct rt_cell *c = rt_grid_cell(w->grid, sheet, (uint32_t)col,
            rt_grid_row(w->grid, sheet, i)->number);
        if (t->lines[i] != RT_LINE_DATA || !c)
            continue;
        any |= c->is_formula || !rt_cell_blank(c);
        if (c->type != RT_CELL_STRING || (sample->n > 0 && !c->is_formula)
            || !rt_is_taken(rt_value_class(w->audit->vocab, c, &class)))
            continue;
        *sample = rt_str_trim(c->text);
        computed = c->is_formula;
    }
    return any || is_under_heading(w, sheet, (uint32_t)col);
}

enum rt_status rt_right_begin(struct rt_work *w, struct rt_error *err)
{
    size_t sheets = rt_grid_sheet_count(w->grid);

    w->labels = rt_arena_array(&w->arena, sheets + 1, sizeof *w->labels);
    RT_NEED(w->labels, err);
    for (size_t s = 0; s < sheets; s++) {
        struct rt_labels *l = &w->labels[s];
        l->likelihood = has_labels(w, s, RT_F_LIKELIHOOD_LABEL, &l->sample);
        l->level = has_labels(w, s, RT_F_LEVEL_LABEL, &l->sample);
    }
    return RT_OK;
}

struct rt_str rt_class_right(
    const struct rt_work *w, size_t sheet, enum rt_class class)
{
    struct rt_str sample = w->labels[sheet].sample;

    return sample.n > 0 ? rt_class_like(class, sample)
                        : rt_str(rt_class_shown(class));
}

/* --- merged cells ----------------------------------------------------------- */

bool rt_is_covered(
    const struct rt_work *w, size_t sheet, uint32_t col, uint32_t row)
{
    size_t n;
    const struct rt_range *m = rt_grid_merges(w->grid, sheet, &n);

    for (size_t i = 0; i < n && n <= 10000; i++) {
        if (row > m[i].row1 && row <= m[i].row2 && col >= m[i].col1
            && col <= m[i].col2)
            return true;
    }
    return false;
}

/* --- numbers --------------------------------------------------------------- */

static bool is_formula(
    const struct rt_work *w, size_t sheet, uint32_t row, enum rt_field f)
{
    const struct rt_cell *c = rt_grid_cell(
        w->grid, sheet, (uint32_t)w->tables[sheet].layout.col_of[f], row);

    return c && c->is_formula;
}

const struct rt_result rt_results[RT_RESULTS] = {{RT_F_IMPORTANCE, RT_RA101},
    {RT_F_LIKELIHOOD, RT_RA102}, {RT_F_LEVEL, RT_RA103},
    {RT_F_LEVEL_LABEL, RT_RA104}, {RT_F_PRIORITY, RT_RA105},
    {RT_F_RES_LEVEL, RT_RA103}, {RT_F_RES_LEVEL_LABEL, RT_RA104}};

int rt_result_of(const struct rt_assessment *a, enum rt_field f)
{
    switch (f) {
    case RT_F_IMPORTANCE:
        return a->importance;
    case RT_F_LIKELIHOOD:
    case RT_F_LIKELIHOOD_LABEL:
        return a->likelihood;
    case RT_F_LEVEL:
        return a->level;
    case RT_F_PRIORITY:
        return a->priority > 0 ? a->priority : RT_UNKNOWN;
    case RT_F_LEVEL_LABEL:
        return (int)a->class;
    default:
        return RT_UNKNOWN;
    }
}

enum rt_taken rt_result_read(const struct rt_vocab *vocab, enum rt_field f,
    const struct rt_value *v, int *out)
{
    struct rt_cell cell = rt_cell_of_value(v);
    enum rt_class class = RT_CLASS_NONE;
    enum rt_taken taken;
    int n = RT_UNKNOWN;

    if (f == RT_F_LEVEL_LABEL) {
        taken = rt_value_class(vocab, &cell, &class);
        n = (int)class;
    } else if (f == RT_F_LIKELIHOOD_LABEL) {
        taken = rt_value_rating(vocab, &cell, &n);
    } else {
        taken = rt_value_int(&cell, &n);
    }
    *out = rt_is_taken(taken) ? n : RT_UNKNOWN;
    return taken;
}

struct rt_str rt_result_shown(int v)
{
    static const char digits[RT_LEVEL_MAX + 1] = "0123456789";

    return (struct rt_str){&digits[v], 1};
}

static int right_number(
    const struct rt_work *w, const struct rt_audit_row *r, enum rt_field f)
{
    switch (f) {
    case RT_F_THREAT:
        return is_formula(w, r->sheet, r->row, f) ? r->scores.threat
                                                  : RT_UNKNOWN;
    case RT_F_VULNERABILITY:
        return is_formula(w, r->sheet, r->row, f) ? r->scores.vulnerability
                                                  : RT_UNKNOWN;
    case RT_F_RES_LEVEL:
        return r->residual_level;
    case RT_F_LEVEL_LABEL:
        return RT_UNKNOWN;
    case RT_F_PRIORITY:
        if (r->own)
            return rt_result_of(&r->result, f);
        return RT_UNKNOWN;
    default:
        return rt_result_of(&r->result, f);
    }
}

bool rt_right_value(struct rt_work *w, size_t sheet, uint32_t row,
    enum rt_field f, struct rt_str *right)
{
    const struct rt_audit_row *r = rt_audit_row_at(w->audit, sheet, row);
    int32_t col = w->tables[sheet].layout.col_of[f];
    int v;

    if (!r || w->foreign[sheet] || col < 0)
        return false;
    if ((f == RT_F_LEVEL_LABEL && !w->labels[sheet].level)
        || (f == RT_F_LIKELIHOOD_LABEL && !w->labels[sheet].likelihood))
        return false;
    if (f == RT_F_LEVEL_LABEL && r->result.class != RT_CLASS_NONE) {
        *right = rt_class_right(w, sheet, r->result.class);
        return true;
    }
    if (f == RT_F_RES_LEVEL_LABEL && r->own
        && r->residual_level != RT_UNKNOWN) {
        *right
            = rt_class_right(w, sheet, r->profile->class_of[r->residual_level]);
        return true;
    }
    v = right_number(w, r, f);
    if (v < 0 || v > RT_LEVEL_MAX)
        return false;
    *right = f == RT_F_LIKELIHOOD_LABEL ? rt_str(rt_likelihood_shown(v))
                                        : rt_result_shown(v);
    return true;
}

bool rt_right_at(struct rt_work *w, size_t sheet, uint32_t col, uint32_t row,
    struct rt_str *right)
{
    enum rt_field f = rt_table_field(&w->tables[sheet], col);

    return f != RT_FIELD_NONE && rt_right_value(w, sheet, row, f, right);
}

/* --- inputs ---------------------------------------------------------------- */

/* The first lines of its table. */
enum { OF_OWN_VALUES = 4 };

struct rt_str rt_right_inputs(
    struct rt_work *w, size_t sheet, uint32_t row, enum rt_field f)
{
    const struct rt_audit_row *r = rt_audit_row_at(w->audit, sheet, row);
    /* Of a value of the row's own: the level that it does not give. */
    int level = r->own && rt_own_is_given(r, f) ? r->result.level : RT_UNKNOWN;
    const struct {
        enum rt_field of, field;
        int value;
    } all[] = {
        {RT_F_IMPORTANCE, RT_F_LEVEL, level}, /* OF_OWN_VALUES */
        {RT_F_IMPORTANCE, RT_F_LIKELIHOOD,
            level == RT_UNKNOWN ? level : r->result.likelihood},
        {RT_F_LIKELIHOOD, RT_F_LEVEL, level},
        {RT_F_LIKELIHOOD, RT_F_IMPORTANCE,
            level == RT_UNKNOWN ? level : r->result.importance},
        {RT_F_IMPORTANCE, RT_F_CONFIDENTIALITY, r->scores.confidentiality},
        {RT_F_IMPORTANCE, RT_F_INTEGRITY, r->scores.integrity},
        {RT_F_IMPORTANCE, RT_F_AVAILABILITY, r->scores.availability},
        {RT_F_LIKELIHOOD, RT_F_THREAT, r->scores.threat},
        {RT_F_LIKELIHOOD, RT_F_VULNERABILITY, r->scores.vulnerability},
        {RT_F_LIKELIHOOD_LABEL, RT_F_LIKELIHOOD, r->result.likelihood},
        {RT_F_LEVEL, RT_F_IMPORTANCE, r->result.importance},
        {RT_F_LEVEL, RT_F_LIKELIHOOD, r->result.likelihood},
        {RT_F_LEVEL_LABEL, RT_F_LEVEL, r->result.level},
        {RT_F_RES_LEVEL, RT_F_RES_IMPORTANCE, r->residual_importance},
        {RT_F_RES_LEVEL, RT_F_RES_LIKELIHOOD, r->residual_likelihood},
        {RT_F_PRIORITY, RT_F_LEVEL, r->result.level},
        {RT_F_RES_LEVEL_LABEL, RT_F_RES_LEVEL, r->residual_level},
    };

    const char *unknown = rt_say(w->audit->lang, "不明", "not known");
    enum rt_status rc = RT_OK;
    struct rt_str right;
    bool known = rt_right_value(w, sheet, row, f, &right) && right.n > 0;

    rt_buf_clear(&w->buf2);
    if ((f == RT_F_THREAT || f == RT_F_VULNERABILITY) && r->medium) {
        struct rt_str name = rt_field_name(RT_F_MEDIUM, w->audit->lang);
        rc = rt_buf_printf(&w->buf2, "%.*s %s", RT_FMT(name), r->medium);
    }
    for (size_t i = 0; i < RT_COUNT(all); i++) {
        struct rt_str name = rt_field_name(all[i].field, w->audit->lang);
        bool open = all[i].value == RT_UNKNOWN;
        char number[24];
        if (all[i].of != f || (open && (known || i < OF_OWN_VALUES)))
            continue;
        snprintf(number, sizeof number, "%d", all[i].value);
        RT_THEN(rc, rt_buf_printf(&w->buf2, "%s%.*s %s",
                        w->buf2.len ? rt_comma(w->audit->lang) : "",
                        RT_FMT(name), open ? unknown : number));
    }
    return rt_work_built(w, rc, &w->buf2);
}

struct rt_str rt_joined(
    struct rt_work *w, struct rt_str text, struct rt_str why)
{
    struct rt_str stop = rt_str(rt_say(w->audit->lang, "。", "; "));

    if (text.n == 0 && rt_str_starts(why, stop))
        why = (struct rt_str){why.p + stop.n, why.n - stop.n};
    return rt_work_printf(w, "%.*s%.*s", RT_FMT(text), RT_FMT(why));
}

struct rt_str rt_quoted(struct rt_work *w, struct rt_str text)
{
    return rt_work_printf(
        w, rt_say(w->audit->lang, "「%.*s」", "\"%.*s\""), RT_FMT(text));
}

struct rt_str rt_crossed(
    struct rt_work *w, struct rt_str line, struct rt_str heading)
{
    if (line.n == 0 || heading.n == 0)
        return rt_quoted(w, line.n > 0 ? line : heading);
    return rt_work_printf(w,
        rt_say(w->audit->lang, "「%.*s」の「%.*s」", "\"%.*s\", \"%.*s\""),
        RT_FMT(line), RT_FMT(heading));
}

struct rt_str rt_shown_or_blank(struct rt_work *w, struct rt_str text)
{
    return rt_quoted(
        w, text.n > 0 ? text : rt_str(rt_say(w->audit->lang, "空欄", "blank")));
}

struct rt_str rt_sheet_named(struct rt_work *w, size_t sheet)
{
    struct rt_str name = rt_grid_sheet(w->grid, sheet)->name;

    return rt_work_printf(w,
        rt_say(w->audit->lang, "シート「%.*s」", "sheet \"%.*s\""),
        RT_FMT(name));
}

struct rt_str rt_right_clause(struct rt_work *w, struct rt_str right)
{
    return rt_work_printf(w,
        rt_say(w->audit->lang, "。正しくは「%.*s」です",
            "; it should be \"%.*s\""),
        RT_FMT(right));
}
