/* What the rows of a control say. The contract is control_values.h. */
#include "report/plan/control_values.h"

#include <stdlib.h>

enum { VALUE_BYTES = 96, TEXT_MAX = 2000 };

static bool is_same(
    const struct rt_control_value *a, const struct rt_control_value *b)
{
    return a->is_date == b->is_date && a->proposed == b->proposed
           && rt_str_eq(a->text, b->text);
}

/* 「済（提出時）」: what an input states, where the plan has no status. */
static struct rt_str status_of(
    const struct rt_control_use *u, enum rt_lang lang, char to[RT_BASIS_TEXT])
{
    const struct rt_plan_row *row = &u->row;

    if (row->status != RT_PLAN_UNSAID)
        return rt_str(rt_word_status(lang, row->status));
    if (row->status_raw.n > 0 || u->state == RT_PLAN_UNSAID)
        return row->status_raw;
    snprintf(to, RT_BASIS_TEXT, rt_word(lang, RT_W_AS_SUBMITTED),
        RT_FMT(rt_str_trim(row->stated)));
    return rt_str(to);
}

struct rt_control_value rt_control_value_of(const struct rt_control_use *u,
    int field, char due[][11], enum rt_lang lang, char room[RT_BASIS_TEXT])
{
    const struct rt_plan_row *row = &u->row;
    const char *at = (const char *)row + rt_register_members[field].at;
    struct rt_control_value v = {0};

    if (field == RT_REGISTER_FIELD_CONTROL)
        return v;
    if (field == RT_REGISTER_FIELD_STATUS) {
        v.text = status_of(u, lang, room);
    } else if (field == RT_REGISTER_FIELD_TASK
               || field == RT_REGISTER_FIELD_WHO) {
        v.text = *(const struct rt_str *)(const void *)at;
    } else {
        const struct rt_plan_date *d = (const void *)at;
        bool by_priority = d->iso.n == 1;
        v.text = by_priority    ? rt_str(due[d->iso.p[0] - '0'])
                 : d->iso.n > 0 ? d->iso
                                : d->raw;
        v.is_date = rt_xl_is_date(v.text);
        v.proposed = field == RT_REGISTER_FIELD_PLANNED_END && v.text.n > 0
                     && (by_priority || row->proposed);
    }
    return v;
}

bool rt_said_add(struct rt_control_said *said,
    const struct rt_control_value *value, struct rt_arena *arena)
{
    struct rt_control_value *to = said->values;

    while (to < said->values + said->count && !is_same(to, value))
        to++;
    if (to < said->values + said->count) {
        to->rows++;
        return true;
    }
    said->more |= said->count == RT_SAID_MAX;
    if (said->more)
        return true;
    *to = *value;
    to->rows = 1;
    to->text = rt_arena_str(arena, value->text);
    said->count++;
    return to->text.p != NULL;
}

/* Dates from the earliest, then what most rows say; blank cells last. */
static int by_weight(const void *a, const void *b)
{
    const struct rt_control_value *x = a, *y = b;

    if ((x->text.n == 0) != (y->text.n == 0))
        return x->text.n == 0 ? 1 : -1;
    if (x->is_date != y->is_date)
        return x->is_date ? -1 : 1;
    if (!x->is_date && x->rows != y->rows)
        return x->rows > y->rows ? -1 : 1;
    return rt_str_cmp(x->text, y->text);
}

static void put_value(
    struct rt_writer *w, const struct rt_control_value *v, enum rt_lang lang)
{
    char text[VALUE_BYTES];

    rt_str_copy(text, sizeof text, v->text);
    for (char *c = text; *c != '\0'; c++)
        *c = *c == '\n' ? ' ' : *c;
    rt_writef(w, "\n%s%s",
        v->proposed ? rt_say(lang, RT_PROPOSED_JA " ", "") : "",
        v->text.n == 0 ? rt_say(lang, "空欄", "blank") : text);
    rt_writef(
        w, rt_say(lang, " %llu件", " (%llu)"), (unsigned long long)v->rows);
    if (v->proposed)
        rt_write_z(w, rt_say(lang, "", "\nas proposed"));
}

/* From the first date to the last, where there are more than are shown. */
static size_t put_dates(
    struct rt_writer *w, const struct rt_control_said *said, enum rt_lang lang)
{
    const struct rt_control_value *v = said->values;
    size_t n = 0;

    while (n < said->count && v[n].is_date)
        n++;
    if (n <= RT_SAID_SHOWN || said->more)
        return 0;
    rt_writef(w, rt_say(lang, "\n%.*s～\n%.*s", "\n%.*s to\n%.*s"),
        RT_FMT(v[0].text), RT_FMT(v[n - 1].text));
    return n;
}

static void put_all(
    struct rt_writer *w, const struct rt_control_said *said, enum rt_lang lang)
{
    size_t from, n = said->count;
    bool blank = n > 0 && said->values[n - 1].text.n == 0;

    rt_writef(w,
        said->more ? rt_say(
            lang, "%zu" RT_SEVERAL_JA "以上", "%zu" RT_SEVERAL_EN " or more")
                   : rt_say(lang, "%zu" RT_SEVERAL_JA, "%zu" RT_SEVERAL_EN),
        n);
    from = put_dates(w, said, lang);
    for (size_t i = from, shown = 0; i < n - blank; i++, shown++) {
        if (shown == RT_SAID_SHOWN) {
            rt_writef(
                w, rt_say(lang, "\nほか%zu通り", "\n%zu more"), n - blank - i);
            break;
        }
        put_value(w, &said->values[i], lang);
    }
    if (blank)
        put_value(w, &said->values[n - 1], lang);
}

struct rt_str rt_said_shown(
    struct rt_control_said *said, enum rt_lang lang, struct rt_arena *arena)
{
    struct rt_writer w = RT_WRITER(w, TEXT_MAX);
    struct rt_str text;

    if (said->count <= 1 && !said->more)
        return said->values[0].text;
    qsort(said->values, said->count, sizeof *said->values, by_weight);
    put_all(&w, said, lang);
    text = w.rc == RT_OK ? rt_arena_str(arena, rt_writer_str(&w)) : RT_STR_NONE;
    rt_writer_fini(&w);
    return text;
}
