/* Findings about a sheet as a whole: its layout when it begins, and at its end
 * what concerned many rows, in one finding each.
 */
#include "base/fold.h"
#include "base/lang.h"
#include "form/convert.h"

enum rt_status rt_sheet_finding(struct rt_convert *c, enum rt_code code,
    uint32_t row, uint32_t col, const struct rt_str args[RT_FINDING_ARGS],
    struct rt_error *err)
{
    struct rt_place place = {.sheet = c->sheet, .row = row, .col = col};

    return rt_put_finding(c->in, code, &place, args, err);
}

/* Of a missing column: at the heading in its place, else at the header. */
static enum rt_status lost_finding(struct rt_convert *c, enum rt_code code,
    enum rt_field f, const struct rt_str args[RT_FINDING_ARGS],
    struct rt_error *err)
{
    const struct rt_layout *l = &c->sheet->layout;
    const struct rt_column *col = rt_layout_lost(l, f);

    return rt_sheet_finding(
        c, code, col ? col->row : l->row2, col ? col->col + 1 : 0, args, err);
}

static enum rt_status count_finding(
    struct rt_convert *c, enum rt_code code, uint64_t n, struct rt_error *err)
{
    return n == 0 ? RT_OK
                  : rt_sheet_finding(
                      c, code, 0, 0, RT_ARGS(rt_num(c, (int64_t)n)), err);
}

static const struct rt_column *column_of(
    const struct rt_layout *l, enum rt_field f)
{
    for (size_t i = 0; i < l->column_count; i++) {
        if (l->columns[i].field == f)
            return &l->columns[i];
    }
    return NULL;
}

typedef bool (*column_test)(
    const struct rt_convert *, const struct rt_column *);

enum { COLUMN_NAME = 512 };

/* Its heading; of a second set, which is headed as the first is, with the
 * group's, in `to`. */
static struct rt_str name_of_column(const struct rt_convert *c,
    const struct rt_column *col, char to[COLUMN_NAME])
{
    struct rt_str text = rt_str_trim(col->text);
    struct rt_str group = rt_str_trim(col->group);

    if (!rt_is_second_assessment(group) || rt_is_second_assessment(text)
        || group.n + text.n + 8 > COLUMN_NAME)
        return text;
    snprintf(to, COLUMN_NAME,
        rt_say(c->in->request.lang, "%.*sの%.*s", "%.*s / %.*s"), (int)group.n,
        group.p, (int)text.n, text.p);
    return rt_str(to);
}

/* The headings of the columns that pass the test, and how many more; a blank
 * one is reported by what is below it. */
static enum rt_status add_columns(
    struct rt_convert *c, column_test which, struct rt_buf *names)
{
    const struct rt_layout *l = &c->sheet->layout;
    size_t n = 0;

    for (size_t i = 0; i < l->column_count; i++) {
        const struct rt_column *col = &l->columns[i];
        char name[COLUMN_NAME];
        if (rt_str_trim(col->text).n == 0 || !which(c, col))
            continue;
        RT_TRY(rt_add_name(
            names, n++, name_of_column(c, col, name), c->in->request.lang));
    }
    return rt_end_names(names, n, c->in->request.lang);
}

/* The names of columns, by a condition on them, in one finding. */
static enum rt_status list_columns(struct rt_convert *c, enum rt_code code,
    column_test which, struct rt_error *err)
{
    struct rt_buf names = RT_BUF(RT_NAMES_BYTES);
    enum rt_status rc = RT_OK;

    if (add_columns(c, which, &names) != RT_OK)
        rc = rt_fail_nomem(err);
    else if (names.len > 0)
        rc = rt_sheet_finding(c, code, c->sheet->layout.row2, 0,
            RT_ARGS(rt_buf_str(&names)), err);
    rt_buf_fini(&names);
    return rc;
}

/* The field that the heading names, whether the column is used or not. */
static enum rt_field claimed(
    const struct rt_layout *l, const struct rt_column *col)
{
    return rt_label_field(l->vocab, col->group, col->text);
}

/* The priority is computed, and a company's own words are not compared. */
static bool is_priority(const struct rt_convert *c, const struct rt_column *col)
{
    (void)c;
    return col->field == RT_F_PRIORITY;
}

