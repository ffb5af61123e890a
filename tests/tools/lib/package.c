/* A book's parts into a zip: the same bytes for the same description. */
#include <minizip/zip.h>
#include <stdlib.h>
#include <string.h>

#include "mkbook.h"

#define HEAD "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
#define MAIN "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
#define OFFICE                                                                 \
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#define PACKAGE "http://schemas.openxmlformats.org/package/2006/relationships"
#define TYPES "http://schemas.openxmlformats.org/package/2006/content-types"
#define SML "application/vnd.openxmlformats-officedocument.spreadsheetml."

enum { NAME_SIZE = 64, FIRST_CUSTOM_FORMAT = 164 };

void strings_xml(const struct book *b, struct text *to)
{
    text_printf(to, HEAD "<sst xmlns=\"" MAIN "\" uniqueCount=\"%zu\">",
        b->string_count);
    text_add(to, b->strings.p ? b->strings.p : "", b->strings.n);
    text_adds(to, "</sst>\n");
}

static bool is_built_in(const char *format)
{
    return *format && strspn(format, "0123456789") == strlen(format);
}

void styles_xml(const struct book *b, struct text *to)
{
    size_t custom = 0;

    text_adds(to, HEAD "<styleSheet xmlns=\"" MAIN "\"><numFmts>");
    for (size_t i = 0; i < b->format_count; i++) {
        if (is_built_in(b->formats[i]) || strcmp(b->formats[i], "struck") == 0)
            continue;
        text_printf(to, "<numFmt numFmtId=\"%zu\" formatCode=\"",
            FIRST_CUSTOM_FORMAT + custom++);
        text_xml(to, b->formats[i], strlen(b->formats[i]));
        text_adds(to, "\"/>");
    }
    text_adds(to,
        "</numFmts><fonts count=\"2\"><font/><font>"
        "<strike/></font></fonts><fills count=\"1\"><fill/></fills><borders count=\"1\"><border/>"
        "</borders><cellStyleXfs count=\"1\"><xf/></cellStyleXfs>"
        "<cellXfs><xf numFmtId=\"0\"/>");
    custom = 0;
    for (size_t i = 0; i < b->format_count; i++) {
        if (strcmp(b->formats[i], "struck") == 0)
            text_adds(to, "<xf fontId=\"1\" applyFont=\"1\"/>");
        else if (is_built_in(b->formats[i]))
            text_printf(to, "<xf numFmtId=\"%s\" applyNumberFormat=\"1\"/>",
                b->formats[i]);
        else
            text_printf(to, "<xf numFmtId=\"%zu\" applyNumberFormat=\"1\"/>",
                FIRST_CUSTOM_FORMAT + custom++);
    }
    text_adds(to, "</cellXfs></styleSheet>\n");
}

static void workbook_xml(const struct book *b, struct text *to)
{
    text_adds(to, HEAD "<workbook xmlns=\"" MAIN "\" xmlns:r=\"" OFFICE "\">");
    if (b->date1904)
        text_adds(to, "<workbookPr date1904=\"1\"/>");
    text_adds(to, "<sheets>");
    for (size_t i = 0; i < b->sheet_count; i++) {
        const struct sheet *s = &b->sheets[i];
        text_adds(to, "<sheet name=\"");
        text_xml(to, s->name, strlen(s->name));
        text_printf(to, "\" sheetId=\"%zu\" state=\"%s\" r:id=\"rId%zu\"/>",
            i + 1, s->state, i + 1);
    }
    text_adds(to, "</sheets>");
    if (b->manual_calc)
        text_adds(to, "<calcPr calcMode=\"manual\"/>");
    text_adds(to, "</workbook>\n");
}

static void relation(
    struct text *to, size_t id, const char *type, const char *target)
{
    text_printf(to,
        "<Relationship Id=\"rId%zu\" Type=\"" OFFICE "/%s\" Target=\"%s\"/>",
        id, type, target);
}

static void workbook_rels(const struct book *b, struct text *to)
{
    char target[NAME_SIZE];

    text_adds(to, HEAD "<Relationships xmlns=\"" PACKAGE "\">");
    for (size_t i = 0; i < b->sheet_count; i++) {
        snprintf(target, sizeof target, "worksheets/sheet%zu.xml", i + 1);
        relation(to, i + 1, "worksheet", target);
    }
    relation(to, b->sheet_count + 1, "sharedStrings", "sharedStrings.xml");
    relation(to, b->sheet_count + 2, "styles", "styles.xml");
    text_adds(to, "</Relationships>\n");
}

