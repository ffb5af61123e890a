/* The zip container of a workbook (see zip.h). */
#include "input/zip.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "finding/finding.h"

/* A streamed part costs time but no memory, so the ratio is looked at later
 * than in a part that is kept: real sheets of a million blank styled rows pack
 * very well. */
enum { STREAM_GRACE = 8 };

enum { NAME_MAX_BYTES = 1024, FLAG_ENCRYPTED = 1 };

/* --- minizip's view of a struct in_source ------------------------------ */

struct stream {
    const struct in_source *src;
    uint64_t off;
    int failed;
};

static voidpf ZCALLBACK io_open(voidpf opaque, const void *name, int mode)
{
    (void)name;
    if ((mode & ZLIB_FILEFUNC_MODE_READWRITEFILTER) != ZLIB_FILEFUNC_MODE_READ)
        return NULL;
    struct stream *s = calloc(1, sizeof *s);
    if (s)
        s->src = opaque;
    return s;
}

static uLong ZCALLBACK io_read(voidpf opaque, voidpf p, void *buf, uLong n)
{
    struct stream *s = p;
    size_t got = 0;
    (void)opaque;
    if (rt_source_read(s->src, buf, n, s->off, &got, NULL) != RT_OK)
        s->failed = 1;
    s->off += got;
    return got;
}

static uLong ZCALLBACK io_write(
    voidpf opaque, voidpf p, const void *buf, uLong n)
{
    (void)opaque, (void)p, (void)buf, (void)n;
    return 0;
}

static ZPOS64_T ZCALLBACK io_tell(voidpf opaque, voidpf p)
{
    (void)opaque;
    return ((struct stream *)p)->off;
}

static long ZCALLBACK io_seek(voidpf opaque, voidpf p, ZPOS64_T off, int origin)
{
    struct stream *s = p;
    uint64_t base = origin == ZLIB_FILEFUNC_SEEK_CUR   ? s->off
                    : origin == ZLIB_FILEFUNC_SEEK_END ? s->src->size
                                                       : 0;
    (void)opaque;
    if (off > s->src->size || base > s->src->size - off)
        return -1;
    s->off = base + off;
    return 0;
}

static int ZCALLBACK io_close(voidpf opaque, voidpf p)
{
    (void)opaque;
    free(p);
    return 0;
}

static int ZCALLBACK io_error(voidpf opaque, voidpf p)
{
    (void)opaque;
    return ((struct stream *)p)->failed;
}

