/* Treatment plans as the intake gives them: every typed cell is returned, in
 * its field or beside it. */
#include "audit_help.h"

#include "form/intake.h"

/* One line per row: what it is, its place, and "field=…" for each field with a
 * value. Line breaks show as "/". */
static char heard[16384];
static size_t heard_n;
static enum rt_input_state state_heard;

static void put(const char *name, struct rt_str s)
{
    if (s.n == 0)
        return;
    heard_n += (size_t)snprintf(
        heard + heard_n, sizeof heard - heard_n, " %s=%.*s", name, RT_FMT(s));
    assert_true(heard_n < sizeof heard);
}

static void put_int(const char *name, int v)
{
    char text[16];

    snprintf(text, sizeof text, "%d", v);
    if (v != RT_UNKNOWN)
        put(name, rt_str(text));
}

/* "2026-09-30", or the original text with a question mark. */
static const char *const states[] = {[RT_PLAN_OPEN] = "open",
    [RT_PLAN_UNDER_WAY] = "under_way",
    [RT_PLAN_DONE] = "done"};

static void put_date(const char *name, const struct rt_plan_date *d)
{
    char raw[64];

    snprintf(raw, sizeof raw, "%.*s?", RT_FMT(d->raw));
    put(name, d->iso.n || !d->raw.n ? d->iso : rt_str(raw));
    assert_true(d->raw.n > 0 || d->iso.n == 0);
}

static void put_plan(const struct rt_entry *e)
{
    const struct rt_plan_row *r = &e->plan;
    size_t from = heard_n;

    heard_n += (size_t)snprintf(heard + heard_n, sizeof heard - heard_n,
        "%s%s%.*s!%u", heard_n ? "\n" : "",
        e->kind == RT_ENTRY_PLAN        ? ""
        : e->kind == RT_ENTRY_PLAN_GONE ? "gone "
                                        : "note ",
        RT_FMT(r->where.sheet), r->where.row);
    put("id", r->risk_id);
    put("no", r->number);
    put("department", r->department);
    put("asset", r->asset);
    put("medium", r->medium);
    put_int("importance", r->importance);
    put_int("likelihood", r->likelihood);
    put_int("level", r->level);
    put("class", r->class);
    put_int("priority", r->priority);
    put("option", rt_str(rt_treatment_name(r->treatment)));
    put("raw", r->treatment_raw);
    put("control", r->control);
    put("task", r->task);
    put("who", r->who);
    put_date("from", &r->planned_start);
    put_date(r->proposed ? "proposed" : "to", &r->planned_end);
    put_date("began", &r->actual_start);
    put_date("ended", &r->actual_end);
    put("status", rt_str(states[r->status]));
    put("raw", r->status_raw);
    put("stated", r->stated);
    put_int("I", r->residual_importance);
    put("raw", r->residual_importance_raw);
    put_int("L", r->residual_likelihood);
    put("raw", r->residual_likelihood_raw);
    put("owner", r->owner);
    put("by", r->approved_by);
    put_date("on", &r->approved_on);
    put("values", r->approved_values);
    put("reason", r->reason);
    put("profile", r->profile);
    put("file", r->source_file);
    put("sheet", r->source_sheet);
    put("row", r->source_row);
    put("why", r->gone_why);
    put("moved", r->gone_on);
    for (size_t i = 0; i < r->extra_count; i++) {
        char name[64];
        snprintf(name, sizeof name, "%c[%.*s]", "sndbef"[r->extras[i].type],
            RT_FMT(r->extras[i].heading));
        put(name, r->extras[i].text);
    }
    for (size_t i = from + 1; i < heard_n; i++) {
        if (heard[i] == '\n')
            heard[i] = '/';
    }
}

/* Sheets, kept apart from the rows: "計画[メモ,予算,予算#1]" or "(目次)". */
static char heads[1024];

