/* What the previous run had and this one could not look at: an input that is
 * not there or could not be read whole, a department that sent nothing. Its
 * risks are not gone: they stay in the register as they were, and each such
 * input and department is reported. compare/ finds them.
 */
#include "compare/compare.h"
#include "ledger/change.h"
#include "ledger/private.h"

#include "base/fold.h"

enum rt_status rt_ledger_forget(
    struct rt_ledger *l, struct rt_str name, struct rt_error *err)
{
    if (l->finished || !l->has_previous)
        return rt_fail(err, RT_BUG, "a name to forget out of place");
    struct rt_sql_bind b = rt_sql_kept(&l->sql, LDB_FORGET);
    rt_sql_put_text(&b, name);
    return rt_sql_run(&b, NULL, err);
}

enum rt_status rt_ledger_expect_input(
    struct rt_ledger *l, const struct rt_input *input, struct rt_error *err)
{
    if (l->finished || !l->has_previous)
        return rt_fail(err, RT_BUG, "an earlier input out of place");
    if (input->state == RT_INPUT_OTHER || input->state == RT_INPUT_MISSING
        || input->state == RT_INPUT_DOCUMENT)
        return RT_OK;
    struct rt_sql_bind b = rt_sql_kept(&l->sql, LDB_EXPECT_INPUT);
    rt_sql_put_text(&b, input->file);
    rt_sql_put_int(&b, l->run);
    rt_sql_put_strs(&b, input->department, input->sha256);
    return rt_sql_run(&b, NULL, err);
}

static enum rt_status check_forgotten(
    struct rt_ledger *l, enum rt_lang lang, struct rt_error *err)
{
    struct rt_sql_cursor c = rt_sql_query(&l->sql, LDB_NOT_FORGOTTEN);
    struct rt_str name, meant;
    enum rt_status rc;

    rt_sql_put_text(&c.bind, rt_str(rt_comma(lang)));
    rc = rt_sql_next(&c, err);
    if (rc == RT_ROW) {
        rt_sql_get_strs(&c.row, &name, &meant);
        if (meant.n == 0)
            meant = rt_str(rt_say(lang, "なし", "nothing"));
        rc = rt_fail_both(err, RT_USAGE,
            "--forget の「%.*s」は、前回だけにある入力でも部署でもありません"
            "（前回だけにあるもの：%.*s）",
            "--forget: \"%.*s\" is no input or department that only the "
            "previous run had (only that run had: %.*s)",
            RT_FMT(name), RT_FMT(meant));
    }
    rt_sql_end(&c);
    return rc == RT_END ? RT_OK : rc;
}

/* --- the criteria of the risks that stay ---------------------------------- */

static enum rt_status add_profile(
    void *context, struct rt_sql_read *r, struct rt_error *err)
{
    struct rt_ledger *l = context;
    bool own = rt_sql_get_int(r) != 0;
    struct rt_str name = rt_sql_get_str(r);
    const struct rt_profile *p = rt_profile_named(name);

    if (p)
        return own ? rt_ledger_add_own_profile(l, p, err)
                   : rt_ledger_add_profile(l, p, err);
    if (!l->compares) /* the plan has what its rows need */
        return RT_OK;
    return rt_fail_both(err, RT_USAGE,
        "前回の基準「%.*s」が分かりません。前回のリスクを残すため、そのファイルを "
        "--default-profile（または --profile）で指定してください",
        "the previous run's criteria \"%.*s\" are not known: name their file "
        "with --default-profile or --profile, so that its risks can stay",
        RT_FMT(name));
}

/* --- reports -------------------------------------------------------------- */

struct reports {
    struct rt_ledger *ledger;
    enum rt_lang lang;
};

/* A line of lost_input or lost_department. */
struct lost {
    struct rt_str name, new, file, department;
    int64_t input;
    enum rt_unconfirmed why;
    uint64_t risks;
    bool reported;       /* that its department sent nothing */
    bool other;          /* its risks belong to another business */
    uint64_t ids, found; /* of an input with another name now */
};

/* The file of the finding: none that a department did not send. */
static struct rt_str file_of(enum rt_code code, const struct lost *x)
{
    bool missing = x->why == RT_NOT_SENT && x->department.n > 0;

    if (missing || code == RT_DL310 || code == RT_DL314 || code == RT_DL317)
        return RT_STR_NONE;
    return x->file;
}

static enum rt_status report(const struct reports *to, enum rt_code code,
    const struct lost *x, struct rt_error *err)
{
    struct rt_finding f = {.code = code,
        .where.file = file_of(code, x),
        .department = x->department};
    const struct rt_decimal risks = rt_decimal((double)x->risks),
                            ids = rt_decimal((double)x->ids),
                            found = rt_decimal((double)x->found);
    struct rt_str args[RT_FINDING_ARGS] = {x->name, rt_str(risks.z),
        rt_str(rt_unconfirmed_label(x->why, to->lang))};

    if (code == RT_DL313) {
        args[1] = x->new;
        args[2] = rt_str(ids.z);
        args[3] = rt_str(risks.z);
    } else if (code == RT_DL309) {
        args[1] = rt_str(found.z);
        args[2] = rt_str(ids.z);
    } else if (code == RT_DL314) {
        args[2]
            = rt_str(x->other ? rt_say(to->lang, "業務分類", "business") : "");
    } else if (code == RT_DL317) {
        args[2] = x->new;
    } else if (code == RT_DL322) {
        args[2] = rt_str(ids.z);
    } else if (code == RT_DL310) {
        args[1] = x->new;
        args[2] = rt_str(risks.z);
    }
    return rt_ledger_report(to->ledger, x->input, &f, to->lang, args, err);
}

