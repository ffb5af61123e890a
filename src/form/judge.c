/* Threat, vulnerability and likelihood of one row, and the check of the
 * recorded numbers.
 *
 * Where a rating comes from, in this order: the row's own cell; the threat
 * sheet's maximum for the row's medium; for the likelihood also the recorded
 * one, and, on a sheet without any threat or vulnerability, the recorded level
 * divided by the importance, if that is 1, 2 or 3 in every row. Each source is
 * named in a finding and in the risk's cells.
 *
 * Recorded results never enter the register: they are computed anew, and a
 * difference is reported at its cell.
 */
#include "form/basis.h"
#include "form/convert.h"
#include "record/cells.h"
#include "risk/assess.h"

/* Notes where a number was read; `sheet` is empty for the row's own. */
static enum rt_status note_cell(struct rt_convert *c, enum rt_number number,
    struct rt_str sheet, uint32_t row, uint32_t col)
{
    struct rt_where at = {.sheet = sheet,
        .row = row,
        .col = col,
        .csv = rt_str_is(c->in->input.format, "csv")};

    return rt_cells_add(&c->cells, number, &at);
}

static enum rt_status note_own(
    struct rt_convert *c, enum rt_number number, enum rt_field f)
{
    return note_cell(c, number, RT_STR_NONE, c->row->number,
        (uint32_t)c->sheet->layout.col_of[f] + 1);
}

/* The row's own rating, or RT_UNKNOWN; *refused: there is one, but it cannot be
 * taken, and no other source may replace it. */
static int own_rating(struct rt_convert *c, enum rt_field f, bool *refused)
{
    const struct rt_cell *cell = c->cell[f];
    enum rt_taken t;
    int v = RT_UNKNOWN;

    *refused = false;
    if (!cell)
        return RT_UNKNOWN;
    t = rt_value_rating(c->in->request.vocab, cell, &v);
    if (t == RT_TAKEN_BLANK || t == RT_TAKEN_NO_VALUE)
        return RT_UNKNOWN;
    if (t == RT_TAKEN_ERROR) {
        /* A formula's error is no answer: the threat sheet, from which the
         * formula reads, is used instead. */
        rt_pend(c, cell->is_formula ? RT_VA307 : RT_VA305, f,
            RT_ARGS(rt_name(c, f), rt_shown(c, cell)));
        *refused = !cell->is_formula;
        return RT_UNKNOWN;
    }
    *refused = (t != RT_TAKEN_PLAIN || v < 1 || v > 3) && rt_pend_refused(c, f);
    if (*refused)
        return RT_UNKNOWN;
    if (t == RT_TAKEN_NORMALISED)
        rt_pend_taken(c, f, rt_num(c, v));
    rt_pend_shown(c, f, v);
    return v;
}

/* What the ledger's threat sheet says of the row's medium, or NULL. */
static const struct rt_medium_rating *sheet_of(
    const struct rt_convert *c, const struct rt_risk *risk)
{
    int medium = rt_medium_index(risk->medium);

    return medium < 0 || !c->threats ? NULL : &c->threats->media[medium];
}

/* The threat sheet's maximum. Where one of the ratings could not be read, a
 * maximum below 3 is none. */
static int sheet_rating(
    const struct rt_convert *c, const struct rt_risk *risk, enum rt_field f)
{
    const struct rt_medium_rating *m = sheet_of(c, risk);
    int v;

    if (!m)
        return RT_UNKNOWN;
    v = f == RT_F_THREAT ? m->threat : m->vulnerability;
    return (f == RT_F_THREAT ? m->threat_unsure : m->vuln_unsure) && v < 3
               ? RT_UNKNOWN
               : v;
}

static enum rt_status note_sheet(
    struct rt_convert *c, struct rt_risk *risk, enum rt_field f)
{
    const struct rt_medium_rating *m = sheet_of(c, risk);