static void put_head(const struct rt_entry *e)
{
    const struct rt_plan_row *r = &e->plan;
    size_t n = strlen(heads);
    bool beside = e->kind == RT_ENTRY_PLAN_BESIDE;

    n += (size_t)snprintf(heads + n, sizeof heads - n,
        beside ? "(%.*s)" : "%.*s[", RT_FMT(r->where.sheet));
    for (size_t i = 0; i < r->extra_count; i++) {
        n += (size_t)snprintf(heads + n, sizeof heads - n, "%s%.*s",
            i ? "," : "", RT_FMT(r->extras[i].heading));
        if (r->extras[i].nth > 0)
            n += (size_t)snprintf(
                heads + n, sizeof heads - n, "#%u", r->extras[i].nth);
    }
    n += (size_t)snprintf(heads + n, sizeof heads - n, "%s", beside ? "" : "]");
    assert_true(n < sizeof heads);
}

static const char *read_file(const char *path)
{
    struct rt_limits limits = rt_limits_default();
    struct rt_intake_request request = {.path = path,
        .file = RT_STR("計画.xlsx"),
        .limits = &limits,
        .fallback = rt_profile_named(RT_STR("ipa-3.1")),
        .lang = RT_JA};
    struct rt_vocab *vocab;
    struct rt_intake *intake;
    struct rt_entry entry;
    struct rt_error err = {0};
    enum rt_status rc;

    assert_int_equal(rt_vocab_new(&vocab, &err), RT_OK);
    request.vocab = vocab;
    if (rt_intake_read(&request, &intake, &err) != RT_OK)
        fail_msg("%s", err.text);
    heard[0] = heads[0] = '\0';
    heard_n = 0;
    state_heard = rt_intake_input(intake)->state;
    while ((rc = rt_intake_next(intake, &entry, &err)) == RT_ROW) {
        if (entry.kind >= RT_ENTRY_PLAN && entry.kind != RT_ENTRY_PLAN_HEAD
            && entry.kind != RT_ENTRY_PLAN_BESIDE)
            put_plan(&entry);
        else if (entry.kind >= RT_ENTRY_PLAN)
            put_head(&entry);
    }
    assert_int_equal(rc, RT_END);
    rt_intake_free(intake);
    rt_vocab_free(vocab);
    return heard;
}

static const char *read_bytes(const void *p, size_t n)
{
    char path[] = "/tmp/risktally-plan-XXXXXX";
    int fd = mkstemp(path);

    assert_true(fd >= 0);
    assert_true(write(fd, p, n) == (ssize_t)n);
    close(fd);
    read_file(path);
    unlink(path);
    return heard;
}

static const char *read_sheets(const struct sheet_text *sheets, size_t count)
{
    struct zip_maker z = book_of(sheets, count);

    read_bytes(z.p, z.n);
    free(z.p);
    return heard;
}

static const char *read_sheet(const char *rows, const char *merges)
{
    struct sheet_text sheet = {"計画", rows, merges};

    return read_sheets(&sheet, 1);
}

#define GIVES(rows, expected)                                                  \
    assert_string_equal(read_sheet(rows, NULL), expected)

/* --- plans not written by merge
 * -------------------------------------------------- */

#define PLAN                                                                   \
    "リスク対応計画\n\n"                                                \
    "No\t管理策\tタスク\t担当\t予定\t\t実績\t\tステータス\n"  \
    "\t\t\t\t開始\t終了\t開始\t終了\n"

TEST(the_published_plan)
{
    assert_string_equal(read_file("tests/golden/forms/treatment-plan.xlsx"),
        "リスク対応計画!5 no=1 control=モバイル機器の利用ルールを整備・強化 "
        "task=ルール検討/関係者に周知 who=委員長 from=2026-08-10 "
        "to=2026-09-29 began=2026-08-12 ended=2026-09-25 status=done "
        "raw=終了\n"
        "リスク対応計画!6 no=2 control=教育訓練 task=ルール検討/関係者に周知 "
        "who=委員長 from=2026-09-01 to=2026-10-31 began=2026-09-08 "
        "status=under_way raw=着手\n"
        "リスク対応計画!7 no=3 control=情報の分類定義/分類ごとの情報の取扱い"
        "ルール/ラベリング task=情報の分類定義/分類ごとの取扱いルール検討/"
        "関係者に周知 who=委員長 from=2026-11-01 to=2027-01-31 status=open "
        "raw=未着手");
    assert_int_equal(state_heard, RT_INPUT_OTHER);
}

