-- What became of the inputs, and which rows of the picture are replaced: as
-- compare/sql says of the picture and of what was read.
--
-- heir: a file that is missing, and the one that has its rows now.
-- leaving: the inputs whose rows of the picture go, each with the input whose
-- rows come instead (none for a forgotten one; itself where only some of its
-- rows were found elsewhere). Rows of all others stay, but for leaving_row:
-- those of a file that is missing or could not be read and that another has now
-- or whose department is forgotten.

-- name: compare_inputs
INSERT INTO temp.new_input
SELECT i.id, i.name, i.department, i.sha256, i.content, @SDB_KEPT@, i.state,
    NULL, EXISTS (
        SELECT 1 FROM main.finding f
        WHERE f.input = i.id AND f.code = 'lossy'), 0, NULL, NULL, NULL
FROM temp.kept k JOIN main.input i ON i.id = k.id;
INSERT INTO temp.new_input
SELECT i.id, i.name, i.department, i.sha256,
    max(i.state, @RT_INPUT_MISSING@), @SDB_MISSING@, i.state,
    CASE WHEN i.state >= @RT_INPUT_MISSING@ THEN i.since ELSE o.now END,
    0, 0, NULL, NULL, NULL
FROM main.input i, temp.opt o
WHERE i.id NOT IN (SELECT id FROM temp.new_input);
UPDATE temp.new_input SET rank = r.n
FROM (
    SELECT id, row_number() OVER (ORDER BY name) AS n
    FROM temp.new_input) r
WHERE r.id = new_input.id;
UPDATE temp.new_input SET since =
    CASE WHEN was = @RT_INPUT_FAILED@
        THEN (SELECT i.since FROM main.input i WHERE i.id = new_input.id)
        ELSE (SELECT now FROM temp.opt) END
WHERE fate = @SDB_FAILED@;
INSERT INTO temp.new_spot
SELECT (SELECT coalesce(max(id), 0) FROM main.spot)
        + row_number() OVER (ORDER BY file, sheet),
    file, sheet
FROM (
    SELECT DISTINCT i.name AS file, p.sheet
    FROM temp.new_place p JOIN temp.new_input i ON i.id = p.input
    WHERE NOT EXISTS (
        SELECT 1 FROM main.spot s
        WHERE s.file = i.name AND s.sheet = p.sheet));
UPDATE temp.new_place SET spot = s.id
FROM temp.new_input i
    JOIN (SELECT * FROM main.spot UNION ALL SELECT * FROM temp.new_spot) s
        ON s.file = i.name
WHERE i.id = new_place.input AND s.sheet = new_place.sheet;
-- A plan may name a risk by an earlier id.
UPDATE temp.new_plan SET key =
    (SELECT a.new FROM main.alias a WHERE a.old = new_plan.key)
WHERE key IN (
    SELECT a.old FROM main.alias a
    WHERE NOT EXISTS (
        SELECT 1 FROM main.life l WHERE l.key = a.old AND l.present));
UPDATE temp.new_input AS i SET fate = @SDB_FORGOTTEN@
WHERE name IN (SELECT name FROM temp.forget)
    AND (fate = @SDB_MISSING@ OR @is_empty@);
CREATE TEMP TABLE heir(old INTEGER PRIMARY KEY, new INTEGER);
CREATE TEMP TABLE new_alias(old PRIMARY KEY, new) WITHOUT ROWID;
CREATE TEMP TABLE leaving(id INTEGER PRIMARY KEY, heir INTEGER);
CREATE TEMP TABLE leaving_row(risk INTEGER PRIMARY KEY, input INTEGER);
CREATE TEMP VIEW before_text AS
SELECT id, business, asset, medium, NULL AS report_no, importance, likelihood
FROM main.risk;
CREATE TEMP VIEW now_text AS
SELECT id, business, asset, medium, NULL AS report_no, importance, likelihood
FROM temp.new_risk;

-- fragment: is_empty
-- An input i that is a form without a row.
(i.fate = @SDB_READ@ AND i.state = @RT_INPUT_READ@ AND NOT i.lossy
    AND i.id NOT IN (SELECT input FROM temp.new_place)
    AND i.id NOT IN (SELECT input FROM temp.new_plan))

