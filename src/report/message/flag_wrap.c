/* Lines of a plain-text mail.
 *
 * A line is broken at a space, or between two wide characters where Japanese
 * allows it (no closing mark begins a line, no opening one ends it); a word
 * or path that is longer than a line is broken where the line ends. Nothing
 * is left out: a reader may need every letter of a path. */
#include "report/message/flag_message.h"

#include <utf8proc.h>

static size_t columns_of(uint32_t cp)
{
    int w = utf8proc_charwidth((utf8proc_int32_t)cp);

    return w > 0 ? (size_t)w : 0;
}

static bool is_among(uint32_t cp, const char *set)
{
    char one[4];
    size_t n = rt_utf8_encode(cp, one);

    return rt_str_contains(rt_str(set), (struct rt_str){one, n});
}

/* Whether a line may end between these two. */
static bool may_break(uint32_t before, uint32_t after)
{
    if (before == ' ')
        return true;
    /* a number and what it counts */
    if (before >= '0' && before <= '9')
        return false;
    if (after == ' ' || (columns_of(before) < 2 && columns_of(after) < 2))
        return false;
    return !is_among(
               after, "、。，．・：；？！ー）」』】〕］｝〉》,.:;)]!?/%々")
           && !is_among(before, "（「『【〔［｛〈《([");
}

/* How many bytes of `text` fit on a line with `room` columns: up to a
 * punctuation mark if that does not leave the line short, else to where it may
 * be broken. Marks of no width count against the bytes: a line of them would
 * never be full. */
static size_t line_bytes(struct rt_str text, size_t room)
{
    enum { LINE_BYTES = 600 };
    size_t at = 0, used = 0, good = 0, best = 0, best_used = 0;
    uint32_t before = 0, cp;

    while (at < text.n) {
        struct rt_str rest = {text.p + at, text.n - at};
        size_t n = rt_utf8_decode(rest, &cp);

        if (n == 0)
            n = 1, cp = 0xFFFD;
        if (at > 0 && may_break(before, cp))
            good = at;
        if (good == at && is_among(before, " 、。・；）")) {
            best = at;
            best_used = used;
        }
        used += columns_of(cp);
        if (used > room || at + n > LINE_BYTES)
            return best_used * 3 > room * 2 ? best
                   : good > 0               ? good
                   : at > 0                 ? at
                                            : n;
        before = cp;
        at += n;
    }
    return text.n;
}

void rt_flag_wrap(
    struct rt_writer *t, size_t at, size_t indent, struct rt_str text)
{
    while (text.n > 0) {
        size_t room = at + 8 < RT_FLAG_WIDTH ? RT_FLAG_WIDTH - at : 8;
        size_t n = line_bytes(text, room);
        struct rt_str line = {text.p, n};

        while (line.n > 0 && line.p[line.n - 1] == ' ')
            line.n--;
        rt_write(t, line);
        text.p += n;
        text.n -= n;
        while (text.n > 0 && text.p[0] == ' ')
            text.p++, text.n--;
        if (text.n == 0)
            break;
        rt_write_z(t, "\n");
        rt_write_spaces(t, indent);
        at = indent;
    }
    rt_write_z(t, "\n");
}
