/* What the paper of a management review says: the inputs a) to g) of ISO/IEC
 * 27001:2022, 9.3.2, as far as the run knows them, the outputs of 9.3.3, and
 * blanks for what only people know.
 *
 * Every number is the answer to a question that another result asks as well, and
 * says which; nothing is counted here in a way of its own. Lists are cut at a
 * ceiling, and say so.
 */
#include "report/management/management_content.h"
#include <stdlib.h>

#include "base/list.h"
#include "ledger/meeting_sums.h"
#include "report/management/management_controls.h"

enum { NAMES_LISTED = 10 };

static void put_record(struct rt_mg_content *c)
{
    const struct rt_mg_cell as_of[]
        = {LABELLED(rt_str(rt_word(c->lang, RT_W_MEETING_AS_OF))),
            {.kind = RT_MG_DATE, .text = rt_str(c->out->run->now), .count = -1},
            SMALL(RT_STR_NONE)};

    rt_mg_section(c, 6, "開催の記録", "The review");
    rt_mg_item_heads(c);
    rt_mg_row(c, as_of);
    for (int i = RT_MEETING_HELD_ON; i <= RT_MEETING_APPROVED_ON; i++)
        rt_mg_put_item(c, (enum rt_meeting_item)i);
    rt_mg_end(c);
}

/* --- the numbers at a glance ------------------------------------------------ */

static const struct rt_mg_col glance_cols[] = {
    {{"項目", "What"}, LABEL, LABEL},
    {{"今回", "Now"}, GRID, GRID + 1},
    {{"前回", "Before"}, GRID + 2, GRID + 3},
    {{"出典", "Source"}, GRID + 4, GRID_LAST},
};

static void put_number(struct rt_mg_content *c, struct rt_str what,
    struct rt_mg_cell now, int64_t before, struct rt_str source)
{
    const struct rt_mg_cell cells[] = {LABELLED(what), now,
        {.kind = RT_MG_COUNT, .count = before}, SMALL(source)};

    rt_mg_row(c, cells);
}

static int64_t before(const struct rt_mg_content *c, enum rt_close_count what)
{
    if (c->f.before)
        return (int64_t)c->f.before->counts[what];
    return what == RT_CLOSE_RISKS && c->f.compared
               ? (int64_t)c->f.changes.previous
               : -1;
}

static void put_glance_of_risks(struct rt_mg_content *c)
{
    const struct rt_totals *t = &c->f.totals;

    put_number(c, SAY("リスク", "Risks"), (struct rt_mg_cell)COUNT(t->risks),
        before(c, RT_CLOSE_RISKS), REGISTER("サマリー", "Summary"));
    put_number(c, SAY("　うち区分「大」", "  of them high"),
        (struct rt_mg_cell)ALARM(t->high), before(c, RT_CLOSE_HIGH),
        REGISTER("サマリー", "Summary"));
    put_number(c, SAY("　うち区分「中」", "  of them medium"),
        (struct rt_mg_cell)COUNT(t->medium), before(c, RT_CLOSE_MEDIUM),
        REGISTER("サマリー", "Summary"));
    put_number(c, SAY("　うち区分「小」", "  of them low"),
        (struct rt_mg_cell)COUNT(t->low), before(c, RT_CLOSE_LOW),
        REGISTER("サマリー", "Summary"));
    put_number(c, SAY("　うち未評価", "  of them not assessed"),
        (struct rt_mg_cell)COUNT(t->risks - t->assessed),
        before(c, RT_CLOSE_UNASSESSED), REGISTER("サマリー", "Summary"));
}

