-- What the previous run had and this one could not look at: its risks stay. What
-- became of its inputs, departments and risks the comparison says
-- (compare/sql).

-- name: any_forgotten
SELECT EXISTS (SELECT 1 FROM forget);

-- name: spell_forgotten
-- A name that is none of before as it is written is one that folds alike.
CREATE TABLE nameable(name TEXT PRIMARY KEY);
INSERT OR IGNORE INTO nameable
SELECT file FROM previous WHERE file IS NOT NULL
UNION
SELECT department FROM previous WHERE department IS NOT NULL
UNION
SELECT name FROM before_input;
INSERT OR IGNORE INTO forget
SELECT n.name, 0, f.given
FROM forget f JOIN nameable n ON fold(n.name) = fold(f.name)
WHERE f.name NOT IN (SELECT name FROM nameable);

-- name: any_previous
SELECT EXISTS (SELECT 1 FROM previous) OR EXISTS (SELECT 1 FROM before_input)
    OR EXISTS (SELECT 1 FROM forget);

-- name: fill_pictures
-- The previous run, of whose files all or some are known, and this one.
@risk_key@
CREATE INDEX risk_nth ON risk(nth);
INSERT INTO before_input(name, run, department, earlier)
SELECT file, run, CASE WHEN count(DISTINCT department) = 1 THEN max(department) END,
    min(of_before)
FROM previous
WHERE file IS NOT NULL
GROUP BY file, run
ON CONFLICT DO UPDATE SET department = excluded.department;
-- A copy of another file (DU111) had no row of its own, and need not be there.
DELETE FROM before_input
WHERE (run, sha256) IN (
        SELECT run, sha256 FROM before_input
        WHERE sha256 <> ''
        GROUP BY run, sha256 HAVING count(*) > 1)
    AND name NOT IN (SELECT file FROM previous WHERE file IS NOT NULL)
    AND EXISTS (
        SELECT 1 FROM before_input o
        WHERE o.run = before_input.run AND o.sha256 = before_input.sha256
            AND o.name IN (SELECT file FROM previous WHERE file IS NOT NULL));
INSERT INTO before_row
SELECT p.id, b.id, coalesce(p.department, ''), p.key, p.severity,
    coalesce(p.sheet, ''), CASE WHEN NOT p.of_before THEN p.row END
FROM previous p LEFT JOIN before_input b ON b.name = p.file AND b.run = p.run;
INSERT INTO now_input(id, name, department, sha256, state, lossy)
SELECT id, file, department, sha256, state,
    rejected > (SELECT count(*) FROM copied c WHERE c.input = input.id)
        OR id IN (
            SELECT input FROM finding
            WHERE severity = @RT_ERROR@ AND code < @RT_VA101@)
FROM input
WHERE state <> @RT_INPUT_MISSING@;
INSERT INTO now_row
SELECT r.nth, p.input, coalesce(l.text, ''), r.key,
    r.key IS NULL OR EXISTS (SELECT 1 FROM previous b WHERE b.key = r.key),
    0, p.sheet, r.row
FROM risk r
    CROSS JOIN place p ON p.id = r.place
    LEFT JOIN label l ON l.id = r.department;
UPDATE now_row SET added = NOT known;
CREATE TEMP VIEW before_text AS
SELECT id, business, asset, medium, report_no, importance, likelihood
FROM previous;
CREATE TEMP VIEW now_text AS
SELECT nth AS id, business, asset, medium, report_no, importance, likelihood
FROM risk;

-- name: take_comparison
-- Ids of the previous run that are others now; and what --forget named.
UPDATE plan SET key = n.new
FROM renamed_id n
WHERE n.old = plan.key;
UPDATE previous NOT INDEXED SET key = b.key
FROM before_row b
WHERE b.id = previous.id AND b.key IS NOT previous.key;
UPDATE forget SET found = 1
WHERE name IN (SELECT name FROM only_before);

-- name: take_base
UPDATE base SET key = n.new
FROM base_id n
WHERE n.old = base.key;
UPDATE now_row SET added = key NOT IN (SELECT key FROM base WHERE key IS NOT NULL)
WHERE key IS NOT NULL;

-- name: forgotten_before
-- What --forget named when the last run was made: the base had it, and neither
-- its name nor a risk of it is there.
UPDATE forget SET found = 1
WHERE EXISTS (SELECT 1 FROM base b WHERE @is_named@)
    AND NOT EXISTS (
        SELECT 1 FROM base b JOIN risk r ON r.key = b.key WHERE @is_named@)
    AND fold(name) NOT IN (
        SELECT folded FROM now_department
        UNION ALL
        SELECT fold(name) FROM now_input);

-- fragment: is_named
fold(forget.name) IN (fold(b.file), fold(b.department))

-- name: not_forgotten
-- And what could be meant, ?1 between: first what has the name in it.
SELECT given, group_concat(name, ?1)
FROM (
    SELECT f.given, m.name
    FROM (
        SELECT given FROM forget
        GROUP BY given HAVING max(found) = 0 ORDER BY given LIMIT 1) f
        LEFT JOIN only_before m
    ORDER BY instr(fold(m.name), fold(f.given)) = 0, m.name
    LIMIT 8)
GROUP BY given;

-- name: has_renamed
-- Whether risks of department ?1 are now those of ?2.
SELECT EXISTS (
    SELECT 1 FROM pair_of
    WHERE fold(department) = fold(?1) AND fold(new) = fold(?2));

