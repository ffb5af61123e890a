/* Writers over a buffer or a file; escapes, code point by code point. */
#include "base/write.h"

#include <errno.h>
#include <stdarg.h>

/* --- where it goes -------------------------------------------------------- */

struct rt_writer rt_writer_to(struct rt_buf *buf)
{
    return (struct rt_writer){.buf = buf};
}

void rt_writer_init(struct rt_writer *w, size_t max)
{
    *w = rt_writer_to(&w->own);
    rt_buf_init(&w->own, max);
}

void rt_writer_fini(struct rt_writer *w)
{
    rt_buf_fini(&w->own);
}

struct rt_str rt_writer_str(const struct rt_writer *w)
{
    return rt_buf_str(w->buf);
}

void rt_writer_clear(struct rt_writer *w)
{
    rt_buf_clear(w->buf);
}

struct rt_writer rt_writer_on(FILE *file, const char *path)
{
    return (struct rt_writer){.file = file, .path = path};
}

enum rt_status rt_writer_open(
    struct rt_writer *w, const char *path, struct rt_error *err)
{
    *w = rt_writer_on(fopen(path, "wbe"), path);
    return w->file ? RT_OK : rt_fail_errno(err, RT_CANNOT_WRITE, path);
}

void rt_writer_keep(struct rt_writer *w, enum rt_status rc)
{
    RT_THEN(w->rc, rc);
}

/* A write to the file went wrong. */
static void keep_errno(struct rt_writer *w)
{
    if (w->rc == RT_OK)
        w->os = errno;
    rt_writer_keep(w, RT_IO);
}

enum rt_status rt_writer_done(const struct rt_writer *w, struct rt_error *err)
{
    switch (w->rc) {
    case RT_OK:
        return RT_OK;
    case RT_NOMEM:
        return rt_fail_nomem(err);
    case RT_IO:
        errno = w->os;
        return rt_fail_errno(err, RT_CANNOT_WRITE, w->path);
    default:
        return rt_fail_both(err, w->rc, "テキストが長すぎて書き出せません",
            "a text is too long to be written");
    }
}

void rt_writer_join(struct rt_writer *whole, struct rt_writer *part)
{
    rt_writer_keep(whole, part->rc);
    rt_writer_fini(part);
}

enum rt_status rt_writer_flush(struct rt_writer *w, struct rt_error *err)
{
    if (fflush(w->file) != 0)
        keep_errno(w);
    return rt_writer_done(w, err);
}

enum rt_status rt_writer_close(
    struct rt_writer *w, enum rt_status so_far, struct rt_error *err)
{
    if (fclose(w->file) != 0)
        keep_errno(w);
    w->file = NULL;
    return so_far == RT_OK || so_far == RT_ROW || so_far == RT_END
               ? rt_writer_done(w, err)
               : so_far;
}

static inline void put(struct rt_writer *w, const char *p, size_t n)
{
    if (w->rc != RT_OK || n == 0)
        return;
    if (w->buf)
        w->rc = rt_buf_add(w->buf, p, n);
    else if (fwrite_unlocked(p, 1, n, w->file) != n)
        keep_errno(w);
}

void rt_write(struct rt_writer *w, struct rt_str s)
{
    put(w, s.p, s.n);
}

void rt_write_z(struct rt_writer *w, const char *z)
{
    rt_write(w, rt_str(z));
}

void rt_write_int(struct rt_writer *w, int64_t v)
{
    char digits[RT_INT_TEXT];

    put(w, digits, rt_format_int(v, digits));
}

void rt_write_between(struct rt_writer *w, const char *separator)
{
    if (w->buf->len > 0)
        rt_write_z(w, separator);
}

void rt_write_line(struct rt_writer *w, struct rt_writer *line)
{
    rt_writer_keep(w, line->rc);
    rt_write(w, rt_writer_str(line));
    rt_writer_clear(line);
}

