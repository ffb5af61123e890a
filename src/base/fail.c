/* Errors: filled in once, the first one wins. */
#include "base/status.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"

static bool already_failed(const struct rt_error *err)
{
    return !err || err->status != RT_OK;
}

enum rt_status rt_fail(
    struct rt_error *err, enum rt_status status, const char *fmt, ...)
{
    va_list ap;
    int n;

    if (already_failed(err))
        return status;
    err->status = status;
    va_start(ap, fmt);
    n = vsnprintf(err->text, sizeof err->text, fmt, ap);
    va_end(ap);
    /* A sentence that was too long ends at a whole character. */
    if (n >= (int)sizeof err->text)
        err->text[rt_utf8_valid_prefix(rt_str(err->text))] = '\0';
    return status;
}

enum rt_status rt_fail_code(struct rt_error *err, enum rt_status status,
    int code, const char *arg1, const char *arg2, const char *arg3)
{
    const char *args[RT_ERROR_ARGS] = {arg1, arg2, arg3};

    if (already_failed(err))
        return status;
    err->status = status;
    err->code = code;
    for (int i = 0; i < RT_ERROR_ARGS; i++) {
        char *arg = err->arg[i];
        rt_str_copy(arg, sizeof err->arg[i], rt_str(args[i]));
        /* What a piece cut off may end inside a character: no report takes
         * that. */
        arg[rt_utf8_valid_prefix(rt_str(arg))] = '\0';
    }
    return status;
}

enum rt_status rt_fail_errno(
    struct rt_error *err, const char *what, const char *path)
{
    char reason[128];
    int saved = errno;

    /* GNU's strerror_r may answer with a string of its own. */
    const char *r = strerror_r(saved, reason, sizeof reason);

    if (already_failed(err))
        return RT_IO;
    if (!path)
        path = "-";
    err->what = what;
    err->path_len = strlen(path);
    err->os = saved;
    return rt_fail(err, RT_IO, "%s: %s: %s", what, path, r);
}

enum rt_status rt_fail_nomem(struct rt_error *err)
{
    return rt_fail(err, RT_NOMEM, "out of memory");
}
