/* The fields of one row, read by the kind of value each holds.
 *
 * One table says how each field is read and where it is stored. A value that
 * meant one thing only though spelt otherwise is taken and reported (info); one
 * that would have to be guessed is refused, named with the nearest allowed
 * value, and leaves unknown what needs it.
 */
#include "form/convert.h"
#include "form/refused.h"

enum kind {
    TEXT,
    NUMBER, /* a running number: nothing is lost without it */
    FLAG,
    DATE
};

static const struct {
    enum rt_field field;
    enum kind kind;
    size_t offset; /* of the struct rt_str or bool in struct rt_risk */
} table[] = {
    {RT_F_BUSINESS, TEXT, offsetof(struct rt_risk, business)},
    {RT_F_ASSET, TEXT, offsetof(struct rt_risk, asset)},
    {RT_F_NOTE, TEXT, offsetof(struct rt_risk, note)},
    {RT_F_USERS, TEXT, offsetof(struct rt_risk, users)},
    {RT_F_OWNER, TEXT, offsetof(struct rt_risk, owner)},
    {RT_F_MANAGED_BY, TEXT, offsetof(struct rt_risk, managed_by)},
    {RT_F_RETENTION, TEXT, offsetof(struct rt_risk, retention)},
    {RT_F_NO, NUMBER, offsetof(struct rt_risk, number)},
    {RT_F_EVENT, TEXT, offsetof(struct rt_risk, event)},
    {RT_F_SOURCE, TEXT, offsetof(struct rt_risk, source)},
    {RT_F_AREA, TEXT, offsetof(struct rt_risk, area)},
    {RT_F_CAUSE, TEXT, offsetof(struct rt_risk, cause)},
    {RT_F_CONSEQUENCE, TEXT, offsetof(struct rt_risk, consequence)},
    {RT_F_ASSET_NOS, TEXT, offsetof(struct rt_risk, asset_numbers)},
    {RT_F_REASON, TEXT, offsetof(struct rt_risk, treatment_reason)},
    {RT_F_CONTROL, TEXT, offsetof(struct rt_risk, control)},
    {RT_F_ACTION, TEXT, offsetof(struct rt_risk, action)},
    {RT_F_PERSONAL, FLAG, offsetof(struct rt_risk, personal)},
    {RT_F_ANY_PERSONAL, FLAG, offsetof(struct rt_risk, personal)},
    {RT_F_SENSITIVE, FLAG, offsetof(struct rt_risk, sensitive)},
    {RT_F_MY_NUMBER, FLAG, offsetof(struct rt_risk, my_number)},
    {RT_F_REGISTERED, DATE, offsetof(struct rt_risk, registered)},
};

/* --- text ------------------------------------------------------------------- */

/* Line breaks are kept as single line feeds, other control characters are
 * not text and become spaces. */
static enum rt_status read_text(struct rt_convert *c, enum rt_field f,
    struct rt_str *to, struct rt_error *err)
{
    struct rt_str s;
    char *p;
    size_t n = 0;

    if (rt_cell_blank(c->cell[f]) || c->cell[f]->type == RT_CELL_ERROR)
        return RT_OK;
    s = rt_str_trim(c->cell[f]->text);
    p = rt_arena_alloc(&c->arena, s.n + 1);
    RT_NEED(p, err);
    for (size_t i = 0; i < s.n; i++) {
        unsigned char ch = (unsigned char)s.p[i];
        if (ch == '\r' && i + 1 < s.n && s.p[i + 1] == '\n')
            continue;
        if (ch == '\r')
            ch = '\n';
        p[n++] = (ch < 0x20 && ch != '\n') || ch == 0x7F ? ' ' : (char)ch;
    }
    *to = (struct rt_str){p, n};
    return RT_OK;
}

/* A text that a formula failed to give is reported. */
static void report_no_text(struct rt_convert *c, enum rt_field f)
{
    const struct rt_cell *cell = c->cell[f];

    if (cell && c->own[f] && cell->type == RT_CELL_ERROR)
        rt_pend_value(c, RT_VA305, f, RT_STR_NONE);
    else if (cell && cell->type == RT_CELL_NO_VALUE)
        rt_pend_no_value(c, f);
}

