/* What `flag` prints: its message in five forms, metrics, history and trend.
 *
 * Everything here is text into a FILE and looks at every write; only the
 * workbook of --trend is a file of its own. Texts of risks and names of files
 * are untrusted: whatever is in them, a line stays one line, HTML stays HTML,
 * and nothing acts on a terminal or on a mailer.
 *
 *     rt_flag_open(&what, stdout, &message, &err);
 *     …per event, in the state's order:
 *         rt_flag_event(message, &event, &err);
 *     rt_flag_close(message, &err);     // always; finishes and flushes
 *
 * rt_flag_speaks decides whether there is anything to report: otherwise no
 * message is begun.
 */
#ifndef RISKTALLY_FLAG_H
#define RISKTALLY_FLAG_H

#include "report/report.h"
#include "state/state.h"

struct rt_flag_what {
    enum rt_format format;
    enum rt_lang lang;
    const char *now; /* ISO date of the run */
    /* What is watched, as in struct rt_state_run. */
    enum rt_class class;
    int level;
    bool all;     /* unchanged risks were asked for */
    bool verbose; /* for people: FELL, RENAMED and RETURNED are reason enough */
    int status;   /* exit status of the run, where all goes well */
    const struct rt_state_summary *summary;
};

struct rt_flag_message;

/* For people (text, HTML) there is something to report when something is
 * flagged or gone, an input is newly in trouble, or what was asked for is
 * there. For programs always. */
bool rt_flag_speaks(const struct rt_flag_what *what);

enum rt_status rt_flag_open(const struct rt_flag_what *what, FILE *to,
    struct rt_flag_message **out, struct rt_error *err) RT_MUST_USE;
enum rt_status rt_flag_event(struct rt_flag_message *message,
    const struct rt_event *event, struct rt_error *err) RT_MUST_USE;
/* Ends the message and frees it; pass what happened so far. */
enum rt_status rt_flag_close(struct rt_flag_message *message,
    enum rt_status so_far, struct rt_error *err) RT_MUST_USE;

/* The event's sentence of the catalogue (rt_event_code), appended. */
void rt_flag_sentence(
    const struct rt_event *event, enum rt_lang lang, struct rt_writer *out);

/* The one line of --format nagios for a run that failed (status 2, 75):
 * monitoring looks at standard output only. */
enum rt_status rt_flag_nagios_failed(const char *why, int status, FILE *to,
    enum rt_lang lang, struct rt_error *err) RT_MUST_USE;

/* --- metrics -------------------------------------------------------------- */

struct rt_flag_metrics {
    const struct rt_flag_what *what; /* NULL: the run failed */
    struct rt_state *state;          /* compared; NULL where what is */
    int status;
    uint64_t time;    /* of the run, seconds since 1970 */
    uint64_t success; /* of the last run that ended 0 or 1; 0: none known */
};

/* Prometheus' text format 0.0.4, into the temporary file at `path`. */
enum rt_status rt_flag_metrics(const struct rt_flag_metrics *metrics,
    const char *path, struct rt_error *err) RT_MUST_USE;
/* The last success that an older metrics file at `path` knows of; 0 where
 * there is none. */
uint64_t rt_flag_last_success(const char *path);

/* --- looking back --------------------------------------------------------- */

/* What the closes of merge say of a risk that no night has seen. */
struct rt_flag_past {
    struct rt_state_risk risk;
    struct rt_state_step *steps;
    size_t count;
};

/* Formats text, jsonl and csv; RT_USAGE for a risk that is not known to the
 * nights, unless there is a `past`. */
enum rt_status rt_flag_history(struct rt_state *state, struct rt_str risk_id,
    const struct rt_flag_past *past, enum rt_format format, enum rt_lang lang,
    FILE *to, struct rt_error *err) RT_MUST_USE;
/* By quarters of the fiscal year that begins in the month `start`. */
enum rt_status rt_flag_trend(struct rt_state *state, int start,
    enum rt_format format, enum rt_lang lang, FILE *to,
    struct rt_error *err) RT_MUST_USE;
/* A sheet with the table, one with stacked columns of the risks, and one with
 * those of the treatments. */
enum rt_status rt_flag_trend_book(struct rt_state *state, int start,
    const struct rt_run *run, const char *path,
    struct rt_error *err) RT_MUST_USE;

#endif
