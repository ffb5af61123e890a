/* risktally flag: from cron, what is new or worse, and nothing else.
 *
 * The order matters: read everything, compare, write the message and look
 * whether it arrived, write the metrics, and only then replace the state. If a
 * run is interrupted before that, the next one reports the same again; no
 * change is ever lost or recorded without being reported.
 *
 * A run that has nothing to say prints nothing, because cron mails whatever
 * is printed.
 */
#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <time.h>

#include "base/outfile.h"
#include "command/command.h"
#include "command/common.h"
#include "command/flag_run.h"
#include "command/others.h"
#include "command/reading.h"

static const struct rt_usage usage = {
    {"使い方: risktally flag --state FILE [オプション] 入力...\n"
     "        risktally flag --state FILE --history リスクID\n"
     "        risktally flag --state FILE --trend [-o FILE.xlsx]\n"
     "        risktally flag --state FILE --verify\n"
     "\n"
     "前回の実行と比べ、新しいリスク、悪くなったリスク、期限を過ぎた対応などを\n"
     "知らせます。知らせることがなければ何も表示しません（cron向け）。\n"
     "入力は .xlsx .xlsm .csv .tsv .txt のファイルか、それらのあるフォルダーです。\n"
     "入力ファイルには何も書き込みません。\n"
     "\n"
     "オプション:\n",
        "usage: risktally flag --state FILE [options] INPUT...\n"
        "       risktally flag --state FILE --history RISK_ID\n"
        "       risktally flag --state FILE --trend [-o FILE.xlsx]\n"
        "       risktally flag --state FILE --verify\n"
        "\n"
        "Compares with the last run and reports which risks are new or worse,\n"
        "which treatments are overdue, and so on. If there is nothing to report,\n"
        "it prints nothing (for cron).\n"
        "INPUT is a .xlsx .xlsm .csv .tsv .txt file or a folder of such.\n"
        "Nothing is ever written into an input.\n"
        "\n"
        "options:\n"},
    {"\n"
     "終了コード: 0 知らせるリスクなし / 1 知らせるリスクあり / 2 実行できない\n"
     "            （状態ファイルは元のまま）/ 3 読めない入力・見つからない入力\n"
     "            あり（ほかは知らせ済み）/ 75 別の実行が動いている\n",
        "\n"
        "exit status: 0 nothing to report / 1 risks reported / 2 cannot run (the\n"
        "             state is as before) / 3 an input could not be read or is\n"
        "             missing (all else is reported) / 75 another run is active\n"}};

/* --- standard error ------------------------------------------------------- */

static bool for_people(const struct rt_flag_run *run)
{
    return run->what.format == RT_FORMAT_TEXT
           || run->what.format == RT_FORMAT_HTML;
}

static void print_finding(const struct rt_finding *f)
{
    struct rt_buf line = RT_BUF(1 << 20);
    struct rt_writer w = rt_writer_to(&line);

    rt_finding_text(f, &w);
    fwrite(rt_buf_str(&line).p, 1, line.len, stderr);
    rt_buf_fini(&line);
}

/* A file that cannot be read is reported in the message for people; programs
 * that take the message get it here, too. */
static void print_failed(const struct rt_event *e)
{
    const struct rt_finding f = {.where.file = e->where.file,
        .department = e->department,
        .code = e->code,
        .message = e->reason};

    print_finding(&f);
}

static void print_absent(const struct rt_flag_run *run)
{
    enum { SHOWN = 10 };
    size_t shown = run->o.verbose || run->o.all ? SIZE_MAX : SHOWN;

    for (size_t i = 0; i < run->absent_count && i < shown; i++) {
        const struct rt_absent *a = &run->absent[i];
        struct rt_error e = {0};
        errno = a->os;
        (void)rt_fail_errno(&e, RT_CANNOT_OPEN, a->name);
        (void)rt_complain(run->o.lang, &e);
    }
    if (run->absent_count > shown)
        fprintf(stderr,
            rt_say(run->o.lang, "risktally: ほか%zu件の入力を開けません\n",
                "risktally: and %zu more inputs cannot be opened\n"),
            run->absent_count - shown);
}

