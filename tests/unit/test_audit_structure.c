/* The audit of structure: sheets, headings, cells far outside, numbers and
 * texts in each other's place. */
#include "ledger_book.h"

static struct said said;
static struct ledger_book book;

static const char *const names[3]
    = {"情報資産管理台帳", "脅威の状況", "診断結果"};

/* What the audit says of a changed ledger with sheets of these names. */
static const char *ask_names(const char *const sheets[3], const char *edition,
    const char *const *changes)
{
    memset(&said, 0, sizeof said);
    clean_ledger(&book);
    for (; *changes; changes++)
        change(&book, *changes);
    check_book(&said, &book, sheets, edition);
    return said.text;
}

#define CHANGES(...)                                                           \
    (const char *const[])                                                      \
    {                                                                          \
        __VA_ARGS__, NULL                                                      \
    }
/* Without an edition there is no set of sheets to compare the file with. */
#define SAYS(expected, ...)                                                    \
    assert_string_equal(ask_names(names, "", CHANGES(__VA_ARGS__)), expected)

/* --- sheets ------------------------------------------------------------------- */

static const char *ask_sheets_of(
    const struct sheet_text *sheets, size_t n, const char *edition)
{
    struct zip_maker z = book_of(sheets, n);
    struct rt_error err = {0};
    struct audited file;
    struct rt_audit audit = {.sink = {.context = &said, .put = hear}};

    memset(&said, 0, sizeof said);
    audited_bytes(&file, "x.xlsx", z.p, z.n, 10000);
    free(z.p);
    assert_int_equal(
        rt_audit_begin(&audit, file.intake, &file.arena, &err), RT_OK);
    audit.edition = rt_str(edition);
    assert_int_equal(rt_audit_structure(&audit, &err), RT_OK);
    refuse_each(run_structure, &audit);
    audited_fini(&file);
    return said.text;
}

#define HEADS                                                                                         \
    "業務分類\t情報資産名称\t備考\t利用者範囲\t管理部署\t媒体・保存先\t"   \
    "個人情報\t要配慮個人情報\t特定個人情報\t機密性\t完全性\t可用性\t"      \
    "重要度\t保存期限\t登録日\t脅威の発生頻度\t脆弱性\t被害発生可能性\t\t" \
    "リスク値\n"
#define ASSET "営業\t名簿\t\t営業部\t営業部\t書類\t有\t\t\t3\t3\t3\t3\t5年\n"
#define THREATS                                                                \
    "媒体・保存先\t想定される脅威\t脅威の発生頻度\t対策状況\n書類\t盗み見\t2\t2\n"
#define CHECKS "分類\tNo\t確認項目\t回答\n組織的\t1\t項目\t1\n"

/* The seven sheets of edition 3; a test changes some. */
struct form {
    struct sheet_text sheets[8];
};

static struct form whole_form(void)
{
    return (struct form){{{"利用方法", "リスク分析シートの利用方法\n", NULL},
        {"台帳記入例", "台帳（記入例）\n" HEADS, NULL},
        {"重要度定義", "判断基準\t重要度\n", NULL},
        {"情報資産管理台帳", HEADS ASSET, NULL}, {"脅威の状況", THREATS, NULL},
        {"対策状況チェック", CHECKS, NULL}, {"診断結果", "診断結果\n", NULL}}};
}

static const char *ask_form(const struct form *f)
{
    return ask_sheets_of(f->sheets, 7, "3.1");
}

static const char *ask_without(size_t sheet, const char *edition)
{
    struct form f = whole_form();

    memmove(&f.sheets[sheet], &f.sheets[sheet + 1],
        (6 - sheet) * sizeof f.sheets[0]);
    return ask_sheets_of(f.sheets, 6, edition);
}

static const char *ask_renamed(size_t sheet, const char *name)
{
    struct form f = whole_form();

    f.sheets[sheet].name = name;
    return ask_form(&f);
}

TEST(the_whole_form_is_clean)
{
    struct form f = whole_form();

    assert_string_equal(ask_form(&f), "");
    /* Another order and added sheets are allowed. */
    f.sheets[7] = (struct sheet_text){"メモ", "覚え書き\n", NULL};
    assert_string_equal(ask_sheets_of(f.sheets, 8, "3.1"), "");
}

TEST(sheets_are_missing)
{
    assert_string_equal(ask_without(0, "3"), "TP501 ! 利用方法/");
    assert_string_equal(ask_without(1, "3"), "TP501 ! 台帳記入例/");
    assert_string_equal(ask_without(4, "3.1"), "TP501 ! 脅威の状況/");
    assert_string_equal(ask_without(6, "3.1"), "TP501 ! 診断結果/");
    /* Edition 2.1 has no 利用方法 and no 重要度定義. */
    assert_string_equal(ask_without(0, "2.1"),
        "TP502 台帳記入例! 情報資産台帳記入例/台帳記入例");
    assert_string_equal(ask_without(0, ""), "");
}

