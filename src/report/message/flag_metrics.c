/* Metrics for the textfile collector of Prometheus' node exporter.
 *
 * Text format 0.0.4: HELP, TYPE, then a line per series. A run that came to
 * nothing (status 2) writes what it knows: that it ran, how it ended, and
 * when the last good run was, which is what an alert looks at. */
#include <inttypes.h>
#include <string.h>

#include "report/message/flag_message.h"
#include "report/plain/plain_file.h"

static void head(struct rt_flag_text *t, const char *name, const char *help)
{
    rt_flag_fmt(t, "# HELP risktally_%s %s\n# TYPE risktally_%s gauge\n", name,
        help, name);
}

static void gauge(
    struct rt_flag_text *t, const char *name, const char *help, uint64_t v)
{
    head(t, name, help);
    rt_flag_fmt(t, "risktally_%s %" PRIu64 "\n", name, v);
}

/* A label's value: valid UTF-8 on one line, quotes and backslashes escaped. */
static void label(struct rt_flag_text *t, const char *name, struct rt_str value)
{
    struct rt_flag_text plain;

    rt_flag_text_init(&plain);
    rt_flag_plain(&plain, value);
    rt_flag_fmt(t, "%s=\"", name);
    for (size_t i = 0; i < plain.buf.len; i++) {
        if (plain.buf.data[i] == '"' || plain.buf.data[i] == '\\')
            rt_flag_z(t, "\\");
        rt_flag_add(t, (struct rt_str){plain.buf.data + i, 1});
    }
    rt_flag_z(t, "\"");
    if (t->rc == RT_OK)
        t->rc = plain.rc;
    rt_flag_text_fini(&plain);
}

/* --- the run --------------------------------------------------------------------- */

static void put_run(struct rt_flag_text *t, const struct rt_flag_metrics *m)
{
    gauge(t, "last_run_timestamp_seconds",
        "When risktally flag last ran (midnight UTC of --now, if given).",
        m->time);
    if (m->success > 0)
        gauge(t, "last_success_timestamp_seconds",
            "When it last ended with exit status 0 or 1.", m->success);
    gauge(t, "run_status", "Exit status of the last run.", (uint64_t)m->status);
}

static void put_summary(
    struct rt_flag_text *t, const struct rt_state_summary *s)
{
    head(t, "inputs", "Inputs by state.");
    for (int i = 0; i <= RT_INPUT_MISSING; i++)
        rt_flag_fmt(t, "risktally_inputs{state=\"%s\"} %" PRIu64 "\n",
            rt_input_state_name((enum rt_input_state)i), s->inputs[i]);
    gauge(t, "inputs_unchanged", "Inputs that were not read again.",
        s->inputs_unchanged);
    gauge(t, "risks_at_level", "Risks at the watched level.", s->at_level);
    gauge(t, "overdue", "Risks at the level whose treatment is overdue.",
        s->overdue);
    head(t, "flagged", "Risks flagged by the last run, by event.");
    for (int k = 0; k < RT_EVENT_KINDS; k++) {
        if (rt_event_is_flagged((enum rt_event_kind)k))
            rt_flag_fmt(t, "risktally_flagged{event=\"%s\"} %" PRIu64 "\n",
                rt_event_name((enum rt_event_kind)k), s->events[k]);
    }
}

static void risks(struct rt_flag_text *t, struct rt_str department,
    const char *class, uint64_t count)
{
    rt_flag_z(t, "risktally_risks{");
    label(t, "department", department);
    rt_flag_fmt(t, ",class=\"%s\"} %" PRIu64 "\n", class, count);
}

static enum rt_status put_departments(
    struct rt_flag_text *t, struct rt_state *state, struct rt_error *err)
{
    struct rt_state_cursor *cursor;
    struct rt_department_row d;
    enum rt_status rc = rt_state_departments(state, &cursor, err);

    if (rc != RT_OK)
        return rc;
    head(t, "risks", "Risks by department and class.");
    while ((rc = rt_state_departments_next(cursor, &d, err)) == RT_ROW) {
        risks(t, d.department, "high", d.high);
        risks(t, d.department, "medium", d.medium);
        risks(t, d.department, "low", d.low);
        risks(t, d.department, "unassessed", d.unassessed);
    }
    rt_state_cursor_close(cursor);
    return rc == RT_END ? RT_OK : rc;
}

static enum rt_status put_codes(
    struct rt_flag_text *t, struct rt_state *state, struct rt_error *err)
{
    struct rt_state_cursor *cursor;
    struct rt_code_count n;
    enum rt_status rc = rt_state_codes(state, &cursor, err);

    if (rc != RT_OK)
        return rc;
    head(t, "findings", "Findings in the inputs by code.");
    while ((rc = rt_state_codes_next(cursor, &n, err)) == RT_ROW) {
        const struct rt_finding_info *info = rt_finding_info(n.code);
        rt_flag_fmt(t,
            "risktally_findings{code=\"%s\",severity=\"%s\"} %" PRIu64 "\n",
            info->name, rt_severity_name(info->severity), n.count);
    }
    rt_state_cursor_close(cursor);
    return rc == RT_END ? RT_OK : rc;
}

enum rt_status rt_flag_metrics(
    const struct rt_flag_metrics *m, const char *path, struct rt_error *err)
{
    struct plain_file f;
    struct rt_flag_text t;
    enum rt_status rc = RT_OK;

    rt_flag_text_init(&t);
    put_run(&t, m);
    if (m->what) {
        put_summary(&t, m->what->summary);
        rc = put_departments(&t, m->state, err);
        if (rc == RT_OK)
            rc = put_codes(&t, m->state, err);
    }
    if (rc == RT_OK && t.rc != RT_OK)
        rc = rt_fail_nomem(err);
    if (rc == RT_OK)
        rc = rt_plain_open(&f, path, err);
    if (rc == RT_OK)
        rc = rt_plain_close(&f, rt_plain_put(&f, rt_buf_str(&t.buf), err), err);
    rt_flag_text_fini(&t);
    return rc;
}

/* --- what an older file knows ----------------------------------------------------- */

uint64_t rt_flag_last_success(const char *path)
{
    static const char name[] = "risktally_last_success_timestamp_seconds ";
    char line[256];
    uint64_t found = 0;
    FILE *f = fopen(path, "re");

    if (!f)
        return 0;
    while (fgets(line, sizeof line, f)) {
        struct rt_str s = rt_str_trim(rt_str(line));
        int64_t v;
        if (!rt_str_starts(s, rt_str(name)))
            continue;
        s.p += sizeof name - 1;
        s.n -= sizeof name - 1;
        if (rt_parse_int(s, &v) && v > 0)
            found = (uint64_t)v;
    }
    fclose(f);
    return found;
}
