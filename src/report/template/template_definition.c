/* 重要度定義: what the scores mean, and how a risk comes about, by the
 * profile.
 *
 * The edition is recognised by this sheet: the lowest score of the scale 0 to 2
 * or the highest of 1 to 3 is in 「」 here, and the other's never is.
 */
#include "report/template/template_parts.h"

/* Of the highest, the middle and the lowest score of a scale. Our own words. */
static const struct rt_text meanings[3][3] = {
    {{"漏れると、顧客・取引先・本人に大きな被害が出る。または、法令や契約で守る"
      "ことを義務づけられている",
         "a leak would harm customers, partners or the persons themselves, or "
         "secrecy is required by law or contract"},
        {"誤りや改ざんがあると、顧客・取引先に大きな影響が出る。または、正確であ"
         "ることを法令や契約で義務づけられている",
            "errors would badly affect customers or partners, or correctness "
            "is required by law or contract"},
        {"使えないと、顧客・取引先に大きな影響が出る。または、業務がすぐに止まる",
            "being out of reach would badly affect customers or partners, or "
            "work stops at once"}},
    {{"漏れると、自社の事業に影響が出る（社外には見せない情報）",
         "a leak would affect our own business"},
        {"誤りや改ざんがあると、自社の事業に影響が出る",
            "errors would affect our own business"},
        {"使えないと、自社の事業に影響が出る（しばらくは別の方法で続けられる）",
            "being out of reach would affect our own business; for a while "
            "there is another way"}},
    {{"漏れても、ほとんど影響がない（公開している情報など）",
         "a leak would hardly matter, as with what is public"},
        {"誤りがあっても、ほとんど影響がない", "errors would hardly matter"},
        {"使えなくても、ほとんど影響がない",
            "being out of reach would hardly matter"}},
};

enum { COLS = 4 };

static void put_text(struct rt_xl_sheet *s, const char *text)
{
    rt_xl_across(s, 0, COLS - 1, RT_XF_BOX_TEXT, rt_str(text));
    rt_xl_next(s);
}

/* --- scores and importance ------------------------------------------------ */

static void put_scores(struct rt_form_book *b, struct rt_xl_sheet *s)
{
    static const struct rt_text heads[COLS] = {{"評価値", "Score"},
        {"機密性（漏れたら困るか）", "機密性 (confidentiality)"},
        {"完全性（間違っていたら困るか）", "完全性 (integrity)"},
        {"可用性（使えなくなったら困るか）", "可用性 (availability)"}};

    rt_form_section(s, "1. 評価値の決め方", "1. The scores");
    rt_form_heads(s, heads, COLS, 22);
    for (int i = 0; i < 3; i++) {
        rt_xl_num(s, 0, RT_XF_HEAT_SUM, b->p->scale_max - i);
        for (int k = 0; k < 3; k++)
            rt_xl_z(s, 1 + k, RT_XF_BOX_TEXT, rt_text(b->lang, meanings[i][k]));
        rt_xl_height(s, 36);
        rt_xl_next(s);
    }
}

static void put_importance(struct rt_form_book *b, struct rt_xl_sheet *s)
{
    const struct rt_profile *p = b->p;
    char text[512];

    rt_form_section(s, "2. 重要度（自動計算）", "2. Importance (computed)");
    for (int i = p->scale_max; i >= p->scale_min; i--) {
        snprintf(text, sizeof text,
            rt_say(b->lang,
                "機密性・完全性・可用性のうち、最も大きい値が「%d」のとき、"
                "重要度は %d",
                "Where the highest of the three scores is 「%d」, the "
                "importance is %d"),
            i, i);
        put_text(s, text);
    }
    if (p->personal < 0)
        return;
    snprintf(text, sizeof text,
        rt_say(b->lang,
            "個人情報・要配慮個人情報・特定個人情報のどれかが「有」のときは、"
            "重要度を %d 以上とする",
            "Where any kind of personal information is 有 (yes), the "
            "importance is at least %d"),
        p->personal);
    put_text(s, text);
}

/* --- likelihood and risk -------------------------------------------------- */

static void put_likelihood(struct rt_form_book *b, struct rt_xl_sheet *s)
{
    rt_form_section(
        s, "3. 被害発生可能性（自動計算）", "3. Likelihood (computed)");
    for (int i = 0; i < COLS; i++)
        rt_xl_z(s, i, RT_XF_HEAD,
            i == 0
                ? rt_say(b->lang, "脅威 ＼ 脆弱性", "threat \\ vulnerability")
                : rt_text(b->lang, rt_form_vulnerability[RT_RATINGS - i]));
    rt_xl_height(s, 22);
    rt_xl_next(s);
    for (int t = 3; t >= 1; t--) {
        rt_xl_z(s, 0, RT_XF_BOX_LABEL, rt_text(b->lang, rt_form_threat[t - 1]));
        for (int v = 3; v >= 1; v--) {
            int l = b->p->likelihood[t][v];
            rt_xl_print(s, 4 - v, RT_XF_BOX_CENTER, "%d（%s）", l,
                rt_likelihood_shown(l));
        }
        rt_xl_height(s, 32);
        rt_xl_next(s);
    }
}

/* "6～9", "4", "1、3". */
static void levels_of(
    const struct rt_form_book *b, enum rt_class c, char *to, size_t size)
{
    const struct rt_profile *p = b->p;
    size_t n = 0;

    to[0] = '\0';
    for (int i = 0; i <= RT_LEVEL_MAX && n < size; i++) {
        bool reached = false;
        for (int l = 1; l <= RT_RATINGS; l++)
            reached
                |= i % l == 0 && i / l >= p->scale_min && i / l <= p->scale_max;
        if (reached && p->class_of[i] == c)
            n += (size_t)snprintf(to + n, size - n, "%s%d",
                n == 0 ? "" : rt_say(b->lang, "・", ", "), i);
    }
}

static void put_levels(struct rt_form_book *b, struct rt_xl_sheet *s)
{
    char levels[64], text[256];

    rt_form_section(s, "4. リスク値（自動計算）", "4. Risk level (computed)");
    put_text(s, rt_say(b->lang, "リスク値 ＝ 重要度 × 被害発生可能性",
                    "risk level = importance × likelihood"));
    for (int c = RT_HIGH; c >= RT_LOW; c--) {
        levels_of(b, c, levels, sizeof levels);
        snprintf(text, sizeof text,
            rt_say(b->lang, "リスク値が %s のとき", "risk level %s"), levels);
        rt_xl_z(s, 0, RT_XF_CLASS_LOW + c, rt_class_shown(c));
        rt_xl_across(s, 1, COLS - 1, RT_XF_BOX_TEXT, rt_str(text));
        rt_xl_height(s, 20);
        rt_xl_next(s);
    }
}

void rt_form_definition(struct rt_form_book *b)
{
    struct rt_xl_sheet s;

    rt_form_sheet(b, &s, "重要度定義", RT_A4, "重要度定義",
        "重要度定義 - what the scores mean");
    rt_xl_width(&s, 0, 0, 34);
    rt_xl_width(&s, 1, COLS - 1, 42);
    rt_form_note(&s, b->p->title[RT_JA], b->p->title[RT_EN]);
    put_scores(b, &s);
    put_importance(b, &s);
    put_likelihood(b, &s);
    put_levels(b, &s);
    rt_form_protect(&s);
}
