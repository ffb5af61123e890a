/* The findings of the row at hand, about a field's cell each: they wait until the
 * row's risk id is known.
 */
#include "form/convert.h"
#include "form/refused.h"

struct rt_pending *rt_pend(struct rt_convert *c, enum rt_code code,
    enum rt_field f, const struct rt_str args[RT_FINDING_ARGS])
{
    struct rt_pending *p;
    int32_t col = f == RT_FIELD_NONE ? -1 : c->sheet->layout.col_of[f];

    /* A row has fewer fields than there is room for findings. */
    if (c->pending_count == PENDING_MAX)
        return &c->pending[PENDING_MAX - 1];
    p = &c->pending[c->pending_count++];
    *p = (struct rt_pending){.code = code, .col = (uint32_t)(col + 1)};
    memcpy(p->args, args, sizeof p->args);
    if (f != RT_FIELD_NONE && c->cell[f])
        p->actual = rt_shown(c, c->cell[f]);
    return p;
}

struct rt_pending *rt_pended(
    struct rt_convert *c, enum rt_code code, enum rt_field f)
{
    uint32_t col = (uint32_t)(c->sheet->layout.col_of[f] + 1);

    for (size_t i = 0; i < c->pending_count; i++) {
        if (c->pending[i].code == code && c->pending[i].col == col)
            return &c->pending[i];
    }
    return NULL;
}

/* With the spaces around it, in one line: they are what is unusual. */
static struct rt_str whole_text(
    struct rt_convert *c, const struct rt_cell *cell)
{
    char text[256];

    rt_str_copy(text, sizeof text, cell->text);
    for (char *p = text; *p != '\0'; p++)
        *p = *p == '\n' || *p == '\r' || *p == '\t' ? ' ' : *p;
    return rt_arena_str(&c->arena, rt_str(text));
}

void rt_pend_value(struct rt_convert *c, enum rt_code code, enum rt_field f,
    struct rt_str expected)
{
    struct rt_str shown = rt_shown(c, c->cell[f]);
    struct rt_str args[RT_FINDING_ARGS] = {rt_name(c, f), shown, expected};
    char why[RT_UNUSUAL_MAX];

    if (code == RT_VA304) {
        const struct rt_reading as = {.lang = c->in->request.lang,
            .csv = rt_str_is(c->in->input.format, "csv"),
            .as = expected};
        rt_value_unusual(c->cell[f], &as, why);
        args[1] = whole_text(c, c->cell[f]);
        args[3] = rt_arena_str(&c->arena, rt_str(why));
    }
    rt_pend(c, code, f, args)->expected = expected;
}

/* A CSV knows no numbers and no dates: "3" and "2026/9/30" are as plain there
 * as they can be. But 46113 is a day to a spreadsheet alone. */
static bool is_plain_in_csv(
    const struct rt_convert *c, const struct rt_cell *cell, struct rt_str as)
{
    struct rt_str s = rt_str_trim(cell->text);
    bool day = as.n == 10;

    if (!rt_str_is(c->in->input.format, "csv"))
        return false;
    for (size_t i = 0; i < s.n; i++) {
        if ((s.p[i] < '0' || s.p[i] > '9') && s.p[i] != '/' && s.p[i] != '-')
            return false;
    }
    return day ? s.n >= 8
               : as.n == 0 || !rt_is_digit(as.p[0]) || rt_str_eq(s, as);
}

void rt_pend_taken(struct rt_convert *c, enum rt_field f, struct rt_str as)
{
    /* A merged cell's value is reported once, at its own cell. */
    if (c->own[f] && !is_plain_in_csv(c, c->cell[f], as))
        rt_pend_value(c, RT_VA304, f, as);
}

void rt_pend_no_value(struct rt_convert *c, enum rt_field f)
{
    rt_pend(c, RT_VA306, f, RT_ARGS(rt_name(c, f)));
}

bool rt_pend_refused(struct rt_convert *c, enum rt_field f)
{
    const struct rt_reader by = {.vocab = c->in->request.vocab,
        .profile = c->in->profile,
        .lang = c->in->request.lang,
        .arena = &c->arena,
        .legend = &c->in->legend};
    struct rt_refused why;

    if (!rt_refused(&by, f, c->cell[f], &why))
        return false;
    rt_pend(c, why.code, f, why.args)->expected = why.expected;
    return true;
}

void rt_pend_shown(struct rt_convert *c, enum rt_field f, int value)
{
    enum rt_lang lang = c->in->request.lang;
    char shown = c->cell[f] && c->own[f] ? c->cell[f]->shown : '\0';
    char text[64];

    if (shown == '\0')
        return;
    if (rt_is_digit(shown))
        snprintf(text, sizeof text,
            rt_say(lang, "「%c」と表示されます", "\"%c\""), shown);
    else if (shown == RT_SHOWN_NOTHING)
        snprintf(
            text, sizeof text, "%s", rt_say(lang, "何も見えません", "nothing"));
    else
        snprintf(text, sizeof text, "%s",
            rt_say(lang, "別の表示になります", "something else"));
    rt_pend(c, RT_VA320, f,
        RT_ARGS(rt_name(c, f), rt_num(c, value),
            rt_arena_str(&c->arena, rt_str(text))));
}

void rt_pend_lone_name(struct rt_convert *c)
{
    static const enum rt_code blanks[] = {RT_VA303, RT_VA403, RT_VA311};
    const struct rt_cell *name = c->cell[RT_F_ASSET];
    size_t kept = 0, dropped = 0;

    if (!name || !c->own[RT_F_ASSET] || rt_row_lone(c->row) != name)
        return;
    for (size_t i = 0; i < c->pending_count; i++) {
        bool blank = false;
        for (size_t k = 0; k < RT_COUNT(blanks); k++)
            blank |= c->pending[i].code == blanks[k];
        dropped += c->pending[i].code == RT_VA303;
        if (!blank)
            c->pending[kept++] = c->pending[i];
    }
    if (dropped < RT_SCORE_FIELDS)
        return;
    c->pending_count = kept;
    rt_pend(c, RT_TP431, RT_F_ASSET, RT_ARGS(rt_shown(c, name)));
}
