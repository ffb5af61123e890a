-- The sums: totals, the matrix, the departments, the profiles. All of risks
-- add up the same narrow table (kinds.c), so that a report's parts
-- cannot contradict each other.

-- name: input_totals
SELECT count(*), sum(state IN (@RT_INPUT_READ@, @RT_INPUT_EMPTY@)), sum(state = @RT_INPUT_OTHER@),
    sum(state = @RT_INPUT_FAILED@), sum(state = @RT_INPUT_MISSING@),
    sum(state = @RT_INPUT_DOCUMENT@),
    (SELECT count(*) FROM finding WHERE code = @RT_DL315@),
    @counts_sums@
FROM input i;

-- fragment: class_and_priority
-- Risks of a tally t, by class and by priority.
sum(t.n) FILTER (WHERE t.class = @RT_HIGH@),
sum(t.n) FILTER (WHERE t.class = @RT_MEDIUM@),
sum(t.n) FILTER (WHERE t.class = @RT_LOW@),
sum(t.n) FILTER (WHERE t.level IS NOT NULL AND t.priority IS NULL),
sum(t.n) FILTER (WHERE t.priority = 1),
sum(t.n) FILTER (WHERE t.priority = 2),
sum(t.n) FILTER (WHERE t.priority = 3)

-- name: risk_totals
SELECT sum(t.n), sum(t.n) FILTER (WHERE t.class IS NOT NULL),
    @class_and_priority@
FROM tally t;

-- name: finding_totals
SELECT sum(severity = @RT_ERROR@), sum(severity = @RT_WARNING@),
    sum(severity = @RT_INFO@)
FROM finding;

-- name: registered
-- What is no date is in the table as it was written.
SELECT min(registered), max(registered)
FROM risk
WHERE registered GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]';

-- name: profiles
SELECT p.data, (
    SELECT sum(t.n)
    FROM tally t JOIN label f ON f.id = t.profile
    WHERE f.text = p.name)
FROM profile p
WHERE NOT p.own
ORDER BY p.name;

-- name: own_profiles
SELECT p.data, (SELECT count(*) FROM risk r WHERE r.own_profile = p.name)
FROM profile p
WHERE p.own
ORDER BY p.name;

-- name: matrix
SELECT t.importance, t.likelihood, sum(t.n)
FROM tally t JOIN label f ON f.id = t.profile
WHERE f.text = ? AND t.level IS NOT NULL
GROUP BY t.importance, t.likelihood
ORDER BY t.importance, t.likelihood;

-- name: residual_matrix
SELECT t.residual_importance, t.residual_likelihood, sum(t.n)
FROM tally t JOIN label f ON f.id = t.profile
WHERE f.text = ? AND t.residual_importance IS NOT NULL
    AND t.residual_likelihood IS NOT NULL
GROUP BY t.residual_importance, t.residual_likelihood
ORDER BY t.residual_importance, t.residual_likelihood;

-- name: departments
SELECT d.text, max(t.level), sum(t.n) FILTER (WHERE t.class IS NULL),
    sum(t.n), @class_and_priority@
FROM tally t LEFT JOIN label d ON d.id = t.department
GROUP BY t.department
ORDER BY d.text IS NULL, d.text;
