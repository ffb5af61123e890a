/* Profiles: the built-in ones, the canonical text, and bad INI files as data:
 * tests/cases/profile/NAME.ini with the expected error in NAME.txt. */
#include "unit.h"

#include "base/hash.h"
#include "base/lang.h"
#include "risk/profile.h"
#include "risk/selection.h"

#include <glob.h>
#include <pthread.h>

#define CASES "tests/cases/profile/"

/* A good profile, as an example to spoil. */
static const char good[] = "[profile]\n"
                           "name = our-rules\n"
                           "title_ja = 当社の基準\n"
                           "title_en = Our rules\n"
                           "\n"
                           "[scale]\n"
                           "min = 1\n"
                           "max = 3\n"
                           "personal = none\n"
                           "\n"
                           "[likelihood]\n"
                           "1 = 1 1 1\n"
                           "2 = 1 1 2\n"
                           "3 = 1 2 3\n"
                           "\n"
                           "[class]\n"
                           "high = 6-9\n"
                           "medium = 4\n"
                           "low = 1-3\n"
                           "\n"
                           "[priority]\n"
                           "1 = 9\n"
                           "2 = 6 4\n"
                           "3 = 3\n";

/* What is so of 重要資産 where a profile does not say it. */
static const char selection[] = "\n"
                                "[selection]\n"
                                "any-score = max\n"
                                "importance = none\n"
                                "class = none\n"
                                "personal = no\n";
/* What is so of acceptance, by the classes. */
static const char acceptance[] = "\n"
                                 "[acceptance]\n"
                                 "acceptable = 3\n"
                                 "signed = 4\n"
                                 "residual_acceptable = 3\n"
                                 "residual_signed = 4\n"
                                 "days = 365\n";

static void print(const struct rt_profile *p, char *to, size_t size)
{
    struct rt_buf buf;

    rt_buf_init(&buf, 4096);
    assert_int_equal(rt_profile_print(p, &buf), RT_OK);
    rt_str_copy(to, size, rt_buf_str(&buf));
    rt_buf_fini(&buf);
}

static void parse(const char *text, struct rt_profile *out)
{
    struct rt_error err = {0};

    if (rt_profile_parse(rt_str(text), "test", out, &err) != RT_OK)
        fail_msg("%s", err.text);
}

/* --- built in ------------------------------------------------------------ */

/* The table of the documentation. Classes: a letter per level 0..9. */
static const struct {
    const char *name;
    int min, max, personal;
    const char *classes;
    const char *priorities;
} table[] = {
    {"ipa-2.1", 0, 2, -1, "lmmmh-h---", "0003201000"},
    {"ipa-3", 0, 2, 2, "lmmmh-h---", "0003201000"},
    {"ipa-3.1", 1, 3, 3, "-lllm-h--h", "0000302001"},
    {"ipa-4.0", 1, 3, 3, "-lllm-h--h", "0000302001"},
    {"tokyo-isms", 1, 3, -1, "-llmm-h--h", "0000302001"},
};

enum { BUILTINS = RT_COUNT(table) };

TEST(builtin_profiles_are_the_table)
{
    for (size_t i = 0; i < BUILTINS; i++) {
        const struct rt_profile *p = rt_profile_builtin(i);

        assert_non_null(p);
        assert_string_equal(p->name, table[i].name);
        assert_ptr_equal(rt_profile_named(rt_str(table[i].name)), p);
        assert_int_equal(p->scale_min, table[i].min);
        assert_int_equal(p->scale_max, table[i].max);
        assert_int_equal(p->personal, table[i].personal);
        for (int level = 0; level <= RT_LEVEL_MAX; level++) {
            assert_int_equal(
                "-lmh"[p->class_of[level] + 1], table[i].classes[level]);
            assert_int_equal(
                p->priority_of[level], table[i].priorities[level] - '0');
        }
        assert_true(strlen(p->title[RT_JA]) > 0);
        assert_true(strlen(p->title[RT_EN]) > 0);
    }
    assert_null(rt_profile_builtin(BUILTINS));
    assert_null(rt_profile_builtin((size_t)-1));
    assert_null(rt_profile_named(RT_STR("ipa")));
    assert_null(rt_profile_named(RT_STR_NONE));
}