TEST(dates_and_words_are_read_or_kept)
{
    GIVES(PLAN "1\t教育\t\t\tR8.9.30\t令和8年10月31日\t未定\t46295\t済\n"
               "2\t教育\t\t\t2026-02-30\t\t\t\t様子見\n",
        "計画!5 no=1 control=教育 from=2026-09-30 to=2026-10-31 began=未定? "
        "ended=2026-09-30 status=done raw=済\n"
        "計画!6 no=2 control=教育 from=2026-02-30? raw=様子見");
}

TEST(rows_that_say_nothing_are_passed_over)
{
    GIVES(PLAN "1\n\n2\t教育\n\t \t　\n3\n", "計画!7 no=2 control=教育");
    /* The header once more, on another page. */
    GIVES(PLAN "1\t教育\n"
               "No\t管理策\tタスク\t担当\t予定\t\t実績\t\tステータス\n"
               "\t\t\t\t開始\t終了\t開始\t終了\n"
               "2\t開始\n",
        "計画!5 no=1 control=教育\n計画!8 no=2 control=開始");
    GIVES(PLAN, "");
}

TEST(what_is_below_is_a_note)
{
    GIVES(PLAN "1\t教育\n"
               "※ 委員会で見直す\n"
               "2\t訓練\n"
               "\n作成者\t山田\t\t\t承認者：佐藤\n"
               "作成日\t2026-09-01\n",
        "計画!5 no=1 control=教育\n"
        "note 計画!6 no=※ 委員会で見直す\n"
        "計画!7 no=2 control=訓練\n"
        "note 計画!9 no=作成者 control=山田 from=承認者：佐藤?\n"
        "note 計画!10 no=作成日 control=2026-09-01");
}

TEST(merged_cells_hold_for_their_rows)
{
    assert_string_equal(read_sheet(PLAN "1\t教育\t検討\t総務\n\t\t周知\t人事\n"
                                        "\t\t\t\n2\t\t検査\n",
                            "A5:A7 B5:B7"),
        "計画!5 no=1 control=教育 task=検討 who=総務\n"
        "計画!6 no=1 control=教育 task=周知 who=人事\n"
        "計画!8 no=2 task=検査");
}

TEST(columns_that_people_added)
{
    GIVES("タスク\t優先度\t管理策\t備考\t承認者\t承認日\t部門\t予算\t予算\t\t"
          "完了期限\n"
          "周知\t高\t教育\t済んだら報告\t佐藤\tR8.9.1\t営業部\t1200\t0.5\t見積"
          "中\t2026/10/1\n",
        "計画!2 department=営業部 control=教育 task=周知 to=2026-10-01 by=佐藤 "
        "on=2026-09-01 s[優先度]=高 s[備考]=済んだら報告 n[予算]=1200 "
        "n[予算]=0.5 s[]=見積中");
}

/* --- what merge proposes -------------------------------------------------------- */

#define PROPOSING                                                                             \
    "リスク\t\t\t\t\t対応\t\t予定\t\tステータス\n"                                \
    "リスクID\t媒体・保存先\t重要度\t被害発生\\n可能性\t優先\\n順位\t" \
    "管理策の候補\tタスク\t終了\t期日の根拠\n"
#define PROPOSED(end, basis)                                                   \
    "R0123456789abcdef\t書類\t3\t3\t1\t7.3 施錠保管\t\t" end "\t" basis        \
    "\t未着手\n"

/* Our own columns are not added ones; text typed over the basis is. */
TEST(proposals_differ_from_dates)
{
    GIVES(PROPOSING PROPOSED("2026-10-31", "案（優先順位1：30日以内）")
              PROPOSED("2026-10-31", "Proposed (priority 1: in 30 days)")
                  PROPOSED("2026-11-30", "")
                      PROPOSED("2026-11-30", "経営会議で決定"),
        "計画!3 id=R0123456789abcdef medium=書類 importance=3 likelihood=3 priority=1 proposed=2026-10-31 "
        "status=open raw=未着手\n"
        "計画!4 id=R0123456789abcdef medium=書類 importance=3 likelihood=3 priority=1 proposed=2026-10-31 "
        "status=open raw=未着手\n"
        "計画!5 id=R0123456789abcdef medium=書類 importance=3 likelihood=3 priority=1 to=2026-11-30 "
        "status=open raw=未着手\n"
        "計画!6 id=R0123456789abcdef medium=書類 importance=3 likelihood=3 priority=1 to=2026-11-30 "
        "status=open raw=未着手 s[期日の根拠]=経営会議で決定");
}

