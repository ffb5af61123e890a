/* The words of flag's message: what an event is called, the subject, and what
 * a reader needs to know of an event. The forms for people are made of
 * these, so that text and HTML cannot say different things. */
#include "report/message/flag_message.h"

#include <inttypes.h>

#include "base/calendar.h"

struct rt_writer rt_flag_writer(FILE *to, enum rt_lang lang)
{
    return rt_writer_on(to, rt_say(lang, "標準出力", "standard output"));
}

/* --- what an event is called ---------------------------------------------- */

/* By kind: a word that a count may follow, in the order of the subject. */
static const struct rt_text kinds[] = {
#define RT_EVENT(id, name, code, ja, en) {ja, en},
#include "state/events.def"
};

const char *rt_flag_kind(enum rt_event_kind kind, enum rt_lang lang)
{
    return rt_text(lang, kinds[kind]);
}

static bool is_department(enum rt_event_kind kind)
{
    return kind == RT_EVENT_DEPARTMENT_MISSING
           || kind == RT_EVENT_DEPARTMENT_RENAMED || kind == RT_EVENT_CARRIED
           || kind == RT_EVENT_DOUBTFUL;
}

bool rt_flag_is_input(enum rt_event_kind kind)
{
    return kind == RT_EVENT_INPUT_FAILED || kind == RT_EVENT_INPUT_MISSING
           || kind == RT_EVENT_RENAMED || kind == RT_EVENT_RETURNED
           || kind == RT_EVENT_REPLACED || is_department(kind);
}

static void put_watched(const struct rt_flag_what *w, struct rt_writer *t)
{
    if (w->level != RT_UNKNOWN)
        rt_writef(t,
            rt_say(
                w->lang, "リスク値%d以上", "risks at risk level %d and above"),
            w->level);
    else if (w->class == RT_HIGH)
        rt_write_z(t, rt_say(w->lang, "高リスク", "high risks"));
    else
        rt_write_z(
            t, rt_say(w->lang, "中以上のリスク", "medium and high risks"));
}

/* --- the subject ---------------------------------------------------------- */

/* Counts of some kinds, joined; nothing where all are 0. */
static void counts(const struct rt_flag_what *w, const enum rt_event_kind *list,
    size_t n, const char *before, struct rt_writer *t)
{
    bool first = true;

    for (size_t i = 0; i < n; i++) {
        uint64_t count = w->summary->events[list[i]];
        if (count == 0)
            continue;
        rt_write_z(t, first ? before : rt_say(w->lang, "・", ", "));
        if (w->lang == RT_JA) /* the count follows the word */
            rt_writef(t, "%s%" PRIu64 "件", kinds[list[i]].ja, count);
        else
            rt_writef(t, "%" PRIu64 " %s", count, kinds[list[i]].en);
        first = false;
    }
}

static uint64_t count_of(
    const struct rt_flag_what *w, const enum rt_event_kind *list, size_t n)
{
    uint64_t sum = 0;

    for (size_t i = 0; i < n; i++)
        sum += w->summary->events[list[i]];
    return sum;
}

static const enum rt_event_kind worse[] = {RT_EVENT_NEW, RT_EVENT_AGAIN,
    RT_EVENT_ROSE, RT_EVENT_UNKNOWN, RT_EVENT_OVERDUE, RT_EVENT_UNPLANNED,
    RT_EVENT_SLIPPED, RT_EVENT_LAPSED, RT_EVENT_UNSIGNED, RT_EVENT_REMINDER,
    RT_EVENT_STANDING, RT_EVENT_UNCONFIRMED};
static const enum rt_event_kind better[] = {RT_EVENT_GONE, RT_EVENT_FELL};
static const enum rt_event_kind inputs[] = {RT_EVENT_INPUT_FAILED,
    RT_EVENT_INPUT_MISSING, RT_EVENT_REPLACED, RT_EVENT_DEPARTMENT_MISSING,
    RT_EVENT_DOUBTFUL, RT_EVENT_DEPARTMENT_RENAMED, RT_EVENT_CARRIED,
    RT_EVENT_RENAMED, RT_EVENT_RETURNED};

