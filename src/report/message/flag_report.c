/* flag's message, whatever its form: begun, one event after the other, ended.
 *
 * What a form makes of an event goes to the file at once, so that memory does
 * not grow with the message. A failure to write counts: the state is replaced
 * only by a run whose message arrived. */
#include <errno.h>
#include <stdlib.h>

#include "report/message/flag_message.h"

bool rt_flag_speaks(const struct rt_flag_what *w)
{
    const uint64_t *n = w->summary->events;
    uint64_t to_know
        = n[RT_EVENT_FELL] + n[RT_EVENT_RENAMED] + n[RT_EVENT_RETURNED];

    if (w->format != RT_FLAG_TEXT && w->format != RT_FLAG_HTML)
        return true;
    return w->summary->flagged + n[RT_EVENT_GONE] + n[RT_EVENT_STANDING]
                   + n[RT_EVENT_INPUT_FAILED] + n[RT_EVENT_INPUT_MISSING]
                   + n[RT_EVENT_DEPARTMENT_MISSING]
               > 0
           || ((w->verbose || w->all) && to_know > 0);
}

static const struct rt_flag_form *form_of(enum rt_flag_format format)
{
    switch (format) {
    case RT_FLAG_JSONL:
        return &rt_flag_form_jsonl;
    case RT_FLAG_CSV:
        return &rt_flag_form_csv;
    case RT_FLAG_NAGIOS:
        return &rt_flag_form_nagios;
    case RT_FLAG_HTML:
        return &rt_flag_form_html;
    case RT_FLAG_TEXT:
        break;
    }
    return &rt_flag_form_text;
}

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

    if (!m)
        return rt_fail_nomem(err);
    m->what = *what;
    m->out = rt_flag_writer(to, what->lang);
    m->form = form_of(what->format);
    rt_writer_init(&m->department, RT_TEXT_MAX);
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
    if (m->form->event)
        m->form->event(m, event);
    return rt_writer_done(&m->out, err);
}

enum rt_status rt_flag_close(
    struct rt_flag_message *m, enum rt_status so_far, struct rt_error *err)
{
    enum rt_status rc = so_far == RT_END ? RT_OK : so_far;

    if (rc == RT_OK) {
        m->form->end(m);
        /* A full disk or a closed pipe shows here at the latest. */
        rc = rt_writer_flush(&m->out, err);
    }
    message_free(m);
    return rc;
}

/* --- where the reader is ------------------------------------------------------ */

bool rt_flag_new_group(struct rt_flag_message *m, const struct rt_event *e)
{
    bool inputs = rt_flag_is_input(e->kind);
    struct rt_writer *d = &m->department;
    bool same = m->any && inputs == m->inputs;

    if (same && !inputs) {
        struct rt_writer t;
        rt_writer_init(&t, RT_TEXT_MAX);
        rt_write_plain(&t, e->department);
        rt_writer_keep(&m->out, t.rc);
        same = rt_str_eq(rt_writer_str(&t), rt_writer_str(d));
        rt_writer_fini(&t);
    }
    m->any = true;
    m->inputs = inputs;
    if (same)
        return false;
    rt_writer_clear(d);
    rt_write_plain(d, e->department);
    rt_writer_keep(&m->out, d->rc);
    return true;
}

/* A server that is away takes hundreds of inputs with it. */
bool rt_flag_left_out(struct rt_flag_message *m, const struct rt_event *e)
{
    if (m->kind != e->kind)
        m->met = 0;
    m->kind = e->kind;
    m->met++;
    return m->met > RT_FLAG_NAMES && !m->what.all && !m->what.verbose;
}

uint64_t rt_flag_more(const struct rt_flag_message *m)
{
    if (m->what.all || m->what.verbose || m->met <= RT_FLAG_NAMES)
        return 0;
    return m->met - RT_FLAG_NAMES;
}

const char *rt_flag_note(enum rt_event_kind kind, enum rt_lang lang)
{
    static const struct rt_text notes[RT_EVENT_KINDS] = {
        [RT_EVENT_INPUT_FAILED]
        = {"前回までに読めた内容を残しています（解消とは扱いません）。",
            "What was read of it before stays as it was; nothing counts as "
            "resolved."},
        [RT_EVENT_INPUT_MISSING]
        = {"前回までに読めた内容を残しています（解消とは扱いません）。もう使わ"
           "ない入力であれば、--forget にその名前を指定してください。",
            "What was read of it before stays as it was; nothing counts as "
            "resolved. If it is gone for good, name it with --forget."},
    };
    const char *note = rt_text(lang, notes[kind]);

    return note ? note : "";
}

/* --- the catalogue's sentence ------------------------------------------------- */

static void dates(const struct rt_event *e, struct rt_writer *t)
{
    rt_write(t, e->due_before);
    rt_write_z(t, " → ");
    rt_write(t, e->due.n ? e->due : RT_STR("-"));
}

/* The arguments after the risk's name in its sentence: %2 and %3. */
static void sentence_args(const struct rt_event *e, enum rt_lang lang,
    struct rt_writer *second, struct rt_writer *third)
{
    switch (e->kind) {
    case RT_EVENT_ROSE:
    case RT_EVENT_FELL:
        rt_flag_level(e->level_before, e->class_before, lang, second);
        rt_flag_level(e->level, e->class, lang, third);
        break;
    case RT_EVENT_UNKNOWN:
    case RT_EVENT_GONE:
        rt_flag_level(e->level_before, e->class_before, lang, second);
        break;
    case RT_EVENT_OVERDUE:
        rt_write(second, e->due);
        break;
    case RT_EVENT_SLIPPED:
        dates(e, second);
        break;
    case RT_EVENT_LAPSED:
    case RT_EVENT_INPUT_FAILED:
        rt_write(second, e->reason);
        break;
    default:
        rt_flag_level(e->level, e->class, lang, second);
        rt_write(third, e->since);
    }
}

void rt_flag_sentence(
    const struct rt_event *e, enum rt_lang lang, struct rt_writer *out)
{
    struct rt_writer parts[RT_FINDING_ARGS];
    struct rt_str args[RT_FINDING_ARGS];

    for (size_t i = 0; i < RT_FINDING_ARGS; i++)
        rt_writer_init(&parts[i], RT_TEXT_MAX);
    rt_flag_title(e, lang, &parts[0]);
    sentence_args(e, lang, &parts[1], &parts[2]);
    for (size_t i = 0; i < RT_FINDING_ARGS; i++)
        args[i] = rt_writer_str(&parts[i]);
    rt_writer_keep(
        out, rt_finding_message(rt_event_code(e->kind), lang, args, out->buf));
    for (size_t i = 0; i < RT_FINDING_ARGS; i++)
        rt_writer_join(out, &parts[i]);
}
