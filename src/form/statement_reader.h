/* Statements of applicability among the sheets of a file. */
#ifndef RISKTALLY_FORM_STATEMENT_READER_H
#define RISKTALLY_FORM_STATEMENT_READER_H

#include "form/form.h"

/* Whether the sheet's table is one that is taken. */
bool rt_sheet_is_statement(
    const struct rt_intake *in, const struct rt_sheet_facts *sheet);
/* Whether merge writes a sheet of that name beside its own, and which one has
 * what it rests on. */
bool rt_is_beside_statement(struct rt_str name, bool *basis);
/* Reads their rows, after the first pass, and puts them out. */
enum rt_status rt_statement_rows(
    struct rt_intake *in, struct rt_error *err) RT_MUST_USE;
enum rt_status rt_put_statement(struct rt_intake *in,
    const struct rt_soa_row *row, struct rt_error *err) RT_MUST_USE;

#endif
