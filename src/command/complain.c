/* What kept a run from being trusted, on standard error, in the language of
 * the run. */
#include "base/reason.h"
#include "command/command.h"
#include "command/common.h"

enum rt_status rt_complaint(
    enum rt_lang lang, const struct rt_error *err, struct rt_buf *to)
{
    struct rt_str args[RT_FINDING_ARGS];
    enum rt_code code = (enum rt_code)err->code;
    enum rt_status rc;

    /* The catalogue has the text of some failures: an unknown --encoding. */
    if (!err->code)
        return rt_buf_printf(to,
            err->status == RT_BUG ? rt_say(lang, "内部エラー（%s）", "%s")
                                  : "%s",
            rt_error_text(lang, err));
    rt_finding_args(err, lang, args);
    rc = rt_buf_printf(to, "%s: ", rt_finding_info(code)->name);
    return rc == RT_OK ? rt_finding_message(code, lang, args, to) : rc;
}

int rt_complain(enum rt_lang lang, const struct rt_error *err)
{
    struct rt_buf b = RT_BUF(64 * 1024);

    if (rt_complaint(lang, err, &b) == RT_OK)
        fprintf(stderr, "risktally: %s\n", b.data);
    else
        fprintf(stderr, "risktally: %s\n", rt_error_text(lang, err));
    rt_buf_fini(&b);
    if (err->status == RT_BUG)
        fputs(rt_say(lang,
                  "risktally: プログラムの誤りです。開発者に知らせてください\n",
                  "risktally: this is a bug; please report it\n"),
            stderr);
    return err->status == RT_BUSY ? RT_EXIT_LOCKED : RT_EXIT_TROUBLE;
}
