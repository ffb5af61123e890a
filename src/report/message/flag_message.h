/* What the forms of flag's message share. Private to src/report. */
#ifndef RISKTALLY_REPORT_FLAG_MESSAGE_H
#define RISKTALLY_REPORT_FLAG_MESSAGE_H

#include "report/message/flag.h"

/* Onto `to`; what cannot be written is an error of standard output. */
struct rt_writer rt_flag_writer(FILE *to, enum rt_lang lang);

/* --- words (flag_words.c) ------------------------------------------------- */

/* 新規 …; as a noun that a count may follow. */
const char *rt_flag_kind(enum rt_event_kind kind, enum rt_lang lang);
bool rt_flag_is_input(enum rt_event_kind kind);
/* "高リスク 新規2件・上昇1件、解消1件（2026-11-21）" */
void rt_flag_subject(const struct rt_flag_what *what, struct rt_writer *t);
/* What the message is about, one or two sentences below the subject. */
void rt_flag_opening(const struct rt_flag_what *what, struct rt_writer *t);
/* "IN106: ", what a reason begins with, where a finding is the cause. */
void rt_flag_cause(const struct rt_event *e, struct rt_writer *to);
/* "顧客名簿（社内サーバー）" */
void rt_flag_title(
    const struct rt_event *e, enum rt_lang lang, struct rt_writer *t);
/* "2026年度 第2四半期", "FY2026 Q2" */
enum { RT_QUARTER_SHOWN = 64 };
void rt_flag_quarter(const struct rt_state_quarter *q, enum rt_lang lang,
    char to[RT_QUARTER_SHOWN]);
/* "9（大）", "不明" */
void rt_flag_level(
    int level, enum rt_class c, enum rt_lang lang, struct rt_writer *t);

/* What a reader needs to know of an event, item by item, most important
 * first; `value` is one line and valid during the call. */
typedef void rt_flag_put_field(
    void *context, const char *label, struct rt_str value);
enum rt_status rt_flag_fields(const struct rt_event *e,
    const struct rt_flag_what *what, rt_flag_put_field *put,
    void *context) RT_MUST_USE;

/* --- the forms ------------------------------------------------------------ */

struct rt_flag_message;

/* NULL where there is nothing to say. */
struct rt_flag_form {
    void (*begin)(struct rt_flag_message *m);
    void (*event)(struct rt_flag_message *m, const struct rt_event *e);
    void (*end)(struct rt_flag_message *m);
    /* For people: what begins a group of events, a department's or the inputs',
     * and what is said once below inputs of one kind: how many more there are,
     * what to make of them ("": nothing). */
    void (*group)(struct rt_flag_message *m, struct rt_str name);
    void (*note)(struct rt_flag_message *m, uint64_t more, struct rt_str note);
};

extern const struct rt_flag_form rt_flag_form_text, rt_flag_form_html,
    rt_flag_form_jsonl, rt_flag_form_csv, rt_flag_form_nagios;

enum { RT_FLAG_NAMES = 10 }; /* of missing inputs that are named */

struct rt_flag_message {
    struct rt_flag_what what;
    const struct rt_flag_form *form;
    struct rt_writer out;
    /* for people: where the reader is */
    bool any, inputs; /* a heading was written; it is the inputs' */
    struct rt_writer department;
    enum rt_event_kind kind; /* of the input before */
    uint64_t met;            /* of its kind */
};

/* An event in its group; some inputs' names are left out. */
void rt_flag_in_group(struct rt_flag_message *m, const struct rt_event *e);
void rt_flag_end_group(struct rt_flag_message *m);

/* --- lines of 76 columns (flag_wrap.c) ------------------------------------ */

enum { RT_FLAG_WIDTH = 76 };

/* Appends `text` in lines; the first continues the current line (at column
 * `at`), later ones begin with `indent` spaces (at least one for text from
 * files, so that no line is a mail header). Ends with a line feed. */
void rt_flag_wrap(
    struct rt_writer *t, size_t at, size_t indent, struct rt_str text);

#endif
