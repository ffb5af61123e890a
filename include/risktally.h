/* risktally as a library: risk sheets in, judged risks and findings out.
 *
 *     #include <risktally.h>
 *
 *     struct rt_risk_reader *reader;
 *     struct rt_read_item item;
 *     struct rt_failure why;
 *     int rc = rt_risk_reader_open("営業部.xlsx", NULL, &reader, &why);
 *
 *     if (rc == RT_DONE) {
 *         while ((rc = rt_risk_reader_next(reader, &item, &why)) == RT_ITEM)
 *             if (item.kind == RT_READ_RISK)
 *                 printf("%s %d\n", item.risk.asset, item.risk.judged.level);
 *         rt_risk_reader_close(reader);
 *     }
 *     if (rc < 0)
 *         fprintf(stderr, "%s\n", why.text);
 *
 *     cc program.c $(pkg-config --cflags --libs risktally)   (after make install)
 *
 * Three parts, each of use without the others:
 *
 *     rt_cell_reader_…   the rows of cells of any input, whatever its format
 *     rt_judge_scores    importance, likelihood, level and class for scores
 *     rt_risk_reader_…   the risks and findings of a file: its form is
 *                        recognised, its rows are read, checked and judged
 *
 * Inputs are those of `risktally merge`: workbooks (.xlsx, .xlsm) and CSV
 * files, known by their content. Any file is safe to open: sizes, depths and
 * counts are bounded by the program's default limits.
 *
 * Returns. RT_ITEM: an item was filled in. RT_DONE: the call succeeded, or
 * there is nothing more. Negative values are failures, with a sentence in the
 * caller's struct rt_failure (which may be NULL). A file that is damaged,
 * locked by a password or no risk sheet at all is no failure of a risk reader:
 * it gives a finding that says so.
 *
 * Ownership. What an `open` hands over is released by its `close`, which
 * takes NULL too; a failed `open` gives NULL. Texts and arrays in an item
 * belong to its reader and are valid until the next call on it. The caller's
 * own strings are needed during the call only.
 *
 * Texts are UTF-8, end in a NUL and are never NULL: "" where there is
 * nothing. Rows and columns count from 1; 0 is none. A number that is not
 * known is RT_NOT_KNOWN.
 *
 * Threads. A reader is used by one thread at a time; any number of readers
 * may be open.
 */
#ifndef RISKTALLY_PUBLIC_H
#define RISKTALLY_PUBLIC_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

enum {
    RT_ITEM = 1,
    RT_DONE = 0,
    RT_FAILED_MEMORY = -1, /* an allocation failed */
    RT_FAILED_IO = -2,     /* the operating system refused */
    RT_FAILED_USAGE = -3,  /* no such profile or encoding */
    RT_FAILED_FILE = -4,   /* a cell reader: the file is damaged or too large */
    RT_FAILED_BUG = -5     /* please report it */
};

enum { RT_NOT_KNOWN = -1 };

struct rt_failure {
    char text[512]; /* an English sentence */
};

/* The program's version, "0.1.0". */
const char *rt_library_version(void);

/* --- rows of cells -------------------------------------------------------- */

enum rt_read_type {
    RT_HOLDS_TEXT,
    RT_HOLDS_NUMBER,  /* `number`; `text` is its digits as stored */
    RT_HOLDS_DATE,    /* `text` is "2026-09-30" or "2026-09-30T12:00:00" */
    RT_HOLDS_BOOL,    /* `number` 0 or 1; `text` "FALSE" or "TRUE" */
    RT_HOLDS_ERROR,   /* `text` is "#N/A", "#REF!" … */
    RT_HOLDS_NO_VALUE /* a formula without a stored result */
};

struct rt_read_cell {
    uint32_t column; /* of a CSV: the field */
    enum rt_read_type type;
    double number;
    const char *text;
    const char *formula; /* without '='; "" for none */
};

struct rt_read_row {
    const char *sheet; /* its tab; "" for a CSV */
    uint32_t row;      /* of a CSV: the line */
    int hidden;
    size_t count; /* cells that hold something, by column */
    const struct rt_read_cell *cells;
};

