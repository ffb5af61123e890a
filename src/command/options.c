/* The command line and the configuration file, read into one struct.
 *
 * Both name the same options: options.def and the limits of limits.h are the
 * one table. A value given on the command line beats the file's. What is not
 * in the table is refused, in the file too: a misspelt key that does nothing
 * would be worse than none.
 */
#include "options.h"

#include "config.h"

#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "risktally/hash.h"
#include "risktally/lang.h"
#include "risktally/table.h"
#include "risktally/template.h"

enum id {
#define RT_OPTION(commands, id, name, letter, arg, shapes, ja, en) OPT_##id,
#include "options.def"
#undef RT_OPTION
    OPT_COUNT
};

static const struct spec {
    unsigned commands; /* of enum rt_command */
    const char *name;
    int letter;
    const char *arg;
    bool shapes;
    const char *help[2];
} specs[] = {
#define RT_OPTION(commands, id, name, letter, arg, shapes, ja, en)             \
    {commands, name, letter, arg, shapes, {ja, en}},
#include "options.def"
#undef RT_OPTION
/* Only check holds a whole workbook's cells. */
#define RT_LIMIT_FOR(field)                                                    \
    (offsetof(struct rt_limits, field) == offsetof(struct rt_limits, cells)    \
            ? RT_FOR_CHECK                                                     \
            : RT_FOR_MERGE | RT_FOR_CHECK | RT_FOR_FLAG)
#define RT_LIMIT_SPEC(field, option, def, ja, en)                              \
    {RT_LIMIT_FOR(field), option, 0, "N", true, {ja, en}},
    RT_LIMIT_TABLE(RT_LIMIT_SPEC)
#undef RT_LIMIT_SPEC
#undef RT_LIMIT_FOR
};

enum { SPECS = sizeof specs / sizeof *specs };

_Static_assert((int)SPECS <= (int)RT_OPTION_NAMES, "more options than places");

const char *rt_say(enum rt_lang lang, const char *ja, const char *en)
{
    return lang == RT_JA ? ja : en;
}

/* Values without an argument are kept as "yes". The last one counts; those of
 * --forget add up, one a line (no name of an input has a line's end in it). */
static enum rt_status keep(
    struct rt_options *o, size_t i, const char *value, struct rt_error *err)
{
    char *old = o->values[i], *new = NULL;

    if (!old || i != OPT_FORGET)
        new = strdup(value);
    else if (asprintf(&new, "%s\n%s", old, value) < 0)
        new = NULL;
    free(old);
    o->values[i] = new;
    return new ? RT_OK : rt_fail_nomem(err);
}

static bool is_for(size_t i, enum rt_command command)
{
    return (specs[i].commands & (unsigned)command) != 0;
}

/* --- the command line --------------------------------------------------------- */

static void make_getopt(
    enum rt_command command, struct option *longs, char *shorts)
{
    size_t n = 0, count = 0;

    shorts[n++] = ':';
    for (size_t i = 0; i < SPECS; i++) {
        if (!is_for(i, command))
            continue;
        longs[count++] = (struct option){specs[i].name,
            specs[i].arg ? required_argument : no_argument, NULL, 256 + (int)i};
        if (specs[i].letter) {
            shorts[n++] = (char)specs[i].letter;
            if (specs[i].arg)
                shorts[n++] = ':';
        }
    }
    longs[count] = (struct option){0};
    shorts[n] = '\0';
}

static size_t spec_of(enum rt_command command, int c)
{
    for (size_t i = 0; i < SPECS; i++) {
        if (!is_for(i, command))
            continue;
        if (c == 256 + (int)i || (specs[i].letter && c == specs[i].letter))
            return i;
    }
    return SPECS;
}

static enum rt_status read_argv(
    struct rt_options *o, int argc, char **argv, struct rt_error *err)
{
    struct option longs[SPECS + 1];
    char shorts[2 * SPECS + 2];
    int c;

    make_getopt(o->command, longs, shorts);
    opterr = 0;
    optind = 1;
    while ((c = getopt_long(argc, argv, shorts, longs, NULL)) != -1) {
        size_t i = spec_of(o->command, c);
        enum rt_status rc;
        if (c == ':')
            return rt_fail(err, RT_USAGE,
                rt_say(o->lang, "オプション %s には値が必要です",
                    "option %s needs a value"),
                argv[optind - 1]);
        if (i == SPECS)
            return rt_fail(err, RT_USAGE,
                rt_say(o->lang, "オプション %s はありません（--help で一覧）",
                    "there is no option %s (see --help)"),
                argv[optind - 1]);
        rc = keep(o, i, specs[i].arg ? optarg : "yes", err);
        if (rc != RT_OK)
            return rc;
    }
    o->words = argv + optind;
    o->word_count = argc - optind;
    return RT_OK;
}

