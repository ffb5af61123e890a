/* What people write above and between a ledger's headings: 「※至急」,
 * 「2行目以降は旧様式」.
 *
 * Nothing reads it, so it is named, in one finding a sheet. Not named is what
 * every form has there: the title, names and dates, what a score means, and
 * the marks of documents. Comments on cells are named one by one.
 */
#include "base/fold.h"
#include "base/mark.h"
#include "form/convert.h"

/* 「株式会社…」, 「第3版」, 「社外秘」, 「営業部」: of the document, not of its
 * rows. */
static bool is_of_document(struct rt_str text)
{
    static const char *const begins[] = {"株式会社", "有限会社", "合同会社",
        "(株)", "(有)", "ver", "rev", "第", "様式", "別紙", "別表", "no."};
    static const char *const ends[]
        = {"株式会社", "(株)", "有限会社", "年度", "上期", "下期", "半期", "期",
            "版", "現在", "号", "御中", "ページ", "頁"};
    static const char *const whole[] = {"値", "評価値", "意味", "説明", "基準",
        "社外秘", "関係者外秘", "取扱注意", "部外秘", "極秘", "秘", "秘密",
        "機密", "confidential", "internal", "記入する欄", "自動で表示",
        "to fill in", "shown by itself"};
    char buf[128];
    size_t n = rt_fold_fixed(text, buf, sizeof buf);
    struct rt_str s = {buf, n};

    return n != SIZE_MAX
           && (rt_str_is_any(s, whole) || rt_str_starts_any(s, begins)
               || rt_str_ends_any(s, ends) || rt_name_department(text).n > 0);
}

static bool is_title(struct rt_str text)
{
    static const char *const words[] = {"台帳", "目録", "一覧", "リスト",
        "シート", "管理表", "調査票", "情報資産", "リスク", "ledger", "list",
        "register", "inventory", "assets", "sheet"};
    char buf[256];
    struct rt_str s = {buf, rt_fold_fixed(text, buf, sizeof buf)};

    return s.n != SIZE_MAX && rt_str_contains_any(s, words);
}

/* The form's own, wherever it is. */
static bool is_title_of_form(struct rt_str text)
{
    static const char *const titles[]
        = {"情報資産管理台帳", "情報資産台帳", "情報資産目録", "情報資産一覧",
            "資産目録", "資産台帳", "リスク分析シート"};
    char buf[256];
    struct rt_str s = {buf, rt_fold_fixed(text, buf, sizeof buf)};

    return s.n != SIZE_MAX && rt_str_is_any(s, titles);
}

/* 「高＝3、中＝2、低＝1」, 「3：高い」 */
static bool is_legend(const struct rt_intake *in, const struct rt_cell *cell)
{
    const struct rt_row row = {.count = 1, .cells = cell};
    struct rt_legend l = {0};
    bool said = rt_is_scale_text(cell->text);

    rt_legend_note(&l, in->request.vocab, &row, false);
    for (size_t i = 0; i < RT_COUNT(l.said); i++)
        said |= l.said[i];
    return said;
}

static bool is_marked(struct rt_str text)
{
    static const char *const words[] = {"注", "備考", "補足"};

    return (rt_mark_begins(text, RT_MARK_NOTE)
               || rt_str_starts_any(text, words))
           && rt_remark_of(text) != RT_REMARK_NONE;
}

/* 「作成者」, or 「作成：総務部」 */
static bool is_label(const struct rt_cell *c, bool alone)
{
    struct rt_str rest, text = rt_str_trim(c->text);
    enum rt_remark kind = rt_remark_of(text);

    if (rt_signature_of(c, &rest) != RT_SIGN_NONE)
        return !alone || rest.n == 0;
    return kind == RT_REMARK_LABEL
           || (!alone && kind == RT_REMARK && !is_marked(text));
}

/* Whether it is the label of a name or date, or the text beside one, or beside
 * a number that it explains. */
static bool is_signature(const struct rt_row *row, size_t i)
{
    const struct rt_cell *left = i > 0 ? &row->cells[i - 1] : NULL;
    int n;

    return is_label(&row->cells[i], false)
           || (left && left->type == RT_CELL_STRING && is_label(left, true))
           || rt_is_taken(rt_value_int(left, &n));
}

static bool is_note(
    const struct rt_intake *in, const struct rt_row *row, size_t i, bool *first)
{
    const struct rt_cell *c = &row->cells[i];
    struct rt_str text = rt_str_trim(c->text);
    bool top = *first;

    if (c->type != RT_CELL_STRING || c->is_formula || rt_cell_blank(c))
        return false;
    *first = false;
    if (is_signature(row, i) || is_legend(in, c))
        return false;
    if (is_marked(text))
        return true;
    return !(top && is_title(text)) && !is_title_of_form(text)
           && (rt_remark_of(text) != RT_REMARK_NONE || !is_of_document(text));
}

