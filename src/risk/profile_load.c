/* A profile by its name, or by the path of its file. */
#include "risk/profile_ini.h"

#include <sys/stat.h>

/* The largest profile we ship is under 1 KB; comments may be long. */
enum { FILE_MAX_BYTES = 64 * 1024 };

static enum rt_status load_file(
    const char *path, struct rt_profile *out, struct rt_error *err)
{
    struct rt_buf text = RT_BUF(FILE_MAX_BYTES);
    enum rt_status rc = rt_file_text(path, &text);

    if (rc == RT_IO)
        rc = rt_fail_errno(err, RT_CANNOT_READ_PROFILE, path);
    else if (rc == RT_LIMIT)
        rc = rt_fail_line(err, path, 1,
            "%dバイトを超えています（判定基準のファイルではありません）",
            "larger than %d bytes, which no profile is", FILE_MAX_BYTES);
    else if (rc != RT_OK)
        rc = rt_fail_nomem(err);
    RT_THEN(rc, rt_profile_parse(rt_buf_str(&text), path, out, err));
    rt_buf_fini(&text);
    return rc;
}

static enum rt_status fail_unknown(const char *name, struct rt_error *err)
{
    const struct rt_profile *p;
    char known[160] = "", shown[40];

    for (size_t i = 0; (p = rt_profile_builtin(i)) != NULL; i++) {
        size_t n = strlen(known);

        snprintf(
            known + n, sizeof known - n, "%s%s", i > 0 ? ", " : "", p->name);
    }
    rt_str_copy(shown, sizeof shown, rt_str(name));
    return rt_fail_both(err, RT_USAGE,
        "判定基準「%s」はありません（%s のどれか、または .ini ファイルのパスを指定してください）",
        "there is no profile \"%s\": write one of %s, or the path of an .ini "
        "file",
        shown, known);
}

enum rt_status rt_profile_load(
    const char *name_or_path, struct rt_profile *out, struct rt_error *err)
{
    struct rt_str name = rt_str(name_or_path);
    const struct rt_profile *builtin = rt_profile_named(name);
    struct stat st;

    if (strchr(name_or_path, '/') || rt_str_ends(name, RT_STR(".ini")))
        return load_file(name_or_path, out, err);
    if (builtin) {
        *out = *builtin;
        return RT_OK;
    }
    if (stat(name_or_path, &st) == 0)
        return load_file(name_or_path, out, err);
    return fail_unknown(name_or_path, err);
}
