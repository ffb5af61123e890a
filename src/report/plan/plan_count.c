/* Formulas that count rows of the plan, over all its sheets.
 *
 * The ranges reach to the end of the sheet, so that rows which people add
 * below the last one are counted too. LibreOffice looks only as far down as the
 * first condition's column is filled: one that is to be blank comes last.
 */
#include "report/plan/plan_parts.h"

static void put_range(
    struct rt_writer *w, const char *sheet, enum rt_plan_col col)
{
    rt_writef(w, "'%s'!$%s$%d:$%s$%d", sheet, RT_COL(col), RT_LIST_FIRST + 1,
        RT_COL(col), (int)RT_XL_ROWS);
}

static void put_part(struct rt_writer *w, const char *sheet,
    const struct rt_plan_if *ifs, size_t count)
{
    static const struct rt_plan_if nameless[]
        = {{PC_NO, "\"<>\""}, {PC_ASSET, "\"\""}};

    if (count == 0) {
        rt_write_z(w, "COUNTA(");
        put_range(w, sheet, PC_ASSET);
        rt_write_z(w, ")+");
        ifs = nameless;
        count = RT_COUNT(nameless);
    }
    rt_write_z(w, "COUNTIFS(");
    for (size_t i = 0; i < count; i++) {
        rt_write_z(w, i > 0 ? "," : "");
        put_range(w, sheet, ifs[i].col);
        rt_writef(w, ",%s", ifs[i].is);
    }
    rt_write_z(w, ")");
}

void rt_plan_count(struct rt_plan *p, const struct rt_plan_if *ifs,
    size_t count, struct rt_buf *to)
{
    struct rt_writer w = rt_writer_to(to);
    char sheet[64];

    for (unsigned part = 1; part <= p->parts && w.rc == RT_OK; part++) {
        rt_list_name(rt_word(p->lang, RT_W_SHEET_PLAN), part, sheet);
        rt_write_z(&w, part > 1 ? "+" : "");
        put_part(&w, sheet, ifs, count);
    }
    if (w.rc != RT_OK)
        rt_buf_clear(to);
    if (w.rc != RT_LIMIT)
        rt_xl_keep(&p->xl, w.rc);
}

/* A name as a criterion of COUNTIFS: '=' before it, so that one which begins
 * with an operator is still a name, and wildcards escaped. */
bool rt_plan_name_criterion(struct rt_str name, char to[RT_CRITERION_MAX])
{
    size_t n = 0, chars = rt_utf8_count(name);

    to[n++] = '"';
    to[n++] = '=';
    for (size_t i = 0; i < name.n; i++) {
        char c = name.p[i];

        if (n + 4 > RT_CRITERION_MAX || c == '\0')
            return false;
        if (c == '~' || c == '*' || c == '?') {
            to[n++] = '~';
            chars++;
        } else if (c == '"') {
            to[n++] = '"';
        }
        to[n++] = c;
    }
    to[n++] = '"';
    to[n] = '\0';
    return chars + 1 <= RT_CRITERION_CHARS;
}
