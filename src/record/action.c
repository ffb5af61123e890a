/* 対応, as an assessment report states it: the form's words are 済み, 予定 and
 * 未定, and people write 「9月に実施予定」, 「済（4月）」, 「対応完了」.
 *
 * What a text means is decided by how it begins and ends. One that denies,
 * 「見送り」 or 「予定なし」, is none of the form's words, whatever else it
 * contains: it is refused, never guessed.
 */
#include "record/plan.h"

#include "base/fold.h"

enum { WORDS_MAX = 24, TEXT_BYTES = 1024 };

/* Where in the text one of the words must be. */
enum place { ANYWHERE, AT_AN_END, AT_THE_BEGINNING, AT_THE_END };

/* The first line that holds decides. As they fold. */
static const struct rule {
    enum rt_action action;
    enum place place;
    const char *words[WORDS_MAX];
} rules[] = {
    {RT_ACTION_UNKNOWN, ANYWHERE,
        {"ない", "せず", "なし", "無し", "不可", "不要", "中止", "見送",
            "見合わせ", "保留", "延期", "取りやめ", "取り止め", "断念", "廃止",
            "対象外", "該当"}},
    {RT_ACTION_UNDECIDED, AT_AN_END,
        {"未定", "検討", "検討中", "未決", "未決定", "調整中", "協議中",
            "相談中", "確認中", "undecided", "tbd"}},
    {RT_ACTION_PLANNED, AT_AN_END, {"予定", "計画", "planned"}},
    {RT_ACTION_PLANNED, AT_THE_BEGINNING, {"未", "予定", "計画", "not"}},
    {RT_ACTION_PLANNED, AT_THE_END, {"月中", "年中", "年度中", "期中", "週中"}},
    {RT_ACTION_UNDER_WAY, ANYWHERE, {"一部", "部分", "ほぼ", "途中", "半分"}},
    {RT_ACTION_DONE, AT_THE_END, {"運用中", "稼働中"}},
    {RT_ACTION_UNDER_WAY, AT_THE_BEGINNING,
        {"着手", "実施中", "対応中", "進行中", "作業中", "継続"}},
    {RT_ACTION_UNDER_WAY, AT_THE_END,
        {"着手", "着手済", "着手済み", "中", "inprogress", "underway"}},
    {RT_ACTION_DONE, AT_THE_END, {"済", "済み"}},
    /* 「来月実施」, 「年度内完了」 */
    {RT_ACTION_PLANNED, AT_THE_BEGINNING,
        {"来月", "来週", "来期", "来年", "来四半期", "次回", "次期", "次年度",
            "翌", "年内", "年度内", "期内", "年度末", "期末", "月末", "年末"}},
    {RT_ACTION_DONE, AT_AN_END,
        {"済", "済み", "完了", "終了", "実施", "クローズ", "done", "completed",
            "implemented", "closed"}},
    {RT_ACTION_DONE, AT_THE_END, {"実施している", "対応した", "実施した"}},
};

static bool has(struct rt_str text, enum place place, struct rt_str word)
{
    return place == ANYWHERE
               ? rt_str_contains(text, word)
               : (place != AT_THE_END && rt_str_starts(text, word))
                     || (place != AT_THE_BEGINNING && rt_str_ends(text, word));
}

/* 「2」, 「0.5」, 「12」, and no day in digits. */
static bool is_bare_number(struct rt_str text)
{
    enum { DAY_MIN = 6 };
    size_t n = 0;

    for (size_t i = 0; i < text.n; i++)
        n += (text.p[i] >= '0' && text.p[i] <= '9') || text.p[i] == '.';
    return n == text.n && n < DAY_MIN;
}

/* 「9月末」, 「2026/10」, 「今月下旬」: when it will be done; 「2」 is nothing. */
static enum rt_action by_number(struct rt_str text)
{
    static const char *const soon[] = {"今", "来", "次", "年内", "年度内"};

    for (size_t i = 0; i < RT_COUNT(soon); i++) {
        if (rt_str_starts(text, rt_str(soon[i])))
            return RT_ACTION_PLANNED;
    }
    for (size_t i = 0; i < text.n && !is_bare_number(text); i++) {
        if (text.p[i] >= '0' && text.p[i] <= '9')
            return RT_ACTION_PLANNED;
    }
    return RT_ACTION_UNKNOWN;
}

/* A dash in place of an answer. */
static bool is_mark(struct rt_str text)
{
    static const char *const marks[] = {"-", "--", "ー", "—", "/", "…", "※"};

    return rt_str_is_any(text, marks);
}

static enum rt_action of_line(struct rt_str line)
{
    char buf[TEXT_BYTES];
    struct rt_str text = {buf, rt_fold_fixed(line, buf, sizeof buf)};

    if (text.n == SIZE_MAX)
        return RT_ACTION_UNKNOWN;
    if (text.n == 0 || is_mark(text))
        return RT_ACTION_NONE;
    if (rt_str_contains(text, RT_STR("%"))
        && !rt_str_contains(text, RT_STR("100%")))
        return RT_ACTION_UNDER_WAY;
    for (size_t i = 0; i < RT_COUNT(rules); i++) {
        for (size_t k = 0; k < WORDS_MAX && rules[i].words[k]; k++) {
            if (has(text, rules[i].place, rt_str(rules[i].words[k])))
                return rules[i].action;
        }
    }
    return by_number(text);
}

enum rt_action rt_action_of(struct rt_str text, struct rt_str *line)
{
    enum rt_action all = RT_ACTION_NONE;
    struct rt_str rest = text, one;

    while (rt_str_line(&rest, &one)) {
        enum rt_action a = of_line(one);
        if (a <= all)
            continue;
        all = a;
        *line = rt_str_trim(one);
    }
    return all;
}

bool rt_action_is_choice(struct rt_str text)
{
    static const char *const choices[] = {"済", "完了", "予定", "未定", "done",
        "completed", "implemented", "closed", "planned", "undecided"};
    struct rt_str rest = text, line;
    bool all = true;

    while (rt_str_line(&rest, &line)) {
        char buf[TEXT_BYTES];
        struct rt_str s = {buf, rt_fold_fixed(line, buf, sizeof buf)};
        if (s.n == SIZE_MAX || s.n == 0 || is_mark(s))
            continue;
        bool denied = rt_str_starts(s, RT_STR("未"))
                      && !rt_str_starts(s, RT_STR("未定"));
        all &= (!denied && rt_str_contains_any(s, choices))
               || by_number(s) == RT_ACTION_PLANNED;
    }
    return all;
}
