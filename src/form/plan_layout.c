/* Which column of a treatment plan is which.
 *
 * A column of merge's own plan is known by its heading together with its group,
 * so that an added column of the same name, inserted anywhere, is not mistaken
 * for it. Where people changed such a plan's heading, and in plans not written
 * by merge, the labels that all forms share decide (headings.def). Nothing is
 * taken twice: a second column of a kind counts as an added one, and of values,
 * where 「終了」 may be planned or actual, neither of two is taken.
 */
#include "form/plan_column.h"

#include "base/fold.h"
#include "form/header_trial.h"
#include "record/control_register.h"

#define IN_ROW(member) offsetof(struct rt_plan_row, member)

/* What a form's field is in a plan. */
static const size_t by_field[RT_FIELD_COUNT] = {
    [RT_F_RISK_ID] = IN_ROW(risk_id),
    [RT_F_NO] = IN_ROW(number),
    [RT_F_MANAGED_BY] = IN_ROW(department),
    [RT_F_ASSET] = IN_ROW(asset),
    [RT_F_MEDIUM] = IN_ROW(medium),
    [RT_F_IMPORTANCE] = IN_ROW(importance),
    [RT_F_LIKELIHOOD] = IN_ROW(likelihood),
    [RT_F_LEVEL] = IN_ROW(level),
    [RT_F_PRIORITY] = IN_ROW(priority),
    [RT_F_TREATMENT] = IN_ROW(treatment),
    [RT_F_CONTROL] = IN_ROW(control),
    [RT_F_TASK] = IN_ROW(task),
    [RT_F_ASSIGNEE] = IN_ROW(who),
    [RT_F_PLAN_START] = IN_ROW(planned_start),
    [RT_F_PLAN_END] = IN_ROW(planned_end),
    [RT_F_ACTUAL_START] = IN_ROW(actual_start),
    [RT_F_ACTUAL_END] = IN_ROW(actual_end),
    [RT_F_STATUS] = IN_ROW(status),
    [RT_F_RES_IMPORTANCE] = IN_ROW(residual_importance),
    [RT_F_RES_LIKELIHOOD] = IN_ROW(residual_likelihood),
    [RT_F_PLAN_END_BASIS] = IN_ROW(proposed),
    [RT_F_OWNER] = IN_ROW(owner),
    [RT_F_REASON] = IN_ROW(reason),
};

/* What merge writes, exactly: the sheets リスク対応計画 and 完了・消滅. A column
 * that is no member has a number past all members as its offset. */
enum {
#define RT_PLAN(id, ...) SHOWN_##id,
#define RT_PLAN_SHOWN RT_PLAN
#include "record/plan.def"
};

#define SHOWN(id) (sizeof(struct rt_plan_row) + SHOWN_##id)

