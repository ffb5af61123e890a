/* What the inputs and the previous statement say of each control, and which risks
 * need it. */
#include "ledger/chosen_controls.h"
#include "ledger/statement_rows.h"

static enum rt_status keep_text(
    struct ldb_joining *j, struct rt_str *s, struct rt_error *err)
{
    *s = rt_arena_str(&j->arena, *s);
    RT_NEED(s->p, err);
    return RT_OK;
}

static enum rt_status add_text(struct ldb_joining *j, struct ldb_texts *t,
    struct rt_str text, struct rt_error *err)
{
    text = rt_str_trim(text);
    if (text.n == 0)
        return RT_OK;
    for (size_t i = 0; i < t->count; i++) {
        if (rt_str_eq(t->list[i], text))
            return RT_OK;
    }
    if (t->count == LDB_TEXTS_SHOWN) {
        t->more++;
        return RT_OK;
    }
    RT_TRY(keep_text(j, &text, err));
    t->list[t->count++] = text;
    return RT_OK;
}

static enum rt_status add_lines(struct ldb_joining *j, struct ldb_texts *t,
    struct rt_str text, struct rt_error *err)
{
    struct rt_str line;

    while (rt_str_line(&text, &line))
        RT_TRY(add_text(j, t, line, err));
    return RT_OK;
}

/* Of a control of the company's own: by its number, else by its name. */
static enum rt_status find_own(struct ldb_joining *j,
    const struct rt_soa_row *row, size_t *at, struct rt_error *err)
{
    uint32_t n;

    if (!rt_intern_folded(
            &j->own, row->number.n > 0 ? row->number : row->name, &n))
        return rt_fail_nomem(err);
    *at = RT_ANNEX_CONTROLS + (n > 0 ? n - 1 : 0);
    if (*at < j->count)
        return RT_OK;
    /* More are on the sheet of the senders alone. */
    if (j->count == RT_ANNEX_CONTROLS + LDB_OWN_CONTROLS) {
        *at = SIZE_MAX;
        return RT_OK;
    }
    RT_NEED(RT_GROW(j->of, j->count, j->cap), err);
    j->of[j->count]
        = (struct ldb_gathered){.number = row->number, .name = row->name};
    RT_TRY(keep_text(j, &j->of[j->count].number, err));
    RT_TRY(keep_text(j, &j->of[j->count].name, err));
    j->count++;
    return RT_OK;
}

static enum rt_status keep_row(struct ldb_joining *j,
    const struct rt_soa_row *row, const struct rt_soa_row **to,
    struct rt_error *err)
{
    struct rt_soa_row *kept = rt_arena_alloc(&j->arena, sizeof *kept);

    RT_NEED(kept, err);
    *kept = *row;
    RT_NEED(rt_record_keep(&rt_soa_row_members, kept, &j->arena), err);
    *to = kept;
    return RT_OK;
}

static enum rt_status take_sent(struct ldb_joining *j, struct ldb_gathered *g,
    const struct ldb_soa_row *r, struct rt_error *err)
{
    bool excluded = r->row.applies == RT_APPLIES_NO;
    struct ldb_saying *first = &g->says[excluded];
    struct ldb_soa_row copy = *r;
    const struct rt_soa_row *kept;

    RT_TRY(add_lines(j, &g->documents, r->row.documents, err));
    if (r->row.applies == RT_APPLIES_UNSAID)
        return RT_OK;
    g->applied += !excluded;
    g->excluded += excluded;
    if (!excluded && r->row.state != RT_IMPLEMENTED_NA
        && r->row.state > g->state)
        g->state = r->row.state;
    RT_TRY(add_text(j, &g->why[excluded], r->row.reason, err));
    if (first->row && !excluded)
        return RT_OK;
    RT_TRY(keep_row(j, &r->row, &kept, err));
    if (!first->row)
        *first = (struct ldb_saying){r->input, kept};
    if (!excluded || r->row.control < 0)
        return RT_OK;
    copy.row = *kept;
    RT_NEED(RT_GROW(j->excluding, j->excluding_count, j->excluding_cap), err);
    j->excluding[j->excluding_count++] = copy;
    return RT_OK;
}

static enum rt_status take_row(
    void *context, struct rt_sql_read *read, struct rt_error *err)
{
    struct ldb_joining *j = context;
    struct ldb_soa_row r;
    size_t at;

    rt_ldb_get_soa_row(read, &r);
    at = (size_t)r.row.control;
    if (r.row.control < 0 || r.row.control >= RT_ANNEX_CONTROLS)
        RT_TRY(find_own(j, &r.row, &at, err));
    if (at == SIZE_MAX)
        return RT_OK;
    switch (r.kind) {
    case LDB_OF_BASIS:
        j->has_basis = true;
        return keep_row(j, &r.row, &j->of[at].basis, err);
    case LDB_OF_PREVIOUS:
        return keep_row(j, &r.row, &j->of[at].previous, err);
    default:
        return take_sent(j, &j->of[at], &r, err);
    }
}

/* Which control of the annex each of the run's is. */
static enum rt_status take_chosen(
    void *context, struct rt_sql_read *read, struct rt_error *err)
{
    struct ldb_joining *j = context;
    int64_t control = rt_sql_get_int(read);
    struct rt_sql_bind b;
    enum rt_annex_how how;
    int annex = rt_annex_of_control(rt_sql_get_str(read), &how);

    if (annex < 0)
        return RT_OK;
    b = rt_sql_kept(&j->l->sql, LDB_ADD_CONTROL_ANNEX);
    rt_sql_put_int(&b, control);
    rt_sql_put_int(&b, annex);
    rt_sql_put_int(&b, how);
    return rt_sql_run(&b, NULL, err);
}

