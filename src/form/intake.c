/* One file from its bytes to records: the two passes, put together.
 *
 * All or nothing: a workbook that breaks in the middle may lack the very
 * sheet that rates its media, and the maximum over half the threats is a
 * wrong number. So a failure anywhere takes back what the file has given so
 * far and leaves one finding that says why. (A CSV's bad record is no
 * failure: it is one rejected row.)
 */
#include "form/intake.h"
#include "form/approval_sheet.h"

#include <stdlib.h>

#include "form/form.h"
#include "form/statement_reader.h"
#include "input/book_source.h"
#include "record/trace.h"

/* Where a file's rows go from memory to a temporary file. */
enum { RAW_MEMORY = 1 << 20, OUT_MEMORY = 512 * 1024 };

enum rt_status rt_intake_new(const struct rt_intake_request *request,
    struct rt_intake **out, struct rt_error *err)
{
    struct rt_intake *in = *out = calloc(1, sizeof *in);

    RT_NEED(in, err);
    in->request = *request;
    rt_arena_init(&in->arena);
    rt_buf_init(&in->pack, SIZE_MAX / 4);
    rt_buf_init(&in->text, SIZE_MAX / 4);
    rt_buf_init(&in->text2, SIZE_MAX / 4);
    rt_spool_init(&in->raw, RAW_MEMORY);
    rt_spool_init(&in->raw_plans, RAW_MEMORY);
    rt_spool_init(&in->raw_beside, RAW_MEMORY);
    rt_spool_init(&in->raw_statements, RAW_MEMORY);
    rt_spool_init(&in->out, OUT_MEMORY);
    in->input.file = request->file;
    in->input.size = RT_UNKNOWN;
    in->input.state = RT_INPUT_FAILED;
    in->input.department = rt_file_department(request->file);
    for (size_t i = 0; i < RT_MEDIA; i++)
        in->media[i] = (struct rt_medium_rating){.threat = RT_UNKNOWN,
            .vulnerability = RT_UNKNOWN,
            .ruled = RT_UNKNOWN};
    return RT_OK;
}

void rt_intake_free(struct rt_intake *in)
{
    if (!in)
        return;
    rt_stage_stop(in->rest);
    rt_book_close(in->book);
    rt_grid_free(in->grid);
    rt_spool_fini(&in->raw);
    rt_spool_fini(&in->raw_plans);
    rt_spool_fini(&in->raw_beside);
    rt_spool_fini(&in->raw_statements);
    rt_spool_fini(&in->out);
    rt_buf_fini(&in->pack);
    rt_buf_fini(&in->text);
    rt_buf_fini(&in->text2);
    rt_arena_fini(&in->arena);
    free(in->plan_room.extras);
    free(in);
}

const struct rt_input *rt_intake_input(const struct rt_intake *in)
{
    return &in->input;
}

unsigned char rt_intake_sent(const struct rt_intake *in, size_t i)
{
    return in->sent ? in->sent[i] : 0;
}

const struct rt_profile *rt_intake_profile(const struct rt_intake *in)
{
    return in->profile;
}

size_t rt_intake_sheet_count(const struct rt_intake *in)
{
    return in->sheets ? in->sheet_count : 0;
}

struct rt_str rt_intake_sheet(const struct rt_intake *in, size_t i)
{
    return in->sheets[i].name;
}

const struct rt_layout *rt_intake_layout(const struct rt_intake *in, size_t i)
{
    const struct rt_layout *l = &in->sheets[i].layout;

    return l->form == RT_FORM_NONE ? NULL : l;
}

bool rt_intake_is_example(const struct rt_intake *in, size_t i)
{
    return in->sheets[i].example;
}

const struct rt_grid *rt_intake_grid(
    const struct rt_intake *in, const struct rt_error **failed)
{
    *failed = &in->grid_failed;
    return in->grid;
}

bool rt_intake_is_traced(const struct rt_intake *in)
{
    return in->traced;
}

bool rt_intake_manual_calc(const struct rt_intake *in)
{
    return in->manual_calc;
}

/* By its name or by its sheet. */
static bool has_record(const struct rt_book *book)
{
    for (size_t i = 0; i < rt_book_sheet_count(book); i++) {
        struct rt_str name = rt_book_sheet(book, i)->name;
        if (rt_str_is(name, rt_trace_sheet(RT_JA))
            || rt_str_is(name, rt_trace_sheet(RT_EN)))
            return true;
    }
    return rt_book_name(book, RT_STR(RT_TRACE_NAME)).n > 0;
}

