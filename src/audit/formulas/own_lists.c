/* Lists in our own register that show some of its risks again: the most severe
 * ones on サマリー and of each department, the risks of each cell of the matrix.
 *
 * What belongs to a list follows from the rows of the list of risks, the first
 * ones by their No where there are too many. A line in whose place another
 * belongs is judged as that one; where a line is lost, the list's title is
 * what is named.
 */
#include "audit/formulas/own_lists.h"

#include <stdlib.h>

#include "audit/own_figures.h"
#include "base/fold.h"
#include "base/list.h"
#include "record/book_words.h"

enum {
    ID = 17,
    LISTS_MAX = 2000,
    BLOCKS_MAX = 300,
    SCALE = 4,
    TITLE_NUMBERS = 4
};

/* --- the rows of risks --------------------------------------------------- */

RT_SORTED(by_no, struct rt_own_risk, RT_ORDER(x->no, y->no);
          RT_ORDER(x->r->row, y->r->row))

static struct rt_str text_of(
    const struct rt_own_lists *l, const struct rt_audit_row *r, enum rt_field f)
{
    int32_t col = l->w->tables[r->sheet].layout.col_of[f];

    return col < 0 ? RT_STR_NONE
                   : rt_cell_text(rt_grid_cell(
                       l->w->grid, r->sheet, (uint32_t)col, r->row));
}

static enum rt_status read_row(
    struct rt_own_lists *l, const struct rt_audit_row *r, struct rt_error *err)
{
    struct rt_own_risk *to = &l->rows[l->count];
    int32_t no = l->w->tables[r->sheet].layout.col_of[RT_F_NO];

    l->count += !r->view;
    *to = (struct rt_own_risk){.r = r,
        .id = text_of(l, r, RT_F_RISK_ID),
        .asset = text_of(l, r, RT_F_ASSET),
        .no = no < 0 ? -1
                     : rt_whole_of(rt_grid_cell(
                         l->w->grid, r->sheet, (uint32_t)no, r->row))};
    l->unknown |= !r->profile && !r->kept;
    RT_NEED(
        rt_intern_folded(&l->departments, r->department, &to->department), err);
    return RT_OK;
}

enum rt_status rt_own_lists_read(struct rt_own_lists *l, struct rt_error *err)
{
    const struct rt_audit *a = l->w->audit;

    l->sheet = a->rows[0].sheet;
    l->rows = rt_arena_array(&l->w->arena, a->row_count + 1, sizeof *l->rows);
    l->first = rt_arena_array(&l->w->arena, a->row_count + 1, sizeof *l->first);
    l->listed
        = rt_arena_array(&l->w->arena, a->row_count + 1, sizeof *l->listed);
    RT_NEED(l->rows && l->first && l->listed, err);
    for (size_t i = 0; i < a->row_count; i++)
        RT_TRY(read_row(l, &a->rows[i], err));
    qsort(l->rows, l->count, sizeof *l->rows, by_no);
    l->ranked = true;
    for (size_t i = l->count; i-- > 0;) {
        struct rt_own_risk *row = &l->rows[i];
        uint32_t n;
        l->ranked &= row->no > 0 && (i == 0 || row[-1].no < row->no);
        if (row->id.n != ID)
            continue;
        n = rt_intern(&l->ids, row->id);
        RT_NEED(n > 0, err);
        row->next = l->first[n];
        l->first[n] = (uint32_t)i + 1;
    }
    return RT_OK;
}

void rt_own_lists_fini(struct rt_own_lists *l)
{
    rt_intern_fini(&l->ids);
    rt_intern_fini(&l->departments);
}

/* --- what belongs to a list ---------------------------------------------- */

enum kind { WORST, OF_DEPARTMENT, OF_CELL };

struct membership {
    enum kind kind;
    size_t limit;
    uint32_t department;
    const struct rt_profile *profile; /* of a cell; then: */
    bool residual;
    int importance, likelihood;
};

static void key_of(const struct rt_audit_row *r, bool residual, int *importance,
    int *likelihood)
{
    *importance = residual ? r->residual_importance : r->counted.importance;
    *likelihood = residual ? r->residual_likelihood : r->counted.likelihood;
}

