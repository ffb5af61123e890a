# A report that names no department, and the only list of the run.
"$MKBOOK" "$TOP/tests/cases/parts/events.book" 報告書.xlsx
cp "$TOP/tests/cases/parts/events-assets.csv" 一覧.csv
