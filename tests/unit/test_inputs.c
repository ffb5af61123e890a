/* Arguments, directories and lists of files become one sorted list. */
#include "unit.h"

#include <sys/stat.h>

#include "input/inputs.h"

static char root[] = "/tmp/rt-inputs-XXXXXX";
static char text[8192];

static void touch(const char *name)
{
    FILE *f = fopen(name, "w");
    assert_non_null(f);
    fputs(name, f);
    fclose(f);
}

static int set_up(void **state)
{
    (void)state;
    if (!mkdtemp(root) || chdir(root) != 0)
        return -1;
    mkdir("d", 0700);
    mkdir("d/b", 0700);
    mkdir("d/.hidden", 0700);
    touch("d/2.XLSX");
    touch("d/1.csv");
    touch("d/b/x.tsv");
    touch("d/b/y.pdf");
    touch("d/~$2.xlsx");
    touch("d/.h.csv");
    touch("d/.hidden/z.csv");
    touch("d/old.xls");
    touch("other.bin");
    touch("bad\n\xFF.csv");
    return symlink("..", "d/b/loop") + symlink("gone", "d/lost.csv")
           + symlink("../d/1.csv", "d/again.csv");
}

static int tear_down(void **state)
{
    (void)state;
    char command[64];
    snprintf(command, sizeof command, "rm -rf %s", root);
    return chdir("/") + system(command);
}

static const char *show(struct rt_files *in)
{
    struct rt_error err = {0};
    size_t n = 0;
    assert_int_equal(rt_files_finish(in, &err), RT_OK);
    text[0] = '\0';
    for (size_t i = 0; i < in->count; i++)
        n += (size_t)snprintf(
            text + n, sizeof text - n, "%s|", in->list[i].name);
    rt_files_fini(in);
    return text;
}

static const char *expand(const char *a, const char *b)
{
    struct rt_files in;
    struct rt_error err = {0};
    rt_files_init(&in);
    assert_int_equal(rt_files_add(&in, a, &err), RT_OK);
    if (b)
        assert_int_equal(rt_files_add(&in, b, &err), RT_OK);
    return show(&in);
}

TEST(directories_are_walked)
{
    assert_string_equal(
        expand("d", NULL), "d/1.csv|d/2.XLSX|d/b/x.tsv|d/lost.csv|d/old.xls|");
    assert_string_equal(expand("d/b/", NULL),
        "d/b/loop/1.csv|d/b/loop/2.XLSX|d/b/loop/lost.csv|d/b/loop/old.xls|"
        "d/b/x.tsv|");
}

TEST(what_is_named_is_always_taken)
{
    assert_string_equal(
        expand("other.bin", "none.xlsx"), "none.xlsx|other.bin|");
    assert_string_equal(
        expand("d/~$2.xlsx", "d/.h.csv"), "d/.h.csv|d/~$2.xlsx|");
}

TEST(a_file_comes_once)
{
    assert_string_equal(expand("d/1.csv", "./d/1.csv"), "./d/1.csv|");
    assert_string_equal(expand("none", "none"), "none|");
    assert_string_equal(expand("d/b", "d/b/x.tsv"),
        "d/b/loop/1.csv|d/b/loop/2.XLSX|d/b/loop/lost.csv|d/b/loop/old.xls|"
        "d/b/x.tsv|");
}

TEST(names_are_fit_to_be_shown)
{
    assert_string_equal(expand("bad\n\xFF.csv", NULL), "bad\\x0A\\xFF.csv|");
}

TEST(lists_of_files)
{
    struct rt_files in;
    struct rt_error err = {0};
    FILE *f = fopen("list", "w");
    assert_non_null(f);
    fputs("\xEF\xBB\xBF"
          "other.bin\r\n\nd/b/x.tsv\nnone",
        f);
    fclose(f);
    rt_files_init(&in);
    assert_int_equal(rt_files_add_list(&in, "list", &err), RT_OK);
    assert_string_equal(show(&in), "d/b/x.tsv|none|other.bin|");
    rt_files_init(&in);
    assert_int_equal(rt_files_add_list(&in, "no-list", &err), RT_IO);
    rt_files_fini(&in);
    f = fopen("list", "w");
    assert_non_null(f);
    fwrite("a\0b\n", 1, 4, f);
    fclose(f);
    err = (struct rt_error){0};
    rt_files_init(&in);
    assert_int_equal(rt_files_add_list(&in, "list", &err), RT_USAGE);
    rt_files_fini(&in);
}

ALL_TESTS(set_up, tear_down)
