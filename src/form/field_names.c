/* The fields of the forms: their names, their kinds, their keys in a
 * configuration file (fields.def), and where a table has them.
 */
#include "form/form.h"

/* The forms of fields.def, as bits. */
enum {
    LEDGER = 1 << RT_FORM_LEDGER,
    REPORT = 1 << RT_FORM_REPORT,
    THREATS = 1 << RT_FORM_THREATS,
    CHECKS = 1 << RT_FORM_CHECKS,
    PLAN = 1 << RT_FORM_PLAN,
    SOA = 1 << RT_FORM_SOA
};

static const struct {
    const char *key;
    unsigned forms;
    struct rt_text name;
} fields[RT_FIELD_COUNT] = {
#define RT_FIELD(id, key, forms, ja, en) {key, forms, {ja, en}},
#include "form/fields.def"
};

struct rt_column *rt_column_at(
    struct rt_column *columns, size_t count, uint32_t col)
{
    for (size_t i = 0; i < count; i++) {
        if (columns[i].col == col)
            return &columns[i];
    }
    return NULL;
}

bool rt_header_twice(const struct rt_layout *layout, enum rt_field f)
{
    for (size_t i = 0; i < layout->twice_count; i++) {
        if (layout->twice[i].field == f)
            return true;
    }
    return false;
}

const enum rt_field rt_personal_fields[RT_PERSONAL_FIELDS]
    = {RT_F_PERSONAL, RT_F_ANY_PERSONAL, RT_F_SENSITIVE, RT_F_MY_NUMBER};

bool rt_field_is_personal(enum rt_field f)
{
    for (size_t i = 0; i < RT_PERSONAL_FIELDS; i++) {
        if (rt_personal_fields[i] == f)
            return true;
    }
    return false;
}

const enum rt_field rt_score_fields[RT_SCORE_FIELDS]
    = {RT_F_CONFIDENTIALITY, RT_F_INTEGRITY, RT_F_AVAILABILITY};

bool rt_field_is_score(enum rt_field f)
{
    return f == RT_F_CONFIDENTIALITY || f == RT_F_INTEGRITY
           || f == RT_F_AVAILABILITY;
}

const char *rt_field_key(enum rt_field f)
{
    return f >= 0 && f < RT_FIELD_COUNT ? fields[f].key : NULL;
}

enum rt_field rt_field_of_key(struct rt_str key)
{
    for (enum rt_field f = 0; f < RT_FIELD_COUNT; f++) {
        if (fields[f].key && rt_str_is(key, fields[f].key))
            return f;
    }
    return RT_FIELD_NONE;
}

bool rt_field_in(enum rt_field f, enum rt_form form)
{
    return (fields[f].forms >> form & 1) != 0;
}

struct rt_str rt_field_name(enum rt_field f, enum rt_lang lang)
{
    if (f < 0 || f >= RT_FIELD_COUNT)
        return RT_STR("?");
    return rt_str(rt_text(lang, fields[f].name));
}

const char *rt_form_name(enum rt_form form, enum rt_lang lang)
{
    static const struct rt_text names[] = {
        [RT_FORM_NONE] = {"", ""},
        [RT_FORM_LEDGER] = {"情報資産管理台帳", "asset ledger"},
        [RT_FORM_REPORT]
        = {"リスクアセスメント結果報告書", "risk assessment report"},
        [RT_FORM_THREATS] = {"脅威の状況", "threat sheet"},
        [RT_FORM_CHECKS] = {"対策状況チェック", "check sheet"},
        [RT_FORM_PLAN] = {"リスク対応計画", "risk treatment plan"},
        [RT_FORM_SOA] = {"適用宣言書", "statement of applicability"},
        [RT_FORM_RESULT]
        = {"risktallyの出力（リスク登録簿・対応計画・適用宣言書・返送票）",
            "result of this program (register, plan, statement or return slip)"},
    };

    return rt_text(lang, names[form]);
}
