/* Whether a formula is the profile's rule: asked of the formula, not of the
 * values that its rows happen to show.
 *
 * The row's inputs are replaced by every combination that the rule knows, the
 * other results of the row by what follows from them, and the formula is
 * computed. How it is written does not matter: a threshold in an IF, an IFS, a
 * table that is looked up. Where it reads a cell that is computed by the file
 * itself (a helper column), or shows nothing in its own row, it is not
 * judged; what looks like a word of the form is taken from the file.
 */
#include "audit/formulas/formula_audit.h"
#include "risk/assess.h"

enum { ASKED_MAX = 3000, ROWS_MAX = 8 };

struct trial {
    struct rt_work *w;
    const struct rt_item *item;
    const struct rt_formula *f;
    const struct rt_profile *profile; /* of the item's row */
    enum rt_field field;              /* what the formula computes */
    struct rt_words words;
    struct rt_scores scores;
    struct rt_assessment right;
    struct rt_given given[RT_FIELD_COUNT];
    size_t given_count;
    enum rt_fit fit;
    struct rt_str *example, *expected;
};

static const struct rt_layout *layout_of(const struct trial *t)
{
    return &t->w->tables[t->item->sheet].layout;
}

/* --- words ----------------------------------------------------------------- */

static struct rt_value number(int v)
{
    return (struct rt_value){.type = RT_VALUE_NUMBER, .number = v};
}

static struct rt_value text(const char *s)
{
    return (struct rt_value){.type = RT_VALUE_TEXT, .text = rt_str(s)};
}

static void take_ratings(
    const struct rt_work *w, size_t sheet, enum rt_field f, struct rt_words *to)
{
    const struct rt_table *table = &w->tables[sheet];
    struct rt_value *rating = to->rating[f == RT_F_VULNERABILITY];
    int32_t col = table->found ? table->layout.col_of[f] : -1;

    for (size_t i = 0; col >= 0 && i < rt_grid_row_count(w->grid, sheet); i++) {
        const struct rt_cell *c
            = rt_row_cell(rt_grid_row(w->grid, sheet, i), col);
        int v = c && table->lines[i] == RT_LINE_DATA
                    ? rt_rating_of(w->audit->vocab, c)
                    : RT_UNKNOWN;
        if (v >= 1 && v <= 3 && rating[v].type == RT_VALUE_BLANK)
            (void)rt_cell_value(c, &rating[v]);
    }
}

/* The form's own sheet first, then the others: its threat sheet. */
static void find_ratings(
    const struct rt_work *w, size_t sheet, enum rt_field f, struct rt_words *to)
{
    take_ratings(w, sheet, f, to);
    for (size_t s = 0; s < rt_grid_sheet_count(w->grid); s++) {
        if (w->tables[s].layout.form == RT_FORM_THREATS)
            take_ratings(w, s, f, to);
    }
}

static void find_flag(
    const struct rt_work *w, size_t sheet, struct rt_words *to)
{
    const struct rt_table *table = &w->tables[sheet];

    for (size_t i = 0;
         i < RT_PERSONAL_FIELDS * rt_grid_row_count(w->grid, sheet); i++) {
        size_t at = i / RT_PERSONAL_FIELDS;
        const struct rt_cell *c
            = rt_cell_of(&table->layout, rt_grid_row(w->grid, sheet, at),
                rt_personal_fields[i % RT_PERSONAL_FIELDS]);
        bool yes = false;
        if (table->lines[at] != RT_LINE_DATA || rt_cell_blank(c))
            continue;
        if (rt_is_taken(rt_value_flag(w->audit->vocab, c, &yes)) && yes
            && rt_cell_value(c, &to->flag))
            return;
    }
}

/* Looked for once in a sheet. */
static enum rt_status words_of(
    struct rt_work *w, size_t sheet, struct rt_words *out, struct rt_error *err)
{
    struct rt_words *of;

