/* flag --history, --trend and --verify: what the state remembers, without a run. */
#include <stdlib.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/list.h"
#include "base/outfile.h"
#include "base/temp.h"
#include "command/command.h"
#include "command/common.h"
#include "command/flag_run.h"
#include "form/earlier.h"
#include "state/closes.h"

static enum rt_status check_format(
    const struct rt_options *o, struct rt_error *err)
{
    if (o->verify || o->format == RT_FORMAT_TEXT || o->format == RT_FORMAT_JSONL
        || o->format == RT_FORMAT_CSV)
        return RT_OK;
    return rt_fail_text(err, RT_USAGE,
        "--history と --trend の --format は text、jsonl、csv の"
        "どれかです",
        "--history and --trend know --format text, jsonl and csv");
}

static enum rt_status write_book(struct rt_flag_run *run, struct rt_error *err)
{
    struct rt_run what
        = {.version = RT_VERSION, .now = run->o.now, .lang = run->o.lang};
    struct rt_outset *set = NULL;
    const char *temp;
    enum rt_status rc = rt_check_book_name(&run->o, err);

    RT_THEN(
        rc, rt_outset_open_file(run->o.output, run->o.force, &set, &temp, err));
    RT_THEN(rc, rt_flag_trend_book(
                    run->state, run->o.due.fiscal_start, &what, temp, err));
    RT_THEN(rc, rt_outset_commit(set, err));
    rt_outset_close(set);
    return rc;
}

/* --- a risk that no night has seen ------------------------------------------- */

/* What the closes whose risks the state has say of it. */
struct looking {
    struct rt_flag_run *run;
    struct rt_flag_past past;
    size_t cap;
    int64_t without; /* the last close that had it not; 0: none */
    struct rt_arena arena;
};

static enum rt_status take_step(struct looking *l, const struct rt_close *close,
    const struct rt_risk *risk, struct rt_error *err)
{
    const struct rt_state_step *last
        = l->past.count ? &l->past.steps[l->past.count - 1] : NULL;
    struct rt_str date = rt_arena_str(&l->arena, close->date);
    struct rt_state_step *s;

    if (!risk)
        l->without = close->id;
    if (!risk && !(last && last->present))
        return RT_OK;
    RT_NEED(
        RT_ARENA_GROW(&l->arena, l->past.steps, l->past.count, l->cap), err);
    s = &l->past.steps[l->past.count++];
    *s = (struct rt_state_step){.date = date,
        .what = RT_STR("gone"),
        .level = RT_UNKNOWN,
        .importance = RT_UNKNOWN,
        .likelihood = RT_UNKNOWN,
        .class = RT_CLASS_NONE};
    if (!risk)
        return RT_OK;
    s->what = RT_STR("merged");
    s->present = true;
    s->level = risk->result.level;
    s->importance = risk->result.importance;
    s->likelihood = risk->result.likelihood;
    s->priority = risk->result.priority;
    s->class = risk->result.class;
    s->where = risk->where;
    s->where.file = rt_arena_str(&l->arena, risk->where.file);
    s->where.sheet = rt_arena_str(&l->arena, risk->where.sheet);
    l->past.risk = (struct rt_state_risk){
        .department = rt_arena_str(&l->arena, risk->department),
        .business = rt_arena_str(&l->arena, risk->business),
        .asset = rt_arena_str(&l->arena, risk->asset),
        .medium = rt_arena_str(&l->arena, risk->medium),
        .owner = rt_arena_str(&l->arena, risk->owner),
        /* It may have been in closes whose risks are not kept any more. */
        .first_seen = last                          ? l->past.risk.first_seen
                      : close->id == l->without + 1 ? date
                                                    : RT_STR("…"),
        .last_seen = date};
    return RT_OK;
}

static enum rt_status look_in(struct looking *l, const struct rt_close *close,
    const char *path, struct rt_error *err)
{
    const struct rt_options *o = &l->run->o;
    struct rt_earlier *e = NULL;
    struct rt_risk risk;
    enum rt_status rc = rt_state_document(
        l->run->state, close->id, RT_RESULT_RISKS, path, err);

    RT_THEN(rc, rt_earlier_open(path, NULL, &o->limits, o->lang, &e, err));
    while (rc == RT_OK && (rc = rt_earlier_next(e, &risk, err)) == RT_ROW)
        rc = rt_str_is(risk.risk_id, o->history) ? RT_ROW : RT_OK;
    if (rc == RT_ROW || rc == RT_END)
        rc = take_step(l, close, rc == RT_ROW ? &risk : NULL, err);
    rt_earlier_close(e);
    return rc;
}

static enum rt_status look_in_closes(
    struct looking *l, const char *path, struct rt_error *err)
{
    struct rt_cursor cursor = rt_state_closes(l->run->state, err);
    struct rt_close close;

    while (rt_next(&cursor, &close))
        if (close.kept)
            rt_cursor_keep(&cursor, look_in(l, &close, path, err));
    return rt_cursor_close(&cursor);
}

static enum rt_status history(struct rt_flag_run *run, struct rt_error *err)
{
    const struct rt_options *o = &run->o;
    struct looking l = {.run = run};
    struct rt_error ignored = {0};
    char path[RT_TEMP_PATH];
    int fd;
    enum rt_status rc = rt_flag_history(
        run->state, rt_str(o->history), NULL, o->format, o->lang, stdout, err);

    if (rc != RT_USAGE)
        return rc;
    RT_TRY(rt_temp_new(NULL, path, &fd, err));
    rt_arena_init(&l.arena);
    rc = look_in_closes(&l, path, &ignored);
    if (rc == RT_OK && l.past.count > 0) {
        *err = (struct rt_error){0};
        rc = rt_flag_history(run->state, rt_str(o->history), &l.past, o->format,
            o->lang, stdout, err);
    } else if (rc == RT_OK) {
        rc = RT_USAGE;
    } else {
        *err = ignored;
    }
    rt_arena_fini(&l.arena);
    close(fd);
    unlink(path);
    return rc;
}

/* --- all of it -------------------------------------------------------------- */

static enum rt_status verify(struct rt_flag_run *run, struct rt_error *err)
{
    RT_TRY(rt_state_verify(run->state, err));
    if (!run->o.quiet)
        printf(rt_say(run->o.lang, "%s: 破損はありません\n", "%s: no damage\n"),
            run->o.state);
    return RT_OK;
}

int rt_flag_look(struct rt_flag_run *run)
{
    const struct rt_options *o = &run->o;
    struct rt_error err = {0};
    enum rt_status rc = check_format(o, &err);

    RT_THEN(
        rc, rt_state_open(o->state, RT_STATE_LOOK, o->lang, &run->state, &err));
    if (rc == RT_OK && o->verify)
        rc = verify(run, &err);
    else if (rc == RT_OK && o->history)
        rc = history(run, &err);
    else if (rc == RT_OK)
        rc = rt_flag_trend(
            run->state, o->due.fiscal_start, o->format, o->lang, stdout, &err);
    if (rc == RT_OK && o->output_given)
        rc = write_book(run, &err);
    return rc == RT_OK ? RT_EXIT_OK : rt_complain(o->lang, &err);
}
