# Rows that people inserted and wrote into.
sh "$HERE/../RA530/as-merged" treatment-plan |
    awk '/^@sheet / { here = $2 == "管理策の候補" }
        here && match($2, /^[A-F]/) && (row = substr($2, 2) + 0) > 8 {
            sub(/[0-9]+/, row + 2) }
        { print }' |
    sh "$HERE/../RA530/at-end" 管理策の候補 '@cell B9 注：以下は未検討' >../book
"$MKBOOK" ../book book.xlsx
