/* Signs around a text. */
#include "base/mark.h"

static const struct {
    const char *sign;
    enum rt_mark kind;
} marks[] = {
    {"※", RT_MARK_NOTE},
    {"*", RT_MARK_NOTE},
    {"＊", RT_MARK_NOTE},
    {"→", RT_MARK_NOTE},
    {"←", RT_MARK_NOTE},
    {"↑", RT_MARK_NOTE},
    {"↓", RT_MARK_NOTE},
    {"⇒", RT_MARK_NOTE},
    {"■", RT_MARK_BULLET},
    {"□", RT_MARK_BULLET},
    {"◆", RT_MARK_BULLET},
    {"◇", RT_MARK_BULLET},
    {"●", RT_MARK_BULLET},
    {"○", RT_MARK_BULLET},
    {"◯", RT_MARK_BULLET},
    {"◎", RT_MARK_BULLET},
    {"★", RT_MARK_BULLET},
    {"☆", RT_MARK_BULLET},
    {"▼", RT_MARK_BULLET},
    {"▽", RT_MARK_BULLET},
    {"▲", RT_MARK_BULLET},
    {"△", RT_MARK_BULLET},
    {"▶", RT_MARK_BULLET},
    {"▷", RT_MARK_BULLET},
    {"►", RT_MARK_BULLET},
    {"・", RT_MARK_BULLET},
    {"•", RT_MARK_BULLET},
    {"▪", RT_MARK_BULLET},
    {"【", RT_MARK_TITLE},
    {"〔", RT_MARK_TITLE},
    {"《", RT_MARK_TITLE},
    {"≪", RT_MARK_TITLE},
    {"(", RT_MARK_OPEN},
    {"（", RT_MARK_OPEN},
    {"<", RT_MARK_OPEN},
    {"＜", RT_MARK_OPEN},
    {"〈", RT_MARK_OPEN},
    {"[", RT_MARK_OPEN},
    {"［", RT_MARK_OPEN},
    {"「", RT_MARK_OPEN},
    {"『", RT_MARK_OPEN},
    {"】", RT_MARK_CLOSE},
    {"〕", RT_MARK_CLOSE},
    {"》", RT_MARK_CLOSE},
    {"≫", RT_MARK_CLOSE},
    {")", RT_MARK_CLOSE},
    {"）", RT_MARK_CLOSE},
    {">", RT_MARK_CLOSE},
    {"＞", RT_MARK_CLOSE},
    {"〉", RT_MARK_CLOSE},
    {"]", RT_MARK_CLOSE},
    {"］", RT_MARK_CLOSE},
    {"」", RT_MARK_CLOSE},
    {"』", RT_MARK_CLOSE},
    {"-", RT_MARK_STROKE},
    {"－", RT_MARK_STROKE},
    {"―", RT_MARK_STROKE},
    {"—", RT_MARK_STROKE},
    {"─", RT_MARK_STROKE},
    {"━", RT_MARK_STROKE},
    {"ー", RT_MARK_STROKE},
    {"=", RT_MARK_STROKE},
    {"＝", RT_MARK_STROKE},
    {"_", RT_MARK_STROKE},
    {"＿", RT_MARK_STROKE},
};

unsigned rt_mark_skip(struct rt_str *s, unsigned kinds)
{
    for (size_t i = 0; i < RT_COUNT(marks); i++) {
        struct rt_str sign = rt_str(marks[i].sign);
        if (!(marks[i].kind & kinds) || !rt_str_starts(*s, sign))
            continue;
        s->p += sign.n;
        s->n -= sign.n;
        return marks[i].kind;
    }
    return 0;
}

unsigned rt_mark_cut(struct rt_str *s, unsigned kinds)
{
    for (size_t i = 0; i < RT_COUNT(marks); i++) {
        struct rt_str sign = rt_str(marks[i].sign);
        if (!(marks[i].kind & kinds) || !rt_str_ends(*s, sign)
            || rt_str_is(sign, "ー"))
            continue;
        s->n -= sign.n;
        return marks[i].kind;
    }
    return 0;
}

bool rt_mark_begins(struct rt_str s, unsigned kinds)
{
    return rt_mark_skip(&s, kinds) != 0;
}
