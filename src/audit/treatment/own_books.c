/* The risks of this program's own registers and plans, when both are checked: a
 * plan shows those of its register again, by the id.
 *
 * Which register a plan belongs to is seen by its ids: the one that has the
 * most of them, at least half. Values are the register's as they should be, the
 * plan's as they are written.
 */
#include "audit/treatment/treatment.h"

#include "base/fold.h"
#include "base/list.h"
#include "form/word/value.h"
#include "record/book_words.h"
#include "record/risk.h"

enum { ABOUT = 3 }; /* texts that a row always has */

static const enum rt_field texts[PL_LINE_TEXTS - PL_SOURCES]
    = {RT_F_MANAGED_BY, RT_F_ASSET, RT_F_MEDIUM, RT_F_PROFILE};
static const enum rt_field numbers[PL_LINE_NUMBERS]
    = {[PL_IMPORTANCE] = RT_F_IMPORTANCE,
        [PL_LIKELIHOOD] = RT_F_LIKELIHOOD,
        [PL_LEVEL] = RT_F_LEVEL,
        [PL_PRIORITY] = RT_F_PRIORITY,
        [PL_TREATMENT] = RT_F_TREATMENT,
        [PL_RES_IMPORTANCE] = RT_F_RES_IMPORTANCE,
        [PL_RES_LIKELIHOOD] = RT_F_RES_LIKELIHOOD};

/* --- taking a row --------------------------------------------------------- */

/* What the cells say; 0 a blank, RT_UNKNOWN what cannot be read. */
static void take_written(const struct pl *p, const struct pl_row *row,
    struct pl_line *line, size_t from)
{
    for (size_t i = from; i < PL_LINE_NUMBERS; i++) {
        const struct rt_cell *c = row->cell[numbers[i]];
        line->number[i] = rt_cell_blank(c) ? 0 : rt_whole_of(c);
    }
    line->number[PL_TREATMENT] = (int)rt_pl_option(p, row).treatment;
}

static void take_right(const struct rt_audit_row *r, struct pl_line *line)
{
    const struct rt_assessment *a = &r->counted;

    line->number[PL_IMPORTANCE] = a->importance;
    line->number[PL_LIKELIHOOD] = a->likelihood;
    line->number[PL_LEVEL] = a->level;
    line->number[PL_PRIORITY]
        = a->level == RT_UNKNOWN ? RT_UNKNOWN : a->priority;
}

static const struct rt_cell *text_cell(const struct pl_row *row, size_t i)
{
    return i < RT_COUNT(texts) ? row->cell[texts[i]]
                               : rt_row_cell(row->row,
                                   row->table->doc.source[i - RT_COUNT(texts)]);
}

void rt_pl_take_line(struct pl *p, const struct pl_row *row)
{
    const struct rt_audit_row *r
        = rt_audit_row_at(p->a, row->table->sheet, row->row->number);
    const struct rt_cell *id = row->cell[RT_F_RISK_ID];
    char known[RT_RISK_ID];
    struct pl_line line = {.doc = &row->table->doc, .row = row->row->number};

    if (!id || !rt_is_risk_id(id->text, known))
        return;
    line.id = rt_pl_kept(p, rt_str(known));
    for (size_t i = 0; i < PL_LINE_TEXTS; i++)
        line.text[i] = rt_cell_text(text_cell(row, i));
    line.plan = rt_layout_is_plan(row->table->layout);
    if (!line.plan && !r)
        return;
    take_written(p, row, &line, line.plan ? 0 : PL_ENTERED);
    line.view = r && r->view;
    if (!line.plan)
        take_right(r, &line);
    RT_PL_ADD(p, p->said.lines, p->said.line_count, p->said.line_cap, line);
}

/* --- a register and its plans --------------------------------------------- */

struct pair {
    struct pl *p;
    struct rt_intern ids;          /* of the register */
    const struct pl_line **line;   /* by number of the id: its first row */
    const struct pl_line **others; /* by row: the next one with its id */
    const struct pl_line *rows;
    bool *planned; /* by number of the id */
};

