/* The table beside the list of threats, which has one row for each medium: a
 * medium that is there twice is in the place of another, which the ledger's
 * formulas then do not find.
 */
#include "audit/structure/structure_audit.h"
#include "base/fold.h"
#include "form/check_answers.h"
#include "form/word/value.h"

enum { TABLE_ROWS_MAX = 100 };

/* The second column of media, or -1. */
static int32_t media_column(const struct rt_structure *s, size_t sheet)
{
    const struct rt_layout *l = &s->tables[sheet].layout;

    for (size_t i = 0; i < l->column_count; i++) {
        const struct rt_column *c = &l->columns[i];
        if ((int32_t)c->col != l->col_of[RT_F_MEDIUM]
            && rt_label_field(l->vocab, c->group, c->text) == RT_F_MEDIUM)
            return (int32_t)c->col;
    }
    return -1;
}

/* The medium in the column's row, or -1. */
static int medium_at(
    const struct rt_structure *s, size_t sheet, uint32_t col, uint32_t row)
{
    const struct rt_cell *cell = rt_grid_cell(s->grid, sheet, col, row);
    const char *term = NULL;

    return !rt_cell_blank(cell)
                   && rt_is_taken(rt_value_medium(s->audit->vocab, cell, &term))
                   && term
               ? rt_medium_index(rt_str(term))
               : -1;
}

static struct rt_str text_at(
    const struct rt_structure *s, size_t sheet, uint32_t col, uint32_t row)
{
    return rt_str_trim(rt_cell_text(rt_grid_cell(s->grid, sheet, col, row)));
}

static enum rt_status report_twice(struct rt_structure *s, size_t sheet,
    uint32_t col, uint32_t row, uint32_t other, struct rt_error *err)
{
    struct rt_str is
        = rt_str_trim(rt_cell_text(rt_grid_cell(s->grid, sheet, col, row)));

    return rt_structure_put(s, RT_TP516, sheet, col, row,
        RT_ARGS(is, RT_DECIMAL(other)), RT_STR_NONE, is, err);
}

/* A company's own word for a medium may have a row of its own. Of two that are
 * alike, the one that is in its place in the form's order is right. */
enum rt_status rt_structure_media_table(
    struct rt_structure *s, size_t sheet, struct rt_error *err)
{
    const struct rt_layout *l = &s->tables[sheet].layout;
    int32_t col = media_column(s, sheet);
    uint32_t first[RT_MEDIA] = {0};

    if (l->form != RT_FORM_THREATS || col < 0 || !s->audit->vocab)
        return RT_OK;
    for (uint32_t row = l->row2 + 1; row <= l->row2 + TABLE_ROWS_MAX; row++) {
        int medium = medium_at(s, sheet, (uint32_t)col, row);
        bool in_place = row - l->row2 == (uint32_t)medium + 1;
        if (medium < 0)
            break;
        if (first[medium] > 0
            && rt_fold_eq(text_at(s, sheet, (uint32_t)col, row),
                text_at(s, sheet, (uint32_t)col, first[medium])))
            RT_TRY(report_twice(s, sheet, (uint32_t)col,
                in_place ? first[medium] : row, in_place ? row : first[medium],
                err));
        else if (first[medium] == 0)
            first[medium] = row;
    }
    return RT_OK;
}
