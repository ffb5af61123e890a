/* What formulas compute to, against the case tables in tests/cases/formula.
 *
 * The expected values were compared with what LibreOffice computes; where the
 * two differ the table holds Excel's, and LibreOffice's in the fourth column.
 */
#include "value_help.h"

#include "formula_help.h"

#include <inttypes.h>

/* What it looked at is enough to compute it again, and one cell less is not. */
static bool check_bound(const struct value_case *c, const char *is)
{
    struct rt_str formula = rt_str(c->column[0]), cells = rt_str(c->column[1]);
    struct line_limits all = {true, NULL, LINE_LEFT}, enough = all, less = all;
    char again[512], short_of[512] = "limit";
    uint64_t used;

    compute_within(formula, cells, &all, again, sizeof again);
    used = LINE_LEFT - all.left;
    enough.left = used;
    less.left = used ? used - 1 : 0;
    compute_within(formula, cells, &enough, again, sizeof again);
    if (used > 0)
        compute_within(formula, cells, &less, short_of, sizeof short_of);
    if (strcmp(is, again) == 0 && strcmp(short_of, "limit") == 0
        && enough.left == 0 && less.left == 0)
        return true;
    print_error("%s:%d: %s: %s within %" PRIu64 ", %s within one less\n",
        c->file, c->line, c->column[0], again, used, short_of);
    return false;
}

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
    return check_bound(c, with);
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
TEST(a_value_is_looked_for_where_it_is)
{
    static const char cells[]
        = "A1=\"x\"|A2=\"b\"|A3=\"X\"|A4=\"c\"|A5=3|"
          "B1=1|B2=1|B3=2|B4=3|B5=\"y\"|C1=\"y\"|C3=\"z\"|"
          "D1=0.1|D2=TRUE|D3=\"1\"|D4=0.30000000000000004|D5=0";
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
        {"COUNTIFS(B1:B5,1,A1:A5,\"x\")", "1", 4},
        {"COUNTIFS(A1:A5,\"x\",C1:C5,\"y\")", "1", 2},
        /* other rows beside each other, other texts, another order */
        {"COUNTIFS(A1:A4,\"x\",B2:B5,\"y\")", "0", 6},
        {"COUNTIF(A1:A5,\"<>x\")", "3", 5},
        {"COUNTIF(A1:A5,\"?\")", "4", 5},
        {"COUNTIF(A1:A5,\"3\")", "1", 1},
        {"COUNTIF(A1:B5,\"y\")", "1", 10},
        {"COUNTIF(D1:D5,1)", "1", 1},
        {"COUNTIF(D1:D5,\"=1\")", "1", 1},
        {"COUNTIF(D1:D5,0.3)", "1", 1},
        {"COUNTIF(D1:D5,TRUE)", "1", 5},
        {"COUNTIF(D1:D5,0)", "1", 1},
        {"COUNTIF(D1:D5,\"\")", "0", 5},
        {"MATCH(\"X\",A1:A5,0)", "1", 1},
        {"MATCH(\"X\",A2:A5,0)", "2", 1},
        {"MATCH(\"x\",A4:A5,0)", "#N/A", 0},
        {"MATCH(\"?\",A1:A5,0)", "1", 1},
        {"MATCH(1,D1:D5,0)", "#N/A", 1},
        {"MATCH(0.1+0.2,D1:D5,0)", "4", 1},
        {"MATCH(TRUE,D1:D5,0)", "2", 2},
        {"MATCH(\"y\",A1:C1,0)", "3", 3},
        {"VLOOKUP(\"X\",A2:B5,2,FALSE)", "2", 2},
        {"VLOOKUP(3,A1:B5,2,FALSE)", "\"y\"", 2},
        {"XLOOKUP(\"x\",A1:A5,B1:B5,0,0,-1)", "2", 3},
        {"XLOOKUP(4,B1:B5,A1:A5,\"no\")", "\"no\"", 0},
        {"XLOOKUP(4,B1:B5,A1:A5,\"no\",-1)", "\"c\"", 6},
    };
    char shown[64];

    for (size_t i = 0; i < RT_COUNT(cases); i++) {
        size_t asked = compute_line(
            rt_str(cases[i].formula), rt_str(cells), true, shown, sizeof shown);
        if (strcmp(shown, cases[i].is) != 0 || asked != cases[i].asked)
            fail_msg("%s: %s, asked for %zu", cases[i].formula, shown, asked);
    }
}

