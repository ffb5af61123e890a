/* 前回比較: what has changed since the register of the run before, by risk id.
 *
 * How many and in what direction is above; below is one list of them, which can
 * be filtered by kind. What has not changed is counted and not listed. A run
 * without --previous has no such sheet.
 */
#include "report/register/register.h"
#include "risk/one_scale.h"

/* clang-format off */
#define AT(field) RT_FILL_STR, offsetof(struct rt_change, field), NULL
#define G_LEVEL {"リスク値", "Level"}
#define G_CLASS {"区分", "Class"}
#define G_PRIORITY {"優先順位", "Priority"}
#define G_SOURCE {"出所（消滅は前回の場所）", "Source (of what is gone: the previous place)"}
#define BEFORE {"前回", "Before"}
#define NOW {"今回", "Now"}
/* COLUMN(name, …): a column, in their order. */
#define COLUMNS(COLUMN) \
    COLUMN(KIND, RT_NO_TEXT, {"変化", "Change"}, RT_NO_TEXT, 10, RT_XF_CENTER, RT_BY(put_kind)) \
    COLUMN(ID, RT_NO_TEXT, {"リスクID", "Risk id"}, RT_NO_TEXT, 17, RT_XF_SMALL, RT_BY(put_id)) \
    COLUMN(DEPARTMENT, RT_NO_TEXT, {"部署", "Department"}, RT_NO_TEXT, 14, RT_XF_TEXT, AT(department)) \
    COLUMN(ASSET, RT_NO_TEXT, {"情報資産名称", "Asset"}, RT_NO_TEXT, 28, RT_XF_TEXT, AT(asset)) \
    COLUMN(BUSINESS, RT_NO_TEXT, {"業務分類", "Business"}, RT_NO_TEXT, 12, RT_XF_TEXT, AT(business)) \
    COLUMN(MEDIUM, RT_NO_TEXT, {"媒体・保存先", "Medium"}, RT_NO_TEXT, 16, RT_XF_TEXT, AT(medium)) \
    COLUMN(LEVEL_BEFORE, G_LEVEL, BEFORE, RT_NO_TEXT, 8, RT_XF_SCORE, RT_BY(put_level)) \
    COLUMN(LEVEL_NOW, G_LEVEL, NOW, RT_NO_TEXT, 8, RT_XF_COMPUTED, RT_BY(put_level)) \
    COLUMN(CLASS_BEFORE, G_CLASS, BEFORE, RT_NO_TEXT, 9, RT_XF_CENTER, RT_BY(put_class)) \
    COLUMN(CLASS_NOW, G_CLASS, NOW, RT_NO_TEXT, 9, RT_XF_COMPUTED, RT_BY(put_class)) \
    COLUMN(PRIORITY_BEFORE, G_PRIORITY, BEFORE, RT_NO_TEXT, 8, RT_XF_SCORE, RT_BY(put_priority)) \
    COLUMN(PRIORITY_NOW, G_PRIORITY, NOW, RT_NO_TEXT, 8, RT_XF_COMPUTED, RT_BY(put_priority)) \
    COLUMN(PROFILE, RT_NO_TEXT, {"基準", "Profile"}, RT_NO_TEXT, 11, RT_XF_SMALL, RT_BY(put_profile)) \
    COLUMN(FILE, G_SOURCE, {"ファイル", "File"}, RT_NO_TEXT, 24, RT_XF_SMALL, AT(where.file)) \
    COLUMN(SHEET, G_SOURCE, {"シート", "Sheet"}, RT_NO_TEXT, 16, RT_XF_SMALL, AT(where.sheet)) \
    COLUMN(ROW, G_SOURCE, {"行", "Row"}, RT_NO_TEXT, 7, RT_XF_SCORE, RT_BY(put_row))
/* clang-format on */

#define NUMBER(name, ...) CG_##name,
#define AS_COLUMN(name, ...) {__VA_ARGS__},

enum change_col { COLUMNS(NUMBER) CG_COUNT };

