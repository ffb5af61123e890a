/* Return slips: what goes back to which department (sql/slips.sql). */
#include "ledger/private.h"

enum rt_status rt_ledger_add_department(
    struct rt_ledger *l, struct rt_str name, struct rt_error *err)
{
    struct rt_sql_bind b = rt_sql_kept(&l->sql, LDB_ADD_DEPARTMENT);
    rt_sql_put_text(&b, name);
    return rt_sql_run(&b, NULL, err);
}

enum rt_status rt_ledger_make_slips(struct rt_ledger *l, struct rt_error *err)
{
    int64_t slips = 0;
    RT_TRY(rt_ldb_need_finished(l, err));
    RT_TRY(rt_sql_exec(&l->sql, LDB_BEGIN, err));
    RT_TRY(rt_sql_exec(&l->sql, LDB_MAKE_SLIPS, err));
    RT_TRY(rt_sql_number(&l->sql, LDB_COUNT_SLIPS, &slips, err));
    if (slips > 0)
        RT_TRY(rt_sql_exec(&l->sql, LDB_FILL_SLIPS, err));
    return rt_sql_exec(&l->sql, LDB_COMMIT, err);
}

/* --- the slips ------------------------------------------------------------ */

static void read_slip(struct rt_sql_read *r, void *to)
{
    struct rt_slip *out = to;

    out->id = rt_sql_get_int(r);
    out->department = rt_sql_get_str(r);
    out->file = rt_sql_get_str(r);
    out->missing = rt_sql_get_int(r) != 0;
    out->expected = rt_sql_get_str(r);
    rt_sql_get_counts(r, &out->errors, &out->warnings, &out->rows);
}

struct rt_cursor rt_ledger_slips(struct rt_ledger *l, struct rt_error *err)
{
    return LDB_ROWS(l, LDB_SLIPS, read_slip, struct rt_slip, err);
}

/* Of one slip's part of something. */
static struct rt_cursor of_slip(struct rt_cursor c, int64_t slip)
{
    rt_sql_rows_int(&c, slip);
    return c;
}

/* --- what is to be corrected ---------------------------------------------- */

static void read_correction(struct rt_sql_read *r, void *to)
{
    struct rt_correction *out = to;

    rt_record_get(&rt_finding_members, r, &out->finding);
    out->asset = rt_sql_get_str(r);
    out->cells = rt_sql_get_str(r);
}

struct rt_cursor rt_ledger_corrections(
    struct rt_ledger *l, int64_t slip, struct rt_error *err)
{
    return of_slip(LDB_ROWS(l, LDB_CORRECTIONS, read_correction,
                       struct rt_correction, err),
        slip);
}

/* --- what was taken ------------------------------------------------------- */

static void read_understood(struct rt_sql_read *r, void *to)
{
    struct rt_understood *out = to;

    rt_ldb_get_risk(r, &out->risk);
    out->is_rejected = rt_sql_get_int(r) != 0;
    rt_record_get(&rt_rejected_members, r, &out->rejected);
    out->notes = rt_sql_get_str(r);
    if (out->is_rejected) {
        rt_record_blank(&rt_risk_members, &out->risk);
        out->risk.where = out->rejected.where;
    }
}

struct rt_cursor rt_ledger_understood(
    struct rt_ledger *l, int64_t slip, struct rt_error *err)
{
    return of_slip(
        LDB_ROWS(l, LDB_UNDERSTOOD, read_understood, struct rt_understood, err),
        slip);
}

static void read_slip_input(struct rt_sql_read *r, void *to)
{
    struct rt_slip_input *out = to;

    rt_ldb_get_input(r, &out->input);
    out->notes = rt_sql_get_str(r);
}

struct rt_cursor rt_ledger_slip_inputs(
    struct rt_ledger *l, int64_t slip, struct rt_error *err)
{
    return of_slip(LDB_ROWS(l, LDB_SLIP_INPUTS, read_slip_input,
                       struct rt_slip_input, err),
        slip);
}
