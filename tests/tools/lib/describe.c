/* A description, line by line, into a book (see tests/cases/README.md).
 *
 * A line is a row of cells separated by tabs, or begins with '@' and says
 * something about the sheet or the file. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "mkbook.h"

enum { PATH_SIZE = 1024, INCLUDES_MAX = 3 };

/* The reader's position. */
struct at {
    struct book *book;
    const char *path;
    size_t line;
    uint32_t row, col; /* of the next row's first cell */
    struct text *part; /* lines go in here until @end; or NULL */
    int depth;
};

void *grow(void *array, size_t count, size_t size)
{
    void *p = realloc(array, (count + 1) * size);

    if (!p) {
        fputs("mkbook: no memory\n", stderr);
        exit(1);
    }
    memset((char *)p + count * size, 0, size);
    return p;
}

static char *copy(const char *p, size_t n)
{
    char *to = grow(NULL, n, 1);

    memcpy(to, p, n);
    to[n] = '\0';
    return to;
}

static bool wrong(const struct at *at, const char *why, const char *what)
{
    fprintf(stderr, "mkbook: %s:%zu: %s: %s\n", at->path, at->line, why, what);
    return false;
}

bool parse_ref(const char *z, uint32_t *col, uint32_t *row)
{
    uint32_t c = 0, r = 0;

    for (; *z >= 'A' && *z <= 'Z' && c < 20000; z++)
        c = c * 26 + (uint32_t)(*z - 'A') + 1;
    for (; *z >= '0' && *z <= '9' && r < 2000000; z++)
        r = r * 10 + (uint32_t)(*z - '0');
    *col = c - 1;
    *row = r;
    return c > 0 && c <= 16384 && *z == '\0';
}

/* --- rows and cells --- */

static struct sheet *last_sheet(struct at *at)
{
    struct book *b = at->book;

    if (b->sheet_count == 0) {
        b->sheets = grow(b->sheets, 0, sizeof *b->sheets);
        b->sheets[b->sheet_count++]
            = (struct sheet){.name = copy("Sheet1", 6), .state = "visible"};
    }
    return &b->sheets[b->sheet_count - 1];
}

/* The row of that number, made where there is none. */
static struct row *row_at(struct sheet *s, uint32_t number)
{
    size_t i = s->row_count;

    while (i > 0 && s->rows[i - 1].number >= number)
        i--;
    if (i < s->row_count && s->rows[i].number == number)
        return &s->rows[i];
    s->rows = grow(s->rows, s->row_count, sizeof *s->rows);
    memmove(s->rows + i + 1, s->rows + i, (s->row_count - i) * sizeof *s->rows);
    s->rows[i] = (struct row){.number = number};
    s->row_count++;
    return &s->rows[i];
}

/* Puts the cell in its place, over one that is there; empty text takes a
 * cell away. */
static void put_cell(struct row *r, uint32_t col, const char *text, size_t n)
{
    size_t i = 0;

    while (i < r->count && r->cells[i].col < col)
        i++;
    if (i == r->count || r->cells[i].col != col) {
        r->cells = grow(r->cells, r->count, sizeof *r->cells);
        memmove(
            r->cells + i + 1, r->cells + i, (r->count - i) * sizeof *r->cells);
        r->count++;
    } else {
        free(r->cells[i].text);
    }
    r->cells[i] = (struct cell){.col = col, .text = copy(text, n)};
}

static void read_row(struct at *at, const char *line)
{
    struct row *r = row_at(last_sheet(at), at->row);
    uint32_t col = at->col;

    for (const char *p = line;; col++) {
        size_t n = strcspn(p, "\t");
        if (n > 0)
            put_cell(r, col, p, n);
        p += n;
        if (*p++ == '\0')
            break;
    }
    at->row++;
}

/* --- directives --- */

