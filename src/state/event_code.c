/* The catalogue's code for an event. */
#include "state/state.h"

enum rt_code rt_event_code(enum rt_event_kind kind)
{
    static const enum rt_code codes[RT_EVENT_KINDS] = {
        [RT_EVENT_NEW] = RT_DL101,
        [RT_EVENT_AGAIN] = RT_DL102,
        [RT_EVENT_ROSE] = RT_DL103,
        [RT_EVENT_UNKNOWN] = RT_DL104,
        [RT_EVENT_OVERDUE] = RT_DL105,
        [RT_EVENT_UNPLANNED] = RT_DL109,
        [RT_EVENT_SLIPPED] = RT_DL106,
        [RT_EVENT_LAPSED] = RT_DL107,
        [RT_EVENT_REMINDER] = RT_DL108,
        [RT_EVENT_INPUT_FAILED] = RT_DL301,
        [RT_EVENT_INPUT_MISSING] = RT_DL302,
        [RT_EVENT_DEPARTMENT_MISSING] = RT_DL303,
        [RT_EVENT_GONE] = RT_DL201,
        [RT_EVENT_FELL] = RT_DL202,
        [RT_EVENT_RENAMED] = RT_DL304,
        [RT_EVENT_RETURNED] = RT_DL305,
        [RT_EVENT_STANDING] = RT_DL203,
    };

    return codes[kind];
}
