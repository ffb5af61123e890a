/* A place: a file, a sheet, a cell. */
#ifndef RISKTALLY_WHERE_H
#define RISKTALLY_WHERE_H

#include "base/lang.h"

/* Rows and columns count from 1; 0 and an empty text mean that a thing has no
 * such place, or that it is not known. Of a CSV, which has no sheets, the row
 * is a line and the column a field: there are no cells to name. */
struct rt_where {
    struct rt_str file, sheet;
    uint32_t row, col;
    bool csv;
};

enum { RT_LETTERS = 8, RT_CELL_NAME = 24 };

/* "A", "AB": the letters of a column, from 1; "" for 0. */
void rt_column_letters(uint32_t col, char to[RT_LETTERS]);
/* Reads letters off the front of *s, upper or lower case: the column, from 1;
 * 0, and *s as it was, where there are none or they lead past `max`. */
uint32_t rt_column_of(struct rt_str *s, uint32_t max);

/* "J12"; "12:12" and "J:J", as Excel writes them, for a whole row or column.
 * In a CSV "12:9", line and field, or the line alone. "" for no place in the
 * file. */
void rt_where_cell(const struct rt_where *w, char to[RT_CELL_NAME]);
/* The same for people: "12" for a whole row, "" without one. */
void rt_where_short(const struct rt_where *w, char to[RT_CELL_NAME]);
/* A cell to go to: the first of a whole row or column. */
void rt_where_first(const struct rt_where *w, char to[RT_CELL_NAME]);
/* Appends it in words: 「営業部.xlsx のシート「台帳」のセル J12」, "list.csv,
 * line 12": as much as there is. */
enum rt_status rt_where_say(
    const struct rt_where *w, enum rt_lang lang, struct rt_buf *to) RT_MUST_USE;

/* A sheet's name for people: Excel allows 31 characters, other programs do
 * not, and what is longer ends with 「…」. */
enum { RT_SHEET_SHOWN = 31 * 4 + sizeof "…" };
void rt_sheet_shown(struct rt_str name, char to[RT_SHEET_SHOWN]);

#endif
