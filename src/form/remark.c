/* Lines that people write above, inside and below a table and that are no row
 * of it: 「※ 網掛けの欄は記入不要」, 「■ 紙の資産」, 「作成：総務部 山田」,
 * 「3：高い」.
 */
#include "base/fold.h"
#include "base/mark.h"
#include "form/layout.h"

/* 「以上」「（作成）」「－以下余白－」 */
static void skip_brackets(struct rt_str *s)
{
    while (rt_mark_skip(s, RT_MARK_STROKE | RT_MARK_OPEN)) {
    }
    *s = rt_str_trim(*s);
}

/* A colon, a space, a bracket, a stroke, a digit. */
static bool ends_word(uint32_t c)
{
    static const uint32_t wide[]
        = {U'﹕', U'　', U'―', U'—', U'─', U'ー', U'〉'};

    if (c >= U'！' && c <= U'～')
        c = c - U'！' + '!';
    if (c < 0x80)
        return c != 0 && strchr(": \n\t()/.=->0123456789", (int)c);
    for (size_t i = 0; i < RT_COUNT(wide); i++) {
        if (c == wide[i])
            return true;
    }
    return false;
}

/* Where the first word ends. */
static size_t word_length(struct rt_str s)
{
    uint32_t c;

    for (size_t i = 0, n; i < s.n; i += n) {
        n = rt_utf8_decode((struct rt_str){s.p + i, s.n - i}, &c);
        if (n > 0 && ends_word(c))
            return i;
        n += n == 0; /* no UTF-8 */
    }
    return s.n;
}

/* 作成, 作成者, 更新日, 提出期限, 注, 備考: what such a line begins with. */
static bool is_remark_word(struct rt_str word)
{
    static const char *const words[] = {"作成", "最終更新", "更新", "改訂",
        "改定", "承認", "確認", "記入", "記載", "担当", "照査", "審査", "点検",
        "発行", "提出", "連絡", "お問い合わせ", "問い合わせ", "問合せ", "部署",
        "部門", "所属", "氏名", "次回見直し", "次回更新", "見直し"};
    static const char *const alone[] = {"注", "注記", "注意", "注意事項",
        "特記事項", "備考", "補足", "参考", "参照", "資料", "出典", "凡例",
        "メモ", "文責", "版数", "以上", "以下余白", "以下空白", "note", "notes",
        "remark", "remarks", "prepared", "updated", "approved", "end"};
    static const char *const ends[] = {"者", "者名", "者印", "者欄", "日",
        "部署", "部門", "元", "先", "年月日", "日時", "期限", "責任者",
        "担当者", "番号", "欄", "名", "印", "済", "済み", "予定", "予定日"};
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
    static const char *const ends[]
        = {"。", "ください", "下さい", "日現在", "月現在", "年現在", "日作成",
            "日更新", " 作成", "　作成", " 更新", "　更新", "うこと", "くこと",
            "すこと", "むこと", "ること", "いこと", "ます", "です", "ません"};

    return rt_str_ends_any(s, ends);
}

/* 「（以下、旧システム分）」, 「〈社外秘〉」, 「----」: a text in brackets, or a
 * line drawn. */
static bool is_aside(struct rt_str s)
{
    struct rt_str end = s;
    size_t drawn = 0;

    if (rt_mark_begins(s, RT_MARK_OPEN) && rt_mark_cut(&end, RT_MARK_CLOSE))
        return true;
    while (rt_mark_skip(&s, RT_MARK_STROKE))
        drawn++;
    return s.n == 0 && drawn > 2;
}

static void skip_digits(struct rt_str *s)
{
    while (s->n > 0 && rt_is_digit(s->p[0]))
        *s = (struct rt_str){s->p + 1, s->n - 1};
}

/* 「P.1/2」, 「1/2ページ」 */
static bool is_page(struct rt_str s)
{
    static const char *const pages[] = {"p.", "page", "頁", "ページ"};
    static const char *const over[] = {"/"};
    bool said = rt_str_skip_any(&s, pages);
    size_t n = s.n;

    skip_digits(&s);
    if (s.n == n)
        return false;
    if (rt_str_skip_any(&s, over))
        skip_digits(&s);
    said |= rt_str_skip_any(&s, pages);
    return said && s.n == 0;
}