    if (f == RT_F_THREAT)
        return note_cell(c, RT_N_THREAT, c->in->sheets[m->threat_sheet].name,
            m->threat_row, m->threat_col);
    return note_cell(c, RT_N_VULNERABILITY, c->in->sheets[m->vuln_sheet].name,
        m->vuln_row, m->vuln_col);
}

/* The vulnerability by the check sheet's rule, where the sheets that show it
 * have no values. */
static int ruled(const struct rt_convert *c, const struct rt_risk *risk)
{
    int medium = rt_medium_index(risk->medium);

    if (medium < 0 || (c->threats && c->threats->media[medium].vuln_unsure))
        return RT_UNKNOWN;
    return c->in->media[medium].ruled;
}

static enum rt_status note_ruled(struct rt_convert *c, struct rt_risk *risk)
{
    const struct rt_medium_rating *m
        = &c->in->media[rt_medium_index(risk->medium)];

    return note_cell(c, RT_N_VULNERABILITY, c->in->sheets[m->ruled_sheet].name,
        m->ruled_row, m->ruled_col);
}

/* Where a row's threat and vulnerability come from. */
struct sources {
    bool from_sheet;  /* one of them from the threat sheet */
    bool from_checks; /* the vulnerability by the check sheet's rule */
    bool refused[2];  /* it was there and could not be taken */
};

/* The value that the medium's rows show, half of them or more; of two the
 * higher. */
static int shown_most(
    const struct rt_convert *c, const struct rt_risk *risk, enum rt_field f)
{
    int medium = rt_medium_index(risk->medium), most = 0;
    const uint64_t *rows;

    if (medium < 0)
        return RT_UNKNOWN;
    rows = c->sheet->tally.shown[medium][f == RT_F_VULNERABILITY];
    for (int v = 1; v <= 3; v++)
        most = rows[v] > 0 && rows[v] >= rows[most] ? v : most;
    return most > 0 && rows[most] * 2 >= rows[1] + rows[2] + rows[3]
               ? most
               : RT_UNKNOWN;
}

/* The form's own column, which shows one value for each medium: it has the
 * group 「現状から想定されるリスク（入力不要・自動表示）」. */
static bool is_automatic(const struct rt_convert *c, enum rt_field f)
{
    const struct rt_layout *l = &c->sheet->layout;
    const struct rt_column *column
        = rt_column_at(l->columns, l->column_count, (uint32_t)l->col_of[f]);

    return column && rt_str_contains(column->group, RT_STR("自動表示"));
}

/* A rating that no threat sheet gives, in the words of the form's list: all
 * rows of the medium show the same. One that was typed among formulas is
 * compared with them. */
static void compare_rows(
    struct rt_convert *c, struct rt_risk *risk, enum rt_field f, int v)
{
    const struct rt_cell *cell = c->cell[f];
    int by_formulas = cell->is_formula ? RT_UNKNOWN
                                       : rt_tally_formulas(&c->sheet->tally,
                                           rt_medium_index(risk->medium),
                                           f == RT_F_VULNERABILITY);
    bool words = cell->type == RT_CELL_STRING && rt_whole_of(cell) == RT_UNKNOWN
                 && (cell->is_formula || rt_edition_is_workbook(c->in));
    int most = by_formulas != RT_UNKNOWN ? by_formulas : shown_most(c, risk, f);
    struct rt_str args[RT_FINDING_ARGS]
        = {rt_name(c, f), rt_num(c, v), rt_num(c, most), risk->medium};

    if (most == RT_UNKNOWN || most == v
        || (by_formulas == RT_UNKNOWN && !words && !is_automatic(c, f)))
        return;
    rt_pend(c, cell->is_formula ? RT_RA111 : RT_RA112, f, args)->expected
        = args[2];
}

/* 「シート「脅威の状況」の媒体「書類」」 */
static struct rt_str sheet_and_medium(
    struct rt_convert *c, const struct rt_risk *risk)
{
    char text[512];