static void content_types(const struct book *b, struct text *to)
{
    text_adds(to, HEAD "<Types xmlns=\"" TYPES "\"><Default "
                       "Extension=\"rels\" ContentType=\"application/vnd."
                       "openxmlformats-package.relationships+xml\"/><Default "
                       "Extension=\"xml\" ContentType=\"application/xml\"/>"
                       "<Override PartName=\"/xl/workbook.xml\" "
                       "ContentType=\"" SML "sheet.main+xml\"/>");
    for (size_t i = 0; i < b->sheet_count; i++)
        text_printf(to,
            "<Override PartName=\"/xl/worksheets/sheet%zu.xml\" "
            "ContentType=\"" SML "worksheet+xml\"/>",
            i + 1);
    text_adds(to, "<Override PartName=\"/xl/sharedStrings.xml\" "
                  "ContentType=\"" SML "sharedStrings+xml\"/><Override "
                  "PartName=\"/xl/styles.xml\" ContentType=\"" SML
                  "styles+xml\"/></Types>\n");
}

/* --- the zip --- */

static bool put_entry(zipFile zip, const char *name, const struct text *t)
{
    zip_fileinfo when = {.tmz_date = {.tm_mday = 1, .tm_year = 1980}};

    return zipOpenNewFileInZip(zip, name, &when, NULL, 0, NULL, 0, NULL,
               Z_DEFLATED, Z_DEFAULT_COMPRESSION)
               == ZIP_OK
           && zipWriteInFileInZip(zip, t->p ? t->p : "", (unsigned)t->n)
                  == ZIP_OK
           && zipCloseFileInZip(zip) == ZIP_OK;
}

static struct part *given_part(struct book *b, const char *name)
{
    for (size_t i = 0; i < b->part_count; i++) {
        if (strcmp(b->parts[i].name, name) == 0)
            return &b->parts[i];
    }
    return NULL;
}

/* A part, unless the description has another, or none, in its place. */
static bool put_part(
    struct book *b, zipFile zip, const char *name, struct text *t)
{
    struct part *p = given_part(b, name);
    const struct text *bytes = p && p->given ? &p->bytes : t;
    bool ok = true;

    if (!p || !p->drop)
        ok = put_entry(zip, name, bytes);
    if (ok && p && p->twice)
        ok = put_entry(zip, name, bytes);
    if (p)
        p->drop = true;
    free(t->p);
    *t = (struct text){0};
    return ok;
}

static bool put_sheets(struct book *b, zipFile zip)
{
    char name[NAME_SIZE];
    struct text t = {0};
    bool ok = true;

    for (size_t i = 0; i < b->sheet_count && ok; i++) {
        snprintf(name, sizeof name, "xl/worksheets/sheet%zu.xml", i + 1);
        ok = sheet_xml(b, &b->sheets[i], &t) && put_part(b, zip, name, &t);
    }
    return ok;
}

/* Parts that only the description knows. */
static bool put_others(struct book *b, zipFile zip)
{
    bool ok = true;

    for (size_t i = 0; i < b->part_count && ok; i++) {
        if (!b->parts[i].drop)
            ok = put_entry(zip, b->parts[i].name, &b->parts[i].bytes);
    }
    return ok;
}

static bool put_all(struct book *b, zipFile zip)
{
    struct text t = {0};
    bool ok;

    content_types(b, &t);
    ok = put_part(b, zip, "[Content_Types].xml", &t);
    text_adds(&t, HEAD "<Relationships xmlns=\"" PACKAGE "\">");
    relation(&t, 1, "officeDocument", "xl/workbook.xml");
    text_adds(&t, "</Relationships>\n");
    ok = ok && put_part(b, zip, "_rels/.rels", &t);
    workbook_xml(b, &t);
    ok = ok && put_part(b, zip, "xl/workbook.xml", &t);
    workbook_rels(b, &t);
    ok = ok && put_part(b, zip, "xl/_rels/workbook.xml.rels", &t);
    ok = ok && put_sheets(b, zip);
    strings_xml(b, &t);
    ok = ok && put_part(b, zip, "xl/sharedStrings.xml", &t);
    styles_xml(b, &t);
    ok = ok && put_part(b, zip, "xl/styles.xml", &t);
    return ok && put_others(b, zip);
}

bool package_write(struct book *b, const char *path)
{
    zipFile zip = zipOpen64(path, APPEND_STATUS_CREATE);
    bool ok = zip && put_all(b, zip);

    if (zip && zipClose(zip, NULL) != ZIP_OK)
        ok = false;
    if (!ok) {
        fprintf(stderr, "mkbook: %s: cannot be written\n", path);
        remove(path);
    }
    return ok;
}
