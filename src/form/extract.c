/* Sheets that only repeat rows of the same book: 「重要資産一覧」, 「リスク大のみ」,
 * 「集計」.
 *
 * Their risks would be counted twice. Such a sheet is known by its rows alone:
 * each of them, in all that it says, is a row of another sheet of the book that
 * is counted. A row that says less is the same only where it is plain which
 * asset it means: department, business, asset and medium are known, or the sheet
 * is named as an extract. What differs in any value is left as it is, for the ledger to
 * compare (DU101, DU108). The rows go to the rejected ones, with their cells.
 */
#include <stdlib.h>

#include "base/fold.h"
#include "form/convert.h"
#include "form/pack.h"

enum {
    ROWS_MAX = 16 * 1024, /* of a file that are compared: 2 MB */
    ALIKE_MAX = 64        /* rows of one asset among which one is looked for */
};

/* What a row says, as numbers: 0 where it says nothing. */
struct said {
    uint64_t asset; /* with its department */
    size_t sheet;
    bool whole; /* its department, business and medium are known */
    uint32_t values[RT_RISK_MEMBERS];
};

struct rt_extracts {
    struct rt_intake *in;
    struct said *rows; /* by asset, when all are there */
    size_t count, room;
    size_t *of;      /* by sheet: the one that it repeats, or NOT_ONE */
    uint64_t *lines; /* by sheet: its rows */
};

static const size_t NOT_ONE = SIZE_MAX;

/* Not of the asset but of the row, or how a value was come by. */
static bool is_of_row(const struct rt_member *m)
{
    static const char *const names[]
        = {"risk_id", "department", "file", "sheet", "row", "col", "csv",
            "asset", "medium_raw", "number", "report_no", "cells", "missing",
            "managed_col", "registered_col", "numbers_col", "given_importance",
            "given_likelihood", "plan_status", "profile"};

    return rt_str_is_any(rt_str(m->name), names);
}

static enum rt_status hash_text(
    struct rt_intake *in, struct rt_str text, uint64_t *h)
{
    rt_buf_clear(&in->text);
    RT_TRY(rt_fold(text, &in->text));
    *h = rt_str_hash(rt_str_hash(*h, rt_buf_str(&in->text)), rt_str("\x1f"));
    return RT_OK;
}

static enum rt_status read_said(
    struct rt_intake *in, const struct rt_risk *risk, struct said *to)
{
    *to = (struct said){.asset = RT_HASH_EMPTY,
        .whole
        = risk->department.n > 0 && risk->business.n > 0 && risk->medium.n > 0};
    RT_TRY(hash_text(in, risk->department, &to->asset));
    RT_TRY(hash_text(in, risk->asset, &to->asset));
    for (size_t i = 0; i < rt_risk_members.count; i++) {
        const struct rt_member *m = &rt_risk_members.list[i];
        uint64_t h = RT_HASH_EMPTY;
        if (is_of_row(m))
            continue;
        if (!rt_type_is_text(m->type)) {
            to->values[i] = (uint32_t)(rt_member_number(m, risk)
                                       - rt_type_unknown(m->type));
        } else if (rt_member_text(m, risk).n > 0) {
            RT_TRY(hash_text(in, rt_member_text(m, risk), &h));
            to->values[i] = (uint32_t)(h >> 32 ^ h) | 1;
        }
    }
    return RT_OK;
}

static int by_asset(const void *a, const void *b)
{
    const struct said *x = a, *y = b;

    return x->asset < y->asset ? -1 : x->asset > y->asset;
}

enum rt_status rt_extracts_note(
    struct rt_convert *c, const struct rt_risk *risk, struct rt_error *err)
{
    struct rt_extracts *x = c->extracts;

    if (!x || c->sheet->layout.form != RT_FORM_LEDGER)
        return RT_OK;
    if (x->count == ROWS_MAX) {
        rt_extracts_free(x);
        c->extracts = NULL;
        return RT_OK;
    }
    if (x->count == x->room) {
        size_t room = x->room ? x->room * 2 : 64;
        struct said *rows = reallocarray(x->rows, room, sizeof *rows);
        RT_NEED(rows, err);
        x->rows = rows;
        x->room = room;
    }
    if (read_said(c->in, risk, &x->rows[x->count]) != RT_OK)
        return rt_fail_nomem(err);
    x->rows[x->count++].sheet = c->sheet->index;
    x->lines[c->sheet->index]++;
    return RT_OK;
}

/* Whether `row` says nothing that `other` does not. */
static bool says_no_more(const struct said *row, const struct said *other)
{
    for (size_t i = 0; i < RT_RISK_MEMBERS; i++) {
        if (row->values[i] && row->values[i] != other->values[i])
            return false;
    }
    return true;
}

