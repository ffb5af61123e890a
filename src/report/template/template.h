/* A blank risk-analysis workbook to hand to a department.
 *
 * Its layout is that of editions 3 and 3.1 of the form: seven sheets, the
 * ledger's columns A to U. The profile gives the scale, the importance that
 * personal data forces, the likelihood table and the classes; all of it is in
 * the workbook as formulas. Read back, the workbook is recognised as the
 * edition with its scale.
 */
#ifndef RISKTALLY_TEMPLATE_H
#define RISKTALLY_TEMPLATE_H

#include "base/lang.h"
#include "record/risk.h"
#include "risk/profile.h"

enum {
    RT_TEMPLATE_ROWS = 100,         /* prepared by default */
    RT_TEMPLATE_ROWS_MAX = 10000,   /* more is no ledger of one department */
    RT_TEMPLATE_DEPARTMENT_MAX = 60 /* characters */
};

struct rt_template {
    const struct rt_profile *profile;
    enum rt_lang lang;   /* of explanations; the form's labels are Japanese */
    const char *version; /* of the program */
    const char *now;     /* ISO date, for the file's properties */
    struct rt_str department; /* filled in as 管理部署; may be empty */
    uint32_t rows;            /* prepared; at least one for each asset */
    /* Assets to fill in, in the order they shall have. Scores off the
     * profile's scale are left blank. */
    const struct rt_risk *assets;
    size_t asset_count;
};

/* Whether the form has a layout for the profile: RT_USAGE with a sentence in
 * `lang` that says why not. */
enum rt_status rt_template_supports(
    const struct rt_profile *profile, struct rt_error *err) RT_MUST_USE;

/* The edition that a workbook of that profile is recognised as: the name of a
 * built-in profile. NULL where there is no layout. */
const char *rt_template_edition(const struct rt_profile *profile);

/* Whether the text is a medium of the form's list. */
bool rt_template_medium(struct rt_str text);

/* Another form than the ledger's: "report", "plan" or "soa"; NULL for none of
 * them. */
struct rt_blank_form;
const struct rt_blank_form *rt_blank_form_named(const char *name);
/* Writes it; department and assets are not looked at. */
enum rt_status rt_report_blank(const struct rt_template *t,
    const struct rt_blank_form *form, const char *path,
    struct rt_error *err) RT_MUST_USE;

/* Writes the workbook at `path` (a temporary name; the caller renames it). */
enum rt_status rt_report_template(const struct rt_template *t, const char *path,
    struct rt_error *err) RT_MUST_USE;

#endif
