/* Reports, plans and statements of applicability of several files, compared
 * when all have been read.
 *
 * What belongs together in one workbook has been compared there. The other
 * files are put into sets: those of one department, then those whose names
 * differ only in the words for the kind of document (「営業部_報告書」,
 * 「営業部_対応計画」), and what then is left where only one combination is
 * possible. Documents of different departments never meet. What cannot be
 * decided is not guessed, and reported.
 */
#include <stdlib.h>

#include "audit/near_files.h"
#include "audit/treatment/treatment.h"
#include "base/list.h"
#include "risk/annex.h"

enum { NAMES_SHOWN = 3 };

/* What one file holds. */
struct file {
    struct rt_file_name is;
    struct pl_said said;
    const struct pl_doc *doc; /* its first table */
    bool report, plan;        /* that are still to be compared */
    bool taken;               /* into the set at hand */
};

struct rt_treatments {
    struct rt_arena arena;
    uint64_t max;
    struct rt_str full; /* the file that was too much; none: all are kept */
    size_t seen;        /* files with anything to compare */
    bool statements;    /* one of them has one */
    struct file *files;
    size_t file_count, file_cap;
};

enum rt_status rt_treatments_new(
    struct rt_treatments **out, uint64_t max_bytes, struct rt_error *err)
{
    *out = calloc(1, sizeof **out);
    RT_NEED(*out, err);
    (*out)->max = max_bytes;
    rt_arena_init(&(*out)->arena);
    return RT_OK;
}

void rt_treatments_free(struct rt_treatments *all)
{
    if (!all)
        return;
    rt_arena_fini(&all->arena);
    free(all);
}

/* --- keeping -------------------------------------------------------------- */

struct keeper {
    struct rt_treatments *all;
    struct pl *p;
    /* The last document copied: rows come table by table. */
    const struct pl_doc *from;
    struct pl_doc *to;
};

static void *keep(struct keeper *k, const void *what, size_t n)
{
    void *copy = n > 0 ? rt_arena_alloc(&k->all->arena, n) : NULL;

    if (n > 0 && rt_pl_need(k->p, copy))
        memcpy(copy, what, n);
    return copy;
}

static void keep_text(struct keeper *k, struct rt_str *s)
{
    s->p = keep(k, s->p, s->n);
    if (!s->p)
        *s = RT_STR_NONE;
}

static void keep_doc(struct keeper *k, const struct pl_doc **doc)
{
    if (*doc == k->from) {
        *doc = k->to;
        return;
    }
    k->from = *doc;
    *doc = k->to = keep(k, k->from, sizeof *k->to);
    if (!k->to)
        return;
    keep_text(k, &k->to->file);
    keep_text(k, &k->to->sheet);
    k->to->col_of
        = keep(k, k->from->col_of, RT_FIELD_COUNT * sizeof *k->from->col_of);
}

static void keep_risk(struct keeper *k, struct pl_risk *r)
{
    keep_doc(k, &r->doc);
    keep_text(k, &r->no);
    keep_text(k, &r->control);
    keep_text(k, &r->control_folded);
    keep_text(k, &r->action_text);
}

static void keep_step(struct keeper *k, struct pl_step *s)
{
    keep_doc(k, &s->doc);
    keep_text(k, &s->no);
    keep_text(k, &s->control);
    keep_text(k, &s->control_folded);
}

static void keep_statement(struct keeper *k, struct pl_statement *s)
{
    keep_doc(k, &s->doc);
    s->control = keep(k, s->control, RT_ANNEX_CONTROLS * sizeof *s->control);
    for (int i = 0; s->control && i < RT_ANNEX_CONTROLS; i++)
        keep_text(k, &s->control[i].name);
    /* Reasons are compared in their own workbook alone. */
    for (int i = 0; s->control && i < RT_ANNEX_CONTROLS; i++)
        s->control[i].reason = RT_STR_NONE;
}

static void keep_line(struct keeper *k, struct pl_line *l)
{
    keep_doc(k, &l->doc);
    keep_text(k, &l->id);
    for (size_t i = 0; i < PL_LINE_TEXTS; i++)
        keep_text(k, &l->text[i]);
}

