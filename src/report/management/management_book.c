/* management-review.xlsx: the paper as a workbook, on A4, with yellow cells that
 * can be typed into while all else is protected (without a password).
 */
#include "report/book/xl.h"
#include "report/management/management.h"

enum { CHART_ROWS = 11, ENTRY_HEIGHT = 34 };

struct book {
    struct rt_mg_out out; /* first: the ways take it */
    struct rt_xl xl;
    struct rt_xl_sheet s;
    enum rt_mg_sheet which;
    bool open;      /* a sheet is being written */
    uint32_t first; /* row of the table at hand, below its headings */
    uint32_t last;  /* of the last table, the row behind it */
};

static struct book *book_of(struct rt_mg_out *out)
{
    return (struct book *)(void *)out;
}

/* --- sheets --------------------------------------------------------------- */

static void set_widths(struct book *b)
{
    static const double instructions[] = {5, 44, 13, 12, 12, 12, 12, 12, 30},
                        controls[] = {5, 38, 14, 18, 11, 14, 42, 8, 8};

    if (b->which == RT_MG_REVIEW) {
        rt_xl_width(&b->s, 0, 0, 2);
        rt_xl_width(&b->s, 1, 1, 34);
        rt_xl_width(&b->s, 2, 11, 9.5);
        return;
    }
    for (int i = 0; i < (int)RT_COUNT(controls); i++)
        rt_xl_width(&b->s, i, i,
            b->which == RT_MG_CONTROLS ? controls[i] : instructions[i]);
}

static void end_sheet(struct book *b)
{
    lxw_protection allowed = {.format_columns = LXW_TRUE,
        .format_rows = LXW_TRUE,
        .insert_rows = LXW_TRUE,
        .autofilter = LXW_TRUE,
        .sort = LXW_TRUE};

    if (!b->open)
        return;
    rt_xl_finish(&b->s);
    if (b->xl.rc == RT_OK && b->which != RT_MG_CONTROLS)
        worksheet_protect(b->s.ws, NULL, &allowed);
    b->open = false;
}

static void put_sheet(struct rt_mg_out *out, enum rt_mg_sheet which,
    const char *title, const char *note)
{
    static const enum rt_word names[RT_MG_SHEETS] = {
        RT_W_SHEET_MEETING, RT_W_SHEET_INSTRUCTIONS, RT_W_SHEET_OPEN_CONTROLS};
    struct book *b = book_of(out);

    end_sheet(b);
    b->which = which;
    rt_xl_sheet(&b->xl, &b->s, rt_word(out->lang, names[which]), RT_A4);
    b->open = true;
    rt_xl_pages(&b->s, 98);
    set_widths(b);
    rt_xl_title(&b->s, which == RT_MG_REVIEW, title, note);
    rt_mg_keep(out, b->xl.rc);
}

static void put_section(struct rt_mg_out *out, const char *title, size_t rows)
{
    struct book *b = book_of(out);

    rt_xl_next(&b->s);
    rt_xl_together(&b->s, 60 + 17.0 * (double)(rows < 24 ? rows : 4));
    rt_xl_height(&b->s, 20);
    rt_xl_z(&b->s, b->which == RT_MG_REVIEW, RT_XF_SECTION, title);
    rt_xl_next(&b->s);
}

static void put_note(struct rt_mg_out *out, const char *text)
{
    struct book *b = book_of(out);

    rt_xl_z(&b->s, b->which == RT_MG_REVIEW, RT_XF_NOTE, text);
    rt_xl_next(&b->s);
}

/* --- tables --------------------------------------------------------------- */

static void put_heads(
    struct rt_mg_out *out, const struct rt_mg_col *cols, int count)
{
    struct book *b = book_of(out);

    if (b->which == RT_MG_CONTROLS && b->xl.rc == RT_OK) {
        rt_xl_lib(&b->xl, worksheet_repeat_rows(b->s.ws, b->s.row, b->s.row),
            "header rows");
        worksheet_freeze_panes(b->s.ws, b->s.row + 1, 2);
    }
    rt_xl_together(&b->s, 60);
    for (int i = 0; i < count; i++)
        rt_xl_across(&b->s, cols[i].first, cols[i].last, RT_XF_HEAD,
            rt_str(rt_text(out->lang, cols[i].head)));
    rt_xl_next(&b->s);
    b->first = b->s.row;
}

static enum rt_xf format_of(enum rt_mg_kind kind)
{
    static const enum rt_xf formats[] = {[RT_MG_TEXT] = RT_XF_BOX_TEXT,
        [RT_MG_SMALL] = RT_XF_BOX_HINT,
        [RT_MG_LABEL] = RT_XF_BOX_LABEL,
        [RT_MG_CENTER] = RT_XF_BOX_CENTER,
        [RT_MG_COUNT] = RT_XF_BOX_NUMBER,
        [RT_MG_DATE] = RT_XF_BOX_CENTER,
        [RT_MG_ENTRY] = RT_XF_FORM_TEXT,
        [RT_MG_ENTRY_DATE] = RT_XF_FORM_DATE,
        [RT_MG_ENTRY_STATE] = RT_XF_FORM_CENTER};

    return formats[kind];
}

static void put_alarm(struct book *b, const struct rt_mg_col *col)
{
    rt_xl_if(&b->s, b->s.row, col->first, b->s.row, col->last, "=TRUE",
        RT_XF_IF_ALARM);
}

static void put_cell(
    struct book *b, const struct rt_mg_col *col, const struct rt_mg_cell *cell)
{
    enum rt_xf xf = format_of(cell->kind);

