/* Rows of the form's example that were left in a ledger, and assets that
 * were typed into the example.
 *
 * The example is known from the workbook itself: its sheet 台帳記入例. A row
 * of a ledger is that example if it says the same in the columns that people
 * type, where both sheets have them, and holds nothing that the example does
 * not; the kinds of personal information count as one, since some forms replace
 * the three columns by one. What is computed plays no part. A row in which
 * one of these columns is otherwise, or some were cleared, or more is filled in,
 * is an asset that began as a copy.
 *
 * Rows of the example sheet itself are the form's, by their names, or a
 * company's own example, or assets that were typed into the wrong sheet: those
 * among the form's own rows, those without results where the form's have them,
 * and all where no ledger of the file has an asset or all of them belong to
 * departments that have. Of any other row it is not known which of the two it
 * is, nor of a row with a name and no more, unless it is plainly a note.
 */
#include "base/fold.h"
#include "form/form.h"

/* Name and medium come first: without them it is another asset. */
static const enum rt_field typed_fields[] = {RT_F_ASSET, RT_F_MEDIUM,
    RT_F_BUSINESS, RT_F_NOTE, RT_F_USERS, RT_F_MANAGED_BY, RT_F_CONFIDENTIALITY,
    RT_F_INTEGRITY, RT_F_AVAILABILITY};

/* Further columns that people type: filled in, they must be the example's. */
static const enum rt_field more_fields[] = {RT_F_OWNER, RT_F_RETENTION,
    RT_F_REGISTERED, RT_F_TREATMENT, RT_F_REASON, RT_F_CONTROL, RT_F_ACTION};

/* The assets of the published examples (editions 2.1 to 3.1), and of the
 * forms that this program writes. */
static const char *const published[]
    = {"社員名簿", "健康診断の結果", "給与システムデータ", "当社宛請求書",
        "発行済請求書控", "電子メールデータ", "顧客リスト", "応募者の履歴書",
        "応募者の一覧表", "扶養控除等申告書", "見積書の控え", "会社案内の原稿"};

enum {
    TYPED = RT_COUNT(typed_fields),
    MORE = RT_COUNT(more_fields),
    /* Fewer columns in common prove nothing. */
    COMMON_MIN = 5,
    KEY = 2,        /* of the typed fields */
    DEPARTMENT = 5, /* the same */
    /* One published name proves nothing: 「顧客リスト」 is in many lists. */
    PUBLISHED_MIN = 3
};

/* The kinds of personal information. */
struct flags {
    bool has[RT_PERSONAL_FIELDS], yes[RT_PERSONAL_FIELDS];
    bool any_has, any;
};

struct rt_example {
    bool has[TYPED]; /* the sheet has the column */
    struct rt_str text[TYPED], more[MORE];
    struct flags flags;
    bool of_the_form; /* as published, or it says that it is an example */
    bool has_results;
};

static bool is_published(const struct rt_cell *name)
{
    for (size_t i = 0; name && i < RT_COUNT(published); i++) {
        if (rt_fold_eq(name->text, rt_str(published[i])))
            return true;
    }
    return false;
}

bool rt_is_example_mark(struct rt_str s)
{
    static const char *const marks[] = {"例", "(例)", "【例】", "[例]", "例)",
        "記入例", "(記入例)", "【記入例】", "[記入例]", "記載例", "(記載例)",
        "【記載例】", "入力例", "(入力例)", "記入の例", "記載の例"};

    return rt_str_is_any(s, marks);
}

bool rt_is_example_name(struct rt_str s)
{
    static const char *const marks[]
        = {"(例)", "(例:", "【例】", "[例]", "例:", "例)", "(記入例)",
            "【記入例】", "記入例:", "(記載例)", "【記載例】"};

    return rt_str_starts_any(s, marks);
}

