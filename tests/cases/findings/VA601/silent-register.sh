# A register that says so itself.
mkdir ../forms
"$MKBOOK" "$HERE/fires.book" ../forms/form.xlsx
"$RT" merge -q --fail-on never --now 2026-10-15 -o ../first ../forms
cp ../first/risk-register.xlsx book.xlsx
