/* The blank form: which editions there are, and its sheets in order. */
#include "report/template/template_parts.h"

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
    const struct rt_profile *p, struct rt_error *err)
{
    if (rt_template_edition(p))
        return RT_OK;
    if (strcmp(p->name, "ipa-2.1") == 0)
        return rt_fail_text(err, RT_USAGE,
            "第2.1版の様式は作れません（シートの構成が違います）。評価値が"
            "同じ 0～2 の ipa-3 を指定してください",
            "there is no layout for edition 2.1, whose sheets are others: "
            "use ipa-3, which has the same scale 0 to 2");
    if (strcmp(p->name, "ipa-4.0") == 0)
        return rt_fail_text(err, RT_USAGE,
            "第4.0版の様式は作れません（シートの構成が確認できていません）"
            "。判定基準が同じ ipa-3.1 を指定してください",
            "there is no layout for edition 4.0, whose sheets are not "
            "known: use ipa-3.1, which has the same criteria");
    return rt_fail_both(err, RT_USAGE,
        "判定基準 %s の評価値 %d～%d に合う様式はありません（第3版は "
        "0～2、第3.1版は 1～3 です）",
        "there is no layout for profile %s with scores %d to %d (edition "
        "3 has 0 to 2, edition 3.1 has 1 to 3)",
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
    rt_xl_open(&b.xl, path, &run, title, err);
    rt_form_usage(&b);
    rt_form_example(&b);
    rt_form_definition(&b);
    rt_form_ledger(&b);
    rt_form_threats(&b);
    rt_form_checks(&b);
    rt_form_result(&b);
    return rt_xl_close(&b.xl);
}
