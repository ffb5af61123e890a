/* What a file is, according to its bytes; the name only decides whether text is
 * meant to be a CSV or a workbook or document gone wrong.
 */
#ifndef INPUT_SNIFF_H
#define INPUT_SNIFF_H

#include "input/book.h"
#include "input/source.h"

/* Fails with IN103 (neither workbook nor text), IN104 (encrypted), IN105
 * (.xls). */
enum rt_status rt_sniff(const struct in_source *src, const char *path,
    enum rt_book_kind *kind, struct rt_error *err) RT_MUST_USE;

#endif
