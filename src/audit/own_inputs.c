/* What our own register's summary says of the files it was made from: rows and
 * findings of each, files by state, risks by criteria.
 *
 * Accepted rows are counted in the list, findings on 指摘事項; what was read is
 * the sum of what became of it.
 */
#include <stdlib.h>

#include "audit/own_figures.h"
#include "audit/own_fixed.h"
#include "base/intern.h"
#include "base/list.h"
#include "record/book_words.h"
#include "record/risk.h"

enum { STATES = 5, TILES = 4, SEVERITIES = 3 };

enum kind {
    FILE_NAME,
    STATE,
    SEEN,
    ACCEPTED,
    REJECTED,
    BLANK,
    EXAMPLE,
    ERRORS,
    WARNINGS,
    INFOS,
    RECEIVED,
    READ,
    OTHER,
    FAILED,
    MISSING,
    EMPTY,
    PROFILE,
    SCALE,
    RISKS,
    SEVERITY,
    CODE,
    KINDS
};

static const enum rt_word words[] = {[FILE_NAME] = RT_W_SUM_FILE,
    [STATE] = RT_W_SUM_STATE,
    [SEEN] = RT_W_SUM_SEEN,
    [ACCEPTED] = RT_W_SUM_ACCEPTED,
    [REJECTED] = RT_W_SUM_REJECTED,
    [BLANK] = RT_W_SUM_BLANK,
    [EXAMPLE] = RT_W_SUM_EXAMPLE,
    [ERRORS] = RT_W_ERROR,
    [WARNINGS] = RT_W_WARNING,
    [INFOS] = RT_W_INFO,
    [RECEIVED] = RT_W_SUM_RECEIVED,
    [READ] = RT_W_STATE_READ,
    [OTHER] = RT_W_STATE_OTHER,
    [FAILED] = RT_W_STATE_FAILED,
    [MISSING] = RT_W_STATE_MISSING,
    [EMPTY] = RT_W_STATE_EMPTY,
    [PROFILE] = RT_W_SUM_PROFILE,
    [SCALE] = RT_W_SUM_SCALE,
    [RISKS] = RT_W_SUM_ALL,
    [SEVERITY] = RT_W_FINDING_SEVERITY,
    [CODE] = RT_W_FINDING_CODE};

/* Of a file, or of criteria. */
struct tally {
    uint64_t risks, of_forms; /* by the criteria in force, by the forms' */
    uint64_t severity[SEVERITIES];
};

struct inputs {
    const struct rt_audit *a;
    struct rt_arena *arena;
    struct rt_summaries *out;
    struct rt_intern words; /* a kind's in both languages, then the next's */
    struct rt_intern names;
    struct tally *of; /* by number of the name */
    size_t cap;
    struct tally all;
    uint64_t state[STATES];
    size_t list, findings; /* their sheets; SIZE_MAX: none, or several */
    bool unknown; /* a row's criteria, so that they cannot be counted */
    /* The row of headings at hand: the column of each, 0 where it has none. */
    size_t sheet;
    uint32_t col[KINDS];
};

/* --- cells --------------------------------------------------------------- */

static const struct rt_cell *cell_at(
    const struct inputs *in, enum kind k, uint32_t row)
{
    return in->col[k] == 0
               ? NULL
               : rt_grid_cell(in->a->grid, in->sheet, in->col[k] - 1, row);
}

static struct rt_str text_at(const struct inputs *in, enum kind k, uint32_t row)
{
    return rt_cell_text(cell_at(in, k, row));
}

/* No two of the words are the same. */
static enum rt_status number_words(struct inputs *in, struct rt_error *err)
{
    uint32_t n;

    for (int k = 0; k < KINDS; k++) {
        struct rt_text word = rt_words(words[k]);
        RT_NEED(rt_intern_folded(&in->words, rt_str(word.ja), &n)
                    && rt_intern_folded(&in->words, rt_str(word.en), &n),
            err);
    }
    return RT_OK;
}

/* KINDS where the text is none of the words. */
static enum kind kind_of(const struct inputs *in, struct rt_str s)
{
    uint32_t n = rt_intern_find_folded(&in->words, s);

    return n == 0 ? KINDS : (enum kind)((n - 1) / 2);
}

/* Adds the headings of a row. */
static void read_heads(struct inputs *in, const struct rt_row *row)
{
    for (size_t i = 0; i < row->count; i++) {
        const struct rt_cell *cell = &row->cells[i];
        enum kind k
            = kind_of(in, rt_own_label(in->a, in->sheet, cell, row->number));
        if (k != KINDS && in->col[k] == 0)
            in->col[k] = cell->col + 1;
    }
}

/* --- counting ------------------------------------------------------------ */

