-- What the previous run had and this one could not look at: its risks stay.
--
-- A file of before is one of now by its name, by its name below the folder of
-- all, by its content, or by the ids of its risks; a department that is absent
-- now may have a new name. What then has no file, or one that could not be read
-- whole, is lost and not gone.

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
SELECT file FROM expected;
INSERT OR IGNORE INTO forget
SELECT n.name, 0, f.given
FROM forget f JOIN nameable n ON fold(n.name) = fold(f.name)
WHERE f.name NOT IN (SELECT name FROM nameable);

-- name: find_absent
-- Departments that nothing names any more, and those that are named for the
-- first time.
CREATE INDEX IF NOT EXISTS risk_key ON risk(key, department, place);
CREATE TABLE now_department(folded TEXT PRIMARY KEY) WITHOUT ROWID;
INSERT OR IGNORE INTO now_department
SELECT fold(text) FROM label WHERE id IN (SELECT department FROM risk)
UNION
SELECT fold(department) FROM input
WHERE department IS NOT NULL AND state <> @RT_INPUT_MISSING@;
CREATE TABLE absent(
    name TEXT PRIMARY KEY, risks INTEGER, new TEXT, forgotten INTEGER);
INSERT INTO absent
SELECT department, count(*), NULL, 0
FROM previous
WHERE department IS NOT NULL
GROUP BY department
HAVING fold(department) NOT IN (SELECT folded FROM now_department);
CREATE TABLE fresh(department INTEGER PRIMARY KEY, name TEXT);
INSERT INTO fresh
SELECT id, text FROM label
WHERE id IN (SELECT department FROM risk)
    AND fold(text) NOT IN (
        SELECT fold(department) FROM (SELECT DISTINCT department FROM previous)
        WHERE department IS NOT NULL);

-- The risks of before that are now those of a department with another name.
CREATE TABLE pair_of(
    previous INTEGER PRIMARY KEY, department TEXT, new TEXT, risk INTEGER,
    key);
-- The ids of now.
CREATE TABLE now_key(key PRIMARY KEY, n INTEGER) WITHOUT ROWID;
INSERT INTO now_key
SELECT key, count(*) FROM risk WHERE key IS NOT NULL GROUP BY key;

-- name: may_be_renamed
SELECT EXISTS (SELECT 1 FROM absent) AND EXISTS (SELECT 1 FROM fresh);

-- name: find_renamed
-- A department has a new name where at least half of its risks are those of a
-- new one, but for the department, and no other fits as well: several become
-- one where the risks of each are others. Their ids become those of now. other: it is of another business, for which a better one may do.
CREATE TABLE was(
    same TEXT, previous INTEGER, department TEXT, business TEXT);
INSERT INTO was
SELECT @same_but_department@, id, department, business
FROM previous
WHERE department IN (SELECT name FROM absent)
    AND department NOT IN (SELECT name FROM forget);
CREATE INDEX was_same ON was(same);
CREATE TABLE alike(
    department TEXT, new TEXT, previous INTEGER, risk INTEGER, key,
    other INTEGER);
INSERT INTO alike
SELECT w.department, n.name, w.previous, n.risk, n.key,
    w.business IS NOT n.business
FROM (
    SELECT @same_but_department@ AS same, r.id AS risk, r.key, f.name, r.business
    FROM fresh f CROSS JOIN risk r ON r.department = f.department) n
    CROSS JOIN was w ON w.same = n.same;
CREATE INDEX alike_risk ON alike(risk);
CREATE INDEX alike_department ON alike(department, new);
CREATE TABLE renaming(department TEXT, new TEXT, hits INTEGER);
INSERT INTO renaming
SELECT department, new, count(DISTINCT previous) FROM alike GROUP BY 1, 2;
UPDATE absent SET new = p.new
FROM renaming p
WHERE p.department = absent.name AND p.hits * 2 >= absent.risks
    AND NOT EXISTS (
        SELECT 1 FROM renaming o
        WHERE o.hits >= p.hits
            AND CASE WHEN o.new = p.new
                THEN o.department <> p.department AND 2 * (
                    SELECT count(DISTINCT x.risk)
                    FROM alike x JOIN alike y
                        ON y.risk = x.risk AND y.department = o.department
                    WHERE x.department = p.department AND x.new = p.new)
                    >= p.hits
                ELSE o.department = p.department END);
INSERT OR IGNORE INTO pair_of
SELECT k.previous, k.department, k.new, k.risk, k.key
FROM alike k JOIN absent a ON a.name = k.department AND a.new = k.new
ORDER BY k.other, k.risk;

