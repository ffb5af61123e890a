/* Results that are not there: formulas in a circle, and blanks.
 *
 * Formulas that read their own results have none. Excel stores 0 for them,
 * LibreOffice and gnumeric an error value, libraries nothing; and each looks as
 * if it had its trouble from the next. So they are looked for among the
 * formulas of all rows with a result that is an error, missing or wrong, or with
 * a formula that no other cell has: what reads none of these, or is read by
 * none, is taken away until only circles are left.
 *
 * A blank is a difference wherever the profile says what the cell must show.
 */
#include <stdlib.h>

#include "audit/formulas/formula_audit.h"
#include "base/list.h"
#include "form/word/value.h"

/* A formula in a circle reads few cells; and cells shown in a message. */
enum { READ_MAX = 256, EDGES_MAX = 200000, SHOWN = 6 };

/* --- circles --------------------------------------------------------------- */

struct edge {
    size_t key, other; /* `other` reads `key`, by number of the suspect */
};

struct circle {
    struct rt_work *w;
    struct rt_item **suspects; /* by sheet, row, column */
    bool *gone;
    size_t count;
    struct edge *edges;
    size_t edge_count, edge_cap;
};

/* Its own result is among what it reads: some programs store one even so. */
static enum rt_status reads_itself(struct rt_work *w,
    const struct rt_item *item, bool *out, struct rt_error *err)
{
    const struct rt_formula *f;

    *out = false;
    RT_TRY(rt_item_parse(w, item, &f, err));
    for (size_t i = 0; f && i < rt_formula_ref_count(f); i++) {
        const struct rt_ref *ref = rt_formula_ref(f, i);
        *out |= !ref->broken
                && rt_ref_sheet(w, item->sheet, ref) == (int)item->sheet
                && ref->at.row1 <= item->row && ref->at.row2 >= item->row
                && ref->at.col1 <= item->cell->col
                && ref->at.col2 >= item->cell->col;
    }
    return RT_OK;
}

static bool is_suspect(const struct rt_work *w, const struct rt_item *item)
{
    if (!item->relative || item->broken)
        return false;
    if (item->cell->type == RT_CELL_NO_VALUE
        && item->outcome == RT_OUTCOME_UNKNOWN)
        return true;
    return rt_item_is_error(item)
           || rt_known_difference(w, item->sheet, item->cell->col, item->row);
}

/* How many cells have each relative text. */
static uint32_t *count_texts(struct rt_work *w)
{
    uint32_t *n = rt_arena_array(&w->arena, w->texts.count + 1, sizeof *n);

    for (size_t i = 0; n && i < w->item_count; i++)
        n[w->items[i].relative]++;
    return n;
}

/* One past the last item of that row; *suspect: it has one. */
static size_t end_of_row(
    const struct rt_work *w, size_t first, const uint32_t *uses, bool *suspect)
{
    const struct rt_item *of = &w->items[first];
    size_t i = first;

    *suspect = false;
    for (; i < w->item_count && w->items[i].sheet == of->sheet
           && w->items[i].row == of->row;
         i++)
        *suspect
            |= is_suspect(w, &w->items[i])
               || (w->items[i].relative && uses[w->items[i].relative] == 1);
    return i;
}

/* Formulas of one relative text all read themselves, or none does. */
static enum rt_status find_suspects(struct circle *c, struct rt_error *err)
{
    enum { NOT_ASKED, NO, YES };
    struct rt_work *w = c->w;
    uint8_t *own = rt_arena_array(&w->arena, w->texts.count + 1, sizeof *own);
    uint32_t *uses = count_texts(w);
    size_t end = 0;
    bool suspect = false;

