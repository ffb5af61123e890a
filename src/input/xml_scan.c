/* A fast scanner for the plain XML that office programs write (see xml_scan.h).
 *
 * Names and values are ended with NULs in the buffer itself, but only once the
 * whole tag is known to be there: a tag that continues past the buffer is
 * scanned again from its beginning.
 */
#include "input/xml_scan.h"

#include <strings.h>

#include "base/text.h"

/* What a byte may be. Names beyond ASCII are left to expat; so are CR, which it
 * makes LF, and ']', because "]]>" is not allowed in text. At a STOP more must be
 * asked in the value of an attribute. */
enum { FIRST = 1, NAME = 2, BLANK = 4, STOP = 8, AMP = 16, ODD = 32 };

#define IS(c, lo, hi) ((c) >= (lo) && (c) <= (hi))
#define CLASS(c)                                                               \
    ((IS(c, 'a', 'z') || IS(c, 'A', 'Z') || (c) == '_' || (c) == ':')          \
            ? FIRST | NAME                                                     \
        : IS(c, '0', '9') || (c) == '-' || (c) == '.' ? NAME                   \
        : (c) == ' '                                  ? BLANK                  \
        : (c) == '\t' || (c) == '\n'                  ? BLANK | STOP           \
        : (c) == '\r'                                 ? BLANK | STOP | ODD     \
        : (c) == '&'                                  ? AMP | STOP             \
        : (c) < 0x20                                  ? STOP | ODD             \
        : (c) == ']'                                  ? ODD                    \
        : (c) == '"' || (c) == '\'' || (c) == '<'     ? STOP                   \
                                                      : 0)
#define C4(c) CLASS(c), CLASS((c) + 1), CLASS((c) + 2), CLASS((c) + 3)
#define C16(c) C4(c), C4((c) + 4), C4((c) + 8), C4((c) + 12)
#define C64(c) C16(c), C16((c) + 16), C16((c) + 32), C16((c) + 48)

static const unsigned char classes[256] = {C64(0), C64(64)};

static bool is(char c, unsigned mask)
{
    return (classes[(unsigned char)c] & mask) != 0;
}

/* The buffer's end is a NUL; a NUL before it is odd. */
static enum in_token stopped_at(const struct in_scan *s, const char *p)
{
    bool at_end = p == s->buf + s->len;
    return at_end && !s->last ? IN_TOKEN_MORE : IN_TOKEN_ODD;
}

/* U+FFFE and U+FFFF are no characters of XML. */
static bool valid_text(const char *p, size_t n)
{
    if (rt_utf8_valid_prefix((struct rt_str){p, n}) != n)
        return false;
    for (const char *q = p, *end = p + n;
         (q = memchr(q, 0xEF, (size_t)(end - q))) != NULL; q++) {
        if ((unsigned char)q[1] == 0xBF && (unsigned char)q[2] >= 0xBE)
            return false;
    }
    return true;
}

/* --- the prologue ------------------------------------------------------- */

static const char *skip(const char *p, const char *word)
{
    size_t n = strlen(word);
    return strncasecmp(p, word, n) == 0 ? p + n : NULL;
}

/* The declaration as programs write it; NULL for any other. */
static const char *declaration(const char *p)
{
    const char *q = skip(p, "<?xml version=\"1.0\"");
    if (!q || strncmp(p, "<?xml version", 13) != 0)
        return NULL;
    if (strncmp(q, " encoding=", 10) == 0) {
        q = skip(q, " encoding=\"utf-8\"");
        if (!q)
            return NULL;
    }
    if (strncmp(q, " standalone=\"yes\"", 17) == 0)
        q += 17;
    else if (strncmp(q, " standalone=\"no\"", 16) == 0)
        q += 16;
    q += *q == ' ';
    return strncmp(q, "?>", 2) == 0 ? q + 2 : NULL;
}

static enum in_token prologue(struct in_scan *s)
{
    const char *p = s->buf;
    if (s->len < 256 && !s->last)
        return IN_TOKEN_MORE;
    if (strncmp(p, "\xEF\xBB\xBF", 3) == 0)
        p += 3;
    if (strncmp(p, "<?", 2) == 0) {
        p = declaration(p);
        if (!p)
            return IN_TOKEN_ODD;
    }
    s->at = (size_t)(p - s->buf);
    s->started = true;
    return IN_TOKEN_DONE;
}

