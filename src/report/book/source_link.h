/* Links from a workbook back to the inputs. */
#ifndef RISKTALLY_REPORT_SOURCE_LINK_H
#define RISKTALLY_REPORT_SOURCE_LINK_H

#include "report/book/xl.h"

/* Columns of a row's file and sheet, and the cell in it ("J12"; "" for the
 * file as a whole); `shown` is how the link reads, as in a formula, and
 * `name` the file. */
struct rt_source {
    int file, sheet;
    const char *cell, *shown;
    struct rt_str name;
};

enum { RT_LINK_MAX = 512 };

/* A formula that is a link to the source as long as the summary's cell says
 * where the inputs are, and shows the same where it does not. The way is in
 * one cell, and not in each link, so that it can be typed anew when the
 * register is sent on. */
void rt_source_link(const struct rt_run *run, const struct rt_source *at,
    uint32_t row, char to[RT_LINK_MAX]);
/* The row's number in the line's cell, as a link to it where it is in an input
 * of this run (`there`); `file` and `sheet` are the columns that name them.
 * Blank where there is no row. */
void rt_source_row(const struct rt_line *line, int file, int sheet,
    const struct rt_where *where, bool there);
/* Appends what that cell says: nothing where there is no way. */
enum rt_status rt_source_base(
    const struct rt_run *run, struct rt_buf *to) RT_MUST_USE;
/* Writes the row of that cell, right of a label at `label`: it spans the columns
 * up to `last`, and a note what is right of it up to `end`. */
void rt_source_put_folder(struct rt_xl_sheet *s, int label, int last, int end,
    enum rt_word note, enum rt_word sheet);
/* Gives the cell that holds it, in the current row, its name. */
void rt_source_folder(struct rt_xl_sheet *s, int col, const char *sheet);
/* For `finish`: column `col` looks like links where it holds some. */
void rt_source_rule(struct rt_list *list, int col);

#endif
