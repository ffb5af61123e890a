/* The statement of applicability (適用宣言書) of a run: what the senders'
 * statements say of each control, which risks need it and how far it is for
 * them, and what people typed into the previous one.
 *
 * What was typed counts; what senders say, else; else this program proposes.
 * Statements that contradict each other, or the previous one, are findings.
 */
#ifndef RISKTALLY_LEDGER_STATEMENT_H
#define RISKTALLY_LEDGER_STATEMENT_H

#include "ledger/ledger.h"
#include "record/soa.h"

/* A row of an input's statement. */
enum rt_status rt_ledger_add_statement(struct rt_ledger *ledger, int64_t input,
    const struct rt_soa_row *row, struct rt_error *err) RT_MUST_USE;

/* The previous statement, even if it has no row. */
void rt_ledger_expect_statement(
    struct rt_ledger *ledger, const char *file, const char *now);
/* Its rows; `basis`: of merge's sheet of what it rests on, which has the cells
 * as they were written. */
enum rt_status rt_ledger_add_previous_statement(struct rt_ledger *ledger,
    const struct rt_soa_row *row, bool basis, struct rt_error *err) RT_MUST_USE;

/* --- of a finished ledger ------------------------------------------------------ */

struct rt_soa_counts {
    uint64_t controls; /* 0: there is no statement to be written */
    uint64_t applicable, implemented, partly, not_implemented;
    uint64_t excluded, undecided;
    uint64_t proposed; /* of the applicable ones */
};

enum rt_status rt_ledger_count_statement(struct rt_ledger *ledger,
    struct rt_soa_counts *out, struct rt_error *err) RT_MUST_USE;
/* The controls of the annex in their order, then the company's own. */
struct rt_cursor rt_ledger_statement(
    struct rt_ledger *ledger, struct rt_error *err); /* rt_soa_control */
/* What was sent, by department; those without one last. */
struct rt_cursor rt_ledger_statement_rows(
    struct rt_ledger *ledger, struct rt_error *err); /* rt_soa_row */

#endif
