/* An object in a file that is too long to be held: one member at a time, or one
 * element of a member that is an array. What is not asked for is passed over
 * unread, and no more is held than the longest value that is.
 *
 *     rt_json_walk_open(&w, path, 64 << 20);
 *     while (rt_json_walk_next(&w, &name))
 *         if (strcmp(name, "files") == 0)
 *             files = rt_json_walk_value(&w);
 *     rt_json_walk_close(&w);
 *
 * `rc` ends as RT_END where the object is whole, else as RT_IO, RT_LIMIT,
 * RT_NOMEM, or RT_FORMAT for what is no JSON.
 */
#ifndef RISKTALLY_JSON_WALK_H
#define RISKTALLY_JSON_WALK_H

#include <jansson.h>
#include <stdio.h>

#include "base/text.h"

struct rt_json_walk {
    enum rt_status rc; /* RT_OK as long as there may be more */
    FILE *file;
    struct rt_buf value; /* the one at hand, as text */
    json_t *name;
    int first; /* byte of the value at hand, or 0 once it was taken */
    bool begun, in_array;
};

/* `most`: the longest file that is looked at, in bytes. */
void rt_json_walk_open(struct rt_json_walk *w, const char *path, uint64_t most);
void rt_json_walk_close(struct rt_json_walk *w);
/* The next member; its name is valid until the one after it. */
bool rt_json_walk_next(struct rt_json_walk *w, const char **name) RT_MUST_USE;
/* The member's value, which is the caller's; NULL where `rc` says why. */
json_t *rt_json_walk_value(struct rt_json_walk *w) RT_MUST_USE;
/* The next element of the member's value, which is the caller's; NULL at the
 * end of the array, where it is none, and where `rc` says why. */
json_t *rt_json_walk_item(struct rt_json_walk *w) RT_MUST_USE;

#endif
