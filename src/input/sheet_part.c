/* The elements of a worksheet part become rows of cells (see sheet_part.h).
 *
 * Anything outside sheetData, cols and mergeCells is skipped; the stated
 * dimension is not trusted. A row or a cell without an address follows the one
 * before it.
 */
#include "input/sheet_part.h"

#include <stdlib.h>

#include "base/list.h"
#include "finding/finding.h"

enum {
    ST_ROOT = 1,
    ST_DATA,
    ST_ROW,
    ST_CELL,
    ST_VALUE,
    ST_FORMULA,
    ST_INLINE,
    ST_RUN,
    ST_RUN_STYLE,
    ST_TEXT,
    ST_COLS,
    ST_MERGES
};

/* --- failures ----------------------------------------------------------- */

static void quote(struct in_sheet *s, enum rt_what what, const char *element,
    const char *attr, const char *value)
{
    char place[100];
    snprintf(place, sizeof place, "<%s %s=\"%.40s\">", element, attr, value);
    rt_xml_fail_structure(&s->xml, what, place);
}

static void fail_limit(struct in_sheet *s, const char *option, uint64_t limit)
{
    char place[128], ref[16];
    rt_cell_ref(s->raw.col, s->shown, ref);
    snprintf(place, sizeof place, "%.100s %s", s->xml.part.entry->name, ref);
    rt_xml_fail(&s->xml, rt_fail_limit(s->xml.err, option, limit, place));
}

void rt_odd(struct rt_oddity *o, uint32_t row, uint32_t col)
{
    if (o->count++ == 0) {
        o->row = row;
        o->col = col;
    }
}

/* --- rows and cells ----------------------------------------------------- */

static bool parse_row(const char *v, uint32_t *out)
{
    int64_t n;
    if (!rt_parse_int(rt_str(v), &n) || n < 1 || n > IN_ROWS)
        return false;
    *out = (uint32_t)n;
    return true;
}

static void start_row(struct in_sheet *s, const char **atts)
{
    const char *r = rt_xml_attr(atts, "r");
    s->shown = s->row;
    s->row_has_ref = r;
    if ((r && !parse_row(r, &s->shown)) || s->shown > IN_ROWS) {
        quote(s, RT_ROW_NUMBER, "row", "r", r ? r : "1048577");
        return;
    }
    s->hidden_row = rt_xml_attr_bool(atts, "hidden");
    s->col = 0;
}

static enum in_type parse_type(const char *t)
{
    static const struct {
        const char *name;
        enum in_type type;
    } types[] = {
        {"s", IN_TYPE_SHARED},
        {"inlineStr", IN_TYPE_INLINE},
        {"str", IN_TYPE_STRING},
        {"b", IN_TYPE_BOOL},
        {"e", IN_TYPE_ERROR},
        {"d", IN_TYPE_DATE},
    };
    for (size_t i = 0; i < RT_COUNT(types); i++) {
        if (strcmp(t, types[i].name) == 0)
            return types[i].type;
    }
    return IN_TYPE_NUMBER;
}

/* The cell's own row must be its row's; a row without a number takes it from
 * its first cell, if that leads forward. */
static bool place_cell(struct in_sheet *s, const char *ref)
{
    uint32_t row;
    if (!rt_parse_ref(ref, &s->raw.col, &row))
        return false;
    if (row == 0 || row == s->shown)
        return true;
    if (s->row_has_ref || row < s->shown)
        return false;
    s->shown = row;
    s->row_has_ref = true;
    return true;
}

static uint32_t parse_style(const char *v)
{
    uint32_t n = 0;
    for (; *v >= '0' && *v <= '9' && n < 1000000; v++)
        n = n * 10 + (uint32_t)(*v - '0');
    return *v == '\0' ? n : UINT32_MAX;
}

static void start_cell(struct in_sheet *s, const char **atts)
{
    const char *ref = NULL;
    s->raw = (struct in_raw){.col = s->col};
    for (; *atts; atts += 2) {
        const char *name = atts[0];
        if (name[1] != '\0')
            continue;
        if (name[0] == 'r')
            ref = atts[1];
        else if (name[0] == 's')
            s->raw.style = parse_style(atts[1]);
        else if (name[0] == 't')
            s->raw.type = parse_type(atts[1]);
    }
    if (ref && !place_cell(s, ref)) {
        quote(s, RT_CELL_PLACE, "c", "r", ref);
        return;
    }
    if (s->raw.col >= s->w->zip.limits->columns || s->raw.col >= IN_COLUMNS)
        fail_limit(s, "limit-columns", s->w->zip.limits->columns);
    s->col = s->raw.col + 1;
}

/* What kind of formula it is; a number or block that makes no sense leaves
 * it an ordinary one. */
