-- Return slips: which finding and which row goes back to which department.
-- Everything is sorted out once, so that a slip is a run of neighbours in two
-- narrow tables: a thousand slips cost no more than one that holds all.

-- fragment: addressee
-- The department that an item goes to, by `own`, the one it names, and `home`,
-- that of its input.
CASE
    WHEN own IS NULL THEN home
    WHEN own IN (SELECT name FROM roster) THEN own
    WHEN home IN (SELECT name FROM roster) THEN home
    WHEN (SELECT by_file FROM slip_rule) THEN home
    ELSE own
END

-- name: make_slips
-- home: whose an input is where its items do not say; a copy is its first's.
CREATE TABLE home(input INTEGER PRIMARY KEY, department TEXT);
INSERT INTO home
SELECT i.id, coalesce(i.department, s.text)
FROM input i
    LEFT JOIN copy c ON c.input = i.id
    LEFT JOIN (
        SELECT o.input, min(d.text) AS text
        FROM source o JOIN label d ON d.id = o.department
        GROUP BY o.input
        HAVING count(*) = 1) s ON s.input = coalesce(c.first, i.id);
-- Whether departments outside the roster have no slips.
CREATE TABLE slip_rule AS
SELECT (
    SELECT count(DISTINCT department) FROM finding
    WHERE severity > @RT_INFO@) > @RT_SLIPS_MAX@ AS by_file;
CREATE TABLE want AS
SELECT finding, severity, input, @addressee@ AS department
FROM (
    SELECT f.id AS finding, f.severity, f.input, f.department AS own,
        h.department AS home
    FROM finding f LEFT JOIN home h ON h.input = f.input
    WHERE f.severity > @RT_INFO@
        AND (f.input > 0 OR f.department IS NOT NULL));
CREATE TABLE slip(
    id INTEGER PRIMARY KEY, department TEXT, input INTEGER, errors INTEGER,
    warnings INTEGER, first INTEGER, last INTEGER, first_row INTEGER,
    last_row INTEGER);
INSERT INTO slip(department, input, errors, warnings)
SELECT department, CASE WHEN department IS NULL THEN input END AS own,
    sum(severity = @RT_ERROR@), sum(severity = @RT_WARNING@)
FROM want
GROUP BY department, own
ORDER BY department IS NULL, department, own;
CREATE INDEX slip_key ON slip(department, input);

-- name: count_slips
SELECT count(*) FROM slip;

-- name: fill_slips
-- correction: the slips' findings in their order, so that one slip's are
-- neighbours.
CREATE TABLE correction(
    position INTEGER PRIMARY KEY, slip INTEGER, finding INTEGER);
INSERT INTO correction(slip, finding)
SELECT s.id, f.id
FROM want w
    CROSS JOIN finding f ON f.id = w.finding
    CROSS JOIN slip s ON s.department IS w.department
        AND s.input IS CASE WHEN w.department IS NULL THEN w.input END
    LEFT JOIN sheet o ON o.input = f.input AND o.name = coalesce(f.sheet, '')
ORDER BY s.id, f.input, f.sheet IS NOT NULL, o.rank, f.sheet, f.row, f.col,
    f.code, f.id;
UPDATE slip SET first = c.first, last = c.last
FROM (
    SELECT slip, min(position) AS first, max(position) AS last
    FROM correction
    GROUP BY slip) c
WHERE c.slip = slip.id;
-- Which rows go where, by sheet and department.
CREATE TABLE pair(
    place INTEGER, department INTEGER, slip INTEGER, input INTEGER,
    rank INTEGER, sheet TEXT);
INSERT INTO pair
SELECT a.place, a.label, s.id, a.input, o.rank, a.sheet
FROM (
    SELECT place, label, input, sheet, @addressee@ AS department
    FROM (
        SELECT q.place, q.department AS label, p.input, p.sheet,
            d.text AS own, h.department AS home
        FROM (SELECT DISTINCT place, department FROM register) q
            CROSS JOIN place p ON p.id = q.place
            LEFT JOIN label d ON d.id = q.department
            LEFT JOIN home h ON h.input = p.input
        WHERE p.input IS NOT NULL)) a
    CROSS JOIN slip s ON s.department IS a.department
        AND s.input IS CASE WHEN a.department IS NULL THEN a.input END
    LEFT JOIN sheet o ON o.input = a.input AND o.name = a.sheet;
CREATE INDEX pair_key ON pair(place, department);
-- The slips' rows, as in correction.
CREATE TABLE understood(
    position INTEGER PRIMARY KEY, slip INTEGER, risk INTEGER,
    rejected INTEGER);
