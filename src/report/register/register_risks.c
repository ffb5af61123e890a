/* リスク一覧: every risk in the register's order, with formulas.
 *
 * A cell is a formula where the formula's own inputs in the row give the stored
 * value; where a form gave the value itself (importance without scores,
 * likelihood without threat and vulnerability) it is typed. That is decided by
 * putting the row's visible inputs through rt_assess, so that a recalculation
 * can never change a value by itself.
 */
#include "report/register/register.h"

#include <stdio.h>
#include <string.h>

#include "risk/assess.h"

struct risks {
    struct rt_register *r;
    uint64_t number;
    const struct rt_in_force *profile; /* of the row; NULL: not known */
    struct rt_assessment visible;      /* what the row's cells give */
};

/* --- cells --------------------------------------------------------------- */

static void put_number(const struct rt_line *line)
{
    const struct risks *k = line->context;

    rt_xl_num(RT_CELL(line), (double)k->number);
}

static void put_flag(const struct rt_line *line)
{
    const struct rt_risk *risk = line->item;
    const struct rt_member *m = rt_member_at(&rt_risk_members, line->col->at);

    if (rt_member_number(m, risk))
        rt_xl_word(RT_CELL(line), RT_W_FLAG);
    else if (risk->scores.unreadable_flags & (unsigned)m->most)
        rt_xl_word(RT_CELL(line), RT_W_FLAG_UNREADABLE);
    else
        rt_xl_z(RT_CELL(line), "");
}

static void put_formula(
    const struct rt_line *line, const char *pattern, double value)
{
    char formula[RT_FORMULA_MAX * 2];

    rt_formula(pattern, line->s->row + 1, formula, sizeof formula);
    rt_xl_formula(RT_CELL(line), formula, value);
}

/* A formula where it gives the value, else the value. */
static void put_value(
    const struct rt_line *line, bool same, const char *pattern, int value)
{
    if (same && pattern)
        put_formula(line, pattern, value);
    else
        rt_xl_known(RT_CELL(line), value);
}

static void put_importance(const struct rt_line *line)
{
    const struct risks *k = line->context;
    const struct rt_risk *risk = line->item;

    put_value(line, k->visible.importance == risk->result.importance,
        k->profile ? k->profile->importance : NULL, risk->result.importance);
}

static void put_likelihood(const struct rt_line *line)
{
    const struct risks *k = line->context;
    const struct rt_risk *risk = line->item;

    put_value(line, k->visible.likelihood == risk->result.likelihood,
        k->profile ? k->profile->likelihood : NULL, risk->result.likelihood);
}

/* Level, class and priority follow from importance and likelihood, typed or
 * not, as long as the profile is known. */
static bool follows(const struct risks *k, const struct rt_assessment *a)
{
    const struct rt_profile *p;
    int level;

    if (!k->profile)
        return false;
    p = &k->profile->use.profile;
    if (a->importance < 0 || a->likelihood < 0)
        return a->level < 0;
    level = a->importance * a->likelihood;
    return level == a->level && level <= RT_LEVEL_MAX
           && p->class_of[level] == a->class
           && p->priority_of[level] == a->priority;
}

static void put_level(const struct rt_line *line)
{
    const struct risks *k = line->context;
    const struct rt_risk *risk = line->item;

    put_value(line, follows(k, &risk->result),
        k->profile ? k->profile->level : NULL, risk->result.level);
}

static void put_class(const struct rt_line *line)
{
    const struct risks *k = line->context;
    const struct rt_assessment *a
        = &((const struct rt_risk *)line->item)->result;
    const char *word = rt_word_class(k->r->run->lang, a->class);
    char formula[RT_FORMULA_MAX * 2];

    if (!follows(k, a)) {
        rt_xl_z(RT_CELL(line), word);
        return;
    }
    rt_formula(k->profile->class, line->s->row + 1, formula, sizeof formula);
    rt_xl_formula_z(RT_CELL(line), formula, word);
}

static void put_priority(const struct rt_line *line)
{
    const struct risks *k = line->context;
    const struct rt_assessment *a
        = &((const struct rt_risk *)line->item)->result;

    put_value(line, follows(k, a), k->profile ? k->profile->priority : NULL,
        a->priority > 0 ? a->priority : -1);
}

/* A formula where it gives the form's own value; blank where the form has none,
 * as most do: formulas for all would be a tenth of the file. */
