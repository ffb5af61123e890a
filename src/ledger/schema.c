/* The ledger's tables, and every statement that writes to them.
 *
 * The database is private to one run and one process: it has no version and
 * no migration, and constraints stand only where a breach would be a mistake
 * that nothing else shows. What a report asks for is either in a narrow table
 * (register, tally) or reached by row number; nothing wide is ever sorted.
 *
 *     input 1 ──── n place 1 ──── n risk n ──── 1 label (department, profile)
 *       1                            │ 1
 *       └──── n finding, rejected    └──── 1 register (place in the order)
 */
#include "ledger/private.h"
#include "ledger/risk_columns.h"

#define NUMBER_COLUMN(column, member) ", " #column " INTEGER"
#define TEXT_COLUMN(column, member) ", " #column " TEXT"
#define MARK(column, member) ",?"

/* clang-format off */

const char rt_ldb_schema[] =
    /* One row per input file, in the order they were given: id is that
     * order. Its findings are counted from finding. */
    "CREATE TABLE input("
    "  id INTEGER PRIMARY KEY,"
    "  file TEXT, department TEXT, size INTEGER, sha256 TEXT, kind TEXT,"
    "  format TEXT, encoding TEXT, edition TEXT, profile TEXT,"
    "  state INTEGER, seen INTEGER, accepted INTEGER, rejected INTEGER,"
    "  blank INTEGER, example INTEGER);"
    /* Names that repeat on every row: departments and profiles. rank is the
     * byte order, filled in at the end. */
    "CREATE TABLE label("
    "  id INTEGER PRIMARY KEY, text TEXT UNIQUE, rank INTEGER);"
    /* One sheet of one file; a CSV is a sheet without a name. rank is the
     * order by file name and sheet index, filled in at the end. */
    "CREATE TABLE place("
    "  id INTEGER PRIMARY KEY, input INTEGER, sheet_index INTEGER,"
    "  file TEXT, sheet TEXT, csv INTEGER, rank INTEGER,"
    "  UNIQUE(input, sheet_index, file, sheet, csv));"
    /* Where a sheet stands in its book: rank is that place. */
    "CREATE TABLE sheet("
    "  input INTEGER, name TEXT, rank INTEGER, PRIMARY KEY(input, name));"
    /* One accepted row. severity packs priority, level, importance,
     * likelihood and kind of personal data into a number that is small for
     * what comes first. key is the risk id: a number where it is the usual
     * R and 16 hex digits (half the bytes, and quicker to compare), else
     * text. Narrow columns come first: a scan for them alone stays out of
     * the overflow pages. */
    "CREATE TABLE risk("
    "  id INTEGER PRIMARY KEY,"
    "  severity INTEGER, department INTEGER, place INTEGER, row INTEGER,"
    "  profile INTEGER, key, priority INTEGER, flags INTEGER"
    RISK_NUMBERS(NUMBER_COLUMN)
    RISK_TEXTS(TEXT_COLUMN)
    ");"
    /* input 0: of the run as a whole. */
    "CREATE TABLE finding("
    "  id INTEGER PRIMARY KEY,"
    "  input INTEGER, sheet TEXT, row INTEGER, col INTEGER,"
    "  code INTEGER, severity INTEGER, csv INTEGER, department TEXT,"
    "  file TEXT, risk_id TEXT, message TEXT, expected TEXT, actual TEXT);"
    "CREATE TABLE rejected("
    "  id INTEGER PRIMARY KEY,"
    "  input INTEGER, file TEXT, sheet TEXT, row INTEGER,"
    "  code TEXT, reason TEXT, cells TEXT);"
    /* One category of a file's check sheet: how many items have no answer
     * (n0), and which (n1 to n4). */
    "CREATE TABLE checks("
    "  id INTEGER PRIMARY KEY, input INTEGER, sheet TEXT, category TEXT,"
    "  n0 INTEGER, n1 INTEGER, n2 INTEGER, n3 INTEGER, n4 INTEGER);"
    /* The departments that the roster names. */
    "CREATE TABLE roster(name TEXT PRIMARY KEY) WITHOUT ROWID;"
    /* The previous plan: kind is an enum rt_planned_kind, key the risk id as
     * in risk, data the packed row. position is that of the risk it goes on
     * for, first whether it is that risk's first row: filled in at the end. */
    "CREATE TABLE plan("
    "  id INTEGER PRIMARY KEY, kind INTEGER, key INTEGER, position INTEGER,"
    "  first INTEGER, data BLOB);"
    /* Its columns of the office's own, in their order. */
    "CREATE TABLE plan_column("
    "  id INTEGER PRIMARY KEY, heading TEXT, nth INTEGER,"
    "  UNIQUE(heading, nth));"
    /* data is a struct rt_profile as it lies in memory: the database never
     * outlives the process. */
    "CREATE TABLE profile(name TEXT PRIMARY KEY, data BLOB) WITHOUT ROWID;";

