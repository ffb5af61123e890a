-- The comparison with the previous run: of each id the row that counts on both
-- sides (compare/compare.h), joined by the id.

-- name: compare_with_previous
DROP VIEW IF EXISTS compared;
CREATE VIEW compared AS SELECT * FROM previous NOT INDEXED;

-- name: compare_with_base
UPDATE base SET key = n.new
FROM renamed_id n
WHERE n.old = base.key;
DROP VIEW IF EXISTS compared;
CREATE VIEW compared AS SELECT * FROM base NOT INDEXED;

-- name: new_ids
SELECT
    CASE typeof(old) WHEN 'integer' THEN printf('R%016x', old) ELSE old END,
    CASE typeof(new) WHEN 'integer' THEN printf('R%016x', new) ELSE new END
FROM renamed_id
ORDER BY old;

-- fragment: worth
-- Of a row: what is compared. A class is worth more than any level.
coalesce(class, @RT_CLASS_NONE@) * 16 + coalesce(level, @RT_UNKNOWN@)

-- name: seal_changes
-- kind is an enum rt_change_kind; as_before and as_now are RT_AS_…. Of an event
-- that is a view on both sides nothing is said: its assets are compared. Both sides carry all that is compared, so that
-- neither wide table is looked at again, in another order than its own.
CREATE TABLE worst_now(
    key PRIMARY KEY, view INTEGER, position INTEGER, risk INTEGER,
    unconfirmed INTEGER,
    level INTEGER, class INTEGER, profile TEXT, worth INTEGER) WITHOUT ROWID;
INSERT INTO worst_now
SELECT r.key, @is_view@, g.position, r.id, r.unconfirmed, r.level, r.class, f.text,
    2 * (@worth@) + (r.unconfirmed IS NULL)
FROM register g
    CROSS JOIN risk r ON r.id = g.risk
    LEFT JOIN label f ON f.id = r.profile
WHERE r.key IS NOT NULL
ON CONFLICT DO UPDATE SET (view, position, risk, unconfirmed, level, class,
    profile, worth) = (excluded.view, excluded.position, excluded.risk,
        excluded.unconfirmed,
        excluded.level, excluded.class, excluded.profile, excluded.worth)
WHERE excluded.worth > worth;
CREATE TABLE worst_before(
    key PRIMARY KEY, view INTEGER, previous INTEGER, severity INTEGER,
    level INTEGER, class INTEGER, profile TEXT, worth INTEGER) WITHOUT ROWID;
INSERT INTO worst_before
SELECT key, severity >= @LDB_VIEW@, id, severity, level, class, profile,
    @worth@
FROM compared
WHERE key IS NOT NULL
ON CONFLICT DO UPDATE SET (view, previous, severity, level, class, profile,
    worth)
    = (excluded.view, excluded.previous, excluded.severity, excluded.level, excluded.class,
        excluded.profile, excluded.worth)
WHERE excluded.worth > worth;
CREATE TABLE change(
    id INTEGER PRIMARY KEY, kind INTEGER, position INTEGER, risk INTEGER,
    previous INTEGER, as_before INTEGER, as_now INTEGER, other INTEGER);
INSERT INTO change(kind, position, risk, previous, as_before, as_now, other)
SELECT
    CASE
        WHEN n.view THEN @RT_CHANGE_SAME@
        WHEN n.unconfirmed IS NOT NULL THEN @RT_CHANGE_UNKNOWN@
        WHEN p.key IS NULL THEN @RT_CHANGE_NEW@
        WHEN n.level IS NULL AND p.level IS NULL THEN @RT_CHANGE_SAME@
        WHEN n.level IS NULL OR p.level IS NULL THEN @RT_CHANGE_OPEN@
        WHEN n.profile = p.profile AND n.level > p.level THEN @RT_CHANGE_UP@
        WHEN n.profile = p.profile AND n.level < p.level THEN @RT_CHANGE_DOWN@
        WHEN n.class = p.class THEN @RT_CHANGE_SAME@
        WHEN n.class > p.class THEN @RT_CHANGE_UP@
        WHEN n.class < p.class THEN @RT_CHANGE_DOWN@
        WHEN n.profile = p.profile THEN @RT_CHANGE_SAME@
        ELSE @RT_CHANGE_OPEN@
    END AS kind,
    n.position, n.risk, p.previous,
    CASE WHEN p.view THEN @RT_AS_VIEW@
        WHEN p.key IS NULL THEN @RT_AS_ABSENT@
        ELSE coalesce(p.class, @RT_AS_UNASSESSED@) END,
    CASE WHEN n.view THEN @RT_AS_VIEW@
        WHEN n.unconfirmed IS NOT NULL THEN @RT_AS_UNKNOWN@
        ELSE coalesce(n.class, @RT_AS_UNASSESSED@) END,
    p.key IS NOT NULL AND n.profile IS NOT p.profile
