# A row of the record was typed over.
sh "$HERE/../RA530/as-merged" risk-register |
    sh "$HERE/../RA530/at-end" 作成時の記録 '@cell B9 x' >../book
"$MKBOOK" ../book book.xlsx
