/* The styles part (see styles.h).
 *
 * Formats and their ids are gathered as they come and put together at the end,
 * since some writers put cellXfs before numFmts. Both lists are bounded by
 * Excel's own limits.
 */
#include "input/styles.h"
#include "base/list.h"

#include <stdlib.h>

#include "input/datefmt.h"
#include "input/shown.h"

enum { ST_ROOT = 1, ST_FORMATS, ST_FORMAT, ST_FONTS, ST_FONT, ST_XFS, ST_XF };

/* "Cell styles: 65,490" in Excel's specifications; formats and fonts are far
 * fewer. */
enum { MAX_XFS = 65536, MAX_FORMATS = 65536, MAX_FONTS = 65536 };

struct xf {
    uint32_t format, font;
};

struct format {
    uint32_t id;
    uint32_t order;
    bool date, odd;
    char shown[RT_SHOWN_NUMBERS]; /* where it is odd */
};

struct reader {
    struct xf *xfs;
    size_t xf_count, xf_cap;
    bool *struck; /* by font; those past MAX_FONTS are not looked at */
    size_t font_count, font_cap;
    struct format *formats;
    size_t format_count, format_cap;
    bool seen_root;
};

static uint32_t parse_id(const char *s)
{
    int64_t v;
    if (!s || !rt_parse_int(rt_str(s), &v) || v < 0 || v > UINT32_MAX)
        return 0;
    return (uint32_t)v;
}

static void add_format(struct in_xml *x, struct reader *r, const char **atts)
{
    const char *code = rt_xml_attr(atts, "formatCode");
    if (r->format_count == MAX_FORMATS) {
        rt_xml_fail_structure(x, RT_TOO_MANY_FORMATS, "<numFmts>");
        return;
    }
    if (!RT_GROW(r->formats, r->format_count, r->format_cap)) {
        rt_xml_fail(x, rt_fail_nomem(x->err));
        return;
    }
    struct format *f = &r->formats[r->format_count];
    *f = (struct format){
        .id = parse_id(rt_xml_attr(atts, "numFmtId")),
        .order = (uint32_t)r->format_count++,
        .date = rt_date_format(rt_str(code)),
    };
    f->odd = !f->date && rt_shown_format(rt_str(code), f->shown);
}

static void add_xf(struct in_xml *x, struct reader *r, const char **atts)
{
    if (r->xf_count == MAX_XFS) {
        rt_xml_fail_structure(x, RT_TOO_MANY_FORMATS, "<cellXfs>");
        return;
    }
    if (!RT_GROW(r->xfs, r->xf_count, r->xf_cap)) {
        rt_xml_fail(x, rt_fail_nomem(x->err));
        return;
    }
    r->xfs[r->xf_count++]
        = (struct xf){.format = parse_id(rt_xml_attr(atts, "numFmtId")),
            .font = parse_id(rt_xml_attr(atts, "fontId"))};
}

static int add_font(struct in_xml *x, struct reader *r)
{
    if (r->font_count == MAX_FONTS)
        return 0;
    if (!RT_GROW(r->struck, r->font_count, r->font_cap)) {
        rt_xml_fail(x, rt_fail_nomem(x->err));
        return 0;
    }
    r->struck[r->font_count++] = false;
    return ST_FONT;
}

static int on_start(struct in_xml *x, void *ctx, int parent, const char *name,
    const char **atts)
{
    struct reader *r = ctx;
    switch (parent) {
    case 0:
        r->seen_root = strcmp(name, "styleSheet") == 0;
        return r->seen_root ? ST_ROOT : 0;
    case ST_ROOT:
        return strcmp(name, "numFmts") == 0   ? ST_FORMATS
               : strcmp(name, "fonts") == 0   ? ST_FONTS
               : strcmp(name, "cellXfs") == 0 ? ST_XFS
                                              : 0;
    case ST_FORMATS:
        if (strcmp(name, "numFmt") != 0)
            return 0;
        add_format(x, r, atts);
        return ST_FORMAT;
    case ST_FONTS:
        return strcmp(name, "font") == 0 ? add_font(x, r) : 0;
    case ST_FONT:
        r->struck[r->font_count - 1] |= rt_xml_is_strike(name, atts);
        return 0;
    case ST_XFS:
        if (strcmp(name, "xf") != 0)
            return 0;
        add_xf(x, r, atts);
        return ST_XF;
    default:
        return 0;
    }
}

static const struct in_xml_ops ops = {IN_NS_MAIN, on_start, NULL, NULL};

RT_SORTED(by_id, struct format, RT_ORDER(x->id, y->id);
          RT_ORDER(x->order, y->order))

/* A format the workbook defines beats a built-in one of the same id; among
 * several the last counts. */
static struct format format_of(const struct reader *r, uint32_t id)
{
    struct format builtin = {.id = id, .date = rt_date_builtin(id)};
    size_t at;

    RT_LOWER_BOUND(at, r->format_count, r->formats[at].id <= id);
    if (at > 0 && r->formats[at - 1].id == id)
        return r->formats[at - 1];
    builtin.odd = rt_shown_builtin(id, builtin.shown);
    return builtin;
}

static enum rt_status set_style(struct reader *r, const struct xf *xf,
    struct in_style *to, struct rt_arena *arena, struct rt_error *err)
{
    struct format f = format_of(r, xf->format);
    struct rt_str shown = {f.shown, sizeof f.shown};

    to->date = f.date;
    to->struck = xf->font < r->font_count && r->struck[xf->font];
    to->shown = f.odd ? rt_arena_str(arena, shown).p : NULL;
    RT_NEED(!f.odd || to->shown, err);
    return RT_OK;
}

static enum rt_status finish(struct reader *r, struct in_styles *out,
    struct rt_arena *arena, struct rt_error *err)
{
    out->of = rt_arena_array(arena, r->xf_count + 1, sizeof *out->of);
    RT_NEED(out->of, err);
    if (r->format_count > 0)
        qsort(r->formats, r->format_count, sizeof *r->formats, by_id);
    for (size_t i = 0; i < r->xf_count; i++)
        RT_TRY(set_style(r, &r->xfs[i], &out->of[i], arena, err));
    out->count = r->xf_count;
    return RT_OK;
}

enum rt_status rt_styles_read(struct in_styles *out, const struct in_zip *zip,
    const struct in_zip_entry *entry, struct rt_arena *arena,
    struct rt_error *err)
{
    struct reader r = {0};
    *out = (struct in_styles){0};
    enum rt_status rc = rt_xml_read(zip, entry, &ops, &r, err);
    if (rc == RT_OK && !r.seen_root)
        rc = rt_fail_structure(err, RT_NO_ROOT, entry->name, "<styleSheet>");
    RT_THEN(rc, finish(&r, out, arena, err));
    free(r.xfs);
    free(r.struck);
    free(r.formats);
    return rc;
}
