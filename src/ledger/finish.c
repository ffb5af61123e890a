/* The end of the writing: what is known only when every row is there. */
#include "ledger/private.h"

enum rt_status rt_ledger_finish(
    struct rt_ledger *l, enum rt_lang lang, struct rt_error *err)
{
    if (l->finished)
        return rt_fail(err, RT_BUG, "the ledger is finished twice");
    RT_TRY(rt_ldb_reject_copies(l, lang, err));
    RT_TRY(rt_ldb_keep_lost(l, lang, err));
    RT_TRY(rt_ldb_join_spellings(l, lang, err));
    RT_TRY(rt_ldb_apply_assessed(l, lang, err));
    RT_TRY(rt_ldb_join_events(l, lang, err));
    RT_TRY(rt_ldb_plan_assessed(l, lang, err));
    RT_TRY(rt_sql_exec(&l->sql, LDB_SEAL_ORDER, err));
    RT_TRY(rt_ldb_tally(l, err));
    RT_TRY(rt_sql_exec(&l->sql, LDB_SEAL_WORST, err));
    RT_TRY(rt_ldb_find_duplicates(l, lang, true, err));
    if (l->has_plan) {
        RT_TRY(rt_ldb_join_controls(l, lang, err));
        RT_TRY(rt_ldb_join_plan(l, err));
        RT_TRY(rt_ldb_report_plan(l, lang, err));
        RT_TRY(rt_ldb_report_not_sent(l, lang, err));
    }
    RT_TRY(rt_ldb_seal_controls(l, lang, err));
    l->joined = true;
    RT_TRY(rt_ldb_judge_acceptance(l, lang, err));
    RT_TRY(rt_ldb_join_statement(l, lang, err));
    RT_TRY(rt_sql_exec(&l->sql, LDB_SEAL_FINDINGS, err));
    RT_TRY(rt_ldb_seal_changes(l, err));
    RT_TRY(rt_sql_exec(&l->sql, LDB_COMMIT, err));
    l->finished = true;
    return RT_OK;
}
