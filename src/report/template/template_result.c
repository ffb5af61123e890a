/* 診断結果: the results of the other sheets, by formulas.
 *
 * Its headings are no headings of the form's tables, so that it is not taken
 * for one.
 */
#include "report/template/template_parts.h"

/* Columns: a name, then numbers. */
enum { NAME, FIRST, COLS = 9 };

/* A range of the ledger's column, from the first row to the last there may
 * be. */
static void ledger_range(const char *col, char to[64])
{
    snprintf(to, 64, "'" RT_SHEET_LEDGER "'!$%s$%d:$%s$%d", col,
        (int)RT_FORM_FIRST, col, (int)RT_FORM_LAST);
}

/* --- how many ------------------------------------------------------------- */

static void put_totals(struct rt_form_book *b, struct rt_xl_sheet *s)
{
    static const struct rt_text heads[] = {{"情報資産", "Assets"},
        {"リスク大", "リスク大\n(high)"}, {"リスク中", "リスク中\n(medium)"},
        {"リスク小", "リスク小\n(low)"}, {"未確定", "not known"}};
    char assets[64], labels[64];

    rt_form_section(s, "1. 情報資産とリスクの件数", "1. Assets and risks");
    rt_form_heads(s, heads, 5, 32);
    ledger_range("B", assets);
    ledger_range("U", labels);
    rt_xl_formulaf(
        s, NAME, RT_XF_TILE, (double)b->t->asset_count, "COUNTA(%s)", assets);
    for (int c = RT_HIGH; c >= RT_LOW; c--)
        rt_xl_formulaf(s, FIRST + RT_HIGH - c, RT_XF_TILE, 0,
            "COUNTIF(%s,\"%s\")", labels, rt_class_shown(c));
    rt_xl_formulaf(
        s, FIRST + 3, RT_XF_TILE, (double)b->t->asset_count, "A#-SUM(B#:D#)");
    rt_xl_height(s, 28);
    rt_xl_next(s);
}

/* --- the matrix ----------------------------------------------------------- */

static void put_matrix(struct rt_form_book *b, struct rt_xl_sheet *s)
{
    static const struct rt_text heads[] = {{"重要度", "重要度\n(importance)"},
        {"可能性：低（1）", "可能性：低\n(1)"},
        {"可能性：中（2）", "可能性：中\n(2)"},
        {"可能性：高（3）", "可能性：高\n(3)"}};
    const struct rt_profile *p = b->p;
    char importance[64], likelihood[64];

    rt_form_section(s,
        "2. 重要度と被害発生可能性ごとの件数（色と文字はリスクの大きさ）",
        "2. Risks by importance and likelihood (colour and word: class)");
    rt_form_heads(s, heads, 4, 32);
    ledger_range("M", importance);
    ledger_range("R", likelihood);
    for (int i = p->scale_max; i >= p->scale_min; i--) {
        rt_xl_num(s, NAME, RT_XF_HEAT_SUM, i);
        for (int l = 1; l <= RT_RATINGS; l++) {
            enum rt_class c = p->class_of[i * l];
            rt_xl_formulaf(s, FIRST + l - 1, RT_XF_HEAT_LOW + c, 0,
                "COUNTIFS(%s,%d,%s,%d)", importance, i, likelihood, l);
        }
        rt_xl_height(s, 24);
        rt_xl_next(s);
    }
}

/* --- media ---------------------------------------------------------------- */

static size_t assets_on(const struct rt_form_book *b, int medium)
{
    size_t n = 0;

    for (size_t i = 0; i < b->t->asset_count; i++)
        n += rt_str_is(b->t->assets[i].medium, rt_form_media[medium].ja);
    return n;
}

static void put_medium(
    struct rt_form_book *b, struct rt_xl_sheet *s, int medium)
{
    char media[64], labels[64];

