/* totals: whether the results of one merge agree with each other.
 *
 *     totals [-v] DIR [NAME=FILE...]
 *
 * Every total that is in two places is in table[], as a pair of places; and
 * what holds of each row is in rules[] (tests/README.md). Prints what does not
 * agree; exit status 1 if anything. With -v also each pair that was compared:
 * a pair whose document, heading or member is not there is left out. NAME=FILE
 * adds a text whose numbers are compared, as "summary" and "metrics".
 *
 * A place is a sum of terms, " + " between them, DOCUMENT!WHERE:
 *
 *     run!totals.risks.all              a member of run.json; [] is the sum over
 *                                       an array
 *     risks!risk_class=high             the lines of risks.jsonl with that value;
 *     risks!event  risks!-event         with any (not null), with none
 *     register!リスク一覧#区分=大       the rows of a sheet with that below a
 *                                       heading; #区分 alone: with anything
 *     plan!リスク対応計画#管理策,対応方針=-保有
 *                                       with anything there, and not that here
 *     plan!管理策台帳+件数              the sum below a heading
 *     register!サマリー^大              the number below a heading
 *     plan!まとめ^計画@合計             the number below a heading and right of a
 *                                       name in the heading's first column
 *     register!リスクマトリクス*合計@合計
 *                                       the sum over all tables of the sheet
 *     returns!*                         how many files of that kind there are
 *     plan!まとめ^計画@$                … in the last row of its table
 *     summary!大                        the number behind those words; *大 the
 *                                       sum of all such
 *
 * A term with "?" in front is 0 where it is not there. "said" are the findings as a
 * text, "risks" and "findings" are lines; all else but run.json are workbooks: those in
 * a folder count as one.
 */
#include <jansson.h>
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/results.h"

enum { CELL_MAX = 512, NAME_SIZE = 256 };

static json_t *run;
static int wrong;

#define COUNT(array) (sizeof(array) / sizeof *(array))

#include "totals.def"

/* --- places: NAN where there is none --------------------------------------- */

static bool is(const char *a, const char *b)
{
    return strcmp(a, b) == 0;
}

static double member_of(const json_t *at, const char *path)
{
    char name[NAME_SIZE];
    size_t n = strcspn(path, ".[");
    const json_t *to, *item;
    size_t i;
    double sum = 0;

    if (*path == '\0') {
        return json_is_boolean(at)  ? json_boolean_value(at)
               : json_is_number(at) ? json_number_value(at)
                                    : NAN;
    }
    snprintf(name, sizeof name, "%.*s", (int)n, path);
    to = json_object_get(at, name);
    path += n;
    if (strncmp(path, "[]", 2) != 0)
        return to ? member_of(to, path + (*path == '.')) : NAN;
    if (!json_is_array(to))
        return NAN;
    path += 2;
    if (*path == '\0')
        return (double)json_array_size(to);
    json_array_foreach(to, i, item)
    {
        double one = member_of(item, path + 1);
        sum += isnan(one) ? 0 : one;
    }
    return sum;
}

static bool has(const json_t *line, const char *what)
{
    char name[NAME_SIZE], number[32];
    bool not = *what == '-';
    const char *value = strchr(what, '=');
    const json_t *member;

    snprintf(name, sizeof name, "%.*s",
        value ? (int)(value - what - not ) : NAME_SIZE - 1, what + not );
    member = json_object_get(line, name);
    if (!value)
        return not == (!member || json_is_null(member));
    if (json_is_string(member))
        return is(json_string_value(member), value + 1) != not ;
    if (!json_is_number(member))
        return not ;
    snprintf(number, sizeof number, "%g", json_number_value(member));
    return is(number, value + 1) != not ;
}

/* "a=b,c": lines with all of these; "*" of all. */
static double lines_with(const json_t *lines, const char *where)
{
    const json_t *line;
    size_t i, count = 0;

    json_array_foreach(lines, i, line)
    {
        char all[NAME_SIZE], *rest = all, *one;
        bool fits = true;
        snprintf(all, sizeof all, "%s", where);
        while ((one = strsep(&rest, ",")))
            fits &= is(one, "*") || has(line, one);
        count += fits;
    }
    return (double)count;
}

/* The first cell of a sheet with that text at or after i; the count if none. */
static size_t find_cell(
    const struct document *d, size_t i, const char *sheet, const char *text)
{
    while (i < d->count
           && !(is(d->cells[i].text, text) && is(d->cells[i].sheet, sheet)))
        i++;
    return i;
}

