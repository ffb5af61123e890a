/* A finding's message: the catalogue's text with the arguments put in.
 *
 * Arguments are numbered, not in order, because Japanese and English want them
 * in different places. They are put in as they are, but in one line: render.c
 * escapes what a terminal, a JSON string or a CSV field cannot hold. A % in an
 * argument has no meaning.
 */
#include "finding/finding.h"

#include "base/limits.h"
#include "base/reason.h"

/* No cell makes a message longer than its reader's buffer. */
enum { ARG_MAX_BYTES = 8 * 1024 };

static bool is_plain(char c)
{
    return (unsigned char)c > ' ' && (unsigned char)c < 0x7f;
}

/* A text of several lines in one: words that were divided are whole again. */
static void unwrap(char *text)
{
    char *to = text;

    for (const char *p = text; *p != '\0'; p++) {
        bool divided = to > text && to[-1] == '-' && p[1] >= 'a' && p[1] <= 'z';
        if (*p == '\n' && divided)
            to--;
        else if (*p == '\n' && to > text && is_plain(to[-1]) && is_plain(p[1]))
            *to++ = ' ';
        else if (*p != '\n' && *p != '\r')
            *to++ = *p;
    }
    *to = '\0';
}

static enum rt_status add_arg(struct rt_str arg, struct rt_buf *buf)
{
    char text[ARG_MAX_BYTES];

    rt_str_copy(text, sizeof text, arg);
    unwrap(text);
    return rt_buf_adds(buf, rt_str(text));
}

/* Appends the value of the % sequence at p[0], which is *used bytes long. An
 * unknown sequence is kept as it is; the catalogue's test excludes it. */
static enum rt_status add_sequence(const char *p,
    const struct rt_str args[RT_FINDING_ARGS], struct rt_buf *buf, size_t *used)
{
    *used = 2;
    if (p[1] == '%')
        return rt_buf_add(buf, "%", 1);
    if (p[1] >= '1' && p[1] <= '0' + RT_FINDING_ARGS)
        return add_arg(args[p[1] - '1'], buf);
    *used = 1;
    return rt_buf_add(buf, "%", 1);
}

/* How long the part in braces at p is if nothing can be said in it, because
 * one of its arguments is empty; else the brace alone. */
static size_t skipped(const char *p, const struct rt_str args[RT_FINDING_ARGS])
{
    size_t n = strcspn(p, "}");

    for (size_t i = 0; i + 1 < n; i++)
        if (p[i] == '%' && p[i + 1] >= '1' && p[i + 1] <= '0' + RT_FINDING_ARGS
            && args[p[i + 1] - '1'].n == 0)
            return n;
    return 1;
}

/* What is not there, in the place of a value. */
static bool is_blank(struct rt_str arg)
{
    return rt_str_is(arg, "空欄") || rt_str_is(arg, "blank");
}

/* How many bytes of quotes are around the argument at text[n], 「%1」 or "%1":
 * none where what it says is that the cell is blank. */
static size_t quotes_of(const char *text, size_t n,
    const struct rt_str args[RT_FINDING_ARGS], size_t *closing)
{
    static const char *const pairs[][2] = {{"「", "」"}, {"\"", "\""}};
    char digit = text[n] == '%' ? text[n + 1] : '\0';

    *closing = 0;
    if (digit < '1' || digit > '0' + RT_FINDING_ARGS
        || !is_blank(args[digit - '1']))
        return 0;
    for (size_t i = 0; i < RT_COUNT(pairs); i++) {
        size_t open = strlen(pairs[i][0]), close = strlen(pairs[i][1]);
        if (n < open || memcmp(text + n - open, pairs[i][0], open) != 0
            || strncmp(text + n + 2, pairs[i][1], close) != 0)
            continue;
        *closing = close;
        return open;
    }
    return 0;
}

static enum rt_status fill_in(const char *text,
    const struct rt_str args[RT_FINDING_ARGS], struct rt_buf *buf)
{
    size_t closing = 0;

    while (*text != '\0') {
        size_t used = strcspn(text, "%{}"), next;
        enum rt_status rc = RT_OK;

        if (used > 0) {
            size_t open = quotes_of(text, used, args, &next);
            rc = rt_buf_add(buf, text + closing, used - closing - open);
            closing = next;
        } else if (*text == '%')
            rc = add_sequence(text, args, buf, &used);
        else
            used = *text == '{' ? skipped(text, args) : 1;
        if (rc != RT_OK)
            return rc;
        text += used;
    }
    return RT_OK;
}

