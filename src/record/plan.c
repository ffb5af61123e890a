/* The members of a treatment plan's row as a list, and the row as bytes, with
 * the columns that the office added.
 */
#include "record/plan.h"

#include <stdlib.h>

#include "base/list.h"
#include "base/spool.h"

#define MEMBER(path, type, name, ja, en)                                       \
    RT_MEMBER(rt_plan_row, path, false, type, name, NULL, ja, en, 0, NOT_KEPT),

static const struct rt_member members[] = {
#define RT_PLAN(id, how, type, name, group, ja, en)                            \
    MEMBER(name, type, name, ja, en)
#define RT_PLAN_KEPT(type, name) MEMBER(name, type, name, NULL, NULL)
#include "record/plan.def"
    MEMBER(where.file, TEXT, file, NULL, NULL) MEMBER(where.sheet, TEXT, sheet,
        NULL, NULL) MEMBER(where.row, ROW, row, NULL, NULL)};

const struct rt_members rt_plan_members
    = {members, RT_COUNT(members), sizeof(struct rt_plan_row), 0, {0}, false};

/* clang-format off */
#define AT(name) offsetof(struct rt_plan_row, name)
#define TEXT(name, ...) {AT(name), AT(name), __VA_ARGS__},
#define DATE(name, ...) {AT(name), AT(name.raw), __VA_ARGS__},
#define WORD(name, ...) {AT(name), AT(name##_raw), __VA_ARGS__},
const struct rt_plan_entered rt_plan_entered[RT_PLAN_ENTERED] = {
    WORD(treatment, {"対応方針", "Option"}, false)
    TEXT(reason, {"対応方針の選定理由", "Reason"}, false)
    TEXT(control, {"管理策", "Control"}, false)
    TEXT(task, {"タスク", "Task"}, true)
    TEXT(who, {"担当", "Who"}, true)
    DATE(planned_start, {"予定の開始", "Planned start"}, false)
    DATE(planned_end, {"予定の終了", "Planned end"}, true)
    DATE(actual_start, {"実績の開始", "Actual start"}, false)
    DATE(actual_end, {"実績の終了", "Actual end"}, false)
    WORD(status, {"ステータス", "Status"}, true)
    WORD(residual_importance, {"残留リスクの重要度", "Residual importance"}, false)
    WORD(residual_likelihood, {"残留リスクの被害発生可能性", "Residual likelihood"}, false)
    TEXT(owner, {"リスク所有者", "Risk owner"}, false)
    TEXT(approved_by, {"承認者", "Approved by"}, false)
    DATE(approved_on, {"承認日", "Approved on"}, false)
    TEXT(decision, {"承認の判断", "Decision"}, false)
};
/* clang-format on */

const struct rt_plan_entered *rt_plan_entered_at(size_t at)
{
    size_t i = 0;

    while (i + 1 < RT_PLAN_ENTERED && rt_plan_entered[i].at != at)
        i++;
    return &rt_plan_entered[i];
}

void rt_plan_copy_entered(struct rt_plan_row *to,
    const struct rt_plan_row *from, const struct rt_plan_entered *f)
{
    const struct rt_member *m = rt_member_at(&rt_plan_members, f->at);
    const char *source = (const char *)from;
    void *at = (char *)to + f->at, *raw = (char *)to + f->raw;

    if (m->type == RT_IS_DATE)
        *(struct rt_plan_date *)at
            = *(const struct rt_plan_date *)(const void *)(source + f->at);
    else if (rt_type_is_text(m->type))
        rt_member_set_text(m, to, rt_member_text(m, from));
    else
        rt_member_set_number(m, to, rt_member_number(m, from));
    *(struct rt_str *)raw
        = *(const struct rt_str *)(const void *)(source + f->raw);
    if (f->at == AT(planned_end))
        to->proposed = from->proposed;
}

_Static_assert(
    RT_COUNT(members) * RT_PLAN_COLUMN <= RT_PLAN_COLUMNS, "columns");