/* Of a second assessment, or not. */
static bool is_second_foreign(
    const struct rt_convert *c, const struct rt_column *col)
{
    return rt_is_foreign_column(c, col)
           && (rt_is_second_assessment(col->group)
               || rt_is_second_assessment(col->text));
}

static bool is_first_foreign(
    const struct rt_convert *c, const struct rt_column *col)
{
    return rt_is_foreign_column(c, col) && !is_second_foreign(c, col);
}

static bool is_hidden_column(
    const struct rt_convert *c, const struct rt_column *col)
{
    return col->col < RT_COLUMNS_MAX && c->sheet->hidden_cols
           && c->sheet->hidden_cols[col->col];
}

/* The headings that may be those of the missing columns, in brackets. */
static enum rt_status add_suspects(struct rt_convert *c, struct rt_buf *to)
{
    struct rt_buf names = RT_BUF(RT_NAMES_BYTES);
    enum rt_status rc = add_columns(c, rt_is_foreign_column, &names);

    if (rc == RT_OK && names.len > 0)
        rc = rt_buf_printf(to,
            rt_say(c->in->request.lang, "（様式にない見出し：%s）",
                " (headings that the form does not have: %s)"),
            names.data);
    rt_buf_fini(&names);
    return rc;
}

/* One or two of the three scores: the rows cannot be computed, and the recorded
 * importance cannot be checked. None of them: the recorded importance is used
 * (TP308), if there is one. */
static enum rt_status report_missing_scores(
    struct rt_convert *c, struct rt_error *err)
{
    const enum rt_field *scores = rt_score_fields;
    const struct rt_layout *l = &c->sheet->layout;
    struct rt_buf names = RT_BUF(RT_NAMES_BYTES),
                  suspects = RT_BUF(2 * RT_NAMES_BYTES);
    enum rt_field first = RT_FIELD_NONE;
    enum rt_status rc = RT_OK;
    int missing = 0;

    if (l->form != RT_FORM_LEDGER)
        return RT_OK;
    for (size_t i = 0; i < RT_SCORE_FIELDS && rc == RT_OK; i++) {
        /* A column that is there twice is not missing: TP303 reports it. */
        if (l->col_of[scores[i]] >= 0 || rt_header_twice(l, scores[i]))
            continue;
        first = missing == 0 ? scores[i] : first;
        rc = rt_add_name(&names, (size_t)missing++, rt_name(c, scores[i]),
            c->in->request.lang);
    }
    RT_THEN(rc, add_suspects(c, &suspects));
    if (rc != RT_OK)
        rc = rt_fail_nomem(err);
    else if (missing > 0 && (missing < 3 || !c->sheet->tally.given))
        rc = lost_finding(c, RT_TP304, first,
            RT_ARGS(rt_buf_str(&names), rt_buf_str(&suspects)), err);
    rt_buf_fini(&names);
    rt_buf_fini(&suspects);
    return rc;
}

/* A ledger without its name column: its rows cannot be identified. */
bool rt_is_nameless(const struct rt_convert *c)
{
    const struct rt_layout *l = &c->sheet->layout;

    return l->form == RT_FORM_LEDGER && l->col_of[RT_F_ASSET] < 0;
}

/* A column of the personal-information group whose kind is not known: what
 * is marked there may force the importance. */
static enum rt_status report_unknown_flags(
    struct rt_convert *c, struct rt_error *err)
{
    const struct rt_layout *l = &c->sheet->layout;

    for (size_t i = 0; i < l->column_count; i++) {
        const struct rt_column *col = &l->columns[i];
        if (rt_is_unknown_flag(col))
            RT_TRY(rt_heading_finding(c, RT_TP312, col,
                RT_ARGS(rt_str_trim(col->text)), RT_STR_NONE, err));
    }
    return RT_OK;
}

/* Which columns claim the field. */
static enum rt_status report_twice(
    struct rt_convert *c, const struct rt_twice *twice, struct rt_error *err)
{
    const struct rt_layout *l = &c->sheet->layout;
    struct rt_column heading = {.row = twice->row, .col = twice->col};
    struct rt_str args[RT_FINDING_ARGS] = {rt_name(c, twice->field)};
    struct rt_buf names = RT_BUF(RT_NAMES_BYTES);
    size_t n = 0;
    enum rt_status rc = RT_OK;