static void keep_said(struct keeper *k, struct pl_said *s)
{
    s->risks = keep(k, s->risks, s->risk_count * sizeof *s->risks);
    for (size_t i = 0; s->risks && i < s->risk_count; i++)
        keep_risk(k, &s->risks[i]);
    s->steps = keep(k, s->steps, s->step_count * sizeof *s->steps);
    for (size_t i = 0; s->steps && i < s->step_count; i++)
        keep_step(k, &s->steps[i]);
    s->statements
        = keep(k, s->statements, s->statement_count * sizeof *s->statements);
    for (size_t i = 0; s->statements && i < s->statement_count; i++)
        keep_statement(k, &s->statements[i]);
    s->lines = keep(k, s->lines, s->line_count * sizeof *s->lines);
    for (size_t i = 0; s->lines && i < s->line_count; i++)
        keep_line(k, &s->lines[i]);
    k->all->statements |= s->statement_count > 0;
}

static bool is_compared(enum rt_form form)
{
    return form == RT_FORM_REPORT || form == RT_FORM_PLAN || form == RT_FORM_SOA
           || form == RT_FORM_RESULT;
}

static void take_file(struct keeper *k, bool compared)
{
    struct rt_treatments *all = k->all;
    struct pl *p = k->p;
    struct file f = {.said = p->said};

    if (!rt_pl_need(p, rt_file_name_take(
                           &all->arena, p->a->file, p->a->department, &f.is)))
        return;
    keep_said(k, &f.said);
    for (size_t i = 0; i < p->table_count; i++) {
        enum rt_form form = p->tables[i].doc.form;
        f.report |= form == RT_FORM_REPORT && !compared;
        f.plan |= form == RT_FORM_PLAN && !compared;
        if (!f.doc && is_compared(form)) {
            f.doc = &p->tables[i].doc;
            keep_doc(k, &f.doc);
        }
    }
    if (p->rc == RT_OK
        && rt_pl_need(p, RT_ARENA_GROW(&all->arena, all->files, all->file_count,
                             all->file_cap)))
        all->files[all->file_count++] = f;
}

/* About as much as copying it takes. */
static uint64_t size_of(const struct pl_said *s)
{
    uint64_t n = s->risk_count * sizeof *s->risks;

    n += s->step_count * sizeof *s->steps + s->line_count * sizeof *s->lines;
    for (size_t i = 0; i < s->risk_count; i++)
        n += s->risks[i].control.n + s->risks[i].control_folded.n;
    for (size_t i = 0; i < s->step_count; i++)
        n += s->steps[i].control.n + s->steps[i].control_folded.n;
    for (size_t i = 0; i < s->line_count; i++) {
        const struct pl_line *l = &s->lines[i];
        n += l->id.n + l->text[0].n + l->text[1].n + l->text[2].n;
    }
    return n;
}

bool rt_pl_keep(struct rt_treatments *all, struct pl *p, bool compared)
{
    struct keeper k = {.all = all, .p = p};
    bool any = false;

    for (size_t i = 0; i < p->table_count; i++)
        any |= is_compared(p->tables[i].doc.form);
    if (!any)
        return true;
    all->seen++;
    if (all->full.n == 0 && all->arena.total + size_of(&p->said) > all->max) {
        all->full = p->a->file;
        keep_text(&k, &all->full);
    }
    if (all->full.n > 0)
        return false;
    take_file(&k, compared);
    return p->rc == RT_OK;
}

/* --- which files belong together ------------------------------------------ */

/* The comparison at work. */
struct work {
    struct rt_treatments *all;
    struct pl p;
    size_t *members; /* files of the set at hand */
    size_t count, reports, plans;
};

static void add_member(struct work *w, size_t i)
{
    struct file *f = &w->all->files[i];

    f->taken = true;
    w->members[w->count++] = i;
    w->reports += f->report;
    w->plans += f->plan;
}

/* The set of a file: the reports of its plans, the plans of its reports, and so
 * on. */
static void find_set(struct work *w, size_t first, enum rt_near how)
{
    struct rt_treatments *all = w->all;

    w->count = w->reports = w->plans = 0;
    add_member(w, first);
    for (size_t k = 0; k < w->count; k++) {
        const struct file *f = &all->files[w->members[k]];
        for (size_t i = 0; i < all->file_count; i++) {
            const struct file *g = &all->files[i];
            if (!g->taken && ((f->report && g->plan) || (f->plan && g->report))
                && rt_files_are_near(&f->is, &g->is, how))
                add_member(w, i);
        }
    }
}

