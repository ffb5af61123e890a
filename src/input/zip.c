/* The zip container of a workbook (see zip.h). */
#include "input/zip.h"

#include <stdlib.h>

#include "finding/finding.h"

enum {
    NAME_MAX_BYTES = 1024,
    FLAG_ENCRYPTED = 1,
    FLAG_DESCRIPTOR = 8,
    METHOD_DEFLATED = 8
};

/* Records of the format, by their first four bytes and their fixed length. The
 * end may be followed by a comment of up to 64 KB. */
enum {
    ENTRY = 0x02014b50,
    HEADER = 0x04034b50,
    END = 0x06054b50,
    END64 = 0x06064b50,
    END64_PLACE = 0x07064b50,
    ENTRY_LENGTH = 46,
    HEADER_LENGTH = 30,
    END_LENGTH = 22,
    END64_LENGTH = 56,
    END64_PLACE_LENGTH = 20,
    COMMENT_MAX = 0xFFFF,
    ENTRY_MAX = ENTRY_LENGTH + NAME_MAX_BYTES + 0xFFFF
};

/* The piece of the file that is at hand: its end, in which most files' whole
 * directory is, then what is asked for. */
enum { PIECE = 1 << 17, PACKED_PIECE = 1 << 15 };

struct piece {
    const struct in_source *src;
    unsigned char *p;
    uint64_t at;
    size_t n;
};

static uint64_t little(const unsigned char *p, size_t n)
{
    uint64_t v = 0;

    while (n-- > 0)
        v = v << 8 | p[n];
    return v;
}

static bool has(const struct piece *w, uint64_t at, size_t n)
{
    return at >= w->at && n <= w->n && at - w->at <= w->n - n;
}

/* *out are the n bytes there; NULL where the file has fewer. */
static enum rt_status look(struct piece *w, uint64_t at, size_t n,
    const unsigned char **out, struct rt_error *err)
{
    if (!has(w, at, n)) {
        w->at = at;
        RT_TRY(rt_source_read(w->src, w->p, PIECE, at, &w->n, err));
    }
    *out = has(w, at, n) ? w->p + (at - w->at) : NULL;
    return RT_OK;
}

/* --- the directory ------------------------------------------------------ */

static void fold_name(char *name)
{
    size_t skip = strspn(name, "/\\");
    memmove(name, name + skip, strlen(name + skip) + 1);
    for (char *p = name; *p != '\0'; p++) {
        if (*p == '\\')
            *p = '/';
        else if (*p >= 'A' && *p <= 'Z')
            *p = (char)(*p - 'A' + 'a');
    }
}

/* The name as it may appear in a message: a name comes from the file and may
 * hold anything. */
static void make_printable(char *name)
{
    struct rt_str rest = rt_str(name);
    while (rest.n > 0) {
        uint32_t cp;
        size_t k = rt_utf8_decode(rest, &cp);
        if (k == 0 || cp < 0x20 || cp == 0x7f) {
            name[rest.p - name] = '?';
            k = 1;
        }
        rest.p += k;
        rest.n -= k;
    }
}

static enum rt_status fail_zip(
    struct rt_error *err, const char *part, enum rt_what what)
{
    if (err && err->status == RT_OK)
        err->what = what;
    return rt_fail_code(err, RT_FORMAT, RT_IN106, part, NULL, NULL);
}

/* Where the directory is, by the record at the file's end. `shift`: how many
 * bytes are before the zip, from which its offsets count. */
struct directory {
    uint64_t at, bytes, count, shift;
};

/* The last of the file's bytes that look like its end. */
static const unsigned char *find_end(const struct piece *w)
{
    for (size_t i = w->n; i-- > 0;) {
        if (w->n - i >= END_LENGTH && little(w->p + i, 4) == END)
            return w->p + i;
    }
    return NULL;
}

/* A zip64 has a second end, and its place before the usual one. */
static enum rt_status find_end64(struct piece *w, uint64_t end, uint64_t *at,
    const unsigned char **out, struct rt_error *err)
{
    const unsigned char *p;

    *out = NULL;
    if (end < END64_PLACE_LENGTH)
        return RT_OK;
    RT_TRY(look(w, end - END64_PLACE_LENGTH, END64_PLACE_LENGTH, &p, err));
    if (!p || little(p, 4) != END64_PLACE || little(p + 4, 4) != 0
        || little(p + 16, 4) != 1)
        return RT_OK;
    *at = little(p + 8, 8);
    RT_TRY(look(w, *at, END64_LENGTH, out, err));
    if (*out && little(*out, 4) != END64)
        *out = NULL;
    return RT_OK;
}

