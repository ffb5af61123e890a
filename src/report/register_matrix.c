/* リスクマトリクス: how many risks there are by importance and likelihood.
 *
 * One block per profile in force, because their scales and classes differ.
 * A count is a formula over the list of risks, so that it follows a corrected
 * score; its colour is that of the cell's class, which cannot change, and the
 * class is said in words by the cell's number format.
 */
#include "register.h"

#include <stdio.h>

/* A number over `span` merged cells. */
static void put_wide(struct rt_xl_sheet *s, int col, int span, enum rt_xf xf,
    const char *formula, uint64_t value)
{
    if (formula[0] == '\0')
        rt_xl_num(s, col, xf, (double)value);
    else
        rt_xl_formula(s, col, xf, formula, (double)value);
    for (int i = 1; i < span; i++)
        rt_xl_z(s, col + i, xf, "");
    rt_xl_merge(s, s->row, col, s->row, col + span - 1);
}

static void put_count(struct rt_register *r, struct rt_xl_sheet *s, int col,
    int span, const struct rt_in_force *p, int importance, int likelihood)
{
    const struct rt_profile *profile = &p->use.profile;
    enum rt_class c = profile->class_of[importance * likelihood];
    char name[80], i[16], l[16];
    struct rt_buf formula;

    rt_buf_init(&formula, 8000); /* Excel takes 8,192 characters */
    snprintf(name, sizeof(name), "\"%s\"", profile->name);
    snprintf(i, sizeof(i), "%d", importance);
    snprintf(l, sizeof(l), "%d", likelihood);
    rt_risks_count(r, &formula, RT_RC_PROFILE, name, RT_RC_IMPORTANCE, i,
        RT_RC_LIKELIHOOD, l);
    put_wide(s, col, span,
        c == RT_CLASS_NONE ? RT_XF_BOX_NUMBER
                           : (enum rt_xf)(RT_XF_HEAT_LOW + (int)c),
        formula.len > 0 ? formula.data : "", p->count[importance][likelihood]);
    rt_buf_fini(&formula);
}

/* A sum over columns of this row, or rows of this column. */
static void put_sum(struct rt_xl_sheet *s, int col, int span, uint32_t row1,
    int col1, uint32_t row2, int col2, uint64_t value)
{
    char a[4], b[4], formula[64];

    rt_col_letters(col1, a);
    rt_col_letters(col2, b);
    snprintf(
        formula, sizeof(formula), "SUM(%s%u:%s%u)", a, row1 + 1, b, row2 + 1);
    put_wide(s, col, span, RT_XF_HEAT_SUM, formula, value);
}

static void put_head(
    struct rt_register *r, struct rt_xl_sheet *s, int col, int span)
{
    enum rt_lang lang = r->run->lang;
    char head[64];

    snprintf(head, sizeof(head), "%s ＼ %s", rt_word(lang, RT_W_SUM_IMPORTANCE),
        rt_word(lang, RT_W_SUM_LIKELIHOOD));
    rt_xl_z(s, col, RT_XF_HEAD, head);
    for (int l = 1; l <= 4; l++) {
        snprintf(head, sizeof(head), "%d", l);
        rt_xl_across(s, col + 1 + (l - 1) * span, col + l * span, RT_XF_HEAD,
            rt_str(l < 4 ? head : rt_word(lang, RT_W_TOTAL)));
    }
    rt_xl_next(s);
}

static void put_importance(struct rt_register *r, struct rt_xl_sheet *s,
    int col, int span, const struct rt_in_force *p, int importance)
{
    uint64_t sum = 0;
    char label[64];

    snprintf(label, sizeof(label), "%s %d",
        rt_word(r->run->lang, RT_W_SUM_IMPORTANCE), importance);
    rt_xl_height(s, 24);
    rt_xl_z(s, col, RT_XF_BOX_LABEL, label);
    for (int l = 1; l <= 3; l++) {
        put_count(r, s, col + 1 + (l - 1) * span, span, p, importance, l);
        sum += p->count[importance][l];
    }
    put_sum(s, col + 1 + 3 * span, span, s->row, col + 1, s->row,
        col + 3 * span, sum);
    rt_xl_next(s);
}

void rt_matrix_block(struct rt_register *r, struct rt_xl_sheet *s, int col,
    int span, const struct rt_in_force *p)
{
    const struct rt_profile *profile = &p->use.profile;
    uint64_t all = 0;
    uint32_t first;

    put_head(r, s, col, span);
    first = s->row;
    for (int i = profile->scale_max; i >= profile->scale_min; i--)
        put_importance(r, s, col, span, p, i);
    rt_xl_word(s, col, RT_XF_HEAT_SUM, RT_W_TOTAL);
    for (int l = 1; l <= 3; l++) {
        uint64_t sum = 0;
        int at = col + 1 + (l - 1) * span;

        for (int i = profile->scale_min; i <= profile->scale_max; i++)
            sum += p->count[i][l];
        put_sum(s, at, span, first, at, s->row - 1, at, sum);
        all += sum;
    }
    put_sum(s, col + 1 + 3 * span, span, s->row, col + 1, s->row,
        col + 3 * span, all);
    rt_xl_next(s);
}

void rt_register_matrix(struct rt_register *r)
{
    enum rt_lang lang = r->run->lang;
    struct rt_xl_sheet s;
    char title[256];

    rt_xl_sheet(&r->xl, &s, rt_word(lang, RT_W_SHEET_MATRIX), RT_A4);
    rt_xl_width(&s, 0, 0, 2);
    rt_xl_width(&s, 1, 1, 28);
    rt_xl_width(&s, 2, 5, 16);
    rt_xl_scale(&s, 88);
    rt_xl_title(&s, 1, rt_word(lang, RT_W_MATRIX_TITLE),
        rt_word(lang, RT_W_MATRIX_NOTE));
    for (size_t i = 0; i < r->profile_count; i++) {
        const struct rt_in_force *p = &r->profiles[i];

        rt_xl_next(&s);
        rt_xl_together(&s, RT_MATRIX_HEIGHT);
        snprintf(title, sizeof(title), "%s  %s", p->use.profile.name,
            p->use.profile.title[lang]);
        rt_xl_z(&s, 1, RT_XF_SECTION, title);
        rt_xl_next(&s);
        rt_matrix_block(r, &s, 1, 1, p);
    }
    rt_xl_next(&s);
    if (r->profile_count == 0)
        rt_xl_word(&s, 1, RT_XF_NOTE, RT_W_MATRIX_NONE);
    rt_xl_finish(&s);
}
