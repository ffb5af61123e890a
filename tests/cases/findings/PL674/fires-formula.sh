# The last assessment report, as people edited it.
"$MKBOOK" "$HERE/fires-formula.previous" ../report.xlsx