-- name: may_have_moved
-- Ids of before that are not there, and new ones.
SELECT EXISTS (
        SELECT 1 FROM previous
        WHERE key IS NOT NULL AND key NOT IN (SELECT key FROM now_key))
    AND EXISTS (
        SELECT 1 FROM now_key
        WHERE key NOT IN (SELECT key FROM previous WHERE key IS NOT NULL));

-- name: find_moved
-- A department has a new name in one file, though not in others, or that of
-- another department, where at least half of its risks there are in the file of
-- that name, but for the department.
CREATE TABLE not_there(
    file TEXT, run INTEGER, same TEXT, previous INTEGER, department TEXT, business TEXT);
INSERT INTO not_there
SELECT file, run, @same_but_department@, id, department, business
FROM previous
WHERE key NOT IN (SELECT key FROM now_key)
    AND department NOT IN (SELECT name FROM forget)
    AND id NOT IN (SELECT previous FROM pair_of);
CREATE INDEX not_there_same ON not_there(file, run, same);
CREATE TABLE moved_row(
    file TEXT, run INTEGER, department TEXT, new TEXT, previous INTEGER, risk INTEGER, key,
    other INTEGER);
INSERT INTO moved_row
SELECT b.name, b.run, w.department, n.department, w.previous, n.risk, n.key,
    w.business IS NOT n.business
FROM (
    SELECT p.input, @same_but_department@ AS same, l.text AS department,
        r.id AS risk, r.key, r.business
    FROM risk r
        JOIN place p ON p.id = r.place
        JOIN label l ON l.id = r.department
    WHERE r.key NOT IN (SELECT key FROM previous WHERE key IS NOT NULL)
        AND r.id NOT IN (SELECT risk FROM pair_of)) n
    CROSS JOIN there i ON i.id = n.input
    CROSS JOIN before b ON b.tail = i.tail
    CROSS JOIN not_there w
        ON w.file = b.name AND w.run = b.run AND w.same = n.same
WHERE NOT b.earlier AND (w.run > 0 OR w.department <> n.department);
INSERT OR IGNORE INTO pair_of
SELECT m.previous, m.department, m.new, m.risk, m.key
FROM moved_row m JOIN (
    SELECT file, run, department, new
    FROM moved_row o
    GROUP BY 1, 2, 3, 4
    HAVING 2 * count(DISTINCT previous) >= (
        SELECT count(*) FROM previous p
        WHERE p.file = o.file AND p.run = o.run
            AND p.department = o.department)) u
    USING(file, run, department, new)
ORDER BY m.other, m.risk;

-- name: has_renamed
-- Whether risks of department ?1 are now those of ?2.
SELECT EXISTS (
    SELECT 1 FROM pair_of
    WHERE fold(department) = fold(?1) AND fold(new) = fold(?2));

-- name: take_new_ids
CREATE TABLE new_id(old PRIMARY KEY, new) WITHOUT ROWID;
INSERT OR IGNORE INTO new_id
SELECT b.key, o.key
FROM pair_of o JOIN previous b ON b.id = o.previous
WHERE b.key IS NOT NULL AND o.key IS NOT NULL AND b.key <> o.key
ORDER BY o.rowid;
UPDATE plan SET key = n.new
FROM new_id n
WHERE n.old = plan.key;
UPDATE previous SET key = o.key
FROM pair_of o
WHERE o.previous = previous.id;

-- fragment: same_but_department
-- A plan does not name the business.
fold(coalesce(asset, '')) || char(31) || fold(coalesce(medium, '')) || char(31)
    || coalesce(report_no, '')

-- name: list_inputs
-- before: the files of the previous run; there: those of this one. tail is the
-- name below the folder of all, of those of one register. earlier: all that is known of it was kept from a
-- run before that one, whose folder is not known any more; several such can be
-- one file of now.
CREATE TABLE before(
    id INTEGER PRIMARY KEY, name TEXT, run INTEGER, tail TEXT,
    department TEXT, ids INTEGER, earlier INTEGER, forgotten INTEGER,
    why INTEGER, input INTEGER, UNIQUE(name, run));
INSERT INTO before(name, run, department, ids, earlier, forgotten)
SELECT file, run, CASE WHEN count(DISTINCT department) = 1 THEN max(department) END,
    count(DISTINCT key), min(of_before), 0
FROM previous
WHERE file IS NOT NULL
GROUP BY file, run;
UPDATE before SET earlier = 0
WHERE (name, run) IN (SELECT file, run FROM expected);
INSERT OR IGNORE INTO before(name, run, department, ids, earlier, forgotten)
SELECT file, run, department, 0, 0, 0 FROM expected;
UPDATE before AS b SET tail = substr(name, 1 + (
    SELECT length(common_folder(min(o.name), max(o.name)))
    FROM before o WHERE NOT o.earlier AND o.run = b.run))