/* --- the configuration file ------------------------------------------------------ */

struct config {
    struct rt_options *o;
    bool given[RT_OPTION_NAMES]; /* on the command line */
};

static bool is_vocabulary(const char *section)
{
    static const char *const lists[]
        = {"medium", "flag-yes", "flag-no", "treatment", "level"};

    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
        if (strcmp(section, lists[i]) == 0)
            return true;
    }
    return false;
}

static enum rt_status config_option(
    struct config *c, const char *name, const char *value, struct rt_error *err)
{
    bool others = false;

    for (size_t i = 0; i < SPECS; i++) {
        bool yes = strcmp(value, "yes") == 0;
        if (strcmp(name, specs[i].name) != 0 || i == OPT_HELP
            || i == OPT_CONFIG)
            continue;
        if (!is_for(i, c->o->command)) {
            others = true;
            continue;
        }
        if (!specs[i].arg && !yes && strcmp(value, "no") != 0)
            return rt_fail(err, RT_USAGE,
                rt_say(
                    c->o->lang, "%s の値は yes か no です", "%s is yes or no"),
                name);
        if (c->given[i] || (!specs[i].arg && !yes))
            return RT_OK;
        return keep(c->o, i, value, err);
    }
    if (others)
        return RT_OK;
    return rt_fail(err, RT_USAGE,
        rt_say(c->o->lang, "「%s」というキーはありません",
            "there is no key \"%s\""),
        name);
}

/* A word that cannot be added: which terms there are, told for the list. */
static enum rt_status config_word(struct config *c, const char *list,
    const char *word, const char *term, struct rt_error *err)
{
    struct rt_error why = {0};
    const char *terms = "yes";
    enum rt_status rc = rt_vocab_add(
        c->o->vocab, rt_str(list), rt_str(word), rt_str(term), &why);

    if (rc == RT_OK || rc == RT_NOMEM)
        return rc == RT_OK ? rc : rt_fail_nomem(err);
    if (strcmp(list, "medium") == 0)
        terms = "書類、可搬電子媒体、事務所PC、モバイル機器、社内サーバー、"
                "社外サーバー";
    else if (strcmp(list, "treatment") == 0)
        terms = "低減、保有、回避、移転";
    else if (strcmp(list, "level") == 0)
        terms = "high、medium、low";
    return rt_fail(err, RT_USAGE,
        rt_say(c->o->lang, "「%s」を「%s」の意味にはできません（用語：%s）",
            "\"%s\" cannot stand for \"%s\" (terms: %s)"),
        word, term, terms);
}

static enum rt_status config_line(void *context, const char *section,
    const char *name, const char *value, struct rt_error *err)
{
    struct config *c = context;

    if (section[0] == '\0' || strcmp(section, "risktally") == 0)
        return config_option(c, name, value, err);
    if (is_vocabulary(section))
        return config_word(c, section, name, value, err);
    return rt_fail(err, RT_USAGE,
        rt_say(c->o->lang, "「%s」という節はありません",
            "there is no section \"%s\""),
        section);
}

static enum rt_status read_config(struct rt_options *o, struct rt_error *err)
{
    struct config c = {.o = o};
    struct rt_config_lines lines = {&c, config_line};

    if (!o->values[OPT_CONFIG])
        return RT_OK;
    for (size_t i = 0; i < SPECS; i++)
        c.given[i] = o->values[i] != NULL;
    return rt_config_read(
        o->values[OPT_CONFIG], o->lang, &lines, o->config_sha256, err);
}

/* --- what the values mean ---------------------------------------------------------- */

static enum rt_status bad_value(
    struct rt_options *o, size_t i, struct rt_error *err)
{
    return rt_fail(err, RT_USAGE,
        rt_say(o->lang, "--%s の値「%s」は %s のどれでもありません",
            "--%s: \"%s\" is not one of %s"),
        specs[i].name, o->values[i], specs[i].arg);
}

/* One of "a|b|c": its place, or -1. */
static int choice_of(const char *choices, const char *value)
{
    int at = 0;
    size_t n = strlen(value);

    for (const char *p = choices; p; at++) {
        const char *bar = strchr(p, '|');
        size_t len = bar ? (size_t)(bar - p) : strlen(p);
        if (len == n && memcmp(p, value, n) == 0)
            return at;
        p = bar ? bar + 1 : NULL;
    }
    return -1;
}