/* Trouble that was reported before and lasts. */
static void print_lasting(const struct rt_flag_run *run)
{
    const struct rt_state_summary *s = &run->summary;
    uint64_t failed = s->inputs[RT_INPUT_FAILED],
             missing = s->inputs[RT_INPUT_MISSING],
             new_failed = s->events[RT_EVENT_INPUT_FAILED],
             new_missing = s->events[RT_EVENT_INPUT_MISSING]
                           + s->events[RT_EVENT_DEPARTMENT_MISSING];

    failed -= failed < new_failed ? failed : new_failed;
    missing -= missing < new_missing ? missing : new_missing;
    if (failed + missing == 0)
        return;
    fprintf(stderr, "risktally: ");
    if (failed > 0)
        fprintf(stderr,
            rt_say(run->o.lang, "読めない入力%" PRIu64 "件%s",
                "inputs still unreadable: %" PRIu64 "%s"),
            failed, missing > 0 ? rt_comma(run->o.lang) : "");
    if (missing > 0)
        fprintf(stderr,
            rt_say(run->o.lang, "見つからない入力%" PRIu64 "件",
                "inputs still missing: %" PRIu64),
            missing);
    fputs(rt_say(run->o.lang, "が続いています（--all で一覧）\n",
              " (--all lists them)\n"),
        stderr);
}

static void print_run(const struct rt_flag_run *run)
{
    const struct rt_state_summary *s = &run->summary;

    fprintf(stderr,
        rt_say(run->o.lang,
            "risktally: 入力%" PRIu64 "件（うち変更なし%" PRIu64
            "件、読めない%" PRIu64 "件、見つからない%" PRIu64
            "件）、リスク%" PRIu64 "件（大%" PRIu64 "・中%" PRIu64
            "・小%" PRIu64 "・未評価%" PRIu64,
            "risktally: inputs: %" PRIu64 " (%" PRIu64 " unchanged, %" PRIu64
            " unreadable, %" PRIu64 " missing); risks: %" PRIu64
            " (high %" PRIu64 ", medium %" PRIu64 ", low %" PRIu64
            ", not assessed %" PRIu64),
        run->met, s->inputs_unchanged, s->inputs[RT_INPUT_FAILED],
        s->inputs[RT_INPUT_MISSING], s->risks, s->high, s->medium, s->low,
        s->unassessed);
    if (s->unconfirmed > 0)
        fprintf(stderr,
            rt_say(run->o.lang, "、うち確認できず%" PRIu64,
                "; of these not confirmed %" PRIu64),
            s->unconfirmed);
    fprintf(stderr, rt_say(run->o.lang, "）%s\n", ")%s\n"),
        run->o.baseline && !run->o.dry_run && run->met > 0
            ? rt_say(run->o.lang, "を基準にしました", " are the baseline")
            : "");
}

static void print_stderr(const struct rt_flag_run *run)
{
    if (run->summary.clock_back)
        fprintf(stderr,
            rt_say(run->o.lang,
                "risktally: 実行日 %s は前回の実行日 %s より前です（時計を"
                "確かめてください）\n",
                "risktally: the date %s is before the last run's, %s: check "
                "the clock\n"),
            run->o.now, run->summary.last_run);
    if (run->o.quiet)
        return;
    print_absent(run);
    print_lasting(run);
    if (run->o.verbose || run->o.baseline)
        print_run(run);
}

static enum rt_status put_other(
    void *context, const struct rt_finding *f, struct rt_error *err)
{
    const struct rt_flag_run *run = context;

    (void)err;
    if (!run->o.quiet
        && (f->code == RT_IN120 || run->o.verbose || run->o.all
            || run->summary.first))
        print_finding(f);
    return RT_OK;
}

