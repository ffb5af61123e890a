/* inflate: unpacks every entry of zip files and prints how many bytes they
 * are together. It does nothing with them: the time it takes is the least
 * that any reader of these files must take, and the bench's yardstick. */
#include <inttypes.h>
#include <minizip/unzip.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

/* False where the file cannot be read to its end. */
static bool inflate_file(const char *path, uint64_t *total)
{
    static char buffer[65536];
    unzFile zip = unzOpen64(path);
    bool good = zip;
    int more = good ? unzGoToFirstFile(zip) : UNZ_ERRNO;
    while (good && more == UNZ_OK) {
        int n = -1;
        if (unzOpenCurrentFile(zip) == UNZ_OK)
            while ((n = unzReadCurrentFile(zip, buffer, sizeof buffer)) > 0)
                *total += (uint64_t)n;
        good = n == 0 && unzCloseCurrentFile(zip) == UNZ_OK;
        more = unzGoToNextFile(zip);
    }
    if (zip)
        unzClose(zip);
    return good && more == UNZ_END_OF_LIST_OF_FILE;
}

int main(int argc, char **argv)
{
    uint64_t total = 0;
    for (int i = 1; i < argc; i++) {
        if (!inflate_file(argv[i], &total)) {
            fprintf(stderr, "inflate: %s: cannot be read\n", argv[i]);
            return 2;
        }
    }
    printf("%" PRIu64 "\n", total);
    return 0;
}