static const struct ours {
    struct rt_text group, heading;
    enum rt_plan_how how;
    size_t offset;
} ours[] = {
#define RT_PLAN(id, how, type, name, group, ja, en)                            \
    {RT_GROUP_##group, {ja, en}, RT_PLAN_AS_##how, IN_ROW(name)},
#define RT_PLAN_SHOWN(id, how, group, ja, en)                                  \
    {RT_GROUP_##group, {ja, en}, RT_PLAN_AS_##how, SHOWN(id)},
#include "record/plan.def"
};

enum { OURS = RT_COUNT(ours) };

bool rt_layout_is_plan(const struct rt_layout *l)
{
    static const enum rt_field planned[]
        = {RT_F_TASK, RT_F_ASSIGNEE, RT_F_PLAN_START, RT_F_PLAN_END,
            RT_F_ACTUAL_START, RT_F_ACTUAL_END, RT_F_STATUS};
    size_t n = 0;

    if (l->form != RT_FORM_RESULT)
        return l->form == RT_FORM_PLAN;
    if (rt_layout_is_register(l))
        return false;
    /* A register has none of them. */
    for (size_t i = 0; i < RT_COUNT(planned); i++)
        n += l->col_of[planned[i]] >= 0;
    return n >= 2;
}

/* 管理策台帳 whose hidden columns are gone: nothing says what was typed there. */
static bool was_register(const struct rt_layout *l)
{
    const struct rt_text ids = rt_register_heads[RT_REGISTER_IDS].head;

    for (size_t i = 0; i < l->column_count; i++) {
        if (rt_fold_is(l->columns[i].text, ids))
            return true;
    }
    return false;
}

bool rt_sheet_is_plan(const struct rt_sheet_facts *s)
{
    return !s->example && rt_layout_is_plan(&s->layout)
           && !was_register(&s->layout);
}

bool rt_layout_is_gone(const struct rt_layout *l)
{
    struct rt_plan_column columns[RT_COLUMNS_MAX];

    if (l->form != RT_FORM_RESULT)
        return false;
    rt_plan_columns(l, columns);
    for (size_t i = 0; i < RT_COLUMNS_MAX; i++) {
        if (columns[i].how == RT_PLAN_AS_TEXT
            && columns[i].offset == IN_ROW(gone_why))
            return true;
    }
    return false;
}

static void take_as(const struct ours *o, struct rt_plan_column *to)
{
    static const struct rt_text risk = RT_GROUP_RISK, source = RT_GROUP_SOURCE,
                                written = RT_GROUP_WRITTEN;

    to->how = o->how;
    to->offset = o->offset;
    to->given = (o->how != RT_PLAN_AS_ID && strcmp(o->group.ja, risk.ja) == 0)
                || strcmp(o->group.ja, source.ja) == 0
                || strcmp(o->group.ja, written.ja) == 0
                || o->offset == IN_ROW(number);
}

/* Which of our headings the column has, two a column; OURS * 2: none. */
static size_t ours_of(const struct rt_column *c)
{
    size_t i = 0;

    while (i < OURS * 2
           && (!rt_fold_eq(c->text, rt_str(rt_text(i % 2, ours[i / 2].heading)))
               || !rt_fold_eq(
                   c->group, rt_str(rt_text(i % 2, ours[i / 2].group)))))
        i++;
    return i;
}

static void take_ours(const struct rt_column *c, struct rt_plan_column *to)
{
    size_t i = ours_of(c);

    if (i < OURS * 2)
        take_as(&ours[i / 2], to);
}

/* Plans of earlier releases lack it. */
static bool is_newer(size_t column)
{
    return ours[column].offset == IN_ROW(decision);
}

bool rt_plan_between(const struct rt_column *left,
    const struct rt_column *right, struct rt_str *group, struct rt_str *heading)
{
    size_t i = ours_of(left), k = ours_of(right), at = i / 2 + 1;

    if (k == OURS * 2 || k % 2 != i % 2)
        return false;
    at += at < OURS && k / 2 == at + 2 && is_newer(at);
    if (k / 2 != at + 1 && (k / 2 != at + 2 || !is_newer(at + 1)))
        return false;
    *group = rt_str(rt_text(i % 2, ours[at].group));
    *heading = rt_str(rt_text(i % 2, ours[at].heading));
    return true;
}

/* Whether no other of our headings, two a column, reads so: then the heading
 * alone decides, without its group; 理由 and the like are on any form. */
static bool is_unmistakable(size_t k)
{
    const struct ours *o = &ours[k / 2];

    if (o->offset == IN_ROW(gone_why) || o->offset == IN_ROW(gone_on))
        return false;
    for (size_t i = 0; i < OURS * 2; i++) {
        if (i != k
            && strcmp(rt_text(i % 2, ours[i / 2].heading),
                   rt_text(k % 2, o->heading))
                   == 0)
            return false;
    }
    return true;
}

/* Where a heading was moved out of its group. */
static void take_moved(const struct rt_column *c, struct rt_plan_column *to)
{
    for (size_t i = 0; i < OURS * 2; i++) {
        if (!is_unmistakable(i)
            || !rt_fold_eq(
                c->text, rt_str(rt_text(i % 2, ours[i / 2].heading))))
            continue;
        take_as(&ours[i / 2], to);
        return;
    }
}

/* The column of ours that a form's field is. */
static const struct ours *of_field(enum rt_field f)
{
    size_t i = 0;

    while (i < OURS && (ours[i].offset != by_field[f] || by_field[f] == 0))
        i++;
    return i < OURS ? &ours[i] : NULL;
}

static bool same_place(
    const struct rt_plan_column *a, const struct rt_plan_column *b)
{
    return a->how != RT_PLAN_AS_EXTRA && a->how == b->how
           && a->offset == b->offset;
}

/* Texts may be guessed at: the first of two is. A number or a date may not. */
static bool is_value(enum rt_plan_how how)
{
    return how == RT_PLAN_AS_DATE || how == RT_PLAN_AS_WHOLE
           || how == RT_PLAN_AS_IMPORTANCE || how == RT_PLAN_AS_LIKELIHOOD;
}

static void drop_seconds(struct rt_plan_column *to)
{
    for (struct rt_plan_column *a = to; a < to + RT_COLUMNS_MAX; a++) {
        bool twice = false;
        for (struct rt_plan_column *b = a + 1; b < to + RT_COLUMNS_MAX; b++) {
            if (!same_place(a, b))
                continue;
            twice = true;
            b->how = RT_PLAN_AS_EXTRA;
        }
        if (twice && is_value(a->how))
            a->how = RT_PLAN_AS_EXTRA;
    }
}

/* 承認者 and 承認日 have no field of their own; an older plan, and one not
 * written by merge, may have 部門 anywhere. */
static void take_heading(const struct rt_column *c, struct rt_plan_column *to)
{
    struct rt_cell cell = {.type = RT_CELL_STRING, .text = c->text};
    struct rt_str rest;
    enum rt_signature sign = rt_signature_of(&cell, &rest);

    if (sign == RT_SIGN_APPROVER) {
        to->how = RT_PLAN_AS_TEXT;
        to->offset = IN_ROW(approved_by);
    } else if (sign == RT_SIGN_APPROVED) {
        to->how = RT_PLAN_AS_DATE;
        to->offset = IN_ROW(approved_on);
    } else if (rt_fold_eq(c->text, RT_STR("部門"))
               || rt_fold_eq(c->text, RT_STR("部署"))) {
        to->how = RT_PLAN_AS_TEXT;
        to->offset = IN_ROW(department);
    }
}

/* A heading over two columns of values decides for neither. */
static void take_field(
    const struct rt_layout *l, enum rt_field f, struct rt_plan_column *to)
{
    const struct ours *o = f == RT_FIELD_NONE ? NULL : of_field(f);

    if (o && !(rt_header_twice(l, f) && is_value(o->how)))
        take_as(o, to);
}

enum rt_field rt_plan_synonym(struct rt_str heading)
{
    static const struct {
        enum rt_field field;
        const char *heading;
    } words[] = {{RT_F_STATUS, "状況"}, {RT_F_STATUS, "状態"},
        {RT_F_STATUS, "対応状況"}, {RT_F_STATUS, "実施状況"},
        {RT_F_STATUS, "進行状況"}, {RT_F_ASSIGNEE, "主担当者"},
        {RT_F_STATUS, "progress"}, {RT_F_STATUS, "state"},
        {RT_F_CONTROL, "対策"}, {RT_F_CONTROL, "対応策"},
        {RT_F_CONTROL, "セキュリティ対策"}, {RT_F_CONTROL, "control"},
        {RT_F_TASK, "作業"}, {RT_F_TASK, "作業項目"}, {RT_F_TASK, "task"},
        {RT_F_ASSIGNEE, "担当者名"}, {RT_F_ASSIGNEE, "担当者氏名"},
        {RT_F_ASSIGNEE, "主担当"}, {RT_F_ASSIGNEE, "who"},
        {RT_F_ASSIGNEE, "assignee"}, {RT_F_PLAN_END, "期限"},
        {RT_F_PLAN_END, "期日"}, {RT_F_PLAN_END, "完了期日"},
        {RT_F_PLAN_END, "対応期日"}, {RT_F_PLAN_END, "実施期日"},
        {RT_F_PLAN_END, "納期"}, {RT_F_PLAN_END, "due"},
        {RT_F_PLAN_END, "due date"}, {RT_F_PLAN_START, "着手予定"},
        {RT_F_PLAN_START, "着手予定日"}, {RT_F_ACTUAL_START, "着手日"},
        {RT_F_ACTUAL_START, "着手実績"}, {RT_F_ACTUAL_START, "開始実績"},
        {RT_F_ACTUAL_END, "完了日"}, {RT_F_ACTUAL_END, "完了実績"},
        {RT_F_ACTUAL_END, "終了実績"}, {RT_F_OWNER, "所有者"},
        {RT_F_REASON, "対応方針の理由"}, {RT_F_REASON, "方針の選定理由"}};

    for (size_t i = 0; i < RT_COUNT(words); i++) {
        if (rt_fold_eq(heading, rt_str(words[i].heading)))
            return words[i].field;
    }
    return RT_FIELD_NONE;
}

/* By the labels that all forms share, what is not taken yet; those below a
 * group of the plan's own before headings without theirs. */
static void take_label(const struct rt_layout *l, const struct rt_column *c,
    struct rt_plan_column *all)
{
    struct rt_plan_column *to = &all[c->col], found = *to;

    take_field(l, c->field, &found);
    if (found.how == RT_PLAN_AS_EXTRA && l->form == RT_FORM_RESULT)
        take_moved(c, &found);
    if (found.how == RT_PLAN_AS_EXTRA)
        take_field(l, rt_plan_synonym(c->text), &found);
    if (found.how == RT_PLAN_AS_EXTRA)
        take_heading(c, &found);
    for (size_t i = 0; i < RT_COLUMNS_MAX; i++) {
        if (same_place(&all[i], &found))
            return;
    }
    *to = found;
}

/* The one date column that is missing, where one 「開始」 or 「終了」 has lost
 * the group over it (columns moved out of their merged heading). */
static void find_lost_date(const struct rt_layout *l, const char *heading,
    enum rt_field planned, enum rt_field actual, struct rt_plan_column *to)
{
    enum rt_field f = l->col_of[planned] < 0 ? planned : actual;
    struct rt_plan_column *found = NULL;

    if ((l->col_of[planned] < 0) == (l->col_of[actual] < 0))
        return;
    for (size_t i = 0; i < l->column_count; i++) {
        const struct rt_column *c = &l->columns[i];
        if (c->field != RT_FIELD_NONE || c->col >= RT_COLUMNS_MAX
            || rt_header_twice(l, planned) || rt_header_twice(l, actual)
            || !rt_fold_eq(c->text, rt_str(heading)))
            continue;
        if (found)
            return;
        found = &to[c->col];
    }
    if (found)
        take_as(of_field(f), found);
}

/* Which of ours the column was taken for; OURS: none. */
static size_t taken_for(const struct rt_plan_column *c)
{
    size_t i = 0;

    while (i < OURS && (ours[i].how != c->how || ours[i].offset != c->offset))
        i++;
    return c->how == RT_PLAN_AS_EXTRA ? OURS : i;
}

/* Whether the columns from `to` on have the headings of ours from `first` on,
 * and nothing else was taken for those. */
static bool are_headed_as(const struct rt_plan_column *all,
    const struct rt_plan_column *to, size_t first, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (to[i].how != RT_PLAN_AS_EXTRA
            || !rt_fold_is(to[i].heading, ours[first + i].heading))
            return false;
        for (size_t k = 0; k < RT_COLUMNS_MAX; k++) {
            if (taken_for(&all[k]) == first + i)
                return false;
        }
    }
    return true;
}

/* Headings that have lost the group over them, where they fill the gap between
 * two columns that are known as ours do. */
static void find_in_order(struct rt_plan_column *to)
{
    size_t left = OURS, at = 0;

    for (size_t i = 0; i < RT_COLUMNS_MAX; i++) {
        size_t k = taken_for(&to[i]), gap = i - at;
        if (k == OURS)
            continue;
        if (left != OURS && k > left && gap == k - left
            && are_headed_as(to, &to[at + 1], left + 1, gap - 1)) {
            for (size_t g = 1; g < gap; g++)
                take_as(&ours[left + g], &to[at + g]);
        }
        left = k;
        at = i;
    }
}

/* Which of the columns with its heading each is. */
static void count_headings(struct rt_plan_column *to)
{
    for (size_t i = 0; i < RT_COLUMNS_MAX; i++) {
        for (size_t k = 0; k < i && to[i].heading.n > 0; k++)
            to[i].nth += rt_str_eq(to[k].heading, to[i].heading);
        if (to[i].heading.n == 0)
            to[i].nth = (unsigned)i;
    }
}

/* The published form has eight of them. */
enum { OURS_AT_LEAST = 20 };

bool rt_plan_is_ours(const struct rt_plan_column *columns)
{
    size_t n = 0;
    bool id = false;

    for (size_t i = 0; i < RT_COLUMNS_MAX; i++) {
        n += columns[i].how != RT_PLAN_AS_EXTRA;
        /* The column of ids may be gone; the basis is in no other plan. */
        id |= columns[i].how == RT_PLAN_AS_ID
              || columns[i].how == RT_PLAN_AS_PROPOSAL;
    }
    return id && n >= OURS_AT_LEAST;
}

/* Whether merge writes formulas below the heading, in whichever group. */
static bool is_computed(const struct rt_plan_column *c)
{
    for (size_t i = 0; i < OURS * 2; i++) {
        if (ours[i / 2].how >= RT_PLAN_AS_LABEL
            && rt_fold_eq(
                c->heading, rt_str(rt_text(i % 2, ours[i / 2].heading))))
            return true;
    }
    return false;
}

void rt_plan_columns(const struct rt_layout *l, struct rt_plan_column *to)
{
    for (size_t i = 0; i < RT_COLUMNS_MAX; i++)
        to[i] = (struct rt_plan_column){.how = RT_PLAN_AS_EXTRA};
    for (size_t i = 0; i < l->column_count; i++) {
        const struct rt_column *c = &l->columns[i];
        if (c->col >= RT_COLUMNS_MAX)
            continue;
        to[c->col].heading = rt_str_trim(c->text);
        if (l->form == RT_FORM_RESULT)
            take_ours(c, &to[c->col]);
    }
    drop_seconds(to);
    for (size_t i = 0; i < l->column_count; i++) {
        const struct rt_column *c = &l->columns[i];
        if (c->col < RT_COLUMNS_MAX && to[c->col].how == RT_PLAN_AS_EXTRA)
            take_label(l, c, to);
    }
    find_in_order(to);
    find_lost_date(l, "開始", RT_F_PLAN_START, RT_F_ACTUAL_START, to);
    find_lost_date(l, "終了", RT_F_PLAN_END, RT_F_ACTUAL_END, to);
    find_lost_date(l, "Start", RT_F_PLAN_START, RT_F_ACTUAL_START, to);
    find_lost_date(l, "End", RT_F_PLAN_END, RT_F_ACTUAL_END, to);
    count_headings(to);
    for (size_t i = 0; i < RT_COLUMNS_MAX; i++)
        to[i].given |= to[i].how == RT_PLAN_AS_EXTRA && is_computed(&to[i]);
}