/* Three forms of the published table are one. */
TEST(likelihood_is_the_published_table)
{
    for (size_t i = 0; i < BUILTINS; i++)
        for (int t = 1; t <= 3; t++)
            for (int v = 1; v <= 3; v++) {
                int by_table = rt_profile_builtin(i)->likelihood[t][v];

                assert_int_equal(by_table, (t + (4 - v) - 1) / (4 - v));
                assert_int_equal(by_table, t + v - 3 > 1 ? t + v - 3 : 1);
            }
}

/* By the classes, unless the profile says it; what it says is in the hash. */
TEST(acceptance_follows_the_classes)
{
    static const struct {
        const char *section;
        int of[5]; /* as the keys of [acceptance] */
        bool hashed;
    } cases[] = {{"", {3, 4, 3, 4, 365}, false},
        {"[acceptance]\nsigned = 4\n", {3, 4, 3, 4, 365}, false},
        {"[acceptance]\nacceptable = 1\n", {1, 4, 1, 4, 365}, true},
        {"[acceptance]\nacceptable = 6\n", {6, 6, 6, 6, 365}, true},
        {"[acceptance]\nresidual_acceptable = none\ndays = none\n",
            {3, 4, -1, 4, 0}, true},
        {"[acceptance]\nsigned = 9\nresidual_signed = 3\ndays = 90\n",
            {3, 9, 3, 3, 90}, true}};
    struct rt_profile plain;

    parse(good, &plain);
    for (size_t i = 0; i < RT_COUNT(cases); i++) {
        char text[2 * sizeof good];
        struct rt_profile p;

        snprintf(text, sizeof text, "%s%s", good, cases[i].section);
        parse(text, &p);
        const int of[5] = {p.acceptance.of[RT_FIRST].acceptable,
            p.acceptance.of[RT_FIRST].with_signature,
            p.acceptance.of[RT_RESIDUAL].acceptable,
            p.acceptance.of[RT_RESIDUAL].with_signature, p.acceptance.days};
        assert_memory_equal(of, cases[i].of, sizeof of);
        assert_int_equal(strcmp(p.hash, plain.hash) != 0, cases[i].hashed);
    }
}

TEST(zones_of_levels)
{
    /* a letter per level: acceptable, signed, never */
    static const char *const zones[BUILTINS] = {
        "asssnnnnnn", "asssnnnnnn", "aaaasnnnnn", "aaaasnnnnn", "aaassnnnnn"};

    for (size_t i = 0; i < BUILTINS; i++)
        for (int level = 0; level <= RT_LEVEL_MAX; level++)
            for (int which = RT_FIRST; which <= RT_RESIDUAL; which++)
                assert_int_equal("asn"[rt_profile_zone(rt_profile_builtin(i),
                                     (enum rt_evaluation)which, level)],
                    zones[i][level]);
}

static void *ask(void *unused)
{
    (void)unused;
    return (void *)(uintptr_t)rt_profile_named(RT_STR("ipa-3.1"));
}

TEST(first_use_may_be_by_many)
{
    pthread_t threads[8];
    void *seen;

    for (size_t i = 0; i < 8; i++)
        assert_int_equal(pthread_create(&threads[i], NULL, ask, NULL), 0);
    for (size_t i = 0; i < 8; i++) {
        assert_int_equal(pthread_join(threads[i], &seen), 0);
        assert_ptr_equal(seen, rt_profile_builtin(2));
    }
}

/* --- canonical text and hash --------------------------------------------- */

TEST(canonical_text_reads_back)
{
    for (size_t i = 0; i < BUILTINS; i++) {
        const struct rt_profile *p = rt_profile_builtin(i);
        struct rt_profile again;
        char text[1024], hash[65];

        print(p, text, sizeof text);
        parse(text, &again);
        assert_memory_equal(&again, p, sizeof again);
        assert_non_null(strstr(text, selection));
        *strstr(text, selection) = '\0';
        rt_sha256(rt_str(text), hash);
        assert_string_equal(hash, p->hash);
    }
}

