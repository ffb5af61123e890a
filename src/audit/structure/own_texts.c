/* What our own register says of a row besides its values, against the row: which
 * values are missing, from which cells they were read, how the medium was
 * written, by which criteria it was judged; and the ids on 指摘事項.
 */
#include "audit/own_figures.h"
#include "audit/structure/structure_audit.h"
#include "base/fold.h"
#include "base/intern.h"
#include "form/word/value.h"
#include "record/book_words.h"
#include "record/cells.h"
#include "record/risk.h"
#include "risk/annex.h"
#include "risk/controls.h"

#include <stdlib.h>

/* Which flag is missing is not told apart in the rows of a register. */
enum { MISSING_BITS = 5, ID = 17 };

struct texts {
    struct rt_structure *s;
    size_t sheet;
    const struct rt_layout *l;
    const struct rt_row *row;
    const struct rt_audit_row *r;
    struct rt_intern places; /* file, sheet and row of the risks */
    struct rt_str *id;       /* by number of the place; empty: of several */
};

static const struct rt_cell *of_member(const struct texts *t, size_t member)
{
    return rt_row_cell(t->row, rt_own_column(t->l, member));
}

#define MEMBER(t, name) of_member(t, offsetof(struct rt_risk, name))

static enum rt_status report(const struct texts *t, const struct rt_cell *c,
    int32_t col, struct rt_text name, struct rt_str right, struct rt_error *err)
{
    struct rt_str is = rt_str_trim(rt_cell_text(c));
    enum rt_lang lang = t->s->audit->lang;
    struct rt_str blank = rt_str(rt_say(lang, "空欄", "blank"));

    if (col < 0)
        return RT_OK;
    return rt_structure_put(t->s, RT_VA319, t->sheet, (uint32_t)col,
        t->row->number,
        RT_ARGS(rt_str(rt_text(lang, name)), is.n > 0 ? is : blank,
            right.n > 0 ? right : blank),
        right, is, err);
}

/* --- missing values ------------------------------------------------------ */

static enum rt_status check_missing(const struct texts *t, struct rt_error *err)
{
    static const struct rt_text name = {"不足している値", "missing values"};
    int32_t col = rt_own_column(t->l, offsetof(struct rt_risk, result.missing));
    const struct rt_cell *c = rt_row_cell(t->row, col);
    struct rt_str s = rt_cell_text(c);
    unsigned said = 0, right = t->r->result.missing;
    enum rt_status rc = RT_OK;
    bool english = false;

    for (unsigned bit = 0; bit < MISSING_BITS; bit++) {
        bool en = rt_str_contains(s, rt_str(rt_word_missing(RT_EN, bit)));
        english |= en;
        if (en || rt_str_contains(s, rt_str(rt_word_missing(RT_JA, bit))))
            said |= 1u << bit;
    }
    /* Values that are wrong have findings of their own. */
    if (col < 0 || t->r->refused || (said & ~right) == 0)
        return RT_OK;
    rt_buf_clear(&t->s->name);
    for (unsigned bit = 0; bit < RT_MISSING_BITS && rc == RT_OK; bit++) {
        enum rt_lang lang = english ? RT_EN : RT_JA;
        if (right & 1u << bit)
            rc = rt_buf_printf(&t->s->name, "%s%s",
                t->s->name.len > 0 ? rt_word(lang, RT_W_LIST_COMMA) : "",
                rt_word_missing(lang, bit));
    }
    if (rc != RT_OK)
        return rc == RT_NOMEM ? rt_fail_nomem(err) : RT_OK;
    return report(t, c, col, name, rt_buf_str(&t->s->name), err);
}

/* --- where it comes from ------------------------------------------------- */

/* The row of a cell on the risk's own sheet; 0 where it is none. Of a CSV it is
 * the number in front. */
static uint32_t row_of(struct rt_str cell)
{
    const char *colon;
    int64_t row;

    if (cell.n == 0 || memchr(cell.p, '!', cell.n))
        return 0;
    colon = memchr(cell.p, ':', cell.n);
    if (colon)
        cell.n = (size_t)(colon - cell.p);
    while (cell.n > 0 && (cell.p[0] < '0' || cell.p[0] > '9'))
        cell = (struct rt_str){cell.p + 1, cell.n - 1};
    return rt_parse_int(cell, &row) && row > 0 && row <= UINT32_MAX
               ? (uint32_t)row
               : 0;
}