struct rt_cell_reader;

/* `encoding` is for CSV files: "UTF-8", "CP932" …; NULL: by the content. */
int rt_cell_reader_open(const char *path, const char *encoding,
    struct rt_cell_reader **out, struct rt_failure *why);
/* The next row that holds something, sheet after sheet. */
int rt_cell_reader_next(struct rt_cell_reader *reader, struct rt_read_row *row,
    struct rt_failure *why);
void rt_cell_reader_close(struct rt_cell_reader *reader);

/* --- judging -------------------------------------------------------------- */

/* What a risk is judged from. C, I and A are on the profile's scale (0 to 2
 * or 1 to 3), threat and vulnerability 1 to 3; what lies outside, and
 * RT_NOT_KNOWN, is not known. */
struct rt_read_scores {
    int confidentiality, integrity, availability;
    int threat, vulnerability;
    int personal; /* whether personal information is in it: 0 or 1 */
};

/* What follows. Nothing is guessed: a value that needs one which is not known
 * is RT_NOT_KNOWN too. */
struct rt_judgement {
    int importance;         /* on the profile's scale */
    int likelihood;         /* 1 to 3 */
    int level;              /* importance × likelihood, 0 to 9 */
    const char *risk_class; /* "high", "medium", "low"; "" for none. Static */
    int priority;           /* 1 to 3; 0: none, or not known */
};

/* `profile` is the name of a built-in one ("ipa-2.1", "ipa-3", "ipa-3.1",
 * "ipa-4.0", "tokyo-isms") or the path of a file (see `risktally rules`). */
int rt_judge_scores(const char *profile, const struct rt_read_scores *scores,
    struct rt_judgement *out, struct rt_failure *why);

/* --- risks and findings of a file ----------------------------------------- */

/* All zero is the default, as is NULL for the whole. */
struct rt_risk_reader_settings {
    const char *profile;  /* judge by this one; NULL: by the file's edition */
    const char *encoding; /* as in rt_cell_reader_open */
    const char *name;     /* of the file in items; NULL: its path */
    int english;          /* messages in English, else in Japanese */
};

enum rt_read_kind {
    RT_READ_RISK,     /* a row that was taken */
    RT_READ_REJECTED, /* a row that was not; a finding says why as well */
    RT_READ_FINDING
};

struct rt_read_risk {
    const char *id; /* "R…": stays as long as department, business, asset and
                       medium do */
    const char *department, *business, *asset, *owner;
    const char *medium;  /* the form's term where one was recognised */
    const char *profile; /* that judged it */
    int personal, sensitive, my_number;
    struct rt_read_scores scores; /* as read */
    struct rt_judgement judged;
    const char *treatment; /* "reduce", "retain", "avoid", "transfer", "" */
    const char *control;
    const char *cells; /* where the scores are: "C=J4 I=K4 A=L4 T=P4 V=Q4" */
};

struct rt_read_finding {
    const char *code;     /* "VA301"; `risktally rules explain VA301` */
    const char *severity; /* "error", "warning", "info" */
    const char *message;
    const char *expected, *actual; /* short values, "" where none apply */
};

struct rt_read_item {
    enum rt_read_kind kind;
    const char *file, *sheet;
    uint32_t row, column; /* of a CSV: line and field */
    union {
        struct rt_read_risk risk;
        struct rt_read_finding finding;
        const char *rejected; /* the row as CSV fields */
    };
};

struct rt_risk_reader;

/* Reads the file whole; what it holds is then taken item by item, in the
 * order of sheets and rows. */
int rt_risk_reader_open(const char *path,
    const struct rt_risk_reader_settings *settings, struct rt_risk_reader **out,
    struct rt_failure *why);
int rt_risk_reader_next(struct rt_risk_reader *reader,
    struct rt_read_item *item, struct rt_failure *why);
void rt_risk_reader_close(struct rt_risk_reader *reader);

#ifdef __cplusplus
}
#endif

#endif
