/* The controls of ISO/IEC 27001:2022, Annex A: by number, also by that of 2013, by
 * name, and by the words that a company writes its own in. */
#ifndef RISKTALLY_ANNEX_H
#define RISKTALLY_ANNEX_H

#include "base/lang.h"
#include "record/cell.h"

enum { RT_ANNEX_CONTROLS = 93, RT_ANNEX_NUMBER = 8, RT_ANNEX_THEMES = 4 };

/* A number as written: 5.1 is theme 5, control 1. */
struct rt_annex_number {
    int parts; /* 0: no number; 1: a heading's "5"; 3: another edition's */
    int theme, n, third;
    /* Stored as a number, in which 5.10 is 5.1. */
    bool may_lack_zero;
};

/* The number of a cell that holds a number and nothing else: A.5.1, 5.1,
 * ５．１, or the number 5.1. `csv`: text may have been a number before. */
struct rt_annex_number rt_annex_number_of(const struct rt_cell *cell, bool csv);
/* The number with which a folded text begins; *rest is what follows it. */
struct rt_annex_number rt_annex_number_in(
    struct rt_str folded, struct rt_str *rest);

/* 0 to 92 in the order of the annex, -1 for what is not one of its. */
int rt_annex_index(int theme, int n);
/* The same backwards. */
void rt_annex_at(int index, int *theme, int *n);
/* "5.1" */
void rt_annex_number_shown(int index, char to[RT_ANNEX_NUMBER]);
/* Its short name. */
const char *rt_annex_name(int index, enum rt_lang lang);
/* "5.1" and the name, as one line. */
enum { RT_ANNEX_LINE = 256 };
void rt_annex_line(int index, enum rt_lang lang, char to[RT_ANNEX_LINE]);
bool rt_annex_is_line(struct rt_str text);

/* Whether a folded text begins as a number does, with or without "A.". */
bool rt_annex_is_like_number(struct rt_str folded);
/* Whether the edition of 2013 had A.theme.n.third. */
bool rt_annex_is_of_2013(int theme, int n, int third);
/* The nth control, from 0, that it is in 2022; -1 for no more. */
int rt_annex_from_2013(int theme, int n, int third, size_t nth);

/* The next number in a folded line, from *from on: at its beginning, after a
 * bracket or a separator, or written "A.8.1"; *rest is what follows it. */
bool rt_annex_next_number(struct rt_str line, size_t *from,
    struct rt_annex_number *number, struct rt_str *rest);
/* Whether what follows makes it the number of something else: 「8.31までに」. */
bool rt_annex_is_measure(struct rt_str rest);
/* The control of the next one that is in the annex; -1 where there is none. */
int rt_annex_next_named(struct rt_str line, size_t *from);

/* The control, not `own`, of which the folded text is the name; -1 where it is
 * none's, or `own`'s as well. */
int rt_annex_of_name(struct rt_str folded, int own);
/* "A.6.2.1": the number in 2013 of the folded name of a control, where no control
 * of 2022 has the name; else empty. */
struct rt_str rt_annex_old_number(struct rt_str folded);

/* How it was found which control is meant. */
enum rt_annex_how {
    RT_ANNEX_BY_NONE,
    RT_ANNEX_BY_NUMBER,
    RT_ANNEX_BY_NAME,
    RT_ANNEX_BY_WORDS /* a proposal, for people to confirm */
};

/* The control that the text of a control means, one line as written; -1 where none
 * is, or two are alike. `how` may be NULL. */
int rt_annex_of_control(struct rt_str text, enum rt_annex_how *how);
/* Whether that is a name or one of the words and nothing else: 「ラベリング」. */
bool rt_annex_is_word(struct rt_str text);

#endif
