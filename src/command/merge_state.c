/* merge --state: the last closes take the place of --previous and of
 * --previous-plan, and this run becomes a close more (state/closes.h). */
#include "command/merge.h"

#include <limits.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/calendar.h"
#include "base/hash.h"
#include "base/list.h"
#include "command/reading.h"
#include "command/way.h"
#include "form/packed_intake.h"
#include "ledger/change.h"

/* --- which closes ---------------------------------------------------------- */

static enum rt_status take_close(struct rt_merge_memory *m, size_t *cap,
    const struct rt_close *close, struct rt_error *err)
{
    struct rt_close *to;

    RT_NEED(RT_ARENA_GROW(&m->arena, m->closes, m->close_count, *cap), err);
    to = &m->closes[m->close_count++];
    *to = *close;
    to->date = rt_arena_str(&m->arena, close->date);
    to->plan = rt_arena_str(&m->arena, close->plan);
    RT_NEED(to->date.p && to->plan.p, err);
    return RT_OK;
}

static enum rt_status read_closes(
    struct rt_merge_memory *m, struct rt_error *err)
{
    struct rt_cursor cursor = rt_state_closes(m->state, err);
    struct rt_close close;
    size_t cap = 0;

    while (rt_next(&cursor, &close))
        rt_cursor_keep(&cursor, take_close(m, &cap, &close, err));
    return rt_cursor_close(&cursor);
}

static int64_t quarter_of(const struct rt_options *o, struct rt_str date)
{
    return rt_fiscal_quarter(date, o->due.fiscal_start);
}

/* The last close of an earlier quarter whose results are there; NULL: none. */
static const struct rt_close *close_before(const struct rt_merge_memory *m,
    const struct rt_options *o, struct rt_str date)
{
    for (size_t i = m->close_count; i-- > 0;)
        if (m->closes[i].kept
            && quarter_of(o, m->closes[i].date) < quarter_of(o, date))
            return &m->closes[i];
    return NULL;
}

/* Whether the last close has the base of this one. */
static bool is_base_of_last(
    const struct rt_merge_memory *m, const struct rt_options *o)
{
    const struct rt_close *base = close_before(m, o, m->last.date);

    return base && base->id == m->base.id;
}

static void choose(struct rt_merge_memory *m, const struct rt_options *o)
{
    const struct rt_close *base;

    if (m->close_count == 0)
        return;
    m->last = m->closes[m->close_count - 1];
    base = close_before(m, o, rt_str(o->now));
    m->base = base ? *base : m->last;
}

/* --- their results ---------------------------------------------------------- */

/* Under a temporary name in the folder of the results. */
static enum rt_status extract(struct rt_merge_memory *m, const char *name,
    const struct rt_close *close, enum rt_result which, const char **path,
    struct rt_error *err)
{
    RT_TRY(rt_outset_add(m->set, name, path, err));
    return rt_state_document(m->state, close->id, which, *path, err);
}

#define LAST_RISKS ".risktally-last.jsonl"
#define LAST_MANIFEST ".risktally-last.json"
#define LAST_PLAN ".risktally-last.xlsx"
#define LAST_STATEMENT ".risktally-last-soa.xlsx"
#define LAST_REVIEW ".risktally-last-review.xlsx"
#define LAST_ASSESSMENT ".risktally-last-report.xlsx"
#define BASE_RISKS ".risktally-base.jsonl"

/* A list of paths of the options, with this one alone. */
static enum rt_status set_only(
    char ***list, size_t *count, const char *path, struct rt_error *err)
{
    *list = calloc(1, sizeof **list);
    RT_NEED(*list, err);
    (*list)[0] = (char *)(uintptr_t)path;
    *count = 1;
    return RT_OK;
}

static enum rt_status extract_all(
    struct rt_merge_memory *m, struct rt_options *o, struct rt_error *err)
{
    const char *risks;
    uint64_t size;

