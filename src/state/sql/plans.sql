-- What happened to the treatments. An item is one treatment of one risk: a
-- plan's row, known by its risk (or "P…"), its control and the first line of
-- its task.

-- name: gather_items
-- Only items that may differ are looked at: those of plans that were read
-- anew, of risks to which something happened, and those whose planned end has
-- just passed, at the level, or whose signature has just expired.
CREATE TEMP TABLE item_hit(key PRIMARY KEY, old) WITHOUT ROWID;
INSERT OR IGNORE INTO temp.item_hit
SELECT d.key, d.old
FROM main.item i
    CROSS JOIN temp.diff d ON d.key = coalesce(
        (SELECT new FROM temp.new_alias a WHERE a.old = i.key), i.key)
WHERE d.what <> @SDB_NOTHING@ AND EXISTS (SELECT 1 FROM temp.diff);
INSERT OR IGNORE INTO temp.item_hit
SELECT k, coalesce((SELECT old FROM temp.diff d WHERE d.key = k), k)
FROM (
    SELECT key AS k FROM temp.new_plan
    UNION
    SELECT coalesce(a.new, p.key)
    FROM temp.leaving l
        JOIN main.plan p ON p.input = l.id
        LEFT JOIN temp.new_alias a ON a.old = p.key
    UNION
    SELECT coalesce(a.new, i.key)
    FROM main.item i LEFT JOIN temp.new_alias a ON a.old = i.key
    WHERE i.done = 0 AND i.due < (SELECT now FROM temp.opt)
        AND NOT i.overdue AND @old_item_is_watched@
    UNION
    SELECT coalesce(a.new, i.key)
    FROM main.plan p CROSS JOIN main.item i ON i.key = p.key AND i.plan = p.id
        LEFT JOIN temp.new_alias a ON a.old = i.key
    WHERE p.expires IS NOT NULL AND p.expires < (SELECT now FROM temp.opt)
        AND i.unsigned IS NOT @SDB_EXPIRED@);

-- b_: as the picture has it, b_plan NULL for a new item. r_: the risk as last
-- known; r_present NULL where no such risk is known.
CREATE TEMP TABLE new_item(
    id INTEGER PRIMARY KEY, key, old, task INTEGER, nth INTEGER, plan INTEGER,
    due TEXT, due_raw TEXT, proposed INTEGER, status INTEGER, done INTEGER,
    approval TEXT, level INTEGER, priority INTEGER,
    residual_importance INTEGER, residual_likelihood INTEGER, profile TEXT,
    control TEXT, who TEXT, status_raw TEXT, input INTEGER, sheet TEXT,
    row INTEGER, b_who TEXT, b_status_raw TEXT, b_task INTEGER, b_nth INTEGER, b_plan INTEGER, b_due TEXT,
    b_proposed INTEGER, b_profile TEXT, b_status INTEGER, b_done INTEGER,
    b_overdue INTEGER, b_approval TEXT, b_lapsed INTEGER,
    wants INTEGER, expires TEXT, unsigned INTEGER, b_unsigned INTEGER,
    goes_unsigned INTEGER,
    r_present INTEGER, r_unknown INTEGER, r_level INTEGER, r_class INTEGER,
    r_importance INTEGER, r_likelihood INTEGER,
    signed_level INTEGER, signed_importance INTEGER,
    signed_likelihood INTEGER, signed_residual_importance INTEGER,
    signed_residual_likelihood INTEGER,
    watched INTEGER, overdue INTEGER, lapsed INTEGER,
    slips INTEGER, falls_due INTEGER, lapses INTEGER, why TEXT);
-- Where several plans name a risk, the latest by file name counts.
INSERT INTO temp.new_item(key, old, task, nth, plan, due, due_raw, proposed,
    status, done, approval, level, priority, residual_importance,
    residual_likelihood, profile, control, who, status_raw, input, sheet, row,
    wants, expires)
SELECT k, old, task, row_number() OVER (PARTITION BY k, task ORDER BY id), id,
    due, due_raw, coalesce(proposed, 0), status, done,
    CASE WHEN approved_by IS NOT NULL OR approved_on IS NOT NULL
        THEN coalesce(approved_by, '') || char(31)
            || coalesce(approved_on, '') END,
    level, priority, residual_importance, residual_likelihood, profile,
    control, who, status_raw, input, sheet, row, wants, expires
FROM (
    SELECT c.*,
        dense_rank() OVER (PARTITION BY c.k ORDER BY i.name DESC) AS nth_file
    FROM (
        SELECT h.key AS k, h.old, p.*
        FROM temp.new_plan p JOIN temp.item_hit h ON h.key = p.key
        UNION ALL
        SELECT h.key, h.old, p.*
        FROM temp.item_hit h
            CROSS JOIN main.plan p ON p.key IN (h.key, h.old)
        WHERE p.input NOT IN (SELECT id FROM temp.leaving)) c
        JOIN temp.new_input i ON i.id = c.input)
