/* The configuration file, read strictly.
 *
 * libinih takes lines of 200 bytes and treats the rest of a longer one as a
 * line of its own, takes an indented line for more of the value above, and
 * ignores any text after a heading. A word or option that silently does
 * nothing, or a comment that does something, would be worse than none: so each
 * line is looked at on its way into the library, and what it would misread is
 * refused with its number. Comments may be of any length.
 */
#include "command/config.h"

#include <ini.h>
#include <stdio.h>
#include <string.h>

#include "base/hash.h"

/* A list of words and some options; more is another file by mistake. */
enum { CONFIG_MAX = 1 << 20, LINE_BYTES = 197 };

/* The text on its way into libinih. */
struct feed {
    struct rt_str rest;
    unsigned line; /* given out last */
    enum rt_lang lang;
    const struct rt_config_lines *lines;
    enum rt_status rc;
    struct rt_error err; /* without file and line */
};

static enum rt_status refuse(struct feed *f, const char *ja, const char *en)
{
    f->rc = rt_fail_text(&f->err, RT_USAGE, ja, en);
    return f->rc;
}

static enum rt_status check_heading(struct feed *f, struct rt_str line)
{
    const char *end = memchr(line.p, ']', line.n);
    struct rt_str after;

    if (!end)
        return refuse(f, "見出しの ] がありません", "a heading without its ]");
    after = (struct rt_str){end + 1, (size_t)(line.p + line.n - end) - 1};
    after = rt_str_trim(after);
    if (after.n > 0 && after.p[0] != ';')
        return refuse(f, "見出しの後ろに文字があります（改行してください）",
            "there is text after the heading: begin a new line for it");
    return RT_OK;
}

/* What libinih is given of a line: nothing of a comment. */
static struct rt_str check_line(struct feed *f, struct rt_str line)
{
    struct rt_str content;

    if (f->line == 1 && rt_str_starts(line, RT_STR("\xEF\xBB\xBF"))) {
        line.p += 3;
        line.n -= 3;
    }
    content = rt_str_trim(line);
    if (content.n == 0 || content.p[0] == ';' || content.p[0] == '#')
        return RT_STR_NONE;
    if (content.n > LINE_BYTES)
        refuse(f, "行が長すぎます（197バイトまで）",
            "the line is longer than 197 bytes");
    else if (content.p != line.p)
        refuse(f, "行の先頭に空白があります（左端から書いてください）",
            "the line begins with a space: begin it at the left margin");
    else if (memchr(content.p, '\r', content.n))
        refuse(f, "改行コードがCRだけです（LFかCRLFで保存してください）",
            "lines end in CR alone: save with LF or CR LF");
    else if (content.p[0] == '[')
        check_heading(f, content);
    return content;
}

/* libinih's fgets. */
static char *next_line(char *to, int size, void *stream)
{
    struct feed *f = stream;
    struct rt_str line, given;

    if (f->rc != RT_OK || !rt_str_line(&f->rest, &line))
        return NULL;
    f->line++;
    given = check_line(f, line);
    if (f->rc != RT_OK || given.n + 2 > (size_t)size)
        return NULL;
    if (given.n > 0)
        memcpy(to, given.p, given.n);
    memcpy(to + given.n, "\n", 2);
    return to;
}

/* libinih's handler: true to go on. */
static int handle(
    void *user, const char *section, const char *name, const char *value)
{
    struct feed *f = user;

    if (f->rc == RT_OK)
        f->rc
            = f->lines->take(f->lines->context, section, name, value, &f->err);
    return f->rc == RT_OK;
}

static enum rt_status parse(
    struct feed *f, const char *path, struct rt_error *err)
{
    int bad = ini_parse_stream(next_line, f, handle, f);
    char place[RT_ERROR_TEXT];

    if (f->rc == RT_OK && bad < 0)
        return rt_fail_nomem(err);
    if (f->rc == RT_OK && bad > 0) {
        f->line = (unsigned)bad;
        refuse(
            f, "「キー = 値」の形ではありません", "this is no \"key = value\"");
    }
    if (f->rc == RT_OK)
        return RT_OK;
    snprintf(place, sizeof place, "%s:%u", path, f->line);
    return rt_fail_at(err, f->rc, f->rc == RT_USAGE ? place : NULL, &f->err);
}

/* Read once, so that a pipe will do and the hash covers the text that was
 * used. */
static enum rt_status read_text(const char *path, struct rt_buf *text)
{
    FILE *f = fopen(path, "re");
    enum rt_status rc = RT_OK;
    char block[4096];
    size_t n;

    if (!f)
        return RT_IO;
    while (rc == RT_OK && (n = fread(block, 1, sizeof block, f)) > 0)
        rc = rt_buf_add(text, block, n);
    if (rc == RT_OK && ferror(f))
        rc = RT_IO;
    fclose(f); /* leaves errno where it succeeds */
    return rc;
}

static bool is_text(struct rt_str s)
{
    return (s.n == 0 || !memchr(s.p, '\0', s.n))
           && rt_utf8_valid_prefix(s) == s.n;
}

static enum rt_status fail_file(
    const char *path, enum rt_status rc, struct rt_error *err)
{
    if (rc == RT_NOMEM)
        return rt_fail_nomem(err);
    if (rc == RT_IO)
        return rt_fail_errno(err, RT_CANNOT_READ_CONFIG, path);
    return rt_fail_both(err, RT_USAGE, "%s はUTF-8の設定ファイルではありません",
        "%s is no configuration file in UTF-8", path);
}

enum rt_status rt_config_read(const char *path, enum rt_lang lang,
    const struct rt_config_lines *lines, char sha256[65], struct rt_error *err)
{
    struct feed f = {.lang = lang, .lines = lines};
    struct rt_buf text = RT_BUF(CONFIG_MAX);
    enum rt_status rc = read_text(path, &text);

    f.rest = rt_buf_str(&text);
    if (rc == RT_OK && !is_text(f.rest))
        rc = RT_FORMAT;
    if (rc == RT_OK) {
        rt_sha256(f.rest, sha256);
        rc = parse(&f, path, err);
    } else {
        rc = fail_file(path, rc, err);
    }
    rt_buf_fini(&text);
    return rc;
}
