/* risktally merge: many departments' sheets in, one register and one
 * treatment plan out.
 *
 * Files are read side by side; this thread alone writes to the ledger and
 * takes them in the order of their names. Reports are queries on the finished
 * ledger, written side by side too. Nothing replaces an earlier result until
 * everything is written, and nothing is written if the counts do not add up.
 */
#include <stdlib.h>

#include "base/outfile.h"
#include "base/pool.h"
#include "command/command.h"
#include "command/common.h"
#include "command/merge.h"
#include "command/merge_returns.h"
#include "command/others.h"
#include "command/reading.h"
#include "command/way.h"
#include "form/intake.h"
#include "input/inputs.h"
#include "ledger/asked_risks.h"
#include "ledger/assessment.h"
#include "ledger/statement.h"
#include "report/report.h"
#include "risk/one_scale.h"

/* What a run writes; rejected.csv besides, where there is something in it. */
enum {
    REGISTER,
    PLAN,
    ASSESSMENT,
    STATEMENT,
    REVIEW,
    REVIEW_TEXT,
    RISKS,
    FINDINGS,
    MANIFEST,
    REPORTS
};

typedef enum rt_status (*report_fn)(
    struct rt_ledger *, const struct rt_run *, const char *, struct rt_error *);

static const struct {
    const char *name;
    report_fn write;
} reports[] = {
    [REGISTER] = {"risk-register.xlsx", rt_report_register},
    [PLAN] = {RT_PLAN_FILE, rt_report_plan},
    [ASSESSMENT] = {RT_ASSESSMENT_FILE, NULL}, /* says how many rows it has */
    [STATEMENT] = {RT_STATEMENT_FILE, rt_report_statement},
    [REVIEW] = {RT_MANAGEMENT_FILE, rt_report_management_book},
    [REVIEW_TEXT] = {RT_MANAGEMENT_TEXT_FILE, rt_report_management_text},
    [RISKS] = {"risks.jsonl", rt_report_risks},
    [FINDINGS] = {"findings.jsonl", rt_report_findings},
    [MANIFEST] = {RT_MANIFEST, rt_report_manifest}, /* it names the others */
};

/* One run. */
struct merge {
    struct rt_options o;
    struct rt_files files;
    struct rt_ledger *ledger;
    struct rt_roster *roster; /* or NULL */
    unsigned char *sent;      /* by department of the roster */
    bool *taken;              /* by place of the input: a department's file */
    struct rt_merge_returns returns;
    struct rt_run run;
    struct rt_outset *set; /* of the results */
    struct rt_previous_file *previous;
    struct rt_merge_memory memory;
    struct rt_merge_plan plan;
    struct rt_merge_meeting meeting;
    int64_t *reviews; /* by place of the input: its id, where it is a paper of
                         the management review */
    struct rt_signing signing;
    bool states;       /* there is a statement of applicability */
    bool stated;       /* an input has one */
    uint64_t assessed; /* rows of the assessment report */
    char *inputs_base; /* of run, unless --link-base says it */
};

/* --- reading -------------------------------------------------------------- */

static enum rt_status make_intake(
    void *context, size_t i, void **result, struct rt_error *err)
{
    struct merge *m = context;
    struct rt_intake_request request
        = rt_request(&m->o, &m->files.list[i], m->roster);
    struct rt_intake *intake = NULL;
    enum rt_status rc;

    /* Several files are read side by side. What the state keeps of one is packed
       when it has been read. */
    request.threads = m->files.count == 1 && m->o.jobs > 1 && !m->memory.state;
    rc = rt_merge_read(&m->memory, &request, &intake, err);

    *result = intake;
    return rc;
}

/* A row that is registered on a day to come. That is not known where the row
 * is read: what was read is kept for later days. */