/* The one row that the scores were read from, 0 where they are of several. */
static uint32_t row_of_scores(struct rt_str cells)
{
    static const enum rt_number scores[]
        = {RT_N_CONFIDENTIALITY, RT_N_INTEGRITY, RT_N_AVAILABILITY};
    uint32_t row = 0;

    for (size_t i = 0; i < RT_COUNT(scores); i++) {
        uint32_t k = row_of(rt_cells_find(cells, scores[i]));
        if (k == 0 || (row > 0 && k != row))
            return 0;
        row = k;
    }
    return row;
}

static bool place_of(struct texts *t, struct rt_str file, struct rt_str sheet,
    uint32_t row, bool add, uint32_t *n)
{
    struct rt_buf key = RT_BUF(1 << 20);
    bool ok = rt_buf_printf(
                  &key, "%.*s\n%.*s\n%u", RT_FMT(file), RT_FMT(sheet), row)
              == RT_OK;

    *n = !ok   ? 0
         : add ? rt_intern(&t->places, rt_buf_str(&key))
               : rt_intern_find(&t->places, rt_buf_str(&key));
    rt_buf_fini(&key);
    return ok && (!add || *n > 0);
}

/* A formula links to the row; a number in its place, or cells of another row,
 * are what was typed. Merged scores are those of another risk's row. */
static enum rt_status check_cells(struct texts *t, struct rt_error *err)
{
    static const struct rt_text names[]
        = {{"行", "row"}, {"読み取ったセル", "cells"}};
    int32_t at = rt_own_column(t->l, offsetof(struct rt_risk, where.row));
    int32_t col = rt_own_column(t->l, offsetof(struct rt_risk, cells));
    const struct rt_cell *row = rt_row_cell(t->row, at);
    const struct rt_cell *cells = rt_row_cell(t->row, col);
    uint32_t read = row_of_scores(rt_cell_text(cells)), n;
    int shown = rt_whole_of(row);
    char number[24];

    if (read == 0 || shown <= 0 || (uint32_t)shown == read)
        return RT_OK;
    RT_NEED(place_of(t, rt_cell_text(MEMBER(t, where.file)),
                rt_cell_text(MEMBER(t, where.sheet)), read, false, &n),
        err);
    if (n > 0)
        return RT_OK;
    snprintf(number, sizeof number, "%u", read);
    if (row && !row->is_formula)
        return report(t, row, at, names[0], rt_str(number), err);
    snprintf(number, sizeof number,
        rt_say(t->s->audit->lang, "%d行目のセル", "cells of row %d"), shown);
    return report(t, cells, col, names[1], rt_str(number), err);
}

/* Written otherwise, it is still the medium that the risk has. */
static enum rt_status check_medium(const struct texts *t, struct rt_error *err)
{
    static const struct rt_text name = {"媒体の記載", "medium as written"};
    const struct rt_vocab *vocab = t->s->audit->vocab;
    int32_t col = rt_own_column(t->l, offsetof(struct rt_risk, medium_raw));
    const struct rt_cell *raw = rt_row_cell(t->row, col);
    const struct rt_cell *medium = MEMBER(t, medium);
    const char *written = NULL, *is = NULL;

    if (!vocab || rt_cell_blank(raw) || rt_cell_blank(medium)
        || !rt_is_taken(rt_value_medium(vocab, raw, &written))
        || !rt_is_taken(rt_value_medium(vocab, medium, &is)) || !written || !is
        || strcmp(written, is) == 0)
        return RT_OK;
    return report(t, raw, col, name, rt_str(is), err);
}

static enum rt_status check_profile(const struct texts *t, struct rt_error *err)
{
    static const struct rt_text name = {"基準", "profile"};
    int32_t col = t->l->col_of[RT_F_PROFILE];

    if (t->r->right_profile.n == 0)
        return RT_OK;
    return report(
        t, rt_row_cell(t->row, col), col, name, t->r->right_profile, err);
}

