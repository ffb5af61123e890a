-- Departments that differ only in their spelling: width, spaces, case, the
-- composition of characters. They are one, shown in the roster's spelling or
-- else in the commonest, of
-- several in the shortest.

-- fragment: find_spoken
-- The departments that rows have.
DELETE FROM spoken;
INSERT INTO spoken
SELECT DISTINCT department FROM risk WHERE department IS NOT NULL;

-- name: find_spellings
-- Every spelling by its folded text; fold() is spellings.c's.
CREATE TABLE spelling(
    text TEXT PRIMARY KEY, fold TEXT, n INTEGER, roster INTEGER);
INSERT OR IGNORE INTO spelling SELECT name, fold(name), 0, 1 FROM roster;
CREATE TABLE spoken(department INTEGER PRIMARY KEY);
@find_spoken@
INSERT OR IGNORE INTO spelling
SELECT text, fold(text), 0, 0 FROM label
WHERE id IN (SELECT department FROM spoken);
INSERT OR IGNORE INTO spelling
SELECT DISTINCT department, fold(department), 0, 0
FROM input WHERE department IS NOT NULL;
DELETE FROM spelling WHERE fold IN (
    SELECT fold FROM spelling GROUP BY fold HAVING count(*) = 1);

-- name: count_spellings
SELECT count(*) FROM spelling;

-- name: choose_spellings
-- respelled: each other spelling with the one that is shown, how many rows
-- have it, and the first of them.
UPDATE spelling SET n = (
    SELECT count(*) FROM risk r
    WHERE r.department = (SELECT id FROM label l WHERE l.text = spelling.text));
CREATE TABLE respelled AS
SELECT s.text, c.text AS shown, s.n,
    (SELECT r.id FROM risk r
     WHERE r.department = (SELECT id FROM label l WHERE l.text = s.text)
     ORDER BY r.nth LIMIT 1) AS risk
FROM spelling s
    JOIN (
        SELECT fold, text, row_number() OVER (
            PARTITION BY fold
            ORDER BY roster DESC, n DESC, length(CAST(text AS BLOB)), text
            ) AS k
        FROM spelling) c ON c.fold = s.fold AND c.k = 1
WHERE s.text <> c.text;
INSERT OR IGNORE INTO label(text) SELECT shown FROM respelled;
UPDATE risk SET department = (
    SELECT k.id FROM respelled p
        JOIN label l ON l.text = p.text
        JOIN label k ON k.text = p.shown
    WHERE l.id = risk.department)
WHERE department IN (
    SELECT l.id FROM respelled p JOIN label l ON l.text = p.text);
@find_spoken@
UPDATE finding SET department = (
    SELECT shown FROM respelled p WHERE p.text = finding.department)
WHERE department IN (SELECT text FROM respelled);
UPDATE input SET department = (
    SELECT shown FROM respelled p WHERE p.text = input.department)
WHERE department IN (SELECT text FROM respelled);

-- name: respelled
SELECT p.input, s.shown, p.file, p.sheet, p.csv, r.row, p.managed_col, s.text, s.n
FROM respelled s
    CROSS JOIN risk r ON r.id = s.risk
    CROSS JOIN place p ON p.id = r.place
ORDER BY r.nth;

-- name: roster_respelled
-- Where there is a roster, its names have been put in place of the rows' own
-- words already; a code is no spelling.
SELECT p.input, d.text, p.file, p.sheet, p.csv, r.row, p.managed_col,
    r.managed_by, count(*),
    min(r.nth) AS first
FROM risk r
    CROSS JOIN label d ON d.id = r.department
    CROSS JOIN place p ON p.id = r.place
WHERE EXISTS (SELECT 1 FROM roster)
    AND r.managed_by <> d.text
    AND d.text IN (SELECT name FROM roster)
    AND fold(r.managed_by) = fold(d.text)
GROUP BY r.department, r.managed_by
ORDER BY first;

-- name: longer_departments
-- Departments that begin with another's name, or with one of the roster, and go
-- on with what is none, or is one of them as well; have a number or 御中 around
-- another's name; or are it without 部.
WITH named AS (
    SELECT fold(name) AS fold, name AS text FROM roster
    UNION ALL
    SELECT fold(text), text FROM label
    WHERE id IN (SELECT department FROM spoken)),
longer AS (
    SELECT id, text, fold(department_in(text, 0)) AS front,
        department_in(text, 1) AS rest
    FROM label
    WHERE id IN (SELECT department FROM spoken)
        AND department_in(text, 0) IS NOT NULL
        AND text NOT IN (SELECT name FROM roster)
    UNION
    SELECT id, text, fold(department_core(text)), NULL FROM label
    WHERE id IN (SELECT department FROM spoken)
        AND department_core(text) <> text
        AND text NOT IN (SELECT name FROM roster)
    UNION
    SELECT id, text, fold(text || '部'), NULL FROM label
    WHERE id IN (SELECT department FROM spoken)
        AND text NOT IN (SELECT name FROM roster))
SELECT p.input, d.text, p.file, p.sheet, p.csv, r.row, p.managed_col,
    (SELECT k.text FROM named k WHERE k.fold = d.front LIMIT 1),
    count(*), min(r.nth) AS first
FROM longer d
    CROSS JOIN risk r ON r.department = d.id
    CROSS JOIN place p ON p.id = r.place
WHERE d.front IN (SELECT fold FROM named)
    AND (d.rest IS NULL OR fold(d.rest) IN (SELECT fold FROM named))
GROUP BY d.id
ORDER BY first;
