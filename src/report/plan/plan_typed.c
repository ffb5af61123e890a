/* Finding what people typed into a plan. The contract is plan_typed.h. */
#include "report/plan/plan_typed.h"

#include <stdlib.h>

#include "base/fold.h"
#include "base/list.h"
#include "report/plan/plan_parts.h"
#include "risk/plan_written.h"
#include "risk/profile.h"

enum {
    NAMES_MAX = 1000,   /* candidates on a plan's own sheet */
    SUSPECTS_MAX = 8,   /* more strange cells there: it is another version's */
    CONTENT_MAX = 2000, /* of an added sheet, as shown */
    LABEL = 1,          /* columns of まとめ */
    FIRST = 2,
    LAST = 10,
    ANNEX = 3, /* and of 管理策の候補 */
    NAME = 4,
    CONTROL_COLUMNS = 6,
    PROFILES_MAX = 64 /* names of criteria; those past it are typed */
};

/* A name of criteria, and the first row that has it. */
struct criteria {
    struct rt_str name, risk;
    struct rt_where where;
    size_t rows;
};

struct rt_plan_typed {
    enum rt_lang lang;
    rt_plan_leave *leave;
    void *context;
    struct rt_arena arena;
    struct rt_str names[NAMES_MAX]; /* 6.3 不審メールの訓練 */
    size_t name_count;
    struct rt_left_out suspects[SUSPECTS_MAX + 1];
    size_t suspect_count;
    struct rt_str title; /* alone in the row before, on まとめ */
    struct rt_where title_at;
    struct rt_buf content; /* of the added sheet at hand */
    uint64_t content_more; /* cells that are not in it */
    struct rt_plan_number *numbers;
    size_t number_count, number_cap;
    struct rt_str file, sheet; /* of the number before */
    struct criteria profiles[PROFILES_MAX];
    size_t profile_count;
};

enum rt_status rt_plan_typed_new(struct rt_plan_typed **out, enum rt_lang lang,
    rt_plan_leave *leave, void *context, struct rt_error *err)
{
    struct rt_plan_typed *t = calloc(1, sizeof *t);

    *out = t;
    RT_NEED(t, err);
    t->lang = lang;
    t->leave = leave;
    t->context = context;
    rt_arena_init(&t->arena);
    rt_buf_init(&t->content, CONTENT_MAX * 4);
    return RT_OK;
}

void rt_plan_typed_free(struct rt_plan_typed *t)
{
    if (!t)
        return;
    rt_arena_fini(&t->arena);
    rt_buf_fini(&t->content);
    free(t->numbers);
    free(t);
}

static enum rt_status leave(struct rt_plan_typed *t, enum rt_left_why why,
    struct rt_str what, const struct rt_where *where, struct rt_str text,
    struct rt_error *err)
{
    const struct rt_left_out x = {.code = RT_PL712,
        .why = why,
        .what = what,
        .where = *where,
        .text = text};

    return t->leave(t->context, &x, err);
}

static struct rt_where at(const struct rt_plan_row *row, size_t cell)
{
    struct rt_where w = row->where;

    w.col = row->extras[cell].nth + 1;
    return w;
}

/* The place in memory of its own. */
static bool keep_place(struct rt_plan_typed *t, struct rt_where *w)
{
    w->file = rt_arena_str(&t->arena, w->file);
    w->sheet = rt_arena_str(&t->arena, w->sheet);
    return w->file.p && w->sheet.p;
}

/* --- まとめ --------------------------------------------------------------- */

/* What the row of a table holds. */
struct shape {
    size_t formulas, numbers, words;
    struct rt_str counted; /* the formula of its first column */
};

