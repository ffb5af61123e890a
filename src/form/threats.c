/* 脅威の状況: how often each medium's threats occur and what is done against
 * them.
 *
 * The sheet's cell layout differs and is not published, so only its headings
 * are relied on: a table is a column headed 脅威の発生頻度 with, to its right
 * and before the next such column, a column for the state of countermeasures
 * (対策状況, 脆弱性). A column headed 「脅威」 alone holds the threats' names where
 * another is headed by the frequency. The medium of a row is the nearest cell to the left of
 * the frequency that names one; it holds until another is named (merged
 * cells, or a section's title), or until rows are plainly not its own: another
 * word in the media's column, numbers that begin anew, a blank row between.
 * Several threats reduce to the maximum, each for itself; the cell that gave it
 * is remembered. A threat that is named but not rated might be the highest: then
 * only a 3 is one.
 */
#include "form/form.h"

enum { TABLES_MAX = 8 };

enum whose {
    OWN_ROWS,   /* the medium's, or of none so far */
    OTHER_ROWS, /* of a medium that is not known */
    REPORTED    /* the same, and VA408 says so */
};

struct table {
    uint32_t first_col; /* where this table's columns may begin */
    int32_t threat_col, vuln_col;
    int32_t name_col;   /* 想定される脅威; -1: none */
    int32_t medium_col; /* 媒体・保存先; -1: none */
    int32_t number_col; /* No; -1: none */
    int medium;         /* the one named last, or -1 */
    uint32_t last;      /* row of its last rating; 0: none so far */
    int number;         /* of its last threat; 0: none */
    enum whose whose;
    bool loose; /* its frequency is headed 「脅威」 alone */
    /* Spellings that are not the form's, once for each medium and column. */
    bool told[RT_MEDIA], told_rating[2];
};

struct rt_threat_reader {
    struct table tables[TABLES_MAX];
    size_t count;
    /* Met before their table's frequency. */
    int32_t name_col, medium_col, number_col;
    bool another; /* a medium's heading after that of a frequency */
};

static void begin_table(
    struct rt_threat_reader *r, const struct rt_cell *cell, bool loose)
{
    const struct table *last = r->count ? &r->tables[r->count - 1] : NULL;
    int32_t end = last ? last->threat_col : -1;

    if (r->count == TABLES_MAX)
        return;
    if (last && last->vuln_col > end)
        end = last->vuln_col;
    r->tables[r->count++] = (struct table){.first_col = (uint32_t)(end + 1),
        .threat_col = (int32_t)cell->col,
        .vuln_col = -1,
        .name_col = r->name_col,
        .medium_col = r->medium_col,
        .number_col = r->number_col,
        .medium = -1,
        .loose = loose};
    r->name_col = r->medium_col = r->number_col = -1;
}

/* Of 「脅威」 and 「脅威の発生頻度」 in one table the former names the threat. */
static void note_frequency(
    struct rt_threat_reader *r, const struct rt_cell *cell)
{
    struct table *last = r->count ? &r->tables[r->count - 1] : NULL;
    bool loose = rt_label_names_threat(cell->text);

    if (!last || last->loose == loose || r->another) {
        begin_table(r, cell, loose);
    } else if (loose) {
        last->name_col = (int32_t)cell->col;
    } else {
        last->name_col = last->threat_col;
        last->threat_col = (int32_t)cell->col;
        last->loose = false;
    }
    r->another = false;
}

/* Headings are taken from the lowest row that holds one. */
static void note_heading(const struct rt_vocab *vocab,
    struct rt_threat_reader *r, const struct rt_cell *cell)
{
    enum rt_field f = cell->type == RT_CELL_STRING
                          ? rt_label_field(vocab, RT_STR_NONE, cell->text)
                          : RT_FIELD_NONE;
    struct table *last = r->count ? &r->tables[r->count - 1] : NULL;

    if (f == RT_F_THREAT)
        note_frequency(r, cell);
    else if (f == RT_F_THREAT_NAME)
        r->name_col = (int32_t)cell->col;
    else if (f == RT_F_NO)
        r->number_col = (int32_t)cell->col;
    else if (f == RT_F_MEDIUM) {
        r->medium_col = (int32_t)cell->col;
        r->another = true;
    } else if (f == RT_F_VULNERABILITY && last && last->vuln_col < 0)
        last->vuln_col = (int32_t)cell->col;
}