/* The file is hashed and read through one handle. */
static enum rt_status open_book(struct rt_intake *in, struct rt_error *err)
{
    const struct rt_intake_request *q = &in->request;
    struct in_source src;
    uint64_t size;
    enum rt_status rc;

    RT_TRY(rt_source_open(&src, q->path, err));
    rc = rt_source_sha256(&src, in->sha256, &size, err);
    if (rc != RT_OK) {
        rt_source_close(&src);
        return rc;
    }
    in->input.size = (int64_t)size;
    in->input.sha256 = rt_str(in->sha256);
    RT_TRY(rt_book_open_source(
        src, q->path, q->limits, q->encoding, &in->book, err));
    in->input.format = rt_book_kind(in->book) == RT_BOOK_CSV ? RT_STR("csv")
                                                             : RT_STR("xlsx");
    in->input.encoding
        = rt_arena_str(&in->arena, rt_str(rt_book_encoding(in->book)));
    in->manual_calc = rt_book_manual_calc(in->book);
    in->traced = has_record(in->book);
    return q->grid_cells ? rt_grid_new(in->book, q->grid_cells, &in->grid, err)
                         : RT_OK;
}

static enum rt_status survey(struct rt_intake *in, struct rt_error *err)
{
    in->sheet_count = rt_book_sheet_count(in->book);
    in->sheets
        = rt_arena_array(&in->arena, in->sheet_count + 1, sizeof *in->sheets);
    RT_NEED(in->sheets, err);
    for (size_t i = 0; i < in->sheet_count; i++)
        in->sheets[i].name = rt_book_sheet(in->book, i)->name;
    for (size_t i = 0; i < in->sheet_count; i++)
        RT_TRY(rt_sheet_survey(in, i, err));
    return RT_OK;
}

/* --- what the file turned out to be -------------------------------------------- */

static bool has_form(const struct rt_intake *in, enum rt_form form)
{
    for (size_t i = 0; i < in->sheet_count; i++) {
        if (in->sheets[i].layout.form == form && !in->sheets[i].example)
            return true;
    }
    return false;
}

static void set_kind(struct rt_intake *in)
{
    if (in->sheet_count > 0 && in->sheets[0].assessed) {
        in->input.kind = RT_STR("report");
    } else if (has_form(in, RT_FORM_RESULT)) {
        in->input.kind = RT_STR("other");
    } else if (has_form(in, RT_FORM_LEDGER)) {
        bool list = true;
        for (size_t i = 0; i < in->sheet_count; i++) {
            const struct rt_layout *l = &in->sheets[i].layout;
            list &= l->form != RT_FORM_LEDGER || l->col_of[RT_F_OWNER] >= 0;
        }
        list &= !rt_edition_is_workbook(in);
        list |= rt_str_is(in->input.format, "csv");
        in->input.kind = list ? RT_STR("asset-list") : RT_STR("ledger");
    } else if (has_form(in, RT_FORM_REPORT)) {
        in->input.kind = RT_STR("report");
    } else if (has_form(in, RT_FORM_PLAN)) {
        in->input.kind = RT_STR("plan");
    } else if (has_form(in, RT_FORM_SOA)) {
        in->input.kind = RT_STR("statement");
    } else {
        in->input.kind = in->meeting ? RT_STR("review") : RT_STR("other");
    }
}

static enum rt_status file_finding(struct rt_intake *in, enum rt_code code,
    const struct rt_sheet_facts *sheet, struct rt_str arg, struct rt_error *err)
{
    struct rt_place place = {.sheet = sheet};
    struct rt_str args[RT_FINDING_ARGS] = {arg};

    if (sheet && code == RT_TP105)
        args[1] = sheet->heads;

    return rt_put_finding(in, code, &place, args, err);
}

/* A sheet that by its name must be a ledger. */
static bool is_ledger_name(struct rt_str name)
{
    static const char *const names[]
        = {"情報資産管理台帳", "情報資産台帳", "資産台帳", "資産目録"};

    return rt_str_contains_any(name, names);
}

/* A ledger by its name in which no heading was found: it must not be passed
 * over like any other sheet. */
static bool is_lost_ledger(const struct rt_sheet_facts *s)
{
    return s->layout.form == RT_FORM_NONE && s->cells > 0 && !s->example
           && is_ledger_name(s->name);
}

