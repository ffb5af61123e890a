/* 診断結果, as its figures and its headings are judged. */
#ifndef RISKTALLY_RESULT_SHEET_H
#define RISKTALLY_RESULT_SHEET_H

#include "audit/formulas/formula_audit.h"

enum { RT_RESULT_ROWS = 32, RT_RESULT_SCALE = 4 };

/* The rows of one block. */
struct rt_diagnosis_rows {
    uint32_t head; /* the row of the headings */
    bool computed; /* formulas fill it, so that a value among them is typed
                      over one */
    uint32_t rows[RT_RESULT_ROWS];
    size_t count;
};

struct rt_diagnosis {
    struct rt_work *w;
    size_t sheet, checks, ledger; /* SIZE_MAX: none, or several */
    bool typed; /* cells without a formula are judged, else the others */
};

/* Whether it is such a sheet. */
bool rt_result_begin(struct rt_work *w, size_t sheet, struct rt_diagnosis *r);
/* The rows of media or of categories, most of them below each other; the
 * headings stand above the first. A heading may be called like a category. */
struct rt_diagnosis_rows rt_result_block_of(
    const struct rt_diagnosis *r, bool media);
/* How many items of the category have that answer, 1 to 4; 0: all items. */
int rt_result_answers(
    const struct rt_diagnosis *r, struct rt_str category, int answer);
/* The ledger's rows that show both, by their own cells. */
int rt_result_rows_with(
    const struct rt_diagnosis *r, int importance, int likelihood);
/* Whether the matrix may begin there, and there is one ledger for it. */
bool rt_result_is_corner(const struct rt_diagnosis *r, uint32_t row);

#endif
