/* Which rule the recorded numbers of a sheet follow.
 *
 * A consultant's workbook may follow another formula throughout (importance ×
 * threat × vulnerability, products, sums). Then a difference in every row is
 * one fact, not hundreds, and the division of a recorded level by the
 * importance means nothing. Only counts are kept here, so that a sheet of any
 * length costs the same.
 */
#include "base/fold.h"
#include "form/form.h"

/* The numbers of one row as recorded, RT_UNKNOWN where not readable. */
struct recorded {
    int c, i, a, importance, threat, vulnerability, likelihood, level;
};

static int score_of(struct rt_intake *in, const struct rt_sheet_facts *sheet,
    const struct rt_row *row, enum rt_field f)
{
    const struct rt_cell *cell = rt_cell_of(&sheet->layout, row, f);
    int v;

    /* Level words depend on the scale, which is not known yet: a scale of no
     * steps takes digits only. */
    return rt_is_taken(rt_value_score(in->request.vocab, cell, 0, 0, &v))
                   && v >= 0
               ? v
               : RT_UNKNOWN;
}

static int rating_of(struct rt_intake *in, const struct rt_sheet_facts *sheet,
    const struct rt_row *row, enum rt_field f)
{
    return rt_rating_of(in->request.vocab, rt_cell_of(&sheet->layout, row, f));
}

static int int_of(const struct rt_sheet_facts *sheet, const struct rt_row *row,
    enum rt_field f)
{
    return rt_whole_of(rt_cell_of(&sheet->layout, row, f));
}

static int highest(int a, int b, int c)
{
    int m = a > b ? a : b;

    return m > c ? m : c;
}

static void note_score(struct rt_intake *in, struct rt_sheet_facts *sheet,
    const struct rt_row *row, enum rt_field f, int v)
{
    struct rt_evidence *e = &in->evidence;
    uint32_t col = (uint32_t)sheet->layout.col_of[f] + 1;
    const struct rt_cell *cell = rt_cell_of(&sheet->layout, row, f);

    e->scores += v >= 0 && !cell->is_formula;
    e->zeros += v == 0 && !cell->is_formula;
    e->threes += v == 3 && !cell->is_formula;
    /* A formula gives 0 for cells that are blank. */
    if (v == 0 && !e->zero && !cell->is_formula) {
        e->zero = true;
        e->zero_sheet = sheet->index;
        e->zero_row = row->number;
        e->zero_col = col;
    } else if (v == 3 && cell->is_formula) {
        e->computed_three = true;
    } else if (v == 3 && !e->three) {
        e->three = true;
        e->three_sheet = sheet->index;
        e->three_row = row->number;
        e->three_col = col;
    }
    sheet->tally.scores |= v >= 0;
    sheet->tally.given |= f == RT_F_IMPORTANCE && v >= 0 && !cell->is_formula;
}

/* A threat (0) or vulnerability (1) that is shown for a medium. */
static void note_rating(
    struct rt_tally *t, const struct rt_cell *cell, int medium, int kind, int v)
{
    if (v < 1 || v > 3)
        return;
    t->shown[medium][kind][v]++;
    t->by_formula[medium][kind][v] += cell->is_formula;
}

int rt_tally_formulas(const struct rt_tally *t, int medium, int kind)
{
    int found = RT_UNKNOWN;

    for (int v = 1; v <= 3 && medium >= 0; v++) {
        if (t->by_formula[medium][kind][v] > 0 && found != RT_UNKNOWN)
            return RT_UNKNOWN;
        found = t->by_formula[medium][kind][v] > 1 ? v : found;
    }
    return found;
}

