/* Reading the ledger row by row: risks, inputs, findings, refused rows.
 *
 * The columns that a reader takes are those of its query in sql/read.sql, in
 * the same order. The views a reader gives point into SQLite's own row, which
 * is why they last until the next step and no longer.
 */
#include "ledger/private.h"
#include "record/columns.h"

#include <string.h>

/* --- risks ---------------------------------------------------------------- */

enum rt_status rt_ledger_risks(struct rt_ledger *l, enum rt_risks_of of,
    struct rt_cursor **out, struct rt_error *err)
{
    return rt_ldb_finished_cursor(l,
        of == RT_RISKS_PLAN ? LDB_RISKS_OF_PLAN : LDB_RISKS, NULL, NULL, 0, out,
        err);
}

enum rt_status rt_ledger_cell(struct rt_ledger *l, struct rt_str profile,
    enum rt_evaluation which, int importance, int likelihood, uint64_t limit,
    struct rt_cursor **out, struct rt_error *err)
{
    const int64_t numbers[] = {importance, likelihood, (int64_t)limit};
    return rt_ldb_finished_cursor(l,
        which == RT_FIRST ? LDB_CELL : LDB_RESIDUAL_CELL, &profile, numbers,
        RT_COUNT(numbers), out, err);
}

enum rt_status rt_ledger_worst_of(struct rt_ledger *l, struct rt_str department,
    struct rt_cursor **out, struct rt_error *err)
{
    return rt_ldb_finished_cursor(
        l, LDB_WORST_OF, &department, NULL, 0, out, err);
}

void rt_ldb_get_risk(struct rt_sql_read *r, struct rt_risk *out)
{
    *out = (struct rt_risk){0}; /* also the members that the ledger leaves
                                   out */
    out->department = rt_sql_get_str(r);
    out->where.file = rt_sql_get_str(r);
    out->where.sheet = rt_sql_get_str(r);
    out->where.csv = rt_sql_get_int(r) != 0;
    out->profile = rt_sql_get_str(r);
    out->where.row = (uint32_t)rt_sql_get_int(r);
    out->where.col = (uint32_t)rt_sql_get_int(r);
    out->risk_id = rt_sql_get_id(r);
    rt_record_get(&rt_risk_members, r, out);
}

static void read_risk(struct rt_sql_read *r, void *to)
{
    rt_ldb_get_risk(r, to);
    ((struct rt_risk *)to)->position = rt_sql_get_count(r);
}

enum rt_status rt_risks_next(
    struct rt_cursor *c, struct rt_risk *out, struct rt_error *err)
{
    return rt_ldb_next(c, read_risk, out, err);
}

/* --- inputs --------------------------------------------------------------- */

enum rt_status rt_ledger_inputs(
    struct rt_ledger *l, struct rt_cursor **out, struct rt_error *err)
{
    return rt_ldb_cursor(l, LDB_INPUTS, out, err);
}

void rt_ldb_get_input(struct rt_sql_read *r, struct rt_input *out)
{
    rt_record_get(&rt_input_members, r, out);
    out->errors = rt_sql_get_count(r);
    out->warnings = rt_sql_get_count(r);
    out->infos = rt_sql_get_count(r);
}

static void read_input(struct rt_sql_read *r, void *to)
{
    struct rt_input *out = to;

    rt_ldb_get_input(r, out);
    out->differences = rt_sql_get_count(r);
    out->unstored = rt_sql_get_count(r);
}

enum rt_status rt_inputs_next(
    struct rt_cursor *c, struct rt_input *out, struct rt_error *err)
{
    return rt_ldb_next(c, read_input, out, err);
}

/* --- findings and refused rows -------------------------------------------- */

enum rt_status rt_ledger_findings(
    struct rt_ledger *l, struct rt_cursor **out, struct rt_error *err)
{
    return rt_ldb_cursor(l, LDB_FINDINGS, out, err);
}

static void read_finding(struct rt_sql_read *r, void *to)
{
    rt_record_get(&rt_finding_members, r, to);
}

enum rt_status rt_findings_next(
    struct rt_cursor *c, struct rt_finding *out, struct rt_error *err)
{
    return rt_ldb_next(c, read_finding, out, err);
}

enum rt_status rt_ledger_rejected(
    struct rt_ledger *l, struct rt_cursor **out, struct rt_error *err)
{
    return rt_ldb_cursor(l, LDB_REJECTED, out, err);
}

static void read_rejected(struct rt_sql_read *r, void *to)
{
    *(struct rt_rejected *)to = (struct rt_rejected){0};
    rt_record_get(&rt_rejected_members, r, to);
}

enum rt_status rt_rejected_next(
    struct rt_cursor *c, struct rt_rejected *out, struct rt_error *err)
{
    return rt_ldb_next(c, read_rejected, out, err);
}

enum rt_status rt_ledger_checks(
    struct rt_ledger *l, struct rt_cursor **out, struct rt_error *err)
{
    return rt_ldb_cursor(l, LDB_CHECKS, out, err);
}

enum rt_status rt_ledger_checks_by_category(
    struct rt_ledger *l, struct rt_cursor **out, struct rt_error *err)
{
    return rt_ldb_cursor(l, LDB_CHECKS_BY_CATEGORY, out, err);
}

static void read_checks(struct rt_sql_read *r, void *to)
{
    struct rt_checks *out = to;
    out->where.file = rt_sql_get_str(r);
    out->department = rt_sql_get_str(r);
    out->where.sheet = rt_sql_get_str(r);
    rt_record_get(&rt_checks_members, r, out);
}

enum rt_status rt_checks_next(
    struct rt_cursor *c, struct rt_checks *out, struct rt_error *err)
{
    return rt_ldb_next(c, read_checks, out, err);
}
