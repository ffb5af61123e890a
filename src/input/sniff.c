/* What a file is, according to its bytes (see sniff.h).
 *
 * An encrypted .xlsx and an old .xls are both OLE compound files. The names in
 * the compound file's directory distinguish them; its entries are at multiples
 * of 128 bytes; the directory itself is not followed, so there is no chain in a
 * hostile file to run around in.
 */
#include "input/sniff.h"

#include <strings.h>

#include "finding/finding.h"

enum { HEAD = 4096, CHUNK = 64 * 1024, OLE_ENTRY = 128, OLE_NAME = 64 };

/* The last record of a zip is at most 22 + 65,535 bytes long. */
enum { ZIP_TAIL = 22 + 65535 };

static enum rt_status refuse(struct rt_error *err, int code, const char *what)
{
    return rt_fail_code(err, RT_REFUSED, code, what, NULL, NULL);
}

/* --- OLE ---------------------------------------------------------------- */

static bool ole_name_is(const unsigned char *entry, const char *name)
{
    size_t n = strlen(name);
    for (size_t i = 0; i < n; i++) {
        if (entry[2 * i] != (unsigned char)name[i] || entry[2 * i + 1] != 0)
            return false;
    }
    return entry[2 * n] == 0 && entry[2 * n + 1] == 0;
}

enum ole { OLE_OTHER, OLE_XLS, OLE_ENCRYPTED };

static enum ole ole_entry(const unsigned char *entry)
{
    if (ole_name_is(entry, "EncryptedPackage")
        || ole_name_is(entry, "EncryptionInfo"))
        return OLE_ENCRYPTED;
    if (ole_name_is(entry, "Workbook") || ole_name_is(entry, "Book"))
        return OLE_XLS;
    return OLE_OTHER;
}

static enum rt_status refuse_ole(
    const struct in_source *src, struct rt_error *err)
{
    unsigned char buf[CHUNK];
    enum ole found = OLE_OTHER;
    size_t got;
    for (uint64_t off = 0; off < src->size && found != OLE_ENCRYPTED;
         off += got) {
        enum rt_status rc
            = rt_source_read(src, buf, sizeof buf, off, &got, err);
        if (rc != RT_OK)
            return rc;
        if (got == 0)
            break;
        for (size_t i = 0; i + OLE_NAME <= got; i += OLE_ENTRY) {
            enum ole kind = ole_entry(buf + i);
            if (kind > found)
                found = kind;
        }
    }
    if (found == OLE_ENCRYPTED)
        return refuse(err, RT_IN104, NULL);
    if (found == OLE_XLS)
        return refuse(err, RT_IN105, NULL);
    return refuse(err, RT_IN103, "OLE");
}

/* --- text and others ---------------------------------------------------- */

static bool starts(const unsigned char *p, size_t n, const char *with)
{
    size_t k = strlen(with);
    return n >= k && memcmp(p, with, k) == 0;
}

static bool has_word(const char *p, size_t n, const char *word)
{
    size_t k = strlen(word);
    for (size_t i = 0; i + k <= n; i++) {
        if (strncasecmp(p + i, word, k) == 0)
            return true;
    }
    return false;
}

/* NULL for what may be text. */
static const char *binary_kind(const unsigned char *p, size_t n)
{
    static const struct {
        const char *magic, *what;
    } kinds[] = {
        {"%PDF-", "PDF"},
        {"\x89PNG", "PNG"},
        {"\xFF\xD8\xFF", "JPEG"},
        {"GIF8", "GIF"},
        {"Rar!", "RAR"},
        {"7z\xBC\xAF", "7-Zip"},
        {"\x1F\x8B", "gzip"},
        {"\x7F"
         "ELF",
            "ELF"},
        {"SQLite format 3", "SQLite"},
        {"{\\rtf", "RTF"},
    };
    for (size_t i = 0; i < RT_COUNT(kinds); i++) {
        if (starts(p, n, kinds[i].magic))
            return kinds[i].what;
    }
    return NULL;
}

static const char *text_kind(const unsigned char *p, size_t n)
{
    const char *text = (const char *)p;
    size_t look = n < 1024 ? n : 1024;
    if (has_word(text, look, "<html") || has_word(text, look, "<!doctype html")
        || has_word(text, look, "<table"))
        return "HTML";
    if (starts(p, n, "<?xml") || starts(p, n, "\xEF\xBB\xBF<?xml"))
        return "XML";
    bool utf16 = starts(p, n, "\xFF\xFE") || starts(p, n, "\xFE\xFF");
    if (!utf16 && memchr(p, '\0', n))
        return "data";
    return "text";
}

/* --- zip ---------------------------------------------------------------- */

static bool zip_tail(const struct in_source *src)
{
    static unsigned char magic[] = {'P', 'K', 5, 6};
    unsigned char buf[ZIP_TAIL];
    size_t got;
    uint64_t off = src->size > ZIP_TAIL ? src->size - ZIP_TAIL : 0;
    if (rt_source_read(src, buf, sizeof buf, off, &got, NULL) != RT_OK)
        return false;
    return memmem(buf, got, magic, sizeof magic);
}

/* As a workbook or another document: text in it is no list. */
static bool named_as_document(const char *path)
{
    static const char *const names[]
        = {".xlsx", ".xlsm", ".xltx", ".xltm", ".xls", ".xlsb", ".ods", ".docx",
            ".docm", ".doc", ".odt", ".pptx", ".ppt", ".odp", ".pdf"};
    size_t n = strlen(path);
    for (size_t i = 0; i < RT_COUNT(names); i++) {
        size_t k = strlen(names[i]);
        if (n >= k && strcasecmp(path + n - k, names[i]) == 0)
            return true;
    }
    return false;
}

enum rt_status rt_sniff(const struct in_source *src, const char *path,
    enum rt_book_kind *kind, struct rt_error *err)
{
    unsigned char head[HEAD];
    size_t n;
    RT_TRY(rt_source_read(src, head, sizeof head, 0, &n, err));
    *kind = RT_BOOK_XLSX;
    if (starts(head, n, "PK\x03\x04") || starts(head, n, "PK\x05\x06"))
        return RT_OK;
    if (starts(head, n, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"))
        return refuse_ole(src, err);
    const char *binary = binary_kind(head, n);
    if (binary)
        return refuse(err, RT_IN103, binary);
    if (named_as_document(path)) {
        if (zip_tail(src))
            return RT_OK;
        return refuse(err, RT_IN103, text_kind(head, n));
    }
    *kind = RT_BOOK_CSV;
    return RT_OK;
}
