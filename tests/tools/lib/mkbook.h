/* mkbook's parts: a workbook out of a description a person can read.
 *
 *     describe.c  the description, line by line, into the book below
 *     sml.c       one cell's text into SpreadsheetML; the sheets' parts
 *     package.c   the parts into a zip, the same bytes every time
 *
 * The writer is our own so that every oddity can be written: formulas with and
 * without a stored value, errors, phonetic guides, parts that are broken or
 * missing. tests/cases/README.md describes the format.
 */
#ifndef MKBOOK_H
#define MKBOOK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

enum { STYLES_MAX = 32, PARTS_MAX = 32 };

/* Text that grows; out of memory ends the program. */
struct text {
    char *p;
    size_t n, cap;
};

void text_add(struct text *t, const char *p, size_t n);
void text_adds(struct text *t, const char *z);
void text_printf(struct text *t, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));
/* As XML character data: & < > " and carriage returns are written out. */
void text_xml(struct text *t, const char *p, size_t n);

struct cell {
    uint32_t col; /* 0-based */
    char *text;   /* as described */
};

struct row {
    uint32_t number; /* 1-based */
    bool hidden;
    struct cell *cells; /* ascending */
    size_t count;
};

struct sheet {
    char *name;
    const char *state; /* "visible", "hidden", "veryHidden" */
    struct row *rows;  /* ascending */
    size_t row_count;
    char **merges, **links;
    size_t merge_count, link_count;
    uint32_t *hidden_cols;
    size_t hidden_count;
};

/* A part given as it is, or one to leave out or to write twice. */
struct part {
    char *name;
    struct text bytes;
    bool given, drop, twice;
};

struct book {
    struct sheet *sheets;
    size_t sheet_count;
    bool date1904, manual_calc;
    struct part parts[PARTS_MAX];
    size_t part_count;
    /* filled in by sml.c */
    struct text strings; /* the <si> elements */
    size_t string_count;
    char *formats[STYLES_MAX]; /* a built-in number or a code */
    size_t format_count;
};

/* Each says on standard error what is wrong and gives false. */
bool describe(const char *path, struct book *book);
void book_free(struct book *book);
/* The sheet's part; strings and formats are added to the book. */
bool sheet_xml(struct book *book, const struct sheet *sheet, struct text *to);
void strings_xml(const struct book *book, struct text *to);
void styles_xml(const struct book *book, struct text *to);
bool package_write(struct book *book, const char *path);

/* "J12" to column 9 and row 12; "J" to column 9 and row 0. */
bool parse_ref(const char *z, uint32_t *col, uint32_t *row);
void *grow(void *array, size_t count, size_t size);

#endif
