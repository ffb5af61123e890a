/* What flag gives to programs of an event, one line each. */
#include "record/named.h"
#include "report/message/flag_message.h"

/* An event as members, in their order. */
struct line {
    struct rt_named_list record;
    struct rt_writer message, reason;
};

static void put_values(struct line *l, const struct rt_event *e)
{
    struct rt_named_list *r = &l->record;

    rt_named_number(r, "level_before", e->level_before);
    rt_named_number(r, "level", e->level);
    rt_named_z(r, "class_before", rt_class_name(e->class_before));
    rt_named_z(r, "class", rt_class_name(e->class));
    rt_named_number(r, "importance", e->importance);
    rt_named_number(r, "likelihood", e->likelihood);
    rt_named_number(r, "priority", e->priority > 0 ? e->priority : -1);
}

static void put_plan(struct line *l, const struct rt_event *e)
{
    struct rt_named_list *r = &l->record;

    rt_named_text(r, "who", e->who);
    rt_named_text(r, "due", e->due);
    rt_named_truth(r, "due_proposed", e->proposed);
    rt_named_text(r, "due_before", e->due_before);
    rt_named_text(r, "status", e->status);
    rt_named_text(r, "control", e->control);
    rt_named_text(r, "plan_file", e->plan.file);
    rt_named_text(r, "plan_sheet", e->plan.sheet);
    rt_named_number(r, "plan_row", e->plan.row > 0 ? (int64_t)e->plan.row : -1);
    rt_named_text(r, "since", e->since);
    rt_flag_cause(e, &l->reason);
    rt_write(&l->reason, e->reason);
    rt_named_text(r, "reason", rt_writer_str(&l->reason));
    rt_named_text(r, "approved_by", e->approved_by);
    rt_named_text(r, "approved_on", e->approved_on);
}

static void fill(
    struct line *l, const struct rt_event *e, enum rt_lang lang, bool all)
{
    struct rt_named_list *r = &l->record;
    enum rt_code code = rt_event_code(e->kind);

    *l = (struct line){.record.count = 0};
    rt_writer_init(&l->message, 1 << 20);
    rt_writer_init(&l->reason, 1 << 20);
    rt_named_z(r, "event", rt_event_name(e->kind));
    rt_named_z(r, "code", rt_finding_info(code)->name);
    rt_named_truth(r, "flagged", rt_event_is_flagged(e->kind));
    rt_named_text(r, "risk_id", e->risk_id);
    rt_named_text(r, "department", e->department);
    rt_named_text(r, "business", e->business);
    rt_named_text(r, "asset", e->asset);
    rt_named_text(r, "medium", e->medium);
    rt_named_text(r, "owner", e->owner);
    rt_named_place(r, &e->where, all);
    put_values(l, e);
    put_plan(l, e);
    rt_named_text(r, "file_before", e->file_before);
    rt_named_text(r, "profile", e->profile);
    rt_flag_sentence(e, lang, &l->message);
    rt_named_text(r, "message", rt_writer_str(&l->message));
}

static void put(struct rt_flag_message *m, const struct rt_event *e, bool all,
    void (*write)(const struct rt_named_list *, struct rt_writer *))
{
    struct line l;

    fill(&l, e, m->what.lang, all);
    write(&l.record, &m->out);
    rt_writer_join(&m->out, &l.message);
    rt_writer_join(&m->out, &l.reason);
}

static void event_json(struct rt_flag_message *m, const struct rt_event *e)
{
    put(m, e, false, rt_named_json);
}

static void event_csv(struct rt_flag_message *m, const struct rt_event *e)
{
    put(m, e, true, rt_named_csv);
}

/* The heading is the names of the members of any event. */
static void heading(struct rt_flag_message *m)
{
    put(m, &(struct rt_event){.kind = RT_EVENT_NEW}, true, rt_named_heads);
}

const struct rt_flag_form rt_flag_form_jsonl = {.event = event_json};
const struct rt_flag_form rt_flag_form_csv
    = {.begin = heading, .event = event_csv};
