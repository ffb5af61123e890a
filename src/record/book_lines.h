/* Rows of fixed texts in our books, headings above all: their columns (0-based)
 * and words. They are written from here, and known again by it. */
#ifndef RISKTALLY_BOOK_LINES_H
#define RISKTALLY_BOOK_LINES_H

#include "record/book_words.h"

/* A text over merged cells. */
struct rt_span {
    int first, last;
    enum rt_word word;
};

enum rt_book_line_id {
    RT_LINE_WORST, /* of サマリー */
    RT_LINE_BY_CLASS,
    RT_LINE_PROFILES,
    RT_LINE_INPUTS,
    RT_LINE_FILES,
    RT_LINE_FINDINGS,
    RT_LINE_CLASSES,
    RT_LINE_KEPT,
    RT_LINE_OF_CELL,       /* of リスクマトリクス */
    RT_LINE_OF_DEPARTMENT, /* of 部署別 */
    RT_LINE_COLUMNS,       /* of 凡例 */
    RT_LINE_PRIORITIES,    /* of まとめ */
    RT_LINE_MONTHS,
    RT_LINE_DEPARTMENTS,
    RT_BOOK_LINES
};

struct rt_book_line {
    enum rt_word sheet;
    const struct rt_span *cells;
    size_t count;
};

extern const struct rt_book_line rt_book_lines[RT_BOOK_LINES];

#endif