/* register: the order, as the number of each risk in it. Only the narrow
 * columns are sorted; the reports then fetch each row by its number. Within
 * one severity these numbers mostly ascend, so that the fetching walks
 * through the table and does not jump about in it.
 * tally: how many risks of each kind; every sum is taken from it, so that no
 * two sums can disagree and none reads the risks again. One severity is one
 * priority, level, importance and likelihood, so that grouping by it alone
 * (half the columns to sort) keeps those apart. */
const char rt_ldb_seal_order[] =
    "UPDATE label SET rank = o.rank FROM"
    "  (SELECT id, row_number() OVER (ORDER BY text) AS rank FROM label) o"
    "  WHERE o.id = label.id;"
    "UPDATE place SET rank = o.rank FROM"
    "  (SELECT id, dense_rank() OVER (ORDER BY file, sheet_index) AS rank"
    "   FROM place) o"
    "  WHERE o.id = place.id;"
    "CREATE TABLE register(position INTEGER PRIMARY KEY, risk INTEGER);"
    "INSERT INTO register(risk)"
    "  SELECT r.id FROM risk r"
    "  CROSS JOIN place p ON p.id = r.place"
    "  LEFT JOIN label d ON d.id = r.department"
    "  ORDER BY r.severity, coalesce(d.rank, (SELECT count(*) + 1 FROM label)),"
    "    p.rank, r.row, r.id;"
    "CREATE TABLE tally AS"
    "  SELECT severity, department, profile, importance, likelihood, level,"
    "         class, priority, residual_importance, residual_likelihood,"
    "         count(*) AS n"
    "  FROM risk"
    "  GROUP BY severity, department, profile, class, residual_importance,"
    "           residual_likelihood;";

/* worst: the first of each department, for its block in the register. Their
 * number is RT_WORST_OF of the ledger's header. */
const char rt_ldb_seal_worst[] =
    "CREATE TABLE worst("
    "  department INTEGER, position INTEGER, risk INTEGER);"
    "INSERT INTO worst"
    "  SELECT department, position, risk FROM"
    "    (SELECT r.department, g.position, g.risk, row_number() OVER"
    "       (PARTITION BY r.department ORDER BY g.position) AS n"
    "     FROM register g CROSS JOIN risk r ON r.id = g.risk)"
    "  WHERE n <= 5;"
    "CREATE INDEX worst_of ON worst(department);";

/* copy: input files with the content of an earlier one. Their rows are left
 * out of the row by row comparison below: one finding says it all.
 * again: the ids that occur more than once.
 * twin: those that are duplicates, with the first row of each. The id
 * already hashes the department; where that is unknown, rows of different
 * files are not known to be of one department, and only rows of one file
 * (scope) are compared.
 * repeat: the later rows, each with the first one. */