static bool is_summary_word(struct rt_str text)
{
    static const enum rt_word words[]
        = {RT_W_REVIEW_ALL, RT_W_STATUS_DONE, RT_W_STATUS_UNDER_WAY,
            RT_W_STATUS_OPEN, RT_W_REVIEW_OTHER, RT_W_OVERDUE, RT_W_UNPLANNED,
            RT_W_REVIEW_WAITING, RT_W_REVIEW_RATE, RT_W_REVIEW_BY_PRIORITY,
            RT_W_REVIEW_BY_MONTH, RT_W_REVIEW_BY_DEPARTMENT, RT_W_REVIEW_MONTH,
            RT_W_REVIEW_EARLIER, RT_W_REVIEW_LATER, RT_W_REVIEW_UNDATED,
            RT_W_REVIEW_REST, RT_W_SUM_PRIORITY, RT_W_SUM_NO_PRIORITY,
            RT_W_SUM_DEPARTMENT, RT_W_TOTAL, RT_W_DEPT_NAMELESS,
            RT_W_DEPT_CHART_LEFT_OUT, RT_W_SUM_FOLDER};

    return rt_plan_is_one_of(text, words, RT_COUNT(words));
}

static bool is_number(const struct rt_plan_extra *cell)
{
    return cell->type == RT_CELL_NUMBER;
}

static struct shape shape_of(const struct rt_plan_row *row)
{
    struct shape s = {0};

    for (size_t i = 0; i < row->extra_count; i++) {
        const struct rt_plan_extra *c = &row->extras[i];
        if (c->nth < FIRST || c->nth > LAST)
            continue;
        s.formulas += c->heading.n > 0;
        s.numbers += c->heading.n == 0 && is_number(c);
        s.words += c->heading.n == 0 && is_summary_word(c->text);
        if (c->nth == FIRST)
            s.counted = c->heading;
    }
    return s;
}

/* 「優先順位 1」, 「2026/07」 */
static bool is_numbered(struct rt_str text)
{
    size_t end = text.n;

    while (end > 0 && strchr("0123456789", text.p[end - 1])
           && text.p[end - 1] != '\0')
        end--;
    struct rt_str rest = rt_str_trim((struct rt_str){text.p, end});
    return end < text.n
           && (rt_plan_is_word(rest, RT_W_SUM_PRIORITY)
               || (rest.n == 5 && rest.p[4] == '/'));
}

/* The name of a line: what its formula counts, where it has one. */
static bool is_label(struct rt_str text, const struct shape *s)
{
    char is[RT_CRITERION_MAX];

    if (is_summary_word(text) || is_numbered(text))
        return true;
    if (s->counted.n == 0 || !rt_plan_name_criterion(text, is))
        return s->numbers >= 4 || s->words >= 4;
    return rt_str_contains(s->counted, rt_str(is));
}

/* A cell of まとめ that merge did not write. */
static bool is_typed_in_summary(
    const struct rt_plan_extra *c, const struct shape *s)
{
    if (c->heading.n > 0 || rt_str_trim(c->text).n == 0)
        return false;
    if (c->type == RT_CELL_STRING
        && (rt_plan_is_title(c->text, RT_W_REVIEW_TITLE)
            || rt_plan_is_note(c->text, RT_W_REVIEW_NOTE)
            || rt_plan_is_note(c->text, RT_W_REVIEW_ACCEPTANCE)
            || rt_plan_is_note(c->text, RT_W_REVIEW_CONTROLS)
            || rt_plan_is_note(c->text, RT_W_PLAN_FOLDER_NOTE)))
        return false;
    if (c->nth == LABEL)
        return !is_label(c->text, s);
    if (c->nth < FIRST || c->nth > LAST)
        return true;
    if (is_number(c)) /* one over a formula, or alone */
        return s->formulas >= 4 || s->formulas + s->numbers < 4;
    return !is_summary_word(c->text) && s->words < 4;
}

/* The folder of the inputs is a setting of the workbook. */
static bool is_folder(const struct rt_plan_row *row)
{
    return row->extra_count > 0 && row->extras[0].nth == LABEL
           && rt_plan_is_word(row->extras[0].text, RT_W_SUM_FOLDER);
}