    c->suspects = rt_arena_array(
        &w->arena, w->item_count + 1, sizeof(struct rt_item *));
    c->gone = rt_arena_array(&w->arena, w->item_count + 1, sizeof *c->gone);
    RT_NEED(own && uses && c->suspects && c->gone, err);
    for (size_t i = 0; i < w->item_count; i++) {
        struct rt_item *item = &w->items[i];
        uint8_t *asked = &own[item->relative];
        bool yes;
        if (i == end)
            end = end_of_row(w, i, uses, &suspect);
        if (item->relative && *asked == NOT_ASKED) {
            RT_TRY(reads_itself(w, item, &yes, err));
            *asked = yes ? YES : NO;
        }
        if (*asked == YES || (suspect && item->relative && !item->broken))
            c->suspects[c->count++] = item;
    }
    return RT_OK;
}

/* The suspect's number; `count` where the cell is none. */
static size_t number_of(const struct circle *c, const struct rt_item *item)
{
    size_t at;

    RT_LOWER_BOUND(at, c->count, c->suspects[at] < item);
    return item && at < c->count && c->suspects[at] == item ? at : c->count;
}

static enum rt_status add_range(struct circle *c, size_t from, size_t sheet,
    const struct rt_range *at, struct rt_error *err)
{
    size_t looked = 0;

    for (uint32_t row = at->row1; row <= at->row2; row++) {
        for (uint32_t col = at->col1; col <= at->col2; col++) {
            size_t to;
            if (looked++ == READ_MAX || !rt_work_look(c->w, c->suspects[from]))
                return RT_OK;
            to = number_of(c, rt_item_at(c->w, sheet, col, row));
            if (to == c->count || c->edge_count >= EDGES_MAX)
                continue;
            RT_NEED(RT_GROW(c->edges, c->edge_count, c->edge_cap), err);
            c->edges[c->edge_count++] = (struct edge){to, from};
        }
    }
    return RT_OK;
}

static enum rt_status add_edges(
    struct circle *c, size_t from, struct rt_error *err)
{
    const struct rt_item *item = c->suspects[from];
    const struct rt_formula *f;

    RT_TRY(rt_item_parse(c->w, item, &f, err));
    for (size_t i = 0; f && i < rt_formula_ref_count(f); i++) {
        const struct rt_ref *ref = rt_formula_ref(f, i);
        int target = rt_ref_sheet(c->w, item->sheet, ref);
        if (!ref->broken && target >= 0)
            RT_TRY(add_range(c, from, (size_t)target, &ref->at, err));
    }
    return RT_OK;
}

RT_SORTED(by_key, struct edge, RT_ORDER(x->key, y->key))

static size_t first_edge(const struct circle *c, size_t key)
{
    size_t at;

    RT_LOWER_BOUND(at, c->edge_count, c->edges[at].key < key);
    return at;
}

/* Takes away what has no edge to anything left, then what has none after that,
 * and so on. `key` of an edge is its end, `other` its beginning. */
static enum rt_status take_away(struct circle *c, struct rt_error *err)
{
    size_t *queue = calloc(2 * c->count + 1, sizeof *queue);
    size_t *uses = queue ? queue + c->count : NULL;
    size_t n = 0;

    RT_NEED(queue, err);
    qsort(c->edges, c->edge_count, sizeof *c->edges, by_key);
    for (size_t i = 0; i < c->edge_count; i++)
        uses[c->edges[i].other]
            += !c->gone[c->edges[i].key] && !c->gone[c->edges[i].other];
    for (size_t i = 0; i < c->count; i++) {
        if (!c->gone[i] && uses[i] == 0)
            queue[n++] = i;
    }
    for (size_t i = 0; i < n; i++) {
        c->gone[queue[i]] = true;
        for (size_t k = first_edge(c, queue[i]);
             k < c->edge_count && c->edges[k].key == queue[i]; k++) {
            if (!c->gone[c->edges[k].other] && --uses[c->edges[k].other] == 0)
                queue[n++] = c->edges[k].other;
        }
    }
    free(queue);
    return RT_OK;
}

static void turn_edges(struct circle *c)
{
    for (size_t i = 0; i < c->edge_count; i++) {
        struct edge e = c->edges[i];
        c->edges[i] = (struct edge){.key = e.other, .other = e.key};
    }
}

