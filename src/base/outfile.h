/* Files that appear whole or not at all.
 *
 * Outputs are written under temporary names; when all are done, they are synced
 * and put in the place of earlier ones. A failure or a signal before that leaves
 * those as they were and removes the temporary files. A set in a folder is
 * replaced as a whole: nobody ever finds files of two sets, and its manifest is
 * only there when everything else is.
 */
#ifndef RISKTALLY_OUTFILE_H
#define RISKTALLY_OUTFILE_H

#include <limits.h>
#include <signal.h>

#include "base/status.h"

/* The file of a set that lists the others. */
#define RT_MANIFEST "run.json"

struct rt_outset;

/* A set in `dir`, which is made if it is missing; what a killed run has left
 * there is put in order first. Without `force`, an existing target is RT_IO when
 * it is added. RT_BUSY where another run has a set there. One set at a time. */
enum rt_status rt_outset_open(const char *dir, bool force,
    struct rt_outset **out, struct rt_error *err) RT_MUST_USE;
/* Only puts in order what a killed run has left there, if it has. */
enum rt_status rt_outset_mend(
    const char *dir, struct rt_error *err) RT_MUST_USE;
/* Announces a target ("risks.jsonl", "returns/総務部.xlsx"); *path is the
 * temporary name to write to, owned by the set. */
enum rt_status rt_outset_add(struct rt_outset *set, const char *name,
    const char **path, struct rt_error *err) RT_MUST_USE;
/* A single file at `path` instead. */
enum rt_status rt_outset_open_file(const char *path, bool force,
    struct rt_outset **out, const char **temp,
    struct rt_error *err) RT_MUST_USE;
/* Withdraws an announced target: removes the temporary file and, at commit, an
 * older file of that name. */
void rt_outset_drop(struct rt_outset *set, const char *name);
/* The target with that temporary name is written: keeps its size and SHA-256.
 * Several may be at once. */
enum rt_status rt_outset_written(
    struct rt_outset *set, const char *path, struct rt_error *err) RT_MUST_USE;

struct rt_outfile {
    const char *name; /* as announced */
    uint64_t size;
    const char *sha256; /* "" until it is written */
};

/* All targets but the manifest and those withdrawn, by name; the array is the
 * caller's to free, its texts are the set's. */
enum rt_status rt_outset_list(const struct rt_outset *set,
    struct rt_outfile **list, size_t *count, struct rt_error *err) RT_MUST_USE;
enum rt_status rt_outset_commit(
    struct rt_outset *set, struct rt_error *err) RT_MUST_USE;
/* Removes what was not committed. */
void rt_outset_close(struct rt_outset *set);
/* For a signal handler: removes the temporary files, nothing else.
 * Async-signal-safe. */
void rt_outset_emergency(void);

/* Whether a run has a set in the folder at the moment; whether there is one of a
 * run that was killed. */
bool rt_outset_is_busy(const char *dir);
bool rt_outset_is_left(const char *dir);

/* A path as a folder ("." where it names none) and a name in it. */
void rt_path_split(const char *path, char folder[PATH_MAX], const char **name);

/* Signals that end a run (SIGINT, SIGTERM, SIGHUP) are deferred from hold to
 * release, around a replacement that must not be interrupted. */
void rt_signals_hold(sigset_t *before);
void rt_signals_release(const sigset_t *before);

#endif
