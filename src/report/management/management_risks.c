/* f) of the paper: what the risks and their treatment are, and were; and g). */
#include "report/management/management_content.h"

enum { CHANGES_LISTED = 10, CLOSES_SHOWN = 8 };

/* --- f) risks and treatment ---------------------------------------------------------- */

static const struct rt_mg_col change_cols[] = {
    {{"前回からの変化", "Since the previous run"}, LABEL, LABEL},
    {{"件数", "Count"}, GRID, GRID + 1},
    {{"出典", "Source"}, GRID + 2, GRID_LAST},
};

static void put_change_counts(struct rt_mg_content *c)
{
    rt_mg_heads(c, change_cols, RT_COUNT(change_cols));
    for (int k = 0; k < RT_CHANGE_KINDS; k++) {
        uint64_t n = c->f.changes.count[k];
        struct rt_mg_cell cells[]
            = {LABELLED(rt_str(rt_word(c->lang, RT_W_CHANGE_NEW + k))),
                COUNT(n), SMALL(REGISTER("前回比較", "Changes"))};
        cells[1].alarm = k == RT_CHANGE_UP && n > 0;
        rt_mg_row(c, cells);
    }
    rt_mg_end(c);
}

static const struct rt_mg_col worse_cols[] = {
    {{"リスク（資産）", "Risk (asset)"}, LABEL, LABEL},
    {{"変化", "Change"}, GRID, GRID},
    {{"部署", "Department"}, GRID + 1, GRID + 3},
    {{"前回の区分（値）", "Before"}, GRID + 4, GRID + 5},
    {{"今回の区分（値）", "Now"}, GRID + 6, GRID + 7},
    {{"リスクID", "Risk id"}, GRID + 8, GRID_LAST},
};

/* 「大（9）」 */
static struct rt_str judged(
    const struct rt_mg_content *c, const struct rt_judged *side, char to[64])
{
    const char *class = rt_word_class(c->lang, side->class);

    if (side->level == RT_UNKNOWN)
        return rt_str(class);
    snprintf(
        to, 64, rt_say(c->lang, "%s（%d）", "%s (%d)"), class, side->level);
    return rt_str(to);
}

static void put_change(struct rt_mg_content *c, const struct rt_change *at)
{
    char was[64], is[64];
    const struct rt_mg_cell cells[] = {TEXT(at->asset),
        CENTER(rt_str(rt_word(c->lang, RT_W_CHANGE_NEW + at->kind))),
        TEXT(at->department), CENTER(judged(c, &at->before, was)),
        CENTER(judged(c, &at->now, is)), SMALL(at->risk_id)};

    rt_mg_row(c, cells);
}

/* New ones and worse ones, each the most severe first. */
static void put_worse(struct rt_mg_content *c)
{
    struct rt_cursor cursor = rt_ledger_changes(c->out->ledger, c->out->err);
    struct rt_change at;
    unsigned n[RT_CHANGE_KINDS] = {0};

    rt_mg_note(c, "新規・上昇のリスク（それぞれ重いものから10件まで）",
        "New and worse risks, the ten most severe of each");
    rt_mg_heads(c, worse_cols, RT_COUNT(worse_cols));
    while (c->out->rc == RT_OK && rt_next(&cursor, &at)
           && at.kind <= RT_CHANGE_UP) {
        if (n[at.kind]++ < CHANGES_LISTED)
            put_change(c, &at);
    }
    rt_mg_keep(c->out, rt_cursor_close(&cursor));
    rt_mg_end(c);
}

static const struct rt_mg_col control_sums[] = {
    {{"管理策（リスクの行数ではない）", "Controls (not rows of risks)"}, LABEL,
        LABEL},
    {{"件数", "Count"}, GRID, GRID + 1},
    {{"出典", "Source"}, GRID + 2, GRID_LAST},
};

static void put_controls(struct rt_mg_content *c)
{
    const struct rt_control_counts *n = &c->f.controls;
    const struct {
        struct rt_str name;
        uint64_t count;
        bool alarm, here;
    } rows[] = {{SAY("計画に挙げた管理策", "Listed in the plan"), n->total,
                    false, false},
        {SAY("完了", "Finished"), n->done, false, false},
        {SAY("着手", "Under way"), n->under_way, false, false},
        {SAY("未着手", "Not started"), n->open, false, false},
        {SAY("状況の記入なし", "Without a status"),
            n->total - n->done - n->under_way - n->open, false, false},
        {SAY("未完了のうち期限超過", "Open and overdue"), c->f.overdue, true,
            true},
        {SAY("未完了のうち計画未作成（案の期日を過ぎたもの）",
             "Open and not planned (the proposed day has passed)"),
            c->f.unplanned, true, true}};

    rt_mg_heads(c, control_sums, RT_COUNT(control_sums));
    for (size_t i = 0; i < RT_COUNT(rows); i++) {
        struct rt_mg_cell cells[]
            = {LABELLED(rows[i].name), COUNT(rows[i].count),
                SMALL(rows[i].here ? SAY("このブックの「未完了の管理策」",
                          "sheet \"Open controls\" of this workbook")
                                   : PLAN("管理策台帳", "Control register"))};
        cells[1].alarm = rows[i].alarm && rows[i].count > 0;
        rt_mg_row(c, cells);
    }
    rt_mg_end(c);
}

