/* Numbers of assets, as people write several of them in one cell. */
#include "record/asset_nos.h"

#include "base/fold.h"
#include "base/list.h"

enum {
    NUMBER_MAX = 200,
    RANGE_MAX = 1000 /* a longer one is no range */
};

struct rt_str rt_asset_number(struct rt_str folded)
{
    static const char *const before[]
        = {"資産目録の", "資産目録", "資産", "no", "第", ".", ":", "#"};
    struct rt_str s = folded;
    const char *bracket = s.n > 0 ? memchr(s.p, '(', s.n) : NULL;

    if (bracket && bracket > s.p)
        s.n = (size_t)(bracket - s.p);
    for (size_t i = 0; i < RT_COUNT(before); i++) {
        struct rt_str b = rt_str(before[i]);
        if (rt_str_starts(s, b))
            s = (struct rt_str){s.p + b.n, s.n - b.n};
    }
    if (rt_str_ends(s, RT_STR("番")) || rt_str_ends(s, RT_STR("号")))
        s.n -= sizeof "番" - 1;
    while (s.n > 1 && s.p[0] == '0' && s.p[1] >= '0' && s.p[1] <= '9')
        s = (struct rt_str){s.p + 1, s.n - 1};
    return s;
}

static bool whole(struct rt_str s, int64_t *v)
{
    return s.n > 0 && s.n < 10 && rt_parse_int(s, v) && *v >= 0;
}

static enum rt_status name_one(
    const struct rt_number_taker *to, struct rt_str number)
{
    bool there = false;

    RT_TRY(to->find(to->context, number, &there));
    return there ? to->named(to->context, number)
                 : to->unknown(to->context, number);
}

/* 「10～13」 */
static bool is_range(struct rt_str s, int64_t *from, int64_t *to)
{
    static const char *const marks[] = {"~", "～", "〜", "-", "から", "ー"};

    for (size_t i = 0; i < RT_COUNT(marks); i++) {
        struct rt_str left, right;
        if (rt_str_split(s, marks[i], &left, &right)
            && whole(rt_asset_number(left), from)
            && whole(rt_asset_number(right), to) && *from <= *to
            && *to - *from < RANGE_MAX)
            return true;
    }
    return false;
}

/* What separates two numbers; the blanks last. */
static const char *const separators[]
    = {"\n", "\r", "、", ",", "，", "､", "・", "･", "/", "／", ";", "；", "&",
        "＆", "および", "及び", "と", " ", "\t", "　"};

enum { SEPARATORS = RT_COUNT(separators), BLANKS = 3 };

/* Takes the text before the next of the first `count` separators. */
static struct rt_str take(struct rt_str *rest, size_t count)
{
    struct rt_str one = {rest->p, 0};

    for (size_t n = 0; n < rest->n; n++) {
        struct rt_str at = {rest->p + n, rest->n - n};
        for (size_t i = 0; i < count; i++) {
            struct rt_str mark = rt_str(separators[i]);
            if (!rt_str_starts(at, mark))
                continue;
            one.n = n;
            *rest = (struct rt_str){at.p + mark.n, at.n - mark.n};
            return one;
        }
    }
    one.n = rest->n;
    rest->n = 0;
    return one;
}

/* Names what the text means as a whole; *understood: it means something. */
static enum rt_status name_whole(
    const struct rt_number_taker *to, struct rt_str text, bool *understood)
{
    static const char *const none[]
        = {"", "-", "ー", "―", "—", "なし", "無し", "無", "該当なし", "n/a"};
    static const char *const all[]
        = {"全", "全て", "すべて", "全部", "全件", "全資産", "all"};
    char folded[NUMBER_MAX];
    struct rt_str s = {folded, rt_fold_fixed(text, folded, sizeof folded)};
    bool there = false;
    int64_t from, last;

    *understood = s.n != SIZE_MAX;
    if (!*understood || rt_str_is_any(rt_asset_number(s), none))
        return RT_OK;
    RT_TRY(to->find(to->context, rt_asset_number(s), &there));
    if (there)
        return to->named(to->context, rt_asset_number(s));
    if (is_range(s, &from, &last)) {
        for (; from <= last; from++)
            RT_TRY(name_one(to, RT_DECIMAL(from)));
        return RT_OK;
    }
    *understood = rt_str_is_any(s, all);
    return *understood ? to->all(to->context) : RT_OK;
}

static enum rt_status name_blanks_apart(
    const struct rt_number_taker *to, struct rt_str text)
{
    bool understood;

    while (text.n > 0) {
        struct rt_str one = take(&text, SEPARATORS);
        RT_TRY(name_whole(to, one, &understood));
        if (!understood)
            RT_TRY(to->unknown(to->context, one));
    }
    return RT_OK;
}

enum rt_status rt_asset_numbers_take(
    struct rt_str text, const struct rt_number_taker *to)
{
    struct rt_str rest = text;
    bool understood;

    RT_TRY(name_whole(to, rest, &understood));
    while (rest.n > 0 && !understood) {
        struct rt_str one = take(&rest, SEPARATORS - BLANKS);
        RT_TRY(name_whole(to, one, &understood));
        if (!understood)
            RT_TRY(name_blanks_apart(to, one));
        understood = false;
    }
    return RT_OK;
}

bool rt_asset_list_fits(uint64_t rows, uint64_t otherwise, bool alone)
{
    uint64_t same = rows - otherwise;

    return alone ? same > otherwise : same > otherwise * 3;
}
