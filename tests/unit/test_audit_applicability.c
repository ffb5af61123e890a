/* Statements of applicability: every code on its cell, and the near miss. */
#include "audit_help.h"

static struct said said;
static const struct asking warnings = {0}, all = {.infos = true};

#define HEAD "項番\t管理策\t適用\t実施・未実施\t理由\t規程・手順書\n"

static const int counts[] = {37, 8, 14, 34};

/* How a statement departs from a complete one. */
struct change {
    const char *number; /* of the control, as "5.1" */
    const char *line;   /* in its place; NULL: left out */
};

static char text[65536];

static void put_line(const char *line)
{
    strncat(text, line, sizeof text - strlen(text) - 2);
    strcat(text, "\n");
}

/* All 93 controls, with changes. */
static const char *statement(
    const char *prefix, const struct change *change, size_t changes)
{
    char number[16], line[256];

    snprintf(text, sizeof text, "%s", HEAD);
    for (int theme = 5; theme <= 8; theme++) {
        for (int n = 1; n <= counts[theme - 5]; n++) {
            const char *instead = line;
            snprintf(number, sizeof number, "%d.%d", theme, n);
            snprintf(line, sizeof line,
                "%s%s\t管理策その%s\t○\t○\tリスク対応のため\t管理規程", prefix,
                number, number);
            for (size_t i = 0; i < changes; i++) {
                if (strcmp(change[i].number, number) == 0)
                    instead = change[i].line;
            }
            if (instead)
                put_line(instead);
        }
    }
    return text;
}

static const char *ask(const char *rows, const struct asking *how)
{
    struct sheet_text sheet = {"適用宣言書", rows, NULL};

    return ask_sheets(&said, &sheet, 1, how);
}

#define CHANGED(number_, line_)                                                \
    statement("'", &(struct change){number_, line_}, 1)
#define SAYS(number, line, expected)                                           \
    assert_string_equal(ask(CHANGED(number, line), &warnings), expected)

TEST(a_complete_statement_is_clean)
{
    assert_string_equal(ask(statement("'", NULL, 0), &all), "");
    assert_string_equal(ask(statement("A.", NULL, 0), &all), "");
    assert_string_equal(ask(statement("附属書A ", NULL, 0), &all), "");
    SAYS("5.1", "'５．１\t方針\t適用\t済\t要求\t基本方針", "");
}

TEST(every_control_is_there_once)
{
    static const struct change two[]
        = {{"5.1", NULL}, {"5.2", NULL}, {"8.34", NULL}};

    SAYS("6.3", NULL, "PL601 適用宣言書!A1 93/92");
    assert_string_equal(
        ask(statement("'", two, 3), &warnings), "PL601 適用宣言書!A1 93/90");
    SAYS("5.2", "'5.3\t重複\t○\t○\t要求\t規程",
        "PL602 適用宣言書!A4 /5.3\nPL601 適用宣言書!A1 93/92");
}

TEST(numbers_are_annex_as)
{
    SAYS("8.34", "'8.34\t監査\t○\t○\t要求\t規程\n'8.35\t謎\t○\t○\t要求\t規程",
        "PL603 適用宣言書!A95 /8.35");
    SAYS("8.34", "'8.34\t監査\t○\t○\t要求\t規程\nA.9.1.2\t旧\t○\t○\t要求\t規程",
        "PL603 適用宣言書!A95 /A.9.1.2");
    /* A theme's heading is none of the controls. */
    SAYS("8.34",
        "'8.34\t監査\t○\t○\t要求\t規程\n備考\t5.23は2022年版で加わった", "");
    SAYS("6.1", "6\t人的管理策\n'6.1\t選考\t○\t○\t要求\t規程", "");
    assert_string_equal(ask(HEAD "A.5.1.1\t方針群\t○\t○\t要求\t規程\n"
                                 "A.5.1.2\tレビュー\t○\t○\t要求\t規程\n",
                            &warnings),
        "PL604 適用宣言書!A2 /2");
}

