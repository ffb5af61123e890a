-- The comparison of an earlier picture with the present one (compare.h): which
-- inputs, departments and risks of both are the same, and what of the earlier
-- one could not be looked at.

-- name: tables
-- The earlier picture, filled in by who asks. before_input: run is the number
-- of the register that has it, of several; earlier: an enum rt_unconfirmed where
-- all that is known of it was kept from a run before that one, whose folder is
-- not known any more. Of
-- before_row the input may be NULL, department '', and row NULL where it is not
-- the row's own any more. before_id and now_id: the risks that an input's plan
-- names (plan 1), and then those that it has (0); apart: of those, one that is not
-- found where the id is.
CREATE TEMP TABLE before_input(
    id INTEGER PRIMARY KEY, name TEXT, run INTEGER, department TEXT,
    sha256 TEXT, earlier INTEGER, tail TEXT, ids INTEGER, found INTEGER,
    why INTEGER, forgotten INTEGER, UNIQUE(name, run));
CREATE INDEX temp.before_input_tail ON before_input(tail);
CREATE TEMP TABLE before_row(
    id INTEGER PRIMARY KEY, input INTEGER, department TEXT, key,
    severity INTEGER, sheet TEXT, row INTEGER);
CREATE TEMP TABLE before_id(
    input INTEGER, key, plan INTEGER, apart INTEGER DEFAULT 0,
    PRIMARY KEY(input, key, plan)) WITHOUT ROWID;
CREATE TEMP TABLE before_department(folded TEXT PRIMARY KEY) WITHOUT ROWID;
-- The present one. known: the earlier picture has the id; added: it did not have
-- it when the changes that are reported began, which may be earlier.
CREATE TEMP TABLE now_input(
    id INTEGER PRIMARY KEY, name TEXT, department TEXT, sha256 TEXT,
    state INTEGER, lossy INTEGER, tail TEXT);
CREATE INDEX temp.now_input_tail ON now_input(tail);
CREATE TEMP TABLE now_row(
    id INTEGER PRIMARY KEY, input INTEGER, department TEXT, key,
    known INTEGER, added INTEGER, sheet TEXT, row INTEGER);
CREATE TEMP TABLE now_id(
    key, plan INTEGER, input INTEGER,
    PRIMARY KEY(key, plan, input)) WITHOUT ROWID;
CREATE TEMP TABLE now_department(folded TEXT PRIMARY KEY) WITHOUT ROWID;
-- What comes of it. matched: an input of before and what it is now; by_ids: by
-- its risks or its content; once: NULL where others may be the same file, which
-- SQL takes for distinct.
CREATE TEMP TABLE matched(
    before INTEGER PRIMARY KEY, now INTEGER, by_ids INTEGER, once INTEGER,
    UNIQUE(now, once));
-- Departments that nothing names any more, and their new names.
CREATE TEMP TABLE absent(
    name TEXT PRIMARY KEY, risks INTEGER, new TEXT, forgotten INTEGER);
-- Rows of before that are a row of now under another id, and the one they had.
CREATE TEMP TABLE pair_of(
    before INTEGER PRIMARY KEY, department TEXT, new TEXT, now INTEGER UNIQUE,
    key, old);
CREATE TEMP TABLE renamed_id(old PRIMARY KEY, new) WITHOUT ROWID;
-- Rows of before, of a department that is absent, and rows of now that may be the
-- same in another one. equal: in all that is assessed; known: it was there last
-- time, so that it can only be doubtful.
CREATE TEMP TABLE adoptable(
    department TEXT, before INTEGER, new TEXT, now INTEGER, key,
    equal INTEGER, known INTEGER, sure INTEGER);
-- Rows of before that are not known to be gone: why is an enum rt_unconfirmed,
-- of the input or of the department that is absent.
CREATE TEMP TABLE lost(
    before INTEGER PRIMARY KEY, why INTEGER, input INTEGER, absent TEXT);
