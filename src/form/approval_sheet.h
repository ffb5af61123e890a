/* An owner's sheet of approvals: its rows become rows of a plan that state an
 * approval and nothing else (RT_ENTRY_APPROVAL). */
#ifndef RISKTALLY_FORM_APPROVAL_SHEET_H
#define RISKTALLY_FORM_APPROVAL_SHEET_H

#include "form/form.h"
#include "record/approval.h"

bool rt_sheet_is_approval(const struct rt_sheet_facts *sheet);
/* That, a treatment plan, or the report that merge wrote: its rows are kept for the reader of plans. */
bool rt_sheet_is_planned(const struct rt_sheet_facts *sheet);
/* Whether one of the file's sheets is. */
bool rt_plans_something(const struct rt_intake *in);
/* Puts out the sheet, then each of its rows. */
enum rt_status rt_approval_begin(struct rt_intake *in,
    const struct rt_sheet_facts *sheet, struct rt_error *err) RT_MUST_USE;
enum rt_status rt_approval_row(struct rt_intake *in,
    const struct rt_sheet_facts *sheet, const struct rt_row *row,
    struct rt_error *err) RT_MUST_USE;

#endif
