/* Earlier risks from risk-register.xlsx.
 *
 * Columns are found by their headings, which take two rows (the upper one holds
 * groups, and the headings of columns without a group), on the sheets named
 * リスク一覧 or Risks and what they were continued on. Values are the stored
 * ones; a formula without one, whose row does not say what it is, ends the
 * reading.
 */
#include "form/earlier_parts.h"

#include "base/fold.h"
#include "record/json.h"

enum {
    HEADER_ROWS = 20, /* where it is looked for; the register's is row 3 */
    HEADINGS_MIN = 3  /* a row with as many is one of headings */
};

/* What is missing follows from what is there. */
static bool is_read(const struct rt_member *m)
{
    return m->head.ja && m->type != RT_IS_BITS;
}

/* A sheet without these is not the register's list. */
static const size_t needed[] = {offsetof(struct rt_risk, risk_id),
    offsetof(struct rt_risk, asset), offsetof(struct rt_risk, result.level)};

/* The column of the member at that offset. */
static int32_t col_of(const struct earlier_book *b, size_t at)
{
    return b->col_of[rt_member_at(&rt_risk_members, at) - rt_risk_members.list];
}

/* --- failures ------------------------------------------------------------ */

static enum rt_status bad_cell(const struct rt_earlier *e, uint32_t row,
    const struct rt_cell *cell, const char *ja, const char *en,
    struct rt_error *err)
{
    char at[16];

    rt_cell_ref(cell->col, row, at);
    (void)rt_fail(err, RT_FORMAT, "%s:%s!%s: %s", e->path,
        e->of.book.sheet_name, at, rt_say(e->lang, ja, en));
    if (err) {
        err->row = row;
        err->col = cell->col + 1;
    }
    return RT_FORMAT;
}

static enum rt_status bad_value(const struct rt_earlier *e, uint32_t row,
    const struct rt_cell *cell, struct rt_error *err)
{
    if (cell->type == RT_CELL_NO_VALUE)
        return bad_cell(e, row, cell,
            "数式の計算結果が保存されていません（表計算ソフトで開いて"
            "保存し直してください）",
            "the formula's value is not stored (open and save it in a "
            "spreadsheet)",
            err);
    return bad_cell(e, row, cell, "この列の値として読めません",
        "not a value that this column can have", err);
}

/* --- headings ------------------------------------------------------------ */

/* The member that a heading names; before 部署 the register said 部門. */
static const struct rt_member *headed(struct rt_str text)
{
    return rt_record_headed(
        &rt_risk_members, rt_str_is(text, "部門") ? RT_STR("部署") : text);
}

/* How many headings the row has; the lower row beats the upper one, in which a
 * group can read like a column. */
static int take_headings(struct earlier_book *b, const struct rt_row *row)
{
    int named[RT_RISK_MEMBERS], count = 0;

    memset(named, -1, sizeof named);
    for (size_t i = 0; i < row->count; i++) {
        const struct rt_cell *cell = &row->cells[i];
        const struct rt_member *m
            = cell->type == RT_CELL_STRING ? headed(cell->text) : NULL;
        ptrdiff_t c = m ? m - rt_risk_members.list : 0;
        if (!m || !is_read(m) || named[c] >= 0)
            continue;
        named[c] = (int)cell->col;
        count++;
    }
    for (int i = 0; count >= HEADINGS_MIN && i < RT_RISK_MEMBERS; i++)
        if (named[i] >= 0)
            b->col_of[i] = named[i];
    return count >= HEADINGS_MIN ? count : 0;
}

/* Reads to the end of the headings; RT_END where the sheet has none. */
static enum rt_status skip_header(
    struct rt_earlier *e, bool *there, struct rt_error *err)
{
    struct earlier_book *b = &e->of.book;
    struct rt_row row;
    enum rt_status rc = RT_ROW;
    uint32_t upper = 0;

    *there = false;
    for (int i = 0; i < RT_RISK_MEMBERS; i++)
        b->col_of[i] = -1;
    for (int i = 0; i < HEADER_ROWS && rc == RT_ROW && !*there; i++) {
        rc = rt_rows_next(b->rows, &row, err);
        if (rc != RT_ROW || take_headings(b, &row) == 0)
            continue;
        *there = upper != 0 && row.number == upper + 1;
        upper = row.number;
    }
    for (size_t i = 0; i < RT_COUNT(needed); i++)
        *there = *there && col_of(b, needed[i]) >= 0;
    return rc == RT_ROW || rc == RT_END ? RT_OK : rc;
}

