/* What the form itself has in 対策状況チェック and 脅威の状況, and nobody fills in:
 * each row's number and text, and the category above them. A row that was
 * deleted, copied or emptied changes what is counted for its category or
 * medium, and nobody is asked what it asked for.
 *
 * A company may have more items or fewer, in any order, and may number them
 * category by category or through the sheet. What counts is whether its own
 * numbering is whole; where much of it is not, it is no numbering.
 */
#include <stdlib.h>

#include "audit/structure/structure_audit.h"
#include "base/intern.h"
#include "base/list.h"
#include "form/check_answers.h"
#include "form/own_form.h"
#include "form/word/value.h"

enum {
    LINES_MAX = 2000, /* no such form has as many */
    TEXT_MAX = 90,    /* bytes of an item that are shown */
    FAULTS_MANY = 4   /* one in so many is a rule of its own */
};

struct line {
    const struct rt_row *row;
    const struct rt_cell *no, *text, *entry, *group;
    uint32_t text_id, group_id; /* of what they say, folded; 0: nothing */
    int number;                 /* RT_UNKNOWN: none */
    size_t part;                /* that it belongs to, from 1 */
    bool fault;                 /* its number is reported */
};

struct items {
    struct rt_structure *s;
    size_t sheet;
    int32_t no_col, text_col, entry_col, group_col;
    enum rt_field text_field, group_field;
    struct rt_intern said;
    struct line *lines;
    size_t count, cap, parts;
    bool through; /* numbered through the sheet */
};

static struct rt_str shown(struct items *m, const struct rt_cell *cell)
{
    struct rt_str text = rt_str_trim(rt_cell_text(cell));

    if (text.n > TEXT_MAX) {
        text.n = TEXT_MAX;
        text.n = rt_utf8_valid_prefix(text);
    }
    return rt_arena_str(&m->s->arena, text);
}

/* --- the rows ------------------------------------------------------------- */

/* A row of the list has two of its number, its text and an entry. Where there is
 * no number, that is one of the choices in words: notes have none, and a sum
 * below the list is a number. */
static bool is_line(const struct items *m, const struct line *n)
{
    if (n->number >= 0)
        return !rt_cell_blank(n->text) || !rt_cell_blank(n->entry);
    return !rt_cell_blank(n->text) && !rt_cell_blank(n->entry)
           && n->entry->type == RT_CELL_STRING
           && (m->text_field == RT_F_CHECK_ITEM
                   ? rt_check_answer(n->entry) > 0
                   : rt_rating_of(m->s->audit->vocab, n->entry) > 0);
}

/* Texts may be long and are compared with each other: each is folded once. */
static enum rt_status know(struct items *m, const struct rt_cell *cell,
    uint32_t *id, struct rt_error *err)
{
    *id = 0;
    if (!rt_cell_blank(cell))
        RT_NEED(rt_intern_folded(&m->said, rt_str_trim(cell->text), id), err);
    return RT_OK;
}

static enum rt_status read_lines(struct items *m, struct rt_error *err)
{
    const struct rt_layout *l = &m->s->tables[m->sheet].layout;

    for (size_t i = 0; i < rt_grid_row_count(m->s->grid, m->sheet); i++) {
        const struct rt_row *row = rt_grid_row(m->s->grid, m->sheet, i);
        struct line n = {.row = row,
            .no = rt_row_cell(row, m->no_col),
            .text = rt_row_cell(row, m->text_col),
            .entry = rt_row_cell(row, m->entry_col),
            .group = rt_row_cell(row, m->group_col)};
        n.number = rt_whole_of(n.no);
        if (row->number <= l->row2 || !is_line(m, &n))
            continue;
        RT_TRY(know(m, n.text, &n.text_id, err));
        RT_TRY(know(m, n.group, &n.group_id, err));
        RT_NEED(RT_ARENA_GROW(&m->s->arena, m->lines, m->count, m->cap), err);
        m->lines[m->count++] = n;
        if (m->count > LINES_MAX)
            break;
    }
    return RT_OK;
}

