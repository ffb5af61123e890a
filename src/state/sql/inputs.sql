-- What became of the inputs, and which rows of the picture are replaced.
--
-- heir: a file that is missing, and the new one that took its place.
-- leaving: the inputs whose rows of the picture go, each with the input whose
-- rows come instead (none for a forgotten one). Rows of all others stay.

-- name: compare_inputs
INSERT INTO temp.new_input
SELECT i.id, i.name, i.department, i.sha256, i.content, @SDB_KEPT@, i.state,
    NULL, 0, 0, NULL, NULL, NULL
FROM temp.kept k JOIN main.input i ON i.id = k.id;
INSERT INTO temp.new_input
SELECT i.id, i.name, i.department, i.sha256, @RT_INPUT_MISSING@,
    @SDB_MISSING@, i.state,
    CASE WHEN i.state = @RT_INPUT_MISSING@ THEN i.since ELSE o.now END,
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
UPDATE temp.new_place SET spot = coalesce(
    (SELECT s.id
        FROM temp.new_input i
            JOIN main.spot s ON s.file = i.name AND s.sheet = new_place.sheet
        WHERE i.id = new_place.input),
    (SELECT s.id
        FROM temp.new_input i
            JOIN temp.new_spot s
                ON s.file = i.name AND s.sheet = new_place.sheet
        WHERE i.id = new_place.input));
-- A plan may name a risk by an earlier id.
UPDATE temp.new_plan SET key =
    (SELECT a.new FROM main.alias a WHERE a.old = new_plan.key)
WHERE key IN (
    SELECT a.old FROM main.alias a
    WHERE NOT EXISTS (
        SELECT 1 FROM main.life l WHERE l.key = a.old AND l.present));

-- name: forgotten_but_there
SELECT count(*)
FROM temp.forget f JOIN temp.new_input i ON i.name = f.name
WHERE i.fate <> @SDB_MISSING@;

-- name: find_renamed
-- Heirs with equal content. Like find_similar it takes each file once at most.
UPDATE temp.new_input SET fate = @SDB_FORGOTTEN@
WHERE name IN (SELECT name FROM temp.forget);
CREATE TEMP TABLE heir(
    old INTEGER PRIMARY KEY, new INTEGER UNIQUE, same INTEGER);
INSERT OR IGNORE INTO temp.heir
SELECT o.id, n.id, 1
FROM temp.new_input o JOIN temp.new_input n ON n.sha256 = o.sha256
WHERE o.fate = @SDB_MISSING@ AND n.fate = @SDB_READ@ AND n.was IS NULL
ORDER BY o.name, n.name;

-- name: may_be_similar
SELECT EXISTS (
        SELECT 1 FROM temp.new_input
        WHERE fate = @SDB_MISSING@ AND id NOT IN (SELECT old FROM temp.heir))
    AND EXISTS (
        SELECT 1 FROM temp.new_input
        WHERE fate = @SDB_READ@ AND was IS NULL
            AND id NOT IN (SELECT new FROM temp.heir));

-- name: find_similar
-- Heirs with at least half of the ids, the best match first; those of a
-- department with another name are the ids that they became.
CREATE TEMP TABLE old_id AS
SELECT DISTINCT i.id AS input, coalesce(a.new, r.key) AS key
FROM temp.new_input i
    JOIN main.place p ON p.input = i.id
    JOIN main.risk r ON r.place = p.id
    LEFT JOIN temp.pair a ON a.old = r.key
WHERE i.fate = @SDB_MISSING@ AND i.id NOT IN (SELECT old FROM temp.heir)
UNION
SELECT i.id, coalesce(a.new, p.key)
FROM temp.new_input i
    JOIN main.plan p ON p.input = i.id
    LEFT JOIN temp.pair a ON a.old = p.key
WHERE i.fate = @SDB_MISSING@ AND i.id NOT IN (SELECT old FROM temp.heir);
CREATE INDEX temp.old_id_key ON old_id(key);
CREATE TEMP TABLE new_id AS
SELECT DISTINCT i.id AS input, r.key
FROM temp.new_input i
    JOIN temp.new_place p ON p.input = i.id
    JOIN temp.new_risk r ON r.place = p.id
WHERE i.fate = @SDB_READ@ AND i.was IS NULL
    AND i.id NOT IN (SELECT new FROM temp.heir)
UNION
SELECT i.id, p.key
FROM temp.new_input i JOIN temp.new_plan p ON p.input = i.id
WHERE i.fate = @SDB_READ@ AND i.was IS NULL
    AND i.id NOT IN (SELECT new FROM temp.heir);
INSERT OR IGNORE INTO temp.heir
SELECT m.old, m.new, 0
FROM (
    SELECT o.input AS old, n.input AS new, count(*) AS hits
    FROM temp.new_id n JOIN temp.old_id o ON o.key = n.key
    GROUP BY 1, 2) m
    JOIN (SELECT input, count(*) AS ids FROM temp.old_id GROUP BY 1) a
        ON a.input = m.old
    JOIN temp.new_input o ON o.id = m.old
    JOIN temp.new_input n ON n.id = m.new
WHERE m.hits * 2 >= a.ids
ORDER BY m.hits DESC, o.name, n.name;

