/* One risk as a line of risks.jsonl.
 *
 * Written by hand and not with SQL's json_object(): that needs a sub-query
 * for each boolean and for the array, and the reader of risks (ledger_read.c)
 * already has the row. Member order is the command line's contract. Unknown
 * numbers and empty texts are null. Text is escaped as JSON demands and no
 * further; bytes that are not UTF-8 (a file name may hold any) become U+FFFD,
 * so that the line is always valid JSON.
 */
#include "ledger/private.h"

#include <string.h>

/* The line being written; the first failure stays. */
struct writer {
    struct rt_buf *buf;
    enum rt_status status;
};

static void put(struct writer *w, const char *p, size_t n)
{
    if (w->status == RT_OK)
        w->status = rt_buf_add(w->buf, p, n);
}

#define PUT(w, literal) put(w, literal, sizeof(literal) - 1)

static void escape(struct writer *w, unsigned char c)
{
    switch (c) {
    case '"':
        PUT(w, "\\\"");
        break;
    case '\\':
        PUT(w, "\\\\");
        break;
    case '\n':
        PUT(w, "\\n");
        break;
    case '\r':
        PUT(w, "\\r");
        break;
    case '\t':
        PUT(w, "\\t");
        break;
    default: {
        char hex[] = "\\u0000";
        hex[4] = "0123456789abcdef"[c >> 4];
        hex[5] = "0123456789abcdef"[c & 15];
        put(w, hex, 6);
    }
    }
}

/* Valid UTF-8, escaped. */
static void put_valid(struct writer *w, struct rt_str s)
{
    size_t from = 0;
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        if (c >= 0x20 && c != '"' && c != '\\' && c != 0x7f)
            continue;
        put(w, s.p + from, i - from);
        escape(w, c);
        from = i + 1;
    }
    put(w, s.p + from, s.n - from);
}

static void put_text(struct writer *w, struct rt_str s)
{
    if (!s.n) {
        PUT(w, "null");
        return;
    }
    PUT(w, "\"");
    for (;;) {
        size_t good = rt_utf8_valid_prefix(s);
        put_valid(w, (struct rt_str){s.p, good});
        if (good == s.n)
            break;
        PUT(w, "\xef\xbf\xbd");
        s.p += good + 1;
        s.n -= good + 1;
        if (!s.n)
            break;
    }
    PUT(w, "\"");
}

/* Negative is unknown. */
static void put_number(struct writer *w, int64_t v)
{
    if (v < 0) {
        PUT(w, "null");
        return;
    }
    char digits[24];
    size_t i = sizeof digits;
    do {
        digits[--i] = (char)('0' + v % 10);
        v /= 10;
    } while (v);
    put(w, digits + i, sizeof digits - i);
}

static void put_bool(struct writer *w, bool v)
{
    if (v)
        PUT(w, "true");
    else
        PUT(w, "false");
}

static void put_name(struct writer *w, const char *name)
{
    put_text(w, rt_str(name)); /* NULL gives null */
}

static void put_missing(struct writer *w, unsigned missing)
{
    PUT(w, "[");
    bool first = true;
    const char *name;
    for (unsigned bit = 0; (name = rt_missing_name(bit)); bit++) {
        if (!(missing >> bit & 1))
            continue;
        if (!first)
            PUT(w, ",");
        first = false;
        put_name(w, name);
    }
    PUT(w, "]");
}

#define MEMBER(w, name, value)                                                 \
    do {                                                                       \
        PUT(w, ",\"" name "\":");                                              \
        value;                                                                 \
    } while (0)
#define TEXT(w, name, s) MEMBER(w, name, put_text(w, s))
#define NUMBER(w, name, v) MEMBER(w, name, put_number(w, v))
#define BOOL(w, name, v) MEMBER(w, name, put_bool(w, v))

/* A flag that could not be read is neither set nor not set. */
static void put_flag(struct writer *w, bool set, bool unreadable)
{
    if (unreadable && !set)
        put_number(w, RT_UNKNOWN);
    else
        put_bool(w, set);
}

#define FLAG(w, name, set, unreadable)                                         \
    MEMBER(w, name, put_flag(w, set, unreadable))

static void put_origin(struct writer *w, const struct rt_risk *r)
{
    PUT(w, "{\"risk_id\":");
    put_text(w, r->risk_id);
    TEXT(w, "department", r->department);
    TEXT(w, "file", r->where.file);
    TEXT(w, "sheet", r->where.sheet);
    NUMBER(w, "row", r->where.row ? (int64_t)r->where.row : -1);
}

static void put_asset(struct writer *w, const struct rt_risk *r)
{
    unsigned unreadable = r->scores.unreadable_flags;

    TEXT(w, "business", r->business);
    TEXT(w, "asset", r->asset);
    TEXT(w, "note", r->note);
    TEXT(w, "users", r->users);
    TEXT(w, "owner", r->owner);
    TEXT(w, "managed_by", r->managed_by);
    TEXT(w, "medium", r->medium);
    FLAG(w, "personal", r->personal, unreadable & RT_MISSING_PERSONAL);
    FLAG(w, "sensitive", r->sensitive, unreadable & RT_MISSING_SENSITIVE);
    FLAG(w, "my_number", r->my_number, unreadable & RT_MISSING_MY_NUMBER);
}

static void put_result(struct writer *w, const struct rt_risk *r)
{
    NUMBER(w, "confidentiality", r->scores.confidentiality);
    NUMBER(w, "integrity", r->scores.integrity);
    NUMBER(w, "availability", r->scores.availability);
    NUMBER(w, "importance", r->result.importance);
    NUMBER(w, "threat", r->scores.threat);
    NUMBER(w, "vulnerability", r->scores.vulnerability);
    NUMBER(w, "likelihood", r->result.likelihood);
    NUMBER(w, "risk_level", r->result.level);
    MEMBER(w, "risk_class", put_name(w, rt_class_name(r->result.class)));
    NUMBER(w, "priority", r->result.priority > 0 ? r->result.priority : -1);
}

static void put_rest(struct writer *w, const struct rt_risk *r)
{
    TEXT(w, "retention", r->retention);
    TEXT(w, "registered", r->registered);
    TEXT(w, "profile", r->profile);
    MEMBER(w, "treatment", put_name(w, rt_treatment_name(r->treatment)));
    MEMBER(w, "missing", put_missing(w, r->result.missing));
    PUT(w, "}");
}

enum rt_status rt_ledger_risks_json(
    struct rt_ledger *l, struct rt_cursor **out, struct rt_error *err)
{
    return rt_ledger_risks(l, RT_RISKS_ALL, out, err);
}

enum rt_status rt_json_next(
    struct rt_cursor *c, struct rt_str *out, struct rt_error *err)
{
    struct rt_risk risk;
    enum rt_status rc = rt_risks_next(c, &risk, err);
    if (rc != RT_ROW)
        return rc;
    rt_buf_clear(&c->json);
    struct writer w = {&c->json, RT_OK};
    put_origin(&w, &risk);
    put_asset(&w, &risk);
    put_result(&w, &risk);
    put_rest(&w, &risk);
    if (w.status == RT_NOMEM)
        return rt_fail_nomem(err);
    if (w.status != RT_OK)
        return rt_fail(err, RT_IO, "a risk is too long for a line of JSON");
    *out = rt_buf_str(&c->json);
    return RT_ROW;
}
