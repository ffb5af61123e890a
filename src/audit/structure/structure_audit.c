/* The audit of structure as a whole (see audit.h).
 *
 * The intake's findings (hidden rows, columns and sheets, merged cells, values
 * outside a vocabulary, headings overwritten or twice) are not repeated. A CSV
 * file has no form to be compared with: of it only the numbers are looked at.
 */
#include "audit/structure/structure_audit.h"

enum rt_status rt_audit_structure(
    const struct rt_audit *audit, struct rt_error *err)
{
    struct rt_structure s
        = {.audit = audit, .grid = audit->grid, .tables = audit->tables};
    enum rt_status rc = RT_OK;

    rt_arena_init(&s.arena);
    rt_buf_init(&s.name, 1 << 20);
    if (!audit->csv)
        rc = rt_structure_sheets(&s, err);
    RT_THEN(rc, rt_structure_criteria(&s, err));
    RT_THEN(rc, rt_structure_own_texts(&s, err));
    RT_THEN(rc, rt_structure_cells(&s, err));
    rt_buf_fini(&s.name);
    rt_arena_fini(&s.arena);
    return rc;
}
