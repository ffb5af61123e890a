# A line of the plan's summary counts what is not in its column.
sh "$HERE/../RA530/as-merged" treatment-plan |
    sed '/^@sheet まとめ/,/^@sheet /s/^\(@cell H6 .*\)"超過"/\1"遅延"/' >../book
"$MKBOOK" ../book book.xlsx
