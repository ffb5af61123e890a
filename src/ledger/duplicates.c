/* What comes more than once: rows, files, departments.
 *
 * SQL finds them (sql/duplicates.sql says how); here each becomes a finding in
 * the reader's language, at the later of the two places and naming the earlier
 * one. Nothing is taken out of the register but the rows of a file that was
 * copied as it is: which of two others is the right one is for people to say.
 * (Sheets that repeat others of their own book in every value are left out
 * before: form/extract.c.)
 */
#include "ledger/private.h"

/* What a query for duplicates gives, made into findings. */
struct maker {
    struct rt_ledger *ledger;
    enum rt_lang lang;
    bool merge;
    struct rt_buf place;
};

static enum rt_status out_of(enum rt_status rc, struct rt_error *err)
{
    if (rc == RT_NOMEM)
        return rt_fail_nomem(err);
    if (rc == RT_LIMIT)
        return rt_fail_both(err, RT_IO, "指摘が長すぎます",
            "a finding is too long for the ledger");
    return rc;
}

/* 営業部.xlsx のシート「情報資産管理台帳」の12行目, or that of a CSV. */
static enum rt_status print_place(
    struct maker *m, struct rt_sql_read *r, struct rt_error *err)
{
    struct rt_where w = {.file = rt_sql_get_str(r)};
    w.sheet = rt_sql_get_str(r);
    w.row = (uint32_t)rt_sql_get_int(r);
    w.csv = !w.sheet.n;
    (void)rt_sql_get_int(r); /* the column */
    rt_buf_clear(&m->place);
    enum rt_status rc = rt_where_say(&w, m->lang, &m->place);
    return out_of(rc, err);
}

static void read_risk(struct rt_sql_read *r, struct rt_finding *f)
{
    rt_sql_get_strs(r, &f->where.file, &f->where.sheet);
    f->where.row = (uint32_t)rt_sql_get_int(r);
    f->where.col = (uint32_t)rt_sql_get_int(r);
    f->where.csv = rt_sql_get_int(r) != 0;
    f->risk_id = rt_sql_get_id(r);
}

/* The same asset and medium twice in a department, or the same risk in reports;
 * in one report `check` looks at more than that (PL108, PL111). */
static enum rt_status same_row(
    void *context, struct rt_sql_read *r, struct rt_error *err)
{
    struct maker *m = context;
    RT_TRY(print_place(m, r, err));
    bool report = rt_sql_get_int(r) != 0;
    bool one = rt_sql_get_int(r) != 0;
    if (report && one && !m->merge)
        return RT_OK;
    struct rt_finding f = {.code = report ? RT_DU110 : RT_DU101};
    int64_t input = rt_sql_get_int(r);
    f.department = rt_sql_get_str(r);
    read_risk(r, &f);
    f.actual = rt_sql_get_str(r);
    return rt_ledger_report(
        m->ledger, input, &f, m->lang, RT_ARGS(rt_buf_str(&m->place)), err);
}

/* The same id in files of no known department. */
static enum rt_status same_unknown(
    void *context, struct rt_sql_read *r, struct rt_error *err)
{
    struct maker *m = context;
    RT_TRY(print_place(m, r, err));
    struct rt_finding f = {.code = RT_DU106};
    int64_t input = rt_sql_get_int(r);
    read_risk(r, &f);
    return rt_ledger_report(m->ledger, input, &f, m->lang,
        RT_ARGS(RT_DECIMAL(rt_sql_get_int(r)), rt_buf_str(&m->place)), err);
}

/* Rows that say less of an asset than a row of another sheet. */
static enum rt_status namesake(
    void *context, struct rt_sql_read *r, struct rt_error *err)
{
    struct maker *m = context;
    RT_TRY(print_place(m, r, err));
    struct rt_finding f = {.code = RT_DU108};
    int64_t input = rt_sql_get_int(r);
    f.department = rt_sql_get_str(r);
    read_risk(r, &f);
    f.actual = rt_sql_get_str(r);
    return rt_ledger_report(m->ledger, input, &f, m->lang,
        RT_ARGS(rt_buf_str(&m->place), RT_DECIMAL(rt_sql_get_int(r))), err);
}

/* The same file twice. */
static enum rt_status same_file(
    void *context, struct rt_sql_read *r, struct rt_error *err)
{
    struct maker *m = context;
    struct rt_finding f = {.code = RT_DU111};
    int64_t input = rt_sql_get_int(r);
    f.department = rt_sql_get_str(r);
    f.where.file = rt_sql_get_str(r);
    struct rt_str first = rt_sql_get_str(r);
    int64_t rejected = rt_sql_get_int(r), counted = rt_sql_get_int(r);
    if (rejected > 0)
        RT_TRY(rt_ledger_report(m->ledger, input, &f, m->lang,
            RT_ARGS(first, RT_DECIMAL(rejected)), err));
    if (rejected > 0 && counted == 0)
        return RT_OK;
    f.code = RT_DU102;
    return m->merge && counted > 0 ? rt_ledger_report(m->ledger, input, &f,
               m->lang, RT_ARGS(first, RT_DECIMAL(counted)), err)
                                   : rt_ledger_report(m->ledger, input, &f,
                                       m->lang, RT_ARGS(first), err);
}

