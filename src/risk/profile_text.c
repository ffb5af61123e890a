/* A profile's canonical text: without comments, every key once in one order. Two
 * files with the same criteria have the same text and hash; a section that only
 * says what is so without it is not hashed, so that criteria keep the hash that
 * they had before there was such a section.
 */
#include "risk/profile_ini.h"

#include "base/write.h"

static void print_class(
    const struct rt_profile *p, int class, struct rt_writer *w)
{
    int low = RT_LEVEL_MAX + 1, high = -1;

    for (int level = 0; level <= RT_LEVEL_MAX; level++)
        if ((int)p->class_of[level] == class) {
            low = level < low ? level : low;
            high = level;
        }
    rt_writef(w, "%s = %d", rt_class_name((enum rt_class) class), low);
    if (low != high)
        rt_writef(w, "-%d", high);
    rt_write_z(w, "\n");
}

static void print_priority(
    const struct rt_profile *p, int priority, struct rt_writer *w)
{
    rt_writef(w, "%d =", priority);
    for (int level = RT_LEVEL_MAX; level >= 0; level--)
        if (p->priority_of[level] == priority)
            rt_writef(w, " %d", level);
    rt_write_z(w, "\n");
}

static void print_head(const struct rt_profile *p, struct rt_writer *w)
{
    rt_writef(w,
        "[profile]\nname = %s\ntitle_ja = %s\ntitle_en = %s\n\n"
        "[scale]\nmin = %d\nmax = %d\npersonal = ",
        p->name, p->title[RT_JA], p->title[RT_EN], p->scale_min, p->scale_max);
    if (p->personal >= 0)
        rt_writef(w, "%d\n", p->personal);
    else
        rt_write_z(w, "none\n");
}

static void print_tables(const struct rt_profile *p, struct rt_writer *w)
{
    print_head(p, w);
    rt_write_z(w, "\n[likelihood]\n");
    for (int t = 1; t <= 3; t++)
        rt_writef(w, "%d = %d %d %d\n", t, p->likelihood[t][1],
            p->likelihood[t][2], p->likelihood[t][3]);
    rt_write_z(w, "\n[class]\n");
    for (int c = RT_HIGH; c >= RT_LOW; c--)
        print_class(p, c, w);
    rt_write_z(w, "\n[priority]\n");
    for (int n = 1; n <= 3; n++)
        print_priority(p, n, w);
}

static void print_least(const char *name, int least, struct rt_writer *w)
{
    if (least == RT_UNKNOWN)
        rt_writef(w, "%s = none\n", name);
    else
        rt_writef(w, "%s = %d\n", name, least);
}

static bool is_default(const struct rt_selection *s)
{
    return s->of_max && s->importance == RT_UNKNOWN && s->class == RT_CLASS_NONE
           && !s->personal;
}

/* Every key, since one that is left out may not mean its default. */
static void print_selection(const struct rt_profile *p, struct rt_writer *w)
{
    const struct rt_selection *s = &p->selection;

    rt_write_z(w, "\n[selection]\n");
    if (s->of_max)
        rt_write_z(w, "any-score = max\n");
    else
        print_least("any-score", s->any_score, w);
    print_least("importance", s->importance, w);
    rt_writef(w, "class = %s\npersonal = %s\n",
        s->class == RT_CLASS_NONE ? "none" : rt_class_name(s->class),
        s->personal ? "yes" : "no");
}

static int highest_of(const struct rt_profile *p, int class)
{
    int level = RT_LEVEL_MAX;

    while (level >= 0 && (int)p->class_of[level] != class)
        level--;
    return level;
}

struct rt_acceptance rt_acceptance_by_class(const struct rt_profile *p)
{
    enum { DAYS = 365 };
    struct rt_acceptance a = {.days = DAYS};

    for (int which = RT_FIRST; which <= RT_RESIDUAL; which++) {
        a.of[which].acceptable = highest_of(p, RT_LOW);
        a.of[which].with_signature = highest_of(p, RT_MEDIUM);
    }
    return a;
}

static void print_optional(
    const char *name, int value, int none, struct rt_writer *w)
{
    if (value == none)
        rt_writef(w, "%s = none\n", name);
    else
        rt_writef(w, "%s = %d\n", name, value);
}

static bool is_by_class(const struct rt_profile *p)
{
    struct rt_acceptance a = rt_acceptance_by_class(p);

    return memcmp(&a, &p->acceptance, sizeof a) == 0;
}

static void print_acceptance(const struct rt_profile *p, struct rt_writer *w)
{
    const struct rt_acceptance *a = &p->acceptance;

    rt_write_z(w, "\n[acceptance]\n");
    print_optional("acceptable", a->of[RT_FIRST].acceptable, -1, w);
    print_optional("signed", a->of[RT_FIRST].with_signature, -1, w);
    print_optional("residual_acceptable", a->of[RT_RESIDUAL].acceptable, -1, w);
    print_optional("residual_signed", a->of[RT_RESIDUAL].with_signature, -1, w);
    print_optional("days", a->days, 0, w);
}

enum rt_status rt_profile_print(const struct rt_profile *p, struct rt_buf *out)
{
    struct rt_writer w = rt_writer_to(out);

    print_tables(p, &w);
    print_selection(p, &w);
    print_acceptance(p, &w);
    return w.rc;
}

enum rt_status rt_profile_hashed_text(
    const struct rt_profile *p, struct rt_buf *out)
{
    struct rt_writer w = rt_writer_to(out);

    print_tables(p, &w);
    if (!is_default(&p->selection))
        print_selection(p, &w);
    if (!is_by_class(p))
        print_acceptance(p, &w);
    return w.rc;
}
