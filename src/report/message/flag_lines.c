/* flag's events for programs: one JSON object or one CSV record each, with
 * the same members, from one list. */
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "report/message/flag_message.h"

enum member_type { MEMBER_TEXT, MEMBER_NUMBER, MEMBER_BOOL, MEMBER_NONE };

struct member {
    const char *name;
    enum member_type type;
    struct rt_str text;
    int64_t number; /* negative: not known */
};

/* An event as members, in their order. */
struct line {
    struct member list[48];
    size_t count;
    struct rt_buf message;
    char cell[32];
};

static void text(struct line *l, const char *name, struct rt_str s)
{
    l->list[l->count++] = (struct member){
        .name = name, .type = s.n ? MEMBER_TEXT : MEMBER_NONE, .text = s};
}

static void number(struct line *l, const char *name, int64_t v)
{
    l->list[l->count++] = (struct member){
        .name = name, .type = v < 0 ? MEMBER_NONE : MEMBER_NUMBER, .number = v};
}

static void name_of(struct line *l, const char *name, const char *z)
{
    text(l, name, rt_str(z));
}

static int64_t place_number(uint32_t n)
{
    return n > 0 ? (int64_t)n : -1;
}

/* A cell for a workbook, line and field for a CSV, as of a finding. */
static void put_place(struct line *l, const struct rt_event *e)
{
    l->cell[0] = '\0';
    if (!e->csv)
        rt_flag_cell(e, l->cell);
    text(l, "file", e->file);
    text(l, "sheet", e->sheet);
    name_of(l, "cell", l->cell);
    number(l, "row", e->csv ? place_number(e->row) : -1);
    number(l, "column", e->csv ? place_number(e->asset_col) : -1);
}

static void put_values(struct line *l, const struct rt_event *e)
{
    number(l, "level_before", e->level_before);
    number(l, "level", e->level);
    name_of(l, "class_before", rt_class_name(e->class_before));
    name_of(l, "class", rt_class_name(e->class));
    number(l, "importance", e->importance);
    number(l, "likelihood", e->likelihood);
    number(l, "priority", e->priority > 0 ? e->priority : -1);
}

static void put_plan(struct line *l, const struct rt_event *e)
{
    text(l, "who", e->who);
    text(l, "due", e->due);
    text(l, "due_before", e->due_before);
    text(l, "status", e->status);
    text(l, "plan_file", e->plan_file);
    text(l, "plan_sheet", e->plan_sheet);
    number(l, "plan_row", place_number(e->plan_row));
    text(l, "since", e->since);
    text(l, "reason", e->reason);
    text(l, "approved_by", e->approved_by);
    text(l, "approved_on", e->approved_on);
}

static enum rt_status fill(
    struct line *l, const struct rt_event *e, enum rt_lang lang)
{
    enum rt_code code = rt_event_code(e->kind);

    l->count = 0;
    rt_buf_clear(&l->message);
    name_of(l, "event", rt_event_name(e->kind));
    name_of(l, "code", rt_finding_info(code)->name);
    l->list[l->count++] = (struct member){.name = "flagged",
        .type = MEMBER_BOOL,
        .number = rt_event_is_flagged(e->kind)};
    text(l, "risk_id", e->risk_id);
    text(l, "department", e->department);
    text(l, "business", e->business);
    text(l, "asset", e->asset);
    text(l, "medium", e->medium);
    text(l, "owner", e->owner);
    put_place(l, e);
    put_values(l, e);
    put_plan(l, e);
    text(l, "file_before", e->file_before);
    text(l, "profile", e->profile);
    enum rt_status rc = rt_flag_sentence(e, lang, &l->message);
    text(l, "message", rt_buf_str(&l->message));
    return rc;
}

/* --- JSON ------------------------------------------------------------------ */

static json_t *value_of(const struct member *m)
{
    switch (m->type) {
    case MEMBER_TEXT: /* texts are UTF-8; a damaged one loses its end */
        return json_stringn(m->text.p, rt_utf8_valid_prefix(m->text));
    case MEMBER_NUMBER:
        return json_integer(m->number);
    case MEMBER_BOOL:
        return json_boolean(m->number);
    case MEMBER_NONE:
        break;
    }
    return json_null();
}