-- Rows of before that are gone: nothing has them, and they are not lost.
CREATE TEMP TABLE gone(
    before INTEGER PRIMARY KEY, input INTEGER, department TEXT, key);
-- What is new where such a row is gone, and the same but for the medium.
CREATE TEMP TABLE successor(
    key, now INTEGER, medium TEXT, UNIQUE(key, medium));

-- What both rooms say of it: departments with another name, and those where only
-- the id is another (same), because of the business (other) or not; and what
-- nothing is left of, for `forget`.
CREATE TEMP VIEW carried_over AS
SELECT department, new, same, iif(same, other, 0) AS other, count(*) AS n
FROM (
    SELECT p.department, p.new, fold(p.new) = fold(p.department) AS same,
        b.business IS NOT t.business AS other
    FROM pair_of p
        LEFT JOIN before_text b ON b.id = p.before
        LEFT JOIN now_text t ON t.id = p.now
    WHERE p.department <> '')
GROUP BY 1, 2, 3, 4;
-- Departments that are missing although others may have their risks now.
CREATE TEMP VIEW in_doubt AS
SELECT a.name AS department, (
        SELECT group_concat(new, ' / ')
        FROM (SELECT DISTINCT new FROM adoptable WHERE department = a.name))
    AS others, count(DISTINCT k.before) AS n
FROM absent a JOIN adoptable k ON k.department = a.name
WHERE a.new IS NULL
GROUP BY a.name
HAVING 2 * count(DISTINCT k.before) >= a.risks;
-- Inputs that are there, but more than one and more than half of the risks that
-- all registers have of them are gone.
CREATE TEMP VIEW mostly_gone AS
SELECT g.id, g.name, m.now, g.n AS gone, (
        SELECT count(DISTINCT r.key)
        FROM before_input b JOIN before_row r ON r.input = b.id
        WHERE b.name = g.name) AS ids
FROM (
    SELECT max(b.id) AS id, b.name, count(DISTINCT o.key) AS n
    FROM gone o JOIN before_input b ON b.id = o.input
    GROUP BY b.name) g
    CROSS JOIN matched m ON m.before = g.id
WHERE g.n > 1 AND 2 * g.n > ids;
CREATE TEMP VIEW only_before AS
SELECT name FROM before_input
WHERE why IN (@RT_NOT_SENT@, @RT_NO_ROWS@, @RT_IN_DOUBT@)
UNION
SELECT name FROM absent;

-- name: match_by_name
-- tail: the name below the folder of all.
CREATE INDEX temp.before_row_input ON before_row(input, key);
CREATE INDEX temp.now_row_key ON now_row(key);
UPDATE before_input SET tail = substr(name, 1 + f.n)
FROM (
    SELECT run, length(common_folder(min(name), max(name))) AS n
    FROM before_input WHERE NOT earlier
    GROUP BY run) f
WHERE f.run = before_input.run AND NOT earlier;
UPDATE now_input SET tail = substr(name, 1 + (
    SELECT length(common_folder(min(name), max(name))) FROM now_input));
INSERT OR IGNORE INTO matched
SELECT b.id, i.id, 0, 0
FROM now_input i JOIN before_input b ON b.name = i.name
WHERE NOT b.earlier AND @is_clear@
ORDER BY b.id, i.id;

-- fragment: is_clear
-- Of a before b and an input i of that name: no other register has a file of
-- the name, or the two have a risk in common.
(NOT EXISTS (
        SELECT 1 FROM before_input o
        WHERE (o.name = b.name OR o.tail = b.tail) AND o.run <> b.run)
    OR EXISTS (
        SELECT 1 FROM before_row q JOIN now_row r ON r.key = q.key
        WHERE q.input = b.id AND r.input = i.id))

