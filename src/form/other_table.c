/* Tables of another kind below, or inside, a ledger's: a block of approvals,
 * a legend, a list of contractors.
 *
 * Such a table begins with a row of texts of which none can be an asset's
 * medium or score: it is known by its words, or, below a gap, by the rows that
 * follow it, each of which has what no asset has. Its rows end where one is an
 * asset by its medium or scores. Another ledger's headings are not looked at
 * here (classify.c): what is below those may be assets.
 */
#include "base/fold.h"
#include "base/list.h"
#include "form/form.h"

/* Headings of such tables that no form here has. */
static bool is_common_heading(struct rt_str text)
{
    static const char *const words[] = {"値", "意味", "例", "区分", "説明",
        "内容", "項目", "記号", "基準", "評価", "評価基準", "判定", "判定基準",
        "定義", "点", "点数", "件数", "割合", "合計", "段階", "レベル", "色",
        "表示", "氏名", "日付", "年月日", "日", "版", "版数", "改訂",
        "改訂内容", "変更内容", "改訂理由", "承認", "確認", "作成", "審査",
        "検印", "印", "承認印", "確認印", "押印", "役職", "名称", "種類",
        "種別", "影響", "影響度", "頻度", "目安", "対象", "目的", "結果",
        "課題", "委託先", "委託先名", "業務内容", "契約日", "金額", "数量",
        "番号", "型番", "設置場所", "期限", "電話", "電話番号", "連絡先",
        "会社", "会社名", "住所", "value", "meaning", "description", "example",
        "version", "date", "name", "approval", "count"};
    char buf[64];
    struct rt_str s = {buf, rt_fold_fixed(text, buf, sizeof buf)};

    return s.n != SIZE_MAX && rt_str_is_any(s, words);
}

/* A text that is neither a number nor a day. */
static bool is_words(const struct rt_cell *c)
{
    char iso[11];
    int n;

    return c->type == RT_CELL_STRING && !rt_is_taken(rt_value_int(c, &n))
           && !rt_is_taken(rt_value_date(c, iso));
}

/* What speaks for the row being an asset of this ledger. */
enum sure { NOT_SURE, SURE, VERY_SURE };

static enum sure sure_of(const struct rt_intake *in, const struct rt_layout *l,
    const struct rt_row *row)
{
    static const enum rt_field scores[] = {RT_F_CONFIDENTIALITY, RT_F_INTEGRITY,
        RT_F_AVAILABILITY, RT_F_IMPORTANCE};
    const char *term = NULL;
    int v, n = 0, columns = 0;
    bool named = !rt_name_blank(rt_cell_of(l, row, RT_F_ASSET));

    for (size_t i = 0; i < RT_COUNT(scores); i++) {
        const struct rt_cell *c = rt_cell_of(l, row, scores[i]);
        columns += l->col_of[scores[i]] >= 0;
        n += rt_cell_typed(c)
             && rt_is_taken(rt_value_score(in->request.vocab, c, 1, 3, &v))
             && v >= 0 && v <= 3;
    }
    if (named && n >= 3)
        return VERY_SURE;
    (void)rt_value_medium(
        in->request.vocab, rt_cell_of(l, row, RT_F_MEDIUM), &term);
    if (term && named && (n >= 2 || n == columns))
        return VERY_SURE;
    return term || n >= 2 || (n > 0 && n == columns) ? SURE : NOT_SURE;
}

struct looks {
    size_t typed, words, headings, scores;
    bool in_front; /* only what may be filled in ahead */
    bool names;    /* among the headings is an asset's name */
    bool against;  /* a number or day where an asset has words */
};

static void look_at(const struct rt_layout *l, const struct rt_cell *c,
    bool all_words, struct looks *o)
{
    enum rt_field at = rt_field_at(l, c->col), f = RT_FIELD_NONE;

    o->typed++;
    o->in_front &= rt_is_context(at);
    if (!is_words(c)) {
        o->against |= at == RT_F_ASSET || at == RT_F_BUSINESS
                      || at == RT_F_USERS || at == RT_F_MANAGED_BY
                      || at == RT_F_MEDIUM;
        return;
    }
    o->words++;
    if (!all_words)
        return;
    f = rt_label_field(l->vocab, RT_STR_NONE, c->text);
    o->names |= f == RT_F_ASSET;
    o->scores += rt_field_is_score(f);
    o->headings += f != RT_FIELD_NONE || rt_label_known(l->vocab, c->text)
                   || rt_remark_of(c->text) == RT_REMARK_LABEL
                   || is_common_heading(c->text);
}

static struct looks looks_of(
    const struct rt_layout *l, const struct rt_row *row)
{
    struct looks o = {.in_front = true};
    bool all_words = true;

    for (size_t i = 0; i < row->count; i++)
        all_words &= !rt_cell_typed(&row->cells[i]) || is_words(&row->cells[i]);
    for (size_t i = 0; i < row->count; i++) {
        if (rt_cell_typed(&row->cells[i]))
            look_at(l, &row->cells[i], all_words, &o);
    }
    return o;
}

