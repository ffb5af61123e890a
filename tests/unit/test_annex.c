/* The controls of Annex A: the correspondence of its editions, and what the text
 * of a control means. */
#include "unit.h"

#include "base/fold.h"
#include "risk/annex.h"
#include "risk/controls.h"

static const char *shown(int index)
{
    static char to[RT_ANNEX_NUMBER];

    if (index < 0)
        return "-";
    rt_annex_number_shown(index, to);
    return to;
}

TEST(numbers_are_in_order)
{
    assert_string_equal(shown(0), "5.1");
    assert_string_equal(shown(36), "5.37");
    assert_string_equal(shown(37), "6.1");
    assert_string_equal(shown(RT_ANNEX_CONTROLS - 1), "8.34");
    for (int i = 0; i < RT_ANNEX_CONTROLS; i++) {
        int theme, n;
        rt_annex_at(i, &theme, &n);
        assert_int_equal(rt_annex_index(theme, n), i);
        assert_true(rt_annex_name(i, RT_JA)[0] != '\0');
        assert_true(rt_annex_name(i, RT_EN)[0] != '\0');
    }
    assert_string_equal(rt_annex_name(37, RT_EN), "Screening");
    assert_string_equal(rt_annex_name(91, RT_JA), "テスト用情報");
}

/* ISO/IEC 27002:2022, Annex B: eleven controls are new, one of 2013 became two. */
TEST(each_of_2013_is_in_2022)
{
    static const char *const new[] = {"5.7", "5.23", "5.30", "7.4", "8.9",
        "8.10", "8.11", "8.12", "8.16", "8.23", "8.28"};
    size_t of[RT_ANNEX_CONTROLS] = {0}, old = 0, lines = 0, none = 0;

    for (int group = 1; group < 30; group++) {
        for (int n = 1; n < 30; n++) {
            for (int third = 1; third < 30; third++) {
                size_t nth = 0;
                int i;
                while ((i = rt_annex_from_2013(group, n, third, nth)) >= 0) {
                    of[i]++;
                    nth++;
                }
                assert_int_equal(nth > 0, rt_annex_is_of_2013(group, n, third));
                old += nth > 0;
                lines += nth;
            }
        }
    }
    assert_int_equal(old, 114);
    assert_int_equal(lines, 115);
    for (int i = 0; i < RT_ANNEX_CONTROLS; i++) {
        if (of[i] > 0)
            continue;
        assert_true(none < RT_COUNT(new));
        assert_string_equal(shown(i), new[none++]);
    }
    assert_int_equal(none, RT_COUNT(new));
    assert_string_equal(shown(rt_annex_from_2013(12, 3, 1, 0)), "8.13");
    assert_string_equal(shown(rt_annex_from_2013(18, 2, 3, 0)), "5.36");
    assert_string_equal(shown(rt_annex_from_2013(18, 2, 3, 1)), "8.8");
    assert_int_equal(rt_annex_from_2013(18, 2, 3, 2), -1);
    assert_int_equal(rt_annex_from_2013(5, 1, 3, 0), -1);
    assert_string_equal(rt_annex_old_number(RT_STR("鍵管理")).p, "A.10.1.2");
    assert_int_equal(rt_annex_old_number(RT_STR("")).n, 0);
}

static const struct {
    int theme, n;
    const char *text;
} words[] = {
#define RT_ANNEX_WORDS(theme, n, text) {theme, n, text},
#include "risk/annex_words.def"
};

/* A word of another spelling would never be found. */
TEST(words_are_as_folded)
{
    for (size_t i = 0; i < RT_COUNT(words); i++) {
        char to[1024];
        size_t n = rt_fold_fixed(rt_str(words[i].text), to, sizeof to);
        assert_true(n < sizeof to);
        to[n] = '\0';
        assert_string_equal(to, words[i].text);
        assert_true(rt_annex_index(words[i].theme, words[i].n) >= 0);
    }
}