/* Whether a name says so, or is a blank to fill in. */
static bool says_example(struct rt_str s)
{
    static const char *const blanks[] = {"○○", "〇〇", "△△", "××", "xx"};

    return rt_is_example_mark(s) || rt_is_example_name(s)
           || rt_str_ends(s, rt_str("(例)")) || rt_str_contains_any(s, blanks);
}

/* Whether the row says itself that it is an example. */
static bool is_marked(const struct rt_layout *l, const struct rt_row *row)
{
    static const enum rt_field front[]
        = {RT_F_NO, RT_F_BUSINESS, RT_F_ASSET, RT_F_NOTE};
    char folded[256];

    for (size_t i = 0; i < RT_COUNT(front); i++) {
        const struct rt_cell *cell = rt_cell_of(l, row, front[i]);
        size_t n = cell ? rt_fold_fixed(cell->text, folded, sizeof folded) : 0;
        if (n != SIZE_MAX && says_example((struct rt_str){folded, n}))
            return true;
    }
    return false;
}

static bool fold_cell(
    struct rt_intake *in, const struct rt_cell *cell, enum rt_field f)
{
    char iso[11];
    enum rt_taken t = RT_TAKEN_BLANK;

    rt_buf_clear(&in->text);
    if (!cell)
        return true;
    if (f == RT_F_REGISTERED)
        t = rt_value_date(cell, iso);
    return rt_fold(t == RT_TAKEN_PLAIN || t == RT_TAKEN_NORMALISED ? rt_str(iso)
                                                                   : cell->text,
               &in->text)
           == RT_OK;
}

static struct flags flags_of(
    struct rt_intake *in, const struct rt_layout *l, const struct rt_row *row)
{
    struct flags f = {0};

    for (size_t i = 0; i < RT_PERSONAL_FIELDS; i++) {
        const struct rt_cell *cell = rt_cell_of(l, row, rt_personal_fields[i]);
        f.has[i] = l->col_of[rt_personal_fields[i]] >= 0;
        if (!cell
            || rt_value_flag(in->request.vocab, cell, &f.yes[i])
                   == RT_TAKEN_BLANK)
            f.yes[i] = false;
        f.any_has |= f.has[i];
        f.any |= f.yes[i];
    }
    return f;
}

/* The folded text of a field; a date in one spelling. */
static enum rt_status keep_text(struct rt_intake *in, const struct rt_layout *l,
    const struct rt_row *row, enum rt_field f, struct rt_str *to,
    struct rt_error *err)
{
    RT_NEED(fold_cell(in, rt_cell_of(l, row, f), f), err);
    *to = rt_arena_str(&in->arena, rt_buf_str(&in->text));
    return to->p ? RT_OK : rt_fail_nomem(err);
}

static bool is_typed_in(const struct rt_cell *cell)
{
    return !rt_cell_blank(cell) && !cell->is_formula;
}

/* A row of notes has a name and no more. */
static bool has_values(const struct rt_layout *l, const struct rt_row *row)
{
    static const enum rt_field values[] = {
        RT_F_MEDIUM, RT_F_CONFIDENTIALITY, RT_F_INTEGRITY, RT_F_AVAILABILITY};
    size_t n = 0;

    for (size_t i = 0; i < RT_COUNT(values); i++)
        n += is_typed_in(rt_cell_of(l, row, values[i]));
    return n > 0;
}

/* What is computed from them, by a formula or as the form prints it. */
static bool has_results(const struct rt_layout *l, const struct rt_row *row)
{
    static const enum rt_field computed[] = {RT_F_IMPORTANCE, RT_F_THREAT,
        RT_F_VULNERABILITY, RT_F_LIKELIHOOD, RT_F_LEVEL};

    for (size_t i = 0; i < RT_COUNT(computed); i++) {
        const struct rt_cell *cell = rt_cell_of(l, row, computed[i]);
        if (cell && (cell->is_formula || !rt_cell_blank(cell)))
            return true;
    }
    return false;
}

