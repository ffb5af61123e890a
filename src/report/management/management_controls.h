/* What is left of the controls that are not finished. */
#ifndef RISKTALLY_REPORT_MANAGEMENT_CONTROLS_H
#define RISKTALLY_REPORT_MANAGEMENT_CONTROLS_H

#include "ledger/chosen_controls.h"
#include "report/management/management.h"

/* So many are listed; all are counted, and all are in the control register. */
enum { RT_MG_CONTROLS_MAX = 10000 };

enum rt_mg_late {
    RT_MG_ON_TIME,
    RT_MG_UNPLANNED, /* only a proposed day has passed */
    RT_MG_OVERDUE
};

/* Texts of all rows of the control that are not done, together; as the control
 * register shows several. */
struct rt_mg_left {
    struct rt_chosen_control control;
    struct rt_str who, end, status, task;
    uint64_t risks; /* that it serves and is not done for */
    enum rt_mg_late late;
};

/* One after the other, each until the next call; those that are done are passed
 * over. Failures are kept in `out`. */
struct rt_mg_controls;
struct rt_mg_controls *rt_mg_controls_open(struct rt_mg_out *out);
bool rt_mg_controls_next(struct rt_mg_controls *c, struct rt_mg_left *left);
void rt_mg_controls_close(struct rt_mg_controls *c);

#endif
