-- The previous plan: which risk of the register each of its rows is carried
-- over to, and what has no risk any more.

-- name: earlier_plan
-- The row of an earlier plan for the same risk that no row of this one was united
-- with: of several the one that merge wrote the same into, else the first.
SELECT id, data, base FROM plan
WHERE key = ?1 AND kind = ?2 AND plan < ?3
ORDER BY coalesce(written = ?4, 0) DESC, plan, id
LIMIT 1;

-- name: rows_of_risk
SELECT id, data, base FROM plan
WHERE key = ?1 AND kind = @RT_PLANNED_ROW@ AND plan < ?2
ORDER BY id;

-- name: same_in_earlier_plan
-- The same for a row without an id: one that holds the same.
SELECT id FROM plan
WHERE same = ?1 AND kind = ?2 AND plan < ?3
ORDER BY plan, id
LIMIT 1;

-- name: same_in_this_plan
SELECT id FROM plan WHERE same = ?1 AND kind = ?2 AND plan = ?3 LIMIT 1;

-- name: seen_in_plan
UPDATE plan SET plan = ? WHERE id = ?;

-- name: add_plan_input
INSERT OR IGNORE INTO plan_input VALUES(?, ?);

-- name: find_plan_input
SELECT input FROM plan_input WHERE file = ?;

-- name: count_source
INSERT INTO plan_source VALUES(?, ?, 1)
ON CONFLICT DO UPDATE SET n = n + 1;

-- name: lone_source
-- Of a row of file ?1 and sheet ?2 whose risk is in ?3 and ?4: 1 where no other
-- row names the file, and others name the risk's; 2 for the sheet. Then it
-- was typed. A file that is no longer named was renamed.
WITH f AS (
    SELECT ?1 <> ?3
        AND (SELECT sum(n) FROM plan_source WHERE file = ?1) = 1
        AND EXISTS (SELECT 1 FROM plan_source WHERE file = ?3) AS lone)
SELECT f.lone
    + 2 * ((f.lone OR ?1 = ?3) AND ?2 <> ?4
        AND (
            SELECT sum(n) FROM plan_source
            WHERE sheet = ?2 AND file IN (?1, ?3)) = 1)
FROM f;

-- name: unite_plan
UPDATE plan SET plan = ?, data = ?, begun = ? WHERE id = ?;

-- fragment: is_of_risk
-- A plan row p may be about a risk r with its department d: what it says of the
-- three is the risk's. Columns may have been deleted.
(p.department = '' OR p.department = fold(coalesce(d.text, '')))
    AND (p.asset = '' OR p.asset = fold(r.asset))
    AND (p.medium = '' OR p.medium = fold(coalesce(r.medium, '')))

-- fragment: file_name
-- Of a file l.file without its folder, which is another in each quarter.
substr(l.file, length(rtrim(l.file, replace(l.file, '/', ''))) + 1)

-- fragment: says_another
-- A plan row p is not about any risk of the id that it names.
p.kind = @RT_PLANNED_ROW@ AND p.asset IS NOT NULL
    AND NOT EXISTS (
        SELECT 1 FROM risk r LEFT JOIN label d ON d.id = r.department
        WHERE r.key = p.key AND @is_of_risk@)

-- name: may_be_retyped
SELECT EXISTS (SELECT 1 FROM plan p WHERE @says_another@);

-- name: find_retyped
-- Such a row is that of the risk whose department, asset and medium are its: of
-- any where the id is another risk's (a part of the columns was sorted), else of
-- one that no row names.
@risk_key@
CREATE TABLE meant AS
SELECT r.key, fold(coalesce(d.text, '')) AS department, fold(r.asset) AS asset,
    fold(coalesce(r.medium, '')) AS medium,
    @file_name@ || char(31) || coalesce(l.sheet, '') AS source,
    r.key IN (
        SELECT key FROM plan
        WHERE key IS NOT NULL AND kind = @RT_PLANNED_ROW@) AS named
FROM risk r JOIN place l ON l.id = r.place
    LEFT JOIN label d ON d.id = r.department
