/* What people typed over what merge wrote: values that follow from one another,
 * and the numbers of a plan's rows.
 */
#include "unit.h"

#include "report/plan/plan_typed.h"
#include "risk/plan_written.h"

/* The values that were typed over in a row of ipa-3.1, as "importance=1 …". */
static const char *retyped(int importance, int likelihood, int level,
    const char *class, int priority, int now_importance, int now_likelihood)
{
    static char text[256];
    const struct rt_plan_row row = {.importance = importance,
        .likelihood = likelihood,
        .level = level,
        .class = rt_str(class),
        .priority = priority};
    const struct rt_assessment now
        = {.importance = now_importance, .likelihood = now_likelihood};
    struct rt_retyped typed[RT_RETYPED_MAX];
    size_t k = rt_plan_retyped(
               &row, rt_profile_named(RT_STR("ipa-3.1")), &now, typed),
           n = 0;

    text[0] = '\0';
    for (size_t i = 0; i < k; i++) {
        n += (size_t)snprintf(text + n, sizeof text - n,
            "%s%s=", n > 0 ? " " : "",
            rt_member_at(&rt_plan_members, typed[i].at)->name);
        n += typed[i].at == offsetof(struct rt_plan_row, class)
                 ? (size_t)snprintf(text + n, sizeof text - n, "%s", class)
                 : (size_t)snprintf(
                     text + n, sizeof text - n, "%d", typed[i].typed);
    }
    return text;
}

/* The same of a risk in a register of ipa-3.1: the scores ("321", "---" for
 * none), threat and vulnerability, and what is shown. */
static const char *in_register(const char *scores, int importance,
    int likelihood, int level, enum rt_class class, int priority)
{
    static char text[256];
    int v[5];
    struct rt_risk risk;
    struct rt_retyped typed[RT_RETYPED_MAX];
    size_t k, n = 0;

    rt_record_blank(&rt_risk_members, &risk);
    for (size_t i = 0; i < RT_COUNT(v); i++)
        v[i] = scores[i] == '-' ? RT_UNKNOWN : scores[i] - '0';
    risk.scores.confidentiality = v[0];
    risk.scores.integrity = v[1];
    risk.scores.availability = v[2];
    risk.scores.threat = v[3];
    risk.scores.vulnerability = v[4];
    risk.result = (struct rt_assessment){.importance = importance,
        .likelihood = likelihood,
        .level = level,
        .class = class,
        .priority = priority};
    k = rt_risk_retyped(&risk, rt_profile_named(RT_STR("ipa-3.1")), typed);
    text[0] = '\0';
    for (size_t i = 0; i < k; i++)
        n += (size_t)snprintf(text + n, sizeof text - n, "%s%s=%d:%d",
            n > 0 ? " " : "", rt_member_at(&rt_risk_members, typed[i].at)->json,
            typed[i].typed, typed[i].right);
    return text;
}

TEST(values_of_a_register_were_typed)
{
    assert_string_equal(in_register("32133", 3, 3, 9, RT_HIGH, 1), "");
    assert_string_equal(in_register("32111", 3, 1, 3, RT_LOW, 0), "");
    assert_string_equal(
        in_register("32133", 2, 3, 9, RT_HIGH, 1), "importance=2:3");
    assert_string_equal(in_register("32133", 3, 2, 6, RT_HIGH, 2),
        "likelihood=2:3 risk_level=6:9 priority=2:1");
    assert_string_equal(in_register("32133", 3, 3, 3, RT_LOW, 0),
        "risk_level=3:9 risk_class=0:2");
    /* a priority where there is none */
    assert_string_equal(
        in_register("32111", 3, 1, 3, RT_LOW, 1), "priority=1:0");
    /* without scores, by what the others say */
    assert_string_equal(in_register("-----", 3, 2, 6, RT_HIGH, 2), "");
    assert_string_equal(
        in_register("-----", 2, 3, 9, RT_HIGH, 1), "importance=2:3");
    assert_string_equal(
        in_register("-----", 3, 3, 9, RT_HIGH, 3), "priority=3:1");
    /* which of the two was typed over is not known: the level does not follow */
    assert_string_equal(in_register("-----", 3, 3, 6, RT_HIGH, 2),
        "risk_level=6:9 priority=2:1");
    /* what was deleted, or never known, says nothing */
    assert_string_equal(in_register("32133", RT_UNKNOWN, RT_UNKNOWN, RT_UNKNOWN,
                            RT_CLASS_NONE, 0),
        "");
    assert_string_equal(in_register("2-1--", RT_UNKNOWN, RT_UNKNOWN, RT_UNKNOWN,
                            RT_CLASS_NONE, 0),
        "");
}

