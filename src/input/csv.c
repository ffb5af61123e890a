/* A CSV file, record by record.
 *
 * A record is put together from physical lines first, by following its quotes
 * exactly as libcsv does, and then handed to libcsv whole. That gives every
 * record its line number and lets a torn quote be found before it swallows
 * the rest of the file.
 *
 * A quote is torn when the field it opens runs on to another line and then
 *   - a quote comes that neither ends the field nor is doubled (in the lines
 *     after a torn quote the next field in quotes looks like that), or
 *   - the file ends, or
 *   - the record is longer than a cell may be.
 * The record then ends with the line on which the torn quote opened, is given
 * with the problem IN111, and reading continues with the line after it, so that
 * no other line is lost. Rereading has a budget; when that is spent (by a
 * hostile file), a quote left open at the end of a line is torn at once. Within
 * one line libcsv's rules apply ("a"b" is the text a"b).
 */
#include "input/csv.h"
#include "base/list.h"

#include <csv.h>
#include <stdlib.h>

#include "finding/finding.h"
#include "input/lines.h"

enum {
    SAMPLE_LINES = 100,
    SAMPLE_BYTES = 64 * 1024,
    LINE_CELLS = 16, /* a line may hold several long cells */
    BUDGET = 64 * 1024 * 1024
};

/* How far the quotes of a record have been followed. */
struct quotes {
    bool open;          /* within quotes */
    bool stray;         /* a quote that neither ends nor is doubled */
    uint32_t open_line; /* of the quote that opened last */
};

struct in_csv {
    struct in_lines lines;
    const struct rt_limits *limits;
    char separator;
    struct csv_parser parser;
    bool parser_ready;
    struct rt_buf record; /* of several lines */
    struct rt_buf text;
    struct rt_cell *cells;
    size_t *at; /* where each cell's text begins */
    size_t count, cap, at_cap;
    uint32_t fields;
    uint64_t records, budget;
    uint32_t line; /* of the record's beginning */
    enum rt_status failed;
    const char *failed_option;
    struct rt_error problem;
};

/* --- following quotes --------------------------------------------------- */

/* A quote within quotes; returns how many bytes to advance. */
static size_t scan_inner(
    struct quotes *s, const char *q, const char *end, char separator)
{
    if (q + 1 < end && q[1] == '"')
        return 2;
    if (q + 1 == end || q[1] == separator)
        s->open = false;
    return 1;
}

/* Follows one line; true when its last field is still open at the end. Only
 * a quote at the beginning of a field opens one. */
static bool scan_line(
    struct quotes *s, struct rt_str text, char separator, uint32_t line)
{
    const char *p = text.p, *end = text.p + text.n;
    for (const char *q;
         p < end && (q = memchr(p, '"', (size_t)(end - p))) != NULL;) {
        if (s->open) {
            p = q + scan_inner(s, q, end, separator);
            if (s->open && p == q + 1 && line != s->open_line) {
                s->stray = true;
                return true;
            }
            continue;
        }
        if (q == text.p || q[-1] == separator) {
            s->open = true;
            s->open_line = line;
        }
        p = q + 1;
    }
    return s->open;
}

/* --- libcsv ------------------------------------------------------------- */

static void fail(struct in_csv *c, enum rt_status rc, const char *option)
{
    if (c->failed == RT_OK) {
        c->failed = rc;
        c->failed_option = option;
    }
}

static bool grow(struct in_csv *c)
{
    return RT_GROW(c->cells, c->count, c->cap)
           && RT_GROW(c->at, c->count, c->at_cap);
}

