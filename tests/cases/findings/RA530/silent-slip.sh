# A slip that was answered, and lies beside its files.
sh "$HERE/as-merged" returns/経理部 |
    sh "$HERE/at-end" 訂正のお願い '@cell K13 訂正しました' '@cell C8 情報システム部' '@cell G8 10月末' '@cell C9 .' >../book
"$MKBOOK" ../book book.xlsx
