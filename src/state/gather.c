/* Beginning a run, and taking in its inputs.
 *
 * Everything goes into temporary tables. The names and hashes of the picture
 * are held in memory: whether a file is unchanged is asked by many threads,
 * and SQLite is only for one.
 */
#include "state/private.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* --- beginning ------------------------------------------------------------- */

static int by_name(const void *a, const void *b)
{
    const struct sdb_known *x = a, *y = b;
    return strcmp(x->name, y->name);
}

static struct sdb_known *find_known(
    const struct rt_state *s, struct rt_str name)
{
    size_t low = 0, high = s->known_count;
    while (low < high) {
        size_t mid = low + (high - low) / 2;
        int c = rt_str_cmp(rt_str(s->known[mid].name), name);
        if (c == 0)
            return &s->known[mid];
        if (c < 0)
            low = mid + 1;
        else
            high = mid;
    }
    return NULL;
}

static enum rt_status take_known(struct rt_state *s, sqlite3_stmt *stmt,
    struct sdb_known *k, struct rt_error *err)
{
    struct rt_sql_read r = {.stmt = stmt};
    k->id = rt_sql_get_int(&r);
    struct rt_str name = rt_sql_get_str(&r);
    k->name = strndup(name.p ? name.p : "", name.n);
    if (!k->name)
        return rt_fail_nomem(err);
    s->known_count++;
    rt_str_copy(k->sha256, sizeof k->sha256, rt_sql_get_str(&r));
    k->state = rt_sql_get_known(&r);
    k->current = rt_str_is(rt_sql_get_str(&r), s->settings) && k->sha256[0]
                 && !s->force;
    return RT_OK;
}

static enum rt_status load_known(struct rt_state *s, struct rt_error *err)
{
    int64_t n = 0;
    sqlite3_stmt *stmt = NULL;
    enum rt_status st
        = rt_sdb_number(s, "SELECT count(*) FROM main.input", &n, err);
    if (st != RT_OK)
        return st;
    s->known = calloc((size_t)n + 1, sizeof *s->known);
    s->seen = calloc((size_t)n + 1, 1);
    if (!s->known || !s->seen)
        return rt_fail_nomem(err);
    st = rt_sdb_prepare(s,
        "SELECT id, name, sha256, state, settings FROM main.input", &stmt, err);
    int rc = SQLITE_DONE;
    while (st == RT_OK && s->known_count < (size_t)n
           && (rc = sqlite3_step(stmt)) == SQLITE_ROW)
        st = take_known(s, stmt, &s->known[s->known_count], err);
    if (st == RT_OK && rc != SQLITE_ROW && rc != SQLITE_DONE)
        st = rt_sdb_fail(s, rc, "inputs", err);
    sqlite3_finalize(stmt);
    qsort(s->known, s->known_count, sizeof *s->known, by_name);
    return st;
}

/* The run's number and date, and where the numbers of new rows begin. */
static enum rt_status load_counters(struct rt_state *s, struct rt_error *err)
{
    static const struct {
        const char *sql;
        size_t at;
    } from[] = {
        {"SELECT max(id) FROM main.input", offsetof(struct rt_state, inputs)},
        {"SELECT max(id) FROM main.place", offsetof(struct rt_state, places)},
        {"SELECT max(id) FROM main.risk", offsetof(struct rt_state, risks)},
        {"SELECT max(id) FROM main.plan", offsetof(struct rt_state, plans)},
        {"SELECT max(id) FROM main.run", offsetof(struct rt_state, run)},
    };
    enum rt_status rc = RT_OK;
    for (size_t i = 0; rc == RT_OK && i < RT_COUNT(from); i++) {
        int64_t *to = (int64_t *)((char *)s + from[i].at);
        rc = rt_sdb_number(s, from[i].sql, to, err);
    }
    s->run++;
    return rc;
}

