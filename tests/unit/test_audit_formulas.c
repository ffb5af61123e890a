/* The audit of formulas: each verdict on its cell, and the near miss that is
 * none. Cells are described as in ledger_book.h. */
#include "audit/formulas/column_values.h"
#include "formula/formula.h"
#include "ledger_book.h"

static const char *const names[3]
    = {"情報資産管理台帳", "脅威の状況", "診断結果"};

static struct said said;
static struct ledger_book book;

/* The changed ledger's findings without the sheet's name where it is the
 * ledger's: "RA302 T8 6/3". */
static const char *ask(bool infos, const char *const *changes)
{
    static const char own[] = "情報資産管理台帳!";
    char *at;

    memset(&said, 0, sizeof said);
    said.infos = infos;
    clean_ledger(&book);
    for (; *changes; changes++)
        change(&book, *changes);
    check_book(&said, &book, names, NULL);
    while ((at = strstr(said.text, own)) != NULL)
        memmove(at, at + strlen(own), strlen(at + strlen(own)) + 1);
    return said.text;
}

#define CHANGES(...)                                                           \
    (const char *const[])                                                      \
    {                                                                          \
        __VA_ARGS__, NULL                                                      \
    }
#define SAYS(expected, ...)                                                    \
    assert_string_equal(ask(false, CHANGES(__VA_ARGS__)), expected)

/* A column's formula in every row, %d being the row. */
static const char *ask_column(const char *fmt)
{
    static char text[11][CELL_TEXT];
    static const char *changes[12];

    for (int i = 0; i < 11; i++) {
        int r = 4 + i;
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
        snprintf(text[i], CELL_TEXT, fmt, r, r, r, r);
#pragma GCC diagnostic pop
        changes[i] = text[i];
    }
    changes[11] = NULL;
    return ask(false, changes);
}

TEST(a_clean_ledger_says_nothing)
{
    SAYS("", "A4 営業");
    assert_string_equal(ask(true, CHANGES("A4 営業")), "");
}

TEST(values_over_formulas)
{
    SAYS("RA302 T8 6/3", "T8 3");
    SAYS("RA302 S6 可能性：中/可能性：高", "S6 可能性：高");
    SAYS("RA302 P6 3:頻度/2:頻度", "P6 2:頻度");
    SAYS("RA302 T8 6/#N/A", "T8 #N/A");
    SAYS("RA303 T8 =IF(OR(R8=\"\",M8=\"\"),\"\",M8*R8)/6", "T8 6");
    /* An importance typed over makes wrong what is computed from it; that is
     * one defect. */
    SAYS("RA302 M9 2/3", "M9 3", "T9 =IF(OR(R9=\"\",M9=\"\"),\"\",M9*R9) -> 9");
}

TEST(formulas_that_depart)
{
    SAYS("RA501 T8 6/5", "T8 =IF(OR(R8=\"\",M8=\"\"),\"\",M8+R8) -> 5");
    SAYS("RA306 T8 =IF(OR(R8=\"\",M8=\"\"),\"\",M8*R8)/=IF(M8=\"\",\"\",R8*M8)",
        "T8 =IF(M8=\"\",\"\",R8*M8) -> 6");
    SAYS("RA504 T8 6/3", "T8 =M8*1 -> 3");
    SAYS("RA308 T8 =IF(OR(R8=\"\",M8=\"\"),\"\",M8*R8)/=M8*2", "T8 =M8*2 -> 6");
    SAYS("RA509 M6 2/1", "J6 2", "K6 1", "L6 1",
        "M6 =IF(B6=\"\",\"\",IF(COUNTIF(G6:I6,\"有\")>0,3,MAX(K6:L6))) -> 1");
    SAYS("RA309 M7 =IF(B7=\"\",\"\",IF(COUNTIF(G7:I7,\"有\")>0,3,"
         "MAX(J7:L7)))/=IF(B7=\"\",\"\",IF(COUNTIF(G7:I7,\"有\")>0,3,"
         "MAX(K7:L7)))",
        "M7 =IF(B7=\"\",\"\",IF(COUNTIF(G7:I7,\"有\")>0,3,MAX(K7:L7))) -> 1");
}

TEST(spelling_is_no_departure)
{
    SAYS("", "P6 =if( F6 =\"\",\"\",IFERROR(VLOOKUP(F6,'脅威の状況'!$G$4:$I$9,"
             "2,FALSE()),\"\")) -> 3:頻度");
    SAYS("",
        "T8 {t=\"shared\" si=\"7\" ref=\"T8:T9\"}"
        "=IF(OR(R8=\"\",M8=\"\"),\"\",M8*R8) -> 6",
        "T9 {t=\"shared\" si=\"7\"}= -> 6");
    /* The follower is the master moved, not a copy. */
    SAYS("RA502 T9 6/9",
        "T8 {t=\"shared\" si=\"7\" ref=\"T8:T9\"}"
        "=IF(OR(R8=\"\",M8=\"\"),\"\",M8*R8) -> 6",
        "T9 =IF(OR(R9=\"\",M9=\"\"),\"\",M8*R9) -> 9");
}

