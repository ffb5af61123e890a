/* The blank form: its words, its manner, its sheets in order. */
#include "report/template/template_parts.h"

#include <stdio.h>
#include <string.h>

/* --- words ----------------------------------------------------------------- */

const struct rt_text rt_form_media[RT_MEDIA] = {
    {"書類", "paper"},
    {"可搬電子媒体", "removable media"},
    {"事務所PC", "office PC"},
    {"モバイル機器", "mobile device"},
    {"社内サーバー", "server in the house"},
    {"社外サーバー", "external server, cloud"},
};

const struct rt_text rt_form_threat[RT_RATINGS] = {
    {"1:まれに起きる（数年に1回）", "1:rare (once in some years)"},
    {"2:ときどき起きる（年に数回）", "2:now and then (some times a year)"},
    {"3:よく起きる（毎月のように）", "3:often (about every month)"},
};

const struct rt_text rt_form_vulnerability[RT_RATINGS] = {
    {"1:必要な対策をしている", "1:protected as needed"},
    {"2:対策が一部足りない", "2:protected in part"},
    {"3:対策が足りない", "3:hardly protected"},
};

const struct rt_text rt_form_answers[RT_ANSWERS] = {
    {"1:実施している", "1:実施している (yes)"},
    {"2:一部実施している", "2:一部実施している (in part)"},
    {"3:実施していない／わからない", "3:実施していない／わからない (no)"},
    {"4:自社には該当しない", "4:自社には該当しない (n/a)"},
};

const char *const rt_form_likelihood[RT_RATINGS]
    = {"可能性：低", "可能性：中", "可能性：高"};

const char *rt_form_class(enum rt_class c)
{
    static const char *const labels[] = {"リスク小", "リスク中", "リスク大"};

    return c >= RT_LOW && c <= RT_HIGH ? labels[c] : "";
}

/* --- manner ---------------------------------------------------------------- */

void rt_form_sheet(struct rt_form_book *b, struct rt_xl_sheet *s,
    const char *name, enum rt_paper paper, struct rt_text title)
{
    rt_xl_sheet(&b->xl, s, name, paper);
    if (b->xl.rc != RT_OK)
        return;
    /* a form has no date of its own */
    rt_xl_lib(
        &b->xl, worksheet_set_footer(s->ws, "&L&8&A&C&8&P / &N"), "footer");
    rt_xl_height(s, 26);
    rt_xl_z(s, 0, RT_XF_TITLE, rt_text(b->lang, title));
}

void rt_form_protect(struct rt_xl_sheet *s)
{
    lxw_protection allowed
        = {.format_columns = LXW_TRUE, .format_rows = LXW_TRUE};

    if (s->xl->rc == RT_OK)
        worksheet_protect(s->ws, NULL, &allowed);
}

enum { LIST_MAX = 16 };

void rt_form_takes(struct rt_xl_sheet *s, uint32_t row1, int col1,
    uint32_t row2, int col2, const struct rt_form_input *input)
{
    char *list[LIST_MAX + 1] = {NULL}; /* copied by the library */
    lxw_data_validation v = {
        .validate = LXW_VALIDATION_TYPE_ANY,
        .ignore_blank = LXW_VALIDATION_ON,
        .show_input = LXW_VALIDATION_ON,
        .show_error = LXW_VALIDATION_ON,
        .error_type = input->lenient ? LXW_VALIDATION_ERROR_TYPE_WARNING
                                     : LXW_VALIDATION_ERROR_TYPE_STOP,
        .dropdown = LXW_VALIDATION_ON,
        /* the library has forgotten const */
        .input_title = (char *)(uintptr_t)input->title,
        .input_message = (char *)(uintptr_t)input->prompt,
        .error_message = (char *)(uintptr_t)input->refusal,
    };

    if (s->xl->rc != RT_OK)
        return;
    for (size_t i = 0; i < input->count && i < LIST_MAX; i++)
        list[i] = (char *)(uintptr_t)rt_text(input->lang, input->list[i]);
    if (input->list) {
        v.validate = LXW_VALIDATION_TYPE_LIST;
        v.value_list = list;
    } else if (input->date) {
        v.validate = LXW_VALIDATION_TYPE_DATE;
        v.criteria = LXW_VALIDATION_CRITERIA_BETWEEN;
        v.minimum_datetime = (lxw_datetime){1950, 1, 1, 0, 0, 0};
        v.maximum_datetime = (lxw_datetime){2100, 12, 31, 0, 0, 0};
    }
    rt_xl_lib(s->xl,
        worksheet_data_validation_range(
            s->ws, row1, (lxw_col_t)col1, row2, (lxw_col_t)col2, &v),
        "input rule");
}