static enum rt_status report_future(struct merge *m, int64_t id,
    const struct rt_risk *risk, struct rt_error *err)
{
    struct rt_finding f = {.code = RT_VA502,
        .department = risk->department,
        .where = risk->where,
        .risk_id = risk->risk_id,
        .actual = risk->registered};
    const struct rt_str args[RT_FINDING_ARGS]
        = {rt_field_name(RT_F_REGISTERED, m->o.lang), risk->registered,
            rt_str(m->o.now)};

    f.where.col = risk->registered_col;
    /* What no date of an asset can be has been reported. */
    if (rt_str_cmp(risk->registered, args[2]) <= 0
        || rt_str_cmp(risk->registered, RT_STR("2100")) >= 0)
        return RT_OK;
    return rt_ledger_report(m->ledger, id, &f, m->o.lang, args, err);
}

static enum rt_status take_entry(
    struct merge *m, int64_t id, const struct rt_entry *e, struct rt_error *err)
{
    switch (e->kind) {
    case RT_ENTRY_RISK:
        RT_TRY(report_future(m, id, &e->risk, err));
        return rt_ledger_add_risk(m->ledger, id, e->sheet_index, &e->risk, err);
    case RT_ENTRY_FINDING:
        return rt_ledger_add_finding(m->ledger, id, &e->finding, err);
    case RT_ENTRY_REJECTED:
        return rt_ledger_add_rejected(m->ledger, id, &e->rejected, err);
    case RT_ENTRY_CHECKS:
        return rt_ledger_add_checks(m->ledger, id, &e->checks, err);
    case RT_ENTRY_STATEMENT:
        return rt_ledger_add_statement(m->ledger, id, &e->statement, err);
    case RT_ENTRY_ASSESSED:
        return rt_ledger_add_assessed(m->ledger, &e->plan, err);
    default: /* nothing that is asked for here */
        return RT_OK;
    }
}

/* The criteria of the rows of a file. */
static enum rt_status add_profile(
    struct merge *m, const struct rt_profile *profile, struct rt_error *err)
{
    if (!m->o.one_scale)
        return rt_ledger_add_profile(m->ledger, profile, err);
    RT_TRY(rt_ledger_add_own_profile(m->ledger, profile, err));
    return rt_ledger_add_profile(m->ledger, rt_one_scale(), err);
}

/* What of a file shows it to be a treatment plan, or to have a statement or what
 * was typed into a report of ours. */
struct plan_seen {
    bool any, statement, assessed;
    size_t rows;
    struct rt_buf department; /* of all its rows; else empty */
};

static enum rt_status see_plan(
    struct plan_seen *s, const struct rt_entry *e, struct rt_error *err)
{
    s->any |= e->kind == RT_ENTRY_PLAN_HEAD;
    s->statement |= e->kind == RT_ENTRY_STATEMENT;
    s->assessed |= e->kind == RT_ENTRY_ASSESSED;
    if (e->kind != RT_ENTRY_PLAN)
        return RT_OK;
    if (s->rows++ == 0)
        return rt_buf_adds(&s->department, e->plan.department) == RT_OK
                   ? RT_OK
                   : rt_fail_nomem(err);
    if (!rt_str_eq(rt_buf_str(&s->department), e->plan.department))
        rt_buf_clear(&s->department);
    return RT_OK;
}

/* The rows of a plan come last and are read again, with what is beside them
 * (merge_plan.c), when all inputs are in. */
static enum rt_status take_entries(struct merge *m, int64_t id,
    struct rt_intake *intake, struct plan_seen *plan, struct rt_error *err)
{
    const struct rt_profile *profile = rt_intake_profile(intake);
    struct rt_entry entry;
    enum rt_status rc;

    for (size_t k = 0; k < rt_intake_sheet_count(intake); k++)
        RT_TRY(rt_ledger_add_sheet(
            m->ledger, id, k, rt_intake_sheet(intake, k), err));
    if (profile)
        RT_TRY(add_profile(m, profile, err));
    while ((rc = rt_intake_next(intake, &entry, err)) == RT_ROW) {
        if (m->o.one_scale && entry.kind == RT_ENTRY_RISK)
            rt_to_one_scale(profile, &entry.risk);
        RT_TRY(see_plan(plan, &entry, err));
        if (!plan->any)
            RT_TRY(take_entry(m, id, &entry, err));
    }
    return rc == RT_END ? RT_OK : rc;
}

