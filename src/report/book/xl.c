/* The book: opening, formats, closing.
 *
 * libxlsxwriter writes a workbook without rows, which are then put into it
 * (xlsx/skeleton.h). The rows are kept packed, in memory or in temporary files
 * (unlinked as soon as they are made, so that a signal leaves none). These are
 * in $TMPDIR if that is set, else beside the output, where there must be room
 * anyway. The only clock is run->now: the library would otherwise put the
 * present time into the document properties.
 *
 * Books may be written side by side. All that the library shares between them
 * is a seed for the names of temporary files, which it opens exclusively and
 * tries again, and gmtime(), which both ask for the same moment.
 */
#include "report/book/xl.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "base/calendar.h"
#include "report/xlsx/skeleton.h"

/* On every Japanese Windows and Mac; other systems substitute a font. */
#define FONT "Yu Gothic"

/* A cell's text: 32,767 characters of up to 4 bytes, each escaped. */
#define TEXT_MAX ((size_t)32768 * 8)

/* --- failures ------------------------------------------------------------- */

void rt_xl_keep(struct rt_xl *xl, enum rt_status rc)
{
    if (xl->rc == RT_OK && rc > RT_END)
        xl->rc = rc;
}

bool rt_xl_next_row(
    struct rt_xl *xl, struct rt_cursor *cursor, void *record, size_t size)
{
    if (xl->rc == RT_OK && rt_cursor_next(cursor, record, size))
        return true;
    rt_xl_keep(xl, rt_cursor_close(cursor));
    return false;
}

void rt_xl_lib(struct rt_xl *xl, lxw_error rc, const char *what)
{
    enum rt_status status = RT_BUG;
    char ja[RT_ERROR_TEXT], en[RT_ERROR_TEXT];

    if (rc == LXW_NO_ERROR || xl->rc != RT_OK)
        return;
    if (rc == LXW_ERROR_MEMORY_MALLOC_FAILED)
        status = RT_NOMEM;
    else if (rc <= LXW_ERROR_ZIP_CLOSE)
        status = RT_IO;
    snprintf(ja, sizeof ja, "%s：ブックを書き出せません（%s、%d）", xl->path,
        what, (int)rc);
    snprintf(en, sizeof en, "%s: the workbook cannot be written (%s, %d)",
        xl->path, what, (int)rc);
    xl->rc = rt_fail_text(xl->err, status, ja, en);
}

/* --- formats -------------------------------------------------------------- */

enum { NAVY = 0x1F3864, GREY = 0x595959, LINE = 0xBFBFBF, THIN = 0xD9D9D9 };

/* OPEN: a box that can be typed into where its sheet is protected. */
enum rule { NO_LINE, BOX, THIN_BOX, ABOVE_TOTAL, OPEN };

struct style {
    double size; /* points; 0: for a conditional format, no font of its own */
    bool bold;
    bool wrap;
    uint32_t color, fill; /* 0: black; 0: none */
    enum lxw_format_alignments align;
    enum rule rule;
    struct rt_text number; /* its format */
};

