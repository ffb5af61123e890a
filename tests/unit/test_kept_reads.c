/* What a close keeps of the files that were read: only what a run met, only
 * once it is in the file, and only whole. */
#include "state/closes.h"
#include "state_help.h"

#include <sqlite3.h>

static const char key[65]
    = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
static const char other[65]
    = "f123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

static void keep(const char *name, const char *bytes)
{
    ok(rt_state_keep_read(state, rt_str(name), key, rt_str(bytes), &err));
}

static void kept_is(const char *name, const char *under, const char *want)
{
    struct rt_buf b = RT_BUF(1 << 20);
    enum rt_status rc = rt_state_kept(state, rt_str(name), under, &b, &err);

    assert_int_equal(rc, want ? RT_ROW : RT_END);
    if (want)
        assert_true(rt_str_is(rt_buf_str(&b), want));
    rt_buf_fini(&b);
}

/* Its results are some file. */
static void add_close(bool commit)
{
    struct rt_close close = {.date = RT_STR("2026-07-01")};
    struct rt_close_results results = {0};

    for (int i = 0; i < RT_RESULTS; i++)
        results.documents[i] = "tests/golden/state/version-2.db.lock";
    ok(rt_state_add_close(state, &close, &results, &err));
    if (commit)
        ok(rt_state_commit_close(state, &err));
    close_state();
    open_state(RT_STATE_RUN);
}

FIXTURE_TEST(what_a_run_met_is_kept)
{
    open_state(RT_STATE_RUN);
    keep("a", "of a");
    keep("b", "");
    keep("c", "of c");
    kept_is("a", key, NULL); /* not before its close */
    add_close(true);
    kept_is("a", key, "of a");
    kept_is("b", key, "");
    kept_is("a", other, NULL);
    kept_is("c", other, NULL);
    keep("d", "of d");
    add_close(true);
    kept_is("a", key, "of a");
    kept_is("b", key, "");
    kept_is("c", key, NULL); /* only asked for under another key */
    kept_is("d", key, "of d");
    add_close(true);
    kept_is("c", key, NULL);
    kept_is("d", key, "of d");
}

FIXTURE_TEST(nothing_is_kept_without_a_commit)
{
    open_state(RT_STATE_RUN);
    keep("a", "of a");
    add_close(true);
    keep("a", "new");
    keep("b", "of b");
    add_close(false);
    kept_is("a", key, "of a");
    kept_is("b", key, NULL);
}

FIXTURE_TEST(a_size_that_is_not_its_own_is_damage)
{
    static const char *const changes[] = {"size = size + 1", "size = size - 1",
        "size = 1 << 40", "size = -1", "data = x'00'", "data = NULL",
        "data = substr(data, 1, length(data) - 1)"};
    char command[256];
    struct rt_buf b = RT_BUF(1 << 20);
    sqlite3 *db;

    for (size_t i = 0; i < RT_COUNT(changes); i++) {
        open_state(RT_STATE_RUN);
        keep("a", "of a, of a, of a, of a");
        add_close(true);
        close_state();
        /* With the checksums of its pages. */
        assert_int_equal(sqlite3_open_v2(state_path, &db, SQLITE_OPEN_READWRITE,
                             "risktally"),
            SQLITE_OK);
        snprintf(command, sizeof command, "UPDATE kept SET %s", changes[i]);
        assert_int_equal(
            sqlite3_exec(db, command, NULL, NULL, NULL), SQLITE_OK);
        sqlite3_close(db);
        open_state(RT_STATE_RUN);
        enum rt_status rc = rt_state_kept(state, RT_STR("a"), key, &b, &err);
        if (rc != RT_FORMAT)
            fail_msg("%s: %d", changes[i], rc);
        close_state();
        assert_int_equal(unlink(state_path), 0);
    }
    rt_buf_fini(&b);
}
