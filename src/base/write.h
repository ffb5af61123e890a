/* Writing text for others: programs, spreadsheets, browsers, people.
 *
 * A writer appends to a buffer or to a file and keeps its first failure, so
 * that a caller writes piece after piece and asks once, at the end:
 *
 *     struct rt_writer w = rt_writer_to(&buf);
 *     rt_write_z(&w, "name,size\r\n");
 *     rt_write_csv(&w, name);
 *     rt_writef(&w, ",%u\r\n", size);
 *     return rt_writer_done(&w, err);
 *
 * Text is untrusted. Every escape below makes bytes that are not UTF-8 (a file
 * name may hold any) into U+FFFD and leaves nothing out.
 */
#ifndef RISKTALLY_WRITE_H
#define RISKTALLY_WRITE_H

#include "base/text.h"

/* More than any text that is made in memory, and than any line of a file. */
enum { RT_TEXT_MAX = 64 << 20, RT_LINE_MAX = 1 << 30 };

struct rt_writer {
    struct rt_buf *buf; /* where it goes, or NULL: to the file */
    FILE *file;
    const char *path; /* the file's, for its errors; borrowed */
    enum rt_status rc;
    int os;            /* errno of RT_IO */
    struct rt_buf own; /* of rt_writer_init */
    /* JSON: */
    bool indented; /* two spaces a level and a line for each member */
    bool follows;  /* the next value follows another and needs a comma */
    unsigned depth;
};

struct rt_writer rt_writer_to(struct rt_buf *buf);
/* With a buffer of its own, which rt_writer_fini frees. The writer must not
 * move meanwhile. The macro is the initial value of the variable `w`. */
#define RT_WRITER(w, ceiling)                                                  \
    {                                                                          \
        .buf = &(w).own, .own = {.max = (ceiling) }                            \
    }
void rt_writer_init(struct rt_writer *w, size_t max);
void rt_writer_fini(struct rt_writer *w);
/* Frees `part` and takes its failure over to what it is a part of. */
void rt_writer_join(struct rt_writer *whole, struct rt_writer *part);
/* What the buffer holds; forgetting it. */
struct rt_str rt_writer_str(const struct rt_writer *w);
void rt_writer_clear(struct rt_writer *w);
/* Onto a file that the caller has open (standard output). */
struct rt_writer rt_writer_on(FILE *file, const char *path);
/* Makes or empties the file at `path`. */
enum rt_status rt_writer_open(
    struct rt_writer *w, const char *path, struct rt_error *err) RT_MUST_USE;
/* Closes the file. What is not yet on the disk may fail here: on a full one
 * this is where it shows. Returns `so_far` where that is a failure already
 * (RT_ROW and RT_END are none: what a cursor said last can be passed in). */
enum rt_status rt_writer_close(struct rt_writer *w, enum rt_status so_far,
    struct rt_error *err) RT_MUST_USE;
/* Hands everything to the system; for a file that stays open. */
enum rt_status rt_writer_flush(
    struct rt_writer *w, struct rt_error *err) RT_MUST_USE;
/* What has become of the writing so far. */
enum rt_status rt_writer_done(
    const struct rt_writer *w, struct rt_error *err) RT_MUST_USE;
/* Takes in the failure of something else, unless there is one already. */
void rt_writer_keep(struct rt_writer *w, enum rt_status rc);

void rt_write(struct rt_writer *w, struct rt_str s);
void rt_write_z(struct rt_writer *w, const char *z); /* NULL writes nothing */
void rt_write_int(struct rt_writer *w, int64_t v);
/* The separator of a list, unless the buffer is empty. */
void rt_write_between(struct rt_writer *w, const char *separator);
/* The line that `line` holds, which begins anew. */
void rt_write_line(struct rt_writer *w, struct rt_writer *line);
void rt_write_spaces(struct rt_writer *w, size_t n);
void rt_writef(struct rt_writer *w, const char *fmt, ...) RT_PRINTF(2, 3);

/* --- escapes -------------------------------------------------------------- */

/* One line for people. A space for what would end the line or turn round what
 * a terminal shows: controls, the line and paragraph separators, the
 * bidirectional overrides and isolates. */
void rt_write_plain(struct rt_writer *w, struct rt_str s);
/* The inside of a JSON string. Besides what JSON demands, DEL and C1 (they
 * act on a terminal) and U+2028 and U+2029 (they end a line for some readers
 * of lines) are \u escapes. */
void rt_write_json(struct rt_writer *w, struct rt_str s);
/* A CSV field: in quotes where it holds a quote, a comma or a line break, or
 * begins or ends with a space. A value that begins with "=" stays what it is.
 * Quoted: in quotes whatever it holds. */
void rt_write_csv(struct rt_writer *w, struct rt_str s);
void rt_write_csv_quoted(struct rt_writer *w, struct rt_str s);
/* Text of XML or HTML, also between double quotes. What XML 1.0 cannot hold
 * becomes U+FFFD. */
void rt_write_xml(struct rt_writer *w, struct rt_str s);

enum { RT_ESCAPE_SIZE = 8 };

/* Puts what a format wants in place of a code point and returns its length; 0
 * where the code point stays. Not asked about ASCII letters and digits, nor
 * about U+3000 to U+FFFD: all formats leave those alone. */
typedef size_t rt_escape_fn(uint32_t cp, char to[RT_ESCAPE_SIZE]);

void rt_write_escaped(
    struct rt_writer *w, struct rt_str s, rt_escape_fn *escape);
/* Of rt_write_plain, for formats that want a little more. */
size_t rt_escape_plain(uint32_t cp, char to[RT_ESCAPE_SIZE]);

/* --- JSON ----------------------------------------------------------------- */

/* Values in their order; commas, line breaks and indents are the writer's.
 * `name` is a plain ASCII one; NULL in an array and at the top. What follows
 * each other at the top are documents of their own, without a comma. */
void rt_json_open(struct rt_writer *w, const char *name, char bracket);
void rt_json_close(struct rt_writer *w, char bracket);
void rt_json_str(struct rt_writer *w, const char *name, struct rt_str s);
/* null where the text is empty (or NULL), the number negative. */
void rt_json_text(struct rt_writer *w, const char *name, struct rt_str s);
void rt_json_z(struct rt_writer *w, const char *name, const char *z);
void rt_json_int(struct rt_writer *w, const char *name, int64_t v);
void rt_json_bool(struct rt_writer *w, const char *name, bool v);
void rt_json_null(struct rt_writer *w, const char *name);
/* Everything before a value that the caller then writes himself. */
void rt_json_begin(struct rt_writer *w, const char *name);
/* The comma that is due, then a line break: for long lists with a value to a
 * line. */
void rt_json_line(struct rt_writer *w);

#endif
