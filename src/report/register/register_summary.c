/* サマリー: one page for management, then the reconciliation.
 *
 * Numbers that the list of risks can give are formulas over it, so that they
 * follow a corrected score; what the run counted (files, rows, findings) is
 * written as it was counted. The reconciliation comes last because it is as
 * long as the run has inputs.
 */
#include "ledger/statement.h"
#include "report/register/register.h"
#include "risk/criteria_shown.h"
#include "risk/one_scale.h"

#include <stdint.h>

/* The grid: a margin, a wide column, and narrow ones. */
enum { LABEL = RT_SUM_LABEL, GRID = RT_SUM_GRID, GRID_LAST = RT_SUM_LAST };

static enum rt_lang lang_of(const struct rt_register *r)
{
    return r->run->lang;
}

/* --- tiles ---------------------------------------------------------------- */

struct tile {
    enum rt_word word;
    const char *suffix;
    uint64_t value;
    enum rt_risk_col col; /* what is counted, where `is` is given */
    const char *is;
    enum rt_risk_col and_col; /* and what else, where `and_is` is given */
    const char *and_is;
};

/* clang-format off */
#define TILE(w, n) {.word = w, .suffix = "", .value = n}
#define OF_CLASS(w, n, c) {.word = w, .suffix = "", .value = n, .col = RT_RC_CLASS, .is = c}
/* clang-format on */

/* One tile: two merged cells below two merged cells. `part` 0 is its label,
 * 1 its number. */
static void put_tile(struct rt_register *r, struct rt_xl_sheet *s, int col,
    const struct tile *t, int part)
{
    char label[64];
    struct rt_buf formula = RT_BUF(8000);

    if (part == 0) {
        snprintf(label, sizeof label, "%s%s", rt_word(lang_of(r), t->word),
            t->suffix);
        rt_xl_across(s, col, col + 1, RT_XF_HEAD, rt_str(label));
        return;
    }
    if (t->is)
        rt_risks_count(
            r, &formula, t->col, t->is, t->and_col, t->and_is, RT_RC_NO, NULL);
    rt_xl_formula(s, col, RT_XF_TILE, formula.data, (double)t->value);
    rt_xl_z(s, col + 1, RT_XF_TILE, "");
    rt_xl_merge(s, s->row, col, s->row, col + 1);
    rt_buf_fini(&formula);
}

static void put_tiles(struct rt_register *r, struct rt_xl_sheet *s,
    enum rt_word label, const struct tile *tiles, size_t count)
{
    for (int part = 0; part < 2; part++) {
        rt_xl_height(s, part == 0 ? 18 : 28);
        rt_xl_word(s, LABEL, RT_XF_BOX_LABEL, label);
        for (size_t i = 0; i < count; i++)
            put_tile(r, s, GRID + 2 * (int)i, &tiles[i], part);
        rt_xl_next(s);
    }
    rt_xl_merge(s, s->row - 2, LABEL, s->row - 1, LABEL);
}

static void put_class_tiles(struct rt_register *r, struct rt_xl_sheet *s)
{
    const struct rt_totals *t = &r->totals;
    char is[3][24];

    for (int c = RT_LOW; c <= RT_HIGH; c++)
        snprintf(is[c], sizeof is[c], "\"%s\"", rt_word_class(lang_of(r), c));
    const struct tile tiles[] = {
        TILE(RT_W_SUM_ALL, t->risks),
        OF_CLASS(RT_W_CLASS_HIGH, t->high, is[RT_HIGH]),
        OF_CLASS(RT_W_CLASS_MEDIUM, t->medium, is[RT_MEDIUM]),
        OF_CLASS(RT_W_CLASS_LOW, t->low, is[RT_LOW]),
        OF_CLASS(RT_W_SUM_UNASSESSED, t->risks - t->assessed, "\"\""),
    };
    put_tiles(r, s, RT_W_SUM_CLASS, tiles, 5);
}

static void put_priority_tiles(struct rt_register *r, struct rt_xl_sheet *s)
{
    const uint64_t *p = r->totals.priority;
    const struct tile tiles[] = {
        {RT_W_SUM_PRIORITY, " 1", p[1], RT_RC_PRIORITY, "1", RT_RC_NO, NULL},
        {RT_W_SUM_PRIORITY, " 2", p[2], RT_RC_PRIORITY, "2", RT_RC_NO, NULL},
        {RT_W_SUM_PRIORITY, " 3", p[3], RT_RC_PRIORITY, "3", RT_RC_NO, NULL},
        {RT_W_SUM_NO_PRIORITY, "", p[0], RT_RC_LEVEL, "\">=0\"", RT_RC_PRIORITY,
            "\"\""},
    };

    put_tiles(r, s, RT_W_SUM_PRIORITY, tiles, 4);
}