TEST(values_that_do_not_follow_were_typed)
{
    assert_string_equal(retyped(3, 3, 9, "大", 1, 3, 3), "");
    assert_string_equal(retyped(3, 2, 6, "High", 2, 3, 2), "");
    /* the inputs have changed since: that is no typing */
    assert_string_equal(retyped(3, 3, 9, "大", 1, 3, 2), "");
    assert_string_equal(retyped(1, 3, 9, "大", 1, 3, 3), "importance=1");
    assert_string_equal(retyped(3, 1, 9, "大", 1, 3, 2), "likelihood=1");
    assert_string_equal(retyped(3, 3, 4, "大", 1, 3, 3), "level=4");
    assert_string_equal(retyped(3, 3, 9, "小", 1, 3, 3), "class=小");
    assert_string_equal(retyped(3, 3, 9, "要検討", 1, 3, 3), "class=要検討");
    assert_string_equal(retyped(3, 3, 9, "大", 3, 3, 3), "priority=3");
    assert_string_equal(retyped(1, 3, 2, "小", 3, 3, 3),
        "importance=1 level=2 class=小 priority=3");
    /* what was deleted says nothing */
    assert_string_equal(retyped(3, 3, RT_UNKNOWN, "", RT_UNKNOWN, 3, 3), "");
}

TEST(texts_of_ours_are_known)
{
    assert_true(rt_plan_may_state(RT_STR("実施中（一部）")));
    assert_true(rt_plan_may_state(RT_STR("低減")));
    assert_false(rt_plan_may_state(RT_STR("提出時メモ")));
    assert_true(rt_plan_may_name_profile(RT_STR("ipa-3.1")));
    assert_false(rt_plan_may_name_profile(RT_STR("基準を確認")));
    assert_true(rt_plan_may_name_file(RT_STR("営業部/台帳.XLSX")));
    assert_false(rt_plan_may_name_file(RT_STR("紙で受領")));
    assert_true(rt_plan_may_be_origin(RT_STR("計画!(2)!12")));
    assert_true(rt_plan_may_be_origin(RT_STR("12")));
    assert_false(rt_plan_may_be_origin(RT_STR("計画メモ")));
}

/* --- numbers ------------------------------------------------------------- */

/* Which of the numbers were typed, as they are in the row. A letter after a
 * number is the risk's id. */
static const char *typed(const char *numbers)
{
    static char text[256];
    struct rt_plan_number list[64];
    struct rt_error err = {0};
    size_t count = 0, n = 0;

    for (const char *p = numbers; *p != '\0';) {
        size_t len = strcspn(p, " ");
        size_t digits = strspn(p, "0123456789");
        int64_t no = -1;
        if (digits > 0)
            rt_parse_int((struct rt_str){p, digits}, &no);
        list[count++] = (struct rt_plan_number){.no = no,
            .text = {p, len},
            .risk = {p + digits, digits > 0 ? len - digits : 0}};
        p += len + (p[len] == ' ');
    }
    assert_int_equal(rt_plan_find_typed_numbers(list, count, &err), RT_OK);
    text[0] = '\0';
    for (size_t i = 0; i < count; i++) {
        if (list[i].typed)
            n += (size_t)snprintf(text + n, sizeof text - n, "%s%.*s",
                n > 0 ? " " : "", RT_FMT(list[i].text));
    }
    return text;
}

TEST(numbers_of_ours_are_known)
{
    assert_string_equal(typed(""), "");
    assert_string_equal(typed("1 2 3 4 5 6"), "");
    /* rows deleted, sorted, cut out for one department */
    assert_string_equal(typed("1 2 4 5 9 14"), "");
    assert_string_equal(typed("6 2 5 1 3 4"), "");
    assert_string_equal(typed("14 2 9 4 1"), "");
    assert_string_equal(typed("40 77"), "");
    assert_string_equal(typed("40 3"), "");
    /* a copied row is another task of its risk */
    assert_string_equal(typed("1a 2b 2b 3c"), "");
    assert_string_equal(typed("77 2 3 4 5 6"), "77");
    assert_string_equal(typed("1 2 3 4 5 77"), "77");
    assert_string_equal(typed("8 2 3 4 5 6"), "8");
    assert_string_equal(typed("77 2"), "77");
    assert_string_equal(typed("5 2 3"), "5");
    assert_string_equal(typed("1 2 A-3 4"), "A-3");
    assert_string_equal(typed("1a 2b 3c 2d 5e"), "2d");
    assert_string_equal(typed("4a 2b 3c 4d 5e"), "4a");
}