    RT_TRY(extract(m, LAST_RISKS, &m->last, RT_RESULT_RISKS, &risks, err));
    RT_TRY(set_only(&o->previous, &o->previous_count, risks, err));
    RT_TRY(extract(
        m, LAST_MANIFEST, &m->last, RT_RESULT_MANIFEST, &m->manifest, err));
    RT_TRY(rt_sha256_file(m->manifest, m->follows, &size, err));
    return m->base.id == m->last.id ? RT_OK
                                    : extract(m, BASE_RISKS, &m->base,
                                        RT_RESULT_RISKS, &m->base_risks, err);
}

static enum rt_status report(struct rt_ledger *ledger,
    const struct rt_options *o, enum rt_code code, struct rt_str first,
    struct rt_str second, struct rt_error *err)
{
    struct rt_finding f = {.code = code};
    const struct rt_str args[RT_FINDING_ARGS] = {first, second};

    return rt_ledger_report(ledger, 0, &f, o->lang, args, err);
}

static void show(char to[RT_CLOSE_SHOWN], const struct rt_options *o,
    const struct rt_close *close)
{
    snprintf(to, RT_CLOSE_SHOWN,
        rt_say(o->lang, "%.*s の取りまとめ（%s）", "the merge of %.*s (%s)"),
        RT_FMT(close->date), o->state);
}

enum { SET_PATH = PATH_MAX + 32 };

/* The hash of a file of the results in the folder; "" where there is none. */
static void hash_of(const char *folder, const char *name, char hash[65])
{
    struct rt_error ignored = {0};
    char path[SET_PATH];
    uint64_t size;

    snprintf(path, sizeof path, "%s/%s", folder, name);
    if (rt_sha256_file(path, hash, &size, &ignored) != RT_OK)
        hash[0] = '\0';
}

/* Whether people edited the plan of the folder since it was written. */
static bool is_edited(const char *folder, const struct rt_manifest *results)
{
    char hash[65];

    hash_of(folder, RT_PLAN_FILE, hash);
    for (size_t i = 0; hash[0] != '\0' && i < results->count; i++)
        if (strcmp(results->files[i].name, RT_PLAN_FILE) == 0)
            return strcmp(results->files[i].sha256, hash) != 0;
    return false;
}

/* Whether the results in the folder come from a run after the last close that was
 * killed before the state had it: it is the state's next one for those who read
 * its plan. Without a close only what they typed into that counts, since the
 * state may be a new one. */
static enum rt_status is_next(const struct rt_merge_memory *m,
    const char *folder, bool *next, struct rt_error *err)
{
    struct rt_manifest results;
    enum rt_status rc = rt_manifest_read(folder, &results, err);

    *next = rc == RT_OK && results.follows
            && strcmp(results.follows, m->follows) == 0
            && (m->last.id || is_edited(folder, &results));
    rt_manifest_fini(&results);
    return rc;
}

/* The folder whose plan is the last one, as people edited it; "" for none. */
static enum rt_status find_folder(const struct rt_merge_memory *m,
    const char *output, char folder[PATH_MAX], struct rt_error *err)
{
    const char *name;
    char hash[65];
    bool found = false;

    snprintf(folder, PATH_MAX, "%s", output);
    hash_of(folder, RT_MANIFEST, hash);
    if (strcmp(hash, m->follows) != 0)
        RT_TRY(is_next(m, folder, &found, err));
    if (!found && m->last.id) {
        rt_path_split(m->last.plan.p, folder, &name);
        RT_TRY(rt_outset_mend(folder, err));
        hash_of(folder, RT_MANIFEST, hash);
        found = strcmp(hash, m->follows) == 0;
        if (!found)
            RT_TRY(is_next(m, folder, &found, err));
    }
    if (!found)
        folder[0] = '\0';
    return RT_OK;
}

/* Where it is not there any more, or another run's is, as the last close wrote
 * it. */
static enum rt_status find_plan(struct rt_merge_memory *m, struct rt_options *o,
    struct rt_ledger *ledger, struct rt_error *err)
{
    char folder[PATH_MAX], there[SET_PATH];
    const char *path = there;