static enum rt_status leave_note(struct rt_plan_typed *t,
    const struct rt_where *where, struct rt_str text, struct rt_error *err)
{
    char what[96];

    snprintf(what, sizeof what, rt_word(t->lang, RT_W_LEFT_OUT_NOTE_ON),
        RT_FMT(rt_str(rt_word(t->lang, RT_W_SHEET_REVIEW))));
    return leave(t, RT_LEFT_SUMMARY, rt_str(what), where, text, err);
}

/* A text alone in its row is a table's title where the headings follow. */
static enum rt_status end_title(
    struct rt_plan_typed *t, bool headings, struct rt_error *err)
{
    struct rt_str text = t->title;

    t->title = RT_STR_NONE;
    return text.n == 0 || headings ? RT_OK
                                   : leave_note(t, &t->title_at, text, err);
}

static enum rt_status begin_title(struct rt_plan_typed *t,
    const struct rt_plan_row *row, struct rt_error *err)
{
    t->title = rt_arena_str(&t->arena, row->extras[0].text);
    t->title_at = at(row, 0);
    RT_NEED(t->title.p && keep_place(t, &t->title_at), err);
    return RT_OK;
}

static enum rt_status take_summary(struct rt_plan_typed *t,
    const struct rt_plan_row *row, struct rt_error *err)
{
    struct shape s = shape_of(row);

    RT_TRY(end_title(
        t, s.words >= 4 && row->where.row == t->title_at.row + 1, err));
    if (row->extra_count == 1 && row->extras[0].nth == LABEL
        && is_typed_in_summary(&row->extras[0], &s))
        return begin_title(t, row, err);
    for (size_t i = 0; i < row->extra_count; i++) {
        const struct rt_plan_extra *c = &row->extras[i];
        struct rt_where where = at(row, i);
        if (is_typed_in_summary(c, &s) && !(is_folder(row) && c->nth == FIRST))
            RT_TRY(leave_note(t, &where, c->text, err));
    }
    return RT_OK;
}

/* --- 管理策の候補 --------------------------------------------------------- */

static enum rt_status keep_name(struct rt_plan_typed *t, struct rt_str annex,
    struct rt_str name, struct rt_error *err)
{
    char text[256];
    struct rt_str kept;

    if (t->name_count == NAMES_MAX || annex.n == 0 || name.n == 0)
        return RT_OK;
    snprintf(text, sizeof text, "%.*s %.*s", RT_FMT(annex), RT_FMT(name));
    kept = rt_arena_str(&t->arena, rt_str(text));
    RT_NEED(kept.p, err);
    t->names[t->name_count++] = kept;
    return RT_OK;
}

static struct rt_str text_in(const struct rt_plan_row *row, unsigned col)
{
    for (size_t i = 0; i < row->extra_count; i++) {
        if (row->extras[i].nth == col)
            return rt_str_trim(row->extras[i].text);
    }
    return RT_STR_NONE;
}

/* A cell within the table is only suspected: a table of another version has
 * other texts in most rows. */
static enum rt_status suspect(struct rt_plan_typed *t,
    const struct rt_where *where, struct rt_str what, struct rt_str text,
    struct rt_error *err)
{
    struct rt_left_out *x = &t->suspects[t->suspect_count];

    if (t->suspect_count > SUSPECTS_MAX)
        return RT_OK;
    *x = (struct rt_left_out){.where = *where,
        .what = rt_arena_str(&t->arena, what),
        .text = rt_arena_str(&t->arena, text)};
    t->suspect_count++;
    RT_NEED(x->what.p && x->text.p && keep_place(t, &x->where), err);
    return RT_OK;
}

