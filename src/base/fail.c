/* Errors: filled in once, the first one wins. */
#include "base/status.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/reason.h"
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
    struct rt_error *err, enum rt_what what, const char *path)
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
    err->os = saved;
    rt_str_copy(err->path, sizeof err->path, rt_str(path));
    return rt_fail(err, RT_IO, "%s: %s: %s", rt_what(what).en, path, r);
}

enum rt_status rt_fail_input(struct rt_error *err, int code, int os)
{
    if (already_failed(err))
        return RT_IO;
    err->os = os;
    return rt_fail_code(
        err, RT_IO, code, rt_reason_of_input(RT_EN, os), NULL, NULL);
}

enum rt_status rt_fail_nomem(struct rt_error *err)
{
    return rt_fail(err, RT_NOMEM, "out of memory");
}
