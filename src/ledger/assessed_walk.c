/* The rows of assessment reports that people edited, one by one, and findings at
 * their cells. */
#include "ledger/assessed_edits.h"

#include <stdlib.h>

enum rt_status rt_ldb_each_edited(struct rt_ledger *l, enum rt_lang lang,
    ldb_edited_fn *take, struct rt_error *err)
{
    struct ldb_edited e = {.l = l, .lang = lang};
    struct rt_sql_cursor c = rt_sql_query(&l->sql, LDB_ASSESSED_ROWS);
    enum rt_status rc;

    while ((rc = rt_sql_next(&c, err)) == RT_ROW) {
        rc = rt_plan_unpack(rt_sql_get_str(&c.row), &e.room, &e.row, err);
        RT_THEN(rc, take(&e, err));
        if (rc != RT_OK)
            break;
    }
    rt_sql_end(&c);
    free(e.room.extras);
    return rc == RT_END ? RT_OK : rc;
}

/* --- findings --------------------------------------------------------------- */

enum rt_status rt_ldb_report_edited(struct ldb_edited *e, enum rt_code code,
    const struct rt_plan_extra *x, const struct rt_str args[RT_FINDING_ARGS],
    struct rt_error *err)
{
    struct rt_finding f = {.code = code,
        .where = e->row.where,
        .risk_id = e->row.risk_id,
        .actual = x->text};

    f.where.col = x->nth / RT_ASSESSED_COLUMN;
    return rt_ldb_report_row(e->l, &f, e->row.department, e->lang, args, err);
}

struct rt_str rt_ldb_edited_name(
    const struct ldb_edited *e, const struct rt_plan_extra *x)
{
    return rt_str(
        rt_text(e->lang, rt_assessed_members[rt_ldb_entry_of(x)].name));
}

struct rt_str rt_ldb_edited_shown(const struct ldb_edited *e,
    const struct rt_plan_extra *x, struct rt_str text)
{
    if (text.n == 0)
        return rt_str(rt_say(e->lang, "空欄", "blank"));
    return rt_ldb_entry_of(x) == RT_AE_TREATMENT ? rt_str(
               rt_treatment_label(rt_assessed_treatment(text), e->lang))
                                                 : text;
}

enum rt_status rt_ldb_report_otherwise(struct ldb_edited *e,
    const struct rt_plan_extra *x, struct rt_where other, struct rt_str says,
    struct rt_error *err)
{
    struct rt_buf place = RT_BUF(LDB_TEXT_MAX);
    enum rt_status rc;

    other.csv = other.sheet.n == 0;
    rc = rt_where_say(&other, e->lang, &place);
    rc = rc == RT_OK ? rt_ldb_report_edited(e, RT_PL671, x,
             RT_ARGS(rt_ldb_edited_name(e, x),
                 rt_ldb_edited_shown(e, x, x->text), rt_buf_str(&place),
                 rt_ldb_edited_shown(e, x, says)),
             err)
                     : rt_fail_nomem(err);
    rt_buf_fini(&place);
    return rc;
}
