/* Earlier risks from risks.jsonl.
 *
 * The file is ours but may have been edited: type and range of each member are
 * checked, and a line that the program would not write ends the reading with
 * its number. A missing member counts as null, and an unknown one is ignored,
 * so that files of other versions are read.
 */
#include "form/earlier_parts.h"

#include <string.h>

static enum rt_status bad(const struct rt_earlier *e, const char *ja,
    const char *en, const char *what, struct rt_error *err)
{
    (void)rt_fail(err, RT_FORMAT,
        rt_say(e->lang, "%s の%llu行目：%s：%s", "%s, line %llu: %s: %s"),
        e->path, (unsigned long long)e->of.lines.number,
        rt_say(e->lang, ja, en), what);
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
        return rt_fail_errno(err, "read", e->path);
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

enum kind { TEXT, SCORE, ROW, FLAG, CLASS, PRIORITY, TREATMENT };

#define AT(member) offsetof(struct rt_risk, member)

static const struct member {
    const char *name;
    enum kind kind;
    size_t at;
    int max;          /* of a SCORE */
    unsigned missing; /* of a FLAG: its bit where it could not be read */
} members[] = {
    {"risk_id", TEXT, AT(risk_id), 0, 0},
    {"department", TEXT, AT(department), 0, 0},
    {"file", TEXT, AT(where.file), 0, 0},
    {"sheet", TEXT, AT(where.sheet), 0, 0},
    {"row", ROW, AT(where.row), 0, 0},
    {"business", TEXT, AT(business), 0, 0},
    {"asset", TEXT, AT(asset), 0, 0},
    {"note", TEXT, AT(note), 0, 0},
    {"users", TEXT, AT(users), 0, 0},
    {"owner", TEXT, AT(owner), 0, 0},
    {"managed_by", TEXT, AT(managed_by), 0, 0},
    {"medium", TEXT, AT(medium), 0, 0},
    {"personal", FLAG, AT(personal), 0, RT_MISSING_PERSONAL},
    {"sensitive", FLAG, AT(sensitive), 0, RT_MISSING_SENSITIVE},
    {"my_number", FLAG, AT(my_number), 0, RT_MISSING_MY_NUMBER},
    {"confidentiality", SCORE, AT(scores.confidentiality), 3, 0},
    {"integrity", SCORE, AT(scores.integrity), 3, 0},
    {"availability", SCORE, AT(scores.availability), 3, 0},
    {"importance", SCORE, AT(result.importance), 3, 0},
    {"threat", SCORE, AT(scores.threat), 3, 0},
    {"vulnerability", SCORE, AT(scores.vulnerability), 3, 0},
    {"likelihood", SCORE, AT(result.likelihood), 3, 0},
    {"risk_level", SCORE, AT(result.level), RT_LEVEL_MAX, 0},
    {"risk_class", CLASS, AT(result.class), 0, 0},
    {"priority", PRIORITY, AT(result.priority), 3, 0},
    {"retention", TEXT, AT(retention), 0, 0},
    {"registered", TEXT, AT(registered), 0, 0},
    {"profile", TEXT, AT(profile), 0, 0},
    {"treatment", TREATMENT, AT(treatment), 0, 0},
};

static bool take_text(const json_t *v, struct rt_str *to)
{
    if (!json_is_string(v))
        return false;
    *to = (struct rt_str){json_string_value(v), json_string_length(v)};
    return true;
}

static bool take_int(const json_t *v, json_int_t max, json_int_t *to)
{
    *to = json_integer_value(v);
    return json_is_integer(v) && *to >= 0 && *to <= max;
}

static bool take_class(const json_t *v, enum rt_class *to)
{
    for (int c = RT_LOW; c <= RT_HIGH; c++) {
        *to = (enum rt_class)c;
        if (json_is_string(v)
            && strcmp(json_string_value(v), rt_class_name(*to)) == 0)
            return true;
    }
    return false;
}

static bool take_treatment(const json_t *v, enum rt_treatment *to)
{
    for (int t = RT_REDUCE; t <= RT_TRANSFER; t++) {
        *to = (enum rt_treatment)t;
        if (json_is_string(v)
            && strcmp(json_string_value(v), rt_treatment_name(*to)) == 0)
            return true;
    }
    return false;
}

static bool take(const struct member *m, const json_t *v, struct rt_risk *out)
{
    char *at = (char *)out + m->at;
    json_int_t number = 0;
    bool good = false;

    switch (m->kind) {
    case TEXT:
        return take_text(v, (struct rt_str *)(void *)at);
    case SCORE:
    case PRIORITY:
        good = take_int(v, m->max, &number);
        *(int *)(void *)at = (int)number;
        break;
    case ROW:
        good = take_int(v, UINT32_MAX, &number);
        *(uint32_t *)(void *)at = (uint32_t)number;
        break;
    case FLAG:
        good = json_is_boolean(v);
        *(bool *)(void *)at = json_is_true(v);
        out->scores.any_personal |= json_is_true(v);
        break;
    case CLASS:
        return take_class(v, (enum rt_class *)(void *)at);
    case TREATMENT:
        return take_treatment(v, (enum rt_treatment *)(void *)at);
    }
    return good;
}

static bool take_missing(const json_t *array, unsigned *to)
{
    size_t i;
    json_t *v;

    if (array && !json_is_array(array))
        return false;
    json_array_foreach(array, i, v)
    {
        const char *name;
        bool known = false;

        for (unsigned bit = 0; (name = rt_missing_name(bit)); bit++) {
            if (!json_is_string(v) || strcmp(json_string_value(v), name) != 0)
                continue;
            *to |= 1u << bit;
            known = true;
        }
        if (!known)
            return false;
    }
    return true;
}

static enum rt_status take_members(
    struct rt_earlier *e, struct rt_risk *out, struct rt_error *err)
{
    const json_t *root = e->of.lines.root;
    const json_t *missing = json_object_get(root, "missing");

    for (size_t i = 0; i < RT_COUNT(members); i++) {
        const json_t *v = json_object_get(root, members[i].name);

        if (!v)
            continue;
        if (json_is_null(v)) {
            out->scores.unreadable_flags |= members[i].missing;
            continue;
        }
        if (!take(&members[i], v, out))
            return bad(e, "値が正しくありません", "not a value it can have",
                members[i].name, err);
    }
    if (!json_is_null(missing) && !take_missing(missing, &out->result.missing))
        return bad(e, "値が正しくありません", "not a value it can have",
            "missing", err);
    if (out->risk_id.n == 0)
        return bad(e, "項目がありません", "there is none", "risk_id", err);
    return RT_OK;
}

static enum rt_status parse(struct rt_earlier *e, struct rt_error *err)
{
    struct earlier_lines *l = &e->of.lines;
    struct rt_str s = rt_buf_str(&l->line);
    json_error_t why;

    json_decref(l->root);
    l->root = NULL;
    if (l->number == 1 && s.n >= 3 && memcmp(s.p, "\xEF\xBB\xBF", 3) == 0)
        s = (struct rt_str){s.p + 3, s.n - 3};
    l->root = json_loadb(s.p ? s.p : "", s.n, JSON_REJECT_DUPLICATES, &why);
    if (!l->root)
        return bad(e, "JSONとして読めません", "no JSON", why.text, err);
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
    if (rc == RT_OK)
        rc = take_members(e, out, err);
    out->where.csv = out->where.sheet.n == 0;
    return rc == RT_OK ? RT_ROW : rc;
}

void rt_earlier_lines_close(struct earlier_lines *l)
{
    if (l->file)
        fclose(l->file);
    rt_buf_fini(&l->line);
    json_decref(l->root);
}