static enum rt_status of_name(struct inputs *in, struct rt_str name,
    struct tally **out, struct rt_error *err)
{
    uint32_t n;
    size_t had = in->cap;

    RT_NEED(rt_intern_folded(&in->names, name, &n), err);
    RT_NEED(RT_ROOM(in->of, in->cap, (size_t)n + 1), err);
    for (; had < in->cap; had++)
        in->of[had] = (struct tally){0};
    *out = &in->of[n];
    return RT_OK;
}

static struct tally found(const struct inputs *in, struct rt_str name)
{
    uint32_t n = rt_intern_find_folded(&in->names, name);

    return n > 0 ? in->of[n] : (struct tally){0};
}

/* The risks of the list by file, and by the criteria that they name. */
static enum rt_status count_risks(struct inputs *in, struct rt_error *err)
{
    static const size_t members[] = {offsetof(struct rt_risk, where.file),
        offsetof(struct rt_risk, profile),
        offsetof(struct rt_risk, own_profile)};
    bool listed = false;

    for (size_t i = 0; i < in->a->row_count; i++) {
        const struct rt_audit_row *r = &in->a->rows[i];
        const struct rt_layout *l = &in->a->tables[r->sheet].layout;
        struct tally *t;
        in->unknown |= !r->profile && !r->kept;
        if (!r->view) {
            in->list = !listed || in->list == r->sheet ? r->sheet : SIZE_MAX;
            listed = true;
        }
        for (size_t k = 0; k < RT_COUNT(members); k++) {
            int32_t col = rt_own_column(l, members[k]);
            const struct rt_cell *c = col < 0
                                          ? NULL
                                          : rt_grid_cell(in->a->grid, r->sheet,
                                              (uint32_t)col, r->row);
            if (rt_cell_blank(c) || (k == 0 ? r->kept : r->view && k == 1))
                continue;
            RT_TRY(of_name(in,
                k == 1 && r->right_profile.n > 0 ? r->right_profile : c->text,
                &t, err));
            t->risks += k < 2;
            t->of_forms += k == 2;
        }
    }
    return RT_OK;
}

static enum rt_status count_finding(
    struct inputs *in, uint32_t row, struct rt_error *err)
{
    struct tally *t;
    enum kind k = kind_of(in, text_at(in, SEVERITY, row));

    if (k < ERRORS || k >= ERRORS + SEVERITIES)
        return RT_OK;
    in->all.severity[k - ERRORS]++;
    RT_TRY(of_name(in, text_at(in, FILE_NAME, row), &t, err));
    t->severity[k - ERRORS]++;
    return RT_OK;
}

/* 指摘事項, whose headings have two rows. */
static enum rt_status count_findings(struct inputs *in, struct rt_error *err)
{
    size_t n = rt_grid_row_count(in->a->grid, in->sheet);
    bool begun = false;

    for (size_t i = 0; i < n; i++) {
        const struct rt_row *row = rt_grid_row(in->a->grid, in->sheet, i);
        if (begun) {
            RT_TRY(count_finding(in, row->number, err));
            continue;
        }
        memset(in->col, 0, sizeof in->col);
        read_heads(in, row);
        begun = in->col[SEVERITY] && in->col[CODE] && i + 1 < n;
        if (begun) {
            read_heads(in, rt_grid_row(in->a->grid, in->sheet, ++i));
            in->findings = in->sheet;
        }
    }
    return RT_OK;
}

/* --- figures ------------------------------------------------------------- */

static enum rt_status add(struct inputs *in, enum kind k, uint32_t row,
    struct rt_str label, uint64_t right, size_t list, struct rt_error *err)
{
    const struct rt_cell *c = cell_at(in, k, row);
    const struct rt_figure g = {.sheet = in->sheet,
        .row = row,
        .col = in->col[k] - 1,
        .label = {label, rt_str(rt_word(in->a->lang, words[k]))},
        .right = right,
        .list = list};

    return in->col[k] == 0 || (c && c->is_formula)
               ? RT_OK
               : rt_figure_add(in->out, in->arena, &g, c, err);
}

static enum rt_status add_severities(struct inputs *in, uint32_t row,
    struct rt_str label, const struct tally *t, struct rt_error *err)
{
    for (int k = 0; k < SEVERITIES && in->findings != SIZE_MAX; k++)
        RT_TRY(add(in, (enum kind)(ERRORS + k), row, label, t->severity[k],
            in->findings, err));
    return RT_OK;
}

/* What became of the rows is known one by one only for those accepted. */
static enum rt_status take_input(
    struct inputs *in, uint32_t row, struct rt_str name, struct rt_error *err)
{
    struct tally t = found(in, name);
    uint64_t sum = t.risks;