const char rt_ldb_seal_duplicates[] =
    "CREATE TABLE copy(input INTEGER PRIMARY KEY, first INTEGER);"
    "INSERT INTO copy"
    "  SELECT i.id, f.first FROM input i JOIN"
    "    (SELECT sha256, min(id) AS first FROM input"
    "     WHERE sha256 IS NOT NULL AND size > 0 AND state IN (0, 2)"
    "     GROUP BY sha256 HAVING count(*) > 1) f"
    "    ON f.sha256 = i.sha256"
    "  WHERE i.id > f.first AND i.state IN (0, 2);"
    "CREATE INDEX risk_key ON risk(key, department, place);"
    /* Down the index, key by key; nearly every id occurs once. */
    "CREATE TABLE again(key PRIMARY KEY) WITHOUT ROWID;"
    "INSERT INTO again"
    "  SELECT key FROM risk WHERE key IS NOT NULL"
    "  GROUP BY key HAVING count(*) > 1;"
    "CREATE TABLE twin AS"
    "  SELECT key, scope, min(id) AS first FROM"
    "    (SELECT r.key, r.id,"
    "       CASE WHEN r.department IS NULL THEN p.input ELSE 0 END AS scope"
    "     FROM again a"
    "     CROSS JOIN risk r ON r.key = a.key"
    "     CROSS JOIN place p ON p.id = r.place"
    "     WHERE p.input NOT IN (SELECT input FROM copy))"
    "  GROUP BY key, scope HAVING count(*) > 1;"
    "CREATE TABLE repeat("
    "  risk INTEGER PRIMARY KEY, first INTEGER, department INTEGER,"
    "  input INTEGER, first_input INTEGER);"
    "INSERT INTO repeat"
    "  SELECT r.id, t.first, r.department, p.input, fp.input"
    "  FROM twin t"
    "  CROSS JOIN risk r ON r.key = t.key"
    "  CROSS JOIN place p ON p.id = r.place"
    "  CROSS JOIN risk f ON f.id = t.first"
    "  CROSS JOIN place fp ON fp.id = f.place"
    "  WHERE r.id > t.first AND r.asset IS NOT NULL"
    "    AND t.scope ="
    "      CASE WHEN r.department IS NULL THEN p.input ELSE 0 END"
    "    AND p.input NOT IN (SELECT input FROM copy);"
    /* Which departments come in which files. */
    "CREATE TABLE source AS"
    "  SELECT DISTINCT r.department, p.input"
    "  FROM risk r CROSS JOIN place p ON p.id = r.place"
    "  WHERE r.department IS NOT NULL"
    "    AND p.input NOT IN (SELECT input FROM copy);";

/* The row of a finding, as a risk's number; for the statement that names the
 * risks and the query that tells of them. */
const char rt_ldb_seal_rows[] =
    "CREATE INDEX risk_row ON risk(place, row);"
    "CREATE INDEX place_sheet ON place(input, sheet);"
    "UPDATE finding SET risk_id = ("
    "  SELECT CASE typeof(r.key) WHEN 'integer' THEN printf('R%016x', r.key)"
    "    ELSE r.key END"
    "  FROM place p JOIN risk r ON r.place = p.id AND r.row = finding.row"
    "  WHERE p.input = finding.input AND p.sheet = coalesce(finding.sheet, '')"
    "  LIMIT 1)"
    "  WHERE risk_id IS NULL AND row > 0;"
    "CREATE INDEX finding_risk ON finding(risk_id, code);";

const char rt_ldb_seal_findings[] =
    "CREATE INDEX finding_order ON"
    "  finding(input, sheet, row, col, code, id, severity);";

/* The department that an item of an input goes to: its own, h is its input's
 * home. */
#define ADDRESSEE(own) \
    "CASE WHEN " own " IS NULL THEN h.department" \
    "  WHEN " own " IN (SELECT name FROM roster) THEN " own \
    "  WHEN h.department IN (SELECT name FROM roster) THEN h.department" \
    "  WHEN (SELECT by_file FROM slip_rule) THEN h.department" \
    "  ELSE " own " END"

/* home: whose an input is where its items do not say; a copy is its first's.
 * slip_rule: whether departments that nobody vouches for have no slips.
 *
 * correction: the slips' findings in their order, so that one slip's are
 * neighbours; pair: which rows go where, by sheet and department; understood:
 * the slips' rows, in the same manner. */
const char rt_ldb_slips[] =
    "CREATE TABLE home(input INTEGER PRIMARY KEY, department TEXT);"
    "INSERT INTO home"
    "  SELECT i.id, coalesce(i.department, s.text) FROM input i"
    "  LEFT JOIN copy c ON c.input = i.id"
    "  LEFT JOIN (SELECT o.input, min(d.text) AS text FROM source o"
    "    JOIN label d ON d.id = o.department"
    "    GROUP BY o.input HAVING count(*) = 1) s"
    "    ON s.input = coalesce(c.first, i.id);"
    "CREATE TABLE slip_rule AS SELECT"
    "  (SELECT count(DISTINCT department) FROM finding WHERE severity > 0)"
    "    > (SELECT n FROM slip_limit) AS by_file;"
    "CREATE TABLE want AS"
    "  SELECT f.id AS finding, f.severity, f.input, "
    ADDRESSEE("f.department") " AS department"
    "  FROM finding f LEFT JOIN home h ON h.input = f.input"
    "  WHERE f.severity > 0 AND (f.input > 0 OR f.department IS NOT NULL);"
    "CREATE TABLE slip(id INTEGER PRIMARY KEY, department TEXT,"
    "  input INTEGER, errors INTEGER, warnings INTEGER,"
    "  first INTEGER, last INTEGER, first_row INTEGER, last_row INTEGER);"
    "INSERT INTO slip(department, input, errors, warnings)"
    "  SELECT department, CASE WHEN department IS NULL THEN input END AS own,"
    "    sum(severity = 2), sum(severity = 1)"
    "  FROM want GROUP BY department, own"
    "  ORDER BY department IS NULL, department, own;"
    "CREATE INDEX slip_key ON slip(department, input);";

