# A sheet has another name.
sh "$HERE/../RA530/as-merged" treatment-plan |
    sed 's/^@sheet 管理策の候補/@sheet 候補/' >../book
"$MKBOOK" ../book book.xlsx