TEST(good_text_is_its_canonical_text)
{
    struct rt_profile p;
    char text[1024];

    parse(good, &p);
    print(&p, text, sizeof text);
    assert_memory_equal(text, good, sizeof good - 1);
    assert_memory_equal(
        text + sizeof good - 1, selection, sizeof selection - 1);
    assert_string_equal(text + sizeof good + sizeof selection - 2, acceptance);
    assert_string_equal(p.title[RT_JA], "当社の基準");
    assert_int_equal(p.priority_of[6], 2);
    assert_int_equal(p.priority_of[4], 2);
}

/* Comments, a byte order mark, line ends, order and spacing are no criteria. */
TEST(the_same_criteria_have_the_same_hash)
{
    static const char same[] = "\xEF\xBB\xBF; ours\r\n"
                               "[priority] ; exact levels\r\n"
                               "3=3\r\n2 = 4\t6\r\n1 = 9 ; at once\r\n"
                               "[class]\r\n# ranges\r\n"
                               "low:1 - 3\r\nhigh = 6-9\r\nmedium = 4-5\r\n"
                               "[likelihood]\r\n"
                               "1 = 1  1 1\r\n2 = 1 1 2\r\n3 = 1 2 3\r\n"
                               "[profile]\r\ntitle_en = Our rules\r\n"
                               "title_ja = 当社の基準\r\n"
                               "[scale]\r\nmax = 3\r\nmin = 1\r\n"
                               "[profile]\r\nname = our-rules\r\n"
                               "[scale]\r\npersonal = none";
    struct rt_profile a, b;

    parse(good, &a);
    parse(same, &b);
    assert_memory_equal(&a, &b, sizeof a);
}

/* Writes `to` over `from`, which is as long. */
static void overwrite(char *text, const char *from, const char *to)
{
    char *at = strstr(text, from);

    assert_non_null(at);
    assert_int_equal(strlen(from), strlen(to));
    memcpy(at, to, strlen(to));
}

TEST(every_criterion_is_in_the_hash)
{
    /* the second pair, where there is one, keeps the profile whole */
    static const struct {
        const char *from, *to, *from2, *to2;
    } changes[] = {
        {"our-rules", "our-rulez", NULL, NULL},
        {"の基", "之基", NULL, NULL},
        {"Our", "OUR", NULL, NULL},
        {"min = 1", "min = 2", NULL, NULL},
        {"min = 1\nmax = 3", "min = 0\nmax = 3", "1-3", "0-3"},
        {"none", "2   ", NULL, NULL},
        {"1 = 1 1 1", "1 = 1 1 2", NULL, NULL},
        {"2 = 1 1 2", "2 = 1 2 2", NULL, NULL},
        {"3 = 1 2 3", "3 = 2 2 3", NULL, NULL},
        {"medium = 4\nlow = 1-3", "medium = 3\nlow = 1-2", "6-9", "4-9"},
        {"= 6 4", "= 6  ", NULL, NULL},
        {"3 = 3\n", "3 = 2\n", NULL, NULL},
    };
    struct rt_profile a, b;

    parse(good, &a);
    for (size_t i = 0; i < RT_COUNT(changes); i++) {
        char text[sizeof good];

        memcpy(text, good, sizeof good);
        overwrite(text, changes[i].from, changes[i].to);
        if (changes[i].from2)
            overwrite(text, changes[i].from2, changes[i].to2);
        parse(text, &b);
        if (strcmp(a.hash, b.hash) == 0)
            fail_msg("\"%s\" is not in the hash", changes[i].to);
    }
}

/* --- which assets are important ------------------------------------------ */

/* The profile with that section. */
static void parse_selection(const char *lines, struct rt_profile *out)
{
    char text[1024];

    snprintf(text, sizeof text, "%s\n[selection]\n%s", good, lines);
    parse(text, out);
}

