/* The end of the writing: the order, the sums, and the duplicates.
 *
 * SQL finds the duplicates (schema.c says how); here each becomes a finding
 * in the reader's language, at the later of the two places and naming the
 * earlier one. Nothing is taken out of the register: which of two rows is
 * the right one is for people to say.
 */
#include "ledger/private.h"

#include <stdio.h>

#include "input/book.h"

#include <string.h>

/* What a query for duplicates gives, made into findings. */
struct maker {
    struct rt_ledger *ledger;
    enum rt_lang lang;
    struct rt_buf place, message;
};

static enum rt_status out_of(enum rt_status rc, struct rt_error *err)
{
    if (rc == RT_NOMEM)
        return rt_fail_nomem(err);
    if (rc == RT_LIMIT)
        return rt_fail(err, RT_IO, "a finding is too long for the ledger");
    return rc;
}

static enum rt_status add(struct maker *m, int64_t input, struct rt_finding *f,
    const struct rt_str args[RT_FINDING_ARGS], struct rt_error *err)
{
    rt_buf_clear(&m->message);
    enum rt_status rc = rt_finding_message(f->code, m->lang, args, &m->message);
    if (rc != RT_OK)
        return out_of(rc, err);
    f->message = rt_buf_str(&m->message);
    return rt_ledger_add_finding(m->ledger, input, f, err);
}

/* 営業部.xlsx:情報資産管理台帳!B12, or FILE:12 in a CSV. */
static enum rt_status print_place(
    struct maker *m, struct rt_sql_read *r, struct rt_error *err)
{
    struct rt_str file = rt_sql_get_str(r);
    struct rt_str sheet = rt_sql_get_str(r);
    uint32_t row = (uint32_t)rt_sql_get_int(r);
    uint32_t col = (uint32_t)rt_sql_get_int(r);
    char cell[16];
    rt_buf_clear(&m->place);
    if (!sheet.n || !col)
        snprintf(cell, sizeof cell, "%u", row);
    else
        rt_cell_ref(col - 1, row, cell);
    enum rt_status rc
        = sheet.n ? rt_buf_printf(
              &m->place, "%.*s:%.*s!%s", RT_FMT(file), RT_FMT(sheet), cell)
                  : rt_buf_printf(&m->place, "%.*s:%s", RT_FMT(file), cell);
    return out_of(rc, err);
}

static const char rows_sql[]
    = "SELECT fp.file, fp.sheet, f.row, f.asset_col,"
      "  p.input, d.text, p.file, p.sheet, r.row, r.asset_col, p.csv, r.key,"
      "  r.asset"
      " FROM repeat t"
      " CROSS JOIN risk r ON r.id = t.risk"
      " CROSS JOIN place p ON p.id = r.place"
      " CROSS JOIN risk f ON f.id = t.first"
      " CROSS JOIN place fp ON fp.id = f.place"
      " LEFT JOIN label d ON d.id = r.department"
      " ORDER BY t.risk";

/* The same asset and medium twice in a department. */
static enum rt_status same_row(
    struct maker *m, struct rt_cursor *c, struct rt_error *err)
{
    struct rt_sql_read r = {c->stmt, 0};
    enum rt_status rc = print_place(m, &r, err);
    if (rc != RT_OK)
        return rc;
    struct rt_finding f = {.code = RT_DU101};
    int64_t input = rt_sql_get_int(&r);
    f.department = rt_sql_get_str(&r);
    f.file = rt_sql_get_str(&r);
    f.sheet = rt_sql_get_str(&r);
    f.row = (uint32_t)rt_sql_get_int(&r);
    f.col = (uint32_t)rt_sql_get_int(&r);
    f.csv = rt_sql_get_int(&r) != 0;
    f.risk_id = rt_sql_get_id(&r, c->risk_id);
    f.actual = rt_sql_get_str(&r);
    const struct rt_str args[RT_FINDING_ARGS] = {rt_buf_str(&m->place)};
    return add(m, input, &f, args, err);
}

static const char files_sql[] = "SELECT i.id, i.department, i.file, f.file"
                                " FROM copy c"
                                " CROSS JOIN input i ON i.id = c.input"
                                " CROSS JOIN input f ON f.id = c.first"
                                " ORDER BY i.id";

