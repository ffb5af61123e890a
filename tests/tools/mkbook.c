/* mkbook: a workbook out of a description, for the cases.
 *
 *     mkbook DESCRIPTION.book OUT.xlsx
 */
#include "lib/mkbook.h"

int main(int argc, char **argv)
{
    struct book book = {0};
    bool ok;

    if (argc != 3) {
        fputs("usage: mkbook DESCRIPTION OUT.xlsx\n", stderr);
        return 2;
    }
    ok = describe(argv[1], &book) && package_write(&book, argv[2]);
    book_free(&book);
    return ok ? 0 : 1;
}
