/* Approvals in our own plan, row by row: by whom, when, and of which values.
 *
 * What merge wrote as 承認時の値 is what was approved by the name and on the day
 * that stand behind it. Where the row has the same approval and other values,
 * nobody approved those; a new name or day approves what is there now.
 */
#include "audit/treatment/treatment.h"

#include "form/plan_column.h"
#include "form/word/value.h"
#include "record/book_words.h"
#include "risk/plan_carry.h"

struct rt_pl_approval_cols rt_pl_approval_cols(const struct rt_layout *l)
{
    struct rt_pl_approval_cols c = {-1, -1, -1, -1, -1};
    struct rt_plan_column is[RT_COLUMNS_MAX];

    rt_plan_columns(l, is);
    for (int32_t i = 0; i < RT_COLUMNS_MAX; i++) {
        bool text = is[i].how == RT_PLAN_AS_TEXT;
        if (text && is[i].offset == offsetof(struct rt_plan_row, approved_by))
            c.by = i;
        if (text
            && is[i].offset == offsetof(struct rt_plan_row, approved_values))
            c.values = i;
        if (text && is[i].offset == offsetof(struct rt_plan_row, decision))
            c.decision = i;
        if (is[i].how == RT_PLAN_AS_DATE
            && is[i].offset == offsetof(struct rt_plan_row, approved_on))
            c.on = i;
        if (is[i].how == RT_PLAN_AS_LAPSE)
            c.lapsed = i;
    }
    return c;
}

/* The day on which merge wrote the plan, from the title above the list. */
static bool written_on(struct pl *p, const struct pl_table *t, char iso[11])
{
    const struct rt_cell *title = rt_grid_cell(p->a->grid, t->sheet, 0, 1);

    for (enum rt_lang lang = RT_JA; lang <= RT_EN; lang++) {
        struct rt_cell day = {.type = RT_CELL_STRING};
        struct rt_str before;
        if (!rt_str_split(rt_cell_string(title), rt_word(lang, RT_W_AS_OF),
                &before, &day.text))
            continue;
        day.text = rt_str_trim(day.text);
        if (day.text.n > 10)
            day.text.n = 10;
        if (rt_is_taken(rt_value_date(&day, iso)))
            return true;
    }
    return false;
}

/* --- a row ---------------------------------------------------------------- */

struct approvals {
    const struct pl_table *table;
    struct rt_pl_approval_cols is;
    char written[11]; /* "" where it is not known */
};

static void check_owner(
    struct approvals *a, struct pl *p, const struct pl_row *row)
{
    struct pl_note note = rt_pl_at(row, RT_F_OWNER);

    if (note.col == 0 || rt_pl_row_says(row, RT_F_OWNER))
        return;
    note.arg[0] = rt_pl_cell_shown(p, rt_row_cell(row->row, a->is.by));
    rt_pl_report(p, RT_PL629, &note);
}

/* An approval that was not carried over is one of this plan. */
static void check_day(struct approvals *a, struct pl *p,
    const struct pl_row *row, const char *iso)
{
    struct pl_note note = {.sheet = row->table->sheet,
        .row = row->row->number,
        .col = (uint32_t)a->is.on + 1};

    if (!a->written[0] || !iso[0] || strcmp(iso, a->written) >= 0
        || rt_cell_says(rt_row_cell(row->row, a->is.values)))
        return;
    note.arg[0] = note.actual = rt_pl_kept(p, rt_str(iso));
    note.arg[1] = rt_pl_kept(p, rt_str(a->written));
    rt_pl_report(p, RT_PL504, &note);
}

static void check_values(struct approvals *a, struct pl *p,
    const struct pl_row *row, const char *iso)
{
    const struct rt_cell *on = rt_row_cell(row->row, a->is.on);
    struct rt_plan_row now = {
        .approved_by = rt_cell_text(rt_row_cell(row->row, a->is.by)),
        .approved_values = rt_cell_text(rt_row_cell(row->row, a->is.values)),
        .approved_on = {.iso = rt_str(iso), .raw = rt_cell_text(on)},
        .importance = rt_whole_of(row->cell[RT_F_IMPORTANCE]),
        .likelihood = rt_whole_of(row->cell[RT_F_LIKELIHOOD]),
        .level = rt_whole_of(row->cell[RT_F_LEVEL]),
        .residual_importance = rt_whole_of(row->cell[RT_F_RES_IMPORTANCE]),
        .residual_likelihood = rt_whole_of(row->cell[RT_F_RES_LIKELIHOOD])};
    struct pl_note note = {.sheet = row->table->sheet,
        .row = row->row->number,
        .col = (uint32_t)a->is.values + 1};
    struct rt_plan_carry carry;

    if (rt_cell_says(rt_row_cell(row->row, a->is.lapsed)))
        return;
    rt_plan_carry_init(&carry);
    if (rt_pl_need(p, rt_plan_changes_since(&now, p->a->lang, &carry) == RT_OK)
        && carry.lapsed) {
        note.arg[0] = rt_pl_shown(
            p, now.approved_by.n > 0 ? now.approved_by : rt_str(iso));
        note.arg[1] = rt_pl_kept(p, rt_buf_str(&carry.changed));
        note.actual = rt_pl_shown(p, now.approved_values);
        rt_pl_report(p, RT_PL702, &note);
    }
    rt_plan_carry_fini(&carry);
}

void rt_pl_audit_plan_approval(struct pl *p, const struct pl_table *t)
{
    struct approvals a = {.table = t, .is = rt_pl_approval_cols(t->layout)};
    struct pl_cursor c;
    struct pl_row row;
    char iso[11];

    if (a.is.by < 0 || a.is.on < 0)
        return;
    if (!written_on(p, t, a.written))
        a.written[0] = '\0';
    rt_pl_rows(&c, p, t);
    while (p->rc == RT_OK && rt_pl_next(&c, &row)) {
        const struct rt_cell *on = rt_row_cell(row.row, a.is.on);
        if (!rt_pl_row_says(&row, RT_F_RISK_ID)
            || (!rt_cell_says(rt_row_cell(row.row, a.is.by))
                && !rt_cell_says(on)))
            continue;
        if (!on || !rt_is_taken(rt_value_date(on, iso)))
            iso[0] = '\0';
        check_owner(&a, p, &row);
        check_day(&a, p, &row, iso);
        check_values(&a, p, &row, iso);
    }
}
