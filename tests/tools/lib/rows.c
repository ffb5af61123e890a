/* A seed and a row number give a row, and what the right answers are.
 *
 * Row i does not depend on the rows before it, except that every fifth row is
 * the asset of the row before it on another medium, as offices do with what
 * they hold on paper and as data. Names never repeat on one medium. */
#include "base/status.h"
#include "mkform.h"

#include <jansson.h>
#include <string.h>

const char *const media[MEDIA] = {"書類", "可搬電子媒体", "事務所PC",
    "モバイル機器", "社内サーバー", "社外サーバー"};

static const char *const departments[] = {"総務部", "人事部", "経理部",
    "営業部", "開発部", "製造部", "品質保証部", "情報システム部"};

static const char *const users[]
    = {"部内", "担当者", "管理職", "全社", "役員", "部内、経理部"};

static const char *const retentions[]
    = {"", "1年", "3年", "5年", "7年", "10年", "永年"};

/* `kind` is the personal information such an asset tends to hold: 0 none,
 * then 1 to 3 for the form's three columns. */
static const struct {
    const char *business, *name, *note;
    int kind;
} assets[] = {
    {"総務", "契約書原本", "鍵付き書庫", 0},
    {"総務", "取締役会議事録", "", 0},
    {"総務", "来訪者記録", "受付で記入", 1},
    {"総務", "入退室ログ", "6か月で上書き", 1},
    {"総務", "防災備蓄台帳", "", 0},
    {"総務", "社有車運行記録", "", 0},
    {"人事", "社員名簿", "年1回更新", 1},
    {"人事", "履歴書", "採用時に受領", 1},
    {"人事", "健康診断結果", "産業医と共有", 2},
    {"人事", "マイナンバー届出書", "本人と扶養家族の分", 3},
    {"人事", "人事評価シート", "", 1},
    {"人事", "雇用契約書", "", 1},
    {"人事", "研修受講記録", "", 0},
    {"経理", "請求書控え", "", 0},
    {"経理", "振込データ", "銀行へ送信", 1},
    {"経理", "給与\n計算データ", "給与ソフト", 3},
    {"経理", "源泉徴収票", "", 3},
    {"経理", "総勘定元帳", "", 0},
    {"経理", "固定資産台帳", "", 0},
    {"経理", "資金繰り表", "月次", 0},
    {"営業", "顧客名簿", "取引のあった先", 1},
    {"営業", "見積書", "", 0},
    {"営業", "商談記録", "", 1},
    {"営業", "名刺データ", "名刺アプリ", 1},
    {"営業", "価格表", "社外秘", 0},
    {"営業", "展示会アンケート", "回答者の氏名を含む", 1},
    {"開発", "設計図面", "版数を管理", 0},
    {"開発", "試作品評価結果", "", 0},
    {"開発", "ソースコード", "", 0},
    {"開発", "特許出願書類", "出願前", 0},
    {"開発", "共同開発契約書", "", 0},
    {"製造", "作業標準書", "", 0},
    {"製造", "加工プログラム", "工作機械用", 0},
    {"製造", "検査成績書", "", 0},
    {"製造", "生産計画表", "", 0},
    {"製造", "工程内不良記録", "", 0},
    {"情報", "アカウント台帳", "", 1},
    {"情報", "バックアップデータ", "日次", 1},
    {"情報", "ネットワーク構成図", "", 0},
    {"情報", "機器管理台帳", "", 0},
    {"情報", "監視ログ", "1年保存", 0},
    {"共通", "電子メールデータ", "最も高い値で評価", 1},
    {"共通", "共有フォルダー", "", 0},
    {"共通", "会議資料", "", 0},
    {"共通", "業務マニュアル", "", 0},
    {"共通", "ウェブサイトのデータ", "公開分のみ", 0},
    {"共通", "緊急連絡網", "", 1},
};

enum {
    DEPARTMENTS = RT_COUNT(departments),
    USERS = RT_COUNT(users),
    RETENTIONS = RT_COUNT(retentions),
    ASSETS = RT_COUNT(assets)
};

/* splitmix64: every input gives a well-mixed output. */
static uint64_t mix(uint64_t x)
{
    x += 0x9E3779B97F4A7C15u;
    x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9u;
    x = (x ^ (x >> 27)) * 0x94D049BB133111EBu;
    return x ^ (x >> 31);
}

/* The k-th number below n for row i. */
static int draw(uint64_t seed, long i, int k, int n)
{
    uint64_t x = mix(mix(seed) ^ mix((uint64_t)i * 32 + (uint64_t)k));
    return (int)(x % (uint64_t)n);
}