static size_t place_of(size_t at)
{
    const struct rt_member *m = rt_member_at(&rt_plan_members, at);

    return m ? (size_t)(m - members) * RT_PLAN_COLUMN : RT_PLAN_COLUMNS;
}

void rt_plan_note_column(char to[RT_PLAN_COLUMNS], size_t at, uint32_t col)
{
    char text[RT_LETTERS];
    size_t i = place_of(at), n;

    if (i >= RT_PLAN_COLUMNS)
        return;
    rt_column_letters(col, text);
    n = strlen(text);
    for (size_t k = 0; k < RT_PLAN_COLUMN; k++)
        to[i + k] = k < n ? text[k] : '-';
}

struct rt_str rt_plan_noted_columns(const char from[RT_PLAN_COLUMNS])
{
    size_t n = RT_PLAN_COLUMNS;

    while (n > 0 && from[n - RT_PLAN_COLUMN] == '-')
        n -= RT_PLAN_COLUMN;
    return (struct rt_str){from, n};
}

uint32_t rt_plan_column_of(const struct rt_plan_row *row, size_t at)
{
    size_t i = place_of(at);
    struct rt_str letters;

    if (i + RT_PLAN_COLUMN > row->columns.n)
        return 0;
    letters = (struct rt_str){row->columns.p + i, RT_PLAN_COLUMN};
    return rt_column_of(&letters, UINT32_MAX);
}

bool rt_plan_is_approved(const struct rt_plan_row *row)
{
    return row->approved_by.n > 0 || row->approved_on.raw.n > 0;
}

static bool is_scheduled(const struct rt_plan_row *row)
{
    return row->planned_start.raw.n > 0 || row->actual_start.raw.n > 0
           || row->actual_end.raw.n > 0
           || (row->status != RT_PLAN_OPEN && row->status_raw.n > 0);
}

bool rt_plan_is_assigned(const struct rt_plan_row *row)
{
    return row->who.n > 0 && row->control.n + row->task.n > 0;
}

bool rt_plan_is_begun(const struct rt_plan_row *row)
{
    return row->task.n > 0 || row->who.n > 0 || is_scheduled(row);
}

bool rt_plan_is_proposal(const struct rt_plan_row *row)
{
    return row->proposed && !is_scheduled(row) && !rt_plan_is_assigned(row);
}

enum rt_status rt_plan_pack(const struct rt_plan_row *row, struct rt_buf *to)
{
    RT_TRY(rt_record_pack(&rt_plan_members, row, to));
    RT_TRY(rt_pack_u64(to, row->extra_count));
    for (size_t i = 0; i < row->extra_count; i++) {
        const struct rt_plan_extra *x = &row->extras[i];
        RT_TRY(rt_pack_str(to, x->heading));
        RT_TRY(rt_pack_str(to, x->text));
        RT_TRY(rt_pack_u64(to, x->type));
        RT_TRY(rt_pack_u64(to, x->nth));
    }
    return RT_OK;
}

enum rt_status rt_plan_unpack(struct rt_str from, struct rt_plan_room *room,
    struct rt_plan_row *out, struct rt_error *err)
{
    uint64_t v;

    *out = (struct rt_plan_row){0};
    rt_record_unpack(&rt_plan_members, &from, out);
    rt_unpack_u64(&from, &v);
    out->extra_count = (size_t)v;
    RT_NEED(RT_ROOM(room->extras, room->max, out->extra_count), err);
    out->extras = room->extras;
    for (size_t i = 0; i < out->extra_count; i++) {
        struct rt_plan_extra *x = &room->extras[i];
        rt_unpack_str(&from, &x->heading);
        rt_unpack_str(&from, &x->text);
        rt_unpack_u64(&from, &v);
        x->type = (enum rt_cell_type)v;
        rt_unpack_u64(&from, &v);
        x->nth = (unsigned)v;
    }
    return RT_OK;
}
