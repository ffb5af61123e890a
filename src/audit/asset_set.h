/* The assets of a list and of the deliverables, as they are compared. */
#ifndef RISKTALLY_ASSET_SET_H
#define RISKTALLY_ASSET_SET_H

#include "audit/audit.h"
#include "audit/near_files.h"
#include "base/arena.h"

/* What is compared of two assets, in the order of asset_set.c's table. */
enum { RT_COMPARED = 8 };

struct rt_asset {
    struct rt_str name, medium, business, unit; /* folded */
    struct rt_str shown, medium_shown, business_shown, unit_shown;
    struct rt_str number, department, risk_id; /* number is folded */
    struct rt_str owner;                       /* as written */
    struct rt_where where;
    bool list, known_medium;
    bool asks_medium; /* its form has the column */
    bool done;        /* it has its partner, or needs none */
    bool important;   /* 重要資産 */
    bool named;       /* by its number in a report */
    bool covered;     /* a report of its department belongs to its list */
    bool twin;        /* the other side has that name and medium, too */
    /* RT_UNKNOWN where there is none to compare, and the column, 0: the row */
    int value[RT_COMPARED];
    int importance; /* RT_UNKNOWN also where its list shows another one */
    int scale_min; /* of the scores; RT_UNKNOWN: a profile from a file, undecided */
    uint32_t col[RT_COMPARED], unit_col, medium_col;
    size_t listing; /* its file's place among those with numbers */
    uint64_t letters;
    size_t cps;     /* of the name */
    size_t order;   /* as it was given */
    unsigned parts; /* of the key that is sorted by */
};

/* What a report's row says of the list's numbers. */
struct rt_asset_naming {
    struct rt_str numbers; /* as written */
    struct rt_str unit;    /* folded */
    struct rt_str department, risk_id;
    struct rt_str folder, core; /* of its file's name (near_files.h) */
    struct rt_where where;
    int importance, scale_min; /* RT_UNKNOWN where not known */
    uint32_t importance_col, heading_row;
    struct rt_str owner; /* as written */
};

/* Who approved a report or a plan. */
struct rt_asset_approval {
    struct rt_where where;
    struct rt_file_name is; /* of its file */
    struct rt_str approver;
};

struct rt_asset_set {
    struct rt_arena arena;
    struct rt_asset *assets;
    size_t count, cap;
    struct rt_asset_naming *namings;
    size_t naming_count, naming_cap;
    struct rt_asset_approval *approvals;
    size_t approval_count, approval_cap;
    const struct rt_profile *rule; /* by which its assets are important */
};

/* The field that is compared, and the first of those of which it follows: it is
 * reported only where none of them differs. */
enum rt_field rt_compared(size_t i, size_t *from);

/* Where an asset is, in words. */
enum { RT_ASSET_PLACE = 512 };
void rt_asset_place(
    const struct rt_asset *a, enum rt_lang lang, char to[RT_ASSET_PLACE]);

/* The comparison at work. */
struct rt_comparison {
    const struct rt_asset_set *set;
    struct rt_asset **by_key; /* the set's, as last sorted */
    size_t count;
    enum rt_lang lang;
    size_t same_words; /* assets with the same medium in words of their own */
    bool list_checked; /* the list is one of the files, too */
    const struct rt_sink *sink;
    struct rt_error *err;
};

struct rt_listings;

/* The reports' numbers: marks the list's assets that they name, and reports
 * numbers that the list does not have. */
enum rt_status rt_asset_numbers(
    const struct rt_comparison *c, struct rt_listings *l) RT_MUST_USE;
/* The important assets of files' lists that no event of their reports names. */
enum rt_status rt_asset_events(
    const struct rt_comparison *c, const struct rt_listings *l) RT_MUST_USE;
/* Documents approved by a person who owns none of their assets. */
enum rt_status rt_asset_owners(
    const struct rt_comparison *c, const struct rt_listings *l) RT_MUST_USE;

#endif