void rt_write_spaces(struct rt_writer *w, size_t n)
{
    while (n-- > 0)
        rt_write_z(w, " ");
}

void rt_writef(struct rt_writer *w, const char *fmt, ...)
{
    va_list ap;

    if (w->rc != RT_OK)
        return;
    va_start(ap, fmt);
    if (w->buf)
        w->rc = rt_buf_vprintf(w->buf, fmt, ap);
    else if (vfprintf(w->file, fmt, ap) < 0)
        keep_errno(w);
    va_end(ap);
}

/* --- escapes -------------------------------------------------------------- */

static bool never_escaped(uint32_t cp)
{
    return (cp >= 'a' && cp <= 'z') || (cp >= 'A' && cp <= 'Z')
           || (cp >= '0' && cp <= '9') || (cp >= 0x3000 && cp <= 0xFFFD);
}

/* Of what is never escaped, the most: kana, nearly all kanji, letters. */
static size_t plain_prefix(struct rt_str s)
{
    size_t i = 0, n;

    while ((n = rt_utf8_kana_kanji(s.p + i, s.n - i)) > 0
           || (i < s.n && (unsigned char)s.p[i] < 0x80
               && never_escaped((unsigned char)s.p[i])))
        i += n > 0 ? n : 1;
    return i;
}

/* Unchanged stretches go over in one piece: most texts are one stretch. */
void rt_write_escaped(
    struct rt_writer *w, struct rt_str s, rt_escape_fn *escape)
{
    size_t run = 0;

    for (;;) {
        char instead[RT_ESCAPE_SIZE];
        uint32_t cp = 0xFFFD;
        size_t taken, given;

        run += plain_prefix((struct rt_str){s.p + run, s.n - run});
        if (run == s.n)
            break;
        taken = rt_utf8_decode((struct rt_str){s.p + run, s.n - run}, &cp);
        if (taken == 0)
            given = rt_utf8_encode(0xFFFD, instead);
        else
            given = never_escaped(cp) ? 0 : escape(cp, instead);
        if (given == 0) {
            run += taken;
            continue;
        }
        rt_write(w, (struct rt_str){s.p, run});
        rt_write(w, (struct rt_str){instead, given});
        run += taken > 0 ? taken : 1;
        s.p += run;
        s.n -= run;
        run = 0;
    }
    rt_write(w, s);
}

size_t rt_escape_plain(uint32_t cp, char to[RT_ESCAPE_SIZE])
{
    bool control = cp < 0x20 || (cp >= 0x7F && cp < 0xA0);
    bool separator = cp >= 0x2028 && cp <= 0x202E;
    bool isolate = cp >= 0x2066 && cp <= 0x2069;

    to[0] = ' ';
    return control || separator || isolate ? 1 : 0;
}

void rt_write_plain(struct rt_writer *w, struct rt_str s)
{
    rt_write_escaped(w, s, rt_escape_plain);
}

static size_t escape_json(uint32_t cp, char to[RT_ESCAPE_SIZE])
{
    static const char letters[] = "\"\\\b\f\n\r\t";
    static const char names[] = "\"\\bfnrt";
    const char *found = NULL;

    if (cp > 0 && cp < 0x80)
        found = strchr(letters, (int)cp);
    if (found) {
        to[0] = '\\';
        to[1] = names[found - letters];
        return 2;
    }
    if (cp < 0x20 || (cp >= 0x7F && cp < 0xA0) || cp == 0x2028 || cp == 0x2029)
        return (size_t)snprintf(to, RT_ESCAPE_SIZE, "\\u%04x", (unsigned)cp);
    return 0;
}

void rt_write_json(struct rt_writer *w, struct rt_str s)
{
    rt_write_escaped(w, s, escape_json);
}

static size_t escape_csv(uint32_t cp, char to[RT_ESCAPE_SIZE])
{
    if (cp == '"') {
        to[0] = to[1] = '"';
        return 2;
    }
    /* the one character a CSV reader may take for the end of the text */
    return cp == 0 ? rt_utf8_encode(0xFFFD, to) : 0;
}

