/* What the value parsers share; the contract is form/word/value.h. */
#ifndef RT_FORM_VALUE_CELL_H
#define RT_FORM_VALUE_CELL_H

#include "form/word/value.h"

#include "form/word/value_scan.h"

/* BLANK, ERROR or NO_VALUE for a cell without a value to read, PLAIN for one
 * with a value. NULL is a cell that is not there. */
enum rt_taken rt_value_state(const struct rt_cell *cell);

/* The whole text from the cursor on as "46295" or "46295.5": digits with at
 * most one fraction, only spaces after it. The cursor is a copy. */
bool rt_value_decimal(struct rt_scan s, double *out);

/* Cuts `part` off the beginning, if something is left then. */
void rt_cut_head(struct rt_str *s, const char *part);

#endif
