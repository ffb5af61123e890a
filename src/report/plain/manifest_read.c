/* What the run.json of an earlier run lists.
 *
 * The file may be anybody's: its names are only ever compared, or looked up in
 * the folder that it is in, and one that leads out of that is passed over.
 */
#include "report/report.h"

#include <stdlib.h>

#include "base/outfile.h"
#include "record/json_walk.h"

/* A manifest has some 3 KB an input. */
enum { MANIFEST_MAX = 256 << 20 };

/* Those members that are wanted; what a run found in thousands of inputs is
 * none of them. NULL where there is no manifest. */
static enum rt_status load(const char *dir, json_t **root, struct rt_error *err)
{
    static const char *const wanted[]
        = {"program", "now", "follows", "files", "returns"};
    char path[PATH_MAX];
    int n = snprintf(path, sizeof path, "%s/" RT_MANIFEST, dir);
    struct rt_json_walk w;
    const char *name;

    *root = NULL;
    if (n >= (int)sizeof path)
        return RT_OK;
    *root = json_object();
    RT_NEED(*root, err);
    rt_json_walk_open(&w, path, MANIFEST_MAX);
    while (rt_json_walk_next(&w, &name)) {
        if (rt_str_is_any(rt_str(name), wanted)
            && json_object_set_new(*root, name, rt_json_walk_value(&w)) != 0
            && w.rc == RT_OK)
            w.rc = RT_NOMEM;
    }
    if (w.rc != RT_END) {
        json_decref(*root);
        *root = NULL;
    }
    n = w.rc == RT_NOMEM;
    rt_json_walk_close(&w);
    return n ? rt_fail_nomem(err) : RT_OK;
}

static const char *text(const json_t *object, const char *name)
{
    return json_string_value(json_object_get(object, name));
}

static bool stays_inside(const char *name)
{
    return name[0] != '\0' && name[0] != '/' && !strstr(name, "..");
}

enum rt_status rt_manifest_read(
    const char *dir, struct rt_manifest *m, struct rt_error *err)
{
    json_t *list, *item, *root;
    const char *program;
    size_t i;

    *m = (struct rt_manifest){0};
    RT_TRY(load(dir, &root, err));
    m->root = root;
    program = text(root, "program");
    if (!program || strcmp(program, "risktally") != 0)
        return RT_OK;
    m->now = text(root, "now");
    if (m->now
        && (strlen(m->now) != 10 || m->now[strspn(m->now, "0123456789-")]))
        m->now = NULL;
    m->follows = json_is_null(json_object_get(root, "follows"))
                     ? ""
                     : text(root, "follows");
    list = json_object_get(root, "files");
    m->whole = json_is_array(list);
    if (!m->whole)
        list = json_object_get(root, "returns");
    m->files = calloc(json_array_size(list) + 1, sizeof *m->files);
    RT_NEED(m->files, err);
    json_array_foreach(list, i, item)
    {
        struct rt_manifest_file f = {.name = text(item, "file"),
            .sha256 = text(item, "sha256"),
            .size
            = (uint64_t)json_integer_value(json_object_get(item, "size"))};

        if (f.name && f.sha256 && stays_inside(f.name))
            m->files[m->count++] = f;
        else
            m->whole = false;
    }
    return RT_OK;
}

void rt_manifest_fini(struct rt_manifest *m)
{
    json_decref(m->root);
    free(m->files);
}
