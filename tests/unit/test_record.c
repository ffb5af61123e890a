/* Records: a member is one line. The records of this test have two more than
 * the program's, a line each, and everything that is derived from a table must
 * know all of them: the bytes of a spool, the columns, JSON, the headings. */
#include "unit.h"

#include "record/columns.h"
#include "record/input.h"
#include "record/json.h"
#include "record/plan.h"

/* clang-format off */
#define MORE(X, of) \
    X(of, TEXT, weather, "weather", "天気", "Weather", 0, NOT_KEPT) \
    X(of, SCORE, wind, "wind", "風の\n強さ", "Wind", 3, NOT_KEPT)
/* clang-format on */

#define AS_MEMBER(of, type, name, ...) RT_C_##type name;
#define AS_LINE(of, type, name, ...)                                           \
    RT_MEMBER(of, name, true, type, name, __VA_ARGS__),
#define KIND(record)                                                           \
    struct more_##record {                                                     \
        struct record as_is;                                                   \
        MORE(AS_MEMBER, record)                                                \
    };                                                                         \
    static const struct rt_member added_##record[]                             \
        = {MORE(AS_LINE, more_##record)};

KIND(rt_risk)
KIND(rt_plan_row)
KIND(rt_input)
KIND(rt_rejected)
KIND(rt_checks)

enum { MAX = 80, ADDED = 2 };

static const struct kind {
    const struct rt_members *base;
    const struct rt_member *added;
    size_t size;
} kinds[] = {
    {&rt_risk_members, added_rt_risk, sizeof(struct more_rt_risk)},
    {&rt_plan_members, added_rt_plan_row, sizeof(struct more_rt_plan_row)},
    {&rt_input_members, added_rt_input, sizeof(struct more_rt_input)},
    {&rt_rejected_members, added_rt_rejected, sizeof(struct more_rt_rejected)},
    {&rt_checks_members, added_rt_checks, sizeof(struct more_rt_checks)},
};

static struct rt_member lists[RT_COUNT(kinds)][MAX];
static struct rt_members all[RT_COUNT(kinds)];

union record {
    max_align_t align;
    char bytes[4096];
};

static struct rt_error err;

static int set_up(void **state)
{
    (void)state;
    for (size_t i = 0; i < RT_COUNT(kinds); i++) {
        const struct kind *k = &kinds[i];
        size_t n = k->base->count;
        assert_true(n + ADDED <= MAX && k->size <= sizeof(union record));
        memcpy(lists[i], k->base->list, n * sizeof *lists[i]);
        memcpy(lists[i] + n, k->added, ADDED * sizeof *lists[i]);
        all[i] = (struct rt_members){
            lists[i], n + ADDED, k->size, k->base->unclear, {0}, false};
    }
    return 0;
}

static bool is_unclear(const struct rt_members *of, const struct rt_member *m)
{
    return m->type == RT_IS_BITS && m->at == of->unclear;
}

static bool is_text(const struct rt_member *m)
{
    return rt_type_is_text(m->type) || m->type == RT_IS_DATE;
}

/* A value of its own for each member, of those that it can have. */
static union record filled(const struct rt_members *of)
{
    static char texts[MAX][32];
    union record r;

    rt_record_blank(of, &r);
    for (size_t i = 0; i < of->count; i++) {
        const struct rt_member *m = &of->list[i];
        snprintf(texts[i], sizeof texts[i], "語%zu", i);
        if (is_text(m))
            rt_member_set_text(m, &r, rt_str(texts[i]));
        else if (m->type == RT_IS_SIZE || m->type == RT_IS_COUNT)
            rt_member_set_number(m, &r, INT64_MAX - (int)i);
        else if (m->type == RT_IS_ROW)
            rt_member_set_number(m, &r, 1000 + (int)i);
        else if (m->type == RT_IS_BITS)
            rt_member_set_number(m, &r, is_unclear(of, m) ? 0 : 1 + (int)i);
        else
            rt_member_set_number(m, &r, 1);
    }
    return r;
}

static bool same(
    const struct rt_member *m, const union record *a, const union record *b)
{
    return is_text(m) ? rt_str_eq(rt_member_text(m, a), rt_member_text(m, b))
                      : rt_member_number(m, a) == rt_member_number(m, b);
}

static void check_same(
    const struct rt_member *m, const union record *a, const union record *b)
{
    if (!same(m, a, b))
        fail_msg("%s is lost", m->name);
}

static void more_than_the_program_has(const struct rt_members *of)
{
    union record blank, full = filled(of);
    const struct rt_member *m = &of->list[of->count - ADDED];

    rt_record_blank(of, &blank);
    assert_string_equal(m[0].name, "weather");
    assert_string_equal(m[1].name, "wind");
    assert_int_equal(rt_member_number(&m[1], &blank), RT_UNKNOWN);
    for (size_t i = 0; i < of->count; i++)
        if (same(&of->list[i], &blank, &full) && !is_unclear(of, &of->list[i]))
            fail_msg("%s is not filled", of->list[i].name);
}

/* --- each way, there and back --------------------------------------------- */

static void through_a_spool(const struct rt_members *of)
{
    union record r = filled(of), back;
    struct rt_buf buf;
    struct rt_str bytes;

    rt_buf_init(&buf, 1 << 16);
    assert_int_equal(rt_record_pack(of, &r, &buf), RT_OK);
    bytes = rt_buf_str(&buf);
    memset(&back, 0, sizeof back);
    rt_record_unpack(of, &bytes, &back);
    assert_int_equal(bytes.n, 0);
    for (size_t i = 0; i < of->count; i++)
        check_same(&of->list[i], &r, &back);
    rt_buf_fini(&buf);
}

static sqlite3_stmt *prepared(sqlite3 *db, const struct rt_members *of,
    const char *format, enum rt_columns as)
{
    char columns[RT_COLUMNS_ROOM], sql[RT_COLUMNS_ROOM + 64];
    sqlite3_stmt *stmt;

    rt_record_columns(of, as, "t", columns);
    snprintf(sql, sizeof sql, format, columns);
    if (sqlite3_prepare_v2(db, sql, -1, &stmt, NULL) != SQLITE_OK)
        fail_msg("%s: %s", sql, sqlite3_errmsg(db));
    return stmt;
}

static void through_columns(const struct rt_members *of)
{
    union record r = filled(of), back;
    sqlite3 *db;
    sqlite3_stmt *stmt;

    assert_int_equal(sqlite3_open(":memory:", &db), SQLITE_OK);
    stmt = prepared(db, of, "CREATE TABLE t(id INTEGER, %s)", RT_COLUMNS_MADE);
    assert_int_equal(sqlite3_step(stmt), SQLITE_DONE);
    sqlite3_finalize(stmt);
    stmt = prepared(db, of, "INSERT INTO t VALUES(1, %s)", RT_COLUMNS_MARKS);
    struct rt_sql_bind b = {.stmt = stmt};
    rt_record_put(of, &b, &r);
    assert_int_equal(b.rc, SQLITE_OK);
    assert_int_equal(sqlite3_step(stmt), SQLITE_DONE);
    sqlite3_finalize(stmt);
    stmt = prepared(db, of, "SELECT t.id, %s FROM t", RT_COLUMNS_READ);
    assert_int_equal(sqlite3_step(stmt), SQLITE_ROW);
    struct rt_sql_read row = {.stmt = stmt, .at = 1};
    rt_record_blank(of, &back);
    rt_record_get(of, &row, &back);
    assert_int_equal(row.at, sqlite3_column_count(stmt));
    for (size_t i = 0; i < of->count; i++)
        if (of->list[i].column)
            check_same(&of->list[i], &r, &back);
    sqlite3_finalize(stmt);
    sqlite3_close(db);
}

static void through_json(const struct rt_members *of)
{
    union record r = filled(of), back;
    struct rt_buf buf;
    json_t *object;

    rt_buf_init(&buf, 1 << 16);
    struct rt_writer w = rt_writer_to(&buf);
    rt_json_open(&w, NULL, '{');
    rt_record_write_json(of, &r, &w);
    rt_json_close(&w, '}');
    assert_int_equal(rt_writer_done(&w, &err), RT_OK);
    assert_non_null(strstr(buf.data, "\"weather\":\"語"));
    assert_non_null(strstr(buf.data, "\"wind\":1}"));
    object = json_loads(buf.data, JSON_REJECT_DUPLICATES, NULL);
    assert_non_null(object);
    rt_record_blank(of, &back);
    assert_null(rt_record_read_json(of, object, &back));
    for (size_t i = 0; i < of->count; i++)
        if (of->list[i].json)
            check_same(&of->list[i], &r, &back);
    json_object_set_new(object, "wind", json_integer(4));
    assert_string_equal(rt_record_read_json(of, object, &back), "wind");
    json_decref(object);
    rt_buf_fini(&buf);
}

/* 開始 is a heading of two columns of the plan, below two groups. */
static void by_its_headings(const struct rt_members *of)
{
    for (size_t i = 0; i < of->count; i++)
        for (int lang = 0; lang < 2 && of->list[i].head.ja; lang++) {
            const char *head = rt_text(lang, of->list[i].head);
            const struct rt_member *found = rt_record_headed(of, rt_str(head));
            assert_non_null(found);
            if (of != &all[1])
                assert_ptr_equal(found, &of->list[i]);
        }
    assert_string_equal(rt_record_headed(of, RT_STR("風の強さ"))->name, "wind");
    assert_null(rt_record_headed(of, RT_STR("湿度")));
}

#define OF_EACH(test)                                                          \
    TEST(each_##test)                                                          \
    {                                                                          \
        for (size_t i = 0; i < RT_COUNT(kinds); i++)                           \
            test(&all[i]);                                                     \
    }

OF_EACH(more_than_the_program_has)
OF_EACH(through_a_spool)
OF_EACH(through_columns)
OF_EACH(through_json)
OF_EACH(by_its_headings)

/* --- places --------------------------------------------------------------- */

TEST(columns_and_their_letters)
{
    static const struct {
        uint32_t col;
        const char *letters;
    } table[] = {{1, "A"}, {26, "Z"}, {27, "AA"}, {52, "AZ"}, {702, "ZZ"},
        {703, "AAA"}, {16384, "XFD"}, {UINT32_MAX, "MWLQKWU"}, {0, ""}};
    char to[RT_LETTERS];

    for (size_t i = 0; i < RT_COUNT(table); i++) {
        struct rt_str s = rt_str(table[i].letters);
        rt_column_letters(table[i].col, to);
        assert_string_equal(to, table[i].letters);
        assert_int_equal(rt_column_of(&s, UINT32_MAX), table[i].col);
        assert_int_equal(s.n, 0);
    }
    struct rt_str lower = RT_STR("ab12"), far = RT_STR("XFE1");
    assert_int_equal(rt_column_of(&lower, 16384), 28);
    assert_true(rt_str_is(lower, "12"));
    assert_int_equal(rt_column_of(&far, 16384), 0);
    assert_true(rt_str_is(far, "XFE1"));
}

TEST(places_and_their_names)
{
    const struct {
        struct rt_where where;
        const char *cell, *brief, *first, *ja, *en;
    } table[] = {
        {{RT_STR("a.xlsx"), RT_STR("台帳"), 12, 10, false}, "J12", "J12", "J12",
            "a.xlsx のシート「台帳」のセル J12",
            "a.xlsx, sheet \"台帳\", cell J12"},
        {{RT_STR("a.xlsx"), RT_STR("台帳"), 12, 0, false}, "12:12", "12", "A12",
            "a.xlsx のシート「台帳」の12行目",
            "a.xlsx, sheet \"台帳\", row 12"},
        {{RT_STR("a.xlsx"), RT_STR("台帳"), 0, 10, false}, "J:J", "", "J1",
            "a.xlsx のシート「台帳」", "a.xlsx, sheet \"台帳\""},
        {{RT_STR("a.xlsx"), RT_STR("台帳"), 0, 0, false}, "", "", "A1",
            "a.xlsx のシート「台帳」", "a.xlsx, sheet \"台帳\""},
        {{RT_STR("b.csv"), RT_STR_NONE, 12, 9, true}, "12:9", "12:9", "I12",
            "b.csv の12行目の9列目", "b.csv, line 12, field 9"},
        {{RT_STR("b.csv"), RT_STR_NONE, 12, 0, true}, "12", "12", "A12",
            "b.csv の12行目", "b.csv, line 12"},
        {{RT_STR_NONE, RT_STR("台帳"), 4, 1, false}, "A4", "A4", "A4",
            "シート「台帳」のセル A4", "sheet \"台帳\", cell A4"},
    };
    struct rt_buf buf;
    char to[RT_CELL_NAME];

    rt_buf_init(&buf, 256);
    for (size_t i = 0; i < RT_COUNT(table); i++) {
        const struct rt_where *w = &table[i].where;
        rt_where_cell(w, to);
        assert_string_equal(to, table[i].cell);
        rt_where_short(w, to);
        assert_string_equal(to, table[i].brief);
        rt_where_first(w, to);
        assert_string_equal(to, table[i].first);
        rt_buf_clear(&buf);
        assert_int_equal(rt_where_say(w, RT_JA, &buf), RT_OK);
        assert_string_equal(buf.data, table[i].ja);
        rt_buf_clear(&buf);
        assert_int_equal(rt_where_say(w, RT_EN, &buf), RT_OK);
        assert_string_equal(buf.data, table[i].en);
    }
    rt_buf_fini(&buf);
}

ALL_TESTS(set_up, NULL)
