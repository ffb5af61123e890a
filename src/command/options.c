/* The command line and the configuration file, read into one struct.
 *
 * Both name the same options: those of the tables in options/ and the limits
 * of limits.h. A value given on the command line beats the file's. Unknown
 * names are refused, in the file too: a misspelt key must not be ignored
 * silently.
 */
#include "command/options_table.h"

#include "command/config.h"

#include <getopt.h>
#include <stdlib.h>

#include "base/lang.h"
#include "base/table.h"

/* Values without an argument are kept as "yes". The last one counts; those of
 * --deputy, --forget, --previous and --previous-plan add up, one a line (no name of an
 * input has a line's end in it). */
static enum rt_status keep(
    struct rt_options *o, size_t i, const char *value, struct rt_error *err)
{
    char *old = o->values[i], *new = NULL;

    if (!old
        || (i != OPT_DEPUTY && i != OPT_FORGET && i != OPT_PREVIOUS
            && i != OPT_PREVIOUS_PLAN))
        new = strdup(value);
    else if (asprintf(&new, "%s\n%s", old, value) < 0)
        new = NULL;
    free(old);
    o->values[i] = new;
    return new ? RT_OK : rt_fail_nomem(err);
}

/* --- the command line ----------------------------------------------------- */

static void make_getopt(const struct rt_option *options, size_t count,
    struct option *longs, char *shorts)
{
    size_t n = 0;

    shorts[n++] = ':';
    for (size_t i = 0; i < count; i++) {
        longs[i] = (struct option){options[i].name,
            options[i].arg ? required_argument : no_argument, NULL,
            256 + (int)i};
        if (options[i].letter) {
            shorts[n++] = (char)options[i].letter;
            if (options[i].arg)
                shorts[n++] = ':';
        }
    }
    longs[count] = (struct option){0};
    shorts[n] = '\0';
}

static const struct rt_option *option_of(
    const struct rt_option *options, size_t count, int c)
{
    for (size_t i = 0; i < count; i++) {
        if (c == 256 + (int)i || (options[i].letter && c == options[i].letter))
            return &options[i];
    }
    return NULL;
}

/* The option that getopt did not take, as it was written: a letter may be among
 * others ("-xh"), a word is the argument just passed. */
static enum rt_status refuse_option(char **argv, struct rt_error *err)
{
    const char letter[] = {'-', (char)optopt, '\0'};

    return rt_fail_both(err, RT_USAGE,
        "オプション %s はありません（--help で一覧）",
        "there is no option %s (see --help)",
        optopt > ' ' && optopt <= '~' ? letter : argv[optind - 1]);
}

static enum rt_status read_argv(
    struct rt_options *o, int argc, char **argv, struct rt_error *err)
{
    struct option longs[SPECS + 1];
    struct rt_option options[SPECS];
    size_t count = rt_options_of(o->command, options);
    char shorts[2 * SPECS + 2];
    int c;

    make_getopt(options, count, longs, shorts);
    opterr = 0;
    optind = 1;
    while ((c = getopt_long(argc, argv, shorts, longs, NULL)) != -1) {
        const struct rt_option *option = option_of(options, count, c);
        if (c == ':')
            return rt_fail_both(err, RT_USAGE, "オプション %s には値が必要です",
                "option %s needs a value", argv[optind - 1]);
        if (!option)
            return refuse_option(argv, err);
        RT_TRY(keep(o, option->id, option->arg ? optarg : "yes", err));
    }
    o->words = argv + optind;
    o->word_count = argc - optind;
    return RT_OK;
}

/* --- the configuration file ----------------------------------------------- */

struct config {
    struct rt_options *o;
    bool given[RT_OPTION_NAMES]; /* on the command line */
};

static bool is_vocabulary(const char *section)
{
    static const char *const lists[]
        = {"medium", "flag-yes", "flag-no", "treatment", "level"};

    return rt_str_is_any(rt_str(section), lists);
}

/* Whether any command has an option of that name. */
static bool is_key(const char *name)
{
    struct rt_option options[SPECS];

    for (unsigned command = 1; command < RT_FOR_ANY; command <<= 1) {
        size_t count = rt_options_of((enum rt_command)command, options);
        for (size_t i = 0; i < count; i++)
            if (strcmp(name, options[i].name) == 0 && options[i].id != OPT_HELP
                && options[i].id != OPT_CONFIG)
                return true;
    }
    return false;
}

static enum rt_status config_option(
    struct config *c, const char *name, const char *value, struct rt_error *err)
{
    bool yes = strcmp(value, "yes") == 0;
    struct rt_option options[SPECS];
    size_t count = is_key(name) ? rt_options_of(c->o->command, options) : 0;