/* The cell there, which has something in it; they are in the order of rows. */
static const struct cell *cell_at(const struct document *d,
    const struct cell *like, uint32_t row, uint32_t col)
{
    const struct cell *c = like, *end = d->cells + d->count;

    while (c > d->cells && c[-1].sheet == like->sheet
           && (c[-1].row > row || (c[-1].row == row && c[-1].col >= col)))
        c--;
    while (c < end && c->sheet == like->sheet
           && (c->row < row || (c->row == row && c->col < col)))
        c++;
    return c < end && c->sheet == like->sheet && c->row == row && c->col == col
                   && *c->text != '\0'
               ? c
               : NULL;
}

/* The first cell with that text in the sheet of c, which is asked for row by row;
 * the count if none. */
static size_t heading_in(
    const struct document *d, const struct cell *c, const char *text)
{
    static struct {
        const char *sheet;
        char text[NAME_SIZE];
        size_t at;
    } last[4];
    static size_t next;
    size_t i = (size_t)(c - d->cells);

    for (size_t k = 0; k < COUNT(last); k++) {
        if (last[k].sheet == c->sheet && is(last[k].text, text))
            return last[k].at;
    }
    while (i > 0 && d->cells[i - 1].sheet == c->sheet)
        i--;
    while (i < d->count && d->cells[i].sheet == c->sheet
           && !is(d->cells[i].text, text))
        i++;
    if (i < d->count && d->cells[i].sheet != c->sheet)
        i = d->count;
    next = (next + 1) % COUNT(last);
    last[next].sheet = c->sheet;
    last[next].at = i;
    snprintf(last[next].text, sizeof last[next].text, "%s", text);
    return i;
}

/* Whether the row has what the rest of a place asks for: "B=y,C=-z", below these
 * headings of its sheet and book. */
static bool row_fits(
    const struct document *d, const struct cell *c, const char *rest)
{
    char all[NAME_SIZE], *at = all, *one, *value;
    bool fits = true;

    snprintf(all, sizeof all, "%s", rest);
    while (fits && (one = strsep(&at, ","))) {
        const struct cell *there;
        bool not ;
        size_t i = 0;
        value = strchr(one, '=');
        if (!value)
            give_up("HEADING=VALUE", rest);
        *value++ = '\0';
        not = *value == '-';
        i = heading_in(d, c, one);
        there = i == d->count ? NULL : cell_at(d, c, c->row, d->cells[i].col);
        fits = is(there ? there->text : "", value + not ) != not ;
    }
    return fits;
}

/* The rows with something below a heading, in each of the books. */
static double rows_with(
    const struct document *d, const char *sheet, const char *where)
{
    char heading[NAME_SIZE];
    size_t n = strcspn(where, "=,"), count = 0;
    const char *rest = where[n] == ','   ? where + n + 1
                       : where[n] == '=' ? where
                                         : NULL;
    unsigned books = 0;

    snprintf(heading, sizeof heading, "%.*s", (int)n, where);
    for (size_t i = find_cell(d, 0, sheet, heading); i < d->count;
         i = find_cell(d, i + 1, sheet, heading)) {
        const struct cell *head = &d->cells[i];
        if (head->book < books)
            continue;
        books = head->book + 1;
        for (const struct cell *c = head; c < d->cells + d->count; c++) {
            count += c->book == head->book && is(c->sheet, sheet)
                     && c->col == head->col && c->row > head->row
                     && *c->text != '\0' && (!rest || row_fits(d, c, rest));
        }
    }
    return books ? (double)count : NAN;
}

/* The sum of the numbers below a heading. */
static double column_sum(
    const struct document *d, const char *sheet, const char *heading)
{
    size_t at = find_cell(d, 0, sheet, heading);
    const struct cell *head = &d->cells[at];
    double sum = 0;

    if (at == d->count)
        return NAN;
    for (size_t i = at + 1; i < d->count; i++) {
        const struct cell *c = &d->cells[i];
        if (c->book == head->book && is(c->sheet, sheet) && c->col == head->col
            && c->number)
            sum += c->value;
    }
    return sum;
}

/* The number below the heading at i; in the first row named so, left of it; "$":
 * in its table's last row. */
