/* The results of a merge, read as a whole. The contract is results.h. */
#include "results.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "input/book.h"

enum { PATH_SIZE = 4096, NAME_SIZE = 256 };

static struct document documents[] = {
    {.name = "risks", .path = "risks.jsonl"},
    {.name = "findings", .path = "findings.jsonl"},
    {.name = "register", .path = "risk-register.xlsx", .kind = BOOKS},
    {.name = "plan", .path = "treatment-plan.xlsx", .kind = BOOKS},
    {.name = "statement",
        .path = "statement-of-applicability.xlsx",
        .kind = BOOKS},
    {.name = "report", .path = "assessment-report.xlsx", .kind = BOOKS},
    {.name = "review", .path = "management-review.xlsx", .kind = BOOKS},
    {.name = "plans", .path = "plans/", .kind = BOOKS},
    {.name = "approvals", .path = "approvals/", .kind = BOOKS},
    {.name = "returns", .path = "returns/", .kind = BOOKS},
    {.name = "said", .path = "findings.jsonl", .kind = TEXT},
    {.name = "summary", .kind = TEXT},
    {.name = "metrics", .kind = TEXT},
};

#define COUNT(array) (sizeof(array) / sizeof *(array))

_Noreturn void give_up(const char *what, const char *path)
{
    fprintf(stderr, "totals: %s: %s\n", path, what);
    exit(2);
}

void *need(void *p)
{
    if (!p)
        give_up("no memory", "");
    return p;
}

struct document *document_named(const char *name)
{
    for (size_t i = 0; i < COUNT(documents); i++) {
        if (strcmp(documents[i].name, name) == 0)
            return &documents[i];
    }
    give_up("no such document", name);
}

/* --- reading ------------------------------------------------------------- */

static void add_cell(struct document *d, const char *sheet, uint32_t row,
    const struct rt_cell *c)
{
    if (d->count == d->room) {
        d->room = d->room ? 2 * d->room : 1024;
        d->cells = need(realloc(d->cells, d->room * sizeof *d->cells));
    }
    struct cell *to = &d->cells[d->count++];
    *to = (struct cell){.sheet = sheet,
        .row = row,
        .col = c->col,
        .book = d->books,
        .number = c->type == RT_CELL_NUMBER,
        .value = c->number};
    if (to->number) {
        to->text = need(malloc(32));
        rt_format_double(c->number, to->text, 32);
    } else {
        to->text = need(strndup(c->text.p ? c->text.p : "", c->text.n));
    }
    /* Headings are broken into lines as they fit. */
    size_t n = 0;
    for (const char *p = to->text; *p != '\0'; p++) {
        if (*p != '\n')
            to->text[n++] = *p;
    }
    to->text[n] = '\0';
}

static void read_book(struct document *d, const char *path)
{
    struct rt_limits limits = rt_limits_default();
    struct rt_error err = {0};
    struct rt_book *book;
    struct rt_rows *rows;
    struct rt_row row;

    if (rt_book_open(path, &limits, NULL, &book, &err) != RT_OK)
        give_up("cannot be read", path);
    for (size_t i = 0; i < rt_book_sheet_count(book); i++) {
        const struct rt_sheet *sheet = rt_book_sheet(book, i);
        if (sheet->hidden)
            continue;
        const char *name = need(strndup(sheet->name.p, sheet->name.n));
        if (rt_rows_open(book, i, &rows, &err) != RT_OK)
            give_up("cannot be read", path);
        while (rt_rows_next(rows, &row, &err) == RT_ROW) {
            for (size_t k = 0; k < row.count; k++)
                add_cell(d, name, row.number, &row.cells[k]);
        }
        rt_rows_close(rows);
    }
    rt_book_close(book);
    d->books++;
}

static void read_folder(struct document *d, const char *path)
{
    char name[PATH_SIZE + NAME_SIZE];
    struct dirent *e;
    DIR *dir = opendir(path);

    while (dir && (e = readdir(dir))) {
        size_t n = strlen(e->d_name);
        if (n < 5 || strcmp(e->d_name + n - 5, ".xlsx") != 0)
            continue;
        snprintf(name, sizeof name, "%s%s", path, e->d_name);
        read_book(d, name);
    }
    if (dir)
        closedir(dir);
}

char *read_text(const char *path)
{
    FILE *file = fopen(path, "r");
    size_t size = 1 << 20, n;
    char *text = need(malloc(size));

    if (!file)
        give_up("cannot be read", path);
    n = fread(text, 1, size - 1, file);
    text[n] = '\0';
    fclose(file);
    return text;
}

static json_t *read_lines(const char *path)
{
    json_t *lines = need(json_array()), *line;
    FILE *file = fopen(path, "r");

    if (!file)
        give_up("cannot be read", path);
    while ((line = json_loadf(file, JSON_DISABLE_EOF_CHECK, NULL)))
        json_array_append_new(lines, line);
    fclose(file);
    return lines;
}

json_t *read_results(const char *dir)
{
    char path[PATH_SIZE];
    json_t *run;

    snprintf(path, sizeof path, "%s/run.json", dir);
    run = json_load_file(path, 0, NULL);
    if (!run)
        give_up("cannot be read", path);
    for (size_t i = 0; i < COUNT(documents); i++) {
        struct document *d = &documents[i];
        if (!d->path)
            continue;
        snprintf(path, sizeof path, "%s/%s", dir, d->path);
        if (d->path[strlen(d->path) - 1] == '/') {
            read_folder(d, path);
        } else if (d->kind == TEXT) {
            d->text = read_text(path);
        } else if (d->kind == LINES) {
            d->lines = read_lines(path);
        } else {
            FILE *there = fopen(path, "r");
            if (!there)
                continue;
            fclose(there);
            read_book(d, path);
        }
    }
    return run;
}
