/* One input file, and what it holds beside risks: rejected rows and the answers
 * of its check sheets. What they hold is input.def. */
#ifndef RISKTALLY_INPUT_H
#define RISKTALLY_INPUT_H

#include "record/record.h"
#include "record/where.h"

enum rt_input_state {
#define RT_STATE(id, name) RT_INPUT_##id,
#include "record/words.def"
    RT_INPUT_STATES
};

const char *rt_input_state_name(enum rt_input_state s); /* "read" … */

struct rt_counts {
#define RT_ROWS(name) uint64_t name;
#include "record/input.def"
};

/* Every row that was seen has one of the other four fates. */
bool rt_counts_add_up(const struct rt_counts *c);

struct rt_input {
    struct rt_counts counts;
#define RT_INPUT(type, name, json) RT_C_##type name;
#define RT_FOUND(name) uint64_t name;
#include "record/input.def"
};

/* A form was read whole and nobody filled in a row. */
bool rt_input_is_empty(const struct rt_input *in);

/* The register's sheet of them, which the next run reads: each a line of JSON
 * in the first column. */
const char *rt_inputs_sheet(enum rt_lang lang);
/* The name, in a book of ours, of the cell on the summary that holds the folder
 * from which the inputs' names start. */
#define RT_SOURCE_FOLDER "input_folder"

/* What `check` comes to say of a file. */
enum rt_checked {
    RT_CHECKED_SAME,    /* every result is recorded, and right */
    RT_CHECKED_REMARKS, /* findings, but no result differs */
    RT_CHECKED_DIFFER,
    RT_CHECKED_NOT, /* it could not be read */
    RT_CHECKED_COUNT
};

enum rt_checked rt_checked_as(const struct rt_input *in);

struct rt_rejected {
    struct rt_where where;
#define RT_REJECTED(type, name, json) RT_C_##type name;
#include "record/input.def"
};

enum {
    RT_CHECK_ANSWERS = 0
#define RT_ANSWER(number, name) +1
#include "record/input.def"
};

struct rt_checks {
    struct rt_where where;    /* its file is given by the ledger when read */
    struct rt_str department; /* given by the ledger when read */
    uint64_t answers[RT_CHECK_ANSWERS];
#define RT_CHECKS(type, name, json) RT_C_##type name;
#include "record/input.def"
};

extern const struct rt_members rt_input_members, rt_counts_members,
    rt_rejected_members, rt_checks_members;

#endif