static void put_residual(const struct rt_line *line)
{
    const struct rt_risk *risk = line->item;
    int i = risk->residual_importance, l = risk->residual_likelihood;
    char pattern[96];

    if (i < 0 && l < 0 && risk->residual_level < 0) {
        rt_xl_z(RT_CELL(line), "");
        return;
    }
    snprintf(pattern, sizeof pattern, "IF(COUNT(%s#:%s#)=2,%s#*%s#,\"\")",
        RT_COL(RT_RC_RES_IMPORTANCE), RT_COL(RT_RC_RES_LIKELIHOOD),
        RT_COL(RT_RC_RES_IMPORTANCE), RT_COL(RT_RC_RES_LIKELIHOOD));
    put_value(line,
        risk->residual_level == (i >= 0 && l >= 0 ? i * l : RT_UNKNOWN),
        pattern, risk->residual_level);
}

static void put_row(const struct rt_line *line)
{
    const struct rt_risk *risk = line->item;

    rt_source_row(line, RT_RC_FILE, RT_RC_SHEET, &risk->where);
}

/* --- columns ------------------------------------------------------------- */

/* clang-format off */
#define HEAD {NULL, NULL} /* risk.def's */
#define OF(field) RT_FILL_OF, offsetof(struct rt_risk, field), NULL
#define BY(field, function) \
    RT_FILL_CALL, offsetof(struct rt_risk, field), function
#define G_NONE {NULL, NULL}
#define G_WHAT {"情報資産", "Asset"}
#define G_FLAGS {"個人情報の種類", "Personal data"}
#define G_SCORES {"評価値", "Scores"}
#define G_RISK {"現状のリスク", "Present risk"}
#define G_KEPT {"保管", "Kept"}
#define G_RESIDUAL {"二次評価", "Residual"}
#define G_REPORT {"報告書の記載", "Report"}
#define G_SOURCE {"出所", "Source"}
#define G_OWN {"様式の値（換算前）", "As in the form"}

