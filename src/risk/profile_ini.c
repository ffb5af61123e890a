/* The lines of a profile, collected and checked against the table of keys.
 *
 * libinih reads the INI text but forgives much: lines that continue others,
 * headings it has never heard of, overlong lines cut in two. A criterion that
 * was misread would put a wrong number on every risk, so that this file looks
 * at each line on its way into libinih and refuses all of that. The same place
 * counts the lines, because the library's handler gets no number.
 *
 * What the values mean is profile.c's business.
 */
#include "risk/profile_ini.h"

#include <ini.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* The one table of keys: section, name, and a line to write. */
static const struct key {
    const char *section, *name, *example;
} keys[RT_KEY_COUNT] = {
    [RT_KEY_NAME] = {"profile", "name", "name = our-rules"},
    [RT_KEY_TITLE_JA] = {"profile", "title_ja", "title_ja = 当社の基準"},
    [RT_KEY_TITLE_EN] = {"profile", "title_en", "title_en = Our rules"},
    [RT_KEY_MIN] = {"scale", "min", "min = 1"},
    [RT_KEY_MAX] = {"scale", "max", "max = 3"},
    [RT_KEY_PERSONAL] = {"scale", "personal", "personal = none"},
    [RT_KEY_THREAT_1] = {"likelihood", "1", "1 = 1 1 1"},
    [RT_KEY_THREAT_2] = {"likelihood", "2", "2 = 1 1 2"},
    [RT_KEY_THREAT_3] = {"likelihood", "3", "3 = 1 2 3"},
    [RT_KEY_HIGH] = {"class", "high", "high = 6-9"},
    [RT_KEY_MEDIUM] = {"class", "medium", "medium = 4"},
    [RT_KEY_LOW] = {"class", "low", "low = 1-3"},
    [RT_KEY_PRIORITY_1] = {"priority", "1", "1 = 9"},
    [RT_KEY_PRIORITY_2] = {"priority", "2", "2 = 6"},
    [RT_KEY_PRIORITY_3] = {"priority", "3", "3 = 4"},
};

/* The text on its way into libinih, line by line. */
struct feed {
    struct rt_str rest;
    unsigned line; /* of the line given out last */
    enum rt_status rc;
    struct rt_profile_source *out;
    struct rt_error *err;
};

enum rt_status rt_profile_fail(struct rt_error *err, const char *origin,
    unsigned line, const char *ja, const char *en, ...)
{
    struct rt_error why = {0};
    char place[96];
    size_t n = strlen(origin);
    va_list ap;

    /* a long path must not push the sentence out of the error's text */
    if (n > 60) {
        origin += n - 60;
        while (((unsigned char)*origin & 0xC0) == 0x80)
            origin++;
    }
    snprintf(place, sizeof place, "%s%s:%u", n > 60 ? "…" : "", origin, line);
    va_start(ap, en);
    (void)rt_vfail_both(&why, RT_USAGE, ja, en, ap);
    va_end(ap);
    return rt_fail_at(err, RT_USAGE, place, &why);
}

/* --- a line before libinih sees it --------------------------------------- */

static bool section_known(struct rt_str name)
{
    for (size_t i = 0; i < RT_KEY_COUNT; i++)
        if (rt_str_is(name, keys[i].section))
            return true;
    return false;
}

static enum rt_status check_heading(struct feed *f, struct rt_str line)
{
    const char *end = memchr(line.p, ']', line.n);
    struct rt_str name, after;
    char shown[32];

    if (!end)
        return rt_profile_fail(f->err, f->out->origin, f->line,
            "見出しの ] がありません（[scale] のように書いてください）",
            "a heading without its ]: write it as in [scale]");
    name = (struct rt_str){line.p + 1, (size_t)(end - line.p) - 1};
    after = (struct rt_str){end + 1, line.n - name.n - 2};
    after = rt_str_trim(after);
    if (after.n > 0 && after.p[0] != ';')
        return rt_profile_fail(f->err, f->out->origin, f->line,
            "見出しの後ろに文字があります（改行してください）",
            "there is text after the heading: begin a new line for it");
    if (section_known(name))
        return RT_OK;
    rt_str_copy(shown, sizeof shown, name);
    return rt_profile_fail(f->err, f->out->origin, f->line,
        "[%s] という見出しはありません（使えるのは [profile]、[scale]、[likelihood]、[class]、[priority]）",
        "[%s] is not known: write [profile], [scale], [likelihood], [class] "
        "or [priority]",
        shown);
}

static enum rt_status check_line(struct feed *f, struct rt_str line)
{
    struct rt_str content;

    if (line.n > RT_PROFILE_LINE - 3)
        return rt_profile_fail(f->err, f->out->origin, f->line,
            "行が長すぎます（%dバイトまで）",
            "the line is longer than %d bytes: shorten it",
            RT_PROFILE_LINE - 3);
    if (f->line == 1 && rt_str_starts(line, RT_STR("\xEF\xBB\xBF"))) {
        line.p += 3; /* libinih skips the mark too */
        line.n -= 3;
    }
    content = rt_str_trim(line);
    if (content.n == 0 || content.p[0] == ';' || content.p[0] == '#')
        return RT_OK;
    if (content.p != line.p)
        return rt_profile_fail(f->err, f->out->origin, f->line,
            "行の先頭に空白があります（左端から書いてください）",
            "the line begins with a space: begin it at the left margin");
    return content.p[0] == '[' ? check_heading(f, content) : RT_OK;
}

