/* The configuration file: its text, its hash, its lines. */
#include "command/config.h"

#include "base/hash.h"

/* A list of words and some options; more is another file by mistake. */
enum { CONFIG_MAX = 1 << 20 };

static bool is_text(struct rt_str s)
{
    return !rt_str_contains(s, RT_STR("\0")) && rt_utf8_valid_prefix(s) == s.n;
}

enum rt_status rt_config_read(
    struct rt_ini *ini, char sha256[65], struct rt_error *err)
{
    struct rt_buf text = RT_BUF(CONFIG_MAX);
    enum rt_status rc = rt_file_text(ini->path, &text);

    if (rc == RT_NOMEM)
        rc = rt_fail_nomem(err);
    else if (rc == RT_IO)
        rc = rt_fail_errno(err, RT_CANNOT_READ_CONFIG, ini->path);
    else if (rc != RT_OK || !is_text(rt_buf_str(&text)))
        rc = rt_fail_both(err, RT_USAGE,
            "%s はUTF-8の設定ファイルではありません",
            "%s is no configuration file in UTF-8", ini->path);
    else
        rt_sha256(rt_buf_str(&text), sha256);
    RT_THEN(rc, rt_ini_parse(ini, rt_buf_str(&text), err));
    rt_buf_fini(&text);
    return rc;
}
