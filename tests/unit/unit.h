/* What each unit test begins with.
 *
 *     TEST(what_it_shows)
 *     {
 *         assert_true(…);
 *     }
 *
 * A test runs because it is there, in the order of the file: there is no list
 * that could leave one out.
 */
#ifndef RISKTALLY_TESTS_UNIT_H
#define RISKTALLY_TESTS_UNIT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

enum { UNIT_TESTS = 64 };

static struct unit {
    struct CMUnitTest tests[UNIT_TESTS];
    size_t count;
    CMFixtureFunction before, after; /* all tests */
} unit;

static inline void unit_add(struct CMUnitTest test)
{
    if (unit.count == UNIT_TESTS)
        abort();
    unit.tests[unit.count++] = test;
}

static inline int unit_run(const char *group)
{
    return _cmocka_run_group_tests(
        group, unit.tests, unit.count, unit.before, unit.after);
}

/* Before main, one after the other. */
#define UNIT_FIRST __attribute__((constructor(101 + __COUNTER__)))

#define UNIT_TEST(name, set_up, tear_down)                                     \
    static void name(void **);                                                 \
    UNIT_FIRST static void add_##name(void)                                    \
    {                                                                          \
        unit_add((struct CMUnitTest){#name, name, set_up, tear_down, NULL});   \
    }                                                                          \
    static void name(void **unused __attribute__((unused)))

#define TEST(name) UNIT_TEST(name, NULL, NULL)

/* One with the functions set_up before and tear_down after it. */
#define FIXTURE_TEST(name) UNIT_TEST(name, set_up, tear_down)

/* What is done before and after all tests of the file; NULL: nothing. */
#define ALL_TESTS(set_up, tear_down)                                           \
    UNIT_FIRST static void add_fixture(void)                                   \
    {                                                                          \
        unit.before = (set_up);                                                \
        unit.after = (tear_down);                                              \
    }

/* Defined before this header by a file that has a main of its own. */
#ifndef UNIT_OWN_MAIN
int main(void)
{
    return unit_run("tests");
}
#endif

#endif
