/* Columns that are none of the form's, and columns of the form that a ledger
 * lacks while one of those may be them. It is not taken for them: that is said,
 * and what to do (TP313).
 */
#include "base/fold.h"
#include "form/convert.h"

enum rt_status rt_heading_finding(struct rt_convert *c, enum rt_code code,
    const struct rt_column *col, const struct rt_str args[RT_FINDING_ARGS],
    struct rt_str expected, struct rt_error *err)
{
    struct rt_place place = {.sheet = c->sheet,
        .row = col->row,
        .col = col->col + 1,
        .expected = expected,
        .actual = rt_str_trim(col->text)};

    return rt_put_finding(c->in, code, &place, args, err);
}

bool rt_is_foreign_column(
    const struct rt_convert *c, const struct rt_column *col)
{
    const struct rt_layout *l = &c->sheet->layout;

    if (col->text.n > 0
        && rt_header_twice(l, rt_label_field(l->vocab, col->group, col->text)))
        return false;
    /* Fields of other forms have no place in a ledger's record. */
    if (col->field == RT_FIELD_NONE
        || (!rt_field_in(col->field, RT_FORM_LEDGER)
            && !rt_field_in(col->field, RT_FORM_REPORT)))
        return true;
    /* A level that is not computed is not taken. */
    return col->field == RT_F_RES_LEVEL
           && (l->col_of[RT_F_RES_IMPORTANCE] < 0
               || l->col_of[RT_F_RES_LIKELIHOOD] < 0);
}

/* A field that is missed, between which columns the form has it (NONE is
 * anywhere), and words that a heading of it may have. */
struct missed {
    enum rt_field field, before, after;
    const char *words[9];
};

/* Whether the column is where the form has the field. */
static bool is_in_place(const struct rt_layout *l, const struct rt_column *col,
    const struct missed *m)
{
    int32_t left = (int32_t)col->col - 1;

    return m->before != m->after
           && (m->before == RT_FIELD_NONE || l->col_of[m->before] == left
               || (m->field == RT_F_MANAGED_BY && left >= 0
                   && l->col_of[RT_F_OWNER] == left))
           && (m->after == RT_FIELD_NONE
               || l->col_of[m->after] == (int32_t)col->col + 1);
}

/* Whether the heading has a word of the field's and is no person's. */
static bool sounds_like(const struct rt_column *col, const struct missed *m)
{
    static const char *const persons[] = {"者", "長"};
    char folded[512];
    size_t n = rt_fold_fixed(col->text, folded, sizeof folded);

    if (rt_str_contains_any(col->text, persons))
        return false;
    for (size_t i = 0; n != SIZE_MAX && m->words[i]; i++) {
        if (rt_str_contains((struct rt_str){folded, n}, rt_str(m->words[i])))
            return true;
    }
    return false;
}

/* Whether the field is missed. Of the kinds of personal information only the
 * one without which the other two are: a list may have fewer. That there is any
 * is missed where it has none. */
static bool is_missed(const struct rt_layout *l, enum rt_field f)
{
    static const enum rt_field kinds[]
        = {RT_F_PERSONAL, RT_F_SENSITIVE, RT_F_MY_NUMBER};
    int there = 0;
    bool kind = false;

    for (size_t i = 0; i < RT_COUNT(kinds); i++) {
        kind |= kinds[i] == f;
        there += l->col_of[kinds[i]] >= 0;
    }
    if (l->col_of[f] >= 0 || rt_header_twice(l, f))
        return false;
    return f == RT_F_ANY_PERSONAL ? there == 0 : !kind || there == 2;
}

/* The column whose heading may be the field's by its words, else the one in its
 * place, else any that the form does not have. */
static const struct rt_column *suspect(
    const struct rt_convert *c, const struct missed *m, bool *like)
{
    const struct rt_layout *l = &c->sheet->layout;
    bool anywhere = m->before == m->after || m->field == RT_F_MANAGED_BY;
    const struct rt_column *found = NULL;

    *like = false;
    for (size_t i = 0; i < l->column_count; i++) {
        const struct rt_column *col = &l->columns[i];
        bool in_place = is_in_place(l, col, m);
        /* Under another's heading it is the other's: 「委託先：部署」. */
        if (!rt_is_foreign_column(c, col) || col->under_personal
            || rt_label_field(l->vocab, RT_STR_NONE, col->text) == m->field)
            continue;
        *like = (anywhere || in_place) && sounds_like(col, m);
        if (*like)
            return col;
        if (in_place || (m->before == m->after && !found))
            found = col;
    }
    return found;
}

/* A column is missing while one has a heading that names nothing: that may be
 * it. Business, department and medium are part of a risk's id; personal
 * information, threat and vulnerability decide its level. */
enum rt_status rt_report_missed(struct rt_convert *c, struct rt_error *err)
{
    static const struct missed needed[] = {
        {RT_F_BUSINESS, RT_FIELD_NONE, RT_FIELD_NONE,
            {"業務", "分類", "business"}},
        {RT_F_MEDIUM, RT_FIELD_NONE, RT_FIELD_NONE,
            {"媒体", "保存先", "保存場", "保管先", "保管場", "格納", "メディア",
                "所在"}},
        {RT_F_MANAGED_BY, RT_F_USERS, RT_F_MEDIUM,
            {"部署", "部門", "部課", "所属", "組織", "所管", "主管",
                "department"}},
        {RT_F_ANY_PERSONAL, RT_FIELD_NONE, RT_FIELD_NONE,
            {"個人情報", "個人データ", "特定個人", "要配慮", "機微",
                "マイナンバー", "personal", "pii"}},
        {RT_F_PERSONAL, RT_FIELD_NONE, RT_F_SENSITIVE, {"個人"}},
        {RT_F_SENSITIVE, RT_F_PERSONAL, RT_F_MY_NUMBER, {"配慮", "機微"}},
        {RT_F_MY_NUMBER, RT_F_SENSITIVE, RT_FIELD_NONE,
            {"ナンバー", "番号", "特定"}},
        {RT_F_THREAT, RT_F_REGISTERED, RT_F_VULNERABILITY, {"脅威", "頻度"}},
        {RT_F_VULNERABILITY, RT_F_THREAT, RT_F_LIKELIHOOD, {"脆弱", "対策"}}};
    const struct rt_layout *l = &c->sheet->layout;

    for (size_t i = 0; l->form == RT_FORM_LEDGER && i < RT_COUNT(needed); i++) {
        const struct missed *m = &needed[i];
        struct rt_str args[RT_FINDING_ARGS] = {rt_name(c, m->field)};
        const struct rt_column *col;
        bool like;
        bool ours
            = rt_edition_is_workbook(c->in) && m->field != RT_F_ANY_PERSONAL;
        /* Asset lists have columns of their own; the form's are expected. */
        if (!is_missed(l, m->field) || (m->field == RT_F_BUSINESS && !ours))
            continue;
        col = suspect(c, m, &like);
        if (!col || (m->before == m->after && !ours && !like))
            continue;
        if (like || is_in_place(l, col, m))
            args[like ? 1 : 2] = rt_str_trim(col->text);
        RT_TRY(rt_heading_finding(c, RT_TP313, col, args, args[0], err));
    }
    return RT_OK;
}
