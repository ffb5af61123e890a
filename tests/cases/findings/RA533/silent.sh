# A line of the candidate controls was moved below the others.
sh "$HERE/../RA530/as-merged" treatment-plan |
    sed '/^@sheet 管理策/,/^@sheet /s/^@cell \([A-F]\)9 /@cell \160 /' >../book
"$MKBOOK" ../book book.xlsx