/* A cell of the circle that this one reads; itself where there is none. */
static size_t next_in_circle(const struct circle *c, size_t of)
{
    for (size_t k = first_edge(c, of);
         k < c->edge_count && c->edges[k].key == of; k++) {
        if (!c->gone[c->edges[k].other])
            return c->edges[k].other;
    }
    return of;
}

/* 「重要度（M5）、リスク値（T5）」: the cells that the formula leads through. */
static struct rt_str cells_shown(const struct circle *c, size_t of)
{
    struct rt_work *w = c->w;
    enum rt_lang lang = w->audit->lang;
    enum rt_status rc = RT_OK;
    size_t at = of;

    rt_buf_clear(&w->buf2);
    for (size_t n = 0; n < SHOWN && rc == RT_OK; n++) {
        const struct rt_item *item = c->suspects[at];
        char ref[16];
        rt_cell_ref(item->cell->col, item->row, ref);
        if (n > 0)
            rc = rt_buf_adds(&w->buf2, rt_str(rt_comma(lang)));
        if (item->sheet != c->suspects[of]->sheet)
            RT_THEN(rc, rt_buf_printf(&w->buf2,
                            rt_say(lang, "シート「%.*s」の", "sheet \"%.*s\" "),
                            RT_FMT(rt_grid_sheet(w->grid, item->sheet)->name)));
        RT_THEN(rc, rt_table_column_name(&w->tables[item->sheet],
                        item->cell->col, lang, &w->buf2));
        RT_THEN(
            rc, rt_buf_printf(&w->buf2, rt_say(lang, "（%s）", " (%s)"), ref));
        at = next_in_circle(c, at);
        if (at == of)
            break;
    }
    return rt_work_built(w, rc, &w->buf2);
}

static enum rt_status report_circle(
    struct circle *c, size_t i, struct rt_error *err)
{
    struct rt_work *w = c->w;
    const struct rt_item *item = c->suspects[i];
    uint32_t col = item->cell->col, row = item->row;
    struct rt_known *k = rt_known_difference(w, item->sheet, col, row);
    struct rt_verdict *v = rt_verdict_new(w, RT_RA511, item->sheet, col, row);
    struct rt_str right;

    if (k)
        k->judged = true;
    v->actual = rt_cell_shown(w, item->cell);
    v->args[1] = rt_formula_shown(w, item->cell->formula);
    v->args[2] = cells_shown(c, i);
    v->args[3] = RT_STR("");
    if (rt_right_at(w, item->sheet, col, row, &right)) {
        v->expected = right;
        v->args[3] = rt_right_clause(w, right);
    }
    return rt_fault_add(w, item->sheet, col, row, err);
}

static enum rt_status find_circles(struct circle *c, struct rt_error *err)
{
    for (size_t i = 0; i < c->count; i++)
        RT_TRY(add_edges(c, i, err));
    if (c->edge_count == 0)
        return RT_OK;
    RT_TRY(take_away(c, err));
    turn_edges(c);
    RT_TRY(take_away(c, err));
    for (size_t i = 0; i < c->count; i++) {
        if (!c->gone[i])
            RT_TRY(report_circle(c, i, err));
    }
    return RT_OK;
}

enum rt_status rt_circles_judge(struct rt_work *w, struct rt_error *err)
{
    struct circle c = {.w = w};
    enum rt_status rc = find_suspects(&c, err);

    RT_THEN(rc, find_circles(&c, err));

    free(c.edges);
    return rc;
}

/* --- blanks ---------------------------------------------------------------- */

static bool is_typed_error(const struct rt_cell *cell)
{
    return rt_shows_error(cell) && !cell->is_formula;
}

/* Nothing is shown in the cell, or an error that was typed or pasted (a
 * formula's is judged with the formulas); not known where its formula has no stored
 * result and cannot be computed. */
static bool shows_nothing(
    const struct rt_work *w, size_t sheet, uint32_t col, uint32_t row)
{
    const struct rt_cell *cell = rt_grid_cell(w->grid, sheet, col, row);
    const struct rt_item *item;

    if (!cell || !cell->is_formula || cell->type != RT_CELL_NO_VALUE)
        return rt_cell_blank(cell) || is_typed_error(cell);
    item = rt_item_at(w, sheet, col, row);
    return item && item->outcome == RT_OUTCOME_ALONE
           && item->value.type == RT_VALUE_TEXT
           && rt_str_trim(item->value.text).n == 0;
}

