/* Opening a book from memory: for fuzzing and tests, which would otherwise
 * write a file for every input.
 */
#ifndef INPUT_BOOK_MEM_H
#define INPUT_BOOK_MEM_H

#include "input/book.h"

/* `name` is used in place of a path. `p` is borrowed until the book is
 * closed. */
enum rt_status rt_book_open_mem(const char *name, const void *p, size_t n,
    const struct rt_limits *limits, const char *encoding, struct rt_book **out,
    struct rt_error *err) RT_MUST_USE;

#endif