/* A file that holds a plan or a statement, and no form; that of a plan is whose
 * rows it has. */
static void note_plan(struct merge *m, size_t i, int64_t id,
    const struct plan_seen *plan, struct rt_input *input)
{
    m->stated |= plan->statement;
    if (plan->any)
        m->plan.inputs[i] = id;
    if ((!plan->any && !plan->statement && !plan->assessed)
        || input->state != RT_INPUT_OTHER)
        return;
    input->state = RT_INPUT_DOCUMENT;
    if (input->department.n == 0)
        input->department = rt_buf_str(&plan->department);
}

/* How many rows there are is known when all are taken. */
static enum rt_status take_rows(struct merge *m, size_t i,
    struct rt_intake *intake, struct plan_seen *plan, struct rt_error *err)
{
    struct rt_input input = *rt_intake_input(intake);
    int64_t id;

    RT_TRY(rt_ledger_add_input(m->ledger, &input, &id, err));
    RT_TRY(take_entries(m, id, intake, plan, err));
    input = *rt_intake_input(intake);
    if (plan->assessed)
        RT_TRY(rt_ledger_expect_assessment(
            m->ledger, m->files.list[i].name, id, err));
    m->taken[i] = input.state != RT_INPUT_OTHER;
    note_plan(m, i, id, plan, &input);
    if (rt_intake_is_meeting(intake)) {
        m->reviews[i] = id;
        input.state = RT_INPUT_DOCUMENT;
    }
    if (rt_input_is_empty(&input))
        input.state = RT_INPUT_EMPTY;
    for (size_t d = 0; m->roster && d < rt_roster_count(m->roster); d++)
        m->sent[d] |= rt_intake_sent(intake, d);
    return rt_ledger_update_input(m->ledger, id, &input, err);
}

static enum rt_status take_intake(
    void *context, size_t i, void *result, struct rt_error *err)
{
    struct plan_seen plan = {.department = RT_BUF(RT_TEXT_MAX)};
    enum rt_status rc = take_rows(context, i, result, &plan, err);

    rt_buf_fini(&plan.department);
    rt_intake_free(result);
    return rc;
}

static void drop_intake(void *context, void *result)
{
    (void)context;
    rt_intake_free(result);
}

/* --- the roster ----------------------------------------------------------- */

static enum rt_status report_missing(
    struct merge *m, const struct rt_department *d, struct rt_error *err)
{
    const struct rt_finding f = {.code = RT_RO101, .department = d->name};
    struct rt_input input = rt_silent_input(d);
    int64_t id;

    RT_TRY(rt_ledger_add_input(m->ledger, &input, &id, err));
    return rt_ledger_report(m->ledger, 0, &f, m->o.lang, RT_ARGS(d->name), err);
}

/* Departments from which nothing came, in the roster's order. */
static enum rt_status report_silent(struct merge *m, struct rt_error *err)
{
    for (size_t i = 0; m->roster && i < rt_roster_count(m->roster); i++) {
        const struct rt_department *d = rt_roster_department(m->roster, i);
        RT_TRY(rt_ledger_add_department(m->ledger, d->name, err));
        if (!(m->sent[i] & RT_HEARD))
            RT_TRY(report_missing(m, d, err));
    }
    return RT_OK;
}

static enum rt_status report_others(struct merge *m, struct rt_error *err)
{
    struct rt_others others = {.roster = m->roster,
        .sent = m->sent,
        .lang = m->o.lang,
        .ledger = m->ledger};

    RT_TRY(rt_report_others(&others, &m->files, err));
    m->run.others = m->files.others;
    m->run.other_count = m->files.other_count;
    return RT_OK;
}

