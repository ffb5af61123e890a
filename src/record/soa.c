/* The members of a statement's rows as lists. */
#include "record/soa.h"

#define MEMBER(record, path, type, name)                                       \
    RT_MEMBER(record, path, true, type, name, NULL, NULL, NULL, 0, NOT_KEPT),

static const struct rt_member rows[] = {
#define RT_SOA_ROW(type, name) MEMBER(rt_soa_row, name, type, name)
#define RT_SOA_ROW_WHERE(type, name) MEMBER(rt_soa_row, where.name, type, name)
#include "record/soa.def"
};

static const struct rt_member controls[] = {
#define RT_SOA_CONTROL(type, name) MEMBER(rt_soa_control, name, type, name)
#include "record/soa.def"
};

const struct rt_members rt_soa_row_members
    = {rows, RT_COUNT(rows), sizeof(struct rt_soa_row), 0, {0}, false};
const struct rt_members rt_soa_control_members = {
    controls, RT_COUNT(controls), sizeof(struct rt_soa_control), 0, {0}, false};