void rt_flag_subject(const struct rt_flag_what *w, struct rt_writer *t)
{
    bool risks = count_of(w, worse, RT_COUNT(worse)) > 0;
    bool any = risks || count_of(w, better, RT_COUNT(better)) > 0;

    if (any) {
        put_watched(w, t);
        counts(w, worse, RT_COUNT(worse), rt_say(w->lang, " ", ": "), t);
        counts(w, better, RT_COUNT(better),
            risks ? rt_say(w->lang, "、", "; ") : rt_say(w->lang, " ", ": "),
            t);
    }
    if (!any && count_of(w, inputs, RT_COUNT(inputs)) == 0)
        rt_write_z(
            t, rt_say(w->lang, "変化はありません", "nothing has changed"));
    counts(w, inputs, RT_COUNT(inputs),
        any ? rt_say(w->lang, "、", "; inputs: ")
            : rt_say(w->lang, "", "inputs: "),
        t);
    rt_writef(t, rt_say(w->lang, "（%s）", " (%s)"), w->now);
}

void rt_flag_opening(const struct rt_flag_what *w, struct rt_writer *t)
{
    const struct rt_state_summary *s = w->summary;

    if (s->first)
        rt_write_z(t,
            rt_say(w->lang, "最初の実行なので、該当するものはすべて新規です。",
                "This is the first run: all there is, is new. "));
    else
        rt_writef(t,
            rt_say(w->lang, "前回（%s）からの変化です。",
                "What has changed since %s. "),
            s->last_run);
    rt_writef(t,
        rt_say(w->lang,
            "現在のリスクは%" PRIu64 "件（大%" PRIu64 "・中%" PRIu64
            "・小%" PRIu64 "・未評価%" PRIu64,
            "Risks now: %" PRIu64 " (high %" PRIu64 ", medium %" PRIu64
            ", low %" PRIu64 ", not assessed %" PRIu64),
        s->risks, s->high, s->medium, s->low, s->unassessed);
    if (s->unconfirmed > 0)
        rt_writef(t,
            rt_say(w->lang, "、うち確認できず%" PRIu64,
                "; of these not confirmed %" PRIu64),
            s->unconfirmed);
    rt_writef(t,
        rt_say(w->lang, "）、入力は%" PRIu64 "件です。",
            "); inputs: %" PRIu64 "."),
        s->inputs[RT_INPUT_READ] + s->inputs[RT_INPUT_OTHER]);
}

/* --- parts of an event ---------------------------------------------------- */

void rt_flag_cause(const struct rt_event *e, struct rt_writer *to)
{
    if (e->code != RT_CODE_NONE)
        rt_writef(to, "%s: ", rt_finding_info(e->code)->name);
}

static bool names_a_risk(const struct rt_event *e)
{
    return rt_str_starts(e->risk_id, RT_STR("R"));
}

/* A row of a published plan names no risk: it is called by its 管理策. */
static void put_name(
    const struct rt_event *e, enum rt_lang lang, struct rt_writer *t)
{
    if (e->asset.n > 0)
        rt_write_plain(t, e->asset);
    else if (e->control.n > 0)
        rt_write_plain(t, e->control);
    else if (names_a_risk(e))
        rt_write_plain(t, e->risk_id);
    else
        rt_writef(t, rt_say(lang, "計画の%u行目", "row %u of the plan"),
            (unsigned)e->plan.row);
}

void rt_flag_title(
    const struct rt_event *e, enum rt_lang lang, struct rt_writer *t)
{
    if (is_department(e->kind)) {
        rt_write_plain(t, e->department);
    } else if (e->kind == RT_EVENT_RENAMED) {
        rt_write_plain(t, e->file_before);
        rt_write_z(t, " → ");
        rt_write_plain(t, e->where.file);
    } else if (rt_flag_is_input(e->kind)) {
        rt_write_plain(t, e->where.file);
    } else {
        put_name(e, lang, t);
        if (e->medium.n == 0)
            return;
        rt_write_z(t, rt_say(lang, "（", " ("));
        rt_write_plain(t, e->medium);
        rt_write_z(t, rt_say(lang, "）", ")"));
    }
}

void rt_flag_level(
    int level, enum rt_class c, enum rt_lang lang, struct rt_writer *t)
{
    if (level < 0)
        rt_write_z(t, rt_say(lang, "不明", "not known"));
    else if (c == RT_CLASS_NONE)
        rt_writef(t, "%d", level);
    else
        rt_writef(t, rt_say(lang, "%d（%s）", "%d (%s)"), level,
            rt_say(lang, rt_class_label(c, RT_JA), rt_class_name(c)));
}

