/* A return slip: what one department is asked to correct, and what was read
 * of its rows, so that it can see both.
 *
 * It goes out by mail, away from the folder it was made in. So it says
 * everything in words too, such as the cell's address beside the link, and the
 * links start from one cell that can be changed: the names of files are shown
 * without their folder, which is in that cell. It keeps a record of what is
 * written (record/trace.h): all but the answers and the boxes is ours.
 */
#include "report/slip/slip.h"

enum rt_status rt_report_slip(struct rt_ledger *ledger,
    const struct rt_run *run, const struct rt_slip *slip, const char *path,
    struct rt_error *err)
{
    struct rt_slip_book b
        = {.ledger = ledger, .run = run, .err = err, .slip = slip};
    enum rt_status rc;

    rt_buf_init(&b.folder, 1 << 20);
    rc = rt_slip_find_folder(&b);
    if (rc == RT_OK) {
        rt_xl_open(&b.xl, path, run, rt_word(run->lang, RT_W_BOOK_SLIP), err);
        rt_xl_trace_begin(&b.xl);
        rt_slip_request(&b);
        if (!rt_slip_is_bare(slip)) {
            rt_slip_rows(&b);
            rt_slip_files(&b);
        }
        rt_xl_trace_end(&b.xl);
        rc = rt_xl_close(&b.xl);
    }
    rt_buf_fini(&b.folder);
    return rc;
}
