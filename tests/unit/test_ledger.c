/* The ledger: the order of the register, sums that agree, and what is refused
 * when the calls come in the wrong order. */
#include "ledger_help.h"

#include <pthread.h>

#include "risk/assess.h"

/* --- order ---------------------------------------------------------------- */

enum { MANY = 700 };

/* One row of the property test, with room for its names. */
struct made {
    struct rt_risk risk;
    size_t sheet_index;
    int64_t input;
    char id[18];
};

static int unknown_last(int a, int b)
{
    if (a == b)
        return 0;
    if (a < 0 || b < 0)
        return a < 0 ? 1 : -1;
    return a > b ? -1 : 1;
}

static int kind(const struct rt_risk *r)
{
    return r->my_number ? 3 : r->sensitive ? 2 : r->personal ? 1 : 0;
}

static int nameless_last(struct rt_str a, struct rt_str b)
{
    if (!a.n || !b.n)
        return (a.n == 0) - (b.n == 0);
    return rt_str_cmp(a, b);
}

static int class_rank(enum rt_class c)
{
    static const enum rt_class order[]
        = {RT_HIGH, RT_CLASS_NONE, RT_MEDIUM, RT_LOW};
    int at = 0;

    while (order[at] != c)
        at++;
    return at;
}

/* The rules' order, said a second time and in another way. */
static int by_rules(const void *va, const void *vb)
{
    const struct made *a = va, *b = vb;
    const struct rt_assessment *x = &a->risk.result, *y = &b->risk.result;
    int px = x->priority ? x->priority : 9, py = y->priority ? y->priority : 9;
    int c = class_rank(x->class) - class_rank(y->class);

    c = c ? c : px - py;
    c = c ? c : unknown_last(x->level, y->level);
    c = c ? c : unknown_last(x->importance, y->importance);
    c = c ? c : unknown_last(x->likelihood, y->likelihood);
    c = c ? c : kind(&b->risk) - kind(&a->risk);
    c = c ? c : nameless_last(a->risk.department, b->risk.department);
    c = c ? c : rt_str_cmp(a->risk.where.file, b->risk.where.file);
    c = c ? c : (int)a->sheet_index - (int)b->sheet_index;
    return c ? c : (int)a->risk.where.row - (int)b->risk.where.row;
}

static unsigned random_state;

/* Numbers that are the same on every machine. */
static unsigned pick(unsigned n)
{
    random_state = random_state * 1664525u + 1013904223u;
    return (random_state >> 12) % n;
}

static const char *const files[] = {"b.xlsx", "a.xlsx", "営業/c.xlsx"};
static const char *const sheets[] = {"台帳", "A", "予備"};
static const char *const departments[] = {"", "総務部", "営業部", "Sales"};

static struct made made_risk(unsigned i, const int64_t inputs[3])
{
    unsigned file = pick(3), sheet = pick(3);
    struct made m
        = {blank_risk(files[file], i + 1), 2 - sheet, inputs[file], ""};
    struct rt_risk *r = &m.risk;
    const struct rt_profile *p = rt_profile_named(r->profile);

    r->where.sheet = rt_str(sheets[sheet]);
    r->department = rt_str(departments[pick(4)]);
    r->scores.confidentiality = (int)pick(4) - (pick(4) == 0);
    r->scores.integrity = r->scores.availability = r->scores.confidentiality;
    r->scores.threat = pick(5) ? (int)pick(3) + 1 : RT_UNKNOWN;
    r->scores.vulnerability = pick(5) ? (int)pick(3) + 1 : RT_UNKNOWN;
    r->personal = pick(3) == 0;
    r->sensitive = pick(6) == 0;
    r->my_number = pick(8) == 0;
    r->result = rt_assess(p, &r->scores);
    return m;
}

static void shuffle(struct made *m, unsigned n)
{
    for (unsigned i = n - 1; i > 0; i--) {
        unsigned j = pick(i + 1);
        struct made t = m[i];
        m[i] = m[j];
        m[j] = t;
    }
}

static void same_row(const struct rt_risk *got, const struct made *want)
{
    if (got->where.row != want->risk.where.row)
        fail_msg("row %u where row %u belongs", got->where.row,
            want->risk.where.row);
    assert_int_equal(got->result.level, want->risk.result.level);
    assert_int_equal(got->result.priority, want->risk.result.priority);
    assert_true(rt_str_eq(got->department, want->risk.department));
    assert_true(rt_str_eq(got->where.file, want->risk.where.file));
    assert_true(rt_str_eq(got->where.sheet, want->risk.where.sheet));
}

static void check_order(struct made *all, unsigned n)
{
    struct rt_cursor c, open;
    struct rt_risk r;

    qsort(all, n, sizeof *all, by_rules);
    c = rt_ledger_risks(ledger, RT_RISKS_ALL, &err);
    open = rt_ledger_risks(ledger, RT_RISKS_OPEN, &err);
    for (unsigned i = 0; i < n; i++) {
        assert_true(rt_next(&c, &r));
        same_row(&r, &all[i]);
        if (!all[i].risk.result.priority
            && all[i].risk.result.level != RT_UNKNOWN)
            continue;
        assert_true(rt_next(&open, &r));
        same_row(&r, &all[i]);
    }
    assert_false(rt_next(&c, &r));
    assert_false(rt_next(&c, &r));
    assert_false(rt_next(&open, &r));
    ok(rt_cursor_close(&c));
    ok(rt_cursor_close(&open));
}

