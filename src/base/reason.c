/* Why the operating system refused, in Japanese: strerror uses the locale's
 * language, and under cron no locale is set. */
#include "base/reason.h"

#include <errno.h>
#include <string.h>

static const struct rt_text whats[] = {
    [RT_WHAT_NONE] = {"", ""},
#define RT_WHAT(id, ja, en) [RT_##id] = {ja, en},
#include "base/what.def"
};

struct rt_text rt_what(enum rt_what what)
{
    return whats[what];
}

struct rt_text rt_part_words(const char *part)
{
    static const struct {
        const char *begins;
        struct rt_text words;
    } parts[] = {
        {"xl/worksheets/", {"シートの内容", "the content of a sheet"}},
        {"xl/sharedStrings", {"文字列の一覧", "the table of texts"}},
        {"xl/workbook", {"シートの一覧", "the list of sheets"}},
        {"xl/styles", {"書式", "the table of formats"}},
    };
    size_t i = 0;

    while (i < RT_COUNT(parts)
           && strncmp(part, parts[i].begins, strlen(parts[i].begins)) != 0)
        i++;
    return i < RT_COUNT(parts) ? parts[i].words
                               : (struct rt_text){"データ", "data"};
}

struct rt_text rt_kind_words(const char *kind)
{
    static const struct {
        const char *kind;
        struct rt_text words;
    } kinds[] = {
        {"data", {"Excelではないデータ", "data that is not Excel's"}},
        {"text", {"文字だけのファイル", "plain text"}},
        {"OLE", {"旧形式のOffice文書", "an Office document of the old format"}},
        {"ZIP", {"圧縮フォルダー（ZIP）", "a compressed folder (ZIP)"}},
        {"HTML", {"Webページ（HTML）", "a web page (HTML)"}},
        {"Excel binary (.xlsb)",
            {"Excelバイナリブック（.xlsb）", "Excel binary (.xlsb)"}},
    };

    for (size_t i = 0; i < RT_COUNT(kinds); i++) {
        if (strcmp(kind, kinds[i].kind) == 0)
            return kinds[i].words;
    }
    return (struct rt_text){kind, kind};
}

static const struct reason {
    int os;
    const char *ja;
    const char *input; /* of an input, where that is said otherwise */
} reasons[] = {
    {ENOENT, "ファイルまたはフォルダーがありません", "ファイルがありません"},
    {EACCES, "権限がありません", "アクセス権がありません"},
    {EPERM, "許可されていません", NULL},
    {EEXIST, "すでにあります", NULL},
    {ENOTEMPTY, "フォルダーが空ではありません", NULL},
    {EISDIR, "フォルダーです", NULL},
    {ENOTDIR, "フォルダーではありません", "途中のフォルダーがありません"},
    {ENOSPC, "ディスクの空き容量がありません", NULL},
    {EDQUOT, "ディスクの割り当てを使い切っています", NULL},
    {EFBIG, "ファイルの大きさの上限を超えます", NULL},
    {EOVERFLOW, "ファイルが大きすぎます", NULL},
    {EROFS, "読み取り専用です", NULL},
    {EIO, "読み書き中にエラーが起きました", "読み取り中にエラーが起きました"},
    {EMFILE, "開いているファイルが多すぎます", NULL},
    {ENFILE, "開いているファイルが多すぎます", NULL},
    {ENOMEM, "メモリーが足りません", NULL},
    {ENAMETOOLONG, "名前が長すぎます", NULL},
    {EILSEQ, "名前に使えない文字があります", NULL},
    {ELOOP, "リンクをたどれません", "リンクがループしています"},
    {EMLINK, "リンクが多すぎます", NULL},
    {EXDEV, "別のディスクにあります", NULL},
    {ETXTBSY, "使用中です", NULL},
    {EBUSY, "使用中です", NULL},
    {EAGAIN, "今は使えません", NULL},
    {EDEADLK, "ロックできません", NULL},
    {ENOLCK, "ロックできません", NULL},
    {EINTR, "中断されました", NULL},
    {ECANCELED, "中断されました", NULL},
    {ESTALE, "ファイルサーバーとの接続が切れました", NULL},
    {ETIMEDOUT, "ファイルサーバーから応答がありません", NULL},
    {EHOSTDOWN, "ファイルサーバーが停止しています", NULL},
    {EHOSTUNREACH, "ファイルサーバーに接続できません", NULL},
    {ENETDOWN, "ネットワークにつながっていません", NULL},
    {ENETUNREACH, "ネットワークにつながっていません", NULL},
    {ENOTCONN, "ファイルサーバーに接続していません", NULL},
    {ECONNREFUSED, "ファイルサーバーに接続できません", NULL},
    {ECONNRESET, "ファイルサーバーとの接続が切れました", NULL},
    {ECONNABORTED, "ファイルサーバーとの接続が切れました", NULL},
    {EREMOTEIO, "ファイルサーバーでエラーが起きました", NULL},
    {ENODEV, "装置がありません", NULL},
    {ENXIO, "装置がありません", NULL},
    {ENOMEDIUM, "ディスクが入っていません", NULL},
    {EUCLEAN, "ディスクの内容が壊れています", NULL},
    {EBADMSG, "ディスクの内容が壊れています", NULL},
    {ENOKEY, "暗号化の鍵がありません", NULL},
    {EBADF, "閉じられています", NULL},
    {EPIPE, "受け取る側が閉じています", NULL},
    {EINVAL, "この場所ではできない操作です", "通常のファイルではありません"},
    {ENOTSUP, "この場所ではできない操作です", NULL},
    {ENOSYS, "この場所ではできない操作です", NULL},
    {ENOTTY, "この場所ではできない操作です", NULL},
    {ESPIPE, "この場所ではできない操作です", "通常のファイルではありません"},
};

static const struct reason *find(int os)
{
    size_t i = 0;

    while (i < RT_COUNT(reasons) && reasons[i].os != os)
        i++;
    return i < RT_COUNT(reasons) ? &reasons[i] : NULL;
}

/* strerrordesc_np and not strerror: the same words in every locale, and safe
 * among threads. */
const char *rt_reason(enum rt_lang lang, int os)
{
    const struct reason *r = find(os);
    const char *word
        = lang == RT_EN ? strerrordesc_np(os) : strerrorname_np(os);

    if (lang == RT_JA && r)
        return r->ja;
    return word ? word : "?";
}

const char *rt_reason_of_input(enum rt_lang lang, int os)
{
    const struct reason *r = find(os);

    return lang == RT_JA && r && r->input ? r->input : rt_reason(lang, os);
}

const char *rt_error_text(enum rt_lang lang, const struct rt_error *err)
{
    if (err->text[0] == '\0')
        return lang == RT_JA ? "メモリーが足りないか、テキストが長すぎます"
                             : "out of memory, or a text is too long";
    return lang == RT_JA && err->ja[0] != '\0' ? err->ja : err->text;
}