/* A finding's JSON has a cell, or a row and a column, as the file has it. */
static bool belongs(const struct member *m, bool csv)
{
    if (strcmp(m->name, "cell") == 0)
        return !csv;
    if (strcmp(m->name, "row") == 0 || strcmp(m->name, "column") == 0)
        return csv;
    return true;
}

static int put_piece(const char *p, size_t n, void *to)
{
    struct rt_flag_text *t = to;

    rt_flag_add(t, (struct rt_str){p, n});
    return t->rc == RT_OK ? 0 : -1;
}

static enum rt_status put_json(
    struct rt_flag_text *t, const struct line *l, bool csv)
{
    json_t *o = json_object();
    bool ok = o;

    for (size_t i = 0; ok && i < l->count; i++) {
        if (belongs(&l->list[i], csv))
            ok = json_object_set_new(o, l->list[i].name, value_of(&l->list[i]))
                 == 0;
    }
    ok = ok && json_dump_callback(o, put_piece, t, JSON_COMPACT) == 0;
    json_decref(o);
    rt_flag_z(t, "\n");
    return ok ? RT_OK : RT_NOMEM;
}

/* --- CSV -------------------------------------------------------------------- */

static bool wants_quotes(struct rt_str s)
{
    return memchr(s.p, '"', s.n) || memchr(s.p, ',', s.n)
           || memchr(s.p, '\n', s.n) || memchr(s.p, '\r', s.n) || s.p[0] == ' '
           || s.p[s.n - 1] == ' ';
}

void rt_flag_csv_field(struct rt_flag_text *t, struct rt_str s)
{
    bool quoted = s.n > 0 && wants_quotes(s);

    if (quoted)
        rt_flag_z(t, "\"");
    for (size_t i = 0, n; quoted && i < s.n; i += n) {
        const char *quote = memchr(s.p + i, '"', s.n - i);
        n = quote ? (size_t)(quote - (s.p + i)) + 1 : s.n - i;
        rt_flag_add(t, (struct rt_str){s.p + i, n});
        if (quote)
            rt_flag_z(t, "\"");
    }
    if (quoted)
        rt_flag_z(t, "\"");
    else
        rt_flag_add(t, s);
}

static void put_csv(struct rt_flag_text *t, const struct line *l)
{
    for (size_t i = 0; i < l->count; i++) {
        const struct member *m = &l->list[i];
        if (i > 0)
            rt_flag_z(t, ",");
        if (m->type == MEMBER_NUMBER)
            rt_flag_fmt(t, "%lld", (long long)m->number);
        else if (m->type == MEMBER_BOOL)
            rt_flag_z(t, m->number ? "true" : "false");
        else
            rt_flag_csv_field(t, m->text);
    }
    rt_flag_z(t, "\r\n");
}

/* --- the forms ----------------------------------------------------------------- */

static void nothing(struct rt_flag_message *m)
{
    (void)m;
}

static void one_line(
    struct rt_flag_message *m, const struct rt_event *e, bool json)
{
    struct line l = {.count = 0};
    enum rt_status rc;

    rt_buf_init(&l.message, 1 << 20);
    rc = fill(&l, e, m->what.lang);
    if (rc == RT_OK && json)
        rc = put_json(&m->out, &l, e->csv);
    else if (rc == RT_OK)
        put_csv(&m->out, &l);
    rt_flag_keep(m, rc);
    rt_buf_fini(&l.message);
}

static void event_json(struct rt_flag_message *m, const struct rt_event *e)
{
    one_line(m, e, true);
}

static void event_csv(struct rt_flag_message *m, const struct rt_event *e)
{
    one_line(m, e, false);
}

/* The heading is the names of the members of any event. */
static void heading(struct rt_flag_message *m)
{
    const struct rt_event e = {.kind = RT_EVENT_NEW};
    struct line l = {.count = 0};

    rt_buf_init(&l.message, 1 << 20);
    rt_flag_keep(m, fill(&l, &e, m->what.lang));
    for (size_t i = 0; i < l.count; i++)
        rt_flag_fmt(&m->out, "%s%s", i > 0 ? "," : "", l.list[i].name);
    rt_flag_z(&m->out, "\r\n");
    rt_buf_fini(&l.message);
}

const struct rt_flag_form rt_flag_form_jsonl = {nothing, event_json, nothing};
const struct rt_flag_form rt_flag_form_csv = {heading, event_csv, nothing};
