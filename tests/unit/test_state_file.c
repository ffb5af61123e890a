/* The state's file: what is taken for one, what is left alone, who may use
 * it, and that a killed process leaves the one picture or the other. */
#include "state_help.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/file.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>

#define A "Raaaaaaaaaaaaaaaa"
#define B "Rbbbbbbbbbbbbbbbb"

/* --- files ----------------------------------------------------------------- */

static char *content;
static size_t content_size;

static void take_content(void)
{
    FILE *f = fopen(state_path, "rb");
    assert_non_null(f);
    content_size = 0;
    content = malloc(4 << 20);
    assert_non_null(content);
    content_size = fread(content, 1, 4 << 20, f);
    fclose(f);
}

static void put_content(size_t size)
{
    FILE *f = fopen(state_path, "wb");
    assert_non_null(f);
    assert_int_equal(fwrite(content, 1, size, f), size);
    fclose(f);
}

/* Opens in each mode; the file stays as it is, byte for byte. */
static void is_left_alone(enum rt_status want)
{
    char before[65], after[65];
    uint64_t size;
    ok(rt_sha256_file(state_path, before, &size, &err));
    for (int mode = RT_STATE_LOOK; mode <= RT_STATE_RUN; mode++) {
        memset(&err, 0, sizeof err);
        assert_int_equal(rt_state_open(state_path, (enum rt_state_mode)mode,
                             RT_EN, &state, &err),
            want);
        assert_null(state);
        assert_non_null(strstr(err.text, "state.db: "));
    }
    memset(&err, 0, sizeof err);
    ok(rt_sha256_file(state_path, after, &size, &err));
    assert_string_equal(before, after);
}

FIXTURE_TEST(what_is_no_state_is_left_alone)
{
    static const char *const texts[]
        = {"", "name,level\n", "SQLite format 3", "SQLite format 3\0"};
    for (size_t i = 0; i < RT_COUNT(texts); i++) {
        FILE *f = fopen(state_path, "w");
        assert_non_null(f);
        fputs(texts[i], f);
        fclose(f);
        is_left_alone(RT_FORMAT);
    }
}

FIXTURE_TEST(other_databases_are_left_alone)
{
    simple_run("2026-07-01", A, 9);
    take_content();
    memcpy(content + 68, "none", 4); /* application_id */
    put_content(content_size);
    is_left_alone(RT_FORMAT);
    free(content);
}

enum { SDB_NEXT = 7 };

FIXTURE_TEST(newer_states_are_left_alone)
{
    simple_run("2026-07-01", A, 9);
    take_content();
    content[63] = SDB_NEXT; /* user_version */
    put_content(content_size);
    is_left_alone(RT_FORMAT);
    assert_int_equal(
        rt_state_open(state_path, RT_STATE_RUN, RT_EN, &state, &err),
        RT_FORMAT);
    assert_non_null(strstr(err.text, "newer"));
    free(content);
}

/* Written by a program of version 1. */
static void put_old_state(void)
{
    char command[160];
    snprintf(command, sizeof command,
        "gzip -dc tests/golden/state/version-1.db.gz >'%s'", state_path);
    assert_int_equal(system(command), 0);
}

/* Whatever only looks leaves it so. */
FIXTURE_TEST(an_older_state_becomes_one_of_this_version)
{
    struct rt_state_risk what;
    struct rt_cursor c;
    struct rt_state_step step;
    put_old_state();
    assert_int_equal(chmod(state_path, 0640), 0);
    take_content();
    open_state(RT_STATE_LOOK);
    c = rt_state_history(state, RT_STR("R6f188f585c9ce9b6"), &what, &err);
    assert_true(rt_next(&c, &step));
    assert_true(rt_next(&c, &step));
    assert_true(rt_str_is(step.what, "fell"));
    ok(rt_cursor_close(&c));
    close_state();
    dry = true;
    begin_run("2026-06-02");
    end_run();
    dry = false;
    char *old = content;
    size_t old_size = content_size;
    take_content();
    assert_int_equal(content_size, old_size);
    assert_memory_equal(content, old, old_size);
    free(old);
    free(content);
    begin_run("2026-06-02");
    end_run();
    struct stat st;
    assert_int_equal(stat(state_path, &st), 0);
    assert_int_equal(st.st_mode & 0777, 0640);
    take_content();
    assert_int_equal(content[63], SDB_NEXT - 1);
    free(content);
    begin_run("2026-06-03");
    end_run();
    assert_int_equal(sum.risks, 4);
}

