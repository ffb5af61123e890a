/* A treatment plan's row as bytes, and back: for the spools and tables that
 * keep rows. The two name the fields in the same order.
 */
#include "record/plan.h"

#include <stdlib.h>
#include <string.h>

#include "base/spool.h"

enum { TEXTS = 37, INTS = 6 };

static void texts_of(struct rt_plan_row *r, struct rt_str *to[TEXTS])
{
    struct rt_str *all[TEXTS] = {&r->risk_id, &r->number, &r->where.file,
        &r->where.sheet, &r->department, &r->asset, &r->medium, &r->class,
        &r->treatment_raw, &r->control, &r->task, &r->who,
        &r->planned_start.iso, &r->planned_start.raw, &r->planned_end.iso,
        &r->planned_end.raw, &r->actual_start.iso, &r->actual_start.raw,
        &r->actual_end.iso, &r->actual_end.raw, &r->status_raw, &r->stated,
        &r->residual_importance_raw, &r->residual_likelihood_raw, &r->owner,
        &r->approved_by, &r->approved_on.iso, &r->approved_on.raw,
        &r->approved_values, &r->reason, &r->profile, &r->source_file,
        &r->source_sheet, &r->source_row, &r->gone_why, &r->gone_on,
        &r->origin};

    memcpy(to, all, sizeof all);
}

static void ints_of(struct rt_plan_row *r, int *to[INTS])
{
    int *all[INTS] = {&r->importance, &r->likelihood, &r->level, &r->priority,
        &r->residual_importance, &r->residual_likelihood};

    memcpy(to, all, sizeof all);
}

/* Packing stops at the first failure. */
static void put_u(struct rt_buf *to, uint64_t v, enum rt_status *rc)
{
    if (*rc == RT_OK)
        *rc = rt_pack_u64(to, v);
}

static void put_s(struct rt_buf *to, struct rt_str s, enum rt_status *rc)
{
    if (*rc == RT_OK)
        *rc = rt_pack_str(to, s);
}

enum rt_status rt_plan_pack(const struct rt_plan_row *row, struct rt_buf *to)
{
    struct rt_plan_row copy = *row;
    struct rt_str *texts[TEXTS];
    int *ints[INTS];
    enum rt_status rc = RT_OK;

    texts_of(&copy, texts);
    ints_of(&copy, ints);
    for (size_t i = 0; i < TEXTS; i++)
        put_s(to, *texts[i], &rc);
    for (size_t i = 0; i < INTS; i++)
        put_u(to, (uint64_t)(*ints[i] + 1), &rc); /* RT_UNKNOWN is -1 */
    put_u(to, row->where.row, &rc);
    put_u(to, row->treatment, &rc);
    put_u(to, row->status, &rc);
    put_u(to, row->proposed, &rc);
    put_u(to, row->extra_count, &rc);
    for (size_t i = 0; i < row->extra_count; i++) {
        const struct rt_plan_extra *x = &row->extras[i];
        put_s(to, x->heading, &rc);
        put_s(to, x->text, &rc);
        put_u(to, x->type, &rc);
        put_u(to, x->nth, &rc);
    }
    return rc;
}

/* --- and back ------------------------------------------------------------- */

static uint64_t get_u(struct rt_str *from)
{
    uint64_t v;

    rt_unpack_u64(from, &v);
    return v;
}

static enum rt_status make_room(
    struct rt_plan_room *room, size_t count, struct rt_error *err)
{
    struct rt_plan_extra *more;

    if (count <= room->max)
        return RT_OK;
    more = count > SIZE_MAX / sizeof *more
               ? NULL
               : realloc(room->extras, count * sizeof *more);
    if (!more)
        return rt_fail_nomem(err);
    room->extras = more;
    room->max = count;
    return RT_OK;
}

enum rt_status rt_plan_unpack(struct rt_str from, struct rt_plan_room *room,
    struct rt_plan_row *out, struct rt_error *err)
{
    struct rt_str *texts[TEXTS];
    int *ints[INTS];

    *out = (struct rt_plan_row){0};
    texts_of(out, texts);
    ints_of(out, ints);
    for (size_t i = 0; i < TEXTS; i++)
        rt_unpack_str(&from, texts[i]);
    for (size_t i = 0; i < INTS; i++)
        *ints[i] = (int)get_u(&from) - 1;
    out->where.row = (uint32_t)get_u(&from);
    out->treatment = (enum rt_treatment)get_u(&from);
    out->status = (enum rt_plan_status)get_u(&from);
    out->proposed = get_u(&from) != 0;
    out->extra_count = (size_t)get_u(&from);
    RT_TRY(make_room(room, out->extra_count, err));
    out->extras = room->extras;
    for (size_t i = 0; i < out->extra_count; i++) {
        struct rt_plan_extra *x = &room->extras[i];
        rt_unpack_str(&from, &x->heading);
        rt_unpack_str(&from, &x->text);
        x->type = (enum rt_cell_type)get_u(&from);
        x->nth = (unsigned)get_u(&from);
    }
    return RT_OK;
}