/* Days from one date to another, 0 where one is not known or it is not
 * after. */
static int64_t days_between(struct rt_str from, struct rt_str to)
{
    int y, m, d;
    int64_t days;

    if (!rt_date_of_iso(from, &y, &m, &d))
        return 0;
    days = -rt_days_of_date(y, m, d);
    if (!rt_date_of_iso(to, &y, &m, &d))
        return 0;
    days += rt_days_of_date(y, m, d);
    return days > 0 ? days : 0;
}

/* --- the fields ----------------------------------------------------------- */

struct fields {
    const struct rt_event *e;
    const struct rt_flag_what *what;
    struct rt_writer value;
    rt_flag_put_field *put;
    void *context;
};

/* Gives the value out, if there is one, and begins the next. */
static void give(struct fields *f, const char *ja, const char *en)
{
    if (f->value.own.len > 0)
        f->put(f->context, rt_say(f->what->lang, ja, en),
            rt_writer_str(&f->value));
    rt_writer_clear(&f->value);
}

static void give_text(
    struct fields *f, const char *ja, const char *en, struct rt_str text)
{
    rt_write_plain(&f->value, text);
    give(f, ja, en);
}

static void give_reason(struct fields *f)
{
    rt_flag_cause(f->e, &f->value);
    give_text(f, "理由", "reason", f->e->reason);
}

static bool shows_before(const struct rt_event *e)
{
    return e->kind == RT_EVENT_ROSE || e->kind == RT_EVENT_FELL
           || e->kind == RT_EVENT_UNKNOWN
           || (e->kind == RT_EVENT_AGAIN && e->level_before >= 0);
}

static void put_level(struct fields *f)
{
    const struct rt_event *e = f->e;
    struct rt_writer *t = &f->value;

    if (e->kind == RT_EVENT_GONE) {
        rt_flag_level(e->level_before, e->class_before, f->what->lang, t);
        rt_write_z(t, rt_say(f->what->lang, " → なくなりました", " → gone"));
        give(f, "リスク値", "risk level");
        return;
    }
    if (e->level < 0 && !shows_before(e))
        return;
    if (shows_before(e)) {
        rt_flag_level(e->level_before, e->class_before, f->what->lang, t);
        rt_write_z(t, " → ");
    }
    rt_flag_level(e->level, e->class, f->what->lang, t);
    if (e->importance >= 0 && e->likelihood >= 0)
        rt_writef(t,
            rt_say(f->what->lang, "　重要度%d × 被害発生可能性%d",
                "  importance %d × likelihood %d"),
            e->importance, e->likelihood);
    if (e->priority > 0)
        rt_writef(t, rt_say(f->what->lang, "、優先順位%d", ", priority %d"),
            e->priority);
    give(f, "リスク値", "risk level");
}

static void put_date(struct fields *f, struct rt_str date)
{
    if (date.n > 0)
        rt_write_plain(&f->value, date);
    else
        rt_write_z(&f->value, rt_say(f->what->lang, "なし", "none"));
}

static void put_due(struct fields *f)
{
    const struct rt_event *e = f->e;
    struct rt_writer *t = &f->value;
    int64_t late = days_between(e->due, rt_str(f->what->now));
    int64_t more = days_between(e->due_before, e->due);

    if (e->kind == RT_EVENT_SLIPPED) {
        put_date(f, e->due_before);
        rt_write_z(t, " → ");
        put_date(f, e->due);
        if (e->proposed)
            rt_write_z(t, rt_say(f->what->lang, "（案）", " (proposed)"));
        if (more > 0)
            rt_writef(t,
                rt_say(f->what->lang, "（%lld日延期）", " (%lld day%s later)"),
                (long long)more, more == 1 ? "" : "s");
    } else if (e->due.n > 0) {
        put_date(f, e->due);
        if ((e->kind == RT_EVENT_OVERDUE || e->kind == RT_EVENT_UNPLANNED)
            && late > 0)
            rt_writef(t,
                rt_say(f->what->lang,
                    e->proposed ? "（%lld日経過）" : "（%lld日超過）",
                    " (%lld day%s ago)"),
                (long long)late, late == 1 ? "" : "s");
    }
    if (t->own.len > 0 && e->status.n > 0) {
        rt_write_z(t, rt_say(f->what->lang, "　状況：", "  status: "));
        rt_write_plain(t, e->status);
    }
    if (e->proposed && e->kind != RT_EVENT_SLIPPED)
        give(f, "期日の案", "proposed");
    else
        give(f, "期限", "due");
}

