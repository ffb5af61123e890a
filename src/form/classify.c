/* What a row below the header is: an asset, a prepared row left empty, a note,
 * a subtotal, a row of the example, the header once more.
 *
 * No row is lost: any row not taken, except blank and example rows, goes to the
 * rejected rows with its cells. Only typed values count as content: formulas
 * and the columns that are filled in ahead (No, 業務分類, 管理部署, …) do not.
 */
#include "base/fold.h"
#include "base/mark.h"
#include "form/convert.h"

bool rt_is_context(enum rt_field f)
{
    return f == RT_F_NO || f == RT_F_BUSINESS || f == RT_F_MANAGED_BY
           || f == RT_F_OWNER || f == RT_F_USERS;
}

static bool is_computed(enum rt_field f)
{
    return f == RT_F_THREAT || f == RT_F_VULNERABILITY || f == RT_F_LIKELIHOOD
           || f == RT_F_LIKELIHOOD_LABEL || f == RT_F_LEVEL
           || f == RT_F_LEVEL_LABEL || f == RT_F_PRIORITY
           || f == RT_F_IMPORTANCE;
}

/* A flag's "no" (－, 無) is prepared as often as typed. */
static bool is_flag(enum rt_field f)
{
    return rt_field_is_personal(f) || f == RT_F_MARK_RETAIN
           || f == RT_F_MARK_REDUCE || f == RT_F_MARK_AVOID
           || f == RT_F_MARK_TRANSFER;
}

static bool typed(const struct rt_convert *c, enum rt_field f)
{
    return c->own[f] && !c->cell[f]->is_formula;
}

static bool says_yes(const struct rt_convert *c, enum rt_field f)
{
    bool yes;
    enum rt_taken t = rt_value_flag(c->in->request.vocab, c->cell[f], &yes);

    return !rt_is_taken(t) || yes;
}

/* A name that a formula fetches from another sheet is as good as typed. */
static bool is_linked(const struct rt_convert *c)
{
    enum rt_field key = rt_layout_key(&c->sheet->layout);

    return c->own[key] && c->cell[key]->type == RT_CELL_STRING;
}

/* Something of an asset is filled in, by hand, in this very row. */
static bool has_content(const struct rt_convert *c)
{
    if (is_linked(c))
        return true;
    for (enum rt_field f = 0; f < RT_FIELD_COUNT; f++) {
        if (rt_is_context(f) || !typed(c, f))
            continue;
        if (is_flag(f) && !says_yes(c, f))
            continue;
        return true;
    }
    return false;
}

/* Scores, a medium or flags: what no note has. */
static bool has_values(const struct rt_convert *c)
{
    static const enum rt_field values[] = {RT_F_MEDIUM, RT_F_CONFIDENTIALITY,
        RT_F_INTEGRITY, RT_F_AVAILABILITY, RT_F_REGISTERED, RT_F_PERSONAL,
        RT_F_SENSITIVE, RT_F_MY_NUMBER, RT_F_ANY_PERSONAL};

    for (size_t i = 0; i < RT_COUNT(values); i++) {
        if (typed(c, values[i]))
            return true;
    }
    for (enum rt_field f = 0; f < RT_FIELD_COUNT; f++) {
        if (is_computed(f) && c->own[f])
            return true;
    }
    return false;
}

struct rt_str rt_row_text(const struct rt_row *row)
{
    for (size_t i = 0; i < row->count; i++) {
        const struct rt_cell *c = &row->cells[i];
        if (c->type == RT_CELL_STRING && !rt_cell_blank(c))
            return rt_str_trim(c->text);
    }
    for (size_t i = 0; i < row->count; i++) {
        if (!rt_cell_blank(&row->cells[i]))
            return row->cells[i].text;
    }
    return RT_STR_NONE;
}

/* Folded into the intake's buffer; long texts are cut. */
static struct rt_str folded(struct rt_convert *c, struct rt_str s)
{
    struct rt_buf *b = &c->in->text;

