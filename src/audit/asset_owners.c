/* Who approved a report or a plan, against the risk owners of the assets that it
 * is about: one of them has to have approved it.
 *
 * Names are compared as people write them: 「佐藤」 for 「佐藤 一郎」, 「営業部長 佐藤」.
 * An owner who is named by his post says nothing of an approver who is not, nor
 * the other way round: whether it is the same person is not guessed.
 */
#include "audit/asset_lists.h"

#include "base/fold.h"

enum {
    NAME_BYTES = 300,
    SHORTEST = 2, /* characters of a name */
    OWNERS_BYTES = 300,
    OWNERS_SHOWN = 3
};

/* As they fold. */
static const char *const posts[]
    = {"部長", "課長", "係長", "室長", "所長", "店長", "工場長", "支店長",
        "支社長", "本部長", "次長", "社長", "会長", "取締役", "役員", "理事長",
        "理事", "局長", "長", "責任者", "管理者", "担当者", "担当", "代表",
        "マネージャー", "マネージャ", "リーダー", "主任", "主査", "部門", "部",
        "課", "室", "係", "グループ", "チーム", "センター", "委員会", "事務局",
        "ciso", "cio", "manager", "director", "officer", "head", "department"};

static const char *const honorifics[] = {"様", "さん", "氏", "殿"};

struct judging {
    const struct rt_comparison *c;
    const struct rt_asset_approval *by;
    bool same;   /* one of the owners is the approver */
    bool unsure; /* one cannot be compared, or is not known */
    size_t count;
    struct rt_buf shown; /* the owners, each once */
    const char *file;
};

/* --- one name ------------------------------------------------------------- */

static struct rt_str without(struct rt_str s, const char *const *ends, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        struct rt_str end = rt_str(ends[i]);
        if (s.n > end.n && rt_str_ends(s, end))
            return (struct rt_str){s.p, s.n - end.n};
    }
    return s;
}

/* 「営業部長」, 「社長」, 「情報セキュリティ責任者」: a post, where 「佐藤部長」 is a
 * person. */
static bool is_post(struct rt_str folded)
{
    static const char *const divisions[] = {"営業", "販売", "総務", "人事",
        "労務", "経理", "財務", "会計", "開発", "製造", "生産", "技術", "設計",
        "研究", "企画", "法務", "監査", "情報", "システム", "セキュリティ",
        "品質", "購買", "調達", "物流", "管理", "広報", "事業", "経営", "業務",
        "代表", "支店", "支社", "工場", "sales", "general", "information",
        "security", "chief"};
    struct rt_str base = without(folded, posts, RT_COUNT(posts));

    return rt_str_is_any(folded, posts)
           || (base.n < folded.n
               && (rt_str_contains_any(folded, divisions)
                   || rt_str_is_any(base, posts)));
}

static bool is_part(struct rt_str of, struct rt_str part)
{
    return rt_utf8_count(part) >= SHORTEST && rt_str_contains(of, part);
}

/* 「佐藤部長」 is 「佐藤」, 「営業部長 佐藤一郎」 is 「佐藤一郎」. */
static bool are_same(struct rt_str a, struct rt_str b)
{
    struct rt_str x = without(a, posts, RT_COUNT(posts)),
                  y = without(b, posts, RT_COUNT(posts));

    return is_part(a, b) || is_part(b, a) || is_part(a, y) || is_part(b, x);
}

static bool fold(struct rt_str s, char to[NAME_BYTES], struct rt_str *out)
{
    size_t n = rt_fold_fixed(s, to, NAME_BYTES);

    if (n == SIZE_MAX)
        return false;
    *out = without((struct rt_str){to, n}, honorifics, RT_COUNT(honorifics));
    return true;
}

/* --- several in a cell ---------------------------------------------------- */