/* Since the previous register, as of the run. */
static void put_change_tiles(struct rt_register *r, struct rt_xl_sheet *s)
{
    struct tile tiles[RT_CHANGE_KINDS];

    if (!r->run->previous)
        return;
    for (int k = 0; k < RT_CHANGE_KINDS; k++)
        tiles[k] = (struct tile)TILE(RT_W_CHANGE_NEW + k, r->changes.count[k]);
    put_tiles(r, s, RT_W_SUM_CHANGES, tiles, RT_CHANGE_KINDS);
}

/* Of those, what is not of this run. */
static void put_unconfirmed_tiles(struct rt_register *r, struct rt_xl_sheet *s)
{
    const struct rt_totals *t = &r->totals;
    const uint64_t *n = t->unconfirmed_of;
    const struct tile tiles[] = {
        TILE(RT_W_SUM_ALL, t->unconfirmed),
        TILE(RT_W_CLASS_HIGH, n[RT_HIGH]),
        TILE(RT_W_CLASS_MEDIUM, n[RT_MEDIUM]),
        TILE(RT_W_CLASS_LOW, n[RT_LOW]),
        TILE(RT_W_SUM_UNASSESSED,
            t->unconfirmed - n[RT_HIGH] - n[RT_MEDIUM] - n[RT_LOW]),
    };

    if (r->totals.unconfirmed > 0)
        put_tiles(r, s, RT_W_SUM_UNCONFIRMED, tiles, RT_COUNT(tiles));
}

/* Besides them: what is counted by its assets. */
static void put_view_tiles(struct rt_register *r, struct rt_xl_sheet *s)
{
    const struct tile tiles[] = {TILE(RT_W_SUM_EVENTS, r->totals.views)};

    if (r->totals.views > 0)
        put_tiles(r, s, RT_W_SUM_VIEWS, tiles, RT_COUNT(tiles));
}

/* Where there is a statement of applicability: its controls. */
static void put_statement_tiles(struct rt_register *r, struct rt_xl_sheet *s)
{
    struct rt_soa_counts n;

    rt_xl_keep(&r->xl, rt_ledger_count_statement(r->ledger, &n, r->err));
    const struct tile tiles[] = {
        TILE(RT_W_SUM_APPLICABLE, n.applicable),
        TILE(RT_W_SUM_IMPLEMENTED, n.implemented),
        TILE(RT_W_SUM_PARTLY, n.partly),
        TILE(RT_W_SUM_NOT_IMPLEMENTED, n.not_implemented),
        TILE(RT_W_SUM_EXCLUDED, n.excluded),
        TILE(RT_W_SOA_OPEN, n.undecided),
    };

    if (n.controls > 0)
        put_tiles(r, s, RT_W_SUM_STATEMENT, tiles, RT_COUNT(tiles));
}

static void put_input_tiles(struct rt_register *r, struct rt_xl_sheet *s)
{
    const struct rt_totals *t = &r->totals;
    const struct tile files[] = {
        TILE(RT_W_SUM_RECEIVED, t->inputs - t->inputs_missing),
        TILE(RT_W_STATE_READ, t->inputs_read + t->inputs_documents),
        TILE(RT_W_STATE_OTHER, t->inputs_other),
        TILE(RT_W_STATE_FAILED, t->inputs_failed),
        TILE(RT_W_STATE_MISSING, t->inputs_missing),
    };
    const struct tile findings[] = {
        TILE(RT_W_ERROR, t->errors),
        TILE(RT_W_WARNING, t->warnings),
        TILE(RT_W_INFO, t->infos),
    };

    put_tiles(r, s, RT_W_SUM_FILES, files, 5);
    put_tiles(r, s, RT_W_SUM_FINDINGS, findings, 3);
}

/* --- criteria in force ---------------------------------------------------- */