/* --- merge's own, as people edit it ----------------------------------------- */

#define ID1 "R0123456789abcdef"
#define ID2 "Rfedcba9876543210"
#define OURS                                                                                         \
    "リスク\t\t\t\t\t\t対応\t\t\t\t\t予定\t\t実績\t\t進み具合\t\t\t"                    \
    "残留リスク（対応後の見込み）\t\t\t\t承認\t\t\t出所\n"                         \
    "リスクID\t部門\t情報資産名称\tリスク値\t区分\t優先\\n順位\t"               \
    "対応方針\tNo\t管理策\tタスク\t担当\t開始\t終了\t開始\t終了\t"               \
    "ステータス\t期限\t対応状況\\n（提出時）\t重要度\t被害発生\\n可能性\t" \
    "リスク値\t区分\tリスク所有者\t承認者\t承認日\t"                               \
    "対応方針の\\n選定理由\t基準\tファイル\tシート\t行"

TEST(every_field_of_our_own)
{
    GIVES(OURS "\tメモ\n" ID1
               "\t営業部\t名簿\t6\t大\t2\t低減\t1\t暗号化\t購入\t佐藤\t"
               "2026-09-01\t2026-09-30\t2026-09-02\t\t着手\t超過\t予定\t2\t1\t"
               "2\t小\t部長\t社長\tR8.9.1\t費用\tipa-3.1\tf.xlsx\t台帳\t4\t"
               "要確認\n",
        "計画!3 id=" ID1
        " no=1 department=営業部 asset=名簿 level=6 class=大 priority=2 option=reduce "
        "raw=低減 control=暗号化 task=購入 who=佐藤 from=2026-09-01 "
        "to=2026-09-30 began=2026-09-02 status=under_way raw=着手 stated=予定 I=2 raw=2 "
        "L=1 raw=1 owner=部長 by=社長 on=2026-09-01 reason=費用 profile=ipa-3.1 "
        "file=f.xlsx sheet=台帳 row=4 s[メモ]=要確認");
    assert_string_equal(heads, "計画[メモ]");
    assert_int_equal(state_heard, RT_INPUT_OTHER);
}

/* Edited and saved by LibreOffice: sorted by name, with a column put in
 * between and one at the end, a row and a remark of people's own, an era's
 * date as text, words in place of a date and over a formula. */
TEST(a_plan_that_libreoffice_saved)
{
    static const char *const lines[] = {
        "リスク対応計画!7 id=Rbee4d76e8c0d9266 no=2 department=総務部 "
        "asset=契約書原本 medium=書類 importance=3 likelihood=2 level=6 "
        "class=大 priority=2 raw=様子見 to=来期中? status=open raw=未着手 "
        "owner=総務部長 profile=ipa-3.1 file=in/資産一覧_総務部.csv row=2 "
        "s[期限]=延期を承認\n",
        "リスク対応計画!8 id=Re6d149ebe8627f5e no=3 department=営業部 "
        "asset=商談メモ medium=モバイル機器 importance=2 likelihood=3 level=6 "
        "class=大 priority=2 proposed=2026-09-30 status=open raw=未着手 ",
        "リスク対応計画!9 id=R1e30ca9d62f297d8 no=1 department=営業部 "
        "asset=キャンペーン応募者リスト medium=社外サーバー importance=3 "
        "likelihood=2 level=6 class=大 priority=2 option=reduce raw=低減 "
        "control=アクセス権の見直し task=権限を棚卸し/不要な権限を外す "
        "who=佐藤 from=2026-08-01 to=2026-12-31 began=2026-08-03 "
        "status=under_way raw=着手 I=3 raw=3 L=1 raw=1 owner=営業部長 by=社長 "
        "on=2026-09-01 ",
        " n[予算]=120000 d[次回確認日]=2026-11-01\n"
        "リスク対応計画!10 task=全社教育 who=総務 to=2026-12-01\n"
        "note リスク対応計画!12 s[リスクID]=※ 8/20 委員会で確認"};

    read_file("tests/golden/forms/plan-edited.xlsx");
    for (size_t i = 0; i < RT_COUNT(lines); i++) {
        if (!strstr(heard, lines[i]))
            fail_msg("no \"%s\" in\n%s", lines[i], heard);
    }
    assert_string_equal(
        heads, "(まとめ)(管理策の候補)リスク対応計画[予算,次回確認日]");
}