FIXTURE_TEST(a_damaged_older_state_is_left_alone)
{
    put_old_state();
    take_content();
    memset(content + 4096, 0x5A, 4096);
    put_content(content_size);
    is_left_alone(RT_FORMAT);
    free(content);
}

/* Many risks, so that there are many pages. */
static void many_risks(int level)
{
    for (int i = 0; i < 400; i++) {
        char id[18];
        snprintf(id, sizeof id, "R%016x", i * 7919);
        risk(id, i == 0 ? level : 6);
    }
}

/* A run to its end, or as far as it comes; the events are noted. */
static enum rt_status attempt_run(void)
{
    enum rt_status rc;
    memset(&err, 0, sizeof err);
    events[0] = '\0';
    rc = rt_state_open(state_path, RT_STATE_RUN, RT_EN, &state, &err);
    if (rc == RT_OK)
        rc = rt_state_begin(state, &options, &err);
    if (rc == RT_OK) {
        read_file("a.csv", "next");
        many_risks(9);
        rc = rt_state_compare(state, &err);
    }
    if (rc == RT_OK) {
        read_events();
        rc = rt_state_commit(state, &err);
    }
    close_state();
    return rc;
}

static enum rt_status attempt_verify(void)
{
    memset(&err, 0, sizeof err);
    enum rt_status rc
        = rt_state_open(state_path, RT_STATE_LOOK, RT_EN, &state, &err);
    if (rc == RT_OK)
        rc = rt_state_verify(state, &err);
    close_state();
    return rc;
}

/* Whoever reads the damage refuses the file, and leaves it as it is; whoever
 * does not, says what the whole file says. */
static void is_noticed_when_read(size_t *refused)
{
    put_content(content_size);
    assert_int_equal(attempt_verify(), RT_FORMAT);
    enum rt_status rc = attempt_run();
    if (rc == RT_OK || events[0])
        events_are("rose R0000000000000000 6>9");
    if (rc == RT_OK)
        return;
    assert_int_equal(rc, RT_FORMAT);
    ++*refused;
    char *damaged = content;
    take_content();
    assert_memory_equal(content, damaged, content_size);
    free(damaged);
}

/* Each page in turn is overwritten, emptied, exchanged for another or has one
 * bit less; the file is cut and grows. */
FIXTURE_TEST(damage_is_noticed_when_it_is_read)
{
    enum { PAGE = 4096 };
    size_t refused = 0;
    options.now = "2026-07-02";
    begin_simple("2026-07-01");
    many_risks(6);
    end_run();
    assert_int_equal(attempt_verify(), RT_OK);
    take_content();
    size_t pages = content_size / PAGE;
    assert_true(pages > 20);
    for (size_t p = 1; p < pages; p++) {
        for (int how = 0; how < 4; how++) {
            char page[PAGE], *at = content + p * PAGE;
            memcpy(page, at, PAGE);
            if (how == 2)
                memcpy(at, content + (p > 1 ? p - 1 : p + 1) * PAGE, PAGE);
            else if (how == 3)
                at[(p * 7919) % PAGE] ^= 4;
            else
                memset(at, how ? 0x5A : 0, PAGE);
            is_noticed_when_read(&refused);
            memcpy(content + p * PAGE, page, PAGE);
        }
    }
    assert_true(refused > 2 * pages);
    for (size_t at = 100; at < PAGE; at += 499) {
        content[at] ^= 1;
        put_content(content_size);
        is_left_alone(RT_FORMAT);
        content[at] ^= 1;
    }
    for (size_t cut = PAGE; cut < content_size; cut += 30011) {
        put_content(content_size - cut);
        is_left_alone(RT_FORMAT);
    }
    content_size += PAGE;
    put_content(content_size);
    is_left_alone(RT_FORMAT);
    free(content);
}

