# A return slip: a required correction made one to confirm, and a value read.
sh "$HERE/as-merged" returns/経理部 |
    sh "$HERE/at-end" 訂正のお願い '@cell B14 確認' |
    sh "$HERE/at-end" 読み取り結果 '@cell P5 9' >../book
"$MKBOOK" ../book book.xlsx
