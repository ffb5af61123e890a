/* What a number format shows of the whole numbers that forms have as scores.
 *
 * Source: ECMA-376 part 1, 18.8.30 and 18.8.31. Only what a reader must be told
 * is distinguished: nothing, another digit, something else.
 */
#ifndef INPUT_SHOWN_H
#define INPUT_SHOWN_H

#include "base/text.h"
#include "record/cell.h"

enum { RT_SHOWN_NUMBERS = 10 };

/* Of each number from 0 to 9 what rt_cell.shown says; false where all are shown
 * as they are. */
bool rt_shown_format(struct rt_str code, char to[RT_SHOWN_NUMBERS]);
/* The same for an id that the workbook does not define itself. */
bool rt_shown_builtin(uint32_t id, char to[RT_SHOWN_NUMBERS]);

#endif