    if (s.n > 200)
        s.n = 200;
    s.n = rt_utf8_valid_prefix(s);
    rt_buf_clear(b);
    if (rt_fold(s, b) != RT_OK)
        return RT_STR_NONE;
    return rt_buf_str(b);
}

/* 小計, 合計（…）, 集計 (Excel's own), 平均, 計2件. */
static bool is_subtotal_text(struct rt_str s)
{
    static const char *const words[] = {"小計", "合計", "総計", "総合計",
        "部門計", "累計", "集計", "平均", "件数", "最大", "計", "total",
        "subtotal", "grandtotal", "リスク大", "リスク中", "リスク小"};
    static const char *const alone[] = {"リスク件数", "リスクの件数",
        "リスク集計", "リスクの集計", "リスク大件数", "リスク中件数",
        "リスク小件数", "リスク大の件数", "リスク中の件数", "リスク小の件数"};
    static const char *const ends[]
        = {"部計", "課計", "係計", "室計", "店計", "別計"};

    if (rt_str_is_any(s, alone))
        return true;
    if (rt_str_ends_any(s, ends))
        return true;
    /* 「合計残高試算表」 is an asset; 「合計」, 「合計:」, 「合計(5件)」 are none. */
    return rt_str_skip_any(&s, words)
           && (s.n == 0 || strchr("(:0123456789=", s.p[0]));
}

static struct rt_str field_text(struct rt_convert *c, enum rt_field f)
{
    if (!c->own[f] || c->cell[f]->type != RT_CELL_STRING)
        return RT_STR_NONE;
    return folded(c, c->cell[f]->text);
}

/* An example is marked in front of its row. */
static bool is_marked_example(struct rt_convert *c)
{
    static const enum rt_field front[] = {RT_F_NO, RT_F_BUSINESS, RT_F_ASSET};

    for (size_t i = 0; i < RT_COUNT(front); i++) {
        if (rt_is_example_mark(field_text(c, front[i])))
            return true;
    }
    /* The form's table may begin one column right of the mark. */
    if (c->row->count > 0 && c->row->cells[0].type == RT_CELL_STRING)
        return rt_is_example_mark(folded(c, c->row->cells[0].text));
    return false;
}

bool rt_looks_like_example(struct rt_convert *c)
{
    return rt_is_example_name(field_text(c, RT_F_ASSET))
           || rt_is_example_name(field_text(c, RT_F_BUSINESS));
}

/* Whether a cell heads a column of names; of a row with a number only one that
 * is plainly the form's. */
static bool heads_names(const struct rt_convert *c)
{
    bool number = false;

    for (size_t i = 0; i < c->row->count; i++) {
        const struct rt_cell *cell = &c->row->cells[i];
        struct rt_str s = rt_str_trim(cell->text);
        if (cell->type == RT_CELL_STRING
            && rt_str_starts(s, rt_str("情報資産")))
            return true;
        number |= cell->type == RT_CELL_NUMBER
                  || (s.n > 0 && s.p[0] >= '0' && s.p[0] <= '9');
    }
    for (size_t i = 0; i < c->row->count && !number; i++) {
        if (rt_label_field(
                c->sheet->layout.vocab, RT_STR_NONE, c->row->cells[i].text)
            == RT_F_ASSET)
            return true;
    }
    return false;
}

/* A row that names columns: the header repeated, or another one. */
static enum rt_row_kind heading_kind(struct rt_convert *c)
{
    size_t same, labels;
    bool moved;

    if (!heads_names(c)
        && !rt_str_eq(field_text(c, RT_F_MEDIUM), rt_str("媒体・保存先")))
        return RT_ROW_DATA;
    moved = rt_header_compare(&c->sheet->layout, c->row, &same, &labels);
    if (labels < 4)
        return RT_ROW_DATA;
    return same * 2 > labels && !moved ? RT_ROW_HEADING : RT_ROW_OTHER_HEADING;
}

/* The second row of a repeated header holds sub-headings only: the scores', or
 * those of another order. */
