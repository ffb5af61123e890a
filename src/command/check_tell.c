/* What check says: its findings are its data and go to standard output.
 *
 * As text, file by file: the verdict first, then the findings sheet by sheet,
 * and a total at the end. Nothing is left out but what only informs, and that
 * is counted. A form for machines holds every finding, whatever -q and -v
 * say: half a document is none.
 */
#include <inttypes.h>
#include <stdio.h>

#include "command/check.h"
#include "command/command.h"

enum { LINE_MAX_BYTES = 64 << 20 };

/* The two lists side by side, both in the order of the inputs. */
struct tell {
    const struct rt_check *check;
    const struct rt_options *o;
    struct rt_cursor *inputs, *findings;
    struct rt_placed next;           /* the finding that is still to be told */
    enum rt_status at;               /* RT_ROW while there is one */
    uint64_t same, differ, unjudged; /* files */
    struct rt_buf line, sheet;
};

static enum rt_status flush(struct tell *t, struct rt_error *err)
{
    if (t->line.len > 0)
        fwrite(t->line.data, 1, t->line.len, stdout);
    rt_buf_clear(&t->line);
    return ferror(stdout) ? rt_fail(err, RT_IO, "%s",
               rt_say(t->o->lang, "標準出力に書き込めません",
                   "cannot write to standard output"))
                          : RT_OK;
}

static enum rt_status too_long(enum rt_status rc, struct rt_error *err)
{
    return rc == RT_NOMEM ? rt_fail_nomem(err)
                          : rt_fail(err, rc, "a finding is too long");
}

static void advance(struct tell *t, struct rt_error *err)
{
    t->at = rt_placed_next(t->findings, &t->next, err);
}

/* --- for machines --------------------------------------------------------- */

static enum rt_status begin(struct tell *t)
{
    if (t->o->format == RT_FORMAT_CSV)
        return rt_finding_csv_header(&t->line);
    if (t->o->format == RT_FORMAT_SARIF)
        return rt_sarif_begin(t->check->run.version, t->o->lang, &t->line);
    return RT_OK;
}

static enum rt_status render(struct tell *t, bool first)
{
    switch (t->o->format) {
    case RT_FORMAT_JSONL:
        return rt_finding_jsonl(&t->next.finding, &t->line);
    case RT_FORMAT_CSV:
        return rt_finding_csv(&t->next.finding, &t->line);
    case RT_FORMAT_SARIF:
        return rt_sarif_result(&t->next.finding, first, &t->line);
    case RT_FORMAT_TEXT:
    case RT_FORMAT_NAGIOS: /* of flag */
    case RT_FORMAT_HTML:
        break;
    }
    return rt_finding_text(&t->next.finding, &t->line);
}

static enum rt_status tell_machine(struct tell *t, struct rt_error *err)
{
    enum rt_status rc = begin(t);
    bool first = true;

    if (rc == RT_OK)
        rc = flush(t, err);
    for (advance(t, err); rc == RT_OK && t->at == RT_ROW; advance(t, err)) {
        rc = render(t, first);
        rc = rc == RT_OK ? flush(t, err) : too_long(rc, err);
        first = false;
    }
    if (rc == RT_OK && t->at != RT_END)
        return t->at;
    if (rc == RT_OK && t->o->format == RT_FORMAT_SARIF)
        rc = rt_sarif_end(&t->line);
    return rc == RT_OK ? flush(t, err) : rc;
}

/* --- verdicts ------------------------------------------------------------- */

static enum rt_status add_verdict(struct tell *t, const struct rt_input *in)
{
    enum rt_lang lang = t->o->lang;

    if (in->state == RT_INPUT_FAILED)
        return rt_buf_adds(&t->line,
            rt_str(rt_say(lang, "判定できません", "cannot be judged")));
    if (in->errors + in->warnings == 0)
        return rt_buf_adds(
            &t->line, rt_str(rt_say(lang, "相違なし", "no differences")));
    return rt_buf_printf(&t->line,
        rt_say(lang, "相違あり（エラー %" PRIu64 "、警告 %" PRIu64 "）",
            "differences (errors %" PRIu64 ", warnings %" PRIu64 ")"),
        in->errors, in->warnings);
}

static void count_verdict(struct tell *t, const struct rt_input *in)
{
    if (in->state == RT_INPUT_FAILED)
        t->unjudged++;
    else if (in->errors + in->warnings == 0)
        t->same++;
    else
        t->differ++;
}

/* Whether -q has something to say of a file. */
static bool is_quiet(const struct tell *t, const struct rt_input *in)
{
    if (!t->o->quiet || in->state == RT_INPUT_FAILED)
        return false;
    return in->errors == 0
           && (t->o->fail_on != RT_FAIL_ON_WARNING || in->warnings == 0);
}

/* --- findings of one file ------------------------------------------------- */

static enum rt_severity least_shown(const struct rt_options *o)
{
    if (o->verbose)
        return RT_INFO;
    if (o->quiet)
        return o->fail_on == RT_FAIL_ON_WARNING ? RT_WARNING : RT_ERROR;
    return RT_WARNING;
}

/* A line for the sheet, where the findings shown go over to another. */
static enum rt_status add_sheet(struct tell *t)
{
    struct rt_str sheet = t->next.finding.sheet;
    enum rt_status rc;