-- name: find_absent
-- A file names its department where its own rows do not: where it has none, or
-- not all of them. One that could not be read names those that it had. fresh:
-- those that are named for the first time.
INSERT OR IGNORE INTO before_department
SELECT fold(department) FROM (SELECT DISTINCT department FROM before_row);
INSERT OR IGNORE INTO now_department
SELECT fold(department) FROM (SELECT DISTINCT department FROM now_row);
INSERT OR IGNORE INTO now_department
SELECT fold(department)
FROM now_input
WHERE department IS NOT NULL
    AND (state <> @RT_INPUT_READ@ OR lossy
        OR id NOT IN (SELECT input FROM now_row));
INSERT OR IGNORE INTO now_department
SELECT fold(department)
FROM (
    SELECT DISTINCT r.department
    FROM now_input i
        CROSS JOIN matched m ON m.now = i.id
        CROSS JOIN before_row r ON r.input = m.before
    WHERE i.state = @RT_INPUT_FAILED@ AND r.department <> '');
INSERT INTO absent
SELECT department, count(*), NULL,
    fold(department) IN (SELECT fold(name) FROM forget)
FROM before_row
WHERE department <> ''
GROUP BY department
HAVING fold(department) NOT IN (SELECT folded FROM now_department);
CREATE TEMP TABLE fresh(name TEXT PRIMARY KEY) WITHOUT ROWID;
INSERT INTO fresh
SELECT department FROM (SELECT DISTINCT department FROM now_row)
WHERE department <> ''
    AND fold(department) NOT IN (SELECT folded FROM before_department);

-- name: may_be_renamed
SELECT EXISTS (SELECT 1 FROM absent) AND EXISTS (SELECT 1 FROM fresh);

-- fragment: same_but_department
-- A plan does not name the business.
fold(coalesce(t.asset, '')) || char(31) || fold(coalesce(t.medium, ''))
    || char(31) || coalesce(t.report_no, '')

-- name: find_renamed
-- A department has a new name where at least half of its risks are those of a
-- new one, but for the department, and no other fits as well: several become
-- one where the risks of each are others. other: the business is another,
-- for which a better match may exist.
CREATE TEMP TABLE was(
    same TEXT, before INTEGER, department TEXT, business TEXT);
INSERT INTO was
SELECT @same_but_department@, r.id, r.department, t.business
FROM before_row r CROSS JOIN before_text t ON t.id = r.id
WHERE r.department IN (SELECT name FROM absent WHERE NOT forgotten);
CREATE INDEX temp.was_same ON was(same);
CREATE TEMP TABLE alike AS
SELECT w.department, n.department AS new, w.before, n.id AS now, n.key,
    w.business IS NOT n.business AS other
FROM (
    SELECT @same_but_department@ AS same, r.id, r.key, r.department, t.business
    FROM now_row r CROSS JOIN now_text t ON t.id = r.id
    WHERE r.department IN (SELECT name FROM fresh)) n
    CROSS JOIN was w ON w.same = n.same;
CREATE INDEX temp.alike_now ON alike(now);
CREATE INDEX temp.alike_department ON alike(department, new);
CREATE TEMP TABLE renaming AS
SELECT department, new, count(DISTINCT before) AS hits
FROM alike
GROUP BY 1, 2;
UPDATE absent SET new = p.new
FROM renaming p
WHERE p.department = absent.name AND p.hits * 2 >= absent.risks
    AND NOT EXISTS (
        SELECT 1 FROM renaming o
        WHERE o.hits >= p.hits
            AND CASE WHEN o.new = p.new
                THEN o.department <> p.department AND 2 * (
                    SELECT count(DISTINCT x.now)
                    FROM alike x JOIN alike y
                        ON y.now = x.now AND y.department = o.department
                    WHERE x.department = p.department AND x.new = p.new)
                    >= p.hits
                ELSE o.department = p.department END);
INSERT OR IGNORE INTO pair_of(before, department, new, now, key)
SELECT k.before, k.department, k.new, k.now, k.key
FROM alike k JOIN absent a ON a.name = k.department AND a.new = k.new
ORDER BY k.other, k.now;
@take_pairs@