const char rt_ldb_slip_rows[] =
    "CREATE TABLE correction("
    "  position INTEGER PRIMARY KEY, slip INTEGER, finding INTEGER);"
    "INSERT INTO correction(slip, finding)"
    "  SELECT s.id, f.id FROM want w"
    "  CROSS JOIN finding f ON f.id = w.finding"
    "  CROSS JOIN slip s ON s.department IS w.department"
    "    AND s.input IS CASE WHEN w.department IS NULL THEN w.input END"
    "  LEFT JOIN sheet o"
    "    ON o.input = f.input AND o.name = coalesce(f.sheet, '')"
    "  ORDER BY s.id, f.input, f.sheet IS NOT NULL, o.rank, f.sheet, f.row,"
    "    f.col, f.code, f.id;"
    "UPDATE slip SET first = c.first, last = c.last FROM"
    "  (SELECT slip, min(position) AS first, max(position) AS last"
    "   FROM correction GROUP BY slip) c WHERE c.slip = slip.id;"
    "CREATE TABLE pair(place INTEGER, department INTEGER, slip INTEGER);"
    "INSERT INTO pair"
    "  SELECT a.place, a.label, s.id FROM"
    "    (SELECT q.place, q.department AS label, p.input, "
    ADDRESSEE("d.text") " AS department"
    "     FROM (SELECT DISTINCT place, department FROM risk) q"
    "     CROSS JOIN place p ON p.id = q.place"
    "     LEFT JOIN label d ON d.id = q.department"
    "     LEFT JOIN home h ON h.input = p.input) a"
    "  CROSS JOIN slip s ON s.department IS a.department"
    "    AND s.input IS CASE WHEN a.department IS NULL THEN a.input END;"
    "CREATE INDEX pair_key ON pair(place, department);"
    "CREATE TABLE understood(position INTEGER PRIMARY KEY, slip INTEGER,"
    "  risk INTEGER, rejected INTEGER);"
    "INSERT INTO understood(slip, risk, rejected)"
    "  SELECT slip, risk, rejected FROM"
    "    (SELECT q.slip, p.input, o.rank, p.sheet, r.row, r.id AS risk,"
    "       NULL AS rejected"
    "     FROM risk r"
    "     CROSS JOIN pair q"
    "       ON q.place = r.place AND q.department IS r.department"
    "     CROSS JOIN place p ON p.id = r.place"
    "     LEFT JOIN sheet o ON o.input = p.input AND o.name = p.sheet"
    "     UNION ALL"
    "     SELECT s.id, x.input, o.rank, coalesce(x.sheet, ''), x.row, NULL,"
    "       x.id"
    "     FROM rejected x"
    "     CROSS JOIN home h ON h.input = x.input"
    "     CROSS JOIN slip s ON s.department IS h.department"
    "       AND s.input IS CASE WHEN h.department IS NULL THEN x.input END"
    "     LEFT JOIN sheet o"
    "       ON o.input = x.input AND o.name = coalesce(x.sheet, ''))"
    "  ORDER BY slip, input, rank, sheet, row, risk, rejected;"
    "UPDATE slip SET first_row = u.first, last_row = u.last FROM"
    "  (SELECT slip, min(position) AS first, max(position) AS last"
    "   FROM understood GROUP BY slip) u WHERE u.slip = slip.id;"
    "CREATE TABLE slip_input(slip INTEGER, input INTEGER,"
    "  PRIMARY KEY(slip, input)) WITHOUT ROWID;"
    "INSERT OR IGNORE INTO slip_input"
    "  SELECT c.slip, f.input FROM correction c"
    "    CROSS JOIN finding f ON f.id = c.finding WHERE f.input > 0"
    "  UNION SELECT q.slip, p.input FROM pair q"
    "    CROSS JOIN place p ON p.id = q.place"
    "  UNION SELECT u.slip, x.input FROM understood u"
    "    CROSS JOIN rejected x ON x.id = u.rejected"
    "  UNION SELECT s.id, i.id FROM input i"
    "    CROSS JOIN slip s ON s.department = i.department WHERE i.state = 3;"
    "CREATE INDEX IF NOT EXISTS risk_row ON risk(place, row);"
    "CREATE INDEX IF NOT EXISTS place_sheet ON place(input, sheet);"
    "CREATE INDEX rejected_row ON rejected(input, row);";
