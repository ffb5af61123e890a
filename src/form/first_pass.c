/* One sheet, first pass: find its table, keep its rows, collect what shows the
 * edition.
 *
 * The first rows are held back until there are enough of them to search for a
 * header (or the sheet ends); the rows below the header go to the raw spool one
 * by one. The file lists merged ranges after the rows, which is why rows are
 * kept raw here and read only in the second pass.
 */
#include "base/fold.h"
#include "form/approval_sheet.h"
#include "form/asides.h"
#include "form/assessment_sheet.h"
#include "form/form.h"
#include "form/meeting_reader.h"
#include "form/statement_reader.h"
#include "input/xml.h"

/* Unknown headings that a threat sheet may have besides its own. */
enum { OTHERS_MAX = 2 };

/* A sheet being read. */
struct survey {
    struct rt_intake *in;
    struct rt_sheet_facts *sheet;
    struct rt_grid_row *grid;
    size_t grid_count, grid_cells, grid_bytes;
    bool searched;
    bool planned;       /* rt_sheet_is_planned, of what was found */
    bool named_ledger;  /* 情報資産管理台帳, 資産目録 */
    bool named_threats; /* 脅威の状況 */
    struct rt_threat_reader *threats;
    struct rt_asides asides;
};

/* Whether it is a heading: near a header most texts come again and again. The
 * text is kept with the file. */
static bool is_label(struct rt_intake *in, struct rt_str text)
{
    size_t n = text.n, at = n;
    struct rt_asked *asked;

    for (size_t i = 1; i <= 4 && i <= n; i++)
        at = at * 31 + (unsigned char)text.p[n - i];
    asked = &in->asked[at % RT_ASKED];
    if (n == 0 || !rt_str_eq(asked->text, text)) {
        asked->text = text;
        asked->known = rt_label_known(in->request.vocab, text);
    }
    return asked->known;
}

static enum rt_status copy_cells(struct survey *s, const struct rt_row *row,
    struct rt_grid_row *to, struct rt_error *err)
{
    struct rt_arena *arena = &s->in->arena;
    struct rt_cell *cells
        = rt_arena_array(arena, row->count + 1, sizeof *cells);

    RT_NEED(cells, err);
    for (size_t i = 0; i < row->count; i++) {
        cells[i] = row->cells[i];
        cells[i].text = rt_arena_str(arena, row->cells[i].text);
        cells[i].formula = rt_arena_str(arena, row->cells[i].formula);
        s->grid_bytes += cells[i].text.n + cells[i].formula.n;
        RT_NEED(cells[i].text.p && cells[i].formula.p, err);
        if (i < RT_COLUMNS_MAX && cells[i].type == RT_CELL_STRING)
            to->labels += is_label(s->in, cells[i].text);
    }
    to->row.cells = cells;
    return RT_OK;
}

/* Holds a row back until the header is found. */
static enum rt_status keep_row(
    struct survey *s, const struct rt_row *row, struct rt_error *err)
{
    struct rt_grid_row *to = &s->grid[s->grid_count];
    enum rt_status rc;

    *to = (struct rt_grid_row){.row = *row, .place = row->number};
    if (rt_str_is(s->in->input.format, "csv"))
        to->place = (uint32_t)s->grid_count;
    rc = copy_cells(s, row, to, err);
    if (rc == RT_OK && row->problem) {
        struct rt_error *problem
            = rt_arena_alloc(&s->in->arena, sizeof *problem);
        RT_NEED(problem, err);
        *problem = *row->problem;
        to->row.problem = problem;
    }
    s->grid_count++;
    s->grid_cells += row->count;
    return rc;
}

static bool takes_rows(const struct rt_sheet_facts *sheet)
{
    return sheet->layout.form == RT_FORM_LEDGER
           || sheet->layout.form == RT_FORM_REPORT;
}

/* A line of one text is no row of the table, nor is a sum. */
static void compare_twice(struct rt_layout *layout, const struct rt_row *row)
{
    if (layout->twice_count > 0 && row->count > 1
        && !rt_is_subtotal(layout, row))
        rt_header_compare_twice(layout, row);
}

/* A row of the table below the header. */
static enum rt_status table_row(
    struct survey *s, const struct rt_row *row, struct rt_error *err)
{
    struct rt_sheet_facts *sheet = s->sheet;

