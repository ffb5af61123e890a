/* flag's reading: unchanged files are skipped, files being written are waited
 * for.
 *
 * A file whose device, inode, size and times are those of the last reading is
 * not even opened, where these times were not of the moments before it;
 * otherwise its content hash says whether it is the same.
 *
 * People save while the night's run reads. Its stamp and content hash
 * are compared before and after; where they differ, or
 * the file cannot be read and was written a moment ago, it is read again after
 * half a second and after a second, and then given up (IN118): half a file must
 * not look like a department that lost half its risks. A truncated workbook is
 * recognised as such; a truncated list is not, so that a known one that was
 * written less than a second ago is left to rest first. A server that went away
 * does not delay the run for each file: a run waits WAITS times, all files
 * together. */
#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>

#include "base/hash.h"
#include "base/list.h"
#include "base/pool.h"
#include "command/flag_run.h"
#include "command/reading.h"

enum {
    ATTEMPTS = 3,
    WAITS = 40,
    RECENT_SECONDS = 10,
    COARSE_SECONDS = 2,
    REST_MS = 1000,
    STAMP_MAX = 160
};

/* What came of one file. */
struct item {
    enum {
        ITEM_READ,     /* intake */
        ITEM_SAME,     /* as the state knows it */
        ITEM_UNSTEADY, /* intake, of no use: it changed while being read */
        ITEM_ABSENT    /* os */
    } what;
    struct rt_intake *intake;
    int os;
    char stamp[STAMP_MAX]; /* empty where it says nothing */
};

/* --- one file ---------------------------------------------------------------- */

/* What changes when a file is written or replaced: device, inode, size and
 * times as one text; and when it last did. */
struct identity {
    char stamp[STAMP_MAX];
    struct timespec modified;
    time_t changed;
};

/* errno's number where the path is no file that could be read. */
static int identify(const char *path, struct identity *to)
{
    struct stat st;

    if (stat(path, &st) != 0)
        return errno;
    if (S_ISDIR(st.st_mode)) /* a folder in the list could not be opened */
        return EACCES;
    snprintf(to->stamp, STAMP_MAX, "%jx.%jx.%jx.%jd.%09ld.%jd.%09ld",
        (uintmax_t)st.st_dev, (uintmax_t)st.st_ino, (uintmax_t)st.st_size,
        (intmax_t)st.st_mtim.tv_sec, st.st_mtim.tv_nsec,
        (intmax_t)st.st_ctim.tv_sec, st.st_ctim.tv_nsec);
    to->modified = st.st_mtim;
    to->changed = st.st_ctim.tv_sec;
    return 0;
}

static bool is_as_it_was(const char *path, const struct identity *before)
{
    struct identity after;

    return identify(path, &after) == 0
           && strcmp(before->stamp, after.stamp) == 0;
}

/* Whether a later change would show in the stamp. Right after one it might
 * not: times are as coarse as two seconds. */
static bool is_settled(const struct identity *id)
{
    time_t before = time(NULL) - COARSE_SECONDS;

    return id->modified.tv_sec < before && id->changed < before;
}

static bool is_recent(const struct identity *id)
{
    time_t now = time(NULL);
    time_t apart = now > id->modified.tv_sec ? now - id->modified.tv_sec
                                             : id->modified.tv_sec - now;

    return apart <= RECENT_SECONDS;
}

/* Waits until the file has not been written to for REST_MS. */
static void let_rest(const struct identity *id)
{
    struct timespec now;

    if (clock_gettime(CLOCK_REALTIME, &now) != 0)
        return;
    long long ms = (long long)(now.tv_sec - id->modified.tv_sec) * 1000
                   + (now.tv_nsec - id->modified.tv_nsec) / 1000000;
    if (ms < 0 || ms >= REST_MS) /* another machine's clock */
        return;
    ms = REST_MS - ms;
    nanosleep(&(struct timespec){ms / 1000, ms % 1000 * 1000000}, NULL);
}

/* Whether the file was the same before and after reading. Times may be too
 * coarse for what was written a moment ago: then the content decides. */
static bool is_steady(const char *path, const struct identity *before,
    const char sha256[65], struct rt_str read)
{
    struct rt_error ignored = {0};
    char again[65];
    uint64_t size;

    if (!is_as_it_was(path, before))
        return false;
    if (read.n > 0 && !rt_str_is(read, sha256))
        return false;
    if (!is_recent(before))
        return true;
    return rt_sha256_file(path, again, &size, &ignored) == RT_OK
           && strcmp(again, sha256) == 0;
}

