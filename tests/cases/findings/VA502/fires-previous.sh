"$MKBOOK" "$TOP/tests/cases/parts/planned.book" 営業部.xlsx
"$MKBOOK" "$TOP/tests/cases/parts/plan-days.book" ../plan.xlsx
