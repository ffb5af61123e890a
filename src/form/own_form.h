/* What the blank form that this program writes asks about: its check items,
 * with the media each counts for, and its threats, with the medium of each.
 */
#ifndef RISKTALLY_FORM_OWN_FORM_H
#define RISKTALLY_FORM_OWN_FORM_H

#include "base/lang.h"

enum {
    RT_OWN_CATEGORIES = 0
#define CATEGORY(...) +1
#define CHECK(...)
#include "form/check_items.def"
    ,
    RT_OWN_CHECKS = 0
#define CATEGORY(...)
#define CHECK(...) +1
#include "form/check_items.def"
    ,
    RT_OWN_THREATS = 0
#define THREAT(...) +1
#include "form/threat_items.def"
};

/* The place of an item among the form's, in either language; -1: none of them.
 * *media has an 'o' for each medium that it counts for. */
int rt_own_check(struct rt_str item, const char **media);
/* The place of a category among the form's, in either language, and of the
 * category of an item; -1: none of them. */
int rt_own_category(struct rt_str name);
int rt_own_category_of(int item);
/* The same of a threat, and the number of its medium. */
int rt_own_threat(struct rt_str threat, int *medium);

#endif
