# A hidden sheet, and one of people's own.
sh "$HERE/../RA530/as-merged" treatment-plan |
    sed 's/^@sheet 管理策の候補/& hidden/' >../book
printf '@sheet 議事メモ\n10月2日　委員会で報告\n' >>../book
"$MKBOOK" ../book book.xlsx
