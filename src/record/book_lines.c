#include "record/book_lines.h"

#include "base/text.h"

#define LINE(id, ...) static const struct rt_span id[] = {__VA_ARGS__};

/* clang-format off */
LINE(worst, {1, 1, RT_W_SUM_ASSET}, {2, 4, RT_W_SUM_DEPARTMENT},
    {5, 7, RT_W_MATRIX_ID}, {8, 8, RT_W_SUM_IMPORTANCE_SHORT},
    {9, 9, RT_W_SUM_LIKELIHOOD_SHORT}, {10, 10, RT_W_SUM_LEVEL},
    {11, 11, RT_W_SUM_CLASS}, {12, 12, RT_W_SUM_PRIORITY},
    {13, 15, RT_W_SUM_SOURCE})
LINE(by_class, {1, 1, RT_W_SUM_DEPARTMENT}, {2, 2, RT_W_CLASS_HIGH},
    {3, 3, RT_W_CLASS_MEDIUM}, {4, 4, RT_W_CLASS_LOW},
    {5, 5, RT_W_SUM_UNASSESSED_HEAD}, {6, 6, RT_W_TOTAL})
LINE(profiles, {1, 1, RT_W_SUM_TITLE}, {2, 3, RT_W_SUM_PROFILE},
    {4, 4, RT_W_SUM_SCALE}, {5, 5, RT_W_SUM_FORCED}, {6, 6, RT_W_SUM_ALL},
    {7, 7, RT_W_SUM_HASH_SHORT}, {8, 15, RT_W_SUM_HASH})
LINE(inputs, {1, 1, RT_W_SUM_FILE}, {2, 2, RT_W_SUM_DEPARTMENT_SHORT},
    {3, 3, RT_W_SUM_STATE}, {4, 4, RT_W_SUM_KIND}, {5, 5, RT_W_SUM_EDITION},
    {6, 6, RT_W_SUM_PROFILE}, {7, 7, RT_W_SUM_SEEN},
    {8, 8, RT_W_SUM_ACCEPTED}, {9, 9, RT_W_SUM_REJECTED},
    {10, 10, RT_W_SUM_BLANK}, {11, 11, RT_W_SUM_EXAMPLE},
    {12, 12, RT_W_ERROR}, {13, 13, RT_W_WARNING}, {14, 14, RT_W_INFO},
    {15, 15, RT_W_SUM_CHECK})
LINE(files, {1, 1, RT_W_SUM_FILES}, {2, 3, RT_W_SUM_RECEIVED},
    {4, 5, RT_W_STATE_READ}, {6, 7, RT_W_STATE_OTHER},
    {8, 9, RT_W_STATE_FAILED}, {10, 11, RT_W_STATE_MISSING})
LINE(findings, {1, 1, RT_W_SUM_FINDINGS}, {2, 3, RT_W_ERROR},
    {4, 5, RT_W_WARNING}, {6, 7, RT_W_INFO})
#define OF_CLASSES {2, 3, RT_W_SUM_ALL}, {4, 5, RT_W_CLASS_HIGH}, \
    {6, 7, RT_W_CLASS_MEDIUM}, {8, 9, RT_W_CLASS_LOW}, \
    {10, 11, RT_W_SUM_UNASSESSED}
LINE(classes, {1, 1, RT_W_SUM_CLASS}, OF_CLASSES)
LINE(kept, {1, 1, RT_W_SUM_UNCONFIRMED}, OF_CLASSES)
LINE(of_cell, {1, 1, RT_W_MATRIX_ID}, {2, 2, RT_W_SUM_DEPARTMENT},
    {3, 3, RT_W_MATRIX_MEDIUM}, {4, 4, RT_W_SUM_LEVEL},
    {5, 5, RT_W_SUM_PRIORITY}, {6, 6, RT_W_SUM_ASSET},
    {7, 7, RT_W_MATRIX_APPROVED})
LINE(of_department, {0, 0, RT_W_MATRIX_ID}, {1, 4, RT_W_SUM_ASSET},
    {5, 6, RT_W_MATRIX_MEDIUM}, {7, 7, RT_W_SUM_LEVEL},
    {8, 8, RT_W_SUM_CLASS}, {9, 9, RT_W_SUM_PRIORITY})
LINE(columns, {1, 1, RT_W_LEGEND_COLUMN}, {2, 3, RT_W_SUM_TITLE},
    {4, 11, RT_W_LEGEND_MEANING})
#define OF_REVIEW {2, 2, RT_W_REVIEW_ALL}, {3, 3, RT_W_STATUS_DONE}, \
    {4, 4, RT_W_STATUS_UNDER_WAY}, {5, 5, RT_W_STATUS_OPEN}, \
    {6, 6, RT_W_REVIEW_OTHER}, {7, 7, RT_W_OVERDUE}, {8, 8, RT_W_UNPLANNED}, \
    {9, 9, RT_W_REVIEW_WAITING}, {10, 10, RT_W_REVIEW_RATE}
LINE(priorities, {1, 1, RT_W_SUM_PRIORITY}, OF_REVIEW)
LINE(months, {1, 1, RT_W_REVIEW_MONTH}, OF_REVIEW)
LINE(departments, {1, 1, RT_W_SUM_DEPARTMENT}, OF_REVIEW)

#define OF(sheet, cells) {RT_W_SHEET_##sheet, cells, RT_COUNT(cells)}
const struct rt_book_line rt_book_lines[RT_BOOK_LINES] = {
    [RT_LINE_WORST] = OF(SUMMARY, worst),
    [RT_LINE_BY_CLASS] = OF(SUMMARY, by_class),
    [RT_LINE_PROFILES] = OF(SUMMARY, profiles),
    [RT_LINE_INPUTS] = OF(SUMMARY, inputs),
    [RT_LINE_FILES] = OF(SUMMARY, files),
    [RT_LINE_FINDINGS] = OF(SUMMARY, findings),
    [RT_LINE_CLASSES] = OF(SUMMARY, classes),
    [RT_LINE_KEPT] = OF(SUMMARY, kept),
    [RT_LINE_OF_CELL] = OF(MATRIX, of_cell),
    [RT_LINE_OF_DEPARTMENT] = OF(DEPARTMENTS, of_department),
    [RT_LINE_COLUMNS] = OF(LEGEND, columns),
    [RT_LINE_PRIORITIES] = OF(REVIEW, priorities),
    [RT_LINE_MONTHS] = OF(REVIEW, months),
    [RT_LINE_DEPARTMENTS] = OF(REVIEW, departments)};
/* clang-format on */
