/* The state: sums, order, the past, and that the tables agree with each other
 * whatever happens. */
#include "state_help.h"

#include <sqlite3.h>

#define A "Raaaaaaaaaaaaaaaa"
#define B "Rbbbbbbbbbbbbbbbb"
#define C "Rcccccccccccccccc"

/* --- the past -------------------------------------------------------------- */

static void next_step(struct rt_cursor c, const char *date, const char *what,
    bool present, int level)
{
    struct rt_state_step s;
    assert_true(rt_next(&c, &s));
    assert_true(rt_str_is(s.date, date));
    if (!rt_str_is(s.what, what))
        fail_msg("%s: %.*s", date, RT_FMT(s.what));
    assert_int_equal(s.present, present);
    assert_int_equal(s.level, level);
    assert_true(rt_str_is(s.where.file, "a.csv"));
    assert_true(rt_str_is(s.where.sheet, "台帳"));
    assert_int_equal(s.where.row, 4);
}

FIXTURE_TEST(a_history_starts_at_its_beginning)
{
    struct rt_cursor c;
    struct rt_state_risk r;
    struct rt_state_step s;
    simple_run("2026-01-10", A, 4);
    simple_run("2026-04-10", A, 9);
    simple_run("2026-04-11", A, 9);
    simple_run("2026-07-10", B, 1);
    simple_run("2026-10-10", A, 6);
    open_state(RT_STATE_LOOK);
    c = rt_state_history(state, RT_STR(A), &r, &err);
    assert_true(rt_str_is(r.asset, A));
    assert_true(rt_str_is(r.department, "営業部"));
    assert_true(rt_str_is(r.medium, "書類"));
    assert_true(rt_str_is(r.first_seen, "2026-01-10"));
    assert_true(rt_str_is(r.last_seen, "2026-10-10"));
    next_step(c, "2026-01-10", "new", true, 4);
    next_step(c, "2026-04-10", "rose", true, 9);
    next_step(c, "2026-07-10", "gone", false, RT_UNKNOWN);
    next_step(c, "2026-10-10", "again", true, 6);
    assert_false(rt_next(&c, &s));
    ok(rt_cursor_close(&c));
    /* As last seen. */
    c = rt_state_history(state, RT_STR(B), &r, &err);
    assert_true(rt_str_is(r.asset, B));
    assert_true(rt_str_is(r.last_seen, "2026-07-10"));
    ok(rt_cursor_close(&c));
    c = rt_state_history(state, RT_STR(C), &r, &err);
    assert_int_equal(rt_cursor_close(&c), RT_USAGE);
}

FIXTURE_TEST(what_a_missing_file_held_was_last_seen_with_it)
{
    struct rt_cursor c;
    struct rt_state_risk r;
    simple_run("2026-01-10", A, 4);
    begin_run("2026-02-10");
    keep_file("a.csv", "2026-01-10");
    end_run();
    for (int month = 3; month < 5; month++) {
        begin_run(month == 3 ? "2026-03-10" : "2026-04-10");
        end_run();
    }
    open_state(RT_STATE_LOOK);
    c = rt_state_history(state, RT_STR(A), &r, &err);
    assert_true(rt_str_is(r.last_seen, "2026-02-10"));
    ok(rt_cursor_close(&c));
}

FIXTURE_TEST(quarters_follow_each_other)
{
    static const struct {
        int year, quarter;
        const char *date;
        unsigned runs, risks, high, flagged;
    } want[] = {
        {2025, 4, "2025-12-31", 1, 1, 0, 0},
        {2026, 1, "2026-03-31", 2, 1, 1, 1},
        {2026, 2, NULL, 0, 1, 1, 0},
        {2026, 3, NULL, 0, 1, 1, 0},
        {2026, 4, "2026-10-01", 1, 1, 0, 0},
    };
    struct rt_cursor c;
    struct rt_state_quarter q;
    simple_run("2025-12-31", A, 4);
    simple_run("2026-01-01", A, 6);
    simple_run("2026-03-31", A, 6);
    simple_run("2026-10-01", B, 1);
    open_state(RT_STATE_LOOK);
    c = rt_state_trend(state, 1, &err);
    for (size_t i = 0; i < RT_COUNT(want); i++) {
        assert_true(rt_next(&c, &q));
        assert_int_equal(q.year, want[i].year);
        assert_int_equal(q.quarter, want[i].quarter);
        assert_true(rt_str_eq(q.date, rt_str(want[i].date)));
        assert_int_equal(q.runs, want[i].runs);
        assert_int_equal(q.risks, want[i].risks);
        assert_int_equal(q.high, want[i].high);
        assert_int_equal(q.flagged, want[i].flagged);
    }
    assert_false(rt_next(&c, &q));
    ok(rt_cursor_close(&c));
}

