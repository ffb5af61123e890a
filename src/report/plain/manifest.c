/* run.json: what the run was, what it read, and how the counts add up.
 *
 * The one artefact that is held in memory before it is written: it grows
 * with the number of files, not of rows. Members keep the order in which
 * they are set (jansson promises that), so that equal runs give equal bytes.
 * The only time in it is the run's own --now.
 */
#include "report/plain/plain_file.h"
#include "report/report.h"

#include <jansson.h>

/* Sets a member and takes the value over. A NULL value is a failed
 * allocation: every text has been made valid before. */
static bool set(json_t *object, const char *name, json_t *value)
{
    return json_object_set_new(object, name, value) == 0;
}

static json_t *number(uint64_t v)
{
    return json_integer((json_int_t)v);
}

/* Bytes that are not UTF-8 (a file name may hold any) become U+FFFD: the
 * file must stay JSON. */
static json_t *repaired(struct rt_str s)
{
    struct rt_buf buf;
    enum rt_status rc = RT_OK;

    rt_buf_init(&buf, SIZE_MAX / 2);
    while (rc == RT_OK && s.n) {
        size_t good = rt_utf8_valid_prefix(s);
        rc = rt_buf_add(&buf, s.p, good);
        if (rc != RT_OK || good == s.n)
            break;
        rc = rt_buf_adds(&buf, RT_STR("\xef\xbf\xbd"));
        s.p += good + 1;
        s.n -= good + 1;
    }
    json_t *v = rc == RT_OK ? json_stringn(buf.data, buf.len) : NULL;
    rt_buf_fini(&buf);
    return v;
}

/* null for nothing. */
static json_t *text(struct rt_str s)
{
    if (!s.n)
        return json_null();
    if (rt_utf8_valid_prefix(s) == s.n)
        return json_stringn_nocheck(s.p, s.n);
    return repaired(s);
}

static json_t *text_z(const char *z)
{
    return text(rt_str(z));
}

/* The object if every member could be set, else NULL. */
static json_t *whole(json_t *object, bool ok)
{
    if (ok)
        return object;
    json_decref(object);
    return NULL;
}

static json_t *options(const struct rt_run *run)
{
    json_t *a = json_array();
    bool ok = a;

    for (size_t i = 0; ok && i < run->option_count; i++)
        ok = json_array_append_new(a, text_z(run->options[i])) == 0;
    return whole(a, ok);
}

static json_t *previous(const struct rt_run *run)
{
    json_t *o = json_object();

    return whole(o, set(o, "file", text_z(run->previous))
                        && set(o, "sha256", text_z(run->previous_sha256)));
}

static json_t *rows(const struct rt_counts *n)
{
    json_t *o = json_object();

    return whole(o, set(o, "seen", number(n->seen))
                        && set(o, "accepted", number(n->accepted))
                        && set(o, "rejected", number(n->rejected))
                        && set(o, "blank", number(n->blank))
                        && set(o, "example", number(n->example)));
}

static json_t *findings(uint64_t errors, uint64_t warnings, uint64_t infos)
{
    json_t *o = json_object();

    return whole(o, set(o, "error", number(errors))
                        && set(o, "warning", number(warnings))
                        && set(o, "info", number(infos)));
}

/* --- the two lists -------------------------------------------------------- */

static json_t *profile(
    const struct rt_profile_use *use, const struct rt_run *run)
{
    json_t *o = json_object();

    return whole(
        o, set(o, "name", text_z(use->profile.name))
               && set(o, "title", text_z(use->profile.title[run->lang]))
               && set(o, "sha256", text_z(use->profile.hash))
               && set(o, "risks", number(use->risks)));
}

static json_t *input(const struct rt_input *in)
{
    bool known = in->size || in->sha256.n;
    json_t *o = json_object();

    return whole(
        o, set(o, "file", text(in->file))
               && set(o, "size", known ? number(in->size) : json_null())
               && set(o, "sha256", text(in->sha256))
               && set(o, "kind", text(in->kind))
               && set(o, "format", text(in->format))
               && set(o, "encoding", text(in->encoding))
               && set(o, "edition", text(in->edition))
               && set(o, "profile", text(in->profile))
               && set(o, "state", text_z(rt_input_state_name(in->state)))
               && set(o, "department", text(in->department))
               && set(o, "rows", rows(&in->counts))
               && set(o, "findings",
                   findings(in->errors, in->warnings, in->infos)));
}