static bool belongs(const struct membership *m, const struct rt_own_risk *row)
{
    int importance, likelihood;

    switch (m->kind) {
    case WORST:
        return row->r->counted.priority > 0
               || row->r->counted.class == RT_CLASS_NONE;
    case OF_DEPARTMENT:
        return row->department == m->department;
    default:
        key_of(row->r, m->residual, &importance, &likelihood);
        return row->r->profile == m->profile && importance == m->importance
               && likelihood == m->likelihood
               && rt_profile_level(m->profile, importance, likelihood)
                      != RT_UNKNOWN;
    }
}

struct list {
    struct rt_own_lists *l;
    const struct rt_list_place *at;
    struct membership m;
    struct rt_own_risk **due; /* what belongs there, in order */
    size_t due_count;
    uint64_t all; /* that belong, shown or not */
};

static enum rt_status find_due(struct list *k, struct rt_error *err)
{
    k->due = rt_arena_array(&k->l->w->arena, k->m.limit + 1, sizeof *k->due);
    RT_NEED(k->due, err);
    for (size_t i = 0; i < k->l->count; i++) {
        if (!belongs(&k->m, &k->l->rows[i]))
            continue;
        if (k->m.kind != WORST && !k->m.residual)
            k->l->listed[i] = true;
        if (k->all++ < k->m.limit)
            k->due[k->due_count++] = &k->l->rows[i];
    }
    return RT_OK;
}

/* --- reporting ----------------------------------------------------------- */

static struct rt_str source(const struct list *k)
{
    return rt_sheet_named(k->l->w, k->l->sheet);
}

static void report_text(struct list *k, uint32_t col, uint32_t row,
    struct rt_str label, struct rt_str is, struct rt_str right)
{
    struct rt_work *w = k->l->w;
    struct rt_verdict *v = rt_verdict_add(w, RT_RA513, k->at->sheet, col, row);

    v->args[0] = rt_quoted(w, label);
    v->actual = rt_work_text(w, is);
    v->expected = rt_work_text(w, right);
    v->args[1] = rt_shown_or_blank(w, v->actual);
    v->args[2] = source(k);
    v->args[3]
        = right.n > 0
              ? rt_quoted(w, v->expected)
              : rt_quoted(w, rt_str(rt_say(w->audit->lang, "なし", "none")));
}

static struct rt_str risk_shown(struct list *k, const struct rt_own_risk *row)
{
    return rt_work_printf(k->l->w,
        rt_say(k->l->w->audit->lang, "「%.*s」（%.*s）", "\"%.*s\" (%.*s)"),
        RT_FMT(row->asset), RT_FMT(row->id));
}

static void report_missing(
    struct list *k, const struct rt_own_risk *lost, uint32_t col, uint32_t row)
{
    struct rt_verdict *v
        = rt_verdict_add(k->l->w, RT_RA517, k->at->sheet, col, row);

    v->args[0] = risk_shown(k, lost);
    v->args[1] = source(k);
}

static void report_surplus(struct list *k, const struct rt_list_line *line)
{
    struct rt_verdict *v
        = rt_verdict_add(k->l->w, RT_RA518, k->at->sheet, k->at->id, line->row);

    v->actual = line->id;
    v->args[0] = line->asset.n > 0 ? rt_quoted(k->l->w, line->asset)
                                   : rt_quoted(k->l->w, line->id);
    for (size_t i = 0; i < k->at->count; i++) {
        const struct rt_list_line *other = &k->at->lines[i];
        if (other != line && other->of && rt_str_eq(other->id, line->id))
            v->args[1] = rt_work_printf(k->l->w, "%u", other->row);
    }
}

/* --- lines and risks ----------------------------------------------------- */

/* A row of the id that belongs here and has no line yet. */
static struct rt_own_risk *take(struct list *k, struct rt_str id)
{
    uint32_t n = id.n == ID ? rt_intern_find(&k->l->ids, id) : 0;

    for (uint32_t at = n > 0 ? k->l->first[n] : 0; at > 0;
         at = k->l->rows[at - 1].next) {
        struct rt_own_risk *row = &k->l->rows[at - 1];
        if (row->in != k->l->lists && belongs(&k->m, row))
            return row;
    }
    return NULL;
}

static bool is_due(const struct list *k, const struct rt_own_risk *row)
{
    for (size_t i = 0; i < k->due_count; i++) {
        if (k->due[i] == row)
            return true;
    }
    return false;
}

