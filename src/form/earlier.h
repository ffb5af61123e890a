/* The risks of an earlier run, from its results.
 *
 *     rc = rt_earlier_open(path, &limits, lang, &e, &err);
 *     while ((rc = rt_earlier_next(e, &risk, &err)) == RT_ROW) …
 *     while ((rc = rt_earlier_next_input(e, &input, &err)) == RT_ROW) …
 *     rt_earlier_close(e);
 *
 * The file is risks.jsonl or risk-register.xlsx, whichever its content shows;
 * the register may be in either language, have been saved again by a
 * spreadsheet, and have had its rows sorted, its columns moved, hidden or added
 * to. A value that the file does not contain is empty, RT_UNKNOWN,
 * RT_CLASS_NONE or 0.
 *
 * Failures have a sentence in `lang`: RT_FORMAT, with the line of risks.jsonl
 * or the cell of the register, for a file that is neither or holds what
 * neither would; RT_LIMIT; or what the reader of workbooks says.
 */
#ifndef RISKTALLY_EARLIER_H
#define RISKTALLY_EARLIER_H

#include "base/lang.h"
#include "base/limits.h"
#include "record/input.h"
#include "record/risk.h"

struct rt_earlier;

/* `manifest`: the run.json of a risks.jsonl; NULL: beside it. */
enum rt_status rt_earlier_open(const char *path, const char *manifest,
    const struct rt_limits *limits, enum rt_lang lang, struct rt_earlier **out,
    struct rt_error *err) RT_MUST_USE;
/* RT_ROW, RT_END or a failure. Views are valid until the next call. Filled in
 * as far as the source says: risk_id, department, business, asset, note, users,
 * owner, managed_by, medium, the flags, the scores (with the flags that could
 * not be read), result (missing only from risks.jsonl), retention, registered,
 * file, sheet, row, profile, treatment. A row of a register whose id was
 * deleted has an empty risk_id. */
enum rt_status rt_earlier_next(struct rt_earlier *e, struct rt_risk *out,
    struct rt_error *err) RT_MUST_USE;
/* After the last risk: what that run read. A register says it in a sheet of its
 * own, risks.jsonl in the run.json beside it, if that lists it; else
 * there is none. Views are valid until the next call. */
enum rt_status rt_earlier_next_input(struct rt_earlier *e, struct rt_input *out,
    struct rt_error *err) RT_MUST_USE;
/* The cell of that member of the risk at hand (its offset), or its line. */
void rt_earlier_where(
    const struct rt_earlier *e, size_t member, struct rt_where *out);
void rt_earlier_close(struct rt_earlier *e);

#endif