/* A fiscal year has the number of the year it begins in. */
FIXTURE_TEST(quarters_are_of_the_fiscal_year)
{
    static const struct {
        int start, year, quarter;
    } want[] = {{1, 2026, 1}, {2, 2026, 1}, {3, 2026, 1}, {4, 2025, 4},
        {5, 2025, 4}, {6, 2025, 4}, {7, 2025, 3}, {10, 2025, 2}, {12, 2025, 2}};
    struct rt_state_quarter q;
    simple_run("2026-03-31", A, 4);
    open_state(RT_STATE_LOOK);
    for (size_t i = 0; i < RT_COUNT(want); i++) {
        struct rt_cursor c = rt_state_trend(state, want[i].start, &err);
        assert_true(rt_next(&c, &q));
        assert_int_equal(q.year, want[i].year);
        assert_int_equal(q.quarter, want[i].quarter);
        ok(rt_cursor_close(&c));
    }
}

/* --- order and sums -------------------------------------------------------- */

FIXTURE_TEST(events_are_in_order)
{
    begin_simple("2026-07-01");
    risk(A, 6);
    risk(B, 9);
    risk(C, 9);
    failed_file("b.csv", "broken");
    end_run();
    events_are(
        "new " B " -1>9\nnew " C " -1>9\nnew " A " -1>6\ninput_failed b.csv");
    begin_simple("2026-07-02");
    risk(A, 9);
    department = "";
    risk("R0000000000000002", 9);
    department = "A";
    risk("R0000000000000003", 6);
    failed_file("b.csv", "broken");
    end_run();
    events_are("new R0000000000000003 -1>6\nrose " A " 6>9\n"
               "gone " B " 9>-1\ngone " C " 9>-1\n"
               "new R0000000000000002 -1>9\ninput_replaced a.csv");
}

FIXTURE_TEST(departments_and_codes_are_counted)
{
    struct rt_cursor c;
    struct rt_department_row d;
    struct rt_code_count n;
    begin_simple("2026-07-01");
    risk(A, 9);
    risk(B, RT_UNKNOWN);
    for (int i = 0; i < 3; i++)
        ok(rt_state_add_finding(state, input, RT_VA301, &err));
    read_file("b.csv", "1");
    ok(rt_state_add_finding(state, input, RT_VA301, &err));
    ok(rt_state_add_finding(state, input, RT_VA302, &err));
    end_run();
    assert_int_equal(sum.errors, 5);
    /* Of the file that is unchanged, too, and not of the missing one. */
    begin_run("2026-07-02");
    keep_file("a.csv", "2026-07-01");
    compare_run();
    assert_int_equal(sum.errors, 3);
    c = rt_state_departments(state, &err);
    assert_true(rt_next(&c, &d));
    assert_true(rt_str_is(d.department, "営業部"));
    assert_int_equal(d.total, 2);
    assert_int_equal(d.high, 1);
    assert_int_equal(d.unassessed, 1);
    assert_int_equal(d.priority[1], 1);
    assert_int_equal(d.worst_level, 9);
    assert_false(rt_next(&c, &d));
    ok(rt_cursor_close(&c));
    c = rt_state_codes(state, &err);
    assert_true(rt_next(&c, &n));
    assert_int_equal(n.code, RT_VA301);
    assert_int_equal(n.count, 3);
    assert_false(rt_next(&c, &n));
    ok(rt_cursor_close(&c));
}

/* --- the tables agree ------------------------------------------------------ */

