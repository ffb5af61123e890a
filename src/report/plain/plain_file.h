/* A text artefact being written: lines out, every failure kept. */
#ifndef RISKTALLY_REPORT_PLAIN_FILE_H
#define RISKTALLY_REPORT_PLAIN_FILE_H

#include "base/text.h"

#include <stdio.h>

struct plain_file {
    FILE *file;
    const char *path; /* borrowed */
};

enum rt_status rt_plain_open(
    struct plain_file *f, const char *path, struct rt_error *err) RT_MUST_USE;
enum rt_status rt_plain_put(
    struct plain_file *f, struct rt_str s, struct rt_error *err) RT_MUST_USE;
/* Closes, whatever `status` is. A failure to flush counts: on a full disk it
 * is the first that shows. Gives `status` where that is a failure already,
 * and RT_OK for RT_END, so that the end of a cursor can be passed in. */
enum rt_status rt_plain_close(struct plain_file *f, enum rt_status status,
    struct rt_error *err) RT_MUST_USE;

#endif
