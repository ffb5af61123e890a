/* From one management review to the next. The contract is meeting.h. */
#include "record/meeting.h"

#include "base/calendar.h"
#include "base/fold.h"
#include "base/list.h"
#include "record/plan.h"

const struct rt_text rt_meeting_items[RT_MEETING_ITEMS] = {
#define RT_MEETING(id, ja, en) {ja, en},
#include "record/meeting.def"
};

const struct rt_text rt_instructed_heads[RT_INSTRUCTED_COLUMNS] = {
#define RT_INSTRUCTED(id, ja, en) {ja, en},
#include "record/meeting.def"
};

static bool is_closed(const struct rt_instruction *i)
{
    static const struct rt_text dropped[]
        = {{"取りやめ", "Dropped"}, {"中止", "Cancelled"}};
    struct rt_str state = i->cells[RT_INSTRUCTED_STATE];

    for (size_t k = 0; k < RT_COUNT(dropped); k++) {
        if (rt_fold_is(state, dropped[k]))
            return true;
    }
    return rt_plan_status_of(state) == RT_PLAN_DONE;
}

bool rt_instruction_is_late(const struct rt_instruction *i, const char *now)
{
    struct rt_str due = i->cells[RT_INSTRUCTED_DUE];
    int year, month, day;

    return !is_closed(i) && rt_date_of_iso(due, &year, &month, &day)
           && rt_str_cmp(due, rt_str(now)) < 0;
}

bool rt_meeting_instruct(struct rt_meeting *m, enum rt_instruction_part part,
    const struct rt_instruction *i, struct rt_arena *arena)
{
    struct rt_instructions *to = &m->of[part];

    if (!RT_ARENA_GROW(arena, to->list, to->count, to->cap))
        return false;
    to->list[to->count++] = *i;
    return true;
}

int64_t rt_meeting_free_number(const struct rt_meeting *m)
{
    int64_t last = 0;

    for (int p = 0; p < RT_INSTRUCTION_PARTS; p++) {
        for (size_t i = 0; i < m->of[p].count; i++) {
            if (m->of[p].list[i].number > last)
                last = m->of[p].list[i].number;
        }
    }
    return last + 1;
}

/* Those without a number, and those whose number another one has. */
static void give_numbers(struct rt_meeting *m)
{
    int64_t next = rt_meeting_free_number(m);

    for (int p = 0; p < RT_INSTRUCTION_PARTS; p++) {
        for (size_t i = 0; i < m->of[p].count; i++) {
            struct rt_instruction *at = &m->of[p].list[i];
            bool taken = at->number <= 0;
            for (int q = 0; q <= p && !taken; q++) {
                size_t end = q == p ? i : m->of[q].count;
                for (size_t k = 0; k < end && !taken; k++)
                    taken = m->of[q].list[k].number == at->number;
            }
            if (taken)
                at->number = next++;
        }
    }
}

static bool is_day(struct rt_str text)
{
    int year, month, day;

    return rt_date_of_iso(text, &year, &month, &day);
}

static bool is_over(const struct rt_meeting *m, const char *now, int start)
{
    struct rt_str held = m->items[RT_MEETING_HELD_ON].now;

    if (is_day(held))
        return rt_str_cmp(held, rt_str(now)) < 0;
    return m->made[0] != '\0'
           && rt_fiscal_quarter(rt_str(m->made), start)
                  < rt_fiscal_quarter(rt_str(now), start);
}

/* The day of the review, as far as it is known. */
static struct rt_str day_of(const struct rt_meeting *m)
{
    struct rt_str held = m->items[RT_MEETING_HELD_ON].now;

    return is_day(held) ? held : rt_str(m->made);
}

/* 「2026-09-30：不適合2件」. What nobody entered leaves what was said before. */
static enum rt_status take_back(const struct rt_meeting *last, int item,
    enum rt_lang lang, struct rt_arena *arena, struct rt_meeting *out,
    struct rt_error *err)
{
    const struct rt_noted *was = &last->items[item];
    struct rt_str day = day_of(last);
    struct rt_buf b = RT_BUF(1 << 20);
    enum rt_status rc = RT_OK;

    out->items[item] = (struct rt_noted){.before = was->before};
    if (rt_str_blank(was->now))
        return RT_OK;
    if (day.n > 0 && !rt_str_eq(day, was->now))
        rc = rt_buf_printf(&b, "%.*s%s", RT_FMT(day), rt_say(lang, "：", ": "));
    RT_THEN(rc, rt_buf_adds(&b, was->now));
    if (rc == RT_OK)
        out->items[item].before = rt_arena_str(arena, rt_buf_str(&b));
    rt_buf_fini(&b);
    return rc == RT_OK && out->items[item].before.p ? RT_OK
                                                    : rt_fail_nomem(err);
}

/* An open one waits for its state again; what it was is shown beside. */
static enum rt_status pass_on(const struct rt_meeting *last,
    enum rt_instruction_part part, struct rt_arena *arena,
    struct rt_meeting *out, struct rt_error *err)
{
    for (size_t i = 0; i < last->of[part].count; i++) {
        struct rt_instruction at = last->of[part].list[i];
        bool closed = is_closed(&at);
        if (!closed && at.cells[RT_INSTRUCTED_STATE].n > 0) {
            at.cells[RT_INSTRUCTED_BEFORE] = at.cells[RT_INSTRUCTED_STATE];
            at.cells[RT_INSTRUCTED_STATE] = RT_STR_NONE;
        }
        if (at.cells[RT_INSTRUCTED_GIVEN].n == 0)
            at.cells[RT_INSTRUCTED_GIVEN] = day_of(last);
        RT_NEED(rt_meeting_instruct(out,
                    closed ? RT_INSTRUCTED_CLOSED : RT_INSTRUCTED_EARLIER, &at,
                    arena),
            err);
    }
    return RT_OK;
}

static enum rt_status begin_next(const struct rt_meeting *last,
    enum rt_lang lang, struct rt_arena *arena, struct rt_meeting *out,
    struct rt_error *err)
{
    for (int i = 0; i < RT_MEETING_ITEMS; i++)
        RT_TRY(take_back(last, i, lang, arena, out, err));
    for (int p = 0; p < RT_INSTRUCTION_PARTS; p++)
        RT_TRY(pass_on(last, p, arena, out, err));
    return RT_OK;
}

enum rt_status rt_meeting_next(const struct rt_meeting *last, const char *now,
    int fiscal_start, enum rt_lang lang, struct rt_arena *arena,
    struct rt_meeting *out, struct rt_error *err)
{
    memset(out, 0, sizeof *out);
    if (is_over(last, now, fiscal_start)) {
        RT_TRY(begin_next(last, lang, arena, out, err));
    } else {
        memcpy(out->items, last->items, sizeof out->items);
        for (int p = 0; p < RT_INSTRUCTION_PARTS; p++)
            for (size_t i = 0; i < last->of[p].count; i++)
                RT_NEED(
                    rt_meeting_instruct(out, p, &last->of[p].list[i], arena),
                    err);
    }
    rt_str_copy(out->made, sizeof out->made, rt_str(now));
    give_numbers(out);
    return RT_OK;
}
