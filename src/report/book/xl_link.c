/* Links to cells of other files.
 *
 * A sheet holds at most 65,530 links of the kind that needs no formula; the
 * rest are formulas, which every spreadsheet follows too but which must be
 * written in pieces, since a text inside a formula has its own limit.
 */
#include "report/book/xl.h"

#include <stdlib.h>
#include <string.h>

/* A text in a formula: 255 characters; here bytes, on the safe side. */
enum { PIECE = 240, FORMULA_TEXT_MAX = 8000 };

/* The library refuses more than 2,079 characters once it has escaped some,
 * three for one. */
enum { LINK_MAX = 690 };

/* Whether spreadsheets would take the way for what it is: these characters
 * mean something else in a link. */
static bool is_plain_way(const char *way, struct rt_str place)
{
    return way && !strpbrk(way, "#:\\%\"") && strlen(way) + place.n <= LINK_MAX;
}

/* Appends text as one or more texts of a formula, joined. */
static enum rt_status add_pieces(struct rt_buf *b, struct rt_str s)
{
    enum rt_status rc = rt_buf_add(b, "\"", 1);

    for (size_t i = 0, n = 0; i < s.n && rc == RT_OK; i++, n++) {
        bool begins = ((unsigned char)s.p[i] & 0xC0) != 0x80;

        if (n >= PIECE && begins) {
            rc = rt_buf_adds(b, RT_STR("\"&\""));
            n = 0;
        }
        if (rc == RT_OK && s.p[i] == '"')
            rc = rt_buf_add(b, "\"", 1);
        if (rc == RT_OK)
            rc = rt_buf_add(b, &s.p[i], 1);
    }
    return rc == RT_OK ? rt_buf_add(b, "\"", 1) : rc;
}

static void put_formula(struct rt_xl_sheet *s, int col, enum rt_xf xf,
    struct rt_str target, const char *text)
{
    struct rt_buf b;
    enum rt_status rc;

    rt_buf_init(&b, FORMULA_TEXT_MAX);
    rc = rt_buf_adds(&b, RT_STR("HYPERLINK("));
    if (rc == RT_OK)
        rc = add_pieces(&b, target);
    if (rc == RT_OK)
        rc = rt_buf_add(&b, ",", 1);
    if (rc == RT_OK)
        rc = add_pieces(&b, rt_str(text));
    if (rc == RT_OK)
        rc = rt_buf_add(&b, ")", 1);
    if (rc == RT_OK)
        rt_xl_formula_z(s, col, xf, b.data, text);
    else
        rt_xl_keep(s->xl, rt_fail_nomem(s->xl->err));
    rt_buf_fini(&b);
}

void rt_xl_jump(
    struct rt_xl_sheet *s, int col, const char *sheet, uint32_t row, int to_col)
{
    char letters[4], target[160];

    if (s->xl->rc != RT_OK || s->links >= LXW_MAX_NUMBER_URLS)
        return;
    rt_col_letters(to_col, letters);
    snprintf(target, sizeof target, "internal:'%s'!%s%u", sheet, letters, row);
    s->links++;
    rt_xl_lib(s->xl,
        worksheet_write_url(s->ws, s->row, (lxw_col_t)col, target, NULL),
        "link");
}

void rt_xl_link(struct rt_xl_sheet *s, int col, enum rt_xf xf, const char *way,
    struct rt_str place, const char *text)
{
    char target[16 + LINK_MAX + 2];
    int skip = (int)strlen("external:");

    if (s->xl->rc != RT_OK)
        return;
    if (!is_plain_way(way, place) || text[0] == '\0') {
        rt_xl_z(s, col, xf, text);
        return;
    }
    snprintf(target, sizeof target, "external:%s%s%.*s", way,
        place.n > 0 ? "#" : "", RT_FMT(place));
    if (s->links >= LXW_MAX_NUMBER_URLS) {
        put_formula(s, col, xf, rt_str(target + skip), text);
        return;
    }
    s->links++;
    rt_xl_lib(s->xl,
        worksheet_write_url_opt(
            s->ws, s->row, (lxw_col_t)col, target, s->xl->xf[xf], text, NULL),
        "link");
}
