/* The command line's INPUTs as a list of files.
 *
 *     struct rt_files in;
 *     rt_files_init(&in);
 *     rc = rt_files_add(&in, "q3/", &err);          // each INPUT
 *     rc = rt_files_add_list(&in, "list.txt", &err); // --files-from
 *     rc = rt_files_finish(&in, &err);
 *     for (size_t i = 0; i < in.count; i++)
 *         … in.list[i].path, in.list[i].name …
 *     rt_files_fini(&in);
 *
 * A directory means the files in it and below it whose name ends in .xlsx .xlsm
 * .csv .tsv .txt, or in another format that people send (.xls .xlsb .xltx .xltm
 * .ods .fods .numbers .zip: refused by name, not ignored silently), in upper or
 * lower case. Hidden files and directories and the lock files of Excel (~$…)
 * are left out. Symbolic links are followed, each directory is visited once,
 * and nothing recurses, so that neither a loop of links nor great depth does
 * harm.
 *
 * A name that does not exist, or a directory that cannot be read to its end,
 * is RT_IO where `strict` is set: a mistyped name or an unmounted share must
 * not end in a result that lacks half of the company. Otherwise it is in the
 * list: opening it fails, which becomes a finding.
 */
#ifndef RISKTALLY_INPUTS_H
#define RISKTALLY_INPUTS_H

#include "base/arena.h"

struct rt_file {
    const char *path;   /* to open */
    const char *name;   /* to show: the path as valid UTF-8 without control
                         characters, which are written \x1B */
    const char *option; /* that names it for another use, "--departments", as
                           the caller found; or NULL */
};

struct rt_files_entry; /* private */

struct rt_files {
    struct rt_file *list; /* by path in byte order, once
                              rt_files_finish was called */
    size_t count;
    struct rt_file *others; /* in the same order: what else lies in the
                               folders, hidden and system files left out */
    size_t other_count;
    bool strict;           /* set after rt_files_init; see above */
    struct rt_arena arena; /* the rest is private */
    struct rt_files_entry *entries;
    size_t entry_count, entry_cap;
};

void rt_files_init(struct rt_files *in);
void rt_files_fini(struct rt_files *in);

/* One INPUT. RT_IO only where `strict` is set. */
enum rt_status rt_files_add(
    struct rt_files *in, const char *arg, struct rt_error *err) RT_MUST_USE;
/* --files-from: an INPUT on each line (LF or CR LF; empty lines do not
 * count); "-" is standard input. RT_IO when the list cannot be read. */
enum rt_status rt_files_add_list(
    struct rt_files *in, const char *file, struct rt_error *err) RT_MUST_USE;
/* Sorts, and drops a file that came in twice, also under another path. */
enum rt_status rt_files_finish(
    struct rt_files *in, struct rt_error *err) RT_MUST_USE;

#endif