    if (rt_str_eq(sheet, rt_buf_str(&t->sheet)))
        return RT_OK;
    rt_buf_clear(&t->sheet);
    rc = rt_buf_adds(&t->sheet, sheet);
    if (rc == RT_OK && sheet.n > 0) {
        rc = rt_buf_adds(
            &t->line, rt_str(rt_say(t->o->lang, "  シート：", "  sheet: ")));
        if (rc == RT_OK)
            rc = rt_finding_plain(sheet, &t->line);
        if (rc == RT_OK)
            rc = rt_buf_add(&t->line, "\n", 1);
    }
    return rc;
}

static enum rt_status tell_findings(
    struct tell *t, int64_t input, struct rt_error *err)
{
    enum rt_status rc = RT_OK;

    rt_buf_clear(&t->sheet);
    for (; rc == RT_OK && t->at == RT_ROW && t->next.input == input;
         advance(t, err)) {
        const struct rt_finding_info *info
            = rt_finding_info(t->next.finding.code);

        if (info->severity < least_shown(t->o))
            continue;
        rc = add_sheet(t);
        if (rc == RT_OK)
            rc = rt_finding_text(&t->next.finding, &t->line);
        rc = rc == RT_OK ? flush(t, err) : too_long(rc, err);
    }
    return rc != RT_OK || t->at == RT_ROW || t->at == RT_END ? rc : t->at;
}

static enum rt_status tell_file(
    struct tell *t, int64_t id, const struct rt_input *in, struct rt_error *err)
{
    enum rt_status rc = RT_OK;

    count_verdict(t, in);
    if (!is_quiet(t, in)) {
        rc = rt_finding_plain(in->file, &t->line);
        if (rc == RT_OK)
            rc = rt_buf_adds(&t->line, RT_STR(": "));
        if (rc == RT_OK)
            rc = add_verdict(t, in);
        if (rc == RT_OK)
            rc = rt_buf_add(&t->line, "\n", 1);
        rc = rc == RT_OK ? flush(t, err) : too_long(rc, err);
    }
    if (rc == RT_OK)
        rc = tell_findings(t, id, err);
    if (rc == RT_OK && !is_quiet(t, in))
        putchar('\n');
    return rc;
}

/* --- the end -------------------------------------------------------------- */

static void tell_total(const struct tell *t, const struct rt_totals *totals)
{
    enum rt_lang lang = t->o->lang;

    printf(rt_say(lang,
               "%" PRIu64 " ファイル：相違なし %" PRIu64 "、相違あり %" PRIu64
               "、判定できません %" PRIu64 "\n",
               "%" PRIu64 " file(s): no differences %" PRIu64
               ", differences %" PRIu64 ", cannot be judged %" PRIu64 "\n"),
        t->same + t->differ + t->unjudged, t->same, t->differ, t->unjudged);
    printf(rt_say(lang,
               "指摘：エラー %" PRIu64 "、警告 %" PRIu64 "、情報 %" PRIu64,
               "findings: errors %" PRIu64 ", warnings %" PRIu64
               ", infos %" PRIu64),
        totals->errors, totals->warnings, totals->infos);
    if (totals->infos > 0 && !t->o->verbose)
        fputs(rt_say(lang, "（-v で表示）", " (shown with -v)"), stdout);
    if (t->check->accepts.taken > 0)
        printf(rt_say(lang, "、受容済み %" PRIu64, ", accepted %" PRIu64),
            t->check->accepts.taken);
    putchar('\n');
    if (t->o->output)
        printf(
            rt_say(lang, "レビュー結果：%s\n", "review: %s\n"), t->o->output);
}

static enum rt_status tell_text(
    struct tell *t, const struct rt_totals *totals, struct rt_error *err)
{
    struct rt_input in;
    int64_t id = 0; /* inputs are numbered from 1 */
    bool of_run;    /* something is said of the list of accepted findings */
    enum rt_status rc;

    advance(t, err);
    of_run = t->at == RT_ROW && t->next.input == 0;
    rc = tell_findings(t, 0, err);
    if (rc == RT_OK && of_run && !t->o->quiet)
        putchar('\n');
    while (rc == RT_OK && (rc = rt_inputs_next(t->inputs, &in, err)) == RT_ROW)
        rc = tell_file(t, ++id, &in, err);
    if (rc != RT_END)
        return rc;
    if (!t->o->quiet)
        tell_total(t, totals);
    return flush(t, err);
}

enum rt_status rt_check_tell(const struct rt_check *c,
    const struct rt_totals *totals, int status, struct rt_error *err)
{
    struct tell t = {.check = c, .o = &c->o};
    enum rt_status rc;

    if (c->o.quiet && c->o.format == RT_FORMAT_TEXT && status == RT_EXIT_OK)
        return RT_OK;
    rt_buf_init(&t.line, LINE_MAX_BYTES);
    rt_buf_init(&t.sheet, LINE_MAX_BYTES);
    rc = rt_ledger_placed(c->ledger, &t.findings, err);
    if (rc == RT_OK)
        rc = rt_ledger_inputs(c->ledger, &t.inputs, err);
    if (rc == RT_OK)
        rc = c->o.format == RT_FORMAT_TEXT ? tell_text(&t, totals, err)
                                           : tell_machine(&t, err);
    rt_cursor_close(t.findings);
    rt_cursor_close(t.inputs);
    rt_buf_fini(&t.line);
    rt_buf_fini(&t.sheet);
    return rc;
}
