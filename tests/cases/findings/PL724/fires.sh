# A plan in the published form: one control serves two risks, another is one line
# of two, a third nobody needs.
cat >report.book <<EOF
@include $TOP/tests/cases/parts/report.book
1	1	攻撃者	顧客	漏えい	設定の誤り	信用の失墜	3	2	6	2	-	●	-	-	多要素認証の導入	予定	3	1	3
2	2	従業員	社内	紛失	慣れ	信用の失墜	2	2	4	3	-	●	-	-	多要素認証の導入\n教育	予定	2	1	2
EOF
"$MKBOOK" report.book リスクアセスメント結果報告書_営業部.xlsx
rm report.book