static void on_field(void *p, size_t n, void *user)
{
    struct in_csv *c = user;
    uint32_t col = c->fields++;
    if (col >= c->limits->columns)
        fail(c, RT_LIMIT, "limit-columns");
    if (n > c->limits->cell_bytes)
        fail(c, RT_LIMIT, "limit-cell-bytes");
    if (n == 0 || c->failed != RT_OK)
        return;
    size_t at = c->text.len;
    if (!grow(c) || rt_buf_add(&c->text, p, n) != RT_OK) {
        fail(c, RT_NOMEM, NULL);
        return;
    }
    c->at[c->count] = at;
    c->cells[c->count++] = (struct rt_cell){
        .col = col, .type = RT_CELL_STRING, .text = {NULL, n}};
}

static void on_record(int c, void *user)
{
    (void)c, (void)user;
}

/* libcsv trims what is_space accepts; cells here are not trimmed. */
static int never_space(unsigned char c)
{
    (void)c;
    return 0;
}

/* The record's line ends are inside quotes or are not there at all, so
 * nothing but csv_fini may end it. */
static int never_term(unsigned char c)
{
    (void)c;
    return 0;
}

static uint64_t limit_value(const struct in_csv *c, const char *option)
{
    return strcmp(option, "limit-columns") == 0 ? c->limits->columns
           : strcmp(option, "limit-rows") == 0  ? c->limits->rows
                                                : c->limits->cell_bytes;
}

static enum rt_status report(struct in_csv *c, struct rt_error *err)
{
    char place[32];
    RT_NEED(c->failed_option, err);
    snprintf(place, sizeof place, "%u", c->line);
    enum rt_status rc = rt_fail_limit(
        err, c->failed_option, limit_value(c, c->failed_option), place);
    if (err)
        err->row = c->line;
    return rc;
}

/* ="001" is how programs keep a spreadsheet from reading 001 as a number. */
static struct rt_str unquote_formula(struct rt_str s)
{
    if (s.n < 3 || !rt_str_starts(s, RT_STR("=\"")) || s.p[s.n - 1] != '"'
        || memchr(s.p + 2, '"', s.n - 3))
        return s;
    return (struct rt_str){s.p + 2, s.n - 3};
}

/* Cells are given only where they hold text, and ="" holds none. */
static void fill_cells(struct in_csv *c)
{
    size_t kept = 0;
    for (size_t i = 0; i < c->count; i++) {
        struct rt_cell cell = c->cells[i];
        cell.text = unquote_formula(
            (struct rt_str){c->text.data + c->at[i], cell.text.n});
        if (cell.text.n > 0)
            c->cells[kept++] = cell;
    }
    c->count = kept;
}

static enum rt_status split(
    struct in_csv *c, struct rt_str text, struct rt_error *err)
{
    c->count = 0;
    c->fields = 0;
    rt_buf_clear(&c->text);
    if (csv_parse(&c->parser, text.p, text.n, on_field, on_record, c) != text.n
        || csv_fini(&c->parser, on_field, on_record, c) != 0)
        fail(c, RT_NOMEM, NULL);
    if (c->failed != RT_OK)
        return report(c, err);
    fill_cells(c);
    return RT_OK;
}

/* --- problems ----------------------------------------------------------- */

static void note_problem(struct in_csv *c, int code, uint32_t line,
    const char *arg1, const char *arg2)
{
    if (c->problem.status != RT_OK)
        return;
    rt_fail_code(&c->problem, RT_FORMAT, code, arg1, arg2, NULL);
    c->problem.row = line;
}

static void note_line(struct in_csv *c, const struct in_line *line)
{
    char hex[8];
    if (line->bad >= 0) {
        snprintf(hex, sizeof hex, "0x%02X", (unsigned)(line->bad & 0xFF));
        note_problem(c, RT_IN110, line->number, c->lines.enc.name, hex);
    }
    if (line->nul)
        note_problem(c, RT_IN112, line->number, NULL, NULL);
}

/* --- putting a record together ------------------------------------------ */

