#include "base/ini.h"

#include <ini.h>

/* The text on its way into libinih. */
struct feed {
    struct rt_ini *ini;
    struct rt_str rest;
    enum rt_status rc;
    struct rt_error err; /* without its place */
};

static enum rt_status fail_at_line(struct rt_error *err, const char *path,
    unsigned line, enum rt_status status, const struct rt_error *why)
{
    char place[96];
    size_t n = strlen(path);

    /* a long path must not push the sentence out of the error's text */
    if (n > 60) {
        path += n - 60;
        while (((unsigned char)*path & 0xC0) == 0x80)
            path++;
    }
    snprintf(place, sizeof place, "%s%s:%u", n > 60 ? "…" : "", path, line);
    return rt_fail_at(err, status, status == RT_USAGE ? place : NULL, why);
}

enum rt_status rt_fail_line(struct rt_error *err, const char *path,
    unsigned line, const char *ja, const char *en, ...)
{
    struct rt_error why = {0};
    va_list ap;

    va_start(ap, en);
    (void)rt_vfail_both(&why, RT_USAGE, ja, en, ap);
    va_end(ap);
    return fail_at_line(err, path, line, RT_USAGE, &why);
}

/* --- a line before libinih sees it ---------------------------------------- */

static enum rt_status check_heading(struct feed *f, struct rt_str line)
{
    const char *end = memchr(line.p, ']', line.n);
    struct rt_str name, after;

    if (!end)
        return rt_fail_text(&f->err, RT_USAGE,
            "見出しの ] がありません（[scale] のように書いてください）",
            "a heading without its ]: write it as in [scale]");
    name = (struct rt_str){line.p + 1, (size_t)(end - line.p) - 1};
    after = rt_str_trim((struct rt_str){end + 1, line.n - name.n - 2});
    if (after.n > 0 && after.p[0] != ';')
        return rt_fail_text(&f->err, RT_USAGE,
            "見出しの後ろに文字があります（改行してください）",
            "there is text after the heading: begin a new line for it");
    return f->ini->heading ? f->ini->heading(f->ini->context, name, &f->err)
                           : RT_OK;
}

static enum rt_status check_line(
    struct feed *f, struct rt_str line, struct rt_str content)
{
    if (content.n > RT_INI_LINE)
        return rt_fail_both(&f->err, RT_USAGE, "行が長すぎます（%dバイトまで）",
            "the line is longer than %d bytes: shorten it", (int)RT_INI_LINE);
    if (content.p != line.p)
        return rt_fail_text(&f->err, RT_USAGE,
            "行の先頭に空白があります（左端から書いてください）",
            "the line begins with a space: begin it at the left margin");
    if (memchr(content.p, '\r', content.n))
        return rt_fail_text(&f->err, RT_USAGE,
            "改行コードがCRだけです（LFかCRLFで保存してください）",
            "lines end in CR alone: save with LF or CR LF");
    return content.p[0] == '[' ? check_heading(f, content) : RT_OK;
}

/* libinih's fgets, without the comments. */
static char *next_line(char *to, int size, void *stream)
{
    static const char *const mark[] = {"\xEF\xBB\xBF"};
    struct feed *f = stream;
    struct rt_str line, content;

    if (f->rc != RT_OK || !rt_str_line(&f->rest, &line))
        return NULL;
    if (++f->ini->line == 1)
        rt_str_skip_any(&line, mark);
    content = rt_str_trim(line);
    if (content.n > 0 && strchr(";#", content.p[0]))
        content.n = 0;
    if (content.n > 0)
        f->rc = check_line(f, line, content);
    if (f->rc != RT_OK || content.n + 2 > (size_t)size)
        return NULL;
    snprintf(to, (size_t)size, "%.*s\n", RT_FMT(content));
    return to;
}

/* libinih's handler: true to continue. */
static int handle(
    void *user, const char *section, const char *name, const char *value)
{
    struct feed *f = user;

    RT_THEN(
        f->rc, f->ini->take(f->ini->context, section, name, value, &f->err));
    return f->rc == RT_OK;
}

enum rt_status rt_ini_parse(
    struct rt_ini *ini, struct rt_str text, struct rt_error *err)
{
    struct feed f = {.ini = ini, .rest = text};
    int bad;

    ini->line = 0;
    bad = ini_parse_stream(next_line, &f, handle, &f);
    if (f.rc == RT_OK && bad < 0)
        return rt_fail_nomem(err);
    /* the library continues after a line it cannot read, so that a later line
     * may have failed too; the earlier one is reported */
    if (bad > 0 && (f.rc == RT_OK || (unsigned)bad < ini->line))
        return rt_fail_line(err, ini->path, (unsigned)bad,
            "見出しでもキーでもない行です（[見出し] か「キー = 値」の形で"
            "書いてください）",
            "neither a heading nor a key: write [section], or key = value");
    return f.rc == RT_OK
               ? RT_OK
               : fail_at_line(err, ini->path, ini->line, f.rc, &f.err);
}

enum rt_status rt_file_text(const char *path, struct rt_buf *to)
{
    FILE *f = fopen(path, "re");
    enum rt_status rc = RT_OK;
    char block[4096];
    size_t n;

    if (!f)
        return RT_IO;
    while (rc == RT_OK && (n = fread(block, 1, sizeof block, f)) > 0)
        rc = rt_buf_add(to, block, n);
    if (rc == RT_OK && ferror(f))
        rc = RT_IO;
    fclose(f); /* leaves errno where it succeeds */
    return rc;
}
