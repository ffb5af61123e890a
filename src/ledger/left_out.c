/* What people typed into a previous plan and the new one does not have: each
 * entry is a finding, and a line of the sheet 引き継がなかった記入.
 *
 * Whoever reads the plan reports what is beside its rows. Values of the rows
 * themselves are reported here, once it is known which risk a row is carried
 * over to: only then can a typed value be distinguished from one that the
 * inputs have changed since.
 */
#include "ledger/private.h"

#include "base/fold.h"
#include "risk/plan_carry.h"
#include "risk/plan_written.h"

enum { SHOWN = 400 };

/* On one line, and shortened. */
static struct rt_str shown(struct rt_str text, char to[SHOWN])
{
    rt_str_copy(to, SHOWN, rt_str_trim(text));
    for (char *p = to; *p != '\0'; p++) {
        if (*p == '\n' || *p == '\r' || *p == '\t')
            *p = ' ';
    }
    return rt_str(to);
}

/* What is left out, for a message; of a column with a name like ファイル it must
 * be plain that it is what was typed there. */
static struct rt_str what_of(
    const struct rt_left_out *x, enum rt_lang lang, char to[SHOWN])
{
    char what[SHOWN];

    if (x->why != RT_LEFT_SUBMITTED && x->why != RT_LEFT_OURS)
        return shown(x->what, to);
    snprintf(to, SHOWN,
        rt_say(lang, "「%.*s」の欄の記入", "the entry in the column %.*s"),
        RT_FMT(shown(x->what, what)));
    return rt_str(to);
}

enum rt_status rt_ldb_keep_left_out(
    struct rt_ledger *l, const struct rt_left_out *x, struct rt_error *err)
{
    struct rt_sql_bind b = rt_sql_kept(&l->sql, LDB_LEAVE_OUT);

    rt_sql_put_strs(&b, x->where.file, x->where.sheet);
    rt_sql_put_int(&b, x->where.row);
    rt_sql_put_int(&b, x->where.col);
    rt_sql_put_strs(&b, x->what, x->text);
    rt_sql_put_int(&b, x->why);
    return rt_sql_run(&b, NULL, err);
}

enum rt_status rt_ledger_leave_out(struct rt_ledger *l,
    const struct rt_left_out *x, enum rt_lang lang, struct rt_error *err)
{
    char what[SHOWN], text[SHOWN];
    const struct rt_str args[RT_FINDING_ARGS]
        = {what_of(x, lang, what), shown(x->text, text), x->instead};
    struct rt_finding f = {.code = x->code,
        .where = x->where,
        .risk_id = x->risk_id,
        .actual = x->text,
        .expected = x->instead};

    f.where.csv = f.where.sheet.n == 0;
    RT_TRY(rt_ldb_report_row(l, &f, RT_STR_NONE, lang, args, err));
    return x->why == RT_LEFT_NOT ? RT_OK : rt_ldb_keep_left_out(l, x, err);
}

static void read_left_out(struct rt_sql_read *r, void *to)
{
    struct rt_left_out *x = to;
    *x = (struct rt_left_out){0};
    rt_sql_get_strs(r, &x->where.file, &x->where.sheet);
    x->where.csv = x->where.sheet.n == 0;
    x->where.row = (uint32_t)rt_sql_get_int(r);
    x->where.col = (uint32_t)rt_sql_get_int(r);
    rt_sql_get_strs(r, &x->what, &x->text);
    x->why = (enum rt_left_why)rt_sql_get_int(r);
}

struct rt_cursor rt_ledger_left_out(struct rt_ledger *l, struct rt_error *err)
{
    return LDB_ROWS(l, LDB_LEFT_OUT, read_left_out, struct rt_left_out, err);
}

/* --- values of the rows ----------------------------------------------------- */

struct rows {
    struct rt_ledger *ledger;
    enum rt_lang lang;
    const struct rt_planned *at;
};

#define AT(name) offsetof(struct rt_plan_row, name)

/* A member's text that is not carried over. */
static enum rt_status leave(struct rows *r, enum rt_code code,
    enum rt_left_why why, size_t member, struct rt_str text,
    struct rt_str instead, struct rt_error *err)
{
    const struct rt_plan_row *row = &r->at->previous;
    const struct rt_member *m = rt_member_at(&rt_plan_members, member);
    char heading[RT_HEADING];
    const struct rt_left_out x = {.code = code,
        .why = why,
        .where = {.file = row->where.file,
            .sheet = row->where.sheet,
            .row = row->where.row,
            .col = rt_plan_column_of(row, member)},
        .risk_id = row->risk_id,
        .what = m && m->head.ja ? rt_heading_line(m->head, r->lang, heading)
                                : rt_str(rt_say(r->lang, "残留リスクの区分",
                                    "Class of the residual risk")),
        .text = text,
        .instead = instead};

    return rt_ledger_leave_out(r->ledger, &x, r->lang, err);
}

static struct rt_str word_of(enum rt_lang lang, enum rt_class class)
{
    return class < RT_LOW ? RT_STR_NONE : rt_str(rt_class_label(class, lang));
}

/* What the new plan has there, as the risk is now. */
static struct rt_str now_at(struct rows *r, size_t member, char to[32])
{
    const struct rt_assessment *a = &r->at->risk.result;
    int v = member == AT(importance)   ? a->importance
            : member == AT(likelihood) ? a->likelihood
            : member == AT(level)      ? a->level
                                       : a->priority;

