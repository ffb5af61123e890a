/* Treatment plans, as people edited them, into the ledger: those of
 * --previous-plan, then those among the inputs.
 *
 * The former are read before anything else, so that a run that would lose what
 * people entered ends at once. Rows of a plan are not counted, and its faults as
 * a plan are left to `check`.
 */
#include "command/merge.h"

#include <stdlib.h>

#include "base/pool.h"
#include "command/reading.h"
#include "command/way.h"
#include "form/intake.h"
#include "record/book_words.h"
#include "report/plan/plan_typed.h"

enum { SHEETS_MAX = 8 };

struct previous {
    struct rt_ledger *ledger;
    const struct rt_options *o;
    const char *path, *name; /* name: what people are to read of it */
    int64_t input;           /* where it is among the inputs; else 0 */
    bool alone;              /* no register has its risks */
    struct rt_plan_typed *typed;
    bool is_plan;
    char sheets[SHEETS_MAX][128]; /* of the plan so far, without 「 (2)」 */
    size_t sheet_count;
    struct rt_buf written; /* the row of the register before, as written */
    char why[256];         /* what the first error says of the file */
};

static enum rt_status leave_out(
    void *context, const struct rt_left_out *entry, struct rt_error *err)
{
    struct previous *p = context;

    return rt_ledger_leave_out(p->ledger, entry, p->o->lang, err);
}

/* Without what marks a copied sheet: 「 (2)」, 「_2」, 「 - コピー」. */
static struct rt_str without_copy(struct rt_str name)
{
    struct rt_str s = rt_str_trim(name);
    size_t n = s.n, from;

    for (size_t i = 0; i < 2; i++) {
        struct rt_str word = rt_str(i ? "コピー" : "copy");
        if (s.n > word.n && rt_str_ends(s, word))
            n = s.n - word.n;
    }
    if (n == s.n && rt_str_ends(s, RT_STR(")")))
        n--;
    for (from = n; from > 0 && s.p[from - 1] >= '0' && s.p[from - 1] <= '9';)
        from--;
    if (from == 0 || (from == s.n && n == s.n)
        || (n == s.n && s.p[from - 1] != '_'))
        return s;
    while (from > 0 && memchr(" -(_", s.p[from - 1], 4))
        from--;
    return (struct rt_str){s.p, from};
}

static enum rt_status begin_plan(struct previous *p, struct rt_error *err)
{
    return rt_ledger_expect_plan(p->ledger, p->name, p->input, p->o->now, err);
}

/* A copied sheet is another plan of the same risks. */
static enum rt_status begin_sheet(
    struct previous *p, struct rt_str name, struct rt_error *err)
{
    struct rt_str bare = without_copy(name);

    for (size_t i = 0; i < p->sheet_count; i++) {
        if (rt_str_is(bare, p->sheets[i]))
            return begin_plan(p, err);
    }
    if (p->sheet_count < SHEETS_MAX)
        rt_str_copy(p->sheets[p->sheet_count++], sizeof p->sheets[0], bare);
    return RT_OK;
}

/* Of the plan's rows, which come last; before them, why the file cannot be
 * read. One without a ledger's headings is no plan: refuse() says so. */
static enum rt_status take_finding(
    struct previous *p, const struct rt_finding *f, struct rt_error *err)
{
    struct rt_finding of_plan = *f;

    of_plan.where.file = rt_str(p->name);
    if (p->is_plan)
        return rt_ledger_add_finding(p->ledger, p->input, &of_plan, err);
    if (rt_finding_info(f->code)->severity == RT_ERROR && f->code != RT_TP101
        && p->why[0] == '\0')
        rt_str_copy(p->why, sizeof p->why, f->message);
    return RT_OK;
}

static enum rt_status keep_written(
    struct previous *p, const struct rt_plan_row *row, struct rt_error *err)
{
    p->is_plan = true;
    rt_buf_clear(&p->written);
    return rt_plan_pack(row, &p->written) == RT_OK ? RT_OK : rt_fail_nomem(err);
}

static enum rt_status take_control(
    struct previous *p, const struct rt_plan_row *row, struct rt_error *err)
{
    struct rt_plan_room room = {0};
    struct rt_plan_row written;

    RT_TRY(rt_plan_unpack(rt_buf_str(&p->written), &room, &written, err));
    return rt_ledger_add_register_row(
        p->ledger, &written, row, p->o->lang, err);
}

