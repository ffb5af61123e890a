/* Which assets an event of a report is about, by their numbers
 * (sql/event_views.sql).
 *
 * Numbers belong to a list: that of the report's own workbook, else that of its
 * department, if that has one file with numbers. For a report of no known
 * department the only file with numbers in the run is taken, where it has most of
 * what the report says of numbers and importance, and that is reported. A number
 * that two sheets of the list have names nothing.
 */
#include "ledger/event_links.h"

#include "base/fold.h"
#include "record/asset_nos.h"

enum { NUMBER_MAX = 200, FILE_BYTES = 64 * 1024 };

struct linking {
    struct rt_ledger *ledger;
    enum rt_lang lang;
    struct rt_buf file; /* of the list */
    struct rt_where at; /* the sheet of the report */
    int64_t place, input;
    int64_t list; /* the input with the numbers */
    /* The row: its order, its department, what it is reported as. */
    int64_t event, department;
    int64_t sheets; /* those that have the number looked for last */
    struct rt_finding row;
    bool quiet; /* whether the lone list is its list is still to be seen */
    bool lone;  /* the row's list is that one */
    uint64_t known, unknown; /* numbers of the rows of which it is */
    struct rt_error *err;
};

/* --- the lists ------------------------------------------------------------- */

static enum rt_status add_number(
    void *context, struct rt_sql_read *r, struct rt_error *err)
{
    struct rt_ledger *l = context;
    struct rt_sql_bind b = rt_sql_kept(&l->sql, LDB_ADD_NUMBER);
    int64_t nth = rt_sql_get_int(r), input = rt_sql_get_int(r),
            department = rt_sql_get_int(r), place = rt_sql_get_int(r);
    struct rt_risk risk;
    char folded[NUMBER_MAX];
    size_t n;

    rt_ldb_unpack_risk(r, &risk);
    n = rt_fold_fixed(risk.number, folded, sizeof folded);
    if (n == 0 || n == SIZE_MAX)
        return RT_OK;
    rt_sql_put_str(&b, rt_asset_number((struct rt_str){folded, n}));
    rt_sql_put_int(&b, input);
    if (department)
        rt_sql_put_int(&b, department);
    else
        rt_sql_put_null(&b);
    rt_sql_put_int(&b, place);
    rt_sql_put_int(&b, nth);
    return rt_sql_run(&b, NULL, err);
}

/* --- a number ---------------------------------------------------------------- */

static void put_list(struct linking *k, struct rt_sql_bind *b)
{
    rt_sql_put_int(b, k->list);
    if (k->department)
        rt_sql_put_int(b, k->department);
    else
        rt_sql_put_null(b);
}

/* A statement about the number of the list, for the row. */
static struct rt_sql_bind about(
    struct linking *k, enum ldb_sql which, struct rt_str number)
{
    struct rt_sql_bind b = rt_sql_kept(&k->ledger->sql, which);

    rt_sql_put_str(&b, number);
    put_list(k, &b);
    return b;
}

static enum rt_status find(void *context, struct rt_str number, bool *there)
{
    struct linking *k = context;
    struct rt_sql_bind b = about(k, LDB_FIND_NUMBER, number);

    RT_TRY(rt_sql_run(&b, &k->sheets, k->err));
    *there = k->sheets > 0;
    return RT_OK;
}

static enum rt_status link_number(void *context, struct rt_str number)
{
    struct linking *k = context;
    struct rt_sql_bind b;

    k->known += k->lone;
    if (k->sheets != 1)
        return RT_OK;
    b = about(k, LDB_ADD_VIEWS, number);
    rt_sql_put_int(&b, k->event);
    return rt_sql_run(&b, NULL, k->err);
}

static enum rt_status report_unknown(void *context, struct rt_str number)
{
    struct linking *k = context;
    struct rt_finding f = k->row;

    k->unknown += k->lone;
    if (k->quiet)
        return RT_OK;
    f.code = RT_RA407;
    f.actual = number;
    return rt_ledger_report(k->ledger, k->input, &f, k->lang,
        RT_ARGS(number, rt_buf_str(&k->file)), k->err);
}

