/* 情報資産管理台帳 and 台帳記入例: one table of columns, from which the
 * headings, the cells, the pull-downs and the example are made.
 *
 * Prepared rows have no height of their own, so that a spreadsheet makes
 * room for what people type; computed cells are locked and show nothing
 * until the row has a name.
 */
#include "report/template/template_parts.h"
#include "risk/assess.h"

#include <stddef.h>

enum column_kind {
    COL_TEXT, /* struct rt_str at `at` */
    COL_MEDIUM,
    COL_FLAG,   /* bool at `at` */
    COL_SCORE,  /* int at `at` */
    COL_DATE,   /* ISO date, struct rt_str at `at` */
    COL_NUMBER, /* computed: int at `at` of the assessment */
    COL_THREAT,
    COL_VULNERABILITY,
    COL_LIKELIHOOD_LABEL,
    COL_LEVEL_LABEL
};

/* One column of the form. A column without a heading is under its left
 * neighbour's; a heading without a group takes both rows. */
static const struct column {
    struct rt_text group, head;
    double width;
    enum column_kind kind;
    size_t at;
    struct rt_text title, prompt;
    rt_form_formula *formula; /* of a computed column */
} columns[] = {
/* clang-format off */
#define AT(member) offsetof(struct rt_risk, member)
#define OF(member) offsetof(struct rt_assessment, member)
#define PERSONAL_GROUP {"個人情報の種類", "個人情報の種類\n(Personal information)"}
#define SCORE_GROUP {"評価値", "評価値 (Scores)"}
#define RISK_GROUP {"現状から想定されるリスク（入力不要・自動表示）", \
    "現状から想定されるリスク（入力不要・自動表示）\n(Present risk: computed, nothing to enter)"}
    {RT_NO_TEXT, {"業務\n分類", "業務\n分類\n(Business)"}, 11, COL_TEXT, AT(business), {"業務分類", "Business"}, {"この情報を使う業務の名前です。例：人事、経理、営業", "The kind of work the information is for, such as accounting."}, NULL},
    {RT_NO_TEXT, {"情報資産名称", "情報資産名称\n(Asset)"}, 26, COL_TEXT, AT(asset), {"情報資産名称", "Asset"}, {"名称を入れると、右の欄が計算されます。紙とデータの両方があるときは、行を分けてください。", "Once there is a name, the row is computed. What exists on paper and as data takes two rows."}, NULL},
    {RT_NO_TEXT, {"備考", "備考\n(Note)"}, 20, COL_TEXT, AT(note), {"備考", "Note"}, {"内容や件数など、見分けるための説明です（空欄でもかまいません）。", "What distinguishes it from others; may stay blank."}, NULL},
    {RT_NO_TEXT, {"利用者\n範囲", "利用者\n範囲\n(Users)"}, 12, COL_TEXT, AT(users), {"利用者範囲", "Users"}, {"使ってよい人の範囲です。例：営業部、全社員", "Who may use it, such as a department or everybody."}, NULL},
    {RT_NO_TEXT, {"管理\n部署", "管理\n部署\n(Managed by)"}, 12, COL_TEXT, AT(managed_by), {"管理部署", "Managed by"}, {"管理に責任を持つ部署です。", "The department that answers for the asset."}, NULL},
    {RT_NO_TEXT, {"媒体・保存先", "媒体・保存先\n(Medium)"}, 16, COL_MEDIUM, AT(medium), {"媒体・保存先", "Medium"}, {"一覧から選んでください。脅威と脆弱性は、ここで選んだ媒体で決まります。", "Choose one of the list. Threat and vulnerability follow from the medium."}, NULL},
    {PERSONAL_GROUP, {"個人\n情報", "個人\n情報\n(Per-\nsonal)"}, 7.5, COL_FLAG, AT(personal), {"個人情報", "Personal information"}, {"氏名など、個人を特定できる情報を含むときに「有」を選びます。", "Choose 有 (yes) if it identifies persons."}, NULL},
    {PERSONAL_GROUP, {"要配慮\n個人\n情報", "要配慮\n個人\n情報\n(Sensi-\ntive)"}, 7.5, COL_FLAG, AT(sensitive), {"要配慮個人情報", "Sensitive information"}, {"病歴や犯罪歴など、取り扱いに特に注意が要る個人情報を含むときに「有」を選びます。", "Choose 有 (yes) for health, criminal records and the like."}, NULL},
    {PERSONAL_GROUP, {"特定\n個人\n情報", "特定\n個人\n情報\n(My\nNumber)"}, 7.5, COL_FLAG, AT(my_number), {"特定個人情報", "My Number"}, {"マイナンバーを含むときに「有」を選びます。", "Choose 有 (yes) where there are My Numbers."}, NULL},
    {SCORE_GROUP, {"機密\n性", "機密\n性\n(C)"}, 6.5, COL_SCORE, AT(scores.confidentiality), {"機密性", "Confidentiality"}, {"漏れたときの影響の大きさです。「重要度定義」シートを見て選んでください。", "How bad it is when it leaks: see sheet 重要度定義."}, NULL},
    {SCORE_GROUP, {"完全\n性", "完全\n性\n(I)"}, 6.5, COL_SCORE, AT(scores.integrity), {"完全性", "Integrity"}, {"誤りや改ざんがあったときの影響の大きさです。「重要度定義」シートを見て選んでください。", "How bad it is when it is wrong: see sheet 重要度定義."}, NULL},
    {SCORE_GROUP, {"可用\n性", "可用\n性\n(A)"}, 6.5, COL_SCORE, AT(scores.availability), {"可用性", "Availability"}, {"使えなくなったときの影響の大きさです。「重要度定義」シートを見て選んでください。", "How bad it is when it is out of reach: see sheet 重要度定義."}, NULL},
    {RT_NO_TEXT, {"重要\n度", "重要\n度\n(Impor-\ntance)"}, 7, COL_NUMBER, OF(importance), RT_NO_TEXT, RT_NO_TEXT, rt_form_importance},
    {RT_NO_TEXT, {"保存\n期限", "保存\n期限\n(Kept\nfor)"}, 8, COL_TEXT, AT(retention), {"保存期限", "Kept for"}, {"法令や社内の決まりで残しておく期間です。例：5年", "How long it has to be kept, such as 5年."}, NULL},
    {RT_NO_TEXT, {"登録日", "登録日\n(Entered)"}, 11.5, COL_DATE, AT(registered), {"登録日", "Entered"}, {"この行を書いた日、または内容を見直した日です。例：2026/9/30", "When the row was entered or reviewed, such as 2026/9/30."}, NULL},
    {RISK_GROUP, {"脅威の発生頻度\n※「脅威の状況」シートに\n入力すると表示", "脅威の発生頻度\n(Threat)\n※「脅威の状況」シートに\n入力すると表示"}, 24, COL_THREAT, 0, RT_NO_TEXT, RT_NO_TEXT, rt_form_threat_of},
    {RISK_GROUP, {"脆弱性\n※「対策状況チェック」\nシートに入力すると表示", "脆弱性\n(Vulnerability)\n※「対策状況チェック」\nシートに入力すると表示"}, 24, COL_VULNERABILITY, 0, RT_NO_TEXT, RT_NO_TEXT, rt_form_vulnerability_of},
    {RISK_GROUP, {"被害発生\n可能性", "被害発生\n可能性\n(Likelihood)"}, 5, COL_NUMBER, OF(likelihood), RT_NO_TEXT, RT_NO_TEXT, rt_form_chance},
    {RISK_GROUP, RT_NO_TEXT, 12, COL_LIKELIHOOD_LABEL, 0, RT_NO_TEXT, RT_NO_TEXT, rt_form_chance_label},
    {RISK_GROUP, {"リスク値", "リスク値\n(Risk level)"}, 5, COL_NUMBER, OF(level), RT_NO_TEXT, RT_NO_TEXT, rt_form_level},
    {RISK_GROUP, RT_NO_TEXT, 11, COL_LEVEL_LABEL, 0, RT_NO_TEXT, RT_NO_TEXT, rt_form_level_label},
    /* clang-format on */
};