static enum rt_status take_entry(
    struct previous *p, const struct rt_entry *e, struct rt_error *err)
{
    switch (e->kind) {
    case RT_ENTRY_PLAN_HEAD:
        p->is_plan = true;
        RT_TRY(begin_sheet(p, e->plan.where.sheet, err));
        return rt_ledger_add_plan_columns(p->ledger, &e->plan, err);
    case RT_ENTRY_PLAN:
        if (p->alone)
            RT_TRY(rt_merge_planned(p->o, p->ledger, &e->plan, err));
        return rt_ledger_add_plan(
            p->ledger, RT_PLANNED_ROW, &e->plan, p->o->lang, err);
    case RT_ENTRY_APPROVAL:
        return rt_ledger_add_plan(
            p->ledger, RT_PLANNED_ROW, &e->plan, p->o->lang, err);
    case RT_ENTRY_PLAN_GONE:
        return rt_ledger_add_plan(
            p->ledger, RT_PLANNED_GONE, &e->plan, p->o->lang, err);
    case RT_ENTRY_PLAN_NOTE:
        return rt_ledger_add_plan(
            p->ledger, RT_PLANNED_NOTE, &e->plan, p->o->lang, err);
    case RT_ENTRY_PLAN_WRITTEN:
        return keep_written(p, &e->plan, err);
    case RT_ENTRY_PLAN_CONTROL:
        return take_control(p, &e->plan, err);
    case RT_ENTRY_FINDING:
        return take_finding(p, &e->finding, err);
    default: /* nothing that is asked for here */
        return RT_OK;
    }
}

/* The sheet that was meant: one of merge's own results, or one named so; NULL
 * where there is neither. *layout is NULL where it has no headings. */
static struct rt_str meant_sheet(
    const struct rt_intake *in, const struct rt_layout **layout)
{
    size_t count = rt_intake_sheet_count(in);
    struct rt_str name = RT_STR_NONE;

    *layout = NULL;
    for (size_t i = 0; i < count; i++) {
        const struct rt_layout *l = rt_intake_layout(in, i);
        struct rt_str sheet = rt_intake_sheet(in, i);
        bool named = rt_is_word(sheet, RT_W_SHEET_PLAN);
        if (!named && (name.n > 0 || !l || l->form != RT_FORM_RESULT))
            continue;
        name = sheet;
        *layout = l;
        if (named)
            break;
    }
    return name;
}

/* Why it is no plan: the headings of every plan that the sheet lacks, as far as
 * an error's argument has room. */
static enum rt_status name_headings(
    const struct rt_layout *l, enum rt_lang lang, struct rt_buf *to)
{
    static const enum rt_field fields[]
        = {RT_F_CONTROL, RT_F_TASK, RT_F_ASSIGNEE, RT_F_STATUS};
    size_t n = 0;

    RT_TRY(rt_buf_printf(
        to, "%s", rt_say(lang, "見出しがありません：", "headings missing: ")));
    for (size_t i = 0; i < RT_COUNT(fields); i++) {
        if (!l || l->col_of[fields[i]] < 0)
            RT_TRY(rt_add_name(to, n++, rt_field_name(fields[i], lang), lang));
    }
    return rt_end_names(to, n, lang);
}

static enum rt_status refuse(
    const struct previous *p, const struct rt_intake *in, struct rt_error *err)
{
    const struct rt_layout *l;
    struct rt_buf missing = RT_BUF(RT_NAMES_BYTES);
    char why[sizeof p->why];
    enum rt_status rc = RT_OK;

    rt_str_copy(why, sizeof why,
        rt_str(p->why[0] != '\0'
                   ? p->why
                   : rt_say(p->o->lang, "リスク対応計画の表がありません",
                       "it holds no table of a treatment plan")));
    if (p->why[0] == '\0' && meant_sheet(in, &l).n > 0) {
        rc = name_headings(l, p->o->lang, &missing);
        rt_str_copy(why, sizeof why, rt_buf_str(&missing));
    }
    rt_buf_fini(&missing);
    return rc == RT_OK
               ? rt_fail_code(err, RT_USAGE, RT_PL703, p->name, why, NULL)
               : rt_fail_nomem(err);
}

/* A plan that this run replaces will not be there to be linked to. */
static void keep_input(const struct previous *p, const struct rt_input *in,
    struct rt_merge_plan *to)
{
    struct rt_previous_file *f = &to->files[to->previous.file_count++];
    char *way = rt_way(p->o->output, p->path);

    if (way && strcmp(way, RT_PLAN_FILE) == 0) {
        free(way);
        way = NULL;
    }
    *f = (struct rt_previous_file){
        .file = rt_str(p->name), .size = in->size, .way = way};
    rt_str_copy(f->sha256, sizeof f->sha256, in->sha256);
}

/* Its rows, and what else people entered, into the ledger. */
static enum rt_status take_plan(
    struct previous *p, struct rt_intake *intake, struct rt_error *err)
{
    struct rt_entry entry;
    enum rt_status rc
        = rt_plan_typed_new(&p->typed, p->o->lang, leave_out, p, err);

