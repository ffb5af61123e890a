/* Who made and who approved a document, and when.
 *
 * The block of 作成者／更新者, 作成日／更新日, 承認者 and 承認日 is above or
 * below the table. A value is to the right of its label, before the next label,
 * or below it, where a list of versions may follow: the last counts, of update
 * dates the latest. 「承認者：山田」 in one cell is read, too.
 *
 * An empty block is the form's own, not yet used, and reported as information.
 * Once anything is filled in, a missing approval is a warning, and one that is
 * older than the last update an error: the current content was not approved.
 */
#include "audit/treatment/treatment.h"

#include "form/word/value.h"

/* --- the block --------------------------------------------------------------- */

struct block {
    bool label[RT_SIGN_COUNT], filled[RT_SIGN_COUNT];
    uint32_t label_row[RT_SIGN_COUNT], label_col[RT_SIGN_COUNT]; /* 1-based */
    uint32_t row[RT_SIGN_COUNT],
        col[RT_SIGN_COUNT]; /* of the value, or of where
                                                  it belongs */
    char iso[RT_SIGN_COUNT][11];
    struct rt_str name; /* of the approver */
};

/* A place to look for values. */
struct region {
    struct pl *p;
    const struct pl_table *table;
    size_t from, to; /* rows of the grid */
    struct block *block;
};

/* 「2026/8/1／2026/9/1」: the latest of several dates. */
static bool latest_of(struct rt_str text, char iso[11])
{
    static const char *const marks[] = {"／", "\n", "、", "→", "⇒"};
    bool any = false;

    while (text.n > 0) {
        struct rt_cell cell = {.type = RT_CELL_STRING, .text = text};
        struct rt_str before, after, rest = RT_STR_NONE;
        char one[11];
        enum rt_taken t;
        for (size_t i = 0; i < RT_COUNT(marks); i++) {
            if (rt_str_split(text, marks[i], &before, &after)
                && before.n < cell.text.n) {
                cell.text = before;
                rest = after;
            }
        }
        t = rt_value_date(&cell, one);
        if (rt_is_taken(t)) {
            if (!any || strcmp(one, iso) > 0)
                memcpy(iso, one, sizeof one);
            any = true;
        } else if (t != RT_TAKEN_BLANK) {
            return false;
        }
        text = rest;
    }
    return any;
}

static const char *label_of(const struct pl *p, enum rt_signature role)
{
    static const struct rt_text names[RT_SIGN_COUNT]
        = {[RT_SIGN_AUTHOR] = {"作成者／更新者", "author"},
            [RT_SIGN_UPDATED] = {"作成日／更新日", "last update"},
            [RT_SIGN_APPROVER] = {"承認者", "approver"},
            [RT_SIGN_APPROVED] = {"承認日", "approval"}};

    return rt_text(p->a->lang, names[role]);
}

/* False, and reported, where it is none or cannot be right. */
static bool read_date(struct pl *p, enum rt_signature role,
    const struct rt_cell *cell, struct pl_note at, char iso[11])
{
    enum rt_taken t = rt_value_date(cell, iso);

    if (rt_is_taken(t) || latest_of(cell->text, iso))
        return rt_pl_date_may_be(
            p, &at, rt_str(label_of(p, role)), cell, iso, true);
    at.arg[0] = at.actual = rt_pl_shown(p, cell->text);
    rt_pl_report(p, RT_PL505, &at);
    return false;
}

static void take_date(struct region *r, enum rt_signature role,
    const struct rt_cell *cell, uint32_t row)
{
    const struct pl_note at
        = {.sheet = r->table->sheet, .row = row, .col = cell->col + 1};
    struct block *b = r->block;
    char iso[11];

    if (!read_date(r->p, role, cell, at, iso))
        return;
    /* Of updates the latest counts, of approvals the last one found. */
    if (role == RT_SIGN_APPROVED || strcmp(iso, b->iso[role]) > 0)
        memcpy(b->iso[role], iso, sizeof iso);
}

