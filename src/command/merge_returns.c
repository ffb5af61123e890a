/* Which return slips and departments' plans there are to be, and which of an
 * earlier run's go.
 *
 * With --force there may be a slip of the run before for a department that has
 * nothing left to correct, or a plan where nothing is left to do. It is removed when the others are renamed, but only
 * if it is certainly ours and was not edited: named by the earlier run.json,
 * and the same by its hash.
 */
#include "command/merge_returns.h"

#include <stdlib.h>
#include <sys/stat.h>

#include "base/hash.h"
#include "base/list.h"

enum { PATH_BYTES = 4096 };

struct file_id {
    dev_t device;
    ino_t inode;
    bool taken; /* a department's file, no earlier result */
};

/* The inputs: none of them is removed, and those taken are not replaced. */
struct guarded {
    struct file_id *ids;
    size_t count;
};

/* What is at hand while slips are announced. */
struct begin {
    struct rt_merge_returns *r;
    const struct rt_options *o;
    struct guarded guarded;
    struct rt_outset *set;
};

RT_SORTED(compare, struct file_id, RT_ORDER(x->device, y->device);
          RT_ORDER(x->inode, y->inode))

static enum rt_status guard_inputs(struct guarded *g,
    const struct rt_files *files, const bool *taken, struct rt_error *err)
{
    struct stat st;

    g->ids = calloc(files->count + 1, sizeof *g->ids);
    RT_NEED(g->ids, err);
    for (size_t i = 0; i < files->count; i++) {
        if (stat(files->list[i].path, &st) == 0)
            g->ids[g->count++]
                = (struct file_id){st.st_dev, st.st_ino, taken[i]};
    }
    qsort(g->ids, g->count, sizeof *g->ids, compare);
    return RT_OK;
}

/* NULL where the file is no input. */
static const struct file_id *find_input(
    const struct guarded *g, const struct stat *st)
{
    struct file_id id = {st->st_dev, st->st_ino, false};

    return bsearch(&id, g->ids, g->count, sizeof *g->ids, compare);
}

/* False where the name is longer than paths are. */
static bool path_of(
    const struct rt_options *o, const char *name, char path[PATH_BYTES])
{
    int n = snprintf(path, PATH_BYTES, "%s/%s", o->output, name);

    return n >= 0 && n < PATH_BYTES;
}

/* --- this run's ----------------------------------------------------------- */

/* A department's file in the place of a result must not be replaced by it; an
 * earlier result of ours, left among the inputs, may. */
static enum rt_status check_place(
    const struct begin *b, const char *name, struct rt_error *err)
{
    const struct file_id *input = NULL;
    char path[PATH_BYTES];
    struct stat st;

    if (b->o->force && path_of(b->o, name, path) && stat(path, &st) == 0)
        input = find_input(&b->guarded, &st);
    if (!input || !input->taken)
        return RT_OK;
    return rt_fail_both(err, RT_USAGE,
        "入力ファイル %s は成果物と同じファイルです（-o で別のフォルダーを"
        "指定してください）",
        "input %s is where a result would go: name another folder with -o",
        path);
}

/* Those that are announced already. */
static enum rt_status check_results(const struct begin *b, struct rt_error *err)
{
    struct rt_outfile *list;
    size_t count;
    enum rt_status rc = rt_outset_list(b->set, &list, &count, err);

    RT_THEN(rc, check_place(b, RT_MANIFEST, err));
    for (size_t i = 0; i < count; i++)
        RT_THEN(rc, check_place(b, list[i].name, err));
    free(list);
    return rc;
}

size_t rt_merge_letters(const struct rt_merge_returns *r)
{
    return r->list.count + r->plans.count + r->approvals.count;
}

/* Of the slips, then of the plans, then of the sheets of approvals. */
static const char *name_of(const struct rt_merge_returns *r, size_t i)
{
    if (i < r->list.count)
        return r->list.list[i].name;
    i -= r->list.count;
    return i < r->plans.count ? r->plans.list[i].name
                              : r->approvals.list[i - r->plans.count].name;
}