enum {
    COLUMNS = RT_COUNT(columns),
    FROZEN = 2,
    ROW_HEIGHT = 30 /* two lines of what is shown by itself */
};

/* --- headings ------------------------------------------------------------- */

static const char *head_of(const struct rt_form_book *b, int col)
{
    const char *head = rt_text(b->lang, columns[col].head);

    return head ? head : "";
}

static void put_groups(struct rt_form_book *b, struct rt_xl_sheet *s)
{
    uint32_t row = s->row;

    for (int col = 0, next; col < COLUMNS; col = next) {
        const char *group = columns[col].group.ja;
        for (next = col + 1; group && next < COLUMNS; next++) {
            if (!columns[next].group.ja
                || strcmp(group, columns[next].group.ja) != 0)
                break;
        }
        rt_xl_z(s, col, group ? RT_XF_GROUP : RT_XF_HEAD,
            group ? rt_text(b->lang, columns[col].group) : head_of(b, col));
        for (int i = col + 1; i < next; i++)
            rt_xl_z(s, i, RT_XF_GROUP, "");
        rt_xl_merge(s, row, col, row + (group ? 0 : 1), next - 1);
    }
}

static void put_heads(struct rt_form_book *b, struct rt_xl_sheet *s)
{
    for (int col = 0; col < COLUMNS; col++) {
        bool over_two = col + 1 < COLUMNS && !columns[col + 1].head.ja;
        rt_xl_z(
            s, col, RT_XF_HEAD, columns[col].group.ja ? head_of(b, col) : "");
        if (over_two)
            rt_xl_merge(s, s->row, col, s->row, col + 1);
    }
}