static void put_profile(struct rt_register *r, struct rt_xl_sheet *s,
    const struct rt_profile_use *use)
{
    const struct rt_profile *p = &use->profile;
    char scale[RT_CRITERIA_TEXT];

    rt_xl_z(s, LABEL, RT_XF_BOX_TEXT, p->title[lang_of(r)]);
    rt_xl_across(s, 2, 3, RT_XF_BOX_CENTER, rt_str(p->name));
    rt_criteria_scale(p, lang_of(r), scale);
    rt_xl_z(s, 4, RT_XF_BOX_CENTER, scale);
    if (p->personal >= 0)
        rt_xl_num(s, 5, RT_XF_BOX_CENTER, p->personal);
    else
        rt_xl_word(s, 5, RT_XF_BOX_CENTER, RT_W_NONE);
    rt_xl_num(s, 6, RT_XF_BOX_NUMBER, (double)use->risks);
    rt_xl_str(s, 7, RT_XF_BOX_SMALL, (struct rt_str){p->hash, 8});
    rt_xl_across(s, 8, GRID_LAST, RT_XF_BOX_SMALL, rt_str(p->hash));
    rt_xl_next(s);
}

/* With --one-scale: the criteria of the forms. */
static void put_own_profiles(struct rt_register *r, struct rt_xl_sheet *s)
{
    struct rt_profile_use use;

    rt_xl_line(s, LABEL, RT_XF_NOTE, RT_W_SUM_OWN_PROFILES);
    struct rt_cursor cursor = rt_ledger_own_profiles(r->ledger, r->err);
    while (rt_xl_row(&r->xl, &cursor, &use))
        put_profile(r, s, &use);
}

static void put_profiles(struct rt_register *r, struct rt_xl_sheet *s)
{
    rt_xl_section(s, LABEL, RT_W_SUM_PROFILES, 110);
    rt_xl_book_line(s, RT_LINE_PROFILES);
    for (size_t i = 0; i < r->profile_count; i++)
        put_profile(r, s, &r->profiles[i].use);
    if (r->run->one_scale)
        put_own_profiles(r, s);
}

/* --- reconciliation ------------------------------------------------------- */

enum {
    IN_FILE = LABEL,
    IN_DEPARTMENT,
    IN_STATE,
    IN_KIND,
    IN_EDITION,
    IN_PROFILE,
    IN_SEEN,
    IN_ACCEPTED,
    IN_REJECTED,
    IN_BLANK,
    IN_EXAMPLE,
    IN_ERRORS,
    IN_WARNINGS,
    IN_INFOS,
    IN_CHECK
};

static void put_check(struct rt_register *r, struct rt_xl_sheet *s,
    enum rt_xf xf, const struct rt_counts *c)
{
    const char *ok = rt_word(lang_of(r), RT_W_CHECK_OK);
    const char *bad = rt_word(lang_of(r), RT_W_CHECK_BAD);
    bool same = rt_counts_add_up(c);

    rt_xl_formulaf_z(s, IN_CHECK, xf, same ? ok : bad,
        "IF(%s#=SUM(%s#:%s#),\"%s\",\"%s\")", RT_COL(IN_SEEN),
        RT_COL(IN_ACCEPTED), RT_COL(IN_EXAMPLE), ok, bad);
}

static void put_numbers(struct rt_xl_sheet *s, const struct rt_input *in)
{
    const uint64_t numbers[] = {in->counts.seen, in->counts.accepted,
        in->counts.rejected, in->counts.blank, in->counts.example, in->errors,
        in->warnings, in->infos};

    for (int i = 0; i < 8; i++)
        rt_xl_num(s, IN_SEEN + i, RT_XF_BOX_NUMBER, (double)numbers[i]);
}

/* A missing file has blank cells: zeros would look as if an empty file had been
 * sent. Its name is the roster's pattern, or the department's again where the
 * roster has none. */
static void put_missing(
    struct rt_register *r, struct rt_xl_sheet *s, const struct rt_input *in)
{
    enum rt_lang lang = lang_of(r);
    struct rt_writer w = RT_WRITER(w, RT_TEXT_MAX);

    if (!rt_str_eq(in->file, in->department)) {
        rt_write_z(&w, rt_word(lang, RT_W_SUM_EXPECTED));
        rt_write(&w, in->file);
    }
    rt_xl_take(s, IN_FILE, RT_XF_BOX_TEXT, &w);
    rt_xl_str(s, IN_DEPARTMENT, RT_XF_BOX_TEXT, in->department);
    rt_xl_z(s, IN_STATE, RT_XF_BOX_CENTER, rt_word_state(lang, in->state));
    for (int col = IN_KIND; col <= IN_CHECK; col++)
        rt_xl_z(s, col, RT_XF_BOX_CENTER, "");
    rt_xl_next(s);
}