/* What the row shows of its medium. */
static void note_shown(struct rt_intake *in, struct rt_sheet_facts *sheet,
    const struct rt_row *row, const struct recorded *r)
{
    const struct rt_cell *cell = rt_cell_of(&sheet->layout, row, RT_F_MEDIUM);
    const char *term = NULL;
    int medium;

    if (rt_cell_blank(cell))
        return;
    (void)rt_value_medium(in->request.vocab, cell, &term);
    medium = term ? rt_medium_index(rt_str(term)) : -1;
    if (medium < 0)
        return;
    note_rating(&sheet->tally, rt_cell_of(&sheet->layout, row, RT_F_THREAT),
        medium, 0, r->threat);
    note_rating(&sheet->tally,
        rt_cell_of(&sheet->layout, row, RT_F_VULNERABILITY), medium, 1,
        r->vulnerability);
}

/* Level and label as stored: some pairs exist on one scale only. */
static void note_pair(struct rt_intake *in, struct rt_sheet_facts *sheet,
    const struct rt_row *row, int level)
{
    const struct rt_cell *cell
        = rt_cell_of(&sheet->layout, row, RT_F_LEVEL_LABEL);
    enum rt_class class;

    if (!rt_is_taken(rt_value_class(in->request.vocab, cell, &class)))
        return;
    if (level <= RT_LEVEL_MAX)
        sheet->tally.pairs[level][class]++;
    if ((level == 4 && class == RT_HIGH) || (level == 0 && class == RT_LOW)
        || (level >= 1 && level <= 3 && class == RT_MEDIUM))
        in->evidence.pair_low = true;
    if ((level == 4 && class == RT_MEDIUM) || (level == 9 && class == RT_HIGH)
        || (level >= 1 && level <= 3 && class == RT_LOW))
        in->evidence.pair_high = true;
}

/* Importance × likelihood as the guideline has it, from what is recorded. */
static int ours(const struct recorded *r)
{
    int l = r->likelihood;

    if (r->threat >= 1 && r->vulnerability >= 1)
        l = r->threat + r->vulnerability - 3 > 1
                ? r->threat + r->vulnerability - 3
                : 1;
    return r->importance >= 0 && l >= 1 ? r->importance * l : RT_UNKNOWN;
}

/* A rule's value for the row, or RT_UNKNOWN where it lacks an input. */
static int by_rule(enum rt_rule rule, const struct recorded *r)
{
    bool cia = r->c >= 0 && r->i >= 0 && r->a >= 0;
    bool itv = r->importance >= 0 && r->threat >= 0 && r->vulnerability >= 0;

    switch (rule) {
    case RT_RULE_ITV:
        return itv ? r->importance * r->threat * r->vulnerability : RT_UNKNOWN;
    case RT_RULE_CIA:
        return cia ? r->c * r->i * r->a : RT_UNKNOWN;
    case RT_RULE_SUM:
        return cia ? r->c + r->i + r->a : RT_UNKNOWN;
    case RT_RULE_SUM_L:
        return cia && r->likelihood >= 0 ? (r->c + r->i + r->a) * r->likelihood
                                         : RT_UNKNOWN;
    case RT_RULE_CIA_L:
        return cia && r->likelihood >= 0 ? r->c * r->i * r->a * r->likelihood
                                         : RT_UNKNOWN;
    case RT_RULE_ITV_SUM:
        return itv ? r->importance + r->threat + r->vulnerability : RT_UNKNOWN;
    case RT_RULE_L0:
        return ours(r) >= 0 ? ours(r) - r->importance : RT_UNKNOWN;
    case RT_RULE_COUNT:
        break;
    }
    return RT_UNKNOWN;
}

static void tally_level(struct rt_tally *t, const struct recorded *r)
{
    int own = ours(r);

    t->levels++;
    if (own >= 0) {
        t->judged++;
        t->differ += own != r->level;
    }
    for (enum rt_rule k = 0; k < RT_RULE_COUNT; k++) {
        int v = by_rule(k, r);
        t->could[k] += v >= 0;
        t->fit[k] += v >= 0 && v == r->level;
    }
    if (r->importance > 0) {
        bool whole = r->level > 0 && r->level % r->importance == 0
                     && r->level / r->importance <= 3;
        t->quotient += whole;
        t->no_quotient += !whole;
    }
}

