/* The roster of departments, read like any other CSV.
 *
 * Everything is folded once when it is read; a question folds only its own
 * words. There are some hundred departments at the most, so the search is from
 * front to back. An ambiguous roster is refused: the run would blame the wrong
 * department.
 */
#include "form/roster.h"

#include <fnmatch.h>
#include <locale.h>
#include <stdlib.h>

#include "base/fold.h"
#include "finding/finding.h"
#include "input/book.h"

enum { DEPARTMENTS_MAX = 10000, WORD_MAX = 4096 };

struct entry {
    struct rt_department shown;
    struct rt_str code, name, pattern; /* folded, end in NUL */
    uint32_t line;
};

struct rt_roster {
    struct rt_arena arena;
    struct entry *entries;
    size_t count;
    const char *path; /* while it is read */
    locale_t utf8;    /* in which '?' is a character and not a byte */
};

/* Where the heading puts each column; -1: not there. */
struct columns {
    int32_t code, name, pattern;
};

static enum rt_status folded(struct rt_roster *r, struct rt_str s,
    struct rt_str *out, struct rt_error *err)
{
    struct rt_buf b = RT_BUF(WORD_MAX * 4);

    if (rt_fold_name(s, &b) == RT_OK)
        *out = rt_arena_str(&r->arena, rt_buf_str(&b));
    rt_buf_fini(&b);
    return out->p ? RT_OK : rt_fail_nomem(err);
}

static bool is_one_of(struct rt_str s, const char *const *words, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (rt_fold_eq(s, rt_str(words[i])))
            return true;
    }
    return false;
}

static enum rt_status refuse(
    uint32_t line, const char *ja, const char *en, struct rt_error *err)
{
    err->row = line;
    return rt_fail_text(err, RT_USAGE, ja, en);
}

/* The column headed with one of the words; -1: none. Which of two was meant
 * would be a guess. */
static enum rt_status find_column(const struct rt_row *row,
    const char *const *words, size_t n, int32_t *to, struct rt_error *err)
{
    const struct rt_cell *found = NULL;
    char one[64], two[64], ja[RT_ERROR_TEXT], en[RT_ERROR_TEXT];

    *to = -1;
    for (size_t i = 0; i < row->count; i++) {
        const struct rt_cell *c = &row->cells[i];
        if (!is_one_of(c->text, words, n))
            continue;
        if (found) {
            rt_str_copy(one, sizeof one, rt_str_trim(found->text));
            rt_str_copy(two, sizeof two, rt_str_trim(c->text));
            snprintf(ja, sizeof ja,
                "%u列目の「%s」と%u列目の「%s」のどちらを使うか決められません。"
                "使わない列の見出しを変えるか、列を削除してください",
                found->col + 1, one, c->col + 1, two);
            snprintf(en, sizeof en,
                "column %u, \"%s\", and column %u, \"%s\", mean the same; "
                "rename or delete the one that is not meant",
                found->col + 1, one, c->col + 1, two);
            return refuse(row->number, ja, en, err);
        }
        found = c;
        *to = (int32_t)c->col;
    }
    return RT_OK;
}

/* A running number beside a code is none. */
static enum rt_status find_columns(
    const struct rt_row *row, struct columns *to, struct rt_error *err)
{
    static const char *const code[]
        = {"code", "コード", "部署コード", "部門コード"};
    static const char *const number[] = {"番号", "No"};
    static const char *const name[] = {"name", "department", "部署名", "部署",
        "名称", "部門", "部門名", "管理部署"};
    static const char *const pattern[] = {"pattern", "file", "file pattern",
        "ファイル", "ファイル名", "ファイルパターン", "パターン"};

    RT_TRY(find_column(row, name, RT_COUNT(name), &to->name, err));
    if (to->name < 0)
        return RT_OK;
    RT_TRY(find_column(row, pattern, RT_COUNT(pattern), &to->pattern, err));
    RT_TRY(find_column(row, code, RT_COUNT(code), &to->code, err));
    return to->code >= 0
               ? RT_OK
               : find_column(row, number, RT_COUNT(number), &to->code, err);
}

static struct rt_str text_at(const struct rt_row *row, int32_t col)
{
    return rt_str_trim(rt_cell_text(rt_row_cell(row, col)));
}

