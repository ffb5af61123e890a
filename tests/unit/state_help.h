/* What the tests of the state share: a folder of their own, and a small
 * language for runs.
 *
 *     begin_run("2026-07-01");
 *     read_file("a.csv", "1");          // name and content
 *     risk("R1", 6);                    // id and level
 *     end_run();                        // compares, notes the events, commits
 *     events_are("new R1");                   // one line an event, in order
 */
#ifndef RISKTALLY_TESTS_STATE_HELP_H
#define RISKTALLY_TESTS_STATE_HELP_H

#include "unit.h"

#include "base/hash.h"
#include "state/state.h"

static char folder[64], state_path[96];
static struct rt_state *state;
static struct rt_state_run options;
static struct rt_state_summary sum;
static struct rt_error err;
static int64_t input;
static uint32_t row_number;
static struct rt_risk row; /* the last one given to risk() */
static char events[65536]; /* of the last run, one line each */
static bool dry;
static const char *department;

static inline void ok(enum rt_status rc)
{
    if (rc != RT_OK)
        fail_msg("status %d: %s", (int)rc, err.text);
}

static inline int set_up(void **unused)
{
    (void)unused;
    memset(&err, 0, sizeof err);
    dry = false;
    department = "営業部";
    strcpy(folder, "/tmp/rt-state-XXXXXX");
    if (!mkdtemp(folder))
        return -1;
    snprintf(state_path, sizeof state_path, "%s/state.db", folder);
    options = (struct rt_state_run){
        .settings = "1", .class = RT_HIGH, .level = RT_UNKNOWN};
    return 0;
}

static inline int tear_down(void **unused)
{
    char command[96];
    (void)unused;
    rt_state_close(state);
    state = NULL;
    snprintf(command, sizeof command, "rm -rf '%s'", folder);
    return system(command);
}

/* --- a run ----------------------------------------------------------------- */

static inline void open_state(enum rt_state_mode mode)
{
    ok(rt_state_open(state_path, mode, RT_EN, &state, &err));
}

static inline void close_state(void)
{
    rt_state_close(state);
    state = NULL;
}

static inline void begin_run(const char *now)
{
    open_state(dry ? RT_STATE_DRY : RT_STATE_RUN);
    options.now = now;
    ok(rt_state_begin(state, &options, &err));
}

static inline void add_file(const char *name, const char *content,
    enum rt_input_state how, const char *reason)
{
    char hex[65];
    rt_sha256(rt_str(content), hex);
    struct rt_input in = {.file = rt_str(name),
        .department = RT_STR("営業部"),
        .sha256 = rt_str(content ? hex : ""),
        .state = how};
    ok(rt_state_add_input(state, &in, "", reason ? RT_IN101 : RT_CODE_NONE,
        rt_str(reason), &input, &err));
    row_number = 3;
}

static inline void read_file(const char *name, const char *content)
{
    add_file(name, content, RT_INPUT_READ, NULL);
}

static inline void failed_file(const char *name, const char *reason)
{
    add_file(name, NULL, RT_INPUT_FAILED, reason);
}

static inline void silent(const char *department)
{
    struct rt_input in
        = {.department = rt_str(department), .state = RT_INPUT_MISSING};
    ok(rt_state_add_input(
        state, &in, "", RT_CODE_NONE, RT_STR_NONE, &input, &err));
}

static inline bool unchanged(const char *name, const char *content)
{
    char hex[65];
    rt_sha256(rt_str(content), hex);
    return rt_state_unchanged(state, rt_str(name), hex);
}

static inline void keep_file(const char *name, const char *content)
{
    assert_true(unchanged(name, content));
    ok(rt_state_keep(state, rt_str(name), "", &err));
}

/* 9 6 high, 4 medium, 3 2 1 low, as on the scale 1 to 3; RT_UNKNOWN. */
static inline struct rt_assessment of_level(int level)
{
    struct rt_assessment a = {.importance = RT_UNKNOWN,
        .likelihood = RT_UNKNOWN,
        .level = level,
        .class = level >= 6   ? RT_HIGH
                 : level >= 4 ? RT_MEDIUM
                              : RT_LOW,
        .priority = level == 9   ? 1
                    : level == 6 ? 2
                    : level == 4 ? 3
                                 : 0};
    if (level == RT_UNKNOWN) {
        a.class = RT_CLASS_NONE;
        return a;
    }
    a.importance = level % 3 == 0 ? 3 : level == 4 ? 2 : level;
    a.likelihood = level / a.importance;
    return a;
}

static inline void add_row(void)
{
    ok(rt_state_add_risk(state, input, 0, &row, &err));
}

static inline void risk(const char *id, int level)
{
    row = (struct rt_risk){.risk_id = rt_str(id),
        .department = rt_str(department),
        .where.sheet = RT_STR("台帳"),
        .where.row = ++row_number,
        .where.col = 2,
        .business = RT_STR("受注"),
        .asset = rt_str(id),
        .medium = RT_STR("書類"),
        .owner = RT_STR("営業部長"),
        .profile = RT_STR("ipa-3.1"),
        .result = of_level(level)};
    add_row();
}

/* Written as "level 4 to 6": what applies of an event. */
static inline void note_event(const struct rt_event *e)
{
    size_t at = strlen(events), left = sizeof events - at;
    struct rt_str id = e->risk_id.n ? e->risk_id : e->where.file;
    if (!id.n)
        id = e->department;
    snprintf(events + at, left, "%s%s %.*s", at ? "\n" : "",
        rt_event_name(e->kind), RT_FMT(id));
    at = strlen(events);
    if (e->level_before != RT_UNKNOWN || e->level != RT_UNKNOWN)
        snprintf(events + at, sizeof events - at, " %d>%d", e->level_before,
            e->level);
}

static inline void read_events(void)
{
    struct rt_cursor c;
    struct rt_event e;
    uint64_t counted[RT_EVENT_KINDS] = {0};
    events[0] = '\0';
    c = rt_state_events(state, &err);
    while (rt_next(&c, &e)) {
        note_event(&e);
        counted[e.kind]++;
    }
    ok(rt_cursor_close(&c));
    ok(rt_state_summarise(state, &sum, &err));
    assert_memory_equal(counted, sum.events, sizeof counted);
}

static inline void compare_run(void)
{
    ok(rt_state_compare(state, &err));
    read_events();
}

static inline void end_run(void)
{
    compare_run();
    ok(rt_state_commit(state, &err));
    close_state();
}

static inline void events_are(const char *want)
{
    if (strcmp(events, want) != 0)
        fail_msg("events:\n%s\nand not:\n%s", events, want);
}

/* A run of one file, "a.csv", whose content is the date. */
static inline void begin_simple(const char *now)
{
    begin_run(now);
    read_file("a.csv", now);
}

/* A whole run with one risk in that file. */
static inline void simple_run(const char *now, const char *id, int level)
{
    begin_simple(now);
    risk(id, level);
    end_run();
}

#endif
