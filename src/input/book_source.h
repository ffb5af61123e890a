/* Opening a book whose bytes are at hand: a file that is hashed first, or a
 * block of memory, as tests and fuzzing have it.
 */
#ifndef INPUT_BOOK_SOURCE_H
#define INPUT_BOOK_SOURCE_H

#include "input/book.h"
#include "input/source.h"

/* Takes `src` over, after a failure too. `name` is the file's, by which a
 * refused format is named. */
enum rt_status rt_book_open_source(struct in_source src, const char *name,
    const struct rt_limits *limits, const char *encoding, struct rt_book **out,
    struct rt_error *err) RT_MUST_USE;

#endif
