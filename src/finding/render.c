/* One finding as a line of text, a JSON object or a CSV record.
 *
 * Names of files and sheets and the contents of cells are untrusted. Whatever
 * is in them, one finding stays one line of text, JSON stays JSON and a CSV
 * record keeps its fields (see base/write.h).
 *
 * Values are not changed for spreadsheet programs: a CSV field that begins with
 * "=" is written as it was. The CSV is for programs; people get workbooks,
 * where a text is a text.
 */
#include "finding/finding.h"

/* "FILE:SHEET!CELL: ", as much of it as there is. A finding without a file is
 * about a department ("nothing was sent"), or about the run as a whole. */
static void put_place(struct rt_writer *w, const struct rt_finding *f)
{
    char cell[RT_CELL_NAME], sheet[RT_SHEET_SHOWN];
    struct rt_str subject = f->where.file.n > 0 ? f->where.file : f->department;

    if (subject.n == 0)
        return;
    rt_write_plain(w, subject);
    rt_where_cell(&f->where, cell);
    if (f->where.sheet.n > 0) {
        rt_write_z(w, ":");
        rt_sheet_shown(f->where.sheet, sheet);
        rt_write_plain(w, rt_str(sheet));
    }
    if (cell[0] != '\0')
        rt_writef(w, "%s%s", f->where.sheet.n > 0 ? "!" : ":", cell);
    rt_write_z(w, ": ");
}

void rt_finding_text(const struct rt_finding *f, struct rt_writer *w)
{
    const struct rt_finding_info *info = rt_finding_info(f->code);

    put_place(w, f);
    rt_writef(w, "%s %s: ", rt_severity_name(info->severity), info->name);
    rt_write_plain(w, f->message);
    rt_write_z(w, "\n");
}

static int64_t number(uint32_t value)
{
    return value != 0 ? (int64_t)value : -1;
}

void rt_finding_jsonl(const struct rt_finding *f, struct rt_writer *w)
{
    const struct rt_finding_info *info = rt_finding_info(f->code);
    char cell[RT_CELL_NAME];

    rt_json_open(w, NULL, '{');
    rt_json_z(w, "code", info->name);
    rt_json_z(w, "severity", rt_severity_name(info->severity));
    rt_json_text(w, "department", f->department);
    rt_json_text(w, "file", f->where.file);
    rt_json_text(w, "sheet", f->where.sheet);
    if (f->where.csv) {
        rt_json_int(w, "row", number(f->where.row));
        rt_json_int(w, "column", number(f->where.col));
    } else {
        rt_where_cell(&f->where, cell);
        rt_json_z(w, "cell", cell);
    }
    rt_json_text(w, "risk_id", f->risk_id);
    rt_json_text(w, "message", f->message);
    rt_json_text(w, "expected", f->expected);
    rt_json_text(w, "actual", f->actual);
    rt_json_close(w, '}');
    rt_write_z(w, "\n");
}

static void field(struct rt_writer *w, struct rt_str s, const char *end)
{
    rt_write_csv(w, s);
    rt_write_z(w, end);
}

static void field_number(struct rt_writer *w, bool known, uint32_t value)
{
    if (known && value != 0)
        rt_write_int(w, value);
    rt_write_z(w, ",");
}

void rt_finding_csv_header(struct rt_writer *w)
{
    rt_write_z(w, "code,severity,department,file,sheet,cell,row,column,risk_id,"
                  "message,expected,actual\r\n");
}

void rt_finding_csv(const struct rt_finding *f, struct rt_writer *w)
{
    const struct rt_finding_info *info = rt_finding_info(f->code);
    char cell[RT_CELL_NAME] = "";

    if (!f->where.csv)
        rt_where_cell(&f->where, cell);
    rt_writef(w, "%s,%s,", info->name, rt_severity_name(info->severity));
    field(w, f->department, ",");
    field(w, f->where.file, ",");
    field(w, f->where.sheet, ",");
    field(w, rt_str(cell), ",");
    field_number(w, f->where.csv, f->where.row);
    field_number(w, f->where.csv, f->where.col);
    field(w, f->risk_id, ",");
    field(w, f->message, ",");
    field(w, f->expected, ",");
    field(w, f->actual, "\r\n");
}
