/* --accept: findings that were reviewed and accepted.
 *
 * An entry names a finding by its code and the risk's id, never by a row, so
 * that it holds when rows move. It is read like any other CSV. An entry without
 * a reason or an expiry date is refused: an acceptance without an owner or an
 * end is how findings get lost. Entries that no longer do anything become
 * findings themselves, so that the list stays short.
 */
#include "base/fold.h"
#include "base/intern.h"
#include "base/list.h"
#include "base/text.h"
#include "command/check.h"
#include "form/word/value.h"
#include "input/book.h"

enum { ACCEPTS_MAX = 100000 };

enum column { CODE, RISK_ID, REASON, EXPIRES, COLUMNS };

static const char *const headings[COLUMNS][4] = {
    [CODE] = {"コード", "指摘コード", "code"},
    [RISK_ID] = {"リスクID", "risk id", "risk_id"},
    [REASON] = {"理由", "受容理由", "reason"},
    [EXPIRES] = {"期限", "有効期限", "expires", "expiry"},
};

struct reading {
    struct rt_check *check;
    const char *path;
    int32_t at[COLUMNS]; /* 0-based columns; -1: none */
    bool heading;
    size_t cap;
    struct rt_intern seen; /* the findings with an entry, as "code risk id" */
};

/* --- reading -------------------------------------------------------------- */

static bool find_columns(struct reading *r, const struct rt_row *row)
{
    for (int c = 0; c < COLUMNS; c++) {
        r->at[c] = -1;
        for (size_t i = 0; i < row->count; i++) {
            for (int n = 0; n < 4 && headings[c][n]; n++) {
                if (rt_fold_eq(row->cells[i].text, rt_str(headings[c][n])))
                    r->at[c] = (int32_t)row->cells[i].col;
            }
        }
        if (r->at[c] < 0)
            return false;
    }
    return true;
}

static struct rt_str text_at(
    const struct reading *r, const struct rt_row *row, enum column c)
{
    return rt_str_trim(rt_cell_text(rt_row_cell(row, r->at[c])));
}

static enum rt_status refuse(
    uint32_t line, const char *ja, const char *en, struct rt_error *err)
{
    err->row = line;
    return rt_fail_text(err, RT_USAGE, ja, en);
}

/* RT_USAGE where the finding has an entry already. */
static enum rt_status note_finding(struct reading *r, uint32_t line,
    enum rt_code code, struct rt_str risk_id, struct rt_error *err)
{
    struct rt_buf key = RT_BUF(1 << 20);
    size_t before = r->seen.count;
    uint32_t number
        = rt_buf_printf(&key, "%d %.*s", (int)code, RT_FMT(risk_id)) == RT_OK
              ? rt_intern(&r->seen, rt_buf_str(&key))
              : 0;

    rt_buf_fini(&key);
    RT_NEED(number, err);
    return number > before
               ? RT_OK
               : refuse(line, "同じコードとリスクIDがすでにあります",
                   "the same code and risk id are given twice", err);
}

/* Reads one entry into `to`, whole or not at all. */
static enum rt_status understand(struct reading *r, const struct rt_row *row,
    struct rt_accepted *to, struct rt_error *err)
{
    struct rt_accepts *all = &r->check->accepts;
    struct rt_str risk_id = text_at(r, row, RISK_ID);
    struct rt_str reason = text_at(r, row, REASON);

    to->line = row->number;
    to->code = rt_finding_code(text_at(r, row, CODE));
    if (to->code == RT_CODE_NONE)
        return refuse(row->number,
            "コードの欄が指摘コードではありません（一覧：risktally rules explain）",
            "there is no such code (see risktally rules explain)", err);
    if (risk_id.n == 0)
        return refuse(
            row->number, "リスクIDが空欄です", "the risk id is blank", err);
    if (reason.n == 0)
        return refuse(
            row->number, "理由が空欄です", "the reason is blank", err);
    if (!rt_is_taken(
            rt_value_date(rt_row_cell(row, r->at[EXPIRES]), to->expires)))
        return refuse(row->number, "期限が日付ではありません（例：2026-09-30）",
            "the expiry is no date (for example 2026-09-30)", err);
    RT_TRY(note_finding(r, row->number, to->code, risk_id, err));
    to->risk_id = rt_arena_str(&all->arena, risk_id);
    to->reason = rt_arena_str(&all->arena, reason);
    return to->risk_id.p && to->reason.p ? RT_OK : rt_fail_nomem(err);
}

