# A report that names no department, and the only list of the run, which does not say how likely anything is.
"$MKBOOK" "$TOP/tests/cases/parts/events.book" 報告書.xlsx
cp "$TOP/tests/cases/parts/events-assets.csv" 一覧.csv
