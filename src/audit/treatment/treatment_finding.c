/* A finding on its way out: the message in the reader's language, the place
 * in the file, and to the sink. */
#include "audit/treatment/treatment_audit.h"

static enum rt_status send(struct pl *p, enum rt_code code,
    const struct pl_note *note, struct rt_buf *message)
{
    const struct rt_audit *a = p->a;
    struct rt_finding f = {.code = code,
        .where.file = a->file,
        .where.sheet = rt_grid_sheet(a->grid, note->sheet)->name,
        .where.row = note->row,
        .where.col = note->col,
        .where.csv = a->csv,
        .expected = note->expected,
        .actual = note->actual};

    if (rt_finding_message(code, a->lang, note->arg, message) != RT_OK)
        return rt_fail_nomem(p->err);
    f.message = rt_buf_str(message);
    return a->sink.put(a->sink.context, &f, p->err);
}

void rt_pl_report(struct pl *p, enum rt_code code, const struct pl_note *note)
{
    struct rt_buf message;

    if (p->rc != RT_OK)
        return;
    rt_buf_init(&message, 64 * 1024);
    p->rc = send(p, code, note, &message);
    rt_buf_fini(&message);
}

struct pl_note rt_pl_at(const struct pl_row *row, enum rt_field f)
{
    return (struct pl_note){.sheet = row->table->sheet,
        .row = row->row->number,
        .col = rt_pl_col(row->table, f)};
}
