-- Departments that nothing names any more. Either they have another name: then
-- their rows are the same risks, by the ids that they have under it. Or nothing
-- is known of them: then their rows stay, even those of a file that was read
-- whole. It is what merge finds (ledger/sql/unconfirmed.sql), of the rows of
-- this run.
--
-- pair: the ids, each once at most.

-- name: any_was_read
SELECT EXISTS (SELECT 1 FROM temp.new_input WHERE fate = @SDB_READ@);

-- name: find_departments
-- looked: the inputs that say what is there now, or are missing. absent: the
-- departments of their rows that are not there; an input that is there as it
-- was, or could not be read, names those that it had. fresh: those that are
-- named for the first time.
CREATE TEMP TABLE pair(old PRIMARY KEY, new UNIQUE) WITHOUT ROWID;
CREATE TEMP TABLE looked AS
SELECT id FROM temp.new_input
WHERE fate = @SDB_MISSING@ OR (fate = @SDB_READ@ AND was IS NOT NULL);
CREATE TEMP TABLE here(folded TEXT PRIMARY KEY) WITHOUT ROWID;
INSERT OR IGNORE INTO temp.here
SELECT fold(d.department)
FROM temp.known_department d JOIN temp.new_input i ON i.id = d.input
WHERE i.fate IN (@SDB_KEPT@, @SDB_FAILED@)
UNION
SELECT fold(department) FROM temp.new_input
WHERE fate IN (@SDB_KEPT@, @SDB_FAILED@, @SDB_READ@) AND department IS NOT NULL
UNION
SELECT fold(department) FROM temp.new_place WHERE department IS NOT NULL;
CREATE TEMP TABLE absent(
    name TEXT PRIMARY KEY, risks INTEGER, new TEXT UNIQUE);
INSERT INTO temp.absent
SELECT p.department, count(*), NULL
FROM temp.looked l
    CROSS JOIN main.place p ON p.input = l.id
    CROSS JOIN main.risk r ON r.place = p.id
WHERE p.department IS NOT NULL
    AND fold(p.department) NOT IN (SELECT folded FROM temp.here)
    AND fold(p.department) NOT IN (SELECT fold(name) FROM temp.forget)
GROUP BY 1;
CREATE TEMP TABLE fresh(name TEXT PRIMARY KEY) WITHOUT ROWID;
INSERT INTO temp.fresh
SELECT DISTINCT department FROM temp.new_place
WHERE department IS NOT NULL
    AND fold(department) NOT IN (
        SELECT fold(department) FROM temp.known_department);

-- name: forgotten_departments_there
SELECT count(*) FROM temp.forget
WHERE name NOT IN (SELECT name FROM temp.new_input)
    AND fold(name) IN (SELECT folded FROM temp.here);

-- name: may_be_departments
SELECT EXISTS (SELECT 1 FROM temp.absent) AND EXISTS (SELECT 1 FROM temp.fresh);

-- fragment: same_but_department
fold(coalesce(r.asset, '')) || char(31) || fold(coalesce(r.medium, ''))

-- name: pair_departments
-- A department has a new name where at least half of its risks are those of a
-- new one, but for the department, and no other fits as well. other: of
-- another business, for which a better one may do.
CREATE TEMP TABLE was(same TEXT, key, department TEXT, business TEXT);
INSERT INTO temp.was
SELECT @same_but_department@, r.key, p.department, r.business
FROM temp.looked l
    CROSS JOIN main.place p ON p.input = l.id
    CROSS JOIN main.risk r ON r.place = p.id
WHERE p.department IN (SELECT name FROM temp.absent);
CREATE INDEX temp.was_same ON was(same);
CREATE TEMP TABLE alike AS
SELECT w.department, n.department AS new, w.key AS old, n.key,
    w.business IS NOT n.business AS other, n.id
FROM (
    SELECT @same_but_department@ AS same, r.id, r.key, r.business,
        p.department
    FROM temp.new_place p JOIN temp.new_risk r ON r.place = p.id
    WHERE p.department IN (SELECT name FROM temp.fresh)) n
    CROSS JOIN temp.was w ON w.same = n.same;
