/* Whether a workbook that was just written is whole.
 *
 * libxlsxwriter assembles each part in a temporary file and ignores the results
 * of writing to it: when the disk fills up, it packs what there is into the
 * container and reports success. So the container is read once more. Of a
 * sheet, the rows must be as many bytes as were written and lie between their
 * tags, and the part must end with its closing tag; the small parts must be
 * well-formed XML. Unpacking also checks every part's CRC. It costs a few per
 * cent of the writing.
 *
 * The content of the workbook is checked by the tests, not here.
 */
#include "report/book/xl.h"

#include <errno.h>
#include <expat.h>
#include <minizip/unzip.h>
#include <stdlib.h>
#include <string.h>

#define SHEET_PREFIX "xl/worksheets/sheet"
#define ROWS_BEGIN "<sheetData>"
#define ROWS_END "</sheetData>"
#define SHEET_END "</worksheet>"

enum { CHUNK = 1 << 16, TAG_MAX = 16 };

struct part {
    unzFile zip;
    char name[128];
    char *chunk;    /* CHUNK bytes */
    uint64_t begin; /* offset after ROWS_BEGIN; 0: not met */
    uint64_t rows;  /* bytes of rows expected */
    uint64_t offset;
    char tail[TAG_MAX * 2]; /* the last bytes so far, at most TAG_MAX */
    size_t tail_len;
    char end_tag[TAG_MAX]; /* the bytes where ROWS_END must be */
    size_t end_len;
};

/* The rows begin within the first chunk: little comes before them. */
static void find_begin(struct part *p, size_t n)
{
    const char *at = memmem(p->chunk, n, ROWS_BEGIN, sizeof ROWS_BEGIN - 1);

    if (at)
        p->begin = (uint64_t)(at - p->chunk) + sizeof ROWS_BEGIN - 1;
}

/* Collects the bytes at the place where the rows must end. */
static void collect_end(struct part *p, size_t n)
{
    uint64_t at = p->begin + p->rows + p->end_len;

    while (p->end_len < sizeof ROWS_END - 1 && at >= p->offset
           && at < p->offset + n)
        p->end_tag[p->end_len++] = p->chunk[at++ - p->offset];
}

static void keep_tail(struct part *p, size_t n)
{
    size_t take = n > TAG_MAX ? TAG_MAX : n;
    size_t drop;

    memcpy(p->tail + p->tail_len, p->chunk + n - take, take);
    p->tail_len += take;
    drop = p->tail_len > TAG_MAX ? p->tail_len - TAG_MAX : 0;
    memmove(p->tail, p->tail + drop, p->tail_len - drop);
    p->tail_len -= drop;
}

static bool sheet_is_whole(struct part *p)
{
    struct rt_str tail = {p->tail, p->tail_len};
    int n;

    while ((n = unzReadCurrentFile(p->zip, p->chunk, CHUNK)) > 0) {
        if (p->offset == 0)
            find_begin(p, (size_t)n);
        collect_end(p, (size_t)n);
        keep_tail(p, (size_t)n);
        p->offset += (uint64_t)n;
    }
    tail.n = p->tail_len;
    if (n < 0 || !rt_str_ends(rt_str_trim(tail), RT_STR(SHEET_END)))
        return false;
    return p->rows == 0
           || (p->begin > 0 && p->end_len == sizeof ROWS_END - 1
               && memcmp(p->end_tag, ROWS_END, p->end_len) == 0);
}

static bool is_well_formed(struct part *p)
{
    XML_Parser xml = XML_ParserCreate(NULL);
    bool ok = xml;
    int n;

    if (!xml)
        return false;
    while (ok && (n = unzReadCurrentFile(p->zip, p->chunk, CHUNK)) != 0)
        ok = n > 0 && XML_Parse(xml, p->chunk, n, 0) == XML_STATUS_OK;
    ok = ok && XML_Parse(xml, NULL, 0, 1) == XML_STATUS_OK;
    XML_ParserFree(xml);
    return ok;
}

/* The number in "xl/worksheets/sheet12.xml", from 1; 0 for other parts. */
static size_t sheet_number(const char *name)
{
    struct rt_str s = rt_str(name);
    int64_t number = 0;

    if (!rt_str_starts(s, RT_STR(SHEET_PREFIX))
        || !rt_str_ends(s, RT_STR(".xml")))
        return 0;
    s.p += sizeof SHEET_PREFIX - 1;
    s.n -= sizeof SHEET_PREFIX - 1 + 4;
    return rt_parse_int(s, &number) && number > 0 ? (size_t)number : 0;
}

static bool part_is_whole(
    struct part *p, const uint64_t *data, size_t sheets, size_t *seen)
{
    size_t number;
    bool ok;

    if (unzGetCurrentFileInfo64(
            p->zip, NULL, p->name, sizeof p->name, NULL, 0, NULL, 0)
            != UNZ_OK
        || unzOpenCurrentFile(p->zip) != UNZ_OK)
        return false;
    number = sheet_number(p->name);
    if (number > 0 && number <= sheets) {
        p->rows = data[number - 1];
        ok = sheet_is_whole(p);
        (*seen)++;
    } else {
        ok = is_well_formed(p);
    }
    /* this is where the CRC is compared */
    return unzCloseCurrentFile(p->zip) == UNZ_OK && ok;
}

/* The library looks at no write of its temporary files: what is not there had
 * no room. */
static enum rt_status fail_torn(const char *path, struct rt_error *err)
{
    errno = ENOSPC;
    return rt_fail_errno(err, RT_WORKBOOK_CUT, path);
}

enum rt_status rt_xl_verify(
    const char *path, const uint64_t *data, size_t sheets, struct rt_error *err)
{
    enum rt_status rc = RT_OK;
    unzFile zip = unzOpen64(path);
    char *chunk = malloc(CHUNK);
    size_t seen = 0;
    int next = !zip ? UNZ_ERRNO : unzGoToFirstFile(zip);

    if (!chunk) {
        rc = rt_fail_nomem(err);
        goto out;
    }
    for (; rc == RT_OK && next == UNZ_OK; next = unzGoToNextFile(zip)) {
        struct part p = {.zip = zip, .chunk = chunk};

        if (!part_is_whole(&p, data, sheets, &seen))
            rc = fail_torn(path, err);
    }
    if (rc == RT_OK && (next != UNZ_END_OF_LIST_OF_FILE || seen != sheets))
        rc = fail_torn(path, err);
out:
    free(chunk);
    if (zip)
        unzClose(zip);
    return rc;
}
