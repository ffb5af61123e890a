-- Sums that only the paper of a management review has.

-- name: sides
-- The departments, files and profiles of the risks compared, and of those now;
-- what is expected and not there is no change: 2. A file is the same by its last
-- name.
WITH side(what, name, now) AS (
    SELECT @RT_SIDE_DEPARTMENT@, department, 0
    FROM (SELECT DISTINCT department FROM compared)
    UNION ALL
    SELECT @RT_SIDE_DEPARTMENT@, text, 1
    FROM label WHERE id IN (SELECT department FROM tally)
    UNION ALL
    SELECT @RT_SIDE_DEPARTMENT@, department, 2
    FROM input WHERE state = @RT_INPUT_MISSING@
    UNION ALL
    SELECT @RT_SIDE_FILE@,
        replace(file, rtrim(file, replace(file, '/', '')), ''), 0
    FROM (SELECT DISTINCT file FROM compared)
    UNION ALL
    SELECT @RT_SIDE_FILE@,
        replace(file, rtrim(file, replace(file, '/', '')), ''),
        CASE WHEN accepted > 0 THEN 1 ELSE 2 END
    FROM input
    WHERE accepted > 0
        OR state IN (@RT_INPUT_MISSING@, @RT_INPUT_FAILED@)
    UNION ALL
    SELECT @RT_SIDE_PROFILE@, profile, 0
    FROM (SELECT DISTINCT profile FROM compared)
    UNION ALL
    SELECT @RT_SIDE_PROFILE@, text, 1
    FROM label WHERE id IN (SELECT profile FROM tally))
SELECT what, min(name), min(now) = 0, max(now) > 0
FROM side
WHERE name <> ''
GROUP BY what, fold(name)
HAVING min(now) < 2
ORDER BY what, min(name);