static enum rt_status take_need(
    void *context, struct rt_sql_read *read, struct rt_error *err)
{
    struct ldb_joining *j = context;
    struct ldb_gathered *g = &j->of[rt_sql_get_int(read)];
    uint64_t position = rt_sql_get_count(read);
    enum rt_plan_status state = (enum rt_plan_status)rt_sql_get_int(read);
    enum rt_annex_how how = (enum rt_annex_how)rt_sql_get_int(read);
    struct rt_str text = rt_sql_get_str(read);

    RT_TRY(add_text(j, &g->chosen, text, err));
    if (how != RT_ANNEX_BY_WORDS && g->sure.n == 0) {
        g->sure = text;
        RT_TRY(keep_text(j, &g->sure, err));
    }
    if (position == g->last_risk) /* by another control */
        return RT_OK;
    g->last_risk = position;
    g->risks_done += state == RT_PLAN_DONE;
    g->risks_begun += state == RT_PLAN_UNDER_WAY;
    if (g->risks++ >= LDB_RISKS_SHOWN)
        return RT_OK;
    g->first[g->risks - 1] = position;
    return RT_OK;
}

enum rt_status rt_ldb_soa_chosen(
    struct ldb_joining *j, bool *any, struct rt_error *err)
{
    int64_t found;

    RT_TRY(rt_sql_walk(&j->l->sql, LDB_SOA_CHOSEN, take_chosen, j, err));
    RT_TRY(rt_sql_number(&j->l->sql, LDB_ANY_CONTROL_ANNEX, &found, err));
    *any = found || j->l->has_statement;
    return RT_OK;
}

enum rt_status rt_ldb_soa_gather(struct ldb_joining *j, struct rt_error *err)
{
    struct rt_sql *sql = &j->l->sql;
    int64_t personal;

    RT_TRY(rt_sql_number(sql, LDB_COUNT_PERSONAL, &personal, err));
    j->personal = personal > 0 ? (uint64_t)personal : 0;
    RT_TRY(rt_sql_walk(sql, LDB_SOA_NEEDS, take_need, j, err));
    return rt_sql_walk(sql, LDB_SOA_ROWS, take_row, j, err);
}

/* --- as texts ------------------------------------------------------------------- */

enum rt_status rt_ldb_soa_kept(struct ldb_joining *j, struct rt_buf *b,
    enum rt_status rc, struct rt_str *to, struct rt_error *err)
{
    *to = rt_arena_str(&j->arena, rt_buf_str(b));
    rt_buf_fini(b);
    return rc == RT_OK && to->p ? RT_OK : rt_fail_nomem(err);
}

/* "ほか3件" */
static enum rt_status add_more(
    struct ldb_joining *j, struct rt_buf *b, uint64_t n)
{
    char number[24], more[64];

    if (n == 0)
        return RT_OK;
    rt_format_int((int64_t)n, number);
    snprintf(more, sizeof more, rt_word(j->lang, RT_W_SOA_MORE), number);
    return rt_buf_printf(b, "%s%s", rt_say(j->lang, " ", " "), more);
}

/* A text a line. What does not fit is left out, and counted. */
enum rt_status rt_ldb_soa_texts(struct ldb_joining *j,
    const struct ldb_texts *t, const char *between, struct rt_str *to,
    struct rt_error *err)
{
    struct rt_buf b = RT_BUF(2 * LDB_SOA_TEXT);
    enum rt_status rc = RT_OK;
    size_t shown = 0;

    while (shown < t->count && rc == RT_OK
           && b.len + t->list[shown].n < LDB_SOA_TEXT) {
        rc = rt_buf_printf(&b, "%s", shown > 0 ? between : "");
        RT_THEN(rc, rt_buf_adds(&b, t->list[shown++]));
    }
    RT_THEN(rc, add_more(j, &b, t->count - shown + t->more));
    return rt_ldb_soa_kept(j, &b, rc, to, err);
}

static enum rt_status add_risk(struct ldb_joining *j, struct rt_buf *b,
    uint64_t position, struct rt_error *err)
{
    struct rt_sql_cursor c = rt_sql_query(&j->l->sql, LDB_SOA_RISK);
    enum rt_status rc;

    rt_sql_put_int(&c.bind, (int64_t)position);
    rc = rt_sql_next(&c, err);
    if (rc == RT_ROW) {
        struct rt_str id = rt_sql_get_id(&c.row);
        rc = rt_buf_printf(
            b, "%s%.*s", b->len > 0 ? rt_comma(j->lang) : "", RT_FMT(id));
        rc = rc == RT_OK ? RT_OK : rt_fail_nomem(err);
    }
    rt_sql_end(&c);
    return rc == RT_END ? RT_OK : rc;
}

enum rt_status rt_ldb_soa_risks(struct ldb_joining *j,
    const struct ldb_gathered *g, struct rt_str *to, struct rt_error *err)
{
    struct rt_buf b = RT_BUF(LDB_SOA_TEXT);
    enum rt_status rc = RT_OK;

    for (size_t i = 0; i < g->risks && i < LDB_RISKS_SHOWN && rc == RT_OK; i++)
        rc = add_risk(j, &b, g->first[i], err);
    if (rc != RT_OK) {
        rt_buf_fini(&b);
        return rc;
    }
    rc = add_more(
        j, &b, g->risks > LDB_RISKS_SHOWN ? g->risks - LDB_RISKS_SHOWN : 0);
    return rt_ldb_soa_kept(j, &b, rc, to, err);
}