static enum rt_row_kind subheading_kind(struct rt_convert *c)
{
    size_t same, labels;
    bool moved;

    if (c->own[RT_F_ASSET] || c->own[RT_F_MEDIUM]
        || field_text(c, RT_F_CONFIDENTIALITY).n == 0)
        return RT_ROW_DATA;
    moved = rt_header_compare(&c->sheet->layout, c->row, &same, &labels);
    if (labels < 3 || (!moved && same != labels))
        return RT_ROW_DATA;
    return moved ? RT_ROW_OTHER_HEADING : RT_ROW_HEADING;
}

bool rt_is_unrated_risk(
    const struct rt_layout *l, const struct rt_row *row, uint32_t last)
{
    static const enum rt_field treated[]
        = {RT_F_PRIORITY, RT_F_TREATMENT, RT_F_MARK_RETAIN, RT_F_MARK_REDUCE,
            RT_F_MARK_AVOID, RT_F_MARK_TRANSFER, RT_F_CONTROL, RT_F_ACTION};
    bool event = rt_cell_says(rt_cell_of(l, row, RT_F_EVENT));
    bool risk = event && row->number == (last ? last : l->row2) + 1
                && rt_is_row_number(rt_cell_of(l, row, RT_F_NO));

    event |= rt_cell_says(rt_cell_of(l, row, RT_F_SOURCE));
    for (size_t i = 0; i < RT_COUNT(treated); i++)
        risk |= event && rt_cell_says(rt_cell_of(l, row, treated[i]));
    return risk && !rt_is_signature_row(l, row);
}

/* A report's row has a rating, a number or a treatment; what lacks them all is
 * a note, or the block of names and dates below the table. */
static bool is_report_footer(struct rt_convert *c)
{
    const struct rt_layout *l = &c->sheet->layout;
    bool sign = l->form == RT_FORM_REPORT && rt_is_signature_row(l, c->row);

    if (l->form != RT_FORM_REPORT)
        return false;
    c->signed_off |= sign;
    if (sign
        || (!c->own[RT_F_IMPORTANCE] && !c->own[RT_F_LIKELIHOOD]
            && !c->own[RT_F_LEVEL]
            && (c->signed_off || !rt_is_unrated_risk(l, c->row, c->last_risk))))
        return true;
    c->last_risk = c->row->number;
    return false;
}

static bool is_subtotal_cell(struct rt_str text)
{
    char to[1024];
    size_t n;

    if (text.n > 200)
        text.n = 200;
    text.n = rt_utf8_valid_prefix(text);
    n = rt_fold_fixed(text, to, sizeof to);
    return n <= sizeof to && is_subtotal_text((struct rt_str){to, n});
}

/* A medium, and no label or figure of a sum that lies in its column. */
static bool names_medium(const struct rt_cell *medium)
{
    struct rt_str text;

    if (rt_cell_blank(medium) || medium->is_formula
        || medium->type != RT_CELL_STRING || is_subtotal_cell(medium->text))
        return false;
    text = rt_str_trim(medium->text);
    return text.p[0] < '0' || text.p[0] > '9';
}

/* 1, 2, 3 …: the columns' numbers below their headings. */
static bool is_column_numbers(const struct rt_row *row)
{
    for (size_t i = 0; i < row->count; i++) {
        const struct rt_cell *c = &row->cells[i];
        int n, before;
        if (!rt_is_taken(rt_value_int(c, &n)) || c->is_formula
            || (i > 0
                && (!rt_is_taken(rt_value_int(c - 1, &before))
                    || n != before + 1)))
            return false;
    }
    return row->count > 4;
}

/* 「営業部 小計」, 「【合計】」, 「Sales total」: what a sum's label ends with, and
 * no business's name (会計, 統計), or begins with. */