/* The numbers of the rows from `i` count on from 1. */
static bool begins(const struct items *m, size_t i)
{
    return m->lines[i].number == 1
           && (i + 1 == m->count || m->lines[i + 1].number == 2);
}

/* The part of rows above that goes by the same category, or 0; `next` is the
 * number that is to come in it. */
static size_t part_of(const struct items *m, size_t i, int *next)
{
    uint32_t group = m->lines[i].group_id;
    size_t part = 0;

    *next = 1;
    for (size_t k = 0; k < i; k++) {
        const struct line *n = &m->lines[k];
        if (part == 0 && n->group_id == group)
            part = n->part;
        if (part > 0 && n->part == part)
            *next = n->number + 1;
    }
    return part;
}

/* Another category or medium than that of the row before is named. */
static bool is_named(const struct items *m, size_t i)
{
    const struct line *n = &m->lines[i];

    for (size_t k = i; k-- > 0;) {
        if (m->lines[k].group_id)
            return n->group_id && n->group_id != m->lines[k].group_id;
    }
    return n->group_id != 0;
}

/* Whether most parts begin with a 1. */
static void find_style(struct items *m)
{
    size_t anew = 0, on = 0;

    for (size_t i = 1; i < m->count; i++) {
        bool named = is_named(m, i);
        anew += named && m->lines[i].number == 1;
        on += named && m->lines[i].number > 1;
    }
    m->through = on > anew || anew == 0;
}

/* A part begins where another category or medium is named; where the numbers
 * run on there, its name is what is wrong, unless they do so in its own part. */
static void find_parts(struct items *m)
{
    find_style(m);
    for (size_t i = 0; i < m->count; i++) {
        struct line *n = &m->lines[i];
        size_t part = i > 0 ? m->lines[i - 1].part : ++m->parts;
        if (i > 0 && begins(m, i) && n->group_id && !is_named(m, i)
            && m->lines[i - 1].number > 1 && !m->through) {
            part = ++m->parts; /* named as the part before */
        } else if (i > 0 && is_named(m, i)) {
            int next;
            size_t own = part_of(m, i, &next);
            bool runs_on
                = n->number > 1 && n->number == m->lines[i - 1].number + 1;
            if (own > 0 && n->number == 1 && next > 1)
                own = 0; /* a part of its own, under the name of another */
            if (!runs_on || (own > 0 && n->number == next))
                part = own > 0 ? own : ++m->parts;
        }
        n->part = part;
    }
}

/* The same medium in other words, 社内サーバ. */
static bool is_named_alike(const struct items *m, size_t i)
{
    const struct rt_vocab *v = m->s->audit->vocab;
    const struct rt_cell *last = NULL;
    const char *a = NULL, *b = NULL;

    for (size_t k = i; k-- > 0 && !last;) {
        if (m->lines[k].group_id)
            last = m->lines[k].group;
    }
    return last && rt_is_taken(rt_value_medium(v, m->lines[i].group, &a))
           && rt_is_taken(rt_value_medium(v, last, &b)) && strcmp(a, b) == 0;
}

/* --- what is blank, or another ------------------------------------------------ */

static bool is_merged(const struct items *m, int32_t col, uint32_t row)
{
    size_t n;
    const struct rt_range *r = rt_grid_merges(m->s->grid, m->sheet, &n);

    for (size_t i = 0; i < n; i++) {
        if (r[i].row1 < row && r[i].row2 >= row && r[i].col1 <= (uint32_t)col
            && r[i].col2 >= (uint32_t)col)
            return true;
    }
    return false;
}

static enum rt_status report_blank(struct items *m, const struct line *n,
    int32_t col, enum rt_field f, const struct rt_cell *other, struct rt_str of,
    struct rt_error *err)
{
    enum rt_lang lang = m->s->audit->lang;
    struct rt_str text = other ? shown(m, other) : RT_STR("");
    char line[128];