TEST(sheets_are_renamed)
{
    struct form f = whole_form();

    assert_string_equal(
        ask_renamed(6, "最終結果"), "TP502 最終結果! 診断結果/最終結果");
    assert_string_equal(ask_renamed(2, "定義"), "TP502 定義! 重要度定義/定義");
    assert_string_equal(ask_renamed(4, "脅威"), "TP502 脅威! 脅威の状況/脅威");
    assert_string_equal(ask_renamed(5, "チェック"),
        "TP502 チェック! 対策状況チェック/チェック");
    assert_string_equal(
        ask_renamed(3, "営業部"), "TP502 営業部! 情報資産管理台帳/営業部");
    /* One ledger for each department is as the guideline says. */
    assert_string_equal(ask_renamed(3, "情報資産管理台帳_営業部"), "");
    assert_string_equal(ask_renamed(3, "情報資産管理台帳 (2)"), "");
    assert_string_equal(ask_renamed(4, "脅威の 状況"), "");
    /* Of two sheets that may be the first one, the one beside the second. */
    memmove(&f.sheets[1], &f.sheets[0], 7 * sizeof f.sheets[0]);
    f.sheets[0] = (struct sheet_text){"メモ", "覚え書き\n", NULL};
    f.sheets[1] = (struct sheet_text){"はじめに", "この様式\n", NULL};
    assert_string_equal(
        ask_sheets_of(f.sheets, 8, "3.1"), "TP502 はじめに! 利用方法/はじめに");
}

TEST(headings_are_missing)
{
    struct form f = whole_form();

    f.sheets[5].rows = "チェックの結果\n組織的\t1\t項目\t1\n";
    assert_string_equal(
        ask_form(&f), "TP504 対策状況チェック! 対策状況チェック/");
    f = whole_form();
    f.sheets[4].rows = "媒体・保存先\t想定される脅威\t脅威の発生頻度\n"
                       "書類\t盗み見\t2\n";
    assert_string_equal(ask_form(&f), "TP503 脅威の状況!1 脆弱性/");
    f = whole_form();
    f.sheets[3].rows
        = "業務分類\t情報資産名称\t利用者範囲\t管理部署\t媒体・保存先\t"
          "個人情報の有無\t機密性\t完全性\t可用性\t重要度\t登録日\t"
          "脅威の発生頻度\t脆弱性\t被害発生可能性\tリスク値\n"
          "営業\t名簿\t営業部\t営業部\t書類\t有\t3\t3\t3\t3\t\t2\t2\t1\t3\n";
    assert_string_equal(
        ask_form(&f), "TP503 情報資産管理台帳!1 備考、保存期限、可能性の表示/");
}

/* --- cells -------------------------------------------------------------------- */

TEST(cells_far_outside)
{
    SAYS("TP505 情報資産管理台帳!Y6 /メモ", "Y6 メモ");
    SAYS("", "X6 メモ");
    SAYS("TP505 情報資産管理台帳!Z6 /1", "Z6 1", "AA6 2", "Z7 3");
    SAYS("TP505 情報資産管理台帳!Z6 /1\nTP505 情報資産管理台帳!Z9 /2", "Z6 1",
        "Z9 2");
    SAYS("TP505 情報資産管理台帳!C36 /※メモ", "C36 ※メモ");
    SAYS("", "C35 ※メモ");
    /* Titles and dates may be above the table. */
    SAYS("", "AA1 作成日");
}

TEST(numbers_as_text)
{
    SAYS("", "V3 点数", "V4 1", "V5 2", "V6 3", "V7 4", "V8 5", "V9 6");
    SAYS("TP506 情報資産管理台帳!V7 /4", "V3 点数", "V4 1", "V5 2", "V6 3",
        "V7 '4", "V8 5", "V9 6");
    SAYS("", "V3 点数", "V4 1", "V5 2", "V6 3", "V7 なし", "V8 5", "V9 6");
    /* A text typed over a formula is reported as that. */
    SAYS("RA302 情報資産管理台帳!M6 2/2", "M6 '2");
}

TEST(texts_as_numbers)
{
    memset(&said, 0, sizeof said);
    said.infos = true;
    clean_ledger(&book);
    change(&book, "N6 5");
    check_book(&said, &book, names, "");
    assert_string_equal(said.text, "TP507 情報資産管理台帳!N6 /5");
}
