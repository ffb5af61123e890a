/* The blank form's locks: what people fill in is open, and nothing else. */
#include "path_help.h"

#include "report/template/template.h"
#include "risk/profile.h"

#include <minizip/unzip.h>

enum { PART_MAX = 1 << 20, SHEETS = 7 };

static char styles[PART_MAX];

static void read_part(const char *name, char to[PART_MAX])
{
    unzFile zip = unzOpen64(path);
    int n;

    assert_non_null(zip);
    assert_int_equal(unzLocateFile(zip, name, 1), UNZ_OK);
    assert_int_equal(unzOpenCurrentFile(zip), UNZ_OK);
    n = unzReadCurrentFile(zip, to, PART_MAX - 1);
    assert_true(n > 0);
    to[n] = '\0';
    unzCloseCurrentFile(zip);
    unzClose(zip);
}

static bool is_open(long style)
{
    const char *at = strstr(styles, "<cellXfs"), *end;

    for (long i = 0; i <= style; i++) {
        assert_non_null(at);
        at = strstr(at + 1, "<xf ");
    }
    assert_non_null(at);
    end = strstr(at + 1, "<xf ");
    at = strstr(at, "locked=\"0\"");
    return at && (!end || at < end);
}

/* How many cells of the sheet can be typed into, and that the rest cannot. */
static unsigned open_cells(int sheet)
{
    static char xml[PART_MAX];
    char name[64];
    unsigned n = 0;

    snprintf(name, sizeof name, "xl/worksheets/sheet%d.xml", sheet);
    read_part(name, xml);
    assert_non_null(strstr(xml, "<sheetProtection sheet=\"1\""));
    for (const char *c = xml; (c = strstr(c, "<c r=\"")) != NULL; c++) {
        const char *end = strchr(c, '>'), *s = strstr(c, " s=\"");

        if (s && s < end && is_open(strtol(s + 4, NULL, 10))) {
            /* a formula is never open */
            assert_true(end[-1] == '/' || strncmp(end + 1, "<f", 2) != 0);
            n++;
        }
    }
    return n;
}

TEST(only_what_is_filled_in)
{
    /* usage, example, definition, 14 typed columns of 5 rows, threats,
     * check items, result */
    static const unsigned want[SHEETS] = {0, 0, 0, 70, 28, 45, 0};
    const struct rt_profile *p = rt_profile_named(RT_STR("ipa-3.1"));
    struct rt_template t = {.profile = p,
        .lang = RT_JA,
        .version = "0.1.0",
        .now = "2026-10-01",
        .rows = 5};
    struct rt_error err;

    assert_int_equal(rt_report_template(&t, path, &err), RT_OK);
    read_part("xl/styles.xml", styles);
    for (int i = 0; i < SHEETS; i++)
        assert_int_equal(open_cells(i + 1), want[i]);
}

ALL_TESTS(make_path, remove_path)
