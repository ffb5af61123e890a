/* Candidate controls: the table holds what it promises, and each condition
 * picks its line. */
#include "unit.h"

#include "form/word/value.h"
#include "risk/annex.h"
#include "risk/controls.h"

TEST(every_line_is_whole)
{
    bool seen[RT_ON_COUNT][RT_WHEN_COUNT] = {{false}};
    int always[RT_ON_COUNT] = {0}, last = 0;
    const struct rt_control *c;

    for (size_t i = 0; (c = rt_control(i)) != NULL; i++) {
        assert_true(rt_annex_index(c->theme, c->number) >= 0);
        assert_true((int)c->medium >= last); /* a medium after the other */
        last = (int)c->medium;
        for (int lang = 0; lang < 2; lang++) {
            assert_true(rt_text(lang, c->name)[0] != '\0');
            assert_true(rt_text(lang, c->text)[0] != '\0');
            assert_true(strlen(rt_text(lang, c->name)) < 80);
        }
        always[c->medium] += c->when == RT_WHEN_ALWAYS;
        /* except for ALWAYS a condition occurs once, so that none is lost */
        assert_true(c->when == RT_WHEN_ALWAYS || !seen[c->medium][c->when]);
        seen[c->medium][c->when] = true;
    }
    for (int m = 0; m < RT_ON_COUNT; m++) {
        assert_int_equal(always[m], 2);
        for (int w = 0; w < RT_WHEN_COUNT; w++)
            assert_true(seen[m][w]);
    }
}

TEST(media_are_the_forms)
{
    for (int m = 0; m < RT_ON_OTHER; m++) {
        struct rt_str term = rt_control_medium_term((enum rt_control_medium)m);
        assert_true(term.n > 0);
        assert_int_equal(rt_control_medium_of(term), m);
    }
    assert_null(rt_medium_term(RT_ON_OTHER));
    assert_int_equal(rt_control_medium_term(RT_ON_OTHER).n, 0);
    assert_int_equal(rt_control_medium_of(RT_STR("")), RT_ON_OTHER);
    assert_int_equal(rt_control_medium_of(RT_STR("金庫")), RT_ON_OTHER);
}

/* The conditions of the candidates, a letter each. */
static const char *picked(
    const char *medium, const struct rt_scores *scores, bool personal)
{
    static char letters[RT_CANDIDATES_MAX + 1];
    const struct rt_control *c[RT_CANDIDATES_MAX];
    struct rt_risk risk
        = {.medium = rt_str(medium), .scores = *scores, .sensitive = personal};
    size_t n = rt_controls_for(&risk, c);

    assert_true(n >= 2 && n <= RT_CANDIDATES_MAX);
    for (size_t i = 0; i < n; i++) {
        assert_int_equal(c[i]->medium, rt_control_medium_of(risk.medium));
        letters[i] = "WTPSRA"[c[i]->when];
    }
    letters[n] = '\0';
    return letters;
}

#define PICKS(medium, personal, expected, ...)                                 \
    assert_string_equal(                                                       \
        picked(medium, &(struct rt_scores){__VA_ARGS__}, personal), expected)

TEST(conditions_pick_lines)
{
    PICKS("書類", false, "AA", -1, -1, -1, .threat = -1, .vulnerability = -1);
    PICKS("書類", false, "WAA", 0, 0, 0, .threat = 2, .vulnerability = 3);
    PICKS("事務所PC", false, "TAA", 1, 3, 2, .threat = 3, .vulnerability = 2);
    PICKS(
        "社内サーバー", true, "PAA", 1, 3, 2, .threat = 1, .vulnerability = 1);
    PICKS(
        "社外サーバー", false, "SAA", 3, 3, 2, .threat = 1, .vulnerability = 1);
    PICKS(
        "モバイル機器", false, "RAA", 1, 2, 3, .threat = 1, .vulnerability = 1);
    PICKS(
        "可搬電子媒体", false, "SRA", 3, 3, 3, .threat = 1, .vulnerability = 1);
    PICKS("金庫", true, "WTPS", 3, 3, 3, .threat = 3, .vulnerability = 3);
    PICKS("金庫", true, "WTPR", 1, 2, 2, .threat = 3, .vulnerability = 3);
}
