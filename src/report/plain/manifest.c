/* run.json: what the run was, what it read, and how the counts add up.
 *
 * Members keep their order, so that equal runs give equal bytes. The only
 * time in it is the run's own --now.
 */
#include <stdlib.h>

#include "base/outfile.h"
#include "base/write.h"
#include "input/inputs.h"
#include "ledger/asked_risks.h"
#include "ledger/chosen_controls.h"
#include "ledger/statement.h"
#include "record/json.h"
#include "report/approval/approvals.h"
#include "report/report.h"

/* A count beside its name; they come in groups. */
struct count {
    const char *name;
    uint64_t n;
};

static void put_counts(
    struct rt_writer *w, const char *name, const struct count *counts, size_t n)
{
    rt_json_open(w, name, '{');
    for (size_t i = 0; i < n; i++)
        rt_json_int(w, counts[i].name, (int64_t)counts[i].n);
    rt_json_close(w, '}');
}

#define COUNTS(w, name, ...)                                                   \
    put_counts(w, name, (const struct count[]){__VA_ARGS__},                   \
        RT_COUNT(((const struct count[]){__VA_ARGS__})))

static void put_rows(struct rt_writer *w, const struct rt_counts *n)
{
    rt_json_open(w, "rows", '{');
    rt_record_write_json(&rt_counts_members, n, w);
    rt_json_close(w, '}');
}

static void put_findings(
    struct rt_writer *w, uint64_t errors, uint64_t warnings, uint64_t infos)
{
    COUNTS(w, "findings", {"error", errors}, {"warning", warnings},
        {"info", infos});
}

/* --- the run -------------------------------------------------------------- */

static void put_previous_files(
    struct rt_writer *w, const struct rt_previous_file *files, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (i == 1)
            rt_json_open(w, "others", '[');
        if (i > 0)
            rt_json_open(w, NULL, '{');
        rt_json_text(w, "file", files[i].file);
        rt_json_int(w, "size", (int64_t)files[i].size);
        rt_json_z(w, "sha256", files[i].sha256);
        if (i > 0)
            rt_json_close(w, '}');
    }
    if (count > 1)
        rt_json_close(w, ']');
}

static void put_previous_plan(
    struct rt_writer *w, const struct rt_previous_plan *p)
{
    const struct rt_planned_counts *n = &p->rows;

    rt_json_open(w, "previous_plan", '{');
    put_previous_files(w, p->files, p->file_count);
    COUNTS(w, "rows", {"carried", n->carried}, {"added", n->added},
        {"gone", n->left}, {"gone_before", n->before}, {"notes", n->notes},
        {"new_risks", n->fresh});
    rt_json_close(w, '}');
}

static void put_run(struct rt_writer *w, const struct rt_run *run)
{
    rt_json_z(w, "program", "risktally");
    rt_json_z(w, "version", run->version);
    rt_json_z(w, "now", run->now);
    rt_json_z(w, "lang", rt_say(run->lang, "ja", "en"));
    rt_json_open(w, "options", '[');
    for (size_t i = 0; i < run->option_count; i++)
        rt_json_z(w, NULL, run->options[i]);
    rt_json_close(w, ']');
    rt_json_z(w, "config_sha256", run->config_sha256);
    if (run->follows)
        rt_json_z(w, "follows", run->follows);
    if (run->previous) {
        rt_json_open(w, "previous", '{');
        put_previous_files(w, run->previous, run->previous_count);
        if (run->previous_close)
            rt_json_z(w, "close", run->previous_close);
        rt_json_close(w, '}');
    }
    if (run->previous_plan)
        put_previous_plan(w, run->previous_plan);
}

/* --- the lists ------------------------------------------------------------ */

static enum rt_status put_uses(struct rt_cursor c, const char *name,
    const struct rt_run *run, struct rt_writer *w)
{
    struct rt_profile_use use;

    rt_json_open(w, name, '[');
    while (rt_next(&c, &use)) {
        rt_json_open(w, NULL, '{');
        rt_json_z(w, "name", use.profile.name);
        rt_json_z(w, "title", use.profile.title[run->lang]);
        rt_json_z(w, "sha256", use.profile.hash);
        rt_json_int(w, "risks", (int64_t)use.risks);
        rt_json_close(w, '}');
    }
    rt_json_close(w, ']');
    return rt_cursor_close(&c);
}