/* clang-format off */
#define COUNT_FORMAT {"#,##0", "#,##0"}
#define PERCENT_FORMAT {"0%", "0%"}
#define L LXW_ALIGN_LEFT
#define C LXW_ALIGN_CENTER
#define R LXW_ALIGN_RIGHT
static const struct style styles[RT_XF_COUNT] = {
    [RT_XF_TITLE]    = {16, true, false, NAVY, 0, L, NO_LINE, {0}},
    [RT_XF_NOTE]     = {9, false, false, GREY, 0, L, NO_LINE, {0}},
    [RT_XF_SECTION]  = {12, true, false, NAVY, 0, L, NO_LINE, {0}},
    [RT_XF_PLAIN]    = {10, false, true, 0, 0, L, NO_LINE, {0}},
    [RT_XF_HEAD]     = {10, true, true, 0xFFFFFF, NAVY, C, BOX, {0}},
    [RT_XF_GROUP]    = {10, true, true, NAVY, 0xD9E2F3, C, BOX, {0}},
    [RT_XF_TEXT]     = {10, false, true, 0, 0, L, THIN_BOX, {0}},
    [RT_XF_SMALL]    = {8, false, true, GREY, 0, L, THIN_BOX, {0}},
    [RT_XF_CENTER]   = {10, false, true, 0, 0, C, THIN_BOX, {0}},
    [RT_XF_SCORE]    = {10, false, false, 0, 0, C, THIN_BOX, {"0", "0"}},
    [RT_XF_COMPUTED] = {10, true, false, 0, 0, C, THIN_BOX, {"0", "0"}},
    [RT_XF_COUNT_]   = {10, false, false, 0, 0, R, THIN_BOX, COUNT_FORMAT},
    [RT_XF_PERCENT]  = {10, false, false, 0, 0, C, THIN_BOX, PERCENT_FORMAT},
    [RT_XF_DATE]     = {10, false, false, 0, 0, C, THIN_BOX,
                        {"yyyy/mm/dd", "yyyy/mm/dd"}},
    [RT_XF_BOX_LABEL]  = {10, true, true, NAVY, 0xF2F2F2, L, BOX, {0}},
    [RT_XF_BOX_TEXT]   = {10, false, true, 0, 0, L, BOX, {0}},
    [RT_XF_BOX_CENTER] = {10, false, true, 0, 0, C, BOX, {0}},
    [RT_XF_BOX_NUMBER] = {10, false, false, 0, 0, R, BOX, COUNT_FORMAT},
    [RT_XF_BOX_PERCENT] = {10, false, false, 0, 0, C, BOX, PERCENT_FORMAT},
    [RT_XF_BOX_SMALL]  = {8, false, false, GREY, 0, L, BOX, {0}},
    [RT_XF_BOX_INPUT]  = {10, false, true, 0, 0xFFFDE7, L, BOX, {0}},
    [RT_XF_BOX_HINT]   = {8, false, true, GREY, 0, L, BOX, {0}},
    [RT_XF_BOX_TOTAL]  = {10, true, false, 0, 0xF2F2F2, R, ABOVE_TOTAL,
                          COUNT_FORMAT},
    [RT_XF_BOX_TOTAL_PERCENT] = {10, true, false, 0, 0xF2F2F2, C, ABOVE_TOTAL,
                                 PERCENT_FORMAT},
    [RT_XF_BOX_TOTAL_TEXT] = {10, true, true, 0, 0xF2F2F2, C, ABOVE_TOTAL,
                              {0}},
    [RT_XF_BOX_TOTAL_NAME] = {10, true, true, 0, 0xF2F2F2, L, ABOVE_TOTAL,
                              {0}},
    [RT_XF_BOX_TOTAL_SMALL] = {8, true, true, 0, 0xF2F2F2, L, ABOVE_TOTAL,
                               {0}},
    [RT_XF_TILE]        = {14, true, false, NAVY, 0, C, BOX, COUNT_FORMAT},
    [RT_XF_HEAT_SUM]    = {11, true, false, 0, 0xF2F2F2, C, BOX, COUNT_FORMAT},
    [RT_XF_HEAT_LOW]    = {11, true, false, 0x006100, 0xC6EFCE, C, BOX,
                           {"\"小  \"#,##0", "\"Low  \"#,##0"}},
    [RT_XF_HEAT_MEDIUM] = {11, true, false, 0x7F4A00, 0xFFEB9C, C, BOX,
                           {"\"中  \"#,##0", "\"Medium  \"#,##0"}},
    [RT_XF_HEAT_HIGH]   = {11, true, false, 0x9C0006, 0xFFC7CE, C, BOX,
                           {"\"大  \"#,##0", "\"High  \"#,##0"}},
    [RT_XF_CLASS_LOW]    = {10, true, false, 0x006100, 0xC6EFCE, C, BOX, {0}},
    [RT_XF_CLASS_MEDIUM] = {10, true, false, 0x7F4A00, 0xFFEB9C, C, BOX, {0}},
    [RT_XF_CLASS_HIGH]   = {10, true, false, 0x9C0006, 0xFFC7CE, C, BOX, {0}},
    [RT_XF_LINK]     = {10, false, false, 0x0563C1, 0, C, THIN_BOX, {0}},
    [RT_XF_FORM_TEXT]   = {10, false, true, 0, 0xFFFDE7, L, OPEN, {0}},
    [RT_XF_FORM_CENTER] = {10, false, true, 0, 0xFFFDE7, C, OPEN, {0}},
    [RT_XF_FORM_DATE]   = {10, false, false, 0, 0xFFFDE7, C, OPEN,
                           {"yyyy/m/d", "yyyy/m/d"}},
    [RT_XF_SHOWN_TEXT]   = {10, false, true, 0, 0xFFFDE7, L, BOX, {0}},
    [RT_XF_SHOWN_CENTER] = {10, false, true, 0, 0xFFFDE7, C, BOX, {0}},
    [RT_XF_SHOWN_DATE]   = {10, false, false, 0, 0xFFFDE7, C, BOX,
                            {"yyyy/m/d", "yyyy/m/d"}},
    [RT_XF_FORM_OUT]    = {10, true, false, 0, 0xF2F2F2, C, BOX, {"0", "0"}},
    [RT_XF_FORM_OUT_TEXT] = {9, false, true, 0, 0xF2F2F2, L, BOX, {0}},
    [RT_XF_FORM_GIVEN]  = {10, false, true, 0, 0, L, BOX, {0}},
    [RT_XF_FORM_GIVEN_CENTER] = {10, false, true, 0, 0, C, BOX, {0}},
    [RT_XF_FORM_BODY]   = {10, false, true, 0, 0, L, NO_LINE, {0}},
    [RT_XF_FORM_LABEL]  = {10, true, true, NAVY, 0xF2F2F2,
                           LXW_ALIGN_VERTICAL_TOP, BOX, {0}},
    [RT_XF_SMALL_LINK] = {8, false, true, 0x0563C1, 0, L, THIN_BOX, {0}},
    [RT_XF_BOX_LINK]  = {10, false, true, 0x0563C1, 0, L, BOX, {0}},
    [RT_XF_PLAIN_LINK] = {9, false, false, 0x0563C1, 0, L, NO_LINE, {0}},
    [RT_XF_IF_LOW]    = {0, false, false, 0x006100, 0xC6EFCE, 0, NO_LINE, {0}},
    [RT_XF_IF_MEDIUM] = {0, false, false, 0x7F4A00, 0xFFEB9C, 0, NO_LINE, {0}},
    [RT_XF_IF_HIGH]   = {0, false, false, 0x9C0006, 0xFFC7CE, 0, NO_LINE, {0}},
    [RT_XF_IF_TOTAL]  = {0, true, false, 0, 0xF2F2F2, 0, NO_LINE, {0}},
    [RT_XF_IF_BAND]   = {0, false, false, 0, 0xF5F8FC, 0, NO_LINE, {0}},
    [RT_XF_IF_ALARM]  = {0, true, false, 0xC00000, 0, 0, NO_LINE, {0}},
    [RT_XF_IF_PROPOSED] = {0, false, false, GREY, 0, 0, NO_LINE, {0}},
    [RT_XF_IF_LINK]   = {0, false, false, 0x0563C1, 0, 0, NO_LINE, {0}},
};
/* clang-format on */

