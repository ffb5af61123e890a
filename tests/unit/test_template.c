/* The blank form: its formulas against the rule, its texts against what the
 * readers understand, and what it refuses. */
#include "risk/assess.h"
#include "value_help.h"

#include "formula_help.h"

#include "report/template/template_parts.h"
#include "risk/assess.h"

enum { ROW = OWN_ROW };

static void computes(const char *pattern, const char *cells, const char *is)
{
    char formula[RT_FORM_FORMULA_MAX + 200], shown[512];

    rt_formula(pattern, ROW, formula, sizeof formula);
    compute_line(rt_str(formula), rt_str(cells), true, shown, sizeof shown);
    if (strcmp(shown, is) != 0)
        print_error("%s with %s\n", formula, cells);
    assert_string_equal(shown, is);
}

static void number_or_blank(int value, char to[16])
{
    if (value == RT_UNKNOWN)
        snprintf(to, 16, "\"\"");
    else
        snprintf(to, 16, "%d", value);
}

/* "J5=2|": nothing for an unknown score. */
static size_t add_score(char *to, size_t size, char col, int value)
{
    return value == RT_UNKNOWN
               ? 0
               : (size_t)snprintf(to, size, "|%c5=%d", col, value);
}

/* A profile whose personal data forces less than the highest. */
static struct rt_profile weaker(void)
{
    struct rt_profile p = *rt_profile_named(RT_STR("ipa-3.1"));

    p.personal = 2;
    return p;
}

static void one_importance(
    const struct rt_profile *p, int c, int i, int a, bool flag)
{
    struct rt_scores s = {.confidentiality = c,
        .integrity = i,
        .availability = a,
        .any_personal = flag,
        .given_importance = RT_UNKNOWN,
        .threat = RT_UNKNOWN,
        .vulnerability = RT_UNKNOWN,
        .given_likelihood = RT_UNKNOWN};
    char pattern[RT_FORM_FORMULA_MAX], cells[128], is[16];
    size_t n = (size_t)snprintf(
        cells, sizeof cells, "B5=\"x\"%s", flag ? "|H5=\"有\"" : "");

    n += add_score(cells + n, sizeof cells - n, 'J', c);
    n += add_score(cells + n, sizeof cells - n, 'K', i);
    add_score(cells + n, sizeof cells - n, 'L', a);
    rt_form_importance(p, pattern);
    number_or_blank(rt_assess(p, &s).importance, is);
    computes(pattern, cells, is);
}

static void importance_of(const struct rt_profile *p)
{
    for (int c = -1; c <= 4; c++)
        for (int i = -1; i <= 3; i++)
            for (int a = -1; a <= 3; a++)
                for (int flag = 0; flag <= 1; flag++)
                    one_importance(p, c, i, a, flag);
}

TEST(test_importance)
{
    struct rt_profile p = weaker();
    char pattern[RT_FORM_FORMULA_MAX];

    importance_of(rt_profile_named(RT_STR("ipa-3.1")));
    importance_of(rt_profile_named(RT_STR("ipa-3")));
    importance_of(rt_profile_named(RT_STR("tokyo-isms")));
    importance_of(&p);
    /* a row without a name shows nothing */
    rt_form_importance(&p, pattern);
    computes(pattern, "J5=1|K5=2|L5=3", "\"\"");
}

static void one_risk(const struct rt_profile *p, int i, int t, int v)
{
    char pattern[RT_FORM_FORMULA_MAX], cells[256], is[64];
    int l = p->likelihood[t][v];

    snprintf(cells, sizeof cells, "P5=\"%s\"|Q5=\"%s\"",
        rt_form_threat[t - 1].ja, rt_form_vulnerability[v - 1].ja);
    snprintf(is, sizeof is, "%d", l);
    rt_form_chance(p, pattern);
    computes(pattern, cells, is);
    snprintf(cells, sizeof cells, "M5=%d|R5=%d", i, l);
    snprintf(is, sizeof is, "%d", i * l);
    rt_form_level(NULL, pattern);
    computes(pattern, cells, is);
    snprintf(cells, sizeof cells, "T5=%d", i * l);
    snprintf(is, sizeof is, "\"リスク%s\"",
        rt_class_label(p->class_of[i * l], RT_JA));
    rt_form_level_label(p, pattern);
    computes(pattern, cells, is);
}