-- fragment: take_pairs
-- The ids that others have become are theirs.
UPDATE pair_of SET old = b.key
FROM before_row b
WHERE b.id = pair_of.before AND pair_of.old IS NULL;
INSERT OR IGNORE INTO renamed_id
SELECT old, key FROM pair_of WHERE old <> key ORDER BY before;
UPDATE before_row SET key = o.key
FROM pair_of o
WHERE o.before = before_row.id AND o.key IS NOT before_row.key;
UPDATE OR REPLACE before_id SET key = n.new
FROM renamed_id n
WHERE n.old = before_id.key;
UPDATE OR REPLACE now_id SET key = n.new
FROM renamed_id n
WHERE n.old = now_id.key;

-- name: may_have_moved
SELECT EXISTS (
    SELECT 1 FROM before_row
    WHERE key NOT IN (SELECT key FROM now_row WHERE key IS NOT NULL));

-- name: find_moved
-- With equal content a row is the same risk under whatever id. Else a department
-- has a new name in one file, though not in others, or that of another, where at
-- least half of its risks there are in the file of that name, but for the
-- department; and everywhere, where these are half of all that it had.
DROP TABLE IF EXISTS temp.candidate;
CREATE TEMP TABLE candidate(
    now INTEGER, before INTEGER, UNIQUE(now, before));
INSERT OR IGNORE INTO candidate
SELECT m.now, m.before
FROM matched m JOIN before_input b ON b.id = m.before
WHERE NOT b.earlier
UNION
SELECT i.id, b.id
FROM now_input i JOIN before_input b ON b.tail = i.tail
WHERE NOT b.earlier;
DROP TABLE IF EXISTS temp.not_there;
CREATE TEMP TABLE not_there AS
SELECT r.input, @same_but_department@ AS same, r.id, r.department,
    t.business, r.sheet, r.row, b.run, b.sha256
FROM before_row r
    CROSS JOIN before_text t ON t.id = r.id
    CROSS JOIN before_input b ON b.id = r.input
WHERE r.key NOT IN (SELECT key FROM now_row WHERE key IS NOT NULL)
    AND r.department NOT IN (SELECT name FROM forget);
CREATE INDEX temp.not_there_same ON not_there(input, same);
INSERT OR IGNORE INTO pair_of(before, department, new, now, key)
SELECT w.id, w.department, n.department, n.id, n.key
FROM not_there w
    CROSS JOIN matched m ON m.before = w.input
    CROSS JOIN now_input i ON i.id = m.now AND i.sha256 = w.sha256
    CROSS JOIN now_row n
        ON n.input = i.id AND n.sheet = w.sheet AND n.row = w.row
ORDER BY w.id;
DROP TABLE IF EXISTS temp.moved_row;
CREATE TEMP TABLE moved_row AS
SELECT w.input, w.department, n.department AS new, w.id AS before,
    n.id AS now, n.key, w.business IS NOT n.business AS other
FROM (
    SELECT @same_but_department@ AS same, r.id, r.input, r.key, r.department,
        t.business
    FROM now_row r CROSS JOIN now_text t ON t.id = r.id
    WHERE NOT r.known AND r.id NOT IN (SELECT now FROM pair_of)) n
    CROSS JOIN candidate c ON c.now = n.input
    CROSS JOIN not_there w ON w.input = c.before AND w.same = n.same
WHERE w.run > 0 OR w.department <> n.department;
INSERT OR IGNORE INTO pair_of(before, department, new, now, key)
SELECT m.before, m.department, m.new, m.now, m.key
FROM moved_row m JOIN (
    SELECT input, department, new
    FROM moved_row o
    GROUP BY 1, 2, 3
    HAVING 2 * count(DISTINCT before) >= (
        SELECT count(*) FROM before_row p
        WHERE p.input = o.input AND p.department = o.department)) u
    USING(input, department, new)
ORDER BY m.other, m.now;
@take_pairs@
@take_names@

-- name: may_be_adopted
SELECT EXISTS (SELECT 1 FROM absent WHERE new IS NULL AND NOT forgotten)
    AND EXISTS (SELECT 1 FROM now_row WHERE added);