/* Reports it as an input that is missing. */
static enum rt_status report_missing(const struct reports *to,
    enum rt_code code, struct lost *x, struct rt_error *err)
{
    const struct rt_input missing = {.file = x->name,
        .size = RT_UNKNOWN,
        .state = RT_INPUT_MISSING,
        .department = x->department};

    RT_TRY(rt_ledger_add_input(to->ledger, &missing, &x->input, err));
    return report(to, code, x, err);
}

static enum rt_status report_input(
    void *context, struct rt_sql_read *r, struct rt_error *err)
{
    const struct reports *to = context;
    struct lost x = {0};

    rt_sql_get_strs(r, &x.name, &x.new, &x.file, &x.department);
    x.input = rt_sql_get_int(r);
    x.why = (enum rt_unconfirmed)rt_sql_get_int(r);
    x.risks = rt_sql_get_count(r);
    x.reported = rt_sql_get_int(r) != 0;
    rt_sql_get_counts(r, &x.ids, &x.found);
    if (x.why == RT_NOT_SENT && !x.reported)
        return report_missing(to, RT_DL306, &x, err);
    if (x.why == RT_IN_DOUBT)
        return report(to, x.new.n > 0 ? RT_DL313 : RT_DL316, &x, err);
    if (x.new.n > 0)
        RT_TRY(report(to, RT_DL309, &x, err));
    return x.risks == 0
               ? RT_OK
               : report(to, x.why == RT_NO_ROWS ? RT_DL315 : RT_DL308, &x, err);
}

static enum rt_status report_department(
    void *context, struct rt_sql_read *r, struct rt_error *err)
{
    const struct reports *to = context;
    struct lost x = {.why = RT_NOT_SENT};

    rt_sql_get_strs(r, &x.name, &x.new);
    x.risks = rt_sql_get_count(r);
    x.reported = rt_sql_get_int(r) != 0;
    x.other = rt_sql_get_int(r) != 0;
    if (x.new.n > 0)
        return report(
            to, rt_fold_eq(x.new, x.name) ? RT_DL314 : RT_DL310, &x, err);
    x.department = x.name;
    return x.reported ? report(to, RT_DL308, &x, err)
                      : report_missing(to, RT_DL307, &x, err);
}

static enum rt_status report_doubt(
    void *context, struct rt_sql_read *r, struct rt_error *err)
{
    struct lost x = {0};

    rt_sql_get_strs(r, &x.name, &x.new);
    x.risks = rt_sql_get_count(r);
    x.department = x.name;
    return report(context, RT_DL317, &x, err);
}

/* An input that is there, and most of its risks are gone. */
static enum rt_status report_gone(
    void *context, struct rt_sql_read *r, struct rt_error *err)
{
    struct lost x = {0};

    rt_sql_get_strs(r, &x.name, &x.file, &x.department);
    x.input = rt_sql_get_int(r);
    rt_sql_get_counts(r, &x.risks, &x.ids);
    return report(context, RT_DL322, &x, err);
}

/* --- all of it ------------------------------------------------------------- */

static void read_totals(struct rt_sql_read *r, void *to)
{
    struct ldb_lost *out = to;

    rt_sql_get_counts(r, &out->count, &out->of[RT_HIGH], &out->of[RT_MEDIUM],
        &out->of[RT_LOW]);
}

enum rt_status rt_ldb_keep_lost(
    struct rt_ledger *l, enum rt_lang lang, struct rt_error *err)
{
    struct reports to = {l, lang};
    int64_t any;

    if (!l->has_previous)
        return RT_OK;
    /* A plan of the published form names no risk and no file. */
    RT_TRY(rt_sql_number(&l->sql, LDB_ANY_PREVIOUS, &any, err));
    if (!any && !l->compares)
        return RT_OK;
    RT_TRY(
        rt_sql_exec_if(&l->sql, LDB_ANY_FORGOTTEN, LDB_SPELL_FORGOTTEN, err));
    RT_TRY(rt_sql_exec(&l->sql, LDB_FILL_PICTURES, err));
    if (l->has_base)
        RT_TRY(rt_sql_exec(&l->sql, LDB_TAKE_BASE, err));
    RT_TRY(rt_compare(&l->sql, err));
    RT_TRY(rt_sql_exec(&l->sql, LDB_TAKE_COMPARISON, err));
    if (l->has_base)
        RT_TRY(rt_sql_exec_if(
            &l->sql, LDB_ANY_FORGOTTEN, LDB_FORGOTTEN_BEFORE, err));
    RT_TRY(check_forgotten(l, lang, err));
    RT_TRY(rt_sql_walk(&l->sql, LDB_LOST_PROFILES, add_profile, l, err));
    RT_TRY(rt_sql_exec(&l->sql, LDB_LIST_LOST, err));
    if (l->has_base)
        RT_TRY(rt_sql_exec(&l->sql, LDB_CARRIED_SINCE_BASE, err));
    RT_TRY(rt_sql_one(
        &l->sql, LDB_UNCONFIRMED_TOTALS, read_totals, &l->lost, err));
    RT_TRY(rt_sql_walk(&l->sql, LDB_LOST_INPUTS, report_input, &to, err));
    RT_TRY(rt_sql_walk(
        &l->sql, LDB_LOST_DEPARTMENTS, report_department, &to, err));
    RT_TRY(
        rt_sql_walk(&l->sql, LDB_DEPARTMENTS_IN_DOUBT, report_doubt, &to, err));
    if (l->compares)
        RT_TRY(rt_sql_walk(&l->sql, LDB_MOSTLY_GONE, report_gone, &to, err));
    return rt_sql_exec(&l->sql, LDB_KEEP_LOST, err);
}
