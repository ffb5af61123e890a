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

/* The name's cell as the formula needs it: "AC5", or without the folder's part,
 * and escaped where necessary. */
static void put_name(const struct rt_run *run, const struct rt_source *at,
    uint32_t row, char *to, size_t size)
{
    char plain[64];
    struct rt_str head = {at->name.p, run->inputs_skip};
    bool odd = at->name.n > 0
               && (memchr(at->name.p, '%', at->name.n)
                   || memchr(at->name.p, '#', at->name.n));

    if (head.n > 0 && head.n < at->name.n)
        snprintf(plain, sizeof plain, "MID(%s%u,%zu,4096)", RT_COL(at->file),
            row + 1, units(head) + 1);
    else
        snprintf(plain, sizeof plain, "%s%u", RT_COL(at->file), row + 1);
    snprintf(to, size,
        odd ? "SUBSTITUTE(SUBSTITUTE(%s,\"%%\",\"%%25\"),\"#\",\"%%23\")"
            : "%s",
        plain);
}

void rt_source_link(const struct rt_run *run, const struct rt_source *at,
    uint32_t row, char to[RT_LINK_MAX])
{
    char name[160], place[120];
    bool absolute;

    (void)name_from_base(run, at->name, &absolute);
    put_name(run, at, row, name, sizeof name);
    place[0] = '\0';
    /* names are taken from their cells: no text from an input becomes part of a
     * formula */
    if (at->cell[0] != '\0')
        snprintf(place, sizeof place,
            "&\"#'\"&SUBSTITUTE(%s%u,\"'\",\"''\")&\"'!%s\"", RT_COL(at->sheet),
            row + 1, at->cell);
    /* too long a link is an error to some spreadsheets */
    snprintf(to, RT_LINK_MAX,
        "IF(" RT_SOURCE_FOLDER "=\"\",%s,IFERROR(HYPERLINK(%s%s%s,%s),%s))",
        at->shown, absolute ? "" : RT_SOURCE_FOLDER "&\"/\"&", name, place,
        at->shown, at->shown);
}

void rt_source_row(const struct rt_line *line, int file, int sheet,
    const struct rt_where *where, bool there)
{
    char cell[16] = "", shown[16], formula[RT_LINK_MAX];
    const struct rt_source at = {file, sheet, cell, shown, where->file};

    if (where->row == 0 || !there) {
        rt_xl_known(
            RT_CELL(line), where->row > 0 ? (int)where->row : RT_UNKNOWN);
        return;
    }
    snprintf(shown, sizeof shown, "%u", where->row);
    if (where->sheet.n > 0) /* a CSV has no cells to go to */
        snprintf(cell, sizeof cell, "A%u", where->row);
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
