/* Packing what comes out of a file, field by field, for its spool. */
#ifndef RISKTALLY_FORM_PACK_H
#define RISKTALLY_FORM_PACK_H

#include "form/form.h"

enum { PACK_MAX = 64 << 20 };

/* Packing stops at the first failure; the caller asks once. */
struct packer {
    struct rt_buf *b;
    enum rt_status rc;
};

static inline void pack_u(struct packer *p, uint64_t v)
{
    if (p->rc == RT_OK)
        p->rc = rt_pack_u64(p->b, v);
}

/* RT_UNKNOWN is -1. */
static inline void pack_i(struct packer *p, int v)
{
    pack_u(p, (uint64_t)(v + 1));
}

static inline void pack_s(struct packer *p, struct rt_str s)
{
    if (p->rc == RT_OK)
        p->rc = rt_pack_str(p->b, s);
}

static inline struct packer pack_start(
    struct rt_intake *in, enum rt_entry_kind kind)
{
    struct packer p = {&in->pack, RT_OK};

    in->pack.max = PACK_MAX;
    rt_buf_clear(&in->pack);
    pack_u(&p, kind);
    return p;
}

static inline enum rt_status pack_finish(
    struct rt_intake *in, struct packer *p, struct rt_error *err)
{
    if (p->rc != RT_OK)
        return rt_fail_nomem(err);
    return in->to ? rt_stage_put(in->to, rt_buf_str(&in->pack), err)
                  : rt_spool_put(&in->out, rt_buf_str(&in->pack), err);
}

#endif
