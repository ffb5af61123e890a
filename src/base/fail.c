/* Errors: filled in once, the first one wins. */
#include "base/status.h"

#include <errno.h>
#include <stdarg.h>

#include "base/reason.h"
#include "base/text.h"

static bool already_failed(const struct rt_error *err)
{
    return !err || err->status != RT_OK;
}

/* A sentence that was too long ends at a whole character. */
static void RT_PRINTF(2, 0) put(char *text, const char *fmt, va_list ap)
{
    if (vsnprintf(text, RT_ERROR_TEXT, fmt, ap) >= RT_ERROR_TEXT)
        text[rt_utf8_valid_prefix(rt_str(text))] = '\0';
}

enum rt_status rt_fail(
    struct rt_error *err, enum rt_status status, const char *fmt, ...)
{
    va_list ap;

    if (already_failed(err))
        return status;
    err->status = status;
    va_start(ap, fmt);
    put(err->text, fmt, ap);
    va_end(ap);
    return status;
}

enum rt_status rt_vfail_both(struct rt_error *err, enum rt_status status,
    const char *ja, const char *en, va_list ap)
{
    va_list again;

    if (already_failed(err))
        return status;
    err->status = status;
    va_copy(again, ap);
    put(err->text, en, ap);
    put(err->ja, ja, again);
    va_end(again);
    return status;
}

enum rt_status rt_fail_both(struct rt_error *err, enum rt_status status,
    const char *ja, const char *en, ...)
{
    va_list ap;

    va_start(ap, en);
    (void)rt_vfail_both(err, status, ja, en, ap);
    va_end(ap);
    return status;
}

enum rt_status rt_fail_text(
    struct rt_error *err, enum rt_status status, const char *ja, const char *en)
{
    if (already_failed(err))
        return status;
    (void)rt_fail(err, status, "%s", en);
    rt_str_copy(err->ja, sizeof err->ja, rt_str(ja));
    return status;
}

enum rt_status rt_fail_at(struct rt_error *err, enum rt_status status,
    const char *place, const struct rt_error *why)
{
    char ja[RT_ERROR_TEXT], en[RT_ERROR_TEXT];
    const char *colon = place ? ": " : "";

    if (already_failed(err))
        return status;
    if (!place)
        place = "";
    snprintf(ja, sizeof ja, "%s%s%s", place, colon, rt_error_text(RT_JA, why));
    snprintf(en, sizeof en, "%s%s%s", place, colon, rt_error_text(RT_EN, why));
    return rt_fail_text(err, status, ja, en);
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
    char ja[RT_ERROR_TEXT], en[RT_ERROR_TEXT], shown[256];
    int os = errno;

    if (already_failed(err))
        return RT_IO;
    err->os = os;
    rt_str_copy(shown, sizeof shown, rt_str(path ? path : "-"));
    snprintf(ja, sizeof ja, "%s：%s（%s）", shown, rt_what(what).ja,
        rt_reason(RT_JA, os));
    snprintf(en, sizeof en, "%s: %s: %s", rt_what(what).en, shown,
        rt_reason(RT_EN, os));
    return rt_fail_text(err, RT_IO, ja, en);
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
    return rt_fail_both(err, RT_NOMEM, "メモリーが足りません", "out of memory");
}