TEST(other_rows_and_columns)
{
    SAYS("RA502 T6 4/6", "T6 =IF(OR(R6=\"\",M6=\"\"),\"\",M5*R6) -> 6");
    SAYS("RA307 T5 =IF(OR(R5=\"\",M5=\"\"),\"\",M5*R5)/"
         "=IF(OR(R5=\"\",M5=\"\"),\"\",M5*R4)",
        "T5 =IF(OR(R5=\"\",M5=\"\"),\"\",M5*R4) -> 3");
    SAYS("RA502 T8 6/4", "T8 =IF(OR(R8=\"\",M8=\"\"),\"\",K8*R8) -> 4");
    /* All of them a row too low: the column's own formula shows nothing, the
     * rule does. */
    assert_string_equal(ask_column("T%d =IF(N%d=\"\",\"\",M%d*1) ->"),
        "RA304 T4 3/\n"
        "RA304 T5 3/\nRA304 T6 2/\nRA304 T7 1/\nRA304 T8 3/\nRA304 T9 2/");
}

TEST(stale_values)
{
    SAYS("RA304 M6 3/2", "J6 3");
    SAYS("RA304 U9 リスク大/リスク小",
        "U9 =IF(T9=\"\",\"\",IF(T9>=6,\"リスク大\",IF(T9>=4,\"リスク中\","
        "\"リスク小\"))) -> リスク小");
    SAYS("RA304 診断結果!B3 6/4", "3!B3 =MAX(情報資産管理台帳!T4:T14) -> 4");
    /* What cannot be computed here is not called stale. */
    SAYS("", "W4 =UNKNOWN(T4) -> 99", "W5 =NOW() -> 1");
    /* The last digits are the program's. */
    SAYS("", "3!B4 =1/3 -> 0.33333333333333331");
}

TEST(values_that_are_missing)
{
    assert_string_equal(ask(true, CHANGES("T8 =IF(OR(R8=\"\",M8=\"\"),\"\","
                                          "M8*R8)")),
        "RA305 T8");
    /* Computed here, a wrong one is still wrong. */
    SAYS("RA502 T6 4/6", "T6 =IF(OR(R6=\"\",M6=\"\"),\"\",M5*R6)");
    SAYS("RA301 U8 リスク大/リスク中", "T8 =IF(OR(R8=\"\",M8=\"\"),\"\",M8*R8)",
        "U4 -", "U5 -", "U6 -", "U7 -", "U9 -", "U10 -", "U11 -", "U12 -",
        "U13 -", "U14 -", "U8 =IF(T8>6,\"リスク大\",\"リスク中\")");
}

TEST(ranges_that_stop_short)
{
    SAYS("RA503 診断結果!B3 T4:T9/T4:T8",
        "3!B3 =MAX(情報資産管理台帳!T4:T8) -> 6");
    SAYS("", "3!B3 =MAX(情報資産管理台帳!T4:T9) -> 6");
    SAYS("", "3!B3 =MAX(情報資産管理台帳!T:T) -> 6");
    SAYS("RA503 T16 T4:T9/T4:T7", "A16 合計", "T16 =SUM(T4:T7) -> 11");
    SAYS("", "A16 合計", "T16 =SUM(T4:T9) -> 23");
    /* Two that divide the table, and a gap between them. */
    SAYS("", "T16 =SUM(T4:T6) -> 10", "T17 =SUM(T7:T9) -> 13");
    SAYS("RA503 T16 T4:T6/T4:T5", "T16 =SUM(T4:T5) -> 6",
        "T17 =SUM(T7:T9) -> 13");
    SAYS("", "W4 =SUM(T$4:T4) -> 3", "W5 =SUM(T$4:T5) -> 6");
    assert_string_equal(
        ask_column("P%d =IF(F%d=\"\",\"\",IFERROR(VLOOKUP(F%d,脅威の状況!"
                   "$G$4:$I$8,2,FALSE),\"\"))"),
        "RA503 P4 G4:I9/G4:I8");
    /* One that begins below the first row, and one that begins above it. */
    assert_string_equal(
        ask_column("P%d =IF(F%d=\"\",\"\",IFERROR(VLOOKUP(F%d,脅威の状況!"
                   "$G$5:$I$9,2,FALSE),\"\"))"),
        "RA503 P4 G4:I9/G5:I9");
    assert_string_equal(
        ask_column("P%d =IF(F%d=\"\",\"\",IFERROR(VLOOKUP(F%d,脅威の状況!"
                   "$G$3:$I$8,2,FALSE),\"\"))"),
        "RA503 P4 G3:I9/G3:I8");
}

