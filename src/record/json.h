/* A record as JSON: the members of an object, those that have a name there.
 * What is not known is null, and so is a flag that could not be read.
 */
#ifndef RISKTALLY_RECORD_JSON_H
#define RISKTALLY_RECORD_JSON_H

#include "base/write.h"
#include "record/record.h"

#include <jansson.h>

void rt_record_write_json(
    const struct rt_members *of, const void *record, struct rt_writer *w);

/* Takes the members that are there out of an object; others stay as they
 * are. NULL, or the name of a member that has a value it cannot have. Texts
 * are views of `object`. */
const char *rt_record_read_json(
    const struct rt_members *of, const json_t *object, void *record);

#endif
