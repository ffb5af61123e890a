/* base/: the spool, the pool of workers, and outputs that appear together. */
#include "unit.h"

#include <dirent.h>
#include <pthread.h>
#include <sys/stat.h>

#include "base/hash.h"
#include "base/outfile.h"
#include "base/pool.h"
#include "base/spool.h"
#include "base/stage.h"

/* --- spool ---------------------------------------------------------------- */

static void spool_round(size_t memory)
{
    struct rt_spool s;
    struct rt_error err = {0};
    struct rt_str got;
    char text[64];

    rt_spool_init(&s, memory);
    for (int i = 0; i < 1000; i++) {
        int n = snprintf(
            text, sizeof text, "record %d%s", i, i % 7 ? "" : " of seven");
        assert_int_equal(
            rt_spool_put(&s, (struct rt_str){text, (size_t)n}, &err), RT_OK);
    }
    assert_int_equal(rt_spool_put(&s, RT_STR_NONE, &err), RT_OK);
    assert_int_equal(rt_spool_get(&s, &got, NULL), RT_BUG);
    assert_int_equal(rt_spool_rewind(&s, &err), RT_OK);
    for (int i = 0; i < 1000; i++) {
        snprintf(text, sizeof text, "record %d%s", i, i % 7 ? "" : " of seven");
        assert_int_equal(rt_spool_get(&s, &got, &err), RT_ROW);
        assert_true(rt_str_is(got, text));
    }
    assert_int_equal(rt_spool_get(&s, &got, &err), RT_ROW);
    assert_int_equal(got.n, 0);
    assert_int_equal(rt_spool_get(&s, &got, &err), RT_END);
    assert_int_equal(rt_spool_put(&s, RT_STR_NONE, NULL), RT_BUG);
    rt_spool_fini(&s);
}

TEST(spools_in_memory_and_in_a_file)
{
    spool_round(1 << 20);
    spool_round(5000);
    spool_round(0);
}

TEST(a_spool_without_a_place)
{
    struct rt_spool s;
    struct rt_error err = {0};

    setenv("TMPDIR", "/nonexistent/folder", 1);
    rt_spool_init(&s, 0);
    assert_int_equal(rt_spool_put(&s, rt_str("x"), &err), RT_IO);
    assert_non_null(strstr(err.text, "temporary file"));
    rt_spool_fini(&s);
    unsetenv("TMPDIR");
}

TEST(packing)
{
    static const uint64_t numbers[]
        = {0, 1, 127, 128, 300, UINT32_MAX, UINT64_MAX};
    struct rt_buf b;
    struct rt_str from, text;
    uint64_t v;
    double d;

    rt_buf_init(&b, 1000);
    for (size_t i = 0; i < RT_COUNT(numbers); i++)
        assert_int_equal(rt_pack_u64(&b, numbers[i]), RT_OK);
    assert_int_equal(rt_pack_double(&b, 1.5), RT_OK);
    assert_int_equal(rt_pack_str(&b, rt_str("資産")), RT_OK);
    from = rt_buf_str(&b);
    for (size_t i = 0; i < RT_COUNT(numbers); i++) {
        assert_true(rt_unpack_u64(&from, &v));
        assert_true(v == numbers[i]);
    }
    assert_true(rt_unpack_double(&from, &d) && d == 1.5);
    assert_true(rt_unpack_str(&from, &text) && rt_str_is(text, "資産"));
    assert_false(rt_unpack_u64(&from, &v));
    assert_false(rt_unpack_double(&from, &d));
    /* A length that lies past the end. */
    from = rt_str("\x7F"
                  "abc");
    assert_false(rt_unpack_str(&from, &text));
    rt_buf_fini(&b);
}

/* --- pool ------------------------------------------------------------------ */

struct counting {
    pthread_mutex_t lock;
    size_t made, dropped, next;
    size_t fail_make, fail_take; /* item; SIZE_MAX: none */
    int64_t most_ahead;
};

static enum rt_status make(
    void *context, size_t i, void **result, struct rt_error *err)
{
    struct counting *c = context;

    if (i == c->fail_make)
        return rt_fail(err, RT_FORMAT, "item %zu", i);
    /* The earlier ones take longer, so that later ones overtake them. */
    usleep((useconds_t)((100 - i % 100) * 10));
    pthread_mutex_lock(&c->lock);
    c->made++;
    pthread_mutex_unlock(&c->lock);
    *result = malloc(sizeof i);
    memcpy(*result, &i, sizeof i);
    return RT_OK;
}