static enum rt_status load_clock(
    struct rt_state *s, const char *now, struct rt_error *err)
{
    struct rt_sql_bind b = {0};
    enum rt_status st = rt_sdb_prepare(
        s, "SELECT date FROM main.run ORDER BY id DESC LIMIT 1", &b.stmt, err);
    if (st != RT_OK)
        return st;
    int rc = sqlite3_step(b.stmt);
    struct rt_sql_read r = {.stmt = b.stmt};
    if (rc == SQLITE_ROW)
        rt_str_copy(s->summary.last_run, sizeof s->summary.last_run,
            rt_sql_get_str(&r));
    else if (rc != SQLITE_DONE)
        st = rt_sdb_fail(s, rc, "clock", err);
    sqlite3_finalize(b.stmt);
    s->summary.first = s->run == 1;
    s->summary.clock_back = strcmp(now, s->summary.last_run) < 0;
    rt_str_copy(s->now, sizeof s->now,
        rt_str(s->summary.clock_back ? s->summary.last_run : now));
    return st;
}

static enum rt_status note_options(struct rt_state *s, struct rt_error *err)
{
    struct rt_sql_bind b = {0};
    enum rt_status rc = rt_sdb_prepare(s,
        "INSERT INTO temp.opt SELECT ?1, ?2, ?2 - 1, ?3,"
        "  CASE WHEN ?4 > 0 THEN date(?1, printf('-%d days', ?4)) END, ?5, ?6, ?7",
        &b.stmt, err);
    if (rc != RT_OK)
        return rc;
    rt_sql_put_text(&b, rt_str(s->now));
    rt_sql_put_int(&b, s->run);
    rt_sql_put_text(&b, rt_str(s->settings));
    rt_sql_put_int(&b, s->baseline ? 0 : s->remind);
    rt_sql_put_int(&b, SDB_NOTHING);
    rt_sql_put_int(&b, SDB_MOVED);
    rt_sql_put_int(&b, SDB_CHANGED);
    rc = rt_sdb_run(s, &b, NULL, "options", err);
    sqlite3_finalize(b.stmt);
    return rc;
}

static enum rt_status forget(
    struct rt_state *s, const char *name, struct rt_error *err)
{
    if (!find_known(s, rt_str(name)))
        return rt_fail(err, RT_USAGE, "--forget: %s: %s", name,
            rt_say(s->lang, "状態ファイルにありません", "not in the state"));
    struct rt_sql_bind b = {0};
    enum rt_status rc = rt_sdb_prepare(
        s, "INSERT OR IGNORE INTO temp.forget VALUES(?)", &b.stmt, err);
    if (rc == RT_OK) {
        rt_sql_put_text(&b, rt_str(name));
        rc = rt_sdb_run(s, &b, NULL, "forget", err);
    }
    sqlite3_finalize(b.stmt);
    return rc;
}

static void take_options(struct rt_state *s, const struct rt_state_run *run)
{
    rt_str_copy(s->settings, sizeof s->settings, rt_str(run->settings));
    s->class = run->class;
    s->level = run->level;
    s->force = run->force;
    s->baseline = run->baseline;
    s->all = run->all;
    s->remind = run->remind;
}

enum rt_status rt_state_begin(
    struct rt_state *s, const struct rt_state_run *run, struct rt_error *err)
{
    enum rt_status rc = rt_sdb_need(s, SDB_OPENED, err);
    if (rc == RT_OK && s->mode == RT_STATE_LOOK)
        return rt_fail(err, RT_BUG, "a run on a state opened to look");
    if (rc != RT_OK)
        return rc;
    take_options(s, run);
    rc = load_counters(s, err);
    if (rc == RT_OK)
        rc = load_clock(s, run->now, err);
    if (rc == RT_OK)
        rc = load_known(s, err);
    if (rc == RT_OK)
        rc = rt_sdb_add_rules(s, err);
    if (rc == RT_OK)
        rc = rt_sdb_exec(s, rt_sdb_run_sql, "begin", err);
    if (rc == RT_OK)
        rc = note_options(s, err);
    for (size_t i = 0; rc == RT_OK && i < run->forget_count; i++)
        rc = forget(s, run->forget[i], err);
    if (rc == RT_OK)
        rc = rt_sdb_exec(s, "BEGIN", "begin", err);
    if (rc == RT_OK)
        s->phase = SDB_GATHERING;
    return rc;
}

/* --- inputs ---------------------------------------------------------------- */

bool rt_state_unchanged(
    const struct rt_state *s, struct rt_str name, const char sha256[65])
{
    const struct sdb_known *k = find_known(s, name);
    return k && k->current && strcmp(k->sha256, sha256) == 0;
}

