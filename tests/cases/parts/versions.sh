# Two versions of a book, for check --against: parts/versions.book as ../old.xlsx,
# and here the same with the changes of a sed script.
"$MKBOOK" "$TOP/tests/cases/parts/versions.book" ../old.xlsx
sed -e "s|@include |@include $TOP/tests/cases/parts/|" -e "$1" \
    "$TOP/tests/cases/parts/versions.book" >new.book
"$MKBOOK" new.book 一式.xlsx
rm new.book