static void put_approval(struct fields *f)
{
    const struct rt_event *e = f->e;

    if (e->kind != RT_EVENT_LAPSED)
        return;
    rt_write_plain(&f->value, e->approved_by);
    if (e->approved_on.n > 0) {
        rt_write_z(&f->value, rt_say(f->what->lang, "（", " ("));
        rt_write_plain(&f->value, e->approved_on);
        rt_write_z(&f->value, rt_say(f->what->lang, "）", ")"));
    }
    give(f, "承認", "approved");
    give_text(f, "理由", "why", e->reason);
}

static void put_place(struct fields *f)
{
    const struct rt_event *e = f->e;
    struct rt_writer *t = &f->value;
    char cell[32], sheet[RT_SHEET_SHOWN];

    rt_where_cell(&e->where, cell);
    rt_write_plain(t, e->where.file);
    if (e->where.csv && e->where.row > 0) {
        rt_writef(t, rt_say(f->what->lang, " %u行目", " line %u"),
            (unsigned)e->where.row);
    } else if (e->where.sheet.n > 0) {
        rt_write_z(t, " ");
        rt_sheet_shown(e->where.sheet, sheet);
        rt_write_plain(t, rt_str(sheet));
        rt_write_z(t, cell[0] != '\0' ? "!" : "");
        rt_write_z(t, cell);
    }
    give(f, "場所", "place");
}

static void put_plan(struct fields *f)
{
    const struct rt_event *e = f->e;
    struct rt_writer *t = &f->value;

    if (e->plan.file.n == 0)
        return;
    rt_write_plain(t, e->plan.file);
    if (e->plan.sheet.n > 0) {
        rt_write_z(t, " ");
        rt_write_plain(t, e->plan.sheet);
    }
    if (e->plan.row > 0)
        rt_writef(t, rt_say(f->what->lang, " %u行目", " row %u"),
            (unsigned)e->plan.row);
    give(f, "計画", "plan");
}

static void put_since(struct fields *f)
{
    const struct rt_event *e = f->e;
    int64_t days = days_between(e->since, rt_str(f->what->now));

    if (e->since.n == 0
        || (e->kind != RT_EVENT_REMINDER && e->kind != RT_EVENT_STANDING
            && e->kind != RT_EVENT_UNCONFIRMED && !rt_flag_is_input(e->kind)))
        return;
    if (rt_flag_is_input(e->kind) && days == 0)
        return; /* today */
    rt_write_plain(&f->value, e->since);
    if (days > 0)
        rt_writef(&f->value,
            rt_say(f->what->lang, "から%lld日", ", %lld day%s ago"),
            (long long)days, days == 1 ? "" : "s");
    if (rt_flag_is_input(e->kind))
        give(f, "いつから", "since");
    else
        give(f, "初出", "since");
}

static void put_input(struct fields *f)
{
    const struct rt_event *e = f->e;

    give_reason(f);
    if (!is_department(e->kind))
        give_text(f, "部署", "from", e->department);
    else
        give_text(f, "ファイル", "file", e->where.file);
    put_since(f);
}

enum rt_status rt_flag_fields(const struct rt_event *e,
    const struct rt_flag_what *what, rt_flag_put_field *put, void *context)
{
    enum rt_status rc;

    struct fields f = {.e = e, .what = what, .put = put, .context = context};

    rt_writer_init(&f.value, RT_TEXT_MAX);
    if (rt_flag_is_input(e->kind)) {
        put_input(&f);
    } else {
        put_level(&f);
        if (e->kind != RT_EVENT_LAPSED)
            give_reason(&f);
        put_due(&f);
        put_approval(&f);
        put_since(&f);
        /* The row of a plan alone is where the plan is. */
        if (!rt_str_starts(e->risk_id, RT_STR("P")))
            put_place(&f);
        put_plan(&f);
        give_text(&f, "業務分類", "business", e->business);
        give_text(&f, "所有者", "owner", e->owner);
        give_text(&f, "担当", "in charge", e->who);
        if (names_a_risk(e))
            give_text(&f, "リスクID", "risk id", e->risk_id);
    }
    rc = f.value.rc;
    rt_writer_fini(&f.value);
    return rc;
}