/* A date in place of the name. */
static void check_name(struct region *r, enum rt_signature role,
    const struct rt_cell *cell, uint32_t row)
{
    struct pl *p = r->p;
    struct pl_note note
        = {.sheet = r->table->sheet, .row = row, .col = cell->col + 1};
    char iso[11];

    if (!rt_is_taken(rt_value_date(cell, iso))) {
        if (role == RT_SIGN_APPROVER)
            r->block->name = cell->text;
        return;
    }
    note.arg[0] = rt_str(label_of(p, role));
    note.arg[1] = note.actual = rt_pl_cell_shown(p, cell);
    rt_pl_report(p, RT_PL119, &note);
}

static void take(struct region *r, enum rt_signature role,
    const struct rt_cell *cell, uint32_t row)
{
    struct block *b = r->block;

    b->filled[role] = true;
    b->row[role] = row;
    b->col[role] = cell->col + 1;
    if (role == RT_SIGN_UPDATED || role == RT_SIGN_APPROVED)
        take_date(r, role, cell, row);
    else
        check_name(r, role, cell, row);
}

/* The first cell right of the label that says something, before the next
 * label. */
static const struct rt_cell *right_of(const struct rt_row *row, size_t i)
{
    struct rt_str rest;

    for (size_t k = i + 1; k < row->count; k++) {
        if (rt_signature_of(&row->cells[k], &rest) != RT_SIGN_NONE)
            return NULL;
        if (rt_cell_says(&row->cells[k]))
            return &row->cells[k];
    }
    return NULL;
}

/* The values under a label: as far down as the column is filled. */
static void take_below(
    struct region *r, enum rt_signature role, uint32_t row, uint32_t col)
{
    const struct rt_grid *grid = r->p->a->grid;
    size_t sheet = r->table->sheet;
    struct rt_str rest;
    uint32_t last = 0;

    if (r->to > r->from)
        last = rt_grid_row(grid, sheet, r->to - 1)->number;
    while (row < last) {
        const struct rt_cell *cell = rt_grid_cell(grid, sheet, col, ++row);
        if (!rt_cell_says(cell) || rt_signature_of(cell, &rest) != RT_SIGN_NONE)
            return;
        take(r, role, cell, row);
    }
}

/* How many labels the row holds; 0 where other text comes behind one: then its
 * values are beside their labels. */
static size_t labels_of(const struct rt_row *row)
{
    struct rt_str rest;
    size_t n = 0;

    for (size_t i = 0; i < row->count; i++) {
        if (rt_signature_of(&row->cells[i], &rest) != RT_SIGN_NONE
            && rest.n == 0)
            n++;
        else if (n > 0 && rt_cell_says(&row->cells[i]))
            return 0;
    }
    return n;
}

/* Values are below a row of labels. Below a lone label anything may follow: a
 * date is taken, another text is not. */
static bool is_below(const struct region *r, enum rt_signature role,
    const struct rt_row *row, uint32_t col)
{
    const struct rt_cell *cell
        = rt_grid_cell(r->p->a->grid, r->table->sheet, col, row->number + 1);
    size_t labels = labels_of(row);
    char iso[11];
    enum rt_taken t;

    if (labels != 1)
        return labels > 1;
    if (!cell || (role != RT_SIGN_UPDATED && role != RT_SIGN_APPROVED))
        return false;
    t = rt_value_date(cell, iso);
    return rt_is_taken(t);
}

static void at_label(struct region *r, const struct rt_row *row, size_t i)
{
    struct rt_str rest;
    const struct rt_cell *value, *cell = &row->cells[i];
    enum rt_signature role = rt_signature_of(cell, &rest);

    if (role == RT_SIGN_NONE)
        return;
    r->block->label[role] = true;
    r->block->label_row[role] = row->number;
    r->block->label_col[role] = cell->col + 1;
    if (rest.n > 0) {
        struct rt_cell in_one = *cell;
        in_one.text = rest;
        take(r, role, &in_one, row->number);
        return;
    }
    value = right_of(row, i);
    if (value)
        take(r, role, value, row->number);
    else if (is_below(r, role, row, cell->col))
        take_below(r, role, row->number, cell->col);
}