static enum rt_status read_meetings(struct merge *m, struct rt_error *err)
{
    for (size_t i = 0; i < m->files.count; i++) {
        if (m->reviews[i] != 0)
            RT_TRY(rt_merge_input_meeting(&m->o, &m->files.list[i],
                m->reviews[i], m->ledger, &m->meeting, err));
    }
    return rt_merge_next_meeting(&m->o, m->ledger, &m->meeting, &m->run, err);
}

static enum rt_status read_inputs(struct merge *m, struct rt_error *err)
{
    struct rt_pool_work work = {.context = m,
        .count = m->files.count,
        .make = make_intake,
        .take = take_intake,
        .drop = drop_intake};

    RT_TRY(rt_ledger_open(&m->ledger, m->o.jobs > 1 ? m->o.jobs : 0, err));
    m->taken = calloc(m->files.count + 1, sizeof *m->taken);
    RT_TRY(rt_merge_recall(&m->memory, &m->o, m->set, m->ledger, err));
    m->previous = calloc(m->o.previous_count + 1, sizeof *m->previous);
    m->plan.inputs = calloc(m->files.count + 1, sizeof *m->plan.inputs);
    m->reviews = calloc(m->files.count + 1, sizeof *m->reviews);
    RT_NEED(m->taken && m->previous && m->plan.inputs && m->reviews, err);
    RT_TRY(rt_merge_previous(&m->o, &m->memory, m->ledger, m->previous, err));
    if (m->o.previous_count > 0)
        m->run.previous = m->previous;
    m->run.previous_count = m->o.previous_count;
    m->run.previous_close = m->memory.base.date.p;
    if (m->o.previous_plan_count > 0)
        RT_TRY(
            rt_merge_read_plans(m->ledger, &m->o, &m->memory, &m->plan, err));
    RT_TRY(rt_merge_previous_statement(&m->o, &m->memory, m->ledger, err));
    RT_TRY(rt_merge_previous_meeting(
        &m->o, &m->memory, m->ledger, &m->meeting, err));
    RT_TRY(rt_merge_previous_assessment(&m->o, &m->memory, m->ledger, err));
    rt_merge_recalled(&m->memory);
    RT_TRY(rt_pool_run(&work, m->o.jobs, err));
    RT_TRY(rt_merge_input_plans(m->ledger, &m->o, &m->files, &m->plan, err));
    RT_TRY(read_meetings(m, err));
    RT_TRY(report_silent(m, err));
    RT_TRY(report_others(m, err));
    m->signing = (struct rt_signing){.now = m->o.now,
        .deputies = (const char *const *)m->o.deputies,
        .count = m->o.deputy_count};
    rt_ledger_sign_by(m->ledger, &m->signing);
    RT_TRY(rt_ledger_finish(m->ledger, m->o.lang, err));
    if (!m->plan.any)
        return RT_OK;
    m->run.previous_plan = &m->plan.previous;
    return rt_ledger_planned_counts(m->ledger, &m->plan.previous.rows, err);
}

/* --- writing -------------------------------------------------------------- */

/* Names are announced before anything is read, so that a run that would end
 * at an existing result ends at once. */
static enum rt_status announce(
    struct rt_outset *set, const char *paths[REPORTS + 1], struct rt_error *err)
{
    for (size_t i = 0; i < REPORTS; i++)
        RT_TRY(rt_outset_add(set, reports[i].name, &paths[i], err));
    return rt_outset_add(set, "rejected.csv", &paths[REPORTS], err);
}

/* What is written side by side: the results but the manifest, what takes longest
 * first; then rejected.csv, the return slips and the departments' plans. */
enum { PARTS = MANIFEST + 1 };

struct writing {
    struct merge *m;
    const char *const *paths;
    uint64_t rejected; /* rows of rejected.csv */
};