static enum rt_status append(json_t *array, json_t *value, struct rt_error *err)
{
    return json_array_append_new(array, value) == 0 ? RT_OK
                                                    : rt_fail_nomem(err);
}

static enum rt_status add_profiles(struct rt_ledger *ledger,
    const struct rt_run *run, json_t *array, struct rt_error *err)
{
    struct rt_cursor *c;
    struct rt_profile_use use;
    enum rt_status rc = rt_ledger_profiles(ledger, &c, err);
    if (rc != RT_OK)
        return rc;
    while ((rc = rt_profiles_next(c, &use, err)) == RT_ROW) {
        rc = append(array, profile(&use, run), err);
        if (rc != RT_OK)
            break;
    }
    rt_cursor_close(c);
    return rc == RT_END ? RT_OK : rc;
}

static enum rt_status add_inputs(
    struct rt_ledger *ledger, json_t *array, struct rt_error *err)
{
    struct rt_cursor *c;
    struct rt_input in;
    enum rt_status rc = rt_ledger_inputs(ledger, &c, err);
    if (rc != RT_OK)
        return rc;
    while ((rc = rt_inputs_next(c, &in, err)) == RT_ROW) {
        rc = append(array, input(&in), err);
        if (rc != RT_OK)
            break;
    }
    rt_cursor_close(c);
    return rc == RT_END ? RT_OK : rc;
}

static json_t *checks(const struct rt_checks *c)
{
    json_t *o = json_object();

    return whole(o, set(o, "file", text(c->file))
                        && set(o, "sheet", text(c->sheet))
                        && set(o, "category", text(c->category))
                        && set(o, "done", number(c->answers[1]))
                        && set(o, "partly", number(c->answers[2]))
                        && set(o, "not_done", number(c->answers[3]))
                        && set(o, "not_applicable", number(c->answers[4]))
                        && set(o, "unanswered", number(c->answers[0])));
}

static enum rt_status add_checks(
    struct rt_ledger *ledger, json_t *array, struct rt_error *err)
{
    struct rt_cursor *c;
    struct rt_checks row;
    enum rt_status rc = rt_ledger_checks(ledger, &c, err);
    if (rc != RT_OK)
        return rc;
    while ((rc = rt_checks_next(c, &row, err)) == RT_ROW) {
        rc = append(array, checks(&row), err);
        if (rc != RT_OK)
            break;
    }
    rt_cursor_close(c);
    return rc == RT_END ? RT_OK : rc;
}

static json_t *slip(const struct rt_returns *r, size_t i)
{
    const struct rt_slip *s = rt_returns_slip(r, i);
    json_t *o = json_object();

    return whole(o, set(o, "file", text_z(rt_returns_name(r, i)))
                        && set(o, "department", text(s->department))
                        && set(o, "error", number(s->errors))
                        && set(o, "warning", number(s->warnings))
                        && set(o, "sha256", text_z(rt_returns_sha256(r, i))));
}

static enum rt_status add_returns(
    const struct rt_returns *r, json_t *array, struct rt_error *err)
{
    enum rt_status rc = RT_OK;

    for (size_t i = 0; i < rt_returns_count(r) && rc == RT_OK; i++)
        rc = append(array, slip(r, i), err);
    return rc;
}

/* --- totals --------------------------------------------------------------- */

static json_t *input_totals(const struct rt_totals *t)
{
    json_t *o = json_object();

    return whole(o, set(o, "all", number(t->inputs))
                        && set(o, "read", number(t->inputs_read))
                        && set(o, "other", number(t->inputs_other))
                        && set(o, "failed", number(t->inputs_failed))
                        && set(o, "missing", number(t->inputs_missing)));
}

static json_t *risk_totals(const struct rt_totals *t)
{
    json_t *classes = json_object();
    json_t *priorities = json_object();
    json_t *o = json_object();
    bool ok = set(classes, "high", number(t->high))
              && set(classes, "medium", number(t->medium))
              && set(classes, "low", number(t->low));
    ok = ok && set(priorities, "1", number(t->priority[1]))
         && set(priorities, "2", number(t->priority[2]))
         && set(priorities, "3", number(t->priority[3]))
         && set(priorities, "none", number(t->priority[0]));
    ok = ok && set(o, "all", number(t->risks))
         && set(o, "assessed", number(t->assessed))
         && set(o, "unassessed", number(t->risks - t->assessed));

    /* From here on the outer object owns the inner ones. */
    ok = set(o, "class", whole(classes, ok)) && ok;
    ok = set(o, "priority", whole(priorities, ok)) && ok;
    return whole(o, ok);
}