    for (int k = REJECTED; k <= EXAMPLE; k++) {
        const struct rt_cell *c = cell_at(in, (enum kind)k, row);
        if (!c || c->type != RT_CELL_NUMBER || c->number < 0)
            return RT_OK;
        sum += (uint64_t)c->number;
    }
    RT_TRY(add(in, ACCEPTED, row, name, t.risks, in->list, err));
    RT_TRY(add(in, SEEN, row, name, sum, in->sheet, err));
    return add_severities(in, row, name, &t, err);
}

static enum rt_status take_inputs(
    struct inputs *in, uint32_t head, bool count, struct rt_error *err)
{
    for (uint32_t row = head + 1;; row++) {
        struct rt_str name = text_at(in, FILE_NAME, row);
        if (name.n == 0 && text_at(in, STATE, row).n == 0)
            return RT_OK;
        if (rt_is_word(name, RT_W_TOTAL))
            return count ? RT_OK : add_severities(in, row, name, &in->all, err);
        enum kind k = kind_of(in, text_at(in, STATE, row));
        if (count && k >= READ && k < READ + STATES)
            in->state[k - READ]++;
        if (!count && k != MISSING)
            RT_TRY(take_input(in, row, name, err));
    }
}

/* A file without rows was read, too. */
static enum rt_status take_states(
    struct inputs *in, uint32_t row, struct rt_error *err)
{
    uint64_t received = 0;

    for (int k = 0; k < TILES; k++) {
        uint64_t n = in->state[k] + (k == 0 ? in->state[EMPTY - READ] : 0);
        RT_TRY(add(
            in, (enum kind)(READ + k), row, RT_STR_NONE, n, in->sheet, err));
        received += READ + k == MISSING ? 0 : n;
    }
    return add(in, RECEIVED, row, RT_STR_NONE, received, in->sheet, err);
}

/* Criteria in force, then those of the forms, under a title of their own. */
static enum rt_status take_profiles(
    struct inputs *in, uint32_t head, struct rt_error *err)
{
    bool title = false;

    for (uint32_t row = head + 1;; row++) {
        struct rt_str name = text_at(in, PROFILE, row);
        if (name.n == 0 && title)
            return RT_OK;
        title |= name.n == 0;
        struct tally t = found(in, name);
        if (name.n > 0 && !in->unknown)
            RT_TRY(add(in, RISKS, row, name, title ? t.of_forms : t.risks,
                in->list, err));
    }
}

static enum rt_status search_sheet(
    struct inputs *in, bool count, struct rt_error *err)
{
    for (size_t i = 0; i < rt_grid_row_count(in->a->grid, in->sheet); i++) {
        const struct rt_row *row = rt_grid_row(in->a->grid, in->sheet, i);
        memset(in->col, 0, sizeof in->col);
        read_heads(in, row);
        if (in->col[FILE_NAME] && in->col[SEEN] && in->col[STATE])
            RT_TRY(take_inputs(in, row->number, count, err));
        else if (!count && in->col[RECEIVED] && in->col[MISSING])
            RT_TRY(take_states(in, row->number + 1, err));
        else if (!count && in->col[ERRORS] && in->col[INFOS])
            RT_TRY(add_severities(
                in, row->number + 1, RT_STR_NONE, &in->all, err));
        else if (!count && in->col[PROFILE] && in->col[SCALE])
            RT_TRY(take_profiles(in, row->number, err));
    }
    return RT_OK;
}

static enum rt_status search(struct inputs *in, struct rt_error *err)
{
    size_t sheets = rt_grid_sheet_count(in->a->grid);

    RT_TRY(count_risks(in, err));
    for (in->sheet = 0; in->sheet < sheets; in->sheet++)
        RT_TRY(count_findings(in, err));
    for (int pass = 0; pass < 2; pass++) {
        for (in->sheet = 0; in->sheet < sheets; in->sheet++) {
            if (!in->a->tables[in->sheet].own && in->sheet != in->findings)
                RT_TRY(search_sheet(in, pass == 0, err));
        }
    }
    return RT_OK;
}

enum rt_status rt_input_figures(const struct rt_audit *a,
    struct rt_arena *arena, struct rt_summaries *out, struct rt_error *err)
{
    struct inputs in
        = {.a = a, .arena = arena, .out = out, .findings = SIZE_MAX};
    enum rt_status rc;

    if (a->row_count == 0 || !a->rows[0].own
        || rt_layout_is_plan(&a->tables[a->rows[0].sheet].layout))
        return RT_OK;
    rc = number_words(&in, err);
    RT_THEN(rc, search(&in, err));
    rt_intern_fini(&in.words);
    rt_intern_fini(&in.names);
    free(in.of);
    return rc;
}