static enum rt_status write_from(struct writing *w, struct rt_ledger *ledger,
    size_t part, struct rt_error *err)
{
    struct merge *m = w->m;
    const char *path;

    if (part == PARTS - 1)
        return rt_report_rejected(
            ledger, &m->run, w->paths[REPORTS], &w->rejected, err);
    if (part == STATEMENT && !w->m->states)
        return RT_OK;
    if (part == ASSESSMENT)
        return rt_report_assessment(
            ledger, &m->run, w->paths[part], &m->assessed, err);
    if (part < PARTS) {
        path = w->paths[part];
        RT_TRY(reports[part].write(ledger, &m->run, path, err));
    } else {
        path = m->returns.paths[part - PARTS];
        RT_TRY(rt_merge_write_letter(
            &m->returns, part - PARTS, ledger, &m->run, err));
    }
    return rt_outset_written(m->set, path, err);
}

static enum rt_status write_part(
    void *context, size_t part, void **result, struct rt_error *err)
{
    struct writing *w = context;
    struct rt_ledger *ledger = rt_ledger_lend(w->m->ledger);
    enum rt_status rc = write_from(w, ledger, part, err);

    rt_ledger_take_back(w->m->ledger, ledger);
    *result = NULL;
    return rc;
}

static enum rt_status write_reports(
    struct merge *m, const char *const paths[REPORTS + 1], struct rt_error *err)
{
    struct writing w = {.m = m, .paths = paths};
    struct rt_pool_work work = {.context = &w,
        .count = PARTS + rt_merge_letters(&m->returns),
        .make = write_part};

    struct rt_soa_counts statement;

    m->run.returns = &m->returns.list;
    RT_TRY(rt_ledger_count_statement(m->ledger, &statement, err));
    m->states = statement.controls > 0;
    RT_TRY(rt_pool_run(&work, m->o.jobs, err));
    if (!m->states)
        rt_outset_drop(m->set, RT_STATEMENT_FILE);
    if (m->assessed == 0)
        rt_outset_drop(m->set, RT_ASSESSMENT_FILE);
    else
        RT_TRY(rt_outset_written(m->set, paths[ASSESSMENT], err));
    if (w.rejected == 0)
        rt_outset_drop(m->set, "rejected.csv");
    else
        RT_TRY(rt_outset_written(m->set, paths[REPORTS], err));
    m->run.approvals = &m->returns.approvals;
    m->run.plans = &m->returns.plans;
    m->run.files = m->set;
    return reports[MANIFEST].write(m->ledger, &m->run, paths[MANIFEST], err);
}

/* Into the folder and the state; whatever can fail is done before either
 * changes. */
static enum rt_status commit(
    struct merge *m, const char *const paths[REPORTS + 1], struct rt_error *err)
{
    m->memory.results.documents[RT_RESULT_RISKS] = paths[RISKS];
    m->memory.results.documents[RT_RESULT_MANIFEST] = paths[MANIFEST];
    m->memory.results.documents[RT_RESULT_PLAN] = paths[PLAN];
    if (m->states)
        m->memory.results.documents[RT_RESULT_STATEMENT] = paths[STATEMENT];
    m->memory.results.documents[RT_RESULT_REVIEW] = paths[REVIEW];
    if (m->assessed > 0)
        m->memory.results.documents[RT_RESULT_ASSESSMENT] = paths[ASSESSMENT];
    RT_TRY(rt_merge_remember(&m->memory, &m->o, m->ledger, err));
    RT_TRY(rt_outset_commit(m->set, err));
    return rt_merge_remembered(&m->memory, err);
}

/* --link-base, else from where the folder of the results lies. */
static void find_inputs_base(struct merge *m)
{
    m->inputs_base
        = rt_way_to_inputs(m->o.output, &m->files, &m->run.inputs_skip);
    m->run.inputs_base = m->o.link_base ? m->o.link_base : m->inputs_base;
    if (m->o.link_base && m->o.link_base[0] == '\0')
        m->run.inputs_base = NULL;
}

/* A run that found no form at all has nothing to put in place of an earlier
 * result: what its inputs are is reported, with what to do about it, since no
 * list is written that has it. */
