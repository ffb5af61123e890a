/* Assessment reports, treatment plans and approvals: every code on its cell,
 * and the near miss that is none. */
#include "audit_help.h"

static struct said said;
static const struct asking warnings = {0}, all = {.infos = true};

/* --- the report ------------------------------------------------------------- */

#define HEAD                                                                                           \
    "リスクアセスメント結果報告書\n\n"                                                   \
    "No\t資産目録のNo\tリスク特定\t\t\t\t\tリスク分析（一次評価）\t\t\t"          \
    "優先順位\tリスク対応\t\t\t\t\t\t二次評価\n"                                          \
    "\t\tリスク源\t影響領域\t事象\t原因\t起こり得る結果\t重要度\t"               \
    "被害発生可能性\tリスクレベル\t\t保有\t低減\t回避\t移転\t管理策\t対応\t" \
    "重要度\t被害発生可能性\tリスクレベル\n"
/* Columns A to G of a row; then H to T: 重要度 … */
#define RISK(no, rest) no "\t'9\t源\t外部\t事象" no "\t\t\t" rest "\n"
#define GOOD1 RISK("1", "3\t2\t6\t2\t\t●\t\t\tルールを整備\t済\t2\t1\t2")
#define GOOD2 RISK("2", "2\t2\t4\t3\t\t●\t-\t-\t教育訓練\t済\t1\t1\t1")
/* The published third row: lowered, and still not acceptable. */
#define GOOD3                                                                  \
    RISK("3",                                                                  \
        "3\t3\t9\t1\t\t●\t\t\t分類定義\\n取扱い\\nラベリング\t済\t2\t3\t6")
#define FOOT "\n\n作成者／更新者\t\t\t\t作成日／更新日\n承認者\t\t\t\t承認日\n"

static const char *report(const char *rows, const struct asking *how)
{
    struct sheet_text sheet = {"報告書", rows, NULL};

    return ask_sheets(&said, &sheet, 1, how);
}

#define SAYS(rows, expected)                                                   \
    assert_string_equal(report(HEAD rows, &warnings), expected)

TEST(the_published_report_is_clean)
{
    SAYS(GOOD1 GOOD2 GOOD3 FOOT, "");
    assert_string_equal(report(HEAD GOOD1 GOOD2 GOOD3 FOOT, &all),
        "PL208 報告書!T7 /6\nPL501 報告書!A11");
}

TEST(one_option_is_marked)
{
    SAYS(RISK("1", "2\t1\t2\t\t\t\t\t\t管理策\t予定"), "PL101 報告書!L5 1/0");
    SAYS(RISK("1", "2\t1\t2\t\t●\t\t\t●\t管理策\t予定"), "PL102 報告書!O5 1/2");
    SAYS(RISK("1", "2\t1\t2\t\t-\t○\tー\t-\t管理策\t予定"), "");
    /* The intake reports what cannot be read. */
    SAYS(RISK("1", "2\t1\t2\t\t\t要検討\t\t\t管理策\t予定"), "");
}

TEST(reducing_needs_a_control)
{
    SAYS(RISK("1", "2\t1\t2\t\t\t●\t\t\t\t予定"), "PL103 報告書!P5");
    SAYS(RISK("1", "2\t1\t2\t\t\t●\t\t\tなし\t予定"), "PL103 報告書!P5");
    SAYS(RISK("1", "2\t1\t2\t\t\t\t●\t\t\t予定"), "");
}

TEST(retaining_needs_a_reason)
{
    SAYS(RISK("1", "2\t1\t2\t\t●"), "PL104 報告書!P5");
    SAYS(RISK("1", "2\t1\t2\t\t●\t\t\t\t影響が小さいため"), "");
    assert_string_equal(report("No\tリスク源\t重要度\t被害発生可能性\t"
                               "対応種別\t管理策\t理由\n"
                               "1\t源\t2\t1\t保有\tなし\t影響が小さい\n"
                               "2\t源\t2\t1\t受容\t\t\n",
                            &warnings),
        "PL104 報告書!G3");
}

TEST(the_residual_is_not_above_the_first)
{
    SAYS(RISK("1", "2\t2\t4\t3\t\t●\t\t\t教育\t済\t3\t1\t3"),
        "PL201 報告書!R5 2/3");
    /* A consequence of a raised value is not reported again. */
    SAYS(RISK("1", "2\t1\t2\t\t\t●\t\t\t教育\t済\t2\t3\t6"),
        "PL202 報告書!S5 1/3");
    SAYS(RISK("1", "\t\t2\t\t\t●\t\t\t教育\t済\t\t\t4"), "PL203 報告書!T5 2/4");
    SAYS(RISK("1", "2\t2\t4\t3\t\t●\t\t\t教育\t予定\t2\t2\t4"), "");
}