static enum rt_status put_profiles(struct rt_ledger *ledger,
    const struct rt_run *run, struct rt_writer *w, struct rt_error *err)
{
    RT_TRY(put_uses(rt_ledger_profiles(ledger, err), "profiles", run, w));
    return run->one_scale ? put_uses(
               rt_ledger_own_profiles(ledger, err), "own_profiles", run, w)
                          : RT_OK;
}

static void put_input(struct rt_writer *w, const struct rt_input *in)
{
    rt_json_open(w, NULL, '{');
    rt_record_write_json(&rt_input_members, in, w);
    put_rows(w, &in->counts);
    put_findings(w, in->errors, in->warnings, in->infos);
    rt_json_close(w, '}');
}

static enum rt_status put_inputs(
    struct rt_ledger *ledger, struct rt_writer *w, struct rt_error *err)
{
    struct rt_cursor c = rt_ledger_inputs(ledger, err);
    struct rt_input in;

    rt_json_open(w, "inputs", '[');
    while (rt_next(&c, &in))
        put_input(w, &in);
    rt_json_close(w, ']');
    return rt_cursor_close(&c);
}

static void put_others(struct rt_writer *w, const struct rt_run *run)
{
    rt_json_open(w, "other", '[');
    for (size_t i = 0; i < run->other_count; i++)
        rt_json_z(w, NULL, run->others[i].name);
    rt_json_close(w, ']');
}

static enum rt_status put_checks(
    struct rt_ledger *ledger, struct rt_writer *w, struct rt_error *err)
{
    struct rt_cursor c = rt_ledger_checks(ledger, err);
    struct rt_checks row;

    rt_json_open(w, "checks", '[');
    while (rt_next(&c, &row)) {
        rt_json_open(w, NULL, '{');
        rt_record_write_json(&rt_checks_members, &row, w);
        rt_json_close(w, '}');
    }
    rt_json_close(w, ']');
    return rt_cursor_close(&c);
}

static void put_returns(struct rt_writer *w, const struct rt_returns *r)
{
    rt_json_open(w, "returns", '[');
    for (size_t i = 0; r && i < r->count; i++) {
        const struct rt_slip *s = &r->list[i].slip;

        rt_json_open(w, NULL, '{');
        rt_json_z(w, "file", r->list[i].name);
        rt_json_text(w, "department", s->department);
        rt_json_int(w, "error", (int64_t)s->errors);
        rt_json_int(w, "warning", (int64_t)s->warnings);
        rt_json_close(w, '}');
    }
    rt_json_close(w, ']');
}

static void put_plans(struct rt_writer *w, const struct rt_plan_parts *p)
{
    rt_json_open(w, "plans", '[');
    for (size_t i = 0; p && i < p->count; i++) {
        rt_json_open(w, NULL, '{');
        rt_json_z(w, "file", p->list[i].name);
        rt_json_text(w, "department", p->list[i].department);
        rt_json_int(w, "risks", (int64_t)p->list[i].risks);
        rt_json_close(w, '}');
    }
    rt_json_close(w, ']');
}

static void put_approvals(struct rt_writer *w, const struct rt_approvals *a)
{
    rt_json_open(w, "approvals", '[');
    for (size_t i = 0; a && i < a->count; i++) {
        rt_json_open(w, NULL, '{');
        rt_json_z(w, "file", a->list[i].name);
        rt_json_text(w, "owner", a->list[i].owner);
        rt_json_int(w, "risks", (int64_t)a->list[i].risks);
        rt_json_close(w, '}');
    }
    rt_json_close(w, ']');
}

static enum rt_status put_files(
    const struct rt_outset *set, struct rt_writer *w, struct rt_error *err)
{
    struct rt_outfile *list = NULL;
    size_t count = 0;

    if (set)
        RT_TRY(rt_outset_list(set, &list, &count, err));
    rt_json_open(w, "files", '[');
    for (size_t i = 0; i < count; i++) {
        rt_json_open(w, NULL, '{');
        rt_json_z(w, "file", list[i].name);
        rt_json_int(w, "size", (int64_t)list[i].size);
        rt_json_z(w, "sha256", list[i].sha256);
        rt_json_close(w, '}');
    }
    rt_json_close(w, ']');
    free(list);
    return RT_OK;
}

/* --- totals --------------------------------------------------------------- */

/* Of the risks that the criteria want to be accepted; waiting: all of which a
 * signature is asked for. */
static enum rt_status put_acceptance(
    struct rt_ledger *ledger, struct rt_writer *w, struct rt_error *err)
{
    struct rt_acceptance_counts n;