    RT_TRY(rt_asides_row(&s->asides, s->in, sheet, row, err));
    if (sheet->layout.form == RT_FORM_THREATS)
        return rt_threats_row(s->in, sheet, s->threats, row, err);
    if (sheet->layout.form == RT_FORM_CHECKS)
        return rt_checks_row(s->in, sheet, row, err);
    if (s->planned)
        return rt_raw_put(s->in, &s->in->raw_plans, sheet->index, row, err);
    if (rt_sheet_is_statement(s->in, sheet))
        return rt_raw_put(
            s->in, &s->in->raw_statements, sheet->index, row, err);
    if (!takes_rows(sheet))
        return RT_OK;
    compare_twice(&sheet->layout, row);
    if (row->hidden && row->count > 0) {
        if (sheet->hidden_rows++ == 0)
            sheet->first_hidden_row = row->number;
    }
    if (sheet->example) {
        RT_TRY(rt_example_note(s->in, sheet, row, err));
    } else if (!row->problem) {
        if (sheet->layout.form == RT_FORM_LEDGER) {
            RT_TRY(rt_other_table_row(s->in, sheet, row, err));
            RT_TRY(rt_spare_note(s->in, sheet, row, err));
        }
        if (sheet->others.state != RT_OTHER_OPEN)
            rt_tally_row(s->in, sheet, row);
        rt_short_note(sheet, row);
        rt_threats_note_reads(s->in, sheet, row);
    }
    sheet->spooled++;
    return rt_raw_put(s->in, &s->in->raw, sheet->index, row, err);
}

/* A ledger has a threat and a vulnerability to each row too: without a threat's
 * description, several headings that say nothing of threats are those of its
 * scores and names. */
static bool is_other_ledger(const struct rt_layout *layout)
{
    size_t unknown = 0;

    for (size_t i = 0; i < layout->column_count; i++)
        unknown += layout->columns[i].field == RT_FIELD_NONE;
    return layout->col_of[RT_F_THREAT_NAME] < 0 && unknown > OTHERS_MAX;
}

/* The first of the rows with the most headings that are known, or else with the
 * most texts, may be the headings. */
static const struct rt_row *likeliest(const struct survey *s)
{
    const struct rt_row *best = NULL;
    size_t most = OTHERS_MAX, most_known = 0;

    for (size_t i = 0; i < s->grid_count; i++) {
        const struct rt_row *row = &s->grid[i].row;
        size_t texts = 0, known = s->grid[i].labels;
        for (size_t k = 0; k < row->count; k++)
            texts += row->cells[k].type == RT_CELL_STRING
                     && !rt_cell_blank(&row->cells[k]);
        if (known > most_known || (known == most_known && texts > most)) {
            most = texts;
            most_known = known;
            best = row;
        }
    }
    return best;
}

/* The headings of a list in one cell: 「業務分類|情報資産名称|…」. */
static bool is_unsplit(const struct survey *s, const struct rt_row *row)
{
    static const char *const words[] = {"業務分類", "資産名", "情報資産名称",
        "管理部署", "部署", "媒体", "保存先", "機密性", "完全性", "可用性",
        "重要度", "個人情報", "備考"};
    const struct rt_cell *only = rt_row_lone(row);
    size_t n = 0;

    for (size_t i = 0; only && i < RT_COUNT(words); i++)
        n += rt_str_contains(only->text, rt_str(words[i]));
    return n >= 4 && rt_str_is(s->in->input.format, "csv");
}

/* The texts of that row, for the message that nothing was understood. */
static enum rt_status keep_heads(struct survey *s, struct rt_error *err)
{
    if (s->grid_count > 0 && is_unsplit(s, &s->grid[0].row)) {
        char text[128];
        rt_str_copy(text, sizeof text, s->grid[0].row.cells[0].text);
        s->sheet->unsplit = true;
        s->sheet->heads = rt_arena_str(&s->in->arena, rt_str(text));
        return s->sheet->heads.p ? RT_OK : rt_fail_nomem(err);
    }
    enum rt_lang lang = s->in->request.lang;
    const struct rt_row *row = likeliest(s);
    struct rt_buf b = RT_BUF(RT_NAMES_BYTES);
    size_t n = 0;
    enum rt_status rc = RT_OK;

    if (!row || !s->named_ledger)
        return RT_OK;
    rc = rt_buf_printf(
        &b, rt_say(lang, "（%u行目：", " (row %u: "), (unsigned)row->number);
    for (size_t i = 0; i < row->count && rc == RT_OK; i++) {
        if (row->cells[i].type == RT_CELL_STRING
            && !rt_cell_blank(&row->cells[i]))
            rc = rt_add_name(&b, n++, rt_str_trim(row->cells[i].text), lang);
    }
    RT_THEN(rc, rt_end_names(&b, n, lang));
    RT_THEN(rc, rt_buf_adds(&b, rt_str(rt_say(lang, "）", ")"))));
    s->sheet->heads = rt_arena_str(&s->in->arena, rt_buf_str(&b));
    rt_buf_fini(&b);
    return rc == RT_OK && s->sheet->heads.p ? RT_OK : rt_fail_nomem(err);
}

