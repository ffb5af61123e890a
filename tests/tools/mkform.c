/* mkform: makes inputs for tests and bench, the same for the same seed.
 *
 *     mkform ledger --rows N --edition 3 -o FILE.xlsx
 *     mkform csv --rows N --encoding cp932 -o FILE.csv
 *
 * --truth writes beside it what the right answer is for each row, worked out
 * without the program's own code (tests/tools/agree compares the two). See
 * usage() for the options and lib/mkform.h for the parts. */
#include "lib/mkform.h"

#include <errno.h>
#include <getopt.h>
#include <stdlib.h>
#include <string.h>

static int usage(FILE *to)
{
    fputs("usage: mkform ledger --rows N [option...] -o FILE.xlsx\n"
          "       mkform csv --rows N [option...] -o FILE.csv\n"
          "  --seed N               another number, other rows (1)\n"
          "  --department NAME      instead of one that the seed gives\n"
          "  --truth FILE.jsonl     also write the right answers\n"
          "ledger:\n"
          "  --edition 2.1|3|3.1    (3.1)\n"
          "  --prepared N           empty rows with formulas (20)\n"
          "  --shared-strings       a table of strings (the default)\n"
          "  --inline-strings       strings in the cells, constant memory\n"
          "  --no-cached            formulas without stored values\n"
          "  --threats N,N,N,N,N,N  1 to 3 per medium, not from the seed\n"
          "  --vulnerabilities ...  the same\n"
          "  --data FILE.tsv        typed cells from a file, columns A to O\n"
          "                         without M; implies --no-cached\n"
          "csv:\n"
          "  --encoding utf-8|utf-8-bom|cp932|utf-16  (utf-8)\n"
          "  --separator comma|tab|semicolon          (comma)\n",
        to);
    return to == stdout ? 0 : 2;
}

enum option_key {
    O_ROWS = 256,
    O_SEED,
    O_DEPARTMENT,
    O_TRUTH,
    O_EDITION,
    O_PREPARED,
    O_SHARED,
    O_INLINE,
    O_NO_CACHED,
    O_THREATS,
    O_VULNERABILITIES,
    O_DATA,
    O_ENCODING,
    O_SEPARATOR,
    O_HELP
};

static const struct option options[] = {
    {"rows", required_argument, NULL, O_ROWS},
    {"seed", required_argument, NULL, O_SEED},
    {"department", required_argument, NULL, O_DEPARTMENT},
    {"truth", required_argument, NULL, O_TRUTH},
    {"edition", required_argument, NULL, O_EDITION},
    {"prepared", required_argument, NULL, O_PREPARED},
    {"shared-strings", no_argument, NULL, O_SHARED},
    {"inline-strings", no_argument, NULL, O_INLINE},
    {"no-cached", no_argument, NULL, O_NO_CACHED},
    {"threats", required_argument, NULL, O_THREATS},
    {"vulnerabilities", required_argument, NULL, O_VULNERABILITIES},
    {"data", required_argument, NULL, O_DATA},
    {"encoding", required_argument, NULL, O_ENCODING},
    {"separator", required_argument, NULL, O_SEPARATOR},
    {"help", no_argument, NULL, O_HELP},
    {NULL, 0, NULL, 0},
};

struct command {
    struct plan plan;
    const char *truth, *threats, *vulnerabilities;
    bool no_cached, help;
};

static bool number(const char *text, long *out)
{
    char *end = NULL;
    errno = 0;
    *out = strtol(text, &end, 10);
    return errno == 0 && end != text && *end == '\0' && *out >= 0;
}

static bool edition(const char *text, enum edition *out)
{
    if (strcmp(text, "2.1") == 0)
        *out = EDITION_21;
    else if (strcmp(text, "3") == 0)
        *out = EDITION_3;
    else if (strcmp(text, "3.1") == 0)
        *out = EDITION_31;
    else
        return false;
    return true;
}

static bool separator(const char *text, char *out)
{
    if (strcmp(text, "comma") == 0)
        *out = ',';
    else if (strcmp(text, "tab") == 0)
        *out = '\t';
    else if (strcmp(text, "semicolon") == 0)
        *out = ';';
    else
        return false;
    return true;
}

/* "2,1,3,2,2,3" */
static bool ratings(const char *text, int to[MEDIA])
{
    if (!text)
        return true;
    for (int m = 0; m < MEDIA; m++) {
        if (text[0] < '1' || text[0] > '3'
            || text[1] != (m + 1 < MEDIA ? ',' : '\0'))
            return false;
        to[m] = text[0] - '0';
        text += 2;
    }
    return true;
}

static bool option(struct command *c, int key)
{
    struct plan *plan = &c->plan;
    long n = 0;
    switch (key) {
    case O_ROWS:
        return number(optarg, &plan->rows);
    case O_SEED:
        if (!number(optarg, &n))
            return false;
        plan->seed = (uint64_t)n;
        return true;
    case O_DEPARTMENT:
        plan->department = optarg;
        return true;
    case O_TRUTH:
        c->truth = optarg;
        return true;
    case O_EDITION:
        return edition(optarg, &plan->edition);
    case O_PREPARED:
        return number(optarg, &plan->prepared);
    case O_SHARED:
    case O_INLINE:
        plan->shared_strings = key == O_SHARED;
        return true;
    case O_NO_CACHED:
        c->no_cached = true;
        return true;
    case O_THREATS:
        c->threats = optarg;
        return true;
    case O_VULNERABILITIES:
        c->vulnerabilities = optarg;
        return true;
    case O_DATA:
        plan->data = optarg;
        c->no_cached = true;
        return true;
    case O_ENCODING:
        plan->encoding = optarg;
        return true;
    case O_SEPARATOR:
        return separator(optarg, &plan->separator);
    case O_HELP:
        c->help = true;
        return true;
    case 'o':
        plan->path = optarg;
        return true;
    default:
        return false;
    }
}

static bool parse(int argc, char **argv, struct command *c)
{
    int key;
    while ((key = getopt_long(argc, argv, "o:", options, NULL)) != -1)
        if (!option(c, key))
            return false;
    if (c->help)
        return true;
    plan_ratings(&c->plan);
    return optind + 1 == argc && c->plan.path
           && ratings(c->threats, c->plan.threat)
           && ratings(c->vulnerabilities, c->plan.vulnerability);
}

static bool make(struct command *c, const char *what)
{
    if (strcmp(what, "csv") == 0) {
        c->plan.edition = EDITION_31;
        return list_write(&c->plan);
    }
    if (!c->plan.department)
        c->plan.department = plan_department(c->plan.seed);
    return book_write(&c->plan)
           && (!c->no_cached || bare_workbook(c->plan.path));
}

int main(int argc, char **argv)
{
    struct command c = {.plan = {.edition = EDITION_31,
                            .seed = 1,
                            .prepared = 20,
                            .shared_strings = true,
                            .encoding = "utf-8",
                            .separator = ','}};
    if (!parse(argc, argv, &c))
        return usage(stderr);
    if (c.help)
        return usage(stdout);
    const char *what = argv[optind];
    if (strcmp(what, "ledger") != 0 && strcmp(what, "csv") != 0)
        return usage(stderr);
    if (c.truth && !(c.plan.truth = fopen(c.truth, "w"))) {
        perror(c.truth);
        return 2;
    }
    bool good = make(&c, what);
    if (c.plan.truth && fclose(c.plan.truth) != 0) {
        perror(c.truth);
        good = false;
    }
    return good ? 0 : 2;
}