WHERE NOT earlier;
CREATE TABLE there(id INTEGER PRIMARY KEY, name TEXT, tail TEXT);
INSERT INTO there(id, name)
SELECT id, file FROM input WHERE state <> @RT_INPUT_MISSING@;
UPDATE there SET tail = substr(name, 1 + (
    SELECT length(common_folder(min(name), max(name))) FROM there));
CREATE INDEX there_tail ON there(tail);
CREATE INDEX before_tail ON before(tail);
-- once: NULL where others may be the same file, which SQL takes for distinct.
CREATE TABLE matched(
    before INTEGER PRIMARY KEY, now INTEGER, by_ids INTEGER, once INTEGER,
    UNIQUE(now, once));
INSERT OR IGNORE INTO matched
SELECT b.id, i.id, 0, 0
FROM there i JOIN before b ON b.name = i.name
WHERE NOT b.earlier AND @is_clear@
ORDER BY b.id, i.id;

-- fragment: is_clear
-- Of a before b and an input i of that name: no other register has a file of
-- the name, or the two have a risk in common.
(NOT EXISTS (
        SELECT 1 FROM before o
        WHERE (o.name = b.name OR o.tail = b.tail) AND o.run <> b.run)
    OR EXISTS (
        SELECT 1
        FROM previous q JOIN risk r ON r.key = q.key
            JOIN place p ON p.id = r.place
        WHERE q.file = b.name AND q.run = b.run AND p.input = i.id))

-- name: inputs_left
SELECT EXISTS (
    SELECT 1 FROM before WHERE id NOT IN (SELECT before FROM matched));

-- fragment: both_left
-- Of a before b and an input i that is there: neither is matched.
NOT b.earlier AND b.id NOT IN (SELECT before FROM matched)
    AND i.id NOT IN (SELECT now FROM matched)

-- fragment: ids_found
-- How many ids of a before b are anywhere now.
(SELECT count(DISTINCT f.key)
    FROM previous f JOIN now_key k ON k.key = f.key
    WHERE f.file = b.name AND f.run = b.run)

-- fragment: not_others
-- Of those two: the rows are not all those of other departments.
(NOT EXISTS (SELECT 1 FROM of_before o WHERE o.id = b.id)
    OR NOT EXISTS (SELECT 1 FROM of_now o WHERE o.id = i.id)
    OR EXISTS (
        SELECT 1 FROM of_before o JOIN of_now n ON n.folded = o.folded
        WHERE o.id = b.id AND n.id = i.id))

-- name: match_more_inputs
-- Below the folders of all, the same name; unless its rows are those of other
-- departments. Then the same content; a form without a row by its department.
-- What is of earlier runs by the name. Then
-- by at least half of the ids, the best match first; then also those that became
-- part of a file, or several, that are matched already.
CREATE TABLE of_before(id INTEGER, folded TEXT, UNIQUE(id, folded));
INSERT OR IGNORE INTO of_before
SELECT b.id, fold(coalesce(o.new, a.new, p.department))
FROM before b
    JOIN previous p ON p.file = b.name AND p.run = b.run
    LEFT JOIN pair_of o ON o.previous = p.id
    LEFT JOIN absent a ON a.name = p.department
WHERE p.department IS NOT NULL;
CREATE TABLE of_now(id INTEGER, folded TEXT, UNIQUE(id, folded));
INSERT OR IGNORE INTO of_now
SELECT d.input, fold(l.text)
FROM (
    SELECT DISTINCT p.input, r.department
    FROM risk r JOIN place p ON p.id = r.place) d
    JOIN label l ON l.id = d.department;
INSERT OR IGNORE INTO matched
SELECT b.id, i.id, 0, 0
FROM before b JOIN there i ON i.tail = b.tail
WHERE @both_left@ AND @not_others@ AND @is_clear@
ORDER BY b.id, i.id;
INSERT OR IGNORE INTO matched
SELECT b.id, i.id, b.ids > 0, 0
FROM expected e
    JOIN before b ON b.name = e.file AND b.run = e.run
    JOIN input i ON i.sha256 = e.sha256 AND i.state <> @RT_INPUT_MISSING@
WHERE @both_left@
ORDER BY b.id, i.id;
INSERT OR IGNORE INTO matched
SELECT b.id, i.id, 0, 0
FROM before b JOIN input i
    ON i.state = @RT_INPUT_EMPTY@ AND fold(i.department) = (
        SELECT max(folded) FROM of_before o WHERE o.id = b.id
        GROUP BY o.id HAVING count(*) = 1)