/* In a list of our own: blank because of what its formula reads. */
static enum rt_status follows_fault(
    struct rt_work *w, struct rt_item *item, bool *out, struct rt_error *err)
{
    const struct rt_formula *f;

    *out = false;
    if (!item || !w->tables[item->sheet].own)
        return RT_OK;
    RT_TRY(rt_item_parse(w, item, &f, err));
    *out = f
           && rt_refers_to_fault(w, f, item->sheet, item->cell->col, item->row);
    if (!*out)
        return RT_OK;
    item->judged = true;
    return rt_fault_add(w, item->sheet, item->cell->col, item->row, err);
}

static enum rt_status report_blank(struct rt_work *w,
    const struct rt_audit_row *r, enum rt_field f, struct rt_str right,
    struct rt_error *err)
{
    uint32_t col = (uint32_t)w->tables[r->sheet].layout.col_of[f];
    const struct rt_cell *cell = rt_grid_cell(w->grid, r->sheet, col, r->row);
    bool error = is_typed_error(cell);
    struct rt_verdict *v;
    struct rt_str why, *arg;

    RT_TRY(rt_cause_find(w, rt_item_at(w, r->sheet, col, r->row), &why, err));
    v = rt_verdict_new(w, error ? RT_RA301 : RT_RA510, r->sheet, col, r->row);
    arg = &v->args[1];
    if (error)
        *arg++ = v->actual = rt_cell_shown(w, cell);
    arg[0] = v->expected = right;
    arg[1] = rt_joined(w, rt_right_inputs(w, r->sheet, r->row, f), why);
    return rt_fault_add(w, r->sheet, col, r->row, err);
}

/* A ledger's priority for which its level asks. People type it, and retained
 * risks may be left without one. */
static bool lacks_priority(
    const struct rt_work *w, const struct rt_audit_row *r)
{
    int32_t col = w->tables[r->sheet].layout.col_of[RT_F_PRIORITY];
    const struct rt_cell *cell;

    if (col < 0 || w->tables[r->sheet].layout.form != RT_FORM_LEDGER
        || w->foreign[r->sheet] || r->result.priority <= 0 || r->retained)
        return false;
    cell = rt_grid_cell(w->grid, r->sheet, (uint32_t)col, r->row);
    return (shows_nothing(w, r->sheet, (uint32_t)col, r->row)
               || !rt_cell_says(cell))
           && !(cell && cell->type == RT_CELL_NO_VALUE)
           && !rt_is_covered(w, r->sheet, (uint32_t)col, r->row);
}

static enum rt_status judge_priority(
    struct rt_work *w, const struct rt_audit_row *r, struct rt_error *err)
{
    uint32_t col = (uint32_t)w->tables[r->sheet].layout.col_of[RT_F_PRIORITY];
    struct rt_str right = rt_result_shown(r->result.priority);
    const struct rt_item *item = rt_item_at(w, r->sheet, col, r->row);
    struct rt_verdict *v;

    if (item && item->judged)
        return RT_OK;
    if (rt_shows_error(rt_grid_cell(w->grid, r->sheet, col, r->row)))
        return report_blank(w, r, RT_F_PRIORITY, right, err);
    v = rt_verdict_add(w, RT_PL106, r->sheet, col, r->row);
    v->args[0] = rt_result_shown(r->result.level);
    v->args[1] = v->expected = right;
    return rt_fault_add(w, r->sheet, col, r->row, err);
}

static enum rt_status judge_row(
    struct rt_work *w, const struct rt_audit_row *r, struct rt_error *err)
{
    static const enum rt_field fields[] = {RT_F_IMPORTANCE, RT_F_THREAT,
        RT_F_VULNERABILITY, RT_F_LIKELIHOOD, RT_F_LIKELIHOOD_LABEL, RT_F_LEVEL,
        RT_F_LEVEL_LABEL, RT_F_PRIORITY, RT_F_RES_LEVEL, RT_F_RES_LEVEL_LABEL};