enum rt_status rt_threats_begin(struct rt_intake *in,
    struct rt_sheet_facts *sheet, const struct rt_grid_row *header,
    size_t header_count, struct rt_threat_reader **out, struct rt_error *err)
{
    struct rt_threat_reader *r = rt_arena_alloc(&in->arena, sizeof *r);

    RT_NEED(r, err);
    if (!sheet->example) {
        in->has_threats = true;
        sheet->media
            = rt_arena_array(&in->arena, RT_MEDIA, sizeof *sheet->media);
        RT_NEED(sheet->media, err);
        for (size_t i = 0; i < RT_MEDIA; i++) {
            struct rt_medium_rating *m = &sheet->media[i];
            m->threat = m->vulnerability = RT_UNKNOWN;
            m->both[0].shown = m->both[1].shown = RT_UNKNOWN;
        }
    }
    r->name_col = r->medium_col = r->number_col = -1;
    for (size_t i = 0; i < header_count; i++) {
        for (size_t k = 0; k < header[i].row.count; k++)
            note_heading(in->request.vocab, r, &header[i].row.cells[k]);
    }
    *out = r;
    return RT_OK;
}

/* Reports what a cell was read as, where it has a spelling of its own; check says
 * what comes of it (RA512). */
static enum rt_status report_taken(struct rt_intake *in,
    const struct rt_sheet_facts *sheet, const struct rt_row *row,
    const struct rt_cell *cell, enum rt_field f, struct rt_str as,
    struct rt_error *err)
{
    const struct rt_place place = {.sheet = sheet,
        .row = row->number,
        .col = cell->col + 1,
        .expected = as,
        .actual = rt_str_trim(cell->text)};
    const struct rt_reading reading
        = {in->request.lang, rt_str_is(in->input.format, "csv"), as};
    char why[RT_UNUSUAL_MAX];

    if (in->request.grid_cells > 0)
        return RT_OK;
    rt_value_unusual(cell, &reading, why);
    return rt_put_finding(in, RT_VA304, &place,
        RT_ARGS(
            rt_field_name(f, in->request.lang), place.actual, as, rt_str(why)),
        err);
}

/* The medium named in this row left of the frequency, else the last one. */
static enum rt_status find_medium(struct rt_intake *in,
    const struct rt_sheet_facts *sheet, struct table *t,
    const struct rt_row *row, bool *named, struct rt_error *err)
{
    *named = false;

    for (size_t i = 0; i < row->count; i++) {
        const struct rt_cell *c = &row->cells[i];
        const char *term;
        enum rt_taken taken;
        if (c->col < t->first_col || (int32_t)c->col >= t->threat_col)
            continue;
        if (c->type != RT_CELL_STRING)
            continue;
        taken = rt_value_medium(in->request.vocab, c, &term);
        if (rt_is_taken(taken)) {
            t->medium = rt_medium_index(rt_str(term));
            t->whose = OWN_ROWS;
            t->last = 0;
            t->number = 0;
            *named = true;
        }
        if (taken == RT_TAKEN_NORMALISED && !t->told[t->medium]) {
            t->told[t->medium] = true;
            RT_TRY(report_taken(
                in, sheet, row, c, RT_F_MEDIUM, rt_str(term), err));
        }
    }
    return RT_OK;
}

/* --- rows of a medium that is not known ------------------------------------ */

/* A word in the media's column, which may be the threats', too. */
static struct rt_str other_word(const struct table *t, const struct rt_row *row)
{
    const struct rt_cell *cell = rt_row_cell(row, t->medium_col);

    return t->medium_col != t->name_col && !rt_cell_blank(cell)
                   && cell->type == RT_CELL_STRING && !cell->is_formula
               ? rt_str_trim(cell->text)
               : RT_STR_NONE;
}

/* 0 for a row without a number. */
static int number_of(const struct table *t, const struct rt_row *row)
{
    const struct rt_cell *cell = rt_row_cell(row, t->number_col);
    int n = 0;

    return cell && rt_is_taken(rt_value_int(cell, &n)) ? n : 0;
}

static bool is_rated(
    const struct rt_intake *in, const struct rt_row *row, int32_t col)
{
    const struct rt_cell *cell = rt_row_cell(row, col);
    int v;

    return !rt_cell_blank(cell)
           && rt_is_taken(rt_value_rating(in->request.vocab, cell, &v));
}

/* Neither a sum nor a line of a legend. */
static bool is_threat(const struct table *t, const struct rt_row *row)
{
    const struct rt_cell *name = rt_row_cell(row, t->name_col);
    const struct rt_cell *medium = rt_row_cell(row, t->medium_col);

    return (t->name_col < 0 || !rt_cell_blank(name)) && !rt_is_sum_label(name)
           && !rt_is_sum_label(medium);
}

/* Looks whether the row, which names no medium, is still the last one's. */
static enum rt_status leave_medium(struct rt_intake *in,
    struct rt_sheet_facts *sheet, struct table *t, const struct rt_row *row,
    struct rt_error *err)
{
    struct rt_str other = other_word(t, row);
    int number = number_of(t, row);
    struct rt_place place = {.sheet = sheet,
        .row = row->number,
        .col
        = 1 + (uint32_t)(t->medium_col < 0 ? t->threat_col : t->medium_col),
        .actual = other};

