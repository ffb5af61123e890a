/* What people typed into the previous statement of applicability, and what has
 * changed since it was written. */
#include "form/statement_row.h"
#include "ledger/statement_rows.h"

const enum rt_word rt_ldb_soa_cells[LDB_SOA_CELLS]
    = {[LDB_CELL_APPLIES] = RT_W_SOA_APPLIES,
        [LDB_CELL_STATE] = RT_W_SOA_STATE,
        [LDB_CELL_REASON] = RT_W_SOA_SHORT_REASON,
        [LDB_CELL_DOCUMENTS] = RT_W_SOA_DOCUMENTS};

struct rt_str rt_ldb_soa_text(const struct rt_soa_row *row, int field)
{
    return !row                        ? RT_STR_NONE
           : field == LDB_CELL_APPLIES ? row->applies_text
           : field == LDB_CELL_STATE   ? row->state_text
           : field == LDB_CELL_REASON  ? row->reason
                                       : row->documents;
}

static uint32_t col_of(const struct rt_soa_row *row, int field)
{
    return field == LDB_CELL_APPLIES  ? row->applies_col
           : field == LDB_CELL_STATE  ? row->state_col
           : field == LDB_CELL_REASON ? row->reason_col
                                      : row->documents_col;
}

/* Whether the basis says that the cell was typed before. */
static bool was_typed(const struct ldb_gathered *g, int field)
{
    enum rt_word name = rt_ldb_soa_cells[field];

    return g->basis
           && (rt_str_contains(g->basis->typed, rt_str(rt_word(RT_JA, name)))
               || rt_str_contains(
                   g->basis->typed, rt_str(rt_word(RT_EN, name))));
}

bool rt_ldb_soa_is_typed(const struct ldb_gathered *g, int field)
{
    struct rt_str now = rt_ldb_soa_text(g->previous, field);

    if (now.n == 0 || rt_is_proposed(now))
        return false;
    return !rt_str_eq(now, rt_ldb_soa_text(g->basis, field))
           || was_typed(g, field);
}

struct rt_str rt_ldb_soa_shown(struct rt_str text, char to[LDB_SHOWN])
{
    rt_str_copy(to, LDB_SHOWN, text);
    for (char *p = to; *p != '\0'; p++)
        *p = *p == '\n' || *p == '\r' || *p == '\t' ? ' ' : *p;
    return rt_str(to);
}

struct rt_str rt_ldb_soa_number(
    const struct ldb_joining *j, size_t at, char to[LDB_SHOWN])
{
    if (at < RT_ANNEX_CONTROLS)
        rt_annex_number_shown((int)at, to);
    else
        rt_str_copy(to, LDB_SHOWN,
            j->of[at].number.n > 0 ? j->of[at].number : j->of[at].name);
    return rt_str(to);
}

/* What a cell of the previous statement said, and says now. */
struct change {
    size_t at;
    int field;
    struct rt_str old, new;
};

static enum rt_status report_change(struct ldb_joining *j,
    const struct change *c, enum rt_code code, struct rt_error *err)
{
    const struct rt_soa_row *row = j->of[c->at].previous;
    char number[LDB_SHOWN], old[LDB_SHOWN], new[LDB_SHOWN];
    struct rt_finding f = {.code = code,
        .where = row->where,
        .expected = c->old,
        .actual = c->new};

    f.where.file = rt_str(j->l->soa_file);
    f.where.col = col_of(row, c->field);
    return rt_ledger_report(j->l, 0, &f, j->lang,
        RT_ARGS(rt_ldb_soa_number(j, c->at, number),
            rt_ldb_soa_shown(c->old, old), rt_ldb_soa_shown(c->new, new)),
        err);
}

/* Rows that have what the text says already read. */
static int meant(
    const struct ldb_gathered *g, struct rt_str text, int field, int made)
{
    const struct rt_soa_row *rows[] = {g->previous, g->basis};

    for (size_t i = 0; i < RT_COUNT(rows); i++) {
        if (rows[i] && rt_str_eq(rt_ldb_soa_text(rows[i], field), text))
            return field == LDB_CELL_APPLIES ? rows[i]->applies
                                             : rows[i]->state;
    }
    return made;
}