/* The next of the names that a cell holds. */
static bool next_name(struct rt_str *rest, struct rt_str *name)
{
    static const char *const marks[] = {"、", "，", ",", "／", "/", "・", "\n"};
    size_t at = 0, mark = 0;

    *rest = rt_str_trim(*rest);
    if (rest->n == 0)
        return false;
    for (; at < rest->n && mark == 0; at += mark == 0) {
        struct rt_str s = {rest->p + at, rest->n - at};
        for (size_t i = 0; i < RT_COUNT(marks) && mark == 0; i++)
            mark = rt_str_starts(s, rt_str(marks[i])) ? strlen(marks[i]) : 0;
    }
    *name = rt_str_trim((struct rt_str){rest->p, at});
    *rest = (struct rt_str){rest->p + at + mark, rest->n - at - mark};
    return true;
}

static void compare(struct judging *j, struct rt_str owner)
{
    char one[NAME_BYTES], two[NAME_BYTES];
    struct rt_str rest = j->by->approver, name, a, b;

    if (!fold(owner, one, &a) || a.n == 0) {
        j->unsure = true;
        return;
    }
    while (next_name(&rest, &name)) {
        if (!fold(name, two, &b) || b.n == 0)
            continue;
        j->same |= are_same(a, b);
        j->unsure |= is_post(a) != is_post(b);
    }
}

static enum rt_status show(struct judging *j, struct rt_str owner)
{
    const char *comma = rt_comma(j->c->lang);

    if (rt_str_contains(rt_buf_str(&j->shown), owner))
        return RT_OK;
    if (j->count++ >= OWNERS_SHOWN)
        return RT_OK;
    return rt_buf_printf(
        &j->shown, "%s%.*s", j->count > 1 ? comma : "", RT_FMT(owner));
}

static enum rt_status take_owners(struct judging *j, struct rt_str owners)
{
    struct rt_str name;

    if (rt_str_trim(owners).n == 0)
        j->unsure = true;
    while (!j->same && !j->unsure && next_name(&owners, &name)) {
        compare(j, name);
        if (show(j, name) != RT_OK)
            return rt_fail_nomem(j->c->err);
    }
    return RT_OK;
}

/* --- a document ------------------------------------------------------------ */

/* The owners of the assets that events name; of all where none is named. */
static enum rt_status of_listing(struct judging *j, const struct rt_listings *l,
    const struct rt_listing *of, const struct rt_list_seeker *s, bool by_unit)
{
    bool named = false;

    for (size_t i = 0; i < of->count; i++)
        named |= l->by_number[of->first + i]->named;
    for (size_t i = 0; i < of->count; i++) {
        const struct rt_asset *a = l->by_number[of->first + i];
        if (named ? a->named && (!by_unit || rt_asset_is_of_unit(a, s))
                  : !by_unit || rt_asset_is_of_unit(a, s))
            RT_TRY(take_owners(j, a->owner));
    }
    return RT_OK;
}

static enum rt_status report(struct judging *j, struct rt_str list)
{
    const struct rt_asset_approval *by = j->by;
    struct rt_finding f = {.code = RT_PL520,
        .where = by->where,
        .actual = by->approver,
        .expected = rt_buf_str(&j->shown)};

    return rt_finding_put(&f, j->c->lang,
        RT_ARGS(by->approver, f.expected, list), j->c->sink, j->c->err);
}

static enum rt_status judge(struct judging *j, const struct rt_listings *l)
{
    const struct rt_list_seeker s
        = {.is = j->by->is, .unit = j->by->is.department};
    const struct rt_listing *of;
    bool sure, by_unit;

    of = rt_listing_of(l, &s, &sure, &by_unit);
    if (!of || !(sure || of->reported))
        return RT_OK;
    RT_TRY(of_listing(j, l, of, &s, by_unit));
    return j->same || j->unsure || j->shown.len == 0 ? RT_OK
                                                     : report(j, of->is.name);
}

enum rt_status rt_asset_owners(
    const struct rt_comparison *c, const struct rt_listings *l)
{
    for (size_t i = 0; i < c->set->approval_count; i++) {
        struct judging j = {.c = c,
            .by = &c->set->approvals[i],
            .shown = RT_BUF(OWNERS_BYTES * 4)};
        enum rt_status rc = judge(&j, l);
        rt_buf_fini(&j.shown);
        RT_TRY(rc);
    }
    return RT_OK;
}