/* --- candidates ---------------------------------------------------------- */

/* "8.13 バックアップ" is a line of the table for that medium. */
static bool is_candidate(struct rt_str line, enum rt_control_medium medium)
{
    const struct rt_control *c;
    char number[24];

    for (size_t i = 0; (c = rt_control(i)); i++) {
        struct rt_str name = line;
        snprintf(number, sizeof number, "%d.%d ", c->theme, c->number);
        if (c->medium != medium || !rt_str_starts(line, rt_str(number)))
            continue;
        name.p += strlen(number);
        name.n -= strlen(number);
        if (rt_fold_is(name, c->name))
            return true;
    }
    return false;
}

static bool has_number(struct rt_str line)
{
    return line.n > 2 && line.p[0] >= '0' && line.p[0] <= '9'
           && line.p[1] == '.';
}

/* What people write over the candidates has no number of Annex A. */
static enum rt_status check_candidates(
    const struct texts *t, struct rt_error *err)
{
    static const struct rt_text name = {"管理策の候補", "candidate controls"};
    struct rt_str medium
        = rt_str_trim(rt_cell_text(rt_cell_of(t->l, t->row, RT_F_MEDIUM)));
    enum rt_control_medium on = rt_control_medium_of(medium);
    int32_t col = -1;
    struct rt_str rest, line;

    for (size_t i = 0; i < t->l->column_count; i++) {
        if (rt_fold_is(t->l->columns[i].text, rt_words(RT_W_SHEET_CONTROLS)))
            col = (int32_t)t->l->columns[i].col;
    }
    if (medium.n == 0)
        return RT_OK; /* it, or its heading, was lost */
    rest = rt_cell_string(rt_row_cell(t->row, col));
    while (rest.n > 0) {
        const char *end = memchr(rest.p, '\n', rest.n);
        line = (struct rt_str){rest.p, end ? (size_t)(end - rest.p) : rest.n};
        rest = (struct rt_str){
            rest.p + line.n + (end != NULL), rest.n - line.n - (end != NULL)};
        line = rt_str_trim(line);
        if (!has_number(line) || is_candidate(line, on)
            || rt_annex_is_line(line))
            continue;
        rt_buf_clear(&t->s->name);
        if (rt_buf_printf(&t->s->name,
                rt_say(t->s->audit->lang, "%.*sのための候補",
                    "one for the medium %.*s"),
                RT_FMT(medium))
            != RT_OK)
            return RT_OK;
        return report(t,
            &(struct rt_cell){.type = RT_CELL_STRING, .text = line}, col, name,
            rt_buf_str(&t->s->name), err);
    }
    return RT_OK;
}

/* --- the rows ------------------------------------------------------------ */

/* Every row of the audit, its own sheet's layout at hand. */
static enum rt_status each_row(struct texts *t,
    enum rt_status (*check)(struct texts *t, struct rt_error *err),
    struct rt_error *err)
{
    const struct rt_audit *a = t->s->audit;
    size_t at = 0;

    for (size_t i = 0; i < a->row_count; i++) {
        t->r = &a->rows[i];
        if (i == 0 || t->r->sheet != t->sheet)
            at = 0;
        t->sheet = t->r->sheet;
        t->l = &t->s->tables[t->sheet].layout;
        while (at < rt_grid_row_count(t->s->grid, t->sheet)
               && rt_grid_row(t->s->grid, t->sheet, at)->number < t->r->row)
            at++;
        t->row = rt_grid_row(t->s->grid, t->sheet, at);
        RT_TRY(check(t, err));
    }
    return RT_OK;
}

static enum rt_status take_place(struct texts *t, struct rt_error *err)
{
    int row = rt_whole_of(MEMBER(t, where.row));
    uint32_t n;
    size_t had = t->places.count;
    struct rt_str id
        = rt_str_trim(rt_cell_text(rt_cell_of(t->l, t->row, RT_F_RISK_ID)));

