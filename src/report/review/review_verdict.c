/* 判定: the verdict on each file, the first findings, and how it was judged.
 *
 * One page for the decision whether to send a deliverable back. What is counted
 * was counted by the run: the numbers are no formulas, because nothing in this
 * workbook is meant to be corrected.
 */
#include "report/review/review.h"

/* The grid: a margin, a wide column, and narrow ones. */
enum {
    LABEL = 1,
    VERDICT,
    KIND_COL = 4,
    EDITION,
    PROFILE,
    ERRORS = 8,
    WARNINGS,
    INFOS,
    KINDS,
    LAST = KINDS + RT_KIND_COUNT - 1,
    FIRST_FINDINGS = 20
};

static enum rt_lang lang_of(const struct rt_review_book *b)
{
    return b->run->lang;
}

static void put_note(struct rt_xl_sheet *s, enum rt_word w, enum rt_xf xf)
{
    rt_xl_word_across(s, LABEL, LAST, xf, w);
    rt_xl_next(s);
}

/* --- verdicts ------------------------------------------------------------- */

/* The colours of a class: what is bad is red. */
static const struct {
    enum rt_word word;
    enum rt_xf xf;
} verdicts[RT_CHECKED_COUNT] = {
    [RT_CHECKED_SAME] = {RT_W_REVIEW_SAME, RT_XF_CLASS_LOW},
    [RT_CHECKED_REMARKS] = {RT_W_REVIEW_REMARKS, RT_XF_CLASS_MEDIUM},
    [RT_CHECKED_DIFFER] = {RT_W_REVIEW_DIFFER, RT_XF_CLASS_HIGH},
    [RT_CHECKED_NOT] = {RT_W_REVIEW_UNJUDGED, RT_XF_CLASS_MEDIUM},
};

/* The kinds of one input's findings; `next` runs ahead by one code. */
struct kinds {
    struct rt_cursor cursor;
    struct rt_code_count next;
    bool more;
};

static void advance(struct rt_review_book *b, struct kinds *k)
{
    k->more = rt_xl_row(&b->xl, &k->cursor, &k->next);
}

static void take_kinds(struct rt_review_book *b, struct kinds *k, int64_t input,
    uint64_t counts[RT_KIND_COUNT])
{
    memset(counts, 0, RT_KIND_COUNT * sizeof *counts);
    for (; k->more && k->next.input == input; advance(b, k))
        counts[rt_verdict_kind(k->next.code)] += k->next.count;
}

static void put_counts(struct rt_xl_sheet *s, enum rt_xf xf, const uint64_t *n)
{
    for (int i = 0; i < RT_KIND_COUNT; i++)
        rt_xl_num(s, KINDS + i, xf, (double)n[i]);
}

static void put_file(struct rt_review_book *b, struct rt_xl_sheet *s,
    const struct rt_input *in, const uint64_t kinds[RT_KIND_COUNT])
{
    enum rt_checked j = rt_checked_as(in);

    rt_xl_str(s, LABEL, RT_XF_BOX_TEXT, in->file);
    rt_xl_word_across(
        s, VERDICT, VERDICT + 1, verdicts[j].xf, verdicts[j].word);
    rt_xl_str(
        s, KIND_COL, RT_XF_BOX_CENTER, rt_word_kind(lang_of(b), in->kind));
    rt_xl_str(s, EDITION, RT_XF_BOX_CENTER, in->edition);
    rt_xl_across(s, PROFILE, PROFILE + 1, RT_XF_BOX_CENTER, in->profile);
    rt_xl_num(s, ERRORS, RT_XF_BOX_NUMBER, (double)in->errors);
    rt_xl_num(s, WARNINGS, RT_XF_BOX_NUMBER, (double)in->warnings);
    rt_xl_num(s, INFOS, RT_XF_BOX_NUMBER, (double)in->infos);
    put_counts(s, RT_XF_BOX_NUMBER, kinds);
    rt_xl_next(s);
}

/* What is said of the list of accepted findings, if anything is. */
static void put_run(struct rt_xl_sheet *s, const uint64_t kinds[RT_KIND_COUNT])
{
    uint64_t warnings = kinds[RT_KIND_COMPLETE];

    if (warnings == 0)
        return;
    rt_xl_word(s, LABEL, RT_XF_BOX_TEXT, RT_W_REVIEW_RUN);
    for (int col = VERDICT; col < KINDS; col++)
        rt_xl_z(s, col, RT_XF_BOX_TEXT, "");
    rt_xl_num(s, WARNINGS, RT_XF_BOX_NUMBER, (double)warnings);
    put_counts(s, RT_XF_BOX_NUMBER, kinds);
    rt_xl_next(s);
}

