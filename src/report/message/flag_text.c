/* flag's message as plain text, for a mail.
 *
 * The first line is the subject (cron's own says only that something ran); then
 * a group for each department and one for the inputs. Every line with text from
 * a file is indented, so that none can be "From " or a lone dot, which have a
 * meaning in mail. */
#include "base/table.h"
#include "report/message/flag_message.h"

enum { LABEL_WIDTH = 12 };

static void begin(struct rt_flag_message *m)
{
    struct rt_writer t = RT_WRITER(t, RT_TEXT_MAX);

    rt_write_z(&t,
        rt_say(m->what.lang, "件名: [risktally] ", "Subject: [risktally] "));
    rt_flag_subject(&m->what, &t);
    rt_flag_wrap(&m->out, 0, 6, rt_writer_str(&t));
    rt_writer_clear(&t);
    rt_flag_opening(&m->what, &t);
    rt_write_z(&m->out, "\n");
    rt_flag_wrap(&m->out, 0, 0, rt_writer_str(&t));
    rt_writer_join(&m->out, &t);
}

static void put_field(void *context, const char *label, struct rt_str value)
{
    struct rt_flag_message *m = context;
    size_t width = rt_text_width(rt_str(label));

    rt_write_z(&m->out, "  ");
    rt_write_z(&m->out, label);
    rt_write_spaces(&m->out, width < LABEL_WIDTH ? LABEL_WIDTH - width : 1);
    rt_flag_wrap(&m->out, LABEL_WIDTH + 2, LABEL_WIDTH + 2, value);
}

static void put_title(
    struct rt_flag_message *m, enum rt_event_kind kind, struct rt_str title)
{
    struct rt_writer t = RT_WRITER(t, RT_TEXT_MAX);

    rt_writef(&t, rt_say(m->what.lang, "【%s】", "[%s] "),
        rt_flag_kind(kind, m->what.lang));
    rt_write(&t, title);
    rt_flag_wrap(&m->out, 0, 4, rt_writer_str(&t));
    rt_writer_join(&m->out, &t);
}

static void note(struct rt_flag_message *m, uint64_t more, struct rt_str note)
{
    if (more > 0)
        rt_writef(&m->out,
            rt_say(m->what.lang, "  ほか%llu件\n", "  and %llu more\n"),
            (unsigned long long)more);
    if (note.n == 0)
        return;
    rt_write_z(&m->out, "  ");
    rt_flag_wrap(&m->out, 2, 2, note);
}

static void group(struct rt_flag_message *m, struct rt_str name)
{
    rt_write_z(&m->out, rt_say(m->what.lang, "\n■ ", "\n* "));
    rt_flag_wrap(&m->out, 2, 2, name);
}

static void event(struct rt_flag_message *m, const struct rt_event *e)
{
    struct rt_writer title = RT_WRITER(title, RT_TEXT_MAX);

    rt_flag_title(e, m->what.lang, &title);
    if (!m->inputs || m->met == 1)
        rt_write_z(&m->out, "\n");
    put_title(m, e->kind, rt_writer_str(&title));
    rt_writer_keep(&m->out, rt_flag_fields(e, &m->what, put_field, m));
    rt_writer_join(&m->out, &title);
}

const struct rt_flag_form rt_flag_form_text = {begin, event, NULL, group, note};