static void look_in(struct pl *p, const struct pl_table *t, struct block *b,
    size_t from, size_t to)
{
    struct region r = {p, t, from, to, b};

    for (size_t k = from; k < to && p->rc == RT_OK; k++) {
        const struct rt_row *row = rt_grid_row(p->a->grid, t->sheet, k);
        for (size_t i = 0; i < row->count && p->rc == RT_OK; i++)
            at_label(&r, row, i);
    }
}

/* --- the rules ------------------------------------------------------------------- */

static struct pl_note at_role(
    const struct pl_table *t, const struct block *b, enum rt_signature role)
{
    struct pl_note note = {.sheet = t->sheet};

    note.row = b->filled[role] ? b->row[role] : b->label_row[role];
    note.col = b->filled[role] ? b->col[role] : b->label_col[role];
    return note;
}

static void report_missing(struct pl *p, const struct pl_table *t,
    const struct block *b, enum rt_signature role, enum rt_code code)
{
    struct pl_note note = at_role(t, b, role);

    note.arg[0] = rt_str(label_of(p, role));
    if (b->label[role] && !b->filled[role])
        rt_pl_report(p, code, &note);
}

/* Whether something is right of the cell, before the next label. */
static bool has_value(const struct pl *p, const struct pl_note *at)
{
    enum { NEAR = 3 };
    struct rt_str rest;

    for (uint32_t k = 0; k < NEAR && at->col > 0; k++) {
        const struct rt_cell *c
            = rt_grid_cell(p->a->grid, at->sheet, at->col + k, at->row);
        if (c && rt_signature_of(c, &rest) != RT_SIGN_NONE)
            return false;
        if (rt_cell_says(c))
            return true;
    }
    return false;
}

/* A label that the block lacks, where it has the three others: it was cleared or
 * typed over, and what is beside it is read by nobody. */
static void report_label(
    struct pl *p, const struct pl_table *t, const struct block *b)
{
    /* Of the two rows, or columns, of the block: beside it and above or below. */
    static const enum rt_signature beside[RT_SIGN_COUNT]
        = {[RT_SIGN_AUTHOR] = RT_SIGN_UPDATED,
            [RT_SIGN_UPDATED] = RT_SIGN_AUTHOR,
            [RT_SIGN_APPROVER] = RT_SIGN_APPROVED,
            [RT_SIGN_APPROVED] = RT_SIGN_APPROVER},
        of_kind[RT_SIGN_COUNT] = {[RT_SIGN_AUTHOR] = RT_SIGN_APPROVER,
            [RT_SIGN_UPDATED] = RT_SIGN_APPROVED,
            [RT_SIGN_APPROVER] = RT_SIGN_AUTHOR,
            [RT_SIGN_APPROVED] = RT_SIGN_UPDATED};
    enum rt_signature lost = RT_SIGN_COUNT;
    struct pl_note note = {.sheet = t->sheet};

    for (enum rt_signature role = RT_SIGN_AUTHOR; role < RT_SIGN_COUNT;
         role++) {
        if (!b->label[role] && lost != RT_SIGN_COUNT)
            return;
        lost = b->label[role] ? lost : role;
    }
    if (lost == RT_SIGN_COUNT)
        return;
    note.row = b->label_row[beside[lost]];
    note.arg[0] = rt_str(label_of(p, lost));
    if (b->label_row[of_kind[lost]] != note.row)
        note.col = b->label_col[of_kind[lost]];
    /* Not every block says who made the document, and when. */
    if ((lost == RT_SIGN_AUTHOR || lost == RT_SIGN_UPDATED)
        && !has_value(p, &note))
        return;
    rt_pl_report(p, RT_PL508, &note);
}