/* --- scores ------------------------------------------------------------------ */

/* The score is not there. */
static void pend_score(struct rt_convert *c, enum rt_code code, enum rt_field f)
{
    const struct rt_profile *p = c->in->profile;
    struct rt_str range = rt_range_text(c, p->scale_min, p->scale_max);

    rt_pend(c, code, f, RT_ARGS(rt_name(c, f), range))->expected = range;
}

static void read_score(struct rt_convert *c, enum rt_field f, int *to)
{
    const struct rt_profile *p = c->in->profile;
    enum rt_taken t;
    int v;

    *to = RT_UNKNOWN;
    if (c->sheet->layout.col_of[f] < 0)
        return;
    t = c->cell[f] ? rt_value_score(
            c->in->request.vocab, c->cell[f], p->scale_min, p->scale_max, &v)
                   : RT_TAKEN_BLANK;
    if (t == RT_TAKEN_BLANK || t == RT_TAKEN_NO_VALUE) {
        pend_score(c, t == RT_TAKEN_BLANK ? RT_VA303 : RT_VA306, f);
        return;
    }
    if ((t != RT_TAKEN_PLAIN || v < p->scale_min || v > p->scale_max)
        && rt_pend_refused(c, f))
        return;
    if (t == RT_TAKEN_NORMALISED)
        rt_pend_taken(c, f, rt_num(c, v));
    rt_pend_shown(c, f, v);
    *to = v;
}

/* --- flags --------------------------------------------------------------------- */

static void read_flag(
    struct rt_convert *c, struct rt_risk *risk, enum rt_field f, bool *to)
{
    static const int bits[][2] = {{RT_F_PERSONAL, RT_MISSING_PERSONAL},
        {RT_F_ANY_PERSONAL, RT_MISSING_PERSONAL},
        {RT_F_SENSITIVE, RT_MISSING_SENSITIVE},
        {RT_F_MY_NUMBER, RT_MISSING_MY_NUMBER}};
    bool yes = false;
    enum rt_taken t = RT_TAKEN_BLANK;

    if (c->cell[f])
        t = rt_value_flag(c->in->request.vocab, c->cell[f], &yes);
    if (t == RT_TAKEN_NO_VALUE)
        rt_pend_no_value(c, f);
    if (t == RT_TAKEN_NO_VALUE || (!rt_is_taken(t) && rt_pend_refused(c, f))) {
        for (size_t i = 0; i < RT_COUNT(bits); i++) {
            if (bits[i][0] == (int)f)
                risk->scores.unreadable_flags |= (unsigned)bits[i][1];
        }
        return;
    }
    if (t == RT_TAKEN_NORMALISED)
        rt_pend_value(c, RT_VA304, f,
            yes ? RT_STR("有")
                : rt_str(rt_say(c->in->request.lang, "無", "no")));
    *to |= yes;
}

bool rt_is_unknown_flag(const struct rt_column *column)
{
    return column->under_personal && column->field == RT_FIELD_NONE;
}

/* A mark in an unrecognised column of the group counts as a flag that cannot be
 * read. */
static void read_unknown_flags(struct rt_convert *c, struct rt_risk *risk)
{
    const struct rt_layout *l = &c->sheet->layout;

    for (size_t i = 0; i < l->column_count; i++) {
        const struct rt_cell *cell = NULL;
        bool yes;
        if (!rt_is_unknown_flag(&l->columns[i]))
            continue;
        for (size_t k = 0; k < c->row->count && !cell; k++) {
            if (c->row->cells[k].col == l->columns[i].col)
                cell = &c->row->cells[k];
        }
        if (!rt_cell_blank(cell)
            && (rt_value_flag(c->in->request.vocab, cell, &yes)
                    == RT_TAKEN_UNREADABLE
                || yes))
            risk->scores.unreadable_flags |= RT_MISSING_PERSONAL;
    }
}