enum rt_status rt_finding_message(enum rt_code code, enum rt_lang lang,
    const struct rt_str args[RT_FINDING_ARGS], struct rt_buf *buf)
{
    return fill_in(rt_text(lang, rt_finding_info(code)->text), args, buf);
}

enum rt_status rt_finding_fix(enum rt_code code, enum rt_lang lang,
    const struct rt_str args[RT_FINDING_ARGS], struct rt_buf *buf)
{
    return fill_in(rt_text(lang, rt_finding_info(code)->fix), args, buf);
}

enum rt_status rt_finding_put(const struct rt_finding *f, enum rt_lang lang,
    const struct rt_str args[RT_FINDING_ARGS], const struct rt_sink *sink,
    struct rt_error *err)
{
    struct rt_finding whole = *f;
    struct rt_writer w = RT_WRITER(w, RT_TEXT_MAX);
    enum rt_status rc;

    rt_writer_keep(&w, rt_finding_message(f->code, lang, args, w.buf));
    whole.message = rt_writer_str(&w);
    rc = rt_writer_done(&w, err);
    RT_THEN(rc, sink->put(sink->context, &whole, err));
    rt_writer_fini(&w);
    return rc;
}

#define MEMBER(path, type, name)                                               \
    RT_MEMBER(                                                                 \
        rt_finding, path, true, type, name, NULL, NULL, NULL, 0, NOT_KEPT),

static const struct rt_member members[] = {
#define RT_OF_FINDING(type, name) MEMBER(name, type, name)
#define RT_OF_FINDING_WHERE(type, name) MEMBER(where.name, type, name)
#include "finding/finding.def"
};

const struct rt_members rt_finding_members
    = {members, RT_COUNT(members), sizeof(struct rt_finding), 0, {0}, false};

struct rt_str rt_finding_meant(
    enum rt_lang lang, const char *near, char to[RT_MEANT_MAX])
{
    to[0] = '\0';
    if (near)
        snprintf(to, RT_MEANT_MAX,
            rt_say(lang, "（「%s」のことですか）", " (is \"%s\" meant?)"),
            near);
    return rt_str(to);
}

void rt_finding_args(const struct rt_error *err, enum rt_lang lang,
    struct rt_str to[RT_FINDING_ARGS])
{
    for (size_t i = 0; i < RT_FINDING_ARGS; i++)
        to[i] = i < RT_ERROR_ARGS ? rt_str(err->arg[i]) : RT_STR_NONE;
    if (err->code == RT_IN108 || err->code == RT_IN115 || err->code == RT_IN116)
        to[1] = rt_str(rt_text(lang, rt_part_words(err->arg[0])));
    if (err->code == RT_IN201)
        to[3] = rt_str(rt_text(lang, rt_limit_words(err->arg[0])));
    if (err->os)
        to[0] = rt_str(rt_reason_of_input(lang, err->os));
    if (err->code == RT_IN106)
        to[1] = rt_str(rt_text(lang, rt_what(err->what)));
    if (err->code == RT_IN107 || err->code == RT_IN109) {
        to[2] = rt_str(rt_text(lang, rt_what(err->what)));
        to[3] = rt_str(rt_text(lang, rt_part_words(err->arg[0])));
    }
    if (err->code == RT_IN103)
        to[0] = rt_str(rt_text(lang, rt_kind_words(err->arg[0])));
}

static void word(
    const struct rt_error *why, enum rt_lang lang, char to[RT_ERROR_TEXT])
{
    struct rt_str args[RT_FINDING_ARGS];
    struct rt_buf b = RT_BUF(RT_TEXT_MAX);

    rt_finding_args(why, lang, args);
    if (rt_finding_message((enum rt_code)why->code, lang, args, &b) == RT_OK)
        rt_str_copy(to, RT_ERROR_TEXT, rt_buf_str(&b));
    rt_buf_fini(&b);
}

enum rt_status rt_fail_worded(struct rt_error *err, enum rt_status status,
    const char *place, const struct rt_error *why)
{
    char ja[RT_ERROR_TEXT] = "", en[RT_ERROR_TEXT] = "";
    struct rt_error worded = {0};

    if (!why->code)
        return rt_fail_at(err, status, place, why);
    word(why, RT_JA, ja);
    word(why, RT_EN, en);
    (void)rt_fail_text(&worded, status, ja, en);
    return rt_fail_at(err, status, place, &worded);
}