TEST(a_lower_residual_is_planned)
{
    SAYS(RISK("1", "2\t2\t4\t3\t\t\t●\t\t\t\t1\t1\t1"),
        "PL205 報告書!T5\nPL109 報告書!Q5");
    SAYS(RISK("1", "2\t2\t4\t3\t\t●\t\t\t教育\t未定\t1\t1\t1"),
        "PL205 報告書!T5");
    SAYS(RISK("1", "2\t2\t4\t3\t\t●\t\t\t教育\t\t1\t1\t1"), "PL109 報告書!Q5");
    SAYS(RISK("1", "2\t2\t4\t3\t\t\t●\t\t\t予定\t1\t1\t1"), "");
    SAYS(RISK("1", "2\t2\t4\t3\t\t\t●\t\t\t未定\t2\t2\t4"), "");
    SAYS(RISK("1", "2\t2\t4\t\t●\t\t\t\t影響が小さい\t\t1\t1\t1"),
        "PL206 報告書!T5");
}

TEST(the_acceptance_line_is_the_profiles)
{
    static const struct asking old = {.profile = "ipa-3"};

    SAYS(RISK("1", "3\t2\t6\t2\t\t●\t\t\t教育\t済\t3\t2\t6"),
        "PL207 報告書!T5 /6");
    SAYS(RISK("1", "3\t2\t6\t2\t●\t\t\t\tやむを得ない"), "PL207 報告書!L5 /6");
    SAYS(RISK("1", "2\t2\t4\t3\t\t●\t\t\t教育\t済\t2\t2\t4"),
        "PL210 報告書!T5 /4");
    /* Without a first evaluation the second is judged all the same. */
    SAYS(
        RISK("1", "\t\t\t2\t\t●\t\t\t教育\t済\t3\t2\t6"), "PL207 報告書!T5 /6");
    assert_string_equal(
        report(HEAD RISK("1", "2\t2\t4\t2\t\t●\t\t\t教育\t済\t2\t2\t4"), &old),
        "PL207 報告書!T5 /4");
}

TEST(notes_and_prepared_rows_are_no_risks)
{
    SAYS(GOOD1 "※\t\t\t\t重要な事象のみを記載\n4\n", "");
}

/* --- approval ------------------------------------------------------------------ */

#define BLOCK(author, updated, approver, approved)                             \
    "\n作成者／更新者\t" author "\t\t\t作成日／更新日\t" updated               \
    "\n承認者\t" approver "\t\t\t承認日\t" approved "\n"

TEST(approvals_are_there_and_in_order)
{
    SAYS(GOOD1 BLOCK("山田", "2026/9/1", "佐藤", "2026/9/2"), "");
    SAYS(GOOD1 BLOCK("山田", "2026/9/1", "佐藤", "2026/9/1"), "");
    SAYS(GOOD1 BLOCK("山田", "2026/9/3", "佐藤", "令和8年9月2日"),
        "PL504 報告書!F8 /2026-09-02");
    SAYS(GOOD1 BLOCK("山田", "2026/8/1／2026/9/3", "佐藤", "2026/9/2"),
        "PL504 報告書!F8 /2026-09-02");
    SAYS(GOOD1 BLOCK("山田", "2026/9/1", "", "2026/9/2"), "PL502 報告書!A8");
    SAYS(GOOD1 BLOCK("山田", "2026/9/1", "佐藤", ""), "PL503 報告書!E8");
    SAYS(GOOD1 BLOCK("山田", "", "佐藤", "2026/9/2"), "PL506 報告書!E7");
    SAYS(GOOD1 BLOCK("山田", "2026/9/1", "佐藤", "9月2日"),
        "PL505 報告書!F8 /9月2日");
}

TEST(approvals_stand_below_their_labels_too)
{
    SAYS(GOOD1 "\n承認者\t承認日\t作成者\t更新日\n佐藤\t2026/9/2\t山田\t"
               "2026/8/1\n\t\t\t2026/9/3\n",
        "PL504 報告書!B8 /2026-09-02");
    SAYS(GOOD1 "\n承認者：佐藤\t承認日：2026/9/4\t更新日: 2026/9/3\n", "");
    assert_string_equal(
        report("承認者\t佐藤\n承認日\t\n" HEAD GOOD1, &all), "PL503 報告書!A2");
}