-- name: find_adopted
-- A department's risks are others' now, of which each may have been there before,
-- where at least two and at least half of them are, with the same business and
-- assessment, new in one department and no other. Then also those whose
-- assessment is another.
CREATE TEMP TABLE left_over(
    same TEXT, before INTEGER, department TEXT, business TEXT,
    importance INTEGER, likelihood INTEGER);
INSERT INTO left_over
SELECT @same_but_department@, r.id, r.department, t.business, t.importance,
    t.likelihood
FROM before_row r CROSS JOIN before_text t ON t.id = r.id
WHERE r.department IN (
        SELECT name FROM absent WHERE new IS NULL AND NOT forgotten)
    AND r.id NOT IN (SELECT before FROM pair_of);
CREATE INDEX temp.left_over_same ON left_over(same);
INSERT INTO adoptable
SELECT w.department, w.before, n.department, n.id, n.key,
    coalesce(w.business = n.business, true) AND w.importance IS n.importance
        AND w.likelihood IS n.likelihood, n.known, 0
FROM (
    SELECT @same_but_department@ AS same, r.id, r.key, r.department, r.known,
        t.business, t.importance, t.likelihood
    FROM now_row r CROSS JOIN now_text t ON t.id = r.id
    WHERE r.added AND r.department <> ''
        AND r.id NOT IN (SELECT now FROM pair_of)) n
    CROSS JOIN left_over w ON w.same = n.same;
UPDATE adoptable SET sure = 1
FROM (
    SELECT before FROM adoptable
    WHERE equal
    GROUP BY before HAVING min(new) = max(new)) w,
    (SELECT now FROM adoptable
    WHERE equal
    GROUP BY now HAVING min(department) = max(department)) n
WHERE equal AND NOT known
    AND w.before = adoptable.before AND n.now = adoptable.now;
CREATE TEMP TABLE adopter(
    department TEXT, new TEXT, PRIMARY KEY(department, new)) WITHOUT ROWID;
INSERT OR IGNORE INTO adopter
SELECT department, new
FROM adoptable
WHERE sure AND department IN (
    SELECT s.department
    FROM adoptable s JOIN absent a ON a.name = s.department
    WHERE s.sure
    GROUP BY 1 HAVING count(DISTINCT s.before) >= max(2, (a.risks + 1) / 2));
INSERT OR IGNORE INTO pair_of(before, department, new, now, key)
SELECT k.before, k.department, k.new, k.now, k.key
FROM adoptable k JOIN adopter d USING(department, new)
WHERE k.sure OR (NOT k.known AND k.before IN (
    SELECT before
    FROM adoptable JOIN adopter USING(department, new)
    GROUP BY 1 HAVING min(new) = max(new) AND NOT max(equal)))
ORDER BY NOT k.sure, k.before, k.now;
@take_pairs@
@take_names@

-- fragment: take_names
-- A department's new name is the one that most of its risks have.
UPDATE absent SET new = p.new
FROM (
    SELECT department, new, max(n), sum(n) AS n
    FROM (SELECT department, new, count(*) AS n FROM pair_of GROUP BY 1, 2)
    GROUP BY 1) p
WHERE p.department = absent.name AND absent.new IS NULL
    AND p.n * 2 >= absent.risks;

-- name: inputs_left
SELECT EXISTS (
    SELECT 1 FROM before_input WHERE id NOT IN (SELECT before FROM matched));

-- fragment: not_others
-- Of a before b and an input i that is there: the rows are not all those of other departments.
(NOT EXISTS (SELECT 1 FROM of_before o WHERE o.id = b.id)
    OR NOT EXISTS (SELECT 1 FROM of_now o WHERE o.id = i.id)
    OR EXISTS (
        SELECT 1 FROM of_before o JOIN of_now n ON n.folded = o.folded
        WHERE o.id = b.id AND n.id = i.id))