WHERE @both_left@
ORDER BY b.id, i.id;
INSERT OR IGNORE INTO matched
SELECT b.id, i.id, 0, NULL
FROM before b JOIN there i
    ON substr('/' || b.name, -1 - length(i.tail)) = '/' || i.tail
WHERE b.earlier AND @not_others@
ORDER BY length(i.tail) DESC, i.id;
INSERT OR IGNORE INTO matched
SELECT old, now, 1, 0
FROM (
    SELECT b.id AS old, p.input AS now, b.ids, count(DISTINCT r.key) AS hits
    FROM before b
        CROSS JOIN previous q ON q.file = b.name AND q.run = b.run
        CROSS JOIN risk r ON r.key = q.key
        CROSS JOIN place p ON p.id = r.place
    WHERE b.id NOT IN (SELECT before FROM matched)
        AND p.input NOT IN (SELECT now FROM matched)
    GROUP BY 1, 2)
WHERE hits * 2 >= ids
ORDER BY hits DESC, old, now;
INSERT OR IGNORE INTO matched
SELECT b.id, p.input, 1, NULL
FROM before b
    CROSS JOIN previous q ON q.file = b.name AND q.run = b.run
    CROSS JOIN risk r ON r.key = q.key
    CROSS JOIN place p ON p.id = r.place
WHERE b.id NOT IN (SELECT before FROM matched) AND b.ids <= 2 * @ids_found@
GROUP BY b.id, p.input
ORDER BY count(DISTINCT r.key) DESC, b.id, p.input;

-- name: find_lost
-- why: an enum rt_unconfirmed. A file that was read whole has no rejected row
-- and no error of the file or the form's structure.
UPDATE before SET input = m.now, why =
    CASE
        WHEN i.state = @RT_INPUT_FAILED@ THEN @RT_NOT_READ@
        WHEN i.state = @RT_INPUT_OTHER@ OR i.rejected > 0
            OR i.id IN (
                SELECT input FROM finding
                WHERE severity = @RT_ERROR@ AND code < @RT_VA101@)
            THEN @RT_NOT_FOUND@
        WHEN i.state = @RT_INPUT_EMPTY@ THEN @RT_NO_ROWS@
    END
FROM matched m JOIN input i ON i.id = m.now
WHERE m.before = before.id;
-- Found by its ids alone, and more than one and more than a quarter of them are
-- missing: it may have been split, and a part of it is not there.
UPDATE before AS b SET why = @RT_IN_DOUBT@
FROM matched m
WHERE m.before = b.id AND m.by_ids AND b.why IS NULL
    AND b.ids - @ids_found@ > 1 AND 4 * (b.ids - @ids_found@) > b.ids;
UPDATE forget SET found = 1
WHERE name IN (
        SELECT name FROM before WHERE input IS NULL OR why IN (@RT_NO_ROWS@, @RT_IN_DOUBT@))
    OR name IN (SELECT name FROM absent);
UPDATE before SET forgotten = 1
WHERE (input IS NULL OR why IN (@RT_NO_ROWS@, @RT_IN_DOUBT@))
    AND (name IN (SELECT name FROM forget)
        OR department IN (SELECT name FROM forget));
UPDATE absent SET forgotten = 1 WHERE name IN (SELECT name FROM forget);
UPDATE before SET why = @RT_NOT_SENT@
WHERE input IS NULL AND NOT forgotten;
CREATE TABLE lost(
    previous INTEGER PRIMARY KEY, why INTEGER, before INTEGER, absent TEXT);
INSERT INTO lost
SELECT p.id, coalesce(b.why, @RT_NOT_SENT@), CASE WHEN b.why THEN b.id END,
    CASE WHEN b.why IS NULL THEN a.name END
FROM (
    SELECT id, key, file, run, department,
        row_number() OVER (PARTITION BY key ORDER BY severity, id) AS n
    FROM previous) p
    LEFT JOIN before b ON b.name = p.file AND b.run = p.run
    LEFT JOIN absent a ON a.name = p.department AND a.new IS NULL
WHERE (b.why IS NOT NULL OR a.name IS NOT NULL)
    AND NOT coalesce(b.forgotten, 0) AND NOT coalesce(a.forgotten, 0)
    AND (p.key IS NULL
        OR p.n > coalesce((SELECT k.n FROM now_key k WHERE k.key = p.key), 0));