static const struct rt_mg_col owner_cols[] = {
    {{"リスク所有者", "Risk owner"}, LABEL, LABEL},
    {{"承認待ち", "To be signed"}, GRID, GRID + 1},
    {{"うち失効", "Of them lapsed"}, GRID + 2, GRID + 3},
    {{"出典", "Source"}, GRID + 4, GRID_LAST},
};

static void put_owner(struct rt_mg_content *c, struct rt_str name,
    uint64_t risks, uint64_t lapsed, struct rt_str source)
{
    const struct rt_mg_cell cells[]
        = {LABELLED(name), COUNT(risks), ALARM(lapsed), SMALL(source)};

    rt_mg_row(c, cells);
}

/* Those without an owner are in no owner's sheet. */
static void put_owners(struct rt_mg_content *c)
{
    const struct rt_acceptance_counts *a = &c->f.acceptance;
    uint64_t all = rt_asked_for(a),
             lapsed = a->of[RT_ACCEPT_LAPSED] + a->of[RT_ACCEPT_EXPIRED],
             risks = all, rest = lapsed, n = 0, more = 0, more_lapsed = 0;
    struct rt_cursor cursor
        = rt_ledger_asked_owners(c->out->ledger, c->out->err);
    struct rt_asked_owner owner;
    char others[64];

    rt_mg_heads(c, owner_cols, RT_COUNT(owner_cols));
    while (c->out->rc == RT_OK && rt_next(&cursor, &owner)) {
        risks -= owner.risks;
        rest -= owner.lapsed;
        if (++n <= LISTED) {
            put_owner(c, owner.name, owner.risks, owner.lapsed,
                SAY("approvals フォルダーの承認の票",
                    "sheets in the folder approvals"));
            continue;
        }
        more += owner.risks;
        more_lapsed += owner.lapsed;
    }
    rt_mg_keep(c->out, rt_cursor_close(&cursor));
    snprintf(others, sizeof others,
        rt_say(c->lang, "ほか %llu 人", "%llu more owners"),
        (unsigned long long)(n > LISTED ? n - LISTED : 0));
    if (n > LISTED)
        put_owner(c, rt_str(others), more, more_lapsed,
            SAY("approvals フォルダーの承認の票",
                "sheets in the folder approvals"));
    if (risks > 0)
        put_owner(c, SAY("（リスク所有者が空欄）", "(without an owner)"), risks,
            rest, PLAN("リスク対応計画", "Treatment plan"));
    put_owner(c, SAY("合計", "Total"), all, lapsed, PLAN("まとめ", "Summary"));
    rt_mg_end(c);
}

/* What the owners do not accept, and what nobody may. */
static void put_refused(struct rt_mg_content *c)
{
    const struct rt_acceptance_counts *a = &c->f.acceptance;
    char text[256];

    snprintf(text, sizeof text,
        rt_say(c->lang,
            "承認済み %llu 件、承認しないとされたもの %llu 件、"
            "承認では足りず対応が必要なもの %llu 件（対応計画「まとめ」）",
            "Signed: %llu; not accepted by the owner: %llu; never "
            "acceptable, to be treated: %llu (treatment-plan.xlsx, Summary)"),
        (unsigned long long)a->of[RT_ACCEPT_SIGNED],
        (unsigned long long)a->of[RT_ACCEPT_DECLINED],
        (unsigned long long)a->of[RT_ACCEPT_NEVER]);
    rt_mg_note(c, text, text);
}

/* --- progress ---------------------------------------------------------------------- */

static const struct rt_mg_col close_cols[] = {
    {{"取りまとめ", "As of"}, LABEL, LABEL},
    {{"リスク", "Risks"}, GRID, GRID},
    {{"大", "High"}, GRID + 1, GRID + 1},
    {{"中", "Medium"}, GRID + 2, GRID + 2},
    {{"小", "Low"}, GRID + 3, GRID + 3},
    {{"未評価", "Not assessed"}, GRID + 4, GRID + 4},
    {{"対応計画の行", "Rows of the plan"}, GRID + 5, GRID + 5},
    {{"対応完了", "Done"}, GRID + 6, GRID + 6},
    {{"期限超過", "Overdue"}, GRID + 7, GRID + 7},
    {{"前回のまま", "As before"}, GRID + 8, GRID + 8},
    {{"未提出", "Missing"}, GRID + 9, GRID_LAST},
};

