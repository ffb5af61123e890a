/* The return slips of an earlier run, as its run.json names them.
 *
 * A slip of a department that has nothing left to correct must go, and no other
 * file may: the manifest says which slips are ours, and their hashes whether
 * they were edited since. Its names are not trusted, only compared: a name that
 * the program would not give is ignored.
 */
#include "report/report.h"

#include <jansson.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

/* A manifest has some 600 bytes an input. */
enum { MANIFEST_MAX = 256 << 20 };

/* NULL where there is no manifest of ours. */
static json_t *load(const char *path)
{
    struct stat st;
    json_t *root;
    FILE *file = fopen(path, "rb");

    if (!file)
        return NULL;
    if (fstat(fileno(file), &st) != 0 || !S_ISREG(st.st_mode)
        || st.st_size > MANIFEST_MAX) {
        fclose(file);
        return NULL;
    }
    root = json_loadf(file, JSON_REJECT_DUPLICATES, NULL);
    fclose(file);
    return root;
}

static bool is_ours(const json_t *root)
{
    const char *program = json_string_value(json_object_get(root, "program"));

    return program && strcmp(program, "risktally") == 0;
}

static bool is_slip_name(const char *name)
{
    struct rt_str s = rt_str(name), folder = RT_STR("returns/");

    if (!rt_str_starts(s, folder) || !rt_str_ends(s, RT_STR(".xlsx")))
        return false;
    s = (struct rt_str){s.p + folder.n, s.n - folder.n};
    return s.p[0] != '.' && !rt_str_contains(s, RT_STR("/"))
           && !rt_str_contains(s, RT_STR(".."));
}

enum rt_status rt_returns_earlier(const char *path,
    enum rt_status (*each)(void *context, const char *name, const char *sha256,
        struct rt_error *err),
    void *context, struct rt_error *err)
{
    json_t *root = load(path), *item;
    json_t *list = is_ours(root) ? json_object_get(root, "returns") : NULL;
    size_t i;
    enum rt_status rc = RT_OK;

    json_array_foreach(list, i, item)
    {
        const char *name = json_string_value(json_object_get(item, "file"));
        const char *sha256 = json_string_value(json_object_get(item, "sha256"));

        if (rc == RT_OK && name && sha256 && is_slip_name(name))
            rc = each(context, name, sha256, err);
    }
    json_decref(root);
    return rc;
}