/* libinih's fgets. */
static char *next_line(char *to, int size, void *stream)
{
    struct feed *f = stream;
    struct rt_str line;

    if (f->rc != RT_OK || !rt_str_line(&f->rest, &line))
        return NULL;
    f->line++;
    f->rc = check_line(f, line);
    if (f->rc != RT_OK || line.n + 2 > (size_t)size)
        return NULL;
    memcpy(to, line.p, line.n);
    memcpy(to + line.n, "\n", 2);
    return to;
}

/* --- a key and its value ------------------------------------------------- */

static size_t find_key(const char *section, const char *name)
{
    size_t i = 0;

    while (i < RT_KEY_COUNT
           && (strcmp(keys[i].section, section) != 0
               || strcmp(keys[i].name, name) != 0))
        i++;
    return i;
}

static enum rt_status unknown_key(
    struct feed *f, const char *section, const char *name)
{
    char shown[32], allowed[64] = "";

    rt_str_copy(shown, sizeof shown, rt_str(name));
    if (section[0] == '\0')
        return rt_profile_fail(f->err, f->out->origin, f->line,
            "「%s」の上に見出しがありません（上に [profile] と書いてください）",
            "\"%s\" comes before any heading: write [profile] above it", shown);
    for (size_t i = 0; i < RT_KEY_COUNT; i++)
        if (strcmp(keys[i].section, section) == 0) {
            size_t n = strlen(allowed);

            snprintf(allowed + n, sizeof allowed - n, "%s%s", n > 0 ? ", " : "",
                keys[i].name);
        }
    return rt_profile_fail(f->err, f->out->origin, f->line,
        "[%s] に「%s」というキーはありません（使えるキー：%s）",
        "[%s] has no key \"%s\": its keys are %s", section, shown, allowed);
}

static enum rt_status take_value(
    struct feed *f, const char *section, const char *name, const char *text)
{
    size_t key = find_key(section, name);
    struct rt_profile_value *value = &f->out->value[key];

    if (key == RT_KEY_COUNT)
        return unknown_key(f, section, name);
    if (value->line != 0)
        return rt_profile_fail(f->err, f->out->origin, f->line,
            "[%s] の %s が2回あります（最初は%u行目。どちらかを消してください）",
            "[%s] %s is given twice (first in line %u): keep one of them",
            section, name, value->line);
    /* "key =;text" is a value to libinih, but would be a comment when the
       canonical text is read back */
    if (text[0] == '\0' || text[0] == ';')
        return rt_profile_fail(f->err, f->out->origin, f->line,
            "[%s] の %s に値がありません（例：%s）",
            "[%s] %s has no value: write one, as in `%s`", section, name,
            keys[key].example);
    rt_str_copy(value->text, sizeof value->text, rt_str(text));
    value->line = f->line;
    return RT_OK;
}

/* libinih's handler: true to go on. */
static int handle(
    void *user, const char *section, const char *name, const char *value)
{
    struct feed *f = user;

    RT_THEN(f->rc, take_value(f, section, name, value));
    return f->rc == RT_OK;
}

/* --- the whole text ------------------------------------------------------ */

/* Bytes that no line of a profile can hold, whatever it means. */
static enum rt_status check_bytes(struct feed *f)
{
    struct rt_str text = f->rest;
    size_t valid = rt_utf8_valid_prefix(text);
    unsigned line = 1;

    for (size_t i = 0; i < text.n; i++) {
        unsigned char c = (unsigned char)text.p[i];

        if (i >= valid)
            return rt_profile_fail(f->err, f->out->origin, line,
                "UTF-8ではありません（バイト %02X）。UTF-8で保存し直してください",
                "not UTF-8 (byte %02X): save the file as UTF-8", c);
        if (c == '\n')
            line++;
        else if (c == 0x7F || (c < 0x20 && c != '\t' && c != '\r'))
            return rt_profile_fail(f->err, f->out->origin, line,
                "制御文字（バイト %02X）があります。取り除いてください",
                "a control character (byte %02X): remove it", c);
    }
    return RT_OK;
}

static enum rt_status check_complete(struct feed *f)
{
    for (size_t i = 0; i < RT_KEY_COUNT; i++)
        if (f->out->value[i].line == 0)
            return rt_profile_fail(f->err, f->out->origin,
                f->line > 0 ? f->line : 1,
                "[%s] の %s がありません（「%s」のような行を [%s] の下に書き足してください）",
                "the end is reached and [%s] %s is missing: add a line such "
                "as `%s` under [%s]",
                keys[i].section, keys[i].name, keys[i].example,
                keys[i].section);
    return RT_OK;
}

enum rt_status rt_profile_collect(struct rt_str text, const char *origin,
    struct rt_profile_source *out, struct rt_error *err)
{
    struct rt_error ours = {0};
    struct feed f = {.rest = text, .out = out, .err = &ours};
    int bad_line = 0;

    memset(out, 0, sizeof *out);
    out->origin = origin;
    f.rc = check_bytes(&f);
    if (f.rc == RT_OK)
        bad_line = ini_parse_stream(next_line, &f, handle, &f);
    /* the library continues after a line it cannot read, so that a later line
     * may have failed too; the earlier one is reported */
    if (bad_line > 0 && (f.rc == RT_OK || (unsigned)bad_line < f.line))
        return rt_profile_fail(err, origin, (unsigned)bad_line,
            "見出しでもキーでもない行です（[見出し] か「キー = 値」の形で書いてください）",
            "neither a heading nor a key: write [section], or key = value");
    RT_THEN(f.rc, check_complete(&f));
    return f.rc == RT_OK ? RT_OK : rt_fail_at(err, f.rc, NULL, &ours);
}
