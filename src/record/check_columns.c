#include "record/check_columns.h"

const struct rt_text rt_check_heads[RT_CC_COUNT] = {
#define RT_CHECK_COL(id, group, ja, en) {ja, en},
#include "record/check_columns.def"
};
