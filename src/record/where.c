#include "record/where.h"

void rt_column_letters(uint32_t col, char to[RT_LETTERS])
{
    char reversed[RT_LETTERS];
    size_t n = 0, i = 0;

    for (; col > 0; col = (col - 1) / 26)
        reversed[n++] = (char)('A' + (col - 1) % 26);
    while (n > 0)
        to[i++] = reversed[--n];
    to[i] = '\0';
}

uint32_t rt_column_of(struct rt_str *s, uint32_t max)
{
    uint64_t col = 0;
    size_t n = 0;

    for (; n < s->n && col <= max; n++) {
        char c = s->p[n];
        if (c >= 'a' && c <= 'z')
            c = (char)(c - 'a' + 'A');
        if (c < 'A' || c > 'Z')
            break;
        col = col * 26 + (uint64_t)(c - 'A') + 1;
    }
    if (col > max)
        return 0;
    s->p += n;
    s->n -= n;
    return (uint32_t)col;
}

void rt_where_cell(const struct rt_where *w, char to[RT_CELL_NAME])
{
    uint32_t second = w->csv ? w->col : w->row;
    size_t n;

    rt_column_letters(w->col, to);
    n = strlen(to);
    if (w->row > 0 && (w->csv || n == 0)) {
        n = rt_format_int(w->row, to);
        if (second > 0) {
            to[n++] = ':';
            rt_format_int(second, to + n);
        }
    } else if (w->row > 0) {
        rt_format_int(w->row, to + n);
    } else if (n > 0) {
        to[n] = ':';
        rt_column_letters(w->col, to + n + 1);
    }
}

void rt_sheet_shown(struct rt_str name, char to[RT_SHEET_SHOWN])
{
    struct rt_str rest = name;
    bool longer = rt_utf8_count(name) > 31;
    uint32_t cp;
    size_t n;

    for (int i = longer ? 30 : 31; i > 0; i--)
        (void)rt_utf8_next(&rest, &cp);
    n = name.n - rest.n;
    if (n > 0)
        memcpy(to, name.p, n);
    memcpy(to + n, longer ? "…" : "", longer ? sizeof "…" : 1);
}

void rt_where_short(const struct rt_where *w, char to[RT_CELL_NAME])
{
    rt_where_cell(w, to);
    if (w->row == 0)
        to[0] = '\0';
    else if (w->col == 0)
        rt_format_int(w->row, to);
}

void rt_where_first(const struct rt_where *w, char to[RT_CELL_NAME])
{
    const struct rt_where first
        = {.row = w->row > 0 ? w->row : 1, .col = w->col > 0 ? w->col : 1};

    rt_where_cell(&first, to);
}

static enum rt_status say_row(
    const struct rt_where *w, enum rt_lang lang, struct rt_buf *to)
{
    char cell[RT_CELL_NAME];

    if (w->col > 0 && !w->csv) {
        rt_where_cell(w, cell);
        return rt_buf_printf(to, rt_say(lang, "セル %s", "cell %s"), cell);
    }
    RT_TRY(rt_buf_printf(
        to, rt_say(lang, "%u行目", w->csv ? "line %u" : "row %u"), w->row));
    if (w->col == 0)
        return RT_OK;
    return rt_buf_printf(to, rt_say(lang, "の%u列目", ", field %u"), w->col);
}

enum rt_status rt_where_say(
    const struct rt_where *w, enum rt_lang lang, struct rt_buf *to)
{
    const char *of_file = w->file.n > 0 ? rt_say(lang, " の", ", ") : "";
    char sheet[RT_SHEET_SHOWN];

    RT_TRY(rt_buf_adds(to, w->file));
    if (w->sheet.n > 0) {
        rt_sheet_shown(w->sheet, sheet);
        RT_TRY(rt_buf_printf(to,
            rt_say(lang, "%sシート「%s」", "%ssheet \"%s\""), of_file, sheet));
    }
    if (w->row == 0)
        return RT_OK;
    RT_TRY(rt_buf_adds(
        to, rt_str(w->sheet.n > 0 ? rt_say(lang, "の", ", ") : of_file)));
    return say_row(w, lang, to);
}