/* A sheet with a table of another form than merge takes rows of. */
static enum rt_status report_form(
    struct rt_intake *in, const struct rt_sheet_facts *s, struct rt_error *err)
{
    enum rt_code code = s->assessed                     ? RT_PL675
                        : rt_sheet_is_planned(s)        ? RT_PL732
                        : s->layout.form == RT_FORM_SOA ? RT_PL650
                                                        : RT_TP102;

    return file_finding(in, code, s,
        rt_str(rt_form_name(s->layout.form, in->request.lang)), err);
}

/* Nothing that merge takes: either another known form, or no form at all. */
static enum rt_status report_other(struct rt_intake *in, struct rt_error *err)
{
    bool result = has_form(in, RT_FORM_RESULT);
    struct rt_buf names = RT_BUF(RT_NAMES_BYTES);
    enum rt_status rc = RT_OK;

    if (rt_intake_is_meeting(in)) { /* the command says what comes of it */
        in->input.state = RT_INPUT_OTHER;
        return RT_OK;
    }
    if (in->sheet_count > 0 && in->sheets[0].unsplit) {
        in->input.state = RT_INPUT_FAILED;
        return file_finding(in, RT_IN140, NULL, in->sheets[0].heads, err);
    }
    for (size_t i = 0; i < in->sheet_count && !result; i++) {
        if (is_lost_ledger(&in->sheets[i])) {
            in->input.state = RT_INPUT_FAILED;
            return file_finding(
                in, RT_TP105, &in->sheets[i], in->sheets[i].name, err);
        }
    }
    for (size_t i = 0; i < in->sheet_count; i++) {
        const struct rt_sheet_facts *s = &in->sheets[i];
        if (result ? s->layout.form == RT_FORM_RESULT
                   : s->layout.form != RT_FORM_NONE && !s->example) {
            in->input.state = RT_INPUT_OTHER;
            return report_form(in, s, err);
        }
    }
    for (size_t i = 0; i < in->sheet_count; i++) {
        const struct rt_sheet_facts *s = &in->sheets[i];
        if (!s->known)
            continue;
        in->input.state = RT_INPUT_OTHER;
        return file_finding(
            in, RT_TP102, s, rt_str(rt_text(in->request.lang, *s->known)), err);
    }
    in->input.state = RT_INPUT_FAILED;
    for (size_t i = 0; i < in->sheet_count && rc == RT_OK; i++)
        rc = rt_add_name(&names, i, in->sheets[i].name, in->request.lang);
    RT_THEN(rc, rt_end_names(&names, in->sheet_count, in->request.lang));
    if (rc != RT_OK)
        rc = rt_fail_nomem(err);
    else
        rc = file_finding(in, RT_TP101, NULL, rt_buf_str(&names), err);
    rt_buf_fini(&names);
    return rc;
}

/* Sheets that belong to the form, or to what merge wrote, but hold no table of
 * ours. */
static bool is_form_sheet(struct rt_str name)
{
    static const char *const names[] = {"利用方法", "重要度定義", "診断結果"};

    return rt_str_contains_any(name, names)
           || rt_str_is(name, rt_trace_sheet(RT_JA))
           || rt_str_is(name, rt_trace_sheet(RT_EN));
}

/* Sheets that were not read, and ledgers without a row below the header. */
static enum rt_status report_sheets(struct rt_intake *in, struct rt_error *err)
{
    enum rt_status rc = RT_OK;

    for (size_t i = 0; i < in->sheet_count && rc == RT_OK; i++) {
        const struct rt_sheet_facts *s = &in->sheets[i];
        struct rt_place place = {.sheet = s};
        struct rt_str args[RT_FINDING_ARGS] = {s->name};
        enum rt_form form = s->layout.form;
        if (s->example || s->cells == 0)
            continue;
        if (is_lost_ledger(s))
            rc = file_finding(in, RT_TP105, s, s->name, err);
        else if (form == RT_FORM_NONE && !is_form_sheet(s->name))
            rc = file_finding(in, RT_TP104, s, s->name, err);
        else if (form == RT_FORM_PLAN || form == RT_FORM_SOA)
            rc = report_form(in, s, err);
        else if ((form == RT_FORM_LEDGER || form == RT_FORM_REPORT)
                 && s->spooled == 0)
            rc = file_finding(in, rt_no_assets(in), s, RT_STR_NONE, err);
        else if (s->media && rt_threats_left_out(in, s, &args[1]))
            rc = rt_put_finding(in, RT_TP321, &place, args, err);
        else if (s->media && rt_threats_other(in, s, &args[1]))
            rc = rt_put_finding(in, RT_TP328, &place, args, err);
    }
    return rc;
}

