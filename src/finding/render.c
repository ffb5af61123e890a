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
#include "record/named.h"

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

/* As members, `all` of them for a table. */
static void fill(struct rt_named_list *l, const struct rt_finding *f, bool all)
{
    const struct rt_finding_info *info = rt_finding_info(f->code);

    l->count = 0;
    rt_named_z(l, "code", info->name);
    rt_named_z(l, "severity", rt_severity_name(info->severity));
    rt_named_text(l, "department", f->department);
    rt_named_place(l, &f->where, all);
    rt_named_text(l, "risk_id", f->risk_id);
    rt_named_text(l, "message", f->message);
    rt_named_text(l, "expected", f->expected);
    rt_named_text(l, "actual", f->actual);
}

void rt_finding_jsonl(const struct rt_finding *f, struct rt_writer *w)
{
    struct rt_named_list l;

    fill(&l, f, false);
    rt_named_json(&l, w);
}

void rt_finding_csv_header(struct rt_writer *w)
{
    const struct rt_finding none = {.code = RT_CODE_NONE};
    struct rt_named_list l;

    fill(&l, &none, true);
    rt_named_heads(&l, w);
}

void rt_finding_csv(const struct rt_finding *f, struct rt_writer *w)
{
    struct rt_named_list l;

    fill(&l, f, true);
    rt_named_csv(&l, w);
}
