/* A CSV file, record by record (see csv.c for what is done with torn quotes).
 */
#ifndef INPUT_CSV_H
#define INPUT_CSV_H

#include "input/book.h"
#include "input/encoding.h"

/* The separator, detected from the first records: ',' '\t' or ';'. */
enum rt_status rt_csv_separator(const struct in_source *src,
    const struct in_encoding *enc, char *out, struct rt_error *err) RT_MUST_USE;

struct in_csv;

enum rt_status rt_csv_open(const struct in_source *src,
    const struct in_encoding *enc, char separator,
    const struct rt_limits *limits, struct in_csv **out,
    struct rt_error *err) RT_MUST_USE;
enum rt_status rt_csv_next(
    struct in_csv *c, struct rt_row *row, struct rt_error *err) RT_MUST_USE;
void rt_csv_close(struct in_csv *c);

#endif