static bool begin_sheet(struct at *at, const char *arg)
{
    static const struct {
        const char *end, *state;
    } states[] = {{" hidden", "hidden"}, {" very-hidden", "veryHidden"}};
    struct book *b = at->book;
    size_t n = strlen(arg);
    const char *state = "visible";

    for (size_t i = 0; i < 2; i++) {
        size_t k = strlen(states[i].end);
        if (n > k && strcmp(arg + n - k, states[i].end) == 0) {
            state = states[i].state;
            n -= k;
        }
    }
    b->sheets = grow(b->sheets, b->sheet_count, sizeof *b->sheets);
    b->sheets[b->sheet_count++]
        = (struct sheet){.name = copy(arg, n), .state = state};
    at->row = 1;
    at->col = 0;
    return true;
}

/* @cell D2 text */
static bool set_cell(struct at *at, const char *arg)
{
    size_t n = strcspn(arg, " ");
    const char *text = arg + n + (arg[n] == ' ');
    char *ref = copy(arg, n);
    uint32_t col, row;
    bool ok = parse_ref(ref, &col, &row) && row > 0;

    free(ref);
    if (!ok)
        return wrong(at, "no cell", arg);
    put_cell(row_at(last_sheet(at), row), col, text, strlen(text));
    return true;
}

static struct part *part_of(struct at *at, const char *name)
{
    struct book *b = at->book;
    struct part *p;

    for (size_t i = 0; i < b->part_count; i++) {
        if (strcmp(b->parts[i].name, name) == 0)
            return &b->parts[i];
    }
    if (b->part_count == PARTS_MAX) {
        wrong(at, "too many parts", name);
        return NULL;
    }
    p = &b->parts[b->part_count++];
    p->name = copy(name, strlen(name));
    return p;
}

static bool set_number(struct at *at, const char *arg, uint32_t *to)
{
    char *end;
    unsigned long v = strtoul(arg, &end, 10);

    if (*end || v < 1 || v > 1048576)
        return wrong(at, "no row number", arg);
    *to = (uint32_t)v;
    return true;
}

static bool set_col(struct at *at, const char *arg, uint32_t *to)
{
    uint32_t row;

    if (!parse_ref(arg, to, &row) || row != 0)
        return wrong(at, "no column", arg);
    return true;
}

static bool hide_row(struct at *at, const char *arg)
{
    uint32_t row;

    if (!set_number(at, arg, &row))
        return false;
    row_at(last_sheet(at), row)->hidden = true;
    return true;
}

static bool hide_col(struct at *at, const char *arg)
{
    struct sheet *s = last_sheet(at);
    uint32_t col;

    if (!set_col(at, arg, &col))
        return false;
    s->hidden_cols = grow(s->hidden_cols, s->hidden_count, sizeof col);
    s->hidden_cols[s->hidden_count++] = col;
    return true;
}

static bool add_merge(struct at *at, const char *arg)
{
    struct sheet *s = last_sheet(at);

    s->merges = grow(s->merges, s->merge_count, sizeof *s->merges);
    s->merges[s->merge_count++] = copy(arg, strlen(arg));
    return true;
}

/* O5 まとめ!A1 */
static bool add_link(struct at *at, const char *arg)
{
    struct sheet *s = last_sheet(at);

    if (!strchr(arg, ' '))
        return wrong(at, "a link leads nowhere", arg);
    s->links = grow(s->links, s->link_count, sizeof *s->links);
    s->links[s->link_count++] = copy(arg, strlen(arg));
    return true;
}

static bool read_file(struct at *at, const char *path);

/* A path beside the file that names it. */
static bool include(struct at *at, const char *arg)
{
    const char *slash = strrchr(at->path, '/');
    char path[PATH_SIZE];
    struct at inner = *at;
    bool ok;

    if (at->depth == INCLUDES_MAX)
        return wrong(at, "too many files in each other", arg);
    if (snprintf(path, sizeof path, "%.*s%s",
            slash ? (int)(slash + 1 - at->path) : 0, at->path, arg)
        >= (int)sizeof path)
        return wrong(at, "path too long", arg);
    inner.depth++;
    ok = read_file(&inner, path);
    at->row = inner.row;
    at->col = inner.col;
    return ok;
}

