/* What is a ditto mark, alone in a cell. What it means: ditto.c. */
#include "base/fold.h"
#include "form/layout.h"

/* Quotation marks and nothing else, of two strokes or four: typed for 〃. */
static bool is_quotes(struct rt_str s)
{
    static const char *const two[]
        = {"\"", "＂", "”", "“", "‟", "″", "‶", "〝", "〞", "〟", "ʺ", "〃"};
    static const char *const one[] = {"'", "＇", "’", "‘", "‛", "´", "`", "′"};
    static const char *const spaces[] = {" ", "　"};
    int strokes = 0;

    for (s = rt_str_trim(s); s.n > 0;) {
        if (rt_str_skip_any(&s, two))
            strokes += 2;
        else if (rt_str_skip_any(&s, one))
            strokes++;
        else if (!rt_str_skip_any(&s, spaces))
            return false;
    }
    return strokes == 2 || strokes == 4;
}

/* Whether the text begins with kana or a character that begins no mark and that
 * folding leaves alone: nearly every text does. No quotation mark is one. */
static bool begins_no_mark(struct rt_str s)
{
    static const char *const firsts[]
        = {"ゝ", "ヽ", "仝", "同", "上", "前", "左", "右"};
    unsigned char first = s.n > 2 ? (unsigned char)s.p[0] : 0;

    return ((first >= 0xE4 && first <= 0xE9)
               || (first == 0xE3 && (unsigned char)s.p[1] > 0x80
                   && (unsigned char)s.p[1] <= 0x83))
           && !rt_str_starts_any(s, firsts);
}

/* 「上に同じ」, 「前行と同じ」: what begins with one of the fronts and goes on so. */
static bool is_same_as(struct rt_str s, const char *const *fronts, size_t count)
{
    static const char *const ends[]
        = {"に同じ", "と同じ", "と同様", "に同様", "と同一"};

    for (size_t i = 0; i < RT_COUNT(ends); i++) {
        struct rt_str front = s;
        if (!rt_str_ends(s, rt_str(ends[i])))
            continue;
        front.n -= strlen(ends[i]);
        return rt_str_any(front, RT_STR_IS, fronts, count);
    }
    return false;
}

static bool may_be_mark(const struct rt_cell *cell)
{
    return cell && cell->type == RT_CELL_STRING && cell->text.n <= 64
           && !begins_no_mark(cell->text);
}

/* Folded, in `buf` of 64 bytes; empty for what does not fit. */
static struct rt_str folded_mark(const struct rt_cell *cell, char *buf)
{
    size_t n = rt_fold_fixed(cell->text, buf, 64);

    return n == SIZE_MAX ? RT_STR_NONE : (struct rt_str){buf, n};
}

bool rt_is_ditto_aside(const struct rt_cell *cell)
{
    static const char *const marks[]
        = {"同左", "同右", "左同", "右同", "(同左)", "(同右)"};
    static const char *const fronts[] = {"左", "左記", "左欄", "左の欄", "左列",
        "右", "右記", "右欄", "右の欄", "右列"};
    char buf[64];
    struct rt_str s;

    if (!may_be_mark(cell))
        return false;
    s = folded_mark(cell, buf);
    return rt_str_is_any(s, marks) || is_same_as(s, fronts, RT_COUNT(fronts));
}

bool rt_is_ditto(const struct rt_cell *cell, bool plainly)
{
    /* Those that may be a value of a column that is not known come last. */
    static const char *const marks[] = {"〻", "々", "ゝ", "ヽ", "仝", "同上",
        "(同上)", "上同", "同前", "ditto", "ditto.", "do.", "↑", "同じ", "同"};
    static const char *const fronts[] = {"上", "上記", "上欄", "上の欄", "上段",
        "上行", "上の行", "前行", "前の行", "前項", "前記"};
    size_t count = RT_COUNT(marks) - (plainly ? 3 : 0);
    char buf[64];
    struct rt_str folded;

    if (!may_be_mark(cell))
        return false;
    folded = folded_mark(cell, buf);
    return is_quotes(cell->text) || rt_str_any(folded, RT_STR_IS, marks, count)
           || is_same_as(folded, fronts, RT_COUNT(fronts));
}
