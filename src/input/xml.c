/* XML parts over expat (see xml.h). */
#include "input/xml.h"
#include "base/list.h"

#include <inttypes.h>
#include <stdlib.h>

#include "finding/finding.h"

/* The transitional names, which Excel writes, and the strict ones of
 * ISO/IEC 29500 beside them. */
static const struct {
    const char *uri;
    enum in_ns ns;
} namespaces[] = {
    {"http://schemas.openxmlformats.org/spreadsheetml/2006/main", IN_NS_MAIN},
    {"http://purl.oclc.org/ooxml/spreadsheetml/main", IN_NS_MAIN},
    {"http://schemas.openxmlformats.org/package/2006/relationships",
        IN_NS_PACKAGE},
    {"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        IN_NS_REL},
    {"http://purl.oclc.org/ooxml/officeDocument/relationships", IN_NS_REL},
    {"http://schemas.openxmlformats.org/markup-compatibility/2006",
        IN_NS_COMPAT},
    {"http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments",
        IN_NS_THREADS},
};

enum {
    CHUNK = 64 * 1024,
    /* A tag or a comment must be in memory whole before expat hands it over:
     * so many cells' bytes are allowed for one. Cell text is not a token in
     * this sense: it arrives in pieces. */
    TOKEN_CELLS = 4,
    TRANSPARENT = 0x80 /* in a state: mc: element, invisible to readers */
};

/* --- failures ----------------------------------------------------------- */

void rt_xml_fail(struct in_xml *x, enum rt_status rc)
{
    RT_THEN(x->failed, rc);
    if (x->parser)
        XML_StopParser(x->parser, XML_FALSE);
}

enum rt_status rt_fail_structure(struct rt_error *err, enum rt_what what,
    const char *part, const char *quote)
{
    if (err && err->status == RT_OK)
        err->what = what;
    return rt_fail_code(err, RT_FORMAT, RT_IN109, part, quote, NULL);
}

enum rt_status rt_fail_missing(struct rt_error *err, const char *part)
{
    return rt_fail_code(err, RT_FORMAT, RT_IN116, part, NULL, NULL);
}

void rt_xml_fail_structure(
    struct in_xml *x, enum rt_what what, const char *quote)
{
    rt_xml_fail(x, rt_fail_structure(x->err, what, x->part.entry->name, quote));
}

void rt_xml_fail_limit(struct in_xml *x, const char *option, uint64_t limit)
{
    rt_xml_fail(x, rt_fail_limit(x->err, option, limit, x->part.entry->name));
}

void rt_xml_pause(struct in_xml *x)
{
    if (x->failed == RT_OK) {
        x->paused = true;
        if (x->parser)
            XML_StopParser(x->parser, XML_TRUE);
    }
}

/* --- namespaces --------------------------------------------------------- */

static enum in_ns ns_of_uri(const char *uri)
{
    if (*uri == '\0')
        return IN_NS_NONE;
    for (size_t i = 0; i < RT_COUNT(namespaces); i++) {
        if (strcmp(namespaces[i].uri, uri) == 0)
            return namespaces[i].ns;
    }
    return IN_NS_OTHER;
}

/* A prefix longer than there is room for stays unknown, and so foreign. */
static enum in_ns ns_of_prefix(
    const struct in_xml *x, const char *prefix, size_t n)
{
    for (unsigned i = x->binding_count; i-- > 0;) {
        const struct in_xml_binding *b = &x->bindings[i];
        if (strlen(b->prefix) == n && memcmp(b->prefix, prefix, n) == 0)
            return b->ns;
    }
    return n == 0 ? IN_NS_NONE : IN_NS_OTHER;
}

static void bind_prefix(struct in_xml *x, const char *prefix, const char *uri)
{
    size_t n = strlen(prefix);
    if (n >= IN_XML_PREFIX)
        return;
    if (x->binding_count == IN_XML_BINDINGS) {
        rt_xml_fail_limit(x, "limit-xml-attributes", x->limits->xml_attrs);
        return;
    }
    struct in_xml_binding *b = &x->bindings[x->binding_count++];
    memcpy(b->prefix, prefix, n + 1);
    b->depth = x->depth;
    b->ns = ns_of_uri(uri);
    if (n == 0)
        x->default_ns = b->ns;
}

static void bind_all(struct in_xml *x, const char **atts)
{
    for (; *atts; atts += 2) {
        if (**atts != 'x' || strncmp(*atts, "xmlns", 5) != 0)
            continue;
        if ((*atts)[5] == '\0')
            bind_prefix(x, "", atts[1]);
        else if ((*atts)[5] == ':')
            bind_prefix(x, *atts + 6, atts[1]);
    }
}

static void unbind(struct in_xml *x)
{
    if (x->binding_count == 0
        || x->bindings[x->binding_count - 1].depth < x->depth)
        return;
    while (x->binding_count > 0
           && x->bindings[x->binding_count - 1].depth >= x->depth)
        x->binding_count--;
    x->default_ns = ns_of_prefix(x, "", 0);
}

/* Returns the local name. */
static const char *resolve(
    const struct in_xml *x, const char *name, enum in_ns *ns)
{
    const char *colon = name;
    while (*colon != ':' && *colon != '\0')
        colon++;
    if (*colon == '\0') {
        *ns = x->default_ns;
        return name;
    }
    *ns = ns_of_prefix(x, name, (size_t)(colon - name));
    return colon + 1;
}

/* --- expat's callbacks -------------------------------------------------- */

static int compat_state(const char *name, int parent)
{
    if (strcmp(name, "AlternateContent") == 0 || strcmp(name, "Fallback") == 0)
        return parent | TRANSPARENT;
    return 0;
}

static bool too_many_attributes(struct in_xml *x, const char **atts)
{
    uint64_t n = 0;
    for (; *atts; atts += 2)
        n++;
    if (n <= x->limits->xml_attrs)
        return false;
    rt_xml_fail_limit(x, "limit-xml-attributes", x->limits->xml_attrs);
    return true;
}

/* Whether this element's begin or end was handed over by the scanner. */
static bool repeated(struct in_xml *x)
{
    x->text = 0;
    return ++x->events <= x->repeat_events;
}

static void XMLCALL on_start(void *user, const char *name, const char **atts)
{
    struct in_xml *x = user;
    if (x->failed != RT_OK || repeated(x))
        return;
    if (++x->depth > x->limits->xml_depth) {
        rt_xml_fail_limit(x, "limit-xml-depth", x->limits->xml_depth);
        return;
    }
    if (too_many_attributes(x, atts) || x->skip != 0)
        return;
    if (x->depth > IN_XML_DEPTH) {
        rt_xml_fail_limit(x, "limit-xml-depth", IN_XML_DEPTH);
        return;
    }
    bind_all(x, atts);
    enum in_ns ns;
    const char *local = resolve(x, name, &ns);
    int parent = x->state[x->depth - 1] & ~TRANSPARENT;
    int state = 0;
    if (ns == x->ops->ns)
        state = x->ops->start(x, x->ctx, parent, local, atts);
    else if (ns == IN_NS_COMPAT)
        state = compat_state(local, parent);
    x->state[x->depth] = (uint8_t)state;
    if (state == 0)
        x->skip = x->depth;
}

static void XMLCALL on_end(void *user, const char *name)
{
    struct in_xml *x = user;
    (void)name;
    if (x->failed != RT_OK || repeated(x))
        return;
    if (x->skip == 0) {
        int state = x->state[x->depth];
        if ((state & TRANSPARENT) == 0 && x->ops->end)
            x->ops->end(x, x->ctx, state);
    } else if (x->skip == x->depth) {
        x->skip = 0;
    }
    if (x->skip == 0)
        unbind(x);
    x->depth--;
}

static void XMLCALL on_text(void *user, const char *p, int length)
{
    struct in_xml *x = user;
    size_t n = (size_t)length;
    if (x->events < x->repeat_events)
        return;
    if (x->events == x->repeat_events && x->text < x->repeat_text) {
        size_t known = x->repeat_text - x->text < n
                           ? (size_t)(x->repeat_text - x->text)
                           : n;
        x->text += known;
        p += known;
        n -= known;
    }
    x->text += n;
    if (n > 0 && x->ops->text && x->failed == RT_OK && x->skip == 0
        && x->depth > 0)
        x->ops->text(x, x->ctx, x->state[x->depth] & ~TRANSPARENT, p, n);
}

static void XMLCALL on_doctype(void *user, const char *name, const char *sysid,
    const char *pubid, int has_internal_subset)
{
    struct in_xml *x = user;
    (void)name, (void)sysid, (void)pubid, (void)has_internal_subset;
    rt_xml_fail(x, rt_fail_code(x->err, RT_REFUSED, RT_IN108,
                       x->part.entry->name, NULL, NULL));
}

/* --- the stream --------------------------------------------------------- */

bool rt_xml_expat_only;

static enum rt_status open_expat(struct in_xml *x, struct rt_error *err)
{
    x->parser = XML_ParserCreate(NULL);
    RT_NEED(x->parser, err);
    XML_SetUserData(x->parser, x);
    XML_SetElementHandler(x->parser, on_start, on_end);
    XML_SetCharacterDataHandler(x->parser, on_text);
    XML_SetStartDoctypeDeclHandler(x->parser, on_doctype);
    return RT_OK;
}

static enum rt_status open_scan(struct in_xml *x, struct rt_error *err)
{
    x->scan = calloc(1, sizeof *x->scan);
    RT_NEED(x->scan, err);
    RT_NEED(RT_ROOM(x->scan->buf, x->scan->cap, 2 * CHUNK + 1), err);
    x->scan->buf[0] = '\0';
    return RT_OK;
}

static void close_scan(struct in_xml *x)
{
    if (x->scan)
        free(x->scan->buf);
    free(x->scan);
    x->scan = NULL;
}

enum rt_status rt_xml_open(struct in_xml *x, const struct in_zip *zip,
    const struct in_zip_entry *entry, bool streamed,
    const struct in_xml_ops *ops, void *ctx, struct rt_error *err)
{
    memset(x, 0, sizeof *x);
    x->limits = zip->limits;
    x->ops = ops;
    x->ctx = ctx;
    x->streamed = streamed;
    enum rt_status rc = rt_part_open(&x->part, zip, entry, streamed, err);
    RT_THEN(rc, rt_xml_expat_only ? open_expat(x, err) : open_scan(x, err));
    if (rc != RT_OK)
        rt_xml_close(x);
    return rc;
}

static enum rt_what what_of(enum XML_Error code)
{
    switch (code) {
    case XML_ERROR_NO_ELEMENTS:
    case XML_ERROR_UNCLOSED_TOKEN:
    case XML_ERROR_UNCLOSED_CDATA_SECTION:
        return RT_XML_CUT;
    case XML_ERROR_INVALID_TOKEN:
    case XML_ERROR_PARTIAL_CHAR:
        return RT_XML_TOKEN;
    case XML_ERROR_TAG_MISMATCH:
        return RT_XML_TAGS;
    case XML_ERROR_DUPLICATE_ATTRIBUTE:
        return RT_XML_ATTRIBUTE;
    case XML_ERROR_JUNK_AFTER_DOC_ELEMENT:
        return RT_XML_AFTER_END;
    case XML_ERROR_UNDEFINED_ENTITY:
    case XML_ERROR_BAD_CHAR_REF:
        return RT_XML_REFERENCE;
    case XML_ERROR_UNKNOWN_ENCODING:
    case XML_ERROR_INCORRECT_ENCODING:
        return RT_XML_ENCODING;
    default:
        return RT_XML_SYNTAX;
    }
}

static enum rt_status fail_xml(struct in_xml *x)
{
    enum XML_Error code = XML_GetErrorCode(x->parser);
    char where[96];
    if (x->failed != RT_OK)
        return x->failed;
    if (code == XML_ERROR_NO_MEMORY)
        return rt_fail_nomem(x->err);
    snprintf(where, sizeof where, "%" PRIu64 ":%" PRIu64,
        (uint64_t)XML_GetCurrentLineNumber(x->parser),
        (uint64_t)XML_GetCurrentColumnNumber(x->parser) + 1);
    if (x->err && x->err->status == RT_OK)
        x->err->what = what_of(code);
    return rt_fail_code(
        x->err, RT_FORMAT, RT_IN107, x->part.entry->name, where, NULL);
}

static uint64_t token_max(const struct in_xml *x)
{
    uint64_t cell = x->limits->cell_bytes;
    if (cell < CHUNK) /* the root's namespaces alone can take a thousand */
        cell = CHUNK;
    return cell > UINT64_MAX / TOKEN_CELLS ? UINT64_MAX : cell * TOKEN_CELLS;
}

/* Bytes that expat holds because their token has no end yet. */
static bool token_too_long(const struct in_xml *x)
{
    XML_Index at = XML_GetCurrentByteIndex(x->parser);
    return at >= 0 && x->fed - (uint64_t)at > token_max(x);
}

static enum rt_status feed(struct in_xml *x)
{
    size_t got;
    void *buf = XML_GetBuffer(x->parser, CHUNK);
    RT_NEED(buf, x->err);
    RT_TRY(rt_part_read(&x->part, buf, CHUNK, &got, x->err));
    x->fed += got;
    x->last = got == 0;
    enum XML_Status st = XML_ParseBuffer(x->parser, (int)got, x->last);
    if (st == XML_STATUS_ERROR)
        return fail_xml(x);
    if (st == XML_STATUS_SUSPENDED)
        return RT_ROW;
    if (!x->last && token_too_long(x))
        return rt_fail_limit(x->err, "limit-cell-bytes", x->limits->cell_bytes,
            x->part.entry->name);
    return x->last ? RT_END : RT_OK;
}

static enum rt_status resume(struct in_xml *x)
{
    x->paused = false;
    switch (XML_ResumeParser(x->parser)) {
    case XML_STATUS_SUSPENDED:
        return RT_ROW;
    case XML_STATUS_ERROR:
        return fail_xml(x);
    default:
        return x->last ? RT_END : RT_OK;
    }
}

/* --- the scanner -------------------------------------------------------- */

/* From here on expat reads, from the part's beginning. */
static enum rt_status switch_to_expat(struct in_xml *x)
{
    const struct in_zip *zip = x->part.zip;
    const struct in_zip_entry *entry = x->part.entry;
    close_scan(x);
    x->repeat_events = x->events;
    x->repeat_text = x->text;
    x->events = 0;
    x->text = 0;
    rt_part_close(&x->part);
    enum rt_status rc = rt_part_open(&x->part, zip, entry, x->streamed, x->err);
    return rc == RT_OK ? open_expat(x, x->err) : rc;
}

/* A token too long to keep is left to expat, which may give text in pieces.
 * So is a part that cannot be unpacked: expat says whether its XML was broken
 * before that. */
static enum rt_status refill(struct in_xml *x)
{
    struct in_scan *s = x->scan;
    size_t got;
    memmove(s->buf, s->buf + s->at, s->len - s->at);
    s->len -= s->at;
    s->at = 0;
    if (s->len > token_max(x))
        return switch_to_expat(x);
    RT_NEED(RT_ROOM(s->buf, s->cap, s->len + CHUNK + 1), x->err);
    if (rt_part_read(&x->part, s->buf + s->len, CHUNK, &got, NULL) != RT_OK)
        return switch_to_expat(x);
    s->len += got;
    s->buf[s->len] = '\0';
    s->last = got == 0;
    return RT_OK;
}

/* One token. */
static enum rt_status step(struct in_xml *x)
{
    struct in_scan *s = x->scan;
    switch (rt_in_scan_next(s)) {
    case IN_TOKEN_START:
        on_start(x, s->name, s->atts);
        break;
    case IN_TOKEN_EMPTY:
        on_start(x, s->name, s->atts);
        on_end(x, s->name);
        break;
    case IN_TOKEN_END:
        on_end(x, NULL);
        break;
    case IN_TOKEN_TEXT:
        on_text(x, s->text, (int)s->text_len);
        break;
    case IN_TOKEN_DONE:
        return RT_END;
    case IN_TOKEN_MORE:
        return refill(x);
    case IN_TOKEN_ODD:
        return switch_to_expat(x);
    }
    return x->failed != RT_OK ? x->failed : x->paused ? RT_ROW : RT_OK;
}

static enum rt_status go_on(struct in_xml *x)
{
    enum rt_status rc = RT_OK;
    if (x->paused && x->parser)
        rc = resume(x);
    x->paused = rc == RT_ROW;
    while (rc == RT_OK)
        rc = x->scan ? step(x) : feed(x);
    return rc;
}

enum rt_status rt_xml_pull(struct in_xml *x, struct rt_error *err)
{
    if (x->failed != RT_OK)
        return x->failed;
    x->err = err;
    enum rt_status rc = go_on(x);
    x->err = NULL;
    if (rc != RT_ROW)
        x->failed = rc;
    return rc;
}

void rt_xml_close(struct in_xml *x)
{
    if (x->parser)
        XML_ParserFree(x->parser);
    x->parser = NULL;
    close_scan(x);
    rt_part_close(&x->part);
}

enum rt_status rt_xml_read(const struct in_zip *zip,
    const struct in_zip_entry *entry, const struct in_xml_ops *ops, void *ctx,
    struct rt_error *err)
{
    struct in_xml x;
    enum rt_status rc = rt_xml_open(&x, zip, entry, false, ops, ctx, err);
    if (rc != RT_OK)
        return rc;
    rc = rt_xml_pull(&x, err);
    rt_xml_close(&x);
    return rc == RT_END ? RT_OK : rc;
}

/* --- attributes --------------------------------------------------------- */

const char *rt_xml_attr(const char **atts, const char *name)
{
    for (; *atts; atts += 2) {
        if (strcmp(*atts, name) == 0)
            return atts[1];
    }
    return NULL;
}

const char *rt_xml_attr_ns(
    const struct in_xml *x, const char **atts, enum in_ns ns, const char *name)
{
    for (; *atts; atts += 2) {
        const char *colon = strchr(*atts, ':');
        if (colon && strcmp(colon + 1, name) == 0
            && ns_of_prefix(x, *atts, (size_t)(colon - *atts)) == ns)
            return atts[1];
    }
    return NULL;
}

bool rt_xml_is_strike(const char *name, const char **atts)
{
    return strcmp(name, "strike") == 0
           && (!rt_xml_attr(atts, "val") || rt_xml_attr_bool(atts, "val"));
}

bool rt_xml_attr_bool(const char **atts, const char *name)
{
    const char *v = rt_xml_attr(atts, name);
    return v && (strcmp(v, "1") == 0 || strcmp(v, "true") == 0);
}