    snprintf(text, sizeof text,
        rt_say(c->in->request.lang, "シート「%.*s」の媒体「%.*s」",
            "sheet \"%.*s\" for \"%.*s\""),
        (int)c->threats->name.n, c->threats->name.p, (int)risk->medium.n,
        risk->medium.p);
    return rt_arena_str(&c->arena, rt_str(text));
}

/* The first with what it shows and what it should. */
static void list(struct rt_convert *c, struct rt_listed *to, enum rt_field f,
    int shown, int right)
{
    if (to->count == 0) {
        to->shown = shown;
        to->right = right;
    }
    if (to->count++ < RT_LISTED)
        to->at[to->count - 1] = (struct rt_where){
            .row = c->row->number, .col = (uint32_t)c->cell[f]->col + 1};
}

/* A rating of the row that is not its medium's. A formula's is out of date:
 * the sheet that it reads from counts. What was typed counts itself. */
static enum rt_status settle(struct rt_convert *c, struct rt_risk *risk,
    enum rt_field f, int *to, struct sources *src)
{
    enum rt_number number = f == RT_F_THREAT ? RT_N_THREAT : RT_N_VULNERABILITY;
    int of_sheet = sheet_rating(c, risk, f);
    bool stale;
    struct rt_str args[RT_FINDING_ARGS]
        = {rt_name(c, f), rt_num(c, *to), rt_num(c, of_sheet)};

    if (of_sheet == RT_UNKNOWN)
        compare_rows(c, risk, f, *to);
    if (of_sheet == RT_UNKNOWN || of_sheet == *to)
        return note_own(c, number, f);
    stale = c->follows
                ? c->cell[f]->is_formula
                : rt_threats_outdate(c->in, c->sheet, c->threats, c->cell[f],
                    sheet_of(c, risk)->found[f == RT_F_VULNERABILITY], *to);
    if (!c->follows && !stale) {
        list(c, &c->unlike, f, *to, of_sheet);
        return note_own(c, number, f);
    }
    args[3] = sheet_and_medium(c, risk);
    rt_pend(c, stale ? RT_RA108 : RT_RA109, f, args)->expected = args[2];
    if (!stale)
        return note_own(c, number, f);
    *to = of_sheet;
    src->from_sheet = true;
    return note_sheet(c, risk, f);
}

static enum rt_status read_rating(struct rt_convert *c, struct rt_risk *risk,
    enum rt_field f, int *to, struct sources *src)
{
    bool refused;

    c->threats = c->source.sheet;
    if (c->source.mixed)
        c->threats
            = rt_threats_of_cell(c->in, c->sheet, c->cell[f], c->threats);
    if (c->threats != c->source.sheet)
        list(c, &c->elsewhere, f, 0, 0);
    *to = own_rating(c, f, &refused);
    src->refused[f == RT_F_VULNERABILITY] = refused;
    if (*to != RT_UNKNOWN)
        return settle(c, risk, f, to, src);
    if (refused)
        return RT_OK;
    *to = sheet_rating(c, risk, f);
    if (*to != RT_UNKNOWN) {
        src->from_sheet = true;
        return note_sheet(c, risk, f);
    }
    if (f == RT_F_VULNERABILITY)
        *to = ruled(c, risk);
    if (*to == RT_UNKNOWN)
        return RT_OK;
    src->from_checks = true;
    return note_ruled(c, risk);
}

static enum rt_status report_source(struct rt_convert *c,
    const struct rt_threat_source *source, struct rt_error *err)
{
    struct rt_place place = {.sheet = c->sheet};
    struct rt_str args[RT_FINDING_ARGS] = {c->sheet->name};

    if (c->sheet->layout.form != RT_FORM_LEDGER)
        return RT_OK;
    if (source->unclear)
        return rt_put_finding(c->in, RT_TP315, &place, args, err);
    if (!source->by_name && !source->whose)
        return RT_OK;
    args[1] = source->sheet->name;
    if (source->by_name)
        args[2] = source->by_name->name;
    else
        args[3] = source->whose->name;
    return rt_put_finding(c->in, RT_TP317, &place, args, err);
}