/* What is neither a workbook nor a list, and above all what may be the file of
 * a department that has sent nothing. */
static enum rt_status print_others(
    struct rt_flag_run *run, struct rt_error *err)
{
    struct rt_others others = {.roster = run->roster,
        .sent = run->sent,
        .lang = run->o.lang,
        .sink = {run, put_other},
        .written = {run->o.state, run->o.metrics}};

    return rt_report_others(&others, &run->files, err);
}

/* --- the message ---------------------------------------------------------- */

static enum rt_status each_event(struct rt_flag_run *run,
    struct rt_flag_message *message, struct rt_error *err)
{
    struct rt_cursor cursor = rt_state_events(run->state, err);
    struct rt_event e;

    while (rt_next(&cursor, &e)) {
        if (!for_people(run) && !run->o.quiet
            && e.kind == RT_EVENT_INPUT_FAILED)
            print_failed(&e);
        rt_cursor_keep(&cursor, rt_flag_event(message, &e, err));
    }
    return rt_cursor_close(&cursor);
}

static enum rt_status write_message(
    struct rt_flag_run *run, struct rt_error *err)
{
    struct rt_flag_message *message;
    bool silent = run->o.quiet && run->what.status == RT_EXIT_OK
                  && run->what.format != RT_FORMAT_NAGIOS;
    enum rt_status rc;

    if (silent || !rt_flag_speaks(&run->what))
        return RT_OK;
    rc = rt_flag_open(&run->what, stdout, &message, err);
    return rc == RT_OK
               ? rt_flag_close(message, each_event(run, message, err), err)
               : rc;
}

/* --- metrics -------------------------------------------------------------- */

static enum rt_status check_metrics(
    const struct rt_flag_run *run, struct rt_error *err)
{
    struct rt_str path = rt_str(run->o.metrics);
    const char *slash = run->o.metrics ? strrchr(run->o.metrics, '/') : NULL;

    if (!run->o.metrics
        || (rt_str_ends(path, RT_STR(".prom")) && path.n > 5
            && !strstr(slash ? slash : run->o.metrics, "..")))
        return RT_OK;
    return rt_fail_both(err, RT_USAGE,
        "--metrics には .prom で終わるファイル名を指定してください：%s",
        "--metrics takes the name of a file that ends in .prom: %s",
        run->o.metrics);
}

/* Made before anything is read, so that a run that could not write it ends at
 * once. */
static enum rt_status announce_metrics(
    struct rt_flag_run *run, struct rt_error *err)
{
    if (!run->o.metrics || run->o.dry_run)
        return RT_OK;
    return rt_outset_open_file(
        run->o.metrics, true, &run->metrics_set, &run->metrics_path, err);
}

static enum rt_status write_metrics(
    struct rt_flag_run *run, struct rt_error *err)
{
    bool good = run->what.status == RT_EXIT_OK
                || run->what.status == RT_EXIT_FINDINGS;
    struct rt_flag_metrics metrics = {.what = &run->what,
        .state = run->state,
        .status = run->what.status,
        .time = run->time,
        .success = good ? run->time : 0};
    enum rt_status rc;

    if (!run->metrics_set)
        return RT_OK;
    if (!good)
        metrics.success = rt_flag_last_success(run->o.metrics);
    rc = rt_flag_metrics(&metrics, run->metrics_path, err);
    RT_THEN(rc, rt_outset_commit(run->metrics_set, err));
    rt_outset_close(run->metrics_set);
    run->metrics_set = NULL;
    return rc;
}

/* A failed run is worth an alert; the run has failed anyway, so that it does
 * not matter whether this can be written. */
