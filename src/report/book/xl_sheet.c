/* One sheet: page, cells, merges, conditional formats.
 *
 * After a failure all writers do nothing. Text goes through rt_safe_text.
 */
#include "report/book/xl.h"

#include <stdlib.h>

#include "base/calendar.h"

/* Points. The largest is Excel's. */
#define ROW_HEIGHT 17.0
#define ROW_HEIGHT_MAX 409.0

/* --- sheet ---------------------------------------------------------------- */

static void set_page(struct rt_xl *xl, lxw_worksheet *ws, enum rt_paper paper)
{
    char footer[128];

    worksheet_set_landscape(ws);
    /* 8 is A3, 9 is A4 */
    worksheet_set_paper(ws, paper == RT_A3 ? 8 : 9);
    worksheet_set_margins(ws, 0.4, 0.4, 0.5, 0.6);
    worksheet_fit_to_pages(ws, 1, 0);
    worksheet_set_default_row(ws, ROW_HEIGHT, LXW_FALSE);
    worksheet_gridlines(ws, LXW_HIDE_ALL_GRIDLINES);
    snprintf(footer, sizeof footer, "&L&8&A&C&8&P / &N&R&8 %s", xl->run->now);
    rt_xl_lib(xl, worksheet_set_footer(ws, footer), "footer");
}

void rt_xl_sheet(struct rt_xl *xl, struct rt_xl_sheet *s, const char *name,
    enum rt_paper paper)
{
    *s = (struct rt_xl_sheet){.xl = xl};
    if (xl->rc != RT_OK)
        return;
    if (xl->sheet_count == RT_XL_SHEETS) {
        xl->rc = rt_fail_both(xl->err, RT_LIMIT, "シートが多すぎます：%s",
            "too many sheets: %s", xl->path);
        return;
    }
    s->ws = workbook_add_worksheet(xl->wb, name);
    if (!s->ws) {
        /* no memory, or no room for its temporary file */
        xl->rc = rt_fail_errno(xl->err, RT_CANNOT_WRITE_TEMPORARY, xl->path);
        return;
    }
    s->rows = malloc(sizeof *s->rows);
    if (!s->rows) {
        fclose(s->ws->optimize_tmpfile);
        xl->rc = rt_fail_nomem(xl->err);
        return;
    }
    rt_emit_init(s->rows, xl->deflate, xl->dir, xl->err);
    xl->rows[xl->sheet_count] = s->rows;
    xl->sheets[xl->sheet_count++] = s->ws;
    set_page(xl, s->ws, paper);
}

static bool ready(const struct rt_xl_sheet *s)
{
    return s->xl->rc == RT_OK;
}

static void check(const struct rt_xl_sheet *s, lxw_error rc)
{
    rt_xl_lib(s->xl, rc, "sheet");
}

void rt_xl_width(struct rt_xl_sheet *s, int first, int last, double width)
{
    for (int col = first; col <= last; col++)
        s->widths[col] = width;
    if (ready(s))
        check(s, worksheet_set_column(
                     s->ws, (lxw_col_t)first, (lxw_col_t)last, width, NULL));
}

void rt_xl_hide(struct rt_xl_sheet *s, int col)
{
    lxw_row_col_options hidden = {.hidden = LXW_TRUE};

    if (ready(s))
        check(s, worksheet_set_column_opt(s->ws, (lxw_col_t)col, (lxw_col_t)col,
                     s->widths[col], NULL, &hidden));
}

void rt_xl_height(struct rt_xl_sheet *s, double points)
{
    if (s->height < points)
        s->height = points;
}

void rt_xl_next(struct rt_xl_sheet *s)
{
    rt_xl_height(s, ROW_HEIGHT);
    if (s->height > ROW_HEIGHT_MAX)
        s->height = ROW_HEIGHT_MAX;
    if (ready(s)) {
        rt_emit_end(s->rows, s->row, s->height);
        rt_xl_keep(s->xl, s->rows->out.rc);
    }
    s->y += s->height;
    s->height = 0;
    s->row++;
}

/* --- pages ---------------------------------------------------------------- */

void rt_xl_pages(struct rt_xl_sheet *s, int percent)
{
    /* 595 points is the height of A4 across, 80 are margins */
    s->page = (595.0 - 80) * 100 / percent;
}

void rt_xl_together(struct rt_xl_sheet *s, double points)
{
    if (s->page <= 0 || s->y + points <= s->page || s->y <= 0)
        return;
    if (s->break_count < RT_XL_BREAKS)
        s->breaks[s->break_count++] = s->row;
    s->y = 0;
}