static enum rt_status take_controls(struct rt_plan_typed *t,
    const struct rt_plan_row *row, struct rt_error *err)
{
    char what[96];

    snprintf(what, sizeof what, rt_word(t->lang, RT_W_LEFT_OUT_NOTE_ON),
        RT_FMT(rt_str(rt_word(t->lang, RT_W_SHEET_CONTROLS))));
    RT_TRY(keep_name(t, text_in(row, ANNEX), text_in(row, NAME), err));
    for (size_t i = 0; i < row->extra_count; i++) {
        const struct rt_plan_extra *c = &row->extras[i];
        struct rt_where where = at(row, i);
        if (rt_str_trim(c->text).n == 0 || rt_plan_controls_hold(c->text)
            || rt_plan_is_note(c->text, RT_W_CONTROLS_NOTE))
            continue;
        RT_TRY(c->nth < CONTROL_COLUMNS
                   ? suspect(t, &where, rt_str(what), c->text, err)
                   : leave(t, RT_LEFT_CONTROLS, rt_str(what), &where, c->text,
                       err));
    }
    return RT_OK;
}

static enum rt_status end_controls(
    struct rt_plan_typed *t, struct rt_error *err)
{
    size_t count = t->suspect_count;

    t->suspect_count = 0;
    for (size_t i = 0; i < count && count <= SUSPECTS_MAX; i++)
        RT_TRY(leave(t, RT_LEFT_CONTROLS, t->suspects[i].what,
            &t->suspects[i].where, t->suspects[i].text, err));
    return RT_OK;
}

/* Each line a candidate of this or of the plan's own table. */
static bool are_candidates(const struct rt_plan_typed *t, struct rt_str text)
{
    struct rt_str line;

    while (rt_str_line(&text, &line)) {
        bool found = rt_str_trim(line).n == 0 || rt_plan_is_candidate(line);
        for (size_t i = 0; i < t->name_count && !found; i++)
            found = rt_fold_eq(line, t->names[i]);
        if (!found)
            return false;
    }
    return true;
}

/* --- above a table, and over its headings --------------------------------- */

static bool is_group(struct rt_str text)
{
    for (int i = 0; i < RT_REGISTER_COLUMNS; i++) {
        if (rt_fold_is(text, rt_register_heads[i].head)
            || rt_fold_is(text, rt_register_heads[i].written))
            return true;
    }
    for (int i = 0; i < PC_ALL; i++) {
        if (rt_fold_is(text, rt_plan_cols[i].group)
            || rt_fold_is(text, rt_plan_cols[i].head))
            return true;
    }
    return rt_plan_is_word(text, RT_W_OWN_COLUMNS);
}

static enum rt_status take_above(struct rt_plan_typed *t,
    const struct rt_plan_row *row, struct rt_error *err)
{
    for (size_t i = 0; row->ours && i < row->extra_count; i++) {
        struct rt_str text = row->extras[i].text;
        struct rt_where where = at(row, i);
        if (row->extras[i].heading.n > 0 || rt_str_trim(text).n == 0
            || is_group(text) || rt_plan_is_title(text, RT_W_BOOK_PLAN)
            || rt_plan_is_word(text, RT_W_SHEET_REGISTER)
            || rt_plan_is_note(text, RT_W_REGISTER_NOTE)
            || rt_plan_is_written(text)
            || rt_plan_is_word(text, RT_W_GONE_TITLE)
            || rt_plan_is_note(text, RT_W_PLAN_NOTE)
            || rt_plan_is_note(text, RT_W_PLAN_PART_NOTE)
            || rt_plan_is_note(text, RT_W_GONE_NOTE))
            continue;
        RT_TRY(leave(t, RT_LEFT_ABOVE,
            rt_str(rt_word(t->lang, RT_W_LEFT_OUT_NOTE_ABOVE)), &where, text,
            err));
    }
    return RT_OK;
}

/* --- added sheets --------------------------------------------------------- */

static enum rt_status take_content(struct rt_plan_typed *t,
    const struct rt_plan_row *row, struct rt_error *err)
{
    for (size_t i = 0; i < row->extra_count; i++) {
        struct rt_str text = rt_str_trim(row->extras[i].text);
        if (text.n == 0)
            continue;
        if (t->content.len + text.n > CONTENT_MAX) {
            t->content_more++;
            continue;
        }
        if ((t->content.len > 0
                && rt_buf_adds(&t->content, RT_STR(" ／ ")) != RT_OK)
            || rt_buf_adds(&t->content, text) != RT_OK)
            return rt_fail_nomem(err);
    }
    return RT_OK;
}