TEST(nothing_typed_is_lost)
{
    /* Over a formula's cell, into numbers, over the id; an added row. */
    GIVES(OURS
        "\n" ID1 "\t\t\t６以上\t\t\t様子見\t\t\t\t\t\t\t\t\t\t延期\t\t低"
        "\tまれ\n"
        "なし\t\t台帳\t\t中\t\t\t\t鍵\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t"
        "\t自分のファイル\n",
        "計画!3 id=" ID1 " raw=様子見 raw=低 raw=まれ s[リスク値]=６以上 "
        "s[期限]=延期\n"
        "計画!4 asset=台帳 class=中 control=鍵 "
        "file=自分のファイル s[リスクID]=なし");
    /* An id in other spellings is the id. */
    GIVES(OURS "\nｒ０１２３４５６７８９ABCDEF \t\t名簿\n",
        "計画!3 id=" ID1 " asset=名簿");
}

TEST(moved_columns_are_found)
{
    /* 予定の終了 lies outside its merged heading. */
    GIVES("\t\t対応\t\t予定\t実績\t\n"
          "リスクID\t終了\tタスク\tステータス\t開始\t開始\t終了\n" ID2
          "\t2026-10-01\t周知\t未着手\t2026-09-01\t\t\n",
        "計画!3 id=" ID2 " task=周知 from=2026-09-01 to=2026-10-01 status=open "
        "raw=未着手");
    /* Two under one heading: which is planned would be a guess. */
    GIVES("\t\t\t実績\n"
          "リスクID\tタスク\tステータス\t終了\t終了\n" ID2
          "\t周知\t未着手\t2026-10-01\t2026-11-01\n",
        "計画!3 id=" ID2 " task=周知 status=open raw=未着手 "
        "s[終了]=2026-10-01 s[終了]=2026-11-01");
}

TEST(a_register_is_no_plan)
{
    GIVES("リスクID\t部門\t情報資産名称\t重要度\tリスク値\t対応方針\n" ID1
          "\t営業部\t名簿\t3\t6\t低減\n",
        "");
}

TEST(plans_over_several_sheets)
{
    static const struct sheet_text sheets[] = {
        {"計画", OURS "\n" ID1 "\t\t名簿\n", NULL},
        {"メモ", "会議の記録\n", NULL},
        {"計画 (2)", OURS "\n" ID2 "\t\t台帳\n", NULL},
        {"記入例", OURS "\n" ID2 "\t\t例\n", NULL},
    };

    assert_string_equal(read_sheets(sheets, 4),
        "計画!3 id=" ID1 " asset=名簿\n計画 (2)!3 id=" ID2 " asset=台帳");
    assert_string_equal(heads, "(メモ)(記入例)計画[]計画 (2)[]");
}

/* History is kept apart from what is still to be done. */
TEST(the_sheet_of_what_is_gone)
{
    GIVES("リスク\t\t対応\t完了・消滅\t\t追加の列\t\n"
          "リスクID\tステータス\tタスク\t理由\t移した日\t予算\t予算\n" ID1
          "\t終了\t周知\tリスクがなくなった\t2026-10-01\t\t12\n",
        "gone 計画!3 id=" ID1
        " task=周知 status=done raw=終了 why=リスクがなくなった "
        "moved=2026-10-01 n[予算]=12");
    assert_string_equal(heads, "計画[予算,予算#1]");
}

/* A second 重要度 in the risk's own group: whose it is would be a guess. */
TEST(values_in_doubt_are_not_taken)
{
    GIVES("リスク\t\t\t\t対応\n"
          "リスクID\t重要度\t重要度\tリスク値\tタスク\tステータス\n" ID1
          "\t3\t2\t6\t周知\t着手\n",
        "計画!3 id=" ID1 " level=6 task=周知 status=under_way raw=着手 "
        "n[重要度]=3 n[重要度]=2");
}

