/* The life of one risk, as a table or as lines for programs. */
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/table.h"
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

    if (t->count == t->cap) {
        size_t cap = t->cap > 0 ? t->cap * 2 : 64;
        const char **cells = realloc(t->cells, cap * sizeof *cells);
        if (!cells) {
            t->rc = RT_NOMEM;
            return;
        }
        t->cells = cells;
        t->cap = cap;
    }
    if (!copy.p)
        t->rc = RT_NOMEM;
    else
        t->cells[t->count++] = copy.p;
}

static void add_number(struct table *t, int v)
{
    char text[32];

    rt_format_double(v, text, sizeof text);
    add_cell(t, v >= 0 ? rt_str(text) : RT_STR("-"));
}

/* --- people ----------------------------------------------------------------- */

/* The event's word, or "moved". */
static const char *word_of(struct rt_str what, enum rt_lang lang)
{
    for (int k = 0; k < RT_EVENT_KINDS; k++) {
        if (rt_str_is(what, rt_event_name((enum rt_event_kind)k)))
            return rt_flag_kind((enum rt_event_kind)k, lang);
    }
    if (rt_str_is(what, "moved"))
        return rt_say(lang, "移動", "moved");
    return rt_say(lang, "変化", "changed");
}

static void add_heading(struct table *t)
{
    static const char *const names[COLUMNS][2] = {{"日付", "date"},
        {"変化", "change"}, {"リスク値", "level"}, {"重要度", "importance"},
        {"可能性", "likelihood"}, {"優先順位", "priority"}, {"場所", "place"}};

    for (size_t i = 0; i < COLUMNS; i++)
        add_cell(t, rt_str(names[i][t->lang]));
}

static void add_step(struct table *t, const struct rt_state_step *s)
{
    struct rt_flag_text value;

    rt_flag_text_init(&value);
    add_cell(t, s->date);
    add_cell(t, rt_str(word_of(s->what, t->lang)));
    rt_flag_level(s->level, s->class, t->lang, &value);
    add_cell(t, s->present ? rt_buf_str(&value.buf) : RT_STR("-"));
    add_number(t, s->present ? s->importance : RT_UNKNOWN);
    add_number(t, s->present ? s->likelihood : RT_UNKNOWN);
    add_number(t, s->priority > 0 ? s->priority : RT_UNKNOWN);
    rt_flag_clear(&value);
    rt_flag_plain(&value, s->file);
    if (s->sheet.n > 0) {
        rt_flag_z(&value, " ");
        rt_flag_plain(&value, s->sheet);
    }
    if (s->row > 0)
        rt_flag_fmt(
            &value, rt_say(t->lang, " %u行目", " row %u"), (unsigned)s->row);
    add_cell(t, rt_buf_str(&value.buf));
    if (t->rc == RT_OK)
        t->rc = value.rc;
    rt_flag_text_fini(&value);
}

static void fact(struct rt_flag_text *t, const char *label, struct rt_str value)
{
    if (value.n == 0)
        return;
    rt_flag_fmt(t, "  %s: ", label);
    rt_flag_plain(t, value);
    rt_flag_z(t, "\n");
}

static void put_risk(struct rt_flag_text *t, struct rt_str id,
    const struct rt_state_risk *r, enum rt_lang lang)
{
    const struct rt_event title = {.kind = RT_EVENT_STANDING,
        .risk_id = id,
        .asset = r->asset,
        .medium = r->medium};

    rt_flag_title(&title, lang, t);
    rt_flag_z(t, "\n");
    fact(t, rt_say(lang, "リスクID", "risk id"), id);
    fact(t, rt_say(lang, "部署", "department"), r->department);
    fact(t, rt_say(lang, "業務分類", "business"), r->business);
    fact(t, rt_say(lang, "所有者", "owner"), r->owner);
    rt_flag_fmt(t,
        rt_say(lang, "  期間: %.*s ～ %.*s\n\n", "  seen: %.*s to %.*s\n\n"),
        RT_FMT(r->first_seen), RT_FMT(r->last_seen));
}

static void put_table(struct rt_flag_text *out, const struct table *t)
{
    if (out->rc == RT_OK)
        out->rc = t->rc;
    if (out->rc == RT_OK)
        out->rc
            = rt_table_add(t->cells, t->count / COLUMNS, COLUMNS, &out->buf);
}

/* --- programs ---------------------------------------------------------------- */

static json_t *number_or_null(int v)
{
    return v >= 0 ? json_integer(v) : json_null();
}

static json_t *text_or_null(struct rt_str s)
{
    return s.n > 0 ? json_stringn(s.p, rt_utf8_valid_prefix(s)) : json_null();
}

