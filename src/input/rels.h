/* Relationships of a package: which part has which role.
 *
 * A part's relationships are beside it in _rels/NAME.rels. Targets may be
 * relative with ".." in them, absolute, or written with backslashes; the name
 * given here is always the full one within the zip. External targets are listed
 * apart, as they are written: nothing outside the file is ever opened.
 */
#ifndef INPUT_RELS_H
#define INPUT_RELS_H

#include "input/xml.h"

struct in_rel {
    const char *id;
    const char *type; /* the last segment: "worksheet", "styles", … */
    const char *target;
};

struct in_rels {
    struct in_rel *list;
    size_t count, cap;
};

/* Of `part` ("" for the package itself). A missing .rels part is an empty
 * list. Everything lives in `arena`. */
enum rt_status rt_rels_read(const struct in_zip *zip, const char *part,
    struct rt_arena *arena, struct in_rels *out,
    struct rt_error *err) RT_MUST_USE;

/* The external ones, by id, and the target of one of them, or NULL. */
enum rt_status rt_rels_outside(const struct in_zip *zip, const char *part,
    struct rt_arena *arena, struct in_rels *out,
    struct rt_error *err) RT_MUST_USE;
const char *rt_rels_target(const struct in_rels *outside, const char *id);

/* NULL when there is none. */
const struct in_rel *rt_rels_by_id(const struct in_rels *r, const char *id);
const struct in_rel *rt_rels_by_type(const struct in_rels *r, const char *type);

#endif
