/* What the rows of one control say in the columns that people fill in, and how the
 * register of controls shows it: the value where all say the same, else each
 * with the number of rows that say it.
 *
 *     3通り
 *     2026-10-30 12件
 *     2026-12-31 5件
 *     空欄 3件
 *
 * Of more than that the earliest and the latest date are shown, or what most say.
 */
#ifndef RISKTALLY_CONTROL_VALUES_H
#define RISKTALLY_CONTROL_VALUES_H

#include "ledger/chosen_controls.h"
#include "record/control_register.h"
#include "report/plan/plan_parts.h"

/* So many different ones are told apart; SHOWN are shown. */
enum { RT_SAID_MAX = 64, RT_SAID_SHOWN = 3 };

struct rt_control_value {
    struct rt_str text; /* "" for a blank cell */
    bool is_date;       /* ISO */
    bool proposed;      /* nobody entered it */
    uint64_t rows;
};

struct rt_control_said {
    struct rt_control_value values[RT_SAID_MAX + 1];
    size_t count;
    bool more; /* than those; their rows are in none of them */
};

/* What a row says in one of the register's fields (RT_REGISTER_FIELD_…) but its
 * control; `due` has the day that is proposed for each priority, `room` holds a
 * text that was made. */
struct rt_control_value rt_control_value_of(const struct rt_control_use *use,
    int field, char due[][11], enum rt_lang lang, char room[RT_BASIS_TEXT]);

/* Takes the value of one more row; its text is copied into the arena. False
 * without memory. */
bool rt_said_add(struct rt_control_said *said,
    const struct rt_control_value *value, struct rt_arena *arena);
/* As text, in the arena; not valid without memory (NULL). */
struct rt_str rt_said_shown(
    struct rt_control_said *said, enum rt_lang lang, struct rt_arena *arena);

#endif
