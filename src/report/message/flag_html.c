/* flag's message as one HTML document for a mail client: tables, styles in the
 * tags (clients drop style sheets), attributes for old clients, nothing that is
 * fetched. */
#include "report/message/flag_message.h"

#define FONT "font-family:'Hiragino Sans','Yu Gothic UI',Meiryo,sans-serif;"
#define CELL "padding:8px 10px;border-top:1px solid #d9d9d9;"

static void begin(struct rt_flag_message *m)
{
    struct rt_writer subject = RT_WRITER(subject, RT_TEXT_MAX),
                     opening = RT_WRITER(opening, RT_TEXT_MAX);

    rt_flag_subject(&m->what, &subject);
    rt_flag_opening(&m->what, &opening);
    rt_writef(&m->out,
        "<!DOCTYPE html>\n<html lang=\"%s\">\n<head>\n<meta charset=\"utf-8\">\n"
        "<meta name=\"viewport\" content=\"width=device-width\">\n<title>"
        "[risktally] ",
        rt_say(m->what.lang, "ja", "en"));
    rt_write_xml(&m->out, rt_writer_str(&subject));
    rt_write_z(&m->out,
        "</title>\n</head>\n<body style=\"margin:16px;color:#222;font-size:14px;"
        "line-height:1.5;" FONT "\">\n<div style=\"max-width:760px\">\n"
        "<h1 style=\"font-size:18px;margin:0 0 8px\">");
    rt_write_xml(&m->out, rt_writer_str(&subject));
    rt_write_z(&m->out, "</h1>\n<p style=\"margin:0 0 8px;color:#444\">");
    rt_write_xml(&m->out, rt_writer_str(&opening));
    rt_write_z(&m->out, "</p>\n");
    rt_writer_join(&m->out, &subject);
    rt_writer_join(&m->out, &opening);
}

/* --- one event ------------------------------------------------------------ */

static const char *color_of(enum rt_event_kind kind)
{
    if (rt_event_is_flagged(kind))
        return "#b3261e";
    if (kind == RT_EVENT_GONE || kind == RT_EVENT_FELL
        || kind == RT_EVENT_RETURNED)
        return "#2e7d32";
    if (kind == RT_EVENT_STANDING || kind == RT_EVENT_RENAMED)
        return "#5f6368";
    return "#8a4b00";
}

static void put_field(void *context, const char *label, struct rt_str value)
{
    struct rt_flag_message *m = context;

    rt_write_z(&m->out, "<tr><td nowrap valign=\"top\" width=\"90\" "
                        "style=\"padding:0 12px 0 0;color:#666\">");
    rt_write_z(&m->out, label);
    rt_write_z(
        &m->out, "</td><td valign=\"top\" style=\"overflow-wrap:anywhere\">");
    rt_write_xml(&m->out, value);
    rt_write_z(&m->out, "</td></tr>\n");
}

static void event(struct rt_flag_message *m, const struct rt_event *e)
{
    struct rt_writer title = RT_WRITER(title, RT_TEXT_MAX);

    rt_flag_title(e, m->what.lang, &title);
    rt_writef(&m->out,
        "<tr><td nowrap valign=\"top\" width=\"130\" style=\"" CELL "\">"
        "<span style=\"color:#fff;background:%s;padding:2px 8px;"
        "font-weight:bold\">%s</span></td>\n<td valign=\"top\" style=\"" CELL
        "\">"
        "<div style=\"font-weight:bold;overflow-wrap:anywhere\">",
        color_of(e->kind), rt_flag_kind(e->kind, m->what.lang));
    rt_write_xml(&m->out, rt_writer_str(&title));
    rt_write_z(&m->out,
        "</div>\n<table cellpadding=\"0\" style=\"border-collapse:collapse\">\n");
    rt_writer_keep(&m->out, rt_flag_fields(e, &m->what, put_field, m));
    rt_write_z(&m->out, "</table></td></tr>\n");
    rt_writer_join(&m->out, &title);
}

static void note(struct rt_flag_message *m, uint64_t more, struct rt_str note)
{
    if (more == 0 && note.n == 0)
        return;
    rt_write_z(&m->out, "<tr><td colspan=\"2\" style=\"" CELL "color:#666\">");
    if (more > 0)
        rt_writef(&m->out,
            rt_say(m->what.lang, "ほか%llu件。", "And %llu more. "),
            (unsigned long long)more);
    rt_write_xml(&m->out, note);
    rt_write_z(&m->out, "</td></tr>\n");
}

static void group(struct rt_flag_message *m, struct rt_str name)
{
    if (m->any)
        rt_write_z(&m->out, "</table>\n");
    rt_write_z(
        &m->out, "<h2 style=\"font-size:15px;margin:20px 0 4px;" FONT "\">");
    rt_write_xml(&m->out, name);
    rt_write_z(&m->out, "</h2>\n<table style=\"border-collapse:collapse;"
                        "width:100%\">\n");
}

static void end(struct rt_flag_message *m)
{
    if (m->any)
        rt_write_z(&m->out, "</table>\n");
    rt_write_z(&m->out, "</div>\n</body>\n</html>\n");
}

const struct rt_flag_form rt_flag_form_html = {begin, event, end, group, note};
