# Most numbers are not in the only list of the run.
printf '%s\n' "@include $TOP/tests/cases/parts/event.book" \
    "2	'40	従業員	社内	誤送信	慣れ	信用の失墜	3	2	6	2	-	●	-	-	教育	予定	3	1	3" \
    "3	'30	従業員	社内	紛失	慣れ	信用の失墜	2	2	4	3	-	●	-	-	暗号化	予定	2	1	2" >r.book
"$MKBOOK" r.book 報告書.xlsx
rm r.book
cp "$TOP/tests/cases/parts/events-assets.csv" 一覧.csv
