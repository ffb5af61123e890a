/* The paper of a management review: what it says, apart from how it is written.
 *
 * management_content.c says everything once, table by table; a workbook and a
 * text are two ways of writing that down, so that they cannot differ. Private to
 * this folder.
 */
#ifndef RISKTALLY_REPORT_MANAGEMENT_H
#define RISKTALLY_REPORT_MANAGEMENT_H

#include "ledger/ledger.h"
#include "record/meeting.h"
#include "report/report.h"

enum rt_mg_sheet {
    RT_MG_REVIEW,
    RT_MG_INSTRUCTIONS,
    RT_MG_CONTROLS,
    RT_MG_SHEETS
};

enum rt_mg_kind {
    RT_MG_TEXT,
    RT_MG_SMALL,  /* where a number comes from, remarks */
    RT_MG_LABEL,  /* what the row is about */
    RT_MG_CENTER, /* short words */
    RT_MG_COUNT,
    RT_MG_DATE, /* ISO, or any text */
    /* to be filled in: */
    RT_MG_ENTRY,
    RT_MG_ENTRY_DATE,
    RT_MG_ENTRY_STATE
};

struct rt_mg_cell {
    enum rt_mg_kind kind;
    struct rt_str text;
    int64_t count; /* negative: not known */
    bool alarm;
};

/* A column of a table, over columns of the sheet's grid. */
struct rt_mg_col {
    struct rt_text head;
    int first, last;
};

struct rt_mg_out;

struct rt_mg_way {
    void (*sheet)(struct rt_mg_out *out, enum rt_mg_sheet which,
        const char *title, const char *note);
    /* `rows`: of the table that follows, which is not torn if it is short. */
    void (*section)(struct rt_mg_out *out, const char *title, size_t rows);
    void (*note)(struct rt_mg_out *out, const char *text);
    void (*heads)(
        struct rt_mg_out *out, const struct rt_mg_col *cols, int count);
    void (*row)(struct rt_mg_out *out, const struct rt_mg_cell *cells);
    void (*end)(struct rt_mg_out *out);
    /* Of the last `rows` rows of the table that has just ended, bars of four
     * columns from `from` on; nothing in a text. */
    void (*chart)(struct rt_mg_out *out, size_t rows, int label, int from);
};

struct rt_mg_out {
    const struct rt_mg_way *way;
    const struct rt_run *run;
    struct rt_ledger *ledger;
    enum rt_lang lang;
    enum rt_status rc; /* the first failure */
    struct rt_error *err;
    const struct rt_mg_col *cols; /* of the table at hand */
    int count;
};

static inline void rt_mg_keep(struct rt_mg_out *out, enum rt_status rc)
{
    if (out->rc == RT_OK && rc > RT_END)
        out->rc = rc;
}

/* Everything, in its order. */
void rt_mg_put(struct rt_mg_out *out);

#endif
