/* Lines that people write above, inside and below a table and that are no row
 * of it: 「※ 網掛けの欄は記入不要」, 「■ 紙の資産」, 「作成：総務部 山田」.
 */
#include <string.h>

#include "base/fold.h"
#include "form/layout.h"

/* 「以上」「（作成）」「－以下余白－」 */
static void skip_brackets(struct rt_str *s)
{
    static const char *const brackets[]
        = {"-", "－", "―", "—", "─", "ー", "(", "（", "<", "＜", "〈"};

    while (rt_str_skip_any(s, brackets)) {
    }
    *s = rt_str_trim(*s);
}

/* Where the first word ends: at a colon, a space, a bracket, a digit. */
static size_t word_length(struct rt_str s)
{
    static const char *const ends[] = {":", "：", "﹕", " ", "　", "\n", "\t",
        "(", "（", ")", "）", "/", "／", ".", "．", "=", "＝", "-", "－", "―",
        "—", "─", "ー", ">", "＞", "〉", "０", "１", "２", "３", "４", "５",
        "６", "７", "８", "９"};

    for (size_t i = 0; i < s.n; i++) {
        struct rt_str rest = {s.p + i, s.n - i};
        if ((s.p[i] >= '0' && s.p[i] <= '9') || rt_str_skip_any(&rest, ends))
            return i;
    }
    return s.n;
}

/* 作成, 作成者, 更新日, 提出期限, 注, 備考: what such a line begins with. */
static bool is_remark_word(struct rt_str word)
{
    static const char *const words[] = {"作成", "最終更新", "更新", "改訂",
        "改定", "承認", "確認", "記入", "記載", "担当", "照査", "審査", "点検",
        "発行", "提出", "連絡", "お問い合わせ", "問い合わせ", "問合せ", "部署",
        "部門", "所属", "氏名"};
    static const char *const alone[] = {"注", "注記", "注意", "注意事項",
        "特記事項", "備考", "補足", "参考", "参照", "資料", "出典", "凡例",
        "文責", "版数", "以上", "以下余白", "以下空白", "note", "notes",
        "remark", "remarks", "prepared", "updated", "approved", "end"};
    static const char *const ends[]
        = {"者", "者名", "日", "部署", "部門", "元", "先", "年月日", "日時",
            "期限", "責任者", "担当者", "番号", "欄", "名", "印"};
    char buf[64];
    struct rt_str s = {buf, rt_fold_fixed(word, buf, sizeof buf)};

    if (s.n == SIZE_MAX)
        return false;
    if (rt_str_is_any(s, alone))
        return true;
    if (!rt_str_skip_any(&s, words))
        return false;
    if (rt_str_is_any(s, ends))
        return true;
    return s.n == 0;
}

/* A sentence, or 「2026年4月1日現在」. */
static bool is_sentence(struct rt_str s)
{
    static const char *const ends[] = {"。", "ください", "下さい", "日現在",
        "日作成", "日更新", " 作成", "　作成", " 更新", "　更新"};

    return rt_str_ends_any(s, ends);
}

enum rt_remark rt_remark_of(struct rt_str text)
{
    static const char *const marks[]
        = {"※", "*", "＊", "→", "←", "↑", "↓", "⇒"};
    static const char *const heads[]
        = {"■", "□", "◆", "◇", "●", "○", "◯", "◎", "★", "☆", "▼", "▽", "▲", "△",
            "▶", "▷", "►", "・", "•", "▪", "【", "〔", "《", "≪"};
    struct rt_str s = rt_str_trim(text);
    size_t n;

    if (rt_str_skip_any(&s, marks))
        return RT_REMARK;
    if (rt_str_skip_any(&s, heads))
        return rt_str_trim(s).n > 0 ? RT_REMARK_LINE : RT_REMARK_NONE;
    skip_brackets(&s);
    n = word_length(s);
    if (is_remark_word((struct rt_str){s.p, n}))
        return n == s.n ? RT_REMARK_LABEL : RT_REMARK;
    return is_sentence(s) ? RT_REMARK_LINE : RT_REMARK_NONE;
}

bool rt_remark_row(const struct rt_row *row, uint32_t from)
{
    struct rt_str rest;
    bool said = false, label = false;

    for (size_t i = 0; i < row->count; i++) {
        const struct rt_cell *c = &row->cells[i];
        enum rt_remark kind;
        if (rt_cell_blank(c) || c->is_formula || c->col < from)
            continue;
        kind = c->type == RT_CELL_STRING ? rt_remark_of(c->text)
                                         : RT_REMARK_NONE;
        if (kind == RT_REMARK_NONE && !label)
            return false;
        label = kind == RT_REMARK_LABEL
                || (rt_signature_of(c, &rest) != RT_SIGN_NONE && rest.n == 0);
        said = true;
    }
    return said;
}
