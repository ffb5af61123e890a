# The event names no asset.
printf '%s\n' "@include $TOP/tests/cases/parts/event.book" \
    "2	'9	従業員	社内	紛失	慣れ	信用の失墜		2		3	-	●	-	-	暗号化	予定	2	1	2" >r.book
"$MKBOOK" r.book リスクアセスメント結果報告書_営業部.xlsx
rm r.book
cp "$TOP/tests/cases/parts/event-assets.csv" 一覧.csv