static enum rt_status check_forms(
    struct merge *m, const struct rt_totals *totals, struct rt_error *err)
{
    if (totals->inputs_read > 0 || m->stated)
        return RT_OK;
    RT_TRY(rt_merge_print_findings(m->ledger, &m->o, err));
    RT_TRY(rt_merge_print_advice(m->ledger, &m->o, err));
    return rt_fail_text(err, RT_USAGE,
        "取りまとめる様式が1つも見つかりません（何も書き出していません）",
        "not one form to merge was found (nothing was written)");
}

/* --- the run -------------------------------------------------------------- */

static enum rt_status merge_all(
    struct merge *m, struct rt_totals *totals, struct rt_error *err)
{
    const char *paths[REPORTS + 1];

    RT_TRY(rt_list_inputs(&m->o, &m->files, err));
    rt_set_aside(&m->o, &m->files);
    RT_TRY(rt_read_roster(&m->o, &m->roster, &m->sent, err));
    RT_TRY(rt_outset_open(m->o.output, m->o.force, &m->set, err));
    find_inputs_base(m);
    RT_TRY(announce(m->set, paths, err));
    RT_TRY(read_inputs(m, err));
    RT_TRY(rt_ledger_totals(m->ledger, totals, err));
    RT_TRY(rt_merge_check_counts(m->ledger, totals, err));
    RT_TRY(rt_merge_returns_begin(
        &m->returns, m->ledger, &m->o, &m->files, m->taken, m->set, err));
    RT_TRY(check_forms(m, totals, err));
    RT_TRY(rt_merge_count(&m->memory, &m->o, m->ledger, &m->run, totals, err));
    RT_TRY(write_reports(m, paths, err));
    return commit(m, paths, err);
}

static int run(struct merge *m, struct rt_error *err)
{
    struct rt_totals totals;
    int status;
    enum rt_status rc;

    m->run = (struct rt_run){.version = RT_VERSION,
        .now = m->o.now,
        .lang = m->o.lang,
        .due = m->o.due,
        .options = (const char *const *)m->o.shaping,
        .option_count = m->o.shaping_count,
        .one_scale = m->o.one_scale,
        .small = m->o.compress == RT_COMPRESS_SMALL,
        .config_sha256
        = m->o.config_sha256[0] != '\0' ? m->o.config_sha256 : NULL};
    rc = merge_all(m, &totals, err);
    rt_outset_close(m->set);
    if (rc != RT_OK)
        return rt_complain(m->o.lang, err);
    status = rt_exit_status(&m->o, &totals);
    rc = rt_merge_print(m->ledger, &m->o, m->run.previous_plan, &totals,
        &m->returns, status, err);
    return rc == RT_OK ? status : rt_complain(m->o.lang, err);
}

int rt_command_merge(int argc, char **argv)
{
    struct merge m = {0};
    struct rt_error err = {0};
    int status;

    rt_files_init(&m.files);
    if (rt_options_read(&m.o, RT_FOR_MERGE, argc, argv, &err) != RT_OK) {
        status = rt_complain(m.o.lang, &err);
    } else if (m.o.help) {
        status = rt_help(RT_FOR_MERGE, m.o.lang, &rt_merge_usage);
    } else if (!m.o.output) {
        rt_fail_text(&err, RT_USAGE,
            "-o で書き出すフォルダーを指定してください",
            "name the folder for the results with -o");
        status = rt_complain(m.o.lang, &err);
    } else {
        status = run(&m, &err);
    }
    rt_merge_returns_fini(&m.returns);
    rt_merge_plan_fini(&m.plan);
    rt_merge_meeting_fini(&m.meeting);
    rt_merge_memory_fini(&m.memory);
    rt_ledger_close(m.ledger);
    rt_roster_free(m.roster);
    free(m.sent);
    free(m.inputs_base);
    free(m.taken);
    free(m.reviews);
    free(m.previous);
    rt_files_fini(&m.files);
    rt_options_fini(&m.o);
    return status;
}
