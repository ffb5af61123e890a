/* flag's events for programs: one JSON object or one CSV record each, with
 * the same members, from one list. */
#include <string.h>

#include "report/message/flag_message.h"

enum member_type { MEMBER_TEXT, MEMBER_NUMBER, MEMBER_BOOL };

struct member {
    const char *name;
    enum member_type type;
    struct rt_str text; /* empty: not known */
    int64_t number;     /* negative: not known */
};

/* An event as members, in their order. */
struct line {
    struct member list[48];
    size_t count;
    struct rt_writer message, reason;
    char cell[32];
};

static void text(struct line *l, const char *name, struct rt_str s)
{
    l->list[l->count++]
        = (struct member){.name = name, .type = MEMBER_TEXT, .text = s};
}

static void number(struct line *l, const char *name, int64_t v)
{
    l->list[l->count++]
        = (struct member){.name = name, .type = MEMBER_NUMBER, .number = v};
}

static void truth(struct line *l, const char *name, bool v)
{
    l->list[l->count++]
        = (struct member){.name = name, .type = MEMBER_BOOL, .number = v};
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
    if (!e->where.csv)
        rt_where_cell(&e->where, l->cell);
    text(l, "file", e->where.file);
    text(l, "sheet", e->where.sheet);
    name_of(l, "cell", l->cell);
    number(l, "row", e->where.csv ? place_number(e->where.row) : -1);
    number(l, "column", e->where.csv ? place_number(e->where.col) : -1);
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
    truth(l, "due_proposed", e->proposed);
    text(l, "due_before", e->due_before);
    text(l, "status", e->status);
    text(l, "plan_file", e->plan.file);
    text(l, "plan_sheet", e->plan.sheet);
    number(l, "plan_row", place_number(e->plan.row));
    text(l, "since", e->since);
    rt_flag_cause(e, &l->reason);
    rt_write(&l->reason, e->reason);
    text(l, "reason", rt_writer_str(&l->reason));
    text(l, "approved_by", e->approved_by);
    text(l, "approved_on", e->approved_on);
}

static void fill(struct line *l, const struct rt_event *e, enum rt_lang lang)
{
    enum rt_code code = rt_event_code(e->kind);

    l->count = 0;
    name_of(l, "event", rt_event_name(e->kind));
    name_of(l, "code", rt_finding_info(code)->name);
    truth(l, "flagged", rt_event_is_flagged(e->kind));
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
    rt_flag_sentence(e, lang, &l->message);
    text(l, "message", rt_writer_str(&l->message));
}

/* --- JSON ------------------------------------------------------------------ */

/* A finding's JSON has a cell, or a row and a column, as the file has it. */
static bool belongs(const struct member *m, bool csv)
{
    if (strcmp(m->name, "cell") == 0)
        return !csv;
    if (strcmp(m->name, "row") == 0 || strcmp(m->name, "column") == 0)
        return csv;
    return true;
}

static void put_json(struct rt_writer *w, const struct line *l, bool csv)
{
    rt_json_open(w, NULL, '{');
    for (size_t i = 0; i < l->count; i++) {
        const struct member *m = &l->list[i];
        if (!belongs(m, csv))
            continue;
        if (m->type == MEMBER_TEXT)
            rt_json_text(w, m->name, m->text);
        else if (m->type == MEMBER_NUMBER)
            rt_json_int(w, m->name, m->number);
        else
            rt_json_bool(w, m->name, m->number);
    }
    rt_json_close(w, '}');
    rt_write_z(w, "\n");
}

/* --- CSV -------------------------------------------------------------------- */

static void put_csv(struct rt_writer *w, const struct line *l)
{
    for (size_t i = 0; i < l->count; i++) {
        const struct member *m = &l->list[i];
        if (i > 0)
            rt_write_z(w, ",");
        if (m->type == MEMBER_TEXT)
            rt_write_csv(w, m->text);
        else if (m->type == MEMBER_BOOL)
            rt_write_z(w, m->number ? "true" : "false");
        else if (m->number >= 0)
            rt_write_int(w, m->number);
    }
    rt_write_z(w, "\r\n");
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

    rt_writer_init(&l.message, 1 << 20);
    rt_writer_init(&l.reason, 1 << 20);
    fill(&l, e, m->what.lang);
    if (json)
        put_json(&m->out, &l, e->where.csv);
    else
        put_csv(&m->out, &l);
    rt_writer_join(&m->out, &l.message);
    rt_writer_join(&m->out, &l.reason);
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

    rt_writer_init(&l.message, 1 << 20);
    rt_writer_init(&l.reason, 1 << 20);
    fill(&l, &e, m->what.lang);
    for (size_t i = 0; i < l.count; i++)
        rt_writef(&m->out, "%s%s", i > 0 ? "," : "", l.list[i].name);
    rt_write_z(&m->out, "\r\n");
    rt_writer_join(&m->out, &l.message);
    rt_writer_join(&m->out, &l.reason);
}

const struct rt_flag_form rt_flag_form_jsonl = {nothing, event_json, nothing};
const struct rt_flag_form rt_flag_form_csv = {heading, event_csv, nothing};
