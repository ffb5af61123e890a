/* What the forms of the message say of one event: its group, its sentence. */
#include "report/message/flag_message.h"

/* Whether the event begins a group: a department's, or the inputs'. */
static bool begins_group(struct rt_flag_message *m, const struct rt_event *e)
{
    bool inputs = rt_flag_is_input(e->kind);
    struct rt_writer *d = &m->department;
    bool same = m->any && inputs == m->inputs;

    if (same && !inputs) {
        struct rt_writer t = RT_WRITER(t, RT_TEXT_MAX);
        rt_write_plain(&t, e->department);
        same = rt_str_eq(rt_writer_str(&t), rt_writer_str(d));
        rt_writer_join(&m->out, &t);
    }
    m->inputs = inputs;
    if (same)
        return false;
    rt_writer_clear(d);
    rt_write_plain(d, e->department);
    rt_writer_keep(&m->out, d->rc);
    return true;
}

static struct rt_str group_name(const struct rt_flag_message *m)
{
    struct rt_str department = rt_writer_str(&m->department);

    if (m->inputs)
        return rt_str(rt_say(m->what.lang, "入力ファイル", "Inputs"));
    return department.n > 0
               ? department
               : rt_str(rt_say(m->what.lang, "部署不明", "No department"));
}

/* Of inputs only so many of a kind are named: a server that is away takes
 * hundreds of them with it. */
static uint64_t named(const struct rt_flag_message *m)
{
    return m->what.all || m->what.verbose ? UINT64_MAX : RT_FLAG_NAMES;
}

void rt_flag_end_group(struct rt_flag_message *m)
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

    if (m->inputs && m->met > 0)
        m->form->note(m, m->met > named(m) ? m->met - named(m) : 0,
            rt_str(rt_text(m->what.lang, notes[m->kind])));
}

void rt_flag_in_group(struct rt_flag_message *m, const struct rt_event *e)
{
    if (begins_group(m, e)) {
        m->form->group(m, group_name(m));
        m->any = true;
    }
    if (m->inputs && m->kind != e->kind) {
        rt_flag_end_group(m);
        m->kind = e->kind;
        m->met = 0;
    }
    if (!m->inputs || ++m->met <= named(m))
        m->form->event(m, e);
}

/* --- the catalogue's sentence --------------------------------------------- */

static void dates(
    const struct rt_event *e, enum rt_lang lang, struct rt_writer *t)
{
    rt_write(t, e->due_before);
    rt_write_z(t, " → ");
    rt_write(t,
        e->due.n ? e->due : rt_str(rt_say(lang, "期限の記入なし", "no date")));
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
    case RT_EVENT_UNPLANNED:
        rt_write(second, e->due);
        break;
    case RT_EVENT_SLIPPED:
        dates(e, lang, second);
        break;
    case RT_EVENT_LAPSED:
    case RT_EVENT_INPUT_FAILED:
        rt_flag_cause(e, second);
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

    if (e->code != RT_CODE_NONE && e->code == rt_event_code(e->kind)) {
        rt_write(out, e->reason);
        return;
    }
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
