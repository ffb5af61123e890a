/* The assessment report that merge wrote, as people filled it in: it is no sender's
 * report, and none of its rows is a risk. */
#ifndef RISKTALLY_FORM_ASSESSMENT_SHEET_H
#define RISKTALLY_FORM_ASSESSMENT_SHEET_H

#include "form/form.h"
#include "record/assessed.h"

/* Of its sheet: where its columns are (-1: nowhere), and the block of names and
 * dates. */
struct rt_assessed_sheet {
    int32_t col[RT_AC_COUNT];
    struct rt_str signs[RT_ASSESSED_SIGNS];
};

/* Whether the columns are those of that report: it has more than the published
 * form, and ids. */
bool rt_are_assessment_columns(const struct rt_column *columns, size_t count);
/* Notes it of the sheet, whose header is in the rows. */
enum rt_status rt_assessment_note(struct rt_intake *in,
    struct rt_sheet_facts *sheet, const struct rt_grid_row *rows,
    struct rt_error *err) RT_MUST_USE;
/* Puts the sheet out, then what was typed into each of its rows
 * (RT_ENTRY_ASSESSED). */
enum rt_status rt_assessment_begin(struct rt_intake *in,
    const struct rt_sheet_facts *sheet, struct rt_error *err) RT_MUST_USE;
enum rt_status rt_assessment_row(struct rt_intake *in,
    const struct rt_sheet_facts *sheet, const struct rt_row *row,
    struct rt_error *err) RT_MUST_USE;

#endif