static void match(struct list *k)
{
    for (size_t i = 0; i < k->at->count && i < k->due_count; i++) {
        struct rt_list_line *line = &k->at->lines[i];
        if (rt_str_eq(line->id, k->due[i]->id)) {
            line->of = k->due[i];
            k->due[i]->in = k->l->lists;
        }
    }
    for (size_t i = 0; i < k->at->count; i++) {
        struct rt_list_line *line = &k->at->lines[i];
        struct rt_own_risk *row = line->of ? NULL : take(k, line->id);
        if (!row || !is_due(k, row))
            continue;
        line->of = row;
        row->in = k->l->lists;
    }
}

/* The lost one that belongs on a line: by its name, by its place, or any. */
static struct rt_own_risk *find_lost(
    const struct list *k, size_t line, struct rt_str asset)
{
    struct rt_own_risk *any = NULL;

    for (size_t i = 0; i < k->due_count; i++) {
        struct rt_own_risk *row = k->due[i];
        if (row->in == k->l->lists)
            continue;
        if (rt_fold_eq(row->asset, asset))
            return row;
        if (!any || i == line)
            any = row;
    }
    return any;
}

static struct rt_str line_label(struct list *k, size_t i)
{
    enum rt_lang lang = k->l->w->audit->lang;
    struct rt_str id = rt_field_name(RT_F_RISK_ID, lang);

    return rt_work_printf(k->l->w,
        rt_say(lang, "一覧の上から%zu番目の%.*s", "line %zu of the list: %.*s"),
        i + 1, RT_FMT(id));
}

/* How many lines there would be more than risks: those are not lost ones. */
static void judge_lines(struct list *k)
{
    for (size_t i = 0; i < k->at->count; i++) {
        struct rt_list_line *line = &k->at->lines[i];
        struct rt_own_risk *row;
        if (line->of)
            continue;
        row = find_lost(k, i, line->asset);
        if (!row && line->id.n == 0 && line->asset.n == 0)
            continue;
        if (!row) {
            report_surplus(k, line);
            continue;
        }
        row->in = k->l->lists;
        if (line->id.n == 0 && line->asset.n == 0) {
            report_missing(k, row, k->at->id, line->row);
            continue;
        }
        line->of = row;
        report_text(
            k, k->at->id, line->row, line_label(k, i), line->id, row->id);
    }
    for (size_t i = 0; i < k->due_count; i++) {
        if (k->due[i]->in != k->l->lists) {
            report_missing(k, k->due[i], k->at->title,
                k->at->head - (k->m.kind == OF_DEPARTMENT ? 2 : 1));
            return; /* one is enough to see it by */
        }
    }
}

/* --- the title of a cell of the matrix ----------------------------------- */

static struct rt_str title_of(const struct list *k)
{
    return rt_cell_string(rt_grid_cell(
        k->l->w->grid, k->at->sheet, k->at->title, k->at->head - 1));
}

/* The numbers behind the profile's name. */
static bool read_numbers(struct rt_str s, int64_t n[TITLE_NUMBERS])
{
    size_t count = 0;

    while (s.n > 0) {
        size_t digits = 0;
        while (digits < s.n && s.p[digits] >= '0' && s.p[digits] <= '9')
            digits++;
        if (digits > 0
            && (count == TITLE_NUMBERS
                || !rt_parse_int((struct rt_str){s.p, digits}, &n[count++])))
            return false;
        digits += digits == 0;
        s = (struct rt_str){s.p + digits, s.n - digits};
    }
    return count == TITLE_NUMBERS;
}

const struct rt_profile *rt_own_profile_in(
    const struct rt_own_lists *l, struct rt_str title)
{
    for (size_t i = 0; i < l->count; i++) {
        const struct rt_profile *p = l->rows[i].r->profile;
        if (p && rt_str_starts(title, rt_str(p->name))
            && (i == 0 || p != l->rows[i - 1].r->profile)) {
            unsigned char next = title.n > strlen(p->name)
                                     ? (unsigned char)title.p[strlen(p->name)]
                                     : ' ';
            if (next == ' ' || next == ',' || next >= 0x80)
                return p;
        }
    }
    return NULL;
}

