-- The file: its tables, and what is asked of it before a run may use it.
--
-- The file holds the picture (input, place, risk, plan), what is known of each
-- id beyond it (life, item, flagged) and the past (run, step). Everything that
-- a report counts is in tally, so that a run with little to do reads little.
--
--     input 1 ── n place 1 ── n risk n ── 1 life 1 ── n step
--       1          n                        key
--       ├── n plan  └── 1 spot              ├── item (a treatment's memory)
--       └── n finding                       └── flagged (reported, unresolved)
--
-- key is a risk id: a number where it is the usual R and 16 hex digits (half
-- the bytes), else text.

-- name: settings
-- What is gathered is in a temporary file that is never read again.
PRAGMA temp_store = FILE;
PRAGMA cache_size = -8192;
PRAGMA temp.cache_size = -16384;
PRAGMA foreign_keys = OFF;
PRAGMA trusted_schema = OFF;

-- name: file_settings
-- EXTRA also syncs the folder once the journal is gone, so that a picture that
-- was reported survives a power cut.
PRAGMA journal_mode = DELETE;
PRAGMA synchronous = EXTRA;

-- name: begin
BEGIN;

-- name: begin_reading
-- With a reader's lock, which excludes writers; to read also rolls back the
-- journal of a run that was killed.
BEGIN;
SELECT 1 FROM main.sqlite_schema;

-- name: begin_writing
BEGIN IMMEDIATE;

-- name: commit
COMMIT;

-- name: rollback
ROLLBACK;

-- fragment: place_columns
    id INTEGER PRIMARY KEY, input INTEGER, sheet_index INTEGER,
    spot INTEGER, csv INTEGER, profile TEXT, department TEXT

-- fragment: risk_columns
-- lost: the row could not be found again in a file with errors.
    id INTEGER PRIMARY KEY, key, place INTEGER, row INTEGER,
    asset_col INTEGER, level INTEGER, class INTEGER,
    importance INTEGER, likelihood INTEGER, priority INTEGER,
    lost INTEGER, business TEXT, asset TEXT, medium TEXT, owner TEXT,
    personal INTEGER, sensitive INTEGER, my_number INTEGER

-- fragment: plan_columns
-- task: a hash of 管理策 and the task's first line. proposed: due is only what
-- merge proposed; NULL where an older program read the row. profile: by which
-- level was judged. wants: it takes its owner's signature, by its criteria;
-- expires: the last day on which the one that it has holds.
    id INTEGER PRIMARY KEY, input INTEGER, sheet TEXT, row INTEGER, key,
    task INTEGER, level INTEGER, priority INTEGER, who TEXT, due TEXT,
    due_raw TEXT, status INTEGER, status_raw TEXT, done INTEGER,
    residual_importance INTEGER, residual_likelihood INTEGER,
    approved_by TEXT, approved_on TEXT, department TEXT, asset TEXT,
    owner TEXT, proposed INTEGER, profile TEXT, control TEXT, wants INTEGER, expires TEXT

-- fragment: version_3
-- A treatment's past: what was reported of it, and what its plan said where
-- that was not what it said before. what: an enum rt_event_kind or SDB_….
CREATE TABLE item_step(
    key, run INTEGER, task INTEGER, nth INTEGER, what INTEGER,
    control TEXT, who TEXT, due TEXT, due_before TEXT, reason TEXT,
    proposed INTEGER, status TEXT, done INTEGER, spot INTEGER, row INTEGER,
    PRIMARY KEY(key, run, task, nth, what)) WITHOUT ROWID;
-- What merge remembers (state/closes.h).
CREATE TABLE close(
    id INTEGER PRIMARY KEY, date TEXT, plan TEXT, risks INTEGER,
    high INTEGER, medium INTEGER, low INTEGER, unassessed INTEGER,
    unconfirmed INTEGER, treatments INTEGER, done INTEGER, overdue INTEGER,
    missing INTEGER);
-- A result, an enum rt_result, deflated and in parts.
CREATE TABLE document(
    close INTEGER, which INTEGER, part INTEGER, data BLOB,
    PRIMARY KEY(close, which, part));
-- From the ids of the base to those of the last close.
CREATE TABLE close_id(old PRIMARY KEY, new) WITHOUT ROWID;

-- fragment: version_5
-- The risks that are there, counted; -1 and '' for what is not known. lost: their
-- rows could not be found again: as they were last known.
CREATE TABLE tally(
    department TEXT, class INTEGER, level INTEGER, priority INTEGER,
    lost INTEGER, n INTEGER,
    PRIMARY KEY(department, class, level, priority, lost)) WITHOUT ROWID;

-- fragment: version_6
CREATE INDEX plan_expires ON plan(expires) WHERE expires IS NOT NULL;

-- fragment: version_4
-- What merge read of an input under `key`, deflated (state/kept_reads.c).
CREATE TABLE kept(name TEXT PRIMARY KEY, key TEXT, size INTEGER, data BLOB);

-- name: schema
-- SQLite keeps this text in the file, where but for blanks it must be as it is
-- here: a change to it is a new SDB_VERSION. New columns are the last ones, so
-- that ALTER TABLE makes the same text of an older file.
PRAGMA application_id = @SDB_APPLICATION@;
PRAGMA user_version = @SDB_VERSION@;
-- overdue to unconfirmed: NULL where an older program ran.
CREATE TABLE run(
    id INTEGER PRIMARY KEY, date TEXT, risks INTEGER, high INTEGER,
    medium INTEGER, low INTEGER, unassessed INTEGER, flagged INTEGER,
    overdue INTEGER, unplanned INTEGER, open INTEGER, done INTEGER,
    unconfirmed INTEGER);
-- sha256, settings, content (READ or OTHER): of when it was last read whole,
-- which is what its rows are from. state: EMPTY where it may have been split and
-- has the rows that were not found. since: when it was first seen failed or
-- missing. last_run: the last one it was there. stamp: of the file with that
-- content (rt_state_untouched); NULL where it says nothing.
CREATE TABLE input(
    id INTEGER PRIMARY KEY, name TEXT UNIQUE, department TEXT,
    sha256 TEXT, settings TEXT, content INTEGER, state INTEGER,
    since TEXT, last_run INTEGER, stamp TEXT);
CREATE TABLE spot(
    id INTEGER PRIMARY KEY, file TEXT, sheet TEXT, UNIQUE(file, sheet));
-- input NULL: of risks that are gone.
CREATE TABLE place(
    @place_columns@);
CREATE INDEX place_input ON place(input);
CREATE TABLE risk(
    @risk_columns@);
CREATE INDEX risk_key ON risk(key);
CREATE INDEX risk_place ON risk(place);
-- level to priority: as last known; unknown: they are not known now. risk: the
-- row that counts, or did when it left.
CREATE TABLE life(
    key PRIMARY KEY, risk INTEGER, present INTEGER, unknown INTEGER,
    level INTEGER, class INTEGER, importance INTEGER, likelihood INTEGER,
    priority INTEGER, first_run INTEGER, last_run INTEGER) WITHOUT ROWID;
-- what: an enum rt_event_kind or SDB_….
CREATE TABLE step(
    key, run INTEGER, what INTEGER, present INTEGER, level INTEGER,
    class INTEGER, importance INTEGER, likelihood INTEGER,
    priority INTEGER, spot INTEGER, row INTEGER,
    PRIMARY KEY(key, run)) WITHOUT ROWID;
-- An id that became another when its file was renamed.
CREATE TABLE alias(old PRIMARY KEY, new) WITHOUT ROWID;
CREATE TABLE plan(
    @plan_columns@);
CREATE INDEX plan_input ON plan(input);
CREATE INDEX plan_key ON plan(key);
-- One treatment of one risk, from the latest plan that has it. overdue: that
-- its end is past has been reported. signed_…: what the approval was given for.
-- unsigned: an enum sdb_unsigned, of what has been reported; NULL where an older
-- program saw it.
CREATE TABLE item(
    key, task INTEGER, nth INTEGER, plan INTEGER, due TEXT,
    status INTEGER, done INTEGER, overdue INTEGER, approval TEXT,
    signed_level INTEGER, signed_importance INTEGER,
    signed_likelihood INTEGER, signed_residual_importance INTEGER,
    signed_residual_likelihood INTEGER, lapsed INTEGER, unsigned INTEGER,
    PRIMARY KEY(key, task, nth)) WITHOUT ROWID;
CREATE INDEX item_due ON item(due) WHERE done = 0;
-- What was flagged and is not resolved: since when, when last reported.
CREATE TABLE flagged(key PRIMARY KEY, since TEXT, told TEXT)
    WITHOUT ROWID;
CREATE INDEX flagged_told ON flagged(told);
-- Codes by name: their numbers are this build's own.
CREATE TABLE finding(
    input INTEGER, code TEXT, n INTEGER, PRIMARY KEY(input, code))
    WITHOUT ROWID;
-- Departments of the roster that sent nothing.
CREATE TABLE silent(department TEXT PRIMARY KEY, since TEXT)
    WITHOUT ROWID;
@version_3@
@version_4@
@version_5@
@version_6@

-- name: upgrade_1
-- A file of version 1 becomes one of version 2. It does not know which ends are
-- proposals, nor the kinds of personal data, so every input is read again; and
-- RT_EVENT_UNPLANNED moved the numbers of the kinds after it.
ALTER TABLE main.plan ADD COLUMN proposed INTEGER;
ALTER TABLE main.plan ADD COLUMN profile TEXT;
ALTER TABLE main.risk ADD COLUMN personal INTEGER;
ALTER TABLE main.risk ADD COLUMN sensitive INTEGER;
ALTER TABLE main.risk ADD COLUMN my_number INTEGER;
UPDATE main.step SET what = what + 1 WHERE what >= @SDB_OLD_SLIPPED@;
UPDATE main.input SET settings = NULL;

-- name: upgrade_2
-- One of version 2 becomes one of version 3.
ALTER TABLE main.run ADD COLUMN overdue INTEGER;
ALTER TABLE main.run ADD COLUMN unplanned INTEGER;
ALTER TABLE main.run ADD COLUMN open INTEGER;
ALTER TABLE main.run ADD COLUMN done INTEGER;
ALTER TABLE main.input ADD COLUMN stamp TEXT;
ALTER TABLE main.plan ADD COLUMN control TEXT;
@version_3@

-- name: upgrade_3
-- One of version 3 becomes one of version 4.
@version_4@

-- name: upgrade_4
-- One of version 4 becomes one of version 5.
ALTER TABLE main.run ADD COLUMN unconfirmed INTEGER;
DROP TABLE main.tally;
@version_5@
INSERT INTO main.tally
SELECT coalesce(p.department, ''),
    CASE WHEN r.lost OR NOT l.unknown THEN coalesce(l.class, @RT_CLASS_NONE@)
        ELSE @RT_CLASS_NONE@ END,
    CASE WHEN r.lost OR NOT l.unknown THEN coalesce(l.level, @RT_UNKNOWN@)
        ELSE @RT_UNKNOWN@ END,
    CASE WHEN r.lost OR NOT l.unknown THEN coalesce(l.priority, 0) ELSE 0 END,
    r.lost, count(*)
FROM main.life l
    JOIN main.risk r ON r.id = l.risk
    JOIN main.place p ON p.id = r.place
WHERE l.present
GROUP BY 1, 2, 3, 4, 5;

-- name: upgrade_5
-- One of version 5 becomes one of version 6.
ALTER TABLE main.plan ADD COLUMN wants INTEGER;
ALTER TABLE main.plan ADD COLUMN expires TEXT;
ALTER TABLE main.item ADD COLUMN unsigned INTEGER;
@version_6@
PRAGMA user_version = @SDB_VERSION@;

-- name: schema_text
-- The schema as it is, to be compared with the schema as it would be made.
SELECT group_concat(
    replace(type || name || coalesce(sql, ''), ' ', ''), char(10))
FROM (
    SELECT * FROM main.sqlite_schema
    WHERE name NOT LIKE 'sqlite_%'
    ORDER BY type, name);

-- name: file_size
SELECT page_count * page_size
FROM pragma_page_count('main'), pragma_page_size('main');

-- name: check_all
PRAGMA main.integrity_check(1);

-- name: write_copy
VACUUM main INTO ?;
