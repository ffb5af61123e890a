/* What is said of a row whose likelihood is not known: what it lacks, and which
 * cells are to be filled in.
 */
#include "form/check_answers.h"
#include "form/convert.h"

enum { OPEN_MAX = 160 }; /* a sheet's name has 31 characters */

/* A form that asks for the likelihood itself, as the assessment report does,
 * is not asked for threat and vulnerability. */
static bool pend_no_likelihood(struct rt_convert *c)
{
    const int32_t *col_of = c->sheet->layout.col_of;
    enum rt_lang lang = c->in->request.lang;
    const struct rt_cell *cell = c->cell[RT_F_LIKELIHOOD];
    struct rt_str args[RT_FINDING_ARGS] = {
        rt_field_name(RT_F_LIKELIHOOD, lang), rt_field_name(RT_F_LEVEL, lang)};

    if (col_of[RT_F_LIKELIHOOD] < 0 || col_of[RT_F_THREAT] >= 0
        || col_of[RT_F_VULNERABILITY] >= 0 || c->threats)
        return false;
    /* What is there and cannot be read is reported already. */
    if (cell && cell->type == RT_CELL_NO_VALUE)
        rt_pend(c, RT_VA306, RT_F_LIKELIHOOD, args);
    else if (rt_cell_blank(cell))
        rt_pend(c, RT_VA312, RT_F_LIKELIHOOD, args);
    return true;
}

/* Where the medium's threats have no frequency, or no state of countermeasures:
 * the first such cell of the threat sheet, or of the check sheet by whose rule
 * the state is found. */
static bool name_open(const struct rt_convert *c, const struct rt_risk *risk,
    enum rt_field f, char to[OPEN_MAX])
{
    int medium = rt_medium_index(risk->medium), kind = f == RT_F_VULNERABILITY;
    const struct rt_sheet_facts *sheet = c->threats;
    const uint32_t *at = NULL;
    char ref[16];

    if (medium < 0)
        return false;
    if (sheet)
        at = sheet->media[medium].open[kind];
    for (size_t i = 0; kind && (!at || at[0] == 0) && i < c->in->sheet_count;
         i++) {
        sheet = &c->in->sheets[i];
        at = sheet->rule ? sheet->rule->open[medium] : NULL;
    }
    if (!at || at[0] == 0)
        return false;
    rt_cell_ref(at[1] - 1, at[0], ref);
    snprintf(to, OPEN_MAX,
        rt_say(c->in->request.lang, "シート「%.*s」の%s", "%.*s!%s"),
        RT_FMT(sheet->name), ref);
    return true;
}

/* 「シート「脅威の状況」のD17」, and for both 「…、シート「対策状況チェック」のD4」 */
static struct rt_str open_cells(struct rt_convert *c,
    const struct rt_risk *risk, enum rt_field f, bool both)
{
    char first[OPEN_MAX] = "", second[OPEN_MAX] = "", text[OPEN_MAX * 2];
    bool named = name_open(c, risk, f, first);
    bool too = both && name_open(c, risk, RT_F_VULNERABILITY, second);

    snprintf(text, sizeof text, "%s%s%s", first,
        named && too ? rt_comma(c->in->request.lang) : "", second);
    return rt_arena_str(&c->arena, rt_str(text));
}

void rt_pend_unknown(struct rt_convert *c, const struct rt_risk *risk,
    enum rt_field f, bool both)
{
    enum rt_lang lang = c->in->request.lang;
    struct rt_str name = both ? rt_str(rt_say(lang, "脅威の発生頻度・脆弱性",
                             "threat and vulnerability"))
                              : rt_field_name(f, lang);
    const struct rt_cell *cell = both ? NULL : c->cell[f];

    rt_pend(c, cell && cell->type == RT_CELL_NO_VALUE ? RT_VA306 : RT_VA311,
        c->sheet->layout.col_of[f] < 0 ? RT_F_MEDIUM : f,
        RT_ARGS(name, open_cells(c, risk, f, both)));
}

void rt_pend_unrated(struct rt_convert *c, const struct rt_risk *risk)
{
    bool threat = risk->scores.threat != RT_UNKNOWN;
    bool vuln = risk->scores.vulnerability != RT_UNKNOWN;

    if ((c->has_ratings || c->sheet->layout.form == RT_FORM_REPORT)
        && pend_no_likelihood(c))
        return;
    if (!c->has_ratings) {
        c->sums.unrated += !rt_pend_no_level(c, risk);
        return;
    }
    rt_pend_unknown(
        c, risk, threat ? RT_F_VULNERABILITY : RT_F_THREAT, !threat && !vuln);
}
