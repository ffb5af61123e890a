/* The edition of a workbook, and the profile that its rows are judged by.
 *
 * Every edition has the same file name, so only the content shows it (forms.md
 * 1.4): the set of sheets, what 重要度定義 and the headings of the scores say,
 * the scores, and pairs of a stored level and label. A --profile given by the user overrides all that;
 * where it contradicts the file, that is reported, not corrected.
 */
#include <inttypes.h>

#include "base/fold.h"
#include "form/form.h"

void rt_edition_name(struct rt_intake *in, struct rt_str folded)
{
    struct rt_evidence *e = &in->evidence;

    e->has_usage |= rt_str_is(folded, "利用方法");
    e->has_definition |= rt_str_contains(folded, rt_str("重要度定義"));
    e->has_old_example |= rt_str_is(folded, "情報資産台帳記入例");
}

/* The definition speaks of 「0」 on the 0–2 scale, of 「3」 on the other. */
void rt_edition_text(struct rt_intake *in, struct rt_str text)
{
    struct rt_buf b = RT_BUF(RT_TEXT_MAX);

    if (rt_fold(text, &b) == RT_OK) {
        struct rt_str s = rt_buf_str(&b);
        in->evidence.definition_zero |= rt_str_contains(s, rt_str("「0」"));
        in->evidence.definition_three |= rt_str_contains(s, rt_str("「3」"));
    }
    rt_buf_fini(&b);
}

static void note_scale(struct rt_evidence *e, struct rt_str heading)
{
    char folded[256];
    struct rt_str s = {folded, rt_fold_fixed(heading, folded, sizeof folded)};
    int low, high;

    if (s.n == SIZE_MAX || !rt_heading_scale(s, &low, &high))
        return;
    e->heading_zero |= low == 0;
    e->heading_three |= low == 1;
}

void rt_edition_headings(struct rt_intake *in, const struct rt_layout *l)
{
    for (size_t i = 0; l->form == RT_FORM_LEDGER && i < l->column_count; i++) {
        const struct rt_column *c = &l->columns[i];
        if (!rt_field_is_score(c->field))
            continue;
        note_scale(&in->evidence, c->text);
        note_scale(&in->evidence, c->group);
    }
}

/* The scale that one of two signs speaks for; 0 for neither or both. */
static int scale_of(bool low, bool high)
{
    if (low == high)
        return 0;
    return low ? 2 : 3;
}

static int scale_of_scores(const struct rt_evidence *e)
{
    return scale_of(e->zero, e->three || (e->computed_three && !e->zero));
}

/* The sheet 重要度定義 may have been kept from another edition: scores and
 * labels that agree with each other and not with it win. */
static bool is_definition_stale(const struct rt_evidence *e)
{
    int said = scale_of(e->definition_zero, e->definition_three);
    int scores = scale_of_scores(e);

    return said && scores && scores != said
           && scores == scale_of(e->pair_low, e->pair_high);
}

int rt_edition_scale(const struct rt_evidence *e)
{
    int scale = scale_of(e->definition_zero, e->definition_three);

    if (scale && !is_definition_stale(e))
        return scale;
    if (e->has_old_example && !e->has_usage && !e->has_definition)
        return 2;
    scale = scale_of(e->heading_zero, e->heading_three);
    if (scale)
        return scale;
    scale = scale_of_scores(e);
    return scale ? scale : scale_of(e->pair_low, e->pair_high);
}

static bool is_workbook_form(const struct rt_evidence *e)
{
    return e->has_usage || e->has_definition || e->has_old_example;
}

bool rt_edition_is_workbook(const struct rt_intake *in)
{
    return in->has_threats || is_workbook_form(&in->evidence);
}

static const char *profile_for(const struct rt_evidence *e, int scale)
{
    if (scale == 3)
        return "ipa-3.1";
    if (e->has_old_example && !e->has_usage && !e->has_definition)
        return "ipa-2.1";
    return "ipa-3";
}

static void set_edition(struct rt_intake *in, int scale)
{
    const char *name = profile_for(&in->evidence, scale);

    if (scale && is_workbook_form(&in->evidence))
        in->input.edition = rt_str(name + strlen("ipa-"));
}

enum { PLACE = RT_SHEET_SHOWN + RT_CELL_NAME + 32 };

static struct rt_str place_of(const struct rt_intake *in, size_t sheet,
    uint32_t row, uint32_t col, char to[PLACE])
{
    struct rt_where w
        = {.row = row, .col = col, .csv = rt_str_is(in->input.format, "csv")};
    struct rt_buf b = RT_BUF(PLACE);

    if (!w.csv)
        w.sheet = in->sheets[sheet].name;
    to[0] = '\0';
    if (rt_where_say(&w, in->request.lang, &b) == RT_OK)
        rt_str_copy(to, PLACE, rt_buf_str(&b));
    rt_buf_fini(&b);
    return rt_str(to);
}

/* A 0 and a 3 among the scores of one file: two editions pasted together. The
 * finding is at the one that is not of the edition, or at the rarer. */