static unzFile open_handle(const struct in_source *src)
{
    zlib_filefunc64_def io = {
        .zopen64_file = io_open,
        .zread_file = io_read,
        .zwrite_file = io_write,
        .ztell64_file = io_tell,
        .zseek64_file = io_seek,
        .zclose_file = io_close,
        .zerror_file = io_error,
        .opaque = (voidpf)src,
    };
    return unzOpen2_64("-", &io);
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

static enum rt_status read_entry(unzFile file, struct in_zip_entry *e,
    struct rt_arena *arena, struct rt_error *err)
{
    char name[NAME_MAX_BYTES + 1] = "";
    unz_file_info64 info;
    if (unzGetCurrentFileInfo64(
            file, &info, name, NAME_MAX_BYTES, NULL, 0, NULL, 0)
            != UNZ_OK
        || unzGetFilePos64(file, &e->pos) != UNZ_OK)
        return fail_zip(err, "ZIP", RT_ZIP_DIRECTORY);
    if (info.size_filename >= NAME_MAX_BYTES)
        return fail_zip(err, "ZIP", RT_ZIP_DIRECTORY);
    name[info.size_filename] = '\0';
    struct rt_str key = rt_arena_str(arena, rt_str(name));
    RT_NEED(key.p, err);
    fold_name((char *)key.p);
    make_printable(name);
    e->key = key.p;
    e->name = rt_arena_str(arena, rt_str(name)).p;
    RT_NEED(e->name, err);
    e->packed = info.compressed_size;
    e->unpacked = info.uncompressed_size;
    e->encrypted = (info.flag & FLAG_ENCRYPTED) != 0;
    int method, level;
    /* Raw, because only where the data begins is wanted. An entry that does
     * not open is only a failure when it is a part that is read. */
    if (unzOpenCurrentFile2(file, &method, &level, 1) == UNZ_OK) {
        e->data = unzGetCurrentFileZStreamPos64(file);
        unzCloseCurrentFile(file);
    }
    return RT_OK;
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

static enum rt_status read_directory(struct in_zip *zip, unzFile file,
    struct rt_arena *arena, struct rt_error *err)
{
    unz_global_info64 info;
    if (unzGetGlobalInfo64(file, &info) != UNZ_OK)
        return fail_zip(err, "ZIP", RT_ZIP_DIRECTORY);
    if (info.number_entry > zip->limits->entries)
        return rt_fail_limit(err, "limit-entries", zip->limits->entries, "-");
    zip->entries = rt_arena_array(
        arena, (size_t)info.number_entry + 1, sizeof *zip->entries);
    RT_NEED(zip->entries, err);
    for (int rc = unzGoToFirstFile(file); zip->count < info.number_entry;
         rc = unzGoToNextFile(file)) {
        if (rc != UNZ_OK)
            return fail_zip(err, "ZIP", RT_ZIP_DIRECTORY);
        enum rt_status st
            = read_entry(file, &zip->entries[zip->count++], arena, err);
        if (st != RT_OK)
            return st;
    }
    return check_overlap(zip, arena, err);
}

enum rt_status rt_zip_open(struct in_zip *zip, const struct in_source *src,
    const struct rt_limits *limits, struct rt_arena *arena,
    struct rt_error *err)
{
    *zip = (struct in_zip){.src = src, .limits = limits};
    errno = 0;
    unzFile file = open_handle(src);
    if (!file && errno == ENOMEM)
        return rt_fail_nomem(err);
    if (!file)
        return fail_zip(err, "ZIP", RT_ZIP_END);
    enum rt_status rc = read_directory(zip, file, arena, err);
    unzClose(file);
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
    if (streamed && grace <= UINT64_MAX / STREAM_GRACE)
        grace *= STREAM_GRACE;
    *part = (struct in_part){.zip = zip, .entry = entry, .grace = grace};
    if (entry->encrypted)
        return fail_zip(err, entry->name, RT_ZIP_ENCRYPTED);
    part->file = open_handle(zip->src);
    RT_NEED(part->file, err);
    if (unzGoToFilePos64(part->file, &entry->pos) != UNZ_OK
        || unzOpenCurrentFile(part->file) != UNZ_OK) {
        rt_part_close(part);
        return fail_zip(err, entry->name, RT_ZIP_HEADER);
    }
    return RT_OK;
}

static enum rt_status part_end(struct in_part *part, struct rt_error *err)
{
    part->done = true;
    int rc = unzCloseCurrentFile(part->file);
    if (rc == UNZ_CRCERROR)
        return fail_zip(err, part->entry->name, RT_ZIP_CHECKSUM);
    if (rc != UNZ_OK || part->read != part->entry->unpacked)
        return fail_zip(err, part->entry->name, RT_ZIP_SIZE);
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
    int k = unzReadCurrentFile(part->file, buf, (unsigned)n);
    if (k < 0)
        return fail_zip(err, part->entry->name, RT_ZIP_DATA);
    if (k == 0)
        return part_end(part, err);
    part->read += (unsigned)k;
    *got = (size_t)k;
    return check_bounds(part, err);
}

void rt_part_close(struct in_part *part)
{
    if (part->file) {
        if (!part->done)
            unzCloseCurrentFile(part->file);
        unzClose(part->file);
    }
    part->file = NULL;
}
