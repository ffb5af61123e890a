/* report/xlsx: rows as libxlsxwriter writes them, packed. */
#include "unit.h"

#include <minizip/unzip.h>
#include <signal.h>
#include <sys/resource.h>
#include <xlsxwriter.h>

#include "input/book.h"
#include "input/grid.h"
#include "report/xlsx/skeleton.h"

static struct rt_error err;
static char theirs[] = "/tmp/risktally-theirs-XXXXXX";
static char ours[] = "/tmp/risktally-ours-XXXXXX";

static int make_paths(void **state)
{
    int a = mkstemp(theirs), b = mkstemp(ours);

    (void)state;
    signal(SIGXFSZ, SIG_IGN);
    return a < 0 || b < 0 ? -1 : close(a) + close(b);
}

static int remove_paths(void **state)
{
    (void)state;
    return unlink(theirs) + unlink(ours);
}

static void ok(enum rt_status rc)
{
    if (rc != RT_OK)
        fail_msg("%s", err.text);
}

/* --- the same list twice ---------------------------------------------------- */

enum { FORMATS = 4, COLS = 30 };

struct book {
    lxw_workbook *wb;
    lxw_worksheet *ws;
    lxw_format *formats[FORMATS]; /* the first is none */
    struct rt_deflate *deflate;
    struct rt_emit *rows; /* NULL: the library writes them */
};

static void open_book_at(struct book *b, const char *path, bool own)
{
    lxw_workbook_options o = {.constant_memory = LXW_TRUE};
    /* Else it is the second at hand, which packs into more or less. */
    lxw_doc_properties made = {.created = 1783900800};

    *b = (struct book){.wb = workbook_new_opt(path, &o)};
    assert_non_null(b->wb);
    assert_int_equal(workbook_set_properties(b->wb, &made), LXW_NO_ERROR);
    b->ws = workbook_add_worksheet(b->wb, "一覧");
    assert_non_null(b->ws);
    for (int i = 1; i < FORMATS; i++) {
        b->formats[i] = workbook_add_format(b->wb);
        format_set_font_size(b->formats[i], 10 + i);
    }
    worksheet_set_column(b->ws, 0, COLS, 12, NULL);
    worksheet_autofilter(b->ws, 1, 0, 100, 3);
    worksheet_write_url(b->ws, 0, 0, "internal:'一覧'!A9", b->formats[1]);
    if (!own)
        return;
    ok(rt_deflate_new(false, &b->deflate, &err));
    b->rows = malloc(sizeof *b->rows);
    assert_non_null(b->rows);
    rt_emit_init(b->rows, b->deflate, "/tmp", &err);
}

static enum rt_status close_book(struct book *b, const char *path)
{
    enum rt_status rc = RT_OK;

    if (b->rows)
        rt_emit_finish(b->rows);
    assert_int_equal(workbook_close(b->wb), LXW_NO_ERROR);
    if (b->rows) {
        rc = rt_skeleton_fill(path, &b->rows, 1, &err);
        rt_emit_fini(b->rows);
        free(b->rows);
        rt_deflate_free(b->deflate);
    }
    return rc;
}

static int style(const struct book *b, int format)
{
    return format > 0 ? lxw_format_get_xf_index(b->formats[format]) : 0;
}

static void text(struct book *b, uint32_t row, int col, int f, const char *z)
{
    struct rt_buf room = RT_BUF(1 << 20);
    struct rt_str s = rt_str(z);

    ok(rt_safe_text(&s, &room));
    if (b->rows) {
        rt_emit_row(b->rows, row);
        rt_emit_text(b->rows, col, style(b, f), s);
    } else {
        assert_int_equal(worksheet_write_string(
                             b->ws, row, (lxw_col_t)col, s.p, b->formats[f]),
            LXW_NO_ERROR);
    }
    rt_buf_fini(&room);
}

static void blank(struct book *b, uint32_t row, int col, int f)
{
    if (b->rows) {
        rt_emit_row(b->rows, row);
        rt_emit_blank(b->rows, col, style(b, f));
    } else {
        worksheet_write_blank(b->ws, row, (lxw_col_t)col, b->formats[f]);
    }
}

