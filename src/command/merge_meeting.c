/* What people entered in papers of the management review: the one that
 * --previous-review names or the state knows, and those among the inputs, which
 * were sent back. Where they differ, the first one's entry is taken and the
 * other is a finding; blanks of the first are filled from the others.
 */
#include <stdlib.h>

#include "command/common.h"
#include "command/merge.h"
#include "command/reading.h"
#include "form/meeting_reader.h"
#include "record/book_words.h"

struct source {
    struct rt_ledger *ledger;
    const struct rt_options *o;
    int64_t input; /* 0: none of the inputs */
    struct rt_str name;
    struct rt_merge_meeting *to;
};

/* At that place of the source. */
static enum rt_status report_at(const struct source *s, enum rt_code code,
    const struct rt_where *where, const struct rt_str args[RT_FINDING_ARGS],
    struct rt_error *err)
{
    struct rt_finding f = {.code = code, .where = *where};

    f.where.file = s->name;
    return rt_ledger_report(s->ledger, s->input, &f, s->o->lang, args, err);
}

static enum rt_status report_untaken(
    const struct source *s, const struct rt_meeting *m, struct rt_error *err)
{
    for (size_t i = 0; i < m->untaken_count; i++) {
        const struct rt_untaken *u = &m->untaken[i];
        const struct rt_where where
            = {.sheet = u->sheet, .row = u->row, .col = u->col};
        RT_TRY(report_at(s, RT_PL662, &where, RT_ARGS(u->what, u->text), err));
    }
    return RT_OK;
}

static enum rt_status report_late(
    const struct source *s, const struct rt_meeting *m, struct rt_error *err)
{
    for (int p = 0; p < RT_INSTRUCTION_PARTS; p++) {
        for (size_t i = 0; i < m->of[p].count; i++) {
            const struct rt_instruction *at = &m->of[p].list[i];
            const struct rt_where where = {.sheet = at->sheet,
                .row = at->row,
                .col = at->cols[RT_INSTRUCTED_DUE]};
            if (!rt_instruction_is_late(at, s->o->now))
                continue;
            RT_TRY(report_at(s, RT_PL661, &where,
                RT_ARGS(RT_DECIMAL(at->number), at->cells[RT_INSTRUCTED_DUE],
                    at->cells[RT_INSTRUCTED_STATE],
                    at->cells[RT_INSTRUCTED_TEXT]),
                err));
        }
    }
    return RT_OK;
}

/* --- several papers --------------------------------------------------------- */

static enum rt_status unite_cell(const struct source *s, struct rt_str *to,
    struct rt_str other, struct rt_str what, const struct rt_where *where,
    struct rt_error *err)
{
    if (to->n == 0)
        *to = other;
    if (other.n == 0 || rt_str_eq(*to, other))
        return RT_OK;
    return report_at(s, RT_PL664, where, RT_ARGS(what, *to, other), err);
}

/* That with the number and text of another paper's; NULL: there is none. A number
 * that both papers gave to something else is two instructions. */
static struct rt_instruction *same_instruction(
    struct rt_meeting *m, const struct rt_instruction *other)
{
    for (int p = 0; p < RT_INSTRUCTION_PARTS; p++) {
        struct rt_instructions *of = &m->of[p];
        for (size_t i = 0; i < of->count; i++) {
            if (of->list[i].number == other->number
                && rt_str_eq(of->list[i].cells[RT_INSTRUCTED_TEXT],
                    other->cells[RT_INSTRUCTED_TEXT]))
                return &of->list[i];
        }
    }
    return NULL;
}

static enum rt_status unite_instruction(const struct source *s,
    struct rt_meeting *to, enum rt_instruction_part part,
    const struct rt_instruction *other, struct rt_error *err)
{
    struct rt_instruction *at = same_instruction(to, other);
    char what[64];

    if (!at)
        return rt_meeting_instruct(to, part, other, &s->to->arena)
                   ? RT_OK
                   : rt_fail_nomem(err);
    for (int i = RT_INSTRUCTED_WHO; i < RT_INSTRUCTED_COLUMNS; i++) {
        const struct rt_where where
            = {.sheet = other->sheet, .row = other->row, .col = other->cols[i]};
        snprintf(what, sizeof what, "No.%lld %s", (long long)other->number,
            rt_text(s->o->lang, rt_instructed_heads[i]));
        RT_TRY(unite_cell(
            s, &at->cells[i], other->cells[i], rt_str(what), &where, err));
    }
    return RT_OK;
}

static enum rt_status unite(const struct source *s, struct rt_meeting *to,
    const struct rt_meeting *other, struct rt_error *err)
{
    for (int i = 0; i < RT_MEETING_ITEMS; i++) {
        struct rt_str what = rt_str(rt_text(s->o->lang, rt_meeting_items[i]));
        const struct rt_where where = {.sheet = other->sheet,
            .row = other->items[i].row,
            .col = other->items[i].col};
        RT_TRY(unite_cell(
            s, &to->items[i].now, other->items[i].now, what, &where, err));
        if (to->items[i].before.n == 0)
            to->items[i].before = other->items[i].before;
    }
    for (int p = 0; p < RT_INSTRUCTION_PARTS; p++)
        for (size_t i = 0; i < other->of[p].count; i++)
            RT_TRY(unite_instruction(s, to, (enum rt_instruction_part)p,
                &other->of[p].list[i], err));
    return RT_OK;
}

