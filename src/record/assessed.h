/* The assessment report that merge writes (report/assessment) and reads back
 * (form/assessment_sheet.c): its columns, and what people typed into a row of it. */
#ifndef RISKTALLY_ASSESSED_H
#define RISKTALLY_ASSESSED_H

#include "record/plan.h"

enum rt_assessed_col {
#define RT_ASSESSED(id, ...) RT_AC_##id,
#include "record/assessed.def"
    RT_AC_COUNT
};

/* clang-format off */
#define RT_ASSESSED_NONE       {NULL, NULL}
#define RT_ASSESSED_IDENTIFIED {"リスク特定", "Risk identification"}
#define RT_ASSESSED_FIRST      {"リスク分析（一次評価）", "Risk analysis (first evaluation)"}
#define RT_ASSESSED_TREATED    {"リスク対応", "Risk treatment"}
#define RT_ASSESSED_SECOND     {"二次評価", "Second evaluation"}
#define RT_ASSESSED_SOURCE     {"出所", "Source"}
#define RT_ASSESSED_AS_WRITTEN RT_GROUP_WRITTEN
/* clang-format on */

/* The mark of a treatment. */
#define RT_TREATED_MARK "●"

/* What people fill in. The four marks are one: the word of the treatment. */
enum rt_assessed_entry {
    RT_AE_SOURCE,
    RT_AE_AREA,
    RT_AE_EVENT,
    RT_AE_CAUSE,
    RT_AE_CONSEQUENCE,
    RT_AE_TREATMENT,
    RT_AE_CONTROL,
    RT_AE_ACTION,
    RT_AE_REASON,
    RT_AE_RES_IMPORTANCE,
    RT_AE_RES_LIKELIHOOD,
    RT_AE_NOTE,
    RT_ASSESSED_ENTRIES
};

/* Its column, of the treatment the first; what it is called; the text of the risk
 * that it is, SIZE_MAX of what is none. */
struct rt_assessed_member {
    enum rt_assessed_col col;
    struct rt_text name;
    size_t of_risk;
};
extern const struct rt_assessed_member rt_assessed_members[RT_ASSESSED_ENTRIES];

/* A row's entries as texts. */
struct rt_assessed_texts {
    struct rt_str of[RT_ASSESSED_ENTRIES];
    char numbers[2][12];
};
/* Those that a risk has; without a note. */
void rt_assessed_texts_of(
    const struct rt_risk *risk, struct rt_assessed_texts *to);

/* The treatment of that name; NONE for none. */
enum rt_treatment rt_assessed_treatment(struct rt_str name);

/* What was written in a row and which of its entries people had typed, in a hidden
 * column of it: four digits an entry, then a 1 or 0 for each. */
enum { RT_ASSESSED_WRITTEN = RT_ASSESSED_ENTRIES * 5 + 1 };
void rt_assessed_written(const struct rt_assessed_texts *texts, unsigned typed,
    char to[RT_ASSESSED_WRITTEN]);
/* False also where it is not known. */
bool rt_assessed_is_written(
    struct rt_str written, enum rt_assessed_entry e, struct rt_str text);
/* Bits by enum rt_assessed_entry; all of them where it is not known. */
unsigned rt_assessed_typed(struct rt_str written);

/* An edited row is a struct rt_plan_row: its id, its place, and as extras each
 * entry that was typed, nth its number and column, heading RT_ASSESSED_NOW where
 * it is other than was written. Its member `written` is the hidden column's. */
#define RT_ASSESSED_NOW "now"
enum { RT_ASSESSED_COLUMN = 256 };
static inline unsigned rt_assessed_nth(enum rt_assessed_entry e, int32_t col)
{
    return (unsigned)e + (unsigned)col * RT_ASSESSED_COLUMN;
}

/* The block of names and dates: the extras, by enum rt_assessed_sign, of a row
 * without a row number. */
enum rt_assessed_sign {
    RT_AS_AUTHOR,
    RT_AS_UPDATED,
    RT_AS_APPROVER,
    RT_AS_APPROVED,
    RT_ASSESSED_SIGNS
};

#endif