    RT_THEN(rc, begin_plan(p, err));
    while (
        rc == RT_OK && (rc = rt_intake_next(intake, &entry, err)) == RT_ROW) {
        rc = take_entry(p, &entry, err);
        RT_THEN(rc, rt_plan_typed_take(p->typed, &entry, err));
    }
    if (rc == RT_END)
        rc = p->is_plan ? rt_plan_typed_end(p->typed, err)
                        : refuse(p, intake, err);
    RT_THEN(rc, rt_ledger_end_plan(p->ledger, p->o->lang, err));
    rt_buf_fini(&p->written);
    rt_plan_typed_free(p->typed);
    return rc;
}

static enum rt_status open_plan(const struct rt_options *o, const char *path,
    const char *name, struct rt_intake **intake, struct rt_error *err)
{
    struct rt_file plan
        = {.path = (char *)(uintptr_t)path, .name = (char *)(uintptr_t)name};
    struct rt_intake_request request = rt_request(o, &plan, NULL);

    request.beside = true;
    return rt_intake_read(&request, intake, err);
}

static enum rt_status read_plan(
    struct previous *p, struct rt_merge_plan *to, struct rt_error *err)
{
    struct rt_intake *intake;
    enum rt_status rc;

    RT_TRY(open_plan(p->o, p->path, p->name, &intake, err));
    rc = take_plan(p, intake, err);
    if (rc == RT_OK)
        keep_input(p, rt_intake_input(intake), to);
    rt_intake_free(intake);
    return rc;
}

enum rt_status rt_merge_read_plans(struct rt_ledger *ledger,
    const struct rt_options *o, const struct rt_merge_memory *memory,
    struct rt_merge_plan *to, struct rt_error *err)
{
    size_t count = o->previous_plan_count;

    to->files = calloc(count + 1, sizeof *to->files);
    RT_NEED(to->files, err);
    to->previous.files = to->files;
    for (size_t i = 0; i < count; i++) {
        struct previous p
            = {.ledger = ledger, .o = o, .path = o->previous_plans[i]};
        p.name = memory->plan_shown[0] ? memory->plan_shown : p.path;
        p.alone = o->previous_count == 0;
        rt_buf_init(&p.written, RT_TEXT_MAX);
        RT_TRY(read_plan(&p, to, err));
    }
    to->any |= count > 0;
    return RT_OK;
}

/* --- among the inputs ------------------------------------------------------- */

struct plan_inputs {
    struct rt_ledger *ledger;
    const struct rt_options *o;
    const struct rt_files *files;
    const struct rt_merge_plan *plan;
    size_t *at; /* places of those that have a plan */
    size_t count;
};

static enum rt_status make_plan(
    void *context, size_t i, void **result, struct rt_error *err)
{
    const struct plan_inputs *in = context;
    const struct rt_file *file = &in->files->list[in->at[i]];
    struct rt_intake *intake = NULL;
    enum rt_status rc = open_plan(in->o, file->path, file->name, &intake, err);

    *result = intake;
    return rc;
}

static enum rt_status take_made(
    void *context, size_t i, void *result, struct rt_error *err)
{
    const struct plan_inputs *in = context;
    const struct rt_file *file = &in->files->list[in->at[i]];
    struct previous p = {.ledger = in->ledger,
        .o = in->o,
        .path = file->path,
        .name = file->name,
        .input = in->plan->inputs[in->at[i]]};
    enum rt_status rc = take_plan(&p, result, err);

    rt_intake_free(result);
    return rc;
}

static void drop_made(void *context, void *result)
{
    (void)context;
    rt_intake_free(result);
}

enum rt_status rt_merge_input_plans(struct rt_ledger *ledger,
    const struct rt_options *o, const struct rt_files *files,
    struct rt_merge_plan *to, struct rt_error *err)
{
    struct plan_inputs in
        = {.ledger = ledger, .o = o, .files = files, .plan = to};
    struct rt_pool_work work = {.context = &in,
        .make = make_plan,
        .take = take_made,
        .drop = drop_made};
    enum rt_status rc;

    in.at = calloc(files->count + 1, sizeof *in.at);
    RT_NEED(in.at, err);
    for (size_t i = 0; i < files->count; i++)
        if (to->inputs[i] != 0)
            in.at[in.count++] = i;
    work.count = in.count;
    rc = rt_pool_run(&work, o->jobs, err);
    to->any |= in.count > 0;
    free(in.at);
    return rc;
}

void rt_merge_plan_fini(struct rt_merge_plan *to)
{
    for (size_t i = 0; i < to->previous.file_count; i++)
        free(to->files[i].way);
    free(to->files);
    free(to->inputs);
}
