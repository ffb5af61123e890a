/* The names of workbooks that go out: a department's or a risk owner's name as a
 * file's. */
#ifndef RISKTALLY_REPORT_LETTER_NAME_H
#define RISKTALLY_REPORT_LETTER_NAME_H

#include "base/intern.h"
#include "base/text.h"

/* Puts into `to` a file's name for `name` ("営業部.xlsx") that none of `names`
 * is, and adds it to these. RT_NOMEM or RT_LIMIT. */
enum rt_status rt_letter_name(
    struct rt_intern *names, struct rt_str name, struct rt_buf *to) RT_MUST_USE;

#endif
