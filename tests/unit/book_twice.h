/* Workbooks as one line of text, read twice: the scanner must behave like expat.
 */
#ifndef TEST_BOOK_TWICE_H
#define TEST_BOOK_TWICE_H

#define UNIT_OWN_MAIN
#include "book_help.h"

#include "input/xml.h"

#define CASES "tests/golden/xlsx-cases/"

static struct dump dump;

static inline void check_mem(struct zip_maker *z, const char *want)
{
    assert_string_equal(
        dump_mem(&dump, "t.xlsx", z->p, z->n, NULL, NULL), want);
    free(z->p);
}

static inline void check(
    const char *sheet, const char *sst, const char *styles, const char *want)
{
    struct zip_maker z = make_book(sheet, sst, styles);

    check_mem(&z, want);
}

int main(void)
{
    int failed = unit_run("scanner");

    rt_xml_expat_only = true;
    return failed + unit_run("expat alone");
}

#endif
