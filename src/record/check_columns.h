/* The columns of 対策状況, the answers of the check sheets in our register. */
#ifndef RISKTALLY_CHECK_COLUMNS_H
#define RISKTALLY_CHECK_COLUMNS_H

#include "base/lang.h"

enum rt_check_col {
#define RT_CHECK_COL(id, ...) RT_CC_##id,
#include "record/check_columns.def"
    RT_CC_COUNT
};

extern const struct rt_text rt_check_heads[RT_CC_COUNT];

#endif
