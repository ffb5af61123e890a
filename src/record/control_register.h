/* 管理策台帳: what is known of a row of it, and of the plan's rows that it is about.
 *
 * People fill in some members of a plan's row there, for all risks of a control at
 * once; the row of the register is a struct rt_plan_row with these alone.
 */
#ifndef RISKTALLY_CONTROL_REGISTER_H
#define RISKTALLY_CONTROL_REGISTER_H

#include "record/plan.h"

/* The columns, and those that people fill in. */
enum rt_register_column {
#define RT_REGISTER(id, ...) RT_REGISTER_##id,
#include "record/control_register.def"
    RT_REGISTER_COLUMNS
};

enum rt_register_field {
#define RT_REGISTER_TYPED(id, ...) RT_REGISTER_FIELD_##id,
#include "record/control_register.def"
    RT_REGISTER_FIELDS
};

struct rt_register_head {
    struct rt_text group, head; /* above the column */
    struct rt_text written;     /* above what was written, and in messages */
};
extern const struct rt_register_head rt_register_heads[RT_REGISTER_COLUMNS];

/* A member that people fill in, and the text that was entered for it. */
struct rt_register_member {
    enum rt_register_column col;
    size_t at, raw;
    enum rt_type type;
};
extern const struct rt_register_member rt_register_members[RT_REGISTER_FIELDS];

/* The member of a row as a text. */
struct rt_str rt_register_text(
    const struct rt_plan_row *row, enum rt_register_field f);
/* Whether it is the same in both, whatever it is written like. */
bool rt_register_same(const struct rt_plan_row *a, const struct rt_plan_row *b,
    enum rt_register_field f);
void rt_register_copy(struct rt_plan_row *to, const struct rt_plan_row *from,
    enum rt_register_field f);

/* A cell of the register that says how its rows differ begins with how many
 * values there are: 「3通り」. */
#define RT_SEVERAL_JA "通り"
#define RT_SEVERAL_EN " values"
bool rt_register_is_several(struct rt_str text);

#endif