TEST(a_plan_beside_a_report)
{
    static const struct sheet_text sheets[] = {
        {"報告書",
            "No\tリスク源\t事象\t重要度\t被害発生可能性\tリスクレベル\n"
            "1\t源\t紛失\t3\t2\t6\n",
            NULL},
        {"計画", PLAN "1\t教育\t周知\n", NULL},
    };

    assert_string_equal(
        read_sheets(sheets, 2), "計画!5 no=1 control=教育 task=周知");
    assert_int_equal(state_heard, RT_INPUT_READ);
}

TEST(a_plan_as_csv)
{
    static const char csv[] = "No,管理策,タスク,担当,予定開始,予定終了,評価\n"
                              "1,教育,\"検討\n周知\",総務,2026/9/1,R8.9.30,可\n"
                              ",,,,,,\n";

    assert_string_equal(read_bytes(csv, sizeof csv - 1),
        "!2 no=1 control=教育 task=検討/周知 who=総務 from=2026-09-01 "
        "to=2026-09-30 s[評価]=可");
}

TEST(the_words_for_a_status)
{
    size_t count;
    const struct rt_plan_word *words = rt_plan_words(&count);

    assert_true(count > 3);
    for (size_t i = 0; i < count; i++)
        assert_int_equal(
            rt_plan_status_of(rt_str(words[i].folded)), words[i].status);
    assert_int_equal(rt_plan_status_of(RT_STR("Under Way")), RT_PLAN_UNDER_WAY);
    assert_int_equal(rt_plan_status_of(RT_STR("ＤＯＮＥ")), RT_PLAN_DONE);
    assert_int_equal(rt_plan_status_of(RT_STR("未")), RT_PLAN_UNSAID);
    assert_int_equal(rt_plan_status_of(RT_STR_NONE), RT_PLAN_UNSAID);
}

/* What people write under 対応. */
TEST(actions_are_what_they_say)
{
    static const struct {
        const char *text;
        enum rt_action action;
    } words[] = {{"", RT_ACTION_NONE}, {"－", RT_ACTION_NONE},
        {"済み", RT_ACTION_DONE}, {"完了済", RT_ACTION_DONE},
        {"対応完了", RT_ACTION_DONE}, {"済（4月に導入）", RT_ACTION_DONE},
        {"実施済（2026/4）", RT_ACTION_DONE}, {"運用中", RT_ACTION_DONE},
        {"着手済み", RT_ACTION_UNDER_WAY}, {"準備中", RT_ACTION_UNDER_WAY},
        {"実施中（一部）", RT_ACTION_UNDER_WAY},
        {"一部完了", RT_ACTION_UNDER_WAY}, {"80％完了", RT_ACTION_UNDER_WAY},
        {"予定", RT_ACTION_PLANNED}, {"完了予定", RT_ACTION_PLANNED},
        {"未完了", RT_ACTION_PLANNED}, {"9月末", RT_ACTION_PLANNED},
        {"今月中", RT_ACTION_PLANNED}, {"未定", RT_ACTION_UNDECIDED},
        {"要検討", RT_ACTION_UNDECIDED}, {"検討中", RT_ACTION_UNDECIDED},
        {"中止", RT_ACTION_UNKNOWN}, {"保留中", RT_ACTION_UNKNOWN},
        {"見送り", RT_ACTION_UNKNOWN}, {"様子見", RT_ACTION_UNKNOWN},
        {"予定なし", RT_ACTION_UNKNOWN}, {"実施しない", RT_ACTION_UNKNOWN},
        {"完了していない", RT_ACTION_UNKNOWN}, {"低減", RT_ACTION_UNKNOWN}};
    struct rt_str line = RT_STR_NONE;

    for (size_t i = 0; i < RT_COUNT(words); i++) {
        if (rt_action_of(rt_str(words[i].text), &line) != words[i].action)
            fail_msg("%s", words[i].text);
    }
    /* of several lines the one that is furthest from being done */
    assert_int_equal(
        rt_action_of(RT_STR("済み\n様子見\n予定"), &line), RT_ACTION_UNKNOWN);
    assert_true(rt_str_is(line, "様子見"));
    assert_int_equal(
        rt_action_of(RT_STR("済み\n10月予定"), &line), RT_ACTION_PLANNED);
}