/* --- one set -------------------------------------------------------------- */

/* Names of the set's files with a report, or with a plan. */
static struct rt_str names_of(struct work *w, bool plans)
{
    size_t count = plans ? w->plans : w->reports, n = 0;
    struct rt_str names = RT_STR_NONE;
    enum rt_status rc = RT_OK;
    struct rt_buf b = RT_BUF(1 << 20);

    for (size_t i = 0; i < w->count && rc == RT_OK; i++) {
        const struct file *f = &w->all->files[w->members[i]];
        if (!(plans ? f->plan : f->report) || n++ >= NAMES_SHOWN)
            continue;
        rc = rt_buf_printf(&b, "%s%.*s", n > 1 ? rt_comma(w->p.a->lang) : "",
            RT_FMT(f->is.name));
    }
    if (rc == RT_OK && count > NAMES_SHOWN)
        rc = rt_buf_printf(&b,
            rt_say(w->p.a->lang, "ほか%zu件", " and %zu more"),
            count - NAMES_SHOWN);
    if (rt_pl_need(&w->p, rc == RT_OK))
        names = rt_pl_kept(&w->p, rt_buf_str(&b));
    rt_buf_fini(&b);
    return names;
}

static void *room(struct pl *p, size_t count, size_t size)
{
    void *to = rt_arena_array(&p->arena, count + 1, size);

    (void)rt_pl_need(p, to);
    return to;
}

static size_t tables_of(const struct pl_said *s)
{
    size_t n = 0;

    for (size_t i = 1; i < s->risk_count; i++)
        n += s->risks[i].doc != s->risks[i - 1].doc;
    for (size_t i = 1; i < s->step_count; i++)
        n += s->steps[i].doc != s->steps[i - 1].doc;
    return n + 2;
}

static void compare_set(struct work *w)
{
    struct rt_treatments *all = w->all;
    struct pl *p = &w->p;
    struct pl_said *s = &p->said;
    size_t risks = 0, steps = 0;

    for (size_t i = 0; i < w->count; i++) {
        const struct file *f = &all->files[w->members[i]];
        risks += f->said.risk_count;
        steps += f->said.step_count;
    }
    s->risks = room(p, risks, sizeof *s->risks);
    s->steps = room(p, steps, sizeof *s->steps);
    s->risk_count = s->step_count = 0;
    for (size_t i = 0; i < w->count && p->rc == RT_OK; i++) {
        const struct file *f = &all->files[w->members[i]];
        for (size_t k = 0; k < f->said.risk_count; k++)
            s->risks[s->risk_count++] = f->said.risks[k];
        for (size_t k = 0; k < f->said.step_count; k++)
            s->steps[s->step_count++] = f->said.steps[k];
    }
    p->reports = names_of(w, false);
    p->plans = names_of(w, true);
    p->numbers_differ = tables_of(s) > 2;
    rt_pl_audit_planned(p);
    rt_arena_reset(&p->arena);
}

/* A plan alone: what needs no report. */
static void compare_alone(struct work *w, size_t i)
{
    w->members[0] = i;
    w->count = w->plans = 1;
    w->reports = 0;
    compare_set(w);
}

/* The plans that were taken, each alone; or all of them. */
static void compare_plans(struct work *w, bool members)
{
    const struct rt_treatments *all = w->all;
    size_t n = members ? w->count : all->file_count;

    for (size_t k = n; k-- > 0;) {
        size_t i = members ? w->members[k] : k;
        if (all->files[i].plan)
            compare_alone(w, i);
    }
}

static void report_open(
    struct work *w, const struct file *f, enum rt_form missing)
{
    struct pl_note note = {.doc = f->doc};

    note.arg[0] = rt_str(rt_form_name(missing, w->p.a->lang));
    rt_pl_report(&w->p, RT_PL307, &note);
}

