# A workbook under another name: the bytes count.
"$MKBOOK" "$HERE/good.desc" silent.csv