/* Whether a mark is only written in the other language. */
static bool is_same(const struct change *c, int old, int new)
{
    bool proposed = rt_is_proposed(c->old);

    return (c->field == LDB_CELL_APPLIES || c->field == LDB_CELL_STATE)
           && old == new &&proposed == rt_is_proposed(c->new)
           && (proposed || old != RT_APPLIES_UNSAID);
}

static enum rt_status judge_change(struct ldb_joining *j,
    const struct change *c, int old, int new, struct rt_error *err)
{
    if (rt_is_proposed(c->old))
        return RT_OK;
    if (c->field == LDB_CELL_APPLIES && old == RT_APPLIES_YES
        && new == RT_APPLIES_NO)
        return report_change(j, c, RT_PL654, err);
    if (c->field == LDB_CELL_STATE && old >= RT_IMPLEMENTED_DONE
        && old <= RT_IMPLEMENTED_NOT && new <= RT_IMPLEMENTED_NOT &&new > old)
        return report_change(j, c, RT_PL655, err);
    if (c->field == LDB_CELL_REASON && c->old.n > 0 && c->new.n > 0
        && !rt_is_proposed(c->new))
        return report_change(j, c, RT_PL656, err);
    return RT_OK;
}

struct rt_str *rt_ldb_soa_cell(struct rt_soa_control *c, int field)
{
    return field == LDB_CELL_APPLIES  ? &c->applies
           : field == LDB_CELL_STATE  ? &c->state
           : field == LDB_CELL_REASON ? &c->reason
                                      : &c->documents;
}

static const char *or_blank(
    enum rt_lang lang, struct rt_str text, char to[LDB_SHOWN])
{
    return text.n > 0 ? rt_ldb_soa_shown(text, to).p
                      : rt_say(lang, "空欄", "blank");
}

static enum rt_status add_change(struct ldb_joining *j, const struct change *c,
    struct rt_buf *to, struct rt_error *err)
{
    enum rt_status rc = RT_OK;
    char old[LDB_SHOWN], new[LDB_SHOWN];

    if (c->field == LDB_CELL_REASON && rt_is_proposed(c->new))
        return RT_OK;
    if (to->len > 0)
        rc = rt_buf_printf(to, "%s", rt_comma(j->lang));
    if (c->field == LDB_CELL_APPLIES || c->field == LDB_CELL_STATE)
        RT_THEN(
            rc, rt_buf_printf(to, "%s%s%s→%s",
                    rt_word(j->lang, rt_ldb_soa_cells[c->field]),
                    rt_say(j->lang, "：", ": "), or_blank(j->lang, c->old, old),
                    or_blank(j->lang, c->new, new)));
    else
        RT_THEN(rc, rt_buf_printf(to, "%s",
                        rt_word(j->lang, rt_ldb_soa_cells[c->field])));
    return rc == RT_OK ? RT_OK : rt_fail_nomem(err);
}

enum rt_status rt_ldb_soa_compare(struct ldb_joining *j, size_t at,
    struct rt_soa_control *out, struct rt_error *err)
{
    const struct ldb_gathered *g = &j->of[at];
    struct rt_buf changed = RT_BUF(LDB_SOA_TEXT);
    enum rt_status rc = RT_OK;
    int old, new;

    out->changed_on = g->previous->changed_on;
    out->changed = g->previous->changed;
    for (int f = 0; f < LDB_SOA_CELLS && rc == RT_OK; f++) {
        struct rt_str now = rt_ldb_soa_text(g->previous, f);
        struct change c
            = {at, f, j->has_basis ? rt_ldb_soa_text(g->basis, f) : now,
                *rt_ldb_soa_cell(out, f)};
        if (rt_str_eq(c.old, now) || !g->basis)
            c.old = now;
        old = meant(g, c.old, f, RT_APPLIES_UNSAID);
        new = f == LDB_CELL_APPLIES ? out->means : out->carried;
        if (rt_str_eq(c.old, c.new) || is_same(&c, old, new))
            continue;
        rc = judge_change(j, &c, old, new, err);
        RT_THEN(rc, add_change(j, &c, &changed, err));
    }
    if (rc == RT_OK && changed.len > 0) {
        out->changed_on = rt_str(j->l->now);
        return rt_ldb_soa_kept(j, &changed, rc, &out->changed, err);
    }
    rt_buf_fini(&changed);
    return rc;
}
