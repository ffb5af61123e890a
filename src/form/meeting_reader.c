/* Reads the paper of a management review. The contract is meeting_reader.h.
 *
 * Tables of numbers are between those that people fill in. A row that is not an
 * item counts as one that nothing takes only where it follows the items at once,
 * so that a table of numbers is never taken for entries.
 */
#include "form/meeting_reader.h"

#include "base/fold.h"
#include "form/form.h"
#include "form/word/value.h"
#include "input/book.h"
#include "record/book_words.h"

/* Headings and names of items are short; what is entered is more than people
 * write in years. */
enum { HEAD_BYTES = 64, ENTRIES_MAX = 8 << 20, INSTRUCTIONS_MAX = 2000 };

/* The columns of the table at hand, -1 for none. */
struct reader {
    struct rt_meeting *to;
    struct rt_arena *arena;
    struct rt_str sheet;
    int32_t name, now, before; /* of the items */
    int32_t col[RT_INSTRUCTED_COLUMNS];
    bool instructs; /* the table is one of instructions, … */
    enum rt_instruction_part part;
    bool memory;
    uint32_t last; /* row of an item, or of their headings */
};

static bool is_read(struct rt_str name)
{
    return rt_is_word(name, RT_W_SHEET_MEETING)
           || rt_is_word(name, RT_W_SHEET_INSTRUCTIONS);
}

static bool is_named(struct rt_str text, struct rt_text name)
{
    return text.n > 0 && text.n <= 2 * HEAD_BYTES && rt_fold_is(text, name);
}

static int32_t find(const struct rt_row *row, struct rt_text name)
{
    for (size_t i = 0; i < row->count; i++) {
        const struct rt_cell *c = &row->cells[i];
        if (c->type == RT_CELL_STRING && c->text.n <= HEAD_BYTES
            && is_named(c->text, name))
            return (int32_t)c->col;
    }
    return -1;
}

/* Other sheets of such a workbook are read as those of any. */
bool rt_sheet_is_meeting(const struct rt_intake *in, struct rt_str name)
{
    bool items = false, instructions = false;

    for (size_t i = 0; i < in->sheet_count; i++) {
        items |= rt_is_word(in->sheets[i].name, RT_W_SHEET_MEETING);
        instructions |= rt_is_word(in->sheets[i].name, RT_W_SHEET_INSTRUCTIONS);
    }
    return items && instructions
           && (is_read(name) || rt_is_word(name, RT_W_SHEET_OPEN_CONTROLS));
}

bool rt_meeting_is_headed(const struct rt_grid_row *rows, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (find(&rows[i].row, rt_words(RT_W_MEETING_ENTRY)) >= 0)
            return true;
    }
    return false;
}

bool rt_intake_is_meeting(const struct rt_intake *in)
{
    return rt_str_is(in->input.kind, "review");
}

/* Whose table it is shows in its columns: what is instructed now has no state. */
static bool read_heads(struct reader *r, const struct rt_row *row)
{
    int32_t now = find(row, rt_words(RT_W_MEETING_ENTRY)),
            name = find(row, rt_words(RT_W_MEETING_ITEM)),
            text = find(row, rt_instructed_heads[RT_INSTRUCTED_TEXT]);

    if (now >= 0 && name >= 0) {
        r->now = now;
        r->name = name;
        r->before = find(row, rt_words(RT_W_MEETING_BEFORE));
        r->last = row->number;
        r->instructs = false;
        return true;
    }
    if (text < 0 || find(row, rt_instructed_heads[RT_INSTRUCTED_WHO]) < 0)
        return false;
    for (int i = 0; i < RT_INSTRUCTED_COLUMNS; i++)
        r->col[i] = find(row, rt_instructed_heads[i]);
    r->part = r->col[RT_INSTRUCTED_STATE] < 0 ? RT_INSTRUCTED_NOW
                                              : RT_INSTRUCTED_EARLIER;
    if (find(row, rt_words(RT_W_INSTRUCTION_FINAL)) >= 0) {
        r->part = RT_INSTRUCTED_CLOSED;
        r->col[RT_INSTRUCTED_STATE]
            = find(row, rt_words(RT_W_INSTRUCTION_FINAL));
    }
    r->instructs = true;
    r->now = -1;
    return true;
}

static struct rt_str kept(struct reader *r, struct rt_str text)
{
    struct rt_str copy = rt_arena_str(r->arena, text);

    r->memory &= copy.p != NULL;
    return copy;
}

/* A date as ISO, if it can be read as one. */
static struct rt_str text_of(
    struct reader *r, const struct rt_row *row, int32_t col, bool date)
{
    const struct rt_cell *c = rt_row_cell(row, col);
    char iso[11], formula[256];

    if (c && c->type == RT_CELL_NO_VALUE) { /* as it was typed */
        snprintf(formula, sizeof formula, "=%.*s", RT_FMT(c->formula));
        return kept(
            r, (struct rt_str){formula, rt_utf8_valid_prefix(rt_str(formula))});
    }
    if (!c || rt_cell_blank(c))
        return RT_STR_NONE;
    if ((date || c->type == RT_CELL_DATE) && rt_is_taken(rt_value_date(c, iso)))
        return kept(r, rt_str(iso));
    return kept(r, rt_str_trim(rt_cell_text(c)));
}