bool rt_is_sum_label(const struct rt_cell *cell)
{
    static const char *const ends[]
        = {"小計", "合計", "総計", "累計", "部門計", "部計", "課計", "係計",
            "室計", "店計", "全社計", "全体計", "件数計", "合計値", "合計件数",
            "合計点", "平均", "平均値", "件数", "最大", "最大値", "total"};
    static const char *const fronts[] = {"total", "延べ"};
    static const char *const apart[] = {" 計", "　計"};
    char buf[256];
    struct rt_str s = {buf, 0};

    if (rt_cell_blank(cell) || cell->type != RT_CELL_STRING)
        return false;
    s.n = rt_fold_fixed(cell->text, buf, sizeof buf);
    if (s.n == SIZE_MAX)
        return false;
    s.n -= rt_str_ends(s, RT_STR(":"));
    while (rt_mark_cut(
        &s, RT_MARK_NOTE | RT_MARK_BULLET | RT_MARK_CLOSE | RT_MARK_STROKE)) {
    }
    /* 「営業 計」: folding drops the space. */
    return rt_str_ends_any(s, ends) || rt_str_starts_any(s, fronts)
           || rt_str_ends_any(rt_str_trim(cell->text), apart);
}

/* 「営業計」, where the rest of the row decides: 「家計」 is none. */
static bool may_be_sum_label(const struct rt_cell *cell)
{
    static const char *const nouns[] = {"設計", "会計", "統計", "時計", "推計",
        "家計", "生計", "度計", "量計", "圧計"};
    struct rt_str s = rt_cell_blank(cell) || cell->type != RT_CELL_STRING
                          ? RT_STR_NONE
                          : rt_str_trim(cell->text);

    return rt_str_ends(s, RT_STR("計")) && !rt_str_ends_any(s, nouns);
}

/* A score that is more than any scale has, or a formula over other rows. */
static bool has_sum(const struct rt_layout *layout, const struct rt_row *row)
{
    static const char *const sums[] = {"SUM", "COUNT", "AVERAGE", "MAX("};
    int n;

    for (size_t i = 0; i < RT_SCORE_FIELDS; i++) {
        const struct rt_cell *cell
            = rt_cell_of(layout, row, rt_score_fields[i]);
        if (!rt_cell_blank(cell)
            && (cell->is_formula
                    ? rt_str_contains_any(cell->formula, sums)
                    : rt_is_taken(rt_value_int(cell, &n)) && n > 3))
            return true;
    }
    return false;
}

/* Whether the row's numbers may be an asset's scores: three of a scale, or
 * none that is more than a level. */
static bool may_be_scored(
    const struct rt_layout *layout, const struct rt_row *row, bool owned)
{
    static const enum rt_field scores[] = {RT_F_CONFIDENTIALITY, RT_F_INTEGRITY,
        RT_F_AVAILABILITY, RT_F_IMPORTANCE};
    int n = 0, scored = 0;

    for (size_t i = 0; i < RT_COUNT(scores); i++) {
        const struct rt_cell *cell = rt_cell_of(layout, row, scores[i]);
        if (rt_cell_blank(cell) || !rt_is_taken(rt_value_int(cell, &n)))
            continue;
        if (n > RT_LEVEL_MAX)
            return false;
        scored += scores[i] != RT_F_IMPORTANCE && n <= 3;
    }
    return owned || scored == 3;
}

/* 「資産数」 beside =COUNTA(C4:C15): a label and figures, and nothing else; a
 * formula in a column of scores may be an asset's. */
static bool is_figure(const struct rt_layout *layout, const struct rt_row *row)
{
    static const char *const figures[] = {"SUM(", "COUNT(", "COUNTA(",
        "COUNTIF(", "COUNTIFS(", "SUBTOTAL(", "AVERAGE(", "ROWS("};
    size_t labels = 0, formulas = 0;

    for (size_t i = 0; i < row->count; i++) {
        const struct rt_cell *c = &row->cells[i];
        if (c->is_formula
            && (rt_field_at(layout, c->col) >= RT_F_CONFIDENTIALITY
                || !rt_str_starts_any(c->formula, figures)))
            return false;
        formulas += c->is_formula;
        labels += !c->is_formula && !rt_cell_blank(c);
    }
    return labels == 1 && formulas > 0;
}