enum rt_status rt_find_threats(struct rt_convert *c, struct rt_error *err)
{
    uint64_t same = 0, other = 0;

    c->source = rt_threats_of(c->in, c->sheet);
    c->unlike.count = c->elsewhere.count = 0;
    c->threats = c->source.sheet;
    c->follows = false;
    RT_TRY(report_source(c, &c->source, err));
    if (!c->threats)
        return RT_OK;
    rt_threats_compare(c->sheet, c->threats, &same, &other);
    c->follows = same >= other;
    return RT_OK;
}

static enum rt_status read_likelihood(
    struct rt_convert *c, struct rt_risk *risk)
{
    bool refused;
    int *given = &risk->scores.given_likelihood;

    *given = own_rating(c, RT_F_LIKELIHOOD, &refused);
    if (*given != RT_UNKNOWN) {
        rt_note_likelihood(c);
        return note_own(c, RT_N_LIKELIHOOD, RT_F_LIKELIHOOD);
    }
    *given = refused ? RT_UNKNOWN : rt_level_likelihood(c, risk);
    if (*given == RT_UNKNOWN)
        return RT_OK;
    return note_own(c, RT_N_LEVEL, RT_F_LEVEL);
}

static enum rt_status note_scores(struct rt_convert *c, struct rt_risk *risk)
{
    const struct {
        int value;
        enum rt_number number;
        enum rt_field field;
    } all[] = {{risk->scores.confidentiality, RT_N_CONFIDENTIALITY,
                   RT_F_CONFIDENTIALITY},
        {risk->scores.integrity, RT_N_INTEGRITY, RT_F_INTEGRITY},
        {risk->scores.availability, RT_N_AVAILABILITY, RT_F_AVAILABILITY},
        {risk->scores.given_importance, RT_N_IMPORTANCE, RT_F_IMPORTANCE}};

    for (size_t i = 0; i < RT_COUNT(all); i++) {
        if (all[i].value != RT_UNKNOWN)
            RT_TRY(note_own(c, all[i].number, all[i].field));
    }
    return RT_OK;
}

enum rt_status rt_read_ratings(
    struct rt_convert *c, struct rt_risk *risk, struct rt_error *err)
{
    struct rt_scores *s = &risk->scores;
    struct sources src = {0};
    enum rt_status rc = note_scores(c, risk);

    s->threat = s->vulnerability = s->given_likelihood = RT_UNKNOWN;
    RT_THEN(rc, read_rating(c, risk, RT_F_THREAT, &s->threat, &src));
    RT_THEN(
        rc, read_rating(c, risk, RT_F_VULNERABILITY, &s->vulnerability, &src));
    if (rc != RT_OK)
        return rt_fail_nomem(err);
    c->sums.from_threats += src.from_sheet;
    c->sums.from_checks += src.from_checks;
    if (s->threat != RT_UNKNOWN && s->vulnerability != RT_UNKNOWN)
        return RT_OK;
    /* A sheet's own likelihood was computed from the value refused here. */
    if (src.refused[0] || src.refused[1]) {
        if (c->has_ratings && !src.refused[0] && s->threat == RT_UNKNOWN)
            rt_pend_unknown(c, risk, RT_F_THREAT, false);
        if (c->has_ratings && !src.refused[1] && s->vulnerability == RT_UNKNOWN)
            rt_pend_unknown(c, risk, RT_F_VULNERABILITY, false);
        return RT_OK;
    }
    if (read_likelihood(c, risk) != RT_OK)
        return rt_fail_nomem(err);
    if (s->given_likelihood == RT_UNKNOWN)
        rt_pend_unrated(c, risk);
    return RT_OK;
}

/* --- recorded against computed ----------------------------------------------- */

