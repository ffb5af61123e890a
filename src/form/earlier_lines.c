/* Earlier risks from risks.jsonl.
 *
 * The file is ours but may have been edited: type and range of each member are
 * checked, and a line that the program would not write ends the reading with
 * its number. A missing member counts as null, and an unknown one is ignored,
 * so that files of other versions are read.
 */
#include "base/hash.h"
#include "form/earlier_parts.h"
#include "record/json.h"

/* A manifest has some 3 KB an input. */
enum { MANIFEST_MAX = 256 << 20 };

static enum rt_status bad(const struct rt_earlier *e, const char *ja,
    const char *en, const char *what, struct rt_error *err)
{
    (void)rt_fail_both(err, RT_FORMAT, "%s の%llu行目：%s：%s",
        "%s, line %llu: %s: %s", e->path,
        (unsigned long long)e->of.lines.number, rt_say(e->lang, ja, en), what);
    if (err)
        err->row = (uint32_t)e->of.lines.number;
    return RT_FORMAT;
}

/* --- lines --------------------------------------------------------------- */

static enum rt_status too_long(
    const struct rt_earlier *e, const char *what, struct rt_error *err)
{
    (void)bad(e, "上限を超えています", "over a limit", what, err);
    if (err && err->status == RT_FORMAT)
        err->status = RT_LIMIT;
    return RT_LIMIT;
}

static enum rt_status fill(struct rt_earlier *e, struct rt_error *err)
{
    struct earlier_lines *l = &e->of.lines;

    l->at = 0;
    l->len = fread(l->chunk, 1, sizeof l->chunk, l->file);
    l->bytes += l->len;
    if (ferror(l->file))
        return rt_fail_errno(err, RT_CANNOT_READ, e->path);
    if (l->bytes > e->limits.file_bytes)
        return too_long(e, "--limit-file-bytes", err);
    return RT_OK;
}

/* The next line without its end, in l->line; RT_END where there is none. */
static enum rt_status next_line(struct rt_earlier *e, struct rt_error *err)
{
    struct earlier_lines *l = &e->of.lines;
    enum rt_status rc;

    rt_buf_clear(&l->line);
    l->number++;
    for (;;) {
        const char *end;
        size_t n;

        if (l->at == l->len) {
            RT_TRY(fill(e, err));
            if (l->len == 0)
                return l->line.len > 0 ? RT_ROW : RT_END;
        }
        end = memchr(l->chunk + l->at, '\n', l->len - l->at);
        n = end ? (size_t)(end - l->chunk) - l->at : l->len - l->at;
        rc = rt_buf_add(&l->line, l->chunk + l->at, n);
        if (rc != RT_OK)
            return rc == RT_NOMEM ? rt_fail_nomem(err)
                                  : too_long(e, "--limit-cell-bytes", err);
        l->at += n + (end != NULL);
        if (end)
            return RT_ROW;
    }
}

/* --- members ------------------------------------------------------------- */

static enum rt_status take_members(
    struct rt_earlier *e, struct rt_risk *out, struct rt_error *err)
{
    const char *wrong
        = rt_record_read_json(&rt_risk_members, e->of.lines.root, out);

    if (wrong)
        return bad(
            e, "値が正しくありません", "not a value it can have", wrong, err);
    if (out->risk_id.n == 0)
        return bad(e, "項目がありません", "there is none", "risk_id", err);
    out->scores.any_personal
        = out->personal || out->sensitive || out->my_number;
    return RT_OK;
}

static enum rt_status parse(struct rt_earlier *e, struct rt_error *err)
{
    struct earlier_lines *l = &e->of.lines;
    struct rt_str s = rt_buf_str(&l->line);
    json_error_t why;
    char column[32];

    json_decref(l->root);
    l->root = NULL;
    if (l->number == 1 && s.n >= 3 && memcmp(s.p, "\xEF\xBB\xBF", 3) == 0)
        s = (struct rt_str){s.p + 3, s.n - 3};
    l->root = json_loadb(s.p ? s.p : "", s.n, JSON_REJECT_DUPLICATES, &why);
    snprintf(column, sizeof column, rt_say(e->lang, "%d文字目", "column %d"),
        why.column);
    if (!l->root)
        return bad(e, "JSONとして読めません", "no JSON", column, err);
    if (!json_is_object(l->root))
        return bad(e, "JSONとして読めません", "no JSON", "{…}", err);
    return RT_OK;
}

