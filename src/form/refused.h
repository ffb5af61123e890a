/* Why a cell's value cannot be taken as its field's, for a finding about it:
 * one rule for every table that has the field.
 *
 * What is blank, or a formula without a result, is the caller's to judge.
 */
#ifndef RISKTALLY_FORM_REFUSED_H
#define RISKTALLY_FORM_REFUSED_H

#include "base/arena.h"
#include "finding/finding.h"
#include "form/layout.h"
#include "risk/profile.h"

/* The numbers that a file gives for the words of scores, by enum rt_class. */
struct rt_legend {
    int number[RT_HIGH + 1];
    bool said[RT_HIGH + 1], unclear[RT_HIGH + 1]; /* said otherwise, too */
};

/* Whether the cell has such a word, and neither the legend (or NULL) nor the
 * configuration says that it is `v`. */
bool rt_legend_leaves_open(const struct rt_legend *legend,
    const struct rt_vocab *vocab, const struct rt_cell *cell, int v);

struct rt_reader {
    const struct rt_vocab *vocab;
    const struct rt_profile *profile; /* its scale is that of scores */
    enum rt_lang lang;
    struct rt_arena *arena;         /* of the texts */
    const struct rt_legend *legend; /* or NULL */
};

struct rt_refused {
    enum rt_code code;
    struct rt_str args[RT_FINDING_ARGS], expected;
};

/* False where the value can be taken, there is none, or the field's are not
 * judged by their values. */
bool rt_refused(const struct rt_reader *by, enum rt_field f,
    const struct rt_cell *cell, struct rt_refused *to);

/* "4" and "1～3", in the arena. */
struct rt_str rt_number_text(struct rt_arena *arena, int64_t v);
struct rt_str rt_span_text(
    struct rt_arena *arena, enum rt_lang lang, int min, int max);

#endif
