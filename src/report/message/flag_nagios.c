/* flag's message for Nagios, Icinga and their kin: one line of status and
 * performance data, whether there is something to report or not.
 *
 * The program's exit statuses happen to be the plugins' (1 warning, 2 critical,
 * 3 unknown); any other is unknown. The bar separates the data, so that the
 * text must not contain one. */
#include "report/message/flag_message.h"

#include <inttypes.h>

static const char *word_of(int status)
{
    static const char *const words[] = {"OK", "WARNING", "CRITICAL"};

    return status >= 0 && status <= 2 ? words[status] : "UNKNOWN";
}

static void datum(struct rt_writer *t, const char *name, uint64_t value)
{
    rt_writef(t, " %s=%" PRIu64, name, value);
}

static void begin(struct rt_flag_message *m)
{
    const struct rt_state_summary *s = m->what.summary;
    uint64_t trouble = s->inputs[RT_INPUT_FAILED] + s->inputs[RT_INPUT_MISSING];
    struct rt_writer *t = &m->out;

    rt_writef(t, "RISKTALLY %s - ", word_of(m->what.status));
    rt_flag_subject(&m->what, t);
    if (trouble > 0)
        rt_writef(t,
            rt_say(m->what.lang, "、読めない・見つからない入力 計%" PRIu64 "件",
                "; inputs not read or missing: %" PRIu64),
            trouble);
    rt_write_z(t, " |");
    datum(t, "flagged", s->flagged);
    datum(t, "at_level", s->at_level);
    datum(t, "overdue", s->overdue);
    datum(t, "unplanned", s->unplanned);
    datum(t, "high", s->high);
    datum(t, "medium", s->medium);
    datum(t, "low", s->low);
    datum(t, "unassessed", s->unassessed);
    datum(t, "unconfirmed", s->unconfirmed);
    datum(t, "inputs_read", s->inputs[RT_INPUT_READ]);
    datum(t, "inputs_failed", s->inputs[RT_INPUT_FAILED]);
    datum(t, "inputs_missing", s->inputs[RT_INPUT_MISSING]);
    rt_write_z(t, "\n");
}

const struct rt_flag_form rt_flag_form_nagios = {.begin = begin};

static size_t escape(uint32_t cp, char to[RT_ESCAPE_SIZE])
{
    if (cp != '|')
        return rt_escape_plain(cp, to);
    to[0] = '/';
    return 1;
}

enum rt_status rt_flag_nagios_failed(const char *why, int status, FILE *to,
    enum rt_lang lang, struct rt_error *err)
{
    struct rt_writer w = rt_flag_writer(to, lang);

    rt_writef(&w, "RISKTALLY %s - ", word_of(status));
    rt_write_escaped(&w, rt_str(why), escape);
    rt_write_z(&w, "\n");
    return rt_writer_done(&w, err);
}
