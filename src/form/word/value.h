/* What people write in a cell, turned into what it means.
 *
 * Every function looks at one cell and answers how the value was come by. The
 * difference between PLAIN and NORMALISED is what the caller reports:
 * nothing is repaired silently, and nothing is guessed. Out-of-range integers
 * are PLAIN or NORMALISED here; the caller knows the range.
 */
#ifndef RISKTALLY_VALUE_H
#define RISKTALLY_VALUE_H

#include "base/lang.h"
#include "input/book.h"
#include "record/risk.h"

enum rt_taken {
    RT_TAKEN_BLANK,      /* nothing there: no cell, "", white space only, a
                            formula that gave "" */
    RT_TAKEN_PLAIN,      /* as the form wants it */
    RT_TAKEN_NORMALISED, /* meant one thing only, though spelt otherwise
                            (３, "3" as text, 3.0, ３：高, 高, High) */
    RT_TAKEN_UNREADABLE, /* says something that is not in the vocabulary */
    RT_TAKEN_ERROR,      /* an error cell: #N/A, #REF! */
    RT_TAKEN_NO_VALUE    /* a formula without a stored value */
};

/* Whether the cell has a value that can be used. */
static inline bool rt_is_taken(enum rt_taken t)
{
    return t == RT_TAKEN_PLAIN || t == RT_TAKEN_NORMALISED;
}

/* An error cell, or an error value as text, as pasted. */
bool rt_shows_error(const struct rt_cell *cell);

/* The vocabularies, made of tables; a configuration file can add words.
 * Immutable once loaded, so workers may share one. */
struct rt_vocab;

/* The built-in words. */
enum rt_status rt_vocab_new(
    struct rt_vocab **out, struct rt_error *err) RT_MUST_USE;
/* Adds one word: list is "medium", "flag-yes", "flag-no", "treatment" or
 * "level"; for medium, treatment and level, `term` is the standard term it
 * means (書類 …, 低減 …, high/medium/low); unused for flags. A word that
 * already means another term is RT_USAGE. */
enum rt_status rt_vocab_add(struct rt_vocab *vocab, struct rt_str list,
    struct rt_str word, struct rt_str term, struct rt_error *err) RT_MUST_USE;
void rt_vocab_free(struct rt_vocab *vocab);

/* A score: C, I, A or importance. A number cell holding a whole number is
 * PLAIN. Text is NORMALISED when it is a whole number in any digits ("3", "３",
 * "3.0", "３点"), a number followed by a colon and a label ("３：高",
 * "3:高い"), or one of the level words, which mean the top, middle and bottom
 * of scale_min..scale_max where that scale has three steps (高/中/低,
 * High/Medium/Low, 大/中/小). A number such as 2.5, a date cell or a boolean is
 * UNREADABLE. */
enum rt_taken rt_value_score(const struct rt_vocab *vocab,
    const struct rt_cell *cell, int scale_min, int scale_max, int *out);

/* A frequency, vulnerability or likelihood, 1..3. The form's own texts begin
 * with the digit and a colon ("3:通常の…"): that is PLAIN, as is a number;
 * the rest as for scores ("３：…", "高"; also 可能性：高). */
enum rt_taken rt_value_rating(
    const struct rt_vocab *vocab, const struct rt_cell *cell, int *out);

/* 高, Medium: a word of a class, and no number with it; *own: the configuration
 * gave it. */
bool rt_value_level_word(const struct rt_vocab *vocab, struct rt_str text,
    enum rt_class *out, bool *own);

/* Whole numbers such as a risk level or priority. */
enum rt_taken rt_value_int(const struct rt_cell *cell, int *out);

/* The same three for who only asks for the number: RT_UNKNOWN where there is
 * none that can be read, or none in the range (of whole numbers: from 0). */
int rt_score_of(const struct rt_vocab *vocab, const struct rt_cell *cell,
    int scale_min, int scale_max);
int rt_rating_of(const struct rt_vocab *vocab, const struct rt_cell *cell);
int rt_whole_of(const struct rt_cell *cell);

