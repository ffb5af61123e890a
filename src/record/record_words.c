/* The words of the records: treatments, media, classes, states of an input.
 *
 * The treatments are those of the assessment report's 対応種別. Recognising
 * what people write in a cell is the form's business.
 */
#include "record/input.h"
#include "record/risk.h"

static const struct {
    const char *name, *label_ja;
} treatments[] = {
    [RT_TREATMENT_NONE] = {NULL, NULL},
    [RT_REDUCE] = {"reduce", "低減"},
    [RT_RETAIN] = {"retain", "保有"},
    [RT_AVOID] = {"avoid", "回避"},
    [RT_TRANSFER] = {"transfer", "移転"},
};

enum { COUNT = RT_COUNT(treatments) };

const char *rt_treatment_name(enum rt_treatment t)
{
    return (unsigned)t < COUNT ? treatments[t].name : NULL;
}

const char *rt_treatment_label_ja(enum rt_treatment t)
{
    return (unsigned)t < COUNT ? treatments[t].label_ja : NULL;
}

const char *rt_medium_term(size_t i)
{
    static const char *const terms[] = {"書類", "可搬電子媒体", "事務所PC",
        "モバイル機器", "社内サーバー", "社外サーバー"};

    return i < RT_COUNT(terms) ? terms[i] : NULL;
}

const char *rt_class_name(enum rt_class c)
{
    static const char *const names[] = {"low", "medium", "high"};

    return c >= RT_LOW && c <= RT_HIGH ? names[c] : NULL;
}

const char *rt_class_label_ja(enum rt_class c)
{
    static const char *const labels[] = {"小", "中", "大"};

    return c >= RT_LOW && c <= RT_HIGH ? labels[c] : NULL;
}

const char *rt_missing_name(unsigned bit)
{
    static const char *const names[]
        = {"confidentiality", "integrity", "availability", "threat",
            "vulnerability", "personal", "sensitive", "my_number"};

    return bit < RT_COUNT(names) ? names[bit] : NULL;
}

const char *rt_input_state_name(enum rt_input_state s)
{
    static const char *const names[] = {
        [RT_INPUT_READ] = "read",
        [RT_INPUT_OTHER] = "other",
        [RT_INPUT_FAILED] = "failed",
        [RT_INPUT_MISSING] = "missing",
    };
    return names[s];
}
