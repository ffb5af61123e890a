/* The tables of the file, and those in which a run gathers.
 *
 * The file holds the picture (input, place, risk, plan), what is known of each
 * id beyond it (life, item, flagged) and the past (run, step). Everything that
 * a report counts is in tally, so that a run with little to do reads little.
 *
 *     input 1 ── n place 1 ── n risk n ── 1 life 1 ── n step
 *       1          n                        key
 *       ├── n plan  └── 1 spot              ├── item (a treatment's memory)
 *       └── n finding                       └── flagged (told, unresolved)
 *
 * key is a risk id: a number where it is the usual R and 16 hex digits (half
 * the bytes), else text. A change to this text is a new SDB_VERSION.
 */
#include "state/private.h"

/* clang-format off */

#define PLACE_COLUMNS \
    "  id INTEGER PRIMARY KEY, input INTEGER, sheet_index INTEGER," \
    "  spot INTEGER, csv INTEGER, profile TEXT, department TEXT"

/* lost: the row could not be found again in a file with errors. */
#define RISK_COLUMNS \
    "  id INTEGER PRIMARY KEY, key, place INTEGER, row INTEGER," \
    "  asset_col INTEGER, level INTEGER, class INTEGER," \
    "  importance INTEGER, likelihood INTEGER, priority INTEGER," \
    "  lost INTEGER, business TEXT, asset TEXT, medium TEXT, owner TEXT"

/* task: a hash of 管理策 and the task's first line. */
#define PLAN_COLUMNS \
    "  id INTEGER PRIMARY KEY, input INTEGER, sheet TEXT, row INTEGER, key," \
    "  task INTEGER, level INTEGER, priority INTEGER, who TEXT, due TEXT," \
    "  due_raw TEXT, status INTEGER, status_raw TEXT, done INTEGER," \
    "  residual_importance INTEGER, residual_likelihood INTEGER," \
    "  approved_by TEXT, approved_on TEXT, department TEXT, asset TEXT," \
    "  owner TEXT"

const char rt_sdb_schema[] =
    "PRAGMA application_id = 1381266292;"
    "PRAGMA user_version = 1;"
    "CREATE TABLE run("
    "  id INTEGER PRIMARY KEY, date TEXT, risks INTEGER, high INTEGER,"
    "  medium INTEGER, low INTEGER, unassessed INTEGER, flagged INTEGER);"
    /* sha256, settings, content (READ or OTHER): of when it was last read
     * whole, which is what its rows are from. since: when it was first seen
     * failed or missing. last_run: the last one it was there. */
    "CREATE TABLE input("
    "  id INTEGER PRIMARY KEY, name TEXT UNIQUE, department TEXT,"
    "  sha256 TEXT, settings TEXT, content INTEGER, state INTEGER,"
    "  since TEXT, last_run INTEGER);"
    "CREATE TABLE spot("
    "  id INTEGER PRIMARY KEY, file TEXT, sheet TEXT, UNIQUE(file, sheet));"
    /* input NULL: of risks that are gone. */
    "CREATE TABLE place(" PLACE_COLUMNS ");"
    "CREATE INDEX place_input ON place(input);"
    "CREATE TABLE risk(" RISK_COLUMNS ");"
    "CREATE INDEX risk_key ON risk(key);"
    "CREATE INDEX risk_place ON risk(place);"
    /* level to priority: as last known; unknown: they are not known now.
     * risk: the row that counts, or did when it left. */
    "CREATE TABLE life("
    "  key PRIMARY KEY, risk INTEGER, present INTEGER, unknown INTEGER,"
    "  level INTEGER, class INTEGER, importance INTEGER, likelihood INTEGER,"
    "  priority INTEGER, first_run INTEGER, last_run INTEGER) WITHOUT ROWID;"
    "CREATE TABLE step("
    "  key, run INTEGER, what INTEGER, present INTEGER, level INTEGER,"
    "  class INTEGER, importance INTEGER, likelihood INTEGER,"
    "  priority INTEGER, spot INTEGER, row INTEGER,"
    "  PRIMARY KEY(key, run)) WITHOUT ROWID;"
    /* An id that became another when its file was renamed. */
    "CREATE TABLE alias(old PRIMARY KEY, new) WITHOUT ROWID;"
    "CREATE TABLE plan(" PLAN_COLUMNS ");"
    "CREATE INDEX plan_input ON plan(input);"
    "CREATE INDEX plan_key ON plan(key);"
    /* One treatment of one risk, from the latest plan that has it. overdue:
     * that it is has been told. signed_…: what the approval was given for. */
    "CREATE TABLE item("
    "  key, task INTEGER, nth INTEGER, plan INTEGER, due TEXT,"
    "  status INTEGER, done INTEGER, overdue INTEGER, approval TEXT,"
    "  signed_level INTEGER, signed_importance INTEGER,"
    "  signed_likelihood INTEGER, signed_residual_importance INTEGER,"
    "  signed_residual_likelihood INTEGER, lapsed INTEGER,"
    "  PRIMARY KEY(key, task, nth)) WITHOUT ROWID;"
    "CREATE INDEX item_due ON item(due) WHERE done = 0;"
    /* What was flagged and is not resolved: since when, when last told. */
    "CREATE TABLE flagged(key PRIMARY KEY, since TEXT, told TEXT)"
    "  WITHOUT ROWID;"
    "CREATE INDEX flagged_told ON flagged(told);"
    /* The risks that are there, counted; -1 and '' for what is not known. */
    "CREATE TABLE tally("
    "  department TEXT, class INTEGER, level INTEGER, priority INTEGER,"
    "  n INTEGER, PRIMARY KEY(department, class, level, priority))"
    "  WITHOUT ROWID;"
    /* Codes by name: their numbers are this build's own. */
    "CREATE TABLE finding("
    "  input INTEGER, code TEXT, n INTEGER, PRIMARY KEY(input, code))"
    "  WITHOUT ROWID;"
    "CREATE TABLE silent(department TEXT PRIMARY KEY, since TEXT)"
    "  WITHOUT ROWID;";

