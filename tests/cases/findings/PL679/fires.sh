"$MKBOOK" "$HERE/fires.book" ../report.xlsx