static enum rt_status take(
    void *context, size_t i, void *result, struct rt_error *err)
{
    struct counting *c = context;
    size_t got;
    int64_t ahead;

    memcpy(&got, result, sizeof got);
    free(result);
    assert_int_equal(got, i);
    assert_int_equal(c->next, i);
    c->next++;
    pthread_mutex_lock(&c->lock);
    ahead = (int64_t)c->made - (int64_t)c->next;
    pthread_mutex_unlock(&c->lock);
    if (ahead > c->most_ahead)
        c->most_ahead = ahead;
    if (i == c->fail_take)
        return rt_fail(err, RT_IO, "taking %zu", i);
    return RT_OK;
}

static void drop(void *context, void *result)
{
    struct counting *c = context;

    c->dropped++;
    free(result);
}

static void run_pool(unsigned jobs, size_t fail_make, size_t fail_take,
    enum rt_status expected, size_t taken)
{
    struct counting c = {.fail_make = fail_make, .fail_take = fail_take};
    struct rt_pool_work w = {&c, 200, make, take, drop};
    struct rt_error err = {0};

    pthread_mutex_init(&c.lock, NULL);
    assert_int_equal(rt_pool_run(&w, jobs, &err), expected);
    assert_int_equal(err.status, expected);
    assert_int_equal(c.next, taken);
    /* Whatever was made was taken or dropped, and few ran ahead. */
    assert_int_equal(c.made, c.next + c.dropped);
    assert_true(c.most_ahead <= (int64_t)jobs * 3);
    pthread_mutex_destroy(&c.lock);
}

TEST(the_pool_keeps_the_order)
{
    for (unsigned jobs = 1; jobs <= 8; jobs *= 2) {
        run_pool(jobs, SIZE_MAX, SIZE_MAX, RT_OK, 200);
        run_pool(jobs, 50, SIZE_MAX, RT_FORMAT, 50);
        run_pool(jobs, SIZE_MAX, 50, RT_IO, 51);
        run_pool(jobs, 0, SIZE_MAX, RT_FORMAT, 0);
    }
}

/* --- stage ------------------------------------------------------------------ */

struct handing {
    size_t count, length, fail_at;
    size_t put; /* only looked at once the stage has ended */
};

/* Records of a number and as many bytes more; every hundredth is long. */
static enum rt_status hand_over(
    void *context, struct rt_stage *stage, struct rt_error *err)
{
    struct handing *h = context;
    static char text[RT_STAGE_BYTES * 2];

    for (; h->put < h->count; h->put++) {
        size_t n = h->put % 100 == 99 ? sizeof text : h->length;
        if (h->put == h->fail_at)
            return rt_fail(err, RT_FORMAT, "record %zu", h->put);
        memcpy(text, &h->put, sizeof h->put);
        RT_TRY(rt_stage_put(stage, (struct rt_str){text, n}, err));
    }
    return RT_OK;
}

/* Takes up to `most` records; how many there were. */
static size_t take_over(
    struct handing *h, size_t most, enum rt_status end, unsigned pause)
{
    struct rt_error err = {0};
    struct rt_stage *stage;
    struct rt_str got;
    size_t n, taken = 0;
    enum rt_status rc = RT_ROW;

    assert_int_equal(rt_stage_start(&stage, hand_over, h, &err), RT_OK);
    while (taken < most && (rc = rt_stage_get(stage, &got, &err)) == RT_ROW) {
        memcpy(&n, got.p, sizeof n);
        assert_int_equal(n, taken);
        assert_true(got.n == h->length || n % 100 == 99);
        taken++;
        if (pause)
            usleep(pause);
    }
    assert_int_equal(rc, end);
    if (end != RT_ROW)
        assert_int_equal(rt_stage_get(stage, &got, &err), end);
    assert_int_equal(err.status, end > RT_END ? end : RT_OK);
    rt_stage_stop(stage);
    return taken;
}

TEST(a_stage_hands_over_all_in_order)
{
    const size_t counts[] = {0, 1, 7, 250, 2000};

    for (size_t i = 0; i < RT_COUNT(counts); i++) {
        struct handing h = {counts[i], 50, SIZE_MAX, 0};
        assert_int_equal(take_over(&h, SIZE_MAX, RT_END, 0), h.count);
    }
    /* The taker is slower: the maker waits for it. */
    struct handing slow = {99, 30000, SIZE_MAX, 0};
    assert_int_equal(take_over(&slow, SIZE_MAX, RT_END, 200), 99);
    rt_stage_stop(NULL);
}