/* --- dates ---------------------------------------------------------------------- */

/* A year that no record of an asset can have: 2206 for 2026. `check` reports
 * it by the day of the check. */
static void pend_absurd(
    struct rt_convert *c, enum rt_field f, struct rt_str iso)
{
    if (c->own[f] && c->in->request.grid_cells == 0
        && (rt_str_cmp(iso, RT_STR("1970")) < 0
            || rt_str_cmp(iso, RT_STR("2100")) >= 0))
        rt_pend(c, RT_VA503, f, RT_ARGS(rt_name(c, f), iso));
}

static enum rt_status read_date(struct rt_convert *c, enum rt_field f,
    struct rt_str *to, struct rt_error *err)
{
    char iso[11];
    enum rt_taken t;

    if (!c->cell[f])
        return RT_OK;
    t = rt_value_date(c->cell[f], iso);
    if (t == RT_TAKEN_NO_VALUE)
        rt_pend_no_value(c, f);
    if (!rt_is_taken(t)) {
        (void)rt_pend_refused(c, f);
        return RT_OK;
    }
    *to = rt_arena_str(&c->arena, rt_str(iso));
    RT_NEED(to->p, err);
    if (rt_is_date_in_digits(c->cell[f])
        && !rt_str_is(c->in->input.format, "csv"))
        rt_pend_value(c, RT_VA504, f, *to);
    else if (t == RT_TAKEN_NORMALISED)
        rt_pend_taken(c, f, *to);
    pend_absurd(c, f, *to);
    return RT_OK;
}

/* --- the medium -------------------------------------------------------------------- */

/* In the ledger the medium is a pull-down; an asset list takes free text. */
static bool is_free_text(const struct rt_convert *c)
{
    const struct rt_layout *l = &c->sheet->layout;

    return rt_str_is(c->in->input.format, "csv") || l->form == RT_FORM_REPORT
           || (l->col_of[RT_F_OWNER] >= 0 && !rt_edition_is_workbook(c->in));
}

static enum rt_status read_medium(
    struct rt_convert *c, struct rt_risk *risk, struct rt_error *err)
{
    const char *term = NULL;
    enum rt_taken t = RT_TAKEN_BLANK;
    enum rt_status rc = read_text(c, RT_F_MEDIUM, &risk->medium_raw, err);

    if (rc != RT_OK || c->sheet->layout.col_of[RT_F_MEDIUM] < 0)
        return rc;
    if (c->cell[RT_F_MEDIUM])
        t = rt_value_medium(c->in->request.vocab, c->cell[RT_F_MEDIUM], &term);
    risk->medium = term ? rt_str(term) : risk->medium_raw;
    if (t == RT_TAKEN_NO_VALUE)
        rt_pend_no_value(c, RT_F_MEDIUM);
    else if (t == RT_TAKEN_BLANK && !rt_pended(c, RT_VA309, RT_F_MEDIUM)
             && !rt_pended(c, RT_VA310, RT_F_MEDIUM))
        rt_pend(c, RT_VA403, RT_F_MEDIUM, RT_ARGS(RT_STR_NONE));
    else if (t == RT_TAKEN_NORMALISED)
        rt_pend_value(c, RT_VA304, RT_F_MEDIUM, risk->medium);
    else if (t == RT_TAKEN_ERROR || !is_free_text(c))
        (void)rt_pend_refused(c, RT_F_MEDIUM);
    return RT_OK;
}

/* --- the treatment ------------------------------------------------------------------ */

static const struct {
    enum rt_field field;
    enum rt_treatment treatment;
} marks[] = {{RT_F_MARK_RETAIN, RT_RETAIN}, {RT_F_MARK_REDUCE, RT_REDUCE},
    {RT_F_MARK_AVOID, RT_AVOID}, {RT_F_MARK_TRANSFER, RT_TRANSFER}};

/* "保有、低減": what is marked, in the form's order. */
static struct rt_str marked_fields(struct rt_convert *c)
{
    char text[128];
    size_t n = 0;