TEST(a_rule_of_selection_is_a_criterion)
{
    static const struct {
        const char *lines, *shown;
        bool scores, importance, class, personal;
    } rules[] = {
        {"", "機密性・完全性・可用性のどれかが 3 以上", true, false, false,
            false},
        {"any-score = 3", "機密性・完全性・可用性のどれかが 3 以上", true,
            false, false, false},
        {"importance = 3", "重要度が 3 以上", false, true, false, false},
        {"class = high", "リスク区分が「大」以上", false, false, true, false},
        {"personal = yes", "個人情報がある", false, false, false, true},
        {"any-score = max\nclass = high\npersonal = yes",
            "機密性・完全性・可用性のどれかが 3 以上、またはリスク区分が「大」以上、"
            "または個人情報がある",
            true, false, true, true},
        {"any-score = none", "なし", false, false, false, false},
    };

    for (size_t i = 0; i < RT_COUNT(rules); i++) {
        struct rt_risk none = {.scores = {.confidentiality = 2,
                                   .integrity = 2,
                                   .availability = RT_UNKNOWN},
            .result = {.importance = 2, .class = RT_MEDIUM}};
        struct rt_risk scores = none, importance = none, class = none,
                       personal = none;
        struct rt_profile p, again;
        char text[1024], shown[RT_SELECTION_SHOWN];

        parse_selection(rules[i].lines, &p);
        scores.scores.availability = 3;
        importance.result.importance = 3;
        class.result.class = RT_HIGH;
        personal.scores.any_personal = 1;
        assert_false(rt_is_important_asset(&p, &none));
        assert_int_equal(rt_is_important_asset(&p, &scores), rules[i].scores);
        assert_int_equal(
            rt_is_important_asset(&p, &importance), rules[i].importance);
        assert_int_equal(rt_is_important_asset(&p, &class), rules[i].class);
        assert_int_equal(
            rt_is_important_asset(&p, &personal), rules[i].personal);
        rt_selection_shown(&p, RT_JA, shown);
        assert_string_equal(shown, rules[i].shown);
        print(&p, text, sizeof text);
        parse(text, &again);
        assert_memory_equal(&again, &p, sizeof p);
    }
}

TEST(only_a_rule_that_is_not_the_default_is_in_the_hash)
{
    struct rt_profile a, b;

    parse(good, &a);
    parse_selection("any-score = max\n", &b);
    assert_string_equal(a.hash, b.hash);
    parse_selection("any-score = 3\n", &b);
    assert_string_not_equal(a.hash, b.hash);
}

/* --- refusals ------------------------------------------------------------ */

/* The first line of NAME.txt for NAME.ini. */
static void read_expected(const char *ini, char *to, size_t size)
{
    char path[256];
    FILE *f;

    snprintf(path, sizeof path, "%.*s.txt", (int)strlen(ini) - 4, ini);
    f = fopen(path, "r");
    if (!f || !fgets(to, (int)size, f))
        fail_msg("%s: nothing to expect", path);
    fclose(f);
    to[strcspn(to, "\n")] = '\0';
}

TEST(bad_profiles_are_refused_in_words)
{
    glob_t found;

    assert_int_equal(glob(CASES "*.ini", 0, NULL, &found), 0);
    assert_true(found.gl_pathc >= 50);
    for (size_t i = 0; i < found.gl_pathc; i++) {
        struct rt_error err = {0};
        struct rt_profile p;
        char expected[300];

        read_expected(found.gl_pathv[i], expected, sizeof expected);
        memset(&p, 0x5a, sizeof p);
        assert_int_equal(
            rt_profile_load(found.gl_pathv[i], &p, &err), RT_USAGE);
        assert_int_equal(err.status, RT_USAGE);
        if (strcmp(err.text, expected) != 0)
            fail_msg("expected: %s\nactual:   %s", expected, err.text);
        assert_int_equal(p.name[0], 0x5a);
    }
    globfree(&found);
}

/* Each line taken away, and each line spoiled: never accepted, never a crash,
 * and always a place and a sentence. */
TEST(no_line_can_be_spared)
{
    char text[sizeof good + 1];

    for (const char *line = good; *line != '\0';
         line = strchr(line, '\n') + 1) {
        const char *next = strchr(line, '\n') + 1;
        size_t head = (size_t)(line - good);
        struct rt_error err = {0};
        struct rt_profile p;

        if (line[0] == '\n')
            continue;
        memcpy(text, good, head);
        memcpy(text + head, next, strlen(next) + 1);
        assert_int_equal(
            rt_profile_parse(rt_str(text), "test", &p, &err), RT_USAGE);
        assert_memory_equal(err.text, "test:", 5);
    }
}

