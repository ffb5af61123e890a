/* Files that appear whole or not at all.
 *
 * A set of outputs is written under temporary names beside the targets; when
 * all are done, each is synced and renamed. A failure or a signal before that
 * leaves the targets as they were and removes the temporary files.
 */
#ifndef RISKTALLY_OUTFILE_H
#define RISKTALLY_OUTFILE_H

#include <limits.h>
#include <signal.h>

#include "base/status.h"

struct rt_outset;

/* `dir` is made if it is missing. Without `force`, an existing target is
 * RT_IO when it is added. One set at a time. */
enum rt_status rt_outset_open(const char *dir, bool force,
    struct rt_outset **out, struct rt_error *err) RT_MUST_USE;
/* Announces a target ("risks.jsonl", "returns/総務部.xlsx"); *path is the
 * temporary name to write to, owned by the set. */
enum rt_status rt_outset_add(struct rt_outset *set, const char *name,
    const char **path, struct rt_error *err) RT_MUST_USE;
/* Both for one file at `path`. */
enum rt_status rt_outset_open_file(const char *path, bool force,
    struct rt_outset **out, const char **temp,
    struct rt_error *err) RT_MUST_USE;
/* Withdraws an announced target: removes the temporary file and, at commit, an
 * older file of that name. */
void rt_outset_drop(struct rt_outset *set, const char *name);
enum rt_status rt_outset_commit(
    struct rt_outset *set, struct rt_error *err) RT_MUST_USE;
/* Removes what was not committed. */
void rt_outset_close(struct rt_outset *set);
/* For a signal handler: removes the temporary files, nothing else.
 * Async-signal-safe. */
void rt_outset_emergency(void);

/* A path as a folder ("." where it names none) and a name in it. */
void rt_path_split(const char *path, char folder[PATH_MAX], const char **name);

/* Signals that end a run (SIGINT, SIGTERM, SIGHUP) are deferred from hold to
 * release, around a replacement that must not be interrupted. */
void rt_signals_hold(sigset_t *before);
void rt_signals_release(const sigset_t *before);

#endif