/* A block right above the header looks like a row of groups. */
TEST(approvals_stand_right_above_the_header)
{
    assert_string_equal(
        report("報告書\n作成者\t山田\t\t更新日\t2026/9/3\t\t承認者\t佐藤\t\t"
               "承認日\t2026/9/2\n"
               "No\t資産目録のNo\tリスク源\t影響領域\t事象\t原因\t結果\t"
               "リスク分析（一次評価）\t\t\t優先順位\tリスク対応\n"
               "\t\t\t\t\t\t\t重要度\t被害発生可能性\tリスクレベル\t\t"
               "保有\t低減\t回避\t移転\n"
               "1\t'9\t源\t外部\t事象\t\t\t2\t1\t2\t\t-\t●\t-\t-\n",
            &all),
        "PL504 報告書!K2 /2026-09-02");
}

TEST(a_report_without_a_block_is_only_noted)
{
    assert_string_equal(report(HEAD GOOD1, &all), "PL507 報告書!3");
}

/* --- the plan -------------------------------------------------------------------- */

#define PLAN                                                                                           \
    "リスク対応計画\n\nNo\t管理策\tタスク\t担当\t予定\t\t実績\t\tステータス\n" \
    "\t\t\t\t開始\t終了\t開始\t終了\n"

static const char *plan(const char *rows, const struct asking *how)
{
    struct sheet_text sheet = {"計画", rows, NULL};

    return ask_sheets(&said, &sheet, 1, how);
}

#define PLANS(rows, expected)                                                  \
    assert_string_equal(plan(PLAN rows, &warnings), expected)

TEST(the_published_plan_is_clean)
{
    assert_string_equal(
        plan(PLAN
            "1\tルールを整備\t検討\\n周知\t委員長\t2026-08-10\t2026-09-29\t"
            "2026-08-12\t2026-09-25\t終了\n"
            "2\t教育訓練\t検討\t委員長\t2026-09-01\t2026-10-31\t2026-09-08\t\t"
            "着手\n"
            "3\tラベリング\t検討\t委員長\t2026-11-01\t2027-01-31\t\t\t未着手\n",
            &all),
        "");
}

TEST(who_and_when_are_reported)
{
    PLANS("1\t教育\t検討\t\t2026-11-01\t2026-11-30\t\t\t未着手\n",
        "PL401 計画!D5");
    PLANS("1\t教育\t検討\t総務\t\t未定\t\t\t未着手\n",
        "PL401 計画!E5\nPL401 計画!F5 /未定");
    PLANS("1\t教育\t検討\t総務\t2026-11-01\t2026-11-30\n", "PL401 計画!I5");
    PLANS("1\n2\n", "");
}

TEST(dates_are_in_order)
{
    PLANS("1\t教育\t検討\t総務\t2026-11-30\t2026-11-01\t\t\t未着手\n",
        "PL402 計画!F5 /2026-11-01");
    PLANS("1\t教育\t検討\t総務\t2026-08-01\t2026-08-31\t2026-08-20\t"
          "2026-08-10\t終了\n",
        "PL403 計画!H5 /2026-08-10");
    PLANS("1\t教育\t検討\t総務\t2026-08-01\t2026-08-01\t2026-08-20\t"
          "2026-08-20\t終了\n",
        "");
    PLANS("1\t教育\t検討\t総務\t2026-11-01\t2026-11-31\t\t\t未着手\n",
        "PL404 計画!F5 /2026-11-31");
}

TEST(the_status_agrees_with_the_dates)
{
#define STEP(rest) "1\t教育\t検討\t総務\t2026-08-01\t2026-12-01\t" rest "\n"
    PLANS(STEP("2026-08-01\t\t終了"), "PL411 計画!H5");
    PLANS(STEP("\t2026-08-20\t終了"), "");
    PLANS(STEP("\t\t着手"), "PL412 計画!G5");
    PLANS(STEP("2026-08-01\t2026-08-20\t着手"), "PL413 計画!H5 /2026-08-20");
    PLANS(STEP("2026-08-01\t\t未着手"), "PL414 計画!G5 /2026-08-01");
    PLANS(STEP("\t2026-08-20\t未着手"), "PL414 計画!H5 /2026-08-20");
    PLANS(STEP("\t\t未着手"), "PL420 計画!E5 /2026-08-01");
    PLANS(STEP("\t\t未着"), "PL415 計画!I5 未着手/未着");
    PLANS(STEP("\t\tよろしく"), "PL415 計画!I5 /よろしく");
    assert_string_equal(
        plan(PLAN STEP("\t2026-08-20\t完了"), &all), "PL416 計画!I5 終了/完了");
}

