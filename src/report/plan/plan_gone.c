/* 完了・消滅: rows of earlier plans whose risk is gone or has no priority any
 * more, and notes outside their tables. Nothing in them is computed: they are
 * shown as they were, and the next run reads them from here.
 */
#include "report/plan/plan_parts.h"

static void put_moved(const struct rt_line *line)
{
    const struct rt_plan_row *row = line->item;

    rt_xl_date(RT_CELL(line), row->gone_on);
}

/* Recognised words in the language of this run. */
static void put_option(const struct rt_line *line)
{
    const struct rt_plan *p = line->context;
    const struct rt_plan_row *row = line->item;

    if (row->treatment == RT_TREATMENT_NONE)
        rt_xl_str(RT_CELL(line), row->treatment_raw);
    else
        rt_xl_z(RT_CELL(line), rt_word_treatment(p->lang, row->treatment));
}

/* --- columns -------------------------------------------------------------- */

/* Those of the plan that are members, then the two of this sheet alone. */
static const struct member {
    enum rt_plan_col id;
    enum rt_type type;
    size_t at;
} members[] = {
#define RT_PLAN(id, how, type, name, ...)                                      \
    {PC_##id, RT_IS_##type, offsetof(struct rt_plan_row, name)},
#include "record/plan.def"
};

enum { MEMBERS = RT_COUNT(members), OWN = PC_ALL - PC_COUNT, FIRST = 3 };

/* Each as it was, and nothing computed. */
static void fill_as_it_was(struct rt_col *c, const struct member *m)
{
    bool is_text = m->type == RT_IS_ID || m->type == RT_IS_TEXT;

    c->fill = is_text || m->type == RT_IS_STATUS ? RT_FILL_STR
              : m->type == RT_IS_SCORE           ? RT_FILL_SCORE
                                                 : RT_FILL_CALL;
    c->at = m->type == RT_IS_STATUS ? offsetof(struct rt_plan_row, status_raw)
                                    : m->at;
    if (m->id == PC_RESIDUAL_IMPORTANCE || m->id == PC_RESIDUAL_LIKELIHOOD) {
        c->fill = RT_FILL_CALL; /* the plan's own, of the row itself */
        c->at = 0;
    } else if (m->id == PC_GONE_ON) {
        c->fill = RT_FILL_CALL;
        c->call = put_moved;
    } else {
        c->call = m->type == RT_IS_DATE ? rt_plan_put_date : put_option;
    }
    if (is_text && c->xf == RT_XF_SCORE)
        c->xf = RT_XF_CENTER;
}

/* Narrow headings of the plan that have room here. */
static void widen(struct rt_col *c, enum rt_plan_col id)
{
    c->width = id == PC_STATUS ? 10 : c->width;
    c->head.en = id == PC_STATED        ? "As stated"
                 : id == PC_OWNER       ? "Risk owner"
                 : id == PC_APPROVED_BY ? "Approved by"
                 : id == PC_APPROVED_ON ? "Approved on"
                                        : c->head.en;
}

/* The first ones, then why and when the row went, then the others. */
static int make_columns(struct rt_col to[PC_ALL])
{
    int n = 0;

    for (int i = 0; i < MEMBERS; i++) {
        const struct member *m = i < FIRST ? &members[i]
                                 : i < FIRST + OWN
                                     ? &members[MEMBERS - OWN + i - FIRST]
                                     : &members[i - OWN];
        if (m->type == RT_IS_YES || m->id == PC_WRITTEN)
            continue;
        to[n] = rt_plan_cols[m->id];
        fill_as_it_was(&to[n], m);
        widen(&to[n++], m->id);
    }
    return n;
}

/* --- rows ----------------------------------------------------------------- */

static struct rt_plan_row gone_of(
    const struct rt_plan *p, const struct rt_planned *at, char origin[160])
{
    struct rt_plan_row g = at->previous;

    if (at->left == RT_LEFT_BEFORE)
        return g;
    g.gone_why
        = rt_str(rt_word(p->lang, RT_W_LEFT_RISK + at->left - RT_LEFT_RISK));
    g.gone_on = rt_str(p->run->now);
    /* Nobody entered it, and here nothing says so. */
    if (rt_plan_is_proposal(&g))
        g.planned_end = (struct rt_plan_date){0};
    rt_plan_origin(&g, origin);
    g.origin = rt_str(origin);
    return g;
}

static void put_rows(struct rt_plan *p, struct rt_list *list)
{
    struct rt_planned at;

    struct rt_cursor cursor
        = rt_ledger_planned(p->ledger, RT_PLANNED_LEFT, p->err);
    while (rt_xl_row(&p->xl, &cursor, &at)) {
        char origin[160];
        struct rt_plan_row g = gone_of(p, &at, origin);

        rt_list_add(list, &g);
    }
}

void rt_plan_put_gone(struct rt_plan *p)
{
    static const struct rt_handed hands[]
        = {{0, RT_HAND_KEY}, {1, RT_HAND_OURS}, {2, RT_HAND_OURS}};
    struct rt_col columns[PC_ALL], cols[RT_XL_COLS];
    struct rt_planned_counts n;
    struct rt_list list = {&p->xl, cols,
        rt_plan_own_columns(p, columns, make_columns(columns), 0, cols),
        RT_W_SHEET_GONE, RT_W_GONE_TITLE, RT_W_GONE_NOTE, .paper = RT_A3,
        .frozen = FIRST + OWN, .filter = true, .open = true, RT_HANDS(hands),
        .context = p};

    if (p->xl.rc == RT_OK)
        rt_xl_keep(&p->xl, rt_ledger_planned_counts(p->ledger, &n, p->err));
    if (p->xl.rc != RT_OK || n.left + n.before + n.notes == 0)
        return;
    rt_list_open(&list);
    put_rows(p, &list);
    rt_list_close(&list, RT_W_COUNT);
}