static void write_failed_metrics(struct rt_flag_run *run, int status)
{
    struct rt_flag_metrics metrics = {.status = status, .time = run->time};
    struct rt_error ignored = {0};
    enum rt_status rc;

    rt_outset_close(run->metrics_set);
    run->metrics_set = NULL;
    /* without a date the options were not read to their end */
    if (!run->o.metrics || run->o.dry_run || run->o.now[0] == '\0'
        || check_metrics(run, &ignored) != RT_OK)
        return;
    metrics.success = rt_flag_last_success(run->o.metrics);
    rc = announce_metrics(run, &ignored);
    RT_THEN(rc, rt_flag_metrics(&metrics, run->metrics_path, &ignored));
    RT_THEN(rc, rt_outset_commit(run->metrics_set, &ignored));
    (void)rc;
    rt_outset_close(run->metrics_set);
    run->metrics_set = NULL;
}

/* --- the run -------------------------------------------------------------- */

static enum rt_status check_usage(
    const struct rt_flag_run *run, struct rt_error *err)
{
    const struct rt_options *o = &run->o;
    int looks = !!o->history + !!o->trend + !!o->verify;

    if (!o->state)
        return rt_fail_text(err, RT_USAGE,
            "--state で状態ファイルを指定してください",
            "name the state file with --state");
    if (looks > 1)
        return rt_fail_text(err, RT_USAGE,
            "--history、--trend、--verify は一緒に使えません",
            "--history, --trend and --verify do not go together");
    if (o->output_given && !o->trend)
        return rt_fail_text(err, RT_USAGE, "-o は --trend と一緒に使います",
            "-o goes with --trend");
    if (looks && o->word_count > 0)
        return rt_fail_both(err, RT_USAGE,
            "--history、--trend、--verify は入力を読みません。「%s」を取り除いて"
            "ください",
            "--history, --trend and --verify read no inputs: remove \"%s\"",
            o->words[0]);
    if (!looks && o->word_count == 0 && !o->files_from)
        return rt_fail_text(err, RT_USAGE,
            "入力のファイルかフォルダーを指定してください",
            "name the input files or folders");
    return check_metrics(run, err);
}

static enum rt_status begin(struct rt_flag_run *run, struct rt_error *err)
{
    const struct rt_options *o = &run->o;
    struct rt_state_run what = {.now = o->now,
        .settings = run->settings,
        .class = o->level_class,
        .level = o->level,
        .force = o->force,
        .baseline = o->baseline,
        .all = o->all,
        .remind = o->remind,
        .forget = (const char *const *)o->forget,
        .forget_count = o->forget_count};

    RT_TRY(rt_state_open(o->state, o->dry_run ? RT_STATE_DRY : RT_STATE_RUN,
        o->lang, &run->state, err));
    RT_TRY(announce_metrics(run, err));
    RT_TRY(rt_gather_inputs(o, &run->files, err));
    rt_set_aside(o, &run->files);
    RT_TRY(rt_read_roster(o, &run->roster, &run->sent, err));
    RT_TRY(rt_reading_settings(&run->o, run->settings, err));
    return rt_state_begin(run->state, &what, err);
}

static void conclude(struct rt_flag_run *run)
{
    const struct rt_state_summary *s = &run->summary;
    bool nothing = s->first && run->met == 0;

    run->what = (struct rt_flag_what){.format = run->o.format,
        .lang = run->o.lang,
        .now = run->o.now,
        .class = run->o.level_class,
        .level = run->o.level,
        .all = run->o.all,
        .verbose = run->o.verbose,
        .status = rt_exit_status_of(&run->o,
            s->inputs[RT_INPUT_FAILED] + s->inputs[RT_INPUT_MISSING]
                + run->absent_count + nothing,
            s->flagged),
        .summary = s};
}

/* A first picture of nothing would make everything new tomorrow, or a
 * baseline of a misspelt folder's name. */
static enum rt_status commit(struct rt_flag_run *run, struct rt_error *err)
{
    sigset_t before;
    enum rt_status rc;

