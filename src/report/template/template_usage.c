/* 利用方法: how to fill the form in, on one page. */
#include "report/template/template_parts.h"

static const struct part {
    struct rt_text name, text;
} parts[] = {
    {{"目的", "Purpose"},
        {"部署で扱う情報資産を洗い出し、それぞれのリスクの大きさを確かめるため"
         "のシートです。記入したブックは、ファイル名に部署名を付けて、取りまとめ"
         "の担当者へ提出してください。",
            "To list a department's information assets and to find the risk of "
            "each. Fill the workbook in, put the department's name into the "
            "file's name, and send it to whoever collects it."}},
    {{"1. 情報資産管理台帳", "1. Sheet 情報資産管理台帳 (ledger)"},
        {"情報資産を1行に1件ずつ書きます。名称、媒体・保存先、評価値（機密性・完"
         "全性・可用性）は必ず入れてください。同じ情報が紙とデータの両方にあると"
         "きは、媒体ごとに行を分けます。評価値の付け方は「重要度定義」、書き方の"
         "例は「台帳記入例」にあります。",
            "One asset a row. Name, medium and the three scores are needed. "
            "What exists on paper and as data takes a row for each medium. "
            "Sheet 重要度定義 says how to score, 台帳記入例 is an example."}},
    {{"2. 脅威の状況", "2. Sheet 脅威の状況 (threats)"},
        {"使っている媒体について、脅威ごとに起きる頻度を選びます。媒体の発生頻度"
         "は、その媒体の脅威のうち最も大きい値です。",
            "Choose how often each threat to the media in use would occur. A "
            "medium's frequency is the highest of its threats."}},
    {{"3. 対策状況チェック", "3. Sheet 対策状況チェック (checks)"},
        {"すべての項目に答えます。○の付いた項目の回答から、媒体ごとの脆弱性が次"
         "のように決まります（「該当しない」は除いて数えます）。\n"
         "　3：「実施していない／わからない」が、対象の項目の半数以上のとき\n"
         "　1：対象の項目のすべてが「実施している」のとき\n"
         "　2：それ以外のとき\n"
         "　未回答の項目が残っている間は空欄です。推測では決めません。",
            "Answer every item. A medium's vulnerability follows from the "
            "items with a ○ for it, those that do not apply left out:\n"
            "  3: half of them or more are not done or not known\n"
            "  1: all of them are done\n"
            "  2: anything else\n"
            "  It stays blank while an item is not answered. Nothing is "
            "guessed."}},
    {{"4. 結果の見方", "4. What comes out"},
        {"台帳の右端に、被害発生可能性とリスク値が表示されます。リスク値は「重要"
         "度×被害発生可能性」です。部署全体の件数は「診断結果」にあります。表示"
         "されない行は、名称・媒体・評価値、媒体の脅威、チェックの回答のどれかが"
         "足りません。",
            "Likelihood and risk level appear at the right of the ledger; the "
            "level is importance × likelihood. Sheet 診断結果 counts them. "
            "Where nothing appears, the name, the medium, a score, a threat of "
            "the medium or an answer is missing."}},
    {{"記入する欄", "Where to write"},
        {"クリーム色の欄に記入します。灰色の欄は自動で計算されるため、入力できな"
         "いようにしてあります（シートの保護。パスワードはありません）。",
            "Write into the cream-coloured cells. Grey ones are computed and "
            "locked (sheet protection without a password)."}},
    {{"行が足りないとき", "When rows run out"},
        {"「校閲」→「シート保護の解除」で保護を外し、台帳の最後の行をその下の行"
         "へコピーして増やします（計算式も一緒にコピーされます）。終わったら、"
         "もう一度シートを保護してください。",
            "Take the protection off (Review, Unprotect Sheet), copy the last "
            "row of the ledger to the rows below it, formulas and all, and "
            "protect the sheet again."}},
    {{"お願い", "Please"},
        {"シートの名前、見出し、列の順番は変えないでください。集計のときに、見出"
         "しの文字で列を見分けています。",
            "Keep the names of the sheets, the headings and the order of the "
            "columns: the workbook is read by them. The form's labels are "
            "Japanese for that reason."}},
};

/* The labels that stay Japanese, for those who do not read them. */
static const char glossary[]
    = "Media: 書類 paper, 可搬電子媒体 removable media, 事務所PC office PC, "
      "モバイル機器 mobile device, 社内サーバー server in the house, "
      "社外サーバー external server or cloud. 有 yes. 可能性：高/中/低 "
      "likelihood high/medium/low. リスク大/中/小 risk high/medium/low.";

static void put_part(struct rt_xl_sheet *s, const char *name, const char *text)
{
    rt_xl_height(s, 30);
    rt_xl_z(s, 0, RT_XF_BOX_LABEL, name);
    rt_xl_z(s, 1, RT_XF_BOX_TEXT, text);
    rt_xl_next(s);
}

void rt_form_usage(struct rt_form_book *b)
{
    struct rt_xl_sheet s;

    rt_form_sheet(b, &s, "利用方法", RT_A4, "リスク分析シートの利用方法",
        "リスク分析シート (risk analysis sheet): how to use it");
    rt_xl_width(&s, 0, 0, 30);
    rt_xl_width(&s, 1, 1, 108);
    rt_xl_next(&s);
    rt_xl_next(&s);
    if (b->t->department.n > 0) {
        rt_xl_say(&s, 0, RT_XF_BOX_LABEL, "部署", "Department");
        rt_xl_str(&s, 1, RT_XF_BOX_TEXT, b->t->department);
        rt_xl_next(&s);
    }
    rt_xl_say(&s, 0, RT_XF_BOX_LABEL, "判定基準", "Criteria");
    rt_xl_z(&s, 1, RT_XF_BOX_TEXT, b->p->title[b->lang]);
    rt_xl_next(&s);
    for (size_t i = 0; i < RT_COUNT(parts); i++)
        put_part(&s, rt_text(b->lang, parts[i].name),
            rt_text(b->lang, parts[i].text));
    if (b->lang == RT_EN)
        put_part(&s, "Words", glossary);
    rt_form_protect(&s);
}