    if (o->previous_plan_count > 0)
        return RT_OK;
    RT_TRY(find_folder(m, o->output, folder, err));
    snprintf(there, sizeof there, "%s/" RT_PLAN_FILE, folder);
    if (folder[0] != '\0' && access(there, R_OK) == 0) {
        m->plan = rt_way(".", there);
        RT_NEED(m->plan, err);
        path = m->plan;
    } else if (!m->last.id) {
        return RT_OK;
    } else {
        RT_TRY(extract(m, LAST_PLAN, &m->last, RT_RESULT_PLAN, &path, err));
        show(m->plan_shown, o, &m->last);
        RT_TRY(report(ledger, o, RT_DL320, m->last.plan, m->last.date, err));
    }
    return set_only(&o->previous_plans, &o->previous_plan_count, path, err);
}

/* Another document that people edit, if the last run wrote it. */
struct edited {
    const char *name, *last;
    enum rt_result which;
    char **path; /* of the options: where it is */
    char *shown;
};

static enum rt_status find_edited(struct rt_merge_memory *m,
    const struct rt_options *o, const struct edited *e, struct rt_error *err)
{
    char folder[PATH_MAX], there[SET_PATH];
    const char *path = there;
    bool has = false;

    if (*e->path)
        return RT_OK;
    RT_TRY(find_folder(m, o->output, folder, err));
    snprintf(there, sizeof there, "%s/%s", folder, e->name);
    if (folder[0] != '\0') {
        if (access(there, R_OK) != 0)
            return RT_OK;
    } else {
        if (m->last.id)
            RT_TRY(rt_state_has_document(
                m->state, m->last.id, e->which, &has, err));
        if (!has)
            return RT_OK;
        RT_TRY(extract(m, e->last, &m->last, e->which, &path, err));
        show(e->shown, o, &m->last);
    }
    *e->path = rt_way(".", path);
    RT_NEED(*e->path, err);
    return RT_OK;
}

static enum rt_status find_documents(struct rt_merge_memory *m,
    struct rt_options *o, struct rt_ledger *ledger, struct rt_error *err)
{
    const struct edited statement = {RT_STATEMENT_FILE, LAST_STATEMENT,
        RT_RESULT_STATEMENT, &o->previous_soa, m->soa_shown};
    const struct edited review = {RT_MANAGEMENT_FILE, LAST_REVIEW,
        RT_RESULT_REVIEW, &o->previous_review, m->review_shown};
    const struct edited report = {RT_ASSESSMENT_FILE, LAST_ASSESSMENT,
        RT_RESULT_ASSESSMENT, &o->previous_report, m->report_shown};

    RT_TRY(find_plan(m, o, ledger, err));
    RT_TRY(find_edited(m, o, &statement, err));
    RT_TRY(find_edited(m, o, &report, err));
    return find_edited(m, o, &review, err);
}

static enum rt_status need_no_previous(
    const struct rt_options *o, struct rt_error *err)
{
    return o->previous_count == 0
               ? RT_OK
               : rt_fail_both(err, RT_USAGE,
                   "状態ファイル %s に前回の取りまとめがあるため、--previous は"
                   "指定できません",
                   "%s knows the previous run: --previous cannot be given",
                   o->state);
}

enum rt_status rt_merge_recall(struct rt_merge_memory *m, struct rt_options *o,
    struct rt_outset *set, struct rt_ledger *ledger, struct rt_error *err)
{
    if (!o->state)
        return RT_OK;
    m->set = set;
    RT_TRY(rt_state_open(o->state, RT_STATE_RUN, o->lang, &m->state, err));
    RT_TRY(rt_state_for_merge(m->state, err));
    RT_TRY(rt_reading_settings(o, m->settings, err));
    RT_TRY(read_closes(m, err));
    choose(m, o);
    if (m->close_count == 0)
        return o->previous_count > 0 ? RT_OK
                                     : find_documents(m, o, ledger, err);
    RT_TRY(need_no_previous(o, err));
    if (rt_str_cmp(rt_str(o->now), m->last.date) < 0)
        RT_TRY(report(ledger, o, RT_DL321, rt_str(o->now), m->last.date, err));
    show(m->shown, o, &m->base);
    RT_TRY(extract_all(m, o, err));
    return find_documents(m, o, ledger, err);
}

/* --- unchanged files --------------------------------------------------------- */

