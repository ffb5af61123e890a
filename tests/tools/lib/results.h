/* The results of a merge, read as a whole: totals compares what is in them. */
#ifndef RESULTS_H
#define RESULTS_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct cell {
    const char *sheet; /* one for all of a sheet */
    char *text;        /* a number has a text, too */
    uint32_t row, col;
    unsigned book; /* of the document's */
    bool number;
    double value;
};

enum kind { LINES, BOOKS, TEXT };

struct document {
    const char *name, *path; /* below the results' folder; a folder ends in / */
    enum kind kind;
    json_t *lines;
    struct cell *cells;
    size_t count, room;
    unsigned books;
    char *text;
};

/* Says why on standard error; exit status 2. */
_Noreturn void give_up(const char *what, const char *path);
/* What was allocated, or the end. */
void *need(void *p);

/* All that a merge wrote into this folder; run.json. */
json_t *read_results(const char *dir);
struct document *document_named(const char *name);
/* Of a file, for the caller to keep. */
char *read_text(const char *path);

#endif