static void set_rule(lxw_format *f, enum rule rule)
{
    if (rule == NO_LINE)
        return;
    format_set_border(f, LXW_BORDER_THIN);
    format_set_border_color(f, rule == THIN_BOX ? THIN : LINE);
    if (rule == OPEN)
        format_set_unlocked(f);
    if (rule == ABOVE_TOTAL) {
        format_set_top(f, LXW_BORDER_MEDIUM);
        format_set_top_color(f, NAVY);
    }
}

static void set_style(lxw_format *f, const struct style *s, enum rt_lang lang)
{
    if (s->size > 0) {
        format_set_font_name(f, FONT);
        format_set_font_size(f, s->size);
        format_set_align(f, LXW_ALIGN_VERTICAL_CENTER);
        format_set_align(f, (uint8_t)s->align);
        /* text that does not touch its line */
        if (s->align != LXW_ALIGN_CENTER && s->rule != NO_LINE)
            format_set_indent(f, 1);
    }
    if (s->bold)
        format_set_bold(f);
    if (s->wrap)
        format_set_text_wrap(f);
    if (s->color != 0)
        format_set_font_color(f, s->color);
    /* the first is what cells show, the second what conditional formats do */
    if (s->fill != 0 && s->size > 0)
        format_set_fg_color(f, s->fill);
    if (s->fill != 0) {
        format_set_pattern(f, LXW_PATTERN_SOLID);
        if (s->size <= 0)
            format_set_bg_color(f, s->fill);
    }
    set_rule(f, s->rule);
    if (rt_text(lang, s->number))
        format_set_num_format(f, rt_text(lang, s->number));
}

