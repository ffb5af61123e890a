sed 's/書類/いろいろ/' "$TOP/tests/cases/parts/planned.book" >planned.book
"$MKBOOK" planned.book 営業部.xlsx
rm planned.book
"$MKBOOK" "$TOP/tests/cases/parts/plan-rows.book" ../plan.xlsx
