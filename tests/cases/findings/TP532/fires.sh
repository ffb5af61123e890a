# A line that people added to a list of the register.
sh "$HERE/../RA530/as-merged" treatment-plan |
    sh "$HERE/../RA530/at-end" 管理策の候補 \
        '@cell A60 書類' '@cell B60 紛失' '@cell C60 台帳で数える' >../book
"$MKBOOK" ../book book.xlsx
