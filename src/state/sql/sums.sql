-- The sums of the picture as it will be: all from the tally and the counts of
-- findings, so that an unchanged run reads no risk.

-- name: gather_sums
CREATE TEMP TABLE part AS
SELECT department, class, level, priority, lost, sum(n) AS n
FROM (SELECT * FROM main.tally UNION ALL SELECT * FROM temp.shift)
GROUP BY 1, 2, 3, 4, 5
HAVING sum(n) <> 0;
CREATE TEMP TABLE code AS
SELECT code, sum(n) AS n
FROM (
    SELECT f.code, f.n
    FROM main.finding f JOIN temp.new_input i ON i.id = f.input
    WHERE i.fate = @SDB_KEPT@
    UNION ALL
    SELECT code, n FROM temp.new_finding)
WHERE n > 0
GROUP BY code;

-- fragment: by_class
sum(n) FILTER (WHERE class = @RT_HIGH@),
sum(n) FILTER (WHERE class = @RT_MEDIUM@),
sum(n) FILTER (WHERE class = @RT_LOW@),
sum(n) FILTER (WHERE class = @RT_CLASS_NONE@)

-- name: totals
SELECT sum(n), @by_class@,
    sum(n) FILTER (WHERE watched(
        nullif(level, @RT_UNKNOWN@), nullif(class, @RT_CLASS_NONE@))),
    coalesce(sum(n) FILTER (WHERE lost), 0) + (
        SELECT count(*)
        FROM temp.new_input i
            CROSS JOIN main.place p ON p.input = i.id
            CROSS JOIN main.risk r ON r.place = p.id
            CROSS JOIN main.life l ON l.key = r.key AND l.risk = r.id
        WHERE i.fate IN (@SDB_FAILED@, @SDB_MISSING@) AND NOT r.lost
            AND i.id NOT IN (SELECT id FROM temp.leaving)
            AND r.id NOT IN (SELECT risk FROM temp.leaving_row))
FROM temp.part;

-- fragment: old_item_is_watched
-- An item i of the picture that was not looked at in this run: whether its
-- risk is at the level, or where that is not known, its plan's row.
coalesce(
    (SELECT l.present AND watched(l.level, l.class)
        FROM main.life l WHERE l.key = i.key),
    (SELECT watched_plan(p.level, p.priority)
        FROM main.plan p WHERE p.id = i.plan))

-- name: count_past
-- Treatments whose end is past: those that were planned, and those whose end
-- was only proposed.
SELECT count(*) FILTER (WHERE NOT proposed), count(*) FILTER (WHERE proposed)
FROM (
    SELECT proposed FROM temp.new_item WHERE overdue AND watched
    UNION ALL
    SELECT coalesce(
        (SELECT p.proposed FROM main.plan p WHERE p.id = i.plan), 0)
    FROM main.item i
    WHERE i.done = 0 AND i.due < (SELECT now FROM temp.opt)
        AND i.key NOT IN (SELECT old FROM temp.item_hit)
        AND @old_item_is_watched@);

-- name: count_items
-- Treatments not finished, of risks that are there or not known, and finished
-- ones. As many as in the last run where nothing happened to any.
SELECT open, done
FROM (SELECT open, done FROM main.run ORDER BY id DESC LIMIT 1)
WHERE open IS NOT NULL AND NOT EXISTS (SELECT 1 FROM temp.item_hit)
UNION ALL
SELECT count(*) FILTER (WHERE NOT done AND there), count(*) FILTER (WHERE done)
FROM (
    SELECT done, coalesce(r_present, 1) AS there FROM temp.new_item
    UNION ALL
    SELECT done, coalesce(
        (SELECT l.present FROM main.life l WHERE l.key = i.key), 1)
    FROM main.item i
    WHERE key NOT IN (SELECT old FROM temp.item_hit)
        AND key NOT IN (SELECT key FROM temp.item_hit))
LIMIT 1;

-- name: input_states
-- One without rows is as good as unreadable.
SELECT CASE WHEN id IN (SELECT id FROM temp.emptied WHERE now)
        THEN @RT_INPUT_FAILED@ ELSE state END,
    count(*)
FROM temp.new_input
WHERE fate NOT IN (@SDB_RENAMED@, @SDB_FORGOTTEN@)
GROUP BY 1;

-- name: count_unchanged
SELECT count(*) FROM temp.new_input WHERE fate = @SDB_KEPT@;

-- fragment: missing_departments
(SELECT department FROM temp.new_input
    WHERE fate = @SDB_MISSING@ AND department IS NOT NULL)

-- name: count_silent
-- A department whose own file is missing is not missing twice.
SELECT count(*) FROM temp.new_silent
WHERE department NOT IN @missing_departments@;

-- name: event_kinds
SELECT kind, count(*) FROM temp.event GROUP BY kind;

-- name: departments
SELECT department, sum(n), @by_class@,
    sum(n) FILTER (WHERE priority = 0 AND level <> @RT_UNKNOWN@),
    sum(n) FILTER (WHERE priority = 1),
    sum(n) FILTER (WHERE priority = 2),
    sum(n) FILTER (WHERE priority = 3),
    nullif(max(level), @RT_UNKNOWN@)
FROM temp.part
GROUP BY department
ORDER BY department = '', department;

-- name: codes
SELECT code, n FROM temp.code ORDER BY code;
