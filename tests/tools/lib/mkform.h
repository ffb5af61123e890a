/* mkform's parts: made-up inputs for tests and bench, the same for the same
 * seed on every machine.
 *
 *     rows.c   a seed and a row number give a row: words, scores, and what
 *              the right answers are
 *     book.c   rows as a risk-analysis workbook (libxlsxwriter)
 *     list.c   rows as an asset list (CSV, iconv)
 *     bare.c   takes the stored values of formulas out of a workbook
 *
 * The answers are worked out here once more from the published rules, on
 * purpose without the program's own code, which is compared with them.
 */
#ifndef MKFORM_H
#define MKFORM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

enum { MEDIA = 6, KINDS = 3 };

enum edition { EDITION_21, EDITION_3, EDITION_31 };

/* What people fill in, and how it is to come out. */
struct plan {
    enum edition edition;
    uint64_t seed;
    long rows;
    long prepared; /* empty rows with formulas after the filled-in ones */
    const char *department;
    int threat[MEDIA], vulnerability[MEDIA]; /* 1..3 for each medium */
    bool shared_strings; /* else inline, with memory that does not grow */
    const char *data;    /* rows come from this file instead; may be NULL */
    FILE *truth;         /* a JSON line per row goes here; may be NULL */
    const char *path;
    const char *encoding; /* of a list */
    char separator;
};

enum { NAME_SIZE = 128 };

struct row {
    const char *business;
    char name[NAME_SIZE];
    const char *note, *users, *retention;
    int medium;       /* 0..5 */
    bool kind[KINDS]; /* personal, sensitive, My Number */
    int score[3];     /* confidentiality, integrity, availability */
    int year, month, day;
    int threat, vulnerability;
};

struct answer {
    int importance, likelihood, level, priority;
    const char *class;
};

extern const char *const media[MEDIA];

const char *plan_department(uint64_t seed);
/* Threat and vulnerability of each medium, from the seed. */
void plan_ratings(struct plan *plan);
void row_make(const struct plan *plan, long i, struct row *out);
struct answer row_answer(enum edition edition, const struct row *row);
/* One line of the truth file. False where it cannot be written. */
bool row_truth(
    const struct plan *plan, const struct row *row, const char *sheet, long at);

/* Each says on standard error what went wrong and gives false. */
bool book_write(const struct plan *plan);
bool list_write(const struct plan *plan);
/* Rewrites the workbook without any stored value of a formula. */
bool bare_workbook(const char *path);

#endif
