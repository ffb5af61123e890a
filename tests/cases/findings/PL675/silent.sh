# Without the ids and the columns of merge it is a sender's.
sed 's/リスクID/管理ID/; s/対象の資産/資産/' "$HERE/../PL670/silent.previous" >report.book
"$MKBOOK" report.book 結果報告書.xlsx
rm report.book
