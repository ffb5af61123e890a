/* One finding as a line of text, a JSON object or a CSV record.
 *
 * Names of files and sheets and the contents of cells come from strangers.
 * Whatever is in them, one finding stays one line of text, JSON stays JSON
 * and a CSV record keeps its fields. Each format therefore takes strings code
 * point by code point; bytes that are no UTF-8 (a file's name can have them)
 * become U+FFFD in all three.
 *
 * It refuses to change a value for the sake of a spreadsheet program: a CSV
 * field that begins with "=" is written as it was. The CSV is for programs;
 * people get workbooks, where a text is a text.
 */
#include "risktally/finding.h"

#include <stdio.h>
#include <string.h>

/* A buffer and the first failure on the way into it: the functions below
 * append one after the other and look at rc once, at the end. */
struct out {
    struct rt_buf *buf;
    enum rt_status rc;
};

enum { ESCAPE_SIZE = 8 };

/* Writes what a format wants in place of a code point and returns its
 * length; 0 where the code point stays as it is. */
typedef size_t escape_fn(uint32_t cp, char to[ESCAPE_SIZE]);

static void put(struct out *o, struct rt_str s)
{
    if (o->rc == RT_OK)
        o->rc = rt_buf_adds(o->buf, s);
}

static void put_z(struct out *o, const char *z)
{
    put(o, rt_str(z));
}

static void put_number(struct out *o, uint32_t n)
{
    if (o->rc == RT_OK)
        o->rc = rt_buf_printf(o->buf, "%u", (unsigned)n);
}

/* Unchanged stretches go over in one piece: most texts are one stretch. */
static void put_escaped(struct out *o, struct rt_str s, escape_fn *escape)
{
    size_t run = 0;

    while (run < s.n) {
        char instead[ESCAPE_SIZE];
        uint32_t cp = 0xFFFD;
        struct rt_str rest = {s.p + run, s.n - run};
        size_t taken = rt_utf8_decode(rest, &cp);
        size_t given
            = taken > 0 ? escape(cp, instead) : rt_utf8_encode(0xFFFD, instead);

        if (given == 0) {
            run += taken;
            continue;
        }
        put(o, (struct rt_str){s.p, run});
        put(o, (struct rt_str){instead, given});
        run += taken > 0 ? taken : 1;
        s.p += run;
        s.n -= run;
        run = 0;
    }
    put(o, s);
}

/* --- where -------------------------------------------------------------- */

enum { CELL_SIZE = 32 };

/* "XFD" for 16384; seven letters suffice for any uint32_t. */
static void column_letters(uint32_t col, char to[8])
{
    char reversed[8];
    size_t n = 0, i = 0;

    for (; col > 0; col = (col - 1) / 26)
        reversed[n++] = (char)('A' + (col - 1) % 26);
    while (n > 0)
        to[i++] = reversed[--n];
    to[i] = '\0';
}

/* "J12"; "12:12" and "J:J", as Excel writes them, for a whole row or column;
 * empty where there is neither, and for CSV. */
static void cell_name(const struct rt_finding *f, char to[CELL_SIZE])
{
    char col[8];

    column_letters(f->col, col);
    to[0] = '\0';
    if (f->csv || (f->row == 0 && f->col == 0))
        return;
    if (f->col == 0)
        snprintf(to, CELL_SIZE, "%u:%u", (unsigned)f->row, (unsigned)f->row);
    else if (f->row == 0)
        snprintf(to, CELL_SIZE, "%s:%s", col, col);
    else
        snprintf(to, CELL_SIZE, "%s%u", col, (unsigned)f->row);
}

/* --- text --------------------------------------------------------------- */

/* A space for what would end the line or turn round what a terminal shows:
 * controls, the line and paragraph separators, the bidirectional overrides. */
static size_t escape_text(uint32_t cp, char to[ESCAPE_SIZE])
{
    bool control = cp < 0x20 || (cp >= 0x7F && cp < 0xA0);
    bool separator = cp >= 0x2028 && cp <= 0x202E;
    bool isolate = cp >= 0x2066 && cp <= 0x2069;

    to[0] = ' ';
    return control || separator || isolate ? 1 : 0;
}

/* "FILE:SHEET!CELL: ", as much of it as there is. A finding without a file is
 * about a department ("nothing was sent"), or about the run as a whole. */
static void put_place(struct out *o, const struct rt_finding *f)
{
    char cell[CELL_SIZE];
    struct rt_str subject = f->file.n > 0 ? f->file : f->department;

    if (subject.n == 0)
        return;
    put_escaped(o, subject, escape_text);
    cell_name(f, cell);
    if (f->sheet.n > 0) {
        put_z(o, ":");
        put_escaped(o, f->sheet, escape_text);
    }
    if (cell[0] != '\0') {
        put_z(o, f->sheet.n > 0 ? "!" : ":");
        put_z(o, cell);
    }
    if (f->csv && f->row != 0) {
        put_z(o, ":");
        put_number(o, f->row);
        if (f->col != 0) {
            put_z(o, ":");
            put_number(o, f->col);
        }
    }
    put_z(o, ": ");
}