void rt_write_csv_quoted(struct rt_writer *w, struct rt_str s)
{
    rt_write_z(w, "\"");
    rt_write_escaped(w, s, escape_csv);
    rt_write_z(w, "\"");
}

void rt_write_csv(struct rt_writer *w, struct rt_str s)
{
    bool quoted = s.n > 0 && (s.p[0] == ' ' || s.p[s.n - 1] == ' ');

    for (size_t i = 0; i < s.n && !quoted; i++)
        quoted = memchr("\",\r\n", s.p[i], 4);
    if (quoted)
        rt_write_csv_quoted(w, s);
    else
        rt_write_escaped(w, s, escape_csv);
}

static size_t escape_xml(uint32_t cp, char to[RT_ESCAPE_SIZE])
{
    const char *name = cp == '&'   ? "&amp;"
                       : cp == '<' ? "&lt;"
                       : cp == '>' ? "&gt;"
                       : cp == '"' ? "&quot;"
                                   : "";
    size_t n = strlen(name);

    memcpy(to, name, n);
    if ((cp < 0x20 && cp != '\t' && cp != '\n' && cp != '\r')
        || (cp & ~1u) == 0xFFFE)
        n = rt_utf8_encode(0xFFFD, to);
    return n;
}

void rt_write_xml(struct rt_writer *w, struct rt_str s)
{
    rt_write_escaped(w, s, escape_xml);
}

/* --- JSON ----------------------------------------------------------------- */

static void begin_line(struct rt_writer *w)
{
    if (!w->indented)
        return;
    put(w, "\n", 1);
    rt_write_spaces(w, (size_t)w->depth * 2);
}

void rt_json_begin(struct rt_writer *w, const char *name)
{
    if (w->follows && w->depth > 0)
        put(w, ",", 1);
    if (w->depth > 0)
        begin_line(w);
    w->follows = true;
    if (!name)
        return;
    put(w, "\"", 1);
    put(w, name, strlen(name));
    put(w, "\": ", w->indented ? 3 : 2);
}

static void bare(struct rt_writer *w, const char *name, const char *value)
{
    rt_json_begin(w, name);
    rt_write_z(w, value);
}

void rt_json_open(struct rt_writer *w, const char *name, char bracket)
{
    rt_json_begin(w, name);
    rt_write(w, (struct rt_str){&bracket, 1});
    w->depth++;
    w->follows = false;
}

void rt_json_close(struct rt_writer *w, char bracket)
{
    w->depth--;
    if (w->follows)
        begin_line(w);
    rt_write(w, (struct rt_str){&bracket, 1});
    w->follows = true;
}

void rt_json_str(struct rt_writer *w, const char *name, struct rt_str s)
{
    rt_json_begin(w, name);
    put(w, "\"", 1);
    rt_write_json(w, s);
    put(w, "\"", 1);
}

void rt_json_null(struct rt_writer *w, const char *name)
{
    bare(w, name, "null");
}

void rt_json_text(struct rt_writer *w, const char *name, struct rt_str s)
{
    if (s.n > 0)
        rt_json_str(w, name, s);
    else
        rt_json_null(w, name);
}

void rt_json_z(struct rt_writer *w, const char *name, const char *z)
{
    rt_json_text(w, name, rt_str(z));
}

void rt_json_int(struct rt_writer *w, const char *name, int64_t v)
{
    if (v < 0) {
        rt_json_null(w, name);
        return;
    }
    rt_json_begin(w, name);
    rt_write_int(w, v);
}

void rt_json_bool(struct rt_writer *w, const char *name, bool v)
{
    bare(w, name, v ? "true" : "false");
}

void rt_json_line(struct rt_writer *w)
{
    rt_write_z(w, w->follows ? ",\n" : "\n");
    w->follows = false;
}