/* A department's rows in two files. */
static enum rt_status same_department(
    void *context, struct rt_sql_read *r, struct rt_error *err)
{
    struct maker *m = context;
    struct rt_finding f = {0};
    int64_t input = rt_sql_get_int(r);
    f.department = rt_sql_get_str(r);
    f.where.file = rt_sql_get_str(r);
    struct rt_str first = rt_sql_get_str(r);
    int64_t rows = rt_sql_get_int(r);
    f.code = rows ? RT_DU103 : RT_DU104;
    return rt_ledger_report(m->ledger, input, &f, m->lang,
        RT_ARGS(f.department, first, RT_DECIMAL(rows)), err);
}

/* Which asset a report's risk is of only its number says: both are counted. */
static enum rt_status beside_assets(
    void *context, struct rt_sql_read *r, struct rt_error *err)
{
    struct maker *m = context;
    struct rt_finding f = {.code = RT_TP428};
    int64_t input = rt_sql_get_int(r), risks;
    uint64_t assets = (uint64_t)m->ledger->taken - m->ledger->reported;

    rt_sql_get_strs(r, &f.where.file, &f.where.sheet);
    f.where.row = (uint32_t)rt_sql_get_int(r);
    f.where.csv = rt_sql_get_int(r) != 0;
    risks = rt_sql_get_int(r);
    return rt_ledger_report(m->ledger, input, &f, m->lang,
        RT_ARGS(RT_DECIMAL(risks), RT_DECIMAL((int64_t)assets)), err);
}

/* --- copies ----------------------------------------------------------------- */

static enum rt_status reject_row(
    void *context, struct rt_sql_read *r, struct rt_error *err)
{
    struct maker *m = context;
    struct rt_rejected row = {.code = rt_str(rt_finding_info(RT_DU111)->name)};
    int64_t input = rt_sql_get_int(r);

    rt_sql_get_strs(r, &row.where.file, &row.where.sheet);
    row.where.csv = row.where.sheet.n == 0;
    row.where.row = (uint32_t)rt_sql_get_int(r);
    struct rt_str first = rt_sql_get_str(r);
    rt_buf_clear(&m->place);
    RT_TRY(out_of(rt_finding_message(RT_DU111, m->lang,
                      RT_ARGS(first, RT_DECIMAL(rt_sql_get_int(r))), &m->place),
        err));
    row.reason = rt_buf_str(&m->place);
    return rt_ledger_add_rejected(m->ledger, input, &row, err);
}

/* All, and those of reports. */
static void read_copied(struct rt_sql_read *r, void *to)
{
    uint64_t *n = to;
    rt_sql_get_counts(r, &n[0], &n[1]);
}

enum rt_status rt_ldb_reject_copies(
    struct rt_ledger *l, enum rt_lang lang, struct rt_error *err)
{
    struct maker m = {.ledger = l, .lang = lang, .place = RT_BUF(LDB_TEXT_MAX)};
    uint64_t n[2];
    int64_t any;

    RT_TRY(rt_sql_exec(&l->sql, LDB_SEAL_COPIES, err));
    RT_TRY(rt_sql_number(&l->sql, LDB_ANY_COPY, &any, err));
    if (!any)
        return RT_OK;
    RT_TRY(rt_sql_exec(&l->sql, LDB_REJECT_COPIES, err));
    RT_TRY(rt_sql_one(&l->sql, LDB_COUNT_COPIED, read_copied, n, err));
    l->taken -= (int64_t)n[0];
    l->reported -= n[1];
    enum rt_status rc
        = rt_sql_walk(&l->sql, LDB_COPIED_ROWS, reject_row, &m, err);
    rt_buf_fini(&m.place);
    return rc;
}

/* --- all of it -------------------------------------------------------------- */

enum rt_status rt_ldb_find_duplicates(
    struct rt_ledger *l, enum rt_lang lang, bool counts, struct rt_error *err)
{
    if (!counts)
        RT_TRY(rt_sql_exec(&l->sql, LDB_SEAL_COPIES, err));
    RT_TRY(rt_sql_exec(&l->sql, LDB_SEAL_DUPLICATES, err));
    struct maker m = {.ledger = l, .lang = lang, .merge = counts};
    rt_buf_init(&m.place, LDB_TEXT_MAX);
    enum rt_status rc
        = rt_sql_walk(&l->sql, LDB_DUPLICATE_ROWS, same_row, &m, err);
    if (rc == RT_OK && counts)
        rc = rt_sql_walk(
            &l->sql, LDB_DUPLICATE_UNKNOWNS, same_unknown, &m, err);
    if (rc == RT_OK && counts && l->bare > 0) {
        rc = rt_sql_exec(&l->sql, LDB_SEAL_NAMESAKES, err);
        RT_THEN(rc, rt_sql_walk(&l->sql, LDB_NAMESAKES, namesake, &m, err));
    }
    if (rc == RT_OK && counts && l->reported > 0
        && (uint64_t)l->taken > l->reported)
        rc = rt_sql_walk(
            &l->sql, LDB_REPORTS_BESIDE_ASSETS, beside_assets, &m, err);
    RT_THEN(rc, rt_sql_walk(&l->sql, LDB_DUPLICATE_FILES, same_file, &m, err));
    RT_THEN(rc, rt_sql_walk(&l->sql, LDB_DUPLICATE_DEPARTMENTS, same_department,
                    &m, err));
    rt_buf_fini(&m.place);
    return rc;
}
