/* The audit of structure as a whole (see audit.h).
 *
 * The intake's findings (hidden rows, columns and sheets, merged cells, values
 * outside a vocabulary, headings overwritten or twice) are not repeated. A CSV
 * file has no form to be compared with: of it only the numbers are looked at.
 */
#include "audit/structure/structure_audit.h"

#include "audit/own_fixed.h"

/* Texts of our own books that are not what merge writes there. */
static enum rt_status put_fixed(struct rt_structure *s, struct rt_error *err)
{
    enum rt_lang lang = s->audit->lang;

    for (size_t i = 0; i < s->audit->fixed_count; i++) {
        const struct rt_fixed *f = &s->audit->fixed[i];
        struct rt_str is = rt_str_trim(
            rt_cell_text(rt_grid_cell(s->grid, f->sheet, f->col, f->row)));
        struct rt_str shown
            = is.n > 0 ? is : rt_str(rt_say(lang, "空欄", "blank"));
        RT_TRY(rt_structure_put(s, RT_TP520, f->sheet, f->col, f->row,
            RT_ARGS(shown, f->right), f->right, is, err));
    }
    return RT_OK;
}

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
    if (!audit->csv)
        RT_THEN(rc, rt_structure_texts(&s, err));
    RT_THEN(rc, put_fixed(&s, err));
    RT_THEN(rc, rt_structure_criteria(&s, err));
    RT_THEN(rc, rt_structure_own_texts(&s, err));
    RT_THEN(rc, rt_structure_cells(&s, err));
    rt_buf_fini(&s.name);
    rt_arena_fini(&s.arena);
    return rc;
}