TEST(a_stage_fails_after_what_came_before)
{
    for (size_t at = 0; at < 300; at += 99) {
        struct handing h = {1000, 50, at, 0};
        assert_int_equal(take_over(&h, SIZE_MAX, RT_FORMAT, 0), at);
    }
}

TEST(a_stage_ends_where_nobody_takes_any_more)
{
    struct handing none = {1 << 20, 1000, SIZE_MAX, 0}, some = none;

    assert_int_equal(take_over(&none, 0, RT_ROW, 0), 0);
    assert_true(none.put < (size_t)3 * RT_STAGE_BYTES / none.length);
    assert_int_equal(take_over(&some, 90, RT_ROW, 0), 90);
    assert_true(some.put < 90 + (size_t)3 * RT_STAGE_BYTES / some.length);
}

/* --- outputs ------------------------------------------------------------------ */

static char folder[64];

static int set_up(void **state)
{
    (void)state;
    strcpy(folder, "/tmp/rt-test-XXXXXX");
    return mkdtemp(folder) ? 0 : -1;
}

static void remove_in(const char *dir)
{
    DIR *d = opendir(dir);
    struct dirent *e;
    char path[600];

    while (d && (e = readdir(d))) {
        if (!strcmp(e->d_name, ".") || !strcmp(e->d_name, ".."))
            continue;
        snprintf(path, sizeof path, "%s/%s", dir, e->d_name);
        if (remove(path) != 0) {
            remove_in(path);
        }
    }
    if (d)
        closedir(d);
    rmdir(dir);
}

static int tear_down(void **state)
{
    (void)state;
    remove_in(folder);
    return 0;
}

static void write_to(const char *path, const char *text)
{
    FILE *f = fopen(path, "w");

    assert_non_null(f);
    fputs(text, f);
    assert_int_equal(fclose(f), 0);
}

static int entries(const char *dir)
{
    DIR *d = opendir(dir);
    int n = 0;

    while (d && readdir(d))
        n++;
    if (d)
        closedir(d);
    return n - 2;
}

FIXTURE_TEST(nothing_appears_before_the_commit)
{
    struct rt_outset *set;
    struct rt_error err = {0};
    const char *a, *b;
    char path[128];

    assert_int_equal(rt_outset_open(folder, false, &set, &err), RT_OK);
    assert_int_equal(rt_outset_add(set, "a.txt", &a, &err), RT_OK);
    assert_int_equal(rt_outset_add(set, "sub/b.txt", &b, &err), RT_OK);
    write_to(a, "a");
    write_to(b, "b");
    snprintf(path, sizeof path, "%s/a.txt", folder);
    assert_int_not_equal(access(path, F_OK), 0);
    assert_int_equal(rt_outset_commit(set, &err), RT_OK);
    rt_outset_close(set);
    assert_int_equal(access(path, F_OK), 0);
    snprintf(path, sizeof path, "%s/sub/b.txt", folder);
    assert_int_equal(access(path, F_OK), 0);
    assert_int_equal(entries(folder), 2);
}

FIXTURE_TEST(a_failure_leaves_things_as_they_were)
{
    struct rt_outset *set;
    struct rt_error err = {0};
    const char *a;
    char path[128];

    snprintf(path, sizeof path, "%s/a.txt", folder);
    write_to(path, "old");
    assert_int_equal(rt_outset_open(folder, true, &set, &err), RT_OK);
    assert_int_equal(rt_outset_add(set, "a.txt", &a, &err), RT_OK);
    write_to(a, "new");
    rt_outset_close(set);
    assert_int_equal(entries(folder), 1);
    /* Without force an existing result is refused with a message. */
    assert_int_equal(rt_outset_open(folder, false, &set, &err), RT_OK);
    assert_int_equal(rt_outset_add(set, "a.txt", &a, &err), RT_IO);
    assert_non_null(strstr(err.text, "--force"));
    rt_outset_close(set);
}