/* Looks for the header in the rows held back, then takes the rows below it. */
static enum rt_status search(struct survey *s, struct rt_error *err)
{
    struct rt_layout *layout = &s->sheet->layout;
    enum rt_status rc;
    bool found;

    s->searched = true;
    if (rt_sheet_is_meeting(s->in, s->sheet->name)) {
        s->in->meeting |= rt_meeting_is_headed(s->grid, s->grid_count);
        s->sheet->known
            = rt_known_form(s->in, s->sheet->name, s->grid, s->grid_count);
        return RT_OK;
    }
    rc = rt_header_find(s->in->request.vocab, s->grid, s->grid_count,
        &s->in->arena, layout, &found, err);
    if (rc == RT_OK && !found)
        s->sheet->known
            = rt_known_form(s->in, s->sheet->name, s->grid, s->grid_count);
    /* A sheet named as a ledger is one, whatever was understood of it. */
    if (found && layout->form == RT_FORM_THREATS && s->named_ledger)
        layout->form = RT_FORM_NONE;
    if (rc == RT_OK && layout->form == RT_FORM_NONE)
        return keep_heads(s, err);
    if (rc != RT_OK || !found)
        return rc;
    if (layout->form == RT_FORM_SOA
        && rt_is_beside_statement(s->sheet->name, &s->sheet->basis))
        layout->form = RT_FORM_RESULT;
    if (layout->form == RT_FORM_REPORT && !s->sheet->example
        && rt_are_assessment_columns(layout->columns, layout->column_count))
        rc = rt_assessment_note(s->in, s->sheet, s->grid, err);
    /* The audit judges it as any report; merge wrote it of risks that it has. */
    if (s->sheet->assessed && s->in->request.grid_cells == 0)
        layout->form = RT_FORM_RESULT;
    if (layout->form == RT_FORM_THREATS && !s->named_threats
        && is_other_ledger(layout))
        layout->form = RT_FORM_LEDGER;
    for (size_t i = layout->index2 + 1; i < s->grid_count; i++)
        compare_twice(layout, &s->grid[i].row);
    rt_header_settle_twice(layout);
    rt_edition_headings(s->in, layout);
    if (layout->form == RT_FORM_THREATS)
        rc = rt_threats_begin(s->in, s->sheet, s->grid + layout->index1,
            layout->index2 - layout->index1 + 1, &s->threats, err);
    return rc;
}

/* The rows held back that are below the header. */
static enum rt_status replay(struct survey *s, struct rt_error *err)
{
    for (size_t i = s->sheet->layout.index2 + 1; i < s->grid_count; i++)
        RT_TRY(table_row(s, &s->grid[i].row, err));
    return RT_OK;
}

/* What a plan's file holds beside the plan's rows. */
static enum rt_status keep_beside(
    struct survey *s, const struct rt_row *row, struct rt_error *err)
{
    if (!s->in->request.beside || row->problem)
        return RT_OK;
    return rt_raw_put(s->in, &s->in->raw_beside, s->sheet->index, row, err);
}

/* Right of the headings: 「高＝3、中＝2、低＝1」. */
static void note_beside_headings(struct survey *s, const struct rt_row *row)
{
    for (size_t i = 0; i < row->count; i++) {
        const struct rt_row one = {.count = 1, .cells = &row->cells[i]};
        if (one.cells->type == RT_CELL_STRING
            && rt_is_bare_legend(one.cells->text))
            rt_legend_note(&s->in->legend, s->in->request.vocab, &one, false);
    }
}

/* What may explain the words for scores: rows above the headings, rows of a
 * table that name no asset, sheets without one. Which way the scores run may be
 * said beside a row, too. */
static enum rt_status note_legend(
    struct survey *s, const struct rt_row *row, struct rt_error *err)
{
    const struct rt_layout *l = &s->sheet->layout;
    bool none = l->form == RT_FORM_NONE;

    if (!none && row->number >= l->row1 && row->number <= l->row2)
        note_beside_headings(s, row);

    if (none || row->number < l->row1
        || (takes_rows(s->sheet)
            && rt_cell_blank(rt_cell_of(l, row, RT_F_ASSET))))
        rt_legend_note(&s->in->legend, s->in->request.vocab, row, none);
    return none || takes_rows(s->sheet) || l->form == RT_FORM_THREATS
               ? rt_inverted_note(s->in, s->sheet, row, err)
               : RT_OK;
}