void rt_xl_section(
    struct rt_xl_sheet *s, int col, enum rt_word w, double points)
{
    rt_xl_next(s);
    rt_xl_together(s, points);
    rt_xl_height(s, 20);
    rt_xl_word(s, col, RT_XF_SECTION, w);
    rt_xl_next(s);
}

void rt_xl_no_repeat(struct rt_xl_sheet *s)
{
    /* the library can set these but not reset them */
    if (ready(s))
        s->ws->repeat_rows.in_use = LXW_FALSE;
}

void rt_xl_finish(struct rt_xl_sheet *s)
{
    if (ready(s) && s->break_count > 0)
        check(s, worksheet_set_h_pagebreaks(s->ws, s->breaks));
}

/* --- cells ---------------------------------------------------------------- */

/* The row that a cell is written into. */
static struct rt_emit *row_of(struct rt_xl_sheet *s)
{
    rt_emit_row(s->rows, s->row);
    return s->rows;
}

static int format_of(const struct rt_xl_sheet *s, enum rt_xf xf)
{
    return lxw_format_get_xf_index(s->xl->xf[xf]);
}

/* Text in a cell as wide as columns col to last. */
static void put_text(
    struct rt_xl_sheet *s, int col, int last, enum rt_xf xf, struct rt_str text)
{
    const lxw_format *format = s->xl->xf[xf];
    enum rt_status rc;
    double width = 0;

    if (!ready(s))
        return;
    if (text.n == 0) {
        rt_emit_blank(row_of(s), col, format_of(s, xf));
        return;
    }
    rc = rt_safe_text(&text, &s->xl->text);
    if (rc != RT_OK) {
        s->xl->rc
            = rc == RT_NOMEM
                  ? rt_fail_nomem(s->xl->err)
                  : rt_fail_both(s->xl->err, rc, "セルの文字列が長すぎます：%s",
                      "the text of a cell is too long: %s", s->xl->path);
        return;
    }
    rt_emit_text(row_of(s), col, format_of(s, xf), text);
    if (s->xl->trace && xf != RT_XF_BOX_INPUT)
        s->xl->trace_cell(s, col, &(struct rt_traced){.text = &text});
    if (!format->text_wrap)
        return;
    for (int i = col; i <= last && i < RT_XL_COLS; i++)
        width += s->widths[i];
    rt_xl_height(s, rt_xl_text_height(text, width, format->font_size));
}

void rt_xl_str(
    struct rt_xl_sheet *s, int col, enum rt_xf xf, struct rt_str text)
{
    put_text(s, col, col, xf, text);
}

void rt_xl_take(
    struct rt_xl_sheet *s, int col, enum rt_xf xf, struct rt_writer *text)
{
    rt_xl_keep(s->xl, rt_writer_done(text, s->xl->err));
    rt_xl_str(s, col, xf, rt_writer_str(text));
    rt_writer_fini(text);
}

void rt_xl_missing(
    struct rt_xl_sheet *s, int col, enum rt_xf xf, unsigned missing)
{
    enum rt_lang lang = s->xl->run->lang;
    struct rt_writer w = RT_WRITER(w, RT_TEXT_MAX);

    for (unsigned bit = 0; bit < RT_MISSING_BITS; bit++) {
        if ((missing & (1u << bit)) == 0)
            continue;
        rt_write_between(&w, rt_word(lang, RT_W_LIST_COMMA));
        rt_write_z(&w, rt_word_missing(lang, bit));
    }
    rt_xl_take(s, col, xf, &w);
}

void rt_xl_z(struct rt_xl_sheet *s, int col, enum rt_xf xf, const char *text)
{
    rt_xl_str(s, col, xf, rt_str(text));
}

void rt_xl_say(struct rt_xl_sheet *s, int col, enum rt_xf xf, const char *ja,
    const char *en)
{
    rt_xl_z(s, col, xf, rt_say(s->xl->run->lang, ja, en));
}

void rt_xl_print(
    struct rt_xl_sheet *s, int col, enum rt_xf xf, const char *fmt, ...)
{
    char text[1024];
    va_list ap;

    va_start(ap, fmt);
    vsnprintf(text, sizeof text, fmt, ap);
    va_end(ap);
    rt_xl_z(s, col, xf, text);
}

void rt_xl_word(struct rt_xl_sheet *s, int col, enum rt_xf xf, enum rt_word w)
{
    rt_xl_z(s, col, xf, rt_word(s->xl->run->lang, w));
}

