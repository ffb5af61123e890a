/* flag --history, --trend and --verify: what the state remembers, without a run. */

#include "base/outfile.h"
#include "command/command.h"
#include "command/common.h"
#include "command/flag_run.h"

static enum rt_status check_format(
    const struct rt_options *o, struct rt_error *err)
{
    if (o->verify || o->format == RT_FORMAT_TEXT || o->format == RT_FORMAT_JSONL
        || o->format == RT_FORMAT_CSV)
        return RT_OK;
    return rt_fail_text(err, RT_USAGE,
        "--history と --trend の --format は text、jsonl、csv の"
        "どれかです",
        "--history and --trend know --format text, jsonl and csv");
}

static enum rt_status write_book(struct rt_flag_run *run, struct rt_error *err)
{
    struct rt_run what
        = {.version = RT_VERSION, .now = run->o.now, .lang = run->o.lang};
    struct rt_outset *set = NULL;
    const char *temp;
    enum rt_status rc = rt_check_book_name(&run->o, err);

    RT_THEN(
        rc, rt_outset_open_file(run->o.output, run->o.force, &set, &temp, err));
    RT_THEN(rc, rt_flag_trend_book(
                    run->state, run->o.due.fiscal_start, &what, temp, err));
    RT_THEN(rc, rt_outset_commit(set, err));
    rt_outset_close(set);
    return rc;
}

static enum rt_status verify(struct rt_flag_run *run, struct rt_error *err)
{
    RT_TRY(rt_state_verify(run->state, err));
    if (!run->o.quiet)
        printf(rt_say(run->o.lang, "%s: 破損はありません\n", "%s: no damage\n"),
            run->o.state);
    return RT_OK;
}

int rt_flag_look(struct rt_flag_run *run)
{
    const struct rt_options *o = &run->o;
    struct rt_error err = {0};
    enum rt_status rc = check_format(o, &err);

    RT_THEN(
        rc, rt_state_open(o->state, RT_STATE_LOOK, o->lang, &run->state, &err));
    if (rc == RT_OK && o->verify)
        rc = verify(run, &err);
    else if (rc == RT_OK && o->history)
        rc = rt_flag_history(
            run->state, rt_str(o->history), o->format, o->lang, stdout, &err);
    else if (rc == RT_OK)
        rc = rt_flag_trend(
            run->state, o->due.fiscal_start, o->format, o->lang, stdout, &err);
    if (rc == RT_OK && o->output_given)
        rc = write_book(run, &err);
    return rc == RT_OK ? RT_EXIT_OK : rt_complain(o->lang, &err);
}
