# The last assessment report, as people edited it.
"$MKBOOK" "$HERE/fires.previous" ../report.xlsx