/* The row's numbers as they are recorded; false for a row without a name. */
static bool read_recorded(struct rt_intake *in,
    const struct rt_sheet_facts *sheet, const struct rt_row *row,
    struct recorded *r)
{
    const struct rt_layout *l = &sheet->layout;
    const struct rt_cell *name = rt_cell_of(l, row, rt_layout_key(l));

    if (rt_name_blank(name) || !rt_cell_says(name) || rt_is_subtotal(l, row))
        return false;
    r->c = score_of(in, sheet, row, RT_F_CONFIDENTIALITY);
    r->i = score_of(in, sheet, row, RT_F_INTEGRITY);
    r->a = score_of(in, sheet, row, RT_F_AVAILABILITY);
    r->importance = score_of(in, sheet, row, RT_F_IMPORTANCE);
    r->threat = rating_of(in, sheet, row, RT_F_THREAT);
    r->vulnerability = rating_of(in, sheet, row, RT_F_VULNERABILITY);
    r->likelihood = rating_of(in, sheet, row, RT_F_LIKELIHOOD);
    r->level = int_of(sheet, row, RT_F_LEVEL);
    return true;
}

/* The importance by the scores where the sheet does not state it. Personal
 * data forces the scale's maximum, as far as the scale is known by now. */
static void complete_importance(struct rt_intake *in,
    const struct rt_sheet_facts *sheet, const struct rt_row *row,
    struct recorded *r)
{
    if (r->importance >= 0 || r->c < 0 || r->i < 0 || r->a < 0)
        return;
    r->importance = highest(r->c, r->i, r->a);
    for (size_t k = 0; k < RT_PERSONAL_FIELDS; k++) {
        const struct rt_cell *cell
            = rt_cell_of(&sheet->layout, row, rt_personal_fields[k]);
        bool yes = false;
        if (cell
            && rt_value_flag(in->request.vocab, cell, &yes) != RT_TAKEN_BLANK
            && yes && rt_edition_scale(&in->evidence) > r->importance)
            r->importance = rt_edition_scale(&in->evidence);
    }
}

bool rt_tally_fits(struct rt_intake *in, const struct rt_sheet_facts *sheet,
    const struct rt_row *row, enum rt_rule rule)
{
    struct recorded r;

    if (!read_recorded(in, sheet, row, &r))
        return false;
    complete_importance(in, sheet, row, &r);
    return r.level >= 0 && by_rule(rule, &r) == r.level;
}

static void note_department(struct rt_intake *in, struct rt_str name)
{
    struct rt_evidence *e = &in->evidence;

    for (size_t i = 0; i < e->department_count; i++)
        if (rt_str_eq(e->departments[i], name))
            return;
    for (size_t i = 0; i < e->department_count; i++)
        if (rt_fold_name_eq(e->departments[i], name))
            return;
    if (e->department_count < RT_DEPARTMENTS_MAX)
        e->departments[e->department_count++] = rt_arena_str(&in->arena, name);
}

void rt_tally_row(struct rt_intake *in, struct rt_sheet_facts *sheet,
    const struct rt_row *row)
{
    const struct rt_cell *department
        = rt_cell_of(&sheet->layout, row, RT_F_MANAGED_BY);
    struct recorded r;

    if (!read_recorded(in, sheet, row, &r))
        return;
    in->evidence.rows = true;
    if (!rt_cell_blank(department)) {
        sheet->tally.names |= rt_whole_of(department) == RT_UNKNOWN;
        note_department(in, department->text);
    }
    note_score(in, sheet, row, RT_F_CONFIDENTIALITY, r.c);
    note_score(in, sheet, row, RT_F_INTEGRITY, r.i);
    note_score(in, sheet, row, RT_F_AVAILABILITY, r.a);
    note_score(in, sheet, row, RT_F_IMPORTANCE, r.importance);
    note_shown(in, sheet, row, &r);
    complete_importance(in, sheet, row, &r);
    sheet->tally.ratings
        |= r.threat >= 0 || r.vulnerability >= 0 || r.likelihood >= 0;
    /* A subtotal has a sum in the level's column and no inputs for it. */
    if (r.level >= 0
        && (r.c >= 0 || r.i >= 0 || r.a >= 0 || r.threat >= 0
            || r.vulnerability >= 0 || r.likelihood >= 0
            || (r.importance >= 0 && r.importance <= 3))) {
        note_pair(in, sheet, row, r.level);
        tally_level(&sheet->tally, &r);
    }
}