static void put_files_head(struct rt_xl_sheet *s)
{
    static const struct rt_span heads[] = {{LABEL, LABEL, RT_W_SUM_FILE},
        {VERDICT, VERDICT + 1, RT_W_REVIEW_VERDICT},
        {KIND_COL, KIND_COL, RT_W_SUM_KIND},
        {EDITION, EDITION, RT_W_SUM_EDITION},
        {PROFILE, PROFILE + 1, RT_W_SUM_PROFILE}, {ERRORS, ERRORS, RT_W_ERROR},
        {WARNINGS, WARNINGS, RT_W_WARNING}, {INFOS, INFOS, RT_W_INFO}};

    for (int i = 0; i < RT_KIND_COUNT; i++)
        rt_xl_word(s, KINDS + i, RT_XF_HEAD, RT_W_KIND_DIFFERS + i);
    rt_xl_spans(s, heads);
}

static void put_files_total(struct rt_review_book *b, struct rt_xl_sheet *s,
    const uint64_t total[RT_KIND_COUNT])
{
    rt_xl_word_across(s, LABEL, PROFILE + 1, RT_XF_BOX_TOTAL_TEXT, RT_W_TOTAL);
    rt_xl_num(s, ERRORS, RT_XF_BOX_TOTAL, (double)b->totals.errors);
    rt_xl_num(s, WARNINGS, RT_XF_BOX_TOTAL, (double)b->totals.warnings);
    rt_xl_num(s, INFOS, RT_XF_BOX_TOTAL, (double)b->totals.infos);
    put_counts(s, RT_XF_BOX_TOTAL, total);
    rt_xl_next(s);
}

static void add_counts(uint64_t *to, const uint64_t *from)
{
    for (int i = 0; i < RT_KIND_COUNT; i++)
        to[i] += from[i];
}

static void put_files(struct rt_review_book *b, struct rt_xl_sheet *s)
{
    struct kinds k = {.cursor = rt_ledger_code_counts(b->ledger, b->err)};
    struct rt_input in;
    uint64_t total[RT_KIND_COUNT] = {0}, counts[RT_KIND_COUNT];
    int64_t id = 0;

    rt_xl_section(s, LABEL, RT_W_REVIEW_FILES, 110);
    put_note(s, RT_W_REVIEW_FILES_NOTE, RT_XF_NOTE);
    put_files_head(s);
    struct rt_cursor inputs = rt_ledger_inputs(b->ledger, b->err);
    advance(b, &k);
    take_kinds(b, &k, 0, total);
    memcpy(counts, total, sizeof counts);
    while (rt_xl_row(&b->xl, &inputs, &in)) {
        uint64_t file[RT_KIND_COUNT];

        take_kinds(b, &k, ++id, file);
        put_file(b, s, &in, file);
        add_counts(total, file);
    }
    put_run(s, counts);
    put_files_total(b, s, total);
    rt_xl_keep(&b->xl, rt_cursor_close(&k.cursor));
}

/* --- numbers at the top --------------------------------------------------- */

static void put_tile(struct rt_xl_sheet *s, int col, enum rt_word label,
    uint64_t value, int part)
{
    if (part == 0) {
        rt_xl_word_across(s, col, col + 1, RT_XF_HEAD, label);
        return;
    }
    rt_xl_num(s, col, RT_XF_TILE, (double)value);
    rt_xl_z(s, col + 1, RT_XF_TILE, "");
    rt_xl_merge(s, s->row, col, s->row, col + 1);
}

/* How many files have which verdict. */
static void count_verdicts(
    struct rt_review_book *b, uint64_t files[RT_CHECKED_COUNT])
{
    struct rt_input in;

    struct rt_cursor inputs = rt_ledger_inputs(b->ledger, b->err);
    while (rt_xl_row(&b->xl, &inputs, &in))
        files[rt_checked_as(&in)]++;
}

