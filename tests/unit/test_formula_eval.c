/* What formulas compute to, against the case tables in tests/cases/formula.
 *
 * The expected values were compared with what LibreOffice computes; where the
 * two differ the table holds Excel's, and LibreOffice's in the fourth column.
 */
#include "value_help.h"

#include "formula_help.h"

static bool check(const struct value_case *c)
{
    char with[512], without[512];
    struct rt_str formula = rt_str(c->column[0]), cells = rt_str(c->column[1]);

    compute_line(formula, cells, true, with, sizeof with);
    compute_line(formula, cells, false, without, sizeof without);
    if (strcmp(with, c->column[2]) != 0) {
        print_error("%s:%d: %s: %s, expected %s\n", c->file, c->line,
            c->column[0], with, c->column[2]);
        return false;
    }
    /* Whether the evaluator may ask for the extent and for rows decides nothing
     * but how long it takes. */
    if (strcmp(with, without) != 0) {
        print_error("%s:%d: %s: %s without the shape of the sheet\n", c->file,
            c->line, c->column[0], without);
        return false;
    }
    return true;
}

#define CASES(name)                                                            \
    TEST(name##_cases)                                                         \
    {                                                                          \
        for_each_case("tests/cases/formula/" #name ".tsv", check);             \
    }

CASES(arithmetic)
CASES(logic)
CASES(count)
CASES(text)
CASES(lookup)
CASES(date)
CASES(refused)

/* Rows that cannot pass are not looked at. */
TEST(a_text_is_looked_for_where_it_is)
{
    static const char cells[]
        = "A1=\"x\"|A2=\"b\"|A3=\"X\"|A4=\"c\"|A5=3|"
          "B1=1|B2=1|B3=2|B4=3|B5=\"y\"|C1=\"y\"|C3=\"z\"";
    static const struct {
        const char *formula, *is;
        size_t asked;
    } cases[] = {
        {"COUNTIF(A1:A5,\"x\")", "2", 2},
        {"COUNTIF(A2:A5,\"x\")", "1", 1},
        {"COUNTIF(A1:A2,\"x\")", "1", 1},
        {"COUNTIF(A1:A5,\"d\")", "0", 0},
        {"SUMIF(A1:A5,\"x\",B1:B5)", "3", 4},
        {"SUMIF(A1:A4,\"x\",B2:B5)", "4", 4},
        {"COUNTIFS(B1:B5,1,A1:A5,\"x\")", "1", 3},
        {"COUNTIFS(A1:A5,\"x\",C1:C5,\"y\")", "1", 2},
        /* other rows beside each other, other texts, another order */
        {"COUNTIFS(A1:A4,\"x\",B2:B5,\"y\")", "0", 6},
        {"COUNTIF(A1:A5,\"<>x\")", "3", 5},
        {"COUNTIF(A1:A5,\"?\")", "4", 5},
        {"COUNTIF(A1:A5,\"3\")", "1", 5},
        {"COUNTIF(A1:B5,\"y\")", "1", 10},
    };
    char shown[64];

    for (size_t i = 0; i < RT_COUNT(cases); i++) {
        size_t asked = compute_line(
            rt_str(cases[i].formula), rt_str(cells), true, shown, sizeof shown);
        if (strcmp(shown, cases[i].is) != 0 || asked != cases[i].asked)
            fail_msg("%s: %s, asked for %zu", cases[i].formula, shown, asked);
    }
}

static void outcome(const char *formula, const char *cells, const char *is)
{
    char shown[512];

    compute_line(rt_str(formula), rt_str(cells), true, shown, sizeof shown);
    assert_string_equal(shown, is);
}

/* The empty cells that a range has beyond the sheet's last are texts, too. */
TEST(test_blanks_beyond_the_sheet)
{
    outcome("_xlfn.TEXTJOIN(\",\",FALSE,A1:A9)", "A1=\"a\"", "refused");
    outcome("_xlfn.TEXTJOIN(\",\",TRUE,A1:A9)", "A1=\"a\"", "\"a\"");
}

/* "1+1+1+…", and so many brackets. */
TEST(test_long_and_deep)
{
    char text[20001];

    for (size_t i = 0; i < sizeof text - 1; i++)
        text[i] = i % 2 ? '+' : '1';
    text[sizeof text - 2] = '\0';
    outcome(text, "", "10000");
    memset(text, '-', 10000);
    strcpy(text + 10000, "1");
    outcome(text, "", "1");
    memset(text, '%', 10000);
    text[0] = '0';
    text[10000] = '\0';
    outcome(text, "", "0");
    memset(text, '(', 10000);
    outcome(text, "", "limit");
}

TEST(test_bounds)
{
    char shown[64];

    /* Seventeen thousand million cells, were they all asked for. */
    outcome("SUM(1:1048576)", "A1=1", "1");
    compute_line(
        rt_str("SUM(1:1048576)"), rt_str("A1=1"), false, shown, sizeof shown);
    assert_string_equal(shown, "limit");
    outcome("COUNTBLANK(A:XFD)", "A1=1", "17179869183");
    outcome("COUNTIF(A:A,\"\")", "A1=1", "1048575");
}

/* The formulas of the samples give the values that are stored with them. */
struct stored {
    struct rt_book *book;
    struct rt_arena arena;
    struct stored_cell {
        size_t sheet;
        uint32_t row;
        struct rt_cell cell;
    } at[20000];
    size_t n, here;
};

static enum rt_status get_stored(void *context, struct rt_str sheet,
    uint32_t col, uint32_t row, struct rt_value *out)
{
    struct stored *s = context;
    size_t i = s->here;

    if (sheet.n > 0) {
        for (i = 0; i < rt_book_sheet_count(s->book); i++) {
            if (rt_str_eq(rt_book_sheet(s->book, i)->name, sheet))
                break;
        }
    }
    if (i == rt_book_sheet_count(s->book))
        return RT_REFUSED;
    for (size_t k = 0; k < s->n; k++) {
        const struct stored_cell *c = &s->at[k];
        if (c->sheet != i || c->row != row || c->cell.col != col)
            continue;
        *out = (struct rt_value){RT_VALUE_TEXT, c->cell.number, c->cell.text};
        if (c->cell.type == RT_CELL_NUMBER)
            out->type = RT_VALUE_NUMBER;
        if (c->cell.type == RT_CELL_NO_VALUE)
            return RT_REFUSED;
    }
    return RT_OK;
}

static void store_sheet(struct stored *s, size_t sheet)
{
    struct rt_rows *rows;
    struct rt_row row;

    assert_int_equal(rt_rows_open(s->book, sheet, &rows, NULL), RT_OK);
    while (rt_rows_next(rows, &row, NULL) == RT_ROW) {
        for (size_t k = 0; k < row.count; k++) {
            struct stored_cell *c = &s->at[s->n++];
            assert_true(s->n < sizeof s->at / sizeof *s->at);
            *c = (struct stored_cell){sheet, row.number, row.cells[k]};
            c->cell.text = rt_arena_str(&s->arena, c->cell.text);
            c->cell.formula = rt_arena_str(&s->arena, c->cell.formula);
        }
    }
    rt_rows_close(rows);
}

static void compute_stored(struct stored *s, const struct stored_cell *c)
{
    struct rt_cells cells = {.context = s, .get = get_stored};
    struct rt_formula *f;
    struct rt_value v;

    s->here = c->sheet;
    assert_int_equal(
        rt_formula_parse(c->cell.formula, &s->arena, &f, NULL), RT_OK);
    assert_int_equal(
        rt_formula_eval(f, c->cell.col, c->row, &cells, &s->arena, &v, NULL),
        RT_OK);
    if (c->cell.type == RT_CELL_NUMBER) {
        assert_int_equal(v.type, RT_VALUE_NUMBER);
        assert_true(v.number == c->cell.number);
    } else {
        assert_int_equal(v.type, RT_VALUE_TEXT);
        assert_true(rt_str_eq(v.text, c->cell.text));
    }
}

TEST(test_samples)
{
    static struct stored s;
    struct rt_limits limits = rt_limits_default();
    size_t formulas = 0;

    rt_arena_init(&s.arena);
    assert_int_equal(rt_book_open("samples/リスク分析シート_営業部.xlsx",
                         &limits, NULL, &s.book, NULL),
        RT_OK);
    for (size_t i = 0; i < rt_book_sheet_count(s.book); i++)
        store_sheet(&s, i);
    for (size_t k = 0; k < s.n; k++) {
        if (s.at[k].cell.formula.n == 0)
            continue;
        compute_stored(&s, &s.at[k]);
        formulas++;
    }
    assert_true(formulas > 100);
    rt_book_close(s.book);
    rt_arena_fini(&s.arena);
}
