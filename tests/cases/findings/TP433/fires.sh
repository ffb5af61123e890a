# The second event is worse than its asset; the department is in the file names.
printf '%s\n' "@include $TOP/tests/cases/parts/event.book" \
    "2	2	従業員	社内	誤送信	慣れ	信用の失墜	3	3	9	1	-	●	-	-	教育	予定	3	1	3" >r.book
"$MKBOOK" r.book リスクアセスメント結果報告書_営業部.xlsx
rm r.book
cp "$TOP/tests/cases/parts/event-assets.csv" 一覧.csv
