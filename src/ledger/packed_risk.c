/* A risk in the ledger: one packed value, and a column for each member that a
 * statement names.
 *
 * Sixty columns would be bound once and read by every output. Those that
 * statements change are read from their columns; what the row refers to by
 * number (department, profile, place) is not packed.
 */
#include "ledger/private.h"

/* Those that statements change come first. */
static const char *const named[] = {"unconfirmed", "plan_status", "approved_by",
    "approved_on", "approved_values", "treatment", "residual_importance",
    "residual_likelihood", "residual_level", "business", "asset", "medium",
    "managed_by", "importance", "likelihood", "level", "class", "priority",
    "registered", "own_profile", "report_no"};

enum { CHANGED = 9, NAMED = RT_COUNT(named) };

static struct rt_member columns[NAMED];
static const struct rt_members of_columns
    = {.list = columns, .count = NAMED, .size = sizeof(struct rt_risk)};
static const struct rt_members of_changed
    = {.list = columns, .count = CHANGED, .size = sizeof(struct rt_risk)};

static void find_columns(void)
{
    for (size_t i = 0; i < NAMED; i++) {
        for (size_t k = 0; k < rt_risk_members.count; k++) {
            if (strcmp(rt_risk_members.list[k].name, named[i]) == 0)
                columns[i] = rt_risk_members.list[k];
        }
    }
}

void rt_ldb_risk_columns(
    enum rt_columns as, const char *table, char to[RT_COLUMNS_ROOM])
{
    size_t n;

    find_columns();
    rt_record_columns(&of_columns, as, table, to);
    n = strlen(to);
    snprintf(to + n, RT_COLUMNS_ROOM - n, ", %s%s%s", table,
        as == RT_COLUMNS_READ ? "." : "",
        as == RT_COLUMNS_MARKS  ? "?"
        : as == RT_COLUMNS_MADE ? "data BLOB"
                                : "data");
}

void rt_ldb_changed_columns(char to[RT_COLUMNS_ROOM])
{
    find_columns();
    rt_record_columns(&of_changed, RT_COLUMNS_READ, "r", to);
}

enum rt_status rt_ldb_put_risk(struct rt_ledger *l, struct rt_sql_bind *b,
    const struct rt_risk *risk, struct rt_error *err)
{
    struct rt_risk rest = *risk;

    rest.risk_id = rest.department = rest.profile = RT_STR_NONE;
    rest.where.file = rest.where.sheet = RT_STR_NONE;
    rt_buf_clear(&l->pack);
    if (rt_record_pack(&rt_risk_members, &rest, &l->pack) != RT_OK)
        return rt_fail_nomem(err);
    rt_record_put(&of_columns, b, risk);
    rt_sql_put_blob(b, l->pack.data, l->pack.len);
    return RT_OK;
}

void rt_ldb_unpack_risk(struct rt_sql_read *r, struct rt_risk *out)
{
    struct rt_str data = rt_sql_get_str(r);

    if (data.n == 0) {
        rt_record_blank(&rt_risk_members, out);
        return;
    }
    *out = (struct rt_risk){0};
    rt_record_unpack(&rt_risk_members, &data, out);
}

void rt_ldb_get_risk(struct rt_sql_read *r, struct rt_risk *out)
{
    rt_ldb_unpack_risk(r, out);
    rt_sql_get_strs(r, &out->department, &out->where.file, &out->where.sheet);
    out->where.csv = rt_sql_get_int(r) != 0;
    out->profile = rt_sql_get_str(r);
    out->where.row = (uint32_t)rt_sql_get_int(r);
    out->where.col = (uint32_t)rt_sql_get_int(r);
    out->risk_id = rt_sql_get_id(r);
    rt_record_get(&of_changed, r, out);
}
