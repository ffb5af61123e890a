# The event names no asset.
cat >r.book <<'EOF'
@include PARTS/report.book
1	1	攻撃者	顧客	漏えい	設定の誤り	信用の失墜	3	2	6	2	-	●	-	-	多要素認証の導入	済み	3	1	3
2	'9	従業員	社内	紛失	慣れ	信用の失墜		2		3	-	●	-	-	暗号化	予定	2	1	2
EOF
sed -i "s|PARTS|$TOP/tests/cases/parts|" r.book
"$MKBOOK" r.book リスクアセスメント結果報告書_営業部.xlsx
rm r.book
printf '%s\n' 'No,業務分類,情報資産名称,管理部署,媒体・保存先,機密性,完全性,可用性,脅威,脆弱性' \
    '1,販売,顧客名簿,営業部,社内サーバー,3,2,2,2,3' \
    '2,製品,在庫,営業部,社内サーバー,2,2,1,2,3' >一覧.csv
