/* Why the operating system refused, in Japanese: strerror uses the locale's
 * language, and under cron no locale is set. */
#include "base/reason.h"

#include <errno.h>
#include <string.h>

static const struct rt_text whats[] = {
    [RT_WHAT_NONE] = {"", ""},
#define RT_WHAT(id, ja, en) [RT_##id] = {ja, en},
#include "base/what.def"
#undef RT_WHAT
};

struct rt_text rt_what(enum rt_what what)
{
    return whats[what];
}

static const struct {
    int os;
    const char *ja;
    const char *input; /* of an input, where that is said otherwise */
} reasons[] = {
    {ENOENT, "ファイルまたはフォルダーがありません", "ファイルがありません"},
    {EACCES, "権限がありません", "アクセス権がありません"},
    {EPERM, "許可されていません", NULL},
    {EEXIST, "すでにあります", NULL},
    {EISDIR, "フォルダーです", NULL},
    {ENOTDIR, "フォルダーではありません", "途中のフォルダーがありません"},
    {ENOSPC, "ディスクの空き容量がありません", NULL},
    {EDQUOT, "ディスクの割り当てを使い切っています", NULL},
    {EFBIG, "ファイルの大きさの上限を超えます", NULL},
    {EROFS, "読み取り専用です", NULL},
    {EIO, "入出力エラー", "読み取り中にエラーが起きました"},
    {EMFILE, "開いているファイルが多すぎます", NULL},
    {ENFILE, "開いているファイルが多すぎます", NULL},
    {ENAMETOOLONG, "名前が長すぎます", NULL},
    {ELOOP, "リンクがたどれません", "リンクがループしています"},
    {ETXTBSY, "使用中です", NULL},
    {EBUSY, "使用中です", NULL},
    {ESTALE, "ファイルサーバーとの接続が切れました", NULL},
    {EBADF, "閉じられています", NULL},
    {EPIPE, "受け取る側が閉じています", NULL},
    {EINVAL, NULL, "通常のファイルではありません"},
};

const char *rt_reason_ja(int os)
{
    for (size_t i = 0; i < RT_COUNT(reasons); i++)
        if (reasons[i].os == os)
            return reasons[i].ja;
    return NULL;
}

/* strerrordesc_np and not strerror: the same words in every locale, and safe
 * among threads. */
const char *rt_reason_of_input(enum rt_lang lang, int os)
{
    const char *en = strerrordesc_np(os);

    for (size_t i = 0; lang == RT_JA && i < RT_COUNT(reasons); i++)
        if (reasons[i].os == os)
            return reasons[i].input ? reasons[i].input : reasons[i].ja;
    return en ? en : "?";
}