/* リスク一覧, リスク一覧 (2), and the same in English. */
static bool is_list_of_risks(struct rt_str name)
{
    static const struct rt_text names = {"リスク一覧", "Risks"};

    for (int lang = 0; lang < 2; lang++) {
        struct rt_str s = rt_str(rt_text(lang, names));
        struct rt_str rest = {name.p + s.n, name.n - s.n};
        int64_t number;

        if (!rt_str_starts(name, s))
            continue;
        if (rest.n == 0)
            return true;
        if (rest.n > 3 && rt_str_starts(rest, RT_STR(" ("))
            && rest.p[rest.n - 1] == ')'
            && rt_parse_int((struct rt_str){rest.p + 2, rest.n - 3}, &number))
            return true;
    }
    return false;
}

/* The next sheet of risks, after its headings; RT_END if there is none. */
static enum rt_status next_sheet(struct rt_earlier *e, struct rt_error *err)
{
    struct earlier_book *b = &e->of.book;

    rt_rows_close(b->rows);
    b->rows = NULL;
    for (; b->sheet < rt_book_sheet_count(b->book); b->sheet++) {
        const struct rt_sheet *s = rt_book_sheet(b->book, b->sheet);
        bool there;

        if (!is_list_of_risks(s->name))
            continue;
        rt_str_copy(b->sheet_name, sizeof b->sheet_name, s->name);
        RT_TRY(rt_rows_open(b->book, b->sheet++, &b->rows, err));
        RT_TRY(skip_header(e, &there, err));
        if (!there)
            return rt_fail_both(err, RT_FORMAT,
                "%s のシート「%s」にリスク一覧の見出しがありません",
                "%s: sheet %s has no headings of a list of risks", e->path,
                b->sheet_name);
        b->found = true;
        return RT_OK;
    }
    return RT_END;
}

/* --- rows ---------------------------------------------------------------- */

static bool take_int(const struct rt_cell *cell, int max, int *to)
{
    enum rt_taken t = rt_value_int(cell, to);

    return rt_is_taken(t) && *to >= 0 && *to <= max;
}

/* 有, blank, or 不明 for one that could not be read. */
static bool take_flag(const struct earlier_book *b, const struct rt_member *m,
    const struct rt_cell *cell, bool *to, struct rt_risk *out)
{
    if (rt_fold_eq(cell->text, RT_STR("不明"))
        || rt_fold_eq(cell->text, RT_STR("unclear"))) {
        out->scores.unreadable_flags |= (unsigned)m->most;
        return true;
    }
    if (!rt_is_taken(rt_value_flag(b->vocab, cell, to)))
        return false;
    out->scores.any_personal |= *to;
    return true;
}

/* A date that is none is text, as the register writes it. */
static bool take_date(
    struct earlier_book *b, const struct rt_cell *cell, struct rt_str *to)
{
    if (rt_is_taken(rt_value_date(cell, b->registered)))
        *to = rt_str(b->registered);
    else
        *to = rt_str_trim(cell->text);
    return true;
}

static bool take_unconfirmed(const struct rt_cell *cell, int *to)
{
    for (*to = RT_NOT_SENT; *to <= RT_IN_DOUBT; ++*to) {
        for (int lang = 0; lang < 2; lang++)
            if (rt_fold_eq(cell->text, rt_str(rt_unconfirmed_label(*to, lang))))
                return true;
    }
    return false;
}

static bool take(struct earlier_book *b, const struct rt_member *m,
    const struct rt_cell *cell, struct rt_risk *out)
{
    void *at = (char *)out + m->at;
    int number = 0;

    if (cell->type == RT_CELL_NO_VALUE || cell->type == RT_CELL_ERROR)
        return false;
    if (m->type == RT_IS_DAY)
        return take_date(b, cell, at);
    if (rt_type_is_text(m->type)) {
        rt_member_set_text(m, out, cell->text);
        return true;
    }
    if (m->type == RT_IS_FLAG)
        return take_flag(b, m, cell, at, out);
    if (m->type == RT_IS_CLASS)
        return rt_is_taken(rt_value_class(b->vocab, cell, at));
    if (m->type == RT_IS_TREATMENT)
        return rt_is_taken(rt_value_treatment(b->vocab, cell, at));
    if (m->type == RT_IS_UNCONFIRMED) {
        if (!take_unconfirmed(cell, &number))
            return false;
    } else if (!take_int(
                   cell, m->type == RT_IS_ROW ? INT32_MAX : m->most, &number)) {
        return false;
    }
    rt_member_set_number(m, out, number);
    return true;
}