static enum rt_status next_line(
    struct in_csv *c, struct in_line *line, struct rt_error *err)
{
    enum rt_status rc = rt_lines_next(&c->lines, line, err);
    if (rc == RT_LIMIT) {
        if (err)
            *err = (struct rt_error){0};
        c->line = line->number;
        fail(c, RT_LIMIT, "limit-cell-bytes");
        return report(c, err);
    }
    return rc;
}

static enum rt_status add_line(
    struct in_csv *c, const struct in_line *line, struct rt_error *err)
{
    enum rt_status rc = rt_buf_adds(&c->record, line->text);
    RT_THEN(rc, rt_buf_add(&c->record, line->end, strlen(line->end)));
    return rc == RT_OK ? rc : rt_fail_nomem(err);
}

/* What is known of a record that runs over several lines. */
struct joined {
    struct quotes quotes;
    size_t cut;           /* end of the line on which the quote opened */
    struct in_mark after; /* the line after that one */
};

static enum rt_status cut_torn(struct in_csv *c, const struct joined *j,
    struct rt_str *text, struct rt_error *err)
{
    uint64_t back = rt_lines_mark(&c->lines).off - j->after.off;
    c->budget -= back < c->budget ? back : c->budget;
    rt_lines_go(&c->lines, j->after);
    note_problem(c, RT_IN111, j->quotes.open_line, NULL, NULL);
    (void)err;
    *text = (struct rt_str){c->record.data, j->cut};
    return RT_OK;
}

/* `line` opens a quote that it does not close. */
static enum rt_status join(struct in_csv *c, struct in_line *line,
    struct joined *j, struct rt_str *text, struct rt_error *err)
{
    rt_buf_clear(&c->record);
    for (;;) {
        size_t start = c->record.len;
        enum rt_status rc = add_line(c, line, err);
        if (rc != RT_OK)
            return rc;
        if (j->quotes.open_line == line->number) {
            j->cut = start + line->text.n;
            j->after = rt_lines_mark(&c->lines);
        }
        if (c->budget == 0 || c->record.len - j->cut > c->limits->cell_bytes)
            return cut_torn(c, j, text, err);
        rc = next_line(c, line, err);
        if (rc == RT_END)
            return cut_torn(c, j, text, err);
        if (rc != RT_ROW)
            return rc;
        bool open
            = scan_line(&j->quotes, line->text, c->separator, line->number);
        if (j->quotes.stray)
            return cut_torn(c, j, text, err);
        note_line(c, line);
        if (!open)
            break;
    }
    enum rt_status rc = rt_buf_adds(&c->record, line->text);
    *text = rt_buf_str(&c->record);
    return rc == RT_OK ? rc : rt_fail_nomem(err);
}

static enum rt_status read_record(
    struct in_csv *c, struct in_line *line, struct rt_error *err)
{
    struct joined j = {0};
    struct rt_str text = line->text;
    enum rt_status rc = RT_OK;
    note_line(c, line);
    if (text.n > 0 && memchr(text.p, '"', text.n)
        && scan_line(&j.quotes, text, c->separator, line->number))
        rc = join(c, line, &j, &text, err);
    return rc == RT_OK ? split(c, text, err) : rc;
}

enum rt_status rt_csv_next(
    struct in_csv *c, struct rt_row *row, struct rt_error *err)
{
    struct in_line line;
    if (c->failed != RT_OK)
        return report(c, err);
    enum rt_status rc = next_line(c, &line, err);
    if (rc != RT_ROW)
        return rc;
    c->line = line.number;
    c->problem = (struct rt_error){0};
    if (++c->records > c->limits->rows) {
        fail(c, RT_LIMIT, "limit-rows");
        return report(c, err);
    }
    rc = read_record(c, &line, err);
    if (rc != RT_OK) {
        fail(c, rc, c->failed_option);
        return rc;
    }
    *row = (struct rt_row){.number = c->line,
        .count = c->count,
        .fields = c->fields,
        .cells = c->cells,
        .problem = c->problem.status != RT_OK ? &c->problem : NULL};
    return RT_ROW;
}