/* A sum with a label of its own, among the rows: no name beside it, or what
 * looks like one is the label, and what an asset has is not there. */
static bool is_sum(const struct rt_layout *layout, const struct rt_row *row)
{
    const struct rt_cell *name = rt_cell_of(layout, row, RT_F_ASSET);
    const struct rt_cell *business = rt_cell_of(layout, row, RT_F_BUSINESS);
    bool owned = !rt_cell_blank(rt_cell_of(layout, row, RT_F_MANAGED_BY))
                 || !rt_cell_blank(rt_cell_of(layout, row, RT_F_USERS))
                 || !rt_cell_blank(rt_cell_of(layout, row, RT_F_OWNER));

    if (layout->form != RT_FORM_LEDGER)
        return false;
    if (is_figure(layout, row))
        return true;
    for (size_t i = 0; rt_cell_blank(name) && i < row->count; i++) {
        if (row->cells[i].type == RT_CELL_STRING
            && !rt_cell_blank(&row->cells[i]))
            return (rt_is_sum_label(&row->cells[i])
                       || (may_be_sum_label(&row->cells[i])
                           && has_sum(layout, row)))
                   && !(owned && may_be_scored(layout, row, false));
    }
    if (!owned && has_sum(layout, row)
        && (may_be_sum_label(name) || may_be_sum_label(business)))
        return true;
    return (rt_is_sum_label(name) || rt_is_sum_label(business))
           && !may_be_scored(layout, row, owned);
}

bool rt_is_subtotal(const struct rt_layout *layout, const struct rt_row *row)
{
    static const enum rt_field names[] = {RT_F_BUSINESS, RT_F_ASSET};

    if (is_column_numbers(row) || rt_is_scale_line(layout, row))
        return true;
    if (names_medium(rt_cell_of(layout, row, RT_F_MEDIUM)))
        return false;
    if (is_subtotal_cell(rt_row_text(row)) || is_sum(layout, row))
        return true;
    for (size_t i = 0; i < RT_COUNT(names); i++) {
        const struct rt_cell *cell = rt_cell_of(layout, row, names[i]);
        if (cell && cell->type == RT_CELL_STRING
            && is_subtotal_cell(cell->text))
            return true;
    }
    return false;
}

static bool is_note(struct rt_convert *c)
{
    int32_t number = c->sheet->layout.col_of[RT_F_NO];

    return rt_is_label_row(&c->sheet->layout, c->row)
           || rt_is_subtotal(&c->sheet->layout, c->row)
           || rt_remark_row(c->row, number < 0 ? 0 : (uint32_t)number + 1)
           || (rt_remark_of(rt_row_text(c->row)) > RT_REMARK_LINE
               && !has_values(c));
}

/* A title in the table's first columns: 「営業部」, which no prepared row holds
 * as its number, or as all it holds. */
static bool is_title(const struct rt_convert *c, const struct rt_cell *cell)
{
    struct rt_str s = rt_str_trim(cell->text);

    if (cell->type != RT_CELL_STRING)
        return false;
    if (cell == c->cell[RT_F_NO]) {
        char folded[64];
        size_t n = rt_fold_fixed(s, folded, sizeof folded);
        for (size_t i = 0; n != SIZE_MAX && i < n; i++) {
            if (folded[i] >= '0' && folded[i] <= '9')
                return false;
        }
        return n > 1;
    }
    return c->row->count == 1 && cell == c->cell[RT_F_BUSINESS]
           && rt_name_department(s).n > 0;
}

/* All that the row holds, in a column that is filled in ahead, where the rows
 * above have something else there: it heads a group. */
