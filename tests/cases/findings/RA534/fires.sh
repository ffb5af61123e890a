# A score that does not decide.
sh "$HERE/../RA530/as-merged" risk-register |
    sh "$HERE/../RA530/at-end" リスク一覧 '@cell O5 1' >../book
"$MKBOOK" ../book book.xlsx