/* The same file twice. */
static enum rt_status same_file(
    struct maker *m, struct rt_cursor *c, struct rt_error *err)
{
    struct rt_sql_read r = {c->stmt, 0};
    struct rt_finding f = {.code = RT_DU102};
    int64_t input = rt_sql_get_int(&r);
    f.department = rt_sql_get_str(&r);
    f.file = rt_sql_get_str(&r);
    const struct rt_str args[RT_FINDING_ARGS] = {rt_sql_get_str(&r)};
    return add(m, input, &f, args, err);
}

/* A later file of a department is named with the file whose rows it repeats,
 * or else with the department's first. */
static const char departments_sql[]
    = "SELECT s.input, d.text, i.file, f.file, coalesce(o.n, 0)"
      " FROM (SELECT department, input, min(input) OVER"
      "         (PARTITION BY department) AS first FROM source) s"
      " LEFT JOIN"
      "   (SELECT department, input, count(*) AS n,"
      "      min(first_input) AS first"
      "    FROM repeat WHERE first_input <> input"
      "    GROUP BY department, input) o"
      "   ON o.department = s.department AND o.input = s.input"
      " JOIN input i ON i.id = s.input"
      " JOIN input f ON f.id = coalesce(o.first, s.first)"
      " JOIN label d ON d.id = s.department"
      " WHERE s.input > s.first"
      " ORDER BY s.input, d.text";

/* A department's rows in two files. */
static enum rt_status same_department(
    struct maker *m, struct rt_cursor *c, struct rt_error *err)
{
    struct rt_sql_read r = {c->stmt, 0};
    struct rt_finding f = {0};
    int64_t input = rt_sql_get_int(&r);
    f.department = rt_sql_get_str(&r);
    f.file = rt_sql_get_str(&r);
    struct rt_str first = rt_sql_get_str(&r);
    int64_t rows = rt_sql_get_int(&r);
    char count[32];
    rt_format_double((double)rows, count, sizeof count);
    f.code = rows ? RT_DU103 : RT_DU104;
    const struct rt_str args[RT_FINDING_ARGS]
        = {f.department, first, rt_str(count)};
    return add(m, input, &f, args, err);
}

static enum rt_status report(struct maker *m, const char *sql,
    enum rt_status (*each)(
        struct maker *, struct rt_cursor *, struct rt_error *),
    struct rt_error *err)
{
    struct rt_cursor *c;
    enum rt_status rc = rt_ldb_cursor(m->ledger, sql, &c, err);
    if (rc != RT_OK)
        return rc;
    while ((rc = rt_ldb_step(c, err)) == RT_ROW) {
        rc = each(m, c, err);
        if (rc != RT_OK)
            break;
    }
    rt_cursor_close(c);
    return rc == RT_END ? RT_OK : rc;
}

static enum rt_status find_duplicates(
    struct rt_ledger *l, enum rt_lang lang, struct rt_error *err)
{
    enum rt_status rc
        = rt_ldb_exec(l, rt_ldb_seal_duplicates, "duplicates", err);
    if (rc != RT_OK)
        return rc;
    struct maker m = {.ledger = l, .lang = lang};
    rt_buf_init(&m.place, LDB_TEXT_MAX);
    rt_buf_init(&m.message, LDB_TEXT_MAX);
    rc = report(&m, rows_sql, same_row, err);
    if (rc == RT_OK)
        rc = report(&m, files_sql, same_file, err);
    if (rc == RT_OK)
        rc = report(&m, departments_sql, same_department, err);
    rt_buf_fini(&m.place);
    rt_buf_fini(&m.message);
    return rc;
}

enum rt_status rt_ledger_finish(
    struct rt_ledger *l, enum rt_lang lang, struct rt_error *err)
{
    if (l->finished)
        return rt_fail(err, RT_BUG, "the ledger is finished twice");
    enum rt_status rc = rt_ldb_exec(l, rt_ldb_seal_order, "order", err);
    if (rc == RT_OK)
        rc = rt_ldb_exec(l, rt_ldb_seal_worst, "worst", err);
    if (rc == RT_OK)
        rc = find_duplicates(l, lang, err);
    if (rc == RT_OK && l->has_plan)
        rc = rt_ldb_join_plan(l, lang, err);
    if (rc == RT_OK)
        rc = rt_ldb_exec(l, rt_ldb_seal_findings, "findings", err);
    if (rc == RT_OK)
        rc = rt_ldb_seal_changes(l, err);
    if (rc == RT_OK)
        rc = rt_ldb_exec(l, "COMMIT", "commit", err);
    l->finished = rc == RT_OK;
    return rc;
}