static enum rt_status take_row(
    struct reading *r, const struct rt_row *row, struct rt_error *err)
{
    struct rt_accepts *all = &r->check->accepts;

    if (row->problem) {
        *err = *row->problem;
        err->row = row->number;
        return RT_USAGE;
    }
    if (!r->heading) {
        r->heading = find_columns(r, row);
        return RT_OK;
    }
    if (row->count == 0)
        return RT_OK;
    if (all->count == ACCEPTS_MAX)
        return refuse(
            row->number, "行が多すぎます", "there are too many lines", err);
    RT_NEED(RT_ARENA_GROW(&all->arena, all->list, all->count, r->cap), err);
    RT_TRY(understand(r, row, &all->list[all->count], err));
    all->count++;
    return RT_OK;
}

static enum rt_status read_rows(
    struct reading *r, struct rt_rows *rows, struct rt_error *err)
{
    struct rt_row row;
    enum rt_status rc;

    while ((rc = rt_rows_next(rows, &row, err)) == RT_ROW)
        RT_TRY(take_row(r, &row, err));
    if (rc != RT_END)
        return rc;
    if (!r->heading)
        return refuse(0,
            "見出し「コード、リスクID、理由、期限」の行がありません",
            "no heading with code, risk id, reason and expires", err);
    return RT_OK;
}

enum rt_status rt_check_read_accepts(struct rt_check *c, struct rt_error *err)
{
    struct reading r = {.check = c, .path = c->o.accept};
    char place[RT_ERROR_TEXT];
    struct rt_error failed = {0};
    struct rt_book *book = NULL;
    struct rt_rows *rows = NULL;
    enum rt_status rc;

    if (!r.path)
        return RT_OK;
    rc = rt_book_open(r.path, &c->o.limits, c->o.encoding, &book, &failed);
    RT_THEN(rc, rt_rows_open(book, 0, &rows, &failed));
    RT_THEN(rc, read_rows(&r, rows, &failed));
    rt_intern_fini(&r.seen);
    rt_rows_close(rows);
    rt_book_close(book);
    if (rc == RT_OK)
        return RT_OK;
    /* A list that cannot be read is the caller's mistake, whatever is wrong. */
    snprintf(place, sizeof place, failed.row ? "--accept %s:%u" : "--accept %s",
        r.path, failed.row);
    return rt_fail_worded(err, rc == RT_NOMEM ? rc : RT_USAGE, place, &failed);
}

void rt_check_free_accepts(struct rt_check *c)
{
    rt_arena_fini(&c->accepts.arena);
}

/* --- applying ------------------------------------------------------------- */

/* About an entry: at its line of the list. */
static enum rt_status put_finding(struct rt_check *c,
    const struct rt_accepted *a, enum rt_code code, struct rt_error *err)
{
    struct rt_finding f = {.code = code,
        .where.file = rt_str(c->o.accept),
        .where.row = a->line,
        .where.csv = true,
        .risk_id = a->risk_id};

    return rt_ledger_report(c->ledger, 0, &f, c->o.lang,
        RT_ARGS(rt_str(rt_finding_info(a->code)->name), a->risk_id,
            rt_str(a->expires), a->reason),
        err);
}

/* ISO dates compare as text. */
static bool has_expired(const struct rt_check *c, const struct rt_accepted *a)
{
    return strcmp(c->o.now, a->expires) > 0;
}

/* All entries are applied first, then each is reported on: no entry accepts a
 * finding about another. */
enum rt_status rt_check_apply_accepts(struct rt_check *c, struct rt_error *err)
{
    struct rt_accepts *all = &c->accepts;

    for (size_t i = 0; i < all->count; i++) {
        struct rt_accepted *a = &all->list[i];

        a->taken = 0;
        if (!has_expired(c, a))
            RT_TRY(rt_ledger_accept(
                c->ledger, a->code, a->risk_id, &a->taken, err));
        all->taken += a->taken;
    }
    for (size_t i = 0; i < all->count; i++) {
        const struct rt_accepted *a = &all->list[i];

        if (has_expired(c, a))
            RT_TRY(put_finding(c, a, RT_RA602, err));
        else if (a->taken == 0)
            RT_TRY(put_finding(c, a, RT_RA601, err));
    }
    return RT_OK;
}