    for (size_t i = 0; i < l->column_count && rc == RT_OK; i++) {
        const struct rt_column *col = &l->columns[i];
        if (claimed(l, col) != twice->field)
            continue;
        if (col->col == twice->col)
            heading.text = col->text;
        rc = rt_add_name(
            &names, n++, rt_str_trim(col->text), c->in->request.lang);
    }
    args[1] = rt_buf_str(&names);
    if (rc == RT_OK)
        rc = rt_heading_finding(c,
            l->col_of[twice->field] < 0 ? RT_TP303 : RT_TP322, &heading, args,
            RT_STR_NONE, err);
    else
        rc = rt_fail_nomem(err);
    rt_buf_fini(&names);
    return rc;
}

static void add_cell(
    const struct rt_convert *c, struct rt_where at, char *to, size_t size)
{
    size_t n = strlen(to);
    char cell[RT_CELL_NAME];

    at.csv = rt_str_is(c->in->input.format, "csv");
    rt_where_cell(&at, cell);
    snprintf(to + n, size - n, "%s%s",
        n > 0 ? rt_comma(c->in->request.lang) : "", cell);
}

/* 「H列」, in a CSV 「8列目」. */
static void add_column(
    const struct rt_convert *c, uint32_t col, char *to, size_t size)
{
    enum rt_lang lang = c->in->request.lang;
    bool csv = rt_str_is(c->in->input.format, "csv");
    size_t n = strlen(to);
    char letters[RT_LETTERS], number[24];

    rt_column_letters(col, letters);
    rt_format_int(col, number);
    snprintf(to + n, size - n, rt_say(lang, "%s%s%s", "%scolumn %s"),
        n > 0 ? rt_comma(lang) : "", csv ? number : letters,
        csv ? "列目" : "列");
}

/* Which columns were taken for a report's second assessment, and why. */
static enum rt_status report_residual(
    struct rt_convert *c, struct rt_error *err)
{
    static const enum rt_field both[][2] = {
        {RT_F_IMPORTANCE, RT_F_RES_IMPORTANCE},
        {RT_F_LIKELIHOOD, RT_F_RES_LIKELIHOOD}, {RT_F_LEVEL, RT_F_RES_LEVEL}};
    const struct rt_layout *l = &c->sheet->layout;
    char names[2][128] = {"", ""};
    uint32_t at = 0;

    for (size_t i = 0; i < RT_COUNT(both); i++) {
        if (l->col_of[both[i][1]] < 0)
            continue;
        for (size_t k = 0; k < 2; k++) {
            const struct rt_column *col = column_of(l, both[i][k]);
            add_column(c, col->col + 1, names[k], sizeof names[k]);
            at = at || k == 0 ? at : col->col + 1;
        }
    }
    return rt_sheet_finding(c, RT_TP318, l->row2, at,
        RT_ARGS(rt_str(names[0]), rt_str(names[1])), err);
}

/* Which fields have two columns each. */
static enum rt_status report_side_by_side(
    struct rt_convert *c, struct rt_error *err)
{
    const struct rt_layout *l = &c->sheet->layout;
    struct rt_buf names = RT_BUF(RT_NAMES_BYTES);
    enum rt_status rc = RT_OK;

    for (size_t i = 0; i < l->twice_count && rc == RT_OK; i++)
        rc = rt_add_name(
            &names, i, rt_name(c, l->twice[i].field), c->in->request.lang);
    rc = rc == RT_OK ? rt_sheet_finding(c, RT_TP302, l->twice[0].row,
             l->twice[0].col + 1, RT_ARGS(rt_buf_str(&names)), err)
                     : rt_fail_nomem(err);
    rt_buf_fini(&names);
    return rc;
}

enum rt_status rt_report_layout(struct rt_convert *c, struct rt_error *err)
{
    const struct rt_layout *l = &c->sheet->layout;