bool rt_state_knows(const struct rt_state *s, struct rt_str name)
{
    return find_known(s, name);
}

enum rt_status rt_state_keep(
    struct rt_state *s, struct rt_str name, struct rt_error *err)
{
    enum rt_status rc = rt_sdb_need(s, SDB_GATHERING, err);
    struct sdb_known *k = rc == RT_OK ? find_known(s, name) : NULL;
    if (rc == RT_OK && !k)
        return rt_fail(err, RT_BUG, "an unknown input is kept");
    if (rc == RT_OK && s->seen[k - s->known])
        return rt_fail(err, RT_BUG, "an input comes twice");
    if (rc != RT_OK)
        return rc;
    s->seen[k - s->known] = 1;
    struct rt_sql_bind b;
    RT_TRY(rt_sdb_kept(s, SDB_KEEP, &b, err));
    rt_sql_put_int(&b, k->id);
    return rt_sdb_run(s, &b, NULL, "keep", err);
}

enum rt_status rt_state_kept_departments(struct rt_state *s, struct rt_str name,
    struct rt_state_cursor **out, struct rt_error *err)
{
    const struct sdb_known *k = find_known(s, name);
    enum rt_status st = rt_sdb_cursor(s,
        "SELECT department FROM temp.known_department WHERE input = ?", out,
        err);
    if (st != RT_OK)
        return st;
    struct rt_sql_bind b = {.stmt = (*out)->stmt};
    rt_sql_put_int(&b, k ? k->id : 0);
    if (b.rc == SQLITE_OK)
        return RT_OK;
    rt_state_cursor_close(*out);
    return rt_sdb_fail(s, b.rc, "departments", err);
}

enum rt_status rt_state_kept_departments_next(
    struct rt_state_cursor *c, struct rt_str *out, struct rt_error *err)
{
    enum rt_status rc = rt_sdb_step(c, err);
    struct rt_sql_read r = {.stmt = c->stmt};
    if (rc == RT_ROW)
        *out = rt_sql_get_str(&r);
    return rc;
}

static enum rt_status add_silent(
    struct rt_state *s, struct rt_str department, struct rt_error *err)
{
    struct rt_sql_bind b;
    enum rt_status rc = rt_sdb_kept(s, SDB_ADD_SILENT, &b, err);
    if (rc != RT_OK)
        return rc;
    rt_sql_put_text(&b, department);
    return rt_sdb_run(s, &b, NULL, "department", err);
}

enum rt_status rt_sdb_remember(
    struct rt_buf *buf, struct rt_str text, struct rt_error *err)
{
    rt_buf_clear(buf);
    enum rt_status rc = rt_buf_adds(buf, text);
    if (rc == RT_NOMEM)
        return rt_fail_nomem(err);
    if (rc != RT_OK)
        return rt_fail(err, RT_IO, "a name is too long for the state");
    return RT_OK;
}

enum rt_status rt_state_add_input(struct rt_state *s,
    const struct rt_input *input, struct rt_str reason, int64_t *id,
    struct rt_error *err)
{
    enum rt_status rc = rt_sdb_need(s, SDB_GATHERING, err);
    if (rc != RT_OK)
        return rc;
    s->place.id = 0;
    s->input_state = input->state;
    s->input = *id = -1;
    if (input->state == RT_INPUT_MISSING)
        return add_silent(s, input->department, err);
    struct sdb_known *k = find_known(s, input->file);
    if (k && s->seen[k - s->known])
        return rt_fail(err, RT_BUG, "an input comes twice");
    if (k)
        s->seen[k - s->known] = 1;
    s->input = *id = k ? k->id : ++s->inputs;
    struct rt_sql_bind b;
    RT_TRY(rt_sdb_kept(s, SDB_ADD_INPUT, &b, err));
    bool failed = input->state == RT_INPUT_FAILED;
    rt_sql_put_int(&b, *id);
    rt_sql_put_text(&b, input->file);
    rt_sql_put_str(&b, input->department);
    rt_sql_put_str(&b, input->sha256);
    rt_sql_put_int(&b, input->state);
    rt_sql_put_int(&b, failed ? SDB_FAILED : SDB_READ);
    rt_sql_put_known(&b, k ? k->state : -1);
    rt_sql_put_str(&b, reason);
    return rt_sdb_run(s, &b, NULL, "input", err);
}
