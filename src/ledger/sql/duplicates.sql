-- Rows, files and departments that come more than once.

-- fragment: risk_key
-- All that is asked of the risks of an id but their texts: SQLite then reads
-- nothing else. (It does not see that nth is in the index, too.)
CREATE INDEX IF NOT EXISTS risk_key ON risk(
    key, department, place, row, asset_col);

-- fragment: nth_of_risk
(r.id & (1 << @LDB_NTH_BITS@) - 1)

-- name: seal_copies
-- Input files with the content of another: that of the shortest name, to which
-- copying adds words, and of several the first.
CREATE TABLE copy(input INTEGER PRIMARY KEY, first INTEGER);
INSERT INTO copy
SELECT id, first
FROM (
    SELECT id, first_value(id) OVER (
        PARTITION BY sha256 ORDER BY length(file), id) AS first
    FROM input
    WHERE sha256 IS NOT NULL AND size > 0
        AND state NOT IN (
            @RT_INPUT_OTHER@, @RT_INPUT_MISSING@, @RT_INPUT_DOCUMENT@))
WHERE id <> first;
CREATE TABLE copied(
    id INTEGER PRIMARY KEY, input INTEGER, file TEXT, sheet TEXT, row INTEGER,
    reported INTEGER);

-- name: any_copy
SELECT EXISTS (SELECT 1 FROM copy);

-- name: reject_copies
-- Their rows that are the same risk: where the file's name gives the department,
-- they are those of another.
@risk_key@
INSERT INTO copied
SELECT r.id, c.input, p.file, p.sheet, r.row, p.reported
FROM risk r NOT INDEXED
    CROSS JOIN place p ON p.id = r.place
    CROSS JOIN copy c ON c.input = p.input
    CROSS JOIN place q
        ON q.input = c.first AND q.sheet_index = p.sheet_index
    CROSS JOIN risk o
        ON o.key IS r.key AND o.department IS r.department
            AND o.place = q.id AND o.row = r.row AND o.asset_col = r.asset_col
GROUP BY r.id;
DELETE FROM risk WHERE id IN (SELECT id FROM copied);
UPDATE input SET accepted = accepted - c.n, rejected = rejected + c.n
FROM (SELECT input, count(*) AS n FROM copied GROUP BY input) c
WHERE c.input = input.id;
-- The answers and statements of a file of which nothing is left.
DELETE FROM checks
WHERE input IN (SELECT input FROM copied)
    AND input NOT IN (
        SELECT p.input
        FROM risk r NOT INDEXED CROSS JOIN place p ON p.id = r.place
        WHERE p.input IS NOT NULL);
DELETE FROM soa_row
WHERE input IN (SELECT input FROM copied)
    AND input NOT IN (
        SELECT p.input
        FROM risk r NOT INDEXED CROSS JOIN place p ON p.id = r.place
        WHERE p.input IS NOT NULL);

-- name: count_copied
SELECT count(*), count(*) FILTER (WHERE reported) FROM copied;

-- name: copied_rows
SELECT c.input, c.file, c.sheet, c.row, f.file,
    count(*) OVER (PARTITION BY c.input)
FROM copied c
    CROSS JOIN copy k ON k.input = c.input
    CROSS JOIN input f ON f.id = k.first
ORDER BY c.input, c.id & (1 << @LDB_NTH_BITS@) - 1;

-- name: seal_duplicates
-- The rows of a copy are left out of the row by row comparison: one finding says
-- it all.
-- The ids that occur more than once: down the index, key by key; nearly every
-- id occurs once.
@risk_key@
CREATE TABLE again(key PRIMARY KEY) WITHOUT ROWID;
INSERT INTO again
SELECT key FROM risk WHERE key IS NOT NULL GROUP BY key HAVING count(*) > 1;
-- Those that are duplicates, with the first row of each. The id already hashes
-- the department; where that is unknown, rows of different files may belong to
-- different departments, and only rows of one file (scope) are compared.
CREATE TABLE twin AS
SELECT key, scope, id AS first, input AS first_input, place AS first_place,
    row AS first_row, asset_col AS first_col, min(nth) AS nth
