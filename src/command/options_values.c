/* What the values of the options mean, whether given on the command line or in
 * the configuration file. Any other value is refused. */
#include "command/options_table.h"

#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "report/template/template.h"
#include "risk/one_scale.h"

/* The option as the command of the run has it. */
static struct rt_option option_of(
    const struct rt_options *o, enum rt_option_id id)
{
    struct rt_option options[SPECS];
    size_t i = 0, count = rt_options_of(o->command, options);

    while (i + 1 < count && options[i].id != id)
        i++;
    return options[i];
}

/* The value of the word that was given, if any; false where it is none. */
static bool choose(const struct rt_options *o, enum rt_option_id id, int *to)
{
    const char *word;
    int value;

    for (size_t i = 0;
         o->values[id]
         && (word = rt_option_choice(id, o->command, i, &value)) != NULL;
         i++) {
        if (strcmp(word, o->values[id]) == 0) {
            *to = value;
            return true;
        }
    }
    return !o->values[id];
}

static enum rt_status read_choice(
    struct rt_options *o, enum rt_option_id id, int *to, struct rt_error *err)
{
    struct rt_option option = option_of(o, id);
    char arg[RT_OPTION_ARG];

    if (choose(o, id, to))
        return RT_OK;
    rt_option_arg(&option, o->command, arg);
    return rt_fail_both(err, RT_USAGE,
        "--%s の値「%s」は %s のどれでもありません",
        "--%s: \"%s\" is not one of %s", option.name, o->values[id], arg);
}

static enum rt_status read_number(struct rt_options *o, enum rt_option_id i,
    int64_t max, uint64_t *to, struct rt_error *err)
{
    int64_t v;

    if (!o->values[i])
        return RT_OK;
    if (!rt_parse_int(rt_str(o->values[i]), &v) || v < 1 || v > max)
        return rt_fail_both(err, RT_USAGE,
            "--%s の値「%s」は 1～%lld の整数ではありません",
            "--%s: \"%s\" is no whole number from 1 to %lld",
            option_of(o, i).name, o->values[i], (long long)max);
    *to = (uint64_t)v;
    return RT_OK;
}

static enum rt_status read_now(struct rt_options *o, struct rt_error *err)
{
    const char *given = o->now_given;
    struct rt_cell cell = {.type = RT_CELL_STRING};
    time_t clock = time(NULL);
    struct tm tm;

    if (!given) {
        localtime_r(&clock, &tm);
        strftime(o->now, sizeof o->now, "%Y-%m-%d", &tm);
        return RT_OK;
    }
    cell.text = rt_str(given);
    if (strlen(given) != 10 || rt_value_date(&cell, o->now) != RT_TAKEN_PLAIN)
        return rt_fail_both(err, RT_USAGE,
            "--now の値「%s」は 2026-09-30 のような日付では"
            "ありません",
            "--now: \"%s\" is no date such as 2026-09-30", given);
    return RT_OK;
}

static enum rt_status read_due(struct rt_options *o, struct rt_error *err)
{
    static const enum rt_option_id ids[] = {OPT_DUE_1, OPT_DUE_2, OPT_DUE_3};
    uint64_t month;

    o->due = rt_due_default();
    for (size_t i = 0; i < RT_COUNT(ids); i++) {
        const char *value = o->values[ids[i]];
        if (value && !rt_due_parse(rt_str(value), &o->due.of[i + 1]))
            return rt_fail_both(err, RT_USAGE,
                "--%s の値「%s」は 30d（0d～%dd）、half、year、none の"
                "どれでもありません",
                "--%s: \"%s\" is not one of 30d (0d to %dd), half, year, "
                "none",
                option_of(o, ids[i]).name, value, (int)RT_DUE_DAYS_MAX);
    }
    month = (uint64_t)o->due.fiscal_start;
    if (read_number(o, OPT_FISCAL_YEAR_START, 12, &month, err) != RT_OK)
        return err->status;
    o->due.fiscal_start = (int)month;
    return RT_OK;
}

/* The criteria of --one-scale replace all others. */
static enum rt_status check_one_scale(
    const struct rt_options *o, struct rt_error *err)
{
    const struct rt_profile *p = &o->fallback;

    if (o->has_profile)
        return rt_fail_text(err, RT_USAGE,
            "--one-scale と --profile は一緒に使えません（--profile では"
            "すべての様式をその基準だけで読むため、尺度は1つです）",
            "--one-scale and --profile do not go together (with --profile "
            "all forms are read by those criteria, on one scale)");
    if (rt_one_scale_takes(p))
        return RT_OK;
    return rt_fail_both(err, RT_USAGE,
        "--one-scale では --default-profile %s の尺度（%d～%d）を 1～3 に"
        "そろえられません（0～2 か 1～3 の基準を指定してください）",
        "--one-scale cannot put the scale of --default-profile %s (%d to "
        "%d) on 1 to 3: name criteria of 0 to 2 or 1 to 3",
        p->name, p->scale_min, p->scale_max);
}

static enum rt_status read_profiles(struct rt_options *o, struct rt_error *err)
{
    const char *fallback = o->fallback_given;
    enum rt_status rc = RT_OK;

    if (o->profile_given) {
        o->has_profile = true;
        rc = rt_profile_load(o->profile_given, &o->profile, err);
    }
    RT_THEN(rc,
        rt_profile_load(fallback ? fallback : "ipa-3.1", &o->fallback, err));
    if (rc == RT_OK && o->has_profile)
        rt_profile_know(&o->profile);
    if (rc == RT_OK)
        rt_profile_know(&o->fallback);
    return rc == RT_OK && o->one_scale ? check_one_scale(o, err) : rc;
}