/* Under which the state keeps what was read of a file with that content. */
static enum rt_status key_of(const struct rt_merge_memory *m, enum rt_lang lang,
    struct rt_str sha256, char key[65], struct rt_error *err)
{
    struct rt_buf b = RT_BUF(1024);
    enum rt_status rc = rt_buf_printf(
        &b, "%s\n%d\n%.*s\n", m->settings, (int)lang, RT_FMT(sha256));

    if (rc == RT_OK)
        rt_sha256(rt_buf_str(&b), key);
    rt_buf_fini(&b);
    return rc == RT_OK ? rc : rt_fail_nomem(err);
}

/* RT_END where the state has nothing of it. */
static enum rt_status read_kept(struct rt_merge_memory *m,
    const struct rt_intake_request *q, struct rt_intake **out,
    struct rt_error *err)
{
    struct rt_buf bytes = RT_BUF(RT_PACKED_MAX);
    struct rt_error ignored = {0};
    char sha256[65], key[65];
    uint64_t size;
    enum rt_status rc;

    /* The intake reports a file that cannot be opened. */
    if (rt_sha256_file(q->path, sha256, &size, &ignored) != RT_OK)
        return RT_END;
    RT_TRY(key_of(m, q->lang, rt_str(sha256), key, err));
    rc = rt_state_kept(m->state, q->file, key, &bytes, err);
    if (rc == RT_ROW)
        rc = rt_intake_unpack(q, rt_buf_str(&bytes), out, err);
    rt_buf_fini(&bytes);
    return rc;
}

/* A file that could not be read may be readable the next time; a large one is
 * read again. */
static enum rt_status keep(struct rt_merge_memory *m,
    const struct rt_intake_request *q, struct rt_intake *intake,
    struct rt_error *err)
{
    const struct rt_input *in = rt_intake_input(intake);
    struct rt_buf bytes = RT_BUF(RT_PACKED_MAX);
    char key[65];
    enum rt_status rc;

    if (in->state != RT_INPUT_READ && in->state != RT_INPUT_OTHER)
        return RT_OK;
    RT_TRY(key_of(m, q->lang, in->sha256, key, err));
    rc = rt_intake_pack(intake, &bytes, err);
    RT_THEN(rc,
        rt_state_keep_read(m->state, q->file, key, rt_buf_str(&bytes), err));
    rt_buf_fini(&bytes);
    return rc == RT_LIMIT ? RT_OK : rc;
}

enum rt_status rt_merge_read(struct rt_merge_memory *m,
    const struct rt_intake_request *request, struct rt_intake **out,
    struct rt_error *err)
{
    enum rt_status rc;

    if (!m->state)
        return rt_intake_read(request, out, err);
    rc = read_kept(m, request, out, err);
    if (rc != RT_END)
        return rc;
    RT_TRY(rt_intake_read(request, out, err));
    rc = keep(m, request, *out, err);
    if (rc != RT_OK) {
        rt_intake_free(*out);
        *out = NULL;
    }
    return rc;
}

enum rt_status rt_merge_new_ids(const struct rt_merge_memory *m,
    const struct rt_options *o, struct rt_ledger *ledger, struct rt_error *err)
{
    struct rt_new_id id;

    if (!m->base_risks || !is_base_of_last(m, o))
        return RT_OK;
    struct rt_cursor cursor = rt_state_new_ids(m->state, err);
    while (rt_next(&cursor, &id))
        rt_cursor_keep(&cursor, rt_ledger_add_new_id(ledger, &id, err));
    return rt_cursor_close(&cursor);
}

void rt_merge_recalled(struct rt_merge_memory *m)
{
    static const char *const names[] = {LAST_RISKS, LAST_MANIFEST, LAST_PLAN,
        LAST_STATEMENT, LAST_REVIEW, LAST_ASSESSMENT, BASE_RISKS};

    for (size_t i = 0; m->last.id && i < RT_COUNT(names); i++)
        rt_outset_drop(m->set, names[i]);
}

/* --- this run ---------------------------------------------------------------- */

static void count_risks(struct rt_close *c, const struct rt_totals *t)
{
    c->counts[RT_CLOSE_RISKS] = t->risks;
    c->counts[RT_CLOSE_HIGH] = t->high;
    c->counts[RT_CLOSE_MEDIUM] = t->medium;
    c->counts[RT_CLOSE_LOW] = t->low;
    c->counts[RT_CLOSE_UNASSESSED] = t->risks - t->assessed;
    c->counts[RT_CLOSE_UNCONFIRMED] = t->unconfirmed;
    c->counts[RT_CLOSE_MISSING] = t->inputs_missing;
}