-- name: note_leaving
CREATE TEMP TABLE new_alias(old PRIMARY KEY, new) WITHOUT ROWID;
UPDATE temp.new_input SET fate = @SDB_RENAMED@
WHERE id IN (SELECT old FROM temp.heir);
CREATE TEMP TABLE leaving(id INTEGER PRIMARY KEY, heir INTEGER);
INSERT INTO temp.leaving
SELECT id, id FROM temp.new_input WHERE fate = @SDB_READ@ AND was IS NOT NULL
UNION ALL
SELECT old, new FROM temp.heir
UNION ALL
SELECT id, NULL FROM temp.new_input WHERE fate = @SDB_FORGOTTEN@;

-- name: same_content
SELECT count(*) FROM temp.heir WHERE same;

-- name: find_aliases
-- With equal content a row is the same risk under whatever id, unless the
-- earlier id is also another's. A lost row's number is that of an earlier
-- content, and another risk may be there now.
CREATE TEMP TABLE twin_row AS
SELECT h.old, p.sheet_index, r.row, r.key
FROM temp.new_risk r
    CROSS JOIN temp.new_place p ON p.id = r.place
    CROSS JOIN temp.heir h ON h.new = p.input
WHERE h.same;
CREATE INDEX temp.twin_row_place ON twin_row(old, sheet_index, row);
INSERT OR IGNORE INTO temp.new_alias
SELECT r.key, t.key
FROM temp.heir h
    CROSS JOIN main.place p ON p.input = h.old
    CROSS JOIN main.risk r ON r.place = p.id
    CROSS JOIN temp.twin_row t ON t.old = h.old
        AND t.sheet_index = p.sheet_index AND t.row = r.row
WHERE h.same AND NOT r.lost AND r.key <> t.key
    AND NOT EXISTS (
        SELECT 1
        FROM main.risk k JOIN main.place q ON q.id = k.place
        WHERE k.key = r.key
            AND q.input NOT IN (SELECT id FROM temp.leaving))
ORDER BY r.id;
DELETE FROM temp.new_alias WHERE old IN (SELECT key FROM temp.new_risk);

-- fragment: may_lose_rows
-- A file i with errors, or that is no form any more.
(i.lossy OR i.state = @RT_INPUT_OTHER@)

-- name: lossy
SELECT count(*)
FROM temp.leaving l
    CROSS JOIN temp.new_input i ON i.id = l.heir
WHERE @may_lose_rows@
    OR EXISTS (
        SELECT 1 FROM main.place p WHERE p.input = l.id AND @is_absent@);

-- name: keep_lost
-- Rows that a file with errors has no longer, or of which the department is not
-- there: not known to be gone.
INSERT INTO temp.new_place
SELECT (
        SELECT max(coalesce((SELECT max(id) FROM main.place), 0),
            coalesce((SELECT max(id) FROM temp.new_place), 0)))
        + row_number() OVER (ORDER BY p.id),
    l.heir, p.sheet_index, p.spot, p.csv, p.profile, p.department, p.id, NULL
FROM temp.leaving l
    CROSS JOIN temp.new_input i ON i.id = l.heir
    CROSS JOIN main.place p ON p.input = l.id
WHERE @may_lose_rows@ OR @is_absent@;
CREATE TEMP TABLE found_id(
    input INTEGER, key, PRIMARY KEY(input, key)) WITHOUT ROWID;
INSERT OR IGNORE INTO temp.found_id
SELECT p.input, r.key
FROM temp.new_risk r
    CROSS JOIN temp.new_place p ON p.id = r.place
WHERE p.input IN (SELECT input FROM temp.new_place WHERE source IS NOT NULL);
INSERT INTO temp.new_risk
SELECT (
        SELECT max(coalesce((SELECT max(id) FROM main.risk), 0),
            coalesce((SELECT max(id) FROM temp.new_risk), 0)))
        + row_number() OVER (ORDER BY r.id),
    coalesce(a.new, r.key), p.id, r.row, r.asset_col, NULL, NULL, NULL, NULL,
    NULL, 1, r.business, r.asset, r.medium, r.owner, r.personal, r.sensitive,
    r.my_number
FROM temp.new_place p
    CROSS JOIN main.risk r ON r.place = p.source
    LEFT JOIN temp.new_alias a ON a.old = r.key
WHERE p.source IS NOT NULL
    AND NOT EXISTS (
        SELECT 1 FROM temp.found_id f
        WHERE f.input = p.input AND f.key = coalesce(a.new, r.key));
INSERT INTO temp.new_plan
SELECT (
        SELECT max(coalesce((SELECT max(id) FROM main.plan), 0),
            coalesce((SELECT max(id) FROM temp.new_plan), 0)))
        + row_number() OVER (ORDER BY p.id),
    l.heir, p.sheet, p.row, coalesce(a.new, p.key), p.task, p.level,
    p.priority, p.who, p.due, p.due_raw, p.status, p.status_raw, p.done,
    p.residual_importance, p.residual_likelihood, p.approved_by,
    p.approved_on, p.department, p.asset, p.owner, p.proposed,
    p.profile, p.control
FROM temp.leaving l
    CROSS JOIN temp.new_input i ON i.id = l.heir
    CROSS JOIN main.plan p ON p.input = l.id
    LEFT JOIN temp.new_alias a ON a.old = p.key
WHERE i.lossy
    AND NOT EXISTS (
        SELECT 1 FROM temp.new_plan n
        WHERE n.input = l.heir AND n.key = coalesce(a.new, p.key)
            AND n.task = p.task);
