/* A finding on its way out: its place in the file, and to the sink. */
#include "audit/treatment/treatment.h"
#include "base/list.h"

static void put(struct pl *p, enum rt_code code, const struct pl_note *note)
{
    const struct rt_audit *a = p->a;
    struct rt_finding f = {.code = code,
        .where.file = note->doc ? note->doc->file : a->file,
        .where.sheet = note->doc ? note->doc->sheet
                                 : rt_grid_sheet(a->grid, note->sheet)->name,
        .where.row = note->row,
        .where.col = note->col,
        .where.csv = note->doc ? note->doc->csv : a->csv,
        .expected = note->expected,
        .actual = note->actual};

    RT_THEN(p->rc, rt_finding_put(&f, a->lang, note->arg, &a->sink, p->err));
}

/* The fault of a cell in which an error was left, of which `code` says that it
 * is blank or no choice; NONE where the intake has named it. Errors of formulas
 * are the audit of formulas' own. */
static enum rt_code fault_of(
    const struct pl *p, enum rt_code code, const struct pl_note *note)
{
    static const enum rt_code unread[] = {RT_PL401, RT_PL607, RT_PL608,
        RT_PL609, RT_PL610, RT_PL611, RT_PL612, RT_PL617};
    const struct rt_cell *cell
        = note->doc || note->col == 0
              ? NULL
              : rt_grid_cell(p->a->grid, note->sheet, note->col - 1, note->row);

    if (!cell || cell->type != RT_CELL_ERROR || cell->is_formula)
        return code;
    for (size_t i = 0; i < RT_COUNT(unread); i++) {
        if (code == unread[i])
            return RT_VA305;
    }
    return code == RT_VA317 ? RT_CODE_NONE : code;
}

static void report_error(struct pl *p, const struct pl_note *note)
{
    const struct rt_audit *a = p->a;
    struct pl_note error = *note;
    struct rt_buf name = RT_BUF(1 << 12);
    enum rt_status rc = rt_table_column_name(
        &a->tables[note->sheet], note->col - 1, a->lang, &name);

    if (rt_pl_need(p, rc == RT_OK))
        error.arg[0] = rt_pl_kept(p, rt_buf_str(&name));
    rt_buf_fini(&name);
    error.arg[1] = error.actual = rt_pl_cell_shown(
        p, rt_grid_cell(a->grid, note->sheet, note->col - 1, note->row));
    error.expected = RT_STR_NONE;
    put(p, RT_VA305, &error);
}

void rt_pl_report(struct pl *p, enum rt_code code, const struct pl_note *note)
{
    enum rt_code fault = fault_of(p, code, note);

    if (fault == code)
        put(p, code, note);
    else if (fault != RT_CODE_NONE && p->rc == RT_OK)
        report_error(p, note);
}

void rt_pl_say(struct pl *p, enum rt_code code, const struct pl_row *row,
    enum rt_field f, struct rt_str expected, struct rt_str actual,
    const struct rt_str arg[RT_FINDING_ARGS])
{
    struct pl_note note = rt_pl_at(row, f);

    memcpy(note.arg, arg, sizeof note.arg);
    note.expected = expected;
    note.actual = actual;
    rt_pl_report(p, code, &note);
}

void rt_pl_blanks_add(
    struct pl *p, struct pl_blanks *b, bool filled, const struct pl_note *note)
{
    b->filled += filled;
    if (!filled)
        RT_PL_ADD(p, b->list, b->count, b->cap, *note);
}

void rt_pl_blanks_report(
    struct pl *p, const struct pl_blanks *b, enum rt_code code)
{
    for (size_t i = 0; i < b->count && b->filled > 0; i++)
        rt_pl_report(p, code, &b->list[i]);
}

struct pl_note rt_pl_at(const struct pl_row *row, enum rt_field f)
{
    return (struct pl_note){.sheet = row->table->sheet,
        .row = row->row->number,
        .col = rt_pl_col(row->table, f)};
}

uint32_t rt_pl_doc_col(const struct pl_doc *doc, enum rt_field f)
{
    return f == RT_FIELD_NONE ? 0 : (uint32_t)(doc->col_of[f] + 1);
}

struct rt_str rt_pl_place(struct pl *p, const struct pl_doc *from,
    const struct pl_doc *to, uint32_t row, uint32_t col)
{
    bool here = rt_str_eq(from->file, to->file);
    const struct rt_where w
        = {here ? RT_STR_NONE : to->file, to->sheet, row, col, to->csv};
    struct rt_str place = RT_STR_NONE;
    struct rt_buf b = RT_BUF(1 << 20);
    enum rt_status rc
        = here && rt_str_eq(from->sheet, to->sheet)
              ? rt_buf_printf(&b, rt_say(p->a->lang, "%u行目", "row %u"), row)
              : rt_where_say(&w, p->a->lang, &b);

    if (rc == RT_OK)
        place = rt_pl_kept(p, rt_buf_str(&b));
    else if (p->rc == RT_OK)
        p->rc = rt_fail_nomem(p->err);
    rt_buf_fini(&b);
    return place;
}