/* One attempt; *again: it may go better in a moment. */
static enum rt_status attempt(struct rt_flag_run *run,
    const struct rt_file *file, struct item *item, bool *again,
    struct rt_error *err)
{
    struct rt_intake_request request = rt_request(&run->o, file, run->roster);
    struct rt_error ignored = {0};
    struct identity before;
    struct rt_str name = rt_str(file->name);
    char sha256[65] = "";
    uint64_t size;

    *item->stamp = '\0';
    item->os = identify(file->path, &before);
    item->what = item->os ? ITEM_ABSENT : ITEM_READ;
    *again = item->os == ENOENT || item->os == ESTALE;
    if (item->os)
        return RT_OK;
    if (rt_state_untouched(run->state, name, before.stamp)) {
        item->what = ITEM_SAME;
        return RT_OK;
    }
    bool settled = is_settled(&before);
    /* The intake reports a file that cannot be opened. */
    if (rt_sha256_file(file->path, sha256, &size, &ignored) == RT_OK
        && rt_state_unchanged(run->state, name, sha256))
        item->what = ITEM_SAME;
    if (settled && is_as_it_was(file->path, &before))
        memcpy(item->stamp, before.stamp, STAMP_MAX);
    if (item->what == ITEM_SAME)
        return RT_OK;
    RT_TRY(rt_intake_read(&request, &item->intake, err));
    const struct rt_input *in = rt_intake_input(item->intake);
    bool failed = in->state == RT_INPUT_FAILED;
    if (rt_str_is(in->format, "csv") && rt_state_knows(run->state, name))
        let_rest(&before);
    bool steady = sha256[0] == '\0' /* never opened */
                  || is_steady(file->path, &before, sha256, in->sha256);
    if (!steady)
        item->what = ITEM_UNSTEADY;
    *again = !steady || (failed && is_recent(&before));
    return RT_OK;
}

static void wait_for(int i)
{
    struct timespec half = {.tv_nsec = 500000000}, one = {.tv_sec = 1};

    nanosleep(i == 0 ? &half : &one, NULL);
}

static enum rt_status make_item(
    void *context, size_t i, void **result, struct rt_error *err)
{
    struct rt_flag_run *run = context;
    struct item *item = calloc(1, sizeof *item);
    bool again = true;
    enum rt_status rc = item ? RT_OK : rt_fail_nomem(err);

    for (int k = 0; k < ATTEMPTS && again && rc == RT_OK; k++) {
        if (k > 0) {
            if (atomic_fetch_sub(&run->waits, 1) <= 0)
                break;
            wait_for(k - 1);
        }
        rt_intake_free(item->intake);
        item->intake = NULL;
        rc = attempt(run, &run->files.list[i], item, &again, err);
    }
    if (rc == RT_OK) {
        *result = item;
        return rc;
    }
    if (item)
        rt_intake_free(item->intake);
    free(item);
    return rc;
}

static void drop_item(void *context, void *result)
{
    struct item *item = result;

    (void)context;
    rt_intake_free(item->intake);
    free(item);
}

/* --- into the state ------------------------------------------------------------ */

static enum rt_status take_entry(struct rt_flag_run *run, int64_t id,
    const struct rt_entry *e, struct rt_error *err)
{
    switch (e->kind) {
    case RT_ENTRY_RISK:
        return rt_state_add_risk(run->state, id, e->sheet_index, &e->risk, err);
    case RT_ENTRY_FINDING:
        return rt_state_add_finding(run->state, id, e->finding.code, err);
    case RT_ENTRY_REJECTED:
        return rt_state_add_rejected(
            run->state, id, rt_finding_code(e->rejected.code), err);
    case RT_ENTRY_PLAN:
        return rt_state_add_plan(run->state, id, &e->plan, err);
    default: /* nothing that is asked for here */
        return RT_OK;
    }
}

static enum rt_status add_read(
    struct rt_flag_run *run, const struct item *item, struct rt_error *err)
{
    struct rt_intake *intake = item->intake;
    struct rt_entry entry;
    int64_t id;
    enum rt_status rc = rt_state_add_input(run->state, rt_intake_input(intake),
        item->stamp, RT_CODE_NONE, RT_STR_NONE, &id, err);

    while (rc == RT_OK && (rc = rt_intake_next(intake, &entry, err)) == RT_ROW)
        rc = take_entry(run, id, &entry, err);
    return rc == RT_END ? RT_OK : rc;
}

static enum rt_status add_failed(struct rt_flag_run *run,
    const struct rt_input *input, enum rt_code code, struct rt_str message,
    struct rt_error *err)
{
    struct rt_input failed = *input;
    int64_t id;

    failed.state = RT_INPUT_FAILED;
    RT_TRY(
        rt_state_add_input(run->state, &failed, "", code, message, &id, err));
    return rt_state_add_finding(run->state, id, code, err);
}

