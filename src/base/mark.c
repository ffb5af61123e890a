/* Signs around a text. */
#include "base/mark.h"

static const struct {
    uint32_t sign;
    enum rt_mark kind;
} marks[] = {
    {U'※', RT_MARK_NOTE},
    {U'*', RT_MARK_NOTE},
    {U'＊', RT_MARK_NOTE},
    {U'→', RT_MARK_NOTE},
    {U'←', RT_MARK_NOTE},
    {U'↑', RT_MARK_NOTE},
    {U'↓', RT_MARK_NOTE},
    {U'⇒', RT_MARK_NOTE},
    {U'■', RT_MARK_BULLET},
    {U'□', RT_MARK_BULLET},
    {U'◆', RT_MARK_BULLET},
    {U'◇', RT_MARK_BULLET},
    {U'●', RT_MARK_BULLET},
    {U'○', RT_MARK_BULLET},
    {U'◯', RT_MARK_BULLET},
    {U'◎', RT_MARK_BULLET},
    {U'★', RT_MARK_BULLET},
    {U'☆', RT_MARK_BULLET},
    {U'▼', RT_MARK_BULLET},
    {U'▽', RT_MARK_BULLET},
    {U'▲', RT_MARK_BULLET},
    {U'△', RT_MARK_BULLET},
    {U'▶', RT_MARK_BULLET},
    {U'▷', RT_MARK_BULLET},
    {U'►', RT_MARK_BULLET},
    {U'・', RT_MARK_BULLET},
    {U'•', RT_MARK_BULLET},
    {U'▪', RT_MARK_BULLET},
    {U'【', RT_MARK_TITLE},
    {U'〔', RT_MARK_TITLE},
    {U'《', RT_MARK_TITLE},
    {U'≪', RT_MARK_TITLE},
    {U'(', RT_MARK_OPEN},
    {U'（', RT_MARK_OPEN},
    {U'<', RT_MARK_OPEN},
    {U'＜', RT_MARK_OPEN},
    {U'〈', RT_MARK_OPEN},
    {U'[', RT_MARK_OPEN},
    {U'［', RT_MARK_OPEN},
    {U'「', RT_MARK_OPEN},
    {U'『', RT_MARK_OPEN},
    {U'】', RT_MARK_CLOSE},
    {U'〕', RT_MARK_CLOSE},
    {U'》', RT_MARK_CLOSE},
    {U'≫', RT_MARK_CLOSE},
    {U')', RT_MARK_CLOSE},
    {U'）', RT_MARK_CLOSE},
    {U'>', RT_MARK_CLOSE},
    {U'＞', RT_MARK_CLOSE},
    {U'〉', RT_MARK_CLOSE},
    {U']', RT_MARK_CLOSE},
    {U'］', RT_MARK_CLOSE},
    {U'」', RT_MARK_CLOSE},
    {U'』', RT_MARK_CLOSE},
    {U'-', RT_MARK_STROKE},
    {U'－', RT_MARK_STROKE},
    {U'―', RT_MARK_STROKE},
    {U'—', RT_MARK_STROKE},
    {U'─', RT_MARK_STROKE},
    {U'━', RT_MARK_STROKE},
    {U'ー', RT_MARK_STROKE},
    {U'=', RT_MARK_STROKE},
    {U'＝', RT_MARK_STROKE},
    {U'_', RT_MARK_STROKE},
    {U'＿', RT_MARK_STROKE},
};

/* Most texts begin and end with what is none: a letter, a digit, a kana or a
 * Chinese character. */
static bool is_letter(uint32_t c)
{
    return c < 0x80 ? (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z')
                          || (c >= 'a' && c <= 'z')
                    : (c >= U'ぁ' && c <= U'ヺ') || (c >= U'㐀' && c <= U'龠');
}

static unsigned kind_of(uint32_t c, unsigned kinds)
{
    for (size_t i = 0; !is_letter(c) && i < RT_COUNT(marks); i++) {
        if (marks[i].sign == c)
            return marks[i].kind & kinds;
    }
    return 0;
}

unsigned rt_mark_skip(struct rt_str *s, unsigned kinds)
{
    uint32_t c;
    size_t n = s->n > 0 ? rt_utf8_decode(*s, &c) : 0;
    unsigned kind = n > 0 ? kind_of(c, kinds) : 0;

    if (kind != 0)
        *s = (struct rt_str){s->p + n, s->n - n};
    return kind;
}

unsigned rt_mark_cut(struct rt_str *s, unsigned kinds)
{
    uint32_t c = 0;
    size_t n = 0;
    unsigned kind;

    while (n < s->n && (s->p[s->n - ++n] & 0xC0) == 0x80) {
    }
    if (n == 0 || rt_utf8_decode((struct rt_str){s->p + s->n - n, n}, &c) != n
        || c == U'ー')
        return 0;
    kind = kind_of(c, kinds);
    s->n -= kind != 0 ? n : 0;
    return kind;
}

bool rt_mark_begins(struct rt_str s, unsigned kinds)
{
    return rt_mark_skip(&s, kinds) != 0;
}
