/* What people entered in the paper of a management review (マネジメントレビュー):
 * one text for each item, and instructions with a number each. The items and
 * columns are meeting.def.
 *
 * A paper is for one review, however often it is made anew before that. The
 * review is over when its day has passed, or where no day was entered the fiscal
 * quarter in which the paper was made; then the next one begins: what was entered is shown as what
 * was said last time, and the instructions become earlier ones that wait for
 * their state.
 */
#ifndef RISKTALLY_MEETING_H
#define RISKTALLY_MEETING_H

#include "base/arena.h"
#include "base/lang.h"

enum rt_meeting_item {
#define RT_MEETING(id, ja, en) RT_MEETING_##id,
#include "record/meeting.def"
    RT_MEETING_ITEMS
};

enum rt_instructed {
#define RT_INSTRUCTED(id, ja, en) RT_INSTRUCTED_##id,
#include "record/meeting.def"
    RT_INSTRUCTED_COLUMNS
};

extern const struct rt_text rt_meeting_items[RT_MEETING_ITEMS],
    rt_instructed_heads[RT_INSTRUCTED_COLUMNS];

/* Blank rows for further instructions, and cells that may be said to be left
 * out. */
enum { RT_INSTRUCTIONS_BLANK = 10, RT_UNTAKEN = 50 };

/* An item: as entered for this review, and what was said at an earlier one. */
struct rt_noted {
    struct rt_str now, before;
    uint32_t row, col; /* 1-based, where it was read; 0: nowhere */
};

/* By enum rt_instructed; a date is ISO where it could be read. */
struct rt_instruction {
    int64_t number; /* 0: none yet */
    struct rt_str cells[RT_INSTRUCTED_COLUMNS];
    struct rt_str sheet; /* where it was read */
    uint32_t row, cols[RT_INSTRUCTED_COLUMNS];
};

enum rt_instruction_part {
    RT_INSTRUCTED_EARLIER, /* at earlier reviews, and open */
    RT_INSTRUCTED_CLOSED,  /* the same, done or dropped */
    RT_INSTRUCTED_NOW,     /* at this one */
    RT_INSTRUCTION_PARTS
};

struct rt_instructions {
    struct rt_instruction *list;
    size_t count, cap;
};

/* A cell that nothing takes. */
struct rt_untaken {
    struct rt_str sheet, what, text;
    uint32_t row, col; /* 1-based */
};

struct rt_meeting {
    char made[11]; /* ISO day of the run that wrote the paper; "": not known */
    struct rt_str sheet; /* of the items */
    struct rt_noted items[RT_MEETING_ITEMS];
    struct rt_instructions of[RT_INSTRUCTION_PARTS];
    struct rt_untaken untaken[RT_UNTAKEN];
    size_t untaken_count;
};

/* Whether it is neither done nor dropped, and its day has passed. */
bool rt_instruction_is_late(const struct rt_instruction *i, const char *now);

/* The instruction, copied, at the end; it gets a number if it has none when the
 * paper is made. False without memory. */
bool rt_meeting_instruct(struct rt_meeting *m, enum rt_instruction_part part,
    const struct rt_instruction *i, struct rt_arena *arena) RT_MUST_USE;

/* The same paper anew, or that of the next review. Texts are those of `last`,
 * or in the arena. */
enum rt_status rt_meeting_next(const struct rt_meeting *last, const char *now,
    int fiscal_start, enum rt_lang lang, struct rt_arena *arena,
    struct rt_meeting *out, struct rt_error *err) RT_MUST_USE;

/* The next free number. */
int64_t rt_meeting_free_number(const struct rt_meeting *m);

#endif