static void count_treatments(struct rt_close *c, const struct rt_plan_counts *n)
{
    c->counts[RT_CLOSE_TREATMENTS] = n->of[RT_TALLIED_ALL];
    c->counts[RT_CLOSE_DONE] = n->of[RT_TALLIED_DONE];
    c->counts[RT_CLOSE_OVERDUE] = n->of[RT_TALLIED_OVERDUE];
}

/* By date: a clock may have been set back. This run's is the last of its day. */
static int by_date(const void *a, const void *b)
{
    const struct rt_close *x = a, *y = b;
    int c = rt_str_cmp(x->date, y->date);

    if (c != 0 || x->id == y->id)
        return c;
    return x->id == 0 || (y->id != 0 && x->id > y->id) ? 1 : -1;
}

/* Of each quarter the last close. */
static void keep_quarters(struct rt_merge_memory *m, const struct rt_options *o)
{
    size_t kept = 0;

    qsort(m->closes, m->close_count, sizeof *m->closes, by_date);
    for (size_t i = 0; i < m->close_count; i++) {
        bool last = i + 1 == m->close_count
                    || quarter_of(o, m->closes[i].date)
                           != quarter_of(o, m->closes[i + 1].date);
        if (last)
            m->closes[kept++] = m->closes[i];
    }
    m->close_count = kept;
}

/* Where the plan will be. */
static enum rt_status name_plan(struct rt_merge_memory *m,
    const struct rt_options *o, struct rt_close *now, struct rt_error *err)
{
    char folder[PATH_MAX];

    if (!realpath(o->output, folder))
        return rt_fail_errno(err, RT_CANNOT_OPEN, o->output);
    if (asprintf(&m->new_plan, "%s/" RT_PLAN_FILE, folder) < 0)
        m->new_plan = NULL;
    RT_NEED(m->new_plan, err);
    now->plan = rt_str(m->new_plan);
    return RT_OK;
}

enum rt_status rt_merge_count(struct rt_merge_memory *m,
    const struct rt_options *o, struct rt_ledger *ledger, struct rt_run *run,
    const struct rt_totals *totals, struct rt_error *err)
{
    struct rt_close now = {.date = rt_str(o->now)};
    const struct rt_close *base;
    struct rt_plan_counts plan;
    size_t cap = m->close_count;

    if (!m->state)
        return RT_OK;
    base = close_before(m, o, now.date);
    m->results.base = base ? base->id : 0;
    m->results.same_base = base && is_base_of_last(m, o);
    RT_TRY(rt_report_plan_count(ledger, run, &plan, err));
    count_risks(&now, totals);
    count_treatments(&now, &plan);
    RT_TRY(name_plan(m, o, &now, err));
    RT_TRY(take_close(m, &cap, &now, err));
    m->now = now;
    run->follows = m->follows;
    keep_quarters(m, o);
    run->closes = m->closes;
    run->close_count = m->close_count;
    return RT_OK;
}

enum rt_status rt_merge_remember(struct rt_merge_memory *m,
    const struct rt_options *o, struct rt_ledger *ledger, struct rt_error *err)
{
    struct rt_cursor ids = {0};
    enum rt_status rc;

    if (!m->state)
        return RT_OK;
    if (o->previous_count > 0) {
        ids = rt_ledger_new_ids(ledger, err);
        m->results.new_ids = &ids;
    }
    rc = rt_state_add_close(m->state, &m->now, &m->results, err);
    (void)!rt_cursor_close(&ids);
    return rc;
}

enum rt_status rt_merge_remembered(
    struct rt_merge_memory *m, struct rt_error *err)
{
    return m->state ? rt_state_commit_close(m->state, err) : RT_OK;
}

void rt_merge_memory_fini(struct rt_merge_memory *m)
{
    rt_state_close(m->state);
    rt_arena_fini(&m->arena);
    free(m->plan);
    free(m->new_plan);
}
