/* Beginning a run, and taking in its inputs.
 *
 * Everything goes into temporary tables. The names and hashes of the picture
 * are kept in memory, because many threads ask whether a file is unchanged, and
 * SQLite is used by one only.
 */
#include "state/private.h"

#include "base/list.h"

#include <stdlib.h>

/* --- beginning ------------------------------------------------------------ */

static int by_name(const void *a, const void *b)
{
    const struct sdb_known *x = a, *y = b;
    return strcmp(x->name, y->name);
}

static struct sdb_known *find_known(
    const struct rt_state *s, struct rt_str name)
{
    size_t at;
    RT_LOWER_BOUND(
        at, s->known_count, rt_str_cmp(rt_str(s->known[at].name), name) < 0);
    return at < s->known_count && rt_str_is(name, s->known[at].name)
               ? &s->known[at]
               : NULL;
}

static enum rt_status take_known(struct rt_state *s, struct rt_sql_read *r,
    struct sdb_known *k, struct rt_error *err)
{
    k->id = rt_sql_get_int(r);
    struct rt_str name = rt_sql_get_str(r);
    k->name = strndup(name.p ? name.p : "", name.n);
    s->known_count++;
    rt_str_copy(k->sha256, sizeof k->sha256, rt_sql_get_str(r));
    k->state = rt_sql_get_known(r);
    k->current = rt_str_is(rt_sql_get_str(r), s->settings) && k->sha256[0]
                 && !s->force;
    struct rt_str stamp = rt_sql_get_str(r);
    k->stamp = strndup(stamp.p ? stamp.p : "", stamp.n);
    RT_NEED(k->name && k->stamp, err);
    return RT_OK;
}

static enum rt_status load_known(struct rt_state *s, struct rt_error *err)
{
    int64_t n = 0;
    RT_TRY(rt_sql_number(&s->sql, SDB_COUNT_INPUTS, &n, err));
    s->known = calloc((size_t)n + 1, sizeof *s->known);
    s->seen = calloc((size_t)n + 1, 1);
    RT_NEED(s->known && s->seen, err);
    struct rt_sql_cursor c = rt_sql_query(&s->sql, SDB_KNOWN_INPUTS);
    enum rt_status rc = RT_OK;
    while (rc == RT_OK && s->known_count < (size_t)n
           && (rc = rt_sql_next(&c, err)) == RT_ROW)
        rc = take_known(s, &c.row, &s->known[s->known_count], err);
    rt_sql_end(&c);
    qsort(s->known, s->known_count, sizeof *s->known, by_name);
    return rc == RT_END ? RT_OK : rc;
}

/* The run's number, where the numbers of new rows begin, and the date. */
static void read_last(struct rt_sql_read *r, void *to)
{
    struct rt_state *s = to;
    s->inputs = rt_sql_get_int(r);
    s->places = rt_sql_get_int(r);
    s->risks = rt_sql_get_int(r);
    s->plans = rt_sql_get_int(r);
    s->run = rt_sql_get_int(r) + 1;
    rt_str_copy(
        s->summary.last_run, sizeof s->summary.last_run, rt_sql_get_str(r));
}

static enum rt_status load_last(
    struct rt_state *s, const char *now, struct rt_error *err)
{
    RT_TRY(rt_sql_one(&s->sql, SDB_LAST_NUMBERS, read_last, s, err));
    s->summary.first = s->run == 1;
    s->summary.upgraded = s->version && s->version < SDB_VERSION;
    s->summary.clock_back = strcmp(now, s->summary.last_run) < 0;
    rt_str_copy(s->now, sizeof s->now,
        rt_str(s->summary.clock_back ? s->summary.last_run : now));
    return RT_OK;
}

static enum rt_status note_options(struct rt_state *s, struct rt_error *err)
{
    struct rt_sql_bind b = rt_sql_kept(&s->sql, SDB_NOTE_OPTIONS);
    rt_sql_put_text(&b, rt_str(s->now));
    rt_sql_put_int(&b, s->run);
    rt_sql_put_text(&b, rt_str(s->settings));
    rt_sql_put_int(&b, s->baseline ? 0 : s->remind);
    rt_sql_put_int(&b, s->all);
    return rt_sql_run(&b, NULL, err);
}

/* Nothing that was read of the input, or of the department, counts as
 * unchanged, so that its rows leave. */