/* The one row with the line's id; NULL where none or several have it. */
static const struct rt_own_risk *sure_row(
    const struct rt_own_lists *l, const struct rt_list_line *line)
{
    uint32_t n = line->id.n == ID ? rt_intern_find(&l->ids, line->id) : 0;
    const struct rt_own_risk *row = n > 0 ? &l->rows[l->first[n] - 1] : NULL;

    return row && row->next == 0 ? row : NULL;
}

/* The cell that most of the lines belong to; false where there is none. */
static bool cell_of_lines(const struct list *k, struct membership *m)
{
    const struct rt_profile *profile = NULL;
    size_t n[SCALE][SCALE] = {{0}}, most = 0;

    for (size_t i = 0; i < k->at->count; i++) {
        const struct rt_own_risk *row = sure_row(k->l, &k->at->lines[i]);
        int importance, likelihood;
        if (!row || !row->r->profile)
            continue;
        key_of(row->r, m->residual, &importance, &likelihood);
        profile = profile ? profile : row->r->profile;
        if (row->r->profile != profile || importance < 0 || importance >= SCALE
            || likelihood < 0 || likelihood >= SCALE
            || ++n[importance][likelihood] <= most)
            continue;
        most = n[importance][likelihood];
        m->importance = importance;
        m->likelihood = likelihood;
    }
    m->profile = profile;
    return most * 2 > k->at->count;
}

/* What merge writes there. */
static struct rt_str right_title(struct list *k, enum rt_lang lang)
{
    const struct membership *m = &k->m;
    int level = m->importance * m->likelihood;

    return rt_work_printf(k->l->w, rt_word(lang, RT_W_MATRIX_SECTION),
        m->profile->name,
        rt_word(lang,
            m->residual ? RT_W_MATRIX_RESIDUAL_SHORT : RT_W_MATRIX_FIRST_SHORT),
        m->importance, m->likelihood, level,
        rt_word_class(lang, m->profile->class_of[level]),
        (unsigned long long)k->all);
}

static void judge_title(struct list *k)
{
    struct rt_str title = title_of(k), right[2];
    enum rt_lang lang = k->l->w->audit->lang;

    for (int i = 0; i < 2; i++) {
        right[i] = right_title(k, (enum rt_lang)i);
        if (rt_fold_eq(title, right[i]))
            return;
    }
    report_text(k, k->at->title, k->at->head - 1,
        rt_str(rt_say(lang, "一覧の見出し", "title of the list")), title,
        right[rt_str_contains(title, RT_STR("importance")) ? RT_EN : RT_JA]);
}

/* Of which cell the list is: its lines say so, else its title. */
static bool find_cell(struct list *k)
{
    struct rt_str title = title_of(k);
    struct membership by_lines
        = {.kind = OF_CELL, .residual = rt_own_is_residual(title)};
    const struct rt_profile *p = rt_own_profile_in(k->l, title);
    int64_t n[TITLE_NUMBERS];

    k->m = by_lines;
    if (cell_of_lines(k, &by_lines)) {
        k->m = by_lines;
        return true;
    }
    if (!p)
        return false;
    title.p += strlen(p->name);
    title.n -= strlen(p->name);
    k->m.profile = p;
    if (!read_numbers(title, n) || n[0] >= SCALE || n[1] >= SCALE)
        return false;
    k->m.importance = (int)n[0];
    k->m.likelihood = (int)n[1];
    return true;
}

/* --- a list -------------------------------------------------------------- */

/* By the title two rows above the headings, over a line of numbers. */
static bool find_department(struct list *k)
{
    struct rt_str title = rt_cell_string(rt_grid_cell(
        k->l->w->grid, k->at->sheet, k->at->title, k->at->head - 2));
    uint32_t n = rt_intern_find_folded(&k->l->departments, title);

    k->m.department = n;
    if (title.n == 0)
        return false;
    for (size_t i = 0; n == 0 && i < k->at->count; i++) {
        const struct rt_own_risk *row = sure_row(k->l, &k->at->lines[i]);
        if (!row)
            continue;
        k->m.department = row->department;
        return true;
    }
    return n > 0;
}

