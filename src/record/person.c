/* Names of people: what may be one person's. */
#include "record/person.h"

#include "base/fold.h"

enum { NAME_BYTES = 256 };

/* As they fold. */
static const char *const honorifics[]
    = {"様", "さん", "氏", "殿", "先生", "(印)", "㊞", "印"};

/* What the name of a post or an office ends with, and a name with a post; some
 * surnames, too (阿部). */
static const char *const posts[]
    = {"長", "部", "課", "室", "係", "役", "者", "担当", "役員", "理事", "専務",
        "常務", "主任", "センター", "チーム", "グループ", "委員会", "リーダー",
        "マネージャー", "代理", "officer", "manager", "head", "director",
        "owner", "leader", "department", "ciso", "cio", "ceo"};

static const char *const titles[]
    = {"部長", "次長", "課長", "室長", "係長", "所長", "店長", "社長", "会長",
        "専務", "常務", "主任", "取締役", "マネージャー", "リーダー"};

struct name {
    char text[NAME_BYTES];
    struct rt_str s;
    bool post;
};

static bool drop(struct rt_str *s, struct rt_str end)
{
    bool ends = s->n > end.n && rt_str_ends(*s, end);

    if (ends)
        s->n -= end.n;
    return ends;
}

/* False for one that is too long to be judged. */
static bool read_name(struct rt_str from, struct name *to)
{
    size_t n = rt_fold_fixed(from, to->text, sizeof to->text);

    if (n > sizeof to->text)
        return false;
    to->s = (struct rt_str){to->text, n};
    for (size_t i = 0; i < RT_COUNT(honorifics); i++)
        (void)drop(&to->s, rt_str(honorifics[i]));
    to->post = rt_str_ends_any(to->s, posts);
    for (size_t i = 0; i < RT_COUNT(titles); i++) {
        if (drop(&to->s, rt_str(titles[i])))
            break;
    }
    return true;
}

static bool holds(struct rt_str whole, struct rt_str part)
{
    return part.n > 0 && rt_str_contains(whole, part);
}

bool rt_may_be_person(struct rt_str a, struct rt_str b)
{
    struct name one, two;

    if (rt_str_blank(a) || rt_str_blank(b) || !read_name(a, &one)
        || !read_name(b, &two))
        return true;
    return one.post || two.post || holds(one.s, two.s) || holds(two.s, one.s);
}