static enum rt_status link_all(void *context)
{
    struct linking *k = context;
    struct rt_sql_bind b = rt_sql_kept(&k->ledger->sql, LDB_ADD_ALL_VIEWS);

    rt_sql_put_int(&b, k->event);
    put_list(k, &b);
    return rt_sql_run(&b, NULL, k->err);
}

/* --- by ids ------------------------------------------------------------------ */

/* Links it to the assets of which the packed risk has the ids. */
static enum rt_status link_ids(struct rt_ledger *l, int64_t event,
    struct rt_sql_read *packed, struct rt_error *err)
{
    struct rt_risk risk;
    struct rt_str rest, id;

    rt_ldb_unpack_risk(packed, &risk);
    for (rest = risk.asset_ids; rest.n > 0;) {
        struct rt_sql_bind b = rt_sql_kept(&l->sql, LDB_ADD_VIEW_BY_ID);
        if (!rt_str_split(rest, " ", &id, &rest)) {
            id = rest;
            rest = RT_STR_NONE;
        }
        rt_sql_put_int(&b, event);
        rt_sql_put_id(&b, id);
        RT_TRY(rt_sql_run(&b, NULL, err));
    }
    return RT_OK;
}

/* An event whose list was not sent: to the assets that it had in the previous
 * run, as far as they are kept. */
static enum rt_status link_as_before(struct linking *k)
{
    struct rt_sql_cursor c;
    enum rt_status rc;

    if (!k->ledger->compares)
        return RT_OK;
    c = rt_sql_query(&k->ledger->sql, LDB_EVENT_BEFORE);
    rt_sql_put_id(&c.bind, k->row.risk_id);
    rc = rt_sql_next(&c, k->err);
    if (rc == RT_ROW)
        rc = link_ids(k->ledger, k->event, &c.row, k->err);
    rt_sql_end(&c);
    return rc == RT_END ? RT_OK : rc;
}

/* --- a report ---------------------------------------------------------------- */

static enum rt_status name_list(struct linking *k, int64_t list)
{
    struct rt_sql_cursor c;
    enum rt_status rc;

    if (list == k->list)
        return RT_OK;
    c = rt_sql_query(&k->ledger->sql, LDB_FILE_OF_INPUT);
    rt_sql_put_int(&c.bind, list);
    rc = rt_sql_next(&c, k->err);
    rt_buf_clear(&k->file);
    if (rc == RT_ROW && rt_buf_adds(&k->file, rt_sql_get_str(&c.row)) != RT_OK)
        rc = rt_fail_nomem(k->err);
    rt_sql_end(&c);
    k->list = list;
    return rc == RT_ROW || rc == RT_END ? RT_OK : rc;
}

/* The file of the row's department that has numbers; 0 where there is none,
 * -1 where there are several. */
static enum rt_status list_of_department(struct linking *k, int64_t *list)
{
    struct rt_sql_cursor c
        = rt_sql_query(&k->ledger->sql, LDB_LISTS_OF_DEPARTMENT);
    enum rt_status rc;

    rt_sql_put_int(&c.bind, k->department);
    rc = rt_sql_next(&c, k->err);
    *list = 0;
    if (rc == RT_ROW) {
        int64_t files = rt_sql_get_int(&c.row), one = rt_sql_get_int(&c.row);
        *list = files == 1 ? one : files > 1 ? -1 : 0;
    }
    rt_sql_end(&c);
    return rc == RT_ROW || rc == RT_END ? RT_OK : rc;
}

/* Takes the row; false where it names no asset. */
static bool take_event(
    struct linking *k, struct rt_sql_read *r, struct rt_risk *risk)
{
    k->event = rt_sql_get_int(r);
    k->department = rt_sql_get_int(r);
    k->row = (struct rt_finding){.department = rt_sql_get_str(r)};
    rt_sql_get_strs(r, &k->row.where.file, &k->row.where.sheet);
    k->row.where.csv = rt_sql_get_int(r) != 0;
    k->row.where.row = (uint32_t)rt_sql_get_int(r);
    k->row.where.col = (uint32_t)rt_sql_get_int(r);
    k->row.risk_id = rt_sql_get_id(r);
    rt_ldb_unpack_risk(r, risk);
    if (risk->numbers_col > 0)
        k->row.where.col = risk->numbers_col;
    return risk->asset_numbers.n > 0;
}

