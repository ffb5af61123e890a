/* What `check` asks of the ledger beyond what `merge` does: the order of the
 * sheets in their books, which risk's row a finding is in, and which findings
 * were accepted.
 *
 * An accepted finding is taken out, not marked: then every sum and every
 * report is right without knowing of it.
 */
#include "ledger/private.h"

enum rt_status rt_ledger_add_sheet(struct rt_ledger *l, int64_t input,
    size_t sheet_index, struct rt_str sheet, struct rt_error *err)
{
    struct rt_sql_bind b = rt_sql_kept(&l->sql, LDB_ADD_SHEET);
    rt_sql_put_int(&b, input);
    rt_sql_put_text(&b, sheet);
    rt_sql_put_int(&b, (int64_t)sheet_index);
    return rt_sql_run(&b, NULL, err);
}

enum rt_status rt_ledger_seal(
    struct rt_ledger *l, enum rt_lang lang, struct rt_error *err)
{
    if (l->finished)
        return rt_fail(err, RT_BUG, "the ledger is finished twice");
    RT_TRY(rt_sql_exec(&l->sql, LDB_SEAL_ORDER, err));
    RT_TRY(rt_ldb_tally(l, err));
    RT_TRY(rt_ldb_find_duplicates(l, lang, false, err));
    RT_TRY(rt_sql_exec(&l->sql, LDB_SEAL_ROWS, err));
    RT_TRY(rt_sql_exec(&l->sql, LDB_SEAL_FINDINGS, err));
    RT_TRY(rt_sql_exec(&l->sql, LDB_COMMIT, err));
    l->finished = true;
    return RT_OK;
}

enum rt_status rt_ledger_accept(struct rt_ledger *l, enum rt_code code,
    struct rt_str risk_id, uint64_t *count, struct rt_error *err)
{
    *count = 0;
    RT_TRY(rt_ldb_need_finished(l, err));
    struct rt_sql_bind b = rt_sql_kept(&l->sql, LDB_ACCEPT);
    rt_sql_put_text(&b, risk_id);
    rt_sql_put_int(&b, code);
    RT_TRY(rt_sql_run(&b, NULL, err));
    *count = (uint64_t)sqlite3_changes64(l->sql.db);
    return RT_OK;
}

/* --- findings in their places --------------------------------------------- */

static void read_placed(struct rt_sql_read *r, void *to)
{
    struct rt_placed *out = to;
    struct rt_risk risk;
    *out = (struct rt_placed){.input = rt_sql_get_int(r)};
    rt_record_get(&rt_finding_members, r, &out->finding);
    rt_ldb_unpack_risk(r, &risk);
    out->asset = risk.asset;
    out->cells = risk.cells;
    out->scores = risk.scores;
}

struct rt_cursor rt_ledger_placed(struct rt_ledger *l, struct rt_error *err)
{
    return LDB_FINISHED_ROWS(l, LDB_PLACED, read_placed, struct rt_placed, err);
}

/* --- sums ----------------------------------------------------------------- */

static void read_code_count(struct rt_sql_read *r, void *to)
{
    struct rt_code_count *out = to;
    out->input = rt_sql_get_int(r);
    out->code = (enum rt_code)rt_sql_get_int(r);
    out->count = rt_sql_get_count(r);
}

struct rt_cursor rt_ledger_code_counts(
    struct rt_ledger *l, struct rt_error *err)
{
    return LDB_ROWS(
        l, LDB_CODE_COUNTS, read_code_count, struct rt_code_count, err);
}