/* 「対象資産数 6」, 「リスク大の件数：2件」 */
static bool is_count(struct rt_str s)
{
    static const char *const counters[] = {"件", "個", "行", "点"};
    static const char *const marks[] = {":", "=", "は"};
    static const char *const counts[]
        = {"件数", "資産数", "登録数", "行数", "総数", "合計", "リスク数"};
    size_t n;

    for (size_t i = 0; i < RT_COUNT(counters); i++)
        s.n -= rt_str_ends(s, rt_str(counters[i])) ? strlen(counters[i]) : 0;
    n = s.n;
    while (s.n > 0 && rt_is_digit(s.p[s.n - 1]))
        s.n--;
    if (s.n == n)
        return false;
    for (size_t i = 0; i < RT_COUNT(marks); i++)
        s.n -= rt_str_ends(s, rt_str(marks[i])) ? strlen(marks[i]) : 0;
    return rt_str_ends_any(s, counts);
}

/* 「評価基準 1：極めて重要 2：重要」: what the numbers mean. */
static bool is_of_numbers(struct rt_str s)
{
    static const char *const begins[] = {"評価基準", "評価値", "判定基準",
        "凡例", "重要度", "機密性", "完全性", "可用性"};
    size_t n = 0;

    for (size_t i = 0; i + 1 < s.n; i++)
        n += rt_is_digit(s.p[i]) && (s.p[i + 1] == ':' || s.p[i + 1] == '=');
    return n > 1 && rt_str_starts_any(s, begins);
}

/* 「別紙1参照」, 「以下、参考」 */
static bool refers(struct rt_str s)
{
    static const char *const to[] = {"別紙", "別表", "別添", "別シート"};
    static const char *const ends[]
        = {"参照", "のとおり", "の通り", "に記載", "に掲載"};
    static const char *const below[] = {"以下、", "以下,", "上記の", "以上、"};

    return rt_str_starts_any(s, below)
           || (rt_str_starts_any(s, to) && rt_str_ends_any(s, ends));
}

static bool is_line(struct rt_str text)
{
    char folded[512];
    size_t n = rt_fold_fixed(text, folded, sizeof folded);
    struct rt_str s = {folded, n};

    return n != SIZE_MAX
           && (is_page(s) || is_count(s) || is_of_numbers(s) || refers(s));
}

enum rt_remark rt_remark_of(struct rt_str text)
{
    struct rt_str s = rt_str_trim(text);
    size_t n;

