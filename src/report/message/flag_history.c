/* The life of one risk, as a table or as lines for programs. */
#include <stdlib.h>

#include "base/arena.h"
#include "base/list.h"
#include "base/table.h"
#include "record/named.h"
#include "report/message/flag_message.h"

enum { COLUMNS = 7 };

/* A table being gathered: cells as NUL-ended strings in an arena. */
struct table {
    struct rt_arena arena;
    const char **cells;
    size_t count, cap;
    enum rt_lang lang;
    enum rt_status rc;
};

static void add_cell(struct table *t, struct rt_str text)
{
    struct rt_str copy = rt_arena_str(&t->arena, text);

    if (!RT_GROW(t->cells, t->count, t->cap)) {
        t->rc = RT_NOMEM;
        return;
    }
    if (!copy.p)
        t->rc = RT_NOMEM;
    else
        t->cells[t->count++] = copy.p;
}

static void add_number(struct table *t, int v)
{
    add_cell(t, v >= 0 ? RT_DECIMAL(v) : RT_STR("-"));
}

/* --- people --------------------------------------------------------------- */

/* The event's word, or "moved". */
static const char *word_of(struct rt_str what, enum rt_lang lang)
{
    for (int k = 0; k < RT_EVENT_KINDS; k++) {
        if (rt_str_is(what, rt_event_name((enum rt_event_kind)k)))
            return rt_flag_kind((enum rt_event_kind)k, lang);
    }
    if (rt_str_is(what, "moved"))
        return rt_say(lang, "移動", "moved");
    if (rt_str_is(what, "planned"))
        return rt_say(lang, "計画", "planned");
    if (rt_str_is(what, "merged"))
        return rt_say(lang, "取りまとめ", "merged");
    if (rt_str_is(what, "finished"))
        return rt_say(lang, "完了", "finished");
    return rt_say(lang, "変化", "changed");
}

static void add_heading(struct table *t)
{
    static const struct rt_text names[COLUMNS]
        = {{"日付", "date"}, {"変化", "change"}, {"リスク値", "risk level"},
            {"重要度", "importance"}, {"可能性", "likelihood"},
            {"優先順位", "priority"}, {"場所・対応", "place, treatment"}};

    for (size_t i = 0; i < COLUMNS; i++)
        add_cell(t, rt_str(rt_text(t->lang, names[i])));
}

static void add_values(
    struct table *t, const struct rt_state_step *s, struct rt_writer *value)
{
    if (s->treatment) {
        for (int i = 0; i < 4; i++)
            add_cell(t, RT_STR(""));
        return;
    }
    rt_flag_level(s->level, s->class, t->lang, value);
    add_cell(t, s->present ? rt_writer_str(value) : RT_STR("-"));
    add_number(t, s->present ? s->importance : RT_UNKNOWN);
    add_number(t, s->present ? s->likelihood : RT_UNKNOWN);
    add_number(t, s->priority > 0 ? s->priority : RT_UNKNOWN);
    rt_writer_clear(value);
}

/* "　担当：佐藤", where there is one. */
static void put_said(struct rt_writer *to, enum rt_lang lang, const char *ja,
    const char *en, struct rt_str value)
{
    if (value.n == 0)
        return;
    if (to->own.len > 0)
        rt_write_z(to, rt_say(lang, "　", "; "));
    rt_writef(to, rt_say(lang, "%s：", "%s: "), rt_say(lang, ja, en));
    rt_write_plain(to, value);
}

/* What the plan says of a treatment. */
static void put_treatment(
    struct rt_writer *to, enum rt_lang lang, const struct rt_state_step *s)
{
    struct rt_str status = s->status;

    if (status.n == 0 && s->done)
        status = rt_str(rt_plan_status_label(RT_PLAN_DONE, lang));
    rt_write_plain(to, s->control);
    put_said(to, lang, "担当", "in charge", s->who);
    put_said(to, lang, "前の期限", "was due", s->due_before);
    put_said(to, lang, s->proposed ? "期日の案" : "期限",
        s->proposed ? "proposed" : "due", s->due);
    put_said(to, lang, "状況", "status", status);
    put_said(to, lang, "理由", "reason", s->reason);
}

static void add_step(struct table *t, const struct rt_state_step *s)
{
    char sheet[RT_SHEET_SHOWN];
    struct rt_writer value = RT_WRITER(value, RT_TEXT_MAX);

    add_cell(t, s->date);
    add_cell(t, rt_str(word_of(s->what, t->lang)));
    add_values(t, s, &value);
    if (s->treatment)
        put_treatment(&value, t->lang, s);
    rt_write_z(&value, value.own.len > 0 ? rt_say(t->lang, "　", "; ") : "");
    rt_write_plain(&value, s->where.file);
    if (s->where.sheet.n > 0) {
        rt_write_z(&value, " ");
        rt_sheet_shown(s->where.sheet, sheet);
        rt_write_plain(&value, rt_str(sheet));
    }
    if (s->where.row > 0)
        rt_writef(&value, rt_say(t->lang, " %u行目", " row %u"),
            (unsigned)s->where.row);
    add_cell(t, rt_writer_str(&value));
    RT_THEN(t->rc, value.rc);
    rt_writer_fini(&value);
}