static void put_tiles(struct rt_review_book *b, struct rt_xl_sheet *s)
{
    uint64_t files[RT_CHECKED_COUNT] = {0};
    const struct rt_totals *t = &b->totals;

    count_verdicts(b, files);
    for (int part = 0; part < 2; part++) {
        rt_xl_height(s, part == 0 ? 18 : 28);
        rt_xl_word(s, LABEL, RT_XF_BOX_LABEL, RT_W_SUM_FILES);
        for (int j = 0; j < RT_CHECKED_COUNT; j++)
            put_tile(s, 2 + 2 * j, verdicts[j].word, files[j], part);
        rt_xl_next(s);
    }
    rt_xl_merge(s, s->row - 2, LABEL, s->row - 1, LABEL);
    for (int part = 0; part < 2; part++) {
        rt_xl_height(s, part == 0 ? 18 : 28);
        rt_xl_word(s, LABEL, RT_XF_BOX_LABEL, RT_W_SUM_FINDINGS);
        put_tile(s, 2, RT_W_ERROR, t->errors, part);
        put_tile(s, 4, RT_W_WARNING, t->warnings, part);
        put_tile(s, 6, RT_W_INFO, t->infos, part);
        put_tile(s, 8, RT_W_REVIEW_ACCEPTED, b->review->accepted, part);
        rt_xl_next(s);
    }
    rt_xl_merge(s, s->row - 2, LABEL, s->row - 1, LABEL);
}

/* --- the first findings --------------------------------------------------- */

enum { AT_SHEET = 2, AT_CELL = 5, AT_CODE, AT_SEVERITY, AT_MESSAGE };

static void put_first_head(struct rt_review_book *b, struct rt_xl_sheet *s)
{
    rt_xl_word(s, LABEL, RT_XF_HEAD, RT_W_SUM_FILE);
    rt_xl_across(s, AT_SHEET, AT_CELL - 1, RT_XF_HEAD,
        rt_str(rt_say(lang_of(b), "シート", "Sheet")));
    rt_xl_z(s, AT_CELL, RT_XF_HEAD, rt_say(lang_of(b), "セル", "Cell"));
    rt_xl_word(s, AT_CODE, RT_XF_HEAD, RT_W_FINDING_CODE);
    rt_xl_word(s, AT_SEVERITY, RT_XF_HEAD, RT_W_FINDING_SEVERITY);
    rt_xl_across(s, AT_MESSAGE, LAST, RT_XF_HEAD,
        rt_str(rt_say(lang_of(b), "指摘", "Message")));
    rt_xl_next(s);
}

static void put_first_row(
    struct rt_review_book *b, struct rt_xl_sheet *s, const struct rt_placed *p)
{
    const struct rt_finding *f = &p->finding;
    enum rt_severity severity = rt_finding_info(f->code)->severity;

    rt_xl_str(s, LABEL, RT_XF_BOX_TEXT, f->where.file);
    rt_xl_across(s, AT_SHEET, AT_CELL - 1, RT_XF_BOX_TEXT, f->where.sheet);
    rt_review_link(b, s, AT_CELL, RT_XF_LINK, p);
    rt_xl_z(s, AT_CODE, RT_XF_BOX_CENTER, rt_finding_info(f->code)->name);
    rt_xl_z(s, AT_SEVERITY,
        severity == RT_ERROR ? RT_XF_CLASS_HIGH : RT_XF_CLASS_MEDIUM,
        rt_severity_label(lang_of(b), severity));
    rt_xl_across(s, AT_MESSAGE, LAST, RT_XF_BOX_TEXT, f->message);
    rt_xl_next(s);
}

static void put_first(struct rt_review_book *b, struct rt_xl_sheet *s)
{
    struct rt_placed p;
    int shown = 0;

    rt_xl_section(s, LABEL, RT_W_REVIEW_FIRST, 80);
    if (b->totals.errors + b->totals.warnings == 0) {
        put_note(s, RT_W_REVIEW_FIRST_NONE, RT_XF_NOTE);
        return;
    }
    put_first_head(b, s);
    struct rt_cursor cursor = rt_ledger_placed(b->ledger, b->err);
    while (shown < FIRST_FINDINGS && rt_xl_row(&b->xl, &cursor, &p)) {
        if (rt_finding_info(p.finding.code)->severity == RT_INFO)
            continue;
        put_first_row(b, s, &p);
        shown++;
    }
    rt_xl_keep(&b->xl, rt_cursor_close(&cursor));
}

/* --- method --------------------------------------------------------------- */

