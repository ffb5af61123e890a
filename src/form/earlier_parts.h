/* The two sources of earlier risks among themselves. */
#ifndef RISKTALLY_FORM_EARLIER_H
#define RISKTALLY_FORM_EARLIER_H

#include "form/earlier.h"
#include "form/word/value.h"
#include "input/book.h"
#include "record/json_walk.h"

/* risks.jsonl: one line at a time. */
struct earlier_lines {
    FILE *file;
    struct rt_buf line;
    char chunk[1 << 16];
    size_t at, len; /* in chunk */
    uint64_t bytes; /* read so far */
    uint64_t number;
    json_t *root;                 /* the line as JSON: views point into it */
    struct rt_json_walk manifest; /* run.json, at its inputs */
    json_t *input;                /* the one at hand: views point into it */
    bool looked;                  /* for the manifest */
};

/* A register: its sheets of risks, one after the other. */
struct earlier_book {
    struct rt_book *book;
    struct rt_rows *rows; /* of the sheet at hand, or NULL */
    size_t sheet;         /* the next one to look at */
    struct rt_vocab *vocab;
    int32_t col_of[RT_RISK_MEMBERS]; /* 0-based; -1: not there */
    bool found;                      /* a sheet of risks */
    bool inputs;          /* the sheet at hand is that of the inputs */
    json_t *input;        /* its row at hand: views point into it */
    char sheet_name[128]; /* of the one at hand */
    uint32_t row;         /* the same */
    char registered[11];
    struct rt_arena arena; /* of the row at hand: what was computed */
    uint64_t cells_left;   /* that computing may still look at */
};

struct rt_earlier {
    const char *path;     /* owned */
    const char *manifest; /* of risks.jsonl, where it is not beside it */
    enum rt_lang lang;
    struct rt_limits limits;
    bool is_book;
    union {
        struct earlier_lines lines;
        struct earlier_book book;
    } of;
};

enum rt_status rt_earlier_lines_next(struct rt_earlier *e, struct rt_risk *out,
    struct rt_error *err) RT_MUST_USE;
enum rt_status rt_earlier_lines_input(struct rt_earlier *e,
    struct rt_input *out, struct rt_error *err) RT_MUST_USE;
void rt_earlier_lines_close(struct earlier_lines *l);

enum rt_status rt_earlier_book_open(
    struct rt_earlier *e, struct rt_error *err) RT_MUST_USE;
enum rt_status rt_earlier_book_next(struct rt_earlier *e, struct rt_risk *out,
    struct rt_error *err) RT_MUST_USE;
enum rt_status rt_earlier_book_input(struct rt_earlier *e, struct rt_input *out,
    struct rt_error *err) RT_MUST_USE;
void rt_earlier_book_close(struct earlier_book *b);

/* Gives a formula without a value the one that it has by the cells of its row,
 * where that can be computed. */
bool rt_earlier_compute(
    struct earlier_book *b, const struct rt_row *row, struct rt_cell *cell);

#endif
