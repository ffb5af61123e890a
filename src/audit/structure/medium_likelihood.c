/* A ledger that shows no threat and no vulnerability: by the form these belong to
 * the medium, so that all rows of one have the same likelihood. Where every
 * medium of the list keeps to that in all rows but one, that row is reported.
 *
 * A list of assets may rate each asset for itself. Then the likelihoods differ
 * in more than one row, or the rows are too few to tell.
 */
#include "audit/structure/structure_audit.h"
#include "form/check_answers.h"

enum {
    RATINGS = 4, /* 1 to 3 */
    SAME_AT_LEAST = 4,
    MEDIA_AT_LEAST = 3,
    ROWS_OF_MEDIUM = 2
};

struct media {
    size_t rows[RT_MEDIA][RATINGS];
};

static int medium_of(const struct rt_audit_row *r)
{
    return r->medium && r->result.likelihood > 0
                   && r->result.likelihood < RATINGS
               ? rt_medium_index(rt_str(r->medium))
               : -1;
}

static int usual(const struct media *m, int medium)
{
    int best = 1;

    for (int v = 2; v < RATINGS; v++)
        best = m->rows[medium][v] > m->rows[medium][best] ? v : best;
    return best;
}

/* The only medium of which one row differs from all others; -1: none. */
static int medium_with_one(const struct media *m)
{
    size_t kept = 0, odd = 0;
    int found = -1;

    for (int k = 0; k < RT_MEDIA; k++) {
        size_t all = m->rows[k][1] + m->rows[k][2] + m->rows[k][3];
        size_t same = m->rows[k][usual(m, k)];
        odd += all - same;
        kept += same >= ROWS_OF_MEDIUM;
        if (all == same + 1 && same >= SAME_AT_LEAST)
            found = k;
    }
    return odd == 1 && kept >= MEDIA_AT_LEAST ? found : -1;
}

static enum rt_status report(struct rt_structure *s, size_t sheet,
    const struct rt_audit_row *r, int right, struct rt_error *err)
{
    const struct rt_layout *l = &s->tables[sheet].layout;
    enum rt_lang lang = s->audit->lang;
    bool given = l->col_of[RT_F_LIKELIHOOD] >= 0;
    enum rt_field f = given ? RT_F_LIKELIHOOD : RT_F_LEVEL;
    struct rt_str name
        = given ? rt_field_name(f, lang)
                : rt_str(rt_say(lang, "被害発生可能性（リスク値÷重要度）",
                    "likelihood (risk level ÷ importance)"));

    if (l->col_of[f] < 0)
        return RT_OK;
    return rt_structure_put(s, RT_RA112, sheet, (uint32_t)l->col_of[f], r->row,
        RT_ARGS(name, RT_DECIMAL(r->result.likelihood), RT_DECIMAL(right),
            rt_str(r->medium)),
        RT_DECIMAL(right), RT_DECIMAL(r->result.likelihood), err);
}

enum rt_status rt_structure_media(
    struct rt_structure *s, size_t sheet, struct rt_error *err)
{
    const struct rt_layout *l = &s->tables[sheet].layout;
    const struct rt_audit *a = s->audit;
    struct media m = {{{0}}};
    int medium;

    if (l->form != RT_FORM_LEDGER || l->col_of[RT_F_THREAT] >= 0
        || l->col_of[RT_F_VULNERABILITY] >= 0)
        return RT_OK;
    for (size_t i = 0; i < a->row_count; i++) {
        int k = a->rows[i].sheet == sheet ? medium_of(&a->rows[i]) : -1;
        if (k >= 0)
            m.rows[k][a->rows[i].result.likelihood]++;
    }
    medium = medium_with_one(&m);
    for (size_t i = 0; i < a->row_count && medium >= 0; i++) {
        const struct rt_audit_row *r = &a->rows[i];
        if (r->sheet == sheet && medium_of(r) == medium
            && r->result.likelihood != usual(&m, medium))
            return report(s, sheet, r, usual(&m, medium), err);
    }
    return RT_OK;
}
