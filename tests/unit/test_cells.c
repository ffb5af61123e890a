/* The text that names the cells of a risk's numbers: written, read back. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "record/cells.h"

static void written_and_read_back(bool csv, const char *text)
{
    const struct rt_where own
        = {.row = 4, .col = 10, .csv = csv},
        far = {.row = 120, .col = 28, .csv = csv},
        other
        = {.sheet = RT_STR("脅威 の状況"), .row = 6, .col = 8, .csv = csv};
    struct rt_where at = {.csv = csv};
    struct rt_buf b;

    rt_buf_init(&b, 1024);
    assert_int_equal(rt_cells_add(&b, RT_N_CONFIDENTIALITY, &own), RT_OK);
    assert_int_equal(rt_cells_add(&b, RT_N_THREAT, &other), RT_OK);
    assert_int_equal(rt_cells_add(&b, RT_N_AVAILABILITY, &far), RT_OK);
    assert_string_equal(b.data, text);
    assert_true(rt_cells_find(rt_buf_str(&b), RT_N_CONFIDENTIALITY, &at));
    assert_true(at.row == 4 && at.col == 10);
    assert_true(rt_cells_find(rt_buf_str(&b), RT_N_AVAILABILITY, &at));
    assert_true(at.row == 120 && at.col == 28);
    /* another sheet's cell is none of the risk's own; a number not named */
    assert_false(rt_cells_find(rt_buf_str(&b), RT_N_THREAT, &at));
    assert_false(rt_cells_find(rt_buf_str(&b), RT_N_INTEGRITY, &at));
    assert_true(at.row == 120 && at.col == 28);
    rt_buf_fini(&b);
}

static void workbooks_and_lists(void **state)
{
    (void)state;
    written_and_read_back(false, "C=J4 T=脅威 の状況!H6 A=AB120");
    written_and_read_back(true, "C=4:10 T=脅威 の状況!6:8 A=120:28");
}

static void what_is_no_cell_is_not_found(void **state)
{
    static const char *const cells[]
        = {"", "C=", "C=J", "C=4", "C=J0", "C=J4x", "C=J99999999999",
            "C=ZZZZZZZZ4", "C=4:10", "C =J4", "c=J4", "CJ4", "C=J-4", "IC=J4"};
    static const char *const fields[]
        = {"C=4", "C=4:", "C=:4", "C=0:1", "C=1:0", "C=J4", "C=4:1:1"};
    struct rt_where at = {.csv = false};

    (void)state;
    for (size_t i = 0; i < RT_COUNT(cells); i++)
        assert_false(
            rt_cells_find(rt_str(cells[i]), RT_N_CONFIDENTIALITY, &at));
    at.csv = true;
    for (size_t i = 0; i < RT_COUNT(fields); i++)
        assert_false(
            rt_cells_find(rt_str(fields[i]), RT_N_CONFIDENTIALITY, &at));
    assert_true(at.row == 0 && at.col == 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(workbooks_and_lists),
        cmocka_unit_test(what_is_no_cell_is_not_found),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
