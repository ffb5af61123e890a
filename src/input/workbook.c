/* The workbook part (see workbook.h). */
#include "input/workbook.h"
#include <strings.h>

#include "base/list.h"
#include "finding/finding.h"
#include "input/rels.h"

enum { ST_ROOT = 1, ST_SHEETS, ST_SHEET, ST_NAMES, ST_NAME };

/* Names past these bounds are not known, and a formula that uses one reads an
 * unknown cell. */
enum { NAMES_MAX = 2000, NAME_BYTES = 2000 };

struct reader {
    struct in_workbook *w;
    struct rt_arena *arena;
    struct in_rels rels;
    struct rt_buf text; /* of the defined name at hand */
    bool seen_root;
};

/* --- what kind of zip --------------------------------------------------- */

static enum rt_status refuse(struct rt_error *err, const char *what)
{
    return rt_fail_code(err, RT_REFUSED, RT_IN103, what, NULL, NULL);
}

static bool has_part(const struct in_zip *zip, const char *prefix)
{
    size_t n = strlen(prefix);
    for (size_t i = 0; i < zip->count; i++) {
        if (strncmp(zip->entries[i].key, prefix, n) == 0)
            return true;
    }
    return false;
}

static enum rt_status refuse_other(
    const struct in_zip *zip, struct rt_error *err)
{
    static const struct {
        const char *part, *what;
    } kinds[] = {
        {"xl/workbook.bin", "Excel binary (.xlsb)"},
        {"mimetype", "OpenDocument (.ods)"},
        {"word/", "Word (.docx)"},
        {"ppt/", "PowerPoint (.pptx)"},
        {"visio/", "Visio (.vsdx)"},
        {"index/document.iwa", "Numbers (.numbers)"},
    };
    for (size_t i = 0; i < RT_COUNT(kinds); i++) {
        if (has_part(zip, kinds[i].part))
            return refuse(err, kinds[i].what);
    }
    return refuse(err, "ZIP");
}

static enum rt_status find_workbook(const struct in_zip *zip,
    const struct in_rels *rels, const char **part,
    const struct in_zip_entry **entry, struct rt_error *err)
{
    const struct in_rel *rel = rt_rels_by_type(rels, "officeDocument");
    *part = rel ? rel->target : "xl/workbook.xml";
    RT_TRY(rt_zip_find(zip, *part, entry, err));
    struct rt_str name = rt_str(*part);
    if (rt_str_ends(name, RT_STR(".bin")) || has_part(zip, "word/")
        || has_part(zip, "ppt/") || !*entry) {
        bool ours = rel && !*entry && !has_part(zip, "word/")
                    && !has_part(zip, "ppt/");
        return ours ? rt_fail_missing(err, *part) : refuse_other(zip, err);
    }
    return RT_OK;
}

/* --- the part ----------------------------------------------------------- */

/* A sheet has a part of its own. One that many sheets name would be read as
 * often, and its rows counted. */
static bool is_named_before(const struct in_workbook *w, const char *part)
{
    for (size_t i = 0; part && i < w->count; i++) {
        if (w->tabs[i].part && strcasecmp(w->tabs[i].part, part) == 0)
            return true;
    }
    return false;
}

/* Only worksheets: chart sheets, dialogues and macro sheets hold no rows. */
static enum rt_status add_sheet(
    struct in_xml *x, struct reader *r, const char **atts)
{
    const char *name = rt_xml_attr(atts, "name");
    const char *id = rt_xml_attr_ns(x, atts, IN_NS_REL, "id");
    const char *state = rt_xml_attr(atts, "state");
    const struct in_rel *rel = id ? rt_rels_by_id(&r->rels, id) : NULL;
    if (rel && strcmp(rel->type, "worksheet") != 0)
        return RT_OK;
    if (r->w->count >= x->limits->sheets)
        return rt_fail_limit(
            x->err, "limit-sheets", x->limits->sheets, x->part.entry->name);
    if (is_named_before(r->w, rel ? rel->target : NULL))
        return rt_fail_structure(
            x->err, RT_SHEET_SHARED, x->part.entry->name, rel->target);
    RT_NEED(
        RT_ARENA_GROW(r->arena, r->w->tabs, r->w->count, r->w->cap), x->err);
    struct in_tab *tab = &r->w->tabs[r->w->count];
    struct rt_str copy = rt_arena_str(r->arena, rt_str(name ? name : ""));
    RT_NEED(copy.p, x->err);
    copy.n = rt_unescape((char *)copy.p, copy.n);
    tab->sheet.name = copy;
    tab->sheet.hidden = state && strcmp(state, "visible") != 0;
    tab->sheet.nowhere = !rel;
    tab->part = rel ? rel->target : NULL;
    r->w->count++;
    return RT_OK;
}

static int start_in_root(
    struct in_xml *x, struct reader *r, const char *name, const char **atts)
{
    (void)x;
    if (strcmp(name, "sheets") == 0)
        return ST_SHEETS;
    if (strcmp(name, "definedNames") == 0)
        return ST_NAMES;
    if (strcmp(name, "workbookPr") == 0) {
        r->w->date1904 = rt_xml_attr_bool(atts, "date1904");
    } else if (strcmp(name, "calcPr") == 0) {
        const char *mode = rt_xml_attr(atts, "calcMode");
        r->w->manual_calc = mode && strcmp(mode, "manual") == 0;
    }
    return 0;
}

