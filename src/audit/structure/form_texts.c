/* What the sheets of a form say of themselves: whose it is, which criteria it
 * follows, and how its values come about.
 *
 * A form that was copied from another department keeps that one's name in its
 * title. Sentences are the company's to word; only those that plainly say
 * another rule than the one in force are reported, and of the form's own rule
 * for vulnerabilities those that have lost what decides.
 */
#include "audit/structure/structure_audit.h"
#include "base/fold.h"
#include "base/mark.h"
#include "form/roster.h"

enum {
    WORDS = 3,
    OTHERS = 7,
    FOLDED_BYTES = 8192,
    NAME_BYTES = 256,
    NAMES_MAX = 100 /* no form names as many above its table */
};

/* A sentence has all of `about`. It is wrong if it has none of `right` and,
 * where there are any, one of `others`. All are folded. */
static const struct sentence {
    const char *about[WORDS], *right[WORDS], *others[OTHERS];
    struct rt_text say;
} sentences[] = {
    {{"重要度は", "完全性"}, {"最も大きい", "最大", "最も高い"},
        {"最も小さい", "最小", "最も低い", "平均", "合計", "中央"},
        {"最も大きい値", NULL}},
    {{"媒体の発生頻度", "脅威のうち"}, {"最も大きい", "最大", "最も高い"},
        {"最も小さい", "最小", "最も低い", "平均", "合計", "中央"},
        {"最も大きい値", NULL}},
    {{"リスク値", "重要度", "被害発生可能性"}, {"重要度×被害発生可能性"},
        {"重要度+被害発生可能性", "重要度-被害発生可能性",
            "重要度÷被害発生可能性", "重要度/被害発生可能性",
            "重要度と被害発生可能性の和", "重要度と被害発生可能性の合計",
            "重要度と被害発生可能性の平均"},
        {"重要度 × 被害発生可能性", NULL}},
    {{"実施していない", "対象の項目の"}, {"半数以上"}, {NULL},
        {"対象の項目の半数以上のとき", NULL}},
    {{"対象の項目の", "「1:実施している」のとき"}, {"すべて", "全て"}, {NULL},
        {"対象の項目のすべてが「1:実施している」のとき", NULL}},
    {{"○の付いた項目", "自社には該当しない"}, {"除"}, {NULL},
        {"「4:自社には該当しない」は除きます", NULL}},
    {{"highest", "threescores", "importanceis"}, {"highest"}, {NULL},
        {NULL, "the highest of the three scores"}},
    {{"risklevel=", "importance", "likelihood"}, {"importance×likelihood"},
        {NULL}, {NULL, "importance × likelihood"}},
    {{"notdoneornotknown", "3:"}, {"halfofthemormore"}, {NULL},
        {NULL, "half of them or more are not done or not known"}},
};

struct form_texts {
    struct rt_structure *s;
    size_t sheet;
    const struct rt_row *row;
    struct rt_str own; /* the department whose form it is; empty: not known */
    size_t names;      /* others that were compared with the rows' */
};

static enum rt_status put(const struct form_texts *t, enum rt_code code,
    const struct rt_cell *cell, struct rt_str is, struct rt_str right,
    struct rt_str by, struct rt_error *err)
{
    return rt_structure_put(t->s, code, t->sheet, cell->col, t->row->number,
        RT_ARGS(is, right, by), right, is, err);
}

/* --- how values come about ---------------------------------------------- */

static bool has(
    struct rt_str text, const char *const *words, size_t max, bool all)
{
    for (size_t i = 0; i < max && words[i]; i++) {
        if (rt_str_contains(text, rt_str(words[i])) != all)
            return !all;
    }
    return all;
}

static bool is_wrong(const struct sentence *s, struct rt_str text)
{
    return has(text, s->about, WORDS, true)
           && !has(text, s->right, WORDS, false)
           && (!s->others[0] || has(text, s->others, OTHERS, false));
}

static enum rt_status judge_sentence(const struct form_texts *t,
    const struct rt_cell *cell, struct rt_error *err)
{
    char folded[FOLDED_BYTES];
    size_t n = rt_fold_fixed(cell->text, folded, sizeof folded);
    struct rt_str text = {folded, n};

    for (size_t i = 0; n <= sizeof folded && i < RT_COUNT(sentences); i++) {
        const struct sentence *s = &sentences[i];
        if (is_wrong(s, text))
            return put(t, RT_TP511, cell, rt_str_trim(cell->text),
                rt_str(s->say.ja ? s->say.ja : s->say.en),
                rt_str(t->s->audit->profile->name), err);
    }
    return RT_OK;
}

/* The title of other criteria. Where the whole sheet is another edition's, that
 * is said in other words (TP205). */
static enum rt_status judge_criteria(const struct form_texts *t,
    const struct rt_cell *cell, struct rt_error *err)
{
    const struct rt_profile *by = t->s->audit->profile, *p;

    for (size_t i = 0; (p = rt_profile_builtin(i)); i++) {
        for (int lang = 0; lang < 2; lang++) {
            if (p->hash[0] && strcmp(p->hash, by->hash) != 0
                && rt_fold_eq(cell->text, rt_str(p->title[lang])))
                return put(t, RT_TP511, cell, rt_str_trim(cell->text),
                    rt_str(by->title[lang]), rt_str(by->name), err);
        }
    }
    return RT_OK;
}

