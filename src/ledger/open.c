/* Opening the ledger, and lending it to several threads once it is finished.
 *
 * A connection is for one thread. So that those that write reports do not wait
 * for each other, each has its own, with its own cache of pages. They are opened
 * when the database is: its file loses its name at once, so that nothing is left
 * whatever happens.
 */
#include "ledger/private.h"

#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/temp.h"

struct ldb_readers {
    pthread_mutex_t lock;
    struct rt_ledger *free;
};

static enum rt_status add_reader(
    struct ldb_readers *to, const char *path, struct rt_error *err)
{
    struct rt_ledger *reader = calloc(1, sizeof *reader);

    RT_NEED(reader, err);
    reader->next = to->free;
    to->free = reader;
    return rt_ldb_connect(
        reader, path, SQLITE_OPEN_READONLY, LDB_READER_SETTINGS, err);
}

static enum rt_status open_shared(
    struct rt_ledger *l, unsigned readers, struct rt_error *err)
{
    char path[RT_TEMP_PATH];
    enum rt_status rc;
    int fd;

    l->readers = calloc(1, sizeof *l->readers);
    RT_NEED(l->readers, err);
    pthread_mutex_init(&l->readers->lock, NULL);
    RT_TRY(rt_temp_new(NULL, path, &fd, err));
    rc = rt_ldb_connect(l, path, SQLITE_OPEN_READWRITE, LDB_SETTINGS, err);
    RT_THEN(rc, rt_sql_exec(&l->sql, LDB_SHARED_SETTINGS, err));
    for (unsigned i = 0; i < readers; i++)
        RT_THEN(rc, add_reader(l->readers, path, err));
    unlink(path);
    close(fd);
    return rc;
}

static enum rt_status open_alone(struct rt_ledger *l, struct rt_error *err)
{
    return rt_ldb_connect(
        l, "", SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, LDB_SETTINGS, err);
}

enum rt_status rt_ledger_open(
    struct rt_ledger **out, unsigned readers, struct rt_error *err)
{
    struct rt_ledger *l = calloc(1, sizeof *l);
    enum rt_status rc;

    *out = NULL;
    RT_NEED(l, err);
    rc = readers > 0 ? open_shared(l, readers, err) : open_alone(l, err);
    RT_THEN(rc, rt_sql_exec(&l->sql, LDB_BEGIN, err));
    RT_THEN(rc, rt_sql_exec(&l->sql, LDB_SCHEMA, err));
    if (rc == RT_OK)
        *out = l;
    else
        rt_ledger_close(l);
    return rc;
}

static void close_readers(struct ldb_readers *readers)
{
    struct rt_ledger *reader;

    while ((reader = readers->free)) {
        readers->free = reader->next;
        rt_ldb_disconnect(reader);
        free(reader);
    }
    pthread_mutex_destroy(&readers->lock);
    free(readers);
}

void rt_ledger_close(struct rt_ledger *l)
{
    if (!l)
        return;
    if (l->readers)
        close_readers(l->readers);
    rt_ldb_end_edits(l);
    rt_ldb_disconnect(l);
    free(l);
}

/* --- readers --------------------------------------------------------------- */

/* What the ledger knows beside its database. */
static void tell(struct rt_ledger *reader, const struct rt_ledger *l)
{
    struct rt_ledger own = *reader;

    *reader = *l;
    reader->sql = own.sql;
    reader->department = own.department;
    reader->profile = own.profile;
    reader->place = own.place;
    reader->pack = own.pack;
    reader->readers = NULL;
}

struct rt_ledger *rt_ledger_lend(struct rt_ledger *l)
{
    struct rt_ledger *reader;

    if (!l->readers)
        return l;
    pthread_mutex_lock(&l->readers->lock);
    reader = l->readers->free;
    l->readers->free = reader->next;
    sqlite3_db_release_memory(l->sql.db); /* it has its own pages */
    pthread_mutex_unlock(&l->readers->lock);
    tell(reader, l);
    return reader;
}

void rt_ledger_take_back(struct rt_ledger *l, struct rt_ledger *reader)
{
    if (reader == l)
        return;
    pthread_mutex_lock(&l->readers->lock);
    reader->next = l->readers->free;
    l->readers->free = reader;
    pthread_mutex_unlock(&l->readers->lock);
}