static enum rt_status read_choice(
    struct rt_options *o, size_t i, int *to, struct rt_error *err)
{
    if (!o->values[i])
        return RT_OK;
    *to = choice_of(specs[i].arg, o->values[i]);
    return *to < 0 ? bad_value(o, i, err) : RT_OK;
}

static enum rt_status read_number(struct rt_options *o, size_t i, int64_t max,
    uint64_t *to, struct rt_error *err)
{
    int64_t v;

    if (!o->values[i])
        return RT_OK;
    if (!rt_parse_int(rt_str(o->values[i]), &v) || v < 1 || v > max)
        return rt_fail(err, RT_USAGE,
            rt_say(o->lang, "--%s の値「%s」は 1～%lld の整数ではありません",
                "--%s: \"%s\" is no whole number from 1 to %lld"),
            specs[i].name, o->values[i], (long long)max);
    *to = (uint64_t)v;
    return RT_OK;
}

static enum rt_status read_now(struct rt_options *o, struct rt_error *err)
{
    const char *given = o->values[OPT_NOW];
    struct rt_cell cell = {.type = RT_CELL_STRING};
    time_t clock = time(NULL);
    struct tm tm;

    if (!given) {
        localtime_r(&clock, &tm);
        strftime(o->now, sizeof o->now, "%Y-%m-%d", &tm);
        return RT_OK;
    }
    o->now_given = true;
    cell.text = rt_str(given);
    if (strlen(given) != 10 || rt_value_date(&cell, o->now) != RT_TAKEN_PLAIN)
        return rt_fail(err, RT_USAGE,
            rt_say(o->lang,
                "--now の値「%s」は 2026-09-30 のような日付では"
                "ありません",
                "--now: \"%s\" is no date such as 2026-09-30"),
            given);
    return RT_OK;
}

static enum rt_status read_due(struct rt_options *o, struct rt_error *err)
{
    static const enum id ids[] = {OPT_DUE_1, OPT_DUE_2, OPT_DUE_3};
    uint64_t month;

    o->due = rt_due_default();
    for (size_t i = 0; i < sizeof ids / sizeof *ids; i++) {
        const char *value = o->values[ids[i]];
        if (value && !rt_due_parse(rt_str(value), &o->due.of[i + 1]))
            return rt_fail(err, RT_USAGE,
                rt_say(o->lang,
                    "--%s の値「%s」は 30d（0d～%dd）、half、year、none の"
                    "どれでもありません",
                    "--%s: \"%s\" is not one of 30d (0d to %dd), half, year, "
                    "none"),
                specs[ids[i]].name, value, (int)RT_DUE_DAYS_MAX);
    }
    month = (uint64_t)o->due.fiscal_start;
    if (read_number(o, OPT_FISCAL_YEAR_START, 12, &month, err) != RT_OK)
        return err->status;
    o->due.fiscal_start = (int)month;
    return RT_OK;
}

static enum rt_status read_profiles(struct rt_options *o, struct rt_error *err)
{
    const char *fallback = o->values[OPT_DEFAULT_PROFILE];
    enum rt_status rc = RT_OK;

    if (o->values[OPT_PROFILE]) {
        o->has_profile = true;
        rc = rt_profile_load(o->values[OPT_PROFILE], &o->profile, err);
    }
    if (rc == RT_OK)
        rc = rt_profile_load(
            fallback ? fallback : "ipa-3.1", &o->fallback, err);
    return rc;
}

static enum rt_status read_limits(struct rt_options *o, struct rt_error *err)
{
    enum rt_status rc = RT_OK;
    size_t i = OPT_COUNT;

    o->limits = rt_limits_default();
#define RT_LIMIT_READ(field, option, def, ja, en)                              \
    if (rc == RT_OK)                                                           \
        rc = read_number(o, i++, INT64_MAX, &o->limits.field, err);
    RT_LIMIT_TABLE(RT_LIMIT_READ)
#undef RT_LIMIT_READ
    /* What Excel itself allows; buffers are made by it. */
    if (rc == RT_OK && o->limits.columns > 16384)
        rc = rt_fail(err, RT_USAGE, "--limit-columns: 1..16384");
    return rc;
}

