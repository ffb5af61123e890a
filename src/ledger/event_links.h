/* Events of assessment reports (event_views.c). */
#ifndef RISKTALLY_EVENT_LINKS_H
#define RISKTALLY_EVENT_LINKS_H

#include "ledger/private.h"

/* Finds the assets that each event names by their numbers in 資産目録, or, of an
 * earlier run, by their ids: table view_of. Reports numbers that the list does
 * not have (RA407), and the list where that had to be found (TP432). */
enum rt_status rt_ldb_link_events(
    struct rt_ledger *l, enum rt_lang lang, struct rt_error *err) RT_MUST_USE;

#endif
