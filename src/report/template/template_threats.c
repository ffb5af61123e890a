/* 脅威の状況: how often each medium's threats occur, and what that makes of
 * the medium.
 *
 * The names of the media are in every row, so that one formula serves all of
 * them. On the right is what the ledger looks up: the highest frequency of a
 * medium's threats, and the vulnerability the check sheet gives. A medium with
 * an unrated threat has a frequency only if another threat has the highest
 * there is.
 */
#include "report/template/template_parts.h"

static const struct threat {
    int medium;
    struct rt_text text;
} threats[] = {
#define THREAT(medium, ja, en) {medium, {ja, en}},
#include "form/threat_items.def"
};

enum { THREATS = RT_COUNT(threats) };

/* Columns: the list, and the media's summary to its right. */
enum { MEDIUM, NUMBER, TEXT, FREQUENCY, STATE, GAP, KEY, HIGHEST, OWN, OPEN };

static const struct rt_text heads[] = {
    [MEDIUM] = {"媒体・保存先", "媒体・保存先\n(Medium)"},
    [NUMBER] = {"No", "No"},
    [TEXT] = {"想定される脅威", "想定される脅威\n(Threat)"},
    [FREQUENCY] = {"脅威の発生頻度\n（選んでください）",
        "脅威の発生頻度\n(Frequency: choose)"},
    [STATE] = {"対策状況\n（自動表示）", "対策状況\n(State: computed)"},
    [KEY] = {"媒体・保存先", "媒体・保存先\n(Medium)"},
    [HIGHEST] = {"脅威の発生頻度\n（左の最大）", "脅威の発生頻度\n(highest)"},
    [OWN] = {"脆弱性\n（対策状況チェックから）",
        "脆弱性\n(Vulnerability: from the check sheet)"},
    [OPEN] = {"未選択の\n脅威の数", "Not\nrated"},
};

/* The last row of the list, 1-based. */
enum { LAST = RT_FORM_FIRST + THREATS - 1 };

/* The medium's highest frequency. */
static void put_highest(struct rt_form_book *b, struct rt_xl_sheet *s)
{
    char rated[3][96];

    for (int i = 0; i < RT_RATINGS; i++)
        snprintf(rated[i], sizeof rated[i],
            "COUNTIFS($A$%d:$A$%d,$G#,$D$%d:$D$%d,\"%d:*\")",
            (int)RT_FORM_FIRST, (int)LAST, (int)RT_FORM_FIRST, (int)LAST,
            i + 1);
    rt_xl_formulaf_z(s, HIGHEST, RT_XF_FORM_OUT_TEXT, "",
        "IF(%s>0,\"%s\",IF(%s+%s<COUNTIF($A$%d:$A$%d,$G#),\"\","
        "IF(%s>0,\"%s\",\"%s\")))",
        rated[2], rt_text(b->lang, rt_form_threat[2]), rated[1], rated[0],
        (int)RT_FORM_FIRST, (int)LAST, rated[1],
        rt_text(b->lang, rt_form_threat[1]),
        rt_text(b->lang, rt_form_threat[0]));
}

/* The number of the check sheet as the ledger's text. */
static void put_own(struct rt_form_book *b, struct rt_xl_sheet *s)
{
    int row = (int)rt_form_vulnerability_row();

    rt_xl_formulaf_z(s, OWN, RT_XF_FORM_OUT_TEXT, "",
        "IFERROR(CHOOSE(INDEX('" RT_SHEET_CHECKS "'!$E$%d:$J$%d,1,"
        "MATCH($G#,'" RT_SHEET_CHECKS "'!$E$%d:$J$%d,0)),\"%s\",\"%s\",\"%s\")"
        ",\"\")",
        row, row, (int)RT_FORM_FIRST - 1, (int)RT_FORM_FIRST - 1,
        rt_text(b->lang, rt_form_vulnerability[0]),
        rt_text(b->lang, rt_form_vulnerability[1]),
        rt_text(b->lang, rt_form_vulnerability[2]));
}

static int count_of(int medium)
{
    int n = 0;

    for (int i = 0; i < THREATS; i++)
        n += threats[i].medium == medium;
    return n;
}

static void put_summary(
    struct rt_form_book *b, struct rt_xl_sheet *s, int medium)
{
    rt_xl_z(s, KEY, RT_XF_BOX_LABEL, rt_form_media[medium].ja);
    put_highest(b, s);
    put_own(b, s);
    rt_xl_formulaf(s, OPEN, RT_XF_FORM_OUT, count_of(medium),
        "COUNTIF($A$%d:$A$%d,$G#)"
        "-COUNTIFS($A$%d:$A$%d,$G#,$D$%d:$D$%d,\"?:*\")",
        (int)RT_FORM_FIRST, (int)LAST, (int)RT_FORM_FIRST, (int)LAST,
        (int)RT_FORM_FIRST, (int)LAST);
}

