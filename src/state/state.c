/* Opening, closing, and a run's comparison from beginning to end. */
#include "compare/compare.h"
#include "state/private.h"

#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

static void begin_once(void)
{
    rt_sdb_name_columns();
    rt_sdb_register_pages();
}

enum rt_status rt_state_open(const char *path, enum rt_state_mode mode,
    enum rt_lang lang, struct rt_state **out, struct rt_error *err)
{
    static pthread_once_t named = PTHREAD_ONCE_INIT;

    *out = NULL;
    pthread_once(&named, begin_once);
    struct rt_state *s = calloc(1, sizeof *s);
    RT_NEED(s, err);
    s->mode = mode;
    s->lang = lang;
    s->lock = -1;
    s->sql = (struct rt_sql){.statements = rt_sdb_statements,
        .count = SDB_SQL_COUNT,
        .fail = rt_sdb_fail,
        .room = s};
    pthread_mutex_init(&s->kept_lock, NULL);
    rt_buf_init(&s->place.profile, SDB_TEXT_MAX);
    rt_buf_init(&s->place.department, SDB_TEXT_MAX);
    s->path = strdup(path);
    s->file = sqlite3_mprintf("%s%s", path[0] == '/' ? "" : "./", path);
    enum rt_status rc
        = s->path && s->file ? rt_sdb_open_file(s, err) : rt_fail_nomem(err);
    RT_THEN(rc, rt_sdb_add_rules(s, err));
    if (mode == RT_STATE_RUN)
        RT_THEN(rc, rt_sql_exec(&s->sql, SDB_NEW_KEPT_READS, err));
    if (rc == RT_OK)
        *out = s;
    else
        rt_state_close(s);
    return rc;
}

void rt_state_close(struct rt_state *s)
{
    if (!s)
        return;
    rt_sql_close(&s->sql);
    rt_sdb_drop_first(s);
    /* Not before the database is closed. */
    if (s->lock >= 0)
        close(s->lock);
    for (size_t i = 0; i < s->known_count; i++) {
        free(s->known[i].name);
        free(s->known[i].stamp);
    }
    free(s->known);
    free(s->seen);
    rt_buf_fini(&s->place.profile);
    rt_buf_fini(&s->place.department);
    free(s->path);
    sqlite3_free(s->file);
    pthread_mutex_destroy(&s->kept_lock);
    free(s);
}

/* A dry run takes no lock: another may have replaced the picture since. */
static enum rt_status same_picture(struct rt_state *s, struct rt_error *err)
{
    int64_t last = 0;
    RT_TRY(rt_sql_number(&s->sql, SDB_LAST_RUN, &last, err));
    if (last != s->run - 1)
        return rt_sdb_fail_with(s, RT_BUSY,
            "読み取り中に、ほかの実行が状態ファイルを更新しました",
            "another run updated the state meanwhile", err);
    return RT_OK;
}

/* With the picture, where there is anything new. */
static enum rt_status compare_pictures(struct rt_state *s, struct rt_error *err)
{
    int64_t there;

    RT_TRY(rt_sql_exec(&s->sql, SDB_FILL_PICTURES, err));
    RT_TRY(rt_compare(&s->sql, err));
    RT_TRY(rt_sql_number(&s->sql, SDB_FORGOTTEN_BUT_THERE, &there, err));
    if (there)
        return rt_sdb_fail_with(s, RT_USAGE,
            "--forget に指定したものは今回の入力にあります",
            "what --forget names is among the inputs", err);
    return rt_sql_exec(&s->sql, SDB_TAKE_COMPARISON, err);
}

/* What became of the inputs, in the steps of sql/inputs.sql. */
static enum rt_status compare_inputs(struct rt_state *s, struct rt_error *err)
{
    int64_t any;

    RT_TRY(rt_sql_exec(&s->sql, SDB_COMPARE_INPUTS, err));
    RT_TRY(rt_compare_begin(&s->sql, err));
    RT_TRY(rt_sql_number(&s->sql, SDB_IS_TO_BE_COMPARED, &any, err));
    if (any)
        RT_TRY(compare_pictures(s, err));
    RT_TRY(rt_sql_exec(&s->sql, SDB_NOTE_LEAVING, err));
    RT_TRY(rt_sql_exec_if(&s->sql, SDB_ANY_LOST, SDB_KEEP_LOST, err));
    RT_TRY(rt_sql_exec(&s->sql, SDB_NOTE_LOSSY, err));
    RT_TRY(rt_sql_exec(&s->sql, SDB_NOTE_EMPTIED, err));
    return rt_sql_exec(&s->sql, SDB_NOTE_SILENT, err);
}

enum rt_status rt_state_compare(struct rt_state *s, struct rt_error *err)
{
    RT_TRY(rt_sdb_need(s, SDB_GATHERING, err));
    /* All questions are asked of one picture. */
    RT_TRY(rt_sql_exec(&s->sql, SDB_COMMIT, err));
    RT_TRY(rt_sql_exec(&s->sql, SDB_BEGIN, err));
    RT_TRY(same_picture(s, err));
    RT_TRY(compare_inputs(s, err));
    RT_TRY(rt_sql_exec(&s->sql, SDB_COMPARE_RISKS, err));
    RT_TRY(rt_sdb_compare_plans(s, err));
    RT_TRY(rt_sdb_make_events(s, err));
    RT_TRY(rt_sdb_sum_up(s, err));
    RT_TRY(rt_sql_exec(&s->sql, SDB_COMMIT, err));
    s->phase = SDB_COMPARED;
    return RT_OK;
}