#undef ADDRESSEE

/* due: the risks of the new plan that the previous one speaks of, those of
 * one id numbered. An id's rows go on for its risks one each; what is left
 * over, several tasks of one risk, goes with the first. */
const char rt_ldb_seal_plan[] =
    "CREATE INDEX plan_key ON plan(key, kind);"
    "CREATE TABLE due AS"
    "  SELECT g.position, r.key,"
    "    row_number() OVER (PARTITION BY r.key ORDER BY g.position) AS k,"
    "    count(*) OVER (PARTITION BY r.key) AS n"
    "  FROM register g CROSS JOIN risk r ON r.id = g.risk"
    "  WHERE r.priority IS NOT NULL"
    "    AND r.key IN (SELECT key FROM plan);"
    "CREATE INDEX due_key ON due(key, k);"
    "UPDATE plan SET position = d.position, first = j.k <= d.n"
    "  FROM (SELECT id, key, row_number() OVER (PARTITION BY key ORDER BY id)"
    "          AS k FROM plan WHERE kind = 0 AND key IS NOT NULL) j"
    "  JOIN due d ON d.key = j.key"
    "    AND d.k = CASE WHEN j.k <= d.n THEN j.k ELSE 1 END"
    "  WHERE plan.id = j.id;"
    "CREATE INDEX plan_position ON plan(position, id);";

const char *const rt_ldb_sql[LDB_SQL_COUNT] = {
    [LDB_ADD_INPUT] =
        "INSERT INTO input(file, department, size, sha256, kind, format,"
        "  encoding, edition, profile, state, seen, accepted, rejected,"
        "  blank, example)"
        "  VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
    [LDB_UPDATE_INPUT] =
        "UPDATE input SET (file, department, size, sha256, kind, format,"
        "  encoding, edition, profile, state, seen, accepted, rejected,"
        "  blank, example)"
        "  = (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?) WHERE id = ?",
    [LDB_ADD_RISK] =
        "INSERT INTO risk VALUES(NULL,?,?,?,?,?,?,?,?"
        RISK_NUMBERS(MARK) RISK_TEXTS(MARK) ")",
    [LDB_ADD_PREVIOUS] = rt_ldb_add_previous,
    [LDB_ADD_FINDING] =
        "INSERT INTO finding VALUES(NULL,?,?,?,?,?,?,?,?,?,?,?,?,?)",
    [LDB_ADD_REJECTED] = "INSERT INTO rejected VALUES(NULL,?,?,?,?,?,?,?)",
    [LDB_ADD_CHECKS] = "INSERT INTO checks VALUES(NULL,?,?,?,?,?,?,?,?)",
    [LDB_ADD_PROFILE] = "INSERT OR IGNORE INTO profile VALUES(?,?)",
    [LDB_ADD_SHEET] = "INSERT OR IGNORE INTO sheet VALUES(?,?,?)",
    [LDB_ADD_DEPARTMENT] = "INSERT OR IGNORE INTO roster VALUES(?)",
    [LDB_ADD_PLAN] = "INSERT INTO plan VALUES(NULL,?,?,NULL,NULL,?)",
    [LDB_ADD_PLAN_COLUMN] =
        "INSERT OR IGNORE INTO plan_column VALUES(NULL,?,?)",
    [LDB_ACCEPT] = "DELETE FROM finding WHERE risk_id = ? AND code = ?",
    [LDB_FIND_LABEL] = "SELECT id FROM label WHERE text = ?",
    [LDB_ADD_LABEL] = "INSERT INTO label(text) VALUES(?)",
    [LDB_FIND_PLACE] =
        "SELECT id FROM place WHERE input = ? AND sheet_index = ?"
        "  AND file = ? AND sheet = ? AND csv = ?",
    [LDB_ADD_PLACE] =
        "INSERT INTO place(input, sheet_index, file, sheet, csv)"
        "  VALUES(?,?,?,?,?)",
};