FROM (
    SELECT r.key, r.id, r.place, r.row, r.asset_col, @nth_of_risk@ AS nth,
        p.input,
        CASE WHEN r.department IS NULL THEN p.input ELSE 0 END AS scope
    FROM again a
        CROSS JOIN risk r ON r.key = a.key
        CROSS JOIN place p ON p.id = r.place
    WHERE p.input IS NOT NULL AND p.input NOT IN (SELECT input FROM copy))
GROUP BY key, scope
HAVING count(*) > 1;
-- The later rows, each with the first one, in the order in which risks lie.
CREATE TABLE repeat(
    risk INTEGER PRIMARY KEY, key, department INTEGER, place INTEGER,
    row INTEGER, asset_col INTEGER, input INTEGER, first_input INTEGER,
    first_place INTEGER, first_row INTEGER, first_col INTEGER, asset TEXT);
INSERT INTO repeat
SELECT t.*, r.asset
FROM (
    SELECT r.id, r.key, r.department, r.place, r.row, r.asset_col, p.input,
        t.first_input, t.first_place, t.first_row, t.first_col
    FROM twin t
        CROSS JOIN risk r ON r.key = t.key
        CROSS JOIN place p ON p.id = r.place
    WHERE @nth_of_risk@ > t.nth AND p.input IS NOT NULL
        AND t.scope = CASE WHEN r.department IS NULL THEN p.input ELSE 0 END
        AND p.input NOT IN (SELECT input FROM copy)
    ORDER BY r.id LIMIT -1) t
    CROSS JOIN risk r ON r.id = t.id
WHERE r.asset IS NOT NULL;
-- Which departments come in which files; views: as views on others alone.
CREATE TABLE source AS
SELECT r.department, p.input, min(r.position > @counted@) AS views
FROM register r CROSS JOIN place p ON p.id = r.place
WHERE r.department IS NOT NULL AND p.input IS NOT NULL
    AND p.input NOT IN (SELECT input FROM copy)
GROUP BY r.department, p.input;
-- What seal_namesakes finds.
CREATE TABLE namesake(
    id INTEGER, place INTEGER, input INTEGER, department INTEGER, nth INTEGER,
    first_nth INTEGER, first INTEGER);