/* A set that is decided is compared, and its files are done. */
static void take_set(struct work *w, enum rt_near how)
{
    struct rt_treatments *all = w->all;
    bool both = w->reports > 0 && w->plans > 0;
    bool open
        = both && how == RT_BY_BEING_LEFT && w->reports > 1 && w->plans > 1;

    if (!both && (how < RT_BY_BEING_LEFT || w->plans == 0)) {
        all->files[w->members[0]].taken = false;
        return;
    }
    if (!open) {
        compare_set(w);
        return;
    }
    for (size_t i = 0; i < w->count; i++) {
        const struct file *f = &all->files[w->members[i]];
        report_open(w, f, f->plan ? RT_FORM_REPORT : RT_FORM_PLAN);
    }
    compare_plans(w, true);
}

static void compare_sets(struct work *w)
{
    struct rt_treatments *all = w->all;

    for (enum rt_near how = RT_BY_DEPARTMENT; how < RT_NEAR_COUNT; how++) {
        for (size_t i = 0; i < all->file_count && w->p.rc == RT_OK; i++) {
            const struct file *f = &all->files[i];
            if (f->taken || (!f->report && !f->plan))
                continue;
            find_set(w, i, how);
            take_set(w, how);
        }
    }
}

/* --- statements ----------------------------------------------------------- */

/* The statements of the file against what another file holds. */
static void compare_uses(
    struct work *w, const struct file *f, const struct file *by)
{
    w->p.said = f->said;
    for (size_t i = 0; i < by->said.statement_count; i++)
        rt_pl_audit_uses(&w->p, &by->said.statements[i]);
    rt_arena_reset(&w->p.arena);
}

/* How many files have a statement that is this file's, after comparing them. */
static size_t statements_of(
    struct work *w, const struct file *f, enum rt_near how, bool compare)
{
    size_t n = 0;

    for (size_t i = 0; i < w->all->file_count; i++) {
        const struct file *by = &w->all->files[i];
        if (by->said.statement_count == 0
            || !rt_files_are_near(&f->is, &by->is, how))
            continue;
        n++;
        if (compare)
            compare_uses(w, f, by);
    }
    return n;
}

static void compare_statements(struct work *w)
{
    const struct rt_treatments *all = w->all;

    for (size_t i = 0; all->statements && i < all->file_count; i++) {
        const struct file *f = &all->files[i];
        size_t n = 0;
        if (f->said.statement_count > 0
            || f->said.risk_count + f->said.step_count == 0)
            continue;
        for (enum rt_near how = RT_BY_DEPARTMENT; how < RT_NEAR_COUNT && n == 0;
             how++) {
            n = statements_of(w, f, how, false);
            if (n == 1 || (n > 1 && how < RT_BY_BEING_LEFT))
                statements_of(w, f, how, true);
            else if (n > 1)
                report_open(w, f, RT_FORM_SOA);
        }
    }
}

/* --- our own books ---------------------------------------------------------- */

static void compare_books(struct work *w)
{
    struct rt_treatments *all = w->all;
    const struct pl_said **books
        = rt_arena_array(&all->arena, all->file_count + 1, sizeof *books);

    if (!rt_pl_need(&w->p, books))
        return;
    for (size_t i = 0; i < all->file_count; i++)
        books[i] = &all->files[i].said;
    rt_pl_audit_books(&w->p, books, all->file_count);
}

enum rt_status rt_treatments_compare(struct rt_treatments *all,
    enum rt_lang lang, const struct rt_sink *sink, struct rt_error *err)
{
    struct rt_audit a = {.lang = lang, .sink = *sink};
    struct work w = {.all = all, .p = {.a = &a, .err = err}};
    const struct pl_doc full = {.file = all->full};
    const struct pl_note note = {.doc = &full};

    rt_arena_init(&w.p.arena);
    w.members = calloc(all->file_count + 1, sizeof *w.members);
    if (!w.members) {
        w.p.rc = rt_fail_nomem(err);
    } else if (all->full.n > 0) {
        if (all->seen > 1)
            rt_pl_report(&w.p, RT_PL308, &note);
        compare_plans(&w, false);
    } else {
        compare_sets(&w);
        compare_statements(&w);
        compare_books(&w);
    }
    free(w.members);
    rt_arena_fini(&w.p.arena);
    return w.p.rc;
}