static enum rt_status copy(struct rt_roster *r, struct rt_str s,
    struct rt_str *shown, struct rt_str *fold, struct rt_error *err)
{
    if (s.n > WORD_MAX)
        s.n = WORD_MAX;
    *shown = rt_arena_str(&r->arena, s);
    return shown->p ? folded(r, s, fold, err) : rt_fail_nomem(err);
}

/* Windows writes folders with a backslash. The text is our own copy. */
static void slashes(struct rt_str pattern)
{
    for (size_t i = 0; i < pattern.n; i++) {
        if (pattern.p[i] == '\\')
            ((char *)pattern.p)[i] = '/';
    }
}

/* A name or code that another department has. */
static enum rt_status refuse_second(const struct rt_roster *r,
    struct rt_str word, uint32_t line, struct rt_error *err)
{
    int at = rt_roster_of_name(r, word);
    const struct entry *first = &r->entries[at < 0 ? 0 : at];
    char shown[64], ja[RT_ERROR_TEXT], en[RT_ERROR_TEXT];

    if (at < 0)
        return RT_OK;
    rt_str_copy(shown, sizeof shown, word);
    snprintf(ja, sizeof ja, "「%s」は%u行目の「%.*s」と重複しています", shown,
        first->line, (int)first->shown.name.n, first->shown.name.p);
    snprintf(en, sizeof en, "\"%s\" is that of line %u, \"%.*s\"", shown,
        first->line, (int)first->shown.name.n, first->shown.name.p);
    return refuse(line, ja, en, err);
}

static enum rt_status add(struct rt_roster *r, const struct rt_row *row,
    const struct columns *at, struct rt_error *err)
{
    struct entry *e = &r->entries[r->count];

    if (row->count == 0)
        return RT_OK;
    if (r->count == DEPARTMENTS_MAX)
        return refuse(row->number, "部署が10,000を超えています",
            "more than 10,000 departments", err);
    RT_TRY(copy(r, text_at(row, at->name), &e->shown.name, &e->name, err));
    RT_TRY(copy(r, text_at(row, at->code), &e->shown.code, &e->code, err));
    RT_TRY(copy(
        r, text_at(row, at->pattern), &e->shown.pattern, &e->pattern, err));
    slashes(e->pattern);
    if (e->name.n == 0)
        return refuse(row->number, "部署名が空欄です",
            "a department without a name", err);
    RT_TRY(refuse_second(r, e->shown.name, row->number, err));
    RT_TRY(refuse_second(r, e->shown.code, row->number, err));
    e->line = row->number;
    r->count++;
    return RT_OK;
}

static enum rt_status read_rows(
    struct rt_roster *r, struct rt_rows *rows, struct rt_error *err)
{
    struct columns at = {-1, -1, -1};
    struct rt_row row;
    enum rt_status rc;

    while ((rc = rt_rows_next(rows, &row, err)) == RT_ROW) {
        if (row.problem) {
            *err = *row.problem;
            err->row = row.number;
            return RT_USAGE;
        }
        RT_TRY(at.name >= 0 ? add(r, &row, &at, err)
                            : find_columns(&row, &at, err));
    }
    if (rc != RT_END)
        return rc;
    if (at.name < 0)
        return refuse(0, "見出し「部署名」の列がありません",
            "there is no column headed 部署名 or name", err);
    return r->count > 0 ? RT_OK
                        : refuse(0, "部署が1つもありません",
                            "there is no department", err);
}

static enum rt_status read_book(
    struct rt_roster *r, const struct rt_limits *limits, struct rt_error *err)
{
    struct rt_error why = {0};
    char place[RT_ERROR_TEXT];
    struct rt_book *book = NULL;
    struct rt_rows *rows = NULL;
    enum rt_status rc = rt_book_open(r->path, limits, NULL, &book, &why);

    RT_THEN(rc, rt_rows_open(book, 0, &rows, &why));
    RT_THEN(rc, read_rows(r, rows, &why));
    rt_rows_close(rows);
    rt_book_close(book);
    if (rc == RT_OK)
        return RT_OK;
    snprintf(place, sizeof place, why.row ? "%s:%u" : "%s", r->path, why.row);
    return rt_fail_worded(err, rc == RT_NOMEM ? rc : RT_USAGE, place, &why);
}

enum rt_status rt_roster_read(const char *path, const struct rt_limits *limits,
    struct rt_roster **out, struct rt_error *err)
{
    struct rt_roster *r = calloc(1, sizeof *r);
    enum rt_status rc;

