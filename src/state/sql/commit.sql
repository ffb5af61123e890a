-- The run's picture in the place of the last one. Only what changed is
-- written: rows of inputs that were not read anew stay untouched, with their
-- numbers.

-- name: replace_ids
-- Ids that became others.
DELETE FROM main.alias WHERE old IN (SELECT new FROM temp.new_alias);
UPDATE main.alias SET new =
    (SELECT a.new FROM temp.new_alias a WHERE a.old = alias.new)
WHERE new IN (SELECT old FROM temp.new_alias);
INSERT OR REPLACE INTO main.alias SELECT old, new FROM temp.new_alias;
UPDATE OR REPLACE main.step SET key =
    (SELECT a.new FROM temp.new_alias a WHERE a.old = step.key)
WHERE key IN (SELECT old FROM temp.new_alias);
UPDATE OR REPLACE main.item_step SET key =
    (SELECT a.new FROM temp.new_alias a WHERE a.old = item_step.key)
WHERE key IN (SELECT old FROM temp.new_alias);
UPDATE OR REPLACE main.flagged SET key =
    (SELECT a.new FROM temp.new_alias a WHERE a.old = flagged.key)
WHERE key IN (SELECT old FROM temp.new_alias);
UPDATE main.plan SET key =
    (SELECT a.new FROM temp.new_alias a WHERE a.old = plan.key)
WHERE key IN (SELECT old FROM temp.new_alias);
DELETE FROM main.life WHERE key IN (SELECT old FROM temp.new_alias);

-- name: remove_rows
-- Rows that leave; those of risks that are gone stay aside.
CREATE TEMP TABLE aside(risk INTEGER PRIMARY KEY);
INSERT OR IGNORE INTO temp.aside
SELECT b_risk FROM temp.diff
WHERE risk IS NULL AND was = 1 AND b_risk IS NOT NULL;
DELETE FROM main.risk
WHERE place IN (
        SELECT p.id FROM temp.leaving l JOIN main.place p ON p.input = l.id)
    AND id NOT IN (SELECT risk FROM temp.aside);
DELETE FROM main.risk WHERE id IN (SELECT risk FROM temp.leaving_row);
UPDATE main.place SET input = NULL
WHERE input IN (SELECT id FROM temp.leaving);
DELETE FROM main.risk
WHERE id IN (
    SELECT b_risk FROM temp.diff WHERE was = 0 AND risk IS NOT NULL);
DELETE FROM main.place
WHERE NOT EXISTS (SELECT 1 FROM main.risk r WHERE r.place = place.id);
DELETE FROM main.plan WHERE input IN (SELECT id FROM temp.leaving);
DELETE FROM main.finding WHERE input IN (SELECT id FROM temp.leaving);

-- name: replace_inputs
DELETE FROM main.input
WHERE id IN (
    SELECT id FROM temp.new_input
    WHERE fate IN (@SDB_READ@, @SDB_RENAMED@, @SDB_FORGOTTEN@));
INSERT INTO main.input
SELECT i.id, i.name, i.department, i.sha256, o.settings, i.state, i.state,
    i.since, NULL, i.stamp
FROM temp.new_input i, temp.opt o
WHERE i.fate = @SDB_READ@;
UPDATE main.input SET stamp = k.stamp
FROM temp.kept k
WHERE k.id = input.id AND k.stamp IS NOT NULL;
UPDATE main.input SET state = content, since = NULL, last_run = NULL
WHERE id IN (
    SELECT id FROM temp.new_input
    WHERE fate = @SDB_KEPT@
        AND was IN (@RT_INPUT_FAILED@, @RT_INPUT_MISSING@));
INSERT INTO main.input
SELECT id, name, department, NULL, NULL, NULL, state, since, NULL, NULL
FROM temp.new_input
WHERE fate = @SDB_FAILED@ AND was IS NULL;
UPDATE main.input SET state = @RT_INPUT_FAILED@, since = i.since,
    last_run = NULL
FROM temp.new_input i
WHERE i.id = input.id AND i.fate = @SDB_FAILED@
    AND i.was <> @RT_INPUT_FAILED@;
UPDATE main.input SET state = i.state, since = i.since,
    last_run = (SELECT before FROM temp.opt)
FROM temp.new_input i
WHERE i.id = input.id AND i.fate = @SDB_MISSING@
    AND i.was <> i.state;
-- One that has not all of its rows any more is to be read, should it be back.
UPDATE main.input SET settings = NULL
WHERE id IN (
    SELECT l.id FROM temp.leaving l JOIN temp.new_input i USING(id)
    WHERE i.fate = @SDB_MISSING@
    UNION
    SELECT input FROM temp.leaving_row);

-- name: add_rows
INSERT INTO main.spot SELECT * FROM temp.new_spot;
INSERT INTO main.place
SELECT id, input, sheet_index, spot, csv, profile, department
FROM temp.new_place;
INSERT INTO main.risk SELECT * FROM temp.new_risk;
INSERT INTO main.plan SELECT * FROM temp.new_plan;
INSERT INTO main.finding
SELECT f.input, f.code, f.n
FROM temp.new_finding f JOIN temp.new_input i ON i.id = f.input
WHERE i.fate = @SDB_READ@;

