/* Links to cells of other files.
 *
 * A sheet holds at most 65,530 links of the kind that needs no formula; the
 * rest are formulas, which every spreadsheet follows too but which must be
 * written in pieces, since a text inside a formula has its own limit.
 */
#include "report/book/xl.h"

/* A text in a formula: 255 characters; here bytes, on the safe side. */
enum { PIECE = 240, FORMULA_TEXT_MAX = 8000 };

/* The library refuses more than 2,079 characters once it has escaped some,
 * three for one. */
enum { LINK_MAX = 691 };

/* Whether spreadsheets would take the way for what it is: these characters
 * mean something else in a link. */
static bool is_plain_way(const char *way, struct rt_str place)
{
    return way && !strpbrk(way, "#:\\%\"") && strlen(way) + place.n <= LINK_MAX;
}

/* "#'it''s'!J12", as references are written; of a row its first cell, of a
 * column too. Nothing where there is no cell. */
static void put_place(struct rt_writer *w, const struct rt_where *place)
{
    char cell[RT_CELL_NAME];

    if (place->csv || place->sheet.n == 0)
        return;
    rt_where_first(place, cell);
    rt_write_z(w, "#'");
    for (size_t i = 0; i < place->sheet.n; i++) {
        rt_write(w, (struct rt_str){place->sheet.p + i, 1});
        if (place->sheet.p[i] == '\'')
            rt_write_z(w, "'");
    }
    rt_writef(w, "'!%s", cell);
}

/* Appends text as one or more texts of a formula, joined. */
static void put_pieces(struct rt_writer *w, struct rt_str s)
{
    rt_write_z(w, "\"");
    for (size_t i = 0, n = 0; i < s.n; i++, n++) {
        bool begins = ((unsigned char)s.p[i] & 0xC0) != 0x80;

        if (n >= PIECE && begins) {
            rt_write_z(w, "\"&\"");
            n = 0;
        }
        if (s.p[i] == '"')
            rt_write_z(w, "\"");
        rt_write(w, (struct rt_str){s.p + i, 1});
    }
    rt_write_z(w, "\"");
}

static void put_formula(struct rt_xl_sheet *s, int col, enum rt_xf xf,
    struct rt_str target, const char *text)
{
    struct rt_writer w = RT_WRITER(w, FORMULA_TEXT_MAX);

    rt_write_z(&w, "HYPERLINK(");
    put_pieces(&w, target);
    rt_write_z(&w, ",");
    put_pieces(&w, rt_str(text));
    rt_write_z(&w, ")");
    rt_xl_keep(s->xl, rt_writer_done(&w, s->xl->err));
    if (w.rc == RT_OK)
        rt_xl_formula_z(s, col, xf, w.own.data, text);
    rt_writer_fini(&w);
}

void rt_xl_jump(
    struct rt_xl_sheet *s, int col, const char *sheet, uint32_t row, int to_col)
{
    char target[160];

    if (s->xl->rc != RT_OK || s->links >= LXW_MAX_NUMBER_URLS)
        return;
    snprintf(target, sizeof target, "internal:'%s'!%s%u", sheet, RT_COL(to_col),
        row);
    s->links++;
    rt_xl_lib(s->xl,
        worksheet_write_url_opt(s->ws, s->row, (lxw_col_t)col, target,
            s->xl->xf[RT_XF_TITLE], NULL, NULL),
        "link");
}

static void put_link(struct rt_xl_sheet *s, int col, enum rt_xf xf,
    const char *way, struct rt_str place, const char *text)
{
    char target[16 + LINK_MAX + 2];
    int skip = (int)strlen("external:");

    if (!is_plain_way(way, place) || text[0] == '\0') {
        rt_xl_z(s, col, xf, text);
        return;
    }
    snprintf(target, sizeof target, "external:%s%.*s", way, RT_FMT(place));
    if (s->links >= LXW_MAX_NUMBER_URLS) {
        put_formula(s, col, xf, rt_str(target + skip), text);
        return;
    }
    s->links++;
    rt_xl_lib(s->xl,
        worksheet_write_url_opt(
            s->ws, s->row, (lxw_col_t)col, target, s->xl->xf[xf], "", NULL),
        "link");
    rt_xl_z(s, col, xf, text);
}

void rt_xl_link(struct rt_xl_sheet *s, int col, enum rt_xf xf, const char *way,
    const struct rt_where *place, const char *text)
{
    struct rt_writer w = RT_WRITER(w, RT_TEXT_MAX);

    put_place(&w, place);
    rt_xl_keep(s->xl, rt_writer_done(&w, s->xl->err));
    if (s->xl->rc == RT_OK)
        put_link(s, col, xf, way, rt_writer_str(&w), text);
    rt_writer_fini(&w);
}
