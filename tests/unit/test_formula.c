/* Formulas taken apart: relative text, moving, references, constants. */
#include "value_help.h"

#include "formula/formula.h"

static struct rt_arena arena;
static struct rt_buf out;

static int set_up(void **state)
{
    (void)state;
    rt_arena_init(&arena);
    rt_buf_init(&out, 1 << 20);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    rt_buf_fini(&out);
    rt_arena_fini(&arena);
    return 0;
}

static const struct rt_formula *parsed(const char *text)
{
    struct rt_error err = {0};
    struct rt_formula *f = NULL;

    if (rt_formula_parse(rt_str(text), &arena, &f, &err) != RT_OK)
        fail_msg("%s: %s", text, err.text);
    return f;
}

/* Written in T4: column 19, row 4. */
static void relative(const char *text, const char *is)
{
    rt_buf_clear(&out);
    assert_int_equal(rt_formula_relative(rt_str(text), 19, 4, &out), RT_OK);
    assert_string_equal(out.data, is);
}

FIXTURE_TEST(test_relative)
{
    relative("R4*S4", "RC[-2]*RC[-1]");
    relative(" r4 * s4 ", "RC[-2]*RC[-1]");
    relative("T3+U5", "R[-1]C+R[1]C[1]");
    relative("$G$4", "R4C7");
    relative("$G4+G$4", "RC7+R4C[-13]");
    relative("sum(J4:L4)", "SUM(RC[-10]:RC[-8])");
    relative("SUM(A:A)", "SUM(C[-19]:C[-19])");
    relative("SUM($A:$C)", "SUM(C1:C3)");
    relative("SUM(4:$5)", "SUM(R5:R)");
    relative("_xlfn.IFS(T4=1,\"a b\")", "IFS(RC=1,\"a b\")");
    relative("IF(A4,FALSE(),TRUE())", "IF(RC[-19],FALSE,TRUE)");
    relative("IF(A4,false,true)", "IF(RC[-19],FALSE,TRUE)");
    relative("脅威の状況!$G$4:$I$9", "脅威の状況!R4C7:R9C9");
    relative("'脅威の状況'!$G$4:$I$9", "脅威の状況!R4C7:R9C9");
    relative("'シート 1'!A1", "'シート 1'!R[-3]C[-19]");
    relative("3月!A1", "'3月'!R[-3]C[-19]");
    relative("[1]Sheet1!A1", "[1]Sheet1!R[-3]C[-19]");
    relative("#REF!*2", "#REF!*2");
    relative("1.50+1E1", "1.5+10");
    relative("{1,2;3,4}", "{1,2;3,4}");
    relative("S4:R4", "RC[-2]:RC[-1]");
    relative("SUM(T4:T$9)", "SUM(R9C:RC)");
    relative("Rate*2", "RATE*2");
}

static void moved(const char *text, uint32_t col, uint32_t row, const char *is)
{
    rt_buf_clear(&out);
    assert_int_equal(
        rt_formula_move(rt_str(text), 2, 4, col, row, &out), RT_OK);
    assert_string_equal(out.data, is);
}

/* The master is in C4. */
FIXTURE_TEST(test_move)
{
    moved("A4*B4", 2, 5, "A5*B5");
    moved("A4*B4", 3, 4, "B4*C4");
    moved("A4 * $B4+B$4+$B$4", 3, 6, "B6 * $B6+C$4+$B$4");
    moved("\"A4\"&A4", 2, 5, "\"A4\"&A5");
    moved("SUM(A:A)+SUM(1:2)", 3, 5, "SUM(B:B)+SUM(2:3)");
    moved("SUM($A:A)", 4, 9, "SUM($A:C)");
    moved("脅威の状況!$G$4:$I$9+'シ 1'!A1", 2, 6,
        "脅威の状況!$G$4:$I$9+'シ 1'!A3");
    moved("A4", 0, 4, "#REF!");
    moved("A4", 2, 1, "A1");
    moved("A3", 2, 1, "#REF!");
    moved("S!A3:B9", 2, 1, "S!#REF!");
    moved("XFD1048576", 2, 4, "XFD1048576");
    moved("XFD1048576", 2, 5, "#REF!");
    moved("LOG10(A4)", 2, 5, "LOG10(A5)");
    moved("A$5:A4", 2, 7, "A$5:A7");
    moved("A$5:A9", 2, 2, "A$5:A7");
    moved("#REF!+A4", 2, 5, "#REF!+A5");
    moved("IF(A4=\"\",\"\",名前)", 2, 5, "IF(A5=\"\",\"\",名前)");
    rt_buf_clear(&out);
    assert_int_equal(
        rt_formula_move(rt_str("A1+\"x"), 0, 1, 0, 2, &out), RT_FORMAT);
}