-- fragment: something_is_planned
-- A proposal alone says nothing.
(who IS NOT NULL OR (due IS NOT NULL AND NOT proposed)
    OR status IN (@RT_PLAN_UNDER_WAY@, @RT_PLAN_DONE@))

-- fragment: something_was_planned
(b_who IS NOT NULL OR (b_due IS NOT NULL AND NOT coalesce(b_proposed, 0))
    OR b_status IN (@RT_PLAN_UNDER_WAY@, @RT_PLAN_DONE@))

-- fragment: add_item_steps
-- Where there is no event that shows it: what the plan says now.
INSERT INTO temp.item_event
SELECT id, CASE WHEN done AND NOT coalesce(b_done, 0) THEN @SDB_FINISHED@
    ELSE @SDB_PLANNED@ END
FROM temp.new_item
WHERE (@something_is_planned@ OR @something_was_planned@)
    AND (b_plan IS NULL OR who IS NOT b_who OR due IS NOT b_due
        OR proposed <> coalesce(b_proposed, proposed) OR done <> b_done
        OR status_raw IS NOT b_status_raw)
    AND id NOT IN (SELECT id FROM temp.item_event);
INSERT OR IGNORE INTO main.spot(file, sheet)
SELECT DISTINCT f.name, coalesce(i.sheet, '')
FROM temp.item_event JOIN temp.new_item i USING(id)
    JOIN temp.new_input f ON f.id = i.input;
INSERT INTO main.item_step
SELECT key, o.run, task, nth, kind, control, who, due, @item_event_columns@,
    proposed, status_raw, done, s.id, row
FROM temp.item_event JOIN temp.new_item i USING(id)
    JOIN temp.new_input f ON f.id = i.input
    JOIN main.spot s ON s.file = f.name AND s.sheet = coalesce(i.sheet, '')
    CROSS JOIN temp.opt o;

-- name: replace_lives
-- What is known of each id.
INSERT OR REPLACE INTO main.life
SELECT d.key, d.risk, 1, d.level IS NULL,
    CASE WHEN d.level IS NULL THEN d.b_level ELSE d.level END,
    CASE WHEN d.level IS NULL THEN d.b_class ELSE d.class END,
    CASE WHEN d.level IS NULL THEN d.b_importance ELSE d.importance END,
    CASE WHEN d.level IS NULL THEN d.b_likelihood ELSE d.likelihood END,
    CASE WHEN d.level IS NULL THEN d.b_priority ELSE d.priority END,
    coalesce(d.first_run, o.run), NULL
FROM temp.diff d CROSS JOIN temp.opt o
WHERE d.risk IS NOT NULL;
UPDATE main.life SET present = 0, last_run = (SELECT before FROM temp.opt)
WHERE key IN (SELECT key FROM temp.diff WHERE risk IS NULL AND was = 1);
INSERT OR REPLACE INTO main.step
SELECT d.key, o.run, d.what, d.risk IS NOT NULL, d.level, d.class,
    d.importance, d.likelihood, d.priority, coalesce(d.spot, d.b_spot),
    coalesce(d.row, d.b_row)
FROM temp.diff d CROSS JOIN temp.opt o
WHERE d.what <> @SDB_NOTHING@;
DELETE FROM main.item
WHERE key IN (SELECT old FROM temp.item_hit)
    OR key IN (SELECT key FROM temp.item_hit);
@add_item_steps@
INSERT INTO main.item
SELECT key, task, nth, plan, due, status, done, overdue, approval,
    signed_level, signed_importance, signed_likelihood,
    signed_residual_importance, signed_residual_likelihood, lapsed, unsigned
FROM temp.new_item;
DELETE FROM main.flagged
WHERE key IN (
        SELECT k FROM temp.doubt
        WHERE NOT open
            AND (k IN (SELECT key FROM temp.diff)
                OR k IN (SELECT key FROM temp.item_hit)))
    AND key NOT IN (SELECT key FROM temp.flagged_now);
INSERT INTO main.flagged
SELECT f.key, o.now, o.now
FROM temp.flagged_now f CROSS JOIN temp.opt o
WHERE true
ON CONFLICT DO UPDATE SET told = excluded.told;
UPDATE main.flagged SET told = (SELECT now FROM temp.opt)
WHERE key IN (SELECT key FROM temp.reported WHERE kind = @RT_EVENT_REMINDER@);
INSERT INTO main.tally
SELECT * FROM temp.shift
WHERE true
ON CONFLICT DO UPDATE SET n = n + excluded.n;
DELETE FROM main.tally WHERE n = 0;
DELETE FROM main.silent
WHERE department NOT IN (SELECT department FROM temp.new_silent);
INSERT OR IGNORE INTO main.silent
SELECT d.department, o.now FROM temp.new_silent d, temp.opt o;

-- name: add_run
INSERT INTO main.run VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?);
