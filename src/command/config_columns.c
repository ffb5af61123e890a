/* The section [columns] of the configuration file: a company's own headings. */
#include "command/config.h"

#include "form/layout.h"

/* No such field: the error lists those of a ledger. */
static enum rt_status fail_field(const char *key, struct rt_error *err)
{
    char keys[512] = "";
    size_t n = 0;

    for (enum rt_field f = 0; f < RT_FIELD_COUNT; f++) {
        if (rt_field_key(f) && rt_field_in(f, RT_FORM_LEDGER)
            && n < sizeof keys)
            n += (size_t)snprintf(keys + n, sizeof keys - n, "%s%s",
                n ? " " : "", rt_field_key(f));
    }
    return rt_fail_both(err, RT_USAGE,
        "[columns] に「%s」という項目はありません（台帳の項目：%s。"
        "ほかは risktally rules columns）",
        "[columns] has no field \"%s\" (a ledger's: %s; others: "
        "risktally rules columns)",
        key, keys);
}

static enum rt_status config_heading(struct rt_options *o, enum rt_field f,
    struct rt_str heading, struct rt_error *err)
{
    struct rt_error why = {0};
    enum rt_field other = RT_FIELD_NONE;
    enum rt_status rc = rt_label_add(o->vocab, heading, f, &other, &why);

    if (rc == RT_OK || rc == RT_NOMEM)
        return rc == RT_OK ? rc : rt_fail_nomem(err);
    if (other == RT_FIELD_NONE)
        return rt_fail_both(err, RT_USAGE,
            "%s の見出し「%.*s」は、空欄か長すぎる文字列です（様式の見出し"
            "のとおりに書き、2つ以上は「,」で区切ってください）",
            "%s: the heading \"%.*s\" is empty or too long: write it as "
            "the form does, and several with commas between them",
            rt_field_key(f), RT_FMT(heading));
    return rt_fail_both(err, RT_USAGE,
        "「%.*s」は %s の見出しにできません。すでに %s（%.*s）の見出しです。"
        "ファイルの見出しを様式のものに直してください（一覧：risktally rules "
        "columns）",
        "\"%.*s\" cannot be a heading of %s: it is one of %s (%.*s); change "
        "the heading in the file to the form's (see risktally rules columns)",
        RT_FMT(heading), rt_field_key(f),
        rt_field_key(other) ? rt_field_key(other) : "-",
        RT_FMT(rt_field_name(other, o->lang)));
}

/* The heading that the text begins with, up to a comma; one in double
 * quotation marks may have commas in it. */
static struct rt_str next_heading(struct rt_str *rest)
{
    static const char *const commas[] = {",", "、", "，"};
    struct rt_str s = rt_str_trim(*rest), found;
    const char *quote
        = s.n > 1 && s.p[0] == '"' ? memchr(s.p + 1, '"', s.n - 1) : NULL;
    size_t at = quote ? (size_t)(quote - s.p) + 1 : 0;

    found = (struct rt_str){s.p + 1, at > 1 ? at - 2 : 0};
    for (size_t from = at; at < s.n; at++) {
        for (size_t i = 0; i < RT_COUNT(commas); i++) {
            size_t n = strlen(commas[i]);
            if (s.n - at < n || memcmp(s.p + at, commas[i], n) != 0)
                continue;
            if (from == 0)
                found = (struct rt_str){s.p, at};
            *rest = (struct rt_str){s.p + at + n, s.n - at - n};
            return rt_str_trim(found);
        }
    }
    if (!quote)
        found = s;
    *rest = RT_STR_NONE;
    return rt_str_trim(found);
}

enum rt_status rt_config_column(struct rt_options *o, const char *key,
    const char *headings, struct rt_error *err)
{
    enum rt_field f = rt_field_of_key(rt_str(key));
    struct rt_str rest = rt_str(headings);

    if (f == RT_FIELD_NONE)
        return fail_field(key, err);
    do
        RT_TRY(config_heading(o, f, next_heading(&rest), err));
    while (rest.n > 0);
    return RT_OK;
}
