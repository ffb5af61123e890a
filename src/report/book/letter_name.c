/* The names of workbooks that go out. The contract is letter_name.h.
 *
 * A name must hold on Windows, Linux and a file server alike, in mail and in a
 * zip: no character with a special meaning on any of them, none that hides or
 * reverses its neighbours, no device's name, not too long. Two files never
 * share a name, even if the file system ignores case or the width of letters.
 * Their order decides which keeps the plain name, so that equal
 * ledgers give equal names.
 */
#include "report/book/letter_name.h"

#include "base/fold.h"

/* A name may have 255 bytes; temporary names and mailers add to it. */
enum { NAME_MAX_BYTES = 200 };

#define SUFFIX ".xlsx"

/* Invisible characters, and those that turn the direction of writing: with
 * them a name can look like another. */
static bool is_hidden(uint32_t cp)
{
    return cp == 0xAD || cp == 0xFEFF || (cp >= 0x200B && cp <= 0x200F)
           || (cp >= 0x2028 && cp <= 0x202E) || (cp >= 0x2060 && cp <= 0x206F)
           || (cp >= 0xE0000 && cp <= 0xE007F);
}

static bool is_safe(uint32_t cp)
{
    if (cp < 0x20 || (cp >= 0x7F && cp < 0xA0) || is_hidden(cp))
        return false;
    return cp > 0x7F || !strchr("/\\:*?\"<>|", (int)cp);
}

/* Each character that is not safe becomes "_", as does each dot after a dot:
 * ".." means something. */
static enum rt_status add_safe(struct rt_buf *to, struct rt_str s)
{
    enum rt_status rc = RT_OK;

    while (s.n > 0 && rc == RT_OK) {
        const char *at = s.p;
        uint32_t cp;
        bool valid = rt_utf8_next(&s, &cp);
        bool dots = cp == '.' && to->len > 0 && to->data[to->len - 1] == '.';

        rc = valid && is_safe(cp) && !dots
                 ? rt_buf_add(to, at, (size_t)(s.p - at))
                 : rt_buf_add(to, "_", 1);
    }
    return rc;
}

static bool is_edge(char c)
{
    return c == ' ' || c == '.';
}

/* At most `max` bytes without cutting a character, and nothing at its end
 * that Windows would drop. */
static void cut(struct rt_buf *b, size_t max)
{
    if (b->len > max) {
        while (max > 0 && ((unsigned char)b->data[max] & 0xC0) == 0x80)
            max--;
        b->len = max;
    }
    while (b->len > 0 && is_edge(b->data[b->len - 1]))
        b->len--;
}

/* CON, COM1 …, also with an extension. */
static bool is_device(struct rt_str name)
{
    static const char *const whole[]
        = {"CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"};
    static const char *const digits[]
        = {"0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "¹", "²", "³"};
    char word[16];

    for (size_t i = 0; i < name.n; i++) {
        if (name.p[i] == '.')
            name.n = i;
    }
    name = rt_str_trim(name);
    if (name.n == 0 || name.n >= sizeof word)
        return false;
    for (size_t i = 0; i < name.n; i++) {
        char c = name.p[i];
        word[i] = c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c;
    }
    name.p = word;
    if (rt_str_is_any(name, whole))
        return true;
    for (size_t i = 0; i < RT_COUNT(digits); i++) {
        if ((rt_str_starts(name, RT_STR("COM"))
                || rt_str_starts(name, RT_STR("LPT")))
            && rt_str_is((struct rt_str){name.p + 3, name.n - 3}, digits[i]))
            return true;
    }
    return false;
}

/* The name without ending and number. */
static enum rt_status add_stem(struct rt_buf *to, struct rt_str name)
{
    enum rt_status rc = RT_OK;

    while (name.n > 0 && is_edge(name.p[0]))
        name = (struct rt_str){name.p + 1, name.n - 1};
    /* what Excel's lock files begin with */
    if (name.n == 0 || name.p[0] == '~' || is_device(name))
        rc = rt_buf_add(to, "_", 1);
    return rc == RT_OK ? add_safe(to, name) : rc;
}

/* --- no two alike --------------------------------------------------------- */

/* Takes the name if it is free: RT_ROW if it was, RT_END if not. */
static enum rt_status claim(struct rt_intern *names, struct rt_str name)
{
    struct rt_buf folded = RT_BUF(64 * 1024);
    size_t before = names->count;
    enum rt_status rc = rt_fold(name, &folded);

    if (rc == RT_OK && rt_intern(names, rt_buf_str(&folded)) == 0)
        rc = RT_NOMEM;
    if (rc == RT_OK)
        rc = names->count > before ? RT_ROW : RT_END;
    rt_buf_fini(&folded);
    return rc;
}

enum rt_status rt_letter_name(
    struct rt_intern *names, struct rt_str name, struct rt_buf *to)
{
    char number[24] = "";
    enum rt_status rc = RT_END;

    for (unsigned long n = 1; rc == RT_END; n++) {
        if (n > 1)
            snprintf(number, sizeof number, "-%lu", n);
        rt_buf_clear(to);
        rc = add_stem(to, name);
        if (rc != RT_OK)
            break;
        cut(to, NAME_MAX_BYTES - strlen(SUFFIX) - strlen(number));
        rc = rt_buf_printf(to, "%s" SUFFIX, number);
        RT_THEN(rc, claim(names, rt_buf_str(to)));
    }
    return rc == RT_ROW ? RT_OK : rc;
}