-- name: is_to_be_compared
SELECT EXISTS (SELECT 1 FROM temp.new_input WHERE was IS NOT NULL)
    AND (EXISTS (SELECT 1 FROM temp.forget)
        OR EXISTS (
            SELECT 1 FROM temp.new_input
            WHERE fate = @SDB_READ@
                OR (fate = @SDB_MISSING@ AND was < @RT_INPUT_MISSING@)));

-- fragment: has_rows
-- A place p, and not only such as were lost.
EXISTS (SELECT 1 FROM main.risk r WHERE r.place = p.id AND NOT r.lost)

-- fragment: severity
-- Of a row r of the picture.
-16 * coalesce(r.class, @RT_CLASS_NONE@) - coalesce(r.level, @RT_UNKNOWN@)

-- name: fill_pictures
-- Inputs that are there as they were have no row among the others but those with
-- an id that these have; their rows name their departments.
INSERT INTO before_input(id, name, run, department, sha256, earlier)
SELECT i.id, i.name, 1, i.department, i.sha256,
    CASE
        WHEN i.state = @RT_INPUT_EMPTY@ THEN @RT_IN_DOUBT@
        WHEN i.state = @RT_INPUT_MISSING@ AND n.fate = @SDB_MISSING@
            THEN @RT_NOT_SENT@
        ELSE 0
    END
FROM temp.new_input n JOIN main.input i ON i.id = n.id
WHERE n.fate <> @SDB_FORGOTTEN@;
INSERT INTO before_row
SELECT r.id, p.input, coalesce(p.department, ''), r.key,
    @severity@, coalesce(s.sheet, ''),
    CASE WHEN NOT r.lost THEN r.row END
FROM temp.new_input i
    CROSS JOIN main.place p ON p.input = i.id
    CROSS JOIN main.risk r ON r.place = p.id
    LEFT JOIN main.spot s ON s.id = p.spot
WHERE i.fate IN (@SDB_READ@, @SDB_FAILED@, @SDB_MISSING@);
INSERT OR IGNORE INTO before_id(input, key, plan)
SELECT p.input, p.key, 1
FROM temp.new_input i CROSS JOIN main.plan p ON p.input = i.id
WHERE i.fate = @SDB_MISSING@;
INSERT INTO before_department
SELECT DISTINCT fold(department)
FROM (SELECT DISTINCT department FROM temp.known_department);
INSERT INTO now_input(id, name, department, sha256, state, lossy)
SELECT id, name,
    CASE WHEN fate <> @SDB_KEPT@
            OR NOT EXISTS (
                SELECT 1 FROM main.place p WHERE p.input = i.id AND @has_rows@)
        THEN department END, sha256,
    CASE WHEN @is_empty@ THEN @RT_INPUT_EMPTY@ ELSE state END, lossy
FROM temp.new_input i
WHERE fate IN (@SDB_KEPT@, @SDB_READ@, @SDB_FAILED@);
INSERT INTO now_row
SELECT r.id, p.input, coalesce(p.department, ''), r.key,
    EXISTS (SELECT 1 FROM main.life l WHERE l.key = r.key AND l.present),
    NOT EXISTS (SELECT 1 FROM main.life l WHERE l.key = r.key AND l.present),
    coalesce(p.sheet, ''), r.row
FROM temp.new_risk r CROSS JOIN temp.new_place p ON p.id = r.place;
INSERT OR IGNORE INTO now_row
SELECT r.id, p.input, coalesce(p.department, ''), r.key, 1, 0, '', NULL
FROM before_row b
    CROSS JOIN main.risk r ON r.key = b.key
    CROSS JOIN main.place p ON p.id = r.place
    CROSS JOIN temp.new_input i ON i.id = p.input
WHERE i.fate = @SDB_KEPT@ AND NOT r.lost
    AND EXISTS (SELECT 1 FROM temp.new_input WHERE fate = @SDB_KEPT@);
INSERT INTO before_row
SELECT n.id, n.input, n.department, n.key, @severity@, n.sheet, n.row
FROM now_row n
    JOIN temp.new_input i ON i.id = n.input
    JOIN main.risk r ON r.id = n.id
WHERE i.fate = @SDB_KEPT@;
INSERT OR IGNORE INTO now_id SELECT key, 1, input FROM temp.new_plan;
INSERT OR IGNORE INTO now_id
SELECT p.key, 1, p.input
FROM before_id b
    CROSS JOIN main.plan p ON p.key = b.key
    CROSS JOIN temp.new_input i ON i.id = p.input
