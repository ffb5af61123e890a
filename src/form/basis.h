/* What a number of a row follows from, in the reader's words: the inputs that
 * decide it, each by the name of its column, and no other. */
#ifndef RISKTALLY_BASIS_H
#define RISKTALLY_BASIS_H

#include "finding/finding.h"
#include "form/layout.h"
#include "risk/assess.h"

struct rt_basis {
    enum rt_lang lang;
    const struct rt_profile *profile;
    const struct rt_layout *layout;
    const struct rt_cell *const *cell; /* by field; NULL: none */
    const struct rt_scores *scores;
    const struct rt_assessment *result; /* what follows by the profile */
};

enum { RT_BASIS_MAX = 512 };

/* "機密性 3、完全性 1、可用性 空欄" for RA101, and so on to RA106. `recorded`
 * (or RT_UNKNOWN) is what the row shows: an importance that leaves out scores
 * stored as text is explained by that. */
void rt_basis_say(const struct rt_basis *b, enum rt_code code, int recorded,
    char to[RT_BASIS_MAX]);

/* A class as a cell that shows `recorded` should show it: リスク大, 大 or
 * high; static. */
struct rt_str rt_class_like(enum rt_class class, struct rt_str recorded);

#endif
