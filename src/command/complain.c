/* What kept a run from being trusted, on standard error, in the language of
 * the run.
 *
 * The lower rooms fail in English. Failures that users meet (files, folders,
 * disks) come in parts (rt_fail_errno) and are translated with the table here
 * and the reasons of the base room; any other is shown as it is.
 */
#include <stdio.h>
#include <string.h>

#include "command/command.h"
#include "command/common.h"

static const struct {
    const char *what, *ja;
} whats[] = {
    {"not replaced without --force", "置き換えるには --force が必要です"},
    {"cannot make folder", "フォルダーを作成できません"},
    {"cannot use folder", "フォルダーを使えません"},
    {"cannot make a temporary file", "一時ファイルを作成できません"},
    {"cannot write the temporary file of", "一時ファイルに書き込めません"},
    {"cannot open", "開けません"},
    {"cannot read", "読めません"},
    {"cannot read the folder", "フォルダーを最後まで読めません"},
    {"cannot read the profile", "判定基準のファイルを読めません"},
    {"cannot read the list of files", "入力の一覧を読めません"},
    {"cannot write", "書き込めません"},
    {"cannot remove", "削除できません"},
    {"cannot rename to", "名前を変更できません"},
    {"the workbook did not arrive whole", "ブックを最後まで書き込めません"},
};

enum { WHATS = RT_COUNT(whats) };

static const char *what_ja(const char *what)
{
    for (size_t i = 0; i < WHATS; i++)
        if (strcmp(whats[i].what, what) == 0)
            return whats[i].ja;
    return NULL;
}

/* A path that was cut off with the text is shown as far as it goes. */
static struct rt_str path_of(const struct rt_error *err)
{
    size_t at = strlen(err->what) + 2, all = strlen(err->text);
    struct rt_str path = {err->text + at, err->path_len};

    if (at > all)
        return (struct rt_str){0};
    if (path.n > all - at)
        path.n = all - at;
    return path;
}

static enum rt_status say(
    enum rt_lang lang, const struct rt_error *err, struct rt_buf *to)
{
    const char *what = lang == RT_JA && err->what ? what_ja(err->what) : NULL;
    const char *reason = what ? rt_reason_ja(err->os) : NULL;
    struct rt_str path = what ? path_of(err) : (struct rt_str){0};

    /* A buffer that could not grow has no text of its own. */
    if (!err->text[0])
        return rt_buf_adds(to,
            rt_str(rt_say(lang, "メモリーが足りないか、テキストが長すぎます",
                "out of memory, or a text is too long")));
    if (!reason)
        return rt_buf_adds(to, rt_str(err->text));
    return rt_buf_printf(to, "%.*s：%s（%s）", RT_FMT(path), what, reason);
}

enum rt_status rt_complaint(
    enum rt_lang lang, const struct rt_error *err, struct rt_buf *to)
{
    struct rt_str args[RT_FINDING_ARGS]
        = {rt_str(err->arg[0]), rt_str(err->arg[1]), rt_str(err->arg[2])};
    enum rt_code code = (enum rt_code)err->code;
    enum rt_status rc;

    /* The catalogue has the text of some failures: an unknown --encoding. */
    if (!err->code)
        return say(lang, err, to);
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
