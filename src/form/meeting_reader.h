/* The paper of a management review, as people filled it in (record/meeting.h).
 *
 * Cells are found by the name of their item, or by the heading and row of their
 * instruction, in either language, wherever rows and columns were moved to.
 */
#ifndef RISKTALLY_FORM_MEETING_READER_H
#define RISKTALLY_FORM_MEETING_READER_H

#include "base/limits.h"
#include "record/meeting.h"

struct rt_intake;
struct rt_grid_row;

/* Of a sheet that by its name and those of the others is one of such a paper;
 * whether its rows are. */
bool rt_sheet_is_meeting(const struct rt_intake *in, struct rt_str name);
bool rt_meeting_is_headed(const struct rt_grid_row *rows, size_t count);

/* Texts are in the arena; *is: the workbook is one. Fails as rt_book_open and
 * rt_rows_next do. */
enum rt_status rt_meeting_read(const char *path, const struct rt_limits *limits,
    struct rt_arena *arena, struct rt_meeting *out, bool *is,
    struct rt_error *err) RT_MUST_USE;

#endif