static bool index_register(struct pair *q, const struct pl_said *of)
{
    size_t n = of->line_count;
    struct rt_arena *arena = &q->p->arena;

    q->rows = of->lines;
    q->line = rt_arena_array(arena, n + 1, sizeof *q->line);
    q->others = rt_arena_array(arena, n + 1, sizeof *q->others);
    q->planned = rt_arena_array(arena, n + 1, sizeof *q->planned);
    if (!rt_pl_need(q->p, q->line && q->others && q->planned))
        return false;
    for (size_t i = n; i-- > 0;) {
        uint32_t id = rt_intern(&q->ids, of->lines[i].id);
        if (!rt_pl_need(q->p, id > 0))
            return false;
        q->others[i] = q->line[id];
        q->line[id] = &of->lines[i];
    }
    return true;
}

static size_t shared(const struct pair *q, const struct pl_said *plan)
{
    size_t n = 0;

    for (size_t i = 0; i < plan->line_count; i++)
        n += rt_intern_find(&q->ids, plan->lines[i].id) > 0;
    return n;
}

/* What people enter may be in one of the books alone. */
static bool differs(
    const struct pl_line *line, const struct pl_line *of, size_t number)
{
    int is = line->number[number], was = of->number[number];

    return is != RT_UNKNOWN && was != RT_UNKNOWN && is != was
           && (number < PL_ENTERED || (is > 0 && was > 0));
}

/* Criteria and source may be unknown on one side; behind the name of a file it
 * says that the file was not read. */
static bool reads_otherwise(
    const struct pl_line *line, const struct pl_line *of, size_t text)
{
    struct rt_str is = line->text[text], right = of->text[text];

    if (text >= ABOUT && (is.n == 0 || right.n == 0))
        return false;
    return !rt_fold_eq(is, right)
           && !(text == RT_COUNT(texts) && rt_str_starts(is, right));
}

static bool agree(const struct pl_line *line, const struct pl_line *of)
{
    for (size_t i = 0; i < PL_LINE_TEXTS; i++) {
        if (reads_otherwise(line, of, i))
            return false;
    }
    for (size_t i = 0; i < PL_LINE_NUMBERS; i++) {
        if (differs(line, of, i))
            return false;
    }
    return true;
}

/* A column of both books. */
struct column {
    uint32_t col, of; /* in the plan and in the register */
    struct rt_str name;
};

static struct column column_of(const struct pl *p, const struct pl_line *line,
    const struct pl_line *of, enum rt_field f)
{
    return (struct column){rt_pl_doc_col(line->doc, f),
        rt_pl_doc_col(of->doc, f),
        f == texts[0] ? rt_str(rt_word(p->a->lang, RT_W_SUM_DEPARTMENT))
                      : rt_field_name(f, p->a->lang)};
}

static struct column text_column(const struct pl *p, const struct pl_line *line,
    const struct pl_line *of, size_t text)
{
    size_t k = text - RT_COUNT(texts);
    const char *names[PL_SOURCES] = {rt_word(p->a->lang, RT_W_SUM_FILE),
        rt_say(p->a->lang, "シート", "sheet"), rt_say(p->a->lang, "行", "row")};

    if (text < RT_COUNT(texts))
        return column_of(p, line, of, texts[text]);
    return (struct column){(uint32_t)(line->doc->source[k] + 1),
        (uint32_t)(of->doc->source[k] + 1), rt_str(names[k])};
}

static struct pl_note at(const struct pl_line *line, enum rt_field f)
{
    return (struct pl_note){
        .doc = line->doc, .row = line->row, .col = rt_pl_doc_col(line->doc, f)};
}

static void report_other(struct pl *p, enum rt_code code,
    const struct pl_line *line, struct column c, struct rt_str is,
    struct rt_str right, const struct pl_line *of)
{
    struct pl_note note = {.doc = line->doc, .row = line->row, .col = c.col};
    struct rt_str blank = rt_str(rt_say(p->a->lang, "空欄", "blank"));

    note.arg[0] = c.name;
    note.actual = rt_pl_shown(p, is);
    note.expected = rt_pl_shown(p, right);
    note.arg[1] = is.n > 0 ? note.actual : blank;
    note.arg[2] = right.n > 0 ? note.expected : blank;
    note.arg[3] = rt_pl_place(p, line->doc, of->doc, of->row, c.of);
    if (note.col > 0)
        rt_pl_report(p, code, &note);
}