    for (size_t i = 0; i < count; i++) {
        if (strcmp(name, options[i].name) != 0)
            continue;
        if (!options[i].arg && !yes && strcmp(value, "no") != 0)
            return rt_fail_both(err, RT_USAGE, "%s の値は yes か no です",
                "%s is yes or no", name);
        if (c->given[options[i].id] || (!options[i].arg && !yes))
            return RT_OK;
        return keep(c->o, options[i].id, value, err);
    }
    if (count > 0)
        return RT_OK;
    return rt_fail_both(err, RT_USAGE,
        "「%s」というキーはありません（--help にある長いオプション名を、-- "
        "を付けずに書いてください）",
        "there is no key \"%s\": write the name of a long option without its --",
        name);
}

/* A word that cannot be added: the error lists the terms. */
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
    if (strstr(terms, term))
        return rt_fail_both(err, RT_USAGE,
            "「%s」にはほかの意味があるので、「%s」の意味にはできません",
            "\"%s\" has another meaning and cannot mean \"%s\"", word, term);
    return rt_fail_both(err, RT_USAGE,
        "「%s = %s」とは書けません。「=」の右には、%s のどれかを書いてください",
        "\"%s = %s\": what is after \"=\" must be one of %s", word, term,
        terms);
}

static enum rt_status config_line(void *context, const char *section,
    const char *name, const char *value, struct rt_error *err)
{
    struct config *c = context;

    if (section[0] == '\0' || strcmp(section, "risktally") == 0)
        return config_option(c, name, value, err);
    if (is_vocabulary(section))
        return config_word(c, section, name, value, err);
    if (strcmp(section, "columns") == 0)
        return rt_config_column(c->o, name, value, err);
    return rt_fail_both(err, RT_USAGE,
        "[%s] という見出しはありません（使えるのは [risktally]、[columns]、"
        "[medium]、[treatment]、[level]、[flag-yes]、[flag-no]）",
        "there is no section [%s]: write [risktally], [columns], [medium], "
        "[treatment], [level], [flag-yes] or [flag-no]",
        section);
}

static enum rt_status read_config(struct rt_options *o, struct rt_error *err)
{
    struct config c = {.o = o};
    struct rt_ini ini = {o->config, &c, NULL, config_line, 0};

    if (!o->config)
        return RT_OK;
    for (size_t i = 0; i < SPECS; i++)
        c.given[i] = o->values[i];
    return rt_config_read(&ini, o->config_sha256, err);
}

enum rt_status rt_options_read(struct rt_options *o, enum rt_command command,
    int argc, char **argv, struct rt_error *err)
{
    enum rt_status rc;

    *o = (struct rt_options){.command = command};
    /* The locale's language first, so that complaints can use it. */
    rc = rt_lang_choose(NULL, &o->lang, err);
    RT_THEN(rc, rt_vocab_new(&o->vocab, err));
    RT_THEN(rc, read_argv(o, argc, argv, err));
    o->output_given = o->output;
    RT_THEN(rc, rt_lang_choose(o->lang_given, &o->lang, err));
    RT_THEN(rc, read_config(o, err));
    RT_THEN(rc, rt_lang_choose(o->lang_given, &o->lang, err));
    if (rc != RT_OK || o->help)
        return rc;
    return rt_options_understand(o, err);
}

void rt_options_fini(struct rt_options *o)
{
    for (size_t i = 0; i < RT_OPTION_NAMES; i++) {
        free(o->values[i]);
        free(o->shaping[i]);
    }
    free(o->forget);
    free(o->deputies);
    free(o->previous);
    free(o->previous_plans);
    rt_vocab_free(o->vocab);
}

/* --- help ----------------------------------------------------------------- */

enum { HELP_WIDTH = 40 + RT_OPTION_ARG };

enum rt_status rt_options_help(
    enum rt_command command, enum rt_lang lang, struct rt_buf *buf)
{
    const char *cells[SPECS * 2];
    char left[SPECS][HELP_WIDTH], arg[RT_OPTION_ARG];
    struct rt_option options[SPECS];
    size_t count = rt_options_of(command, options);
    struct rt_writer w = rt_writer_to(buf);

    for (size_t i = 0; i < count; i++) {
        char letter[8] = "    ";
        if (options[i].letter)
            snprintf(letter, sizeof letter, "-%c, ", options[i].letter);
        rt_option_arg(&options[i], command, arg);
        snprintf(left[i], sizeof left[i], "  %s--%s%s%s", letter,
            options[i].name, arg[0] ? " " : "", arg);
        cells[2 * i] = left[i];
        cells[2 * i + 1] = rt_text(lang, options[i].help);
    }
    rt_table_add(cells, count, 2, &w);
    return w.rc;
}

enum rt_severity rt_least_shown(const struct rt_options *o)
{
    if (o->verbose || o->format != RT_FORMAT_TEXT)
        return RT_INFO;
    if (o->quiet)
        return o->fail_on == RT_FAIL_ON_WARNING ? RT_WARNING : RT_ERROR;
    return RT_WARNING;
}