/* Says in the title's row what the colours mean. */
static void put_legend(struct rt_xl_sheet *s)
{
    rt_xl_say(s, 14, RT_XF_BOX_INPUT, "記入する欄", "to fill in");
    rt_xl_say(s, 15, RT_XF_FORM_OUT_TEXT, "自動で表示", "computed");
}

/* Title, the two rows of headings, widths, panes. */
static void begin_sheet(struct rt_form_book *b, struct rt_xl_sheet *s,
    const char *name, const char *ja, const char *en, bool legend)
{
    rt_form_sheet(b, s, name, RT_A3, ja, en);
    for (int col = 0; col < COLUMNS; col++)
        rt_xl_width(s, col, col, columns[col].width);
    if (legend)
        put_legend(s);
    rt_xl_next(s);
    /* its own height, not that of headings over two rows */
    put_groups(b, s);
    s->height = b->lang == RT_JA ? 18 : 32;
    rt_xl_next(s);
    put_heads(b, s);
    s->height = b->lang == RT_JA ? 56 : 88;
    rt_xl_next(s);
    if (b->xl.rc != RT_OK)
        return;
    worksheet_set_default_row(s->ws, ROW_HEIGHT, LXW_FALSE);
    rt_form_freeze(s, 1, FROZEN);
}

/* --- cells ---------------------------------------------------------------- */

static enum rt_xf look_of(const struct column *c)
{
    static const enum rt_xf looks[] = {RT_XF_FORM_TEXT, RT_XF_FORM_TEXT,
        RT_XF_FORM_CENTER, RT_XF_FORM_CENTER, RT_XF_FORM_DATE, RT_XF_FORM_OUT,
        RT_XF_FORM_OUT_TEXT, RT_XF_FORM_OUT_TEXT, RT_XF_FORM_OUT,
        RT_XF_FORM_OUT};

    return looks[c->kind];
}

static void put_typed(struct rt_xl_sheet *s, int col, enum rt_xf xf,
    const struct rt_risk *r, const struct rt_profile *p)
{
    const struct column *c = &columns[col];
    const void *value = (const char *)r + c->at;
    int score;

    switch (c->kind) {
    case COL_FLAG:
        rt_xl_z(s, col, xf, *(const bool *)value ? "有" : "");
        break;
    case COL_SCORE:
        score = *(const int *)value;
        rt_xl_known(s, col, xf,
            score >= p->scale_min && score <= p->scale_max ? score
                                                           : RT_UNKNOWN);
        break;
    case COL_DATE:
        rt_xl_date(s, col, xf, *(const struct rt_str *)value);
        break;
    default:
        rt_xl_str(s, col, xf, *(const struct rt_str *)value);
        break;
    }
}

/* The next row without a height of its own, unless its text needs one. */
static void end_row(struct rt_xl_sheet *s)
{
    if (s->height > ROW_HEIGHT) {
        rt_xl_next(s);
        return;
    }
    s->height = 0;
    s->row++;
}

/* --- the example ---------------------------------------------------------- */

/* Scores are on the scale 1 to 3; on 0 to 2 each is one less. */
static const struct example {
    const char *business, *asset, *note, *users, *managed_by;
    int medium;
    bool personal, sensitive, my_number;
    int scores[3];
    const char *retention, *registered;
    int threat, vulnerability;
} examples[] = {
    {"採用", "応募者の履歴書", "選考中の応募者から受け取った紙", "人事課",
        "総務部", 0, true, false, false, {3, 2, 1}, "1年", "2026-04-01", 2, 2},
    {"採用", "応募者の一覧表", "選考の経過を記した表計算ファイル", "人事課",
        "総務部", 4, true, false, false, {3, 2, 2}, "1年", "2026-04-01", 3, 1},
    {"労務", "健康診断の結果", "健診機関から届く報告書", "人事課", "総務部", 0,
        true, true, false, {3, 2, 1}, "5年", "2026-04-01", 2, 2},
    {"給与", "扶養控除等申告書", "マイナンバーの記載あり", "給与担当", "総務部",
        0, true, false, true, {3, 3, 2}, "7年", "2026-04-01", 2, 2},
    {"営業", "見積書の控え", "客先へ出した見積書のデータ", "営業部", "営業部",
        2, false, false, false, {2, 2, 2}, "3年", "2026-05-11", 3, 2},
    {"広報", "会社案内の原稿", "公開済みの案内の元データ", "全社員", "総務部",
        5, false, false, false, {1, 2, 1}, "", "2026-05-11", 2, 2},
};