const char *plan_department(uint64_t seed)
{
    return departments[mix(seed) % DEPARTMENTS];
}

void plan_ratings(struct plan *plan)
{
    for (int m = 0; m < MEDIA; m++) {
        plan->threat[m] = 1 + draw(plan->seed, -1, m, 3);
        plan->vulnerability[m] = 1 + draw(plan->seed, -1, MEDIA + m, 3);
    }
}

static int scale_low(enum edition edition)
{
    return edition == EDITION_31 ? 1 : 0;
}

static int row_medium(uint64_t seed, long i)
{
    if (i % 5 == 4)
        return (row_medium(seed, i - 1) + 1 + draw(seed, i, 0, MEDIA - 1))
               % MEDIA;
    return draw(seed, i, 0, MEDIA);
}

void row_make(const struct plan *plan, long i, struct row *out)
{
    uint64_t seed = plan->seed;
    long base = i % 5 == 4 ? i - 1 : i;
    long nth = base + (long)(mix(seed) % ASSETS);
    long round = nth / ASSETS;
    size_t which = (size_t)(nth % ASSETS);
    *out = (struct row){
        .business = assets[which].business,
        .note = assets[which].note,
        .users = users[draw(seed, base, 1, USERS)],
        .retention = retentions[draw(seed, base, 2, RETENTIONS)],
        .medium = row_medium(seed, i),
        .year = 2015 + draw(seed, i, 3, 11),
        .month = 1 + draw(seed, i, 4, 12),
        .day = 1 + draw(seed, i, 5, 28),
    };
    if (round == 0)
        snprintf(out->name, sizeof out->name, "%s", assets[which].name);
    else
        snprintf(out->name, sizeof out->name, "%s（第%05ld号）",
            assets[which].name, round);
    if (assets[which].kind != 0 && draw(seed, base, 6, 4) != 0)
        out->kind[assets[which].kind - 1] = true;
    for (int k = 0; k < 3; k++)
        out->score[k] = scale_low(plan->edition) + draw(seed, i, 7 + k, 3);
    out->threat = plan->threat[out->medium];
    out->vulnerability = plan->vulnerability[out->medium];
}

static int larger(int a, int b)
{
    return a > b ? a : b;
}

/* Class and priority by the risk level: 0 to 6 on the scale 0-2, 1 to 9 on the
 * scale 1-3. Levels that no product gives are NULL. */
static const struct {
    const char *class;
    int priority;
} by_level[2][10] = {
    {{"low", 0}, {"medium", 0}, {"medium", 0}, {"medium", 3}, {"high", 2},
        {NULL, 0}, {"high", 1}, {NULL, 0}, {NULL, 0}, {NULL, 0}},
    {{NULL, 0}, {"low", 0}, {"low", 0}, {"low", 0}, {"medium", 3}, {NULL, 0},
        {"high", 2}, {NULL, 0}, {NULL, 0}, {"high", 1}},
};

struct answer row_answer(enum edition edition, const struct row *row)
{
    int low = scale_low(edition);
    struct answer a = {0};
    for (int k = 0; k < 3; k++)
        a.importance = larger(a.importance, row->score[k]);
    /* Edition 2.1 does not say that personal data force the importance. */
    if (edition != EDITION_21 && (row->kind[0] || row->kind[1] || row->kind[2]))
        a.importance = low + 2;
    a.likelihood = larger(1, row->threat + row->vulnerability - 3);
    a.level = a.importance * a.likelihood;
    a.class = by_level[low][a.level].class;
    a.priority = by_level[low][a.level].priority;
    return a;
}

bool row_truth(
    const struct plan *plan, const struct row *row, const char *sheet, long at)
{
    struct answer a = row_answer(plan->edition, row);
    const char *slash = strrchr(plan->path, '/');
    json_t *line = json_pack(
        "{s:s, s:s, s:I, s:s, s:i, s:i, s:i, s:i, s:i, s:s, s:o}", "file",
        slash ? slash + 1 : plan->path, "sheet", sheet, "row", (json_int_t)at,
        "asset", row->name, "importance", a.importance, "threat", row->threat,
        "vulnerability", row->vulnerability, "likelihood", a.likelihood,
        "risk_level", a.level, "risk_class", a.class, "priority",
        a.priority != 0 ? json_integer(a.priority) : json_null());
    bool good = line && json_dumpf(line, plan->truth, JSON_COMPACT) == 0
                && fputc('\n', plan->truth) != EOF;
    json_decref(line);
    return good;
}