static void put_glance(struct rt_mg_content *c)
{
    const struct rt_mg_facts *f = &c->f;
    const struct rt_control_counts *n = &f->controls;

    rt_mg_section(c, 12, "要点", "At a glance");
    rt_mg_heads(c, glance_cols, RT_COUNT(glance_cols));
    put_glance_of_risks(c);
    put_number(c, SAY("管理策", "Controls"), (struct rt_mg_cell)COUNT(n->total),
        -1, PLAN("管理策台帳", "Control register"));
    put_number(c, SAY("　うち完了", "  of them finished"),
        (struct rt_mg_cell)COUNT(n->done), -1,
        PLAN("管理策台帳", "Control register"));
    put_number(c, SAY("　うち未完了", "  of them open"),
        (struct rt_mg_cell)COUNT(n->total - n->done), -1,
        SAY("このブックの「未完了の管理策」",
            "sheet \"Open controls\" of this workbook"));
    put_number(c, SAY("　　未完了のうち期限超過", "  of the open ones overdue"),
        (struct rt_mg_cell)ALARM(f->overdue), -1,
        SAY("このブックの「未完了の管理策」",
            "sheet \"Open controls\" of this workbook"));
    put_number(c, SAY("承認待ちの残留リスク", "Residual risks to be signed"),
        (struct rt_mg_cell)ALARM(rt_asked_for(&f->acceptance)), -1,
        PLAN("まとめ", "Summary"));
    put_number(c, SAY("未提出の部署・入力", "Departments and inputs missing"),
        (struct rt_mg_cell)ALARM(f->totals.inputs_missing),
        before(c, RT_CLOSE_MISSING), REGISTER("サマリー", "Summary"));
    rt_mg_end(c);
}

/* --- a) earlier instructions -------------------------------------------------- */

static const struct rt_mg_col state_cols[] = {
    {{"指示事項（前回まで）", "Instructions of earlier reviews"}, LABEL, LABEL},
    {{"件数", "Count"}, GRID, GRID + 1},
    {{"出典", "Source"}, GRID + 2, GRID_LAST},
};

static void put_state(
    struct rt_mg_content *c, struct rt_str what, struct rt_mg_cell count)
{
    const struct rt_mg_cell cells[] = {LABELLED(what), count,
        SMALL(SAY("このブックの「指示事項」",
            "sheet \"Instructions\" of this workbook"))};

    rt_mg_row(c, cells);
}

static void put_earlier(struct rt_mg_content *c)
{
    const struct rt_mg_facts *f = &c->f;
    uint64_t open = f->instructed[RT_INSTRUCTED_EARLIER],
             closed = f->instructed[RT_INSTRUCTED_CLOSED];

    rt_mg_section(c, 6, "a) 前回までのマネジメントレビューの指示と、その状況",
        "a) Instructions of earlier reviews and their state");
    rt_mg_heads(c, state_cols, RT_COUNT(state_cols));
    put_state(c,
        SAY("完了・取りやめ（今回より前に報告済み）", "Done or dropped before"),
        (struct rt_mg_cell)COUNT(closed));
    put_state(c, SAY("今回報告するもの", "To be reported now"),
        (struct rt_mg_cell)COUNT(open));
    put_state(c, SAY("　うち状況が未記入", "  of them without a state"),
        (struct rt_mg_cell)ALARM(f->stateless));
    put_state(c, SAY("　うち期限超過", "  of them overdue"),
        (struct rt_mg_cell)ALARM(f->late));
    rt_mg_end(c);
}

/* --- b), c) changes -------------------------------------------------------------- */

static const struct rt_mg_col side_cols[] = {
    {{"把握できた変化", "Changes as far as known"}, LABEL, LABEL},
    {{"前回", "Before"}, GRID, GRID},
    {{"今回", "Now"}, GRID + 1, GRID + 1},
    {{"増えたもの", "New"}, GRID + 2, GRID + 5},
    {{"なくなったもの", "Gone"}, GRID + 6, GRID_LAST},
};

/* Of departments, files or profiles. */
struct sides {
    uint64_t before, now;
    struct rt_buf fresh, gone;
    size_t fresh_count, gone_count;
};

static enum rt_status add_name(struct rt_mg_content *c, struct rt_buf *to,
    size_t *count, struct rt_str name)
{
    size_t n = (*count)++;

    if (n > NAMES_LISTED)
        return RT_OK;
    if (n == NAMES_LISTED)
        return rt_buf_adds(to, SAY(" ほか", ", …"));
    if (n > 0)
        RT_TRY(rt_buf_adds(to, rt_str(rt_comma(c->lang))));
    return rt_buf_adds(to, name);
}

