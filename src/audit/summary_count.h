/* The rows of a file's lists, counted, and the words that say what is counted:
 * a class, a department, a medium, all of them.
 */
#ifndef RISKTALLY_AUDIT_SUMMARY_COUNT_H
#define RISKTALLY_AUDIT_SUMMARY_COUNT_H

#include "audit/audit_table.h"
#include "audit/summary.h"

enum { RT_LISTS_MAX = 64 };

/* The ways of counting that can be meant. */
enum rt_counting {
    RT_COUNT_RIGHT, /* accepted rows, by the classes that are right */
    RT_COUNT_SHOWN, /* all rows of the table, by the classes they show */
    RT_COUNT_RATED, /* accepted rows that have a class */
    RT_COUNTINGS
};

/* From RT_LABEL_ALL on, what labels of a block can be. */
enum rt_label_kind {
    RT_LABEL_BLANK,
    RT_LABEL_OTHER,
    RT_LABEL_COUNT, /* 件数 */
    RT_LABEL_ALL,   /* 合計 */
    RT_LABEL_CLASS,
    RT_LABEL_DEPARTMENT,
    RT_LABEL_MEDIUM
};

struct rt_label {
    enum rt_label_kind kind;
    enum rt_class class;
    bool open;     /* a CLASS: 未確定, none */
    bool bare;     /* 大 without リスク */
    uint32_t name; /* number of the department or medium */
    struct rt_str text;
};

/* One of several figures in a text. */
struct rt_phrase {
    struct rt_str label; /* static */
    enum rt_class class; /* NONE: all */
    double value;
};

struct rt_counter;

enum rt_status rt_counter_new(const struct rt_audit *audit,
    struct rt_counter **out, struct rt_error *err) RT_MUST_USE;
void rt_counter_free(struct rt_counter *c);
/* The sheet of the only list; SIZE_MAX where there are several. */
size_t rt_counter_lists(const struct rt_counter *c);
/* Whether the list of that sheet, or any (SIZE_MAX), has rows. */
bool rt_counter_has(const struct rt_counter *c, size_t list);
bool rt_counter_is_line(const struct rt_counter *c, size_t sheet, uint32_t row);
uint64_t rt_counter_count(const struct rt_counter *c, const struct rt_figure *g,
    enum rt_counting way);

struct rt_label rt_counter_label(
    const struct rt_counter *c, const struct rt_cell *cell);
/* The figures of a text that has nothing else in it; 0 where it has. */
size_t rt_counter_phrases(
    const struct rt_cell *cell, struct rt_phrase *out, size_t max);

#endif