/* Enough rows are held back, or there are no more. */
static enum rt_status settle(struct survey *s, struct rt_error *err)
{
    enum rt_status rc = search(s, err);
    size_t end
        = rt_sheet_is_plan(s->sheet) ? s->sheet->layout.index2 : s->grid_count;

    for (size_t i = 0; i < s->grid_count && rc == RT_OK; i++)
        rc = note_legend(s, &s->grid[i].row, err);
    s->planned = rt_sheet_is_planned(s->sheet);
    for (size_t i = 0; i < end && rc == RT_OK; i++)
        rc = keep_beside(s, &s->grid[i].row, err);
    if (s->sheet->layout.form == RT_FORM_LEDGER && !s->sheet->example
        && s->in->request.grid_cells == 0) {
        RT_THEN(rc, rt_report_above(s->in, s->sheet, s->grid, err));
        for (size_t i = 0; i <= s->sheet->layout.index2 && rc == RT_OK; i++) {
            if (s->grid[i].labels < 2)
                rc = rt_section_above(s->in, s->sheet, &s->grid[i].row, err);
        }
    }
    return rc == RT_OK && s->sheet->layout.form != RT_FORM_NONE ? replay(s, err)
                                                                : rc;
}

static void look_for_text(struct survey *s, const struct rt_row *row)
{
    for (size_t i = 0; i < row->count; i++) {
        if (row->cells[i].type == RT_CELL_STRING)
            rt_edition_text(s->in, row->cells[i].text);
    }
}

static enum rt_status next_row(struct survey *s, const struct rt_row *row,
    bool definition, struct rt_error *err)
{
    enum rt_status rc = RT_OK;

    s->sheet->cells += row->count;
    if (definition)
        look_for_text(s, row);
    if (s->searched)
        RT_TRY(note_legend(s, row, err));
    if (s->searched) {
        rc = s->planned ? RT_OK : keep_beside(s, row, err);
        return rc != RT_OK || s->sheet->layout.form == RT_FORM_NONE
                   ? rc
                   : table_row(s, row, err);
    }
    rc = keep_row(s, row, err);
    return rc == RT_OK
                   && (s->grid_count == RT_SEARCH_ROWS
                       || s->grid_cells > RT_SEARCH_CELLS
                       || s->grid_bytes > RT_SEARCH_BYTES)
               ? settle(s, err)
               : rc;
}

static enum rt_status copy_merges(
    struct survey *s, struct rt_rows *rows, struct rt_error *err)
{
    size_t n;
    const struct rt_range *m = rt_rows_merges(rows, &n);
    struct rt_range *copy;

    if (n == 0)
        return RT_OK;
    copy = rt_arena_array(&s->in->arena, n, sizeof *copy);
    RT_NEED(copy, err);
    memcpy(copy, m, n * sizeof *copy);
    s->sheet->merges = copy;
    s->sheet->merge_count = n;
    rt_header_unheal(&s->sheet->layout, copy, n);
    return RT_OK;
}

static enum rt_status copy_hidden_columns(
    struct survey *s, struct rt_rows *rows, struct rt_error *err)
{
    bool *hidden
        = rt_arena_array(&s->in->arena, RT_COLUMNS_MAX, sizeof *hidden);

    RT_NEED(hidden, err);
    for (uint32_t c = 0; c < RT_COLUMNS_MAX; c++)
        hidden[c] = rt_rows_column_hidden(rows, c);
    s->sheet->hidden_cols = hidden;
    return RT_OK;
}

/* Past its limit the grid is given up, not the file. */
static enum rt_status keep_in_grid(struct rt_intake *in, size_t sheet,
    const struct rt_row *row, struct rt_error *err)
{
    enum rt_status rc;

    if (!in->grid)
        return RT_OK;
    rc = rt_grid_add_row(in->grid, sheet, row, &in->grid_failed);
    if (rc != RT_LIMIT)
        return rc == RT_OK ? RT_OK : rt_fail_nomem(err);
    rt_grid_free(in->grid);
    in->grid = NULL;
    return RT_OK;
}

/* What the file writes in an unusual way, once a sheet each. */
static enum rt_status report_odd(
    struct survey *s, const struct rt_oddity *odd, struct rt_error *err)
{
    static const enum rt_code codes[RT_ODD_COUNT]
        = {[RT_ODD_SPLIT_ROW] = RT_IN122,
            [RT_ODD_WHOLE_MERGE] = RT_IN123,
            [RT_ODD_NO_DAY] = RT_IN124};