static uint8_t line_of(enum rt_zone zone)
{
    return zone == RT_ZONE_NEVER    ? LXW_BORDER_THICK
           : zone == RT_ZONE_SIGNED ? LXW_BORDER_MEDIUM_DASHED
                                    : LXW_BORDER_THIN;
}

/* See rt_xl_heat. The lines hold in a print without colours, too. */
static void set_lines(lxw_format *f, int lined)
{
    enum rt_zone left = (enum rt_zone)(lined / 3 % 3),
                 below = (enum rt_zone)(lined % 3);

    format_set_left(f, line_of(left));
    format_set_bottom(f, line_of(below));
    if (left != RT_ZONE_ACCEPTABLE)
        format_set_left_color(f, LXW_COLOR_BLACK);
    if (below != RT_ZONE_ACCEPTABLE)
        format_set_bottom_color(f, LXW_COLOR_BLACK);
}

static void make_formats(struct rt_xl *xl)
{
    /* the format of cells that have none: it also sets the unit of widths */
    lxw_format *plain = STAILQ_FIRST(xl->wb->formats);

    format_set_font_name(plain, FONT);
    format_set_font_size(plain, 10);
    for (int i = 0; i < RT_XF_COUNT; i++) {
        xl->xf[i] = workbook_add_format(xl->wb);
        if (!xl->xf[i]) {
            xl->rc = rt_fail_nomem(xl->err);
            return;
        }
        int lined = i - RT_XF_HEAT_LINED;
        bool is_lined = lined >= 0 && i <= RT_XF_HEAT_LINED_LAST;
        set_style(xl->xf[i], &styles[is_lined ? RT_XF_HEAT_LOW + lined / 9 : i],
            xl->run->lang);
        if (is_lined)
            set_lines(xl->xf[i], lined);
    }
    format_set_italic(xl->xf[RT_XF_IF_PROPOSED]);
}

/* --- opening -------------------------------------------------------------- */

/* Midnight UTC of "YYYY-MM-DD"; 0 if it is no date. */
static time_t run_time(const char *now)
{
    int year, month, day;

    return rt_date_of_iso(rt_str(now), &year, &month, &day)
               ? (time_t)rt_days_of_date(year, month, day) * 86400
               : 0;
}

static void set_properties(struct rt_xl *xl, const char *title)
{
    char company[80], *made_by = company;
    time_t created = run_time(xl->run->now);

    if (created == 0) {
        xl->rc = rt_fail(xl->err, RT_BUG, "the run has no date");
        return;
    }
    snprintf(company, sizeof company, "risktally %s", xl->run->version);
    /* the library copies them but does not take const */
    lxw_doc_properties p = {
        .title = (char *)(uintptr_t)title,
        .subject = (char *)(uintptr_t)(xl->run->subject ? xl->run->subject
                                                        : rt_word(xl->run->lang,
                                                            RT_W_SUBJECT)),
        .author = made_by,
        .created = created,
    };
    rt_xl_lib(xl, workbook_set_properties(xl->wb, &p), "properties");
}

/* Whether the file can be written at all: checked first, because the library
 * finds out last and then prints to standard error. */
static enum rt_status can_write(const char *path, struct rt_error *err)
{
    FILE *f = fopen(path, "wb");

