/* What the parts of the paper share: the numbers that were asked for once, and how
 * a table is said, a row after the other. In their functions `c` is the content.
 */
#ifndef RISKTALLY_REPORT_MANAGEMENT_CONTENT_H
#define RISKTALLY_REPORT_MANAGEMENT_CONTENT_H

#include "ledger/asked_risks.h"
#include "ledger/change.h"
#include "ledger/chosen_controls.h"
#include "report/management/management.h"

/* Lines of a list on the first sheet; the rest is summed up. */
enum { LISTED = 30 };

/* Columns of the first sheet's grid: a name, and ten narrow ones. */
enum { LABEL = 1, GRID = 2, GRID_LAST = 11 };

/* Columns of an instruction that is given now. */
enum { GIVEN = 5 };

/* What the tables of the first sheet are made of. */
struct rt_mg_facts {
    struct rt_totals totals;
    bool compared; /* with an earlier run */
    struct rt_change_totals changes;
    struct rt_control_counts controls;
    uint64_t overdue, unplanned; /* of the controls that are not finished */
    struct rt_acceptance_counts acceptance;
    uint64_t instructed[RT_INSTRUCTION_PARTS], stateless, late;
    const struct rt_close *before; /* the close before this one; NULL: none */
};

struct rt_mg_content {
    struct rt_mg_out *out;
    enum rt_lang lang;
    struct rt_mg_facts f;
    const struct rt_meeting *meeting;
    struct rt_mg_col items[3], given[GIVEN], /* headings */
        instructed[RT_INSTRUCTED_COLUMNS];
};

/* --- cells ---------------------------------------------------------------- */

/* clang-format off */
#define TEXT(s) {.kind = RT_MG_TEXT, .text = s, .count = -1}
#define LABELLED(s) {.kind = RT_MG_LABEL, .text = s, .count = -1}
#define CENTER(s) {.kind = RT_MG_CENTER, .text = s, .count = -1}
#define SMALL(s) {.kind = RT_MG_SMALL, .text = s, .count = -1}
#define COUNT(n) {.kind = RT_MG_COUNT, .count = (int64_t)(n)}
#define ALARM(n) {.kind = RT_MG_COUNT, .count = (int64_t)(n), .alarm = (n) > 0}
#define UNKNOWN {.kind = RT_MG_COUNT, .count = -1}
/* clang-format on */
#define SAY(ja, en) rt_str(rt_say(c->lang, ja, en))

/* So that a number says where it can be looked up. */
#define REGISTER(ja, en)                                                       \
    SAY("登録簿「" ja "」", "risk-register.xlsx, sheet \"" en "\"")
#define PLAN(ja, en)                                                           \
    SAY("対応計画「" ja "」", "treatment-plan.xlsx, sheet \"" en "\"")

/* --- tables --------------------------------------------------------------- */

void rt_mg_section(
    struct rt_mg_content *c, size_t rows, const char *ja, const char *en);
void rt_mg_note(struct rt_mg_content *c, const char *ja, const char *en);
/* `cols` stay where they are until the table ends. */
void rt_mg_heads(
    struct rt_mg_content *c, const struct rt_mg_col *cols, int count);
void rt_mg_row(struct rt_mg_content *c, const struct rt_mg_cell *cells);
void rt_mg_end(struct rt_mg_content *c);
/* A table of items to be filled in; its headings, one of its rows. */
void rt_mg_put_items(struct rt_mg_content *c, enum rt_meeting_item from,
    enum rt_meeting_item to);
void rt_mg_item_heads(struct rt_mg_content *c);
void rt_mg_put_item(struct rt_mg_content *c, enum rt_meeting_item i);

/* --- parts ---------------------------------------------------------------- */

/* f) and g); the sheets of instructions and of controls. */
void rt_mg_put_risks(struct rt_mg_content *c);
void rt_mg_put_instructions(struct rt_mg_content *c);
void rt_mg_put_open_controls(struct rt_mg_content *c);

#endif
