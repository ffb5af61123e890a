/* The workbook part: sheets in the order of their tabs, and the parts that hold
 * them, the shared strings and the styles.
 *
 * The way in is the package's relationships, not a fixed name. A zip that is
 * something else (.xlsb, .ods, .docx, …) is refused by name.
 */
#ifndef INPUT_WORKBOOK_H
#define INPUT_WORKBOOK_H

#include "input/book.h"
#include "input/sst.h"
#include "input/styles.h"

struct in_tab {
    struct rt_sheet sheet;
    const char *part; /* full name within the zip; NULL: nowhere */
};

/* A defined name and what it means: 「脅威の状況!$A$2:$D$9」. */
struct in_name {
    struct rt_str name, text;
};

struct in_workbook {
    struct in_zip zip;
    struct in_name *names;
    size_t name_count, name_cap;
    struct in_tab *tabs;
    size_t count, cap;
    struct in_sst sst;
    const char *sst_missing; /* the part that should hold them, or NULL */
    struct in_styles styles;
    uint64_t shown; /* bytes of shared strings in the cells so far */
    bool date1904;
    bool manual_calc;
};

/* `src`, `limits` and `arena` are borrowed. rt_workbook_fini is needed after
 * a failure too. */
enum rt_status rt_workbook_read(struct in_workbook *w,
    const struct in_source *src, const struct rt_limits *limits,
    struct rt_arena *arena, struct rt_error *err) RT_MUST_USE;
void rt_workbook_fini(struct in_workbook *w);

#endif
