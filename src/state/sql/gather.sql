-- What a run gathers, in temporary tables. Gathering asks nothing of the file:
-- its transaction would otherwise keep another run from its commit.

-- name: count_inputs
SELECT count(*) FROM main.input;

-- name: known_inputs
SELECT id, name, sha256, state, settings, stamp FROM main.input;

-- name: last_run
SELECT max(id) FROM main.run;

-- name: last_numbers
SELECT (SELECT max(id) FROM main.input), (SELECT max(id) FROM main.place),
    (SELECT max(id) FROM main.risk), (SELECT max(id) FROM main.plan),
    (SELECT max(id) FROM main.run),
    (SELECT date FROM main.run ORDER BY id DESC LIMIT 1);

-- name: run_tables
-- run: this one's number; before: the last one's; cutoff: what was reported up
-- to that day is due again.
CREATE TEMP TABLE opt(
    now TEXT, run INTEGER, before INTEGER, settings TEXT, cutoff TEXT,
    all_of_it INTEGER);
CREATE TEMP TABLE known_department AS
SELECT DISTINCT input, department FROM main.place
WHERE input IS NOT NULL AND department IS NOT NULL;
CREATE INDEX temp.known_department_input ON known_department(input);
-- stamp: where it is another than the picture's.
CREATE TEMP TABLE kept(id INTEGER PRIMARY KEY, stamp TEXT);
CREATE TEMP TABLE forget(name TEXT PRIMARY KEY) WITHOUT ROWID;
-- Every input, of the picture or new. fate: an enum sdb_fate; was: its state in
-- the picture, NULL for a new one; rank: by name.
CREATE TEMP TABLE new_input(
    id INTEGER PRIMARY KEY, name TEXT, department TEXT, sha256 TEXT,
    state INTEGER, fate INTEGER, was INTEGER, since TEXT, lossy INTEGER,
    code INTEGER, reason TEXT, rank INTEGER, stamp TEXT);
CREATE TEMP TABLE new_silent(department TEXT PRIMARY KEY) WITHOUT ROWID;
-- The numbers continue those of the file, so that a number is one row, wherever
-- it lies.
CREATE TEMP TABLE new_spot(
    id INTEGER PRIMARY KEY, file TEXT, sheet TEXT, UNIQUE(file, sheet));
-- source: the place of the picture that it repeats, for rows that were lost;
-- sheet: becomes its spot.
CREATE TEMP TABLE new_place(@place_columns@, source INTEGER, sheet TEXT);
CREATE INDEX temp.new_place_input ON new_place(input, sheet_index);
CREATE TEMP TABLE new_risk(@risk_columns@);
CREATE TEMP TABLE new_plan(@plan_columns@);
CREATE TEMP TABLE new_finding(
    input INTEGER, code TEXT, n INTEGER,
    PRIMARY KEY(input, code)) WITHOUT ROWID;

-- name: note_options
-- Now, the run's number, its settings, after how many days to remind, and whether
-- all is reported.
INSERT INTO temp.opt
SELECT ?1, ?2, ?2 - 1, ?3,
    CASE WHEN ?4 > 0 THEN date(?1, printf('-%d days', ?4)) END, ?5;

-- name: inputs_to_forget
SELECT name FROM main.input
WHERE name = ?1 OR id IN (
    SELECT input FROM temp.known_department
    WHERE fold(department) = fold(?1));

-- name: forget
INSERT OR IGNORE INTO temp.forget VALUES(?);

-- name: keep
INSERT INTO temp.kept VALUES(?, ?);

-- name: kept_departments
SELECT department FROM temp.known_department WHERE input = ?;

-- name: add_input
INSERT INTO temp.new_input
VALUES(?, ?, ?, ?, ?, ?, ?, NULL, 0, ?, ?, NULL, ?);

-- name: add_silent
INSERT OR IGNORE INTO temp.new_silent VALUES(?);

-- name: mark_lossy
UPDATE temp.new_input SET lossy = 1 WHERE id = ?;

-- name: add_risk
INSERT INTO temp.new_risk(id, key, place, row, asset_col, lost, @risk_names@)
VALUES(?, ?, ?, ?, ?, 0, @risk_marks@);

-- name: add_plan
INSERT INTO temp.new_plan
VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,
    ?, ?, ?, ?);

-- name: add_finding
INSERT INTO temp.new_finding VALUES(?, ?, 1)
ON CONFLICT DO UPDATE SET n = n + 1;

-- name: find_place
SELECT id FROM temp.new_place
WHERE input = ? AND sheet_index = ? AND csv = ? AND profile IS ?
    AND department IS ?;

-- name: add_place
INSERT INTO temp.new_place VALUES(?6, ?1, ?2, NULL, ?3, ?4, ?5, NULL, ?7);
