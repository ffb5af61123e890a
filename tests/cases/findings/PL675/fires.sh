"$MKBOOK" "$HERE/../PL670/silent.previous" 結果報告書.xlsx
"$MKBOOK" "$HERE/../PL670/silent.book" 台帳.xlsx
