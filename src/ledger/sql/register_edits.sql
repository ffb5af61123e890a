-- What people typed into 管理策台帳 of the plan that is being read.

-- name: add_edit
INSERT OR IGNORE INTO register_edit VALUES(NULL, fold(?), ?, ?, 0) RETURNING id;

-- name: find_edit
SELECT id, written, now FROM register_edit WHERE control = fold(?);

-- name: count_edit
UPDATE register_edit SET plan_rows = plan_rows + 1 WHERE id = ?;

-- name: unused_edits
SELECT now FROM register_edit WHERE plan_rows = 0 ORDER BY id;

-- name: used_edits
-- How many there are, the plan's rows that they changed, and the first.
SELECT count(*), coalesce(sum(plan_rows), 0), min(id)
FROM register_edit WHERE plan_rows > 0;

-- name: edit
SELECT now FROM register_edit WHERE id = ?;

-- name: clear_edits
DELETE FROM register_edit;
