/* The text that names the cells of a risk's numbers. */
#include "unit.h"

#include "record/cells.h"

static void written(bool csv, const char *text)
{
    const struct rt_where own
        = {.row = 4, .col = 10, .csv = csv},
        far = {.row = 120, .col = 28, .csv = csv},
        other
        = {.sheet = RT_STR("脅威 の状況"), .row = 6, .col = 8, .csv = csv};
    struct rt_buf b;

    rt_buf_init(&b, 1024);
    assert_int_equal(rt_cells_add(&b, RT_N_CONFIDENTIALITY, &own), RT_OK);
    assert_int_equal(rt_cells_add(&b, RT_N_THREAT, &other), RT_OK);
    assert_int_equal(rt_cells_add(&b, RT_N_AVAILABILITY, &far), RT_OK);
    assert_string_equal(b.data, text);
    assert_true(rt_str_is(rt_cells_find(rt_buf_str(&b), RT_N_CONFIDENTIALITY),
        csv ? "4:10" : "J4"));
    assert_true(rt_str_is(rt_cells_find(rt_buf_str(&b), RT_N_THREAT),
        csv ? "脅威 の状況!6:8" : "脅威 の状況!H6"));
    assert_true(rt_str_is(rt_cells_find(rt_buf_str(&b), RT_N_AVAILABILITY),
        csv ? "120:28" : "AB120"));
    assert_true(rt_str_is(rt_cells_find(rt_buf_str(&b), RT_N_LEVEL), ""));
    rt_buf_fini(&b);
}

TEST(workbooks_and_lists)
{
    written(false, "C=J4 T=脅威 の状況!H6 A=AB120");
    written(true, "C=4:10 T=脅威 の状況!6:8 A=120:28");
}