    if (c->sheet->hidden)
        RT_TRY(rt_sheet_finding(c, RT_TP406, 0, 0, RT_ARGS(RT_STR_NONE), err));
    RT_TRY(rt_report_healed(c->in, c->sheet, err));
    /* A sheet that is not taken has no further findings. */
    if (l->side_by_side)
        return report_side_by_side(c, err);
    for (size_t i = 0; i < l->twice_count; i++)
        RT_TRY(report_twice(c, &l->twice[i], err));
    if (l->residual_by_place)
        RT_TRY(report_residual(c, err));
    if (rt_is_nameless(c))
        RT_TRY(
            lost_finding(c, RT_TP311, RT_F_ASSET, RT_ARGS(RT_STR_NONE), err));
    RT_TRY(report_missing_scores(c, err));
    if (c->sheet->hidden_rows > 0)
        RT_TRY(rt_sheet_finding(c, RT_TP404, c->sheet->first_hidden_row, 0,
            RT_ARGS(rt_num(c, c->sheet->hidden_rows)), err));
    if (!c->sheet->assessed)
        RT_TRY(list_columns(c, RT_TP405, is_hidden_column, err));
    RT_TRY(report_unknown_flags(c, err));
    RT_TRY(rt_report_missed(c, err));
    RT_TRY(list_columns(c, RT_TP425, is_second_foreign, err));
    if (c->sheet->assessed)
        return RT_OK;
    return list_columns(c, RT_TP309, is_first_foreign, err);
}

static enum rt_status report_rule(struct rt_convert *c, struct rt_error *err)
{
    const struct rt_tally *t = &c->sheet->tally;
    const struct rt_column *col = column_of(&c->sheet->layout, RT_F_LEVEL);
    struct rt_place place = {.sheet = c->sheet,
        .row = col ? col->row : 0,
        .col = col ? col->col + 1 : 0};

    if (c->rule == RT_RULE_COUNT)
        return RT_OK;
    return rt_put_finding(c->in, RT_RA201, &place,
        RT_ARGS(rt_rule_name(c->rule, c->in->request.lang),
            rt_num(c, (int64_t)t->fit[c->rule]), rt_num(c, (int64_t)t->levels),
            rt_str(c->in->profile->name)),
        err);
}

/* Recorded levels that no rule known here explains, on a sheet without threat
 * and vulnerability: they are not used, and that must be said. */
static enum rt_status report_unknown_rule(
    struct rt_convert *c, struct rt_error *err)
{
    const struct rt_tally *t = &c->sheet->tally;
    const struct rt_column *col = column_of(&c->sheet->layout, RT_F_LEVEL);

    if (c->has_ratings || c->rule != RT_RULE_COUNT || t->no_quotient == 0)
        return RT_OK;
    return rt_sheet_finding(c, RT_RA202, col ? col->row : 0,
        col ? col->col + 1 : 0,
        RT_ARGS(
            rt_num(c, (int64_t)t->levels), rt_num(c, (int64_t)t->no_quotient)),
        err);
}

/* The lowest level of a class. */
static int first_of(const struct rt_profile *p, enum rt_class class)
{
    int level = 0;

    while (level < RT_LEVEL_MAX && p->class_of[level] != class)
        level++;
    return level;
}

/* 「大は4以上、中は1以上」: what the editions differ in. */
static struct rt_str classes_text(
    struct rt_convert *c, const struct rt_profile *p)
{
    char text[64];

    snprintf(text, sizeof text,
        rt_say(c->in->request.lang, "大は%d以上、中は%d以上",
            "high from %d, medium from %d"),
        first_of(p, RT_HIGH), first_of(p, RT_MEDIUM));
    return rt_arena_str(&c->arena, rt_str(text));
}

/* Labels by another edition's classes, throughout. */
static enum rt_status report_classes(struct rt_convert *c, struct rt_error *err)
{
    const struct rt_column *col
        = column_of(&c->sheet->layout, RT_F_LEVEL_LABEL);

    if (!c->classes)
        return RT_OK;
    return rt_sheet_finding(c, RT_RA203, c->sheet->layout.row2,
        col ? col->col + 1 : 0,
        RT_ARGS(classes_text(c, c->classes), rt_num(c, (int64_t)c->labels),
            rt_str(c->in->profile->name), classes_text(c, c->in->profile)),
        err);
}

/* A ledger that follows another reduction of the threats throughout, or some
 * of whose formulas read another threat sheet. */
static enum rt_status report_listed(struct rt_convert *c, enum rt_code code,
    const struct rt_listed *l, struct rt_error *err)
{
    char cells[RT_LISTED * (RT_CELL_NAME + 4) + 64] = "", values[64];

    if (l->count == 0)
        return RT_OK;
    for (size_t i = 0; i < l->count && i < RT_LISTED; i++)
        add_cell(c, l->at[i], cells, sizeof cells);
    if (l->count > RT_LISTED)
        snprintf(cells + strlen(cells), sizeof cells - strlen(cells), "%s",
            rt_say(c->in->request.lang, "など", " and others"));
    snprintf(values, sizeof values,
        rt_say(c->in->request.lang, "台帳では %d、シートでは %d",
            "%d in the ledger, %d on the sheet"),
        l->shown, l->right);
    return rt_sheet_finding(c, code, l->at[0].row, l->at[0].col,
        RT_ARGS(rt_num(c, (int64_t)l->count), c->source.sheet->name,
            rt_str(cells), rt_str(values)),
        err);
}