/* Whether a row that belongs to the headings is the title's. */
static bool is_title_row(const struct rt_grid_row *row)
{
    for (size_t i = 0; row->labels == 0 && i < row->row.count; i++) {
        const struct rt_cell *c = &row->row.cells[i];
        if (c->type == RT_CELL_STRING && !rt_cell_blank(c))
            return is_title(c->text);
    }
    return false;
}

/* Among the headings only remarks below a column's heading, or marked. */
static bool is_note_between(const struct rt_intake *in,
    const struct rt_layout *l, const struct rt_row *row, size_t i)
{
    const struct rt_cell *c = &row->cells[i];
    const struct rt_column *col
        = rt_column_at(l->columns, l->column_count, c->col);
    enum rt_remark kind = rt_remark_of(c->text);

    return c->type == RT_CELL_STRING && !c->is_formula && !rt_cell_blank(c)
           && !(col && col->row == row->number) && !is_legend(in, c)
           && (is_marked(rt_str_trim(c->text))
               || (col && col->row < row->number && kind != RT_REMARK_NONE
                   && kind != RT_REMARK_LABEL));
}

enum rt_status rt_report_above(struct rt_intake *in,
    const struct rt_sheet_facts *sheet, const struct rt_grid_row *rows,
    struct rt_error *err)
{
    const struct rt_layout *l = &sheet->layout;
    struct rt_place place = {.sheet = sheet};
    struct rt_buf texts = RT_BUF(RT_NAMES_BYTES);
    bool first = true;
    size_t n = 0;
    enum rt_status rc = RT_OK;

    for (size_t i = 0; i <= l->index2; i++) {
        const struct rt_row *row = &rows[i].row;
        bool above = i < l->index1 || is_title_row(&rows[i]);
        for (size_t k = 0; k < row->count && rc == RT_OK; k++) {
            if (above ? !is_note(in, row, k, &first)
                      : !is_note_between(in, l, row, k))
                continue;
            place.row = n == 0 ? row->number : place.row;
            place.col = n == 0 ? row->cells[k].col + 1 : place.col;
            rc = rt_add_name(
                &texts, n++, rt_str_trim(row->cells[k].text), in->request.lang);
        }
    }
    RT_THEN(rc, rt_end_names(&texts, n, in->request.lang));
    if (rc != RT_OK)
        rc = rt_fail_nomem(err);
    else if (n > 0)
        rc = rt_put_finding(
            in, RT_TP326, &place, RT_ARGS(rt_buf_str(&texts)), err);
    rt_buf_fini(&texts);
    return rc;
}

/* Of the headings' comments one that turns the scale round matters; what else
 * they say of it every form may have there. */
static enum rt_status judge_comment(struct rt_intake *in,
    const struct rt_sheet_facts *sheet, const struct rt_comment *c,
    bool *inverted, struct rt_buf *texts, size_t *count, struct rt_error *err)
{
    struct rt_place place
        = {.sheet = sheet, .row = c->row, .col = c->col, .actual = c->text};
    char text[128];

    const struct rt_cell cell = {.type = RT_CELL_STRING, .text = c->text};

    if (c->row <= sheet->layout.row2) {
        if (is_legend(in, &cell))
            return RT_OK;
        if (*inverted || !rt_is_inverted_note(c->text))
            return rt_add_name(texts, (*count)++, c->text, in->request.lang)
                           == RT_OK
                       ? RT_OK
                       : rt_fail_nomem(err);
        *inverted = true;
        return rt_inverted_put(in, &place, err);
    }
    rt_str_copy(text, sizeof text, c->text);
    place.actual = rt_str(text);
    return rt_put_finding(in, RT_TP325, &place, RT_ARGS(place.actual), err);
}

/* A part of comments that cannot be read loses no value of the sheet. */
enum rt_status rt_report_comments(struct rt_intake *in,
    const struct rt_sheet_facts *sheet, struct rt_error *err)
{
    struct rt_buf texts = RT_BUF(RT_NAMES_BYTES);
    struct rt_place place = {.sheet = sheet, .row = sheet->layout.row2};
    struct rt_error failed = {0};
    struct rt_comment *list;
    size_t count, headed = 0;
    bool inverted = sheet->inverted.row > 0;
    enum rt_status rc = rt_book_comments(
        in->book, sheet->index, &in->arena, &list, &count, &failed);

    if (rc != RT_OK)
        return rc == RT_NOMEM ? rt_fail_nomem(err) : RT_OK;
    for (size_t i = 0; i < count && rc == RT_OK; i++)
        rc = judge_comment(
            in, sheet, &list[i], &inverted, &texts, &headed, err);
    if (rc == RT_OK && headed > 0) {
        rc = rt_end_names(&texts, headed, in->request.lang) == RT_OK
                 ? rt_put_finding(
                     in, RT_TP440, &place, RT_ARGS(rt_buf_str(&texts)), err)
                 : rt_fail_nomem(err);
    }
    rt_buf_fini(&texts);
    return rc;
}
