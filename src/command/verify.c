/* risktally rules verify DIR: whether a folder holds the results of one run,
 * all of them, and as they were written.
 *
 * run.json lists the files of its run. Any other file is reported for
 * information, unless its name or its sheets show it to be a result of another
 * run.
 * Nothing is written and nothing locked: whoever may read the folder may ask.
 */
#include "command/verify.h"

#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "base/hash.h"
#include "base/outfile.h"
#include "command/command.h"
#include "command/common.h"
#include "command/reading.h"
#include "form/layout.h"
#include "record/named.h"
#include "report/report.h"

enum state { SAME, LEFT, NOT_OURS, CHANGED, MISSING, UNREADABLE, OTHER_RUN };

static const struct {
    const char *word;
    struct rt_text text;
} states[] = {
    [SAME] = {"same", {"実行のときのままです", "as it was written"}},
    [LEFT] = {"left",
        {"途中で終わった実行の跡です（次の merge が片付けます）",
            "left by a run that did not end; the next merge clears it away"}},
    [NOT_OURS] = {"not_of_run", {"この実行のファイルではありません（情報）",
                                    "not a file of the run (for information)"}},
    [CHANGED]
    = {"changed", {"実行の後で変更されています", "changed since the run"}},
    [MISSING] = {"missing", {"ありません", "missing"}},
    [UNREADABLE] = {"unreadable", {"読めません", "cannot be read"}},
    [OTHER_RUN]
    = {"other_run", {"別の実行の成果物です", "a result of another run"}},
};

struct verify {
    const struct rt_options *o;
    const char *dir;
    struct rt_manifest manifest;
    struct rt_writer *out;
    size_t faults;
};

static void put(struct verify *v, const char *name, enum state state)
{
    struct rt_named_list record = {.count = 0};

    v->faults += state >= CHANGED;
    rt_named_z(&record, "file", name);
    rt_named_z(&record, "state", states[state].word);
    if (v->o->format == RT_FORMAT_JSONL) {
        rt_named_json(&record, v->out);
    } else if (v->o->format == RT_FORMAT_CSV) {
        rt_named_csv(&record, v->out);
    } else if (state != SAME) {
        rt_write_plain(v->out, rt_str(name));
        rt_writef(v->out, rt_say(v->o->lang, "：%s\n", ": %s\n"),
            rt_text(v->o->lang, states[state].text));
    }
}

/* --- the files of the run ------------------------------------------------- */

static enum state state_of(
    const struct verify *v, const struct rt_manifest_file *f)
{
    struct rt_error failed = {0};
    char path[PATH_MAX], hash[65];
    uint64_t size;

    if (snprintf(path, sizeof path, "%s/%s", v->dir, f->name)
        >= (int)sizeof path)
        return MISSING;
    if (rt_sha256_file(path, hash, &size, &failed) != RT_OK)
        return failed.os == ENOENT ? MISSING : UNREADABLE;
    return size == f->size && strcmp(hash, f->sha256) == 0 ? SAME : CHANGED;
}

/* --- what else is there --------------------------------------------------- */

static bool is_listed(const struct verify *v, const char *name)
{
    for (size_t i = 0; i < v->manifest.count; i++) {
        if (strcmp(v->manifest.files[i].name, name) == 0)
            return true;
    }
    return strcmp(name, RT_MANIFEST) == 0;
}

/* A workbook that is one of ours by its sheets. */
static bool is_result(
    const struct verify *v, const char *path, const char *name)
{
    struct rt_file file = {.path = (char *)path, .name = (char *)name};
    struct rt_intake_request request = rt_request(v->o, &file, NULL);
    struct rt_intake *intake = NULL;
    struct rt_error ignored = {0};
    bool result = false;

    if (rt_intake_read(&request, &intake, &ignored) != RT_OK)
        return false;
    for (size_t i = 0; i < rt_intake_sheet_count(intake); i++) {
        const struct rt_layout *l = rt_intake_layout(intake, i);
        result |= l && l->form == RT_FORM_RESULT;
    }
    rt_intake_free(intake);
    return result;
}

static void look_at(struct verify *v, const char *sub, const char *base)
{
    char name[PATH_MAX], path[PATH_MAX];
    struct stat st;

    if (base[0] == '.' || (base[0] == '~' && base[1] == '$')
        || snprintf(name, sizeof name, "%s%s", sub, base) >= (int)sizeof name
        || snprintf(path, sizeof path, "%s/%s", v->dir, name)
               >= (int)sizeof path
        || is_listed(v, name) || stat(path, &st) != 0 || S_ISDIR(st.st_mode))
        return;
    put(v, name,
        strcmp(name, "rejected.csv") == 0
                || (rt_returns_is_name(name) && is_result(v, path, name))
            ? OTHER_RUN
            : NOT_OURS);
}

