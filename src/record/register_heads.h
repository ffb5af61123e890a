/* The headings of リスク一覧, in Japanese and English: the register is written
 * with them and an earlier one is read by them. A heading that changes keeps
 * its old spelling in the reader (earlier_book.c). */
#ifndef RISKTALLY_REGISTER_HEADS_H
#define RISKTALLY_REGISTER_HEADS_H

/* clang-format off */
#define RT_HEAD_SHEET         {"リスク一覧", "Risks"}
#define RT_HEAD_ID            {"リスクID", "Risk id"}
#define RT_HEAD_DEPARTMENT    {"部門", "Department"}
#define RT_HEAD_BUSINESS      {"業務分類", "Business"}
#define RT_HEAD_ASSET         {"情報資産名称", "Asset"}
#define RT_HEAD_NOTE          {"備考", "Note"}
#define RT_HEAD_USERS         {"利用者範囲", "Users"}
#define RT_HEAD_OWNER         {"リスク所有者", "Risk owner"}
#define RT_HEAD_MANAGED_BY    {"管理部署", "Managed by"}
#define RT_HEAD_MEDIUM        {"媒体・保存先", "Medium"}
#define RT_HEAD_PERSONAL      {"個人情報", "Per-\nsonal"}
#define RT_HEAD_SENSITIVE     {"要配慮\n個人情報", "Sensi-\ntive"}
#define RT_HEAD_MY_NUMBER     {"特定\n個人情報", "My Number"}
#define RT_HEAD_C             {"機密性", "C"}
#define RT_HEAD_I             {"完全性", "I"}
#define RT_HEAD_A             {"可用性", "A"}
#define RT_HEAD_IMPORTANCE    {"重要度", "Impor-\ntance"}
#define RT_HEAD_THREAT        {"脅威の\n発生頻度", "Threat"}
#define RT_HEAD_VULNERABILITY {"脆弱性", "Vulner-\nability"}
#define RT_HEAD_LIKELIHOOD    {"被害発生\n可能性", "Likeli-\nhood"}
#define RT_HEAD_LEVEL         {"リスク値", "Level"}
#define RT_HEAD_CLASS         {"区分", "Class"}
#define RT_HEAD_PRIORITY      {"優先順位", "Priority"}
#define RT_HEAD_RETENTION     {"保存期限", "Retention"}
#define RT_HEAD_REGISTERED    {"登録日", "Registered"}
#define RT_HEAD_TREATMENT     {"対応方針", "Treatment"}
#define RT_HEAD_PROFILE       {"基準", "Profile"}
#define RT_HEAD_FILE          {"ファイル", "File"}
#define RT_HEAD_FILE_SHEET    {"シート", "Sheet"}
#define RT_HEAD_ROW           {"行", "Row"}
/* clang-format on */

#endif
