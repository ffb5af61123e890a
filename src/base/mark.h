/* Signs that people put around a text and that are no part of it: 「■ 紙の資産」,
 * 「【営業部】」, 「※ 記入不要」. Full-width forms count as their ASCII ones.
 */
#ifndef RISKTALLY_MARK_H
#define RISKTALLY_MARK_H

#include "base/text.h"

enum rt_mark {
    RT_MARK_NOTE = 1,   /* ※ * → */
    RT_MARK_BULLET = 2, /* ■ ・ ▼ */
    RT_MARK_TITLE = 4,  /* 【 〔 《, which open a heading */
    RT_MARK_OPEN = 8,   /* ( [ < 「, which open any text */
    RT_MARK_CLOSE = 16, /* what ends one of these */
    RT_MARK_STROKE = 32 /* - ― = _ */
};

/* Takes one sign of `kinds` off the front; its kind, 0 for none. */
unsigned rt_mark_skip(struct rt_str *s, unsigned kinds);
/* The same at the end, where ー is a letter: サーバー. */
unsigned rt_mark_cut(struct rt_str *s, unsigned kinds);
/* Whether the text begins with such a sign. */
bool rt_mark_begins(struct rt_str s, unsigned kinds);

#endif