void rt_xl_line(struct rt_xl_sheet *s, int col, enum rt_xf xf, enum rt_word w)
{
    rt_xl_word(s, col, xf, w);
    rt_xl_next(s);
}

void rt_xl_head_row(
    struct rt_xl_sheet *s, int col, const enum rt_word *words, int count)
{
    for (int i = 0; i < count; i++)
        rt_xl_word(s, col + i, RT_XF_HEAD, words[i]);
    rt_xl_next(s);
}

void rt_xl_span_row(
    struct rt_xl_sheet *s, const struct rt_span *spans, size_t count)
{
    for (size_t i = 0; i < count; i++)
        rt_xl_word_across(
            s, spans[i].first, spans[i].last, RT_XF_HEAD, spans[i].word);
    rt_xl_next(s);
}

void rt_xl_book_line(struct rt_xl_sheet *s, enum rt_book_line_id line)
{
    rt_xl_span_row(s, rt_book_lines[line].cells, rt_book_lines[line].count);
}

void rt_xl_num(struct rt_xl_sheet *s, int col, enum rt_xf xf, double value)
{
    if (!ready(s))
        return;
    rt_emit_number(row_of(s), col, format_of(s, xf), value);
    if (s->xl->trace)
        s->xl->trace_cell(s, col, &(struct rt_traced){.number = value});
}

void rt_xl_known(struct rt_xl_sheet *s, int col, enum rt_xf xf, int value)
{
    if (value >= 0)
        rt_xl_num(s, col, xf, value);
    else
        rt_xl_z(s, col, xf, "");
}

void rt_xl_rank(struct rt_xl_sheet *s, int col, enum rt_xf xf, int value)
{
    rt_xl_known(s, col, xf, value > 0 ? value : RT_UNKNOWN);
}

/* A formula or a pattern, and its value: a text, or where that is NULL the
 * number. */
static void put_formula(struct rt_xl_sheet *s, int col, enum rt_xf xf,
    rt_emit_formula_fn *emit, const char *formula, const char *text,
    double number)
{
    struct rt_str value = rt_str(text);

    if (!ready(s))
        return;
    emit(row_of(s), col, format_of(s, xf), rt_str(formula),
        text ? &value : NULL, number);
    if (s->xl->trace)
        s->xl->trace_cell(
            s, col, &(struct rt_traced){text ? &value : NULL, number, formula});
}

void rt_xl_formula(struct rt_xl_sheet *s, int col, enum rt_xf xf,
    const char *formula, double value)
{
    if (!formula || formula[0] == '\0')
        rt_xl_num(s, col, xf, value);
    else
        put_formula(
            s, col, xf, rt_emit_formula, formula, value < 0 ? "" : NULL, value);
}

void rt_xl_formula_z(struct rt_xl_sheet *s, int col, enum rt_xf xf,
    const char *formula, const char *value)
{
    put_formula(s, col, xf, rt_emit_formula, formula, value, 0);
}

void rt_xl_repeat(struct rt_xl_sheet *s, int col, enum rt_xf xf,
    const char *pattern, double value)
{
    put_formula(
        s, col, xf, rt_emit_repeat, pattern, value < 0 ? "" : NULL, value);
}

void rt_xl_repeat_z(struct rt_xl_sheet *s, int col, enum rt_xf xf,
    const char *pattern, const char *value)
{
    put_formula(s, col, xf, rt_emit_repeat, pattern, value, 0);
}

/* Excel and other programs number the days of 1900 differently. */
bool rt_xl_is_date(struct rt_str iso)
{
    int year, month, day;

    return rt_date_of_iso(iso, &year, &month, &day) && year >= 1901;
}

void rt_xl_date(
    struct rt_xl_sheet *s, int col, enum rt_xf xf, struct rt_str iso)
{
    int year, month, day;

    if (rt_xl_is_date(iso) && rt_date_of_iso(iso, &year, &month, &day))
        rt_xl_num(s, col, xf,
            (double)(rt_days_of_date(year, month, day)
                     - rt_days_of_date(1899, 12, 30)));
    else
        rt_xl_str(s, col, xf, iso);
}

/* The library's own merge writes the cells of all its rows at once, which
 * ends the rows above; here only the range is noted. */
void rt_xl_merge(
    struct rt_xl_sheet *s, uint32_t row1, int col1, uint32_t row2, int col2)
{
    lxw_merged_range *m;