CREATE TEMP TABLE renaming AS
SELECT department, new, count(DISTINCT old) AS hits
FROM temp.alike
GROUP BY 1, 2;
UPDATE temp.absent SET new = p.new
FROM temp.renaming p
WHERE p.department = absent.name AND p.hits * 2 >= absent.risks
    AND NOT EXISTS (
        SELECT 1 FROM temp.renaming o
        WHERE o.hits >= p.hits
            AND (o.department = p.department) <> (o.new = p.new));
INSERT OR IGNORE INTO temp.pair
SELECT k.old, k.key
FROM temp.alike k JOIN temp.absent a ON a.name = k.department AND a.new = k.new
ORDER BY k.other, k.id;

-- name: pair_moved
-- Or in one file, where at least half of its risks there are in the file under
-- that name, be it another department's.
CREATE TEMP TABLE not_there AS
SELECT l.heir, @same_but_department@ AS same, r.key, p.department, r.business
FROM temp.leaving l
    CROSS JOIN main.place p ON p.input = l.id
    CROSS JOIN main.risk r ON r.place = p.id
WHERE l.heir IS NOT NULL
    AND r.key NOT IN (SELECT key FROM temp.new_risk)
    AND r.key NOT IN (SELECT old FROM temp.pair);
CREATE INDEX temp.not_there_same ON not_there(heir, same);
CREATE TEMP TABLE moved_row AS
SELECT w.heir, w.department, n.department AS new, w.key AS old, n.key,
    w.business IS NOT n.business AS other, n.id
FROM (
    SELECT p.input, @same_but_department@ AS same, r.id, r.key, r.business,
        p.department
    FROM temp.new_place p JOIN temp.new_risk r ON r.place = p.id
    WHERE r.key NOT IN (SELECT key FROM main.life WHERE present)
        AND r.key NOT IN (SELECT new FROM temp.pair)) n
    CROSS JOIN temp.not_there w ON w.heir = n.input AND w.same = n.same;
INSERT OR IGNORE INTO temp.pair
SELECT m.old, m.key
FROM temp.moved_row m JOIN (
    SELECT heir, department, new
    FROM temp.moved_row o
    GROUP BY 1, 2, 3
    HAVING 2 * count(DISTINCT old) >= (
        SELECT count(*)
        FROM temp.leaving l
            CROSS JOIN main.place p ON p.input = l.id
            CROSS JOIN main.risk r ON r.place = p.id
        WHERE l.heir = o.heir AND p.department IS o.department)) u
    ON u.heir = m.heir AND u.department IS m.department AND u.new IS m.new
ORDER BY m.other, m.id;

-- name: may_have_moved
-- Ids of the picture that are not there in what was read, and new ones.
SELECT EXISTS (
        SELECT 1
        FROM temp.leaving l
            CROSS JOIN main.place p ON p.input = l.id
            CROSS JOIN main.risk r ON r.place = p.id
        WHERE l.heir IS NOT NULL
            AND r.key NOT IN (SELECT key FROM temp.new_risk))
    AND EXISTS (
        SELECT 1 FROM temp.new_risk
        WHERE key NOT IN (SELECT key FROM main.life WHERE present));

-- name: take_pairs
-- Where the earlier id is not another's still.
INSERT OR IGNORE INTO temp.new_alias
SELECT a.old, a.new
FROM temp.pair a
WHERE a.new NOT IN (SELECT new FROM temp.new_alias)
    AND NOT EXISTS (
        SELECT 1
        FROM main.risk k JOIN main.place q ON q.id = k.place
        WHERE k.key = a.old AND q.input NOT IN (SELECT id FROM temp.leaving));

-- fragment: is_absent
-- A place p of the picture.
p.department IN (SELECT name FROM temp.absent WHERE new IS NULL)

-- name: rename_plans
UPDATE temp.new_plan SET key =
    (SELECT new FROM temp.new_alias a WHERE a.old = new_plan.key)
WHERE key IN (SELECT old FROM temp.new_alias);