/* The earlier of two papers is first made what it would be on the day of the
 * other: what was entered for a review that was over then is no entry now. */
static enum rt_status unite_earlier(const struct source *s,
    struct rt_meeting *to, const struct rt_meeting *earlier,
    struct rt_error *err)
{
    struct rt_meeting then;

    RT_TRY(rt_meeting_next(earlier, to->made, s->o->due.fiscal_start,
        s->o->lang, &s->to->arena, &then, err));
    return unite(s, to, &then, err);
}

static enum rt_status take(
    const struct source *s, const struct rt_meeting *read, struct rt_error *err)
{
    struct rt_merge_meeting *to = s->to;
    const struct source before = {s->ledger, s->o, to->input, to->name, to};
    const struct rt_meeting last = to->last;
    int later = rt_str_cmp(rt_str(read->made), rt_str(last.made));

    RT_TRY(report_untaken(s, read, err));
    if (to->any && later == 0)
        return unite(s, &to->last, read, err);
    if (to->any && later < 0)
        return unite_earlier(s, &to->last, read, err);
    to->last = *read;
    to->input = s->input;
    to->name = s->name;
    if (to->any)
        return unite_earlier(&before, &to->last, &last, err);
    to->any = true;
    return RT_OK;
}

/* --- reading ------------------------------------------------------------------ */

/* Why a file is no such paper, as far as reading it says so. */
static enum rt_status refuse(
    const struct source *s, const struct rt_error *why, struct rt_error *err)
{
    const struct rt_where whole = {0};
    struct rt_buf text = RT_BUF(RT_TEXT_MAX);
    enum rt_status rc = RT_OK;

    if (why->status != RT_OK)
        rc = rt_complaint(s->o->lang, why, &text);
    if (rc != RT_OK)
        rc = rt_fail_nomem(err);
    else if (s->input == 0)
        rc = rt_fail_code(err, RT_USAGE, RT_PL660, s->name.p,
            text.len > 0 ? text.data : NULL, NULL);
    else
        rc = report_at(
            s, RT_PL660, &whole, RT_ARGS(s->name, rt_buf_str(&text)), err);
    rt_buf_fini(&text);
    return rc;
}

/* Another one of the inputs may be read all the same. */
static enum rt_status read_named(
    struct source *s, const char *path, struct rt_error *err)
{
    struct rt_meeting *read = calloc(1, sizeof *read);
    struct rt_error why = {0};
    enum rt_status rc;
    bool is = false;

    RT_NEED(read, err);
    rc = rt_meeting_read(path, &s->o->limits, &s->to->arena, read, &is, &why);
    if (rc == RT_OK && is)
        rc = take(s, read, err);
    else if (rc == RT_NOMEM)
        rc = rt_fail_nomem(err);
    else
        rc = refuse(s, &why, err);
    free(read);
    return rc;
}

enum rt_status rt_merge_previous_meeting(const struct rt_options *o,
    const struct rt_merge_memory *memory, struct rt_ledger *ledger,
    struct rt_merge_meeting *to, struct rt_error *err)
{
    struct source s = {.ledger = ledger, .o = o, .to = to};

    rt_arena_init(&to->arena);
    if (!o->previous_review)
        return RT_OK;
    s.name = rt_str(memory->review_shown[0] != '\0' ? memory->review_shown
                                                    : o->previous_review);
    return read_named(&s, o->previous_review, err);
}

enum rt_status rt_merge_input_meeting(const struct rt_options *o,
    const struct rt_file *file, int64_t input, struct rt_ledger *ledger,
    struct rt_merge_meeting *to, struct rt_error *err)
{
    struct source s = {.ledger = ledger,
        .o = o,
        .input = input,
        .name = rt_str(file->name),
        .to = to};
    const struct rt_where whole = {0};

    RT_TRY(report_at(&s, RT_PL663, &whole, RT_ARGS(RT_STR_NONE), err));
    return read_named(&s, file->path, err);
}

enum rt_status rt_merge_next_meeting(const struct rt_options *o,
    struct rt_ledger *ledger, struct rt_merge_meeting *m, struct rt_run *run,
    struct rt_error *err)
{
    struct source s = {
        .ledger = ledger, .o = o, .to = m, .input = m->input, .name = m->name};

    run->meeting = &m->next;
    if (!m->any)
        return RT_OK;
    RT_TRY(rt_meeting_next(&m->last, o->now, o->due.fiscal_start, o->lang,
        &m->arena, &m->next, err));
    return report_late(&s, &m->next, err);
}

void rt_merge_meeting_fini(struct rt_merge_meeting *m)
{
    rt_arena_fini(&m->arena);
}
