/* What programs are given of a thing: named values, as a line of JSON or a
 * record of CSV with the same members in the same order.
 */
#ifndef RISKTALLY_NAMED_H
#define RISKTALLY_NAMED_H

#include "base/write.h"
#include "record/where.h"

enum rt_named_type { RT_NAMED_TEXT, RT_NAMED_NUMBER, RT_NAMED_TRUTH };

struct rt_named {
    const char *name;
    enum rt_named_type type;
    struct rt_str text; /* empty: not known */
    int64_t number;     /* negative: not known */
};

/* The texts belong to the caller. */
struct rt_named_list {
    struct rt_named list[48];
    size_t count;
    char cell[RT_CELL_NAME];
};

/* Each adds a member. */
void rt_named_text(struct rt_named_list *l, const char *name, struct rt_str s);
void rt_named_z(struct rt_named_list *l, const char *name, const char *z);
void rt_named_number(struct rt_named_list *l, const char *name, int64_t v);
void rt_named_truth(struct rt_named_list *l, const char *name, bool v);
/* File, sheet and cell; of a CSV its row and column in place of the cell. `all`
 * members for a table. The list must not move afterwards. */
void rt_named_place(
    struct rt_named_list *l, const struct rt_where *where, bool all);

/* A line of JSON, a record of CSV, the heading of those. */
void rt_named_json(const struct rt_named_list *l, struct rt_writer *w);
void rt_named_csv(const struct rt_named_list *l, struct rt_writer *w);
void rt_named_heads(const struct rt_named_list *l, struct rt_writer *w);

#endif