static struct rt_str number_text(struct pl *p, size_t number, int v)
{
    if (number == PL_TREATMENT)
        return rt_str(rt_treatment_label((enum rt_treatment)v, RT_JA));
    return v > 0 ? rt_pl_num(p, v) : RT_STR_NONE;
}

/* An asset that came twice has two rows in both. */
static void compare_line(
    struct pair *q, const struct pl_line *line, const struct pl_line *of)
{
    const struct pl_line *same = of;

    while (same && !agree(line, same))
        same = q->others[same - q->rows];
    if (same)
        return;
    for (size_t i = 0; i < PL_LINE_TEXTS; i++) {
        if (reads_otherwise(line, of, i))
            report_other(q->p, RT_PL311, line, text_column(q->p, line, of, i),
                line->text[i], of->text[i], of);
    }
    for (size_t i = 0; i < PL_LINE_NUMBERS; i++) {
        if (differs(line, of, i))
            report_other(q->p, i < PL_ENTERED ? RT_PL311 : RT_PL630, line,
                column_of(q->p, line, of, numbers[i]),
                number_text(q->p, i, line->number[i]),
                number_text(q->p, i, of->number[i]), of);
    }
}

static void compare_plan(struct pair *q, const struct pl_said *plan)
{
    for (size_t i = 0; i < plan->line_count; i++) {
        const struct pl_line *line = &plan->lines[i];
        uint32_t n = rt_intern_find(&q->ids, line->id);
        struct pl_note note = at(line, RT_F_RISK_ID);
        q->planned[n] = true;
        if (n > 0) {
            compare_line(q, line, q->line[n]);
            continue;
        }
        note.arg[0] = note.actual = line->id;
        note.arg[1] = q->rows[0].doc->file;
        rt_pl_report(q->p, RT_PL310, &note);
    }
}

/* Risks of the register that its plans lack. */
static void report_unplanned(struct pair *q, const struct pl_doc *plan)
{
    struct pl *p = q->p;

    for (size_t n = 1; n <= q->ids.count; n++) {
        const struct pl_line *of = q->line[n];
        struct pl_note note = at(of, RT_F_RISK_ID);
        int priority = of->number[PL_PRIORITY];
        if (q->planned[n] || of->view || priority == RT_UNKNOWN
            || priority == 0)
            continue;
        note.arg[0] = rt_pl_num(p, priority);
        note.arg[1] = rt_pl_shown(p, of->text[1]);
        note.arg[2] = plan->file;
        rt_pl_report(p, RT_PL312, &note);
    }
}

/* --- all of them ---------------------------------------------------------- */

static bool is_plan(const struct pl_said *s)
{
    return s->line_count > 0 && s->lines[0].plan;
}

static bool is_register(const struct pl_said *s)
{
    return s->line_count > 0 && !s->lines[0].plan;
}

/* best: by plan, how many of its risks the register has that is taken. */
static void compare_register(struct pl *p, const struct pl_said *of,
    const struct pl_said *const *books, size_t count, size_t *best,
    bool compare)
{
    struct pair q = {.p = p};
    const struct pl_doc *plan = NULL;

    if (!index_register(&q, of))
        count = 0;
    for (size_t i = 0; i < count; i++) {
        size_t n = is_plan(books[i]) ? shared(&q, books[i]) : 0;
        if (n == 0 || n * 2 < books[i]->line_count)
            continue;
        if (!compare) {
            best[i] = n > best[i] ? n : best[i];
        } else if (n == best[i]) {
            best[i] = 0;
            plan = books[i]->lines[0].doc;
            compare_plan(&q, books[i]);
        }
    }
    if (plan)
        report_unplanned(&q, plan);
    rt_intern_fini(&q.ids);
}

void rt_pl_audit_books(
    struct pl *p, const struct pl_said *const *books, size_t count)
{
    size_t *best = rt_arena_array(&p->arena, count + 1, sizeof *best);

    (void)rt_pl_need(p, best);
    for (int compare = 0; compare < 2; compare++) {
        for (size_t i = 0; i < count && p->rc == RT_OK; i++) {
            if (is_register(books[i]))
                compare_register(p, books[i], books, count, best, compare);
        }
    }
    rt_arena_reset(&p->arena);
}
