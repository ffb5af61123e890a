/* mkyear's parts: a company whose risk lists change from night to night, and
 * what `flag` must say of it.
 *
 *     year_world.c  the departments and what happens to them, out of a seed
 *     year_report.c   what must be reported each night: worked out from the earlier reports, by the rules as written and, on purpose,
 *                   without the program's own code
 *     year_files.c  the night's folder
 */
#ifndef YEAR_H
#define YEAR_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

enum { DEPARTMENTS = 10, ASSETS = 14, HIGH = 6, NAME = 96, ISO = 16 };
enum { NEVER = -2, UNKNOWN = -1, ABSENT = 0 }; /* or a level from 1 */

/* A row of a department's list, or two of one asset. */
struct asset {
    bool there;
    bool blank; /* its confidentiality is not filled in */
    int twin;   /* 0, or the importance of a second row */
    int importance, threat, vulnerability;
    /* of the treatment plan */
    bool planned, started, done;
    int due;      /* day of the year that begins with the first night */
    int approved; /* day, or 0 */
};

enum condition { HERE, AWAY, GARBLED, EMPTIED };

struct department {
    bool book;      /* a workbook, or a CSV file */
    int generation; /* of its file's name */
    enum condition condition;
    bool nameless; /* a row without a name, which is rejected as an error */
    int order[ASSETS];
    struct asset assets[ASSETS];
};

/* What the officer knows of an asset from the messages so far. */
struct known {
    int level;   /* NEVER, ABSENT, or the last one known; UNKNOWN: there,
                    and none was ever known */
    int last;    /* the last level known, also where it is absent */
    bool unsure; /* it was said that it is not known any more */
    int importance, likelihood; /* that level's */
    /* of its plan, as last read */
    bool planned, done;
    int due, overdue; /* day; the one that it was said to be past */
    int approved;     /* day, or 0 */
    int signed_[2];   /* importance and likelihood then, or UNKNOWN */
    bool lapsed;      /* it was said that they are others now */
};

struct world {
    uint64_t seed;
    int night, day;
    struct department departments[DEPARTMENTS];
    /* after it */
    struct known known[DEPARTMENTS][ASSETS];
    enum condition seen[DEPARTMENTS];
    int generation_seen[DEPARTMENTS];
};

void world_begin(struct world *w, uint64_t seed);
/* The next night; a quiet one when nothing is to change. */
void world_next(struct world *w, bool quiet);

/* 1..9, or UNKNOWN, or ABSENT: of the most severe of its rows. */
int asset_level(const struct asset *a);
int asset_likelihood(const struct asset *a);

void department_name(int d, char out[NAME]);
void department_file(
    int d, const struct world *w, int generation, char out[NAME]);
void asset_name(int d, int i, char out[NAME]);
void iso_date(int day, char out[ISO]);

/* A line per event: kind, department, asset (or file), level before, level.
 * The exit status; -1 where `to` cannot be written. */
int world_report(struct world *w, bool baseline, FILE *to);

/* The folder as it is that night. False, with a word on standard error. */
bool world_write(const struct world *w, const char *folder);

#endif