    for (size_t i = 0; odd && i < RT_ODD_COUNT; i++) {
        struct rt_place place
            = {.sheet = s->sheet, .row = odd[i].row, .col = odd[i].col};
        if (odd[i].count > 0)
            RT_TRY(rt_put_finding(s->in, codes[i], &place,
                RT_ARGS(RT_DECIMAL(odd[i].count)), err));
    }
    return RT_OK;
}

static enum rt_status read_rows(struct survey *s, struct rt_rows *rows,
    bool definition, struct rt_error *err)
{
    struct rt_row row;
    enum rt_status rc;

    while ((rc = rt_rows_next(rows, &row, err)) == RT_ROW) {
        RT_TRY(next_row(s, &row, definition, err));
        RT_TRY(keep_in_grid(s->in, s->sheet->index, &row, err));
    }
    if (rc != RT_END)
        return rc;
    rc = RT_OK;
    if (!s->searched)
        rc = settle(s, err);
    rt_header_settle_twice(&s->sheet->layout);
    rt_other_table_end(s->in, s->sheet);
    rt_threats_end(s->sheet);
    RT_THEN(rc, rt_checks_end(s->in, s->sheet, err));
    RT_THEN(rc, rt_asides_end(&s->asides, s->in, s->sheet, err));
    RT_THEN(rc, report_odd(s, rt_rows_odd(rows), err));
    RT_THEN(rc, copy_merges(s, rows, err));
    RT_THEN(rc, copy_hidden_columns(s, rows, err));
    if (rc == RT_OK && s->in->grid)
        rc = rt_grid_end_sheet(s->in->grid, s->sheet->index, rows, err);
    return rc;
}

static enum rt_status prepare(
    struct survey *s, size_t index, bool *definition, struct rt_error *err)
{
    const struct rt_sheet *info = rt_book_sheet(s->in->book, index);
    struct rt_str folded;

    rt_buf_clear(&s->in->text);
    if (rt_fold(info->name, &s->in->text) != RT_OK)
        return rt_fail_nomem(err);
    folded = rt_buf_str(&s->in->text);
    s->sheet->index = index;
    s->sheet->name = rt_arena_str(&s->in->arena, info->name);
    RT_NEED(s->sheet->name.p, err);
    s->sheet->hidden = info->hidden;
    s->sheet->example = rt_name_is_example(folded);
    *definition = rt_str_contains(folded, rt_str("重要度定義"));
    if (*definition)
        s->in->evidence.definition_sheet = index;
    s->named_threats = rt_str_contains(folded, rt_str("脅威"));
    s->named_ledger = rt_str_contains(folded, rt_str("台帳"))
                      || rt_str_contains(folded, rt_str("資産目録"));
    rt_edition_name(s->in, folded);
    s->grid = rt_arena_array(&s->in->arena, RT_SEARCH_ROWS, sizeof *s->grid);
    return s->grid ? RT_OK : rt_fail_nomem(err);
}

/* A sheet without content is passed over, unless rows or ratings must be on
 * it by its name. */
static enum rt_status report_nowhere(struct survey *s, struct rt_error *err)
{
    static const char *const needed[]
        = {"台帳", "資産目録", "報告書", "脅威の状況", "対策状況"};
    struct rt_str name = s->sheet->name;
    struct rt_place place = {.sheet = s->sheet};

    for (size_t i = 0; i < RT_COUNT(needed); i++) {
        if (!rt_str_contains(name, rt_str(needed[i])) || s->sheet->example)
            continue;
        rt_str_copy(err->sheet, sizeof err->sheet, name);
        return rt_fail_structure(
            err, RT_SHEET_NOWHERE, "xl/workbook.xml", "<sheet>");
    }
    return rt_put_finding(s->in, RT_IN126, &place, RT_ARGS(name), err);
}

enum rt_status rt_sheet_survey(
    struct rt_intake *in, size_t index, struct rt_error *err)
{
    struct survey s = {.in = in, .sheet = &in->sheets[index]};
    struct rt_rows *rows = NULL;
    bool definition = false;
    enum rt_status rc = prepare(&s, index, &definition, err);

    if (rc == RT_OK && rt_book_sheet(in->book, index)->nowhere)
        return report_nowhere(&s, err);
    RT_THEN(rc, rt_rows_open(in->book, index, &rows, err));
    if (rc != RT_OK)
        return rc;
    if (in->request.threads)
        rc = rt_rows_ahead(in->book, rows, err);
    rt_asides_init(&s.asides);
    RT_THEN(rc, read_rows(&s, rows, definition, err));
    rt_asides_fini(&s.asides);
    rt_rows_close(rows);
    return rc;
}