static struct rt_risk risk_of(
    const struct example *e, const struct rt_profile *p)
{
    int shift = 3 - p->scale_max;

    return (struct rt_risk){.business = rt_str(e->business),
        .asset = rt_str(e->asset),
        .note = rt_str(e->note),
        .users = rt_str(e->users),
        .managed_by = rt_str(e->managed_by),
        .medium = rt_str(rt_form_media[e->medium].ja),
        .personal = e->personal,
        .sensitive = e->sensitive,
        .my_number = e->my_number,
        .scores = {.confidentiality = e->scores[0] - shift,
            .integrity = e->scores[1] - shift,
            .availability = e->scores[2] - shift,
            .any_personal = e->personal || e->sensitive || e->my_number,
            .given_importance = RT_UNKNOWN,
            .threat = e->threat,
            .vulnerability = e->vulnerability,
            .given_likelihood = RT_UNKNOWN},
        .retention = rt_str(e->retention),
        .registered = rt_str(e->registered)};
}

/* Typed cells of the example: locked, because entries there are not read. */
static enum rt_xf shown_look_of(const struct column *c)
{
    return look_of(c) - RT_XF_FORM_TEXT + RT_XF_SHOWN_TEXT;
}

/* Values as the ledger would show them. */
static void put_shown(struct rt_form_book *b, struct rt_xl_sheet *s, int col,
    const struct rt_risk *r)
{
    struct rt_assessment a = rt_assess(b->p, &r->scores);
    const struct column *c = &columns[col];
    const void *number = (const char *)&a + c->at;
    enum rt_xf xf = look_of(c);

    if (c->kind == COL_NUMBER)
        rt_xl_known(s, col, xf, *(const int *)number);
    else
        rt_xl_z(s, col, xf,
            c->kind == COL_THREAT
                ? rt_text(b->lang, rt_form_threat[r->scores.threat - 1])
            : c->kind == COL_VULNERABILITY ? rt_text(
                  b->lang, rt_form_vulnerability[r->scores.vulnerability - 1])
            : c->kind == COL_LIKELIHOOD_LABEL
                ? rt_likelihood_shown(a.likelihood)
                : rt_class_shown(a.class));
}

/* The class in its colour; the word says the same. */
static void put_class_colours(struct rt_xl_sheet *s, uint32_t last)
{
    char formula[64];

    for (int c = RT_LOW; c <= RT_HIGH; c++) {
        snprintf(formula, sizeof formula, "=$U%d=\"%s\"", (int)RT_FORM_FIRST,
            rt_class_shown(c));
        rt_xl_if(s, RT_FORM_FIRST - 1, COLUMNS - 2, last, COLUMNS - 1, formula,
            RT_XF_IF_LOW + c);
    }
}

void rt_form_example(struct rt_form_book *b)
{
    struct rt_xl_sheet s;

    begin_sheet(b, &s, "台帳記入例", "情報資産管理台帳（記入例）",
        "情報資産管理台帳（記入例） - an example of the ledger", false);
    for (size_t i = 0; i < RT_COUNT(examples); i++) {
        struct rt_risk r = risk_of(&examples[i], b->p);
        for (int col = 0; col < COLUMNS; col++) {
            if (columns[col].formula)
                put_shown(b, &s, col, &r);
            else
                put_typed(&s, col, shown_look_of(&columns[col]), &r, b->p);
        }
        end_row(&s);
    }
    put_class_colours(&s, s.row - 1);
    rt_form_protect(&s);
}

/* --- the ledger ----------------------------------------------------------- */

/* In a row without ratings only the importance can be computed. */
static void put_computed(struct rt_form_book *b, struct rt_xl_sheet *s, int col,
    const char *pattern, const struct rt_risk *r)
{
    enum rt_xf xf = look_of(&columns[col]);
    bool known
        = r && columns[col].formula == rt_form_importance && r->asset.n > 0;

    rt_xl_formulaf(s, col, xf,
        known ? rt_assess(b->p, &r->scores).importance : RT_UNKNOWN, "%s",
        pattern);
}