    RT_TRY(rt_ledger_acceptance_counts(ledger, &n, err));
    COUNTS(w, "acceptance", {"signed", n.of[RT_ACCEPT_SIGNED]},
        {"waiting", rt_asked_for(&n)}, {"lapsed", n.of[RT_ACCEPT_LAPSED]},
        {"expired", n.of[RT_ACCEPT_EXPIRED]},
        {"not_by_owner", n.of[RT_ACCEPT_STRANGER]},
        {"declined", n.of[RT_ACCEPT_DECLINED]},
        {"above_never", n.of[RT_ACCEPT_NEVER]});
    return RT_OK;
}

/* Of the statement of applicability, where there is one. */
static enum rt_status put_statement(
    struct rt_ledger *ledger, struct rt_writer *w, struct rt_error *err)
{
    struct rt_soa_counts n;

    RT_TRY(rt_ledger_count_statement(ledger, &n, err));
    if (n.controls > 0)
        COUNTS(w, "statement", {"controls", n.controls},
            {"applicable", n.applicable}, {"implemented", n.implemented},
            {"partly", n.partly}, {"not", n.not_implemented},
            {"excluded", n.excluded}, {"undecided", n.undecided},
            {"proposed", n.proposed});
    return RT_OK;
}

/* Of the controls that risks or the plan name, where there are any. */
static enum rt_status put_controls(
    struct rt_ledger *ledger, struct rt_writer *w, struct rt_error *err)
{
    struct rt_control_counts n;

    RT_TRY(rt_ledger_count_controls(ledger, &n, err));
    if (n.total > 0)
        COUNTS(w, "controls", {"all", n.total}, {"done", n.done},
            {"under_way", n.under_way}, {"open", n.open});
    return RT_OK;
}

static enum rt_status put_totals(
    struct rt_ledger *ledger, struct rt_writer *w, struct rt_error *err)
{
    struct rt_totals t;

    RT_TRY(rt_ledger_totals(ledger, &t, err));
    rt_json_open(w, "totals", '{');
    COUNTS(w, "inputs", {"all", t.inputs}, {"read", t.inputs_read},
        {"documents", t.inputs_documents}, {"other", t.inputs_other},
        {"failed", t.inputs_failed}, {"missing", t.inputs_missing});
    put_rows(w, &t.counts);
    rt_json_open(w, "risks", '{');
    rt_json_int(w, "all", (int64_t)t.risks);
    rt_json_int(w, "assessed", (int64_t)t.assessed);
    rt_json_int(w, "unassessed", (int64_t)(t.risks - t.assessed));
    if (t.unconfirmed > 0)
        rt_json_int(w, "unconfirmed", (int64_t)t.unconfirmed);
    if (t.views > 0)
        rt_json_int(w, "events", (int64_t)t.views);
    COUNTS(w, "class", {"high", t.high}, {"medium", t.medium}, {"low", t.low});
    COUNTS(w, "priority", {"1", t.priority[1]}, {"2", t.priority[2]},
        {"3", t.priority[3]}, {"none", t.priority[0]});
    rt_json_close(w, '}');
    RT_TRY(put_acceptance(ledger, w, err));
    RT_TRY(put_controls(ledger, w, err));
    RT_TRY(put_statement(ledger, w, err));
    put_findings(w, t.errors, t.warnings, t.infos);
    rt_json_close(w, '}');
    return RT_OK;
}

static enum rt_status put_root(struct rt_ledger *ledger,
    const struct rt_run *run, struct rt_writer *w, struct rt_error *err)
{
    w->indented = true;
    rt_json_open(w, NULL, '{');
    put_run(w, run);
    RT_TRY(put_profiles(ledger, run, w, err));
    RT_TRY(put_inputs(ledger, w, err));
    put_others(w, run);
    RT_TRY(put_checks(ledger, w, err));
    put_returns(w, run->returns);
    put_plans(w, run->plans);
    put_approvals(w, run->approvals);
    RT_TRY(put_totals(ledger, w, err));
    RT_TRY(put_files(run->files, w, err));
    rt_json_close(w, '}');
    rt_write_z(w, "\n");
    return RT_OK;
}

enum rt_status rt_report_manifest(struct rt_ledger *ledger,
    const struct rt_run *run, const char *path, struct rt_error *err)
{
    struct rt_writer w;

    RT_TRY(rt_writer_open(&w, path, err));
    return rt_writer_close(&w, put_root(ledger, run, &w, err), err);
}