/* A blank row, a title, or what is filled in ahead. */
static bool is_gap(const struct looks *o)
{
    return o->typed < 2 || o->in_front;
}

/* --- the table's end and beginning --------------------------------------- */

/* How many lines the row's texts take in a CSV. */
static uint32_t lines_of(const struct rt_row *row)
{
    uint32_t n = 1;

    for (size_t i = 0; i < row->count; i++) {
        struct rt_str s = row->cells[i].text;
        for (size_t k = 0; k < s.n; k++)
            n += s.p[k] == '\n';
    }
    return n;
}

static enum rt_status begin(struct rt_intake *in, struct rt_sheet_facts *sheet,
    uint32_t row, bool guessed, struct rt_error *err)
{
    struct rt_other_tables *o = &sheet->others;

    RT_NEED(RT_ARENA_GROW(&in->arena, o->of, o->count, o->cap), err);
    o->of[o->count++]
        = (struct rt_other_table){.from = row, .to = row, .guessed = guessed};
    return RT_OK;
}

/* A table that was only supposed is none: its rows count after all. */
static void give_up(struct rt_other_tables *o)
{
    if (o->state == RT_OTHER_SUPPOSED)
        o->count--;
    o->state = RT_OTHER_NONE;
}

void rt_other_table_end(struct rt_intake *in, struct rt_sheet_facts *sheet)
{
    struct rt_other_tables *o = &sheet->others;

    if (o->state != RT_OTHER_SUPPOSED)
        return;
    if (o->rows == 0) {
        give_up(o);
        return;
    }
    in->evidence = o->evidence;
    sheet->tally = o->tally;
    o->state = RT_OTHER_OPEN;
}

static enum rt_status suppose(struct rt_intake *in,
    struct rt_sheet_facts *sheet, const struct rt_row *row,
    struct rt_error *err)
{
    struct rt_other_tables *o = &sheet->others;

    o->state = RT_OTHER_SUPPOSED;
    o->rows = 0;
    o->evidence = in->evidence;
    o->tally = sheet->tally;
    return begin(in, sheet, row->number, true, err);
}

/* A row that is no asset by its medium or scores, nor a gap. */
static enum rt_status doubtful(struct rt_intake *in,
    struct rt_sheet_facts *sheet, const struct rt_row *row,
    const struct looks *l, bool gap, struct rt_error *err)
{
    struct rt_other_tables *o = &sheet->others;
    bool heads = l->words == l->typed;

    if (heads && l->headings >= 2 && l->headings * 2 >= l->typed) {
        rt_other_table_end(in, sheet);
        /* Another ledger's: see classify.c. */
        o->state = l->names || l->scores >= 2 ? RT_OTHER_NONE : RT_OTHER_OPEN;
        o->rows = 0;
        return o->state == RT_OTHER_NONE
                   ? RT_OK
                   : begin(in, sheet, row->number, false, err);
    }
    /* Between an approval's headings and names there is room for seals. */
    if (o->state == RT_OTHER_OPEN && gap && o->rows > 0)
        return begin(in, sheet, row->number, true, err);
    if (o->state == RT_OTHER_SUPPOSED && !l->against)
        give_up(o);
    if (o->state == RT_OTHER_NONE)
        return heads && gap && l->words > 2 ? suppose(in, sheet, row, err)
                                            : RT_OK;
    o->rows++;
    o->of[o->count - 1].to = row->number;
    return RT_OK;
}

enum rt_status rt_other_table_row(struct rt_intake *in,
    struct rt_sheet_facts *sheet, const struct rt_row *row,
    struct rt_error *err)
{
    struct rt_other_tables *o = &sheet->others;
    enum sure sure = sure_of(in, &sheet->layout, row);
    bool gap = o->gap || row->number > o->next;
    struct looks l;
    bool blank = o->blank || row->number > o->next, explains;

    o->gap = o->blank = false;
    o->next = row->number
              + (rt_str_is(in->input.format, "csv") ? lines_of(row) : 1);
    if (gap)
        rt_other_table_end(in, sheet);
    if (o->state == RT_OTHER_NONE) {
        RT_TRY(rt_explanation_row(in, sheet, row, blank, &explains, err));
        if (explains)
            return RT_OK;
    }
    if (sure == VERY_SURE || (sure == SURE && gap)
        || (sure == SURE && o->state == RT_OTHER_SUPPOSED))
        give_up(o);
    if (sure != NOT_SURE) {
        if (o->state == RT_OTHER_OPEN)
            o->of[o->count - 1].to = row->number;
        return RT_OK;
    }
    l = looks_of(&sheet->layout, row);
    o->gap = is_gap(&l);
    o->blank = l.typed == 0;
    return o->gap ? RT_OK : doubtful(in, sheet, row, &l, gap, err);
}

const struct rt_other_table *rt_other_table_at(
    const struct rt_sheet_facts *sheet, uint32_t row)
{
    const struct rt_other_tables *o = &sheet->others;
    size_t i = 0;

    RT_LOWER_BOUND(i, o->count, o->of[i].to < row);
    return i < o->count && o->of[i].from <= row ? &o->of[i] : NULL;
}
