/* The columns of the risk table that only carry a value to the reports.
 *
 * One list, from which the table, the statement that inserts, the binding
 * and the reading back are made, so that the four cannot disagree. Columns
 * that mean something to a query (order, sums, duplicates) are written out in
 * sql/schema.sql.
 */
#ifndef RISKTALLY_LEDGER_RISK_COLUMNS_H
#define RISKTALLY_LEDGER_RISK_COLUMNS_H

/* X(column, member of struct rt_risk). A negative number is unknown, or
 * none, and NULL in the table, so that SQL treats it as unknown too. */
/* clang-format off */
#define RISK_NUMBERS(X) \
    X(importance, result.importance) \
    X(likelihood, result.likelihood) \
    X(level, result.level) \
    X(class, result.class) \
    X(missing, result.missing) \
    X(unreadable_flags, scores.unreadable_flags) \
    X(asset_col, where.col) \
    X(confidentiality, scores.confidentiality) \
    X(integrity, scores.integrity) \
    X(availability, scores.availability) \
    X(given_importance, scores.given_importance) \
    X(threat, scores.threat) \
    X(vulnerability, scores.vulnerability) \
    X(given_likelihood, scores.given_likelihood) \
    X(treatment, treatment) \
    X(residual_importance, residual_importance) \
    X(residual_likelihood, residual_likelihood) \
    X(residual_level, residual_level)

/* The same for text; empty text is NULL. */
#define RISK_TEXTS(X) \
    X(business, business) \
    X(asset, asset) \
    X(note, note) \
    X(users, users) \
    X(owner, owner) \
    X(managed_by, managed_by) \
    X(medium, medium) \
    X(medium_raw, medium_raw) \
    X(retention, retention) \
    X(registered, registered) \
    X(treatment_reason, treatment_reason) \
    X(control, control) \
    X(action, action) \
    X(cells, cells)

/* clang-format on */

#endif