static json_t *totals(const struct rt_totals *t)
{
    json_t *o = json_object();

    return whole(o,
        set(o, "inputs", input_totals(t)) && set(o, "rows", rows(&t->counts))
            && set(o, "risks", risk_totals(t))
            && set(o, "findings", findings(t->errors, t->warnings, t->infos)));
}

/* --- the previous plan ------------------------------------------------------ */

static json_t *planned_rows(const struct rt_planned_counts *n)
{
    json_t *o = json_object();

    return whole(o, set(o, "carried", number(n->carried))
                        && set(o, "added", number(n->added))
                        && set(o, "gone", number(n->left))
                        && set(o, "gone_before", number(n->before))
                        && set(o, "notes", number(n->notes))
                        && set(o, "new_risks", number(n->fresh)));
}

static json_t *previous_plan(const struct rt_previous_plan *p)
{
    json_t *o = json_object();

    return whole(o, set(o, "file", text(p->file))
                        && set(o, "size", number(p->size))
                        && set(o, "sha256", text(p->sha256))
                        && set(o, "rows", planned_rows(&p->rows)));
}

/* --- the file ------------------------------------------------------------- */

static enum rt_status fill(struct rt_ledger *ledger, const struct rt_run *run,
    json_t *root, struct rt_error *err)
{
    bool ok
        = set(root, "program", text_z("risktally"))
          && set(root, "version", text_z(run->version))
          && set(root, "now", text_z(run->now))
          && set(root, "lang", text_z(rt_say(run->lang, "ja", "en")))
          && set(root, "options", options(run))
          && set(root, "config_sha256", text_z(run->config_sha256))
          && (!run->previous || set(root, "previous", previous(run)))
          && (!run->previous_plan
              || set(root, "previous_plan", previous_plan(run->previous_plan)))
          && set(root, "profiles", json_array())
          && set(root, "inputs", json_array())
          && set(root, "checks", json_array())
          && set(root, "returns", json_array());
    if (!ok)
        return rt_fail_nomem(err);

    enum rt_status rc
        = add_profiles(ledger, run, json_object_get(root, "profiles"), err);
    if (rc == RT_OK)
        rc = add_inputs(ledger, json_object_get(root, "inputs"), err);
    if (rc == RT_OK)
        rc = add_checks(ledger, json_object_get(root, "checks"), err);
    if (rc == RT_OK)
        rc = add_returns(run->returns, json_object_get(root, "returns"), err);
    struct rt_totals t;
    if (rc == RT_OK)
        rc = rt_ledger_totals(ledger, &t, err);
    if (rc == RT_OK && !set(root, "totals", totals(&t)))
        rc = rt_fail_nomem(err);
    return rc;
}

/* What json_dump_callback hands its pieces to. */
struct dump {
    struct plain_file *file;
    struct rt_error *err;
    enum rt_status status;
};

static int put_piece(const char *p, size_t n, void *to)
{
    struct dump *d = to;

    d->status = rt_plain_put(d->file, (struct rt_str){p, n}, d->err);
    return d->status == RT_OK ? 0 : -1;
}

static enum rt_status put_root(
    struct plain_file *f, const json_t *root, struct rt_error *err)
{
    struct dump d = {f, err, RT_OK};

    if (json_dump_callback(root, put_piece, &d, JSON_INDENT(2)) != 0)
        return d.status != RT_OK ? d.status : rt_fail_nomem(err);
    return rt_plain_put(f, RT_STR("\n"), err);
}

enum rt_status rt_report_manifest(struct rt_ledger *ledger,
    const struct rt_run *run, const char *path, struct rt_error *err)
{
    json_t *root = json_object();
    if (!root)
        return rt_fail_nomem(err);
    enum rt_status rc = fill(ledger, run, root, err);
    struct plain_file f;
    if (rc == RT_OK)
        rc = rt_plain_open(&f, path, err);
    if (rc == RT_OK)
        rc = rt_plain_close(&f, put_root(&f, root, err), err);
    json_decref(root);
    return rc;
}
