# The last assessment report and the last plan, as people edited them.
"$MKBOOK" "$HERE/silent.previous" ../report.xlsx
"$MKBOOK" "$HERE/silent.plan" ../plan.xlsx
