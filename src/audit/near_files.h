/* Which of the files of a run belong together: what departments send is a set of
 * documents, each in a file of its own.
 */
#ifndef RISKTALLY_NEAR_FILES_H
#define RISKTALLY_NEAR_FILES_H

#include "base/arena.h"

/* What a file is known by. */
struct rt_file_name {
    struct rt_str name, department; /* department is folded */
    struct rt_str folder, core; /* core: the name without folder, ending, the
                                   words for a kind of document, and marks;
                                   folded */
};

/* Copies into the arena; false where memory has run out. */
bool rt_file_name_take(struct rt_arena *arena, struct rt_str name,
    struct rt_str department, struct rt_file_name *out) RT_MUST_USE;

/* How it is seen that two files do, the surest first. */
enum rt_near {
    RT_BY_DEPARTMENT,
    RT_BY_PLACE_AND_NAME,
    RT_BY_NAME,
    RT_BY_BEING_LEFT,
    RT_NEAR_COUNT
};

/* Files of different departments never do. */
bool rt_files_are_near(const struct rt_file_name *a,
    const struct rt_file_name *b, enum rt_near how);
/* The same of two files of which not both have a department. */
bool rt_names_are_near(const struct rt_file_name *a,
    const struct rt_file_name *b, enum rt_near how);

#endif