/* --- opening ------------------------------------------------------------ */

static size_t line_max(const struct rt_limits *limits)
{
    uint64_t max = limits->cell_bytes;
    return max > SIZE_MAX / 16 / LINE_CELLS ? SIZE_MAX / 16
                                            : (size_t)max * LINE_CELLS;
}

enum rt_status rt_csv_open(const struct in_source *src,
    const struct in_encoding *enc, char separator,
    const struct rt_limits *limits, struct in_csv **out, struct rt_error *err)
{
    struct in_csv *c = calloc(1, sizeof *c);
    size_t max = line_max(limits);
    *out = NULL;
    RT_NEED(c, err);
    c->limits = limits;
    c->separator = separator;
    c->budget = BUDGET;
    rt_buf_init(&c->record, max * 8);
    rt_buf_init(&c->text, max * 8);
    enum rt_status rc = rt_lines_open(&c->lines, src, enc, max, err);
    if (rc == RT_OK && csv_init(&c->parser, 0) != 0)
        rc = rt_fail_nomem(err);
    if (rc != RT_OK) {
        rt_csv_close(c);
        return rc;
    }
    c->parser_ready = true;
    csv_set_delim(&c->parser, (unsigned char)separator);
    csv_set_space_func(&c->parser, never_space);
    csv_set_term_func(&c->parser, never_term);
    *out = c;
    return RT_OK;
}

void rt_csv_close(struct in_csv *c)
{
    if (!c)
        return;
    if (c->parser_ready)
        csv_free(&c->parser);
    rt_lines_close(&c->lines);
    rt_buf_fini(&c->record);
    rt_buf_fini(&c->text);
    free(c->cells);
    free(c->at);
    free(c);
}

/* --- the separator ------------------------------------------------------ */

static const char separators[] = {',', '\t', ';'};

enum { SEPARATORS = sizeof separators };

struct tally {
    unsigned lines[SEPARATORS]; /* that have one */
    unsigned total[SEPARATORS];
};

static void tally_line(struct tally *t, struct rt_str text, bool *quoted)
{
    bool seen[SEPARATORS] = {false};
    for (size_t i = 0; i < text.n; i++) {
        if (text.p[i] == '"')
            *quoted = !*quoted;
        for (int k = 0; !*quoted && k < SEPARATORS; k++) {
            if (text.p[i] == separators[k]) {
                t->total[k]++;
                seen[k] = true;
            }
        }
    }
    for (int k = 0; k < SEPARATORS; k++)
        t->lines[k] += seen[k];
}

/* The one found on most lines; among equals the most frequent, then the first
 * of the list. */
static char choose(const struct tally *t)
{
    int best = 0;
    for (int k = 1; k < SEPARATORS; k++) {
        if (t->lines[k] > t->lines[best]
            || (t->lines[k] == t->lines[best] && t->total[k] > t->total[best]))
            best = k;
    }
    return separators[best];
}

enum rt_status rt_csv_separator(const struct in_source *src,
    const struct in_encoding *enc, char *out, struct rt_error *err)
{
    struct in_lines lines;
    struct in_line line;
    struct tally t = {0};
    bool quoted = false;
    size_t bytes = 0;
    *out = ',';
    enum rt_status rc = rt_lines_open(&lines, src, enc, SAMPLE_BYTES, err);
    for (int i = 0; rc == RT_OK && i < SAMPLE_LINES && bytes < SAMPLE_BYTES;
         i++) {
        /* A line longer than the sample only ends the sample. */
        rc = rt_lines_next(&lines, &line, NULL);
        if (rc != RT_ROW)
            break;
        tally_line(&t, line.text, &quoted);
        bytes += line.text.n;
        rc = RT_OK;
    }
    rt_lines_close(&lines);
    *out = choose(&t);
    return rc == RT_NOMEM || rc == RT_IO || rc == RT_USAGE ? rc : RT_OK;
}