/* Of a form of its own: in ours every row has its approval. */
static void take_approver(
    struct pl *p, const struct pl_table *t, const struct block *b)
{
    const struct rt_where where = {.file = p->a->file,
        .sheet = t->doc.sheet,
        .row = b->row[RT_SIGN_APPROVER],
        .col = b->col[RT_SIGN_APPROVER],
        .csv = p->a->csv};

    if (p->rc != RT_OK || !p->a->assets || b->name.n == 0
        || (t->layout->form != RT_FORM_REPORT
            && t->layout->form != RT_FORM_PLAN))
        return;
    p->rc = rt_asset_set_approver(
        p->a->assets, &where, p->a->department, b->name, p->err);
}

static void check_block(
    struct pl *p, const struct pl_table *t, const struct block *b)
{
    const char *updated = b->iso[RT_SIGN_UPDATED];
    const char *approved = b->iso[RT_SIGN_APPROVED];
    struct pl_note note;

    report_label(p, t, b);
    if (b->filled[RT_SIGN_APPROVER])
        report_missing(p, t, b, RT_SIGN_AUTHOR, RT_PL401);
    report_missing(p, t, b, RT_SIGN_APPROVER, RT_PL502);
    report_missing(p, t, b, RT_SIGN_APPROVED, RT_PL503);
    if (b->filled[RT_SIGN_APPROVER] || b->filled[RT_SIGN_APPROVED])
        report_missing(p, t, b, RT_SIGN_UPDATED, RT_PL506);
    if (!updated[0] || !approved[0] || strcmp(approved, updated) >= 0)
        return;
    note = at_role(t, b, RT_SIGN_APPROVED);
    note.arg[0] = note.actual = rt_str(approved);
    note.arg[1] = rt_str(updated);
    rt_pl_report(p, RT_PL504, &note);
}

/* Columns 承認者 and 承認日 of a plan's own header: row by row. */
static void check_columns(struct pl *p, const struct pl_table *t)
{
    const struct rt_layout *l = t->layout;
    struct rt_str rest;
    uint32_t name = 0, date = 0; /* 1-based */

    for (size_t i = 0; i < l->column_count; i++) {
        struct rt_cell head
            = {.type = RT_CELL_STRING, .text = l->columns[i].text};
        enum rt_signature role = rt_signature_of(&head, &rest);
        if (role == RT_SIGN_APPROVER)
            name = l->columns[i].col + 1;
        if (role == RT_SIGN_APPROVED)
            date = l->columns[i].col + 1;
    }
    for (size_t k = t->begin; name && date && k < t->end && p->rc == RT_OK;
         k++) {
        uint32_t row = rt_grid_row(p->a->grid, t->sheet, k)->number;
        const struct rt_cell *on
            = rt_grid_cell(p->a->grid, t->sheet, date - 1, row);
        bool named
            = rt_cell_says(rt_grid_cell(p->a->grid, t->sheet, name - 1, row));
        bool dated = rt_cell_says(on);
        struct pl_note note
            = {.sheet = t->sheet, .row = row, .col = named ? date : name};
        char iso[11];
        if (dated)
            (void)read_date(p, RT_SIGN_APPROVED, on,
                (struct pl_note){.sheet = t->sheet, .row = row, .col = date},
                iso);
        if (named != dated)
            rt_pl_report(p, named ? RT_PL503 : RT_PL502, &note);
    }
}

/* A report without a block is reported once; a plan's form, and a CSV file, has
 * none. */
static void report_no_block(struct pl *p, const struct pl_table *t)
{
    struct pl_note note = {.sheet = t->sheet, .row = t->layout->row1};

    if (t->layout->form == RT_FORM_REPORT && !p->a->csv)
        rt_pl_report(p, RT_PL507, &note);
}

/* A row of the block, and no heading of the table's. `below`: below its labels,
 * where its values may be. */
