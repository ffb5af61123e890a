/* Rows in ascending order, handed out one by one (see sheet_part.h).
 *
 * Rows are nearly always in order, but some programs write them slightly mixed.
 * A window of rows is read ahead and the lowest handed out first, so that rows
 * displaced by less than the window come out right, and the pieces of a row
 * that a program split are joined. A row or piece that comes later still is a
 * contradiction and ends the reading. The window is bounded in rows and in
 * bytes; a failure met while reading ahead waits until the rows before it have
 * been handed out.
 */
#include <stdlib.h>

#include "finding/finding.h"
#include "input/sheet_part.h"

enum { WINDOW = 16, WINDOW_BYTES = 1 << 20 };

struct in_sheet_rows {
    struct in_sheet sheet;
    struct rt_str name;
    struct in_slot slots[WINDOW + 1]; /* one is in the caller's hands */
    unsigned waiting[WINDOW];         /* slots by ascending row number */
    unsigned spare[WINDOW + 1];
    unsigned waiting_count, spare_count;
    unsigned out; /* slot in the caller's hands, or WINDOW + 1 */
    size_t bytes;
    uint32_t last; /* row handed out last */
    bool finished; /* nothing more to read ahead */
    enum rt_status end;
    struct rt_error pending;
};

enum rt_status rt_sheet_rows_open(struct in_workbook *w, size_t tab,
    struct in_sheet_rows **out, struct rt_error *err)
{
    struct in_sheet_rows *r = calloc(1, sizeof *r);
    *out = NULL;
    RT_NEED(r, err);
    r->out = WINDOW + 1;
    r->name = w->tabs[tab].sheet.name;
    enum rt_status rc = rt_sheet_open(&r->sheet, w, w->tabs[tab].part, err);
    for (unsigned i = 0; rc == RT_OK && i <= WINDOW; i++) {
        rc = rt_slot_init(&r->slots[i], w->zip.limits);
        r->spare[r->spare_count++] = i;
    }
    if (rc != RT_OK) {
        if (err)
            rt_str_copy(err->sheet, sizeof err->sheet, r->name);
        rt_sheet_rows_close(r);
        return rc;
    }
    *out = r;
    return RT_OK;
}

static void finish(struct in_sheet_rows *r, enum rt_status rc)
{
    r->finished = true;
    r->end = rc;
    if (rc != RT_END)
        rt_str_copy(r->pending.sheet, sizeof r->pending.sheet, r->name);
}

static void fail_order(struct in_sheet_rows *r, enum rt_what what,
    const char *format, uint32_t number, const char *ref)
{
    char place[40];
    snprintf(place, sizeof place, format, ref);
    finish(r, rt_fail_structure(
                  &r->pending, what, r->sheet.xml.part.entry->name, place));
    r->pending.row = number;
}

static void fail_apart(struct in_sheet_rows *r, uint32_t number)
{
    char text[16];
    snprintf(text, sizeof text, "%u", number);
    fail_order(r, RT_ROW_APART, "<row r=\"%s\">", number, text);
}

static void join(struct in_sheet_rows *r, struct in_slot *row, unsigned piece)
{
    size_t before = row->text.len;
    enum rt_status rc = rt_slot_join(row, &r->slots[piece], &r->pending);
    r->bytes += row->text.len - before;
    r->spare[r->spare_count++] = piece;
    rt_odd(&r->sheet.odd[RT_ODD_SPLIT_ROW], row->number, 0);
    if (rc != RT_OK)
        finish(r, rc);
}

/* Keeps `waiting` sorted; a row in its place goes to the end at once. */
static void queue(struct in_sheet_rows *r, unsigned slot)
{
    uint32_t number = r->slots[slot].number;
    unsigned at = r->waiting_count;
    while (at > 0 && r->slots[r->waiting[at - 1]].number > number)
        at--;
    if (at > 0 && r->slots[r->waiting[at - 1]].number == number) {
        join(r, &r->slots[r->waiting[at - 1]], slot);
        return;
    }
    if (number <= r->last) {
        r->spare[r->spare_count++] = slot;
        fail_apart(r, number);
        return;
    }
    memmove(&r->waiting[at + 1], &r->waiting[at],
        (r->waiting_count - at) * sizeof r->waiting[0]);
    r->waiting[at] = slot;
    r->waiting_count++;
    r->bytes += r->slots[slot].text.len;
}

static void read_ahead(struct in_sheet_rows *r)
{
    while (!r->finished && r->waiting_count < WINDOW
           && (r->waiting_count < 2 || r->bytes < WINDOW_BYTES)) {
        unsigned slot = r->spare[--r->spare_count];
        enum rt_status rc
            = rt_sheet_next(&r->sheet, &r->slots[slot], &r->pending);
        if (rc == RT_ROW) {
            queue(r, slot);
        } else {
            r->spare[r->spare_count++] = slot;
            finish(r, rc);
        }
    }
}

enum rt_status rt_sheet_rows_next(
    struct in_sheet_rows *r, struct rt_row *row, struct rt_error *err)
{
    if (r->out <= WINDOW)
        r->spare[r->spare_count++] = r->out;
    r->out = WINDOW + 1;
    read_ahead(r);
    if (r->waiting_count == 0) {
        if (r->end != RT_END && err && err->status == RT_OK)
            *err = r->pending;
        return r->end;
    }
    r->out = r->waiting[0];
    r->waiting_count--;
    memmove(&r->waiting[0], &r->waiting[1],
        r->waiting_count * sizeof r->waiting[0]);
    struct in_slot *s = &r->slots[r->out];
    uint32_t twice;
    r->bytes -= s->text.len;
    r->last = s->number;
    if (!rt_slot_finish(s, &twice)) {
        char ref[16];
        rt_cell_ref(twice, s->number, ref);
        r->pending = (struct rt_error){0};
        r->waiting_count = 0;
        fail_order(r, RT_CELL_TWICE, "<c r=\"%s\">", s->number, ref);
        if (err && err->status == RT_OK)
            *err = r->pending;
        return r->end;
    }
    *row = (struct rt_row){.number = s->number,
        .hidden = s->hidden,
        .count = s->count,
        .cells = s->cells};
    return RT_ROW;
}

void rt_sheet_rows_close(struct in_sheet_rows *r)
{
    if (!r)
        return;
    for (unsigned i = 0; i <= WINDOW; i++)
        rt_slot_fini(&r->slots[i]);
    rt_sheet_close(&r->sheet);
    free(r);
}

const struct rt_range *rt_sheet_rows_merges(
    const struct in_sheet_rows *r, size_t *n)
{
    bool known = r->finished && r->end == RT_END && r->waiting_count == 0;
    *n = known ? r->sheet.merge_count : 0;
    return r->sheet.merges;
}

const struct rt_oddity *rt_sheet_rows_odd(const struct in_sheet_rows *r)
{
    return r->sheet.odd;
}

bool rt_sheet_rows_hidden(const struct in_sheet_rows *r, uint32_t col)
{
    return r->sheet.hidden_cols && col < IN_COLUMNS
           && r->sheet.hidden_cols[col] != 0;
}