-- name: not_forgotten
-- And what could be meant, ?1 between: first what has the name in it.
SELECT given, group_concat(name, ?1)
FROM (
    SELECT f.given, m.name
    FROM (
        SELECT given FROM forget
        GROUP BY given HAVING max(found) = 0 ORDER BY given LIMIT 1) f
        LEFT JOIN (
            SELECT name FROM before
            WHERE input IS NULL OR why IN (@RT_NO_ROWS@, @RT_IN_DOUBT@)
            UNION
            SELECT name FROM absent) m
    ORDER BY instr(fold(m.name), fold(f.given)) = 0, m.name
    LIMIT 8)
GROUP BY given;

-- name: lost_profiles
-- Criteria that nothing of this run was judged by. own: of the form itself.
SELECT DISTINCT own, name
FROM (
    SELECT 0 AS own, p.profile AS name
    FROM lost o JOIN previous p ON p.id = o.previous
    UNION
    SELECT 1, p.own_profile
    FROM lost o JOIN previous p ON p.id = o.previous) n
WHERE name IS NOT NULL
    AND NOT EXISTS (
        SELECT 1 FROM profile f WHERE f.own = n.own AND f.name = n.name)
ORDER BY own, name;

-- name: list_lost
-- lost_input: what became of the files of before, where there is something to
-- say. reported: that its department is missing is known.
CREATE TABLE lost_input AS
SELECT b.id, b.name, CASE WHEN m.by_ids THEN i.file END AS new,
    coalesce(i.department, b.department) AS department, b.input, b.why,
    (SELECT count(*) FROM lost o WHERE o.before = b.id) AS risks,
    EXISTS (
        SELECT 1 FROM input m
        WHERE m.state = @RT_INPUT_MISSING@
            AND fold(m.department) = fold(b.department)) AS reported,
    b.ids, CASE WHEN m.by_ids THEN @ids_found@ END AS found
FROM before b
    LEFT JOIN matched m ON m.before = b.id
    LEFT JOIN input i ON i.id = m.now
WHERE NOT b.forgotten AND (b.why IS NOT NULL OR m.by_ids);
-- The same of the departments, with the new name of one that has another.
CREATE TABLE lost_department AS
SELECT a.name, NULL AS new,
    (SELECT count(*) FROM lost o WHERE o.absent = a.name) AS risks,
    fold(a.name) IN (
        SELECT fold(department) FROM input WHERE state = @RT_INPUT_MISSING@)
        AS reported
FROM absent a
WHERE NOT a.forgotten
UNION ALL
SELECT department, new, count(*), 0 FROM pair_of GROUP BY 1, 2;

-- name: lost_inputs
SELECT name, new, department, coalesce(input, 0), coalesce(why, 0), risks,
    reported, ids, found
FROM lost_input
ORDER BY name, id;

-- name: lost_departments
SELECT name, new, risks, reported
FROM lost_department
WHERE risks > 0
ORDER BY name, new;

-- name: unconfirmed_totals
SELECT count(*), sum(p.class = @RT_HIGH@), sum(p.class = @RT_MEDIUM@),
    sum(p.class = @RT_LOW@)
FROM lost o JOIN previous p ON p.id = o.previous;

-- name: keep_lost
-- As risks of this run; their place has no input, so that nothing takes them
-- for rows that were read.
-- Where their file has another name now, they are of that one.
UPDATE previous SET unconfirmed = o.why,
    file = CASE WHEN m.by_ids AND o.why <> @RT_IN_DOUBT@ THEN i.file
        ELSE previous.file END
FROM lost o
    LEFT JOIN matched m ON m.before = o.before
    LEFT JOIN input i ON i.id = m.now
WHERE o.previous = previous.id;
INSERT OR IGNORE INTO label(text)
SELECT department FROM previous
WHERE unconfirmed IS NOT NULL AND department IS NOT NULL
UNION
SELECT profile FROM previous
WHERE unconfirmed IS NOT NULL AND profile IS NOT NULL;
INSERT INTO place(input, sheet_index, file, sheet, csv)
SELECT DISTINCT NULL, 0, coalesce(file, ''), coalesce(sheet, ''), csv
FROM previous
WHERE unconfirmed IS NOT NULL
ORDER BY file, sheet, csv;
INSERT INTO risk(severity, department, place, row, asset_col, profile, key,
    @risk_names@)
SELECT p.severity, d.id, k.id, p.row, p.asset_col, f.id, p.key,
    @previous_members@
FROM previous p
    JOIN place k ON k.input IS NULL AND k.file = coalesce(p.file, '')
        AND k.sheet = coalesce(p.sheet, '') AND k.csv = p.csv
    LEFT JOIN label d ON d.text = p.department
    LEFT JOIN label f ON f.text = p.profile
WHERE p.unconfirmed IS NOT NULL
ORDER BY p.id;