static enum rt_status leave_sheet(struct rt_plan_typed *t,
    const struct rt_plan_row *sheet, struct rt_error *err)
{
    char what[400];

    snprintf(what, sizeof what, rt_word(t->lang, RT_W_LEFT_OUT_SHEET),
        RT_FMT(sheet->where.sheet));
    if (t->content_more > 0
        && rt_buf_printf(&t->content,
               rt_say(
                   t->lang, " …（ほか %llu セル）", " … (and %llu more cells)"),
               (unsigned long long)t->content_more)
               != RT_OK)
        return rt_fail_nomem(err);
    const struct rt_left_out x = {.code = RT_PL708,
        .why = RT_LEFT_SHEET,
        .what = rt_str(what),
        .where = sheet->where,
        .text = rt_buf_str(&t->content)};
    return t->leave(t->context, &x, err);
}

static enum rt_status end_sheet(struct rt_plan_typed *t,
    const struct rt_plan_row *sheet, struct rt_error *err)
{
    if (rt_report_is_plan_sheet(sheet->where.sheet) && t->content.len == 0) {
        RT_TRY(end_title(t, false, err));
        return end_controls(t, err);
    }
    RT_TRY(leave_sheet(t, sheet, err));
    rt_buf_clear(&t->content);
    t->content_more = 0;
    return RT_OK;
}

static bool is_sheet(struct rt_str name, enum rt_word w)
{
    return rt_str_starts(name, rt_str(rt_word(RT_JA, w)))
           || rt_str_starts(name, rt_str(rt_word(RT_EN, w)));
}

static enum rt_status take_cells(struct rt_plan_typed *t,
    const struct rt_plan_row *row, struct rt_error *err)
{
    struct rt_str name = row->where.sheet;

    if (!rt_report_is_plan_sheet(name) || is_sheet(name, RT_W_SHEET_REGISTER))
        return take_content(t, row, err);
    if (!row->ours)
        return RT_OK;
    return is_sheet(name, RT_W_SHEET_CONTROLS) ? take_controls(t, row, err)
           : is_sheet(name, RT_W_SHEET_REVIEW) ? take_summary(t, row, err)
                                               : RT_OK;
}

/* --- the plan's rows ------------------------------------------------------ */

/* The text in memory of its own, or that of the row before. */
static struct rt_str keep(
    struct rt_plan_typed *t, struct rt_str last, struct rt_str text)
{
    return last.p && rt_str_eq(last, text) ? last
                                           : rt_arena_str(&t->arena, text);
}

static enum rt_status take_number(struct rt_plan_typed *t,
    const struct rt_plan_row *row, struct rt_error *err)
{
    struct rt_str text = rt_str_trim(row->number);
    struct rt_plan_number *n;
    int64_t no = 0;

    if (text.n == 0)
        return RT_OK;
    RT_NEED(RT_GROW(t->numbers, t->number_count, t->number_cap), err);
    n = &t->numbers[t->number_count++];
    if (!rt_parse_int(text, &no) || no < 1)
        no = -1;
    *n = (struct rt_plan_number){.no = no,
        .text = rt_arena_str(&t->arena, text),
        .risk = rt_arena_str(&t->arena, row->risk_id),
        .where = row->where};
    n->where.file = t->file = keep(t, t->file, row->where.file);
    n->where.sheet = t->sheet = keep(t, t->sheet, row->where.sheet);
    n->where.col = rt_plan_column_of(row, offsetof(struct rt_plan_row, number));
    return n->text.p && n->risk.p && n->where.file.p && n->where.sheet.p
               ? RT_OK
               : rt_fail_nomem(err);
}

/* Counts the rows of each profile; what no profile is called is reported with
 * the row. */