static bool part_directive(struct at *at, const char *name, const char *arg)
{
    struct part *p = part_of(at, arg);

    if (!p)
        return false;
    if (strcmp(name, "drop") == 0) {
        p->drop = true;
    } else if (strcmp(name, "twice") == 0) {
        p->twice = true;
    } else {
        p->given = true;
        at->part = &p->bytes;
    }
    return true;
}

static bool directive(struct at *at, const char *line)
{
    size_t n = strcspn(line, " ");
    const char *arg = line + n + (line[n] == ' ');
    char *name = copy(line, n);
    bool ok = true;

    if (strcmp(name, "sheet") == 0)
        ok = begin_sheet(at, arg);
    else if (strcmp(name, "row") == 0)
        ok = set_number(at, arg, &at->row);
    else if (strcmp(name, "col") == 0)
        ok = set_col(at, arg, &at->col);
    else if (strcmp(name, "cell") == 0)
        ok = set_cell(at, arg);
    else if (strcmp(name, "merge") == 0)
        ok = add_merge(at, arg);
    else if (strcmp(name, "link") == 0)
        ok = add_link(at, arg);
    else if (strcmp(name, "hide-row") == 0)
        ok = hide_row(at, arg);
    else if (strcmp(name, "hide-col") == 0)
        ok = hide_col(at, arg);
    else if (strcmp(name, "include") == 0)
        ok = include(at, arg);
    else if (strcmp(name, "1904") == 0)
        at->book->date1904 = true;
    else if (strcmp(name, "manual-calc") == 0)
        at->book->manual_calc = true;
    else if (strcmp(name, "part") == 0 || strcmp(name, "drop") == 0
             || strcmp(name, "twice") == 0)
        ok = part_directive(at, name, arg);
    else
        ok = wrong(at, "no such word", name);
    free(name);
    return ok;
}

static bool read_line(struct at *at, const char *line)
{
    if (at->part) {
        if (strcmp(line, "@end") == 0) {
            at->part = NULL;
        } else {
            text_adds(at->part, line);
            text_add(at->part, "\n", 1);
        }
        return true;
    }
    if (line[0] == '\0' || strcmp(line, "#") == 0
        || strncmp(line, "# ", 2) == 0)
        return true;
    if (line[0] == '@')
        return directive(at, line + 1);
    read_row(at, line);
    return true;
}

static bool read_file(struct at *at, const char *path)
{
    FILE *f = fopen(path, "r");
    char *line = NULL;
    size_t size = 0;
    ssize_t n;
    bool ok = true;

    at->path = path;
    at->line = 0;
    if (!f)
        return wrong(at, "cannot be opened", strerror(errno));
    while (ok && (n = getline(&line, &size, f)) >= 0) {
        at->line++;
        if (n > 0 && line[n - 1] == '\n')
            line[n - 1] = '\0';
        ok = read_line(at, line);
    }
    if (ok && ferror(f))
        ok = wrong(at, "cannot be read", strerror(errno));
    free(line);
    fclose(f);
    return ok;
}

bool describe(const char *path, struct book *book)
{
    struct at at = {.book = book, .row = 1};

    if (!read_file(&at, path))
        return false;
    last_sheet(&at);
    return !at.part || wrong(&at, "no @end", "@part");
}

static void free_sheet(struct sheet *s)
{
    for (size_t i = 0; i < s->row_count; i++) {
        for (size_t k = 0; k < s->rows[i].count; k++)
            free(s->rows[i].cells[k].text);
        free(s->rows[i].cells);
    }
    for (size_t i = 0; i < s->merge_count; i++)
        free(s->merges[i]);
    for (size_t i = 0; i < s->link_count; i++)
        free(s->links[i]);
    free(s->links);
    free(s->rows);
    free(s->merges);
    free(s->hidden_cols);
    free(s->name);
}

void book_free(struct book *b)
{
    for (size_t i = 0; i < b->sheet_count; i++)
        free_sheet(&b->sheets[i]);
    for (size_t i = 0; i < b->part_count; i++) {
        free(b->parts[i].name);
        free(b->parts[i].bytes.p);
    }
    for (size_t i = 0; i < b->format_count; i++)
        free(b->formats[i]);
    free(b->sheets);
    free(b->strings.p);
}
