# The last assessment report, as people edited it.
"$MKBOOK" "$HERE/silent.previous" ../report.xlsx