    if (!w->words)
        w->words = rt_arena_array(
            &w->arena, rt_grid_sheet_count(w->grid), sizeof *w->words);
    RT_NEED(w->words, err);
    of = &w->words[sheet];
    if (!of->found) {
        find_ratings(w, sheet, RT_F_THREAT, of);
        find_ratings(w, sheet, RT_F_VULNERABILITY, of);
        find_flag(w, sheet, of);
        of->found = true;
    }
    *out = *of;
    return RT_OK;
}

/* --- a row that never was -------------------------------------------------- */

static void give(struct trial *t, enum rt_field f, struct rt_value v)
{
    int32_t col = layout_of(t)->col_of[f];

    if (col >= 0 && f != t->field)
        t->given[t->given_count++]
            = (struct rt_given){.col = (uint32_t)col, .value = v};
}

static void give_number(struct trial *t, enum rt_field f, int v)
{
    if (v != RT_UNKNOWN)
        give(t, f, number(v));
}

static void give_results(struct trial *t)
{
    const struct rt_assessment *a = &t->right;

    give_number(t, RT_F_IMPORTANCE, a->importance);
    give_number(t, RT_F_LIKELIHOOD, a->likelihood);
    give_number(t, RT_F_LEVEL, a->level);
    if (a->likelihood != RT_UNKNOWN)
        give(
            t, RT_F_LIKELIHOOD_LABEL, text(rt_likelihood_shown(a->likelihood)));
    if (a->class != RT_CLASS_NONE)
        give(t, RT_F_LEVEL_LABEL,
            (struct rt_value){.type = RT_VALUE_TEXT,
                .text = rt_class_right(t->w, t->item->sheet, a->class)});
}

/* Makes the row out of t->scores. `flag` is the flag that is set, or NONE. */
static void make_row(struct trial *t, enum rt_field flag)
{
    const struct rt_scores *s = &t->scores;

    t->given_count = 0;
    t->scores.any_personal = flag != RT_FIELD_NONE;
    t->right = rt_assess(t->profile, s);
    give_number(t, RT_F_CONFIDENTIALITY, s->confidentiality);
    give_number(t, RT_F_INTEGRITY, s->integrity);
    give_number(t, RT_F_AVAILABILITY, s->availability);
    give(t, RT_F_THREAT, t->words.rating[0][s->threat]);
    give(t, RT_F_VULNERABILITY, t->words.rating[1][s->vulnerability]);
    for (size_t i = 0; i < RT_PERSONAL_FIELDS; i++)
        give(t, rt_personal_fields[i],
            rt_personal_fields[i] == flag ? t->words.flag
                                          : (struct rt_value){0});
    give_results(t);
}

/* --- the answer ------------------------------------------------------------ */

static int wanted(const struct trial *t)
{
    return rt_result_of(&t->right, t->field);
}

/* "リスク値 3 のとき「リスク中」": what decides, and what comes out. */
static bool say_example(struct trial *t, const struct rt_value *v)
{
    const struct rt_assessment *a = &t->right;
    const struct {
        enum rt_field of, field;
        int value;
    } all[] = {
        {RT_F_IMPORTANCE, RT_F_CONFIDENTIALITY, t->scores.confidentiality},
        {RT_F_IMPORTANCE, RT_F_INTEGRITY, t->scores.integrity},
        {RT_F_IMPORTANCE, RT_F_AVAILABILITY, t->scores.availability},
        {RT_F_LIKELIHOOD, RT_F_THREAT, t->scores.threat},
        {RT_F_LIKELIHOOD, RT_F_VULNERABILITY, t->scores.vulnerability},
        {RT_F_LIKELIHOOD_LABEL, RT_F_LIKELIHOOD, a->likelihood},
        {RT_F_LEVEL, RT_F_IMPORTANCE, a->importance},
        {RT_F_LEVEL, RT_F_LIKELIHOOD, a->likelihood},
        {RT_F_LEVEL_LABEL, RT_F_LEVEL, a->level},
        {RT_F_PRIORITY, RT_F_LEVEL, a->level},
    };
    enum rt_lang lang = t->w->audit->lang;
    struct rt_str is = rt_value_shown(t->w, v);
    struct rt_str shown = is.n > 0 ? rt_quoted(t->w, is)
                                   : rt_str(rt_say(lang, "空欄", "blank"));
    struct rt_buf *b = &t->w->buf2;
    bool ok = true, first = true;

    rt_buf_clear(b);
    for (size_t i = 0; i < RT_COUNT(all) && ok; i++) {
        if (all[i].of != t->field || all[i].value == RT_UNKNOWN)
            continue;
        ok = rt_buf_printf(b, "%s%.*s %d", first ? "" : rt_comma(lang),
                 RT_FMT(rt_field_name(all[i].field, lang)), all[i].value)
             == RT_OK;
        first = false;
    }
    if (t->field == RT_F_IMPORTANCE && t->scores.any_personal)
        ok = ok
             && rt_buf_adds(
                    b, rt_str(rt_say(lang, "、個人情報 有", ", personal data")))
                    == RT_OK;
    ok = ok
         && rt_buf_printf(
                b, rt_say(lang, " のとき%.*s", " comes to %.*s"), RT_FMT(shown))
                == RT_OK;
    *t->example = ok ? rt_work_text(t->w, rt_buf_str(b)) : RT_STR_NONE;
    return t->example->p;
}

