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
#include "finding/out.h"

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

enum rt_status rt_finding_plain(struct rt_str text, struct rt_buf *buf)
{
    struct out o = {buf, RT_OK};

    rt_out_escaped(&o, text, escape_text);
    return o.rc;
}

/* "FILE:SHEET!CELL: ", as much of it as there is. A finding without a file is
 * about a department ("nothing was sent"), or about the run as a whole. */
static void put_place(struct out *o, const struct rt_finding *f)
{
    char cell[CELL_SIZE];
    struct rt_str subject = f->file.n > 0 ? f->file : f->department;

    if (subject.n == 0)
        return;
    rt_out_escaped(o, subject, escape_text);
    rt_cell_name(f, cell);
    if (f->sheet.n > 0) {
        rt_out_z(o, ":");
        rt_out_escaped(o, f->sheet, escape_text);
    }
    if (cell[0] != '\0') {
        rt_out_z(o, f->sheet.n > 0 ? "!" : ":");
        rt_out_z(o, cell);
    }
    if (f->csv && f->row != 0) {
        rt_out_z(o, ":");
        rt_out_number(o, f->row);
        if (f->col != 0) {
            rt_out_z(o, ":");
            rt_out_number(o, f->col);
        }
    }
    rt_out_z(o, ": ");
}

enum rt_status rt_finding_text(const struct rt_finding *f, struct rt_buf *buf)
{
    const struct rt_finding_info *info = rt_finding_info(f->code);
    struct out o = {buf, RT_OK};

    put_place(&o, f);
    rt_out_z(&o, rt_severity_name(info->severity));
    rt_out_z(&o, " ");
    rt_out_z(&o, info->name);
    rt_out_z(&o, ": ");
    rt_out_escaped(&o, f->message, escape_text);
    rt_out_z(&o, "\n");
    return o.rc;
}

/* --- JSON --------------------------------------------------------------- */

static void member_name(struct out *o, const char *name)
{
    rt_out_z(o, ",\"");
    rt_out_z(o, name);
    rt_out_z(o, "\":");
}

static void member(struct out *o, const char *name, struct rt_str value)
{
    member_name(o, name);
    if (value.n == 0) {
        rt_out_z(o, "null");
        return;
    }
    rt_out_z(o, "\"");
    rt_out_escaped(o, value, rt_escape_json);
    rt_out_z(o, "\"");
}

static void member_number(struct out *o, const char *name, uint32_t value)
{
    member_name(o, name);
    if (value == 0)
        rt_out_z(o, "null");
    else
        rt_out_number(o, value);
}

enum rt_status rt_finding_jsonl(const struct rt_finding *f, struct rt_buf *buf)
{
    const struct rt_finding_info *info = rt_finding_info(f->code);
    struct out o = {buf, RT_OK};
    char cell[CELL_SIZE];

    rt_out_z(&o, "{\"code\":\"");
    rt_out_z(&o, info->name);
    rt_out_z(&o, "\"");
    member(&o, "severity", rt_str(rt_severity_name(info->severity)));
    member(&o, "department", f->department);
    member(&o, "file", f->file);
    member(&o, "sheet", f->sheet);
    if (f->csv) {
        member_number(&o, "row", f->row);
        member_number(&o, "column", f->col);
    } else {
        rt_cell_name(f, cell);
        member(&o, "cell", rt_str(cell));
    }
    member(&o, "risk_id", f->risk_id);
    member(&o, "message", f->message);
    member(&o, "expected", f->expected);
    member(&o, "actual", f->actual);
    rt_out_z(&o, "}\n");
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
        rt_out_z(o, "\"");
    rt_out_escaped(o, s, escape_csv);
    if (quoted)
        rt_out_z(o, "\"");
    rt_out_z(o, end);
}

static void field_number(struct out *o, bool known, uint32_t value)
{
    if (known && value != 0)
        rt_out_number(o, value);
    rt_out_z(o, ",");
}

enum rt_status rt_finding_csv_header(struct rt_buf *buf)
{
    struct out o = {buf, RT_OK};

    rt_out_z(&o, "code,severity,department,file,sheet,cell,row,column,risk_id,"
                 "message,expected,actual\r\n");
    return o.rc;
}

enum rt_status rt_finding_csv(const struct rt_finding *f, struct rt_buf *buf)
{
    const struct rt_finding_info *info = rt_finding_info(f->code);
    struct out o = {buf, RT_OK};
    char cell[CELL_SIZE];

    rt_cell_name(f, cell);
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
