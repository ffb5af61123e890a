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
 * folding leaves alone: nearly every text does. */
static bool begins_no_mark(struct rt_str s)
{
    static const char *const firsts[] = {"ゝ", "ヽ", "仝", "同", "上"};
    unsigned char first = s.n > 2 ? (unsigned char)s.p[0] : 0;

    return ((first >= 0xE4 && first <= 0xE9)
               || (first == 0xE3 && (unsigned char)s.p[1] > 0x80
                   && (unsigned char)s.p[1] <= 0x83))
           && !rt_str_starts_any(s, firsts);
}

bool rt_is_ditto(const struct rt_cell *cell, bool plainly)
{
    /* Those that may be a value of a column that is not known come last. */
    static const char *const marks[] = {"〻", "々", "ゝ", "ヽ", "仝", "同上",
        "上同", "同前", "上に同じ", "上と同じ", "上記に同じ", "上記と同じ",
        "ditto", "ditto.", "do.", "↑", "同じ", "同左", "同"};
    size_t count = RT_COUNT(marks) - (plainly ? 4 : 0);
    char buf[32];
    struct rt_str folded = {buf, 0};

    if (!cell || cell->type != RT_CELL_STRING || cell->text.n > 64
        || begins_no_mark(cell->text))
        return false;
    if (is_quotes(cell->text))
        return true;
    folded.n = rt_fold_fixed(cell->text, buf, sizeof buf);
    return folded.n != SIZE_MAX
           && (rt_str_is(folded, "(同上)")
               || rt_str_any(folded, RT_STR_IS, marks, count));
}