FIXTURE_TEST(order_whatever_the_input_order)
{
    static struct made all[MANY];

    for (unsigned round = 0; round < 5; round++) {
        random_state = round + 1;
        int64_t inputs[3];
        for (int i = 0; i < 3; i++)
            inputs[i] = add_input(files[i], "");
        for (unsigned i = 0; i < MANY; i++) {
            all[i] = made_risk(i, inputs);
            set_id(&all[i].risk, all[i].id, i);
        }
        shuffle(all, MANY);
        for (unsigned i = 0; i < MANY; i++) {
            /* The id's text moved with the row. */
            all[i].risk.risk_id = rt_str(all[i].id);
            ok(rt_ledger_add_risk(
                ledger, all[i].input, all[i].sheet_index, &all[i].risk, &err));
        }
        finish();
        check_order(all, MANY);
        rt_ledger_close(ledger);
        ok(rt_ledger_open(&ledger, 0, &err));
    }
}

/* --- sums ----------------------------------------------------------------- */

/* Adds up what the matrix of one profile counts. */
static uint64_t matrix_sum(const char *profile)
{
    struct rt_cursor c;
    struct rt_matrix_cell cell;
    uint64_t sum = 0;

    c = rt_ledger_matrix(ledger, rt_str(profile), RT_FIRST, &err);
    while (rt_next(&c, &cell)) {
        assert_in_range(cell.importance, 0, 3);
        assert_in_range(cell.likelihood, 1, 3);
        assert_true(cell.count > 0);
        sum += cell.count;
    }
    ok(rt_cursor_close(&c));
    return sum;
}

static void check_departments(const struct rt_totals *t)
{
    struct rt_cursor c;
    struct rt_department_row d, sum = {0};
    static const char *const want[] = {"Sales", "営業部", "総務部", ""};
    size_t n = 0;
    int worst = RT_UNKNOWN;

    c = rt_ledger_departments(ledger, &err);
    for (; rt_next(&c, &d); n++) {
        assert_true(n < 4);
        is(d.department, want[n]);
        assert_int_equal(d.total, d.high + d.medium + d.low + d.unassessed);
        sum.total += d.total;
        sum.high += d.high;
        sum.medium += d.medium;
        sum.low += d.low;
        for (int i = 0; i < 4; i++)
            sum.priority[i] += d.priority[i];
        worst = d.worst_level > worst ? d.worst_level : worst;
    }
    ok(rt_cursor_close(&c));
    assert_int_equal(n, 4);
    assert_int_equal(sum.total, t->risks);
    assert_int_equal(sum.high, t->high);
    assert_int_equal(sum.medium, t->medium);
    assert_int_equal(sum.low, t->low);
    for (int i = 0; i < 4; i++)
        assert_int_equal(sum.priority[i], t->priority[i]);
    assert_int_equal(worst, 9);
}

FIXTURE_TEST(sums_agree)
{
    int64_t inputs[3];
    struct rt_totals t, want = {0};

    random_state = 7;
    for (int i = 0; i < 3; i++)
        inputs[i] = add_input(files[i], "");
    for (unsigned i = 0; i < MANY; i++) {
        struct made m = made_risk(i, inputs);
        const struct rt_assessment *a = &m.risk.result;
        set_id(&m.risk, m.id, i);
        if (i % 3 == 0)
            m.risk.profile = RT_STR("tokyo-isms");
        add_risk(m.input, &m.risk);
        want.assessed += a->level >= 0;
        want.high += a->class == RT_HIGH;
        want.medium += a->class == RT_MEDIUM;
        want.low += a->class == RT_LOW;
        if (a->level >= 0)
            want.priority[a->priority]++;
    }
    finish();
    ok(rt_ledger_totals(ledger, &t, &err));
    assert_int_equal(t.risks, MANY);
    assert_int_equal(t.assessed, want.assessed);
    assert_int_equal(t.high, want.high);
    assert_int_equal(t.medium, want.medium);
    assert_int_equal(t.low, want.low);
    assert_memory_equal(t.priority, want.priority, sizeof t.priority);
    assert_int_equal(t.inputs, 3);
    assert_int_equal(t.inputs_read, 3);
    assert_int_equal(t.counts.seen, 30);
    assert_int_equal(t.counts.accepted, 12);
    assert_int_equal(t.counts.example, 3);
    assert_int_equal(
        matrix_sum("ipa-3.1") + matrix_sum("tokyo-isms"), t.assessed);
    assert_int_equal(matrix_sum("no such profile"), 0);
    check_departments(&t);
}

