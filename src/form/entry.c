/* What comes out of a file, packed into its spool and taken out again, and the
 * raw rows between the two passes. A pack and its unpack are next to each other
 * and name their fields in the same order.
 */
#include "base/write.h"
#include "form/pack.h"
#include "form/statement_reader.h"

static enum rt_status put_record(struct rt_intake *in, enum rt_entry_kind kind,
    const struct rt_members *of, const void *record, struct rt_error *err)
{
    struct packer p = pack_start(in, kind);

    RT_THEN(p.rc, rt_record_pack(of, record, p.b));
    return pack_finish(in, &p, err);
}

/* --- findings ------------------------------------------------------------- */

enum rt_status rt_put_finding(struct rt_intake *in, enum rt_code code,
    const struct rt_place *place, const struct rt_str args[RT_FINDING_ARGS],
    struct rt_error *err)
{
    rt_buf_clear(&in->text2);
    if (rt_finding_message(code, in->request.lang, args, &in->text2) != RT_OK)
        return rt_fail_nomem(err);
    const struct rt_finding f = {.code = code,
        /* A finding of the file belongs to the department the roster names. */
        .department = place->department.n == 0 && in->roster_file >= 0
                          ? in->input.department
                          : place->department,
        .where = {.sheet = place->sheet ? place->sheet->name : RT_STR_NONE,
            .row = place->row,
            .col = place->col,
            .csv = rt_str_is(in->input.format, "csv")},
        .risk_id = place->risk_id,
        .message = rt_buf_str(&in->text2),
        .expected = place->expected,
        .actual = place->actual,
        .inputs = place->inputs};
    return put_record(in, RT_ENTRY_FINDING, &rt_finding_members, &f, err);
}

/* --- risks ------------------------------------------------------------------ */

enum rt_status rt_put_risk(struct rt_intake *in, size_t sheet_index,
    const struct rt_risk *risk, struct rt_error *err)
{
    struct packer p = pack_start(in, RT_ENTRY_RISK);
    struct rt_risk copy = *risk;

    copy.where.file = RT_STR_NONE; /* the same for all rows */
    copy.where.csv = rt_str_is(in->input.format, "csv");
    pack_u(&p, sheet_index);
    RT_THEN(p.rc, rt_record_pack(&rt_risk_members, &copy, p.b));
    return pack_finish(in, &p, err);
}

static void get_risk(struct rt_intake *in, struct rt_str r, struct rt_entry *e)
{
    uint64_t v;

    e->risk = (struct rt_risk){0};
    rt_unpack_u64(&r, &v);
    e->sheet_index = (size_t)v;
    rt_record_unpack(&rt_risk_members, &r, &e->risk);
    e->risk.where.file = in->input.file;
}

/* --- rejected rows ----------------------------------------------------------- */

/* "a,b,,c": columns keep their places. */
static void raw_cells(struct rt_writer *w, const struct rt_row *row)
{
    uint32_t col = 0;

    for (size_t i = 0; i < row->count; i++) {
        struct rt_str s = row->cells[i].text;
        bool quote = false;

        for (; col < row->cells[i].col; col++)
            rt_write_z(w, ",");
        for (size_t k = 0; k < s.n && !quote; k++)
            quote = memchr(",\"\n\r", s.p[k], 4);
        if (quote)
            rt_write_csv_quoted(w, s);
        else
            rt_write(w, s);
    }
}

enum rt_status rt_put_rejected(struct rt_intake *in,
    const struct rt_sheet_facts *sheet, const struct rt_row *row,
    enum rt_code code, struct rt_str reason, struct rt_error *err)
{
    struct rt_writer w = rt_writer_to(&in->text);

    rt_buf_clear(&in->text);
    raw_cells(&w, row);
    RT_TRY(rt_writer_done(&w, err));
    const struct rt_rejected r
        = {.where = {.sheet = sheet->name, .row = row->number},
            .code = rt_str(rt_finding_info(code)->name),
            .reason = reason,
            .cells = rt_buf_str(&in->text)};
    return put_record(in, RT_ENTRY_REJECTED, &rt_rejected_members, &r, err);
}

/* --- check sheets --------------------------------------------------------- */

enum rt_status rt_put_checks(
    struct rt_intake *in, const struct rt_checks *checks, struct rt_error *err)
{
    return put_record(in, RT_ENTRY_CHECKS, &rt_checks_members, checks, err);
}

/* --- statements of applicability ------------------------------------------ */

enum rt_status rt_put_statement(
    struct rt_intake *in, const struct rt_soa_row *row, struct rt_error *err)
{
    return put_record(in, RT_ENTRY_STATEMENT, &rt_soa_row_members, row, err);
}

/* --- treatment plans ------------------------------------------------------ */

enum rt_status rt_put_plan(struct rt_intake *in, enum rt_entry_kind kind,
    const struct rt_plan_row *row, struct rt_error *err)
{
    struct packer p = pack_start(in, kind);

    RT_THEN(p.rc, rt_plan_pack(row, p.b));
    return pack_finish(in, &p, err);
}

