/* Takes the stored values of formulas out of a workbook, which is how files
 * look that a program wrote and no spreadsheet program has opened since.
 *
 * Every part is copied as it is, except that in the sheets a <v> after a
 * formula is emptied and the cell's t="str" goes. Small workbooks only: a part
 * is held in memory. */
#include "mkform.h"

#include <minizip/unzip.h>
#include <minizip/zip.h>
#include <stdlib.h>
#include <string.h>

enum { PATH_SIZE = 1024, PART_MAX = 64 << 20 };

/* Empties the values in place; the text only gets shorter. */
static size_t strip(char *text)
{
    char *to = text;
    const char *from = text;
    while (*from) {
        const char *cell = strstr(from, "<c ");
        const char *end = cell ? strstr(cell, "</c>") : NULL;
        const char *open = cell ? strchr(cell, '>') : NULL;
        if (!end || !open)
            break;
        memmove(to, from, (size_t)(cell - from));
        to += cell - from;
        from = cell;
        if (open[-1] == '/' || strncmp(open + 1, "<f>", 3) != 0) {
            memmove(to, from, (size_t)(open + 1 - from));
            to += open + 1 - from;
            from = open + 1;
            continue;
        }
        const char *type = strstr(from, " t=\"str\"");
        if (type && type < open) {
            memmove(to, from, (size_t)(type - from));
            to += type - from;
            from = type + strlen(" t=\"str\"");
        }
        const char *close = strstr(open, "</f>");
        close = close ? close + strlen("</f>") : end;
        memmove(to, from, (size_t)(close - from));
        to += close - from;
        from = end;
    }
    size_t rest = strlen(from);
    memmove(to, from, rest + 1);
    return (size_t)(to - text) + rest;
}

static bool copy_part(unzFile in, zipFile out)
{
    char name[PATH_SIZE];
    unz_file_info64 info;
    if (unzGetCurrentFileInfo64(in, &info, name, sizeof name, NULL, 0, NULL, 0)
            != UNZ_OK
        || info.uncompressed_size > PART_MAX)
        return false;
    size_t size = (size_t)info.uncompressed_size;
    char *text = malloc(size + 1);
    bool good = text && unzOpenCurrentFile(in) == UNZ_OK
                && unzReadCurrentFile(in, text, (unsigned)size) == (int)size
                && unzCloseCurrentFile(in) == UNZ_OK;
    if (good) {
        text[size] = '\0';
        if (strncmp(name, "xl/worksheets/", 14) == 0)
            size = strip(text);
        zip_fileinfo when = {.tmz_date = {.tm_mday = 1, .tm_year = 1980}};
        good = zipOpenNewFileInZip(out, name, &when, NULL, 0, NULL, 0, NULL,
                   Z_DEFLATED, Z_DEFAULT_COMPRESSION)
                   == ZIP_OK
               && zipWriteInFileInZip(out, text, (unsigned)size) == ZIP_OK
               && zipCloseFileInZip(out) == ZIP_OK;
    }
    free(text);
    return good;
}

bool bare_workbook(const char *path)
{
    char temporary[PATH_SIZE];
    if (snprintf(temporary, sizeof temporary, "%s.bare", path)
        >= (int)sizeof temporary)
        return false;
    unzFile in = unzOpen64(path);
    zipFile out = zipOpen64(temporary, APPEND_STATUS_CREATE);
    bool good = in && out;
    int more = good ? unzGoToFirstFile(in) : UNZ_ERRNO;
    while (good && more == UNZ_OK) {
        good = copy_part(in, out);
        more = unzGoToNextFile(in);
    }
    good = good && more == UNZ_END_OF_LIST_OF_FILE;
    if (in)
        unzClose(in);
    if (out && zipClose(out, NULL) != ZIP_OK)
        good = false;
    good = good && rename(temporary, path) == 0;
    if (!good) {
        fprintf(stderr, "mkform: %s: cannot be rewritten\n", path);
        remove(temporary);
    }
    return good;
}
