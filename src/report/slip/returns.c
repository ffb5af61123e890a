/* The list of return slips: which there are, and what their files are called.
 *
 * Held in memory as a whole, because each name must differ from all before it;
 * the ledger bounds how many there are.
 */
#include "report/report.h"

#include <stdlib.h>

#include "base/arena.h"
#include "base/list.h"
#include "report/book/letter_name.h"
#include "report/slip/slip.h"

static bool copy_slip(
    struct rt_arena *arena, const struct rt_slip *from, struct rt_slip *to)
{
    *to = *from;
    to->department = rt_arena_str(arena, from->department);
    to->file = rt_arena_str(arena, from->file);
    to->expected = rt_arena_str(arena, from->expected);
    return to->department.p && to->file.p && to->expected.p;
}

static struct rt_str last_part(struct rt_str path)
{
    for (size_t i = path.n; i-- > 0;) {
        if (path.p[i] == '/')
            return (struct rt_str){path.p + i + 1, path.n - i - 1};
    }
    return path;
}

/* The department, or 部署不明_ and the file without its ending. */
static enum rt_status plain_name(
    const struct rt_slip *slip, enum rt_lang lang, struct rt_buf *to)
{
    struct rt_str file = last_part(slip->file);
    enum rt_status rc;

    if (slip->department.n > 0)
        return rt_buf_adds(to, slip->department);
    for (size_t i = file.n; i-- > 1;) {
        if (file.p[i] == '.') {
            file.n = i;
            break;
        }
    }
    rc = rt_buf_adds(to, rt_str(rt_word(lang, RT_W_SLIP_NAMELESS)));
    return rc == RT_OK ? rt_buf_adds(to, file) : rc;
}

static enum rt_status add_name(struct rt_returns *r, enum rt_lang lang,
    struct rt_intern *names, struct rt_return *item, struct rt_error *err)
{
    struct rt_buf plain = RT_BUF(4 << 20), name = RT_BUF(4 << 20);
    enum rt_status rc = plain_name(&item->slip, lang, &plain);

    RT_THEN(rc, rt_letter_name(names, rt_buf_str(&plain), &name));
    rt_buf_clear(&plain);
    RT_THEN(rc, rt_buf_adds(&plain, RT_STR("returns/")));
    RT_THEN(rc, rt_buf_adds(&plain, rt_buf_str(&name)));
    if (rc == RT_OK)
        item->name = rt_arena_str(&r->arena, rt_buf_str(&plain)).p;
    rt_buf_fini(&plain);
    rt_buf_fini(&name);
    return rc == RT_OK && item->name ? RT_OK : rt_fail_nomem(err);
}

static enum rt_status add_slip(struct rt_returns *r, const struct rt_slip *slip,
    enum rt_lang lang, struct rt_intern *names, struct rt_error *err)
{
    RT_NEED(RT_GROW(r->list, r->count, r->cap), err);
    struct rt_return *item = &r->list[r->count];
    *item = (struct rt_return){0};
    RT_NEED(copy_slip(&r->arena, slip, &item->slip), err);
    RT_TRY(add_name(r, lang, names, item, err));
    r->count++;
    return RT_OK;
}

enum rt_status rt_returns_list(struct rt_ledger *ledger, enum rt_lang lang,
    struct rt_returns *out, struct rt_error *err)
{
    struct rt_cursor cursor = rt_ledger_slips(ledger, err);
    struct rt_intern names = {0};
    struct rt_slip slip;

    while (rt_next(&cursor, &slip))
        rt_cursor_keep(&cursor, add_slip(out, &slip, lang, &names, err));
    rt_intern_fini(&names);
    return rt_cursor_close(&cursor);
}

void rt_returns_fini(struct rt_returns *r)
{
    rt_arena_fini(&r->arena);
    free(r->list);
    *r = (struct rt_returns){0};
}

bool rt_returns_is_name(const char *name)
{
    static const char *const folders[] = {"returns/", "plans/", "approvals/"};
    struct rt_str s = rt_str(name);

    if (!rt_str_skip_any(&s, folders) || !rt_str_ends(s, RT_STR(".xlsx")))
        return false;
    return s.p[0] != '.' && !rt_str_contains(s, RT_STR("/"))
           && !rt_str_contains(s, RT_STR(".."));
}