/* --- the roster ---------------------------------------------------------- */

/* Whom the file's name speaks for; before anything is read, so that a file
 * that cannot be read counts as sent. */
static enum rt_status look_up_roster(struct rt_intake *in, struct rt_error *err)
{
    const struct rt_roster *roster = in->request.roster;

    in->roster_file = RT_ROSTER_NONE;
    if (!roster)
        return RT_OK;
    in->sent
        = rt_arena_array(&in->arena, rt_roster_count(roster), sizeof *in->sent);
    RT_NEED(in->sent, err);
    in->roster_file = rt_roster_of_file(roster, in->request.file, in->sent);
    if (in->roster_file >= 0) {
        in->input.department
            = rt_roster_department(roster, (size_t)in->roster_file)->name;
    }
    return RT_OK;
}

/* A file that has no row, or cannot be read, was still sent: where no pattern
 * says by whom, its name does. */
static void hear_by_name(struct rt_intake *in)
{
    const struct rt_roster *roster = in->request.roster;
    int at = RT_ROSTER_NONE;

    if (roster && !rt_is_heard(in) && in->roster_file == RT_ROSTER_NONE
        && (in->input.state == RT_INPUT_FAILED
            || rt_input_is_empty(&in->input)))
        at = rt_roster_in_name(roster, in->request.file);
    if (at < 0)
        return;
    in->sent[at] |= RT_HEARD;
    in->input.department = rt_roster_department(roster, (size_t)at)->name;
}

/* A copy of another department's list under this one's name. */
static void unhear_without_rows(struct rt_intake *in)
{
    if (in->roster_file >= 0 && in->input.counts.accepted > 0
        && !(in->sent[in->roster_file] & RT_ROWS))
        in->sent[in->roster_file] &= (unsigned char)~RT_HEARD;
}

/* The departments whose patterns the file's name fits. */
static enum rt_status report_several(
    struct rt_intake *in, const struct rt_roster *roster, struct rt_error *err)
{
    enum rt_lang lang = in->request.lang;
    struct rt_buf names = RT_BUF(RT_NAMES_BYTES);
    enum rt_status rc = RT_OK;
    size_t n = 0;

    for (size_t i = 0; i < rt_roster_count(roster) && rc == RT_OK; i++)
        if (in->sent[i] & RT_MATCHED)
            rc = rt_add_name(
                &names, n++, rt_roster_department(roster, i)->name, lang);
    RT_THEN(rc, rt_end_names(&names, n, lang));
    rc = rc == RT_OK ? file_finding(in, RT_RO103, NULL, rt_buf_str(&names), err)
                     : rt_fail_nomem(err);
    rt_buf_fini(&names);
    return rc;
}

static enum rt_status report_roster(struct rt_intake *in, struct rt_error *err)
{
    const struct rt_roster *roster = in->request.roster;

    if (!roster || in->input.state != RT_INPUT_READ)
        return RT_OK;
    if (in->roster_file == RT_ROSTER_SEVERAL && in->asked_roster_file)
        return report_several(in, roster, err);
    return rt_is_heard(in) ? RT_OK
                           : file_finding(in, RT_RO102, NULL, RT_STR_NONE, err);
}

/* The second pass. */
static enum rt_status read_rest(struct rt_intake *in, struct rt_error *err)
{
    enum rt_status rc = rt_convert_rows(in, err);

    if (rc != RT_OK)
        return rc;
    hear_by_name(in);
    unhear_without_rows(in);
    rc = report_roster(in, err);
    RT_THEN(rc, rt_statement_rows(in, err));
    return rc == RT_OK ? rt_plan_rows(in, err) : rc;
}

static enum rt_status read_all(struct rt_intake *in, struct rt_error *err)
{
    enum rt_status rc = open_book(in, err);