/* --- text --------------------------------------------------------------- */

static const struct {
    const char *name;
    size_t n;
    char c;
} entities[] = {{"&amp;", 5, '&'}, {"&lt;", 4, '<'}, {"&gt;", 4, '>'},
    {"&quot;", 6, '"'}, {"&apos;", 6, '\''}};

static size_t entity_at(const char *p, size_t n, char *c)
{
    for (size_t i = 0; i < RT_COUNT(entities); i++) {
        if (n >= entities[i].n
            && memcmp(p, entities[i].name, entities[i].n) == 0) {
            *c = entities[i].c;
            return entities[i].n;
        }
    }
    return 0;
}

/* In place; false for any other reference. */
static bool decode(char *p, size_t *n)
{
    size_t to = 0;
    for (size_t i = 0; i < *n;) {
        if (p[i] != '&') {
            p[to++] = p[i++];
            continue;
        }
        size_t k = entity_at(p + i, *n - i, &p[to]);
        if (k == 0)
            return false;
        to++;
        i += k;
    }
    *n = to;
    return true;
}

static bool check_text(struct in_scan *s, char *p, size_t n)
{
    unsigned seen = 0;
    unsigned char any = 0;
    for (size_t i = 0; i < n; i++) {
        seen |= classes[(unsigned char)p[i]];
        any |= (unsigned char)p[i];
    }
    if ((seen & ODD) != 0 || (any >= 0x80 && !valid_text(p, n)))
        return false;
    s->text = p;
    s->text_len = n;
    return (seen & AMP) == 0 || decode(p, &s->text_len);
}

/* Between the declaration and the root, and after the root. */
static enum in_token outside(struct in_scan *s)
{
    const char *p = s->buf + s->at;
    while (is(*p, BLANK))
        p++;
    s->at = (size_t)(p - s->buf);
    if (*p == '<')
        return IN_TOKEN_TEXT;
    if (p != s->buf + s->len)
        return IN_TOKEN_ODD;
    return !s->last ? IN_TOKEN_MORE : s->rooted ? IN_TOKEN_DONE : IN_TOKEN_ODD;
}

static enum in_token text(struct in_scan *s)
{
    char *p = s->buf + s->at;
    char *end = memchr(p, '<', s->len - s->at);
    if (!end)
        return stopped_at(s, s->buf + s->len);
    if (!check_text(s, p, (size_t)(end - p)))
        return IN_TOKEN_ODD;
    s->at = (size_t)(end - s->buf);
    return IN_TOKEN_TEXT;
}

/* --- tags --------------------------------------------------------------- */

static enum in_token end_tag(struct in_scan *s, const char *p)
{
    size_t n = (unsigned char)s->names[s->names_len - 1];
    const char *name = s->names + s->names_len - 1 - n;
    for (size_t i = 0; i < n; i++) {
        if (p[i] != name[i])
            return p[i] == '\0' ? stopped_at(s, p + i) : IN_TOKEN_ODD;
    }
    p += n;
    while (is(*p, BLANK))
        p++;
    if (*p != '>')
        return *p == '\0' ? stopped_at(s, p) : IN_TOKEN_ODD;
    s->at = (size_t)(p + 1 - s->buf);
    s->names_len -= n + 1;
    s->depth--;
    return IN_TOKEN_END;
}

struct attr {
    char *name, *name_end, *value, *value_end;
};

/* One attribute at *at; IN_TOKEN_START when it is fine. Its bytes are added to
 * *any. */
