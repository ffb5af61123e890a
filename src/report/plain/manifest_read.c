/* What the run.json of an earlier run lists.
 *
 * The file may be anybody's: its names are only ever compared, or looked up in
 * the folder that it is in, and one that leads out of that is passed over.
 */
#include "report/report.h"

#include <jansson.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "base/outfile.h"

/* A manifest has some 600 bytes an input. */
enum { MANIFEST_MAX = 256 << 20 };

/* NULL where there is no manifest. */
static json_t *load(const char *dir)
{
    char path[PATH_MAX];
    int n = snprintf(path, sizeof path, "%s/" RT_MANIFEST, dir);
    FILE *file = n < (int)sizeof path ? fopen(path, "rb") : NULL;
    json_t *root = NULL;
    struct stat st;

    if (!file)
        return NULL;
    if (fstat(fileno(file), &st) == 0 && S_ISREG(st.st_mode)
        && st.st_size <= MANIFEST_MAX)
        root = json_loadf(file, JSON_REJECT_DUPLICATES, NULL);
    fclose(file);
    return root;
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
    json_t *list, *item, *root = load(dir);
    const char *program = text(root, "program");
    size_t i;

    *m = (struct rt_manifest){.root = root};
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
