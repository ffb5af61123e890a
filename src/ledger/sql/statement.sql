-- Statements of applicability: what senders say of each control, and the
-- statement of the run.

-- name: add_soa_row
INSERT INTO soa_row VALUES(NULL, ?, ?, @soa_row_marks@);

-- name: soa_schema
-- soa: the statement, 93 controls and the company's own. control_annex: which
-- control of the annex a chosen one is, how is an enum rt_annex_how.
CREATE TABLE soa(id INTEGER PRIMARY KEY, @soa_control_table@);
CREATE TABLE control_annex(
    control INTEGER PRIMARY KEY, annex INTEGER, how INTEGER);

-- name: add_control_annex
INSERT INTO control_annex VALUES(?, ?, ?);

-- name: any_control_annex
SELECT EXISTS (SELECT 1 FROM control_annex);

-- name: soa_chosen
SELECT id, text FROM control ORDER BY id;

-- name: soa_needs
-- The risks that need each control of the annex, the most severe first.
SELECT a.annex, k.position, k.state, a.how, c.text
FROM control_annex a
    JOIN control_risk k ON k.control = a.control
    JOIN control c ON c.id = a.control
ORDER BY a.annex, k.position, a.how, a.control;

-- name: soa_risk
SELECT r.key FROM register g JOIN risk r ON r.id = g.risk WHERE g.position = ?;

-- name: count_personal
SELECT coalesce(sum(n), 0) FROM tally
WHERE severity & 3 < 3 AND severity < @LDB_VIEW@;

-- name: soa_rows
SELECT s.input, s.kind, @soa_row_members@
FROM soa_row s
ORDER BY s.kind, s.id;

-- name: soa_sent
SELECT s.input, s.kind, @soa_row_members@
FROM soa_row s
WHERE s.kind = @LDB_OF_SENT@
ORDER BY s.department IS NULL, s.department, s.input, s.id;

-- name: add_soa
INSERT INTO soa VALUES(NULL, @soa_control_marks@);

-- name: soa_controls
SELECT @soa_control_members@ FROM soa s ORDER BY s.id;

-- name: count_soa
SELECT count(*), sum(means = @RT_APPLIES_YES@),
    sum(means = @RT_APPLIES_YES@ AND carried = @RT_IMPLEMENTED_DONE@),
    sum(means = @RT_APPLIES_YES@ AND carried = @RT_IMPLEMENTED_PARTLY@),
    sum(means = @RT_APPLIES_YES@ AND carried = @RT_IMPLEMENTED_NOT@),
    sum(means = @RT_APPLIES_NO@), sum(means IS NULL),
    sum(proposed)
FROM soa;
