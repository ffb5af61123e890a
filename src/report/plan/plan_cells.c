/* Comments and links on cells of a previous plan, and cells that the reader did
 * not take as they are.
 */
#include "report/plan/plan_typed.h"

enum { WHAT_MAX = 200, FORMULA_MAX = 2000 };

/* 「コメント（タスク）」 or, without a heading, 「コメント」. */
static void name_comment(
    struct rt_str heading, enum rt_lang lang, char to[WHAT_MAX])
{
    if (heading.n > 0)
        snprintf(to, WHAT_MAX, rt_word(lang, RT_W_LEFT_OUT_COMMENT_ON),
            RT_FMT(heading));
    else
        rt_str_copy(
            to, WHAT_MAX, rt_str(rt_word(lang, RT_W_LEFT_OUT_A_COMMENT)));
}

static void note_unread(const struct rt_plan_row *row, enum rt_lang lang,
    struct rt_left_out *x, char formula[FORMULA_MAX])
{
    const struct rt_plan_extra *c = &row->extras[0];

    x->why = RT_LEFT_UNREAD;
    x->what = c->heading.n > 0 ? c->heading
                               : rt_str(rt_word(lang, RT_W_NO_HEADING));
    x->code = c->type == RT_CELL_ERROR ? RT_VA305 : RT_PL715;
    if (c->type == RT_CELL_NO_VALUE) {
        snprintf(formula, FORMULA_MAX, "=%.*s", RT_FMT(c->text));
        x->text
            = (struct rt_str){formula, rt_utf8_valid_prefix(rt_str(formula))};
        x->code = RT_VA306;
    } else if (row->extra_count > 1
               && row->extras[1].type == RT_CELL_NO_VALUE) {
        x->why = RT_LEFT_HIDDEN;
        x->code = RT_TP420;
    } else if (row->extra_count > 1) {
        x->why = RT_LEFT_NOT;
        x->code = RT_VA308;
        x->instead = row->extras[1].text;
    }
}

enum rt_status rt_plan_typed_cell(const struct rt_entry *e, enum rt_lang lang,
    rt_plan_leave *leave, void *context, struct rt_error *err)
{
    const struct rt_plan_row *row = &e->plan;
    const struct rt_plan_extra *c = &row->extras[0];
    char what[WHAT_MAX], formula[FORMULA_MAX];
    struct rt_left_out x = {.code = RT_PL712,
        .why = e->kind == RT_ENTRY_PLAN_LINK ? RT_LEFT_LINK : RT_LEFT_COMMENT,
        .where = row->where,
        .risk_id = row->risk_id,
        .text = c->text};

    x.where.col = c->nth + 1;
    if (e->kind == RT_ENTRY_PLAN_CELL) {
        note_unread(row, lang, &x, formula);
        return leave(context, &x, err);
    }
    if (e->kind == RT_ENTRY_PLAN_COMMENT)
        name_comment(c->heading, lang, what);
    else
        snprintf(what, sizeof what, rt_word(lang, RT_W_LEFT_OUT_LINK_ON),
            RT_FMT(c->heading.n > 0 ? c->heading
                                    : rt_str(rt_word(lang, RT_W_NO_HEADING))));
    x.what = (struct rt_str){what, rt_utf8_valid_prefix(rt_str(what))};
    return leave(context, &x, err);
}