static void leave(
    struct reader *r, const struct rt_row *row, struct rt_str what)
{
    struct rt_meeting *m = r->to;

    if (m->untaken_count < RT_UNTAKEN)
        m->untaken[m->untaken_count++] = (struct rt_untaken){.sheet = r->sheet,
            .what = kept(r, what),
            .text = text_of(r, row, r->now, false),
            .row = row->number,
            .col = (uint32_t)r->now + 1};
}

static void read_item(struct reader *r, const struct rt_row *row)
{
    struct rt_str name = rt_str_trim(rt_cell_text(rt_row_cell(row, r->name)));
    bool filled = !rt_cell_blank(rt_row_cell(row, r->now));
    bool follows = row->number == r->last + 1;

    if (is_named(name, rt_words(RT_W_MEETING_AS_OF))) {
        struct rt_str made = text_of(r, row, r->now, true);
        rt_str_copy(r->to->made, sizeof r->to->made, made);
        r->last = row->number;
        return;
    }
    for (int i = 0; i < RT_MEETING_ITEMS; i++) {
        struct rt_noted *to = &r->to->items[i];
        if (!is_named(name, rt_meeting_items[i]) || to->row != 0)
            continue;
        *to = (struct rt_noted){
            text_of(r, row, r->now,
                i == RT_MEETING_HELD_ON || i == RT_MEETING_APPROVED_ON),
            text_of(r, row, r->before, false), row->number,
            (uint32_t)r->now + 1};
        r->to->sheet = r->sheet;
        r->last = row->number;
        return;
    }
    if (!follows)
        return;
    r->last = row->number;
    if (filled)
        leave(r, row, name);
}

static bool is_date(int column)
{
    return column == RT_INSTRUCTED_DUE || column == RT_INSTRUCTED_GIVEN
           || column == RT_INSTRUCTED_DONE;
}

static void read_instruction(struct reader *r, const struct rt_row *row)
{
    struct rt_instruction at = {.sheet = r->sheet, .row = row->number};
    bool said = false;

    for (int i = 0; i < RT_INSTRUCTED_COLUMNS; i++) {
        at.cols[i] = (uint32_t)(r->col[i] + 1);
        at.cells[i] = text_of(r, row, r->col[i], is_date(i));
        said |= i != RT_INSTRUCTED_NUMBER && i != RT_INSTRUCTED_GIVEN
                && at.cells[i].n > 0;
    }
    if (!said)
        return;
    if (!rt_parse_int(at.cells[RT_INSTRUCTED_NUMBER], &at.number)
        || at.number < 0 || at.number > INT32_MAX)
        at.number = 0;
    r->memory &= rt_meeting_instruct(r->to, r->part, &at, r->arena);
}

static enum rt_status read_rows(
    struct reader *r, struct rt_rows *rows, struct rt_error *err)
{
    struct rt_row row;
    enum rt_status rc;

    while ((rc = rt_rows_next(rows, &row, err)) == RT_ROW) {
        if (row.problem || read_heads(r, &row))
            continue;
        if (r->instructs)
            read_instruction(r, &row);
        else if (r->now >= 0)
            read_item(r, &row);
        RT_NEED(r->memory, err);
        if (r->arena->total > ENTRIES_MAX
            || (r->instructs && r->to->of[r->part].count > INSTRUCTIONS_MAX))
            return rt_fail_text(err, RT_LIMIT, "記入が多すぎます",
                "more is entered than is carried over");
    }
    return rc == RT_END ? RT_OK : rc;
}

static enum rt_status read_sheet(struct rt_book *book, size_t sheet,
    struct rt_arena *arena, struct rt_meeting *to, struct rt_error *err)
{
    struct reader r = {.to = to,
        .arena = arena,
        .sheet = rt_arena_str(arena, rt_book_sheet(book, sheet)->name),
        .memory = true,
        .name = -1,
        .now = -1,
        .before = -1};
    struct rt_rows *rows;
    enum rt_status rc;

    RT_NEED(r.sheet.p, err);
    RT_TRY(rt_rows_open(book, sheet, &rows, err));
    rc = read_rows(&r, rows, err);
    rt_rows_close(rows);
    return rc;
}

static bool has_items(const struct rt_meeting *m)
{
    for (int i = 0; i < RT_MEETING_ITEMS; i++) {
        if (m->items[i].row != 0)
            return true;
    }
    return false;
}

enum rt_status rt_meeting_read(const char *path, const struct rt_limits *limits,
    struct rt_arena *arena, struct rt_meeting *out, bool *is,
    struct rt_error *err)
{
    struct rt_book *book;
    enum rt_status rc = RT_OK;

    memset(out, 0, sizeof *out);
    *is = false;
    RT_TRY(rt_book_open(path, limits, NULL, &book, err));
    for (size_t i = 0; i < rt_book_sheet_count(book) && rc == RT_OK; i++) {
        const struct rt_sheet *sheet = rt_book_sheet(book, i);
        if (is_read(sheet->name) && !sheet->nowhere)
            rc = read_sheet(book, i, arena, out, err);
    }
    rt_book_close(book);
    *is = rc == RT_OK && has_items(out);
    return rc;
}