static void number(struct book *b, uint32_t row, int col, int f, double v)
{
    if (b->rows) {
        rt_emit_row(b->rows, row);
        rt_emit_number(b->rows, col, style(b, f), v);
    } else {
        worksheet_write_number(b->ws, row, (lxw_col_t)col, v, b->formats[f]);
    }
}

/* A formula that each row has: '#' is its number. */
static void formula(struct book *b, uint32_t row, int col, int f,
    const char *pattern, const char *value, double v)
{
    char own[256];
    size_t n = 0;

    for (const char *p = pattern; *p && n < sizeof own - 16; p++)
        n += (size_t)(*p == '#' ? snprintf(own + n, 16, "%u", row + 1)
                                : snprintf(own + n, 2, "%c", *p));
    if (b->rows) {
        rt_emit_row(b->rows, row);
        const struct rt_str text = rt_str(value);
        rt_emit_repeat(b->rows, col, style(b, f), rt_str(pattern),
            value ? &text : NULL, v);
    } else if (value) {
        worksheet_write_formula_str(
            b->ws, row, (lxw_col_t)col, own, b->formats[f], value);
    } else {
        worksheet_write_formula_num(
            b->ws, row, (lxw_col_t)col, own, b->formats[f], v);
    }
}

static void height(struct book *b, uint32_t row, double points)
{
    if (b->rows)
        rt_emit_end(b->rows, row, points);
    else
        worksheet_set_row(b->ws, row, points, NULL);
}

static const char *const texts[]
    = {"営業部", " <a> & \"b\" ", "a\tb\nc", "\n", "=1+1", "_x0041_", "_xafAF_",
        "\x01\x1f", "ｻｰﾊﾞ３", "\xF0\x9F\x97\x82 🗂", "x "};
static const double numbers[] = {0, 1, -1, 46023, 0.1, 1.0 / 3, 1e15, 1e16,
    123456789012345678.0, 1e-7, -0.0, 2.5e300};

static void put_cells(struct book *b, uint32_t r)
{
    text(b, r, 0, (int)(r % FORMATS), texts[r % RT_COUNT(texts)]);
    number(b, r, 1, (int)(r / 2 % FORMATS), numbers[r % RT_COUNT(numbers)]);
    formula(b, r, 2, 1, "IF(B#>1,MAX(A#:$B#),\"<大>\")", NULL, r);
    formula(b, r, 3, 2, r % 7 < 3 ? "B#&\"a\"" : "B#&\"b\"", "ａ&a", 0);
    if (r % 5 > 0)
        formula(b, r, 4, 0, "INDEX({1,2;3,4},B#,1)", NULL, 0.5);
    for (int col = 25; col <= 27; col++) /* Z, AA, AB */
        blank(b, r, col, 3);
    text(b, r, COLS - 1, 3, "管理策の候補を選び、担当と期日を決める");
}

static void put_list(struct book *b, uint32_t rows)
{
    text(b, 0, 0, 1, "a link"); /* over that of the library */
    for (uint32_t r = 1; r < rows; r++) {
        if (r % 11 == 0) { /* the other way round, and one of them twice */
            text(b, r, 9, 1, "three");
            text(b, r, 6, 1, "one");
            formula(b, r, 5, 1, "G#&J#", "two", 0);
            text(b, r, 6, 2, "last");
        } else if (r % 13 != 0) {
            put_cells(b, r);
        }
        if (r % 3 > 0 || r % 13 == 0)
            height(b, r, 12.8 + r % 400);
    }
}

static void write_both(uint32_t rows)
{
    struct book a, b;

    memset(&err, 0, sizeof err);
    open_book_at(&a, theirs, false);
    put_list(&a, rows);
    ok(close_book(&a, theirs));
    open_book_at(&b, ours, true);
    put_list(&b, rows);
    ok(close_book(&b, ours));
}

static char *part_of(const char *path, const char *name, size_t *n)
{
    unzFile zip = unzOpen64(path);
    unz_file_info64 info;
    char *text;

    assert_non_null(zip);
    assert_int_equal(unzLocateFile(zip, name, 1), UNZ_OK);
    unzGetCurrentFileInfo64(zip, &info, NULL, 0, NULL, 0, NULL, 0);
    assert_int_equal(unzOpenCurrentFile(zip), UNZ_OK);
    text = malloc(info.uncompressed_size + 1);
    assert_non_null(text);
    *n = info.uncompressed_size;
    text[*n] = '\0';
    assert_int_equal(unzReadCurrentFile(zip, text, (unsigned)*n), (int)*n);
    assert_int_equal(unzCloseCurrentFile(zip), UNZ_OK);
    unzClose(zip);
    return text;
}