    RT_THEN(rc, survey(in, err));
    RT_THEN(rc, rt_threats_judge(in, err));
    if (rc != RT_OK)
        return rc;
    set_kind(in);
    /* A register left among the inputs would count every risk twice. */
    if (has_form(in, RT_FORM_RESULT)
        || (!has_form(in, RT_FORM_LEDGER) && !has_form(in, RT_FORM_REPORT))) {
        rc = report_other(in, err);
        RT_THEN(rc, rt_statement_rows(in, err));
        return rc == RT_OK ? rt_plan_rows(in, err) : rc;
    }
    in->input.state = RT_INPUT_READ;
    RT_TRY(report_sheets(in, err));
    RT_TRY(rt_edition_decide(in, err));
    RT_TRY(rt_inverted_report(in, err));
    in->input.profile = rt_str(in->profile->name);
    in->waits = in->request.threads && !rt_may_repeat(in);
    return in->waits ? RT_OK : read_rest(in, err);
}

/* --- a file that cannot be read --------------------------------------------------- */

static enum rt_status report_failure(
    struct rt_intake *in, const struct rt_error *failed, struct rt_error *err)
{
    struct rt_sheet_facts where = {.name = rt_str(failed->sheet)};
    struct rt_place place = {.sheet = failed->sheet[0] ? &where : NULL,
        .row = failed->row,
        .col = failed->col};
    struct rt_str args[RT_FINDING_ARGS];

    rt_finding_args(failed, in->request.lang, args);
    rt_spool_fini(&in->out);
    rt_spool_init(&in->out, OUT_MEMORY);
    in->input.state = RT_INPUT_FAILED;
    in->input.counts = (struct rt_counts){0};
    in->input.profile = in->input.edition = RT_STR_NONE;
    in->profile = NULL;
    hear_by_name(in);
    return rt_put_finding(in, (enum rt_code)failed->code, &place, args, err);
}

bool rt_is_of_file(const struct rt_error *e)
{
    return e->code
           && (e->status == RT_FORMAT || e->status == RT_LIMIT
               || e->status == RT_REFUSED || e->status == RT_IO);
}

/* The parse is over: its memory is not needed while the records wait for their
 * turn. */
static void drop_source(struct rt_intake *in)
{
    rt_spool_fini(&in->raw);
    rt_spool_fini(&in->raw_plans);
    rt_spool_fini(&in->raw_beside);
    rt_spool_fini(&in->raw_statements);
    rt_book_close(in->book);
    in->book = NULL;
}

enum rt_status rt_intake_read(const struct rt_intake_request *request,
    struct rt_intake **out, struct rt_error *err)
{
    struct rt_intake *in;
    struct rt_error failed = {0};
    enum rt_status rc = rt_intake_new(request, &in, err);

    if (rc != RT_OK)
        return rc;
    rc = look_up_roster(in, &failed);
    RT_THEN(rc, read_all(in, &failed));
    if (rc != RT_OK && rt_is_of_file(&failed)) {
        rc = report_failure(in, &failed, err);
    } else if (rc != RT_OK && err) {
        *err = failed;
    }
    RT_THEN(rc, rt_spool_rewind(&in->out, err));
    if (rc != RT_OK) {
        rt_intake_free(in);
        return rc;
    }
    if (!in->waits)
        drop_source(in);
    *out = in;
    return RT_OK;
}

/* --- the entries ------------------------------------------------------------ */

static enum rt_status read_beside(
    void *context, struct rt_stage *stage, struct rt_error *err)
{
    struct rt_intake *in = context;

    in->to = stage;
    return read_rest(in, err);
}

/* Without a thread all of it is read first. */
static enum rt_status begin_rest(struct rt_intake *in, struct rt_error *err)
{
    enum rt_status rc = rt_stage_start(&in->rest, read_beside, in, err);

    in->waits = false;
    if (rc != RT_END)
        return rc;
    rt_spool_fini(&in->out);
    rt_spool_init(&in->out, OUT_MEMORY);
    RT_TRY(read_rest(in, err));
    return rt_spool_rewind(&in->out, err);
}

enum rt_status rt_intake_next(
    struct rt_intake *in, struct rt_entry *entry, struct rt_error *err)
{
    struct rt_str record;
    enum rt_status rc = rt_spool_get(&in->out, &record, err);

    if (rc == RT_END && in->waits) {
        RT_TRY(begin_rest(in, err));
        rc = rt_spool_get(&in->out, &record, err);
    }
    if (rc == RT_END && in->rest)
        rc = rt_stage_get(in->rest, &record, err);
    return rc == RT_ROW ? rt_get_entry(in, record, entry, err) : rc;
}