TEST(an_end_that_has_passed_is_overdue)
{
    static const struct asking later = {.now = "2026-12-02"};

    PLANS(STEP("\t\t未着手"), "PL420 計画!E5 /2026-08-01");
    assert_string_equal(
        plan(PLAN STEP("\t\t未着手"), &later), "PL418 計画!F5 /2026-12-01");
    assert_string_equal(plan(PLAN STEP("2026-08-01\t\t着手"), &later),
        "PL418 計画!F5 /2026-12-01");
    assert_string_equal(plan(PLAN STEP("\t2026-12-02\t終了"), &later), "");
}

/* No, control, person and dates merged over the tasks of one control. */
TEST(merged_cells_hold_for_every_task)
{
    struct sheet_text sheet = {"計画",
        PLAN "1\t教育\t検討\t総務\t2026-08-01\t2026-09-01\t\t\t未着手\n"
             "\t\t周知\n\t\t実施\n",
        "A5:A7 B5:B7 D5:D7 E5:E7 F5:F7 G5:G7 H5:H7 I5:I7"};

    assert_string_equal(
        ask_sheets(&said, &sheet, 1, &warnings), "PL418 計画!F5 /2026-09-01");
}

/* --- a plan that merge wrote ---------------------------------------------------------- */

#define OURS                                                                                                  \
    "情報セキュリティリスク対応計画\n優先順位の付くリスクを並べています。\n" \
    "リスク\t\t\t\t\t\t対応\t\t\t\t\t予定\t\t実績\t\t進み具合\t\t\t"                             \
    "残留リスク（対応後の見込み）\t\t\t\t承認\n"                                              \
    "リスクID\t部門\t情報資産名称\tリスク値\t区分\t優先\\n順位\t対応方針\tNo\t"      \
    "管理策\tタスク\t担当\t開始\t終了\t開始\t終了\tステータス\t期限\t"                 \
    "対応状況\\n（提出時）\t重要度\t被害発生\\n可能性\tリスク値\t区分\t"             \
    "リスク所有者\t承認者\t承認日\n"
#define OURS_ROW(option, control, rest)                                        \
    "R0123456789abcdef\t営業部\t名簿\t9\t大\t1\t" option "\t1\t" control       \
    "\t" rest "\n"

TEST(a_plan_just_written_is_clean)
{
    assert_string_equal(
        plan(OURS OURS_ROW("", "", "\t\t\t\t\t\t未着手")
                 OURS_ROW("低減", "", "\t\t\t\t\t\t\t\t済\t3\t3\t9"),
            &all),
        "PL400 計画!J5 /2");
}

#define PROPOSING                                                                                      \
    "リスク\t\t対応\t\t\t予定\t\t\t実績\t\t進み具合\n"                                    \
    "リスクID\t情報資産名称\t管理策\tタスク\t担当\t開始\t終了\t期日の根拠\t" \
    "開始\t終了\tステータス\n"
#define PROPOSED(task, end, basis, status)                                     \
    "R0123456789abcdef\t名簿\t教育\t" task "\t\t\t" end "\t" basis             \
    "\t\t\t" status "\n"

/* A proposed date is no entry; a typed one is. A proposal can be overdue like
 * any other date. */
TEST(a_proposed_date_waits)
{
    struct asking later = all;

    later.now = "2026-12-01";
    assert_string_equal(
        plan(PROPOSING PROPOSED("", "2026-10-31", "案（優先順位1：30日以内）",
                 "未着手") PROPOSED("", "2026-10-31",
                 "Proposed (priority 1: in 30 days)", "Not started"),
            &all),
        "PL400 計画!D3 /2");
    assert_string_equal(
        plan(PROPOSING PROPOSED("", "2026-10-31", "", "未着手"), &all),
        "PL401 計画!E3\nPL401 計画!F3\nPL401 計画!D3");
    assert_string_equal(plan(PROPOSING PROPOSED("訓練", "2026-10-31",
                                 "案（優先順位1：30日以内）", "未着手"),
                            &all),
        "PL401 計画!E3\nPL401 計画!F3");
    assert_string_equal(
        plan(PROPOSING PROPOSED("", "2026-10-31", "案（優先順位1：30日以内）",
                 "未着手") PROPOSED("", "2026-12-01",
                 "案（優先順位2：半期末まで）", "未着手"),
            &later),
        "PL419 計画!G3 /2026-10-31\nPL400 計画!D3 /2");
}

