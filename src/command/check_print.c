/* What check says: its findings are its data and go to standard output.
 *
 * As text, file by file: the verdict first, then the findings sheet by sheet,
 * and a total at the end. Only findings of severity info are left out, and
 * counted. Formats for machines hold every finding, whatever -q and -v say.
 */
#include <inttypes.h>

#include "command/check.h"
#include "command/command.h"

/* The two lists side by side, both in the order of the inputs. */
struct printer {
    const struct rt_check *check;
    const struct rt_options *o;
    struct rt_cursor inputs, findings;
    struct rt_placed next;            /* the next finding to print */
    bool more;                        /* while there is one */
    uint64_t files[RT_CHECKED_COUNT]; /* by verdict */
    struct rt_writer w;               /* standard output */
    struct rt_buf sheet;
};

static void advance(struct printer *t)
{
    t->more = rt_next(&t->findings, &t->next);
}

/* --- for machines --------------------------------------------------------- */

static void begin(struct printer *t)
{
    if (t->o->format == RT_FORMAT_CSV)
        rt_finding_csv_header(&t->w);
    if (t->o->format == RT_FORMAT_SARIF)
        rt_sarif_begin(t->check->run.version, t->o->lang, &t->w);
}

static void print_machine(struct printer *t)
{
    begin(t);
    for (advance(t); t->more && t->w.rc == RT_OK; advance(t))
        rt_finding_render(t->o->format, &t->next.finding, &t->w);
    if (t->o->format == RT_FORMAT_SARIF && t->findings.rc == RT_END)
        rt_sarif_end(&t->w);
}

/* --- verdicts ------------------------------------------------------------- */

static const struct {
    const char *ja, *en;
} verdicts[RT_CHECKED_COUNT] = {
    [RT_CHECKED_SAME] = {"相違なし", "no differences"},
    [RT_CHECKED_REMARKS] = {"指摘あり", "remarks"},
    [RT_CHECKED_DIFFER] = {"相違あり", "differences"},
    [RT_CHECKED_NOT] = {"判定できません", "cannot be judged"},
};

static void put_verdict(struct printer *t, const struct rt_input *in)
{
    enum rt_lang lang = t->o->lang;
    enum rt_checked j = rt_checked_as(in);

    t->files[j]++;
    rt_write_z(&t->w, rt_say(lang, verdicts[j].ja, verdicts[j].en));
    if (in->errors + in->warnings > 0 && j != RT_CHECKED_NOT)
        rt_writef(&t->w,
            rt_say(lang, "（エラー %" PRIu64 "、警告 %" PRIu64 "）",
                " (errors %" PRIu64 ", warnings %" PRIu64 ")"),
            in->errors, in->warnings);
    else if (j != RT_CHECKED_NOT && in->counts.blank > 0
             && in->counts.accepted + in->counts.rejected == 0)
        rt_write_z(&t->w, rt_say(lang, "（資産がまだ記入されていません）",
                              " (no assets are filled in yet)"));
    else if (j == RT_CHECKED_REMARKS)
        rt_write_z(
            &t->w, rt_say(lang, "（計算結果が保存されていない数式があります）",
                       " (some formulas have no stored results)"));
}

/* Whether -q has something to say of a file. */
static bool is_quiet(const struct printer *t, const struct rt_input *in)
{
    if (!t->o->quiet || in->state == RT_INPUT_FAILED)
        return false;
    return in->errors == 0
           && (t->o->fail_on != RT_FAIL_ON_WARNING || in->warnings == 0);
}

/* --- findings of one file ------------------------------------------------- */

/* A line for the sheet, where the findings shown go over to another. */
static void put_sheet(struct printer *t)
{
    struct rt_str sheet = t->next.finding.where.sheet;
    char shown[RT_SHEET_SHOWN];

    if (rt_str_eq(sheet, rt_buf_str(&t->sheet)))
        return;
    rt_buf_clear(&t->sheet);
    rt_writer_keep(&t->w, rt_buf_adds(&t->sheet, sheet));
    if (sheet.n == 0)
        return;
    rt_write_z(&t->w, rt_say(t->o->lang, "  シート：", "  sheet: "));
    rt_sheet_shown(sheet, shown);
    rt_write_plain(&t->w, rt_str(shown));
    rt_write_z(&t->w, "\n");
}

