/* 対策状況チェック: what is done, and the vulnerability of each medium that
 * follows from it.
 *
 * How answers become a vulnerability is not published, so this is a rule of our
 * own, and the sheet shows it: which item counts for which medium is a matrix
 * of ○, the counts are below it, and rt_answers_vulnerability() says the same
 * in C.
 */
#include "report/template/template_parts.h"

static const struct line {
    const char *media; /* NULL: the line begins a category */
    struct rt_text text;
} lines[] = {
#define CATEGORY(ja, en) {NULL, {ja, en}},
#define CHECK(media, ja, en) {media, {ja, en}},
#include "form/check_items.def"
};

enum { LINES = RT_COUNT(lines) };
enum { CATEGORY_COL, NUMBER, ITEM, ANSWER, MEDIA, COLS = MEDIA + RT_MEDIA };

enum { ITEM_HEIGHT = 20 };

/* The counts below the items. */
enum count {
    COUNTED,
    DONE,
    PARTLY,
    NOT_DONE,
    UNANSWERED,
    VULNERABILITY,
    COUNTS
};

/* --- layout --------------------------------------------------------------- */

size_t rt_form_categories(void)
{
    size_t n = 0;

    for (int i = 0; i < LINES; i++)
        n += !lines[i].media;
    return n;
}

const char *rt_form_category(
    size_t i, enum rt_lang lang, uint32_t *first, uint32_t *last)
{
    uint32_t row = RT_FORM_FIRST;
    const char *name = NULL;

    for (int k = 0; k < LINES; k++) {
        if (lines[k].media) {
            *last = row++;
            continue;
        }
        if (name)
            break;
        if (i-- == 0) {
            name = rt_text(lang, lines[k].text);
            *first = row;
        }
    }
    return name;
}

static uint32_t last_item(void)
{
    return (uint32_t)(RT_FORM_FIRST + LINES - 1 - (int)rt_form_categories());
}

/* The counts keep their distance from the items, with nothing but a heading
 * between: they are another table. */
static uint32_t count_row(enum count count)
{
    return last_item() + 4 + (uint32_t)count;
}

uint32_t rt_form_vulnerability_row(void)
{
    return count_row(VULNERABILITY);
}

/* --- the items ------------------------------------------------------------ */

static void put_heads(struct rt_xl_sheet *s)
{
    static const struct rt_text heads[MEDIA] = {
        {"分類", "分類\n(Category)"},
        {"No", "No"},
        {"確認項目", "確認項目\n(Check item)"},
        {"回答\n（選んでください）", "回答\n(Answer: choose)"},
    };

    /* one text in either language: formulas look the media up here */
    for (int m = 0; m < RT_MEDIA; m++)
        rt_xl_z(s, MEDIA + m, RT_XF_HEAD, rt_form_media[m].ja);
    rt_form_heads(s, heads, MEDIA, 48);
}

static void put_item(struct rt_form_book *b, struct rt_xl_sheet *s,
    const struct line *line, const char *category, int number)
{
    rt_xl_z(s, CATEGORY_COL, RT_XF_FORM_LABEL, category);
    s->height = 0; /* the name has the room of all its items */
    rt_xl_num(s, NUMBER, RT_XF_FORM_GIVEN_CENTER, number);
    rt_xl_z(s, ITEM, RT_XF_FORM_GIVEN, rt_text(b->lang, line->text));
    rt_xl_z(s, ANSWER, RT_XF_FORM_TEXT, "");
    for (int m = 0; m < RT_MEDIA; m++)
        rt_xl_z(s, MEDIA + m, RT_XF_FORM_GIVEN_CENTER,
            line->media[m] == 'o' ? "○" : "");
    rt_xl_height(s, ITEM_HEIGHT);
    rt_xl_next(s);
}

static void put_items(struct rt_form_book *b, struct rt_xl_sheet *s)
{
    const char *category = "";
    uint32_t first = 0;
    int number = 0;

    for (int i = 0; i < LINES; i++) {
        if (lines[i].media) {
            number++;
            put_item(b, s, &lines[i], number == 1 ? category : "", number);
            continue;
        }
        if (number > 1)
            rt_xl_merge(s, first, CATEGORY_COL, s->row - 1, CATEGORY_COL);
        category = rt_text(b->lang, lines[i].text);
        first = s->row;
        number = 0;
    }
    if (number > 1)
        rt_xl_merge(s, first, CATEGORY_COL, s->row - 1, CATEGORY_COL);
}

/* --- the counts and the rule ---------------------------------------------- */

static int counted_items(int medium)
{
    int n = 0;

    for (int i = 0; i < LINES; i++)
        n += lines[i].media && lines[i].media[medium] == 'o';
    return n;
}

/* How many items with a ○ in the column have that answer. */
static void answered(const struct rt_form_book *b, const char *col, int answer,
    char *to, size_t size)
{
    snprintf(to, size, "COUNTIFS(%s$%d:%s$%u,\"○\",$D$%d:$D$%u,\"%s\")", col,
        (int)RT_FORM_FIRST, col, last_item(), (int)RT_FORM_FIRST, last_item(),
        rt_text(b->lang, rt_form_answers[answer - 1]));
}

void rt_form_vulnerability_formula(
    const char *col, char to[RT_FORM_FORMULA_MAX])
{
    snprintf(to, RT_FORM_FORMULA_MAX,
        "IF(OR(%s%u=0,%s%u>0),\"\",IF(%s%u*2>=%s%u,3,IF(%s%u=%s%u,1,2)))", col,
        count_row(COUNTED), col, count_row(UNANSWERED), col,
        count_row(NOT_DONE), col, count_row(COUNTED), col, count_row(DONE), col,
        count_row(COUNTED));
}

