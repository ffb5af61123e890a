-- The end of the writing: the register's order and the sums.

-- name: seal_order
-- register: the order, as the number of each risk in it. Only the narrow
-- columns are sorted; the reports then fetch each row by its number, which
-- mostly ascends, so that the fetching walks through the table and does not
-- jump about in it.
UPDATE label SET rank = o.rank
FROM (SELECT id, row_number() OVER (ORDER BY text) AS rank FROM label) o
WHERE o.id = label.id;
UPDATE place SET rank = o.rank
FROM (
    SELECT id, dense_rank() OVER (ORDER BY file, sheet_index) AS rank
    FROM place) o
WHERE o.id = place.id;
CREATE TABLE register(
    position INTEGER PRIMARY KEY, risk INTEGER, department INTEGER,
    place INTEGER, chosen INTEGER);
INSERT INTO register(risk, department, place, chosen)
SELECT r.id, r.department, r.place, r.priority IS NULL AND NOT @is_view@ AND @is_wanted@
FROM risk r NOT INDEXED
    CROSS JOIN place p ON p.id = r.place
    LEFT JOIN label d ON d.id = r.department
ORDER BY r.severity, coalesce(d.rank, (SELECT count(*) + 1 FROM label)),
    p.rank, r.row, r.id;
INSERT INTO held
SELECT position FROM register WHERE chosen;

-- name: clear_kinds
DELETE FROM tally;

-- name: kinds
SELECT severity, department, profile, importance, likelihood, level, class,
    priority, residual_importance, residual_likelihood
FROM risk r
WHERE NOT @is_view@
ORDER BY id;

-- name: add_kind
INSERT INTO tally VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?);

-- name: seal_worst
-- Down the risks of each department, for its block in the register.
CREATE INDEX worst_of ON register(department);

-- name: seal_rows
-- The risk ids of findings that name none, by their rows; also for the
-- queries that show a finding with its row.
CREATE INDEX risk_row ON risk(place, row, nth);
CREATE INDEX place_sheet ON place(input, sheet);
UPDATE finding SET risk_id = (
    SELECT CASE typeof(r.key)
        WHEN 'integer' THEN printf('R%016x', r.key) ELSE r.key END
    FROM place p JOIN risk r ON r.place = p.id AND r.row = finding.row
    WHERE p.input = finding.input AND p.sheet = coalesce(finding.sheet, '')
    ORDER BY r.nth LIMIT 1)
WHERE risk_id IS NULL AND row > 0;
CREATE INDEX finding_risk ON finding(risk_id, code);

-- name: seal_findings
CREATE INDEX finding_order ON finding(
    input, sheet, row, col, code, id, severity);