static enum rt_status get_plan(struct rt_intake *in, struct rt_str r,
    struct rt_plan_row *to, struct rt_error *err)
{
    enum rt_status rc = rt_plan_unpack(r, &in->plan_room, to, err);

    return rc == RT_OK ? RT_ROW : rc;
}

enum rt_status rt_get_entry(struct rt_intake *in, struct rt_str record,
    struct rt_entry *entry, struct rt_error *err)
{
    uint64_t kind;

    rt_unpack_u64(&record, &kind);
    entry->kind = (enum rt_entry_kind)kind;
    switch (entry->kind) {
    case RT_ENTRY_RISK:
        get_risk(in, record, entry);
        break;
    case RT_ENTRY_FINDING:
        rt_record_unpack(&rt_finding_members, &record, &entry->finding);
        entry->finding.where.file = in->input.file;
        break;
    case RT_ENTRY_REJECTED:
        rt_record_unpack(&rt_rejected_members, &record, &entry->rejected);
        entry->rejected.where.file = in->input.file;
        break;
    case RT_ENTRY_CHECKS:
        entry->checks = (struct rt_checks){0};
        rt_record_unpack(&rt_checks_members, &record, &entry->checks);
        break;
    case RT_ENTRY_STATEMENT:
        rt_record_unpack(&rt_soa_row_members, &record, &entry->statement);
        entry->statement.where.file = in->input.file;
        break;
    default: /* of a plan */
        return get_plan(in, record, &entry->plan, err);
    }
    return RT_ROW;
}

/* --- raw rows ------------------------------------------------------------------ */

enum rt_status rt_raw_put(struct rt_intake *in, struct rt_spool *to,
    size_t sheet, const struct rt_row *row, struct rt_error *err)
{
    struct packer p = {&in->pack, RT_OK};

    in->pack.max = PACK_MAX;
    rt_buf_clear(&in->pack);
    pack_u(&p, sheet);
    pack_u(&p, row->number);
    pack_u(&p, row->count);
    pack_u(&p, row->fields);
    for (size_t i = 0; i < row->count && p.rc == RT_OK; i++) {
        const struct rt_cell *c = &row->cells[i];
        pack_u(&p, c->col);
        pack_u(&p, (uint64_t)c->shown << 8 | (uint64_t)c->type << 4
                       | (uint64_t)c->struck << 2 | (uint64_t)c->date1904 << 1
                       | c->is_formula);
        if (c->type != RT_CELL_STRING && p.rc == RT_OK)
            p.rc = rt_pack_double(p.b, c->number);
        pack_s(&p, c->text);
        if (c->is_formula) {
            pack_s(&p, c->formula);
            pack_u(&p, c->shared);
        }
    }
    pack_u(&p, row->problem != NULL);
    if (row->problem && p.rc == RT_OK)
        p.rc = rt_buf_add(p.b, row->problem, sizeof *row->problem);
    if (p.rc != RT_OK)
        return p.rc == RT_LIMIT ? rt_fail_code(err, RT_LIMIT, RT_IN201,
                   "limit-cell-bytes", "64 MiB / row", NULL)
                                : rt_fail_nomem(err);
    return rt_spool_put(to, rt_buf_str(&in->pack), err);
}

enum rt_status rt_raw_get(struct rt_spool *from, size_t *sheet,
    struct rt_row *row, struct rt_cell *cells, size_t max,
    struct rt_error *problem, struct rt_error *err)
{
    struct rt_str r;
    uint64_t v, count;
    enum rt_status rc = rt_spool_get(from, &r, err);

    if (rc != RT_ROW)
        return rc;
    *row = (struct rt_row){.cells = cells};
    rt_unpack_u64(&r, &v);
    *sheet = (size_t)v;
    rt_unpack_u64(&r, &v);
    row->number = (uint32_t)v;
    rt_unpack_u64(&r, &count);
    rt_unpack_u64(&r, &v);
    row->fields = (uint32_t)v;
    if (count > max)
        return rt_fail(err, RT_BUG, "a row is wider than the limit");
    for (row->count = 0; row->count < count; row->count++) {
        struct rt_cell *c = &cells[row->count];
        *c = (struct rt_cell){0};
        rt_unpack_u64(&r, &v);
        c->col = (uint32_t)v;
        rt_unpack_u64(&r, &v);
        c->shown = (char)(v >> 8);
        c->type = (enum rt_cell_type)(v >> 4 & 15);
        c->struck = v >> 2 & 3;
        c->date1904 = v & 2;
        c->is_formula = v & 1;
        if (c->type != RT_CELL_STRING)
            rt_unpack_double(&r, &c->number);
        rt_unpack_str(&r, &c->text);
        if (c->is_formula) {
            rt_unpack_str(&r, &c->formula);
            rt_unpack_u64(&r, &v);
            c->shared = (uint32_t)v;
        }
    }
    rt_unpack_u64(&r, &v);
    if (v && r.n == sizeof *problem) {
        memcpy(problem, r.p, sizeof *problem);
        row->problem = problem;
    }
    return RT_ROW;
}