/* Each differs from another in one thing that its answer follows from. */
TEST(an_answer_is_kept_for_the_same_question_alone)
{
    static const char cells[]
        = "A1=\"x\"|A2=\"b\"|A3=\"x\"|A4=3|A6=\"\"|B1=1|B2=1|B3=2|B4=3|B5=4|"
          "C1=5|C2=6|C3=7|C4=8|C5=9|s!A1=\"x\"|s!B1=7";
    static const char *const formulas[] = {"COUNTIF(A1:A5,\"x\")",
        "COUNTIF(A2:A5,\"x\")", "COUNTIF(A1:A2,\"x\")", "COUNTIF(A1:B5,\"x\")",
        "COUNTIF(B1:B5,\"x\")", "COUNTIF(s!A1:A5,\"x\")",
        "COUNTIF(A1:A5,\"b\")", "COUNTIF(A1:A5,\"<>x\")", "COUNTIF(A1:A6,\"\")",
        "COUNTIF(A1:A6,\"=\")", "COUNTIF(A1:A6,\"<>\")", "COUNTIF(A1:A5,3)",
        "COUNTIF(A1:A5,4)", "COUNTIF(B1:B5,1)", "COUNTIF(B1:B5,\">1\")",
        "COUNTIF(B1:B5,\">=1\")", "COUNTIF(B1:B5,TRUE)",
        "COUNTIFS(A1:A5,\"x\",B1:B5,1)", "COUNTIFS(A1:A5,\"x\",B1:B5,2)",
        "SUMIF(A1:A5,\"x\",B1:B5)", "SUMIF(A1:A5,\"x\",C1:C5)",
        "SUMIF(B1:B5,1)", "SUMIFS(B1:B5,A1:A5,\"x\")",
        "SUMIFS(C1:C5,A1:A5,\"x\")", "SUMIFS(s!B1:B5,s!A1:A5,\"x\")",
        "_xlfn.MAXIFS(C1:C5,A1:A5,\"x\")", "_xlfn.MINIFS(C1:C5,A1:A5,\"x\")",
        "AVERAGEIF(A1:A5,\"x\",C1:C5)", "AVERAGEIF(A1:A5,\"z\",C1:C5)",
        "COUNTIF(A1:A5,\"X\")"};
    struct rt_memo memo = {0};
    char is[64], kept[64];

    for (int turn = 0; turn < 2; turn++) {
        for (size_t i = 0; i < RT_COUNT(formulas); i++) {
            struct line_limits limits = {true, &memo, LINE_LEFT};
            size_t asked = compute_within(
                rt_str(formulas[i]), rt_str(cells), &limits, kept, sizeof kept);
            compute_line(
                rt_str(formulas[i]), rt_str(cells), true, is, sizeof is);
            if (strcmp(is, kept) != 0 || (turn == 1 && is[0] != '#' && asked))
                fail_msg(
                    "%s: %s, not %s (%zu cells)", formulas[i], kept, is, asked);
        }
    }
    /* Another sheet's formula means other cells by the same words. */
    memo.sheet = 1;
    assert_int_not_equal(
        compute_within(rt_str(formulas[0]), rt_str(cells),
            &(struct line_limits){true, &memo, LINE_LEFT}, kept, sizeof kept),
        0);
    rt_memo_fini(&memo);
}

TEST(so_many_answers_are_kept)
{
    struct rt_memo memo = {0};
    char text[1024];
    double *answer = NULL;
    size_t n = 0;

    memset(text, 'x', sizeof text);
    do {
        snprintf(text, sizeof text, "%zu", ++n);
        text[strlen(text)] = 'x';
        assert_int_equal(
            rt_memo_ask(&memo, (struct rt_str){text, sizeof text}, &answer),
            RT_OK);
    } while (answer && n < 100000);
    assert_int_equal(n, (8 << 20) / sizeof text + 1);
    assert_int_equal(memo.count, n - 1);
    rt_memo_fini(&memo);
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
    uint64_t left = 100000;
    struct rt_cells cells = {.context = s, .get = get_stored, .left = &left};
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
