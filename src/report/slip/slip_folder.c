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
    struct rt_cursor cursor
        = rt_ledger_slip_inputs(b->ledger, b->slip->id, b->err);
    struct rt_slip_input in;
    bool first = true;

    while (rt_next(&cursor, &in)) {
        struct rt_str file = in.input.file;

        if (in.input.state == RT_INPUT_MISSING)
            continue; /* a pattern, not a name */
        if (!first)
            keep_common(&b->folder, file);
        else if (rt_buf_add(&b->folder, file.p, folder_length(file)) != RT_OK)
            rt_cursor_keep(&cursor, rt_fail_nomem(b->err));
        first = false;
    }
    /* names that have nothing else in common stay whole */
    if (rt_str_is(rt_buf_str(&b->folder), "/"))
        rt_buf_clear(&b->folder);
    return rt_cursor_close(&cursor);
}