/* The four or eight last numbers of either end: two counts that are the same,
 * length and place of the directory. All of it on this disk. */
static bool read_end(
    const unsigned char *p, bool wide, uint64_t at, struct directory *d)
{
    size_t disk = wide ? 4 : 2, count = wide ? 8 : 2, size = wide ? 8 : 4;

    p += wide ? 16 : 4;
    if (little(p, disk) != 0 || little(p + disk, disk) != 0)
        return false;
    p += 2 * disk;
    d->count = little(p, count);
    if (little(p + count, count) != d->count)
        return false;
    p += 2 * count;
    d->bytes = little(p, size);
    d->at = little(p + size, size);
    if (d->at > at || d->bytes > at - d->at)
        return false;
    d->shift = at - d->at - d->bytes;
    d->at += d->shift;
    return true;
}

static enum rt_status find_directory(
    struct piece *w, struct directory *d, struct rt_error *err)
{
    const size_t tail = END_LENGTH + COMMENT_MAX + END64_PLACE_LENGTH;
    const unsigned char *end, *end64;
    uint64_t size = w->src->size, at, at64;

    w->at = size > tail ? size - tail : 0;
    RT_TRY(rt_source_read(w->src, w->p, tail, w->at, &w->n, err));
    end = find_end(w);
    if (!end)
        return fail_zip(err, NULL, RT_ZIP_END);
    at = w->at + (uint64_t)(end - w->p);
    if (!read_end(end, false, at, d))
        *d = (struct directory){.shift = UINT64_MAX};
    RT_TRY(find_end64(w, at, &at64, &end64, err));
    if (end64 ? !read_end(end64, true, at64, d) : d->shift == UINT64_MAX)
        return fail_zip(err, NULL, RT_ZIP_END);
    return RT_OK;
}

/* The numbers that did not fit into an entry are in its zip64 field, in this
 * order. */
static void read_extra(
    const unsigned char *p, size_t n, uint64_t *const wide[], size_t count)
{
    while (n >= 4) {
        size_t id = (size_t)little(p, 2), bytes = (size_t)little(p + 2, 2);
        p += 4;
        n -= 4;
        if (bytes > n)
            return;
        for (size_t i = 0, at = 0; id == 1 && i < count; i++) {
            if (*wide[i] != UINT32_MAX || bytes - at < 8)
                continue;
            *wide[i] = little(p + at, 8);
            at += 8;
        }
        p += bytes;
        n -= bytes;
    }
}

static enum rt_status read_name(const unsigned char *p, size_t n,
    struct in_zip_entry *e, struct rt_arena *arena, struct rt_error *err)
{
    char name[NAME_MAX_BYTES];

    memcpy(name, p, n);
    name[n] = '\0';
    e->key = rt_arena_str(arena, rt_str(name)).p;
    RT_NEED(e->key, err);
    fold_name((char *)e->key);
    make_printable(name);
    e->name = rt_arena_str(arena, rt_str(name)).p;
    RT_NEED(e->name, err);
    return RT_OK;
}

/* An entry's own header, which must say what the directory says. One that does
 * not is only a failure when its part is read. */
static enum rt_status read_header(const struct piece *w, uint64_t at,
    size_t name, struct in_zip_entry *e, struct rt_error *err)
{
    unsigned char header[HEADER_LENGTH];
    const unsigned char *p = header;
    size_t got = 0;
    bool later = e->flags & FLAG_DESCRIPTOR;

    if (has(w, at, HEADER_LENGTH))
        p = w->p + (at - w->at);
    else
        RT_TRY(rt_source_read(w->src, header, HEADER_LENGTH, at, &got, err));
    if ((p == header && got < HEADER_LENGTH) || little(p, 4) != HEADER
        || little(p + 8, 2) != e->method || little(p + 26, 2) != name
        || (e->method != 0 && e->method != METHOD_DEFLATED))
        return RT_OK;
    if (!later
        && (little(p + 14, 4) != e->crc
            || (little(p + 18, 4) != UINT32_MAX
                && little(p + 18, 4) != e->packed)
            || (little(p + 22, 4) != UINT32_MAX
                && little(p + 22, 4) != e->unpacked)))
        return RT_OK;
    e->data = at + HEADER_LENGTH + name + little(p + 28, 2);
    return RT_OK;
}

