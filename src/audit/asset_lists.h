/* The lists of a run that number their assets, and which of them a report's numbers
 * are of: the one in its own workbook; else the asset list that is given; else,
 * where none is, that of its department, then the file whose name differs only in
 * the words for the kind of document, then the only one of the run, if what the
 * report says of it fits. What cannot be decided is not guessed.
 */
#ifndef RISKTALLY_ASSET_LISTS_H
#define RISKTALLY_ASSET_LISTS_H

#include "audit/asset_set.h"
#include "audit/near_files.h"

/* The assets of a file that have a number. */
struct rt_listing {
    struct rt_file_name is;
    bool given;   /* by --assets */
    bool by_unit; /* it gives a number to several departments */
    /* Reports belong to it: to all of it, or to those assets of which `covered`
     * is set. */
    bool reported, covers_all;
    struct rt_asset_naming const
        *report;         /* the first row of the last of them */
    size_t first, count; /* in `by_number` */
};

struct rt_listings {
    const struct rt_asset_set *set;
    bool given; /* there is a list by --assets, if only without numbers */
    struct rt_arena arena;
    struct rt_listing *list;
    size_t count;
    struct rt_asset **by_number; /* of each listing, sorted by it */
    size_t reports;              /* files with a report that has no own list */
};

/* RT_NOMEM; free it in any case. */
enum rt_status rt_listings_find(const struct rt_asset_set *set, bool given,
    struct rt_listings *out, struct rt_error *err) RT_MUST_USE;
void rt_listings_free(struct rt_listings *l);

/* A document that belongs to a list. */
struct rt_list_seeker {
    struct rt_file_name is; /* its department is the row's */
    struct rt_str unit;     /* the same as the row has it, folded */
};

/* Whether the listing has assets of that department. */
bool rt_listing_has_unit(const struct rt_listings *l,
    const struct rt_listing *of, const struct rt_list_seeker *s);
bool rt_asset_is_of_unit(
    const struct rt_asset *a, const struct rt_list_seeker *s);

/* The listing, or NULL. *sure: not only because no other is left. */
struct rt_listing *rt_listing_of(const struct rt_listings *l,
    const struct rt_list_seeker *s, bool *sure, bool *by_unit);

/* The first of the listing with that number. */
size_t rt_listing_first(const struct rt_listings *l,
    const struct rt_listing *of, struct rt_str number);

#endif