TEST(a_plan_begun_is_judged)
{
    assert_string_equal(
        plan(OURS OURS_ROW("低減", "教育",
                 "訓練\t総務\t2026-11-01\t2026-10-01\t\t\t未着手")
                 OURS_ROW("", "教育",
                     "訓練\t総務\t2026-11-01\t2026-12-01\t\t\t未着手\t\t\t\t\t"
                     "\t\t\t佐藤") OURS_ROW("低減", "教育",
                     "訓練\t総務\t2026-11-01\t2026-12-01\t\t\t着手\t\t予定\t"
                     "2\t3\t4"),
            &warnings),
        "PL402 計画!M5 /2026-10-01\n"
        "PL101 計画!G6 1/0\n"
        "PL412 計画!N7\n"
        "RA107 計画!U7 6/4\n"
        "PL503 計画!Y6\n"
        "PL629 計画!W6");
}

/* --- the two together --------------------------------------------------------------- */

#define STEP_OF(no, control)                                                   \
    no "\t" control                                                            \
       "\t検討\t総務\t2026-08-01\t2026-08-30\t2026-08-01\t2026-08-30\t終了\n"

static const char *both(const char *risks, const char *steps)
{
    struct sheet_text sheets[]
        = {{"報告書", risks, NULL}, {"計画", steps, NULL}};

    return ask_sheets(&said, sheets, 2, &warnings);
}

#define BOTH(steps, expected)                                                  \
    assert_string_equal(both(HEAD GOOD1 GOOD2 GOOD3, PLAN steps), expected)

#define THIRD "分類定義\\n取扱い\\nラベリング"

TEST(risks_and_plan_name_each_other)
{
    BOTH(STEP_OF("1", "ルールを整備") STEP_OF("2", "教育訓練")
             STEP_OF("3", THIRD),
        "");
    /* A row for each line of the control; the number may be the plan's own. */
    BOTH(STEP_OF("7", "・ラベリング") STEP_OF("8", "ルールを 整備")
             STEP_OF("9", "教育訓練") STEP_OF("10", "取扱い\\n分類定義"),
        "");
    BOTH(STEP_OF("7", "ラベリング") STEP_OF("8", "ルールを整備")
             STEP_OF("9", "教育訓練") STEP_OF("10", "分類定義"),
        "PL301 報告書!P7");
    BOTH(STEP_OF("1", "ルールを整備") STEP_OF("2", THIRD), "PL301 報告書!A6");
    BOTH(STEP_OF("1", "ルールを整備") STEP_OF("2", "教育訓練")
             STEP_OF("3", THIRD) STEP_OF("4", "入退室管理"),
        "PL302 計画!B8 /入退室管理");
    BOTH(STEP_OF("1", "ルールを整備") STEP_OF("2", "教育の実施")
             STEP_OF("3", THIRD),
        "PL303 計画!B6 教育訓練/教育の実施");
    /* Several steps of one number are its steps, in their own words. */
    BOTH(STEP_OF("1", "ルールを整備") STEP_OF("2", "教育訓練")
             STEP_OF("2", "標的型メール") STEP_OF("3", THIRD),
        "");
}

TEST(retained_risks_need_no_plan)
{
    assert_string_equal(
        both(HEAD GOOD1 RISK("2", "2\t2\t4\t3\t●\t\t\t\t影響が小さい"),
            PLAN STEP_OF("1", "ルールを整備")),
        "");
    assert_string_equal(
        both(HEAD GOOD1 RISK("2", "2\t1\t2\t\t\t●\t\t\t周知\t済\t2\t1\t2"),
            PLAN STEP_OF("1", "ルールを整備")),
        "");
    /* Whatever its priority, what is still to be done is planned. */
    assert_string_equal(
        both(HEAD GOOD1 RISK("2", "2\t1\t2\t\t\t●\t\t\t周知\t予定"),
            PLAN STEP_OF("1", "ルールを整備")),
        "PL301 報告書!A6");
}

TEST(a_csv_has_lines_and_fields)
{
    static const char text[]
        = "no,リスク源,事象,重要度,被害発生可能性,リスクレベル,優先順位,"
          "対応種別,管理策,対応,二次_重要度,二次_被害発生可能性,"
          "二次_リスクレベル\r\n"
          "1,源,事象,3,2,6,2,低減,教育,済,2,1,2\r\n"
          "2,源,事象,3,2,6,2,低減,,済,2,1,2\r\n";

    assert_string_equal(
        ask_bytes(&said, "表.csv", text, sizeof text - 1, &all), "PL103 !3:9");
}