WHERE @is_wanted@ AND r.key IS NOT NULL;
CREATE INDEX meant_asset ON meant(asset);
CREATE TABLE astray AS
SELECT p.id, p.key, p.department, p.asset, p.medium, p.source, p.source_row
FROM plan p
WHERE @says_another@;
CREATE TABLE retyped(id INTEGER PRIMARY KEY, key);
INSERT INTO retyped
SELECT p.id, max(m.key)
FROM astray p CROSS JOIN meant m
    ON m.asset = p.asset AND m.department = p.department
        AND m.medium = p.medium
WHERE NOT m.named OR p.key IN (SELECT key FROM risk)
GROUP BY p.id
HAVING count(DISTINCT m.key) = 1;
-- Where the ledger's medium cannot be read, or could not be when the plan was
-- made, it is that of the one risk of its asset and department that is new.
WITH fits AS (
    SELECT p.id, p.key AS was, m.key
    FROM astray p CROSS JOIN meant m
        ON m.asset = p.asset AND m.department = p.department
    WHERE NOT m.named AND p.asset <> '' AND p.medium <> ''
        AND NOT (is_medium(m.medium) AND is_medium(p.medium))
        AND p.key NOT IN (SELECT key FROM risk WHERE key IS NOT NULL)
        AND p.id NOT IN (SELECT id FROM retyped))
INSERT INTO retyped
SELECT w.id, max(w.key)
FROM fits w
WHERE (SELECT count(DISTINCT o.was) FROM fits o WHERE o.key = w.key) = 1
GROUP BY w.id
HAVING count(DISTINCT w.key) = 1;
-- Of a row without a department or a medium: where one risk fits, or one of those
-- from the file that the row came from.
CREATE TABLE fitting AS
SELECT p.id, p.key IS NULL AS bare, p.asset, p.source || char(31) || p.source_row AS row,
    count(DISTINCT m.key) AS n,
    CASE WHEN count(DISTINCT m.key) = 1 THEN max(m.key)
        WHEN count(DISTINCT iif(m.source = p.source, m.key, NULL)) = 1
            THEN max(iif(m.source = p.source, m.key, NULL)) END AS key
FROM astray p CROSS JOIN meant m
    ON m.asset = p.asset
        AND (p.department = '' OR m.department = p.department)
        AND (p.medium = '' OR m.medium = p.medium)
WHERE (p.department = '' OR p.medium = '') AND p.asset <> ''
    AND p.id NOT IN (SELECT id FROM retyped)
    AND (NOT m.named OR p.key IN (SELECT key FROM risk))
GROUP BY p.id;
CREATE INDEX fitting_key ON fitting(key);
-- Several rows that fit it are tasks of one risk if they came from one row.
INSERT INTO retyped
SELECT w.id, w.key FROM fitting w
WHERE w.key IS NOT NULL
    AND (
        SELECT count(*) = 1
            OR (count(o.row) = count(*) AND min(o.row) = max(o.row))
        FROM fitting o WHERE o.key = w.key);
UPDATE plan SET key = u.key, retyped = 1
FROM retyped u
WHERE plan.id = u.id;

-- name: unclear_rows
-- Rows that fit several risks, or several rows that fit one.
SELECT q.data, w.n, (SELECT count(*) FROM fitting o WHERE o.asset = w.asset)
FROM fitting w CROSS JOIN plan q ON q.id = w.id
WHERE w.bare AND w.id NOT IN (SELECT id FROM retyped)
ORDER BY w.id;

-- name: bring_back
-- A risk in the new plan that the previous one had on its sheet 完了・消滅 alone:
-- the rows that went there last, which stay there too.
INSERT INTO plan(kind, key, plan, data, gone_on)
SELECT @RT_PLANNED_BACK@, q.key, q.plan, q.data, q.gone_on
FROM plan q
    JOIN (
        SELECT key, max(id) AS last FROM plan
        WHERE kind = @RT_PLANNED_GONE@ AND key IS NOT NULL
        GROUP BY key) g ON g.key = q.key
    JOIN plan l ON l.id = g.last AND l.gone_on IS q.gone_on
