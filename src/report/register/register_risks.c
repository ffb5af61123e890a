/* リスク一覧: every risk in the register's order, with formulas.
 *
 * A cell is a formula where the formula's own inputs in the row give the stored
 * value; where a form gave the value itself (importance without scores,
 * likelihood without threat and vulnerability) it is typed. That is decided by
 * putting the row's visible inputs through rt_assess, so that a recalculation
 * can never change a value by itself.
 */
#include "report/register/register.h"

#include "risk/assess.h"

struct risks {
    struct rt_register *r;
    const struct rt_in_force *profile; /* of the row; NULL: not known */
    struct rt_assessment visible;      /* what the row's cells give */
};

/* --- cells ---------------------------------------------------------------- */

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

/* A formula where it gives the value, else the value. */
static void put_value(
    const struct rt_line *line, bool same, const char *pattern, int value)
{
    if (same && pattern)
        rt_xl_repeat(RT_CELL(line), pattern, value);
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

    if (follows(k, a))
        rt_xl_repeat_z(RT_CELL(line), k->profile->class, word);
    else
        rt_xl_z(RT_CELL(line), word);
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
    static const struct rt_score_cols cols = {
        .importance = RT_RC_RES_IMPORTANCE, .likelihood = RT_RC_RES_LIKELIHOOD};
    const struct risks *k = line->context;
    const struct rt_risk *risk = line->item;
    int i = risk->residual_importance, l = risk->residual_likelihood;
    int level = risk->residual_level, right;
    char pattern[RT_FORMULA_MAX];

    if (!k->profile || (i < 0 && l < 0 && level < 0)) {
        rt_xl_known(RT_CELL(line), level);
        return;
    }
    right = rt_profile_level(&k->profile->use.profile, i, l);
    if (i >= 0 && l >= 0 && right < 0)
        level = right; /* off the scale, as it was typed in a plan */
    rt_formula_level(&k->profile->use.profile, &cols, pattern);
    put_value(line, level == right, pattern, level);
}

/* A link to the place, where it is in an input of this run. */
static void put_row(const struct rt_line *line)
{
    const struct rt_risk *risk = line->item;

    rt_source_row(
        line, RT_RC_FILE, RT_RC_SHEET, &risk->where, !risk->unconfirmed);
}

/* --- columns -------------------------------------------------------------- */

/* clang-format off */
#define OF(field) RT_FILL_OF, offsetof(struct rt_risk, field), NULL
#define BY(field, function) \
    RT_FILL_CALL, offsetof(struct rt_risk, field), function
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
#define RT_RISK_COL(id, ...) [RT_RC_##id] = {__VA_ARGS__},
#include "report/register/risk_columns.def"
};
/* After the others, where there is a previous plan. */
static const struct rt_col by_plan[] = {{{"対応計画", "Plan"}, {"ステータス", "Status"},
    {"前回の対応計画のステータス（作業が複数あり、一部だけ進んでいれば「着手」）。対応方針と残留リスクも、計画に記入があればその値", "Status by the previous plan (under way while only some tasks are done); the treatment and the residual values are the plan's, too, where it has some"},
    11, RT_XF_CENTER, RT_FILL_STR, offsetof(struct rt_risk, plan_status), NULL},
    {{"対応計画", "Plan"}, {"残留リスクの\n承認者", "Approved\nby"},
    {"残留リスクを承認した人（値が変わって失効した承認、期限の切れた承認は示さない）", "Who accepted the residual risk; approvals that have lapsed or expired are not shown"},
    13, RT_XF_TEXT, RT_FILL_STR, offsetof(struct rt_risk, approved_by), NULL},
    {{"対応計画", "Plan"}, {"承認日", "Approved\non"}, {"その承認の日", "The day of that approval"},
    11, RT_XF_DATE, RT_FILL_DAY, offsetof(struct rt_risk, approved_on), NULL}};
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
        n += columns_of(
            seldom[1], seldom[2], RT_RC_REPORT, RT_RC_UNCONFIRMED, to + n);
    if (r->totals.unconfirmed > 0)
        n += columns_of(
            seldom[2], SIZE_MAX, RT_RC_UNCONFIRMED, RT_RC_COUNT, to + n);
    for (size_t i = 0; i < RT_COUNT(by_plan); i++) {
        if (r->run->previous_plan && n < RT_XL_COLS)
            to[n++] = by_plan[i];
    }
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

/* --- counting by formula -------------------------------------------------- */

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

/* --- links to a row ------------------------------------------------------- */

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

/* --- the sheet ------------------------------------------------------------ */

static void finish(struct rt_list *list)
{
    const struct rt_register *r = ((const struct risks *)list->context)->r;

    rt_list_class_rules(list, RT_RC_CLASS, RT_RC_LEVEL, RT_RC_PRIORITY);
    rt_source_rule(list, RT_RC_ROW);
    if (r->totals.unconfirmed > 0)
        rt_list_filled_rule(list,
            list->count - 1
                - (r->run->previous_plan ? (int)RT_COUNT(by_plan) : 0),
            RT_RC_NO, RT_RC_OWN - 1, RT_XF_IF_PROPOSED);
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

/* The list's note asks for corrections where a form's value is wrong. */
static const struct rt_handed hands[] = {{RT_RC_ID, RT_HAND_KEY},
    {RT_RC_PERSONAL, RT_HAND_CORRECTED}, {RT_RC_SENSITIVE, RT_HAND_CORRECTED},
    {RT_RC_MY_NUMBER, RT_HAND_CORRECTED}, {RT_RC_C, RT_HAND_CORRECTED},
    {RT_RC_I, RT_HAND_CORRECTED}, {RT_RC_A, RT_HAND_CORRECTED},
    {RT_RC_THREAT, RT_HAND_CORRECTED}, {RT_RC_VULNERABILITY, RT_HAND_CORRECTED},
    {RT_RC_TREATMENT, RT_HAND_CORRECTED},
    {RT_RC_RES_IMPORTANCE, RT_HAND_CORRECTED},
    {RT_RC_RES_LIKELIHOOD, RT_HAND_CORRECTED}};

static void put_list(struct rt_register *r, enum rt_risks_of which,
    enum rt_word sheet, enum rt_word note)
{
    struct risks k = {.r = r};
    struct rt_risk risk;
    struct rt_col cols[RT_XL_COLS];
    struct rt_list list = {&r->xl, cols, rt_risk_columns(r, cols), sheet, sheet,
        note, .paper = RT_A3, .frozen = RT_RC_ASSET + 1, .filter = true,
        RT_HANDS(hands), .finish = finish, .context = &k};

    rt_list_open(&list);
    struct rt_cursor cursor = rt_ledger_risks(r->ledger, which, r->err);
    while (rt_xl_row(&r->xl, &cursor, &risk)) {
        see(&k, &risk);
        rt_list_add(&list, &risk);
    }
    rt_list_close(&list, RT_W_RISKS_NONE);
    rt_xl_keep(&r->xl, rt_cursor_close(&cursor));
}

void rt_register_risks(struct rt_register *r)
{
    put_list(r, RT_RISKS_COUNTED, RT_W_SHEET_RISKS, RT_W_RISKS_NOTE);
    if (r->totals.views > 0)
        put_list(r, RT_RISKS_VIEWS, RT_W_SHEET_EVENTS, RT_W_EVENTS_NOTE);
}