static void fact(struct rt_writer *t, const char *label, struct rt_str value)
{
    if (value.n == 0)
        return;
    rt_writef(t, "  %s: ", label);
    rt_write_plain(t, value);
    rt_write_z(t, "\n");
}

static void put_risk(struct rt_writer *t, struct rt_str id,
    const struct rt_state_risk *r, enum rt_lang lang)
{
    const struct rt_event title = {.kind = RT_EVENT_STANDING,
        .risk_id = id,
        .asset = r->asset,
        .medium = r->medium};

    rt_flag_title(&title, lang, t);
    rt_write_z(t, "\n");
    fact(t, rt_say(lang, "リスクID", "risk id"), id);
    fact(t, rt_say(lang, "部署", "department"), r->department);
    fact(t, rt_say(lang, "業務分類", "business"), r->business);
    fact(t, rt_say(lang, "所有者", "owner"), r->owner);
    rt_writef(t,
        rt_say(lang, "  期間: %.*s ～ %.*s\n\n", "  seen: %.*s to %.*s\n\n"),
        RT_FMT(r->first_seen), RT_FMT(r->last_seen));
}

static void put_table(struct rt_writer *out, const struct table *t)
{
    rt_writer_keep(out, t->rc);
    if (out->rc == RT_OK)
        rt_table_add(t->cells, t->count / COLUMNS, COLUMNS, out);
}

/* --- programs ------------------------------------------------------------- */

static int64_t known(int64_t v)
{
    return v > 0 ? v : RT_UNKNOWN;
}

static struct rt_named_list record_of(
    struct rt_str id, const struct rt_state_step *s)
{
    struct rt_named_list r = {.count = 0};

    rt_named_text(&r, "risk_id", id);
    rt_named_text(&r, "date", s->date);
    rt_named_text(&r, "event", s->what);
    rt_named_truth(&r, "present", s->present);
    rt_named_number(&r, "level", s->level);
    rt_named_text(&r, "class", rt_str(rt_class_name(s->class)));
    rt_named_number(&r, "importance", s->importance);
    rt_named_number(&r, "likelihood", s->likelihood);
    rt_named_number(&r, "priority", known(s->priority));
    rt_named_text(&r, "file", s->where.file);
    rt_named_text(&r, "sheet", s->where.sheet);
    rt_named_number(&r, "row", known(s->where.row));
    rt_named_text(&r, "control", s->control);
    rt_named_text(&r, "who", s->who);
    rt_named_text(&r, "due", s->due);
    rt_named_truth(&r, "due_proposed", s->proposed);
    rt_named_text(&r, "due_before", s->due_before);
    rt_named_text(&r, "status", s->status);
    rt_named_truth(&r, "done", s->done);
    rt_named_text(&r, "reason", s->reason);
    return r;
}

/* --- the history ---------------------------------------------------------- */

static void put_step(const struct rt_state_step *step, struct rt_str id,
    enum rt_format format, struct table *table, struct rt_writer *out)
{
    struct rt_named_list record = record_of(id, step);

    if (format == RT_FORMAT_JSONL)
        rt_named_json(&record, out);
    else if (format == RT_FORMAT_CSV)
        rt_named_csv(&record, out);
    else
        add_step(table, step);
}

enum rt_status rt_flag_history(struct rt_state *state, struct rt_str id,
    const struct rt_flag_past *past, enum rt_format format, enum rt_lang lang,
    FILE *to, struct rt_error *err)
{
    struct rt_state_risk risk;
    struct rt_state_step step = {.level = RT_UNKNOWN};
    struct rt_named_list heads = record_of(id, &step);
    struct table table = {.lang = lang};
    struct rt_writer out = rt_flag_writer(to, lang);
    struct rt_cursor cursor = {.rc = RT_END};

    if (!past)
        cursor = rt_state_history(state, id, &risk, err);
    if (!past && cursor.rc != RT_OK)
        return rt_cursor_close(&cursor);
    rt_arena_init(&table.arena);
    if (format == RT_FORMAT_TEXT)
        put_risk(&out, id, past ? &past->risk : &risk, lang);
    if (format == RT_FORMAT_CSV)
        rt_named_heads(&heads, &out);
    add_heading(&table);
    while (rt_next(&cursor, &step))
        put_step(&step, id, format, &table, &out);
    for (size_t i = 0; past && i < past->count; i++)
        put_step(&past->steps[i], id, format, &table, &out);
    if (format == RT_FORMAT_TEXT)
        put_table(&out, &table);
    rt_arena_fini(&table.arena);
    free(table.cells);
    RT_TRY(rt_cursor_close(&cursor));
    return rt_writer_done(&out, err);
}