    text[0] = '\0';
    for (size_t i = 0; i < RT_COUNT(marks); i++) {
        const struct rt_cell *cell = c->cell[marks[i].field];
        bool yes = false;

        if (cell
            && rt_value_flag(c->in->request.vocab, cell, &yes)
                   != RT_TAKEN_UNREADABLE
            && yes && n < sizeof text)
            n += (size_t)snprintf(text + n, sizeof text - n, "%s%s",
                n > 0 ? "、" : "",
                rt_treatment_label(marks[i].treatment, RT_JA));
    }
    return rt_arena_str(&c->arena, rt_str(text));
}

static void read_marks(struct rt_convert *c, struct rt_risk *risk)
{
    enum rt_field marked = RT_FIELD_NONE;
    int count = 0, others = 0; /* 「×」 beside 「○」 */
    bool any = false;

    for (size_t i = 0; i < RT_COUNT(marks); i++) {
        bool yes = false;
        any |= c->sheet->layout.col_of[marks[i].field] >= 0;
        report_no_text(c, marks[i].field);
        /* 「●」 and 「-」 are the form's own here: nothing to report. */
        if (c->cell[marks[i].field] && !rt_pend_refused(c, marks[i].field))
            (void)rt_value_flag(
                c->in->request.vocab, c->cell[marks[i].field], &yes);
        count += yes;
        others += !yes && rt_cell_says(c->cell[marks[i].field]);
        if (yes) {
            risk->treatment = marks[i].treatment;
            marked = marks[i].field;
        }
    }
    if (count == 1 && others > 0)
        rt_pend_value(c, RT_VA304, marked,
            rt_str(rt_treatment_label(risk->treatment, RT_JA)));
    if (count > 1
        || (any && count == 0 && c->sheet->layout.form == RT_FORM_REPORT)) {
        risk->treatment = RT_TREATMENT_NONE;
        rt_pend(c, RT_VA702, RT_F_MARK_REDUCE, RT_ARGS(rt_num(c, count)))
            ->actual
            = marked_fields(c);
    }
}

static void read_treatment(
    struct rt_convert *c, struct rt_risk *risk, enum rt_field f)
{
    enum rt_treatment treatment = RT_TREATMENT_NONE;
    enum rt_taken t = RT_TAKEN_BLANK;

    if (c->cell[f])
        t = rt_value_treatment(c->in->request.vocab, c->cell[f], &treatment);
    if (!rt_is_taken(t)) {
        (void)rt_pend_refused(c, f);
        return;
    }
    risk->treatment = treatment;
    if (t == RT_TAKEN_NORMALISED)
        rt_pend_value(
            c, RT_VA304, f, rt_str(rt_treatment_label(treatment, RT_JA)));
}

/* 「検討する」, 「対応中」: the form has no such state, so as what it was taken. */
static void report_other_action(struct rt_convert *c, enum rt_action action)
{
    if (action == RT_ACTION_UNDER_WAY)
        rt_pend_value(c, RT_VA304, RT_F_ACTION, RT_STR("着手"));
    else if (action == RT_ACTION_UNDECIDED
             && !rt_str_contains(c->cell[RT_F_ACTION]->text, RT_STR("未定")))
        rt_pend_value(c, RT_VA304, RT_F_ACTION, RT_STR("未定"));
}

/* 対応 must say how far it is, but of a retained risk. `either`: the column may
 * hold the treatment, since the ledger has no other for it; 未定 says neither. */
static void check_action(
    struct rt_convert *c, struct rt_risk *risk, bool either)
{
    struct rt_str args[RT_FINDING_ARGS];
    enum rt_action action = rt_action_of(risk->action, &args[0]);

