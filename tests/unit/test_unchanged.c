/* merge --state reads only what has changed, and its results are those of a
 * run that reads everything: the linker hands rt_intake_read() and
 * rt_state_kept() over to the wrappers below (see the Makefile).
 */
#include "unit.h"

#include <fcntl.h>

#include "command/command.h"
#include "form/packed_intake.h"
#include "state/closes.h"

static char folder[64], top[4096];
static unsigned reads;
static bool forgetful;

enum rt_status __real_rt_intake_read(const struct rt_intake_request *request,
    struct rt_intake **out, struct rt_error *err);
enum rt_status __wrap_rt_intake_read(const struct rt_intake_request *request,
    struct rt_intake **out, struct rt_error *err);
enum rt_status __real_rt_state_kept(struct rt_state *state, struct rt_str name,
    const char key[65], struct rt_buf *to, struct rt_error *err);
enum rt_status __wrap_rt_state_kept(struct rt_state *state, struct rt_str name,
    const char key[65], struct rt_buf *to, struct rt_error *err);

enum rt_status __wrap_rt_intake_read(const struct rt_intake_request *request,
    struct rt_intake **out, struct rt_error *err)
{
    /* What is beside the rows of a plan is not kept: plans are read again. */
    reads += strncmp(request->path, "in/", 3) == 0 && !request->beside;
    return __real_rt_intake_read(request, out, err);
}

enum rt_status __wrap_rt_state_kept(struct rt_state *state, struct rt_str name,
    const char key[65], struct rt_buf *to, struct rt_error *err)
{
    return forgetful ? RT_END : __real_rt_state_kept(state, name, key, to, err);
}

/* --- merging ---------------------------------------------------------------- */

static void shell(const char *command)
{
    if (system(command) != 0)
        fail_msg("%s", command);
}

static int set_up(void **state)
{
    char command[3 * sizeof top + 512];

    (void)state;
    strcpy(folder, "/tmp/rt-unchanged-XXXXXX");
    if (!mkdtemp(folder) || !getcwd(top, sizeof top))
        return -1;
    snprintf(command, sizeof command,
        "mkdir %s/in && cp %s/samples/* %s/tests/golden/forms/*.xlsx %s/in "
        "&& printf 'PK no workbook' >%s/in/damaged.xlsx",
        folder, top, top, folder, folder);
    shell(command);
    forgetful = false;
    return chdir(folder);
}

static int tear_down(void **state)
{
    char command[128];

    (void)state;
    snprintf(command, sizeof command, "rm -rf %s", folder);
    return chdir(top) != 0 || system(command) != 0;
}

/* Into out, with what it says in err.txt; how many files it has read. */
static unsigned merge(const char *now, const char *more, const char *value)
{
    char *argv[]
        = {"merge", "--force", "--fail-on", "never", "--state", "s", "--now",
            (char *)now, "-o", "out", (char *)more, (char *)value, "in", NULL};
    int out, err, to = open("err.txt", O_WRONLY | O_CREAT | O_TRUNC, 0600);

    fflush(NULL);
    out = dup(STDOUT_FILENO);
    err = dup(STDERR_FILENO);
    dup2(to, STDOUT_FILENO);
    dup2(to, STDERR_FILENO);
    reads = 0;
    int status = rt_command_merge(13, argv);
    fflush(NULL);
    dup2(out, STDOUT_FILENO);
    dup2(err, STDERR_FILENO);
    close(out);
    close(err);
    close(to);
    assert_int_equal(status, RT_EXIT_TROUBLE + 1); /* damaged.xlsx */
    return reads;
}

static void results_are_those_of_reading(const char *now, unsigned changed)
{
    shell("rm -rf before && cp -r out before && cp s s.before");
    assert_int_equal(merge(now, "-j", "4"), changed);
    shell("mv out kept && cp -r before out && cp s s.kept && cp s.before s "
          "&& mv err.txt kept.txt");
    forgetful = true;
    assert_true(merge(now, "-j", "1") > changed);
    forgetful = false;
    shell("diff -r out kept && diff err.txt kept.txt && rm -rf kept");
}

FIXTURE_TEST(only_what_changed_is_read)
{
    unsigned all = merge("2026-07-01", "-j", "1");
    assert_true(all > 10);
    /* What could not be read is tried again. */
    results_are_those_of_reading("2026-07-02", 1);
    shell("f=$(ls in/*.csv | head -n 1) && sed 's/3/2/' \"$f\" >x "
          "&& mv x \"$f\" && g=$(ls in/*.xlsx | head -n 1) "
          "&& mv \"$g\" in/renamed.xlsx");
    results_are_those_of_reading("2026-10-03", 3);
    /* One that was away is read again. */
    shell("mv in/renamed.xlsx .");
    results_are_those_of_reading("2026-10-04", 1);
    shell("mv renamed.xlsx in");
    results_are_those_of_reading("2027-01-05", 2);
}

FIXTURE_TEST(other_settings_read_all)
{
    unsigned all = merge("2026-07-01", "--lang", "ja");
    assert_int_equal(merge("2026-07-02", "--lang", "ja"), 1);
    assert_int_equal(merge("2026-07-02", "--lang", "en"), all);
    assert_int_equal(merge("2026-07-02", "--profile", "ipa-3"), all);
    assert_int_equal(merge("2026-07-02", "--profile", "ipa-3"), 1);
    shell("printf '部署名\\n営業部\\n' >roster.csv");
    assert_int_equal(merge("2026-07-02", "--departments", "roster.csv"), all);
    assert_int_equal(merge("2026-07-02", "--departments", "roster.csv"), 1);
    shell("printf '部署名\\n総務部\\n' >roster.csv");
    assert_int_equal(merge("2026-07-02", "--departments", "roster.csv"), all);
}

/* --- the bytes ---------------------------------------------------------------- */

FIXTURE_TEST(bytes_cut_short_are_refused)
{
    struct rt_limits limits = rt_limits_default();
    struct rt_intake_request q = {.path = "list.csv",
        .file = RT_STR("list.csv"),
        .limits = &limits,
        .fallback = rt_profile_builtin(0),
        .lang = RT_JA};
    struct rt_vocab *vocab;
    struct rt_intake *intake;
    struct rt_error err = {0};
    struct rt_buf bytes = RT_BUF(RT_PACKED_MAX);

    shell("cp in/$(ls in | grep csv | head -n 1) list.csv");
    assert_int_equal(rt_vocab_new(&vocab, &err), RT_OK);
    q.vocab = vocab;
    assert_int_equal(rt_intake_read(&q, &intake, &err), RT_OK);
    assert_int_equal(rt_intake_pack(intake, &bytes, &err), RT_OK);
    rt_intake_free(intake);
    for (size_t n = 0; n < bytes.len; n++) {
        struct rt_entry e;
        char *cut = malloc(n + 1); /* so that the sanitizer sees its end */
        memcpy(cut, bytes.data, n);
        enum rt_status rc
            = rt_intake_unpack(&q, (struct rt_str){cut, n}, &intake, &err);
        while (rc == RT_OK && rt_intake_next(intake, &e, &err) == RT_ROW)
            continue;
        if (rc == RT_OK)
            rt_intake_free(intake);
        else
            assert_int_equal(rc, RT_FORMAT);
        free(cut);
    }
    rt_buf_fini(&bytes);
    bytes.max = 100;
    assert_int_equal(rt_intake_read(&q, &intake, &err), RT_OK);
    assert_int_equal(rt_intake_pack(intake, &bytes, &err), RT_LIMIT);
    rt_intake_free(intake);
    rt_buf_fini(&bytes);
    rt_vocab_free(vocab);
}
