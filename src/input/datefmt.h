/* Which number formats show a date, and serial numbers as dates.
 *
 * Source: ECMA-376 part 1, 18.8.30 (built-in formats, with the Japanese ones)
 * and 18.8.31 (format codes). A format that shows only a time of day, and one
 * that shows an elapsed time ([h]:mm), is not a date: the number is a length
 * of time and stays a number.
 */
#ifndef INPUT_DATEFMT_H
#define INPUT_DATEFMT_H

#include "base/text.h"

/* For an id that the workbook does not define itself. */
bool rt_date_builtin(uint32_t id);
bool rt_date_format(struct rt_str code);

/* Writes "2026-09-30" or "2026-09-30T12:00:00", fractions of a second left
 * out. Returns false, and writes nothing, for a serial that is no day:
 * before the first day or after 9999-12-31. In the 1900 system serial 60 is
 * "1900-02-29", a day that Excel shows and that never was. */
bool rt_date_text(double serial, bool date1904, char to[32]);

/* Puts a t="d" value into the same form; false when it is none, or a day that
 * the calendar does not have. */
bool rt_date_iso(struct rt_str value, char to[32]);

#endif
