-- Rows of a plan that name a control and no risk, and the risks that name it.

-- fragment: of_control
-- A plan row p names neither a risk nor an asset, nor where it came from.
(p.kind = @RT_PLANNED_ROW@ AND p.key IS NULL AND p.source IS NULL
    AND coalesce(p.asset, '') = '' AND coalesce(p.department, '') = '')

-- name: any_control_row
SELECT EXISTS (SELECT 1 FROM plan p WHERE @of_control@);

-- name: controls_schema
CREATE TABLE control_of(text TEXT, key, PRIMARY KEY(text, key)) WITHOUT ROWID;
CREATE TABLE of_control(row INTEGER, key, PRIMARY KEY(row, key)) WITHOUT ROWID;

-- name: risks_of_controls
SELECT r.key, r.data
FROM risk r NOT INDEXED
WHERE @is_wanted@ AND NOT @is_view@ AND r.key IS NOT NULL;

-- name: add_control
INSERT OR IGNORE INTO control_of VALUES(fold(?), ?);

-- name: control_rows
SELECT p.id, p.data FROM plan p WHERE @of_control@ ORDER BY p.id;

-- name: match_control
INSERT OR IGNORE INTO of_control
SELECT ?1, c.key
FROM control_of c
WHERE c.text = fold(?2)
    AND NOT EXISTS (
        SELECT 1 FROM plan w
        WHERE w.key = c.key AND w.kind = @RT_PLANNED_ROW@);

-- name: count_of_control
SELECT count(*) FROM of_control WHERE row = ?;

-- name: take_controls
INSERT INTO plan(kind, key, plan, data, begun)
SELECT p.kind, o.key, p.plan, p.data, p.begun
FROM of_control o JOIN plan p ON p.id = o.row
ORDER BY o.row, o.key;
DELETE FROM plan WHERE id IN (SELECT row FROM of_control);