/* One event; `own`: to its own book, else to its department's file; one without
 * a department to `lone`, if that is not 0. */
static enum rt_status link_event(
    struct linking *k, struct rt_sql_read *r, bool own, int64_t lone)
{
    const struct rt_number_taker to
        = {k, find, link_number, report_unknown, link_all};
    struct rt_risk risk;
    int64_t list = own ? k->input : 0;

    if (!take_event(k, r, &risk))
        return RT_OK;
    if (!own && k->department)
        RT_TRY(list_of_department(k, &list));
    k->lone = list == 0 && k->department == 0;
    if (k->lone)
        list = lone;
    if (list <= 0)
        return k->quiet ? RT_OK : link_as_before(k);
    RT_TRY(name_list(k, list));
    return rt_asset_numbers_take(risk.asset_numbers, &to);
}

static enum rt_status link_events(struct linking *k, bool own, int64_t lone)
{
    struct rt_sql_cursor c = rt_sql_query(&k->ledger->sql, LDB_EVENTS_OF);
    enum rt_status rc = RT_OK;

    rt_sql_put_int(&c.bind, k->place);
    while (rc == RT_OK && (rc = rt_sql_next(&c, k->err)) == RT_ROW)
        rc = link_event(k, &c.row, own, lone);
    rt_sql_end(&c);
    return rc == RT_END ? RT_OK : rc;
}

static enum rt_status of_place(
    struct linking *k, enum ldb_sql which, int64_t *number)
{
    struct rt_sql_bind b = rt_sql_kept(&k->ledger->sql, which);

    rt_sql_put_int(&b, k->place);
    return rt_sql_run(&b, number, k->err);
}

/* Whether the only file with numbers is the report's list; reports that. */
static enum rt_status try_lone(struct linking *k, int64_t lone, bool *is)
{
    struct rt_finding f = {.code = RT_TP432, .where = k->at};
    int64_t otherwise;

    k->quiet = true;
    RT_TRY(link_events(k, false, lone));
    RT_TRY(of_place(k, LDB_RATED_OTHERWISE, &otherwise));
    k->quiet = false;
    *is = k->known > (k->unknown + (uint64_t)otherwise) * 3;
    RT_TRY(of_place(k, LDB_DROP_VIEWS, NULL));
    if (!*is)
        return RT_OK;
    return rt_ledger_report(k->ledger, k->input, &f, k->lang,
        RT_ARGS(rt_buf_str(&k->file)), k->err);
}

static enum rt_status link_report(
    void *context, struct rt_sql_read *r, struct rt_error *err)
{
    struct linking *k = context;
    int64_t lone;
    bool own, is = true;

    k->err = err;
    k->place = rt_sql_get_int(r);
    k->input = rt_sql_get_int(r);
    rt_sql_get_strs(r, &k->at.file, &k->at.sheet);
    own = rt_sql_get_int(r) != 0;
    lone = own ? 0 : rt_sql_get_int(r);
    k->known = k->unknown = 0;
    if (lone)
        RT_TRY(try_lone(k, lone, &is));
    return link_events(k, own, is ? lone : 0);
}

/* --- those of an earlier run ------------------------------------------------ */

static enum rt_status link_kept(
    void *context, struct rt_sql_read *r, struct rt_error *err)
{
    struct rt_ledger *l = context;
    int64_t event = rt_sql_get_int(r);

    return link_ids(l, event, r, err);
}

enum rt_status rt_ldb_link_events(
    struct rt_ledger *l, enum rt_lang lang, struct rt_error *err)
{
    struct linking k = {.ledger = l, .lang = lang, .file = RT_BUF(FILE_BYTES)};
    enum rt_status rc = rt_sql_walk(&l->sql, LDB_ASSETS, add_number, l, err);

    RT_THEN(rc, rt_sql_exec(&l->sql, LDB_INDEX_NUMBERS, err));
    RT_THEN(rc, rt_sql_walk(&l->sql, LDB_REPORTS, link_report, &k, err));
    RT_THEN(rc, rt_sql_walk(&l->sql, LDB_KEPT_EVENTS, link_kept, l, err));
    rt_buf_fini(&k.file);
    return rc;
}
