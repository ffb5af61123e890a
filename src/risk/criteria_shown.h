/* The criteria of a profile as people are shown them: the cells of a block of
 * 凡例, and what サマリー says of the profile in one line. Writing a register and
 * checking one both go by this. */
#ifndef RISKTALLY_CRITERIA_SHOWN_H
#define RISKTALLY_CRITERIA_SHOWN_H

#include "record/book_words.h"
#include "risk/profile.h"

enum rt_criteria_look {
    RT_CRITERIA_NOTE,   /* a line above a table */
    RT_CRITERIA_LABEL,  /* in front of a value */
    RT_CRITERIA_VALUE,  /* behind it, to the end of the line */
    RT_CRITERIA_HEAD,   /* of a table */
    RT_CRITERIA_NUMBER, /* in a table */
    RT_CRITERIA_CLASS
};

enum { RT_CRITERIA_CELLS = 80, RT_CRITERIA_TEXT = 320 };

/* A cell: its place counts from that of the profile's name, which is not one of
 * them. */
struct rt_criteria_cell {
    int row, col;
    enum rt_criteria_look look;
    enum rt_class class;         /* of RT_CRITERIA_CLASS */
    int number;                  /* negative: a text */
    char text[RT_CRITERIA_TEXT]; /* of a number its digits */
};

struct rt_criteria {
    struct rt_criteria_cell cells[RT_CRITERIA_CELLS]; /* row by row */
    int count, rows;
    int older; /* of the cells: those that earlier releases show, too */
};

void rt_criteria_shown(
    const struct rt_profile *p, enum rt_lang lang, struct rt_criteria *out);

/* What the matrix's lines mean, with the levels that occur: 「太線の右上…」. */
enum { RT_CRITERIA_LINE = 512 };
void rt_criteria_line(const struct rt_profile *p, enum rt_evaluation which,
    enum rt_lang lang, char to[RT_CRITERIA_LINE]);

/* 「1～3」 */
void rt_criteria_scale(
    const struct rt_profile *p, enum rt_lang lang, char to[RT_CRITERIA_TEXT]);

#endif
