/* Media that a lookup does not find: the form's word in another width, with a
 * space or without its long vowel. People, and merge, read 「社内ｻｰﾊﾞｰ」 as
 * 社内サーバー; a formula that compares texts does not, and shows nothing.
 *
 * In a ledger the row's own formula says whether the word is found, and whether
 * the list that it searches has another in place of the form's. Elsewhere on the
 * other sheets a word is named where it is nearly the form's and some formula
 * reads it.
 */
#include "audit/formulas/formula_audit.h"
#include "base/fold.h"
#include "form/word/value.h"

enum { CELLS_SEARCHED = 10000, WORDS_MAX = 16, WORD_BYTES = 64 };

/* --- what is found -------------------------------------------------------- */

/* As spreadsheets compare: letter case alone does not matter. */
static bool is_found_as(struct rt_str text, struct rt_str key)
{
    return text.n == key.n && strncasecmp(text.p, key.p, key.n) == 0;
}

bool rt_range_holds(const struct rt_work *w, size_t sheet,
    const struct rt_range *at, struct rt_str key)
{
    for (uint32_t r = at->row1; r <= at->row2 && r - at->row1 < CELLS_SEARCHED;
         r++) {
        const struct rt_cell *c = rt_grid_cell(w->grid, sheet, at->col1, r);
        if (c && is_found_as(c->text, key))
            return true;
    }
    return false;
}

const struct rt_cell *rt_lookup_key(struct rt_work *w,
    const struct rt_item *item, const struct rt_formula *f,
    const struct rt_ref **range)
{
    const struct rt_cell *key = NULL;

    for (size_t i = 0; i + 1 < rt_formula_ref_count(f); i++) {
        const struct rt_ref *ref = rt_formula_ref(f, i);
        const struct rt_ref *next = rt_formula_ref(f, i + 1);
        if (ref->sheet.n > 0 || ref->at.row1 != item->row
            || ref->at.row2 != item->row || next->at.row2 <= next->at.row1)
            continue;
        key = rt_grid_cell(w->grid, item->sheet, ref->at.col1, ref->at.row1);
        *range = next;
    }
    return rt_cell_blank(key) ? NULL : key;
}

/* --- the message ---------------------------------------------------------- */

static bool has_space(struct rt_str s)
{
    static const char *const spaces[] = {" ", "　", "\t", "\n", "\xC2\xA0"};

    for (size_t i = 0; i < RT_COUNT(spaces); i++) {
        if (rt_str_contains(s, rt_str(spaces[i])))
            return true;
    }
    return false;
}

/* In what it differs from the form's word, where a reader may not see that. */
static const char *difference(
    struct rt_str text, struct rt_str term, enum rt_lang lang)
{
    if (!rt_fold_eq(text, term))
        return "";
    return has_space(text)
               ? rt_say(lang, "余分な空白があります", "there is a space in it")
               : rt_say(lang, "全角と半角が違います",
                   "the width of its letters differs");
}

static void report(struct rt_work *w, size_t sheet, const struct rt_cell *cell,
    uint32_t row, const char *term)
{
    struct rt_verdict *v = rt_verdict_add(w, RT_RA512, sheet, cell->col, row);

    v->args[0] = v->actual = rt_cell_shown(w, cell);
    v->args[1] = v->expected = rt_str(term);
    v->args[2] = rt_str(difference(cell->text, rt_str(term), w->audit->lang));
}

/* --- in a ledger ---------------------------------------------------------- */

/* The one cell of a lookup's first column that holds a word which is no medium;
 * NULL where there is none or more than one. */
static const struct rt_cell *stranger(const struct rt_work *w, size_t sheet,
    const struct rt_range *at, uint32_t *row)
{
    const struct rt_cell *found = NULL;

    for (uint32_t r = at->row1; r <= at->row2 && r - at->row1 < CELLS_SEARCHED;
         r++) {
        const struct rt_cell *c = rt_grid_cell(w->grid, sheet, at->col1, r);
        if (rt_cell_blank(c) || c->type != RT_CELL_STRING
            || rt_medium_index(c->text) >= 0)
            continue;
        if (found)
            return NULL;
        found = c;
        *row = r;
    }
    return found && !found->is_formula ? found : NULL;
}

enum rt_status rt_medium_missed(struct rt_work *w, const struct rt_item *item,
    const struct rt_audit_row *r, bool *out, struct rt_error *err)
{
    const struct rt_range *at;
    const struct rt_ref *range = NULL;
    const struct rt_formula *f;
    const struct rt_cell *cell;
    size_t sheet = item->sheet;
    uint32_t row = item->row;
    int target;

    *out = false;
    RT_TRY(rt_item_parse(w, item, &f, err));
    cell = f ? rt_lookup_key(w, item, f, &range) : NULL;
    if (!cell || !r->medium
        || rt_table_field(&w->tables[sheet], cell->col) != RT_F_MEDIUM)
        return RT_OK;
    at = &range->at;
    target = rt_ref_sheet(w, sheet, range);
    if (target < 0 || rt_range_holds(w, (size_t)target, at, cell->text))
        return RT_OK;
    if (!rt_range_holds(w, (size_t)target, at, rt_str(r->medium))) {
        sheet = (size_t)target;
        cell = stranger(w, sheet, at, &row);
    }
    *out = cell != NULL;
    if (cell)
        report(w, sheet, cell, row, r->medium);
    return RT_OK;
}

