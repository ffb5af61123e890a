/* What changed since the previous run: the ledger's risks against those of an
 * earlier register, by risk id.
 *
 *     rt_ledger_begin_previous(ledger, &err);
 *     rt_ledger_add_previous(ledger, &risk, &err);      … per earlier risk
 *     rt_ledger_finish(ledger, …);                      pairs them
 *     rt_ledger_change_totals(ledger, &totals, &err);
 *     cursor = rt_ledger_changes(ledger, &err);
 *     while (rt_next(&cursor, &change)) …
 *
 * Where several rows have one id, the one that counts does (compare/compare.h);
 * the others are neither new nor gone. Levels are compared where both were judged by the profile of the
 * same name; else only the classes are, because profiles have scales of their
 * own. Nothing is said of a risk whose id is not known.
 *
 * What was there before and could not be looked at in this run, by the rules of
 * compare/compare.h, is not known: it stays in the register as it was
 * (rt_risk.unconfirmed), and each such file and department is an input that is
 * missing or a finding (DL306 to DL310, DL313 to DL317). An input most of whose
 * risks are gone is reported (DL322).
 */
#ifndef RISKTALLY_CHANGE_H
#define RISKTALLY_CHANGE_H

#include "ledger/ledger.h"

enum rt_change_kind {
    RT_CHANGE_NEW,
    RT_CHANGE_UP,      /* worse */
    RT_CHANGE_OPEN,    /* one side was not assessed, or says too little */
    RT_CHANGE_UNKNOWN, /* not looked at in this run: as it was */
    RT_CHANGE_DOWN,
    RT_CHANGE_GONE,
    RT_CHANGE_SAME,
    RT_CHANGE_KINDS
};

/* How a risk was judged on one side; unknown where it is not there. */
struct rt_judged {
    int level; /* or RT_UNKNOWN */
    enum rt_class class;
    int priority; /* 0: none */
    struct rt_str profile;
};

struct rt_change {
    enum rt_change_kind kind;
    uint64_t position; /* in the register, from 1; 0 for one that is gone */
    /* As it is now; if the risk is gone, as it was. */
    struct rt_str risk_id, department, business, asset, medium;
    struct rt_where where;
    struct rt_judged before, now;
};

/* Places of the table of transitions. */
enum {
    RT_AS_LOW, /* as enum rt_class */
    RT_AS_MEDIUM,
    RT_AS_HIGH,
    RT_AS_UNASSESSED,
    RT_AS_UNKNOWN, /* now only: not looked at */
    RT_AS_ABSENT,  /* new, or gone */
    RT_AS_VIEW,    /* an event that its assets are counted for */
    RT_AS_COUNT
};

struct rt_change_totals {
    uint64_t previous;                        /* earlier risks */
    uint64_t nameless, now_nameless;          /* without an id */
    uint64_t repeated, now_repeated;          /* beyond the first of an id */
    uint64_t other_profile;                   /* pairs compared by class */
    uint64_t count[RT_CHANGE_KINDS];          /* without what is a view now */
    uint64_t moved[RT_AS_COUNT][RT_AS_COUNT]; /* [before][now] */
};

/* All before rt_ledger_finish; the first says that there is a previous run,
 * even one without risks. `compares`: it is a register. Else its risks are those
 * that a previous plan names: nothing is said of what changed, and of several
 * rows with one id the first counts. */
enum rt_status rt_ledger_begin_previous(
    struct rt_ledger *ledger, bool compares, struct rt_error *err) RT_MUST_USE;
enum rt_status rt_ledger_add_previous(struct rt_ledger *ledger,
    const struct rt_risk *risk, struct rt_error *err) RT_MUST_USE;
/* Where changes are to be seen since a run before the previous one, its base:
 * that run's risks, and the ids that risks of it have in the previous one where
 * they have others. Then nothing else is asked of the previous run's risks but
 * what is missing now. */
enum rt_status rt_ledger_begin_base(
    struct rt_ledger *ledger, struct rt_error *err) RT_MUST_USE;
enum rt_status rt_ledger_add_base(struct rt_ledger *ledger,
    const struct rt_risk *risk, struct rt_error *err) RT_MUST_USE;
enum rt_status rt_ledger_add_new_id(struct rt_ledger *ledger,
    const struct rt_new_id *id, struct rt_error *err) RT_MUST_USE;
/* An input that the previous run had, whether risks came of it or not. One that
 * was not there then is passed over. */
enum rt_status rt_ledger_expect_input(struct rt_ledger *ledger,
    const struct rt_input *input, struct rt_error *err) RT_MUST_USE;
/* After the risks of each register, which `file` names; a risk that an earlier
 * one has as well is this one's (DL312). */
enum rt_status rt_ledger_end_register(struct rt_ledger *ledger,
    struct rt_str file, enum rt_lang lang, struct rt_error *err) RT_MUST_USE;
/* An input of the previous run, or a department, that is gone for good: its
 * risks are gone. */
enum rt_status rt_ledger_forget(struct rt_ledger *ledger, struct rt_str name,
    struct rt_error *err) RT_MUST_USE;

/* The department of the previous run that the text names and from which
 * nothing has come, appended to `to`. To be asked when all inputs are in and
 * before rt_ledger_finish; the first call fixes who has sent anything. */
enum rt_status rt_ledger_missed_department(struct rt_ledger *ledger,
    struct rt_str text, struct rt_buf *to, struct rt_error *err) RT_MUST_USE;

/* All below: after rt_ledger_finish, and RT_BUG without a previous run. The ids
 * of the previous run that are others now. */
struct rt_cursor rt_ledger_new_ids(
    struct rt_ledger *ledger, struct rt_error *err); /* struct rt_new_id */
enum rt_status rt_ledger_change_totals(struct rt_ledger *ledger,
    struct rt_change_totals *out, struct rt_error *err) RT_MUST_USE;
/* What changed, without the unchanged: in the order of enum rt_change_kind,
 * within it the register's; those that are gone in the order of severity. */
struct rt_cursor rt_ledger_changes(
    struct rt_ledger *ledger, struct rt_error *err); /* struct rt_change */

#endif