static void take_formula(struct in_raw *raw, const char **atts)
{
    const char *t = rt_xml_attr(atts, "t");
    const char *si = rt_xml_attr(atts, "si"), *ref = rt_xml_attr(atts, "ref");
    struct rt_range block;
    int64_t n;
    raw->formula = true;
    raw->shared = raw->array_rows = raw->array_cols = 0;
    if (!t)
        return;
    if (strcmp(t, "shared") == 0 && si && rt_parse_int(rt_str(si), &n) && n >= 0
        && n < INT32_MAX)
        raw->shared = (uint32_t)n + 1;
    if (strcmp(t, "array") == 0 && ref && rt_parse_range(ref, &block)) {
        raw->array_rows = block.row2 - block.row1 + 1;
        raw->array_cols = block.col2 - block.col1 + 1;
    }
}

static int start_in_cell(
    struct in_sheet *s, const char *name, const char **atts)
{
    struct in_raw *raw = &s->raw;
    size_t at = s->slot->text.len;
    if (strcmp(name, "f") == 0) {
        take_formula(raw, atts);
        raw->code = at;
        raw->code_len = 0;
        return ST_FORMULA;
    }
    bool inlined = strcmp(name, "is") == 0;
    if (!inlined && strcmp(name, "v") != 0)
        return 0;
    /* Of a value and an inline string in one cell the type decides. */
    if (raw->has_value && inlined != (raw->type == IN_TYPE_INLINE))
        return 0;
    if (inlined && raw->type == IN_TYPE_NUMBER)
        raw->type = IN_TYPE_INLINE;
    raw->has_value = true;
    raw->value = at;
    raw->value_len = 0;
    return inlined ? ST_INLINE : ST_VALUE;
}

static int start_in_inline(struct in_raw *raw, const char *name)
{
    raw->crosses = false;
    if (strcmp(name, "t") == 0)
        return ST_TEXT;
    return strcmp(name, "r") == 0 ? ST_RUN : 0;
}

static int start_in_run(const char *name)
{
    if (strcmp(name, "t") == 0)
        return ST_TEXT;
    return strcmp(name, "rPr") == 0 ? ST_RUN_STYLE : 0;
}

/* --- columns and merged ranges ------------------------------------------ */

static void take_column(struct in_sheet *s, const char **atts)
{
    int64_t min, max;
    const char *a = rt_xml_attr(atts, "min"), *b = rt_xml_attr(atts, "max");
    if (++s->col_elements > IN_COLUMNS || !a || !b
        || !rt_parse_int(rt_str(a), &min) || !rt_parse_int(rt_str(b), &max)
        || min < 1 || max < min || min > IN_COLUMNS) {
        quote(s, RT_COLUMN_RANGE, "col", "min", a ? a : "");
        return;
    }
    if (!rt_xml_attr_bool(atts, "hidden"))
        return;
    if (!s->hidden_cols)
        s->hidden_cols = calloc(IN_COLUMNS, 1);
    if (!s->hidden_cols) {
        rt_xml_fail(&s->xml, rt_fail_nomem(s->xml.err));
        return;
    }
    if (max > IN_COLUMNS)
        max = IN_COLUMNS;
    memset(s->hidden_cols + min - 1, 1, (size_t)(max - min + 1));
}

static void take_merge(struct in_sheet *s, const char **atts)
{
    const char *ref = rt_xml_attr(atts, "ref");
    struct rt_range range;
    uint64_t max = s->w->zip.limits->merges;
    if (!ref || !rt_parse_range(ref, &range)) {
        quote(s, RT_MERGED_RANGE, "mergeCell", "ref", ref ? ref : "");
        return;
    }
    if (range.row1 == 1 && range.row2 == IN_ROWS)
        rt_odd(&s->odd[RT_ODD_WHOLE_MERGE], 0, range.col1 + 1);
    else if (range.col1 == 0 && range.col2 == IN_COLUMNS - 1)
        rt_odd(&s->odd[RT_ODD_WHOLE_MERGE], range.row1, 0);
    if (s->merge_count >= max) {
        rt_xml_fail(&s->xml, rt_fail_limit(s->xml.err, "limit-merges", max,
                                 s->xml.part.entry->name));
        return;
    }
    if (!RT_GROW(s->merges, s->merge_count, s->merge_cap)) {
        rt_xml_fail(&s->xml, rt_fail_nomem(s->xml.err));
        return;
    }
    s->merges[s->merge_count++] = range;
}

/* --- the state machine -------------------------------------------------- */

static int start_in_root(struct in_sheet *s, const char *name)
{
    (void)s;
    if (strcmp(name, "sheetData") == 0)
        return ST_DATA;
    if (strcmp(name, "cols") == 0)
        return ST_COLS;
    return strcmp(name, "mergeCells") == 0 ? ST_MERGES : 0;
}

