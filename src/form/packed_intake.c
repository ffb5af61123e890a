/* An intake as bytes, and back. */
#include "form/packed_intake.h"

#include "form/form.h"
#include "form/pack.h"

/* --- as bytes --------------------------------------------------------------- */

static struct rt_str sent_of(const struct rt_intake *in)
{
    size_t count = in->request.roster ? rt_roster_count(in->request.roster) : 0;

    return in->sent ? (struct rt_str){(const char *)in->sent, count}
                    : RT_STR_NONE;
}

/* The entries end with the bytes. */
static enum rt_status pack_entries(
    struct rt_intake *in, struct packer *p, struct rt_error *err)
{
    struct rt_str record;
    enum rt_status rc = RT_END;

    while (
        p->rc == RT_OK && (rc = rt_spool_get(&in->out, &record, err)) == RT_ROW)
        pack_s(p, record);
    if (p->rc == RT_OK && rc != RT_END)
        return rc;
    return rt_spool_rewind(&in->out, err);
}

enum rt_status rt_intake_pack(
    struct rt_intake *in, struct rt_buf *to, struct rt_error *err)
{
    struct packer p = {to, RT_OK};

    p.rc = rt_record_pack(&rt_input_members, &in->input, to);
    pack_s(&p, in->profile ? rt_str(in->profile->hash) : RT_STR_NONE);
    pack_s(&p, sent_of(in));
    pack_u(&p, rt_intake_sheet_count(in));
    for (size_t i = 0; i < rt_intake_sheet_count(in); i++)
        pack_s(&p, rt_intake_sheet(in, i));
    RT_TRY(pack_entries(in, &p, err));
    if (p.rc == RT_LIMIT)
        return rt_fail(err, RT_LIMIT, "too large to be kept");
    return p.rc == RT_OK ? RT_OK : rt_fail_nomem(err);
}

/* --- and back ---------------------------------------------------------------- */

static enum rt_status is_none(struct rt_error *err)
{
    return rt_fail(err, RT_FORMAT, "not a packed intake");
}

static const struct rt_profile *profile_of(
    const struct rt_intake_request *q, struct rt_str hash)
{
    const struct rt_profile *p;

    if (q->forced && rt_str_is(hash, q->forced->hash))
        return q->forced;
    if (q->fallback && rt_str_is(hash, q->fallback->hash))
        return q->fallback;
    for (size_t i = 0; (p = rt_profile_builtin(i)) != NULL; i++)
        if (rt_str_is(hash, p->hash))
            return p;
    return NULL;
}

static enum rt_status unpack_profile(
    struct rt_intake *in, struct rt_str *from, struct rt_error *err)
{
    struct rt_str hash;

    if (!rt_unpack_str(from, &hash))
        return is_none(err);
    in->profile = profile_of(&in->request, hash);
    return in->profile || hash.n == 0 ? RT_OK : is_none(err);
}

static enum rt_status unpack_sent(
    struct rt_intake *in, struct rt_str *from, struct rt_error *err)
{
    const struct rt_roster *roster = in->request.roster;
    struct rt_str sent;

    if (!rt_unpack_str(from, &sent)
        || sent.n != (roster ? rt_roster_count(roster) : 0))
        return is_none(err);
    in->sent = (unsigned char *)(uintptr_t)sent.p;
    return RT_OK;
}

static enum rt_status unpack_sheets(
    struct rt_intake *in, struct rt_str *from, struct rt_error *err)
{
    uint64_t count;

    if (!rt_unpack_u64(from, &count) || count > from->n)
        return is_none(err);
    in->sheet_count = (size_t)count;
    in->sheets
        = rt_arena_array(&in->arena, in->sheet_count + 1, sizeof *in->sheets);
    RT_NEED(in->sheets, err);
    for (size_t i = 0; i < in->sheet_count; i++)
        if (!rt_unpack_str(from, &in->sheets[i].name))
            return is_none(err);
    return RT_OK;
}

static enum rt_status unpack_all(
    struct rt_intake *in, struct rt_str from, struct rt_error *err)
{
    struct rt_str record;

    rt_record_unpack(&rt_input_members, &from, &in->input);
    RT_TRY(unpack_profile(in, &from, err));
    RT_TRY(unpack_sent(in, &from, err));
    RT_TRY(unpack_sheets(in, &from, err));
    while (from.n > 0) {
        if (!rt_unpack_str(&from, &record))
            return is_none(err);
        RT_TRY(rt_spool_put(&in->out, record, err));
    }
    return rt_spool_rewind(&in->out, err);
}

enum rt_status rt_intake_unpack(const struct rt_intake_request *request,
    struct rt_str bytes, struct rt_intake **out, struct rt_error *err)
{
    struct rt_intake *in;
    enum rt_status rc = rt_intake_new(request, &in, err);

    if (rc != RT_OK)
        return rc;
    bytes = rt_arena_str(&in->arena, bytes);
    rc = bytes.p ? unpack_all(in, bytes, err) : rt_fail_nomem(err);
    if (rc != RT_OK) {
        rt_intake_free(in);
        return rc;
    }
    *out = in;
    return RT_OK;
}
