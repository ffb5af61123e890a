-- The ledger's tables.
--
-- The database is private to one run and one process: it has no version and
-- no migration, and constraints are there only where a breach would be a
-- mistake that nothing else shows. What a report asks for is either in a
-- narrow table (register, tally: finish.sql) or reached by row number; nothing
-- wide is ever sorted.
--
--     input 1 ──── n place 1 ──── n risk n ──── 1 label (department, profile)
--       1                            │ 1
--       └──── n finding, rejected    └──── 1 register (place in the order)

-- name: settings
-- The database is never read again, so nothing is journalled or synced. 16 MB
-- of pages, and sorts of at most that size in memory; 4 MB for what is compared,
-- of which 500 pages would be another 16.
PRAGMA page_size = 32768;
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
PRAGMA locking_mode = EXCLUSIVE;
PRAGMA cache_size = -16384;
PRAGMA temp_store = FILE;
PRAGMA temp.cache_size = 128;
PRAGMA foreign_keys = OFF;

-- name: shared_settings
-- Where more than one thread is allowed, large sorts may use another.
PRAGMA threads = 1;

-- name: reader_settings
-- Of each thread that reads it: 4 MB, as pages, because SQLite does not know
-- their size before there are some.
PRAGMA cache_size = 128;
PRAGMA temp_store = FILE;

-- name: begin
BEGIN;

-- name: commit
COMMIT;

-- name: schema
-- One row per input file, in the order they were given: id is that order. Its
-- findings are counted from finding.
CREATE TABLE input(
    id INTEGER PRIMARY KEY,
    @input_table@);
-- Names that repeat on every row: departments and profiles. rank is the byte
-- order, filled in at the end.
CREATE TABLE label(id INTEGER PRIMARY KEY, text TEXT UNIQUE, rank INTEGER);
-- One sheet of one file; a CSV is a sheet without a name. rank is the order by
-- file name and sheet index, filled in at the end. reported: its rows are those
-- of an assessment report. managed_col: the column of 管理部署.
CREATE TABLE place(
    id INTEGER PRIMARY KEY, input INTEGER, sheet_index INTEGER, file TEXT,
    sheet TEXT, csv INTEGER, reported INTEGER, managed_col INTEGER,
    rank INTEGER,
    UNIQUE(input, sheet_index, file, sheet, csv));
-- The place of a sheet in its book, as rank.
CREATE TABLE sheet(
    input INTEGER, name TEXT, rank INTEGER, PRIMARY KEY(input, name));
-- How many risks there are of each kind; several rows of a kind add up
-- (kinds.c).
CREATE TABLE tally(
    severity INTEGER, department INTEGER, profile INTEGER, importance INTEGER,
    likelihood INTEGER, level INTEGER, class INTEGER, priority INTEGER,
    residual_importance INTEGER, residual_likelihood INTEGER, n INTEGER);
-- One accepted row. id is its severity and then nth, the order in which rows
-- were taken: those that the register has together lie together, as every
-- report reads them. severity packs class, priority, level, importance, likelihood
-- and kind of personal data into a number that is small for what comes first. key
-- is the risk id: a number where it is the usual R and 16 hex digits (half the
-- bytes, and quicker to compare), else text. data is the whole risk, packed; of
-- its members those that a statement names have a column, too (packed_risk.c).
CREATE TABLE risk(
    id INTEGER PRIMARY KEY, nth INTEGER AS (id & (1 << @LDB_NTH_BITS@) - 1),
    severity INTEGER, department INTEGER, place INTEGER, row INTEGER,
    asset_col INTEGER, profile INTEGER, key, @risk_table@);
-- input 0: of the run as a whole.
CREATE TABLE finding(
    id INTEGER PRIMARY KEY, input INTEGER, severity INTEGER, @finding_table@);
CREATE TABLE rejected(
    id INTEGER PRIMARY KEY, input INTEGER, @rejected_table@);
-- One category of a file's check sheet: how many items have which answer.
CREATE TABLE checks(
    id INTEGER PRIMARY KEY, input INTEGER, sheet TEXT, @checks_table@);
-- A row of a statement of applicability: kind is an enum ldb_soa.
CREATE TABLE soa_row(
    id INTEGER PRIMARY KEY, input INTEGER, kind INTEGER, @soa_row_table@);