static void put_input(
    struct rt_register *r, struct rt_xl_sheet *s, const struct rt_input *in)
{
    enum rt_lang lang = lang_of(r);

    if (in->state == RT_INPUT_MISSING) {
        put_missing(r, s, in);
        return;
    }
    rt_xl_str(s, IN_FILE, RT_XF_BOX_TEXT, in->file);
    rt_xl_str(s, IN_DEPARTMENT, RT_XF_BOX_TEXT, in->department);
    rt_xl_z(s, IN_STATE, RT_XF_BOX_CENTER, rt_word_state(lang, in->state));
    rt_xl_str(s, IN_KIND, RT_XF_BOX_CENTER, rt_word_kind(lang, in->kind));
    rt_xl_str(s, IN_EDITION, RT_XF_BOX_CENTER, in->edition);
    rt_xl_str(s, IN_PROFILE, RT_XF_BOX_CENTER, in->profile);
    put_numbers(s, in);
    put_check(r, s, RT_XF_BOX_CENTER, &in->counts);
    rt_xl_next(s);
}

static void put_inputs_total(
    struct rt_register *r, struct rt_xl_sheet *s, uint32_t first)
{
    const struct rt_totals *t = &r->totals;
    const struct rt_counts *c = &t->counts;
    /* findings of the run as a whole belong to no input: not in these sums */
    const uint64_t numbers[]
        = {c->seen, c->accepted, c->rejected, c->blank, c->example};

    rt_xl_word_across(s, IN_FILE, IN_PROFILE, RT_XF_BOX_TOTAL_TEXT, RT_W_TOTAL);
    for (int i = 0; i < 5; i++)
        rt_xl_sum(s, IN_SEEN + i, RT_XF_BOX_TOTAL, (double)numbers[i], first,
            IN_SEEN + i, s->row - 1, IN_SEEN + i);
    rt_xl_num(s, IN_ERRORS, RT_XF_BOX_TOTAL, (double)t->errors);
    rt_xl_num(s, IN_WARNINGS, RT_XF_BOX_TOTAL, (double)t->warnings);
    rt_xl_num(s, IN_INFOS, RT_XF_BOX_TOTAL, (double)t->infos);
    put_check(r, s, RT_XF_BOX_TOTAL_TEXT, c);
    rt_xl_next(s);
}

/* From row `first` on, the cells of `col` that say `word` are highlighted. */
static void raise_alarm(struct rt_register *r, struct rt_xl_sheet *s,
    uint32_t first, int col, enum rt_word word)
{
    char formula[64];

    snprintf(formula, sizeof formula, "=$%s%u=\"%s\"", RT_COL(col), first + 1,
        rt_word(lang_of(r), word));
    rt_xl_if(s, first, col, s->row - 1, col, formula, RT_XF_IF_ALARM);
}

static void put_inputs(struct rt_register *r, struct rt_xl_sheet *s)
{
    struct rt_input input;
    uint32_t first;

    rt_xl_section(s, LABEL, RT_W_SUM_RECONCILIATION, 120);
    rt_xl_line(s, LABEL, RT_XF_NOTE, RT_W_SUM_RECONCILIATION_NOTE);
    rt_source_put_folder(s, LABEL, GRID + 3, GRID_LAST, RT_W_SUM_FOLDER_NOTE,
        RT_W_SHEET_SUMMARY);
    if (r->xl.rc == RT_OK)
        rt_xl_lib(&r->xl, worksheet_repeat_rows(s->ws, s->row, s->row),
            "header rows");
    rt_xl_book_line(s, RT_LINE_INPUTS);
    first = s->row;
    struct rt_cursor cursor = rt_ledger_inputs(r->ledger, r->err);
    while (rt_xl_row(&r->xl, &cursor, &input))
        put_input(r, s, &input);
    if (s->row == first)
        return;
    put_inputs_total(r, s, first);
    raise_alarm(r, s, first, IN_CHECK, RT_W_CHECK_BAD);
    raise_alarm(r, s, first, IN_STATE, RT_W_STATE_FAILED);
    raise_alarm(r, s, first, IN_STATE, RT_W_STATE_MISSING);
}

/* --- the sheet ------------------------------------------------------------ */