/* A row at its judgement. */
struct judged {
    struct rt_convert *c;
    const struct rt_scores *scores;
    const struct rt_assessment *a;
};

/* `number` is the recorded one, where it is a number. */
static void pend_difference(const struct judged *j, enum rt_code code,
    enum rt_field f, int number, struct rt_str recorded, struct rt_str computed)
{
    struct rt_convert *c = j->c;
    struct rt_basis basis = {c->in->request.lang, c->in->profile,
        &c->sheet->layout, c->cell, j->scores, j->a};
    char inputs[RT_BASIS_MAX];
    struct rt_pending *p;

    rt_basis_say(&basis, code, number, inputs);
    p = rt_pend(c, code, f,
        RT_ARGS(recorded, computed, rt_arena_str(&c->arena, rt_str(inputs))));
    p->actual = recorded;
    p->expected = computed;
    p->inputs = p->args[2];
}

/* A recorded whole number against the computed one. */
static void compare(
    const struct judged *j, enum rt_code code, enum rt_field f, int computed)
{
    struct rt_convert *c = j->c;
    const struct rt_cell *cell = c->cell[f];
    enum rt_taken t = RT_TAKEN_BLANK;
    int v = RT_UNKNOWN;

    if (!cell || !c->own[f] || computed == RT_UNKNOWN)
        return;
    if (f == RT_F_LIKELIHOOD)
        t = rt_value_rating(c->in->request.vocab, cell, &v);
    else if (f == RT_F_IMPORTANCE)
        t = rt_value_score(c->in->request.vocab, cell,
            c->in->profile->scale_min, c->in->profile->scale_max, &v);
    else
        t = rt_value_int(cell, &v);
    if (t == RT_TAKEN_ERROR)
        rt_pend_value(c, RT_VA307, f, RT_STR_NONE);
    else if (t == RT_TAKEN_UNREADABLE || (rt_is_taken(t) && v != computed))
        pend_difference(j, code, f, v,
            t == RT_TAKEN_PLAIN ? rt_num(c, v) : rt_shown(c, cell),
            rt_num(c, computed));
    else if (t == RT_TAKEN_PLAIN && v > 0 && cell->shown != RT_SHOWN_OTHER)
        rt_pend_shown(
            c, f, v); /* 0 is hidden, and words are shown, on purpose */
}

/* Another edition's classes are reported once for the sheet (RA203); `check`
 * names each cell besides, unless both profiles have one scale and no form says
 * which is in force. */
static bool is_said_of_sheet(
    const struct rt_convert *c, enum rt_class recorded, int level)
{
    return c->classes && recorded == c->classes->class_of[level]
           && (!c->in->request.grid_cells
               || (c->classes->scale_max == c->in->profile->scale_max
                   && !rt_edition_is_workbook(c->in)));
}

static void compare_class(
    const struct judged *j, enum rt_field f, const struct rt_cell *cell)
{
    struct rt_convert *c = j->c;
    const struct rt_assessment *a = j->a;
    enum rt_class recorded = RT_CLASS_NONE;
    enum rt_taken t = RT_TAKEN_BLANK;

    if (!cell || !c->own[f] || a->class == RT_CLASS_NONE)
        return;
    t = rt_value_class(c->in->request.vocab, cell, &recorded);
    if (is_said_of_sheet(c, recorded, a->level))
        return;
    if (t == RT_TAKEN_ERROR)
        rt_pend_value(c, RT_VA307, f, RT_STR_NONE);
    else if (t != RT_TAKEN_BLANK && t != RT_TAKEN_NO_VALUE
             && recorded != a->class)
        pend_difference(j, RT_RA104, f, RT_UNKNOWN, rt_shown(c, c->cell[f]),
            rt_class_like(a->class, rt_shown(c, cell)));
}

