/* 差異, 構成 and 対応計画: every finding of the review, each on the sheet of
 * its family, with a link to the cell it is about.
 */
#include "record/cells.h"
#include "report/review/review.h"

static const struct rt_finding *finding_of(const struct rt_line *line)
{
    return &((const struct rt_placed *)line->item)->finding;
}

static void put_kind(const struct rt_line *line)
{
    int kind = (int)rt_verdict_kind(finding_of(line)->code);

    rt_xl_word(RT_CELL(line), RT_W_KIND_DIFFERS + kind);
}

static void put_cell(const struct rt_line *line)
{
    rt_review_link(line->context, RT_CELL(line), line->item);
}

/* A number as a number, so that it can be summed. */
static void put_value(const struct rt_line *line, struct rt_str text)
{
    double v;

    if (rt_parse_double(text, &v))
        rt_xl_num(RT_CELL(line), v);
    else
        rt_xl_str(RT_CELL(line), text);
}

static void put_recorded(const struct rt_line *line)
{
    put_value(line, finding_of(line)->actual);
}

static void put_computed(const struct rt_line *line)
{
    put_value(line, finding_of(line)->expected);
}

static void put_difference(const struct rt_line *line)
{
    double recorded, computed;

    if (rt_parse_double(finding_of(line)->actual, &recorded)
        && rt_parse_double(finding_of(line)->expected, &computed))
        rt_xl_num(RT_CELL(line), recorded - computed);
    else
        rt_xl_z(RT_CELL(line), "");
}

/* --- the inputs of a row's numbers ---------------------------------------- */

/* "機密性 2（J4）" */
static void put_score(struct rt_writer *w, enum rt_lang lang, enum rt_word name,
    int value, struct rt_str cell)
{
    if (value < 0)
        return;
    rt_write_between(w, rt_word(lang, RT_W_LIST_COMMA));
    rt_writef(w, "%s %d", rt_word(lang, name), value);
    if (cell.n > 0)
        rt_writef(w, rt_say(lang, "（%.*s）", " (%.*s)"), RT_FMT(cell));
}

static void put_scores(
    struct rt_writer *w, enum rt_lang lang, const struct rt_placed *p)
{
    const struct {
        enum rt_word name;
        int value;
        enum rt_number number;
    } scores[] = {
        {RT_W_MISS_C, p->scores.confidentiality, RT_N_CONFIDENTIALITY},
        {RT_W_MISS_I, p->scores.integrity, RT_N_INTEGRITY},
        {RT_W_MISS_A, p->scores.availability, RT_N_AVAILABILITY},
        {RT_W_SUM_IMPORTANCE, p->scores.given_importance, RT_N_IMPORTANCE},
        {RT_W_MISS_T, p->scores.threat, RT_N_THREAT},
        {RT_W_MISS_V, p->scores.vulnerability, RT_N_VULNERABILITY},
        {RT_W_SUM_LIKELIHOOD, p->scores.given_likelihood, RT_N_LIKELIHOOD},
    };

    for (size_t i = 0; i < RT_COUNT(scores); i++)
        put_score(w, lang, scores[i].name, scores[i].value,
            rt_cells_find(p->cells, scores[i].number));
}

static void put_inputs(const struct rt_line *line)
{
    const struct rt_placed *p = line->item;
    struct rt_writer w = RT_WRITER(w, RT_TEXT_MAX);

    /* a row without scores says nothing by unknown ones */
    if (p->asset.n > 0)
        put_scores(&w, line->lang, p);
    rt_xl_take(RT_CELL(line), &w);
}

/* --- columns -------------------------------------------------------------- */

/* clang-format off */
#define AT(field) RT_FILL_STR, offsetof(struct rt_placed, field), NULL
#define OF_CODE(what) \
    RT_FILL_##what, offsetof(struct rt_placed, finding.code), NULL