/* A personal-information flag. 有 is PLAIN true, blank is BLANK with *out
 * false; ○ 〇 ◯ ● あり 1 TRUE Yes Y レ ✓ ☑ and their like are NORMALISED true;
 * 無 なし × － - ー 0 FALSE No ☐ NORMALISED false. */
enum rt_taken rt_value_flag(
    const struct rt_vocab *vocab, const struct rt_cell *cell, bool *out);

/* A medium: one of 書類 可搬電子媒体 事務所PC モバイル機器 社内サーバー
 * 社外サーバー. The exact term is PLAIN; a synonym (社内サーバ, ＰＣ, クラウド,
 * USBメモリ …) NORMALISED; *term is the standard term (static). Otherwise
 * UNREADABLE and *term is NULL. */
enum rt_taken rt_value_medium(const struct rt_vocab *vocab,
    const struct rt_cell *cell, const char **term);

/* 低減 保有 回避 移転 and synonyms (軽減 修正; 受容 許容; 共有 …). */
enum rt_taken rt_value_treatment(const struct rt_vocab *vocab,
    const struct rt_cell *cell, enum rt_treatment *out);

/* A priority from 1 to 3, with or without its words: 2, 「2：今期中に対応」,
 * 「早急に対応」. */
enum rt_taken rt_value_priority(const struct rt_cell *cell, int *out);

/* A class label: リスク大/中/小 (PLAIN), 大, High … */
enum rt_taken rt_value_class(const struct rt_vocab *vocab,
    const struct rt_cell *cell, enum rt_class *out);
/* 「9（大）」, 「6:高」, 「大」 in the level's column: the number, RT_UNKNOWN for
 * none, and the label as a cell, whose text is in `text`. False where it is
 * something else. */
enum { RT_LABEL_BYTES = 64 };
bool rt_value_labelled(const struct rt_vocab *vocab, const struct rt_cell *cell,
    int *level, struct rt_cell *label, char text[RT_LABEL_BYTES]);

/* A date, to ISO "2026-09-30". Date cells and ISO text are PLAIN; 2026/9/30,
 * 2026.9.30, 2026年9月30日, ２０２６／９／３０, R8.9.30, 令和8年9月30日,
 * 令和元年5月1日, H30/4/1, 20260930 (eight digits) are NORMALISED, as is a bare
 * serial number of a plausible day (1954-10-04 .. 2099-12-31, 1900 system). A
 * time after the date is dropped. Impossible dates (2026-02-30, 平成40年,
 * 昭和65年), year-less dates and day-month orders are UNREADABLE. An era's
 * first and last days count: R1 begins 2019-05-01, H 1989-01-08 to 2019-04-30,
 * S 1926-12-25 to 1989-01-07. */
enum rt_taken rt_value_date(const struct rt_cell *cell, char iso[11]);
/* Whether it was read from the digits of a number, 20260930, which is no date to
 * a formula, and which a cell with a date format shows as ####. */
bool rt_is_date_in_digits(const struct rt_cell *cell);

/* Why a NORMALISED cell is not PLAIN, in a few words: 文字列として入力,
 * 全角文字, 余分な空白 and so on, all that are true of it. */
enum { RT_UNUSUAL_MAX = 256 };
struct rt_reading {
    enum rt_lang lang;
    bool csv;         /* which knows no numbers */
    struct rt_str as; /* what the cell was read as */
};
void rt_value_unusual(const struct rt_cell *cell, const struct rt_reading *as,
    char to[RT_UNUSUAL_MAX]);
/* What two texts that are folded alike differ in: 半角の空白, 見えない文字
 * （U+200B）; else the characters, 「髙」と「高」. */
void rt_spelling_differs(struct rt_str a, struct rt_str b, enum rt_lang lang,
    char to[RT_UNUSUAL_MAX]);

/* The word of a vocabulary nearest to `text` by edit distance over folded
 * code points, for "did you mean"; NULL where nothing is near (distance more
 * than half the longer length). list as in rt_vocab_add; for "medium" etc.
 * the standard term is given. */
const char *rt_vocab_nearest(
    const struct rt_vocab *vocab, struct rt_str list, struct rt_str text);

#endif