static void put_close(struct rt_mg_content *c, const struct rt_close *x)
{
    const uint64_t *n = x->counts;
    const struct rt_mg_cell cells[]
        = {{.kind = RT_MG_LABEL, .text = x->date, .count = -1},
            COUNT(n[RT_CLOSE_RISKS]), COUNT(n[RT_CLOSE_HIGH]),
            COUNT(n[RT_CLOSE_MEDIUM]), COUNT(n[RT_CLOSE_LOW]),
            COUNT(n[RT_CLOSE_UNASSESSED]), COUNT(n[RT_CLOSE_TREATMENTS]),
            COUNT(n[RT_CLOSE_DONE]), COUNT(n[RT_CLOSE_OVERDUE]),
            COUNT(n[RT_CLOSE_UNCONFIRMED]), COUNT(n[RT_CLOSE_MISSING])};

    rt_mg_row(c, cells);
}

static uint64_t moved_from(const struct rt_change_totals *t, int as)
{
    uint64_t n = 0;

    for (int i = 0; i < RT_AS_COUNT; i++)
        n += t->moved[as][i];
    return n;
}

/* Without a state: of the earlier run only what its register says. */
static void put_two_runs(struct rt_mg_content *c)
{
    const struct rt_totals *t = &c->f.totals;
    const struct rt_change_totals *p = &c->f.changes;
    const struct rt_mg_cell now[] = {LABELLED(rt_str(c->out->run->now)),
        COUNT(t->risks), COUNT(t->high), COUNT(t->medium), COUNT(t->low),
        COUNT(t->risks - t->assessed), UNKNOWN, UNKNOWN, UNKNOWN,
        COUNT(t->unconfirmed), COUNT(t->inputs_missing)};
    const struct rt_mg_cell was[] = {LABELLED(SAY("前回", "Before")),
        COUNT(p->previous), COUNT(moved_from(p, RT_AS_HIGH)),
        COUNT(moved_from(p, RT_AS_MEDIUM)), COUNT(moved_from(p, RT_AS_LOW)),
        COUNT(moved_from(p, RT_AS_UNASSESSED)), UNKNOWN, UNKNOWN, UNKNOWN,
        UNKNOWN, UNKNOWN};

    if (c->f.compared)
        rt_mg_row(c, was);
    rt_mg_row(c, now);
}

static void put_progress(struct rt_mg_content *c)
{
    const struct rt_run *run = c->out->run;
    size_t n = run->close_count, shown = n > CLOSES_SHOWN ? CLOSES_SHOWN : n;

    rt_mg_section(c, shown + 16, "f) の続き：これまでの推移",
        "f) continued: progress over the last reviews");
    rt_mg_heads(c, close_cols, RT_COUNT(close_cols));
    for (size_t i = n - shown; i < n; i++)
        put_close(c, &run->closes[i]);
    if (n == 0)
        put_two_runs(c);
    rt_mg_end(c);
    if (n == 0) {
        rt_mg_note(c,
            "状態ファイル（--state）がないため、今回"
            "（と --previous の前回）だけを示しています。",
            "Without --state only this run (and that of --previous) is known.");
        shown = c->f.compared ? 2 : 1;
    } else {
        rt_mg_note(c, "出典：登録簿「サマリー」の四半期ごとの推移",
            "Source: risk-register.xlsx, Summary, from quarter to quarter");
    }
    if (c->out->rc == RT_OK)
        c->out->way->chart(c->out, shown, LABEL, GRID + 1);
}

void rt_mg_put_risks(struct rt_mg_content *c)
{
    rt_mg_section(c, 12, "f) リスクアセスメントの結果とリスク対応計画の状況",
        "f) Results of the risk assessment and state of the treatment plan");
    if (c->f.compared) {
        put_change_counts(c);
        if (c->f.changes.count[RT_CHANGE_NEW] + c->f.changes.count[RT_CHANGE_UP]
            > 0)
            put_worse(c);
    } else {
        rt_mg_note(c,
            "前回の結果がないため、新規・上昇・低下・消滅は分かりません"
            "（--state か --previous を指定すると示します）。",
            "Without an earlier run (--state, --previous) it is not known "
            "which risks are new, worse, better or gone.");
    }
    put_controls(c);
    put_owners(c);
    put_refused(c);
    rt_mg_put_items(c, RT_MEETING_RISKS, RT_MEETING_RISKS);
    put_progress(c);
    rt_mg_section(c, 3, "g) 継続的改善の機会",
        "g) Opportunities for continual improvement");
    rt_mg_put_items(c, RT_MEETING_OPPORTUNITIES, RT_MEETING_OPPORTUNITIES);
}