static bool is_group(struct rt_convert *c)
{
    static const enum rt_field ahead[]
        = {RT_F_BUSINESS, RT_F_MANAGED_BY, RT_F_USERS, RT_F_OWNER};
    const struct rt_cell *only = NULL;

    for (size_t i = 0; i < c->row->count; i++) {
        const struct rt_cell *cell = &c->row->cells[i];
        if (rt_cell_blank(cell) || cell->is_formula)
            continue;
        if (only || cell->type != RT_CELL_STRING)
            return false;
        only = cell;
    }
    for (size_t i = 0; only && i < RT_COUNT(ahead); i++) {
        if (only != c->cell[ahead[i]])
            continue;
        if (rt_ditto_repeats(c, ahead[i], i > 0)
            || rt_fold_eq(only->text, c->group))
            return false;
        c->group = rt_arena_str(&c->sheet_arena, only->text);
        return c->group.n > 0;
    }
    return false;
}

/* No name and nothing typed but what is filled in ahead: blank, unless an
 * unknown column has a value or the row is a lone text. */
static enum rt_row_kind nameless_kind(struct rt_convert *c)
{
    size_t texts = 0, others = 0;

    for (size_t i = 0; i < c->row->count; i++) {
        const struct rt_cell *cell = &c->row->cells[i];
        bool mapped = false;
        /* A form may name its department in every prepared row, and names of
         * departments are long. */
        if (rt_cell_blank(cell) || cell->is_formula
            || cell == c->cell[RT_F_MANAGED_BY])
            continue;
        for (enum rt_field f = 0; f < RT_FIELD_COUNT && !mapped; f++)
            mapped = c->sheet->layout.col_of[f] == (int32_t)cell->col;
        others
            += (!mapped && cell->type == RT_CELL_STRING) || is_title(c, cell);
        /* A sentence in 業務分類 is a note, not a business. */
        texts += mapped && cell->type == RT_CELL_STRING
                 && rt_utf8_count(cell->text) > 20;
    }
    return others || texts || is_group(c) ? RT_ROW_NOTE : RT_ROW_BLANK;
}

/* 「なし」, 「－」 and no more: that there is nothing to list. */
static bool names_nothing(struct rt_convert *c)
{
    bool yes;

    for (enum rt_field f = 0; f < RT_FIELD_COUNT; f++) {
        if (f != RT_F_ASSET && !rt_is_context(f) && typed(c, f)
            && rt_cell_says(c->cell[f]))
            return false;
    }
    return rt_value_flag(c->in->request.vocab, c->cell[RT_F_ASSET], &yes)
               == RT_TAKEN_NORMALISED
           && !yes;
}

/* Of the report that merge writes: an asset whose event nobody has described
 * yet. */
static bool is_undescribed(const struct rt_convert *c)
{
    return c->sheet->layout.form == RT_FORM_REPORT && c->own[RT_F_RISK_ID];
}

enum rt_row_kind rt_classify(struct rt_convert *c)
{
    enum rt_row_kind kind = heading_kind(c);
    enum rt_field key = rt_layout_key(&c->sheet->layout);
    bool content;

    if (kind != RT_ROW_DATA)
        return kind;
    kind = subheading_kind(c);
    if (kind != RT_ROW_DATA)
        return kind;
    content = has_content(c);
    if (is_note(c) || (content && rt_section_name(c, true).n > 0))
        return RT_ROW_NOTE;
    if (!content)
        return nameless_kind(c);
    if (is_report_footer(c))
        return RT_ROW_NOTE;
    c->likeness
        = rt_example_is(c->in, &c->sheet->layout, c->row, &c->own_column);
    if (is_marked_example(c) || c->likeness == RT_IS_EXAMPLE)
        return RT_ROW_EXAMPLE;
    if (rt_name_blank(c->cell[key])) {
        if (!has_values(c) && rt_row_text(c->row).n > 0 && c->row->count == 1)
            return RT_ROW_NOTE;
        return is_undescribed(c) ? RT_ROW_BLANK : RT_ROW_NAMELESS;
    }
    if (names_nothing(c))
        return RT_ROW_NOTE;
    return RT_ROW_DATA;
}
