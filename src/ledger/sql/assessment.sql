-- What the assessment report shows of a risk besides what the register has.

-- name: is_viewed
-- Whether an event is a view on the risk at this place in the register.
SELECT EXISTS (
    SELECT 1
    FROM register g
        CROSS JOIN risk r ON r.id = g.risk
        CROSS JOIN view_of v ON v.asset = r.nth
    WHERE g.position = ?);

-- name: is_typed
SELECT EXISTS (
    SELECT 1
    FROM assessed_kept
    WHERE key = ? AND (typed <> 0 OR note <> '' OR held IS NOT NULL));

-- name: assessed_assets
-- The assets of an event: what they are called, and how far the plan is with them.
SELECT a.asset, a.plan_status
FROM register g
    CROSS JOIN risk r ON r.id = g.risk
    CROSS JOIN view_of v ON v.event = r.nth
    CROSS JOIN risk a ON a.nth = v.asset
WHERE g.position = ?
ORDER BY a.severity, a.nth;

-- name: add_assessed
INSERT INTO assessed(key, data) VALUES(?, ?);

-- name: add_assessed_sign
INSERT OR REPLACE INTO assessed_sign VALUES(?, ?);

-- name: assessed_sign
SELECT text FROM assessed_sign WHERE sign = ?;

-- name: index_assessed
@risk_key@

-- name: assessed_rows
SELECT data FROM assessed ORDER BY id;

-- name: assessed_risk
SELECT @risk_columns@, r.nth
FROM risk r
    @row_joins@
WHERE r.key = ?
ORDER BY r.id
LIMIT 1;

-- name: change_assessed
UPDATE risk SET (@risk_names@) = (@risk_marks@) WHERE id = ?;

-- name: first_planned
-- A risk's first row in the plans, and how many it has.
SELECT id, data, (
        SELECT count(*) FROM plan o
        WHERE o.key = p.key AND o.kind = @RT_PLANNED_ROW@)
FROM plan p
WHERE key = ? AND kind = @RT_PLANNED_ROW@
ORDER BY id
LIMIT 1;

-- name: viewed_ids
-- The ids of an event's assets.
SELECT DISTINCT a.key
FROM risk r
    CROSS JOIN view_of v ON v.event = r.nth
    CROSS JOIN risk a ON a.nth = v.asset
WHERE r.key = ? AND a.key IS NOT NULL;

-- name: keep_assessed
INSERT INTO assessed_kept VALUES(?, ?, ?, ?, ?, ?, ?)
ON CONFLICT DO UPDATE SET typed = typed | excluded.typed,
    note = coalesce(note, excluded.note), held = coalesce(held, excluded.held);

-- name: assessed_kept
SELECT typed, note, held, file, sheet, row FROM assessed_kept WHERE key = ?;