static const struct rt_col columns[RT_RC_COUNT] = {
[RT_RC_NO] = {G_NONE, {"No", "No"},
    {"一覧の順。区分（大、未評価、中、小）、優先順位、リスク値、重要度、被害発生可能性の重い順", "Order: class (high, unassessed, medium, low), priority, level, importance, likelihood, the most severe first"},
    6, RT_XF_SCORE, BY(position, put_number)},
[RT_RC_ID] = {G_NONE, HEAD,
    {"部署・業務分類・情報資産名称・媒体から作る番号。四半期が変わっても同じリスクは同じ番号", "Made from department, business, asset and medium; stays the same over the quarters"},
    17, RT_XF_SMALL, OF(risk_id)},
[RT_RC_DEPARTMENT] = {G_NONE, HEAD,
    {"提出した部署（名簿・管理部署・ファイル名による）", "The department that sent the row"},
    12, RT_XF_TEXT, OF(department)},
[RT_RC_BUSINESS] = {G_WHAT, HEAD,
    {"資産を使う業務", "The business that uses the asset"},
    12, RT_XF_TEXT, OF(business)},
[RT_RC_ASSET] = {G_WHAT, HEAD,
    {"資産の名称", "Name of the asset"},
    24, RT_XF_TEXT, OF(asset)},
[RT_RC_NOTE] = {G_WHAT, HEAD,
    {"台帳の備考", "The form's note"},
    20, RT_XF_TEXT, OF(note)},
[RT_RC_USERS] = {G_WHAT, HEAD,
    {"資産を使う人", "Who uses the asset"},
    12, RT_XF_TEXT, OF(users)},
[RT_RC_OWNER] = {G_WHAT, HEAD,
    {"リスクに責任を持つ人（様式にある場合）", "Who answers for the risk, where the form says so"},
    12, RT_XF_TEXT, OF(owner)},
[RT_RC_MANAGED_BY] = {G_WHAT, HEAD,
    {"資産を管理する部署", "The office that manages the asset"},
    12, RT_XF_TEXT, OF(managed_by)},
[RT_RC_MEDIUM] = {G_WHAT, HEAD,
    {"資産を置いている媒体・場所", "Where the asset is kept"},
    14, RT_XF_TEXT, OF(medium)},
[RT_RC_PERSONAL] = {G_FLAGS, HEAD,
    {"個人情報を含むとき「有」。読み取れない記入は「不明」", "Yes where it holds personal data; unclear where the entry could not be read"},
    8.5, RT_XF_CENTER, OF(personal)},
[RT_RC_SENSITIVE] = {G_FLAGS, HEAD,
    {"要配慮個人情報を含むとき「有」", "Yes where it holds sensitive personal data"},
    8.5, RT_XF_CENTER, OF(sensitive)},
[RT_RC_MY_NUMBER] = {G_FLAGS, HEAD,
    {"特定個人情報（マイナンバー）を含むとき「有」", "Yes where it holds My Numbers"},
    8, RT_XF_CENTER, OF(my_number)},
[RT_RC_C] = {G_SCORES, HEAD,
    {"漏えいしたときの影響。尺度は基準による", "Confidentiality, on the profile's scale"},
    6.5, RT_XF_SCORE, OF(scores.confidentiality)},
[RT_RC_I] = {G_SCORES, HEAD,
    {"改ざん・誤りのときの影響", "Integrity"},
    6.5, RT_XF_SCORE, OF(scores.integrity)},
[RT_RC_A] = {G_SCORES, HEAD,
    {"使えなくなったときの影響", "Availability"},
    6.5, RT_XF_SCORE, OF(scores.availability)},
[RT_RC_IMPORTANCE] = {G_RISK, HEAD,
    {"式：評価値の最大。個人情報があれば基準の定める値。評価値のない様式では様式の値", "Formula: the largest score, or what personal data forces; the form's own value where it has no scores"},
    7, RT_XF_COMPUTED, BY(result.importance, put_importance)},
[RT_RC_THREAT] = {G_RISK, HEAD,
    {"1（通常は起きない）～3（しばしば起きる）", "1 (normally never) to 3 (often)"},
    8, RT_XF_SCORE, OF(scores.threat)},
[RT_RC_VULNERABILITY] = {G_RISK, HEAD,
    {"1（対策済み）～3（未対策）", "1 (measures in place) to 3 (none)"},
    7, RT_XF_SCORE, OF(scores.vulnerability)},
[RT_RC_LIKELIHOOD] = {G_RISK, HEAD,
    {"式：脅威の発生頻度と脆弱性から凡例の表で求める。両方のない様式では様式の値", "Formula: from threat and vulnerability by the legend's table; the form's own value where it has neither"},
    8, RT_XF_COMPUTED, BY(result.likelihood, put_likelihood)},
[RT_RC_LEVEL] = {G_RISK, HEAD,
    {"式：重要度×被害発生可能性", "Formula: importance × likelihood"},
    7.5, RT_XF_COMPUTED, BY(result.level, put_level)},
[RT_RC_CLASS] = {G_RISK, HEAD,
    {"式：リスク値の範囲で大・中・小", "Formula: high, medium or low by the level's range"},
    8.5, RT_XF_COMPUTED, BY(result.class, put_class)},
[RT_RC_PRIORITY] = {G_RISK, HEAD,
    {"式：1＝直ちに対応、2＝今期中に対応、3＝できれば今期中に対応", "Formula: 1 = at once, 2 = this term, 3 = preferably this term"},
    8.5, RT_XF_COMPUTED, BY(result.priority, put_priority)},
[RT_RC_RETENTION] = {G_KEPT, HEAD,
    {"資産を保管する期限", "How long the asset is kept"},
    9, RT_XF_CENTER, OF(retention)},
[RT_RC_REGISTERED] = {G_KEPT, HEAD,
    {"台帳に登録・更新した日", "When the row was registered or updated"},
    11, RT_XF_DATE, OF(registered)},
[RT_RC_TREATMENT] = {G_NONE, HEAD,
    {"低減・保有・回避・移転（様式にある場合）", "Reduce, retain, avoid or transfer, where the form says so"},
    10.5, RT_XF_CENTER, OF(treatment)},
[RT_RC_RES_IMPORTANCE] = {G_RESIDUAL, HEAD,
    {"対応後（二次評価）の重要度（様式にある場合）", "Importance after the treatment, where the form says so"},
    8, RT_XF_SCORE, OF(residual_importance)},
[RT_RC_RES_LIKELIHOOD] = {G_RESIDUAL, HEAD,
    {"対応後（二次評価）の被害発生可能性（様式にある場合）", "Likelihood after the treatment, where the form says so"},
    8, RT_XF_SCORE, OF(residual_likelihood)},
[RT_RC_RES_LEVEL] = {G_RESIDUAL, HEAD,
    {"式：残留重要度×残留可能性", "Formula: residual importance × residual likelihood"},
    8, RT_XF_COMPUTED, BY(residual_level, put_residual)},
[RT_RC_MISSING] = {G_NONE, HEAD,
    {"これらの値が分からないため、空欄の値を計算できなかった", "What was not known and kept the blank values from being computed"},
    14, RT_XF_TEXT, OF(result.missing)},
[RT_RC_PROFILE] = {G_SOURCE, HEAD,
    {"計算に使った基準の名前", "Name of the criteria used"},
    10, RT_XF_CENTER, OF(profile)},
[RT_RC_FILE] = {G_SOURCE, HEAD,
    {"受け取ったファイル", "The file it came in"},
    24, RT_XF_SMALL, OF(where.file)},
[RT_RC_SHEET] = {G_SOURCE, HEAD,
    {"そのシート", "Its sheet"},
    16, RT_XF_SMALL, OF(where.sheet)},
[RT_RC_ROW] = {G_SOURCE, HEAD,
    {"その行。クリックすると元の場所が開く（サマリーの「入力ファイルのフォルダー」を起点とする）", "Its row; a link to the place (it starts from the summary's folder of the inputs)"},
    6, RT_XF_SCORE, BY(where.row, put_row)},
[RT_RC_CELLS] = {G_SOURCE, HEAD,
    {"数値を読み取ったセル。C＝機密性、I＝完全性、A＝可用性、T＝脅威、V＝脆弱性", "The cells the numbers were taken from: C, I, A, T = threat, V = vulnerability"},
    26, RT_XF_SMALL, OF(cells)},
[RT_RC_MEDIUM_RAW] = {G_SOURCE, HEAD,
    {"媒体・保存先の記載のまま。読み替えたものは「媒体・保存先」と異なる", "The medium as it was written; differs from Medium where a synonym was read"},
    14, RT_XF_SMALL, OF(medium_raw)},
[RT_RC_OWN_C] = {G_OWN, HEAD,
    {"様式に記入された機密性（尺度は様式の基準による）", "Confidentiality as entered, on the scale of the form's profile"},
    8, RT_XF_SCORE, OF(own_confidentiality)},
[RT_RC_OWN_I] = {G_OWN, HEAD,
    {"様式に記入された完全性", "Integrity as entered"},
    8, RT_XF_SCORE, OF(own_integrity)},
[RT_RC_OWN_A] = {G_OWN, HEAD,
    {"様式に記入された可用性", "Availability as entered"},
    8, RT_XF_SCORE, OF(own_availability)},
[RT_RC_OWN_IMPORTANCE] = {G_OWN, HEAD,
    {"様式の基準による重要度", "Importance by the form's profile"},
    8, RT_XF_SCORE, OF(own_importance)},
[RT_RC_OWN_LEVEL] = {G_OWN, HEAD,
    {"様式の基準によるリスク値（被害発生可能性の尺度はどの版も同じ）", "Level by the form's profile (the likelihood has one scale in all editions)"},
    8, RT_XF_SCORE, OF(own_level)},
[RT_RC_OWN_CLASS] = {G_OWN, HEAD,
    {"様式の基準による区分", "Class by the form's profile"},
    8.5, RT_XF_CENTER, OF(own_class)},
[RT_RC_OWN_PRIORITY] = {G_OWN, HEAD,
    {"様式の基準による優先順位", "Priority by the form's profile"},
    8.5, RT_XF_SCORE, OF(own_priority)},
[RT_RC_OWN_RES_IMPORTANCE] = {G_OWN, HEAD,
    {"様式の残留重要度", "Residual importance as in the form"},
    9.5, RT_XF_SCORE, OF(own_residual_importance)},
[RT_RC_OWN_RES_LEVEL] = {G_OWN, HEAD,
    {"様式の残留リスク値", "Residual level as in the form"},
    11, RT_XF_SCORE, OF(own_residual_level)},
[RT_RC_OWN_PROFILE] = {G_OWN, HEAD,
    {"様式の版から判定した基準の名前", "Name of the criteria of the form's edition"},
    10, RT_XF_CENTER, OF(own_profile)},
[RT_RC_EVENT] = {G_REPORT, HEAD,
    {"報告書の事象。「情報資産名称」の欄にも同じものを示す", "The report's event, which the column Asset shows, too"},
    20, RT_XF_TEXT, OF(event)},
[RT_RC_SOURCE] = {G_REPORT, HEAD,
    {"報告書のリスク源", "The report's risk source"},
    20, RT_XF_TEXT, OF(source)},
[RT_RC_AREA] = {G_REPORT, HEAD,
    {"報告書の影響領域", "The report's area of impact"},
    12, RT_XF_TEXT, OF(area)},
[RT_RC_CAUSE] = {G_REPORT, HEAD,
    {"報告書の原因", "The report's cause"},
    20, RT_XF_TEXT, OF(cause)},
[RT_RC_CONSEQUENCE] = {G_REPORT, HEAD,
    {"報告書の起こり得る結果", "The report's consequence"},
    20, RT_XF_TEXT, OF(consequence)},
[RT_RC_ASSET_NUMBERS] = {G_REPORT, HEAD,
    {"報告書が挙げる資産の番号（その資産目録のNo）", "The numbers of the report's assets in their list"},
    11, RT_XF_CENTER, OF(asset_numbers)},
[RT_RC_REPORT_NO] = {G_REPORT, HEAD,
    {"報告書でのリスクの番号", "The risk's number in the report"},
    8.5, RT_XF_CENTER, OF(report_no)},
};
/* Behind the others, where there is a previous plan. */
static const struct rt_col by_plan = {{"対応計画", "Plan"}, {"ステータス", "Status"},
    {"前回の対応計画のステータス（作業が複数あり、一部だけ進んでいれば「着手」）。対応方針と残留リスクも、計画に記入があればその値", "Status by the previous plan (under way while only some tasks are done); the treatment and the residual values are the plan's, too, where it has some"},
    11, RT_XF_CENTER, RT_FILL_STR, offsetof(struct rt_risk, plan_status), NULL};
