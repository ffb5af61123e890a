/* What comes out of a file, packed into its spool and taken out again, and the
 * raw rows between the two passes. A pack and its unpack are next to each other
 * and name their fields in the same order.
 */
#include <string.h>

#include "base/write.h"
#include "form/pack.h"

/* --- findings ------------------------------------------------------------- */

enum rt_status rt_put_finding(struct rt_intake *in, enum rt_code code,
    const struct rt_place *place, const struct rt_str args[RT_FINDING_ARGS],
    struct rt_error *err)
{
    struct packer p = pack_start(in, RT_ENTRY_FINDING);

    rt_buf_clear(&in->text2);
    if (rt_finding_message(code, in->request.lang, args, &in->text2) != RT_OK)
        return rt_fail_nomem(err);
    pack_u(&p, code);
    /* A finding of the file belongs to the department the roster names. */
    pack_s(&p, place->department.n == 0 && in->roster_file >= 0
                   ? in->input.department
                   : place->department);
    pack_s(&p, place->sheet ? place->sheet->name : RT_STR_NONE);
    pack_u(&p, place->row);
    pack_u(&p, place->col);
    pack_s(&p, place->risk_id);
    pack_s(&p, rt_buf_str(&in->text2));
    pack_s(&p, place->expected);
    pack_s(&p, place->actual);
    pack_s(&p, place->inputs);
    return pack_finish(in, &p, err);
}

static void get_finding(
    struct rt_intake *in, struct rt_str r, struct rt_finding *f)
{
    uint64_t v;

    *f = (struct rt_finding){.where.file = in->input.file,
        .where.csv = rt_str_is(in->input.format, "csv")};
    rt_unpack_u64(&r, &v);
    f->code = (enum rt_code)v;
    rt_unpack_str(&r, &f->department);
    rt_unpack_str(&r, &f->where.sheet);
    rt_unpack_u64(&r, &v);
    f->where.row = (uint32_t)v;
    rt_unpack_u64(&r, &v);
    f->where.col = (uint32_t)v;
    rt_unpack_str(&r, &f->risk_id);
    rt_unpack_str(&r, &f->message);
    rt_unpack_str(&r, &f->expected);
    rt_unpack_str(&r, &f->actual);
    rt_unpack_str(&r, &f->inputs);
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
    if (p.rc == RT_OK)
        p.rc = rt_record_pack(&rt_risk_members, &copy, p.b);
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
    struct packer p;

    rt_buf_clear(&in->text);
    raw_cells(&w, row);
    RT_TRY(rt_writer_done(&w, err));
    p = pack_start(in, RT_ENTRY_REJECTED);
    pack_s(&p, sheet->name);
    pack_u(&p, row->number);
    pack_u(&p, code);
    pack_s(&p, reason);
    pack_s(&p, rt_buf_str(&in->text));
    return pack_finish(in, &p, err);
}

static void get_rejected(
    struct rt_intake *in, struct rt_str r, struct rt_rejected *to)
{
    uint64_t v;

    *to = (struct rt_rejected){.where.file = in->input.file};
    rt_unpack_str(&r, &to->where.sheet);
    rt_unpack_u64(&r, &v);
    to->where.row = (uint32_t)v;
    rt_unpack_u64(&r, &v);
    to->code = rt_str(rt_finding_info((enum rt_code)v)->name);
    rt_unpack_str(&r, &to->reason);
    rt_unpack_str(&r, &to->cells);
}

/* --- check sheets --------------------------------------------------------- */

enum rt_status rt_put_checks(
    struct rt_intake *in, const struct rt_checks *checks, struct rt_error *err)
{
    struct packer p = pack_start(in, RT_ENTRY_CHECKS);

    pack_s(&p, checks->where.sheet);
    pack_s(&p, checks->category);
    for (int i = 0; i < 5; i++)
        pack_u(&p, checks->answers[i]);
    return pack_finish(in, &p, err);
}

static void get_checks(struct rt_str r, struct rt_checks *to)
{
    *to = (struct rt_checks){0};
    rt_unpack_str(&r, &to->where.sheet);
    rt_unpack_str(&r, &to->category);
    for (int i = 0; i < 5; i++)
        rt_unpack_u64(&r, &to->answers[i]);
}

/* --- treatment plans ------------------------------------------------------ */

enum rt_status rt_put_plan(struct rt_intake *in, enum rt_entry_kind kind,
    const struct rt_plan_row *row, struct rt_error *err)
{
    struct packer p = pack_start(in, kind);

    if (p.rc == RT_OK)
        p.rc = rt_plan_pack(row, p.b);
    return pack_finish(in, &p, err);
}

static enum rt_status get_plan(struct rt_intake *in, struct rt_str r,
    struct rt_plan_row *to, struct rt_error *err)
{
    enum rt_status rc = rt_plan_unpack(r, &in->plan_room, to, err);

    return rc == RT_OK ? RT_ROW : rc;
}

enum rt_status rt_intake_next(
    struct rt_intake *in, struct rt_entry *entry, struct rt_error *err)
{
    struct rt_str record;
    enum rt_status rc = rt_spool_get(&in->out, &record, err);
    uint64_t kind;

    if (rc != RT_ROW)
        return rc;
    rt_unpack_u64(&record, &kind);
    entry->kind = (enum rt_entry_kind)kind;
    switch (entry->kind) {
    case RT_ENTRY_RISK:
        get_risk(in, record, entry);
        break;
    case RT_ENTRY_FINDING:
        get_finding(in, record, &entry->finding);
        break;
    case RT_ENTRY_REJECTED:
        get_rejected(in, record, &entry->rejected);
        break;
    case RT_ENTRY_CHECKS:
        get_checks(record, &entry->checks);
        break;
    case RT_ENTRY_PLAN:
    case RT_ENTRY_PLAN_GONE:
    case RT_ENTRY_PLAN_NOTE:
    case RT_ENTRY_PLAN_HEAD:
    case RT_ENTRY_PLAN_BESIDE:
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
    for (size_t i = 0; i < row->count && p.rc == RT_OK; i++) {
        const struct rt_cell *c = &row->cells[i];
        pack_u(&p, c->col);
        pack_u(&p, (uint64_t)c->type << 1 | c->is_formula);
        if (c->type != RT_CELL_STRING && p.rc == RT_OK)
            p.rc = rt_pack_double(p.b, c->number);
        pack_s(&p, c->text);
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
    if (count > max)
        return rt_fail(err, RT_BUG, "a row is wider than the limit");
    for (row->count = 0; row->count < count; row->count++) {
        struct rt_cell *c = &cells[row->count];
        *c = (struct rt_cell){0};
        rt_unpack_u64(&r, &v);
        c->col = (uint32_t)v;
        rt_unpack_u64(&r, &v);
        c->type = (enum rt_cell_type)(v >> 1);
        c->is_formula = v & 1;
        if (c->type != RT_CELL_STRING)
            rt_unpack_double(&r, &c->number);
        rt_unpack_str(&r, &c->text);
    }
    rt_unpack_u64(&r, &v);
    if (v && r.n == sizeof *problem) {
        memcpy(problem, r.p, sizeof *problem);
        row->problem = problem;
    }
    return RT_ROW;
}