enum rt_status rt_finding_text(const struct rt_finding *f, struct rt_buf *buf)
{
    const struct rt_finding_info *info = rt_finding_info(f->code);
    struct out o = {buf, RT_OK};

    put_place(&o, f);
    put_z(&o, rt_severity_name(info->severity));
    put_z(&o, " ");
    put_z(&o, info->name);
    put_z(&o, ": ");
    put_escaped(&o, f->message, escape_text);
    put_z(&o, "\n");
    return o.rc;
}

/* --- JSON --------------------------------------------------------------- */

static size_t escape_json(uint32_t cp, char to[ESCAPE_SIZE])
{
    static const char letters[] = "\"\\\b\f\n\r\t";
    static const char names[] = "\"\\bfnrt";
    const char *found = NULL;

    if (cp > 0 && cp < 0x80)
        found = strchr(letters, (int)cp);
    if (found != NULL) {
        to[0] = '\\';
        to[1] = names[found - letters];
        return 2;
    }
    /* beyond what JSON asks for: DEL and C1 act on a terminal, and U+2028
       and U+2029 end a line for some readers of lines */
    if (cp < 0x20 || (cp >= 0x7F && cp < 0xA0) || cp == 0x2028 || cp == 0x2029)
        return (size_t)snprintf(to, ESCAPE_SIZE, "\\u%04x", (unsigned)cp);
    return 0;
}

static void member_name(struct out *o, const char *name)
{
    put_z(o, ",\"");
    put_z(o, name);
    put_z(o, "\":");
}

static void member(struct out *o, const char *name, struct rt_str value)
{
    member_name(o, name);
    if (value.n == 0) {
        put_z(o, "null");
        return;
    }
    put_z(o, "\"");
    put_escaped(o, value, escape_json);
    put_z(o, "\"");
}

static void member_number(struct out *o, const char *name, uint32_t value)
{
    member_name(o, name);
    if (value == 0)
        put_z(o, "null");
    else
        put_number(o, value);
}

enum rt_status rt_finding_jsonl(const struct rt_finding *f, struct rt_buf *buf)
{
    const struct rt_finding_info *info = rt_finding_info(f->code);
    struct out o = {buf, RT_OK};
    char cell[CELL_SIZE];

    put_z(&o, "{\"code\":\"");
    put_z(&o, info->name);
    put_z(&o, "\"");
    member(&o, "severity", rt_str(rt_severity_name(info->severity)));
    member(&o, "department", f->department);
    member(&o, "file", f->file);
    member(&o, "sheet", f->sheet);
    if (f->csv) {
        member_number(&o, "row", f->row);
        member_number(&o, "column", f->col);
    } else {
        cell_name(f, cell);
        member(&o, "cell", rt_str(cell));
    }
    member(&o, "risk_id", f->risk_id);
    member(&o, "message", f->message);
    member(&o, "expected", f->expected);
    member(&o, "actual", f->actual);
    put_z(&o, "}\n");
    return o.rc;
}

/* --- CSV ---------------------------------------------------------------- */

static size_t escape_csv(uint32_t cp, char to[ESCAPE_SIZE])
{
    if (cp == '"') {
        to[0] = to[1] = '"';
        return 2;
    }
    /* the one character a CSV reader may take for the end of the text */
    return cp == 0 ? rt_utf8_encode(0xFFFD, to) : 0;
}

static bool needs_quotes(struct rt_str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (s.p[i] == '"' || s.p[i] == ',' || s.p[i] == '\r' || s.p[i] == '\n')
            return true;
    return s.n > 0 && (s.p[0] == ' ' || s.p[s.n - 1] == ' ');
}

static void field(struct out *o, struct rt_str s, const char *end)
{
    bool quoted = needs_quotes(s);

    if (quoted)
        put_z(o, "\"");
    put_escaped(o, s, escape_csv);
    if (quoted)
        put_z(o, "\"");
    put_z(o, end);
}

static void field_number(struct out *o, bool known, uint32_t value)
{
    if (known && value != 0)
        put_number(o, value);
    put_z(o, ",");
}

enum rt_status rt_finding_csv_header(struct rt_buf *buf)
{
    struct out o = {buf, RT_OK};

    put_z(&o, "code,severity,department,file,sheet,cell,row,column,risk_id,"
              "message,expected,actual\r\n");
    return o.rc;
}

enum rt_status rt_finding_csv(const struct rt_finding *f, struct rt_buf *buf)
{
    const struct rt_finding_info *info = rt_finding_info(f->code);
    struct out o = {buf, RT_OK};
    char cell[CELL_SIZE];

    cell_name(f, cell);
    field(&o, rt_str(info->name), ",");
    field(&o, rt_str(rt_severity_name(info->severity)), ",");
    field(&o, f->department, ",");
    field(&o, f->file, ",");
    field(&o, f->sheet, ",");
    field(&o, rt_str(cell), ",");
    field_number(&o, f->csv, f->row);
    field_number(&o, f->csv, f->col);
    field(&o, f->risk_id, ",");
    field(&o, f->message, ",");
    field(&o, f->expected, ",");
    field(&o, f->actual, "\r\n");
    return o.rc;
}
