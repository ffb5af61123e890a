/* The value parsers against the case tables in tests/cases/value, the
 * built-in words, and what a configuration may and may not add. */
#include "value_help.h"

#include "form/word/value_scan.h"
#include "form/word/vocab.h"

static struct rt_vocab *vocab;

/* A fresh one for each test, since some add words. */
static int set_up(void **state)
{
    (void)state;
    return rt_vocab_new(&vocab, NULL);
}

static int tear_down(void **state)
{
    (void)state;
    rt_vocab_free(vocab);
    vocab = NULL;
    return 0;
}

static const char *decimal(int v)
{
    static char text[32];

    snprintf(text, sizeof text, "%d", v);
    return text;
}

static bool check_score(const struct value_case *c)
{
    struct rt_cell cell;
    int out = 99, min = c->column[0][0] - '0', max = c->column[0][2] - '0';
    enum rt_taken taken = rt_value_score(
        vocab, case_cell(c->column[1], c->column[2], &cell), min, max, &out);

    return same_outcome(c, 3, taken, decimal(out));
}

static bool check_rating(const struct value_case *c)
{
    struct rt_cell cell;
    int out = 99;
    enum rt_taken taken = rt_value_rating(
        vocab, case_cell(c->column[0], c->column[1], &cell), &out);

    return same_outcome(c, 2, taken, decimal(out));
}

static bool check_int(const struct value_case *c)
{
    struct rt_cell cell;
    int out = 99;
    enum rt_taken taken
        = rt_value_int(case_cell(c->column[0], c->column[1], &cell), &out);

    return same_outcome(c, 2, taken, decimal(out));
}

static bool check_flag(const struct value_case *c)
{
    struct rt_cell cell;
    bool out = true;
    enum rt_taken taken = rt_value_flag(
        vocab, case_cell(c->column[0], c->column[1], &cell), &out);

    return same_outcome(c, 2, taken, out ? "yes" : "no");
}

static bool check_medium(const struct value_case *c)
{
    struct rt_cell cell;
    const char *out = "?";
    enum rt_taken taken = rt_value_medium(
        vocab, case_cell(c->column[0], c->column[1], &cell), &out);

    return same_outcome(c, 2, taken, out ? out : "");
}

static bool check_treatment(const struct value_case *c)
{
    static const char *const name[]
        = {"", "reduce", "retain", "avoid", "transfer"};
    struct rt_cell cell;
    enum rt_treatment out = RT_AVOID;
    enum rt_taken taken = rt_value_treatment(
        vocab, case_cell(c->column[0], c->column[1], &cell), &out);

    return same_outcome(c, 2, taken, name[out]);
}

static bool check_class(const struct value_case *c)
{
    static const char *const name[] = {"", "low", "medium", "high"};
    struct rt_cell cell;
    enum rt_class out = RT_HIGH;
    enum rt_taken taken = rt_value_class(
        vocab, case_cell(c->column[0], c->column[1], &cell), &out);

    return same_outcome(c, 2, taken, name[out + 1]);
}

static bool check_nearest(const struct value_case *c)
{
    const char *word
        = rt_vocab_nearest(vocab, rt_str(c->column[0]), rt_str(c->column[1]));

    if (strcmp(word ? word : "", c->column[2]) == 0)
        return true;
    print_error("%s:%d: %s: %s, expected %s\n", c->file, c->line, c->column[1],
        word ? word : "none", c->column[2]);
    return false;
}

