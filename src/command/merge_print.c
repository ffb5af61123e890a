/* What merge prints at its end: the findings, one line each, and the
 * reconciliation, in which every row is accounted for.
 *
 * A folder of a thousand files can have a hundred thousand findings; as text
 * the first two hundred are shown and the rest counted (all are in
 * findings.jsonl). In a form for machines nothing is left out.
 */
#include "command/merge.h"

#include <inttypes.h>

#include "command/command.h"

enum { TEXT_LINES_MAX = 200, LINE_MAX_BYTES = 4 << 20 };

/* --- findings ------------------------------------------------------------- */

/* A finding in one piece: standard error has no buffer. */
static enum rt_status put_line(struct rt_writer *w, struct rt_error *err)
{
    struct rt_str line = rt_buf_str(w->buf);

    fwrite(line.p, 1, line.n, stderr);
    rt_buf_clear(w->buf);
    return rt_writer_done(w, err);
}

enum rt_status rt_merge_print_findings(
    struct rt_ledger *ledger, const struct rt_options *o, struct rt_error *err)
{
    struct rt_cursor cursor = rt_ledger_findings(ledger, err);
    struct rt_finding f;
    struct rt_buf b = RT_BUF(LINE_MAX_BYTES);
    struct rt_writer w = rt_writer_to(&b);
    uint64_t shown = 0, hidden = 0;

    if (o->format == RT_FORMAT_CSV)
        rt_finding_csv_header(&w);
    rt_cursor_keep(&cursor, put_line(&w, err));
    while (rt_next(&cursor, &f)) {
        if (rt_finding_info(f.code)->severity < rt_least_shown(o))
            continue;
        if (o->format == RT_FORMAT_TEXT && !o->verbose
            && shown >= TEXT_LINES_MAX) {
            hidden++;
            continue;
        }
        rt_finding_render(o->format, &f, &w);
        shown++;
        rt_cursor_keep(&cursor, put_line(&w, err));
    }
    if (hidden > 0)
        fprintf(stderr,
            rt_say(o->lang,
                "…ほか %" PRIu64 " 件の指摘は findings.jsonl にあります\n",
                "… and %" PRIu64 " more findings in findings.jsonl\n"),
            hidden);
    rt_buf_fini(&b);
    return rt_cursor_close(&cursor);
}

enum rt_status rt_merge_print_advice(
    struct rt_ledger *ledger, const struct rt_options *o, struct rt_error *err)
{
    struct rt_cursor cursor = rt_ledger_findings(ledger, err);
    struct rt_finding f;
    struct rt_buf b = RT_BUF(LINE_MAX_BYTES);
    struct rt_writer w = rt_writer_to(&b);
    bool said[RT_CODE_COUNT] = {false};

    while (rt_next(&cursor, &f)) {
        const struct rt_finding_info *info = rt_finding_info(f.code);
        if (o->format != RT_FORMAT_TEXT || info->severity == RT_INFO
            || said[f.code])
            continue;
        said[f.code] = true;
        rt_writef(&w,
            rt_say(o->lang, "%s の対処：%s\n", "%s, what to do: %s\n"),
            info->name, rt_text(o->lang, info->fix));
        rt_cursor_keep(&cursor, put_line(&w, err));
    }
    rt_buf_fini(&b);
    return rt_cursor_close(&cursor);
}

/* --- the reconciliation --------------------------------------------------- */

enum rt_status rt_merge_check_counts(struct rt_ledger *ledger,
    const struct rt_totals *totals, struct rt_error *err)
{
    struct rt_cursor cursor = rt_ledger_inputs(ledger, err);
    struct rt_input in;

    while (rt_next(&cursor, &in)) {
        if (!rt_counts_add_up(&in.counts))
            rt_cursor_keep(
                &cursor, rt_fail(err, RT_BUG, "rows of %.*s do not add up",
                             RT_FMT(in.file)));
    }
    RT_TRY(rt_cursor_close(&cursor));
    if (!rt_counts_add_up(&totals->counts)
        || totals->counts.accepted + totals->unconfirmed
                   + totals->views_unconfirmed
               != totals->risks + totals->views)
        return rt_fail(err, RT_BUG, "rows do not add up");
    return RT_OK;
}

static const char *state_word(enum rt_lang lang, const struct rt_input *in)
{
    static const struct rt_text words[] = {
        [RT_INPUT_READ] = {"", ""},
        [RT_INPUT_OTHER] = {"（対象外）", " (not merged)"},
        [RT_INPUT_FAILED] = {"（読めません）", " (not read)"},
        [RT_INPUT_MISSING] = {"（未提出）", " (missing)"},
        [RT_INPUT_EMPTY] = {"（行なし）", " (no rows)"},
        [RT_INPUT_DOCUMENT] = {"（対応計画）", " (treatment plan)"},
    };

    if (in->state == RT_INPUT_DOCUMENT && rt_str_is(in->kind, "statement"))
        return rt_say(lang, "（適用宣言書）", " (statement)");
    if (in->state == RT_INPUT_DOCUMENT && rt_str_is(in->kind, "review"))
        return rt_say(lang, "（マネジメントレビュー）", " (management review)");
    if (in->state == RT_INPUT_DOCUMENT && rt_str_is(in->kind, "report"))
        return rt_say(lang, "（結果報告書）", " (assessment report)");
    return rt_text(lang, words[in->state]);
}

static void count_line(const struct rt_counts *c, const char *name)
{
    printf("  %8" PRIu64 " %8" PRIu64 " %8" PRIu64 " %8" PRIu64 " %8" PRIu64
           "  %s",
        c->seen, c->accepted, c->rejected, c->blank, c->example, name);
}