/* What the formulas see of an asset: the cells of this sheet, no more. */
static struct rt_risk as_typed(
    const struct rt_form_book *b, const struct rt_risk *r)
{
    struct rt_risk typed = *r;

    typed.scores.any_personal = r->personal || r->sensitive || r->my_number;
    typed.scores.unreadable_flags = 0;
    typed.scores.given_importance = RT_UNKNOWN;
    if (typed.managed_by.n == 0)
        typed.managed_by = b->t->department;
    return typed;
}

static void put_row(struct rt_form_book *b, struct rt_xl_sheet *s,
    char formulas[COLUMNS][RT_FORM_FORMULA_MAX], const struct rt_risk *asset)
{
    struct rt_risk r = {.managed_by = b->t->department,
        .scores = {.confidentiality = RT_UNKNOWN,
            .integrity = RT_UNKNOWN,
            .availability = RT_UNKNOWN}};

    if (asset)
        r = as_typed(b, asset);
    for (int col = 0; col < COLUMNS; col++) {
        if (columns[col].formula)
            put_computed(b, s, col, formulas[col], asset ? &r : NULL);
        else
            put_typed(s, col, look_of(&columns[col]), &r, b->p);
    }
    end_row(s);
}

/* A score list of the profile's scale: "1", "2", "3". */
static size_t score_words(const struct rt_profile *p, struct rt_text to[4])
{
    static const char *const digits[] = {"0", "1", "2", "3"};
    size_t n = 0;

    for (int v = p->scale_min; v <= p->scale_max; v++)
        to[n++].ja = digits[v];
    return n;
}

/* The message for an entry that is not in the list, or no date. */
static const struct rt_text refusals[] = {
    [COL_MEDIUM] = {"一覧にない媒体では、脅威と脆弱性が表示されません。一覧の中"
                    "から選んでください。",
        "Threat and vulnerability are known for the media of the list only."},
    [COL_FLAG] = RT_FORM_OF_LIST,
    [COL_SCORE] = RT_FORM_OF_LIST,
    [COL_DATE] = {"日付を 2026/9/30 のように入れてください。",
        "Please enter a date such as 2026/9/30."},
};

static void put_inputs(
    struct rt_form_book *b, struct rt_xl_sheet *s, uint32_t last)
{
    static const struct rt_text yes[] = {{.ja = "有"}};
    struct rt_text scores[4];
    size_t score_count = score_words(b->p, scores);

    for (int col = 0; col < COLUMNS; col++) {
        const struct column *c = &columns[col];
        if (c->formula)
            continue;
        struct rt_form_input in = {.title = c->title,
            .prompt = c->prompt,
            .refusal = refusals[c->kind],
            .date = c->kind == COL_DATE,
            .lenient = c->kind == COL_MEDIUM || c->kind == COL_DATE};
        if (c->kind == COL_MEDIUM) {
            in.list = rt_form_media;
            in.count = RT_MEDIA;
        } else if (c->kind == COL_FLAG) {
            in.list = yes;
            in.count = 1;
        } else if (c->kind == COL_SCORE) {
            in.list = scores;
            in.count = score_count;
        }
        rt_form_takes(s, RT_FORM_FIRST - 1, col, last, col, &in);
    }
}

void rt_form_ledger(struct rt_form_book *b)
{
    char formulas[COLUMNS][RT_FORM_FORMULA_MAX] = {{0}};
    static const char *const english = " - the ledger of assets";
    char named[512];
    struct rt_xl_sheet s;
    size_t assets = b->t->asset_count;

    snprintf(named, sizeof named, "%s%s%.*s%s%s", RT_SHEET_LEDGER,
        b->t->department.n ? "（" : "", RT_FMT(b->t->department),
        b->t->department.n ? "）" : "", b->lang == RT_EN ? english : "");
    for (int col = 0; col < COLUMNS; col++)
        if (columns[col].formula)
            columns[col].formula(b->p, formulas[col]);
    begin_sheet(b, &s, RT_SHEET_LEDGER, named, named, true);
    for (size_t i = 0; i < assets; i++)
        put_row(b, &s, formulas, &b->t->assets[i]);
    for (size_t i = assets; i < b->t->rows; i++)
        put_row(b, &s, formulas, NULL);
    put_inputs(b, &s, s.row - 1);
    put_class_colours(&s, s.row - 1);
    rt_form_protect(&s);
}