/* --- the book -------------------------------------------------------------- */

const char *rt_template_edition(const struct rt_profile *p)
{
    /* Their forms have sheets of their own, or are not known. */
    if (strcmp(p->name, "ipa-2.1") == 0 || strcmp(p->name, "ipa-4.0") == 0)
        return NULL;
    if (p->scale_min == 0 && p->scale_max == 2)
        return "ipa-3";
    return p->scale_min == 1 && p->scale_max == 3 ? "ipa-3.1" : NULL;
}

enum rt_status rt_template_supports(
    const struct rt_profile *p, enum rt_lang lang, struct rt_error *err)
{

    if (rt_template_edition(p))
        return RT_OK;
    if (strcmp(p->name, "ipa-2.1") == 0)
        return rt_fail(err, RT_USAGE, "%s",
            rt_say(lang,
                "第2.1版の様式は作れません（シートの構成が違います）。評価値が"
                "同じ 0～2 の ipa-3 を指定してください",
                "there is no layout for edition 2.1, whose sheets are others: "
                "use ipa-3, which has the same scale 0 to 2"));
    if (strcmp(p->name, "ipa-4.0") == 0)
        return rt_fail(err, RT_USAGE, "%s",
            rt_say(lang,
                "第4.0版の様式は作れません（シートの構成が確認できていません）"
                "。判定基準が同じ ipa-3.1 を指定してください",
                "there is no layout for edition 4.0, whose sheets are not "
                "known: use ipa-3.1, which has the same criteria"));
    return rt_fail(err, RT_USAGE,
        rt_say(lang,
            "判定基準 %s の評価値 %d～%d に合う様式はありません（第3版は "
            "0～2、第3.1版は 1～3 です）",
            "there is no layout for profile %s with scores %d to %d (edition "
            "3 has 0 to 2, edition 3.1 has 1 to 3)"),
        p->name, p->scale_min, p->scale_max);
}

bool rt_template_medium(struct rt_str text)
{
    for (int i = 0; i < RT_MEDIA; i++) {
        if (rt_str_is(text, rt_form_media[i].ja))
            return true;
    }
    return false;
}

static void make_title(const struct rt_template *t, char *to, size_t size)
{
    const char *name = "リスク分析シート";

    if (t->department.n > 0)
        snprintf(to, size, "%s（%.*s）", name, RT_FMT(t->department));
    else
        snprintf(to, size, "%s", name);
}

enum rt_status rt_report_template(
    const struct rt_template *t, const char *path, struct rt_error *err)
{
    static const struct rt_text subject = {"情報資産のリスク分析（記入用）",
        "Risk analysis of information assets, to fill in"};
    struct rt_run run = {.version = t->version,
        .now = t->now,
        .lang = t->lang,
        .subject = rt_text(t->lang, subject)};
    struct rt_form_book b = {.t = t, .p = t->profile, .lang = t->lang};
    char title[512];

    make_title(t, title, sizeof title);
    rt_xl_open(&b.xl, path, &run, title, t->rows, err);
    rt_form_usage(&b);
    rt_form_example(&b);
    rt_form_definition(&b);
    rt_form_ledger(&b);
    rt_form_threats(&b);
    rt_form_checks(&b);
    rt_form_result(&b);
    return rt_xl_close(&b.xl);
}
