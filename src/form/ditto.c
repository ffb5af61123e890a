/* Ditto marks: a text cell that says "as in the row above".
 *
 * They are replaced before the row is classified, so that every reader sees
 * the value itself, and each replacement is reported with the value taken.
 * Scores, flags and dates are not replaced: there the same mark is a number
 * that cannot be read. 「同左」 points to a column of another kind, so it is
 * refused everywhere.
 */
#include "base/fold.h"
#include "form/convert.h"

/* The columns in which a mark means the row above. */
static const enum rt_field text_fields[]
    = {RT_F_BUSINESS, RT_F_ASSET, RT_F_NOTE, RT_F_USERS, RT_F_OWNER,
        RT_F_MANAGED_BY, RT_F_MEDIUM, RT_F_RETENTION, RT_F_REASON, RT_F_CONTROL,
        RT_F_EVENT, RT_F_SOURCE, RT_F_AREA, RT_F_CAUSE, RT_F_CONSEQUENCE};

/* The columns whose values are names: part of one cannot be the row above's. */
static bool is_name_field(enum rt_field f)
{
    return f == RT_F_BUSINESS || f == RT_F_ASSET || f == RT_F_OWNER
           || f == RT_F_MANAGED_BY;
}

/* 「〃（企画課）」, 「同上 企画課」, 「同部」: a name that points to another row
 * and says something of its own. */
static bool points_above(const struct rt_cell *cell, enum rt_field f)
{
    static const char *const marks[] = {"〃", "〻", "仝"};
    static const char *const fronts[] = {
        "同上", "上に同じ", "上と同じ", "上記に同じ", "上記と同じ", "″", "々"};
    static const char *const words[] = {"↑", "↓", "同下", "下に同じ", "同じ",
        "同左", "ditto", "Ditto", "DITTO", "do.", "\"", "”", "同右", "同前",
        "上同", "同部署", "同部門", "同部", "同課", "同室", "同係", "同社",
        "上記", "前記", "左記", "右記"};
    /* In other columns these may be values. */
    static const char *const bare[] = {"同様", "同一", "上欄", "上段", "上行",
        "前行", "前項", "左欄", "右欄", "same", "Same", "SAME"};
    static const char *const ends[] = {"(", "（", " ", "　", "・", "/", "／"};
    static const char *const quotes[] = {"\"", "”"};
    bool department = f == RT_F_MANAGED_BY;
    struct rt_str s;

    if (!cell || cell->type != RT_CELL_STRING || !is_name_field(f))
        return false;
    s = rt_str_trim(cell->text);
    /* 「同上に関する覚書」 is an asset. */
    if (rt_str_starts_any(s, marks)
        || (department
            && (rt_str_starts_any(s, fronts) || rt_str_is_any(s, bare))))
        return true;
    /* 「"A社" 見積書」 is quoted; 「上記」 may be a name, of no department. */
    if ((!rt_str_skip_any(&s, fronts) && !rt_str_skip_any(&s, words))
        || rt_str_contains_any(s, quotes))
        return false;
    return s.n == 0 ? department : rt_str_starts_any(s, ends);
}

/* 「価格表 〃」: a mark in a text of its own, which is taken as it is. */
static bool holds_mark(const struct rt_cell *cell)
{
    static const char *const marks[] = {"〃", "〻", "仝"};
    static const char *const ends[] = {" 同上", "　同上", "(同上)", "（同上）",
        " 上に同じ", "　上に同じ", " ditto", "(ditto)"};

    return cell && cell->type == RT_CELL_STRING
           && (rt_str_contains_any(cell->text, marks)
               || rt_str_ends_any(rt_str_trim(cell->text), ends));
}

/* --- the row above -------------------------------------------------------- */

void rt_ditto_init(struct rt_ditto *d)
{
    rt_arena_init(&d->arena[0]);
    rt_arena_init(&d->arena[1]);
}

void rt_ditto_fini(struct rt_ditto *d)
{
    rt_arena_fini(&d->arena[0]);
    rt_arena_fini(&d->arena[1]);
}