/* The sheet with a row that says all that row i does; NOT_ONE for none. */
static size_t repeated(const struct rt_extracts *x, size_t i)
{
    const struct said *row = &x->rows[i];
    size_t from = i, k;

    while (from > 0 && x->rows[from - 1].asset == row->asset)
        from--;
    for (k = from; k < x->count && k < from + ALIKE_MAX; k++) {
        const struct said *other = &x->rows[k];
        if (other->asset != row->asset)
            break;
        if (other->sheet != row->sheet && x->of[other->sheet] == NOT_ONE
            && says_no_more(row, other))
            return other->sheet;
    }
    return NOT_ONE;
}

static bool is_named_extract(struct rt_str name)
{
    static const char *const words[]
        = {"集計", "抜粋", "抜き出し", "抽出", "再掲", "重要資産", "重要な資産",
            "重要情報資産", "重要な情報資産", "リスク大", "リスク中",
            "高リスク", "のみ", "まとめ", "ピックアップ", "extract", "summary"};
    char folded[256];
    struct rt_str s = {folded, rt_fold_fixed(name, folded, sizeof folded)};

    return s.n != SIZE_MAX && rt_str_contains_any(s, words);
}

/* What the sheet repeats: the sheet of its first row's twin. */
static size_t extract_of(const struct rt_extracts *x, size_t sheet, bool named)
{
    size_t first = NOT_ONE;

    for (size_t i = 0; i < x->count; i++) {
        size_t other;
        if (x->rows[i].sheet != sheet)
            continue;
        other = x->rows[i].whole || named ? repeated(x, i) : NOT_ONE;
        if (other == NOT_ONE)
            return NOT_ONE;
        first = first == NOT_ONE ? other : first;
    }
    return first;
}

/* A sheet in the order of asking: what is left in the end has the row itself. */
struct asked {
    uint64_t lines;
    bool named;
    size_t sheet;
};

/* The shortest first; of those as long one that is named so, or the last. */
static int by_length(const void *a, const void *b)
{
    const struct asked *x = a, *y = b;

    if (x->lines != y->lines)
        return x->lines < y->lines ? -1 : 1;
    if (x->named != y->named)
        return x->named ? -1 : 1;
    return x->sheet < y->sheet ? 1 : -1;
}

static enum rt_status find_extracts(
    struct rt_extracts *x, size_t *found, struct rt_error *err)
{
    size_t count = x->in->sheet_count;
    struct asked *list = calloc(count, sizeof *list);

    RT_NEED(list, err);
    for (size_t i = 0; i < count; i++)
        list[i] = (struct asked){.lines = x->lines[i],
            .named = is_named_extract(x->in->sheets[i].name),
            .sheet = i};
    qsort(list, count, sizeof *list, by_length);
    for (size_t i = 0; i < count; i++) {
        const struct asked *a = &list[i];
        if (a->lines > 0)
            x->of[a->sheet] = extract_of(x, a->sheet, a->named);
        *found += x->of[a->sheet] != NOT_ONE;
    }
    free(list);
    return RT_OK;
}

/* The kind of a record that came out, and a risk's sheet. */
static enum rt_entry_kind kind_of(struct rt_str *record, size_t *sheet)
{
    uint64_t kind = 0, at = 0;

    rt_unpack_u64(record, &kind);
    if (kind == RT_ENTRY_RISK)
        rt_unpack_u64(record, &at);
    *sheet = (size_t)at;
    return (enum rt_entry_kind)kind;
}

/* A sheet whose name says nothing may be one of other assets after all. */
static enum rt_code code_of(const struct rt_extracts *x, size_t sheet)
{
    return is_named_extract(x->in->sheets[sheet].name) ? RT_DU107 : RT_DU109;
}

static enum rt_status report(
    struct rt_extracts *x, size_t sheet, struct rt_error *err)
{
    const struct rt_sheet_facts *s = &x->in->sheets[sheet];
    struct rt_place place = {.sheet = s};

    return rt_put_finding(x->in, code_of(x, sheet), &place,
        RT_ARGS(s->name, RT_DECIMAL((int64_t)x->lines[sheet]),
            x->in->sheets[x->of[sheet]].name),
        err);
}

/* The raw row of a risk: both come in the order of sheets and rows. */
static enum rt_status seek(struct rt_intake *in, size_t sheet, uint32_t number,
    struct rt_row *row, struct rt_cell *cells, struct rt_error *err)
{
    struct rt_error problem;
    size_t at;
    enum rt_status rc;

    do {
        rc = rt_raw_get(&in->raw, &at, row, cells, in->request.limits->columns,
            &problem, err);
    } while (rc == RT_ROW && (at != sheet || row->number != number));
    return rc == RT_ROW ? RT_OK
           : rc == RT_END
               ? rt_fail(err, RT_BUG, "the row of a risk is not there")
               : rc;
}

static enum rt_status reject(struct rt_extracts *x, size_t sheet,
    struct rt_str record, struct rt_cell *cells, struct rt_error *err)
{
    struct rt_intake *in = x->in;
    struct rt_buf reason = RT_BUF(64 * 1024);
    enum rt_code code = code_of(x, sheet);
    struct rt_risk risk;
    struct rt_row row;
    enum rt_status rc;

