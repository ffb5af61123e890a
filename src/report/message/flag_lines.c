/* What flag gives to programs: one JSON object or one CSV record for each
 * event, step of a history or quarter, with the same members, from one list. */
#include "report/message/flag_message.h"

/* --- records --------------------------------------------------------------- */

static struct rt_flag_member *add(
    struct rt_flag_record *r, const char *name, enum rt_flag_type type)
{
    struct rt_flag_member *m = &r->list[r->count++];

    *m = (struct rt_flag_member){.name = name, .type = type};
    return m;
}

void rt_flag_text(struct rt_flag_record *r, const char *name, struct rt_str s)
{
    add(r, name, RT_FLAG_TEXT)->text = s;
}

void rt_flag_number(struct rt_flag_record *r, const char *name, int64_t v)
{
    add(r, name, RT_FLAG_NUMBER)->number = v;
}

void rt_flag_truth(struct rt_flag_record *r, const char *name, bool v)
{
    add(r, name, RT_FLAG_TRUTH)->number = v;
}

void rt_flag_record_json(const struct rt_flag_record *r, struct rt_writer *w)
{
    rt_json_open(w, NULL, '{');
    for (size_t i = 0; i < r->count; i++) {
        const struct rt_flag_member *m = &r->list[i];
        if (m->type == RT_FLAG_TEXT)
            rt_json_text(w, m->name, m->text);
        else if (m->type == RT_FLAG_NUMBER)
            rt_json_int(w, m->name, m->number);
        else
            rt_json_bool(w, m->name, m->number);
    }
    rt_json_close(w, '}');
    rt_write_z(w, "\n");
}

void rt_flag_record_csv(const struct rt_flag_record *r, struct rt_writer *w)
{
    for (size_t i = 0; i < r->count; i++) {
        const struct rt_flag_member *m = &r->list[i];
        if (i > 0)
            rt_write_z(w, ",");
        if (m->type == RT_FLAG_TEXT)
            rt_write_csv(w, m->text);
        else if (m->type == RT_FLAG_TRUTH)
            rt_write_z(w, m->number ? "true" : "false");
        else if (m->number >= 0)
            rt_write_int(w, m->number);
    }
    rt_write_z(w, "\r\n");
}

void rt_flag_record_names(const struct rt_flag_record *r, struct rt_writer *w)
{
    for (size_t i = 0; i < r->count; i++)
        rt_writef(w, "%s%s", i > 0 ? "," : "", r->list[i].name);
    rt_write_z(w, "\r\n");
}

/* --- events ---------------------------------------------------------------- */

/* An event as members, in their order. */
struct line {
    struct rt_flag_record record;
    struct rt_writer message, reason;
    char cell[32];
};

static void name_of(struct line *l, const char *name, const char *z)
{
    rt_flag_text(&l->record, name, rt_str(z));
}

static int64_t place_number(uint32_t n)
{
    return n > 0 ? (int64_t)n : -1;
}

/* A cell for a workbook, line and field for a CSV, as of a finding; `all`
 * members for a table. */
static void put_place(struct line *l, const struct rt_event *e, bool all)
{
    struct rt_flag_record *r = &l->record;

    l->cell[0] = '\0';
    if (!e->where.csv)
        rt_where_cell(&e->where, l->cell);
    rt_flag_text(r, "file", e->where.file);
    rt_flag_text(r, "sheet", e->where.sheet);
    if (all || !e->where.csv)
        name_of(l, "cell", l->cell);
    if (!all && !e->where.csv)
        return;
    rt_flag_number(r, "row", e->where.csv ? place_number(e->where.row) : -1);
    rt_flag_number(r, "column", e->where.csv ? place_number(e->where.col) : -1);
}

static void put_values(struct line *l, const struct rt_event *e)
{
    struct rt_flag_record *r = &l->record;

    rt_flag_number(r, "level_before", e->level_before);
    rt_flag_number(r, "level", e->level);
    name_of(l, "class_before", rt_class_name(e->class_before));
    name_of(l, "class", rt_class_name(e->class));
    rt_flag_number(r, "importance", e->importance);
    rt_flag_number(r, "likelihood", e->likelihood);
    rt_flag_number(r, "priority", e->priority > 0 ? e->priority : -1);
}

static void put_plan(struct line *l, const struct rt_event *e)
{
    struct rt_flag_record *r = &l->record;

    rt_flag_text(r, "who", e->who);
    rt_flag_text(r, "due", e->due);
    rt_flag_truth(r, "due_proposed", e->proposed);
    rt_flag_text(r, "due_before", e->due_before);
    rt_flag_text(r, "status", e->status);
    rt_flag_text(r, "control", e->control);
    rt_flag_text(r, "plan_file", e->plan.file);
    rt_flag_text(r, "plan_sheet", e->plan.sheet);
    rt_flag_number(r, "plan_row", place_number(e->plan.row));
    rt_flag_text(r, "since", e->since);
    rt_flag_cause(e, &l->reason);
    rt_write(&l->reason, e->reason);
    rt_flag_text(r, "reason", rt_writer_str(&l->reason));
    rt_flag_text(r, "approved_by", e->approved_by);
    rt_flag_text(r, "approved_on", e->approved_on);
}

static void fill(
    struct line *l, const struct rt_event *e, enum rt_lang lang, bool all)
{
    struct rt_flag_record *r = &l->record;
    enum rt_code code = rt_event_code(e->kind);

    *l = (struct line){.record.count = 0};
    rt_writer_init(&l->message, 1 << 20);
    rt_writer_init(&l->reason, 1 << 20);
    name_of(l, "event", rt_event_name(e->kind));
    name_of(l, "code", rt_finding_info(code)->name);
    rt_flag_truth(r, "flagged", rt_event_is_flagged(e->kind));
    rt_flag_text(r, "risk_id", e->risk_id);
    rt_flag_text(r, "department", e->department);
    rt_flag_text(r, "business", e->business);
    rt_flag_text(r, "asset", e->asset);
    rt_flag_text(r, "medium", e->medium);
    rt_flag_text(r, "owner", e->owner);
    put_place(l, e, all);
    put_values(l, e);
    put_plan(l, e);
    rt_flag_text(r, "file_before", e->file_before);
    rt_flag_text(r, "profile", e->profile);
    rt_flag_sentence(e, lang, &l->message);
    rt_flag_text(r, "message", rt_writer_str(&l->message));
}

static void end(struct rt_flag_message *m, struct line *l)
{
    rt_writer_join(&m->out, &l->message);
    rt_writer_join(&m->out, &l->reason);
}

static void event_json(struct rt_flag_message *m, const struct rt_event *e)
{
    struct line l;

    fill(&l, e, m->what.lang, false);
    rt_flag_record_json(&l.record, &m->out);
    end(m, &l);
}

static void event_csv(struct rt_flag_message *m, const struct rt_event *e)
{
    struct line l;

    fill(&l, e, m->what.lang, true);
    rt_flag_record_csv(&l.record, &m->out);
    end(m, &l);
}

/* The heading is the names of the members of any event. */
static void heading(struct rt_flag_message *m)
{
    const struct rt_event e = {.kind = RT_EVENT_NEW};
    struct line l;

    fill(&l, &e, m->what.lang, true);
    rt_flag_record_names(&l.record, &m->out);
    end(m, &l);
}

static void nothing(struct rt_flag_message *m)
{
    (void)m;
}

const struct rt_flag_form rt_flag_form_jsonl = {nothing, event_json, nothing};
const struct rt_flag_form rt_flag_form_csv = {heading, event_csv, nothing};
