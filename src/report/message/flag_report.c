/* flag's message, whatever its form: begun, one event after the other, ended.
 *
 * Each event is written at once, so that memory does not grow with the message.
 * A failed write is an error: the state is replaced only by a run whose message
 * arrived. */
#include <stdlib.h>

#include "report/message/flag_message.h"

bool rt_flag_speaks(const struct rt_flag_what *w)
{
    const uint64_t *n = w->summary->events;
    uint64_t to_know = n[RT_EVENT_FELL] + n[RT_EVENT_RENAMED]
                       + n[RT_EVENT_RETURNED] + n[RT_EVENT_CARRIED];

    if (w->format != RT_FORMAT_TEXT && w->format != RT_FORMAT_HTML)
        return true;
    return w->summary->flagged + n[RT_EVENT_GONE] + n[RT_EVENT_STANDING]
                   + n[RT_EVENT_UNCONFIRMED] + n[RT_EVENT_INPUT_FAILED]
                   + n[RT_EVENT_INPUT_MISSING] + n[RT_EVENT_DEPARTMENT_MISSING]
                   + n[RT_EVENT_DEPARTMENT_RENAMED] + n[RT_EVENT_DOUBTFUL]
                   + n[RT_EVENT_REPLACED]
               > 0
           || ((w->verbose || w->all) && to_know > 0);
}

static const struct rt_flag_form *const forms[]
    = {[RT_FORMAT_JSONL] = &rt_flag_form_jsonl,
        [RT_FORMAT_CSV] = &rt_flag_form_csv,
        [RT_FORMAT_NAGIOS] = &rt_flag_form_nagios,
        [RT_FORMAT_HTML] = &rt_flag_form_html,
        [RT_FORMAT_TEXT] = &rt_flag_form_text};

static void message_free(struct rt_flag_message *m)
{
    rt_writer_fini(&m->department);
    free(m);
}

enum rt_status rt_flag_open(const struct rt_flag_what *what, FILE *to,
    struct rt_flag_message **out, struct rt_error *err)
{
    struct rt_flag_message *m = calloc(1, sizeof *m);
    enum rt_status rc;

    RT_NEED(m, err);
    m->what = *what;
    m->out = rt_flag_writer(to, what->lang);
    m->form = forms[what->format];
    rt_writer_init(&m->department, RT_TEXT_MAX);
    if (m->form->begin)
        m->form->begin(m);
    rc = rt_writer_done(&m->out, err);
    if (rc != RT_OK)
        message_free(m);
    else
        *out = m;
    return rc;
}

enum rt_status rt_flag_event(struct rt_flag_message *m,
    const struct rt_event *event, struct rt_error *err)
{
    if (m->form->group)
        rt_flag_in_group(m, event);
    else if (m->form->event)
        m->form->event(m, event);
    return rt_writer_done(&m->out, err);
}

enum rt_status rt_flag_close(
    struct rt_flag_message *m, enum rt_status so_far, struct rt_error *err)
{
    enum rt_status rc = so_far == RT_END ? RT_OK : so_far;

    if (rc == RT_OK) {
        if (m->form->group)
            rt_flag_end_group(m);
        if (m->form->end)
            m->form->end(m);
        /* A full disk or a closed pipe shows here at the latest. */
        rc = rt_writer_flush(&m->out, err);
    }
    message_free(m);
    return rc;
}
