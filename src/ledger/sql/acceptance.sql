-- Which risks are accepted: what each one's plan rows say, together.

-- name: acceptance_schema
-- A risk that is to be accepted, or is though that takes none, by its place in the
-- register. state and of:
-- enums of risk/acceptance.h; owner_key: how the owner's name folds; until: the
-- last day of a signature that has expired. Where its row in the previous plan
-- was, if it was there.
CREATE TABLE acceptance(
    position INTEGER PRIMARY KEY, state INTEGER, of INTEGER, level INTEGER,
    treatment INTEGER, owner TEXT, owner_key TEXT, control TEXT, reason TEXT,
    approved_by TEXT, approved_on TEXT, approved_values TEXT, until TEXT,
    decision TEXT,
    file TEXT, sheet TEXT, row INTEGER);

-- name: add_acceptance
INSERT INTO acceptance VALUES(
    ?1, ?2, ?3, ?4, ?5, ?6, nullif(fold(coalesce(?6, '')), ''), ?7, ?8, ?9, ?10,
    ?11, ?12, ?13, ?14, ?15, ?16);

-- name: add_task
-- A further row of the risk: a signature in any of them counts, and so does
-- what is said of one where the rows before say nothing.
UPDATE acceptance SET state = ?2, approved_by = ?3, approved_on = ?4,
    approved_values = ?5, until = ?6, decision = ?7, file = ?8, sheet = ?9,
    row = ?10
WHERE position = ?1 AND state IN (
    @RT_ACCEPT_WAITING@, @RT_ACCEPT_LAPSED@, @RT_ACCEPT_EXPIRED@,
    @RT_ACCEPT_STRANGER@)
    AND (?2 = @RT_ACCEPT_SIGNED@
        OR (state = @RT_ACCEPT_WAITING@ AND ?2 <> @RT_ACCEPT_WAITING@));

-- name: add_task_control
UPDATE acceptance SET control =
    CASE WHEN control IS NULL THEN ?2
        ELSE control || char(10) || ?2 END
WHERE position = ?1 AND ?2 IS NOT NULL AND instr(coalesce(control, ''), ?2) = 0;

-- name: seal_acceptance
CREATE INDEX acceptance_owner ON acceptance(owner_key, position);
-- The register shows the approvals that hold.
UPDATE risk SET approved_by = s.approved_by, approved_on = s.approved_on,
    approved_values = s.approved_values
FROM (
    SELECT g.risk, a.*
    FROM acceptance a JOIN register g ON g.position = a.position
    WHERE a.state IN (@RT_ACCEPT_NONE@, @RT_ACCEPT_SIGNED@)) s
WHERE risk.id = s.risk;

-- fragment: is_asked
-- A risk a of which a signature is asked for.
a.state BETWEEN @RT_ACCEPT_WAITING@ AND @RT_ACCEPT_STRANGER@

-- name: acceptance_counts
SELECT state, count(*) FROM acceptance GROUP BY state;

-- name: acceptance_groups
-- One line for each owner and kind of trouble, in the order of the register.
SELECT a.state, a.treatment = @RT_RETAIN@, a.owner, a.approved_by, min(a.until),
    count(*), min(a.position), a.file, a.sheet, a.row
FROM acceptance a
WHERE a.owner_key IS NOT NULL AND a.state IN (
    @RT_ACCEPT_WAITING@, @RT_ACCEPT_EXPIRED@, @RT_ACCEPT_STRANGER@)
GROUP BY a.state, a.treatment = @RT_RETAIN@, a.owner_key,
    CASE WHEN a.state = @RT_ACCEPT_STRANGER@ THEN fold(a.approved_by) END
ORDER BY min(a.position), a.state;

-- name: acceptance_ownerless
SELECT r.asset, d.text
FROM acceptance a
    CROSS JOIN register g ON g.position = a.position
    CROSS JOIN risk r ON r.id = g.risk
    LEFT JOIN label d ON d.id = r.department
WHERE @is_asked@ AND a.owner_key IS NULL
ORDER BY a.position;

-- name: acceptance_never
-- Those that are retained or signed all the same, and those whose treatment is
-- not to leave enough.
SELECT r.asset, d.text,
    a.treatment = @RT_RETAIN@ OR a.approved_by IS NOT NULL
        OR a.approved_on IS NOT NULL AS accepted
FROM acceptance a
    CROSS JOIN register g ON g.position = a.position
    CROSS JOIN risk r ON r.id = g.risk
    LEFT JOIN label d ON d.id = r.department
WHERE a.state = @RT_ACCEPT_NEVER@
ORDER BY accepted DESC, a.position;

-- name: acceptance_declined
SELECT r.asset, r.key, a.decision, a.file, a.sheet, a.row
FROM acceptance a
    CROSS JOIN register g ON g.position = a.position
    CROSS JOIN risk r ON r.id = g.risk
WHERE a.state = @RT_ACCEPT_DECLINED@
ORDER BY a.position;

-- name: asked_owners
SELECT a.owner_key, min(a.owner), count(*),
    sum(a.state IN (@RT_ACCEPT_LAPSED@, @RT_ACCEPT_EXPIRED@))
FROM acceptance a
WHERE @is_asked@ AND a.owner_key IS NOT NULL
GROUP BY a.owner_key
ORDER BY min(a.owner);

-- name: asked
SELECT @risk_columns@, g.position, a.state, a.owner, a.control, a.reason,
    a.approved_by, a.approved_on, a.decision
FROM acceptance a
    CROSS JOIN register g ON g.position = a.position
    @risk_joins@
WHERE a.owner_key = ? AND @is_asked@
ORDER BY a.position;
