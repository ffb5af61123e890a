/* Any bytes as a formula: parsed, written relative to a cell, moved there and
 * back, computed over cells of every type.
 *
 * What must hold beyond not crashing: a formula that is moved without leaving
 * the sheet reads the same in relative terms; the bounds end every
 * computation; a computed text is no longer than a cell may be.
 */
#include "formula/formula.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static void promise(bool kept)
{
    if (!kept)
        abort();
}

/* A small sheet with something of everything; none called なし. */
static enum rt_status get(void *context, struct rt_str sheet, uint32_t col,
    uint32_t row, struct rt_value *out)
{
    static const struct rt_value values[] = {{0}, {RT_VALUE_NUMBER, 3, {0}},
        {RT_VALUE_TEXT, 0, {"有", 3}}, {RT_VALUE_NUMBER, -0.5, {0}},
        {RT_VALUE_TEXT, 0, {"", 0}}, {RT_VALUE_BOOL, 1, {0}},
        {RT_VALUE_TEXT, 0, {"2：中", 7}}, {RT_VALUE_ERROR, 0, {"#N/A", 4}},
        {RT_VALUE_TEXT, 0, {"a*?~\xF0\xA0\xAE\xB7", 8}},
        {RT_VALUE_NUMBER, 46295, {0}}};

    (void)context;
    if (rt_str_is(sheet, "なし"))
        return RT_REFUSED;
    if (col < 10 && row < 20)
        *out = values[(col + row) % (RT_COUNT(values))];
    return RT_OK;
}

static enum rt_status extent(
    void *context, struct rt_str sheet, uint32_t *cols, uint32_t *rows)
{
    (void)context;
    *cols = 10;
    *rows = 19;
    return rt_str_is(sheet, "なし") ? RT_REFUSED : RT_OK;
}

static void fuzz_eval(const struct rt_formula *f, struct rt_arena *arena)
{
    uint64_t left = 3000000;
    struct rt_cells cells = {.get = get, .extent = extent, .left = &left};
    struct rt_error err = {0};
    struct rt_value v = {0};
    enum rt_status rc = rt_formula_eval(f, 4, 5, &cells, arena, &v, &err);

    promise(rc == RT_OK || rc == RT_REFUSED || rc == RT_LIMIT);
    promise((rc == RT_OK) == (err.status == RT_OK));
    if (rc)
        return;
    promise(v.type != RT_VALUE_BLANK);
    promise(v.type != RT_VALUE_NUMBER || isfinite(v.number));
    promise(v.type != RT_VALUE_ERROR || v.text.n > 1);
}

/* Moved five rows down and two columns right. */
static void fuzz_move(
    struct rt_formula *f, struct rt_str text, struct rt_arena *arena)
{
    struct rt_buf moved, a, b;
    struct rt_formula *g;

    rt_buf_init(&moved, 1 << 20);
    rt_buf_init(&a, 1 << 20);
    rt_buf_init(&b, 1 << 20);
    promise(rt_formula_relative(text, 4, 5, &a) == RT_OK);
    promise(rt_formula_move(text, 4, 5, 6, 10, &moved) == RT_OK);
    if (rt_formula_parse(rt_buf_str(&moved), arena, &g, NULL) == RT_OK) {
        promise(rt_formula_relative(rt_buf_str(&moved), 6, 10, &b) == RT_OK);
        promise(rt_str_eq(rt_buf_str(&a), rt_buf_str(&b))
                || rt_str_contains(rt_buf_str(&moved), RT_STR("#REF!")));
        if (!rt_str_contains(rt_buf_str(&moved), RT_STR("#REF!"))) {
            rt_formula_shift(f, 5, 2);
            promise(rt_formula_ref_count(f) == rt_formula_ref_count(g));
            for (size_t i = 0; i < rt_formula_ref_count(g); i++)
                promise(memcmp(&rt_formula_ref(f, i)->at,
                            &rt_formula_ref(g, i)->at, sizeof(struct rt_range))
                        == 0);
        }
    } else {
        promise(moved.len > 60000);
    }
    rt_buf_fini(&moved);
    rt_buf_fini(&a);
    rt_buf_fini(&b);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct rt_str text = {(const char *)data, size};
    struct rt_arena arena;
    struct rt_formula *f;

    rt_arena_init(&arena);
    if (rt_formula_parse(text, &arena, &f, NULL) == RT_OK) {
        for (size_t i = 0; i < rt_formula_ref_count(f); i++) {
            const struct rt_ref *r = rt_formula_ref(f, i);
            promise(r->broken
                    || (r->at.row1 >= 1 && r->at.row1 <= r->at.row2
                        && r->at.col1 <= r->at.col2 && r->at.col2 < 16384
                        && r->at.row2 <= 1048576));
        }
        for (size_t i = 0; i < rt_formula_constant_count(f); i++)
            promise(!isnan(rt_formula_constant(f, i)));
        fuzz_move(f, text, &arena);
        fuzz_eval(f, &arena);
    }
    rt_arena_fini(&arena);
    return 0;
}
