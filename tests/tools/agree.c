/* agree: compares risks.jsonl with what mkform --truth says.
 *
 *     agree RISKS.jsonl TRUTH.jsonl...
 *
 * A row is known by the last part of its file's name, its sheet and its row.
 * Every row of the truth must be among the risks with the same numbers, and
 * no risk may be without a truth. Prints each difference (the first ten) and
 * a count; exit status 1 if there is one. */
#include "base/status.h"

#include <inttypes.h>
#include <jansson.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { KEY_SIZE = 1024, SHOWN = 10 };

static const char *const fields[] = {"importance", "threat", "vulnerability",
    "likelihood", "risk_level", "risk_class", "priority"};

struct tally {
    json_t *truth; /* by key; taken out when its risk was seen */
    uint64_t rows, differences;
};

static const char *text(const json_t *line, const char *name)
{
    const char *s = json_string_value(json_object_get(line, name));
    return s ? s : "";
}

static void key_of(const json_t *line, char key[KEY_SIZE])
{
    const char *file = text(line, "file");
    const char *slash = strrchr(file, '/');
    snprintf(key, KEY_SIZE, "%s:%s:%" JSON_INTEGER_FORMAT,
        slash ? slash + 1 : file, text(line, "sheet"),
        json_integer_value(json_object_get(line, "row")));
}

static void differ(struct tally *t, const char *key, const char *what)
{
    if (t->differences++ < SHOWN)
        printf("%s: %s\n", key, what);
}

static bool take_truth(struct tally *t, json_t *line)
{
    char key[KEY_SIZE];
    key_of(line, key);
    return json_object_set_new(t->truth, key, line) == 0;
}

static bool take_risk(struct tally *t, json_t *line)
{
    char key[KEY_SIZE];
    key_of(line, key);
    json_t *truth = json_object_get(t->truth, key);
    t->rows++;
    if (!truth)
        differ(t, key, "no such row in the truth, or given twice");
    for (size_t i = 0; truth && i < RT_COUNT(fields); i++)
        if (!json_equal(json_object_get(truth, fields[i]),
                json_object_get(line, fields[i])))
            differ(t, key, fields[i]);
    json_object_del(t->truth, key);
    json_decref(line);
    return true;
}

static bool each_line(
    struct tally *t, const char *path, bool (*take)(struct tally *, json_t *))
{
    FILE *in = fopen(path, "r");
    if (!in) {
        perror(path);
        return false;
    }
    char *line = NULL;
    size_t size = 0, number = 0;
    bool good = true;
    while (good && getline(&line, &size, in) >= 0) {
        json_error_t error;
        json_t *value = json_loads(line, 0, &error);
        number++;
        good = value && take(t, value);
        if (!good)
            printf("%s:%zu: not a line of JSON\n", path, number);
    }
    free(line);
    fclose(in);
    return good;
}

int main(int argc, char **argv)
{
    if (argc < 3) {
        fputs("usage: agree RISKS.jsonl TRUTH.jsonl...\n", stderr);
        return 2;
    }
    struct tally t = {.truth = json_object()};
    bool good = t.truth;
    for (int i = 2; good && i < argc; i++)
        good = each_line(&t, argv[i], take_truth);
    good = good && each_line(&t, argv[1], take_risk);
    const char *key;
    json_t *left;
    json_object_foreach(t.truth, key, left)
        differ(&t, key, "not among the risks");
    printf(
        "%" PRIu64 " rows, %" PRIu64 " differences\n", t.rows, t.differences);
    json_decref(t.truth);
    return !good ? 2 : t.differences != 0;
}
