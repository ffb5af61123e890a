/* The controls of a run (管理策): one for each line of 管理策, however it is
 * spelled, of the risks that are to be treated, and the risks that each serves.
 *
 * What a risk's row in the plan says counts, as it is carried over; else what its
 * input says. A risk that is retained needs no control. A row of the plan for no
 * risk has controls, too, which then may serve none. All of it is there once the
 * ledger is finished.
 */
#ifndef RISKTALLY_CHOSEN_CONTROLS_H
#define RISKTALLY_CHOSEN_CONTROLS_H

#include "ledger/ledger.h"

struct rt_chosen_control {
    int64_t id; /* 1, 2, …: that of the most severe risk first */
    struct rt_str text;
    uint64_t risks; /* that it serves */
    /* Of them; of the others nothing is said that is a state. */
    uint64_t done, under_way, open;
    enum rt_plan_status state; /* of all its rows together */
};

struct rt_cursor rt_ledger_controls(
    struct rt_ledger *ledger, struct rt_error *err); /* rt_chosen_control */

/* How far controls are, by rt_chosen_control.state. */
struct rt_control_counts {
    uint64_t total, done, under_way, open;
};
enum rt_status rt_ledger_count_controls(struct rt_ledger *ledger,
    struct rt_control_counts *out, struct rt_error *err) RT_MUST_USE;

/* A row of the plan that has the control; a risk may have several. */
struct rt_control_use {
    uint64_t position; /* of the risk in the register; 0: for no risk */
    struct rt_str risk_id;
    int level; /* of the risk */
    enum rt_class class;
    /* What the row says, or 済 where the risk's input alone says so. */
    enum rt_plan_status state;
    /* Task, person, dates, status and 対応 of the row, its other members are
     * blank. A planned end of one digit is that proposed for this priority. */
    struct rt_plan_row row;
};

/* Those of one control, of the most severe risk first, rows for no risk last. */
struct rt_cursor rt_ledger_control_uses(struct rt_ledger *ledger,
    int64_t control, struct rt_error *err); /* struct rt_control_use */

#endif
