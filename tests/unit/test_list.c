/* base/list.h and base/intern.h: arrays that grow, texts by number. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>

#include "base/intern.h"
#include "base/list.h"

static void a_list_keeps_what_is_in_it(void **state)
{
    uint32_t *list = NULL;
    size_t count = 0, cap = 0;

    (void)state;
    for (uint32_t i = 0; i < 5000; i++) {
        assert_true(RT_GROW(list, count, cap));
        assert_true(cap > count);
        list[count++] = i;
    }
    for (uint32_t i = 0; i < 5000; i++)
        assert_int_equal(list[i], i);
    assert_true(RT_ROOM(list, cap, 100000));
    assert_true(cap >= 100000);
    assert_int_equal(list[4999], 4999);
    free(list);
}

static void a_list_in_an_arena(void **state)
{
    struct rt_arena arena;
    struct rt_str *list = NULL;
    size_t count = 0, cap = 0;

    (void)state;
    rt_arena_init(&arena);
    for (size_t i = 0; i < 1000; i++) {
        assert_true(RT_ARENA_GROW(&arena, list, count, cap));
        list[count++] = (struct rt_str){NULL, i};
    }
    for (size_t i = 0; i < 1000; i++)
        assert_int_equal(list[i].n, i);
    rt_arena_fini(&arena);
}

/* What cannot be had leaves the list whole. */
static void sizes_that_overflow_are_refused(void **state)
{
    uint64_t *list = NULL, *before;
    size_t cap = 0, had;

    (void)state;
    assert_true(RT_ROOM(list, cap, 3));
    list[2] = 7;
    before = list;
    had = cap;
    assert_false(RT_ROOM(list, cap, SIZE_MAX / 8 + 2));
    assert_ptr_equal(list, before);
    assert_int_equal(cap, had);
    assert_int_equal(list[2], 7);
    free(list);
}

static void equal_texts_have_one_number(void **state)
{
    struct rt_intern t = {0};
    char text[16];

    (void)state;
    assert_int_equal(rt_intern_find(&t, RT_STR("0")), 0);
    for (int round = 0; round < 2; round++) {
        for (uint32_t i = 0; i < 3000; i++) {
            snprintf(text, sizeof text, "%u", (unsigned)i);
            assert_int_equal(rt_intern(&t, rt_str(text)), i + 1);
        }
    }
    assert_int_equal(t.count, 3000);
    assert_true(rt_str_is(t.text[41], "41"));
    assert_int_equal(rt_intern_find(&t, RT_STR("2999")), 3000);
    assert_int_equal(rt_intern_find(&t, RT_STR("3000")), 0);
    assert_int_equal(rt_intern(&t, RT_STR_NONE), 3001);
    assert_int_equal(rt_intern_find(&t, RT_STR("")), 3001);
    rt_intern_fini(&t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_list_keeps_what_is_in_it),
        cmocka_unit_test(a_list_in_an_arena),
        cmocka_unit_test(sizes_that_overflow_are_refused),
        cmocka_unit_test(equal_texts_have_one_number),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
