/* Departments found in the name of a sheet or a file, and lists of names.
 *
 * Only where a row does not name its managing department itself, and only
 * where the name ends as departments' names do; the caller reports it.
 */
#include "form/form.h"

/* 「情報資産管理台帳_営業部」, 「営業部」 at the end of a file's name: a name
 * that ends like a department's. */
struct rt_str rt_name_department(struct rt_str name)
{
    static const char *const ends[] = {"部", "課", "室", "係", "局", "本部",
        "支店", "支社", "営業所", "工場", "センター", "グループ", "チーム",
        "事業所", "出張所", "委員会", "店"};
    static const char *const marks[]
        = {"_", "＿", "-", "－", " ", "　", "(", "（", "【"};
    struct rt_str s = name;
    bool cut = false;

    for (size_t i = 0; i < RT_COUNT(marks); i++) {
        size_t n = strlen(marks[i]);
        for (size_t at = 0; s.n >= n && at + n <= s.n;) {
            if (memcmp(s.p + at, marks[i], n) == 0) {
                s.p += at + n;
                s.n -= at + n;
                at = 0;
                cut = true;
            } else {
                at++;
            }
        }
    }
    while (rt_str_ends(s, RT_STR(")")) || rt_str_ends(s, RT_STR("）"))
           || rt_str_ends(s, RT_STR("】")))
        s.n -= rt_str_ends(s, RT_STR(")")) ? 1 : 3;
    /* A whole name that is a department's is short: 「営業部」. */
    if (rt_utf8_count(s) > (cut ? 16u : 8u))
        return RT_STR_NONE;
    for (size_t i = 0; i < RT_COUNT(ends); i++) {
        if (s.n > strlen(ends[i]) && rt_str_ends(s, rt_str(ends[i])))
            return s;
    }
    return RT_STR_NONE;
}

struct rt_str rt_file_department(struct rt_str file)
{
    for (size_t i = file.n; i-- > 0;) {
        if (file.p[i] == '/') {
            file.p += i + 1;
            file.n -= i + 1;
            break;
        }
    }
    for (size_t i = file.n; i-- > 0;) {
        if (file.p[i] == '.') {
            file.n = i;
            break;
        }
    }
    return rt_name_department(file);
}

/* --- lists of names ------------------------------------------------------ */

enum { NAMES_MAX = 40, NAME_BYTES = 123 };

enum rt_status rt_add_name(
    struct rt_buf *b, size_t i, struct rt_str name, enum rt_lang lang)
{
    char text[NAME_BYTES], *to = text;

    if (i >= NAMES_MAX)
        return RT_OK;
    rt_str_copy(text, sizeof text, name);
    for (const char *p = text; *p != '\0'; p++) {
        if (*p != '\n' && *p != '\r')
            *to++ = *p;
    }
    if (i > 0)
        RT_TRY(rt_buf_adds(b, rt_str(rt_comma(lang))));
    return rt_buf_add(b, text, (size_t)(to - text));
}

enum rt_status rt_end_names(struct rt_buf *b, size_t count, enum rt_lang lang)
{
    if (count <= NAMES_MAX)
        return RT_OK;
    return rt_buf_printf(
        b, rt_say(lang, "…ほか%zu件", "… and %zu more"), count - NAMES_MAX);
}