static enum rt_status take_side(struct rt_mg_content *c, struct sides *to,
    const struct rt_meeting_side *side)
{
    to->before += side->before;
    to->now += side->now;
    if (!side->before)
        return add_name(c, &to->fresh, &to->fresh_count, side->name);
    return side->now ? RT_OK
                     : add_name(c, &to->gone, &to->gone_count, side->name);
}

static void put_side(
    struct rt_mg_content *c, enum rt_side_of what, const struct sides *s)
{
    const struct rt_str names[RT_SIDES]
        = {[RT_SIDE_DEPARTMENT] = SAY("部署", "Departments"),
            [RT_SIDE_FILE] = SAY("入力ファイル", "Input files"),
            [RT_SIDE_PROFILE] = SAY("評価の基準", "Criteria")};
    const struct rt_mg_cell cells[]
        = {LABELLED(names[what]), COUNT(s->before), COUNT(s->now),
            SMALL(rt_buf_str(&s->fresh)), SMALL(rt_buf_str(&s->gone))};

    rt_mg_row(c, cells);
}

static void put_sides(struct rt_mg_content *c)
{
    struct rt_cursor cursor = rt_ledger_sides(c->out->ledger, c->out->err);
    struct sides of[RT_SIDES];
    struct rt_meeting_side side;
    enum rt_status rc = RT_OK;

    for (int i = 0; i < RT_SIDES; i++)
        of[i]
            = (struct sides){.fresh = RT_BUF(1 << 20), .gone = RT_BUF(1 << 20)};
    while (rc == RT_OK && rt_next(&cursor, &side))
        rc = take_side(c, &of[side.what], &side);
    if (rc != RT_OK)
        rt_cursor_keep(&cursor, rt_fail_nomem(c->out->err));
    rt_mg_keep(c->out, rt_cursor_close(&cursor));
    rt_mg_heads(c, side_cols, RT_COUNT(side_cols));
    for (int i = 0; i < RT_SIDES; i++) {
        put_side(c, (enum rt_side_of)i, &of[i]);
        rt_buf_fini(&of[i].fresh);
        rt_buf_fini(&of[i].gone);
    }
    rt_mg_end(c);
}

static void put_changes_around(struct rt_mg_content *c)
{
    rt_mg_section(c, 8, "b) 外部・内部の課題の変化",
        "b) Changes in external and internal issues");
    if (c->f.compared)
        put_sides(c);
    else
        rt_mg_note(c,
            "前回の結果がないため、部署・入力・基準の変化は分かりません"
            "（--state か --previous を指定すると示します）。",
            "Without an earlier run (--state, --previous) changes in "
            "departments, inputs and criteria are not known.");
    rt_mg_put_items(c, RT_MEETING_ISSUES, RT_MEETING_ISSUES);
    rt_mg_section(c, 3, "c) 利害関係者のニーズ・期待の変化",
        "c) Changes in needs and expectations of interested parties");
    rt_mg_put_items(c, RT_MEETING_NEEDS, RT_MEETING_NEEDS);
}

/* --- d) performance ---------------------------------------------------------------- */

static const struct rt_mg_col finding_cols[] = {
    {{"部署", "Department"}, LABEL, LABEL},
    {{"エラー", "Errors"}, GRID, GRID + 1},
    {{"警告", "Warnings"}, GRID + 2, GRID + 3},
    {{"情報", "Infos"}, GRID + 4, GRID + 5},
    {{"出典", "Source"}, GRID + 6, GRID_LAST},
};

/* infos: negative where they are not told apart. */
static void put_findings_of(struct rt_mg_content *c, struct rt_str name,
    uint64_t errors, uint64_t warnings, int64_t infos, struct rt_str source)
{
    const struct rt_mg_cell cells[] = {LABELLED(name), ALARM(errors),
        COUNT(warnings), COUNT(infos), SMALL(source)};

    rt_mg_row(c, cells);
}

RT_SORTED(
    by_findings, struct rt_return, RT_ORDER(y->slip.errors, x->slip.errors);
    RT_ORDER(y->slip.warnings, x->slip.warnings);
    RT_ORDER(x->slip.id, y->slip.id))

/* What no slip has is of the run as a whole, or there is nobody to send it to. */
static void put_findings_beside(
    struct rt_mg_content *c, uint64_t errors, uint64_t warnings)
{
    const struct rt_totals *t = &c->f.totals;