static enum rt_status take_profile(struct rt_plan_typed *t,
    const struct rt_plan_row *row, struct rt_error *err)
{
    struct rt_str name = rt_str_trim(row->profile);
    struct criteria *c = t->profiles;

    if (name.n == 0 || !rt_plan_may_name_profile(name))
        return RT_OK;
    while (c < t->profiles + t->profile_count && !rt_str_eq(c->name, name))
        c++;
    if (c == t->profiles + PROFILES_MAX)
        return RT_OK;
    if (c == t->profiles + t->profile_count) {
        t->profile_count++;
        c->name = rt_arena_str(&t->arena, name);
        c->risk = rt_arena_str(&t->arena, row->risk_id);
        c->where = row->where;
        c->where.col
            = rt_plan_column_of(row, offsetof(struct rt_plan_row, profile));
        RT_NEED(c->name.p && c->risk.p && keep_place(t, &c->where), err);
    }
    c->rows++;
    return RT_OK;
}

/* A name that one row alone has, and the program does not know. */
static enum rt_status end_profiles(
    struct rt_plan_typed *t, struct rt_error *err)
{
    for (size_t i = 0; i < t->profile_count && t->profile_count > 1; i++) {
        const struct criteria *c = &t->profiles[i];
        const struct rt_left_out x = {.code = RT_PL712,
            .why = RT_LEFT_OURS,
            .what = rt_str(rt_say(t->lang, "基準", "Profile")),
            .where = c->where,
            .risk_id = c->risk,
            .text = c->name};
        if (c->rows == 1 && !rt_profile_named(c->name))
            RT_TRY(t->leave(t->context, &x, err));
    }
    return RT_OK;
}

static enum rt_status take_row(struct rt_plan_typed *t,
    const struct rt_plan_row *row, struct rt_error *err)
{
    struct rt_where where = row->where;

    if (!row->ours)
        return RT_OK;
    where.col
        = rt_plan_column_of(row, offsetof(struct rt_plan_row, candidates));
    if (!are_candidates(t, row->candidates))
        RT_TRY(leave(t, RT_LEFT_CANDIDATES,
            rt_str(rt_word(t->lang, RT_W_SHEET_CONTROLS)), &where,
            row->candidates, err));
    RT_TRY(take_profile(t, row, err));
    return take_number(t, row, err);
}

enum rt_status rt_plan_typed_take(
    struct rt_plan_typed *t, const struct rt_entry *e, struct rt_error *err)
{
    switch (e->kind) {
    case RT_ENTRY_PLAN_CELLS:
        return take_cells(t, &e->plan, err);
    case RT_ENTRY_PLAN_ABOVE:
        return take_above(t, &e->plan, err);
    case RT_ENTRY_PLAN_COMMENT:
    case RT_ENTRY_PLAN_LINK:
    case RT_ENTRY_PLAN_CELL:
        return rt_plan_typed_cell(e, t->lang, t->leave, t->context, err);
    case RT_ENTRY_PLAN_STRANGER:
        return rt_plan_typed_stranger(
            &e->plan, t->lang, t->leave, t->context, err);
    case RT_ENTRY_PLAN_BESIDE:
        return end_sheet(t, &e->plan, err);
    case RT_ENTRY_PLAN_HEAD:
        return rt_plan_typed_head(&e->plan, t->lang, t->leave, t->context, err);
    case RT_ENTRY_PLAN:
        return take_row(t, &e->plan, err);
    default:
        return RT_OK;
    }
}

enum rt_status rt_plan_typed_end(struct rt_plan_typed *t, struct rt_error *err)
{
    RT_TRY(rt_plan_typed_copy(
        t->numbers, t->number_count, t->leave, t->context, err));
    RT_TRY(rt_plan_find_typed_numbers(t->numbers, t->number_count, err));
    for (size_t i = 0; i < t->number_count; i++) {
        const struct rt_plan_number *n = &t->numbers[i];
        if (n->typed)
            RT_TRY(leave(
                t, RT_LEFT_NUMBER, RT_STR("No"), &n->where, n->text, err));
    }
    return end_profiles(t, err);
}
