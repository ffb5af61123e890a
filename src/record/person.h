/* Names of people as offices write them: 「佐藤 花子」, 「営業部長 佐藤」, 「佐藤部長」,
 * 「佐藤花子様」, 「営業部長」.
 *
 * Whether two of them mean one person is often not known, and nobody is to be
 * blamed for a way of writing: only names that cannot be of one person differ.
 */
#ifndef RISKTALLY_PERSON_H
#define RISKTALLY_PERSON_H

#include "base/text.h"

/* False where neither name is a part of the other and both are persons' names:
 * who holds a post (「営業部長」) is not known. An empty name may be anybody's. */
bool rt_may_be_person(struct rt_str a, struct rt_str b);

#endif
