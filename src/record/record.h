/* Records: plain data that the rooms pass on to each other.
 *
 * What a record holds is written down once, a line a member, in a table
 * (risk.def, plan.def). The struct is made of it, and a list of its members,
 * which everything else walks: the bytes in a spool, the columns in SQLite,
 * the line of JSON, the headings in a workbook, each with its way back. So a
 * member more is a line more in its table.
 */
#ifndef RISKTALLY_RECORD_H
#define RISKTALLY_RECORD_H

#include "base/arena.h"
#include "base/lang.h"
#include "base/text.h"

enum { RT_UNKNOWN = -1 };

/* What a member is, and RT_C_…, its type in C. */
enum rt_type {
    RT_IS_ID,          /* text: a risk's id */
    RT_IS_LABEL,       /* text that repeats from row to row */
    RT_IS_TEXT,        /* text */
    RT_IS_DAY,         /* text: an ISO date, or what was written instead */
    RT_IS_DATE,        /* struct rt_plan_date */
    RT_IS_SCORE,       /* a small number, or RT_UNKNOWN */
    RT_IS_RANK,        /* a small number, from 1; 0 is none */
    RT_IS_CLASS,       /* enum rt_class */
    RT_IS_TREATMENT,   /* enum rt_treatment */
    RT_IS_STATUS,      /* enum rt_plan_status */
    RT_IS_FLAG,        /* bool; `most` is its bit where it is unclear */
    RT_IS_YES,         /* bool */
    RT_IS_BITS,        /* unsigned, of enum rt_missing */
    RT_IS_ROW,         /* uint32_t, from 1; 0 is none */
    RT_IS_COUNT,       /* uint64_t */
    RT_IS_SIZE,        /* int64_t, in bytes, or RT_UNKNOWN */
    RT_IS_STATE,       /* enum rt_input_state */
    RT_IS_UNCONFIRMED, /* enum rt_unconfirmed */
    RT_IS_CODE,        /* enum rt_code */
    RT_TYPES
};

#define RT_C_ID struct rt_str
#define RT_C_LABEL struct rt_str
#define RT_C_TEXT struct rt_str
#define RT_C_DAY struct rt_str
#define RT_C_DATE struct rt_plan_date
#define RT_C_SCORE int
#define RT_C_RANK int
#define RT_C_CLASS enum rt_class
#define RT_C_TREATMENT enum rt_treatment
#define RT_C_STATUS enum rt_plan_status
#define RT_C_FLAG bool
#define RT_C_YES bool
#define RT_C_BITS unsigned
#define RT_C_ROW uint32_t
#define RT_C_COUNT uint64_t
#define RT_C_SIZE int64_t
#define RT_C_STATE enum rt_input_state
#define RT_C_UNCONFIRMED enum rt_unconfirmed
#define RT_C_CODE enum rt_code

/* A date as read: ISO, or empty with the cell's text. */
struct rt_plan_date {
    struct rt_str iso; /* "2026-09-30" or empty */
    struct rt_str raw; /* as shown in the cell; empty for a blank one */
};

struct rt_member {
    const char *name; /* in the struct, and of its column in SQLite */
    enum rt_type type;
    size_t at;           /* its offset */
    const char *json;    /* NULL: not in the line of JSON */
    struct rt_text head; /* of its column in a workbook */
    int most;            /* the greatest value of a number */
    bool column;         /* has a column of its own, by its name */
    bool kept;           /* the memory of flag has it too */
};

enum { RT_NOT_KEPT, RT_KEPT };

/* A line of a table as a member; `path` is the way to it in struct `record`. */
#define RT_MEMBER(record, path, column, type, name, json, ja, en, most, kept)  \
    {                                                                          \
#name, RT_IS_##type, offsetof(struct record, path), json,              \
            {ja, en }, most, column, RT_##kept                                 \
    }

enum { RT_SELDOM = 3 };

struct rt_members {
    const struct rt_member *list;
    size_t count, size; /* of the list, of the record */
    /* offset of the bits of those flags that could not be read */
    size_t unclear;
    /* Groups of members at the end, by the offset of the first: a group whose
     * texts and words all say nothing is not in the line of JSON. 0: none. */
    size_t seldom[RT_SELDOM];
    bool kept; /* of the columns only those that the memory keeps */
};

bool rt_type_is_text(enum rt_type type);
/* The number that says nothing: RT_UNKNOWN or 0. */
int rt_type_unknown(enum rt_type type);
struct rt_str rt_member_text(const struct rt_member *m, const void *record);
int64_t rt_member_number(const struct rt_member *m, const void *record);
void rt_member_set_text(
    const struct rt_member *m, void *record, struct rt_str text);
void rt_member_set_number(const struct rt_member *m, void *record, int64_t v);
/* Whether it says anything: no empty text, no number that is not known. */
bool rt_member_known(const struct rt_member *m, const void *record);

/* A record of which nothing is known. */
void rt_record_blank(const struct rt_members *of, void *record);

/* The record as bytes, appended to `to`, and back; the views are of `from`.
 * The bytes are for this process. */
enum rt_status rt_record_pack(const struct rt_members *of, const void *record,
    struct rt_buf *to) RT_MUST_USE;
void rt_record_unpack(
    const struct rt_members *of, struct rt_str *from, void *record);

/* Copies its texts into the arena; false where that has no more memory. */
bool rt_record_keep(
    const struct rt_members *of, void *record, struct rt_arena *arena);

/* The member at that offset; NULL where there is none. */
const struct rt_member *rt_member_at(const struct rt_members *of, size_t at);
/* A heading on one line, in `to`. */
enum { RT_HEADING = 64 };
struct rt_str rt_heading_line(
    struct rt_text head, enum rt_lang lang, char to[RT_HEADING]);
/* The member with that heading in either language, as it folds; NULL where
 * there is none. */
const struct rt_member *rt_record_headed(
    const struct rt_members *of, struct rt_str heading);

#endif
