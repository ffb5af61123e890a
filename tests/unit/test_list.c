/* base/list.h and base/intern.h: arrays that grow, texts by number. */
#include "unit.h"

#include "base/intern.h"
#include "base/list.h"

TEST(a_list_keeps_what_is_in_it)
{
    uint32_t *list = NULL;
    size_t count = 0, cap = 0;

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

TEST(a_list_in_an_arena)
{
    struct rt_arena arena;
    struct rt_str *list = NULL;
    size_t count = 0, cap = 0;

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
TEST(sizes_that_overflow_are_refused)
{
    uint64_t *list = NULL, *before;
    size_t cap = 0, had;

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

TEST(equal_texts_have_one_number)
{
    struct rt_intern t = {0};
    char text[16];

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