#define CASES(name)                                                            \
    FIXTURE_TEST(name##_cases)                                                 \
    {                                                                          \
        for_each_case("tests/cases/value/" #name ".tsv", check_##name);        \
    }

CASES(score)
CASES(rating)
CASES(int)
CASES(flag)
CASES(medium)
CASES(treatment)
CASES(class)
CASES(nearest)

/* --- the built-in words ------------------------------------------------- */

static const struct {
    enum vocab_list list;
    int term;
    const char *word;
} words[] = {
#define RT_VOCAB_WORD(list, term, word) {VOCAB_##list, term, word},
#include "form/word/vocab_words.def"
#undef RT_VOCAB_WORD
};

/* What the public function of the list makes of the word; -2 if refused. */
static int taken_term(enum vocab_list list, const struct rt_cell *cell)
{
    enum rt_taken taken = RT_TAKEN_UNREADABLE;
    const char *medium = NULL;
    bool flag = false;
    enum rt_treatment treatment = RT_TREATMENT_NONE;
    enum rt_class class = RT_CLASS_NONE;
    int term = -2;

    switch (list) {
    case VOCAB_MEDIUM:
        taken = rt_value_medium(vocab, cell, &medium);
        for (int i = 0; medium && i < TERM_MEDIA; i++)
            term = medium == rt_medium_term((size_t)i) ? i : term;
        break;
    case VOCAB_FLAG:
        taken = rt_value_flag(vocab, cell, &flag);
        term = flag;
        break;
    case VOCAB_TREATMENT:
        taken = rt_value_treatment(vocab, cell, &treatment);
        term = (int)treatment;
        break;
    case VOCAB_COLUMN:
        return -2;
    case VOCAB_LEVEL:
        taken = rt_value_class(vocab, cell, &class);
        term = (int)class;
        break;
    }
    return taken == RT_TAKEN_PLAIN || taken == RT_TAKEN_NORMALISED ? term : -2;
}

FIXTURE_TEST(every_word_is_taken_for_its_term)
{
    struct rt_cell cell = {.type = RT_CELL_STRING};

    for (size_t i = 0; i < RT_COUNT(words); i++) {
        char padded[256];

        cell.text = rt_str(words[i].word);
        if (taken_term(words[i].list, &cell) != words[i].term)
            fail_msg("%s is not taken for its term", words[i].word);
        snprintf(padded, sizeof padded, "　%s \n", words[i].word);
        cell.text = rt_str(padded);
        if (taken_term(words[i].list, &cell) != words[i].term)
            fail_msg("%s with spaces is not taken", words[i].word);
    }
}

FIXTURE_TEST(media_are_in_the_forms_order)
{
    assert_string_equal(rt_medium_term(0), "書類");
    assert_string_equal(rt_medium_term(1), "可搬電子媒体");
    assert_string_equal(rt_medium_term(2), "事務所PC");
    assert_string_equal(rt_medium_term(3), "モバイル機器");
    assert_string_equal(rt_medium_term(4), "社内サーバー");
    assert_string_equal(rt_medium_term(5), "社外サーバー");
    assert_null(rt_medium_term(6));
}

/* --- a level with its label -------------------------------------------------- */

FIXTURE_TEST(levels_may_have_their_label)
{
    static const struct {
        const char *text;
        int level; /* -2: it is none */
        const char *label;
    } cases[] = {{"9(大)", 9, "大"}, {"９（大）", 9, "大"}, {"9[大]", 9, "大"},
        {"4:中", 4, "中"}, {"4/中", 4, "中"}, {"4-中", 4, "中"},
        {"12中", 12, "中"}, {"0小", 0, "小"}, {"大", RT_UNKNOWN, "大"},
        {"(大)", RT_UNKNOWN, "大"}, {"123大", -2, ""}, {"9", -2, ""},
        {"9()", -2, ""}, {"9(x)", -2, ""}, {"", -2, ""}};

    for (size_t i = 0; i < RT_COUNT(cases); i++) {
        struct rt_cell label,
            cell = {.type = RT_CELL_STRING, .text = rt_str(cases[i].text)};
        char text[RT_LABEL_BYTES];
        int level;
        bool is = rt_value_labelled(vocab, &cell, &level, &label, text);

        if (is != (cases[i].level != -2)
            || (is
                && (level != cases[i].level
                    || !rt_str_is(label.text, cases[i].label))))
            fail_msg("%s: %d %.*s", cases[i].text, level, RT_FMT(label.text));
        cell.type = RT_CELL_NUMBER;
        assert_false(rt_value_labelled(vocab, &cell, &level, &label, text));
    }
}

/* --- characters ------------------------------------------------------------ */

/* What the cursor shows of one character; RT_SCAN_END where it is not there. */
static uint32_t shown(uint32_t cp)
{
    char text[4];
    struct rt_scan s;

    rt_scan_init(&s, (struct rt_str){text, rt_utf8_encode(cp, text)});
    return s.cp;
}

TEST(characters_are_shown_as_what_they_mean)
{
    static const struct {
        uint32_t first, last, as;
    } runs[] = {{0, ' ', ' '}, {0x7F, 0xA0, ' '}, {0xAD, 0xAD, RT_SCAN_END},
        {0x1680, 0x1680, ' '}, {0x180E, 0x180E, RT_SCAN_END},
        {0x2000, 0x200A, ' '}, {0x200B, 0x200F, RT_SCAN_END},
        {0x2010, 0x2015, '-'}, {0x2028, 0x2029, ' '},
        {0x202A, 0x202E, RT_SCAN_END}, {0x202F, 0x202F, ' '},
        {0x2044, 0x2044, '/'}, {0x205F, 0x205F, ' '},
        {0x2060, 0x2064, RT_SCAN_END}, {0x2212, 0x2212, '-'},
        {0x2215, 0x2215, '/'}, {0x2236, 0x2236, ':'}, {0x3000, 0x3000, ' '},
        {0xFE00, 0xFE0F, RT_SCAN_END}, {0xFEFF, 0xFEFF, RT_SCAN_END},
        {0xFF65, 0xFF65, 0x30FB}, {0xFF70, 0xFF70, 0x30FC},
        {0xE0100, 0xE01EF, RT_SCAN_END}};
    const size_t count = RT_COUNT(runs);

    for (size_t i = 0; i < count; i++) {
        uint32_t before = runs[i].first - 1, after = runs[i].last + 1;
        for (uint32_t cp = runs[i].first; cp <= runs[i].last; cp++)
            assert_int_equal(shown(cp), runs[i].as);
        if (i > 0 && runs[i - 1].last != before)
            assert_int_equal(shown(before), before);
        if (i + 1 == count || runs[i + 1].first != after)
            assert_int_equal(shown(after), after == 0xFF01 ? '!' : after);
    }
    for (uint32_t cp = 0xFF01; cp <= 0xFF5E; cp++)
        assert_int_equal(shown(cp), cp - 0xFF01 + '!');
    assert_int_equal(shown(0xFF5F), 0xFF5F);
}

/* --- words from a configuration ----------------------------------------- */

static enum rt_status add(const char *list, const char *word, const char *term)
{
    struct rt_error err = {.status = RT_OK};
    enum rt_status rc
        = rt_vocab_add(vocab, rt_str(list), rt_str(word), rt_str(term), &err);

    assert_int_equal(err.status, rc);
    assert_true(rc == RT_OK || err.text[0] != '\0');
    return rc;
}

FIXTURE_TEST(words_can_be_added)
{
    struct rt_cell cell
        = {.type = RT_CELL_STRING, .text = RT_STR("サ－バ　室")};
    const char *medium;
    bool flag;

    assert_int_equal(
        rt_value_medium(vocab, &cell, &medium), RT_TAKEN_UNREADABLE);
    assert_int_equal(add("medium", "ｻｰﾊﾞ室", "社内サーバー"), RT_OK);
    assert_int_equal(
        rt_value_medium(vocab, &cell, &medium), RT_TAKEN_NORMALISED);
    assert_string_equal(medium, "社内サーバー");
    assert_int_equal(add("medium", "サーバ室", "社内サーバー"), RT_OK);

    cell.text = RT_STR("△");
    assert_int_equal(add("flag-yes", "△", ""), RT_OK);
    assert_int_equal(rt_value_flag(vocab, &cell, &flag), RT_TAKEN_NORMALISED);
    assert_true(flag);
    assert_int_equal(add("treatment", "現状維持", "保有"), RT_OK);
    assert_int_equal(add("level", "L", "low"), RT_OK);
}

FIXTURE_TEST(words_that_are_refused)
{
    char longest[200];

    memset(longest, 'a', sizeof longest);
    longest[sizeof longest - 1] = '\0';
    assert_int_equal(add("medium", "ＮＡＳ", "社外サーバー"), RT_USAGE);
    assert_int_equal(add("medium", "新語", "クラウド"), RT_USAGE);
    assert_int_equal(add("medium", "新語", ""), RT_USAGE);
    assert_int_equal(add("colour", "青", "書類"), RT_USAGE);
    assert_int_equal(add("medium", " 　", "書類"), RT_USAGE);
    assert_int_equal(add("medium", longest, "書類"), RT_USAGE);
    assert_int_equal(add("flag-no", "○", ""), RT_USAGE);
    assert_int_equal(add("flag-yes", "無", ""), RT_USAGE);
    assert_int_equal(add("treatment", "保有", "低減"), RT_USAGE);
    assert_int_equal(add("level", "高", "low"), RT_USAGE);
    assert_int_equal(add("level", "最高", "最大"), RT_USAGE);
}

/* The table grows: every word is still there afterwards. */
FIXTURE_TEST(many_words)
{
    struct rt_cell cell = {.type = RT_CELL_STRING};
    const char *medium;
    char word[32];

    for (int i = 0; i < 3000; i++) {
        snprintf(word, sizeof word, "倉庫%d番", i);
        assert_int_equal(add("medium", word, "書類"), RT_OK);
    }
    for (int i = 0; i < 3000; i++) {
        snprintf(word, sizeof word, "倉庫 %d 番", i);
        cell.text = rt_str(word);
        assert_int_equal(
            rt_value_medium(vocab, &cell, &medium), RT_TAKEN_NORMALISED);
    }
    every_word_is_taken_for_its_term(NULL);
}

/* What is unusual about a text, up to the ends of each range of letters. */
FIXTURE_TEST(unusual_texts)
{
    static const struct {
        const char *text, *reason, *as;
    } cases[] = {{"3", "stored as text", NULL},
        {"3.0", "with a decimal point", "3"},
        {"03", "extra zeros in front", "3"},
        {"可能性：中", "a word for a number", "2"},
        {"３：高", "full-width characters", "3"},
        {"！", "not the form's spelling", NULL},
        {"～", "not the form's spelling", NULL},
        {"３", "full-width characters", NULL}, {"｡", "half-width kana", NULL},
        {"ﾟ", "half-width kana", NULL}, {"が", "decomposed characters", NULL},
        {"大 中", "extra spaces", NULL}, {"大\n中", "a line break", NULL},
        {"大 中", "extra spaces", "大中"},
        {"Microsoft 365", "not the form's spelling", "社外サーバー"},
        {"３点", "\"点\" left out", "3"}, {"3 点", "\"点\" left out", "3"},
        {"2026/04/01 10:30", "the time left out", "2026-04-01"},
        {"2026年4月1日 10時", "the time left out", "2026-04-01"},
        {"大", "not the form's spelling", NULL}};
    char reason[RT_UNUSUAL_MAX];

    for (size_t i = 0; i < RT_COUNT(cases); i++) {
        struct rt_cell cell
            = {.type = RT_CELL_STRING, .text = rt_str(cases[i].text)};
        const struct rt_reading as = {.lang = RT_EN, .as = rt_str(cases[i].as)};
        rt_value_unusual(&cell, &as, reason);
        assert_string_equal(reason, cases[i].reason);
    }
    struct rt_cell near
        = {.type = RT_CELL_NUMBER, .text = RT_STR("2.9999999999")};
    const struct rt_reading as = {.lang = RT_EN, .as = RT_STR("3")};
    rt_value_unusual(&near, &as, reason);
    assert_string_equal(reason, "nearly a whole number");
}

/* What two spellings differ in, and nothing that both have. */
FIXTURE_TEST(spellings_differ)
{
    static const struct {
        const char *a, *b, *reason;
    } cases[] = {{"ＩＴ部", "IT部", "全角文字"},
        {"it部", "IT部", "大文字と小文字"},
        {"総 務部", "総務部", "余分な半角の空白"},
        {"総　務部", "総務部", "余分な全角の空白"},
        {"総\u200B務部", "総務部", "見えない文字（U+200B）"},
        {"総務部", "総務部\uFEFF", "見えない文字（U+FEFF）"},
        {"カ\u3099ス部", "ガス部", "濁点・半濁点が別の文字"},
        {"ｶﾞｽ部", "ガス部", "半角カナ"}, {"総務\n部", "総務部", "改行"},
        {"髙松", "高松", "「髙」と「高」"}, {"宮﨑", "宮崎", "「﨑」と「崎」"},
        {"ＩT 推進部", "ＩT推進部", "余分な半角の空白"},
        {"葛\U000E0100課", "葛課", "見えない文字（U+E0100）"}};
    char reason[RT_UNUSUAL_MAX];

    for (size_t i = 0; i < RT_COUNT(cases); i++) {
        rt_spelling_differs(
            rt_str(cases[i].a), rt_str(cases[i].b), RT_JA, reason);
        assert_string_equal(reason, cases[i].reason);
        rt_spelling_differs(
            rt_str(cases[i].b), rt_str(cases[i].a), RT_JA, reason);
        if (strncmp(reason, "「", 3) != 0)
            assert_string_equal(reason, cases[i].reason);
    }
}
