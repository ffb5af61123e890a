/* Ways between folders, as links in a workbook need them: relative, so that
 * results and inputs can be moved together and the same run gives the same
 * bytes wherever the two lie. */
#include "command/way.h"

#include <limits.h>
#include <stdlib.h>

/* How many bytes of two absolute paths name the same folders; the first is a
 * folder, without a slash at its end. */
static size_t common_folders(const char *folder, const char *file)
{
    size_t i, last = 0;

    for (i = 0; folder[i] != '\0' && folder[i] == file[i]; i++) {
        if (folder[i] == '/')
            last = i + 1;
    }
    if ((folder[i] == '\0' && file[i] == '/')
        || (folder[i] == '/' && file[i] == '\0'))
        last = i + 1;
    return last;
}

/* The way from a folder to a file or folder, both absolute and real. */
static char *way(const char *folder, const char *file)
{
    char text[3 * PATH_MAX]; /* "../" for every other byte, and the file */
    size_t same, n = 0;

    if (strcmp(folder, file) == 0)
        return strdup("");
    if (strcmp(folder, "/") == 0)
        return strdup(file + 1);
    same = common_folders(folder, file);
    /* one step up for each folder that is left */
    for (size_t i = same; i <= strlen(folder); i++) {
        if (i == same || folder[i - 1] == '/') {
            memcpy(text + n, "../", 3);
            n += 3;
        }
    }
    rt_str_copy(text + n, sizeof text - n,
        same < strlen(file) ? rt_str(file + same) : RT_STR_NONE);
    return strdup(text);
}

char *rt_way(const char *folder, const char *path)
{
    char from[PATH_MAX], to[PATH_MAX];

    if (!realpath(folder, from) || !realpath(path, to))
        return NULL;
    return way(from, to);
}

/* The folder that all names lie in, with its slash: its length; 0 where a
 * name is not absolute. */
static size_t common_of_all(const struct rt_files *files)
{
    const char *first = files->list[0].name;
    const char *slash = strrchr(first, '/');
    size_t n = first[0] == '/' ? (size_t)(slash - first) + 1 : 0;

    for (size_t i = 1; i < files->count && n > 0; i++) {
        const char *name = files->list[i].name;
        size_t same = 0, last = 0;

        for (; same < n && name[same] == first[same]; same++) {
            if (name[same] == '/')
                last = same + 1;
        }
        n = last;
    }
    return n;
}

char *rt_way_to_inputs(
    const char *folder, const struct rt_files *files, size_t *skip)
{
    char common[PATH_MAX], *base;
    size_t n;

    *skip = files->count > 0 ? common_of_all(files) : 0;
    if (*skip >= sizeof common)
        return NULL;
    rt_str_copy(common, sizeof common,
        *skip > 0 ? (struct rt_str){files->list[0].name, *skip} : RT_STR("."));
    base = rt_way(folder, common);
    /* "../../" for folders above: the slash belongs to what follows */
    n = base ? strlen(base) : 0;
    if (n > 0 && base[n - 1] == '/')
        base[n - 1] = '\0';
    return base;
}