    bool runs_on = number > 1 && number == t->number + 1;

    if ((t->medium >= 0 || t->whose != OWN_ROWS)
        && (other.n > 0
            || (t->last > 0 && row->number > t->last + 1 && !runs_on)
            || (number == 1 && t->number > 0))) {
        t->medium = -1;
        t->whose = OTHER_ROWS;
        t->last = 0;
        t->number = 0;
    }
    if (t->whose != OTHER_ROWS || !is_threat(t, row)
        || (!is_rated(in, row, t->threat_col)
            && !is_rated(in, row, t->vuln_col)))
        return RT_OK;
    t->whose = REPORTED;
    return rt_put_finding(in, RT_VA408, &place, RT_ARGS(other), err);
}

/* --- ratings ---------------------------------------------------------------- */

static enum rt_status report_unreadable(struct rt_intake *in,
    struct rt_sheet_facts *sheet, const struct rt_row *row,
    const struct rt_cell *cell, enum rt_field f, struct rt_error *err)
{
    struct rt_place place = {.sheet = sheet,
        .row = row->number,
        .col = cell->col + 1,
        .expected = rt_str(rt_say(in->request.lang, "1～3", "1 to 3")),
        .actual = cell->text};

    return rt_put_finding(in, RT_VA302, &place,
        RT_ARGS(rt_field_name(f, in->request.lang), cell->text, RT_STR("1"),
            RT_STR("3")),
        err);
}

/* A threat of the list without a rating: it has a name and a state of
 * countermeasures, which titles and notes have not. */
static bool is_unrated(const struct table *t, const struct rt_row *row)
{
    const struct rt_cell *name = rt_row_cell(row, t->name_col);
    const struct rt_cell *threat = rt_row_cell(row, t->threat_col);
    const struct rt_cell *vuln = rt_row_cell(row, t->vuln_col);

    return !rt_cell_blank(name) && vuln
           && (vuln->is_formula || !rt_cell_blank(vuln))
           && (!threat || !threat->is_formula) && rt_cell_blank(threat);
}

/* Where the medium's first threat without a frequency is, or without a state. */
static void note_open(
    struct rt_medium_rating *m, const struct table *t, const struct rt_row *row)
{
    const int32_t cols[2] = {t->threat_col, t->vuln_col};

    for (int i = 0; i < 2; i++) {
        const struct rt_cell *c = rt_row_cell(row, cols[i]);
        if (rt_cell_blank(rt_row_cell(row, t->name_col)) || cols[i] < 0
            || m->open[i][0] > 0 || (c && c->is_formula) || !rt_cell_blank(c))
            continue;
        m->open[i][0] = row->number;
        m->open[i][1] = (uint32_t)cols[i] + 1;
    }
}

/* A text where ratings are, in a row of a list of threats that has neither a
 * medium nor a threat: a note below the list, or beside it. */
static bool is_note(const struct rt_threat_reader *r, const struct table *t,
    const struct rt_row *row, bool named)
{
    int32_t list = r->tables[0].name_col;

    return list >= 0 && !named
           && (t->name_col < 0 || rt_cell_blank(rt_row_cell(row, t->name_col)));
}

/* Takes one rating into the maximum. */
static enum rt_status take(struct rt_intake *in, struct rt_sheet_facts *sheet,
    const struct rt_row *row, const struct rt_cell *cell, enum rt_field f,
    struct table *t, bool note, struct rt_error *err)
{
    int medium = t->medium;
    bool *told = &t->told_rating[f == RT_F_VULNERABILITY];
    struct rt_medium_rating *m = &sheet->media[medium];
    int *found, v;
    enum rt_taken taken = rt_value_rating(in->request.vocab, cell, &v);

    if (taken == RT_TAKEN_BLANK || taken == RT_TAKEN_NO_VALUE)
        return RT_OK;
    if (taken == RT_TAKEN_UNREADABLE || taken == RT_TAKEN_ERROR || v < 1
        || v > 3
        || rt_legend_leaves_open(&in->legend, in->request.vocab, cell, v)) {
        if (rt_remark_row(row, 0) || (note && taken == RT_TAKEN_UNREADABLE))
            return RT_OK;
        m->threat_unsure |= f == RT_F_THREAT;
        m->vuln_unsure |= f == RT_F_VULNERABILITY;
        return report_unreadable(in, sheet, row, cell, f, err);
    }
    if (taken == RT_TAKEN_NORMALISED && !*told) {
        char digit[2] = {(char)('0' + v), '\0'};
        *told = true;
        RT_TRY(report_taken(in, sheet, row, cell, f, rt_str(digit), err));
    }
    found = m->found[f == RT_F_VULNERABILITY];
    found[0] = found[0] == 0 || v < found[0] ? v : found[0];
    found[1] = v > found[1] ? v : found[1];
    if (f == RT_F_THREAT && v > m->threat) {
        m->threat = v;
        m->threat_row = row->number;
        m->threat_col = cell->col + 1;
        m->threat_sheet = sheet->index;
    } else if (f == RT_F_VULNERABILITY && v > m->vulnerability) {
        m->vulnerability = v;
        m->vuln_row = row->number;
        m->vuln_col = cell->col + 1;
        m->vuln_sheet = sheet->index;
    }
    return RT_OK;
}