static const char *word_change(enum rt_lang lang, enum rt_change_kind kind)
{
    return rt_word(lang, RT_W_CHANGE_NEW + kind);
}

/* --- cells ---------------------------------------------------------------- */

static void put_kind(const struct rt_line *line)
{
    const struct rt_change *c = line->item;

    rt_xl_z(RT_CELL(line), word_change(line->lang, c->kind));
}

/* The id, as a link to the row of the list of risks where there is one. */
static void put_id(const struct rt_line *line)
{
    const struct rt_register *r = line->context;
    const struct rt_change *c = line->item;

    if (c->kind == RT_CHANGE_GONE)
        rt_xl_str(RT_CELL(line), c->risk_id);
    else
        rt_risk_link(
            r, line->s, line->at, RT_XF_SMALL_LINK, c->position, c->risk_id);
}

static const struct rt_judged *side(const struct rt_line *line)
{
    const struct rt_change *c = line->item;
    bool before = line->at == CG_LEVEL_BEFORE || line->at == CG_CLASS_BEFORE
                  || line->at == CG_PRIORITY_BEFORE;

    return before ? &c->before : &c->now;
}

/* "－" where there was or is no such risk, blank where it is not known. */
static bool absent(const struct rt_line *line)
{
    const struct rt_change *c = line->item;
    const struct rt_judged *j = side(line);

    if (!(c->kind == RT_CHANGE_NEW && j == &c->before)
        && !(c->kind == RT_CHANGE_GONE && j == &c->now))
        return false;
    rt_xl_z(RT_CELL(line), "-");
    return true;
}

static void put_level(const struct rt_line *line)
{
    if (!absent(line))
        rt_xl_known(RT_CELL(line), side(line)->level);
}

static void put_class(const struct rt_line *line)
{
    if (!absent(line))
        rt_xl_z(RT_CELL(line), rt_word_class(line->lang, side(line)->class));
}

static void put_priority(const struct rt_line *line)
{
    if (!absent(line))
        rt_xl_rank(RT_CELL(line), side(line)->priority);
}

/* Both where they differ: then only the classes were compared. */
static void put_profile(const struct rt_line *line)
{
    const struct rt_change *c = line->item;
    struct rt_str one
        = c->kind == RT_CHANGE_GONE ? c->before.profile : c->now.profile;
    char text[160];

    if (c->kind == RT_CHANGE_NEW || c->kind == RT_CHANGE_GONE
        || rt_str_eq(c->before.profile, c->now.profile)) {
        rt_xl_str(RT_CELL(line), one);
        return;
    }
    one = c->before.profile.n == 0 ? RT_STR("?") : c->before.profile;
    snprintf(
        text, sizeof text, "%.*s → %.*s", RT_FMT(one), RT_FMT(c->now.profile));
    rt_xl_z(RT_CELL(line), text);
}

/* A link for what is in an input of this run. */
static void put_row(const struct rt_line *line)
{
    const struct rt_change *c = line->item;

    rt_source_row(line, CG_FILE, CG_SHEET, &c->where,
        c->kind != RT_CHANGE_GONE && c->kind != RT_CHANGE_UNKNOWN);
}

static const struct rt_col columns[] = {COLUMNS(AS_COLUMN)};

/* --- the rows above the list ---------------------------------------------- */

static void put_counts(struct rt_register *r, struct rt_xl_sheet *s)
{
    enum rt_lang lang = r->run->lang;

    for (int k = 0; k < RT_CHANGE_KINDS; k++)
        rt_xl_z(s, CG_DEPARTMENT + k, RT_XF_HEAD, word_change(lang, k));
    rt_xl_next(s);
    for (int k = 0; k < RT_CHANGE_KINDS; k++)
        rt_xl_num(
            s, CG_DEPARTMENT + k, RT_XF_HEAT_SUM, (double)r->changes.count[k]);
    rt_xl_next(s);
}