enum rt_status rt_example_note(struct rt_intake *in,
    const struct rt_sheet_facts *sheet, const struct rt_row *row,
    struct rt_error *err)
{
    const struct rt_layout *l = &sheet->layout;
    bool published = is_published(rt_cell_of(l, row, RT_F_ASSET));
    bool of_the_form = published || is_marked(l, row) || !has_values(l, row);
    struct rt_example *e;

    if (rt_cell_blank(rt_cell_of(l, row, RT_F_ASSET)))
        return RT_OK;
    in->published_examples += published;
    if (in->example_count == RT_EXAMPLES_MAX)
        return RT_OK;
    e = rt_arena_alloc(&in->arena, sizeof *e);
    RT_NEED(e, err);
    for (size_t i = 0; i < TYPED; i++) {
        e->has[i] = l->col_of[typed_fields[i]] >= 0;
        RT_TRY(keep_text(in, l, row, typed_fields[i], &e->text[i], err));
    }
    for (size_t i = 0; i < MORE; i++)
        RT_TRY(keep_text(in, l, row, more_fields[i], &e->more[i], err));
    e->of_the_form = of_the_form;
    e->has_results = has_results(l, row);
    in->example_results |= e->of_the_form && e->has_results;
    e->flags = flags_of(in, l, row);
    in->examples[in->example_count++] = e;
    return RT_OK;
}

static bool has_heading(const struct rt_layout *l, uint32_t col)
{
    const struct rt_column *c = rt_column_at(l->columns, l->column_count, col);

    return c && c->text.n > 0;
}

/* A row beside an example: how many of its cells are the same, how many
 * otherwise, and how many of the example's are blank in it. */
struct likeness {
    int same, other, cleared;
    uint32_t col; /* the first that is not the same; 1-based */
};

static void note_other(struct likeness *to, int *n, uint32_t col)
{
    *n += 1;
    to->col = to->col ? to->col : col;
}

/* A field that both have. */
static void compare_text(struct rt_intake *in, const struct rt_layout *l,
    const struct rt_row *row, enum rt_field f, struct rt_str example,
    struct likeness *to)
{
    const struct rt_cell *cell = rt_cell_of(l, row, f);
    uint32_t col = (uint32_t)l->col_of[f] + 1;

    if (rt_cell_blank(cell) && example.n > 0)
        note_other(to, &to->cleared, col);
    if (rt_cell_blank(cell))
        return;
    if (fold_cell(in, cell, f) && rt_str_eq(rt_buf_str(&in->text), example))
        to->same++;
    else
        note_other(to, &to->other, col);
}

static void compare_flags(struct rt_intake *in, const struct rt_layout *l,
    const struct rt_row *row, const struct rt_example *e, struct likeness *to)
{
    struct flags flags = flags_of(in, l, row);

    for (size_t i = 0; i < RT_PERSONAL_FIELDS; i++) {
        bool its = e->flags.has[i] ? e->flags.yes[i] : e->flags.any;
        if (flags.has[i] && flags.yes[i] && !its)
            note_other(
                to, &to->other, (uint32_t)l->col_of[rt_personal_fields[i]] + 1);
    }
    for (size_t i = 0; i < RT_PERSONAL_FIELDS && e->flags.any && !flags.any;
         i++) {
        if (flags.has[i] && (e->flags.yes[i] || !e->flags.has[i]))
            note_other(to, &to->cleared,
                (uint32_t)l->col_of[rt_personal_fields[i]] + 1);
    }
}

/* Columns that the example does not have, and those that do not count: what is
 * in them is the row's own. */
static void compare_more(struct rt_intake *in, const struct rt_layout *l,
    const struct rt_row *row, const struct rt_example *e, struct likeness *to)
{
    for (size_t i = 0; i < TYPED; i++) {
        const struct rt_cell *cell = rt_cell_of(l, row, typed_fields[i]);
        if (!e->has[i] && is_typed_in(cell))
            note_other(to, &to->other, cell->col + 1);
    }
    for (size_t i = 0; i < MORE; i++) {
        if (l->col_of[more_fields[i]] >= 0)
            compare_text(in, l, row, more_fields[i], e->more[i], to);
    }
    /* A number without a heading counts the rows. */
    for (size_t i = 0; i < row->count; i++) {
        const struct rt_cell *cell = &row->cells[i];
        if (is_typed_in(cell) && rt_field_at(l, cell->col) == RT_FIELD_NONE
            && (cell->type == RT_CELL_STRING || has_heading(l, cell->col)))
            note_other(to, &to->other, cell->col + 1);
    }
}

