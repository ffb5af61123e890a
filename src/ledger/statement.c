/* The rows of statements of applicability, in and out. The contract is
 * statement.h; statement_join.c makes the statement of the run. */
#include "ledger/statement_rows.h"

static enum rt_status add(struct rt_ledger *l, int64_t input, enum ldb_soa kind,
    const struct rt_soa_row *row, struct rt_error *err)
{
    struct rt_sql_bind b = rt_sql_kept(&l->sql, LDB_ADD_SOA_ROW);

    l->has_statement = true;
    rt_sql_put_int(&b, input);
    rt_sql_put_int(&b, kind);
    rt_record_put(&rt_soa_row_members, &b, row);
    return rt_sql_run(&b, NULL, err);
}

enum rt_status rt_ledger_add_statement(struct rt_ledger *l, int64_t input,
    const struct rt_soa_row *row, struct rt_error *err)
{
    return add(l, input, LDB_OF_SENT, row, err);
}

void rt_ledger_expect_statement(
    struct rt_ledger *l, const char *file, const char *now)
{
    l->has_statement = true;
    rt_str_copy(l->soa_file, sizeof l->soa_file, rt_str(file));
    rt_str_copy(l->now, sizeof l->now, rt_str(now));
}

enum rt_status rt_ledger_add_previous_statement(struct rt_ledger *l,
    const struct rt_soa_row *row, bool basis, struct rt_error *err)
{
    return add(l, 0, basis ? LDB_OF_BASIS : LDB_OF_PREVIOUS, row, err);
}

void rt_ldb_get_soa_row(struct rt_sql_read *r, void *to)
{
    struct ldb_soa_row *out = to;

    out->input = rt_sql_get_int(r);
    out->kind = (enum ldb_soa)rt_sql_get_int(r);
    rt_record_get(&rt_soa_row_members, r, &out->row);
}

static void read_sent(struct rt_sql_read *r, void *to)
{
    struct ldb_soa_row row;

    rt_ldb_get_soa_row(r, &row);
    *(struct rt_soa_row *)to = row.row;
}

static void read_control(struct rt_sql_read *r, void *to)
{
    rt_record_get(&rt_soa_control_members, r, to);
}

struct rt_cursor rt_ledger_statement(struct rt_ledger *l, struct rt_error *err)
{
    return LDB_FINISHED_ROWS(
        l, LDB_SOA_CONTROLS, read_control, struct rt_soa_control, err);
}

struct rt_cursor rt_ledger_statement_rows(
    struct rt_ledger *l, struct rt_error *err)
{
    return LDB_FINISHED_ROWS(
        l, LDB_SOA_SENT, read_sent, struct rt_soa_row, err);
}

static void read_counts(struct rt_sql_read *r, void *to)
{
    struct rt_soa_counts *out = to;

    rt_sql_get_counts(r, &out->controls, &out->applicable, &out->implemented,
        &out->partly, &out->not_implemented, &out->excluded, &out->undecided,
        &out->proposed);
}

enum rt_status rt_ledger_count_statement(
    struct rt_ledger *l, struct rt_soa_counts *out, struct rt_error *err)
{
    *out = (struct rt_soa_counts){0};
    RT_TRY(rt_ldb_need_finished(l, err));
    return rt_sql_one(&l->sql, LDB_COUNT_SOA, read_counts, out, err);
}