    if (is_merged(m, col, n->row->number))
        return RT_OK;
    RT_NEED(text.p, err);
    if (text.n > 0) {
        snprintf(line, sizeof line,
            other == n->no ? rt_say(lang, "No %.*s ", "No %.*s")
                           : rt_say(lang, "「%.*s」", "\"%.*s\""),
            RT_FMT(text));
        text = rt_str(line);
    }
    return rt_structure_put(m->s, RT_TP515, m->sheet, (uint32_t)col,
        n->row->number, RT_ARGS(rt_field_name(f, lang), text, of), RT_STR_NONE,
        RT_STR_NONE, err);
}

/* Another category or medium in a row whose number runs on. Of threats of the
 * program's own form the medium is known (TP510). */
static enum rt_status judge_name(
    struct items *m, size_t i, struct rt_error *err)
{
    const struct line *n = &m->lines[i];
    struct rt_str is = shown(m, n->group), part = RT_STR_NONE;
    int medium;

    if (m->through || i == 0 || n->part != m->lines[i - 1].part
        || !is_named(m, i) || is_named_alike(m, i)
        || (m->group_field == RT_F_MEDIUM
            && rt_own_threat(rt_cell_text(n->text), &medium) >= 0))
        return RT_OK;
    for (size_t k = i; k-- > 0 && !part.p;) {
        if (m->lines[k].group_id)
            part = shown(m, m->lines[k].group);
    }
    RT_NEED(is.p && part.p, err);
    return rt_structure_put(m->s, RT_TP517, m->sheet, (uint32_t)m->group_col,
        n->row->number,
        RT_ARGS(rt_field_name(m->group_field, m->s->audit->lang), is, part),
        part, is, err);
}

/* The category or medium of a part whose numbers begin at 1 is that of an earlier
 * one. Media in each row are compared with the form where that is known. */
static enum rt_status judge_repeated(
    struct items *m, size_t i, struct rt_error *err)
{
    const struct line *n = &m->lines[i];
    struct rt_str is;
    int medium;

    if (m->through || i == 0 || n->part == m->lines[i - 1].part || !n->group_id
        || (m->group_field == RT_F_MEDIUM
            && rt_own_threat(rt_cell_text(n->text), &medium) >= 0))
        return RT_OK;
    for (size_t k = 0; k < i; k++) {
        if (m->lines[k].part == n->part || m->lines[k].group_id != n->group_id)
            continue;
        is = shown(m, n->group);
        RT_NEED(is.p, err);
        return rt_structure_put(m->s, RT_TP519, m->sheet,
            (uint32_t)m->group_col, n->row->number,
            RT_ARGS(rt_field_name(m->group_field, m->s->audit->lang), is,
                RT_DECIMAL(m->lines[k].row->number)),
            RT_STR_NONE, is, err);
    }
    return RT_OK;
}

/* Its text is in a row above with the same number. */
static bool is_copied(const struct items *m, size_t i)
{
    const struct line *n = &m->lines[i];

    for (size_t k = i; k-- > 0 && m->lines[k].part == n->part;) {
        if (m->lines[k].number == n->number && n->text_id
            && n->text_id == m->lines[k].text_id)
            return true;
    }
    return false;
}

/* A category that was emptied: its rows begin anew under the one before. */
static enum rt_status judge_group(
    struct items *m, size_t i, struct rt_error *err)
{
    struct line *n = &m->lines[i];
    struct rt_str before = RT_STR_NONE;

    if (m->through || i == 0 || n->part != m->lines[i - 1].part || n->group_id
        || !begins(m, i) || m->lines[i - 1].number < 2 || is_copied(m, i))
        return RT_OK;
    for (size_t k = i; k-- > 0 && !before.p;) {
        if (m->lines[k].group_id)
            before = shown(m, m->lines[k].group);
    }
    m->parts++;
    for (size_t k = i, part = n->part; k < m->count && m->lines[k].part == part;
         k++)
        m->lines[k].part = m->parts;
    /* Threats of no medium are VA408. */
    return m->group_field != RT_F_CATEGORY
               ? RT_OK
               : report_blank(
                   m, n, m->group_col, m->group_field, NULL, before, err);
}