#undef OF
#undef BY
/* clang-format on */

/* The columns from one on up to another, of the members from an offset on. */
static int columns_of(
    size_t at, size_t end, int first, int last, struct rt_col to[RT_XL_COLS])
{
    struct rt_members of = rt_risk_members;
    const struct rt_member *end_of = of.list + of.count;

    while (of.list < end_of && of.list->at < at)
        of.list++;
    of.count = 0;
    while (of.list + of.count < end_of && of.list[of.count].at < end)
        of.count++;
    return rt_cols_of(&of, put_flag, columns + first, last - first, to);
}

/* The groups that members are in only seldom are the last. */
int rt_risk_columns(const struct rt_register *r, struct rt_col to[RT_XL_COLS])
{
    const size_t *seldom = rt_risk_members.seldom;
    int n = columns_of(0, seldom[0], 0, RT_RC_OWN, to);

    if (r->run->one_scale)
        n += columns_of(seldom[0], seldom[1], RT_RC_OWN, RT_RC_REPORT, to + n);
    if (r->totals.reported > 0)
        n += columns_of(seldom[1], SIZE_MAX, RT_RC_REPORT, RT_RC_COUNT, to + n);
    if (r->run->previous_plan && n < RT_XL_COLS)
        to[n++] = by_plan;
    return n;
}

