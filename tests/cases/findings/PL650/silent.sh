# A statement that merge wrote is not taken for that of a sender.
"$MKBOOK" "$HERE/fires.book" fires.xlsx
"$RT" merge -q --now 2026-09-30 -o ../first .
mv ../first/statement-of-applicability.xlsx .
rm -r fires.xlsx ../first
"$MKBOOK" "$TOP/tests/cases/parts/planned.book" ledger.xlsx