/* A foreign rule is recognised where ours fails and it explains four rows in
 * five or more, and more than twice as many as ours: a row that was changed
 * by hand does not hide it. */
enum rt_rule rt_tally_rule(const struct rt_tally *t)
{
    uint64_t ours = t->judged - t->differ;

    if (t->judged > 0 && t->differ == 0)
        return RT_RULE_COUNT;
    if (t->judged == 0 && t->no_quotient == 0)
        return RT_RULE_COUNT;
    for (enum rt_rule k = 0; k < RT_RULE_COUNT; k++) {
        bool all = t->fit[k] == t->levels;
        /* One row fits many formulas by chance; two hardly any. */
        if (t->fit[k] >= (all ? 2 : 4) && t->fit[k] * 5 >= t->levels * 4
            && (all || t->fit[k] > 2 * ours))
            return k;
    }
    return RT_RULE_COUNT;
}

/* How many labels the profile's classes explain. "6 or more" has no upper
 * end. */
static uint64_t labels_of(const struct rt_tally *t, const struct rt_profile *p)
{
    enum rt_class class = RT_CLASS_NONE;
    uint64_t n = 0;

    for (int level = 0; level <= RT_LEVEL_MAX; level++) {
        if (p->class_of[level] != RT_CLASS_NONE)
            class = p->class_of[level];
        n += class == RT_CLASS_NONE ? 0 : t->pairs[level][class];
    }
    return n;
}

const struct rt_profile *rt_tally_classes(
    const struct rt_tally *t, const struct rt_profile *own, uint64_t *labels)
{
    const struct rt_profile *p;

    *labels = 0;
    for (int level = 0; level <= RT_LEVEL_MAX; level++) {
        for (int c = RT_LOW; c <= RT_HIGH; c++)
            *labels += t->pairs[level][c];
    }
    /* One label that differs is a slip; two that another edition explains,
     * with all the rest, are a rule. */
    if (*labels < labels_of(t, own) + 2)
        return NULL;
    for (size_t i = 0; (p = rt_profile_builtin(i)); i++) {
        if (labels_of(t, p) == *labels)
            return p;
    }
    return NULL;
}

struct rt_str rt_rule_name(enum rt_rule rule, enum rt_lang lang)
{
    static const struct rt_text names[RT_RULE_COUNT] = {
        [RT_RULE_ITV]
        = {"重要度×脅威×脆弱性", "importance × threat × vulnerability"},
        [RT_RULE_CIA] = {"機密性×完全性×可用性",
            "confidentiality × integrity × availability"},
        [RT_RULE_SUM] = {"機密性＋完全性＋可用性",
            "confidentiality + integrity + availability"},
        [RT_RULE_SUM_L] = {"（機密性＋完全性＋可用性）×被害発生可能性",
            "(confidentiality + integrity + availability) × likelihood"},
        [RT_RULE_CIA_L] = {"機密性×完全性×可用性×被害発生可能性",
            "confidentiality × integrity × availability × likelihood"},
        [RT_RULE_ITV_SUM]
        = {"重要度＋脅威＋脆弱性", "importance + threat + vulnerability"},
        [RT_RULE_L0] = {"重要度×被害発生可能性（0～2）",
            "importance × likelihood of 0 to 2"},
    };

    return rule < RT_RULE_COUNT ? rt_str(rt_text(lang, names[rule]))
                                : RT_STR_NONE;
}
