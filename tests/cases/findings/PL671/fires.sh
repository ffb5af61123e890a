# The last assessment report and the last plan, as people edited them.
"$MKBOOK" "$HERE/fires.previous" ../report.xlsx
"$MKBOOK" "$HERE/fires.plan" ../plan.xlsx