static enum rt_status judge_rating(struct rt_work *w,
    const struct rt_audit_row *r, enum rt_field field, struct rt_error *err)
{
    int32_t col = w->tables[r->sheet].layout.col_of[field];
    const struct rt_item *item
        = col < 0 ? NULL : rt_item_at(w, r->sheet, (uint32_t)col, r->row);
    bool missed;

    return item && item->lookup ? rt_medium_missed(w, item, r, &missed, err)
                                : RT_OK;
}

/* --- on the other sheets -------------------------------------------------- */

/* Folded, without long vowels; false where it is too long for a medium. */
static bool bare_word(struct rt_str s, char to[WORD_BYTES], size_t *len)
{
    static const char vowel[] = "ー";
    size_t n = rt_fold_fixed(s, to, WORD_BYTES), kept = 0;

    if (n > WORD_BYTES)
        return false;
    for (size_t i = 0; i < n;) {
        bool skip
            = rt_str_starts((struct rt_str){to + i, n - i}, rt_str(vowel));
        if (skip)
            i += sizeof vowel - 1;
        else
            to[kept++] = to[i++];
    }
    *len = kept;
    return true;
}

/* The medium that the word is nearly; NULL for the form's own and for others. */
static const char *nearly(const struct rt_work *w, const struct rt_cell *cell)
{
    char a[WORD_BYTES], b[WORD_BYTES];
    const char *term;
    size_t n, m;

    if (cell->is_formula || cell->type != RT_CELL_STRING
        || rt_value_medium(w->audit->vocab, cell, &term) != RT_TAKEN_NORMALISED
        || !bare_word(cell->text, a, &n) || !bare_word(rt_str(term), b, &m))
        return NULL;
    return n == m && memcmp(a, b, n) == 0 ? term : NULL;
}

static enum rt_status is_read(struct rt_work *w, size_t sheet, uint32_t col,
    uint32_t row, bool *out, struct rt_error *err)
{
    *out = false;
    for (size_t i = 0; i < w->item_count && !*out; i++) {
        const struct rt_formula *f;
        RT_TRY(rt_item_parse(w, &w->items[i], &f, err));
        for (size_t k = 0; f && k < rt_formula_ref_count(f); k++) {
            const struct rt_ref *ref = rt_formula_ref(f, k);
            int target = rt_ref_sheet(w, w->items[i].sheet, ref);
            *out |= target >= 0 && (size_t)target == sheet
                    && ref->at.col1 <= col && ref->at.col2 >= col
                    && ref->at.row1 <= row && ref->at.row2 >= row;
        }
    }
    return RT_OK;
}

static enum rt_status judge_sheet(
    struct rt_work *w, size_t sheet, size_t *words, struct rt_error *err)
{
    for (size_t i = 0; i < rt_grid_row_count(w->grid, sheet); i++) {
        const struct rt_row *row = rt_grid_row(w->grid, sheet, i);
        for (size_t k = 0; k < row->count && *words < WORDS_MAX; k++) {
            const char *term = nearly(w, &row->cells[k]);
            bool read = false;
            if (!term)
                continue;
            ++*words;
            RT_TRY(
                is_read(w, sheet, row->cells[k].col, row->number, &read, err));
            if (read)
                report(w, sheet, &row->cells[k], row->number, term);
        }
    }
    return RT_OK;
}

enum rt_status rt_media_judge(struct rt_work *w, struct rt_error *err)
{
    size_t words = 0;

    for (size_t i = 0; i < w->audit->row_count; i++) {
        const struct rt_audit_row *r = &w->audit->rows[i];
        if (r->own || !r->medium || !rt_table_is_assessed(&w->tables[r->sheet]))
            continue;
        RT_TRY(judge_rating(w, r, RT_F_THREAT, err));
        RT_TRY(judge_rating(w, r, RT_F_VULNERABILITY, err));
    }
    for (size_t s = 0; s < rt_grid_sheet_count(w->grid); s++) {
        enum rt_form form = w->tables[s].layout.form;
        if (w->tables[s].found && !w->tables[s].example
            && (form == RT_FORM_THREATS || form == RT_FORM_CHECKS))
            RT_TRY(judge_sheet(w, s, &words, err));
    }
    return RT_OK;
}