TEST(other_files)
{
    SAYS("RA310 M6 =IF(B6=\"\",\"\",IF(COUNTIF(G6:I6,\"有\")>0,3,"
         "MAX(J6:L6)))/=[1]Sheet1!A1",
        "M6 =[1]Sheet1!A1 -> 2");
    SAYS("RA505 M6 2/3", "M6 ='[1]元データ'!A1 -> 3");
    SAYS("RA505 M6 2/#REF!", "M6 =[1]Sheet1!A1 -> #REF!");
    SAYS("RA310 診断結果!B4 /='file:///x/y.ods'#$Sheet1.A1",
        "3!B4 ='file:///x/y.ods'#$Sheet1.A1 -> 1");
}

TEST(error_values)
{
    /* A consequence of an error is not reported again. */
    SAYS("RA506 R7 /#DIV/0!", "R7 =1/0 -> #DIV/0!",
        "S7 =IF(R7=\"\",\"\",IF(R7=3,\"可能性：高\",IF(R7=2,"
        "\"可能性：中\",\"可能性：低\"))) -> #DIV/0!",
        "T7 =IF(OR(R7=\"\",M7=\"\"),\"\",M7*R7) -> #DIV/0!",
        "U7 =IF(T7=\"\",\"\",IF(T7>=6,\"リスク大\",IF(T7>=4,"
        "\"リスク中\",\"リスク小\"))) -> #DIV/0!");
    SAYS("RA506 診断結果!B4 /#REF!", "3!B4 =SUM(#REF!) -> #REF!");
    SAYS("RA506 診断結果!B4 /#N/A", "3!B4 =NA()");
    SAYS("RA506 診断結果!B4 /#REF!", "3!B4 =旧シート!A1 -> 1");
    SAYS("", "3!B4 =IFERROR(1/0,0) -> 0");
}

TEST(rows_without_formulas)
{
    SAYS("RA507 M9", "M9 -", "P9 -", "Q9 -", "R9 -", "S9 -", "T9 -", "U9 -");
    SAYS("RA507 S6", "S6 -");
    /* A blank prepared row needs none. */
    SAYS("", "M14 -", "P14 -", "Q14 -", "R14 -", "S14 -", "T14 -", "U14 -");
}

TEST(array_formulas_fill_their_block)
{
    SAYS("", "T4 {t=\"array\" ref=\"T4:T9\"}=M4:M9*R4:R9 -> 3", "T5 3", "T6 4",
        "T7 1", "T8 6", "T9 6", "T10 -", "T11 -", "T12 -", "T13 -", "T14 -");
}

TEST(manual_calculation)
{
    SAYS("RA508 !", "manual");
}

TEST(columns_people_type_into)
{
    /* 「同上」 as a formula, and numbers that run on. */
    SAYS("", "E5 =E4 -> 営業部", "E6 =E5 -> 営業部", "E7 =E6 -> 営業部",
        "V3 No", "V4 1", "V5 =V4+1 -> 2", "V6 =V5+1 -> 3", "V7 =V6+1 -> 4",
        "V8 =V7+1 -> 5", "V9 =V8+1 -> 6");
    /* An added column counts like the form's. */
    SAYS("RA303 V7 =T7*10/10", "V3 点数", "V4 =T4*10 -> 30", "V5 =T5*10 -> 30",
        "V6 =T6*10 -> 40", "V7 10", "V8 =T8*10 -> 60", "V9 =T9*10 -> 60");
}

/* The rows of a column that may have a value, as the index says: of those that a
 * look at each cell finds none is missing, and there is no other. */
struct indexed {
    struct rt_column_values values;
    struct rt_arena arena;
    const struct rt_grid *grid;
    bool anew;
};

static enum rt_status ask_rows(struct indexed *x, uint32_t col,
    const struct rt_value *v, const uint32_t **rows, size_t *n)
{
    const struct rt_column_asked of = {x->grid, 0, col, x->anew};
    uint64_t key;

    assert_true(rt_key_wanted(v, &key));
    return rt_column_rows(&x->values, &x->arena, &of, key, rows, n);
}