INSERT INTO understood(slip, risk, rejected)
SELECT slip, risk, rejected
FROM (
    SELECT q.slip, q.input, q.rank, q.sheet, r.row, r.nth, r.id AS risk,
        NULL AS rejected
    FROM risk r
        CROSS JOIN pair q
            ON q.place = r.place AND q.department IS r.department
    UNION ALL
    SELECT s.id, x.input, o.rank, coalesce(x.sheet, ''), x.row, NULL, NULL,
        x.id
    FROM rejected x
        CROSS JOIN home h ON h.input = x.input
        CROSS JOIN slip s ON s.department IS h.department
            AND s.input IS CASE WHEN h.department IS NULL THEN x.input END
        LEFT JOIN sheet o
            ON o.input = x.input AND o.name = coalesce(x.sheet, ''))
ORDER BY slip, input, rank, sheet, row, nth, rejected;
UPDATE slip SET first_row = u.first, last_row = u.last
FROM (
    SELECT slip, min(position) AS first, max(position) AS last
    FROM understood
    GROUP BY slip) u
WHERE u.slip = slip.id;
CREATE TABLE slip_input(
    slip INTEGER, input INTEGER, PRIMARY KEY(slip, input)) WITHOUT ROWID;
INSERT OR IGNORE INTO slip_input
SELECT c.slip, f.input
FROM correction c CROSS JOIN finding f ON f.id = c.finding
WHERE f.input > 0
UNION
SELECT q.slip, q.input
FROM pair q
UNION
SELECT u.slip, x.input
FROM understood u CROSS JOIN rejected x ON x.id = u.rejected
UNION
SELECT s.id, i.id
FROM input i CROSS JOIN slip s ON s.department = i.department
WHERE i.state = @RT_INPUT_MISSING@;
CREATE INDEX IF NOT EXISTS risk_row ON risk(place, row, nth);
CREATE INDEX IF NOT EXISTS place_sheet ON place(input, sheet);
CREATE INDEX rejected_row ON rejected(input, row);

-- name: slips
-- Missing is a department that sent nothing at all, and has nothing to correct
-- in what others sent.
SELECT s.id, s.department, i.file, m.id IS NOT NULL
        AND NOT EXISTS (
            SELECT 1
            FROM home h JOIN input o ON o.id = h.input
            WHERE h.department = s.department
                AND o.state <> @RT_INPUT_MISSING@)
        AND NOT EXISTS (
            SELECT 1
            FROM want w JOIN input o ON o.id = w.input
            WHERE w.department = s.department
                AND o.state <> @RT_INPUT_MISSING@),
    m.file, s.errors, s.warnings,
    CASE WHEN s.first_row IS NULL THEN 0
        ELSE s.last_row - s.first_row + 1 END
FROM slip s
    LEFT JOIN input i ON i.id = s.input
    LEFT JOIN input m ON m.id = (
        SELECT min(o.id) FROM input o
        WHERE o.state = @RT_INPUT_MISSING@ AND o.department = s.department)
ORDER BY s.id;

-- name: corrections
SELECT @finding_members@, r.asset, x.cells
FROM slip s
    CROSS JOIN correction k ON k.position BETWEEN s.first AND s.last
    CROSS JOIN finding f ON f.id = k.finding
    LEFT JOIN risk r ON f.row > 0 AND r.id = @risk_of_finding@
    LEFT JOIN rejected x ON f.row > 0 AND x.id = (
        SELECT y.id FROM rejected y
        WHERE y.input = f.input AND y.row = f.row AND y.sheet IS f.sheet
        LIMIT 1)
WHERE s.id = ?
ORDER BY k.position;

-- name: understood
SELECT @risk_columns@, u.risk IS NULL, @rejected_members@, (
        SELECT group_concat(m, char(10))
        FROM (
            SELECT n.message AS m FROM finding n
            WHERE n.input = p.input AND n.sheet IS nullif(p.sheet, '')
                AND n.row = r.row AND n.severity = @RT_INFO@
            ORDER BY n.col, n.code, n.id))
FROM slip s
    CROSS JOIN understood u ON u.position BETWEEN s.first_row AND s.last_row
    LEFT JOIN risk r ON r.id = u.risk
    LEFT JOIN place p ON p.id = r.place
    LEFT JOIN label d ON d.id = r.department
    LEFT JOIN label f ON f.id = r.profile
    LEFT JOIN rejected x ON x.id = u.rejected
WHERE s.id = ?
ORDER BY u.position;

-- name: slip_inputs
SELECT @input_members@,
    (SELECT count(*) FROM finding
        WHERE input = i.id AND severity = @RT_ERROR@),
    (SELECT count(*) FROM finding
        WHERE input = i.id AND severity = @RT_WARNING@),
    (SELECT count(*) FROM finding
        WHERE input = i.id AND severity = @RT_INFO@)
FROM slip_input q CROSS JOIN input i ON i.id = q.input
WHERE q.slip = ?
ORDER BY q.input;