FIXTURE_TEST(folders_and_links_are_refused)
{
    char target[128];
    snprintf(target, sizeof target, "%s/target", folder);
    assert_int_equal(symlink(target, state_path), 0);
    assert_int_equal(
        rt_state_open(state_path, RT_STATE_RUN, RT_JA, &state, &err), RT_IO);
    assert_non_null(strstr(err.text, "state.db: シンボリックリンクです"));
    assert_int_equal(access(target, F_OK), -1);
    assert_int_equal(unlink(state_path), 0);
    assert_int_equal(mkdir(state_path, 0700), 0);
    memset(&err, 0, sizeof err);
    assert_int_equal(
        rt_state_open(state_path, RT_STATE_DRY, RT_JA, &state, &err), RT_IO);
    assert_non_null(strstr(err.text, "state.db: フォルダーです"));
}

FIXTURE_TEST(a_missing_folder_is_reported_at_once)
{
    char path[160];
    snprintf(path, sizeof path, "%s/none/state.db", folder);
    assert_int_equal(
        rt_state_open(path, RT_STATE_RUN, RT_JA, &state, &err), RT_IO);
    assert_non_null(strstr(err.text, "ファイルまたはフォルダーがありません"));
}

FIXTURE_TEST(looking_needs_a_state)
{
    assert_int_equal(
        rt_state_open(state_path, RT_STATE_LOOK, RT_EN, &state, &err),
        RT_USAGE);
}

/* --- who may use it -------------------------------------------------------- */

FIXTURE_TEST(a_second_run_is_reported_at_once)
{
    struct rt_state *second;
    begin_simple("2026-07-01");
    assert_int_equal(
        rt_state_open(state_path, RT_STATE_RUN, RT_EN, &second, &err), RT_BUSY);
    assert_null(second);
    memset(&err, 0, sizeof err);
    /* Who only compares does not wait, nor does the run wait for him. */
    ok(rt_state_open(state_path, RT_STATE_DRY, RT_EN, &second, &err));
    rt_state_close(second);
    close_state();
    simple_run("2026-07-01", A, 9);
    events_are("new " A " -1>9");
}

FIXTURE_TEST(the_file_is_the_owners_alone)
{
    struct stat st;
    simple_run("2026-07-01", A, 9);
    assert_int_equal(stat(state_path, &st), 0);
    assert_int_equal(st.st_mode & 0777, 0600);
}

FIXTURE_TEST(without_a_commit_nothing_is_written)
{
    begin_simple("2026-07-01");
    risk(A, 9);
    compare_run();
    events_are("new " A " -1>9");
    close_state();
    assert_int_equal(access(state_path, F_OK), -1);
    simple_run("2026-07-02", A, 9);
    events_are("new " A " -1>9");
    assert_true(sum.first);
}

FIXTURE_TEST(a_dry_run_writes_nothing)
{
    dry = true;
    simple_run("2026-07-01", A, 9);
    events_are("new " A " -1>9");
    assert_int_equal(access(state_path, F_OK), -1);
    dry = false;
    simple_run("2026-07-01", A, 4);
    dry = true;
    simple_run("2026-07-02", A, 9);
    events_are("rose " A " 4>9");
    dry = false;
    simple_run("2026-07-03", A, 9);
    events_are("rose " A " 4>9");
}

