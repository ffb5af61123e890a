/* What check asks of the ledger: findings in the order of the sheets in their
 * book, with the risk whose row they are in, and without accepted ones. */
#include "ledger_help.h"

static int64_t input;

static void add(const char *sheet, uint32_t row, uint32_t col,
    enum rt_code code, const char *risk_id)
{
    struct rt_finding f = {.code = code,
        .where.file = RT_STR("a.xlsx"),
        .where.sheet = rt_str(sheet),
        .where.row = row,
        .where.col = col,
        .risk_id = rt_str(risk_id),
        .message = RT_STR("m")};

    ok(rt_ledger_add_finding(ledger, input, &f, &err));
}

/* Two sheets whose order is not that of their names, and a risk. */
static void fill(void)
{
    struct rt_risk risk = blank_risk("a.xlsx", 12);

    input = add_input("a.xlsx", "1");
    ok(rt_ledger_add_sheet(ledger, input, 0, RT_STR("台帳"), &err));
    ok(rt_ledger_add_sheet(ledger, input, 1, RT_STR("A"), &err));
    risk.risk_id = RT_STR("Rfedcba9876543210");
    risk.asset = RT_STR("顧客リスト");
    risk.scores.integrity = 2;
    risk.cells = RT_STR("I=K12");
    ok(rt_ledger_add_risk(ledger, input, 0, &risk, &err));
    add("A", 1, 1, RT_TP505, NULL);
    add("台帳", 12, 21, RT_RA302, NULL);
    add("台帳", 12, 20, RT_RA302, NULL);
    add("台帳", 13, 20, RT_RA302, NULL);
    add(NULL, 0, 0, RT_RA508, NULL);
    add("台帳", 12, 20, RT_RA301, "R0000000000000007");
    ok(rt_ledger_seal(ledger, RT_JA, &err));
}

FIXTURE_TEST(in_the_order_of_the_sheets)
{
    static const struct {
        enum rt_code code;
        uint32_t row, col;
        const char *risk_id, *asset;
    } want[] = {
        {RT_RA508, 0, 0, "", ""},
        {RT_RA301, 12, 20, "R0000000000000007", "顧客リスト"},
        {RT_RA302, 12, 20, "Rfedcba9876543210", "顧客リスト"},
        {RT_RA302, 12, 21, "Rfedcba9876543210", "顧客リスト"},
        {RT_RA302, 13, 20, "", ""},
        {RT_TP505, 1, 1, "", ""},
    };
    struct rt_cursor c;
    struct rt_placed p;
    size_t n = 0;

    fill();
    c = rt_ledger_placed(ledger, &err);
    for (; rt_next(&c, &p); n++) {
        assert_true(n < RT_COUNT(want));
        assert_int_equal(p.input, input);
        assert_int_equal(p.finding.code, want[n].code);
        assert_int_equal(p.finding.where.row, want[n].row);
        assert_int_equal(p.finding.where.col, want[n].col);
        is(p.finding.risk_id, want[n].risk_id);
        is(p.asset, want[n].asset);
        assert_int_equal(p.scores.integrity, want[n].asset[0] ? 2 : RT_UNKNOWN);
        is(p.cells, want[n].asset[0] ? "I=K12" : "");
    }
    assert_int_equal(n, RT_COUNT(want));
    ok(rt_cursor_close(&c));
}

static uint64_t errors(void)
{
    struct rt_totals t;

    ok(rt_ledger_totals(ledger, &t, &err));
    return t.errors;
}

FIXTURE_TEST(accepted_are_gone)
{
    uint64_t count = 9;

    fill();
    assert_int_equal(errors(), 4);
    ok(rt_ledger_accept(
        ledger, RT_RA302, RT_STR("Rfedcba9876543210"), &count, &err));
    assert_int_equal(count, 2);
    assert_int_equal(errors(), 2);
    ok(rt_ledger_accept(
        ledger, RT_RA302, RT_STR("Rfedcba9876543210"), &count, &err));
    assert_int_equal(count, 0);
    ok(rt_ledger_accept(
        ledger, RT_RA302, RT_STR("R0000000000000007"), &count, &err));
    assert_int_equal(count, 0);
}

FIXTURE_TEST(counts_by_code)
{
    struct rt_cursor c;
    struct rt_code_count n;
    uint64_t sum = 0;

    fill();
    c = rt_ledger_code_counts(ledger, &err);
    while (rt_next(&c, &n)) {
        assert_int_equal(n.input, input);
        assert_int_equal(n.count, n.code == RT_RA302 ? 3 : 1);
        sum += n.count;
    }
    assert_int_equal(sum, 6);
    ok(rt_cursor_close(&c));
}

/* A row twice is a finding, as in a register. */
FIXTURE_TEST(reports_duplicates)
{
    struct rt_risk risk = blank_risk("a.xlsx", 1);
    struct rt_totals t;

    input = add_input("a.xlsx", "1");
    ok(rt_ledger_add_risk(ledger, input, 0, &risk, &err));
    risk.where.row = 2;
    ok(rt_ledger_add_risk(ledger, input, 0, &risk, &err));
    ok(rt_ledger_seal(ledger, RT_JA, &err));
    ok(rt_ledger_totals(ledger, &t, &err));
    assert_int_equal(t.risks, 2);
    assert_int_equal(t.errors + t.warnings + t.infos, 1);
    assert_int_equal(rt_ledger_seal(ledger, RT_JA, &err), RT_BUG);
}
