-- What happened to the risks whose rows were replaced or are new.
--
-- hit: their ids, each with the id by which the picture knows it.
-- now: for each id that is still there the row that counts, the most severe.
-- diff: one row an id, before and after; shift: what that does to the tally.

-- fragment: rows
-- Rows for now. A class is worth more than any level; of two alike the row that
-- was looked at counts. One that was not found says nothing but that.
(key, risk, place, row, level, class, importance, likelihood, priority, lost,
    spot, department, worst, rank, sheet_index)
SELECT r.key, r.id, r.place, r.row, iif(r.lost, NULL, r.level),
    iif(r.lost, NULL, r.class), iif(r.lost, NULL, r.importance),
    iif(r.lost, NULL, r.likelihood), iif(r.lost, NULL, r.priority), r.lost,
    p.spot, p.department,
    2 * (coalesce(r.class, @RT_CLASS_NONE@) * 16
            + coalesce(r.level, @RT_UNKNOWN@))
        + NOT (r.lost OR i.fate IN (@SDB_FAILED@, @SDB_MISSING@)),
    i.rank, p.sheet_index

-- fragment: unless_worse
-- Of one id the most severe row counts, then the first.
ON CONFLICT DO UPDATE SET (risk, place, row, level, class, importance,
    likelihood, priority, lost, spot, department, worst, rank, sheet_index)
    = (excluded.risk, excluded.place, excluded.row, excluded.level,
        excluded.class, excluded.importance, excluded.likelihood,
        excluded.priority, excluded.lost, excluded.spot, excluded.department,
        excluded.worst, excluded.rank, excluded.sheet_index)
WHERE (-excluded.worst, excluded.rank, excluded.sheet_index, excluded.row,
        excluded.risk)
    < (-now.worst, now.rank, now.sheet_index, now.row, now.risk)

-- name: compare_risks
CREATE TEMP TABLE now(
    key PRIMARY KEY, risk INTEGER, place INTEGER, row INTEGER, level INTEGER,
    class INTEGER, importance INTEGER, likelihood INTEGER, priority INTEGER,
    lost INTEGER, spot INTEGER, department TEXT, worst INTEGER, rank INTEGER,
    sheet_index INTEGER) WITHOUT ROWID;
INSERT INTO temp.now @rows@
FROM temp.new_risk r
    CROSS JOIN temp.new_place p ON p.id = r.place
    CROSS JOIN temp.new_input i ON i.id = p.input
WHERE true
ORDER BY r.key
@unless_worse@;
CREATE TEMP TABLE hit(key PRIMARY KEY, old) WITHOUT ROWID;
INSERT INTO temp.hit SELECT key, key FROM temp.now;
INSERT OR IGNORE INTO temp.hit
SELECT r.key, r.key
FROM temp.leaving l
    CROSS JOIN main.place p ON p.input = l.id
    CROSS JOIN main.risk r ON r.place = p.id
UNION ALL
SELECT r.key, r.key
FROM temp.leaving_row l JOIN main.risk r ON r.id = l.risk;
-- Of those that another input has as well its row may be the one that counts.
INSERT OR IGNORE INTO temp.hit
SELECT r.key, r.key
FROM temp.new_input i
    CROSS JOIN main.place p ON p.input = i.id
    CROSS JOIN main.risk r ON r.place = p.id
WHERE i.fate IN (@SDB_FAILED@, @SDB_MISSING@) AND i.was < @RT_INPUT_MISSING@
    AND (SELECT count(*) FROM main.risk o WHERE o.key = r.key) > 1;
UPDATE temp.hit SET old = a.old
FROM temp.new_alias a
WHERE a.new = hit.key
    AND NOT EXISTS (
        SELECT 1 FROM main.life l WHERE l.key = hit.key AND l.present);
DELETE FROM temp.hit WHERE key IN (SELECT old FROM temp.new_alias);
INSERT INTO temp.now @rows@
FROM temp.hit h
    CROSS JOIN main.risk r ON r.key = h.key
    CROSS JOIN main.place p ON p.id = r.place
    CROSS JOIN temp.new_input i ON i.id = p.input
WHERE p.input NOT IN (SELECT id FROM temp.leaving)
    AND r.id NOT IN (SELECT risk FROM temp.leaving_row)
@unless_worse@;