static enum rt_status forget(
    struct rt_state *s, const char *name, struct rt_error *err)
{
    struct rt_sql_cursor c = rt_sql_query(&s->sql, SDB_INPUTS_TO_FORGET);
    bool known = false;
    enum rt_status rc;
    rt_sql_put_text(&c.bind, rt_str(name));
    while ((rc = rt_sql_next(&c, err)) == RT_ROW) {
        find_known(s, rt_sql_get_str(&c.row))->current = false;
        known = true;
    }
    rt_sql_end(&c);
    if (rc != RT_END)
        return rc;
    if (!known)
        return rt_fail_both(err, RT_USAGE,
            "--forget の「%s」は状態ファイルにありません",
            "--forget: \"%s\" is not in the state", name);
    struct rt_sql_bind b = rt_sql_kept(&s->sql, SDB_FORGET);
    rt_sql_put_text(&b, rt_str(name));
    return rt_sql_run(&b, NULL, err);
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
    RT_TRY(rt_sdb_need(s, SDB_OPENED, err));
    if (s->mode == RT_STATE_LOOK)
        return rt_fail(err, RT_BUG, "a run on a state opened to look");
    take_options(s, run);
    RT_TRY(load_last(s, run->now, err));
    RT_TRY(load_known(s, err));
    RT_TRY(rt_sql_exec(&s->sql, SDB_RUN_TABLES, err));
    RT_TRY(note_options(s, err));
    for (size_t i = 0; i < run->forget_count; i++)
        RT_TRY(forget(s, run->forget[i], err));
    RT_TRY(rt_sql_exec(&s->sql, SDB_BEGIN, err));
    s->phase = SDB_GATHERING;
    return RT_OK;
}

/* --- inputs --------------------------------------------------------------- */

bool rt_state_unchanged(
    const struct rt_state *s, struct rt_str name, const char sha256[65])
{
    const struct sdb_known *k = find_known(s, name);
    return k && k->current && strcmp(k->sha256, sha256) == 0;
}

bool rt_state_untouched(
    const struct rt_state *s, struct rt_str name, const char *stamp)
{
    const struct sdb_known *k = find_known(s, name);
    return k && k->current && *stamp && strcmp(k->stamp, stamp) == 0;
}

bool rt_state_knows(const struct rt_state *s, struct rt_str name)
{
    return find_known(s, name);
}

enum rt_status rt_state_keep(struct rt_state *s, struct rt_str name,
    const char *stamp, struct rt_error *err)
{
    RT_TRY(rt_sdb_need(s, SDB_GATHERING, err));
    struct sdb_known *k = find_known(s, name);
    if (!k)
        return rt_fail(err, RT_BUG, "an unknown input is kept");
    if (s->seen[k - s->known])
        return rt_fail(err, RT_BUG, "an input comes twice");
    s->seen[k - s->known] = 1;
    struct rt_sql_bind b = rt_sql_kept(&s->sql, SDB_KEEP);
    rt_sql_put_int(&b, k->id);
    rt_sql_put_str(&b, rt_str(strcmp(stamp, k->stamp) != 0 ? stamp : ""));
    return rt_sql_run(&b, NULL, err);
}

static void read_text(struct rt_sql_read *r, void *to)
{
    *(struct rt_str *)to = rt_sql_get_str(r);
}

struct rt_cursor rt_state_kept_departments(
    struct rt_state *s, struct rt_str name, struct rt_error *err)
{
    const struct sdb_known *k = find_known(s, name);
    struct rt_cursor c
        = SDB_ROWS(s, SDB_KEPT_DEPARTMENTS, read_text, struct rt_str, err);
    rt_sql_rows_int(&c, k ? k->id : 0);
    return c;
}

static enum rt_status add_silent(
    struct rt_state *s, struct rt_str department, struct rt_error *err)
{
    struct rt_sql_bind b = rt_sql_kept(&s->sql, SDB_ADD_SILENT);
    rt_sql_put_text(&b, department);
    return rt_sql_run(&b, NULL, err);
}

enum rt_status rt_state_add_input(struct rt_state *s,
    const struct rt_input *input, const char *stamp, enum rt_code code,
    struct rt_str reason, int64_t *id, struct rt_error *err)
{
    RT_TRY(rt_sdb_need(s, SDB_GATHERING, err));
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
    struct rt_sql_bind b = rt_sql_kept(&s->sql, SDB_ADD_INPUT);
    bool failed = input->state == RT_INPUT_FAILED;
    rt_sql_put_int(&b, *id);
    rt_sql_put_text(&b, input->file);
    rt_sql_put_str(&b, input->department);
    rt_sql_put_str(&b, input->sha256);
    rt_sql_put_int(&b, input->state);
    rt_sql_put_int(&b, failed ? SDB_FAILED : SDB_READ);
    rt_sql_put_known(&b, k ? k->state : -1);
    rt_sql_put_int(&b, code);
    rt_sql_put_str(&b, reason);
    rt_sql_put_str(&b, rt_str(stamp));
    return rt_sql_run(&b, NULL, err);
}
