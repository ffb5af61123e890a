/* A workbook without rows, and its rows, made into one. */
#ifndef RISKTALLY_REPORT_SKELETON_H
#define RISKTALLY_REPORT_SKELETON_H

#include "report/xlsx/emit.h"

/* `path` is a workbook that libxlsxwriter wrote without rows; it is replaced by
 * the same with the rows of sheet i from sheets[i], which are finished. The
 * library does not look at the results of its own writing, so every part is
 * checked: its CRC, and that it is XML to its end. */
enum rt_status rt_skeleton_fill(const char *path, struct rt_emit *const *sheets,
    size_t count, struct rt_error *err) RT_MUST_USE;

#endif
