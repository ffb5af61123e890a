/* One input file, and what it holds beside risks: rejected rows and checks. */
#ifndef RISKTALLY_INPUT_H
#define RISKTALLY_INPUT_H

#include "record/where.h"

enum rt_input_state {
    RT_INPUT_READ,   /* read whole */
    RT_INPUT_OTHER,  /* recognised as something merge does not take */
    RT_INPUT_FAILED, /* could not be read, or not to its end */
    RT_INPUT_MISSING /* expected by the roster and not there */
};

struct rt_counts {
    uint64_t seen, accepted, rejected, blank, example;
};

/* One input file; also what run.json says of it. */
struct rt_input {
    struct rt_str file; /* as named on the command line or found below it */
    struct rt_str department; /* where one belongs to the whole file */
    uint64_t size;            /* bytes */
    struct rt_str sha256;     /* 64 hex digits; empty if it was not read */
    struct rt_str kind;       /* "ledger", "asset-list", "report", "plan",
                                 "other"; empty if unknown */
    struct rt_str format;     /* "xlsx", "csv" */
    struct rt_str encoding;   /* of a CSV */
    struct rt_str edition;    /* "2.1", "3", "3.1", "4.0"; empty if none */
    struct rt_str profile;    /* name of the profile its rows were judged by */
    enum rt_input_state state;
    struct rt_counts counts;
    uint64_t errors, warnings, infos; /* findings; filled in by the ledger */
};

const char *rt_input_state_name(enum rt_input_state s); /* "read" … */

/* A row that was not taken. `cells` is the raw row as CSV fields ("a,b,,c"),
 * quoted as needed, without a line end. */
struct rt_rejected {
    struct rt_where where;
    struct rt_str code;   /* "VA101" */
    struct rt_str reason; /* the finding's message */
    struct rt_str cells;
};

/* One category of a file's 対策状況チェック: how many items have which answer.
 * The answers are summarised only: how they become a vulnerability is not
 * published. */
struct rt_checks {
    struct rt_where where;    /* its file is given by the ledger when read */
    struct rt_str department; /* given by the ledger when read */
    struct rt_str category;
    uint64_t answers[5]; /* [0] none, [1] 実施している, [2] 一部実施している,
                            [3] 実施していない／わからない, [4] 該当しない */
};

#endif