    if (t->errors > errors || t->warnings > warnings)
        put_findings_of(c, SAY("（返送票のないもの）", "(in no return slip)"),
            t->errors - errors, t->warnings - warnings, -1,
            REGISTER("指摘事項", "Findings"));
    put_findings_of(c, SAY("合計", "Total"), t->errors, t->warnings,
        (int64_t)t->infos, REGISTER("指摘事項", "Findings"));
}

static void put_sorted(
    struct rt_mg_content *c, const struct rt_return *list, size_t count)
{
    uint64_t errors = 0, warnings = 0, rest[2] = {0};
    char others[64];

    for (size_t i = 0; i < count; i++) {
        const struct rt_slip *slip = &list[i].slip;
        errors += slip->errors;
        warnings += slip->warnings;
        rest[0] += i < LISTED ? 0 : slip->errors;
        rest[1] += i < LISTED ? 0 : slip->warnings;
        if (i < LISTED)
            put_findings_of(c,
                slip->department.n > 0 ? slip->department : slip->file,
                slip->errors, slip->warnings, -1, rt_str(list[i].name));
    }
    snprintf(others, sizeof others,
        rt_say(c->lang, "ほか %zu 部署", "%zu more departments"),
        count > LISTED ? count - LISTED : 0);
    if (count > LISTED)
        put_findings_of(c, rt_str(others), rest[0], rest[1], -1,
            SAY("returns フォルダーの返送票", "slips in the folder returns"));
    put_findings_beside(c, errors, warnings);
}

/* By return slip, most errors first. */
static void put_findings(struct rt_mg_content *c)
{
    const struct rt_returns *r = c->out->run->returns;
    size_t count = r ? r->count : 0;
    struct rt_return *list = calloc(count + 1, sizeof *list);

    if (!list) {
        rt_mg_keep(c->out, rt_fail_nomem(c->out->err));
        return;
    }
    if (count > 0)
        memcpy(list, r->list, count * sizeof *list);
    qsort(list, count, sizeof *list, by_findings);
    rt_mg_heads(c, finding_cols, RT_COUNT(finding_cols));
    put_sorted(c, list, count);
    rt_mg_end(c);
    free(list);
}

static const struct rt_mg_col silent_cols[] = {
    {{"未提出の部署", "Department that sent nothing"}, LABEL, GRID + 3},
    {{"待っているファイル", "File expected"}, GRID + 4, GRID_LAST},
};

static void put_silent(struct rt_mg_content *c)
{
    struct rt_cursor cursor = rt_ledger_inputs(c->out->ledger, c->out->err);
    struct rt_input in;
    uint64_t n = 0;
    char rest[64];

    rt_mg_heads(c, silent_cols, RT_COUNT(silent_cols));
    while (c->out->rc == RT_OK && rt_next(&cursor, &in)) {
        const struct rt_mg_cell cells[] = {
            TEXT(in.department.n > 0 ? in.department : in.file),
            SMALL(rt_str_eq(in.file, in.department) ? RT_STR_NONE : in.file)};
        if (in.state == RT_INPUT_MISSING && ++n <= LISTED)
            rt_mg_row(c, cells);
    }
    rt_mg_keep(c->out, rt_cursor_close(&cursor));
    snprintf(rest, sizeof rest, rt_say(c->lang, "ほか %llu 件", "%llu more"),
        (unsigned long long)(n > LISTED ? n - LISTED : 0));
    const struct rt_mg_cell more[] = {TEXT(rt_str(rest)), SMALL(RT_STR_NONE)};
    if (n > LISTED)
        rt_mg_row(c, more);
    rt_mg_end(c);
}

static void put_performance(struct rt_mg_content *c)
{
    rt_mg_section(c, 10, "d) 情報セキュリティのパフォーマンス",
        "d) Information security performance");
    rt_mg_put_items(c, RT_MEETING_NONCONFORMITIES, RT_MEETING_INCIDENTS);
    rt_mg_note(c, "提出されたものへの指摘（返送票ごと、エラーの多い順）",
        "Findings in what was sent, by return slip, most errors first");
    put_findings(c);
    if (c->f.totals.inputs_missing > 0)
        put_silent(c);
    rt_mg_section(c, 3, "e) 利害関係者からのフィードバック",
        "e) Feedback from interested parties");
    rt_mg_put_items(c, RT_MEETING_FEEDBACK, RT_MEETING_FEEDBACK);
}