-- The departments that the roster names.
CREATE TABLE roster(name TEXT PRIMARY KEY) WITHOUT ROWID;
-- The previous plan: kind is an enum rt_planned_kind, key the risk id as in risk,
-- data the packed row, plan the number of the plan, of several. position is that
-- of its risk in the register, first whether it is that risk's first row: filled
-- in at the end. same is a hash of what the row holds, wherever it was; gone_on
-- of a row on 完了・消滅 the day on which it went there. Of a plan that merge wrote
-- there are department, asset and medium as they fold, and where the risk's row
-- was; retyped: by those it belongs to another risk than its id says. base: of a plan
-- that is no input, which was accepted last; NULL: of a sheet of approvals. begun:
-- under way or approved; NULL: done. written: the signs of what merge wrote into it.
CREATE TABLE plan(
    id INTEGER PRIMARY KEY, kind INTEGER, key, position INTEGER,
    first INTEGER, plan INTEGER, data BLOB, same TEXT, gone_on TEXT,
    department TEXT, asset TEXT, medium TEXT, source TEXT, source_row TEXT,
    begun INTEGER, retyped INTEGER, base INTEGER, written TEXT);
CREATE INDEX plan_key ON plan(key, kind, plan);
CREATE INDEX plan_same ON plan(same) WHERE same IS NOT NULL;
-- Risks that are in the new plan though they have no priority, or none any more.
CREATE TABLE held(position INTEGER PRIMARY KEY);
-- The risks of the new plan that the previous one names: k is the place among the
-- n of one id. held: not for a priority.
CREATE TABLE due(
    position INTEGER PRIMARY KEY, key, k INTEGER, n INTEGER, held INTEGER);
-- How many of its rows say that they come from there.
CREATE TABLE plan_source(
    file TEXT, sheet TEXT, n INTEGER, PRIMARY KEY(file, sheet));
-- The plans among the inputs.
CREATE TABLE plan_input(file TEXT PRIMARY KEY, input INTEGER) WITHOUT ROWID;
-- The columns that its keeper added, in their order.
CREATE TABLE plan_column(
    id INTEGER PRIMARY KEY, heading TEXT, nth INTEGER, UNIQUE(heading, nth));
-- What its rows state of the risks they are carried over to; the first of a risk
-- has more than a status.
CREATE TABLE stated(
    position INTEGER, status INTEGER, text TEXT, treatment INTEGER,
    importance INTEGER, likelihood INTEGER);
-- What its keepers typed and the new plan does not have: why is an enum
-- rt_left_why.
CREATE TABLE left_out(
    id INTEGER PRIMARY KEY, file TEXT, sheet TEXT, row INTEGER, col INTEGER,
    what TEXT, text TEXT, why INTEGER);
-- A row of 管理策台帳 of the plan that is read, of which a cell was typed over:
-- control as it folds, both as packed rows, how many of the plan's rows have it.
CREATE TABLE register_edit(
    id INTEGER PRIMARY KEY, control TEXT UNIQUE, written BLOB, now BLOB,
    plan_rows INTEGER);
-- What people typed into rows of assessment reports that merge wrote, as packed
-- rows (record/assessed.h), and into their blocks of names and dates. kept: what
-- is typed of a risk in all, bits by enum rt_assessed_entry; note: its 備考; held:
-- what the plan contradicts, as a packed row; where it was typed first.
CREATE TABLE assessed(id INTEGER PRIMARY KEY, key, data BLOB);
CREATE TABLE assessed_sign(sign INTEGER PRIMARY KEY, text TEXT);
CREATE TABLE assessed_kept(
    key PRIMARY KEY, typed INTEGER, note TEXT, held BLOB, file TEXT, sheet TEXT,
    row INTEGER);
-- data is a struct rt_profile as it lies in memory: the database never
-- outlives the process. own: one of the forms themselves, where their risks were
-- put on one scale.
-- acceptable: up to which level a risk is accepted as it is.
CREATE TABLE profile(
    own INTEGER, name TEXT, data BLOB, acceptable INTEGER,
    PRIMARY KEY(own, name)) WITHOUT ROWID;

-- fragment: earlier_columns
id INTEGER PRIMARY KEY, severity INTEGER, department TEXT, profile TEXT,
    file TEXT, sheet TEXT, row INTEGER, asset_col INTEGER, csv INTEGER, key,
    of_before INTEGER, run INTEGER, @risk_table@

-- name: base_schema
-- The register that changes are seen since, where that is an earlier one.
CREATE TABLE base(
    @earlier_columns@);
CREATE INDEX base_key ON base(key);
-- Its ids that are others in the previous run.
CREATE TABLE base_id(old PRIMARY KEY, new) WITHOUT ROWID;

-- name: previous_schema
-- The registers of the previous run, where there are some, with names in place
-- of numbers; of_before: an enum rt_unconfirmed where it was
-- kept from a run before that one; run: the number
-- of the register. What --forget
-- names, whether it was found, and as it was given.
CREATE TABLE previous(
    @earlier_columns@);
CREATE INDEX previous_key ON previous(key);
CREATE TABLE forget(
    name TEXT PRIMARY KEY, found INTEGER, given TEXT) WITHOUT ROWID;