enum rt_status rt_merge_write_letter(const struct rt_merge_returns *r, size_t i,
    struct rt_ledger *ledger, const struct rt_run *run, struct rt_error *err)
{
    const char *path = r->paths[i];

    if (i < r->list.count)
        return rt_report_slip(ledger, run, &r->list.list[i].slip, path, err);
    i -= r->list.count;
    return i < r->plans.count
               ? rt_report_plan_part(ledger, run, &r->plans.list[i], path, err)
               : rt_report_approval(ledger, run,
                   &r->approvals.list[i - r->plans.count], path, err);
}

static enum rt_status announce_all(struct begin *b, struct rt_error *err)
{
    size_t count = rt_merge_letters(b->r);

    b->r->paths = calloc(count + 1, sizeof *b->r->paths);
    RT_NEED(b->r->paths, err);
    for (size_t i = 0; i < count; i++) {
        const char *name = name_of(b->r, i);

        RT_TRY(check_place(b, name, err));
        RT_TRY(rt_outset_add(b->set, name, &b->r->paths[i], err));
    }
    return RT_OK;
}

/* --- the earlier run's ---------------------------------------------------- */

static bool is_wanted(const struct rt_merge_returns *r, const char *name)
{
    for (size_t i = 0; i < rt_merge_letters(r); i++) {
        if (strcmp(name_of(r, i), name) == 0)
            return true;
    }
    return false;
}

static enum rt_status clear_away(
    struct begin *b, const struct rt_manifest_file *slip, struct rt_error *err)
{
    struct rt_error ignored = {0};
    char path[PATH_BYTES], hash[65];
    const char *temp;
    struct stat st;
    uint64_t size;

    if (is_wanted(b->r, slip->name) || !path_of(b->o, slip->name, path)
        || lstat(path, &st) != 0 || !S_ISREG(st.st_mode)
        || find_input(&b->guarded, &st))
        return RT_OK;
    if (rt_sha256_file(path, hash, &size, &ignored) != RT_OK
        || strcmp(hash, slip->sha256) != 0) {
        if (b->r->kept++ == 0)
            rt_str_copy(
                b->r->first_kept, sizeof b->r->first_kept, rt_str(path));
        return RT_OK;
    }
    RT_TRY(rt_outset_add(b->set, slip->name, &temp, err));
    rt_outset_drop(b->set, slip->name);
    return RT_OK;
}

static enum rt_status clear_all_away(struct begin *b, struct rt_error *err)
{
    struct rt_manifest m;
    enum rt_status rc = rt_manifest_read(b->o->output, &m, err);

    for (size_t i = 0; i < m.count && rc == RT_OK; i++) {
        if (rt_returns_is_name(m.files[i].name))
            rc = clear_away(b, &m.files[i], err);
    }
    rt_manifest_fini(&m);
    return rc;
}

enum rt_status rt_merge_returns_begin(struct rt_merge_returns *r,
    struct rt_ledger *ledger, const struct rt_options *o,
    const struct rt_files *files, const bool *taken, struct rt_outset *set,
    struct rt_error *err)
{
    struct begin b = {.r = r, .o = o, .set = set};
    enum rt_status rc = guard_inputs(&b.guarded, files, taken, err);

    RT_THEN(rc, check_results(&b, err));
    RT_THEN(rc, rt_ledger_make_slips(ledger, err));
    RT_THEN(rc, rt_returns_list(ledger, o->lang, &r->list, err));
    RT_THEN(rc, rt_approvals_list(ledger, &r->approvals, err));
    RT_THEN(rc, rt_plan_parts_list(ledger, &r->plans, err));
    RT_THEN(rc, announce_all(&b, err));
    if (rc == RT_OK && o->force)
        rc = clear_all_away(&b, err);
    free(b.guarded.ids);
    return rc;
}

void rt_merge_returns_fini(struct rt_merge_returns *r)
{
    rt_returns_fini(&r->list);
    rt_approvals_fini(&r->approvals);
    rt_plan_parts_fini(&r->plans);
    free(r->paths);
    *r = (struct rt_merge_returns){0};
}