TEST(test_risk)
{
    static const char *const names[] = {"ipa-3", "ipa-3.1", "tokyo-isms"};
    char pattern[RT_FORM_FORMULA_MAX];

    for (size_t k = 0; k < RT_COUNT(names); k++) {
        const struct rt_profile *p = rt_profile_named(rt_str(names[k]));
        for (int i = p->scale_min; i <= p->scale_max; i++)
            for (int t = 1; t <= 3; t++)
                for (int v = 1; v <= 3; v++)
                    one_risk(p, i, t, v);
    }
    rt_form_chance(rt_profile_named(RT_STR("ipa-3")), pattern);
    computes(pattern, "P5=\"3:x\"|Q5=\"\"", "\"\"");
    rt_form_level(NULL, pattern);
    computes(pattern, "M5=3|R5=\"\"", "\"\"");
    rt_form_chance_label(NULL, pattern);
    computes(pattern, "R5=3", "\"可能性：高\"");
    computes(pattern, "R5=\"\"", "\"\"");
}

static int vulnerability_of(int done, int partly, int not_done, int open)
{
    return rt_answers_vulnerability(
        &(struct rt_answers){done, partly, not_done, open});
}

/* The rule in C, then the sheet's formula says the same everywhere. */
TEST(test_vulnerability)
{
    char pattern[RT_FORM_FORMULA_MAX], cells[160], is[16];
    unsigned row = rt_form_vulnerability_row();

    assert_int_equal(vulnerability_of(4, 0, 0, 0), 1);
    assert_int_equal(vulnerability_of(3, 1, 0, 0), 2);
    assert_int_equal(vulnerability_of(3, 0, 1, 0), 2);
    assert_int_equal(vulnerability_of(2, 0, 2, 0), 3);
    assert_int_equal(vulnerability_of(2, 1, 2, 0), 2);
    assert_int_equal(vulnerability_of(4, 0, 0, 1), RT_UNKNOWN);
    assert_int_equal(vulnerability_of(0, 0, 0, 0), RT_UNKNOWN);
    rt_form_vulnerability_formula("E", pattern);
    for (int all = 0; all <= 5; all++)
        for (int done = 0; done <= all; done++)
            for (int bad = 0; done + bad <= all; bad++)
                for (int open = 0; open <= 1; open++) {
                    snprintf(cells, sizeof cells,
                        "E%u=%d|E%u=%d|E%u=%d|E%u=%d|E%u=%d", row - 5,
                        all + open, row - 4, done, row - 3, all - done - bad,
                        row - 2, bad, row - 1, open);
                    number_or_blank(
                        vulnerability_of(done, all - done - bad, bad, open),
                        is);
                    computes(pattern, cells, is);
                }
}

/* Every medium has items that count for it, every category has items, and
 * what is picked from the lists is read as what it says. */
TEST(test_words)
{
    struct rt_vocab *vocab;
    struct rt_error err = {0};

    assert_int_equal(rt_vocab_new(&vocab, &err), RT_OK);
    assert_int_equal(rt_form_categories(), 11);
    for (size_t i = 0; i < rt_form_categories(); i++) {
        uint32_t first = 0, last = 0;
        assert_non_null(rt_form_category(i, RT_EN, &first, &last));
        assert_true(first >= RT_FORM_FIRST && last >= first);
    }
    for (int m = 0; m < RT_MEDIA; m++) {
        struct rt_cell c
            = {.type = RT_CELL_STRING, .text = rt_str(rt_form_media[m].ja)};
        const char *term;
        assert_int_equal(rt_value_medium(vocab, &c, &term), RT_TAKEN_PLAIN);
        assert_string_equal(term, rt_form_media[m].ja);
    }
    for (int r = 0; r < RT_RATINGS; r++)
        for (int lang = RT_JA; lang <= RT_EN; lang++) {
            struct rt_cell c = {.type = RT_CELL_STRING,
                .text = rt_str(rt_text(lang, rt_form_threat[r]))};
            int v = 0;
            assert_int_equal(rt_value_rating(vocab, &c, &v), RT_TAKEN_PLAIN);
            assert_int_equal(v, r + 1);
            c.text = rt_str(rt_text(lang, rt_form_vulnerability[r]));
            assert_int_equal(rt_value_rating(vocab, &c, &v), RT_TAKEN_PLAIN);
            assert_int_equal(v, r + 1);
        }
    rt_vocab_free(vocab);
}

TEST(test_supports)
{
    struct rt_profile p = *rt_profile_named(RT_STR("tokyo-isms"));
    struct rt_error err = {0};

    assert_string_equal(rt_template_edition(&p), "ipa-3.1");
    assert_int_equal(rt_template_supports(&p, &err), RT_OK);
    p.scale_min = 0;
    snprintf(p.name, sizeof p.name, "own");
    assert_null(rt_template_edition(&p));
    assert_int_equal(rt_template_supports(&p, &err), RT_USAGE);
    assert_non_null(strstr(err.text, "own"));
    assert_null(rt_template_edition(rt_profile_named(RT_STR("ipa-2.1"))));
    assert_null(rt_template_edition(rt_profile_named(RT_STR("ipa-4.0"))));
}
