/* What kept a run from being trusted, on standard error, in the language of
 * the run.
 *
 * The lower rooms fail in English. Failures that users meet (files, folders,
 * disks) come in parts (rt_fail_errno) and are translated with the words
 * of the base room; any other is shown as it is.
 */
#include <stdio.h>

#include "base/reason.h"
#include "command/command.h"
#include "command/common.h"

static enum rt_status say(
    enum rt_lang lang, const struct rt_error *err, struct rt_buf *to)
{
    const char *reason = lang == RT_JA && err->what != RT_WHAT_NONE
                             ? rt_reason_ja(err->os)
                             : NULL;

    /* A buffer that could not grow has no text of its own. */
    if (!err->text[0])
        return rt_buf_adds(to,
            rt_str(rt_say(lang, "メモリーが足りないか、テキストが長すぎます",
                "out of memory, or a text is too long")));
    if (!reason)
        return rt_buf_adds(to, rt_str(err->text));
    return rt_buf_printf(
        to, "%s：%s（%s）", err->path, rt_what(err->what).ja, reason);
}

enum rt_status rt_complaint(
    enum rt_lang lang, const struct rt_error *err, struct rt_buf *to)
{
    struct rt_str args[RT_FINDING_ARGS];
    enum rt_code code = (enum rt_code)err->code;
    enum rt_status rc;

    /* The catalogue has the text of some failures: an unknown --encoding. */
    if (!err->code)
        return say(lang, err, to);
    rt_finding_args(err, lang, args);
    rc = rt_buf_printf(to, "%s: ", rt_finding_info(code)->name);
    return rc == RT_OK ? rt_finding_message(code, lang, args, to) : rc;
}

int rt_complain(enum rt_lang lang, const struct rt_error *err)
{
    struct rt_buf b;

    rt_buf_init(&b, 64 * 1024);
    if (rt_complaint(lang, err, &b) == RT_OK)
        fprintf(stderr, "risktally: %s\n", b.data);
    else
        fprintf(stderr, "risktally: %s\n", err->text);
    rt_buf_fini(&b);
    if (err->status == RT_BUG)
        fputs(rt_say(lang,
                  "risktally: プログラムの誤りです。開発者に知らせてください\n",
                  "risktally: this is a bug; please report it\n"),
            stderr);
    return RT_EXIT_TROUBLE;
}
