/* A control in a statement of applicability (適用宣言書), as one is read and as
 * merge writes it: what they hold is soa.def. */
#ifndef RISKTALLY_SOA_H
#define RISKTALLY_SOA_H

#include "record/record.h"
#include "record/where.h"

enum rt_applies { RT_APPLIES_UNSAID, RT_APPLIES_YES, RT_APPLIES_NO };

/* The first three in the order in which a later one counts for all. */
enum rt_implemented {
    RT_IMPLEMENTED_UNSAID,
    RT_IMPLEMENTED_DONE,
    RT_IMPLEMENTED_PARTLY,
    RT_IMPLEMENTED_NOT,
    RT_IMPLEMENTED_NA
};

struct rt_soa_row {
    struct rt_where where;
#define RT_SOA_ROW(type, name) RT_C_##type name;
#include "record/soa.def"
};

struct rt_soa_control {
#define RT_SOA_CONTROL(type, name) RT_C_##type name;
#include "record/soa.def"
};

extern const struct rt_members rt_soa_row_members, rt_soa_control_members;

#endif