-- name: duplicate_rows
-- The same asset and medium twice in a department.
-- (Of a report the same risk; one report's rows are of one place.)
SELECT fp.file, fp.sheet, r.first_row, r.first_col,
    k.report_no IS NOT NULL, r.place = r.first_place, p.input, d.text, p.file,
    p.sheet, r.row, r.asset_col, p.csv, r.key, r.asset
FROM repeat r
    CROSS JOIN risk k ON k.id = r.risk
    CROSS JOIN place p ON p.id = r.place
    CROSS JOIN place fp ON fp.id = r.first_place
    LEFT JOIN label d ON d.id = r.department
ORDER BY r.risk & (1 << @LDB_NTH_BITS@) - 1;

-- name: reports_beside_assets
-- How many risks each report has, and where the first one is; an asset that names
-- its risk has no number of a report.
SELECT p.input, p.file, p.sheet, min(r.row), p.csv, count(*)
FROM risk r CROSS JOIN place p ON p.id = r.place
WHERE p.reported AND p.input IS NOT NULL AND NOT @is_view@
GROUP BY p.id
HAVING count(r.report_no) > 0
ORDER BY p.id;

-- name: duplicate_unknowns
-- Rows of no known department with the id of a row in an earlier file: how many
-- a file has, and the first of them with the one that came first.
SELECT fp.file, fp.sheet, f.row, f.asset_col, p.input, p.file, p.sheet, r.row,
    r.asset_col, p.csv, r.key, s.n
FROM (
    SELECT id, min(nth) AS nth, count(*) AS n
    FROM (
        SELECT r.id, r.nth, p.input,
            min(p.input) OVER (PARTITION BY r.key) AS first
        FROM again a
            CROSS JOIN risk r ON r.key = a.key
            CROSS JOIN place p ON p.id = r.place
        WHERE r.department IS NULL AND r.asset IS NOT NULL
            AND p.input IS NOT NULL AND p.input NOT IN (SELECT input FROM copy))
    WHERE input > first
    GROUP BY input) s
    CROSS JOIN risk r ON r.id = s.id
    CROSS JOIN place p ON p.id = r.place
    CROSS JOIN risk f ON f.id = (
        SELECT o.id FROM risk o
        WHERE o.key = r.key AND o.department IS NULL
        ORDER BY o.nth LIMIT 1)
    CROSS JOIN place fp ON fp.id = f.place
ORDER BY s.nth;

-- name: duplicate_files
-- A copy with its rows that were rejected, and those that are counted.
SELECT i.id, i.department, i.file, f.file, i.copied, i.accepted
FROM (
    SELECT i.*, k.first,
        (SELECT count(*) FROM copied d WHERE d.input = i.id) AS copied
    FROM copy k CROSS JOIN input i ON i.id = k.input) i
    CROSS JOIN input f ON f.id = i.first
ORDER BY i.id;

-- name: duplicate_departments
-- A later file of a department is named with the file whose rows it repeats,
-- or else with the department's first.
SELECT s.input, d.text, i.file, f.file, coalesce(o.n, 0)
FROM (
    SELECT department, input,
        min(input) OVER (PARTITION BY department) AS first
    FROM source
    WHERE NOT views) s
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
    AND (o.n > 0 OR (s.input, s.department) NOT IN (
        SELECT input, department FROM namesake))
ORDER BY s.input, d.text;

-- name: seal_namesakes
-- Rows that lack business or medium have other ids than the rows that they
-- repeat: a list of the important assets has the names alone. They are compared
-- with the department's rows on other sheets by name, and by what both say. Where
-- all rows lack the same, they have the same ids.
CREATE TABLE bare AS
SELECT r.id, r.department
FROM risk r CROSS JOIN place p ON p.id = r.place
WHERE (r.business IS NULL OR r.medium IS NULL) AND r.asset IS NOT NULL
    AND r.department IS NOT NULL AND p.input IS NOT NULL AND NOT p.reported
    AND p.input NOT IN (SELECT input FROM copy)
    AND r.department IN (
        SELECT department FROM risk GROUP BY department
        HAVING min(place) < max(place)
            AND min((business IS NULL) + 2 * (medium IS NULL))
                < max((business IS NULL) + 2 * (medium IS NULL)));
CREATE TABLE asset_row AS
SELECT r.id, r.department, r.place, p.input, r.nth, r.key,
    fold(r.asset) AS asset, nullif(fold(r.business), '') AS business,
    nullif(fold(r.medium), '') AS medium, r.id IN (SELECT id FROM bare) AS bare
FROM risk r CROSS JOIN place p ON p.id = r.place
WHERE r.department IN (SELECT department FROM bare) AND r.asset IS NOT NULL
    AND p.input IS NOT NULL AND NOT p.reported
    AND p.input NOT IN (SELECT input FROM copy);
CREATE INDEX namesake_name ON asset_row(department, asset);
-- Of two that both lack something the later one repeats.
INSERT INTO namesake
SELECT b.id, b.place, b.input, b.department, b.nth, min(o.nth) AS first_nth,
    o.id AS first
FROM asset_row b CROSS JOIN asset_row o
    ON o.department = b.department AND o.asset = b.asset
WHERE b.bare AND o.place <> b.place AND o.key <> b.key
    AND (NOT o.bare OR o.nth < b.nth)
    AND coalesce(o.business = b.business, 1)
    AND coalesce(o.medium = b.medium, 1)
GROUP BY b.id;

-- name: namesakes
-- The first of a sheet, with what it repeats, and how many there are.
SELECT fp.file, fp.sheet, f.row, f.asset_col, p.input, d.text, p.file, p.sheet,
    r.row, r.asset_col, p.csv, r.key, r.asset, s.n
FROM (
    SELECT id, first, min(nth) AS nth, count(*) AS n
    FROM namesake
    GROUP BY place, department) s
    CROSS JOIN risk r ON r.id = s.id
    CROSS JOIN place p ON p.id = r.place
    CROSS JOIN risk f ON f.id = s.first
    CROSS JOIN place fp ON fp.id = f.place
    CROSS JOIN label d ON d.id = r.department
ORDER BY s.nth;