FIXTURE_TEST(an_empty_ledger)
{
    struct rt_totals t, zero;
    struct rt_cursor c;
    struct rt_risk r;
    struct rt_department_row d;

    finish();
    ok(rt_ledger_totals(ledger, &t, &err));
    memset(&zero, 0, sizeof zero);
    assert_memory_equal(&t, &zero, sizeof t);
    c = rt_ledger_risks(ledger, RT_RISKS_OPEN, &err);
    assert_false(rt_next(&c, &r));
    ok(rt_cursor_close(&c));
    c = rt_ledger_departments(ledger, &err);
    assert_false(rt_next(&c, &d));
    ok(rt_cursor_close(&c));
}

/* --- the order of calls --------------------------------------------------- */

FIXTURE_TEST(reading_too_early_and_writing_too_late)
{
    struct rt_error e = {0};
    struct rt_totals t;
    struct rt_cursor c;
    struct rt_risk r = blank_risk("a.xlsx", 1);
    int64_t id = add_input("a.xlsx", "");

    assert_int_equal(rt_ledger_totals(ledger, &t, &e), RT_BUG);
    c = rt_ledger_risks(ledger, RT_RISKS_ALL, &e);
    assert_false(rt_next(&c, &r));
    assert_int_equal(rt_cursor_close(&c), RT_BUG);
    finish();
    assert_int_equal(rt_ledger_add_risk(ledger, id, 0, &r, &e), RT_BUG);
    assert_int_equal(rt_ledger_finish(ledger, RT_JA, &e), RT_BUG);
    struct rt_input in = {.file = RT_STR("a.xlsx")};
    c = rt_ledger_risks(ledger, RT_RISKS_ALL, &e);
    assert_false(rt_next(&c, &in)); /* gives struct rt_risk */
    assert_int_equal(rt_cursor_close(&c), RT_BUG);
    assert_int_equal(rt_ledger_update_input(ledger, id + 1, &in, &e), RT_BUG);
}

FIXTURE_TEST(profiles_are_named_once)
{
    struct rt_cursor c;
    struct rt_profile_use use;
    struct rt_risk r = blank_risk("a.xlsx", 1);
    const struct rt_profile *a = rt_profile_named(RT_STR("ipa-3.1"));
    const struct rt_profile *b = rt_profile_named(RT_STR("ipa-2.1"));

    ok(rt_ledger_add_profile(ledger, a, &err));
    ok(rt_ledger_add_profile(ledger, b, &err));
    ok(rt_ledger_add_profile(ledger, a, &err));
    add_risk(add_input("a.xlsx", ""), &r);
    finish();
    c = rt_ledger_profiles(ledger, &err);
    assert_true(rt_next(&c, &use));
    assert_string_equal(use.profile.name, "ipa-2.1");
    assert_int_equal(use.risks, 0);
    assert_true(rt_next(&c, &use));
    assert_string_equal(use.profile.hash, a->hash);
    assert_int_equal(use.risks, 1);
    assert_false(rt_next(&c, &use));
    ok(rt_cursor_close(&c));
}

/* --- side by side ---------------------------------------------------------- */

enum { SHARED = 3000, THREADS = 3 };

/* Whether a thread's own reader gives all rows, each time. */
static void *read_all(void *all)
{
    bool *right = all;
    struct rt_error e = {0};
    struct rt_risk r;

    *right = true;
    for (int round = 0; round < 3; round++) {
        struct rt_ledger *reader = rt_ledger_lend(ledger);
        struct rt_cursor c = rt_ledger_risks(reader, RT_RISKS_ALL, &e);
        uint32_t row = 0;

        *right &= reader != ledger;
        while (rt_next(&c, &r))
            *right &= r.where.row == ++row && rt_str_is(r.business, "営業");
        *right &= rt_cursor_close(&c) == RT_OK && row == SHARED;
        rt_ledger_take_back(ledger, reader);
    }
    return NULL;
}

FIXTURE_TEST(several_threads_read_one_ledger)
{
    pthread_t threads[THREADS];
    bool right[THREADS];
    char id[18];

    assert_ptr_equal(rt_ledger_lend(ledger), ledger); /* without readers */
    rt_ledger_take_back(ledger, ledger);
    rt_ledger_close(ledger);
    ok(rt_ledger_open(&ledger, THREADS, &err));
    int64_t input = add_input("a.xlsx", "");
    for (unsigned i = 1; i <= SHARED; i++) {
        struct rt_risk r = blank_risk("a.xlsx", i);
        set_id(&r, id, i);
        add_risk(input, &r);
    }
    finish();
    for (int i = 0; i < THREADS; i++)
        assert_int_equal(
            pthread_create(&threads[i], NULL, read_all, &right[i]), 0);
    for (int i = 0; i < THREADS; i++) {
        pthread_join(threads[i], NULL);
        assert_true(right[i]);
    }
}

FIXTURE_TEST(a_shared_ledger_without_a_place)
{
    struct rt_ledger *l;
    struct rt_error e = {0};

    setenv("TMPDIR", "/nonexistent/folder", 1);
    assert_int_equal(rt_ledger_open(&l, 2, &e), RT_IO);
    assert_non_null(strstr(e.text, "temporary file"));
    unsetenv("TMPDIR");
}
