# Most numbers are not in the only list of the run.
cat >r.book <<'EOF'
@include PARTS/report.book
1	'1、30	攻撃者	顧客	漏えい	設定の誤り	信用の失墜	3	2	6	2	-	●	-	-	多要素認証の導入	済み	3	1	3
2	'40	従業員	社内	誤送信	慣れ	信用の失墜	3	2	6	2	-	●	-	-	教育	予定	3	1	3
3	2	従業員	社内	紛失	慣れ	信用の失墜	2	2	4	3	-	●	-	-	暗号化	予定	2	1	2
EOF
sed -i "s|PARTS|$TOP/tests/cases/parts|" r.book
"$MKBOOK" r.book 報告書.xlsx
rm r.book
printf '%s\n' 'No,業務分類,情報資産名称,管理部署,媒体・保存先,機密性,完全性,可用性' \
    '1,販売,顧客名簿,営業部,社内サーバー,3,2,2' \
    '2,製品,在庫,製造部,社内サーバー,2,2,1' \
    '3,人事,社員名簿,総務部,書類,3,2,1' \
    '4,総務,契約書,総務部,書類,3,2,1' >一覧.csv