static double below(const struct document *d, size_t i, const char *name)
{
    const struct cell *head = &d->cells[i], *at, *c, *next;
    uint32_t row = head->row + 1;

    if (name && !is(name, "$")) {
        for (at = head; at < d->cells + d->count; at++) {
            if (at->book == head->book && is(at->sheet, head->sheet)
                && at->row > head->row && at->col < head->col
                && is(at->text, name))
                break;
        }
        row = at < d->cells + d->count ? at->row : 0;
    }
    c = cell_at(d, head, row, head->col);
    while (name && is(name, "$") && c
           && (next = cell_at(d, head, c->row + 1, c->col)) && next->number)
        c = next;
    return c && c->number ? c->value : NAN;
}

static double in_tables(
    const struct document *d, const char *sheet, const char *where, bool all)
{
    char heading[NAME_SIZE];
    const char *name = strchr(where, '@');
    double sum = NAN;

    snprintf(heading, sizeof heading, "%.*s",
        name ? (int)(name - where) : NAME_SIZE - 1, where);
    for (size_t i = find_cell(d, 0, sheet, heading); i < d->count;
         i = find_cell(d, i + 1, sheet, heading)) {
        double one = below(d, i, name ? name + 1 : NULL);
        if (isnan(one))
            continue;
        sum = isnan(sum) ? one : sum + one;
        if (!all)
            break;
    }
    return sum;
}

static double behind(const char *text, const char *words)
{
    bool all = *words == '*';
    double sum = NAN, one;
    char *end;

    words += all;
    for (const char *at = text; at && (at = strstr(at, words)); at = end) {
        at += strlen(words);
        one = strtod(at, &end);
        if (end == at)
            continue;
        sum = isnan(sum) ? one : sum + one;
        if (!all)
            break;
    }
    return sum;
}

static double value_of(const char *place)
{
    char name[NAME_SIZE], sheet[NAME_SIZE];
    const char *where = strchr(place, '!') + 1;
    size_t n = strcspn(where, "#+^*");
    struct document *d;

    snprintf(name, sizeof name, "%.*s", (int)(where - 1 - place), place);
    if (is(name, "run"))
        return member_of(run, where);
    d = document_named(name);
    if (d->kind == LINES)
        return lines_with(d->lines, where);
    if (d->kind == TEXT)
        return behind(d->text, where);
    if (is(where, "*"))
        return d->books;
    snprintf(sheet, sizeof sheet, "%.*s", (int)n, where);
    if (where[n] == '+')
        return column_sum(d, sheet, where + n + 1);
    return where[n] == '#'
               ? rows_with(d, sheet, where + n + 1)
               : in_tables(d, sheet, where + n + 1, where[n] == '*');
}

/* With a "?" in front, nothing is 0. */
static double term(const char *place)
{
    bool any = *place == '?';
    double value = value_of(place + any);

    return any && isnan(value) ? 0 : value;
}

static double place(const char *places)
{
    char all[CELL_MAX];
    double sum = 0;
    char *at = all, *next;

    snprintf(all, sizeof all, "%s", places);
    for (; at; at = next) {
        next = strstr(at, " + ");
        if (next) {
            *next = '\0';
            next += 3;
        }
        sum += term(at);
    }
    return sum;
}

static void compare(const struct pair *pairs, size_t n, bool verbose)
{
    for (size_t i = 0; i < n; i++) {
        double a = place(pairs[i].a), b = place(pairs[i].b);
        if (isnan(a) || isnan(b))
            continue;
        if (verbose)
            printf("compared: %s = %s: %g\n", pairs[i].a, pairs[i].b, a);
        if (a == b)
            continue;
        printf("%s is %g, but %s is %g\n", pairs[i].a, a, pairs[i].b, b);
        wrong = 1;
    }
}

/* --- what holds of each row ------------------------------------------------ */

static const char *text_of(const json_t *line, const char *name)
{
    const char *text = json_string_value(json_object_get(line, name));
    return text ? text : "";
}

static json_t *ids; /* of risks */

static void index_risks(void)
{
    const json_t *risk;
    size_t i;

    ids = need(json_object());
    json_array_foreach(document_named("risks")->lines, i, risk)
        json_object_set_new(ids, text_of(risk, "risk_id"), json_true());
}

static bool find_risk(const char *id)
{
    return json_object_get(ids, id) != NULL;
}

static void complain(const char *file, const char *at, const char *what)
{
    printf("%s: %s: %s\n", file, at, what);
    wrong = 1;
}