/* Moving by nothing, and what is moved reads the same in relative terms. */
FIXTURE_TEST(test_move_keeps_relative)
{
    static const char *const texts[] = {"IF(OR(R4=\"\",M4=\"\"),\"\",M4*R4)",
        "SUM($A4:T$4)", "VLOOKUP(F4,脅威の状況!$G$4:$I$9,2,FALSE())"};
    struct rt_buf a, b;

    rt_buf_init(&a, 4096);
    rt_buf_init(&b, 4096);
    for (size_t i = 0; i < RT_COUNT(texts); i++) {
        rt_buf_clear(&out);
        rt_buf_clear(&a);
        rt_buf_clear(&b);
        assert_int_equal(
            rt_formula_move(rt_str(texts[i]), 19, 4, 21, 9, &out), RT_OK);
        assert_int_equal(
            rt_formula_relative(rt_str(texts[i]), 19, 4, &a), RT_OK);
        assert_int_equal(
            rt_formula_relative(rt_buf_str(&out), 21, 9, &b), RT_OK);
        assert_string_equal(a.data, b.data);
    }
    rt_buf_fini(&a);
    rt_buf_fini(&b);
}

static void same_refs(const struct rt_formula *a, const struct rt_formula *b)
{
    assert_int_equal(rt_formula_ref_count(a), rt_formula_ref_count(b));
    for (size_t i = 0; i < rt_formula_ref_count(a); i++) {
        const struct rt_ref *x = rt_formula_ref(a, i),
                            *y = rt_formula_ref(b, i);
        assert_int_equal(x->at.row1, y->at.row1);
        assert_int_equal(x->at.col1, y->at.col1);
        assert_int_equal(x->at.row2, y->at.row2);
        assert_int_equal(x->at.col2, y->at.col2);
        assert_int_equal(x->abs_row1, y->abs_row1);
        assert_int_equal(x->abs_col1, y->abs_col1);
        assert_int_equal(x->abs_row2, y->abs_row2);
        assert_int_equal(x->abs_col2, y->abs_col2);
        assert_int_equal(x->broken, y->broken);
    }
}

/* A parsed formula that is shifted is that of the moved text, and back. */
FIXTURE_TEST(test_shift)
{
    static const char *const texts[]
        = {"R4*$S4+T$4", "SUM(R4:T$9)+SUM($S4:U9)", "SUM(A:C)+SUM(1:$2)",
            "S!A3:B9+#REF!+S!#REF!$A$1", "A$5:A4", "INDEX($C$1:$D$9,A4,2)"};
    static const int by[][2] = {{5, 0}, {0, 2}, {12, 9}, {-2, 0}};

    for (size_t i = 0; i < RT_COUNT(texts); i++) {
        for (size_t k = 0; k < RT_COUNT(by); k++) {
            struct rt_formula *f = (struct rt_formula *)parsed(texts[i]);
            rt_buf_clear(&out);
            assert_int_equal(
                rt_formula_move(rt_str(texts[i]), 19, 4,
                    (uint32_t)(19 + by[k][1]), (uint32_t)(4 + by[k][0]), &out),
                RT_OK);
            if (strstr(out.data, "#REF!") && !strstr(texts[i], "#REF!"))
                continue;
            rt_formula_shift(f, by[k][0], by[k][1]);
            same_refs(f, parsed(out.data));
            rt_formula_shift(f, -by[k][0], -by[k][1]);
            same_refs(f, parsed(texts[i]));
        }
    }
}

FIXTURE_TEST(test_refs)
{
    const struct rt_formula *f = parsed(
        "IF(B4=\"\",\"G1\",脅威の状況!$G$4:$I9+'C:\\a\\[b.xlsx]It''s'!C:C"
        "+[1]S!D1+#REF!)");
    const struct rt_ref *r;

    assert_int_equal(rt_formula_ref_count(f), 5);
    r = rt_formula_ref(f, 0);
    assert_true(r->at.col1 == 1 && r->at.col2 == 1 && r->at.row1 == 4
                && r->at.row2 == 4 && !r->is_range && !r->abs_row1);
    r = rt_formula_ref(f, 1);
    assert_true(rt_str_is(r->sheet, "脅威の状況") && r->is_range);
    assert_true(r->abs_col1 && r->abs_row1 && r->abs_col2 && !r->abs_row2);
    assert_true(r->at.col1 == 6 && r->at.col2 == 8 && r->at.row1 == 4
                && r->at.row2 == 9);
    r = rt_formula_ref(f, 2);
    assert_true(rt_str_is(r->sheet, "It's"));
    assert_true(rt_str_is(r->file, "C:\\a\\[b.xlsx]"));
    assert_true(r->at.row1 == 1 && r->at.row2 == 1048576 && r->at.col1 == 2);
    r = rt_formula_ref(f, 3);
    assert_true(rt_str_is(r->file, "[1]") && rt_str_is(r->sheet, "S"));
    assert_true(rt_formula_ref(f, 4)->broken);
}