static enum rt_status read_jobs(struct rt_options *o, struct rt_error *err)
{
    long cpus = sysconf(_SC_NPROCESSORS_ONLN);
    uint64_t jobs = cpus < 1 ? 1 : cpus > 16 ? 16 : (uint64_t)cpus;
    enum rt_status rc = read_number(o, OPT_JOBS, 64, &jobs, err);

    o->jobs = (unsigned)jobs;
    return rc;
}

/* What run.json says of the options: those that shape the result. */
static enum rt_status note_shaping(struct rt_options *o, struct rt_error *err)
{
    for (size_t i = 0; i < SPECS; i++) {
        char *text;
        if (!specs[i].shapes || !o->values[i])
            continue;
        if (asprintf(&text, "%s=%s", specs[i].name, o->values[i]) < 0)
            return rt_fail_nomem(err);
        o->shaping[o->shaping_count++] = text;
    }
    return RT_OK;
}

/* Options that stand once for each command. */
static size_t of_command(
    const struct rt_options *o, size_t merge, size_t check, size_t flag)
{
    switch (o->command) {
    case RT_FOR_CHECK:
        return check;
    case RT_FOR_FLAG:
        return flag;
    case RT_FOR_MERGE:
    case RT_FOR_TEMPLATE: /* names its own */
        break;
    }
    return merge;
}

/* --- what flag is asked for ----------------------------------------------- */

static enum rt_status read_level(struct rt_options *o, struct rt_error *err)
{
    const char *given = o->values[OPT_LEVEL];
    int64_t level;

    o->level_class = RT_HIGH;
    o->level = RT_UNKNOWN;
    if (!given || strcmp(given, "high") == 0)
        return RT_OK;
    if (strcmp(given, "medium") == 0) {
        o->level_class = RT_MEDIUM;
        return RT_OK;
    }
    if (!rt_parse_int(rt_str(given), &level) || level < 1
        || level > RT_LEVEL_MAX)
        return rt_fail(err, RT_USAGE,
            rt_say(o->lang,
                "--level の値「%s」は high、medium、1～%d の整数のどれでも"
                "ありません",
                "--level: \"%s\" is not high, medium or a whole number from 1 "
                "to %d"),
            given, RT_LEVEL_MAX);
    o->level = (int)level;
    return RT_OK;
}

/* The lines of --forget, in place. */
static enum rt_status read_forget(struct rt_options *o, struct rt_error *err)
{
    char *rest = o->values[OPT_FORGET];
    size_t lines = 1;

    if (!rest)
        return RT_OK;
    for (const char *p = rest; *p; p++)
        lines += *p == '\n';
    o->forget = calloc(lines, sizeof *o->forget);
    if (!o->forget)
        return rt_fail_nomem(err);
    while (rest)
        o->forget[o->forget_count++] = strsep(&rest, "\n");
    return RT_OK;
}

static enum rt_status read_flag(struct rt_options *o, struct rt_error *err)
{
    uint64_t days = 0;
    enum rt_status rc = read_level(o, err);

    if (rc == RT_OK)
        rc = read_number(o, OPT_REMIND, 3660, &days, err);
    if (rc == RT_OK)
        rc = read_forget(o, err);
    o->remind = (int)days;
    o->state = o->values[OPT_STATE];
    o->metrics = o->values[OPT_METRICS];
    o->history = o->values[OPT_HISTORY];
    o->baseline = o->values[OPT_BASELINE];
    o->all = o->values[OPT_STANDING];
    o->dry_run = o->values[OPT_DRY_RUN];
    o->trend = o->values[OPT_TREND];
    return rc;
}

static enum rt_status read_format(struct rt_options *o, struct rt_error *err)
{
    static const enum rt_format of_flag[] = {RT_FORMAT_TEXT, RT_FORMAT_JSONL,
        RT_FORMAT_CSV, RT_FORMAT_NAGIOS, RT_FORMAT_HTML};
    int at = 0;
    enum rt_status rc = read_choice(
        o, of_command(o, OPT_FORMAT, OPT_REPORT, OPT_MESSAGE), &at, err);

    if (rc == RT_OK)
        o->format
            = o->command == RT_FOR_FLAG ? of_flag[at] : (enum rt_format)at;
    return rc;
}

/* What template is asked for. */
static enum rt_status read_template(struct rt_options *o, struct rt_error *err)
{
    enum rt_status rc;

