/* The check command's files among themselves. */
#ifndef RISKTALLY_COMMAND_CHECK_H
#define RISKTALLY_COMMAND_CHECK_H

#include "audit/audit.h"
#include "base/arena.h"
#include "command/common.h"
#include "report/report.h"

/* One line of --accept. */
struct rt_accepted {
    enum rt_code code;
    struct rt_str risk_id, reason;
    char expires[11]; /* ISO date, the last day on which it holds */
    uint32_t line;
    uint64_t taken; /* findings that it took out */
};

struct rt_accepts {
    struct rt_arena arena;
    struct rt_accepted *list;
    size_t count;
    uint64_t taken; /* findings that were accepted */
};

/* One run. */
struct rt_check {
    struct rt_options o;
    struct rt_files files;
    struct rt_ledger *ledger;
    struct rt_accepts accepts;
    struct rt_outset *set;           /* of -o, or NULL */
    struct rt_treatments *treatment; /* reports, plans and statements so far */
    struct rt_asset_set *assets;     /* or NULL */
    struct rt_asset_set *own;        /* of reports, and numbers of lists, where
                                        no list is given */
    struct rt_intake *assets_intake; /* of the list, kept for its input */
    struct rt_intake *old_intake;    /* of --against, or NULL */
    struct rt_arena old_arena;
    struct rt_audit old; /* of that file */
    int64_t assets_id;   /* the list's place in the ledger */
    int64_t *ids;        /* of the inputs, by place in the list */
    struct rt_run run;
};

/* --- check_file.c: one input ---------------------------------------------- */

/* Reads and audits the i-th file; everything found goes to the ledger. */
enum rt_status rt_check_file(
    struct rt_check *c, size_t i, struct rt_error *err) RT_MUST_USE;

/* --- check_assets.c ------------------------------------------------------- */

/* Reads --assets, if it is given; RT_USAGE for a list that cannot be used. */
enum rt_status rt_check_read_assets(
    struct rt_check *c, struct rt_error *err) RT_MUST_USE;
/* Compares the files among themselves, and what they hold with the list. */
enum rt_status rt_check_compare(
    struct rt_check *c, struct rt_error *err) RT_MUST_USE;

/* --- check_against.c ------------------------------------------------------ */

/* Reads --against, if it is given; RT_USAGE for a version that cannot be read, and
 * where there is not one input to compare with it. */
enum rt_status rt_check_read_against(
    struct rt_check *c, struct rt_error *err) RT_MUST_USE;

/* --- check_accept.c ------------------------------------------------------- */

/* Reads --accept, if it is given; RT_USAGE, with the line, for an entry that
 * is not whole. */
enum rt_status rt_check_read_accepts(
    struct rt_check *c, struct rt_error *err) RT_MUST_USE;
/* Removes the accepted findings from the sealed ledger, and adds findings about
 * the entries. */
enum rt_status rt_check_apply_accepts(
    struct rt_check *c, struct rt_error *err) RT_MUST_USE;
void rt_check_free_accepts(struct rt_check *c);

/* --- check_review.c: -o --------------------------------------------------- */

struct rt_outset;

/* Refuses a name that is an input's, and announces the file. */
enum rt_status rt_check_announce(const struct rt_check *c,
    struct rt_outset **set, const char **path,
    struct rt_error *err) RT_MUST_USE;
/* Writes the review workbook to `path`. */
enum rt_status rt_check_review(const struct rt_check *c, const char *path,
    struct rt_error *err) RT_MUST_USE;

/* --- check_print.c -------------------------------------------------------- */

/* The findings on standard output, in the form that was asked for. */
enum rt_status rt_check_print(const struct rt_check *c,
    const struct rt_totals *totals, int status,
    struct rt_error *err) RT_MUST_USE;

#endif
