# The same value in place of the formula.
sh "$HERE/../RA530/as-merged" treatment-plan |
    sh "$HERE/../RA530/at-end" まとめ '@cell H6 0' >../book
"$MKBOOK" ../book book.xlsx
