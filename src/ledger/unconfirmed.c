/* What the previous run had and this one could not look at: an input that is
 * not there or could not be read whole, a department that sent nothing. Its
 * risks are not gone: they stay in the register as they were, and each such
 * input and department is reported. sql/unconfirmed.sql finds them.
 */
#include "ledger/change.h"
#include "ledger/private.h"

/* common_folder(a, b), for SQL: what both paths begin with, up to a '/'. Of
 * the least and the greatest of many it is that of all. */
static void sql_common_folder(sqlite3_context *c, int n, sqlite3_value **v)
{
    const char *a = (const char *)sqlite3_value_text(v[0]);
    const char *b = (const char *)sqlite3_value_text(v[1]);
    int end = 0;

    (void)n;
    for (int i = 0; a && b && a[i] != '\0' && a[i] == b[i]; i++) {
        if (a[i] == '/')
            end = i + 1;
    }
    sqlite3_result_text(c, a ? a : "", end, SQLITE_TRANSIENT);
}

enum rt_status rt_ldb_add_common_folder(sqlite3 *db, struct rt_error *err)
{
    return sqlite3_create_function(db, "common_folder", 2,
               SQLITE_UTF8 | SQLITE_DETERMINISTIC, NULL, sql_common_folder,
               NULL, NULL)
                   == SQLITE_OK
               ? RT_OK
               : rt_fail_nomem(err);
}

enum rt_status rt_ledger_forget(
    struct rt_ledger *l, struct rt_str name, struct rt_error *err)
{
    if (l->finished || !l->has_previous)
        return rt_fail(err, RT_BUG, "a name to forget out of place");
    struct rt_sql_bind b = rt_sql_kept(&l->sql, LDB_FORGET);
    rt_sql_put_text(&b, name);
    return rt_sql_run(&b, NULL, err);
}

static enum rt_status check_forgotten(struct rt_ledger *l, struct rt_error *err)
{
    struct rt_sql_cursor c = rt_sql_query(&l->sql, LDB_NOT_FORGOTTEN);
    enum rt_status rc = rt_sql_next(&c, err);

    if (rc == RT_ROW) {
        struct rt_str name = rt_sql_get_str(&c.row);
        char ja[RT_ERROR_TEXT], en[RT_ERROR_TEXT];
        snprintf(ja, sizeof ja,
            "--forget の「%.*s」は、前回だけにある入力でも部署でもありません",
            RT_FMT(name));
        snprintf(en, sizeof en,
            "--forget: \"%.*s\" is no input or department that only the "
            "previous run had",
            RT_FMT(name));
        rc = rt_fail_text(err, RT_USAGE, ja, en);
    }
    rt_sql_end(&c);
    return rc == RT_END ? RT_OK : rc;
}

/* --- the criteria of the risks that stay ---------------------------------- */

static enum rt_status add_profile(
    struct rt_ledger *l, bool own, struct rt_str name, struct rt_error *err)
{
    const struct rt_profile *p = rt_profile_named(name);
    char ja[RT_ERROR_TEXT], en[RT_ERROR_TEXT];

    if (p)
        return own ? rt_ledger_add_own_profile(l, p, err)
                   : rt_ledger_add_profile(l, p, err);
    if (!l->compares) /* the plan has what its rows need */
        return RT_OK;
    snprintf(ja, sizeof ja,
        "前回の基準「%.*s」が分かりません。前回のリスクを残すため、--profile で"
        "指定してください",
        RT_FMT(name));
    snprintf(en, sizeof en,
        "the previous run's criteria \"%.*s\" are not known: name them with "
        "--profile, so that its risks can stay",
        RT_FMT(name));
    return rt_fail_text(err, RT_USAGE, ja, en);
}

static enum rt_status add_profiles(struct rt_ledger *l, struct rt_error *err)
{
    struct rt_sql_cursor c = rt_sql_query(&l->sql, LDB_LOST_PROFILES);
    enum rt_status rc;

    while ((rc = rt_sql_next(&c, err)) == RT_ROW) {
        bool own = rt_sql_get_int(&c.row) != 0;
        rc = add_profile(l, own, rt_sql_get_str(&c.row), err);
        if (rc != RT_OK)
            break;
    }
    rt_sql_end(&c);
    return rc == RT_END ? RT_OK : rc;
}

/* --- reports -------------------------------------------------------------- */

/* A line of lost_input or lost_department. */
struct lost {
    struct rt_str name, new, department;
    int64_t input;
    enum rt_unconfirmed why;
    uint64_t risks;
    bool reported; /* that its department sent nothing */
};

static enum rt_status report(struct rt_ledger *l, enum rt_lang lang,
    enum rt_code code, const struct lost *x, struct rt_error *err)
{
    struct rt_finding f = {.code = code,
        .where.file = code == RT_DL310 ? RT_STR_NONE
                      : x->new.n > 0   ? x->new
                                       : x->name,
        .department = x->department};
    char risks[32];