WHERE nth_file = 1
ORDER BY k, id;
CREATE INDEX temp.new_item_key ON new_item(key);
CREATE INDEX temp.new_item_old ON new_item(old);

-- An item whose text was edited is the same where the risk has only that one.
UPDATE temp.new_item SET b_task = b.task, b_nth = b.nth
FROM main.item b
WHERE b.key = new_item.old AND b.task = new_item.task
    AND b.nth = new_item.nth;
UPDATE temp.new_item SET b_task = b.task, b_nth = b.nth
FROM (
    SELECT i.key, i.task, i.nth, count(*) OVER (PARTITION BY i.key) AS n
    FROM temp.item_hit h CROSS JOIN main.item i ON i.key = h.old
    WHERE NOT EXISTS (
        SELECT 1 FROM temp.new_item m
        WHERE m.old = i.key AND m.b_task = i.task AND m.b_nth = i.nth)) b
WHERE new_item.b_task IS NULL AND b.n = 1 AND b.key = new_item.old
    AND 1 = (
        SELECT count(*) FROM temp.new_item m
        WHERE m.key = new_item.key AND m.b_task IS NULL);
UPDATE temp.new_item SET b_plan = b.plan, b_due = b.due,
    b_proposed = p.proposed, b_profile = p.profile, b_who = p.who,
    b_status_raw = p.status_raw, b_status = b.status, b_done = b.done,
    b_overdue = b.overdue, b_approval = b.approval, b_lapsed = b.lapsed,
    b_unsigned = b.unsigned,
    signed_level = b.signed_level,
    signed_importance = b.signed_importance,
    signed_likelihood = b.signed_likelihood,
    signed_residual_importance = b.signed_residual_importance,
    signed_residual_likelihood = b.signed_residual_likelihood
FROM main.item b LEFT JOIN main.plan p ON p.id = b.plan
WHERE b.key = new_item.old AND b.task = b_task AND b.nth = b_nth;

UPDATE temp.new_item SET r_present = l.present, r_unknown = l.unknown,
    r_level = l.level, r_class = l.class, r_importance = l.importance,
    r_likelihood = l.likelihood
FROM main.life l
WHERE l.key = new_item.old;
UPDATE temp.new_item SET r_present = d.risk IS NOT NULL,
    r_unknown = d.level IS NULL, r_level = coalesce(d.level, d.b_level),
    r_class = coalesce(d.class, d.b_class),
    r_importance = coalesce(d.importance, d.b_importance),
    r_likelihood = coalesce(d.likelihood, d.b_likelihood)
FROM temp.diff d
WHERE d.key = new_item.key;
-- A level by other criteria than the risk's says nothing of the risk's.
UPDATE temp.new_item SET level = NULL
WHERE r_present AND profile <> coalesce(
    (SELECT coalesce(q.profile, p.profile)
        FROM temp.diff d
            LEFT JOIN temp.new_place q ON q.id = d.place
            LEFT JOIN main.place p ON p.id = d.place
        WHERE d.key = new_item.key),
    (SELECT p.profile
        FROM main.life l CROSS JOIN main.risk r ON r.id = l.risk
            CROSS JOIN main.place p ON p.id = r.place
        WHERE l.key = new_item.old),
    profile);
UPDATE temp.new_item SET watched =
    CASE
        WHEN r_present IS NULL THEN watched_plan(level, priority)
        WHEN r_present THEN watched(r_level, r_class)
        ELSE 0
    END;

-- name: items
SELECT id, due, due_raw, proposed, profile, status, done, approval, level,
    residual_importance, residual_likelihood, b_plan IS NOT NULL, b_due,
    b_proposed, b_profile, b_status, b_done, b_overdue, b_approval, b_lapsed, r_present, r_unknown, r_level,
    r_importance, r_likelihood, signed_level, signed_importance,
    signed_likelihood, signed_residual_importance, signed_residual_likelihood,
    watched, wants, expires, b_unsigned
FROM temp.new_item
ORDER BY id;

-- name: judge_item
UPDATE temp.new_item SET overdue = ?, lapsed = ?, slips = ?, falls_due = ?,
    lapses = ?, why = ?, signed_level = ?, signed_importance = ?,
    signed_likelihood = ?, signed_residual_importance = ?,
    signed_residual_likelihood = ?, unsigned = ?, goes_unsigned = ?
WHERE id = ?;

-- name: choose_item_events
CREATE TEMP TABLE item_event AS
SELECT id, CASE WHEN proposed THEN @RT_EVENT_UNPLANNED@
        ELSE @RT_EVENT_OVERDUE@ END AS kind
FROM temp.new_item WHERE falls_due
UNION ALL
SELECT id, @RT_EVENT_SLIPPED@ FROM temp.new_item WHERE slips
UNION ALL
SELECT id, @RT_EVENT_LAPSED@ FROM temp.new_item WHERE lapses
UNION ALL
SELECT id, @RT_EVENT_UNSIGNED@ FROM temp.new_item WHERE goes_unsigned;
