/* The container: local headers, directory, ends.
 *
 * The extensions for more than 4 GB are written only where something is as
 * large as that, because some readers do not know them.
 */
#include "report/xlsx/package.h"

#define LOCAL "PK\3\4"
#define CENTRAL "PK\1\2"
#define END "PK\5\6"
#define END64 "PK\6\6"
#define LOCATOR64 "PK\6\7"

enum {
    VERSION = 20,   /* deflate */
    VERSION64 = 45, /* sizes of 64 bits */
    TIME = 0,
    DATE = 0x21, /* 1980-01-01 */
    EXTRA64 = 1,
    NAME_MAX_ = 65535
};

static const uint32_t MAX32 = UINT32_MAX;
static const uint64_t MAX16 = UINT16_MAX;

/* --- numbers ---------------------------------------------------------------- */

static void put(struct rt_writer *w, uint64_t v, int bytes)
{
    char to[8];

    for (int i = 0; i < bytes; i++)
        to[i] = (char)(v >> (8 * i) & 0xFF);
    rt_write(w, (struct rt_str){to, (size_t)bytes});
}

static uint64_t at_most(uint64_t v, uint64_t max)
{
    return v < max ? v : max;
}

/* The members that both headers of a part have. */
static void put_common(
    struct rt_writer *w, const struct rt_part *part, bool large, unsigned extra)
{
    put(w, large ? VERSION64 : VERSION, 2);
    put(w, 0, 2); /* flags */
    put(w, part->method, 2);
    put(w, TIME, 2);
    put(w, DATE, 2);
    put(w, part->crc, 4);
    put(w, large ? MAX32 : part->packed, 4);
    put(w, large ? MAX32 : part->size, 4);
    put(w, part->name.n, 2);
    put(w, extra, 2);
}

static void put_extra(
    struct rt_writer *w, const struct rt_part *part, unsigned size)
{
    put(w, EXTRA64, 2);
    put(w, size - 4, 2);
    put(w, part->size, 8);
    put(w, part->packed, 8);
}

/* --- parts ------------------------------------------------------------------ */

static bool is_large(const struct rt_part *part)
{
    return part->size >= MAX32 || part->packed >= MAX32;
}

/* The part's line of the directory. */
static void list(struct rt_package *p, const struct rt_part *part)
{
    struct rt_writer w = rt_writer_to(&p->directory);
    bool large = is_large(part) || p->at >= MAX32;
    unsigned extra = large ? 28 : 0;

    rt_write(&w, RT_STR(CENTRAL));
    put(&w, large ? VERSION64 : VERSION, 2);
    put_common(&w, part, large, extra);
    put(&w, 0, 2); /* comment */
    put(&w, 0, 2); /* disk */
    put(&w, 0, 2); /* attributes */
    put(&w, 0, 4);
    put(&w, large ? MAX32 : p->at, 4);
    rt_write(&w, part->name);
    if (large) {
        put_extra(&w, part, extra);
        put(&w, p->at, 8);
    }
    rt_writer_keep(&p->out, w.rc);
}

/* What is not there yet begins `at`. */
static void wrote(struct rt_package *p, struct rt_str bytes)
{
    rt_write(&p->out, bytes);
    p->at += bytes.n;
}

enum rt_status rt_package_open(
    struct rt_package *p, const char *path, struct rt_error *err)
{
    *p = (struct rt_package){.directory = RT_BUF(RT_TEXT_MAX)};
    return rt_writer_open(&p->out, path, err);
}

void rt_package_part(struct rt_package *p, const struct rt_part *part)
{
    struct rt_buf head = RT_BUF(NAME_MAX_ + 64);
    struct rt_writer w = rt_writer_to(&head);
    bool large = is_large(part);
    unsigned extra = large ? 20 : 0;

    if (p->left > 0 || part->name.n > NAME_MAX_)
        rt_writer_keep(&p->out, RT_BUG);
    list(p, part);
    rt_write(&w, RT_STR(LOCAL));
    put_common(&w, part, large, extra);
    rt_write(&w, part->name);
    if (large)
        put_extra(&w, part, extra);
    rt_writer_keep(&p->out, w.rc);
    wrote(p, rt_buf_str(&head));
    rt_buf_fini(&head);
    p->left = part->packed;
    p->count++;
}

void rt_package_put(struct rt_package *p, struct rt_str bytes)
{
    if (bytes.n > p->left)
        rt_writer_keep(&p->out, RT_BUG);
    p->left -= bytes.n;
    wrote(p, bytes);
}

/* --- the end ---------------------------------------------------------------- */

static void put_ends(struct rt_package *p)
{
    struct rt_writer *w = &p->out;
    uint64_t from = p->at, size = p->directory.len;

    rt_write(w, rt_buf_str(&p->directory));
    if (from >= MAX32 || p->count >= MAX16) {
        rt_write(w, RT_STR(END64));
        put(w, 44, 8); /* bytes of it that follow */
        put(w, VERSION64, 2);
        put(w, VERSION64, 2);
        put(w, 0, 8); /* disks */
        put(w, p->count, 8);
        put(w, p->count, 8);
        put(w, size, 8);
        put(w, from, 8);
        rt_write(w, RT_STR(LOCATOR64));
        put(w, 0, 4);
        put(w, from + size, 8);
        put(w, 1, 4);
    }
    rt_write(w, RT_STR(END));
    put(w, 0, 4); /* disks */
    put(w, at_most(p->count, MAX16), 2);
    put(w, at_most(p->count, MAX16), 2);
    put(w, size, 4);
    put(w, at_most(from, MAX32), 4);
    put(w, 0, 2); /* comment */
}

enum rt_status rt_package_close(
    struct rt_package *p, enum rt_status so_far, struct rt_error *err)
{
    if (p->left > 0)
        rt_writer_keep(&p->out, so_far == RT_OK ? RT_BUG : so_far);
    put_ends(p);
    rt_buf_fini(&p->directory);
    return rt_writer_close(&p->out, so_far, err);
}
