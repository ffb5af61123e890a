/* cells: every non-empty cell of a workbook or CSV file as JSON lines.
 *
 *     cells FILE [ENCODING]
 *     cells --book FILE
 *
 * With --book as a description for mkbook, without formats and names.
 *
 * {"sheet","hidden","ref","type","value","formula"}: hidden is the sheet's;
 * type is s (string), n (number), d (date, ISO 8601), b (boolean), e (error) or
 * f (a formula without a stored value, whose value is null); formula is there
 * where the cell has one, "" for the followers of a shared formula. A CSV
 * record with a problem has a line {"line","problem"} before its cells. Exit
 * status 3 and one line on standard error when the file cannot be read; what
 * was printed before is valid.
 */
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "finding/finding.h"
#include "input/book.h"

static const char type_names[] = "sndbef";

static json_t *value_of(const struct rt_cell *c)
{
    switch (c->type) {
    case RT_CELL_NUMBER:
        return json_real(c->number);
    case RT_CELL_BOOL:
        return json_boolean(c->number != 0);
    case RT_CELL_NO_VALUE:
        return json_null();
    default:
        return json_stringn(c->text.p, c->text.n);
    }
}

/* jansson writes 3 as 3.0 and may use more digits than needed. */
static void print_value(const struct rt_cell *c)
{
    char number[32];
    if (c->type == RT_CELL_NUMBER) {
        rt_format_double(c->number, number, sizeof number);
        fputs(number, stdout);
        return;
    }
    json_t *v = value_of(c);
    json_dumpf(v, stdout, JSON_ENCODE_ANY);
    json_decref(v);
}

static void print_text(struct rt_str s)
{
    json_t *v = json_stringn(s.p ? s.p : "", s.n);
    json_dumpf(v, stdout, JSON_ENCODE_ANY);
    json_decref(v);
}

static void print_cell(
    const struct rt_sheet *sheet, const struct rt_cell *c, uint32_t row)
{
    char ref[16];
    rt_cell_ref(c->col, row, ref);
    fputs("{\"sheet\": ", stdout);
    print_text(sheet->name);
    printf(", \"hidden\": %s, \"ref\": \"%s\", \"type\": \"%c\", \"value\": ",
        sheet->hidden ? "true" : "false", ref, type_names[c->type]);
    print_value(c);
    if (c->is_formula) {
        fputs(", \"formula\": ", stdout);
        print_text(c->formula);
    }
    fputs("}\n", stdout);
}

/* A text as descriptions have it. */
static void describe_text(struct rt_str s)
{
    for (size_t i = 0; i < s.n; i++) {
        switch (s.p[i]) {
        case '\n':
            fputs("\\n", stdout);
            break;
        case '\t':
            fputs("\\t", stdout);
            break;
        case '\\':
            fputs("\\\\", stdout);
            break;
        default:
            putchar(s.p[i]);
        }
    }
}

/* Behind a formula, texts alone need a mark. */
static void describe_value(const struct rt_cell *c)
{
    char number[32];

    if (c->type == RT_CELL_NUMBER || c->type == RT_CELL_BOOL) {
        rt_format_double(c->number, number, sizeof number);
        fputs(c->type == RT_CELL_NUMBER ? number
              : c->number != 0          ? "TRUE"
                                        : "FALSE",
            stdout);
        return;
    }
    if (c->type == RT_CELL_DATE)
        fputs("date:", stdout);
    if (c->type == RT_CELL_STRING && c->text.n > 0)
        putchar('\'');
    describe_text(c->text);
}

static void describe_cell(const struct rt_cell *c, uint32_t row)
{
    char ref[16];

    rt_cell_ref(c->col, row, ref);
    printf("@cell %s ", ref);
    if (c->is_formula) {
        putchar('=');
        describe_text(c->formula);
        fputs(c->type == RT_CELL_NO_VALUE ? "" : " -> ", stdout);
    }
    if (c->type != RT_CELL_NO_VALUE)
        describe_value(c);
    putchar('\n');
}

static void describe_row(const struct rt_row *row)
{
    for (size_t i = 0; i < row->count; i++)
        describe_cell(&row->cells[i], row->number);
}

static void print_row(const struct rt_sheet *sheet, const struct rt_row *row)
{
    if (row->problem)
        printf("{\"line\": %u, \"problem\": \"%s\"}\n", row->problem->row,
            rt_finding_info((enum rt_code)row->problem->code)->name);
    for (size_t i = 0; i < row->count; i++)
        print_cell(sheet, &row->cells[i], row->number);
}

static enum rt_status print_sheet(
    struct rt_book *book, size_t i, bool describe, struct rt_error *err)
{
    const struct rt_sheet *sheet = rt_book_sheet(book, i);
    struct rt_rows *rows;
    struct rt_row row;
    enum rt_status rc = rt_rows_open(book, i, &rows, err);
    if (rc != RT_OK)
        return rc;
    if (describe)
        printf("@sheet %.*s%s\n", RT_FMT(sheet->name),
            sheet->hidden ? " hidden" : "");
    while ((rc = rt_rows_next(rows, &row, err)) == RT_ROW) {
        if (describe)
            describe_row(&row);
        else
            print_row(sheet, &row);
    }
    rt_rows_close(rows);
    return rc == RT_END ? RT_OK : rc;
}

static int report(const char *path, const struct rt_error *err)
{
    struct rt_str args[RT_FINDING_ARGS] = {RT_STR_NONE};
    struct rt_buf text;
    const char *code = "", *words = err->text;
    rt_buf_init(&text, 4096);
    if (err->code != 0) {
        code = rt_finding_info((enum rt_code)err->code)->name;
        for (int i = 0; i < RT_ERROR_ARGS; i++)
            args[i] = rt_str(err->arg[i]);
        if (rt_finding_message((enum rt_code)err->code, RT_EN, args, &text)
            == RT_OK)
            words = text.data;
    }
    fprintf(stderr, "cells: %s: %s%s%s: %s\n", path, err->sheet,
        err->sheet[0] != '\0' ? ": " : "", code, words);
    rt_buf_fini(&text);
    return 3;
}

int main(int argc, char **argv)
{
    struct rt_limits limits = rt_limits_default();
    struct rt_error err = {0};
    struct rt_book *book;
    bool describe = argc > 2 && strcmp(argv[1], "--book") == 0;

    argv += describe;
    argc -= describe;
    if (argc < 2)
        return 2;
    enum rt_status rc = rt_book_open(
        argv[1], &limits, argc > 2 ? argv[2] : NULL, &book, &err);
    if (rc != RT_OK)
        return report(argv[1], &err);
    for (size_t i = 0; rc == RT_OK && i < rt_book_sheet_count(book); i++)
        rc = print_sheet(book, i, describe, &err);
    rt_book_close(book);
    if (rc != RT_OK)
        return report(argv[1], &err);
    return fflush(stdout) == 0 && !ferror(stdout) ? 0 : 3;
}
