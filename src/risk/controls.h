/* Candidate controls for a risk, from one table (src/risk/controls.def).
 *
 * Source: the numbers are those of ISO/IEC 27001:2022, Annex A; which of them
 * suits which medium and threat, and all words, are this program's own
 * proposal. Candidates are for people to choose from: nothing is computed
 * from them.
 */
#ifndef RISKTALLY_CONTROLS_H
#define RISKTALLY_CONTROLS_H

#include "base/lang.h"
#include "record/risk.h"

/* The media in the order of rt_medium_term; OTHER for free text and none. */
enum rt_control_medium {
    RT_ON_PAPER,
    RT_ON_REMOVABLE,
    RT_ON_PC,
    RT_ON_MOBILE,
    RT_ON_SERVER,
    RT_ON_CLOUD,
    RT_ON_OTHER,
    RT_ON_COUNT
};

enum rt_control_threat {
    RT_BY_LOSS,
    RT_BY_MISDELIVERY,
    RT_BY_MALWARE,
    RT_BY_ACCESS,
    RT_BY_INSIDER,
    RT_BY_DISPOSAL,
    RT_BY_FAILURE,
    RT_BY_DISASTER,
    RT_BY_COUNT
};

/* What must be true of the risk; an unknown value counts as false. */
enum rt_control_when {
    RT_WHEN_WEAK,     /* vulnerability 3 */
    RT_WHEN_THREAT,   /* threat 3 */
    RT_WHEN_PERSONAL, /* a flag of personal information is set */
    RT_WHEN_SECRET,   /* confidentiality is the highest score, or one of them */
    RT_WHEN_RUNNING,  /* availability is */
    RT_WHEN_ALWAYS,
    RT_WHEN_COUNT
};

struct rt_control {
    enum rt_control_medium medium;
    enum rt_control_threat threat;
    enum rt_control_when when;
    int theme, number; /* 8.13 is theme 8, number 13 */
    struct rt_text name;
    struct rt_text text; /* what to do, a sentence or two */
};

enum { RT_CANDIDATES_MAX = 4, RT_CANDIDATES_FILL = 3 };

/* The table from 0 on, a medium after the other; NULL past its end. */
const struct rt_control *rt_control(size_t i);
/* The candidates for a risk, the most fitting first; how many, 2 to
 * RT_CANDIDATES_MAX. The lines of its medium whose condition holds, in the
 * table's order; those for ALWAYS fill up to RT_CANDIDATES_FILL. */
size_t rt_controls_for(const struct rt_risk *risk,
    const struct rt_control *out[RT_CANDIDATES_MAX]);

/* A line of the table of candidates as the plan shows it, column by column:
 * medium (with its meaning where the words are English), kind of threat,
 * condition, number in Annex A as a text (8.10 is not 8.1), name, what to do. */
enum { RT_CONTROL_COLUMNS = 6, RT_CONTROL_TEXT = 512 };
extern const struct rt_text rt_control_heads[RT_CONTROL_COLUMNS];
void rt_control_shown(const struct rt_control *c, int col, enum rt_lang lang,
    char to[RT_CONTROL_TEXT]);

/* Takes the next control off a cell of 管理策: each of its lines names one,
 * without the sign before it; false at its end. */
bool rt_next_control(struct rt_str *rest, struct rt_str *control);

/* Whether two cells name the same ones, in any order. */
bool rt_same_controls(struct rt_str a, struct rt_str b);

/* 書類 …: the form's own term; empty for OTHER. */
struct rt_str rt_control_medium_term(enum rt_control_medium m);
enum rt_control_medium rt_control_medium_of(struct rt_str term);

#endif
