# As it was merged; and without a record, as earlier versions wrote it.
sh "$HERE/../RA530/as-merged" treatment-plan >../book
"$MKBOOK" ../book book.xlsx
sed '/^@sheet 作成時の記録/,$d' ../book >../earlier
"$MKBOOK" ../earlier earlier.xlsx