WHERE q.kind = @RT_PLANNED_GONE@
    AND q.key IN (
        SELECT r.key FROM risk r WHERE @is_wanted@ AND NOT @is_view@)
    AND NOT EXISTS (
        SELECT 1 FROM plan w
        WHERE w.key = q.key AND w.kind = @RT_PLANNED_ROW@)
ORDER BY q.id;

-- name: seal_plan
-- An id's rows are carried over to its risks one each; what is left
-- over, several tasks of one risk, goes with the first. A risk without a priority
-- has its rows where its input names a treatment, while one of them is begun and
-- not done, and while it is not known what its priority is. A view has the rows
-- that it had when it was counted.
INSERT INTO due
SELECT g.position, r.key,
    row_number() OVER (PARTITION BY r.key ORDER BY g.position) AS k,
    count(*) OVER (PARTITION BY r.key) AS n,
    r.priority IS NULL OR @is_view@ AS held
FROM register g CROSS JOIN risk r ON r.id = g.risk
WHERE r.key IN (SELECT key FROM plan)
    AND (r.priority IS NOT NULL OR g.chosen
        OR (r.key IN (
                SELECT key FROM plan
                WHERE kind = @RT_PLANNED_ROW@
                    AND (begun OR r.class IS NULL
                        OR r.unconfirmed IS NOT NULL))
            AND NOT EXISTS (
                SELECT 1 FROM risk o
                WHERE o.key = r.key AND o.priority IS NOT NULL)));
CREATE INDEX due_key ON due(key, k);
CREATE TABLE carried(id INTEGER PRIMARY KEY, position INTEGER, first INTEGER);
INSERT INTO carried
SELECT j.id, d.position, j.k <= d.n
FROM (
    SELECT id, key, row_number() OVER (PARTITION BY key ORDER BY id) AS k
    FROM plan
    WHERE kind IN (@RT_PLANNED_ROW@, @RT_PLANNED_BACK@)
        AND key IS NOT NULL) j
    JOIN due d ON d.key = j.key
        AND d.k = CASE WHEN j.k <= d.n THEN j.k ELSE 1 END;
UPDATE plan SET position = c.position, first = c.first
FROM carried c
WHERE plan.id = c.id;
CREATE INDEX plan_position ON plan(position, id);
INSERT OR IGNORE INTO held
SELECT DISTINCT d.position
FROM due d JOIN carried c ON c.position = d.position
WHERE d.held;

-- name: was_planned
-- Whether the previous register has the risk, with a priority.
SELECT EXISTS (
    SELECT 1 FROM previous WHERE key = ?1 AND priority IS NOT NULL);

-- name: has_row
-- Whether the plan has a row of the risk, which is with another of its id.
SELECT EXISTS (SELECT 1 FROM plan WHERE key = ? AND position IS NOT NULL);

-- name: rows_of
-- The rows of a risk.
SELECT data FROM plan WHERE position = ? ORDER BY id;

-- name: state
INSERT INTO stated VALUES(?, ?, ?, ?, ?, ?);

-- name: seal_stated
-- The register shows a risk as the plan states it. ?1: the word for under way,
-- which a risk is while only some of its tasks are done.
UPDATE risk SET plan_status = s.text,
    treatment = coalesce(s.treatment, risk.treatment),
    residual_importance = s.importance, residual_likelihood = s.likelihood,
    residual_level = s.importance * s.likelihood
FROM (
    SELECT g.risk,
        CASE WHEN min(t.status) <> max(t.status)
                AND max(t.status) >= @RT_PLAN_UNDER_WAY@ THEN ?1
            ELSE max(t.text) END AS text,
        max(t.treatment) AS treatment, max(t.importance) AS importance,
        max(t.likelihood) AS likelihood
    FROM stated t JOIN register g ON g.position = t.position
    GROUP BY g.risk) s
WHERE risk.id = s.risk;

-- fragment: planned_row
-- The columns of the risk, then those of all plan rows: why the row left (of
-- these only that its id was not taken), whether it is the risk's first, and the packed row, if any.
@risk_columns@, g.position,
    CASE WHEN q.retyped THEN @RT_LEFT_RETYPED@
        WHEN q.kind = @RT_PLANNED_BACK@ THEN @RT_LEFT_BACK@ END,
    q.first, q.data