static int start_name(struct in_xml *x, struct reader *r, const char **atts)
{
    const char *name = rt_xml_attr(atts, "name");
    struct in_workbook *w = r->w;
    struct rt_str copy;

    if (!name || strncmp(name, "_xlnm.", 6) == 0 || w->name_count == NAMES_MAX)
        return 0;
    copy = rt_arena_str(r->arena, rt_str(name));
    if (!copy.p
        || !RT_ARENA_GROW(r->arena, w->names, w->name_count, w->name_cap)) {
        rt_xml_fail(x, rt_fail_nomem(x->err));
        return 0;
    }
    copy.n = rt_unescape((char *)(uintptr_t)copy.p, copy.n);
    w->names[w->name_count++] = (struct in_name){.name = copy};
    rt_buf_clear(&r->text);
    return ST_NAME;
}

static void on_text(
    struct in_xml *x, void *ctx, int state, const char *p, size_t n)
{
    struct reader *r = ctx;

    if (state == ST_NAME && r->text.len + n <= NAME_BYTES
        && rt_buf_add(&r->text, p, n) != RT_OK)
        rt_xml_fail(x, rt_fail_nomem(x->err));
}

static void on_end(struct in_xml *x, void *ctx, int state)
{
    struct reader *r = ctx;
    struct rt_str *to;

    if (state != ST_NAME)
        return;
    to = &r->w->names[r->w->name_count - 1].text;
    *to = rt_arena_str(r->arena, rt_str_trim(rt_buf_str(&r->text)));
    if (!to->p)
        rt_xml_fail(x, rt_fail_nomem(x->err));
}

static int on_start(struct in_xml *x, void *ctx, int parent, const char *name,
    const char **atts)
{
    struct reader *r = ctx;
    if (parent == 0) {
        r->seen_root = strcmp(name, "workbook") == 0;
        return r->seen_root ? ST_ROOT : 0;
    }
    if (parent == ST_ROOT)
        return start_in_root(x, r, name, atts);
    if (parent == ST_NAMES && strcmp(name, "definedName") == 0)
        return start_name(x, r, atts);
    if (parent != ST_SHEETS || strcmp(name, "sheet") != 0)
        return 0;
    enum rt_status rc = add_sheet(x, r, atts);
    if (rc != RT_OK)
        rt_xml_fail(x, rc);
    return ST_SHEET;
}

static const struct in_xml_ops ops = {IN_NS_MAIN, on_start, on_end, on_text};

static enum rt_status read_part(struct reader *r,
    const struct in_zip_entry *entry, const char *part, struct rt_error *err)
{
    const struct in_zip *zip = &r->w->zip;
    enum rt_status rc;

    RT_TRY(rt_rels_read(zip, part, r->arena, &r->rels, err));
    rt_buf_init(&r->text, NAME_BYTES + 1);
    rc = rt_xml_read(zip, entry, &ops, r, err);
    rt_buf_fini(&r->text);
    RT_TRY(rc);
    if (!r->seen_root)
        return rt_fail_structure(err, RT_NO_ROOT, entry->name, "<workbook>");
    if (r->w->count == 0)
        return rt_fail_code(err, RT_FORMAT, RT_IN125, NULL, NULL, NULL);
    return RT_OK;
}

/* Shared strings that are announced and not there are missed by the first cell
 * that refers to them; without styles nothing is a date. */
static enum rt_status read_helpers(struct reader *r, struct rt_error *err)
{
    struct in_workbook *w = r->w;
    const struct in_zip_entry *entry;
    const struct in_rel *rel = rt_rels_by_type(&r->rels, "sharedStrings");
    if (rel) {
        RT_TRY(rt_zip_find(&w->zip, rel->target, &entry, err));
        if (!entry)
            w->sst_missing = rel->target;
        if (entry)
            RT_TRY(rt_sst_read(&w->sst, &w->zip, entry, err));
    }
    rel = rt_rels_by_type(&r->rels, "styles");
    if (!rel)
        return RT_OK;
    RT_TRY(rt_zip_find(&w->zip, rel->target, &entry, err));
    if (entry)
        RT_TRY(rt_styles_read(&w->styles, &w->zip, entry, r->arena, err));
    return RT_OK;
}

enum rt_status rt_workbook_read(struct in_workbook *w,
    const struct in_source *src, const struct rt_limits *limits,
    struct rt_arena *arena, struct rt_error *err)
{
    struct reader r = {.w = w, .arena = arena};
    struct in_rels package;
    const struct in_zip_entry *entry;
    const char *part;
    *w = (struct in_workbook){0};
    RT_TRY(rt_zip_open(&w->zip, src, limits, arena, err));
    RT_TRY(rt_rels_read(&w->zip, "", arena, &package, err));
    RT_TRY(find_workbook(&w->zip, &package, &part, &entry, err));
    RT_TRY(read_part(&r, entry, part, err));
    return read_helpers(&r, err);
}

void rt_workbook_fini(struct in_workbook *w)
{
    rt_sst_fini(&w->sst);
}