/* A run commits while a dry one reads its files. */
FIXTURE_TEST(a_dry_run_does_not_mix_two_pictures)
{
    simple_run("2026-07-01", A, 4);
    dry = true;
    begin_simple("2026-07-02");
    risk(A, 9);
    struct rt_state *reader = state;
    dry = false;
    simple_run("2026-07-02", A, 6);
    events_are("rose " A " 4>6");
    assert_int_equal(rt_state_compare(reader, &err), RT_BUSY);
    rt_state_close(reader);
}

FIXTURE_TEST(a_clock_set_back_moves_no_date)
{
    simple_run("2026-07-10", A, 9);
    options.remind = 5;
    simple_run("2026-07-01", A, 9);
    events_are("");
    assert_true(sum.clock_back);
    assert_string_equal(sum.last_run, "2026-07-10");
    simple_run("2026-07-15", A, 9);
    events_are("reminder " A " -1>9");
    assert_false(sum.clock_back);
    assert_string_equal(sum.last_run, "2026-07-10");
}

/* --- violence -------------------------------------------------------------- */

enum { ROUNDS = 20, RISKS = 300 };

/* Commits one picture after the other, the risks all high or all low, until
 * it is killed. */
static void commit_for_ever(void)
{
    for (int n = 0;; n++) {
        char what[32];
        snprintf(what, sizeof what, "%d-%d", (int)getpid(), n);
        begin_run("2026-07-02");
        read_file("a.csv", what);
        for (int i = 0; i < RISKS; i++) {
            char id[18];
            snprintf(id, sizeof id, "R%016x", i * 104729);
            risk(id, n % 2 ? 9 : 1);
        }
        end_run();
    }
}

/* All high or all low, and nothing else. */
static void check_picture(void)
{
    dry = true;
    begin_run("2026-07-02");
    compare_run();
    dry = false;
    if (!sum.first) {
        assert_int_equal(sum.risks, RISKS);
        assert_true(sum.high == RISKS || sum.low == RISKS);
        assert_int_equal(sum.at_level, sum.high);
    }
    close_state();
}

FIXTURE_TEST(killed_at_any_moment)
{
    for (int round = 0; round < ROUNDS; round++) {
        pid_t child = fork();
        assert_true(child >= 0);
        if (child == 0) {
            commit_for_ever();
            _exit(1);
        }
        usleep((useconds_t)(1000 + round * 7919 % 97 * 700));
        assert_int_equal(kill(child, SIGKILL), 0);
        assert_int_equal(waitpid(child, NULL, 0), child);
        check_picture();
    }
    /* The lock is free, and a half-made file is no hindrance. */
    simple_run("2026-07-03", A, 9);
    assert_int_equal(sum.risks, 1);
}

/* A disk that is full, as far as a process can make one for itself. */
static void full_disk(void)
{
    struct rlimit small = {256 << 10, RLIM_INFINITY};
    signal(SIGXFSZ, SIG_IGN);
    begin_run("2026-07-02");
    read_file("a.csv", "large");
    for (int i = 0; i < 20000; i++) {
        char id[18];
        snprintf(id, sizeof id, "R%016x", i * 104729);
        risk(id, 9);
    }
    compare_run();
    setrlimit(RLIMIT_FSIZE, &small);
    if (rt_state_commit(state, &err) != RT_IO)
        _exit(1);
    close_state();
    _exit(strstr(err.text, "state.db: ") ? 0 : 2);
}

FIXTURE_TEST(a_full_disk_leaves_the_picture)
{
    for (int round = 0; round < 2; round++) {
        int status;
        pid_t child = fork();
        assert_true(child >= 0);
        if (child == 0)
            full_disk();
        assert_int_equal(waitpid(child, &status, 0), child);
        assert_int_equal(status, 0);
        if (round == 0) /* no state, not half of one */
            assert_int_equal(access(state_path, F_OK), -1);
        simple_run("2026-07-03", A, 9);
        events_are(round == 0 ? "new " A " -1>9" : "");
    }
}
