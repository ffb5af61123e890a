/* The parts of `risktally template`. */
#ifndef RISKTALLY_COMMAND_TEMPLATE_PREFILL_H
#define RISKTALLY_COMMAND_TEMPLATE_PREFILL_H

#include "base/arena.h"
#include "command/options.h"
#include "report/template/template.h"

/* The assets of an earlier run that are filled in again. */
struct rt_prefill {
    struct rt_arena arena; /* of all below */
    struct rt_risk *assets;
    size_t count, cap;
    /* Left blank, to be filled in anew. */
    size_t other_scale;  /* assets scored on a scale that is not the form's */
    size_t unclear;      /* assets with a flag that could not be read */
    size_t other_medium; /* kept, but no medium of the form's list */
};

/* Reads what `o->from` says of the department (of all where it is empty), in
 * the order the rows once had. RT_USAGE where there is nothing of it, or too
 * much for one ledger. */
enum rt_status rt_prefill_read(struct rt_prefill *f, const struct rt_options *o,
    const struct rt_template *t, struct rt_error *err) RT_MUST_USE;
/* Says on standard error what was left blank. */
void rt_prefill_report(const struct rt_prefill *f, enum rt_lang lang);

#endif