static enum rt_likeness compare(struct rt_intake *in, const struct rt_layout *l,
    const struct rt_row *row, const struct rt_example *e, uint32_t *col)
{
    struct likeness to = {0};
    int common = 0, own;

    for (size_t i = 0; i < TYPED; i++) {
        if (!e->has[i] || l->col_of[typed_fields[i]] < 0)
            continue;
        compare_text(in, l, row, typed_fields[i], e->text[i], &to);
        if (to.same == 0 || (to.other > 0 && i < KEY))
            return RT_UNLIKE_EXAMPLE;
        common++;
    }
    compare_flags(in, l, row, e, &to);
    own = to.other + (to.cleared > 0);
    if (common < COMMON_MIN || (to.col > 0 && to.same < COMMON_MIN))
        return RT_UNLIKE_EXAMPLE;
    to.other = 0;
    compare_more(in, l, row, e, &to);
    if (own + to.other > 1 && own > 0)
        return RT_UNLIKE_EXAMPLE;
    *col = to.col;
    return to.col ? RT_BEGINS_AS_EXAMPLE : RT_IS_EXAMPLE;
}

/* Whether the rows that are not the form's are all of departments that have
 * assets in the file, and not of half a company's. */
static bool are_at_home(const struct rt_intake *in)
{
    const struct rt_evidence *v = &in->evidence;

    for (size_t i = 0; i < in->example_count; i++) {
        const struct rt_example *e = in->examples[i];
        bool found = e->of_the_form;
        for (size_t k = 0; k < v->department_count && !found; k++)
            found = rt_fold_name_eq(v->departments[k], e->text[DEPARTMENT]);
        if (!found)
            return false;
    }
    return v->department_count < RT_DEPARTMENTS_MAX;
}

static bool is_typed(const struct rt_intake *in, bool of_the_form, bool results)
{
    if (of_the_form)
        return false;
    return (in->example_results && !results)
           || in->published_examples >= PUBLISHED_MIN || !in->evidence.rows
           || are_at_home(in);
}

enum rt_example_row rt_example_row_is(const struct rt_intake *in,
    const struct rt_sheet_facts *sheet, const struct rt_row *row)
{
    const struct rt_layout *l = &sheet->layout;
    const struct rt_cell *name = rt_cell_of(l, row, RT_F_ASSET);

    if (is_published(name) || is_marked(l, row))
        return RT_EXAMPLE_OF_FORM;
    if (has_values(l, row) && is_typed(in, false, has_results(l, row)))
        return RT_EXAMPLE_TYPED;
    return has_values(l, row) || rt_remark_of(name->text) == RT_REMARK_NONE
               ? RT_EXAMPLE_DOUBTFUL
               : RT_EXAMPLE_OF_FORM;
}

enum rt_likeness rt_example_is(struct rt_intake *in,
    const struct rt_layout *layout, const struct rt_row *row, uint32_t *col)
{
    enum rt_likeness found = RT_UNLIKE_EXAMPLE;

    for (size_t i = 0; i < in->example_count; i++) {
        const struct rt_example *e = in->examples[i];
        uint32_t at;
        enum rt_likeness one = RT_UNLIKE_EXAMPLE;
        if (!is_typed(in, e->of_the_form, e->has_results))
            one = compare(in, layout, row, e, &at);
        if (one == RT_IS_EXAMPLE)
            return one;
        if (one == RT_UNLIKE_EXAMPLE)
            continue;
        found = one;
        *col = at;
    }
    return found;
}