    ledger_range("F", media);
    ledger_range("U", labels);
    rt_xl_z(s, NAME, RT_XF_BOX_LABEL, rt_form_media[medium].ja);
    rt_xl_formulaf(s, FIRST, RT_XF_FORM_OUT, (double)assets_on(b, medium),
        "COUNTIF(%s,$A#)", media);
    for (int c = RT_HIGH; c >= RT_LOW; c--)
        rt_xl_formulaf(s, FIRST + 1 + RT_HIGH - c, RT_XF_FORM_OUT, 0,
            "COUNTIFS(%s,$A#,%s,\"%s\")", media, labels, rt_class_shown(c));
    for (int col = 2; col <= 3; col++) {
        int at = FIRST + 4 + (col - 2) * 2;
        rt_xl_formulaf_z(s, at, RT_XF_FORM_OUT_TEXT, "",
            "IFERROR(VLOOKUP($A#,'" RT_SHEET_THREATS
            "'!$G$%d:$I$%d,%d,FALSE),\"\")",
            (int)RT_FORM_FIRST, (int)RT_FORM_FIRST + RT_MEDIA - 1, col);
        rt_xl_z(s, at + 1, RT_XF_FORM_OUT_TEXT, "");
        rt_xl_merge(s, s->row, at, s->row, at + 1);
    }
    rt_xl_height(s, 20);
    rt_xl_next(s);
}

static void put_media(struct rt_form_book *b, struct rt_xl_sheet *s)
{
    static const struct rt_text heads[] = {
        {"媒体の種類", "媒体の種類\n(medium)"}, {"情報資産", "Assets"},
        {"リスク大", "リスク大\n(high)"}, {"リスク中", "リスク中\n(medium)"},
        {"リスク小", "リスク小\n(low)"}, {"頻度の最大値", "Highest frequency"},
        {"", ""}, {"脆弱性の判定", "Vulnerability"}, {"", ""}};
    uint32_t row;

    rt_form_section(
        s, "3. 媒体ごとの脅威と対策", "3. Threats and protection by medium");
    row = s->row;
    rt_form_heads(s, heads, COLS, 32);
    rt_xl_merge(s, row, FIRST + 4, row, FIRST + 5);
    rt_xl_merge(s, row, FIRST + 6, row, FIRST + 7);
    for (int m = 0; m < RT_MEDIA; m++)
        put_medium(b, s, m);
}

/* --- answers -------------------------------------------------------------- */

static void put_category(
    struct rt_form_book *b, struct rt_xl_sheet *s, size_t i)
{
    uint32_t first = 0, last = 0;
    const char *name = rt_form_category(i, b->lang, &first, &last);

    rt_xl_z(s, NAME, RT_XF_BOX_LABEL, name);
    rt_xl_num(s, FIRST, RT_XF_FORM_OUT, last - first + 1);
    for (int a = 1; a <= RT_ANSWERS; a++)
        rt_xl_formulaf(s, FIRST + a, RT_XF_FORM_OUT, 0,
            "COUNTIF('" RT_SHEET_CHECKS "'!$D$%u:$D$%u,\"%s\")", first, last,
            rt_text(b->lang, rt_form_answers[a - 1]));
    rt_xl_formulaf(
        s, FIRST + 5, RT_XF_FORM_OUT, last - first + 1, "B#-SUM(C#:F#)");
    rt_xl_height(s, 20);
    rt_xl_next(s);
}

static void put_answers(struct rt_form_book *b, struct rt_xl_sheet *s)
{
    static const struct rt_text heads[] = {{"対策の分類", "Category"},
        {"項目数", "Items"}, {"1:実施\nしている", "1: done"},
        {"2:一部実施\nしている", "2: in part"},
        {"3:実施して\nいない", "3: not done"},
        {"4:該当\nしない", "4: does not\napply"}, {"未回答", "not\nanswered"}};

    rt_form_section(
        s, "4. 対策状況チェックの回答", "4. Answers of the check sheet");
    rt_form_heads(s, heads, 7, 32);
    for (size_t i = 0; i < rt_form_categories(); i++)
        put_category(b, s, i);
}

void rt_form_result(struct rt_form_book *b)
{
    struct rt_xl_sheet s;

    rt_form_sheet(b, &s, RT_SHEET_RESULT, RT_A4, RT_SHEET_RESULT,
        RT_SHEET_RESULT " - results");
    rt_xl_width(&s, NAME, NAME, 32);
    rt_xl_width(&s, FIRST, COLS - 1, 15);
    rt_form_note(&s,
        "このシートは自動で表示されます。記入するところはありません。",
        "Everything here is computed; there is nothing to fill in.");
    put_totals(b, &s);
    put_matrix(b, &s);
    put_media(b, &s);
    put_answers(b, &s);
    rt_form_protect(&s);
    if (b->xl.rc == RT_OK)
        worksheet_fit_to_pages(s.ws, 1, 1);
}