static const char *as_word(enum rt_lang lang, int as, bool before)
{
    if (as < RT_AS_UNASSESSED)
        return rt_word_class(lang, (enum rt_class)as);
    if (as == RT_AS_UNASSESSED)
        return rt_word(lang, RT_W_SUM_UNASSESSED);
    if (as == RT_AS_UNKNOWN)
        return word_change(lang, RT_CHANGE_UNKNOWN);
    if (as == RT_AS_VIEW)
        return rt_word(lang, RT_W_CHANGE_VIEW);
    return word_change(lang, before ? RT_CHANGE_NEW : RT_CHANGE_GONE);
}

/* From the worst down, then what was not assessed, then what was not there; the
 * events that became views, or were some, where there are any; last the column,
 * and no row, of what was not looked at. */
static const int with_views[] = {RT_AS_HIGH, RT_AS_MEDIUM, RT_AS_LOW,
    RT_AS_UNASSESSED, RT_AS_ABSENT, RT_AS_VIEW, RT_AS_UNKNOWN},
                 without[] = {RT_AS_HIGH, RT_AS_MEDIUM, RT_AS_LOW,
                     RT_AS_UNASSESSED, RT_AS_ABSENT, RT_AS_UNKNOWN};

/* The columns of the table, and how many. */
static const int *moved_columns(const struct rt_register *r, int *count)
{
    uint64_t views = 0;

    for (int i = 0; i < RT_AS_COUNT; i++)
        views += r->changes.moved[i][RT_AS_VIEW]
                 + r->changes.moved[RT_AS_VIEW][i];
    *count = views > 0 ? RT_COUNT(with_views) : RT_COUNT(without);
    return views > 0 ? with_views : without;
}

static void put_moved_row(struct rt_register *r, struct rt_xl_sheet *s, int as)
{
    enum rt_lang lang = r->run->lang;
    uint64_t sum = 0;
    int count;
    const int *order = moved_columns(r, &count);

    rt_xl_z(s, CG_ASSET, RT_XF_BOX_LABEL, as_word(lang, as, true));
    for (int i = 0; i < count; i++) {
        uint64_t n = r->changes.moved[as][order[i]];

        sum += n;
        if (n == 0
            && ((as == RT_AS_ABSENT
                    && (order[i] == RT_AS_UNKNOWN || order[i] == RT_AS_ABSENT))
                || (order[i] == RT_AS_VIEW
                    && (as == RT_AS_VIEW || as == RT_AS_ABSENT))))
            rt_xl_z(s, CG_BUSINESS + i, RT_XF_BOX_CENTER, "-");
        else
            rt_xl_num(s, CG_BUSINESS + i, RT_XF_BOX_NUMBER, (double)n);
    }
    rt_xl_sum(s, CG_BUSINESS + count, RT_XF_BOX_NUMBER, (double)sum, s->row,
        CG_BUSINESS, s->row, CG_BUSINESS + count - 1);
    rt_xl_next(s);
}

static void put_moved_total(struct rt_register *r, struct rt_xl_sheet *s)
{
    int count;
    const int *order = moved_columns(r, &count);

    rt_xl_word(s, CG_ASSET, RT_XF_BOX_TOTAL_NAME, RT_W_TOTAL);
    for (int i = 0; i <= count; i++) {
        uint64_t sum = 0;

        for (int b = 0; b < RT_AS_COUNT; b++)
            for (int n = 0; n < RT_AS_COUNT; n++)
                if (i == count || n == order[i])
                    sum += r->changes.moved[b][n];
        rt_xl_sum(s, CG_BUSINESS + i, RT_XF_BOX_TOTAL, (double)sum,
            s->row - (uint32_t)(count - 1), CG_BUSINESS + i, s->row - 1,
            CG_BUSINESS + i);
    }
    rt_xl_next(s);
}

