# One of the two cells.
sh "$HERE/../RA530/as-merged" risk-register |
    sh "$HERE/../RA530/at-end" リスク一覧 '@cell I7 別の部' >../book
"$MKBOOK" ../book book.xlsx