static void look_in(struct verify *v, const char *sub)
{
    char path[PATH_MAX];
    struct dirent **entries;
    int n = snprintf(path, sizeof path, "%s/%s", v->dir, sub);

    n = n < (int)sizeof path ? scandir(path, &entries, NULL, alphasort) : -1;
    if (n < 0) {
        if (errno != ENOENT)
            put(v, sub, UNREADABLE);
        return;
    }
    for (int i = 0; i < n; i++) {
        look_at(v, sub, entries[i]->d_name);
        free(entries[i]);
    }
    free(entries);
}

/* --- the command ---------------------------------------------------------- */

static enum rt_status look(struct verify *v, struct rt_error *err)
{
    char path[PATH_MAX];
    struct stat st;

    errno = ENOTDIR;
    if (stat(v->dir, &st) != 0 || !S_ISDIR(st.st_mode))
        return rt_fail_errno(err, RT_CANNOT_USE_FOLDER, v->dir);
    RT_TRY(rt_manifest_read(v->dir, &v->manifest, err));
    if (v->manifest.now && !v->manifest.whole)
        return rt_fail_both(err, RT_FORMAT,
            "%s：run.json に成果物の一覧がありません（以前の版の実行です）",
            "%s: run.json does not list the results (a run of an earlier "
            "version)",
            v->dir);
    snprintf(path, sizeof path, "%s/" RT_MANIFEST, v->dir);
    if (!v->manifest.now)
        put(v, RT_MANIFEST, stat(path, &st) == 0 ? UNREADABLE : MISSING);
    for (size_t i = 0; i < v->manifest.count; i++)
        put(v, v->manifest.files[i].name, state_of(v, &v->manifest.files[i]));
    if (v->manifest.now) {
        look_in(v, "");
        look_in(v, "returns/");
        look_in(v, "approvals/");
    }
    if (rt_outset_is_left(v->dir))
        put(v, ".risktally-run", LEFT);
    return RT_OK;
}

static void conclude(struct verify *v)
{
    rt_write_plain(v->out, rt_str(v->dir));
    if (v->faults > 0)
        rt_writef(v->out,
            rt_say(v->o->lang, "：そろっていません（%zu 件）\n",
                ": not whole: %zu found\n"),
            v->faults);
    else
        rt_writef(v->out,
            rt_say(v->o->lang, "：そろっています（%zu ファイル、%s の実行）\n",
                ": whole: %zu files of the run of %s\n"),
            v->manifest.count, v->manifest.now);
}

/* The manifest's hash, "" where there is none. */
static void sum(const char *dir, char hash[65])
{
    struct rt_error ignored = {0};
    char path[PATH_MAX];
    uint64_t size;

    hash[0] = '\0';
    if (snprintf(path, sizeof path, "%s/" RT_MANIFEST, dir) < (int)sizeof path
        && rt_sha256_file(path, hash, &size, &ignored) != RT_OK)
        hash[0] = '\0';
}

int rt_verify(
    const struct rt_options *o, const char *dir, struct rt_writer *out)
{
    struct verify v = {.o = o, .dir = dir, .out = out};
    char before[65], after[65];
    struct rt_error err = {0};
    enum rt_status rc;

    if (o->format == RT_FORMAT_CSV)
        rt_write_z(out, "file,state\r\n");
    sum(dir, before);
    rc = look(&v, &err);
    sum(dir, after);
    if (rc == RT_OK
        && (strcmp(before, after) != 0
            || (v.faults > 0 && rt_outset_is_busy(dir))))
        rc = rt_fail_both(&err, RT_BUSY,
            "%s：ほかの実行が成果物を置き換えています（もう一度実行してください）",
            "%s: another run is replacing the results; look again", dir);
    if (rc == RT_OK && o->format == RT_FORMAT_TEXT)
        conclude(&v);
    rt_manifest_fini(&v.manifest);
    if (rc != RT_OK) {
        rt_writer_clear(out);
        return rt_complain(o->lang, &err);
    }
    return v.faults > 0 ? RT_EXIT_FINDINGS : RT_EXIT_OK;
}