static enum rt_status report_mixture(struct rt_intake *in, struct rt_error *err)
{
    const struct rt_evidence *e = &in->evidence;
    char zero[PLACE], three[PLACE];
    struct rt_place place = {.sheet = &in->sheets[e->zero_sheet],
        .row = e->zero_row,
        .col = e->zero_col,
        .actual = RT_STR("0")};
    int scale
        = in->request.forced ? in->profile->scale_max : rt_edition_scale(e);

    if (scale == 2 || (!scale && e->threes < e->zeros))
        place = (struct rt_place){.sheet = &in->sheets[e->three_sheet],
            .row = e->three_row,
            .col = e->three_col,
            .actual = RT_STR("3")};
    return rt_put_finding(in, RT_TP202, &place,
        RT_ARGS(place_of(in, e->zero_sheet, e->zero_row, e->zero_col, zero),
            place_of(in, e->three_sheet, e->three_row, e->three_col, three)),
        err);
}

static enum rt_status report_stale_definition(
    struct rt_intake *in, struct rt_error *err)
{
    const struct rt_evidence *e = &in->evidence;
    struct rt_place place = {.sheet = &in->sheets[e->definition_sheet]};
    struct rt_str low = rt_str(rt_say(in->request.lang, "0～2", "0 to 2"));
    struct rt_str high = rt_str(rt_say(in->request.lang, "1～3", "1 to 3"));

    return rt_put_finding(in, RT_TP205, &place,
        RT_ARGS(e->definition_zero ? low : high,
            e->definition_zero ? high : low, rt_str(in->profile->name)),
        err);
}

/* Where a score is that the profile has not; empty where only what is computed
 * from them tells. */
static struct rt_str score_outside(const struct rt_intake *in, char to[PLACE])
{
    const struct rt_evidence *e = &in->evidence;

    if (in->profile->scale_max == 2)
        return e->three ? place_of(
                   in, e->three_sheet, e->three_row, e->three_col, to)
                        : RT_STR_NONE;
    return e->zero ? place_of(in, e->zero_sheet, e->zero_row, e->zero_col, to)
                   : RT_STR_NONE;
}

static enum rt_status report_choice(
    struct rt_intake *in, enum rt_code code, struct rt_error *err)
{
    const struct rt_profile *p = in->profile;
    char range[32];
    struct rt_place place = {0};
    struct rt_str args[RT_FINDING_ARGS] = {rt_str(p->name)};
    char at[PLACE], text[PLACE + 16];

    snprintf(range, sizeof range,
        rt_say(in->request.lang, "%d～%d", "%d to %d"), p->scale_min,
        p->scale_max);
    args[1] = rt_str(range);
    if (code == RT_TP203 && score_outside(in, at).n > 0) {
        snprintf(text, sizeof text,
            rt_say(in->request.lang, "%s の %d", "%s: %d"), at,
            p->scale_max == 2 ? 3 : 0);
        args[2] = rt_str(text);
    }
    return rt_put_finding(in, code, &place, args, err);
}

/* Whether nothing but a 0 here or there, which may be a slip, shows that the
 * scores run from 0 to 2: one, or one in twenty. */
static bool is_by_few_zeros(const struct rt_evidence *e)
{
    struct rt_evidence without = *e;

    without.zero = false;
    return !e->three && rt_edition_scale(&without) == 0
           && (e->zeros == 1 || e->zeros * 20 <= e->scores);
}

static enum rt_status report_few_zeros(
    struct rt_intake *in, struct rt_error *err)
{
    const struct rt_evidence *e = &in->evidence;
    char zero[PLACE], count[24], of[24];
    struct rt_place place = {.sheet = &in->sheets[e->zero_sheet],
        .row = e->zero_row,
        .col = e->zero_col,
        .actual = RT_STR("0")};

    snprintf(count, sizeof count, "%" PRIu64, e->zeros);
    snprintf(of, sizeof of, "%" PRIu64, e->scores);
    return rt_put_finding(in, RT_TP427, &place,
        RT_ARGS(place_of(in, e->zero_sheet, e->zero_row, e->zero_col, zero),
            rt_str(count), rt_str(of), rt_str(in->profile->name)),
        err);
}

enum rt_status rt_edition_decide(struct rt_intake *in, struct rt_error *err)
{
    const struct rt_evidence *e = &in->evidence;
    int scale = rt_edition_scale(e);

    set_edition(in, scale);
    if (in->request.forced)
        in->profile = in->request.forced;
    else if (scale)
        in->profile = rt_profile_named(rt_str(profile_for(e, scale)));
    else
        in->profile = in->request.fallback;
    if (!in->profile)
        return rt_fail(err, RT_BUG, "a built-in profile is missing");
    if (e->zero && e->three)
        RT_TRY(report_mixture(in, err));
    if (!in->request.forced && is_definition_stale(e))
        RT_TRY(report_stale_definition(in, err));
    if (in->request.forced && scale && in->profile->scale_max != scale)
        RT_TRY(report_choice(in, RT_TP203, err));
    /* With no asset there is nothing that could come out otherwise. */
    if (!in->request.forced && !scale && e->rows)
        RT_TRY(report_choice(in, RT_TP201, err));
    if (!in->request.forced && scale == 2 && is_by_few_zeros(e))
        return report_few_zeros(in, err);
    if (!in->request.forced && scale == 2 && !is_workbook_form(e))
        RT_TRY(report_choice(in, RT_TP204, err));
    return RT_OK;
}