    if (member == AT(class))
        return word_of(r->lang, a->class);
    rt_format_double(v, to, 32);
    return rt_str(to);
}

static enum rt_status leave_computed(struct rows *r, struct rt_error *err)
{
    const struct rt_plan_row *row = &r->at->previous;
    struct rt_retyped typed[RT_RETYPED_MAX];
    int i = row->residual_importance, l = row->residual_likelihood;
    char now[32], text[32];
    const struct rt_profile *p = rt_profile_named(row->profile);

    if (!p)
        return RT_OK;
    size_t n = rt_plan_retyped(row, p, &r->at->risk.result, typed);
    for (size_t k = 0; k < n; k++) {
        struct rt_str right = now_at(r, typed[k].at, now);
        rt_format_double(typed[k].typed, text, sizeof text);
        struct rt_str was
            = typed[k].at == AT(class) ? row->class : rt_str(text);
        if (!rt_fold_eq(was, right)) /* else nothing is lost */
            RT_TRY(leave(
                r, RT_PL713, RT_LEFT_COMPUTED, typed[k].at, was, right, err));
    }
    if (row->residual_class.n == 0 || i < 0 || l < 0 || i * l > RT_LEVEL_MAX)
        return RT_OK;
    enum rt_class class = p->class_of[i * l];
    return rt_fold_eq(row->residual_class, word_of(RT_JA, class))
                   || rt_fold_eq(row->residual_class, word_of(RT_EN, class))
               ? RT_OK
               : leave(r, RT_PL713, RT_LEFT_RESIDUAL, AT(residual_class),
                   row->residual_class, word_of(r->lang, class), err);
}

static enum rt_status leave_text(struct rows *r, enum rt_left_why why,
    size_t member, bool may_be, struct rt_error *err)
{
    const char *row = (const char *)&r->at->previous;
    struct rt_str text = *(const struct rt_str *)(const void *)(row + member);

    return may_be || text.n == 0
               ? RT_OK
               : leave(r, RT_PL712, why, member, text, RT_STR_NONE, err);
}

/* The name of a file or sheet may be any text: what was typed over it is known
 * by the plan's other rows. */
static enum rt_status leave_source(struct rows *r, struct rt_error *err)
{
    const struct rt_plan_row *row = &r->at->previous;
    const struct rt_where *now = &r->at->risk.where;
    bool file = rt_plan_may_name_file(row->source_file);
    int64_t lone = 0;

    if (rt_str_eq(row->source_file, now->file)
        && rt_str_eq(row->source_sheet, now->sheet))
        return RT_OK;
    struct rt_sql_bind b = rt_sql_kept(&r->ledger->sql, LDB_LONE_SOURCE);
    rt_sql_put_text(&b, row->source_file);
    rt_sql_put_text(&b, row->source_sheet);
    rt_sql_put_text(&b, now->file);
    rt_sql_put_text(&b, now->sheet);
    RT_TRY(rt_sql_run(&b, &lone, err));
    RT_TRY(
        leave_text(r, RT_LEFT_OURS, AT(source_file), file && !(lone & 1), err));
    return leave_text(r, RT_LEFT_OURS, AT(source_sheet), !(lone & 2), err);
}

/* Of a row that is carried over to a risk. */
static enum rt_status leave_copied(struct rows *r, struct rt_error *err)
{
    const struct rt_plan_row *row = &r->at->previous;
    int64_t n;

    RT_TRY(leave_text(r, RT_LEFT_SUBMITTED, AT(stated),
        rt_fold_eq(row->stated, r->at->risk.action)
            || (r->at->risk.action.n > 0 && rt_plan_may_state(row->stated)),
        err));
    RT_TRY(leave_text(r, RT_LEFT_OURS, AT(profile),
        rt_plan_may_name_profile(row->profile), err));
    RT_TRY(leave_source(r, err));
    RT_TRY(leave_text(r, RT_LEFT_OURS, AT(source_row),
        rt_parse_int(row->source_row, &n), err));
    return leave_text(r, RT_LEFT_OURS, AT(approved_values),
        rt_plan_is_approved(row) || rt_plan_are_values(row->approved_values),
        err);
}

enum rt_status rt_ldb_leave_row(struct rt_ledger *l, enum rt_lang lang,
    const struct rt_planned *at, bool of_risk, struct rt_error *err)
{
    struct rows r = {.ledger = l, .lang = lang, .at = at};

    if (!at->previous.ours)
        return RT_OK;
    RT_TRY(leave_text(&r, RT_LEFT_OURS, AT(origin),
        rt_plan_may_be_origin(at->previous.origin), err));
    if (!of_risk)
        return RT_OK;
    RT_TRY(leave_computed(&r, err));
    return leave_copied(&r, err);
}

enum rt_status rt_ldb_leave_difference(struct rt_ledger *l, enum rt_lang lang,
    const struct rt_planned *at, size_t member, struct rt_str text,
    struct rt_str instead, struct rt_error *err)
{
    struct rows r = {.ledger = l, .lang = lang, .at = at};

    return leave(&r, RT_PL706, RT_LEFT_SUBMITTED, member, text, instead, err);
}
