/* The comparison with the previous run: what pairs with what, and what is
 * said of each pair. */
#include "ledger/change.h"
#include "ledger_help.h"
#include "risk/assess.h"

static struct rt_risk judged(unsigned id, const char *profile, int level)
{
    static char ids[16][18];
    struct rt_risk r = blank_risk("a.csv", id);
    const struct rt_profile *p = rt_profile_named(rt_str(profile));

    set_id(&r, ids[id % 16], id);
    r.profile = rt_str(profile);
    if (level < 0)
        return r;
    r.result.importance = level;
    r.result.likelihood = 1;
    r.result.level = level;
    r.result.class = p->class_of[level];
    r.result.priority = p->priority_of[level];
    return r;
}

static void before(unsigned id, const char *profile, int level)
{
    struct rt_risk r = judged(id, profile, level);

    ok(rt_ledger_add_previous(ledger, &r, &err));
}

static void now(unsigned id, const char *profile, int level)
{
    struct rt_risk r = judged(id, profile, level);

    add_risk(1, &r);
}

/* The input of all rows, read whole where nothing of it was rejected. */
static void add_read(uint64_t rejected)
{
    const struct rt_input in = {.file = RT_STR("a.csv"),
        .state = RT_INPUT_READ,
        .counts = {.seen = rejected, .rejected = rejected}};
    int64_t id;

    ok(rt_ledger_add_input(ledger, &in, &id, &err));
    assert_int_equal(id, 1);
}

static void begin(void)
{
    ok(rt_ledger_begin_previous(ledger, true, &err));
    add_read(0);
}

static struct rt_change_totals totals(void)
{
    struct rt_change_totals t;

    finish();
    ok(rt_ledger_change_totals(ledger, &t, &err));
    return t;
}

/* The list as "kind:id:before:now;"; '-' for an unknown level. */
static void list_is(const char *want)
{
    char got[512] = "";
    struct rt_cursor c;
    struct rt_change change;

    c = rt_ledger_changes(ledger, &err);
    while (rt_next(&c, &change))
        snprintf(got + strlen(got), sizeof got - strlen(got), "%d:%.*s:%d:%d;",
            (int)change.kind, 1, change.risk_id.p + 16, change.before.level,
            change.now.level);
    ok(rt_cursor_close(&c));
    assert_string_equal(got, want);
}

FIXTURE_TEST(each_kind_is_reported)
{
    struct rt_change_totals t;

    begin();
    before(1, "ipa-3.1", 4);  /* worse */
    before(2, "ipa-3.1", 9);  /* better */
    before(3, "ipa-3.1", 6);  /* the same */
    before(4, "ipa-3.1", 4);  /* gone */
    before(5, "ipa-3.1", -1); /* assessed only now */
    before(6, "ipa-3.1", -1); /* never */
    now(1, "ipa-3.1", 9);
    now(2, "ipa-3.1", 2);
    now(3, "ipa-3.1", 6);
    now(5, "ipa-3.1", 3);
    now(6, "ipa-3.1", -1);
    now(7, "ipa-3.1", 1);
    t = totals();
    list_is("0:7:-1:1;1:1:4:9;2:5:-1:3;4:2:9:2;5:4:4:-1;");
    assert_int_equal(t.previous, 6);
    assert_int_equal(t.count[RT_CHANGE_SAME], 2);
    assert_int_equal(t.count[RT_CHANGE_NEW], 1);
    assert_int_equal(t.moved[RT_AS_MEDIUM][RT_AS_HIGH], 1);
    assert_int_equal(t.moved[RT_AS_HIGH][RT_AS_LOW], 1);
    assert_int_equal(t.moved[RT_AS_HIGH][RT_AS_HIGH], 1);
    assert_int_equal(t.moved[RT_AS_MEDIUM][RT_AS_ABSENT], 1);
    assert_int_equal(t.moved[RT_AS_ABSENT][RT_AS_LOW], 1);
    assert_int_equal(t.moved[RT_AS_UNASSESSED][RT_AS_UNASSESSED], 1);
    assert_int_equal(t.repeated + t.now_repeated + t.nameless, 0);
}

/* What is not found in a file with a rejected row may be that row: it stays. */
FIXTURE_TEST(what_is_not_found_is_not_gone)
{
    struct rt_change_totals t;
    struct rt_totals all;
    struct rt_cursor c;
    struct rt_risk r;
    unsigned kept = 0;

    ok(rt_ledger_begin_previous(ledger, true, &err));
    add_read(1);
    before(1, "ipa-3.1", 9);
    before(2, "ipa-3", 6);
    now(1, "ipa-3.1", 9);
    t = totals();
    list_is("3:2:6:6;");
    assert_int_equal(t.count[RT_CHANGE_GONE], 0);
    assert_int_equal(t.moved[RT_AS_HIGH][RT_AS_UNKNOWN], 1);
    ok(rt_ledger_totals(ledger, &all, &err));
    assert_int_equal(all.risks, 2);
    assert_int_equal(all.unconfirmed, 1);
    c = rt_ledger_risks(ledger, RT_RISKS_ALL, &err);
    while (rt_next(&c, &r))
        kept += r.unconfirmed == RT_NOT_FOUND && r.result.level == 6;
    ok(rt_cursor_close(&c));
    assert_int_equal(kept, 1);
}

