# A remark below a list, and one that looks like a row but is beside it.
sh "$HERE/../RA530/as-merged" treatment-plan |
    sh "$HERE/../RA530/at-end" 管理策の候補 '@cell A60 書類は別に決める' \
        '@cell H60 書類' '@cell I60 紛失' '@cell J60 台帳で数える' >../book
"$MKBOOK" ../book book.xlsx