/* Whether a finding is about the risk, or about the rows of its file's sheet. */
static bool is_reported(const json_t *risk)
{
    const json_t *finding;
    size_t i;

    json_array_foreach(document_named("findings")->lines, i, finding)
    {
        if (is(text_of(finding, "risk_id"), text_of(risk, "risk_id"))
            || (is(text_of(finding, "file"), text_of(risk, "file"))
                && strncmp(text_of(finding, "code"), "TP428", 5) == 0))
            return true;
    }
    return false;
}

/* Each event has its assets, or a finding, where there are assets at all. */
static void judge_events(void)
{
    const json_t *lines = document_named("risks")->lines, *risk;
    double assets = lines_with(lines, "-report_no,-asset_numbers");
    size_t i;

    json_array_foreach(lines, i, risk)
    {
        const char *id = text_of(risk, "risk_id");
        char all[CELL_MAX], *rest = all, *one;
        /* What an asset has of its event is not one. */
        if (!has(risk, "report_no") && !has(risk, "asset_numbers"))
            continue;
        snprintf(all, sizeof all, "%s", text_of(risk, "asset_ids"));
        if (*all == '\0' && assets > 0 && !is_reported(risk))
            complain(
                "risks.jsonl", id, "an event without an asset, and no finding");
        while (*all != '\0' && (one = strsep(&rest, " "))) {
            if (!find_risk(one))
                complain("risks.jsonl", id, "an event of an asset not there");
        }
    }
}

/* Of each row with something below one heading, and what is below another. */
static void judge_rows(const char *name, const char *sheet, const char *of,
    const char *other, bool (*holds)(const char *), const char *what)
{
    const struct document *d = document_named(name);

    for (const struct cell *c = d->cells; c < d->cells + d->count; c++) {
        const struct cell *to;
        size_t head, to_head;
        char at[32];
        if (!is(c->sheet, sheet) || *c->text == '\0')
            continue;
        head = heading_in(d, c, of);
        to_head = heading_in(d, c, other);
        if (head == d->count || to_head == d->count
            || c->col != d->cells[head].col || c->row <= d->cells[head].row)
            continue;
        to = cell_at(d, c, c->row, d->cells[to_head].col);
        snprintf(at, sizeof at, "row %u", (unsigned)c->row);
        if (!holds(to ? to->text : ""))
            complain(name, at, what);
    }
}

static bool is_there(const char *text)
{
    return *text != '\0';
}

static bool is_risk(const char *text)
{
    return find_risk(text);
}

/* A row that was left over keeps what it says, and says that its risk is gone. */
static bool is_risk_or_gone(const char *text)
{
    return *text == '\0' || find_risk(text);
}

/* Each finding about a risk is about one that is there, but for what was in a plan
 * or a register of before. */
static void judge_findings(void)
{
    const json_t *finding;
    size_t i;

    json_array_foreach(document_named("findings")->lines, i, finding)
    {
        const char *code = text_of(finding, "code");
        if (strncmp(code, "PL", 2) != 0 && strncmp(code, "DL", 2) != 0
            && has(finding, "risk_id")
            && !find_risk(text_of(finding, "risk_id")))
            complain("findings.jsonl", code, "about a risk that is not there");
    }
}

int main(int argc, char **argv)
{
    bool verbose = argc > 1 && is(argv[1], "-v");

    argv += 1 + verbose;
    if (!*argv)
        give_up("which results?", "usage");
    run = read_results(*argv++);
    for (; *argv; argv++) {
        char *file = strchr(*argv, '=');
        if (!file)
            give_up("NAME=FILE", *argv);
        *file++ = '\0';
        document_named(*argv)->text = read_text(file);
    }
    index_risks();
    judge_events();
    judge_findings();
    if (!is(json_string_value(json_object_get(run, "lang")), "ja"))
        return 0;
    compare(table, COUNT(table), verbose);
    if (verbose)
        compare(plain, COUNT(plain), verbose);
    judge_rows("plan", "管理策台帳", "タスク", "管理策", is_there,
        "a task without a control");
    judge_rows("approvals", "残留リスクの承認", "リスクID", "リスクID", is_risk,
        "an approval of a risk that is not there");
    judge_rows("plan", "リスク対応計画", "承認者", "リスクID", is_risk_or_gone,
        "an approval of a risk that is not there");
    return wrong;
}