static struct rt_str right_shown(struct trial *t)
{
    struct rt_value v = number(wanted(t));

    if (t->field == RT_F_LEVEL_LABEL)
        return rt_class_right(t->w, t->item->sheet, t->right.class);
    if (t->field == RT_F_LIKELIHOOD_LABEL)
        return rt_str(rt_likelihood_shown(t->right.likelihood));
    return rt_value_shown(t->w, &v);
}

/* Computes the formula in the row that was made. */
static enum rt_status try_row(
    struct trial *t, enum rt_field flag, struct rt_error *err)
{
    struct rt_value v;
    enum rt_taken taken;
    bool known;
    int got;

    if (t->fit == RT_FIT_WRONG)
        return RT_OK;
    make_row(t, flag);
    if (wanted(t) < 0)
        return RT_OK;
    RT_TRY(rt_work_try(
        t->w, t->f, t->item, t->given, t->given_count, &known, &v, err));
    if (!known)
        return RT_OK;
    taken = rt_result_read(t->w->audit->vocab, t->field, &v, &got);
    if (v.type == RT_VALUE_ERROR
        || (taken == RT_TAKEN_UNREADABLE && v.type == RT_VALUE_TEXT))
        return RT_OK;
    if (got == wanted(t)) {
        t->fit = RT_FIT_RIGHT;
        return RT_OK;
    }
    t->fit = RT_FIT_WRONG;
    *t->expected = right_shown(t);
    return t->expected->p && say_example(t, &v) ? RT_OK : rt_fail_nomem(err);
}

/* --- all rows -------------------------------------------------------------- */

static bool reads_field(const struct trial *t, enum rt_field f)
{
    int32_t col = layout_of(t)->col_of[f];

    for (size_t i = 0; col >= 0 && i < rt_formula_ref_count(t->f); i++) {
        const struct rt_ref *ref = rt_formula_ref(t->f, i);
        if (ref->sheet.n == 0 && ref->at.col1 <= (uint32_t)col
            && ref->at.col2 >= (uint32_t)col)
            return true;
    }
    return false;
}

/* The form's own word is right, and so is the file's. */
static enum rt_status try_flag(
    struct trial *t, enum rt_field flag, struct rt_error *err)
{
    struct rt_value of_file = t->words.flag;
    enum rt_fit before = t->fit;

    t->words.flag = text("有");
    RT_TRY(try_row(t, flag, err));
    t->words.flag = of_file;
    if (t->fit != RT_FIT_WRONG || before == RT_FIT_WRONG)
        return RT_OK;
    t->fit = before;
    return try_row(t, flag, err);
}

/* Elsewhere the scores alone may have to say what personal data mean. */
static bool is_of_edition(const struct trial *t)
{
    struct rt_str edition = t->w->audit->edition;

    return rt_str_is(edition, "3") || rt_str_is(edition, "3.1");
}