/* --- whose it is --------------------------------------------------------- */

/* One has the other in it: 総務部 and 総務部人事課. */
static bool is_related(struct rt_str a, struct rt_str b)
{
    char x[NAME_BYTES], y[NAME_BYTES];
    size_t n = rt_fold_fixed(a, x, sizeof x);
    size_t m = rt_fold_fixed(b, y, sizeof y);

    return n > sizeof x || m > sizeof y
           || rt_str_contains((struct rt_str){x, n}, (struct rt_str){y, m})
           || rt_str_contains((struct rt_str){y, m}, (struct rt_str){x, n});
}

/* Both are of one rank, 経理部 and 購買部: a 課 may belong to the other's 部. */
static bool is_of_rank(struct rt_str a, struct rt_str b)
{
    enum { SIGN = 3 }; /* bytes of a kanji */

    return a.n > SIGN && b.n > SIGN
           && memcmp(a.p + a.n - SIGN, b.p + b.n - SIGN, SIGN) == 0;
}

/* The department of the file's name, or else the one of all rows. */
static struct rt_str own_department(const struct rt_audit *a)
{
    struct rt_str own = a->department;

    for (size_t i = 0; i < a->row_count && a->department.n == 0; i++) {
        struct rt_str d = a->rows[i].department;
        if (own.n > 0 && d.n > 0 && !is_related(own, d))
            return RT_STR_NONE;
        own = own.n > 0 ? own : d;
    }
    return own;
}

static bool has_row_of(const struct rt_audit *a, struct rt_str name)
{
    for (size_t i = 0; i < a->row_count; i++) {
        if (a->rows[i].department.n > 0
            && is_related(name, a->rows[i].department))
            return true;
    }
    return false;
}

static enum rt_status judge_department(struct form_texts *t,
    const struct rt_cell *cell, struct rt_str name, struct rt_error *err)
{
    name = rt_str_trim(name);
    if (t->own.n == 0 || !rt_str_eq(rt_name_department(name), name)
        || is_related(name, t->own) || !is_of_rank(name, t->own)
        || t->names++ >= NAMES_MAX || has_row_of(t->s->audit, name))
        return RT_OK;
    return put(t, RT_TP540, cell, name, t->own, RT_STR_NONE, err);
}

/* 「情報資産管理台帳（経理部）」, or 経理部 beside 「部署」. */
static enum rt_status judge_owner(
    struct form_texts *t, size_t i, struct rt_error *err)
{
    static const struct rt_text label = {"部署", "Department"};
    static const char *const titles[]
        = {"台帳", "一覧", "目録", "分析", "シート", "報告書", "計画"};
    const struct rt_cell *cell = &t->row->cells[i];
    const struct rt_cell *next = rt_row_cell(t->row, (int32_t)cell->col + 1);
    struct rt_str title, name = cell->text;

    if (rt_fold_is(cell->text, label) && !rt_cell_blank(next))
        return judge_department(t, next, rt_cell_string(next), err);
    while (rt_mark_cut(&name, RT_MARK_CLOSE)) {
    }
    if (name.n == cell->text.n
        || (!rt_str_split(name, "（", &title, &name)
            && !rt_str_split(name, "(", &title, &name))
        || !rt_str_contains_any(title, titles))
        return RT_OK;
    return judge_department(t, cell, name, err);
}

/* --- the sheets ----------------------------------------------------------- */

/* Not below a table's headings, or on a sheet without a table. */
static bool is_above(const struct rt_table *table, const struct rt_row *row)
{
    return !table->found || row->number <= table->layout.row2;
}

static enum rt_status judge_cell(
    struct form_texts *t, size_t i, struct rt_error *err)
{
    const struct rt_table *table = &t->s->tables[t->sheet];
    const struct rt_cell *cell = &t->row->cells[i];
    bool above = is_above(table, t->row);

    if (cell->type != RT_CELL_STRING)
        return RT_OK;
    if (above) {
        RT_TRY(judge_owner(t, i, err));
        RT_TRY(judge_criteria(t, cell, err));
    }
    return above || !rt_table_is_assessed(table) ? judge_sentence(t, cell, err)
                                                 : RT_OK;
}

static bool is_ours(const struct rt_structure *s)
{
    for (size_t i = 0; i < rt_grid_sheet_count(s->grid); i++) {
        if (s->tables[i].own)
            return true;
    }
    return false;
}

enum rt_status rt_structure_texts(struct rt_structure *s, struct rt_error *err)
{
    struct form_texts t = {.s = s, .own = own_department(s->audit)};

    if (!s->audit->profile || is_ours(s))
        return RT_OK;
    for (t.sheet = 0; t.sheet < rt_grid_sheet_count(s->grid); t.sheet++) {
        for (size_t at = 0; !s->tables[t.sheet].example
                            && at < rt_grid_row_count(s->grid, t.sheet);
             at++) {
            t.row = rt_grid_row(s->grid, t.sheet, at);
            for (size_t i = 0; i < t.row->count; i++)
                RT_TRY(judge_cell(&t, i, err));
        }
    }
    return RT_OK;
}