    if (!f || fclose(f) != 0)
        return rt_fail_errno(err, RT_CANNOT_WRITE, path);
    return RT_OK;
}

static void set_dir(struct rt_xl *xl)
{
    const char *tmp = getenv("TMPDIR");
    const char *slash = strrchr(xl->path, '/');
    struct rt_str beside
        = {xl->path, slash ? (size_t)(slash - xl->path) + 1 : 0};

    rt_str_copy(xl->dir, sizeof xl->dir,
        tmp && tmp[0] != '\0' ? rt_str(tmp)
        : beside.n > 0        ? beside
                              : RT_STR("."));
}

void rt_xl_open(struct rt_xl *xl, const char *path, const struct rt_run *run,
    const char *title, struct rt_error *err)
{
    /* constant memory: charts keep no copy of their numbers */
    lxw_workbook_options o = {.constant_memory = LXW_TRUE, .tmpdir = xl->dir};

    *xl = (struct rt_xl){.run = run, .path = path, .err = err};
    rt_buf_init(&xl->text, TEXT_MAX);
    set_dir(xl);
    xl->rc = can_write(path, err);
    RT_THEN(xl->rc, rt_deflate_new(run->small, &xl->deflate, err));
    if (xl->rc != RT_OK)
        return;
    xl->wb = workbook_new_opt(path, &o);
    if (!xl->wb) {
        xl->rc = rt_fail_nomem(err);
        return;
    }
    make_formats(xl);
    if (xl->rc == RT_OK)
        set_properties(xl, title);
}

/* --- closing -------------------------------------------------------------- */

/* Ends each sheet's rows, and says in the sheet where they are. */
static void end_rows(struct rt_xl *xl)
{
    for (size_t i = 0; i < xl->sheet_count; i++) {
        lxw_worksheet *ws = xl->sheets[i];
        struct rt_emit *e = xl->rows[i];

        rt_emit_finish(e);
        rt_xl_keep(xl, e->out.rc);
        if (e->first_row > e->last_row)
            continue;
        ws->dim_rowmin = e->first_row;
        ws->dim_rowmax = e->last_row;
        ws->dim_colmin = (lxw_col_t)(e->last_col < 0 ? 0 : e->first_col);
        ws->dim_colmax = (lxw_col_t)(e->last_col < 0 ? 0 : e->last_col);
    }
}

/* The library frees a book without writing it, but forgets these files. */
static void drop_book(struct rt_xl *xl)
{
    for (size_t i = 0; i < xl->sheet_count; i++)
        fclose(xl->sheets[i]->optimize_tmpfile);
    lxw_workbook_free(xl->wb);
}

/* More than the library writes of a workbook without rows. */
enum { SKELETON_MAX = 1 << 16 };

/* Whether there is room for that: the library reports a full disk to standard
 * error as well. */
static enum rt_status has_room(const struct rt_xl *xl)
{
    int fd = open(xl->path, O_WRONLY | O_CLOEXEC);

    if (fd < 0)
        return rt_fail_errno(xl->err, RT_CANNOT_WRITE, xl->path);
    errno = posix_fallocate(fd, 0, SKELETON_MAX);
    close(fd);
    return errno == 0
               ? RT_OK
               : rt_fail_errno(xl->err, RT_CANNOT_WRITE_TEMPORARY, xl->path);
}

enum rt_status rt_xl_close(struct rt_xl *xl)
{
    if (xl->wb) {
        end_rows(xl);
        RT_THEN(xl->rc, has_room(xl));
        if (xl->rc == RT_OK) {
            rt_xl_lib(xl, workbook_close(xl->wb), "workbook");
            RT_THEN(xl->rc,
                rt_skeleton_fill(xl->path, xl->rows, xl->sheet_count, xl->err));
        } else {
            drop_book(xl);
        }
        xl->wb = NULL;
    }
    for (size_t i = 0; i < xl->sheet_count; i++) {
        rt_emit_fini(xl->rows[i]);
        free(xl->rows[i]);
    }
    rt_deflate_free(xl->deflate);
    rt_buf_fini(&xl->text);
    return xl->rc;
}
