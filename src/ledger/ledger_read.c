/* Reading the ledger row by row: risks, inputs, findings, refused rows.
 *
 * The columns that a reader takes are those of its query in sql/read.sql, in
 * the same order. The views a reader gives point into SQLite's own row, which
 * is why they last until the next step and no longer.
 */
#include "ledger/private.h"

/* --- risks ---------------------------------------------------------------- */

static void read_risk(struct rt_sql_read *r, void *to)
{
    rt_ldb_get_risk(r, to);
    ((struct rt_risk *)to)->position = rt_sql_get_count(r);
}

static struct rt_cursor risks(
    struct rt_ledger *l, enum ldb_sql which, struct rt_error *err)
{
    return LDB_FINISHED_ROWS(l, which, read_risk, struct rt_risk, err);
}

struct rt_cursor rt_ledger_risks(
    struct rt_ledger *l, enum rt_risks_of of, struct rt_error *err)
{
    static const enum ldb_sql all[] = {[RT_RISKS_ALL] = LDB_RISKS,
        [RT_RISKS_COUNTED] = LDB_COUNTED_RISKS,
        [RT_RISKS_VIEWS] = LDB_VIEWS,
        [RT_RISKS_OPEN] = LDB_OPEN_RISKS};

    return risks(l, all[of], err);
}

struct rt_cursor rt_ledger_cell(struct rt_ledger *l, struct rt_str profile,
    enum rt_evaluation which, int importance, int likelihood, uint64_t limit,
    struct rt_error *err)
{
    struct rt_cursor c
        = risks(l, which == RT_FIRST ? LDB_CELL : LDB_RESIDUAL_CELL, err);

    rt_sql_rows_str(&c, profile);
    rt_sql_rows_int(&c, importance);
    rt_sql_rows_int(&c, likelihood);
    rt_sql_rows_int(&c, (int64_t)limit);
    return c;
}

struct rt_cursor rt_ledger_worst_of(
    struct rt_ledger *l, struct rt_str department, struct rt_error *err)
{
    struct rt_cursor c = risks(l, LDB_WORST_OF, err);

    rt_sql_rows_str(&c, department);
    return c;
}

/* --- inputs --------------------------------------------------------------- */

void rt_ldb_get_input(struct rt_sql_read *r, struct rt_input *out)
{
    rt_record_get(&rt_input_members, r, out);
    rt_sql_get_counts(r, &out->errors, &out->warnings, &out->infos);
}

static void read_input(struct rt_sql_read *r, void *to)
{
    struct rt_input *out = to;

    rt_ldb_get_input(r, out);
    out->differences = rt_sql_get_count(r);
    out->unstored = rt_sql_get_count(r);
}

struct rt_cursor rt_ledger_inputs(struct rt_ledger *l, struct rt_error *err)
{
    return LDB_ROWS(l, LDB_INPUTS, read_input, struct rt_input, err);
}

/* --- findings and refused rows -------------------------------------------- */

static void read_finding(struct rt_sql_read *r, void *to)
{
    rt_record_get(&rt_finding_members, r, to);
}

struct rt_cursor rt_ledger_findings(struct rt_ledger *l, struct rt_error *err)
{
    return LDB_ROWS(l, LDB_FINDINGS, read_finding, struct rt_finding, err);
}

static void read_rejected(struct rt_sql_read *r, void *to)
{
    *(struct rt_rejected *)to = (struct rt_rejected){0};
    rt_record_get(&rt_rejected_members, r, to);
}

struct rt_cursor rt_ledger_rejected(struct rt_ledger *l, struct rt_error *err)
{
    return LDB_ROWS(l, LDB_REJECTED, read_rejected, struct rt_rejected, err);
}

static void read_checks(struct rt_sql_read *r, void *to)
{
    struct rt_checks *out = to;
    rt_sql_get_strs(r, &out->where.file, &out->department, &out->where.sheet);
    rt_record_get(&rt_checks_members, r, out);
}

struct rt_cursor rt_ledger_checks(struct rt_ledger *l, struct rt_error *err)
{
    return LDB_ROWS(l, LDB_CHECKS, read_checks, struct rt_checks, err);
}

struct rt_cursor rt_ledger_checks_by_category(
    struct rt_ledger *l, struct rt_error *err)
{
    return LDB_ROWS(
        l, LDB_CHECKS_BY_CATEGORY, read_checks, struct rt_checks, err);
}