    rt_format_double((double)x->risks, risks, sizeof risks);
    struct rt_str as = rt_str(rt_unconfirmed_label(x->why, lang));
    const struct rt_str args[RT_FINDING_ARGS]
        = {x->name, x->new.n > 0 ? x->new : rt_str(risks),
            x->new.n > 0 ? rt_str(risks) : as};
    return rt_ledger_report(l, x->input, &f, lang, args, err);
}

/* Reports it as an input that is missing. */
static enum rt_status report_missing(struct rt_ledger *l, enum rt_lang lang,
    enum rt_code code, struct lost *x, struct rt_error *err)
{
    const struct rt_input missing = {.file = x->name,
        .size = RT_UNKNOWN,
        .state = RT_INPUT_MISSING,
        .department = x->department};

    RT_TRY(rt_ledger_add_input(l, &missing, &x->input, err));
    return report(l, lang, code, x, err);
}

static enum rt_status report_input(struct rt_ledger *l, enum rt_lang lang,
    struct lost *x, struct rt_error *err)
{
    if (x->why == RT_NOT_SENT && !x->reported)
        return report_missing(l, lang, RT_DL306, x, err);
    if (x->new.n > 0)
        RT_TRY(report(l, lang, RT_DL309, x, err));
    return x->risks > 0 ? report(l, lang, RT_DL308, x, err) : RT_OK;
}

static enum rt_status report_inputs(
    struct rt_ledger *l, enum rt_lang lang, struct rt_error *err)
{
    struct rt_sql_cursor c = rt_sql_query(&l->sql, LDB_LOST_INPUTS);
    enum rt_status rc;

    while ((rc = rt_sql_next(&c, err)) == RT_ROW) {
        struct lost x = {0};
        rt_sql_get_strs(&c.row, &x.name, &x.new, &x.department);
        x.input = rt_sql_get_int(&c.row);
        x.why = (enum rt_unconfirmed)rt_sql_get_int(&c.row);
        x.risks = rt_sql_get_count(&c.row);
        x.reported = rt_sql_get_int(&c.row) != 0;
        rc = report_input(l, lang, &x, err);
        if (rc != RT_OK)
            break;
    }
    rt_sql_end(&c);
    return rc == RT_END ? RT_OK : rc;
}

static enum rt_status report_department(struct rt_ledger *l, enum rt_lang lang,
    struct lost *x, struct rt_error *err)
{
    if (x->new.n > 0)
        return report(l, lang, RT_DL310, x, err);
    x->department = x->name;
    x->why = RT_NOT_SENT;
    return x->reported ? report(l, lang, RT_DL308, x, err)
                       : report_missing(l, lang, RT_DL307, x, err);
}

static enum rt_status report_departments(
    struct rt_ledger *l, enum rt_lang lang, struct rt_error *err)
{
    struct rt_sql_cursor c = rt_sql_query(&l->sql, LDB_LOST_DEPARTMENTS);
    enum rt_status rc;

    while ((rc = rt_sql_next(&c, err)) == RT_ROW) {
        struct lost x = {0};
        rt_sql_get_strs(&c.row, &x.name, &x.new);
        x.risks = rt_sql_get_count(&c.row);
        x.reported = rt_sql_get_int(&c.row) != 0;
        rc = report_department(l, lang, &x, err);
        if (rc != RT_OK)
            break;
    }
    rt_sql_end(&c);
    return rc == RT_END ? RT_OK : rc;
}

/* --- all of it ------------------------------------------------------------- */

/* Runs a statement where a question before it is answered with yes. */
static enum rt_status exec_if(struct rt_ledger *l, enum ldb_sql question,
    enum ldb_sql statement, struct rt_error *err)
{
    int64_t yes;

    RT_TRY(rt_sql_number(&l->sql, question, &yes, err));
    return yes ? rt_sql_exec(&l->sql, statement, err) : RT_OK;
}

enum rt_status rt_ldb_keep_lost(
    struct rt_ledger *l, enum rt_lang lang, struct rt_error *err)
{
    if (!l->has_previous)
        return RT_OK;
    RT_TRY(rt_sql_exec(&l->sql, LDB_FIND_ABSENT, err));
    RT_TRY(exec_if(l, LDB_MAY_BE_RENAMED, LDB_FIND_RENAMED, err));
    RT_TRY(rt_sql_exec(&l->sql, LDB_MATCH_INPUTS, err));
    RT_TRY(exec_if(l, LDB_INPUTS_LEFT, LDB_MATCH_MORE_INPUTS, err));
    RT_TRY(rt_sql_exec(&l->sql, LDB_FIND_LOST, err));
    RT_TRY(check_forgotten(l, err));
    RT_TRY(add_profiles(l, err));
    RT_TRY(rt_sql_exec(&l->sql, LDB_LIST_LOST, err));
    RT_TRY(report_inputs(l, lang, err));
    RT_TRY(report_departments(l, lang, err));
    return rt_sql_exec(&l->sql, LDB_KEEP_LOST, err);
}