/* Tags of rows, which hold the heights, and of cells, which hold formats. */
static const char *next_tag(const char *at)
{
    do
        at = strchr(at + 1, '<');
    while (at && strncmp(at, "<row ", 5) != 0 && strncmp(at, "<c ", 3) != 0);
    return at;
}

static void tags_are_the_same(void)
{
    size_t n, tags = 0;
    char *a = part_of(theirs, "xl/worksheets/sheet1.xml", &n);
    char *b = part_of(ours, "xl/worksheets/sheet1.xml", &n);
    const char *p = strstr(a, "<sheetViews"), *q = strstr(b, "<sheetViews");

    /* what is before the rows */
    assert_memory_equal(p, q, (size_t)(strstr(p, "<sheetData") - p));
    for (; p && q; p = next_tag(p), q = next_tag(q), tags++)
        if (strncmp(p, q, strcspn(p, ">")) != 0)
            fail_msg("%.60s is not %.60s", q, p);
    assert_true(!p && !q);
    assert_true(tags > 100);
    assert_string_equal(strstr(a, "</sheetData>"), strstr(b, "</sheetData>"));
    free(a);
    free(b);
}

static struct rt_grid *grid_of(const char *path)
{
    struct rt_limits limits = rt_limits_default();
    struct rt_grid *grid = NULL;
    struct rt_book *book = NULL;
    struct rt_rows *rows = NULL;
    struct rt_row row;
    enum rt_status rc;

    ok(rt_book_open(path, &limits, NULL, &book, &err));
    ok(rt_grid_new(book, 1 << 24, &grid, &err));
    ok(rt_rows_open(book, 0, &rows, &err));
    while ((rc = rt_rows_next(rows, &row, &err)) == RT_ROW)
        ok(rt_grid_add_row(grid, 0, &row, &err));
    assert_int_equal(rc, RT_END);
    ok(rt_grid_end_sheet(grid, 0, rows, &err));
    rt_rows_close(rows);
    rt_book_close(book);
    return grid;
}

static void cells_are_the_same(uint32_t rows)
{
    struct rt_grid *a = grid_of(theirs), *b = grid_of(ours);

    for (uint32_t r = 1; r <= rows; r++) {
        for (uint32_t c = 0; c <= COLS + 2; c++) {
            const struct rt_cell *x = rt_grid_cell(a, 0, c, r);
            const struct rt_cell *y = rt_grid_cell(b, 0, c, r);
            assert_int_equal(x != NULL, y != NULL);
            if (!x)
                continue;
            assert_int_equal(x->type, y->type);
            assert_int_equal(x->is_formula, y->is_formula);
            assert_true(rt_str_eq(x->text, y->text));
            assert_true(memcmp(&x->number, &y->number, sizeof x->number) == 0);
            if (!rt_str_eq(x->formula, y->formula))
                fail_msg("%u:%u %.*s is not %.*s", r, c, RT_FMT(y->formula),
                    RT_FMT(x->formula));
        }
    }
    rt_grid_free(a);
    rt_grid_free(b);
}

TEST(a_list_is_what_the_library_writes)
{
    for (uint32_t rows = 200; rows <= 6000; rows += 5800) {
        write_both(rows);
        tags_are_the_same();
        cells_are_the_same(rows);
    }
}

static size_t count(const char *text, const char *what)
{
    size_t times = 0;

    for (const char *at = text; (at = strstr(at, what)); at++)
        times++;
    return times;
}

/* The text of the formula is there once in many rows. */
TEST(repeated_formulas_are_shared)
{
    size_t n, m, times;
    char *whole, *small;

    write_both(6000);
    whole = part_of(theirs, "xl/worksheets/sheet1.xml", &n);
    small = part_of(ours, "xl/worksheets/sheet1.xml", &m);
    times = count(small, "MAX(A");
    assert_in_range(times, 2, 20);
    assert_true(m < n);
    /* a table in braces is never shared */
    assert_int_equal(count(small, "INDEX("), count(whole, "INDEX("));
    free(whole);
    free(small);
}