static int on_start(struct in_xml *x, void *ctx, int parent, const char *name,
    const char **atts)
{
    struct in_sheet *s = ctx;
    (void)x;
    switch (parent) {
    case 0:
        s->seen_root = strcmp(name, "worksheet") == 0;
        return s->seen_root ? ST_ROOT : 0;
    case ST_ROOT:
        return start_in_root(s, name);
    case ST_DATA:
        if (strcmp(name, "row") != 0)
            return 0;
        start_row(s, atts);
        return ST_ROW;
    case ST_ROW:
        if (strcmp(name, "c") != 0)
            return 0;
        start_cell(s, atts);
        return ST_CELL;
    case ST_CELL:
        return start_in_cell(s, name, atts);
    case ST_INLINE:
        return start_in_inline(&s->raw, name);
    case ST_RUN:
        return start_in_run(name);
    case ST_RUN_STYLE:
        s->raw.crosses |= rt_xml_is_strike(name, atts);
        return 0;
    case ST_COLS:
        take_column(s, atts);
        return 0;
    case ST_MERGES:
        take_merge(s, atts);
        return 0;
    default:
        return 0;
    }
}

static void on_text(
    struct in_xml *x, void *ctx, int state, const char *p, size_t n)
{
    struct in_sheet *s = ctx;
    enum rt_status rc;
    size_t *len;
    s->raw.crossed |= state == ST_TEXT && s->raw.crosses;
    s->raw.plain |= state == ST_TEXT && !s->raw.crosses;
    if (state == ST_VALUE || state == ST_TEXT)
        len = &s->raw.value_len;
    else if (state == ST_FORMULA)
        len = &s->raw.code_len;
    else
        return;
    if (n > x->limits->cell_bytes || *len > x->limits->cell_bytes - n) {
        fail_limit(s, "limit-cell-bytes", x->limits->cell_bytes);
        return;
    }
    rc = rt_buf_add(&s->slot->text, p, n);
    if (rc == RT_LIMIT)
        fail_limit(s, "limit-row-bytes", x->limits->row_bytes);
    else if (rc != RT_OK)
        rt_xml_fail(x, rt_fail_nomem(x->err));
    else
        *len += n;
}

/* What cells show counts as if each had its text: a string of a megabyte in a
 * million cells packs well. */
static bool shows_too_much(const struct in_workbook *w)
{
    const struct rt_limits *l = w->zip.limits;
    uint64_t grace = l->ratio_grace > UINT64_MAX / IN_STREAM_GRACE
                         ? UINT64_MAX
                         : l->ratio_grace * IN_STREAM_GRACE;

    return w->shown > grace
           && w->zip.src->size < w->shown / (l->ratio > 0 ? l->ratio : 1);
}

static void end_row(struct in_sheet *s)
{
    struct in_slot *slot = s->slot;
    s->row = s->shown + 1;
    s->w->shown += slot->shared;
    if (shows_too_much(s->w)) {
        fail_limit(s, "limit-ratio", s->w->zip.limits->ratio);
        return;
    }
    if (slot->count == 0)
        return;
    if (++s->rows > s->w->zip.limits->rows) {
        fail_limit(s, "limit-rows", s->w->zip.limits->rows);
        return;
    }
    slot->number = s->shown;
    slot->hidden = s->hidden_row;
    rt_xml_pause(&s->xml);
}

static void on_end(struct in_xml *x, void *ctx, int state)
{
    struct in_sheet *s = ctx;
    if (state == ST_CELL) {
        size_t used = s->slot->count;
        enum rt_status rc = rt_cell_add(s->slot, &s->raw, s->w, x->err);
        if (rc == RT_LIMIT)
            fail_limit(s, "limit-row-bytes", x->limits->row_bytes);
        else if (rc != RT_OK)
            rt_xml_fail(x, rc);
        if (s->raw.no_day)
            rt_odd(&s->odd[RT_ODD_NO_DAY], s->shown, s->raw.col + 1);
        /* A cell that is not listed leaves no bytes either. */
        if (s->slot->count == used && used == 0)
            rt_buf_clear(&s->slot->text);
    } else if (state == ST_ROW) {
        end_row(s);
    }
}

static const struct in_xml_ops ops = {IN_NS_MAIN, on_start, on_end, on_text};

enum rt_status rt_sheet_open(struct in_sheet *s, struct in_workbook *w,
    const char *part, struct rt_error *err)
{
    const struct in_zip_entry *entry;
    memset(s, 0, sizeof *s);
    s->w = w;
    s->row = 1;
    RT_TRY(rt_zip_find(&w->zip, part, &entry, err));
    if (!entry)
        return rt_fail_missing(err, part);
    return rt_xml_open(&s->xml, &w->zip, entry, true, &ops, s, err);
}

enum rt_status rt_sheet_next(
    struct in_sheet *s, struct in_slot *slot, struct rt_error *err)
{
    rt_slot_clear(slot);
    s->slot = slot;
    enum rt_status rc = rt_xml_pull(&s->xml, err);
    if (rc == RT_END && !s->seen_root)
        rc = rt_fail_structure(
            err, RT_NO_ROOT, s->xml.part.entry->name, "<worksheet>");
    return rc;
}

void rt_sheet_close(struct in_sheet *s)
{
    rt_xml_close(&s->xml);
    free(s->hidden_cols);
    free(s->merges);
    s->hidden_cols = NULL;
    s->merges = NULL;
}
