# A line of the candidate controls is gone.
sh "$HERE/../RA530/as-merged" treatment-plan |
    sh "$HERE/../RA530/at-end" 管理策の候補 '@cell A9' '@cell B9' '@cell C9' '@cell D9' '@cell E9' '@cell F9' >../book
"$MKBOOK" ../book book.xlsx