void rt_ditto_begin(struct rt_ditto *d)
{
    memset(d->above, 0, sizeof d->above);
    rt_arena_reset(&d->arena[0]);
    rt_arena_reset(&d->arena[1]);
}

void rt_ditto_next(struct rt_ditto *d)
{
    d->at ^= 1;
    rt_arena_reset(&d->arena[d->at]);
}

const struct rt_cell *rt_ditto_above(const struct rt_ditto *d, size_t i)
{
    return d->above[i].text.n > 0 ? &d->above[i] : NULL;
}

enum rt_status rt_ditto_keep(struct rt_ditto *d, size_t i,
    const struct rt_cell *cell, struct rt_error *err)
{
    struct rt_cell copy = {0};

    if (!rt_cell_blank(cell) && cell->type != RT_CELL_ERROR) {
        copy = *cell;
        copy.text = rt_arena_str(&d->arena[d->at], cell->text);
        RT_NEED(copy.text.p, err);
    }
    d->above[i] = copy;
    return RT_OK;
}

/* --- ledgers and reports -------------------------------------------------- */

static void pend_mark(struct rt_convert *c, enum rt_code code, enum rt_field f,
    const struct rt_cell *above)
{
    struct rt_str mark = rt_shown(c, c->cell[f]);
    struct rt_str value = above ? rt_shown(c, above) : RT_STR_NONE;
    struct rt_pending *p
        = rt_pend(c, code, f, RT_ARGS(rt_name(c, f), mark, value));

    if (code == RT_VA308)
        p->expected = value;
}

struct rt_pending *rt_pended_ditto(struct rt_convert *c, enum rt_field f)
{
    struct rt_pending *p = rt_pended(c, RT_VA309, f);

    return p ? p : rt_pended(c, RT_VA310, f);
}

void rt_ditto_row(struct rt_convert *c)
{
    for (size_t i = 0; i < RT_COUNT(text_fields); i++) {
        enum rt_field f = text_fields[i];
        const struct rt_cell *above = rt_ditto_above(&c->ditto, i);
        enum rt_code code = above ? RT_VA308 : RT_VA309;

        /* What repeats the row above was looked at there. */
        if (!c->cell[f] || (above && rt_str_eq(above->text, c->cell[f]->text)))
            continue;
        if (rt_is_ditto_aside(c->cell[f])) {
            code = RT_VA310;
            above = NULL;
        } else if (!rt_is_ditto(c->cell[f], false)) {
            if (!points_above(c->cell[f], f)) {
                /* In a workbook such a medium is refused. */
                if (c->own[f] && holds_mark(c->cell[f])
                    && (f != RT_F_MEDIUM
                        || rt_str_is(c->in->input.format, "csv")))
                    pend_mark(c, RT_VA411, f, above);
                continue;
            }
            code = RT_VA310;
        }
        /* A mark in a merged cell is reported at its own cell. */
        if (c->own[f] || !above)
            pend_mark(c, code, f, above);
        if (code == RT_VA310)
            above = NULL;
        c->cell[f] = above;
        c->own[f] = c->own[f] && above;
    }
}

bool rt_ditto_repeats(const struct rt_convert *c, enum rt_field f, bool first)
{
    for (size_t i = 0; i < RT_COUNT(text_fields); i++) {
        const struct rt_cell *above = rt_ditto_above(&c->ditto, i);
        if (text_fields[i] == f)
            return above ? rt_fold_eq(above->text, c->cell[f]->text) : first;
    }
    return false;
}

void rt_ditto_forget(struct rt_convert *c, enum rt_field f)
{
    for (size_t i = 0; i < RT_COUNT(text_fields); i++) {
        if (text_fields[i] == f)
            c->ditto.above[i] = (struct rt_cell){0};
    }
}

enum rt_status rt_ditto_keep_row(struct rt_convert *c, struct rt_error *err)
{
    rt_ditto_next(&c->ditto);
    for (size_t i = 0; i < RT_COUNT(text_fields); i++)
        RT_TRY(rt_ditto_keep(&c->ditto, i, c->cell[text_fields[i]], err));
    return RT_OK;
}
