-- What merge remembers: see state/closes.h.

-- name: closes
SELECT id, date, plan, id IN (SELECT close FROM main.document),
    risks, high, medium, low, unassessed, unconfirmed, treatments, done, overdue,
    missing
FROM main.close
ORDER BY id;

-- name: new_ids
SELECT old, new FROM main.close_id ORDER BY old;

-- name: document
SELECT data FROM main.document WHERE close = ? AND which = ? ORDER BY part;

-- name: has_document
SELECT EXISTS (SELECT 1 FROM main.document WHERE close = ? AND which = ?);

-- name: add_close
INSERT INTO main.close VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?);

-- name: last_close
SELECT coalesce(max(id), 0) FROM main.close;

-- name: add_document
INSERT INTO main.document VALUES(?, ?, ?, ?);

-- name: remove_documents
DELETE FROM main.document WHERE close NOT IN (?, ?);

-- name: new_close_ids
CREATE TEMP TABLE next_id(old PRIMARY KEY, new) WITHOUT ROWID;

-- name: add_close_id
INSERT OR REPLACE INTO temp.next_id VALUES(?, ?);

-- name: forget_close_ids
DELETE FROM main.close_id;

-- name: take_close_ids
UPDATE main.close_id SET new = n.new
FROM temp.next_id n
WHERE n.old = close_id.new;
INSERT OR IGNORE INTO main.close_id SELECT old, new FROM temp.next_id;
DROP TABLE temp.next_id;