WHERE i.fate = @SDB_KEPT@;
INSERT OR IGNORE INTO now_department
SELECT fold(department)
FROM (
    SELECT DISTINCT p.department
    FROM temp.new_input i CROSS JOIN main.place p ON p.input = i.id
    WHERE i.fate = @SDB_KEPT@ AND p.department IS NOT NULL AND @has_rows@);

-- name: forgotten_but_there
SELECT count(*)
FROM temp.forget f LEFT JOIN temp.new_input i USING(name)
WHERE CASE WHEN i.id THEN i.fate <> @SDB_FORGOTTEN@
    ELSE fold(f.name) IN (
        SELECT folded FROM now_department
        UNION ALL
        SELECT fold(department) FROM now_row) END;

-- name: take_comparison
INSERT INTO temp.heir
SELECT m.before, m.now
FROM matched m
    JOIN before_input b ON b.id = m.before
    JOIN temp.new_input o ON o.id = m.before
    JOIN temp.new_input n ON n.id = m.now
WHERE o.fate = @SDB_MISSING@ AND n.fate <> @SDB_FAILED@
    AND b.why IS NOT @RT_IN_DOUBT@;
UPDATE temp.new_input SET fate = @SDB_RENAMED@
WHERE id IN (SELECT old FROM temp.heir);
UPDATE temp.new_input SET fate = @SDB_FORGOTTEN@
WHERE id IN (SELECT id FROM before_input WHERE forgotten);
UPDATE temp.new_input SET state = @RT_INPUT_EMPTY@
WHERE id IN (
    SELECT id FROM before_input
    WHERE why = @RT_IN_DOUBT@ AND forgotten IS NULL);

-- name: note_leaving
INSERT INTO temp.leaving
SELECT id, id FROM temp.new_input WHERE fate = @SDB_READ@ AND was IS NOT NULL
UNION ALL
SELECT old, new FROM temp.heir
UNION ALL
SELECT id, NULL FROM temp.new_input WHERE fate = @SDB_FORGOTTEN@
UNION ALL
SELECT id, id FROM before_input
WHERE why = @RT_IN_DOUBT@ AND forgotten IS NULL;
INSERT INTO temp.leaving_row
SELECT r.id, r.input
FROM temp.new_input i CROSS JOIN before_row r ON r.input = i.id
WHERE i.fate IN (@SDB_FAILED@, @SDB_MISSING@)
    AND i.id NOT IN (SELECT id FROM temp.leaving)
    AND r.id NOT IN (SELECT before FROM lost)
    AND (r.key IN (SELECT key FROM now_row)
        OR r.department IN (SELECT name FROM absent WHERE forgotten));
-- Where the earlier id is not another's still. A plan may name the earlier one.
INSERT OR IGNORE INTO temp.new_alias
SELECT min(a.old), a.new
FROM renamed_id a
WHERE a.old NOT IN (SELECT key FROM temp.new_risk)
    AND NOT EXISTS (
        SELECT 1
        FROM main.risk k JOIN main.place q ON q.id = k.place
        WHERE k.key = a.old AND @stays@)
GROUP BY a.new;
UPDATE temp.new_plan SET key =
    (SELECT new FROM temp.new_alias a WHERE a.old = new_plan.key)
WHERE key IN (SELECT old FROM temp.new_alias);

-- fragment: stays
-- A row k of the place q.
(q.input NOT IN (SELECT id FROM temp.leaving)
    AND k.id NOT IN (SELECT risk FROM temp.leaving_row))

-- fragment: may_lose_rows
-- An input i, in the place of another, whose plan may have rows that it does not
-- show.
(i.lossy OR i.fate = @SDB_MISSING@)

-- name: any_lost
SELECT EXISTS (SELECT 1 FROM lost) OR EXISTS (
    SELECT 1 FROM temp.leaving l JOIN temp.new_input i ON i.id = l.heir
    WHERE @may_lose_rows@);

-- name: keep_lost
-- Rows that are not known to be gone stay, and so does a plan's in such a file.
INSERT INTO temp.new_place
SELECT (
        SELECT max(coalesce((SELECT max(id) FROM main.place), 0),
            coalesce((SELECT max(id) FROM temp.new_place), 0)))
        + row_number() OVER (ORDER BY p.id),
    l.heir, p.sheet_index, p.spot, p.csv, p.profile, p.department, p.id, NULL
