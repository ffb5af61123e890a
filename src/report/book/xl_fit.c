/* How high a row must be for its text to be seen whole.
 *
 * The font of the reader's machine is not known, so this is an estimate on the
 * safe side: an East Asian character is as wide as two digits, everything else
 * a little wider than one; lines break anywhere in Japanese and at spaces
 * elsewhere (a long word is broken too).
 */
#include "report/book/xl.h"

/* Width in digits of the standard font at 10 points. */
static double char_width(uint32_t cp)
{
    bool half_kana = cp >= 0xFF61 && cp <= 0xFFDC;

    if (cp < 0x1100 || half_kana)
        return cp >= 'A' && cp <= 'Z' ? 1.3 : 1.0;
    return cp >= 0x2000 && cp < 0x2E80 ? 1.8 : 1.95;
}

static bool breaks_anywhere(uint32_t cp)
{
    return cp >= 0x2E80 || cp == ' ' || cp == '-' || cp == '/';
}

/* The next character, most often kana, kanji or ASCII. */
static size_t next_char(struct rt_str text, uint32_t *cp)
{
    size_t n = rt_utf8_kana_kanji(text.p, text.n);

    *cp = 0x3000; /* they are all as wide, and lines break at any */
    if (n == 0)
        n = rt_utf8_decode(text, cp);
    *cp = n > 0 ? *cp : 0;
    return n > 0 ? n : 1;
}

double rt_xl_text_height(struct rt_str text, double width, double size)
{
    double room = (width - 1.5) * 10 / size; /* 1.5: padding and indent */
    double x = 0, word = 0;                  /* of the line; of its last word */
    size_t lines = 1;

    room = room < 2 ? 2 : room;
    while (text.n > 0) {
        uint32_t cp;
        size_t n = next_char(text, &cp);
        double w = char_width(cp);

        text = (struct rt_str){text.p + n, text.n - n};
        if (cp == '\n') {
            lines++;
            x = word = 0;
            continue;
        }
        word = breaks_anywhere(cp) ? 0 : word + w;
        x += w;
        if (x > room) {
            lines++;
            x = word > 0 && word < room ? word : w;
        }
    }
    return (double)lines * size * 1.42 + 3;
}