    RT_NEED(r, err);
    rt_arena_init(&r->arena);
    r->path = path;
    r->utf8 = newlocale(LC_CTYPE_MASK, "C.UTF-8", (locale_t)0);
    r->entries
        = rt_arena_array(&r->arena, DEPARTMENTS_MAX + 1, sizeof *r->entries);
    rc = r->entries ? read_book(r, limits, err) : rt_fail_nomem(err);
    if (rc != RT_OK) {
        rt_roster_free(r);
        return rc;
    }
    *out = r;
    return RT_OK;
}

void rt_roster_free(struct rt_roster *r)
{
    if (!r)
        return;
    rt_arena_fini(&r->arena);
    if (r->utf8)
        freelocale(r->utf8);
    free(r);
}

size_t rt_roster_count(const struct rt_roster *r)
{
    return r->count;
}

const struct rt_department *rt_roster_department(
    const struct rt_roster *r, size_t i)
{
    return &r->entries[i].shown;
}

/* A pattern with folders matches the end of a path, so that it does not matter
 * from where the inputs were named. */
static bool matches_path(const char *pattern, const char *file)
{
    for (const char *p = file; p; p = strchr(p, '/')) {
        p += *p == '/';
        if (fnmatch(pattern, p, FNM_NOESCAPE) == 0)
            return true;
    }
    return false;
}

static bool matches(const struct entry *e, const char *file)
{
    const char *name = strrchr(file, '/');

    if (e->pattern.n == 0)
        return false;
    if (memchr(e->pattern.p, '/', e->pattern.n))
        return matches_path(e->pattern.p, file);
    return fnmatch(e->pattern.p, name ? name + 1 : file, FNM_NOESCAPE) == 0;
}

int rt_roster_of_file(
    const struct rt_roster *r, struct rt_str file, unsigned char *sent)
{
    struct rt_buf b = RT_BUF(64 * 1024);
    int found = RT_ROSTER_NONE;
    /* fnmatch counts bytes in the C locale; this thread's alone is set. */
    locale_t before = r->utf8 ? uselocale(r->utf8) : (locale_t)0;

    if (rt_fold_name(file, &b) == RT_OK && b.data) {
        for (size_t i = 0; i < r->count; i++) {
            if (!matches(&r->entries[i], b.data))
                continue;
            found = found == RT_ROSTER_NONE ? (int)i : RT_ROSTER_SEVERAL;
            if (sent)
                sent[i] |= RT_MATCHED;
        }
    }
    if (sent && found >= 0)
        sent[found] |= RT_HEARD;
    rt_buf_fini(&b);
    if (before)
        uselocale(before);
    return found;
}

int rt_roster_of_name(const struct rt_roster *r, struct rt_str name)
{
    struct rt_buf b = RT_BUF(64 * 1024);
    int found = RT_ROSTER_NONE;

    if (name.n > 0 && rt_fold_name(name, &b) == RT_OK) {
        struct rt_str s = rt_buf_str(&b);
        for (size_t i = 0; i < r->count && found < 0; i++) {
            const struct entry *e = &r->entries[i];
            if (rt_str_eq(e->name, s)
                || (e->code.n > 0 && rt_str_eq(e->code, s)))
                found = (int)i;
        }
    }
    rt_buf_fini(&b);
    return found;
}

struct rt_str rt_last_names(struct rt_str file)
{
    int slashes = 0;

    for (size_t i = file.n; i-- > 0;) {
        slashes += file.p[i] == '/';
        if (slashes == 2)
            return (struct rt_str){file.p + i + 1, file.n - i - 1};
    }
    return file;
}

int rt_roster_in_name(const struct rt_roster *roster, struct rt_str file)
{
    char in[1024], name[256];
    size_t n = rt_fold_fixed(rt_last_names(file), in, sizeof in), longest = 0;
    int found = RT_ROSTER_NONE;

    for (size_t i = 0; n != SIZE_MAX && i < rt_roster_count(roster); i++) {
        size_t len = rt_fold_fixed(
            rt_roster_department(roster, i)->name, name, sizeof name);
        if (len == SIZE_MAX || len <= longest
            || !rt_str_contains(
                (struct rt_str){in, n}, (struct rt_str){name, len}))
            continue;
        longest = len;
        found = (int)i;
    }
    return found;
}
