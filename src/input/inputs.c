/* The command line's INPUTs as a list of files (see input/inputs.h).
 *
 * A walk keeps its own stack of directories to read and a set of those already
 * read. Its order is irrelevant, since the whole list is sorted at the end.
 */
#include "input/inputs.h"
#include "base/intern.h"
#include "base/list.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <strings.h>
#include <sys/stat.h>

struct rt_files_entry {
    const char *path;
    bool other; /* met in a folder, and neither a workbook nor a list */
    bool exists;
    dev_t dev;
    ino_t ino;
};

/* Directories to read, then those read: the same list, up to `next` read. */
struct walk {
    const char **dirs;
    size_t count, cap, next;
    struct rt_intern seen; /* device and inode of each */
};

void rt_files_init(struct rt_files *in)
{
    *in = (struct rt_files){0};
    rt_arena_init(&in->arena);
}

void rt_files_fini(struct rt_files *in)
{
    free(in->entries);
    rt_arena_fini(&in->arena);
    *in = (struct rt_files){0};
}

/* --- the list ----------------------------------------------------------- */

static enum rt_status add_file(struct rt_files *in, const char *path,
    const struct stat *st, struct rt_error *err)
{
    RT_NEED(RT_GROW(in->entries, in->entry_count, in->entry_cap), err);
    struct rt_str copy = rt_arena_str(&in->arena, rt_str(path));
    RT_NEED(copy.p, err);
    struct rt_files_entry *e = &in->entries[in->entry_count++];
    *e = (struct rt_files_entry){.path = copy.p, .exists = st};
    if (st) {
        e->dev = st->st_dev;
        e->ino = st->st_ino;
    }
    return RT_OK;
}

/* --- walking ------------------------------------------------------------ */

static enum rt_status push_dir(
    struct rt_files *in, struct walk *w, const char *path, struct rt_error *err)
{
    RT_NEED(RT_GROW(w->dirs, w->count, w->cap), err);
    struct rt_str copy = rt_arena_str(&in->arena, rt_str(path));
    RT_NEED(copy.p, err);
    w->dirs[w->count++] = copy.p;
    return RT_OK;
}

/* *first: whether this directory had not been read before. */
static enum rt_status see(
    struct walk *w, const struct stat *st, bool *first, struct rt_error *err)
{
    const uint64_t id[] = {st->st_dev, st->st_ino};
    size_t before = w->seen.count;

    RT_NEED(
        rt_intern(&w->seen, (struct rt_str){(const char *)id, sizeof id}), err);
    *first = w->seen.count > before;
    return RT_OK;
}

static bool wanted(const char *name)
{
    static const char *const ends[] = {".xlsx", ".xlsm", ".csv", ".tsv", ".txt",
        ".xls", ".xlsb", ".xltx", ".xltm", ".ods", ".fods", ".numbers", ".zip"};
    size_t n = strlen(name);
    for (size_t i = 0; i < RT_COUNT(ends); i++) {
        size_t k = strlen(ends[i]);
        if (n > k && strcasecmp(name + n - k, ends[i]) == 0)
            return true;
    }
    return false;
}

/* What Windows leaves in folders by itself. */
static bool is_of_the_system(const char *name)
{
    return strcasecmp(name, "Thumbs.db") == 0
           || strcasecmp(name, "desktop.ini") == 0;
}

static enum rt_status add_other(struct rt_files *in, const char *path,
    const struct stat *st, struct rt_error *err)
{
    RT_TRY(add_file(in, path, st, err));
    in->entries[in->entry_count - 1].other = true;
    return RT_OK;
}