static bool blank(const struct rt_cell *cell)
{
    return !cell
           || (cell->type == RT_CELL_STRING && rt_str_trim(cell->text).n == 0);
}

/* RT_OK for a row without a risk, RT_ROW for one. */
static enum rt_status take_row(struct rt_earlier *e, const struct rt_row *row,
    struct rt_risk *out, struct rt_error *err)
{
    struct earlier_book *b = &e->of.book;

    if (blank(rt_row_cell(row, col_of(b, needed[0])))
        && blank(rt_row_cell(row, col_of(b, needed[1]))))
        return RT_OK;
    rt_arena_reset(&b->arena);
    for (size_t i = 0; i < rt_risk_members.count; i++) {
        const struct rt_cell *cell = rt_row_cell(row, b->col_of[i]);
        struct rt_cell computed;

        if (cell && cell->type == RT_CELL_NO_VALUE) {
            computed = *cell;
            if (!rt_earlier_compute(b, row, &computed))
                return bad_value(e, row->number, cell, err);
            cell = &computed;
        }
        if (!blank(cell) && !take(b, &rt_risk_members.list[i], cell, out))
            return bad_value(e, row->number, cell, err);
    }
    out->risk_id = rt_str_trim(out->risk_id);
    out->where.csv = out->where.sheet.n == 0;
    return RT_ROW;
}

enum rt_status rt_earlier_book_next(
    struct rt_earlier *e, struct rt_risk *out, struct rt_error *err)
{
    struct earlier_book *b = &e->of.book;
    enum rt_status rc = RT_OK;
    struct rt_row row;

    while (rc == RT_OK) {
        if (!b->rows) {
            rc = next_sheet(e, err);
            continue;
        }
        rc = rt_rows_next(b->rows, &row, err);
        if (rc == RT_END) {
            rt_rows_close(b->rows);
            b->rows = NULL;
            rc = RT_OK;
        } else if (rc == RT_ROW) {
            rt_record_blank(&rt_risk_members, out);
            b->row = row.number;
            rc = take_row(e, &row, out, err);
        }
    }
    return rc;
}

/* --- inputs -------------------------------------------------------------- */

static bool is_list_of_inputs(struct rt_str name)
{
    return rt_str_is(name, rt_inputs_sheet(RT_JA))
           || rt_str_is(name, rt_inputs_sheet(RT_EN));
}

/* Opens the sheet; RT_END where the register has none. */
static enum rt_status open_inputs(struct rt_earlier *e, struct rt_error *err)
{
    struct earlier_book *b = &e->of.book;

    b->inputs = true;
    for (size_t i = 0; i < rt_book_sheet_count(b->book); i++) {
        struct rt_str name = rt_book_sheet(b->book, i)->name;

        if (!is_list_of_inputs(name))
            continue;
        rt_str_copy(b->sheet_name, sizeof b->sheet_name, name);
        return rt_rows_open(b->book, i, &b->rows, err);
    }
    return RT_END;
}

enum rt_status rt_earlier_book_input(
    struct rt_earlier *e, struct rt_input *out, struct rt_error *err)
{
    struct earlier_book *b = &e->of.book;
    const struct rt_cell *cell = NULL;
    struct rt_row row;
    enum rt_status rc = b->inputs ? RT_OK : open_inputs(e, err);

    while (rc == RT_OK && blank(cell)) {
        rc = b->rows ? rt_rows_next(b->rows, &row, err) : RT_END;
        if (rc != RT_ROW)
            break;
        cell = rt_row_cell(&row, 0);
        rc = RT_OK;
    }
    if (rc != RT_OK)
        return rc;
    json_decref(b->input);
    b->input = json_loadb(cell->text.p ? cell->text.p : "", cell->text.n,
        JSON_REJECT_DUPLICATES, NULL);
    return json_is_object(b->input)
                   && !rt_record_read_json(&rt_input_members, b->input, out)
               ? RT_ROW
               : bad_value(e, row.number, cell, err);
}

enum rt_status rt_earlier_book_open(struct rt_earlier *e, struct rt_error *err)
{
    struct earlier_book *b = &e->of.book;
    enum rt_status rc = rt_vocab_new(&b->vocab, err);

    rt_arena_init(&b->arena);
    b->cells_left = e->limits.formula_cells;
    return rc == RT_OK ? rt_book_open(e->path, &e->limits, NULL, &b->book, err)
                       : rc;
}

void rt_earlier_book_close(struct earlier_book *b)
{
    rt_rows_close(b->rows);
    rt_book_close(b->book);
    rt_vocab_free(b->vocab);
    rt_arena_fini(&b->arena);
    json_decref(b->input);
}