FIXTURE_TEST(a_dropped_target_removes_the_old_one)
{
    struct rt_outset *set;
    struct rt_error err = {0};
    const char *a;
    char path[128];

    snprintf(path, sizeof path, "%s/rejected.csv", folder);
    write_to(path, "last quarter's");
    assert_int_equal(rt_outset_open(folder, true, &set, &err), RT_OK);
    assert_int_equal(rt_outset_add(set, "rejected.csv", &a, &err), RT_OK);
    write_to(a, "header");
    rt_outset_drop(set, "rejected.csv");
    assert_int_equal(rt_outset_commit(set, &err), RT_OK);
    rt_outset_close(set);
    assert_int_equal(entries(folder), 0);
}

FIXTURE_TEST(a_signal_leaves_no_temporary_file)
{
    struct rt_outset *set;
    struct rt_error err = {0};
    const char *a;

    rt_outset_emergency();
    assert_int_equal(rt_outset_open(folder, false, &set, &err), RT_OK);
    assert_int_equal(rt_outset_add(set, "a.txt", &a, &err), RT_OK);
    write_to(a, "half");
    rt_outset_emergency();
    assert_int_equal(entries(folder), 0);
    rt_outset_close(set);
}

/* A file below `folder`, with that text or not there (NULL). */
static void assert_holds(const char *name, const char *text)
{
    char path[128], got[64] = "";
    FILE *f;

    snprintf(path, sizeof path, "%s/%s", folder, name);
    f = fopen(path, "r");
    if (!text) {
        assert_null(f);
        return;
    }
    assert_non_null(f);
    got[fread(got, 1, sizeof got - 1, f)] = '\0';
    fclose(f);
    assert_string_equal(got, text);
}

static void put(const char *name, const char *text)
{
    char path[128];

    snprintf(path, sizeof path, "%s/%s", folder, name);
    for (char *p = path + strlen(folder) + 1; (p = strchr(p, '/')); p++) {
        *p = '\0';
        mkdir(path, 0777);
        *p = '/';
    }
    write_to(path, text);
}

static void open_and_close(void)
{
    struct rt_outset *set;
    struct rt_error err = {0};

    assert_int_equal(rt_outset_open(folder, false, &set, &err), RT_OK);
    rt_outset_close(set);
    assert_holds(".risktally-run/lock", NULL);
}

/* A run was killed while the earlier files were moved away. */
FIXTURE_TEST(earlier_files_return)
{
    put(".risktally-run/old/run.json", "one");
    put(".risktally-run/new/run.json", "two");
    put(".risktally-run/new/risks.jsonl", "two");
    put("risks.jsonl", "one");
    put("returns/.risktally-part/old/a.xlsx", "one");
    put("returns/.risktally-part/new/b.xlsx", "two");
    put("returns/mine.txt", "mine");
    assert_true(rt_outset_is_left(folder));
    open_and_close();
    assert_holds("run.json", "one");
    assert_holds("risks.jsonl", "one");
    assert_holds("returns/a.xlsx", "one");
    assert_holds("returns/b.xlsx", NULL);
    assert_holds("returns/mine.txt", "mine");
    assert_int_equal(entries(folder), 3);
    assert_false(rt_outset_is_left(folder));
}

/* A run was killed while the new files were moved in. */
FIXTURE_TEST(new_files_come_in)
{
    put(".risktally-run/away", "");
    put(".risktally-run/old/run.json", "one");
    put(".risktally-run/old/rejected.csv", "one");
    put(".risktally-run/new/run.json", "two");
    put("returns/.risktally-part/old/a.xlsx", "one");
    put("returns/.risktally-part/new/a.xlsx", "two");
    put("risks.jsonl", "two");
    open_and_close();
    assert_holds("run.json", "two");
    assert_holds("risks.jsonl", "two");
    assert_holds("rejected.csv", NULL);
    assert_holds("returns/a.xlsx", "two");
    assert_int_equal(entries(folder), 3);
}

/* What people have put in the place of a file meanwhile is not replaced. */
FIXTURE_TEST(a_file_that_came_meanwhile_stays)
{
    struct rt_outset *set;
    struct rt_error err = {0};

    put(".risktally-run/old/run.json", "one");
    put("run.json", "mine");
    assert_int_equal(rt_outset_open(folder, false, &set, &err), RT_IO);
    assert_non_null(strstr(err.text, "--force"));
    assert_holds("run.json", "mine");
    assert_holds(".risktally-run/old/run.json", "one");
}

