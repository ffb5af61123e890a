/* Reading the case tables under tests/cases/value: one case per line, columns
 * separated by tabs, '#' begins a comment line. In inputs \n \t \s \\ and
 * \u{1F5F8} mean a line break, a tab, a space, a backslash and a code point. */
#ifndef RT_TESTS_VALUE_HELP_H
#define RT_TESTS_VALUE_HELP_H

#include "unit.h"

#include "form/word/value.h"

enum { CASE_COLUMNS = 6 };

struct value_case {
    const char *file;
    int line, columns;
    char *column[CASE_COLUMNS];
    char text[4096];
};

/* In place: no escape is shorter than its meaning. */
static inline void unescape(char *s)
{
    char *to = s;

    while (*s) {
        char c = *s++;

        if (c != '\\') {
            *to++ = c;
            continue;
        }
        c = *s++;
        if (c == 'u') {
            char cp[4];
            size_t n = rt_utf8_encode((uint32_t)strtoul(s + 1, &s, 16), cp);

            memcpy(to, cp, n);
            to += n;
            s++;
        } else {
            *to++ = (char)(c == 'n'   ? '\n'
                           : c == 't' ? '\t'
                           : c == 's' ? ' '
                                      : c);
        }
    }
    *to = '\0';
}

static inline void split_columns(struct value_case *c)
{
    char *p = c->text;

    c->text[strcspn(c->text, "\n")] = '\0';
    for (c->columns = 0; p && c->columns < CASE_COLUMNS; c->columns++) {
        char *tab = strchr(p, '\t');

        c->column[c->columns] = p;
        if (tab)
            *tab++ = '\0';
        p = tab;
    }
    for (int i = 0; i < c->columns; i++)
        unescape(c->column[i]);
    for (int i = c->columns; i < CASE_COLUMNS; i++)
        c->column[i] = c->text + strlen(c->text);
}

/* Runs `check` on every case of the file and fails if one failed. */
static inline void for_each_case(
    const char *file, bool (*check)(const struct value_case *))
{
    struct value_case c = {.file = file};
    int failed = 0, seen = 0;
    FILE *f = fopen(file, "r");

    if (!f)
        fail_msg("%s cannot be opened (run from the top folder)", file);
    while (fgets(c.text, sizeof c.text, f)) {
        c.line++;
        if (c.text[0] == '#' || c.text[0] == '\n')
            continue;
        split_columns(&c);
        seen++;
        failed += !check(&c);
    }
    fclose(f);
    assert_true(seen > 0);
    if (failed)
        fail_msg("%s: %d of %d cases failed", file, failed, seen);
}

/* The cell of a case: its kind and its text, or its number. */
static inline const struct rt_cell *case_cell(
    const char *kind, const char *text, struct rt_cell *cell)
{
    static const struct {
        const char *name;
        enum rt_cell_type type;
    } kinds[] = {
        {"text", RT_CELL_STRING},
        {"number", RT_CELL_NUMBER},
        {"date", RT_CELL_DATE},
        {"bool", RT_CELL_BOOL},
        {"error", RT_CELL_ERROR},
        {"novalue", RT_CELL_NO_VALUE},
    };

    memset(cell, 0, sizeof *cell);
    if (strcmp(kind, "none") == 0)
        return NULL;
    for (size_t i = 0; i < RT_COUNT(kinds); i++) {
        if (strcmp(kind, kinds[i].name) != 0)
            continue;
        cell->type = kinds[i].type;
        cell->text = rt_str(text);
        if (cell->type == RT_CELL_NUMBER)
            cell->number = strtod(text, NULL);
        if (cell->type == RT_CELL_BOOL)
            cell->number = strcmp(text, "TRUE") == 0;
        return cell;
    }
    fail_msg("%s: no such kind of cell", kind);
    return NULL;
}

static inline const char *taken_name(enum rt_taken taken)
{
    static const char *const name[] = {[RT_TAKEN_BLANK] = "blank",
        [RT_TAKEN_PLAIN] = "plain",
        [RT_TAKEN_NORMALISED] = "normalised",
        [RT_TAKEN_UNREADABLE] = "unreadable",
        [RT_TAKEN_ERROR] = "error",
        [RT_TAKEN_NO_VALUE] = "novalue"};

    return name[taken];
}

/* Compares what came out with the columns `at` (taken) and at + 1 (value),
 * and says where they differ. */
static inline bool same_outcome(
    const struct value_case *c, int at, enum rt_taken taken, const char *value)
{
    if (strcmp(taken_name(taken), c->column[at]) == 0
        && strcmp(value, c->column[at + 1]) == 0)
        return true;
    print_error("%s:%d: \"%s\": %s %s, expected %s %s\n", c->file, c->line,
        c->column[at - 1], taken_name(taken), value, c->column[at],
        c->column[at + 1]);
    return false;
}

#endif
