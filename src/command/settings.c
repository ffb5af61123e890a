/* What shapes the reading of a file: what is known of one that was read under
 * other settings, or by another build of the program, says nothing of it. The
 * date is not among them, so that it may differ from run to run. */
#include "base/hash.h"
#include "command/reading.h"
#include "sources.def"

static bool is_shaping(struct rt_str option)
{
    /* the roster counts by its content */
    return !rt_str_starts(option, RT_STR("lang="))
           && !rt_str_starts(option, RT_STR("departments="));
}

static enum rt_status add_options(const struct rt_options *o, struct rt_buf *to)
{
    RT_TRY(rt_buf_printf(to,
        "version=%s\nsources=%s\nconfig=%s\nprofile=%s\ndefault=%s\n",
        RT_VERSION, RT_SOURCES, o->config_sha256,
        o->has_profile ? o->profile.hash : "", o->fallback.hash));
    for (size_t i = 0; i < o->shaping_count; i++) {
        if (is_shaping(rt_str(o->shaping[i])))
            RT_TRY(rt_buf_printf(to, "%s\n", o->shaping[i]));
    }
    return RT_OK;
}

enum rt_status rt_reading_settings(
    const struct rt_options *o, char hex[65], struct rt_error *err)
{
    struct rt_buf b = RT_BUF(1 << 20);
    char roster[65] = "";
    uint64_t size;
    enum rt_status rc = RT_OK;

    if (o->departments)
        RT_TRY(rt_sha256_file(o->departments, roster, &size, err));
    rc = add_options(o, &b);
    RT_THEN(rc, rt_buf_printf(&b, "roster=%s\n", roster));
    if (rc == RT_OK)
        rt_sha256(rt_buf_str(&b), hex);
    rt_buf_fini(&b);
    return rc == RT_OK ? rc : rt_fail_nomem(err);
}