FIXTURE_TEST(a_switch_that_fails_is_undone)
{
    struct rt_outset *set;
    struct rt_error err = {0};
    const char *a, *b, *c;

    put("a.txt", "one");
    put("run.json", "one");
    put("sub/b.txt/mine", "mine"); /* no rename replaces a folder */
    assert_int_equal(rt_outset_open(folder, true, &set, &err), RT_OK);
    assert_int_equal(rt_outset_add(set, "a.txt", &a, &err), RT_OK);
    assert_int_equal(rt_outset_add(set, "run.json", &b, &err), RT_OK);
    assert_int_equal(rt_outset_add(set, "sub/b.txt", &c, &err), RT_OK);
    write_to(a, "two");
    write_to(b, "two");
    write_to(c, "two");
    assert_int_equal(rt_outset_commit(set, &err), RT_IO);
    rt_outset_close(set);
    assert_holds("a.txt", "one");
    assert_holds("run.json", "one");
    assert_holds("sub/b.txt/mine", "mine");
    assert_int_equal(entries(folder), 3);
}

FIXTURE_TEST(one_set_at_a_time)
{
    struct rt_outset *set, *other;
    struct rt_error err = {0};
    const char *a;

    assert_int_equal(rt_outset_open(folder, false, &set, &err), RT_OK);
    assert_true(rt_outset_is_busy(folder));
    assert_false(rt_outset_is_left(folder));
    assert_int_equal(rt_outset_open(folder, false, &other, &err), RT_BUSY);
    memset(&err, 0, sizeof err);
    assert_int_equal(rt_outset_add(set, "a.txt", &a, &err), RT_OK);
    write_to(a, "a");
    assert_int_equal(rt_outset_commit(set, &err), RT_OK);
    rt_outset_close(set);
    assert_false(rt_outset_is_busy(folder));
    assert_int_equal(entries(folder), 1);
}

FIXTURE_TEST(what_is_written_is_listed)
{
    struct rt_outset *set;
    struct rt_outfile *list;
    struct rt_error err = {0};
    const char *names[] = {"b", "run.json", "a/c", "gone"}, *paths[4];
    size_t count;

    assert_int_equal(rt_outset_open(folder, false, &set, &err), RT_OK);
    for (int i = 0; i < 4; i++) {
        assert_int_equal(rt_outset_add(set, names[i], &paths[i], &err), RT_OK);
        write_to(paths[i], "abc");
        assert_int_equal(rt_outset_written(set, paths[i], &err), RT_OK);
    }
    rt_outset_drop(set, "gone");
    assert_int_equal(rt_outset_list(set, &list, &count, &err), RT_OK);
    assert_int_equal(count, 2);
    assert_string_equal(list[0].name, "a/c");
    assert_string_equal(list[1].name, "b");
    assert_int_equal(list[1].size, 3);
    assert_memory_equal(list[1].sha256, "ba7816bf8f01cfea", 16);
    free(list);
    rt_outset_close(set);
}

FIXTURE_TEST(bad_folders_and_names)
{
    struct rt_outset *set;
    struct rt_error err = {0};
    const char *a;
    char path[128];

    snprintf(path, sizeof path, "%s/file", folder);
    write_to(path, "x");
    assert_int_equal(rt_outset_open(path, true, &set, &err), RT_IO);
    memset(&err, 0, sizeof err);
    snprintf(path, sizeof path, "%s/new/deep", folder);
    assert_int_equal(rt_outset_open(path, true, &set, &err), RT_OK);
    assert_int_equal(rt_outset_add(set, "../x", &a, &err), RT_BUG);
    rt_outset_close(set);
    /* A folder that was made for nothing is gone again. */
    assert_int_not_equal(access(path, F_OK), 0);
}

/* --- hash ----------------------------------------------------------------------- */

FIXTURE_TEST(hashes)
{
    char hex[65], path[128];
    uint64_t size;
    struct rt_error err = {0};

    rt_sha256(rt_str("abc"), hex);
    assert_string_equal(hex, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9c"
                             "b410ff61f20015ad");
    snprintf(path, sizeof path, "%s/abc", folder);
    write_to(path, "abc");
    assert_int_equal(rt_sha256_file(path, hex, &size, &err), RT_OK);
    assert_int_equal(size, 3);
    assert_int_equal(strncmp(hex, "ba7816bf", 8), 0);
    assert_int_equal(rt_sha256_file(folder, hex, &size, &err), RT_IO);
    memset(&err, 0, sizeof err);
    assert_int_equal(rt_sha256_file("/dev/zero", hex, &size, &err), RT_IO);
}