static enum rt_status take_entry(struct rt_files *in, struct walk *w,
    const char *dir, const char *name, struct rt_error *err)
{
    struct stat st;
    if (name[0] == '.' || (name[0] == '~' && name[1] == '$'))
        return RT_OK;
    size_t n = strlen(dir);
    const char *slash = n > 0 && dir[n - 1] == '/' ? "" : "/";
    size_t size = n + strlen(name) + 2;
    char *path = malloc(size);
    RT_NEED(path, err);
    snprintf(path, size, "%s%s%s", dir, slash, name);
    bool exists = stat(path, &st) == 0;
    /* An unreadable entry may be a directory full of files. */
    bool unknown = !exists && errno != ENOENT && errno != ELOOP;
    enum rt_status rc = RT_OK;
    if (exists && S_ISDIR(st.st_mode))
        rc = push_dir(in, w, path, err);
    else if (wanted(name) || unknown)
        rc = add_file(in, path, exists ? &st : NULL, err);
    else if (!is_of_the_system(name))
        rc = add_other(in, path, exists ? &st : NULL, err);
    free(path);
    return rc;
}

/* A folder that cannot be read, or not to its end. In the list it becomes a
 * file that cannot be opened, which says why. */
static enum rt_status lost_dir(
    struct rt_files *in, const char *path, struct rt_error *err)
{
    return in->strict ? rt_fail_errno(err, RT_CANNOT_READ_FOLDER, path)
                      : add_file(in, path, NULL, err);
}

static enum rt_status read_entries(struct rt_files *in, struct walk *w, DIR *d,
    const char *path, struct rt_error *err)
{
    enum rt_status rc = RT_OK;
    struct dirent *e;

    while (rc == RT_OK && (errno = 0, e = readdir(d)) != NULL)
        rc = take_entry(in, w, path, e->d_name, err);
    return rc == RT_OK && errno != 0 ? lost_dir(in, path, err) : rc;
}

static enum rt_status read_dir(
    struct rt_files *in, struct walk *w, const char *path, struct rt_error *err)
{
    struct stat st;
    bool first = false;
    DIR *d = opendir(path);
    if (!d)
        return lost_dir(in, path, err);
    enum rt_status rc = RT_OK;
    if (fstat(dirfd(d), &st) == 0)
        rc = see(w, &st, &first, err);
    else
        rc = lost_dir(in, path, err);
    if (rc == RT_OK && first)
        rc = read_entries(in, w, d, path, err);
    closedir(d);
    return rc;
}

static enum rt_status walk(
    struct rt_files *in, const char *path, struct rt_error *err)
{
    struct walk w = {0};
    enum rt_status rc = push_dir(in, &w, path, err);
    while (rc == RT_OK && w.next < w.count) {
        const char *dir = w.dirs[w.next++];
        rc = read_dir(in, &w, dir, err);
    }
    free(w.dirs);
    rt_intern_fini(&w.seen);
    return rc;
}

enum rt_status rt_files_add(
    struct rt_files *in, const char *arg, struct rt_error *err)
{
    struct stat st;
    if (stat(arg, &st) != 0)
        return in->strict ? rt_fail_errno(err, RT_CANNOT_OPEN, arg)
                          : add_file(in, arg, NULL, err);
    if (S_ISDIR(st.st_mode))
        return walk(in, arg, err);
    return add_file(in, arg, &st, err);
}

/* --- --files-from ------------------------------------------------------- */

static enum rt_status take_line(
    struct rt_files *in, char *line, size_t n, bool first, struct rt_error *err)
{
    if (n > 0 && line[n - 1] == '\n')
        line[--n] = '\0';
    if (n > 0 && line[n - 1] == '\r')
        line[--n] = '\0';
    if (strlen(line) != n)
        return rt_fail_both(err, RT_USAGE, "入力の一覧にNUL文字があります",
            "NUL in the list of files");
    if (first && strncmp(line, "\xEF\xBB\xBF", 3) == 0)
        line += 3;
    return *line != '\0' ? rt_files_add(in, line, err) : RT_OK;
}

enum rt_status rt_files_add_list(
    struct rt_files *in, const char *file, struct rt_error *err)
{
    bool standard = strcmp(file, "-") == 0;
    FILE *f = standard ? stdin : fopen(file, "re");
    if (!f)
        return rt_fail_errno(err, RT_CANNOT_READ_LIST, file);
    char *line = NULL;
    size_t cap = 0;
    enum rt_status rc = RT_OK;
    bool first = true;
    for (ssize_t n; rc == RT_OK && (n = getline(&line, &cap, f)) >= 0;
         first = false)
        rc = take_line(in, line, (size_t)n, first, err);
    if (rc == RT_OK && ferror(f))
        rc = rt_fail_errno(err, RT_CANNOT_READ_LIST, file);
    free(line);
    if (!standard)
        fclose(f);
    return rc;
}