static void put_moved(struct rt_register *r, struct rt_xl_sheet *s)
{
    enum rt_lang lang = r->run->lang;
    int count;
    const int *order = moved_columns(r, &count);

    rt_xl_line(s, 0, RT_XF_SECTION, RT_W_CHANGE_MOVED);
    rt_xl_word(s, CG_ASSET, RT_XF_HEAD, RT_W_CHANGE_CORNER);
    for (int i = 0; i < count; i++)
        rt_xl_z(s, CG_BUSINESS + i, RT_XF_HEAD, as_word(lang, order[i], false));
    rt_xl_line(s, CG_BUSINESS + count, RT_XF_HEAD, RT_W_TOTAL);
    for (int i = 0; i < count - 1; i++)
        put_moved_row(r, s, order[i]);
    put_moved_total(r, s);
}

static void put_note(
    struct rt_xl_sheet *s, enum rt_word w, uint64_t a, uint64_t b)
{
    if (a + b == 0)
        return;
    rt_xl_print(s, 0, RT_XF_NOTE, rt_word(s->xl->run->lang, w),
        (unsigned long long)a, (unsigned long long)b);
    rt_xl_next(s);
}

static void put_preface(struct rt_list *list)
{
    struct rt_register *r = list->context;
    const struct rt_change_totals *t = &r->changes;
    struct rt_xl_sheet *s = &list->s;
    struct rt_writer w = RT_WRITER(w, RT_TEXT_MAX);

    rt_list_title(list);
    for (size_t i = 0; i < r->run->previous_count; i++) {
        const struct rt_previous_file *f = &r->run->previous[i];
        if (i > 0) {
            rt_xl_take(s, 0, RT_XF_NOTE, &w);
            rt_xl_next(s);
        }
        rt_writef(&w, rt_word(r->run->lang, RT_W_CHANGE_FILE), RT_FMT(f->file),
            f->sha256);
    }
    if (r->run->one_scale)
        rt_writef(&w, rt_word(r->run->lang, RT_W_CHANGE_ONE_SCALE),
            rt_one_scale()->name);
    rt_xl_take(s, 0, RT_XF_NOTE, &w);
    rt_xl_next(s);
    put_note(s, RT_W_CHANGE_REPEATED, t->repeated, t->now_repeated);
    put_note(s, RT_W_CHANGE_NAMELESS, t->nameless, t->now_nameless);
    put_note(s, RT_W_CHANGE_OTHER_PROFILE, t->other_profile, 0);
    rt_xl_next(s);
    put_counts(r, s);
    rt_xl_next(s);
    put_moved(r, s);
    rt_xl_next(s);
    rt_xl_line(s, 0, RT_XF_SECTION, RT_W_CHANGE_LIST);
}

/* --- the sheet ------------------------------------------------------------ */

static void finish(struct rt_list *list)
{
    static const enum rt_xf colors[RT_CHANGE_KINDS]
        = {RT_XF_IF_HIGH, RT_XF_IF_HIGH, RT_XF_IF_MEDIUM, RT_XF_IF_ALARM,
            RT_XF_IF_LOW, RT_XF_IF_TOTAL};

    for (int k = 0; k < RT_CHANGE_SAME; k++)
        rt_list_word_rule(list, CG_KIND, word_change(list->xl->run->lang, k),
            CG_KIND, CG_KIND, colors[k]);
    rt_list_class_rules(
        list, CG_CLASS_BEFORE, CG_CLASS_BEFORE, CG_CLASS_BEFORE);
    rt_list_class_rules(list, CG_CLASS_NOW, CG_CLASS_NOW, CG_CLASS_NOW);
    rt_source_rule(list, CG_ROW);
}

void rt_register_changes(struct rt_register *r)
{
    static const struct rt_handed hands[] = {{CG_ID, RT_HAND_KEY}};
    struct rt_change change;
    struct rt_list list = {&r->xl, RT_COLS(columns), RT_W_SHEET_CHANGES,
        RT_W_CHANGE_TITLE, RT_W_CHANGE_NOTE, .paper = RT_A3,
        .frozen = CG_ID + 1, .filter = true, RT_HANDS(hands),
        .preface = put_preface, .finish = finish, .context = r};

    if (!r->run->previous)
        return;
    rt_list_put(
        &list, rt_ledger_changes(r->ledger, r->err), &change, RT_W_CHANGE_NONE);
}
