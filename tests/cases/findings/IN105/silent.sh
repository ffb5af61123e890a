# A workbook of today with yesterday's ending.
"$MKBOOK" "$HERE/good.desc" silent.xls