/* The list names its threats, the table beside it does not; its cell is blank
 * where the row names its medium and nothing more. */
static void compare(const struct rt_intake *in, struct rt_sheet_facts *sheet,
    const struct rt_threat_reader *r, const struct table *t,
    const struct rt_row *row, int32_t col, bool named, size_t kind)
{
    struct rt_both *b = &sheet->media[t->medium].both[kind];
    const struct rt_cell *cell = rt_row_cell(row, col);
    int v = 0;

    if (col < 0 || (cell && cell->type == RT_CELL_NO_VALUE))
        return;
    if (rt_cell_blank(cell)
            ? !named || t->name_col >= 0
            : !rt_is_taken(rt_value_rating(in->request.vocab, cell, &v))
                  || v < 1 || v > 3)
        return;
    if (t->name_col >= 0) {
        b->highest = v > b->highest ? v : b->highest;
        b->lowest = b->count == 0 || v < b->lowest ? v : b->lowest;
        b->sum += (uint32_t)v;
        b->count++;
    } else if (r->tables[0].name_col >= 0) {
        b->shown = v;
        b->row = row->number;
        b->col = (uint32_t)col + 1;
    }
}

/* Formulas look a medium up in the table that has it once. */
void rt_threats_end(struct rt_sheet_facts *sheet)
{
    for (size_t i = 0; sheet->media && i < RT_MEDIA; i++) {
        for (size_t k = 0; k < 2; k++) {
            int v = sheet->media[i].both[k].shown;
            int *found = sheet->media[i].found[k];
            if (v != RT_UNKNOWN)
                found[0] = found[1] = v;
        }
    }
}

/* A threat that is crossed out counts like the others. */
static enum rt_status report_struck(struct rt_intake *in,
    const struct rt_sheet_facts *sheet, const struct table *t,
    const struct rt_row *row, struct rt_error *err)
{
    const struct rt_struck_field fields[]
        = {{t->medium_col == t->name_col ? -1 : t->medium_col, RT_F_MEDIUM},
            {t->name_col, RT_F_THREAT_NAME}, {t->threat_col, RT_F_THREAT},
            {t->vuln_col, RT_F_VULNERABILITY}};

    return is_rated(in, row, t->threat_col) || is_rated(in, row, t->vuln_col)
               ? rt_report_struck(in, sheet, row, fields, RT_COUNT(fields), err)
               : RT_OK;
}

enum rt_status rt_threats_row(struct rt_intake *in,
    struct rt_sheet_facts *sheet, struct rt_threat_reader *r,
    const struct rt_row *row, struct rt_error *err)
{
    if (sheet->example)
        return RT_OK;
    for (size_t i = 0; i < r->count; i++) {
        struct table *t = &r->tables[i];
        const struct rt_cell *threat = rt_row_cell(row, t->threat_col);
        const struct rt_cell *vuln = rt_row_cell(row, t->vuln_col);
        bool named;
        RT_TRY(find_medium(in, sheet, t, row, &named, err));
        if (!named)
            RT_TRY(leave_medium(in, sheet, t, row, err));
        if (t->medium < 0)
            continue;
        if (is_rated(in, row, t->threat_col) || is_rated(in, row, t->vuln_col))
            t->last = row->number;
        if (number_of(t, row) > 0)
            t->number = number_of(t, row);
        sheet->media[t->medium].threat_unsure |= is_unrated(t, row);
        note_open(&sheet->media[t->medium], t, row);
        compare(in, sheet, r, t, row, t->threat_col, named, 0);
        compare(in, sheet, r, t, row, t->vuln_col, named, 1);
        bool note = is_note(r, t, row, named);
        in->filled |= threat && !threat->is_formula && !rt_cell_blank(threat);
        RT_TRY(report_struck(in, sheet, t, row, err));
        if (threat)
            RT_TRY(take(in, sheet, row, threat, RT_F_THREAT, t, note, err));
        if (vuln)
            RT_TRY(
                take(in, sheet, row, vuln, RT_F_VULNERABILITY, t, note, err));
    }
    return RT_OK;
}