    if (either && action >= RT_ACTION_UNDECIDED) {
        read_treatment(c, risk, RT_F_ACTION);
        if (risk->treatment != RT_TREATMENT_NONE)
            risk->action = RT_STR_NONE;
    }
    if (either || risk->treatment == RT_RETAIN)
        return;
    if (action != RT_ACTION_UNKNOWN) {
        report_other_action(c, action);
        return;
    }
    args[0] = rt_arena_str(&c->arena, args[0]);
    rt_pend(c, RT_PL107, RT_F_ACTION, args)->actual = args[0];
}

/* What a report has in place of a number of the list or of a priority; check
 * compares priorities by itself. */
static void report_no_numbers(struct rt_convert *c)
{
    const struct rt_cell *list = c->cell[RT_F_ASSET_NOS];
    const struct rt_cell *priority = c->cell[RT_F_PRIORITY];
    int v;

    if (c->sheet->layout.form != RT_FORM_REPORT)
        return;
    if (list && list->type == RT_CELL_DATE)
        rt_pend(c, RT_VA421, RT_F_ASSET_NOS, RT_ARGS(rt_shown(c, list)));
    if (c->in->request.grid_cells == 0 && rt_cell_says(priority)
        && rt_value_priority(priority, &v) == RT_TAKEN_UNREADABLE)
        rt_pend(c, RT_VA420, RT_F_PRIORITY, RT_ARGS(rt_shown(c, priority)));
}

/* A report marks one of four columns; a ledger has one column, which some
 * offices head 「対応」. */
static void read_treatments(struct rt_convert *c, struct rt_risk *risk)
{
    const struct rt_layout *l = &c->sheet->layout;

    if (l->col_of[RT_F_TREATMENT] >= 0)
        read_treatment(c, risk, RT_F_TREATMENT);
    else
        read_marks(c, risk);
    check_action(
        c, risk, l->col_of[RT_F_TREATMENT] < 0 && l->form != RT_FORM_REPORT);
}

/* A second evaluation that is not due yet may be a dash. */
static bool is_given(const struct rt_cell *cell)
{
    return rt_cell_says(cell)
           || (cell
               && (cell->type == RT_CELL_ERROR
                   || cell->type == RT_CELL_NO_VALUE));
}

static void read_residual(struct rt_convert *c, struct rt_risk *risk)
{
    const struct rt_profile *p = c->in->profile;

    risk->residual_importance = risk->residual_likelihood = risk->residual_level
        = RT_UNKNOWN;
    if (is_given(c->cell[RT_F_RES_IMPORTANCE]))
        read_score(c, RT_F_RES_IMPORTANCE, &risk->residual_importance);
    if (is_given(c->cell[RT_F_RES_LIKELIHOOD])) {
        risk->residual_likelihood
            = rt_rating_of(c->in->request.vocab, c->cell[RT_F_RES_LIKELIHOOD]);
        if (c->cell[RT_F_RES_LIKELIHOOD]->type == RT_CELL_NO_VALUE)
            rt_pend_no_value(c, RT_F_RES_LIKELIHOOD);
        else if (!rt_pend_refused(c, RT_F_RES_LIKELIHOOD)
                 && c->cell[RT_F_RES_LIKELIHOOD]->type == RT_CELL_STRING)
            rt_pend_taken(
                c, RT_F_RES_LIKELIHOOD, rt_num(c, risk->residual_likelihood));
        if (risk->residual_likelihood != RT_UNKNOWN)
            rt_pend_shown(c, RT_F_RES_LIKELIHOOD, risk->residual_likelihood);
    }
    if (risk->residual_importance >= p->scale_min
        && risk->residual_likelihood > 0)
        risk->residual_level
            = risk->residual_importance * risk->residual_likelihood;
}

/* An assessment report's risk goes by its event, if it names no asset. */
static void name_report_risk(struct rt_convert *c, struct rt_risk *risk)
{
    enum rt_field key = rt_layout_key(&c->sheet->layout);

    if (key != RT_F_ASSET)
        risk->asset = key == RT_F_EVENT ? risk->event : risk->source;
    risk->report_no = risk->number;
}

/* Forms without the three scores give the importance itself: a report each, a
 * list where one of its rows does. Of a list a formula's result does not count:
 * MAX of three blanks is 0. */
