/* Lines below a ledger's rows that explain it or count its rows: 「凡例」,
 * 「記入要領」, 「評価値の説明」, 「部署別件数」 and what follows them.
 *
 * They are headed so, below a blank row. The lines below the heading have no
 * mark of their own, and each could be the name of an asset of which nothing
 * else is filled in: so they end at the first row with something that only
 * assets have, or at a blank row, and it is said which rows were left out. Lines
 * that are plainly notes need no heading (remark.c).
 */
#include "base/fold.h"
#include "base/list.h"
#include "base/mark.h"
#include "form/form.h"

/* 「高＝3、中＝2、低＝1」 */
static bool is_legend(const struct rt_intake *in, const struct rt_cell *c)
{
    const struct rt_row row = {.count = 1, .cells = c};
    struct rt_legend l = {0};
    size_t n = 0;

    rt_legend_note(&l, in->request.vocab, &row, false);
    for (size_t i = 0; i < RT_COUNT(l.said); i++)
        n += l.said[i];
    return n > 1;
}

bool rt_heads_explanation(const struct rt_intake *in, const struct rt_cell *c)
{
    static const char *const words[] = {"凡例", "記入要領", "記入要項",
        "記入方法", "記入のしかた", "記入の仕方", "記入上の注意",
        "記入上の注意事項", "記入時の注意", "記入時の注意事項", "記入ルール",
        "注意事項", "留意事項", "注意", "注記", "評価基準", "判定基準",
        "評価値", "評価値の説明", "評価値の基準", "選択肢", "用語の説明",
        "用語", "補足", "補足説明", "説明", "参考", "媒体の説明",
        "媒体・保存先の説明", "値の決まり方", "脆弱性の決め方(媒体ごと",
        "howthevaluescomeabout", "howthevulnerabilityofamediumcomesabout",
        "legend", "notes", "note", "howtofillin"};
    static const char *const ends[]
        = {"件数", "集計", "集計表", "内訳", "分布", "サマリー", "summary"};
    char folded[128];
    struct rt_str s = {folded, 0};

    if (rt_is_scale_text(c->text) || is_legend(in, c))
        return true;
    s.n = rt_fold_fixed(c->text, folded, sizeof folded);
    if (s.n == SIZE_MAX)
        return false;
    while (rt_mark_skip(
        &s, RT_MARK_NOTE | RT_MARK_BULLET | RT_MARK_TITLE | RT_MARK_OPEN)) {
    }
    s.n -= rt_str_ends(s, RT_STR(":"));
    while (rt_mark_cut(&s, RT_MARK_CLOSE)) {
    }
    return rt_str_is_any(s, words) || rt_str_ends_any(s, ends)
           || rt_is_scale_text(s);
}

/* A figure where an asset has words: 「営業部」「2」. */
static bool is_figure(enum rt_field at, const struct rt_cell *cell)
{
    int n;

    return (at == RT_F_MANAGED_BY || at == RT_F_OWNER || at == RT_F_MEDIUM)
           && rt_is_taken(rt_value_int(cell, &n));
}

/* Texts and numbers in the columns in front, and nothing where an asset has its
 * medium, its scores or its days. */
static bool may_explain(const struct rt_layout *l, const struct rt_row *row)
{
    static const enum rt_field front[] = {RT_FIELD_NONE, RT_F_NO, RT_F_BUSINESS,
        RT_F_ASSET, RT_F_NOTE, RT_F_USERS};
    size_t n = 0;

    for (size_t i = 0; i < row->count; i++) {
        enum rt_field at = rt_field_at(l, row->cells[i].col);
        bool in_front = is_figure(at, &row->cells[i]);
        if (!rt_cell_typed(&row->cells[i]))
            continue;
        n++;
        for (size_t k = 0; k < RT_COUNT(front); k++)
            in_front |= at == front[k];
        if (!in_front)
            return false;
    }
    return n > 0;
}

static bool is_plain(const struct rt_layout *l, const struct rt_row *row)
{
    int32_t number = l->col_of[RT_F_NO];

    return rt_remark_row(row, number < 0 ? 0 : (uint32_t)number + 1)
           || rt_is_subtotal(l, row)
           || rt_name_blank(rt_cell_of(l, row, RT_F_ASSET));
}

static enum rt_status begin(struct rt_intake *in, struct rt_other_tables *o,
    const struct rt_row *row, const struct rt_cell *name, struct rt_error *err)
{
    struct rt_str line = rt_arena_str(&in->arena, rt_str_trim(name->text));

    RT_NEED(line.p, err);
    RT_NEED(RT_ARENA_GROW(&in->arena, o->of, o->count, o->cap), err);
    o->of[o->count++] = (struct rt_other_table){
        .from = row->number, .to = row->number, .head = o->head, .line = line};
    o->explains = true;
    return RT_OK;
}

enum rt_status rt_explanation_row(struct rt_intake *in,
    struct rt_sheet_facts *sheet, const struct rt_row *row, bool gap, bool *is,
    struct rt_error *err)
{
    struct rt_other_tables *o = &sheet->others;
    const struct rt_layout *l = &sheet->layout;
    const struct rt_cell *only = rt_row_lone(row);

    if (gap || !may_explain(l, row)) {
        o->head = RT_STR_NONE;
        o->explains = false;
    }
    if (o->head.n == 0 && gap && only && rt_heads_explanation(in, only)) {
        o->head = rt_arena_str(&in->arena, rt_str_trim(only->text));
        RT_NEED(o->head.p, err);
    }
    *is = o->head.n > 0;
    if (*is && o->explains)
        o->of[o->count - 1].to = row->number;
    else if (*is && !is_plain(l, row))
        RT_TRY(begin(in, o, row, rt_cell_of(l, row, RT_F_ASSET), err));
    return RT_OK;
}