/* Gathering asks nothing of the file: its transaction would otherwise keep
 * another run from its commit. */
const char rt_sdb_run_sql[] =
    /* run: this one's number; before: the last one's. */
    "CREATE TEMP TABLE opt("
    "  now TEXT, run INTEGER, before INTEGER, settings TEXT, cutoff TEXT,"
    "  no_change INTEGER, moved INTEGER, changed INTEGER);"
    "CREATE TEMP TABLE known_department AS"
    "  SELECT DISTINCT input, department FROM main.place"
    "  WHERE input IS NOT NULL AND department IS NOT NULL;"
    "CREATE INDEX temp.known_department_input ON known_department(input);"
    "CREATE TEMP TABLE kept(id INTEGER PRIMARY KEY);"
    "CREATE TEMP TABLE forget(name TEXT PRIMARY KEY) WITHOUT ROWID;"
    /* Every input, of the picture or new. was: its state in the picture, NULL
     * for a new one; rank: by name. */
    "CREATE TEMP TABLE new_input("
    "  id INTEGER PRIMARY KEY, name TEXT, department TEXT, sha256 TEXT,"
    "  state INTEGER, fate INTEGER, was INTEGER, since TEXT, lossy INTEGER,"
    "  reason TEXT, rank INTEGER);"
    "CREATE TEMP TABLE new_silent(department TEXT PRIMARY KEY) WITHOUT ROWID;"
    /* The numbers go on from those of the file, so that a number is one row,
     * wherever it lies. */
    "CREATE TEMP TABLE new_spot("
    "  id INTEGER PRIMARY KEY, file TEXT, sheet TEXT, UNIQUE(file, sheet));"
    /* source: the place of the picture that it repeats, for rows that were
     * lost; sheet: becomes its spot. */
    "CREATE TEMP TABLE new_place("
    PLACE_COLUMNS ", source INTEGER, sheet TEXT);"
    "CREATE INDEX temp.new_place_input ON new_place(input, sheet_index);"
    "CREATE TEMP TABLE new_risk(" RISK_COLUMNS ");"
    "CREATE TEMP TABLE new_plan(" PLAN_COLUMNS ");"
    "CREATE TEMP TABLE new_finding("
    "  input INTEGER, code TEXT, n INTEGER, PRIMARY KEY(input, code))"
    "  WITHOUT ROWID;";

const char *const rt_sdb_sql[SDB_SQL_COUNT] = {
    [SDB_KEEP] = "INSERT INTO temp.kept VALUES(?)",
    [SDB_ADD_INPUT] =
        "INSERT INTO temp.new_input VALUES(?,?,?,?,?,?,?,NULL,0,?,NULL)",
    [SDB_ADD_SILENT] = "INSERT OR IGNORE INTO temp.new_silent VALUES(?)",
    [SDB_MARK_LOSSY] = "UPDATE temp.new_input SET lossy = 1 WHERE id = ?",
    [SDB_ADD_RISK] =
        "INSERT INTO temp.new_risk VALUES(?,?,?,?,?,?,?,?,?,?,0,?,?,?,?)",
    [SDB_ADD_PLAN] =
        "INSERT INTO temp.new_plan"
        "  VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
    [SDB_ADD_FINDING] =
        "INSERT INTO temp.new_finding VALUES(?,?,1)"
        "  ON CONFLICT DO UPDATE SET n = n + 1",
    [SDB_FIND_PLACE] =
        "SELECT id FROM temp.new_place WHERE input = ? AND sheet_index = ?"
        "  AND csv = ? AND profile IS ? AND department IS ?",
    [SDB_ADD_PLACE] =
        "INSERT INTO temp.new_place VALUES(?6,?1,?2,NULL,?3,?4,?5,NULL,?7)",
};