static void count_formula(const struct rt_form_book *b, enum count count,
    const char *col, char to[RT_FORM_FORMULA_MAX])
{
    char part[300];

    switch (count) {
    case COUNTED:
        answered(b, col, 4, part, sizeof part);
        snprintf(to, RT_FORM_FORMULA_MAX, "COUNTIF(%s$%d:%s$%u,\"○\")-%s", col,
            (int)RT_FORM_FIRST, col, last_item(), part);
        break;
    case DONE:
    case PARTLY:
    case NOT_DONE:
        answered(b, col, (int)(count - DONE) + 1, to, RT_FORM_FORMULA_MAX);
        break;
    case UNANSWERED:
        snprintf(to, RT_FORM_FORMULA_MAX, "%s%u-SUM(%s%u:%s%u)", col,
            count_row(COUNTED), col, count_row(DONE), col, count_row(NOT_DONE));
        break;
    default:
        rt_form_vulnerability_formula(col, to);
        break;
    }
}

/* What the counts are before anybody has answered. */
static int blank_count(enum count count, int medium)
{
    if (count == COUNTED || count == UNANSWERED)
        return counted_items(medium);
    return count == VULNERABILITY ? RT_UNKNOWN : 0;
}

static void put_count(
    struct rt_form_book *b, struct rt_xl_sheet *s, enum count count)
{
    static const struct rt_text names[COUNTS] = {
        {"対象の項目数", "Items that count"},
        {"うち 1:実施している", "1: done"},
        {"うち 2:一部実施している", "2: in part"},
        {"うち 3:実施していない", "3: not done"},
        {"未回答の項目数", "Not answered"},
        {"脆弱性の判定", "Vulnerability"},
    };
    char formula[RT_FORM_FORMULA_MAX];

    rt_xl_z(s, ANSWER,
        count == VULNERABILITY ? RT_XF_BOX_TOTAL_NAME : RT_XF_BOX_LABEL,
        rt_text(b->lang, names[count]));
    for (int m = 0; m < RT_MEDIA; m++) {
        count_formula(b, count, RT_COL(MEDIA + m), formula);
        rt_xl_formula(s, MEDIA + m,
            count == VULNERABILITY ? RT_XF_BOX_TOTAL_TEXT : RT_XF_FORM_OUT,
            formula, blank_count(count, m));
    }
}

/* The rule beside the counts. */
static void put_rule(
    struct rt_form_book *b, struct rt_xl_sheet *s, enum count count)
{
    static const struct rt_text rule[COUNTS] = {
        {"○の付いた項目だけを数え、「4:自社には該当しない」は除きます。",
            "Items with a ○ count; those that do not apply are left out."},
        {"3：「3:実施していない／わからない」が、対象の項目の半数以上のとき",
            "3: half of them or more are not done or not known"},
        {"1：対象の項目のすべてが「1:実施している」のとき",
            "1: all of them are done"},
        {"2：それ以外のとき", "2: anything else"},
        {"未回答の項目が残っている間と、対象が0件のときは空欄です。",
            "Blank while one is not answered, or where none applies."},
        {"推測では決めません。", "Nothing is guessed."},
    };

    rt_xl_across(s, CATEGORY_COL, ITEM, RT_XF_FORM_BODY,
        rt_str(rt_text(b->lang, rule[count])));
}

static void put_input(struct rt_form_book *b, struct rt_xl_sheet *s)
{
    struct rt_form_input in = {.list = rt_form_answers,
        .count = RT_ANSWERS,
        .lang = b->lang,
        .title = {"回答", "Answer"},
        .prompt
        = {"自部署の今の状況に最も近いものを一覧から選んでください。分からない"
           "ときは 3 です。",
            "Choose what is nearest to the present state. Not known is 3."},
        .refusal = RT_FORM_OF_LIST};

    rt_form_takes(s, RT_FORM_FIRST - 1, ANSWER, last_item() - 1, ANSWER, &in);
}

void rt_form_checks(struct rt_form_book *b)
{
    static const double widths[MEDIA] = {22, 4.5, 70, 29};
    struct rt_xl_sheet s;

    rt_form_sheet(b, &s, RT_SHEET_CHECKS, RT_A4, RT_SHEET_CHECKS,
        RT_SHEET_CHECKS " - what is done");
    for (int col = 0; col < COLS; col++)
        rt_xl_width(&s, col, col, col < MEDIA ? widths[col] : 11);
    if (b->lang == RT_EN)
        rt_xl_width(&s, ANSWER, ANSWER, 38);
    rt_form_note(&s,
        "クリーム色の欄で、項目ごとに今の状況を選んでください。○は、その項目が"
        "関係する媒体です。脆弱性の決め方は表の下にあります。",
        "Choose an answer in the cream-coloured cells. ○ marks the media "
        "an item counts for; the rule is below the table.");
    put_heads(&s);
    put_items(b, &s);
    rt_xl_next(&s);
    rt_xl_next(&s);
    rt_xl_say(&s, 0, RT_XF_SECTION, "脆弱性の決め方（媒体ごと）",
        "How the vulnerability of a medium comes about");
    rt_xl_next(&s);
    for (int c = 0; c < COUNTS; c++) {
        rt_xl_height(&s, ITEM_HEIGHT);
        put_rule(b, &s, c);
        put_count(b, &s, c);
        rt_xl_next(&s);
    }
    put_input(b, &s);
    rt_form_protect(&s);
    rt_form_freeze(&s, 2, 0);
}