static enum rt_status add_unsteady(
    struct rt_flag_run *run, const struct rt_input *input, struct rt_error *err)
{
    static const struct rt_str none[RT_FINDING_ARGS];
    struct rt_buf message = RT_BUF(64 * 1024);
    enum rt_status rc
        = rt_finding_message(RT_IN118, run->o.lang, none, &message);

    rc = rc == RT_OK
             ? add_failed(run, input, RT_IN118, rt_buf_str(&message), err)
             : rt_fail_nomem(err);
    rt_buf_fini(&message);
    return rc;
}

/* The first error says why. */
static enum rt_status add_unreadable(
    struct rt_flag_run *run, struct rt_intake *intake, struct rt_error *err)
{
    struct rt_entry e;
    enum rt_status rc;

    while ((rc = rt_intake_next(intake, &e, err)) == RT_ROW) {
        if (e.kind == RT_ENTRY_FINDING
            && rt_finding_info(e.finding.code)->severity == RT_ERROR)
            return add_failed(run, rt_intake_input(intake), e.finding.code,
                e.finding.message, err);
    }
    if (rc != RT_END)
        return rc;
    return rt_fail(err, RT_BUG, "a file failed without a reason");
}

static enum rt_status note_absent(
    struct rt_flag_run *run, size_t i, int os, struct rt_error *err)
{
    RT_NEED(RT_GROW(run->absent, run->absent_count, run->absent_cap), err);
    run->absent[run->absent_count++]
        = (struct rt_absent){run->files.list[i].name, os};
    return RT_OK;
}

/* The departments of an unchanged file: by its name, else by the rows that the
 * state holds of it. */
static enum rt_status hear_same(
    struct rt_flag_run *run, struct rt_str name, struct rt_error *err)
{
    struct rt_str department;
    int d;

    if (!run->roster)
        return RT_OK;
    (void)rt_roster_of_file(run->roster, name, run->sent);
    struct rt_cursor cursor = rt_state_kept_departments(run->state, name, err);
    while (rt_next(&cursor, &department)) {
        d = rt_roster_of_name(run->roster, department);
        if (d >= 0)
            run->sent[d] |= RT_HEARD;
    }
    return rt_cursor_close(&cursor);
}

static void hear(struct rt_flag_run *run, const struct rt_intake *intake)
{
    for (size_t d = 0; run->roster && d < rt_roster_count(run->roster); d++)
        run->sent[d] |= rt_intake_sent(intake, d);
}

static enum rt_status take_item(
    void *context, size_t i, void *result, struct rt_error *err)
{
    struct rt_flag_run *run = context;
    struct item *item = result;
    struct rt_str name = rt_str(run->files.list[i].name);
    enum rt_status rc = RT_OK;

    run->met += item->what != ITEM_ABSENT;
    switch (item->what) {
    case ITEM_ABSENT:
        rc = note_absent(run, i, item->os, err);
        break;
    case ITEM_SAME:
        rc = rt_state_keep(run->state, name, item->stamp, err);
        RT_THEN(rc, hear_same(run, name, err));
        break;
    case ITEM_UNSTEADY:
        hear(run, item->intake);
        rc = add_unsteady(run, rt_intake_input(item->intake), err);
        break;
    case ITEM_READ:
        hear(run, item->intake);
        rc = rt_intake_input(item->intake)->state == RT_INPUT_FAILED
                 ? add_unreadable(run, item->intake, err)
                 : add_read(run, item, err);
        break;
    }
    drop_item(NULL, item);
    return rc;
}

/* --- all of them ----------------------------------------------------------------- */

static enum rt_status add_silent(struct rt_flag_run *run,
    const struct rt_department *d, struct rt_error *err)
{
    struct rt_input input = rt_silent_input(d);
    int64_t id;

    RT_TRY(rt_state_add_input(
        run->state, &input, "", RT_CODE_NONE, RT_STR_NONE, &id, err));
    return rt_state_add_finding(run->state, id, RT_RO101, err);
}

enum rt_status rt_flag_read(struct rt_flag_run *run, struct rt_error *err)
{
    struct rt_pool_work work = {.context = run,
        .count = run->files.count,
        .make = make_item,
        .take = take_item,
        .drop = drop_item};

    atomic_init(&run->waits, WAITS);
    RT_TRY(rt_pool_run(&work, run->o.jobs, err));
    for (size_t i = 0; run->roster && i < rt_roster_count(run->roster); i++) {
        if (!(run->sent[i] & RT_HEARD))
            RT_TRY(add_silent(run, rt_roster_department(run->roster, i), err));
    }
    return RT_OK;
}
