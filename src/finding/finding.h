/* The finding catalogue, one finding, and how a finding is written out.
 *
 * A code never changes its meaning and is never reused. Families: IN file and
 * format, TP structure of the form, VA value of a cell, RA recomputation, DU
 * duplicate, PL treatment plan, RO roster, DL change since last time.
 * Everything about a code is one line of catalogue.def.
 */
#ifndef RISKTALLY_FINDING_H
#define RISKTALLY_FINDING_H

#include "base/lang.h"
#include "base/write.h"
#include "record/record.h"
#include "record/where.h"

enum rt_severity { RT_INFO, RT_WARNING, RT_ERROR };

enum rt_code {
    RT_CODE_NONE = 0,
#define RT_FINDING(code, severity, ja, en, fix_ja, fix_en) RT_##code,
#include "finding/catalogue.def"
#undef RT_FINDING
    RT_CODE_COUNT
};

struct rt_finding_info {
    const char *name; /* "VA301" */
    enum rt_severity severity;
    struct rt_text text; /* %1 to %4 are replaced by arguments */
    struct rt_text fix;  /* what to do about it */
};

/* The catalogue's line for a code; `code` must be a real one. */
const struct rt_finding_info *rt_finding_info(enum rt_code code);
/* RT_CODE_NONE for a name that is not in the catalogue. */
enum rt_code rt_finding_code(struct rt_str name);
/* "error", "warning", "info": the same in both languages; and for people. */
const char *rt_severity_name(enum rt_severity severity);
const char *rt_severity_label(enum rt_lang lang, enum rt_severity severity);

enum { RT_FINDING_ARGS = 4 };
/* The first of them, as an argument; the others are blank. */
#define RT_ARGS(...) ((const struct rt_str[RT_FINDING_ARGS]){__VA_ARGS__})

/* One finding. Empty views and zeros where a thing does not apply. The
 * message is the catalogue's text with the arguments put in; expected and
 * actual are short values for machines ("4", "2"). */
struct rt_finding {
    struct rt_where where;
#define RT_OF_FINDING(type, name) RT_C_##type name;
#include "finding/finding.def"
};

extern const struct rt_members rt_finding_members;

/* Renders the message of `code` into buf (appended). args may be shorter than
 * four: missing ones are empty views. %% is a percent sign. */
enum rt_status rt_finding_message(enum rt_code code, enum rt_lang lang,
    const struct rt_str args[RT_FINDING_ARGS], struct rt_buf *buf) RT_MUST_USE;
/* The same for what to do about it. */
enum rt_status rt_finding_fix(enum rt_code code, enum rt_lang lang,
    const struct rt_str args[RT_FINDING_ARGS], struct rt_buf *buf) RT_MUST_USE;

/* 「（「社内サーバー」のことですか）」: an argument that asks whether the nearest
 * word was meant; "" where none is near (NULL). */
enum { RT_MEANT_MAX = 256 };
struct rt_str rt_finding_meant(
    enum rt_lang lang, const char *near, char to[RT_MEANT_MAX]);

/* The arguments of the finding that a failure with a code becomes, the
 * system's reason in the language of the reader; borrowed from `err`. */
void rt_finding_args(const struct rt_error *err, enum rt_lang lang,
    struct rt_str to[RT_FINDING_ARGS]);

/* rt_fail_at() for a failure that may have a code: its sentence is then the
 * catalogue's. */
enum rt_status rt_fail_worded(struct rt_error *err, enum rt_status status,
    const char *place, const struct rt_error *why);

/* Takes one finding (views valid during the call only). */
struct rt_sink {
    void *context;
    enum rt_status (*put)(
        void *context, const struct rt_finding *f, struct rt_error *err);
};

/* Puts the message of its code into the finding and hands it to the sink. */
enum rt_status rt_finding_put(const struct rt_finding *f, enum rt_lang lang,
    const struct rt_str args[RT_FINDING_ARGS], const struct rt_sink *sink,
    struct rt_error *err) RT_MUST_USE;

/* The forms that findings and messages take on the standard streams. */
enum rt_format {
    RT_FORMAT_TEXT,   /* for people; flag's is for a mail: UTF-8, 76 columns, no
                       line that a mailer would take for its own */
    RT_FORMAT_JSONL,  /* an object a line */
    RT_FORMAT_CSV,    /* the same members, a heading first, CR LF */
    RT_FORMAT_SARIF,  /* check: one document */
    RT_FORMAT_NAGIOS, /* flag: one line and performance data, always */
    RT_FORMAT_HTML    /* flag: a whole document */
};

/* A finding in one of the forms that findings have. */
void rt_finding_render(
    enum rt_format format, const struct rt_finding *f, struct rt_writer *w);

/* One finding as a line of text, ended by a line feed:
 *   営業部.xlsx:情報資産管理台帳!J12: error VA301: MESSAGE
 *   資産一覧.csv:12:9: error VA301: MESSAGE        (line, field)
 *   営業部.xlsx: error IN101: MESSAGE
 * Control characters in names and messages become spaces, so that one
 * finding is always one line. */
void rt_finding_text(const struct rt_finding *f, struct rt_writer *w);
/* One JSON object, ended by a line feed, members in the order of the
 * command line's contract: code severity department file sheet cell (or row
 * and column for CSV) risk_id message expected actual; null where unknown. */
void rt_finding_jsonl(const struct rt_finding *f, struct rt_writer *w);
/* One CSV record (CRLF), the same members; rt_finding_csv_header first. */
void rt_finding_csv_header(struct rt_writer *w);
void rt_finding_csv(const struct rt_finding *f, struct rt_writer *w);

/* A SARIF 2.1.0 document, piece by piece: the beginning with the catalogue as
 * its rules, each finding, the end. `f->file` is a path, relative to where
 * the reader of the document will look; a finding's row and column are its
 * region. */
void rt_sarif_begin(
    const char *version, enum rt_lang lang, struct rt_writer *w);
void rt_sarif_result(const struct rt_finding *f, struct rt_writer *w);
void rt_sarif_end(struct rt_writer *w);

/* How many findings of each code an input has. */
struct rt_code_count {
    int64_t input;
    enum rt_code code;
    uint64_t count;
};

#endif