/* --- the disk --------------------------------------------------------------- */

/* With files of at most that many bytes. */
static bool fits(uint64_t bytes)
{
    struct rlimit old, limited;
    struct book b;
    enum rt_status rc;

    memset(&err, 0, sizeof err);
    open_book_at(&b, ours, true);
    put_list(&b, 3000);
    rt_emit_finish(b.rows);
    assert_int_equal(workbook_close(b.wb), LXW_NO_ERROR);
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &old), 0);
    limited = old;
    limited.rlim_cur = bytes;
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &limited), 0);
    rc = rt_skeleton_fill(ours, &b.rows, 1, &err);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &old), 0);
    rt_emit_fini(b.rows);
    free(b.rows);
    rt_deflate_free(b.deflate);
    assert_int_equal(rc != RT_OK, err.text[0] != '\0');
    return rc == RT_OK;
}

static long size_of_ours(void)
{
    FILE *f = fopen(ours, "rb");
    long size;

    assert_non_null(f);
    assert_int_equal(fseek(f, 0, SEEK_END), 0);
    size = ftell(f);
    fclose(f);
    return size;
}

/* Every write is looked at, to the last byte. */
TEST(a_short_write_is_a_failure)
{
    long size;

    assert_true(fits(1 << 30));
    size = size_of_ours();
    assert_true(fits((uint64_t)size));
    assert_false(fits((uint64_t)size - 1));
    for (long at = 0; at < size; at += size / 7)
        assert_false(fits((uint64_t)at));
}

/* The library does not look at what it writes: a part of its book that is cut
 * or changed is found. */
TEST(a_damaged_skeleton_is_a_failure)
{
    struct book b;
    FILE *f;

    for (long at = 0; at < 4000; at += 400) {
        memset(&err, 0, sizeof err);
        open_book_at(&b, ours, true);
        put_list(&b, 30);
        rt_emit_finish(b.rows);
        assert_int_equal(workbook_close(b.wb), LXW_NO_ERROR);
        f = fopen(ours, "r+b");
        assert_non_null(f);
        assert_int_equal(fseek(f, at + 60, SEEK_SET), 0);
        for (int i = 0; i < 40; i++)
            fputc(0x55, f);
        assert_int_equal(fclose(f), 0);
        assert_int_equal(rt_skeleton_fill(ours, &b.rows, 1, &err), RT_IO);
        rt_emit_fini(b.rows);
        free(b.rows);
        rt_deflate_free(b.deflate);
    }
}

/* --- pieces ----------------------------------------------------------------- */

/* What is packed in pieces unpacks as one; also what packs badly. */
static void unpacks(bool small)
{
    struct rt_deflate *d = NULL;
    struct rt_package package;
    struct rt_stream s, *list[] = {&s};
    char noise[70000];
    uint32_t seed = 1;
    size_t n;
    char *all;

    memset(&err, 0, sizeof err);
    for (size_t i = 0; i < sizeof noise; i++) {
        seed = seed * 1664525 + 1013904223;
        noise[i] = (char)(seed >> 24);
    }
    ok(rt_deflate_new(small, &d, &err));
    rt_stream_init(&s, d, "/tmp", &err);
    for (int i = 0; i < 30; i++) {
        rt_stream_add(&s, (struct rt_str){noise, sizeof noise});
        rt_stream_add(&s, RT_STR("a"));
        rt_stream_check(&s);
        if (i % 7 == 0)
            rt_stream_end(&s);
    }
    rt_stream_end(&s);
    ok(rt_package_open(&package, ours, &err));
    ok(rt_package_close(&package,
        rt_stream_write(list, 1, RT_STR("a/b"), &package, &err), &err));
    all = part_of(ours, "a/b", &n);
    assert_int_equal(n, 30 * (sizeof noise + 1));
    for (size_t i = 0; i < 30; i++) {
        const char *at = all + i * (sizeof noise + 1);
        assert_memory_equal(at, noise, sizeof noise);
        assert_int_equal(at[sizeof noise], 'a');
    }
    free(all);
    rt_stream_fini(&s);
    rt_deflate_free(d);
}

TEST(pieces_are_one_stream)
{
    unpacks(false);
    unpacks(true);
}

ALL_TESTS(make_paths, remove_paths)