-- fragment: count_ids
-- The ids of the inputs that are not matched by name, and how many of them are
-- anywhere now.
UPDATE before_input AS b SET
    ids = (SELECT count(*) FROM before_id d WHERE d.input = b.id),
    found = (
        SELECT count(*) FROM before_id d
        WHERE d.input = b.id AND NOT d.apart
            AND CASE WHEN d.plan
                THEN EXISTS (
                    SELECT 1 FROM now_id n WHERE n.key = d.key AND n.plan)
                ELSE EXISTS (SELECT 1 FROM now_row n WHERE n.key = d.key) END)
WHERE id IN (SELECT input FROM before_id);

-- name: match_more
-- Below the folders of all, the same name; unless its rows are those of other
-- departments. Then the same content; a form without a row by its department.
-- What earlier runs had, by the name. Then by at least half of the ids, the best match first; then also those that became
-- part of a file, or several, that are matched already; a risk that these had
-- before, less severe, did not. What was not found even
-- before does not count, unless nothing was.
INSERT OR IGNORE INTO before_id(input, key, plan)
SELECT input, coalesce((SELECT new FROM renamed_id WHERE old = key), key), 0
FROM before_row
WHERE input NOT IN (SELECT before FROM matched) AND key IS NOT NULL
    AND (row IS NOT NULL OR input NOT IN (
        SELECT input FROM before_row
        WHERE input IS NOT NULL AND row IS NOT NULL));
INSERT OR IGNORE INTO now_id
SELECT n.key, 0, n.input
FROM before_id b CROSS JOIN now_row n ON n.key = b.key
WHERE NOT b.plan;
CREATE TEMP TABLE own(key PRIMARY KEY, severity INTEGER, n INTEGER)
    WITHOUT ROWID;
INSERT INTO own
SELECT d.key, min(r.severity), count(DISTINCT n.id)
FROM (SELECT DISTINCT key FROM before_id WHERE NOT plan) d
    CROSS JOIN now_row n ON n.key = d.key
    CROSS JOIN matched m ON m.now = n.input
    CROSS JOIN before_row r ON r.input = m.before AND r.key = d.key
GROUP BY d.key;
UPDATE before_id SET apart = 1
FROM own o
WHERE NOT plan AND o.key = before_id.key
    AND o.n = (SELECT count(*) FROM now_row n WHERE n.key = o.key)
    AND o.severity > (
        SELECT min(r.severity) FROM before_row r
        WHERE r.input = before_id.input AND r.key = o.key);
@count_ids@
CREATE TEMP TABLE of_before(id INTEGER, folded TEXT, UNIQUE(id, folded));
INSERT OR IGNORE INTO of_before
SELECT p.input, fold(coalesce(o.new, a.new, p.department))
FROM before_row p
    LEFT JOIN pair_of o ON o.before = p.id
    LEFT JOIN absent a ON a.name = p.department
WHERE p.department <> '' AND p.input NOT IN (SELECT before FROM matched);
CREATE TEMP TABLE of_now(id INTEGER, folded TEXT, UNIQUE(id, folded));
INSERT OR IGNORE INTO of_now
SELECT input, fold(department)
FROM (SELECT DISTINCT input, department FROM now_row WHERE department <> '');
INSERT OR IGNORE INTO matched
SELECT b.id, i.id, 0, 0
FROM before_input b JOIN now_input i ON i.tail = b.tail
WHERE @not_others@ AND @is_clear@
ORDER BY b.id, i.id;
INSERT OR IGNORE INTO matched
SELECT b.id, i.id, b.ids > 0, 0
FROM before_input b JOIN now_input i ON i.sha256 = b.sha256
ORDER BY b.name, b.id, i.name;
INSERT OR IGNORE INTO matched
SELECT b.id, i.id, 0, 0
FROM before_input b JOIN now_input i
    ON i.state = @RT_INPUT_EMPTY@ AND fold(i.department) = (
        SELECT max(folded) FROM of_before o WHERE o.id = b.id
        GROUP BY o.id HAVING count(*) = 1)