static bool gives_importance(const struct rt_convert *c)
{
    const struct rt_cell *given = c->cell[RT_F_IMPORTANCE];
    const int32_t *col_of = c->sheet->layout.col_of;
    bool report = c->sheet->layout.form == RT_FORM_REPORT;
    bool alone = col_of[RT_F_CONFIDENTIALITY] < 0 && col_of[RT_F_INTEGRITY] < 0
                 && col_of[RT_F_AVAILABILITY] < 0;

    if (alone && report)
        return true;
    return rt_cell_blank(c->cell[RT_F_CONFIDENTIALITY])
           && rt_cell_blank(c->cell[RT_F_INTEGRITY])
           && rt_cell_blank(c->cell[RT_F_AVAILABILITY])
           && (rt_cell_blank(given) ? alone && c->sheet->tally.given
                                    : !given->is_formula);
}

/* The importance beside a column of scores that was not found: what that column
 * holds is in it. 0 is what a formula makes of blanks. */
static int recorded_importance(const struct rt_convert *c)
{
    const struct rt_cell *given = c->cell[RT_F_IMPORTANCE];
    const struct rt_layout *l = &c->sheet->layout;
    const struct rt_profile *p = c->in->profile;
    bool lost = false;
    int v;

    for (size_t i = 0; i < RT_SCORE_FIELDS; i++)
        lost |= l->col_of[rt_score_fields[i]] < 0
                && !rt_header_twice(l, rt_score_fields[i]);
    if (l->form != RT_FORM_LEDGER || !lost || !given)
        return RT_UNKNOWN;
    v = rt_whole_of(given);
    return v > 0 && v >= p->scale_min && v <= p->scale_max ? v : RT_UNKNOWN;
}

static void read_scores(struct rt_convert *c, struct rt_risk *risk)
{
    struct rt_scores *s = &risk->scores;

    s->given_importance = RT_UNKNOWN;
    s->confidentiality = s->integrity = s->availability = RT_UNKNOWN;
    if (gives_importance(c)) {
        read_score(c, RT_F_IMPORTANCE, &s->given_importance);
        return;
    }
    read_score(c, RT_F_CONFIDENTIALITY, &s->confidentiality);
    read_score(c, RT_F_INTEGRITY, &s->integrity);
    read_score(c, RT_F_AVAILABILITY, &s->availability);
    s->given_importance = recorded_importance(c);
}

enum rt_status rt_read_fields(
    struct rt_convert *c, struct rt_risk *risk, struct rt_error *err)
{
    const struct rt_layout *l = &c->sheet->layout;
    bool report = l->form == RT_FORM_REPORT;
    enum rt_status rc = RT_OK;

    for (size_t i = 0; i < RT_COUNT(table) && rc == RT_OK; i++) {
        void *to = (char *)risk + table[i].offset;
        enum kind kind = table[i].kind;
        if (kind == FLAG) {
            read_flag(c, risk, table[i].field, to);
        } else if (kind == DATE) {
            rc = read_date(c, table[i].field, to, err);
        } else {
            if (kind != NUMBER || report) /* a report's is in the risk id */
                report_no_text(c, table[i].field);
            rc = read_text(c, table[i].field, to, err);
        }
    }
    risk->managed_col = (uint32_t)(l->col_of[RT_F_MANAGED_BY] + 1);
    risk->registered_col = (uint32_t)(l->col_of[RT_F_REGISTERED] + 1);
    risk->numbers_col = (uint32_t)(l->col_of[RT_F_ASSET_NOS] + 1);
    if (report)
        name_report_risk(c, risk);
    RT_THEN(rc, read_medium(c, risk, err));
    if (rc == RT_OK) {
        risk->scores.any_personal
            = risk->personal || risk->sensitive || risk->my_number;
        read_unknown_flags(c, risk);
        read_scores(c, risk);
        read_treatments(c, risk);
        report_no_numbers(c);
        read_residual(c, risk);
    }
    return rc;
}