-- name: lost_profiles
-- Criteria that nothing of this run was judged by. own: of the form itself.
SELECT DISTINCT own, name
FROM (
    SELECT 0 AS own, p.profile AS name
    FROM lost o JOIN previous p ON p.id = o.before
    UNION
    SELECT 1, p.own_profile
    FROM lost o JOIN previous p ON p.id = o.before) n
WHERE name IS NOT NULL
    AND NOT EXISTS (
        SELECT 1 FROM profile f WHERE f.own = n.own AND f.name = n.name)
ORDER BY own, name;

-- name: list_lost
-- lost_input: what became of the files of before, where there is something to
-- say. file: as this run has it; new: where that is another name; reported:
-- that its department is missing is known.
CREATE TABLE lost_input AS
SELECT b.id, b.name, CASE WHEN m.by_ids THEN i.name END AS new,
    coalesce(i.name, b.name) AS file,
    coalesce(i.department, b.department) AS department, m.now AS input, b.why,
    (SELECT count(*) FROM lost o WHERE o.input = b.id
        OR (b.why = @RT_IN_DOUBT@ AND o.before IN (
            SELECT id FROM before_row WHERE input = b.id))) AS risks,
    EXISTS (
        SELECT 1 FROM input m
        WHERE m.state = @RT_INPUT_MISSING@
            AND fold(m.department) = fold(b.department)) AS reported,
    b.ids, b.found
FROM before_input b
    LEFT JOIN matched m ON m.before = b.id
    LEFT JOIN now_input i ON i.id = m.now
WHERE b.forgotten IS NULL AND (b.why IS NOT NULL OR m.by_ids);
-- The same of the departments, with the new name of one that has another.
CREATE TABLE lost_department AS
SELECT a.name, NULL AS new,
    (SELECT count(*) FROM lost o WHERE o.absent = a.name) AS risks,
    fold(a.name) IN (
        SELECT fold(department) FROM input WHERE state = @RT_INPUT_MISSING@)
        AS reported, 0 AS other
FROM absent a
WHERE NOT a.forgotten
UNION ALL
SELECT department, new, n, 0, other FROM carried_over;

-- name: carried_since_base
-- What an earlier run of the quarter carried over is still to be confirmed.
INSERT INTO lost_department
SELECT b.department, d.text, count(DISTINCT b.id), 0, 0
FROM base_id n
    CROSS JOIN base b ON b.key = n.new
    LEFT JOIN renamed_id i ON i.old = n.new
    CROSS JOIN risk r ON r.key = coalesce(i.new, n.new)
    CROSS JOIN label d ON d.id = r.department
WHERE fold(b.department) <> fold(d.text)
GROUP BY 1, 2;

-- name: lost_inputs
SELECT name, new, file, department, coalesce(input, 0), coalesce(why, 0),
    risks, reported, ids, found
FROM lost_input
ORDER BY name, id;

-- name: lost_departments
SELECT name, new, risks, reported, other
FROM lost_department
WHERE risks > 0
ORDER BY name, new, other;

-- name: departments_in_doubt
SELECT department, others, n FROM in_doubt ORDER BY department;

-- name: mostly_gone
SELECT g.name, i.name, coalesce(i.department, b.department), g.now, g.gone, g.ids
FROM mostly_gone g
    JOIN before_input b ON b.id = g.id
    JOIN now_input i ON i.id = g.now
ORDER BY g.name, g.id;

-- name: media_of_successor
-- Of a risk that is gone: its new media, ?2 between.
SELECT group_concat(medium, ?2)
FROM (SELECT medium FROM successor WHERE key = ?1 ORDER BY now);

-- name: unconfirmed_totals
SELECT count(*), sum(p.class = @RT_HIGH@), sum(p.class = @RT_MEDIUM@),
    sum(p.class = @RT_LOW@)
FROM lost o JOIN previous p ON p.id = o.before;

-- name: keep_lost
-- As risks of this run; their place has no input, so that nothing takes them
-- for rows that were read.
-- Where their file has been renamed, the new one.
UPDATE previous SET unconfirmed = o.why,
    file = CASE WHEN m.by_ids AND o.why <> @RT_IN_DOUBT@ THEN i.file
        ELSE previous.file END
FROM lost o
    LEFT JOIN matched m ON m.before = o.input
    LEFT JOIN input i ON i.id = m.now
WHERE o.before = previous.id;
INSERT OR IGNORE INTO label(text)
SELECT department FROM previous
WHERE id IN (SELECT before FROM lost) AND department IS NOT NULL
UNION
SELECT profile FROM previous
WHERE id IN (SELECT before FROM lost) AND profile IS NOT NULL;
INSERT INTO place(input, sheet_index, file, sheet, csv)
SELECT DISTINCT NULL, 0, coalesce(file, ''), coalesce(sheet, ''), csv
FROM previous
WHERE id IN (SELECT before FROM lost)
ORDER BY file, sheet, csv;
INSERT INTO risk(id, severity, department, place, row, asset_col, profile, key,
    @risk_names@)
SELECT p.severity << @LDB_NTH_BITS@
        | (SELECT coalesce(max(nth), 0) FROM risk)
            + row_number() OVER (ORDER BY p.id),
    p.severity, d.id, k.id, p.row, p.asset_col, f.id, p.key,
    @previous_members@
FROM previous p
    JOIN place k ON k.input IS NULL AND k.file = coalesce(p.file, '')
        AND k.sheet = coalesce(p.sheet, '') AND k.csv = p.csv
    LEFT JOIN label d ON d.text = p.department
    LEFT JOIN label f ON f.text = p.profile
WHERE p.id IN (SELECT before FROM lost)
ORDER BY p.id;