FROM temp.leaving l CROSS JOIN main.place p ON p.input = l.id
WHERE l.heir IS NOT NULL
    AND p.id IN (
        SELECT r.place FROM lost x JOIN main.risk r ON r.id = x.before);
INSERT INTO temp.new_risk
SELECT (
        SELECT max(coalesce((SELECT max(id) FROM main.risk), 0),
            coalesce((SELECT max(id) FROM temp.new_risk), 0)))
        + row_number() OVER (ORDER BY r.id),
    coalesce(a.new, r.key), p.id, r.row, r.asset_col, r.level, r.class,
    r.importance, r.likelihood, r.priority, 1, r.business, r.asset, r.medium, r.owner, r.personal, r.sensitive,
    r.my_number
FROM temp.new_place p
    CROSS JOIN main.risk r ON r.place = p.source
    JOIN lost x ON x.before = r.id
    LEFT JOIN temp.new_alias a ON a.old = r.key
WHERE p.source IS NOT NULL;
INSERT INTO temp.new_plan
SELECT (
        SELECT max(coalesce((SELECT max(id) FROM main.plan), 0),
            coalesce((SELECT max(id) FROM temp.new_plan), 0)))
        + row_number() OVER (ORDER BY p.id),
    l.heir, p.sheet, p.row, coalesce(a.new, p.key), p.task, p.level,
    p.priority, p.who, p.due, p.due_raw, p.status, p.status_raw, p.done,
    p.residual_importance, p.residual_likelihood, p.approved_by,
    p.approved_on, p.department, p.asset, p.owner, p.proposed,
    p.profile, p.control, p.wants, p.expires
FROM temp.leaving l
    CROSS JOIN temp.new_input i ON i.id = l.heir
    CROSS JOIN main.plan p ON p.input = l.id
    LEFT JOIN temp.new_alias a ON a.old = p.key
WHERE @may_lose_rows@
    AND NOT EXISTS (
        SELECT 1 FROM temp.new_plan n
        WHERE n.input = l.heir AND n.key = coalesce(a.new, p.key)
            AND n.task = p.task);

-- name: note_lossy
-- Of an input that stays unchanged, too, it is known that rows of it may be lost:
-- as a code that is none, counted 0 times.
INSERT INTO temp.new_finding
SELECT id, 'lossy', 0
FROM temp.new_input
WHERE lossy AND fate = @SDB_READ@;

-- name: note_emptied
-- Inputs that are there, and of whose rows none is any more: DL315 among what is
-- found in them says so in the picture. was: in the last one; now: in this one.
CREATE TEMP TABLE emptied(id INTEGER PRIMARY KEY, was INTEGER, now INTEGER);
INSERT INTO temp.emptied
SELECT i.id, 1, i.fate = @SDB_KEPT@
FROM main.finding f JOIN temp.new_input i ON i.id = f.input
WHERE f.code = 'DL315';
INSERT INTO temp.emptied
SELECT DISTINCT m.now, 0, 1
FROM before_input b
    CROSS JOIN matched m ON m.before = b.id
    CROSS JOIN lost o ON o.input = b.id
WHERE b.why = @RT_NO_ROWS@
ON CONFLICT DO UPDATE SET now = 1;
INSERT INTO temp.new_finding
SELECT e.id, 'DL315', 1
FROM temp.emptied e JOIN temp.new_input i USING(id)
WHERE e.now AND i.fate = @SDB_READ@;
UPDATE temp.new_input SET since = coalesce(
    (SELECT i.since FROM main.input i WHERE i.id = new_input.id AND e.was),
    (SELECT now FROM temp.opt))
FROM temp.emptied e
WHERE e.id = new_input.id AND e.now;

-- name: note_silent
-- A department whose risks were all lost although their files were read is one
-- that sent nothing, until one of its rows is there again.
INSERT OR IGNORE INTO temp.new_silent
SELECT absent FROM lost WHERE absent IS NOT NULL;
INSERT OR IGNORE INTO temp.new_silent
SELECT s.department
FROM main.silent s
WHERE 1 = (
    SELECT min(lost)
    FROM (
        SELECT k.lost
        FROM main.place q CROSS JOIN main.risk k ON k.place = q.id
        WHERE q.department = s.department AND @stays@
        UNION ALL
        SELECT r.lost
        FROM temp.new_place p CROSS JOIN temp.new_risk r ON r.place = p.id
        WHERE p.department = s.department));
