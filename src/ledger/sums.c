/* The ledger's sums: totals, the matrix, the departments, the profiles.
 *
 * All of them add up the same narrow table (tally: sql/finish.sql), so that a
 * report's parts cannot contradict each other.
 */
#include "ledger/private.h"

static void read_input_totals(struct rt_sql_read *r, void *to)
{
    struct rt_totals *out = to;
    rt_sql_get_counts(r, &out->inputs, &out->inputs_read, &out->inputs_other,
        &out->inputs_failed, &out->inputs_missing, &out->inputs_documents,
        &out->inputs_lost);
    rt_record_get(&rt_counts_members, r, &out->counts);
}

static void read_risk_totals(struct rt_sql_read *r, void *to)
{
    struct rt_totals *out = to;
    rt_sql_get_counts(
        r, &out->risks, &out->assessed, &out->high, &out->medium, &out->low);
    for (int i = 0; i < 4; i++)
        out->priority[i] = rt_sql_get_count(r);
}

static void read_finding_totals(struct rt_sql_read *r, void *to)
{
    struct rt_totals *out = to;
    rt_sql_get_counts(r, &out->errors, &out->warnings, &out->infos);
}

enum rt_status rt_ledger_totals(
    struct rt_ledger *l, struct rt_totals *out, struct rt_error *err)
{
    memset(out, 0, sizeof *out);
    RT_TRY(rt_ldb_need_finished(l, err));
    out->reported = l->reported;
    out->views = (uint64_t)l->views;
    out->views_unconfirmed = (uint64_t)l->views_lost;
    out->unconfirmed = l->lost.count - out->views_unconfirmed;
    for (int c = RT_LOW; c <= RT_HIGH; c++)
        out->unconfirmed_of[c] = l->lost.of[c] - (uint64_t)l->views_lost_of[c];
    RT_TRY(rt_sql_one(&l->sql, LDB_INPUT_TOTALS, read_input_totals, out, err));
    RT_TRY(rt_sql_one(&l->sql, LDB_RISK_TOTALS, read_risk_totals, out, err));
    return rt_sql_one(
        &l->sql, LDB_FINDING_TOTALS, read_finding_totals, out, err);
}

static void read_registered(struct rt_sql_read *r, void *to)
{
    char(*out)[11] = to;
    rt_str_copy(out[0], 11, rt_sql_get_str(r));
    rt_str_copy(out[1], 11, rt_sql_get_str(r));
}

enum rt_status rt_ledger_registered(
    struct rt_ledger *l, char from[11], char to[11], struct rt_error *err)
{
    char days[2][11] = {"", ""};
    enum rt_status rc = rt_ldb_need_finished(l, err);
    RT_THEN(
        rc, rt_sql_one(&l->sql, LDB_REGISTERED, read_registered, days, err));
    memcpy(from, days[0], sizeof days[0]);
    memcpy(to, days[1], sizeof days[1]);
    return rc;
}

/* --- profiles ------------------------------------------------------------- */

static void read_profile(struct rt_sql_read *r, void *to)
{
    struct rt_profile_use *out = to;
    struct rt_str data = rt_sql_get_str(r);

    r->bad = data.n != sizeof out->profile;
    if (!r->bad)
        memcpy(&out->profile, data.p, data.n);
    out->risks = rt_sql_get_count(r);
}

struct rt_cursor rt_ledger_profiles(struct rt_ledger *l, struct rt_error *err)
{
    return LDB_FINISHED_ROWS(
        l, LDB_PROFILES, read_profile, struct rt_profile_use, err);
}

struct rt_cursor rt_ledger_own_profiles(
    struct rt_ledger *l, struct rt_error *err)
{
    return LDB_FINISHED_ROWS(
        l, LDB_OWN_PROFILES, read_profile, struct rt_profile_use, err);
}

/* --- matrix --------------------------------------------------------------- */

static void read_matrix(struct rt_sql_read *r, void *to)
{
    struct rt_matrix_cell *out = to;
    out->importance = rt_sql_get_known(r);
    out->likelihood = rt_sql_get_known(r);
    out->count = rt_sql_get_count(r);
}

struct rt_cursor rt_ledger_matrix(struct rt_ledger *l, struct rt_str profile,
    enum rt_evaluation which, struct rt_error *err)
{
    struct rt_cursor c = LDB_FINISHED_ROWS(l,
        which == RT_FIRST ? LDB_MATRIX : LDB_RESIDUAL_MATRIX, read_matrix,
        struct rt_matrix_cell, err);

    rt_sql_rows_str(&c, profile);
    return c;
}

/* --- departments ---------------------------------------------------------- */

static void read_department(struct rt_sql_read *r, void *to)
{
    struct rt_department_row *out = to;
    out->department = rt_sql_get_str(r);
    out->worst_level = rt_sql_get_known(r);
    rt_sql_get_counts(
        r, &out->unassessed, &out->total, &out->high, &out->medium, &out->low);
    for (int i = 0; i < 4; i++)
        out->priority[i] = rt_sql_get_count(r);
}

struct rt_cursor rt_ledger_departments(
    struct rt_ledger *l, struct rt_error *err)
{
    return LDB_FINISHED_ROWS(
        l, LDB_DEPARTMENTS, read_department, struct rt_department_row, err);
}