#define G_WHERE {"場所", "Where"}
#define G_VALUE {"値", "Value"}
static const struct rt_col differences[] = {
    {RT_NO_TEXT, {"重大度", "Severity"}, RT_NO_TEXT, 9, RT_XF_CENTER, OF_CODE(SEVERITY)},
    {RT_NO_TEXT, {"判定", "Verdict"}, RT_NO_TEXT, 9, RT_XF_CENTER, RT_BY(put_kind)},
    {RT_NO_TEXT, {"コード", "Code"}, RT_NO_TEXT, 8, RT_XF_CENTER, OF_CODE(CODE)},
    {G_WHERE, {"ファイル", "File"}, RT_NO_TEXT, 22, RT_XF_TEXT, AT(finding.where.file)},
    {G_WHERE, {"シート", "Sheet"}, RT_NO_TEXT, 17, RT_XF_TEXT, AT(finding.where.sheet)},
    {G_WHERE, {"セル", "Cell"}, RT_NO_TEXT, 8, RT_XF_LINK, RT_BY(put_cell)},
    {G_WHERE, {"情報資産名称", "Asset"}, RT_NO_TEXT, 18, RT_XF_TEXT, AT(asset)},
    {G_VALUE, {"記載", "Recorded"}, RT_NO_TEXT, 10, RT_XF_CENTER, RT_BY(put_recorded)},
    {G_VALUE, {"計算", "Recomputed"}, RT_NO_TEXT, 12, RT_XF_CENTER, RT_BY(put_computed)},
    {G_VALUE, {"差", "Difference"}, RT_NO_TEXT, 10, RT_XF_CENTER, RT_BY(put_difference)},
    {RT_NO_TEXT, {"計算に使った値", "Inputs"}, RT_NO_TEXT, 26, RT_XF_TEXT, RT_BY(put_inputs)},
    {RT_NO_TEXT, {"指摘", "Message"}, RT_NO_TEXT, 40, RT_XF_TEXT, AT(finding.message)},
    {RT_NO_TEXT, {"どうすればよいか", "What to do"}, RT_NO_TEXT, 30, RT_XF_TEXT, OF_CODE(FIX)},
    {RT_NO_TEXT, {"リスクID", "Risk id"}, RT_NO_TEXT, 17, RT_XF_SMALL, AT(finding.risk_id)},
};
static const struct rt_col others[] = {
    {RT_NO_TEXT, {"重大度", "Severity"}, RT_NO_TEXT, 9, RT_XF_CENTER, OF_CODE(SEVERITY)},
    {RT_NO_TEXT, {"コード", "Code"}, RT_NO_TEXT, 8, RT_XF_CENTER, OF_CODE(CODE)},
    {G_WHERE, {"ファイル", "File"}, RT_NO_TEXT, 24, RT_XF_TEXT, AT(finding.where.file)},
    {G_WHERE, {"シート", "Sheet"}, RT_NO_TEXT, 20, RT_XF_TEXT, AT(finding.where.sheet)},
    {G_WHERE, {"セル", "Cell"}, RT_NO_TEXT, 8, RT_XF_LINK, RT_BY(put_cell)},
    {RT_NO_TEXT, {"指摘", "Message"}, RT_NO_TEXT, 52, RT_XF_TEXT, AT(finding.message)},
    {G_VALUE, {"あるべき値", "Expected"}, RT_NO_TEXT, 12, RT_XF_TEXT, AT(finding.expected)},
    {G_VALUE, {"実際の値", "Actual"}, RT_NO_TEXT, 14, RT_XF_TEXT, AT(finding.actual)},
    {RT_NO_TEXT, {"どうすればよいか", "What to do"}, RT_NO_TEXT, 42, RT_XF_TEXT, OF_CODE(FIX)},
    {RT_NO_TEXT, {"リスクID", "Risk id"}, RT_NO_TEXT, 17, RT_XF_SMALL, AT(finding.risk_id)},
};
/* clang-format on */

/* --- lists ---------------------------------------------------------------- */

static void finish(struct rt_list *list)
{
    rt_list_severity_rules(list, 0);
}

/* The kinds from `first` to `last`, as one list. */
static void put_list(struct rt_review_book *b, struct rt_list *list,
    enum rt_verdict_kind first, enum rt_verdict_kind last, enum rt_word empty)
{
    struct rt_placed p;

    rt_list_open(list);
    struct rt_cursor cursor = rt_ledger_placed(b->ledger, b->err);
    while (rt_xl_row(&b->xl, &cursor, &p)) {
        enum rt_verdict_kind kind = rt_verdict_kind(p.finding.code);

        if (kind >= first && kind <= last)
            rt_list_add(list, &p);
    }
    rt_list_close(list, empty);
}

static struct rt_list new_list(struct rt_review_book *b, enum rt_word name,
    const struct rt_col *cols, int count)
{
    return (struct rt_list){&b->xl, cols, count, name, name,
        RT_W_LIST_NOTE_DIFFERENCES, .paper = RT_A4, .frozen = 3, .filter = true,
        .finish = finish, .context = b};
}

void rt_review_lists(struct rt_review_book *b)
{
    struct rt_list list
        = new_list(b, RT_W_SHEET_DIFFERENCES, RT_COLS(differences));

    put_list(b, &list, RT_KIND_DIFFERS, RT_KIND_COMPLETE,
        RT_W_LIST_NONE_DIFFERENCES);
    list = new_list(b, RT_W_SHEET_STRUCTURE, RT_COLS(others));
    put_list(b, &list, RT_KIND_STRUCTURE, RT_KIND_STRUCTURE,
        RT_W_LIST_NONE_STRUCTURE);
    list = new_list(b, RT_W_SHEET_TREATMENT, RT_COLS(others));
    put_list(b, &list, RT_KIND_TREATMENT, RT_KIND_TREATMENT,
        RT_W_LIST_NONE_TREATMENT);
}