/* --- the end ------------------------------------------------------------ */

static int by_path(const void *a, const void *b)
{
    const struct rt_files_entry *x = a, *y = b;
    return strcmp(x->path, y->path);
}

/* Files that exist first, the same file together. */
static int by_file(const void *a, const void *b)
{
    const struct rt_files_entry *x = a, *y = b;
    RT_ORDER(y->exists, x->exists);
    if (x->exists) {
        RT_ORDER(x->dev, y->dev);
        RT_ORDER(x->ino, y->ino);
    }
    RT_ORDER(x->other, y->other);
    return by_path(a, b);
}

static bool same_file(
    const struct rt_files_entry *x, const struct rt_files_entry *y)
{
    if (x->exists && y->exists)
        return x->dev == y->dev && x->ino == y->ino;
    return strcmp(x->path, y->path) == 0;
}

static void drop_doubles(struct rt_files *in)
{
    struct rt_files_entry *e = in->entries;
    size_t kept = 0;
    qsort(e, in->entry_count, sizeof *e, by_file);
    for (size_t i = 0; i < in->entry_count; i++) {
        if (kept == 0 || !same_file(&e[kept - 1], &e[i]))
            e[kept++] = e[i];
    }
    in->entry_count = kept;
    qsort(e, kept, sizeof *e, by_path);
}

/* Control characters, and those that turn a line around or end it. */
static bool unfit(uint32_t cp)
{
    return cp < 0x20 || (cp >= 0x7F && cp < 0xA0)
           || (cp >= 0x200E && cp <= 0x200F) || (cp >= 0x2028 && cp <= 0x202E)
           || (cp >= 0x2066 && cp <= 0x2069);
}

static const char *display_name(struct rt_files *in, const char *path)
{
    static const char hex[] = "0123456789ABCDEF";
    struct rt_str rest = rt_str(path);
    char *name = rt_arena_alloc(&in->arena, rest.n * 4 + 1);
    size_t n = 0;
    while (name && rest.n > 0) {
        uint32_t cp;
        size_t k = rt_utf8_decode(rest, &cp);
        bool bad = k == 0 || unfit(cp);
        for (size_t i = 0; i < (k > 0 ? k : 1); i++) {
            unsigned char c = (unsigned char)rest.p[i];
            if (bad) {
                name[n++] = '\\';
                name[n++] = 'x';
                name[n++] = hex[c >> 4];
                name[n++] = hex[c & 15];
            } else {
                name[n++] = (char)c;
            }
        }
        rest.p += k > 0 ? k : 1;
        rest.n -= k > 0 ? k : 1;
    }
    return name;
}

/* The files, or what else was met in the folders. */
static enum rt_status make_list(struct rt_files *in, bool other,
    struct rt_file **list, size_t *count, struct rt_error *err)
{
    struct rt_file *to
        = rt_arena_array(&in->arena, in->entry_count + 1, sizeof *to);

    RT_NEED(to, err);
    *list = to;
    for (size_t i = 0; i < in->entry_count; i++) {
        const struct rt_files_entry *e = &in->entries[i];
        if (e->other != other)
            continue;
        *to = (struct rt_file){
            .path = e->path, .name = display_name(in, e->path)};
        RT_NEED(to->name, err);
        to++;
    }
    *count = (size_t)(to - *list);
    return RT_OK;
}

enum rt_status rt_files_finish(struct rt_files *in, struct rt_error *err)
{
    if (in->entry_count > 0)
        drop_doubles(in);
    RT_TRY(make_list(in, false, &in->list, &in->count, err));
    return make_list(in, true, &in->others, &in->other_count, err);
}
