-- Reading row by row, for the reports: risks, inputs, findings, rejected rows.

-- fragment: risk_joins
-- Around a register g. CROSS JOIN fixes the order of the loops: down the
-- register, then straight to each row.
CROSS JOIN risk r ON r.id = g.risk
@row_joins@

-- fragment: row_joins
-- Around a risk r.
CROSS JOIN place p ON p.id = r.place
LEFT JOIN label d ON d.id = r.department
LEFT JOIN label f ON f.id = r.profile

-- fragment: risk_columns
-- A whole risk, of these tables.
r.data, d.text, p.file, p.sheet, p.csv, f.text, r.row, r.asset_col, r.key,
@risk_members@

-- name: risks
SELECT @risk_columns@, g.position
FROM register g
    @risk_joins@
ORDER BY g.position;

-- fragment: counted
-- How many risks are counted: those of the register before its views.
(SELECT coalesce(sum(n), 0) FROM tally)

-- name: counted_risks
SELECT @risk_columns@, g.position
FROM register g
    @risk_joins@
WHERE g.position <= @counted@
ORDER BY g.position;

-- name: views
SELECT @risk_columns@, g.position
FROM register g
    @risk_joins@
WHERE g.position > @counted@
ORDER BY g.position;

-- fragment: is_wanted
-- A risk r that is in the plan whether or not an earlier plan has it: one with a
-- priority, or of which its input says what is to be done, or that it is retained
-- and its level takes a signature.
(r.priority IS NOT NULL
    OR r.treatment IN (@RT_REDUCE@, @RT_AVOID@, @RT_TRANSFER@)
    OR (r.treatment = @RT_RETAIN@ AND r.level > (
        SELECT c.acceptable
        FROM label n CROSS JOIN profile c ON c.name = n.text AND NOT c.own
        WHERE n.id = r.profile)))

-- fragment: of_plan
-- Of a register g: the risks that have a priority, and those held. None comes
-- after the last of their severities, where the walk ends.
((r.priority IS NOT NULL AND NOT @is_view@)
        OR g.position IN (SELECT position FROM held))
    AND g.position <= (
        SELECT max(coalesce(sum(n), 0),
            (SELECT coalesce(max(position), 0) FROM held))
        FROM tally
        WHERE severity <= (
            SELECT max(severity) FROM tally WHERE priority IS NOT NULL))

-- name: open_risks
-- Those, and what could not be assessed, which a person must look at.
SELECT @risk_columns@, g.position
FROM register g
    @risk_joins@
WHERE (r.priority IS NOT NULL OR r.class IS NULL)
    AND g.position <= (
        SELECT coalesce(sum(n), 0) FROM tally
        WHERE severity <= (
            SELECT max(severity) FROM tally
            WHERE priority IS NOT NULL OR class IS NULL))
ORDER BY g.position;

-- name: cell
-- The risks of one cell are neighbours in the register but for those of other
-- profiles: only the places from the first of its severities to the last are
-- looked at.
SELECT @risk_columns@, g.position
FROM register g
    @risk_joins@
WHERE g.position > (
        SELECT coalesce(sum(n), 0) FROM tally
        WHERE severity < (
            SELECT min(t.severity)
            FROM tally t JOIN label o ON o.id = t.profile AND o.text = ?1
            WHERE t.importance = ?2 AND t.likelihood = ?3))
    AND g.position <= (
        SELECT coalesce(sum(n), 0) FROM tally
        WHERE severity <= (
            SELECT max(t.severity)
            FROM tally t JOIN label o ON o.id = t.profile AND o.text = ?1
            WHERE t.importance = ?2 AND t.likelihood = ?3))
    AND f.text = ?1 AND r.importance = ?2 AND r.likelihood = ?3
    AND r.level IS NOT NULL
ORDER BY g.position
LIMIT ?4;

-- name: residual_cell
-- Nothing orders these but the register as a whole: asked for only where there
-- are some.
SELECT @risk_columns@, g.position
FROM register g
    @risk_joins@
WHERE f.text = ?1 AND r.residual_importance = ?2
    AND r.residual_likelihood = ?3 AND g.position <= @counted@
ORDER BY g.position
LIMIT ?4;

-- name: worst_of
SELECT @risk_columns@, g.position
FROM (
    SELECT position, risk FROM register
    WHERE department IS (SELECT id FROM label WHERE text = ?1)
        AND position <= @counted@
    ORDER BY position
    LIMIT @RT_WORST_OF@) g
    @risk_joins@
ORDER BY g.position;

-- name: inputs
SELECT @input_members@, f.errors, f.warnings, f.infos, f.differences, f.unstored
FROM input i
    LEFT JOIN (
        SELECT input, sum(severity = @RT_ERROR@) AS errors,
            sum(severity = @RT_WARNING@) AS warnings,
            sum(severity = @RT_INFO@) AS infos,
            sum(code BETWEEN @RT_RA101@ AND @RT_RA203@ OR
                severity = @RT_ERROR@ AND code >= @RT_RA301@
                AND code < @RT_RA601@
                AND code NOT IN (@RT_RA313@, @RT_RA407@)) AS differences,
            sum(code = @RT_RA305@) AS unstored
        FROM finding
        GROUP BY input) f ON f.input = i.id
ORDER BY i.id;

-- name: findings
SELECT @finding_members@
FROM finding f
ORDER BY f.input, f.sheet, f.row, f.col, f.code, f.id;

-- fragment: risk_of_finding
-- The risk in the row of a finding f.
(SELECT o.id
    FROM place p JOIN risk o ON o.place = p.id AND o.row = f.row
    WHERE p.input = f.input AND p.sheet = coalesce(f.sheet, '')
    ORDER BY o.nth LIMIT 1)

-- name: placed
SELECT f.input, @finding_members@, r.data
FROM finding f
    LEFT JOIN sheet s
        ON s.input = f.input AND s.name = coalesce(f.sheet, '')
    LEFT JOIN risk r ON f.row > 0 AND r.id = @risk_of_finding@
ORDER BY f.input, f.code <> @RT_DL401@, s.rank, f.row, f.col, f.code, f.id;

-- name: code_counts
SELECT input, code, count(*)
FROM finding
GROUP BY input, code
ORDER BY input, code;

-- name: rejected
SELECT @rejected_members@ FROM rejected x ORDER BY x.id;

-- name: checks
SELECT i.file, i.department, c.sheet, @checks_members@
FROM checks c JOIN input i ON i.id = c.input
ORDER BY c.id;

-- name: checks_by_category
SELECT NULL, NULL, NULL, @checks_sums@
FROM checks c
GROUP BY c.category
ORDER BY min(c.id);