enum rt_status rt_earlier_lines_next(
    struct rt_earlier *e, struct rt_risk *out, struct rt_error *err)
{
    enum rt_status rc;

    rt_record_blank(&rt_risk_members, out);
    do {
        rc = next_line(e, err);
    } while (rc == RT_ROW && rt_str_trim(rt_buf_str(&e->of.lines.line)).n == 0);
    if (rc != RT_ROW)
        return rc;
    rc = parse(e, err);
    RT_THEN(rc, take_members(e, out, err));
    out->where.csv = out->where.sheet.n == 0;
    return rc == RT_OK ? RT_ROW : rc;
}

/* --- run.json -------------------------------------------------------------- */

/* Whether this is the hash of a file of that run. */
static bool lists(const json_t *files, const char *sha256)
{
    json_t *file;
    size_t i;

    json_array_foreach(files, i, file)
    {
        const char *hash = json_string_value(json_object_get(file, "sha256"));
        if (hash && strcmp(hash, sha256) == 0)
            return true;
    }
    return false;
}

/* Whether the manifest is whole and lists this risks.jsonl. */
static bool is_of_run(const struct rt_earlier *e, const char *path)
{
    struct rt_error ignored = {0};
    struct rt_json_walk w;
    char sha256[65];
    uint64_t size;
    const char *name;
    bool listed = false;

    if (rt_sha256_file(e->path, sha256, &size, &ignored) != RT_OK)
        return false;
    rt_json_walk_open(&w, path, MANIFEST_MAX);
    while (rt_json_walk_next(&w, &name)) {
        if (strcmp(name, "files") == 0) {
            json_t *files = rt_json_walk_value(&w);
            listed = lists(files, sha256);
            json_decref(files);
        }
    }
    listed = listed && w.rc == RT_END;
    rt_json_walk_close(&w);
    return listed;
}

/* To its inputs. Where it is not there, or another's, nothing is known of
 * them. */
static void open_manifest(struct rt_earlier *e)
{
    struct earlier_lines *l = &e->of.lines;
    const char *slash = strrchr(e->path, '/');
    int folder = slash ? (int)(slash + 1 - e->path) : 0;
    char beside[4096];
    const char *name, *path = e->manifest ? e->manifest : beside;

    l->manifest.rc = RT_END;
    if (snprintf(beside, sizeof beside, "%.*srun.json", folder, e->path)
            >= (int)sizeof beside
        || !is_of_run(e, path))
        return;
    rt_json_walk_open(&l->manifest, path, MANIFEST_MAX);
    while (rt_json_walk_next(&l->manifest, &name)) {
        if (strcmp(name, "inputs") == 0)
            return;
    }
}

enum rt_status rt_earlier_lines_input(
    struct rt_earlier *e, struct rt_input *out, struct rt_error *err)
{
    struct earlier_lines *l = &e->of.lines;
    const char *wrong;

    if (!l->looked)
        open_manifest(e);
    l->looked = true;
    json_decref(l->input);
    l->input = rt_json_walk_item(&l->manifest);
    if (l->manifest.rc == RT_NOMEM)
        return rt_fail_nomem(err);
    if (!l->input && l->manifest.rc != RT_FORMAT)
        return RT_END;
    wrong = l->input ? rt_record_read_json(&rt_input_members, l->input, out)
                     : "inputs";
    return !wrong
               ? RT_ROW
               : rt_fail_both(err, RT_FORMAT,
                   "%s と同じフォルダーの run.json の値が正しくありません：%s",
                   "the run.json beside %s: not a value it can have: %s",
                   e->path, wrong);
}

void rt_earlier_lines_close(struct earlier_lines *l)
{
    if (l->file)
        fclose(l->file);
    rt_buf_fini(&l->line);
    json_decref(l->root);
    json_decref(l->input);
    rt_json_walk_close(&l->manifest);
}
