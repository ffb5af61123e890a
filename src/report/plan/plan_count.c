/* Formulas that count rows of the plan, over all its sheets.
 *
 * The ranges reach to the end of the sheet, so that rows which people add
 * below the last one are counted too.
 */
#include "report/plan/plan_book.h"

#include <string.h>

static enum rt_status add_range(
    struct rt_buf *to, const char *sheet, enum rt_plan_col col)
{
    char letters[4];

    rt_col_letters((int)col, letters);
    return rt_buf_printf(to, "'%s'!$%s$%d:$%s$%d", sheet, letters,
        RT_LIST_FIRST + 1, letters, (int)RT_XL_ROWS);
}

static enum rt_status add_part(struct rt_buf *to, const char *sheet,
    const struct rt_plan_if *ifs, size_t count)
{
    enum rt_status rc
        = rt_buf_adds(to, count > 0 ? RT_STR("COUNTIFS(") : RT_STR("COUNTA("));

    if (rc == RT_OK && count == 0)
        rc = add_range(to, sheet, PC_ASSET);
    for (size_t i = 0; i < count && rc == RT_OK; i++) {
        if (i > 0)
            rc = rt_buf_add(to, ",", 1);
        if (rc == RT_OK)
            rc = add_range(to, sheet, ifs[i].col);
        if (rc == RT_OK)
            rc = rt_buf_printf(to, ",%s", ifs[i].is);
    }
    return rc == RT_OK ? rt_buf_add(to, ")", 1) : rc;
}

void rt_plan_count(const struct rt_plan *p, const struct rt_plan_if *ifs,
    size_t count, struct rt_buf *to)
{
    enum rt_status rc = RT_OK;
    char sheet[64];

    for (unsigned part = 1; part <= p->parts && rc == RT_OK; part++) {
        rt_list_name(rt_word(p->lang, RT_W_SHEET_PLAN), part, sheet);
        if (part > 1)
            rc = rt_buf_add(to, "+", 1);
        if (rc == RT_OK)
            rc = add_part(to, sheet, ifs, count);
    }
    if (rc != RT_OK)
        rt_buf_clear(to);
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
