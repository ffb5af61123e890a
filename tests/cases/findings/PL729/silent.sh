"$MKBOOK" "$TOP/tests/cases/parts/planned.book" 営業部.xlsx
"$MKBOOK" "$HERE/silent.plan" ../plan.xlsx
