"$MKBOOK" "$HERE/../PL670/silent.previous" ../report.xlsx
