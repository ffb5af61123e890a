/* check opens an input once and looks for the headings of a sheet once: the
 * linker hands open() and rt_header_find() over to the counters below (see
 * the Makefile).
 */
#include "unit.h"

#include <fcntl.h>

#include "command/command.h"
#include "form/layout.h"

enum { SHEETS = 7 };

static const char sample[] = "samples/リスク分析シート_営業部.xlsx";
static unsigned opened, searched;

int __real_open64(const char *path, int flags, ...);
int __wrap_open64(const char *path, int flags, ...);

int __wrap_open64(const char *path, int flags, ...)
{
    va_list args;
    int mode;

    va_start(args, flags);
    mode = flags & O_CREAT ? va_arg(args, int) : 0;
    va_end(args);
    opened += strstr(path, sample) != NULL;
    return __real_open64(path, flags, mode);
}

enum rt_status __real_rt_header_find(const struct rt_grid_row *rows,
    size_t count, struct rt_arena *arena, struct rt_layout *out, bool *found,
    struct rt_error *err);
enum rt_status __wrap_rt_header_find(const struct rt_grid_row *rows,
    size_t count, struct rt_arena *arena, struct rt_layout *out, bool *found,
    struct rt_error *err);

enum rt_status __wrap_rt_header_find(const struct rt_grid_row *rows,
    size_t count, struct rt_arena *arena, struct rt_layout *out, bool *found,
    struct rt_error *err)
{
    searched++;
    return __real_rt_header_find(rows, count, arena, out, found, err);
}

TEST(check_reads_once)
{
    char *argv[] = {"check", "--format", "jsonl", (char *)sample, NULL};

    int out, null = open("/dev/null", O_WRONLY);

    fflush(stdout);
    out = dup(STDOUT_FILENO);
    dup2(null, STDOUT_FILENO);
    assert_true(rt_command_check(4, argv) < RT_EXIT_TROUBLE);
    fflush(stdout);
    dup2(out, STDOUT_FILENO);
    close(out);
    close(null);
    assert_int_equal(opened, 1);
    assert_int_equal(searched, SHEETS);
}
