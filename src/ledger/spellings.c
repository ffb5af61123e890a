/* Departments that differ only in their spelling become one, before anything
 * is sorted or summed; sql/spellings.sql has the statements. The risks' ids do
 * not change: they hash the folded name.
 */
#include "ledger/private.h"

#include "form/word/value.h"

struct reports {
    struct rt_ledger *ledger;
    enum rt_lang lang;
};

static enum rt_status report(
    void *context, struct rt_sql_read *r, struct rt_error *err)
{
    const struct reports *to = context;
    struct rt_finding f = {.code = RT_RO105};
    int64_t input = rt_sql_get_int(r);
    struct rt_str spelled;
    int64_t rows;
    char differs[RT_UNUSUAL_MAX];

    rt_sql_get_strs(r, &f.department, &f.where.file, &f.where.sheet);
    f.where.csv = rt_sql_get_int(r) != 0;
    f.where.row = (uint32_t)rt_sql_get_int(r);
    f.where.col = (uint32_t)rt_sql_get_int(r);
    spelled = rt_sql_get_str(r);
    rows = rt_sql_get_int(r);
    f.actual = spelled;
    f.expected = f.department;
    rt_spelling_differs(spelled, f.department, to->lang, differs);
    return rt_ledger_report(to->ledger, input, &f, to->lang,
        RT_ARGS(spelled, f.department, RT_DECIMAL(rows), rt_str(differs)), err);
}

/* 「総務部 山田」 where there is a 「総務部」: a department of its own, unless
 * whoever wrote it says otherwise. */
static enum rt_status report_longer(
    void *context, struct rt_sql_read *r, struct rt_error *err)
{
    const struct reports *to = context;
    struct rt_finding f = {.code = RT_RO107};
    int64_t input = rt_sql_get_int(r);
    char rows[32];

    rt_sql_get_strs(r, &f.department, &f.where.file, &f.where.sheet);
    f.where.csv = rt_sql_get_int(r) != 0;
    f.where.row = (uint32_t)rt_sql_get_int(r);
    f.where.col = (uint32_t)rt_sql_get_int(r);
    f.expected = rt_sql_get_str(r);
    rt_format_double((double)rt_sql_get_int(r), rows, sizeof rows);
    f.actual = f.department;
    const struct rt_str args[RT_FINDING_ARGS]
        = {f.actual, f.expected, rt_str(rows)};
    return rt_ledger_report(to->ledger, input, &f, to->lang, args, err);
}

enum rt_status rt_ldb_join_spellings(
    struct rt_ledger *l, enum rt_lang lang, struct rt_error *err)
{
    struct reports to = {l, lang};
    int64_t n;

    RT_TRY(rt_sql_exec(&l->sql, LDB_FIND_SPELLINGS, err));
    RT_TRY(rt_sql_number(&l->sql, LDB_COUNT_SPELLINGS, &n, err));
    if (n > 0) {
        RT_TRY(rt_sql_exec(&l->sql, LDB_CHOOSE_SPELLINGS, err));
        RT_TRY(rt_sql_walk(&l->sql, LDB_RESPELLED, report, &to, err));
    }
    RT_TRY(rt_sql_walk(&l->sql, LDB_ROSTER_RESPELLED, report, &to, err));
    return rt_sql_walk(
        &l->sql, LDB_LONGER_DEPARTMENTS, report_longer, &to, err);
}
