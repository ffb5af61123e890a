/* Who made and who approved a document, and when: the labels of that block.
 *
 * It is above or below the table of a report or a plan. Only a cell's own words
 * are looked at here; the audit finds the values.
 */
#include "base/fold.h"
#include "form/form.h"
#include "form/word/value.h"

static const struct {
    const char *folded;
    enum rt_signature role;
} labels[] = {
    {"作成者", RT_SIGN_AUTHOR},
    {"更新者", RT_SIGN_AUTHOR},
    {"改訂者", RT_SIGN_AUTHOR},
    {"作成者/更新者", RT_SIGN_AUTHOR},
    {"作成者・更新者", RT_SIGN_AUTHOR},
    {"author", RT_SIGN_AUTHOR},
    {"lastupdate", RT_SIGN_UPDATED},
    {"作成日", RT_SIGN_UPDATED},
    {"更新日", RT_SIGN_UPDATED},
    {"改訂日", RT_SIGN_UPDATED},
    {"最終更新日", RT_SIGN_UPDATED},
    {"作成年月日", RT_SIGN_UPDATED},
    {"更新年月日", RT_SIGN_UPDATED},
    {"作成日/更新日", RT_SIGN_UPDATED},
    {"作成日・更新日", RT_SIGN_UPDATED},
    {"承認者", RT_SIGN_APPROVER},
    {"承認者名", RT_SIGN_APPROVER},
    {"承認者氏名", RT_SIGN_APPROVER},
    {"approvedby", RT_SIGN_APPROVER},
    {"承認日", RT_SIGN_APPROVED},
    {"承認年月日", RT_SIGN_APPROVED},
    {"承認日付", RT_SIGN_APPROVED},
    {"approvedon", RT_SIGN_APPROVED},
};

enum { LABELS = RT_COUNT(labels), LABEL_BYTES = 96, LABEL_TEXT_MAX = 400 };

/* What the label of a cell is; *rest is what follows its colon. */
enum rt_signature rt_signature_of(
    const struct rt_cell *cell, struct rt_str *rest)
{
    static const char *const colons[] = {":", "：", "﹕"};
    char buf[LABEL_BYTES];
    struct rt_str text, folded = {buf, 0};

    *rest = RT_STR_NONE;
    if (!cell || cell->type != RT_CELL_STRING)
        return RT_SIGN_NONE;
    text = rt_str_trim(cell->text);
    if (text.n > LABEL_TEXT_MAX)
        return RT_SIGN_NONE;
    for (size_t i = 0; i < RT_COUNT(colons) && !rest->p; i++) {
        if (rt_str_split(text, colons[i], &text, rest))
            *rest = rt_str_trim(*rest);
    }
    folded.n = rt_fold_fixed(text, buf, sizeof buf);
    for (size_t i = 0; i < LABELS && folded.n != SIZE_MAX; i++) {
        if (rt_str_is(folded, labels[i].folded))
            return labels[i].role;
    }
    return RT_SIGN_NONE;
}

bool rt_is_row_number(const struct rt_cell *cell)
{
    char text[32], iso[11];
    size_t n, digits = 0;

    if (!rt_cell_says(cell) || rt_is_taken(rt_value_date(cell, iso)))
        return false;
    n = rt_fold_fixed(cell->text, text, sizeof text);
    for (size_t i = 0; n != SIZE_MAX && i < n; i++)
        digits += text[i] >= '0' && text[i] <= '9';
    return digits > 0;
}

/* A column of a list, too, may be headed 承認者: for the person who carries out a
 * task, or the one that a numbered row is about. */
bool rt_is_signature_row(const struct rt_layout *l, const struct rt_row *row)
{
    struct rt_str rest;

    if (rt_is_row_number(rt_cell_of(l, row, RT_F_NO)))
        return false;
    for (size_t i = 0; i < row->count; i++) {
        int32_t col = (int32_t)row->cells[i].col;
        if (col != l->col_of[RT_F_ASSIGNEE] && col != l->col_of[RT_F_OWNER]
            && rt_signature_of(&row->cells[i], &rest) != RT_SIGN_NONE)
            return true;
    }
    return false;
}