static void compare_level(const struct judged *j)
{
    struct rt_convert *c = j->c;
    const struct rt_cell *cell = c->cell[RT_F_LEVEL];
    struct rt_cell label;
    char text[RT_LABEL_BYTES];
    int v;

    if (!cell || !c->own[RT_F_LEVEL] || j->a->level == RT_UNKNOWN
        || rt_value_int(cell, &v) != RT_TAKEN_UNREADABLE
        || !rt_value_labelled(c->in->request.vocab, cell, &v, &label, text))
        compare(j, RT_RA103, RT_F_LEVEL, j->a->level);
    else if (v != RT_UNKNOWN && v != j->a->level)
        pend_difference(j, RT_RA103, RT_F_LEVEL, v, rt_shown(c, cell),
            rt_num(c, j->a->level));
    else
        compare_class(j, RT_F_LEVEL, &label);
}

/* 「可能性：高」 against the likelihood computed, or taken. */
static void compare_likelihood_label(const struct judged *j)
{
    struct rt_convert *c = j->c;
    const struct rt_assessment *a = j->a;
    const struct rt_cell *cell = c->cell[RT_F_LIKELIHOOD_LABEL];
    enum rt_taken t = RT_TAKEN_BLANK;
    int v = RT_UNKNOWN;

    if (!cell || !c->own[RT_F_LIKELIHOOD_LABEL] || a->likelihood == RT_UNKNOWN)
        return;
    t = rt_value_rating(c->in->request.vocab, cell, &v);
    if (t == RT_TAKEN_ERROR)
        rt_pend_value(c, RT_VA307, RT_F_LIKELIHOOD_LABEL, RT_STR_NONE);
    else if (t != RT_TAKEN_BLANK && t != RT_TAKEN_NO_VALUE
             && v != a->likelihood)
        pend_difference(j, RT_RA106, RT_F_LIKELIHOOD_LABEL, v,
            rt_shown(c, cell), rt_str(rt_likelihood_shown(a->likelihood)));
}

static void compare_priority(const struct judged *j)
{
    struct rt_convert *c = j->c;
    const struct rt_assessment *a = j->a;
    const struct rt_cell *cell = c->cell[RT_F_PRIORITY];
    enum rt_taken t = RT_TAKEN_BLANK;
    int v;

    if (!cell || !c->own[RT_F_PRIORITY])
        return;
    t = rt_value_priority(cell, &v);
    c->sums.priorities += t == RT_TAKEN_UNREADABLE && rt_cell_says(cell);
    if (rt_is_taken(t) && a->level != RT_UNKNOWN && v != a->priority)
        pend_difference(j, RT_RA105, RT_F_PRIORITY, v,
            t == RT_TAKEN_PLAIN ? rt_num(c, v) : rt_shown(c, cell),
            a->priority ? rt_num(c, a->priority) : rt_none(c));
}

void rt_judge(struct rt_convert *c, struct rt_risk *risk)
{
    struct rt_assessment *a = &risk->result;
    struct judged j = {c, &risk->scores, a};
    bool given = rt_given_decides(c->in->profile, &risk->scores);
    bool rated = risk->scores.given_likelihood == RT_UNKNOWN;

    *a = rt_assess(c->in->profile, &risk->scores);
    c->sums.given += risk->scores.given_importance != RT_UNKNOWN
                     && risk->scores.given_importance == a->importance
                     && c->sheet->layout.form == RT_FORM_LEDGER;
    if (!given)
        compare(&j, RT_RA101, RT_F_IMPORTANCE, a->importance);
    if (rated && c->rule != RT_RULE_L0)
        compare(&j, RT_RA102, RT_F_LIKELIHOOD, a->likelihood);
    /* A foreign rule is reported once for the sheet (RA201). */
    if (c->rule == RT_RULE_COUNT
        || !rt_tally_fits(c->in, c->sheet, c->row, c->rule)) {
        compare_level(&j);
        compare_class(&j, RT_F_LEVEL_LABEL, c->cell[RT_F_LEVEL_LABEL]);
    }
    compare_likelihood_label(&j);
    compare_priority(&j);
}