static void put_heat_maps(struct rt_register *r, struct rt_xl_sheet *s)
{
    rt_xl_section(s, LABEL, RT_W_MATRIX_TITLE, RT_MATRIX_HEIGHT * 1.1);
    for (size_t i = 0; i < r->profile_count; i++) {
        if (i > 0) {
            rt_xl_next(s);
            rt_xl_together(s, RT_MATRIX_HEIGHT);
        }
        rt_xl_z(s, LABEL, RT_XF_NOTE, r->profiles[i].use.profile.name);
        rt_xl_next(s);
        rt_matrix_block(r, s, LABEL, 2, &r->profiles[i], RT_FIRST);
    }
}

/* Of when, of what, by which criteria, against what. */
static void put_title(struct rt_register *r, struct rt_xl_sheet *s)
{
    enum rt_lang lang = lang_of(r);
    char from[11] = "", to[11] = "";
    struct rt_writer w = RT_WRITER(w, RT_TEXT_MAX);

    rt_writef(&w, rt_word(lang, RT_W_SUM_NOTE), r->run->now, r->run->version);
    rt_xl_title(
        s, LABEL, rt_word(lang, RT_W_BOOK_REGISTER), rt_writer_str(&w).p);
    rt_writer_clear(&w);
    rt_xl_keep(&r->xl, rt_ledger_registered(r->ledger, from, to, r->err));
    if (from[0] != '\0')
        rt_writef(&w, rt_word(lang, RT_W_SUM_PERIOD), from, to);
    rt_write_z(&w, rt_word(lang, RT_W_SUM_BY));
    for (size_t i = 0; i < r->profile_count; i++)
        rt_writef(&w, "%s%s", i > 0 ? rt_word(lang, RT_W_LIST_COMMA) : "",
            r->profiles[i].use.profile.name);
    for (size_t i = 0; i < r->run->previous_count; i++)
        rt_writef(&w, "%s%.*s",
            rt_word(lang, i > 0 ? RT_W_LIST_COMMA : RT_W_SUM_PREVIOUS),
            RT_FMT(r->run->previous[i].file));
    rt_xl_take(s, LABEL, RT_XF_NOTE, &w);
    rt_xl_next(s);
}

/* That the numbers are not those of the forms. */
static void put_one_scale(struct rt_register *r, struct rt_xl_sheet *s)
{
    enum rt_lang lang = lang_of(r);
    struct rt_profile_use use;
    struct rt_writer w = RT_WRITER(w, RT_TEXT_MAX);
    bool first = true;

    if (!r->run->one_scale)
        return;
    rt_writef(&w, rt_word(lang, RT_W_SUM_ONE_SCALE), rt_one_scale()->name);
    struct rt_cursor cursor = rt_ledger_own_profiles(r->ledger, r->err);
    while (rt_xl_row(&r->xl, &cursor, &use)) {
        rt_write_z(&w, first ? "" : rt_word(lang, RT_W_LIST_COMMA));
        rt_writef(&w, rt_word(lang, RT_W_SUM_ONE_SCALE_OF), use.profile.name,
            (unsigned long long)use.risks);
        first = false;
    }
    rt_write_z(&w, rt_word(lang, RT_W_SUM_ONE_SCALE_END));
    rt_xl_take(s, LABEL, RT_XF_NOTE, &w);
    rt_xl_next(s);
}

void rt_register_summary(struct rt_register *r)
{
    enum rt_lang lang = lang_of(r);
    struct rt_xl_sheet s;

    rt_xl_sheet(&r->xl, &s, rt_word(lang, RT_W_SHEET_SUMMARY), RT_A4);
    rt_xl_width(&s, 0, 0, 2);
    rt_xl_width(&s, LABEL, LABEL, 30);
    rt_xl_width(&s, GRID, GRID_LAST, 9.5);
    rt_xl_pages(&s, 76);
    put_title(r, &s);
    put_one_scale(r, &s);
    rt_xl_section(&s, LABEL, RT_W_SUM_NUMBERS, 0);
    put_class_tiles(r, &s);
    put_unconfirmed_tiles(r, &s);
    put_view_tiles(r, &s);
    put_priority_tiles(r, &s);
    put_change_tiles(r, &s);
    rt_summary_closes(r, &s);
    rt_summary_worst(r, &s);
    put_heat_maps(r, &s);
    rt_summary_departments(r, &s);
    rt_xl_section(&s, LABEL, RT_W_SUM_INPUTS, 130);
    put_input_tiles(r, &s);
    put_statement_tiles(r, &s);
    put_profiles(r, &s);
    put_inputs(r, &s);
    rt_xl_finish(&s);
}
