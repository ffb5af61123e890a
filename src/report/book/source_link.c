/* Links from a workbook back to the inputs.
 *
 * Spreadsheets take the target of a link for a URL, in which '#' begins the
 * place in the file and '%' an escape, so both are escaped. Nothing else is:
 * Excel does not find a Japanese name that is written in escapes.
 */
#include "report/book/source_link.h"

static enum rt_status add_escaped(struct rt_buf *to, struct rt_str s)
{
    struct rt_writer w = rt_writer_to(to);

    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] == '%' || s.p[i] == '#')
            rt_writef(&w, "%%%X", (unsigned)s.p[i]);
        else
            rt_write(&w, (struct rt_str){s.p + i, 1});
    }
    return w.rc;
}

/* A cell that is blank means that there are no links: the folder of the
 * register itself is ".". */
enum rt_status rt_source_base(const struct rt_run *run, struct rt_buf *to)
{
    if (!run->inputs_base)
        return RT_OK;
    return add_escaped(
        to, rt_str(run->inputs_base[0] != '\0' ? run->inputs_base : "."));
}

/* The part of a name after the folder; *absolute if it needs no folder. */
static struct rt_str name_from_base(
    const struct rt_run *run, struct rt_str file, bool *absolute)
{
    *absolute = run->inputs_skip == 0 && file.n > 0 && file.p[0] == '/';
    if (run->inputs_skip > file.n)
        return RT_STR_NONE;
    return (struct rt_str){
        file.p + run->inputs_skip, file.n - run->inputs_skip};
}

enum rt_status rt_source_way(
    const struct rt_run *run, struct rt_str file, struct rt_buf *to)
{
    bool absolute;
    struct rt_str name = name_from_base(run, file, &absolute);
    enum rt_status rc = RT_OK;

    if (!run->inputs_base || name.n == 0)
        return RT_OK;
    if (!absolute && run->inputs_base[0] != '\0') {
        rc = add_escaped(to, rt_str(run->inputs_base));
        RT_THEN(rc, rt_buf_add(to, "/", 1));
    }
    return rc == RT_OK ? add_escaped(to, name) : rc;
}

/* Characters as a spreadsheet counts them: UTF-16 units. */
static size_t units(struct rt_str s)
{
    size_t count = 0;

    while (s.n > 0) {
        uint32_t cp = 0;
        size_t n = rt_utf8_decode(s, &cp);

        n = n == 0 ? 1 : n;
        count += cp > 0xFFFF ? 2 : 1;
        s = (struct rt_str){s.p + n, s.n - n};
    }
    return count;
}

/* How many characters of the name are before the part that is written, as a
 * number in a formula; "" where it is written whole. */
static void print_skipped(
    const struct rt_run *run, struct rt_str name, char to[RT_INT_TEXT])
{
    struct rt_str head = {name.p, run->inputs_skip};

    to[0] = '\0';
    if (head.n > 0 && head.n < name.n)
        rt_format_int((int64_t)units(head) + 1, to);
}

/* One for each link of a list: no printf. What does not fit is cut. */
static void join(const char *const *pieces, size_t count, char *to, size_t size)
{
    size_t at = 0;

    for (size_t i = 0; i < count; i++) {
        size_t n = strlen(pieces[i]);

        n = n < size - at ? n : size - at - 1;
        memcpy(to + at, pieces[i], n);
        at += n;
    }
    to[at] = '\0';
}

void rt_source_link(const struct rt_run *run, const struct rt_source *at,
    uint32_t row, char to[RT_LINK_MAX])
{
    char number[RT_INT_TEXT], skipped[RT_INT_TEXT];
    bool absolute, place = at->cell[0] != '\0';
    struct rt_col_letters file = rt_col_letters(at->file),
                          sheet = rt_col_letters(place ? at->sheet : 0);
    bool odd = at->name.n > 0
               && (memchr(at->name.p, '%', at->name.n)
                   || memchr(at->name.p, '#', at->name.n));

    (void)name_from_base(run, at->name, &absolute);
    rt_format_int((int64_t)row + 1, number);
    print_skipped(run, at->name, skipped);
    /* Names are taken from their cells: no text from an input becomes part of a
     * formula. Too long a link is an error to some spreadsheets. */
    const char *const pieces[] = {"IF(", RT_SOURCE_FOLDER, "=\"\",", at->shown,
        ",IFERROR(HYPERLINK(", absolute ? "" : RT_SOURCE_FOLDER "&\"/\"&",
        odd ? "SUBSTITUTE(SUBSTITUTE(" : "", skipped[0] ? "MID(" : "", file.z,
        number, skipped[0] ? "," : "", skipped, skipped[0] ? ",4096)" : "",
        odd ? ",\"%\",\"%25\"),\"#\",\"%23\")" : "",
        place ? "&\"#'\"&SUBSTITUTE(" : "", place ? sheet.z : "",
        place ? number : "", place ? ",\"'\",\"''\")&\"'!" : "", at->cell,
        place ? "\"" : "", ",", at->shown, "),", at->shown, "))"};
    join(pieces, RT_COUNT(pieces), to, RT_LINK_MAX);
}

void rt_source_row(const struct rt_line *line, int file, int sheet,
    const struct rt_where *where, bool there)
{
    char cell[RT_INT_TEXT + 1] = "", shown[RT_INT_TEXT], formula[RT_LINK_MAX];
    const struct rt_source at = {file, sheet, cell, shown, where->file};

    if (where->row == 0 || !there) {
        rt_xl_known(
            RT_CELL(line), where->row > 0 ? (int)where->row : RT_UNKNOWN);
        return;
    }
    rt_format_int(where->row, shown);
    if (where->sheet.n > 0) { /* a CSV has no cells to go to */
        cell[0] = 'A';
        rt_format_int(where->row, cell + 1);
    }
    rt_source_link(line->s->xl->run, &at, line->s->row, formula);
    rt_xl_formula(RT_CELL(line), formula, where->row);
}

void rt_source_folder(struct rt_xl_sheet *s, int col, const char *sheet)
{
    char where[96];

    snprintf(
        where, sizeof where, "='%s'!$%s$%u", sheet, RT_COL(col), s->row + 1);
    if (s->xl->rc == RT_OK)
        rt_xl_lib(s->xl,
            workbook_define_name(s->xl->wb, RT_SOURCE_FOLDER, where), "name");
}

void rt_source_put_folder(struct rt_xl_sheet *s, int label, int last, int end,
    enum rt_word note, enum rt_word sheet)
{
    const struct rt_run *run = s->xl->run;
    struct rt_buf base = RT_BUF(8192);

    rt_xl_word(s, label, RT_XF_BOX_LABEL, RT_W_SUM_FOLDER);
    rt_xl_keep(s->xl, rt_source_base(run, &base));
    rt_xl_across(s, label + 1, last, RT_XF_BOX_INPUT, rt_buf_str(&base));
    rt_buf_fini(&base);
    rt_xl_word_across(s, last + 1, end, RT_XF_BOX_HINT, note);
    rt_source_folder(s, label + 1, rt_word(run->lang, sheet));
    rt_xl_next(s);
}

void rt_source_rule(struct rt_list *list, int col)
{
    rt_list_rule(list, col, col, "=" RT_SOURCE_FOLDER "<>\"\"", RT_XF_IF_LINK);
}