static void put_threat(struct rt_form_book *b, struct rt_xl_sheet *s, int i)
{
    const struct threat *t = &threats[i];
    bool first = i == 0 || threats[i - 1].medium != t->medium;
    int number = 1;

    for (int k = i; k > 0 && threats[k - 1].medium == t->medium; k--)
        number++;
    rt_xl_z(s, MEDIUM, first ? RT_XF_BOX_LABEL : RT_XF_BOX_SMALL,
        rt_form_media[t->medium].ja);
    rt_xl_num(s, NUMBER, RT_XF_FORM_GIVEN_CENTER, number);
    rt_xl_z(s, TEXT, RT_XF_FORM_GIVEN, rt_text(b->lang, t->text));
    rt_xl_z(s, FREQUENCY, RT_XF_FORM_TEXT, "");
    rt_xl_formulaf_z(s, STATE, RT_XF_FORM_OUT_TEXT, "",
        "IFERROR(INDEX($I$%d:$I$%d,MATCH($A#,$G$%d:$G$%d,0))&\"\",\"\")",
        (int)RT_FORM_FIRST, (int)RT_FORM_FIRST + RT_MEDIA - 1,
        (int)RT_FORM_FIRST, (int)RT_FORM_FIRST + RT_MEDIA - 1);
}

/* How the values come about, at a distance from the list: it is no row of
 * it. */
static void put_notes(struct rt_form_book *b, struct rt_xl_sheet *s)
{
    static const struct rt_text notes[] = {
        {"媒体の発生頻度は、その媒体の脅威のうち最も大きい値です。未選択の脅威"
         "が残っている間は、3 があるときを除いて空欄です。",
            "A medium's frequency is the highest of its threats. While some "
            "are not rated it stays blank, unless one is 3."},
        {"脆弱性と対策状況は、「対策状況チェック」の回答から自動で決まります。",
            "Vulnerability and state follow from sheet 対策状況チェック."},
        {"使っていない媒体の脅威は、空欄のままでかまいません。",
            "Threats to media that are not used may stay blank."},
    };

    rt_xl_next(s);
    rt_xl_next(s);
    rt_xl_say(s, 0, RT_XF_SECTION, "値の決まり方", "How the values come about");
    rt_xl_next(s);
    for (size_t i = 0; i < RT_COUNT(notes); i++) {
        rt_xl_across(
            s, 0, STATE, RT_XF_FORM_BODY, rt_str(rt_text(b->lang, notes[i])));
        rt_xl_next(s);
    }
}

static void put_input(struct rt_form_book *b, struct rt_xl_sheet *s)
{
    struct rt_form_input in = {.list = rt_form_threat,
        .count = RT_RATINGS,
        .lang = b->lang,
        .title = {"脅威の発生頻度", "Frequency"},
        .prompt
        = {"対策をしなかったとしたら、どのくらい起きるかを一覧から選んで"
           "ください。",
            "Choose how often it would happen if nothing were done."},
        .refusal = RT_FORM_OF_LIST};

    rt_form_takes(s, RT_FORM_FIRST - 1, FREQUENCY, LAST - 1, FREQUENCY, &in);
}

void rt_form_threats(struct rt_form_book *b)
{
    static const double widths[] = {15, 4.5, 66, 30, 23, 2, 15, 30, 23, 9};
    struct rt_xl_sheet s;

    rt_form_sheet(b, &s, RT_SHEET_THREATS, RT_A4, RT_SHEET_THREATS,
        RT_SHEET_THREATS " - the threats");
    for (int col = 0; col <= OPEN; col++)
        rt_xl_width(&s, col, col, widths[col]);
    rt_form_note(&s,
        "クリーム色の欄で、対策を何もしなかったとしたらどのくらい起きるかを、"
        "脅威ごとに選んでください。",
        "Choose in the cream-coloured cells how often each threat would occur "
        "if nothing were done against it.");
    rt_form_heads(&s, heads, RT_COUNT(heads), 34);
    for (int i = 0; i < THREATS; i++) {
        rt_xl_height(&s, 20);
        put_threat(b, &s, i);
        if (i < RT_MEDIA)
            put_summary(b, &s, i);
        rt_xl_next(&s);
    }
    put_notes(b, &s);
    put_input(b, &s);
    rt_form_protect(&s);
    rt_form_freeze(&s, 2, 0);
}
