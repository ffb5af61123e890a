/* How the pieces of risktally answer: a status, and an error the caller owns.
 *
 * A piece never prints and never exits. It returns a status and, when that
 * status is a failure, fills the caller's struct rt_error. The first error
 * wins: a piece that cleans up after a failure must not write over it.
 */
#ifndef RISKTALLY_STATUS_H
#define RISKTALLY_STATUS_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define RT_MUST_USE __attribute__((warn_unused_result))
#define RT_PRINTF(fmt, args) __attribute__((format(printf, fmt, args)))

/* Passes anything but RT_OK up to the caller. For functions that have nothing
 * to clean up. */
#define RT_TRY(call)                                                           \
    do {                                                                       \
        enum rt_status try_ = (call);                                          \
        if (try_ != RT_OK)                                                     \
            return try_;                                                       \
    } while (0)

/* Returns that memory has run out where `what`, which took some, is not there:
 * a pointer, or whether the step went well. */
#define RT_NEED(what, err)                                                     \
    do {                                                                       \
        if (!(what))                                                           \
            return rt_fail_nomem(err);                                         \
    } while (0)

/* Does `call` as well, unless something has failed before: RT_TRY for functions
 * that clean up at their end. */
#define RT_THEN(rc, call)                                                      \
    do {                                                                       \
        if ((rc) == RT_OK)                                                     \
            (rc) = (call);                                                     \
    } while (0)

/* How many elements an array has. */
#define RT_COUNT(array) (sizeof(array) / sizeof((array)[0]))

enum rt_status {
    RT_OK = 0,
    RT_ROW,     /* a pull function has filled in its next item */
    RT_END,     /* a pull function has nothing more; not a failure */
    RT_NOMEM,   /* an allocation failed */
    RT_IO,      /* the operating system refused; errno is in the text */
    RT_FORMAT,  /* the content of a file is not what it must be */
    RT_LIMIT,   /* a safety limit was reached (see limits.h) */
    RT_REFUSED, /* recognised and not taken: encrypted, .xls, DOCTYPE */
    RT_BUSY,    /* another process holds the lock */
    RT_USAGE,   /* wrong input from the user: option, profile, config */
    RT_BUG      /* an internal invariant is broken */
};

/* What could not be done; the words are in what.def. */
enum rt_what {
    RT_WHAT_NONE,
#define RT_WHAT(id, ja, en) RT_##id,
#include "base/what.def"
#undef RT_WHAT
};

enum { RT_ERROR_ARGS = 3, RT_ERROR_TEXT = 512 };

/* One failure. `code` is a finding code (enum rt_code of finding.h) when the
 * failure is about an input's content and can be reported as a finding, else 0;
 * `arg` are that finding's %1 to %3. `sheet`, `row` (1-based) and `col`
 * (1-based) say where, as far as it is known; 0 and "" where not. `text` is
 * the sentence of a failure without a code and `ja` the same in Japanese, ""
 * where it has none: rt_error_text() chooses. `os` is the errno where the
 * operating system refused, else 0. `what` is what is wrong with a file, for
 * the codes that say so. */
struct rt_error {
    enum rt_status status;
    int code;
    char arg[RT_ERROR_ARGS][128];
    char sheet[128];
    uint32_t row, col;
    char text[RT_ERROR_TEXT], ja[RT_ERROR_TEXT];
    int os;
    enum rt_what what;
};

/* Sets err (may be NULL) unless it already holds a failure. Returns `status`,
 * so that a piece can write `return rt_fail(err, RT_IO, "…", …);`. */
enum rt_status rt_fail(struct rt_error *err, enum rt_status status,
    const char *fmt, ...) RT_PRINTF(3, 4);

/* The same with the sentence in both languages, which take the arguments in
 * the same order. */
enum rt_status rt_fail_both(struct rt_error *err, enum rt_status status,
    const char *ja, const char *en, ...) RT_PRINTF(3, 5) RT_PRINTF(4, 5);
enum rt_status rt_vfail_both(struct rt_error *err, enum rt_status status,
    const char *ja, const char *en, va_list ap) RT_PRINTF(3, 0) RT_PRINTF(4, 0);

/* The same of two sentences that are made already. */
enum rt_status rt_fail_text(struct rt_error *err, enum rt_status status,
    const char *ja, const char *en);

/* A failure passed on with the place it is at, "PLACE: sentence"; NULL adds
 * none. */
enum rt_status rt_fail_at(struct rt_error *err, enum rt_status status,
    const char *place, const struct rt_error *why);

/* The same for a failure that becomes a finding. An argument may be NULL. */
enum rt_status rt_fail_code(struct rt_error *err, enum rt_status status,
    int code, const char *arg1, const char *arg2, const char *arg3);

/* RT_IO with errno's words: "WHAT: PATH: No such file or directory". */
enum rt_status rt_fail_errno(
    struct rt_error *err, enum rt_what what, const char *path);
/* An input that the operating system refuses: RT_IO, the finding `code` with
 * the reason as its %1, and `os`. */
enum rt_status rt_fail_input(struct rt_error *err, int code, int os);

/* RT_NOMEM with its one sentence. */
enum rt_status rt_fail_nomem(struct rt_error *err);

#endif
