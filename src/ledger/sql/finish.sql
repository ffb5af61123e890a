-- The end of the writing: the register's order, the sums, the duplicates.

-- name: seal_order
-- register: the order, as the number of each risk in it. Only the narrow
-- columns are sorted; the reports then fetch each row by its number. Within
-- one severity these numbers mostly ascend, so that the fetching walks through
-- the table and does not jump about in it.
--
-- tally: how many risks of each kind; every sum is taken from it, so that no
-- two sums can disagree and none reads the risks again. One severity is one
-- class, priority, level, importance and likelihood, so that grouping by it alone
-- (half the columns to sort) keeps those apart.
UPDATE label SET rank = o.rank
FROM (SELECT id, row_number() OVER (ORDER BY text) AS rank FROM label) o
WHERE o.id = label.id;
UPDATE place SET rank = o.rank
FROM (
    SELECT id, dense_rank() OVER (ORDER BY file, sheet_index) AS rank
    FROM place) o
WHERE o.id = place.id;
CREATE TABLE register(position INTEGER PRIMARY KEY, risk INTEGER);
INSERT INTO register(risk)
SELECT r.id
FROM risk r
    CROSS JOIN place p ON p.id = r.place
    LEFT JOIN label d ON d.id = r.department
ORDER BY r.severity, coalesce(d.rank, (SELECT count(*) + 1 FROM label)),
    p.rank, r.row, r.id;
CREATE TABLE tally AS @tally_of_risks@;

-- fragment: tally_of_risks
SELECT severity, department, profile, importance, likelihood, level, class,
    priority, residual_importance, residual_likelihood, count(*) AS n
FROM risk
GROUP BY severity, department, profile, class, residual_importance,
    residual_likelihood

-- name: seal_worst
-- The first risks of each department, for its block in the register.
CREATE TABLE worst(department INTEGER, position INTEGER, risk INTEGER);
INSERT INTO worst
SELECT department, position, risk
FROM (
    SELECT r.department, g.position, g.risk,
        row_number() OVER (PARTITION BY r.department ORDER BY g.position) AS n
    FROM register g CROSS JOIN risk r ON r.id = g.risk)
WHERE n <= @RT_WORST_OF@;
CREATE INDEX worst_of ON worst(department);

-- name: seal_duplicates
-- Input files with the content of an earlier one. Their rows are left out of
-- the row by row comparison below: one finding says it all.
CREATE TABLE copy(input INTEGER PRIMARY KEY, first INTEGER);
INSERT INTO copy
SELECT i.id, f.first
FROM input i
    JOIN (
        SELECT sha256, min(id) AS first FROM input
        WHERE sha256 IS NOT NULL AND size > 0
            AND state IN (@RT_INPUT_READ@, @RT_INPUT_FAILED@)
        GROUP BY sha256
        HAVING count(*) > 1) f ON f.sha256 = i.sha256
WHERE i.id > f.first AND i.state IN (@RT_INPUT_READ@, @RT_INPUT_FAILED@);
-- The ids that occur more than once: down the index, key by key; nearly every
-- id occurs once.
CREATE INDEX risk_key ON risk(key, department, place);
CREATE TABLE again(key PRIMARY KEY) WITHOUT ROWID;
INSERT INTO again
SELECT key FROM risk WHERE key IS NOT NULL GROUP BY key HAVING count(*) > 1;
-- Those that are duplicates, with the first row of each. The id already hashes
-- the department; where that is unknown, rows of different files may belong to
-- different departments, and only rows of one file (scope) are compared.
CREATE TABLE twin AS
SELECT key, scope, min(id) AS first
FROM (
    SELECT r.key, r.id,
        CASE WHEN r.department IS NULL THEN p.input ELSE 0 END AS scope
    FROM again a
        CROSS JOIN risk r ON r.key = a.key
        CROSS JOIN place p ON p.id = r.place
    WHERE p.input NOT IN (SELECT input FROM copy))
GROUP BY key, scope
HAVING count(*) > 1;
-- The later rows, each with the first one.
CREATE TABLE repeat(
    risk INTEGER PRIMARY KEY, first INTEGER, department INTEGER,
    input INTEGER, first_input INTEGER);
INSERT INTO repeat
SELECT r.id, t.first, r.department, p.input, fp.input
FROM twin t
    CROSS JOIN risk r ON r.key = t.key
    CROSS JOIN place p ON p.id = r.place
    CROSS JOIN risk f ON f.id = t.first
    CROSS JOIN place fp ON fp.id = f.place
WHERE r.id > t.first AND r.asset IS NOT NULL
    AND t.scope = CASE WHEN r.department IS NULL THEN p.input ELSE 0 END
    AND p.input NOT IN (SELECT input FROM copy);
-- Which departments come in which files.
CREATE TABLE source AS
SELECT DISTINCT r.department, p.input
FROM risk r CROSS JOIN place p ON p.id = r.place
WHERE r.department IS NOT NULL AND p.input NOT IN (SELECT input FROM copy);

-- name: duplicate_rows
-- The same asset and medium twice in a department.
SELECT fp.file, fp.sheet, f.row, f.asset_col, p.input, d.text, p.file, p.sheet,
    r.row, r.asset_col, p.csv, r.key, r.asset
FROM repeat t
    CROSS JOIN risk r ON r.id = t.risk
    CROSS JOIN place p ON p.id = r.place
    CROSS JOIN risk f ON f.id = t.first
    CROSS JOIN place fp ON fp.id = f.place
    LEFT JOIN label d ON d.id = r.department
ORDER BY t.risk;

-- name: duplicate_files
SELECT i.id, i.department, i.file, f.file
FROM copy c
    CROSS JOIN input i ON i.id = c.input
    CROSS JOIN input f ON f.id = c.first
ORDER BY i.id;

-- name: duplicate_departments
-- A later file of a department is named with the file whose rows it repeats,
-- or else with the department's first.
SELECT s.input, d.text, i.file, f.file, coalesce(o.n, 0)
FROM (
    SELECT department, input,
        min(input) OVER (PARTITION BY department) AS first
    FROM source) s
    LEFT JOIN (
        SELECT department, input, count(*) AS n, min(first_input) AS first
        FROM repeat
        WHERE first_input <> input
        GROUP BY department, input) o
        ON o.department = s.department AND o.input = s.input
    JOIN input i ON i.id = s.input
    JOIN input f ON f.id = coalesce(o.first, s.first)
    JOIN label d ON d.id = s.department
WHERE s.input > s.first
ORDER BY s.input, d.text;

-- name: seal_rows
-- The risk ids of findings that name none, by their rows; also for the
-- queries that show a finding with its row.
CREATE INDEX risk_row ON risk(place, row);
CREATE INDEX place_sheet ON place(input, sheet);
UPDATE finding SET risk_id = (
    SELECT CASE typeof(r.key)
        WHEN 'integer' THEN printf('R%016x', r.key) ELSE r.key END
    FROM place p JOIN risk r ON r.place = p.id AND r.row = finding.row
    WHERE p.input = finding.input AND p.sheet = coalesce(finding.sheet, '')
    LIMIT 1)
WHERE risk_id IS NULL AND row > 0;
CREATE INDEX finding_risk ON finding(risk_id, code);

-- name: seal_findings
CREATE INDEX finding_order ON finding(
    input, sheet, row, col, code, id, severity);
