/* The record that merge keeps, in a hidden sheet of a book of ours, of what it
 * wrote there, so that check can say what was typed over, lost or doubled since.
 *
 * Each row of that sheet begins with a word:
 *
 *   risktally | version          first
 *   sheet | name                 what follows is of this sheet
 *   cells | row | cell…          a row whose cells are known one by one, each
 *                                as its column and the value: "B text"; or, of
 *                                a long value, "B~01234567 text", its hash and
 *                                its beginning; or, of a formula,
 *                                "B=012345670123", the hashes of it and of what
 *                                it gave
 *   items | list | row           a list's items begin in this row; further
 *                                sheets may have the same list
 *   list | list | hands          at its end: a letter (enum rt_hand) a column
 *   sums | bucket | items | hex  of the list: see below; of one item k and the
 *                                sums of h
 *   end | rows | hash            last: of the rows before
 *
 * What a list holds is known by sums alone, so that a list of any length takes
 * the same room and its rows may be sorted. A row falls into a bucket by its
 * key; for each column of a bucket there are two sums over its rows, of the
 * cells' hashes h and of k × h, where k is another hash of the row's key. A
 * single cell that was changed alters both, and the quotient of the
 * differences is its row's k. All of it is modulo a prime.
 *
 * Values are hashed as they are read: a number by its digits, so that it
 * equals its text; of a text what is between white space.
 */
#ifndef RISKTALLY_TRACE_H
#define RISKTALLY_TRACE_H

#include "base/lang.h"
#include "base/text.h"

enum { RT_TRACE_VERSION = 1, RT_TRACE_BUCKETS = 256 };
/* Hexadecimal digits of a hash, of which the first are kept. */
enum { RT_TRACE_HASH = 8, RT_TRACE_GAVE = 4 };

#define RT_TRACE_PRIME 2147483647u /* 2^31 - 1 */

/* The name, in the book, of the record's first cell: what is left of a record
 * whose sheet was deleted. */
#define RT_TRACE_NAME "merge_record"

/* Whose a list's column is. */
enum rt_hand {
    RT_HAND_OURS = 'o',
    RT_HAND_KEY = 'k',       /* ours, and what rows are known by */
    RT_HAND_CORRECTED = 'c', /* ours, but people may correct it */
    RT_HAND_PEOPLE = 'p',
    RT_HAND_FORMULA = 'f' /* follows from others */
};

/* The first words of the rows. */
enum rt_trace_line {
    RT_TRACE_BEGIN,
    RT_TRACE_SHEET,
    RT_TRACE_CELLS,
    RT_TRACE_ITEMS,
    RT_TRACE_LIST,
    RT_TRACE_SUMS,
    RT_TRACE_END,
    RT_TRACE_LINES
};
extern const char *const rt_trace_words[RT_TRACE_LINES];

const char *rt_trace_sheet(enum rt_lang lang);

/* Of a value; 0 for a blank one. The same in every version. */
uint64_t rt_trace_text(struct rt_str s);
uint64_t rt_trace_number(double value);
/* The digits that it is hashed by. */
struct rt_decimal rt_trace_decimal(double value);
/* So many digits of it, as a number. */
uint32_t rt_trace_digits(uint64_t hash, unsigned digits);
/* Of several, in their order, from `h` on. */
uint64_t rt_trace_chain(uint64_t h, uint64_t next);
/* The shown value of a link, from its formula; false for another formula. */
bool rt_trace_link(struct rt_str formula, struct rt_str *shown);

/* --- sums ------------------------------------------------------------------- */

/* Below the prime; 0 only of a blank value. */
uint32_t rt_trace_part(uint64_t hash);
uint32_t rt_trace_times(uint32_t a, uint32_t b);
uint32_t rt_trace_plus(uint32_t a, uint32_t b);
uint32_t rt_trace_minus(uint32_t a, uint32_t b);
/* 0 where b is 0. */
uint32_t rt_trace_over(uint32_t a, uint32_t b);

struct rt_trace_sum {
    uint32_t of_cells, of_keys;
};

struct rt_trace_key {
    uint32_t bucket, k;
};
struct rt_trace_key rt_trace_key(uint64_t hash);
void rt_trace_add(struct rt_trace_sum *to, uint32_t k, uint32_t part);

#endif
