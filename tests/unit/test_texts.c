/* The words of the tables that everything else takes them from, in both
 * languages, against tests/golden/texts: what changes there is read once more
 * by whoever changes it. */
#include "unit.h"

#include "base/reason.h"
#include "record/book_words.h"
#include "risk/controls.h"

static FILE *golden;

/* Opens a file that is then read line by line. */
static void compare_with(const char *name)
{
    char path[128];

    snprintf(path, sizeof path, "tests/golden/texts/%s", name);
    golden = fopen(path, "r");
    assert_non_null(golden);
}

static void is_next(const char *fmt, ...) __attribute__((format(printf, 1, 2)));

/* Newlines of a text are written as "\n". */
static void is_next(const char *fmt, ...)
{
    char text[1024], line[2048], expected[2048];
    size_t n = 0;
    va_list ap;

    va_start(ap, fmt);
    vsnprintf(text, sizeof text, fmt, ap);
    va_end(ap);
    for (const char *s = text; *s; s++) {
        if (*s == '\n')
            line[n++] = '\\';
        line[n++] = *s == '\n' ? 'n' : *s;
    }
    line[n++] = '\n';
    line[n] = '\0';
    if (!fgets(expected, sizeof expected, golden))
        expected[0] = '\0';
    assert_string_equal(line, expected);
}

static void is_end(void)
{
    assert_int_equal(fgetc(golden), EOF);
    fclose(golden);
}

TEST(words_of_the_workbooks)
{
    compare_with("book-words.tsv");
    for (int w = 0; w < RT_W_COUNT; w++) {
        struct rt_text t = rt_words((enum rt_word)w);
        is_next("%s\t%s", t.ja, t.en);
        assert_string_equal(rt_word(RT_JA, (enum rt_word)w), t.ja);
        assert_string_equal(rt_word(RT_EN, (enum rt_word)w), t.en);
    }
    is_end();
}

/* Of them there is one besides the table's. */
static const int whats = 1
#define RT_WHAT(id, ja, en) +1
#include "base/what.def"
    ;
#undef RT_WHAT

TEST(what_failed)
{
    compare_with("failures.tsv");
    for (int w = 0; w < whats; w++)
        is_next(
            "%s\t%s", rt_what((enum rt_what)w).ja, rt_what((enum rt_what)w).en);
    is_end();
}

TEST(parts_and_kinds_of_files)
{
    static const char *const parts[]
        = {"xl/worksheets/sheet1.xml", "xl/sharedStrings.xml",
            "xl/workbook.xml", "xl/styles.xml", "docProps/app.xml"};
    static const char *const kinds[]
        = {"data", "text", "OLE", "ZIP", "HTML", "Excel binary (.xlsb)", "PDF"};

    compare_with("parts-and-kinds.tsv");
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        is_next("%s\t%s\t%s", parts[i], rt_part_words(parts[i]).ja,
            rt_part_words(parts[i]).en);
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        is_next("%s\t%s\t%s", kinds[i], rt_kind_words(kinds[i]).ja,
            rt_kind_words(kinds[i]).en);
    is_end();
}

TEST(reasons_of_the_system)
{
    compare_with("reasons.tsv");
    for (int os = 0; os < 134; os++) {
        const char *name = strerrorname_np(os);
        is_next("%s\t%s\t%s", name ? name : "-", rt_reason(RT_JA, os),
            rt_reason_of_input(RT_JA, os));
        assert_string_equal(rt_reason(RT_EN, os),
            strerrordesc_np(os) ? strerrordesc_np(os) : "?");
    }
    is_end();
}

TEST(candidate_controls)
{
    const struct rt_control *c;

    compare_with("controls.tsv");
    for (size_t i = 0; (c = rt_control(i)) != NULL; i++)
        is_next("%d %d %d %d.%d\t%s\t%s\t%s\t%s", (int)c->medium,
            (int)c->threat, (int)c->when, c->theme, c->number, c->name.ja,
            c->name.en, c->text.ja, c->text.en);
    is_end();
}
