# The end, where the directory is, did not arrive.
"$MKBOOK" "$HERE/good.desc" whole.xlsx
head -c 2000 whole.xlsx >fires.xlsx
rm whole.xlsx