static bool find_membership(struct list *k)
{
    bool cell = rt_str_contains(title_of(k), RT_STR("×"));

    k->m.kind = k->at->sourced ? WORST : cell ? OF_CELL : OF_DEPARTMENT;
    switch (k->m.kind) {
    case WORST:
        k->m.limit = RT_WORST;
        return true;
    case OF_DEPARTMENT:
        if (k->at->head < 3 || !find_department(k))
            return false;
        k->m.limit = RT_WORST_OF;
        return true;
    default:
        if (!find_cell(k))
            return false;
        k->m.limit = RT_CELL_LIST;
        return true;
    }
}

/* Of a list that is none of these only the ids are known. */
static void judge_ids(struct list *k)
{
    for (size_t i = 0; i < k->at->count; i++) {
        struct rt_list_line *line = &k->at->lines[i];
        line->of = sure_row(k->l, line);
        if (line->id.n > 0 && rt_intern_find(&k->l->ids, line->id) == 0)
            report_text(k, k->at->id, line->row, line_label(k, i), line->id,
                RT_STR_NONE);
    }
}

enum rt_status rt_own_list_judge(struct rt_own_lists *l,
    const struct rt_list_place *at, struct rt_error *err)
{
    struct list k = {.l = l, .at = at};

    bool known = at->head > 1 && !l->unknown && ++l->lists <= LISTS_MAX
                 && find_membership(&k);

    if (known)
        RT_TRY(find_due(&k, err));
    if (known && k.m.kind != WORST && l->row == 0) {
        l->col = at->title;
        l->row = at->head - (k.m.kind == OF_DEPARTMENT ? 2 : 1);
        l->cells = k.m.kind == OF_CELL;
    }
    if (!known || (!l->ranked && k.all > k.m.limit)) {
        judge_ids(&k);
        return RT_OK;
    }
    match(&k);
    judge_lines(&k);
    if (k.m.kind == OF_CELL)
        judge_title(&k);
    return RT_OK;
}

/* Whether a list of the sheet's kind has the risk. */
static bool is_due_somewhere(const struct rt_own_lists *l, size_t i)
{
    const struct rt_audit_row *r = l->rows[i].r;

    return l->cells ? r->profile
                          && rt_profile_level(r->profile, r->counted.importance,
                                 r->counted.likelihood)
                                 != RT_UNKNOWN
                    : l->rows[i].department > 0;
}

/* Where most of the lists are there. */
void rt_own_lists_end(struct rt_own_lists *l, size_t sheet)
{
    const struct rt_list_place at = {.sheet = sheet};
    struct list k = {.l = l, .at = &at};
    const struct rt_own_risk *lost = NULL;
    size_t due = 0, there = 0;

    for (size_t i = 0; i < l->count && l->row > 0; i++) {
        if (!is_due_somewhere(l, i))
            continue;
        due++;
        there += l->listed[i];
        if (!l->listed[i] && !lost)
            lost = &l->rows[i];
    }
    if (lost && there * 2 > due && !l->unknown && l->lists <= LISTS_MAX
        && (l->cells || l->departments.count <= BLOCKS_MAX))
        report_missing(&k, lost, l->col, l->row);
    memset(l->listed, 0, l->count * sizeof *l->listed);
    l->row = 0;
}

/* A formula that looks up another No than the risk's: whatever it gives now, it
 * will not follow the list. */
enum rt_status rt_own_lookup_judge(struct rt_work *w, size_t sheet,
    uint32_t col, const struct rt_list_line *line, struct rt_error *err)
{
    const struct rt_item *item = rt_item_at(w, sheet, col, line->row);
    struct rt_uneven u = {.along = RT_ALONG_ROW};
    struct rt_str f, number = RT_STR_NONE;
    size_t at = 0;
    int64_t no;

    if (!item || line->of->no <= 0)
        return RT_OK;
    f = item->cell->formula;
    while (at + 6 < f.n && strncmp(f.p + at, "MATCH(", 6) != 0)
        at++;
    at += 6;
    if (at >= f.n)
        return RT_OK;
    number.p = f.p + at;
    while (at + number.n < f.n && number.p[number.n] >= '0'
           && number.p[number.n] <= '9')
        number.n++;
    if (!rt_parse_int(number, &no) || no == line->of->no)
        return RT_OK;
    u.name = rt_work_copy(w, line->asset);
    u.model = rt_work_printf(w, "%.*s%lld%.*s", (int)at, f.p,
        (long long)line->of->no, (int)(f.n - at - number.n),
        number.p + number.n);
    return rt_uneven_report(w, item, &u, err);
}