/* A list of assets records no risks that check could doubt. */
static bool is_checked_list(const struct rt_convert *c)
{
    return c->in->request.grid_cells > 0
           && !column_of(&c->sheet->layout, RT_F_LEVEL)
           && !column_of(&c->sheet->layout, RT_F_LEVEL_LABEL);
}

enum rt_code rt_no_assets(const struct rt_intake *in)
{
    return in->request.grid_cells > 0 && !in->filled ? RT_TP106 : RT_TP103;
}

/* Rows of the sheet of examples. */
static enum rt_status report_left_out(struct rt_convert *c, enum rt_code code,
    struct rt_omitted *l, struct rt_error *err)
{
    bool doubtful = code == RT_TP430;
    struct rt_str n = rt_num(c, (int64_t)l->count);

    if (l->count == 0)
        return RT_OK;
    if (rt_end_names(&l->names, l->count, c->in->request.lang) != RT_OK)
        return rt_fail_nomem(err);
    return rt_sheet_finding(c, code, doubtful ? l->first.row : 0,
        doubtful ? l->first.col : 0,
        RT_ARGS(doubtful ? n : RT_STR_NONE, rt_buf_str(&l->names)), err);
}

enum rt_status rt_report_end(struct rt_convert *c, struct rt_error *err)
{
    enum rt_lang lang = c->in->request.lang;

    if (!c->sheet)
        return RT_OK;
    RT_TRY(rt_notes_close(c, err));
    if (c->sheet->example) {
        RT_TRY(report_left_out(c, RT_TP402, &c->examples, err));
        return report_left_out(c, RT_TP430, &c->doubtful, err);
    }
    RT_TRY(rt_close_gap(c, err));
    RT_TRY(rt_section_close(c, err));
    if (c->sums.accepted + c->sums.rejected == 0)
        RT_TRY(rt_sheet_finding(
            c, rt_no_assets(c->in), 0, 0, RT_ARGS(RT_STR_NONE), err));
    RT_TRY(report_listed(c, RT_TP316, &c->unlike, err));
    RT_TRY(report_listed(c, RT_TP320, &c->elsewhere, err));
    if (c->sums.from_threats > 0)
        RT_TRY(rt_sheet_finding(c, RT_TP306, 0, 0,
            RT_ARGS(rt_num(c, (int64_t)c->sums.from_threats),
                c->source.sheet ? c->source.sheet->name : RT_STR_NONE),
            err));
    RT_TRY(count_finding(c, RT_TP314, c->sums.from_checks, err));
    if (c->sums.unasked > 0)
        RT_TRY(rt_sheet_finding(c, RT_TP329, c->sums.unasked_row, 0,
            RT_ARGS(rt_num(c, (int64_t)c->sums.unasked),
                rt_num(c, c->sums.unasked_row)),
            err));
    RT_TRY(count_finding(c, RT_TP307, c->sums.from_level, err));
    RT_TRY(count_finding(c, RT_TP308, c->sums.given, err));
    if (c->sums.unrated > 0)
        RT_TRY(rt_sheet_finding(c, is_checked_list(c) ? RT_TP323 : RT_TP305,
            c->sheet->layout.row2, 0,
            RT_ARGS(rt_str(
                rt_say(lang, "脅威・脆弱性", "threat and vulnerability"))),
            err));
    if (c->sums.by_name > 0)
        RT_TRY(rt_sheet_finding(c, RT_TP310, 0, 0,
            RT_ARGS(c->department, rt_num(c, (int64_t)c->sums.by_name)), err));
    if (c->sums.priorities > 0 && c->sheet->layout.form == RT_FORM_LEDGER)
        RT_TRY(list_columns(c, RT_TP309, is_priority, err));
    RT_TRY(report_unknown_rule(c, err));
    RT_TRY(report_classes(c, err));
    return report_rule(c, err);
}