    if (!ready(s) || (row1 == row2 && col1 == col2))
        return;
    m = calloc(1, sizeof *m);
    if (!m) {
        s->xl->rc = rt_fail_nomem(s->xl->err);
        return;
    }
    m->first_row = row1;
    m->last_row = row2;
    m->first_col = (lxw_col_t)col1;
    m->last_col = (lxw_col_t)col2;
    /* freed by the library, with its sheet */
    STAILQ_INSERT_TAIL(s->ws->merged_ranges, m, list_pointers);
    s->ws->merged_range_count++;
}

void rt_xl_across(struct rt_xl_sheet *s, int col1, int col2, enum rt_xf xf,
    struct rt_str text)
{
    put_text(s, col1, col2, xf, text);
    for (int col = col1 + 1; col <= col2; col++)
        rt_xl_z(s, col, xf, "");
    rt_xl_merge(s, s->row, col1, s->row, col2);
}

void rt_xl_word_across(
    struct rt_xl_sheet *s, int col1, int col2, enum rt_xf xf, enum rt_word w)
{
    rt_xl_across(s, col1, col2, xf, rt_str(rt_word(s->xl->run->lang, w)));
}

void rt_xl_if(struct rt_xl_sheet *s, uint32_t row1, int col1, uint32_t row2,
    int col2, const char *formula, enum rt_xf xf)
{
    lxw_conditional_format c = {
        .type = LXW_CONDITIONAL_TYPE_FORMULA,
        .value_string = (char *)(uintptr_t)formula, /* copied */
        .format = s->xl->xf[xf],
    };

    if (ready(s))
        check(s, worksheet_conditional_format_range(
                     s->ws, row1, (lxw_col_t)col1, row2, (lxw_col_t)col2, &c));
}

void rt_xl_title(
    struct rt_xl_sheet *s, int col, const char *title, const char *note)
{
    rt_xl_height(s, 26);
    rt_xl_z(s, col, RT_XF_TITLE, title);
    rt_xl_next(s);
    rt_xl_z(s, col, RT_XF_NOTE, note);
    rt_xl_next(s);
}

/* --- addresses and formulas ----------------------------------------------- */

struct rt_col_letters rt_col_letters(int col)
{
    struct rt_col_letters to;
    char letters[RT_LETTERS];

    rt_column_letters((uint32_t)col + 1, letters);
    rt_str_copy(to.z, sizeof to.z, rt_str(letters));
    return to;
}

/* Room for any formula that is written in one piece. */
enum { FORMULA_MAX = 2048 };

static void RT_PRINTF(6, 0) print_formula(struct rt_xl_sheet *s, int col,
    enum rt_xf xf, const char *text, double number, const char *fmt, va_list ap)
{
    char pattern[FORMULA_MAX], formula[FORMULA_MAX];

    vsnprintf(pattern, sizeof pattern, fmt, ap);
    rt_formula(pattern, s->row + 1, formula, sizeof formula);
    put_formula(s, col, xf, rt_emit_formula, formula, text, number);
}

void rt_xl_formulaf(struct rt_xl_sheet *s, int col, enum rt_xf xf, double value,
    const char *fmt, ...)
{
    va_list ap;

    va_start(ap, fmt);
    print_formula(s, col, xf, value < 0 ? "" : NULL, value, fmt, ap);
    va_end(ap);
}

void rt_xl_formulaf_z(struct rt_xl_sheet *s, int col, enum rt_xf xf,
    const char *value, const char *fmt, ...)
{
    va_list ap;

    va_start(ap, fmt);
    print_formula(s, col, xf, value, 0, fmt, ap);
    va_end(ap);
}

void rt_xl_sum(struct rt_xl_sheet *s, int col, enum rt_xf xf, double value,
    uint32_t row1, int col1, uint32_t row2, int col2)
{
    rt_xl_formulaf(s, col, xf, value, "SUM(%s%u:%s%u)", RT_COL(col1), row1 + 1,
        RT_COL(col2), row2 + 1);
}

void rt_formula(const char *pattern, uint32_t row, char *to, size_t size)
{
    char number[16];
    size_t digits, n = 0;

    snprintf(number, sizeof number, "%u", row);
    digits = strlen(number);
    for (const char *p = pattern; *p != '\0';) {
        size_t same = strcspn(p, "#");

        if (n + same + digits >= size)
            break;
        memcpy(to + n, p, same);
        n += same;
        p += same;
        if (*p == '#') {
            memcpy(to + n, number, digits);
            n += digits;
            p++;
        }
    }
    to[n] = '\0';
}