/* As numbers, 5.10 is 5.1: only the order can show which is meant. */
TEST(a_lost_zero_is_reported)
{
    static const struct change scattered[]
        = {{"5.9", "'5.9\t九\t○\t○\t要求\t規程"}, {"5.10", NULL},
            {"5.11", "5.11\t十一\t○\t○\t要求\t規程\n"
                     "5.1\t十\t○\t○\t要求\t規程"}};

    assert_string_equal(ask(statement("", NULL, 0), &warnings), "");
    assert_string_equal(ask(statement("", NULL, 0), &all),
        "PL605 適用宣言書!A11 5.10/5.1\n"
        "PL605 適用宣言書!A21 5.20/5.2\n"
        "PL605 適用宣言書!A31 5.30/5.3\n"
        "PL605 適用宣言書!A56 7.10/7.1\n"
        "PL605 適用宣言書!A70 8.10/8.1\n"
        "PL605 適用宣言書!A80 8.20/8.2\n"
        "PL605 適用宣言書!A90 8.30/8.3");
    assert_string_equal(ask(statement("'", scattered, 3), &warnings),
        "PL606 適用宣言書!A12 5.10/5.1");
    /* As text it is unambiguous. */
    SAYS("5.10", "'5.1\t十\t○\t○\t要求\t規程",
        "PL602 適用宣言書!A11 /5.1\nPL601 適用宣言書!A1 93/92");
}

TEST(marks_can_be_read)
{
    SAYS("7.4", "'7.4\t監視\tたぶん\t○\t要求\t規程",
        "PL607 適用宣言書!C50 /たぶん");
    SAYS("7.4", "'7.4\t監視\t\t○\t要求\t規程", "PL608 適用宣言書!C50");
    SAYS("7.4", "'7.4\t監視\t○\tそのうち\t要求\t規程",
        "PL611 適用宣言書!D50 /そのうち");
    SAYS("7.4", "'7.4\t監視\t○\t\t要求\t規程", "PL612 適用宣言書!D50");
    SAYS("7.4", "'7.4\t監視\t○\tー\t要求\t規程", "PL613 適用宣言書!D50 /ー");
    SAYS("7.4", "'7.4\t監視\t×\t○\t設備がない\tー", "PL616 適用宣言書!D50 /○");
}

TEST(exclusions_have_reasons_and_controls_documents)
{
    SAYS("8.30", "'8.30\t外部委託開発\t×\tー\t\tー", "PL609 適用宣言書!E90");
    SAYS("8.30", "'8.30\t外部委託開発\t×\tー\t開発を委託しない\tー", "");
    SAYS("8.30", "'8.30\t外部委託開発\t○\t○\t要求\t", "PL610 適用宣言書!F90");
    SAYS("8.30", "'8.30\t外部委託開発\t○\t未\t要求\t", "");
    assert_string_equal(
        ask(CHANGED("8.30", "'8.30\t外部委託開発\t○\t未\t要求\t"), &all),
        "PL615 適用宣言書!F90");
}

static const char *with_plan(const char *control)
{
    char plan[1024];
    struct sheet_text sheets[]
        = {{"適用宣言書",
               CHANGED("8.30", "'8.30\t外部委託による開発\t×\tー\tしない\tー"),
               NULL},
            {"計画", plan, NULL}};

    snprintf(plan, sizeof plan,
        "No\t管理策\tタスク\t担当\tステータス\n1\t%s\t検討\t総務\t未着手\n",
        control);
    return ask_sheets(&said, sheets, 2, &warnings);
}

TEST(what_is_excluded_is_not_used)
{
    assert_string_equal(
        with_plan("8.30 委託先の管理"), "PL614 計画!B2 /8.30 委託先の管理");
    assert_string_equal(
        with_plan("教育\\n(A.8.30)"), "PL614 計画!B2 /教育 (A.8.30)");
    assert_string_equal(with_plan("外部委託による開発の監視"),
        "PL614 計画!B2 /外部委託による開発の監視");
    assert_string_equal(with_plan("8.3 アクセス制限の見直し"), "");
    assert_string_equal(with_plan("8.3 アクセス制限"), "PL313 計画!E2 /未着手");
    assert_string_equal(with_plan("Windows 8.30 への更新"), "");
}

/* A running No beside the control's own number; numbers in the name. */
TEST(numbers_stand_in_other_columns)
{
    assert_string_equal(
        ask("No\t管理策番号\t管理策名\t適用可否\t実施状況\t除外理由\t関連文書\n"
            "1\t'5.1\t方針\t可\t実施\t\t基本方針\n"
            "2\t'9.9\t謎\t可\t実施\t\t規程\n",
            &warnings),
        "PL603 適用宣言書!B3 /9.9\nPL601 適用宣言書!B1 93/1");
    assert_string_equal(ask("No\t管理策\t適用\t実施\t規程・手順書\n"
                            "1\t5.1 方針\t○\t○\t基本方針\n"
                            "2\tA.5.1 方針\t○\t○\t基本方針\n",
                            &warnings),
        "PL602 適用宣言書!B3 /5.1\nPL601 適用宣言書!A1 93/1");
}
