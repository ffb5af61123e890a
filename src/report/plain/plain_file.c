/* Opening, writing and closing a text artefact with every answer checked.
 *
 * One place for it, so that no artefact can lose its tail on a full disk
 * without anybody noticing. Syncing and renaming are outfile.h's.
 */
#include "report/plain/plain_file.h"

enum rt_status rt_plain_open(
    struct plain_file *f, const char *path, struct rt_error *err)
{
    f->path = path;
    f->file = fopen(path, "wbe");
    return f->file ? RT_OK : rt_fail_errno(err, "cannot write", path);
}

enum rt_status rt_plain_put(
    struct plain_file *f, struct rt_str s, struct rt_error *err)
{
    if (s.n && fwrite(s.p, 1, s.n, f->file) != s.n)
        return rt_fail_errno(err, "cannot write", f->path);
    return RT_OK;
}

enum rt_status rt_plain_close(
    struct plain_file *f, enum rt_status status, struct rt_error *err)
{
    int rc = fclose(f->file);

    f->file = NULL;
    if (status != RT_OK && status != RT_END)
        return status;
    return rc == 0 ? RT_OK : rt_fail_errno(err, "cannot write", f->path);
}