static void put_profile(struct rt_review_book *b, struct rt_xl_sheet *s,
    const struct rt_profile_use *use)
{
    const struct rt_profile *p = &use->profile;
    char text[32];

    rt_xl_z(s, LABEL, RT_XF_BOX_TEXT, p->title[lang_of(b)]);
    rt_xl_across(s, 2, 4, RT_XF_BOX_CENTER, rt_str(p->name));
    snprintf(text, sizeof text, rt_say(lang_of(b), "%d～%d", "%d to %d"),
        p->scale_min, p->scale_max);
    rt_xl_across(s, 5, 6, RT_XF_BOX_CENTER, rt_str(text));
    rt_xl_num(s, 7, RT_XF_BOX_NUMBER, (double)use->risks);
    rt_xl_across(s, 8, LAST, RT_XF_BOX_SMALL, rt_str(p->hash));
    rt_xl_next(s);
}

static void put_profiles(struct rt_review_book *b, struct rt_xl_sheet *s)
{
    static const struct rt_span heads[] = {{LABEL, LABEL, RT_W_SUM_TITLE},
        {2, 4, RT_W_SUM_PROFILE}, {5, 6, RT_W_SUM_SCALE}, {7, 7, RT_W_SUM_ALL},
        {8, LAST, RT_W_SUM_HASH}};
    struct rt_profile_use use;

    rt_xl_spans(s, heads);
    struct rt_cursor cursor = rt_ledger_profiles(b->ledger, b->err);
    while (rt_xl_row(&b->xl, &cursor, &use))
        put_profile(b, s, &use);
}

static void put_options(struct rt_review_book *b, struct rt_xl_sheet *s)
{
    struct rt_writer w = RT_WRITER(w, RT_TEXT_MAX);

    for (size_t i = 0; i < b->run->option_count; i++)
        rt_writef(&w, "%s--%s", i > 0 ? "  " : "", b->run->options[i]);
    if (w.own.len == 0)
        rt_write_z(&w, rt_word(lang_of(b), RT_W_NONE));
    rt_xl_keep(&b->xl, rt_writer_done(&w, b->err));
    rt_xl_next(s);
    rt_xl_word(s, LABEL, RT_XF_BOX_LABEL, RT_W_REVIEW_OPTIONS);
    rt_xl_across(s, LABEL + 1, LAST, RT_XF_BOX_TEXT, rt_writer_str(&w));
    rt_xl_next(s);
    rt_writer_fini(&w);
}

static void put_legend(struct rt_xl_sheet *s)
{
    rt_xl_section(s, LABEL, RT_W_REVIEW_LEGEND, RT_KIND_COUNT * 18.0);
    for (int i = 0; i < RT_KIND_COUNT; i++) {
        rt_xl_word(s, LABEL, RT_XF_BOX_LABEL, RT_W_KIND_DIFFERS + i);
        rt_xl_word_across(
            s, LABEL + 1, LAST, RT_XF_BOX_TEXT, RT_W_MEANS_DIFFERS + i);
        rt_xl_next(s);
    }
}

/* --- the sheet ------------------------------------------------------------ */

void rt_review_verdict(struct rt_review_book *b)
{
    struct rt_xl_sheet s;
    char note[160];

    rt_xl_sheet(&b->xl, &s, rt_word(lang_of(b), RT_W_SHEET_VERDICT), RT_A4);
    rt_xl_width(&s, 0, 0, 2);
    rt_xl_width(&s, LABEL, LABEL, 30);
    rt_xl_width(&s, VERDICT, LAST, 8.5);
    snprintf(note, sizeof note, "%s %s　／　risktally %s",
        rt_word(lang_of(b), RT_W_AS_OF), b->run->now, b->run->version);
    rt_xl_pages(&s, 68);
    rt_xl_title(&s, LABEL, rt_word(lang_of(b), RT_W_BOOK_REVIEW), note);
    rt_xl_next(&s);
    put_tiles(b, &s);
    put_files(b, &s);
    put_first(b, &s);
    rt_xl_section(&s, LABEL, RT_W_REVIEW_METHOD, 160);
    put_note(&s, RT_W_REVIEW_METHOD_TEXT, RT_XF_BOX_TEXT);
    rt_xl_next(&s);
    put_profiles(b, &s);
    put_options(b, &s);
    put_legend(&s);
    rt_xl_finish(&s);
}
