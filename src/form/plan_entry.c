/* A treatment plan's row, packed into the spool and taken out again. The two
 * stand side by side and name the fields in the same order.
 */
#include <stdlib.h>
#include <string.h>

#include "pack.h"

enum { TEXTS = 25, INTS = 4 };

static void texts_of(struct rt_plan_row *r, struct rt_str *to[TEXTS])
{
    struct rt_str *all[TEXTS] = {&r->risk_id, &r->number, &r->sheet,
        &r->department, &r->asset, &r->treatment_raw, &r->control, &r->task,
        &r->who, &r->planned_start.iso, &r->planned_start.raw,
        &r->planned_end.iso, &r->planned_end.raw, &r->actual_start.iso,
        &r->actual_start.raw, &r->actual_end.iso, &r->actual_end.raw,
        &r->status_raw, &r->residual_importance_raw,
        &r->residual_likelihood_raw, &r->owner, &r->approved_by,
        &r->approved_on.iso, &r->approved_on.raw, &r->reason};

    memcpy(to, all, sizeof all);
}

static void ints_of(struct rt_plan_row *r, int *to[INTS])
{
    int *all[INTS] = {&r->level, &r->priority, &r->residual_importance,
        &r->residual_likelihood};

    memcpy(to, all, sizeof all);
}

enum rt_status rt_put_plan(struct rt_intake *in, enum rt_entry_kind kind,
    const struct rt_plan_row *row, struct rt_error *err)
{
    struct packer p = pack_start(in, kind);
    struct rt_plan_row copy = *row;
    struct rt_str *texts[TEXTS];
    int *ints[INTS];

    texts_of(&copy, texts);
    ints_of(&copy, ints);
    for (size_t i = 0; i < TEXTS; i++)
        pack_s(&p, *texts[i]);
    for (size_t i = 0; i < INTS; i++)
        pack_i(&p, *ints[i]);
    pack_u(&p, row->row);
    pack_u(&p, row->treatment);
    pack_u(&p, row->status);
    pack_u(&p, row->proposed);
    pack_u(&p, row->extra_count);
    for (size_t i = 0; i < row->extra_count; i++) {
        pack_s(&p, row->extras[i].heading);
        pack_s(&p, row->extras[i].text);
        pack_u(&p, row->extras[i].type);
    }
    return pack_finish(in, &p, err);
}

static enum rt_status make_room(
    struct rt_intake *in, size_t count, struct rt_error *err)
{
    struct rt_plan_extra *more;

    if (count <= in->extra_max)
        return RT_OK;
    if (count > SIZE_MAX / sizeof *more)
        return rt_fail_nomem(err);
    more = realloc(in->extras, count * sizeof *more);
    if (!more)
        return rt_fail_nomem(err);
    in->extras = more;
    in->extra_max = count;
    return RT_OK;
}

static enum rt_status get_extras(struct rt_intake *in, struct rt_str *r,
    struct rt_plan_row *to, struct rt_error *err)
{
    uint64_t v, count;
    enum rt_status rc;

    rt_unpack_u64(r, &count);
    rc = make_room(in, (size_t)count, err);
    if (rc != RT_OK)
        return rc;
    for (size_t i = 0; i < count; i++) {
        rt_unpack_str(r, &in->extras[i].heading);
        rt_unpack_str(r, &in->extras[i].text);
        rt_unpack_u64(r, &v);
        in->extras[i].type = (enum rt_cell_type)v;
    }
    to->extras = in->extras;
    to->extra_count = (size_t)count;
    return RT_ROW;
}

enum rt_status rt_get_plan(struct rt_intake *in, struct rt_str r,
    struct rt_plan_row *to, struct rt_error *err)
{
    struct rt_str *texts[TEXTS];
    int *ints[INTS];
    uint64_t v;

    *to = (struct rt_plan_row){.file = in->input.file};
    texts_of(to, texts);
    ints_of(to, ints);
    for (size_t i = 0; i < TEXTS; i++)
        rt_unpack_str(&r, texts[i]);
    for (size_t i = 0; i < INTS; i++)
        *ints[i] = unpack_i(&r);
    rt_unpack_u64(&r, &v);
    to->row = (uint32_t)v;
    rt_unpack_u64(&r, &v);
    to->treatment = (enum rt_treatment)v;
    rt_unpack_u64(&r, &v);
    to->status = (enum rt_plan_status)v;
    rt_unpack_u64(&r, &v);
    to->proposed = v != 0;
    return get_extras(in, &r, to, err);
}