FROM register g
    @risk_joins@
    LEFT JOIN plan q ON q.position = g.position

-- name: planned_risks
SELECT @planned_row@
WHERE @of_plan@
ORDER BY g.position, q.id;

-- name: planned_by
SELECT @planned_row@
WHERE g.department = (SELECT id FROM label WHERE text = ?) AND @of_plan@
ORDER BY g.position, q.id;

-- name: planned_departments
SELECT w.text, count(*)
FROM register g
    JOIN risk r ON r.id = g.risk
    JOIN label w ON w.id = g.department
WHERE @of_plan@
GROUP BY w.id
ORDER BY w.rank;

-- name: plans_not_sent
-- Where a plan is among the inputs: the departments that have rows left to do in
-- the plan that was accepted last, and of whose risks no input has a row.
WITH sent AS (
    SELECT DISTINCT g.department
    FROM plan q
        LEFT JOIN due u ON u.key = q.key AND u.k = 1
        JOIN register g ON g.position = coalesce(q.position, u.position)
    WHERE q.base = 0)
SELECT w.text, count(*)
FROM plan q
    JOIN register g ON g.position = q.position
    JOIN label w ON w.id = g.department
WHERE q.base = 1 AND q.begun IS NOT NULL AND q.kind = @RT_PLANNED_ROW@
    AND EXISTS (SELECT 1 FROM sent)
    AND g.department NOT IN (SELECT department FROM sent)
GROUP BY w.id
ORDER BY w.rank;

-- name: planned_as_read
SELECT @risk_columns@, g.position, NULL, 1, q.data
FROM plan q
    LEFT JOIN due u
        ON u.key = q.key AND u.k = 1 AND q.kind = @RT_PLANNED_UNITED@
    JOIN register g ON g.position = coalesce(q.position, u.position)
    @risk_joins@
WHERE q.kind IN (@RT_PLANNED_ROW@, @RT_PLANNED_UNITED@)
ORDER BY q.id;

-- name: planned_added
SELECT NULL, NULL, data
FROM plan
WHERE kind = @RT_PLANNED_ROW@ AND key IS NULL
ORDER BY id;

-- name: planned_left
SELECT
    CASE q.kind
        WHEN @RT_PLANNED_GONE@ THEN @RT_LEFT_BEFORE@
        WHEN @RT_PLANNED_NOTE@ THEN @RT_LEFT_NOTE@
        ELSE CASE WHEN EXISTS (SELECT 1 FROM risk r WHERE r.key = q.key)
            THEN @RT_LEFT_PRIORITY@ ELSE @RT_LEFT_RISK@ END
    END,
    NULL, q.data, q.key
FROM plan q
WHERE q.kind IN (@RT_PLANNED_GONE@, @RT_PLANNED_NOTE@)
    OR (q.kind = @RT_PLANNED_ROW@ AND q.key IS NOT NULL
        AND q.position IS NULL)
ORDER BY q.kind <> @RT_PLANNED_GONE@, q.kind, q.id;

-- name: planned_counts
-- The last: the risks of the new plan but those that this one names.
SELECT sum(position IS NOT NULL),
    sum(kind = @RT_PLANNED_ROW@ AND key IS NULL),
    sum(kind = @RT_PLANNED_ROW@ AND key IS NOT NULL AND position IS NULL),
    sum(kind = @RT_PLANNED_GONE@), sum(kind = @RT_PLANNED_NOTE@),
    coalesce((SELECT sum(n) FROM tally WHERE priority IS NOT NULL), 0)
        + (SELECT count(*) FROM held)
        - (SELECT count(*)
            FROM due
            WHERE NOT held OR position IN (SELECT position FROM held))
FROM plan;

-- name: left_out
SELECT file, sheet, row, col, what, text, why
FROM left_out
ORDER BY file, sheet, row, col, id;

-- name: plan_columns
SELECT heading, nth FROM plan_column ORDER BY id;