FROM worst_now n LEFT JOIN worst_before p ON p.key = n.key
WHERE NOT n.view OR NOT coalesce(p.view, 1)
ORDER BY kind, n.position;
INSERT INTO change(kind, position, risk, previous, as_before, as_now, other)
SELECT @RT_CHANGE_GONE@, 0, NULL, previous,
    coalesce(class, @RT_AS_UNASSESSED@), @RT_AS_ABSENT@, 0
FROM worst_before
WHERE NOT view AND key NOT IN (SELECT key FROM worst_now)
ORDER BY severity, previous;
CREATE TABLE moved AS
SELECT kind, as_before, as_now, other, count(*) AS n
FROM change
GROUP BY 1, 2, 3, 4;

-- name: name_departments
-- Every department by its folded name, and whether anything came of it now
-- (the names of profiles among the labels do no harm).
CREATE TABLE named AS
SELECT name, fold(name) AS folded, max(here) AS here
FROM (
    SELECT DISTINCT department AS name, 0 AS here FROM previous
    UNION ALL
    SELECT text, 1 FROM label
    UNION ALL
    SELECT department, 1 FROM input WHERE file <> '')
WHERE name <> ''
GROUP BY fold(name);

-- name: missed_department
-- The longest name in the text counts: 第二総務部 is not 総務部.
SELECT CASE WHEN here THEN '' ELSE name END
FROM named
WHERE instr(fold(?), folded) > 0
ORDER BY length(folded) DESC, folded
LIMIT 1;

-- name: change_sides
SELECT (SELECT count(*) FROM compared WHERE severity < @LDB_VIEW@),
    (SELECT count(*) FROM compared WHERE key IS NULL),
    (SELECT count(*) FROM risk WHERE key IS NULL),
    (SELECT count(key) FROM compared) - (SELECT count(*) FROM worst_before),
    (SELECT count(key) FROM risk) - (SELECT count(*) FROM worst_now);

-- name: change_moves
SELECT kind, as_before, as_now, other, n FROM moved;

-- name: changes
SELECT c.kind, c.position, coalesce(r.key, p.key),
    CASE WHEN r.id IS NULL THEN p.department ELSE d.text END,
    CASE WHEN r.id IS NULL THEN p.business ELSE r.business END,
    CASE WHEN r.id IS NULL THEN p.asset ELSE r.asset END,
    CASE WHEN r.id IS NULL THEN p.medium ELSE r.medium END,
    CASE WHEN r.id IS NULL THEN p.file ELSE l.file END,
    CASE WHEN r.id IS NULL THEN p.sheet ELSE l.sheet END,
    CASE WHEN r.id IS NULL THEN p.row ELSE r.row END,
    CASE WHEN r.id IS NULL THEN p.csv ELSE l.csv END,
    p.level, p.class, p.priority, p.profile,
    r.level, r.class, r.priority, f.text
FROM change c
    LEFT JOIN risk r ON r.id = c.risk
    LEFT JOIN place l ON l.id = r.place
    LEFT JOIN label d ON d.id = r.department
    LEFT JOIN label f ON f.id = r.profile
    LEFT JOIN compared p ON p.id = c.previous
WHERE c.kind <> @RT_CHANGE_SAME@
ORDER BY c.id;