static void print_findings(struct printer *t, int64_t input)
{
    rt_buf_clear(&t->sheet);
    for (; t->more && t->next.input == input && t->w.rc == RT_OK; advance(t)) {
        const struct rt_finding_info *info
            = rt_finding_info(t->next.finding.code);

        if (info->severity < rt_least_shown(t->o))
            continue;
        put_sheet(t);
        rt_finding_text(&t->next.finding, &t->w);
    }
}

static void print_file(struct printer *t, int64_t id, const struct rt_input *in)
{
    bool quiet = is_quiet(t, in);

    if (quiet)
        t->files[rt_checked_as(in)]++;
    if (!quiet) {
        rt_write_plain(&t->w, in->file);
        rt_write_z(&t->w, ": ");
        put_verdict(t, in);
        rt_write_z(&t->w, "\n");
    }
    print_findings(t, id);
    if (!quiet)
        rt_write_z(&t->w, "\n");
}

/* --- the end -------------------------------------------------------------- */

static void print_total(struct printer *t, const struct rt_totals *totals)
{
    enum rt_lang lang = t->o->lang;
    struct rt_writer *w = &t->w;

    uint64_t all = 0;

    for (int j = 0; j < RT_CHECKED_COUNT; j++)
        all += t->files[j];
    rt_writef(w,
        rt_say(lang, "%" PRIu64 " ファイル",
            all == 1 ? "%" PRIu64 " file" : "%" PRIu64 " files"),
        all);
    for (int j = 0; j < RT_CHECKED_COUNT; j++)
        rt_writef(w, "%s%s %" PRIu64,
            j > 0 ? rt_comma(lang) : rt_say(lang, "：", ": "),
            rt_say(lang, verdicts[j].ja, verdicts[j].en), t->files[j]);
    rt_write_z(w, "\n");
    rt_writef(w,
        rt_say(lang,
            "指摘：エラー %" PRIu64 "、警告 %" PRIu64 "、情報 %" PRIu64,
            "findings: errors %" PRIu64 ", warnings %" PRIu64
            ", infos %" PRIu64),
        totals->errors, totals->warnings, totals->infos);
    if (totals->infos > 0 && !t->o->verbose)
        rt_write_z(w, rt_say(lang, "（-v で表示）", " (shown with -v)"));
    if (t->check->accepts.taken > 0)
        rt_writef(w, rt_say(lang, "、受容済み %" PRIu64, ", accepted %" PRIu64),
            t->check->accepts.taken);
    rt_write_z(w, "\n");
    if (t->o->output)
        rt_writef(
            w, rt_say(lang, "点検結果：%s\n", "review: %s\n"), t->o->output);
}

static void print_text(struct printer *t, const struct rt_totals *totals)
{
    struct rt_input in;
    int64_t id = 0; /* inputs are numbered from 1 */

    advance(t);
    /* something is said of the list of accepted findings */
    bool of_run = t->more && t->next.input == 0;
    print_findings(t, 0);
    if (of_run && !t->o->quiet)
        rt_write_z(&t->w, "\n");
    while (t->w.rc == RT_OK && rt_next(&t->inputs, &in))
        print_file(t, ++id, &in);
    if (t->inputs.rc == RT_END && t->findings.rc == RT_END && !t->o->quiet)
        print_total(t, totals);
}

static enum rt_status end(struct printer *t, struct rt_error *err)
{
    enum rt_status of_inputs = rt_cursor_close(&t->inputs);

    RT_TRY(rt_cursor_close(&t->findings));
    RT_TRY(of_inputs);
    if (t->w.rc != RT_IO)
        return rt_writer_done(&t->w, err);
    return rt_fail_text(err, RT_IO, "標準出力に書き込めません",
        "cannot write to standard output");
}

enum rt_status rt_check_print(const struct rt_check *c,
    const struct rt_totals *totals, int status, struct rt_error *err)
{
    struct printer t = {.check = c, .o = &c->o, .w = rt_writer_on(stdout, "-")};

    if (c->o.quiet && c->o.format == RT_FORMAT_TEXT && status == RT_EXIT_OK)
        return RT_OK;
    rt_buf_init(&t.sheet, 64 << 20);
    t.findings = rt_ledger_placed(c->ledger, err);
    t.inputs = rt_ledger_inputs(c->ledger, err);
    if (c->o.format == RT_FORMAT_TEXT)
        print_text(&t, totals);
    else
        print_machine(&t);
    rt_buf_fini(&t.sheet);
    return end(&t, err);
}