/* *at is where the entry begins, then where the next one does. */
static enum rt_status read_entry(struct piece *w, const struct directory *d,
    uint64_t *at, struct in_zip_entry *e, struct rt_arena *arena,
    struct rt_error *err)
{
    uint64_t left = d->at + d->bytes - *at, header;
    size_t n = left < ENTRY_MAX ? (size_t)left : ENTRY_MAX, name, extra;
    const unsigned char *p;

    RT_TRY(look(w, *at, n, &p, err));
    if (!p || n < ENTRY_LENGTH || little(p, 4) != ENTRY)
        return fail_zip(err, NULL, RT_ZIP_DIRECTORY);
    name = (size_t)little(p + 28, 2);
    extra = (size_t)little(p + 30, 2);
    if (name >= NAME_MAX_BYTES || ENTRY_LENGTH + name + extra > n)
        return fail_zip(err, NULL, RT_ZIP_DIRECTORY);
    *e = (struct in_zip_entry){.flags = (uint16_t)little(p + 8, 2),
        .method = (uint16_t)little(p + 10, 2),
        .crc = (uint32_t)little(p + 16, 4),
        .packed = little(p + 20, 4),
        .unpacked = little(p + 24, 4)};
    header = little(p + 42, 4);
    read_extra(p + ENTRY_LENGTH + name, extra,
        (uint64_t *const[]){&e->unpacked, &e->packed, &header}, 3);
    *at += ENTRY_LENGTH + name + extra + little(p + 32, 2);
    if (*at > d->at + d->bytes)
        return fail_zip(err, NULL, RT_ZIP_DIRECTORY);
    RT_TRY(read_name(p + ENTRY_LENGTH, name, e, arena, err));
    return header > w->src->size
               ? RT_OK
               : read_header(w, header + d->shift, name, e, err);
}

static int by_data(const void *a, const void *b)
{
    const struct in_zip_entry *x = *(const struct in_zip_entry *const *)a;
    const struct in_zip_entry *y = *(const struct in_zip_entry *const *)b;
    return x->data < y->data ? -1 : x->data > y->data;
}

static enum rt_status check_overlap(
    const struct in_zip *zip, struct rt_arena *arena, struct rt_error *err)
{
    const struct in_zip_entry **order
        = rt_arena_array(arena, zip->count + 1, sizeof *order);
    RT_NEED(order, err);
    size_t n = 0;
    for (size_t i = 0; i < zip->count; i++) {
        if (zip->entries[i].data != 0 && zip->entries[i].packed != 0)
            order[n++] = &zip->entries[i];
    }
    qsort(order, n, sizeof *order, by_data);
    for (size_t i = 1; i < n; i++) {
        if (order[i]->data - order[i - 1]->data < order[i - 1]->packed)
            return rt_fail_code(
                err, RT_FORMAT, RT_IN115, order[i]->name, NULL, NULL);
    }
    return RT_OK;
}

static enum rt_status read_directory(struct in_zip *zip, struct piece *w,
    struct rt_arena *arena, struct rt_error *err)
{
    struct directory d;
    uint64_t at;

    RT_TRY(find_directory(w, &d, err));
    if (d.count > zip->limits->entries)
        return rt_fail_limit(err, "limit-entries", zip->limits->entries, "-");
    zip->entries
        = rt_arena_array(arena, (size_t)d.count + 1, sizeof *zip->entries);
    RT_NEED(zip->entries, err);
    for (at = d.at; zip->count < d.count; zip->count++)
        RT_TRY(read_entry(w, &d, &at, &zip->entries[zip->count], arena, err));
    return check_overlap(zip, arena, err);
}

enum rt_status rt_zip_open(struct in_zip *zip, const struct in_source *src,
    const struct rt_limits *limits, struct rt_arena *arena,
    struct rt_error *err)
{
    struct piece w = {.src = src, .p = malloc(PIECE)};
    enum rt_status rc;

    *zip = (struct in_zip){.src = src, .limits = limits};
    RT_NEED(w.p, err);
    rc = read_directory(zip, &w, arena, err);
    free(w.p);
    return rc;
}

enum rt_status rt_zip_find(const struct in_zip *zip, const char *name,
    const struct in_zip_entry **out, struct rt_error *err)
{
    char key[NAME_MAX_BYTES + 1];
    *out = NULL;
    size_t n = strlen(name);
    if (n >= sizeof key)
        return RT_OK;
    memcpy(key, name, n + 1);
    fold_name(key);
    for (size_t i = 0; i < zip->count; i++) {
        const struct in_zip_entry *e = &zip->entries[i];
        if (strcmp(e->key, key) != 0)
            continue;
        if (*out)
            return rt_fail_code(err, RT_FORMAT, RT_IN115, e->name, NULL, NULL);
        *out = e;
    }
    return RT_OK;
}

