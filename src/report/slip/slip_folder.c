/* The folder that a slip's files have in common, and their names without it. */
#include "report/slip/slip.h"

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

enum rt_status rt_slip_find_folder(struct rt_slip_book *b)
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
