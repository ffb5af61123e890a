/* -o: where the review workbook goes, and how it finds the originals.
 *
 * An input is never replaced, even with --force, and the name must be a
 * workbook's. Links to the originals are relative to the workbook, so that both
 * can be moved together and the same run gives the same bytes anywhere.
 */
#include <limits.h>
#include <stdlib.h>

#include "base/outfile.h"
#include "command/check.h"
#include "command/way.h"

/* --- the name ------------------------------------------------------------- */

static enum rt_status not_an_input(
    const struct rt_check *c, struct rt_error *err)
{
    const char *others[] = {c->o.assets, c->o.accept, c->o.against};
    bool same = false;

    for (size_t i = 0; i < c->files.count && !same; i++)
        same = rt_same_file(c->o.output, c->files.list[i].path);
    for (size_t i = 0; i < RT_COUNT(others) && !same; i++)
        same = others[i] && rt_same_file(c->o.output, others[i]);
    if (same)
        return rt_fail_both(err, RT_USAGE,
            "-o の %s は入力ファイルです。別の名前を指定してください",
            "-o: %s is an input; give another name", c->o.output);
    return RT_OK;
}

enum rt_status rt_check_announce(const struct rt_check *c,
    struct rt_outset **set, const char **path, struct rt_error *err)
{
    RT_TRY(rt_check_book_name(&c->o, err));
    RT_TRY(not_an_input(c, err));
    return rt_outset_open_file(c->o.output, c->o.force, set, path, err);
}

/* --- the links ------------------------------------------------------------ */

static void free_links(char **links, size_t count)
{
    for (size_t i = 0; links && i < count; i++)
        free(links[i]);
    free(links);
}

enum rt_status rt_check_review(
    const struct rt_check *c, const char *path, struct rt_error *err)
{
    size_t count = c->files.count + (c->o.assets ? 1 : 0);
    char **links = calloc(count + 1, sizeof *links);
    struct rt_review review
        = {.link_count = count, .accepted = c->accepts.taken};
    char folder[PATH_MAX];
    const char *name;
    enum rt_status rc;

    RT_NEED(links, err);
    rt_path_split(c->o.output, folder, &name);
    for (size_t i = 0; i < c->files.count; i++)
        links[i] = rt_way(folder, c->files.list[i].path);
    if (c->o.assets)
        links[count - 1] = rt_way(folder, c->o.assets);
    review.links = (const char *const *)links;
    rc = rt_report_review(c->ledger, &c->run, &review, path, err);
    free_links(links, count);
    return rc;
}