static enum in_token attribute(
    const struct in_scan *s, char **at, struct attr *a, unsigned char *any)
{
    char *p = *at;
    if (!is(*p, FIRST))
        return IN_TOKEN_ODD;
    a->name = p;
    while (is(*p, NAME))
        p++;
    a->name_end = p;
    while (is(*p, BLANK))
        p++;
    if (*p != '=')
        return *p == '\0' ? stopped_at(s, p) : IN_TOKEN_ODD;
    for (p++; is(*p, BLANK);)
        p++;
    char quote = *p;
    if (quote != '"' && quote != '\'')
        return *p == '\0' ? stopped_at(s, p) : IN_TOKEN_ODD;
    a->value = ++p;
    for (; *p != quote; p++) {
        *any |= (unsigned char)*p;
        if (is(*p, STOP) && *p != '"' && *p != '\'')
            return *p == '\0' ? stopped_at(s, p) : IN_TOKEN_ODD;
    }
    a->value_end = p;
    *at = p + 1;
    return IN_TOKEN_START;
}

static bool same_name(const struct attr *a, const struct attr *b)
{
    size_t n = (size_t)(a->name_end - a->name);
    return *a->name == *b->name && n == (size_t)(b->name_end - b->name)
           && memcmp(a->name, b->name, n) == 0;
}

static bool twice(const struct attr *list, size_t n)
{
    for (size_t i = 1; i < n; i++) {
        for (size_t k = 0; k < i; k++) {
            if (same_name(&list[i], &list[k]))
                return true;
        }
    }
    return false;
}

static bool push_name(struct in_scan *s, const char *name, size_t n)
{
    if (n > 255 || s->names_len + n + 1 > sizeof s->names)
        return false;
    for (size_t i = 0; i < n; i++)
        s->names[s->names_len++] = name[i];
    s->names[s->names_len++] = (char)n;
    s->depth++;
    return true;
}

/* The tag is whole, from `name` to `end` ('>' or "/>"). */
static enum in_token take_tag(struct in_scan *s, char *name, char *name_end,
    const struct attr *list, size_t n, const char *end, unsigned char any)
{
    bool empty = *end == '/';
    if (twice(list, n)
        || (any >= 0x80 && !valid_text(name, (size_t)(end - name))))
        return IN_TOKEN_ODD;
    if (!empty && !push_name(s, name, (size_t)(name_end - name)))
        return IN_TOKEN_ODD;
    *name_end = '\0';
    for (size_t i = 0; i < n; i++) {
        *list[i].name_end = '\0';
        *list[i].value_end = '\0';
        s->atts[2 * i] = list[i].name;
        s->atts[2 * i + 1] = list[i].value;
    }
    s->atts[2 * n] = NULL;
    s->name = name;
    s->rooted = true;
    s->at = (size_t)(end + 1 + empty - s->buf);
    return empty ? IN_TOKEN_EMPTY : IN_TOKEN_START;
}

static enum in_token start_tag(struct in_scan *s, char *name)
{
    struct attr list[IN_SCAN_ATTS];
    size_t n = 0;
    unsigned char any = 0;
    char *p = name;
    if (!is(*p, FIRST))
        return *p == '\0' ? stopped_at(s, p) : IN_TOKEN_ODD;
    while (is(*p, NAME))
        p++;
    char *name_end = p;
    for (;;) {
        char *gap = p;
        while (is(*p, BLANK))
            p++;
        if (*p == '>' || (*p == '/' && p[1] == '>'))
            return take_tag(s, name, name_end, list, n, p, any);
        if (*p == '\0' || (*p == '/' && p[1] == '\0'))
            return stopped_at(s, *p == '/' ? p + 1 : p);
        if (p == gap || n == IN_SCAN_ATTS)
            return IN_TOKEN_ODD;
        enum in_token t = attribute(s, &p, &list[n++], &any);
        if (t != IN_TOKEN_START)
            return t;
    }
}

enum in_token rt_in_scan_next(struct in_scan *s)
{
    if (!s->started) {
        enum in_token t = prologue(s);
        if (t != IN_TOKEN_DONE)
            return t;
    }
    if (s->depth == 0) {
        enum in_token t = outside(s);
        if (t != IN_TOKEN_TEXT)
            return t;
    } else if (s->buf[s->at] != '<') {
        return text(s);
    }
    char *p = s->buf + s->at + 1;
    if (*p == '/')
        return s->depth > 0 ? end_tag(s, p + 1) : IN_TOKEN_ODD;
    if (s->depth == 0 && s->rooted)
        return IN_TOKEN_ODD;
    return start_tag(s, p);
}
