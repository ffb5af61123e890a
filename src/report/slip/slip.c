/* A return slip: what one department is asked to correct, and what was read
 * of its rows, so that it can see both.
 *
 * It goes out by mail, away from the folder it was made in. So it says
 * everything in words too, importance as well as the cell's address, and the
 * links start from one cell that can be changed: its files' names are shown
 * without their folder, as their owners know them, and the folder is there.
 */
#include "report/slip/slip.h"

#include <string.h>

bool rt_slip_is_bare(const struct rt_slip *slip)
{
    return slip->missing && slip->rows == 0
           && slip->errors + slip->warnings == 1;
}

struct rt_str rt_slip_file(const struct rt_slip_book *b, struct rt_str file)
{
    struct rt_str folder = rt_buf_str(&b->folder);

    if (!rt_str_starts(file, folder))
        return file;
    return (struct rt_str){file.p + folder.n, file.n - folder.n};
}

/* The length of the folder at the beginning of a name, with its slash. */
static size_t folder_length(struct rt_str file)
{
    for (size_t i = file.n; i-- > 0;) {
        if (file.p[i] == '/')
            return i + 1;
    }
    return 0;
}

/* Cuts the folder down to what the name has in common with it. */
static void keep_common(struct rt_buf *folder, struct rt_str file)
{
    size_t n = 0, last = 0;

    while (n < folder->len && n < file.n && folder->data[n] == file.p[n]) {
        n++;
        if (file.p[n - 1] == '/')
            last = n;
    }
    folder->len = last;
}

static enum rt_status find_folder(struct rt_slip_book *b)
{
    struct rt_cursor *cursor = NULL;
    struct rt_slip_input in;
    bool first = true;
    enum rt_status rc
        = rt_ledger_slip_inputs(b->ledger, b->slip->id, &cursor, b->err);

    while (rc == RT_OK
           && (rc = rt_slip_inputs_next(cursor, &in, b->err)) == RT_ROW) {
        rc = RT_OK;
        if (in.input.state == RT_INPUT_MISSING)
            continue; /* a pattern, not a name */
        if (first)
            rc = rt_buf_add(
                &b->folder, in.input.file.p, folder_length(in.input.file));
        else
            keep_common(&b->folder, in.input.file);
        first = false;
        if (rc != RT_OK)
            rc = rt_fail_nomem(b->err);
    }
    rt_cursor_close(cursor);
    /* names that have nothing else in common stay whole */
    if (rt_str_is(rt_buf_str(&b->folder), "/"))
        rt_buf_clear(&b->folder);
    return rc == RT_END ? RT_OK : rc;
}

enum rt_status rt_slip_write(struct rt_ledger *ledger, const struct rt_run *run,
    const struct rt_slip *slip, const char *path, uint32_t max_rows,
    struct rt_error *err)
{
    struct rt_slip_book b = {.ledger = ledger,
        .run = run,
        .err = err,
        .slip = slip,
        .max_rows = max_rows};
    enum rt_status rc;

    rt_buf_init(&b.folder, 1 << 20);
    rc = find_folder(&b);
    if (rc == RT_OK) {
        rt_xl_open(&b.xl, path, run, rt_word(run->lang, RT_W_BOOK_SLIP),
            slip->rows + slip->errors + slip->warnings, err);
        rt_slip_request(&b);
        if (!rt_slip_is_bare(slip)) {
            rt_slip_rows(&b);
            rt_slip_files(&b);
        }
        rc = rt_xl_close(&b.xl);
    }
    rt_buf_fini(&b.folder);
    return rc;
}