ORDER BY b.id, i.id;
INSERT OR IGNORE INTO matched
SELECT b.id, i.id, 0, NULL
FROM before_input b JOIN now_input i
    ON substr('/' || b.name, -1 - length(i.tail)) = '/' || i.tail
WHERE b.earlier AND @not_others@
ORDER BY length(i.tail) DESC, i.id;
INSERT OR IGNORE INTO matched
SELECT b.id, i.id, 1, 0
FROM (
    SELECT o.input AS old, n.input AS now, count(*) AS hits
    FROM before_id o CROSS JOIN now_id n ON n.key = o.key AND n.plan = o.plan
    WHERE NOT o.apart AND o.input NOT IN (SELECT before FROM matched)
        AND n.input NOT IN (SELECT now FROM matched)
    GROUP BY 1, 2) m
    JOIN before_input b ON b.id = m.old
    JOIN now_input i ON i.id = m.now
WHERE m.hits * 2 >= b.ids
ORDER BY m.hits DESC, b.name, b.id, i.name;
INSERT OR IGNORE INTO matched
SELECT b.id, n.input, 1, NULL
FROM before_input b
    CROSS JOIN before_id o ON o.input = b.id
    CROSS JOIN now_id n ON n.key = o.key AND n.plan = o.plan
WHERE NOT o.apart AND b.id NOT IN (SELECT before FROM matched)
    AND b.ids <= 2 * b.found
GROUP BY b.id, n.input
ORDER BY count(*) DESC, b.id, n.input;

-- name: find_why
-- A file that was read whole has no rejected row and no error of the file or the
-- form's structure. Found by its ids alone, where more than one and more than a
-- quarter of them are missing, it may have been split, and a part of it is not
-- there. What left a plan says nothing.
DELETE FROM before_id WHERE plan;
@count_ids@
UPDATE before_input SET why =
    CASE
        WHEN i.state = @RT_INPUT_FAILED@ THEN @RT_NOT_READ@
        WHEN i.state IN (@RT_INPUT_OTHER@, @RT_INPUT_DOCUMENT@)
            THEN @RT_NO_ROWS@
        WHEN i.lossy THEN @RT_NOT_FOUND@
        WHEN i.state = @RT_INPUT_EMPTY@ THEN @RT_NO_ROWS@
        WHEN m.by_ids AND ids - found > 1 AND 4 * (ids - found) > ids
            THEN @RT_IN_DOUBT@
    END
FROM matched m JOIN now_input i ON i.id = m.now
WHERE m.before = before_input.id;
-- That a file may have been split is known by then.
UPDATE before_input SET why =
    CASE earlier WHEN @RT_IN_DOUBT@ THEN earlier ELSE @RT_NOT_SENT@ END
WHERE id NOT IN (SELECT before FROM matched);
UPDATE before_input SET forgotten = 1
WHERE why IN (@RT_NOT_SENT@, @RT_NO_ROWS@, @RT_IN_DOUBT@)
    AND (name IN (SELECT name FROM forget)
        OR fold(department) IN (SELECT fold(name) FROM forget));

-- name: may_have_followed
SELECT EXISTS (SELECT 1 FROM renamed_id n JOIN before_row r ON r.key = n.old);

-- name: find_followed
-- Further rows with an id that has become another are that, too; but if one of
-- them could not be looked at, it may be as it was, and the other id is a new one.
CREATE TEMP TABLE may_stay(old PRIMARY KEY) WITHOUT ROWID;
INSERT OR IGNORE INTO may_stay
SELECT r.key
FROM before_row r JOIN before_input b ON b.id = r.input
WHERE b.why AND r.key IN (SELECT old FROM renamed_id);
UPDATE before_row SET key = o.old
FROM pair_of o
WHERE o.before = before_row.id AND o.old IN (SELECT old FROM may_stay);
DELETE FROM pair_of WHERE old IN (SELECT old FROM may_stay);
DELETE FROM renamed_id WHERE old IN (SELECT old FROM may_stay);
UPDATE before_row SET key = n.new
FROM renamed_id n
WHERE n.old = before_row.key;