/* Every combination of scores; each flag alone, if the formula reads flags or is
 * that of a workbook whose rule they are. */
static enum rt_status try_scores(struct trial *t, struct rt_error *err)
{
    const struct rt_profile *p = t->profile;
    struct rt_scores *s = &t->scores;
    bool any = is_of_edition(t);

    for (s->confidentiality = p->scale_min; s->confidentiality <= p->scale_max;
         s->confidentiality++)
        for (s->integrity = p->scale_min; s->integrity <= p->scale_max;
             s->integrity++)
            for (s->availability = p->scale_min;
                 s->availability <= p->scale_max; s->availability++)
                RT_TRY(try_row(t, RT_FIELD_NONE, err));
    s->confidentiality = s->integrity = s->availability = p->scale_min;
    for (size_t i = 0; i < RT_PERSONAL_FIELDS; i++)
        any |= reads_field(t, rt_personal_fields[i]);
    for (size_t i = 0; i < RT_PERSONAL_FIELDS && any && p->personal >= 0; i++) {
        if (layout_of(t)->col_of[rt_personal_fields[i]] >= 0)
            RT_TRY(try_flag(t, rt_personal_fields[i], err));
    }
    return RT_OK;
}

/* Threat, vulnerability and importance: every likelihood and level. */
static enum rt_status try_levels(struct trial *t, struct rt_error *err)
{
    const struct rt_profile *p = t->profile;
    struct rt_scores *s = &t->scores;

    for (int i = p->scale_min; i <= p->scale_max; i++) {
        s->confidentiality = s->integrity = s->availability = i;
        for (s->threat = 1; s->threat <= 3; s->threat++)
            for (s->vulnerability = 1; s->vulnerability <= 3;
                 s->vulnerability++)
                RT_TRY(try_row(t, RT_FIELD_NONE, err));
    }
    return RT_OK;
}

static bool is_column_of(
    const struct trial *t, const enum rt_field *fields, size_t n, uint32_t col)
{
    for (size_t i = 0; i < n; i++) {
        if (layout_of(t)->col_of[fields[i]] == (int32_t)col)
            return true;
    }
    return false;
}

/* All that the formula reads in its row is typed, or given by make_row. What a
 * column without a field holds may be one of the rule's results. */
static bool reads_inputs(const struct trial *t)
{
    const struct rt_table *table = &t->w->tables[t->item->sheet];
    static const enum rt_field given[] = {RT_F_CONFIDENTIALITY, RT_F_INTEGRITY,
        RT_F_AVAILABILITY, RT_F_PERSONAL, RT_F_SENSITIVE, RT_F_MY_NUMBER,
        RT_F_ANY_PERSONAL, RT_F_IMPORTANCE, RT_F_THREAT, RT_F_VULNERABILITY,
        RT_F_LIKELIHOOD, RT_F_LIKELIHOOD_LABEL, RT_F_LEVEL, RT_F_LEVEL_LABEL};
    bool any = false;

    for (size_t i = 0; i < rt_formula_ref_count(t->f); i++) {
        const struct rt_ref *ref = rt_formula_ref(t->f, i);
        if (ref->file.n > 0 || ref->broken)
            return false;
        if (ref->sheet.n > 0 || ref->at.row1 > t->item->row
            || ref->at.row2 < t->item->row)
            continue;
        for (uint32_t c = ref->at.col1;
             c <= ref->at.col2 && c < t->w->widths[t->item->sheet]; c++) {
            if (is_column_of(t, given, RT_COUNT(given), c))
                any = true;
            else if (rt_table_field(table, c) == RT_FIELD_NONE
                     || rt_item_at(t->w, t->item->sheet, c, t->item->row))
                return false;
        }
    }
    return any;
}

