/* Why the operating system refused, in Japanese: strerror uses the locale's
 * language, and under cron no locale is set. */
#include <errno.h>

#include "base/status.h"

static const struct {
    int os;
    const char *ja;
} reasons[] = {
    {ENOENT, "ファイルまたはフォルダーがありません"},
    {EACCES, "権限がありません"},
    {EPERM, "許可されていません"},
    {EEXIST, "すでにあります"},
    {EISDIR, "フォルダーです"},
    {ENOTDIR, "フォルダーではありません"},
    {ENOSPC, "ディスクの空き容量がありません"},
    {EDQUOT, "ディスクの割り当てを使い切っています"},
    {EFBIG, "ファイルの大きさの上限を超えます"},
    {EROFS, "読み取り専用です"},
    {EIO, "入出力エラー"},
    {EMFILE, "開いているファイルが多すぎます"},
    {ENFILE, "開いているファイルが多すぎます"},
    {ENAMETOOLONG, "名前が長すぎます"},
    {ELOOP, "リンクがたどれません"},
    {ETXTBSY, "使用中です"},
    {EBUSY, "使用中です"},
    {ESTALE, "ファイルサーバーとの接続が切れました"},
    {EBADF, "閉じられています"},
    {EPIPE, "受け取る側が閉じています"},
};

const char *rt_reason_ja(int os)
{
    for (size_t i = 0; i < RT_COUNT(reasons); i++)
        if (reasons[i].os == os)
            return reasons[i].ja;
    return NULL;
}