    o->output = o->values[OPT_BLANK_FORM];
    o->force = o->values[OPT_FORCE_FORM];
    o->department = o->values[OPT_DEPARTMENT];
    o->profile_given = o->values[OPT_FORM_PROFILE];
    o->from = o->values[OPT_FROM];
    o->rows = RT_TEMPLATE_ROWS;
    rc = read_number(o, OPT_ROWS, RT_TEMPLATE_ROWS_MAX, &o->rows, err);
    if (rc == RT_OK && o->profile_given) {
        o->has_profile = true;
        rc = rt_profile_load(o->profile_given, &o->profile, err);
    }
    return rc;
}

static enum rt_status understand(struct rt_options *o, struct rt_error *err)
{
    int fail_on = 0;
    enum rt_status rc = read_format(o, err);

    if (rc == RT_OK)
        rc = read_choice(o, OPT_FAIL_ON, &fail_on, err);
    o->fail_on = (enum rt_fail_on)fail_on;
    o->output
        = o->values[of_command(o, OPT_OUTPUT, OPT_REVIEW, OPT_TREND_BOOK)];
    o->files_from = o->values[OPT_FILES_FROM];
    o->departments = o->values[OPT_DEPARTMENTS];
    o->previous_plan = o->values[OPT_PREVIOUS_PLAN];
    o->assets = o->values[OPT_ASSETS];
    o->accept = o->values[OPT_ACCEPT];
    o->previous = o->values[OPT_PREVIOUS];
    o->link_base = o->values[OPT_LINK_BASE];
    o->encoding = o->values[OPT_ENCODING];
    o->force
        = o->values[of_command(o, OPT_FORCE, OPT_FORCE_REVIEW, OPT_FORCE_READ)];
    o->exit_zero = o->values[OPT_EXIT_ZERO];
    o->quiet = o->values[OPT_QUIET];
    o->verbose
        = o->values[of_command(o, OPT_VERBOSE, OPT_VERBOSE, OPT_VERBOSE_FLAG)];
    if (rc == RT_OK)
        rc = read_jobs(o, err);
    if (rc == RT_OK)
        rc = read_now(o, err);
    if (rc == RT_OK)
        rc = read_due(o, err);
    if (rc == RT_OK)
        rc = read_limits(o, err);
    if (rc == RT_OK)
        rc = read_profiles(o, err);
    if (rc == RT_OK && o->command == RT_FOR_TEMPLATE)
        rc = read_template(o, err);
    if (rc == RT_OK && o->command == RT_FOR_FLAG)
        rc = read_flag(o, err);
    if (rc == RT_OK)
        rc = note_shaping(o, err);
    return rc;
}

enum rt_status rt_options_read(struct rt_options *o, enum rt_command command,
    int argc, char **argv, struct rt_error *err)
{
    enum rt_status rc;

    *o = (struct rt_options){.command = command};
    /* The locale's language first, so that complaints can be told in it. */
    rc = rt_lang_choose(NULL, &o->lang, err);
    if (rc == RT_OK)
        rc = rt_vocab_new(&o->vocab, err);
    if (rc == RT_OK)
        rc = read_argv(o, argc, argv, err);
    o->help = o->values[OPT_HELP];
    o->output_given = o->values[OPT_TREND_BOOK];
    if (rc == RT_OK)
        rc = read_config(o, err);
    if (rc == RT_OK)
        rc = rt_lang_choose(o->values[OPT_LANG], &o->lang, err);
    if (rc != RT_OK || o->help)
        return rc;
    return understand(o, err);
}

void rt_options_fini(struct rt_options *o)
{
    for (size_t i = 0; i < RT_OPTION_NAMES; i++) {
        free(o->values[i]);
        free(o->shaping[i]);
    }
    free(o->forget);
    rt_vocab_free(o->vocab);
}

/* --- help ------------------------------------------------------------------------------ */

enum { HELP_WIDTH = 48 };

enum rt_status rt_options_help(
    enum rt_command command, enum rt_lang lang, struct rt_buf *buf)
{
    const char *cells[SPECS * 2];
    char left[SPECS][HELP_WIDTH];
    size_t count = 0;

    for (size_t i = 0; i < SPECS; i++) {
        char letter[8] = "    ";
        if (!is_for(i, command))
            continue;
        if (specs[i].letter)
            snprintf(letter, sizeof letter, "-%c, ", specs[i].letter);
        snprintf(left[i], sizeof left[i], "  %s--%s%s%s", letter, specs[i].name,
            specs[i].arg ? " " : "", specs[i].arg ? specs[i].arg : "");
        cells[2 * count] = left[i];
        cells[2 * count + 1] = specs[i].help[lang];
        count++;
    }
    return rt_table_add(cells, count, 2, buf);
}