/* Whether the form has what the rule computes the field from. */
static bool has_inputs(const struct trial *t)
{
    const int32_t *col = layout_of(t)->col_of;

    if (t->field == RT_F_LIKELIHOOD || reads_field(t, RT_F_THREAT)
        || reads_field(t, RT_F_VULNERABILITY)) {
        for (int v = 1; v <= 3; v++) {
            if (t->words.rating[0][v].type == RT_VALUE_BLANK
                || t->words.rating[1][v].type == RT_VALUE_BLANK)
                return false;
        }
    }
    switch (t->field) {
    case RT_F_IMPORTANCE:
        return col[RT_F_CONFIDENTIALITY] >= 0 && col[RT_F_INTEGRITY] >= 0
               && col[RT_F_AVAILABILITY] >= 0;
    case RT_F_LIKELIHOOD:
    case RT_F_LIKELIHOOD_LABEL:
    case RT_F_LEVEL:
    case RT_F_PRIORITY:
        return true;
    case RT_F_LEVEL_LABEL:
        return !t->w->other_classes[t->item->sheet];
    default:
        return false;
    }
}

/* Without a word for a rating the formula is only tried where it does not
 * read it. */
static void fill_ratings(struct trial *t)
{
    static const char *const words[] = {"", "1:", "2:", "3:"};

    for (int k = 0; k < 2; k++) {
        bool quoted
            = rt_str_contains(t->item->cell->formula, RT_STR(":\""))
              || rt_str_contains(t->item->cell->formula, RT_STR("：\""));
        for (int v = 1; v <= 3; v++) {
            if (t->words.rating[k][v].type == RT_VALUE_BLANK && !quoted
                && !rt_str_contains(t->item->cell->formula, RT_STR("LOOKUP"))
                && rt_str_contains(t->item->cell->formula, RT_STR("LEFT(")))
                t->words.rating[k][v] = text(words[v]);
        }
    }
}

/* In what this program wrote in English the flag is Yes. */
static void fill_flag(struct trial *t)
{
    bool yes = t->w->tables[t->item->sheet].own
               && rt_str_contains(t->item->cell->formula, RT_STR("\"Yes\""));

    if (t->words.flag.type == RT_VALUE_BLANK)
        t->words.flag = text(yes ? "Yes" : "有");
}

static enum rt_status try_item(struct trial *t, struct rt_error *err)
{
    struct rt_value v;
    bool known;

    RT_TRY(rt_item_parse(t->w, t->item, &t->f, err));
    if (!t->f || !reads_inputs(t))
        return RT_OK;
    RT_TRY(rt_work_try(t->w, t->f, t->item, NULL, 0, &known, &v, err));
    if (!known || v.type == RT_VALUE_ERROR || v.type == RT_VALUE_BLANK
        || (v.type == RT_VALUE_TEXT && v.text.n == 0))
        return RT_OK;
    RT_TRY(words_of(t->w, t->item->sheet, &t->words, err));
    fill_ratings(t);
    fill_flag(t);
    if (!has_inputs(t))
        return RT_OK;
    t->scores = (struct rt_scores){.given_importance = RT_UNKNOWN,
        .given_likelihood = RT_UNKNOWN,
        .threat = 1,
        .vulnerability = 1};
    return t->field == RT_F_IMPORTANCE ? try_scores(t, err)
                                       : try_levels(t, err);
}

enum rt_status rt_formula_fits(struct rt_work *w, struct rt_item *const *items,
    size_t count, enum rt_field field, struct rt_fitness *out,
    struct rt_error *err)
{
    size_t rows = 0;

    *out = (struct rt_fitness){.fit = RT_FIT_UNKNOWN};
    for (size_t i = 0; i < count && rows < ROWS_MAX
                       && out->fit == RT_FIT_UNKNOWN && w->asked < ASKED_MAX;
         i++) {
        const struct rt_audit_row *r
            = rt_audit_row_at(w->audit, items[i]->sheet, items[i]->row);
        struct trial t = {.w = w,
            .item = items[i],
            .profile = r && r->own ? r->profile : w->audit->profile,
            .field = field,
            .example = &out->example,
            .expected = &out->expected};
        if (w->foreign[items[i]->sheet] || !r || !t.profile)
            continue;
        rows++;
        w->asked++;
        RT_TRY(try_item(&t, err));
        out->fit = t.fit;
    }
    return RT_OK;
}
