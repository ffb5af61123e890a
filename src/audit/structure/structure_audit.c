/* The audit of structure as a whole (see audit.h).
 *
 * The intake's findings (hidden rows, columns and sheets, merged cells, values
 * outside a vocabulary, headings overwritten or twice) are not repeated. A CSV
 * file has no form to be compared with.
 */
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
        .where.col = row && col != RT_NO_COLUMN ? col + 1 : 0,
        .expected = expected,
        .actual = actual};

    if (sheet != SIZE_MAX)
        f.where.sheet = rt_grid_sheet(s->grid, sheet)->name;
    rt_buf_clear(&s->text);
    if (rt_finding_message(code, a->lang, args, &s->text) != RT_OK)
        return rt_fail_nomem(err);
    f.message = rt_buf_str(&s->text);
    return a->sink.put(a->sink.context, &f, err);
}

enum rt_status rt_audit_structure(
    const struct rt_audit *audit, struct rt_str edition, struct rt_error *err)
{
    struct rt_structure s
        = {.audit = audit, .grid = audit->grid, .edition = edition};
    enum rt_status rc = RT_OK;

    if (audit->csv)
        return RT_OK;
    rt_arena_init(&s.arena);
    rt_buf_init(&s.text, 1 << 20);
    rt_buf_init(&s.name, 1 << 20);
    rc = rt_tables_find(s.grid, &s.arena, &s.tables, err);
    if (rc == RT_OK)
        rc = rt_structure_sheets(&s, err);
    if (rc == RT_OK)
        rc = rt_structure_cells(&s, err);
    rt_buf_fini(&s.text);
    rt_buf_fini(&s.name);
    rt_arena_fini(&s.arena);
    return rc;
}