static bool is_block_row(
    const struct rt_vocab *vocab, const struct rt_row *row, bool below)
{
    struct rt_str rest;
    bool any = below;

    for (size_t i = 0; i < row->count; i++) {
        const struct rt_cell *cell = &row->cells[i];
        if (rt_signature_of(cell, &rest) != RT_SIGN_NONE)
            any = true;
        else if (cell->type == RT_CELL_STRING
                 && rt_label_known(vocab, cell->text))
            return false;
    }
    return any;
}

/* Where the table's own header begins: a block right above it is taken for
 * its first row, as a row of groups would be. */
static size_t header_of(const struct pl *p, const struct pl_table *t)
{
    const struct rt_grid *g = p->a->grid;
    size_t k = t->begin;
    bool below;

    while (k > 0 && rt_grid_row(g, t->sheet, k - 1)->number >= t->layout->row1)
        k--;
    below
        = k > 0
          && is_block_row(p->a->vocab, rt_grid_row(g, t->sheet, k - 1), false);
    while (k + 1 < t->begin
           && is_block_row(p->a->vocab, rt_grid_row(g, t->sheet, k), below)) {
        k++;
        below = true;
    }
    return k;
}

void rt_pl_audit_approval(struct pl *p, struct pl_table *t)
{
    struct block b = {0};
    bool any = false, filled = false;

    look_in(p, t, &b, 0, header_of(p, t));
    look_in(p, t, &b, t->end, rt_grid_row_count(p->a->grid, t->sheet));
    for (enum rt_signature role = RT_SIGN_AUTHOR; role < RT_SIGN_COUNT;
         role++) {
        any |= b.label[role];
        filled |= b.filled[role];
    }
    memcpy(t->doc.updated, b.iso[RT_SIGN_UPDATED], sizeof t->doc.updated);
    check_columns(p, t);
    if (!any) {
        report_no_block(p, t);
    } else if (filled) {
        check_block(p, t, &b);
        take_approver(p, t, &b);
    } else {
        enum rt_signature role = b.label[RT_SIGN_APPROVER]   ? RT_SIGN_APPROVER
                                 : b.label[RT_SIGN_APPROVED] ? RT_SIGN_APPROVED
                                                             : RT_SIGN_UPDATED;
        struct pl_note note = at_role(t, &b, role);
        if (b.label[RT_SIGN_APPROVER] || b.label[RT_SIGN_APPROVED])
            rt_pl_report(p, RT_PL501, &note);
    }
}

/* --- the approval alone ------------------------------------------------------ */

static enum rt_status pass_over(
    void *context, const struct rt_finding *f, struct rt_error *err)
{
    (void)context;
    (void)f;
    (void)err;
    return RT_OK;
}

enum rt_status rt_audit_approval(const struct rt_audit *audit, size_t sheet,
    struct rt_arena *arena, struct rt_approval *out, struct rt_error *err)
{
    struct rt_audit a = *audit;
    struct pl p = {.a = &a, .err = err};
    struct block b = {0};

    *out = (struct rt_approval){.on = ""};
    a.sink = (struct rt_sink){.put = pass_over};
    rt_arena_init(&p.arena);
    rt_pl_find_tables(&p);
    for (size_t i = 0; i < p.table_count && p.rc == RT_OK; i++) {
        struct pl_table *t = &p.tables[i];
        if (t->sheet != sheet
            || (t->layout->form != RT_FORM_REPORT
                && t->layout->form != RT_FORM_PLAN))
            continue;
        look_in(&p, t, &b, 0, header_of(&p, t));
        look_in(&p, t, &b, t->end, rt_grid_row_count(a.grid, sheet));
        memcpy(out->on, b.iso[RT_SIGN_APPROVED], sizeof out->on);
        out->by = rt_arena_str(arena, b.name);
        (void)rt_pl_need(&p, out->by.p || b.name.n == 0);
    }
    rt_arena_fini(&p.arena);
    return p.rc;
}
