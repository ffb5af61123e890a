-- Writing: one run of a statement is one row, or the number of a name that
-- repeats.

-- name: add_input
INSERT INTO input(@input_names@) VALUES(@input_marks@) RETURNING id;

-- name: update_input
UPDATE input SET (@input_names@) = (@input_marks@)
WHERE id = ?
RETURNING id;

-- name: find_label
SELECT id FROM label WHERE text = ?;

-- name: add_label
INSERT INTO label(text) VALUES(?) RETURNING id;

-- name: find_place
SELECT id FROM place
WHERE input = ? AND sheet_index = ? AND file = ? AND sheet = ? AND csv = ?;

-- name: add_place
INSERT INTO place(
    input, sheet_index, file, sheet, csv, reported, managed_col)
VALUES(?, ?, ?, ?, ?, ?, ?)
RETURNING id;

-- name: add_risk
INSERT INTO risk VALUES(?, ?, ?, ?, ?, ?, ?, ?, @risk_marks@);

-- name: add_finding
INSERT INTO finding VALUES(NULL, ?, ?, @finding_marks@);

-- name: add_rejected
INSERT INTO rejected VALUES(NULL, ?, @rejected_marks@);

-- name: add_checks
INSERT INTO checks VALUES(NULL, ?, ?, @checks_marks@);

-- name: add_profile
INSERT OR IGNORE INTO profile VALUES(?, ?, ?, ?);

-- name: add_sheet
INSERT OR IGNORE INTO sheet VALUES(?, ?, ?);

-- name: add_department
INSERT OR IGNORE INTO roster VALUES(?);

-- name: add_plan
INSERT INTO plan(
    kind, key, plan, base, data, same, begun, written, gone_on, department,
    asset, medium, source, source_row)
VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, fold(?10), fold(?11), fold(?12),
    nullif(?13, '') || char(31) || ?14, nullif(?15, ''));

-- name: leave_out
INSERT INTO left_out VALUES(NULL, ?, ?, ?, ?, ?, ?, ?);

-- name: add_plan_column
INSERT OR IGNORE INTO plan_column(heading, nth) VALUES(?, ?);

-- name: add_previous
INSERT INTO previous
VALUES(NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, @risk_marks@);

-- name: count_in_both
-- Risks of the registers before the last one that this one has as well.
SELECT count(DISTINCT key) FROM previous
WHERE run < ?1 AND key IN (SELECT key FROM previous WHERE run = ?1);

-- name: drop_in_both
DELETE FROM previous
WHERE run < ?1 AND key IN (SELECT key FROM previous WHERE run = ?1);

-- name: drop_expected
-- The same file in both.
DELETE FROM before_input
WHERE run < ?1
    AND (name, sha256) IN (SELECT name, sha256 FROM before_input WHERE run = ?1);

-- name: add_base
INSERT INTO base
VALUES(NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, @risk_marks@);

-- name: add_base_id
INSERT OR IGNORE INTO base_id VALUES(?, ?);

-- name: add_planned
INSERT INTO previous
SELECT NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, @risk_marks@
WHERE NOT EXISTS (SELECT 1 FROM previous WHERE key = ?9);

-- name: expect_input
INSERT OR IGNORE INTO before_input(name, run, department, sha256, earlier)
VALUES(?, ?, ?, ?, 0);

-- name: forget
INSERT OR IGNORE INTO forget VALUES(?1, 0, ?1);

-- name: accept
DELETE FROM finding WHERE risk_id = ? AND code = ?;