    if (rt_mark_begins(s, RT_MARK_NOTE))
        return RT_REMARK;
    if (rt_mark_skip(&s, RT_MARK_BULLET | RT_MARK_TITLE))
        return rt_str_trim(s).n > 0 ? RT_REMARK_LINE : RT_REMARK_NONE;
    text = s;
    skip_brackets(&s);
    n = word_length(s);
    if (is_remark_word((struct rt_str){s.p, n}))
        return n == s.n ? RT_REMARK_LABEL : RT_REMARK;
    return is_sentence(s) || is_aside(text) || is_line(text) ? RT_REMARK_LINE
                                                             : RT_REMARK_NONE;
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

/* --- what a score means --------------------------------------------------- */

static void skip_marks(struct rt_str *s)
{
    while (s->n > 0 && strchr(":.=)(-,/", s->p[0]))
        *s = (struct rt_str){s->p + 1, s->n - 1};
}

/* Of one digit or two. */
static bool skip_number(struct rt_str *s)
{
    size_t n = 0;

    while (n < s->n && n < 2 && rt_is_digit(s->p[n]))
        n++;
    *s = (struct rt_str){s->p + n, s->n - n};
    return n > 0;
}

/* Folded: 「3」, 「3:高い」, 「高い」, 「機密性3」, 「機密性の評価基準」. */
static bool is_scale_text(struct rt_str s)
{
    static const char *const fields[] = {"機密性", "完全性", "可用性", "重要度",
        "評価値", "被害発生可能性", "脅威の発生頻度", "発生頻度", "脅威",
        "脆弱性", "リスク値", "リスクレベル", "影響度"};
    static const char *const about[] = {"の", "評価", "基準", "判定", "定義",
        "説明", "区分", "レベル", "意味", "見方", "目安", "について"};
    static const char *const levels[] = {"高", "高い", "高め", "非常に高い",
        "極めて高い", "やや高い", "中", "中程度", "中くらい", "普通", "低",
        "低い", "低め", "やや低い", "大", "大きい", "小", "小さい", "重大",
        "軽微", "○", "△", "×", "high", "medium", "middle", "low"};
    static const char *const to[] = {"~", "〜", "-", "以上", "以下"};
    static const char *const results[]
        = {"影響が", "影響は", "支障が", "損害が"};
    bool field = rt_str_skip_any(&s, fields), digit;

    while (field && rt_str_skip_any(&s, about)) {
    }
    skip_marks(&s);
    digit = skip_number(&s);
    if (digit && rt_str_skip_any(&s, to))
        (void)skip_number(&s);
    skip_marks(&s);
    if (rt_str_ends(s, RT_STR(")")))
        s.n--;
    return s.n == 0 ? field || digit
                    : rt_str_is_any(s, levels)
                          || (digit && rt_str_contains_any(s, results));
}

bool rt_is_scale_text(struct rt_str text)
{
    char folded[256];
    size_t n = rt_fold_fixed(text, folded, sizeof folded);

    return n != SIZE_MAX && is_scale_text((struct rt_str){folded, n});
}

static bool is_scale_cell(const struct rt_cell *cell)
{
    return !rt_cell_blank(cell) && !cell->is_formula
           && rt_is_scale_text(cell->text);
}

/* Whether the ledger has columns that only an asset fills in, and the row has
 * nothing there. */
static bool lacks_asset(const struct rt_layout *l, const struct rt_row *row)
{
    static const enum rt_field of_asset[] = {RT_F_USERS, RT_F_MANAGED_BY,
        RT_F_OWNER, RT_F_MEDIUM, RT_F_RETENTION, RT_F_REGISTERED};
    bool has = false;

    for (size_t i = 0; i < RT_COUNT(of_asset); i++) {
        const struct rt_cell *cell = rt_cell_of(l, row, of_asset[i]);
        has |= l->col_of[of_asset[i]] >= 0;
        if (!rt_cell_blank(cell) && !cell->is_formula)
            return false;
    }
    return has;
}

/* Whether something was typed right of the row's first cell: a number alone is
 * that of a row. */
static bool says_more(const struct rt_row *row)
{
    for (size_t i = 1; i < row->count; i++) {
        if (rt_cell_typed(&row->cells[i]) && rt_cell_says(&row->cells[i]))
            return true;
    }
    return false;
}

bool rt_is_scale_line(const struct rt_layout *l, const struct rt_row *row)
{
    const struct rt_cell *name = rt_cell_of(l, row, RT_F_ASSET);
    const struct rt_cell *business = rt_cell_of(l, row, RT_F_BUSINESS);
    size_t headings = 0, typed = 0, like = 0;

    if (l->form != RT_FORM_LEDGER || l->col_of[RT_F_ASSET] < 0
        || !lacks_asset(l, row))
        return false;
    for (size_t i = 0; i < RT_SCORE_FIELDS; i++) {
        const struct rt_cell *cell = rt_cell_of(l, row, rt_score_fields[i]);
        if (rt_cell_blank(cell))
            continue;
        typed++;
        headings
            += rt_fold_eq(cell->text, rt_field_name(rt_score_fields[i], RT_JA));
        like += !rt_cell_blank(business) && !business->is_formula
                && rt_fold_eq(cell->text, business->text);
    }
    if (headings > 1 || like == RT_SCORE_FIELDS || is_scale_cell(name))
        return true;
    return rt_cell_blank(name) && typed == 0 && is_scale_cell(&row->cells[0])
           && says_more(row);
}