const struct rt_score_cols rt_risk_score_cols = {.flag1 = RT_RC_PERSONAL,
    .flag3 = RT_RC_MY_NUMBER,
    .c = RT_RC_C,
    .a = RT_RC_A,
    .importance = RT_RC_IMPORTANCE,
    .t = RT_RC_THREAT,
    .v = RT_RC_VULNERABILITY,
    .likelihood = RT_RC_LIKELIHOOD,
    .level = RT_RC_LEVEL};

/* --- counting by formula ------------------------------------------------- */

static void put_condition(struct rt_writer *w, const char *sheet, uint32_t last,
    enum rt_risk_col col, const char *value, const char *before)
{
    if (value)
        rt_writef(w, "%s'%s'!$%s$%d:$%s$%u,%s", before, sheet, RT_COL(col),
            RT_LIST_FIRST + 1, RT_COL(col), last, value);
}

void rt_risks_count(struct rt_register *r, struct rt_buf *to,
    enum rt_risk_col col_a, const char *a, enum rt_risk_col col_b,
    const char *b, enum rt_risk_col col_c, const char *c)
{
    const char *name = rt_word(r->run->lang, RT_W_SHEET_RISKS);
    uint64_t per_sheet = r->max_rows - RT_LIST_FIRST;
    struct rt_writer w = rt_writer_to(to);
    char sheet[64];

    for (uint64_t done = 0, part = 1; w.rc == RT_OK && done < r->totals.risks;
         done += per_sheet, part++) {
        uint64_t left = r->totals.risks - done;
        uint32_t last
            = (uint32_t)((left < per_sheet ? left : per_sheet)) + RT_LIST_FIRST;

        rt_list_name(name, (unsigned)part, sheet);
        rt_write_z(&w, part > 1 ? "+COUNTIFS(" : "COUNTIFS(");
        put_condition(&w, sheet, last, col_a, a, "");
        put_condition(&w, sheet, last, col_b, b, ",");
        put_condition(&w, sheet, last, col_c, c, ",");
        rt_write_z(&w, ")");
    }
    /* Too long for a formula: a plain number then. */
    if (w.rc != RT_OK)
        rt_buf_clear(to);
    if (w.rc != RT_LIMIT)
        rt_xl_keep(&r->xl, w.rc);
}