    if (cell->kind != RT_MG_COUNT) {
        rt_xl_across(&b->s, col->first, col->last, xf, cell->text);
        if (cell->kind == RT_MG_ENTRY_DATE
            || (cell->kind == RT_MG_DATE && rt_xl_is_date(cell->text)))
            rt_xl_date(&b->s, col->first,
                cell->kind == RT_MG_DATE ? RT_XF_DATE : xf, cell->text);
    } else {
        rt_xl_across(&b->s, col->first, col->last, xf, RT_STR_NONE);
        if (cell->count >= 0)
            rt_xl_num(&b->s, col->first, xf, (double)cell->count);
    }
    if (cell->alarm)
        put_alarm(b, col);
}

static void put_row(struct rt_mg_out *out, const struct rt_mg_cell *cells)
{
    struct book *b = book_of(out);

    for (int i = 0; i < out->count; i++) {
        if (cells[i].kind == RT_MG_ENTRY
            && out->cols[i].first < out->cols[i].last
            && b->which == RT_MG_REVIEW)
            rt_xl_height(&b->s, ENTRY_HEIGHT);
        put_cell(b, &out->cols[i], &cells[i]);
    }
    rt_xl_next(&b->s);
    rt_mg_keep(out, b->xl.rc);
}

/* Dates and states may be chosen, other texts are questioned. */
static void check_column(struct book *b, int col, bool date)
{
    enum rt_lang lang = b->out.lang;
    char *words[5] = {NULL};
    lxw_data_validation v = {.validate = LXW_VALIDATION_TYPE_LIST,
        .value_list = words,
        .error_type = LXW_VALIDATION_ERROR_TYPE_WARNING,
        .error_title = (char *)(uintptr_t)rt_word(lang, RT_W_PICK_TITLE),
        .error_message = (char *)(uintptr_t)rt_word(lang, RT_W_PICK_TEXT)};

    for (int i = 0; i < 4; i++)
        words[i] = (char *)(uintptr_t)rt_word(
            lang, RT_W_INSTRUCTION_OPEN + (enum rt_word)i);
    if (date)
        v = (lxw_data_validation){.validate = LXW_VALIDATION_TYPE_DATE,
            .criteria = LXW_VALIDATION_CRITERIA_GREATER_THAN_OR_EQUAL_TO,
            .value_datetime = {.year = 2000, .month = 1, .day = 1},
            .error_type = LXW_VALIDATION_ERROR_TYPE_WARNING,
            .error_title = (char *)(uintptr_t)rt_word(lang, RT_W_DATE_TITLE),
            .error_message = (char *)(uintptr_t)rt_word(lang, RT_W_DATE_TEXT)};
    if (b->xl.rc == RT_OK && b->s.row > b->first)
        rt_xl_lib(&b->xl,
            worksheet_data_validation_range(b->s.ws, b->first, (lxw_col_t)col,
                b->s.row - 1, (lxw_col_t)col, &v),
            "pull-down");
}

static void put_end(struct rt_mg_out *out)
{
    struct book *b = book_of(out);

    if (b->which == RT_MG_INSTRUCTIONS) {
        for (int i = 0; i < out->count; i++) {
            bool state = rt_str_eq(rt_str(out->cols[i].head.ja),
                rt_str(rt_instructed_heads[RT_INSTRUCTED_STATE].ja));
            bool due = rt_str_eq(rt_str(out->cols[i].head.ja),
                rt_str(rt_instructed_heads[RT_INSTRUCTED_DUE].ja));
            if (state || due)
                check_column(b, out->cols[i].first, due);
        }
    }
    b->last = b->s.row;
    if (b->which == RT_MG_CONTROLS && b->xl.rc == RT_OK && b->last > b->first)
        rt_xl_lib(&b->xl,
            worksheet_autofilter(b->s.ws, b->first - 1, 0, b->last - 1,
                (lxw_col_t)(out->count - 1)),
            "filter");
    if (b->which == RT_MG_REVIEW)
        rt_xl_next(&b->s);
    rt_mg_keep(out, b->xl.rc);
}

static void put_chart(struct rt_mg_out *out, size_t rows, int label, int from)
{
    struct book *b = book_of(out);
    struct rt_bars bars = {.sheet = rt_word(out->lang, RT_W_SHEET_MEETING),
        .first = b->last - (uint32_t)rows,
        .last = b->last - 1,
        .label = label,
        .from = from,
        .title = RT_W_SUM_TREND_RISKS_CHART,
        .gap = 60,
        .numbered = true,
        RT_CLASS_BARS};
    lxw_chart_options size = {RT_CHART_SIZE(560, CHART_ROWS * 20),
        .x_offset = 4, .y_offset = 4,
        .description
        = (char *)(uintptr_t)rt_word(out->lang, RT_W_SUM_TREND_RISKS_CHART)};

    rt_xl_chart(&b->s, rt_xl_bars(&b->xl, &bars), b->s.row, label, size);
    for (int i = 0; i <= CHART_ROWS; i++)
        rt_xl_next(&b->s);
    rt_mg_keep(out, b->xl.rc);
}

static const struct rt_mg_way as_book = {
    put_sheet, put_section, put_note, put_heads, put_row, put_end, put_chart};

enum rt_status rt_report_management_book(struct rt_ledger *ledger,
    const struct rt_run *run, const char *path, struct rt_error *err)
{
    struct book b = {.out = {.way = &as_book,
                         .run = run,
                         .ledger = ledger,
                         .lang = run->lang,
                         .err = err}};
    enum rt_status rc;

    rt_xl_open(&b.xl, path, run, rt_word(run->lang, RT_W_BOOK_MEETING), err);
    if (b.xl.rc == RT_OK)
        rt_mg_put(&b.out);
    end_sheet(&b);
    rt_xl_keep(&b.xl, b.out.rc);
    rc = rt_xl_close(&b.xl);
    return rc;
}
