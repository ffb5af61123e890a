/* What of an earlier picture is what in the present one: for `merge`, whose
 * earlier picture is a register, and for `flag`, whose is its state.
 *
 *     rt_compare_begin(&room->sql, &err);    makes the tables, in `temp`
 *     …the room fills both pictures: before_…, now_……
 *     rt_compare(&room->sql, &err);
 *     …the room reads matched, absent, pair_of, renamed_id, lost, gone
 *       and successor…
 *
 * They are tables of the room's connection (sql/compare.sql says what each
 * holds), because neither picture need fit into memory. The room has a table
 * `forget` with the names of inputs and departments that are gone for good,
 * and, as the texts of few rows are asked for, two views before_text and
 * now_text(id, business, asset, medium, report_no).
 *
 * Rules:
 *   - An input is the same by its name, by its name below the folder of all, by
 *     its content, or where at least half of its ids are in another, or in
 *     several; an id that the other had before, less severe, is not of this one.
 *     With equal content a row is the same risk even if its id differs (the
 *     department came from the name).
 *   - A risk is the same under another department where nothing names that any
 *     more and at least half of its risks have come under a new name, and no
 *     other fits as well, or where half of the department's risks in a file are
 *     in the file under another name. An input that could not be read names the
 *     departments that it had.
 *   - A department that is missing has been taken into others where at least two
 *     and at least half of its risks are new in one of them each, and in no other,
 *     with the same business, importance and likelihood; those whose assessment
 *     is another are theirs then, too. Where that is not so plain, it is missing,
 *     and in_doubt names those that may have its risks.
 *   - Where several rows have one id, the most severe one counts, and of two
 *     alike the one that was looked at: a row or a file that was copied is no new
 *     risk. If the row that counts could not be looked at, the risk is not known.
 *   - A risk is gone only where a file that was read whole has it no longer. It
 *     is not known, and lost, where its input is not there, could not be read,
 *     has rows rejected by an error, errors in its structure or no row at all,
 *     where its department is not there, and where more than one and more than a quarter
 *     of an input's ids are in no other: it may have been split.
 *   - What has another medium is another risk; the one that may have taken the
 *     place of one that is gone, by department, business and asset, is named.
 */
#ifndef RISKTALLY_COMPARE_H
#define RISKTALLY_COMPARE_H

#include "base/sql.h"

/* The statements of compare/sql: CMP_FIND_LOST is find_lost there. */
enum cmp_sql {
#define SQL(id, ...) CMP_##id,
#include "compare_sql.def"
#undef SQL
    CMP_SQL_COUNT
};

extern const struct rt_sql_statement rt_compare_statements[CMP_SQL_COUNT];

/* Failures are the room's. */
enum rt_status rt_compare_begin(
    struct rt_sql *room, struct rt_error *err) RT_MUST_USE;
enum rt_status rt_compare(
    struct rt_sql *room, struct rt_error *err) RT_MUST_USE;

#endif