/* --- links to a row ------------------------------------------------------ */

/* In longer lists looking up each link's row would be slow. */
enum { LOOK_UP_MAX = 20000 };

void rt_risk_link(const struct rt_register *r, struct rt_xl_sheet *s, int col,
    enum rt_xf xf, uint64_t position, struct rt_str text)
{
    uint64_t per_sheet = r->max_rows - RT_LIST_FIRST;
    uint64_t part = position > 0 ? (position - 1) / per_sheet : 0;
    uint64_t left = r->totals.risks - part * per_sheet;
    char sheet[64], shown[64], formula[320];

    /* no text from an input becomes part of a formula */
    if (position == 0 || text.n >= sizeof shown
        || memchr(text.p, '"', text.n)) {
        rt_xl_str(s, col, xf, text);
        return;
    }
    rt_list_name(
        rt_word(r->run->lang, RT_W_SHEET_RISKS), (unsigned)part + 1, sheet);
    rt_str_copy(shown, sizeof shown, text);
    if (r->totals.risks <= LOOK_UP_MAX)
        snprintf(formula, sizeof formula,
            "HYPERLINK(\"#'%s'!A\"&(%d+MATCH(%llu,'%s'!$A$%d:$A$%llu,0)),\"%s\")",
            sheet, RT_LIST_FIRST, (unsigned long long)position, sheet,
            RT_LIST_FIRST + 1,
            (unsigned long long)((left < per_sheet ? left : per_sheet)
                                 + RT_LIST_FIRST),
            shown);
    else
        snprintf(formula, sizeof formula, "HYPERLINK(\"#'%s'!A%llu\",\"%s\")",
            sheet,
            (unsigned long long)(RT_LIST_FIRST + position - part * per_sheet),
            shown);
    rt_xl_formula_z(s, col, xf, formula, shown);
}

/* --- the sheet ----------------------------------------------------------- */

static void finish(struct rt_list *list)
{
    rt_list_class_rules(list, RT_RC_CLASS, RT_RC_LEVEL, RT_RC_PRIORITY);
    rt_source_rule(list, RT_RC_ROW);
}

/* What rt_assess makes of the cells a reader sees. */
static void see(struct risks *k, const struct rt_risk *risk)
{
    struct rt_scores visible = risk->scores;

    k->profile
        = rt_profiles_find(k->r->profiles, k->r->profile_count, risk->profile);
    if (!k->profile)
        return;
    visible.any_personal = risk->personal || risk->sensitive || risk->my_number;
    visible.given_importance = RT_UNKNOWN;
    visible.given_likelihood = RT_UNKNOWN;
    k->visible = rt_assess(&k->profile->use.profile, &visible);
}

void rt_register_risks(struct rt_register *r)
{
    enum rt_lang lang = r->run->lang;
    struct risks k = {.r = r};
    struct rt_risk risk;
    struct rt_col cols[RT_XL_COLS];
    struct rt_list list = {&r->xl, cols, rt_risk_columns(r, cols),
        RT_W_SHEET_RISKS, RT_W_SHEET_RISKS, RT_W_RISKS_NOTE, .paper = RT_A3,
        .max_rows = r->max_rows, .frozen = RT_RC_ASSET + 1, .filter = true,
        .finish = finish, .context = &k};

    rt_list_open(&list);
    struct rt_cursor cursor = rt_ledger_risks(r->ledger, RT_RISKS_ALL, r->err);
    while (rt_xl_row(&r->xl, &cursor, &risk)) {
        k.number++;
        see(&k, &risk);
        rt_list_add(&list, &risk);
    }
    rt_list_close(&list, rt_word(lang, RT_W_RISKS_NONE));
    rt_xl_keep(&r->xl, rt_cursor_close(&cursor));
}