    if (run->summary.first && run->met == 0) {
        fputs(rt_say(run->o.lang,
                  "risktally: 入力ファイルが1つもないため、状態ファイルは"
                  "作りませんでした\n",
                  "risktally: there is no input file at all, so no state was "
                  "made\n"),
            stderr);
        return RT_OK;
    }
    /* Reported but not recorded, it would be reported twice. */
    rt_signals_hold(&before);
    rc = rt_state_commit(run->state, err);
    rt_signals_release(&before);
    if (rc == RT_OK && run->summary.upgraded && !run->o.dry_run
        && !run->o.quiet)
        fprintf(stderr,
            rt_say(run->o.lang,
                "risktally: %s: 前の版の状態ファイルを引き継ぎ、新しい形式に"
                "置き換えました\n",
                "risktally: %s: an older version's state was taken over and is "
                "now in the new format\n"),
            run->o.state);
    if (rc == RT_OK)
        return RT_OK;
    fputs(rt_say(run->o.lang,
              "risktally: 状態を更新できません。次の実行で同じことをもう一度"
              "知らせます\n",
              "risktally: the state could not be replaced; the next run will "
              "report the same again\n"),
        stderr);
    return err->status;
}

static enum rt_status flag_all(struct rt_flag_run *run, struct rt_error *err)
{
    RT_TRY(check_usage(run, err));
    RT_TRY(begin(run, err));
    RT_TRY(rt_flag_read(run, err));
    RT_TRY(rt_state_compare(run->state, err));
    RT_TRY(rt_state_summarise(run->state, &run->summary, err));
    conclude(run);
    RT_TRY(write_message(run, err));
    print_stderr(run);
    RT_TRY(print_others(run, err));
    RT_TRY(write_metrics(run, err));
    return commit(run, err);
}

static bool looks_back(const struct rt_options *o)
{
    return o->history || o->trend || o->verify;
}

/* What cannot be trusted, and what is locked. */
static int fail(struct rt_flag_run *run, const struct rt_error *err)
{
    int status = rt_complain(run->o.lang, err);
    struct rt_error ignored = {0};
    struct rt_buf why = RT_BUF(64 * 1024);

    if (run->o.format == RT_FORMAT_NAGIOS
        && rt_complaint(run->o.lang, err, &why) == RT_OK
        && rt_flag_nagios_failed(
               why.data, status, stdout, run->o.lang, &ignored)
               != RT_OK)
        status = RT_EXIT_TROUBLE;
    rt_buf_fini(&why);
    /* The run that holds the lock writes its own. */
    if (err->status != RT_BUSY && !looks_back(&run->o))
        write_failed_metrics(run, status);
    return status;
}

static void set_time(struct rt_flag_run *run)
{
    struct tm tm = {0};

    run->time = (uint64_t)time(NULL);
    if (run->o.now_given && strptime(run->o.now, "%Y-%m-%d", &tm))
        run->time = (uint64_t)timegm(&tm);
}

static int flag_run(struct rt_flag_run *run, struct rt_error *err)
{
    set_time(run);
    if (looks_back(&run->o)) {
        if (check_usage(run, err) != RT_OK)
            return fail(run, err);
        return rt_flag_look(run);
    }
    return flag_all(run, err) == RT_OK ? run->what.status : fail(run, err);
}

int rt_command_flag(int argc, char **argv)
{
    struct rt_flag_run run = {0};
    struct rt_error err = {0};
    int status;

    rt_files_init(&run.files);
    if (rt_options_read(&run.o, RT_FOR_FLAG, argc, argv, &err) != RT_OK)
        status = fail(&run, &err);
    else if (run.o.help)
        status = rt_help(RT_FOR_FLAG, run.o.lang, &usage);
    else
        status = flag_run(&run, &err);
    rt_outset_close(run.metrics_set);
    rt_state_close(run.state);
    rt_roster_free(run.roster);
    free(run.sent);
    free(run.absent);
    rt_files_fini(&run.files);
    rt_options_fini(&run.o);
    return status;
}