static enum rt_status judge_blanks(struct items *m, struct rt_error *err)
{
    size_t texts = 0, numbers = 0;

    for (size_t i = 0; i < m->count; i++) {
        texts += !rt_cell_blank(m->lines[i].text);
        numbers += m->lines[i].number >= 0;
    }
    for (size_t i = 0; i < m->count; i++) {
        const struct line *n = &m->lines[i];
        if (rt_cell_blank(n->text) && (m->count - texts) * FAULTS_MANY <= texts)
            RT_TRY(report_blank(
                m, n, m->text_col, m->text_field, n->no, RT_STR_NONE, err));
        if (rt_cell_blank(n->no)
            && (m->count - numbers) * FAULTS_MANY <= numbers)
            RT_TRY(report_blank(
                m, n, m->no_col, RT_F_NO, n->text, RT_STR_NONE, err));
        RT_TRY(judge_name(m, i, err));
        RT_TRY(judge_repeated(m, i, err));
        RT_TRY(judge_group(m, i, err));
    }
    return RT_OK;
}

/* --- numbers ----------------------------------------------------------------- */

struct part {
    struct line *lines;
    size_t count;
};

static struct line *same_number(const struct part *p, size_t end, int number)
{
    for (size_t i = 0; i < end; i++) {
        if (p->lines[i].number == number)
            return &p->lines[i];
    }
    return NULL;
}

static size_t count_faults(const struct part *p, size_t from, size_t to)
{
    size_t n = 0;

    for (size_t i = from; i < to; i++)
        n += p->lines[i].fault || p->lines[i].number < 0;
    return n;
}

/* What is wrong with a row's number: the row that has it, too, or the number
 * that was to come. */
struct wrong {
    struct line *line, *first;
    int due;
};

/* Of two rows with a number, the one that is not at its place in the part is
 * wrong; the second, where that decides nothing. */
static bool find_twice(
    const struct part *p, size_t i, int start, struct wrong *w)
{
    struct line *n = &p->lines[i], *first;

    if (n->number < 0 || !(first = same_number(p, i, n->number)))
        return false;
    *w = (struct wrong){.line = n, .first = first};
    if (n->number == start + (int)i && n->text_id != first->text_id)
        *w = (struct wrong){.line = first, .first = n};
    return !w->line->fault;
}

/* A number after which one is left out that no row has. */
static bool find_gap(const struct part *p, size_t i, int start, struct wrong *w)
{
    struct line *n = &p->lines[i];
    size_t last = i, holes = 0;
    int due = start;

    while (
        last > 0 && (p->lines[last - 1].fault || p->lines[last - 1].number < 0))
        last--;
    if (last > 0)
        due = p->lines[last - 1].number + 1;
    if (n->fault || n->number <= due || n->number - due > (int)LINES_MAX)
        return false;
    for (int k = due; k < n->number; k++)
        holes += !same_number(p, p->count, k);
    if (holes <= count_faults(p, last, i))
        return false;
    *w = (struct wrong){.line = n, .due = due};
    /* 1, 2, 33, 4: the number after it is the one that follows. */
    n->fault = i + 1 < p->count && p->lines[i + 1].number == due + 1;
    return true;
}

static enum rt_status report_number(
    struct items *m, const struct wrong *w, struct rt_error *err)
{
    const struct line *n = w->line;
    struct rt_str group = RT_STR("");
    struct rt_str number = shown(m, n->no);

    for (size_t i = m->count; i-- > 0 && !m->through;) {
        if (m->lines[i].part == n->part && m->lines[i].group_id)
            group = shown(m, m->lines[i].group);
    }
    RT_NEED(group.p && number.p, err);
    if (w->first)
        return rt_structure_put(m->s, RT_TP513, m->sheet, (uint32_t)m->no_col,
            n->row->number,
            RT_ARGS(number, RT_DECIMAL(w->first->row->number), group),
            RT_STR_NONE, number, err);
    return rt_structure_put(m->s, RT_TP514, m->sheet, (uint32_t)m->no_col,
        n->row->number, RT_ARGS(number, RT_DECIMAL(w->due), group), RT_STR_NONE,
        number, err);
}