static enum rt_status print_inputs(struct rt_ledger *ledger,
    const struct rt_options *o, const struct rt_totals *t, struct rt_error *err)
{
    struct rt_cursor cursor = rt_ledger_inputs(ledger, err);
    struct rt_input in;

    puts(rt_say(o->lang,
        "行の突き合わせ（読んだ行＝採用＋不採用＋空行＋記入例）\n"
        "  読んだ行     採用   不採用     空行   記入例  ファイル",
        "rows: seen = accepted + rejected + blank + example\n"
        "      seen accepted rejected    blank  example  file"));
    while (rt_next(&cursor, &in)) {
        count_line(&in.counts, "");
        printf("%.*s%s\n",
            RT_FMT(in.state == RT_INPUT_MISSING ? in.department : in.file),
            state_word(o->lang, &in));
    }
    RT_TRY(rt_cursor_close(&cursor));
    count_line(&t->counts, rt_say(o->lang, "合計\n", "total\n"));
    return RT_OK;
}

/* Every row of the previous plan is somewhere: the sum is all of them. */
static void print_previous(
    const struct rt_options *o, const struct rt_planned_counts *n)
{
    printf(rt_say(o->lang,
               "前回の対応計画 %" PRIu64 " 行：引き継ぎ %" PRIu64
               "、リスクIDのない行 %" PRIu64 "、完了・消滅へ %" PRIu64
               "（以前から %" PRIu64 "、表の外 %" PRIu64
               "）。新しいリスク %" PRIu64 " 件\n",
               "previous plan, %" PRIu64 " rows: carried over %" PRIu64
               ", without a risk id %" PRIu64 ", completed and gone %" PRIu64
               " (before %" PRIu64 ", outside the table %" PRIu64
               "); new risks %" PRIu64 "\n"),
        n->carried + n->added + n->left + n->before + n->notes, n->carried,
        n->added, n->left, n->before, n->notes, n->fresh);
}

static void print_totals(const struct rt_options *o,
    const struct rt_previous_plan *previous, const struct rt_totals *t)
{
    printf(rt_say(o->lang,
               "リスク %" PRIu64 " 件：大 %" PRIu64 "、中 %" PRIu64
               "、小 %" PRIu64 "、未評価 %" PRIu64 "\n",
               "risks %" PRIu64 ": high %" PRIu64 ", medium %" PRIu64
               ", low %" PRIu64 ", not assessed %" PRIu64 "\n"),
        t->risks, t->high, t->medium, t->low, t->risks - t->assessed);
    if (t->views > 0)
        printf(
            rt_say(o->lang,
                "ほかに報告書の事象 %" PRIu64
                " 件（対象の資産の行で数えました）\n",
                "besides, events of reports, counted by their assets: %" PRIu64
                "\n"),
            t->views);
    if (t->unconfirmed > 0)
        printf(rt_say(o->lang,
                   "うち前回のまま（今回は確認できず）%" PRIu64 " 件\n",
                   "of these as before, not confirmed: %" PRIu64 "\n"),
            t->unconfirmed);
    printf(rt_say(o->lang,
               "優先順位 1：%" PRIu64 "、2：%" PRIu64 "、3：%" PRIu64 "\n",
               "priority 1: %" PRIu64 ", 2: %" PRIu64 ", 3: %" PRIu64 "\n"),
        t->priority[1], t->priority[2], t->priority[3]);
    if (previous)
        print_previous(o, &previous->rows);
    printf(rt_say(o->lang,
               "指摘：エラー %" PRIu64 "、警告 %" PRIu64 "、情報 %" PRIu64 "\n",
               "findings: errors %" PRIu64 ", warnings %" PRIu64
               ", infos %" PRIu64 "\n"),
        t->errors, t->warnings, t->infos);
    printf(rt_say(o->lang, "成果物：%s\n", "results: %s\n"), o->output);
}

static void print_returns(
    const struct rt_options *o, const struct rt_merge_returns *r)
{
    size_t count = r->list.count;

    if (count > 0)
        printf(rt_say(o->lang, "返送票 %zu 件：%s/returns\n",
                   "return slips %zu: %s/returns\n"),
            count, o->output);
    if (r->plans.count > 0)
        printf(rt_say(o->lang, "部署の対応計画 %zu 件：%s/plans\n",
                   "departments' plans %zu: %s/plans\n"),
            r->plans.count, o->output);
    if (r->plans.too_many)
        printf(rt_say(o->lang,
                   "部署の対応計画：部署が %d を超えるため書き出していません\n",
                   "departments' plans: none, there are more than %d\n"),
            RT_PLAN_PARTS_MAX);
    if (r->kept > 0)
        printf(
            rt_say(o->lang,
                "前回の返送票と部署の計画のうち、書き込みのある %zu 件は残しました"
                "：%s%s\n",
                "earlier return slips and plans that were edited have been "
                "kept (%zu): %s%s\n"),
            r->kept, r->first_kept,
            r->kept > 1 ? rt_say(o->lang, " など", " and others") : "");
}

enum rt_status rt_merge_print(struct rt_ledger *ledger,
    const struct rt_options *o, const struct rt_previous_plan *previous,
    const struct rt_totals *totals, const struct rt_merge_returns *returns,
    int status, struct rt_error *err)
{
    enum rt_status rc = RT_OK;

    if (o->quiet && status == RT_EXIT_OK)
        return RT_OK;
    rc = rt_merge_print_findings(ledger, o, err);
    if (rc != RT_OK || o->quiet)
        return rc;
    RT_TRY(print_inputs(ledger, o, totals, err));
    print_totals(o, previous, totals);
    print_returns(o, returns);
    return RT_OK;
}
