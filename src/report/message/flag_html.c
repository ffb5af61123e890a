/* flag's message as one HTML document for a mail client: tables, styles in
 * the tags (clients drop style sheets), attributes where some clients know no
 * better, nothing that is fetched. */
#include "report/message/flag_message.h"

#define FONT "font-family:'Hiragino Sans','Yu Gothic UI',Meiryo,sans-serif;"
#define CELL "padding:8px 10px;border-top:1px solid #d9d9d9;"

/* Text between tags; what would be markup is not. */
static void escaped(struct rt_flag_text *t, struct rt_str s)
{
    size_t from = 0;

    for (size_t i = 0; i < s.n; i++) {
        const char *instead = s.p[i] == '&'   ? "&amp;"
                              : s.p[i] == '<' ? "&lt;"
                              : s.p[i] == '>' ? "&gt;"
                              : s.p[i] == '"' ? "&quot;"
                                              : NULL;
        if (!instead)
            continue;
        rt_flag_add(t, (struct rt_str){s.p + from, i - from});
        rt_flag_z(t, instead);
        from = i + 1;
    }
    rt_flag_add(t, (struct rt_str){s.p + from, s.n - from});
}

static void begin(struct rt_flag_message *m)
{
    struct rt_flag_text subject, opening;

    rt_flag_text_init(&subject);
    rt_flag_text_init(&opening);
    rt_flag_subject(&m->what, &subject);
    rt_flag_opening(&m->what, &opening);
    rt_flag_fmt(&m->out,
        "<!DOCTYPE html>\n<html lang=\"%s\">\n<head>\n<meta charset=\"utf-8\">\n"
        "<meta name=\"viewport\" content=\"width=device-width\">\n<title>"
        "[risktally] ",
        rt_say(m->what.lang, "ja", "en"));
    escaped(&m->out, rt_buf_str(&subject.buf));
    rt_flag_z(&m->out,
        "</title>\n</head>\n<body style=\"margin:16px;color:#222;font-size:14px;"
        "line-height:1.5;" FONT "\">\n<div style=\"max-width:760px\">\n"
        "<h1 style=\"font-size:18px;margin:0 0 8px\">");
    escaped(&m->out, rt_buf_str(&subject.buf));
    rt_flag_z(&m->out, "</h1>\n<p style=\"margin:0 0 8px;color:#444\">");
    escaped(&m->out, rt_buf_str(&opening.buf));
    rt_flag_z(&m->out, "</p>\n");
    rt_flag_keep(m, subject.rc);
    rt_flag_keep(m, opening.rc);
    rt_flag_text_fini(&subject);
    rt_flag_text_fini(&opening);
}

/* --- one event ------------------------------------------------------------- */

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

    rt_flag_z(&m->out, "<tr><td nowrap valign=\"top\" width=\"90\" "
                       "style=\"padding:0 12px 0 0;color:#666\">");
    rt_flag_z(&m->out, label);
    rt_flag_z(
        &m->out, "</td><td valign=\"top\" style=\"overflow-wrap:anywhere\">");
    escaped(&m->out, value);
    rt_flag_z(&m->out, "</td></tr>\n");
}

static void item(struct rt_flag_message *m, const struct rt_event *e)
{
    struct rt_flag_text title;

    rt_flag_text_init(&title);
    rt_flag_title(e, m->what.lang, &title);
    rt_flag_fmt(&m->out,
        "<tr><td nowrap valign=\"top\" width=\"130\" style=\"" CELL "\">"
        "<span style=\"color:#fff;background:%s;padding:2px 8px;"
        "font-weight:bold\">%s</span></td>\n<td valign=\"top\" style=\"" CELL
        "\">"
        "<div style=\"font-weight:bold;overflow-wrap:anywhere\">",
        color_of(e->kind), rt_flag_kind(e->kind, m->what.lang));
    escaped(&m->out, rt_buf_str(&title.buf));
    rt_flag_z(&m->out,
        "</div>\n<table cellpadding=\"0\" style=\"border-collapse:collapse\">\n");
    rt_flag_keep(m, rt_flag_fields(e, &m->what, put_field, m));
    rt_flag_z(&m->out, "</table></td></tr>\n");
    rt_flag_keep(m, title.rc);
    rt_flag_text_fini(&title);
}

static void wide_row(struct rt_flag_message *m, struct rt_str text)
{
    rt_flag_z(&m->out, "<tr><td colspan=\"2\" style=\"" CELL "color:#666\">");
    escaped(&m->out, text);
    rt_flag_z(&m->out, "</td></tr>\n");
}

/* What is to be said once of the inputs before. */
static void end_of_kind(struct rt_flag_message *m)
{
    struct rt_str note = rt_str(rt_flag_note(m->kind, m->what.lang));
    uint64_t more = rt_flag_more(m);
    struct rt_flag_text t;

    if (m->met == 0)
        return;
    rt_flag_text_init(&t);
    if (more > 0)
        rt_flag_fmt(&t, rt_say(m->what.lang, "ほか%llu件。", "And %llu more. "),
            (unsigned long long)more);
    rt_flag_add(&t, note);
    if (t.buf.len > 0)
        wide_row(m, rt_buf_str(&t.buf));
    rt_flag_keep(m, t.rc);
    rt_flag_text_fini(&t);
}

static void event(struct rt_flag_message *m, const struct rt_event *e)
{
    bool again = m->any;

    if (rt_flag_new_group(m, e)) {
        if (again)
            rt_flag_z(&m->out, "</table>\n");
        rt_flag_z(&m->out,
            "<h2 style=\"font-size:15px;margin:20px 0 4px;" FONT "\">");
        if (m->inputs)
            rt_flag_z(&m->out, rt_say(m->what.lang, "入力ファイル", "Inputs"));
        else if (e->department.n > 0)
            escaped(&m->out, rt_buf_str(&m->department.buf));
        else
            rt_flag_z(
                &m->out, rt_say(m->what.lang, "部署不明", "No department"));
        rt_flag_z(&m->out, "</h2>\n<table style=\"border-collapse:collapse;"
                           "width:100%\">\n");
    }
    if (m->inputs && m->kind != e->kind)
        end_of_kind(m);
    if (m->inputs && rt_flag_left_out(m, e))
        return;
    item(m, e);
}

static void end(struct rt_flag_message *m)
{
    if (m->inputs)
        end_of_kind(m);
    if (m->any)
        rt_flag_z(&m->out, "</table>\n");
    rt_flag_z(&m->out, "</div>\n</body>\n</html>\n");
}

const struct rt_flag_form rt_flag_form_html = {begin, event, end};