static void put_outputs(struct rt_mg_content *c)
{
    rt_mg_section(c, 8, "アウトプット（9.3.3）：決定と指示",
        "Outputs (9.3.3): decisions and instructions");
    rt_mg_note(c,
        "個々の指示（担当・期限つき）は、シート「指示事項」の"
        "「今回の指示」に記入します。次回の資料に、状況の欄を付けて載ります。",
        "Enter instructions with a person and a day on the sheet "
        "Instructions; the next review's paper asks for their state.");
    rt_mg_put_items(c, RT_MEETING_IMPROVEMENTS, RT_MEETING_CHANGES);
}

/* --- facts ------------------------------------------------------------------------------ */

static void count_late(struct rt_mg_content *c)
{
    struct rt_mg_controls *all = rt_mg_controls_open(c->out);
    struct rt_mg_left left;

    while (all && rt_mg_controls_next(all, &left)) {
        c->f.overdue += left.late == RT_MG_OVERDUE;
        c->f.unplanned += left.late == RT_MG_UNPLANNED;
    }
    rt_mg_controls_close(all);
}

static void count_instructions(struct rt_mg_content *c)
{
    const struct rt_instructions *open = &c->meeting->of[RT_INSTRUCTED_EARLIER];

    for (int p = 0; p < RT_INSTRUCTION_PARTS; p++)
        c->f.instructed[p] = c->meeting->of[p].count;
    for (size_t i = 0; i < open->count; i++) {
        c->f.stateless += open->list[i].cells[RT_INSTRUCTED_STATE].n == 0;
        c->f.late += rt_instruction_is_late(&open->list[i], c->out->run->now);
    }
}

static void gather(struct rt_mg_content *c)
{
    struct rt_mg_out *o = c->out;
    const struct rt_run *run = o->run;

    rt_mg_keep(o, rt_ledger_totals(o->ledger, &c->f.totals, o->err));
    c->f.compared = run->previous != NULL;
    if (c->f.compared && o->rc == RT_OK)
        rt_mg_keep(
            o, rt_ledger_change_totals(o->ledger, &c->f.changes, o->err));
    if (o->rc == RT_OK)
        rt_mg_keep(
            o, rt_ledger_count_controls(o->ledger, &c->f.controls, o->err));
    if (o->rc == RT_OK)
        rt_mg_keep(o,
            rt_ledger_acceptance_counts(o->ledger, &c->f.acceptance, o->err));
    if (run->close_count > 1)
        c->f.before = &run->closes[run->close_count - 2];
    count_instructions(c);
    count_late(c);
}

void rt_mg_put(struct rt_mg_out *out)
{
    static const struct rt_meeting none;
    struct rt_mg_content c = {.out = out,
        .lang = out->lang,
        .meeting = out->run->meeting ? out->run->meeting : &none};
    char subtitle[512];

    gather(&c);
    if (out->rc != RT_OK)
        return;
    snprintf(subtitle, sizeof subtitle,
        rt_say(out->lang,
            "%s 現在の取りまとめによる資料（ISO/IEC 27001:2022 9.3）。"
            "黄色の欄は、人にしか分からないことの記入欄です。"
            "記入は次回の資料に引き継がれます。",
            "As of %s (ISO/IEC 27001:2022, 9.3). The yellow cells are for what "
            "only people know; the next paper carries them over."),
        out->run->now);
    out->way->sheet(
        out, RT_MG_REVIEW, rt_word(out->lang, RT_W_BOOK_MEETING), subtitle);
    put_record(&c);
    put_glance(&c);
    put_earlier(&c);
    put_changes_around(&c);
    put_performance(&c);
    rt_mg_put_risks(&c);
    put_outputs(&c);
    if (out->rc == RT_OK)
        rt_mg_put_instructions(&c);
    if (out->rc == RT_OK)
        rt_mg_put_open_controls(&c);
}