/* Each by itself means its control: none is another's as well. */
TEST(words_mean_their_control)
{
    for (size_t i = 0; i < RT_COUNT(words); i++) {
        char text[1024], *rest = text, *word;
        int index = rt_annex_index(words[i].theme, words[i].n);
        snprintf(text, sizeof text, "%s", words[i].text);
        while ((word = strtok_r(rest, "|", &rest)) != NULL) {
            for (char *c = word; *c; c++)
                *c = *c == '_' ? ' ' : *c;
            if (rt_annex_of_control(rt_str(word), NULL) != index)
                fail_msg("%s is %s", word,
                    shown(rt_annex_of_control(rt_str(word), NULL)));
        }
    }
}

TEST(names_mean_their_control)
{
    for (int i = 0; i < RT_ANNEX_CONTROLS; i++) {
        for (enum rt_lang lang = RT_JA; lang <= RT_EN; lang++) {
            enum rt_annex_how how;
            int found
                = rt_annex_of_control(rt_str(rt_annex_name(i, lang)), &how);
            assert_int_equal(found, i);
            assert_int_equal(how, RT_ANNEX_BY_NAME);
        }
    }
}

TEST(names_of_candidates_are_words)
{
    for (size_t i = 0; rt_control(i); i++) {
        for (enum rt_lang lang = RT_JA; lang <= RT_EN; lang++)
            assert_true(
                rt_annex_is_word(rt_str(rt_text(lang, rt_control(i)->name))));
    }
}

static const char *meant(const char *text)
{
    static char to[16];
    enum rt_annex_how how;
    int i = rt_annex_of_control(rt_str(text), &how);

    snprintf(to, sizeof to, "%s%c", shown(i), "-#=~"[how]);
    return to;
}

TEST(a_number_decides)
{
    assert_string_equal(meant("8.13 情報のバックアップ"), "8.13#");
    assert_string_equal(meant("Ａ．８．１３　バックアップ"), "8.13#");
    assert_string_equal(meant("情報のバックアップ（8.13）"), "8.13#");
    assert_string_equal(meant("A.12.3.1 バックアップ"), "8.13#");
    assert_string_equal(meant("附属書A 5.12"), "5.12#");
    /* it is a name that follows it */
    assert_string_equal(meant("5.12 情報の分類（8.13も参照）"), "5.12#");
    assert_string_equal(meant("5.12、5.13"), "--");
    assert_string_equal(meant("5.12、A.8.2.1"), "5.12#");
}

TEST(other_numbers_decide_nothing)
{
    assert_string_equal(meant("8.31までにバックアップを整備"), "8.13~");
    assert_string_equal(meant("Windows 8.1 の更新プログラム"), "8.8~");
    assert_string_equal(meant("9.2 利用者アクセスの管理"), "--");
    assert_string_equal(meant("3.2 施錠"), "7.3~");
}

TEST(words_propose)
{
    assert_string_equal(meant("情報の分類定義"), "5.12~");
    assert_string_equal(meant("ラベリング"), "5.13~");
    assert_string_equal(meant("・分類ごとの情報の取扱いルール"), "5.10~");
    assert_string_equal(meant("モバイル機器の利用ルールを整備・強化"), "8.1~");
    assert_string_equal(meant("教育訓練"), "6.3~");
    assert_string_equal(meant("【アクセス権】"), "5.18=");
    assert_string_equal(meant("資産目録"), "5.9=");
    /* the longest of them */
    assert_string_equal(meant("バックアップの暗号化"), "8.13~");
    assert_string_equal(meant("ソースコードの管理と監査"), "8.4~");
    /* one is as long as the other */
    assert_string_equal(meant("教育と施錠"), "--");
    assert_string_equal(meant("やること"), "--");
    assert_string_equal(meant(""), "--");
}

TEST(words_in_english_are_words)
{
    assert_string_equal(meant("Daily backups"), "8.13~");
    assert_string_equal(meant("Enable MFA for all"), "8.5~");
    assert_string_equal(meant("Information  backup"), "8.13=");
    assert_string_equal(meant("An unmfal thing"), "--");
    assert_string_equal(meant("Catalogs"), "--");
    assert_string_equal(meant("MFAの導入"), "8.5~");
}
