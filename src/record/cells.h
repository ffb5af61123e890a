/* The cells that a risk's numbers were taken from, as the text that the
 * register shows: "C=J4 I=K4 A=L4 T=脅威の状況!H6", in a CSV "C=12:9".
 */
#ifndef RISKTALLY_CELLS_H
#define RISKTALLY_CELLS_H

#include "record/where.h"

/* Which number, as its letter in the text. */
enum rt_number {
    RT_N_CONFIDENTIALITY = 'C',
    RT_N_INTEGRITY = 'I',
    RT_N_AVAILABILITY = 'A',
    RT_N_IMPORTANCE = 'M', /* given, not computed */
    RT_N_THREAT = 'T',
    RT_N_VULNERABILITY = 'V',
    RT_N_LIKELIHOOD = 'L', /* given */
    RT_N_LEVEL = 'R'       /* given; the likelihood follows from it */
};

/* Adds where `number` was read: at's row and column, and its sheet where that
 * is not the risk's own (else empty). */
enum rt_status rt_cells_add(struct rt_buf *cells, enum rt_number number,
    const struct rt_where *at) RT_MUST_USE;
/* The cell of `number` in the text; "" where it has none. */
struct rt_str rt_cells_find(struct rt_str cells, enum rt_number number);

#endif