    for (size_t i = 0; i < RT_COUNT(fields); i++) {
        int32_t at = w->tables[r->sheet].layout.col_of[fields[i]];
        uint32_t col = (uint32_t)at;
        struct rt_item *item;
        struct rt_str right;
        bool follows;
        if (at < 0 || !shows_nothing(w, r->sheet, col, r->row)
            || !rt_right_value(w, r->sheet, r->row, fields[i], &right)
            || rt_is_covered(w, r->sheet, col, r->row))
            continue;
        item = rt_item_at(w, r->sheet, col, r->row);
        if (item ? item->judged : rt_is_fault(w, r->sheet, col, r->row))
            continue;
        RT_TRY(follows_fault(w, item, &follows, err));
        if (follows)
            continue;
        RT_TRY(report_blank(w, r, fields[i], right, err));
    }
    return RT_OK;
}

/* --- ratings ---------------------------------------------------------------- */

/* A form with the column, of which the row leaves it blank though it has a
 * likelihood, which nothing then shows to be right. */
static bool lacks_rating(
    const struct rt_work *w, const struct rt_audit_row *r, enum rt_field f)
{
    int32_t col = w->tables[r->sheet].layout.col_of[f];

    return (f == RT_F_THREAT ? r->scores.threat : r->scores.vulnerability)
               == RT_UNKNOWN
           && r->scores.given_likelihood != RT_UNKNOWN
           && rt_cell_blank(
               rt_grid_cell(w->grid, r->sheet, (uint32_t)col, r->row))
           && !rt_item_at(w, r->sheet, (uint32_t)col, r->row)
           && !rt_is_covered(w, r->sheet, (uint32_t)col, r->row);
}

static void judge_ratings(struct rt_work *w, size_t sheet, enum rt_field f)
{
    const struct rt_audit *a = w->audit;
    enum rt_field other = f == RT_F_THREAT ? RT_F_VULNERABILITY : RT_F_THREAT;
    int32_t col = w->tables[sheet].layout.col_of[f];
    size_t blank = 0, filled = 0, half = 0;

    if (col < 0 || w->tables[sheet].own
        || !rt_table_is_assessed(&w->tables[sheet]))
        return;
    for (size_t i = 0; i < a->row_count; i++) {
        bool lacks
            = a->rows[i].sheet == sheet && lacks_rating(w, &a->rows[i], f);
        blank += lacks;
        half += lacks && w->tables[sheet].layout.col_of[other] >= 0
                && !lacks_rating(w, &a->rows[i], other);
        filled += a->rows[i].sheet == sheet && !lacks;
    }
    /* Columns that are not used are blank together. */
    for (size_t i = 0; i < a->row_count && (blank <= filled || half == blank);
         i++) {
        const struct rt_audit_row *r = &a->rows[i];
        struct rt_verdict *v;
        if (r->sheet != sheet || !lacks_rating(w, r, f))
            continue;
        v = rt_verdict_new(w, RT_VA316, sheet, (uint32_t)col, r->row);
        v->args[1] = rt_result_shown(r->scores.given_likelihood);
    }
}

enum rt_status rt_blanks_judge(struct rt_work *w, struct rt_error *err)
{
    const struct rt_audit *a = w->audit;

    for (size_t i = 0; i < a->row_count; i++) {
        const struct rt_table *t = &w->tables[a->rows[i].sheet];
        /* What merge kept it left blank where the earlier register had. */
        if (!rt_table_is_assessed(t) || a->rows[i].kept)
            continue;
        RT_TRY(judge_row(w, &a->rows[i], err));
        if (lacks_priority(w, &a->rows[i]))
            RT_TRY(judge_priority(w, &a->rows[i], err));
    }
    for (size_t s = 0; s < rt_grid_sheet_count(w->grid); s++) {
        judge_ratings(w, s, RT_F_THREAT);
        judge_ratings(w, s, RT_F_VULNERABILITY);
    }
    return RT_OK;
}