    if (row <= 0 || t->r->kept)
        return RT_OK;
    RT_NEED(place_of(t, rt_cell_text(MEMBER(t, where.file)),
                rt_cell_text(MEMBER(t, where.sheet)), (uint32_t)row, true, &n),
        err);
    t->id[n] = t->places.count > had ? id : RT_STR_NONE;
    return RT_OK;
}

static enum rt_status check_row(struct texts *t, struct rt_error *err)
{
    if (t->r->added)
        return RT_OK;
    RT_TRY(check_profile(t, err));
    if (rt_layout_is_plan(t->l) && !rt_layout_is_gone(t->l))
        return check_candidates(t, err);
    if (rt_layout_is_plan(t->l) || t->r->kept || !t->r->profile)
        return RT_OK;
    RT_TRY(check_missing(t, err));
    RT_TRY(check_cells(t, err));
    return check_medium(t, err);
}

/* --- 指摘事項 ------------------------------------------------------------ */

/* The columns of its headings, plus one; 0: not there. */
struct finding_cols {
    uint32_t file, sheet, cell, id;
};

/* Its headings are in two rows. */
static bool read_heads(const struct rt_row *row, struct finding_cols *h)
{
    for (size_t i = 0; i < row->count; i++) {
        struct rt_str s = rt_cell_string(&row->cells[i]);
        uint32_t col = row->cells[i].col + 1;
        if (rt_is_word(s, RT_W_SUM_FILE))
            h->file = col;
        else if (rt_str_is(s, "シート") || rt_str_is(s, "Sheet"))
            h->sheet = col;
        else if (rt_str_is(s, "セル") || rt_str_is(s, "Cell"))
            h->cell = col;
        else if (rt_is_word(s, RT_W_MATRIX_ID))
            h->id = col;
    }
    return h->file && h->sheet && h->cell && h->id;
}

static struct rt_str text_at(const struct texts *t, uint32_t col)
{
    return rt_str_trim(rt_cell_text(rt_row_cell(t->row, (int32_t)col - 1)));
}

static enum rt_status check_finding(
    struct texts *t, const struct finding_cols *h, struct rt_error *err)
{
    static const struct rt_text name = {"リスクID", "risk id"};
    struct rt_str id = text_at(t, h->id);
    uint32_t row = row_of(text_at(t, h->cell)), n = 0;

    if (id.n == 0 || row == 0)
        return RT_OK;
    RT_NEED(
        place_of(t, text_at(t, h->file), text_at(t, h->sheet), row, false, &n),
        err);
    if (n == 0 || t->id[n].n == 0 || rt_str_eq(t->id[n], id))
        return RT_OK;
    return report(t, rt_row_cell(t->row, (int32_t)h->id - 1),
        (int32_t)h->id - 1, name, t->id[n], err);
}

static enum rt_status check_findings(struct texts *t, struct rt_error *err)
{
    struct finding_cols h = {0};
    bool begun = false;

    for (size_t i = 0; i < rt_grid_row_count(t->s->grid, t->sheet); i++) {
        t->row = rt_grid_row(t->s->grid, t->sheet, i);
        if (begun)
            RT_TRY(check_finding(t, &h, err));
        begun = begun || read_heads(t->row, &h);
    }
    return RT_OK;
}

static enum rt_status check_all(struct texts *t, struct rt_error *err)
{
    RT_TRY(each_row(t, take_place, err));
    RT_TRY(each_row(t, check_row, err));
    for (t->sheet = 0; t->sheet < rt_grid_sheet_count(t->s->grid); t->sheet++) {
        if (rt_is_word(
                rt_grid_sheet(t->s->grid, t->sheet)->name, RT_W_SHEET_FINDINGS))
            RT_TRY(check_findings(t, err));
    }
    return RT_OK;
}

enum rt_status rt_structure_own_texts(
    struct rt_structure *s, struct rt_error *err)
{
    struct texts t = {.s = s};
    const struct rt_audit *a = s->audit;
    enum rt_status rc;

    if (a->row_count == 0 || !a->rows[0].own)
        return RT_OK;
    t.id = rt_arena_array(&s->arena, a->row_count + 1, sizeof *t.id);
    RT_NEED(t.id, err);
    rc = check_all(&t, err);
    rt_intern_fini(&t.places);
    return rc;
}
