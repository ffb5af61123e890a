/* Links that people put on cells: to a page, a file, another place of the book.
 *
 * Where a link leads is beside the cell's text and may be nowhere in it. A link
 * outside the book is a relationship of the sheet; it is read, never followed.
 * Number and length are bounded like those of shared strings.
 */
#ifndef INPUT_LINKS_H
#define INPUT_LINKS_H

#include "input/workbook.h"

/* Those of one part, by row and column; all lives in `arena`. */
enum rt_status rt_links_read(const struct in_workbook *w, const char *part,
    struct rt_arena *arena, struct rt_comment **out, size_t *count,
    struct rt_error *err) RT_MUST_USE;

#endif
