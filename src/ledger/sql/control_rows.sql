-- Rows of a plan that name a control and no risk, and the risks that name it.

-- fragment: of_control
-- A plan row p names neither a risk nor an asset, nor where it came from.
(p.kind = @RT_PLANNED_ROW@ AND p.key IS NULL AND p.source IS NULL
    AND coalesce(p.asset, '') = '' AND coalesce(p.department, '') = '')

-- name: any_control_row
SELECT EXISTS (SELECT 1 FROM plan p WHERE @of_control@);

-- name: controls_schema
-- of_control: the risks that each row is about, in the order of the register, in
-- which everything that comes later reads their rows. sender: whose each plan
-- among the inputs is.
CREATE TABLE control_of(
    text TEXT, key, risk INTEGER, input INTEGER, department TEXT,
    report_no TEXT, PRIMARY KEY(text, key)) WITHOUT ROWID;
CREATE TABLE of_control(
    risk INTEGER, row INTEGER, key, PRIMARY KEY(risk, row)) WITHOUT ROWID;
CREATE TABLE sender(file TEXT PRIMARY KEY, input INTEGER, department TEXT);
-- The department by the file's name where nothing else says it: the longest name
-- that is in it.
INSERT INTO sender
SELECT p.file, p.input, fold(coalesce(i.department, (
        SELECT d.text
        FROM label d
        WHERE d.id IN (SELECT department FROM tally)
            AND instr(fold(p.file), fold(d.text)) > 0
        ORDER BY length(d.text) DESC, d.text
        LIMIT 1)))
FROM plan_input p JOIN input i ON i.id = p.input;

-- name: risks_of_controls
SELECT r.key, r.id, d.text, p.input, r.data
FROM risk r NOT INDEXED
    CROSS JOIN place p ON p.id = r.place
    LEFT JOIN label d ON d.id = r.department
WHERE @is_wanted@ AND NOT @is_view@ AND r.key IS NOT NULL;

-- name: add_control
INSERT OR IGNORE INTO control_of VALUES(fold(?), ?, ?, ?, fold(?), fold(?));

-- name: control_rows
SELECT p.id, p.data FROM plan p WHERE @of_control@ ORDER BY p.id;

-- name: match_control
-- Of row ?1 with control ?2 and number ?4 in file ?3.
WITH named AS (
    SELECT c.key, c.risk, c.department, c.input IS s.input AS same_file,
        c.department IS s.department AS same_department,
        c.report_no = fold(?4) AS same_no, s.file IS NULL AS anyone
    FROM control_of c LEFT JOIN sender s ON s.file = ?3
    WHERE c.text = fold(?2))
INSERT INTO of_control
SELECT risk, ?1, key
FROM named
WHERE CASE
        WHEN anyone THEN 1
        WHEN (SELECT max(same_file) FROM named) THEN same_file
        WHEN (SELECT max(same_department) FROM named) THEN same_department
        WHEN (SELECT count(DISTINCT department) FROM named) = 1 THEN 1
        WHEN (
            SELECT count(DISTINCT department) FROM named WHERE same_no) = 1
            THEN same_no
    END;

-- name: count_of_control
-- Of the row that was matched last.
SELECT changes();

-- name: departments_of_control
SELECT count(DISTINCT department) FROM control_of WHERE text = fold(?);

-- name: rows_of_risks
SELECT c.key, p.base, p.data
FROM of_control c CROSS JOIN plan p ON p.id = c.row
ORDER BY c.risk, c.row;

-- name: drop_control_rows
DELETE FROM plan WHERE id IN (SELECT row FROM of_control);