/* Cut anywhere, the text is read without harm; whole only at its end. */
TEST(no_end_can_be_spared)
{
    struct rt_profile p;

    for (size_t n = 0; n < sizeof good - 2; n++) {
        char *copy = malloc(n + 1);
        enum rt_status rc;

        assert_non_null(copy);
        memcpy(copy, good, n);
        rc = rt_profile_parse((struct rt_str){copy, n}, "test", &p, NULL);
        assert_int_equal(rc, RT_USAGE);
        free(copy);
    }
}

TEST(comments_may_be_long)
{
    char text[sizeof good + 400];
    struct rt_profile p;

    snprintf(text, sizeof text, ";%0300d\n%s", 0, good);
    parse(text, &p);
}

TEST(a_long_path_does_not_hide_the_sentence)
{
    char origin[400];
    struct rt_error err = {0};
    struct rt_profile p;

    for (size_t i = 0; i < sizeof origin - 1; i++)
        origin[i] = "\xe8\xa1\xa8"[i % 3];
    origin[sizeof origin - 1] = '\0';
    assert_int_equal(
        rt_profile_parse(RT_STR("[scale]\nmax 3\n"), origin, &p, &err),
        RT_USAGE);
    assert_int_equal(rt_utf8_valid_prefix(rt_str(err.text)), strlen(err.text));
    assert_non_null(strstr(err.text, ":2: neither a heading nor a key"));
}

/* --- loading ------------------------------------------------------------- */

TEST(load_takes_names_and_paths)
{
    char dir[] = "/tmp/rt-profile-XXXXXX";
    char here[1024];
    struct rt_error err = {0};
    struct rt_profile p;
    FILE *f;

    assert_int_equal(rt_profile_load("ipa-3", &p, &err), RT_OK);
    assert_string_equal(p.name, "ipa-3");

    /* a file of no built-in name is found; one named like a built-in profile
       is taken only by a path */
    assert_non_null(getcwd(here, sizeof here));
    assert_non_null(mkdtemp(dir));
    assert_int_equal(chdir(dir), 0);
    f = fopen("ours", "w");
    assert_non_null(f);
    fputs(good, f);
    assert_int_equal(fclose(f), 0);
    assert_int_equal(rename("ours", "ipa-3"), 0);
    assert_int_equal(rt_profile_load("ipa-3", &p, &err), RT_OK);
    assert_string_equal(p.name, "ipa-3");
    assert_int_equal(rt_profile_load("./ipa-3", &p, &err), RT_OK);
    assert_string_equal(p.name, "our-rules");
    assert_int_equal(rename("ipa-3", "ours"), 0);
    assert_int_equal(rt_profile_load("ours", &p, &err), RT_OK);
    assert_string_equal(p.name, "our-rules");
    assert_int_equal(unlink("ours"), 0);
    assert_int_equal(chdir(here), 0);
    assert_int_equal(rmdir(dir), 0);
}

TEST(load_says_what_it_did_not_find)
{
    struct rt_profile p;
    struct rt_error err = {0};

    assert_int_equal(rt_profile_load("ipa-9", &p, &err), RT_USAGE);
    assert_string_equal(err.text,
        "there is no profile \"ipa-9\": write one of ipa-2.1, ipa-3, ipa-3.1, "
        "ipa-4.0, tokyo-isms, or the path of an .ini file");
    memset(&err, 0, sizeof err);
    assert_int_equal(rt_profile_load("nowhere.ini", &p, &err), RT_IO);
    assert_non_null(strstr(err.text, "nowhere.ini"));
    memset(&err, 0, sizeof err);
    assert_int_equal(rt_profile_load("tests/unit", &p, &err), RT_IO);
    memset(&err, 0, sizeof err);
    assert_int_equal(rt_profile_load("/dev/zero", &p, &err), RT_USAGE);
    assert_non_null(strstr(err.text, "larger than 65536 bytes"));
    assert_int_equal(rt_profile_load("", &p, NULL), RT_USAGE);
}