/* The same text under another number. */
static enum rt_status judge_texts(
    struct items *m, const struct part *p, struct rt_error *err)
{
    for (size_t i = 0; i < p->count; i++) {
        const struct line *n = &p->lines[i], *first = NULL;
        struct rt_str text;
        for (size_t k = 0; k < i && !first && n->text_id; k++) {
            if (n->text_id == p->lines[k].text_id)
                first = &p->lines[k];
        }
        if (!first || first->number == n->number)
            continue;
        text = shown(m, n->text);
        RT_NEED(text.p, err);
        RT_TRY(rt_structure_put(m->s, RT_TP516, m->sheet, (uint32_t)m->text_col,
            n->row->number, RT_ARGS(text, RT_DECIMAL(first->row->number)),
            RT_STR_NONE, text, err));
    }
    return RT_OK;
}

static struct part part_at(const struct items *m, size_t i)
{
    struct part p = {.lines = &m->lines[i]};

    while (i + p.count < m->count
           && (m->through || m->lines[i + p.count].part == m->lines[i].part))
        p.count++;
    return p;
}

static enum rt_status judge_numbers(struct items *m, struct rt_error *err)
{
    struct wrong *list
        = rt_arena_array(&m->s->arena, m->count + 1, sizeof *list);
    size_t wrong = 0;

    RT_NEED(list, err);
    for (size_t at = 0; at < m->count;) {
        struct part p = part_at(m, at);
        int start = m->through ? p.lines[0].number : 1;
        for (size_t i = 0; i < p.count; i++) {
            if (find_twice(&p, i, start, &list[wrong]))
                list[wrong++].line->fault = true;
        }
        for (size_t i = 0; i < p.count; i++)
            wrong += find_gap(&p, i, start, &list[wrong]);
        at += p.count;
    }
    for (size_t i = 0; i < wrong && wrong * FAULTS_MANY <= m->count; i++)
        RT_TRY(report_number(m, &list[i], err));
    return RT_OK;
}

RT_SORTED(by_part, struct line, RT_ORDER(x->part, y->part);
          RT_ORDER(x->row->number, y->row->number))

static enum rt_status judge(struct items *m, struct rt_error *err)
{
    RT_TRY(read_lines(m, err));
    if (m->count == 0 || m->count > LINES_MAX)
        return RT_OK;
    find_parts(m);
    RT_TRY(judge_blanks(m, err));
    if (!m->through)
        qsort(m->lines, m->count, sizeof *m->lines, by_part);
    RT_TRY(judge_numbers(m, err));
    for (size_t at = 0; at < m->count;) {
        struct part p = {.lines = &m->lines[at]};
        while (at + p.count < m->count
               && m->lines[at + p.count].part == p.lines[0].part)
            p.count++;
        RT_TRY(judge_texts(m, &p, err));
        at += p.count;
    }
    return RT_OK;
}

enum rt_status rt_structure_items(
    struct rt_structure *s, size_t sheet, struct rt_error *err)
{
    const struct rt_layout *l = &s->tables[sheet].layout;
    bool checks = l->form == RT_FORM_CHECKS;
    struct items m = {.s = s,
        .sheet = sheet,
        .text_field = checks ? RT_F_CHECK_ITEM : RT_F_THREAT_NAME,
        .group_field = checks ? RT_F_CATEGORY : RT_F_MEDIUM};
    enum rt_status rc;

    if (!checks && l->form != RT_FORM_THREATS)
        return RT_OK;
    m.no_col = rt_layout_number_col(l);
    m.text_col = l->col_of[m.text_field];
    m.group_col = l->col_of[m.group_field];
    m.entry_col = checks ? l->col_of[RT_F_ANSWER] : l->col_of[RT_F_THREAT];
    if (m.no_col < 0 || m.text_col < 0 || m.group_col < 0 || m.entry_col < 0)
        return RT_OK;
    rc = judge(&m, err);
    rt_intern_fini(&m.said);
    return rc;
}
