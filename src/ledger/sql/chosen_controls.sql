-- The controls of the run, and the rows of the plan that have them.

-- name: chosen_schema
-- control: one for each line of 管理策 as it folds, text as it is first written.
-- The numbers are those of rt_chosen_control. control_row: the rows of the plan
-- that have it; position is that of the row's risk, 0 without one, nth its place
-- among all rows, key, level and class are the risk's, data is the packed row.
CREATE TABLE control(
    id INTEGER PRIMARY KEY, fold TEXT UNIQUE, text TEXT, risks INTEGER,
    done INTEGER, under_way INTEGER, open INTEGER, state INTEGER);
CREATE TABLE control_row(
    control INTEGER, position INTEGER, nth INTEGER, state INTEGER, key,
    level INTEGER, class INTEGER, data BLOB,
    PRIMARY KEY(control, position, nth)) WITHOUT ROWID;

-- name: find_chosen
SELECT id FROM control WHERE fold = fold(?);

-- name: add_chosen
INSERT INTO control(fold, text) VALUES(fold(?1), ?1) RETURNING id;

-- name: add_control_row
INSERT OR IGNORE INTO control_row VALUES(?, ?, ?, ?, ?, ?, ?, ?);

-- fragment: of_all
-- The state of several rows: one that all have, else under way where anything is
-- begun.
CASE WHEN min(state) = max(state) THEN min(state)
    ELSE min(max(state), @RT_PLAN_UNDER_WAY@) END

-- name: seal_chosen
-- control_risk: the risks that need a control, and how far it is for each.
CREATE TABLE control_risk(
    control INTEGER, position INTEGER, risk INTEGER, state INTEGER,
    PRIMARY KEY(control, position)) WITHOUT ROWID;
INSERT INTO control_risk
SELECT c.control, c.position, g.risk, @of_all@
FROM control_row c CROSS JOIN register g ON g.position = c.position
GROUP BY c.control, c.position;
UPDATE control SET state = s.state
FROM (SELECT control, @of_all@ AS state FROM control_row GROUP BY control) s
WHERE s.control = control.id;
UPDATE control SET risks = s.risks, done = s.done, under_way = s.under_way,
    open = s.open
FROM (
    SELECT control, count(*) AS risks, sum(state = @RT_PLAN_DONE@) AS done,
        sum(state = @RT_PLAN_UNDER_WAY@) AS under_way,
        sum(state = @RT_PLAN_OPEN@) AS open
    FROM control_risk GROUP BY control) s
WHERE s.control = control.id;

-- name: chosen
SELECT id, text, risks, done, under_way, open, state FROM control ORDER BY id;

-- name: count_chosen
SELECT count(*), sum(state = @RT_PLAN_DONE@), sum(state = @RT_PLAN_UNDER_WAY@),
    sum(state = @RT_PLAN_OPEN@)
FROM control;

-- name: control_uses
SELECT position, key, level, class, state, data
FROM control_row
WHERE control = ?
ORDER BY position = 0, position, nth;