    rt_record_unpack(&rt_risk_members, &record, &risk);
    RT_TRY(seek(in, sheet, risk.where.row, &row, cells, err));
    rc = rt_finding_message(code, in->request.lang,
        RT_ARGS(in->sheets[sheet].name, RT_DECIMAL((int64_t)x->lines[sheet]),
            in->sheets[x->of[sheet]].name),
        &reason);
    rc = rc == RT_OK ? rt_put_rejected(
             in, &in->sheets[sheet], &row, code, rt_buf_str(&reason), err)
                     : rt_fail_nomem(err);
    rt_buf_fini(&reason);
    in->input.counts.accepted--;
    in->input.counts.rejected++;
    return rc;
}

/* On a sheet that is not counted a value that cannot be read is to be seen to,
 * and what nobody reads is told still: it is on no other sheet. */
static bool is_moot(const struct rt_extracts *x, struct rt_str record)
{
    struct rt_finding f = {0};

    rt_record_unpack(&rt_finding_members, &record, &f);
    if (f.code == RT_TP309 || f.code == RT_TP425 || f.code == RT_TP324
        || f.code == RT_TP326
        || (f.code != RT_TP304
            && rt_finding_info(f.code)->severity == RT_ERROR))
        return false;
    for (size_t i = 0; i < x->in->sheet_count; i++) {
        if (x->of[i] != NOT_ONE
            && rt_str_eq(x->in->sheets[i].name, f.where.sheet))
            return true;
    }
    return false;
}

static enum rt_status put_one(struct rt_extracts *x, struct rt_str record,
    struct rt_cell *cells, struct rt_error *err)
{
    struct rt_str rest = record;
    size_t sheet;
    enum rt_entry_kind kind = kind_of(&rest, &sheet);

    if (kind == RT_ENTRY_RISK && x->of[sheet] != NOT_ONE)
        return reject(x, sheet, rest, cells, err);
    if (kind == RT_ENTRY_FINDING && is_moot(x, rest))
        return RT_OK;
    return rt_spool_put(&x->in->out, record, err);
}

/* Everything once more, without the extracts' risks. */
static enum rt_status put_again(struct rt_extracts *x, struct rt_spool *old,
    struct rt_cell *cells, struct rt_error *err)
{
    struct rt_str record;
    enum rt_status rc = rt_spool_rewind(old, err);

    RT_THEN(rc, rt_spool_rewind(&x->in->raw, err));
    while (rc == RT_OK && (rc = rt_spool_get(old, &record, err)) == RT_ROW)
        rc = put_one(x, record, cells, err);
    for (size_t i = 0; i < x->in->sheet_count && rc == RT_END; i++) {
        if (x->of[i] != NOT_ONE && (rc = report(x, i, err)) == RT_OK)
            rc = RT_END;
    }
    return rc == RT_END ? RT_OK : rc;
}

enum rt_status rt_extracts_drop(
    struct rt_convert *c, struct rt_cell *cells, struct rt_error *err)
{
    struct rt_extracts *x = c->extracts;
    struct rt_spool old;
    size_t found = 0;
    enum rt_status rc;

    if (!x || x->count == 0)
        return RT_OK;
    qsort(x->rows, x->count, sizeof *x->rows, by_asset);
    RT_TRY(find_extracts(x, &found, err));
    if (found == 0)
        return RT_OK;
    old = c->in->out;
    rt_spool_init(&c->in->out, old.memory);
    rc = put_again(x, &old, cells, err);
    rt_spool_fini(&old);
    return rc;
}

/* Where only one ledger has rows there is nothing to compare, and `check` looks
 * at every row. */
bool rt_may_repeat(const struct rt_intake *in)
{
    size_t ledgers = 0;

    for (size_t i = 0; i < in->sheet_count; i++)
        ledgers += in->sheets[i].layout.form == RT_FORM_LEDGER
                   && !in->sheets[i].example && in->sheets[i].spooled > 0;
    return ledgers > 1 && in->request.grid_cells == 0;
}

enum rt_status rt_extracts_new(struct rt_convert *c, struct rt_error *err)
{
    size_t sheets = c->in->sheet_count;
    struct rt_extracts *x;

    c->extracts = NULL;
    if (!rt_may_repeat(c->in))
        return RT_OK;
    x = c->extracts = calloc(1, sizeof *x);
    RT_NEED(x, err);
    x->in = c->in;
    x->lines = calloc(sheets, sizeof *x->lines);
    x->of = reallocarray(NULL, sheets, sizeof *x->of);
    if (!x->lines || !x->of)
        return rt_fail_nomem(err);
    for (size_t i = 0; i < sheets; i++)
        x->of[i] = NOT_ONE;
    return RT_OK;
}

void rt_extracts_free(struct rt_extracts *x)
{
    if (!x)
        return;
    free(x->rows);
    free(x->lines);
    free(x->of);
    free(x);
}
