/* 資産目録のNo of an assessment report: which assets of a list its row is about,
 * as people write it: 「9」, 「10、11、13」, 「No.10～13」, 「第3号 及び 5番」, 「全て」.
 */
#ifndef RISKTALLY_ASSET_NOS_H
#define RISKTALLY_ASSET_NOS_H

#include "base/text.h"

/* Who takes what a text names. */
struct rt_number_taker {
    void *context;
    /* Whether the list has that number (see rt_asset_number); asked of a text as
     * a whole first, for a list may number its assets 「A-1、2」. */
    enum rt_status (*find)(void *context, struct rt_str number, bool *there);
    /* The number that was found last. */
    enum rt_status (*named)(void *context, struct rt_str number);
    /* One that the list does not have, or a text that means nothing. */
    enum rt_status (*unknown)(void *context, struct rt_str text);
    enum rt_status (*all)(void *context);
};

/* The number in a folded text (base/fold.h), without what people put around it:
 * 「No.9」, 「#9」, 「9番」, 「009」, 「9（名簿）」 are 9. A view of the text. */
struct rt_str rt_asset_number(struct rt_str folded);

/* Gives each number in the text, in its order. A blank, a dash and 「なし」 name
 * nothing. What a taker fails with ends it. */
enum rt_status rt_asset_numbers_take(
    struct rt_str text, const struct rt_number_taker *to) RT_MUST_USE;

/* Whether the only list of a run is the one that a report's numbers are of, though
 * nothing says so: by how many of its rows name what the list does not have, or
 * rate it otherwise. `alone`: the two were given as a pair to be compared. */
bool rt_asset_list_fits(uint64_t rows, uint64_t otherwise, bool alone);

#endif
