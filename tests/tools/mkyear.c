/* mkyear: a year of nightly folders with known changes, and what `flag` must
 * say of each, worked out without the program's own code.
 *
 *     mkyear SEED DIR
 *
 * DIR/NN/in is the folder of night NN (00, 01 …), DIR/NN/date the day,
 * DIR/NN/events the events (kind, department, asset or file, level before,
 * level; sorted), DIR/NN/status the exit status. Every third night nothing
 * changes. The first night is for --baseline.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "lib/year.h"

enum { NIGHTS = 26, PATH = 4096 };

static int trouble(const char *path)
{
    fprintf(stderr, "mkyear: %s: %s\n", path, strerror(errno));
    return 1;
}

static int put_line(const char *folder, const char *name, const char *text)
{
    char path[PATH];
    FILE *f;

    snprintf(path, sizeof path, "%s/%s", folder, name);
    f = fopen(path, "w");
    if (!f)
        return trouble(path);
    fprintf(f, "%s\n", text);
    return fclose(f) == 0 ? 0 : trouble(path);
}

static int put_events(struct world *w, const char *folder)
{
    char path[PATH], text[16];
    int status;
    FILE *f;

    snprintf(path, sizeof path, "%s/events", folder);
    f = fopen(path, "w");
    if (!f)
        return trouble(path);
    status = world_report(w, w->night == 0, f);
    if (fclose(f) != 0 || status < 0)
        return trouble(path);
    snprintf(text, sizeof text, "%d", status);
    return put_line(folder, "status", text);
}

static int put_night(struct world *w, const char *dir)
{
    char folder[PATH - 64], in[PATH], date[ISO];

    snprintf(folder, sizeof folder, "%s/%02d", dir, w->night);
    if (mkdir(folder, 0777) != 0)
        return trouble(folder);
    snprintf(in, sizeof in, "%s/in", folder);
    iso_date(w->day, date);
    if (!world_write(w, in) || put_line(folder, "date", date) != 0)
        return 1;
    return put_events(w, folder);
}

int main(int argc, char **argv)
{
    static struct world w;
    int rc;

    if (argc != 3) {
        fputs("usage: mkyear SEED DIR\n", stderr);
        return 2;
    }
    if (mkdir(argv[2], 0777) != 0)
        return trouble(argv[2]);
    world_begin(&w, strtoull(argv[1], NULL, 10));
    rc = put_night(&w, argv[2]);
    while (rc == 0 && w.night + 1 < NIGHTS) {
        world_next(&w, w.night % 3 == 2);
        rc = put_night(&w, argv[2]);
    }
    return rc;
}
