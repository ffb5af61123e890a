# Two cells of a column, in rows that one sum is of.
sh "$HERE/../RA530/as-merged" risk-register |
    sh "$HERE/../RA530/at-end" リスク一覧 '@cell I7 別の部' '@cell I15 ほかの部' >../book
"$MKBOOK" ../book book.xlsx