static enum rt_status read_limits(struct rt_options *o, struct rt_error *err)
{
    int i = OPT_COUNT;

    o->limits = rt_limits_default();
#define RT_LIMIT_READ(field, option, def, ja, en)                              \
    RT_TRY(read_number(                                                        \
        o, (enum rt_option_id)i++, INT64_MAX, &o->limits.field, err));
    RT_LIMIT_TABLE(RT_LIMIT_READ)
    /* What Excel itself allows; buffers are made by it. */
    if (o->limits.columns > 16384)
        return rt_fail_both(err, RT_USAGE,
            "--limit-columns の値は 1～16384 の整数です",
            "--limit-columns takes a whole number from 1 to 16384");
    return RT_OK;
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
    struct rt_option options[SPECS];
    size_t count = rt_options_of(o->command, options);

    for (size_t i = 0; i < count; i++) {
        const char *value = o->values[options[i].id];
        char *text;
        if (!options[i].shapes || !value)
            continue;
        if (asprintf(&text, "%s=%s", options[i].name, value) < 0)
            return rt_fail_nomem(err);
        o->shaping[o->shaping_count++] = text;
    }
    return RT_OK;
}

/* --- what flag is asked for ----------------------------------------------- */

static enum rt_status read_level(struct rt_options *o, struct rt_error *err)
{
    const char *given = o->level_given;
    int64_t level;
    int class = RT_HIGH;

    o->level_class = RT_HIGH;
    o->level = RT_UNKNOWN;
    if (choose(o, OPT_LEVEL, &class)) {
        o->level_class = (enum rt_class) class;
        return RT_OK;
    }
    if (!rt_parse_int(rt_str(given), &level) || level < 1
        || level > RT_LEVEL_MAX)
        return rt_fail_both(err, RT_USAGE,
            "--level の値「%s」は high、medium、1～%d の整数のどれでも"
            "ありません",
            "--level: \"%s\" is not high, medium or a whole number from 1 "
            "to %d",
            given, RT_LEVEL_MAX);
    o->level = (int)level;
    return RT_OK;
}

/* The lines of an option that adds up, in place. */
static enum rt_status read_lines(
    char *rest, char ***to, size_t *count, struct rt_error *err)
{
    size_t lines = 1;

    if (!rest)
        return RT_OK;
    for (const char *p = rest; *p; p++)
        lines += *p == '\n';
    *to = calloc(lines, sizeof **to);
    RT_NEED(*to, err);
    while (rest)
        (*to)[(*count)++] = strsep(&rest, "\n");
    return RT_OK;
}

static enum rt_status read_deputies(struct rt_options *o, struct rt_error *err)
{
    struct rt_str owner, names;

    RT_TRY(read_lines(o->deputy_given, &o->deputies, &o->deputy_count, err));
    for (size_t i = 0; i < o->deputy_count; i++) {
        if (!rt_str_split(rt_str(o->deputies[i]), "=", &owner, &names)
            || rt_str_blank(owner) || rt_str_blank(names))
            return rt_fail_both(err, RT_USAGE,
                "--deputy「%s」は「リスク所有者=代理者」の形ではありません",
                "--deputy \"%s\" is not of the form OWNER=NAME",
                o->deputies[i]);
    }
    return RT_OK;
}

static enum rt_status read_flag(struct rt_options *o, struct rt_error *err)
{
    uint64_t days = 0;

    RT_TRY(read_level(o, err));
    RT_TRY(read_number(o, OPT_REMIND, 3660, &days, err));
    o->remind = (int)days;
    return RT_OK;
}

/* What template is asked for. */
static enum rt_status read_template(struct rt_options *o, struct rt_error *err)
{
    o->rows = RT_TEMPLATE_ROWS;
    return read_number(o, OPT_ROWS, RT_TEMPLATE_ROWS_MAX, &o->rows, err);
}

enum rt_status rt_options_understand(struct rt_options *o, struct rt_error *err)
{
    int format = RT_FORMAT_TEXT, fail_on = RT_FAIL_ON_ERROR;
    int compress = RT_COMPRESS_FAST;

    RT_TRY(read_choice(o, OPT_FORMAT, &format, err));
    RT_TRY(read_choice(o, OPT_FAIL_ON, &fail_on, err));
    RT_TRY(read_choice(o, OPT_COMPRESS, &compress, err));
    o->format = (enum rt_format)format;
    o->compress = (enum rt_compress)compress;
    o->fail_on = (enum rt_fail_on)fail_on;
    RT_TRY(read_jobs(o, err));
    RT_TRY(read_now(o, err));
    RT_TRY(read_due(o, err));
    RT_TRY(read_limits(o, err));
    RT_TRY(read_profiles(o, err));
    if (o->command == RT_FOR_TEMPLATE)
        RT_TRY(read_template(o, err));
    if (o->command == RT_FOR_FLAG)
        RT_TRY(read_flag(o, err));
    RT_TRY(note_shaping(o, err));
    RT_TRY(read_deputies(o, err));
    RT_TRY(read_lines(o->forget_given, &o->forget, &o->forget_count, err));
    RT_TRY(
        read_lines(o->previous_given, &o->previous, &o->previous_count, err));
    return read_lines(o->previous_plan_given, &o->previous_plans,
        &o->previous_plan_count, err);
}
