/* How the structure audit reports: one finding, wherever it is. */
#include "audit/structure/structure_audit.h"

enum rt_status rt_structure_put(struct rt_structure *s, enum rt_code code,
    size_t sheet, uint32_t col, uint32_t row,
    const struct rt_str args[RT_FINDING_ARGS], struct rt_str expected,
    struct rt_str actual, struct rt_error *err)
{
    const struct rt_audit *a = s->audit;
    struct rt_finding f = {.code = code,
        .where.file = a->file,
        .where.row = row,
        .where.csv = a->csv,
        .where.col = row && col != RT_NO_COLUMN ? col + 1 : 0,
        .expected = expected,
        .actual = actual};

    if (sheet != SIZE_MAX)
        f.where.sheet = rt_grid_sheet(s->grid, sheet)->name;
    return rt_finding_put(&f, a->lang, args, &a->sink, err);
}