static bool set(json_t *o, const char *name, json_t *value)
{
    return json_object_set_new(o, name, value) == 0;
}

static int put_piece(const char *p, size_t n, void *to)
{
    struct rt_flag_text *t = to;

    rt_flag_add(t, (struct rt_str){p, n});
    return t->rc == RT_OK ? 0 : -1;
}

static void put_json(
    struct rt_flag_text *t, struct rt_str id, const struct rt_state_step *s)
{
    const char *class = rt_class_name(s->class);
    json_t *o = json_object();
    bool ok = o && set(o, "risk_id", text_or_null(id))
              && set(o, "date", text_or_null(s->date))
              && set(o, "event", text_or_null(s->what))
              && set(o, "present", json_boolean(s->present))
              && set(o, "level", number_or_null(s->level))
              && set(o, "class", text_or_null(rt_str(class)))
              && set(o, "importance", number_or_null(s->importance))
              && set(o, "likelihood", number_or_null(s->likelihood))
              && set(o, "priority",
                  number_or_null(s->priority > 0 ? s->priority : -1))
              && set(o, "file", text_or_null(s->file))
              && set(o, "sheet", text_or_null(s->sheet))
              && set(o, "row", s->row ? json_integer(s->row) : json_null())
              && json_dump_callback(o, put_piece, t, JSON_COMPACT) == 0;

    json_decref(o);
    rt_flag_z(t, "\n");
    if (!ok && t->rc == RT_OK)
        t->rc = RT_NOMEM;
}

static void csv_number(struct rt_flag_text *t, int v, const char *end)
{
    if (v >= 0)
        rt_flag_fmt(t, "%d", v);
    rt_flag_z(t, end);
}

static void put_csv(
    struct rt_flag_text *t, struct rt_str id, const struct rt_state_step *s)
{
    const char *class = rt_class_name(s->class);

    rt_flag_fmt(t, "%.*s,%.*s,%.*s,%s,", RT_FMT(id), RT_FMT(s->date),
        RT_FMT(s->what), s->present ? "true" : "false");
    csv_number(t, s->level, ",");
    rt_flag_fmt(t, "%s,", class ? class : "");
    csv_number(t, s->importance, ",");
    csv_number(t, s->likelihood, ",");
    csv_number(t, s->priority > 0 ? s->priority : -1, ",");
    rt_flag_csv_field(t, s->file);
    rt_flag_z(t, ",");
    rt_flag_csv_field(t, s->sheet);
    rt_flag_z(t, ",");
    csv_number(t, s->row > 0 ? (int)s->row : -1, "\r\n");
}

/* --- the history --------------------------------------------------------------- */

static enum rt_status each_step(struct rt_state_cursor *cursor,
    struct rt_str id, enum rt_flag_format format, struct table *table,
    struct rt_flag_text *out, struct rt_error *err)
{
    struct rt_state_step step;
    enum rt_status rc;

    while ((rc = rt_state_history_next(cursor, &step, err)) == RT_ROW) {
        if (format == RT_FLAG_JSONL)
            put_json(out, id, &step);
        else if (format == RT_FLAG_CSV)
            put_csv(out, id, &step);
        else
            add_step(table, &step);
    }
    return rc == RT_END ? RT_OK : rc;
}

enum rt_status rt_flag_history(struct rt_state *state, struct rt_str id,
    enum rt_flag_format format, enum rt_lang lang, FILE *to,
    struct rt_error *err)
{
    struct rt_state_cursor *cursor = NULL;
    struct rt_state_risk risk;
    struct table table = {.lang = lang};
    struct rt_flag_text out;
    enum rt_status rc = rt_state_history(state, id, &cursor, &risk, err);

    if (rc != RT_OK)
        return rc;
    rt_arena_init(&table.arena);
    rt_flag_text_init(&out);
    if (format == RT_FLAG_CSV)
        rt_flag_z(&out, "risk_id,date,event,present,level,class,importance,"
                        "likelihood,priority,file,sheet,row\r\n");
    else if (format == RT_FLAG_TEXT)
        put_risk(&out, id, &risk, lang);
    add_heading(&table);
    rc = each_step(cursor, id, format, &table, &out, err);
    if (format == RT_FLAG_TEXT)
        put_table(&out, &table);
    if (rc == RT_OK)
        rc = rt_flag_write(&out, to, lang, err);
    rt_flag_text_fini(&out);
    rt_arena_fini(&table.arena);
    free(table.cells);
    rt_state_cursor_close(cursor);
    return rc;
}