/* --- one part ----------------------------------------------------------- */

enum rt_status rt_part_open(struct in_part *part, const struct in_zip *zip,
    const struct in_zip_entry *entry, bool streamed, struct rt_error *err)
{
    uint64_t grace = zip->limits->ratio_grace;
    if (streamed && grace <= UINT64_MAX / IN_STREAM_GRACE)
        grace *= IN_STREAM_GRACE;
    *part = (struct in_part){.zip = zip, .entry = entry, .grace = grace};
    if (entry->flags & FLAG_ENCRYPTED)
        return fail_zip(err, entry->name, RT_ZIP_ENCRYPTED);
    if (entry->data == 0)
        return fail_zip(err, entry->name, RT_ZIP_HEADER);
    part->at = entry->data;
    part->end = entry->packed > UINT64_MAX - entry->data
                    ? UINT64_MAX
                    : entry->data + entry->packed;
    if (entry->method == 0)
        return RT_OK;
    part->piece = malloc(PACKED_PIECE);
    part->inflate = part->piece ? rt_inflate_new() : NULL;
    if (part->inflate)
        return RT_OK;
    rt_part_close(part);
    return rt_fail_nomem(err);
}

static enum rt_status part_end(struct in_part *part, struct rt_error *err)
{
    part->done = true;
    if (part->read != part->entry->unpacked
        || (!part->piece && part->at != part->end))
        return fail_zip(err, part->entry->name, RT_ZIP_SIZE);
    if (part->crc != part->entry->crc)
        return fail_zip(err, part->entry->name, RT_ZIP_CHECKSUM);
    return RT_OK;
}

/* Packed bytes of the part, up to n. */
static enum rt_status take(
    struct in_part *part, void *to, size_t n, size_t *got, struct rt_error *err)
{
    if (n > part->end - part->at)
        n = (size_t)(part->end - part->at);
    RT_TRY(rt_source_read(part->zip->src, to, n, part->at, got, err));
    part->at += *got;
    return *got < n ? fail_zip(err, part->entry->name, RT_ZIP_DATA) : RT_OK;
}

/* *got is below n only at the end of the stream. */
static enum rt_status unpack(struct in_part *part, char *buf, size_t n,
    size_t *got, struct rt_error *err)
{
    while (*got < n && !part->ended) {
        size_t some, more;
        enum rt_status rc
            = rt_inflate_next(part->inflate, buf + *got, n - *got, &some);

        *got += some;
        part->ended = rc == RT_END;
        if (rc == RT_NOMEM)
            return rt_fail_nomem(err);
        if (rc != RT_OK && rc != RT_END)
            return fail_zip(err, part->entry->name, RT_ZIP_DATA);
        if (*got == n || part->ended)
            break;
        RT_TRY(take(part, part->piece, PACKED_PIECE, &more, err));
        if (more == 0)
            return fail_zip(err, part->entry->name, RT_ZIP_DATA);
        rt_inflate_feed(
            part->inflate, (struct rt_str){(char *)part->piece, more});
    }
    return RT_OK;
}

static enum rt_status check_bounds(
    const struct in_part *part, struct rt_error *err)
{
    const struct rt_limits *l = part->zip->limits;
    const char *name = part->entry->name;
    if (part->read > l->part_bytes)
        return rt_fail_limit(err, "limit-part-bytes", l->part_bytes, name);
    uint64_t ratio = l->ratio > 0 ? l->ratio : 1;
    if (part->read > part->grace && part->entry->packed < part->read / ratio)
        return rt_fail_limit(err, "limit-ratio", l->ratio, name);
    return RT_OK;
}

enum rt_status rt_part_read(struct in_part *part, void *buf, size_t n,
    size_t *got, struct rt_error *err)
{
    *got = 0;
    if (part->done)
        return RT_OK;
    if (n > part->entry->unpacked - part->read)
        n = (size_t)(part->entry->unpacked - part->read);
    if (n > 0)
        RT_TRY(part->piece ? unpack(part, buf, n, got, err)
                           : take(part, buf, n, got, err));
    if (*got == 0)
        return part_end(part, err);
    part->crc = rt_crc32(part->crc, (struct rt_str){buf, *got});
    part->read += *got;
    return check_bounds(part, err);
}

void rt_part_close(struct in_part *part)
{
    rt_inflate_free(part->inflate);
    free(part->piece);
    part->inflate = NULL;
    part->piece = NULL;
}