-- what: an enum rt_event_kind or SDB_…; reported: whether it becomes an event. b_:
-- as the picture has it. Where the level is as it was: another file or sheet,
-- or other values. That the row that counts is now one of an input that was not
-- looked at is no change of the risk.
CREATE TEMP TABLE diff(
    key PRIMARY KEY, old, what INTEGER, reported INTEGER, was INTEGER,
    b_unknown INTEGER, b_risk INTEGER, b_place INTEGER, b_spot INTEGER,
    b_row INTEGER, b_level INTEGER, b_class INTEGER, b_importance INTEGER,
    b_likelihood INTEGER, b_priority INTEGER, first_run INTEGER, risk INTEGER,
    place INTEGER, row INTEGER, spot INTEGER, level INTEGER, class INTEGER,
    importance INTEGER, likelihood INTEGER, priority INTEGER, lost INTEGER,
    b_lost INTEGER) WITHOUT ROWID;
INSERT INTO temp.diff
SELECT key, old,
    CASE
        WHEN c <> @SDB_NOTHING@ OR was IS NOT 1 OR risk IS NULL THEN c
        WHEN spot IS NOT b_spot THEN @SDB_MOVED@
        WHEN level IS NULL AND unknown THEN c
        WHEN importance IS NOT b_importance OR likelihood IS NOT b_likelihood
            OR priority IS NOT b_priority OR (unknown AND level IS NOT NULL)
            THEN @SDB_CHANGED@
        ELSE c
    END,
    is_reported(c, b_level, b_class, level, class), was, unknown, b_risk, b_place,
    b_spot, b_row, b_level, b_class, b_importance, b_likelihood, b_priority,
    first_run, risk, place, row, spot, level, class, importance, likelihood,
    priority, lost, b_lost
FROM (
    SELECT h.key, h.old,
        CASE WHEN b.present AND NOT n.lost AND n.worst & 1 = 0
            THEN @SDB_NOTHING@
            ELSE change(b.present, b.unknown, b.level, b.class,
                n.key IS NOT NULL, n.level, n.class)
        END AS c,
        b.present AS was, b.unknown, b.risk AS b_risk, r.place AS b_place,
        p.spot AS b_spot, r.row AS b_row, b.level AS b_level,
        b.class AS b_class, b.importance AS b_importance,
        b.likelihood AS b_likelihood, b.priority AS b_priority, b.first_run,
        n.risk, n.place, n.row, n.spot, n.level, n.class, n.importance,
        n.likelihood, n.priority, n.lost, coalesce(r.lost, 0) AS b_lost
    FROM temp.hit h
        LEFT JOIN main.life b ON b.key = h.old
        LEFT JOIN main.risk r ON r.id = b.risk
        LEFT JOIN main.place p ON p.id = r.place
        LEFT JOIN temp.now n ON n.key = h.key);

-- Rows that are lost count as they were last known.
CREATE TEMP TABLE shift(
    department TEXT, class INTEGER, level INTEGER, priority INTEGER,
    lost INTEGER, n INTEGER,
    PRIMARY KEY(department, class, level, priority, lost)) WITHOUT ROWID;
-- By number first: fewer rows carry a name.
INSERT INTO temp.shift
SELECT coalesce(q.department, p.department, ''), coalesce(c, @RT_CLASS_NONE@),
    coalesce(l, @RT_UNKNOWN@), coalesce(g, 0), lost, sum(n)
FROM (
    SELECT w, CASE WHEN known THEN c END AS c, CASE WHEN known THEN l END AS l,
        CASE WHEN known THEN g END AS g, lost, sum(n) AS n
    FROM (
        SELECT b_place AS w, b_lost OR NOT b_unknown AS known, b_class AS c,
            b_level AS l, b_priority AS g, b_lost AS lost, -1 AS n
        FROM temp.diff
        WHERE was = 1
        -- An id that became one which was there already.
        UNION ALL
        SELECT r.place, r.lost OR NOT l.unknown, l.class, l.level, l.priority,
            r.lost, -1
        FROM temp.new_alias a
            CROSS JOIN main.life l ON l.key = a.old
            JOIN main.risk r ON r.id = l.risk
        WHERE l.present AND a.old NOT IN (SELECT old FROM temp.diff)
        UNION ALL
        SELECT place, 1, iif(lost, b_class, class), iif(lost, b_level, level),
            iif(lost, b_priority, priority), lost, 1
        FROM temp.diff
        WHERE risk IS NOT NULL)
    GROUP BY 1, 2, 3, 4, 5) s
    LEFT JOIN temp.new_place q ON q.id = s.w
    LEFT JOIN main.place p ON p.id = s.w
GROUP BY 1, 2, 3, 4, 5
HAVING sum(n) <> 0;