/* Each query counts what must not be. */
static const char *const never[] = {
    "SELECT count(*) FROM (SELECT key FROM life WHERE present EXCEPT"
    "  SELECT r.key FROM risk r JOIN place p ON p.id = r.place"
    "  WHERE p.input IS NOT NULL)",
    "SELECT count(*) FROM (SELECT r.key FROM risk r"
    "  JOIN place p ON p.id = r.place WHERE p.input IS NOT NULL"
    "  EXCEPT SELECT key FROM life WHERE present)",
    "SELECT count(*) FROM life l WHERE risk NOT IN"
    "  (SELECT id FROM risk r WHERE r.key = l.key)",
    "SELECT count(*) FROM place WHERE input NOT IN (SELECT id FROM input)",
    "SELECT count(*) FROM place WHERE id NOT IN (SELECT place FROM risk)"
    "  AND input IS NULL",
    "SELECT count(*) FROM risk WHERE place NOT IN (SELECT id FROM place)",
    /* The row that counts is as severe as any. */
    "SELECT count(*) FROM life l JOIN risk w ON w.id = l.risk"
    "  JOIN risk r ON r.key = l.key JOIN place p ON p.id = r.place"
    "  WHERE l.present AND p.input IS NOT NULL"
    "    AND coalesce(r.level, -1) > coalesce(w.level, -1)",
    "SELECT count(*) FROM life l JOIN risk w ON w.id = l.risk"
    "  WHERE l.present AND (l.unknown <> (w.lost OR w.level IS NULL)"
    "    OR (NOT l.unknown AND w.level IS NOT l.level))",
    /* One that is lost counts as last known. */
    "SELECT count(*) FROM (SELECT coalesce(p.department, ''),"
    "    coalesce(iif(w.lost, l.class, w.class), -1),"
    "    coalesce(iif(w.lost, l.level, w.level), -1),"
    "    coalesce(iif(w.lost, l.priority, w.priority), 0), w.lost, count(*)"
    "  FROM life l"
    "  JOIN risk w ON w.id = l.risk JOIN place p ON p.id = w.place"
    "  WHERE l.present GROUP BY 1, 2, 3, 4, 5 EXCEPT SELECT * FROM tally)",
    "SELECT (SELECT count(*) FROM life WHERE present)"
    "  - (SELECT sum(n) FROM tally)",
    "SELECT count(*) FROM step WHERE key NOT IN (SELECT key FROM life)",
    "SELECT count(*) FROM finding WHERE input NOT IN (SELECT id FROM input)",
};

static void check_tables(unsigned seed, int run)
{
    sqlite3 *db;
    assert_int_equal(sqlite3_open(state_path, &db), SQLITE_OK);
    for (size_t i = 0; i < RT_COUNT(never); i++) {
        sqlite3_stmt *stmt;
        assert_int_equal(
            sqlite3_prepare_v2(db, never[i], -1, &stmt, NULL), SQLITE_OK);
        assert_int_equal(sqlite3_step(stmt), SQLITE_ROW);
        if (sqlite3_column_int(stmt, 0) != 0)
            fail_msg("seed %u run %d: %d by %s", seed, run,
                sqlite3_column_int(stmt, 0), never[i]);
        sqlite3_finalize(stmt);
    }
    sqlite3_close(db);
}

static unsigned random_state;

/* Numbers that are the same on every machine. */
static unsigned pick(unsigned n)
{
    random_state = random_state * 1664525u + 1013904223u;
    return (random_state >> 12) % n;
}

enum { FILES = 5, RUNS = 30, SEEDS = 6 };

/* A file as it is outside: its name's number, its content, its rows. */
struct outside {
    int name, version;
    unsigned seed;
};

static void random_rows(const struct outside *f)
{
    static const int levels[] = {RT_UNKNOWN, 1, 2, 4, 6, 9};
    unsigned kept = random_state;
    random_state = f->seed;
    unsigned rows = pick(9);
    for (unsigned i = 0; i < rows; i++) {
        char id[18];
        /* Half of the ids hang on the file's name, a few are in several. */
        unsigned n
            = pick(2) ? pick(12) : 100u + (unsigned)f->name * 50 + pick(9);
        snprintf(id, sizeof id, "R%016x", n);
        risk(id, levels[pick(6)]);
    }
    if (pick(4) == 0)
        ok(rt_state_add_finding(state, input, RT_TP105, &err));
    random_state = kept;
}

static void random_file(struct outside *f)
{
    char name[32], what[32];
    unsigned fate = pick(10);
    if (fate == 0)
        return; /* missing */
    if (fate == 1)
        f->name = f->name % 10 + 10 * (int)pick(3);
    if (fate > 6) {
        f->version++;
        f->seed = pick(100000);
    }
    snprintf(name, sizeof name, "%d.csv", f->name);
    snprintf(what, sizeof what, "%d-%d", f->name % 10, f->version);
    if (fate == 2)
        failed_file(name, "broken");
    else if (unchanged(name, what))
        keep_file(name, what);
    else {
        read_file(name, what);
        random_rows(f);
    }
}

FIXTURE_TEST(the_tables_agree_whatever_happens)
{
    for (unsigned seed = 1; seed <= SEEDS; seed++) {
        struct outside files[FILES] = {0};
        random_state = seed;
        options.all = seed % 2;
        options.remind = (int)seed % 3;
        for (int i = 0; i < FILES; i++)
            files[i] = (struct outside){i, 0, pick(100000)};
        for (int run = 0; run < RUNS; run++) {
            char now[32];
            snprintf(
                now, sizeof now, "2026-%02d-%02d", run / 28 + 1, run % 28 + 1);
            begin_run(now);
            for (int i = 0; i < FILES; i++)
                random_file(&files[i]);
            end_run();
            check_tables(seed, run);
        }
        assert_int_equal(tear_down(NULL), 0);
        assert_int_equal(set_up(NULL), 0);
    }
}
