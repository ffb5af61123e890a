/* What people wrote onto cells: notes, as every program keeps them, and the
 * threads of later Excels.
 *
 * A sheet's relationships lead to both. Excel writes a thread twice: once as
 * such and, for programs that know only notes, as a note under the author
 * "tc=…" with a preamble; that copy is left out where the thread itself is
 * there. Number and length are bounded like those of shared strings.
 */
#ifndef INPUT_COMMENTS_H
#define INPUT_COMMENTS_H

#include "input/workbook.h"

/* Those of one part, in its order, are appended; all lives in `arena`. */
enum rt_status rt_comments_read(const struct in_workbook *w, const char *part,
    struct rt_arena *arena, struct rt_comment **out, size_t *count,
    struct rt_error *err) RT_MUST_USE;

#endif