-- name: may_be_lost
SELECT EXISTS (SELECT 1 FROM before_input WHERE why)
    OR EXISTS (SELECT 1 FROM absent WHERE new IS NULL);

-- fragment: known_why
-- Of the input b of a row whose department a is absent or not: of a file that
-- may have been split, the department that is absent did not send its part.
CASE WHEN b.why <> @RT_IN_DOUBT@ OR a.name IS NULL OR b.id NOT IN (
    SELECT before FROM matched) THEN b.why END

-- name: find_lost
-- Of several rows with one id those are there that their own file still has, then
-- the least severe: what may be worse is not known.
CREATE TEMP TABLE several(key PRIMARY KEY) WITHOUT ROWID;
INSERT INTO several
SELECT key FROM before_row
WHERE key IS NOT NULL
GROUP BY key HAVING count(*) > 1;
CREATE TEMP TABLE nth_of(before INTEGER PRIMARY KEY, n INTEGER);
INSERT INTO nth_of
SELECT id, row_number() OVER (
    PARTITION BY key
    ORDER BY nth > (
        SELECT count(*)
        FROM matched m JOIN now_row k ON k.input = m.now
        WHERE m.before = r.input AND k.key = r.key), severity DESC, id)
FROM (
    SELECT id, input, key, severity, row_number() OVER (
        PARTITION BY key, input ORDER BY severity DESC, id) AS nth
    FROM before_row
    WHERE key IN (SELECT key FROM several)) r;
INSERT INTO lost
SELECT id, coalesce(why, @RT_NOT_SENT@), CASE WHEN why THEN input END,
    CASE WHEN why IS NULL THEN absent END
FROM (
SELECT p.id, @known_why@ AS why, b.id AS input, a.name AS absent
FROM before_row p
    LEFT JOIN nth_of o ON o.before = p.id
    LEFT JOIN before_input b ON b.id = p.input
    LEFT JOIN absent a ON a.name = p.department AND a.new IS NULL
WHERE (b.why IS NOT NULL OR a.name IS NOT NULL)
    AND NOT coalesce(b.forgotten, 0) AND NOT coalesce(a.forgotten, 0)
    AND (p.key IS NULL
        OR coalesce(o.n, 1) > (
            SELECT count(*) FROM now_row k WHERE k.key = p.key)));

-- name: find_gone
INSERT INTO gone
SELECT id, input, department, key
FROM before_row
WHERE key IS NOT NULL
    AND key NOT IN (SELECT key FROM now_row WHERE key IS NOT NULL)
    AND id NOT IN (SELECT before FROM lost);

-- name: may_have_successor
SELECT EXISTS (SELECT 1 FROM gone)
    AND EXISTS (
        SELECT 1 FROM now_row
        WHERE NOT known AND id NOT IN (SELECT now FROM pair_of));

-- fragment: same_but_medium
fold(t.asset) || char(31) || coalesce(t.report_no, '')

-- name: find_successors
-- A medium that was corrected makes another risk, with another threat and
-- vulnerability: whether it is the same one is for people to say.
CREATE TEMP TABLE entered AS
SELECT r.id, @same_but_medium@ AS same, fold(r.department) AS department,
    nullif(fold(t.business), '') AS business, t.medium
FROM now_row r CROSS JOIN now_text t ON t.id = r.id
WHERE NOT r.known AND r.id NOT IN (SELECT now FROM pair_of)
    AND t.asset IS NOT NULL;
CREATE INDEX temp.entered_same ON entered(same);
INSERT OR IGNORE INTO successor
SELECT g.key, n.id, coalesce(n.medium, '')
FROM gone g
    CROSS JOIN before_text t ON t.id = g.before
    CROSS JOIN entered n ON n.same = @same_but_medium@
WHERE n.department = fold(g.department)
    AND coalesce(n.business = nullif(fold(t.business), ''), 1)
    AND fold(coalesce(n.medium, '')) <> fold(coalesce(t.medium, ''))
ORDER BY n.id;