static void constants(const char *text, const char *are)
{
    const struct rt_formula *f = parsed(text);
    char shown[256] = "";

    for (size_t i = 0; i < rt_formula_constant_count(f); i++) {
        char one[32];
        rt_format_double(rt_formula_constant(f, i), one, sizeof one);
        snprintf(shown + strlen(shown), sizeof shown - strlen(shown), "%s%s",
            i ? " " : "", one);
    }
    if (strcmp(shown, are) != 0)
        fail_msg("%s: \"%s\", expected \"%s\"", text, shown, are);
}

FIXTURE_TEST(test_constants)
{
    constants("M4*2", "2");
    constants("M4*R4", "");
    constants("IF(T4>=4,\"大\",M4+1)", "1");
    constants("IF(COUNTIF(G4:I4,\"有\")>0,2,MAX(J4:L4))", "");
    constants("VALUE(LEFT(P4,1))/(4-VALUE(LEFT(Q4,1)))", "4");
    constants("ROUNDUP(M4*1.5,0)", "1.5");
    constants("M4*-2", "-2");
    constants("M4*10%", "0.1");
    constants("SUM(A1:A3,5)", "5");
    constants("MAX(A1:A3,5)", "");
    constants("INDEX(A1:A9,ROW()-3)", "");
    constants("LEFT(A1,2+1)", "");
    constants("A1*2>B1", "2");
    constants("M4&1", "");
    constants("3", "");
    constants("-3", "");
    constants("{1,2}", "");
    constants("3*(A1+4)", "3 4");
}

/* --- what follows the formula above ---------------------------------------- */

static bool follows(const char *above, const char *text, uint32_t by)
{
    return rt_formula_follows(rt_str(above), rt_str(text), by);
}

/* Some of these look like references and are none. */
static const char *const columns_of[] = {"M7*R7", "IF($C7=\"A7\",M$7,$M$7)",
    "IFERROR(VLOOKUP(L7,'脅威 7'!$B$3:$D$9,2,FALSE),\"\")",
    "SUM(J7:L7)+LOG10(A7)+1E7", "3月!A7&Sheet7!A7", "SUM(A:A)+SUM($7:$7)",
    "[7]Sheet1!A7", "Table7[[#This Row],[A7]]", "ZZZ7+A7", "YEARS7*A7",
    "A7.B+A7", "a7+\"a\"\"7\"", "AB7:AC9!A7", "XFD7", "XFE7+A7", ""};

FIXTURE_TEST(what_follows_reads_the_same)
{
    for (size_t i = 0; i < RT_COUNT(columns_of); i++) {
        struct rt_str text = rt_str(columns_of[i]);
        struct rt_buf moved = RT_BUF(1000), a = RT_BUF(1000), b = RT_BUF(1000);
        bool known = rt_formula_move(text, 19, 7, 19, 10, &moved) == RT_OK
                     && rt_formula_relative(text, 19, 7, &a) == RT_OK;
        /* A moved one, and all that differ from it in a digit. */
        for (size_t k = 0; known && k <= moved.len; k++) {
            for (char c = '0'; c <= '9'; c++) {
                char was = k < moved.len ? moved.data[k] : '\0';
                if (k < moved.len && (was < '0' || was > '9'))
                    continue;
                if (k < moved.len)
                    moved.data[k] = c;
                rt_buf_clear(&b);
                bool same = rt_formula_relative(rt_buf_str(&moved), 19, 10, &b)
                                == RT_OK
                            && rt_str_eq(rt_buf_str(&a), rt_buf_str(&b));
                if (rt_formula_follows(text, rt_buf_str(&moved), 3) && !same)
                    fail_msg("%s is not %s", moved.data, columns_of[i]);
                if (k < moved.len)
                    moved.data[k] = was;
            }
        }
        rt_buf_fini(&moved);
        rt_buf_fini(&a);
        rt_buf_fini(&b);
    }
}

TEST(follows_the_formula_above)
{
    assert_true(follows("M7*R7", "M8*R8", 1));
    assert_true(follows("M9*R9", "M10*R10", 1));
    assert_true(follows("IF(A7=\"x7\",B$2,$C$3)", "IF(A9=\"x7\",B$2,$C$3)", 2));
    assert_true(follows("VLOOKUP(L7,'脅威 7'!$B$3:$D$9,2,FALSE)",
        "VLOOKUP(L8,'脅威 7'!$B$3:$D$9,2,FALSE)", 1));
    assert_false(follows("M7*R7", "M8*R7", 1));
    assert_false(follows("M7*R7", "M9*R9", 1));
    assert_false(follows("M7*R7", "M8*S8", 1));
    assert_false(follows("M7*R7", "M8*R8+1", 1));
    assert_false(follows("M7*R7+1", "M8*R8", 1));
    assert_false(follows("A7&\"A7\"", "A8&\"A8\"", 1));
    assert_false(follows("SUM(7:7)", "SUM(7:7)", 1));
    assert_false(follows("YEARS7", "YEARS8", 1));
}
