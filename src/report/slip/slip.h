/* Return slips among themselves. */
#ifndef RISKTALLY_REPORT_SLIP_H
#define RISKTALLY_REPORT_SLIP_H

#include "base/intern.h"
#include "report/book/source_link.h"
#include "report/book/xl.h"

/* One slip being written. */
struct rt_slip_book {
    struct rt_xl xl;
    struct rt_ledger *ledger;
    const struct rt_run *run;
    struct rt_error *err;
    const struct rt_slip *slip;
    /* What the folder of the slip's files is called at the beginning of each
     * of their names ("in/"): the names are shown without it, as the
     * department knows them, and the folder's cell says it. */
    struct rt_buf folder;
};

/* A slip that only asks for a file: there is nothing to show. */
bool rt_slip_is_bare(const struct rt_slip *slip);
/* Fills the folder in. */
enum rt_status rt_slip_find_folder(struct rt_slip_book *b) RT_MUST_USE;
/* A file's name without the folder. */
struct rt_str rt_slip_file(const struct rt_slip_book *b, struct rt_str file);

/* Each writes one sheet, or several where one is full. */
void rt_slip_request(struct rt_slip_book *b);
void rt_slip_rows(struct rt_slip_book *b);
void rt_slip_files(struct rt_slip_book *b);

#endif