static size_t rows_with(struct indexed *x, uint32_t col, struct rt_value v)
{
    const uint32_t *rows;
    size_t n, k = 0;
    uint64_t wanted;

    assert_true(rt_key_wanted(&v, &wanted));
    assert_int_equal(ask_rows(x, col, &v, &rows, &n), RT_OK);
    for (uint32_t row = 1; row < 40; row++) {
        uint64_t keys[RT_VALUE_KEYS];
        struct rt_value is;
        size_t count;
        assert_true(rt_cell_value(rt_grid_cell(x->grid, 0, col, row), &is));
        count = rt_value_keys(&is, keys);
        while (count > 0 && keys[count - 1] != wanted)
            count--;
        if (count == 0)
            continue;
        assert_true(k < n);
        assert_int_equal(rows[k++], row);
    }
    assert_int_equal(k, n);
    return n;
}

#define TEXT(t) ((struct rt_value){RT_VALUE_TEXT, 0, RT_STR(t)})
#define NUMBER(v) ((struct rt_value){.type = RT_VALUE_NUMBER, .number = (v)})

TEST(a_column_knows_where_its_values_are)
{
    const struct rt_error *failed;
    struct indexed x = {0};
    struct audited file;
    struct zip_maker z;
    const uint32_t *rows;
    size_t n;

    clean_ledger(&book);
    change(&book, "G9 server");
    change(&book, "G12 SERVER");
    change(&book, "W5 ３");
    change(&book, "W7 3");
    change(&book, "W8 =1+2 -> 3");
    change(&book, "X5 =1+2");
    z = ledger_file(&book, names);
    audited_bytes(&file, "x.xlsx", z.p, z.n, 10000);
    free(z.p);
    x.grid = rt_intake_grid(file.intake, &failed);
    assert_non_null(x.grid);
    rt_arena_init(&x.arena);
    for (uint32_t col = 0; col < 7; col++) {
        rows_with(&x, col, TEXT("Server"));
        rows_with(&x, col, NUMBER(3));
        rows_with(&x, col, TEXT(""));
    }
    assert_int_equal(rows_with(&x, 6, TEXT("Server")), 2);
    /* Formulas whose values are stored have these, until they are computed
     * anew; one without a value may come to anything. */
    assert_int_equal(rows_with(&x, 22, NUMBER(3)), 3);
    assert_int_equal(rows_with(&x, 22, TEXT("3")), 0);
    x.anew = true;
    assert_int_equal(ask_rows(&x, 22, &NUMBER(3), &rows, &n), RT_END);
    assert_int_equal(rows_with(&x, 6, TEXT("Server")), 2);
    assert_int_equal(ask_rows(&x, 23, &NUMBER(3), &rows, &n), RT_END);
    /* Past the last column there is nothing; past the last that is kept, it is
     * not known. */
    for (uint32_t col = 30; x.values.count < RT_VALUE_COLUMNS; col++)
        rows_with(&x, col, TEXT("Server"));
    assert_int_equal(ask_rows(&x, 100, &TEXT("Server"), &rows, &n), RT_END);
    rows_with(&x, 6, TEXT("Server"));
    rt_arena_fini(&x.arena);
    audited_fini(&file);
}

/* Cells of a grid, out of a file that repeats and leaves out. */
TEST(the_grid_knows_its_cells)
{
    const struct rt_error *failed;
    const struct rt_grid *g;
    struct audited file;
    struct zip_maker z;
    size_t n;

    clean_ledger(&book);
    change(&book, "T8 {t=\"shared\" si=\"7\" ref=\"T8:T9\"}=M8*$R$8 -> 6");
    change(&book, "T9 {t=\"shared\" si=\"7\"}= -> 6");
    z = ledger_file(&book, names);
    audited_bytes(&file, "x.xlsx", z.p, z.n, 10);
    assert_null(rt_intake_grid(file.intake, &failed));
    assert_int_equal(failed->status, RT_LIMIT);
    assert_int_equal(failed->code, RT_IN201);
    assert_string_equal(failed->arg[0], "limit-cells");
    audited_fini(&file);
    audited_bytes(&file, "x.xlsx", z.p, z.n, 10000);
    free(z.p);
    g = rt_intake_grid(file.intake, &failed);
    assert_non_null(g);
    assert_int_equal(rt_grid_sheet_count(g), 3);
    assert_int_equal(rt_grid_sheet_named(g, RT_STR("脅威の状況")), 1);
    assert_int_equal(rt_grid_sheet_named(g, RT_STR("脅威の 状況")), 1);
    assert_int_equal(rt_grid_sheet_named(g, RT_STR("脅威")), -1);
    assert_true(rt_str_is(rt_grid_cell(g, 0, 19, 9)->formula, "M9*$R$8"));
    assert_null(rt_grid_cell(g, 0, 19, 15));
    assert_null(rt_grid_cell(g, 0, 2, 9));
    assert_int_equal(rt_grid_row(g, 0, 0)->number, 1);
    rt_grid_merges(g, 0, &n);
    assert_int_equal(n, 0);
    audited_fini(&file);
}