FIXTURE_TEST(of_one_id_the_worst_row_counts)
{
    struct rt_change_totals t;

    begin();
    before(1, "ipa-3.1", 2);
    before(1, "ipa-3.1", 9);
    before(1, "ipa-3.1", -1);
    before(2, "ipa-3.1", 2);
    before(2, "ipa-3.1", -1);
    now(1, "ipa-3.1", 4);
    now(1, "ipa-3.1", 9);
    now(2, "ipa-3.1", 1);
    now(2, "ipa-3.1", 4);
    t = totals();
    list_is("1:2:2:4;");
    assert_int_equal(t.count[RT_CHANGE_SAME], 1);
    assert_int_equal(t.repeated, 3);
    assert_int_equal(t.now_repeated, 2);
}

/* 4 is high on one scale and medium on the other. */
FIXTURE_TEST(other_profiles_are_compared_by_class)
{
    struct rt_change_totals t;

    begin();
    before(1, "ipa-3", 4);
    before(2, "ipa-3", 2);
    before(3, "ipa-3", 1);
    now(1, "ipa-3.1", 9); /* high, high */
    now(2, "ipa-3.1", 3); /* medium, low */
    now(3, "ipa-3.1", 6); /* medium, high */
    t = totals();
    list_is("1:3:1:6;4:2:2:3;");
    assert_int_equal(t.other_profile, 3);
}

FIXTURE_TEST(nameless_rows_are_counted)
{
    struct rt_change_totals t;
    struct rt_risk r = judged(1, "ipa-3.1", 4);

    begin();
    r.risk_id = RT_STR_NONE;
    ok(rt_ledger_add_previous(ledger, &r, &err));
    before(2, "ipa-3.1", 4);
    now(2, "ipa-3.1", 4);
    t = totals();
    list_is("");
    assert_int_equal(t.nameless, 1);
    assert_int_equal(t.previous, 2);
}

FIXTURE_TEST(an_empty_register_makes_all_new)
{
    begin();
    now(1, "ipa-3.1", 4);
    assert_int_equal(totals().count[RT_CHANGE_NEW], 1);
    list_is("0:1:-1:4;");
}

FIXTURE_TEST(without_one_there_is_nothing_to_ask)
{
    struct rt_change_totals t;
    struct rt_cursor c;

    finish();
    assert_int_equal(rt_ledger_change_totals(ledger, &t, &err), RT_BUG);
    c = rt_ledger_changes(ledger, &err);
    assert_int_equal(rt_cursor_close(&c), RT_BUG);
}

/* --- what the register's blocks ask ---------------------------------------- */

static void put_scored(unsigned id, const char *profile, int i, int l,
    const char *department, int residual)
{
    struct rt_risk r = judged(id, profile, -1);
    const struct rt_profile *p = rt_profile_named(rt_str(profile));

    r.department = rt_str(department);
    r.scores.given_importance = i;
    r.scores.given_likelihood = l;
    r.result = rt_assess(p, &r.scores);
    if (residual > 0) {
        r.residual_importance = i;
        r.residual_likelihood = residual;
        r.residual_level = i * residual;
    }
    add_risk(1, &r);
}

static void ids_are(struct rt_cursor c, const char *want)
{
    char got[64] = "";
    struct rt_risk r;

    while (rt_next(&c, &r))
        snprintf(got + strlen(got), sizeof got - strlen(got), "%.1s",
            r.risk_id.p + 16);
    ok(rt_cursor_close(&c));
    assert_string_equal(got, want);
}

FIXTURE_TEST(cells_have_their_risks)
{
    struct rt_cursor c;

    (void)add_input("a.csv", "ab");
    put_scored(1, "ipa-3.1", 3, 2, "b", 1);
    put_scored(2, "ipa-3.1", 3, 3, "a", 2);
    put_scored(3, "ipa-3.1", 3, 2, "a", -1);
    put_scored(4, "ipa-4.0", 3, 2, "a", 1);
    put_scored(5, "ipa-3.1", 3, 2, "c", 1);
    finish();
    c = rt_ledger_cell(ledger, RT_STR("ipa-3.1"), RT_FIRST, 3, 2, 9, &err);
    ids_are(c, "315");
    c = rt_ledger_cell(ledger, RT_STR("ipa-3.1"), RT_FIRST, 3, 2, 2, &err);
    ids_are(c, "31");
    c = rt_ledger_cell(ledger, RT_STR("ipa-3.1"), RT_FIRST, 1, 1, 9, &err);
    ids_are(c, "");
    c = rt_ledger_cell(ledger, RT_STR("ipa-3.1"), RT_RESIDUAL, 3, 1, 9, &err);
    ids_are(c, "15");
    c = rt_ledger_worst_of(ledger, RT_STR("a"), &err);
    ids_are(c, "234");
    c = rt_ledger_worst_of(ledger, RT_STR("z"), &err);
    ids_are(c, "");
}
