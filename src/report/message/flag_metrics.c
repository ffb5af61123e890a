/* Metrics for the textfile collector of Prometheus' node exporter.
 *
 * Text format 0.0.4: HELP, TYPE, then a line per series. A run that failed
 * (status 2) writes what it knows: that it ran, how it ended, and when the last
 * good run was, which is what an alert looks at. */
#include <inttypes.h>

#include "report/message/flag_message.h"

static void head(struct rt_writer *t, const char *name, const char *help)
{
    rt_writef(t, "# HELP risktally_%s %s\n# TYPE risktally_%s gauge\n", name,
        help, name);
}

static void gauge(
    struct rt_writer *t, const char *name, const char *help, uint64_t v)
{
    head(t, name, help);
    rt_writef(t, "risktally_%s %" PRIu64 "\n", name, v);
}

/* A label's value: one line, quotes and backslashes escaped. */
static size_t escape_label(uint32_t cp, char to[RT_ESCAPE_SIZE])
{
    if (cp != '"' && cp != '\\')
        return rt_escape_plain(cp, to);
    to[0] = '\\';
    to[1] = (char)cp;
    return 2;
}

/* --- the run -------------------------------------------------------------- */

static void put_run(struct rt_writer *t, const struct rt_flag_metrics *m)
{
    gauge(t, "last_run_timestamp_seconds",
        "When risktally flag last ran (midnight UTC of --now, if given).",
        m->time);
    if (m->success > 0)
        gauge(t, "last_success_timestamp_seconds",
            "When it last ended with exit status 0 or 1.", m->success);
    gauge(t, "run_status", "Exit status of the last run.", (uint64_t)m->status);
}

static void put_summary(struct rt_writer *t, const struct rt_state_summary *s)
{
    head(t, "inputs", "Inputs by state.");
    for (int i = 0; i <= RT_INPUT_MISSING; i++)
        rt_writef(t, "risktally_inputs{state=\"%s\"} %" PRIu64 "\n",
            rt_input_state_name((enum rt_input_state)i), s->inputs[i]);
    gauge(t, "inputs_unchanged", "Inputs that were not read again.",
        s->inputs_unchanged);
    gauge(t, "risks_unconfirmed",
        "Risks counted as last known: not in any input that was read.",
        s->unconfirmed);
    gauge(t, "risks_at_level", "Risks at the watched level.", s->at_level);
    gauge(t, "overdue", "Risks at the level whose treatment is overdue.",
        s->overdue);
    gauge(t, "unplanned",
        "Risks at the level not planned though the proposed end is past.",
        s->unplanned);
    head(t, "flagged", "Risks flagged by the last run, by event.");
    for (int k = 0; k < RT_EVENT_KINDS; k++) {
        if (rt_event_is_flagged((enum rt_event_kind)k))
            rt_writef(t, "risktally_flagged{event=\"%s\"} %" PRIu64 "\n",
                rt_event_name((enum rt_event_kind)k), s->events[k]);
    }
}

static void risks(struct rt_writer *t, struct rt_str department,
    const char *class, uint64_t count)
{
    rt_write_z(t, "risktally_risks{department=\"");
    rt_write_escaped(t, department, escape_label);
    rt_writef(t, "\",class=\"%s\"} %" PRIu64 "\n", class, count);
}

static enum rt_status put_departments(
    struct rt_writer *t, struct rt_state *state, struct rt_error *err)
{
    struct rt_cursor cursor = rt_state_departments(state, err);
    struct rt_department_row d;

    head(t, "risks", "Risks by department and class.");
    while (rt_next(&cursor, &d)) {
        risks(t, d.department, "high", d.high);
        risks(t, d.department, "medium", d.medium);
        risks(t, d.department, "low", d.low);
        risks(t, d.department, "unassessed", d.unassessed);
    }
    return rt_cursor_close(&cursor);
}

static enum rt_status put_codes(
    struct rt_writer *t, struct rt_state *state, struct rt_error *err)
{
    struct rt_cursor cursor = rt_state_codes(state, err);
    struct rt_code_count n;

    head(t, "findings", "Findings in the inputs by code.");
    while (rt_next(&cursor, &n)) {
        const struct rt_finding_info *info = rt_finding_info(n.code);
        rt_writef(t,
            "risktally_findings{code=\"%s\",severity=\"%s\"} %" PRIu64 "\n",
            info->name, rt_severity_name(info->severity), n.count);
    }
    return rt_cursor_close(&cursor);
}

static enum rt_status put_all(
    const struct rt_flag_metrics *m, struct rt_writer *w, struct rt_error *err)
{
    put_run(w, m);
    if (!m->what)
        return RT_OK;
    put_summary(w, m->what->summary);
    RT_TRY(put_departments(w, m->state, err));
    return put_codes(w, m->state, err);
}

enum rt_status rt_flag_metrics(
    const struct rt_flag_metrics *m, const char *path, struct rt_error *err)
{
    struct rt_writer w;

    RT_TRY(rt_writer_open(&w, path, err));
    return rt_writer_close(&w, put_all(m, &w, err), err);
}

/* --- what an older file knows --------------------------------------------- */

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
